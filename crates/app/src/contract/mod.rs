//! What crosses to the screen: plain data, generated into TypeScript (`cargo xtask generate`).
//! Dates cross as ISO text, money as whole grosze, answers as JSON values; sentences shown to people are Polish.

mod access_log;
mod alike;
mod assistance;
mod attachment;
mod board;
mod break_glass;
mod correction;
mod desk;
mod exchange;
mod family_plan;
mod hand_over;
mod held_back;
mod interview;
mod law;
mod office;
mod organisation;
mod overview;
mod paper;
mod partner;
mod problem;
mod profile;
mod terms;

pub use access_log::*;
pub use alike::*;
pub use assistance::*;
pub use attachment::*;
pub use board::*;
pub use break_glass::*;
pub use correction::*;
pub use desk::*;
pub use exchange::*;
pub use family_plan::*;
pub use hand_over::*;
pub use held_back::*;
pub use interview::*;
pub use law::*;
pub use office::*;
pub use organisation::*;
pub use overview::*;
pub use paper::*;
pub use partner::*;
pub use problem::*;
pub use profile::*;
pub use terms::*;
