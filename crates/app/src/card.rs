//! The card of a case: what lists show, built from the records and kept as a projection that can always be rebuilt.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use teren_domain::family_plan::{FAMILY_EVALUATION, FAMILY_PLAN};
use teren_domain::hand_over::{HandOver, HandOverState, HandOverStep, LeftWork};
use teren_domain::partner::CourierFile;
use teren_domain::reminder::{HelpEnded, RulingBrought, Service, Told};
use teren_domain::routing::{AssignmentState, Further};
use teren_domain::version::Version;
use teren_domain::workflow::{
    Address, Adoption, Attempt, Receipt, RefusedSeal, Route, RouteStanding, Taken, Visit, field,
    further_reason, kind,
};
use teren_domain::{Category, term};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use teren_store::{DocumentState, Store};
use uuid::Uuid;

use crate::assistance::{AssistanceCard, assistances_of};
use crate::attachments::named_in;
use crate::board::ContentCard;
use crate::break_glass::{GlassCard, glass_of};
use crate::clock::{local_date, local_text};
use crate::contract::{AttemptView, Problem, ReceiptView, TermView};
use crate::family_plan::FamilyDue;
use crate::held_back::late::count_late;
use crate::help_ended::said_of_help;
use crate::joined::{LinkCard, links_of};
use crate::report::{last_report, requested_help};
use crate::said::Said;
use crate::terms::{DueCard, last_ruling};
use crate::values::{Fields, Records};
use crate::versions::{root_of, standing_seal};

/// What is kept of a case for lists.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Card {
    /// Version of the program that made it.
    #[serde(default)]
    pub maker: String,
    pub case: Uuid,
    pub name: String,
    pub address: String,
    pub phone: String,
    pub subject: String,
    /// ISO date and time of the report.
    pub received: Option<String>,
    /// When the case was opened on a laptop without a report, ms since 1970 UTC: since then the need is known.
    #[serde(default)]
    pub opened_ms: Option<i64>,
    /// Own changes of the case's own document that the office has not answered for.
    #[serde(default)]
    pub unsent: u32,
    pub urgent: bool,
    /// Whether the report whose term counts asks for help, or brings a signal.
    #[serde(default)]
    pub asks_for_help: bool,
    pub visits: Vec<Visit>,
    pub attempts: Vec<Attempt>,
    pub unregistered: bool,
    #[serde(default)]
    pub refused: Vec<RefusedSeal>,
    pub interviews: Vec<InterviewCard>,
    /// Plans of work with the family and their evaluations: no visit, term or count of interviews asks of them.
    #[serde(default)]
    pub family_papers: Vec<InterviewCard>,
    pub routes: Vec<RouteCard>,
    /// Every version of an interview that is known here, held or not.
    #[serde(default)]
    pub versions: Vec<Version>,
    #[serde(default)]
    pub said: Said,
    #[serde(default)]
    pub hand_overs: Vec<HandOverCard>,
    /// The last word on a ruling waited for, as far as this seat may know it.
    #[serde(default)]
    pub ruling: Option<RulingBrought>,
    /// Everything said of lasting help that ended, in the order of writing, as far as this seat may know it.
    #[serde(default)]
    pub help_ended: Vec<HelpEnded>,
    /// Which reports approved interviews serve, as their receipts say.
    #[serde(default)]
    pub served: Vec<(Uuid, Service)>,
    /// The terms that run, the earliest first.
    #[serde(default)]
    pub due: Vec<DueCard>,
    /// The terms of the work with the family, as far as this seat may know them.
    #[serde(default)]
    pub family_due: Vec<FamilyDue>,
    /// Days of approved interviews of joined files that were begun from this file's.
    #[serde(default)]
    pub taken_up: Vec<NaiveDate>,
    /// Categories outside this person's authority from which further terms may come.
    #[serde(default)]
    pub withheld_terms: Vec<Category>,
    /// Its number in the centre, once the office has taken it in.
    #[serde(default)]
    pub number: Option<String>,
    /// In the order of the requests, as far as this seat may know them.
    #[serde(default)]
    pub assistances: Vec<AssistanceCard>,
    /// Files that it is or was joined with.
    #[serde(default)]
    pub links: Vec<LinkCard>,
    /// Who read it in an emergency.
    #[serde(default)]
    pub glass: Vec<GlassCard>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct InterviewCard {
    pub document: Uuid,
    /// Id and version of its form.
    #[serde(default)]
    pub form: String,
    pub author: Option<Uuid>,
    /// The interview that it corrects.
    #[serde(default)]
    pub version_of: Option<Uuid>,
    /// The interview that it continues.
    #[serde(default)]
    pub based_on: Option<Uuid>,
    pub private: bool,
    pub sealed: Option<SealCard>,
    pub receipt: Option<Receipt>,
    pub conflicts: u32,
    /// What the board needs of it, once it is approved.
    #[serde(default)]
    pub content: Option<ContentCard>,
    /// What the clocks need of it, once it is approved.
    #[serde(default)]
    pub told: Option<Told>,
    /// Milliseconds of the last durable write of this document on this laptop.
    pub saved_ms: Option<i64>,
    pub unsent: u32,
    /// Attachments that are whole here and not in the office.
    #[serde(default)]
    pub attachments_waiting: u32,
    /// Private, and the office keeps all of it as ciphertext.
    #[serde(default)]
    pub deposited: bool,
    /// Answers that came after its approval.
    #[serde(default)]
    pub late: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SealCard {
    pub sygnatura: String,
    pub approved_ms: i64,
    pub by: Uuid,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RouteCard {
    pub record: Uuid,
    pub route: Route,
    /// Further reasons that this seat may know.
    #[serde(default)]
    pub further: Vec<Further>,
    pub taken: Option<Taken>,
    #[serde(default)]
    pub standing: Option<RouteStanding>,
}

/// A matter passed on, and what this seat may know of why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct HandOverCard {
    pub record: Uuid,
    pub passed: HandOver,
    pub reason: Option<String>,
    pub reply: Option<String>,
    /// What the office made of it.
    pub steps: Vec<HandOverStep>,
    /// What its sender or receiver said last.
    pub said: Option<HandOverState>,
    pub left_work: u32,
    /// It went to another centre as a file.
    #[serde(default)]
    pub file: Option<CourierFile>,
}

impl RouteCard {
    /// Whether the team has it, or gets it back once it is corrected.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.state(),
            AssignmentState::Done | AssignmentState::Revoked
        )
    }

    pub fn state(&self) -> AssignmentState {
        match (&self.standing, &self.taken) {
            (Some(standing), _) => standing.state,
            (None, Some(_)) => AssignmentState::Taken,
            (None, None) => AssignmentState::Sent,
        }
    }

    /// Put aside for a newer version.
    pub fn superseded(&self) -> bool {
        let standing = self.standing.as_ref();
        standing.is_some_and(|standing| standing.superseded_by.is_some())
    }
}

/// The version of this program: a card that another one made may keep other things, or mean something else by them.
const MAKER: &str = env!("CARGO_PKG_VERSION");

fn routes_of(records: &Records) -> Vec<RouteCard> {
    let routes = records.rows::<Route>(kind::ROUTE, ROW_FIELD);
    let routes = routes.map(|(record, route)| RouteCard {
        taken: records.read(record, field::TAKEN),
        standing: records.read(record, field::STATE),
        further: further_of(records, record, &route),
        record,
        route,
    });
    routes.collect()
}

impl Card {
    /// A card as it is kept; `None` when another version of the program made it.
    pub fn read(data: &[u8]) -> Option<Self> {
        let card: Self = serde_json::from_slice(data).ok()?;
        (card.maker == MAKER).then_some(card)
    }

    /// Builds the card of a case from what this seat holds of it.
    pub fn build(store: &mut Store, case: Uuid, person: Uuid) -> Result<Self, Problem> {
        let document = store.document(case)?;
        let records = Records::of(&document, &[], Fields::Case);
        store.name_attachments(case, &named_in(&document))?;
        let documents = store.case_documents(case)?.into_iter();
        let documents = documents.map(|known| known.document);
        let interviews: Vec<Uuid> = documents.filter(|known| *known != case).collect();
        let receipts = records.rows::<Receipt>(kind::RECEIPT, ROW_FIELD);
        let receipts: Vec<Receipt> = receipts.map(|(_, receipt)| receipt).collect();
        let documents = interviews
            .into_iter()
            .map(|document| InterviewCard::build(store, document, &records, person))
            .collect::<Result<Vec<_>, _>>()?;
        let versions = versions(&documents, &receipts);
        let (family_papers, interviews) = documents
            .into_iter()
            .partition(|one| one.is_of(&[FAMILY_PLAN, FAMILY_EVALUATION]));
        let report = last_report(&records);
        let report_text = |name: &str| report.map(|id| records.text(id, name)).unwrap_or_default();
        let number = number_of(&records, case);
        Ok(Self {
            maker: MAKER.to_owned(),
            case,
            name: name_of(&records, case),
            address: records
                .read::<Address>(case, field::ADDRESS)
                .map(|address| address_text(&address))
                .unwrap_or_default(),
            phone: records.text(case, field::PHONE),
            subject: requested_help(&records).join(", "),
            received: Some(report_text(field::RECEIVED)).filter(|text| !text.is_empty()),
            opened_ms: report.is_none().then(|| opened_ms(&document)).flatten(),
            unsent: store.count_unsent_of(case)?,
            urgent: report
                .and_then(|id| records.read(id, field::URGENT))
                .unwrap_or(false),
            asks_for_help: false,
            visits: records
                .rows::<Visit>(kind::VISIT, field::VISIT)
                .map(|(_, visit)| visit)
                .collect(),
            attempts: records
                .rows::<Attempt>(kind::ATTEMPT, ROW_FIELD)
                .map(|(_, attempt)| attempt)
                .collect(),
            unregistered: report.is_none() && number.is_none(),
            refused: records
                .rows::<RefusedSeal>(kind::REFUSED_SEAL, ROW_FIELD)
                .map(|(_, refused)| refused)
                .collect(),
            said: Said::of(&records).answered_by(&versions),
            versions,
            interviews,
            family_papers,
            routes: routes_of(&records),
            hand_overs: hand_overs(&records),
            ruling: last_ruling(&records),
            help_ended: said_of_help(&records),
            served: served(&receipts),
            due: Vec::new(),
            family_due: Vec::new(),
            taken_up: Vec::new(),
            withheld_terms: Vec::new(),
            number,
            assistances: assistances_of(&records),
            glass: glass_of(&records),
            links: links_of(&records),
        })
    }

    /// The term of the interview, counted from the report; without one, from the day the worker learned of the need.
    pub fn term(&self, now_ms: i64) -> Option<TermView> {
        let term = match self.received.as_deref() {
            Some(received) => term::interview_due(received.get(..10)?.parse().ok()?, self.urgent),
            None => term::interview_due_without_report(local_date(self.opened_ms?)),
        };
        Some(TermView {
            due: term.due.to_string(),
            working_days_left: term::working_days_left(local_date(now_ms), term.due),
            urgent: self.urgent,
            basis: term.basis,
            explanation: term.explanation_pl,
        })
    }

    /// Interviews and papers of the family's asystent.
    pub fn documents(&self) -> impl DoubleEndedIterator<Item = &InterviewCard> {
        self.interviews.iter().chain(&self.family_papers)
    }

    pub fn is_family_paper(&self, document: Uuid) -> bool {
        let mut papers = self.family_papers.iter();
        papers.any(|known| known.document == document)
    }

    /// One of them, as far as this seat holds it.
    pub fn interview(&self, document: Uuid) -> Option<&InterviewCard> {
        let mut documents = self.documents();
        documents.find(|known| known.document == document)
    }

    pub fn attempt_views(&self) -> Vec<AttemptView> {
        let view = |attempt: &Attempt| AttemptView {
            kind: attempt.kind.into(),
            at: local_text(attempt.at_ms),
            note: attempt.note.clone(),
        };
        self.attempts.iter().map(view).collect()
    }

    /// Words by which the case is found.
    pub fn search_words(&self) -> String {
        format!("{} {} {}", self.name, self.address, self.phone)
    }
}

impl InterviewCard {
    fn build(
        store: &mut Store,
        document: Uuid,
        case: &Records,
        person: Uuid,
    ) -> Result<Self, Problem> {
        let unsent = store.count_unsent_of(document)?;
        let state = store.document(document)?;
        // What the rows name is kept or fetched; what they name no longer goes.
        store.name_attachments(document, &named_in(&state))?;
        let attachments = store.attachments_of(document)?;
        let waiting = attachments.iter().filter(|state| state.waits()).count();
        let root = state.values(Category::Workflow.number(), document, RECORD_FIELD);
        let author = root
            .first()
            .and_then(|value| value.written)
            .map(|written| written.author);
        let opening = root.first();
        let opening = opening
            .and_then(|value| serde_json::from_slice::<serde_json::Value>(&value.value.value).ok());
        let said = |name: &str| Some(opening.as_ref()?.get(name)?.as_str()?.to_owned());
        let standing = standing_seal(&state, case);
        let receipt = standing.and_then(|held| {
            let root = root_of(document, &held.seal);
            let receipts = case.rows::<Receipt>(kind::RECEIPT, ROW_FIELD);
            let mut receipts = receipts.map(|(_, receipt)| receipt);
            receipts.find(|receipt| receipt.sha256 == root)
        });
        let sealed = standing.map(|held| SealCard {
            sygnatura: crate::approve::sygnatura_of(document, &held.seal).to_string(),
            approved_ms: held.written.stamp.wall_ms,
            by: held.written.author,
        });
        let conflicts = crate::desk::disputes(&state).len();
        let late = match state.seals.is_empty() {
            true => 0,
            false => count_late(store, document)?,
        };
        let typed = store
            .drafts(document)?
            .into_iter()
            .map(|draft| draft.saved_ms);
        let written = state
            .answers()
            .flat_map(|answer| answer.values)
            .filter_map(|value| value.written);
        let saved_ms = written
            .filter(|written| written.author == person)
            .map(|written| written.stamp.wall_ms)
            .chain(typed)
            .max();
        Ok(Self {
            document,
            form: said("form").unwrap_or_default(),
            author,
            version_of: said("version_of").and_then(|of| of.parse().ok()),
            based_on: said("based_on").and_then(|of| of.parse().ok()),
            private: state.private,
            sealed,
            receipt,
            conflicts: u32::try_from(conflicts).unwrap_or(u32::MAX),
            content: None,
            told: None,
            saved_ms,
            unsent,
            attachments_waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
            deposited: state.private && store.is_deposited(document)?,
            late,
        })
    }

    /// Whether its form is one of these, in whatever version.
    pub fn is_of(&self, forms: &[&str]) -> bool {
        let id = self.form.split('/').next().unwrap_or_default();
        forms.contains(&id)
    }
}

/// Versions held here, and those the office gave a receipt for.
fn versions(interviews: &[InterviewCard], receipts: &[Receipt]) -> Vec<Version> {
    let held = interviews.iter().map(|interview| Version {
        document: interview.document,
        of: interview.version_of,
        approved_ms: interview.sealed.as_ref().map(|sealed| sealed.approved_ms),
    });
    let mut versions: Vec<Version> = held.collect();
    for receipt in receipts {
        if !versions.iter().any(|one| one.document == receipt.document) {
            versions.push(Version {
                document: receipt.document,
                of: receipt.version_of,
                approved_ms: Some(receipt.approved_ms),
            });
        }
    }
    versions
}

/// Which reports interviews serve, by their receipts.
fn served(receipts: &[Receipt]) -> Vec<(Uuid, Service)> {
    let service = |receipt: &Receipt| Some((receipt.document, receipt.service?));
    receipts.iter().filter_map(service).collect()
}

/// What this seat may know of a route's further reasons.
pub(crate) fn further_of(records: &Records, record: Uuid, route: &Route) -> Vec<Further> {
    let told = route.further.iter();
    told.filter_map(|category| records.read(record, &further_reason(*category)))
        .collect()
}

/// Why the interview came to this team and on what basis, as far as this seat may know, and whether there is more to it.
pub(crate) fn reason_of(route: &Route, further: &[Further]) -> (String, String) {
    let mut because: Vec<&str> = vec![&route.because];
    because.extend(further.iter().map(|one| one.because.as_str()));
    let mut basis: Vec<&str> = vec![&route.basis];
    basis.extend(further.iter().map(|one| one.basis.as_str()));
    because.retain(|text| !text.is_empty());
    basis.retain(|text| !text.is_empty());
    basis.dedup();
    let withheld = match (because.is_empty(), further.len() < route.further.len()) {
        (true, true) => Some("Sprawa trafia do zespołu z powodu poza Twoim upoważnieniem."),
        (false, true) => Some("Część powodu jest poza Twoim upoważnieniem."),
        (_, false) => None,
    };
    because.extend(withheld);
    (because.join(" "), basis.join("; "))
}

fn hand_overs(records: &Records) -> Vec<HandOverCard> {
    let passed = records.rows::<HandOver>(kind::HAND_OVER, ROW_FIELD);
    let left = |record| records.read::<LeftWork>(record, field::LEFT_WORK);
    let card = |(record, passed)| HandOverCard {
        record,
        passed,
        reason: records.read(record, field::REASON),
        reply: records.read(record, field::REPLY),
        steps: records.read(record, field::STANDING).unwrap_or_default(),
        said: records.read(record, field::STATE),
        left_work: left(record).map_or(0, |left| left.changes),
        file: records.read(record, field::COURIER_FILE),
    };
    passed.map(card).collect()
}

/// The number that the office gave a case when it took it in.
pub(crate) fn number_of(records: &Records, case: Uuid) -> Option<String> {
    let adoption = records.read::<Adoption>(case, field::ADOPTED);
    adoption.map(|adoption| adoption.number)
}

/// When the header of a case was first written.
fn opened_ms(document: &DocumentState) -> Option<i64> {
    let header = document.answers();
    let header = header.filter(|answer| answer.record == document.document);
    let written = header
        .flat_map(|answer| answer.values)
        .filter_map(|value| value.written);
    written.map(|written| written.stamp.wall_ms).min()
}

pub(crate) fn receipt_view(receipt: &Receipt) -> ReceiptView {
    ReceiptView {
        number: receipt.number.clone(),
        at: local_text(receipt.at_ms),
    }
}

/// Surname and first name as lists show them.
pub(crate) fn name_of(records: &Records, case: Uuid) -> String {
    let name = format!(
        "{} {}",
        records.text(case, field::LAST_NAME),
        records.text(case, field::FIRST_NAME)
    );
    name.trim().to_owned()
}

/// `ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna`; empty parts are left out.
pub(crate) fn address_text(address: &Address) -> String {
    let flat = if address.flat.is_empty() {
        String::new()
    } else {
        format!(" m. {}", address.flat)
    };
    let street = if address.street.is_empty() && !address.house.is_empty() {
        &address.locality
    } else {
        &address.street
    };
    let first = format!("{street} {}{flat}", address.house);
    let second = format!("{} {}", address.postal_code, address.locality);
    [first.trim(), second.trim()]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}
