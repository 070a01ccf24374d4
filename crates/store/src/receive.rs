//! Changes, grants and revokes that come from the office.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use teren_ledger::wire::{Backfill, Grant, Response, Revoke, Sequenced};
use teren_ledger::{Dot, Envelope, FORMAT, Malformed, Refusal, Stream};
use uuid::Uuid;

use crate::courier;
use crate::error::Error;
use crate::exchange::{Received, Sent};
use crate::identity::place_key;
use crate::packet;
use crate::store::{Batch, Store};
use crate::tables::changes::Within;
use crate::tables::grants::{self, GrantRow, OpenedRow};
use crate::tables::{
    attachments, cards, changes, conflicts, documents, drafts, kept_packets, meta, released,
    streams,
};
use crate::take::{Origin, Step};

/// Set while changes of a newer format are missing here: the newest format the program read when they came.
pub(crate) const UNREAD: &str = "unread";

/// Set while a store that lost something fetches everything again.
const OWN_TOO: &str = "own changes too";

/// How long a laptop keeps packets of its own changes after the office took them.
const KEEP_MS: i64 = 90 * 24 * 60 * 60 * 1000;

impl Store {
    /// Own changes of the last 90 days that the office has taken, also of cases that went away; each packet readable with the centre's recovery key only.
    pub fn kept_packets(&mut self) -> Result<Vec<Vec<u8>>, Error> {
        self.read(|batch| kept_packets::all(batch.db))
    }
}

impl Batch<'_> {
    /// Merges the changes in the office's order. None of them can block the others.
    pub(crate) fn receive(
        &mut self,
        sequenced: &[Sequenced],
        received: &mut Received,
    ) -> Result<(), Error> {
        let mut revoked: HashMap<Uuid, bool> = HashMap::new();
        let mut brought = BTreeSet::new();
        for change in sequenced {
            let envelope = match Envelope::open(change.bytes.clone()) {
                Ok(envelope) => envelope,
                Err(error) => {
                    received.unreadable += 1;
                    if let Malformed::NewerFormat(_) = error {
                        meta::put(self.db, UNREAD, &[FORMAT])?;
                    }
                    continue;
                }
            };
            let stream = envelope.change.stream;
            let gone = match revoked.entry(stream.case) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(place) => *place.insert(self.is_revoked(stream.case)?),
            };
            if !gone {
                self.receive_one(&envelope, received)?;
                brought.insert(stream);
            }
        }
        // The office has them, also where they were known here: what rests on them may be taken now.
        for stream in brought {
            if let Some(id) = streams::find(self.db, stream)? {
                changes::offer_quarantined(self.db, Within::Stream(id))?;
            }
        }
        Ok(())
    }

    fn receive_one(&mut self, envelope: &Envelope, received: &mut Received) -> Result<(), Error> {
        let stream = envelope.change.stream;
        match self.document_of(stream.case, stream.document, false, &envelope.change.form) {
            Ok(_) => {}
            Err(Error::ForeignDocument) => {
                received.unreadable += 1;
                return Ok(());
            }
            Err(error) => return Err(error),
        }
        let origin = Origin::Office;
        let mut step = self.take_or_skip(envelope, origin)?;
        if step == Some(Step::Refused(Refusal::Fork)) && self.is_own(stream, envelope.change.dot)? {
            // Another copy of this store got there first: make room, and write ours again under a new name.
            let dot = envelope.change.dot;
            received.reissued += self.reissue(stream, dot.actor, dot.counter)?;
            step = self.take_or_skip(envelope, origin)?;
        }
        match step {
            Some(Step::Appended { .. }) => {
                received.changes += 1;
                received.cases.insert(stream.case);
            }
            Some(Step::Known) => {}
            Some(Step::Refused(_)) => {
                if !received.mismatched.contains(&stream) {
                    received.mismatched.push(stream);
                }
            }
            None => received.unreadable += 1,
        }
        Ok(())
    }

    /// `None` for a change whose body breaks its bounds.
    pub(crate) fn take_or_skip(
        &mut self,
        envelope: &Envelope,
        origin: Origin,
    ) -> Result<Option<Step>, Error> {
        match self.take(envelope, origin) {
            Ok(step) => Ok(Some(step)),
            Err(Error::Malformed(Malformed::Undecodable | Malformed::OutOfBounds)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_own(&mut self, stream: Stream, dot: Dot) -> Result<bool, Error> {
        let id = self.header(stream.document)?.ids.get(&stream.category);
        let Some(id) = id.copied() else {
            return Ok(false);
        };
        let actor = self.actor_number(dot.actor)?;
        Ok(changes::standing(self.db, id, actor, dot.counter)?
            .is_some_and(|(_, fate, _)| fate != changes::Fate::Received))
    }

    fn is_revoked(&self, case: Uuid) -> Result<bool, Error> {
        Ok(grants::find(self.db, case)?.is_some_and(|grant| grant.revoked.is_some()))
    }

    pub(crate) fn apply_grants(
        &mut self,
        response: &Response,
        sent: &Sent,
        received: &mut Received,
    ) -> Result<(), Error> {
        // Grants and revokes are rows of one sequence: the later one counts.
        for grant in &response.grants {
            self.apply_grant(grant, received)?;
        }
        for revoke in &response.revokes {
            self.apply_revoke(*revoke, received)?;
        }
        if let Some(asked) = sent.backfill {
            self.advance_backfill(&asked, response.backfill, received)?;
        }
        for grant in &response.grants {
            let brought = Backfill {
                case: grant.case,
                after: 0,
                until: grant.sequence,
            };
            self.advance_backfill(&brought, response.backfill, received)?;
        }
        if !response.more {
            meta::remove(self.db, OWN_TOO)?;
        }
        Ok(())
    }

    /// What was asked for, and what a grant brings with it, is whole unless the answer names it as unfinished.
    fn advance_backfill(
        &mut self,
        asked: &Backfill,
        unfinished: Option<Backfill>,
        received: &mut Received,
    ) -> Result<(), Error> {
        let came = unfinished
            .filter(|unfinished| unfinished.case == asked.case)
            .map_or(asked.until, |unfinished| unfinished.after);
        let before = grants::find(self.db, asked.case)?;
        grants::advance_backfill(
            self.db,
            &Backfill {
                after: came,
                ..*asked
            },
        )?;
        let after = grants::find(self.db, asked.case)?;
        if before.is_some_and(|grant| !grant.visible) && after.is_some_and(|grant| grant.visible) {
            received.appeared.insert(asked.case);
            received.cases.insert(asked.case);
            self.mark_card(asked.case)?;
        }
        Ok(())
    }

    /// From now on everything is asked for whole, own changes included, which otherwise do not come back.
    pub(crate) fn ask_for_own_too(&mut self) -> Result<(), Error> {
        meta::put(self.db, OWN_TOO, &[])?;
        self.want_deposits()?;
        for case in grants::standing(self.db)? {
            grants::start_backfill(self.db, case, u64::MAX)?;
        }
        Ok(())
    }

    /// A newer program asks once more for what an older one could not read. It has skipped it in the office's order.
    pub(crate) fn ask_for_unread(&mut self) -> Result<(), Error> {
        meta::remove(self.db, UNREAD)?;
        for case in grants::standing(self.db)? {
            grants::start_backfill(self.db, case, u64::MAX)?;
        }
        Ok(())
    }

    fn apply_grant(&mut self, grant: &Grant, received: &mut Received) -> Result<(), Error> {
        let categories = mask(&grant.categories);
        let known = grants::find(self.db, grant.case)?;
        if known
            .is_some_and(|known| known.sequence.max(known.revoked.unwrap_or(0)) >= grant.sequence)
        {
            return Ok(());
        }
        let held = known.filter(|known| known.revoked.is_none());
        let had = held.map_or(0, |known| known.categories);
        let here = !documents::of_case(self.db, grant.case)?.is_empty();
        let lost = (held.map_or(0, |known| known.lost) | (had & !categories)) & !categories;
        grants::put(
            self.db,
            grant.case,
            &GrantRow {
                sequence: grant.sequence,
                categories,
                lost,
                visible: held.map_or(here, |known| known.visible),
                revoked: None,
                pending: false,
            },
        )?;
        let documents = grant.documents.iter().map(|opened| OpenedRow {
            document: opened.document,
            categories: mask(&opened.categories),
            writable: mask(&opened.writable),
        });
        let documents: Vec<OpenedRow> = documents.collect();
        grants::put_documents(self.db, grant.case, &documents)?;
        if meta::get(self.db, OWN_TOO)?.is_some() {
            grants::start_backfill(self.db, grant.case, u64::MAX)?;
        } else {
            // Also with the same categories: another interview of the case may have been opened.
            grants::start_backfill(self.db, grant.case, grant.sequence)?;
        }
        changes::offer_quarantined(self.db, Within::Case(grant.case))?;
        received.cases.insert(grant.case);
        Ok(())
    }

    fn apply_revoke(&mut self, revoke: Revoke, received: &mut Received) -> Result<(), Error> {
        let known = grants::find(self.db, revoke.case)?;
        if known
            .is_some_and(|known| known.sequence.max(known.revoked.unwrap_or(0)) >= revoke.sequence)
        {
            return Ok(());
        }
        grants::revoke(self.db, revoke.case, revoke.sequence)?;
        if documents::of_case(self.db, revoke.case)?.is_empty() {
            released::put(self.db, revoke.case)?;
        }
        received.revoked.insert(revoke.case);
        received.cases.insert(revoke.case);
        Ok(())
    }

    /// Removes what this seat may no longer hold, as soon as nothing of it is unsent.
    pub(crate) fn remove_leaving(
        &mut self,
        now_ms: i64,
        received: &mut Received,
    ) -> Result<(), Error> {
        // By the office's clock: one laptop's may be years off for a moment.
        let kept_ms = received.office_time_ms;
        kept_packets::remove_before(self.db, kept_ms.saturating_sub(KEEP_MS))?;
        for case in grants::leaving(self.db)? {
            let Some(grant) = grants::find(self.db, case)? else {
                continue;
            };
            let leaving = match grant.revoked {
                Some(_) => u64::MAX,
                None => grant.lost,
            };
            self.commit_leaving_drafts(case, leaving, now_ms)?;
            if changes::count_unsent_in(self.db, case, leaving)? > 0
                || self.attachments_wait_in(case, leaving)?
            {
                continue;
            }
            // The office keeps these for a person to look at: not taken, and about to go here.
            let aside = changes::quarantined_of_case(self.db, &mut self.work.codec, case)?;
            self.keep_packet(&aside, kept_ms)?;
            if grant.revoked.is_some() {
                self.remove_streams(case, u64::MAX)?;
                self.remove_case(case)?;
                released::put(self.db, case)?;
            } else {
                self.remove_streams(case, grant.lost)?;
                grants::clear_lost(self.db, case)?;
                self.mark_card(case)?;
            }
            received.removed.insert(case);
            received.cases.insert(case);
        }
        Ok(())
    }

    /// The laptop is the backup of the backup: its own changes as the office took them, for nobody here to read.
    pub(crate) fn keep_packet(&mut self, own: &[Vec<u8>], kept_ms: i64) -> Result<(), Error> {
        let identity = self.work.identity.as_ref();
        let Some(office) = identity.and_then(|identity| identity.office.as_ref()) else {
            return Ok(());
        };
        let recovery = office.recovery_key;
        if own.is_empty() {
            return Ok(());
        }
        let packed = packet::pack(&own).map_err(|_| Error::TooLarge)?;
        let sealed = courier::seal_unread(&recovery, &packed)?;
        kept_packets::put(self.db, kept_ms, &sealed)
    }

    fn remove_streams(&mut self, case: Uuid, categories: u64) -> Result<(), Error> {
        for row in documents::of_case(self.db, case)? {
            for (category, stream) in streams::of_document(self.db, row.id)? {
                if categories & bit(category) != 0 {
                    conflicts::remove(self.db, stream)?;
                    changes::remove_stream(self.db, stream)?;
                    attachments::remove_category(self.db, row.id, category)?;
                }
            }
            self.work.documents.forget(row.document);
        }
        streams::remove_empty(self.db, case)
    }

    fn remove_case(&mut self, case: Uuid) -> Result<(), Error> {
        self.end_deposits_of(case)?;
        for row in documents::of_case(self.db, case)? {
            drafts::remove(self.db, row.id)?;
            meta::remove(self.db, &place_key(row.document))?;
            self.work.documents.forget(row.document);
        }
        documents::remove_case(self.db, case)?;
        cards::remove(self.db, case)
    }
}

fn mask(categories: &[u8]) -> u64 {
    categories
        .iter()
        .fold(0, |mask, category| mask | bit(*category))
}

/// Categories beyond 62 do not exist; a newer program's would be held unseen in its own release.
pub(crate) fn bit(category: u8) -> u64 {
    if category < 63 { 1 << category } else { 0 }
}
