//! Nobody reads or writes without an upoważnienie that holds on the centre's day.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_ledger::wire::Refused;
use teren_office::storage::Person;
use uuid::Uuid;

use crate::support::{House, NOW, Seat, fates, house};

const DAY: i64 = 24 * 3600 * 1000;

fn known(house: &House, person: Uuid) -> Person {
    let persons = house.office.persons().unwrap();
    let found = persons.into_iter().find(|known| known.person == person);
    found.unwrap()
}

/// The office's own command writes one down.
fn given(house: &House, person: Uuid, from: &str, until: Option<&str>) {
    let authorisations = vec![Authorisation {
        until: until.map(|day| day.parse().unwrap()),
        ..Authorisation::lasting("12/2026", from.parse().unwrap())
    }];
    let person = Person {
        authorisations,
        ..known(house, person)
    };
    house.office.change_person(person, NOW).unwrap();
}

fn head(house: &House) -> Seat {
    let anna = house.person("Anna Kierownicka", &[Role::Head], &[]);
    house.seat(anna)
}

fn authorise(anna: &mut Seat, house: &House, person: Uuid, authorisation: &Value) -> bool {
    let act = json!({"act": "authorise", "person": person, "authorisation": authorisation});
    anna.ask(&house.office, Uuid::now_v7(), &act).accepted
}

#[test]
fn with_its_last_day_over_nothing_is_given_and_what_waits_is_kept_until_it_is_renewed() {
    let house = house();
    let mut anna = head(&house);
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    given(&house, ewa.person, "2026-02-01", Some("2026-11-23"));
    ewa.exchange(&house.office);
    assert!(ewa.granted.contains_key(&case), "it holds on its last day");
    // Past midnight of the centre she is the first who asks.
    ewa.now_ms = NOW + DAY;
    ewa.write(
        case,
        case,
        Category::Identity,
        &[(case, "phone", json!("000"))],
    );
    assert_eq!(fates(&ewa.round(&house.office)), ["Withdrawn"]);
    assert!(ewa.granted.is_empty() && ewa.streams.is_empty());
    let refused = ewa.send(&house.office, &ewa.request());
    assert_eq!(refused, Err(Refused::Withdrawn));
    anna.now_ms = NOW + DAY;
    anna.exchange(&house.office);
    let renewed =
        json!({"number": "31/2026", "from": "2026-11-24", "until": null, "secrecy": "2026-11-24"});
    assert!(authorise(&mut anna, &house, ewa.person, &renewed));
    ewa.exchange(&house.office);
    assert!(ewa.granted.contains_key(&case), "she reads again");
    let phone = ewa.values(case, "phone");
    assert_eq!(phone.len(), 1, "what she wrote meanwhile is in the case");
    // A second time, and by nobody's act.
    given(&house, ewa.person, "2026-02-01", Some("2026-11-25"));
    ewa.exchange(&house.office);
    assert!(ewa.granted.contains_key(&case));
    ewa.now_ms = NOW + 3 * DAY;
    ewa.round(&house.office);
    assert!(ewa.granted.is_empty() && ewa.streams.is_empty());
}

#[test]
fn before_its_first_day_no_laptop_is_enrolled_and_on_it_one_is() {
    let house = house();
    let ewa = house.person("Ewa Terenowska", &[Role::FieldWorker], &[]);
    given(&house, ewa, "2026-11-24", None);
    let code = |now_ms| {
        let office = &house.office;
        office.enrolment_code(ewa, "office.example.pl:8443", now_ms)
    };
    assert!(code(NOW).is_err());
    assert!(code(NOW + DAY).is_ok());
}

#[test]
fn a_renewal_written_down_ahead_ends_nothing_and_goes_on_where_the_one_before_stops() {
    let house = house();
    let mut anna = head(&house);
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    given(&house, ewa.person, "2026-02-01", Some("2026-11-24"));
    for seat in [&mut anna, &mut ewa] {
        seat.exchange(&house.office);
    }
    let ahead =
        json!({"number": "31/2026", "from": "2026-11-25", "until": null, "secrecy": "2026-11-23"});
    assert!(authorise(&mut anna, &house, ewa.person, &ahead));
    for days in 0..4 {
        ewa.now_ms = NOW + days * DAY;
        ewa.exchange(&house.office);
        assert!(ewa.granted.contains_key(&case), "after {days} days");
    }
}

#[test]
fn only_the_head_gives_one_and_she_does_not_shut_herself_out() {
    let house = house();
    let mut anna = head(&house);
    let mut ewa = house.worker("Ewa Terenowska");
    for seat in [&mut anna, &mut ewa] {
        seat.exchange(&house.office);
    }
    let row = |number: &str, from: &str, until: Value| json!({"number": number, "from": from, "until": until, "secrecy": null});
    let lasting = row("7/2026", "2026-11-01", Value::Null);
    let (her, own) = (ewa.person, anna.person);
    // Anna has been authorised under this number from the beginning.
    assert!(!authorise(&mut ewa, &house, her, &lasting), "her own");
    let table = [
        (her, lasting.clone(), true),
        (her, row("7/2026", "2026-11-02", json!("2026-11-01")), false),
        (her, row("", "2026-11-01", Value::Null), false),
        (Uuid::now_v7(), lasting.clone(), false),
        (own, row("1/2026", "2026-11-24", Value::Null), false),
        (own, row("1/2026", "2026-01-01", json!("2026-11-22")), false),
        (own, row("1/2026", "2026-01-01", json!("2026-11-23")), true),
        (her, row("7/2026", "2026-01-01", json!("2026-11-22")), true),
        (her, row("1/2026", "2026-01-01", json!("2026-11-22")), true),
    ];
    for (person, authorisation, taken) in table {
        let told = authorise(&mut anna, &house, person, &authorisation);
        assert_eq!(told, taken, "{authorisation}");
    }
    ewa.exchange(&house.office);
    assert!(ewa.granted.is_empty(), "an end in the past ends it at once");
}

#[test]
fn every_seat_of_the_centre_reads_who_is_authorised() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    given(&house, ewa.person, "2026-02-01", Some("2026-12-31"));
    ewa.exchange(&house.office);
    let centre = *(ewa.granted.keys())
        .find(|case| !ewa.values(**case, "authorisations").is_empty())
        .unwrap();
    let told = ewa.values(centre, "authorisations");
    let (_, own) = told.iter().find(|(id, _)| *id == ewa.person).unwrap();
    assert_eq!(own[0]["until"], "2026-12-31");
    // It is the office's word alone.
    let forged = json!({"number": "9/2026", "from": "2026-01-01", "until": null, "secrecy": null});
    ewa.write(
        centre,
        centre,
        Category::Workflow,
        &[(ewa.person, "authorisations", json!([forged]))],
    );
    assert_ne!(fates(&ewa.round(&house.office)), ["accepted"]);
}
