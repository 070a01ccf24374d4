//! What people say about two files that are alike: one family, different people, joined by mistake. And the question before a file
//! is opened: whom does the centre know.

use serde_json::Value;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::likeness::{
    FieldChoice, FileLink, FoundFile, FoundPerson, KeptApart, Sought, Unlinked,
};
use teren_domain::same_family::{Band, Candidate, Model, Person as Likened};
use teren_domain::workflow::{Act, ActRefusal, field, kind};
use teren_ledger::{ROW_FIELD, Write};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::new_id;
use crate::likeness::{
    KnownPeople, compare_two, holding_team, identity_records, likenesses, proposal_of,
    standing_link, with_known,
};
use crate::records::Records;
use crate::storage::{CaseRow, Person};

/// People named in one answer at the most.
const FOUND: usize = 20;

/// Who may know that two files are one family: who receives reports, and who answers for the work of all.
pub(crate) fn judges(person: &Person) -> bool {
    let may = |role: &Role| matches!(role, Role::FirstContact | Role::Head | Role::Coordinator);
    person.active && person.roles.iter().any(may)
}

/// Answers the acts that speak of likeness.
pub(crate) fn answer(
    desk: &mut Desk<'_>,
    sender: &Person,
    act: Act,
) -> Result<Answered, OfficeError> {
    match act {
        Act::SearchPeople { sought } => search(desk, sender, &sought),
        Act::LinkFiles {
            one,
            other,
            reason,
            choices,
        } => link(desk, sender, (one, other), reason, choices),
        Act::UnlinkFiles { one, other, reason } => unlink(desk, sender, (one, other), reason),
        Act::KeepApart { one, other, reason } => keep_apart(desk, sender, (one, other), reason),
        _ => Ok(Err(ActRefusal::Malformed)),
    }
}

/// Both files, if the person may hold who stands in them.
fn both(
    desk: &mut Desk<'_>,
    sender: &Person,
    (one, other): (Uuid, Uuid),
) -> Result<Result<(CaseRow, CaseRow), ActRefusal>, OfficeError> {
    let identity = Category::Identity.number();
    let holds = |desk: &mut Desk<'_>, case| {
        Ok::<_, OfficeError>(desk.mask(sender, case, case)?.may_hold(identity))
    };
    if !judges(sender) || one == other || !holds(desk, one)? || !holds(desk, other)? {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    match (desk.storage.case(one)?, desk.storage.case(other)?) {
        (Some(one), Some(other)) => Ok(Ok((one, other))),
        _ => Ok(Err(ActRefusal::Unknown)),
    }
}

/// Joins two files: the same record in both, seen from each. Neither's content is touched; joined ones stay as they are.
fn link(
    desk: &mut Desk<'_>,
    sender: &Person,
    files: (Uuid, Uuid),
    reason: String,
    choices: Vec<FieldChoice>,
) -> Result<Answered, OfficeError> {
    let (one, other) = match both(desk, sender, files)? {
        Ok(cases) => cases,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if standing_link(&identity_records(desk, &one)?, other.case).is_some() {
        return Ok(Ok(Vec::new()));
    }
    let persons = persons_of(desk, &one, &other)?;
    for (own, far, turned) in [(&one, &other, false), (&other, &one, true)] {
        let row = FileLink {
            other: far.case,
            number: far.number.clone(),
            persons: persons
                .iter()
                .map(|(first, second)| {
                    if turned {
                        (*second, *first)
                    } else {
                        (*first, *second)
                    }
                })
                .collect(),
            choices: choices
                .iter()
                .filter_map(|choice| seen_from(choice, &persons, turned))
                .collect(),
            by: sender.person,
            reason: reason.clone(),
            at_ms: desk.now_ms,
        };
        let record = new_id(desk.now_ms)?;
        let mut writes = vec![
            opening(record, kind::LINK, Some(own.case))?,
            answer_to(record, ROW_FIELD, &row)?,
        ];
        for (likeness, ..) in likenesses(&identity_records(desk, own)?)
            .into_iter()
            .filter(|(_, row, _)| row.other == far.case)
        {
            writes.push(answer_to(likeness, ROW_FIELD, &Value::Null)?);
        }
        desk.write(own, own.case, Category::Identity, &writes)?;
        desk.note(sender.person, Event::FilesLinked, own.case)?;
    }
    Ok(Ok(Vec::new()))
}

/// Who of two files is surely one person: as the proposal says that people looked at and chose by, else as they stand now.
fn persons_of(
    desk: &mut Desk<'_>,
    one: &CaseRow,
    other: &CaseRow,
) -> Result<Vec<(Uuid, Uuid)>, OfficeError> {
    let mut proposed = likenesses(&identity_records(desk, one)?).into_iter();
    if let Some((_, row, _)) = proposed.find(|(_, row, _)| row.other == other.case) {
        let surely = row.pairs.iter().filter(|pair| pair.band == Band::Surely);
        return Ok(surely.map(|pair| (pair.own, pair.other)).collect());
    }
    with_known(desk, |desk, known| {
        let record = |case: &CaseRow, place: usize| {
            known.of_file(case.case).get(place).map(|one| one.record)
        };
        let pairs = proposal_of(desk, known, one.case, other.case)
            .pairs
            .into_iter();
        let pairs = pairs.filter(|pair| pair.by_rule || pair.band == Band::Surely);
        Ok(pairs
            .filter_map(|pair| Some((record(one, pair.one)?, record(other, pair.other)?)))
            .collect())
    })
}

/// A choice as the file sees it; none, in the other file, about somebody who stands in the first only.
fn seen_from(choice: &FieldChoice, persons: &[(Uuid, Uuid)], turned: bool) -> Option<FieldChoice> {
    let mut pairs = persons.iter();
    let pair = pairs.find(|(first, _)| choice.person == Some(*first));
    if turned && choice.person.is_some() && pair.is_none() {
        return None;
    }
    Some(match turned {
        false => choice.clone(),
        true => FieldChoice {
            person: pair.map(|(_, second)| *second),
            own: !choice.own,
            ..choice.clone()
        },
    })
}

/// Writes what `answer` says of each file and the other into both, and notes it.
fn into_both(
    desk: &mut Desk<'_>,
    sender: &Person,
    files: (Uuid, Uuid),
    event: Event,
    answer: impl Fn(&Records, Uuid) -> Result<Option<Write>, OfficeError>,
) -> Result<Answered, OfficeError> {
    let (one, other) = match both(desk, sender, files)? {
        Ok(cases) => cases,
        Err(refusal) => return Ok(Err(refusal)),
    };
    for (own, far) in [(&one, &other), (&other, &one)] {
        if let Some(write) = answer(&identity_records(desk, own)?, far.case)? {
            desk.write(own, own.case, Category::Identity, &[write])?;
            desk.note(sender.person, event, own.case)?;
        }
    }
    Ok(Ok(Vec::new()))
}

/// Parts two files again. Nothing was moved, so nothing comes back: each has its content of before and its own later edits. The pair
/// stands as kept apart from now on, for the same reason: who looks again is not shown it as news.
fn unlink(
    desk: &mut Desk<'_>,
    sender: &Person,
    files: (Uuid, Uuid),
    reason: String,
) -> Result<Answered, OfficeError> {
    let (one, other) = match both(desk, sender, files)? {
        Ok(cases) => cases,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if standing_link(&identity_records(desk, &one)?, other.case).is_none() {
        return Ok(Ok(Vec::new()));
    }
    let undone = Unlinked {
        by: sender.person,
        reason: reason.clone(),
        at_ms: desk.now_ms,
    };
    let parted = into_both(desk, sender, files, Event::FilesUnlinked, |records, far| {
        let standing = standing_link(records, far);
        let write = standing.map(|(record, _)| answer_to(record, field::UNLINKED, &undone));
        write.transpose()
    })?;
    if parted.is_err() {
        return Ok(parted);
    }
    with_known(desk, |desk, known| compare_two(desk, known, &one, &other))?;
    keep_apart(desk, sender, files, reason)
}

/// Notes in both files that the people compared are different; the proposal comes again only when somebody is described anew.
fn keep_apart(
    desk: &mut Desk<'_>,
    sender: &Person,
    files: (Uuid, Uuid),
    reason: String,
) -> Result<Answered, OfficeError> {
    let (by, at_ms) = (sender.person, desk.now_ms);
    into_both(
        desk,
        sender,
        files,
        Event::FilesKeptApart,
        |records, far| {
            let mut proposed = likenesses(records).into_iter();
            let row = proposed.find(|(_, row, _)| row.other == far);
            let write = row.map(|(record, row, _)| {
                let apart = KeptApart {
                    compared: row.compared,
                    by,
                    reason: reason.clone(),
                    at_ms,
                };
                answer_to(record, field::APART, &apart)
            });
            write.transpose()
        },
    )
}

/// Whom the centre knows under such a name; the number of a file only for who may hold it. Every question is noted, without its words.
fn search(desk: &mut Desk<'_>, sender: &Person, sought: &Sought) -> Result<Answered, OfficeError> {
    if !judges(sender) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    desk.note(sender.person, Event::PeopleSearched, desk.house.centre)?;
    let person = Likened::named(&sought.given, &sought.surname)
        .born(sought.born)
        .pesel(&sought.pesel)
        .living_at(&sought.address);
    let found = with_known(desk, |desk, known| {
        let mut found = Vec::new();
        for (candidate, same_year) in candidates(known, &person, sought.born_year) {
            let (Some(one), Some(case)) = (
                known.of_file(candidate.file).get(candidate.index),
                desk.storage.case(candidate.file)?,
            ) else {
                continue;
            };
            let holds = desk
                .mask(sender, case.case, case.case)?
                .may_hold(Category::Identity.number());
            let reasons = Model::shipped().reasons(candidate.pattern, candidate.common);
            let reasons = reasons.iter().map(|reason| reason.says);
            let year = same_year.then_some("ten sam rok urodzenia");
            let team = holding_team(desk, &case)?;
            found.push(FoundPerson {
                name: one.name.clone(),
                born_year: one.person.born.map(|born| born.year()),
                team: (desk.structure.team_name(&team).unwrap_or_default()).to_owned(),
                file: holds.then(|| FoundFile {
                    case: case.case,
                    number: case.number.clone(),
                }),
                band: candidate.band,
                reasons: reasons.chain(year).map(str::to_owned).collect(),
            });
        }
        Ok(found)
    })?;
    Ok(Ok(serde_json::to_vec(&found)?))
}

/// The likeliest, and whether they were born in the year asked for. Where only the year is known, those of another year come last.
fn candidates(
    known: &KnownPeople,
    person: &Likened,
    born_year: Option<i32>,
) -> Vec<(Candidate, bool)> {
    let all = known
        .register()
        .candidates(Model::shipped(), person, None)
        .into_iter();
    let year_of = |candidate: &Candidate| {
        let one = known.of_file(candidate.file).get(candidate.index)?;
        Some(one.person.born?.year())
    };
    let mut found: Vec<(Candidate, bool)> = all
        .map(|candidate| {
            let same = born_year.is_some() && year_of(&candidate) == born_year;
            (candidate, same)
        })
        .collect();
    found.sort_by_key(|(candidate, same)| {
        let another = born_year.is_some() && year_of(candidate).is_some() && !same;
        // A year may be mistyped, too: whoever is surely meant stands first.
        (candidate.band != Band::Surely, another, !same)
    });
    found.truncate(FOUND);
    found
}
