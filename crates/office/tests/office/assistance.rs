//! Who works with a family has its case for as long as the work and the monitoring after it go on, and a koordynator has its plan.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::support::{House, NOW, Seat, fates, house};

const PLAN: &str = "family-plan/2021-11-15";
/// The office's first day in these stories is 23 November 2026.
const DAY: i64 = 24 * 3600 * 1000;

struct Family {
    house: House,
    ewa: Seat,
    anna: Seat,
    beata: Seat,
    case: Uuid,
    record: Uuid,
}

fn requested(ewa: &mut Seat, case: Uuid) -> Uuid {
    let record = Uuid::now_v7();
    let place = json!({"kind": "assistance", "parent": case, "order": 0});
    let row = json!({"obligatory": true, "by": ewa.person, "at_ms": NOW});
    ewa.write(
        case,
        case,
        Category::FamilyPlan,
        &[(record, "@", place), (record, "row", row)],
    );
    record
}

impl Family {
    /// Ewa's family, with which Beata works.
    fn at_work() -> Self {
        let house = house();
        let mut ewa = house.worker("Ewa Terenowska");
        let case = ewa.open_case("Wymyślony");
        let record = requested(&mut ewa, case);
        ewa.exchange(&house.office);
        let anna = house.seat(house.person("Anna Kierownicka", &[Role::Head], &[]));
        let beata = house.seat(house.person("Beata Asystująca", &[Role::FamilyAssistant], &[]));
        let mut family = Self {
            house,
            ewa,
            anna,
            beata,
            case,
            record,
        };
        let beata = family.beata.person;
        assert!(family.assign(record, beata));
        family.beata.exchange(&family.house.office);
        family
    }

    fn asks(&mut self, act: &Value) -> bool {
        let answer = self.anna.ask(&self.house.office, Uuid::now_v7(), act);
        self.anna.exchange(&self.house.office);
        answer.accepted
    }

    fn assign(&mut self, record: Uuid, assistant: Uuid) -> bool {
        let case = self.case;
        self.asks(&json!({"act": "assign_assistant", "case": case, "assistance": record, "assistant": assistant}))
    }

    fn coordinate(&mut self, coordinator: Option<Uuid>) -> bool {
        let (case, record) = (self.case, self.record);
        self.asks(&json!({"act": "assign_coordinator", "case": case, "assistance": record, "coordinator": coordinator}))
    }

    /// Beata says that the work ended today.
    fn ends(&mut self, monitored_until: Option<&str>) {
        let end = json!({"on": "2026-11-23", "reason": "goals_reached", "monitored_until": monitored_until, "by": self.beata.person, "at_ms": NOW});
        let said = [(self.record, "ended", end)];
        self.beata
            .write(self.case, self.case, Category::FamilyPlan, &said);
        let became = fates(&self.beata.round(&self.house.office));
        assert_eq!(became, ["accepted"]);
    }

    /// A day of the office later than the first one.
    fn on_day(&mut self, days: i64) {
        for seat in [&mut self.ewa, &mut self.anna, &mut self.beata] {
            seat.now_ms = NOW + days * DAY;
        }
    }

    fn beata_writes(&mut self) -> Vec<String> {
        let note = [(self.case, "of_tomorrow", json!(true))];
        self.beata
            .write(self.case, self.case, Category::FamilyPlan, &note);
        fates(&self.beata.round(&self.house.office))
    }

    /// Whether the case lies on her laptop after it asked.
    fn beata_has_it(&mut self) -> bool {
        self.beata.exchange(&self.house.office);
        self.beata.granted.contains_key(&self.case)
    }
}

fn held(seat: &Seat, case: Uuid) -> BTreeSet<Category> {
    let held = seat.categories_here(case).into_iter();
    held.filter_map(Category::from_number).collect()
}

#[test]
fn the_case_stays_until_the_last_day_of_the_monitoring_is_over_and_goes_after_what_was_written_was_taken()
 {
    let mut family = Family::at_work();
    family.ends(Some("2026-11-26"));
    for days in [1, 3] {
        family.on_day(days);
        assert!(
            family.beata_has_it(),
            "watched on its last day, too: {days}"
        );
    }
    family.on_day(4);
    assert_eq!(family.beata_writes(), ["accepted"], "written in time");
    assert!(!family.beata_has_it() && held(&family.beata, family.case).is_empty());
    let head = &mut family.anna;
    head.exchange(&family.house.office);
    let let_go = head.values(family.case, "let_go");
    assert_eq!(let_go.len(), 1);
    assert_eq!(let_go[0].1["assistant"], json!(family.beata.person));
    // Her laptop said that it let go: what comes after that, from wherever, is nobody's right.
    let mut request = family.beata.request();
    request.released = vec![family.case];
    family.beata.send(&family.house.office, &request).unwrap();
    let mut late = family.beata.clone();
    late.actor = Uuid::now_v7();
    let note = [(family.case, "of_tomorrow", json!(false))];
    late.write(family.case, family.case, Category::FamilyPlan, &note);
    let became = fates(&late.round(&family.house.office));
    assert_eq!(became, ["NoRight"]);
}

#[test]
fn without_monitoring_the_case_goes_with_the_end_and_comes_back_with_new_work() {
    let mut family = Family::at_work();
    family.ends(None);
    assert!(family.beata_has_it(), "the day is not over");
    family.on_day(1);
    assert!(!family.beata_has_it());
    let record = requested(&mut family.ewa, family.case);
    family.ewa.exchange(&family.house.office);
    let beata = family.beata.person;
    assert!(family.assign(record, beata));
    family.on_day(2);
    assert!(family.beata_has_it());
}

#[test]
fn whoever_has_the_family_for_something_else_keeps_it() {
    let mut family = Family::at_work();
    family.ends(Some("2026-11-24"));
    let record = requested(&mut family.ewa, family.case);
    family.ewa.exchange(&family.house.office);
    let beata = family.beata.person;
    assert!(
        family.assign(record, beata),
        "work anew, while it is watched"
    );
    family.on_day(5);
    assert!(family.beata_has_it());
    assert!(family.anna.values(family.case, "let_go").is_empty());

    // Passed on to her by another asystent.
    let mut family = Family::at_work();
    let celina = family
        .house
        .person("Celina Pomocna", &[Role::FamilyAssistant], &[]);
    let record = requested(&mut family.ewa, family.case);
    family.ewa.exchange(&family.house.office);
    assert!(family.assign(record, celina));
    let beata = family.beata.person;
    let shares = json!([{"case": family.case, "to": beata}]);
    let passed = json!({"act": "hand_over_caseload", "person": celina, "shares": shares, "reason": "Choroba."});
    assert!(family.asks(&passed));
    family.ends(None);
    family.on_day(5);
    assert!(family.beata_has_it());
}

#[test]
fn another_asystent_takes_the_family_from_the_first_at_once() {
    let mut family = Family::at_work();
    let celina = family
        .house
        .person("Celina Pomocna", &[Role::FamilyAssistant], &[]);
    let record = family.record;
    assert!(family.assign(record, celina));
    assert_eq!(
        family.beata_writes(),
        ["accepted"],
        "written before she heard"
    );
    assert!(!family.beata_has_it());
}

#[test]
fn a_koordynator_has_the_plan_and_nothing_else_until_the_head_or_the_work_ends_it() {
    let mut family = Family::at_work();
    let post = [Role::FosterCoordinator, Role::FieldWorker];
    let kora = family.house.person("Kora Koordynująca", &post, &[]);
    let beata = family.beata.person;
    assert!(!family.coordinate(Some(beata)), "no koordynator");
    assert!(family.coordinate(Some(kora)));
    let mut kora = family.house.seat(kora);
    kora.exchange(&family.house.office);
    let plan = BTreeSet::from([Category::FamilyPlan, Category::Workflow]);
    assert_eq!(held(&kora, family.case), plan, "whatever else she is");
    for (category, taken) in [(Category::FamilyPlan, true), (Category::Identity, false)] {
        let mut hand = kora.clone();
        hand.actor = Uuid::now_v7();
        hand.write(
            family.case,
            family.case,
            category,
            &[(family.case, "of_tomorrow", json!(true))],
        );
        let became = fates(&hand.round(&family.house.office));
        assert_eq!(became == ["accepted"], taken, "{category:?}");
    }
    assert!(family.coordinate(None));
    kora.exchange(&family.house.office);
    assert!(held(&kora, family.case).is_empty());
    let told = family.anna.values(family.case, "coordinated");
    assert_eq!(told[0].1[0]["ended"]["by"], json!(family.anna.person));

    // Given again, and over with the work.
    assert!(family.coordinate(Some(kora.person)));
    kora.exchange(&family.house.office);
    assert_eq!(held(&kora, family.case), plan);
    family.ends(None);
    family.on_day(1);
    kora.now_ms = NOW + DAY;
    kora.exchange(&family.house.office);
    assert!(held(&kora, family.case).is_empty());
    assert!(!family.coordinate(Some(kora.person)), "no work goes on");
}

#[test]
fn a_koordynator_neither_asks_for_an_asystent_nor_speaks_for_the_family_nor_approves() {
    let mut family = Family::at_work();
    let kora = family
        .house
        .person("Kora Koordynująca", &[Role::FosterCoordinator], &[]);
    assert!(family.coordinate(Some(kora)));
    let mut kora = family.house.seat(kora);
    kora.exchange(&family.house.office);
    let consent = json!({"given": true, "on": "2026-11-23", "by": kora.person, "at_ms": NOW});
    let coordinated = json!([{"coordinator": kora.person, "by": kora.person, "at_ms": NOW}]);
    for (record, name, value) in [
        (family.record, "consent", consent),
        (family.record, "coordinated", coordinated),
    ] {
        let mut hand = kora.clone();
        hand.actor = Uuid::now_v7();
        let said = [(record, name, value)];
        hand.write(family.case, family.case, Category::FamilyPlan, &said);
        assert_ne!(
            fates(&hand.round(&family.house.office)),
            ["accepted"],
            "{name}"
        );
    }
    let mut hand = kora.clone();
    requested(&mut hand, family.case);
    assert_ne!(fates(&hand.round(&family.house.office)), ["accepted"]);
    let plan = Uuid::now_v7();
    let place = json!({"kind": "interview", "parent": null, "order": 0, "form": PLAN});
    family
        .beata
        .write(family.case, plan, Category::Workflow, &[(plan, "@", place)]);
    family.beata.exchange(&family.house.office);
    kora.exchange(&family.house.office);
    kora.seal(family.case, plan, PLAN, &[]);
    assert_eq!(fates(&kora.round(&family.house.office)), ["NoRight"]);
}
