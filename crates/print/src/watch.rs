//! Work on what strangers wrote, watched from outside: it may break, and it may never end. Either ends the work and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Longest a person waits for one file.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of stack, for what is nested deeply.
const STACK: usize = 64 * 1024 * 1024;
/// Works nobody waits for any more that may still run; beyond them no other is begun, or the processor would be theirs alone.
const MOST_STRAYS: usize = 1;

static STRAYS: AtomicUsize = AtomicUsize::new(0);

const RUNS: u8 = 0;
const LEFT: u8 = 1;
const OVER: u8 = 2;

/// The work took too long, or earlier work that did still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Set when nobody waits for the work any more: it looks at it where it can.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whoever of the two comes second, the worker or the one who waits, keeps the count of strays.
struct Worker(Arc<AtomicU8>);

impl Drop for Worker {
    fn drop(&mut self) {
        if self.0.swap(OVER, Ordering::SeqCst) == LEFT {
            STRAYS.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Does the work in a thread of its own and waits so long for it; `None` where it broke.
///
/// # Errors
/// When it took longer. A thread cannot be ended from outside: it goes on unheard until it looks at its [`Stop`] or is done, and
/// until then no more such work is begun.
pub(crate) fn watched<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> Result<Option<T>, TooLong> {
    if STRAYS.load(Ordering::SeqCst) >= MOST_STRAYS {
        return Err(TooLong);
    }
    let (stop, state) = (Stop::default(), Arc::new(AtomicU8::new(RUNS)));
    let (tell, hear) = sync_channel(1);
    let (seen, worker) = (stop.clone(), Worker(Arc::clone(&state)));
    let begun = thread::Builder::new()
        .name("foreign pages".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let _counted_when_it_ends = worker;
            let _nobody_may_wait = tell.send(work(&seen));
        });
    if begun.is_err() {
        return Ok(None);
    }
    match hear.recv_timeout(patience) {
        Ok(done) => Ok(Some(done)),
        Err(RecvTimeoutError::Disconnected) => Ok(None),
        Err(RecvTimeoutError::Timeout) => {
            stop.0.store(true, Ordering::Relaxed);
            STRAYS.fetch_add(1, Ordering::SeqCst);
            if state.swap(LEFT, Ordering::SeqCst) == OVER {
                STRAYS.fetch_sub(1, Ordering::SeqCst);
            }
            Err(TooLong)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread::yield_now;
    use std::time::Duration;

    use super::{TooLong, watched};

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn work_that_ends_is_heard_that_breaks_is_none_and_that_never_ends_holds_nobody() {
        assert_eq!(watched(LONG, |_| 7), Ok(Some(7)));
        let broken = watched(LONG, |_| {
            let nothing: Option<u8> = std::iter::empty().next();
            assert!(nothing.is_some(), "a file made to break the drawing");
        });
        assert_eq!(broken, Ok(None));

        let (release, held) = channel::<()>();
        let stuck = watched(Duration::from_millis(1), move |stop| {
            let _until_released = held.recv();
            stop.is_set()
        });
        assert_eq!(stuck, Err(TooLong));
        let beside = watched(LONG, |_| 7);
        assert_eq!(
            beside,
            Err(TooLong),
            "the processor is not given away twice"
        );
        drop(release);
        while watched(LONG, |_| ()) == Err(TooLong) {
            yield_now();
        }
        assert_eq!(watched(LONG, |_| 7), Ok(Some(7)), "its end frees the place");
    }
}
