//! Form definitions as dated data, and the engine that says what is asked, computed, wrong and complete; answers come in as values, what follows goes out as values.
//!
//! Never here: files, network, clocks, SQL, a screen's widgets, or a rule of law that `domain` states.

mod answers;
mod canonical;
mod changes;
mod document;
mod error;
mod evaluate;
mod expression;
mod facts;
mod field;
mod form;
pub mod forms;
mod kind;
mod layout;
mod likened;
mod load;
mod lookup;
mod outline;
mod paper;
mod parts;
mod routable;
mod rules;
mod shape;
mod sources;
mod state;
mod text;
mod transcribe;
mod update;

pub use answers::{Answers, Record};
pub use changes::{Change, ChangeKind};
pub use document::{
    Document, DocumentBlock, DocumentColumn, DocumentLine, DocumentOption, DocumentRow,
    DocumentSection, DocumentTable, WITHHELD,
};
pub use error::DefinitionError;
pub use evaluate::{Computed, Day, Evaluation, FieldKey, Finding, SectionProgress, SectionState};
pub use field::{Choice, Field, Kind};
pub use form::{Block, BlockKind, Figure, Form, Section};
pub use kind::FormKind;
pub use routable::catalogue;
pub use rules::Severity;
pub use transcribe::{NotInForm, Transcribed};
pub use update::{Carried, FieldState, Start, Update, UpdateProgress, UpdateState};

/// Kind of the root record of an interview.
pub const INTERVIEW: &str = "interview";
/// Kind of the record of a household member.
pub const MEMBER: &str = "member";
/// The one field of a row record; its value is the whole row.
pub const ROW: &str = "row";
/// The field that says what a record is and where it belongs.
pub const STRUCTURE: &str = "@";
/// The field that marks a record as removed.
pub const DELETED: &str = "deleted";
/// Ends the name of the register that says of a carried answer whether it still holds: `housing_title~`.
pub const CONFIRMED: char = '~';
