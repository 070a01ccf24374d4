//! The law and the people, pure: what a rule needs comes in as values and a date, what follows goes out as values.
//!
//! Never here: files, network, clocks, SQL, form definitions, or a sentence that only a screen needs.

pub mod access;
pub mod calendar;
pub mod category;
pub mod facts;
pub mod identifiers;
pub mod money;
pub mod month;
pub mod pesel;
pub mod workflow;

pub use category::Category;
pub use money::Grosze;
pub use month::Month;
