//! Which private work the office keeps as ciphertext: marks on what waits, and documents that need it no more.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::Hash;
use uuid::Uuid;

use crate::deposit::SentDeposit;
use crate::error::Error;
use crate::tables::attachments::AttachmentRow;
pub(crate) use crate::tables::changes::undeposited as due_changes;
use crate::tables::{attachments, id, signed, unsigned};

/// The first attachment of a private document of which bytes are not kept yet, and how many are.
pub(crate) fn due_attachment(db: &Connection) -> Result<Option<(AttachmentRow, u64)>, Error> {
    let due = db
        .prepare_cached(
            "SELECT documents.document, attachments.sha256, attachments.deposited FROM attachments
             JOIN documents ON documents.id = attachments.document
             LEFT JOIN grants ON grants.case_id = documents.case_id
             WHERE documents.private = 1 AND grants.revoked IS NULL AND attachments.in_office = 0
               AND attachments.naming = 1 AND attachments.here = attachments.size
               AND attachments.deposited < attachments.size
             ORDER BY attachments.id LIMIT 1",
        )?
        .query_row([], |row| {
            let sha256: Hash = row.get(1)?;
            Ok((id(row, 0)?, sha256, unsigned(row.get(2)?)))
        })
        .optional()?;
    let Some((document, sha256, deposited)) = due else {
        return Ok(None);
    };
    let row = attachments::find(db, document, &sha256)?;
    Ok(row.map(|row| (row, deposited)))
}

/// Whether the office keeps all that stands in a private document.
pub(crate) fn holds_all(db: &Connection, document: Uuid) -> Result<bool, Error> {
    Ok(db
        .prepare_cached(
            "SELECT NOT EXISTS (SELECT 1 FROM pending CROSS JOIN changes ON changes.id = pending.change
                    JOIN streams ON streams.id = changes.stream
                    WHERE streams.document = documents.id AND pending.deposited = 0)
                AND NOT EXISTS (SELECT 1 FROM drafts WHERE drafts.document = documents.id)
                AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.document = documents.id
                    AND naming = 1 AND in_office = 0 AND deposited < size)
             FROM documents WHERE document = ?1",
        )?
        .query_row([document.as_bytes()], |row| row.get(0))
        .optional()?
        .unwrap_or(false))
}

/// The office keeps what a part held.
pub(crate) fn keep(db: &Connection, part: &SentDeposit) -> Result<(), Error> {
    for (change, hash) in &part.changes {
        db.prepare_cached(
            "UPDATE pending SET deposited = 1
             WHERE change = (SELECT id FROM changes WHERE id = ?1 AND hash = ?2)",
        )?
        .execute((change, hash))?;
    }
    match part.attachment {
        Some((attachment, _, end)) => keep_attachment(db, attachment, end),
        None => Ok(()),
    }
}

/// An own change came back out of a deposit.
pub(crate) fn keep_change(db: &Connection, change: i64) -> Result<(), Error> {
    db.prepare_cached("UPDATE pending SET deposited = 1 WHERE change = ?1")?
        .execute([change])?;
    Ok(())
}

/// The office keeps the bytes of an attachment up to a place.
pub(crate) fn keep_attachment(db: &Connection, attachment: i64, end: u64) -> Result<(), Error> {
    db.prepare_cached("UPDATE attachments SET deposited = max(deposited, ?2) WHERE id = ?1")?
        .execute((attachment, signed(end)))?;
    Ok(())
}

/// The office was restored: everything is to be kept anew.
pub(crate) fn offer_again(db: &Connection) -> Result<(), Error> {
    db.prepare_cached("UPDATE pending SET deposited = 0")?
        .execute([])?;
    db.prepare_cached("UPDATE attachments SET deposited = 0")?
        .execute([])?;
    Ok(())
}

/// The document is private no more, or not here.
pub(crate) fn end(db: &Connection, document: Uuid) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO ended_deposits (document) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([document.as_bytes()])?;
    Ok(())
}

/// Documents of which the office needs to keep no deposit: it has all of them, or they are not here.
pub(crate) fn ended(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT document FROM ended_deposits WHERE NOT EXISTS (
             SELECT 1 FROM documents JOIN streams ON streams.document = documents.id
             JOIN changes ON changes.stream = streams.id JOIN pending ON pending.change = changes.id
             WHERE documents.document = ended_deposits.document AND pending.reason IS NULL)
           AND NOT EXISTS (
             SELECT 1 FROM documents JOIN attachments ON attachments.document = documents.id
             WHERE documents.document = ended_deposits.document
               AND naming = 1 AND in_office = 0 AND here = size)
         ORDER BY document",
    )?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn forget(db: &Connection, document: Uuid) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM ended_deposits WHERE document = ?1")?
        .execute([document.as_bytes()])?;
    Ok(())
}
