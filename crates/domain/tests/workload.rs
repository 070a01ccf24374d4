//! The coordinator's board as stories: what counts as open, what is late, and what is not known.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use chrono::NaiveDate;
use teren_domain::access::Role;
use teren_domain::workload::{
    CaseLoad, InterviewContent, InterviewLoad, Median, Period, ReasonCount, RouteLoad, TeamLoad,
    VisitLoad, Worker, board, norm_of, period_report,
};
use uuid::Uuid;

const EWA: Uuid = Uuid::from_u128(1);
const MAREK: Uuid = Uuid::from_u128(2);
const PAWEL: Uuid = Uuid::from_u128(3);
const TEAM: &str = "swiadczenia";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn worker(person: Uuid, role: Role) -> Worker {
    Worker {
        person,
        roles: vec![role],
    }
}

fn visit(worker: Uuid, given: &str, due: &str) -> CaseLoad {
    CaseLoad {
        case: Uuid::now_v7(),
        received: Some(day(given)),
        due: Some(day(due)),
        visits: vec![VisitLoad {
            worker,
            given: day(given),
        }],
        ..CaseLoad::default()
    }
}

fn approved(author: Uuid, on: &str, reasons: Option<&[&str]>) -> InterviewLoad {
    InterviewLoad {
        author: Some(author),
        form: "część I".to_owned(),
        approved: Some(day(on)),
        returned: false,
        content: Some(InterviewContent {
            held_on: Some(day(on)),
            reasons: reasons.map(|points| points.iter().map(|point| (*point).to_owned()).collect()),
            persons: Some(4),
        }),
    }
}

fn route(arrived: &str, taken_by: Option<Uuid>) -> RouteLoad {
    RouteLoad {
        team: TEAM.to_owned(),
        outside: false,
        arrived: day(arrived),
        due: Some(day(arrived)),
        taken_by,
        over: false,
    }
}

#[test]
fn the_norms_of_the_law_stand_for_the_roles_it_names() {
    let families = |roles: &[Role]| {
        norm_of(roles, day("2026-11-24")).map(|norm| (norm.families, norm.basis.as_str()))
    };
    assert_eq!(
        families(&[Role::FieldWorker]),
        Some((50, "art. 110 ust. 11 u.p.s."))
    );
    assert_eq!(
        families(&[Role::FamilyAssistant]),
        Some((15, "art. 15 ust. 4 u.w.r."))
    );
    assert_eq!(families(&[Role::BenefitsTeam, Role::Head]), None);
}

#[test]
fn a_family_counts_once_for_whoever_has_something_to_do_in_it() {
    let mut both = visit(EWA, "2026-11-02", "2026-11-20");
    // Her draft and her visit are one family.
    both.interviews.push(InterviewLoad {
        author: Some(EWA),
        ..InterviewLoad::default()
    });
    let mut made = visit(EWA, "2026-11-02", "2026-11-20");
    made.interviews.push(approved(EWA, "2026-11-12", None));
    made.routes.push(route("2026-11-13", Some(PAWEL)));
    let cases = [both, visit(MAREK, "2026-11-20", "2026-12-10"), made];
    let workers = [
        worker(EWA, Role::FieldWorker),
        worker(MAREK, Role::FieldWorker),
        worker(PAWEL, Role::BenefitsTeam),
    ];
    let found = board(&cases, &workers, day("2026-11-23"));
    let told: Vec<_> = found
        .people
        .iter()
        .map(|one| (one.families, one.late))
        .collect();
    assert_eq!(
        told,
        [(1, 1), (1, 0), (1, 0)],
        "a visit that was made asks for nothing more"
    );
    assert_eq!((found.visits, found.due_soon, found.late), (2, 0, 1));
    assert_eq!(
        found.teams,
        [TeamLoad {
            team: TEAM.to_owned(),
            waiting: 0,
            taken: 1,
            late: 1
        }]
    );
}

#[test]
fn terms_turn_from_soon_to_late_with_the_working_day() {
    // Monday 23 November; a term on Thursday is three working days away.
    let table = [
        ("2026-11-27", (0, 0)),
        ("2026-11-26", (1, 0)),
        ("2026-11-23", (1, 0)),
        ("2026-11-20", (0, 1)),
    ];
    for (due, expected) in table {
        let found = board(&[visit(EWA, "2026-11-02", due)], &[], day("2026-11-23"));
        assert_eq!((found.due_soon, found.late), expected, "{due}");
    }
}

#[test]
fn an_update_is_late_or_of_this_month_by_its_term() {
    let table = [
        (Some("2026-11-20"), (0, 1)),
        (Some("2026-11-28"), (1, 0)),
        (Some("2026-12-02"), (0, 0)),
        (None, (0, 0)),
    ];
    for (next, expected) in table {
        let case = CaseLoad {
            next_update: next.map(day),
            ..CaseLoad::default()
        };
        let found = board(&[case], &[], day("2026-11-23"));
        assert_eq!((found.updates, found.updates_late), expected);
    }
}

#[test]
fn what_this_seat_may_not_hold_is_counted_as_not_known() {
    let case = CaseLoad {
        interviews: vec![
            approved(EWA, "2026-11-12", Some(&["1", "5", "5"])),
            approved(EWA, "2026-11-13", None),
            InterviewLoad {
                author: Some(EWA),
                returned: true,
                ..approved(EWA, "2026-11-14", Some(&["1"]))
            },
        ],
        routes: vec![RouteLoad {
            outside: true,
            ..route("2026-11-14", None)
        }],
        ..CaseLoad::default()
    };
    let found = board(
        &[case],
        &[worker(EWA, Role::FieldWorker)],
        day("2026-11-23"),
    );
    assert_eq!(found.reasons, [("1".to_owned(), 2), ("5".to_owned(), 1)]);
    assert_eq!((found.withheld, found.returned, found.elsewhere), (1, 1, 1));
    assert_eq!((found.people[0].families, found.people[0].returned), (1, 1));
}

#[test]
fn the_middle_of_the_days_is_told_with_how_many_there_were() {
    let case = |received: &str, held: &str, arrived: &str| CaseLoad {
        received: Some(day(received)),
        interviews: vec![approved(EWA, held, None)],
        routes: vec![route(arrived, None)],
        ..CaseLoad::default()
    };
    let odd = [
        case("2026-11-02", "2026-11-03", "2026-11-03"),
        case("2026-11-02", "2026-11-12", "2026-11-14"),
        case("2026-11-02", "2026-11-06", "2026-11-30"),
    ];
    let found = board(&odd, &[], day("2026-11-30"));
    assert_eq!(found.to_interview, Some(Median { days: 4, of: 3 }));
    assert_eq!(found.to_inbox, Some(Median { days: 2, of: 3 }));
    let found = board(&odd[..2], &[], day("2026-11-30"));
    assert_eq!(
        found.to_interview,
        Some(Median { days: 6, of: 2 }),
        "5,5 rounded up"
    );
    assert_eq!(board(&[], &[], day("2026-11-30")).to_interview, None);
}

#[test]
fn a_period_counts_families_once_and_only_what_happened_in_it() {
    let case = CaseLoad {
        received: Some(day("2026-09-20")),
        due: Some(day("2026-10-09")),
        interviews: vec![
            approved(EWA, "2026-10-05", Some(&["1"])),
            approved(EWA, "2026-12-20", Some(&["1", "4"])),
            approved(EWA, "2027-01-02", Some(&["15"])),
        ],
        ..CaseLoad::default()
    };
    let fourth = Period {
        year: 2026,
        number: 4,
        months: 3,
    };
    assert_eq!(fourth.name_pl(), "IV kwartał 2026");
    let (from, to) = fourth.days().unwrap();
    assert_eq!((from, to), (day("2026-10-01"), day("2026-12-31")));
    let found = period_report(&[case], from, to);
    assert_eq!((found.reports, found.interviews), (0, 2));
    assert_eq!((found.on_time, found.with_term), (1, 1));
    let count = |reason: &str| ReasonCount {
        reason: reason.to_owned(),
        families: 1,
        persons: 4,
    };
    assert_eq!(found.reasons, [count("1"), count("4")]);
    assert_eq!(found.to_interview, Some(Median { days: 15, of: 1 }));
}

#[test]
fn periods_offered_are_those_that_have_begun() {
    let names: Vec<String> = Period::begun(day("2026-07-01"))
        .iter()
        .map(|period| period.name_pl())
        .collect();
    assert_eq!(
        names,
        [
            "III kwartał 2026",
            "II kwartał 2026",
            "I kwartał 2026",
            "II półrocze 2026",
            "I półrocze 2026",
            "IV kwartał 2025",
            "III kwartał 2025",
            "II kwartał 2025",
            "I kwartał 2025",
            "II półrocze 2025",
            "I półrocze 2025",
        ]
    );
    assert_eq!(
        Period {
            year: 2026,
            number: 2,
            months: 6
        }
        .days()
        .unwrap()
        .1,
        day("2026-12-31")
    );
}
