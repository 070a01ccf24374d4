//! The law as tables and stories, article by article. Amounts in the tables are złote; the year is 2026 unless said.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::inconsistent_digit_grouping,
    reason = "a test stops at the first surprise; 1229_00 reads as złote and grosze"
)]

mod clocks;
mod family;
mod tables;

use chrono::NaiveDate;
use family::{application, daughter, father, money, mother, row, single, zl};
use teren_domain::assess::{Assessment, assess};
use teren_domain::criteria::{
    self, CentreParameters, OfficeParameters, RaisedCriterion, RaisedPeriodic,
};
use teren_domain::documents;
use teren_domain::estimates::{Amount, Benefit, Estimate};
use teren_domain::facts::{
    AlimonyRow, DocumentSeen, ForeignIncome, Incapacity, IncomeLoss, IncomeRow, InterviewFacts,
    Part, Person, PlannedHelp, Sex,
};
use teren_domain::incapacity::{self, age_on};
use teren_domain::income::{Gap, kinds};
use teren_domain::structure::Gmina;
use teren_domain::{Grosze, Month};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn month(text: &str) -> Month {
    text.parse().unwrap()
}
fn judged(facts: &InterviewFacts) -> Assessment {
    assess(facts, &OfficeParameters::default())
}
fn basis(assessment: &Assessment) -> Vec<&str> {
    assessment
        .not_counted
        .iter()
        .map(|row| row.basis.as_str())
        .collect()
}
fn gaps(assessment: &Assessment) -> Vec<Gap> {
    assessment.open.iter().map(|open| open.gap).collect()
}
/// (eligible, min, max) of a household's benefit, in grosze.
fn estimate(assessment: &Assessment, benefit: Benefit) -> (bool, Option<i64>, Option<i64>) {
    let found = assessment
        .estimates
        .iter()
        .find(|row| row.benefit == benefit)
        .unwrap();
    (
        found.eligible(),
        found.min().map(|min| min.0),
        found.max().map(|max| max.0),
    )
}

// Art. 8 ust. 1: criteria

#[test]
fn criteria_by_the_day() {
    let table = [
        ("2015-09-30", None),
        ("2015-10-01", Some((634, 514))),
        ("2018-09-30", Some((634, 514))),
        ("2018-10-01", Some((701, 528))),
        ("2021-12-31", Some((701, 528))),
        ("2022-01-01", Some((776, 600))),
        ("2024-12-31", Some((776, 600))),
        ("2025-01-01", Some((1010, 823))),
        ("2026-11-22", Some((1010, 823))),
    ];
    for (date, expected) in table {
        let found = criteria::on(day(date)).map(|row| (row.single.0 / 100, row.family.0 / 100));
        assert_eq!(found, expected, "{date}");
    }
}

#[test]
fn amounts_beside_the_criteria_are_known_since_2025_only() {
    let now = criteria::on(day("2026-01-01")).unwrap();
    let limits = now.benefits.unwrap();
    assert_eq!(now.hectare, Some(Grosze::zl(459)));
    assert_eq!(now.independence_base, Some(Grosze::zl(2066)));
    assert_eq!(
        (now.integration_min, now.integration_max),
        (Some(Grosze::zl(950)), Some(Grosze::zl(1679)))
    );
    assert_eq!(
        (limits.permanent_max, limits.permanent_min),
        (Grosze::zl(1229), Grosze::zl(100))
    );
    assert_eq!(
        (limits.periodic_single_cap, limits.periodic_min),
        (Grosze::zl(823), Grosze::zl(20))
    );
    for older in criteria::table()
        .iter()
        .filter(|row| row.valid_from < day("2025-01-01"))
    {
        assert!(
            older.benefits.is_none() && older.hectare.is_none(),
            "{}",
            older.valid_from
        );
        assert!(
            !older.confirmed && !older.source.is_empty(),
            "{}",
            older.valid_from
        );
    }
}

#[test]
fn criterion_by_the_size_of_the_household() {
    let row = criteria::on(day("2026-08-01")).unwrap();
    for (persons, household) in [(1, 1010), (2, 1646), (3, 2469), (4, 3292), (8, 6584)] {
        assert_eq!(
            row.criterion(persons).household,
            Grosze::zl(household),
            "{persons} persons"
        );
    }
}

#[test]
fn income_equal_to_the_criterion_opens_celowy_and_closes_okresowy() {
    for (income, celowy, okresowy, specjalny) in [
        (100_999, true, true, false),
        (101_000, true, false, false),
        (101_001, false, false, true),
    ] {
        let person = Person {
            income: vec![row("emerytura", money(income))],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(
            (found.within_criterion, found.below_criterion),
            (Some(celowy), Some(okresowy)),
            "{income}"
        );
        assert_eq!(estimate(&found, Benefit::Purpose).0, celowy, "{income}");
        assert_eq!(estimate(&found, Benefit::Periodic).0, okresowy, "{income}");
        assert_eq!(
            estimate(&found, Benefit::SpecialPurpose).0,
            specjalny,
            "{income}"
        );
    }
}

// Art. 40: zasiłek celowy whatever the income

#[test]
fn after_an_event_or_a_disaster_celowy_may_be_granted_whatever_the_income() {
    let table = [
        (Part::I, "14", true),
        (Part::I, "15", true),
        (Part::I, "5", false),
        (Part::IV, "14", true),
        (Part::VII, "5", true),
        (Part::II, "14", false),
        (Part::VIII, "14", false),
    ];
    for (part, reason, expected) in table {
        for income in [500, 3000] {
            let person = Person {
                income: vec![row("emerytura", zl(income))],
                ..single()
            };
            let found = judged(&InterviewFacts {
                part,
                reasons: vec![reason.to_owned()],
                ..application(vec![person])
            });
            let art_40 = found.benefits().find(|row| row.basis == "art. 40 ust. 3");
            let amount = art_40.map(|row| row.amount);
            let wanted = expected.then_some(Amount::Discretionary);
            assert_eq!(amount, wanted, "{part:?}, pkt {reason}, {income} zł");
            assert!(art_40.is_none_or(|row| row.formula.contains("niezależnie od dochodu")));
        }
    }
}

#[test]
fn amounts_of_a_day_the_program_does_not_know_are_unknown_and_not_discretionary() {
    let mut facts = application(vec![Person {
        incapacity: vec![ruling("stopień znaczny")],
        ..single()
    }]);
    facts.report.application_date = Some(day("2024-08-17"));
    let found = judged(&facts);
    let amounts = found.estimates.iter().map(|row| row.amount);
    let expected = [
        Amount::Unknown,
        Amount::Unknown,
        Amount::Discretionary,
        Amount::NotDue,
    ];
    assert_eq!(amounts.collect::<Vec<_>>(), expected);
}

// Art. 8 ust. 2: criteria raised by the council

/// 150 percent, by a resolution of a day.
fn raised_since(since: &str) -> RaisedCriterion {
    RaisedCriterion {
        single: Grosze::zl(1515),
        family: Grosze::zl(1234),
        since: day(since),
        until: None,
        resolution: "uchwała nr XII/1/2025".to_owned(),
    }
}

#[test]
fn a_raised_criterion_counts_from_the_day_of_its_resolution_until_the_law_outgrows_it() {
    let found = |raised: RaisedCriterion, applied: &str| {
        let parameters = OfficeParameters {
            criterion_raised: Some(raised),
            ..OfficeParameters::default()
        };
        let mut facts = application(vec![single()]);
        facts.report.application_date = Some(day(applied));
        let named =
            |step: &&teren_domain::step::Step| step.basis == "art. 8 ust. 2; uchwała nr XII/1/2025";
        let steps = assess(&facts, &parameters).steps;
        let told = steps.iter().find(named).and_then(|step| step.amount);
        let raised = parameters.raised_for(&facts, 1);
        let raised = raised.map(|raised| raised.household);
        assert_eq!(told, raised, "the calculation names the resolution");
        raised
    };
    let of_750 = RaisedCriterion {
        single: Grosze::zl(750),
        family: Grosze::zl(823),
        ..raised_since("2021-03-01")
    };
    let ended = |until: &str| RaisedCriterion {
        until: Some(day(until)),
        ..raised_since("2025-03-01")
    };
    let table = [
        (raised_since("2026-08-17"), "2026-08-17", Some(1515)),
        (raised_since("2026-08-18"), "2026-08-17", None),
        (of_750.clone(), "2021-03-01", Some(750)),
        (of_750, "2025-01-01", None),
        (ended("2026-08-17"), "2026-08-17", Some(1515)),
        (ended("2026-08-16"), "2026-08-17", None),
    ];
    for (raised, applied, expected) in table {
        assert_eq!(
            found(raised, applied),
            expected.map(Grosze::zl),
            "{applied}"
        );
    }
}

#[test]
fn raised_criterion_widens_okresowy_and_celowy_but_not_staly() {
    let pensioner = Person {
        born: Some(day("1950-01-01")),
        income: vec![row("emerytura", zl(1200))],
        ..single()
    };
    let raised = raised_since("2026-01-01");
    let parameters = OfficeParameters {
        criterion_raised: Some(raised),
        ..OfficeParameters::default()
    };
    let found = assess(&application(vec![pensioner]), &parameters);
    assert_eq!(
        found.criterion.unwrap().household,
        Grosze::zl(1010),
        "the statutory one is shown"
    );
    assert_eq!(
        estimate(&found, Benefit::Periodic),
        (true, Some(157_50), Some(315_00))
    );
    assert!(estimate(&found, Benefit::Purpose).0);
    assert!(!estimate(&found, Benefit::SpecialPurpose).0);
    assert!(!estimate(&found, Benefit::Permanent).0);
}

// An update: what stood in the earlier interview says nothing of the month that counts before somebody has asked

#[test]
fn income_carried_and_not_asked_about_decides_nothing() {
    let old = |kind: &str, untouched: bool| IncomeRow {
        month: "2026-01".parse().ok(),
        declared: Some(Grosze::zl(900)),
        untouched,
        ..row(kind, zl(900))
    };
    let table = [
        ("emerytura", true, None),
        ("emerytura", false, Some(true)),
        ("działalność gospodarcza – ryczałt", true, None),
        ("działalność gospodarcza – ryczałt", false, Some(true)),
        // Left out whatever the answer is.
        ("świadczenie wychowawcze", true, Some(true)),
    ];
    for (kind, untouched, below) in table {
        let person = Person {
            income: vec![old(kind, untouched)],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        assert_eq!(found.below_criterion, below, "{kind} {untouched}");
        let gaps = found.open.iter().map(|question| question.gap);
        let expected = below.is_none().then_some(Gap::Untouched);
        assert_eq!(gaps.collect::<Vec<_>>(), Vec::from_iter(expected), "{kind}");
    }
    let paid = |untouched| AlimonyRow {
        id: Uuid::from_u128(7),
        month: "2026-01".parse().ok(),
        amount: Grosze::zl(300),
        ordered: None,
        arrears: None,
        for_whom: None,
        untouched,
    };
    for (untouched, below) in [(true, None), (false, Some(false))] {
        let person = Person {
            income: vec![row("emerytura", zl(1100))],
            alimony_paid: vec![paid(untouched)],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        assert_eq!(found.below_criterion, below, "alimony, {untouched}");
    }
}

// Art. 38 ust. 6: least okresowy raised by the council

#[test]
fn the_least_okresowy_rises_by_resolution_on_its_days_and_never_above_the_most() {
    let raised = |percent: i64, since: &str, until: Option<&str>| RaisedPeriodic {
        percent,
        since: day(since),
        until: until.map(day),
        resolution: format!("uchwała z {since}"),
    };
    let centre = CentreParameters {
        periodic_raised: vec![
            raised(60, "2026-01-01", None),
            raised(90, "2026-08-17", Some("2026-08-17")),
            // Below the act, as it may come to be when the act changes.
            raised(40, "2026-09-01", None),
        ],
        ..CentreParameters::default()
    };
    // Single: gap 910,00 and 9,99; the highest is 823,00, the lowest 20,00.
    let table = [
        ("2025-12-31", zl(100), (455_00, 823_00), None),
        ("2026-01-01", zl(100), (546_00, 823_00), Some("2026-01-01")),
        ("2026-08-17", zl(100), (819_00, 823_00), Some("2026-08-17")),
        ("2026-08-18", zl(100), (455_00, 823_00), None),
        ("2026-09-01", zl(100), (455_00, 823_00), None),
        (
            "2026-08-17",
            Grosze(1000_01),
            (20_00, 20_00),
            Some("2026-08-17"),
        ),
        (
            "2026-08-17",
            Grosze(1),
            (823_00, 823_00),
            Some("2026-08-17"),
        ),
    ];
    for (applied, income, (min, max), resolution) in table {
        let mut of_month = row("praca dorywcza", income);
        of_month.month = Some(Month::of(day(applied)).plus(-1));
        let person = Person {
            income: vec![of_month],
            ..single()
        };
        let mut facts = application(vec![person]);
        facts.report.application_date = Some(day(applied));
        let found = assess(&facts, &centre.on(day(applied)));
        let of = |one: &&Estimate| one.benefit == Benefit::Periodic;
        let periodic = found.estimates.iter().find(of).unwrap();
        let bounds = (periodic.min().unwrap().0, periodic.max().unwrap().0);
        assert_eq!(bounds, (min, max), "{applied}: {}", periodic.formula);
        let named = resolution.map(|since| format!("ust. 6; uchwała z {since}"));
        let told = named
            .as_ref()
            .is_some_and(|named| periodic.basis.ends_with(named));
        let spoken_of = periodic.basis.contains("ust. 6");
        let expected = (named.is_some(), named.is_some());
        assert_eq!((told, spoken_of), expected, "{applied}: {}", periodic.basis);
    }
}

// Art. 38 ust. 4a–4b: work taken up under a social contract

#[test]
fn above_the_criterion_okresowy_may_go_on_only_where_somebody_works() {
    let table = [
        ("wynagrodzenie – umowa o pracę", "2026-07", true),
        ("działalność gospodarcza – ryczałt", "2026-07", true),
        ("wynagrodzenie – umowa o pracę", "2026-06", false),
        ("emerytura", "2026-07", false),
    ];
    for (kind, month, told) in table {
        let mut of_old = row("emerytura", zl(1500));
        of_old.month = "2026-07".parse().ok();
        let mut asked = row(kind, zl(1500));
        asked.month = month.parse().ok();
        asked.declared = Some(Grosze::zl(1500));
        let person = Person {
            income: vec![of_old, asked],
            ..single()
        };
        let found = assess(&application(vec![person]), &OfficeParameters::default());
        let of = |one: &&Estimate| one.benefit == Benefit::Periodic;
        let periodic = found.estimates.iter().find(of).unwrap();
        assert!(!periodic.eligible());
        let why = periodic.formula.contains("realizując kontrakt socjalny");
        let basis = periodic.basis.ends_with("ust. 4a–4b");
        assert_eq!(
            (why, basis),
            (told, told),
            "{kind} {month}: {}",
            periodic.formula
        );
    }
}

#[test]
fn help_at_the_place_of_stay_is_measured_by_the_statutory_criterion() {
    let parameters = |own: &str| OfficeParameters {
        criterion_raised: Some(raised_since("2026-01-01")),
        gmina: Some(Gmina {
            name: "Nasza".to_owned(),
            terc: own.to_owned(),
        }),
        ..OfficeParameters::default()
    };
    let person = Person {
        income: vec![row("praca dorywcza", zl(1200))],
        ..single()
    };
    for (registered, celowy) in [("Nasza", true), ("gmina Nasza", true), ("Wzorcowo", false)] {
        let facts = InterviewFacts {
            homeless: true,
            last_registration_gmina: Some(registered.to_owned()),
            ..application(vec![person.clone()])
        };
        assert_eq!(
            estimate(&assess(&facts, &parameters("1418023")), Benefit::Purpose).0,
            celowy,
            "{registered}"
        );
    }
    let table = [
        ("1418023", "1418023", false, true),
        // Town and country of one gmina, and districts of one city.
        ("1418023", "1418024", false, true),
        ("1465068", "1465011", false, true),
        ("1465068", "1465078", false, true),
        ("1418023", "1418043", false, false),
        ("1465068", "1418043", false, false),
        // Without a home the address is where she stays; what does not read says nothing.
        ("1418023", "1418043", true, true),
        ("1418023", "141", false, true),
    ];
    for (own, symbol, homeless, celowy) in table {
        let facts = InterviewFacts {
            homeless,
            territorial_symbol: Some(symbol.to_owned()),
            ..application(vec![person.clone()])
        };
        let found = assess(&facts, &parameters(own));
        assert_eq!(
            estimate(&found, Benefit::Purpose).0,
            celowy,
            "{symbol} in {own}"
        );
    }
}

// Art. 8 ust. 3: month and deductions

#[test]
fn income_month_before_the_application_or_its_own_after_a_loss() {
    let table = [
        ("2026-08-17", None, "2026-07"),
        ("2026-01-02", None, "2025-12"),
        ("2026-08-17", Some("2026-06-30"), "2026-07"),
        ("2026-08-17", Some("2026-07-01"), "2026-08"),
        ("2026-08-17", Some("2026-08-17"), "2026-08"),
        ("2026-08-17", Some("2026-08-18"), "2026-07"),
    ];
    for (applied, lost, expected) in table {
        let mut facts = application(vec![mother(), father()]);
        facts.report.application_date = Some(day(applied));
        facts.income_lost = lost
            .map(|date| IncomeLoss {
                person: Some(father().id),
                date: Some(day(date)),
                kind: None,
            })
            .into_iter()
            .collect();
        let found = judged(&facts);
        assert_eq!(
            found.income_month,
            Some(month(expected)),
            "applied {applied}, lost {lost:?}"
        );
    }
}

#[test]
fn loss_of_somebody_outside_the_household_moves_no_month() {
    let lodger = Person {
        household: 0,
        ..father()
    };
    let mut facts = application(vec![mother(), lodger]);
    facts.income_lost = vec![IncomeLoss {
        person: Some(father().id),
        date: Some(day("2026-08-03")),
        kind: None,
    }];
    assert_eq!(judged(&facts).income_month, Some(month("2026-07")));
}

#[test]
fn update_without_an_application_is_asked_for_the_day_of_the_interview() {
    let mut facts = application(vec![single()]);
    facts.report.application_date = None;
    facts.interview_date = Some(day("2026-03-31"));
    assert_eq!(judged(&facts).income_month, Some(month("2026-02")));
}

#[test]
fn father_with_part_time_job_keeps_the_costs_deducted() {
    let mut wages = row("wynagrodzenie – umowa o pracę", zl(2403));
    (wages.costs, wages.tax, wages.health, wages.social) = (
        Grosze(250_00),
        Grosze(12_00),
        Grosze(186_62),
        Grosze(329_45),
    );
    let found = judged(&application(vec![Person {
        income: vec![wages],
        ..single()
    }]));
    assert_eq!(found.income.unwrap().money, Grosze(1624_93));
    let words = &found.counted[0].steps[0].text_pl;
    for word in [
        "koszty uzyskania przychodu 250,00",
        "zaliczka na podatek 12,00",
        "1\u{a0}624,93",
    ] {
        assert!(words.contains(word), "{words}");
    }
}

#[test]
fn pension_of_another_month_stays_outside() {
    let mut early = row("emerytura", zl(900));
    early.month = Some(month("2026-06"));
    let found = judged(&application(vec![Person {
        income: vec![early],
        ..single()
    }]));
    assert_eq!(basis(&found), ["art. 8 ust. 3"]);
    assert_eq!(found.income.unwrap().money, Grosze::ZERO);
}

#[test]
fn wage_in_euro_is_counted_by_the_mean_rate_of_the_bank_with_its_day() {
    let wage = |amount_e4, rate_e4, rate_date: Option<&str>| IncomeRow {
        foreign: Some(ForeignIncome {
            currency: "EUR".to_owned(),
            amount_e4,
            rate_e4,
            rate_date: rate_date.map(day),
        }),
        ..row("wynagrodzenie – umowa o pracę", Grosze::ZERO)
    };
    // (EUR × 10 000, rate × 10 000, grosze): 250,00 × 4,2655 = 1066,375, half a grosz goes up.
    for (amount, rate, expected) in [
        (2_500_000, 42_655, 106_638),
        (1, 42_655, 0),
        (10_000, 42_649, 426),
    ] {
        let person = Person {
            income: vec![wage(amount, Some(rate), Some("2026-08-14"))],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(found.income.unwrap().money, Grosze(expected), "{amount}");
        let step = &found.counted[0].steps[0];
        assert_eq!(step.basis, "art. 8 ust. 13");
        assert!(step.text_pl.contains("14.08.2026"), "{}", step.text_pl);
    }
    for unfinished in [
        wage(2_500_000, None, Some("2026-08-14")),
        wage(2_500_000, Some(0), Some("2026-08-14")),
        wage(2_500_000, Some(42_655), None),
    ] {
        let person = Person {
            income: vec![unfinished],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(gaps(&found), [Gap::NoRate]);
    }
}

#[test]
fn alimony_counts_as_paid_not_as_ordered() {
    let paid = |paid_in: &str, amount| AlimonyRow {
        id: Uuid::from_u128(u128::from(amount) + 70),
        month: Some(month(paid_in)),
        amount: Grosze::zl(i64::from(amount)),
        ordered: Some(Grosze::zl(800)),
        arrears: None,
        for_whom: None,
        untouched: false,
    };
    let person = Person {
        income: vec![row("praca dorywcza", zl(1000))],
        alimony_paid: vec![paid("2026-07", 300_u32), paid("2026-06", 500)],
        ..single()
    };
    let found = judged(&application(vec![person]));
    assert_eq!(found.income.unwrap().money, Grosze::zl(700));
    assert_eq!(found.counted[1].amount, Grosze::zl(-300));
    assert_eq!(basis(&found), ["art. 8 ust. 3"]);
}

#[test]
fn alimony_above_the_income_leaves_nothing_and_no_debt() {
    let alimony = AlimonyRow {
        id: Uuid::from_u128(71),
        month: Some(month("2026-07")),
        amount: Grosze::zl(400),
        ordered: None,
        arrears: None,
        for_whom: None,
        untouched: false,
    };
    let person = Person {
        income: vec![row("praca dorywcza", zl(100))],
        alimony_paid: vec![alimony],
        ..single()
    };
    let found = judged(&application(vec![person]));
    assert_eq!(found.income.unwrap().money, Grosze::ZERO);
    assert_eq!(
        estimate(&found, Benefit::Periodic).2,
        Some(823_00),
        "never above the gap from zero"
    );
}

// Art. 8 ust. 4 and 4a: what is left out

#[test]
fn points_of_art_8_ust_4() {
    let table = [
        ("jednorazowe pieniężne świadczenie socjalne", "1"),
        ("zasiłek celowy", "2"),
        ("pomoc materialna dla uczniów", "3"),
        ("świadczenie w naturze", "4"),
        ("prace społecznie użyteczne", "5"),
        ("świadczenie wychowawcze", "7"),
        ("świadczenie z Karty Polaka", "8"),
        ("dodatek energetyczny", "16"),
        ("dodatek osłonowy", "17"),
        ("dodatek węglowy", "18"),
        ("bon energetyczny", "21"),
        ("świadczenia „aktywny rodzic”", "22"),
        ("bon ciepłowniczy", "23"),
    ];
    for (kind, point) in table {
        let found = judged(&application(vec![Person {
            income: vec![row(kind, zl(500))],
            ..single()
        }]));
        assert_eq!(
            basis(&found),
            [format!("art. 8 ust. 4 pkt {point}")],
            "{kind}"
        );
        assert_eq!(found.income.unwrap().fee, Grosze::ZERO, "{kind}");
    }
    let never = kinds::table()
        .iter()
        .filter(|kind| kind.method == kinds::Method::Never && kind.confirmed)
        .count();
    assert_eq!(never, table.len(), "no other kind is left out wholly");
}

#[test]
fn every_kind_of_the_form_stands_once_in_the_table_with_its_article() {
    let table = kinds::table();
    assert_eq!(table.len(), 54);
    for kind in table {
        assert!(kind.basis.starts_with("art. 8 ust. "), "{}", kind.name);
        assert_eq!(
            kind.basis == "art. 8 ust. 4",
            !kind.confirmed,
            "{}",
            kind.name
        );
        assert_eq!(
            table.iter().filter(|other| other.name == kind.name).count(),
            1,
            "{}",
            kind.name
        );
    }
}

#[test]
fn three_incomes_part_ways_over_four_kinds() {
    // kind, money, staly, fee
    let table = [
        ("emerytura", 400, 400, 400),
        ("świadczenie uzupełniające", 0, 0, 400),
        ("zasiłek okresowy", 400, 0, 400),
        ("zasiłek stały", 400, 0, 400),
        ("dodatek mieszkaniowy", 400, 400, 400),
    ];
    for (kind, money, staly, fee) in table {
        let found = judged(&application(vec![Person {
            income: vec![row(kind, zl(400))],
            ..single()
        }]));
        let sums = found.income.unwrap();
        let expected = [money, staly, fee].map(Grosze::zl);
        assert_eq!([sums.money, sums.staly, sums.fee], expected, "{kind}");
    }
    let supplement = vec![row("świadczenie uzupełniające", zl(400))];
    let found = judged(&application(vec![Person {
        income: supplement,
        ..single()
    }]));
    assert_eq!(basis(&found), ["art. 8 ust. 4a"]);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(
        json["counted"],
        serde_json::json!({}),
        "a row is either counted or not"
    );
}

#[test]
fn row_of_a_stranger_to_the_household_is_left_out_first_of_all() {
    let lodger = Person {
        household: 0,
        income: vec![
            row("świadczenie wychowawcze", zl(800)),
            row("emerytura", zl(3000)),
        ],
        ..father()
    };
    let found = judged(&application(vec![mother(), lodger]));
    assert_eq!(basis(&found), ["art. 6 pkt 14", "art. 6 pkt 14"]);
    assert_eq!(found.persons_counted, [mother().id]);
}

#[test]
fn who_keeps_no_house_with_anyone_is_alone() {
    let first = Person {
        household: 0,
        ..mother()
    };
    let other = Person {
        household: 0,
        ..father()
    };
    assert_eq!(
        judged(&application(vec![first, other])).persons_counted,
        [mother().id]
    );
}

// Art. 8 ust. 4 pkt 6, ust. 5, 9: land and business

#[test]
fn land_by_hectares_and_below_one_not_at_all() {
    // hectares × 10 000, amount in grosze
    let table = [
        (9_999, None),
        (10_000, Some(459_00)),
        (34_000, Some(1560_60)),
        (12_345, Some(56_664)),
    ];
    for (hectares, amount) in table {
        let mut land = row("gospodarstwo rolne", Grosze::ZERO);
        land.hectares_e4 = Some(hectares);
        let found = judged(&application(vec![Person {
            income: vec![land],
            ..single()
        }]));
        assert_eq!(
            found.counted.first().map(|row| row.amount.0),
            amount,
            "{hectares}"
        );
        if amount.is_none() {
            assert_eq!(basis(&found), ["art. 8 ust. 4 pkt 6"]);
        }
    }
}

#[test]
fn the_hectare_of_a_person_is_that_of_all_her_plots() {
    // plots of the first person, plots of the second, in hectares × 10 000; income
    let table: [(&[i64], &[i64], i64); 4] = [
        (&[6_000, 6_000], &[], 550_80),
        (&[5_000, 4_999], &[], 0),
        (&[5_000, 5_000], &[], 459_00),
        (&[6_000], &[6_000], 0),
    ];
    let holding = |plots: &[i64]| {
        let plots = plots.iter().map(|hectares| IncomeRow {
            id: Uuid::now_v7(),
            hectares_e4: Some(*hectares),
            ..row("gospodarstwo rolne", Grosze::ZERO)
        });
        Person {
            id: Uuid::now_v7(),
            income: plots.collect(),
            ..single()
        }
    };
    for (hers, his, expected) in table {
        let found = judged(&application(vec![holding(hers), holding(his)]));
        assert_eq!(found.income.unwrap().money.0, expected, "{hers:?} {his:?}");
    }
}

#[test]
fn land_and_business_count_whichever_month_stands_in_their_row() {
    let mut land = row("gospodarstwo rolne", Grosze::ZERO);
    land.hectares_e4 = Some(20_000);
    let mut by_scale = row("działalność gospodarcza – zasady ogólne", zl(36_000));
    by_scale.months_active = Some(12);
    let mut lump_tax = row("działalność gospodarcza – ryczałt", zl(9_000));
    lump_tax.declared = Some(Grosze::zl(1_500));
    for (source, expected) in [(land, 918_00), (by_scale, 3_000_00), (lump_tax, 1_500_00)] {
        for of in [None, Some("2025-12"), Some("2026-06"), Some("2026-07")] {
            let mut source = source.clone();
            source.month = of.map(month);
            let kind = source.kind.clone();
            let found = judged(&application(vec![Person {
                income: vec![source],
                ..single()
            }]));
            assert_eq!(found.income.unwrap().money.0, expected, "{kind} {of:?}");
        }
    }
}

#[test]
fn what_cost_more_than_it_brought_lowers_no_other_income() {
    let mut loss = row("działalność gospodarcza – zasady ogólne", zl(12_000));
    (loss.costs, loss.months_active) = (Grosze::zl(24_000), Some(12));
    let mut trade = row("praca dorywcza", zl(100));
    (trade.tax, trade.health) = (Grosze::zl(80), Grosze::zl(40));
    for losing in [loss, trade] {
        let kind = losing.kind.clone();
        let found = judged(&application(vec![Person {
            income: vec![row("emerytura", zl(2_000)), losing],
            ..single()
        }]));
        assert_eq!(found.income.unwrap().money.0, 2_000_00, "{kind}");
        assert_eq!(found.counted.last().unwrap().amount, Grosze::ZERO, "{kind}");
    }
}

#[test]
fn business_by_the_year_or_by_declaration() {
    let mut by_scale = row("działalność gospodarcza – zasady ogólne", zl(24_000));
    (by_scale.costs, by_scale.months_active) = (Grosze::zl(10_000), Some(9));
    let mut new_by_scale = row("działalność gospodarcza – zasady ogólne", Grosze::ZERO);
    new_by_scale.declared = Some(Grosze::zl(700));
    let mut lump_tax = row("działalność gospodarcza – ryczałt", zl(9_000));
    lump_tax.declared = Some(Grosze::zl(1_500));
    for (business, expected) in [
        (by_scale, 1555_56),
        (new_by_scale, 700_00),
        (lump_tax, 1500_00),
    ] {
        let kind = business.kind.clone();
        let found = judged(&application(vec![Person {
            income: vec![business],
            ..single()
        }]));
        assert_eq!(found.income.unwrap().money.0, expected, "{kind}");
    }
}

#[test]
fn unanswered_rows_stay_open_and_stand_in_no_sum() {
    let mut no_month = row("emerytura", zl(900));
    no_month.month = None;
    let mut no_months = row("działalność gospodarcza – zasady ogólne", zl(900));
    no_months.months_active = Some(0);
    let mut backwards = row("wyrównanie za okres", zl(900));
    backwards.period = Some((month("2026-07"), month("2026-06")));
    let table = [
        (no_month, Gap::NoMonth),
        (no_months, Gap::NoMonthsActive),
        (backwards, Gap::NoPeriod),
        (row("gospodarstwo rolne", Grosze::ZERO), Gap::NoHectares),
        (
            row("działalność gospodarcza – ryczałt", zl(900)),
            Gap::NoDeclaredAmount,
        ),
        (row("wygrana w karty", zl(900)), Gap::UnknownKind),
        (row("emerytura", Grosze(i64::MAX)), Gap::OutOfRange),
    ];
    for (open, gap) in table {
        let found = judged(&application(vec![Person {
            income: vec![open],
            ..single()
        }]));
        assert_eq!(gaps(&found), [gap]);
        assert_eq!(found.income.unwrap().fee, Grosze::ZERO, "{gap:?}");
        assert!(!gap.text_pl().is_empty());
        // A sum that lacks a row says nothing of the criterion, and no amount rests on it.
        assert_eq!(
            (found.within_criterion, found.below_criterion),
            (None, None)
        );
        for benefit in [Benefit::Periodic, Benefit::Purpose, Benefit::SpecialPurpose] {
            assert_eq!(estimate(&found, benefit), (true, None, None), "{benefit:?}");
        }
        assert_eq!(found.tolerance(&found), None);
    }
}

// Art. 8 ust. 11 and 12: one-off income and lump sums

#[test]
fn one_off_income_above_five_criteria_is_spread_over_twelve_months() {
    // kind, paid, net in złote, amount counted in 2026-07, basis when left out, spread
    let table = [
        (
            "dochód jednorazowy",
            "2026-07",
            5050,
            Some(5050_00),
            None,
            false,
        ),
        (
            "dochód jednorazowy",
            "2026-06",
            5050,
            None,
            Some("art. 8 ust. 3"),
            false,
        ),
        (
            "dochód jednorazowy",
            "2026-07",
            6000,
            Some(500_00),
            None,
            true,
        ),
        (
            "dochód jednorazowy",
            "2025-08",
            6000,
            Some(500_00),
            None,
            true,
        ),
        (
            "dochód jednorazowy",
            "2025-07",
            6000,
            None,
            Some("art. 8 ust. 11"),
            true,
        ),
        (
            "dochód jednorazowy",
            "2026-08",
            6000,
            None,
            Some("art. 8 ust. 11"),
            true,
        ),
        ("darowizna", "2026-01", 6000, Some(500_00), None, true),
    ];
    for (kind, paid, net, amount, left_out, spread) in table {
        let story = format!("{kind} {net} zł, {paid}");
        let mut one_off = row(kind, Grosze::zl(net));
        one_off.month = Some(month(paid));
        let found = judged(&application(vec![Person {
            income: vec![one_off],
            ..single()
        }]));
        assert_eq!(
            found.counted.first().map(|row| row.amount.0),
            amount,
            "{story}"
        );
        assert_eq!(basis(&found).first().copied(), left_out, "{story}");
        assert_eq!(!found.spread.is_empty(), spread, "{story}");
    }
}

#[test]
fn threshold_of_a_family_is_five_times_the_family_criterion() {
    // Three persons: 5 × 2469 = 12 345.
    for (net, spread) in [(12_345, false), (12_346, true)] {
        let rich = Person {
            income: vec![row("dochód jednorazowy", Grosze::zl(net))],
            ..father()
        };
        let found = judged(&application(vec![mother(), rich, daughter()]));
        assert_eq!(!found.spread.is_empty(), spread, "{net}");
        if spread {
            let part = &found.spread[0];
            assert_eq!((part.from, part.to), (month("2026-07"), month("2027-06")));
            assert_eq!(part.monthly, Grosze(1028_83));
        }
    }
}

#[test]
fn lump_sum_counts_in_the_months_it_was_due_for() {
    let table = [
        ("2026-05", "2026-07", Some(300_00)),
        ("2026-07", "2026-07", Some(900_00)),
        ("2025-11", "2026-07", Some(100_00)),
        ("2026-04", "2026-06", None),
    ];
    for (from, to, amount) in table {
        let mut lump = row("wyrównanie za okres", zl(900));
        lump.period = Some((month(from), month(to)));
        let found = judged(&application(vec![Person {
            income: vec![lump],
            ..single()
        }]));
        assert_eq!(
            found.counted.first().map(|row| row.amount.0),
            amount,
            "{from}–{to}"
        );
        if amount.is_none() {
            assert_eq!(basis(&found), ["art. 8 ust. 12"]);
        }
    }
}

// Art. 6 pkt 1 and 7, art. 37: zasiłek stały

fn ruling(kind: &str) -> Incapacity {
    Incapacity {
        kind: kind.to_owned(),
        issuer: None,
        number: None,
        from: None,
        until: None,
    }
}

#[test]
fn staly_of_a_single_person_by_income() {
    // Income and stały in grosze.
    let table = [
        (0, 1229_00),
        (83_99, 1229_00),
        (84_00, 1229_00),
        (84_01, 1228_99),
        (1009_99, 303_01),
    ];
    for (income, expected) in table {
        let person = Person {
            incapacity: vec![ruling("stopień znaczny")],
            income: vec![row("praca dorywcza", money(income))],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(
            estimate(&found, Benefit::Permanent),
            (true, Some(expected), Some(expected)),
            "{income}"
        );
    }
}

#[test]
fn staly_in_a_family_needs_own_income_and_income_per_person_below() {
    // own income, spouse's income, stały of the person (family of two, criterion 823)
    let table = [
        (0, 0, Some(1069_90)),
        (822, 0, Some(658_90)),
        (823, 0, None),
        (0, 1645, Some(247_40)),
        (0, 1646, None),
    ];
    for (own, spouse, expected) in table {
        let ill = Person {
            incapacity: vec![ruling("całkowita niezdolność do pracy")],
            income: vec![row("praca dorywcza", Grosze::zl(own))],
            ..mother()
        };
        let working = Person {
            income: vec![row("praca dorywcza", Grosze::zl(spouse))],
            ..father()
        };
        let found = judged(&application(vec![ill, working]));
        let due = (expected.is_some(), expected, expected);
        assert_eq!(
            estimate(&found, Benefit::Permanent),
            due,
            "own {own}, spouse {spouse}"
        );
    }
}

#[test]
fn who_is_unable_to_work() {
    // born, sex, ruling, from, until, unable on 2026-08-17
    let table = [
        ("1966-08-17", Sex::Female, None, true),
        ("1966-08-18", Sex::Female, None, false),
        ("1961-08-17", Sex::Male, None, true),
        ("1961-08-18", Sex::Male, None, false),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień znaczny", None, None)),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień umiarkowany", None, None)),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień lekki", None, None)),
            false,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("całkowita niezdolność do pracy", None, None)),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("częściowa niezdolność do pracy", None, None)),
            false,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("I grupa inwalidów", None, None)),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("II grupa inwalidów", None, None)),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień znaczny", None, Some("2026-08-16"))),
            false,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień znaczny", None, Some("2026-08-17"))),
            true,
        ),
        (
            "1990-01-01",
            Sex::Male,
            Some(("stopień znaczny", Some("2026-08-18"), None)),
            false,
        ),
        (
            "2010-01-01",
            Sex::Male,
            Some(("stopień znaczny", None, None)),
            false,
        ),
    ];
    for (born, sex, decree, expected) in table {
        let incapacity = decree.map(|(kind, from, until)| Incapacity {
            from: from.map(day),
            until: until.map(day),
            ..ruling(kind)
        });
        let person = Person {
            born: Some(day(born)),
            sex: Some(sex),
            incapacity: incapacity.into_iter().collect(),
            ..single()
        };
        let found = incapacity::unable_to_work_on(&person, day("2026-08-17"));
        assert_eq!(found.is_some(), expected, "{born} {sex:?} {decree:?}");
    }
}

#[test]
fn born_on_29_february_comes_of_age_on_1_march() {
    let person = Person {
        born: Some(day("2008-02-29")),
        ..single()
    };
    assert_eq!(age_on(&person, day("2026-02-28")), Some(17));
    assert_eq!(age_on(&person, day("2026-03-01")), Some(18));
    assert_eq!(age_on(&person, day("2008-02-28")), None);
}

#[test]
fn other_rights_exclude_staly() {
    let table = [
        ("renta socjalna", false),
        ("świadczenie pielęgnacyjne", false),
        ("specjalny zasiłek opiekuńczy", false),
        ("zasiłek dla opiekuna", false),
        ("zasiłek pielęgnacyjny", true),
        ("renta rodzinna", true),
    ];
    for (kind, eligible) in table {
        let person = Person {
            incapacity: vec![ruling("stopień znaczny")],
            income: vec![row(kind, zl(200))],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(estimate(&found, Benefit::Permanent).0, eligible, "{kind}");
    }
    let mut ended = row("świadczenie pielęgnacyjne", zl(200));
    ended.month = Some(month("2026-06"));
    let free = Person {
        incapacity: vec![ruling("stopień znaczny")],
        income: vec![ended],
        ..single()
    };
    assert!(
        estimate(&judged(&application(vec![free])), Benefit::Permanent).0,
        "a right that ended"
    );
}

#[test]
fn two_disabled_spouses_have_an_estimate_each() {
    let ill = |person: Person| Person {
        incapacity: vec![ruling("stopień znaczny")],
        ..person
    };
    let found = judged(&application(vec![ill(mother()), ill(father())]));
    let stales: Vec<_> = found
        .estimates
        .iter()
        .filter(|row| row.benefit == Benefit::Permanent)
        .map(|row| row.person)
        .collect();
    assert_eq!(stales, [Some(mother().id), Some(father().id)]);
}

// Art. 38: zasiłek okresowy

#[test]
fn okresowy_by_income() {
    // income, min, max of a single person, in grosze
    let table = [
        (0, 505_00, 823_00),
        (187_00, 411_50, 823_00),
        (187_01, 411_50, 822_99),
        (500_01, 255_00, 509_99),
        (969_99, 20_01, 40_01),
        (980_00, 20_00, 30_00),
        (1009_99, 20_00, 20_00),
    ];
    for (income, min, max) in table {
        let person = Person {
            income: vec![row("praca dorywcza", money(income))],
            ..single()
        };
        let found = judged(&application(vec![person]));
        assert_eq!(
            estimate(&found, Benefit::Periodic),
            (true, Some(min), Some(max)),
            "{income}"
        );
    }
}

#[test]
fn application_of_2023_has_its_criterion_but_no_amounts() {
    let mut facts = application(vec![Person {
        incapacity: vec![ruling("stopień znaczny")],
        ..single()
    }]);
    facts.report.application_date = Some(day("2023-05-10"));
    let found = judged(&facts);
    assert_eq!(found.criterion.unwrap().household, Grosze::zl(776));
    assert_eq!(estimate(&found, Benefit::Permanent), (true, None, None));
    assert_eq!(estimate(&found, Benefit::Periodic), (true, None, None));
}

// Art. 50 ust. 6: payment for services

#[test]
fn planned_services_bring_the_percent_of_the_criterion() {
    let plan = |kind: &str| PlannedHelp {
        kind: kind.to_owned(),
        scope: None,
        funding: None,
        amount: None,
    };
    let retired = Person {
        income: vec![row("emerytura", zl(1646))],
        ..mother()
    };
    let mut facts = application(vec![retired, father()]);
    facts.help_plan = vec![plan("zasiłek celowy")];
    assert!(judged(&facts).service_fee.is_none());
    facts.help_plan.push(plan("usługi sąsiedzkie"));
    let fee = judged(&facts).service_fee.unwrap();
    assert_eq!(
        (fee.income, fee.income_per_person),
        (Grosze::zl(1646), Grosze::zl(823))
    );
    assert_eq!((fee.percent_e2, fee.fee), (10_000, None));
}

// Art. 106 ust. 3a: tolerance

#[test]
fn change_of_income_up_to_a_tenth_of_the_criterion_changes_nothing() {
    let of = |income: i64, persons: Vec<Person>| {
        let mut persons = persons;
        persons[0].income = vec![row("praca dorywcza", money(income))];
        judged(&application(persons))
    };
    // before, after, limit, exceeded
    for (before, after, exceeded) in [
        (0, 101_00, false),
        (0, 101_01, true),
        (500_00, 398_99, true),
    ] {
        let change = of(after, vec![single()])
            .tolerance(&of(before, vec![single()]))
            .unwrap();
        assert_eq!(
            (change.change.0, change.exceeded),
            (after - before, exceeded)
        );
        assert_eq!(change.limit, Grosze(101_00));
    }
    let pair = || vec![mother(), father()];
    let change = of(82_31, pair()).tolerance(&of(0, pair())).unwrap();
    assert_eq!((change.limit, change.exceeded), (Grosze(82_30), true));
}

// Art. 107 ust. 5b: documents

fn points(facts: &InterviewFacts) -> Vec<String> {
    judged(facts)
        .missing_documents
        .into_iter()
        .map(|document| document.point)
        .collect()
}

#[test]
fn documents_by_what_a_person_is() {
    let position = |word: &str| Person {
        labour_position: Some(word.to_owned()),
        ..single()
    };
    let with_ruling = |kind: &str| Person {
        incapacity: vec![ruling(kind)],
        ..single()
    };
    let with_income = |kind: &str| Person {
        income: vec![row(kind, zl(100))],
        ..single()
    };
    let table = [
        (single(), vec!["1", "20"]),
        (
            Person {
                born: Some(day("2010-01-01")),
                ..single()
            },
            vec!["2", "20"],
        ),
        (
            Person {
                citizenship: Some("ukraińskie".to_owned()),
                ..single()
            },
            vec!["1", "3", "20"],
        ),
        (with_income("emerytura"), vec!["1", "4", "10", "20"]),
        (with_income("renta rodzinna"), vec!["1", "4", "10", "20"]),
        (
            with_ruling("całkowita niezdolność do pracy"),
            vec!["1", "5", "20"],
        ),
        (
            with_ruling("niezdolność do samodzielnej egzystencji"),
            vec!["1", "5", "20"],
        ),
        (with_ruling("niepełnosprawność"), vec!["1", "6", "20"]),
        (with_ruling("stopień lekki"), vec!["1", "6", "20"]),
        (
            with_income("wynagrodzenie – umowa o pracę"),
            vec!["1", "7", "20"],
        ),
        (
            with_income("wynagrodzenie – umowa zlecenia"),
            vec!["1", "8", "20"],
        ),
        (
            with_income("wynagrodzenie – umowa o dzieło"),
            vec!["1", "8", "20"],
        ),
        (with_income("gospodarstwo rolne"), vec!["1", "11", "20"]),
        (position("student"), vec!["1", "12", "20"]),
        (position("bezrobotny zarejestrowany"), vec!["1", "13", "20"]),
        (position("rolnik (KRUS)"), vec!["1", "11", "15a", "20"]),
        (
            with_income("działalność gospodarcza – ryczałt"),
            vec!["1", "15b", "17", "20"],
        ),
        (with_income("dochód jednorazowy"), vec!["1", "18", "20"]),
        (with_income("wyrównanie za okres"), vec!["1", "18", "20"]),
        (with_income("zasiłek pielęgnacyjny"), vec!["1", "19", "20"]),
        (with_income("świadczenie wychowawcze"), vec!["1", "20"]),
    ];
    for (person, expected) in table {
        let story = format!(
            "{:?} {:?}",
            person.labour_position,
            person.income.first().map(|row| &row.kind)
        );
        assert_eq!(points(&application(vec![person])), expected, "{story}");
    }
}

#[test]
fn payslip_of_another_month_and_a_schoolchild_call_for_nothing() {
    let mut wages = row("wynagrodzenie – umowa o pracę", zl(100));
    wages.month = Some(month("2026-05"));
    let worker = Person {
        income: vec![wages],
        ..single()
    };
    assert_eq!(points(&application(vec![worker])), ["1", "20"]);
    let pupil = Person {
        labour_position: Some("uczeń".to_owned()),
        ..daughter()
    };
    assert_eq!(
        points(&application(vec![mother(), pupil])),
        ["1", "2", "20"]
    );
}

#[test]
fn amounts_and_documents_are_told_only_where_somebody_asks_for_help() {
    let (yes, no) = (true, false);
    // Part: income, criterion, estimates, documents to bring.
    let table = [
        (Part::I, [yes, yes, yes, yes]),
        (Part::II, [yes, yes, no, no]),
        (Part::III, [yes, yes, no, no]),
        (Part::IV, [yes, yes, yes, yes]),
        (Part::V, [yes, no, no, yes]),
        (Part::VI, [yes, no, no, yes]),
        (Part::VII, [yes, yes, yes, yes]),
        (Part::VIII, [no, no, no, no]),
        (Part::IX, [no, no, no, no]),
    ];
    for (part, expected) in table {
        let found = judged(&InterviewFacts {
            part,
            ..application(vec![single()])
        });
        let told = [
            found.income.is_some(),
            found.criterion.is_some(),
            !found.estimates.is_empty(),
            !found.missing_documents.is_empty(),
        ];
        assert_eq!(told, expected, "{part:?}");
        assert_eq!(found.open, Vec::new(), "{part:?}");
    }
}

#[test]
fn the_reason_for_a_document_names_the_person_or_ends_before_the_colon() {
    for (adult, named) in [(single(), "Jan"), (daughter(), "Maja")] {
        let unnamed = Person {
            first_name: " ".to_owned(),
            ..adult.clone()
        };
        let because = |person| {
            judged(&application(vec![person])).missing_documents[0]
                .because
                .clone()
        };
        let (with, without) = (because(adult), because(unnamed));
        assert_eq!(with, format!("{without}: {named}"));
        assert!(!without.contains(':'), "{without}");
    }
}

#[test]
fn part_vi_asks_for_three_documents_and_tests_no_criterion() {
    let foreigner = Person {
        citizenship: Some("erytrejskie".to_owned()),
        labour_position: Some("student".to_owned()),
        income: vec![row("stypendium", zl(2000))],
        ..single()
    };
    let facts = InterviewFacts {
        part: Part::VI,
        ..application(vec![foreigner])
    };
    let found = judged(&facts);
    assert_eq!(points(&facts), ["1", "3"]);
    assert_eq!(
        (
            found.criterion,
            found.within_criterion,
            found.below_criterion
        ),
        (None, None, None)
    );
    assert_eq!(
        found.income.unwrap().money,
        Grosze::zl(2000),
        "income is still shown"
    );
}

#[test]
fn farm_document_is_asked_for_once_and_seen_papers_are_not_asked_for_again() {
    let farmer = |person: Person| Person {
        labour_position: Some("rolnik (KRUS)".to_owned()),
        ..person
    };
    let mut facts = application(vec![farmer(mother()), farmer(father())]);
    let seen = |point: &str, person: Uuid| DocumentSeen {
        point: point.to_owned(),
        person: Some(person),
        ..DocumentSeen::default()
    };
    facts.documents = vec![seen("1", mother().id), seen("11", father().id)];
    let missing: Vec<_> = judged(&facts)
        .missing_documents
        .into_iter()
        .map(|document| (document.point, document.person))
        .collect();
    let expected = [
        ("1", father().id),
        ("15a", mother().id),
        ("20", mother().id),
    ];
    assert_eq!(
        missing,
        expected.map(|(point, person)| (point.to_owned(), person))
    );
}

#[test]
fn checklist_names_only_kinds_and_points_that_exist() {
    for rule in documents::table() {
        assert!(
            !rule.name.is_empty() && !rule.any.is_empty(),
            "{}",
            rule.point
        );
        for condition in &rule.any {
            if let documents::Condition::Income { kinds: named, .. } = condition {
                for name in named {
                    assert!(
                        kinds::kind(name, month("2026-07")).is_some(),
                        "point {}: {name}",
                        rule.point
                    );
                }
            }
        }
    }
    let listed: Vec<_> = documents::table()
        .iter()
        .map(|rule| rule.point.as_str())
        .collect();
    assert_eq!(
        listed,
        [
            "1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13", "15a", "15b", "17",
            "18", "19", "20"
        ]
    );
}

// Half-filled interviews

#[test]
fn empty_interview_asks_for_a_person_and_a_date() {
    let mut facts = application(Vec::new());
    facts.report.application_date = None;
    let found = judged(&facts);
    assert_eq!(gaps(&found), [Gap::NoPerson, Gap::NoDate]);
    assert_eq!((found.income, found.income_month), (None, None));
    assert!(found.estimates.is_empty() && found.missing_documents.is_empty());
}

#[test]
fn person_without_a_birth_date_is_asked_for_it() {
    let found = judged(&application(vec![Person {
        born: None,
        ..single()
    }]));
    assert_eq!(gaps(&found), [Gap::NoBirthDate]);
    assert!(found.criterion.is_some());
}

#[test]
fn a_missing_document_says_what_in_the_interview_calls_for_it() {
    let child = Person {
        first_name: "Tosia".to_owned(),
        born: "2016-05-01".parse().ok(),
        citizenship: Some("Polska".to_owned()),
        ..single()
    };
    let pensioner = Person {
        income: vec![row("emerytura", zl(500))],
        ..single()
    };
    let found = judged(&application(vec![pensioner, child]));
    let told = |point: &str| {
        let missing = found.missing_documents.iter();
        let mut of_point = missing.filter(|missing| missing.point == point);
        of_point.next().map(|missing| missing.because.as_str())
    };
    assert_eq!(told("2"), Some("bo jest dziecko do 18 lat: Tosia"));
    assert_eq!(told("10"), Some("bo w wywiadzie jest dochód: emerytura"));
    assert_eq!(told("20"), Some("bo trzeba go do każdego wniosku"));
    assert_eq!(told("3"), None, "Polska is no foreign citizenship");
}
