//! Every check that a form has of its own is set off by one answer, and by nothing in the invented example.

use std::collections::BTreeSet;

use serde_json::json;

use crate::examples::{
    asset_statement, family_evaluation, family_plan, part_i, part_ii, part_iii, part_iv,
    part_ix_of_a_child, part_v, part_vi, part_vii, part_viii, social_contract_a, social_contract_b,
};
use crate::paper::Paper;

type Case = (Paper, &'static str);

fn of_part_i() -> Vec<Case> {
    let pension = json!({"kind": "emerytura", "month": "2026-07", "currency": "EUR"});
    let twice = json!({"kind": "emerytura", "month": "2026-07", "currency": "EUR", "foreign_amount": 1, "gross": 1});
    let waiting = part_i()
        .with("ruling_awaited", json!(true))
        .with("ruling_applied_on", json!("2026-08-01"));
    vec![
        (
            part_i().with("ruling_awaited", json!(true)),
            "ruling-applied",
        ),
        (
            waiting.with("ruling_received_on", json!("2026-07-31")),
            "ruling-dates",
        ),
        (
            waiting.with("ruling_received_on", json!("2026-11-23")),
            "ruling-future",
        ),
        (
            part_i().with("statement_date", json!("2026-08-04")),
            "statement-before-interview",
        ),
        (part_i().with_row("income", pension), "income-currency"),
        (part_i().with_row("income", twice), "income-two-amounts"),
    ]
}

fn of_relatives() -> Vec<Case> {
    let namesake = part_ii()
        .with("applicant_first_name", json!("Otylia"))
        .with("applicant_last_name", json!("Przykładna"));
    vec![
        (part_ii().without("agreed_help"), "agreed-help-missing"),
        (
            part_ii().with("agreed_help_amount", json!(900_000)),
            "agreed-help-over-income",
        ),
        (
            part_ii().without("applicant_relation"),
            "applicant-relation",
        ),
        (namesake, "applicant-interviewed"),
        (
            part_ii().with_row("other_relative", json!({"address": "Wzorcowo"})),
            "other-relative-name",
        ),
        (
            part_ii().with_row("other_relative", json!({"name": "Jan", "phone": "12"})),
            "other-relative-phone",
        ),
        (
            part_ii().with("conclusions", json!("Brak.")),
            "conclusions-short",
        ),
        (
            part_iii().with("interview_date", json!("2026-11-23")),
            "interview-future",
        ),
    ]
}

fn of_updates_and_crises() -> Vec<Case> {
    vec![
        (part_iv().without("situation_family"), "update-empty"),
        (part_iv().without("benefits_so_far"), "benefits-missing"),
        (
            part_vii().with("benefits_received", json!(true)),
            "benefits-missing",
        ),
        (
            part_vii().with("event_date", json!("2026-11-23")),
            "event-future",
        ),
        (
            part_vii().with("event_date", json!("2026-08-06")),
            "event-after-interview",
        ),
        (
            part_vii().with("reasons", json!(["4) bezrobocie"])),
            "event-reason",
        ),
        (
            part_vii().with("losses_amount", json!(100_000_001)),
            "losses-large",
        ),
    ]
}

fn of_young_adults_and_foreigners() -> Vec<Case> {
    let stay = |from: &str, until: &str| {
        let stay = json!({"kind": "rodzina zastępcza", "from": from, "until": until});
        part_v().with_row("care_stay", stay)
    };
    let no_plan = part_vi()
        .without("maintenance_amount")
        .without("social_work_planned");
    let contribution = part_vi()
        .with("health_contribution_from", json!("2026-09-01"))
        .with("health_contribution_until", json!("2026-08-31"));
    vec![
        (part_v().without_rows("care_stay"), "care-stay-missing"),
        (
            part_v().with_row("care_stay", json!({"place": "Wzorcowo"})),
            "care-stay-kind",
        ),
        (stay("1990-02-01", "1990-01-31"), "care-stay-period"),
        (stay("2026-11-23", "2026-12-01"), "care-stay-future"),
        (stay("1970-01-01", "1971-01-01"), "care-stay-before-birth"),
        (part_v().without("school_type"), "school-type"),
        (
            part_v().with("studying", json!(false)),
            "education-help-without-school",
        ),
        (
            part_v().with("programme_attached", json!(false)),
            "programme-missing",
        ),
        (
            part_vi().with("citizenship", json!("polskie")),
            "polish-citizen",
        ),
        (
            part_vi().with("status_decision_date", json!("2026-11-23")),
            "status-future",
        ),
        (
            part_vi().with("company", json!("z rodziną")),
            "company-members",
        ),
        (
            part_vi().with("language_course_children", json!(31)),
            "course-children",
        ),
        (contribution, "contribution-period"),
        (no_plan, "integration-plan-empty"),
    ]
}

fn of_carers_and_children() -> Vec<Case> {
    let child = |born: &str| {
        let child = json!({"first_name": "Adam", "born": born});
        part_ix_of_a_child().with_row("checked_child", child)
    };
    let uncared = part_ix_of_a_child().with("child_care_given", json!(false));
    vec![
        (
            part_viii().with("cared_pesel", json!("44051401358")),
            "cared-pesel-sum",
        ),
        (
            part_viii().with("cared_born", json!("1944-05-15")),
            "cared-pesel-born",
        ),
        (
            part_viii().with("cared_pesel", json!("74010599881")),
            "cared-is-carer",
        ),
        (
            part_viii().with("cared_born", json!("2026-11-23")),
            "cared-born-future",
        ),
        (
            part_viii().with("cared_ruling_until", json!("2026-08-04")),
            "cared-ruling-over",
        ),
        (part_viii().with("care_hours", json!(25)), "care-hours"),
        (part_viii().with("care_days", json!(8)), "care-days"),
        (part_viii().without("care_scope"), "care-scope"),
        (
            part_viii().with("carer_works", json!(true)),
            "works-though-gave-up",
        ),
        (
            part_viii().with("cared_present", json!(false)),
            "cared-absent",
        ),
        (
            part_ix_of_a_child().without_rows("checked_child"),
            "children-missing",
        ),
        (
            part_ix_of_a_child().with_row("checked_child", json!({"first_name": "Adam"})),
            "child-born",
        ),
        (child("2001-01-01"), "child-adult"),
        (child("2026-11-23"), "child-born-future"),
        (
            part_ix_of_a_child().with("wasted", json!(true)),
            "wasted-described",
        ),
        (
            part_ix_of_a_child().with("wasted", json!(true)),
            "wasted-though-for-purpose",
        ),
        (uncared, "child-not-cared-for"),
    ]
}

fn of_assets() -> Vec<Case> {
    let nothing = |field: &str| asset_statement().with(field, json!(true));
    vec![
        (
            asset_statement().with("drawn_up_date", json!("2026-11-23")),
            "drawn-up-future",
        ),
        (
            asset_statement().with("born", json!("2010-01-01")),
            "declarant-minor",
        ),
        (
            asset_statement().without_rows("asset_flat"),
            "real-estate-open",
        ),
        (nothing("no_real_estate"), "real-estate-though-none"),
        (asset_statement().without("no_movables"), "movables-open"),
        (
            asset_statement().with_row("asset_machine", json!({"kind": "tokarka"})),
            "movables-though-none",
        ),
        (
            asset_statement().without_rows("asset_money"),
            "resources-open",
        ),
        (nothing("no_resources"), "resources-though-none"),
        (
            asset_statement().without("no_other_assets"),
            "other-assets-open",
        ),
        (
            asset_statement().with_row("asset_other", json!({"description": "udział"})),
            "other-assets-though-none",
        ),
        (
            asset_statement().with_row("asset_flat", json!({"area": 29})),
            "flat-area",
        ),
        (
            asset_statement().with_row("asset_house", json!({"area": 29})),
            "house-area",
        ),
        (
            asset_statement().with_row("asset_farm", json!({"kind": "sad"})),
            "farm-hectares",
        ),
        (
            asset_statement().with_row("asset_farm", json!({"hectares": 21_000})),
            "farm-converted",
        ),
        (
            asset_statement().with_row("asset_car", json!({"year": 19})),
            "car-year",
        ),
        (
            asset_statement().with_row("asset_car", json!({"type": "osobowy"})),
            "car-value",
        ),
        (
            asset_statement().with_row("asset_money", json!({"kind": "obligacje"})),
            "money-value",
        ),
    ]
}

fn of_contracts() -> Vec<Case> {
    let contract = social_contract_a;
    let second = contract().with("second_last_name", json!("Przykładny"));
    let six = (0..5).fold(contract(), |paper, _| {
        paper.with_row("contract_goal", json!({"goal": "kurs"}))
    });
    let actions = |action: serde_json::Value| {
        contract()
            .without_rows("contract_action")
            .with_row("contract_action", action)
    };
    let assessed = contract().with("contract_assessed_on", json!("2026-11-05"));
    vec![
        (
            second.with("second_pesel", json!("44051401358")),
            "second-pesel-sum",
        ),
        (
            second.with("second_pesel", json!("74010599881")),
            "second-is-first",
        ),
        (contract().with("worker_phone", json!("12")), "worker-phone"),
        (
            contract().with("contract_date", json!("2026-11-23")),
            "contract-future",
        ),
        (contract().without_rows("contract_goal"), "goals-missing"),
        (six, "goals-many"),
        (
            actions(json!({"worker_action": "umówi spotkanie"})),
            "person-actions-missing",
        ),
        (
            actions(json!({"person_action": "zgłosi się"})),
            "worker-actions-missing",
        ),
        (
            actions(json!({"person_action": "zgłosi się"})),
            "person-action-term",
        ),
        (
            actions(json!({"worker_action": "umówi spotkanie"})),
            "worker-action-term",
        ),
        (
            contract().with("contract_assessment_date", json!("2026-08-05")),
            "assessment-before-contract",
        ),
        (
            contract().with("contract_informed", json!(false)),
            "contract-not-informed",
        ),
        (
            contract().with("contract_assessed_on", json!("2026-08-04")),
            "assessed-before-contract",
        ),
        (assessed.clone(), "outcome-missing"),
        (
            assessed.with("contract_outcome", json!("wymaga zmian")),
            "new-actions-missing",
        ),
        (
            assessed.with("contract_next_assessment_date", json!("2026-11-05")),
            "next-assessment-before",
        ),
        (
            social_contract_b().without("job_search"),
            "job-search-missing",
        ),
    ]
}

fn of_family_plans() -> Vec<Case> {
    let plan = family_plan;
    let child = |child: serde_json::Value| plan().with_row("family_child", child);
    let foster = child(json!({"name": "Jan Przykładny", "stay": "rodzinna piecza zastępcza"}));
    let with = |field: &str, value: &str| plan().with(field, json!(value));
    vec![
        (plan().without("family_plan_made_with"), "made-with-missing"),
        (plan().without_rows("family_child"), "children-missing"),
        (child(json!({"stay": "z rodziną"})), "child-unnamed"),
        (child(json!({"name": "Jan Przykładny"})), "child-stay"),
        (
            plan().without("family_plan_social_worker"),
            "social-worker-missing",
        ),
        (foster.clone(), "coordinator-missing"),
        (foster, "child-help-plan-missing"),
        (with("family_plan_date", "2026-11-23"), "plan-future"),
        (with("family_plan_until", "2026-08-05"), "plan-period"),
        (
            with("family_plan_evaluation_date", "2026-08-05"),
            "evaluation-before-plan",
        ),
        (
            with("family_plan_evaluation_date", "2027-02-06"),
            "evaluation-late",
        ),
        (plan().without_rows("family_problem"), "problems-missing"),
        (plan().without("family_plan_main_goal"), "main-goal-missing"),
        (plan().without_rows("family_goal"), "goals-missing"),
        (plan().without_rows("family_action"), "actions-missing"),
        (plan().without("family_plan_consulted_on"), "consulted-when"),
        (
            with("family_plan_consulted_on", "2026-11-23"),
            "consulted-future",
        ),
        (plan().without("family_plan_consent"), "consent-missing"),
        (
            plan().with("family_plan_consent", json!(false)),
            "consent-missing",
        ),
    ]
}

fn of_family_actions() -> Vec<Case> {
    let table = [
        (json!({"notes": "bez opisu"}), "action-unnamed"),
        (
            json!({"action": "wizyta", "effect": "zgoda"}),
            "action-term",
        ),
        (
            json!({"action": "wizyta", "until": "2027-01-31"}),
            "action-effect",
        ),
        (json!({"action": "wizyta"}), "action-of-nobody"),
        (
            json!({"action": "wizyta", "doer": "instytucja"}),
            "action-who",
        ),
        (
            json!({"from": "2027-02-01", "until": "2027-01-31"}),
            "action-period",
        ),
        (json!({"from": "2026-08-04"}), "action-before-plan"),
        (json!({"until": "2026-08-04"}), "action-before-plan"),
        (json!({"until": "2027-08-05"}), "action-after-plan"),
        (
            json!({"until": "2026-11-21", "status": "w trakcie"}),
            "action-overdue",
        ),
        (json!({"status": "zrealizowane"}), "action-not-assessed"),
        (
            json!({"status": "częściowo zrealizowane"}),
            "action-not-assessed",
        ),
        (
            json!({"status": "zrealizowane", "assessment": "udane"}),
            "action-assessed-when",
        ),
    ];
    let case = |(row, rule)| (family_plan().with_row("family_action", row), rule);
    table.map(case).into()
}

fn of_family_evaluations() -> Vec<Case> {
    let evaluation = family_evaluation;
    let with = |field: &str, value: &str| evaluation().with(field, json!(value));
    let action = |row: serde_json::Value| evaluation().with_row("family_action", row);
    vec![
        (
            with("family_evaluation_until", "2026-05-05"),
            "evaluation-period",
        ),
        (
            with("family_evaluation_until", "2026-11-06"),
            "evaluation-period-long",
        ),
        (
            with("family_evaluation_date", "2026-11-23"),
            "evaluation-future",
        ),
        (
            evaluation().without_rows("family_action"),
            "actions-missing",
        ),
        (action(json!({"next": "dalej"})), "action-unnamed"),
        (action(json!({"action": "wizyta"})), "action-status"),
        // Comes with the plan's own questions.
        (
            action(json!({"action": "wizyta", "status": "zrealizowane"})),
            "action-not-assessed",
        ),
        (
            evaluation().without("functioning_health"),
            "functioning-open",
        ),
        (
            evaluation().without("functioning_child_safety"),
            "child-safety-open",
        ),
        (
            with("family_evaluation_next_date", "2026-11-05"),
            "next-evaluation-before",
        ),
        (
            with("family_evaluation_next_date", "2027-05-06"),
            "next-evaluation-late",
        ),
        (
            with("family_evaluation_conclusion", "zakończenie"),
            "after-end",
        ),
        (
            evaluation().without("family_evaluation_handed_on"),
            "handed-over",
        ),
        (
            with("family_evaluation_handed_on", "2026-11-04"),
            "handed-before",
        ),
    ]
}

fn cases() -> Vec<Case> {
    let mut cases = of_part_i();
    cases.extend(of_relatives());
    cases.extend(of_updates_and_crises());
    cases.extend(of_young_adults_and_foreigners());
    cases.extend(of_carers_and_children());
    cases.extend(of_assets());
    cases.extend(of_contracts());
    cases.extend(of_family_plans());
    cases.extend(of_family_actions());
    cases.extend(of_family_evaluations());
    cases
}

#[test]
fn one_answer_sets_off_the_check_and_the_example_does_not() {
    let clean = [
        part_i(),
        part_ii(),
        part_iii(),
        part_iv(),
        part_v(),
        part_vi(),
        part_vii(),
        part_viii(),
        part_ix_of_a_child(),
        asset_statement(),
        social_contract_a(),
        social_contract_b(),
        family_plan(),
        family_evaluation(),
    ];
    for (paper, rule) in cases() {
        assert!(paper.finds(rule), "{} {rule}", paper.form);
        let before = clean.iter().find(|clean| clean.form == paper.form).unwrap();
        assert!(!before.finds(rule), "{} {rule} without a cause", paper.form);
    }
}

#[test]
fn every_check_of_the_other_papers_has_its_case() {
    let covered: BTreeSet<(String, String)> = cases()
        .into_iter()
        .map(|(paper, rule)| (paper.form.to_owned(), rule.to_owned()))
        .collect();
    let mut written = BTreeSet::new();
    for folder in std::fs::read_dir("forms").unwrap() {
        let folder = folder.unwrap().path();
        let form = folder.file_name().unwrap().to_str().unwrap().to_owned();
        if form == "part-i" {
            continue;
        }
        let rules = std::fs::read_to_string(folder.join("2021-11-15/rules.toml")).unwrap();
        let rules: toml::Table = toml::from_str(&rules).unwrap();
        let checks = rules.get("check").and_then(toml::Value::as_array);
        for check in checks.into_iter().flatten() {
            let id = check.get("id").unwrap().as_str().unwrap();
            written.insert((form.clone(), id.to_owned()));
        }
    }
    let open: Vec<_> = written.difference(&covered).collect();
    assert_eq!(open, Vec::<&(String, String)>::new());
}
