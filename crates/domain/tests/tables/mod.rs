//! The law's tables printed as a lawyer could read them, and a case for every row: a row nobody exercises fails.
//! `cargo test -p teren-domain tables -- --nocapture` shows the print.

mod rows;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::family::{application, row, single, zl};
use chrono::NaiveDate;
use teren_domain::assess::assess;
use teren_domain::attachment;
use teren_domain::criteria::{self, OfficeParameters};
use teren_domain::documents;
use teren_domain::facts::{Incapacity, IncomeRow, InterviewFacts, Part, Person, PlannedHelp};
use teren_domain::incapacity::unable_to_work_on;
use teren_domain::income::kinds::{self, Method};
use teren_domain::structure::{self, Matter};
use teren_domain::{Grosze, Month, measures, part_ii, purpose, term};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn print() -> String {
    let mut page = String::new();
    let line = &mut page;
    writeln!(line, "KRYTERIA DOCHODOWE (art. 8 ust. 1 u.p.s.)").unwrap();
    for row in criteria::table() {
        let read = if row.confirmed {
            ""
        } else {
            " – data niepotwierdzona"
        };
        writeln!(
            line,
            "  od {}: {} / {} na osobę w rodzinie – {}{read}",
            row.valid_from, row.single, row.family, row.source
        )
        .unwrap();
    }
    writeln!(line, "\nRODZAJE DOCHODU (art. 8)").unwrap();
    for kind in kinds::table() {
        let counts = match kind.method {
            Method::Never => "nie wlicza się",
            Method::Monthly => "miesiąc wypłaty",
            Method::Declared => "kwota z oświadczenia",
            Method::Yearly => "rok : miesiące działalności",
            Method::Hectares => "ha przel. × stawka",
            Method::OneOff => "jednorazowy, art. 8 ust. 11",
            Method::Period => "za okres",
        };
        let read = if kind.confirmed {
            ""
        } else {
            " (punkt niepotwierdzony)"
        };
        let from = kind
            .from
            .map(|from| format!(", od {from}"))
            .unwrap_or_default();
        let bars = kind
            .bars_permanent
            .as_ref()
            .map(|basis| format!("; wyklucza zasiłek stały: {basis}"))
            .unwrap_or_default();
        writeln!(
            line,
            "  {}: {counts} – {}{read}{from}{bars}",
            kind.name, kind.source
        )
        .unwrap();
    }
    let law = measures::table();
    writeln!(line, "\nMIARY").unwrap();
    let one_off = &law.one_off_income[0];
    writeln!(
        line,
        "  dochód jednorazowy: {} × kryterium, {} miesięcy – {}",
        one_off.criterion_multiple, one_off.months, one_off.source
    )
    .unwrap();
    writeln!(
        line,
        "  zmiana dochodu bez skutku: {} % kryterium – {}",
        law.tolerance[0].percent, law.tolerance[0].source
    )
    .unwrap();
    writeln!(
        line,
        "  niezdolność z tytułu wieku: {} / {} lat – {}",
        law.incapacity_by_age[0].women,
        law.incapacity_by_age[0].men,
        law.incapacity_by_age[0].source
    )
    .unwrap();
    for ruling in &law.ruling {
        let full = if ruling.full {
            "całkowita niezdolność"
        } else {
            "nie jest całkowitą niezdolnością"
        };
        writeln!(line, "  {}: {full} – {}", ruling.kind, ruling.source).unwrap();
    }
    for service in &law.service {
        writeln!(
            line,
            "  usługa: {} – {}",
            service.kind,
            service.payment.as_ref().unwrap_or(&service.source)
        )
        .unwrap();
    }
    writeln!(line, "\nDOKUMENTY (art. 107 ust. 5b)").unwrap();
    for document in documents::table() {
        writeln!(
            line,
            "  pkt {}: {} – gdy {:?} – {}",
            document.point, document.name, document.any, document.source
        )
        .unwrap();
    }
    writeln!(line, "\nZAŁĄCZNIKI (kopie)").unwrap();
    for kind in attachment::table() {
        let refused = kind.refused.as_deref().unwrap_or("wolno");
        writeln!(
            line,
            "  pkt {}: {} – {refused} – {}",
            kind.point, kind.name, kind.source
        )
        .unwrap();
    }
    writeln!(line, "\nCELE WYWIADU").unwrap();
    for purpose in purpose::table() {
        writeln!(
            line,
            "  {} → {} – {} {}",
            purpose.name, purpose.form, purpose.basis, purpose.source
        )
        .unwrap();
    }
    page
}

#[test]
fn the_tables_print_as_a_lawyer_could_read_them() {
    let page = print();
    println!("{page}");
    assert!(page.lines().count() > 90);
}

/// Gross 1000, costs 100, tax 50, health 40, social 30, paid in July; what counts of it in złote, `None` = nothing, by the article.
fn kinds_of_income() -> BTreeSet<String> {
    let all = Some(780);
    let pension = Some(880);
    let whole = Some(1000);
    let table: [(&str, Option<i64>); 54] = [
        ("wynagrodzenie – umowa o pracę", all),
        ("wynagrodzenie – umowa zlecenia", all),
        ("wynagrodzenie – umowa o dzieło", all),
        ("praca dorywcza", all),
        ("działalność gospodarcza – zasady ogólne", Some(65)),
        ("działalność gospodarcza – ryczałt", Some(700)),
        ("gospodarstwo rolne", Some(918)),
        ("emerytura", pension),
        ("renta z tytułu niezdolności do pracy", pension),
        ("renta rodzinna", pension),
        ("renta rolnicza", pension),
        ("renta socjalna", pension),
        ("świadczenie przedemerytalne", pension),
        ("dodatek pielęgnacyjny", pension),
        ("zasiłek pielęgnacyjny", whole),
        ("świadczenie pielęgnacyjne", whole),
        ("specjalny zasiłek opiekuńczy", whole),
        ("zasiłek dla opiekuna", whole),
        ("świadczenie uzupełniające", None),
        ("świadczenie rodzicielskie", whole),
        ("zasiłek macierzyński", pension),
        ("zasiłek rodzinny z dodatkami", whole),
        ("świadczenie wychowawcze", None),
        ("świadczenia „aktywny rodzic”", None),
        ("alimenty otrzymywane", whole),
        ("świadczenie z funduszu alimentacyjnego", whole),
        ("zasiłek dla bezrobotnych", pension),
        ("stypendium", all),
        ("prace społecznie użyteczne", None),
        ("zasiłek stały", whole),
        ("zasiłek okresowy", whole),
        ("zasiłek celowy", None),
        ("jednorazowe pieniężne świadczenie socjalne", None),
        ("pomoc materialna dla uczniów", None),
        ("świadczenie w naturze", None),
        ("świadczenie z Karty Polaka", None),
        (
            "świadczenie dla działaczy opozycji antykomunistycznej i osób represjonowanych",
            None,
        ),
        ("pomoc pieniężna dla kombatantów", None),
        ("świadczenie na opiekę nad grobem weterana", None),
        ("nagroda specjalna Prezesa Rady Ministrów", None),
        ("pomoc dla repatrianta", None),
        (
            "środki publiczne na poprawę jakości powietrza lub ochronę środowiska",
            None,
        ),
        ("zwrot kosztów przewozu ucznia", None),
        ("dodatek mieszkaniowy", whole),
        ("dodatek energetyczny", None),
        ("dodatek osłonowy", None),
        ("dodatek węglowy", None),
        ("dodatek elektryczny", None),
        ("inny dodatek na ogrzewanie", None),
        ("bon energetyczny", None),
        ("bon ciepłowniczy", None),
        ("darowizna", all),
        ("dochód jednorazowy", all),
        ("wyrównanie za okres", Some(260)),
    ];
    for (kind, expected) in table {
        let income = IncomeRow {
            costs: zl(100),
            tax: zl(50),
            health: zl(40),
            social: zl(30),
            hectares_e4: Some(20_000),
            declared: Some(zl(700)),
            months_active: Some(12),
            period: Month::new(2026, 6).ok().zip(Month::new(2026, 8).ok()),
            ..row(kind, zl(1000))
        };
        let person = Person {
            income: vec![income],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        assert_eq!(
            found.income.unwrap().money,
            zl(expected.unwrap_or(0)),
            "{kind}"
        );
        assert_eq!(
            found.not_counted.len(),
            usize::from(expected.is_none()),
            "{kind}"
        );
    }
    table.map(|(kind, _)| kind.to_owned()).into_iter().collect()
}

#[test]
fn bon_cieplowniczy_is_unknown_to_the_act_before_its_day() {
    let person = Person {
        income: vec![IncomeRow {
            month: Month::new(2025, 7).ok(),
            ..row("bon ciepłowniczy", zl(300))
        }],
        ..single()
    };
    let mut facts = application(vec![person]);
    facts.report.application_date = Some(day("2025-08-10"));
    let found = assess(&facts, &OfficeParameters::default());
    assert_eq!(found.open.len(), 1);
    assert!(found.not_counted.is_empty());
}

fn rulings() -> BTreeSet<String> {
    let table = [
        ("stopień lekki", false, "6"),
        ("stopień umiarkowany", true, "6"),
        ("stopień znaczny", true, "6"),
        ("niepełnosprawność", false, "6"),
        ("częściowa niezdolność do pracy", false, "5"),
        ("całkowita niezdolność do pracy", true, "5"),
        ("niezdolność do samodzielnej egzystencji", false, "5"),
        ("I grupa inwalidów", true, "5"),
        ("II grupa inwalidów", true, "5"),
    ];
    for (kind, unable, point) in table {
        let ruling = Incapacity {
            kind: kind.to_owned(),
            issuer: None,
            number: None,
            from: None,
            until: None,
        };
        let person = Person {
            incapacity: vec![ruling],
            ..single()
        };
        assert_eq!(
            unable_to_work_on(&person, day("2026-08-17")).is_some(),
            unable,
            "{kind}"
        );
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        let points: Vec<&str> = found
            .missing_documents
            .iter()
            .map(|missing| missing.point.as_str())
            .collect();
        assert!(points.contains(&point), "{kind}: {points:?}");
    }
    table
        .map(|(kind, ..)| kind.to_owned())
        .into_iter()
        .collect()
}

/// What sets the payment for each service.
fn services() -> BTreeSet<String> {
    let unread = "przepisy o tej usłudze";
    let table = [
        ("usługi opiekuńcze w miejscu zamieszkania", "art. 50 ust. 6"),
        ("usługi opiekuńcze w ośrodkach wsparcia", unread),
        ("usługi opiekuńcze w rodzinnych domach pomocy", unread),
        ("usługi sąsiedzkie", "art. 50 ust. 6"),
        ("specjalistyczne usługi opiekuńcze", "art. 50 ust. 6"),
        (
            "ośrodek wsparcia dla osób z zaburzeniami psychicznymi",
            unread,
        ),
        ("mieszkanie treningowe lub wspomagane", unread),
        ("pobyt i usługi w domu pomocy społecznej", "art. 61"),
        ("usługi wsparcia krótkoterminowego", unread),
    ];
    for (kind, article) in table {
        let help = PlannedHelp {
            kind: kind.to_owned(),
            scope: None,
            funding: None,
            amount: None,
        };
        let facts = InterviewFacts {
            help_plan: vec![help],
            ..application(vec![single()])
        };
        let fee = assess(&facts, &OfficeParameters::default())
            .service_fee
            .unwrap();
        assert!(fee.why.contains(article), "{}", fee.why);
    }
    table.map(|(kind, _)| kind.to_owned()).into_iter().collect()
}

fn lasting_forms() -> BTreeSet<String> {
    let table = [
        ("zasiłek stały", "2026-07-31"),
        ("usługi opiekuńcze w miejscu zamieszkania", "2026-07-31"),
        ("usługi opiekuńcze w ośrodkach wsparcia", "2026-07-31"),
        ("usługi opiekuńcze w rodzinnych domach pomocy", "2026-07-31"),
        ("usługi sąsiedzkie", "2026-07-31"),
        ("specjalistyczne usługi opiekuńcze", "2026-07-31"),
        (
            "ośrodek wsparcia dla osób z zaburzeniami psychicznymi",
            "2027-01-31",
        ),
        ("pobyt i usługi w domu pomocy społecznej", "2027-01-31"),
    ];
    for (kind, due) in table {
        let help = [PlannedHelp {
            kind: kind.to_owned(),
            scope: None,
            funding: None,
            amount: None,
        }];
        assert_eq!(
            term::next_update_due(day("2026-01-31"), &help).unwrap().due,
            day(due),
            "{kind}"
        );
    }
    table.map(|(kind, _)| kind.to_owned()).into_iter().collect()
}

// Purposes

#[test]
fn first_visit_offers_no_update_and_says_why() {
    let offered = purpose::offered(purpose::Standing::default(), day("2026-11-24"));
    let update = offered
        .iter()
        .find(|offer| offer.purpose.id == "update")
        .unwrap();
    assert_eq!(update.missing, Some(purpose::Need::EarlierInterview));
    let first = offered
        .iter()
        .find(|offer| offer.purpose.id == "first_application")
        .unwrap();
    assert_eq!(
        (first.purpose.form.as_str(), first.missing),
        ("part-i", None)
    );
}

#[test]
fn parts_v_and_vi_appear_only_where_the_centre_has_those_tasks() {
    let forms = |powiat| -> BTreeSet<&str> {
        let standing = purpose::Standing {
            powiat,
            ..purpose::Standing::default()
        };
        purpose::offered(standing, day("2026-11-24"))
            .iter()
            .map(|offer| offer.purpose.form.as_str())
            .collect()
    };
    assert!(!forms(false).contains("part-v") && !forms(false).contains("part-vi"));
    assert!(forms(true).contains("part-v") && forms(true).contains("part-vi"));
    for structure in structure::shipped().unwrap().values() {
        assert!(
            !structure.does_itself(Matter::Powiat),
            "{}: all shipped centres send these to the PCPR",
            structure.id
        );
    }
    let mut own = structure::shipped_by_id("konstancin")
        .unwrap()
        .unwrap()
        .clone();
    let unit = own.units[0].id.clone();
    own.routing
        .iter_mut()
        .find(|rule| rule.when.contains(&Matter::Powiat))
        .unwrap()
        .teams = vec![unit];
    assert!(own.does_itself(Matter::Powiat));
}

#[test]
fn all_nine_parts_and_the_annexes_have_a_purpose() {
    let forms: BTreeSet<&str> = purpose::table()
        .iter()
        .map(|purpose| purpose.form.as_str())
        .collect();
    let expected = [
        "asset-statement",
        "part-i",
        "part-ii",
        "part-iii",
        "part-iv",
        "part-ix",
        "part-v",
        "part-vi",
        "part-vii",
        "part-viii",
        "social-contract-a",
        "social-contract-b",
    ];
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), expected);
}

// Part II

#[test]
fn son_above_the_criterion_may_be_asked_for_help() {
    for (pension, above) in [(1010, false), (1011, true)] {
        let person = Person {
            income: vec![row("emerytura", zl(pension))],
            ..single()
        };
        let facts = InterviewFacts {
            part: Part::II,
            ..application(vec![person])
        };
        let means = part_ii::means(&facts, &OfficeParameters::default());
        assert_eq!(
            (means.income, means.above),
            (Some(zl(pension)), Some(above))
        );
        assert_eq!(means.criterion.unwrap().household, Grosze::zl(1010));
    }
    let nobody = InterviewFacts {
        part: Part::II,
        ..application(Vec::new())
    };
    assert_eq!(
        part_ii::means(&nobody, &OfficeParameters::default()).above,
        None
    );
}
