//! What stands in the way of a change that a laptop sends: not her categories, an answer outside its category or before
//! its record, and what only the office says.

use std::collections::BTreeMap;

use teren_domain::Category;
use teren_domain::decision::DECISION;
use teren_domain::held_back::HELD_BACK;
use teren_domain::workflow::{field, kind, may_precede_opening};
use teren_ledger::wire::QuarantineReason;
use teren_ledger::{BorrowedWrite, Envelope, Kind, RECORD_FIELD};
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::entitlement::{Writer, is_act, is_entitled, is_open_to_readers, stands_by_its_answer};
use crate::fields::Fields;
use crate::mask::Mask;
use crate::receive::Incoming;
use crate::records::{form_in, kind_in};
use crate::storage::CaseRow;

/// Kinds of records that this request opens, by document and record.
pub(crate) type Openings = BTreeMap<(Uuid, Uuid), String>;

/// Answers of an interview may come before the opening of their record: they lie in other streams.
pub(crate) fn openings_of<'a>(changes: impl IntoIterator<Item = &'a Incoming>) -> Openings {
    let mut openings = Openings::new();
    let opened = changes.into_iter();
    for envelope in opened.filter_map(|item| item.envelope.as_ref().ok()) {
        let document = envelope.change.stream.document;
        for write in envelope.change.borrowed_writes().unwrap_or_default() {
            if write.field == RECORD_FIELD
                && let Some(kind) = declared(&write)
            {
                openings.entry((document, write.record)).or_insert(kind);
            }
        }
    }
    openings
}

fn declared(write: &BorrowedWrite<'_>) -> Option<String> {
    kind_in(&serde_json::from_slice(write.value).ok()?)
}

/// Why the sender may not write this change.
pub(crate) fn hindrance(
    desk: &mut Desk<'_>,
    writer: Writer<'_>,
    case: &CaseRow,
    mask: Mask,
    (envelope, openings): (&Envelope, &Openings),
) -> Result<Option<QuarantineReason>, OfficeError> {
    let change = &envelope.change;
    let stream = change.stream;
    let no_right = Ok(Some(QuarantineReason::NoRight));
    let in_case = stream.document == stream.case;
    let mask = mask.or(mask_of_sponsor(desk, writer, case, (envelope, openings))?);
    let may_write = mask.may_write(stream.category);
    if !may_write && !mask.may_say(stream.category) {
        return no_right;
    }
    if change.kind == Kind::SEAL || change.kind == Kind::SEAL_PART {
        let answered_for = desk.answered_for(case, stream.document)?;
        let allowed = may_write && mask.approves(answered_for) && !in_case;
        return Ok((!allowed).then_some(QuarantineReason::NoRight));
    }
    let (Some(category), Ok(writes)) = (
        Category::from_number(stream.category),
        change.borrowed_writes(),
    ) else {
        return Ok(Some(QuarantineReason::Malformed));
    };
    if !may_write && writes.is_empty() {
        return no_right;
    }
    let held = desk.kinds_of(case, stream.document)?;
    let house = desk.house.clone();
    let fields = Fields::of(in_case, &house.forms);
    let opened = |record: Uuid| openings.get(&(stream.document, record));
    let known_kind = |record: Uuid| held.get(&record).or_else(|| opened(record));
    let kind_of = |record: Uuid| known_kind(record).map(String::as_str);
    for write in &writes {
        let opens = opens(write);
        let before = held.get(&write.record);
        let named = opens.as_ref().or_else(|| known_kind(write.record));
        let may_ask = in_case && is_open_to_readers(write, named.map(String::as_str));
        if (!may_write && !may_ask) || (in_case && only_the_office(write, named)) {
            return no_right;
        }
        let named = named.map(String::as_str);
        if in_case && !is_entitled(desk, case, writer, write, named)? {
            return no_right;
        }
        if let Some(kind) = opens.as_ref().filter(|_| before.is_none()) {
            let place = (case, stream.document);
            let follows = opened(write.record).is_some_and(|first| first != kind);
            if follows || !opens_what_may_stand(desk, writer, place, write.record, kind)? {
                return no_right;
            }
        }
        let changes_kind =
            write.field == RECORD_FIELD && before.is_some() && before != opens.as_ref();
        if changes_kind
            || (!in_case && changes_form(desk, case, stream.document, write)?)
            || !fields.takes(named, write, category, kind_of)
            || (in_case && !stands_by_its_answer(desk, case, write, named, category)?)
        {
            return Ok(Some(QuarantineReason::WrongCategory));
        }
        if in_case && before.is_none() && !is_opened(write, &writes, category) {
            return Ok(Some(QuarantineReason::Unopened));
        }
    }
    Ok(None)
}

/// Whether a document would be filled in another form from now on: who approves it answers for what its form is about.
fn changes_form(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    if write.field != RECORD_FIELD || write.record != document {
        return Ok(false);
    }
    let held = desk.form_of(case, document)?;
    let named = serde_json::from_slice(write.value).ok();
    Ok(held.is_some() && held != named.as_ref().and_then(form_in))
}

/// What who takes in a change may do with the case, where the change does nothing but acts that are judged one by one: the
/// author's roles may be gone with her right.
fn mask_of_sponsor(
    desk: &mut Desk<'_>,
    writer: Writer<'_>,
    case: &CaseRow,
    (envelope, openings): (&Envelope, &Openings),
) -> Result<Mask, OfficeError> {
    let stream = envelope.change.stream;
    let (Some(sponsor), true) = (writer.sponsor, stream.document == case.case) else {
        return Ok(Mask::default());
    };
    let held = desk.kinds_of(case, stream.document)?;
    let of_act = |write: &BorrowedWrite<'_>| {
        let opened = openings.get(&(stream.document, write.record));
        let known = held.get(&write.record).or(opened);
        known.is_some_and(|kind| is_act(kind))
    };
    let writes = envelope.change.borrowed_writes();
    match writes.is_ok_and(|writes| writes.iter().all(of_act)) {
        true => desk.mask(sponsor, case.case, case.case),
        false => Ok(Mask::default()),
    }
}

/// The kind of record that an answer opens.
fn opens(write: &BorrowedWrite<'_>) -> Option<String> {
    (write.field == RECORD_FIELD)
        .then(|| declared(write))
        .flatten()
}

/// Whether a record of the case's own document is opened by the change that writes this answer, or need not be yet. An
/// answer of a record that nobody has opened would be judged as an answer of nothing: no right stands in its way.
fn is_opened(write: &BorrowedWrite<'_>, writes: &[BorrowedWrite<'_>], category: Category) -> bool {
    let mut of_record = writes.iter().filter(|other| other.record == write.record);
    may_precede_opening(write.field, category) || of_record.any(|other| opens(other).is_some())
}

/// Whether what a record holds before its opening may stand under the kind that opens it, by who opens it: it was judged
/// under no kind then. (All of a request is judged under the first opening of a record: another one may not follow it.)
fn opens_what_may_stand(
    desk: &mut Desk<'_>,
    writer: Writer<'_>,
    (case, document): (&CaseRow, Uuid),
    record: Uuid,
    opens: &str,
) -> Result<bool, OfficeError> {
    let in_case = document == case.case;
    if !in_case && opens != DECISION {
        return Ok(true);
    }
    let house = desk.house.clone();
    let fields = Fields::of(in_case, &house.forms);
    let kinds = desk.kinds_of(case, document)?;
    let kind_of = |record: Uuid| kinds.get(&record).map(String::as_str);
    for category in Category::ALL {
        let opened = desk.open(case, document, category.number())?;
        let held: Vec<(String, Vec<u8>)> = (opened.state.answers())
            .filter(|(of, field, _)| *of == record && *field != RECORD_FIELD)
            .flat_map(|(_, field, values)| {
                let values = values.iter();
                values.map(move |value| (field.to_owned(), value.value.to_vec()))
            })
            .collect();
        for (field, value) in &held {
            let write = BorrowedWrite {
                record,
                field,
                value,
            };
            let kind = Some(opens);
            let stands = fields.may_stand(kind, field, category)
                && (opens != DECISION || fields.speaks_of_its_own(&write, category, kind_of));
            let entitled = !in_case || is_entitled(desk, case, writer, &write, kind)?;
            if !stands || !entitled {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Answers and kinds of records that only the office writes.
fn only_the_office(write: &BorrowedWrite<'_>, record_kind: Option<&String>) -> bool {
    let named = matches!(
        write.field,
        field::ADOPTED
            | field::VISIT
            | field::TAKEN
            | field::ASSIGNED
            | field::COORDINATED
            | field::LET_GO
            | field::STANDING
            | field::LEFT_WORK
            | field::MOVED
            | field::COURIER_FILE
    );
    let owned = matches!(
        record_kind.map(String::as_str),
        Some(
            kind::VISIT
                | kind::RECEIPT
                | kind::REFUSED_SEAL
                | kind::ROUTE
                | kind::LIKENESS
                | kind::LINK
                | kind::STAFF
                | kind::LAPTOP
                | kind::STRUCTURE
                | kind::BACKUP
                | kind::PARTNER
                | kind::OUTSIDER
                | kind::ORIGIN
                | HELD_BACK
        )
    );
    named || owned
}
