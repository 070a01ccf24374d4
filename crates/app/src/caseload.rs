//! Everything a worker holds, given to others in one act by the head or the coordinator.

use teren_domain::access::Role;
use teren_domain::staff::StaffMember;
use teren_domain::workflow::{Act, CaseloadRow, CaseloadShare};
use uuid::Uuid;

use crate::App;
use crate::acts::Answered;
use crate::contract::{
    ActOutcome, CaseloadCase, CaseloadView, ColleagueView, Problem, ProblemCode, ShareInput,
};
use crate::hand_over::colleague;
use crate::session::Open;

impl App {
    /// The cases of a worker as the office counts them; without the office the list is empty and says so. Without a
    /// worker only whose caseload may be handed over.
    pub fn caseload(&self, person: Option<Uuid>) -> Result<CaseloadView, Problem> {
        let answered = match person {
            Some(person) => self.ask_for_caseload(person)?,
            None => Answered::Accepted(b"[]".to_vec()),
        };
        self.with(|open| {
            let rows: Vec<CaseloadRow> = match &answered {
                Answered::Accepted(body) => {
                    serde_json::from_slice(body).map_err(|_| Problem::of(ProblemCode::Internal))?
                }
                Answered::Refused(_) => return Err(Problem::of(ProblemCode::NotAllowed)),
                Answered::Waiting => Vec::new(),
            };
            let mut cases = Vec::new();
            for row in rows {
                cases.push(open.caseload_case(row)?);
            }
            let workers = open.directory.staff.iter().filter(|member| {
                let visits = member.roles.contains(&Role::FieldWorker);
                member.active && visits && Some(member.person) != person
            });
            Ok(CaseloadView {
                of: open.caseloads(),
                outcome: answered.outcome(),
                cases,
                workers: workers.map(colleague).collect(),
            })
        })
    }

    fn ask_for_caseload(&self, person: Uuid) -> Result<Answered, Problem> {
        let now_ms = self.now_ms();
        let act = Act::Caseload { person };
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        let _unreachable = self.exchange_and_wait();
        self.with(|open| {
            let answered = open.answer_of(id)?;
            if matches!(answered, Answered::Waiting) {
                // A list that comes later would be of another moment.
                open.store.remove_act(id)?;
            }
            Ok(answered)
        })
    }

    /// Gives the cases named to the workers named; done only when the office has said so.
    pub fn hand_over_caseload(
        &self,
        person: Uuid,
        shares: &[ShareInput],
        reason: &str,
    ) -> Result<ActOutcome, Problem> {
        let now_ms = self.now_ms();
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        let shares = shares.iter().map(|share| CaseloadShare {
            case: share.case,
            to: share.to,
        });
        let act = Act::HandOverCaseload {
            person,
            shares: shares.collect(),
            reason,
        };
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        let _unreachable = self.exchange_and_wait();
        self.with(|open| open.outcome_of(id))
    }
}

impl Open {
    /// Whose caseload this person may hand over.
    fn caseloads(&self) -> Vec<ColleagueView> {
        let head = self.has_role(Role::Head);
        let mine = self.directory.member(self.person);
        let shares = |member: &&StaffMember| {
            let teams = mine.map(|mine| mine.teams.as_slice()).unwrap_or_default();
            member.teams.iter().any(|team| teams.contains(team))
        };
        let others = self.directory.staff.iter();
        let others = others.filter(|member| member.person != self.person);
        others
            .filter(|member| head || shares(member))
            .map(colleague)
            .collect()
    }

    fn caseload_case(&mut self, row: CaseloadRow) -> Result<CaseloadCase, Problem> {
        let held = self.store.grant(row.case)?.is_some();
        let name = match held {
            true => Some(self.card(row.case)?.name),
            false => None,
        };
        Ok(CaseloadCase {
            case: row.case,
            number: row.number,
            name: name.filter(|name| !name.is_empty()),
            visits: row.visits,
            in_work: row.in_work,
            taken: row.taken,
        })
    }
}
