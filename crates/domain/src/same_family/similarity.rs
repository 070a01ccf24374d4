//! How far two folded texts are apart: letters to change, and the share of letters they have in common.

/// Letters compared of one text; what is longer is no name.
const MOST: usize = 48;

/// Whether one letter changed, left out, put in, or two neighbours swapped lead from one text to the other at most `most` times.
#[must_use]
pub fn within(one: &str, other: &str, most: usize) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (letters(one), letters(other));
    one.len().abs_diff(other.len()) <= most && distance(&one, &other) <= most
}

/// Damerau's distance in its restricted form: signs changed, left out, put in, or swapped with their neighbour.
pub fn distance<T: PartialEq>(one: &[T], other: &[T]) -> usize {
    let mut before: Row = [0; MOST + 1];
    let mut last: Row = std::array::from_fn(|place| place);
    let mut earlier = None;
    for (row, sign) in one.iter().take(MOST).enumerate() {
        let mut next: Row = [0; MOST + 1];
        let mut left = row + 1;
        let mut previous = None;
        let mut cells = next.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        let above = last.iter().zip(last.iter().skip(1));
        let crossed = std::iter::once(&usize::MAX).chain(&before);
        for (((cell, against), (diagonal, above)), across) in
            cells.zip(other).zip(above).zip(crossed)
        {
            left = (diagonal + usize::from(sign != against))
                .min(left + 1)
                .min(above + 1);
            if earlier == Some(against) && previous == Some(sign) {
                left = left.min(across + 1);
            }
            *cell = left;
            previous = Some(against);
        }
        earlier = Some(sign);
        before = std::mem::replace(&mut last, next);
    }
    last.get(other.len().min(MOST)).copied().unwrap_or_default()
}

/// One row of the table of distances.
type Row = [usize; MOST + 1];

fn letters(text: &str) -> Vec<char> {
    text.chars().take(MOST).collect()
}

/// Similarity of Jaro and Winkler, 0 to 1: letters in common and in order, a common beginning counting more.
///
/// Compares bytes: folded names are almost always plain Latin, and others are treated alike on both sides.
#[must_use]
pub fn jaro_winkler(one: &str, other: &str) -> f32 {
    let (one, other) = (clipped(one), clipped(other));
    if one == other {
        return if one.is_empty() { 0.0 } else { 1.0 };
    }
    let (short, long) = if (one.len(), one) <= (other.len(), other) {
        (one, other)
    } else {
        (other, one)
    };
    let Some((common, crossed)) = in_common(short, long) else {
        return 0.0;
    };
    let share = |of: usize| common / of as f32;
    let jaro = (share(short.len()) + share(long.len()) + (common - crossed) / common) / 3.0;
    let beginning = short
        .iter()
        .zip(long)
        .take(4)
        .take_while(|(a, b)| a == b)
        .count();
    jaro + beginning as f32 * 0.1 * (1.0 - jaro)
}

fn clipped(text: &str) -> &[u8] {
    text.as_bytes().get(..MOST).unwrap_or(text.as_bytes())
}

/// Letters in common within half of the longer text, and half of those that stand in another order.
fn in_common(short: &[u8], long: &[u8]) -> Option<(f32, f32)> {
    let reach = (long.len() / 2).saturating_sub(1);
    let (mut of_long, mut of_short) = (0_u64, 0_u64);
    for (place, letter) in short.iter().enumerate() {
        let from = place.saturating_sub(reach);
        let window = long
            .iter()
            .enumerate()
            .skip(from)
            .take(place + reach + 1 - from);
        let free =
            |(index, against): &(usize, &u8)| *against == letter && of_long & (1 << index) == 0;
        if let Some((found, _)) = window.into_iter().find(free) {
            of_long |= 1 << found;
            of_short |= 1 << place;
        }
    }
    let common = of_short.count_ones();
    if common == 0 {
        return None;
    }
    let chosen = |of: u64| move |(index, _): &(usize, &u8)| of & (1 << index) != 0;
    let first = short.iter().enumerate().filter(chosen(of_short));
    let second = long.iter().enumerate().filter(chosen(of_long));
    let crossed = first.zip(second).filter(|((_, a), (_, b))| a != b).count();
    Some((common as f32, (crossed / 2) as f32))
}

/// Which letters a text has, one bit a letter.
#[must_use]
pub fn letter_set(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// Whether two texts may be alike at all, judged by their letters: a cheap answer before the dear one.
#[must_use]
pub fn may_be_alike(one: u64, other: u64) -> bool {
    (one & other).count_ones() * 2 >= one.count_ones().max(other.count_ones())
}
