//! Every row of every dated table: where it was read, and a case that exercises it. A row without a source, and a row no case
//! names, both fail here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use teren_domain::access::{Relation, Role, may_hold};
use teren_domain::assess::assess;
use teren_domain::attachment;
use teren_domain::calendar::holiday;
use teren_domain::competence::{competence, no_interview_needed};
use teren_domain::criteria::{self, OfficeParameters};
use teren_domain::documents;
use teren_domain::estimates::{Benefit, Estimate};
use teren_domain::facts::{Incapacity, InterviewFacts, Part, Person, PlannedHelp, Sex};
use teren_domain::incapacity::{UnableToWork, is_adult_on, unable_to_work_on};
use teren_domain::purpose::{Need, by_id};
use teren_domain::reasons::not_enough_for_money;
use teren_domain::refusal::{Obstacles, grounds};
use teren_domain::reminder::{self, Clock, Contract, Occasion, Renews, RulingAwaited, Told};
use teren_domain::workload::norm_of;
use teren_domain::{Category, Grosze, purpose, term};

use super::day;
use crate::family::{application, father, money, mother, row, single, zl};

/// Data that are no law: names, weights of likeness, and the centres of the demonstration.
const NO_LAW: [&str; 3] = ["given_names.toml", "linkage.toml", "structures.json"];
/// Tables with words of screens beside their rows.
const NO_ROWS: [&str; 1] = ["terms.toml/moved_by"];

type Rows = BTreeMap<String, Vec<toml::Table>>;

/// Rows of all tables by "file/section".
fn rows() -> Rows {
    let mut found = Rows::new();
    for file in std::fs::read_dir("data").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if NO_LAW.contains(&name.as_str()) {
            continue;
        }
        let table: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        for (section, value) in table {
            let rows = match value {
                toml::Value::Array(rows) => rows,
                one @ toml::Value::Table(_) => vec![one],
                _ => continue,
            };
            let rows = rows.into_iter().filter_map(|row| match row {
                toml::Value::Table(row) => Some(row),
                _ => None,
            });
            let rows: Vec<toml::Table> = rows.collect();
            let place = format!("{name}/{section}");
            if !rows.is_empty() && !NO_ROWS.contains(&place.as_str()) {
                found.insert(place, rows);
            }
        }
    }
    found
}

/// What a row is called by.
fn key(place: &str, row: &toml::Table) -> String {
    let said = |name: &str| row.get(name).and_then(toml::Value::as_str);
    if let (Some(role), Some(relation)) = (said("role"), said("relation")) {
        return format!("{role} {relation}");
    }
    let names = ["point", "id", "name", "kind", "role", "valid_from"];
    let key = names.into_iter().find_map(said);
    key.map_or_else(|| place.to_owned(), str::to_owned)
}

#[test]
fn every_row_says_where_it_was_read_and_from_when_it_serves() {
    let all = rows();
    assert!(all.values().map(Vec::len).sum::<usize>() > 180);
    for (place, rows) in &all {
        for row in rows {
            let name = key(place, row);
            let source = row.get("source").and_then(toml::Value::as_str);
            assert!(source.is_some(), "no source: {place} {name}");
            let source = source.unwrap_or_default();
            let ours = ["access.toml", "attachment_limits.toml"];
            let access = ours.iter().any(|policy| place.starts_with(policy));
            let act = ["Dz.U.", "ustawa z ", "rozporządzenie "];
            let named = act.iter().any(|act| source.contains(act));
            assert!(named || access, "no act: {place} {name}: {source}");
            assert!(source.len() > 10, "{place} {name}: {source}");
            for day in ["valid_from", "from", "to"] {
                let text = row.get(day).and_then(toml::Value::as_str);
                let read = text.is_none_or(|text| text.parse::<NaiveDate>().is_ok());
                assert!(read, "{place} {name}: {day}");
            }
            println!("{place} · {name} · {source}");
        }
    }
}

#[test]
fn every_row_of_every_table_has_a_case() {
    let cases: BTreeMap<&str, fn() -> BTreeSet<String>> = BTreeMap::from([
        ("access.toml/row", access as fn() -> BTreeSet<String>),
        ("attachment_limits.toml/limit", attachment_limits),
        ("attachments.toml/kind", attachments),
        ("competence.toml/homeless", homeless),
        ("competence.toml/no_interview", without_interview),
        ("criteria.toml/row", criteria_rows),
        ("documents.toml/document", documents_asked),
        ("documents.toml/form", document_forms),
        ("holidays.toml/holiday", holidays),
        ("income_kinds.toml/kind", super::kinds_of_income),
        ("measures.toml/adulthood", adulthood),
        ("measures.toml/incapacity_by_age", incapacity_by_age),
        ("measures.toml/one_off_income", one_off_income),
        ("measures.toml/regardless_of_income", regardless_of_income),
        ("measures.toml/refundable", refundable),
        ("measures.toml/ruling", super::rulings),
        ("measures.toml/service", super::services),
        ("measures.toml/tolerance", tolerance),
        ("norms.toml/norm", norms),
        ("purposes.toml/purpose", purposes),
        ("reasons.toml/not_enough", reasons),
        ("refusals.toml/ground", refusals),
        ("terms.toml/contract_assessment", contract_assessment),
        ("terms.toml/interview", interview_terms),
        ("terms.toml/ruling_delivery", ruling_delivery),
        ("terms.toml/ruling_limit", ruling_limit),
        ("terms.toml/update", super::lasting_forms),
    ]);
    for (place, rows) in rows() {
        let exercised = cases.get(place.as_str()).map(|exercised| exercised());
        assert!(exercised.is_some(), "no case for the rows of {place}");
        let exercised = exercised.unwrap_or_default();
        let keys: BTreeSet<String> = rows.iter().map(|row| key(&place, row)).collect();
        let without: Vec<&String> = keys.difference(&exercised).collect();
        assert!(without.is_empty(), "{place}: no case for {without:?}");
        let strange: Vec<&String> = exercised.difference(&keys).collect();
        assert!(strange.is_empty(), "{place}: no such row {strange:?}");
    }
}

fn named<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into_iter().collect()
}

fn planned(kind: &str) -> PlannedHelp {
    PlannedHelp {
        kind: kind.to_owned(),
        scope: None,
        funding: None,
        amount: None,
    }
}

/// Role, relation, one category it holds (`None` = none at all), one it does not.
fn access() -> BTreeSet<String> {
    use Category::*;
    use Relation::{BreakGlass, Centre, Own, Team};
    use Role::*;
    let table = [
        (FirstContact, Own, Some(Reporter), Income),
        (FirstContact, Team, Some(Violence), Situation),
        (FirstContact, Centre, Some(Identity), Violence),
        (FirstContact, BreakGlass, None, Identity),
        (FieldWorker, Own, Some(Proceedings), Identity),
        (FieldWorker, Team, None, Identity),
        (FieldWorker, Centre, None, Workflow),
        (FieldWorker, BreakGlass, Some(Violence), Income),
        (BenefitsTeam, Own, Some(Incapacity), Violence),
        (BenefitsTeam, Team, Some(Proceedings), SocialWork),
        (BenefitsTeam, Centre, None, Identity),
        (BenefitsTeam, BreakGlass, None, Identity),
        (SocialWorkTeam, Own, Some(Violence), Proceedings),
        (SocialWorkTeam, Team, Some(SocialWork), Reporter),
        (SocialWorkTeam, Centre, None, Identity),
        (SocialWorkTeam, BreakGlass, Some(Health), Reporter),
        (ServicesTeam, Own, Some(Health), Violence),
        (ServicesTeam, Team, Some(HelpPlan), SocialWork),
        (ServicesTeam, Centre, None, Identity),
        (ServicesTeam, BreakGlass, None, Identity),
        (FamilyAssistant, Own, Some(FamilyPlan), Income),
        (FamilyAssistant, Team, None, Identity),
        (FamilyAssistant, Centre, None, Identity),
        (FamilyAssistant, BreakGlass, None, Identity),
        (FosterCoordinator, Own, Some(FamilyPlan), Identity),
        (FosterCoordinator, Team, None, Identity),
        (FosterCoordinator, Centre, None, Identity),
        (FosterCoordinator, BreakGlass, None, Identity),
        (Coordinator, Own, Some(Identity), HelpPlan),
        (Coordinator, Team, Some(Workflow), Situation),
        (Coordinator, Centre, Some(Workflow), HelpPlan),
        (Coordinator, BreakGlass, None, Identity),
        (Head, Own, Some(Reporter), Identity),
        (Head, Team, Some(Violence), Identity),
        (Head, Centre, Some(Proceedings), Identity),
        (Head, BreakGlass, Some(Proceedings), Identity),
        (Merger, Own, Some(Violence), Reporter),
        (Merger, Team, Some(Health), Proceedings),
        (Merger, Centre, None, Identity),
        (Merger, BreakGlass, None, Identity),
        (Administrator, Own, None, Workflow),
        (Administrator, Team, None, Identity),
        (Administrator, Centre, None, Identity),
        (Administrator, BreakGlass, None, Identity),
        (Inspector, Own, None, Workflow),
        (Inspector, Team, None, Identity),
        (Inspector, Centre, None, Identity),
        (Inspector, BreakGlass, None, Identity),
        (OtherCentre, Own, Some(Income), Violence),
        (OtherCentre, Team, None, Identity),
        (OtherCentre, Centre, None, Identity),
        (OtherCentre, BreakGlass, None, Identity),
    ];
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let cases = table.into_iter().map(|(role, relation, held, closed)| {
        let all = Category::ALL.into_iter();
        let holds: BTreeSet<Category> = all.filter(|one| may_hold(role, *one, relation)).collect();
        match held {
            Some(held) => assert!(holds.contains(&held), "{role:?} {relation:?}"),
            None => assert!(holds.is_empty(), "{role:?} {relation:?}"),
        }
        let whole = holds.len() == Category::ALL.len();
        assert!(whole || !holds.contains(&closed), "{role:?} {relation:?}");
        let (role, relation) = (serde_json::json!(role), serde_json::json!(relation));
        format!("{} {}", word(role), word(relation))
    });
    cases.collect()
}

/// Point, where its copy stands; `None` = no copy is kept.
fn attachments() -> BTreeSet<String> {
    let table = [
        ("1", None),
        ("2", Some(Category::Income)),
        ("3", Some(Category::Income)),
        ("4", Some(Category::Income)),
        ("5", Some(Category::Incapacity)),
        ("6", Some(Category::Incapacity)),
        ("7", Some(Category::Income)),
        ("8", Some(Category::Income)),
        ("9", Some(Category::Income)),
        ("10", Some(Category::Income)),
        ("10a", Some(Category::Income)),
        ("11", Some(Category::Income)),
        ("12", Some(Category::Income)),
        ("13", Some(Category::Income)),
        ("14", Some(Category::Income)),
        ("15", Some(Category::Income)),
        ("15a", Some(Category::Income)),
        ("15b", Some(Category::Income)),
        ("16", Some(Category::Income)),
        ("17", Some(Category::Income)),
        ("18", Some(Category::Income)),
        ("19", Some(Category::Income)),
        ("20", Some(Category::Income)),
        ("21", Some(Category::Violence)),
        ("ust. 5d", Some(Category::Income)),
        ("ust. 5d inny", Some(Category::Violence)),
    ];
    for (point, category) in table {
        let kind = attachment::kind_of(point, day("2026-11-24")).unwrap();
        let kept = kind.refused.is_none().then_some(kind.category);
        assert_eq!(kept, category, "point {point}");
    }
    let before = attachment::kind_of("1", day("2021-11-14"));
    assert!(before.is_none(), "§ 11 is of 15.11.2021");
    named(table.map(|(point, _)| point))
}

/// Bytes of the file, of the case, free on the disk; what hinders.
fn attachment_limits() -> BTreeSet<String> {
    use attachment::OverLimit::{Case, Disk, File};
    const MB: u64 = 1024 * 1024;
    let table = [
        (20 * MB, 0, None, None),
        (20 * MB + 1, 0, None, Some(File)),
        (20 * MB, 180 * MB, None, None),
        (20 * MB, 180 * MB + 1, None, Some(Case)),
        (MB, 0, Some(513 * MB), None),
        (MB + 1, 0, Some(513 * MB), Some(Disk)),
        (1, 0, Some(0), Some(Disk)),
    ];
    let limits = attachment::limits(day("2026-11-24")).unwrap();
    assert!(limits.file_bytes <= attachment::MOST_BYTES);
    for (bytes, of_case, free, expected) in table {
        let found = limits.hindrance(bytes, of_case, free);
        assert_eq!(found, expected, "{bytes} {of_case} {free:?}");
    }
    assert!(limits.is_low(Some(2047 * MB)) && !limits.is_low(Some(2048 * MB)));
    assert!(!limits.is_low(None), "a system that does not say");
    named(["2026-11-24"])
}

fn homeless() -> BTreeSet<String> {
    let mut facts = InterviewFacts {
        homeless: true,
        last_registration_gmina: Some("Jasionka".to_owned()),
        help_plan: vec![planned("posiłek"), planned("zasiłek celowy")],
        ..application(vec![single()])
    };
    facts.report.urgent = true;
    let found = competence(&facts, "Wzorcowo").unwrap();
    assert_eq!(found.gmina, "Jasionka");
    assert_eq!(found.at_place_of_stay, ["posiłek"]);
    assert!(competence(&facts, "Jasionka").is_none());
    named(["2026-04-28"])
}

fn without_interview() -> BTreeSet<String> {
    let kind = "schronienie w formie ogrzewalni i noclegowni";
    let facts = InterviewFacts {
        help_plan: vec![planned(kind), planned("posiłek")],
        ..application(vec![single()])
    };
    let found = no_interview_needed(&facts);
    assert_eq!(
        (found.len(), found[0].basis.as_str()),
        (1, "art. 48a ust. 8")
    );
    named([kind])
}

/// First day, złote of a single person and of a person in a family; the day before is of the row before.
fn criteria_rows() -> BTreeSet<String> {
    let table = [
        ("2015-10-01", 634, 514),
        ("2018-10-01", 701, 528),
        ("2022-01-01", 776, 600),
        ("2025-01-01", 1010, 823),
    ];
    let mut before: Option<(i64, i64)> = None;
    for (from, single, family) in table {
        let on = |date| criteria::on(date).map(|row| (row.single, row.family));
        let in_zl = |(single, family)| (Grosze::zl(single), Grosze::zl(family));
        assert_eq!(on(day(from)), Some(in_zl((single, family))), "{from}");
        let eve = day(from).checked_sub_days(Days::new(1)).unwrap();
        assert_eq!(on(eve), before.map(in_zl), "before {from}");
        before = Some((single, family));
    }
    named(table.map(|(from, _, _)| from))
}

/// Point, and somebody of whom it is asked.
fn documents_asked() -> BTreeSet<String> {
    let earns = |kind: &str| Person {
        income: vec![row(kind, zl(100))],
        ..single()
    };
    let works = |position: &str| Person {
        labour_position: Some(position.to_owned()),
        ..single()
    };
    let ruled = |kind: &str| Person {
        incapacity: vec![Incapacity {
            kind: kind.to_owned(),
            issuer: None,
            number: None,
            from: None,
            until: None,
        }],
        ..single()
    };
    let child = Person {
        born: Some(day("2016-05-01")),
        ..single()
    };
    let foreigner = Person {
        citizenship: Some("ukraińskie".to_owned()),
        ..single()
    };
    let table = [
        ("1", single()),
        ("2", child),
        ("3", foreigner),
        ("4", earns("emerytura")),
        ("5", ruled("całkowita niezdolność do pracy")),
        ("6", ruled("stopień znaczny")),
        ("7", earns("wynagrodzenie – umowa o pracę")),
        ("8", earns("wynagrodzenie – umowa zlecenia")),
        ("10", earns("renta rodzinna")),
        ("11", earns("gospodarstwo rolne")),
        ("12", works("student")),
        ("13", works("bezrobotny zarejestrowany")),
        ("15a", works("rolnik (KRUS)")),
        ("15b", works("działalność gospodarcza")),
        ("17", earns("działalność gospodarcza – ryczałt")),
        ("18", earns("dochód jednorazowy")),
        ("19", earns("zasiłek pielęgnacyjny")),
        ("19", earns("specjalny zasiłek opiekuńczy")),
        ("19", earns("zasiłek dla opiekuna")),
        ("20", single()),
    ];
    let mut seen = BTreeSet::new();
    for (point, person) in table {
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        let mut missing = found.missing_documents.iter();
        assert!(missing.any(|one| one.point == point), "point {point}");
        seen.insert(point.to_owned());
    }
    seen
}

/// Form, whether the centre keeps a copy, who signs.
fn document_forms() -> BTreeSet<String> {
    let table = [
        ("okazano", false, None),
        ("kopia poświadczona", true, Some("pracownika socjalnego")),
        ("kopia elektroniczna z adnotacją składającego", true, None),
        ("oświadczenie", false, Some("oświadczenie")),
    ];
    for (name, copy, signed) in table {
        let form = documents::form_of(name, day("2026-11-24")).unwrap();
        assert_eq!(form.copy, copy, "{name}");
        let signs = form.signed.as_deref();
        assert_eq!(signs.is_some(), signed.is_some(), "{name}");
        assert!(
            signed.is_none_or(|word| signs.unwrap().contains(word)),
            "{name}"
        );
    }
    let before = documents::form_of("kopia poświadczona", day("2021-11-14"));
    assert!(before.is_none(), "§ 11 is of 15.11.2021");
    named(table.map(|(name, ..)| name))
}

/// A day on which it is free, and one of another year (or of its own) on which it is not yet, or no more.
fn holidays() -> BTreeSet<String> {
    let table = [
        ("Nowy Rok", "2026-01-01", None),
        ("Święto Trzech Króli", "2026-01-06", Some("2010-01-06")),
        ("Wielkanoc", "2026-04-05", Some("2025-04-05")),
        ("Poniedziałek Wielkanocny", "2026-04-06", None),
        ("Święto Państwowe 1 Maja", "2026-05-01", None),
        ("Święto Narodowe Trzeciego Maja", "2026-05-03", None),
        ("Zielone Świątki", "2026-05-24", None),
        ("Boże Ciało", "2026-06-04", Some("2026-06-05")),
        ("Wniebowzięcie Najświętszej Maryi Panny", "2026-08-15", None),
        ("Wszystkich Świętych", "2026-11-01", None),
        ("Narodowe Święto Niepodległości", "2026-11-11", None),
        (
            "Święto Narodowe z okazji Setnej Rocznicy Odzyskania Niepodległości",
            "2018-11-12",
            Some("2019-11-12"),
        ),
        (
            "Wigilia Bożego Narodzenia",
            "2025-12-24",
            Some("2024-12-24"),
        ),
        ("Boże Narodzenie (pierwszy dzień)", "2026-12-25", None),
        ("Boże Narodzenie (drugi dzień)", "2026-12-26", None),
    ];
    for (name, free, other) in table {
        let on = |date: &str| holiday(day(date)).map(|holiday| holiday.name);
        assert_eq!(on(free), Some(name));
        assert!(other.is_none_or(|other| on(other).is_none()), "{name}");
    }
    named(table.map(|(name, _, _)| name))
}

fn adulthood() -> BTreeSet<String> {
    let person = Person {
        born: Some(day("2008-08-17")),
        ..single()
    };
    assert_eq!(is_adult_on(&person, day("2026-08-16")), Some(false));
    assert_eq!(is_adult_on(&person, day("2026-08-17")), Some(true));
    named(["1965-01-01"])
}

fn incapacity_by_age() -> BTreeSet<String> {
    for (sex, born, unable) in [
        (Sex::Female, "1966-08-17", true),
        (Sex::Female, "1966-08-18", false),
        (Sex::Male, "1961-08-17", true),
        (Sex::Male, "1961-08-18", false),
    ] {
        let person = Person {
            sex: Some(sex),
            born: Some(day(born)),
            ..single()
        };
        let found = unable_to_work_on(&person, day("2026-08-17"));
        assert_eq!(found == Some(UnableToWork::ByAge), unable, "{born}");
    }
    named(["2026-04-28"])
}

fn one_off_income() -> BTreeSet<String> {
    for (amount, counted) in [(5050_00, 5050_00), (6000_00, 500_00)] {
        let person = Person {
            income: vec![row("dochód jednorazowy", money(amount))],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        assert_eq!(found.income.unwrap().money, money(counted), "{amount}");
    }
    named(["2026-04-28"])
}

fn regardless_of_income() -> BTreeSet<String> {
    for (reason, possible) in [("14", true), ("15", true), ("5", false)] {
        let facts = InterviewFacts {
            reasons: vec![reason.to_owned()],
            ..application(vec![single()])
        };
        let found = assess(&facts, &OfficeParameters::default());
        let art_40 = |of: &Estimate| of.basis == "art. 40 ust. 3";
        assert_eq!(found.beside.iter().any(art_40), possible, "{reason}");
    }
    named(["2026-04-28"])
}

fn refundable() -> BTreeSet<String> {
    for (income, possible) in [(1010_00, false), (1010_01, true)] {
        let person = Person {
            income: vec![row("praca dorywcza", money(income))],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        let pkt_2 = |of: &Estimate| of.benefit == Benefit::Refundable && of.eligible();
        assert_eq!(found.beside.iter().any(pkt_2), possible, "{income}");
    }
    named(["2026-04-28"])
}

fn tolerance() -> BTreeSet<String> {
    let of = |income: i64| {
        let person = Person {
            income: vec![row("praca dorywcza", money(income))],
            ..single()
        };
        assess(&application(vec![person]), &OfficeParameters::default())
    };
    for (now, exceeded) in [(101_00, false), (101_01, true)] {
        let change = of(now).tolerance(&of(0)).unwrap();
        assert_eq!(change.exceeded, exceeded, "{now}");
    }
    named(["2026-04-28"])
}

fn norms() -> BTreeSet<String> {
    let table = [
        ("field_worker", Role::FieldWorker, 50),
        ("family_assistant", Role::FamilyAssistant, 15),
    ];
    for (name, role, families) in table {
        let norm = norm_of(&[role], day("2026-11-24")).map(|norm| norm.families);
        assert_eq!(norm, Some(families), "{name}");
    }
    named(table.map(|(name, _, _)| name))
}

fn purposes() -> BTreeSet<String> {
    let table = [
        ("first_application", "part-i", None),
        ("family_analysis", "part-i", None),
        ("update", "part-iv", Some(Need::EarlierInterview)),
        ("facility_update", "part-iv", Some(Need::EarlierInterview)),
        ("relative", "part-ii", Some(Need::Applicant)),
        ("relative_update", "part-iii", Some(Need::EarlierRelative)),
        ("independence", "part-v", Some(Need::Powiat)),
        ("integration", "part-vi", Some(Need::Powiat)),
        ("disaster", "part-vii", None),
        ("carer_allowance", "part-viii", None),
        ("care_benefit", "part-ix", None),
        ("asset_statement", "asset-statement", None),
        ("contract", "social-contract-a", None),
        ("contract_unemployed", "social-contract-b", None),
    ];
    let nothing = purpose::offered(purpose::Standing::default(), day("2026-11-24"));
    for (id, form, need) in table {
        assert_eq!(by_id(id).map(|one| one.form.as_str()), Some(form), "{id}");
        let offer = nothing.iter().find(|offer| offer.purpose.id == id);
        match need {
            Some(Need::Powiat) => assert!(offer.is_none(), "{id}: no task of this centre"),
            need => assert_eq!(offer.map(|offer| offer.missing), Some(need), "{id}"),
        }
    }
    named(table.map(|(id, _, _)| id))
}

fn reasons() -> BTreeSet<String> {
    for (reasons, told) in [(&["1"][..], true), (&["1", "4"][..], false)] {
        let facts = InterviewFacts {
            reasons: reasons.iter().map(|&reason| reason.to_owned()).collect(),
            ..application(vec![single()])
        };
        assert_eq!(not_enough_for_money(&facts).is_some(), told, "{reasons:?}");
    }
    named(["2026-04-28"])
}

fn interview_terms() -> BTreeSet<String> {
    for (urgent, due) in [(false, "2026-09-02"), (true, "2026-08-17")] {
        assert_eq!(term::interview_due(day("2026-08-13"), urgent).due, day(due));
    }
    named(["2021-11-15"])
}

/// Which answers, the rows of income, and the article named.
fn refusals() -> BTreeSet<String> {
    let pension = vec![row("emerytura", zl(900))];
    let treatment = Obstacles {
        treatment_refused: true,
        ..Obstacles::default()
    };
    let prison = Obstacles {
        prison: true,
        ..Obstacles::default()
    };
    let property = Obstacles {
        property: true,
        ..Obstacles::default()
    };
    let asked = |position: Option<&str>, income| Person {
        labour_position: position.map(str::to_owned),
        income,
        ..single()
    };
    let without = || asked(Some("niepracujący"), vec![]);
    let not_reached = || asked(None, vec![]);
    let retired = asked(Some("emeryt"), pension);
    let art_12 = Some("art. 12 u.p.s.");
    let table = [
        (Obstacles::default(), vec![without()], None),
        (treatment, vec![without()], Some("art. 11 ust. 2 u.p.s.")),
        (prison, vec![without()], Some("art. 13 u.p.s.")),
        (property, vec![without()], art_12),
        (property, vec![without(), without()], art_12),
        (property, vec![without(), retired.clone()], None),
        (property, vec![retired], None),
        (property, vec![not_reached()], None),
        (property, vec![without(), not_reached()], None),
        (property, vec![asked(Some(""), vec![])], None),
        (property, vec![], None),
    ];
    for (obstacles, persons, basis) in table {
        let facts = InterviewFacts {
            obstacles,
            ..application(persons)
        };
        let mut found = grounds(&facts);
        let first = found.next();
        assert_eq!(first.map(|ground| ground.basis.as_str()), basis);
        assert!(found.next().is_none());
        let words = first.is_none_or(|ground| ground.because.starts_with("bo "));
        assert!(words, "{first:?}");
        // The question is „przebywa lub przebywał”: the remark says whom it does not concern.
        let whom = first.is_none_or(|ground| {
            ground.basis != "art. 13 u.p.s."
                || ground
                    .text
                    .starts_with("Jeżeli ktoś z rodziny odbywa karę teraz: ")
                    && ground
                        .text
                        .ends_with("Jeżeli karę już odbył, uwaga nie dotyczy.")
        });
        assert!(whom, "{first:?}");
    }
    named(["treatment_refused", "property", "prison"])
}

/// The one clock that runs by this paper, and its term.
fn runs(told: Told) -> (Clock, NaiveDate) {
    let found = reminder::running(&Occasion {
        papers: vec![told],
        ..Occasion::default()
    });
    assert_eq!(found.len(), 1);
    (found[0].clock, found[0].due)
}

fn waiting(ruling: RulingAwaited) -> Told {
    Told {
        held_on: Some(day("2026-08-10")),
        renews: Renews::Whole,
        applied: Some(day("2026-08-03")),
        ruling,
        ..Told::default()
    }
}

fn ruling_delivery() -> BTreeSet<String> {
    let received = |awaited| {
        waiting(RulingAwaited {
            awaited,
            received_on: Some(day("2026-12-20")),
            ..RulingAwaited::default()
        })
    };
    // Received, the other clock of art. 106 has ended.
    let expected = (Clock::RulingDelivery, day("2027-02-18"));
    assert_eq!(runs(received(true)), expected);
    let nobody_waits = reminder::all(&Occasion {
        papers: vec![received(false)],
        ..Occasion::default()
    });
    assert!(nobody_waits.is_empty(), "{nobody_waits:?}");
    named(["terms.toml/ruling_delivery"])
}

fn ruling_limit() -> BTreeSet<String> {
    let awaited = waiting(RulingAwaited {
        awaited: true,
        ..RulingAwaited::default()
    });
    assert_eq!(runs(awaited), (Clock::RulingLimit, day("2029-08-03")));
    named(["terms.toml/ruling_limit"])
}

fn contract_assessment() -> BTreeSet<String> {
    let contract = Contract {
        assessment: Some(day("2026-11-30")),
        ..Contract::default()
    };
    let told = Told {
        contract,
        ..Told::default()
    };
    let expected = (Clock::ContractAssessment, day("2026-11-30"));
    assert_eq!(runs(told), expected);
    named(["terms.toml/contract_assessment"])
}

#[test]
fn a_part_that_asks_for_fewer_papers_is_asked_by_its_rows() {
    let pair = application(vec![mother(), father()]);
    let of = |part| InterviewFacts {
        part,
        ..pair.clone()
    };
    let missing = |facts: &InterviewFacts| {
        let found = assess(facts, &OfficeParameters::default());
        found.missing_documents.len()
    };
    assert_eq!((missing(&of(Part::I)), missing(&of(Part::VI))), (3, 2));
}
