//! How often each grade of agreement occurs, and what follows for a pair: a score, a band, reasons.
//!
//! The model of Fellegi and Sunter with a third class beside „one person” and „strangers”: kin of one home, who share surname and
//! address for a reason of their own. Without it father and son, or twins, would collect the weight of their address twice.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::same_family::compare::{FIELDS, Field, GivenLevel, NumberLevel, Pattern, SurnameLevel};

/// Grades of one field at the most.
pub const GRADES: usize = 10;
/// No chance is smaller: what was never seen may still happen.
const LEAST: f32 = 1e-6;

/// Chance of a grade among descriptions of one person, among kin, among strangers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chances {
    pub person: f32,
    pub kin: f32,
    pub stranger: f32,
}

/// What the program says of a pair. A wrong link costs more than a missed one, so the first is narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    No,
    ToLookAt,
    Surely,
}

/// The score of one pair.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Score {
    /// Logarithm to base two of the odds that both are one person.
    pub bits: f32,
}

impl Score {
    /// Probability that both are one person.
    #[must_use]
    pub fn probability(self) -> f32 {
        1.0 / (1.0 + (-self.bits).exp2())
    }
}

/// What one field says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    pub field: Field,
    /// Name of the grade, see [`Field::grades`].
    pub grade: &'static str,
    /// Polish words for the grade, such as „ta sama data urodzenia”.
    pub says: &'static str,
    /// How much it adds to the score; negative where it speaks against.
    pub bits: f32,
}

/// How common the names of a pair are: one is as common as names are at all, less is rarer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Commonness {
    pub given: f32,
    pub surname: f32,
}

impl Default for Commonness {
    fn default() -> Self {
        Self {
            given: 1.0,
            surname: 1.0,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Grade {
    person: f32,
    kin: f32,
    stranger: f32,
    says: &'static str,
}

/// The weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    share: Chances,
    grades: [[Grade; GRADES]; FIELDS.len()],
    /// Bits from which a pair is surely one person.
    pub surely: f32,
    /// Bits from which a pair is worth a look.
    pub look: f32,
}

#[derive(Default, Deserialize)]
struct Table {
    share: Option<Chances>,
    bands: Option<Bands>,
    #[serde(flatten)]
    fields: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Bands {
    surely: f32,
    look: f32,
}

#[derive(Deserialize)]
struct Row {
    person: f32,
    kin: f32,
    stranger: f32,
    says: String,
}

static SHIPPED: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("../../data/linkage.toml")).unwrap_or_default());

impl Default for Model {
    /// Knows nothing: every pair is as likely one person as not.
    fn default() -> Self {
        let even = Chances {
            person: 0.5,
            kin: 0.0,
            stranger: 0.5,
        };
        Self {
            share: even,
            grades: Default::default(),
            surely: f32::INFINITY,
            look: f32::INFINITY,
        }
    }
}

impl Model {
    /// The weights in `data/linkage.toml`.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    fn read(text: &str) -> Option<Self> {
        let table: Table = toml::from_str(text).ok()?;
        let mut model = Self {
            share: table.share?,
            ..Self::default()
        };
        for field in FIELDS {
            let rows: BTreeMap<String, Row> =
                table.fields.get(field.name())?.clone().try_into().ok()?;
            for (name, row) in rows {
                let place = field.grades().iter().position(|grade| *grade == name)?;
                let says: &'static str = Box::leak(row.says.into_boxed_str());
                *model.slot(field, place)? = Grade {
                    person: row.person,
                    kin: row.kin,
                    stranger: row.stranger,
                    says,
                };
            }
        }
        let bands = table.bands?;
        Some(Self {
            surely: bands.surely,
            look: bands.look,
            ..model
        })
    }

    /// The same grades and words under other chances, as an estimate found them.
    #[must_use]
    pub fn with(&self, share: Chances, chances: &dyn Fn(Field, u8) -> Chances) -> Self {
        let mut model = Self {
            share,
            ..self.clone()
        };
        for field in FIELDS {
            for (place, _) in field.grades().iter().enumerate().skip(1) {
                let found = chances(field, u8::try_from(place).unwrap_or_default());
                if let Some(slot) = model.slot(field, place) {
                    *slot = Grade {
                        person: found.person,
                        kin: found.kin,
                        stranger: found.stranger,
                        says: slot.says,
                    };
                }
            }
        }
        model
    }

    /// Shares of the three classes among candidates.
    #[must_use]
    pub fn share(&self) -> Chances {
        self.share
    }

    /// Chances of one grade; of what was not compared they are one in every class.
    #[must_use]
    pub fn chances(&self, field: Field, place: u8) -> Chances {
        if place == 0 {
            return Chances {
                person: 1.0,
                kin: 1.0,
                stranger: 1.0,
            };
        }
        let grade = self.grade(field, place);
        Chances {
            person: grade.person.max(LEAST),
            kin: grade.kin.max(LEAST),
            stranger: grade.stranger.max(LEAST),
        }
    }

    /// Polish words for a grade.
    #[must_use]
    pub fn says(&self, field: Field, place: u8) -> &'static str {
        self.grade(field, place).says
    }

    fn grade(&self, field: Field, place: u8) -> Grade {
        let grades = self.grades.get(field as usize);
        grades
            .and_then(|grades| grades.get(usize::from(place)))
            .copied()
            .unwrap_or_default()
    }

    fn slot(&mut self, field: Field, place: usize) -> Option<&mut Grade> {
        self.grades.get_mut(field as usize)?.get_mut(place)
    }

    /// The chance of a pattern in each class, times the class's share.
    #[must_use]
    pub fn joint(&self, pattern: Pattern, common: Commonness) -> Chances {
        let mut joint = self.share;
        for (field, grade) in FIELDS.into_iter().zip(pattern.0) {
            if grade != 0 {
                let chances = self.chances(field, grade);
                joint.person *= chances.person;
                joint.kin *= chances.kin;
                joint.stranger *= chances.stranger * rarity(field, grade, common);
            }
        }
        joint
    }

    /// How much likelier one person is than two.
    #[must_use]
    pub fn score(&self, pattern: Pattern, common: Commonness) -> Score {
        let joint = self.joint(pattern, common);
        let two = (joint.kin + joint.stranger).max(f32::MIN_POSITIVE);
        Score {
            bits: joint.person.max(f32::MIN_POSITIVE).log2() - two.log2(),
        }
    }

    /// The band of a pair. Something that two descriptions of one person do not show keeps it out of the first, whatever the score.
    #[must_use]
    pub fn band(&self, pattern: Pattern, score: Score) -> Band {
        if score.bits >= self.surely && !contradicted(pattern) {
            Band::Surely
        } else if score.bits >= self.look {
            Band::ToLookAt
        } else {
            Band::No
        }
    }

    /// What each compared field says, the strongest first.
    #[must_use]
    pub fn reasons(&self, pattern: Pattern, common: Commonness) -> Vec<Reason> {
        let joint = self.joint(pattern, common);
        let kin = joint.kin / (joint.kin + joint.stranger).max(f32::MIN_POSITIVE);
        let mut reasons: Vec<Reason> = FIELDS
            .into_iter()
            .zip(pattern.0)
            .filter(|(_, grade)| *grade != 0)
            .map(|(field, grade)| {
                let chances = self.chances(field, grade);
                let stranger = chances.stranger * rarity(field, grade, common);
                let against = kin * chances.kin.log2() + (1.0 - kin) * stranger.log2();
                Reason {
                    field,
                    grade: field
                        .grades()
                        .get(usize::from(grade))
                        .copied()
                        .unwrap_or_default(),
                    says: self.says(field, grade),
                    bits: chances.person.log2() - against,
                }
            })
            .collect();
        reasons.sort_by(|one, other| other.bits.abs().total_cmp(&one.bits.abs()));
        reasons
    }
}

/// Two right numbers that differ, another generation, or another name of the dictionary: never surely one person.
#[must_use]
pub fn contradicted(pattern: Pattern) -> bool {
    let is = |field: Field, grade: &str| {
        let place = usize::from(pattern.grade(field));
        field.grades().get(place) == Some(&grade)
    };
    let number = pattern.grade(Field::Number) == NumberLevel::BothRight as u8;
    let numbers_agree = pattern.grade(Field::Number) == NumberLevel::Same as u8;
    number
        || is(Field::Sex, "different")
        || is(Field::Born, "generation")
        || (!numbers_agree
            && (is(Field::Born, "different")
                || is(Field::Born, "partly")
                || is(Field::Given, "different")))
}

/// Whether the score depends on how common the names are.
#[must_use]
pub fn names_matter(pattern: Pattern) -> bool {
    let unlike = Commonness {
        given: 2.0,
        surname: 2.0,
    };
    FIELDS
        .into_iter()
        .zip(pattern.0)
        .any(|(field, grade)| rarity(field, grade, unlike) != 1.0)
}

/// How much rarer or commoner than names at all the shared name is, where one is shared.
fn rarity(field: Field, grade: u8, common: Commonness) -> f32 {
    match field {
        Field::Given if grade == GivenLevel::Swapped as u8 => common.given * common.surname,
        Field::Given if (GivenLevel::Same as u8..=GivenLevel::Form as u8).contains(&grade) => {
            common.given
        }
        Field::Surname
            if (SurnameLevel::Same as u8..=SurnameLevel::Form as u8).contains(&grade) =>
        {
            common.surname
        }
        _ => 1.0,
    }
}
