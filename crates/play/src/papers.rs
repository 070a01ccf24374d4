//! The papers of an approved interview, saved as a worker saves them. Names of files tell the case's id, the number and part
//! of the interview and the paper, and nothing of a person.

use std::path::Path;

use teren_app::App;
use teren_app::contract::PaperKey;
use uuid::Uuid;

use crate::PlayError;
use crate::error::Step;

/// Saves every paper that can be had of an interview into a folder, which is made where it is missing.
///
/// # Errors
/// The folder could not be made, or a use case refused.
pub fn save(app: &App, document: Uuid, folder: &Path, name: &str) -> Result<(), PlayError> {
    std::fs::create_dir_all(folder).step("make the folder of papers")?;
    let papers = app.papers(document).step("look at the papers")?;
    for view in papers.into_iter().filter(|view| view.obstacle.is_none()) {
        let word = serde_json::to_value(view.paper).unwrap_or_default();
        let word = word.as_str().unwrap_or_default().replace('_', "-");
        let file = folder.join(format!("{name}-{word}.pdf"));
        let paper = view.paper;
        app.save_paper(&PaperKey::Interview { document, paper }, &file)
            .step("save a paper")?;
    }
    Ok(())
}

/// Beginning of the names of an interview's papers: `08-2-part-iv`.
#[must_use]
pub fn name_of(case: &str, number: usize, part: &str) -> String {
    let plain = |sign: char| match sign.is_ascii_alphanumeric() {
        true => sign,
        false => '-',
    };
    let case: String = case.chars().map(plain).collect();
    format!("{case}-{}-part-{}", number + 1, part.to_lowercase())
}
