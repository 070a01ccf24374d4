//! Who may pass a matter on, to whom, and what may follow; and the two sides of art. 110a in the six structures.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use teren_domain::access::Role;
use teren_domain::hand_over::{HandOver, HandOverKind, HandOverState, Party};
use teren_domain::routing::AssignmentState;
use teren_domain::staff::StaffMember;
use teren_domain::structure::{HEAD, Side, Structure, shipped, shipped_by_id};
use uuid::Uuid;

const BENEFITS: &str = "piaseczno-swiadczenia";
const SOCIAL_WORK: &str = "piaseczno-praca-socjalna";
const SERVICES: &str = "piaseczno-uslugi";

fn piaseczno() -> &'static Structure {
    shipped_by_id("piaseczno").unwrap().unwrap()
}

/// An id made of the name.
fn id(name: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(name.bytes()) {
        *place = byte;
    }
    Uuid::from_bytes(bytes)
}

fn person(name: &str, roles: &[Role], teams: &[&str]) -> StaffMember {
    StaffMember {
        person: id(name),
        name: name.to_owned(),
        roles: roles.to_vec(),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        employed: true,
        active: name != "Gone",
    }
}

fn staff() -> BTreeMap<&'static str, StaffMember> {
    let worker = &[Role::FieldWorker][..];
    BTreeMap::from([
        ("Ewa", person("Ewa", worker, &[SOCIAL_WORK])),
        ("Marek", person("Marek", worker, &[SOCIAL_WORK])),
        ("Paweł", person("Paweł", &[], &[BENEFITS])),
        ("Iga", person("Iga", &[], &[BENEFITS])),
        ("Olga", person("Olga", worker, &[SERVICES])),
        ("Kora", person("Kora", &[Role::Coordinator], &[SOCIAL_WORK])),
        ("Anna", person("Anna", &[Role::Head], &[])),
        ("Gone", person("Gone", worker, &[SOCIAL_WORK])),
    ])
}

fn team(id: &str) -> Party {
    Party::Team(id.to_owned())
}

/// Kind, whether of one interview, from, to.
fn hand_over(kind: HandOverKind, of_interview: bool, from: Party, to: Party) -> HandOver {
    HandOver {
        kind,
        document: of_interview.then(Uuid::nil),
        from,
        to,
    }
}

#[test]
fn who_may_pass_a_matter_on_and_who_answers_for_it() {
    use HandOverKind::{Caseload, HandOver as Over, ReRoute, ServicesFound};
    let staff = staff();
    let one = |name: &str| Party::Person(staff[name].person);
    let table = [
        (
            Over,
            true,
            team(BENEFITS),
            team(SERVICES),
            "Iga Paweł Anna",
            "Olga",
        ),
        (
            ReRoute,
            true,
            team(BENEFITS),
            team(HEAD),
            "Iga Paweł Anna",
            "Anna",
        ),
        (ReRoute, true, team(HEAD), team("inny-ops"), "Anna", "Anna"),
        (
            Over,
            true,
            team(BENEFITS),
            one("Iga"),
            "Iga Paweł Anna",
            "Iga",
        ),
        (
            Over,
            true,
            one("Ewa"),
            team(SOCIAL_WORK),
            "Ewa Kora Anna",
            "Ewa Marek Kora",
        ),
        (
            Over,
            false,
            one("Ewa"),
            one("Marek"),
            "Ewa Kora Anna",
            "Marek",
        ),
        (
            Caseload,
            false,
            one("Ewa"),
            one("Marek"),
            "Kora Anna",
            "Marek",
        ),
        (
            Caseload,
            false,
            one("Gone"),
            one("Marek"),
            "Kora Anna",
            "Marek",
        ),
        (
            ServicesFound,
            false,
            one("Ewa"),
            team(SERVICES),
            "Ewa Kora Anna",
            "Olga",
        ),
    ];
    for (kind, of_interview, from, to, senders, receivers) in table {
        let passed = hand_over(kind, of_interview, from, to);
        let find = |person: Uuid| staff.values().find(|known| known.person == person);
        assert!(passed.is_well_addressed(piaseczno(), find), "{passed:?}");
        for (name, who) in &staff {
            let listed = |names: &str| names.split(' ').any(|known| known == *name);
            assert_eq!(
                passed.may_be_sent_by(piaseczno(), who, find),
                listed(senders),
                "{name} {passed:?}"
            );
            assert_eq!(
                passed.may_be_answered_by(piaseczno(), who),
                listed(receivers),
                "{name} {passed:?}"
            );
        }
    }
}

#[test]
fn nothing_is_passed_to_where_nobody_can_go_on_with_it() {
    use HandOverKind::{Caseload, HandOver as Over, ServicesFound};
    let staff = staff();
    let one = |name: &str| Party::Person(staff[name].person);
    let table = [
        (Over, true, team(BENEFITS), team(BENEFITS), "to itself"),
        (
            Over,
            true,
            team(BENEFITS),
            team("nieznany"),
            "to a team that is not there",
        ),
        (
            Over,
            true,
            team(BENEFITS),
            one("Olga"),
            "to a member of another team",
        ),
        (
            Over,
            false,
            one("Ewa"),
            one("Paweł"),
            "a case to somebody who makes no interviews",
        ),
        (Caseload, false, one("Ewa"), one("Gone"), "to who has left"),
        (
            Caseload,
            false,
            one("Ewa"),
            team(SOCIAL_WORK),
            "a caseload to a team",
        ),
        (
            ServicesFound,
            false,
            one("Ewa"),
            team(BENEFITS),
            "services to who does none",
        ),
        (
            Over,
            true,
            team(BENEFITS),
            Party::Person(Uuid::max()),
            "to a stranger",
        ),
    ];
    for (kind, of_interview, from, to, story) in table {
        let passed = hand_over(kind, of_interview, from, to);
        let find = |person: Uuid| staff.values().find(|known| known.person == person);
        assert!(!passed.is_well_addressed(piaseczno(), find), "{story}");
    }
}

#[test]
fn a_hand_over_ends_done_refused_or_revoked_and_is_not_taken_back_once_accepted() {
    use HandOverState::{Accepted, Done, Refused, Revoked, Sent};
    let allowed = [
        (Sent, Accepted),
        (Sent, Refused),
        (Sent, Revoked),
        (Accepted, Done),
    ];
    for from in HandOverState::ALL {
        for to in HandOverState::ALL {
            assert_eq!(
                from.next().contains(&to),
                allowed.contains(&(from, to)),
                "{from:?} {to:?}"
            );
        }
        assert_eq!(from.is_open(), matches!(from, Sent | Accepted));
    }
}

#[test]
fn what_stays_with_the_sender_is_a_state_its_assignment_may_go_to() {
    for kind in [HandOverKind::ReRoute, HandOverKind::HandOver] {
        let passed = hand_over(kind, true, team(BENEFITS), team(SERVICES));
        for before in [
            AssignmentState::Sent,
            AssignmentState::Taken,
            AssignmentState::Returned,
        ] {
            assert!(
                before.to(passed.leaves_behind(before)).is_ok(),
                "{kind:?} {before:?}"
            );
        }
    }
}

#[test]
fn the_separation_holds_where_the_structure_splits_and_nowhere_else() {
    let table = [
        (
            "konstancin",
            "konstancin-swiadczenia",
            "konstancin-praca-socjalna konstancin-uslugi",
        ),
        (
            "ochota",
            "ochota-postepowania",
            "ochota-praca-socjalna ochota-uslugi",
        ),
        ("piaseczno", BENEFITS, SOCIAL_WORK),
        (
            "gorlice",
            "gorlice-uslugi-swiadczenia",
            "gorlice-praca-socjalna",
        ),
        (
            "praga-poludnie",
            "praga-poludnie-procedura",
            "praga-poludnie-praca-socjalna praga-poludnie-uslugi",
        ),
        ("bez-podzialu", "", ""),
    ];
    assert_eq!(shipped().unwrap().len(), table.len());
    for (office, proceedings, social_work) in table {
        let structure = shipped_by_id(office).unwrap().unwrap();
        for unit in &structure.units {
            let listed = |units: &str| units.split(' ').any(|known| known == unit.id);
            let expected = match (listed(proceedings), listed(social_work)) {
                (true, _) => Some(Side::Proceedings),
                (_, true) => Some(Side::SocialWork),
                _ => None,
            };
            assert_eq!(structure.side(&unit.id), expected, "{}", unit.id);
        }
    }
}

#[test]
fn a_person_of_both_kinds_of_teams_stands_in_a_case_where_she_took_it() {
    let both = [BENEFITS.to_owned(), SOCIAL_WORK.to_owned()];
    let free = [SOCIAL_WORK.to_owned()];
    let (social, money) = (Some(Side::SocialWork), Some(Side::Proceedings));
    type Row<'a> = (&'a [&'a str], bool, &'a [String], Option<Side>);
    let table: [Row<'_>; 7] = [
        (&[SOCIAL_WORK, BENEFITS], false, &both, social),
        (&[BENEFITS], true, &both, money),
        (&[], true, &both, social),
        (&[], true, &[BENEFITS.to_owned()], None),
        (&[], true, &free, social),
        (&[], false, &free, None),
        (&[SERVICES], true, &[], None),
    ];
    for (taken, own, teams, expected) in table {
        let side = piaseczno().side_in_case(taken.iter().copied(), own, teams);
        assert_eq!(side, expected, "{taken:?} {own} {teams:?}");
    }
}
