//! Who read, printed and looked for what: known in the office also when it happened without a line, read by the inspector without content.

use std::path::Path;
use std::time::Duration;

use teren_app::clock::{Clock as _, local_text};
use teren_app::contract::{
    ActOutcome, AttemptKind, DataFormat, LogEntryView, LogEvent, LogPageView, LogSearchInput,
    LogSort, LogSubjectView,
};
use teren_domain::access::Role;
use uuid::Uuid;

use crate::world::{Laptop, World, documents, refusal};

const DAY: Duration = Duration::from_hours(24);
/// The end of the day on which the world begins, in Poland.
const MIDNIGHT_MS: i64 = 1_793_660_400_000;

/// The world with an inspector, and an approved interview that the benefits team holds.
fn inspected() -> (World, Uuid, Uuid) {
    let mut world = World::konstancin();
    world.hire("Irena", &[Role::Inspector]);
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    world.laptop("Paweł").exchange();
    (world, case, document)
}

fn log(laptop: &Laptop, sought: &LogSearchInput) -> LogPageView {
    let page = laptop.app.access_log(sought, None).unwrap();
    assert_eq!(page.decision.outcome, ActOutcome::Accepted);
    page
}

fn of_person(person: Uuid, sort: LogSort) -> LogSearchInput {
    LogSearchInput {
        person: Some(person),
        sort: Some(sort),
        ..LogSearchInput::default()
    }
}

/// Number of the case that an entry concerns.
fn number_of(entry: &LogEntryView) -> Option<&str> {
    match &entry.subject {
        LogSubjectView::Case { number } | LogSubjectView::Interview { number } => Some(number),
        _ => None,
    }
}

#[test]
fn what_was_read_printed_and_looked_for_without_a_line_stands_in_the_log_with_its_own_time() {
    let (mut world, case, document) = inspected();
    let pawel = world.person("Paweł");
    let at = local_text(world.centre.clock.now_ms());
    let laptop = world.laptop("Paweł");
    laptop.app.read_document(document).unwrap();
    laptop.app.read_document(document).unwrap();
    laptop.app.timeline(case).unwrap();
    for text in ["Op", "Opal"] {
        laptop.app.search(text).unwrap();
    }
    let outside = tempfile::tempdir().unwrap();
    laptop
        .app
        .save_data(document, DataFormat::Json, &outside.path().join("a.json"))
        .unwrap();
    world.pass(2 * DAY);
    let inspector = world.laptop("Irena");
    let read = of_person(pawel, LogSort::Reading);
    assert!(log(inspector, &read).entries.is_empty(), "not told yet");
    world.laptop("Paweł").exchange();
    let heard = local_text(world.centre.clock.now_ms());
    let inspector = world.laptop("Irena");
    let entries = log(inspector, &read).entries;
    let subjects: Vec<&LogSubjectView> = entries.iter().map(|one| &one.subject).collect();
    let once = matches!(
        subjects[..],
        [
            LogSubjectView::Case { .. },
            LogSubjectView::Interview { .. }
        ]
    );
    assert!(once, "leafing through is one reading: {entries:?}");
    for entry in &entries {
        assert_eq!((&entry.at, entry.heard_at.as_ref()), (&at, Some(&heard)));
        assert_eq!(entry.person.as_deref(), Some("Paweł"));
        assert!(entry.laptop.is_some());
    }
    for (sort, event) in [
        (LogSort::Searching, LogEvent::Searched),
        (LogSort::Exporting, LogEvent::Exported),
    ] {
        let found = log(inspector, &of_person(pawel, sort)).entries;
        let found: Vec<_> = found.iter().map(|one| one.event).collect();
        assert_eq!(found, [Some(event)]);
    }
}

#[test]
fn the_inspector_finds_who_read_a_case_and_holds_no_content_of_any() {
    let (mut world, case, document) = inspected();
    let pawel = world.laptop("Paweł");
    pawel.app.read_document(document).unwrap();
    pawel.exchange();
    let (ewa, pawel) = (world.person("Ewa"), world.person("Paweł"));
    let irena = world.laptop("Irena");
    let by_ewa = log(irena, &of_person(ewa, LogSort::Writing)).entries;
    let number = number_of(&by_ewa[0]).unwrap().to_owned();
    let of_case = LogSearchInput {
        case_number: Some(format!(" {} ", number.to_lowercase())),
        sort: Some(LogSort::Reading),
        ..LogSearchInput::default()
    };
    let page = log(irena, &of_case);
    let names: Vec<&str> = (page.entries.iter())
        .filter_map(|one| one.person.as_deref())
        .collect();
    assert_eq!(names.first(), Some(&"Paweł"));
    assert!(
        page.entries
            .iter()
            .all(|one| number_of(one) == Some(number.as_str()))
    );
    assert!(page.people.iter().any(|one| one.person == pawel));
    assert!(!page.settles, "how long it is kept is the head's to settle");
    // Nothing of a family is in what she reads, nor anywhere on her laptop.
    let told = serde_json::to_string(&page).unwrap();
    for word in ["Opal", "Nibyl", "opał"] {
        assert!(!told.contains(word), "{word}");
    }
    assert!(irena.app.overview().unwrap().visits.is_empty());
    let held = irena.look(|store| (store.cases().unwrap(), documents(store)));
    assert!(!held.0.contains(&case) && !held.1.contains(&document));
    assert_eq!(held.0.len(), 1, "the centre's own case");
    // Her looking is in the log, too.
    let irena_id = world.person("Irena");
    let irena = world.laptop("Irena");
    let looked = log(irena, &of_person(irena_id, LogSort::Log)).entries;
    assert!(
        looked
            .iter()
            .all(|one| one.event == Some(LogEvent::LogRead))
    );
    assert!(looked.len() > 1);
    // A worker is refused, whatever her page sends.
    let refused = world.laptop("Ewa").app.access_log(&of_case, None).unwrap();
    assert_eq!(refused.decision.outcome, ActOutcome::Refused);
    assert!(refused.entries.is_empty() && refused.decision.refusal.is_some());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_laptop_set_back_to_before_what_it_told_is_told_as_broken() {
    let (mut world, _, document) = inspected();
    let kept = tempfile::tempdir().unwrap();
    let pawel = world.laptop("Paweł");
    pawel.app.lock().unwrap();
    copy(&pawel.profile_folder(), kept.path());
    world.unlock("Paweł");
    let pawel = world.laptop("Paweł");
    pawel.app.read_document(document).unwrap();
    pawel.exchange();
    pawel.app.lock().unwrap();
    let folder = pawel.profile_folder();
    std::fs::remove_dir_all(&folder).unwrap();
    copy(kept.path(), &folder);
    world.pass(Duration::from_hours(1));
    world.unlock("Paweł");
    world.laptop("Paweł").exchange();
    let pawel = world.person("Paweł");
    let irena = world.laptop("Irena");
    let broken = log(irena, &of_person(pawel, LogSort::Log)).entries;
    assert!(
        broken
            .iter()
            .any(|one| one.event == Some(LogEvent::LogBroken))
    );
    let read = log(irena, &of_person(pawel, LogSort::Reading)).entries;
    let of_document = |one: &&LogEntryView| matches!(one.subject, LogSubjectView::Interview { .. });
    assert_eq!(
        read.iter().filter(of_document).count(),
        1,
        "what was told stays"
    );
}

#[test]
fn the_log_is_kept_as_long_as_the_head_settled_and_then_cut_with_its_chain_whole() {
    let (mut world, _, document) = inspected();
    let pawel = world.laptop("Paweł");
    pawel.app.read_document(document).unwrap();
    pawel.exchange();
    let pawel = world.person("Paweł");
    let anna = world.laptop("Anna");
    assert_eq!(refusal(anna.app.keep_access_log(1)), "invalid-input");
    let settled = anna.app.keep_access_log(3).unwrap();
    assert_eq!(settled.outcome, ActOutcome::Accepted);
    let read = of_person(pawel, LogSort::Reading);
    world.pass(800 * DAY);
    let page = log(world.laptop("Irena"), &read);
    assert_eq!((page.entries.len(), page.years), (1, 3));
    world.pass(300 * DAY);
    let irena = world.laptop("Irena");
    // Her lease ended long ago.
    irena.exchange();
    assert!(log(irena, &read).entries.is_empty());
    let now_ms = world.centre.clock.now_ms();
    world.centre.office.verify(now_ms).unwrap();
}

#[test]
fn a_case_read_in_an_emergency_closes_at_midnight_and_the_head_is_told_who_read_it_and_why() {
    let (mut world, case, document) = inspected();
    let ewa = world.person("Ewa");
    let by_ewa = log(world.laptop("Irena"), &of_person(ewa, LogSort::Writing)).entries;
    let number = number_of(&by_ewa[0]).unwrap().to_owned();
    let because = "Policja wezwała, Ewa jest na urlopie.";
    for name in ["Paweł", "Irena", "Bożena"] {
        let refused = world
            .laptop(name)
            .app
            .break_glass(&number, because)
            .unwrap();
        assert_eq!(refused.decision.outcome, ActOutcome::Refused, "{name}");
        assert!(refused.case.is_none());
    }
    world.pass(Duration::from_mins(5));
    let marek = world.laptop("Marek");
    marek.exchange();
    assert!(marek.app.read_document(document).is_err());
    assert_eq!(
        refusal(marek.app.break_glass(&number, " ")),
        "invalid-input"
    );
    let opened = marek.app.break_glass(&number, because).unwrap();
    assert_eq!(opened.case, Some(case));
    assert_eq!(opened.until, Some(local_text(MIDNIGHT_MS)));
    let read = marek.app.read_document(document).unwrap();
    for closed in ["dochody", "zgłaszająca", "postępowanie"] {
        let hidden = |name: &String| name.to_lowercase().contains(closed);
        assert!(
            read.withheld.iter().any(hidden),
            "{closed}: {:?}",
            read.withheld
        );
    }
    assert!(
        marek
            .app
            .record_attempt(case, AttemptKind::Moved, "")
            .is_err()
    );
    let again = marek.app.break_glass(&number, because).unwrap();
    assert_eq!(again.decision.outcome, ActOutcome::Refused, "it is open");
    assert!(
        marek.app.broken_glass().unwrap().is_empty(),
        "told to the head"
    );

    let anna = world.laptop("Anna");
    anna.exchange();
    let told = anna.app.broken_glass().unwrap();
    let told: Vec<_> = (told.iter())
        .map(|one| {
            (
                one.by.as_str(),
                one.number.as_str(),
                one.reason.as_str(),
                one.reading,
            )
        })
        .collect();
    assert_eq!(told.len(), 1);
    let (by, of, why, reading) = told[0];
    assert_eq!((by, of, why), ("Marek", number.as_str(), because));
    let seen = anna.app.acknowledge_glass(case, reading).unwrap();
    assert_eq!(seen.outcome, ActOutcome::Accepted);
    assert!(anna.app.broken_glass().unwrap().is_empty());
    let marek_id = world.person("Marek");
    let logged = log(
        world.laptop("Irena"),
        &of_person(marek_id, LogSort::Reading),
    )
    .entries;
    assert!(
        logged
            .iter()
            .any(|one| one.event == Some(LogEvent::GlassBroken))
    );

    // The day is over on a laptop without a line.
    world.pass(DAY);
    let marek = world.laptop("Marek");
    assert!(marek.app.read_document(document).is_err());
    assert!(!marek.look(documents).contains(&document));
    marek.exchange();
    let marek = world.laptop("Marek");
    assert!(marek.app.read_document(document).is_err());
    let once_more = marek.app.break_glass(&number, because).unwrap();
    assert_eq!(once_more.case, Some(case), "each day is asked for anew");
    marek.app.read_document(document).unwrap();
    // At the office the day ends also for a laptop that says nothing.
    world.pass(DAY);
    world.laptop("Anna").exchange();
    let granted = world.logged("taken back", Some(case));
    assert_eq!(granted, [marek_id, marek_id]);
    world.laptop("Marek").exchange();
}
