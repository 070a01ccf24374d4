//! What a grant opens: the table of access applied to one person's roles and the way she stands to a case.

use teren_domain::Category;
use teren_domain::access::{self, Relation, Role};
use teren_domain::structure::Structure;

use crate::storage::{GrantRelation, GrantRow, Person};

/// Categories as bits by their number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mask {
    pub hold: u64,
    pub write: u64,
}

const fn bit(category: u8) -> u64 {
    if category < 64 { 1 << category } else { 0 }
}

fn numbers(bits: u64) -> Vec<u8> {
    (0..64).filter(|number| bits & bit(*number) != 0).collect()
}

impl Mask {
    /// What these roles may do with a case in this relation.
    #[must_use]
    pub fn of_roles(roles: &[Role], relation: Relation) -> Self {
        let mut mask = Self::default();
        for category in Category::ALL {
            let number = bit(category.number());
            if roles
                .iter()
                .any(|role| access::may_hold(*role, category, relation))
            {
                mask.hold |= number;
            }
            if roles
                .iter()
                .any(|role| access::may_write(*role, category, relation))
            {
                mask.write |= number;
            }
        }
        mask
    }

    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            hold: self.hold | other.hold,
            write: self.write | other.write,
        }
    }

    #[must_use]
    pub fn may_hold(self, category: u8) -> bool {
        self.hold & bit(category) != 0
    }

    #[must_use]
    pub fn may_write(self, category: u8) -> bool {
        self.write & bit(category) != 0
    }

    #[must_use]
    pub fn categories(self) -> Vec<u8> {
        numbers(self.hold)
    }

    #[must_use]
    pub fn writable(self) -> Vec<u8> {
        numbers(self.write)
    }
}

/// Own roles and those that membership of teams brings.
fn all_roles(person: &Person, structure: &Structure) -> Vec<Role> {
    let teams = person
        .teams
        .iter()
        .flat_map(|team| structure.team_roles(team).iter().copied());
    person.roles.iter().copied().chain(teams).collect()
}

/// What one grant opens to a person. Somebody who left holds nothing.
#[must_use]
pub fn mask_of(person: &Person, structure: &Structure, grant: &GrantRow) -> Mask {
    if !person.active {
        return Mask::default();
    }
    match grant.relation {
        GrantRelation::Own => Mask::of_roles(&all_roles(person, structure), Relation::Own),
        GrantRelation::Team => {
            let coordinates = person.roles.contains(&Role::Coordinator);
            let mut roles = structure.team_roles(&grant.via).to_vec();
            roles.extend(coordinates.then_some(Role::Coordinator));
            Mask::of_roles(&roles, Relation::Team)
        }
        GrantRelation::Directory => Mask {
            hold: bit(Category::Workflow.number()),
            write: 0,
        },
    }
}
