//! Every cell of the table of access – role × category × relation – against a real office, both ways: what a seat gets is what the table
//! lets it hold, and what the office takes in from it is what the table lets it write.

use std::collections::BTreeSet;

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::{Relation, Role, categories, may_write};
use teren_domain::structure::{COORDINATORS, HEAD, MERGERS};
use teren_office::storage::sqlite::SqliteStorage;
use teren_office::storage::{GrantRelation, Grants as _, Log as _, Transactions as _, WHOLE_CASE};
use uuid::Uuid;

use crate::hand_over::SERVICES;
use crate::support::{BENEFITS, House, SOCIAL_WORK, Seat, fates, house};

const FORM: &str = "part-i/2021-11-15";
const FIRST_CONTACT: &str = "konstancin-pierwszy-kontakt";

/// Through which team somebody of a role stands to a team's case; `None` where no team is of this role.
const fn team_of(role: Role) -> Option<&'static str> {
    match role {
        Role::FirstContact => Some(FIRST_CONTACT),
        Role::BenefitsTeam => Some(BENEFITS),
        Role::SocialWorkTeam => Some(SOCIAL_WORK),
        Role::ServicesTeam => Some(SERVICES),
        Role::Head => Some(HEAD),
        Role::Merger => Some(MERGERS),
        _ => None,
    }
}

/// A case with an answer in every category, in its own document and in an interview.
fn full(house: &House) -> (Uuid, Uuid) {
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let document = Uuid::now_v7();
    let place = json!({"kind": "interview", "parent": null, "order": 0, "form": FORM});
    ewa.write(
        case,
        document,
        Category::Workflow,
        &[(document, "@", place)],
    );
    for category in Category::ALL {
        for place in [case, document] {
            ewa.write(
                case,
                place,
                category,
                &[(place, &field("ewa", category), json!(true))],
            );
        }
    }
    let became = fates(&ewa.round(&house.office));
    assert!(became.iter().all(|fate| fate == "accepted"), "{became:?}");
    (case, document)
}

/// A field of a newer form: nobody but the table says who writes it.
fn field(who: &str, category: Category) -> String {
    format!("of_tomorrow_{who}_{category:?}")
}

/// Somebody of a role who stands to the case in a way, as the office would grant it.
fn standing(house: &House, case: Uuid, role: Role, relation: Relation) -> Option<Seat> {
    let via = match relation {
        Relation::Own => "",
        Relation::Team => team_of(role)?,
        Relation::BreakGlass if role == Role::Coordinator => return None,
        Relation::Centre if role == Role::Coordinator => COORDINATORS,
        // A case opened at a door comes to first contact and to the head as their team's: they stand to none as strangers.
        Relation::Centre | Relation::BreakGlass
            if matches!(role, Role::FirstContact | Role::Head) =>
        {
            return None;
        }
        Relation::BreakGlass => "",
        Relation::Centre => return Some(seat_of(house, role, &[])),
    };
    let sits_in = [BENEFITS, SOCIAL_WORK, SERVICES, FIRST_CONTACT];
    let teams: &[&str] = if sits_in.contains(&via) { &[via] } else { &[] };
    let seat = seat_of(house, role, teams);
    let kind = match relation {
        Relation::Own => GrantRelation::Own,
        Relation::BreakGlass => GrantRelation::BreakGlass,
        _ => GrantRelation::Team,
    };
    let mut storage = database_of(house);
    storage.begin().unwrap();
    let from = storage.next_sequence().unwrap();
    let row = storage.case(case).unwrap().unwrap().row;
    storage
        .add_grant(seat.person, row, via, kind, WHOLE_CASE, from)
        .unwrap();
    storage.commit().unwrap();
    Some(seat)
}

fn seat_of(house: &House, role: Role, teams: &[&str]) -> Seat {
    // Her role in a team is the team's.
    let own: &[Role] = if teams.is_empty() { &[role] } else { &[] };
    house.seat(house.person(&format!("{role:?}"), own, teams))
}

fn database_of(house: &House) -> SqliteStorage {
    let folder = house.office.folder();
    let hex = std::fs::read(folder.join("office.key")).unwrap();
    let key = data_encoding::HEXLOWER.decode(hex.trim_ascii()).unwrap();
    let key: [u8; 32] = key.try_into().unwrap();
    SqliteStorage::open(&folder.join("office.db"), &key, 1).unwrap()
}

/// Whether she stands to the case so that the table speaks of this document at all. Nobody stands to every case of the centre but
/// those who coordinate.
const fn reads(role: Role, relation: Relation, interview: bool) -> bool {
    let granted = !matches!(relation, Relation::Centre) || matches!(role, Role::Coordinator);
    granted && (!interview || role.reads_interviews())
}

#[test]
fn every_cell_of_the_table_is_what_the_office_sends_and_what_it_takes_in() {
    let house = house();
    let (case, document) = full(&house);
    let cells = Role::ALL
        .into_iter()
        .flat_map(|role| Relation::ALL.map(|relation| (role, relation)));
    let mut seats = Vec::new();
    for (role, relation) in cells {
        if let Some(mut seat) = standing(&house, case, role, relation) {
            seat.exchange(&house.office);
            seats.push((role, relation, seat));
        }
    }
    let walked: BTreeSet<(Role, Relation)> = seats.iter().map(|one| (one.0, one.1)).collect();
    assert_eq!(
        walked.len(),
        13 + 6 + 11 + 10,
        "own, of a team, the centre's, in an emergency"
    );
    for (role, relation, seat) in &seats {
        for place in [case, document] {
            let may: BTreeSet<u8> = match reads(*role, *relation, place == document) {
                true => categories(*role, *relation)
                    .iter()
                    .map(|one| one.number())
                    .collect(),
                false => BTreeSet::new(),
            };
            let streams = seat.streams.keys();
            let streams = streams.filter(|stream| stream.document == place);
            let sent: BTreeSet<u8> = streams.map(|stream| stream.category).collect();
            let of = if place == case { "case" } else { "interview" };
            assert_eq!(sent, may, "{role:?} {relation:?}: held of the {of}");
        }
    }
    // What is refused waits for the head, who then stands to the case: so all that is held was looked at before.
    for (role, relation, seat) in &seats {
        for (place, category) in [case, document]
            .into_iter()
            .flat_map(|place| Category::ALL.map(|category| (place, category)))
        {
            let mut hand = seat.clone();
            hand.actor = Uuid::now_v7();
            let name = field(&format!("{role:?}"), category);
            hand.write(case, place, category, &[(place, &name, json!(true))]);
            let answer = hand.send(&house.office, &hand.request()).unwrap();
            let may =
                reads(*role, *relation, place == document) && may_write(*role, category, *relation);
            let of = if place == case { "case" } else { "interview" };
            assert_eq!(
                fates(&answer) == ["accepted"],
                may,
                "{role:?} {relation:?} {category:?}: written into the {of}"
            );
        }
    }
}
