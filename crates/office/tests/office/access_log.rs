//! The log of who did what: what laptops tell of it, who reads it, how long it is kept, and what becomes of tampering.

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::{Event, LogPage, Subject};
use teren_ledger::wire::ActAnswer;
use teren_ledger::{Accessed, ChainEnd};
use uuid::Uuid;

use crate::support::{House, NOW, Seat, fates, house};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a laptop notes of three readings, one after another.
fn three_readings(seat: &Seat, case: Uuid) -> Vec<Accessed> {
    let mut end = ChainEnd::default();
    let mut entries = Vec::new();
    for minute in 1..4 {
        let entry = end.next(seat.replica, NOW - minute * 60_000, "read", case);
        end = entry.end();
        entries.push(entry);
    }
    entries
}

fn tell(house: &House, seat: &mut Seat, entries: &[Accessed]) {
    let mut request = seat.request();
    request.accesses = entries.to_vec();
    let response = seat.send(&house.office, &request).unwrap();
    seat.unsent.clear();
    seat.apply(&response);
}

fn read(house: &House, seat: &mut Seat, sought: &serde_json::Value) -> ActAnswer {
    let nothing = json!({"person": null, "case": null, "sort": null, "from": null, "until": null});
    let mut whole = nothing.as_object().unwrap().clone();
    whole.extend(sought.as_object().unwrap().clone());
    let act = json!({"act": "read_access_log", "sought": whole, "before": null});
    seat.ask(&house.office, Uuid::now_v7(), &act)
}

fn page(house: &House, seat: &mut Seat, sought: &serde_json::Value) -> LogPage {
    let answer = read(house, seat, sought);
    assert!(answer.accepted);
    serde_json::from_slice(&answer.body).unwrap()
}

fn events(house: &House, inspector: &mut Seat, person: Uuid) -> Vec<Event> {
    let found = page(house, inspector, &json!({"person": person}));
    found.entries.iter().filter_map(|one| one.event).collect()
}

/// A worker who opened a case, and the inspector.
fn worker_and_inspector() -> (House, Seat, Uuid, Seat) {
    let house = house();
    let mut ewa = house.worker("Ewa");
    let case = ewa.open_case("Opal");
    ewa.exchange(&house.office);
    let inspector = house.person("Irena", &[Role::Inspector], &[]);
    let inspector = house.seat(inspector);
    (house, ewa, case, inspector)
}

#[test]
fn what_a_laptop_tells_stands_once_with_its_time_and_its_laptop() {
    let (house, mut ewa, case, mut inspector) = worker_and_inspector();
    let entries = three_readings(&ewa, case);
    tell(&house, &mut ewa, &entries);
    // The answer was lost: the same is told again, with one more.
    let more = entries[2].end().next(ewa.replica, NOW, "printed", case);
    let again = [&entries[..], &[more]].concat();
    tell(&house, &mut ewa, &again);
    let found = page(
        &house,
        &mut inspector,
        &json!({"person": ewa.person, "sort": "reading"}),
    );
    let times: Vec<i64> = found.entries.iter().map(|one| one.told_ms).collect();
    let minutes = [3, 2, 1].map(|minute| NOW - minute * 60_000);
    assert_eq!(times, minutes);
    assert!(found.entries.iter().all(|one| one.laptop.is_some()));
    let numbered =
        |one: &Subject| matches!(one, Subject::Case { number } if number.starts_with("T-"));
    assert!(found.entries.iter().all(|one| numbered(&one.subject)));
    let all = events(&house, &mut inspector, ewa.person);
    assert!(all.contains(&Event::Printed) && !all.contains(&Event::LogBroken));
    house.office.verify(NOW).unwrap();
}

#[test]
fn a_laptop_whose_entries_are_missing_or_changed_is_told_as_broken_and_nothing_it_tells_is_dropped()
{
    let (house, mut ewa, case, mut inspector) = worker_and_inspector();
    let entries = three_readings(&ewa, case);
    tell(&house, &mut ewa, &entries[..1]);
    tell(&house, &mut ewa, &entries[2..]);
    let all = events(&house, &mut inspector, ewa.person);
    let count = |event: Event, all: &[Event]| all.iter().filter(|one| **one == event).count();
    assert_eq!(
        (count(Event::Read, &all), count(Event::LogBroken, &all)),
        (2, 1)
    );
    // Set back and begun anew under numbers that were told.
    let forged = entries[0]
        .end()
        .next(ewa.replica, NOW, "read", Uuid::now_v7());
    tell(&house, &mut ewa, &[forged]);
    let all = events(&house, &mut inspector, ewa.person);
    assert_eq!(
        (count(Event::Read, &all), count(Event::LogBroken, &all)),
        (3, 2)
    );
    // A word that is not a laptop's to tell counts as broken, too.
    let mut end = ChainEnd {
        number: 2,
        ..ChainEnd::default()
    };
    end.hash = forged_hash(&entries, &ewa);
    let granted = end.next(ewa.replica, NOW, "granted", case);
    tell(&house, &mut ewa, &[granted]);
    let all = events(&house, &mut inspector, ewa.person);
    assert!(count(Event::LogBroken, &all) > 2);
    house.office.verify(NOW).unwrap();
}

fn forged_hash(entries: &[Accessed], seat: &Seat) -> teren_ledger::Hash {
    entries[0]
        .end()
        .next(seat.replica, NOW, "read", Uuid::nil())
        .hash
}

#[test]
fn what_a_restored_office_lost_of_a_chain_is_no_fault_of_the_laptops() {
    let (house, mut ewa, case, mut inspector) = worker_and_inspector();
    let entries = three_readings(&ewa, case);
    ewa.epoch += 1;
    tell(&house, &mut ewa, &entries[2..]);
    let all = events(&house, &mut inspector, ewa.person);
    assert!(all.contains(&Event::Read) && !all.contains(&Event::LogBroken));
}

#[test]
fn only_the_inspector_and_the_head_read_the_log_and_the_head_alone_says_how_long_it_is_kept() {
    let (house, mut ewa, case, mut inspector) = worker_and_inspector();
    let anna = house.person("Anna", &[Role::Head], &[]);
    let adam = house.person("Adam", &[Role::Administrator], &[]);
    let (mut anna, mut adam) = (house.seat(anna), house.seat(adam));
    for seat in [&mut ewa, &mut adam] {
        assert!(!read(&house, seat, &json!({})).accepted);
    }
    assert_eq!(page(&house, &mut anna, &json!({})).years, 2);
    let keep = |seat: &mut Seat, years: u32| {
        let act = json!({"act": "keep_access_log", "years": years});
        seat.ask(&house.office, Uuid::now_v7(), &act).accepted
    };
    assert!(!keep(&mut inspector, 5), "not the inspector's to settle");
    assert!(!keep(&mut anna, 1), "the law asks for two");
    assert!(keep(&mut anna, 3));
    let number = page(&house, &mut inspector, &json!({"person": ewa.person}));
    assert_eq!(number.years, 3);
    let Some(Subject::Case { number }) = number.entries.iter().find_map(|one| match &one.subject {
        of_case @ Subject::Case { .. } => Some(of_case.clone()),
        _ => None,
    }) else {
        panic!("the case is named by its number");
    };
    let of_case = page(&house, &mut inspector, &json!({"case": number}));
    let names_it = |one: &Subject| matches!(one, Subject::Case { .. } | Subject::Interview { .. });
    assert!(!of_case.entries.is_empty());
    assert!(of_case.entries.iter().all(|one| names_it(&one.subject)));
    let log = page(&house, &mut inspector, &json!({"sort": "log"}));
    let kept = |one: &&teren_domain::access_log::Logged| one.event == Some(Event::LogKept);
    assert_eq!(log.entries.iter().find(kept).unwrap().person, anna.person);
    assert!(log.entries.iter().any(|one| one.person == inspector.person));
    // Her laptop holds the centre's own records and no family's.
    inspector.exchange(&house.office);
    assert!(!inspector.granted.contains_key(&case));
    assert!(inspector.streams.keys().all(|stream| stream.case != case));
}

#[test]
fn entries_go_after_two_years_and_what_is_left_still_verifies() {
    let (house, mut ewa, case, mut inspector) = worker_and_inspector();
    let entries = three_readings(&ewa, case);
    tell(&house, &mut ewa, &entries);
    let later = NOW + 700 * DAY_MS;
    for seat in [&mut ewa, &mut inspector] {
        seat.now_ms = later;
    }
    let kept = events(&house, &mut inspector, ewa.person);
    assert!(kept.contains(&Event::Read), "not two years yet");
    let before = house.office.verify(later).unwrap().log_entries;
    inspector.now_ms = NOW + 732 * DAY_MS;
    let log = page(&house, &mut inspector, &json!({"sort": "log"}));
    assert!(
        log.entries
            .iter()
            .any(|one| one.event == Some(Event::LogCut))
    );
    assert!(!events(&house, &mut inspector, ewa.person).contains(&Event::Read));
    let after = house.office.verify(inspector.now_ms).unwrap().log_entries;
    assert!(after < before);
    // The laptop's chain goes on where it ended, though its entries went.
    ewa.now_ms = inspector.now_ms;
    let next = entries[2].end().next(ewa.replica, NOW, "read", case);
    tell(&house, &mut ewa, &[next]);
    let all = events(&house, &mut inspector, ewa.person);
    assert!(all.contains(&Event::Read) && !all.contains(&Event::LogBroken));
    house.office.verify(inspector.now_ms).unwrap();
}

/// Works on the office's database past the office, as who runs its machine could.
fn tamper(house: &House, sql: &str) {
    let folder = house.office.folder();
    let key = std::fs::read_to_string(folder.join("office.key")).unwrap();
    let database = rusqlite::Connection::open(folder.join("office.db")).unwrap();
    let key = format!("PRAGMA key = \"x'{}'\"", key.trim());
    database.execute_batch(&key).unwrap();
    database.execute_batch(sql).unwrap();
}

#[test]
fn an_entry_that_was_changed_moved_or_cut_off_in_the_database_is_found() {
    let without_guard = "DROP TRIGGER access_log_is_kept; DROP TRIGGER access_log_is_not_changed;";
    for deed in [
        "UPDATE access_log SET person = zeroblob(16) WHERE number = 3",
        "UPDATE access_log SET at_ms = at_ms - 1 WHERE number = 3",
        "UPDATE access_log SET event = 'released' WHERE number = 3",
        "DELETE FROM access_log WHERE number = 3",
        "DELETE FROM access_log WHERE number = (SELECT max(number) FROM access_log)",
        "DELETE FROM access_log",
    ] {
        let (house, ..) = worker_and_inspector();
        house.office.verify(NOW).unwrap();
        tamper(&house, &format!("{without_guard} {deed}"));
        assert!(house.office.verify(NOW).is_err(), "{deed}");
    }
}

#[test]
fn who_reads_in_an_emergency_writes_nothing_also_what_readers_say() {
    let (house, _, case, mut inspector) = worker_and_inspector();
    let mut marek = house.worker("Marek");
    marek.exchange(&house.office);
    let found = page(&house, &mut inspector, &json!({"sort": "writing"}));
    let number = found.entries.iter().find_map(|one| match &one.subject {
        Subject::Case { number } => Some(number.clone()),
        _ => None,
    });
    let act = json!({"act": "break_glass", "number": number, "reason": "Policja wezwała."});
    assert!(marek.ask(&house.office, Uuid::now_v7(), &act).accepted);
    marek.exchange(&house.office);
    assert!(marek.granted.contains_key(&case));
    for (category, kind) in [
        (Category::SocialWork, "note"),
        (Category::HelpPlan, "help_ended"),
        (Category::Workflow, "broken_glass"),
    ] {
        let mut stranger = marek.clone();
        stranger.actor = Uuid::now_v7();
        let record = Uuid::now_v7();
        let place = json!({"kind": kind, "parent": case, "order": 0});
        let row = json!({"help": [], "end": null, "by": marek.person, "at_ms": NOW});
        let answers = [(record, "@", place), (record, "row", row)];
        stranger.write(case, case, category, &answers);
        let response = stranger.send(&house.office, &stranger.request()).unwrap();
        assert_eq!(fates(&response), ["NoRight"], "{kind}");
    }
    marek.now_ms = NOW + DAY_MS;
    marek.exchange(&house.office);
    assert!(marek.revoked.contains(&case));
}
