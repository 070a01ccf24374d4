//! Reading in an emergency a case that is not one's own: asked of the office, shown to the head, let go when the day ends.

use serde::{Deserialize, Serialize};
use teren_domain::access::Role;
use teren_domain::break_glass::{
    ACKNOWLEDGED, Acknowledged, BROKEN_GLASS, BrokenGlass, GlassOpened,
};
use teren_domain::workflow::{Act, ActRefusal, field};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, BrokenGlassView, DecisionView, GlassOpenedView, Problem, ProblemCode,
};
use crate::session::Open;
use crate::values::Records;

/// What a card keeps of such a reading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct GlassCard {
    pub record: Uuid,
    pub row: BrokenGlass,
    /// Nothing where it lies outside this person's authority.
    pub reason: Option<String>,
    pub acknowledged: bool,
}

pub(crate) fn glass_of(records: &Records) -> Vec<GlassCard> {
    let rows = records.rows::<BrokenGlass>(BROKEN_GLASS, ROW_FIELD);
    let cards = rows.map(|(record, row)| GlassCard {
        record,
        row,
        reason: records.read(record, field::REASON),
        acknowledged: records.read::<Acknowledged>(record, ACKNOWLEDGED).is_some(),
    });
    cards.collect()
}

impl App {
    /// Asks the office for a case by its number. Only with a line: without it nothing is asked later.
    pub fn break_glass(&self, number: &str, reason: &str) -> Result<GlassOpenedView, Problem> {
        let (number, reason) = (number.trim().to_uppercase(), reason.trim().to_owned());
        for (text, field) in [(&number, "number"), (&reason, "reason")] {
            if text.is_empty() {
                return Err(Problem::of(ProblemCode::InvalidInput).with("field", field));
            }
        }
        let act = Act::BreakGlass { number, reason };
        let breaks = |asked: &Act| matches!(asked, Act::BreakGlass { .. });
        let (decision, body) = self.ask_in_words(&act, breaks, refusal_pl)?;
        if decision.outcome == ActOutcome::Waiting {
            self.with(|open| open.stop_asking(breaks))?;
        }
        let opened: Option<GlassOpened> = body.and_then(|body| serde_json::from_slice(&body).ok());
        Ok(GlassOpenedView {
            decision,
            case: opened.map(|opened| opened.case),
            until: opened.map(|opened| local_text(opened.until_ms)),
        })
    }

    /// Readings that the head has not seen yet, the oldest first; nothing for anybody else.
    pub fn broken_glass(&self) -> Result<Vec<BrokenGlassView>, Problem> {
        self.with(|open| {
            if !open.has_role(Role::Head) {
                return Ok(Vec::new());
            }
            let mut unseen: Vec<(i64, BrokenGlassView)> = Vec::new();
            for card in open.cards()? {
                for glass in card.glass.iter().filter(|glass| !glass.acknowledged) {
                    unseen.push((glass.row.at_ms, open.glass_view(&card, glass)));
                }
            }
            unseen.sort_by_key(|(at_ms, _)| *at_ms);
            Ok(unseen.into_iter().map(|(_, view)| view).collect())
        })
    }

    /// The head has seen it.
    pub fn acknowledge_glass(&self, case: Uuid, reading: Uuid) -> Result<DecisionView, Problem> {
        let act = Act::AcknowledgeGlass { case, reading };
        Ok(self.ask_in_words(&act, |_| false, refusal_pl)?.0)
    }
}

fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => {
            "W sytuacji wyjątkowej cudzą sprawę czytają pracownik socjalny i kierownik; przyjmuje to do wiadomości kierownik."
        }
        ActRefusal::AlreadyHeld => {
            "Masz już dostęp do tej sprawy. Znajdziesz ją, szukając po nazwisku."
        }
        ActRefusal::Unknown => "Ośrodek nie zna sprawy o takim numerze.",
        _ => "Ośrodek tego nie przyjął. Sprawdź, co wpisano, i spróbuj jeszcze raz.",
    }
}

impl Open {
    fn glass_view(&self, card: &Card, glass: &GlassCard) -> BrokenGlassView {
        BrokenGlassView {
            case: card.case,
            reading: glass.record,
            number: card.number.clone().unwrap_or_default(),
            by: self.directory.name(glass.row.by),
            at: local_text(glass.row.at_ms),
            reason: glass.reason.clone().unwrap_or_default(),
        }
    }

    /// Lets go of what this person read in an emergency on a day that is over, also without a line. Who may write in a case holds it
    /// in another way, too.
    pub(crate) fn end_readings(&mut self, now_ms: i64) -> Result<(), Problem> {
        // A clock set back gains nothing against the office's last word.
        let now_ms = now_ms.max(self.store.office_ms()?);
        for card in self.cards()? {
            let mut hers = card
                .glass
                .iter()
                .filter(|glass| glass.row.by == self.person);
            let over =
                hers.clone().next().is_some() && hers.all(|glass| glass.row.until_ms <= now_ms);
            let grant = self.store.grant(card.case)?;
            if over && grant.is_some_and(|grant| grant.only_reads()) {
                self.store.let_go(card.case, now_ms)?;
            }
        }
        Ok(())
    }
}
