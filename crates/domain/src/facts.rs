//! What the law needs to know of one interview: plain values that `questionnaire`
//! reads out of the answers and that every rule in this crate takes as its input.
//!
//! Missing answers stay missing (`None`, empty list): a half-filled interview is normal.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::money::Grosze;
use crate::month::Month;
use crate::refusal::Obstacles;
use crate::reminder::{Contract, RulingAwaited};

/// Part of the questionnaire (część kwestionariusza), annex 1 to Dz.U. 2021 poz. 893.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    I,
    II,
    III,
    IV,
    V,
    VI,
    VII,
    VIII,
    IX,
}

/// What the law works out of a paper, by who asks for help in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessed {
    /// Somebody asks for help of the gmina: income, criterion, estimates, documents to bring.
    Help,
    /// What a relative could bear (art. 103): income and criterion, no estimates and no documents, as the relative asks for nothing.
    Means,
    /// Help of the powiat, which goes by other criteria: income and documents.
    PowiatHelp,
    /// Nobody asks for help: a check for another office, or a paper beside the interview.
    Nothing,
}

impl Assessed {
    /// Income against the criterion of art. 8 ust. 1.
    #[must_use]
    pub const fn criterion(self) -> bool {
        matches!(self, Self::Help | Self::Means)
    }

    /// Estimates of money benefits and the payment for services.
    #[must_use]
    pub const fn estimates(self) -> bool {
        matches!(self, Self::Help)
    }

    /// The checklist of art. 107 ust. 5b.
    #[must_use]
    pub const fn documents(self) -> bool {
        matches!(self, Self::Help | Self::PowiatHelp)
    }
}

impl Part {
    /// Whether it is held with who applies; the others are held with a relative of art. 103.
    #[must_use]
    pub const fn with_applicant(self) -> bool {
        !matches!(self, Self::II | Self::III)
    }

    /// What the law works out of an interview of this part.
    #[must_use]
    pub const fn assessed(self) -> Assessed {
        match self {
            Self::I | Self::IV | Self::VII => Assessed::Help,
            Self::II | Self::III => Assessed::Means,
            Self::V | Self::VI => Assessed::PowiatHelp,
            Self::VIII | Self::IX => Assessed::Nothing,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Female,
    Male,
}

/// Report (zgłoszenie) from which the interview follows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportFacts {
    pub received: Option<NaiveDateTime>,
    pub application_date: Option<NaiveDate>,
    pub urgent: bool,
    /// Signals noted at first contact, Polish words such as „przemoc domowa”.
    pub flags: Vec<String>,
    /// Words of art. 36, keys of `offices::kinds`.
    pub requested_help: Vec<String>,
}

impl ReportFacts {
    /// Whether it asks for help, or brings a signal that calls for a visit.
    #[must_use]
    pub fn asks_for_help(&self) -> bool {
        !(self.requested_help.is_empty() && self.flags.is_empty())
    }

    /// The report that an interview follows, of all reports of its case: the one received on the day the interview names,
    /// else the last one before the interview, else the first. An update follows only a report of the day it names: without one
    /// it was held because its term came.
    #[must_use]
    pub fn followed_by(reports: &[Self], facts: &InterviewFacts) -> Option<Self> {
        let day = |report: &Self| report.received.map(|at| at.date());
        let named = facts.report.received.map(|at| at.date());
        // A check for another office answers nobody who asks for help here.
        let check = facts.part.assessed() == Assessed::Nothing;
        let fits = |report: &&Self| !(check && report.asks_for_help());
        let mut in_order: Vec<&Self> = reports.iter().filter(fits).collect();
        in_order.sort_by_key(|report| report.received);
        let of_day = |report: &&&Self| named.is_some() && day(report) == named;
        let before =
            |report: &&&Self| day(report).is_some_and(|day| Some(day) <= facts.interview_date);
        let found = in_order.iter().find(of_day);
        if matches!(facts.part, Part::III | Part::IV) {
            return found.map(|report| (*report).clone());
        }
        let found = found.or_else(|| in_order.iter().rev().find(before));
        found.or(in_order.first()).map(|report| (*report).clone())
    }
}

impl InterviewFacts {
    /// The day whose law counts: of the application, else of the interview.
    #[must_use]
    pub fn applied(&self) -> Option<NaiveDate> {
        self.report.application_date.or(self.interview_date)
    }
}

/// Everything the law asks of one interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterviewFacts {
    pub part: Part,
    pub report: ReportFacts,
    pub interview_date: Option<NaiveDate>,
    /// First person = the person interviewed.
    pub persons: Vec<Person>,
    pub documents: Vec<DocumentSeen>,
    pub income_lost: Vec<IncomeLoss>,
    /// Points of art. 7 as written in the act: "1", "7", "7a", … "15".
    pub reasons: Vec<String>,
    /// A reason in the worker's own words is given, too: the list of art. 7 is open.
    #[serde(default)]
    pub other_reason: bool,
    pub help_plan: Vec<PlannedHelp>,
    /// „Czy w rodzinie występuje przemoc?”
    pub domestic_violence: Option<bool>,
    /// „czy przemoc domowa może dotyczyć małoletniego”
    pub child_safety_concern: Option<bool>,
    /// „sytuacje zagrażające bezpieczeństwu pracownika”
    pub worker_safety_threat: Option<bool>,
    /// Note of § 6 of Dz.U. 2021 poz. 893: signature or data missing because of health.
    pub health_note: Option<bool>,
    /// „Mieszkanie: brak mieszkania” or another sign of homelessness in the answers.
    pub homeless: bool,
    /// Gmina of the last permanent registration (art. 101 ust. 2), by name.
    pub last_registration_gmina: Option<String>,
    /// TERC of the address, the „symbol terytorialny”.
    #[serde(default)]
    pub territorial_symbol: Option<String>,
    /// Relatives of art. 103 for whom a part II was asked of another gmina.
    pub relatives_elsewhere: Vec<RelativeElsewhere>,
    /// A ruling the person interviewed waits for (art. 106 ust. 7–11).
    pub ruling: RulingAwaited,
    /// Days of a social contract.
    pub contract: Contract,
    /// What may stand against money benefits.
    #[serde(default)]
    pub obstacles: Obstacles,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelativeElsewhere {
    pub name: String,
    pub gmina: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub pesel: Option<String>,
    pub identity_document: Option<String>,
    pub born: Option<NaiveDate>,
    pub sex: Option<Sex>,
    /// Stopień pokrewieństwa, Polish words.
    pub relation: Option<String>,
    pub marital_status: Option<String>,
    /// Number of the household (gospodarstwo); 0 keeps none with anyone here.
    pub household: u32,
    /// As written, „polskie” or another ([`crate::citizenship`]); `None` = not asked yet.
    pub citizenship: Option<String>,
    /// Pozycja na rynku pracy, one of the words of the form.
    pub labour_position: Option<String>,
    pub incapacity: Vec<Incapacity>,
    pub income: Vec<IncomeRow>,
    pub alimony_paid: Vec<AlimonyRow>,
}

/// Orzeczenie: kind as in the form („stopień znaczny”, „całkowita niezdolność do pracy” …).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incapacity {
    pub kind: String,
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// One income row (wiersz dochodu). All amounts in grosze, missing parts zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncomeRow {
    pub id: Uuid,
    /// One of the kinds of income of the form, Polish words.
    pub kind: String,
    pub month: Option<Month>,
    pub gross: Grosze,
    pub costs: Grosze,
    pub tax: Grosze,
    pub health: Grosze,
    pub social: Grosze,
    /// Hectares (przeliczeniowe) times 10 000.
    pub hectares_e4: Option<i64>,
    pub krus_month: Option<Grosze>,
    /// Declared amount (business on ryczałt, art. 8 ust. 5).
    pub declared: Option<Grosze>,
    pub months_active: Option<u32>,
    /// First and last month of the period a lump sum is due for (wyrównanie).
    pub period: Option<(Month, Month)>,
    /// Income in another currency; it then stands in place of `gross` (art. 8 ust. 13).
    pub foreign: Option<ForeignIncome>,
    pub document: Option<String>,
    /// Carried from an earlier interview, older than the month that counts, and nobody has asked about it yet.
    #[serde(default)]
    pub untouched: bool,
}

/// Income in a foreign currency (art. 8 ust. 13): counted by the mean rate of the NBP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignIncome {
    /// Code of the currency, such as „EUR”.
    pub currency: String,
    /// Amount in that currency times 10 000.
    pub amount_e4: i64,
    /// Złote for one unit times 10 000.
    pub rate_e4: Option<i64>,
    /// Day of the rate; the decision takes that of its own day.
    pub rate_date: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlimonyRow {
    pub id: Uuid,
    pub month: Option<Month>,
    /// Really paid in the month.
    pub amount: Grosze,
    pub ordered: Option<Grosze>,
    pub arrears: Option<Grosze>,
    pub for_whom: Option<String>,
    /// As of a row of income.
    #[serde(default)]
    pub untouched: bool,
}

/// Document of art. 107 ust. 5b noted at the visit; never a scan of an identity document (§ 11).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentSeen {
    /// Point of art. 107 ust. 5b: "1", "15a" …
    pub point: String,
    pub person: Option<Uuid>,
    pub kind: Option<String>,
    /// A name of [`crate::documents::DocumentForm`]: „okazano”, „kopia poświadczona” …
    pub form: Option<String>,
    pub number: Option<String>,
    pub date: Option<NaiveDate>,
    /// Who took it in, by name.
    pub seen_by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncomeLoss {
    pub person: Option<Uuid>,
    pub date: Option<NaiveDate>,
    pub kind: Option<String>,
}

/// Row of „Formy i zakres proponowanej pomocy” (segment J).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedHelp {
    /// Word of art. 36.
    pub kind: String,
    pub scope: Option<String>,
    pub funding: Option<String>,
    pub amount: Option<Grosze>,
}
