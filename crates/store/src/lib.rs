//! The encrypted replica of one seat: key, opening, migrating, the two doors that write an answer, and what an exchange leaves behind.
//!
//! Never here: the law, the meaning of a form or a field, the network, a clock; and no SQL outside `tables`, `open` and `migrate`.

mod attachments;
mod cards;
pub mod courier;
mod deposit;
mod dictionary;
mod document;
mod error;
mod evidence;
mod exchange;
mod head;
mod identity;
mod key;
pub mod migrate;
mod open;
pub mod packet;
pub mod platform;
mod random;
mod receive;
mod record;
mod recovery;
mod reissue;
mod salvage;
mod store;
mod tables;
mod take;
mod tries;

pub use attachments::{AttachmentKey, AttachmentState, NamedAttachment, PIECE};
pub use cards::{Card, CaseStatus, fold};
pub use deposit::{DepositedStretch, OpenedDeposit, SentDeposit, SentDeposits, open_deposit};
pub use dictionary::{Dictionary, shipped as shipped_dictionary};
pub use document::{Answer, AnswerValue, DocumentRef, DocumentState, SealedBy, Written};
pub use error::{Error, UnlockError};
pub use exchange::{ActState, CaseGrant, Opened, Outgoing, Received, Sent, Unsent};
pub use identity::{Identity, OfficeLink};
pub use key::KeyCost;
pub use open::Profile;
pub use record::{Committed, Draft, Edit, SealContent, SealError};
pub use recovery::{RecoveryAnswer, RecoveryError, answer_recovery};
pub use salvage::{Salvaged, SalvagedAttachment};
pub use store::{Damage, Store};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;
