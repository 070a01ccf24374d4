//! Table grants.

use rusqlite::{Row as SqlRow, ToSql, params};
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, uuid_at};
use crate::storage::{GrantRelation, GrantRow, Grants, Row};

const fn relation_number(relation: GrantRelation) -> i64 {
    match relation {
        GrantRelation::Own => 0,
        GrantRelation::Team => 1,
        GrantRelation::BreakGlass => 2,
        GrantRelation::Directory => 3,
        GrantRelation::Coordination => 4,
    }
}

fn relation_of(number: i64) -> GrantRelation {
    match number {
        0 => GrantRelation::Own,
        1 => GrantRelation::Team,
        2 => GrantRelation::BreakGlass,
        4 => GrantRelation::Coordination,
        _ => GrantRelation::Directory,
    }
}

fn grant(row: &SqlRow<'_>) -> rusqlite::Result<GrantRow> {
    Ok(GrantRow {
        id: row.get(0)?,
        person: uuid_at(row, 1)?,
        case_row: row.get(2)?,
        case: uuid_at(row, 3)?,
        via: row.get(4)?,
        relation: relation_of(row.get(5)?),
        document: uuid_at(row, 6)?,
        from: count_at(row, 7)?,
        revoked: count_at(row, 8)?,
        last: count_at(row, 9)?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT grants.id, grants.person, grants.case_row, cases.case_id, grants.via, grants.relation, grants.document,
                    grants.from_sequence, grants.revoked_sequence, grants.last_sequence
             FROM grants JOIN cases ON cases.id = grants.case_row ",
            $rest
        )
    };
}

impl SqliteStorage {
    fn select_grants(&self, sql: &'static str, values: &[&dyn ToSql]) -> Result<Vec<GrantRow>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(values, grant)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Grants for SqliteStorage {
    fn add_grant(
        &mut self,
        person: Uuid,
        case: Row,
        via: &str,
        relation: GrantRelation,
        document: Uuid,
        from: u64,
    ) -> Result<bool> {
        let added = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO grants (tenant, person, case_row, via, relation, document, from_sequence,
                                               revoked_sequence, let_go, handed_over, last_sequence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, ?7)",
            )?
            .execute(params![
                self.tenant,
                person.as_bytes(),
                case,
                via,
                relation_number(relation),
                document.as_bytes(),
                from.cast_signed()
            ])?;
        Ok(added > 0)
    }

    fn revoke_grant(&mut self, id: Row, sequence: u64, let_go: bool) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE grants SET revoked_sequence = ?1, let_go = ?2 WHERE id = ?3")?
            .execute(params![sequence.cast_signed(), let_go, id])?;
        Ok(())
    }

    fn mark_handed_over(&mut self, id: Row) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE grants SET handed_over = 1 WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    fn close_handed_over(&mut self, person: Uuid, case: Uuid) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE grants SET handed_over = 2
                 WHERE handed_over = 1 AND person = ?1
                   AND case_row = (SELECT id FROM cases WHERE tenant = ?2 AND case_id = ?3)",
            )?
            .execute(params![person.as_bytes(), self.tenant, case.as_bytes()])?;
        Ok(())
    }

    fn handed_over_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE cases.tenant = ?1 AND cases.case_id = ?2 AND grants.person = ?3
                   AND grants.handed_over = 1 ORDER BY grants.from_sequence"
            ),
            &[&self.tenant, case.as_bytes(), person.as_bytes()],
        )
    }

    fn former_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE cases.tenant = ?1 AND cases.case_id = ?2 AND grants.person = ?3
                   AND grants.handed_over > 0 ORDER BY grants.from_sequence"
            ),
            &[&self.tenant, case.as_bytes(), person.as_bytes()],
        )
    }

    fn renew_grant(&mut self, id: Row, sequence: u64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE grants SET from_sequence = ?1, last_sequence = max(last_sequence, ?1) WHERE id = ?2",
            )?
            .execute(params![sequence.cast_signed(), id])?;
        Ok(())
    }

    fn touch_grants(&mut self, case: Row, sequence: u64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE grants SET last_sequence = ?1 WHERE case_row = ?2 AND revoked_sequence = 0",
            )?
            .execute(params![sequence.cast_signed(), case])?;
        Ok(())
    }

    fn grants_in(&mut self, relation: GrantRelation) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.tenant = ?1 AND grants.relation = ?2 AND grants.revoked_sequence = 0
                 ORDER BY grants.from_sequence"
            ),
            &[&self.tenant, &relation_number(relation)],
        )
    }

    fn grants_of_case(&mut self, case: Row) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.case_row = ?1 AND grants.revoked_sequence = 0 ORDER BY grants.id"
            ),
            &[&case],
        )
    }

    fn grants_of_person(&mut self, person: Uuid) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.tenant = ?1 AND grants.person = ?2 AND grants.revoked_sequence = 0
                 ORDER BY grants.from_sequence"
            ),
            &[&self.tenant, person.as_bytes()],
        )
    }

    fn standing_grants(&mut self, person: Uuid, case: Uuid) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE cases.tenant = ?1 AND cases.case_id = ?2 AND grants.person = ?3
                   AND grants.revoked_sequence = 0 ORDER BY grants.from_sequence"
            ),
            &[&self.tenant, case.as_bytes(), person.as_bytes()],
        )
    }

    fn grants_after(&mut self, person: Uuid, after: u64, limit: usize) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.tenant = ?1 AND grants.person = ?2 AND grants.from_sequence > ?3
                   AND grants.revoked_sequence = 0 ORDER BY grants.from_sequence LIMIT ?4"
            ),
            &[
                &self.tenant,
                person.as_bytes(),
                &after.cast_signed(),
                &i64::try_from(limit).unwrap_or(i64::MAX),
            ],
        )
    }

    fn revokes_after(&mut self, person: Uuid, after: u64, limit: usize) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.tenant = ?1 AND grants.person = ?2 AND grants.revoked_sequence > ?3
                   AND grants.let_go = 1 ORDER BY grants.revoked_sequence LIMIT ?4"
            ),
            &[
                &self.tenant,
                person.as_bytes(),
                &after.cast_signed(),
                &i64::try_from(limit).unwrap_or(i64::MAX),
            ],
        )
    }

    fn changed_after(&mut self, person: Uuid, after: u64) -> Result<Vec<GrantRow>> {
        self.select_grants(
            select!(
                "WHERE grants.tenant = ?1 AND grants.person = ?2 AND grants.last_sequence > ?3
                   AND grants.revoked_sequence = 0 ORDER BY grants.last_sequence"
            ),
            &[&self.tenant, person.as_bytes(), &after.cast_signed()],
        )
    }
}
