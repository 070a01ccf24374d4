//! Where the office keeps what it holds: one trait per subject, one implementation per database, one conformance suite for all.

mod access_log;
mod deposits;
pub mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use teren_domain::access::Role;
use teren_domain::authorisation::{Authorisation, holds_on};
use teren_ledger::wire::QuarantineReason;
use teren_ledger::{Dot, Hash, Head, Kind, Shelf, Stream};
use uuid::Uuid;

pub use access_log::{AccessLog, AccessSearch, LogEntry};
pub use deposits::{DepositPlace, DepositShelf};

/// Why the storage could not do what was asked. Never a value somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    #[error("the disk is full")]
    Full,
    #[error("the database was written by a newer program ({found}, known {known})")]
    Newer { found: i64, known: i64 },
    #[error("the key does not open this database, or it is no database")]
    WrongKey,
    #[error("the database contradicts itself: {0}")]
    Damaged(&'static str),
    #[error("the database failed with code {0}")]
    Database(i32),
    #[error("a file of the office could not be read or written")]
    File,
}

/// Number of a stored row; means nothing outside its storage.
pub type Row = i64;

/// A case the office knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    pub row: Row,
    pub case: Uuid,
    /// Number in this centre, such as T-2026-000001.
    pub number: String,
    /// Who opened it.
    pub origin: Uuid,
    pub opened_ms: i64,
}

/// A stream and the row it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamRow {
    pub row: Row,
    pub case_row: Row,
    pub stream: Stream,
}

/// A change to be put into the log; its body is already compressed.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    pub sequence: u64,
    pub stream: StreamRow,
    pub actor_row: Row,
    pub counter: u64,
    pub hash: Hash,
    pub kind: Kind,
    /// It says of a record what that is.
    pub opens: bool,
    pub live: u64,
    pub late: bool,
    pub replica: Uuid,
    pub size: usize,
    pub received_ms: i64,
    pub body: &'a [u8],
    /// Attachments that its rows name.
    pub names: &'a [AttachmentName],
}

/// A change out of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredChange {
    pub sequence: u64,
    pub live: u64,
    pub late: bool,
    pub received_ms: i64,
    /// Where it stands: what its body leaves out.
    pub shelf: Shelf,
    /// The exact bytes, compressed.
    pub body: Vec<u8>,
}

/// What is known of a change without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub sequence: u64,
    pub hash: Hash,
    pub late: bool,
}

/// Last change of one actor in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadRow {
    pub actor: Uuid,
    pub head: Head,
    pub sequence: u64,
}

/// Place and size of a change in a case's log, for a pull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub sequence: u64,
    pub document: Uuid,
    pub category: u8,
    pub size: usize,
    pub replica: Uuid,
}

/// How a person stands to a case she was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantRelation {
    Own,
    Team,
    /// Read in an emergency, until the day ends.
    BreakGlass,
    /// The family's plan, as its koordynator rodzinnej pieczy zastępczej; nothing of her other roles.
    Coordination,
    /// The centre's own records: people, teams, structure.
    Directory,
}

/// Of a grant: all documents of the case.
pub const WHOLE_CASE: Uuid = teren_ledger::wire::OTHER_INTERVIEWS;

/// `document` is the interview it opens beside the case's own document; the case's id opens none, and
/// [`WHOLE_CASE`] all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    pub id: Row,
    pub person: Uuid,
    pub case_row: Row,
    pub case: Uuid,
    /// Team through which; empty when given to the person.
    pub via: String,
    pub relation: GrantRelation,
    pub document: Uuid,
    pub from: u64,
    /// 0 while it stands.
    pub revoked: u64,
    /// Sequence of the case's last change.
    pub last: u64,
}

impl GrantRow {
    /// Whether the case itself is the person's own, not only something of it that she took for a team.
    pub(crate) fn is_whole(&self) -> bool {
        self.relation == GrantRelation::Own && self.via.is_empty()
    }
}

/// A person of the centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub person: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    pub teams: Vec<String>,
    /// By first day.
    pub authorisations: Vec<Authorisation>,
    /// Works at the centre.
    pub employed: bool,
    /// May read and write: works here, and is authorised today. The office turns it with the day.
    pub active: bool,
}

impl Person {
    /// Whether she may read and write on a day.
    #[must_use]
    pub fn may_work_on(&self, day: NaiveDate) -> bool {
        self.employed && holds_on(&self.authorisations, day)
    }
}

/// One profile on one laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    pub replica: Uuid,
    pub person: Uuid,
    pub token_hash: Hash,
    pub public_key: [u8; 32],
    pub enrolled_ms: i64,
    /// 0 while in use.
    pub withdrawn_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentCodeRow {
    pub secret_hash: Hash,
    pub person: Uuid,
    pub expires_ms: i64,
    pub used_by: Option<Uuid>,
}

/// What became of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealOutcome {
    /// Part of its content has not come yet.
    Waiting,
    Receipted,
    /// The content held here is not the content it names.
    Mismatch,
    /// Another seal of the interview has its receipt.
    Second,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    pub seal: Uuid,
    pub document: Uuid,
    pub author: Uuid,
    pub stamp_ms: i64,
    /// Encoded [`teren_ledger::Seal`].
    pub body: Vec<u8>,
    pub outcome: SealOutcome,
}

/// What is kept of an interview for a replay of other rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayable<'a> {
    pub case: Uuid,
    /// Number of the case.
    pub number: &'a str,
    pub facts: &'a [u8],
    pub answers: &'a [u8],
}

/// Bytes the office could not accept, kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    pub replica: Uuid,
    pub person: Uuid,
    /// The case it names; nil where it cannot be read.
    pub case: Uuid,
    pub reason: QuarantineReason,
    pub hash: Hash,
    /// The exact bytes, compressed.
    pub body: Vec<u8>,
    pub received_ms: i64,
    /// Record that tells of it.
    pub record: Option<Uuid>,
    pub state: QuarantineState,
}

/// Whether a person has decided on what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuarantineState {
    /// For its reason to pass, or for a person.
    Waits,
    /// Kept as a note or filed away: it is looked at no more by itself.
    Aside,
    /// Its content was taken in under another chain: what comes of it again is known.
    Copied,
}

/// Bytes attached to an interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    pub row: Row,
    pub case: Uuid,
    pub document: Uuid,
    pub sha256: Hash,
    /// Bytes altogether.
    pub size: u64,
    /// Bytes held, from the first on.
    pub held: u64,
    /// All are held and agree with the hash.
    pub complete: bool,
    /// Since when no row that stands names it.
    pub unnamed_ms: Option<i64>,
}

/// What a row in a change says of the bytes it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachmentName {
    /// Bit of the change's live marks that says whether the row stands.
    pub place: u8,
    pub sha256: Hash,
    /// Bytes altogether.
    pub size: u64,
}

/// A row that names an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamingRow {
    pub sha256: Hash,
    /// Bytes altogether, as the row says.
    pub size: u64,
    pub kept: KeptIn,
}

/// Where the office keeps a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptIn {
    /// In a stream of this category; it stands, or came late, or was removed or written anew.
    Log { category: u8, stands: bool },
    /// In quarantine, sent by this person.
    Quarantine { person: Uuid },
}

/// How much there is of everything: what a copy is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Rows of each table by its name.
    pub rows: BTreeMap<String, u64>,
    /// Hash of the last entry of the access log; zeros before the first.
    pub log_hash: Hash,
}

type Result<T> = std::result::Result<T, StorageError>;

/// One writer, one transaction at a time, savepoints for each request in it.
pub trait Transactions {
    fn begin(&mut self) -> Result<()>;
    /// Durable when it returns.
    fn commit(&mut self) -> Result<()>;
    fn rollback(&mut self) -> Result<()>;
    fn savepoint(&mut self) -> Result<()>;
    fn release(&mut self) -> Result<()>;
    fn rollback_to_savepoint(&mut self) -> Result<()>;
    /// The next place in the office's order; gaps are allowed, going back is not.
    fn next_sequence(&mut self) -> Result<u64>;
    fn last_sequence(&mut self) -> Result<u64>;
}

/// Cases, streams and the log of changes.
pub trait Log {
    fn case(&mut self, case: Uuid) -> Result<Option<CaseRow>>;
    fn case_of_number(&mut self, number: &str) -> Result<Option<CaseRow>>;
    fn add_case(
        &mut self,
        case: Uuid,
        number: &str,
        origin: Uuid,
        opened_ms: i64,
    ) -> Result<CaseRow>;
    fn case_ids(&mut self) -> Result<Vec<Uuid>>;
    /// Cases whose own document has something in a category.
    fn cases_with(&mut self, category: u8) -> Result<Vec<Uuid>>;
    fn stream(&mut self, case: &CaseRow, document: Uuid, category: u8) -> Result<StreamRow>;
    fn streams(&mut self, case: &CaseRow) -> Result<Vec<StreamRow>>;
    /// Row of an actor and whose it is.
    fn actor(&mut self, actor: Uuid) -> Result<Option<(Row, Uuid)>>;
    fn add_actor(&mut self, actor: Uuid, person: Uuid) -> Result<Row>;
    fn heads(&mut self, stream: Row) -> Result<Vec<HeadRow>>;
    /// Changes that hold a current value, oldest first.
    fn live_changes(&mut self, stream: Row) -> Result<Vec<StoredChange>>;
    /// Changes of a document that hold a current opening of a record, by stream, oldest first.
    fn openings(&mut self, case: Row, document: Uuid) -> Result<Vec<StoredChange>>;
    /// The whole log of a stream, oldest first.
    fn log(&mut self, stream: Row) -> Result<Vec<StoredChange>>;
    /// Parts of seals in a stream.
    fn seal_parts(&mut self, stream: Row) -> Result<Vec<StoredChange>>;
    fn standing(&mut self, stream: Row, dot: Dot) -> Result<Option<Standing>>;
    fn append(&mut self, change: &NewChange<'_>) -> Result<()>;
    fn set_marks(&mut self, stream: Row, dot: Dot, live: u64, late: bool) -> Result<()>;
    /// Entries of a case after a place up to another, oldest first, at most `limit`.
    fn entries(&mut self, case: Row, after: u64, until: u64, limit: usize) -> Result<Vec<Entry>>;
    fn change(&mut self, sequence: u64) -> Result<(StreamRow, StoredChange)>;
    fn add_seal(&mut self, case: Row, seal: &SealRow) -> Result<()>;
    fn seals(&mut self, case: Row, document: Uuid) -> Result<Vec<SealRow>>;
    fn set_seal_outcome(&mut self, case: Row, seal: &SealRow, outcome: SealOutcome) -> Result<()>;
    /// The case a document was first taken in with.
    fn case_of_document(&mut self, document: Uuid) -> Result<Option<Row>>;
    /// Keeps what routing needs of an interview; what was kept of it before goes.
    fn keep_routing_facts(
        &mut self,
        case: Row,
        document: Uuid,
        arrived_ms: i64,
        facts: &[u8],
        answers: &[u8],
    ) -> Result<()>;
    /// Shows what was kept of every interview, in order of arrival.
    fn each_routing_facts(&mut self, see: &mut dyn FnMut(Replayable<'_>)) -> Result<()>;
    /// Ties a document to a case; the first tie stays.
    fn add_document(&mut self, document: Uuid, case: Row) -> Result<()>;
}

/// Who may hold which case since when.
pub trait Grants {
    /// Adds a grant that does not stand yet; says whether it was added.
    fn add_grant(
        &mut self,
        person: Uuid,
        case: Row,
        via: &str,
        relation: GrantRelation,
        document: Uuid,
        from: u64,
    ) -> Result<bool>;
    /// Ends a grant; `let_go` tells the seat to give the whole case back.
    fn revoke_grant(&mut self, id: Row, sequence: u64, let_go: bool) -> Result<()>;
    /// Says of an ended grant that the work went to somebody else.
    fn mark_handed_over(&mut self, id: Row) -> Result<()>;
    /// A laptop of the person has let go of a case: what comes of it later is looked at by somebody.
    fn close_handed_over(&mut self, person: Uuid, case: Uuid) -> Result<()>;
    /// Grants of a case whose work went to somebody else while the laptop has not let go of it.
    fn handed_over_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>>;
    /// The same with those it has let go of.
    fn former_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>>;
    /// Announces a standing grant again, from a later place.
    fn renew_grant(&mut self, id: Row, sequence: u64) -> Result<()>;
    /// Notes the last change of a case in its grants.
    fn touch_grants(&mut self, case: Row, sequence: u64) -> Result<()>;
    /// Standing grants of this relation.
    fn grants_in(&mut self, relation: GrantRelation) -> Result<Vec<GrantRow>>;
    fn grants_of_case(&mut self, case: Row) -> Result<Vec<GrantRow>>;
    fn grants_of_person(&mut self, person: Uuid) -> Result<Vec<GrantRow>>;
    fn standing_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>>;
    /// Standing grants given after a place, oldest first.
    fn grants_after(&mut self, person: Uuid, after: u64, limit: usize) -> Result<Vec<GrantRow>>;
    /// Grants ended after a place whose case the seat is to let go, oldest first.
    fn revokes_after(&mut self, person: Uuid, after: u64, limit: usize) -> Result<Vec<GrantRow>>;
    /// Standing grants whose case changed after a place.
    fn changed_after(&mut self, person: Uuid, after: u64) -> Result<Vec<GrantRow>>;
}

/// People, laptops and their codes.
pub trait People {
    fn person(&mut self, person: Uuid) -> Result<Option<Person>>;
    fn persons(&mut self) -> Result<Vec<Person>>;
    fn put_person(&mut self, person: &Person) -> Result<()>;
    fn replica(&mut self, replica: Uuid) -> Result<Option<Replica>>;
    fn replica_by_token(&mut self, token_hash: &Hash) -> Result<Option<Replica>>;
    fn replicas(&mut self) -> Result<Vec<Replica>>;
    fn put_replica(&mut self, replica: &Replica) -> Result<()>;
    fn enrolment_code(&mut self, secret_hash: &Hash) -> Result<Option<EnrolmentCodeRow>>;
    fn put_enrolment_code(&mut self, code: &EnrolmentCodeRow) -> Result<()>;
    /// From now on no code given so far is good.
    fn expire_enrolment_codes(&mut self) -> Result<()>;
}

/// Settings, numbers, answers to acts, quarantine.
pub trait Books {
    fn meta(&mut self, name: &str) -> Result<Option<Vec<u8>>>;
    fn set_meta(&mut self, name: &str, value: &[u8]) -> Result<()>;
    /// The next number of a series in a year, from 1; never given twice.
    fn next_number(&mut self, name: &str, year: i32) -> Result<u64>;
    /// Leaves numbers out in every series that has begun, and in those named also where the year's has not.
    fn skip_numbers(&mut self, count: u32, series: &[&str], year: i32) -> Result<()>;
    fn act(&mut self, act: Uuid) -> Result<Option<(bool, Vec<u8>)>>;
    fn put_act(
        &mut self,
        act: Uuid,
        person: Uuid,
        accepted: bool,
        body: &[u8],
        at_ms: i64,
    ) -> Result<()>;
    /// Keeps bytes that could not be accepted, and what rows of a document in them name; the same bytes of the same
    /// laptop once.
    fn quarantine(
        &mut self,
        item: &Quarantined,
        document: Uuid,
        names: &[AttachmentName],
    ) -> Result<()>;
    fn quarantined(&mut self) -> Result<Vec<Quarantined>>;
    /// What is kept of one case, oldest first.
    fn quarantined_in(&mut self, case: Uuid) -> Result<Vec<(Row, Quarantined)>>;
    /// Cases of which something is kept.
    fn cases_in_quarantine(&mut self) -> Result<BTreeSet<Uuid>>;
    /// What no record tells of yet, oldest first.
    fn untold(&mut self) -> Result<Vec<(Row, Quarantined)>>;
    /// What a record tells of and is not in the log, oldest first.
    fn quarantined_as(&mut self, record: Uuid) -> Result<Vec<(Row, Quarantined)>>;
    /// Why bytes of a laptop are kept on which a person decided.
    fn decided(&mut self, replica: Uuid, hash: &Hash) -> Result<Option<QuarantineReason>>;
    /// Another reason: no record tells of that yet.
    fn set_quarantine_reason(&mut self, id: Row, reason: QuarantineReason) -> Result<()>;
    fn set_quarantine_record(&mut self, id: Row, record: Uuid) -> Result<()>;
    fn set_quarantine_state(&mut self, id: Row, state: QuarantineState) -> Result<()>;
    /// Lets go what has come into the log since.
    fn release_from_quarantine(&mut self, id: Row) -> Result<()>;
}

/// Bytes attached to interviews: they grow from the first byte on, and are immutable once complete.
pub trait Attachments {
    fn attachment(&mut self, document: Uuid, sha256: &Hash) -> Result<Option<AttachmentRow>>;
    fn attachments_of(&mut self, document: Uuid) -> Result<Vec<AttachmentRow>>;
    fn attachments(&mut self) -> Result<Vec<AttachmentRow>>;
    /// Rows of a document that name attachments, in the log and in what is kept of the case in quarantine.
    fn attachment_names(&mut self, case: Uuid, document: Uuid) -> Result<Vec<NamingRow>>;
    fn add_attachment(
        &mut self,
        case: Row,
        document: Uuid,
        sha256: &Hash,
        size: u64,
        received_ms: i64,
    ) -> Result<AttachmentRow>;
    /// Adds bytes after those held; `held` is how many that are.
    fn append_attachment(&mut self, row: Row, held: u64, bytes: &[u8]) -> Result<()>;
    /// Bytes from a place on, `length` at the most.
    fn attachment_bytes(&mut self, row: Row, offset: u64, length: usize) -> Result<Vec<u8>>;
    /// Another size, where the rows tell one.
    fn resize_attachment(&mut self, row: Row, size: u64) -> Result<()>;
    /// All bytes are held and agree with the hash: those held are all there are.
    fn complete_attachment(&mut self, row: Row) -> Result<()>;
    /// Notes since when no row that stands names it; `None` when one does.
    fn set_unnamed(&mut self, row: Row, since_ms: Option<i64>) -> Result<()>;
    /// Those that no row has named since before `ms`.
    fn unnamed_before(&mut self, ms: i64) -> Result<Vec<AttachmentRow>>;
    /// Notes a delivery on a day; true for the first of the person on that day.
    fn deliver_attachment(&mut self, row: Row, person: Uuid, day: i64) -> Result<bool>;
    fn remove_attachment(&mut self, row: Row) -> Result<()>;
}

/// Everything the office needs of a database.
pub trait Storage:
    Transactions + Log + Grants + People + Books + Attachments + AccessLog + DepositShelf + Send
{
    /// Checks the database's own structure.
    fn check(&mut self) -> Result<()>;
    /// Counts what there is.
    fn tally(&mut self) -> Result<Tally>;
    /// Writes an encrypted copy under another raw key to a new file, and says what went into it.
    fn copy_to(&mut self, path: &std::path::Path, key: &[u8; 32]) -> Result<Tally>;
}
