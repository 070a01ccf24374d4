//! Tables meta, counters, acts, quarantine.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, ToSql, params};
use teren_ledger::Hash;
use teren_ledger::wire::QuarantineReason;
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, hash_at, uuid_at};
use crate::storage::{AttachmentName, Books, QuarantineState, Quarantined, Row, StorageError};

const REASONS: [(QuarantineReason, &str); 13] = [
    (QuarantineReason::NoRight, "no_right"),
    (QuarantineReason::ForgedAuthor, "forged_author"),
    (QuarantineReason::UnknownCase, "unknown_case"),
    (QuarantineReason::Malformed, "malformed"),
    (QuarantineReason::Fork, "fork"),
    (QuarantineReason::BrokenChain, "broken_chain"),
    (QuarantineReason::Gap, "gap"),
    (QuarantineReason::Withdrawn, "withdrawn"),
    (QuarantineReason::NewerFormat, "newer_format"),
    (QuarantineReason::Private, "private"),
    (QuarantineReason::WrongCategory, "wrong_category"),
    (QuarantineReason::OtherCase, "other_case"),
    (QuarantineReason::Unopened, "unopened"),
];

fn reason_word(reason: QuarantineReason) -> Result<&'static str> {
    REASONS
        .iter()
        .find(|(known, _)| *known == reason)
        .map(|(_, word)| *word)
        .ok_or(StorageError::Damaged("reason"))
}

fn reason_of(word: &str) -> Result<QuarantineReason> {
    REASONS
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(reason, _)| *reason)
        .ok_or(StorageError::Damaged("reason"))
}

const STATES: [QuarantineState; 3] = [
    QuarantineState::Waits,
    QuarantineState::Aside,
    QuarantineState::Copied,
];

fn state_of(number: u8) -> Result<QuarantineState> {
    let known = STATES.get(usize::from(number)).copied();
    known.ok_or(StorageError::Damaged("state"))
}

macro_rules! select_quarantined {
    ($rest:literal) => {
        concat!(
            "SELECT id, reason, replica, person, case_id, hash, body, received_ms, record, state FROM quarantine ",
            $rest
        )
    };
}

impl SqliteStorage {
    fn select_quarantined(
        &self,
        sql: &'static str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<(Row, Quarantined)>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let item = Quarantined {
                reason: reason_of(&row.get::<_, String>(1)?)?,
                replica: uuid_at(row, 2)?,
                person: uuid_at(row, 3)?,
                case: uuid_at(row, 4)?,
                hash: hash_at(row, 5)?,
                body: row.get(6)?,
                received_ms: row.get(7)?,
                record: row.get::<_, Option<[u8; 16]>>(8)?.map(Uuid::from_bytes),
                state: state_of(row.get(9)?)?,
            };
            kept.push((row.get(0)?, item));
        }
        Ok(kept)
    }
}

impl Books for SqliteStorage {
    fn meta(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE tenant = ?1 AND name = ?2")?
            .query_row(params![self.tenant, name], |row| row.get(0))
            .optional()?)
    }

    fn set_meta(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO meta (tenant, name, value) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.tenant, name, value])?;
        Ok(())
    }

    fn next_number(&mut self, name: &str, year: i32) -> Result<u64> {
        Ok(self
            .connection
            .prepare_cached(
                "INSERT INTO counters (tenant, name, year, last) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (tenant, name, year) DO UPDATE SET last = last + 1 RETURNING last",
            )?
            .query_row(params![self.tenant, name, year], |row| count_at(row, 0))?)
    }

    fn skip_numbers(&mut self, count: u32, series: &[&str], year: i32) -> Result<()> {
        for name in series {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO counters (tenant, name, year, last) VALUES (?1, ?2, ?3, 0)",
                )?
                .execute(params![self.tenant, name, year])?;
        }
        self.connection
            .prepare_cached("UPDATE counters SET last = last + ?1 WHERE tenant = ?2")?
            .execute(params![count, self.tenant])?;
        Ok(())
    }

    fn act(&mut self, act: Uuid) -> Result<Option<(bool, Vec<u8>)>> {
        Ok(self
            .connection
            .prepare_cached("SELECT accepted, body FROM acts WHERE tenant = ?1 AND act = ?2")?
            .query_row(params![self.tenant, act.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    fn put_act(
        &mut self,
        act: Uuid,
        person: Uuid,
        accepted: bool,
        body: &[u8],
        at_ms: i64,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO acts (tenant, act, person, accepted, body, answered_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                self.tenant,
                act.as_bytes(),
                person.as_bytes(),
                accepted,
                body,
                at_ms
            ])?;
        Ok(())
    }

    fn quarantine(
        &mut self,
        item: &Quarantined,
        document: Uuid,
        names: &[AttachmentName],
    ) -> Result<()> {
        let kept = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO quarantine (tenant, replica, person, reason, hash, body, received_ms, case_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.tenant,
                item.replica.as_bytes(),
                item.person.as_bytes(),
                reason_word(item.reason)?,
                item.hash,
                item.body,
                item.received_ms,
                item.case.as_bytes(),
            ])?;
        let id = self.connection.last_insert_rowid();
        for name in names.iter().filter(|_| kept > 0) {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO quarantine_names (quarantine, place, tenant, document, sha256, size)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    id,
                    name.place,
                    self.tenant,
                    document.as_bytes(),
                    name.sha256,
                    name.size.cast_signed(),
                ])?;
        }
        Ok(())
    }

    fn quarantined(&mut self) -> Result<Vec<Quarantined>> {
        let kept = self.select_quarantined(
            select_quarantined!("WHERE tenant = ?1 ORDER BY id"),
            &[&self.tenant],
        )?;
        Ok(kept.into_iter().map(|(_, item)| item).collect())
    }

    fn quarantined_in(&mut self, case: Uuid) -> Result<Vec<(Row, Quarantined)>> {
        self.select_quarantined(
            select_quarantined!("WHERE tenant = ?1 AND case_id = ?2 ORDER BY id"),
            &[&self.tenant, case.as_bytes()],
        )
    }

    fn cases_in_quarantine(&mut self) -> Result<BTreeSet<Uuid>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT case_id FROM quarantine WHERE tenant = ?1")?;
        let rows = statement.query_map([self.tenant], |row| uuid_at(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn set_quarantine_reason(&mut self, id: Row, reason: QuarantineReason) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE quarantine SET reason = ?1, record = NULL WHERE id = ?2")?
            .execute(params![reason_word(reason)?, id])?;
        Ok(())
    }

    fn untold(&mut self) -> Result<Vec<(Row, Quarantined)>> {
        self.select_quarantined(
            select_quarantined!("WHERE tenant = ?1 AND record IS NULL ORDER BY id"),
            &[&self.tenant],
        )
    }

    fn quarantined_as(&mut self, record: Uuid) -> Result<Vec<(Row, Quarantined)>> {
        self.select_quarantined(
            select_quarantined!("WHERE tenant = ?1 AND record = ?2 AND state < 2 ORDER BY id"),
            &[&self.tenant, record.as_bytes()],
        )
    }

    fn decided(&mut self, replica: Uuid, hash: &Hash) -> Result<Option<QuarantineReason>> {
        let word: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT reason FROM quarantine WHERE tenant = ?1 AND replica = ?2 AND hash = ?3 AND state > 0",
            )?
            .query_row(params![self.tenant, replica.as_bytes(), hash], |row| row.get(0))
            .optional()?;
        word.map(|word| reason_of(&word)).transpose()
    }

    fn set_quarantine_record(&mut self, id: Row, record: Uuid) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE quarantine SET record = ?1 WHERE id = ?2")?
            .execute(params![record.as_bytes(), id])?;
        Ok(())
    }

    fn set_quarantine_state(&mut self, id: Row, state: QuarantineState) -> Result<()> {
        let place = STATES.iter().position(|known| *known == state);
        let number = place.and_then(|place| u8::try_from(place).ok());
        self.connection
            .prepare_cached("UPDATE quarantine SET state = ?1 WHERE id = ?2")?
            .execute(params![number, id])?;
        Ok(())
    }

    fn release_from_quarantine(&mut self, id: Row) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM quarantine WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }
}
