//! Two files side by side: which persons are the same, and whether the files are worth joining.

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use crate::same_family::compare::{
    BornLevel, Field, GivenLevel, NumberLevel, Pattern, SurnameLevel, compare,
};
use crate::same_family::model::{Band, Commonness, Model, Score};
use crate::same_family::person::Person;
use crate::same_family::similarity::within;

/// Years from which a person is of age.
const OF_AGE: i32 = 18;
/// Letters in which surnames of one person may differ by the rule.
const RULE_LETTERS: usize = 2;

/// A file with everybody it describes.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    pub id: Uuid,
    pub persons: Vec<Person>,
}

/// Two persons of two files who may be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonPair {
    /// Place in the first file.
    pub one: usize,
    /// Place in the second.
    pub other: usize,
    pub pattern: Pattern,
    pub common: Commonness,
    pub score: Score,
    pub band: Band,
    /// Whether the rule says so ([`same_by_rule`]), whatever the score.
    pub by_rule: bool,
}

/// What the program proposes for two files. It joins nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Persons who are, or may be, the same: each stands in one pair at most.
    pub pairs: Vec<PersonPair>,
    /// [`Band::Surely`]: one family by the rule; [`Band::ToLookAt`]: a family or a person to compare; [`Band::No`]: nothing to see.
    pub band: Band,
    /// Whether matched persons include an adult and are at least half of each file.
    pub family: bool,
    /// The same of those whom the rule matches.
    pub family_by_rule: bool,
}

impl Proposal {
    /// The score of the strongest pair, in bits.
    #[must_use]
    pub fn bits(&self) -> f32 {
        self.pairs
            .iter()
            .map(|pair| pair.score.bits)
            .fold(0.0, f32::max)
    }
}

/// The rule under every score: equal PESELs where both are right; otherwise the same day of birth, sex and given name (marks aside)
/// and surnames within two letters, parts of a double surname in any order.
#[must_use]
pub fn same_by_rule(one: &Person, other: &Person) -> bool {
    if one.number.is_right() && other.number.is_right() {
        return one.number == other.number;
    }
    let said = one.born.is_some() && one.sex.is_some() && one.given.first().is_some();
    let same =
        one.born == other.born && one.sex == other.sex && one.given.folded == other.given.folded;
    said && same && surnames_within_two(one, other)
}

fn surnames_within_two(one: &Person, other: &Person) -> bool {
    let parts = |person: &Person| -> Vec<String> {
        person
            .surname
            .spelled()
            .map(|(_, text)| text.folded.clone())
            .collect()
    };
    let (first, second) = (parts(one), parts(other));
    if first.is_empty() || second.is_empty() {
        return false;
    }
    // The parts stand in the order of the alphabet; a wrong first letter turns two of them.
    let turned: Vec<String> = second.iter().rev().cloned().collect();
    let first = first.join(" ");
    within(&first, &second.join(" "), RULE_LETTERS)
        || within(&first, &turned.join(" "), RULE_LETTERS)
}

/// Whether two members of one household, each added on another side, may be one person: the rule or the score says so, or the whole
/// name is the same and nothing known of both speaks against it. Surname and address, which a household shares, say nothing here,
/// so twins stay two; of two right PESELs that differ nobody is asked.
#[must_use]
pub fn added_twice(one: &Person, other: &Person) -> bool {
    if one.number.is_right() && other.number.is_right() {
        return one.number == other.number;
    }
    let pattern = compare(one, other);
    let model = Model::shipped();
    let score = model.score(pattern, Commonness::default());
    let said = one.given.first().is_some();
    let one_number = !one.number.is_empty() && one.number == other.number;
    let one_name =
        one.given.folded == other.given.folded && one.surname.folded == other.surname.folded;
    let born_apart = one.born.is_some() && other.born.is_some() && one.born != other.born;
    one_number
        || same_by_rule(one, other)
        || model.band(pattern, score) == Band::Surely
        || (said && one_name && !born_apart)
}

/// Whether two persons are alike in three of given name, surname, day of birth and address, while the fourth or the number
/// speaks against: father and son of one name, twins at one address. They are shown, never joined.
#[must_use]
pub fn easily_confused(pattern: Pattern) -> bool {
    let upto = |field: Field, last: u8| (1..=last).contains(&pattern.grade(field));
    let alike = [
        upto(Field::Given, GivenLevel::Close as u8),
        upto(Field::Surname, SurnameLevel::Close as u8),
        upto(Field::Born, BornLevel::OneSlip as u8),
        upto(Field::Place, 2),
    ];
    let against = [
        pattern.grade(Field::Given) == GivenLevel::Different as u8,
        pattern.grade(Field::Born) > BornLevel::OneSlip as u8,
        pattern.grade(Field::Number) == NumberLevel::BothRight as u8,
    ];
    alike.iter().filter(|alike| **alike).count() >= 3 && against.contains(&true)
}

/// Compares two files whole. `common` says how common the names of a pair are; `on` decides who is of age.
#[must_use]
pub fn propose(
    model: &Model,
    one: &File,
    other: &File,
    common: &dyn Fn(&Person, &Person) -> Commonness,
    on: NaiveDate,
) -> Proposal {
    let mut all: Vec<PersonPair> = Vec::new();
    for (first, person) in one.persons.iter().enumerate() {
        for (second, against) in other.persons.iter().enumerate() {
            let pattern = compare(person, against);
            let common = common(person, against);
            let score = model.score(pattern, common);
            let band = model.band(pattern, score);
            let by_rule = same_by_rule(person, against);
            if by_rule || band != Band::No {
                all.push(PersonPair {
                    one: first,
                    other: second,
                    pattern,
                    common,
                    score,
                    band,
                    by_rule,
                });
            }
        }
    }
    let pairs = one_to_one(all);
    let joins = |counts: &dyn Fn(&PersonPair) -> bool| {
        let matched: Vec<&PersonPair> = pairs.iter().filter(|pair| counts(pair)).collect();
        let adult = |pair: &&PersonPair| {
            let first = one
                .persons
                .get(pair.one)
                .is_some_and(|person| of_age(person, on));
            first
                || other
                    .persons
                    .get(pair.other)
                    .is_some_and(|person| of_age(person, on))
        };
        let half = |of: usize| matched.len() * 2 >= of;
        matched.iter().any(adult) && half(one.persons.len()) && half(other.persons.len())
    };
    let family_by_rule = joins(&|pair| pair.by_rule);
    let family = family_by_rule || joins(&|pair| pair.by_rule || pair.band == Band::Surely);
    let band = match (family_by_rule, pairs.is_empty()) {
        (true, _) => Band::Surely,
        (false, false) => Band::ToLookAt,
        (false, true) => Band::No,
    };
    Proposal {
        pairs,
        band,
        family,
        family_by_rule,
    }
}

/// Keeps the strongest pairs so that nobody is two people: the rule's first, then by score.
fn one_to_one(mut all: Vec<PersonPair>) -> Vec<PersonPair> {
    all.sort_by(|a, b| {
        let by_score = b.score.bits.total_cmp(&a.score.bits);
        b.by_rule
            .cmp(&a.by_rule)
            .then(by_score)
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    let mut kept: Vec<PersonPair> = Vec::new();
    for pair in all {
        if kept
            .iter()
            .all(|other| other.one != pair.one && other.other != pair.other)
        {
            kept.push(pair);
        }
    }
    kept.sort_by_key(|pair| (pair.one, pair.other));
    kept
}

fn of_age(person: &Person, on: NaiveDate) -> bool {
    person.born.is_some_and(|born| {
        let birthday = (born.year() + OF_AGE, born.month(), born.day());
        let today = (
            on.year(),
            i32::try_from(on.month()).unwrap_or_default(),
            i32::try_from(on.day()).unwrap_or_default(),
        );
        birthday <= today
    })
}
