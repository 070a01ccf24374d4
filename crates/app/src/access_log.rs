//! The access log: what the person of this seat does is noted for the centre, with and without a line; and the office's log for who
//! may read it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use teren_domain::access::Role;
use teren_domain::access_log::{
    Event, LEAST_YEARS, LogPage, Logged, MOST_YEARS, SAME_ACT_MS, Sought, Subject,
};
use teren_domain::workflow::{Act, ActRefusal};
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, DecisionView, LogEntryView, LogPageView, LogPersonView, LogSearchInput,
    LogSubjectView, Problem, ProblemCode,
};
use crate::session::Open;

/// When something that lasts was noted last: leafing through an interview is one reading.
pub(crate) type Noted = BTreeMap<(Event, Uuid), i64>;

impl App {
    /// A page of the office's log: from its end, or from where the page before ended. Refused with `invalid-input` for a day that is none,
    /// or a last day before the first.
    pub fn access_log(
        &self,
        sought: &LogSearchInput,
        before: Option<u32>,
    ) -> Result<LogPageView, Problem> {
        let act = Act::ReadAccessLog {
            sought: read(sought)?,
            before: before.map(u64::from),
        };
        let reads = |asked: &Act| matches!(asked, Act::ReadAccessLog { .. });
        let (decision, body) = self.ask_in_words(&act, reads, refusal_pl)?;
        let page: LogPage = body
            .and_then(|body| serde_json::from_slice(&body).ok())
            .unwrap_or_default();
        self.with(|open| {
            if decision.outcome == ActOutcome::Waiting {
                // Answered later it would be read by nobody, and noted as read.
                open.stop_asking(reads)?;
            }
            Ok(open.page_view(decision, page))
        })
    }

    /// Settles how many years entries are kept.
    pub fn keep_access_log(&self, years: u32) -> Result<DecisionView, Problem> {
        if !(LEAST_YEARS..=MOST_YEARS).contains(&years) {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "years"));
        }
        let act = Act::KeepAccessLog { years };
        let keeps = |asked: &Act| matches!(asked, Act::KeepAccessLog { .. });
        Ok(self.ask_in_words(&act, keeps, refusal_pl)?.0)
    }
}

fn read(sought: &LogSearchInput) -> Result<Sought, Problem> {
    let wrong = |field: &str| Problem::of(ProblemCode::InvalidInput).with("field", field);
    let day = |text: &Option<String>, field: &str| {
        let text = text.as_deref().map(str::trim);
        let text = text.filter(|text| !text.is_empty());
        text.map(|text| text.parse::<NaiveDate>().map_err(|_| wrong(field)))
            .transpose()
    };
    let (from, until) = (day(&sought.from, "from")?, day(&sought.until, "until")?);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(wrong("until"));
    }
    let number = sought.case_number.as_deref().map(str::trim);
    Ok(Sought {
        person: sought.person,
        case: number
            .filter(|number| !number.is_empty())
            .map(str::to_uppercase),
        sort: sought.sort,
        from,
        until,
    })
}

fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => {
            "Dziennik dostępu czytają inspektor ochrony danych i kierownik; jak długo jest trzymany, ustala kierownik."
        }
        _ => "Ośrodek nie przyjął tego pytania. Sprawdź, co wpisano, i spróbuj jeszcze raz.",
    }
}

impl Open {
    fn page_view(&self, decision: DecisionView, page: LogPage) -> LogPageView {
        let staff = self.directory.staff.iter();
        let mut people: Vec<LogPersonView> = staff
            .map(|member| LogPersonView {
                person: member.person,
                name: member.name.clone(),
            })
            .collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));
        let entries = page.entries.into_iter();
        LogPageView {
            decision,
            entries: entries.map(|entry| self.entry_view(entry)).collect(),
            before: page.before.and_then(|before| u32::try_from(before).ok()),
            years: page.years.max(LEAST_YEARS),
            least_years: LEAST_YEARS,
            most_years: MOST_YEARS,
            settles: self.has_role(Role::Head),
            people,
        }
    }

    fn entry_view(&self, entry: Logged) -> LogEntryView {
        let told = entry.told_ms != 0;
        LogEntryView {
            number: u32::try_from(entry.number).unwrap_or(u32::MAX),
            at: local_text(if told { entry.told_ms } else { entry.at_ms }),
            heard_at: told.then(|| local_text(entry.at_ms)),
            person: (!entry.person.is_nil()).then(|| self.directory.name(entry.person)),
            laptop: entry.laptop,
            event: entry.event,
            subject: match entry.subject {
                Subject::Case { number } => LogSubjectView::Case { number },
                Subject::Interview { number, .. } => LogSubjectView::Interview { number },
                Subject::Person { person } => LogSubjectView::Person {
                    name: self.directory.name(person),
                },
                Subject::Laptop { number } => LogSubjectView::Laptop { number },
                Subject::Centre => LogSubjectView::Centre,
                Subject::Other { .. } => LogSubjectView::Other,
            },
        }
    }

    /// Notes that content is shown. Of what only this seat knows the centre hears no more than the case.
    pub(crate) fn note_reading(
        &mut self,
        state: &DocumentState,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let subject = match state.private {
            true => state.case,
            false => state.document,
        };
        self.note_lasting(Event::Read, subject, now_ms)
    }

    /// The same of what stands on a case beside its interviews.
    pub(crate) fn note_reading_case(&mut self, case: Uuid, now_ms: i64) -> Result<(), Problem> {
        self.note_lasting(Event::Read, case, now_ms)
    }

    /// Notes an act that goes on for a while, unless it is noted already.
    pub(crate) fn note_lasting(
        &mut self,
        event: Event,
        subject: Uuid,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let last = self.noted.get(&(event, subject));
        if last.is_some_and(|last_ms| now_ms.abs_diff(*last_ms) < SAME_ACT_MS.unsigned_abs()) {
            return Ok(());
        }
        self.note_access(event, subject, now_ms)?;
        self.noted.insert((event, subject), now_ms);
        Ok(())
    }

    /// Notes that the person opened her profile on this laptop.
    pub(crate) fn note_unlocking(&mut self, now_ms: i64) -> Result<(), Problem> {
        let replica = self.store.identity().map(|identity| identity.replica);
        match replica {
            Some(replica) => self.note_access(Event::Unlocked, replica, now_ms),
            None => Ok(()),
        }
    }

    /// Notes one act, before it is done: what the log does not know of does not happen.
    pub(crate) fn note_access(
        &mut self,
        event: Event,
        subject: Uuid,
        now_ms: i64,
    ) -> Result<(), Problem> {
        if !self.practice {
            self.store.note_access(event.word(), subject, now_ms)?;
        }
        Ok(())
    }
}
