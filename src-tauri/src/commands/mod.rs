//! Commands of the window, one file per group of screens: each reads its arguments, makes one call, returns.

pub mod access_log;
pub mod alike;
pub mod assistance;
pub mod attachment;
pub mod board;
pub mod cases;
pub mod desk;
pub mod exchange;
pub mod hand_over;
pub mod held_back;
pub mod interview;
pub mod office;
pub mod organisation;
pub mod paper;
pub mod partner;
pub mod profile;
pub mod support;
pub mod terms;
pub mod versions;
pub mod voice;
