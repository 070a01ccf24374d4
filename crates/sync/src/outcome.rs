//! What an exchange did, whichever way it went.

use teren_store::Received;

/// A clock further off than this is told to a person; it never stops an exchange. Milliseconds.
const CLOCK_OFF_MS: u64 = 24 * 60 * 60 * 1000;

/// How far an exchange has come, in changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Own changes the office has answered for.
    pub sent: u32,
    /// Own changes that still wait here.
    pub to_send: u32,
    pub received: u32,
    /// The office has more.
    pub more: bool,
}

/// What an exchange that came to its end did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub rounds: u32,
    /// Sums over all rounds; `mismatched` are the streams that differ at the end. Both sides are kept then;
    /// over the line they were fetched anew once before, so a person in the office is to look.
    pub received: Received,
    /// Own changes that still wait here; not zero only after a courier file that was older than they.
    pub to_send: u32,
    /// Office clock minus this machine's, milliseconds, where they are more than a day apart.
    pub clock_off_ms: Option<i64>,
}

impl Outcome {
    pub(crate) fn add(&mut self, round: Received, now_ms: i64) {
        let off = round.office_time_ms.saturating_sub(now_ms);
        if self.rounds == 0 && off.unsigned_abs() > CLOCK_OFF_MS {
            self.clock_off_ms = Some(off);
        }
        self.rounds += 1;
        let sum = &mut self.received;
        sum.accepted += round.accepted;
        sum.late += round.late;
        for (reason, count) in round.quarantined {
            *sum.quarantined.entry(reason).or_default() += count;
        }
        sum.changes += round.changes;
        sum.unreadable += round.unreadable;
        sum.cases.extend(round.cases);
        sum.appeared.extend(round.appeared);
        sum.revoked.extend(round.revoked);
        sum.removed.extend(round.removed);
        sum.acts.extend(round.acts);
        sum.reissued += round.reissued;
        sum.started_over |= round.started_over;
        sum.more = round.more;
        sum.office_time_ms = round.office_time_ms;
    }

    /// How far it came.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let quarantined: u32 = self.received.quarantined.values().sum();
        Progress {
            sent: self.received.accepted + quarantined,
            to_send: self.to_send,
            received: self.received.changes,
            more: self.received.more,
        }
    }
}
