//! The use cases of a seat, one module a screen: what a person does, in terms of the rooms below.
//!
//! Never here: Tauri, HTML, SQL, a rule of law, or a Polish sentence that neither the law nor the form gives.

mod acts;
mod alike;
mod approve;
mod attachment_room;
mod attachments;
mod board;
mod card;
mod caseload;
mod client_statement;
pub mod clock;
pub mod contract;
mod desk;
mod directory;
pub mod disk;
pub mod dispatch;
mod evaluation;
mod exchange;
mod figures;
mod figures_file;
pub mod findings;
mod form_view;
mod forms;
mod hand_over;
mod held_back;
mod help_ended;
mod inbox;
mod interview;
mod interview_file;
mod law;
mod noted;
mod organisation;
mod overview;
mod paper;
mod partner;
mod picture;
mod plan;
mod platform;
mod practice;
mod problem;
mod profile;
mod purposes;
mod report;
mod returns;
mod session;
mod sheet;
mod start;
mod terms;
mod timeline;
mod update;
mod values;
mod versions;
mod whereabouts;
mod writing;

pub use session::App;
