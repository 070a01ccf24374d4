//! What the administrator's tool says and does about copies.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use serde_json::{Value, json};
use teren_domain::backup::{BackupFault, BackupState};
use teren_office::{
    BackupPlan, Keeper, Office, OfficeError, Verified, keep_backups, local_moment, now_ms,
};

use super::{Failure, Place, say};

/// The daily copy of a served office.
#[derive(Debug, clap::Args)]
pub(super) struct Daily {
    /// Folder codziennych kopii, jeśli inny niż backups w folderze ośrodka.
    #[arg(long)]
    backups: Option<PathBuf>,
    /// Godzina codziennej kopii.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..24))]
    backup_hour: u32,
    /// Ile sprawdzonych kopii zostaje.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..))]
    backups_kept: u16,
}

/// What a copy is written from and to; both are asked for unless a copy is to be checked.
#[derive(Debug, clap::Args)]
pub(super) struct WriteBackup {
    /// Folder ośrodka.
    #[arg(long, required = true)]
    dir: Option<PathBuf>,
    /// Plik klucza bazy, jeśli leży poza folderem.
    #[arg(long)]
    key: Option<PathBuf>,
    #[arg(long = "out", required = true)]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum BackupCommand {
    /// Odtwarza kopię na próbę i sprawdza całą jej treść. Niczego po sobie nie zostawia.
    Check {
        #[arg(long = "in")]
        input: PathBuf,
        /// Plik z kluczem odzyskiwania, który przechowuje kierownik.
        #[arg(long)]
        recovery_key: PathBuf,
    },
}

impl Daily {
    /// Begins to keep the daily copies.
    pub fn keep(self, office: &Arc<Office>, folder: &Path) -> Result<Keeper, OfficeError> {
        let usual = BackupPlan::beside(folder);
        let plan = BackupPlan {
            folder: self.backups.unwrap_or(usual.folder),
            hour: self.backup_hour,
            kept: self.backups_kept.into(),
            spare_bytes: usual.spare_bytes,
        };
        let office = Arc::clone(office);
        keep_backups(office, plan, Arc::new(now_ms), |tried| match tried {
            Ok(state) => tell(*state),
            Err(error) => eprintln!("Nie można zapisać stanu kopii zapasowej ({error})."),
        })
    }
}

pub(super) fn run(check: Option<BackupCommand>, write: WriteBackup) -> Result<(), Failure> {
    if let Some(BackupCommand::Check {
        input,
        recovery_key,
    }) = check
    {
        let found = Office::check_backup(&input, &recovery_key, now_ms())?;
        return say(&verified(&found));
    }
    let (Some(dir), Some(output)) = (write.dir, write.output) else {
        return Err(OfficeError::NotAnOffice.into());
    };
    let place = Place {
        dir,
        key: write.key,
    };
    place.open()?.backup(&output, now_ms())?;
    say(&json!({"written": output}))
}

pub(super) fn verified(found: &Verified) -> Value {
    json!({
        "cases": found.cases, "streams": found.streams, "changes": found.changes,
        "log_entries": found.log_entries, "attachments": found.attachments,
    })
}

/// How the copies stand, and how much there is.
pub(super) fn status(office: &Office) -> Result<(), Failure> {
    let (state, counts) = (office.backup_state()?, office.tally()?);
    tell(state);
    let rows = |table: &str| counts.rows.get(table).copied().unwrap_or_default();
    say(&json!({
        "backup": state, "trouble": state.trouble(now_ms()).is_some(), "cases": rows("cases"),
        "changes": rows("changes"), "persons": rows("persons"), "laptops": rows("replicas"),
        "quarantined": rows("quarantine"), "attachments": rows("attachments"),
        "log_entries": rows("access_log"),
    }))
}

/// One line for the administrator's log.
fn tell(state: BackupState) {
    let Some(trouble) = state.trouble(now_ms()) else {
        match state.tested_ms {
            Some(moment) => eprintln!(
                "Kopia zapasowa z {} jest sprawdzona ({} bajtów).",
                local_moment(moment),
                state.size
            ),
            None => eprintln!("Nie ma jeszcze codziennej kopii zapasowej."),
        }
        return;
    };
    let since = local_moment(trouble.since_ms);
    let what = match trouble.fault {
        Some(BackupFault::NoRoom) => {
            "brak miejsca na dysku. Zwolnij miejsce albo wskaż inny folder (--backups)"
        }
        Some(BackupFault::Folder) => {
            "nie można zapisać w folderze kopii. Sprawdź ścieżkę i uprawnienia"
        }
        Some(BackupFault::Damaged) => {
            "kopia nie przeszła próby odtworzenia. Uruchom polecenie verify"
        }
        Some(BackupFault::Other) => "próba się nie powiodła. Uruchom polecenie verify",
        None => "od ponad doby nie powstała żadna. Sprawdź, czy ośrodek działa o godzinie kopii",
    };
    eprintln!("UWAGA: od {since} nie ma nowej kopii zapasowej: {what}.");
}
