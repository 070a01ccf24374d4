//! „Jak to policzono”: what the law says of an interview, as the screen and the paper show it.

use chrono::NaiveDate;
use teren_domain::alert::{self, AlertCode, AlertLevel};
use teren_domain::assess::{Assessment, assess};
use teren_domain::criteria::OfficeParameters;
use teren_domain::estimates::Amount;
use teren_domain::facts::{Assessed, InterviewFacts, Person};
use teren_domain::income::{CountedRow, NotCounted};
use teren_domain::reasons;
use teren_domain::refusal;
use teren_domain::reminder::{self, Occasion};
use teren_domain::step::Step;
use teren_domain::tolerance::Tolerance;
use teren_domain::{Category, Grosze, noted, part_ii};
use teren_print::Warning;
use teren_questionnaire::INTERVIEW;
use uuid::Uuid;

use crate::App;
use crate::clock::local_date;
use crate::contract::{
    AlertView, AmountView, AssessmentView, CriterionView, EstimateView, IncomeRowView,
    IncomeSumView, MissingDocumentView, NotedDocumentView, OpenQuestionView, PersonIncomeView,
    Problem, ReminderView, RowVerdict, SpreadView, StepView, ToleranceView, WarningView,
};
use crate::figures::Grounds;
use crate::interview::Editing;
use crate::session::Open;
use crate::terms::reminder_view;

/// Kind of the rows in which documents are noted.
const DOCUMENT: &str = "document";

/// Without these nothing can be worked out: half an income would be a lie.
const NEEDED: [Category; 3] = [Category::Identity, Category::Income, Category::Incapacity];

impl App {
    /// What the law says of an interview now, half-filled or whole, drafts included.
    pub fn assessment(&self, document: Uuid) -> Result<AssessmentView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            open.assessment_of(&editing, local_date(now_ms))
        })
    }
}

/// Categories outside the reader's authority without which the law says nothing.
pub(crate) fn hidden(editing: &Editing) -> impl Iterator<Item = Category> {
    NEEDED
        .into_iter()
        .filter(|category| editing.withheld.contains(category))
}

impl Editing {
    /// What this seat knows of the interview. Half of the reasons would be taken for the whole: they are left out. Income of an
    /// earlier interview that nobody has asked about yet is marked.
    pub(crate) fn known_facts(&self, today: NaiveDate) -> InterviewFacts {
        let answers = self.answers();
        let mut facts = self.facts(&answers);
        if !self.sealed {
            let untouched = self.form.untouched(&answers, self.day(&answers, today));
            for person in &mut facts.persons {
                for row in &mut person.income {
                    row.untouched = untouched.contains(&row.id);
                }
                for row in &mut person.alimony_paid {
                    row.untouched = untouched.contains(&row.id);
                }
            }
        }
        if self.holds_every_word("reasons") {
            return facts;
        }
        InterviewFacts {
            reasons: Vec::new(),
            ..facts
        }
    }

    /// What stands, or may stand, against money benefits, as far as this seat may know it.
    pub(crate) fn warnings(&self, facts: &InterviewFacts) -> Vec<Warning> {
        let poverty = reasons::not_enough_for_money(facts).map(|told| Warning {
            text: told.text.clone(),
            because: told.because(),
            basis: told.basis.clone(),
        });
        let grounds =
            refusal::grounds(facts).filter(|ground| !self.withheld.contains(&ground.category));
        let grounds = grounds.map(|ground| Warning {
            text: ground.text.clone(),
            because: ground.because.clone(),
            basis: ground.basis.clone(),
        });
        poverty.into_iter().chain(grounds).collect()
    }
}

impl Open {
    /// What the law says of an interview on a day.
    pub(crate) fn assessment_of(
        &mut self,
        editing: &Editing,
        today: NaiveDate,
    ) -> Result<AssessmentView, Problem> {
        let assessed = editing.form.kind.assessed();
        if assessed == Assessed::Nothing {
            return Ok(editing.beside_figures(today));
        }
        let withheld: Vec<String> = hidden(editing)
            .map(|category| category.name_pl().to_owned())
            .collect();
        if !withheld.is_empty() {
            return Ok(AssessmentView {
                withheld,
                ..AssessmentView::default()
            });
        }
        let facts = editing.known_facts(today);
        let parameters = editing.grounds.parameters(&facts);
        let told = editing.told(&facts);
        let found = assess(&facts, &parameters);
        let mut view = AssessmentView {
            assessed: true,
            estimated: assessed.estimates(),
            documents_noted: editing.notes_documents(),
            documents_asked: assessed.documents(),
            alerts: editing.alerts(&told, &parameters),
            ..told.view(&found, &parameters, today)
        };
        let warnings = editing.warnings(&facts).into_iter();
        view.warnings = warnings.map(warning_view).collect();
        if let Some(earlier) = &editing.earlier {
            let before = earlier.assessment(editing);
            view.tolerance = found.tolerance(&before).map(tolerance_view);
        }
        if !facts.part.with_applicant() {
            view.relative_above_criterion = part_ii::means(&facts, &parameters).above;
        }
        Ok(view)
    }
}

impl Editing {
    fn told<'a>(&'a self, facts: &'a InterviewFacts) -> Told<'a> {
        Told {
            facts,
            approved: self.sealed,
            grounds: &self.grounds,
            is_part: self.form.kind.part().is_some(),
            asks_pesel: self.form.field(INTERVIEW, "pesel").is_some(),
        }
    }

    /// Whether the form has rows in which documents are noted as they are taken in.
    pub(crate) fn notes_documents(&self) -> bool {
        let blocks = self.form.sections.iter();
        let mut blocks = blocks.flat_map(|section| &section.blocks);
        blocks.any(|block| block.record_kind.as_deref() == Some(DOCUMENT))
    }

    /// Alerts of what this seat may know.
    fn alerts(&self, told: &Told<'_>, parameters: &OfficeParameters) -> Vec<AlertView> {
        let gmina = parameters.gmina.as_ref();
        let gmina = gmina.map_or("", |gmina| gmina.name.as_str());
        let all = told.alerts(gmina);
        all.filter(|(category, _)| !self.withheld.contains(category))
            .map(|(_, alert)| alert)
            .collect()
    }

    /// Terms, alerts and documents of a paper of which no figures are worked out.
    fn beside_figures(&self, today: NaiveDate) -> AssessmentView {
        let facts = self.known_facts(today);
        let told = self.told(&facts);
        AssessmentView {
            documents_noted: self.notes_documents(),
            documents: told.documents(today),
            reminders: told.reminders(today),
            alerts: self.alerts(&told, &self.grounds.parameters(&facts)),
            ..AssessmentView::default()
        }
    }
}

/// An assessment told in the names of its persons.
struct Told<'a> {
    facts: &'a InterviewFacts,
    approved: bool,
    grounds: &'a Grounds,
    /// A paper that is no part follows no report of its own.
    is_part: bool,
    /// Nobody lacks a number that the form does not ask for.
    asks_pesel: bool,
}

impl Told<'_> {
    fn view(
        &self,
        found: &Assessment,
        parameters: &OfficeParameters,
        today: NaiveDate,
    ) -> AssessmentView {
        AssessmentView {
            assessed_on: found.assessed_on.map(|day| day.to_string()),
            income_month: found.income_month.map(|month| month.to_string()),
            persons: self.persons(found),
            sums: sums(found),
            criterion: found.criterion.map(|criterion| CriterionView {
                kind: word(&criterion.kind),
                per_person: criterion.per_person.0,
                household: criterion.household.0,
                raised_household: parameters
                    .raised_for(self.facts, found.persons_counted.len())
                    .filter(|_| self.facts.part.assessed().estimates())
                    .map(|raised| raised.household.0),
            }),
            within_criterion: found.within_criterion,
            below_criterion: found.below_criterion,
            steps: steps(&found.steps),
            estimates: self.estimates(found),
            service_fee: found.service_fee.as_ref().map(|fee| fee.why.clone()),
            documents: self.documents(today),
            missing_documents: self.missing_documents(found),
            reminders: self.reminders(today),
            open: self.open(found),
            ..AssessmentView::default()
        }
    }

    fn name(&self, id: Uuid) -> String {
        let known = self.facts.persons.iter().find(|person| person.id == id);
        known.map(name).unwrap_or_default()
    }

    fn persons(&self, found: &Assessment) -> Vec<PersonIncomeView> {
        let told = self.facts.persons.iter().map(|person| PersonIncomeView {
            person: person.id,
            name: name(person),
            counted: found.persons_counted.contains(&person.id),
            household: person.household,
            rows: rows(person, found),
        });
        told.collect()
    }

    fn estimates(&self, found: &Assessment) -> Vec<EstimateView> {
        let told = found.benefits().map(|estimate| EstimateView {
            benefit: word(&estimate.benefit),
            person: estimate.person.map(|person| self.name(person)),
            amount: amount_view(estimate.amount),
            formula: estimate.formula.clone(),
            basis: estimate.basis.clone(),
        });
        told.collect()
    }

    fn documents(&self, today: NaiveDate) -> Vec<NotedDocumentView> {
        let noted = noted::all(self.facts, today).into_iter();
        let told = noted.map(|noted| NotedDocumentView {
            person: noted
                .seen
                .person
                .map(|id| self.name(id))
                .unwrap_or_default(),
            form: noted.form.map(|form| form.name.clone()).unwrap_or_default(),
            number: noted.seen.number.clone(),
            date: noted.seen.date.map(|date| date.to_string()),
            seen_by: noted.seen.seen_by.clone(),
            lacks: noted
                .lacks
                .iter()
                .map(|lack| lack.text_pl().to_owned())
                .collect(),
            refused: noted.refused.map(str::to_owned),
            name: noted.name,
        });
        told.collect()
    }

    fn missing_documents(&self, found: &Assessment) -> Vec<MissingDocumentView> {
        let missing = found.missing_documents.iter();
        let told = missing.map(|missing| MissingDocumentView {
            point: missing.point.clone(),
            person: missing.person,
            name: self.name(missing.person),
            document: missing.document.to_owned(),
            ask: missing.ask.to_owned(),
            because: missing.because.clone(),
        });
        told.collect()
    }

    fn open(&self, found: &Assessment) -> Vec<OpenQuestionView> {
        let told = found.open.iter().map(|open| OpenQuestionView {
            person: open.person.map(|person| self.name(person)),
            row: open.row,
            text: open.gap.text_pl().to_owned(),
        });
        told.collect()
    }

    /// The clocks of this interview, and what the case says of them.
    fn reminders(&self, today: NaiveDate) -> Vec<ReminderView> {
        let facts = self.facts;
        // Her report sets no term to a visit at a relative's.
        let hers = self.is_part && facts.part.with_applicant();
        let received = facts.report.received.filter(|_| hers);
        let occasion = Occasion {
            received: received.map(|at| at.date()),
            today,
            asks_for_help: facts.report.asks_for_help(),
            urgent: facts.report.urgent,
            papers: vec![reminder::Told::of(facts, self.approved)],
            ruling: self.grounds.ruling,
            help_ended: self.grounds.help_ended.clone(),
            ..Occasion::default()
        };
        let running = reminder::running(&occasion).into_iter();
        let told = running.map(|reminder| reminder_view(reminder, today));
        told.collect()
    }

    fn alerts(&self, gmina: &str) -> impl Iterator<Item = (Category, AlertView)> {
        let told = alert::alerts(self.facts, gmina).into_iter();
        let told = told.filter(|alert| self.asks_pesel || alert.code != AlertCode::NoPesel);
        told.map(|alert| {
            let view = AlertView {
                code: word::<AlertCode>(&alert.code),
                level: word::<AlertLevel>(&alert.level),
                person: alert.person.map(|person| self.name(person)),
                text: alert.text,
                because: alert.because,
            };
            (alert.code.category(), view)
        })
    }
}

fn amount_view(amount: Amount) -> AmountView {
    match amount {
        Amount::NotDue => AmountView::NotDue,
        Amount::Known { min, max } => AmountView::Known {
            min: min.map(|min| min.0),
            max: max.map(|max| max.0),
        },
        Amount::Discretionary => AmountView::Discretionary,
        Amount::Unknown => AmountView::Unknown,
    }
}

fn warning_view(warning: Warning) -> WarningView {
    WarningView {
        text: warning.text,
        because: warning.because,
        basis: warning.basis,
    }
}

fn tolerance_view(tolerance: Tolerance) -> ToleranceView {
    ToleranceView {
        change: tolerance.change.0,
        limit: tolerance.limit.0,
        exceeded: tolerance.exceeded,
        why: tolerance.why,
        basis: tolerance.basis,
    }
}

pub(crate) fn name(person: &Person) -> String {
    format!("{} {}", person.first_name, person.last_name)
        .trim()
        .to_owned()
}

/// The word by which a value is written down.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn steps(steps: &[Step]) -> Vec<StepView> {
    let told = steps.iter().map(|step| StepView {
        text: step.text_pl.clone(),
        amount: step.amount.map(|amount| amount.0),
        basis: step.basis.clone(),
    });
    told.collect()
}

fn sums(found: &Assessment) -> Vec<IncomeSumView> {
    let Some((household, person)) = found.income.zip(found.income_per_person) else {
        return Vec::new();
    };
    let sum = |use_of: &str, household: Grosze, per_person: Grosze| IncomeSumView {
        use_of: use_of.to_owned(),
        household: household.0,
        per_person: per_person.0,
    };
    vec![
        sum("money", household.money, person.money),
        sum("staly", household.staly, person.staly),
        sum("fee", household.fee, person.fee),
    ]
}

/// Rows of one person in the order they were written, alimony paid last.
fn rows(person: &Person, found: &Assessment) -> Vec<IncomeRowView> {
    let incomes = person.income.iter().map(|row| (row.id, row.kind.as_str()));
    let alimony = person
        .alimony_paid
        .iter()
        .map(|row| (row.id, "alimenty płacone"));
    incomes
        .chain(alimony)
        .map(|(id, kind)| row(id, kind, found))
        .collect()
}

fn row(id: Uuid, kind: &str, found: &Assessment) -> IncomeRowView {
    let counted: Option<&CountedRow> = found.counted.iter().find(|row| row.row == id);
    let left_out: Option<&NotCounted> = found.not_counted.iter().find(|row| row.row == id);
    let open = found.open.iter().find(|open| open.row == Some(id));
    let spread = found.spread.iter().find(|spread| spread.row == id);
    IncomeRowView {
        row: id,
        kind: kind.to_owned(),
        verdict: match (counted, open) {
            (Some(_), _) => RowVerdict::Counted,
            (None, Some(_)) => RowVerdict::Open,
            (None, None) => RowVerdict::LeftOut,
        },
        amount: counted.map(|row| row.amount.0),
        fee_only: counted.and(left_out).map(|left_out| left_out.basis.clone()),
        why: left_out
            .map(|left_out| left_out.why.clone())
            .or_else(|| open.map(|open| open.gap.text_pl().to_owned())),
        basis: left_out.map(|left_out| left_out.basis.clone()),
        steps: counted.map(|row| steps(&row.steps)).unwrap_or_default(),
        spread: spread.map(|spread| SpreadView {
            from: spread.from.to_string(),
            to: spread.to.to_string(),
            monthly: spread.monthly.0,
        }),
    }
}
