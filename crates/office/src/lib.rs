//! The office: accounts, grants, the one order of all changes, receipts, routes, and the server that laptops exchange with.
//!
//! Never here: merge rules (`ledger`), law (`domain`), what a form asks (`questionnaire`), or a screen; SQL stands in `storage` only.

mod acts;
mod alike;
mod assistance;
mod attachments;
mod backup;
mod caseload;
mod clock;
mod courier;
mod described;
mod desk;
mod directory;
mod entitlement;
mod error;
mod evidence;
mod fields;
mod grants;
mod hand_over;
mod held_back;
mod hindrance;
mod inbox;
mod keeper;
mod keys;
mod likeness;
mod linking;
mod mask;
mod office;
mod packing;
mod partner;
mod people;
mod pull;
mod quarantine;
mod receive;
mod records;
mod recover;
mod replay;
mod reports;
mod round;
mod route;
mod salvage;
mod server;
pub mod storage;
mod structures;
mod verify;
mod versions;
mod writer;

pub use clock::{local_date, local_moment};
pub use error::OfficeError;
pub use keeper::{BackupPlan, Keeper, keep_backups};
pub use mask::{Mask, mask_of};
pub use office::{NewPerson, Office};
pub use reports::NewReport;
pub use salvage::{Rescue, TornAttachment, salvage};
pub use server::{ServerClock, Serving, now_ms, serve, serve_by};
pub use verify::Verified;
