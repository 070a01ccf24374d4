//! The access log of the office: one chain for what it sees itself and what laptops tell, checked where a laptop's own chain leads
//! into it, read without content, and let go from its beginning once its time is over.

use std::collections::BTreeMap;

use chrono::Months;
use teren_domain::access::Role;
use teren_domain::access_log::{
    Event, LEAST_YEARS, LogPage, Logged, MOST_YEARS, PAGE, Sought, Subject,
};
use teren_domain::workflow::ActRefusal;
use teren_ledger::wire::Request;
use teren_ledger::{ChainEnd, Hash};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::Answered;
use crate::clock::{day_begins, local_date};
use crate::desk::Desk;
use crate::receive::Sender;
use crate::storage::{AccessSearch, LogEntry, Person, StorageError};

/// Setting with the number of years entries are kept.
const YEARS: &str = "access log years";
/// Entries checked at once.
const STRETCH: usize = 1000;

impl Desk<'_> {
    /// Notes something in the access log, chained to the entry before.
    pub fn note(&mut self, person: Uuid, event: Event, subject: Uuid) -> Result<(), OfficeError> {
        let entry = LogEntry {
            number: 0,
            at_ms: self.now_ms,
            told_ms: 0,
            person,
            replica: self.seat,
            told_number: 0,
            event: event.word().to_owned(),
            subject,
            hash: Hash::default(),
        };
        self.chain(entry)
    }

    /// Notes in whose documents something was written since the last time, and when the last of it.
    pub fn note_written(&mut self) -> Result<(), OfficeError> {
        for ((author, replica, document), told_ms) in self.take_written() {
            let entry = LogEntry {
                number: 0,
                at_ms: self.now_ms,
                told_ms,
                person: author,
                replica,
                told_number: 0,
                event: Event::Wrote.word().to_owned(),
                subject: document,
                hash: Hash::default(),
            };
            self.chain(entry)?;
        }
        Ok(())
    }

    fn chain(&mut self, mut entry: LogEntry) -> Result<(), OfficeError> {
        let end = self.storage.chain_end(Uuid::nil())?;
        entry.number = end.number + 1;
        entry.hash = entry.chained(&end.hash);
        self.storage.append_access(&entry)?;
        Ok(self.storage.set_chain_end(Uuid::nil(), entry.end())?)
    }
}

impl LogEntry {
    /// Hash of this entry after the one before it.
    #[must_use]
    pub fn chained(&self, previous: &Hash) -> Hash {
        let mut bytes = previous.to_vec();
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(self.at_ms.to_be_bytes());
        bytes.extend(self.told_ms.to_be_bytes());
        bytes.extend(self.told_number.to_be_bytes());
        for id in [self.person, self.replica, self.subject] {
            bytes.extend(id.as_bytes());
        }
        bytes.extend(self.event.as_bytes());
        crate::keys::sha256(&bytes)
    }

    const fn end(&self) -> ChainEnd {
        ChainEnd {
            number: self.number,
            hash: self.hash,
        }
    }
}

/// Takes in what a laptop tells of its person. Nothing told is dropped: where its chain does not go on as it ended, that is noted first.
/// What was told before is known.
pub(crate) fn take_in(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
) -> Result<(), OfficeError> {
    let told = &request.accesses;
    if told.is_empty() {
        return Ok(());
    }
    // What a restored office lost of a chain is no fault of the laptop's; that it was restored stands in the log.
    let mut lost_here = request.epoch != desk.house.epoch;
    let (person, replica) = (sender.person.person, sender.replica);
    let mut end = desk.storage.chain_end(replica)?;
    for entry in told {
        // Of itself a laptop says no more than what only it can see.
        let event = Event::of_word(&entry.event).filter(|event| event.is_told());
        let event = event.unwrap_or(Event::LogBroken).word();
        let known = desk.storage.told_access(replica, entry.number)?;
        let same = |known: &LogEntry| {
            (known.told_ms, known.subject, known.event.as_str())
                == (entry.at_ms, entry.subject, event)
        };
        if known.as_ref().is_some_and(same) {
            continue;
        }
        let lost_here = std::mem::take(&mut lost_here) && entry.number > end.number;
        if !lost_here && !end.leads_to(replica, entry) {
            desk.note(person, Event::LogBroken, replica)?;
        }
        desk.chain(LogEntry {
            number: 0,
            at_ms: desk.now_ms,
            told_ms: entry.at_ms,
            person,
            replica,
            told_number: entry.number,
            event: event.to_owned(),
            subject: entry.subject,
            hash: Hash::default(),
        })?;
        end = entry.end();
    }
    Ok(desk.storage.set_chain_end(replica, end)?)
}

/// Lets go what is older than the centre keeps.
pub(crate) fn let_old_go(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    let today = local_date(desk.now_ms);
    let months = Months::new(years_kept(desk)?.saturating_mul(12));
    let Some(first_kept) = today.checked_sub_months(months) else {
        return Ok(());
    };
    if desk.storage.cut_access(day_begins(first_kept))? > 0 {
        desk.note(Uuid::nil(), Event::LogCut, desk.house.centre)?;
    }
    Ok(())
}

fn years_kept(desk: &mut Desk<'_>) -> Result<u32, OfficeError> {
    let years = desk.storage.meta(YEARS)?;
    let years = years.and_then(|bytes| Some(u32::from_be_bytes(bytes.try_into().ok()?)));
    Ok(years.unwrap_or(LEAST_YEARS))
}

/// The head settles how many years entries are kept from now on; fewer than the law asks for is refused.
pub(crate) fn keep(
    desk: &mut Desk<'_>,
    sender: &Person,
    years: u32,
) -> Result<Answered, OfficeError> {
    if !sender.roles.contains(&Role::Head) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    if !(LEAST_YEARS..=MOST_YEARS).contains(&years) {
        return Ok(Err(ActRefusal::Malformed));
    }
    desk.storage.set_meta(YEARS, &years.to_be_bytes())?;
    desk.note(sender.person, Event::LogKept, desk.house.centre)?;
    Ok(Ok(Vec::new()))
}

/// Checks the chain of what is kept, from the last entry that went to its end; says how many there are.
pub(crate) fn verify(desk: &mut Desk<'_>) -> Result<usize, OfficeError> {
    let mut end = desk.storage.access_cut()?;
    let mut count = 0;
    loop {
        let stretch = desk.storage.access_after(end.number, STRETCH)?;
        for entry in &stretch {
            if entry.number != end.number + 1 || entry.chained(&end.hash) != entry.hash {
                return Err(StorageError::Damaged("the access log").into());
            }
            end = entry.end();
        }
        count += stretch.len();
        if stretch.len() < STRETCH {
            break;
        }
    }
    match desk.storage.chain_end(Uuid::nil())? == end {
        true => Ok(count),
        false => Err(StorageError::Damaged("the end of the access log").into()),
    }
}

/// A page of the log for who may read it. The reading is noted, too.
pub(crate) fn read(
    desk: &mut Desk<'_>,
    sender: &Person,
    sought: &Sought,
    before: Option<u64>,
) -> Result<Answered, OfficeError> {
    if !sender.roles.iter().any(|role| role.reads_access_log()) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let events = sought.sort.map(|sort| {
        let words = sort.events().map(|event| event.word().to_owned());
        words.collect()
    });
    let search = AccessSearch {
        person: sought.person,
        case_number: sought.case.clone(),
        events,
        from_ms: sought.from.map(day_begins),
        until_ms: sought.until.and_then(|day| day.succ_opt()).map(day_begins),
    };
    let found = desk
        .storage
        .find_access(&search, before.unwrap_or(u64::MAX), PAGE + 1)?;
    if before.is_none() {
        desk.note(sender.person, Event::LogRead, desk.house.centre)?;
    }
    let mut names = Names::default();
    let mut page = LogPage {
        years: years_kept(desk)?,
        ..LogPage::default()
    };
    for entry in found.iter().take(PAGE) {
        page.entries.push(Logged {
            number: entry.number,
            at_ms: entry.at_ms,
            told_ms: entry.told_ms,
            person: entry.person,
            laptop: names.laptop(desk, entry.replica)?,
            event: Event::of_word(&entry.event),
            subject: names.subject(desk, entry.subject)?,
        });
    }
    let last = page.entries.last().map(|entry| entry.number);
    page.before = last.filter(|_| found.len() > PAGE);
    Ok(Ok(serde_json::to_vec(&page)?))
}

/// What the ids of one page stand for.
#[derive(Default)]
struct Names {
    subjects: BTreeMap<Uuid, Subject>,
    laptops: BTreeMap<Uuid, Option<u32>>,
}

impl Names {
    fn laptop(&mut self, desk: &mut Desk<'_>, replica: Uuid) -> Result<Option<u32>, OfficeError> {
        if let Some(known) = self.laptops.get(&replica) {
            return Ok(*known);
        }
        let number = match desk.storage.replica(replica)? {
            Some(_) => Some(desk.laptop_number(replica)?),
            None => None,
        };
        self.laptops.insert(replica, number);
        Ok(number)
    }

    fn subject(&mut self, desk: &mut Desk<'_>, id: Uuid) -> Result<Subject, OfficeError> {
        if let Some(known) = self.subjects.get(&id) {
            return Ok(known.clone());
        }
        let subject = if id == desk.house.centre {
            Subject::Centre
        } else if let Some(case) = desk.storage.case(id)? {
            Subject::Case {
                number: case.number,
            }
        } else if let Some(number) = desk.storage.case_number_of(id)? {
            Subject::Interview {
                number,
                document: id,
            }
        } else if desk.storage.person(id)?.is_some() {
            Subject::Person { person: id }
        } else if let Some(number) = self.laptop(desk, id)? {
            Subject::Laptop { number }
        } else {
            Subject::Other { id }
        };
        self.subjects.insert(id, subject.clone());
        Ok(subject)
    }
}
