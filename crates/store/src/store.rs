//! The open store: one connection, what is kept at hand, and the transaction every write goes through.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest as _, Sha256};
use teren_ledger::FORMAT;
use uuid::Uuid;

use crate::dictionary::Codec;
use crate::document::Documents;
use crate::error::Error;
use crate::head::HeadFile;
use crate::identity::Identity;
use crate::key::DataKey;
use crate::platform::FolderLock;
use crate::random;
use crate::receive::UNREAD;
use crate::tables::tip::{self, Tip};
use crate::tables::{actors, changes, meta};

const ACTOR: &str = "actor";

/// The encrypted replica of one seat, unlocked. Dropping it locks the profile again.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) work: Work,
    head: HeadFile,
    pub(crate) folder: PathBuf,
    pub(crate) key: DataKey,
    damage: Option<Damage>,
    must_reopen: bool,
    /// Held for as long as the profile is open.
    _lock: FolderLock,
}

/// What was found when the store was opened: its end was missing. What is left is in use, a copy of the files as
/// they were is kept, and the office is asked for everything again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    pub kept_at: PathBuf,
    /// Durable transactions that are missing.
    pub missing: u64,
}

/// What a transaction works with besides the database.
pub(crate) struct Work {
    pub(crate) codec: Codec,
    pub(crate) documents: Documents,
    actors: HashMap<Uuid, i64>,
    pub(crate) tip: Tip,
    /// Under whose name new changes are chained: random, new for every incarnation of the store.
    pub(crate) actor: Uuid,
    pub(crate) identity: Option<Identity>,
    /// Cases whose cards this transaction has marked.
    pub(crate) marked: HashSet<Uuid>,
}

/// One transaction, or one look.
pub(crate) struct Batch<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) work: &'a mut Work,
}

/// The parts of a store being opened.
pub(crate) struct Parts {
    pub(crate) connection: Connection,
    pub(crate) codec: Codec,
    pub(crate) head: HeadFile,
    pub(crate) folder: PathBuf,
    pub(crate) key: DataKey,
    pub(crate) damage: Option<Damage>,
    pub(crate) lock: FolderLock,
}

impl Store {
    pub(crate) fn assemble(parts: Parts) -> Result<Self, Error> {
        let tip = tip::read(&parts.connection)?;
        let actor =
            meta::get(&parts.connection, ACTOR)?.and_then(|bytes| Uuid::from_slice(&bytes).ok());
        let mut store = Self {
            work: Work {
                codec: parts.codec,
                documents: Documents::default(),
                actors: HashMap::new(),
                tip,
                actor: actor.unwrap_or_default(),
                identity: Identity::read(&parts.connection)?,
                marked: HashSet::new(),
            },
            connection: parts.connection,
            head: parts.head,
            folder: parts.folder,
            key: parts.key,
            damage: parts.damage,
            must_reopen: false,
            _lock: parts.lock,
        };
        if actor.is_none() {
            store.transact(|batch| batch.take_new_actor())?;
        }
        if let Some(damage) = store.damage.clone() {
            store.start_over_after(&damage)?;
        }
        let unread = store.read(|batch| meta::get(batch.db, UNREAD))?;
        if unread.is_some_and(|known| known.first() < Some(&FORMAT)) {
            store.transact(|batch| batch.ask_for_unread())?;
        }
        Ok(store)
    }

    /// Runs the work in one durable transaction: all of it is on the disk when this returns, or nothing.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.must_reopen {
            return Err(Error::Reopen);
        }
        let before = (self.work.tip, self.work.actor);
        self.work.marked.clear();
        match attempt(&mut self.connection, &mut self.work, work) {
            Ok(done) => {
                // The database is durable; a head that lags is never taken for damage.
                let _lagging = self.head.write(self.work.tip.head);
                Ok(done)
            }
            Err(error) => {
                (self.work.tip, self.work.actor) = before;
                self.work.documents.forget_all();
                self.work.actors.clear();
                self.must_reopen = error == Error::Reopen;
                Err(error)
            }
        }
    }

    /// Runs a look at the store.
    pub(crate) fn read<T>(
        &mut self,
        look: impl FnOnce(&mut Batch<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.must_reopen {
            return Err(Error::Reopen);
        }
        look(&mut Batch {
            db: &self.connection,
            work: &mut self.work,
        })
    }

    /// What was missing when the store was opened, if anything was.
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        self.damage.as_ref()
    }

    /// Folder of the profile.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Identity of this store incarnation among all writers; it changes when a restored or copied store is found out.
    #[must_use]
    pub fn actor(&self) -> Uuid {
        self.work.actor
    }

    /// Durable transactions so far.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.work.tip.head.revision
    }

    /// Checks every page and every change against what was written. Reads the whole store.
    pub fn verify(&mut self) -> Result<(), Error> {
        check_pages(&self.connection)?;
        self.read(|batch| {
            let mut sound = true;
            changes::visit_all(batch.db, &mut batch.work.codec, &mut |hash, bytes| {
                sound &= Sha256::digest(bytes) == Sum::from(hash);
            })?;
            if sound {
                Ok(())
            } else {
                Err(Error::Damaged("a change"))
            }
        })
    }

    /// Makes the head file durable, too: after an exchange and before closing.
    pub fn settle_head(&self) -> Result<(), Error> {
        Ok(self.head.sync()?)
    }

    /// Locks the profile: writes the log back into the database file and closes it.
    pub fn close(self) -> Result<(), Error> {
        self.settle_head()?;
        self.connection
            .close()
            .map_err(|(_, error)| Error::from(error))
    }

    /// Moves the write-ahead log into the database file and empties it, so that deleted content is in neither.
    pub(crate) fn truncate_log(&self) -> Result<(), Error> {
        Ok(self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    fn start_over_after(&mut self, damage: &Damage) -> Result<(), Error> {
        self.work.tip.head.revision = self.work.tip.head.revision.saturating_add(damage.missing);
        self.transact(|batch| {
            batch.take_new_actor()?;
            batch.ask_for_own_too()
        })?;
        self.settle_head()
    }
}

type Sum = sha2::digest::Output<Sha256>;

fn attempt<T>(
    connection: &mut Connection,
    work: &mut Work,
    body: impl FnOnce(&mut Batch<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut batch = Batch {
        db: &transaction,
        work,
    };
    let done = body(&mut batch)?;
    let revision = &mut batch.work.tip.head.revision;
    *revision = revision.saturating_add(1);
    tip::write(&transaction, &batch.work.tip)?;
    transaction.commit()?;
    Ok(done)
}

/// Compares every page of the database file with its HMAC.
pub(crate) fn check_pages(connection: &Connection) -> Result<(), Error> {
    let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = statement.query([])?;
    if rows.next()?.is_some() {
        return Err(Error::Damaged("a page"));
    }
    Ok(())
}

impl Batch<'_> {
    pub(crate) fn actor_number(&mut self, actor: Uuid) -> Result<i64, Error> {
        if let Some(id) = self.work.actors.get(&actor) {
            return Ok(*id);
        }
        let id = actors::intern(self.db, actor)?;
        self.work.actors.insert(actor, id);
        Ok(id)
    }

    /// New changes of this store are chained under a new name from now on.
    pub(crate) fn take_new_actor(&mut self) -> Result<(), Error> {
        let actor = random::id()?;
        meta::put(self.db, ACTOR, actor.as_bytes())?;
        self.work.actor = actor;
        Ok(())
    }
}
