//! A centre's own rules: conditions over answers, rules that can never fire, versions by day, and the dry run.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod story;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use story::{family, planned};
use teren_domain::access::{Relation, Role, known_to_all_who_hold, may_hold};
use teren_domain::condition::{
    Catalogue, FieldCondition, Known, RoutableField, RoutableKind, RoutingValue, RoutingValues,
    Test, Unit,
};
use teren_domain::criteria::{CentreParameters, RaisedCriterion, RaisedPeriodic, Span, SpanError};
use teren_domain::entry::AskedFor;
use teren_domain::facts::{InterviewFacts, Part};
use teren_domain::replay::replay;
use teren_domain::revision::{
    Knowledge, StructureVersion, differences_pl, in_force, parameters_on,
};
use teren_domain::routing::{Assignment, RoutingFacts, route};
use teren_domain::rules::{PARTS, RulePlace, findings, known_fields};
use teren_domain::structure::{
    Matter, RoutingRule, Structure, StructureError, shipped, shipped_by_id,
};
use teren_domain::{Category, Grosze};
use uuid::Uuid;

fn konstancin() -> Structure {
    shipped_by_id("konstancin").unwrap().unwrap().clone()
}

fn words(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn condition(field: &str, test: Test) -> FieldCondition {
    FieldCondition {
        field: field.to_owned(),
        label_pl: field.to_uppercase(),
        test,
    }
}

fn one_of(given: &[&str]) -> Test {
    Test::OneOf {
        words: words(given),
    }
}

fn at_least(number: i64) -> Test {
    Test::AtLeast {
        number,
        unit: Unit::Count,
    }
}

fn at_most(number: i64) -> Test {
    Test::AtMost {
        number,
        unit: Unit::Count,
    }
}

/// A rule of its own id for one team, without any condition yet.
fn rule(id: &str, team: &str) -> RoutingRule {
    RoutingRule {
        id: id.to_owned(),
        when: BTreeSet::new(),
        all: Vec::new(),
        any: Vec::new(),
        term_days: None,
        urgent: false,
        teams: vec![team.to_owned()],
        when_pl: format!("warunek {id}"),
        reason_pl: "Tak postanowił ośrodek.".to_owned(),
        source: "centre".to_owned(),
        basis: "art. 110a".to_owned(),
        assumption: None,
        note: None,
    }
}

fn catalogue(structure: &Structure) -> Catalogue {
    let mut known = known_fields(structure);
    for (id, kind, category, parts) in [
        (
            "housing_title",
            RoutableKind::Choice(vec!["własne".into(), "komunalne".into()]),
            Category::Situation,
            &PARTS[..],
        ),
        (
            "needs",
            RoutableKind::MultiChoice(vec!["opał".into(), "leki".into()]),
            Category::Diagnosis,
            &PARTS[..],
        ),
        ("ill", RoutableKind::YesNo, Category::Health, &PARTS[..]),
        (
            "ward",
            RoutableKind::YesNo,
            Category::Situation,
            &[Part::V][..],
        ),
        ("since", RoutableKind::Date, Category::Situation, &PARTS[..]),
    ] {
        let field = RoutableField {
            id: id.to_owned(),
            label_pl: id.to_uppercase(),
            place_pl: String::new(),
            kind,
            category,
            parts: parts.iter().copied().collect(),
        };
        known.insert(id.to_owned(), field);
    }
    known
}

fn answered(answers: &[(&str, RoutingValue, Category)]) -> RoutingValues {
    let known = answers.iter().map(|(field, value, category)| {
        let (value, category) = (value.clone(), *category);
        ((*field).to_owned(), Known { value, category })
    });
    known.collect()
}

fn word(text: &str) -> RoutingValue {
    RoutingValue::Words(words(&[text]))
}

fn help(kinds: &[&str], answers: RoutingValues) -> RoutingFacts {
    let facts = InterviewFacts {
        help_plan: planned(kinds),
        ..family()
    };
    RoutingFacts::of(&facts, answers)
}

fn teams(assignments: &[Assignment]) -> Vec<&str> {
    assignments.iter().map(|one| one.team.as_str()).collect()
}

#[test]
fn a_condition_holds_of_the_answers_it_names_and_never_of_silence() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let table = [
        (Test::Yes, RoutingValue::YesNo(true), true),
        (Test::Yes, RoutingValue::YesNo(false), false),
        (Test::No, RoutingValue::YesNo(false), true),
        (one_of(&["komunalne", "socjalne"]), word("komunalne"), true),
        (one_of(&["komunalne"]), word("własne"), false),
        (
            Test::NoneOf {
                words: words(&["własne"]),
            },
            word("komunalne"),
            true,
        ),
        (
            Test::NoneOf {
                words: words(&["własne"]),
            },
            word("własne"),
            false,
        ),
        (at_least(3), RoutingValue::Number(3), true),
        (at_least(3), RoutingValue::Number(2), false),
        (at_most(3), RoutingValue::Number(3), true),
        (at_most(3), RoutingValue::Number(4), false),
        (
            Test::Since {
                date: date("2026-01-01"),
            },
            RoutingValue::Date(date("2026-01-01")),
            true,
        ),
        (
            Test::Until {
                date: date("2025-12-31"),
            },
            RoutingValue::Date(date("2026-01-01")),
            false,
        ),
        // An answer of another kind fulfils nothing.
        (Test::Yes, word("tak"), false),
    ];
    for (test, value, holds) in table {
        assert_eq!(test.holds(&value), holds, "{test:?} of {value:?}");
        let asked = condition("field", test);
        assert!(asked.fulfilled_by(&RoutingValues::new()).is_none());
    }
}

#[test]
fn a_large_family_in_a_communal_flat_goes_to_social_work_by_the_centres_own_rule() {
    let mut structure = konstancin();
    structure.routing.push(RoutingRule {
        all: vec![
            condition("housing_title", one_of(&["komunalne"])),
            condition("household_minors", at_least(3)),
        ],
        term_days: Some(5),
        urgent: true,
        ..rule("w1", "konstancin-praca-socjalna")
    });
    structure.check().unwrap();
    let large = |minors: i64, title: &str| {
        let mut facts = help(
            &["zasiłek celowy"],
            answered(&[("housing_title", word(title), Category::Situation)]),
        );
        let count = facts.values.get_mut("household_minors").unwrap();
        count.value = RoutingValue::Number(minors);
        facts
    };
    let found = route(&structure, &large(3, "komunalne"));
    assert_eq!(
        teams(&found),
        ["konstancin-swiadczenia", "konstancin-praca-socjalna"]
    );
    assert_eq!((found[0].term_days, found[1].term_days), (None, Some(5)));
    assert_eq!((found[0].urgent, found[1].urgent), (false, true));
    assert_eq!(
        teams(&route(&structure, &large(2, "komunalne"))),
        ["konstancin-swiadczenia"]
    );
    assert_eq!(
        teams(&route(&structure, &large(3, "własne"))),
        ["konstancin-swiadczenia"]
    );
}

#[test]
fn a_reason_is_cut_by_who_may_know_it() {
    let mut structure = konstancin();
    let open = RoutingRule {
        when: BTreeSet::from([Matter::MoneyDecision]),
        all: vec![condition("household_minors", at_least(0))],
        ..rule("w1", "konstancin-uslugi")
    };
    let closed = RoutingRule {
        all: vec![condition("ill", Test::Yes)],
        ..rule("w2", "konstancin-uslugi")
    };
    structure.routing = vec![open, closed];
    let facts = help(
        &["zasiłek celowy"],
        answered(&[("ill", RoutingValue::YesNo(true), Category::Health)]),
    );
    let found = route(&structure, &facts).remove(0);
    assert_eq!(
        found.because,
        "W tym wywiadzie: zasiłek celowy, HOUSEHOLD_MINORS: 0 lub więcej. Tak postanowił ośrodek."
    );
    assert_eq!(
        found.rules,
        ["w1"],
        "that w2 fired would tell of an illness"
    );
    assert_eq!(found.further.len(), 1);
    assert_eq!(found.further[0].category, Category::Health);
    assert_eq!(
        found.further[0].because,
        "W tym wywiadzie: ILL: tak. Tak postanowił ośrodek."
    );
    assert_eq!(found.further[0].rules, ["w2"]);
    assert_eq!(found.further[0].basis, "art. 110a");
}

#[test]
fn a_rule_over_two_closed_categories_names_itself_only_where_both_may_be_known() {
    let mut structure = konstancin();
    structure.routing = vec![RoutingRule {
        all: vec![
            condition("ill", Test::Yes),
            condition("income", at_least(1)),
        ],
        ..rule("w1", "konstancin-uslugi")
    }];
    let facts = help(
        &[],
        answered(&[
            ("ill", RoutingValue::YesNo(true), Category::Health),
            ("income", RoutingValue::Number(5), Category::Income),
        ]),
    );
    let found = route(&structure, &facts).remove(0);
    assert!(found.because.is_empty() && found.rules.is_empty() && found.basis.is_empty());
    for further in &found.further {
        let knows = |other| known_to_all_who_hold(other, further.category);
        let both = knows(Category::Health) && knows(Category::Income);
        assert_eq!(further.rules.is_empty(), !both, "{:?}", further.category);
    }
    let income = found
        .further
        .iter()
        .find(|one| one.category == Category::Income)
        .unwrap();
    assert_eq!(income.because, "W tym wywiadzie: INCOME: 1 lub więcej.");
}

#[test]
fn who_may_know_of_violence_may_know_the_plan() {
    // A reason may move from the plan's category to that of violence: nobody there may lack the plan.
    for role in Role::ALL {
        for relation in Relation::ALL {
            if may_hold(role, Category::Violence, relation) {
                assert!(
                    may_hold(role, Category::HelpPlan, relation),
                    "{role:?} {relation:?}"
                );
                assert!(
                    may_hold(role, Category::Identity, relation),
                    "{role:?} {relation:?}"
                );
            }
        }
    }
}

#[test]
fn rules_that_cannot_fire_are_named_with_the_reason() {
    let base = konstancin();
    let when = |matter| BTreeSet::from([matter]);
    let table: [(RoutingRule, Option<&str>); 11] = [
        (
            RoutingRule {
                all: vec![condition("ill", Test::Yes)],
                ..rule("a", "kierownik")
            },
            None,
        ),
        (
            RoutingRule {
                all: vec![condition("ill", Test::Yes), condition("ill", Test::No)],
                ..rule("b", "kierownik")
            },
            Some("wykluczają się"),
        ),
        (
            RoutingRule {
                all: vec![
                    condition("household_minors", at_least(3)),
                    condition("household_minors", at_most(2)),
                ],
                ..rule("c", "kierownik")
            },
            Some("wykluczają się"),
        ),
        (
            RoutingRule {
                all: vec![condition("household_minors", at_most(-1))],
                ..rule("d", "kierownik")
            },
            Some("wykluczają się"),
        ),
        (
            RoutingRule {
                all: vec![
                    condition("housing_title", one_of(&["własne"])),
                    condition("housing_title", one_of(&["komunalne"])),
                ],
                ..rule("e", "kierownik")
            },
            Some("wykluczają się"),
        ),
        // Several words of one answer may well stand together.
        (
            RoutingRule {
                all: vec![
                    condition("needs", one_of(&["opał"])),
                    condition("needs", one_of(&["leki"])),
                ],
                ..rule("f", "kierownik")
            },
            None,
        ),
        // One of the two ways is open.
        (
            RoutingRule {
                all: vec![condition("ill", Test::Yes)],
                any: vec![
                    condition("ill", Test::No),
                    condition(
                        "since",
                        Test::Since {
                            date: NaiveDate::MIN,
                        },
                    ),
                ],
                ..rule("g", "kierownik")
            },
            None,
        ),
        (
            RoutingRule {
                when: when(Matter::SocialWork),
                all: vec![condition("ward", Test::Yes)],
                ..rule("h", "kierownik")
            },
            Some("takiej sprawy nie ma"),
        ),
        (
            RoutingRule {
                all: vec![
                    condition("ward", Test::Yes),
                    condition("part", one_of(&["I"])),
                ],
                ..rule("i", "kierownik")
            },
            Some("żadna część"),
        ),
        (
            RoutingRule {
                when: when(Matter::Powiat),
                all: vec![condition("part", one_of(&["V", "VI"]))],
                ..rule("j", "pcpr")
            },
            None,
        ),
        (
            RoutingRule {
                when: when(Matter::FamilyBenefits),
                all: vec![condition("part", one_of(&["I", "IV"]))],
                ..rule("k", "kierownik")
            },
            Some("takiej sprawy nie ma"),
        ),
    ];
    for (own, why) in table {
        let mut structure = base.clone();
        let id = own.id.clone();
        structure.routing.push(own);
        structure.check().unwrap();
        let place = RulePlace::Routing(structure.routing.len() - 1);
        let found = findings(&structure, &catalogue(&structure));
        let told: Vec<_> = found.iter().filter(|one| one.place == place).collect();
        assert_eq!(told.len(), usize::from(why.is_some()), "{id}: {told:?}");
        if let Some(why) = why {
            assert!(told[0].text_pl.contains(why), "{id}: {}", told[0].text_pl);
            assert!(!told[0].error);
        }
    }
}

#[test]
fn a_rule_over_what_no_form_asks_may_not_be_saved() {
    let base = konstancin();
    let table = [
        (condition("gone", Test::Yes), "Żaden formularz"),
        (condition("ill", at_least(1)), "nie można tak porównać"),
        (
            condition("housing_title", one_of(&["pałac"])),
            "nie ma odpowiedzi „pałac”",
        ),
    ];
    for (own, text) in table {
        let mut structure = base.clone();
        structure.routing.push(RoutingRule {
            all: vec![own],
            ..rule("x", "kierownik")
        });
        let found = findings(&structure, &catalogue(&structure));
        assert!(
            found
                .iter()
                .any(|one| one.error && one.text_pl.contains(text)),
            "{text}"
        );
    }
}

#[test]
fn the_shipped_structures_catch_every_matter_and_every_rule_of_theirs_can_fire() {
    for structure in shipped().unwrap().values() {
        let found = findings(structure, &catalogue(structure));
        let routing: Vec<_> = found
            .iter()
            .filter(|one| !matches!(one.place, RulePlace::Unit(_)))
            .map(|one| (&one.place, one.text_pl.as_str()))
            .collect();
        assert_eq!(routing, [], "{}", structure.id);
    }
}

#[test]
fn an_entry_rule_behind_a_broader_one_is_named() {
    let mut structure = konstancin();
    let first = structure.entry[0].clone();
    structure.entry.insert(1, first);
    let found = findings(&structure, &catalogue(&structure));
    let entries: Vec<_> = found
        .iter()
        .filter(|one| matches!(one.place, RulePlace::Entry(_)))
        .collect();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].place, RulePlace::Entry(1));
}

#[test]
fn a_matter_that_lost_its_rule_is_named_and_the_head_gets_its_interviews() {
    let before = konstancin();
    let mut after = before.clone();
    after
        .routing
        .retain(|rule| rule.id != "k3" && rule.id != "k4");
    let found = findings(&after, &catalogue(&after));
    let told: Vec<&str> = found.iter().map(|one| one.text_pl.as_str()).collect();
    assert!(
        told.iter().any(|text| text.contains("w planie są usługi")),
        "{told:?}"
    );
    let services = help(&["usługi sąsiedzkie"], RoutingValues::new());
    let found = replay(&before, &after, &services).unwrap();
    assert!(found.uncaught && found.elsewhere());
    assert_eq!(
        found.before,
        ["konstancin-uslugi", "konstancin-swiadczenia"]
    );
    assert_eq!(found.after, ["kierownik"]);
    let social = help(&["praca socjalna"], RoutingValues::new());
    assert_eq!(replay(&before, &after, &social), None);
}

#[test]
fn a_replay_tells_teams_and_rules_and_nothing_of_the_family() {
    let before = konstancin();
    let mut after = before.clone();
    after.routing[3].teams = vec!["konstancin-praca-socjalna".to_owned()];
    let money = help(&["zasiłek celowy"], RoutingValues::new());
    let found = replay(&before, &after, &money).unwrap();
    assert!(found.elsewhere() && !found.uncaught);
    assert_eq!(found.before, ["konstancin-swiadczenia"]);
    assert_eq!(found.after, ["konstancin-praca-socjalna"]);
    assert_eq!(
        found.why_pl,
        [
            "nie trafi już do: zespół ds. świadczeń przyznawanych decyzją (reguła k4: coś w planie wymaga decyzji)",
            "trafi do: zespół ds. pracy socjalnej (reguła k4: coś w planie wymaga decyzji)",
        ]
    );
}

#[test]
fn a_replay_tells_of_another_urgency_and_of_who_else_would_hold_the_interview() {
    let before = konstancin();
    let mut after = before.clone();
    after.routing[3].term_days = Some(2);
    after.routing[3].urgent = true;
    let money = help(&["zasiłek celowy"], RoutingValues::new());
    let found = replay(&before, &after, &money).unwrap();
    assert!(!found.elsewhere() && !found.uncaught);
    assert_eq!(found.before, found.after);
    assert_eq!(
        found.why_pl,
        [
            "zespół ds. świadczeń przyznawanych decyzją: pilne, termin 2 dni robocze (dotąd termin wywiadu)"
        ]
    );
    let social = help(&["praca socjalna"], RoutingValues::new());
    assert_eq!(replay(&before, &after, &social), None);

    let mut entry = before.clone();
    for rule in &mut entry.entry {
        rule.team = "konstancin-uslugi".to_owned();
    }
    let reported = |help: &[&str]| RoutingFacts {
        asked: Some(AskedFor {
            help: help.iter().map(|word| (*word).to_owned()).collect(),
            violence: false,
        }),
        ..money.clone()
    };
    let found = replay(&before, &entry, &reported(&["zasiłek celowy"])).unwrap();
    assert!(!found.elsewhere());
    assert_eq!(
        found.why_pl,
        ["wywiad prowadziłby: zespół ds. usług (dotąd zespół ds. świadczeń przyznawanych decyzją)"]
    );
    // An interview that answers no report is held by whom its case has.
    assert_eq!(replay(&before, &entry, &money), None);
}

#[test]
fn the_version_in_force_is_the_last_one_decided_for_the_last_day_that_came() {
    let version = |from: &str, number: u32, name: &str| {
        let mut structure = konstancin();
        name.clone_into(&mut structure.version);
        StructureVersion {
            valid_from: from.parse().unwrap(),
            by: Uuid::nil(),
            // The clock says the same of all: only their order tells.
            at_ms: 5,
            number,
            reason: "Powód.".to_owned(),
            structure,
        }
    };
    let versions = [
        version("2026-01-01", 1, "first"),
        version("2026-06-01", 2, "summer"),
        version("2026-03-01", 3, "spring, decided later"),
        version("2026-06-01", 4, "summer, put right"),
    ];
    let table = [
        ("2025-12-31", "first"),
        ("2026-02-28", "first"),
        ("2026-03-01", "spring, decided later"),
        ("2026-06-01", "summer, put right"),
    ];
    for (day, name) in table {
        let found = in_force(&versions, day.parse().unwrap()).unwrap();
        assert_eq!(found.structure.version, name, "{day}");
    }
    assert!(in_force(&[], "2026-01-01".parse().unwrap()).is_none());
}

fn raised(single: i64, since: &str) -> RaisedCriterion {
    RaisedCriterion {
        single: Grosze::zl(single),
        family: Grosze::zl(900),
        since: day(since),
        until: None,
        resolution: format!("uchwała z {since}"),
    }
}

fn ended(until: &str, raised: RaisedCriterion) -> RaisedCriterion {
    RaisedCriterion {
        until: Some(day(until)),
        ..raised
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(since: &str, until: Option<&str>) -> Span {
    Span {
        since: day(since),
        until: until.map(day),
    }
}

/// A version decided at noon of its first day.
fn decided(from: &str, number: u32, parameters: CentreParameters) -> StructureVersion {
    let mut structure = konstancin();
    structure.parameters = parameters;
    StructureVersion {
        valid_from: day(from),
        by: Uuid::nil(),
        at_ms: noon(from),
        number,
        reason: "Powód.".to_owned(),
        structure,
    }
}

fn noon(on: &str) -> i64 {
    let noon = day(on).and_hms_opt(12, 0, 0).unwrap();
    noon.and_utc().timestamp_millis()
}

fn resolutions(raised: &[RaisedCriterion]) -> CentreParameters {
    CentreParameters {
        criterion_raised: raised.to_vec(),
        ..CentreParameters::default()
    }
}

/// What an interview in work is measured by, and what one approved at noon.
fn measured(
    versions: &[StructureVersion],
    (applied, known, approved): (&str, &str, bool),
) -> (bool, Option<i64>) {
    let known = Knowledge {
        on: day(known),
        approved_ms: approved.then(|| noon(known)),
    };
    let found = parameters_on(versions, day(applied), known);
    assert_eq!(found.gmina.unwrap().name, "Konstancin-Jeziorna");
    let single = found.criterion_raised.map(|raised| raised.single.0 / 100);
    (found.krus_deducted, single)
}

#[test]
fn of_resolutions_the_one_that_began_last_counts_until_it_ends() {
    let list = [
        raised(1500, "2026-06-01"),
        raised(1300, "2025-02-01"),
        ended("2026-12-31", raised(1700, "2026-10-01")),
    ];
    let versions = [decided("2026-01-01", 1, resolutions(&list))];
    let table = [
        ("2025-01-31", None),
        ("2025-02-01", Some(1300)),
        ("2026-05-31", Some(1300)),
        ("2026-06-01", Some(1500)),
        ("2026-10-01", Some(1700)),
        ("2026-12-31", Some(1700)),
        ("2027-01-01", None),
    ];
    for (applied, expected) in table {
        let found = measured(&versions, (applied, "2026-11-22", false));
        assert_eq!(found.1, expected, "{applied}");
    }
}

#[test]
fn a_mistyped_resolution_is_put_right_for_past_days_and_changes_nothing_approved() {
    let mistyped = raised(15000, "2026-02-01");
    let right = raised(1500, "2026-02-01");
    let with_krus = |since: &str, of: CentreParameters| CentreParameters {
        krus_deducted: vec![span(since, None)],
        ..of
    };
    let versions = [
        decided("2026-01-01", 1, CentreParameters::default()),
        decided(
            "2026-03-10",
            2,
            with_krus("2026-01-01", resolutions(&[mistyped])),
        ),
        decided(
            "2026-04-10",
            3,
            with_krus("2026-04-01", resolutions(&[right])),
        ),
        decided("2026-05-10", 4, resolutions(&[])),
        // Decided last, though another one begins later.
        decided("2026-12-01", 5, resolutions(&[raised(1900, "2026-01-01")])),
        decided("2026-11-01", 6, resolutions(&[raised(1600, "2026-01-01")])),
    ];
    let table = [
        (("2026-02-10", "2026-03-09", false), (false, None)),
        (("2026-02-10", "2026-03-10", false), (true, Some(15000))),
        (("2026-02-10", "2026-04-10", false), (false, Some(1500))),
        (("2026-04-02", "2026-04-10", false), (true, Some(1500))),
        (("2026-02-10", "2026-05-10", false), (false, None)),
        (("2026-02-10", "2026-12-24", false), (false, Some(1600))),
        // Approved at noon, as it was known then.
        (("2026-02-10", "2026-03-09", true), (false, None)),
        (("2026-02-10", "2026-03-10", true), (true, Some(15000))),
        (("2026-02-10", "2026-04-09", true), (true, Some(15000))),
        (("2026-02-10", "2026-04-10", true), (false, Some(1500))),
        // By a clock that is behind: the first version holds.
        (("2026-02-10", "2025-12-31", true), (false, None)),
    ];
    for (story, expected) in table {
        assert_eq!(measured(&versions, story), expected, "{story:?}");
    }
    let mut same_day = versions.to_vec();
    same_day[2].at_ms += 1;
    let approved = ("2026-02-10", "2026-04-10", true);
    assert_eq!(
        measured(&same_day, approved),
        (true, Some(15000)),
        "decided after it on one day"
    );
}

#[test]
fn days_that_make_no_sense_are_refused() {
    let krus = |spans: &[Span]| CentreParameters {
        krus_deducted: spans.to_vec(),
        ..CentreParameters::default()
    };
    let twice = SpanError::TwoBegin(day("2026-03-01"));
    let table = [
        (
            resolutions(&[raised(1300, "2026-03-01"), raised(1500, "2026-03-01")]),
            Err(twice),
        ),
        (
            resolutions(&[ended("2026-02-28", raised(1300, "2026-03-01"))]),
            Err(SpanError::Backwards),
        ),
        (
            resolutions(&[ended("2026-03-01", raised(1300, "2026-03-01"))]),
            Ok(()),
        ),
        (
            krus(&[
                span("2026-03-01", None),
                span("2026-03-01", Some("2026-04-01")),
            ]),
            Err(twice),
        ),
        (
            krus(&[span("2026-03-02", Some("2026-03-01"))]),
            Err(SpanError::Backwards),
        ),
        (krus(&[span("2026-03-01", Some("2026-03-01"))]), Ok(())),
    ];
    for (parameters, expected) in table {
        let mut structure = konstancin();
        structure.parameters = parameters.clone();
        assert_eq!(
            structure.check(),
            expected.map_err(StructureError::Span),
            "{parameters:?}"
        );
    }
}

#[test]
fn changed_parameters_read_as_sentences() {
    let before = konstancin();
    let mut after = before.clone();
    after.parameters.krus_deducted = vec![
        span("2026-01-01", Some("2026-06-30")),
        span("2025-01-01", Some("2025-03-31")),
    ];
    after.parameters.powiat = true;
    after.parameters.without = vec!["child_safety".to_owned()];
    after.parameters.criterion_raised = vec![raised(1300, "2026-12-01")];
    after.parameters.periodic_raised = vec![RaisedPeriodic {
        percent: 60,
        since: day("2027-01-01"),
        until: None,
        resolution: "uchwała nr 8".to_owned(),
    }];
    let amounts = "900,00\u{a0}zł na osobę w rodzinie (uchwała z 2026-12-01)";
    let single =
        |zl: &str| format!("1\u{a0}{zl},00\u{a0}zł dla osoby samotnie gospodarującej, {amounts}");
    assert_eq!(
        differences_pl(&before, &after),
        [
            format!("Kryterium podwyższone od 1.12.2026: {}", single("300")).as_str(),
            "Podwyższony najniższy zasiłek okresowy od 1.01.2027: 60 % różnicy (uchwała nr 8)",
            "Składka KRUS pomniejsza dochód z gospodarstwa rolnego przy wnioskach od 1.01.2025 do 31.03.2025; od 1.01.2026 do 30.06.2026",
            "Ośrodek sam prowadzi części V i VI",
            "Nowe wywiady są bez bloku „Bezpieczeństwo małoletniego”",
        ]
    );
    assert_eq!(
        differences_pl(&after, &before),
        [
            "Usunięte kryterium podwyższone od 1.12.2026 (uchwała z 2026-12-01)",
            "Usunięty podwyższony najniższy zasiłek okresowy od 1.01.2027 (uchwała nr 8)",
            "Składka KRUS nie pomniejsza dochodu z gospodarstwa rolnego",
            "Ośrodek nie prowadzi części V i VI",
            "Nowe wywiady mają blok „Bezpieczeństwo małoletniego”",
        ]
    );
    let mut corrected = after.clone();
    corrected.parameters.criterion_raised = vec![ended("2027-03-31", raised(1500, "2026-12-01"))];
    assert_eq!(
        differences_pl(&after, &corrected),
        [format!(
            "Poprawione kryterium podwyższone od 1.12.2026 do 31.03.2027: {}",
            single("500")
        )]
    );
}

#[test]
fn differences_between_versions_read_as_sentences() {
    let before = konstancin();
    let mut after = before.clone();
    assert_eq!(differences_pl(&before, &after), Vec::<String>::new());
    after.units[1].name = "dział świadczeń".to_owned();
    after.units[3].tasks = "usługi w domu".to_owned();
    after.routing.remove(5);
    after.routing.swap(0, 1);
    after.routing.push(RoutingRule {
        all: vec![condition("housing_title", one_of(&["komunalne"]))],
        term_days: Some(5),
        ..rule("w1", "konstancin-uslugi")
    });
    assert_eq!(
        differences_pl(&before, &after),
        [
            "Zespół „zespół ds. świadczeń przyznawanych decyzją” nazywa się teraz „dział świadczeń”",
            "Zespół „zespół ds. usług”, zmienione: zadania",
            "Nowa reguła w1: Gdy HOUSING_TITLE: komunalne → zespół ds. usług, w ciągu 5 dni roboczych",
            "Usunięta reguła k6: Gdy potrzebny asystent rodziny → kierownik / dyrektor jednostki",
            "Zmieniona kolejność reguł",
        ]
    );
}
