//! Reasons of art. 7 are one question; a word that tells of violence or of health is kept where those answers are.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_questionnaire::{Answers, Form, INTERVIEW, Record};
use uuid::Uuid;

const POVERTY: &str = "1) ubóstwo";
const DISABILITY: &str = "5) niepełnosprawność";
const VIOLENCE: &str = "7) przemoc domowa";
const PRISON: &str = "12) trudności w przystosowaniu do życia po zwolnieniu z zakładu karnego";
const ADDICTION: &str = "13) alkoholizm lub narkomania";
const REASONS: (&str, &str) = (INTERVIEW, "reasons");

fn form() -> Form {
    Form::part_i("2021-11-15").unwrap()
}

fn interview(reasons: &Value) -> Answers {
    let mut root = Record::new(Uuid::from_u128(1), INTERVIEW, None, 0);
    root.answers.insert("reasons".to_owned(), reasons.clone());
    Answers::new(vec![root])
}

fn reasons_of(answers: &Answers) -> Value {
    answers.root().unwrap().answers["reasons"].clone()
}

#[test]
fn each_reason_is_written_down_where_what_it_tells_of_is() {
    let form = form();
    let parts = form.parts(INTERVIEW, "reasons", &json!([POVERTY, VIOLENCE, ADDICTION]));
    assert_eq!(
        parts,
        [
            (Category::HelpPlan, json!([POVERTY])),
            (Category::Incapacity, json!([])),
            (Category::Health, json!([ADDICTION])),
            (Category::Violence, json!([VIOLENCE])),
            (Category::Situation, json!([])),
        ]
    );
    let places: BTreeSet<Category> = form.places(INTERVIEW, "reasons").into_iter().collect();
    assert_eq!(
        places,
        parts.iter().map(|(category, _)| *category).collect()
    );
    let phone = form.parts(INTERVIEW, "phone", &json!("000000101"));
    assert_eq!(phone, [(Category::Identity, json!("000000101"))]);
}

#[test]
fn prison_and_reasons_in_a_persons_own_words_do_not_go_with_the_plan_of_help() {
    let form = form();
    let parts = form.parts(INTERVIEW, "reasons", &json!([PRISON]));
    assert!(parts.contains(&(Category::Situation, json!([PRISON]))));
    assert_eq!(form.places(INTERVIEW, "prison"), [Category::Situation]);
    for known in [
        form,
        teren_questionnaire::forms::load("part-vii", "2021-11-15").unwrap(),
    ] {
        assert_eq!(
            known.places(INTERVIEW, "reasons_other"),
            [Category::Violence]
        );
    }
}

#[test]
fn parts_come_together_in_the_order_of_the_form_whichever_came_first() {
    let form = form();
    let whole = json!([POVERTY, DISABILITY, VIOLENCE, ADDICTION]);
    let mut parts = form.parts(INTERVIEW, "reasons", &whole);
    for _ in 0..parts.len() {
        parts.rotate_left(1);
        let mut joined = None;
        for (category, part) in parts.clone() {
            joined = Some(form.joined(REASONS, category, joined.as_ref(), part));
        }
        assert_eq!(joined, Some(whole.clone()));
    }
    let gone = form.joined(REASONS, Category::Violence, Some(&whole), json!([]));
    assert_eq!(gone, json!([POVERTY, DISABILITY, ADDICTION]));
}

#[test]
fn a_word_that_came_in_another_category_is_not_believed() {
    let form = form();
    let slipped = json!([POVERTY, VIOLENCE]);
    assert_eq!(
        form.joined(REASONS, Category::HelpPlan, None, slipped.clone()),
        json!([POVERTY])
    );
    assert!(!form.words_stand(INTERVIEW, "reasons", Category::HelpPlan, &slipped));
    let right = json!([VIOLENCE]);
    assert!(form.words_stand(INTERVIEW, "reasons", Category::Violence, &right));
}

#[test]
fn what_is_sealed_of_a_category_holds_its_words_and_no_others() {
    let form = form();
    let all = interview(&json!([POVERTY, VIOLENCE]));
    let sealed =
        |answers: &Answers, category| String::from_utf8(form.canonical(answers, category)).unwrap();
    let plan = sealed(&all, Category::HelpPlan);
    assert!(plan.contains(POVERTY) && !plan.contains(VIOLENCE));
    let violence = sealed(&all, Category::Violence);
    assert!(violence.contains(VIOLENCE) && !violence.contains(POVERTY));
    // A seat that holds less than everything reads the same bytes of what it holds.
    let hidden = BTreeSet::from([Category::Violence]);
    let seen = form.without(&all, &hidden);
    assert_eq!(reasons_of(&seen), json!([POVERTY]));
    assert_eq!(sealed(&seen, Category::HelpPlan), plan);
    let nothing = form.without(&interview(&json!([VIOLENCE])), &hidden);
    assert_eq!(
        sealed(&nothing, Category::HelpPlan),
        sealed(&Answers::default(), Category::HelpPlan)
    );
}

#[test]
fn a_reader_of_a_part_is_told_that_there_may_be_another() {
    let form = form();
    let hidden = BTreeSet::from([Category::Violence]);
    let line = |answers: &Answers, paper: bool| {
        let document = if paper {
            form.paper(answers, &hidden)
        } else {
            form.document(answers, &hidden)
        };
        let blocks = document.sections.into_iter().flat_map(|one| one.blocks);
        let mut lines = blocks.flat_map(|block| block.lines);
        let line = lines.find(|line| line.at.field == "reasons").unwrap();
        assert!(line.options.is_empty());
        line.text
    };
    let told = "1) ubóstwo; część poza Twoim upoważnieniem";
    for paper in [false, true] {
        for reasons in [json!([POVERTY, VIOLENCE]), json!([POVERTY])] {
            assert_eq!(line(&interview(&reasons), paper), told);
        }
        assert_eq!(
            line(&interview(&json!([VIOLENCE])), paper),
            "część poza Twoim upoważnieniem"
        );
    }
}

#[test]
fn a_rule_of_the_centre_compares_no_reason_that_lies_elsewhere_than_its_field() {
    let form = form();
    let catalogue = format!("{:?}", teren_questionnaire::catalogue([&form]));
    assert!(catalogue.contains(POVERTY) && !catalogue.contains(ADDICTION));
    let values = form.routing_values(&interview(&json!([POVERTY, VIOLENCE])));
    let values = format!("{values:?}");
    assert!(values.contains(POVERTY) && !values.contains(VIOLENCE));
}
