//! Tables access_log, access_chains, access_cuts.

use rusqlite::{OptionalExtension as _, Row as SqlRow, ToSql, params};
use teren_ledger::ChainEnd;
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, hash_at, uuid_at};
use crate::storage::{AccessLog, AccessSearch, LogEntry};

macro_rules! select_entries {
    ($rest:literal) => {
        concat!(
            "SELECT number, at_ms, told_ms, person, replica, told_number, event, subject, hash FROM access_log ",
            $rest
        )
    };
}

macro_rules! search_entries {
    ($found:literal) => {
        concat!(
            select_entries!("WHERE tenant = ?1 AND number < ?2 "),
            $found,
            " AND (?5 IS NULL OR instr(?5, '|' || event || '|') > 0)
              AND (?6 IS NULL OR CASE told_ms WHEN 0 THEN at_ms ELSE told_ms END >= ?6)
              AND (?7 IS NULL OR CASE told_ms WHEN 0 THEN at_ms ELSE told_ms END < ?7)
              ORDER BY number DESC LIMIT ?8"
        )
    };
}

fn entry_of(row: &SqlRow<'_>) -> rusqlite::Result<LogEntry> {
    Ok(LogEntry {
        number: count_at(row, 0)?,
        at_ms: row.get(1)?,
        told_ms: row.get(2)?,
        person: uuid_at(row, 3)?,
        replica: uuid_at(row, 4)?,
        told_number: count_at(row, 5)?,
        event: row.get(6)?,
        subject: uuid_at(row, 7)?,
        hash: hash_at(row, 8)?,
    })
}

fn end_of(row: &SqlRow<'_>) -> rusqlite::Result<ChainEnd> {
    Ok(ChainEnd {
        number: count_at(row, 0)?,
        hash: hash_at(row, 1)?,
    })
}

impl SqliteStorage {
    fn select_entries(&self, sql: &'static str, values: &[&dyn ToSql]) -> Result<Vec<LogEntry>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(values, entry_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl AccessLog for SqliteStorage {
    fn append_access(&mut self, entry: &LogEntry) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO access_log
                 (tenant, number, at_ms, told_ms, person, replica, told_number, event, subject, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                self.tenant,
                entry.number.cast_signed(),
                entry.at_ms,
                entry.told_ms,
                entry.person.as_bytes(),
                entry.replica.as_bytes(),
                entry.told_number.cast_signed(),
                entry.event,
                entry.subject.as_bytes(),
                entry.hash,
            ])?;
        Ok(())
    }

    fn chain_end(&mut self, replica: Uuid) -> Result<ChainEnd> {
        let end = self
            .connection
            .prepare_cached(
                "SELECT number, hash FROM access_chains WHERE tenant = ?1 AND replica = ?2",
            )?
            .query_row(params![self.tenant, replica.as_bytes()], end_of)
            .optional()?;
        Ok(end.unwrap_or_default())
    }

    fn set_chain_end(&mut self, replica: Uuid, end: ChainEnd) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO access_chains (tenant, replica, number, hash) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (tenant, replica) DO UPDATE SET number = excluded.number, hash = excluded.hash",
            )?
            .execute(params![
                self.tenant,
                replica.as_bytes(),
                end.number.cast_signed(),
                end.hash
            ])?;
        Ok(())
    }

    fn told_access(&mut self, replica: Uuid, told_number: u64) -> Result<Option<LogEntry>> {
        let mut found = self.select_entries(
            select_entries!(
                "WHERE tenant = ?1 AND replica = ?2 AND told_number = ?3 AND told_number > 0
                 ORDER BY number DESC LIMIT 1"
            ),
            &[&self.tenant, replica.as_bytes(), &told_number.cast_signed()],
        )?;
        Ok(found.pop())
    }

    fn access_after(&mut self, number: u64, limit: usize) -> Result<Vec<LogEntry>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.select_entries(
            select_entries!("WHERE tenant = ?1 AND number > ?2 ORDER BY number LIMIT ?3"),
            &[&self.tenant, &number.cast_signed(), &limit],
        )
    }

    fn find_access(
        &mut self,
        search: &AccessSearch,
        before: u64,
        limit: usize,
    ) -> Result<Vec<LogEntry>> {
        let words = search.events.as_ref();
        let words = words.map(|words| format!("|{}|", words.join("|")));
        let person = search.person.map(Uuid::into_bytes);
        let values: [&dyn ToSql; 8] = [
            &self.tenant,
            &i64::try_from(before).unwrap_or(i64::MAX),
            &person,
            &search.case_number,
            &words,
            &search.from_ms,
            &search.until_ms,
            &i64::try_from(limit).unwrap_or(i64::MAX),
        ];
        // Each of them by the index that finds the fewest.
        let found = if search.case_number.is_some() {
            search_entries!(
                "AND (?3 IS NULL OR person = ?3)
                 AND subject IN (
                     SELECT case_id FROM cases WHERE tenant = ?1 AND number = ?4
                     UNION SELECT documents.document FROM documents
                     JOIN cases ON cases.id = documents.case_row
                     WHERE cases.tenant = ?1 AND cases.number = ?4)"
            )
        } else if search.person.is_some() {
            search_entries!("AND ?4 IS NULL AND person = ?3")
        } else {
            search_entries!("AND ?3 IS NULL AND ?4 IS NULL")
        };
        self.select_entries(found, &values)
    }

    fn case_number_of(&mut self, document: Uuid) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT cases.number FROM documents JOIN cases ON cases.id = documents.case_row
                 WHERE documents.tenant = ?1 AND documents.document = ?2",
            )?
            .query_row(params![self.tenant, document.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    fn access_cut(&mut self) -> Result<ChainEnd> {
        let cut = self
            .connection
            .prepare_cached("SELECT number, hash FROM access_cuts WHERE tenant = ?1")?
            .query_row([self.tenant], end_of)
            .optional()?;
        Ok(cut.unwrap_or_default())
    }

    fn cut_access(&mut self, ms: i64) -> Result<usize> {
        let first: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT number FROM access_log WHERE tenant = ?1 AND at_ms >= ?2 ORDER BY number LIMIT 1",
            )?
            .query_row(params![self.tenant, ms], |row| row.get(0))
            .optional()?;
        let last = self.select_entries(
            select_entries!("WHERE tenant = ?1 AND number < ?2 ORDER BY number DESC LIMIT 1"),
            &[&self.tenant, &first.unwrap_or(i64::MAX)],
        )?;
        let Some(last) = last.first() else {
            return Ok(0);
        };
        let number = last.number.cast_signed();
        self.connection
            .prepare_cached(
                "INSERT INTO access_cuts (tenant, number, hash) VALUES (?1, ?2, ?3)
                 ON CONFLICT (tenant) DO UPDATE SET number = excluded.number, hash = excluded.hash",
            )?
            .execute(params![self.tenant, number, last.hash])?;
        Ok(self
            .connection
            .prepare_cached("DELETE FROM access_log WHERE tenant = ?1 AND number <= ?2")?
            .execute(params![self.tenant, number])?)
    }
}
