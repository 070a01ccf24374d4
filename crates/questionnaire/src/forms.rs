//! The forms in use, by id and date: those shipped inside the program, and versions added to them as data.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use teren_domain::facts::Part;

use crate::error::DefinitionError;
use crate::form::Form;
use crate::kind::FormKind;
use crate::load::{self, Definition, Layers};

/// Versions may carry from versions that carry themselves, so many deep.
const DEPTH: u8 = 8;

/// One released version of a form.
#[derive(Debug, Clone)]
struct Version {
    id: Cow<'static, str>,
    kind: FormKind,
    /// Valid from, and the name of the version.
    version: Cow<'static, str>,
    shape: Cow<'static, str>,
    rules: Cow<'static, str>,
    layout: Cow<'static, str>,
    /// The definition, once somebody wanted it.
    read: OnceLock<Arc<Definition>>,
}

macro_rules! layer {
    ($id:literal, $version:literal, $file:literal) => {
        Cow::Borrowed(include_str!(concat!(
            "../forms/",
            $id,
            "/",
            $version,
            "/",
            $file
        )))
    };
}

macro_rules! shipped {
    ($kind:expr, $id:literal, $version:literal) => {
        Version {
            id: Cow::Borrowed($id),
            kind: $kind,
            version: Cow::Borrowed($version),
            shape: layer!($id, $version, "shape.toml"),
            rules: layer!($id, $version, "rules.toml"),
            layout: layer!($id, $version, "layout.toml"),
            read: OnceLock::new(),
        }
    };
}

/// Every released version; a released version never changes.
static SHIPPED: [Version; 14] = [
    shipped!(FormKind::Part(Part::I), "part-i", "2021-11-15"),
    shipped!(FormKind::Part(Part::II), "part-ii", "2021-11-15"),
    shipped!(FormKind::Part(Part::III), "part-iii", "2021-11-15"),
    shipped!(FormKind::Part(Part::IV), "part-iv", "2021-11-15"),
    shipped!(FormKind::Part(Part::V), "part-v", "2021-11-15"),
    shipped!(FormKind::Part(Part::VI), "part-vi", "2021-11-15"),
    shipped!(FormKind::Part(Part::VII), "part-vii", "2021-11-15"),
    shipped!(FormKind::Part(Part::VIII), "part-viii", "2021-11-15"),
    shipped!(FormKind::Part(Part::IX), "part-ix", "2021-11-15"),
    shipped!(FormKind::AssetStatement, "asset-statement", "2021-11-15"),
    shipped!(FormKind::SocialContractA, "social-contract-a", "2021-11-15"),
    shipped!(FormKind::SocialContractB, "social-contract-b", "2021-11-15"),
    shipped!(FormKind::FamilyPlan, "family-plan", "2021-11-15"),
    shipped!(
        FormKind::FamilyEvaluation,
        "family-evaluation",
        "2021-11-15"
    ),
];

/// Versions of forms to start interviews with and to read them in.
#[derive(Debug, Clone)]
pub struct Forms {
    versions: Cow<'static, [Version]>,
}

impl Forms {
    /// What the program was released with.
    #[must_use]
    pub const fn shipped() -> Self {
        Self {
            versions: Cow::Borrowed(&SHIPPED),
        }
    }

    /// With one more version, from its three layers (TOML). It may carry blocks of the versions already here.
    ///
    /// # Errors
    /// The first fault found in the definition.
    pub fn with(mut self, shape: &str, rules: &str, layout: &str) -> Result<Self, DefinitionError> {
        let form = self.read(Layers {
            shape,
            rules,
            layout,
        })?;
        if self.find(&form.id, &form.version).is_ok() {
            return Err(DefinitionError::DuplicatePlace {
                id: format!("{}/{}", form.id, form.version),
            });
        }
        self.versions.to_mut().push(Version {
            id: Cow::Owned(form.id),
            kind: form.kind,
            version: Cow::Owned(form.version),
            shape: Cow::Owned(shape.to_owned()),
            rules: Cow::Owned(rules.to_owned()),
            layout: Cow::Owned(layout.to_owned()),
            read: OnceLock::new(),
        });
        Ok(self)
    }

    /// The version of a form in force on a day: the one with which an interview of that day starts.
    ///
    /// # Errors
    /// `UnknownForm` if no version was in force yet or the form is not here.
    pub fn for_date(
        &self,
        kind: impl Into<FormKind>,
        date: NaiveDate,
    ) -> Result<Form, DefinitionError> {
        let (kind, on) = (kind.into(), date.to_string());
        let in_force = self.versions.iter();
        let in_force = in_force.filter(|form| form.kind == kind && *form.version <= *on);
        match in_force.max_by_key(|form| form.version.as_ref()) {
            Some(form) => load::load(self.definition(form, DEPTH)?.as_ref()),
            None => Err(unknown(&format!("{kind:?}"), &on)),
        }
    }

    /// A version by form id ("part-i") and version ("2021-11-15").
    ///
    /// # Errors
    /// `UnknownForm` if it is not here.
    pub fn load(&self, id: &str, version: &str) -> Result<Form, DefinitionError> {
        load::load(self.definition(self.find(id, version)?, DEPTH)?.as_ref())
    }

    /// Ids and versions of everything here, those shipped first.
    pub fn versions(&self) -> impl Iterator<Item = (&str, &str)> {
        let versions = self.versions.iter();
        versions.map(|form| (form.id.as_ref(), form.version.as_ref()))
    }

    pub(crate) fn read(&self, layers: Layers<'_>) -> Result<Form, DefinitionError> {
        let definition = Definition::read(layers, &|name| self.named(name, DEPTH))?;
        load::load(&definition)
    }

    /// The version that a layout carries from.
    fn named(&self, name: &str, depth: u8) -> Result<Arc<Definition>, DefinitionError> {
        let (id, version) = name.split_once('/').unwrap_or((name, ""));
        self.definition(self.find(id, version)?, depth)
    }

    fn definition(&self, form: &Version, depth: u8) -> Result<Arc<Definition>, DefinitionError> {
        if let Some(known) = form.read.get() {
            return Ok(Arc::clone(known));
        }
        let deeper = depth
            .checked_sub(1)
            .ok_or_else(|| DefinitionError::CarriesItself {
                form: form.id.clone().into_owned(),
            })?;
        let read = Definition::read(form.layers(), &|name| self.named(name, deeper))?;
        Ok(Arc::clone(form.read.get_or_init(|| Arc::new(read))))
    }

    fn find(&self, id: &str, version: &str) -> Result<&Version, DefinitionError> {
        let mut versions = self.versions.iter();
        versions
            .find(|form| form.id == id && form.version == version)
            .ok_or_else(|| unknown(id, version))
    }
}

impl Version {
    fn layers(&self) -> Layers<'_> {
        Layers {
            shape: &self.shape,
            rules: &self.rules,
            layout: &self.layout,
        }
    }
}

fn unknown(form: &str, version: &str) -> DefinitionError {
    DefinitionError::UnknownForm {
        form: form.to_owned(),
        version: version.to_owned(),
    }
}

/// [`Forms::for_date`] of what was shipped.
///
/// # Errors
/// `UnknownForm` if no version was in force yet or the form is not shipped.
pub fn for_date(kind: impl Into<FormKind>, date: NaiveDate) -> Result<Form, DefinitionError> {
    Forms::shipped().for_date(kind, date)
}

/// [`Forms::load`] of what was shipped.
///
/// # Errors
/// `UnknownForm` if it is not shipped.
pub fn load(id: &str, version: &str) -> Result<Form, DefinitionError> {
    Forms::shipped().load(id, version)
}

/// Ids and versions of everything shipped, oldest first.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED
        .iter()
        .map(|form| (form.id.as_ref(), form.version.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_versions_that_carry_from_one_another_are_refused_and_not_followed_for_ever() {
        let version = |id: &'static str, other: &str| {
            Version {
            id: Cow::Borrowed(id),
            kind: FormKind::Part(Part::I),
            version: Cow::Borrowed("2022-01-01"),
            shape: format!(
                "form = \"{id}\"\nversion = \"2022-01-01\"\npart = \"I\"\nvalid_from = \"2022-01-01\""
            )
            .into(),
            rules: Cow::Borrowed(""),
            layout: format!(
                "title = \"{id}\"\n[[section]]\nid = \"A\"\ncarry = \"{other}/2022-01-01\""
            )
            .into(),
            read: OnceLock::new(),
        }
        };
        let forms = Forms {
            versions: Cow::Owned(vec![version("hen", "egg"), version("egg", "hen")]),
        };
        let fault = forms.load("hen", "2022-01-01").map(|form| form.id);
        assert!(matches!(fault, Err(DefinitionError::CarriesItself { .. })));
    }
}
