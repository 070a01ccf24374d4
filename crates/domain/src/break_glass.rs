//! Reading in an emergency a case that one does not hold (break-glass): with a reason, until the day ends, told to the head.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::access::{Relation, Role, categories};
use crate::workflow::field;

/// Kind of the record of such a reading, in the case's own document.
pub const BROKEN_GLASS: &str = "broken_glass";
/// Field of it, written by the office: [`Acknowledged`].
pub const ACKNOWLEDGED: &str = "acknowledged";

/// Who read and until when: field `row`, written by the office. The reason stands beside it, in the category of social work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenGlass {
    pub by: Uuid,
    pub at_ms: i64,
    pub until_ms: i64,
}

/// That the head has seen it: field `acknowledged`, written by the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    pub by: Uuid,
    pub at_ms: i64,
}

/// The office's answer to who may read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassOpened {
    pub case: Uuid,
    pub until_ms: i64,
}

/// Category of a field of such a reading.
#[must_use]
pub fn category_of(name: &str) -> Option<Category> {
    match name {
        field::REASON => Some(Category::SocialWork),
        "row" | ACKNOWLEDGED | "@" => Some(Category::Workflow),
        _ => None,
    }
}

/// Whether the table of access opens anything to these roles in an emergency. The closed list of art. 16 u.w.r. binds an asystent
/// also where she has another role.
#[must_use]
pub fn may_break(roles: &[Role]) -> bool {
    let opens = |role: &Role| !categories(*role, Relation::BreakGlass).is_empty();
    roles.iter().any(opens) && !roles.contains(&Role::FamilyAssistant)
}
