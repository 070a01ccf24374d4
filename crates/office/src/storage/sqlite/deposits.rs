//! Table deposits.

use rusqlite::params;
use teren_ledger::wire::Deposit;
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, hash_at, uuid_at};
use crate::deposits::KeptDraft;
use crate::storage::{DepositPlace, DepositShelf};

impl DepositShelf for SqliteStorage {
    fn keep_deposit(
        &mut self,
        replica: Uuid,
        person: Uuid,
        part: &Deposit,
        kept_ms: i64,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO deposits
                 (tenant, replica, person, case_id, document, name, for_author, for_recovery, sealed, kept_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                self.tenant,
                replica.as_bytes(),
                person.as_bytes(),
                part.case.as_bytes(),
                part.document.as_bytes(),
                part.name,
                part.for_author,
                part.for_recovery,
                part.sealed,
                kept_ms,
            ])?;
        Ok(())
    }

    fn deposit_bytes(&mut self, replica: Uuid) -> Result<u64> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(length(sealed) + length(for_author) + length(for_recovery)), 0)
                 FROM deposits WHERE tenant = ?1 AND replica = ?2",
            )?
            .query_row(params![self.tenant, replica.as_bytes()], |row| {
                count_at(row, 0)
            })?)
    }

    fn deposits_after(&mut self, replica: Uuid, number: u64) -> Result<Vec<DepositPlace>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, case_id FROM deposits
             WHERE tenant = ?1 AND replica = ?2 AND id > ?3 ORDER BY id",
        )?;
        let after = number.cast_signed();
        let rows = statement.query_map(params![self.tenant, replica.as_bytes(), after], |row| {
            Ok(DepositPlace {
                number: count_at(row, 0)?,
                case: uuid_at(row, 1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn deposit(&mut self, place: &DepositPlace) -> Result<Deposit> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT case_id, document, name, for_author, for_recovery, sealed FROM deposits
                 WHERE tenant = ?1 AND id = ?2",
            )?
            .query_row(params![self.tenant, place.number.cast_signed()], |row| {
                Ok(Deposit {
                    case: uuid_at(row, 0)?,
                    document: uuid_at(row, 1)?,
                    name: hash_at(row, 2)?,
                    for_author: row.get(3)?,
                    for_recovery: row.get(4)?,
                    sealed: row.get(5)?,
                })
            })?)
    }

    fn end_deposits(&mut self, replica: Uuid, document: Uuid) -> Result<()> {
        self.connection
            .prepare_cached(
                "DELETE FROM deposits WHERE tenant = ?1 AND replica = ?2 AND document = ?3",
            )?
            .execute(params![
                self.tenant,
                replica.as_bytes(),
                document.as_bytes()
            ])?;
        Ok(())
    }

    fn kept_drafts(&mut self) -> Result<Vec<KeptDraft>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT replica, person, coalesce(max(number), ''), document,
                    sum(length(sealed) + length(for_author) + length(for_recovery)), max(kept_ms)
             FROM deposits LEFT JOIN cases
               ON cases.tenant = deposits.tenant AND cases.case_id = deposits.case_id
             WHERE deposits.tenant = ?1 GROUP BY replica, person, document ORDER BY min(deposits.id)",
        )?;
        let rows = statement.query_map([self.tenant], |row| {
            Ok(KeptDraft {
                replica: uuid_at(row, 0)?,
                person: uuid_at(row, 1)?,
                case_number: row.get(2)?,
                document: uuid_at(row, 3)?,
                bytes: count_at(row, 4)?,
                kept_ms: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
