//! Writes the weights the program ships, estimated on an invented town.

use std::fmt::Write as _;

use teren_domain::same_family::{Chances, FIELDS, Model};

use crate::Failure;
use crate::linkage::estimate::{Known, estimate};
use crate::linkage::people::town;
use crate::linkage::quality::{counted, pairs};
use crate::linkage::{TOWN, registered};

/// The town the weights are learned on; another one is measured.
const LEARNED_SEED: u64 = 1;

/// Estimates the weights and writes `crates/domain/data/linkage.toml`; words and bands stay as they are.
pub fn write() -> Result<(), Failure> {
    let town = registered(town(LEARNED_SEED, TOWN));
    let (found, _) = pairs(&town.register);
    let shipped = Model::shipped();
    let model = estimate(shipped, &counted(&found), Known::ByNumber);
    let text = written(&model)?;
    let path = "crates/domain/data/linkage.toml";
    std::fs::write(path, text)?;
    Ok(())
}

fn written(model: &Model) -> Result<String, Failure> {
    let mut text = String::from(HEAD);
    let Chances {
        person,
        kin,
        stranger,
    } = model.share();
    writeln!(
        text,
        "[share]\nperson = {person:.6}\nkin = {kin:.6}\nstranger = {stranger:.6}\n"
    )?;
    writeln!(
        text,
        "[bands]\nsurely = {:.1}\nlook = {:.1}",
        model.surely, model.look
    )?;
    for field in FIELDS {
        writeln!(text, "\n[{}]", field.name())?;
        for (place, name) in (0_u8..).zip(field.grades()).skip(1) {
            let Chances {
                person,
                kin,
                stranger,
            } = model.chances(field, place);
            let says = model.says(field, place);
            writeln!(
                text,
                "{name} = {{ person = {person:.6}, kin = {kin:.6}, stranger = {stranger:.6}, says = \"{says}\" }}"
            )?;
        }
    }
    Ok(text)
}

const HEAD: &str = "\
# Weights by which two descriptions are judged to be of one person (model of Fellegi and Sunter, three classes).
# `person`, `kin`, `stranger`: how often the grade occurs between two descriptions of one person, between people who share a
# surname or a home, and between others, among the pairs that are compared at all. `says`: the reason as a person reads it.
# Source: estimated by expectation and maximisation on an invented town of 100,000 (`cargo xtask bench linkage-weights`); real
# records were never used. PESELs that are right on both sides anchored the estimate.
# `surely` and `look` are bits (logarithm to base two of the odds) from which a pair belongs to the band. They were set by hand: a
# wrong link costs more than a missed one.

";
