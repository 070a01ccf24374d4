//! What the coordinator and the head see of the work, and how figures and interviews leave as files.

use std::fs;
use std::time::Duration;

use roxmltree::{Document, Node};
use serde_json::{Value, json};
use teren_app::contract::{ActOutcome, BoardView, DataFormat, FieldKey, FiguresFormat, PinInput};
use teren_domain::access::Role;
use uuid::Uuid;

use crate::world::{BENEFITS, World, refusal};

const SCHEMA: &str = include_str!("../../docs/export/wywiad.schema.json");
const XSD: &str = include_str!("../../docs/export/wywiad.xsd");

fn approved(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    (case, document)
}

fn families(board: &BoardView, name: &str) -> Option<(u32, Option<u32>)> {
    let mut people = board.people.iter();
    people
        .find(|one| one.name == name)
        .map(|one| (one.families, one.norm))
}

#[test]
fn the_head_sees_a_visit_before_it_is_made_and_the_interview_after() {
    let mut world = World::konstancin();
    approved(&mut world);
    let anna = world.laptop("Anna");
    anna.exchange();
    let board = anna.app.board().unwrap();
    assert_eq!((board.cases, board.visits), (1, 1));
    assert_eq!(families(&board, "Ewa"), Some((1, Some(50))));
    assert_eq!(families(&board, "Marek"), Some((0, Some(50))));
    assert!(board.forms.is_empty());

    world.laptop("Ewa").exchange();
    let anna = world.laptop("Anna");
    anna.exchange();
    let board = anna.app.board().unwrap();
    assert_eq!(board.visits, 0);
    assert_eq!(families(&board, "Ewa"), Some((0, Some(50))));
    assert_eq!(board.forms.len(), 1);
    assert!(
        board.reasons.iter().any(|one| one.name.contains("ubóstwo")),
        "{:?}",
        board.reasons
    );
    assert_eq!(board.teams[0].waiting, 1);
    assert_eq!(board.withheld, 0);
    let report = anna.app.period_report("2026-4-3").unwrap();
    assert_eq!(
        (report.name.as_str(), report.interviews, report.reports),
        ("IV kwartał 2026", 1, 1)
    );
    assert_eq!(refusal(anna.app.period_report("2030-1-3")), "invalid-input");
    assert_eq!(refusal(world.laptop("Ewa").app.board()), "not-allowed");
}

#[test]
fn a_corrected_interview_counts_once_as_it_was_put_right_on_the_day_it_was_made() {
    let mut world = World::konstancin();
    let (_, document) = approved(&mut world);
    world.laptop("Ewa").exchange();
    world.pass(Duration::from_hours(60 * 24));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let begun = ewa.app.start_correction(document, "Zły powód.").unwrap();
    let reasons = json!(["4) bezrobocie"]);
    ewa.answer(begun.document, "reasons", reasons);
    let counted = |world: &mut World| {
        let anna = world.laptop("Anna");
        anna.exchange();
        let board = anna.app.board().unwrap();
        let reasons = board.reasons.into_iter().map(|one| (one.name, one.count));
        let forms: Vec<u32> = board.forms.into_iter().map(|one| one.count).collect();
        let of = |period| anna.app.period_report(period).unwrap().interviews;
        let periods = [of("2026-4-3"), of("2027-1-3")];
        (reasons.collect::<Vec<_>>(), forms, board.withheld, periods)
    };
    let before = counted(&mut world);
    assert_eq!((&before.1, before.2, before.3), (&vec![1], 0, [1, 0]));
    let ewa = world.laptop("Ewa");
    ewa.app.approve(begun.document).unwrap();
    ewa.exchange();
    let after = counted(&mut world);
    assert_eq!((&after.1, after.2, after.3), (&vec![1], 0, [1, 0]));
    assert_ne!(before.0, after.0, "as it was put right");
    assert_eq!(after.0.iter().map(|(_, count)| count).sum::<u32>(), 1);
}

#[test]
fn a_coordinator_sees_her_people_by_name_only_where_the_head_lets_her() {
    let mut world = World::konstancin();
    let (case, document) = approved(&mut world);
    world.laptop("Ewa").exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    pawel.exchange();
    let people = |world: &mut World| -> Vec<String> {
        let laptop = world.laptop("Grażyna");
        laptop.exchange();
        let board = laptop.app.board().unwrap();
        board.people.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(people(&mut world), ["Osoba 1", "Pozostałe osoby razem"]);
    let anna = world.laptop("Anna");
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    draft.parameters.named_on_board = true;
    let said =
        anna.app
            .propose_structure(&draft, &view.version, "2026-11-02", "Przeglądy zespołów");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    assert_eq!(people(&mut world), ["Paweł", "Pozostałe osoby razem"]);
}

#[test]
fn the_figures_leave_as_a_workbook_and_as_a_text_without_a_family() {
    let mut world = World::konstancin();
    approved(&mut world);
    world.laptop("Ewa").exchange();
    let folder = tempfile::tempdir().unwrap();
    let anna = world.laptop("Anna");
    anna.exchange();
    let (csv, xlsx) = (folder.path().join("b.csv"), folder.path().join("b.xlsx"));
    anna.app
        .save_figures(None, FiguresFormat::Csv, &csv)
        .unwrap();
    anna.app
        .save_figures(Some("2026-2-6"), FiguresFormat::Xlsx, &xlsx)
        .unwrap();
    let text = fs::read_to_string(csv).unwrap();
    assert!(text.contains("\r\nEwa;0;50;0;0;0\r\n"), "{text}");
    assert!(!text.contains("Nibylska"), "no family");
    assert_eq!(&fs::read(xlsx).unwrap()[..2], b"PK");
}

fn schema_faults(data: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator
        .iter_errors(data)
        .map(|fault| fault.to_string())
        .collect()
}

#[test]
fn an_approved_interview_leaves_as_json_of_the_shipped_schema_and_the_copy_is_written_down() {
    let mut world = World::konstancin();
    let (_, document) = approved(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    ewa.app
        .save_data(document, DataFormat::Json, &path)
        .unwrap();
    let mut data: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(schema_faults(&data), Vec::<String>::new());
    assert_eq!(data["case_number"], "T-2026-000001");
    assert_eq!(data["receipt"]["number"], "W-2026-000001");
    assert_eq!(data["withheld"], serde_json::json!([]));
    let seal = ewa.interview(document).seal.unwrap();
    assert_eq!(data["approval"]["sha256"], seal.sha256);
    let said = |data: &Value, field: &str| -> Vec<Value> {
        let records = data["records"].as_array().unwrap().iter();
        let answers = records.flat_map(|record| record["answers"].as_array().unwrap());
        let found = answers.filter(|answer| answer["field"] == field);
        found.map(|answer| answer["value"].clone()).collect()
    };
    assert_eq!(
        said(&data, "first_name"),
        [ewa.reads(document, "first_name")]
    );
    assert!(!said(&data, "member_born").is_empty() && !said(&data, "month").is_empty());
    data["approval"]["sha256"] = "short".into();
    assert_eq!(schema_faults(&data).len(), 1, "the schema looks");

    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel
        .app
        .save_data(document, DataFormat::Json, &path)
        .unwrap();
    let data: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(schema_faults(&data), Vec::<String>::new());
    let withheld = data["withheld"].as_array().unwrap();
    assert!(withheld.contains(&"health".into()));
    let records = data["records"].as_array().unwrap().iter();
    let mut categories = records.flat_map(|record| record["answers"].as_array().unwrap());
    assert!(categories.all(|answer| !withheld.contains(&answer["category"])));
    // Each copy is a record of the case, and goes to the office like all others.
    pawel.exchange();
    world.laptop("Ewa").exchange();
}

#[test]
fn a_draft_is_no_data_for_anybody() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    let said = ewa.app.save_data(document, DataFormat::Json, &path);
    assert_eq!(refusal(said), "incomplete");
    assert!(!path.exists());
}

/// Attributes that the schema declares of an element: name and whether it must stand. Types by name are followed.
fn declared<'a>(schema: &'a Document<'_>, element: &str) -> Vec<(&'a str, bool)> {
    let named = |node: &Node<'_, '_>, tag: &str, name: &str| {
        node.tag_name().name() == tag && node.attribute("name") == Some(name)
    };
    let of = schema
        .descendants()
        .find(|node| named(node, "element", element))
        .unwrap();
    let by_type = of.attribute("type").and_then(|name| {
        schema
            .descendants()
            .find(|node| named(node, "complexType", name))
    });
    let home = by_type.or_else(|| {
        of.children()
            .find(|node| node.tag_name().name() == "complexType")
    });
    let attributes = home.into_iter().flat_map(|node| node.children());
    attributes
        .filter(|node| node.tag_name().name() == "attribute")
        .map(|node| {
            (
                node.attribute("name").unwrap(),
                node.attribute("use") == Some("required"),
            )
        })
        .collect()
}

#[test]
fn the_same_interview_leaves_as_xml_of_the_shipped_schema() {
    let mut world = World::konstancin();
    let (_, document) = approved(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let folder = tempfile::tempdir().unwrap();
    let (xml, json) = (folder.path().join("w.xml"), folder.path().join("w.json"));
    ewa.app.save_data(document, DataFormat::Xml, &xml).unwrap();
    ewa.app
        .save_data(document, DataFormat::Json, &json)
        .unwrap();
    ewa.exchange();
    let text = fs::read_to_string(xml).unwrap();
    let data: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let (file, schema) = (
        Document::parse(&text).unwrap(),
        Document::parse(XSD).unwrap(),
    );
    let space = schema.root_element().attribute("targetNamespace");
    for node in file.descendants().filter(Node::is_element) {
        assert_eq!(node.tag_name().namespace(), space);
        let known = declared(&schema, node.tag_name().name());
        for attribute in node.attributes() {
            assert!(
                known.iter().any(|(name, _)| *name == attribute.name()),
                "{attribute:?}"
            );
        }
        for (name, _) in known.iter().filter(|(_, must)| *must) {
            assert!(node.has_attribute(*name), "{name} of {node:?}");
        }
    }
    let answers = file
        .descendants()
        .filter(|node| node.has_tag_name(("urn:teren:wywiad:1", "answer")));
    let records = data["records"].as_array().unwrap().iter();
    let in_json: usize = records
        .map(|record| record["answers"].as_array().unwrap().len())
        .sum();
    assert_eq!(answers.count(), in_json);
    let words = file
        .descendants()
        .filter(|node| node.has_tag_name(("urn:teren:wywiad:1", "value")));
    assert!(
        words
            .filter_map(|node| node.text())
            .any(|word| word.contains("ubóstwo"))
    );
}

#[test]
fn who_may_know_half_of_the_reasons_counts_none_of_them_and_says_of_how_many_she_does_not_know() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    let reasons = serde_json::json!(["1) ubóstwo", "7) przemoc domowa"]);
    ewa.answer(document, "reasons", reasons);
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    // She leads the benefits team: it holds poverty, and nothing that tells of violence.
    let grazyna = world.laptop("Grażyna");
    grazyna.exchange();
    let board = grazyna.app.board().unwrap();
    assert_eq!(board.cases, 1);
    let told: Vec<(&str, u32)> = (board.reasons.iter())
        .map(|one| (one.name.as_str(), one.count))
        .collect();
    assert_eq!(told, [], "half of an answer is no count");
    assert_eq!(board.withheld, 1);
    let report = grazyna.app.period_report("2026-4-3").unwrap();
    assert_eq!((report.reasons.len(), report.withheld), (0, 1));

    let anna = world.laptop("Anna");
    anna.exchange();
    let board = anna.app.board().unwrap();
    assert_eq!((board.reasons.len(), board.withheld), (2, 0));
    assert!(board.reasons.iter().any(|one| one.name.contains("przemoc")));
}

#[test]
fn a_coordinator_without_a_team_counts_what_was_sent_back() {
    let mut world = World::konstancin();
    world.hire("Kora", &[Role::Coordinator]);
    let (_, document) = approved(&mut world);
    world.laptop("Ewa").exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = PinInput {
        at: FieldKey {
            record: document,
            field: "phone".to_owned(),
        },
        question: "Czy ten numer jest aktualny?".to_owned(),
    };
    pawel
        .app
        .return_interview(document, BENEFITS, &[question])
        .unwrap();
    pawel.exchange();
    for (name, of) in [("Anna", 1), ("Grażyna", 1), ("Kora", 1)] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let board = laptop.app.board().unwrap();
        assert_eq!(board.returned, of, "{name}: of {} cases", board.cases);
    }
}

#[test]
fn the_board_counts_the_families_of_an_asystent_against_her_norm() {
    let mut world = World::konstancin();
    world.hire("Beata", &[Role::FamilyAssistant]);
    let (case, record) = crate::assistance::requested(&mut world, Some(true));
    world.pass(Duration::from_mins(1));
    let beata = world.person("Beata");
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.assign_assistant(case, record, beata).unwrap();
    anna.exchange();
    let board = anna.app.board().unwrap();
    let mut people = board.people.iter();
    let of_beata = people.find(|one| one.name == "Beata").unwrap();
    assert_eq!((of_beata.families, of_beata.norm), (1, Some(15)));
}
