//! An invented example of every paper is complete; without an answer the official form cannot do without, it is not.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_questionnaire::{Start, forms};
use uuid::Uuid;

use crate::examples::{
    asset_statement, family_evaluation, family_plan, part_i, part_ii, part_iii, part_iv,
    part_ix_of_a_carer, part_ix_of_a_child, part_v, part_vi, part_vii, part_viii,
    social_contract_a, social_contract_b,
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
        family_plan(),
        family_evaluation(),
    ];
    for paper in papers {
        assert_eq!(paper.stops(), Vec::<String>::new(), "{}", paper.form);
        assert!(paper.evaluation().complete, "{}", paper.form);
    }
}

#[test]
fn without_a_required_answer_no_paper_is_complete() {
    let table: [(Paper, &[&str]); 15] = [
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
        (
            family_plan(),
            &[
                "family_plan_family",
                "family_plan_assistant",
                "family_plan_date",
                "family_plan_from",
                "family_plan_until",
                "family_plan_evaluation_date",
            ],
        ),
        (
            family_evaluation(),
            &[
                "family_plan_family",
                "family_plan_assistant",
                "family_evaluation_from",
                "family_evaluation_until",
                "family_evaluation_date",
                "family_evaluation_conclusion",
                "family_evaluation_next_date",
            ],
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

/// The one action of the plan without some of its answers.
fn plan_whose_action_lacks(columns: &[&str]) -> Paper {
    let plan = family_plan();
    let (_, mut action) = plan.rows.last().unwrap().clone();
    let known = action.as_object_mut().unwrap();
    for column in columns {
        assert!(known.remove(*column).is_some(), "{column}");
    }
    plan.without_rows("family_action")
        .with_row("family_action", action)
}

#[test]
fn a_family_plan_has_an_action_with_its_term_and_the_effect_expected() {
    let table = [
        (
            family_plan().without_rows("family_action"),
            vec!["actions-missing family_actions"],
        ),
        // Nobody has to open the other tables.
        (
            family_plan()
                .without_rows("family_child")
                .without_rows("family_problem")
                .without_rows("family_goal")
                .without("family_plan_main_goal"),
            vec![],
        ),
        (family_plan().with_row("family_action", json!({})), vec![]),
        (
            family_plan().with_row("family_action", json!({"notes": "na razie bez opisu"})),
            vec!["action-unnamed row"],
        ),
        (plan_whose_action_lacks(&["until"]), vec!["action-term row"]),
        (
            plan_whose_action_lacks(&["effect"]),
            vec!["action-effect row"],
        ),
        (
            plan_whose_action_lacks(&["goal", "doer", "doer_named", "from", "indicator", "status"]),
            vec![],
        ),
    ];
    for (number, (plan, stops)) in table.into_iter().enumerate() {
        assert_eq!(plan.stops(), stops, "row {number}");
    }
}

#[test]
fn a_coordinator_is_asked_of_a_child_in_foster_care_and_of_no_other() {
    let asked = |stay: Value| {
        let child = json!({"name": "Zofia Przykładna", "stay": stay});
        let plan = family_plan()
            .without_rows("family_child")
            .with_row("family_child", child);
        let unasked = plan.evaluation().unasked;
        let asks = |field: &str| unasked.iter().all(|key| key.field != field);
        assert_eq!(
            asks("family_plan_foster_coordinator"),
            asks("family_plan_child_help_plan")
        );
        asks("family_plan_foster_coordinator")
    };
    for (stay, expected) in [
        ("rodzinna piecza zastępcza", true),
        ("instytucjonalna piecza zastępcza", true),
        ("z rodziną", false),
        ("inne", false),
    ] {
        assert_eq!(asked(json!(stay)), expected, "{stay}");
    }
    assert!(!asked(Value::Null));
}

#[test]
fn an_evaluation_ends_with_the_next_one_or_with_the_reason_of_the_end() {
    let end = family_evaluation().with("family_evaluation_conclusion", json!("zakończenie"));
    let other = end.with("family_evaluation_end_reason", json!("inna"));
    let reason = "wyjazd do rodziny za granicą";
    let table = [
        (
            family_evaluation().with("family_evaluation_conclusion", json!("zmiana planu")),
            vec![],
        ),
        // The next day is no longer asked, so that it may stay away.
        (
            end.without("family_evaluation_next_date"),
            vec!["required family_evaluation_end_reason"],
        ),
        (
            end.with("family_evaluation_end_reason", json!("cel osiągnięty")),
            vec![],
        ),
        (
            other.clone(),
            vec!["required family_evaluation_end_reason_other"],
        ),
        (
            other.with("family_evaluation_end_reason_other", json!(reason)),
            vec![],
        ),
    ];
    for (number, (evaluation, stops)) in table.into_iter().enumerate() {
        assert_eq!(evaluation.stops(), stops, "row {number}");
    }
}

#[test]
fn half_a_year_ends_on_the_same_day_or_on_the_last_of_a_shorter_month() {
    for (made, evaluated, late) in [
        ("2026-08-05", "2027-02-05", false),
        ("2026-08-05", "2027-02-06", true),
        ("2026-08-31", "2027-02-28", false),
        ("2026-08-31", "2027-03-01", true),
    ] {
        let plan = family_plan()
            .with("family_plan_date", json!(made))
            .with("family_plan_evaluation_date", json!(evaluated));
        assert_eq!(plan.finds("evaluation-late"), late, "{made} {evaluated}");
    }
}

#[test]
fn all_of_the_plan_and_of_its_evaluation_is_what_a_family_assistant_may_write() {
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        let expected = if id.starts_with("family-") {
            Category::FamilyPlan
        } else {
            Category::Diagnosis
        };
        assert_eq!(form.answers_for(), expected, "{id}");
        let blocks = form.sections.iter().flat_map(|section| &section.blocks);
        for block in blocks.filter(|_| expected == Category::FamilyPlan) {
            let kind = block.record_kind.as_deref().unwrap_or("interview");
            for field in &block.fields {
                let known = form.field(kind, field).or_else(|| form.column(kind, field));
                assert_eq!(known.unwrap().category, expected, "{id} {kind}.{field}");
            }
        }
    }
}

#[test]
fn the_actions_of_a_plan_are_the_actions_that_its_evaluation_speaks_of() {
    let (plan, evaluation) = (open("family-plan"), open("family-evaluation"));
    let made = family_plan().answers(plan);
    let mut next = 900_u128;
    let carried = evaluation.carry(Start::Update, plan, &made, &[], |_| {
        next += 1;
        Uuid::from_u128(next)
    });
    let answers = |kind: &str| -> Vec<(&str, &Value)> {
        let carried = carried.iter().filter(|answer| answer.record_kind == kind);
        let carried = carried.filter(|answer| answer.field != "@");
        carried
            .map(|answer| (answer.field.as_str(), &answer.value))
            .collect()
    };
    assert_eq!(
        answers("interview"),
        [
            ("family_plan_assistant", &json!("Adela Asystencka")),
            ("family_plan_family", &json!("Przykładni")),
        ]
    );
    let actions = answers("family_action");
    assert_eq!(actions.len(), 1);
    let (_, action) = actions.first().unwrap();
    assert_eq!(action.get("action"), Some(&json!("ułożenie planu dnia")));
    assert!(
        carried
            .iter()
            .all(|answer| answer.record_kind != "family_child")
    );
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
