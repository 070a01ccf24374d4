//! Why a case could not be played: the file's fault, with the path in it, or ours.

use teren_app::contract::Problem;
use teren_office::OfficeError;

/// Why a case could not be played. Never holds an answer from the file.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The file is at fault; `path` leads to the field, empty for the whole file.
    #[error("{path}{}{what}", if path.is_empty() { "" } else { ": " })]
    Bad { path: String, what: String },
    /// The program could not do a step of the story.
    #[error("{step}: {cause}")]
    Failed { step: &'static str, cause: String },
}

impl PlayError {
    /// The file is at fault.
    pub fn bad(path: &str, what: impl Into<String>) -> Self {
        Self::Bad {
            path: path.to_owned(),
            what: what.into(),
        }
    }

    /// The program is.
    pub fn failed(step: &'static str, cause: impl Into<String>) -> Self {
        Self::Failed {
            step,
            cause: cause.into(),
        }
    }

    /// The status the program ends with.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Bad { .. } => 2,
            Self::Failed { .. } => 1,
        }
    }
}

/// Names the step that a use case or the office refused.
pub trait Step<T> {
    /// The value, or which step failed and why.
    ///
    /// # Errors
    /// [`PlayError::Failed`].
    fn step(self, step: &'static str) -> Result<T, PlayError>;
}

impl<T> Step<T> for Result<T, Problem> {
    fn step(self, step: &'static str) -> Result<T, PlayError> {
        self.map_err(|problem| PlayError::failed(step, problem.to_string()))
    }
}

impl<T> Step<T> for Result<T, OfficeError> {
    fn step(self, step: &'static str) -> Result<T, PlayError> {
        self.map_err(|error| PlayError::failed(step, error.to_string()))
    }
}

impl<T> Step<T> for std::io::Result<T> {
    fn step(self, step: &'static str) -> Result<T, PlayError> {
        self.map_err(|error| PlayError::failed(step, error.kind().to_string()))
    }
}
