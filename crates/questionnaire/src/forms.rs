//! The forms shipped inside the program, by id and date.

use chrono::NaiveDate;
use teren_domain::facts::Part;

use crate::error::DefinitionError;
use crate::form::Form;

struct Shipped {
    id: &'static str,
    part: Part,
    /// Valid from, and the name of the version.
    version: &'static str,
    shape: &'static str,
    rules: &'static str,
    layout: &'static str,
}

macro_rules! shipped {
    ($part:expr, $id:literal, $version:literal) => {
        Shipped {
            id: $id,
            part: $part,
            version: $version,
            shape: include_str!(concat!("../forms/", $id, "/", $version, "/shape.toml")),
            rules: include_str!(concat!("../forms/", $id, "/", $version, "/rules.toml")),
            layout: include_str!(concat!("../forms/", $id, "/", $version, "/layout.toml")),
        }
    };
}

/// Every released version, oldest first; a released version never changes.
static SHIPPED: &[Shipped] = &[shipped!(Part::I, "part-i", "2021-11-15")];

/// The version of a part in force on a day: the one with which an interview of that day starts.
///
/// # Errors
/// `UnknownForm` if no version was in force yet or the part is not shipped.
pub fn for_date(part: Part, date: NaiveDate) -> Result<Form, DefinitionError> {
    let on = date.to_string();
    SHIPPED
        .iter()
        .rev()
        .find(|form| form.part == part && form.version <= on.as_str())
        .map_or_else(
            || {
                Err(DefinitionError::UnknownForm {
                    form: format!("{part:?}"),
                    version: on.clone(),
                })
            },
            open,
        )
}

/// A version by form id ("part-i") and version ("2021-11-15").
///
/// # Errors
/// `UnknownForm` if it is not shipped.
pub fn load(id: &str, version: &str) -> Result<Form, DefinitionError> {
    SHIPPED
        .iter()
        .find(|form| form.id == id && form.version == version)
        .map_or_else(
            || {
                Err(DefinitionError::UnknownForm {
                    form: id.to_owned(),
                    version: version.to_owned(),
                })
            },
            open,
        )
}

/// Ids and versions of everything shipped, oldest first.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.iter().map(|form| (form.id, form.version))
}

fn open(form: &Shipped) -> Result<Form, DefinitionError> {
    Form::load(form.shape, form.rules, form.layout)
}
