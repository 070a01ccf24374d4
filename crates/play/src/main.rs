//! `teren-play FILE…`: one JSON object a line and a case on stdout, everything else on stderr.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use teren_play::PlayError;
use teren_play::merge_file::PlayFile;

/// Plays case files without a window: an office is started on loopback, first contact registers the report and assigns
/// the visit, the worker fills and approves each interview, in order of time and whatever its part, exchanges, the office
/// routes, the teams find it in their inboxes. A part III or IV starts from the interview that `based_on` names, else from the one approved last.
///
/// On stdout stands one JSON object a line and a case: `id`, and the keys of the file's `expected`, which speak of its last
/// part I, IV or VI. What the form of a part does not ask is left out, and stderr says so. Local times of the file are taken
/// in the zone of this machine.
///
/// A file of `kind: concurrent-edits` is played on as many laptops as it has seats, each by its own clock: they write,
/// exchange and approve as its timeline says, then decide at the merge desk what it resolves.
///
/// A file of `kind: duplicate-family` is put before the program as files that several seats opened: who is one person, which files
/// are one family, whom it keeps apart, and what joining would decide.
///
/// Status: 0 all files were played; 1 one could not be played; 2 one is not a case this program can read (stderr names
/// file and field). The other files are played all the same.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Saves the papers of every interview here, as PDF files such as `08-2-part-iv-changes.pdf`.
    #[arg(long, value_name = "DIR")]
    print: Option<PathBuf>,
    /// Case files (JSON, UTF-8).
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let mut status = 0;
    let arguments = Arguments::parse();
    for file in arguments.files {
        let note = &mut |note: String| eprintln!("{}: {note}", file.display());
        let played = PlayFile::read(&file).and_then(|read| match read {
            PlayFile::Case(case) => teren_play::play(&case, arguments.print.as_deref(), note),
            PlayFile::Merge(merge) => teren_play::play_merge(&merge, note),
            PlayFile::Duplicates(files) => teren_play::play_duplicates(&files),
        });
        let printed = played.and_then(|line| {
            writeln!(std::io::stdout(), "{line}")
                .map_err(|error| PlayError::failed("print", error.kind().to_string()))
        });
        if let Err(error) = printed {
            eprintln!("{}: {error}", file.display());
            status = status.max(error.exit_code());
        }
    }
    ExitCode::from(status)
}
