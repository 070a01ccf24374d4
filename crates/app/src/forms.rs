//! Form definitions in use, loaded once each.

use std::collections::HashMap;
use std::sync::Arc;

use teren_questionnaire::Form;

use crate::contract::{Problem, ProblemCode};

/// Forms by id and version.
#[derive(Default)]
pub(crate) struct Forms {
    loaded: HashMap<String, Arc<Form>>,
}

/// Version with which an interview of part I is started today.
pub(crate) const PART_I: &str = "part-i/2021-11-15";

impl Forms {
    /// The form of a name such as `part-i/2021-11-15`.
    pub fn get(&mut self, name: &str) -> Result<Arc<Form>, Problem> {
        if let Some(form) = self.loaded.get(name) {
            return Ok(Arc::clone(form));
        }
        let (id, version) = name
            .split_once('/')
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let form = teren_questionnaire::forms::load(id, version)
            .map_err(|_| Problem::of(ProblemCode::NotFound))?;
        let form = Arc::new(form);
        self.loaded.insert(name.to_owned(), Arc::clone(&form));
        Ok(form)
    }
}
