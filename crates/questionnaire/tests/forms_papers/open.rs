//! The forms of the first version, read once for all tests of a file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use teren_questionnaire::{Form, forms};

static FIRST: LazyLock<BTreeMap<&str, Form>> = LazyLock::new(|| {
    let first = forms::shipped().filter(|(_, version)| *version == "2021-11-15");
    first
        .map(|(id, version)| (id, forms::load(id, version).unwrap()))
        .collect()
});

pub fn open(form: &str) -> &'static Form {
    FIRST.get(form).unwrap()
}
