#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
//! The office under laptops made of nothing but the ledger.

mod receive;
mod support;
