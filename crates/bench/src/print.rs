//! Part I of a family of fifteen as PDF/A and as pictures: the first paper of a session, and the later ones.

use std::collections::BTreeSet;
use std::hint::black_box;

use teren_app::clock::local_date;
use teren_print::{Content, FormPaper, Head, Paper, Press};
use teren_questionnaire::Form;

use crate::Failure;
use crate::filled;
use crate::interview::MEMBERS;
use crate::measure::{RUNS, Series, headline, tell, timed};
use crate::product::NOW_MS;

const LARGE: usize = 15;
/// Enough for a screen of ordinary density.
const PIXELS_PER_POINT: f64 = 1.5;

pub fn measure() -> Result<(), Failure> {
    headline("part I on paper");
    let form = Form::part_i("2021-11-15")?;
    let (took, press) = timed(Press::new);
    let press = press?;
    one("warm the press up", took, "");
    let (took, pdf) = timed(|| press.pdf(&paper(&form, LARGE)));
    one("first paper, 15 members", took, "goal 2000 ms");
    println!("{:<34} {:>10} kB", "size of the file", pdf?.len() / 1024);
    for members in [MEMBERS, LARGE] {
        let paper = paper(&form, members);
        let (mut files, mut pictures) = (Series::default(), Series::default());
        for _ in 0..RUNS {
            let (took, pdf) = timed(|| press.pdf(black_box(&paper)));
            drop(black_box(pdf?));
            files.add(took);
            let (took, drawn) = timed(|| press.pictures(black_box(&paper), PIXELS_PER_POINT));
            drop(black_box(drawn?));
            pictures.add(took);
        }
        tell(
            &format!("later papers, {members} members"),
            "ms",
            &files,
            "goal 2000 ms",
        );
        tell(
            &format!("as pictures, {members} members"),
            "ms",
            &pictures,
            "",
        );
    }
    Ok(())
}

fn one(name: &str, took: f64, goal: &str) {
    let mut series = Series::default();
    series.add(took);
    tell(name, "ms", &series, goal);
}

fn paper(form: &Form, members: usize) -> Paper {
    Paper {
        head: Head {
            unit: "Ośrodek pomiaru".to_owned(),
            case_number: "1/2026".to_owned(),
            printed_on: local_date(NOW_MS),
            sygnatura: None,
            marks: Vec::new(),
        },
        content: Content::Form(FormPaper {
            document: form.paper(&filled::answers(form, members), &BTreeSet::new()),
            blank: false,
        }),
    }
}
