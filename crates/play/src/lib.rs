//! A seat without a window: plays case files through the use cases of the screens, against an office it starts itself.
//!
//! Never here: a rule of law, merging, SQL, a second way to do what a use case does, or a look at what a file expects.

pub mod case_file;
pub mod centre;
pub mod clock;
mod duplicates;
mod error;
pub mod fill;
mod merge;
pub mod merge_file;
mod outcome;
mod papers;
mod part;
mod person;
mod story;

pub use duplicates::{DuplicateFile, play_duplicates};
pub use error::{PlayError, Step};
pub use merge::play_merge;
pub use story::play;
