//! One exchange from the laptop's side: enrolment, rounds over a pinned TLS line or in a courier file.
//!
//! Never here: SQL, a clock, what a record means, or a database transaction that spans the network.

mod agreement;
mod attachments;
pub mod courier;
mod enrol;
mod http;
mod outcome;
mod pin;
mod session;
mod transport;

pub use attachments::{AttachmentLine, Carried, Held, carry};
pub use enrol::{EnrolError, enrol};
pub use http::{
    APPEND_BYTES, ATTACHMENTS_PATH, ENROL_PATH, EXCHANGE_PATH, HttpTransport, MEDIA_TYPE,
    PARTNER_BYTES, PARTNERS_PATH, UPLOAD_COMPLETE, UPLOAD_OFFSET,
};
pub use outcome::{Outcome, Progress};
pub use pin::{Fingerprint, client_config, fingerprint_of};
pub use session::{ExchangeError, Replica, Session};
pub use transport::{Transport, TransportError};
