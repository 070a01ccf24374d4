//! What a grant opens: the table of access applied to one person's roles and the way she stands to a case.

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access::{self, Relation, Role};
use teren_domain::structure::{COORDINATORS, HEAD, MERGERS, Side, Structure};
use teren_ledger::wire::{DocumentGrant, OTHER_INTERVIEWS};
use uuid::Uuid;

use crate::storage::{GrantRelation, GrantRow, Person, WHOLE_CASE};

/// Categories as bits by their number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mask {
    pub hold: u64,
    pub write: u64,
    /// Who approves a document answers for what its form is about.
    pub answers: u64,
    /// Where what is open to readers may be said; nowhere by who reads in an emergency.
    pub says: u64,
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
            for role in roles {
                if access::may_write(*role, category, relation) {
                    mask.write |= number;
                    mask.answers |= if role.approves() { number } else { 0 };
                }
            }
        }
        if relation != Relation::BreakGlass {
            mask.says = mask.hold;
        }
        mask
    }

    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            hold: self.hold | other.hold,
            write: self.write | other.write,
            answers: self.answers | other.answers,
            says: self.says | other.says,
        }
    }

    /// Less what a person of this side may not hold.
    fn without(self, side: Option<Side>) -> Self {
        let closed = side.map_or(0, |side| bit(side.closed().number()));
        Self {
            hold: self.hold & !closed,
            write: self.write & !closed,
            answers: self.answers & !closed,
            says: self.says & !closed,
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

    /// Whether she may say here what everybody may who reads it.
    #[must_use]
    pub fn may_say(self, category: u8) -> bool {
        self.says & bit(category) != 0
    }

    /// Whether she may approve a document whose form is about this category.
    #[must_use]
    pub fn approves(self, category: Category) -> bool {
        self.answers & bit(category.number()) != 0
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
pub(crate) fn all_roles(person: &Person, structure: &Structure) -> Vec<Role> {
    let teams = person
        .teams
        .iter()
        .flat_map(|team| structure.team_roles(team).iter().copied());
    person.roles.iter().copied().chain(teams).collect()
}

/// Whether the person sits in the team; the seats of the head, the mergers and the coordinators follow from the role.
pub(crate) fn is_member(person: &Person, team: &str) -> bool {
    let head = team == HEAD && person.roles.contains(&Role::Head);
    let merges = team == MERGERS && person.roles.contains(&Role::Merger);
    let coordinates = team == COORDINATORS && person.roles.contains(&Role::Coordinator);
    person.active
        && (head || merges || coordinates || person.teams.iter().any(|known| known == team))
}

/// What one grant opens to a person of one document of its case. Somebody who left holds nothing, a team's matter
/// opens only to its members, and an interview only where the grant names it or all.
#[must_use]
pub fn mask_of(person: &Person, structure: &Structure, grant: &GrantRow, document: Uuid) -> Mask {
    let interview = document != grant.case;
    let named = grant.document == WHOLE_CASE || grant.document == document;
    let of_team = grant.via.is_empty() || is_member(person, &grant.via);
    if !person.active || !of_team || (interview && !named) {
        return Mask::default();
    }
    let (mut roles, relation) = match grant.relation {
        GrantRelation::Directory => {
            return Mask {
                hold: bit(Category::Workflow.number()),
                ..Mask::default()
            };
        }
        GrantRelation::Coordination => {
            let mut roles = person.roles.clone();
            roles.retain(|role| *role == Role::FosterCoordinator);
            return Mask::of_roles(&roles, Relation::Own);
        }
        GrantRelation::Own if grant.via.is_empty() => (all_roles(person, structure), Relation::Own),
        // Taken from a team's inbox: the work of that team, nothing of other roles.
        GrantRelation::Own => (structure.team_roles(&grant.via).to_vec(), Relation::Own),
        GrantRelation::BreakGlass => (all_roles(person, structure), Relation::BreakGlass),
        GrantRelation::Team if grant.via == COORDINATORS => {
            (vec![Role::Coordinator], Relation::Centre)
        }
        GrantRelation::Team => {
            let coordinates = person.roles.contains(&Role::Coordinator);
            let mut roles = structure.team_roles(&grant.via).to_vec();
            roles.extend(coordinates.then_some(Role::Coordinator));
            (roles, Relation::Team)
        }
    };
    // The closed list of art. 16 u.w.r. follows the asystent into every team.
    if person.roles.contains(&Role::FamilyAssistant) {
        roles = vec![Role::FamilyAssistant];
    }
    roles.retain(|role| !interview || role.reads_interviews());
    Mask::of_roles(&roles, relation)
}

/// What a person could do with a document if its case were her own, too, beside these grants of it: on the side of art. 110a
/// on which they put her.
pub(crate) fn mask_if_own(
    person: &Person,
    structure: &Structure,
    grants: &[GrantRow],
    (case, document): (Uuid, Uuid),
) -> Mask {
    let own = GrantRow {
        id: 0,
        person: person.person,
        case,
        case_row: 0,
        via: String::new(),
        relation: GrantRelation::Own,
        document: WHOLE_CASE,
        from: 0,
        revoked: 0,
        last: 0,
    };
    mask_of_all(person, structure, grants.iter().chain([&own]), document)
}

/// What several grants of one case open together.
#[must_use]
pub(crate) fn mask_of_all<'a>(
    person: &Person,
    structure: &Structure,
    grants: impl IntoIterator<Item = &'a GrantRow>,
    document: Uuid,
) -> Mask {
    let grants: Vec<&GrantRow> = grants.into_iter().collect();
    let masks = grants.iter();
    let mask = masks.fold(Mask::default(), |mask, grant| {
        mask.or(mask_of(person, structure, grant, document))
    });
    mask.without(side_in(person, structure, grants))
}

/// The side of art. 110a on which a person stands in the case of these grants.
pub(crate) fn side_in<'a>(
    person: &Person,
    structure: &Structure,
    grants: impl IntoIterator<Item = &'a GrantRow>,
) -> Option<Side> {
    let own = grants.into_iter();
    let mut own: Vec<&GrantRow> = own
        .filter(|grant| grant.relation == GrantRelation::Own)
        .collect();
    own.sort_by_key(|grant| grant.from);
    let (whole, taken): (Vec<&GrantRow>, Vec<&GrantRow>) =
        own.into_iter().partition(|grant| grant.via.is_empty());
    let taken = taken.iter().map(|grant| grant.via.as_str());
    structure.side_in_case(taken, !whole.is_empty(), &person.teams)
}

/// Whether the case as her own would put a person on the side of social work, while she conducts its proceedings.
pub(crate) fn own_is_apart<'a>(
    person: &Person,
    structure: &Structure,
    grants: impl IntoIterator<Item = &'a GrantRow>,
) -> bool {
    let own = structure.side_in_case([], true, &person.teams);
    let stands = side_in(person, structure, grants);
    (stands, own) == (Some(Side::Proceedings), Some(Side::SocialWork))
}

/// What several grants of one case open in each of its documents, as the seat is told.
#[must_use]
pub(crate) fn opened(
    person: &Person,
    structure: &Structure,
    grants: &[GrantRow],
) -> Vec<DocumentGrant> {
    let Some(case) = grants.first().map(|grant| grant.case) else {
        return Vec::new();
    };
    let named = grants.iter().map(|grant| grant.document);
    let documents: BTreeSet<Uuid> = named.chain([case, OTHER_INTERVIEWS]).collect();
    let masks = documents.into_iter().map(|document| {
        let mask = mask_of_all(person, structure, grants, document);
        (document, mask)
    });
    masks
        .filter(|(_, mask)| *mask != Mask::default())
        .map(|(document, mask)| DocumentGrant {
            document,
            categories: mask.categories(),
            writable: mask.writable(),
        })
        .collect()
}

/// What several grants of one case open in any of its documents: what the seat is told.
#[must_use]
pub(crate) fn mask_anywhere(person: &Person, structure: &Structure, grants: &[GrantRow]) -> Mask {
    let mask = grants.iter().fold(Mask::default(), |mask, grant| {
        let own = mask_of(person, structure, grant, grant.case);
        mask.or(own)
            .or(mask_of(person, structure, grant, grant.document))
    });
    mask.without(side_in(person, structure, grants))
}
