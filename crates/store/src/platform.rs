//! The one place that knows how operating systems differ: replacing a file, locking a folder, making a folder's entries
//! durable, keeping a file to its owner, the room on a disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::Path;

/// Writes the bytes beside the file, makes them durable and puts them in its place in one step,
/// so that either the old or the new content is there whenever the power goes.
pub fn replace_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    owner_only(&mut options);
    let mut file = options.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    // `rename` replaces the target on Windows as well (MOVEFILE_REPLACE_EXISTING).
    std::fs::rename(&fresh, path)?;
    sync_folder(path.parent().unwrap_or(path))
}

/// Opens a file of the profile for reading and writing in place, readable by its owner only.
pub fn open_in_place(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    owner_only(&mut options);
    options.open(path)
}

/// A file that was not there, for its owner only.
pub fn create_new(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    options.open(path)
}

/// Bytes that this person may still write to the disk of a folder.
pub fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    fs4::available_space(folder)
}

/// Makes the folder with access for its owner only.
pub fn create_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The lock of a folder, held until this is dropped.
pub struct FolderLock(File);

impl Drop for FolderLock {
    /// Says so rather than only closing the file: a child process being started may hold a copy of it for a moment.
    fn drop(&mut self) {
        let _closing_frees_it_too = self.0.unlock();
    }
}

/// Takes the lock; `None` when somebody else has it.
pub fn lock(path: &Path) -> std::io::Result<Option<FolderLock>> {
    let file = open_in_place(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(FolderLock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

/// A profile lies in the person's own folder, whose access list says the same on Windows.
#[cfg(not(unix))]
fn owner_only(_options: &mut OpenOptions) {}

#[cfg(unix)]
pub fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows has no such call; NTFS journals its directory entries.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
