//! A faulty definition is refused when it is loaded, with what is wrong and where.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use teren_domain::Category;
use teren_questionnaire::{DefinitionError, Form, forms::Forms};

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
fn a_form_answers_for_the_category_it_names_and_else_for_the_diagnosis() {
    let answers_for = |shape: &str| Form::load(shape, RULES, LAYOUT).unwrap().answers_for();
    assert_eq!(answers_for(SHAPE), Category::Diagnosis);
    for (word, category) in [
        ("situation", Category::Situation),
        // Only columns of a row have it.
        ("income", Category::Income),
    ] {
        let named = format!("answers_for = \"{word}\"\n[choices]");
        assert_eq!(answers_for(&SHAPE.replace("[choices]", &named)), category);
    }
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
        (
            ("[interview]", "smell = [\"żaden\"]\n[interview]"),
            "no field uses the list of choices smell",
        ),
        (
            ("[interview]", "[also]\nsmell = [\"żaden\"]\n[interview]"),
            "no field uses the list of choices smell",
        ),
        (
            ("[\"biały\", \"czarny\"]", "[\"biały\", \"biały\"]"),
            "biały stands twice in the list of choices colour",
        ),
        (
            (
                "[interview]",
                "[category_of_word.colour]\nszary = \"health\"\n[interview]",
            ),
            "colour offers words of other categories, but its answer cannot be kept in parts",
        ),
        (
            (
                "[interview]",
                "[category_of_word.colours]\nszary = \"health\"\n[interview]",
            ),
            "szary, which has a category of its own, is none of the choices colours",
        ),
        (
            ("part = \"I\"", "part = \"I\"\npaper = \"asset_statement\""),
            "shape is not readable: either part or paper is wanted",
        ),
        (
            ("[choices]", "answers_for = \"family_plan\"\n[choices]"),
            "the form answers for FamilyPlan and has no field in it",
        ),
        (
            ("version = \"2021-11-15\"", "version = \"one\""),
            "shape is not readable: the version is not the day it is valid from",
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
        (
            ("when = \"born > today\"", "when = \"colour == 'szary'\""),
            "the rule future compares colour with szary, which is none of its choices",
        ),
        (
            (
                "when = \"born > today\"",
                "when = \"starts(colour, 'sza')\"",
            ),
            "the rule future compares colour with sza, which is none of its choices",
        ),
        (
            ("[texts]", "optional = [\"born\"]\n[texts]"),
            "optional names the unknown field born",
        ),
        (
            ("[texts]", "dropped = [\"future\"]\n[texts]"),
            "dropped names the unknown field future",
        ),
        (
            (
                "[[check]]",
                "[[touched]]\nid = \"old\"\non = \"debt\"\nmonth = \"amount\"\nstill = \"true\"\ntext = \"Stare.\"\n[[check]]",
            ),
            "old names the unknown field amount",
        ),
    ];
    for (change, message) in table {
        assert_eq!(fault(SAME, change, SAME), message);
    }
}

/// A question whose condition nothing can make true would wait for ever.
#[test]
fn a_question_that_can_never_be_asked_is_a_fault() {
    let never = "colour can never be asked: nothing makes its rule true";
    let conditions = [
        "false",
        "1 > 2",
        "missing",
        "pet and not pet",
        "not pet and pet",
        "pet and name == 'a' and name == 'b'",
        "name == missing",
        "not (pet or true)",
    ];
    for condition in conditions {
        let change = format!("when = \"{condition}\"");
        assert_eq!(
            fault(SAME, ("when = \"pet\"", &change), SAME),
            never,
            "{condition}"
        );
    }
    // What depends on a question never asked is never asked either, and the first of the two is named.
    let chain = "[[asked]]\nfields = [\"pet\"]\nwhen = \"false\"\n[[check]]";
    assert_eq!(
        fault(SAME, ("[[check]]", chain), SAME),
        "pet can never be asked: nothing makes its rule true"
    );
    let open = [
        "pet or false",
        "not answered(pet)",
        "pet and name == 'a'",
        "name != 'a' and name != 'b'",
        "any(member, true)",
        "if(pet, name == 'a', missing)",
    ];
    for condition in open {
        let rules = RULES.replace("when = \"pet\"", &format!("when = \"{condition}\""));
        assert!(Form::load(SHAPE, &rules, LAYOUT).is_ok(), "{condition}");
    }
}

const HEIR: &str = r#"
form = "heir"
version = "2022-01-01"
part = "II"
valid_from = "2022-01-01"
"#;

const BROUGHT: &str = r#"
title = "Dziedzic"
[[section]]
id = "A"
carry = "small/2021-11-15"
"#;

/// The fault of a form that carries from the small one.
fn heir(rules: &str, layout: &str) -> String {
    let forms = Forms::shipped().with(SHAPE, RULES, LAYOUT).unwrap();
    let fault = forms.with(HEIR, rules, layout).unwrap_err();
    fault.to_string()
}

#[test]
fn a_carried_segment_stands_by_itself() {
    let forms = Forms::shipped().with(SHAPE, RULES, LAYOUT).unwrap();
    let forms = forms.with(HEIR, "", BROUGHT).unwrap();
    let form = forms.load("heir", "2022-01-01").unwrap();
    assert_eq!(form.sections.len(), 1);
    assert_eq!(form.column("debt", "amount").unwrap().source, "[2011]");
    assert!(form.field("interview", "name").unwrap().required);
    assert!(form.outline().contains("asked when pet"));
}

#[test]
fn faults_of_what_is_carried() {
    let block = |what: &str| {
        format!(
            "title = \"Dziedzic\"\n[[section]]\nid = \"A\"\ntitle = \"Dane\"\nsource = \"[ACT]\"\n[[section.block]]\n{what}"
        )
    };
    let table = [
        (
            "",
            BROUGHT.replace("id = \"A\"", "id = \"Z\""),
            "Z carries from small/2021-11-15, which has nothing of this id",
        ),
        (
            "",
            BROUGHT.replace("small", "none"),
            "no form none of version 2021-11-15",
        ),
        (
            "",
            block("id = \"none\"\ncarry = \"small/2021-11-15\""),
            "none carries from small/2021-11-15, which has nothing of this id",
        ),
        (
            "",
            block("id = \"card\"\ncarry = \"small/2021-11-15\"\nfields = [\"tail\"]"),
            "card names the unknown field tail",
        ),
        (
            "",
            block("id = \"card\"\ncarry = \"small/2021-11-15\"\nrelabel = { tail = \"Ogon\" }"),
            "card names the unknown field tail",
        ),
        (
            "",
            block("id = \"members\"\ncarry = \"small/2021-11-15\"\ntables = [\"tails\"]"),
            "members names the unknown field tails",
        ),
        (
            "",
            block("id = \"card\"\ntitle = \"Karta\"\nsource = \"[ACT]\"\nfields = [\"name\"]"),
            "card names the unknown field name",
        ),
        (
            "optional = [\"pet\"]",
            BROUGHT.to_owned(),
            "optional names the unknown field pet",
        ),
        (
            "dropped = [\"past\"]",
            BROUGHT.to_owned(),
            "dropped names the unknown field past",
        ),
    ];
    for (rules, layout, message) in table {
        assert_eq!(heir(rules, &layout), message);
    }
    let twice = Forms::shipped().with(SHAPE, RULES, LAYOUT).unwrap();
    assert_eq!(
        twice.with(SHAPE, RULES, LAYOUT).unwrap_err().to_string(),
        "two sections or blocks have the id small/2021-11-15"
    );
}

#[test]
fn a_rule_whose_fields_are_not_all_carried_stays_behind() {
    let layout = r#"
title = "Dziedzic"
[[section]]
id = "A"
title = "Dane"
source = "[ACT]"
[[section.block]]
id = "card"
carry = "small/2021-11-15"
fields = ["name", "colour"]
relabel = { colour = "Umaszczenie" }
"#;
    let forms = Forms::shipped().with(SHAPE, RULES, LAYOUT).unwrap();
    let forms = forms.with(HEIR, "optional = [\"name\"]", layout).unwrap();
    let form = forms.load("heir", "2022-01-01").unwrap();
    assert!(!form.outline().contains("asked when"));
    assert!(!form.outline().contains("W przyszłości."));
    assert!(!form.field("interview", "name").unwrap().required);
    let colour = form.field("interview", "colour").unwrap();
    assert_eq!(
        (colour.label.as_str(), colour.choices.len()),
        ("Umaszczenie", 2)
    );
    assert!(form.field("interview", "pet").is_none());
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
                "\"Imię\" },\n  { id = \"born\", label = \"Data urodzenia\" }",
                "\"Imię\", column = 3 },\n  { id = \"born\", label = \"Data urodzenia\", column = 2 }",
            ),
            "born stands after a column of a higher number than its own, 2",
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
