//! Upoważnienia to process personal data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// How an upoważnienie stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AuthorisationStand {
    NotYet,
    Holds,
    /// It ends within a month.
    Ends,
    Ended,
}

/// The person's own, while there is something to say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnAuthorisation {
    pub number: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub stand: AuthorisationStand,
    /// Days after today on which it still holds.
    pub days_left: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AuthorisationView {
    pub number: String,
    pub from: NaiveDate,
    /// `None` without end.
    pub until: Option<NaiveDate>,
    /// Day of the secrecy undertaking; `None` while it is not signed.
    pub secrecy: Option<NaiveDate>,
}

/// Somebody who works here, and what she is authorised by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AuthorisedView {
    pub person: Uuid,
    pub name: String,
    /// `None` where none was ever given.
    pub stand: Option<AuthorisationStand>,
    pub authorisation: Option<AuthorisationView>,
    /// One that begins later.
    pub next: Option<AuthorisationView>,
}

/// What the head writes down.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AuthorisationInput {
    pub number: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub secrecy: Option<NaiveDate>,
}
