//! Prints the forms for proof-reading: `cargo run -p teren-questionnaire --example forms [ID]` writes outlines,
//! `--sources` the page of labels that were not read in the act.
#![expect(clippy::print_stdout, reason = "an outline is read from the terminal")]

use teren_questionnaire::DefinitionError;
use teren_questionnaire::forms::{self, Forms};

fn main() -> Result<(), DefinitionError> {
    let wanted = std::env::args().nth(1);
    if wanted.as_deref() == Some("--sources") {
        print!("{}", Forms::shipped().sources()?);
        return Ok(());
    }
    let mut found = false;
    for (id, version) in forms::shipped() {
        if wanted.as_deref().is_none_or(|wanted| wanted == id) {
            println!("{}", forms::load(id, version)?.outline());
            found = true;
        }
    }
    if found {
        return Ok(());
    }
    Err(DefinitionError::UnknownForm {
        form: wanted.unwrap_or_default(),
        version: "any".to_owned(),
    })
}
