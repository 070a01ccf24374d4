//! The team's inbox: what came, why here, by when; and the interview as a document to read.

use teren_domain::Category;
use teren_domain::structure::HEAD;
use teren_domain::workflow::{Act, ActRefusal, Route, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::Form;
use uuid::Uuid;

use crate::App;
use crate::acts::Answered;
use crate::card::{Card, RouteCard, further_of, reason_of, receipt_view};
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, DocumentBlock, DocumentLine, DocumentRow, DocumentSection, DocumentTable,
    DocumentView, FieldKey, InboxView, Problem, ProblemCode, RoutePreview,
};
use crate::interview::Editing;
use crate::session::Open;

impl App {
    /// Interviews routed to this person's teams, earliest term first.
    pub fn inbox(&self) -> Result<Vec<InboxView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let teams: Vec<String> = open
                .directory
                .teams_of(open.person)
                .into_iter()
                .map(|team| team.id)
                .collect();
            let head = open.has_role(teren_domain::access::Role::Head);
            let mut items = Vec::new();
            for card in &open.cards()? {
                let at_work = |route: &&RouteCard| route.is_open() && !route.superseded();
                for route in card.routes.iter().filter(at_work) {
                    let team = &route.route.team;
                    // What leaves the centre has no members here: the head passes it on.
                    let of_head = team == HEAD || open.directory.leaves_the_centre(team);
                    if teams.contains(team) || (head && of_head) {
                        items.push(open.inbox_view(card, route, now_ms)?);
                    }
                }
            }
            items.sort_by_key(|item| {
                let due = item.soonest.as_ref().map(|due| due.due.clone());
                let place = (due.is_none(), due, item.arrived_at.clone());
                (item.taken_by.is_some(), !item.urgent, place)
            });
            Ok(items)
        })
    }

    /// Takes an interview from the inbox; the office decides who was first.
    pub fn take(&self, case: Uuid, document: Uuid, team: &str) -> Result<InboxView, Problem> {
        let now_ms = self.now_ms();
        let act = Act::Take {
            case,
            document,
            team: team.to_owned(),
        };
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        // Without the office the item stays, marked „czeka na ośrodek”.
        let _unreachable = self.exchange_and_wait();
        self.with(|open| {
            if let Answered::Refused(ActRefusal::Separated) = open.answer_of(id)? {
                return Err(Problem::of(ProblemCode::Separated));
            }
            let card = open.card(case)?;
            let of_team =
                |route: &&RouteCard| route.route.document == document && route.route.team == team;
            let routes = || card.routes.iter().filter(of_team);
            let route = routes()
                .find(|route| route.is_open())
                .or_else(|| routes().next_back());
            open.inbox_view(
                &card,
                route.ok_or_else(|| Problem::of(ProblemCode::NotFound))?,
                now_ms,
            )
        })
    }

    /// Says that the team's work on an interview is over; the office confirms.
    pub fn finish_work(
        &self,
        case: Uuid,
        document: Uuid,
        team: &str,
    ) -> Result<ActOutcome, Problem> {
        let now_ms = self.now_ms();
        let act = Act::Finish {
            case,
            document,
            team: team.to_owned(),
        };
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        let _unreachable = self.exchange_and_wait();
        self.with(|open| open.outcome_of(id))
    }

    /// The interview as a document, without what lies outside this person's authority.
    pub fn read_document(&self, document: Uuid) -> Result<DocumentView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let mut editing = Editing::load(open, &state)?;
            open.lay_words_of_office(&mut editing)?;
            let read = editing.form.document(
                &editing.answers(),
                &editing.withheld.iter().copied().collect(),
            );
            let case = open.case_records(state.case)?;
            let receipt = open.card(state.case)?.interview(document).cloned();
            let receipt = receipt.and_then(|interview| interview.receipt);
            let routes = case
                .rows::<Route>(kind::ROUTE, ROW_FIELD)
                .filter(|(_, route)| route.document == document);
            Ok(DocumentView {
                case: state.case,
                title: read.title,
                subtitle: crate::card::name_of(&case, state.case),
                seal: crate::approve::seal_view(open, &state)?,
                receipt: receipt.as_ref().map(receipt_view),
                routes: routes
                    .map(|(record, route)| {
                        let further = further_of(&case, record, &route);
                        let (why, basis) = reason_of(&route, &further);
                        RoutePreview {
                            team_name: open.directory.team_name(&route.team),
                            team: route.team,
                            why,
                            basis,
                        }
                    })
                    .collect(),
                sections: (read.sections.into_iter())
                    .map(|one| section(one, &editing.form))
                    .collect(),
                withheld: editing
                    .withheld
                    .iter()
                    .map(|category| Category::name_pl(*category).to_owned())
                    .collect(),
            })
        })
    }
}

fn section(section: teren_questionnaire::DocumentSection, form: &Form) -> DocumentSection {
    let block = |block: teren_questionnaire::DocumentBlock| DocumentBlock {
        title: block.title,
        lines: block
            .lines
            .into_iter()
            .map(|line| DocumentLine {
                at: FieldKey {
                    record: line.at.record,
                    field: line.at.field,
                },
                label: line.label,
                text: line.text,
            })
            .collect(),
        table: block.table.map(|table| DocumentTable {
            row_field: (form.field(&table.record_kind, ROW_FIELD)).map(|row| row.id.clone()),
            fields: (table.columns.iter().map(|column| column.field.clone())).collect(),
            columns: (table.columns.into_iter().map(|column| column.label)).collect(),
            rows: (table.rows.into_iter())
                .map(|row| DocumentRow {
                    record: row.record,
                    cells: row.cells,
                })
                .collect(),
        }),
    };
    DocumentSection {
        letter: section.letter,
        title: section.title,
        note: section.note,
        blocks: section.blocks.into_iter().map(block).collect(),
    }
}

impl Open {
    fn inbox_view(
        &mut self,
        card: &Card,
        item: &RouteCard,
        now_ms: i64,
    ) -> Result<InboxView, Problem> {
        let route = &item.route;
        let (why, basis) = reason_of(route, &item.further);
        let interview = card
            .interviews
            .iter()
            .find(|interview| interview.document == route.document);
        let approved_by = interview
            .and_then(|interview| interview.sealed.as_ref())
            .map(|seal| self.directory.name(seal.by));
        let act = Act::Take {
            case: card.case,
            document: route.document,
            team: route.team.clone(),
        };
        let finish = Act::Finish {
            case: card.case,
            document: route.document,
            team: route.team.clone(),
        };
        Ok(InboxView {
            case: card.case,
            document: route.document,
            name: card.name.clone(),
            team_name: self.directory.team_name(&route.team),
            outside: self.directory.leaves_the_centre(&route.team),
            team: route.team.clone(),
            why,
            basis,
            soonest: card.soonest_of(item, now_ms),
            terms_withheld: !card.withheld_terms.is_empty(),
            arrived_at: local_text(route.at_ms),
            approved_by: approved_by.unwrap_or_default(),
            receipt: interview
                .and_then(|interview| interview.receipt.as_ref())
                .map(receipt_view),
            taken_by: item
                .taken
                .as_ref()
                .map(|taken| self.directory.name(taken.by)),
            mine: item
                .taken
                .as_ref()
                .is_some_and(|taken| taken.by == self.person),
            whole_case: route.document == card.case,
            passed_on: card.is_being_passed_on(route.document, &route.team),
            urgent: card.urgent || route.urgent,
            waiting: self.waits(&act)? || self.waits(&finish)?,
            returned: card.was_returned(item),
            version: card.number(route.document),
            round: card.round(route.document),
            joined: card.joined_numbers(),
        })
    }
}
