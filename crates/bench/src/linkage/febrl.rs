//! The public sets febrl3 and febrl4, read from where the person who measures has put them.

use std::path::Path;

use teren_domain::same_family::Person;
use teren_domain::same_family::address::Place;
use teren_domain::same_family::born::BirthDigits;
use teren_domain::same_family::number::Number;

use crate::Failure;

/// One row: whom it describes, and how.
pub struct Row {
    /// Number of the original person.
    pub truth: u32,
    pub person: Person,
}

/// Reads one file of the set. `with_number`: keeps the national id.
pub fn read(folder: &Path, name: &str, with_number: bool) -> Result<Vec<Row>, Failure> {
    let path = folder.join(name);
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.lines()
        .skip(1)
        .map(|line| {
            row(line, with_number)
                .ok_or_else(|| format!("a row of {name} is no row of febrl").into())
        })
        .collect()
}

fn row(line: &str, with_number: bool) -> Option<Row> {
    let columns: Vec<&str> = line.split(',').map(str::trim).collect();
    let [
        id,
        given,
        surname,
        number,
        street,
        second,
        suburb,
        postcode,
        _state,
        born,
        national,
    ] = columns.try_into().ok()?;
    let mut person = Person::named(given, surname);
    person.born = BirthDigits::read(born);
    if with_number {
        person.number = Number::unchecked(national);
    }
    person.place = Place::of_parts([street, number, second, postcode, suburb]);
    let truth = id.split('-').nth(1)?.parse().ok()?;
    Some(Row { truth, person })
}
