//! The asystent rodziny and the closed list of data of art. 16 u.w.r., whatever team she also sits in.

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::structure::shipped_by_id;
use teren_office::mask_of;
use teren_office::storage::{GrantRelation, GrantRow, Person, WHOLE_CASE};
use uuid::Uuid;

const LISTED: [Category; 4] = [
    Category::Identity,
    Category::Situation,
    Category::FamilyPlan,
    Category::Workflow,
];

fn person(roles: &[Role], team: &str) -> Person {
    Person {
        person: Uuid::now_v7(),
        name: "Osoba Próbna".to_owned(),
        roles: roles.to_vec(),
        teams: vec![team.to_owned()],
        authorisations: Vec::new(),
        employed: true,
        active: true,
    }
}

/// Every way in which a person of the team may stand to a case: assigned, taken from the inbox, routed to the team.
fn grants(person: &Person, team: &str) -> Vec<GrantRow> {
    let ways = [
        (GrantRelation::Own, ""),
        (GrantRelation::Own, team),
        (GrantRelation::Team, team),
    ];
    let grant = |(relation, via): (GrantRelation, &str)| GrantRow {
        id: 1,
        person: person.person,
        case_row: 1,
        case: Uuid::from_u128(1),
        via: via.to_owned(),
        relation,
        document: WHOLE_CASE,
        from: 0,
        revoked: 0,
        last: 0,
    };
    ways.map(grant).into()
}

/// Categories open in the case's own document and in an interview, by any of the ways.
fn open_to(person: &Person, structure: &str, team: &str) -> BTreeSet<u8> {
    let structure = shipped_by_id(structure).unwrap().unwrap();
    let (case, interview) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let grants = grants(person, team);
    let masks = grants.iter().flat_map(|grant| {
        [case, interview].map(|document| mask_of(person, structure, grant, document))
    });
    masks
        .flat_map(|mask| [mask.categories(), mask.writable()].concat())
        .collect()
}

#[test]
fn asystent_who_also_sits_in_a_team_holds_the_closed_list_and_nothing_of_the_team() {
    let listed = BTreeSet::from(LISTED.map(Category::number));
    for id in ["gorlice", "bez-podzialu", "konstancin", "ochota"] {
        let structure = shipped_by_id(id).unwrap().unwrap();
        for unit in &structure.units {
            let team = unit.id.as_str();
            for roles in [
                vec![Role::FamilyAssistant],
                vec![Role::FamilyAssistant, Role::Coordinator],
                vec![Role::FieldWorker, Role::FamilyAssistant],
            ] {
                let open = open_to(&person(&roles, team), id, team);
                assert_eq!(open, listed, "{roles:?} in {team}");
            }
        }
    }
}

#[test]
fn colleague_of_the_same_team_holds_what_the_asystent_may_not() {
    for (id, team) in [
        ("gorlice", "gorlice-praca-socjalna"),
        ("bez-podzialu", "bez-podzialu-rejon"),
    ] {
        let open = open_to(&person(&[], team), id, team);
        assert!(open.contains(&Category::Diagnosis.number()), "{team}");
    }
}
