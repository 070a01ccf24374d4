//! Pairs scored against the truth.

use std::collections::BTreeMap;
use std::time::Instant;

use teren_domain::same_family::model::Commonness;
use teren_domain::same_family::{Band, Model, Pattern, Register};
use uuid::Uuid;

use crate::linkage::estimate::Counts;

/// Threads the pairs are walked on.
pub const THREADS: usize = 2;

/// A scored pair of candidates.
#[derive(Clone, Copy)]
pub struct Pair {
    pub one: (Uuid, usize),
    pub other: (Uuid, usize),
    pub pattern: Pattern,
    pub common: Commonness,
}

/// Every pair of candidates, and how long finding and comparing them took.
pub fn pairs(register: &Register) -> (Vec<Pair>, f64) {
    let start = Instant::now();
    let walk = |part: usize| {
        let mut found = Vec::new();
        register.each_pair(part, THREADS, |one, other, pattern, common| {
            found.push(Pair {
                one,
                other,
                pattern,
                common,
            });
        });
        found
    };
    let found = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..THREADS)
            .map(|part| scope.spawn(move || walk(part)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_default())
            .collect()
    });
    (found, start.elapsed().as_secs_f64())
}

/// How often each pattern occurs.
pub fn counted(pairs: &[Pair]) -> Counts {
    let mut counts = BTreeMap::new();
    for pair in pairs {
        *counts.entry(pair.pattern).or_default() += 1;
    }
    counts
}

/// Right and wrong links of a set of decisions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub right: u64,
    pub wrong: u64,
    /// True pairs there are.
    pub all: u64,
}

impl Tally {
    pub fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }

    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.right + self.wrong + self.all).max(1) as f64
    }

    /// Counts the pairs the model links, by a rule over score and band.
    pub fn of(
        pairs: &[Pair],
        model: &Model,
        all: u64,
        truth: &dyn Fn(&Pair) -> bool,
        links: &dyn Fn(f32, Band) -> bool,
    ) -> Self {
        let mut tally = Self {
            all,
            ..Self::default()
        };
        for pair in pairs {
            let score = model.score(pair.pattern, pair.common);
            if links(score.bits, model.band(pair.pattern, score)) {
                if truth(pair) {
                    tally.right += 1
                } else {
                    tally.wrong += 1
                }
            }
        }
        tally
    }
}
