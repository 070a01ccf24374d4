//! What the store promises, told as stories.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod attachments;
mod convergence;
mod exchange;
mod killing;
mod office;
mod profile;
mod seals;
mod support;
mod typing;
