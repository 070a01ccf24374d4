//! Tables attachments, attachment_chunks, attachment_names, attachment_readers, and quarantine_names.

use rusqlite::{OptionalExtension as _, Row as SqlRow, params};
use teren_ledger::Hash;
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, hash_at, uuid_at};
use crate::storage::{AttachmentRow, Attachments, KeptIn, NamingRow, Row, StorageError};

/// Bytes of one stored piece at the most.
const PIECE: usize = 64 * 1024;

const COLUMNS: &str =
    "SELECT attachments.id, document, sha256, size, held, complete, case_id, unnamed_ms
     FROM attachments JOIN cases ON cases.id = attachments.case_row";

fn attachment_of(row: &SqlRow<'_>) -> rusqlite::Result<AttachmentRow> {
    Ok(AttachmentRow {
        row: row.get(0)?,
        document: uuid_at(row, 1)?,
        sha256: hash_at(row, 2)?,
        size: count_at(row, 3)?,
        held: count_at(row, 4)?,
        complete: row.get(5)?,
        case: uuid_at(row, 6)?,
        unnamed_ms: row.get(7)?,
    })
}

fn naming_of(row: &SqlRow<'_>, kept: KeptIn) -> rusqlite::Result<NamingRow> {
    Ok(NamingRow {
        sha256: hash_at(row, 0)?,
        size: count_at(row, 1)?,
        kept,
    })
}

impl Attachments for SqliteStorage {
    fn attachment(&mut self, document: Uuid, sha256: &Hash) -> Result<Option<AttachmentRow>> {
        let sql =
            format!("{COLUMNS} WHERE attachments.tenant = ?1 AND document = ?2 AND sha256 = ?3");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row(
                params![self.tenant, document.as_bytes(), sha256],
                attachment_of,
            )
            .optional()?)
    }

    fn attachments_of(&mut self, document: Uuid) -> Result<Vec<AttachmentRow>> {
        let sql = format!(
            "{COLUMNS} WHERE attachments.tenant = ?1 AND document = ?2 ORDER BY attachments.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.tenant, document.as_bytes()], attachment_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn attachments(&mut self) -> Result<Vec<AttachmentRow>> {
        let sql = format!("{COLUMNS} WHERE attachments.tenant = ?1 ORDER BY attachments.id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([self.tenant], attachment_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn attachment_names(&mut self, case: Uuid, document: Uuid) -> Result<Vec<NamingRow>> {
        let mut logged = self.connection.prepare_cached(
            "SELECT names.sha256, names.size, streams.category, changes.late OR (changes.live >> names.place) & 1
             FROM attachment_names AS names JOIN changes ON changes.sequence = names.sequence
             JOIN streams ON streams.id = changes.stream
             WHERE names.tenant = ?1 AND names.document = ?2",
        )?;
        let logged = logged.query_map(params![self.tenant, document.as_bytes()], |row| {
            let kept = KeptIn::Log {
                category: row.get(2)?,
                stands: row.get(3)?,
            };
            naming_of(row, kept)
        })?;
        let mut names: Vec<NamingRow> = logged.collect::<rusqlite::Result<_>>()?;
        let mut aside = self.connection.prepare_cached(
            "SELECT names.sha256, names.size, quarantine.person
             FROM quarantine_names AS names JOIN quarantine ON quarantine.id = names.quarantine
             WHERE names.tenant = ?1 AND names.document = ?2 AND quarantine.case_id = ?3",
        )?;
        let place = params![self.tenant, document.as_bytes(), case.as_bytes()];
        let aside = aside.query_map(place, |row| {
            let person = uuid_at(row, 2)?;
            naming_of(row, KeptIn::Quarantine { person })
        })?;
        for row in aside {
            names.push(row?);
        }
        Ok(names)
    }

    fn add_attachment(
        &mut self,
        case: Row,
        document: Uuid,
        sha256: &Hash,
        size: u64,
        received_ms: i64,
    ) -> Result<AttachmentRow> {
        self.connection
            .prepare_cached(
                "INSERT INTO attachments (tenant, case_row, document, sha256, size, held, complete, received_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6)",
            )?
            .execute(params![
                self.tenant,
                case,
                document.as_bytes(),
                sha256,
                size.cast_signed(),
                received_ms
            ])?;
        let added = self.attachment(document, sha256)?;
        added.ok_or(StorageError::Damaged("an attachment"))
    }

    fn append_attachment(&mut self, row: Row, held: u64, bytes: &[u8]) -> Result<()> {
        let mut position = held.cast_signed();
        for piece in bytes.chunks(PIECE) {
            self.connection
                .prepare_cached(
                    "INSERT INTO attachment_chunks (attachment, position, bytes) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![row, position, piece])?;
            position += i64::try_from(piece.len()).unwrap_or(0);
        }
        self.connection
            .prepare_cached("UPDATE attachments SET held = ?2 WHERE id = ?1")?
            .execute(params![row, position])?;
        Ok(())
    }

    fn attachment_bytes(&mut self, row: Row, offset: u64, length: usize) -> Result<Vec<u8>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, bytes FROM attachment_chunks WHERE attachment = ?1 AND position >=
                 (SELECT max(position) FROM attachment_chunks WHERE attachment = ?1 AND position <= ?2)
             ORDER BY position",
        )?;
        let mut rows = statement.query(params![row, offset.cast_signed()])?;
        let mut read = Vec::new();
        while let Some(found) = rows.next()? {
            let position = count_at(found, 0)?;
            let chunk: Vec<u8> = found.get(1)?;
            let skipped = usize::try_from(offset.saturating_sub(position)).unwrap_or(usize::MAX);
            let rest = chunk.get(skipped..).unwrap_or_default();
            let wanted = rest.len().min(length - read.len());
            read.extend_from_slice(rest.get(..wanted).unwrap_or_default());
            if read.len() == length {
                break;
            }
        }
        Ok(read)
    }

    fn complete_attachment(&mut self, row: Row) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE attachments SET complete = 1, size = held WHERE id = ?1")?
            .execute([row])?;
        Ok(())
    }

    fn resize_attachment(&mut self, row: Row, size: u64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE attachments SET size = ?2 WHERE id = ?1")?
            .execute(params![row, size.cast_signed()])?;
        Ok(())
    }

    fn set_unnamed(&mut self, row: Row, since_ms: Option<i64>) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE attachments SET unnamed_ms = ?2 WHERE id = ?1")?
            .execute(params![row, since_ms])?;
        Ok(())
    }

    fn unnamed_before(&mut self, ms: i64) -> Result<Vec<AttachmentRow>> {
        let sql = format!("{COLUMNS} WHERE attachments.tenant = ?1 AND unnamed_ms < ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.tenant, ms], attachment_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn deliver_attachment(&mut self, row: Row, person: Uuid, day: i64) -> Result<bool> {
        let noted = self
            .connection
            .prepare_cached(
                "INSERT INTO attachment_readers (attachment, person, day) VALUES (?1, ?2, ?3)
                 ON CONFLICT (attachment, person) DO UPDATE SET day = excluded.day WHERE day <> excluded.day",
            )?
            .execute(params![row, person.as_bytes(), day])?;
        Ok(noted > 0)
    }

    fn remove_attachment(&mut self, row: Row) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM attachment_readers WHERE attachment = ?1")?
            .execute([row])?;
        self.connection
            .prepare_cached("DELETE FROM attachment_chunks WHERE attachment = ?1")?
            .execute([row])?;
        self.connection
            .prepare_cached("DELETE FROM attachments WHERE id = ?1")?
            .execute([row])?;
        Ok(())
    }
}
