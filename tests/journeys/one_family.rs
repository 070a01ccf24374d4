//! One family that was registered twice: joined by a person, worked on from both files, and parted again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::json;
use teren_app::contract::{
    ActOutcome, AttemptKind, FieldChoiceInput, JointFileView, ReminderView, ReportInput, TermClock,
};
use teren_ledger::Change;
use teren_play::case_file::CaseFile;
use teren_play::fill::fill;
use uuid::Uuid;

use crate::world::{Laptop, World, refusal, report};

const PESEL: &str = "55030899180";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Two files of the Nibylski family, both Ewa's to visit.
struct Twice {
    first: Uuid,
    second: Uuid,
    /// In the first file.
    approved: Uuid,
    sygnatura: String,
    /// In the second.
    in_work: Uuid,
}

fn registered(world: &mut World, first_name: &str) -> Uuid {
    let ewa = world.person("Ewa");
    let halina = world.laptop("Halina");
    let report = ReportInput {
        first_name: first_name.to_owned(),
        pesel: PESEL.to_owned(),
        ..report()
    };
    let case = halina.app.register_report(&report).unwrap().case;
    halina.exchange();
    halina.app.assign_visit(case, ewa).unwrap();
    case
}

/// A woman with zasiłek stały, and the update of her interview.
const LASTING_HELP: &str = include_str!("../fixtures/cases/08-aktualizacja.json");

/// Ewa approves an interview in the first file and begins one, which the others may see, in the second.
fn twice(world: &mut World) -> Twice {
    twice_filled(world, Laptop::fill)
}

fn twice_filled(world: &mut World, fill: impl Fn(&Laptop, Uuid)) -> Twice {
    let (first, second) = (registered(world, "Leokadia"), registered(world, "Leokadja"));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let approved = ewa.app.start_interview(first, None).unwrap().document;
    fill(ewa, approved);
    let sygnatura = ewa.app.approve(approved).unwrap().sygnatura;
    let in_work = ewa.app.start_interview(second, None).unwrap().document;
    ewa.app.share(in_work).unwrap();
    ewa.answer(in_work, "phone", "000000102");
    ewa.exchange();
    world.laptop("Anna").exchange();
    Twice {
        first,
        second,
        approved,
        sygnatura,
        in_work,
    }
}

/// The head joins the two files, and everybody hears of it.
fn join(world: &mut World, family: &Twice) {
    let anna = world.laptop("Anna");
    let proposed = anna.app.alike().unwrap().proposals;
    assert_eq!(proposed.len(), 1);
    assert!(proposed[0].both_here && proposed[0].apart.is_none());
    let (surely, chance) = (proposed[0].surely, proposed[0].pairs[0].chance_permille);
    assert!(surely && chance > 900, "{chance}");
    for file in [&proposed[0].one, &proposed[0].other] {
        assert!(!file.team.is_empty(), "whose file it is stands at each");
    }
    let reason = "Ta sama rodzina: zgłoszona drugi raz przez sąsiadkę.";
    let (one, other) = (proposed[0].one.case, proposed[0].other.case);
    let differing = proposed[0].fields.iter().filter(|field| field.conflict);
    // Of two that differ, what the first file says counts.
    let choices: Vec<FieldChoiceInput> = differing
        .map(|field| FieldChoiceInput {
            own: one == family.first,
            ..field.choice.clone()
        })
        .collect();
    let said = anna.app.link_files(one, other, reason, &choices);
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    anna.exchange();
}

/// Every change of both files, stream by stream, as it lies on the laptop.
type Written = BTreeMap<(Uuid, u8), Vec<Change>>;

fn written(laptop: &Laptop, family: &Twice) -> Written {
    laptop.look(|store| {
        let mut all = Written::new();
        for case in [family.first, family.second] {
            for known in store.case_documents(case).unwrap() {
                let state = store.document(known.document).unwrap();
                for category in state.streams.keys().copied() {
                    let changes = store.changes_of(known.document, category).unwrap();
                    all.insert((known.document, category), changes);
                }
            }
        }
        all
    })
}

/// What stands in both files, answer by answer: every value by document, record and field. What is said of the two files themselves is
/// no answer of theirs.
fn answers(laptop: &Laptop, family: &Twice) -> BTreeMap<(Uuid, Uuid, String), Vec<Vec<u8>>> {
    let of_files = ["link", "likeness"].map(|kind| format!("\"kind\":\"{kind}\""));
    laptop.look(|store| {
        let mut all = BTreeMap::new();
        for case in [family.first, family.second] {
            for known in store.case_documents(case).unwrap() {
                let state = store.document(known.document).unwrap();
                let mut skipped = BTreeSet::new();
                for answer in state.answers().filter(|answer| answer.field == "@") {
                    let opening = String::from_utf8_lossy(&answer.values[0].value.value);
                    if of_files.iter().any(|kind| opening.contains(kind)) {
                        skipped.insert(answer.record);
                    }
                }
                for answer in state.answers().filter(|one| !skipped.contains(&one.record)) {
                    let key = (known.document, answer.record, answer.field.to_owned());
                    let values = answer.values.iter().map(|one| one.value.value.to_vec());
                    all.entry(key).or_insert_with(Vec::new).extend(values);
                }
            }
        }
        all
    })
}

/// Digests of one document by category.
fn digests(laptop: &Laptop, document: Uuid) -> Vec<String> {
    laptop.look(|store| {
        let state = store.document(document).unwrap();
        let streams = state.streams.iter();
        let digests = streams.map(|(category, stream)| format!("{:?}", stream.digest(*category)));
        digests.collect()
    })
}

fn told(file: &JointFileView) -> Vec<(&str, &str, &str)> {
    let edits = file.edits.iter();
    let told = edits.map(|edit| {
        (
            edit.by.as_str(),
            edit.answer.label.as_str(),
            edit.answer.text.as_str(),
        )
    });
    told.collect()
}

#[test]
fn a_link_made_while_a_laptop_was_away_for_a_month_is_undone_byte_for_byte_and_its_edits_stay_where_they_were_written()
 {
    let mut world = World::konstancin();
    world.lease(60);
    let family = twice(&mut world);
    let before = written(world.laptop("Anna"), &family);
    let before_it = answers(world.laptop("Ewa"), &family);
    let sealed = digests(world.laptop("Anna"), family.approved);
    world.pass(DAY);
    join(&mut world, &family);
    // Ewa knows nothing of it: she writes in both files, far from any network.
    world.pass(30 * DAY);
    let ewa = world.laptop("Ewa");
    let nobody = "Sąsiadka mówi, że wyjechała do córki.";
    let attempted = format!("nikogo nie zastano: {nobody}");
    (ewa.app)
        .record_attempt(family.first, AttemptKind::NobodyHome, nobody)
        .unwrap();
    ewa.answer(family.in_work, "phone", "000000103");
    world.pass(DAY);
    for name in ["Ewa", "Anna"] {
        world.laptop(name).exchange();
    }
    assert!(world.laptop("Ewa").conflicts(family.in_work).is_empty());
    world.pass(DAY);
    let anna = world.laptop("Anna");
    let link = anna.app.alike().unwrap().linked.remove(0).link;
    let reason = "Pomyłka: dwie siostry.";
    let said = anna.app.unlink_files(family.first, family.second, reason);
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    for name in ["Anna", "Ewa"] {
        world.laptop(name).exchange();
    }
    world.pass(DAY);
    let ewa = world.laptop("Ewa");
    ewa.answer(family.in_work, "family_phone", "000000104");
    ewa.exchange();
    let now = answers(ewa, &family);
    let anna = world.laptop("Anna");
    anna.exchange();

    let after = written(anna, &family);
    for (stream, changes) in &before {
        assert!(after[stream].starts_with(changes), "{stream:?}");
    }
    // Of both files everything says what it said before they were joined, save what somebody wrote since.
    assert!(before_it.keys().all(|answer| now.contains_key(answer)));
    let changed = now
        .iter()
        .filter(|(answer, value)| before_it.get(*answer) != Some(*value));
    let changed: BTreeSet<(Uuid, &str)> = changed
        .map(|((document, _, field), _)| (*document, field.as_str()))
        .collect();
    let written_since = [
        (family.first, "@"),
        (family.first, "row"),
        (family.in_work, "family_phone"),
        (family.in_work, "phone"),
    ];
    assert_eq!(changed, written_since.into());
    assert_eq!(digests(anna, family.approved), sealed);
    let check = anna.app.verify_sygnatura(&family.sygnatura).unwrap();
    assert_eq!(json!(check.verdict), "matches");

    let (one, other) = (link_of(world.laptop("Anna"), family.first), link);
    let case = if one == other {
        family.first
    } else {
        family.second
    };
    let edits = world.laptop("Ewa").app.joint_edits(case, other).unwrap();
    assert!(edits.until.is_some());
    for file in &edits.files {
        let expected = match file.case == family.first {
            true => vec![("Ewa", "Nieudana wizyta", attempted.as_str())],
            false => vec![("Ewa", "telefon", "000000103")],
        };
        assert_eq!(told(file), expected, "what came after is not among them");
    }
    let view = world.laptop("Anna").app.alike().unwrap();
    assert_eq!(view.linked[0].unlinked.as_deref(), Some(reason));
    assert_eq!(view.proposals[0].apart.as_deref(), Some(reason));
    for file in [&view.linked[0].one, &view.linked[0].other] {
        assert!(!file.team.is_empty(), "also after they were joined");
    }
}

/// The record of the link as it stands in a file.
fn link_of(laptop: &Laptop, case: Uuid) -> Uuid {
    let linked = laptop.app.alike().unwrap().linked;
    let of_file = linked.into_iter().find(|link| link.one.case == case);
    of_file.map_or(Uuid::nil(), |link| link.link)
}

#[test]
fn a_joined_family_is_one_list_and_a_new_interview_goes_on_from_either_file() {
    let mut world = World::konstancin();
    let family = twice(&mut world);
    let marek = world.person("Marek");
    let halina = world.laptop("Halina");
    halina.app.assign_visit(family.second, marek).unwrap();
    assert!(
        world.laptop("Ewa").app.overview().unwrap().visits[0]
            .joined
            .is_empty()
    );
    join(&mut world, &family);
    for name in ["Ewa", "Marek"] {
        world.laptop(name).exchange();
    }
    let ewa = world.laptop("Ewa");
    let seen = ewa.app.joined_family(family.second).unwrap();
    assert_eq!(seen.files.len(), 1);
    let file = &seen.files[0];
    assert_eq!((file.case, file.here), (family.first, true));
    assert_eq!(file.link.by, "Anna");
    assert!(file.number.starts_with("T-2026-") && file.number != seen.number);
    let mut chosen = file.chosen.iter().filter(|one| one.field == "first_name");
    let chosen = chosen.next();
    assert_eq!(
        chosen.map(|one| (one.value.as_str(), &one.number)),
        Some(("Leokadia", &file.number)),
    );
    let listed: Vec<(Uuid, bool, bool)> = seen
        .interviews
        .iter()
        .map(|one| (one.document, one.other, one.mine))
        .collect();
    assert_eq!(
        listed,
        [
            (family.in_work, false, true),
            (family.approved, true, false)
        ]
    );
    assert_eq!(seen.interviews[1].number, file.number);
    let visits = ewa.app.overview().unwrap().visits;
    let visit = visits.iter().find(|visit| visit.case == family.second);
    assert_eq!(visit.unwrap().joined, std::slice::from_ref(&file.number));

    // Nothing was approved in the second file: what goes on stands in the first.
    let purposes = ewa.app.purposes(family.second).unwrap();
    let update = purposes.iter().find(|one| one.id == "update").unwrap();
    assert!(update.missing.is_none());
    let offered: Vec<(Uuid, Option<&str>)> = (update.continues.iter())
        .map(|one| (one.document, one.of_file.as_deref()))
        .collect();
    assert_eq!(offered, [(family.approved, Some(file.number.as_str()))]);
    let begun = ewa
        .app
        .continue_interview(family.second, "update", family.approved)
        .unwrap();
    assert_eq!(begun.update.unwrap().based_on, family.approved);
    assert_eq!(begun.case, family.second);
    // It is found from the first file, too, and not begun a second time.
    let again = ewa
        .app
        .continue_interview(family.first, "update", family.approved)
        .unwrap();
    assert_eq!(again.document, begun.document);
    // Nor by the page of the first file, which has one earlier interview and offers no choice.
    let purposes = ewa.app.purposes(family.first).unwrap();
    let update = purposes.iter().find(|one| one.id == "update").unwrap();
    assert_eq!(
        (update.in_work, update.continues.len()),
        (Some(begun.document), 0)
    );
    for purpose in [Some("update"), None] {
        let again = ewa.app.start_interview(family.first, purpose).unwrap();
        assert_eq!(again.document, begun.document, "{purpose:?}");
    }

    // Marek may hold the second file only: of the first he is told the number.
    let marek = world.laptop("Marek");
    let seen = marek.app.joined_family(family.second).unwrap();
    assert_eq!(
        (seen.files[0].here, seen.files[0].name.as_str()),
        (false, "")
    );
    assert!(seen.files[0].number.starts_with("T-2026-"));
    assert!(seen.files[0].chosen.is_empty());
    assert!(seen.interviews.iter().all(|one| one.case == family.second));
    world.laptop("Ewa").exchange();
}

#[test]
fn an_update_approved_in_one_of_two_joined_files_ends_the_term_of_the_other_until_they_are_parted()
{
    let mut world = World::konstancin();
    let file = CaseFile::parse(LASTING_HELP).unwrap();
    let family = twice_filled(&mut world, |ewa, document| {
        ewa.fill_with(document, LASTING_HELP);
    });
    join(&mut world, &family);
    let updates = |ewa: &Laptop| {
        let terms = ewa.app.case_terms(family.first).unwrap();
        let of_update = |one: &&ReminderView| one.clock == TermClock::Update;
        let running = terms.running.iter().filter(of_update).count();
        (running, terms.ended.iter().filter(of_update).count())
    };
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let begun = (ewa.app)
        .continue_interview(family.second, "update", family.approved)
        .unwrap();
    assert_eq!(updates(ewa), (1, 0));
    world.pass(Duration::from_secs(100 * 24 * 60 * 60));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.interview(begun.document);
    fill(&ewa.app, &view, &file.interviews[1], "interviews").unwrap();
    let listed = || {
        let interviews = ewa.app.overview().unwrap().interviews.into_iter();
        let mut of_first = interviews.filter(|one| one.case == family.first);
        of_first.next().unwrap().soonest.map(|term| term.clock)
    };
    assert_eq!(listed(), Some(TermClock::Update));
    ewa.app.approve(begun.document).unwrap();
    assert_ne!(listed(), Some(TermClock::Update));
    assert_eq!(updates(ewa), (0, 1));
    ewa.exchange();
    world.unlock("Anna");
    let anna = world.laptop("Anna");
    anna.exchange();
    let parted = (anna.app).unlink_files(family.first, family.second, "To dwie rodziny.");
    assert_eq!(parted.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(updates(ewa), (1, 0));
}

#[test]
fn who_asks_before_a_file_is_opened_is_told_name_year_and_team_and_the_office_notes_it() {
    let mut world = World::konstancin();
    let family = twice(&mut world);
    let namesake = ReportInput {
        pesel: String::new(),
        born: "1990".to_owned(),
        ..report()
    };
    let halina = world.laptop("Halina");
    let younger = halina.app.register_report(&namesake).unwrap().case;
    halina.exchange();
    let ask = |born: &str| {
        let address = "Atrapowa 12/4, Konstancin-Jeziorna";
        halina
            .app
            .search_people("Leokadia", "Nibylska", born, "", address)
    };
    assert_eq!(refusal(ask("dawno")), "invalid-input");
    let found = ask("1955-03-08").unwrap().found;
    let told: Vec<(&str, Option<i32>)> = (found.iter())
        .map(|one| (one.name.as_str(), one.born_year))
        .collect();
    for known in [
        ("Leokadia Nibylska", Some(1955)),
        ("Leokadja Nibylska", Some(1955)),
    ] {
        assert!(told[..2].contains(&known), "{told:?}");
    }
    assert!(!found[0].team.is_empty());
    assert!(found[0].surely, "the same name and day of birth");
    let by_year = ask("1955").unwrap().found;
    assert_eq!(by_year[0].born_year, Some(1955));
    assert!(
        by_year[0]
            .reasons
            .contains(&"ten sam rok urodzenia".to_owned())
    );
    assert!(
        !ask("").unwrap().found[0].surely,
        "a name alone is not sure"
    );
    let halina = world.person("Halina");
    let asked = world.logged("people searched", None);
    assert_eq!(asked, [halina, halina, halina]);
    assert_ne!(younger, family.first);
    let kept = world.laptop("Halina").look(|store| {
        let state = store.document(younger).unwrap();
        let category = teren_domain::Category::Identity.number();
        let born = state.values(category, younger, "born");
        born.first().map(|value| value.value.value.to_vec())
    });
    assert_eq!(kept, Some(json!("1990").to_string().into_bytes()));
}

#[test]
fn who_may_not_judge_is_told_so_in_words_about_files() {
    let mut world = World::konstancin();
    let family = twice(&mut world);
    let ewa = world.laptop("Ewa");
    let said = ewa
        .app
        .link_files(family.first, family.second, "Jedna rodzina.", &[])
        .unwrap();
    assert_eq!(said.outcome, ActOutcome::Refused);
    assert!(said.refusal.unwrap().contains("podobnych teczkach"));
    let asked = ewa.app.search_people("Leokadia", "Nibylska", "", "", "");
    let asked = asked.unwrap().decision.refusal.unwrap();
    assert!(
        asked.starts_with("O osoby znane w całym ośrodku"),
        "{asked}"
    );
}

#[test]
fn two_desks_that_part_two_files_at_the_same_time_part_them_once() {
    let mut world = World::konstancin();
    let family = twice(&mut world);
    join(&mut world, &family);
    world.laptop("Halina").exchange();
    let files = (family.first, family.second);
    let reasons = ["Dwie siostry.", "Pomyłka."];
    let (anna, halina) = world.pair("Anna", "Halina");
    let together = std::sync::Barrier::new(2);
    let outcomes = std::thread::scope(|scope| {
        let desks = [(anna, files), (halina, (files.1, files.0))];
        let desks = desks.into_iter().zip(reasons);
        let parting = desks.map(|((desk, (one, other)), reason)| {
            let together = &together;
            scope.spawn(move || {
                together.wait();
                desk.app.unlink_files(one, other, reason).unwrap().outcome
            })
        });
        let parting: Vec<_> = parting.collect();
        parting
            .into_iter()
            .map(|desk| desk.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(outcomes, [ActOutcome::Accepted; 2]);
    let mut told = Vec::new();
    for name in ["Anna", "Halina"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let mut view = laptop.app.alike().unwrap();
        assert_eq!((view.linked.len(), view.proposals.len()), (1, 1), "{name}");
        let (linked, proposed) = (view.linked.remove(0), view.proposals.remove(0));
        assert_eq!(linked.unlinked, proposed.apart, "one reason for both");
        assert!(
            laptop
                .app
                .joined_family(family.first)
                .unwrap()
                .files
                .is_empty()
        );
        told.extend(linked.unlinked);
    }
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1], "the first word stands, on both desks");
    assert!(reasons.contains(&told[0].as_str()));
}
