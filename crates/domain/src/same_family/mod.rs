//! One person or family in two files: probabilistic record linkage with weights that ship as data, explained field by field.
//!
//! A pair of persons is compared in seven fields, each with grades ([`compare`]). The shipped [`Model`] says how often each grade
//! occurs between two descriptions of one person, between kin of one home, and between strangers; the score is how much more
//! likely the first is. [`Register`] finds candidates by several keys, and [`family`] proposes which files to join. Nothing here
//! joins anything: a person does.

pub mod address;
pub mod born;
pub mod compare;
pub mod decision;
pub mod family;
pub mod fold;
pub mod keys;
pub mod model;
pub mod names;
pub mod number;
pub mod person;
pub mod register;
pub mod similarity;

pub use compare::{FIELDS, Field, Pattern, compare};
pub use family::{File, PersonPair, Proposal, added_twice, propose, same_by_rule};
pub use model::{Band, Chances, Model, Reason, Score};
pub use person::Person;
pub use register::{Candidate, Register};
