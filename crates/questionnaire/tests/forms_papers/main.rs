//! The parts of the questionnaire and the papers that go with it: their official labels, invented examples and rules.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod examples;
mod filled;
mod label_table;
mod labels;
mod open;
mod paper;
mod rules;
