//! The answers as the law needs them: plain values for `domain`, missing where nothing or nonsense stands.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use teren_domain::facts::{
    AlimonyRow, DocumentSeen, ForeignIncome, Incapacity, IncomeLoss, IncomeRow, InterviewFacts,
    Part, Person, PlannedHelp, RelativeElsewhere, ReportFacts,
};
use teren_domain::refusal::Obstacles;
use teren_domain::reminder::{Contract, ContractKind, RulingAwaited};
use teren_domain::{Grosze, Month};
use uuid::Uuid;

use crate::MEMBER;
use crate::answers::Answers;
use crate::expression::{Value, sex};
use crate::form::Form;
use crate::kind::FormKind;
use crate::state::{Row, State};

/// Tables of the plan of help, in the order of the form.
const HELP: [&str; 4] = [
    "help_money",
    "help_in_kind",
    "help_care",
    "help_social_work",
];

impl Form {
    /// What `domain` needs to know of this interview. The report is the case's; here only its day stands, if segment H names it.
    #[must_use]
    pub fn facts(&self, answers: &Answers) -> InterviewFacts {
        read(&State::new(self, answers, None))
    }
}

fn read(state: &State<'_>) -> InterviewFacts {
    let reader = Reader { state };
    let persons = reader.persons().map(|person| reader.with_rows(person));
    let persons: Vec<Person> = persons.collect();
    let words = reader.words("reasons");
    let points = words.iter().map(|reason| point(reason).to_owned());
    InterviewFacts {
        documents: reader.documents(&persons),
        income_lost: reader.income_lost(&persons),
        reasons: points.collect(),
        other_reason: (reader.text("reasons_other")).is_some_and(|other| !other.trim().is_empty()),
        help_plan: HELP.iter().flat_map(|kind| reader.help(kind)).collect(),
        domestic_violence: reader.yes("violence"),
        child_safety_concern: reader.yes("child_safety_concern"),
        worker_safety_threat: reader.yes("worker_threat"),
        health_note: reader.yes("health_note"),
        homeless: reader.text("housing_title").as_deref() == Some("brak mieszkania")
            || words.iter().any(|reason| point(reason) == "3"),
        last_registration_gmina: reader.text("registered_gmina"),
        relatives_elsewhere: reader.relatives_elsewhere(),
        ruling: RulingAwaited {
            awaited: reader.yes("ruling_awaited") == Some(true),
            applied_on: reader.date("ruling_applied_on"),
            received_on: reader.date("ruling_received_on"),
        },
        obstacles: reader.obstacles(),
        contract: Contract {
            kind: match state.form.kind {
                FormKind::SocialContractB => ContractKind::Unemployed,
                _ => ContractKind::Family,
            },
            with: match state.form.kind {
                FormKind::SocialContractA | FormKind::SocialContractB => reader.parties(),
                FormKind::Part(_)
                | FormKind::AssetStatement
                | FormKind::FamilyPlan
                | FormKind::FamilyEvaluation => BTreeSet::new(),
            },
            made_on: reader.date("contract_date"),
            assessment: reader.date("contract_assessment_date"),
            assessed_on: reader.date("contract_assessed_on"),
            next: reader.date("contract_next_assessment_date"),
        },
        ..reader.household(persons)
    }
}

/// Who lives there and on which day, and nothing else: what the checks of the household read after each keystroke.
pub(crate) fn household(state: &State<'_>) -> InterviewFacts {
    let reader = Reader { state };
    reader.household(reader.persons().collect())
}

/// "7a) potrzeba …" → "7a".
fn point(reason: &str) -> &str {
    reason.split(')').next().unwrap_or_default().trim()
}

struct Reader<'a> {
    state: &'a State<'a>,
}

impl<'a> Reader<'a> {
    fn root(&self, field: &str) -> Value<'a> {
        self.state
            .root_row()
            .map_or(Value::Missing, |row| self.state.value(row, field))
    }
    fn text(&self, field: &str) -> Option<String> {
        as_text(self.root(field))
    }
    fn date(&self, field: &str) -> Option<NaiveDate> {
        as_date(self.root(field))
    }
    /// Names and PESEL numbers of those who make a social contract with the centre.
    fn parties(&self) -> BTreeSet<String> {
        let told = |field: &str| self.text(field).map(|text| text.trim().to_lowercase());
        let party = |before: &str| {
            let of = |field: &str| told(&format!("{before}{field}")).unwrap_or_default();
            [
                format!("{} {}", of("first_name"), of("last_name")),
                of("pesel"),
            ]
        };
        let parties = ["", "second_"].into_iter().flat_map(party);
        let parties = parties.map(|party| party.trim().to_owned());
        parties.filter(|party| !party.is_empty()).collect()
    }
    fn yes(&self, field: &str) -> Option<bool> {
        match self.root(field) {
            Value::Bool(known) => Some(known),
            _ => None,
        }
    }
    fn words(&self, field: &str) -> Vec<String> {
        match self.root(field) {
            Value::List(words) => words
                .iter()
                .filter_map(|word| word.as_str())
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Household members in order; before the first card is opened, the person interviewed alone.
    fn persons(&self) -> impl Iterator<Item = Person> {
        let mut members = self
            .state
            .of_kind(MEMBER, None)
            .map(|(_, row)| self.person(row))
            .peekable();
        let alone = if members.peek().is_none() {
            self.interviewed()
        } else {
            None
        };
        members.chain(alone)
    }

    fn household(&self, persons: Vec<Person>) -> InterviewFacts {
        let received = self
            .date("report_date")
            .and_then(|date| date.and_hms_opt(0, 0, 0));
        InterviewFacts {
            // A paper that is no part goes with the interview that it was filled for.
            part: self.state.form.kind.part().unwrap_or(Part::I),
            report: ReportFacts {
                received,
                ..ReportFacts::default()
            },
            interview_date: self.date("interview_date"),
            persons,
            documents: Vec::new(),
            income_lost: Vec::new(),
            reasons: Vec::new(),
            other_reason: false,
            help_plan: Vec::new(),
            domestic_violence: None,
            child_safety_concern: None,
            worker_safety_threat: None,
            health_note: None,
            homeless: false,
            last_registration_gmina: None,
            territorial_symbol: self.text("territorial_symbol"),
            relatives_elsewhere: Vec::new(),
            ruling: RulingAwaited::default(),
            contract: Contract::default(),
            obstacles: Obstacles::default(),
        }
    }

    fn interviewed(&self) -> Option<Person> {
        let root = self.state.root_row()?;
        let first_name = self.text("first_name");
        let last_name = self.text("last_name");
        if first_name.is_none() && last_name.is_none() {
            return None;
        }
        Some(Person {
            id: root.record.id,
            first_name: first_name.unwrap_or_default(),
            last_name: last_name.unwrap_or_default(),
            pesel: self.text("pesel"),
            identity_document: self.text("identity_document"),
            born: self.date("born"),
            sex: self.text("sex").as_deref().and_then(sex),
            relation: None,
            marital_status: self.text("marital_status"),
            household: 1,
            citizenship: self.text("citizenship"),
            labour_position: None,
            incapacity: Vec::new(),
            income: Vec::new(),
            alimony_paid: Vec::new(),
        })
    }

    fn person(&self, row: &Row<'a>) -> Person {
        let value = |field: &str| self.state.value(row, field);
        let text = |field: &str| as_text(value(field));
        let id = row.record.id;
        Person {
            id,
            first_name: text("member_first_name").unwrap_or_default(),
            last_name: text("member_last_name").unwrap_or_default(),
            pesel: text("member_pesel"),
            identity_document: text("member_identity_document"),
            born: as_date(value("member_born")),
            sex: text("member_sex").as_deref().and_then(sex),
            relation: text("relation"),
            marital_status: text("member_marital_status"),
            household: as_number(value("household"))
                .and_then(|number| u32::try_from(number).ok())
                .unwrap_or(1),
            citizenship: text("member_citizenship"),
            labour_position: text("labour_position"),
            incapacity: Vec::new(),
            income: Vec::new(),
            alimony_paid: Vec::new(),
        }
    }

    fn with_rows(&self, mut person: Person) -> Person {
        let id = person.id;
        let incapacity = self.rows("incapacity", id);
        person.incapacity = incapacity.map(|row| self.incapacity(row)).collect();
        let income = self.rows("income", id);
        person.income = income.map(|row| self.income(row)).collect();
        let alimony = self.rows("alimony_paid", id);
        person.alimony_paid = alimony.map(|row| self.alimony(row)).collect();
        person
    }

    fn rows(&self, kind: &str, parent: Uuid) -> impl Iterator<Item = &'a Row<'a>> {
        self.state.of_kind(kind, Some(parent)).map(|(_, row)| row)
    }

    fn incapacity(&self, row: &Row<'a>) -> Incapacity {
        let value = |column: &str| self.state.value(row, column);
        Incapacity {
            kind: as_text(value("kind")).unwrap_or_default(),
            issuer: as_text(value("issuer")),
            number: as_text(value("number")),
            from: as_date(value("from")),
            until: as_date(value("until")),
        }
    }

    fn income(&self, row: &Row<'a>) -> IncomeRow {
        let value = |column: &str| self.state.value(row, column);
        let amount = |column: &str| as_amount(value(column)).unwrap_or_default();
        IncomeRow {
            id: row.record.id,
            kind: as_text(value("kind")).unwrap_or_default(),
            month: as_month(value("month")),
            gross: amount("gross"),
            costs: amount("costs"),
            tax: amount("tax"),
            health: amount("health"),
            social: amount("social"),
            hectares_e4: as_number(value("hectares_e4")),
            krus_month: as_amount(value("krus_month")),
            declared: as_amount(value("declared")),
            months_active: as_number(value("months_active"))
                .and_then(|months| u32::try_from(months).ok()),
            period: as_month(value("period_from")).zip(as_month(value("period_to"))),
            foreign: foreign(value),
            document: as_text(value("document")),
            untouched: false,
        }
    }

    fn alimony(&self, row: &Row<'a>) -> AlimonyRow {
        let value = |column: &str| self.state.value(row, column);
        AlimonyRow {
            id: row.record.id,
            month: as_month(value("month")),
            amount: as_amount(value("amount")).unwrap_or_default(),
            ordered: as_amount(value("ordered")),
            arrears: as_amount(value("arrears")),
            for_whom: as_text(value("for_whom")),
            untouched: false,
        }
    }

    fn all(&self, kind: &str) -> impl Iterator<Item = impl Fn(&str) -> Value<'a>> {
        let state = self.state;
        state
            .of_kind(kind, None)
            .map(move |(_, row)| move |column: &str| state.value(row, column))
    }

    fn documents(&self, persons: &[Person]) -> Vec<DocumentSeen> {
        let seen = self.all("document").map(|value| DocumentSeen {
            point: as_text(value("point"))
                .map(|text| point(&text).to_owned())
                .unwrap_or_default(),
            person: named(value("person"), persons),
            kind: as_text(value("kind")),
            form: as_text(value("form")),
            number: as_text(value("number")),
            date: as_date(value("date")),
            seen_by: as_text(value("seen_by")),
        });
        seen.collect()
    }

    fn obstacles(&self) -> Obstacles {
        let refuses = |value: &dyn Fn(&str) -> Value<'a>| {
            let no = |column: &str| matches!(value(column), Value::Bool(false));
            no("treated") && no("agrees")
        };
        let stated = |field: &str| self.text(field).is_some_and(|text| states_property(&text));
        Obstacles {
            treatment_refused: self.all("addicted").any(|value| refuses(&value)),
            property: stated("property_movable") || stated("property_savings"),
            prison: self.yes("prison") == Some(true),
        }
    }

    fn income_lost(&self, persons: &[Person]) -> Vec<IncomeLoss> {
        let lost = self.all("income_lost").map(|value| IncomeLoss {
            person: named(value("person"), persons),
            date: as_date(value("date")),
            kind: as_text(value("kind")),
        });
        lost.collect()
    }

    fn help(&self, kind: &str) -> Vec<PlannedHelp> {
        let planned = self.all(kind).filter_map(|value| {
            Some(PlannedHelp {
                kind: as_text(value("kind"))?,
                scope: as_text(value("scope")),
                funding: as_text(value("funding")),
                amount: as_amount(value("amount")),
            })
        });
        planned.collect()
    }

    fn relatives_elsewhere(&self) -> Vec<RelativeElsewhere> {
        let asked = self.all("part_ii_request").filter_map(|value| {
            Some(RelativeElsewhere {
                name: as_text(value("name"))?,
                gmina: as_text(value("gmina")),
            })
        });
        asked.collect()
    }
}

/// „brak” and every text that begins with „nie ” state none: „nie posiada”, „nie wie”, „nie podała”.
fn states_property(text: &str) -> bool {
    let words = text.trim().to_lowercase();
    let none = ["nie ", "brak", "bez "];
    let letters = words.chars().any(char::is_alphanumeric);
    let word = words.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    letters && word != "nie" && word != "0" && !none.iter().any(|none| words.starts_with(none))
}

fn as_text(value: Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}
fn as_date(value: Value<'_>) -> Option<NaiveDate> {
    match value {
        Value::Date(date) => Some(date),
        _ => None,
    }
}
fn as_number(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
fn as_amount(value: Value<'_>) -> Option<Grosze> {
    as_number(value).map(Grosze)
}
fn as_month(value: Value<'_>) -> Option<Month> {
    as_text(value)?.parse().ok()
}
/// Income in another currency; an amount without a currency is none.
fn foreign<'a>(value: impl Fn(&str) -> Value<'a>) -> Option<ForeignIncome> {
    Some(ForeignIncome {
        currency: as_text(value("currency")).filter(|code| !code.is_empty())?,
        amount_e4: as_number(value("foreign_amount"))?,
        rate_e4: as_number(value("rate")),
        rate_date: as_date(value("rate_date")),
    })
}
/// A row names a person by first and last name, or by the id of the member's record.
fn named(value: Value<'_>, persons: &[Person]) -> Option<Uuid> {
    let text = as_text(value)?;
    let is_named = |person: &&Person| {
        let mut words = text.split_whitespace();
        let mut name = person
            .first_name
            .split_whitespace()
            .chain(person.last_name.split_whitespace());
        name.by_ref().all(|part| words.next() == Some(part)) && words.next().is_none()
    };
    let mut fitting = persons.iter().filter(is_named);
    match (fitting.next(), fitting.next()) {
        (Some(person), None) => Some(person.id),
        // Two of one name: the row does not say which.
        (Some(_), Some(_)) => None,
        (None, _) => text.parse().ok(),
    }
}
