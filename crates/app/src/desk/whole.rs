//! What a person chooses between: whole answers. One that is kept in parts, each in its own category, is one answer on the desk: a
//! side is what one person wrote at one moment in all of them, and never half of one side and half of another.

use serde_json::Value;
use teren_domain::Category;
use uuid::Uuid;

use crate::contract::Problem;
use crate::desk::alternatives::{Alternative, Question};
use crate::desk::disputes::{Dispute, dot_of};
use crate::desk::draw::{Log, id_of, parsed};
use crate::interview::Editing;

/// One whole answer to choose.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    /// Stands for it when the decision is made: the changes it is made of.
    pub id: String,
    pub value: Value,
    /// Who wrote it, where and when.
    pub by: Alternative,
}

/// An open answer, whole.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Its torn parts, each with its question; most answers are one part.
    pub torn: Vec<(Dispute, Question)>,
    pub base: Option<Value>,
    /// Who wrote that, where and when; of an answer in parts the last to write one of them.
    pub base_by: Option<Alternative>,
    /// In the order of writing; equal values once.
    pub sides: Vec<Side>,
}

impl Asked {
    /// Undone decisions that a new one settles.
    pub fn settles(&self) -> impl Iterator<Item = &Uuid> {
        let parts = self.torn.iter();
        parts.flat_map(|(_, question)| &question.settles)
    }
}

/// One torn part as far as its sides go.
pub(crate) struct Part<'a> {
    pub category: Category,
    pub base: Option<Value>,
    pub written: &'a [Alternative],
}

impl Log {
    /// The open answer as it is asked on the desk.
    pub fn asked(&self, editing: &Editing, dispute: &Dispute) -> Result<Asked, Problem> {
        let of_answer =
            |part: &&Dispute| (part.record, &part.field) == (dispute.record, &dispute.field);
        if !editing.in_parts(dispute) {
            let question = self.question(dispute)?;
            let sides = question.alternatives.iter();
            let sides = sides.map(|one| Side {
                id: id_of(dot_of(one.id)),
                value: parsed(&one.value).unwrap_or(Value::Null),
                by: one.clone(),
            });
            return Ok(Asked {
                sides: sides.collect(),
                base: question.base_value(),
                base_by: question.base.clone(),
                torn: vec![(dispute.clone(), question)],
            });
        }
        let parts = self.torn.iter().filter(of_answer);
        let torn: Result<Vec<_>, Problem> = parts
            .map(|part| Ok((part.clone(), self.question(part)?)))
            .collect();
        let torn = torn?;
        let parts: Vec<Part<'_>> = torn
            .iter()
            .filter_map(|(part, question)| {
                Some(Part {
                    category: Category::from_number(part.category)?,
                    base: question.base_value(),
                    written: &question.written,
                })
            })
            .collect();
        let standing = editing.standing(dispute);
        let base = editing.joined(dispute, standing.clone(), &parts, |part| part.base.clone());
        let sides = editing.sides(dispute, standing, &parts);
        let written = torn
            .iter()
            .filter_map(|(_, question)| question.base.clone());
        let base_by = written.max_by_key(|one| one.stamp);
        Ok(Asked {
            torn,
            base,
            base_by,
            sides,
        })
    }
}

impl Editing {
    /// Whether the answer is kept in several parts.
    pub(crate) fn in_parts(&self, dispute: &Dispute) -> bool {
        self.form
            .in_parts(self.kind_of(dispute.record), &dispute.field)
    }

    /// Whether this seat holds and may write every part of the answer. Who holds some of them settles none: with the rest out of sight
    /// she would make a whole that nobody wrote.
    pub(crate) fn takes_whole(&self, dispute: &Dispute) -> bool {
        let mut categories = self.categories_of_answer(dispute).into_iter();
        categories.all(|category| self.takes(category))
    }

    /// Whether some part of the answer is outside this seat's authority.
    pub(crate) fn holds_part_only(&self, dispute: &Dispute) -> bool {
        let mut categories = self.categories_of_answer(dispute).into_iter();
        self.in_parts(dispute) && categories.any(|category| self.withheld.contains(&category))
    }

    pub(crate) fn categories_of_answer(&self, dispute: &Dispute) -> Vec<Category> {
        if !self.in_parts(dispute) {
            return Category::from_number(dispute.category)
                .into_iter()
                .collect();
        }
        let kind = self.kind_of(dispute.record);
        let field = self.form.field(kind, &dispute.field);
        field
            .map(teren_questionnaire::Field::categories)
            .unwrap_or_default()
    }

    /// The answer as it stands, the last writing of each part.
    fn standing(&self, dispute: &Dispute) -> Option<Value> {
        let known = self.records.get(dispute.record);
        known.and_then(|record| record.answers.get(&dispute.field).cloned())
    }

    /// The answer with something put in the place of each torn part; `None` where nothing is to be put anywhere.
    fn joined(
        &self,
        dispute: &Dispute,
        standing: Option<Value>,
        parts: &[Part<'_>],
        mut put: impl FnMut(&Part<'_>) -> Option<Value>,
    ) -> Option<Value> {
        let field = (self.kind_of(dispute.record), dispute.field.as_str());
        let mut some = false;
        let mut whole = standing;
        for part in parts {
            let value = put(part);
            some |= value.is_some();
            let value = value.unwrap_or(Value::Null);
            whole = Some(
                self.form
                    .joined(field, part.category, whole.as_ref(), value),
            );
        }
        whole.filter(|_| some)
    }

    /// Whole answers out of torn parts: one for each moment at which somebody wrote any of them.
    pub(crate) fn sides(
        &self,
        dispute: &Dispute,
        standing: Option<Value>,
        parts: &[Part<'_>],
    ) -> Vec<Side> {
        let mut moments: Vec<&Alternative> = parts.iter().flat_map(|part| part.written).collect();
        moments.sort_by_key(|one| (one.undone, one.stamp, one.id));
        let mut sides: Vec<Side> = Vec::new();
        for by in moments {
            let mut made_of: Vec<String> = Vec::new();
            let whole = self.joined(dispute, standing.clone(), parts, |part| {
                let Some(own) = own_part(by, part.written) else {
                    return part.base.clone();
                };
                made_of.push(id_of(dot_of(own.id)));
                parsed(&own.value)
            });
            let value = whole.unwrap_or(Value::Null);
            if sides.iter().all(|known| known.value != value) {
                sides.push(Side {
                    id: made_of.join("+"),
                    value,
                    by: by.clone(),
                });
            }
        }
        sides
    }
}

/// What the writer of one part wrote in another: at the same moment, else the last on the same laptop.
fn own_part<'a>(by: &Alternative, written: &'a [Alternative]) -> Option<&'a Alternative> {
    let own = || written.iter().filter(|one| one.id.actor == by.id.actor);
    let together = own().find(|one| one.stamp.wall_ms == by.stamp.wall_ms);
    together.or_else(|| own().max_by_key(|one| one.stamp))
}
