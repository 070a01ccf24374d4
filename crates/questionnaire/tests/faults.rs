//! A faulty definition is refused when it is loaded, with what is wrong and where.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use teren_questionnaire::{DefinitionError, Form};

const SHAPE: &str = r#"
form = "small"
version = "2021-11-15"
part = "I"
valid_from = "2021-11-15"
[choices]
colour = ["biały", "czarny"]
[interview]
name = { kind = "text", category = "identity" }
born = { kind = "date", category = "identity" }
pet = { kind = "yes_no", category = "situation" }
colour = { kind = "choice", category = "situation", choices = "colour" }
[member]
member_name = { kind = "text", category = "identity" }
[rows.debt]
parent = "member"
category = "income"
columns.amount = { kind = "amount" }
"#;

const RULES: &str = r#"
required = ["name"]
[texts]
required = "Brakuje: {label}."
unfit = "Sprawdź: {label}."
untouched = "Pusty {section}."
reason = "Powód {section}."
answered_though_skipped = "Odpowiedzi w {section}."
[[asked]]
fields = ["colour"]
when = "pet"
[[check]]
id = "future"
at = "born"
severity = "warning"
when = "born > today"
text = "W przyszłości."
"#;

const LAYOUT: &str = r#"
title = "Mały"
[[section]]
id = "A"
title = "Dane"
mandatory = true
source = "[ACT]"
[[section.block]]
id = "card"
title = "Osoba"
source = "[2011]"
fields = [
  { id = "name", label = "Imię" },
  { id = "born", label = "Data urodzenia" },
  { id = "pet", label = "Czy jest zwierzę?" },
  { id = "colour", label = "Maść" },
]
[[section.block]]
id = "members"
title = "Osoby"
record = "member"
source = "[2011]"
fields = [{ id = "member_name", label = "Imię osoby" }]
[[section.block.rows]]
id = "debts"
title = "Długi"
record = "debt"
source = "[2011]"
fields = [{ id = "amount", label = "Kwota" }]
"#;

/// The small form with one thing changed in each layer that is given.
fn fault(shape: (&str, &str), rules: (&str, &str), layout: (&str, &str)) -> String {
    let change = |text: &str, (from, to): (&str, &str)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    Form::load(
        &change(SHAPE, shape),
        &change(RULES, rules),
        &change(LAYOUT, layout),
    )
    .unwrap_err()
    .to_string()
}

const SAME: (&str, &str) = ("", "");

#[test]
fn the_small_form_itself_loads() {
    assert_eq!(Form::load(SHAPE, RULES, LAYOUT).unwrap().id, "small");
}

#[test]
fn faults_of_the_shape() {
    let table = [
        (("member_name =", "name ="), "two fields have the id name"),
        (
            ("choices = \"colour\"", "choices = \"smell\""),
            "colour names the unknown list of choices smell",
        ),
        (
            (", choices = \"colour\"", ""),
            "colour is a choice without choices",
        ),
        (
            ("parent = \"member\"", "parent = \"dog\""),
            "debt names the unknown record kind dog",
        ),
        (
            (
                "[member]",
                "extra = { kind = \"text\", category = \"income\" }\n[member]",
            ),
            "no block shows interview.extra, so nobody can reach it",
        ),
    ];
    for (change, message) in table {
        assert_eq!(fault(change, SAME, SAME), message);
    }
    assert!(matches!(
        Form::load("form = 1", RULES, LAYOUT),
        Err(DefinitionError::Unreadable { file: "shape", .. })
    ));
}

#[test]
fn faults_of_the_rules() {
    let table = [
        (
            ("[\"name\"]", "[\"nobody\"]"),
            "required names the unknown field nobody",
        ),
        (
            ("[\"colour\"]", "[\"smell\"]"),
            "asked names the unknown field smell",
        ),
        (
            ("when = \"pet\"", "when = \"dog\""),
            "the rule colour does not compile: unknown name dog",
        ),
        (
            ("when = \"pet\"", "when = \"pet and\""),
            "the rule colour does not compile: unexpected end",
        ),
        (
            ("when = \"pet\"", "when = \"pet )\""),
            "the rule colour does not compile: unexpected ) at character 4",
        ),
        (
            ("when = \"pet\"", "when = \"pet > 3\""),
            "the rule colour does not compile: Bool is wanted where Number stands",
        ),
        (
            ("when = \"pet\"", "when = \"name\""),
            "the rule colour does not compile: Bool is wanted where Text stands",
        ),
        (
            ("when = \"pet\"", "when = \"bark(pet)\""),
            "the rule colour does not compile: unknown function bark",
        ),
        (
            ("when = \"pet\"", "when = \"answered(pet, pet)\""),
            "the rule colour does not compile: answered takes 1 values",
        ),
        (
            ("when = \"pet\"", "when = \"any(dog, true)\""),
            "the rule colour does not compile: unknown record kind dog",
        ),
        (
            ("when = \"pet\"", "when = \"born > today\""),
            "the rule that asks or computes colour reads today's date",
        ),
        (
            ("when = \"pet\"", "when = \"colour == 'biały'\""),
            "the rule of colour and the rules it needs wait for one another",
        ),
        (
            ("at = \"born\"", "at = \"dog\""),
            "future names the unknown field dog",
        ),
        (
            ("text = \"W przyszłości.\"", "text = \" \""),
            "future has no label",
        ),
        (
            (
                "[[check]]",
                "[[check]]\nid = \"future\"\nat = \"members\"\nseverity = \"note\"\nwhen = \"pet\"\ntext = \"Dwa.\"\n[[check]]",
            ),
            "two rules have the id future",
        ),
    ];
    for (change, message) in table {
        assert_eq!(fault(SAME, change, SAME), message);
    }
}

#[test]
fn faults_of_the_layout() {
    let table = [
        (
            ("{ id = \"name\"", "{ id = \"nobody\""),
            "card names the unknown field nobody",
        ),
        (
            ("label = \"Imię\" }", "label = \"\" }"),
            "name has no label",
        ),
        (
            (
                "source = \"[2011]\"\nfields = [\n",
                "source = \"\"\nfields = [\n",
            ),
            "name has no source tag",
        ),
        (
            ("{ id = \"pet\"", "{ id = \"name\""),
            "name stands in two blocks",
        ),
        (
            ("label = \"Maść\"", "label = \"Imię\""),
            "Imię of Osoba leads to two fields",
        ),
        (
            ("id = \"members\"", "id = \"card\""),
            "two sections or blocks have the id card",
        ),
        (
            ("record = \"debt\"", "record = \"dog\""),
            "debts names the unknown record kind dog",
        ),
        (
            ("mandatory = true", "skip = \"name\""),
            "A names the unknown field name",
        ),
    ];
    for (change, message) in table {
        assert_eq!(fault(SAME, SAME, change), message);
    }
}
