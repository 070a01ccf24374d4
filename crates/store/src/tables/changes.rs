//! The log: every change once, as its exact bytes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row};
use teren_ledger::wire::QuarantineReason;
use teren_ledger::{Dot, Hash, Head, Kind, Shelf, Stream};
use uuid::Uuid;

use crate::dictionary::{Codec, Packed};
use crate::error::Error;
use crate::tables::{id, signed, streams, unsigned};

/// What became of a change. Own changes the office has not taken stand in the table `pending`; the rows of the log
/// itself stay as they were written, so that a receipt rewrites none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Received,
    Unsent,
    Durable,
    Quarantined,
}

impl Fate {
    fn of(own: bool, pending: bool, quarantined: bool) -> Self {
        match (own, pending, quarantined) {
            (_, true, true) => Self::Quarantined,
            (_, true, false) => Self::Unsent,
            (true, false, _) => Self::Durable,
            (false, false, _) => Self::Received,
        }
    }
}

pub(crate) struct NewChange<'a> {
    pub(crate) stream: i64,
    pub(crate) actor: i64,
    pub(crate) counter: u64,
    pub(crate) own: bool,
    pub(crate) late: bool,
    pub(crate) kind: Kind,
    pub(crate) live: u64,
    pub(crate) hash: &'a Hash,
    pub(crate) packed: &'a Packed,
}

/// Puts a change into the log; an own one waits for the office from then on.
pub(crate) fn insert(db: &Connection, change: &NewChange<'_>) -> Result<(), Error> {
    let id = db
        .prepare_cached(
            "INSERT INTO changes (stream, actor, counter, own, late, kind, live, hash,
             dictionary, length, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .insert((
            change.stream,
            change.actor,
            signed(change.counter),
            change.own,
            change.late,
            change.kind.0,
            change.live.cast_signed(),
            change.hash,
            change.packed.dictionary,
            change.packed.length,
            &change.packed.body,
        ))?;
    if change.own {
        db.prepare_cached("INSERT INTO pending (change) VALUES (?1)")?
            .execute([id])?;
    }
    Ok(())
}

/// Sets the live marks of an earlier change.
pub(crate) fn keep(
    db: &Connection,
    stream: i64,
    actor: i64,
    counter: u64,
    live: u64,
) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE changes SET live = ?4 WHERE stream = ?1 AND actor = ?2 AND counter = ?3",
    )?
    .execute((stream, actor, signed(counter), live.cast_signed()))?;
    Ok(())
}

/// One change as it stands in the log; its bytes only where they were asked for.
pub(crate) struct Logged {
    pub(crate) id: i64,
    pub(crate) dot: Dot,
    pub(crate) late: bool,
    pub(crate) own: bool,
    pub(crate) live: u64,
    pub(crate) hash: Hash,
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Reads a stream in order of arrival. `wanted` decides by kind, live marks and lateness whose bytes are needed.
pub(crate) fn of_stream(
    db: &Connection,
    codec: &mut Codec,
    stream: i64,
    wanted: fn(Kind, u64, bool) -> bool,
) -> Result<Vec<Logged>, Error> {
    let place = streams::place(db, stream)?;
    let mut statement = db.prepare_cached(
        "SELECT changes.id, actors.actor, counter, late, kind, live, hash, dictionary, length, body, own
         FROM changes JOIN actors ON actors.id = changes.actor WHERE stream = ?1 ORDER BY changes.id",
    )?;
    let mut rows = statement.query([stream])?;
    let mut log: Vec<Logged> = Vec::new();
    let mut last: HashMap<Uuid, Hash> = HashMap::new();
    while let Some(row) = rows.next()? {
        let late: bool = row.get(3)?;
        let kind = Kind(row.get(4)?);
        let live = row.get::<_, i64>(5)?.cast_unsigned();
        let (actor, hash) = (id(row, 1)?, row.get(6)?);
        // Each actor's changes arrive in their order.
        let previous = last.insert(actor, hash).unwrap_or_default();
        let bytes = if wanted(kind, live, late) {
            let shelf = Shelf {
                stream: place,
                actor,
                previous,
            };
            Some(unpack(row, codec, 7, &shelf)?)
        } else {
            None
        };
        log.push(Logged {
            id: row.get(0)?,
            dot: Dot {
                actor,
                counter: unsigned(row.get(2)?),
            },
            late,
            own: row.get(10)?,
            live,
            hash,
            bytes,
        });
    }
    Ok(log)
}

/// Whether a stream holds anything but edits.
pub(crate) fn has_seals(db: &Connection, stream: i64) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM changes WHERE stream = ?1 AND kind <> 1)")?
        .query_row([stream], |row| row.get(0))?)
}

/// Unpacks a body whose dictionary stands in `column`, its length and the body itself in the next two.
fn unpack(
    row: &Row<'_>,
    codec: &mut Codec,
    column: usize,
    shelf: &Shelf,
) -> Result<Vec<u8>, Error> {
    let body = row
        .get_ref(column + 2)?
        .as_blob()
        .map_err(|_| Error::Damaged("a change"))?;
    codec.unpack(row.get(column)?, row.get(column + 1)?, body, shelf)
}

/// Columns from which [`whole`] puts a change's exact bytes together.
const WHOLE: &str =
    "dictionary, length, body, documents.case_id, documents.document, streams.category,
     actors.actor, (SELECT before.hash FROM changes AS before WHERE before.stream = changes.stream
         AND before.actor = changes.actor AND before.counter = changes.counter - 1)";
/// The tables of those columns.
const WITH_PLACE: &str = "JOIN actors ON actors.id = changes.actor
     JOIN streams ON streams.id = changes.stream JOIN documents ON documents.id = streams.document";

/// The exact bytes of a change; the columns of [`WHOLE`] begin at `column`.
fn whole(row: &Row<'_>, codec: &mut Codec, column: usize) -> Result<Vec<u8>, Error> {
    let shelf = Shelf {
        stream: Stream {
            case: id(row, column + 3)?,
            document: id(row, column + 4)?,
            category: row.get(column + 5)?,
        },
        actor: id(row, column + 6)?,
        previous: row.get::<_, Option<Hash>>(column + 7)?.unwrap_or_default(),
    };
    unpack(row, codec, column, &shelf)
}

/// Writes the outcome of a rebuild.
pub(crate) fn set_standing(
    db: &Connection,
    change: i64,
    live: u64,
    late: bool,
) -> Result<(), Error> {
    db.prepare_cached("UPDATE changes SET live = ?2, late = ?3 WHERE id = ?1")?
        .execute((change, live.cast_signed(), late))?;
    Ok(())
}

/// The change of a dot, if it is here.
pub(crate) fn standing(
    db: &Connection,
    stream: i64,
    actor: i64,
    counter: u64,
) -> Result<Option<(i64, Fate, Hash)>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT id, own, pending.change IS NOT NULL, pending.reason IS NOT NULL, hash
             FROM changes LEFT JOIN pending ON pending.change = changes.id
             WHERE stream = ?1 AND actor = ?2 AND counter = ?3",
        )?
        .query_row((stream, actor, signed(counter)), |row| {
            let fate = Fate::of(row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((row.get(0)?, fate, row.get(4)?))
        })
        .optional()?)
}

/// One own change to be sent.
pub(crate) struct Waiting {
    pub(crate) id: i64,
    /// Its document, where nobody else may see it.
    pub(crate) private: Option<Uuid>,
    pub(crate) hash: Hash,
    pub(crate) bytes: Vec<u8>,
}

/// Private work leaves only with a case, or a category, that was taken back, and only when the office has said all
/// it had to say: it may give the case again in its next answer. What may not leave is listed, since that is little.
const LEAVES: &str =
    "pending.reason IS NULL AND changes.stream NOT IN (SELECT streams.id FROM documents
     JOIN streams ON streams.document = documents.id
     LEFT JOIN grants ON grants.case_id = documents.case_id
     WHERE documents.private = 1
       AND (coalesce(grants.revoked IS NULL AND ((grants.lost >> streams.category) & 1) = 0, 1)
            OR EXISTS (SELECT 1 FROM meta WHERE key = 'more')))";

/// Own unsent changes that may leave, oldest first, as many as fit; at least one, since changes are never split.
pub(crate) fn unsent(
    db: &Connection,
    codec: &mut Codec,
    max_bytes: usize,
) -> Result<Vec<Waiting>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT changes.id, changes.hash, documents.private, {WHOLE}
         FROM pending CROSS JOIN changes ON changes.id = pending.change {WITH_PLACE}
         WHERE {LEAVES} ORDER BY pending.change"
    ))?;
    let mut rows = statement.query([])?;
    let mut waiting = Vec::new();
    let mut left = max_bytes;
    while let Some(row) = rows.next()? {
        let length = usize::try_from(row.get::<_, u32>(4)?).unwrap_or(usize::MAX);
        if length > left && !waiting.is_empty() {
            break;
        }
        left = left.saturating_sub(length);
        waiting.push(Waiting {
            id: row.get(0)?,
            private: if row.get(2)? { Some(id(row, 7)?) } else { None },
            hash: row.get(1)?,
            bytes: whole(row, codec, 3)?,
        });
    }
    Ok(waiting)
}

/// One own change of a private document, for safekeeping.
pub(crate) struct Undeposited {
    pub(crate) id: i64,
    pub(crate) hash: Hash,
    pub(crate) stream: Stream,
    pub(crate) bytes: Vec<u8>,
}

/// Changes of private documents that the office does not keep as ciphertext, by document and in order: as many as fit, one at the
/// least. Those of a case that was taken back leave as they are.
pub(crate) fn undeposited(
    db: &Connection,
    codec: &mut Codec,
    max_bytes: usize,
) -> Result<Vec<Undeposited>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT changes.id, changes.hash, {WHOLE}
         FROM pending CROSS JOIN changes ON changes.id = pending.change {WITH_PLACE}
         LEFT JOIN grants ON grants.case_id = documents.case_id
         WHERE documents.private = 1 AND pending.deposited = 0 AND pending.reason IS NULL
           AND grants.revoked IS NULL
         ORDER BY documents.id, changes.id"
    ))?;
    let mut rows = statement.query([])?;
    let mut due = Vec::new();
    let mut left = max_bytes;
    while let Some(row) = rows.next()? {
        let length = usize::try_from(row.get::<_, u32>(3)?).unwrap_or(usize::MAX);
        if length > left && !due.is_empty() {
            break;
        }
        left = left.saturating_sub(length);
        due.push(Undeposited {
            id: row.get(0)?,
            hash: row.get(1)?,
            stream: Stream {
                case: id(row, 5)?,
                document: id(row, 6)?,
                category: row.get(7)?,
            },
            bytes: whole(row, codec, 2)?,
        });
    }
    Ok(due)
}

/// How many own changes may leave and have not.
pub(crate) fn count_unsent(db: &Connection) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT count(*) FROM pending CROSS JOIN changes ON changes.id = pending.change WHERE {LEAVES}"
        ))?
        .query_row([], |row| row.get(0))?)
}

/// Own changes of a case that the office has not answered for, private ones included.
pub(crate) fn count_unsent_of(db: &Connection, case: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM pending CROSS JOIN changes ON changes.id = pending.change
             WHERE pending.reason IS NULL AND changes.stream IN (
                 SELECT streams.id FROM streams JOIN documents ON documents.id = streams.document
                 WHERE documents.case_id = ?1)",
        )?
        .query_row([case.as_bytes()], |row| row.get(0))?)
}

/// Own changes of one document that the office has not answered for, also of a private one.
pub(crate) fn count_unsent_of_document(db: &Connection, document: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM pending CROSS JOIN changes ON changes.id = pending.change
             WHERE pending.reason IS NULL AND changes.stream IN (
                 SELECT streams.id FROM streams JOIN documents ON documents.id = streams.document
                 WHERE documents.document = ?1)",
        )?
        .query_row([document.as_bytes()], |row| row.get(0))?)
}

/// Own changes of some categories of a case that the office has not answered for, private ones included.
pub(crate) fn count_unsent_in(db: &Connection, case: Uuid, categories: u64) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM pending CROSS JOIN changes ON changes.id = pending.change
             WHERE pending.reason IS NULL AND changes.stream IN (
                 SELECT streams.id FROM streams JOIN documents ON documents.id = streams.document
                 WHERE documents.case_id = ?1 AND (?2 = -1 OR (?2 >> streams.category) & 1))",
        )?
        .query_row((case.as_bytes(), categories.cast_signed()), |row| {
            row.get(0)
        })?)
}

/// Own changes of a case that wait in the office's quarantine.
pub(crate) fn count_quarantined_of(db: &Connection, case: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM pending CROSS JOIN changes ON changes.id = pending.change
             JOIN streams ON streams.id = changes.stream JOIN documents ON documents.id = streams.document
             WHERE pending.reason IS NOT NULL AND documents.case_id = ?1",
        )?
        .query_row([case.as_bytes()], |row| row.get(0))?)
}

/// Case and reason number of every kind of own change that waits in the office's quarantine.
pub(crate) fn quarantined(db: &Connection) -> Result<Vec<(Uuid, u8)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT documents.case_id, pending.reason
         FROM pending CROSS JOIN changes ON changes.id = pending.change
         JOIN streams ON streams.id = changes.stream JOIN documents ON documents.id = streams.document
         WHERE pending.reason IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((id(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Stream row and dot of a change sent earlier; `None` when it is not here any more or was settled before.
pub(crate) fn find_sent(
    db: &Connection,
    change: i64,
    hash: &Hash,
) -> Result<Option<(i64, Dot)>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT stream, actors.actor, counter FROM pending
             CROSS JOIN changes ON changes.id = pending.change
             JOIN actors ON actors.id = changes.actor
             WHERE pending.change = ?1 AND changes.hash = ?2",
        )?
        .query_row((change, hash), |row| {
            let dot = Dot {
                actor: id(row, 1)?,
                counter: unsigned(row.get(2)?),
            };
            Ok((row.get(0)?, dot))
        })
        .optional()?)
}

/// Notes that the office holds an own change durably, or keeps it aside and why.
pub(crate) fn settle(
    db: &Connection,
    change: i64,
    reason: Option<QuarantineReason>,
) -> Result<(), Error> {
    match reason {
        None => db
            .prepare_cached("DELETE FROM pending WHERE change = ?1")?
            .execute([change])?,
        Some(reason) => db
            .prepare_cached("UPDATE pending SET reason = ?2 WHERE change = ?1")?
            .execute((change, reason as i64))?,
    };
    Ok(())
}

/// Reasons that pass: what was missing came, a right was given, the office's program was renewed.
const PASSING: [QuarantineReason; 6] = [
    QuarantineReason::NoRight,
    QuarantineReason::UnknownCase,
    QuarantineReason::Gap,
    QuarantineReason::Withdrawn,
    QuarantineReason::NewerFormat,
    QuarantineReason::Private,
];

/// Own changes that the office once had are offered again: all, or those of one case.
pub(crate) fn offer_again(db: &Connection, case: Option<Uuid>) -> Result<(), Error> {
    match case {
        None => db
            .prepare_cached(
                "INSERT OR IGNORE INTO pending (change) SELECT id FROM changes WHERE own = 1",
            )?
            .execute([])?,
        Some(case) => db
            .prepare_cached(
                "INSERT OR IGNORE INTO pending (change)
                 SELECT id FROM changes WHERE own = 1 AND stream IN (
                     SELECT streams.id FROM streams
                     JOIN documents ON documents.id = streams.document
                     WHERE documents.case_id = ?1)",
            )?
            .execute([case.as_bytes()])?,
    };
    Ok(())
}

/// Where own changes are to be offered once more.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Within {
    Everything,
    Case(Uuid),
    Stream(i64),
}

/// Own changes in the office's quarantine whose reason may have passed are offered again, in their order.
pub(crate) fn offer_quarantined(db: &Connection, within: Within) -> Result<(), Error> {
    const AGAIN: &str = "UPDATE pending SET reason = NULL
         WHERE reason IS NOT NULL AND (?1 >> reason) & 1";
    const IN: &str = "AND (SELECT stream FROM changes WHERE id = pending.change)";
    let passing = PASSING
        .iter()
        .fold(0_i64, |mask, reason| mask | 1 << (*reason as i64));
    match within {
        Within::Everything => db.prepare_cached(AGAIN)?.execute([passing])?,
        Within::Case(case) => db
            .prepare_cached(&format!(
                "{AGAIN} {IN} IN (SELECT streams.id FROM streams
                     JOIN documents ON documents.id = streams.document
                     WHERE documents.case_id = ?2)"
            ))?
            .execute((passing, case.as_bytes()))?,
        Within::Stream(stream) => db
            .prepare_cached(&format!("{AGAIN} {IN} = ?2"))?
            .execute((passing, stream))?,
    };
    Ok(())
}

/// Heads of a stream as the office should hold them: without own changes it has not taken.
pub(crate) fn shared_heads(db: &Connection, stream: i64) -> Result<Vec<(Uuid, Head)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT actors.actor, max(counter), hash FROM changes
         JOIN actors ON actors.id = changes.actor
         LEFT JOIN pending ON pending.change = changes.id
         WHERE stream = ?1 AND pending.change IS NULL GROUP BY changes.actor",
    )?;
    let rows = statement.query_map([stream], |row| {
        let head = Head {
            count: unsigned(row.get(1)?),
            hash: row.get(2)?,
        };
        Ok((id(row, 0)?, head))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Exact bytes of one change.
pub(crate) fn bytes(db: &Connection, codec: &mut Codec, change: i64) -> Result<Vec<u8>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {WHOLE} FROM changes {WITH_PLACE} WHERE changes.id = ?1"
    ))?;
    let mut rows = statement.query([change])?;
    match rows.next()? {
        Some(row) => whole(row, codec, 0),
        None => Err(Error::Damaged("a change")),
    }
}

/// Own changes of a case that the office keeps in quarantine, with their exact bytes.
pub(crate) fn quarantined_of_case(
    db: &Connection,
    codec: &mut Codec,
    case: Uuid,
) -> Result<Vec<Vec<u8>>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {WHOLE} FROM pending CROSS JOIN changes ON changes.id = pending.change {WITH_PLACE}
         WHERE pending.reason IS NOT NULL AND documents.case_id = ?1 ORDER BY changes.id"
    ))?;
    let mut rows = statement.query([case.as_bytes()])?;
    let mut own = Vec::new();
    while let Some(row) = rows.next()? {
        own.push(whole(row, codec, 0)?);
    }
    Ok(own)
}

/// Every change with its hash, for a check of the whole log.
pub(crate) fn visit_all(
    db: &Connection,
    codec: &mut Codec,
    visit: &mut dyn FnMut(Hash, &[u8]),
) -> Result<(), Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT changes.hash, {WHOLE} FROM changes {WITH_PLACE} ORDER BY changes.id"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row.get(0)?, &whole(row, codec, 1)?);
    }
    Ok(())
}

/// The first of an actor's changes of a stream that the office has not taken.
pub(crate) fn first_untaken(
    db: &Connection,
    stream: i64,
    actor: i64,
) -> Result<Option<u64>, Error> {
    let first: Option<i64> = db
        .prepare_cached(
            "SELECT min(counter) FROM changes JOIN pending ON pending.change = changes.id
             WHERE stream = ?1 AND actor = ?2",
        )?
        .query_row((stream, actor), |row| row.get(0))?;
    Ok(first.map(unsigned))
}

/// Takes an actor's changes from a counter on out of a stream.
pub(crate) fn remove_from(
    db: &Connection,
    stream: i64,
    actor: i64,
    counter: u64,
) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM changes WHERE stream = ?1 AND actor = ?2 AND counter >= ?3")?
        .execute((stream, actor, signed(counter)))?;
    Ok(())
}

pub(crate) fn remove_stream(db: &Connection, stream: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM changes WHERE stream = ?1")?
        .execute([stream])?;
    Ok(())
}
