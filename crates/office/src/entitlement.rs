//! Who may send an interview back, ask and answer at its answers, name the valid approval, approve the plan of help, and record the
//! client's statement, note a ruling that was brought or help that ended, and speak of a family's asystent and her plan. Each of these
//! records names its author, and she must be who sends it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::assistance::{AssistanceEnd, AssistanceRequest, FamilyConsent};
use teren_domain::correction::{
    ClientStatement, Pin, PlanApproval, Return, TakenBack, ValidSeal, said_by_readers,
};
use teren_domain::family_plan::{FamilyVisit, Suggestion, SuggestionSettled};
use teren_domain::hand_over::is_reason;
use teren_domain::reminder::{HelpEnded, RulingBrought};
use teren_domain::structure::HEAD;
use teren_domain::voice_note::VoiceNote;
use teren_domain::workflow::{Route, field, kind};
use teren_ledger::{BorrowedWrite, DELETED_FIELD, RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::case_records;
use crate::assistance::assistances;
use crate::desk::Desk;
use crate::fields::Fields;
use crate::hand_over;
use crate::mask::is_member;
use crate::records::Records;
use crate::storage::{CaseRow, Person};

/// A question may be put in every category that its author may read, and in none besides; so may the reason of a
/// hand-over, and what [`said_by_readers`] names.
pub(crate) fn is_open_to_readers(write: &BorrowedWrite<'_>, record_kind: Option<&str>) -> bool {
    let question = record_kind == Some(kind::PIN) && write.field == ROW_FIELD;
    let said = |kind| said_by_readers(kind, write.field) || is_reason(kind, write.field);
    question || record_kind.is_some_and(said)
}

/// In whose name a change speaks, and by whose right.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    /// She sent it: records that name their author name her.
    pub author: &'a Person,
    /// Who takes in what was held back: what she did stands by his right, where her own is gone.
    pub sponsor: Option<&'a Person>,
}

impl<'a> Writer<'a> {
    /// Everybody by whose right it may stand.
    pub fn people(self) -> impl Iterator<Item = &'a Person> {
        [self.author].into_iter().chain(self.sponsor)
    }

    fn is_head(self) -> bool {
        self.people().any(is_head)
    }

    /// What a member of the team may do; of what was held back also the head who takes it in.
    fn acts_for(self, team: &str) -> bool {
        let by_order = self.sponsor.is_some_and(is_head);
        by_order || self.people().any(|person| is_member(person, team))
    }
}

/// Records that somebody does something with, each judged by her right to do it. What the head approves is nobody else's to say.
pub(crate) fn is_act(record_kind: &str) -> bool {
    matches!(
        record_kind,
        kind::RETURN
            | kind::PIN
            | kind::VALID_SEAL
            | kind::TAKEN_BACK
            | kind::STATEMENT
            | kind::RULING_BROUGHT
            | kind::HELP_ENDED
            | kind::ASSISTANCE
            | kind::SUGGESTION
            | kind::FAMILY_VISIT
            | kind::VOICE_NOTE
            | kind::HAND_OVER
    )
}

/// Whether this answer may be written of a record that not everybody who holds its category may write.
pub(crate) fn is_entitled(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    write: &BorrowedWrite<'_>,
    record_kind: Option<&str>,
) -> Result<bool, OfficeError> {
    let said = matches!(write.field, ROW_FIELD | DELETED_FIELD);
    let person = writer.author;
    if !speaks_for_herself(desk, case, person, write, record_kind)? {
        return Ok(false);
    }
    Ok(match (record_kind, write.field) {
        (Some(kind::RETURN), _) if said => match read::<Return>(write) {
            Some(row) => {
                row.by == person.person
                    && !replaces(desk, case, write.record, &row)?
                    && holds(desk, case, writer, &row)?
            }
            None => false,
        },
        (Some(kind::PIN), ROW_FIELD) => match read::<Pin>(write) {
            Some(row) => {
                !replaces(desk, case, write.record, &row)?
                    && !is_anothers(desk, case, person, row.of)?
                    && asks(desk, case, writer, row.document)?
            }
            None => false,
        },
        (Some(kind::PIN), RECORD_FIELD) => opens_question(desk, case, person, write)?,
        (Some(kind::PIN), DELETED_FIELD) => false,
        (Some(kind::PIN), field::ANSWER | field::SETTLED) => {
            let document = spoken_of(desk, case, write)?;
            approves(desk, case, writer, document)?
        }
        // What was said is taken back beside it, not written over.
        (Some(kind::VALID_SEAL), _) => {
            let document = spoken_of(desk, case, write)?;
            says_once(desk, case, person, write, |row: &ValidSeal| row.by)?
                && (writer.is_head() || approves(desk, case, writer, document)?)
        }
        (Some(kind::TAKEN_BACK), _) => {
            says_once(desk, case, person, write, |row: &TakenBack| row.by)?
                && match read::<TakenBack>(write) {
                    Some(row) => takes_back(desk, case, writer, row.of)?,
                    None => true,
                }
        }
        (Some(kind::PLAN_APPROVAL), _) => {
            is_head(person) && says_once(desk, case, person, write, |row: &PlanApproval| row.by)?
        }
        (Some(kind::STATEMENT), _) => {
            let document = spoken_of(desk, case, write)?;
            says_once(desk, case, person, write, |row: &ClientStatement| row.by)?
                && approves(desk, case, writer, document)?
        }
        (Some(kind::ASSISTANCE), _) => speaks_of_assistance(desk, case, writer, write)?,
        (Some(kind::HAND_OVER), name) if !is_reason(kind::HAND_OVER, name) => {
            hand_over::permitted(desk, case, writer, write)?
        }
        (Some(record_kind), _) => notes(desk, case, person, write, record_kind)?,
        (None, _) => true,
    })
}

/// What everybody notes who writes its category, in her own name; it is taken back by a record of its own, so that both words stay.
fn notes(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    write: &BorrowedWrite<'_>,
    record_kind: &str,
) -> Result<bool, OfficeError> {
    match record_kind {
        kind::RULING_BROUGHT => says_once(desk, case, person, write, |row: &RulingBrought| row.by),
        kind::HELP_ENDED => says_once(desk, case, person, write, |row: &HelpEnded| row.by),
        kind::SUGGESTION => says_once(desk, case, person, write, |row: &Suggestion| row.by),
        kind::FAMILY_VISIT => says_once(desk, case, person, write, |row: &FamilyVisit| row.by),
        kind::VOICE_NOTE => speaks_or_falls_silent(desk, case, person, write),
        _ => Ok(true),
    }
}

/// Whether a question stands in the category of the answer that it speaks of, and what is said to it beside the question.
pub(crate) fn stands_by_its_answer(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    write: &BorrowedWrite<'_>,
    record_kind: Option<&str>,
    category: Category,
) -> Result<bool, OfficeError> {
    Ok(match (record_kind, write.field) {
        (Some(kind::PIN), ROW_FIELD) => match read::<Pin>(write) {
            Some(pin) => {
                let house = desk.house.clone();
                let kinds = desk.kinds_of(case, pin.document)?;
                let asked = kinds.get(&pin.record).map(String::as_str);
                Fields::Interview(&house.forms).may_stand(asked, &pin.field, category)
            }
            None => false,
        },
        (Some(kind::PIN), field::ANSWER) => {
            let opened = desk.open(case, case.case, category.number())?;
            !opened.state.values(write.record, ROW_FIELD).is_empty()
        }
        _ => true,
    })
}

/// Whether she says something, or something beside it, in her own name, and in the place of nothing.
fn says_once<T: DeserializeOwned + PartialEq>(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    write: &BorrowedWrite<'_>,
    by: impl Fn(&T) -> Uuid,
) -> Result<bool, OfficeError> {
    Ok(match (write.field, read::<T>(write)) {
        (ROW_FIELD, Some(row)) => {
            by(&row) == person.person && !replaces(desk, case, write.record, &row)?
        }
        (ROW_FIELD | DELETED_FIELD, _) => false,
        (field::SETTLED, _) => {
            let settled = serde_json::from_slice::<SuggestionSettled>(write.value);
            settled.is_ok_and(|settled| settled.by == person.person)
        }
        _ => true,
    })
}

/// A voice note is its author's, and so is taking it away: its row goes, and with it the sound.
fn speaks_or_falls_silent(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    if write.field != ROW_FIELD || write.value != b"null" {
        return says_once(desk, case, person, write, |row: &VoiceNote| row.by);
    }
    let records = case_records(desk, case)?;
    let held = records.get(write.record);
    let held = held.and_then(|held| Records::read::<VoiceNote>(held, ROW_FIELD));
    Ok(held.is_none_or(|held| held.by == person.person))
}

/// Whether a row would stand in the place of another one: what a team sent back or asked is not written over, neither
/// by another team nor by itself.
fn replaces<T: DeserializeOwned + PartialEq>(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
    row: &T,
) -> Result<bool, OfficeError> {
    let records = case_records(desk, case)?;
    let held = records.get(record);
    let held = held.and_then(|held| Records::read::<T>(held, ROW_FIELD));
    Ok(held.is_some_and(|held| held != *row))
}

fn read<T: DeserializeOwned>(write: &BorrowedWrite<'_>) -> Option<T> {
    let value = (write.field == ROW_FIELD).then_some(write.value)?;
    serde_json::from_slice(value).ok()
}

/// A question belongs to the return that it is opened under, for good: also who may not read it sees that it waits.
fn opens_question(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    let Some(returned) = parent(write) else {
        return Ok(false);
    };
    let records = case_records(desk, case)?;
    let known = records.get(write.record).and_then(|held| held.parent);
    Ok(known.is_none_or(|known| known == returned) && !is_anothers(desk, case, person, returned)?)
}

/// The record under which this one is opened.
fn parent(write: &BorrowedWrite<'_>) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Place {
        parent: Option<Uuid>,
    }
    let place: Place = serde_json::from_slice(write.value).ok()?;
    place.parent
}

fn is_head(person: &Person) -> bool {
    person.active && person.roles.contains(&Role::Head)
}

/// Whether she answers for what a document is about; where none is named, for the workers' interviews.
fn approves(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    document: Option<Uuid>,
) -> Result<bool, OfficeError> {
    let mask = match writer.sponsor {
        Some(_) => desk.mask_if_own(writer.author, case.case, case.case)?,
        None => desk.mask(writer.author, case.case, case.case)?,
    };
    let answered_for = match document {
        Some(document) => desk.answered_for(case, document)?,
        None => Category::Diagnosis,
    };
    // A koordynator writes lines of the plan, and answers for none of it.
    Ok(match answered_for {
        Category::FamilyPlan => mask.approves(Category::FamilyPlan),
        other => mask.may_write(other.number()),
    })
}

/// The document that a question, a word on an approval or a statement names.
fn spoken_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    write: &BorrowedWrite<'_>,
) -> Result<Option<Uuid>, OfficeError> {
    #[derive(Deserialize)]
    struct OfDocument {
        document: Uuid,
    }
    if let Some(row) = read::<OfDocument>(write) {
        return Ok(Some(row.document));
    }
    let records = case_records(desk, case)?;
    let held = records.get(write.record);
    let held = held.and_then(|held| Records::read::<OfDocument>(held, ROW_FIELD));
    Ok(held.map(|row| row.document))
}

/// Whether the interview lies, or lay, in the inbox of the team in whose name she sends it back.
fn holds(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    row: &Return,
) -> Result<bool, OfficeError> {
    if row.team == HEAD {
        return Ok(writer.is_head());
    }
    let routed = routed_to(desk, case, row.document)?;
    Ok(writer.acts_for(&row.team) && routed.contains(&row.team))
}

/// Whether somebody else sent the interview back: a question is read as one of hers who did.
fn is_anothers(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    returned: Uuid,
) -> Result<bool, OfficeError> {
    let records = case_records(desk, case)?;
    let sent = records.get(returned);
    let sent = sent.and_then(|held| Records::read::<Return>(held, ROW_FIELD));
    Ok(sent.is_some_and(|sent| sent.by != person.person))
}

/// The same for a question: any of her teams will do.
fn asks(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    document: Uuid,
) -> Result<bool, OfficeError> {
    let routed = routed_to(desk, case, document)?;
    Ok(writer.is_head() || routed.iter().any(|team| writer.acts_for(team)))
}

/// A request is of who analysed the situation, not of the asystent; the end of the work is said by who works with the family.
fn speaks_of_assistance(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    let person = writer.author;
    Ok(match write.field {
        ROW_FIELD => match read::<AssistanceRequest>(write) {
            Some(row) => {
                let assists = person.roles.contains(&Role::FamilyAssistant);
                row.by == person.person
                    && !assists
                    && !only_coordinates(desk, case, writer)?
                    && !replaces(desk, case, write.record, &row)?
            }
            None => false,
        },
        field::CONSENT => {
            let consent = serde_json::from_slice::<FamilyConsent>(write.value);
            consent.is_ok_and(|consent| consent.by == person.person)
                && !only_coordinates(desk, case, writer)?
        }
        field::ENDED => {
            let end = serde_json::from_slice::<AssistanceEnd>(write.value);
            let known = assistances(desk, case)?;
            let mut hers = known.iter().filter_map(|(id, one)| {
                let last = one.assigned.last().filter(|_| *id == write.record)?;
                Some(last.assistant)
            });
            end.is_ok_and(|end| end.by == person.person)
                && hers.any(|assistant| assistant == person.person)
        }
        DELETED_FIELD => false,
        _ => true,
    })
}

/// Whether a person has nothing of the case but the plan that she coordinates: the family's matter is not hers to speak of.
fn only_coordinates(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
) -> Result<bool, OfficeError> {
    let coordinates = writer.author.roles.contains(&Role::FosterCoordinator);
    let mask = match writer.sponsor {
        Some(_) => desk.mask_if_own(writer.author, case.case, case.case)?,
        None => desk.mask(writer.author, case.case, case.case)?,
    };
    Ok(coordinates && !mask.approves(Category::FamilyPlan))
}

/// Whether a text beside what somebody said is of her who said it: nobody puts a reason into another's mouth. A reply has
/// no row of its own: the first one stands.
fn speaks_for_herself(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: &Person,
    write: &BorrowedWrite<'_>,
    record_kind: Option<&str>,
) -> Result<bool, OfficeError> {
    let fields: &[&str] = match (record_kind, write.field) {
        (Some(kind::VALID_SEAL | kind::TAKEN_BACK | kind::HAND_OVER), field::REASON)
        | (Some(kind::STATEMENT), field::NOTE)
        | (Some(kind::ASSISTANCE), field::ANALYSIS) => &[ROW_FIELD, write.field],
        (Some(kind::HAND_OVER), field::REPLY) => &[field::REPLY],
        _ => return Ok(true),
    };
    let mut actors = BTreeSet::new();
    for row in desk.storage.streams(case)? {
        if row.stream.document == case.case {
            let opened = desk.open(case, case.case, row.stream.category)?;
            let values = fields
                .iter()
                .map(|field| opened.state.values(write.record, field));
            actors.extend(values.flatten().map(|value| value.dot.actor));
        }
    }
    for actor in actors {
        if hand_over::author(desk, actor)? != person.person {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Who may take back what somebody said: a word on the valid approval who may say one, the approval of a plan the head.
fn takes_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    of: Uuid,
) -> Result<bool, OfficeError> {
    let records = case_records(desk, case)?;
    let Some(said) = records.get(of) else {
        return Ok(false);
    };
    if let Some(row) = Records::read::<Return>(said, ROW_FIELD) {
        return takes_return_back(desk, case, writer, &row);
    }
    Ok(match said.kind.as_str() {
        kind::PLAN_APPROVAL => is_head(writer.author),
        kind::VALID_SEAL => {
            let row = Records::read::<ValidSeal>(said, ROW_FIELD);
            writer.is_head() || approves(desk, case, writer, row.map(|row| row.document))?
        }
        _ => false,
    })
}

/// A return is taken back by the head, or by the team that made it; not by who approved the interview and is asked.
fn takes_return_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    row: &Return,
) -> Result<bool, OfficeError> {
    if writer.is_head() {
        return Ok(true);
    }
    let seals = desk.storage.seals(case.row, row.document)?;
    let approved_by: Vec<Uuid> = seals.into_iter().map(|seal| seal.author).collect();
    Ok(holds(desk, case, writer, row)?
        && row.may_be_taken_back_by(writer.author.person, &approved_by))
}

fn routed_to(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Vec<String>, OfficeError> {
    let records = case_records(desk, case)?;
    let routes = records.of_kind(kind::ROUTE);
    let routes = routes.filter_map(|record| Records::read::<Route>(record, ROW_FIELD));
    Ok(routes
        .filter(|route| route.document == document)
        .map(|route| route.team)
        .collect())
}
