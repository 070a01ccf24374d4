//! Acts that only the office can answer: asked durably, answered in an exchange, never shown as done before.

use teren_domain::workflow::{Act, ActRefusal};
use teren_ledger::wire;
use uuid::Uuid;

use crate::contract::{ActOutcome, Problem};
use crate::session::Open;
use crate::writing::json;

/// What the office answered, with its words.
pub(crate) enum Answered {
    Accepted(Vec<u8>),
    Refused(ActRefusal),
    Waiting,
}

impl Answered {
    pub fn outcome(&self) -> ActOutcome {
        match self {
            Self::Accepted(_) => ActOutcome::Accepted,
            Self::Refused(_) => ActOutcome::Refused,
            Self::Waiting => ActOutcome::Waiting,
        }
    }
}

impl Open {
    /// Asks for an act in place of waiting ones that it makes void; the same act is not asked twice.
    pub(crate) fn ask(
        &mut self,
        act: &Act,
        voids: impl Fn(&Act) -> bool,
        now_ms: i64,
    ) -> Result<Uuid, Problem> {
        for waiting in self
            .store
            .acts()?
            .into_iter()
            .filter(|asked| asked.answer.is_none())
        {
            match serde_json::from_slice::<Act>(&waiting.body) {
                Ok(asked) if asked == *act => return Ok(waiting.id),
                Ok(asked) if voids(&asked) => self.store.remove_act(waiting.id)?,
                _ => {}
            }
        }
        let id = Uuid::now_v7();
        let body = json(act);
        self.store.put_act(&wire::Act { id, body }, now_ms)?;
        Ok(id)
    }

    /// Takes back what the office has not answered.
    pub(crate) fn stop_asking(&mut self, which: impl Fn(&Act) -> bool) -> Result<(), Problem> {
        let acts = self.store.acts()?.into_iter();
        for waiting in acts.filter(|asked| asked.answer.is_none()) {
            let asked = serde_json::from_slice::<Act>(&waiting.body);
            if asked.is_ok_and(|asked| which(&asked)) {
                self.store.remove_act(waiting.id)?;
            }
        }
        Ok(())
    }

    /// What the office said of an act; an answer that was seen is forgotten.
    pub(crate) fn outcome_of(&mut self, id: Uuid) -> Result<ActOutcome, Problem> {
        Ok(self.settled(id)?.0)
    }

    /// The same with the answer itself, or the reason of a refusal.
    pub(crate) fn settled(&mut self, id: Uuid) -> Result<(ActOutcome, Option<Vec<u8>>), Problem> {
        let act = self.store.act(id)?;
        if act.as_ref().is_some_and(|act| act.waits_for_case) {
            return Ok((ActOutcome::AwaitsCase, None));
        }
        let Some((accepted, body)) = act.and_then(|act| act.answer) else {
            return Ok((ActOutcome::Waiting, None));
        };
        self.store.remove_act(id)?;
        let outcome = match accepted {
            true => ActOutcome::Accepted,
            false => ActOutcome::Refused,
        };
        Ok((outcome, Some(body)))
    }

    /// The same with what came with the answer.
    pub(crate) fn answer_of(&mut self, id: Uuid) -> Result<Answered, Problem> {
        let act = self.store.act(id)?;
        let Some((accepted, body)) = act.and_then(|act| act.answer) else {
            return Ok(Answered::Waiting);
        };
        self.store.remove_act(id)?;
        let refusal = || serde_json::from_slice(&body).unwrap_or(ActRefusal::Malformed);
        Ok(match accepted {
            true => Answered::Accepted(body),
            false => Answered::Refused(refusal()),
        })
    }

    /// True while an act of this seat waits for the office.
    pub(crate) fn waits(&mut self, act: &Act) -> Result<bool, Problem> {
        let asked = json(act);
        let mut acts = self.store.acts()?.into_iter();
        Ok(acts.any(|waiting| waiting.answer.is_none() && waiting.body == asked))
    }
}
