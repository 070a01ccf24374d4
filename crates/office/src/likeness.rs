//! Looking for one family in two files: whoever is described anew is compared with everybody, and what is alike is proposed in both
//! files. The register of people lives in memory only and is made anew after a start.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError};

use serde_json::Value;
use teren_domain::Category;
use teren_domain::likeness::{FileLink, KeptApart, LikePair, Likeness, Unlinked};
use teren_domain::same_family::{
    Band, File, Model, Person, PersonPair, Proposal, Register, added_twice, propose,
};
use teren_domain::structure::{COORDINATORS, HEAD, MERGERS};
use teren_domain::workflow::{field, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::MEMBER;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::answer_to;
use crate::clock::local_date;
use crate::described::{Described, describe};
use crate::desk::Desk;
use crate::directory::opening;
use crate::fields::Fields;
use crate::inbox::{Placed, routes_in};
use crate::keys::{new_id, sha256};
use crate::receive::Received;
use crate::records::{Gathered, Records};
use crate::storage::CaseRow;

/// Files newly proposed with one at a time at the most, the likeliest.
const PROPOSED: usize = 20;

/// Everybody the centre knows.
#[derive(Default)]
pub(crate) struct KnownPeople {
    register: Register,
    files: HashMap<Uuid, Vec<Described>>,
    /// Pairs of files that were proposed or joined, seen from each; what stands of it their records say.
    alike: BTreeSet<(Uuid, Uuid)>,
    /// All files were read since the start.
    whole: bool,
}

impl KnownPeople {
    fn put(&mut self, case: Uuid, described: Vec<Described>) {
        let persons = described.iter().map(|one| one.person.clone()).collect();
        self.register.put(case, persons);
        self.files.insert(case, described);
    }

    fn fill(&mut self, desk: &mut Desk<'_>) -> Result<(), OfficeError> {
        if self.whole {
            return Ok(());
        }
        for case in desk.storage.case_ids()? {
            // A desk of its own: a request does not carry every file of the centre.
            let (house, structure) = (Arc::clone(&desk.house), Arc::clone(&desk.structure));
            let mut reader = Desk::with(&mut *desk.storage, house, structure, desk.now_ms);
            if let Some(row) = reader
                .storage
                .case(case)?
                .filter(|row| row.case != reader.house.centre)
            {
                let described = describe(&mut reader, &row)?;
                self.put(case, described);
                let records = identity_records(&mut reader, &row)?;
                for other in others_named(&records) {
                    self.note_alike(case, other);
                }
            }
        }
        self.whole = true;
        Ok(())
    }

    /// Persons of a file.
    pub fn of_file(&self, case: Uuid) -> &[Described] {
        self.files.get(&case).map(Vec::as_slice).unwrap_or_default()
    }

    fn file(&self, case: Uuid) -> File {
        let persons = self.of_file(case).iter().map(|one| one.person.clone());
        File {
            id: case,
            persons: persons.collect(),
        }
    }

    /// Every file of the centre.
    pub fn cases(&self) -> Vec<Uuid> {
        self.files.keys().copied().collect()
    }

    /// Each pair of files that were proposed or joined, once.
    pub fn alike(&self) -> impl Iterator<Item = &(Uuid, Uuid)> {
        self.alike.iter().filter(|(one, other)| one < other)
    }

    fn note_alike(&mut self, one: Uuid, other: Uuid) {
        self.alike.extend([(one, other), (other, one)]);
    }

    fn forget_alike(&mut self, one: Uuid, other: Uuid) {
        self.alike.remove(&(one, other));
        self.alike.remove(&(other, one));
    }

    /// Files that a file was proposed or joined with.
    fn alike_to(&self, case: Uuid) -> Vec<Uuid> {
        let pairs = self.alike.range((case, Uuid::nil())..=(case, Uuid::max()));
        pairs.map(|(_, other)| *other).collect()
    }

    /// Files that may be of the same family as this one, each with its likeliest person, the likeliest first.
    fn likeliest(&self, case: Uuid) -> Vec<Uuid> {
        let model = Model::shipped();
        let mut best: HashMap<Uuid, (Band, f32)> = HashMap::new();
        for one in self.of_file(case) {
            for candidate in self.register.candidates(model, &one.person, Some(case)) {
                let found = (candidate.band, candidate.score.bits);
                let known = best.entry(candidate.file).or_insert(found);
                if likelier(&found, known).is_lt() {
                    *known = found;
                }
            }
        }
        let mut files: Vec<(Uuid, (Band, f32))> = best.into_iter().collect();
        files.sort_by(|(one, found), (other, against)| {
            likelier(found, against).then_with(|| one.cmp(other))
        });
        files.into_iter().map(|(file, _)| file).collect()
    }

    pub fn register(&self) -> &Register {
        &self.register
    }
}

/// Works with everybody the centre knows.
pub(crate) fn with_known<T>(
    desk: &mut Desk<'_>,
    work: impl FnOnce(&mut Desk<'_>, &mut KnownPeople) -> Result<T, OfficeError>,
) -> Result<T, OfficeError> {
    let house = Arc::clone(&desk.house);
    let mut known = house.known.lock().unwrap_or_else(PoisonError::into_inner);
    known.fill(desk)?;
    work(desk, &mut known)
}

/// Compares every file whose people were described anew, and writes what is alike into both files.
pub(crate) fn look(desk: &mut Desk<'_>, received: &Received) -> Result<(), OfficeError> {
    let identity = Category::Identity.number();
    let touched = received
        .touched
        .iter()
        .filter(|stream| stream.category == identity);
    let documents: BTreeSet<(Uuid, Uuid)> = touched
        .map(|stream| (stream.case, stream.document))
        .collect();
    let cases: BTreeSet<Uuid> = documents.iter().map(|(case, _)| *case).collect();
    if cases.is_empty() {
        return Ok(());
    }
    for (case, document) in documents {
        if let Some(row) = desk.storage.case(case)?
            && added_on_two_sides(desk, &row, document)?
        {
            desk.tear(case, document);
        }
    }
    with_known(desk, |desk, known| {
        for case in cases {
            if let Some(row) = desk.storage.case(case)? {
                let described = describe(desk, &row)?;
                known.put(case, described);
                compare_with_all(desk, known, &row)?;
            }
        }
        Ok(())
    })
}

/// Compares a file again with everybody; false where the office does not know it.
pub(crate) fn compare_again(
    desk: &mut Desk<'_>,
    known: &mut KnownPeople,
    case: Uuid,
) -> Result<bool, OfficeError> {
    let Some(row) = desk.storage.case(case)? else {
        return Ok(false);
    };
    compare_with_all(desk, known, &row)?;
    Ok(true)
}

/// Whether two people added one member to the household of an interview, each for himself: it is decided like answers that met.
fn added_on_two_sides(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<bool, OfficeError> {
    let state = &desk
        .open(case, document, Category::Identity.number())?
        .state;
    let openings = state.answers().filter(|(_, name, _)| *name == RECORD_FIELD);
    let opened_by: HashMap<Uuid, Uuid> = openings
        .filter_map(|(record, _, values)| Some((record, values.first()?.dot.actor)))
        .collect();
    let seats: BTreeSet<Uuid> = opened_by.values().copied().collect();
    if document == case.case || seats.len() < 2 {
        return Ok(false);
    }
    let records = records_of(desk, case, document)?;
    let members: Vec<(&Uuid, Person)> = records
        .of_kind(MEMBER)
        .filter_map(|member| Some((opened_by.get(&member.id)?, member.person("member_")?)))
        .collect();
    let mut rest = members.as_slice();
    while let Some(((seat, one), others)) = rest.split_first() {
        let twice = |(by, other): &(&Uuid, Person)| by != seat && added_twice(one, other);
        if others.iter().any(twice) {
            return Ok(true);
        }
        rest = others;
    }
    Ok(false)
}

/// The surer band first, then the higher score.
fn likelier(one: &(Band, f32), other: &(Band, f32)) -> Ordering {
    let surely = |band: Band| band == Band::Surely;
    let by_band = surely(other.0).cmp(&surely(one.0));
    by_band.then_with(|| other.1.total_cmp(&one.1))
}

/// Compares a file with those it is likeliest to be one family with, and again with every one it was proposed with before: what is
/// no longer alike goes, however many others are.
fn compare_with_all(
    desk: &mut Desk<'_>,
    known: &mut KnownPeople,
    case: &CaseRow,
) -> Result<(), OfficeError> {
    let mut others = known.likeliest(case.case);
    let records = identity_records(desk, case)?;
    // What is joined already takes no other file's place.
    others.retain(|other| standing_link(&records, *other).is_none());
    others.truncate(PROPOSED);
    for before in known.alike_to(case.case) {
        if !others.contains(&before) {
            others.push(before);
        }
    }
    for other in others {
        if let Some(other) = desk.storage.case(other)? {
            compare_two(desk, known, case, &other)?;
        }
    }
    Ok(())
}

/// What the program says of two files.
pub(crate) fn proposal_of(
    desk: &Desk<'_>,
    known: &KnownPeople,
    one: Uuid,
    other: Uuid,
) -> Proposal {
    let common = |one: &Person, other: &Person| known.register.commonness(one, other);
    let on = local_date(desk.now_ms);
    propose(
        Model::shipped(),
        &known.file(one),
        &known.file(other),
        &common,
        on,
    )
}

pub(crate) fn compare_two(
    desk: &mut Desk<'_>,
    known: &mut KnownPeople,
    one: &CaseRow,
    other: &CaseRow,
) -> Result<(), OfficeError> {
    if standing_link(&identity_records(desk, one)?, other.case).is_some() {
        return Ok(());
    }
    let proposal = proposal_of(desk, known, one.case, other.case);
    let compared = fingerprint(known, one.case, other.case);
    match proposal.band {
        Band::No => known.forget_alike(one.case, other.case),
        _ => known.note_alike(one.case, other.case),
    }
    for (own, far, turned) in [(one, other, false), (other, one, true)] {
        let records = identity_records(desk, own)?;
        let before = likenesses(&records)
            .into_iter()
            .find(|(_, before, _)| before.other == far.case);
        if proposal.band == Band::No {
            if let Some((record, ..)) = before {
                let write = answer_to(record, ROW_FIELD, &Value::Null)?;
                desk.write(own, own.case, Category::Identity, &[write])?;
            }
            continue;
        }
        let pairs = proposal.pairs.iter();
        let row = Likeness {
            other: far.case,
            number: far.number.clone(),
            team: holding_team(desk, far)?,
            band: proposal.band,
            family: proposal.family,
            pairs: pairs
                .filter_map(|pair| like_pair(known, (one.case, other.case), pair, turned))
                .collect(),
            compared: compared.clone(),
            at_ms: desk.now_ms,
        };
        if before
            .as_ref()
            .is_some_and(|(_, before, _)| says_the_same(before, &row))
        {
            continue;
        }
        let mut writes = Vec::new();
        let record = match before {
            Some((record, ..)) => record,
            None => {
                let record = new_id(desk.now_ms)?;
                writes.push(opening(record, kind::LIKENESS, Some(own.case))?);
                record
            }
        };
        writes.push(answer_to(record, ROW_FIELD, &row)?);
        desk.write(own, own.case, Category::Identity, &writes)?;
    }
    Ok(())
}

/// Whether a proposal is no news: the same people under the same records, led by the same team.
fn says_the_same(before: &Likeness, now: &Likeness) -> bool {
    let records = |row: &Likeness| -> Vec<(Uuid, Uuid)> {
        row.pairs
            .iter()
            .map(|pair| (pair.own, pair.other))
            .collect()
    };
    let led = before.team == now.team;
    before.compared == now.compared && led && records(before) == records(now)
}

fn like_pair(
    known: &KnownPeople,
    (one, other): (Uuid, Uuid),
    pair: &PersonPair,
    turned: bool,
) -> Option<LikePair> {
    let first = known.of_file(one).get(pair.one)?.record;
    let second = known.of_file(other).get(pair.other)?.record;
    let (own, other) = if turned {
        (second, first)
    } else {
        (first, second)
    };
    let reasons = Model::shipped().reasons(pair.pattern, pair.common);
    let words = |speaks_for: bool| {
        let some = reasons
            .iter()
            .filter(|reason| (reason.bits > 0.0) == speaks_for);
        some.map(|reason| reason.says.to_owned()).collect()
    };
    Some(LikePair {
        own,
        other,
        band: if pair.by_rule {
            Band::Surely
        } else {
            pair.band
        },
        bits: pair.score.bits.round() as i32,
        speaks_for: words(true),
        speaks_against: words(false),
    })
}

/// The same for both files, whichever is named first.
fn fingerprint(known: &KnownPeople, one: Uuid, other: Uuid) -> String {
    let (first, second) = (one.min(other), one.max(other));
    let text = format!(
        "{:?}|{:?}",
        known.file(first).persons,
        known.file(second).persons
    );
    let hash = sha256(text.as_bytes());
    hash.iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The team that leads a file: the one in whose inbox its newest matter is open, else the one that receives reports. A matter that
/// came for violence leads nowhere, nor does one whose reason the team itself may not know: the name alone would tell.
pub(crate) fn holding_team(desk: &mut Desk<'_>, case: &CaseRow) -> Result<String, OfficeError> {
    let structure = Arc::clone(&desk.structure);
    let leads = |placed: &Placed| {
        let team = placed.route.team.as_str();
        let outside = structure.leaves_the_centre(team);
        placed.is_open() && !outside && ![HEAD, MERGERS, COORDINATORS].contains(&team)
    };
    let open = routes_in(desk, case, Category::HelpPlan)?.into_iter();
    let newest = open
        .filter(leads)
        .min_by_key(|placed| Reverse(placed.route.at_ms));
    Ok(newest.map_or_else(|| structure.first_contact.clone(), |one| one.route.team))
}

/// Records of the file's own document as far as they say who somebody is.
pub(crate) fn identity_records(
    desk: &mut Desk<'_>,
    case: &CaseRow,
) -> Result<Records, OfficeError> {
    records_of(desk, case, case.case)
}

pub(crate) fn records_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Records, OfficeError> {
    let mut gathered = Gathered::default();
    for category in [Category::Workflow, Category::Identity] {
        let category = category.number();
        gathered.add(category, &desk.open(case, document, category)?.state);
    }
    let house = Arc::clone(&desk.house);
    let in_case = document == case.case;
    Ok(gathered.records(if in_case {
        Fields::Case
    } else {
        Fields::Interview(&house.forms)
    }))
}

/// Proposals of a file with their records and what was said to them.
pub(crate) fn likenesses(records: &Records) -> Vec<(Uuid, Likeness, Option<KeptApart>)> {
    let all = records.of_kind(kind::LIKENESS);
    all.filter_map(|record| {
        let row = Records::read(record, ROW_FIELD)?;
        Some((record.id, row, Records::read(record, field::APART)))
    })
    .collect()
}

/// Files that a file's records speak of, as alike or joined.
fn others_named(records: &Records) -> Vec<Uuid> {
    let links = records.of_kind(kind::LINK);
    let joined = links.filter_map(|record| Records::read::<FileLink>(record, ROW_FIELD));
    let proposed = likenesses(records).into_iter().map(|(_, row, _)| row.other);
    joined.map(|row| row.other).chain(proposed).collect()
}

/// The link between a file and another that was not undone.
pub(crate) fn standing_link(records: &Records, other: Uuid) -> Option<(Uuid, FileLink)> {
    let mut all = records.of_kind(kind::LINK);
    all.find_map(|record| {
        let row: FileLink = Records::read(record, ROW_FIELD)?;
        let undone = Records::read::<Unlinked>(record, field::UNLINKED).is_some();
        (row.other == other && !undone).then_some((record.id, row))
    })
}
