//! Income under art. 8: whose rows, which month, what counts, and the three sums that follow.

pub mod kinds;
mod row;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::criteria::{Criteria, OfficeParameters};
use crate::facts::{AlimonyRow, IncomeLoss, IncomeRow, Person};
use crate::money::Grosze;
use crate::month::Month;
use crate::step::{Step, month_pl};

use kinds::Method;
use row::{Measure, Verdict, in_range, judge, other_month};

/// The three incomes of one household, in grosze.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ThreeIncomes {
    /// For money benefits: without świadczenie uzupełniające (art. 8 ust. 4a).
    pub money: Grosze,
    /// For zasiłek stały: as `money`, without zasiłek okresowy (art. 37 ust. 6) and zasiłek stały itself.
    pub staly: Grosze,
    /// For the payment for services: with świadczenie uzupełniające.
    pub fee: Grosze,
}

impl ThreeIncomes {
    /// Divided among `persons`, each rounded half up to a grosz.
    #[must_use]
    pub fn per(self, persons: usize) -> Self {
        let persons = i64::try_from(persons).unwrap_or(i64::MAX).max(1);
        Self {
            money: self.money.per(persons),
            staly: self.staly.per(persons),
            fee: self.fee.per(persons),
        }
    }
}

/// A row that counts in at least one of the three incomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedRow {
    pub row: Uuid,
    pub person: Uuid,
    /// Kind of income in Polish; „alimenty płacone” for alimony paid, whose amount is negative.
    pub kind: String,
    pub amount: Grosze,
    pub in_money: bool,
    pub in_staly: bool,
    pub in_fee: bool,
    /// How the amount came about.
    pub steps: Vec<Step>,
}

/// A row left out of the income for money benefits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCounted {
    pub row: Uuid,
    pub person: Uuid,
    /// Article of the act that leaves it out.
    pub basis: String,
    /// Polish words why.
    pub why: String,
}

/// A one-off income above five times the criterion, spread over twelve months (art. 8 ust. 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spread {
    pub row: Uuid,
    pub from: Month,
    pub to: Month,
    pub monthly: Grosze,
}

/// What is missing before the law can say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    NoPerson,
    NoDate,
    NoBirthDate,
    NoMonth,
    NoHectares,
    NoDeclaredAmount,
    NoMonthsActive,
    NoPeriod,
    NoRate,
    UnknownKind,
    NoAmountsForDate,
    OutOfRange,
    Untouched,
}

impl Gap {
    /// What to ask, in Polish.
    #[must_use]
    pub const fn text_pl(self) -> &'static str {
        match self {
            Self::NoPerson => "Nie wpisano żadnej osoby.",
            Self::NoDate => "Brak daty wniosku i daty wywiadu.",
            Self::NoBirthDate => "Brak daty urodzenia.",
            Self::NoMonth => "Brak miesiąca wypłaty.",
            Self::NoHectares => "Brak powierzchni w hektarach przeliczeniowych.",
            Self::NoDeclaredAmount => "Brak kwoty z oświadczenia.",
            Self::NoMonthsActive => "Brak liczby miesięcy działalności albo kwoty z oświadczenia.",
            Self::NoPeriod => "Brak okresu, za który wypłacono wyrównanie.",
            Self::NoRate => "Brak średniego kursu NBP albo jego dnia.",
            Self::UnknownKind => "Rodzaju dochodu nie ma w tabeli.",
            Self::NoAmountsForDate => "Program nie zna kwot obowiązujących w tym dniu.",
            Self::OutOfRange => "Kwota jest niewiarygodnie duża.",
            Self::Untouched => "Z poprzedniego wywiadu: zapytaj o miesiąc, który się liczy.",
        }
    }
}

/// A question that must be answered before a row or a person can be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    pub person: Option<Uuid>,
    pub row: Option<Uuid>,
    pub gap: Gap,
}

/// Income of one household in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    pub month: Month,
    /// Rows that count, alimony paid among them.
    pub counted: Vec<CountedRow>,
    pub not_counted: Vec<NotCounted>,
    pub spread: Vec<Spread>,
    /// Rows that cannot be judged yet; they stand in no sum.
    pub open: Vec<OpenQuestion>,
    /// Sums for the whole household; never below zero.
    pub sums: ThreeIncomes,
    pub per_person: ThreeIncomes,
    /// How the sums came about.
    pub steps: Vec<Step>,
}

/// Serialises counted rows as row id → amount in grosze (rows that count for money benefits only).
pub(crate) fn as_amounts<S: Serializer>(
    rows: &[CountedRow],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(
        rows.iter()
            .filter(|row| row.in_money)
            .map(|row| (row.row, row.amount)),
    )
}

/// The household that counts (FORMAT §2.2): all with the household number of the first person; a first
/// person with number 0 keeps house alone.
#[must_use]
pub fn household(persons: &[Person]) -> Vec<&Person> {
    let Some(first) = persons.first() else {
        return Vec::new();
    };
    let shares = |person: &&Person| first.household != 0 && person.household == first.household;
    std::iter::once(first)
        .chain(persons.iter().skip(1).filter(shares))
        .collect()
}

/// The income month of an application (art. 8 ust. 3): the month before it, or its own month when a member
/// of the household lost income from the first day of that month before until the application.
#[must_use]
pub fn income_month(
    applied: NaiveDate,
    lost: &[IncomeLoss],
    household: &[&Person],
) -> (Month, Step) {
    let own = Month::of(applied);
    let before = own.plus(-1);
    let in_household = |loss: &&IncomeLoss| {
        loss.person
            .is_none_or(|id| household.iter().any(|member| member.id == id))
    };
    let is_recent = |date: NaiveDate| Month::of(date) >= before && date <= applied;
    if lost
        .iter()
        .filter(in_household)
        .any(|loss| loss.date.is_some_and(is_recent))
    {
        let text = format!(
            "Utrata dochodu: liczy się miesiąc wniosku, {}.",
            month_pl(own)
        );
        return (own, Step::decision(text, "art. 8 ust. 3"));
    }
    let text = format!(
        "Liczy się miesiąc poprzedzający wniosek, {}.",
        month_pl(before)
    );
    (before, Step::decision(text, "art. 8 ust. 3"))
}

/// Judges every row of every person and sums up what counts.
#[must_use]
pub fn of(
    persons: &[Person],
    month: Month,
    criteria: Option<&Criteria>,
    parameters: &OfficeParameters,
) -> Income {
    let household = household(persons);
    let mut income = Income {
        month,
        counted: Vec::new(),
        not_counted: Vec::new(),
        spread: Vec::new(),
        open: Vec::new(),
        sums: ThreeIncomes::default(),
        per_person: ThreeIncomes::default(),
        steps: Vec::new(),
    };
    for person in persons {
        let counts = household.iter().any(|member| std::ptr::eq(*member, person));
        let measure = Measure {
            month,
            criteria,
            persons: household.len(),
            parameters,
            land_e4: land_of(person, month),
        };
        for row in &person.income {
            income.take_income(person.id, row, counts, &measure);
        }
        for row in &person.alimony_paid {
            income.take_alimony(person.id, row, counts, month);
        }
    }
    income.sum_up(household.len());
    income
}

/// Hectares przeliczeniowe × 10,000 of all land of one person: the hectare of art. 8 ust. 4 pkt 6 is hers, not that of a plot.
fn land_of(person: &Person, month: Month) -> i64 {
    let is_land = |row: &&IncomeRow| {
        kinds::kind(&row.kind, month).is_some_and(|kind| kind.method == Method::Hectares)
    };
    let hectares = person
        .income
        .iter()
        .filter(is_land)
        .filter_map(|row| row.hectares_e4);
    hectares.fold(0, i64::saturating_add)
}

impl Income {
    /// Whether every row could be judged: without one of them no sum says whether the criterion is kept.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.open.is_empty()
    }

    fn take_income(&mut self, person: Uuid, row: &IncomeRow, counts: bool, measure: &Measure<'_>) {
        if !counts {
            return self.leave_out_stranger(row.id, person);
        }
        let Some(kind) = kinds::kind(&row.kind, measure.month) else {
            return self.open.push(OpenQuestion {
                person: Some(person),
                row: Some(row.id),
                gap: Gap::UnknownKind,
            });
        };
        let (verdict, spread) = judge(row, kind, measure);
        self.spread.extend(spread);
        let left_out = &kind.left_out_of;
        if let (Verdict::Counts { .. }, Some(basis)) = (&verdict, &left_out.money) {
            self.not_counted.push(NotCounted {
                row: row.id,
                person,
                basis: basis.clone(),
                why: format!("{}: liczy się tylko do odpłatności za usługi", kind.name),
            });
        }
        self.take(row.id, person, &kind.name, verdict);
        if let Some(taken) = self.counted.last_mut().filter(|taken| taken.row == row.id) {
            taken.in_money = left_out.money.is_none();
            taken.in_staly = left_out.staly.is_none();
        }
    }

    fn take_alimony(&mut self, person: Uuid, row: &AlimonyRow, counts: bool, month: Month) {
        if !counts {
            return self.leave_out_stranger(row.id, person);
        }
        let verdict = match row.month {
            _ if row.untouched => Verdict::Open(Gap::Untouched),
            None => Verdict::Open(Gap::NoMonth),
            Some(_) if !in_range(row.amount) => Verdict::Open(Gap::OutOfRange),
            Some(paid) if paid != month => other_month(paid, month),
            Some(_) => {
                let amount = -row.amount;
                let text = format!("alimenty zapłacone na rzecz innych osób: {amount}");
                let steps = vec![Step::amount(text, amount, "art. 8 ust. 3 pkt 3")];
                Verdict::Counts { amount, steps }
            }
        };
        self.take(row.id, person, "alimenty płacone", verdict);
    }

    fn leave_out_stranger(&mut self, row: Uuid, person: Uuid) {
        let why = "osoba nie gospodaruje wspólnie z rodziną".to_owned();
        self.not_counted.push(NotCounted {
            row,
            person,
            basis: "art. 6 pkt 14".to_owned(),
            why,
        });
    }

    fn take(&mut self, row: Uuid, person: Uuid, kind: &str, verdict: Verdict) {
        match verdict {
            Verdict::Counts { amount, steps } => self.counted.push(CountedRow {
                row,
                person,
                kind: kind.to_owned(),
                amount,
                in_money: true,
                in_staly: true,
                in_fee: true,
                steps,
            }),
            Verdict::LeftOut { basis, why } => {
                self.not_counted.push(NotCounted {
                    row,
                    person,
                    basis,
                    why,
                });
            }
            Verdict::Open(gap) => {
                self.open.push(OpenQuestion {
                    person: Some(person),
                    row: Some(row),
                    gap,
                });
            }
        }
    }

    fn sum_up(&mut self, persons: usize) {
        let sum = |wanted: fn(&CountedRow) -> bool| {
            self.counted
                .iter()
                .filter(|row| wanted(row))
                .map(|row| row.amount)
                .sum::<Grosze>()
        };
        let raw = ThreeIncomes {
            money: sum(|row| row.in_money),
            staly: sum(|row| row.in_staly),
            fee: sum(|row| row.in_fee),
        };
        let floor = |amount: Grosze| amount.max(Grosze::ZERO);
        self.sums = ThreeIncomes {
            money: floor(raw.money),
            staly: floor(raw.staly),
            fee: floor(raw.fee),
        };
        self.per_person = self.sums.per(persons);
        let figures = [
            (
                "Dochód do świadczeń pieniężnych",
                self.sums.money,
                self.per_person.money,
            ),
            (
                "Dochód do zasiłku stałego",
                self.sums.staly,
                self.per_person.staly,
            ),
            (
                "Dochód do odpłatności za usługi",
                self.sums.fee,
                self.per_person.fee,
            ),
        ];
        // Rows that wait for an answer stand in no sum.
        let so_far = if self.is_whole() {
            ""
        } else {
            " (bez tego, co czeka na uzupełnienie)"
        };
        for (name, sum, per_person) in figures {
            let text = format!("{name}: {sum}{so_far}");
            self.steps.push(Step::amount(text, sum, "art. 8 ust. 3"));
            if persons > 1 {
                let text = format!("Na osobę: {sum} : {persons} = {per_person}");
                self.steps
                    .push(Step::amount(text, per_person, "art. 8 ust. 1 pkt 2"));
            }
        }
    }

    /// What one person brings to the income for zasiłek stały (art. 37 ust. 1 pkt 2); never below zero.
    #[must_use]
    pub fn own_staly(&self, person: Uuid) -> Grosze {
        let own = self
            .counted
            .iter()
            .filter(|row| row.person == person && row.in_staly);
        own.map(|row| row.amount).sum::<Grosze>().max(Grosze::ZERO)
    }
}
