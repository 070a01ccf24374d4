//! The question before a file is opened: whom does the whole centre know.

use chrono::NaiveDate;
use teren_domain::likeness::{FoundPerson, Sought};
use teren_domain::same_family::Band;
use teren_domain::workflow::{Act, ActRefusal};

use crate::App;
use crate::contract::{ActOutcome, PeopleFoundView, PersonFoundView, Problem, ProblemCode};

impl App {
    /// Asks the office whom the centre knows under such a name. Refused with `invalid-input` for a day of birth that is none.
    pub fn search_people(
        &self,
        given: &str,
        surname: &str,
        born: &str,
        pesel: &str,
        address: &str,
    ) -> Result<PeopleFoundView, Problem> {
        let born = Born::read(born)?;
        let sought = Sought {
            given: given.trim().to_owned(),
            surname: surname.trim().to_owned(),
            born: born.day(),
            born_year: born.year(),
            pesel: pesel.trim().to_owned(),
            address: address.to_owned(),
        };
        let act = Act::SearchPeople { sought };
        let searches = |asked: &Act| matches!(asked, Act::SearchPeople { .. });
        let (decision, body) = self.ask_in_words(&act, searches, refusal_pl)?;
        if decision.outcome == ActOutcome::Waiting {
            // Answered later it would tell names to nobody's screen.
            self.with(|open| open.stop_asking(searches))?;
        }
        let found: Vec<FoundPerson> = body
            .and_then(|body| serde_json::from_slice(&body).ok())
            .unwrap_or_default();
        let found = found.into_iter().map(|one| PersonFoundView {
            name: one.name,
            born_year: one.born_year,
            team: one.team,
            case: one.file.as_ref().map(|file| file.case),
            number: one.file.map(|file| file.number),
            surely: one.band == Band::Surely,
            reasons: one.reasons,
        });
        Ok(PeopleFoundView {
            decision,
            found: found.collect(),
        })
    }
}

/// Why the office did not say whom it knows.
fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => {
            "O osoby znane w całym ośrodku pyta pierwszy kontakt, kierownik albo koordynator."
        }
        _ => "Ośrodek nie przyjął tego pytania. Sprawdź, co wpisano, i spróbuj jeszcze raz.",
    }
}

/// When somebody was born, as far as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Born {
    Unsaid,
    Year(i32),
    Day(NaiveDate),
}

impl Born {
    /// Reads an ISO day or a year alone.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let year = text.parse().ok().filter(|_| text.len() == 4);
        match (text, year, text.parse()) {
            ("", ..) => Ok(Self::Unsaid),
            (_, Some(year), _) => Ok(Self::Year(year)),
            (_, None, Ok(day)) => Ok(Self::Day(day)),
            _ => Err(Problem::of(ProblemCode::InvalidInput).with("field", "born")),
        }
    }

    fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }

    fn year(self) -> Option<i32> {
        match self {
            Self::Year(year) => Some(year),
            _ => None,
        }
    }

    /// As it is written down.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Unsaid => None,
            Self::Year(year) => Some(year.to_string()),
            Self::Day(day) => Some(day.to_string()),
        }
    }
}
