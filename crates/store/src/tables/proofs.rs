//! The office's word for what it held, stream by stream.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::wire::Proof;

use crate::error::Error;

/// What the office vouched for: number of an actor and how many of its changes.
pub(crate) type Heads = Vec<(i64, u64)>;

/// The newest word replaces the one before.
pub(crate) fn put(db: &Connection, stream: i64, heads: &Heads, proof: &Proof) -> Result<(), Error> {
    let heads = postcard::to_allocvec(heads).map_err(|_| Error::TooLarge)?;
    db.prepare_cached(
        "INSERT INTO proofs (stream, heads, proof, offered) VALUES (?1, ?2, ?3, 0)
         ON CONFLICT (stream) DO UPDATE SET heads = excluded.heads, proof = excluded.proof, offered = 0",
    )?
    .execute((stream, heads, proof))?;
    Ok(())
}

/// Everything vouched for is to be shown to the office.
pub(crate) fn offer_all(db: &Connection) -> Result<(), Error> {
    db.prepare_cached("UPDATE proofs SET offered = 1")?
        .execute([])?;
    Ok(())
}

pub(crate) fn any_offered(db: &Connection) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM proofs WHERE offered = 1)")?
        .query_row([], |row| row.get(0))?)
}

/// Streams to be shown after a place, the case's own documents first: interviews rest on them.
pub(crate) fn next_offered(
    db: &Connection,
    after: (bool, i64),
) -> Result<Option<(bool, i64)>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT documents.document != documents.case_id AS interview, proofs.stream FROM proofs
             JOIN streams ON streams.id = proofs.stream JOIN documents ON documents.id = streams.document
             WHERE proofs.offered = 1 AND (interview, proofs.stream) > (?1, ?2)
             ORDER BY interview, proofs.stream LIMIT 1",
        )?
        .query_row(after, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(crate) fn find(db: &Connection, stream: i64) -> Result<Option<(Heads, Proof)>, Error> {
    let found = db
        .prepare_cached("SELECT heads, proof FROM proofs WHERE stream = ?1")?
        .query_row([stream], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Proof>(1)?))
        })
        .optional()?;
    let Some((heads, proof)) = found else {
        return Ok(None);
    };
    let heads = postcard::from_bytes(&heads).map_err(|_| Error::Damaged("a proof"))?;
    Ok(Some((heads, proof)))
}

/// What is left cannot be shown.
pub(crate) fn settle_all(db: &Connection) -> Result<(), Error> {
    db.prepare_cached("UPDATE proofs SET offered = 0 WHERE offered = 1")?
        .execute([])?;
    Ok(())
}

/// The office has seen it.
pub(crate) fn settle(db: &Connection, stream: i64) -> Result<(), Error> {
    db.prepare_cached("UPDATE proofs SET offered = 0 WHERE stream = ?1")?
        .execute([stream])?;
    Ok(())
}
