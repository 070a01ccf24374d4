//! The exchange as a person sees it: started by a button or by itself, running beside the typing, never holding the store
//! across the network, and never touching another profile than the one it began with.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use teren_domain::access::Role;
use teren_domain::attachment;
use teren_domain::backup::BackupFault;
use teren_ledger::wire::{QuarantineReason, Refused};
use teren_store::{Store, platform};
use teren_sync::{
    Carried, ExchangeError, HttpTransport, Outcome, Progress, Replica, Session, TransportError,
    carry,
};
use uuid::Uuid;

use crate::App;
use crate::clock::{local_date, local_text};
use crate::contract::{
    AttachmentsStanding, BackupCause, BackupTroubleView, ExchangeState, ExchangeView, Notice,
    NoticeView, Problem, ProblemCode, QuarantineView,
};
use crate::lease::tick;
use crate::problem::of_io;
use crate::session::{Open, lock};

const LAST_EXCHANGE: &str = "last exchange";
/// A courier file larger than this is not one, bytes.
const LARGEST_FILE: u64 = 512 * 1024 * 1024;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// The running or last exchange of the open profile.
#[derive(Default)]
pub(crate) struct Run {
    /// Which exchange this is; one that was abandoned finds another number here and says nothing.
    number: u64,
    running: bool,
    progress: Progress,
    carried: Option<Carried>,
    last: Option<Result<Vec<NoticeView>, Problem>>,
    cancel: Arc<AtomicBool>,
}

/// The run and the bell that rings when it ends.
#[derive(Default)]
pub(crate) struct Runs {
    run: Mutex<Run>,
    ended: Condvar,
}

/// One profile's store, taken for each short step of a session.
struct OpenReplica {
    app: App,
    profile: Uuid,
}

impl Replica for OpenReplica {
    fn with<T>(
        &mut self,
        step: impl FnOnce(&mut Store) -> Result<T, teren_store::Error>,
    ) -> Result<T, ExchangeError> {
        let mut guard = lock(&self.app.open);
        let open = guard.as_mut().filter(|open| open.profile == self.profile);
        Ok(step(&mut open.ok_or(ExchangeError::Cancelled)?.store)?)
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
        let (state, progress, carried, notices, problem) = {
            let run = lock(&self.runs.run);
            let unreachable = ProblemCode::OfficeUnreachable;
            let state = match (&run.last, run.running) {
                (_, true) => ExchangeState::Running,
                (None, false) => ExchangeState::Idle,
                (Some(Ok(_)), false) => ExchangeState::Done,
                (Some(Err(problem)), false) if problem.code == unreachable => {
                    ExchangeState::Unreachable
                }
                (Some(Err(_)), false) => ExchangeState::Failed,
            };
            let last = run.last.clone().filter(|_| !run.running);
            let (notices, problem) = match last {
                Some(Ok(notices)) => (notices, None),
                Some(Err(problem)) => (Vec::new(), Some(problem)),
                None => (Vec::new(), None),
            };
            let carried = run.carried.filter(|_| run.running);
            (state, run.progress, carried, notices, problem)
        };
        let now_ms = self.now_ms();
        self.beyond_lease(|open| {
            let mut notices = notices;
            let behind_ms = open.store.office_ms()?.saturating_sub(now_ms);
            let days = u64::try_from(behind_ms).unwrap_or(0) / DAY_MS;
            if days > 0 && notices.iter().all(|told| told.notice != Notice::ClockOff) {
                let count = u32::try_from(days).unwrap_or(u32::MAX);
                notices.push(NoticeView {
                    notice: Notice::ClockOff,
                    count,
                });
            }
            let waiting = open.store.count_unsent()?;
            let mut quarantined = Vec::new();
            let readable = open.refused().is_none();
            for (case, reason) in open.store.quarantined()? {
                if readable && !open.is_decided(case)? {
                    let name = open.card(case).map(|card| card.name).unwrap_or_default();
                    let reason = reason_pl(reason).to_owned();
                    quarantined.push(QuarantineView { case, name, reason });
                }
            }
            let attachments = open.attachments_standing(carried)?;
            let last_success = open.store.setting(LAST_EXCHANGE)?;
            let last_success = last_success.and_then(|bytes| serde_json::from_slice(&bytes).ok());
            Ok(ExchangeView {
                state,
                sent: progress.sent,
                to_send: waiting,
                received: progress.received,
                quarantined,
                notices,
                last_success: last_success.map(local_text),
                attachments,
                problem,
                backup: open.backup_trouble()?,
                expiring: open.expiring(),
                lease: open.lease_view()?,
            })
        })
    }

    /// Runs an exchange that starts after this call and waits for its end: for acts that only the office can answer.
    pub(crate) fn exchange_and_wait(&self) -> Result<(), Problem> {
        self.wait_for_end();
        let number = self.start_exchange()?;
        self.wait_for_end();
        let run = lock(&self.runs.run);
        match &run.last {
            Some(last) if run.number == number => last.clone().map(|_| ()),
            _ => Err(Problem::of(ProblemCode::Locked)),
        }
    }

    /// Stops a running exchange because its profile is being locked; what is under way ends unheard.
    pub(crate) fn abandon_exchange(&self) {
        let mut run = lock(&self.runs.run);
        run.cancel.store(true, Ordering::Relaxed);
        *run = Run {
            number: run.number + 1,
            ..Run::default()
        };
        self.runs.ended.notify_all();
    }

    fn wait_for_end(&self) {
        let mut run = lock(&self.runs.run);
        while run.running {
            run = self
                .runs
                .ended
                .wait(run)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Starts an exchange and gives its number, or the number of the one already running.
    fn start_exchange(&self) -> Result<u64, Problem> {
        let now_ms = self.now_ms();
        let profile = self.beyond_lease(|open| {
            if open.practice {
                return Err(Problem::of(ProblemCode::NeedsOffice));
            }
            open.commit_drafts(now_ms)?;
            Ok(open.profile)
        })?;
        let (number, cancel) = {
            let mut run = lock(&self.runs.run);
            if run.running {
                return Ok(run.number);
            }
            *run = Run {
                number: run.number + 1,
                running: true,
                ..Run::default()
            };
            (run.number, Arc::clone(&run.cancel))
        };
        let app = self.clone();
        let work = move || app.finish(number, app.run_exchange(profile, number, &cancel));
        let started = thread::Builder::new()
            .name("exchange".to_owned())
            .spawn(work);
        if started.is_err() {
            self.finish(number, Err(Problem::of(ProblemCode::Internal)));
        }
        Ok(number)
    }

    fn run_exchange(
        &self,
        profile: Uuid,
        number: u64,
        cancel: &AtomicBool,
    ) -> Result<Vec<NoticeView>, Problem> {
        let now_ms = self.now_ms();
        let office = self.with_profile(profile, |open| {
            let identity = open.store.identity();
            let office = identity.and_then(|identity| identity.office.clone());
            office.ok_or_else(|| Problem::of(ProblemCode::NeedsOffice))
        })?;
        let mut line =
            HttpTransport::to_exchange(&office.address, office.fingerprint, &office.token)?;
        let mut note = |made: Progress| {
            let mut run = lock(&self.runs.run);
            if run.number == number {
                run.progress = made;
            }
        };
        let mut replica = OpenReplica {
            app: self.clone(),
            profile,
        };
        let outcome = Session::default().run(&mut replica, &mut line, now_ms, &mut note, cancel);
        self.look_again(profile)?;
        let carried = match &outcome {
            // A withdrawn laptop still brings the bytes of what its person wrote.
            outcome if outcome.is_ok() || is_withdrawn(outcome) => {
                let limits = attachment::limits(local_date(now_ms));
                let room = limits.map_or(u64::MAX, |limits| limits.room(self.free_bytes()));
                let mut note = |made: Carried| {
                    let mut run = lock(&self.runs.run);
                    if run.number == number {
                        run.carried = Some(made);
                    }
                };
                carry(&mut replica, &mut line, now_ms, room, &mut note, cancel)
            }
            _ => Ok(Carried::default()),
        };
        self.with_profile(profile, |open| open.cards().map(|_| ()))?;
        if is_withdrawn(&outcome) {
            self.with_profile(profile, Open::withdraw)?;
        }
        let outcome = outcome?;
        let now = tick(&*self.clock);
        self.with_profile(profile, |open| {
            open.renew_lease(now)?;
            open.note_success(now_ms)
        })?;
        let mut notices = notices(&outcome);
        notices.extend(self.attachment_notices(profile, carried)?);
        Ok(notices)
    }

    /// What a person must hear of the attachments. The answers have gone: a line that was cut behind them is no failure
    /// of the exchange.
    fn attachment_notices(
        &self,
        profile: Uuid,
        carried: Result<Carried, ExchangeError>,
    ) -> Result<Vec<NoticeView>, Problem> {
        let (left, no_room, differing) = match carried {
            Ok(carried) => (carried.left, carried.no_room, carried.mismatched),
            Err(ExchangeError::Transport(_) | ExchangeError::Stuck) => {
                let standing =
                    self.with_profile(profile, |open| open.attachments_standing(None))?;
                (standing.waiting.saturating_add(standing.missing), 0, 0)
            }
            Err(error) => return Err(error.into()),
        };
        let found = [
            (Notice::AttachmentsLeft, left),
            (Notice::AttachmentsNoRoom, no_room),
            (Notice::AttachmentsDiffering, differing),
        ];
        Ok(told(&found))
    }

    /// What came may concern the interview on the screen, also when the line was cut after some rounds.
    fn look_again(&self, profile: Uuid) -> Result<(), Problem> {
        self.with_profile(profile, |open| {
            if let Some(document) = open.editing.as_ref().map(|editing| editing.document) {
                match open.refresh(document) {
                    // The case was taken back and has left this seat.
                    Err(gone) if gone.code == ProblemCode::NotFound => open.editing = None,
                    refreshed => refreshed?,
                }
            }
            open.cards().map(|_| ())
        })
    }

    fn with_profile<T>(
        &self,
        profile: Uuid,
        act: impl FnOnce(&mut Open) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.beyond_lease(|open| {
            if open.profile != profile {
                return Err(Problem::of(ProblemCode::Locked));
            }
            act(open)
        })
    }

    fn finish(&self, number: u64, outcome: Result<Vec<NoticeView>, Problem>) {
        if self.beyond_lease(Open::has_handed_over).unwrap_or(false) {
            // All that was written here is in the office: nobody opens this profile any more.
            let _until_the_next_unlock = self.lock();
            return;
        }
        let mut run = lock(&self.runs.run);
        if run.number == number {
            run.running = false;
            run.last = Some(outcome);
        }
        self.runs.ended.notify_all();
    }

    /// Writes everything unsent into a courier file encrypted to the office's key.
    pub fn courier_write(&self, path: &Path) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        self.beyond_lease(|open| {
            open.commit_drafts(now_ms)?;
            let file = teren_sync::courier::write(&mut open.store, now_ms)?;
            platform::replace_file(path, &file).map_err(|error| of_io(&error))
        })
    }

    /// Reads the office's returning file; reading it again changes nothing.
    pub fn courier_read(&self, path: &Path) -> Result<ExchangeView, Problem> {
        let now_ms = self.now_ms();
        let outcome = self.beyond_lease(|open| {
            let size = fs::metadata(path).map_err(|error| of_io(&error))?.len();
            if size > LARGEST_FILE {
                return Err(Problem::of(ProblemCode::CourierUnreadable));
            }
            let file = fs::read(path).map_err(|error| of_io(&error))?;
            let outcome = teren_sync::courier::read(&mut open.store, &file, now_ms)?;
            open.renew_lease_by_file()?;
            open.note_success(now_ms)?;
            open.cards()?;
            Ok(outcome)
        })?;
        {
            let mut run = lock(&self.runs.run);
            if !run.running {
                run.progress = outcome.progress();
                run.last = Some(Ok(notices(&outcome)));
            }
        }
        self.exchange_status()
    }
}

impl Open {
    /// What those who must act are told of the office's copies, by the office's own clock as last heard of.
    fn backup_trouble(&mut self) -> Result<Option<BackupTroubleView>, Problem> {
        if !self.has_role(Role::Head) && !self.has_role(Role::Administrator) {
            return Ok(None);
        }
        let office_ms = self.store.office_ms()?;
        let Some(state) = self.directory.backup else {
            return Ok(None);
        };
        Ok(state.trouble(office_ms).map(|trouble| BackupTroubleView {
            cause: match trouble.fault {
                Some(BackupFault::NoRoom) => BackupCause::NoRoom,
                Some(BackupFault::Folder) => BackupCause::Folder,
                Some(BackupFault::Damaged) => BackupCause::Damaged,
                Some(BackupFault::Other) => BackupCause::Other,
                None => BackupCause::Late,
            },
            since: local_text(trouble.since_ms),
            tested: state.tested_ms.map(local_text),
        }))
    }

    fn attachments_standing(
        &mut self,
        carried: Option<Carried>,
    ) -> Result<AttachmentsStanding, Problem> {
        let all = self.store.attachments()?;
        let count = |found: usize| u32::try_from(found).unwrap_or(u32::MAX);
        let percent = carried.filter(|carried| carried.due > 0).map(|carried| {
            let percent = carried.bytes.saturating_mul(100) / carried.due;
            u32::try_from(percent.min(100)).unwrap_or(100)
        });
        Ok(AttachmentsStanding {
            waiting: count(all.iter().filter(|state| state.waits()).count()),
            missing: count(all.iter().filter(|state| !state.is_complete()).count()),
            percent,
        })
    }

    /// Whether the laptop was withdrawn and nothing waits to be sent from it.
    fn has_handed_over(&mut self) -> Result<bool, Problem> {
        if !self.is_withdrawn() {
            return Ok(false);
        }
        let waiting = self.attachments_standing(None)?.waiting;
        Ok(self.store.count_unsent()? == 0 && waiting == 0)
    }

    fn note_success(&mut self, now_ms: i64) -> Result<(), Problem> {
        let text = now_ms.to_string();
        Ok(self
            .store
            .put_setting(LAST_EXCHANGE, Some(text.as_bytes()))?)
    }
}

fn is_withdrawn(outcome: &Result<Outcome, ExchangeError>) -> bool {
    let refused = |error: &ExchangeError| {
        let withdrawn = Refused::Withdrawn;
        matches!(error, ExchangeError::Transport(TransportError::Refused(refused)) if *refused == withdrawn)
    };
    outcome.as_ref().is_err_and(refused)
}

/// What a person must hear of an exchange that went well otherwise.
fn notices(outcome: &Outcome) -> Vec<NoticeView> {
    let received = &outcome.received;
    let differing = u32::try_from(received.mismatched.len()).unwrap_or(u32::MAX);
    let days = outcome
        .clock_off_ms
        .map_or(0, |off| off.unsigned_abs() / DAY_MS);
    let found = [
        (Notice::LateEdits, received.late),
        (Notice::Differing, differing),
        (Notice::Unreadable, received.unreadable),
        (Notice::StartedOver, u32::from(received.started_over)),
        (Notice::ClockOff, u32::try_from(days).unwrap_or(u32::MAX)),
    ];
    told(&found)
}

fn told(found: &[(Notice, u32)]) -> Vec<NoticeView> {
    let told = found.iter().filter(|(_, count)| *count > 0);
    told.map(|&(notice, count)| NoticeView { notice, count })
        .collect()
}

fn reason_pl(reason: QuarantineReason) -> &'static str {
    match reason {
        QuarantineReason::NoRight => "brak upoważnienia do tej części sprawy",
        QuarantineReason::ForgedAuthor => "zapis podaje inną osobę niż nadawca",
        QuarantineReason::UnknownCase => "ośrodek nie zna tej sprawy",
        QuarantineReason::Malformed => "zapis jest uszkodzony",
        QuarantineReason::Fork => "zapis z przywróconej kopii laptopa",
        QuarantineReason::BrokenChain | QuarantineReason::Gap | QuarantineReason::Unopened => {
            "brakuje wcześniejszych zapisów"
        }
        QuarantineReason::Withdrawn => "laptop został wycofany",
        QuarantineReason::NewerFormat => "ośrodek ma starszą wersję programu",
        QuarantineReason::Private => "szkic sprawy, która nie jest już Twoja",
        QuarantineReason::OtherCase => "dokument innej sprawy",
        QuarantineReason::WrongCategory => "odpowiedź w niewłaściwej części danych",
    }
}
