//! The language of rules: what fires and what stays open, by way of a form with one check.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use serde_json::json;
use teren_questionnaire::{Answers, Form, Record};
use uuid::Uuid;

const SHAPE: &str = r#"
form = "small"
version = "2021-11-15"
part = "I"
valid_from = "2021-11-15"
[choices]
word = ["opał", "leki"]
[interview]
yes = { kind = "yes_no", category = "situation" }
no = { kind = "yes_no", category = "situation" }
open = { kind = "yes_no", category = "situation" }
three = { kind = "number", category = "situation" }
huge = { kind = "number", category = "situation" }
words = { kind = "multi_choice", category = "situation", choices = "word" }
text = { kind = "text", category = "situation" }
born = { kind = "date", category = "situation" }
[rows.debt]
parent = "interview"
category = "income"
columns.amount = { kind = "amount" }
"#;

const LAYOUT: &str = r#"
title = "Mały"
[[section]]
id = "A"
title = "Dane"
source = "[ACT]"
[[section.block]]
id = "card"
title = "Osoba"
source = "[2011]"
fields = [
  { id = "yes", label = "tak" }, { id = "no", label = "nie" }, { id = "open", label = "puste" }, { id = "three", label = "trzy" },
  { id = "huge", label = "wielkie" }, { id = "words", label = "słowa" }, { id = "text", label = "tekst" }, { id = "born", label = "data" },
]
[[section.block]]
id = "debts"
title = "Długi"
record = "debt"
source = "[2011]"
fields = [{ id = "amount", label = "Kwota" }]
"#;

fn fires(rule: &str) -> bool {
    let rules = format!(
        "required = []\n[texts]\nrequired = \"\"\nunfit = \"\"\nuntouched = \"\"\nreason = \"\"\nanswered_though_skipped = \"\"\n\
         [[check]]\nid = \"rule\"\nat = \"yes\"\nseverity = \"note\"\nwhen = \"{rule}\"\ntext = \"Tak.\"\n"
    );
    let form = Form::load(SHAPE, &rules, LAYOUT).unwrap();
    let mut root = Record::new(Uuid::from_u128(1), "interview", None, 0);
    let answers = json!({
        "yes": true, "no": false, "three": 3, "huge": i64::MAX, "words": ["opał"], "text": "brak – zgubiony", "born": "2008-11-22",
    });
    root.answers = answers.as_object().unwrap().clone().into_iter().collect();
    let mut records = vec![root];
    for (place, amount) in [(2, json!(100)), (3, json!(250)), (4, json!("nie wiem"))] {
        let mut debt = Record::new(Uuid::from_u128(place), "debt", Some(Uuid::from_u128(1)), 0);
        debt.answers
            .insert("row".to_owned(), json!({"amount": amount}));
        records.push(debt);
    }
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    form.evaluate(&Answers::new(records), today)
        .findings
        .iter()
        .any(|finding| finding.rule == "rule")
}

#[test]
fn a_rule_fires_only_when_it_is_plainly_true() {
    let table = [
        ("yes", true),
        ("no", false),
        ("open", false),
        ("not no", true),
        ("not open", false),
        // What is missing stays open, unless the other side settles it.
        ("open or yes", true),
        ("yes or open", true),
        ("not (open and no)", true),
        ("open and yes", false),
        ("not (open or no)", false),
        // Binding: * before +, + before comparison, comparison before not, not before and, and before or.
        ("1 + 2 * 3 == 7", true),
        ("(1 + 2) * 3 == 9", true),
        ("7 - 2 - 1 == 4", true),
        ("not three == 4", true),
        ("yes or yes and no", true),
        ("not no and no", false),
        (
            "three >= 3 and three <= 3 and three != 4 and three < 4 and three > 2",
            true,
        ),
        // No overflow, no nonsense.
        ("huge + 1 > 0", false),
        ("huge * 2 > 0 or huge * 2 <= 0", false),
        ("three == missing", false),
        ("contains(words, 'opał')", true),
        ("not contains(words, 'leki')", true),
        ("length(words) == 1", true),
        ("length(text) == 15", true),
        ("starts(text, 'brak')", true),
        ("age(born, today) == 18", true),
        ("born < today", true),
        ("days(born, today) > 6000", true),
        ("days(born, months_after(born, 6)) == 181", true),
        ("months_after(born, 6) > born", true),
        ("months_after(born, huge) > born", false),
        ("months_after(born, 0 - 1) < born", false),
        ("add(three, missing, 4) == 7", true),
        ("answered(add(missing))", false),
        ("if(no, 1, 2) == 2", true),
        ("if(open, 1, 2) == 2", false),
        // Over rows; a row that says nothing usable neither fires nor counts.
        ("any(debt, amount > 200)", true),
        ("every(debt, amount > 50)", false),
        ("count(debt, true) == 3", true),
        ("count(debt, amount > 50) == 2", true),
        ("sum(debt, amount) == 350", true),
        ("any(debt, interview.three == 3)", true),
        ("first", true),
    ];
    for (rule, expected) in table {
        assert_eq!(fires(rule), expected, "{rule}");
    }
}
