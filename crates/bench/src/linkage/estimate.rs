//! Weights without anybody saying which pairs are one person: expectation and maximisation over counted patterns.

use std::collections::BTreeMap;

use teren_domain::same_family::compare::{GivenLevel, NumberLevel};
use teren_domain::same_family::model::{Commonness, GRADES};
use teren_domain::same_family::{Chances, FIELDS, Field, Model, Pattern};

/// Rounds after which the estimate no longer moves on any data tried.
const ROUNDS: usize = 200;
/// Share of each grade in the one before, to begin with.
const FALL: f32 = 0.35;
/// Pairs added to every grade so that nothing becomes impossible.
const SMOOTHING: f64 = 0.5;

/// How often each pattern occurs among the candidates.
pub type Counts = BTreeMap<Pattern, u64>;

#[derive(Clone, Copy, Default)]
struct Sums {
    person: f64,
    kin: f64,
    stranger: f64,
}

impl Sums {
    fn add(&mut self, share: Chances, times: f64) {
        self.person += f64::from(share.person) * times;
        self.kin += f64::from(share.kin) * times;
        self.stranger += f64::from(share.stranger) * times;
    }

    fn whole(&self) -> f64 {
        self.person + self.kin + self.stranger
    }
}

/// What is known beforehand of who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Nothing,
    /// Two right PESELs say whether two descriptions are of one person; where none does, another given name is another person
    /// (twins would teach the estimate otherwise). Of the rest nothing is known.
    ByNumber,
}

/// Estimates shares and chances from counted patterns, under the grades and words of `words`. With nothing known, kin are not
/// told from strangers.
pub fn estimate(words: &Model, counts: &Counts, known: Known) -> Model {
    let share = match known {
        Known::Nothing => Chances {
            person: 0.1,
            kin: 0.0,
            stranger: 0.9,
        },
        Known::ByNumber => Chances {
            person: 0.05,
            kin: 0.1,
            stranger: 0.85,
        },
    };
    let mut model = words.with(share, &beginning);
    for _ in 0..ROUNDS {
        model = round(&model, counts, known);
    }
    model
}

/// Where every estimate begins: one person agrees, strangers do not, kin share surname and home.
fn beginning(field: Field, grade: u8) -> Chances {
    let grades = field.grades().len() - 1;
    let place = usize::from(grade).saturating_sub(1);
    let whole: f32 = (0..grades).map(|place| FALL.powi(place as i32)).sum();
    let agreeing = FALL.powi(place as i32) / whole;
    let differing = FALL.powi((grades - 1 - place) as i32) / whole;
    let of_kin = matches!(field, Field::Surname | Field::Place | Field::Household);
    Chances {
        person: agreeing,
        kin: if of_kin { agreeing } else { differing },
        stranger: differing,
    }
}

fn round(model: &Model, counts: &Counts, known: Known) -> Model {
    let mut all = Sums::default();
    let mut grades = [[Sums::default(); GRADES]; FIELDS.len()];
    for (pattern, count) in counts {
        let share = shares(model, *pattern, known);
        let times = *count as f64;
        all.add(share, times);
        for (field, grade) in grades.iter_mut().zip(pattern.0) {
            if let Some(sums) = field.get_mut(usize::from(grade)) {
                sums.add(share, times);
            }
        }
    }
    let whole = all.whole().max(1.0);
    let share = Chances {
        person: (all.person / whole) as f32,
        kin: (all.kin / whole) as f32,
        stranger: (all.stranger / whole) as f32,
    };
    model.with(share, &|field, grade| chance(&grades, field, grade))
}

/// Probability of each class for a pattern.
fn shares(model: &Model, pattern: Pattern, known: Known) -> Chances {
    let mut joint = model.joint(pattern, Commonness::default());
    let number = pattern.grade(Field::Number);
    let other_name = pattern.grade(Field::Given) == GivenLevel::Different as u8;
    if known == Known::ByNumber && number == NumberLevel::Same as u8 {
        (joint.kin, joint.stranger) = (0.0, 0.0);
    } else if known == Known::ByNumber && (number == NumberLevel::BothRight as u8 || other_name) {
        joint.person = 0.0;
    }
    let sum = (joint.person + joint.kin + joint.stranger).max(f32::MIN_POSITIVE);
    Chances {
        person: joint.person / sum,
        kin: joint.kin / sum,
        stranger: joint.stranger / sum,
    }
}

/// The grade's share among all grades of its field in which something was compared.
fn chance(grades: &[[Sums; GRADES]; FIELDS.len()], field: Field, grade: u8) -> Chances {
    let Some(of_field) = grades.get(field as usize) else {
        return Chances {
            person: 0.0,
            kin: 0.0,
            stranger: 0.0,
        };
    };
    let possible = field.grades().len() - 1;
    let mut whole = Sums::default();
    for sums in of_field.iter().skip(1) {
        whole.person += sums.person;
        whole.kin += sums.kin;
        whole.stranger += sums.stranger;
    }
    let own = of_field
        .get(usize::from(grade))
        .copied()
        .unwrap_or_default();
    let smooth =
        |own: f64, whole: f64| ((own + SMOOTHING) / (whole + SMOOTHING * possible as f64)) as f32;
    Chances {
        person: smooth(own.person, whole.person),
        kin: smooth(own.kin, whole.kin),
        stranger: smooth(own.stranger, whole.stranger),
    }
}
