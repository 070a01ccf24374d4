//! The exchange as laptops and their office live through it: good lines, bad lines, files.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[path = "../support/chaos.rs"]
mod chaos;
mod courier;
mod desk;
mod line;
mod office;
mod rounds;
mod seat;
mod storm;
