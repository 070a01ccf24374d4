//! Who may send an interview back, ask and answer at its answers, name the valid approval, approve the plan of help, and record the
//! client's statement, note a ruling that was brought or help that ended, and speak of a family's asystent and her plan. Each of these records names its author, and she must be who sends it.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::assistance::{AssistanceEnd, AssistanceRequest, FamilyConsent};
use teren_domain::correction::{ClientStatement, Pin, PlanApproval, Return, TakenBack, ValidSeal};
use teren_domain::family_plan::{FamilyVisit, Suggestion};
use teren_domain::hand_over::is_reason;
use teren_domain::reminder::{HelpEnded, RulingBrought};
use teren_domain::structure::HEAD;
use teren_domain::workflow::{Route, field, kind, said_by_readers};
use teren_ledger::{BorrowedWrite, DELETED_FIELD, ROW_FIELD};
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
            | kind::STATEMENT
            | kind::RULING_BROUGHT
            | kind::HELP_ENDED
            | kind::ASSISTANCE
            | kind::SUGGESTION
            | kind::FAMILY_VISIT
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
    Ok(match (record_kind, write.field) {
        (Some(kind::RETURN), _) if said => match read::<Return>(write) {
            Some(row) => {
                row.by == person.person
                    && !replaces(desk, case, write.record, &row)?
                    && holds(desk, case, writer, &row)?
            }
            None => false,
        },
        (Some(kind::RETURN), field::TAKEN_BACK | field::TAKEN_BACK_BECAUSE) => {
            let own = write.field != field::TAKEN_BACK || says_herself(person, write);
            own && takes_back(desk, case, writer, write.record)?
        }
        (Some(kind::PIN), ROW_FIELD) => match read::<Pin>(write) {
            Some(row) => {
                !replaces(desk, case, write.record, &row)?
                    && !is_anothers(desk, case, person, row.of)?
                    && asks(desk, case, writer, row.document)?
            }
            None => false,
        },
        (Some(kind::PIN), DELETED_FIELD) => false,
        (Some(kind::PIN), field::ANSWER | field::SETTLED) => approves(desk, case, writer, write)?,
        // What was said is taken back beside it, not written over.
        (Some(kind::VALID_SEAL), _) => {
            says_once(desk, case, person, write, |row: &ValidSeal| row.by)?
                && (writer.is_head() || approves(desk, case, writer, write)?)
        }
        (Some(kind::PLAN_APPROVAL), _) => {
            is_head(person) && says_once(desk, case, person, write, |row: &PlanApproval| row.by)?
        }
        (Some(kind::STATEMENT), _) => {
            let own = read::<ClientStatement>(write).is_none_or(|row| row.by == person.person);
            own && approves(desk, case, writer, write)?
        }
        // Taken back by a record of its own, so that both words stay.
        (Some(kind::RULING_BROUGHT), _) => {
            says_once(desk, case, person, write, |row: &RulingBrought| row.by)?
        }
        (Some(kind::HELP_ENDED), _) => {
            says_once(desk, case, person, write, |row: &HelpEnded| row.by)?
        }
        (Some(kind::ASSISTANCE), _) => speaks_of_assistance(desk, case, person, write)?,
        (Some(kind::SUGGESTION), _) => {
            says_once(desk, case, person, write, |row: &Suggestion| row.by)?
        }
        (Some(kind::FAMILY_VISIT), _) => {
            says_once(desk, case, person, write, |row: &FamilyVisit| row.by)?
        }
        (Some(kind::HAND_OVER), name) if !is_reason(kind::HAND_OVER, name) => {
            hand_over::permitted(desk, case, writer, write)?
        }
        _ => true,
    })
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
        (field::TAKEN_BACK | field::SETTLED, _) => says_herself(person, write),
        _ => true,
    })
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

fn is_head(person: &Person) -> bool {
    person.active && person.roles.contains(&Role::Head)
}

/// Whether she answers for what the document that a record speaks of is about.
fn approves(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    let mask = match writer.sponsor {
        Some(_) => desk.mask_if_own(writer.author, case.case, case.case)?,
        None => desk.mask(writer.author, case.case, case.case)?,
    };
    let answered_for = match spoken_of(desk, case, write)? {
        Some(document) => desk.answered_for(case, document)?,
        None => Category::Diagnosis,
    };
    Ok(mask.may_write(answered_for.number()))
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
    person: &Person,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    Ok(match write.field {
        ROW_FIELD => match read::<AssistanceRequest>(write) {
            Some(row) => {
                let assists = person.roles.contains(&Role::FamilyAssistant);
                row.by == person.person && !assists && !replaces(desk, case, write.record, &row)?
            }
            None => false,
        },
        field::CONSENT => {
            let consent = serde_json::from_slice::<FamilyConsent>(write.value);
            consent.is_ok_and(|consent| consent.by == person.person)
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

/// Whether what is taken back, or settled, is so in the writer's own name.
fn says_herself(person: &Person, write: &BorrowedWrite<'_>) -> bool {
    let taken_back = serde_json::from_slice::<TakenBack>(write.value);
    taken_back.is_ok_and(|taken_back| taken_back.by == person.person)
}

/// A return is taken back by the head, or by the team that made it; not by who approved the interview and is asked.
fn takes_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    record: Uuid,
) -> Result<bool, OfficeError> {
    let records = case_records(desk, case)?;
    let held = records.get(record);
    let held = held.and_then(|held| Records::read::<Return>(held, ROW_FIELD));
    let Some(row) = held else {
        return Ok(false);
    };
    if writer.is_head() {
        return Ok(true);
    }
    let seals = desk.storage.seals(case.row, row.document)?;
    let approved_by: Vec<Uuid> = seals.into_iter().map(|seal| seal.author).collect();
    Ok(holds(desk, case, writer, &row)?
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
