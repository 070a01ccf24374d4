//! The merge desk: answers that met, what was decided of them, and what merged by itself.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use super::interview::FieldView;
use super::overview::TermView;

/// One answer with several values, kept until a person decides.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictView {
    pub record: Uuid,
    pub field: String,
    /// Number of the category: an answer kept in parts may be open in several.
    pub category: u8,
    pub section: String,
    pub section_title: String,
    /// The person of the household it speaks of; empty for the interview itself.
    pub whose: String,
    pub label: String,
    /// The last value that all writers had seen.
    pub base: Option<BaseView>,
    /// This seat's own first, then in the order of writing.
    pub values: Vec<ConflictValueView>,
    /// What several choices make together.
    pub combined: Vec<CombinedView>,
    /// Controls for a value written anew: one, or the columns of a row; none where there is only yes or no.
    pub fields: Vec<FieldView>,
    /// Decisions taken back, which opened it again.
    pub reopened: Vec<UndoneView>,
    /// Whether this seat may decide it.
    pub may_decide: bool,
    /// Some part of the answer is outside this seat's authority: the values are what it may see of them.
    pub partial: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BaseView {
    pub text: String,
    pub value: Value,
    /// Empty where it cannot be told.
    pub author: String,
    pub device: Option<DeviceView>,
    pub at: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictValueView {
    /// Stands for this value when the decision is made.
    pub id: String,
    pub text: String,
    pub value: Value,
    pub author: String,
    pub device: DeviceView,
    pub at: String,
    /// Written by the person at this seat.
    pub mine: bool,
    /// It was a decision, and was taken back.
    pub undone: bool,
    /// Why, where the value is itself a decision.
    pub reason: String,
    /// Word by word against the base; empty where the text is short.
    pub segments: Vec<SegmentView>,
}

/// The laptop a value was written on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeviceView {
    pub here: bool,
    /// Its number in the centre; none for the office itself and before it was heard of.
    pub number: Option<u32>,
}

/// A stretch of words of a text held against an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SegmentView {
    pub kind: SegmentKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SegmentKind {
    Same,
    Removed,
    Added,
}

/// A value made of several choices.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CombinedView {
    pub how: CombinedHow,
    pub text: String,
    pub value: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CombinedHow {
    /// Everything that anybody chose.
    Union,
    /// What everybody chose.
    Intersection,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UndoneView {
    pub author: String,
    pub at: String,
    pub reason: String,
}

/// An interview in which something is to be decided.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueView {
    pub case: Uuid,
    pub document: Uuid,
    pub name: String,
    pub form_title: String,
    pub conflicts: u32,
    /// Persons who may stand twice in it.
    pub twins: u32,
    pub term: Option<TermView>,
    /// Who wrote what met.
    pub writers: Vec<String>,
}

/// The desk of one interview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeskView {
    pub case: Uuid,
    pub document: Uuid,
    pub name: String,
    pub form_title: String,
    pub term: Option<TermView>,
    /// In the order of the form.
    pub conflicts: Vec<ConflictView>,
    pub twins: Vec<TwinView>,
    /// Answers of several writers that did not meet.
    pub merged: Vec<MergedView>,
    /// Latest first.
    pub decisions: Vec<DecidedView>,
    /// Reasons given here before, the latest first.
    pub reasons: Vec<String>,
    pub sealed: bool,
}

/// An answer that merged by itself while others wrote elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergedView {
    pub section: String,
    pub whose: String,
    pub label: String,
    pub text: String,
    pub author: String,
    pub device: DeviceView,
    pub at: String,
    /// Several wrote the same.
    pub same: bool,
}

/// A decision that stands or was taken back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecidedView {
    pub id: Uuid,
    pub record: Uuid,
    pub field: String,
    pub section: String,
    pub whose: String,
    pub label: String,
    pub choice: ChoiceView,
    /// What was decided.
    pub text: String,
    /// What it was decided between.
    pub over: Vec<String>,
    pub author: String,
    pub device: DeviceView,
    pub at: String,
    /// Empty when it was decided by writing in the interview.
    pub reason: String,
    pub undone: Vec<UndoneView>,
    /// The answer was written anew since.
    pub written_over: bool,
    pub may_undo: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChoiceView {
    One,
    Base,
    Combined,
    Third,
    Joined,
    Apart,
}

/// Two records that may be one person, added on two sides.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TwinView {
    pub kept: TwinSide,
    pub other: TwinSide,
    /// Answers both have and that differ.
    pub differing: Vec<TwinAnswer>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TwinSide {
    pub record: Uuid,
    pub name: String,
    pub born: String,
    pub pesel: String,
    pub author: String,
    pub at: String,
    /// Rows under this person, in words.
    pub rows: Vec<String>,
    /// Answers that only this side has.
    pub own: Vec<TwinAnswer>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TwinAnswer {
    pub field: String,
    pub label: String,
    pub text: String,
    /// What the other side says.
    pub other: String,
}

/// A person's decision on one answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecisionInput {
    pub document: Uuid,
    pub record: Uuid,
    pub field: String,
    pub category: u8,
    pub value: Value,
    /// Ids of the values the person saw; if others came since, she looks again.
    pub seen: Vec<String>,
    pub reason: String,
}

/// A person's decision that two records are one person, or two.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TwinsInput {
    pub document: Uuid,
    pub kept: Uuid,
    pub other: Uuid,
    /// They are two people: nothing changes, and they are offered as one no more.
    pub apart: bool,
    /// Differing answers that are taken from the other record.
    pub take: Vec<String>,
    pub reason: String,
}

/// One value an answer ever had.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnswerVersionView {
    /// Stands for this value, as in a conflict.
    pub id: String,
    /// Of an answer that is kept in parts: the name of the category in which this part stands.
    pub part: Option<String>,
    pub value: Value,
    pub text: String,
    pub author: String,
    pub device: DeviceView,
    pub at: String,
    pub standing: AnswerStanding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerStanding {
    /// The one value of the answer.
    Current,
    /// Another wrote the same without knowing.
    Same,
    /// One of several that wait for a decision.
    Disputed,
    /// Somebody who knew it wrote over it.
    Replaced,
    /// Written after the seal: kept beside the interview.
    Late,
}
