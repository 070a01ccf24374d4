//! What the store promises, told as stories.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;
mod typing;
