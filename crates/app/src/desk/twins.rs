//! A person of the household added on two sides: offered as one, joined only by a person, parted again by undoing.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::decision::{Choice, Decision, Moved};
use teren_domain::same_family::{Person, added_twice};
use teren_ledger::{DELETED_FIELD, Dot, RECORD_FIELD};
use teren_questionnaire::{MEMBER, Record};
use teren_store::{DocumentState, Written};
use uuid::Uuid;

use crate::App;
use crate::contract::{DeskView, Problem, ProblemCode, TwinAnswer, TwinSide, TwinView, TwinsInput};
use crate::desk::disputes::{decisions, value_id};
use crate::desk::draw::{moment, name_of};
use crate::desk::settle::{put_decision, reason_of};
use crate::interview::Editing;
use crate::session::Open;
use crate::writing::{Writing, json as bytes};

impl App {
    /// Decides whether two records are one person: then one stays, takes the other's rows and the answers it lacks. Of two people
    /// nothing is changed.
    pub fn settle_twins(&self, input: &TwinsInput) -> Result<DeskView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let reason = reason_of(&input.reason)?;
            let (state, editing, _) = open.at_desk(input.document, now_ms)?;
            let is_offered = open.twins(&editing, &state).iter().any(|twin| {
                let pair = [twin.kept.record, twin.other.record];
                pair.contains(&input.kept) && pair.contains(&input.other)
            });
            let (Some(kept), Some(other), true) = (
                editing.records.get(input.kept),
                editing.records.get(input.other),
                is_offered && input.kept != input.other,
            ) else {
                return Err(Problem::of(ProblemCode::AnswerChanged));
            };
            let decision = Decision {
                record: other.id,
                field: DELETED_FIELD.to_owned(),
                choice: match input.apart {
                    true => Choice::Apart,
                    false => Choice::Joined,
                },
                over: openings(&state, other.id)
                    .into_iter()
                    .map(value_id)
                    .collect(),
                settles: Vec::new(),
                reason: reason.to_owned(),
                same_as: Some(kept.id),
                moved: Vec::new(),
            };
            let (mut writing, id) = (editing.writing(), Uuid::now_v7());
            if input.apart {
                put_decision(&mut writing, Category::Identity, id, &decision);
                writing.commit(open, now_ms)?;
                return open.desk_view(input.document, now_ms);
            }
            let mut moved = editing.moved(kept, other, &input.take)?;
            for category in editing.form.categories_of(MEMBER) {
                moved.entry(category).or_default();
            }
            // What is moved is told only where the answer itself may be read.
            for (category, moved) in moved {
                for answer in &moved {
                    let value = bytes(&answer.after);
                    writing.put(category, answer.record, &answer.field, value);
                }
                writing.put(category, other.id, DELETED_FIELD, bytes(&true));
                let part = Decision {
                    moved,
                    ..decision.clone()
                };
                put_decision(&mut writing, category, id, &part);
            }
            writing.commit(open, now_ms)?;
            open.refresh_if_open(input.document)?;
            open.desk_view(input.document, now_ms)
        })
    }
}

const BORN: &str = "member_born";
const PESEL: &str = "member_pesel";

/// The changes that opened a record.
fn openings(state: &DocumentState, record: Uuid) -> Vec<Dot> {
    let values = state.values(Category::Identity.number(), record, RECORD_FIELD);
    values.iter().map(|value| value.value.dot).collect()
}

fn opened_by(state: &DocumentState, record: Uuid) -> Option<(Dot, Written)> {
    let values = state.values(Category::Identity.number(), record, RECORD_FIELD);
    let first = values.first()?;
    Some((first.value.dot, first.written?))
}

fn text(record: &Record, field: &str) -> String {
    let value = record.answer(field).and_then(Value::as_str);
    value.unwrap_or_default().trim().to_owned()
}

impl Open {
    /// Members of the household that two people added, each for himself, and who are alike.
    pub(crate) fn twins(&self, editing: &Editing, state: &DocumentState) -> Vec<TwinView> {
        let members: Vec<(&Record, Person)> = editing
            .records
            .of_kind(MEMBER)
            .filter_map(|member| Some((member, member.person("member_")?)))
            .collect();
        let held = decisions(state);
        let apart = |one: Uuid, other: Uuid| {
            let mut words = held.iter().filter(|held| !held.is_undone());
            words.any(|held| {
                let pair = [Some(held.decision.record), held.decision.same_as];
                let of_both = pair.contains(&Some(one)) && pair.contains(&Some(other));
                held.decision.choice == Choice::Apart && of_both
            })
        };
        let mut twins = Vec::new();
        for (place, (one, person)) in members.iter().enumerate() {
            let others = members.iter().skip(place + 1);
            for (other, _) in others.filter(|(_, other)| added_twice(person, other)) {
                let openings = (opened_by(state, one.id), opened_by(state, other.id));
                let (Some((first, _)), Some((second, _))) = openings else {
                    continue;
                };
                if first.actor != second.actor && !apart(one.id, other.id) {
                    twins.push(self.twin_view(editing, state, one, other));
                }
            }
        }
        twins
    }

    fn twin_view(
        &self,
        editing: &Editing,
        state: &DocumentState,
        kept: &Record,
        other: &Record,
    ) -> TwinView {
        TwinView {
            kept: self.side(editing, state, kept, other),
            other: self.side(editing, state, other, kept),
            differing: editing.answers_of(kept, |field, value| {
                let others = other.answer(field).filter(|value| !value.is_null());
                others.filter(|others| *others != value).cloned()
            }),
        }
    }

    fn side(
        &self,
        editing: &Editing,
        state: &DocumentState,
        member: &Record,
        other: &Record,
    ) -> TwinSide {
        let written = opened_by(state, member.id).map(|(_, written)| written);
        let rows = editing.rows_under(member.id);
        let rows = rows.into_iter().map(|row| {
            let value = row
                .answer(teren_ledger::ROW_FIELD)
                .cloned()
                .unwrap_or_default();
            let title = editing.named(row.id, teren_ledger::ROW_FIELD).label;
            format!(
                "{title}: {}",
                editing.words(row.id, teren_ledger::ROW_FIELD, &value)
            )
        });
        TwinSide {
            record: member.id,
            name: name_of(member),
            born: editing.words(member.id, BORN, member.answer(BORN).unwrap_or(&Value::Null)),
            pesel: text(member, PESEL),
            author: self.author(written),
            at: moment(written),
            rows: rows.collect(),
            own: editing.answers_of(member, |field, _| {
                let others = other.answer(field);
                others.is_none_or(Value::is_null).then_some(Value::Null)
            }),
        }
    }
}

impl Editing {
    /// Answers of a member to which `other` has something to say.
    fn answers_of(
        &self,
        member: &Record,
        other: impl Fn(&str, &Value) -> Option<Value>,
    ) -> Vec<TwinAnswer> {
        let answers = member.answers.iter().filter(|(_, value)| !value.is_null());
        answers
            .filter(|(field, _)| self.form.field(MEMBER, field).is_some())
            .filter_map(|(field, value)| {
                Some(TwinAnswer {
                    other: self.words(member.id, field, &other(field, value)?),
                    field: field.clone(),
                    label: self.named(member.id, field).label,
                    text: self.words(member.id, field, value),
                })
            })
            .collect()
    }

    fn rows_under(&self, member: Uuid) -> Vec<&Record> {
        let rows = self.records.0.values();
        rows.filter(|row| row.parent == Some(member) && !row.deleted)
            .collect()
    }

    /// What joining writes into the record that stays, and where the other's rows go.
    fn moved(
        &self,
        kept: &Record,
        other: &Record,
        take: &[String],
    ) -> Result<BTreeMap<Category, Vec<Moved>>, Problem> {
        let answers = other
            .answers
            .iter()
            .filter(|(field, value)| !value.is_null() && self.form.field(MEMBER, field).is_some());
        let answers = answers.filter_map(|(field, value)| {
            let before = kept.answer(field).cloned().unwrap_or(Value::Null);
            (before.is_null() || take.contains(field)).then(|| Moved {
                record: kept.id,
                field: field.clone(),
                before,
                after: value.clone(),
            })
        });
        let place = |row: &Record, parent: Uuid| json!({"kind": row.kind, "parent": parent, "order": row.order});
        let rows = self.rows_under(other.id).into_iter().map(|row| Moved {
            record: row.id,
            field: RECORD_FIELD.to_owned(),
            before: place(row, other.id),
            after: place(row, kept.id),
        });
        let mut by_category: BTreeMap<Category, Vec<Moved>> = BTreeMap::new();
        for moved in answers
            .filter(|moved| moved.before != moved.after)
            .chain(rows)
        {
            let category = self.writable(moved.record, &moved.field)?;
            by_category.entry(category).or_default().push(moved);
        }
        Ok(by_category)
    }

    /// Undoes a joining: the other person is back with her rows; an answer given anew since stays.
    pub(crate) fn part_again(&self, writing: &mut Writing, category: Category, joined: &Decision) {
        if joined.choice != Choice::Joined {
            return;
        }
        writing.put(category, joined.record, DELETED_FIELD, bytes(&false));
        for moved in &joined.moved {
            let untouched = match moved.field.as_str() {
                RECORD_FIELD => true,
                field => {
                    let now = self.records.get(moved.record);
                    now.and_then(|record| record.answer(field)) == Some(&moved.after)
                }
            };
            if let (true, Ok(category)) = (untouched, self.writable(moved.record, &moved.field)) {
                writing.put(category, moved.record, &moved.field, bytes(&moved.before));
            }
        }
    }
}
