//! Form definitions in use, loaded once each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use teren_questionnaire::Form;
use teren_questionnaire::forms::Forms as Definitions;

use crate::contract::{Problem, ProblemCode};

/// Forms by id and version.
pub(crate) struct Forms {
    definitions: Definitions,
    loaded: RefCell<HashMap<String, Arc<Form>>>,
}

impl Default for Forms {
    fn default() -> Self {
        Self {
            definitions: Definitions::shipped(),
            loaded: RefCell::default(),
        }
    }
}

/// Id of the form of a first interview.
pub(crate) const PART_I: &str = "part-i";

impl Forms {
    /// The form of a name such as `part-i/2021-11-15`.
    pub fn get(&self, name: &str) -> Result<Arc<Form>, Problem> {
        if let Some(form) = self.loaded.borrow().get(name) {
            return Ok(Arc::clone(form));
        }
        let (id, version) = name
            .split_once('/')
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let form = self.definitions.load(id, version);
        let form = Arc::new(form.map_err(|_| Problem::of(ProblemCode::NotFound))?);
        let mut loaded = self.loaded.borrow_mut();
        loaded.insert(name.to_owned(), Arc::clone(&form));
        Ok(form)
    }

    /// „część IV (aktualizacja)”: what a list calls an interview of this form; empty for a form not known here.
    pub fn short_title(&self, name: &str) -> String {
        let form = self.get(name);
        form.map_or_else(
            |_| String::new(),
            |form| match form.title.rsplit_once(" – ") {
                Some((_, part)) => part.to_owned(),
                None => form.title.clone(),
            },
        )
    }

    /// Name and form of the version in force on a day: the one with which an interview of that day starts.
    pub fn in_force(&self, id: &str, on: NaiveDate) -> Result<(String, Arc<Form>), Problem> {
        let on = on.to_string();
        let versions = self.definitions.versions();
        let in_force = versions.filter(|(of, version)| *of == id && *version <= on.as_str());
        let version = in_force.map(|(_, version)| version).max();
        let version = version.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let name = format!("{id}/{version}");
        let form = self.get(&name)?;
        Ok((name, form))
    }

    /// Every form in the version in force on a day, in the order of the parts.
    pub fn all_in_force(&self, on: NaiveDate) -> Result<Vec<(String, Arc<Form>)>, Problem> {
        let mut ids: Vec<&str> = Vec::new();
        for (id, _) in self.definitions.versions() {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.into_iter().map(|id| self.in_force(id, on)).collect()
    }
}
