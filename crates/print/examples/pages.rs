//! Prints a sample of every paper into `target/print-pictures`, as PDF and as pictures of its pages, to be looked at.
//! `cargo run -p teren-print --example pages`
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a run by hand stops at the first surprise and says what it did"
)]

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::path::Path;
use std::time::Instant;

use teren_print::Press;
use teren_questionnaire::forms::Forms;

fn main() {
    let folder = Path::new("target/print-pictures");
    std::fs::create_dir_all(folder).unwrap();
    let press = Press::new().unwrap();
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in names() {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let paper = sample::named(&name);
        let started = Instant::now();
        let pdf = press.pdf(&paper).unwrap();
        let took = started.elapsed();
        std::fs::write(folder.join(format!("{name}.pdf")), &pdf).unwrap();
        let pictures = press.pictures(&paper, 1.5).unwrap();
        for (page, picture) in pictures.iter().enumerate() {
            std::fs::write(
                folder.join(format!("{name}-{:02}.png", page + 1)),
                &picture.png,
            )
            .unwrap();
        }
        println!(
            "{name}: {} pages, {} kB, {took:.0?}",
            pictures.len(),
            pdf.len() / 1024
        );
    }
}

/// Names of all papers there are.
fn names() -> Vec<String> {
    let forms = Forms::shipped();
    let blanks = forms.versions().map(|(id, _)| format!("blank-{id}"));
    let named = [
        "filled-02",
        "filled-03",
        "filled-04",
        "filled-06",
        "withheld",
        "large",
        "longest",
        "statement",
        "missing",
        "changes",
        "family-new",
        "family-plan",
        "family-evaluation",
        "calculation-03",
        "calculation-04",
    ];
    named.map(str::to_owned).into_iter().chain(blanks).collect()
}
