//! Saving work from a laptop whose database is damaged, or from what laptops keep for a restored office.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use teren_store::platform;
use teren_store::{AttachmentKey, Profile, Salvaged, SalvagedAttachment, UnlockError};
use teren_sync::courier;

use crate::OfficeError;
use crate::keys::read_key;

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// Whose laptop it was.
    pub person: String,
    /// Courier files for the office, in the order in which it should get them.
    pub files: Vec<PathBuf>,
    pub changes: usize,
    /// Rows that could not be read.
    pub lost: u64,
    /// Attachments of which the files bring every byte.
    pub attachments: usize,
    /// Attachments that were whole on the laptop, as far as it can be known, and cannot be read whole any more.
    pub lost_attachments: Vec<TornAttachment>,
}

/// An attachment with a hole. What can be read of it goes to the office, which may hold the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TornAttachment {
    pub key: AttachmentKey,
    /// Bytes of it that the files bring.
    pub readable: u64,
}

/// Reads the database of a profile (or one that was moved aside from it) with the recovery key, as far as it can be
/// read, and writes what its worker wrote as courier files for the office. The profile is left as it is.
pub fn salvage(
    profile: &Path,
    damaged: Option<&Path>,
    recovery: &Path,
    output: &Path,
) -> Result<Rescue, OfficeError> {
    let scratch = numbered(output, "praca");
    fs::create_dir(&scratch)?;
    let from = damaged.unwrap_or(profile);
    let rescue = read_key(recovery).and_then(|recovery| {
        let read = Profile::at(profile).salvage(from, &scratch, &recovery);
        let salvaged = read.map_err(|error| match error {
            UnlockError::NoProfile => OfficeError::Unknown,
            _ => OfficeError::Sealed,
        })?;
        write_files(&salvaged, output)
    });
    fs::remove_dir_all(&scratch)?;
    rescue
}

fn write_files(salvaged: &Salvaged, output: &Path) -> Result<Rescue, OfficeError> {
    let mut files = Vec::new();
    courier::write_salvaged(salvaged, &mut |file| -> Result<(), OfficeError> {
        let path = match files.len() {
            0 => output.to_owned(),
            before => numbered(output, &(before + 1).to_string()),
        };
        let mut written = platform::create_new(&path)?;
        written.write_all(file)?;
        written.sync_all()?;
        files.push(path);
        Ok(())
    })?;
    let whole = salvaged.attachments.iter().filter(|read| read.whole);
    let lost = salvaged.attachments.iter().filter(|read| read.is_lost());
    let torn = |read: &SalvagedAttachment| TornAttachment {
        key: read.key,
        readable: read.readable(),
    };
    Ok(Rescue {
        person: salvaged.identity.person_name.clone(),
        files,
        changes: salvaged.changes.len(),
        lost: salvaged.lost,
        attachments: whole.count(),
        lost_attachments: lost.map(torn).collect(),
    })
}

/// The path with something after its name.
fn numbered(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}
