//! „Gdzie jest ta sprawa?”: the timeline of a case as this seat may know it.

use teren_domain::Category;
use teren_domain::decision::DECISION;
use teren_domain::workflow::kind;
use teren_ledger::RECORD_FIELD;
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::approve::sygnatura_of;
use crate::card::name_of;
use crate::clock::local_text;
use crate::contract::{NowView, Problem, TimelineEntry, TimelineView};
use crate::session::Open;
use crate::timeline::{Fact, Facts, Moment, Place, SEAL, moments, places};

/// Categories in which something of a timeline may stand.
const TOLD: [Category; 6] = [
    // That files were joined.
    Category::Identity,
    Category::HelpPlan,
    Category::Violence,
    Category::SocialWork,
    Category::Proceedings,
    Category::FamilyPlan,
];

impl App {
    /// What happened to a case, newest first, and where it is now.
    pub fn timeline(&self, case: Uuid) -> Result<TimelineView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let records = open.case_records(case)?;
            open.note_reading_case(case, now_ms)?;
            let facts = open.facts_of(case)?;
            let opened = open.opens(case, case)?;
            let withheld = TOLD.iter().filter(|category| {
                let held = |categories: &[u8]| categories.contains(&category.number());
                opened
                    .as_ref()
                    .is_some_and(|opened| !held(&opened.categories))
            });
            let entries = moments(&facts).into_iter();
            Ok(TimelineView {
                case,
                name: name_of(&records, case),
                now: places(&facts)
                    .iter()
                    .map(|place| open.now_view(place))
                    .collect(),
                entries: entries.map(|moment| open.entry(moment)).collect(),
                withheld: withheld
                    .map(|category| category.name_pl().to_owned())
                    .collect(),
            })
        })
    }
}

impl Open {
    fn facts_of(&mut self, case: Uuid) -> Result<Facts, Problem> {
        let mut facts = Vec::new();
        let documents = self.store.case_documents(case)?;
        for document in documents.into_iter().map(|known| known.document) {
            let state = self.store.document(document)?;
            let root = (document != case).then_some(kind::INTERVIEW);
            answers(&state, root, &mut facts);
            facts.extend(state.seals.iter().map(|held| Fact {
                document,
                record: document,
                kind: kind::INTERVIEW.to_owned(),
                field: SEAL.to_owned(),
                value: sygnatura_of(document, &held.seal).to_string().into(),
                by: held.written.author,
                at_ms: held.written.stamp.wall_ms,
            }));
        }
        Ok(Facts(facts))
    }

    fn entry(&self, moment: Moment) -> TimelineEntry {
        TimelineEntry {
            what: moment.what,
            at: local_text(moment.at_ms),
            by: self.directory.name(moment.by),
            whom: moment.whom.map(|whom| self.directory.party_name(&whom)),
            detail: moment.detail,
            document: moment.document,
        }
    }

    fn now_view(&self, place: &Place) -> NowView {
        let whom = place
            .whom
            .as_ref()
            .map(|whom| self.directory.party_name(whom));
        NowView {
            what: place.what,
            whom: whom.unwrap_or_default(),
            by: place.by.map(|by| self.directory.name(by)),
            since: local_text(place.since_ms),
        }
    }
}

/// The answers of a document with their writers: of an interview only its root and what was settled in it, of the case's own
/// document all.
fn answers(state: &DocumentState, root: Option<&str>, facts: &mut Vec<Fact>) {
    let kinds: std::collections::HashMap<Uuid, String> = (state.answers())
        .filter(|answer| answer.field == RECORD_FIELD)
        .filter_map(|answer| {
            let value = answer.values.first()?;
            let opening: serde_json::Value = serde_json::from_slice(&value.value.value).ok()?;
            let kind = opening.get("kind")?.as_str()?;
            Some((answer.record, kind.to_owned()))
        })
        .collect();
    for answer in state.answers() {
        let kind = match (root, kinds.get(&answer.record)) {
            (Some(root), _) if answer.record == state.document => root.to_owned(),
            (Some(_), Some(kind)) if kind == DECISION => kind.clone(),
            (None, Some(kind)) => kind.clone(),
            _ => continue,
        };
        let places = teren_domain::workflow::places(&kind, answer.field);
        let placed = places.iter().any(|place| place.number() == answer.category);
        if !placed && kind != DECISION {
            continue;
        }
        for value in &answer.values {
            let parsed = serde_json::from_slice(&value.value.value);
            if let (Some(written), Ok(parsed)) = (value.written, parsed) {
                facts.push(Fact {
                    document: state.document,
                    record: answer.record,
                    kind: kind.clone(),
                    field: answer.field.to_owned(),
                    value: parsed,
                    by: written.author,
                    at_ms: written.stamp.wall_ms,
                });
            }
        }
    }
}
