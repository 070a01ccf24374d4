//! Every cell of the table of access, read out the way a data-protection officer would ask.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access::{
    Relation, Role, UnitKind, categories, categories_of, may_hold, may_write, table,
};
use teren_domain::break_glass::may_break;

#[test]
fn every_role_and_relation_has_exactly_one_row_with_a_source() {
    let rows = &table().unwrap().rows;
    assert_eq!(rows.len(), Role::ALL.len() * Relation::ALL.len());
    for role in Role::ALL {
        for relation in Relation::ALL {
            let found: Vec<_> = rows
                .iter()
                .filter(|row| (row.role, row.relation) == (role, relation))
                .collect();
            assert_eq!(found.len(), 1, "{role:?} {relation:?}");
            assert!(
                found[0].source.len() > 10,
                "{role:?} {relation:?} names its source"
            );
        }
    }
}

#[test]
fn nobody_writes_what_she_may_not_hold() {
    for row in &table().unwrap().rows {
        assert!(
            row.write.is_subset(&row.hold),
            "{:?} {:?}",
            row.role,
            row.relation
        );
    }
}

#[test]
fn who_holds_any_part_sees_the_workflow() {
    for role in Role::ALL {
        for relation in Relation::ALL {
            let held = categories(role, relation);
            assert!(
                held.is_empty() || held.contains(&Category::Workflow),
                "{role:?} {relation:?}"
            );
        }
    }
}

#[test]
fn what_is_held_as_a_team_member_is_held_of_an_own_case() {
    for role in Role::ALL {
        let own = categories(role, Relation::Own);
        assert!(categories(role, Relation::Team).is_subset(&own), "{role:?}");
        assert!(
            categories(role, Relation::Centre).is_subset(&own),
            "{role:?}"
        );
    }
}

#[test]
fn the_reporter_is_known_to_first_contact_the_head_and_the_own_worker_only() {
    let knowing: BTreeSet<_> = Role::ALL
        .into_iter()
        .flat_map(|role| Relation::ALL.map(|relation| (role, relation)))
        .filter(|(role, relation)| may_hold(*role, Category::Reporter, *relation))
        .collect();
    assert_eq!(
        knowing,
        BTreeSet::from([
            (Role::FirstContact, Relation::Own),
            (Role::FirstContact, Relation::Team),
            (Role::FieldWorker, Relation::Own),
            (Role::Head, Relation::Own),
            (Role::Head, Relation::Team),
            (Role::Head, Relation::Centre),
            (Role::Head, Relation::BreakGlass),
        ])
    );
}

#[test]
fn administrator_and_inspector_hold_no_content() {
    for role in [Role::Administrator, Role::Inspector] {
        for relation in Relation::ALL {
            assert!(categories(role, relation).is_empty());
        }
    }
}

#[test]
fn benefits_team_decides_without_notes_of_social_work() {
    let held = categories(Role::BenefitsTeam, Relation::Team);
    let expected = [
        Category::Identity,
        Category::Income,
        Category::Incapacity,
        Category::Diagnosis,
        Category::HelpPlan,
        Category::Proceedings,
        Category::Workflow,
    ];
    assert_eq!(held, BTreeSet::from(expected));
}

#[test]
fn who_does_social_work_or_services_has_no_part_in_proceedings() {
    for role in [
        Role::SocialWorkTeam,
        Role::ServicesTeam,
        Role::FamilyAssistant,
        Role::FosterCoordinator,
    ] {
        for relation in Relation::ALL {
            assert!(!may_hold(role, Category::Proceedings, relation), "{role:?}");
        }
    }
}

#[test]
fn a_stranger_in_the_centre_holds_nothing_but_first_contact_recognises_a_family() {
    for role in Role::ALL {
        let expected = match role {
            Role::Head => BTreeSet::from(Category::ALL),
            // The one recognises a family, the other says where its case is.
            Role::FirstContact | Role::Coordinator => {
                BTreeSet::from([Category::Identity, Category::Workflow])
            }
            _ => BTreeSet::new(),
        };
        assert_eq!(categories(role, Relation::Centre), expected, "{role:?}");
    }
    for category in Category::ALL {
        assert!(!may_write(Role::Coordinator, category, Relation::Centre));
    }
    assert!(!may_write(
        Role::FirstContact,
        Category::Identity,
        Relation::Centre
    ));
}

#[test]
fn the_field_worker_holds_and_writes_the_whole_own_case_and_nothing_else() {
    for category in Category::ALL {
        assert!(may_hold(Role::FieldWorker, category, Relation::Own));
        assert!(may_write(Role::FieldWorker, category, Relation::Own));
        assert!(!may_hold(Role::FieldWorker, category, Relation::Team));
    }
}

#[test]
fn an_office_without_a_split_unites_the_team_roles() {
    let united = categories_of(UnitKind::All.roles(), Relation::Team);
    for kind in [
        UnitKind::FirstContact,
        UnitKind::Decisions,
        UnitKind::SocialWork,
        UnitKind::Services,
    ] {
        assert!(categories_of(kind.roles(), Relation::Team).is_subset(&united));
    }
    assert_eq!(united, BTreeSet::from(Category::ALL));
}

#[test]
fn in_an_emergency_social_workers_and_the_head_read_and_nobody_writes() {
    for role in Role::ALL {
        let breaks = matches!(role, Role::FieldWorker | Role::SocialWorkTeam | Role::Head);
        assert_eq!(may_break(&[role]), breaks, "{role:?}");
        for category in Category::ALL {
            assert!(!may_write(role, category, Relation::BreakGlass), "{role:?}");
            let own = may_hold(role, category, Relation::Own);
            assert!(own || !may_hold(role, category, Relation::BreakGlass));
        }
    }
    for category in [Category::Income, Category::Reporter, Category::Proceedings] {
        assert!(!may_hold(Role::FieldWorker, category, Relation::BreakGlass));
    }
    assert!(!may_break(&[Role::FieldWorker, Role::FamilyAssistant]));
}
