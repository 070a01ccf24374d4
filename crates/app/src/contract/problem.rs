//! What crosses on failure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What crosses on failure: a code and parameters, never a sentence or a value a person typed.
/// A code exists only if a screen acts on it; `pl.ftl` has one text for each (`problem-<code>`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Problem {
    pub code: ProblemCode,
    pub parameters: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ProblemCode {
    /// parameters: wait_s
    WrongPassphrase,
    /// Too soon after a wrong one: not tried. `wait_s` says how long.
    PassphraseWait,
    PassphraseTooShort,
    EnrolmentMalformed,
    EnrolmentExpired,
    EnrolmentUsed,
    CertificateMismatch,
    OfficeUnreachable,
    OfficeBusy,
    NotTheOffice,
    /// The office answers, and nothing moves any more.
    ExchangeStuck,
    /// The office's program and this one do not understand each other.
    VersionsDiffer,
    DiskFull,
    StoreDamaged,
    StoreNewer,
    ProfileInUse,
    Locked,
    NotFound,
    NotAllowed,
    /// Who does social work of a case has no part in its proceedings, and the other way round (art. 110a).
    Separated,
    Incomplete,
    OpenConflicts,
    /// A correction leaves a question of those who sent it back unanswered.
    OpenQuestions,
    /// Other values came, or somebody decided, since the person looked.
    AnswerChanged,
    AlreadySealed,
    CourierUnreadable,
    CourierForAnother,
    /// Not the card of a centre.
    PartnerCard,
    PartnerOwnCard,
    /// Nobody has compared the digits of the other centre's key by phone.
    PartnerUnconfirmed,
    /// The digits that were heard are not those of the key.
    PartnerDigits,
    PartnerFileUnreadable,
    /// The file would be larger than one may be.
    PartnerTooLarge,
    /// A file of a key that nobody has confirmed.
    PartnerUnknownSender,
    /// What is inside does not agree with its approvals.
    PartnerTampered,
    /// It speaks of a case of this centre that was never shared.
    PartnerNotTheirs,
    /// It was answered otherwise, or taken back, before.
    PartnerAnswered,
    /// No spooler, no printer, or it refused: the file can be saved instead.
    PrinterUnavailable,
    /// A copy of an identity document, by its kind, its title or the person's own word.
    AttachmentIdentity,
    /// Neither JPEG, PNG nor PDF.
    AttachmentOfNoKind,
    /// parameters: megabytes
    AttachmentTooLarge,
    /// All attachments of the case would be more than one may have. parameters: megabytes, used
    AttachmentCaseFull,
    /// The disk must keep room for answers. parameters: megabytes that are free
    AttachmentDiskLow,
    /// The picture in the file is cut or damaged.
    AttachmentDamaged,
    /// The PDF is cut or damaged.
    AttachmentPdfDamaged,
    /// The PDF opens with a password only.
    AttachmentPdfLocked,
    /// The PDF asks for more time or memory than documents do.
    AttachmentPdfTooMuch,
    /// The interview has this very file already. parameters: kind under which it stands
    AttachmentTwice,
    /// Its bytes have not come to this laptop yet.
    AttachmentMissing,
    NoMicrophone,
    /// Another program has it, or this one records already.
    MicrophoneBusy,
    /// The system does not let this program have it.
    MicrophoneRefused,
    MicrophoneFailed,
    NoLoudspeaker,
    /// The recording was too short to say anything.
    VoiceNothing,
    /// What came here is no whole voice note.
    VoiceDamaged,
    Withdrawn,
    /// The person's upoważnienie does not hold today.
    Unauthorised,
    /// The office has not answered for so long that nothing is read here until it does.
    LeaseEnded,
    /// The file is no answer to a request for a new passphrase.
    RecoveryUnreadable,
    /// The answer is to another request than the last one of this profile.
    RecoveryForAnother,
    /// The code does not open the answer.
    RecoveryCode,
    NeedsOffice,
    InvalidInput,
    Internal,
}
