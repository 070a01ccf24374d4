//! Routing as stories: every matter in every structure, reasons people can read, structures that are refused.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod story;

use std::collections::BTreeSet;

use story::{family, planned};
use teren_domain::Grosze;
use teren_domain::access::Role;
use teren_domain::condition::RoutingValues;
use teren_domain::criteria::{RaisedCriterion, RaisedPeriodic};
use teren_domain::entry::entry;
use teren_domain::facts::{InterviewFacts, Part, RelativeElsewhere, ReportFacts};
use teren_domain::routing::{Assignment, AssignmentState, MoveNotAllowed, RoutingFacts};
use teren_domain::structure::{Matter, Structure, StructureError, shipped, shipped_by_id};

fn office(id: &str) -> &'static Structure {
    shipped_by_id(id).unwrap().unwrap()
}

/// Routes without any answer beyond the facts.
fn route(structure: &Structure, facts: &InterviewFacts) -> Vec<Assignment> {
    teren_domain::routing::route(structure, &RoutingFacts::of(facts, RoutingValues::new()))
}

fn matters(facts: &InterviewFacts, structure: &Structure) -> BTreeSet<Matter> {
    teren_domain::routing::matters(&RoutingFacts::of(facts, RoutingValues::new()), structure)
}

fn teams(structure: &Structure, facts: &InterviewFacts) -> Vec<String> {
    route(structure, facts)
        .into_iter()
        .map(|assignment| assignment.team)
        .collect()
}

/// An interview for each matter, and the matters it makes.
fn one_of_each() -> Vec<(InterviewFacts, Matter)> {
    let with_plan = |kind: &str| InterviewFacts {
        help_plan: planned(&[kind]),
        ..family()
    };
    vec![
        (
            InterviewFacts {
                domestic_violence: Some(true),
                ..family()
            },
            Matter::Violence,
        ),
        (
            InterviewFacts {
                homeless: true,
                last_registration_gmina: Some("Inna".to_owned()),
                ..family()
            },
            Matter::OtherGmina,
        ),
        (with_plan("usługi sąsiedzkie"), Matter::Services),
        (with_plan("zasiłek okresowy"), Matter::MoneyDecision),
        (with_plan("posiłek"), Matter::NonMoneyDecision),
        (with_plan("poradnictwo specjalistyczne"), Matter::SocialWork),
        (with_plan("bilet kredytowany"), Matter::WithoutDecision),
        (
            with_plan("wniosek o przydzielenie asystenta rodziny"),
            Matter::FamilyAssistance,
        ),
        (
            InterviewFacts {
                reasons: vec!["9".to_owned()],
                ..family()
            },
            Matter::FamilyAssistance,
        ),
        (
            InterviewFacts {
                relatives_elsewhere: vec![RelativeElsewhere {
                    name: "Krewna".to_owned(),
                    gmina: Some("Inna".to_owned()),
                }],
                ..family()
            },
            Matter::RelativesElsewhere,
        ),
        (
            InterviewFacts {
                part: Part::V,
                ..family()
            },
            Matter::Powiat,
        ),
        (
            InterviewFacts {
                part: Part::VI,
                domestic_violence: Some(true),
                ..family()
            },
            Matter::Powiat,
        ),
        (
            InterviewFacts {
                part: Part::VIII,
                help_plan: planned(&["posiłek"]),
                ..family()
            },
            Matter::FamilyBenefits,
        ),
        (
            InterviewFacts {
                part: Part::IX,
                ..family()
            },
            Matter::FamilyBenefits,
        ),
    ]
}

#[test]
fn six_structures_ship_and_each_answers_every_matter() {
    let all = shipped().unwrap();
    let ids: Vec<_> = all.keys().map(String::as_str).collect();
    assert_eq!(
        ids,
        [
            "bez-podzialu",
            "gorlice",
            "konstancin",
            "ochota",
            "piaseczno",
            "praga-poludnie"
        ]
    );
    for structure in all.values() {
        for (facts, matter) in one_of_each() {
            assert_eq!(
                matters(&facts, structure),
                BTreeSet::from([matter]),
                "{}",
                structure.id
            );
            let assignments = route(structure, &facts);
            assert!(!assignments.is_empty());
            for assignment in assignments {
                assert!(
                    !assignment.rules.is_empty(),
                    "{} catches {matter:?}",
                    structure.id
                );
                assert_eq!(assignment.speaks_of_violence, matter == Matter::Violence);
            }
        }
    }
}

#[test]
fn a_reason_names_what_caused_it_and_why_it_goes_there() {
    let facts = InterviewFacts {
        help_plan: planned(&["posiłek", "zasiłek celowy", "praca socjalna"]),
        ..family()
    };
    let assignments = route(office("konstancin"), &facts);
    assert_eq!(
        assignments[0].because,
        "W tym wywiadzie: zasiłek celowy, posiłek. Postępowanie administracyjne prowadzi się oddzielnie od pracy socjalnej i od usług."
    );
    assert_eq!(assignments[0].basis, "seed:konstancin; art. 106 ust. 1");
    assert_eq!(
        assignments[0].basis_pl(),
        "organizacja ośrodka; art. 106 ust. 1"
    );
    assert_eq!(
        assignments[1].because,
        "W tym wywiadzie: praca socjalna. Pracę socjalną wykonuje zespół wolny od prowadzenia postępowań."
    );
}

#[test]
fn two_rules_for_one_team_make_one_assignment_with_both_reasons() {
    let facts = InterviewFacts {
        domestic_violence: Some(true),
        help_plan: planned(&["interwencja kryzysowa", "zasiłek celowy"]),
        ..family()
    };
    let assignments = route(office("praga-poludnie"), &facts);
    let told: Vec<_> = assignments
        .iter()
        .map(|assignment| {
            (
                assignment.team.as_str(),
                assignment.rules.join(" "),
                assignment.speaks_of_violence,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("praga-poludnie-praca-socjalna", "s1 s5".to_owned(), true),
            ("kierownik", "s1".to_owned(), true),
            ("praga-poludnie-procedura", "s4".to_owned(), false),
        ]
    );
    assert_eq!(
        assignments[0].basis,
        "art. 7 pkt 7; art. 47; seed:praga-poludnie; art. 106 ust. 2"
    );
    assert!(
        !assignments[2].because.contains("przemoc"),
        "the decisions' team is not told"
    );
}

#[test]
fn what_no_rule_catches_goes_to_the_head_who_may_read_it() {
    for plan in [&[][..], &["wyjazd na wakacje"][..]] {
        let facts = InterviewFacts {
            help_plan: planned(plan),
            ..family()
        };
        let assignments = route(office("ochota"), &facts);
        assert_eq!(assignments.len(), 1);
        assert_eq!(assignments[0].team, "kierownik");
        assert_eq!(assignments[0].rules, Vec::<String>::new());
        assert!(assignments[0].because.starts_with("Żadna reguła"));
    }
}

#[test]
fn every_team_an_interview_is_routed_to_may_read_interviews() {
    use teren_domain::facts::Part;
    let kinds: Vec<String> = office("ochota").kinds.keys().cloned().collect();
    for structure in teren_domain::structure::shipped().unwrap().values() {
        let plans = kinds.iter().map(|kind| vec![kind.as_str()]);
        for plan in plans.chain([Vec::new()]) {
            for part in [
                Part::I,
                Part::II,
                Part::III,
                Part::IV,
                Part::V,
                Part::VI,
                Part::VII,
                Part::VIII,
                Part::IX,
            ] {
                let facts = InterviewFacts {
                    part,
                    help_plan: planned(&plan),
                    ..family()
                };
                for team in teams(structure, &facts) {
                    let reads = structure
                        .team_roles(&team)
                        .iter()
                        .any(|role| role.reads_interviews());
                    assert!(
                        reads || structure.leaves_the_centre(&team),
                        "{}: {team}, {plan:?}",
                        structure.id
                    );
                }
            }
        }
    }
}

#[test]
fn an_asystent_is_asked_for_only_where_there_are_children() {
    let grown_up = |mut facts: InterviewFacts| {
        facts.persons[2].born = Some(story::day("2008-11-17"));
        facts
    };
    let helpless = InterviewFacts {
        reasons: vec!["9".to_owned()],
        ..family()
    };
    let ruled = |facts: &InterviewFacts| {
        let assignments = route(office("gorlice"), facts).into_iter();
        let ruled = assignments.filter(|assignment| !assignment.rules.is_empty());
        ruled.map(|assignment| assignment.team).collect::<Vec<_>>()
    };
    assert!(ruled(&helpless).contains(&"kierownik".to_owned()));
    assert_eq!(ruled(&grown_up(helpless)), Vec::<String>::new());
}

#[test]
fn fear_for_a_child_is_routed_even_when_no_child_was_written_down() {
    let mut facts = InterviewFacts {
        child_safety_concern: Some(true),
        ..family()
    };
    facts.persons.truncate(1);
    assert_eq!(
        teams(office("ochota"), &facts),
        ["ochota-praca-socjalna", "kierownik"]
    );
}

#[test]
fn violence_denied_in_the_interview_outweighs_a_ticked_reason() {
    let ticked = InterviewFacts {
        reasons: vec!["7".to_owned()],
        ..family()
    };
    let denied = InterviewFacts {
        domestic_violence: Some(false),
        ..ticked.clone()
    };
    assert_eq!(
        matters(&ticked, office("ochota")),
        BTreeSet::from([Matter::Violence])
    );
    assert_eq!(matters(&denied, office("ochota")), BTreeSet::new());
}

#[test]
fn a_relative_in_the_own_gmina_is_visited_by_the_own_centre() {
    let asked = |gmina: Option<&str>| InterviewFacts {
        relatives_elsewhere: vec![RelativeElsewhere {
            name: "Krewny".to_owned(),
            gmina: gmina.map(str::to_owned),
        }],
        ..family()
    };
    for (gmina, leaves) in [
        (None, true),
        (Some("Gdynia"), true),
        (Some("m.st. Warszawa"), false),
    ] {
        let found = matters(&asked(gmina), office("ochota"));
        assert_eq!(
            found.contains(&Matter::RelativesElsewhere),
            leaves,
            "{gmina:?}"
        );
    }
}

#[test]
fn who_holds_the_interview_follows_from_what_is_asked_for() {
    let table: [(&str, &[&str], &[&str], &str); 10] = [
        (
            "konstancin",
            &["zasiłek celowy"],
            &[],
            "konstancin-swiadczenia",
        ),
        (
            "konstancin",
            &["usługi sąsiedzkie"],
            &[],
            "konstancin-uslugi",
        ),
        (
            "konstancin",
            &["usługi sąsiedzkie", "posiłek"],
            &[],
            "konstancin-swiadczenia",
        ),
        (
            "konstancin",
            &["praca socjalna"],
            &[],
            "konstancin-praca-socjalna",
        ),
        ("konstancin", &[], &[], "konstancin-praca-socjalna"),
        (
            "konstancin",
            &["zasiłek celowy"],
            &["Przemoc domowa"],
            "konstancin-praca-socjalna",
        ),
        (
            "konstancin",
            &["zasiłek celowy"],
            &["brak schronienia"],
            "konstancin-swiadczenia",
        ),
        (
            "konstancin",
            &["pomoc na usamodzielnienie oraz na kontynuowanie nauki"],
            &[],
            "pcpr",
        ),
        (
            "gorlice",
            &["usługi sąsiedzkie"],
            &[],
            "gorlice-uslugi-swiadczenia-ps",
        ),
        (
            "bez-podzialu",
            &["zasiłek stały"],
            &["przemoc domowa"],
            "bez-podzialu-rejon",
        ),
    ];
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    for (id, help, flags, team) in table {
        let report = ReportFacts {
            requested_help: owned(help),
            flags: owned(flags),
            ..ReportFacts::default()
        };
        let found = entry(office(id), &report);
        assert_eq!(found.interview_by, team, "{id} {help:?} {flags:?}");
        assert_eq!(found.received_by, office(id).first_contact);
        assert!(found.because.ends_with('.'), "{}", found.because);
    }
}

#[test]
fn entry_tells_what_was_asked_and_hides_our_source_marks() {
    let report = ReportFacts {
        requested_help: vec!["zasiłek stały".to_owned()],
        ..ReportFacts::default()
    };
    let found = entry(office("konstancin"), &report);
    assert_eq!(
        found.because,
        "W zgłoszeniu: zasiłek stały. Wywiad na potrzeby świadczenia przyznawanego decyzją prowadzi zespół świadczeń."
    );
    assert_eq!(
        (found.basis.as_str(), found.basis_pl().as_str()),
        ("wywiad.md E2", "przyjęta praktyka ośrodków")
    );
    assert!(!found.speaks_of_violence);
}

#[test]
fn team_roles_follow_from_the_kind_of_the_unit() {
    let table: [(&str, &str, &[Role]); 6] = [
        (
            "konstancin",
            "konstancin-pierwszy-kontakt",
            &[Role::FirstContact],
        ),
        (
            "konstancin",
            "konstancin-swiadczenia",
            &[Role::BenefitsTeam],
        ),
        ("konstancin", "kierownik", &[Role::Head]),
        ("konstancin", "inny-ops", &[]),
        ("gorlice", "gorlice-praca-socjalna", &[Role::SocialWorkTeam]),
        (
            "bez-podzialu",
            "bez-podzialu-rejon",
            &[
                Role::FirstContact,
                Role::BenefitsTeam,
                Role::SocialWorkTeam,
                Role::ServicesTeam,
            ],
        ),
    ];
    for (id, team, roles) in table {
        assert_eq!(office(id).team_roles(team), roles, "{team}");
    }
    let leaving: Vec<_> = office("ochota")
        .externals
        .keys()
        .filter(|id| office("ochota").leaves_the_centre(id))
        .collect();
    assert_eq!(leaving, ["inny-ops", "pcpr", "swiadczenia-rodzinne"]);
    assert_eq!(
        office("ochota")
            .office_parameters("2026-11-22".parse().unwrap())
            .gmina
            .map(|gmina| gmina.name),
        Some("Warszawa".to_owned())
    );
}

#[test]
fn a_structure_travels_as_one_document() {
    for structure in shipped().unwrap().values() {
        let json = serde_json::to_string(structure).unwrap();
        assert_eq!(Structure::parse(&json).as_ref(), Ok(structure));
    }
}

#[test]
fn the_council_raises_by_a_named_resolution_and_never_below_the_act() {
    let checked = |single: i64, family: i64, since: &str, resolution: &str| {
        let mut structure = office("konstancin").clone();
        structure.parameters.criterion_raised = vec![RaisedCriterion {
            single: Grosze::zl(single),
            family: Grosze::zl(family),
            since: since.parse().unwrap(),
            until: None,
            resolution: resolution.to_owned(),
        }];
        structure.check()
    };
    let low = |since: &str, single: i64, family: i64| {
        Err(StructureError::RaisedTooLow {
            since: since.parse().unwrap(),
            single: Grosze::zl(single),
            family: Grosze::zl(family),
        })
    };
    let table = [
        (1010, 823, "2026-01-01", "nr 7", Ok(())),
        (
            1009,
            900,
            "2026-01-01",
            "nr 7",
            low("2026-01-01", 1010, 823),
        ),
        (
            1200,
            822,
            "2026-01-01",
            "nr 7",
            low("2026-01-01", 1010, 823),
        ),
        // By the amounts of its own day.
        (800, 650, "2024-12-31", "nr 7", Ok(())),
        (800, 650, "2025-01-01", "nr 7", low("2025-01-01", 1010, 823)),
        (
            1200,
            900,
            "2026-01-01",
            " ",
            Err(StructureError::NoResolution),
        ),
    ];
    for (single, family, since, resolution, expected) in table {
        let found = checked(single, family, since, resolution);
        assert_eq!(found, expected, "{single} {family} {since}");
    }
    let periodic = |percent: i64, since: &str, resolution: &str| {
        let mut structure = office("konstancin").clone();
        structure.parameters.periodic_raised = vec![RaisedPeriodic {
            percent,
            since: since.parse().unwrap(),
            until: None,
            resolution: resolution.to_owned(),
        }];
        structure.check()
    };
    let out = |above| Err(StructureError::PeriodicOutOfBounds { above, to: 100 });
    let table = [
        (51, "2026-01-01", "nr 8", Ok(())),
        (100, "2026-01-01", "nr 8", Ok(())),
        (50, "2026-01-01", "nr 8", out(50)),
        (101, "2026-01-01", "nr 8", out(50)),
        // The percent of that day is not known.
        (40, "2024-12-31", "nr 8", Ok(())),
        (0, "2024-12-31", "nr 8", out(0)),
        (60, "2026-01-01", "", Err(StructureError::NoResolution)),
    ];
    for (percent, since, resolution, expected) in table {
        let found = periodic(percent, since, resolution);
        assert_eq!(found, expected, "{percent} {since}");
    }
    let mut structure = office("konstancin").clone();
    structure.parameters.without = vec!["child_safety".to_owned()];
    assert_eq!(structure.check(), Ok(()));
    structure
        .parameters
        .without
        .push("no_such_block".to_owned());
    assert_eq!(structure.check(), Err(StructureError::UnknownBlock));
}

#[test]
fn a_structure_that_would_lose_cases_is_refused() {
    let refused = |change: fn(&mut Structure)| {
        let mut structure = office("konstancin").clone();
        change(&mut structure);
        Structure::parse(&serde_json::to_string(&structure).unwrap()).unwrap_err()
    };
    let unknown = |place: &str| StructureError::UnknownTeam {
        place: place.to_owned(),
        team: "nikt".to_owned(),
    };
    assert_eq!(
        refused(|s| s.first_contact = "nikt".into()),
        unknown("first_contact")
    );
    assert_eq!(
        refused(|s| s.routing[2].teams.push("nikt".into())),
        unknown("rule k3")
    );
    assert_eq!(
        refused(|s| s.entry[1].team = "nikt".into()),
        unknown("entry rule 2")
    );
    assert_eq!(
        refused(|s| s.units[1].id = "kierownik".into()),
        StructureError::UnitTwice("kierownik".into())
    );
    assert_eq!(
        refused(|s| s.routing[1].id = "k1".into()),
        StructureError::RuleTwice("k1".into())
    );
    assert_eq!(
        refused(|s| s.routing[0].teams.clear()),
        StructureError::EmptyRule("k1".into())
    );
    assert_eq!(
        refused(|s| s.routing[0].when.clear()),
        StructureError::EmptyRule("k1".into())
    );
    assert_eq!(
        refused(|s| drop(s.entry.pop())),
        StructureError::EntryDefault
    );
    assert_eq!(refused(|s| s.entry.clear()), StructureError::EntryDefault);
    assert_eq!(
        refused(|s| s.entry[0].default = true),
        StructureError::EntryCondition { place: 1 }
    );
    assert_eq!(
        refused(|s| s.gmina.terc = "141802".into()),
        StructureError::Terc
    );
}

#[test]
fn unknown_matters_and_keys_are_refused_by_place_only() {
    let json = serde_json::to_string_pretty(office("konstancin")).unwrap();
    for (old, new) in [
        ("\"przemoc\"", "\"tajemnica\""),
        ("\"reason_pl\"", "\"powod\""),
    ] {
        let error = Structure::parse(&json.replace(old, new)).unwrap_err();
        assert!(matches!(error, StructureError::Malformed { line, .. } if line > 1));
        assert!(
            !error.to_string().contains("tajemnica"),
            "an error quotes nothing"
        );
    }
}

#[test]
fn an_assignment_lives_by_its_moves() {
    use AssignmentState::{Done, Returned, Revoked, Sent, Taken};
    let allowed = [
        (Sent, Taken),
        (Sent, Returned),
        (Sent, Revoked),
        (Taken, Sent),
        (Taken, Returned),
        (Taken, Done),
        (Taken, Revoked),
        (Returned, Sent),
        (Returned, Revoked),
    ];
    for from in AssignmentState::ALL {
        for to in AssignmentState::ALL {
            let expected = if allowed.contains(&(from, to)) {
                Ok(to)
            } else {
                Err(MoveNotAllowed { from, to })
            };
            assert_eq!(from.to(to), expected);
        }
    }
}
