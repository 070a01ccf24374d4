//! An invented example of every paper is complete; without an answer the official form cannot do without, it is not.

use serde_json::json;

use crate::examples::{
    asset_statement, part_i, part_ii, part_iii, part_iv, part_ix_of_a_carer, part_ix_of_a_child,
    part_v, part_vi, part_vii, part_viii, social_contract_a, social_contract_b,
};
use crate::open::open;
use crate::paper::Paper;

#[test]
fn an_invented_example_of_every_paper_is_complete() {
    let papers = [
        part_i(),
        part_ii(),
        part_iii(),
        part_iv(),
        part_v(),
        part_vi(),
        part_vii(),
        part_viii(),
        part_ix_of_a_child(),
        part_ix_of_a_carer(),
        asset_statement(),
        social_contract_a(),
        social_contract_b(),
    ];
    for paper in papers {
        assert_eq!(paper.stops(), Vec::<String>::new(), "{}", paper.form);
        assert!(paper.evaluation().complete, "{}", paper.form);
    }
}

#[test]
fn without_a_required_answer_no_paper_is_complete() {
    let table: [(Paper, &[&str]); 13] = [
        (part_i(), &["reasons", "needs", "report_date", "diagnosis"]),
        (
            part_ii(),
            &[
                "first_name",
                "applicant_last_name",
                "conclusions",
                "interview_date",
            ],
        ),
        (
            part_iii(),
            &[
                "born",
                "applicant_first_name",
                "change_circumstances",
                "conclusions",
            ],
        ),
        (
            part_iv(),
            &["last_name", "reasons", "needs", "diagnosis", "interviewer"],
        ),
        (part_v(), &["family_situation", "studying", "conclusions"]),
        (
            part_vi(),
            &[
                "citizenship",
                "status_decision_number",
                "language_foreigner",
                "needs",
                "conclusions",
            ],
        ),
        (part_vii(), &["event", "losses", "needs"]),
        (
            part_viii(),
            &[
                "care_benefit",
                "cared_last_name",
                "care_given",
                "carer_works",
                "check_findings",
            ],
        ),
        (
            part_ix_of_a_child(),
            &["checked_benefit", "child_care_given", "spent_for_purpose"],
        ),
        (
            part_ix_of_a_carer(),
            &["cared_last_name", "care_given", "carer_works"],
        ),
        (
            asset_statement(),
            &["born", "locality", "drawn_up_date", "assets_of"],
        ),
        (
            social_contract_a(),
            &[
                "last_name",
                "contract_date",
                "contract_causes",
                "contract_main_goal",
                "contract_assessment_date",
            ],
        ),
        (
            social_contract_b(),
            &["unemployed_since", "contract_assessment_date"],
        ),
    ];
    for (paper, required) in table {
        for field in required {
            let wanting = paper.without(field);
            assert!(!wanting.evaluation().complete, "{} {field}", paper.form);
            let stops = wanting.stops();
            assert!(
                stops.contains(&format!("required {field}")),
                "{} {stops:?}",
                paper.form
            );
        }
    }
}

#[test]
fn of_a_carer_nobody_asks_about_children_and_the_other_way_round() {
    let unasked = |paper: &Paper| {
        let unasked = paper.evaluation().unasked;
        unasked.into_iter().map(|key| key.field).collect::<Vec<_>>()
    };
    let (carer, child) = (
        unasked(&part_ix_of_a_carer()),
        unasked(&part_ix_of_a_child()),
    );
    for field in ["child_care_given", "spent_for_purpose", "wasted"] {
        assert!(carer.contains(&field.to_owned()), "{field}");
        assert!(!child.contains(&field.to_owned()), "{field}");
    }
    for field in ["cared_last_name", "care_given", "carer_works"] {
        assert!(child.contains(&field.to_owned()), "{field}");
        assert!(!carer.contains(&field.to_owned()), "{field}");
    }
}

#[test]
fn the_asset_statement_wants_rows_or_an_explicit_nothing_in_every_group() {
    let real_estate = asset_statement().without_rows("asset_flat");
    let table = [
        (real_estate.clone(), vec!["real-estate-open real_estate"]),
        (
            real_estate.with("no_real_estate", json!(false)),
            vec!["real-estate-open real_estate"],
        ),
        (real_estate.with("no_real_estate", json!(true)), vec![]),
        (
            real_estate.with_row("asset_farm", json!({"hectares": 21_000})),
            vec![],
        ),
        (
            real_estate.with_row("asset_house", json!({})),
            vec!["real-estate-open real_estate"],
        ),
        (
            asset_statement().with("no_real_estate", json!(true)),
            vec!["real-estate-though-none no_real_estate"],
        ),
        (
            asset_statement().without("no_movables"),
            vec!["movables-open movables"],
        ),
        (
            asset_statement().with_row("asset_car", json!({"type": "osobowy"})),
            vec!["movables-though-none no_movables"],
        ),
        (
            asset_statement().without_rows("asset_money"),
            vec!["resources-open resources"],
        ),
        (
            asset_statement().without("no_other_assets"),
            vec!["other-assets-open other_assets"],
        ),
    ];
    for (number, (statement, stops)) in table.into_iter().enumerate() {
        assert_eq!(statement.stops(), stops, "row {number}");
    }
}

#[test]
fn a_contract_binds_both_sides_and_is_assessed_later() {
    let only_person =
        json!({"person_action": "zgłosi się do doradcy", "person_until": "do 31.08.2026"});
    let one_sided = social_contract_a()
        .without_rows("contract_action")
        .with_row("contract_action", only_person);
    let assessed = social_contract_a().with("contract_assessed_on", json!("2026-11-05"));
    let changed = assessed.with("contract_outcome", json!("wymaga zmian"));
    let new_action =
        json!({"worker_action": "poszuka kursu bliżej domu", "worker_until": "do 30.11.2026"});
    let table = [
        (one_sided, vec!["worker-actions-missing contract_actions"]),
        (
            social_contract_a().with("contract_assessment_date", json!("2026-08-05")),
            vec!["assessment-before-contract contract_assessment_date"],
        ),
        (assessed.clone(), vec!["outcome-missing contract_outcome"]),
        (
            assessed.with(
                "contract_outcome",
                json!("realizowany zgodnie z ustaleniami"),
            ),
            vec![],
        ),
        (
            changed.clone(),
            vec!["new-actions-missing contract_new_actions"],
        ),
        (changed.with_row("contract_new_action", new_action), vec![]),
    ];
    for (number, (contract, stops)) in table.into_iter().enumerate() {
        assert_eq!(contract.stops(), stops, "row {number}");
    }
}

#[test]
fn who_holds_the_plan_only_reads_what_the_head_decides() {
    let table = [
        ("part-i", "plan_approved"),
        ("part-iv", "plan_approved"),
        ("part-v", "decision_information"),
        ("part-vi", "plan_approved_date"),
        ("part-vii", "head_decision"),
    ];
    for (form, field) in table {
        let field = open(form).field("interview", field).unwrap();
        assert!(field.by_head, "{}", field.id);
    }
}

#[test]
fn the_persons_of_a_crisis_are_counted_by_household() {
    let mut paper = part_vii();
    paper.members = vec![
        json!({}),
        json!({"member_first_name": "Jan", "member_last_name": "Przykładny"}),
        json!({"member_first_name": "Ala", "member_last_name": "Obca", "household": 2}),
    ];
    let computed = paper.evaluation().computed;
    let count = computed
        .iter()
        .find(|computed| computed.field == "persons_in_family")
        .unwrap();
    assert_eq!(count.value, json!(2));
}
