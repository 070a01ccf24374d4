//! The word on a case that went to another centre: written there, read here.

use teren_domain::access_log::Event;
use teren_domain::hand_over::{HandOverState, reason_category};
use teren_domain::partner::{AnswerHeard, CourierFile, Partner, PartnerRefusal};
use teren_domain::workflow::field;
use uuid::Uuid;

use super::{Content, Passed, Word, hex, origins, refused_file, sealed};
use crate::OfficeError;
use crate::acts::{answer_to, case_records};
use crate::desk::Desk;
use crate::hand_over::{heard, step};
use crate::keys::sha256;
use crate::records::Records;
use crate::storage::CaseRow;

/// The file that says the case was taken in, and under which number.
pub(super) fn accepted(
    desk: &mut Desk<'_>,
    partner: &Partner,
    passed: &Passed,
    file: &[u8],
    case: &CaseRow,
) -> Result<Vec<u8>, OfficeError> {
    let word = Word {
        accepted: true,
        number: case.number.clone(),
        ..word_on(desk, passed, file)
    };
    sealed(desk, partner, &Content::Word(word))
}

/// The file that says why the case was not taken. It may be made again, with other words.
pub(super) fn refuse(
    desk: &mut Desk<'_>,
    by: Uuid,
    partner: &Partner,
    passed: &Passed,
    file: &[u8],
    reason: &str,
) -> Result<Vec<u8>, OfficeError> {
    if reason.trim().is_empty() {
        return Err(PartnerRefusal::NoReason.into());
    }
    let sha = hex(&sha256(file));
    if let Some(case) = desk.storage.case(passed.case)?
        && (origins(desk, &case)?.iter()).any(|origin| origin.sha256 == sha)
    {
        return Err(PartnerRefusal::AlreadyAnswered.into());
    }
    let day = desk.now_ms.to_be_bytes();
    desk.storage.set_meta(&refused_file(file), &day)?;
    desk.note(by, Event::PartnerFileRefused, passed.case)?;
    let word = Word {
        reason: reason.trim().to_owned(),
        ..word_on(desk, passed, file)
    };
    sealed(desk, partner, &Content::Word(word))
}

fn word_on(desk: &Desk<'_>, passed: &Passed, file: &[u8]) -> Word {
    Word {
        centre: desk.house.centre,
        case: passed.case,
        hand_over: passed.hand_over,
        file: sha256(file),
        accepted: false,
        number: String::new(),
        reason: String::new(),
        at_ms: desk.now_ms,
    }
}

/// The other centre's word on what was sent to it. The same word read twice is known; another one is refused.
pub(super) fn hear(
    desk: &mut Desk<'_>,
    by: Uuid,
    partner: &Partner,
    word: &Word,
) -> Result<AnswerHeard, OfficeError> {
    let case = desk.storage.case(word.case)?;
    let case = case.ok_or(PartnerRefusal::Unknown)?;
    let records = case_records(desk, &case)?;
    let sent = records.get(word.hand_over);
    let sent = sent.and_then(|record| Records::read::<CourierFile>(record, field::COURIER_FILE));
    let sent = sent.ok_or(PartnerRefusal::Unknown)?;
    if (sent.centre, sent.sha256) != (partner.centre, hex(&word.file)) {
        return Err(PartnerRefusal::Unknown.into());
    }
    let mut known = heard(desk, &case)?.into_iter();
    let known = known.find(|known| known.record == word.hand_over);
    let mut known = known.ok_or(PartnerRefusal::Unknown)?;
    let steps: &[HandOverState] = match word.accepted {
        true => &[HandOverState::Accepted, HandOverState::Done],
        false => &[HandOverState::Refused],
    };
    let again = match known.state() {
        Some(HandOverState::Sent) => false,
        state if state == steps.last().copied() => true,
        _ => return Err(PartnerRefusal::AlreadyAnswered.into()),
    };
    if !again {
        if !word.accepted {
            let reply = answer_to(word.hand_over, field::REPLY, &word.reason)?;
            desk.write(&case, case.case, reason_category(false), &[reply])?;
        }
        for state in steps {
            step(desk, &case, &mut known, *state, by)?;
        }
        desk.note(by, Event::PartnerAnswerRead, case.case)?;
    }
    Ok(AnswerHeard {
        case: case.case,
        centre: partner.centre,
        name: partner.name.clone(),
        accepted: word.accepted,
        number: word.number.clone(),
        reason: word.reason.clone(),
        again,
    })
}
