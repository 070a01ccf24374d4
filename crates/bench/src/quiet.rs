//! What an exchange costs on the line when there is nothing to say, or one answer: bytes as the network carries them.

use teren_questionnaire::Form;

use crate::Failure;
use crate::corpus::{Answer, Fields, Interview};
use crate::line::counted;
use crate::measure::{RUNS, Series, headline, timed};
use crate::product::{Running, Seat};

/// Cases stored in the office; the laptop holds `HELD` of them.
const STORED: [usize; 2] = [100, 20_000];
const HELD: usize = 100;

pub fn measure() -> Result<(), Failure> {
    headline("quiet exchanges: bytes on a kept-alive line, TLS records and HTTP included");
    for stored in STORED {
        measure_at(stored)?;
    }
    Ok(())
}

fn measure_at(stored: usize) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (running, persons) = Running::found(&folder.path().join("office"), &["Ewa", "Marek"])?;
    let [ewa, marek] = persons.as_slice() else {
        return Err("two workers were to be taken on".into());
    };
    let mut first = None;
    for number in 0..stored {
        let case = running.register(*marek, number, (number < HELD).then_some(*ewa))?;
        first.get_or_insert(case);
    }
    let fields = Fields::of(&Form::part_i("2021-11-15")?);
    let interview = Interview::of(first.ok_or("no case")?, 0, &fields);
    let mut seat = Seat::enrol(&folder.path().join("ewa"), &running, *ewa)?;
    let mut direct = seat.line(running.address())?;
    seat.write(&interview)?;
    seat.exchange(&mut direct)?;
    let (address, counter) = counted(running.address())?;
    let mut line = seat.line(address)?;
    let (up, down, _) = exchange(&mut seat, &mut line, &counter)?;
    let opening = up + down;
    let (mut bytes, mut times, mut rounds) = (Series::default(), Series::default(), 0);
    let mut idle = (0, 0);
    for _ in 0..4 * RUNS {
        let before = line.rounds;
        let (up, down, took) = exchange(&mut seat, &mut line, &counter)?;
        idle = (up, down);
        bytes.add((up + down) as f64);
        times.add(took);
        rounds = line.rounds - before;
    }
    println!(
        "{stored:>6} cases: idle exchange {:.0} B (up {}, down {}), {rounds} round trip, {:.2} ms; goal 1 round trip, 1000 B",
        bytes.median(),
        idle.0,
        idle.1,
        times.median(),
    );
    println!(
        "{:>6}        handshake of a new line {:.0} B more",
        "",
        opening as f64 - bytes.median()
    );
    answers(&mut seat, &mut line, &counter, &interview)
}

/// What one answer costs beside its own bytes.
fn answers(
    seat: &mut Seat,
    line: &mut crate::line::Weighed,
    counter: &crate::line::Counted,
    interview: &Interview,
) -> Result<(), Failure> {
    let mut one = Series::default();
    let mut packed = Series::default();
    let value =
        b"\"odpowied\xc5\xba na jedno pytanie, sze\xc5\x9b\xc4\x87dziesi\xc4\x85t bajt\xc3\xb3w\""
            .to_vec();
    for (place, answer) in interview.answers.iter().take(RUNS).enumerate() {
        let mut value = value.clone();
        value.insert(1, b'a' + u8::try_from(place).unwrap_or(0));
        let size = value.len();
        seat.edit(
            interview,
            &[Answer {
                value,
                ..answer.clone()
            }],
        )?;
        let before = line.bytes;
        let (up, down, _) = exchange(seat, line, counter)?;
        one.add((up + down) as f64 - size as f64);
        packed.add((line.bytes - before) as f64 - size as f64);
    }
    println!(
        "{:>6}        one answer {:.0} B beside its value, {:.0} B of them packed messages; goal 1000 B",
        "",
        one.median(),
        packed.median(),
    );
    Ok(())
}

/// One exchange: bytes up, bytes down, milliseconds.
fn exchange(
    seat: &mut Seat,
    line: &mut crate::line::Weighed,
    counter: &crate::line::Counted,
) -> Result<(u64, u64, f64), Failure> {
    let (took, outcome) = timed(|| seat.exchange(line));
    outcome?;
    // The relay counts before it passes on, so all of this exchange is counted when its answer is here.
    let (up, down) = counter.take();
    Ok((up, down, took))
}
