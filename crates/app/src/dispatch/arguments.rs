//! Arguments of the commands, as the page names them.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::contract::{
    AddressInput, AttachmentInput, AttemptKind, AuthorisationInput, CallNote, DataFormat,
    DecisionInput, FieldKey, FiguresFormat, HelpEndInput, OrganisationDraft, PaperKey, PassOnInput,
    PassOnState, PinInput, PlaceView, ReportInput, RulingInput, ShareInput, StatementInput,
    TwinsInput,
};

#[derive(Deserialize)]
pub(super) struct Enrol {
    pub(super) code: String,
    pub(super) passphrase: String,
}
#[derive(Deserialize)]
pub(super) struct Unlock {
    pub(super) profile: Uuid,
    pub(super) passphrase: String,
}
#[derive(Deserialize)]
pub(super) struct RecoveryAsked {
    pub(super) profile: Uuid,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct Recovered {
    pub(super) profile: Uuid,
    pub(super) path: String,
    pub(super) code: String,
    pub(super) passphrase: String,
}
#[derive(Deserialize)]
pub(super) struct Passphrase {
    pub(super) passphrase: String,
}
#[derive(Deserialize)]
pub(super) struct Text {
    pub(super) text: String,
}
#[derive(Deserialize)]
pub(super) struct Unregistered {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) address: AddressInput,
    pub(super) phone: String,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct FailedVisit {
    pub(super) case: Uuid,
    pub(super) kind: AttemptKind,
    pub(super) note: String,
}
#[derive(Deserialize)]
pub(super) struct OfCase {
    pub(super) case: Uuid,
}
#[derive(Deserialize)]
pub(super) struct Start {
    pub(super) case: Uuid,
    pub(super) purpose: Option<String>,
}
#[derive(Deserialize)]
pub(super) struct Continue {
    pub(super) case: Uuid,
    pub(super) purpose: String,
    pub(super) earlier: Uuid,
}
#[derive(Deserialize)]
pub(super) struct Confirm {
    pub(super) document: Uuid,
    pub(super) answers: Vec<FieldKey>,
    pub(super) current: bool,
}
#[derive(Deserialize)]
pub(super) struct OfDocument {
    pub(super) document: Uuid,
}
#[derive(Deserialize)]
pub(super) struct Save {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
    pub(super) field: String,
    pub(super) value: Value,
}
#[derive(Deserialize)]
pub(super) struct Add {
    pub(super) document: Uuid,
    pub(super) kind: String,
    pub(super) parent: Option<Uuid>,
}
#[derive(Deserialize)]
pub(super) struct Remove {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
}
#[derive(Deserialize)]
pub(super) struct Restore {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
    pub(super) row: Value,
}
#[derive(Deserialize)]
pub(super) struct Place {
    pub(super) place: PlaceView,
}
#[derive(Deserialize)]
pub(super) struct Sygnatura {
    pub(super) sygnatura: String,
}
#[derive(Deserialize)]
pub(super) struct Path {
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct Report {
    pub(super) report: ReportInput,
}
#[derive(Deserialize)]
pub(super) struct Assign {
    pub(super) case: Uuid,
    pub(super) person: Uuid,
}
#[derive(Deserialize)]
pub(super) struct Take {
    pub(super) case: Uuid,
    pub(super) document: Uuid,
    pub(super) team: String,
}

#[derive(Deserialize)]
pub(super) struct Correct {
    pub(super) document: Uuid,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct SendBack {
    pub(super) document: Uuid,
    pub(super) team: String,
    pub(super) pins: Vec<PinInput>,
}
#[derive(Deserialize)]
pub(super) struct TakeBack {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct AnswerPin {
    pub(super) document: Uuid,
    pub(super) pin: Uuid,
    pub(super) text: String,
}
#[derive(Deserialize)]
pub(super) struct NameValid {
    pub(super) document: Uuid,
    pub(super) seal: Uuid,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct Statement {
    pub(super) document: Uuid,
    pub(super) statement: StatementInput,
}
#[derive(Deserialize)]
pub(super) struct Agenda {
    pub(super) whole: bool,
}
#[derive(Deserialize)]
pub(super) struct Ruling {
    pub(super) case: Uuid,
    pub(super) ruling: RulingInput,
}
#[derive(Deserialize)]
pub(super) struct EndHelp {
    pub(super) case: Uuid,
    pub(super) end: HelpEndInput,
}
#[derive(Deserialize)]
pub(super) struct OfPeriod {
    pub(super) period: String,
}
#[derive(Deserialize)]
pub(super) struct SaveFigures {
    pub(super) period: Option<String>,
    pub(super) format: FiguresFormat,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct Support {
    pub(super) calls: Vec<CallNote>,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct Draft {
    pub(super) draft: OrganisationDraft,
}
#[derive(Deserialize)]
pub(super) struct Proposal {
    pub(super) draft: OrganisationDraft,
    pub(super) based_on: String,
    pub(super) valid_from: String,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct Authorised {
    pub(super) person: Uuid,
    pub(super) authorisation: AuthorisationInput,
}
#[derive(Deserialize)]
pub(super) struct Placed {
    pub(super) person: Uuid,
    pub(super) teams: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Decide {
    pub(super) decision: DecisionInput,
}
#[derive(Deserialize)]
pub(super) struct Undo {
    pub(super) document: Uuid,
    pub(super) decision: Uuid,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct Twins {
    pub(super) twins: TwinsInput,
}
#[derive(Deserialize)]
pub(super) struct OfAnswer {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
    pub(super) field: String,
}
#[derive(Deserialize)]
pub(super) struct PassOnFrom {
    pub(super) case: Uuid,
    pub(super) document: Option<Uuid>,
    pub(super) team: Option<String>,
}
#[derive(Deserialize)]
pub(super) struct PassOn {
    pub(super) passed: PassOnInput,
}
#[derive(Deserialize)]
pub(super) struct AnswerHandOver {
    pub(super) case: Uuid,
    pub(super) hand_over: Uuid,
    pub(super) state: PassOnState,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct CaseloadOf {
    pub(super) person: Option<Uuid>,
}
#[derive(Deserialize)]
pub(super) struct Caseload {
    pub(super) person: Uuid,
    pub(super) shares: Vec<ShareInput>,
    pub(super) reason: String,
}
#[derive(Deserialize)]
pub(super) struct OfHandOver {
    pub(super) case: Uuid,
    pub(super) hand_over: Uuid,
}

#[derive(Deserialize)]
pub(super) struct Pictures {
    pub(super) paper: PaperKey,
    pub(super) pixels: f64,
}
#[derive(Deserialize)]
pub(super) struct Attach {
    pub(super) document: Uuid,
    pub(super) input: AttachmentInput,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct SaveAttachment {
    pub(super) document: Uuid,
    pub(super) record: Uuid,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct Print {
    pub(super) paper: PaperKey,
}
#[derive(Deserialize)]
pub(super) struct SaveData {
    pub(super) document: Uuid,
    pub(super) format: DataFormat,
    pub(super) path: String,
}
#[derive(Deserialize)]
pub(super) struct SaveFile {
    pub(super) paper: PaperKey,
    pub(super) path: String,
}
