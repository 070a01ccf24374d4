//! The law and the people, pure: what a rule needs comes in as values and a date, what follows goes out as values.
//!
//! Never here: files, network, clocks, SQL, form definitions, or a sentence that only a screen needs.

pub mod access;
pub mod alert;
pub mod assess;
pub mod attachment;
pub mod calendar;
pub mod category;
pub mod citizenship;
pub mod competence;
pub mod condition;
pub mod contract;
pub mod correction;
pub mod criteria;
pub mod decision;
pub mod documents;
pub mod entry;
pub mod estimates;
pub mod facts;
pub mod hand_over;
pub mod held_back;
pub mod household;
pub mod identifiers;
mod in_force;
pub mod incapacity;
pub mod income;
mod lasting_help;
pub mod likeness;
pub mod measures;
pub mod money;
pub mod month;
pub mod noted;
pub mod part_ii;
pub mod partner;
pub mod pesel;
pub mod purpose;
pub mod reasons;
pub mod refusal;
pub mod reminder;
pub mod replay;
pub mod revision;
pub mod routing;
pub mod rules;
pub mod same_family;
pub mod service_fee;
pub mod step;
pub mod structure;
pub mod sygnatura;
pub mod term;
pub mod tolerance;
pub mod version;
pub mod workflow;
pub mod workload;

pub use category::Category;
pub use money::Grosze;
pub use month::Month;
