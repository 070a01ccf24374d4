//! The merge desk: what waits for a person, the values she chooses between, her decisions and their undoing.

mod alternatives;
mod compare;
mod disputes;
mod draw;
mod history;
mod queue;
mod settle;
mod twins;
mod whole;

pub(crate) use disputes::{decisions, disputes, torn};
pub(crate) use draw::Log;
