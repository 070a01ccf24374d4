//! What the rules say of the answers now: what is not asked, what is computed, what is wrong, how far each segment is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{MEMBER, ROW, facts};
use teren_domain::{Month, household};

use crate::answers::Answers;
use crate::expression::{Sight, Value, is_true};
use crate::field::Field;
use crate::form::{Form, Section, Target, Touched};
use crate::rules::Severity;
use crate::state::{Row, State};
use crate::text::text_of;
use crate::update::{Earlier, Start, confirmed, unchanged};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldKey {
    pub record: Uuid,
    pub field: String,
}

/// A value that a rule of the form gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    pub record: Uuid,
    pub field: String,
    pub value: Json,
    /// The value as a person reads it.
    pub text: String,
}

/// A finding of a rule, with where to jump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub section: String,
    pub record: Uuid,
    /// Field, `row`, or the id of a block or skip field.
    pub field: String,
    pub column: Option<String>,
    pub severity: Severity,
    /// Id of the rule; "required", "unfit", "untouched", "skip-reason", "skip-answered" are common to all forms.
    pub rule: String,
    /// Polish sentence.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// No answer yet.
    Unopened,
    /// Begun, something required is missing.
    InProgress,
    /// Nothing required is missing and no error stands.
    Complete,
    /// Something answered is wrong.
    Errors,
    /// Declared not needed, with a reason.
    Skipped,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionProgress {
    pub section: String,
    pub state: SectionState,
    pub answered: u32,
    pub asked: u32,
    pub errors: u32,
    pub warnings: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Fields that are not asked now. Their answers are kept and do not count.
    pub unasked: Vec<FieldKey>,
    pub computed: Vec<Computed>,
    pub findings: Vec<Finding>,
    pub sections: Vec<SectionProgress>,
    /// May be approved: no error stands, nothing required is missing.
    pub complete: bool,
}

/// What an evaluation knows beside the answers. A date alone is a day without an earlier interview.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    pub today: NaiveDate,
    /// The month whose income counts (art. 8 ust. 3), as `domain` says.
    pub income_month: Option<Month>,
    /// The interview that this one is based on.
    pub base: Option<&'a Answers>,
}

impl From<NaiveDate> for Day<'_> {
    fn from(today: NaiveDate) -> Self {
        Self {
            today,
            income_month: None,
            base: None,
        }
    }
}

/// Carried rows older than the month that counts which nobody has touched, each with the rule that wants it.
fn untouched<'s, 'a>(
    state: &'s State<'a>,
    answers: &Answers,
    day: Day<'_>,
) -> Vec<(&'s Row<'a>, &'a Touched)> {
    let Some(counts) = day.income_month.filter(|_| !state.form.touched.is_empty()) else {
        return Vec::new();
    };
    let earlier = day
        .base
        .map(|base| Earlier::of(Start::Update, base, answers));
    let mut found = Vec::new();
    for rule in &state.form.touched {
        for &number in state.rows(rule.table) {
            let month = match state.slot(number, rule.slot) {
                Value::Text(text) => text.parse::<Month>().ok(),
                _ => None,
            };
            let Some(row) = state.rows.get(number) else {
                continue;
            };
            let old = month.is_some_and(|month| month < counts);
            let holds = || confirmed(row.record, ROW) && is_true(&rule.still, number, state);
            if old && unchanged(row.record, earlier.as_ref()) && !holds() {
                found.push((row, rule));
            }
        }
    }
    found
}

#[derive(Default, Clone, Copy)]
struct Count {
    answered: u32,
    asked: u32,
}

impl Form {
    /// Carried rows older than the month that counts which nobody has touched, by their ids.
    #[must_use]
    pub fn untouched(&self, answers: &Answers, day: Day<'_>) -> BTreeSet<Uuid> {
        let state = State::new(self, answers, Some(day.today));
        let rows = untouched(&state, answers, day).into_iter();
        rows.map(|(row, _)| row.record.id).collect()
    }

    /// Evaluates the whole form on a day. Answers of any JSON type give a result.
    #[must_use]
    pub fn evaluate<'a>(&self, answers: &Answers, day: impl Into<Day<'a>>) -> Evaluation {
        let day = day.into();
        let state = State::new(self, answers, Some(day.today));
        let mut found = Found {
            unasked: Vec::new(),
            computed: Vec::new(),
            findings: Vec::new(),
            counts: self
                .sections
                .iter()
                .map(|section| (section.id.as_str(), Count::default()))
                .collect(),
        };
        for row in &state.rows {
            found.walk(&state, row);
        }
        found.check(&state);
        found.untouched_rows(&state, answers, day);
        found.household(&state);
        found.skips(&state);
        found.findings.sort_by_cached_key(|finding| {
            self.sections
                .iter()
                .position(|section| section.id == finding.section)
        });
        let sections = self
            .sections
            .iter()
            .map(|section| found.progress(section, &state))
            .collect();
        let complete = state.root_row().is_some()
            && found
                .findings
                .iter()
                .all(|finding| finding.severity != Severity::Error);
        Evaluation {
            unasked: found.unasked,
            computed: found.computed,
            findings: found.findings,
            sections,
            complete,
        }
    }
}

struct Found<'a> {
    unasked: Vec<FieldKey>,
    computed: Vec<Computed>,
    findings: Vec<Finding>,
    counts: Vec<(&'a str, Count)>,
}

impl<'a> Found<'a> {
    /// Counts, computed values, missing and unfit answers of one record.
    fn walk(&mut self, state: &State<'a>, row: &Row<'a>) {
        let Some(table) = state.table_of(row) else {
            return;
        };
        let is_row = table.row.is_some();
        let mut any = false;
        for (slot, field) in table.slots.iter().enumerate() {
            if row.unasked.get(slot) == Some(&true) {
                self.unasked.push(FieldKey {
                    record: row.record.id,
                    field: field.id.clone(),
                });
                continue;
            }
            let typed = row.typed.get(slot).copied().flatten();
            let computed = row.computed.get(slot).copied().flatten();
            if let Some(value) = computed {
                let value = json(value);
                let text = text_of(field, &value);
                self.computed.push(Computed {
                    record: row.record.id,
                    field: field.id.clone(),
                    value,
                    text,
                });
            }
            any |= typed.is_some();
            if typed.is_some_and(|value| !field.fits(value)) {
                self.add(
                    row,
                    field,
                    is_row,
                    Severity::Warning,
                    "unfit",
                    &state.form.texts.unfit,
                );
            }
            if field.required && typed.is_none() && computed.is_none() {
                self.add(
                    row,
                    field,
                    is_row,
                    Severity::Error,
                    "required",
                    &state.form.texts.required,
                );
            }
            if !is_row && field.kind != crate::Kind::Skip && !field.computed {
                self.count(&field.section, typed.is_some());
            }
        }
        if is_row {
            self.count(&table.section, any);
        }
    }

    fn count(&mut self, section: &'a str, answered: bool) {
        // Ten segments: looking along the list is quicker than hashing the letter.
        if let Some((_, count)) = self.counts.iter_mut().find(|(known, _)| *known == section) {
            count.asked += 1;
            count.answered += u32::from(answered);
        }
    }

    fn counted(&self, section: &str) -> Count {
        let known = self.counts.iter().find(|(known, _)| *known == section);
        known.map(|(_, count)| *count).unwrap_or_default()
    }

    fn add(
        &mut self,
        row: &Row<'_>,
        field: &Field,
        is_row: bool,
        severity: Severity,
        rule: &str,
        text: &str,
    ) {
        self.findings.push(Finding {
            section: field.section.clone(),
            record: row.record.id,
            field: if is_row {
                ROW.to_owned()
            } else {
                field.id.clone()
            },
            column: is_row.then(|| field.id.clone()),
            severity,
            rule: rule.to_owned(),
            text: if text.contains("{label}") {
                text.replace("{label}", &field.full_label())
            } else {
                text.to_owned()
            },
        });
    }

    fn check(&mut self, state: &State<'a>) {
        use crate::expression::Sight;
        for check in &state.form.checks {
            for &number in state.rows(check.table) {
                if !is_true(&check.expression, number, state) {
                    continue;
                }
                let Some(row) = state.rows.get(number) else {
                    continue;
                };
                match &check.target {
                    Target::Slot(slot) => {
                        let Some(table) = state.table_of(row) else {
                            continue;
                        };
                        let Some(field) = table.slots.get(*slot) else {
                            continue;
                        };
                        if row.unasked.get(*slot) != Some(&true) {
                            self.add(
                                row,
                                field,
                                table.row.is_some(),
                                check.severity,
                                &check.id,
                                &check.text,
                            );
                        }
                    }
                    Target::Block(id) => {
                        self.at_block(state, id, check.severity, &check.id, &check.text)
                    }
                }
            }
        }
    }

    fn untouched_rows(&mut self, state: &State<'a>, answers: &Answers, day: Day<'_>) {
        for (row, rule) in untouched(state, answers, day) {
            let column = state
                .table_of(row)
                .and_then(|table| table.slots.get(rule.slot));
            if let Some(column) = column {
                self.add(row, column, true, Severity::Error, &rule.id, &rule.text);
            }
        }
    }

    /// What `domain` says of the persons, each at the field that would mend it.
    fn household(&mut self, state: &State<'a>) {
        let Some(places) = &state.form.household else {
            return;
        };
        for problem in household::findings(&facts::household(state)) {
            let member = problem.person.and_then(|person| {
                state
                    .of_kind(MEMBER, None)
                    .map(|(_, row)| row)
                    .find(|row| row.record.id == person)
            });
            let field = places
                .fields
                .get(&problem.problem)
                .and_then(|field| state.form.field(MEMBER, field));
            let rule = format!("household-{:?}", problem.problem);
            match (member, field) {
                (Some(row), Some(field)) => {
                    self.add(row, field, false, Severity::Warning, &rule, &problem.text)
                }
                _ => self.at_block(
                    state,
                    &places.members,
                    Severity::Warning,
                    &rule,
                    &problem.text,
                ),
            }
        }
    }

    fn at_block(
        &mut self,
        state: &State<'a>,
        block: &str,
        severity: Severity,
        rule: &str,
        text: &str,
    ) {
        let Some(root) = state.root_row().filter(|_| !state.is_off(block)) else {
            return;
        };
        let shows = |section: &&Section| section.blocks.iter().any(|known| known.id == block);
        let Some(section) = state.form.sections.iter().find(shows) else {
            return;
        };
        self.findings.push(Finding {
            section: section.id.clone(),
            record: root.record.id,
            field: block.to_owned(),
            column: None,
            severity,
            rule: rule.to_owned(),
            text: text.to_owned(),
        });
    }

    /// Facultative segments: begun, or declared not needed with a reason.
    fn skips(&mut self, state: &State<'a>) {
        let Some(root) = state.root_row() else { return };
        let texts = &state.form.texts;
        for section in &state.form.sections {
            let Some(field) = &section.skip_field else {
                continue;
            };
            let answered = self.counted(&section.id).answered > 0;
            let (severity, rule, text) = match state.skip_of(section) {
                Some((_, None)) => (Severity::Error, "skip-reason", &texts.reason),
                Some((_, Some(_))) => {
                    self.findings
                        .retain(|finding| finding.section != section.id);
                    if !answered {
                        continue;
                    }
                    (
                        Severity::Warning,
                        "skip-answered",
                        &texts.answered_though_skipped,
                    )
                }
                None if !answered => (Severity::Warning, "untouched", &texts.untouched),
                None => continue,
            };
            self.findings.push(Finding {
                section: section.id.clone(),
                record: root.record.id,
                field: field.clone(),
                column: None,
                severity,
                rule: rule.to_owned(),
                text: text.replace("{section}", &section.id),
            });
        }
    }

    fn progress(&self, section: &Section, state: &State<'a>) -> SectionProgress {
        let count = self.counted(&section.id);
        let (mut errors, mut warnings, mut missing) = (0, 0, 0);
        for finding in self
            .findings
            .iter()
            .filter(|finding| finding.section == section.id)
        {
            match finding.severity {
                Severity::Error => errors += 1,
                Severity::Warning => warnings += 1,
                Severity::Note => {}
            }
            missing += u32::from(finding.rule == "required");
        }
        let skipped = state
            .skip_of(section)
            .is_some_and(|(_, reason)| reason.is_some());
        let state = match (skipped, count.answered, errors) {
            (true, ..) => SectionState::Skipped,
            (_, 0, _) => SectionState::Unopened,
            (_, _, errors) if errors > missing => SectionState::Errors,
            (_, _, 0) => SectionState::Complete,
            _ => SectionState::InProgress,
        };
        SectionProgress {
            section: section.id.clone(),
            state,
            answered: count.answered,
            asked: count.asked,
            errors,
            warnings,
        }
    }
}

pub(crate) fn json(value: Value<'_>) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Bool(known) => Json::Bool(known),
        Value::Number(number) => Json::from(number),
        Value::Text(text) => Json::from(text),
        Value::Date(date) => Json::from(date.to_string()),
        Value::List(words) => Json::Array(words.to_vec()),
    }
}
