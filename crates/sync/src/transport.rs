//! The line to the office: bytes out, bytes back.

use teren_ledger::wire::Refused;

/// Carries one packed request to the office and its packed answer back, blocking.
/// HTTP in the field, a plain function call in tests and in the simulation.
pub trait Transport {
    /// One request, one answer. On an error the office may or may not have taken the request: ask again.
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError>;

    /// Lets about `seconds` pass before the next try; how long really (jitter, simulated time) is the line's affair.
    fn rest(&mut self, seconds: u32);
}

/// Why no answer came. None of these harms anything; all may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No network, no such host, or nobody listens there.
    #[error("the office cannot be reached")]
    Unreachable,
    /// Somebody answers with another certificate than the one in the enrolment code.
    #[error("who answers is not the office: another certificate")]
    WrongCertificate,
    /// A captive portal, a proxy or another program answers.
    #[error("what answers is not the office")]
    NotTheOffice,
    #[error("the answer did not come in time")]
    TimedOut,
    #[error("the line was cut")]
    Interrupted,
    #[error("the answer is larger than allowed")]
    TooLarge,
    /// The office answered and said no to the whole message.
    #[error("the office refused: {0}")]
    Refused(Refused),
    /// This machine could not open a line at all.
    #[error("the line could not be opened on this machine")]
    Local,
}

impl TransportError {
    /// True for what often passes by itself within seconds.
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(
            self,
            Self::TimedOut | Self::Interrupted | Self::Refused(Refused::Busy { .. })
        )
    }
}
