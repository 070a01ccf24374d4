//! Folders of one run: a prepared state is copied, so that every run starts from the same bytes.

use std::fs;
use std::path::Path;

use crate::Failure;

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Bytes of the files of a folder whose name begins so: a database with its log.
pub fn size(folder: &Path, begins: &str) -> Result<f64, Failure> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(begins) {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes as f64)
}
