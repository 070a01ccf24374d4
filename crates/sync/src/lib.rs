//! One exchange from the laptop's side: enrolment, rounds over a pinned TLS line or in a courier file.
//!
//! Never here: SQL, a clock, what a record means, or a database transaction that spans the network.

mod enrol;
mod http;
mod pin;
mod transport;

pub use enrol::{EnrolError, enrol};
pub use http::{ENROL_PATH, EXCHANGE_PATH, HttpTransport, MEDIA_TYPE};
pub use pin::{Fingerprint, fingerprint_of};
pub use transport::{Transport, TransportError};
