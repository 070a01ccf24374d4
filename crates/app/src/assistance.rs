//! Asysta rodziny: the worker's request, the family's consent, the head's assignment by the office's count, the asystent's families.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::assistance::{
    Assistance, AssistanceEnd, AssistanceEndReason, AssistanceRequest, AssistantLoad,
    FamilyConsent, Unready, may_assist,
};
use teren_domain::staff::StaffMember;
use teren_domain::workflow::{Act, ActRefusal, field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::{local_date, local_text};
use crate::contract::{
    AssignedAnswer, AssignedView, AssistanceEndInput, AssistanceEndView, AssistanceRequestInput,
    AssistanceRequestView, AssistanceView, AssistanceWaits, AssistantView, CaseAssistanceView,
    ConsentInput, ConsentView, CoordinatedView, FamiliesView, FamilyView, LabelView, Problem,
    ProblemCode,
};
use crate::law::word;
use crate::session::Open;
use crate::terms::given_day;
use crate::values::Records;
use crate::writing::Writing;

/// One assistance with its record, as lists keep it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AssistanceCard {
    pub record: Uuid,
    pub assistance: Assistance,
}

/// Every assistance of a case, in the order of the requests.
pub(crate) fn assistances_of(records: &Records) -> Vec<AssistanceCard> {
    let rows = records.rows::<AssistanceRequest>(kind::ASSISTANCE, ROW_FIELD);
    let mut all: Vec<AssistanceCard> = rows
        .map(|(record, request)| AssistanceCard {
            record,
            assistance: Assistance {
                request,
                consent: records.read(record, field::CONSENT),
                assigned: records.read(record, field::ASSIGNED).unwrap_or_default(),
                coordinated: records.read(record, field::COORDINATED).unwrap_or_default(),
                ended: records.read(record, field::ENDED),
            },
        })
        .collect();
    all.sort_by_key(|one| (one.assistance.request.at_ms, one.record));
    all
}

impl App {
    /// What is known of assistance to the family of a case.
    pub fn case_assistance(&self, case: Uuid) -> Result<CaseAssistanceView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.note_reading_case(case, now_ms)?;
            open.case_assistance(case)
        })
    }

    /// A worker asks the head for an asystent (art. 11 u.w.r.). Refused with `invalid-input` without an analysis, and where an
    /// assistance goes on or is asked for already.
    pub fn request_assistance(
        &self,
        case: Uuid,
        given: &AssistanceRequestInput,
    ) -> Result<CaseAssistanceView, Problem> {
        let now_ms = self.now_ms();
        let analysis = given.analysis.trim();
        if analysis.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "analysis"));
        }
        self.with(|open| {
            if !open.may_request(case)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let record = Uuid::now_v7();
            let row = AssistanceRequest {
                obligatory: given.obligatory,
                by: open.person,
                at_ms: now_ms,
            };
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::ASSISTANCE, Some(case), 0);
            writing.add(kind::ASSISTANCE, record, ROW_FIELD, &row);
            writing.add(kind::ASSISTANCE, record, field::ANALYSIS, &analysis);
            if let Some(consent) = &given.consent {
                let consent = open.consent(consent, now_ms)?;
                writing.add(kind::ASSISTANCE, record, field::CONSENT, &consent);
            }
            writing.commit(open, now_ms)?;
            open.case_assistance(case)
        })
    }

    /// Writes down what the family said (art. 8 ust. 3 u.w.r.).
    pub fn record_consent(
        &self,
        case: Uuid,
        record: Uuid,
        given: &ConsentInput,
    ) -> Result<CaseAssistanceView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let consent = open.consent(given, now_ms)?;
            let view = open.case_assistance(case)?;
            let known = view.assistances.iter().find(|one| one.record == record);
            if !known.is_some_and(|one| one.may_record_consent) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let mut writing = Writing::new(case, case, "");
            writing.add(kind::ASSISTANCE, record, field::CONSENT, &consent);
            writing.commit(open, now_ms)?;
            open.case_assistance(case)
        })
    }

    /// The asystent says that the work with the family ended.
    pub fn end_assistance(
        &self,
        case: Uuid,
        record: Uuid,
        given: &AssistanceEndInput,
    ) -> Result<CaseAssistanceView, Problem> {
        let now_ms = self.now_ms();
        let bad = |name: &str| Problem::of(ProblemCode::InvalidInput).with("field", name);
        let on = given_day("on", Some(&given.on))?.ok_or_else(|| bad("on"))?;
        let monitored_until = given_day("monitored_until", given.monitored_until.as_deref())?;
        if monitored_until.is_some_and(|until| until < on) {
            return Err(bad("monitored_until"));
        }
        let mut reasons = AssistanceEndReason::ALL.into_iter();
        let reason = reasons.find(|reason| word(reason) == given.reason);
        let reason = reason.ok_or_else(|| bad("reason"))?;
        self.with(|open| {
            let view = open.case_assistance(case)?;
            let known = view.assistances.iter().find(|one| one.record == record);
            if !known.is_some_and(|one| one.may_end) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let row = AssistanceEnd {
                on,
                reason,
                monitored_until,
                by: open.person,
                at_ms: now_ms,
            };
            let mut writing = Writing::new(case, case, "");
            writing.add(kind::ASSISTANCE, record, field::ENDED, &row);
            writing.commit(open, now_ms)?;
            open.case_assistance(case)
        })
    }

    /// The head assigns an asystent; the office counts her families in the whole centre, and refuses the sixteenth.
    pub fn assign_assistant(
        &self,
        case: Uuid,
        record: Uuid,
        assistant: Uuid,
    ) -> Result<AssignedAnswer, Problem> {
        let act = Act::AssignAssistant {
            case,
            assistance: record,
            assistant,
        };
        let voids = |asked: &Act| matches!(asked, Act::AssignAssistant { assistance, .. } if *assistance == record);
        let (decision, _) = self.ask_in_words(&act, voids, refusal_pl)?;
        let view = self.case_assistance(case)?;
        Ok(AssignedAnswer { decision, view })
    }

    /// Requests that wait for the head, the oldest first.
    pub fn assistance_requests(&self) -> Result<Vec<AssistanceRequestView>, Problem> {
        self.with(|open| {
            if !open.has_role(Role::Head) {
                return Ok(Vec::new());
            }
            let mut waiting = Vec::new();
            for card in &open.cards()? {
                let asked = card.assistances.iter();
                let asked = asked.filter(|one| one.assistance.is_open());
                for one in asked.filter(|one| one.assistance.assigned.is_empty()) {
                    let request = &one.assistance.request;
                    let view = AssistanceRequestView {
                        case: card.case,
                        name: card.name.clone(),
                        record: one.record,
                        obligatory: request.obligatory,
                        requested_by: open.directory.name(request.by),
                        requested_at: local_text(request.at_ms),
                        waits_for: one.assistance.unready().map(Into::into),
                    };
                    waiting.push((request.at_ms, view));
                }
            }
            waiting.sort_by_key(|(at_ms, _)| *at_ms);
            Ok(waiting.into_iter().map(|(_, view)| view).collect())
        })
    }

    /// The families of an asystent: those she works with by name, then those she only watches; of a koordynator those whose plan she has.
    pub fn families(&self) -> Result<FamiliesView, Problem> {
        self.with(|open| {
            let (me, today) = (open.person, open.today);
            let mut families = Vec::new();
            let cards = open.cards()?;
            for card in &cards {
                let mut own = card.assistances.iter().rev();
                let last = |one: &&AssistanceCard| {
                    let assigned = one.assistance.assigned.last();
                    let works = assigned.is_some_and(|last| last.assistant == me);
                    works || one.assistance.coordinator() == Some(me)
                };
                let hers = own.find(last);
                if let Some(one) = hers {
                    families.extend(open.family_view(card, &one.assistance)?);
                }
            }
            families.sort_by_key(|one: &FamilyView| (one.ended_on.is_some(), one.name.clone()));
            let load = families_by_assistant(&cards, today);
            let mine = open.directory.member(me);
            let load = open.assistant_view(me, mine.map(|mine| mine.name.clone()), &load);
            let load = open.has_role(Role::FamilyAssistant).then_some(load);
            Ok(FamiliesView { families, load })
        })
    }
}

impl Card {
    /// The asystent who works with the family on a day.
    pub(crate) fn assistant(&self, today: NaiveDate) -> Option<Uuid> {
        let mut known = self.assistances.iter();
        known.find_map(|one| one.assistance.assistant(today))
    }
}

/// Families of each asystent, as far as this seat holds them.
fn families_by_assistant(cards: &[Card], today: NaiveDate) -> BTreeMap<Uuid, u32> {
    let mut families = BTreeMap::new();
    for card in cards {
        if let Some(assistant) = card.assistant(today) {
            *families.entry(assistant).or_default() += 1;
        }
    }
    families
}

impl Open {
    fn case_assistance(&mut self, case: Uuid) -> Result<CaseAssistanceView, Problem> {
        let card = self.card(case)?;
        let records = self.case_records(case)?;
        let head = self.has_role(Role::Head);
        let assistants = match head {
            true => self.assistants()?,
            false => Vec::new(),
        };
        let writes = self.may_write(case, Category::FamilyPlan)? && !self.only_coordinates(case)?;
        let known = card.assistances.iter().rev();
        let views = known.map(|one| self.assistance_view(one, &records, (head, writes)));
        Ok(CaseAssistanceView {
            case,
            assistances: views.collect(),
            may_request: self.may_request(case)?,
            assistants,
            coordinators: match head {
                true => self.coordinators(),
                false => Vec::new(),
            },
            end_reasons: (AssistanceEndReason::ALL.into_iter())
                .map(|reason| LabelView {
                    id: word(&reason),
                    name: reason.name_pl().to_owned(),
                })
                .collect(),
            withheld: !self.knows_of(case, Category::FamilyPlan)?,
        })
    }

    fn assistance_view(
        &self,
        one: &AssistanceCard,
        records: &Records,
        (head, writes): (bool, bool),
    ) -> AssistanceView {
        let assistance = &one.assistance;
        let assistant = assistance.assistant(self.today);
        let goes_on = assistance.ended.is_none();
        AssistanceView {
            record: one.record,
            obligatory: assistance.request.obligatory,
            requested_by: self.directory.name(assistance.request.by),
            requested_at: local_text(assistance.request.at_ms),
            analysis: records.text(one.record, field::ANALYSIS),
            consent: assistance.consent.map(|consent| self.consent_view(consent)),
            assistant: assistant.map(|assistant| self.directory.name(assistant)),
            assigned: (assistance.assigned.iter())
                .map(|one| AssignedView {
                    assistant: self.directory.name(one.assistant),
                    by: self.directory.name(one.by),
                    at: local_text(one.at_ms),
                })
                .collect(),
            coordinator: (assistance.coordinator()).map(|one| self.directory.name(one)),
            coordinated: (assistance.coordinated.iter())
                .map(|one| CoordinatedView {
                    coordinator: self.directory.name(one.coordinator),
                    by: self.directory.name(one.by),
                    at: local_text(one.at_ms),
                    ended_at: one.ended.map(|end| local_text(end.at_ms)),
                })
                .collect(),
            ended: assistance.ended.map(|end| AssistanceEndView {
                on: end.on.to_string(),
                reason: end.reason.name_pl().to_owned(),
                monitored_until: end.monitored_until.map(|until| until.to_string()),
                by: self.directory.name(end.by),
            }),
            waits_for: assistance.unready().map(Into::into),
            may_record_consent: goes_on && writes,
            may_assign: head && goes_on && (assistant.is_some() || assistance.unready().is_none()),
            may_coordinate: head && (assistant.is_some() || assistance.coordinator().is_some()),
            may_end: goes_on && assistant == Some(self.person),
        }
    }

    fn consent_view(&self, consent: FamilyConsent) -> ConsentView {
        ConsentView {
            given: consent.given,
            on: consent.on.to_string(),
            by: self.directory.name(consent.by),
        }
    }

    /// What the family said, on a day that is not in the future.
    fn consent(&self, given: &ConsentInput, now_ms: i64) -> Result<FamilyConsent, Problem> {
        let on = given_day("consent_on", Some(&given.on))?;
        let on = on.filter(|day| *day <= local_date(now_ms));
        let bad = || Problem::of(ProblemCode::InvalidInput).with("field", "consent_on");
        Ok(FamilyConsent {
            given: given.given,
            on: on.ok_or_else(bad)?,
            by: self.person,
            at_ms: now_ms,
        })
    }

    /// Who analyses the family's situation asks, once.
    fn may_request(&mut self, case: Uuid) -> Result<bool, Problem> {
        let writes = self.may_write(case, Category::FamilyPlan)?
            && self.may_write(case, Category::SocialWork)?
            && !self.has_role(Role::FamilyAssistant);
        let card = self.card(case)?;
        let open = card.assistances.iter();
        Ok(writes && !open.into_iter().any(|one| one.assistance.is_open()))
    }

    /// Every asystent of the centre, the least loaded first.
    fn assistants(&mut self) -> Result<Vec<AssistantView>, Problem> {
        let cards = self.cards()?;
        let load = families_by_assistant(&cards, self.today);
        let works = |member: &&StaffMember| member.active && may_assist(&member.roles);
        let staff = self.directory.staff.iter().filter(works);
        let views = staff.map(|one| self.assistant_view(one.person, Some(one.name.clone()), &load));
        let mut views: Vec<AssistantView> = views.collect();
        views.sort_by_key(|one| (one.families, one.name.clone()));
        Ok(views)
    }

    fn assistant_view(
        &self,
        person: Uuid,
        name: Option<String>,
        load: &BTreeMap<Uuid, u32>,
    ) -> AssistantView {
        let families = load.get(&person).copied().unwrap_or(0);
        let load = AssistantLoad::of(families, self.today);
        AssistantView {
            person,
            name: name.unwrap_or_default(),
            families,
            limit: load.limit,
            warns: load.warns(),
            full: load.is_full(),
        }
    }

    fn family_view(
        &mut self,
        card: &Card,
        assistance: &Assistance,
    ) -> Result<Option<FamilyView>, Problem> {
        let Some(last) = assistance.assigned.last() else {
            return Ok(None);
        };
        let me = self.person;
        let mut coordinated = assistance.coordinated.iter().rev();
        let mine = coordinated.find(|one| one.coordinator == me && one.ended.is_none());
        let mine = mine.filter(|_| last.assistant != me);
        let since = mine.map_or(last.at_ms, |one| one.at_ms);
        let (plan, suggestions) = self.plan_standing(card)?;
        Ok(Some(FamilyView {
            plan,
            suggestions,
            evaluation_due: self.evaluation_due(card, self.today),
            case: card.case,
            name: card.name.clone(),
            address: card.address.clone(),
            phone: card.phone.clone(),
            since: local_date(since).to_string(),
            coordinates: mine.is_some(),
            consent: assistance.consent.map(|consent| self.consent_view(consent)),
            ended_on: assistance.ended.map(|end| end.on.to_string()),
            monitored_until: (assistance.ended)
                .and_then(|end| Some(end.monitored_until?.to_string())),
        }))
    }
}

impl From<Unready> for AssistanceWaits {
    fn from(unready: Unready) -> Self {
        match unready {
            Unready::NoConsent => Self::NoConsent,
            Unready::Refused => Self::Refused,
            Unready::Ended => Self::Ended,
        }
    }
}

/// Why the office did not assign her.
fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => "Asystenta przydziela tylko kierownik.",
        ActRefusal::LimitReached => {
            "Asystent ma już 15 rodzin, najwięcej, ile pozwala art. 15 ust. 4 ustawy o wspieraniu rodziny. Wybierz kogoś innego."
        }
        ActRefusal::NoConsent => "Rodzina nie wyraziła zgody na pracę z asystentem.",
        ActRefusal::Outdated => "Praca z asystentem w tej rodzinie już się zakończyła.",
        _ => "Ośrodek nie zna tego wniosku albo asystenta. Wymień dane i spróbuj jeszcze raz.",
    }
}
