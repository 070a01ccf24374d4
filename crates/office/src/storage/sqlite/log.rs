//! Tables cases, streams, actors, heads, changes, seals.

use rusqlite::{OptionalExtension as _, Row as SqlRow, params};
use teren_ledger::{Dot, Hash, Head, Shelf, Stream};
use uuid::Uuid;

use super::{Result, SqliteStorage, count_at, hash_at, uuid_at};
use crate::storage::{
    CaseRow, Entry, HeadRow, Log, NewChange, Replayable, Row, SealOutcome, SealRow, Standing,
    StorageError, StoredChange, StreamRow,
};

fn case_of(row: &SqlRow<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        row: row.get(0)?,
        case: uuid_at(row, 1)?,
        number: row.get(2)?,
        origin: uuid_at(row, 3)?,
        opened_ms: row.get(4)?,
    })
}

fn stored(row: &SqlRow<'_>) -> rusqlite::Result<StoredChange> {
    Ok(StoredChange {
        sequence: count_at(row, 0)?,
        live: count_at(row, 1)?,
        late: row.get(2)?,
        received_ms: row.get(3)?,
        body: row.get(4)?,
        shelf: Shelf {
            stream: Stream {
                case: uuid_at(row, 5)?,
                document: uuid_at(row, 6)?,
                category: row.get(7)?,
            },
            actor: uuid_at(row, 8)?,
            previous: row.get::<_, Option<Hash>>(9)?.unwrap_or_default(),
        },
    })
}

/// Selects what [`stored`] reads, and the rows of stream and case behind it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT changes.sequence, changes.live, changes.late, changes.received_ms, changes.body,
                    cases.case_id, streams.document, streams.category, actors.actor,
                    (SELECT before.hash FROM changes AS before WHERE before.stream = changes.stream
                        AND before.actor = changes.actor AND before.counter = changes.counter - 1),
                    streams.id, streams.case_row
             FROM changes JOIN streams ON streams.id = changes.stream
             JOIN cases ON cases.id = streams.case_row JOIN actors ON actors.id = changes.actor ",
            $rest
        )
    };
}

fn outcome_of(number: i64) -> SealOutcome {
    match number {
        0 => SealOutcome::Waiting,
        1 => SealOutcome::Receipted,
        2 => SealOutcome::Mismatch,
        _ => SealOutcome::Second,
    }
}

const fn outcome_number(outcome: SealOutcome) -> i64 {
    match outcome {
        SealOutcome::Waiting => 0,
        SealOutcome::Receipted => 1,
        SealOutcome::Mismatch => 2,
        SealOutcome::Second => 3,
    }
}

fn signed(count: u64) -> i64 {
    count.cast_signed()
}

impl SqliteStorage {
    fn changes(&self, sql: &'static str, stream: Row) -> Result<Vec<StoredChange>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([stream], stored)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn find_stream(&self, case: &CaseRow, document: Uuid, category: u8) -> Result<Option<Row>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id FROM streams WHERE tenant = ?1 AND case_row = ?2 AND document = ?3 AND category = ?4",
            )?
            .query_row(
                params![self.tenant, case.row, document.as_bytes(), category],
                |row| row.get(0),
            )
            .optional()?)
    }
}

impl Log for SqliteStorage {
    fn case(&mut self, case: Uuid) -> Result<Option<CaseRow>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, case_id, number, origin, opened_ms FROM cases WHERE tenant = ?1 AND case_id = ?2",
            )?
            .query_row(params![self.tenant, case.as_bytes()], case_of)
            .optional()?)
    }

    fn case_of_number(&mut self, number: &str) -> Result<Option<CaseRow>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, case_id, number, origin, opened_ms FROM cases WHERE tenant = ?1 AND number = ?2",
            )?
            .query_row(params![self.tenant, number], case_of)
            .optional()?)
    }

    fn add_case(
        &mut self,
        case: Uuid,
        number: &str,
        origin: Uuid,
        opened_ms: i64,
    ) -> Result<CaseRow> {
        self.connection
            .prepare_cached(
                "INSERT INTO cases (tenant, case_id, number, origin, opened_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                self.tenant,
                case.as_bytes(),
                number,
                origin.as_bytes(),
                opened_ms
            ])?;
        Ok(CaseRow {
            row: self.connection.last_insert_rowid(),
            case,
            number: number.to_owned(),
            origin,
            opened_ms,
        })
    }

    fn case_ids(&mut self) -> Result<Vec<Uuid>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT case_id FROM cases WHERE tenant = ?1 ORDER BY id")?;
        let rows = statement.query_map([self.tenant], |row| uuid_at(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn cases_with(&mut self, category: u8) -> Result<Vec<Uuid>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT cases.case_id FROM streams JOIN cases ON cases.id = streams.case_row
             WHERE streams.tenant = ?1 AND streams.category = ?2 AND streams.document = cases.case_id
             ORDER BY cases.id",
        )?;
        let rows = statement.query_map(params![self.tenant, category], |row| uuid_at(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn stream(&mut self, case: &CaseRow, document: Uuid, category: u8) -> Result<StreamRow> {
        let row = match self.find_stream(case, document, category)? {
            Some(row) => row,
            None => {
                self.connection
                    .prepare_cached(
                        "INSERT INTO streams (tenant, case_row, document, category) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![self.tenant, case.row, document.as_bytes(), category])?;
                self.connection.last_insert_rowid()
            }
        };
        Ok(StreamRow {
            row,
            case_row: case.row,
            stream: Stream {
                case: case.case,
                document,
                category,
            },
        })
    }

    fn streams(&mut self, case: &CaseRow) -> Result<Vec<StreamRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, document, category FROM streams WHERE tenant = ?1 AND case_row = ?2 ORDER BY id",
        )?;
        let rows = statement.query_map(params![self.tenant, case.row], |row| {
            Ok(StreamRow {
                row: row.get(0)?,
                case_row: case.row,
                stream: Stream {
                    case: case.case,
                    document: uuid_at(row, 1)?,
                    category: row.get(2)?,
                },
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn actor(&mut self, actor: Uuid) -> Result<Option<(Row, Uuid)>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, person FROM actors WHERE tenant = ?1 AND actor = ?2")?
            .query_row(params![self.tenant, actor.as_bytes()], |row| {
                Ok((row.get(0)?, uuid_at(row, 1)?))
            })
            .optional()?)
    }

    fn add_actor(&mut self, actor: Uuid, person: Uuid) -> Result<Row> {
        self.connection
            .prepare_cached("INSERT INTO actors (tenant, actor, person) VALUES (?1, ?2, ?3)")?
            .execute(params![self.tenant, actor.as_bytes(), person.as_bytes()])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn heads(&mut self, stream: Row) -> Result<Vec<HeadRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT actors.actor, heads.count, heads.hash, heads.sequence
             FROM heads JOIN actors ON actors.id = heads.actor WHERE heads.stream = ?1",
        )?;
        let rows = statement.query_map([stream], |row| {
            Ok(HeadRow {
                actor: uuid_at(row, 0)?,
                head: Head {
                    count: count_at(row, 1)?,
                    hash: hash_at(row, 2)?,
                },
                sequence: count_at(row, 3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn live_changes(&mut self, stream: Row) -> Result<Vec<StoredChange>> {
        self.changes(
            select!("WHERE changes.stream = ?1 AND changes.live <> 0 ORDER BY changes.sequence"),
            stream,
        )
    }

    fn openings(&mut self, case: Row, document: Uuid) -> Result<Vec<StoredChange>> {
        let mut statement = self.connection.prepare_cached(select!(
            "WHERE streams.tenant = ?1 AND streams.case_row = ?2 AND streams.document = ?3
               AND changes.opens = 1 AND changes.live <> 0 ORDER BY streams.id, changes.sequence"
        ))?;
        let rows = statement.query_map(params![self.tenant, case, document.as_bytes()], stored)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn log(&mut self, stream: Row) -> Result<Vec<StoredChange>> {
        self.changes(
            select!("WHERE changes.stream = ?1 ORDER BY changes.sequence"),
            stream,
        )
    }

    fn seal_parts(&mut self, stream: Row) -> Result<Vec<StoredChange>> {
        self.changes(
            select!(
                "WHERE changes.stream = ?1 AND changes.kind = 2 AND changes.kind <> 1 ORDER BY changes.sequence"
            ),
            stream,
        )
    }

    fn standing(&mut self, stream: Row, dot: Dot) -> Result<Option<Standing>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT changes.sequence, changes.hash, changes.late
                 FROM changes JOIN actors ON actors.id = changes.actor
                 WHERE changes.stream = ?1 AND actors.tenant = ?2 AND actors.actor = ?3 AND changes.counter = ?4",
            )?
            .query_row(
                params![stream, self.tenant, dot.actor.as_bytes(), signed(dot.counter)],
                |row| {
                    Ok(Standing {
                        sequence: count_at(row, 0)?,
                        hash: hash_at(row, 1)?,
                        late: row.get(2)?,
                    })
                },
            )
            .optional()?)
    }

    fn append(&mut self, change: &NewChange<'_>) -> Result<()> {
        let size = i64::try_from(change.size).map_err(|_| StorageError::Damaged("size"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO changes (sequence, tenant, case_row, stream, actor, counter, hash, kind, opens,
                                      live, late, replica, size, received_ms, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                signed(change.sequence),
                self.tenant,
                change.stream.case_row,
                change.stream.row,
                change.actor_row,
                signed(change.counter),
                change.hash,
                change.kind.0,
                change.opens,
                signed(change.live),
                change.late,
                change.replica.as_bytes(),
                size,
                change.received_ms,
                change.body,
            ])?;
        self.connection
            .prepare_cached(
                "INSERT INTO heads (tenant, stream, actor, count, hash, sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (stream, actor) DO UPDATE SET
                   count = excluded.count, hash = excluded.hash, sequence = excluded.sequence",
            )?
            .execute(params![
                self.tenant,
                change.stream.row,
                change.actor_row,
                signed(change.counter),
                change.hash,
                signed(change.sequence),
            ])?;
        for name in change.names {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO attachment_names (tenant, document, sha256, sequence, place, size)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    self.tenant,
                    change.stream.stream.document.as_bytes(),
                    name.sha256,
                    signed(change.sequence),
                    name.place,
                    signed(name.size),
                ])?;
        }
        Ok(())
    }

    fn set_marks(&mut self, stream: Row, dot: Dot, live: u64, late: bool) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE changes SET live = ?1, late = ?2
                 WHERE stream = ?3 AND counter = ?4
                   AND actor = (SELECT id FROM actors WHERE tenant = ?5 AND actor = ?6)",
            )?
            .execute(params![
                signed(live),
                late,
                stream,
                signed(dot.counter),
                self.tenant,
                dot.actor.as_bytes()
            ])?;
        Ok(())
    }

    fn entries(&mut self, case: Row, after: u64, until: u64, limit: usize) -> Result<Vec<Entry>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(
            "SELECT changes.sequence, streams.category, changes.size, changes.replica, streams.document
             FROM changes JOIN streams ON streams.id = changes.stream
             WHERE changes.case_row = ?1 AND changes.sequence > ?2 AND changes.sequence <= ?3
             ORDER BY changes.sequence LIMIT ?4",
        )?;
        let rows =
            statement.query_map(params![case, signed(after), signed(until), limit], |row| {
                Ok(Entry {
                    sequence: count_at(row, 0)?,
                    category: row.get(1)?,
                    size: usize::try_from(row.get::<_, i64>(2)?).unwrap_or(usize::MAX),
                    replica: uuid_at(row, 3)?,
                    document: uuid_at(row, 4)?,
                })
            })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn change(&mut self, sequence: u64) -> Result<(StreamRow, StoredChange)> {
        Ok(self
            .connection
            .prepare_cached(select!("WHERE changes.sequence = ?1"))?
            .query_row([signed(sequence)], |row| {
                let change = stored(row)?;
                let stream = StreamRow {
                    row: row.get(10)?,
                    case_row: row.get(11)?,
                    stream: change.shelf.stream,
                };
                Ok((stream, change))
            })?)
    }

    fn add_seal(&mut self, case: Row, seal: &SealRow) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO seals (seal, tenant, case_row, document, author, stamp_ms, body, outcome)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                seal.seal.as_bytes(),
                self.tenant,
                case,
                seal.document.as_bytes(),
                seal.author.as_bytes(),
                seal.stamp_ms,
                seal.body,
                outcome_number(seal.outcome),
            ])?;
        Ok(())
    }

    fn seals(&mut self, case: Row, document: Uuid) -> Result<Vec<SealRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seal, document, author, stamp_ms, body, outcome FROM seals
             WHERE tenant = ?1 AND case_row = ?2 AND document = ?3 ORDER BY stamp_ms, seal",
        )?;
        let rows = statement.query_map(params![self.tenant, case, document.as_bytes()], |row| {
            Ok(SealRow {
                seal: uuid_at(row, 0)?,
                document: uuid_at(row, 1)?,
                author: uuid_at(row, 2)?,
                stamp_ms: row.get(3)?,
                body: row.get(4)?,
                outcome: outcome_of(row.get(5)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn set_seal_outcome(&mut self, case: Row, seal: &SealRow, outcome: SealOutcome) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE seals SET outcome = ?1 WHERE tenant = ?2 AND case_row = ?3 AND document = ?4 AND seal = ?5",
            )?
            .execute(params![
                outcome_number(outcome),
                self.tenant,
                case,
                seal.document.as_bytes(),
                seal.seal.as_bytes()
            ])?;
        Ok(())
    }

    fn case_of_document(&mut self, document: Uuid) -> Result<Option<Row>> {
        Ok(self
            .connection
            .prepare_cached("SELECT case_row FROM documents WHERE tenant = ?1 AND document = ?2")?
            .query_row(params![self.tenant, document.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    fn add_document(&mut self, document: Uuid, case: Row) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO documents (tenant, document, case_row) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.tenant, document.as_bytes(), case])?;
        Ok(())
    }

    fn keep_routing_facts(
        &mut self,
        case: Row,
        document: Uuid,
        arrived_ms: i64,
        facts: &[u8],
        answers: &[u8],
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO routing_facts (tenant, case_row, document, arrived_ms, facts, answers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (tenant, document) DO UPDATE SET facts = excluded.facts, answers = excluded.answers",
            )?
            .execute(params![self.tenant, case, document.as_bytes(), arrived_ms, facts, answers])?;
        Ok(())
    }

    fn each_routing_facts(&mut self, see: &mut dyn FnMut(Replayable<'_>)) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT cases.case_id, cases.number, routing_facts.facts, routing_facts.answers
             FROM routing_facts JOIN cases ON cases.id = routing_facts.case_row
             WHERE routing_facts.tenant = ?1 ORDER BY routing_facts.id",
        )?;
        let mut rows = statement.query([self.tenant])?;
        let text = |error: rusqlite::types::FromSqlError| rusqlite::Error::from(error);
        while let Some(row) = rows.next()? {
            see(Replayable {
                case: uuid_at(row, 0)?,
                number: row.get_ref(1)?.as_str().map_err(text)?,
                facts: row.get_ref(2)?.as_blob().map_err(text)?,
                answers: row.get_ref(3)?.as_blob().map_err(text)?,
            });
        }
        Ok(())
    }
}
