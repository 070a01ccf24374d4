//! People and laptops of the centre, as every seat knows them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Role;

/// A person of the centre as every seat may know her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    pub person: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    pub teams: Vec<String>,
    /// Works at the centre.
    pub employed: bool,
    /// May read and write today: works here, and has an upoważnienie that holds.
    pub active: bool,
}

/// A laptop of the centre, as every seat may name it. No name of a machine: whoever writes on it is told with each answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laptop {
    /// In the order in which the office first heard of them, from 1.
    pub number: u32,
}
