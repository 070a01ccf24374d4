//! A thousand interviews of four hundred answers: first exchange, merge of both sides' edits, sizes, opening.

use std::path::Path;

use tempfile::TempDir;
use teren_questionnaire::Form;
use uuid::Uuid;

use crate::Failure;
use crate::corpus::{ANSWERS, Answer, Fields, Interview, WRITES};
use crate::floor::{Server, Table};
use crate::folders::{copy, size};
use crate::measure::{RUNS, Series, compare, headline, tell, timed};
use crate::product::{Running, Seat};

const CASES: usize = 1000;
/// Cases that are opened to see how long it takes.
const OPENED: usize = 200;
/// Answers that both sides edit, of the twenty each edits in an interview.
const COMMON: usize = 4;
/// Times of the floor's rows: written at first, by Marek, by Ewa.
const FIRST: i64 = 1;
const MAREK: i64 = 2;
const EWA: i64 = 3;
const MB: f64 = 1_000_000.0;

/// The state every run starts from.
struct Prepared {
    folder: TempDir,
    interviews: Vec<Interview>,
    /// Changes that hold them.
    changes: usize,
}

#[derive(Default)]
struct Figures {
    up: Series,
    up_wire: Series,
    down: Series,
    edit: Series,
    merge: Series,
    merge_wire: Series,
    laptop: Series,
    office: Series,
    open: Series,
    conflicts: Series,
}

pub fn measure() -> Result<(), Failure> {
    let answers = CASES * ANSWERS;
    headline(&format!(
        "workload: {CASES} interviews, {answers} answers, medians of {RUNS} interleaved runs"
    ));
    let prepared = prepare()?;
    let (mut product, mut floor) = (Figures::default(), Figures::default());
    for _ in 0..RUNS {
        let folder = tempfile::tempdir()?;
        run_floor(&prepared, folder.path(), &mut floor)?;
        run_product(&prepared, folder.path(), &mut product)?;
    }
    print(&product, &floor, contested(&prepared));
    Ok(())
}

fn print(product: &Figures, floor: &Figures, contested: usize) {
    compare(
        "first sync, laptop to office",
        "ms",
        &product.up,
        &floor.up,
        Some(0.45),
    );
    compare(
        "the same on the wire",
        "MB",
        &product.up_wire,
        &floor.up_wire,
        None,
    );
    compare(
        "first sync of a second laptop",
        "ms",
        &product.down,
        &floor.down,
        Some(0.45),
    );
    compare(
        "merge, both sides edited",
        "ms",
        &product.merge,
        &floor.merge,
        Some(0.35),
    );
    compare(
        "the same on the wire",
        "MB",
        &product.merge_wire,
        &floor.merge_wire,
        None,
    );
    compare(
        "store with history, laptop",
        "MB",
        &product.laptop,
        &floor.laptop,
        Some(0.5),
    );
    compare(
        "store with history, office",
        "MB",
        &product.office,
        &floor.office,
        Some(0.5),
    );
    compare(
        "local commit of 20 answers",
        "ms",
        &product.edit,
        &floor.edit,
        None,
    );
    tell("open a case in the store", "ms", &product.open, "goal 1 ms");
    println!(
        "answers both sides wrote differently: {contested}; the product keeps {:.0} as conflicts, the floor loses {:.0}",
        product.conflicts.median(),
        floor.conflicts.median(),
    );
}

fn prepare() -> Result<Prepared, Failure> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    let fields = Fields::of(&Form::part_i("2021-11-15")?);
    let (running, persons) = Running::found(&at("office"), &["Ewa", "Marek"])?;
    let [ewa, marek] = persons.as_slice() else {
        return Err("two workers were to be taken on".into());
    };
    let cases: Vec<Uuid> = (0..CASES)
        .map(|number| running.register(*marek, number, Some(*ewa)))
        .collect::<Result<_, _>>()?;
    let interviews: Vec<Interview> = cases
        .into_iter()
        .enumerate()
        .map(|(number, case)| Interview::of(case, number, &fields))
        .collect();
    let mut seat = Seat::enrol(&at("marek"), &running, *marek)?;
    let mut line = seat.line(running.address())?;
    seat.exchange(&mut line)?;
    seat.store.close()?;
    let mut seat = Seat::enrol(&at("ewa"), &running, *ewa)?;
    let mut line = seat.line(running.address())?;
    seat.exchange(&mut line)?;
    let mut table = Table::open(&at("floor.db"))?;
    let mut changes = 0;
    for interview in &interviews {
        changes += seat.write(interview)?;
        table.write(interview, &interview.answers, FIRST)?;
    }
    seat.store.close()?;
    Ok(Prepared {
        folder,
        interviews,
        changes,
    })
}

/// What Ewa edits of an interview, and what Marek does: four answers are the same.
fn edits(interview: &Interview, number: usize) -> (Vec<Answer>, Vec<Answer>) {
    let first = number % (ANSWERS / WRITES) * WRITES;
    (
        interview.edited(first, 1),
        interview.edited(first + WRITES - COMMON, 2),
    )
}

/// Answers of which the two wrote different values; equal ones merge silently.
fn contested(prepared: &Prepared) -> usize {
    let numbered = prepared.interviews.iter().enumerate();
    let counts = numbered.map(|(number, interview)| {
        let (ewas, mareks) = edits(interview, number);
        let common = ewas.iter().rev().take(COMMON).rev().zip(&mareks);
        common
            .filter(|(ewas, mareks)| ewas.value != mareks.value)
            .count()
    });
    counts.sum()
}

fn run_product(prepared: &Prepared, folder: &Path, figures: &mut Figures) -> Result<(), Failure> {
    for name in ["office", "ewa", "marek"] {
        copy(&prepared.folder.path().join(name), &folder.join(name))?;
    }
    let running = Running::open(&folder.join("office"))?;
    let mut ewa = Seat::open(&folder.join("ewa"))?;
    let mut marek = Seat::open(&folder.join("marek"))?;
    let mut ewas_line = ewa.line(running.address())?;
    let mut mareks_line = marek.line(running.address())?;
    let (up, outcome) = timed(|| ewa.exchange(&mut ewas_line));
    expect(
        outcome?.received.accepted as usize,
        prepared.changes,
        "accepted",
    )?;
    figures.up.add(up);
    figures.up_wire.add(ewas_line.bytes as f64 / MB);
    let (down, outcome) = timed(|| marek.exchange(&mut mareks_line));
    expect(
        outcome?.received.changes as usize,
        prepared.changes,
        "fetched",
    )?;
    figures.down.add(down);
    for (number, interview) in prepared.interviews.iter().enumerate() {
        let (ewas, mareks) = edits(interview, number);
        marek.edit(interview, &mareks)?;
        let (took, written) = timed(|| ewa.edit(interview, &ewas));
        written?;
        figures.edit.add(took);
    }
    marek.exchange(&mut mareks_line)?;
    ewas_line.bytes = 0;
    let (merge, outcome) = timed(|| ewa.exchange(&mut ewas_line));
    expect(outcome?.received.mismatched.len(), 0, "differing")?;
    figures.merge.add(merge);
    figures.merge_wire.add(ewas_line.bytes as f64 / MB);
    drop(running);
    ewa.store.close()?;
    figures
        .laptop
        .add(size(&folder.join("ewa"), "teren.db")? / MB);
    figures
        .office
        .add(size(&folder.join("office"), "office.db")? / MB);
    open_cases(prepared, &folder.join("ewa"), figures)
}

/// Opens cases in a freshly unlocked store, and counts all open conflicts.
fn open_cases(prepared: &Prepared, folder: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let mut seat = Seat::open(folder)?;
    for interview in prepared.interviews.iter().take(OPENED) {
        let (took, state) = timed(|| seat.store.document(interview.document));
        state?;
        figures.open.add(took);
    }
    let mut conflicts = 0;
    for interview in &prepared.interviews {
        conflicts += seat.store.document(interview.document)?.conflicts().count();
    }
    figures.conflicts.add(conflicts as f64);
    expect(conflicts, contested(prepared), "conflicts")
}

fn run_floor(prepared: &Prepared, folder: &Path, figures: &mut Figures) -> Result<(), Failure> {
    std::fs::copy(
        prepared.folder.path().join("floor.db"),
        folder.join("floor-ewa.db"),
    )?;
    let server = Server::start(&folder.join("floor-office.db"))?;
    let mut ewa = Table::open(&folder.join("floor-ewa.db"))?;
    let mut marek = Table::open(&folder.join("floor-marek.db"))?;
    let (mut ewas_line, mut mareks_line) = (server.line()?, server.line()?);
    let (up, done) = timed(|| ewa.exchange(0, &mut ewas_line));
    done?;
    figures.up.add(up);
    figures.up_wire.add(ewas_line.bytes as f64 / MB);
    let (down, done) = timed(|| marek.exchange(0, &mut mareks_line));
    done?;
    figures.down.add(down);
    for (number, interview) in prepared.interviews.iter().enumerate() {
        let (ewas, mareks) = edits(interview, number);
        marek.write(interview, &mareks, MAREK)?;
        let (took, written) = timed(|| ewa.write(interview, &ewas, EWA));
        written?;
        figures.edit.add(took);
    }
    marek.exchange(FIRST, &mut mareks_line)?;
    ewas_line.bytes = 0;
    let (merge, done) = timed(|| ewa.exchange(FIRST, &mut ewas_line));
    done?;
    figures.merge.add(merge);
    figures.merge_wire.add(ewas_line.bytes as f64 / MB);
    let mut lost = 0;
    for (number, interview) in prepared.interviews.iter().enumerate() {
        let (ewas, mareks) = edits(interview, number);
        for (mine, theirs) in ewas.iter().rev().take(COMMON).rev().zip(&mareks) {
            let overwritten = ewa.updated(interview, theirs)? == Some(EWA);
            lost += usize::from(overwritten && mine.value != theirs.value);
        }
    }
    figures.conflicts.add(lost as f64);
    drop((server, ewa, marek));
    figures.laptop.add(size(folder, "floor-ewa.db")? / MB);
    figures.office.add(size(folder, "floor-office.db")? / MB);
    Ok(())
}

/// A measurement of something that did not happen is worth nothing.
fn expect(found: usize, expected: usize, what: &str) -> Result<(), Failure> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: {found} instead of {expected}").into())
    }
}
