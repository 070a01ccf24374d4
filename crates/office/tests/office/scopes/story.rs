//! What may happen in a story: days of steps, drawn at random.

use std::collections::BTreeSet;

use proptest::prelude::*;
use teren_domain::access::Role;

use crate::hand_over::SERVICES;
use crate::support::{BENEFITS, SOCIAL_WORK};

const FIRST_CONTACT: &str = "konstancin-pierwszy-kontakt";
pub const NAMES: [&str; 5] = ["Ewa", "Anna", "Paweł", "Zofia", "Beata"];

/// Posts that people have in these stories, the usual ones first.
pub const POSTS: [(&[Role], &[&str]); 18] = [
    (&[Role::FieldWorker], &[]),
    (&[], &[BENEFITS]),
    (&[], &[SOCIAL_WORK]),
    (&[], &[SERVICES]),
    (&[Role::FamilyAssistant], &[]),
    (&[Role::FosterCoordinator], &[]),
    (&[Role::FirstContact], &[FIRST_CONTACT]),
    (&[Role::Head], &[]),
    (&[Role::Coordinator], &[]),
    (&[Role::Coordinator], &[BENEFITS]),
    (&[Role::FieldWorker], &[BENEFITS]),
    (&[Role::FieldWorker], &[SOCIAL_WORK]),
    (&[], &[BENEFITS, SOCIAL_WORK]),
    (&[Role::Merger], &[]),
    (&[Role::Administrator, Role::Inspector], &[]),
    (
        &[Role::FieldWorker, Role::FosterCoordinator],
        &[SOCIAL_WORK],
    ),
    (&[Role::FieldWorker, Role::FamilyAssistant], &[]),
    (&[Role::Coordinator, Role::FamilyAssistant], &[SERVICES]),
];

pub const HELP: [(&str, &str); 3] = [
    ("help_money", "zasiłek celowy"),
    ("help_social_work", "praca socjalna"),
    ("help_care", "usługi sąsiedzkie"),
];

/// People, cases, matters and the rest are chosen by number among those there are.
#[derive(Debug, Clone)]
pub enum Step {
    Open {
        who: usize,
    },
    Write {
        who: usize,
        place: usize,
        category: usize,
    },
    Type {
        who: usize,
        case: usize,
        category: usize,
        private: bool,
    },
    Interview {
        case: usize,
        help: usize,
        violence: bool,
        approved: bool,
    },
    Visit {
        by: usize,
        case: usize,
        to: usize,
    },
    Take {
        who: usize,
        matter: usize,
    },
    Finish {
        who: usize,
        matter: usize,
    },
    Pass {
        who: usize,
        matter: usize,
        re_route: bool,
        taken: bool,
        to: usize,
    },
    Say {
        who: usize,
        pass: usize,
        state: usize,
    },
    Caseload {
        by: usize,
        from: usize,
        to: usize,
    },
    Asystent {
        case: usize,
        to: usize,
    },
    /// The plan goes to a koordynator, or to nobody.
    Coordinate {
        family: usize,
        to: usize,
        ends: bool,
    },
    Post {
        who: usize,
        post: usize,
    },
    Goes {
        who: usize,
    },
    Comes {
        who: usize,
    },
    Join {
        one: usize,
        other: usize,
    },
    Break {
        who: usize,
        case: usize,
    },
}

/// What happens in a day, and whose laptops have a line in the evening.
#[derive(Debug, Clone)]
pub struct Day {
    pub steps: Vec<Step>,
    pub away: BTreeSet<usize>,
}

fn step() -> impl Strategy<Value = Step> {
    let n = 0..16_usize;
    prop_oneof![
        2 => n.clone().prop_map(|who| Step::Open { who }),
        4 => (n.clone(), n.clone(), n.clone())
            .prop_map(|(who, place, category)| Step::Write { who, place, category }),
        2 => (n.clone(), n.clone(), n.clone(), any::<bool>())
            .prop_map(|(who, case, category, private)| Step::Type { who, case, category, private }),
        3 => (n.clone(), n.clone(), any::<bool>(), prop::bool::weighted(0.8))
            .prop_map(|(case, help, violence, approved)| Step::Interview { case, help, violence, approved }),
        2 => (n.clone(), n.clone(), n.clone()).prop_map(|(by, case, to)| Step::Visit { by, case, to }),
        3 => (n.clone(), n.clone()).prop_map(|(who, matter)| Step::Take { who, matter }),
        1 => (n.clone(), n.clone()).prop_map(|(who, matter)| Step::Finish { who, matter }),
        4 => (n.clone(), n.clone(), any::<bool>(), any::<bool>(), n.clone())
            .prop_map(|(who, matter, re_route, taken, to)| Step::Pass { who, matter, re_route, taken, to }),
        4 => (n.clone(), n.clone(), 0..3_usize)
            .prop_map(|(who, pass, state)| Step::Say { who, pass, state }),
        1 => (n.clone(), n.clone(), n.clone()).prop_map(|(by, from, to)| Step::Caseload { by, from, to }),
        1 => (n.clone(), n.clone()).prop_map(|(case, to)| Step::Asystent { case, to }),
        2 => (n.clone(), n.clone(), prop::bool::weighted(0.3))
            .prop_map(|(family, to, ends)| Step::Coordinate { family, to, ends }),
        3 => (n.clone(), n.clone()).prop_map(|(who, post)| Step::Post { who, post }),
        1 => n.clone().prop_map(|who| Step::Goes { who }),
        1 => n.clone().prop_map(|who| Step::Comes { who }),
        1 => (n.clone(), n.clone()).prop_map(|(one, other)| Step::Join { one, other }),
        2 => (n.clone(), n).prop_map(|(who, case)| Step::Break { who, case }),
    ]
}

pub fn days() -> impl Strategy<Value = (Vec<usize>, Vec<Day>)> {
    let away = prop::collection::btree_set(0..NAMES.len(), 0..3);
    let steps = prop::collection::vec(step(), 3..14);
    let day = (steps, away).prop_map(|(steps, away)| Day { steps, away });
    let posts = prop::collection::vec(0..POSTS.len(), NAMES.len());
    (posts, prop::collection::vec(day, 1..5))
}
