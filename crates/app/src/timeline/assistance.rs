//! From the request for an asystent rodziny to the end of her work.

use teren_domain::assistance::{
    Assignment, AssistanceEnd, AssistanceRequest, Coordination, FamilyConsent, FamilyLetGo,
};
use teren_domain::calendar::date_pl;
use teren_domain::family_plan::FamilyVisit;
use teren_domain::hand_over::Party;
use teren_domain::voice_note::VoiceNote;

use super::{Fact, Facts, Moment, one};
use crate::contract::TimelineWhat;

pub(super) fn requested(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<AssistanceRequest>().map(|asked| Moment {
        at_ms: asked.at_ms,
        by: asked.by,
        ..fact.moment(TimelineWhat::AssistanceRequested)
    }))
}

pub(super) fn consented(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<FamilyConsent>().map(|said| Moment {
        at_ms: said.at_ms,
        by: said.by,
        ..fact.moment(match said.given {
            true => TimelineWhat::ConsentGiven,
            false => TimelineWhat::ConsentRefused,
        })
    }))
}

pub(super) fn assigned(fact: &Fact, _: &Facts) -> Vec<Moment> {
    let all = fact.read::<Vec<Assignment>>().unwrap_or_default();
    let told = all.into_iter().map(|one| Moment {
        at_ms: one.at_ms,
        by: one.by,
        whom: Some(Party::Person(one.assistant)),
        ..fact.moment(TimelineWhat::AssistantAssigned)
    });
    told.collect()
}

pub(super) fn ended(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<AssistanceEnd>().map(|end| Moment {
        at_ms: end.at_ms,
        by: end.by,
        detail: Some(end.reason.name_pl().to_owned()),
        ..fact.moment(TimelineWhat::AssistanceEnded)
    }))
}

/// Who got the plan, and from whom it was taken.
pub(super) fn coordinated(fact: &Fact, _: &Facts) -> Vec<Moment> {
    let all = fact.read::<Vec<Coordination>>().unwrap_or_default();
    let told = all.into_iter().flat_map(|one| {
        let of = |what, by, at_ms| Moment {
            at_ms,
            by,
            whom: Some(Party::Person(one.coordinator)),
            ..fact.moment(what)
        };
        let given = of(TimelineWhat::CoordinatorAssigned, one.by, one.at_ms);
        let ended = one.ended.map(|end| {
            let by = if end.by.is_nil() { fact.by } else { end.by };
            of(TimelineWhat::CoordinatorEnded, by, end.at_ms)
        });
        [Some(given), ended].into_iter().flatten()
    });
    told.collect()
}

pub(super) fn let_go(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<FamilyLetGo>().map(|gone| Moment {
        at_ms: gone.at_ms,
        whom: Some(Party::Person(gone.assistant)),
        ..fact.moment(TimelineWhat::FamilyLetGo)
    }))
}

pub(super) fn visited(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<FamilyVisit>().map(|visit| Moment {
        at_ms: visit.at_ms,
        by: visit.by,
        detail: Some(date_pl(visit.on)),
        ..fact.moment(TimelineWhat::FamilyVisited)
    }))
}

pub(super) fn spoken(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<VoiceNote>().map(|note| Moment {
        at_ms: note.at_ms,
        by: note.by,
        detail: Some(note.length_pl()),
        ..fact.moment(TimelineWhat::FamilySpoken)
    }))
}
