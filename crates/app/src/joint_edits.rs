//! „Edycje wspólne”: what people wrote in either of two files while they were joined, each in the file where it stays.

use std::collections::BTreeMap;

use serde_json::Value;
use teren_domain::held_back::HeldAnswer;
use teren_domain::workflow::kind;
use teren_ledger::{Change, RECORD_FIELD, Stamp};
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{JointEditView, JointEditsView, JointFileView, Problem, ProblemCode};
use crate::held_back::words::view;
use crate::interview::Editing;
use crate::joined::LinkCard;
use crate::session::Open;
use crate::values::{Fields, Records};

/// From the joining to the parting, in milliseconds since 1970 UTC as the writers' clocks said.
#[derive(Clone, Copy)]
struct Span {
    since_ms: i64,
    until_ms: Option<i64>,
}

impl Span {
    fn of(link: &LinkCard) -> Self {
        Self {
            since_ms: link.link.at_ms,
            until_ms: link.undone.as_ref().map(|undone| undone.at_ms),
        }
    }

    fn includes(self, stamp: Stamp) -> bool {
        let before_the_end = self.until_ms.is_none_or(|until| stamp.wall_ms <= until);
        stamp.wall_ms > self.since_ms && before_the_end
    }
}

/// An answer as it was written last in that time.
struct Written {
    answer: HeldAnswer,
    author: Uuid,
    stamp: Stamp,
}

impl App {
    /// What was written in both files while this link stood. Of a file that is not held here it is said that it is not. Refused with
    /// `not-found` when the case has no such link.
    pub fn joint_edits(&self, case: Uuid, link: Uuid) -> Result<JointEditsView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            open.note_reading_case(case, now_ms)?;
            let card = open.card(case)?;
            let mut links = card.links.iter();
            let known = links.find(|known| known.record == link);
            let known = known.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            let span = Span::of(known);
            let other = match open.store.card(known.link.other)? {
                Some(_) => Some(open.card(known.link.other)?),
                None => None,
            };
            let mut files = vec![open.joint_file(&card, span)?];
            files.push(match other {
                Some(other) => open.joint_file(&other, span)?,
                None => JointFileView {
                    case: known.link.other,
                    number: known.link.number.clone(),
                    name: String::new(),
                    here: false,
                    edits: Vec::new(),
                },
            });
            Ok(JointEditsView {
                since: local_text(span.since_ms),
                until: span.until_ms.map(local_text),
                files,
            })
        })
    }
}

impl Open {
    fn joint_file(&mut self, card: &Card, span: Span) -> Result<JointFileView, Problem> {
        let mut edits: Vec<(Stamp, JointEditView)> = Vec::new();
        for document in self.store.case_documents(card.case)? {
            let state = self.store.document(document.document)?;
            edits.extend(self.edits_of(&state, span)?);
        }
        edits.sort_by_key(|(stamp, _)| *stamp);
        Ok(JointFileView {
            case: card.case,
            number: card.number.clone().unwrap_or_default(),
            name: card.name.clone(),
            here: true,
            edits: edits.into_iter().map(|(_, edit)| edit).collect(),
        })
    }

    /// Answers of one document that somebody wrote in that time; what the office wrote itself is no edit.
    fn edits_of(
        &mut self,
        state: &DocumentState,
        span: Span,
    ) -> Result<Vec<(Stamp, JointEditView)>, Problem> {
        let own = state.document == state.case;
        let editing = match own {
            true => None,
            false => Some(Editing::load(self, state)?),
        };
        let records = match &editing {
            Some(editing) => editing.records.clone(),
            None => Records::of(state, &[], Fields::Case),
        };
        let mut written: BTreeMap<(Uuid, String, u8), Written> = BTreeMap::new();
        for category in state.streams.keys().copied() {
            for change in self.store.changes_of(state.document, category)? {
                if change.author != self.centre && span.includes(change.stamp) {
                    note_writes(&change, &records, &mut written);
                }
            }
        }
        let form = editing.as_ref().map(|editing| editing.form.clone());
        let form_title = match &editing {
            Some(editing) => self.forms.short_title(&editing.form_name),
            None => String::new(),
        };
        let told = written.into_values().map(|one| {
            let whose = editing
                .as_ref()
                .and_then(|held| held.whose(one.answer.record));
            let edit = JointEditView {
                document: (!own).then_some(state.document),
                form_title: form_title.clone(),
                by: self.directory.name(one.author),
                answer: view(&self.directory, &one.answer, form.as_deref(), whose),
            };
            (one.stamp, edit)
        });
        Ok(told
            .filter(|(_, edit)| !edit.answer.label.is_empty())
            .collect())
    }
}

/// Keeps of each answer what was written last.
fn note_writes(
    change: &Change,
    records: &Records,
    written: &mut BTreeMap<(Uuid, String, u8), Written>,
) {
    for write in change.borrowed_writes().unwrap_or_default() {
        let kind_of = records.get(write.record).map(|record| record.kind.clone());
        let of_the_office = [kind::LINK, kind::LIKENESS];
        let skipped = kind_of
            .as_deref()
            .is_some_and(|kind| of_the_office.contains(&kind));
        if write.field == RECORD_FIELD || skipped {
            continue;
        }
        let key = (write.record, write.field.to_owned(), change.stream.category);
        let later = written
            .get(&key)
            .is_none_or(|known| known.stamp <= change.stamp);
        if later {
            let answer = HeldAnswer {
                record: write.record,
                kind: kind_of,
                field: write.field.to_owned(),
                value: serde_json::from_slice(write.value).unwrap_or(Value::Null),
                at_ms: change.stamp.wall_ms,
            };
            let (author, stamp) = (change.author, change.stamp);
            written.insert(
                key,
                Written {
                    answer,
                    author,
                    stamp,
                },
            );
        }
    }
}
