#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
//! The office under laptops made of nothing but the ledger.

mod access_log;
mod assistance;
mod attachments;
mod authorisation;
mod cells;
mod deposits;
mod door;
mod exchange;
mod forged;
mod hand_over;
mod held_back;
mod line;
mod linking;

mod mask;
mod partner;
mod quarantine;
mod receive;
mod routing;
mod rules;
mod salvage;
mod scopes;
mod stale;
mod support;
mod unopened;
mod versions;
