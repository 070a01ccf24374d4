//! The one writer: a thread that owns the storage, takes requests from a bounded queue and commits them in groups.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use teren_ledger::wire::Refused;

use crate::OfficeError;
use crate::storage::{Storage, StorageError};

/// Requests waiting at the most; more are told to come again.
pub(crate) const QUEUE: usize = 256;
/// Requests and time of one group at the most.
const GROUP: usize = 64;
const GROUP_TIME: Duration = Duration::from_millis(5);

/// One request for the storage.
trait Work: Send {
    /// Wants no transaction around it.
    fn alone(&self) -> bool;
    /// Runs inside the group's transaction; false undoes it.
    fn run(&mut self, storage: &mut dyn Storage) -> bool;
    /// Answers after the commit, or after its failure.
    fn reply(self: Box<Self>, committed: Result<(), StorageError>);
}

struct Task<F, T> {
    alone: bool,
    work: Option<F>,
    outcome: Option<Result<T, OfficeError>>,
    answer: SyncSender<Result<T, OfficeError>>,
}

impl<F, T> Work for Task<F, T>
where
    F: FnOnce(&mut dyn Storage) -> Result<T, OfficeError> + Send,
    T: Send,
{
    fn alone(&self) -> bool {
        self.alone
    }

    fn run(&mut self, storage: &mut dyn Storage) -> bool {
        if let Some(work) = self.work.take() {
            self.outcome = Some(work(storage));
        }
        matches!(self.outcome, Some(Ok(_)))
    }

    fn reply(self: Box<Self>, committed: Result<(), StorageError>) {
        let outcome = match (committed, self.outcome) {
            (Err(error), Some(Ok(_)) | None) => Err(error.into()),
            (_, Some(outcome)) => outcome,
            (Ok(()), None) => Err(StorageError::Damaged("no answer").into()),
        };
        // Who asked may be gone; the work is done all the same.
        let _gone = self.answer.send(outcome);
    }
}

/// Door to the writer's thread.
pub(crate) struct Writer {
    queue: Option<SyncSender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(storage: Box<dyn Storage>) -> Result<Self, OfficeError> {
        let (queue, waiting) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("office writer".to_owned())
            .spawn(move || write_all(storage, &waiting))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Runs work in a transaction and returns after its commit.
    pub fn ask<T, F>(&self, work: F) -> Result<T, OfficeError>
    where
        F: FnOnce(&mut dyn Storage) -> Result<T, OfficeError> + Send + 'static,
        T: Send + 'static,
    {
        self.queue(false, work)
    }

    /// Runs work between transactions, for what a database does only there.
    pub fn alone<T, F>(&self, work: F) -> Result<T, OfficeError>
    where
        F: FnOnce(&mut dyn Storage) -> Result<T, OfficeError> + Send + 'static,
        T: Send + 'static,
    {
        self.queue(true, work)
    }

    fn queue<T, F>(&self, alone: bool, work: F) -> Result<T, OfficeError>
    where
        F: FnOnce(&mut dyn Storage) -> Result<T, OfficeError> + Send + 'static,
        T: Send + 'static,
    {
        let (answer, answered) = sync_channel(1);
        let task = Task {
            alone,
            work: Some(work),
            outcome: None,
            answer,
        };
        let queue = self.queue.as_ref().ok_or(Refused::Storage)?;
        queue
            .try_send(Box::new(task))
            .map_err(|error| match error {
                TrySendError::Full(_) => Refused::Busy {
                    retry_after_s: 1 + jitter(),
                },
                TrySendError::Disconnected(_) => Refused::Storage,
            })?;
        answered.recv().map_err(|_| Refused::Storage)?
    }
}

/// 0 to 3 seconds, so that refused laptops do not come back all at once.
fn jitter() -> u32 {
    getrandom::u32().unwrap_or(0) % 4
}

impl Drop for Writer {
    /// Waits for what is queued.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn write_all(mut storage: Box<dyn Storage>, waiting: &Receiver<Box<dyn Work>>) {
    while let Ok(first) = waiting.recv() {
        let mut next = Some(first);
        while let Some(mut first) = next.take() {
            if first.alone() {
                first.run(storage.as_mut());
                first.reply(Ok(()));
                continue;
            }
            let mut group = Vec::new();
            let committed = write_group(storage.as_mut(), first, waiting, &mut group, &mut next);
            for work in group {
                work.reply(committed.clone());
            }
        }
    }
}

fn write_group(
    storage: &mut dyn Storage,
    first: Box<dyn Work>,
    waiting: &Receiver<Box<dyn Work>>,
    group: &mut Vec<Box<dyn Work>>,
    after: &mut Option<Box<dyn Work>>,
) -> Result<(), StorageError> {
    let began = Instant::now();
    let mut next = Some(first);
    let mut result = storage.begin();
    while let Some(mut work) = next.take() {
        if work.alone() {
            *after = Some(work);
            break;
        }
        if result.is_ok() {
            result = run_one(storage, work.as_mut());
        }
        group.push(work);
        if group.len() < GROUP && began.elapsed() < GROUP_TIME {
            next = waiting.try_recv().ok();
        }
    }
    let result = result.and_then(|()| storage.commit());
    if result.is_err() {
        // The first error is the one to tell.
        let _second = storage.rollback();
    }
    result
}

fn run_one(storage: &mut dyn Storage, work: &mut dyn Work) -> Result<(), StorageError> {
    storage.savepoint()?;
    if work.run(storage) {
        storage.release()
    } else {
        storage.rollback_to_savepoint()
    }
}
