//! What this seat may hold, and the backfills and removals that follow from it.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::wire::Backfill;
use uuid::Uuid;

use crate::error::Error;
use crate::tables::{id, signed, unsigned};

#[derive(Debug, Clone, Copy)]
pub(crate) struct GrantRow {
    pub(crate) sequence: u64,
    pub(crate) categories: u64,
    pub(crate) lost: u64,
    pub(crate) visible: bool,
    pub(crate) revoked: Option<u64>,
    /// A backfill is still running.
    pub(crate) pending: bool,
}

/// What a grant opens of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenedRow {
    pub(crate) document: Uuid,
    pub(crate) categories: u64,
    pub(crate) writable: u64,
}

pub(crate) fn find(db: &Connection, case: Uuid) -> Result<Option<GrantRow>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT sequence, categories, lost, visible, revoked,
                 backfill_until IS NOT NULL
             FROM grants WHERE case_id = ?1",
        )?
        .query_row([case.as_bytes()], |row| {
            Ok(GrantRow {
                sequence: unsigned(row.get(0)?),
                categories: unsigned(row.get(1)?),
                lost: unsigned(row.get(2)?),
                visible: row.get(3)?,
                revoked: row.get::<_, Option<i64>>(4)?.map(unsigned),
                pending: row.get(5)?,
            })
        })
        .optional()?)
}

pub(crate) fn put(db: &Connection, case: Uuid, grant: &GrantRow) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO grants (case_id, sequence, categories, lost, visible, backfill_after, revoked)
         VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)
         ON CONFLICT (case_id) DO UPDATE SET sequence = excluded.sequence,
             categories = excluded.categories, lost = excluded.lost,
             visible = excluded.visible, revoked = excluded.revoked",
    )?
    .execute((
        case.as_bytes(),
        signed(grant.sequence),
        signed(grant.categories),
        signed(grant.lost),
        grant.visible,
        grant.revoked.map(signed),
    ))?;
    Ok(())
}

/// Starts the backfill of a case over.
pub(crate) fn start_backfill(db: &Connection, case: Uuid, until: u64) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE grants SET backfill_after = 0, backfill_until = max(?2, coalesce(backfill_until, 0))
         WHERE case_id = ?1 AND revoked IS NULL",
    )?
    .execute((case.as_bytes(), signed(until)))?;
    Ok(())
}

/// Cases this seat may hold.
pub(crate) fn standing(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement =
        db.prepare_cached("SELECT case_id FROM grants WHERE revoked IS NULL ORDER BY case_id")?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The backfill that is asked for next: oldest grant first, one at a time.
pub(crate) fn next_backfill(db: &Connection) -> Result<Option<Backfill>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT case_id, backfill_after, backfill_until FROM grants
             WHERE backfill_until IS NOT NULL ORDER BY sequence, case_id LIMIT 1",
        )?
        .query_row([], |row| {
            Ok(Backfill {
                case: id(row, 0)?,
                after: unsigned(row.get(1)?),
                until: unsigned(row.get(2)?),
            })
        })
        .optional()?)
}

/// Notes how far the backfill has come; at its end the case becomes visible.
pub(crate) fn advance_backfill(db: &Connection, backfill: &Backfill) -> Result<(), Error> {
    let done = backfill.after >= backfill.until;
    let sql = if done {
        "UPDATE grants SET backfill_after = ?2, backfill_until = NULL, visible = 1
         WHERE case_id = ?1 AND backfill_until = ?3 AND revoked IS NULL"
    } else {
        "UPDATE grants SET backfill_after = max(backfill_after, ?2)
         WHERE case_id = ?1 AND backfill_until = ?3"
    };
    db.prepare_cached(sql)?.execute((
        backfill.case.as_bytes(),
        signed(backfill.after),
        signed(backfill.until),
    ))?;
    Ok(())
}

pub(crate) fn revoke(db: &Connection, case: Uuid, sequence: u64) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO grants (case_id, sequence, categories, lost, visible, backfill_after, revoked)
         VALUES (?1, 0, 0, 0, 0, 0, ?2)
         ON CONFLICT (case_id) DO UPDATE SET revoked = excluded.revoked, visible = 0, backfill_until = NULL",
    )?
    .execute((case.as_bytes(), signed(sequence)))?;
    put_documents(db, case, &[])
}

/// What the grant opens in each document, in place of what it opened before.
pub(crate) fn put_documents(
    db: &Connection,
    case: Uuid,
    documents: &[OpenedRow],
) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM granted_documents WHERE case_id = ?1")?
        .execute([case.as_bytes()])?;
    let mut insert = db.prepare_cached(
        "INSERT OR REPLACE INTO granted_documents (case_id, document, categories, writable)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for opened in documents {
        insert.execute((
            case.as_bytes(),
            opened.document.as_bytes(),
            signed(opened.categories),
            signed(opened.writable),
        ))?;
    }
    Ok(())
}

pub(crate) fn documents(db: &Connection, case: Uuid) -> Result<Vec<OpenedRow>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT document, categories, writable FROM granted_documents WHERE case_id = ?1",
    )?;
    let rows = statement.query_map([case.as_bytes()], |row| {
        Ok(OpenedRow {
            document: id(row, 0)?,
            categories: unsigned(row.get(1)?),
            writable: unsigned(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Cases of which something must still be removed: revoked ones that still have documents, narrowed ones.
pub(crate) fn leaving(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT case_id FROM grants
         WHERE lost != 0 OR (revoked IS NOT NULL
             AND EXISTS (SELECT 1 FROM documents WHERE documents.case_id = grants.case_id))
         ORDER BY case_id",
    )?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn clear_lost(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached("UPDATE grants SET lost = 0 WHERE case_id = ?1")?
        .execute([case.as_bytes()])?;
    Ok(())
}

/// A new office incarnation numbers anew: everything held is granted again by it.
pub(crate) fn start_over(db: &Connection) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE grants SET sequence = 0, backfill_after = 0, backfill_until = NULL,
             revoked = CASE WHEN revoked IS NULL THEN NULL ELSE 0 END",
    )?
    .execute([])?;
    Ok(())
}
