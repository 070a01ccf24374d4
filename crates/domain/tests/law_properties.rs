//! What holds of income and estimates whatever a worker types.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[expect(
    dead_code,
    reason = "the stories of law_by_article use the other people"
)]
mod family;

use std::collections::BTreeSet;

use family::{application, father, mother, row};
use proptest::prelude::*;
use teren_domain::assess::{Assessment, assess};
use teren_domain::criteria::OfficeParameters;
use teren_domain::estimates::Benefit;
use teren_domain::facts::{AlimonyRow, IncomeRow, InterviewFacts, Person};
use teren_domain::income::kinds;
use teren_domain::{Grosze, Month};
use uuid::Uuid;

fn any_month() -> impl Strategy<Value = Option<Month>> {
    proptest::option::weighted(
        0.95,
        (2025..=2026, 1_u32..=12).prop_map(|(year, month)| Month::new(year, month).unwrap()),
    )
}

fn any_kind() -> impl Strategy<Value = String> {
    (0..=kinds::table().len()).prop_map(|index| {
        kinds::table()
            .get(index)
            .map_or("nieznany".to_owned(), |kind| kind.name.clone())
    })
}

fn any_amount() -> impl Strategy<Value = Grosze> {
    prop_oneof![20 => 0_i64..1_000_000, 1 => any::<i64>()].prop_map(Grosze)
}

fn any_row() -> impl Strategy<Value = IncomeRow> {
    let amounts = proptest::array::uniform5(any_amount());
    let extras = (
        proptest::option::of(0_i64..200_000),
        proptest::option::of(any_amount()),
        proptest::option::of(any_amount()),
        proptest::option::of(0_u32..=14),
        proptest::option::of((any_month(), any_month())),
    );
    (any_kind(), any_month(), amounts, extras).prop_map(|(kind, month, amounts, extras)| {
        let [gross, costs, tax, health, social] = amounts;
        let (hectares_e4, krus_month, declared, months_active, period) = extras;
        let period = period.and_then(|(from, to)| from.zip(to));
        IncomeRow {
            month,
            costs,
            tax,
            health,
            social,
            hectares_e4,
            krus_month,
            declared,
            months_active,
            period,
            ..row(&kind, gross)
        }
    })
}

fn any_alimony() -> impl Strategy<Value = AlimonyRow> {
    (any_month(), any_amount()).prop_map(|(month, amount)| AlimonyRow {
        id: Uuid::nil(),
        month,
        amount,
        ordered: None,
        arrears: None,
        for_whom: None,
        untouched: false,
    })
}

/// One to five persons with rows of every kind; every row has an id of its own.
fn any_household() -> impl Strategy<Value = InterviewFacts> {
    let rows = proptest::collection::vec(any_row(), 0..5);
    let alimony = proptest::collection::vec(any_alimony(), 0..2);
    proptest::collection::vec((0_u32..3, rows, alimony), 1..6).prop_map(|people| {
        let mut next = 1_u128;
        let mut id = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let persons = people
            .into_iter()
            .map(|(household, mut income, mut alimony_paid)| {
                income.iter_mut().for_each(|row| row.id = id());
                alimony_paid.iter_mut().for_each(|row| row.id = id());
                Person {
                    id: id(),
                    household,
                    income,
                    alimony_paid,
                    ..mother()
                }
            });
        application(persons.collect())
    })
}

fn judged(facts: &InterviewFacts) -> Assessment {
    assess(facts, &OfficeParameters::default())
}

fn max_of(assessment: &Assessment, benefit: Benefit) -> i64 {
    let due = assessment
        .estimates
        .iter()
        .filter(|row| row.benefit == benefit);
    due.filter_map(|row| row.max())
        .map(|max| max.0)
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn every_row_stands_in_exactly_one_place(facts in any_household()) {
        let found = judged(&facts);
        let all: BTreeSet<Uuid> = facts.persons.iter()
            .flat_map(|person| {
                let income = person.income.iter().map(|row| row.id);
                income.chain(person.alimony_paid.iter().map(|row| row.id))
            })
            .collect();
        let counted = found.counted.iter().filter(|row| row.in_money).map(|row| row.row);
        let placed: Vec<Uuid> = counted
            .chain(found.not_counted.iter().map(|row| row.row))
            .chain(found.open.iter().filter_map(|open| open.row))
            .collect();
        prop_assert_eq!(placed.len(), all.len());
        prop_assert_eq!(placed.into_iter().collect::<BTreeSet<_>>(), all);
    }

    #[test]
    fn sums_are_the_counted_rows_and_never_below_zero(facts in any_household()) {
        let found = judged(&facts);
        let sums = found.income.unwrap();
        let money: Grosze = found.counted.iter().filter(|row| row.in_money).map(|row| row.amount).sum();
        let fee: Grosze = found.counted.iter().map(|row| row.amount).sum();
        prop_assert_eq!(sums.money, money.max(Grosze::ZERO));
        prop_assert_eq!(sums.fee, fee.max(Grosze::ZERO));
    }

    #[test]
    fn rows_are_of_the_counted_household_only(facts in any_household()) {
        let found = judged(&facts);
        prop_assert!(found.counted.iter().all(|row| found.persons_counted.contains(&row.person)));
    }

    #[test]
    fn estimates_keep_their_bounds(facts in any_household()) {
        let found = judged(&facts);
        let criterion = found.criterion.unwrap().household;
        for row in &found.estimates {
            prop_assert!(row.eligible() || (row.min().is_none() && row.max().is_none()));
            prop_assert!(row.min().unwrap_or(Grosze::ZERO) <= row.max().unwrap_or(criterion));
        }
        prop_assert!(max_of(&found, Benefit::Periodic) <= criterion.0);
        if !found.income_is_whole() {
            prop_assert!(found.estimates.iter().all(|row| row.max().is_none()), "no amount rests on half an income");
            return Ok(());
        }
        let celowy = found.estimates.iter().filter(|row| {
            row.eligible() && matches!(row.benefit, Benefit::Purpose | Benefit::SpecialPurpose)
        });
        prop_assert_eq!(celowy.count(), 1, "celowy or specjalny, never both");
    }

    #[test]
    fn more_pay_never_means_less_income_nor_more_help(
        pay in 0_i64..500_000,
        more in 0_i64..500_000,
        ill in any::<bool>(),
    ) {
        let with = |gross: i64| {
            let mut first = Person { income: vec![row("praca dorywcza", Grosze(gross))], ..mother() };
            if ill {
                first.born = "1950-01-01".parse().ok();
            }
            judged(&application(vec![first, father()]))
        };
        let (less, rich) = (with(pay), with(pay + more));
        prop_assert!(less.income.unwrap().money <= rich.income.unwrap().money);
        for benefit in [Benefit::Permanent, Benefit::Periodic] {
            prop_assert!(max_of(&less, benefit) >= max_of(&rich, benefit));
        }
    }

    #[test]
    fn order_of_the_others_changes_no_sum(facts in any_household()) {
        let mut turned = facts.clone();
        if let Some((_, others)) = turned.persons.split_first_mut() {
            others.reverse();
        }
        prop_assert_eq!(judged(&turned).income, judged(&facts).income);
    }

    #[test]
    fn shares_add_up_to_the_income_within_half_a_grosz_each(facts in any_household()) {
        let found = judged(&facts);
        let persons = i64::try_from(found.persons_counted.len()).unwrap();
        let off = found.income_per_person.unwrap().money.0 * persons - found.income.unwrap().money.0;
        prop_assert!(off.abs() * 2 <= persons);
    }
}
