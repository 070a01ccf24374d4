//! How far the store has come: one row, rewritten in every transaction.

use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};
use teren_ledger::{Hash, Stamp};

use crate::error::Error;
use crate::head::Head;
use crate::tables::{signed, unsigned};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Tip {
    pub(crate) head: Head,
    pub(crate) stamp: Stamp,
}

impl Tip {
    pub(crate) const START: Self = Self {
        head: Head {
            revision: 0,
            chain: [0; 32],
        },
        stamp: Stamp {
            wall_ms: 0,
            logical: 0,
        },
    };

    /// Runs the chain on over one more change.
    pub(crate) fn extend(&mut self, hash: &Hash) {
        let mut hasher = Sha256::new();
        hasher.update(self.head.chain);
        hasher.update(hash);
        self.head.chain = hasher.finalize().into();
    }
}

pub(crate) fn read(db: &Connection) -> Result<Tip, Error> {
    let row = db
        .prepare_cached("SELECT revision, chain, wall_ms, logical FROM tip WHERE id = 1")?
        .query_row([], |row| {
            Ok(Tip {
                head: Head {
                    revision: unsigned(row.get(0)?),
                    chain: row.get(1)?,
                },
                stamp: Stamp {
                    wall_ms: row.get(2)?,
                    logical: row.get(3)?,
                },
            })
        })
        .optional()?;
    Ok(row.unwrap_or(Tip::START))
}

pub(crate) fn write(db: &Connection, tip: &Tip) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO tip (id, revision, chain, wall_ms, logical) VALUES (1, ?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, chain = excluded.chain,
             wall_ms = excluded.wall_ms, logical = excluded.logical",
    )?
    .execute((
        signed(tip.head.revision),
        tip.head.chain,
        tip.stamp.wall_ms,
        tip.stamp.logical,
    ))?;
    Ok(())
}
