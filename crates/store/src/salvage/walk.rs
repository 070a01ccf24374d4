//! Every row number of a damaged table, few at a time: what can be read, and where the holes are.

use std::ops::RangeInclusive;

/// Row numbers asked for at once at the most.
const WINDOW: u64 = 4_096;
/// Single rows in a row that may fail before readable ones are looked for farther on. More than any one page of rows holds.
const HOLE: u64 = 1_024;
/// A hole is searched past in steps of this part of it: what is readable behind it and is larger is found.
const STEP: u64 = 16;

/// Looks at the rows from 1 to `last`, in their order, by ranges of which all or none can be read. Returns the holes.
///
/// A range that fails is halved until single rows are left. Where the end of a table is bad, nobody knows how many rows
/// there were: behind [`HOLE`] failures in a row it is enough that places farther and farther on fail, too.
pub(super) fn holes<T>(
    last: u64,
    look: &mut dyn FnMut(u64, u64) -> Option<Vec<T>>,
    visit: &mut dyn FnMut(T),
) -> Vec<RangeInclusive<u64>> {
    let mut holes = Vec::new();
    let (mut at, mut width) = (1, WINDOW);
    // Up to `bad` something failed; up to `clear` the hole is known to end.
    let (mut bad, mut clear) = (0, 0);
    let mut hole = None;
    while at <= last {
        let to = last.min(at + width - 1);
        if let Some(rows) = look(at, to) {
            // Where nothing is, any number of rows may be asked for.
            let most = if rows.is_empty() { last } else { WINDOW };
            rows.into_iter().for_each(&mut *visit);
            holes.extend(hole.take().map(|start| start..=at - 1));
            at = to + 1;
            width = if at > bad {
                most.min(width * 2)
            } else {
                (bad - at).div_ceil(2).max(1)
            };
        } else if at < to {
            bad = to;
            width = (to - at).div_ceil(2);
        } else {
            let start = *hole.get_or_insert(at);
            (at, width) = (at + 1, 1);
            if at - start >= HOLE && at > clear {
                match readable(start, at, last, look) {
                    Some(place) => clear = place,
                    None => break,
                }
            }
        }
    }
    holes.extend(hole.map(|start| start..=last));
    holes
}

/// A place behind a hole that can be read, looked for in ever wider steps.
fn readable<T>(
    start: u64,
    from: u64,
    last: u64,
    look: &mut dyn FnMut(u64, u64) -> Option<Vec<T>>,
) -> Option<u64> {
    let farther = |place: &u64| Some(place + ((place - start) / STEP).max(1));
    let mut places = std::iter::successors(Some(from), farther)
        .take_while(|place| *place < last)
        .chain([last]);
    places.find(|place| look(*place, *place).is_some())
}
