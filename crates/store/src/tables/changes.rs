//! The log: every change once, as its exact bytes.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};
use teren_ledger::wire::QuarantineReason;
use teren_ledger::{Dot, Hash, Head, Kind};
use uuid::Uuid;

use crate::dictionary::{Codec, Packed};
use crate::error::Error;
use crate::tables::{id, signed, unsigned};

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Received = 0,
    Unsent = 1,
    Durable = 2,
    Quarantined = 3,
}

impl Fate {
    fn read(number: i64) -> Self {
        match number {
            1 => Self::Unsent,
            2 => Self::Durable,
            3 => Self::Quarantined,
            _ => Self::Received,
        }
    }
}

pub(crate) struct NewChange<'a> {
    pub(crate) stream: i64,
    pub(crate) actor: i64,
    pub(crate) counter: u64,
    pub(crate) fate: Fate,
    pub(crate) late: bool,
    pub(crate) kind: Kind,
    pub(crate) live: u64,
    pub(crate) sequence: Option<u64>,
    pub(crate) hash: &'a Hash,
    pub(crate) packed: &'a Packed,
}

pub(crate) fn insert(db: &Connection, change: &NewChange<'_>) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO changes (stream, actor, counter, fate, late, kind, live, sequence, hash,
             dictionary, length, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute((
        change.stream,
        change.actor,
        signed(change.counter),
        change.fate as i64,
        change.late,
        change.kind.0,
        change.live.cast_signed(),
        change.sequence.map(signed),
        change.hash,
        change.packed.dictionary,
        change.packed.length,
        &change.packed.body,
    ))?;
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

const LOGGED: &str = "SELECT changes.id, actors.actor, counter, late, kind, live, hash,
     dictionary, length, body, fate FROM changes JOIN actors ON actors.id = changes.actor";

/// Reads a stream in order of arrival. `wanted` decides by kind, live marks and lateness whose bytes are needed.
pub(crate) fn of_stream(
    db: &Connection,
    codec: &mut Codec,
    stream: i64,
    wanted: fn(Kind, u64, bool) -> bool,
) -> Result<Vec<Logged>, Error> {
    let mut statement =
        db.prepare_cached(&format!("{LOGGED} WHERE stream = ?1 ORDER BY changes.id"))?;
    let mut rows = statement.query([stream])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        log.push(logged(row, codec, wanted)?);
    }
    Ok(log)
}

fn logged(
    row: &Row<'_>,
    codec: &mut Codec,
    wanted: fn(Kind, u64, bool) -> bool,
) -> Result<Logged, Error> {
    let late: bool = row.get(3)?;
    let kind = Kind(row.get(4)?);
    let live = row.get::<_, i64>(5)?.cast_unsigned();
    let bytes = if wanted(kind, live, late) {
        Some(unpack(row, codec, 7)?)
    } else {
        None
    };
    Ok(Logged {
        id: row.get(0)?,
        dot: Dot {
            actor: id(row, 1)?,
            counter: unsigned(row.get(2)?),
        },
        late,
        own: Fate::read(row.get(10)?) != Fate::Received,
        live,
        hash: row.get(6)?,
        bytes,
    })
}

/// Unpacks a body whose dictionary stands in `column`, its length and the body itself in the next two.
fn unpack(row: &Row<'_>, codec: &mut Codec, column: usize) -> Result<Vec<u8>, Error> {
    let body = row
        .get_ref(column + 2)?
        .as_blob()
        .map_err(|_| Error::Damaged("a change"))?;
    codec.unpack(row.get(column)?, row.get(column + 1)?, body)
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
            "SELECT id, fate, hash FROM changes WHERE stream = ?1 AND actor = ?2 AND counter = ?3",
        )?
        .query_row((stream, actor, signed(counter)), |row| {
            Ok((row.get(0)?, Fate::read(row.get(1)?), row.get(2)?))
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
const LEAVES: &str = "fate = 1 AND stream NOT IN (SELECT streams.id FROM documents
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
        "SELECT id, hash, dictionary, length, body, (SELECT documents.document FROM streams
             JOIN documents ON documents.id = streams.document
             WHERE streams.id = changes.stream AND documents.private = 1)
         FROM changes INDEXED BY changes_unsent WHERE {LEAVES} ORDER BY id"
    ))?;
    let mut rows = statement.query([])?;
    let mut waiting = Vec::new();
    let mut left = max_bytes;
    while let Some(row) = rows.next()? {
        let length = usize::try_from(row.get::<_, u32>(3)?).unwrap_or(usize::MAX);
        if length > left && !waiting.is_empty() {
            break;
        }
        left = left.saturating_sub(length);
        waiting.push(Waiting {
            id: row.get(0)?,
            private: match row.get_ref(5)? {
                ValueRef::Null => None,
                _ => Some(id(row, 5)?),
            },
            hash: row.get(1)?,
            bytes: unpack(row, codec, 2)?,
        });
    }
    Ok(waiting)
}

/// How many own changes may leave and have not.
pub(crate) fn count_unsent(db: &Connection) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT count(*) FROM changes INDEXED BY changes_unsent WHERE {LEAVES}"
        ))?
        .query_row([], |row| row.get(0))?)
}

/// Own changes of a case that the office has not answered for, private ones included.
pub(crate) fn count_unsent_of(db: &Connection, case: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM changes INDEXED BY changes_unsent WHERE fate = 1 AND stream IN (
                 SELECT streams.id FROM streams JOIN documents ON documents.id = streams.document
                 WHERE documents.case_id = ?1)",
        )?
        .query_row([case.as_bytes()], |row| row.get(0))?)
}

/// Own changes of one document that the office has not answered for, also of a private one.
pub(crate) fn count_unsent_of_document(db: &Connection, document: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM changes INDEXED BY changes_unsent WHERE fate = 1 AND stream IN (
                 SELECT streams.id FROM streams JOIN documents ON documents.id = streams.document
                 WHERE documents.document = ?1)",
        )?
        .query_row([document.as_bytes()], |row| row.get(0))?)
}

/// Own changes of some categories of a case that the office has not answered for, private ones included.
pub(crate) fn count_unsent_in(db: &Connection, case: Uuid, categories: u64) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM changes INDEXED BY changes_unsent WHERE fate = 1 AND stream IN (
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
            "SELECT count(*) FROM documents
             JOIN streams ON streams.document = documents.id
             JOIN changes ON changes.stream = streams.id
             WHERE documents.case_id = ?1 AND changes.fate = 3",
        )?
        .query_row([case.as_bytes()], |row| row.get(0))?)
}

/// Case and reason number of every kind of own change that waits in the office's quarantine.
pub(crate) fn quarantined(db: &Connection) -> Result<Vec<(Uuid, u8)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT documents.case_id, changes.reason FROM documents
         JOIN streams ON streams.document = documents.id
         JOIN changes ON changes.stream = streams.id
         WHERE changes.fate = 3 AND changes.reason IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((id(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where a change sent earlier stands now: its case, stream, actor and counter. `None` when it is not here any more.
pub(crate) struct Sent {
    pub(crate) case: Uuid,
    pub(crate) document: Uuid,
    pub(crate) category: u8,
    pub(crate) dot: Dot,
}

pub(crate) fn find_sent(db: &Connection, change: i64, hash: &Hash) -> Result<Option<Sent>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT documents.case_id, documents.document, streams.category, actors.actor, counter
             FROM changes JOIN actors ON actors.id = changes.actor
             JOIN streams ON streams.id = changes.stream
             JOIN documents ON documents.id = streams.document
             WHERE changes.id = ?1 AND changes.hash = ?2 AND changes.fate IN (1, 3)",
        )?
        .query_row((change, hash), |row| {
            Ok(Sent {
                case: id(row, 0)?,
                document: id(row, 1)?,
                category: row.get(2)?,
                dot: Dot {
                    actor: id(row, 3)?,
                    counter: unsigned(row.get(4)?),
                },
            })
        })
        .optional()?)
}

/// Notes the office's answer for an own change.
pub(crate) fn settle(
    db: &Connection,
    change: i64,
    fate: Fate,
    sequence: Option<u64>,
    reason: Option<QuarantineReason>,
) -> Result<(), Error> {
    db.prepare_cached("UPDATE changes SET fate = ?2, sequence = ?3, reason = ?4 WHERE id = ?1")?
        .execute((
            change,
            fate as i64,
            sequence.map(signed),
            reason.map(|reason| reason as i64),
        ))?;
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
            .prepare_cached("UPDATE changes SET fate = 1, sequence = NULL WHERE fate = 2")?
            .execute([])?,
        Some(case) => db
            .prepare_cached(
                "UPDATE changes SET fate = 1, sequence = NULL WHERE fate = 2 AND stream IN (
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
    const AGAIN: &str = "UPDATE changes SET fate = 1, reason = NULL
         WHERE fate = 3 AND (?1 >> reason) & 1";
    let passing = PASSING
        .iter()
        .fold(0_i64, |mask, reason| mask | 1 << (*reason as i64));
    match within {
        Within::Everything => db.prepare_cached(AGAIN)?.execute([passing])?,
        Within::Case(case) => db
            .prepare_cached(&format!(
                "{AGAIN} AND stream IN (SELECT streams.id FROM streams
                     JOIN documents ON documents.id = streams.document
                     WHERE documents.case_id = ?2)"
            ))?
            .execute((passing, case.as_bytes()))?,
        Within::Stream(stream) => db
            .prepare_cached(&format!("{AGAIN} AND stream = ?2"))?
            .execute((passing, stream))?,
    };
    Ok(())
}

/// Heads of a stream as the office should hold them: without own changes it has not taken.
pub(crate) fn shared_heads(db: &Connection, stream: i64) -> Result<Vec<(Uuid, Head)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT actors.actor, max(counter), hash FROM changes
         JOIN actors ON actors.id = changes.actor
         WHERE stream = ?1 AND fate IN (0, 2) GROUP BY changes.actor",
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
    let mut statement =
        db.prepare_cached("SELECT dictionary, length, body FROM changes WHERE id = ?1")?;
    let mut rows = statement.query([change])?;
    match rows.next()? {
        Some(row) => unpack(row, codec, 0),
        None => Err(Error::Damaged("a change")),
    }
}

/// Own changes of a case that the office keeps in quarantine, with their exact bytes.
pub(crate) fn quarantined_of_case(
    db: &Connection,
    codec: &mut Codec,
    case: Uuid,
) -> Result<Vec<Vec<u8>>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT dictionary, length, body FROM changes
         WHERE fate = 3 AND stream IN (SELECT streams.id FROM streams
             JOIN documents ON documents.id = streams.document WHERE documents.case_id = ?1)
         ORDER BY id",
    )?;
    let mut rows = statement.query([case.as_bytes()])?;
    let mut own = Vec::new();
    while let Some(row) = rows.next()? {
        own.push(unpack(row, codec, 0)?);
    }
    Ok(own)
}

/// Every change with its hash, for a check of the whole log.
pub(crate) fn visit_all(
    db: &Connection,
    codec: &mut Codec,
    visit: &mut dyn FnMut(Hash, &[u8]),
) -> Result<(), Error> {
    let mut statement =
        db.prepare_cached("SELECT hash, dictionary, length, body FROM changes ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row.get(0)?, &unpack(row, codec, 1)?);
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
            "SELECT min(counter) FROM changes WHERE stream = ?1 AND actor = ?2 AND fate IN (1, 3)",
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
