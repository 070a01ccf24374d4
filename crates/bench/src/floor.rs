//! The floor: plain rows, not encrypted, no rights, no history; the last writer wins, and the other's answer is gone.
//! It goes over the same HTTP, TLS and zstd as the product, and its transactions are as durable.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::routing::post;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsConfig, from_tcp_rustls};
use rusqlite::{Connection, OptionalExtension as _, params};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde::{Deserialize, Serialize};
use teren_ledger::wire::{BATCH_BYTES, MESSAGE_BYTES};
use teren_store::packet;
use teren_sync::{
    EXCHANGE_PATH, Fingerprint, HttpTransport, MEDIA_TYPE, Transport, fingerprint_of,
};

use crate::Failure;
use crate::corpus::{Answer, Interview};
use crate::line::Weighed;

/// One answer. Larger `updated` wins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    interview: [u8; 16],
    field: String,
    value: String,
    updated: i64,
}

impl Row {
    fn weight(&self) -> usize {
        self.field.len() + self.value.len() + 24
    }
}

/// Place in the table's order: interview and field.
type Place = ([u8; 16], String);

/// Either rows for the other side, or the wish for rows newer than `since` behind a place.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Message {
    rows: Vec<Row>,
    since: Option<i64>,
    behind: Option<Place>,
}

/// One side's table.
pub struct Table(Connection);

impl Table {
    pub fn open(file: &Path) -> Result<Self, Failure> {
        let connection = Connection::open(file)?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             CREATE TABLE IF NOT EXISTS answers (
                 interview BLOB NOT NULL,
                 field TEXT NOT NULL,
                 value TEXT NOT NULL,
                 updated INTEGER NOT NULL,
                 PRIMARY KEY (interview, field)
             ) STRICT, WITHOUT ROWID",
        )?;
        Ok(Self(connection))
    }

    /// Writes answers in one transaction.
    pub fn write(
        &mut self,
        interview: &Interview,
        answers: &[Answer],
        updated: i64,
    ) -> Result<(), Failure> {
        let rows: Vec<Row> = answers
            .iter()
            .map(|answer| Row {
                interview: *interview.document.as_bytes(),
                field: match answer.record {
                    0 => answer.field.clone(),
                    member => format!("{member}/{}", answer.field),
                },
                value: String::from_utf8_lossy(&answer.value).into_owned(),
                updated,
            })
            .collect();
        self.take(&rows)
    }

    fn take(&mut self, rows: &[Row]) -> Result<(), Failure> {
        let transaction = self.0.transaction()?;
        {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO answers (interview, field, value, updated) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (interview, field) DO UPDATE SET value = excluded.value, updated = excluded.updated
                 WHERE excluded.updated > answers.updated",
            )?;
            for row in rows {
                statement.execute(params![row.interview, row.field, row.value, row.updated])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Rows newer than `since` behind a place, about one batch of them.
    fn newer(&self, since: i64, behind: Option<&Place>) -> Result<Vec<Row>, Failure> {
        let start = (Vec::new(), String::new());
        let (interview, field) = behind.map_or(start, |(interview, field)| {
            (interview.to_vec(), field.clone())
        });
        let mut statement = self.0.prepare_cached(
            "SELECT interview, field, value, updated FROM answers
             WHERE (interview, field) > (?1, ?2) AND updated > ?3 ORDER BY interview, field",
        )?;
        let mut found = statement.query(params![interview, field, since])?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            let row = Row {
                interview: row.get(0)?,
                field: row.get(1)?,
                value: row.get(2)?,
                updated: row.get(3)?,
            };
            bytes += row.weight();
            rows.push(row);
            if bytes > BATCH_BYTES {
                break;
            }
        }
        Ok(rows)
    }

    /// The value of an answer and when it was written.
    pub fn updated(&self, interview: &Interview, answer: &Answer) -> Result<Option<i64>, Failure> {
        let field = match answer.record {
            0 => answer.field.clone(),
            member => format!("{member}/{}", answer.field),
        };
        Ok(self
            .0
            .prepare_cached("SELECT updated FROM answers WHERE interview = ?1 AND field = ?2")?
            .query_row(params![interview.document.as_bytes(), field], |row| {
                row.get(0)
            })
            .optional()?)
    }

    /// Fetches what is newer than `since` in the office, then sends what is newer here.
    pub fn exchange(&mut self, since: i64, line: &mut Weighed) -> Result<(), Failure> {
        let own = self.all_newer(since)?;
        let mut behind = None;
        loop {
            let wish = Message {
                since: Some(since),
                behind: behind.take(),
                ..Message::default()
            };
            let answer = ask(line, &wish)?;
            let Some(last) = answer.rows.last() else {
                break;
            };
            behind = Some((last.interview, last.field.clone()));
            self.take(&answer.rows)?;
        }
        for rows in own {
            ask(
                line,
                &Message {
                    rows,
                    ..Message::default()
                },
            )?;
        }
        Ok(())
    }

    /// All rows newer than `since`, a batch each.
    fn all_newer(&self, since: i64) -> Result<Vec<Vec<Row>>, Failure> {
        let mut batches = Vec::new();
        let mut rows = self.newer(since, None)?;
        while let Some(last) = rows.last() {
            let place = (last.interview, last.field.clone());
            batches.push(std::mem::take(&mut rows));
            rows = self.newer(since, Some(&place))?;
        }
        Ok(batches)
    }
}

fn ask(line: &mut Weighed, message: &Message) -> Result<Message, Failure> {
    let answer = line.exchange(&packet::pack(message)?)?;
    Ok(packet::unpack(&answer, MESSAGE_BYTES)?)
}

/// The office's side of the floor.
pub struct Server {
    address: SocketAddr,
    fingerprint: Fingerprint,
    handle: Handle<SocketAddr>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    pub fn start(file: &Path) -> Result<Self, Failure> {
        let certified = rcgen::generate_simple_self_signed(["floor.invalid".to_owned()])?;
        let certificate = certified.cert.der().clone();
        let fingerprint = fingerprint_of(&certificate);
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der())?;
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()?
                .with_no_client_auth()
                .with_single_cert(vec![certificate], key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let table = Arc::new(Mutex::new(Table::open(file)?));
        let router = Router::new()
            .route(EXCHANGE_PATH, post(answer))
            .layer(DefaultBodyLimit::max(MESSAGE_BYTES))
            .with_state(table);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let handle = Handle::new();
        let stop = handle.clone();
        let tls = RustlsConfig::from_config(Arc::new(config));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let thread = std::thread::spawn(move || {
            let served = runtime.block_on(async {
                let server = from_tcp_rustls(listener, tls)?;
                server.handle(stop).serve(router.into_make_service()).await
            });
            // A floor that cannot serve shows at its client.
            let _ended = served;
        });
        Ok(Self {
            address,
            fingerprint,
            handle,
            thread: Some(thread),
        })
    }

    pub fn line(&self) -> Result<Weighed, Failure> {
        let line =
            HttpTransport::to_exchange(&self.address.to_string(), self.fingerprint, &[0; 32])?;
        Ok(Weighed::of(line))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.handle.shutdown();
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed there.
            let _ended = thread.join();
        }
    }
}

type Answered = (StatusCode, [(HeaderName, &'static str); 1], Vec<u8>);

async fn answer(State(table): State<Arc<Mutex<Table>>>, body: Bytes) -> Answered {
    let worked = tokio::task::spawn_blocking(move || work(&table, &body)).await;
    let typed = [(CONTENT_TYPE, MEDIA_TYPE)];
    match worked {
        Ok(Ok(bytes)) => (StatusCode::OK, typed, bytes),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, typed, Vec::new()),
    }
}

fn work(table: &Mutex<Table>, body: &[u8]) -> Result<Vec<u8>, Failure> {
    let message: Message = packet::unpack(body, MESSAGE_BYTES)?;
    let mut table = table.lock().unwrap_or_else(PoisonError::into_inner);
    let mut answer = Message::default();
    if let Some(since) = message.since {
        answer.rows = table.newer(since, message.behind.as_ref())?;
    } else {
        table.take(&message.rows)?;
    }
    drop(table);
    Ok(packet::pack(&answer)?)
}
