//! The one place that knows how operating systems print, and how long they have been running.

use std::io;
use std::sync::LazyLock;
use std::time::Instant;

use teren_domain::lease::Run;
use uuid::Uuid;

/// How long this machine has been running, asleep or awake; where the system does not say, how long this process has.
pub fn run() -> Run {
    static STARTED: LazyLock<(Instant, Uuid)> = LazyLock::new(|| (Instant::now(), Uuid::now_v7()));
    of_system().unwrap_or_else(|| {
        let (started, boot) = *STARTED;
        Run {
            boot,
            ms: i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX),
        }
    })
}

#[cfg(target_os = "linux")]
fn of_system() -> Option<Run> {
    let read = |path| std::fs::read_to_string(path).ok();
    let boot = read("/proc/sys/kernel/random/boot_id")?;
    let uptime = read("/proc/uptime")?;
    let (seconds, hundredths) = uptime.split_whitespace().next()?.split_once('.')?;
    let (seconds, hundredths): (i64, i64) = (seconds.parse().ok()?, hundredths.parse().ok()?);
    Some(Run {
        boot: boot.trim().parse().ok()?,
        ms: seconds * 1000 + hundredths * 10,
    })
}

#[cfg(not(target_os = "linux"))]
const fn of_system() -> Option<Run> {
    None
}

/// Hands the bytes of a PDF to the system's spooler, through a pipe and under a name that says nothing of them.
/// `Unsupported` where there is none: the person saves the file and prints it from there.
#[cfg(unix)]
pub fn print(pdf: &[u8]) -> io::Result<()> {
    pipe(
        std::process::Command::new("lp").args(["-t", "Teren", "-"]),
        pdf,
    )
}

/// Windows prints no PDF by itself.
#[cfg(not(unix))]
pub fn print(_pdf: &[u8]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn pipe(spooler: &mut std::process::Command, pdf: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    use std::process::Stdio;

    let mut running = spooler
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = match running.stdin.take() {
        Some(mut input) => input.write_all(pdf),
        None => Ok(()),
    };
    // Waited for in any case, so that no child is left behind; what it says counts before a broken pipe does.
    if !running.wait()?.success() {
        return Err(io::Error::other("the spooler refused"));
    }
    written
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::pipe;

    #[test]
    fn a_spooler_that_takes_all_bytes_has_printed() {
        let bytes = vec![7; 1_000_000];
        let taken = pipe(
            Command::new("sh").args(["-c", "test $(wc -c) -eq 1000000"]),
            &bytes,
        );
        assert!(taken.is_ok());
    }

    #[test]
    fn a_spooler_that_says_no_or_is_not_there_has_not_printed() {
        assert!(
            pipe(
                Command::new("sh").args(["-c", "cat >/dev/null; exit 1"]),
                b"%PDF"
            )
            .is_err()
        );
        assert!(pipe(&mut Command::new("teren-no-such-spooler"), b"%PDF").is_err());
    }
}
