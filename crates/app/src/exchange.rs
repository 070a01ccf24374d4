//! The exchange as a person sees it: started by a button or by itself, running beside the typing, never holding the store across the network.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use teren_ledger::wire::QuarantineReason;
use teren_store::{Store, platform};
use teren_sync::{ExchangeError, HttpTransport, Progress, Replica, Session};

use crate::App;
use crate::clock::local_text;
use crate::contract::{ExchangeState, ExchangeView, Problem, ProblemCode, QuarantineView};
use crate::problem::of_io;
use crate::session::{Open, lock};

const LAST_EXCHANGE: &str = "last exchange";
/// A courier file larger than this is not one, bytes.
const LARGEST_FILE: u64 = 512 * 1024 * 1024;

/// The running or last exchange.
#[derive(Default)]
pub(crate) struct Run {
    running: bool,
    progress: Progress,
    last: Option<Result<(), Problem>>,
    finished: Arc<(Mutex<u64>, Condvar)>,
}

/// The seat's store, taken for each short step of a session.
struct OpenReplica(App);

impl Replica for OpenReplica {
    fn with<T>(
        &mut self,
        step: impl FnOnce(&mut Store) -> Result<T, teren_store::Error>,
    ) -> Result<T, ExchangeError> {
        let mut guard = lock(&self.0.open);
        let open = guard.as_mut().ok_or(ExchangeError::Cancelled)?;
        Ok(step(&mut open.store)?)
    }
}

impl App {
    /// Starts an exchange unless one is running; returns at once.
    pub fn exchange(&self) -> Result<ExchangeView, Problem> {
        self.start_exchange()?;
        self.exchange_status()
    }

    /// Where the exchange stands.
    pub fn exchange_status(&self) -> Result<ExchangeView, Problem> {
        let (state, progress, problem) = {
            let run = lock(&self.run);
            let state = match (&run.last, run.running) {
                (_, true) => ExchangeState::Running,
                (None, false) => ExchangeState::Idle,
                (Some(Ok(())), false) => ExchangeState::Done,
                (Some(Err(problem)), false) if problem.code == ProblemCode::OfficeUnreachable => {
                    ExchangeState::Unreachable
                }
                (Some(Err(_)), false) => ExchangeState::Failed,
            };
            let problem = run
                .last
                .as_ref()
                .and_then(|last| last.as_ref().err().cloned());
            (state, run.progress, problem.filter(|_| !run.running))
        };
        self.with(|open| {
            let waiting = open.store.count_unsent()?;
            let quarantined = open.store.quarantined()?.into_iter().map(|(case, reason)| {
                let name = open.card(case).map(|card| card.name).unwrap_or_default();
                QuarantineView {
                    case,
                    name,
                    reason: reason_pl(reason).to_owned(),
                }
            });
            let quarantined = quarantined.collect();
            let last_success = open
                .store
                .setting(LAST_EXCHANGE)?
                .and_then(|bytes| serde_json::from_slice(&bytes).ok());
            Ok(ExchangeView {
                state,
                sent: progress.sent,
                to_send: waiting,
                received: progress.received,
                quarantined,
                last_success: last_success.map(local_text),
                problem,
            })
        })
    }

    /// Runs an exchange and waits for its end: for acts that only the office can answer.
    pub(crate) fn exchange_and_wait(&self) -> Result<(), Problem> {
        let finished = Arc::clone(&lock(&self.run).finished);
        let before = *lock(&finished.0);
        self.start_exchange()?;
        let mut count = lock(&finished.0);
        while *count == before {
            count = finished
                .1
                .wait(count)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        drop(count);
        lock(&self.run).last.clone().unwrap_or(Ok(()))
    }

    fn start_exchange(&self) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            if open.practice {
                return Err(Problem::of(ProblemCode::NeedsOffice));
            }
            open.commit_drafts(now_ms)
        })?;
        {
            let mut run = lock(&self.run);
            if run.running {
                return Ok(());
            }
            run.running = true;
            run.progress = Progress::default();
        }
        let app = self.clone();
        let started = thread::Builder::new()
            .name("exchange".to_owned())
            .spawn(move || app.run_exchange());
        if started.is_err() {
            self.finish(Err(Problem::of(ProblemCode::Internal)));
        }
        Ok(())
    }

    fn run_exchange(&self) {
        let outcome = self.exchange_over_network();
        // What came may concern the interview on the screen: it is read again when it is next opened or saved.
        let refreshed = self.with(|open| {
            if let Some(document) = open.editing.as_ref().map(|editing| editing.document) {
                open.refresh(document)?;
            }
            open.cards().map(|_| ())
        });
        self.finish(outcome.and(refreshed));
    }

    fn exchange_over_network(&self) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        let office = self.with(|open| {
            let office = open
                .store
                .identity()
                .and_then(|identity| identity.office.clone());
            office.ok_or_else(|| Problem::of(ProblemCode::NeedsOffice))
        })?;
        let mut line =
            HttpTransport::to_exchange(&office.address, office.fingerprint, &office.token)?;
        let run = Arc::clone(&self.run);
        let mut note = move |made: Progress| lock(&run).progress = made;
        // Locking the seat stops the exchange: the store is gone at the next step.
        let cancel = AtomicBool::new(false);
        Session::default().run(
            &mut OpenReplica(self.clone()),
            &mut line,
            now_ms,
            &mut note,
            &cancel,
        )?;
        self.with(|open| open.note_success(now_ms))
    }

    fn finish(&self, outcome: Result<(), Problem>) {
        let finished = {
            let mut run = lock(&self.run);
            run.running = false;
            run.last = Some(outcome);
            Arc::clone(&run.finished)
        };
        *lock(&finished.0) += 1;
        finished.1.notify_all();
    }

    /// Writes everything unsent into a courier file encrypted to the office's key.
    pub fn courier_write(&self, path: &Path) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let file = teren_sync::courier::write(&mut open.store, now_ms)?;
            platform::replace_file(path, &file).map_err(|error| of_io(&error))
        })
    }

    /// Reads the office's returning file; reading it again changes nothing.
    pub fn courier_read(&self, path: &Path) -> Result<ExchangeView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let size = fs::metadata(path).map_err(|error| of_io(&error))?.len();
            if size > LARGEST_FILE {
                return Err(Problem::of(ProblemCode::CourierUnreadable));
            }
            let file = fs::read(path).map_err(|error| of_io(&error))?;
            teren_sync::courier::read(&mut open.store, &file, now_ms)?;
            open.note_success(now_ms)?;
            open.cards().map(|_| ())
        })?;
        self.exchange_status()
    }
}

impl Open {
    fn note_success(&mut self, now_ms: i64) -> Result<(), Problem> {
        Ok(self
            .store
            .put_setting(LAST_EXCHANGE, Some(now_ms.to_string().as_bytes()))?)
    }
}

fn reason_pl(reason: QuarantineReason) -> &'static str {
    match reason {
        QuarantineReason::NoRight => "brak upoważnienia do tej części sprawy",
        QuarantineReason::ForgedAuthor => "zapis podaje inną osobę niż nadawca",
        QuarantineReason::UnknownCase => "ośrodek nie zna tej sprawy",
        QuarantineReason::Malformed => "zapis jest uszkodzony",
        QuarantineReason::Fork => "zapis z przywróconej kopii laptopa",
        QuarantineReason::BrokenChain | QuarantineReason::Gap => "brakuje wcześniejszych zapisów",
        QuarantineReason::Withdrawn => "laptop został wycofany",
        QuarantineReason::NewerFormat => "ośrodek ma starszą wersję programu",
    }
}
