//! Passing a matter on, answering for one that was passed here, and both lists.

use teren_domain::Category;
use teren_domain::access::{Role, UnitKind};
use teren_domain::hand_over::{
    HandOver, HandOverKind, HandOverState, HandOverStep, Party, REASON_CATEGORIES, StepWhy,
    reason_category, sits_in,
};
use teren_domain::staff::StaffMember;
use teren_domain::structure::HEAD;
use teren_domain::workflow::{Act, field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, HandOverCard};
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, ColleagueView, HandOverView, PassOnChoices, PassOnInput, PassOnKind, PassOnState,
    PassOnStep, Problem, ProblemCode, TeamView,
};
use crate::session::Open;
use crate::writing::Writing;

impl App {
    /// To whom a matter of this team, or of this person, may go.
    pub fn pass_on_choices(
        &self,
        case: Uuid,
        document: Option<Uuid>,
        team: Option<&str>,
    ) -> Result<PassOnChoices, Problem> {
        self.with(|open| {
            let card = open.card(case)?;
            let from = open.sender(team);
            let passed = |to: Party| HandOver {
                kind: HandOverKind::HandOver,
                document,
                from: from.clone(),
                to,
            };
            let teams = open.addresses().into_iter();
            let teams = teams.filter(|team| open.goes(&passed(Party::Team(team.id.clone()))));
            let people = open.directory.staff.iter();
            let people = people.filter(|member| {
                member.person != open.person
                    && open.goes(&passed(Party::Person(member.person)))
                    && !open.is_apart(&card, &from, document, member)
            });
            let mut choices = PassOnChoices {
                teams: teams.collect(),
                people: people.map(colleague).collect(),
                services: open.services_teams(),
            };
            for teams in [&mut choices.teams, &mut choices.services] {
                teams.sort_by(|one, other| one.name.cmp(&other.name));
            }
            choices
                .people
                .sort_by(|one, other| one.name.cmp(&other.name));
            Ok(choices)
        })
    }

    /// Passes a matter on. It is written here and goes out with the next exchange; the office says where it stands.
    pub fn pass_on(&self, passed: &PassOnInput) -> Result<HandOverView, Problem> {
        let now_ms = self.now_ms();
        let reason = passed.reason.trim();
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        self.with(|open| {
            let to = match (&passed.to_team, passed.to_person) {
                (Some(team), None) => Party::Team(team.clone()),
                (None, Some(person)) => Party::Person(person),
                _ => return Err(Problem::of(ProblemCode::InvalidInput).with("field", "to")),
            };
            let row = HandOver {
                kind: passed.kind.into(),
                document: passed.document,
                from: open.sender(passed.from_team.as_deref()),
                to,
            };
            if !open.goes(&row) || !open.may_send(&row) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let record = Uuid::now_v7();
            let mut writing = Writing::new(passed.case, passed.case, "");
            let category = open.category_for_reason(passed.case, passed.speaks_of_violence)?;
            writing.add_reason(category, record, field::REASON, reason);
            writing.open(record, kind::HAND_OVER, Some(passed.case), 0);
            writing.add(kind::HAND_OVER, record, ROW_FIELD, &row);
            writing.commit(open, now_ms)?;
            open.hand_over(passed.case, record)
        })
    }

    /// Matters passed to this person or her teams, and by them, that somebody still has to look at: what is hers to do first.
    pub fn hand_overs(&self) -> Result<Vec<HandOverView>, Problem> {
        self.with(|open| {
            let mut views = Vec::new();
            for card in &open.cards()? {
                for passed in card
                    .hand_overs
                    .iter()
                    .filter(|one| open.is_shown(card, one))
                {
                    views.push(open.hand_over_view(card, passed));
                }
            }
            views.sort_by_key(|view| (!view.may_answer, !view.incoming, view.hand_over));
            Ok(views)
        })
    }

    /// Accepts, refuses (with a reason), ends or takes back a matter that was passed on.
    pub fn answer_hand_over(
        &self,
        case: Uuid,
        hand_over: Uuid,
        state: PassOnState,
        reason: &str,
    ) -> Result<HandOverView, Problem> {
        let now_ms = self.now_ms();
        let reason = reason.trim();
        if state == PassOnState::Refused && reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        self.with(|open| {
            let view = open.hand_over(case, hand_over)?;
            let allowed = match state {
                PassOnState::Accepted | PassOnState::Refused => view.may_answer,
                PassOnState::Done => view.may_finish,
                PassOnState::Revoked => view.may_revoke,
                PassOnState::Sent => false,
            };
            if !allowed {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let mut writing = Writing::new(case, case, "");
            if !reason.is_empty() {
                let category = open.reason_category_of(case, hand_over)?;
                writing.add_reason(category, hand_over, field::REPLY, reason);
            }
            let said = HandOverState::from(state);
            writing.add(kind::HAND_OVER, hand_over, field::STATE, &said);
            writing.commit(open, now_ms)?;
            open.hand_over(case, hand_over)
        })
    }

    /// Asks the office for the later work of the one whose case this person took over.
    pub fn admit_left_work(&self, case: Uuid, hand_over: Uuid) -> Result<ActOutcome, Problem> {
        let now_ms = self.now_ms();
        let act = Act::AdmitLeftWork { case, hand_over };
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        let _unreachable = self.exchange_and_wait();
        self.with(|open| open.outcome_of(id))
    }
}

pub(crate) fn colleague(member: &StaffMember) -> ColleagueView {
    ColleagueView {
        person: member.person,
        name: member.name.clone(),
    }
}

impl Open {
    fn sender(&self, team: Option<&str>) -> Party {
        team.map_or(Party::Person(self.person), |team| {
            Party::Team(team.to_owned())
        })
    }

    /// Everybody in the structure to whom something may be addressed.
    fn addresses(&self) -> Vec<TeamView> {
        let Some(structure) = &self.directory.structure else {
            return Vec::new();
        };
        let units = structure.units.iter().map(|unit| &unit.id);
        let all = units.chain(structure.externals.keys());
        all.map(|id| TeamView {
            name: self.directory.team_name(id),
            id: id.clone(),
        })
        .collect()
    }

    fn goes(&self, passed: &HandOver) -> bool {
        let structure = self.directory.structure.as_ref();
        structure.is_some_and(|structure| {
            passed.is_well_addressed(structure, |person| self.directory.member(person))
        })
    }

    fn may_send(&self, passed: &HandOver) -> bool {
        let structure = self.directory.structure.as_ref();
        let me = self.directory.member(self.person);
        structure.zip(me).is_some_and(|(structure, me)| {
            passed.may_be_sent_by(structure, me, |person| self.directory.member(person))
        })
    }

    fn may_answer(&self, passed: &HandOver) -> bool {
        let structure = self.directory.structure.as_ref();
        let me = self.directory.member(self.person);
        structure
            .zip(me)
            .is_some_and(|(structure, me)| passed.may_be_answered_by(structure, me))
    }

    fn is_mine_to_look_at(&self, party: &Party) -> bool {
        let structure = self.directory.structure.as_ref();
        let me = self.directory.member(self.person);
        match party {
            Party::Person(person) => *person == self.person,
            Party::Team(team) => structure
                .zip(me)
                .is_some_and(|(structure, me)| sits_in(structure, me, team)),
        }
    }

    /// Open ones of both sides; a refused one stays with its sender until the matter is passed on anew, or done. A caseload is the
    /// head's, and whose order it was.
    fn is_shown(&self, card: &Card, one: &HandOverCard) -> bool {
        let state = one.steps.last().map(|step| step.state);
        let sender = one.steps.first().map(|step| step.by);
        let ordered = one.passed.kind == HandOverKind::Caseload
            && (self.has_role(Role::Head) || sender == Some(self.person));
        let sent = ordered || self.is_mine_to_look_at(&one.passed.from);
        let later = |other: &&HandOverCard| {
            other.record > one.record && other.passed.document == one.passed.document
        };
        match state {
            Some(HandOverState::Refused) => sent && card.hand_overs.iter().find(later).is_none(),
            state => {
                (sent || self.is_mine_to_look_at(&one.passed.to))
                    && (state.is_none_or(HandOverState::is_open) || one.left_work > 0)
            }
        }
    }

    fn hand_over(&mut self, case: Uuid, record: Uuid) -> Result<HandOverView, Problem> {
        let card = self.card(case)?;
        let found = card.hand_overs.iter().find(|one| one.record == record);
        let found = found.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        Ok(self.hand_over_view(&card, found))
    }

    /// Where this person writes why: who may not hold the plan of help writes it with the plan of work with the family.
    fn category_for_reason(&mut self, case: Uuid, violence: bool) -> Result<Category, Problem> {
        let wanted = reason_category(violence);
        let opened = self.opens(case, case)?;
        let held = opened.is_none_or(|opened| opened.categories.contains(&wanted.number()));
        Ok(match held || violence {
            true => wanted,
            false => Category::FamilyPlan,
        })
    }

    /// Where the reason lies, the reply goes, unless it lies outside this person's authority.
    fn reason_category_of(&mut self, case: Uuid, record: Uuid) -> Result<Category, Problem> {
        let state = self.store.document(case)?;
        let holds = |category: &Category| {
            let values = state.values(category.number(), record, field::REASON);
            !values.is_empty()
        };
        match REASON_CATEGORIES.into_iter().find(holds) {
            Some(category) => Ok(category),
            None => self.category_for_reason(case, false),
        }
    }

    fn hand_over_view(&self, card: &Card, one: &HandOverCard) -> HandOverView {
        let state = one.steps.last().map(|step| step.state);
        let now = state.unwrap_or(HandOverState::Sent);
        // What the office did not take up says nothing any more.
        let waiting = one.said.filter(|said| now.next().contains(said));
        let free = waiting.is_none();
        // What went as a file is answered by a file.
        let may_answer = self.may_answer(&one.passed) && one.file.is_none();
        let outside = match &one.passed.to {
            Party::Team(team) => self.directory.leaves_the_centre(team),
            Party::Person(_) => false,
        };
        HandOverView {
            hand_over: one.record,
            case: card.case,
            document: one.passed.document,
            name: card.name.clone(),
            kind: one.passed.kind.into(),
            from: self.directory.party_name(&one.passed.from),
            to: match &one.file {
                Some(file) => self.directory.partner_name(file.centre),
                None => self.directory.party_name(&one.passed.to),
            },
            outside,
            reason: one.reason.clone(),
            reply: one.reply.clone(),
            state: state.map(PassOnState::from),
            waiting: waiting.map(PassOnState::from),
            steps: one.steps.iter().map(|step| self.step_view(step)).collect(),
            incoming: one.file.is_none() && self.is_mine_to_look_at(&one.passed.to),
            may_answer: free && may_answer && state == Some(HandOverState::Sent),
            may_finish: free && may_answer && state == Some(HandOverState::Accepted),
            may_revoke: free && now == HandOverState::Sent && self.may_send(&one.passed),
            left_work: if may_answer { one.left_work } else { 0 },
        }
    }

    fn step_view(&self, step: &HandOverStep) -> PassOnStep {
        PassOnStep {
            state: step.state.into(),
            by: self.directory.name(step.by),
            at: local_text(step.at_ms),
            not_permitted: step.why == Some(StepWhy::NotPermitted),
            taken_in_by: match step.why {
                Some(StepWhy::TakenInBy(by)) => Some(self.directory.name(by)),
                _ => None,
            },
        }
    }

    /// Whether a colleague stands on the other side of art. 110a in this case than what would be given to her, as far as this seat
    /// knows; the office asks again.
    fn is_apart(
        &self,
        card: &Card,
        from: &Party,
        document: Option<Uuid>,
        member: &StaffMember,
    ) -> bool {
        let Some(structure) = self.directory.structure.as_ref() else {
            return false;
        };
        let taken_by = |person: Uuid| {
            let routes = card.routes.iter();
            routes.filter(move |item| item.taken.as_ref().is_some_and(|it| it.by == person))
        };
        let team = match from {
            Party::Team(team) => Some(team),
            Party::Person(person) => taken_by(*person)
                .find(|item| document == Some(item.route.document))
                .map(|item| &item.route.team),
        };
        let asks = team.and_then(|team| structure.side(team));
        let mut taken: Vec<_> = taken_by(member.person).collect();
        taken.sort_by_key(|item| item.taken.as_ref().map(|it| it.at_ms));
        let taken = taken.iter().map(|item| item.route.team.as_str());
        let own = card
            .visits
            .iter()
            .any(|visit| visit.worker == member.person);
        let stands = structure.side_in_case(taken, own, &member.teams);
        matches!((stands, asks), (Some(stands), Some(asks)) if stands != asks)
    }

    /// Teams of services to which this case may go for an interview of their own.
    fn services_teams(&self) -> Vec<TeamView> {
        let units = self
            .directory
            .structure
            .iter()
            .flat_map(|structure| &structure.units);
        let services = units.filter(|unit| unit.kind == UnitKind::Services && unit.id != HEAD);
        services
            .map(|unit| TeamView {
                id: unit.id.clone(),
                name: unit.name.clone(),
            })
            .collect()
    }
}

impl Card {
    /// Teams of services to which the case was passed for an interview of their own.
    pub(crate) fn services_found(&self) -> impl Iterator<Item = &String> {
        self.hand_overs.iter().filter_map(|one| {
            let state = one.steps.last().map(|step| step.state);
            let void = matches!(state, Some(HandOverState::Refused | HandOverState::Revoked));
            match &one.passed.to {
                Party::Team(team) if one.passed.kind == HandOverKind::ServicesFound && !void => {
                    Some(team)
                }
                _ => None,
            }
        })
    }

    /// Whether what was passed on is this document, or another version of it.
    fn is_same_matter(&self, passed: Option<Uuid>, document: Uuid) -> bool {
        match passed {
            Some(passed) => {
                let mut versions = self.chain(passed).into_iter();
                passed == document || versions.any(|version| version.document == document)
            }
            None => document == self.case,
        }
    }

    /// Whether a team's matter was passed on and the other side has not answered.
    pub(crate) fn is_being_passed_on(&self, document: Uuid, team: &str) -> bool {
        self.hand_overs.iter().any(|one| {
            let waits = (one.steps.last()).is_none_or(|step| step.state == HandOverState::Sent);
            waits
                && self.is_same_matter(one.passed.document, document)
                && one.passed.from == Party::Team(team.to_owned())
        })
    }
}

macro_rules! same {
    ($domain:ident, $view:ident: $($name:ident),*) => {
        impl From<$domain> for $view {
            fn from(one: $domain) -> Self { match one { $($domain::$name => Self::$name),* } }
        }
        impl From<$view> for $domain {
            fn from(one: $view) -> Self { match one { $($view::$name => Self::$name),* } }
        }
    };
}
same!(HandOverKind, PassOnKind: ReRoute, HandOver, ServicesFound, Caseload);
same!(HandOverState, PassOnState: Sent, Accepted, Refused, Done, Revoked);
