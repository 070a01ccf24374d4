//! Income, criterion, estimates and documents of one interview together: the figures of art. 8, 37–41 and 107 ust. 5b.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::competence::is_place_of_stay;
use crate::criteria::{self, Criteria, Criterion, OfficeParameters, RaisedCriterion};
use crate::documents::{self, MissingDocument, When};
use crate::estimates::{self, Benefit, Estimate, Grounds};
use crate::facts::{Assessed, InterviewFacts, Person};
use crate::incapacity::age_on;
use crate::income::{
    self, CountedRow, Gap, Income, NotCounted, OpenQuestion, Spread, ThreeIncomes,
};
use crate::month::Month;
use crate::service_fee::{self, ServiceFee};
use crate::step::Step;
use crate::tolerance::{self, Tolerance};

/// What the law says of one interview. Fields that cannot be worked out yet are `None`; `open` says why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// Day the law is asked for: the application, else the interview.
    pub assessed_on: Option<NaiveDate>,
    pub income_month: Option<Month>,
    /// The household that counts, as listed in the interview.
    pub persons_counted: Vec<Uuid>,
    pub income: Option<ThreeIncomes>,
    pub income_per_person: Option<ThreeIncomes>,
    /// `None` where no test applies (parts V, VI, VIII, IX).
    pub criterion: Option<Criterion>,
    /// Income for money benefits is not above the criterion (art. 8 ust. 1: celowy). `None` also while a row of income is open.
    pub within_criterion: Option<bool>,
    /// It is below the criterion (okresowy).
    pub below_criterion: Option<bool>,
    /// Serialised as row id → amount, rows of the income for money benefits.
    #[serde(serialize_with = "income::as_amounts")]
    pub counted: Vec<CountedRow>,
    pub not_counted: Vec<NotCounted>,
    pub spread: Vec<Spread>,
    pub estimates: Vec<Estimate>,
    /// What may be granted beside them: art. 40, art. 41 pkt 2.
    #[serde(skip)]
    pub beside: Vec<Estimate>,
    pub service_fee: Option<ServiceFee>,
    pub missing_documents: Vec<MissingDocument>,
    /// What must be answered before the law can say more.
    pub open: Vec<OpenQuestion>,
    /// How month, sums and criterion came about; rows carry their own steps.
    pub steps: Vec<Step>,
}

/// Works out the law for one interview, half-filled or whole.
#[must_use]
pub fn assess(facts: &InterviewFacts, parameters: &OfficeParameters) -> Assessment {
    let household = income::household(&facts.persons);
    let applied = facts.applied();
    let mut assessment = Assessment {
        assessed_on: applied,
        income_month: None,
        persons_counted: household.iter().map(|person| person.id).collect(),
        income: None,
        income_per_person: None,
        criterion: None,
        within_criterion: None,
        below_criterion: None,
        counted: Vec::new(),
        not_counted: Vec::new(),
        spread: Vec::new(),
        estimates: Vec::new(),
        beside: Vec::new(),
        service_fee: None,
        missing_documents: Vec::new(),
        open: Vec::new(),
        steps: Vec::new(),
    };
    let assessed = facts.part.assessed();
    if assessed == Assessed::Nothing {
        return assessment;
    }
    assessment.ask_what_is_missing(&household, applied);
    if let Some(applied) = applied.filter(|_| !household.is_empty()) {
        assessment.take_income(facts, parameters, &household, applied);
    }
    if assessed.estimates() {
        let special = |of: &Estimate| of.benefit == Benefit::SpecialPurpose && of.max().is_some();
        let above = assessment.estimates.iter().any(special);
        let beside = applied.map(|on| estimates::beside(facts, on, above));
        assessment.beside = beside.unwrap_or_default();
    }
    let when = When {
        part: facts.part,
        on: applied,
        income_month: assessment.income_month,
    };
    if assessed.documents() {
        assessment.missing_documents = documents::missing(&household, &facts.documents, when);
    }
    assessment
}

impl Assessment {
    /// Everything that may be granted or is refused, what stands beside the estimates last.
    pub fn benefits(&self) -> impl Iterator<Item = &Estimate> {
        self.estimates.iter().chain(&self.beside)
    }

    /// Whether no row of income waits for an answer.
    #[must_use]
    pub fn income_is_whole(&self) -> bool {
        self.open.iter().all(|question| question.row.is_none())
    }

    /// Holds this income for zasiłek stały against an earlier one (art. 106 ust. 3a); `None` where either is unknown or not whole.
    #[must_use]
    pub fn tolerance(&self, earlier: &Self) -> Option<Tolerance> {
        if !(self.income_is_whole() && earlier.income_is_whole()) {
            return None;
        }
        tolerance::of(
            earlier.income?.staly,
            self.income?.staly,
            self.criterion?,
            self.income_month?.first_day()?,
        )
    }

    fn ask_what_is_missing(&mut self, household: &[&Person], applied: Option<NaiveDate>) {
        let mut ask = |person, gap| {
            self.open.push(OpenQuestion {
                person,
                row: None,
                gap,
            })
        };
        if household.is_empty() {
            ask(None, Gap::NoPerson);
        }
        let Some(applied) = applied else {
            return ask(None, Gap::NoDate);
        };
        if criteria::on(applied).is_none() {
            ask(None, Gap::NoAmountsForDate);
        }
        for person in household
            .iter()
            .filter(|person| age_on(person, applied).is_none())
        {
            ask(Some(person.id), Gap::NoBirthDate);
        }
    }

    fn take_income(
        &mut self,
        facts: &InterviewFacts,
        parameters: &OfficeParameters,
        household: &[&Person],
        applied: NaiveDate,
    ) {
        let (month, why_month) = income::income_month(applied, &facts.income_lost, household);
        let criteria = criteria::on(applied);
        let income = income::of(&facts.persons, month, criteria, parameters);
        self.income_month = Some(month);
        self.income = Some(income.sums);
        self.income_per_person = Some(income.per_person);
        self.steps.push(why_month);
        self.steps.extend(income.steps.iter().cloned());
        let assessed = facts.part.assessed();
        if let Some(criteria) = criteria.filter(|_| assessed.criterion()) {
            let criterion = criteria.criterion(household.len());
            self.take_criterion(criteria, &income);
            if assessed.estimates() {
                let raised = parameters.raised_for(facts, household.len());
                self.name_raised(parameters, raised);
                if income.is_whole() {
                    let plan = &facts.help_plan;
                    self.service_fee = service_fee::of(plan, &income, criterion, applied);
                }
                self.estimates = estimates::all(&Grounds {
                    on: applied,
                    household,
                    income: &income,
                    criterion,
                    raised: raised.unwrap_or(criterion),
                    periodic_raised: parameters.periodic_raised.as_ref(),
                    limits: criteria.benefits,
                });
            }
        }
        self.counted = income.counted;
        self.not_counted = income.not_counted;
        self.spread = income.spread;
        self.open.extend(income.open);
    }

    fn take_criterion(&mut self, criteria: &Criteria, income: &Income) {
        let persons = self.persons_counted.len();
        let criterion = criteria.criterion(persons);
        let text = match persons {
            1 => format!(
                "Kryterium osoby samotnie gospodarującej: {}",
                criterion.household
            ),
            _ => format!(
                "Kryterium rodziny: {persons} × {} = {}",
                criterion.per_person, criterion.household
            ),
        };
        self.steps.push(Step::amount(
            text,
            criterion.household,
            &format!("art. 8 ust. 1; {}", criteria.source),
        ));
        self.criterion = Some(criterion);
        let known = income.is_whole();
        self.within_criterion = known.then(|| income.sums.money <= criterion.household);
        self.below_criterion = known.then(|| income.sums.money < criterion.household);
    }

    /// The step that names the resolution by which a raised criterion counts.
    fn name_raised(&mut self, parameters: &OfficeParameters, raised: Option<Criterion>) {
        let (Some(raised), Some(by)) = (raised, &parameters.criterion_raised) else {
            return;
        };
        let text = format!(
            "Kryterium podwyższone przez radę gminy, do zasiłku okresowego i celowego: {}",
            raised.household
        );
        let basis = format!("art. 8 ust. 2; {}", by.resolution);
        self.steps
            .push(Step::amount(text, raised.household, &basis));
    }
}

impl OfficeParameters {
    /// The criterion raised by the council (art. 8 ust. 2), on the days of its resolution and as long as the statutory one has
    /// not outgrown it; not where help is granted at the place of stay (art. 101 ust. 5).
    #[must_use]
    pub fn raised_for(&self, facts: &InterviewFacts, persons: usize) -> Option<Criterion> {
        let applied = facts.applied()?;
        let in_force = |raised: &&RaisedCriterion| raised.span().holds_on(applied);
        let raised = self.criterion_raised.as_ref().filter(in_force)?;
        let law = criteria::on(applied)?;
        let own = self.gmina.as_ref();
        let elsewhere = own.is_some_and(|own| is_place_of_stay(facts, own));
        let (single, family) = (raised.single.max(law.single), raised.family.max(law.family));
        let criterion = Criterion::of_household(persons, single, family);
        (!elsewhere && criterion != law.criterion(persons)).then_some(criterion)
    }
}
