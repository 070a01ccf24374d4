//! The household on the day of the interview: who is a child, and what does not fit together.
//!
//! Findings only warn. Families are stranger than tables, and the worker may know better.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::facts::{InterviewFacts, Person, Sex};
use crate::income::household;
use crate::pesel;

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdProblem {
    BornInFuture,
    AgeOverLimit,
    MinorsWithoutAdult,
    RelationMissing,
    RelationAgainstSex,
    SpouseNotMarried,
    SecondSpouse,
    MarriedTooYoung,
    ChildTooOld,
    ParentTooYoung,
    SamePeselTwice,
}

/// A finding about the household, with the person it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdFinding {
    pub problem: HouseholdProblem,
    pub person: Option<Uuid>,
    /// Polish sentence.
    pub text: String,
}

/// A relation (stopień pokrewieństwa) to the person interviewed, as the words people write.
struct RelationWord {
    word: &'static str,
    sex: Option<Sex>,
    tie: Tie,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Spouse,
    Child,
    Parent,
    Other,
}

const fn word(word: &'static str, sex: Option<Sex>, tie: Tie) -> RelationWord {
    RelationWord { word, sex, tie }
}

const RELATIONS: [RelationWord; 29] = [
    word("mąż", Some(Sex::Male), Tie::Spouse),
    word("żona", Some(Sex::Female), Tie::Spouse),
    word("syn", Some(Sex::Male), Tie::Child),
    word("córka", Some(Sex::Female), Tie::Child),
    word("ojciec", Some(Sex::Male), Tie::Parent),
    word("matka", Some(Sex::Female), Tie::Parent),
    word("brat", Some(Sex::Male), Tie::Other),
    word("siostra", Some(Sex::Female), Tie::Other),
    word("dziadek", Some(Sex::Male), Tie::Other),
    word("babcia", Some(Sex::Female), Tie::Other),
    word("wnuk", Some(Sex::Male), Tie::Other),
    word("wnuczka", Some(Sex::Female), Tie::Other),
    word("teść", Some(Sex::Male), Tie::Other),
    word("teściowa", Some(Sex::Female), Tie::Other),
    word("zięć", Some(Sex::Male), Tie::Other),
    word("synowa", Some(Sex::Female), Tie::Other),
    word("pasierb", Some(Sex::Male), Tie::Other),
    word("pasierbica", Some(Sex::Female), Tie::Other),
    word("ojczym", Some(Sex::Male), Tie::Other),
    word("macocha", Some(Sex::Female), Tie::Other),
    word("partner", Some(Sex::Male), Tie::Other),
    word("partnerka", Some(Sex::Female), Tie::Other),
    word("konkubent", Some(Sex::Male), Tie::Other),
    word("konkubina", Some(Sex::Female), Tie::Other),
    word("wuj", Some(Sex::Male), Tie::Other),
    word("ciotka", Some(Sex::Female), Tie::Other),
    word("bratanek", Some(Sex::Male), Tie::Other),
    word("siostrzenica", Some(Sex::Female), Tie::Other),
    word("dziecko", None, Tie::Child),
];

/// A parent is at least this much older than the own child.
const YEARS_TO_PARENTHOOD: u32 = 12;
/// Nobody alive is known to be older.
const YEARS_TO_DOUBT: u32 = 120;
/// A woman may marry at sixteen with the court's consent (art. 10 § 1 k.r.o.).
const YEARS_TO_MARRIAGE: u32 = 16;
const YEARS_TO_ADULTHOOD: u32 = 18;

/// Birth date as stated, else as a valid PESEL tells it.
#[must_use]
pub fn birth_date(person: &Person) -> Option<NaiveDate> {
    let from_pesel = || Some(pesel::check(person.pesel.as_deref()?).ok()?.born);
    person.born.or_else(from_pesel)
}

/// Under eighteen on that day; where no date is known, whether the form calls the person a child („dziecko”).
#[must_use]
pub fn is_minor_on(person: &Person, date: NaiveDate) -> bool {
    match birth_date(person) {
        Some(born) => date
            .years_since(born)
            .is_none_or(|age| age < YEARS_TO_ADULTHOOD),
        None => person.labour_position.as_deref() == Some("dziecko"),
    }
}

/// The day on which ages count: of the interview, else of the application, else of the report.
#[must_use]
pub fn reference_day(facts: &InterviewFacts) -> Option<NaiveDate> {
    facts
        .interview_date
        .or(facts.report.application_date)
        .or(facts.report.received.map(|received| received.date()))
}

/// Children under eighteen of the counted household; without any date on file, nobody can be told to be one
/// except by the form's own word.
#[must_use]
pub fn minors(facts: &InterviewFacts) -> Vec<&Person> {
    let day = reference_day(facts);
    household(&facts.persons)
        .into_iter()
        .filter(|person| match day {
            Some(day) => is_minor_on(person, day),
            None => person.labour_position.as_deref() == Some("dziecko"),
        })
        .collect()
}

/// Everything about the persons that does not fit together, in order of the persons.
#[must_use]
pub fn findings(facts: &InterviewFacts) -> Vec<HouseholdFinding> {
    let Some(first) = facts.persons.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let day = reference_day(facts);
    for (place, person) in facts.persons.iter().enumerate() {
        if let Some(day) = day {
            found.extend(age_problems(person, day).map(|problem| about(person, problem)));
        }
        if place > 0 {
            found.extend(relation_problems(first, person).map(|problem| about(person, problem)));
        }
    }
    found.extend(second_spouses(facts).map(|person| about(person, HouseholdProblem::SecondSpouse)));
    found.extend(
        repeated_pesel(facts).map(|person| about(person, HouseholdProblem::SamePeselTwice)),
    );
    let minors = minors(facts).len();
    if minors > 0 && minors == household(&facts.persons).len() {
        found.push(HouseholdFinding {
            problem: HouseholdProblem::MinorsWithoutAdult,
            person: None,
            text: text_of(HouseholdProblem::MinorsWithoutAdult).to_owned(),
        });
    }
    found
}

fn about(person: &Person, problem: HouseholdProblem) -> HouseholdFinding {
    HouseholdFinding {
        problem,
        person: Some(person.id),
        text: text_of(problem).to_owned(),
    }
}

fn age_problems(person: &Person, day: NaiveDate) -> impl Iterator<Item = HouseholdProblem> {
    let born = birth_date(person);
    let age = born.and_then(|born| day.years_since(born));
    let married = person
        .marital_status
        .as_deref()
        .is_some_and(|status| is_married(status) || is_formerly_married(status));
    [
        (
            born.is_some_and(|born| born > day),
            HouseholdProblem::BornInFuture,
        ),
        (
            age.is_some_and(|age| age > YEARS_TO_DOUBT),
            HouseholdProblem::AgeOverLimit,
        ),
        (
            married && age.is_some_and(|age| age < YEARS_TO_MARRIAGE),
            HouseholdProblem::MarriedTooYoung,
        ),
    ]
    .into_iter()
    .filter_map(|(given, problem)| given.then_some(problem))
}

fn relation_problems<'a>(
    first: &'a Person,
    person: &'a Person,
) -> impl Iterator<Item = HouseholdProblem> + use<'a> {
    let relation = relation_of(person);
    let written = person
        .relation
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty());
    let tie = relation.map(|relation| relation.tie);
    let other_sex = relation
        .and_then(|relation| relation.sex)
        .zip(person.sex)
        .is_some_and(|(expected, stated)| expected != stated);
    let not_married = |one: &Person| {
        one.marital_status
            .as_deref()
            .is_some_and(|status| !status.trim().is_empty() && !is_married(status))
    };
    let (elder, younger) = match tie {
        Some(Tie::Child) => (birth_date(first), birth_date(person)),
        Some(Tie::Parent) => (birth_date(person), birth_date(first)),
        _ => (None, None),
    };
    let too_close = elder.zip(younger).is_some_and(|(elder, younger)| {
        younger
            .years_since(elder)
            .is_none_or(|years| years < YEARS_TO_PARENTHOOD)
    });
    [
        (!written, HouseholdProblem::RelationMissing),
        (other_sex, HouseholdProblem::RelationAgainstSex),
        (
            tie == Some(Tie::Spouse) && (not_married(first) || not_married(person)),
            HouseholdProblem::SpouseNotMarried,
        ),
        (
            too_close && tie == Some(Tie::Child),
            HouseholdProblem::ChildTooOld,
        ),
        (
            too_close && tie == Some(Tie::Parent),
            HouseholdProblem::ParentTooYoung,
        ),
    ]
    .into_iter()
    .filter_map(|(given, problem)| given.then_some(problem))
}

fn relation_of(person: &Person) -> Option<&'static RelationWord> {
    let written = person.relation.as_deref()?.trim().to_lowercase();
    RELATIONS.iter().find(|relation| relation.word == written)
}

fn second_spouses(facts: &InterviewFacts) -> impl Iterator<Item = &Person> {
    let is_spouse =
        |person: &&Person| relation_of(person).is_some_and(|relation| relation.tie == Tie::Spouse);
    facts.persons.iter().skip(1).filter(is_spouse).skip(1)
}

fn repeated_pesel(facts: &InterviewFacts) -> impl Iterator<Item = &Person> {
    let mut seen = BTreeSet::new();
    facts.persons.iter().filter(move |person| {
        let number = person
            .pesel
            .as_deref()
            .map(str::trim)
            .filter(|number| !number.is_empty());
        number.is_some_and(|number| !seen.insert(number.to_owned()))
    })
}

fn is_married(status: &str) -> bool {
    let status = status.trim().to_lowercase();
    status.starts_with("żonat")
        || status.starts_with("zamężn")
        || status.starts_with("separacj")
        || status.contains("separacji")
}

fn is_formerly_married(status: &str) -> bool {
    let status = status.trim().to_lowercase();
    status.starts_with("rozwiedzion") || status.starts_with("wdow")
}

const fn text_of(problem: HouseholdProblem) -> &'static str {
    match problem {
        HouseholdProblem::BornInFuture => "Data urodzenia jest późniejsza niż dzień wywiadu.",
        HouseholdProblem::AgeOverLimit => {
            "Z daty urodzenia wynika wiek ponad 120 lat – proszę sprawdzić datę."
        }
        HouseholdProblem::MinorsWithoutAdult => {
            "W gospodarstwie są dzieci, a nie ma osoby pełnoletniej – proszę dopisać opiekuna albo podać przyczynę."
        }
        HouseholdProblem::RelationMissing => "Nie podano stopnia pokrewieństwa.",
        HouseholdProblem::RelationAgainstSex => {
            "Stopień pokrewieństwa nie zgadza się z podaną płcią."
        }
        HouseholdProblem::SpouseNotMarried => {
            "Podano małżonka, a stan cywilny jednej z tych osób nie wskazuje na małżeństwo."
        }
        HouseholdProblem::SecondSpouse => "Podano więcej niż jednego małżonka.",
        HouseholdProblem::MarriedTooYoung => {
            "Stan cywilny nie zgadza się z wiekiem: osoba ma mniej niż 16 lat."
        }
        HouseholdProblem::ChildTooOld => {
            "Dziecko jest za mało młodsze od osoby, z którą przeprowadzany jest wywiad, albo starsze od niej – proszę sprawdzić daty urodzenia."
        }
        HouseholdProblem::ParentTooYoung => {
            "Rodzic jest za mało starszy od osoby, z którą przeprowadzany jest wywiad, albo młodszy od niej – proszę sprawdzić daty urodzenia."
        }
        HouseholdProblem::SamePeselTwice => "Ten sam numer PESEL podano już przy innej osobie.",
    }
}
