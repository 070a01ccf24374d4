//! Telling the case what is held back and what became of it, and showing its content to who decides on it.

mod decide;

use std::collections::{BTreeMap, BTreeSet};

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::held_back::{
    HELD_BACK, HeldAnswer, HeldBack, HeldContent, HeldOutcome, HeldPart, HeldStep, HeldWhy,
    KeptNote, decides, reason_of,
};
use teren_domain::workflow::{ActRefusal, field};
use teren_ledger::wire::{Fate, QuarantineReason};
use teren_ledger::{Change, RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to, case_records};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::new_id;
use crate::quarantine::incoming;
use crate::receive::Incoming;
use crate::records::{Records, kind_in};
use crate::storage::{CaseRow, Person, QuarantineState, Quarantined, Row};

pub(crate) use decide::decide;

/// A change that left what a record told of.
pub(crate) struct Gone {
    case: Uuid,
    record: Uuid,
    /// `None` where it waits for another reason now, and another record tells of it.
    outcome: Option<HeldOutcome>,
    by: Uuid,
    decision: Option<Uuid>,
}

impl Gone {
    /// What became of it, where a record had told of it.
    pub fn of(item: &Quarantined, outcome: HeldOutcome, by: Uuid) -> Option<Self> {
        Some(Self {
            outcome: Some(outcome),
            by,
            ..Self::elsewhere(item)?
        })
    }

    /// It is told of elsewhere from now on.
    pub fn elsewhere(item: &Quarantined) -> Option<Self> {
        Some(Self {
            case: item.case,
            record: item.record?,
            outcome: None,
            by: Uuid::nil(),
            decision: None,
        })
    }
}

pub(crate) const fn outcome_of(fate: Fate) -> HeldOutcome {
    match fate {
        Fate::Late { .. } => HeldOutcome::AcceptedLate,
        Fate::Accepted { .. } | Fate::Quarantined { .. } => HeldOutcome::Accepted,
    }
}

const fn why(reason: QuarantineReason) -> HeldWhy {
    match reason {
        QuarantineReason::NoRight => HeldWhy::NoRight,
        QuarantineReason::ForgedAuthor => HeldWhy::ForgedAuthor,
        QuarantineReason::UnknownCase => HeldWhy::UnknownCase,
        QuarantineReason::Malformed => HeldWhy::Damaged,
        QuarantineReason::Fork => HeldWhy::Forked,
        QuarantineReason::BrokenChain | QuarantineReason::Gap | QuarantineReason::Unopened => {
            HeldWhy::Incomplete
        }
        QuarantineReason::Withdrawn => HeldWhy::Withdrawn,
        QuarantineReason::NewerFormat => HeldWhy::Newer,
        QuarantineReason::Private => HeldWhy::PrivateDraft,
        QuarantineReason::WrongCategory => HeldWhy::Misplaced,
        QuarantineReason::OtherCase => HeldWhy::OtherCase,
    }
}

/// What is told in one record.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    place: Uuid,
    document: Option<Uuid>,
    person: Uuid,
    laptop: Option<u32>,
    why: HeldWhy,
}

/// Tells of everything that no record tells of, and of what became of the rest.
pub(crate) fn tell(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    let mut changed: BTreeMap<Uuid, (Uuid, Vec<Gone>)> = BTreeMap::new();
    for gone in std::mem::take(&mut desk.gone) {
        let told = changed.entry(gone.record);
        let (_, steps) = told.or_insert_with(|| (gone.case, Vec::new()));
        steps.push(gone);
    }
    let mut groups: BTreeMap<Group, Uuid> = BTreeMap::new();
    let mut searched = BTreeSet::new();
    for (row, item) in desk.storage.untold()? {
        let place = place_of(desk, item.case)?;
        let group = group_of(desk, &item, &place)?;
        if searched.insert(place.case) {
            groups.extend(open_groups(desk, &place)?);
        }
        let record = match groups.get(&group) {
            Some(known) => *known,
            None => new_id(desk.now_ms)?,
        };
        groups.insert(group, record);
        desk.storage.set_quarantine_record(row, record)?;
        changed.entry(record).or_insert((place.case, Vec::new()));
    }
    for (record, (case, gone)) in changed {
        rewrite(desk, case, record, &gone)?;
    }
    Ok(())
}

/// Where it is told: in its case, or in the centre's own where no case is known.
fn place_of(desk: &mut Desk<'_>, case: Uuid) -> Result<CaseRow, OfficeError> {
    match desk.storage.case(case)? {
        Some(known) => Ok(known),
        None => desk.centre(),
    }
}

fn group_of(
    desk: &mut Desk<'_>,
    item: &Quarantined,
    place: &CaseRow,
) -> Result<Group, OfficeError> {
    let laptop = match item.replica.is_nil() {
        true => None,
        false => Some(desk.laptop_number(item.replica)?),
    };
    let opened = incoming(desk, item)?;
    let document = (opened.envelope.as_ref().ok())
        .map(|envelope| envelope.change.stream.document)
        .filter(|_| place.case == item.case);
    Ok(Group {
        place: place.case,
        document,
        person: item.person,
        laptop,
        why: why(item.reason),
    })
}

/// Groups of a case in which something still waits.
fn open_groups(desk: &mut Desk<'_>, place: &CaseRow) -> Result<Vec<(Group, Uuid)>, OfficeError> {
    let records = case_records(desk, place)?;
    let mut groups = Vec::new();
    for record in records.of_kind(HELD_BACK) {
        let Some(held) = Records::read::<HeldBack>(record, ROW_FIELD) else {
            continue;
        };
        let kept = desk.storage.quarantined_as(record.id)?;
        if (kept.iter()).any(|(_, item)| item.state == QuarantineState::Waits) {
            let group = Group {
                place: place.case,
                document: held.document,
                person: held.person,
                laptop: held.laptop,
                why: held.why,
            };
            groups.push((group, record.id));
        }
    }
    Ok(groups)
}

/// The record as it stands in the case that tells of it.
pub(super) struct Told {
    pub place: CaseRow,
    pub held: HeldBack,
    pub standing: Vec<HeldStep>,
    /// Reasons of decisions, by the decision.
    pub reasons: BTreeMap<Uuid, String>,
}

/// Looks for a record in a case, and in the centre's own: there it was told before the case came.
fn told(desk: &mut Desk<'_>, case: Uuid, record: Uuid) -> Result<Option<Told>, OfficeError> {
    let centre = desk.house.centre;
    for place in [case, centre] {
        let Some(place) = desk.storage.case(place)? else {
            continue;
        };
        let records = case_records(desk, &place)?;
        let Some(known) = records.get(record) else {
            continue;
        };
        if let Some(held) = Records::read(known, ROW_FIELD) {
            let reasons = known
                .answers
                .iter()
                .filter_map(|(name, value)| Some((reason_of(name)?, value.as_str()?.to_owned())));
            return Ok(Some(Told {
                reasons: reasons.collect(),
                standing: Records::read(known, field::STANDING).unwrap_or_default(),
                place,
                held,
            }));
        }
    }
    Ok(None)
}

/// Writes the record anew as things stand, with what became of what left it.
fn rewrite(
    desk: &mut Desk<'_>,
    case: Uuid,
    record: Uuid,
    gone: &[Gone],
) -> Result<(), OfficeError> {
    let known = told(desk, case, record)?;
    let kept = desk.storage.quarantined_as(record)?;
    let (place, before) = match known {
        Some(told) => (told.place, Some((told.held, told.standing))),
        None => match kept.first() {
            Some((_, item)) => (place_of(desk, item.case)?, None),
            None => return Ok(()),
        },
    };
    let (held, mut standing) = match &before {
        Some((held, standing)) => (Some(held), standing.clone()),
        None => (None, Vec::new()),
    };
    let now = describe(desk, &place, &kept, held)?;
    let told = standing.len();
    for one in gone {
        step(&mut standing, told, one, desk.now_ms);
    }
    let mut writes = Vec::new();
    if before.is_none() {
        writes.push(opening(record, HELD_BACK, Some(place.case))?);
    }
    // What waits for another reason now is told of in another record; of this one nothing is left to tell.
    let row = now.filter(|now| now.changes > 0 || !standing.is_empty());
    if row.as_ref() != held {
        writes.push(answer_to(record, ROW_FIELD, &row)?);
    }
    if standing.len() > told {
        writes.push(answer_to(record, field::STANDING, &standing)?);
    }
    if writes.is_empty() {
        return Ok(());
    }
    desk.write(&place, place.case, Category::Workflow, &writes)
}

/// Adds what became of one change to the steps of this time.
fn step(standing: &mut Vec<HeldStep>, told: usize, one: &Gone, at_ms: i64) {
    let Some(outcome) = one.outcome else {
        return;
    };
    let mut new = standing.iter_mut().skip(told);
    let same =
        new.find(|step| (step.outcome, step.by, step.decision) == (outcome, one.by, one.decision));
    match same {
        Some(step) => step.changes = step.changes.saturating_add(1),
        None => standing.push(HeldStep {
            outcome,
            changes: 1,
            by: one.by,
            at_ms,
            decision: one.decision,
        }),
    }
}

/// What the record says of what is kept; of nothing, what it said before.
fn describe(
    desk: &mut Desk<'_>,
    place: &CaseRow,
    kept: &[(Row, Quarantined)],
    before: Option<&HeldBack>,
) -> Result<Option<HeldBack>, OfficeError> {
    let (Some((_, first)), Some((_, last))) = (kept.first(), kept.last()) else {
        return Ok(before.map(|before| HeldBack {
            changes: 0,
            ..before.clone()
        }));
    };
    let group = group_of(desk, first, place)?;
    let mut categories = BTreeSet::new();
    if place.case == first.case {
        for (_, item) in kept {
            let opened = incoming(desk, item)?;
            let category = opened
                .envelope
                .ok()
                .and_then(|envelope| Category::from_number(envelope.change.stream.category));
            categories.extend(category);
        }
    }
    Ok(Some(HeldBack {
        document: group.document,
        person: group.person,
        laptop: group.laptop,
        why: group.why,
        changes: u32::try_from(kept.len()).unwrap_or(u32::MAX),
        categories: categories.into_iter().collect(),
        first_ms: first.received_ms,
        last_ms: last.received_ms,
    }))
}

/// The record, for whoever decides on it: the head, or a coordinator who holds the case.
fn looked_at(
    desk: &mut Desk<'_>,
    sender: &Person,
    (case, record): (Uuid, Uuid),
) -> Result<Result<Told, ActRefusal>, OfficeError> {
    let Some(known) = told(desk, case, record)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let may =
        sender.active && decides(&sender.roles) && knows(desk, sender, &known, Category::Workflow)?;
    Ok(match may {
        true => Ok(known),
        false => Err(ActRefusal::NotAllowed),
    })
}

/// Whether she may hold answers of this category of what is held back. The head knows all that her case may hold, also of
/// interviews that never came to her; what names no case that is known is hers alone.
fn knows(
    desk: &mut Desk<'_>,
    person: &Person,
    told: &Told,
    category: Category,
) -> Result<bool, OfficeError> {
    let head = person.roles.contains(&Role::Head);
    let case = told.place.case;
    if case == desk.house.centre {
        return Ok(head);
    }
    let number = category.number();
    let of_case = desk.mask(person, case, case)?.may_hold(number);
    let document = told.held.document.unwrap_or(case);
    let of_document = desk.mask(person, case, document)?.may_hold(number);
    let everywhere = head || category == Category::Workflow;
    Ok(of_document || (everywhere && of_case))
}

/// Shows the content to who decides; each look is noted.
pub(crate) fn show(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    record: Uuid,
) -> Result<Answered, OfficeError> {
    let told = match looked_at(desk, sender, (case, record))? {
        Ok(told) => told,
        Err(refusal) => return Ok(Err(refusal)),
    };
    desk.note(sender.person, Event::HeldBackRead, told.place.case)?;
    let mut content = HeldContent {
        sealed: is_sealed(desk, &told)?,
        reasons: told.reasons.clone().into_iter().collect(),
        ..HeldContent::default()
    };
    for part in content_of(desk, &told, record)? {
        if told.held.why.is_open() && knows(desk, sender, &told, part.category)? {
            content.parts.push(part);
        } else if !content.withheld.contains(&part.category) {
            content.withheld.push(part.category);
        }
    }
    Ok(Ok(serde_json::to_vec(&content)?))
}

fn is_sealed(desk: &mut Desk<'_>, told: &Told) -> Result<bool, OfficeError> {
    let document = told.held.document.filter(|id| *id != told.place.case);
    Ok(match document {
        Some(document) => !desk.seals(told.place.row, document)?.is_empty(),
        None => false,
    })
}

/// The last value said of each answer, by record and field.
type LastSaid = BTreeMap<(Uuid, String), HeldAnswer>;

/// Every answer that can be read, the last of each, by category and form.
fn content_of(
    desk: &mut Desk<'_>,
    told: &Told,
    record: Uuid,
) -> Result<Vec<HeldPart>, OfficeError> {
    let mut opened = Vec::new();
    for (_, item) in desk.storage.quarantined_as(record)? {
        opened.push(incoming(desk, &item)?);
    }
    let changes: Vec<&Change> = (opened.iter())
        .filter_map(|one: &Incoming| one.envelope.as_ref().ok())
        .map(|envelope| &envelope.change)
        .collect();
    let mut kinds = match told.held.document {
        Some(document) => (*desk.kinds_of(&told.place, document)?).clone(),
        None => BTreeMap::new(),
    };
    let mut answers: BTreeMap<(Category, &str), LastSaid> = BTreeMap::new();
    for change in changes {
        let Some(category) = Category::from_number(change.stream.category) else {
            continue;
        };
        let part = answers.entry((category, &change.form)).or_default();
        for write in change.borrowed_writes().unwrap_or_default() {
            let value = serde_json::from_slice(write.value).unwrap_or_default();
            if write.field == RECORD_FIELD {
                kinds.extend(kind_in(&value).map(|kind| (write.record, kind)));
                continue;
            }
            let answer = HeldAnswer {
                record: write.record,
                kind: None,
                field: write.field.to_owned(),
                value,
                at_ms: change.stamp.wall_ms,
            };
            part.insert((write.record, write.field.to_owned()), answer);
        }
    }
    let parts = answers.into_iter().map(|((category, form), answers)| {
        let named = answers.into_values().map(|answer| HeldAnswer {
            kind: kinds.get(&answer.record).cloned(),
            ..answer
        });
        HeldPart {
            category,
            note: KeptNote {
                form: form.to_owned(),
                answers: named.collect(),
            },
        }
    });
    Ok(parts.filter(|part| !part.note.answers.is_empty()).collect())
}
