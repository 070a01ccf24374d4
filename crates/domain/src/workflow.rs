//! Records around an interview, and acts only the office can answer: the vocabulary that laptops and office share.
//!
//! The case's own document (its id is the case's) holds the header, the report, visits, attempts, receipts and routes;
//! the centre's own case holds its people, teams and structure. All of them are ordinary records of the ledger.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authorisation::Authorisation;
use crate::break_glass::BROKEN_GLASS;
use crate::hand_over::{REASON_CATEGORIES, is_reason};
use crate::held_back::{HELD_BACK, HeldWay, note_of, reason_of};
use crate::likeness::{FieldChoice, Sought};
use crate::reminder::Service;
use crate::routing::AssignmentState;
use crate::structure::Organisation;
use crate::{Category, access_log, assistance, attachment, break_glass, family_plan};

/// Kinds of records outside interviews.
pub mod kind {
    /// Header of the case: who the family is. Record id = case id.
    pub const CASE: &str = "case";
    /// Zgłoszenie.
    pub const REPORT: &str = "report";
    /// Visit to make, assigned to a worker: field `visit` = [`super::Visit`].
    pub const VISIT: &str = "visit";
    /// Attempt that failed: field `row` = [`super::Attempt`].
    pub const ATTEMPT: &str = "attempt";
    /// Worker's note on the case: field `row` = text.
    pub const NOTE: &str = "note";
    /// Office's receipt of an approved interview: field `row` = [`super::Receipt`].
    pub const RECEIPT: &str = "receipt";
    /// Assignment of an interview to a team: field `row` = [`super::Route`], field `taken` = [`super::Taken`].
    pub const ROUTE: &str = "route";
    /// Seal the office did not accept: field `row` = [`super::RefusedSeal`].
    pub const REFUSED_SEAL: &str = "refused_seal";
    /// A matter passed on: field `row` = [`crate::hand_over::HandOver`], `state` = what the receiver or the sender says,
    /// `standing` = what the office made of it, `reason` and `reply` = typed.
    pub const HAND_OVER: &str = "hand_over";
    /// Another centre whose key is known: field `row` = [`crate::partner::Partner`]; in the centre's own case.
    pub const PARTNER: &str = "partner";
    /// Somebody of another centre whose work came from there: field `row` = [`crate::partner::Outsider`]; in the centre's own case.
    pub const OUTSIDER: &str = "outsider";
    /// Where a case that another centre sent comes from: field `row` = [`crate::partner::Origin`], `reason` = its words.
    pub const ORIGIN: &str = "origin";
    /// Copy of a paper that left the program: field `row` = [`super::Printed`].
    pub const PRINTED: &str = "printed";
    /// Interview sent back to its worker: field `row` = [`crate::correction::Return`].
    pub const RETURN: &str = "return";
    /// Question at an answer of a returned interview: field `row` = [`crate::correction::Pin`], fields `answer` and `settled`.
    pub const PIN: &str = "pin";
    /// Which of several approvals is valid: field `row` = [`crate::correction::ValidSeal`], field `reason`.
    pub const VALID_SEAL: &str = "valid_seal";
    /// The head approved the plan of help: field `row` = [`crate::correction::PlanApproval`].
    pub const PLAN_APPROVAL: &str = "plan_approval";
    /// What became of the client's statement (art. 107 ust. 5g): field `row` = [`crate::correction::ClientStatement`], field `note`.
    pub const STATEMENT: &str = "statement";
    /// What became of a ruling waited for (art. 106 ust. 7–11): field `row` = [`crate::reminder::RulingBrought`].
    pub const RULING_BROUGHT: &str = "ruling_brought";
    /// Asysta rodziny: field `row` = [`crate::assistance::AssistanceRequest`].
    pub const ASSISTANCE: &str = "assistance";
    /// A line of a family's plan that somebody proposes: field `row` = [`crate::family_plan::Suggestion`], field `settled`.
    pub const SUGGESTION: &str = "suggestion";
    /// Visit of an asystent: field `row` = [`crate::family_plan::FamilyVisit`].
    pub const FAMILY_VISIT: &str = "family_visit";
    /// Own words on a visit of an asystent: field `row` = [`crate::voice_note::VoiceNote`].
    pub const VOICE_NOTE: &str = "voice_note";
    /// What somebody had said is taken back: field `row` = [`crate::correction::TakenBack`], field `reason`.
    pub const TAKEN_BACK: &str = "taken_back";
    /// Lasting help that ended (art. 107 ust. 4): field `row` = [`crate::reminder::HelpEnded`].
    pub const HELP_ENDED: &str = "help_ended";
    /// Photograph or PDF attached to an interview: field `row` = [`crate::attachment::Attachment`].
    pub const ATTACHMENT: &str = "attachment";
    /// The same of a ruling on incapacity or disability.
    pub const RULING_ATTACHMENT: &str = "ruling_attachment";
    /// The same of a judgment of a court (art. 107 ust. 5b pkt 21).
    pub const JUDGMENT_ATTACHMENT: &str = "judgment_attachment";
    /// Root record of an interview.
    pub const INTERVIEW: &str = "interview";
    /// Another file that may be of the same family: field `row` = [`crate::likeness::Likeness`].
    pub const LIKENESS: &str = "likeness";
    /// Another file of the same family: field `row` = [`crate::likeness::FileLink`].
    pub const LINK: &str = "link";
    /// Person of the centre: field `row` = [`crate::staff::StaffMember`], and her [`crate::authorisation`].
    pub const STAFF: &str = "staff";
    /// Installation that writes on one of the centre's laptops; its record id is the writer's: field `row` = [`super::Laptop`].
    pub const LAPTOP: &str = "laptop";
    /// Version of the centre's structure and rules: field `row` = [`crate::revision::StructureVersion`].
    pub const STRUCTURE: &str = "structure";
    /// How the office's daily copies stand: field `row` = [`crate::backup::BackupState`]; in the centre's own case.
    pub const BACKUP: &str = "backup";
}

/// Fields of the case header, the report and the interview root outside any form.
pub mod field {
    pub const FIRST_NAME: &str = "first_name";
    pub const LAST_NAME: &str = "last_name";
    pub const PESEL: &str = "pesel";
    /// Day of birth, ISO, or its year alone where no more is known.
    pub const BORN: &str = "born";
    pub const ADDRESS: &str = "address";
    pub const PHONE: &str = "phone";
    /// What a header says of who the family is and where she is found.
    pub const WHO: [&str; 6] = [FIRST_NAME, LAST_NAME, PESEL, BORN, ADDRESS, PHONE];
    /// Set by the office when it takes in a case opened on a laptop: [`super::Adoption`].
    pub const ADOPTED: &str = "adopted";
    pub const RECEIVED: &str = "received";
    pub const APPLICATION_DATE: &str = "application_date";
    pub const CHANNEL: &str = "channel";
    pub const URGENT: &str = "urgent";
    pub const FLAGS: &str = "flags";
    pub const REQUESTED_HELP: &str = "requested_help";
    pub const NOTES: &str = "notes";
    pub const REPORTER: &str = "reporter";
    pub const VISIT: &str = "visit";
    pub const TAKEN: &str = "taken";
    /// On a likeness: [`crate::likeness::KeptApart`].
    pub const APART: &str = "apart";
    /// On a link: [`crate::likeness::Unlinked`].
    pub const UNLINKED: &str = "unlinked";
    /// On a route, written by the office: [`super::RouteStanding`]; on a hand-over: what its receiver or sender says.
    pub const STATE: &str = "state";
    /// On a pin: what the worker says to its question.
    pub const ANSWER: &str = "answer";
    /// On a pin: the correction, approved, in which it was answered or its answer was changed; on a suggestion:
    /// [`crate::family_plan::SuggestionSettled`].
    pub const SETTLED: &str = "settled";
    /// On an assistance: the social worker's analysis of the family's situation.
    pub const ANALYSIS: &str = "analysis";
    /// On an assistance: [`crate::assistance::FamilyConsent`].
    pub const CONSENT: &str = "consent";
    /// On an assistance, written by the office: [`crate::assistance::Assignment`]s.
    pub const ASSIGNED: &str = "assigned";
    /// On an assistance, written by the office: [`crate::assistance::Coordination`]s.
    pub const COORDINATED: &str = "coordinated";
    /// On an assistance, written by the office: [`crate::assistance::FamilyLetGo`].
    pub const LET_GO: &str = "let_go";
    /// On an assistance: [`crate::assistance::AssistanceEnd`].
    pub const ENDED: &str = "ended";
    /// Why an approval was named the valid one, a word was taken back, or a matter is passed on.
    pub const REASON: &str = "reason";
    /// Why a matter passed on was refused.
    pub const REPLY: &str = "reply";
    /// What stands beside the client's statement in words of one's own.
    pub const NOTE: &str = "note";
    /// On the root of a correction: why its author makes it.
    pub const CORRECTION_REASON: &str = "correction_reason";
    /// The same on a paper of the family's asystent.
    pub const CHANGE_REASON: &str = "change_reason";
    /// Begins the name of a route's further reasons, each in the category it speaks of: [`super::further_reason`].
    pub const BECAUSE: &str = "because_";
    /// Written by the office on a hand-over, and on what is held back: every step it went through.
    pub const STANDING: &str = "standing";
    /// Written by the office on a hand-over to another centre: [`crate::partner::CourierFile`].
    pub const COURIER_FILE: &str = "courier_file";
    /// Written by the office on a hand-over: work of who left that came later.
    pub const LEFT_WORK: &str = "left_work";
    /// Written by the office on a hand-over: what of a worker's own work went with it.
    pub const MOVED: &str = "moved";
    /// On the interview root: its author let the others see it before approval.
    pub const SHARED: &str = "shared";
}

/// Category of a field outside the forms; `None` for a field this table does not know.
#[must_use]
pub fn category_of(record_kind: &str, name: &str) -> Option<Category> {
    match (record_kind, name) {
        (kind::CASE, field::ADOPTED | "@" | "deleted") => Some(Category::Workflow),
        (kind::CASE, name) if field::WHO.contains(&name) => Some(Category::Identity),
        (kind::LIKENESS | kind::LINK, _) => Some(Category::Identity),
        (kind::REPORT, field::REPORTER | field::NOTES) => Some(Category::Reporter),
        (kind::REPORT, field::FLAGS) => Some(Category::Violence),
        (kind::REPORT, field::REQUESTED_HELP) => Some(Category::HelpPlan),
        (
            kind::REPORT,
            field::RECEIVED
            | field::APPLICATION_DATE
            | field::CHANNEL
            | field::URGENT
            | "@"
            | "deleted",
        ) => Some(Category::Workflow),
        (kind::ATTEMPT | kind::NOTE, "row" | "@" | "deleted") => Some(Category::SocialWork),
        (kind::PIN, "@" | "deleted" | field::SETTLED) => Some(Category::Workflow),
        (kind::VALID_SEAL | kind::TAKEN_BACK, field::REASON)
        | (kind::PLAN_APPROVAL | kind::HELP_ENDED, "row" | "@" | "deleted") => {
            Some(Category::HelpPlan)
        }
        (kind::ASSISTANCE, name) => assistance::category_of(name),
        (kind::SUGGESTION | kind::FAMILY_VISIT, name) => family_plan::category_of(name),
        // A proceeding waits for it: who takes no part in proceedings does not learn of it.
        (kind::RULING_BROUGHT, "row" | "@" | "deleted") => Some(Category::Proceedings),
        (kind::STATEMENT, field::NOTE) => Some(Category::SocialWork),
        (BROKEN_GLASS, name) => break_glass::category_of(name),
        (kind::INTERVIEW, field::CORRECTION_REASON) => Some(Category::Diagnosis),
        (kind::INTERVIEW, field::CHANGE_REASON) => Some(Category::FamilyPlan),
        (
            kind::RETURN | kind::VALID_SEAL | kind::TAKEN_BACK | kind::STATEMENT,
            "row" | "@" | "deleted",
        ) => Some(Category::Workflow),
        (
            kind::VISIT
            | kind::RECEIPT
            | kind::REFUSED_SEAL
            | kind::PRINTED
            | kind::STAFF
            | kind::LAPTOP
            | kind::STRUCTURE
            | kind::BACKUP
            | kind::PARTNER
            | kind::OUTSIDER,
            _,
        ) => Some(Category::Workflow),
        (kind::ORIGIN, field::REASON) => Some(Category::HelpPlan),
        (kind::ORIGIN, "row" | "@" | "deleted") => Some(Category::Workflow),
        (kind::INTERVIEW, field::SHARED | "@" | "deleted") => Some(Category::Workflow),
        (naming, "row" | "@" | "deleted") if attachment::NAMING_KINDS.contains(&naming) => {
            attachment::category_of(naming)
        }
        (
            kind::HAND_OVER,
            "row"
            | field::STATE
            | field::STANDING
            | field::LEFT_WORK
            | field::MOVED
            | field::COURIER_FILE
            | "@"
            | "deleted",
        ) => Some(Category::Workflow),
        (HELD_BACK, "row" | field::STANDING | "@") => Some(Category::Workflow),
        _ => None,
    }
}

/// Postal address as it stands in the header of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    pub house: String,
    pub flat: String,
    pub postal_code: String,
    pub locality: String,
}

/// Who reported (informacja o zgłaszającym problem); restricted to those who may know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    pub kind: String,
    pub name: String,
    pub contact: String,
    pub consents_to_disclosure: bool,
}

/// A visit to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub worker: Uuid,
    /// ISO date of the term; derived from the report, kept for the list.
    pub due: String,
    /// Milliseconds since 1970 UTC.
    pub assigned_ms: i64,
}

/// Why a visit failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptKind {
    NobodyHome,
    /// Refusal of the interview, art. 107 ust. 4a.
    Refused,
    Moved,
    Died,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub kind: AttemptKind,
    pub at_ms: i64,
    pub by: Uuid,
    pub note: String,
}

/// A copy of a paper that was printed, or saved as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    pub document: Uuid,
    /// Which paper of it.
    pub paper: String,
    /// SHA-256 of the PDF, hex.
    pub sha256: String,
    pub at_ms: i64,
    pub by: Uuid,
    pub saved: bool,
}

/// The office took a case in that was opened on a laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    pub number: String,
    pub at_ms: i64,
}

/// Receipt: the office holds the approved interview durably.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub document: Uuid,
    pub number: String,
    pub at_ms: i64,
    /// SHA-256 root of the seal, hex.
    pub sha256: String,
    /// The interview that this one corrects.
    #[serde(default)]
    pub version_of: Option<Uuid>,
    /// When it was approved, as the laptop's clock said, ms since 1970 UTC.
    #[serde(default)]
    pub approved_ms: i64,
    /// Which reports the interview serves.
    #[serde(default)]
    pub service: Option<Service>,
}

/// Why a seal brought no receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealFault {
    /// The content in the office is not the content it names.
    Mismatch,
    /// Another seal of the same interview has its receipt; a person says which one is valid.
    Second,
}

/// What the office says of a seal it did not accept, to its author and to all who hold the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSeal {
    pub document: Uuid,
    pub seal: Uuid,
    /// Who approved.
    pub author: Uuid,
    pub fault: SealFault,
    pub at_ms: i64,
}

/// One interview in one team's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    pub document: Uuid,
    pub team: String,
    pub rules: Vec<String>,
    pub rules_version: String,
    /// Polish sentence: why this team.
    pub because: String,
    pub basis: String,
    pub at_ms: i64,
    /// ISO date by which the team should act, where known.
    pub due: Option<String>,
    /// By the centre's own rule; the report says so for itself.
    #[serde(default)]
    pub urgent: bool,
    /// Categories in which further reasons stand, for those who may hold them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Category>,
    /// The hand-over that brought it here; `None` when a rule did.
    #[serde(default)]
    pub hand_over: Option<Uuid>,
}

/// Where a route stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStanding {
    pub state: AssignmentState,
    pub at_ms: i64,
    /// The newer version that came in place of the interview it was for.
    #[serde(default)]
    pub superseded_by: Option<Uuid>,
}

/// Every category in which an answer outside the forms is believed; none for what this table does not know.
/// A route stands by its reason, or without one; a question, and what is said to it, stands with the answer it is about.
#[must_use]
pub fn places(record_kind: &str, name: &str) -> Vec<Category> {
    if record_kind == kind::ROUTE && name.starts_with(field::BECAUSE) {
        let of_name = |category: &Category| further_reason(*category) == name;
        return Category::ALL.into_iter().filter(of_name).collect();
    }
    if record_kind == kind::ROUTE {
        return vec![Category::HelpPlan, Category::Violence, Category::Workflow];
    }
    if record_kind == kind::PIN && matches!(name, "row" | field::ANSWER) {
        return Category::ALL.to_vec();
    }
    if record_kind == HELD_BACK && (reason_of(name).is_some() || note_of(name).is_some()) {
        return Category::ALL.to_vec();
    }
    if is_reason(record_kind, name) {
        return REASON_CATEGORIES.to_vec();
    }
    category_of(record_kind, name).into_iter().collect()
}

/// Records that laptops write in the case's own document in several categories.
const SPREAD: [&str; 6] = [
    kind::ASSISTANCE,
    kind::REPORT,
    kind::VALID_SEAL,
    kind::TAKEN_BACK,
    kind::STATEMENT,
    kind::HAND_OVER,
];

/// Whether an answer may come before the opening of its record: texts that never stand in one category with it, and so
/// travel apart from it. Nothing that makes somebody the holder of a matter is among them.
#[must_use]
pub fn may_precede_opening(name: &str, category: Category) -> bool {
    SPREAD.iter().any(|record_kind| {
        let stands = places(record_kind, name);
        let opens = places(record_kind, "@");
        stands.contains(&category) && !opens.iter().any(|place| stands.contains(place))
    })
}

/// Field of a route that holds a [`crate::routing::Further`] reason in its own category: „because_situation”.
#[must_use]
pub fn further_reason(category: Category) -> String {
    format!("{}{:?}", field::BECAUSE, category).to_lowercase()
}

/// Category of a route's records: the reason speaks of the plan of help, or of violence, and goes only to those who may know.
#[must_use]
pub fn route_category(speaks_of_violence: bool) -> Category {
    if speaks_of_violence {
        Category::Violence
    } else {
        Category::HelpPlan
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub by: Uuid,
    pub at_ms: i64,
}

/// Act that needs one truth; asked in an exchange, answered by the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// First contact or head gives the visit of a case to a worker.
    AssignVisit { case: Uuid, worker: Uuid },
    /// A member takes an interview from the team's inbox.
    Take {
        case: Uuid,
        document: Uuid,
        team: String,
    },
    /// The head organises the centre anew from a day on.
    ProposeStructure {
        /// Version the proposal was made from; a newer one makes it void.
        based_on: String,
        valid_from: NaiveDate,
        reason: String,
        organisation: Organisation,
    },
    /// The head asks what other rules would have done with the centre's own interviews: [`crate::replay::Replay`].
    ReplayRouting { organisation: Organisation },
    /// First contact, head or coordinator asks whom the whole centre knows, before a file is opened: [`crate::likeness::FoundPerson`]s.
    SearchPeople { sought: Sought },
    /// Somebody who judges asks to look again for one file, or head and coordinator for all: [`crate::likeness::LookedAgain`].
    LookAgain { case: Option<Uuid> },
    /// Who reads the access log asks for a page of it: [`crate::access_log::LogPage`]. The office notes it.
    ReadAccessLog {
        sought: access_log::Sought,
        /// Where the page before ended.
        before: Option<u64>,
    },
    /// The head settles how many years entries of the access log are kept, at least [`access_log::LEAST_YEARS`].
    KeepAccessLog { years: u32 },
    /// The head gives a person an upoważnienie, or puts right the one of the same number.
    Authorise {
        person: Uuid,
        authorisation: Authorisation,
    },
    /// Reads a case that the person does not hold, until the day ends: [`crate::break_glass::GlassOpened`]. The head is told.
    BreakGlass { number: String, reason: String },
    /// The head has seen who read so.
    AcknowledgeGlass { case: Uuid, reading: Uuid },
    /// Two files are one family.
    LinkFiles {
        one: Uuid,
        other: Uuid,
        reason: String,
        /// Seen from `one`.
        choices: Vec<FieldChoice>,
    },
    /// They are not: what was joined is two families again.
    UnlinkFiles {
        one: Uuid,
        other: Uuid,
        reason: String,
    },
    /// A proposal was looked at: they are different people.
    KeepApart {
        one: Uuid,
        other: Uuid,
        reason: String,
    },
    /// The head puts a person into teams and takes her out of the others.
    PlaceMember { person: Uuid, teams: Vec<String> },
    /// The member who took an interview says that the team's work on it is over.
    Finish {
        case: Uuid,
        document: Uuid,
        team: String,
    },
    /// The head or the coordinator asks which cases a worker holds: [`CaseloadRow`]s.
    Caseload { person: Uuid },
    /// She gives all of them, or some, to others.
    HandOverCaseload {
        person: Uuid,
        shares: Vec<CaseloadShare>,
        reason: String,
    },
    /// Who took a case over asks for the work of the one who left that came later.
    AdmitLeftWork { case: Uuid, hand_over: Uuid },
    /// The head assigns an asystent to the family of a request.
    AssignAssistant {
        case: Uuid,
        /// Record of the assistance.
        assistance: Uuid,
        assistant: Uuid,
    },
    /// The head gives the plan to a koordynator rodzinnej pieczy zastępczej beside the asystent; `None` ends that.
    AssignCoordinator {
        case: Uuid,
        /// Record of the assistance.
        assistance: Uuid,
        coordinator: Option<Uuid>,
    },
    /// Who decides on what is held back asks for its content: [`crate::held_back::HeldContent`]. The office notes it.
    OpenHeld { case: Uuid, held: Uuid },
    /// She decides; the answer says how many changes went that way.
    DecideHeld {
        case: Uuid,
        held: Uuid,
        way: HeldWay,
        reason: String,
    },
}

/// One case of a caseload and who gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseloadShare {
    pub case: Uuid,
    pub to: Uuid,
}

/// A case of a worker as the office counts it, without content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseloadRow {
    pub case: Uuid,
    pub number: String,
    /// Visits given to her and not made yet.
    pub visits: u32,
    /// Interviews of hers that are not approved, as far as the office knows of them.
    pub in_work: u32,
    /// Matters she took from an inbox and has not finished.
    pub taken: u32,
}

/// Why the office refused an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ActRefusal {
    #[error("the person may not do this")]
    NotAllowed,
    #[error("the case or interview is not known in the office")]
    Unknown,
    #[error("another person took it first")]
    AlreadyTaken,
    #[error("who does social work has no part in proceedings of the same case")]
    Separated,
    #[error("the act cannot be read")]
    Malformed,
    #[error("somebody changed it in the meantime")]
    Outdated,
    #[error("the rules or units contradict themselves")]
    Contradictory,
    #[error("a unit that goes has members or matters")]
    UnitInUse,
    #[error("the asystent has as many families as the act allows")]
    LimitReached,
    #[error("the family has not consented")]
    NoConsent,
    #[error("nothing of what is held back can go this way")]
    NothingGoes,
    #[error("the person holds the case already")]
    AlreadyHeld,
}
