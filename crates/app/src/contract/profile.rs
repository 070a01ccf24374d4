//! Profiles on this laptop and the unlocked session.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A profile on this laptop: one person, one folder, one key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProfileView {
    pub id: Uuid,
    pub person: String,
    pub centre: String,
    /// „TRYB ĆWICZEŃ”: own database, invented families.
    pub practice: bool,
    /// Seconds to wait before the next try after wrong passphrases; 0 = now.
    pub wait_s: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Seat {
    FirstContact,
    Field,
    /// Asystent rodziny.
    Assistance,
    Team,
    Head,
    /// Decides between answers that met.
    Merging,
    Administrator,
    /// Reads who read, wrote or printed what.
    AccessLog,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TeamView {
    pub id: String,
    pub name: String,
}

/// The unlocked session.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionView {
    pub profile: Uuid,
    pub person_id: Uuid,
    pub person: String,
    pub centre: String,
    pub practice: bool,
    pub seats: Vec<Seat>,
    pub teams: Vec<TeamView>,
    /// Whether she may read a case in an emergency that is not hers.
    pub breaks_glass: bool,
    /// Where the person was when the app last closed or locked.
    pub place: Option<PlaceView>,
}

/// A place in an interview, to come back to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlaceView {
    pub document: Uuid,
    pub section: String,
    pub record: Option<Uuid>,
    pub field: Option<String>,
}
