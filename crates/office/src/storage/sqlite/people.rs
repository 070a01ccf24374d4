//! Tables persons, replicas, enrolment_codes.

use rusqlite::{OptionalExtension as _, Row as SqlRow, params};
use teren_ledger::Hash;
use uuid::Uuid;

use super::{Result, SqliteStorage, hash_at, uuid_at};
use crate::storage::{EnrolmentCodeRow, People, Person, Replica, StorageError};

/// Columns of a person, with lists still as JSON.
type PersonColumns = (Person, String, String, String);

fn person_columns(row: &SqlRow<'_>) -> rusqlite::Result<PersonColumns> {
    let person = Person {
        person: uuid_at(row, 0)?,
        name: row.get(1)?,
        roles: Vec::new(),
        teams: Vec::new(),
        authorisations: Vec::new(),
        employed: row.get(5)?,
        active: row.get(6)?,
    };
    Ok((person, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn person_of((person, roles, teams, authorisations): PersonColumns) -> Result<Person> {
    Ok(Person {
        authorisations: serde_json::from_str(&authorisations)
            .map_err(|_| StorageError::Damaged("authorisations"))?,
        roles: serde_json::from_str(&roles).map_err(|_| StorageError::Damaged("roles"))?,
        teams: serde_json::from_str(&teams).map_err(|_| StorageError::Damaged("teams"))?,
        ..person
    })
}

fn replica_of(row: &SqlRow<'_>) -> rusqlite::Result<Replica> {
    Ok(Replica {
        replica: uuid_at(row, 0)?,
        person: uuid_at(row, 1)?,
        token_hash: hash_at(row, 2)?,
        public_key: row.get(3)?,
        enrolled_ms: row.get(4)?,
        withdrawn_ms: row.get(5)?,
    })
}

const NO_ONE: [u8; 0] = [];

impl People for SqliteStorage {
    fn person(&mut self, person: Uuid) -> Result<Option<Person>> {
        self.connection
            .prepare_cached(
                "SELECT person, name, roles, teams, authorisations, employed, active
                 FROM persons WHERE tenant = ?1 AND person = ?2",
            )?
            .query_row(params![self.tenant, person.as_bytes()], person_columns)
            .optional()?
            .map(person_of)
            .transpose()
    }

    fn persons(&mut self) -> Result<Vec<Person>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT person, name, roles, teams, authorisations, employed, active
             FROM persons WHERE tenant = ?1 ORDER BY person",
        )?;
        let rows = statement.query_map([self.tenant], person_columns)?;
        rows.map(|row| person_of(row?)).collect()
    }

    fn put_person(&mut self, person: &Person) -> Result<()> {
        let json = |error: serde_json::Error| {
            let _ = error;
            StorageError::Damaged("person")
        };
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO persons (tenant, person, name, roles, teams, authorisations, employed, active)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.tenant,
                person.person.as_bytes(),
                person.name,
                serde_json::to_string(&person.roles).map_err(json)?,
                serde_json::to_string(&person.teams).map_err(json)?,
                serde_json::to_string(&person.authorisations).map_err(json)?,
                person.employed,
                person.active,
            ])?;
        Ok(())
    }

    fn replica(&mut self, replica: Uuid) -> Result<Option<Replica>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT replica, person, token_hash, public_key, enrolled_ms, withdrawn_ms FROM replicas
                 WHERE tenant = ?1 AND replica = ?2",
            )?
            .query_row(params![self.tenant, replica.as_bytes()], replica_of)
            .optional()?)
    }

    fn replica_by_token(&mut self, token_hash: &Hash) -> Result<Option<Replica>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT replica, person, token_hash, public_key, enrolled_ms, withdrawn_ms FROM replicas
                 WHERE tenant = ?1 AND token_hash = ?2",
            )?
            .query_row(params![self.tenant, token_hash], replica_of)
            .optional()?)
    }

    fn replicas(&mut self) -> Result<Vec<Replica>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT replica, person, token_hash, public_key, enrolled_ms, withdrawn_ms FROM replicas
             WHERE tenant = ?1 ORDER BY enrolled_ms",
        )?;
        let rows = statement.query_map([self.tenant], replica_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn put_replica(&mut self, replica: &Replica) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO replicas (tenant, replica, person, token_hash, public_key, enrolled_ms, withdrawn_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.tenant,
                replica.replica.as_bytes(),
                replica.person.as_bytes(),
                replica.token_hash,
                replica.public_key,
                replica.enrolled_ms,
                replica.withdrawn_ms,
            ])?;
        Ok(())
    }

    fn enrolment_code(&mut self, secret_hash: &Hash) -> Result<Option<EnrolmentCodeRow>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT secret_hash, person, expires_ms, used_by FROM enrolment_codes
                 WHERE tenant = ?1 AND secret_hash = ?2",
            )?
            .query_row(params![self.tenant, secret_hash], |row| {
                Ok(EnrolmentCodeRow {
                    secret_hash: hash_at(row, 0)?,
                    person: uuid_at(row, 1)?,
                    expires_ms: row.get(2)?,
                    used_by: Uuid::from_slice(&row.get::<_, Vec<u8>>(3)?).ok(),
                })
            })
            .optional()?)
    }

    fn put_enrolment_code(&mut self, code: &EnrolmentCodeRow) -> Result<()> {
        let used_by: &[u8] = match &code.used_by {
            Some(replica) => replica.as_bytes(),
            None => &NO_ONE,
        };
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO enrolment_codes (tenant, secret_hash, person, expires_ms, used_by)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                self.tenant,
                code.secret_hash,
                code.person.as_bytes(),
                code.expires_ms,
                used_by
            ])?;
        Ok(())
    }

    fn expire_enrolment_codes(&mut self) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE enrolment_codes SET expires_ms = 0 WHERE tenant = ?1")?
            .execute([self.tenant])?;
        Ok(())
    }
}
