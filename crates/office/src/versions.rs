//! Which version of an interview is at work: its routes stand, those of the other versions are put aside. What people say of
//! versions (sent back, this approval is the valid one) is followed here, again and again with the same outcome.

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::correction::{Return, TakenBack, ValidSeal};
use teren_domain::routing::{Assignment, AssignmentState, route};
use teren_domain::version::{Version, first, valid, versions};
use teren_domain::workflow::{Receipt, RefusedSeal, RouteStanding, SealFault, kind};
use teren_ledger::{ROW_FIELD, Seal, seal_root};
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::fields::Fields;
use crate::hand_over;
use crate::inbox::{Placed, routes_of, set_standing};
use crate::records::{Gathered, Records};
use crate::replay::keep_facts;
use crate::route::{Accepted, Compared, Had, assign, compare, receipt};
use crate::storage::{CaseRow, SealOutcome, SealRow, StorageError};

/// The case's own workflow stream: returns, receipts, refused seals, words on valid seals.
fn workflow(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Records, OfficeError> {
    let number = Category::Workflow.number();
    let mut gathered = Gathered::default();
    gathered.add(number, &desk.open(case, case.case, number)?.state);
    Ok(gathered.records(Fields::Case))
}

/// Rows of a kind that nobody took back.
fn rows<T: serde::de::DeserializeOwned>(records: &Records, of: &str) -> Vec<T> {
    let taken_back = records.of_kind(kind::TAKEN_BACK);
    let taken_back = taken_back.filter_map(|record| Records::read::<TakenBack>(record, ROW_FIELD));
    let taken_back: BTreeSet<Uuid> = taken_back.map(|row| row.of).collect();
    let standing = records
        .of_kind(of)
        .filter(|record| !taken_back.contains(&record.id));
    standing
        .filter_map(|record| Records::read(record, ROW_FIELD))
        .collect()
}

/// Follows what people said of the versions of a case's interviews.
pub(crate) fn follow(desk: &mut Desk<'_>, case: &CaseRow) -> Result<(), OfficeError> {
    let records = workflow(desk, case)?;
    let receipts: Vec<Receipt> = rows(&records, kind::RECEIPT);
    if receipts.is_empty() {
        return Ok(());
    }
    follow_returns(desk, case, &rows(&records, kind::RETURN))?;
    let mut refused: Vec<RefusedSeal> = rows(&records, kind::REFUSED_SEAL);
    refused.retain(|refused| refused.fault == SealFault::Second);
    let twice: BTreeSet<Uuid> = refused.iter().map(|refused| refused.document).collect();
    let mut named: Vec<ValidSeal> = rows(&records, kind::VALID_SEAL);
    named.sort_by_key(|word| (word.at_ms, word.seal));
    for document in &twice {
        follow_words(desk, case, *document, &named, &receipts)?;
    }
    let corrected = receipts
        .iter()
        .filter(|receipt| receipt.version_of.is_some());
    let corrected: BTreeSet<Uuid> = corrected.map(|receipt| receipt.document).collect();
    for document in corrected {
        follow_valid(desk, case, document, &named, &receipts)?;
    }
    Ok(())
}

/// A team that sent an interview back has it no more; one that took its return back has it again.
fn follow_returns(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    returns: &[Return],
) -> Result<(), OfficeError> {
    for lying in routes_of(desk, case)? {
        let returned = returns.iter().any(|returned| {
            (returned.document, &returned.team) == (lying.route.document, &lying.route.team)
        });
        let state = match (returned, lying.state) {
            (true, AssignmentState::Sent | AssignmentState::Taken) => AssignmentState::Returned,
            (false, AssignmentState::Returned) => AssignmentState::Sent,
            _ => continue,
        };
        stand(desk, case, &lying, state, None)?;
    }
    Ok(())
}

/// Gives the receipt to the approval that a person named, or back to the first one when she took her word back.
fn follow_words(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    named: &[ValidSeal],
    receipts: &[Receipt],
) -> Result<(), OfficeError> {
    let mut seals = Vec::new();
    for row in desk.storage.seals(case.row, document)? {
        if matches!(row.outcome, SealOutcome::Receipted | SealOutcome::Second) {
            seals.push((opened(&row)?, row));
        }
    }
    let mut words = named.iter().rev().filter(|word| word.document == document);
    let by_word = words.find_map(|word| seals.iter().find(|(seal, _)| seal.seal == word.seal));
    let earliest = receipts
        .iter()
        .filter(|receipt| receipt.document == document);
    let earliest = earliest.min_by_key(|receipt| (receipt.at_ms, &receipt.number));
    let by_time = || {
        let root = |seal| data_encoding::HEXLOWER.encode(&seal_root(document, seal));
        seals
            .iter()
            .find(|(seal, _)| earliest.is_some_and(|earliest| earliest.sha256 == root(seal)))
    };
    let Some((seal, row)) = by_word.or_else(by_time) else {
        return Ok(());
    };
    if row.outcome == SealOutcome::Receipted {
        return Ok(());
    }
    let Compared::Same(accepted) = compare(desk, case, document, seal)? else {
        return Ok(());
    };
    for (_, other) in seals.iter().filter(|(other, _)| other != seal) {
        desk.storage
            .set_seal_outcome(case.row, other, SealOutcome::Second)?;
    }
    desk.storage
        .set_seal_outcome(case.row, row, SealOutcome::Receipted)?;
    receipt(desk, case, row, seal, accepted.receipt())?;
    desk.note(row.author, Event::NamedValid, document)?;
    put_to_work(desk, case, row, &accepted)
}

/// Puts the version to work that stands now, if none of its routes does.
fn follow_valid(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    named: &[ValidSeal],
    receipts: &[Receipt],
) -> Result<(), OfficeError> {
    let Some(valid) = valid_of(receipts, named, document) else {
        return Ok(());
    };
    let interview = interview(desk, case, document)?;
    let mut routes = routes_of(desk, case)?;
    routes.retain(|lying| interview.has(lying.route.document));
    let (own, others): (Vec<Placed>, Vec<Placed>) =
        (routes.into_iter()).partition(|lying| lying.route.document == valid);
    // What its teams have finished is not brought to them anew by every word that is said in the case.
    let finished = own.iter().any(|lying| lying.state == AssignmentState::Done);
    if own.iter().any(Placed::is_open) || (finished && !others.iter().any(Placed::is_open)) {
        return Ok(());
    }
    let rows = desk.storage.seals(case.row, valid)?;
    let receipted = (rows.into_iter()).find(|row| row.outcome == SealOutcome::Receipted);
    let Some(row) = receipted else {
        return Ok(());
    };
    match compare(desk, case, valid, &opened(&row)?)? {
        Compared::Same(accepted) => put_to_work(desk, case, &row, &accepted),
        _ => Ok(()),
    }
}

fn opened(row: &SealRow) -> Result<Seal, OfficeError> {
    Ok(postcard::from_bytes(&row.body).map_err(|_| StorageError::Damaged("a seal"))?)
}

fn known(receipts: &[Receipt]) -> Vec<Version> {
    let mut known: Vec<Version> = Vec::new();
    for receipt in receipts {
        if !known.iter().any(|one| one.document == receipt.document) {
            known.push(Version {
                document: receipt.document,
                of: receipt.version_of,
                approved_ms: Some(receipt.approved_ms),
            });
        }
    }
    known
}

fn valid_of(receipts: &[Receipt], named: &[ValidSeal], document: Uuid) -> Option<Uuid> {
    let named: Vec<Uuid> = named.iter().map(|word| word.document).collect();
    valid(&known(receipts), document, &named)
}

/// An interview as the office has it, whichever of its versions somebody names.
pub(crate) struct Interview {
    /// Every version of it that was accepted, and the one that was named.
    documents: BTreeSet<Uuid>,
    /// The version that counts; the one that was named while none was accepted.
    pub at_work: Uuid,
}

impl Interview {
    /// What is passed on as a whole has no versions.
    pub fn whole_case(case: Uuid) -> Self {
        Self {
            documents: BTreeSet::from([case]),
            at_work: case,
        }
    }

    pub fn has(&self, document: Uuid) -> bool {
        self.documents.contains(&document)
    }
}

/// The interview that a document is a version of.
pub(crate) fn interview(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Interview, OfficeError> {
    if document == case.case {
        return Ok(Interview::whole_case(document));
    }
    let records = workflow(desk, case)?;
    let receipts: Vec<Receipt> = rows(&records, kind::RECEIPT);
    let mut named: Vec<ValidSeal> = rows(&records, kind::VALID_SEAL);
    named.sort_by_key(|word| (word.at_ms, word.seal));
    let chain = versions(&known(&receipts), document).into_iter();
    let mut documents: BTreeSet<Uuid> = chain.map(|version| version.document).collect();
    documents.insert(document);
    Ok(Interview {
        documents,
        at_work: valid_of(&receipts, &named, document).unwrap_or(document),
    })
}

/// The versions that the office knows of a case, where this document is the one that counts of its interview.
fn counting(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Option<Vec<Version>>, OfficeError> {
    let records = workflow(desk, case)?;
    let receipts: Vec<Receipt> = rows(&records, kind::RECEIPT);
    let mut named: Vec<ValidSeal> = rows(&records, kind::VALID_SEAL);
    named.sort_by_key(|word| (word.at_ms, word.seal));
    let counts = valid_of(&receipts, &named, document) == Some(document);
    Ok(counts.then(|| known(&receipts)))
}

/// Keeps what a replay of rules needs of the version that counts, in place of any other version of the interview.
pub(crate) fn keep_counting(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    accepted: &Accepted,
) -> Result<(), OfficeError> {
    match (counting(desk, case, document)?, &accepted.routing) {
        (Some(known), Some(routing)) => keep_facts(desk, case, first(&known, document), routing),
        _ => Ok(()),
    }
}

/// Brings a version that was accepted to its teams: those of the rules, and those that had another version of it. Nothing
/// happens where another version stands.
pub(crate) fn put_to_work(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    seal: &SealRow,
    accepted: &Accepted,
) -> Result<(), OfficeError> {
    let document = seal.document;
    let Some(known) = counting(desk, case, document)? else {
        return Ok(());
    };
    if let Some(routing) = &accepted.routing {
        keep_facts(desk, case, first(&known, document), routing)?;
    }
    let by_rules = match &accepted.routing {
        Some(routing) => route(&desk.structure, routing),
        None => Vec::new(),
    };
    let mut wanted = hand_over::go_where_passed_on(desk, case, document, by_rules)?;
    let interview = interview(desk, case, document)?;
    let open = routes_of(desk, case)?.into_iter().filter(Placed::is_open);
    let (own, others): (Vec<Placed>, Vec<Placed>) = open
        .filter(|lying| interview.has(lying.route.document))
        .partition(|lying| lying.route.document == document);
    for lying in &others {
        stand(desk, case, lying, AssignmentState::Revoked, Some(document))?;
        if !wanted.iter().any(|one| one.team == lying.route.team) {
            wanted.push(handed_on(lying, &desk.structure.version));
        }
    }
    // Where another approval of the same interview was named, its own teams may not be wanted any more.
    for lying in &own {
        let by_rules = !lying.route.rules.is_empty() || !lying.route.further.is_empty();
        if by_rules && !wanted.iter().any(|one| one.team == lying.route.team) {
            stand(desk, case, lying, AssignmentState::Revoked, None)?;
        }
    }
    for (order, assignment) in wanted.into_iter().enumerate() {
        let team = assignment.team.clone();
        if !own.iter().any(|lying| lying.route.team == team) {
            let mut before = others.iter().filter(|lying| lying.route.team == team);
            let by_rules = !(assignment.rules.is_empty() && assignment.further.is_empty());
            let had = Had {
                taken: (before.clone()).find_map(|lying| lying.taken.clone()),
                // What the rules want there stays, whatever becomes of the hand-over.
                hand_over: before.find_map(|lying| lying.route.hand_over.filter(|_| !by_rules)),
            };
            assign(
                desk,
                case,
                document,
                &accepted.facts.report,
                (order, assignment),
                had,
            )?;
        }
    }
    Ok(())
}

/// A team that had another version gets this one, too, whatever the rules say of it now. What was passed on to it keeps the
/// sender's sentence.
fn handed_on(lying: &Placed, rules_version: &str) -> Assignment {
    let because = match lying.route.hand_over {
        Some(_) => lying.route.because.clone(),
        None => "Zespół miał poprzednią wersję tego wywiadu.".to_owned(),
    };
    Assignment {
        team: lying.route.team.clone(),
        rules: Vec::new(),
        because,
        basis: String::new(),
        rules_version: rules_version.to_owned(),
        speaks_of_violence: lying.category == Category::Violence,
        further: Vec::new(),
        term_days: None,
        urgent: lying.route.urgent,
    }
}

/// Writes where a route stands now, if it may go there.
fn stand(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    lying: &Placed,
    state: AssignmentState,
    superseded_by: Option<Uuid>,
) -> Result<(), OfficeError> {
    let Ok(state) = lying.state.to(state) else {
        return Ok(());
    };
    let standing = RouteStanding {
        state,
        at_ms: desk.now_ms,
        superseded_by,
    };
    set_standing(desk, case, lying, &standing)
}
