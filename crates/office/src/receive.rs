//! Taking in what a laptop sends: the sender's right is checked for each change, nothing in the message is believed
//! about role, author or category, and nothing is dropped: what cannot be accepted is kept in quarantine.

use std::collections::{BTreeMap, BTreeSet};

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::structure::{COORDINATORS, HEAD};
use teren_domain::workflow::{Adoption, field, kind};
use teren_ledger::wire::{Fate, QuarantineReason, Taken};
use teren_ledger::{Envelope, Hash, Malformed, Refusal, Stream, Write};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{case_records, visit};
use crate::clock::local_date;
use crate::desk::{Desk, Merged};
use crate::entitlement::Writer;
use crate::hindrance::{Openings, hindrance, openings_of};
use crate::keys::sha256;
use crate::mask::{Mask, mask_of_all};
use crate::packing::Packing;
use crate::quarantine::keep;
use crate::storage::{CaseRow, GrantRow, Person, Replica, SealOutcome, SealRow};

/// A change as it came, already decoded, hashed and compressed: none of that needs the writer.
pub(crate) struct Incoming {
    pub envelope: Result<Envelope, Malformed>,
    pub hash: Hash,
    pub body: Vec<u8>,
    /// The sender keeps it from the log: private work of a case that was taken back.
    pub private: bool,
}

impl Incoming {
    pub fn all(
        changes: Vec<Vec<u8>>,
        private: &[Uuid],
        packing: &Packing,
    ) -> Result<Vec<Self>, OfficeError> {
        let mut packer = packing.packer()?;
        let opened = changes
            .into_iter()
            .map(|bytes| -> Result<Self, OfficeError> {
                let envelope = Envelope::open(bytes.clone());
                let (hash, body) = match &envelope {
                    Ok(envelope) => (envelope.hash, packer.pack(envelope)?),
                    Err(_) => (sha256(&bytes), packer.pack_whole(&bytes)?),
                };
                let private = (envelope.as_ref())
                    .is_ok_and(|opened| private.contains(&opened.change.stream.document));
                Ok(Self {
                    envelope,
                    hash,
                    body,
                    private,
                })
            });
        opened.collect()
    }
}

/// Who sends, known from the token alone.
#[derive(Clone)]
pub(crate) struct Sender {
    pub person: Person,
    pub replica: Uuid,
    pub withdrawn: bool,
}

impl Sender {
    /// Who holds a laptop, as she stands today.
    pub fn of(laptop: &Replica, person: Person, now_ms: i64) -> Self {
        let active = person.may_work_on(local_date(now_ms));
        Self {
            withdrawn: laptop.withdrawn_ms != 0 || !active,
            person: Person { active, ..person },
            replica: laptop.replica,
        }
    }
}

/// What became of a request's changes.
#[derive(Default)]
pub(crate) struct Received {
    pub taken: Vec<Taken>,
    /// Streams that took something in.
    pub touched: BTreeSet<Stream>,
    /// Streams of which something is in quarantine.
    pub held_back: BTreeSet<Stream>,
    /// Who took it in, where it had been held back.
    pub sponsor: Option<Person>,
}

/// Cases and rights of one sender, looked up once a request.
#[derive(Default)]
pub(crate) struct Rights {
    cases: BTreeMap<Uuid, CaseRow>,
    masks: BTreeMap<(Uuid, Uuid), Mask>,
    /// Cases opened by this sender.
    pub adopted: Vec<CaseRow>,
    openings: Openings,
    /// Grants of a former worker whose later work a person takes in.
    former: Option<Vec<GrantRow>>,
    /// Who takes in what this sender had no right to send: it is judged as if the case were the sender's, and what she did by her
    /// right to do the same.
    sponsor: Option<Person>,
}

impl Rights {
    /// The changes to be judged together may speak of records that others among them open.
    pub fn over<'a>(changes: impl IntoIterator<Item = &'a Incoming>) -> Self {
        Self {
            openings: openings_of(changes),
            ..Self::default()
        }
    }

    /// What comes is judged as if the case were the sender's own: nothing beyond what her roles may write, and no act that neither
    /// she nor who takes it in may do.
    pub fn sponsored_by(self, sponsor: &Person) -> Self {
        Self {
            sponsor: Some(sponsor.clone()),
            ..self
        }
    }

    /// What comes is judged by what this person could do before her work on the case was handed over.
    pub fn of_former_worker(
        &mut self,
        desk: &mut Desk<'_>,
        person: &Person,
        case: Uuid,
    ) -> Result<(), OfficeError> {
        self.former = Some(desk.storage.former_grants(person.person, case)?);
        Ok(())
    }
}

pub(crate) fn receive(
    desk: &mut Desk<'_>,
    sender: &Sender,
    changes: &[Incoming],
) -> Result<Received, OfficeError> {
    let mut received = Received::default();
    let mut rights = Rights::over(changes);
    for (place, incoming) in changes.iter().enumerate() {
        let decided = desk.storage.decided(sender.replica, &incoming.hash)?;
        let judged = match decided {
            Some(reason) => Err(reason),
            None => take(desk, sender, &mut rights, incoming)?,
        };
        let fate = match judged {
            Ok(fate) => fate,
            Err(reason) => {
                keep(desk, sender, incoming, reason)?;
                Fate::Quarantined { reason }
            }
        };
        if let Ok(envelope) = &incoming.envelope {
            let stream = envelope.change.stream;
            match fate {
                Fate::Quarantined { .. } => received.held_back.insert(stream),
                _ => received.touched.insert(stream),
            };
        }
        received.taken.push(Taken {
            place: u32::try_from(place).unwrap_or(u32::MAX),
            fate,
        });
    }
    for case in rights.adopted {
        adopt(desk, &case)?;
    }
    Ok(received)
}

type Judged = Result<Fate, QuarantineReason>;

/// Takes one change in, or says why it may not be.
pub(crate) fn take(
    desk: &mut Desk<'_>,
    sender: &Sender,
    rights: &mut Rights,
    incoming: &Incoming,
) -> Result<Judged, OfficeError> {
    let envelope = match &incoming.envelope {
        _ if incoming.private && !handed_over(desk, sender, incoming)? => {
            return Ok(Err(QuarantineReason::Private));
        }
        _ if sender.withdrawn => return Ok(Err(QuarantineReason::Withdrawn)),
        Ok(envelope) => envelope,
        Err(Malformed::NewerFormat(_)) => return Ok(Err(QuarantineReason::NewerFormat)),
        Err(_) => return Ok(Err(QuarantineReason::Malformed)),
    };
    let change = &envelope.change;
    let owner = desk.actor(change.dot.actor)?.map(|(_, person)| person);
    if change.author != sender.person.person || owner.is_some_and(|owner| owner != change.author) {
        return Ok(Err(QuarantineReason::ForgedAuthor));
    }
    if Category::from_number(change.stream.category).is_none() {
        return Ok(Err(QuarantineReason::NewerFormat));
    }
    let Some(case) = case_of(desk, sender, rights, change.stream.case)? else {
        return Ok(Err(QuarantineReason::UnknownCase));
    };
    if !desk.belongs(&case, change.stream.document)? {
        return Ok(Err(QuarantineReason::OtherCase));
    }
    let place = (case.case, change.stream.document);
    let mask = match rights.masks.get(&place) {
        Some(mask) => *mask,
        None => {
            let former = match &rights.former {
                Some(grants) => mask_of_all(&sender.person, &desk.structure, grants, place.1),
                None => desk.former_mask(&sender.person, place.0, place.1)?,
            };
            let mask = desk.mask(&sender.person, place.0, place.1)?.or(former);
            match &rights.sponsor {
                Some(_) => mask.or(desk.mask_if_own(&sender.person, place.0, place.1)?),
                None => mask,
            }
        }
    };
    rights.masks.insert(place, mask);
    let writer = Writer {
        author: &sender.person,
        sponsor: rights.sponsor.as_ref(),
    };
    if let Some(reason) = hindrance(desk, writer, &case, mask, (envelope, &rights.openings))? {
        return Ok(Err(reason));
    }
    if change.seal().is_err() {
        return Ok(Err(QuarantineReason::Malformed));
    }
    let fate = match desk.merge(&case, envelope, sender.replica, &incoming.body)? {
        Merged::Known(standing) => fate_of(standing.sequence, standing.late),
        Merged::Appended { sequence, late } => fate_of(sequence, late),
        Merged::Refused(refusal) => return Ok(Err(reason_of(refusal))),
    };
    file_seal(desk, &case, envelope)?;
    Ok(Ok(fate))
}

/// Whether the sender's work on the case went to somebody else: then her drafts go with it.
fn handed_over(
    desk: &mut Desk<'_>,
    sender: &Sender,
    incoming: &Incoming,
) -> Result<bool, OfficeError> {
    let Ok(envelope) = &incoming.envelope else {
        return Ok(false);
    };
    let case = envelope.change.stream.case;
    let given = desk
        .storage
        .handed_over_grants(sender.person.person, case)?;
    Ok(!given.is_empty())
}

/// A seal that is in the log closes its document, and waits for its content.
pub(crate) fn file_seal(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    envelope: &Envelope,
) -> Result<(), OfficeError> {
    let change = &envelope.change;
    let Some(seal) = change.seal()? else {
        return Ok(());
    };
    let row = SealRow {
        seal: seal.seal,
        document: change.stream.document,
        author: change.author,
        stamp_ms: change.stamp.wall_ms,
        body: seal.body()?,
        outcome: SealOutcome::Waiting,
    };
    desk.cut(case, change.stream.document, &seal)?;
    Ok(desk.storage.add_seal(case.row, &row)?)
}

const fn fate_of(sequence: u64, late: bool) -> Fate {
    if late {
        Fate::Late { sequence }
    } else {
        Fate::Accepted { sequence }
    }
}

pub(crate) const fn reason_of(refusal: Refusal) -> QuarantineReason {
    match refusal {
        Refusal::Fork => QuarantineReason::Fork,
        Refusal::BrokenChain => QuarantineReason::BrokenChain,
        Refusal::Gap | Refusal::AheadOfContext => QuarantineReason::Gap,
    }
}

/// The case; one nobody knows is opened for who may open one.
fn case_of(
    desk: &mut Desk<'_>,
    sender: &Sender,
    rights: &mut Rights,
    id: Uuid,
) -> Result<Option<CaseRow>, OfficeError> {
    if let Some(known) = rights.cases.get(&id) {
        return Ok(Some(known.clone()));
    }
    let case = match desk.storage.case(id)? {
        Some(case) => case,
        None if may_open(&sender.person) => {
            let case = open_case(desk, sender.person.person, id)?;
            rights.adopted.push(case.clone());
            case
        }
        None => return Ok(None),
    };
    rights.cases.insert(id, case.clone());
    Ok(Some(case))
}

fn may_open(person: &Person) -> bool {
    person.active && person.roles.iter().any(|role| role.opens_cases())
}

/// Gives a new case its number, its opener and the unit that receives reports.
pub(crate) fn open_case(
    desk: &mut Desk<'_>,
    origin: Uuid,
    id: Uuid,
) -> Result<CaseRow, OfficeError> {
    let number = desk.next_number("T")?;
    open_case_as(desk, origin, id, &number)
}

/// The same under a number that was given before.
pub(crate) fn open_case_as(
    desk: &mut Desk<'_>,
    origin: Uuid,
    id: Uuid,
    number: &str,
) -> Result<CaseRow, OfficeError> {
    let case = desk.storage.add_case(id, number, origin, desk.now_ms)?;
    desk.awaken(id);
    if desk.storage.person(origin)?.is_some() {
        desk.grant_own(origin, &case)?;
    }
    let first_contact = desk.structure.first_contact.clone();
    desk.grant_team(&first_contact, &case, id)?;
    // The head answers for every visit, also before an interview comes of it.
    desk.grant_team(HEAD, &case, id)?;
    // Coordinators are asked where it is from the first day on.
    desk.grant_team(COORDINATORS, &case, id)?;
    Ok(case)
}

/// Tells everybody who holds the case that the office took it in.
pub(crate) fn adopt(desk: &mut Desk<'_>, case: &CaseRow) -> Result<(), OfficeError> {
    let adoption = Adoption {
        number: case.number.clone(),
        at_ms: desk.now_ms,
    };
    let write = Write {
        record: case.case,
        field: field::ADOPTED.to_owned(),
        value: serde_json::to_vec(&adoption)?,
    };
    desk.write(case, case.case, Category::Workflow, &[write])?;
    // Who opened a family at the door has its visit; a report is given to somebody by whoever takes it.
    let opener = desk.storage.person(case.origin)?;
    let visits = opener.is_some_and(|person| person.roles.contains(&Role::FieldWorker));
    if visits
        && case_records(desk, case)?
            .of_kind(kind::REPORT)
            .next()
            .is_none()
    {
        visit(desk, case, case.origin)?;
    }
    Ok(())
}
