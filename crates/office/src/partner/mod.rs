//! Exchange with other centres: a card each way, confirmed by phone; then a file with a case for one key, and a file with the
//! other centre's word on it.
//!
//! The head asks, her seat carries the bytes, and the office alone opens and makes files: the keys are the office's own.

use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::partner::{
    Confirmation, Origin, Partner, PartnerAsk, PartnerRefusal, PartnerTold,
};
use teren_domain::workflow::kind;
use teren_ledger::wire::Refused;
use teren_ledger::{CentreCard, ROW_FIELD, is_fingerprint};
use teren_store::courier::{CourierError, MAX_FILE, open, seal};
use teren_store::packet;
use teren_sync::PARTNER_BYTES;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{answer_to, case_records};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::sha256;
use crate::office::Office;
use crate::records::Records;
use crate::round::{authenticate, laptop_of};
use crate::storage::CaseRow;

mod answer;
mod send;
mod take_in;

/// What lies in a file between two centres.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Content {
    Case(Box<Passed>),
    Word(Word),
}

/// A case, or a part of it, for another centre.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Passed {
    /// The centre that sends.
    centre: Uuid,
    /// Its hand-over, which the answer names.
    hand_over: Uuid,
    at_ms: i64,
    case: Uuid,
    reason: String,
    /// Field of the header and its value as JSON.
    header: Vec<(String, Vec<u8>)>,
    interviews: Vec<PassedInterview>,
    /// Who wrote something of it, by name.
    people: Vec<(Uuid, String)>,
}

/// An approved interview in the categories that the other centre may hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct PassedInterview {
    document: Uuid,
    /// Changes as their authors wrote them, the seals among them, in the order of the sending office.
    changes: Vec<Vec<u8>>,
    /// Bytes of attachments that rows among them name.
    attachments: Vec<Vec<u8>>,
}

/// The other centre's word on a case that was sent to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Word {
    /// The centre that answers.
    centre: Uuid,
    case: Uuid,
    hand_over: Uuid,
    /// SHA-256 of the file that is answered.
    file: [u8; 32],
    accepted: bool,
    /// Number of the case there.
    number: String,
    reason: String,
    at_ms: i64,
}

impl Content {
    const fn centre(&self) -> Uuid {
        match self {
            Self::Case(passed) => passed.centre,
            Self::Word(word) => word.centre,
        }
    }
}

impl Office {
    /// What the head asks about another centre: a packed [`PartnerAsk`] in, a packed `Result<PartnerTold, PartnerRefusal>`
    /// out. Of what was refused nothing stays.
    pub fn ask_partner(
        &self,
        token: &[u8; 32],
        message: &[u8],
        now_ms: i64,
    ) -> Result<Vec<u8>, Refused> {
        let token = *token;
        let ask: PartnerAsk =
            packet::unpack(message, PARTNER_BYTES).map_err(|_| Refused::Malformed)?;
        let told = self.work(now_ms, move |desk| {
            let sender = authenticate(desk.storage, &token, now_ms)?;
            if sender.withdrawn || !sender.person.roles.contains(&Role::Head) {
                return Err(PartnerRefusal::NotAllowed.into());
            }
            let told = answer(desk, sender.person.person, ask)?;
            desk.close()?;
            Ok(told)
        });
        let told: Result<PartnerTold, PartnerRefusal> = match told {
            Ok(told) => Ok(told),
            Err(OfficeError::Partner(refusal)) => Err(refusal),
            Err(error) => return Err(error.refused()),
        };
        packet::pack(&told).map_err(|_| Refused::Storage)
    }

    /// Whether a laptop of this centre asks: looked at before the body of a large message is read.
    pub(crate) fn knows(&self, token: &[u8; 32]) -> Result<(), Refused> {
        let token = *token;
        let known = self
            .writer()
            .ask(move |storage| laptop_of(storage, &token).map(|_| ()));
        known.map_err(|error: OfficeError| error.refused())
    }
}

fn answer(desk: &mut Desk<'_>, by: Uuid, ask: PartnerAsk) -> Result<PartnerTold, OfficeError> {
    match ask {
        PartnerAsk::Add { card } => add(desk, by, &card).map(PartnerTold::Known),
        PartnerAsk::Confirm { centre, heard } => {
            confirm(desk, by, centre, &heard).map(PartnerTold::Known)
        }
        PartnerAsk::Send(sending) => send::send(desk, by, &sending).map(PartnerTold::File),
        PartnerAsk::Open { file } => match opened(desk, &file)? {
            (partner, Content::Case(passed)) => {
                desk.note(by, Event::PartnerFileOpened, passed.case)?;
                take_in::inside(desk, &partner, &passed, &file).map(PartnerTold::Inside)
            }
            (partner, Content::Word(word)) => {
                answer::hear(desk, by, &partner, &word).map(PartnerTold::Heard)
            }
        },
        PartnerAsk::Answer {
            file,
            accepted,
            reason,
        } => match opened(desk, &file)? {
            (partner, Content::Case(passed)) if accepted => {
                take_in::accept(desk, by, &partner, &passed, &file).map(PartnerTold::File)
            }
            (partner, Content::Case(passed)) => {
                answer::refuse(desk, by, &partner, &passed, &file, &reason).map(PartnerTold::File)
            }
            (_, Content::Word(_)) => Err(PartnerRefusal::NotAFile.into()),
        },
    }
}

/// Takes the other centre's card; it counts only once its digits were confirmed. Another key asks for that anew.
fn add(desk: &mut Desk<'_>, by: Uuid, card: &str) -> Result<Partner, OfficeError> {
    let card = CentreCard::parse(card).map_err(|_| PartnerRefusal::NotACard)?;
    let own = teren_store::courier::public_key(&desk.house.office_secret);
    if card.centre == desk.house.centre || card.key == own {
        return Err(PartnerRefusal::OwnCard.into());
    }
    let known = partners(desk)?;
    let same = |known: &&Partner| known.centre == card.centre && known.key == card.key;
    if let Some(known) = known.iter().find(same) {
        return Ok(known.clone());
    }
    let before = known.iter().find(|known| known.centre == card.centre);
    let partner = Partner {
        centre: card.centre,
        name: card.name,
        key: card.key,
        confirmed: None,
        replaced: before.is_some_and(|known| known.confirmed.is_some() || known.replaced),
    };
    put(desk, &partner)?;
    desk.note(by, Event::PartnerAdded, partner.centre)?;
    Ok(partner)
}

/// A person compared the digits by phone and typed what she heard.
fn confirm(
    desk: &mut Desk<'_>,
    by: Uuid,
    centre: Uuid,
    heard: &str,
) -> Result<Partner, OfficeError> {
    let known = partner(desk, centre)?;
    if !is_fingerprint(centre, &known.key, heard) {
        return Err(PartnerRefusal::WrongDigits.into());
    }
    let partner = Partner {
        confirmed: Some(Confirmation {
            by,
            at_ms: desk.now_ms,
        }),
        replaced: false,
        ..known
    };
    put(desk, &partner)?;
    desk.note(by, Event::PartnerConfirmed, centre)?;
    Ok(partner)
}

/// Every other centre whose card was taken.
fn partners(desk: &mut Desk<'_>) -> Result<Vec<Partner>, OfficeError> {
    let centre = desk.centre()?;
    let records = case_records(desk, &centre)?;
    let rows = records.of_kind(kind::PARTNER);
    Ok(rows
        .filter_map(|record| Records::read(record, ROW_FIELD))
        .collect())
}

fn partner(desk: &mut Desk<'_>, centre: Uuid) -> Result<Partner, OfficeError> {
    let mut known = partners(desk)?.into_iter();
    let found = known.find(|known| known.centre == centre);
    found.ok_or_else(|| PartnerRefusal::Unknown.into())
}

fn confirmed(partner: Partner) -> Result<Partner, OfficeError> {
    match partner.confirmed {
        Some(_) => Ok(partner),
        None => Err(PartnerRefusal::Unconfirmed.into()),
    }
}

/// Tells every seat about another centre; its record's id is the centre's own.
fn put(desk: &mut Desk<'_>, partner: &Partner) -> Result<(), OfficeError> {
    let case = desk.centre()?;
    let writes = [
        opening(partner.centre, kind::PARTNER, Some(case.case))?,
        answer_to(partner.centre, ROW_FIELD, partner)?,
    ];
    desk.write(&case, case.case, Category::Workflow, &writes)
}

/// Opens a file and says from whom it is: the key that made it, not the name that stands in it.
fn opened(desk: &mut Desk<'_>, file: &[u8]) -> Result<(Partner, Content), OfficeError> {
    let opened = open(&desk.house.office_secret, file).map_err(|error| match error {
        CourierError::NotACourierFile => PartnerRefusal::NotAFile,
        CourierError::ForAnotherKey => PartnerRefusal::ForAnother,
        CourierError::Damaged => PartnerRefusal::Damaged,
        CourierError::TooLarge => PartnerRefusal::TooLarge,
    })?;
    let mut known = partners(desk)?.into_iter();
    let sender = known.find(|known| known.key == opened.sender);
    let partner = confirmed(sender.ok_or(PartnerRefusal::UnknownSender)?)?;
    let content: Content =
        packet::unpack(&opened.bytes, MAX_FILE).map_err(|_| PartnerRefusal::Newer)?;
    if content.centre() != partner.centre {
        return Err(PartnerRefusal::UnknownSender.into());
    }
    Ok((partner, content))
}

/// The file for one key, made with this office's own.
fn sealed(desk: &Desk<'_>, to: &Partner, content: &Content) -> Result<Vec<u8>, OfficeError> {
    let too_large = |_| PartnerRefusal::TooLarge;
    let plain = packet::pack(content).map_err(too_large)?;
    let file = seal(&desk.house.office_secret, &to.key, &plain);
    Ok(file.map_err(|_| PartnerRefusal::TooLarge)?)
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// Where the parts of a case that came from other centres come from.
fn origins(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<Origin>, OfficeError> {
    let records = case_records(desk, case)?;
    let rows = records.of_kind(kind::ORIGIN);
    Ok(rows
        .filter_map(|record| Records::read(record, ROW_FIELD))
        .collect())
}

/// Name under which a refused file is remembered: of what was not taken in nothing else stays.
fn refused_file(file: &[u8]) -> String {
    format!("refused file/{}", hex(&sha256(file)))
}
