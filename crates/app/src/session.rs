//! The unlocked seat: one profile open at a time, behind one lock.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use chrono::NaiveDate;
use teren_domain::authorisation::Authorisation;
use teren_domain::voice_note::VoiceNote;
use teren_print::Press;
use teren_store::{Identity, Store};
use uuid::Uuid;

use crate::access_log::Noted;
use crate::clock::{Clock, local_date};
use crate::contract::{Problem, ProblemCode};
use crate::directory::Directory;
use crate::disk::{Disk, SystemDisk};
use crate::exchange::Runs;
use crate::forms::Forms;
use crate::interview::Editing;
use crate::lease::{Leased, tick};
use crate::values::{Fields, Records};
use crate::voice::{Sound, Voice};

/// The code's secret and the identity it is for.
type Enrolling = ([u8; 16], Identity);

/// All use cases of a seat. Cheap to share between threads.
#[derive(Clone)]
pub struct App {
    pub(crate) root: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    disk: Arc<dyn Disk>,
    pub(crate) open: Arc<Mutex<Option<Open>>>,
    pub(crate) runs: Arc<Runs>,
    /// An enrolment under way.
    pub(crate) enrolling: Arc<Mutex<Option<Enrolling>>>,
    press: Arc<OnceLock<Option<Press>>>,
    pub(crate) voice: Arc<Voice>,
}

/// One unlocked profile.
pub(crate) struct Open {
    pub profile: Uuid,
    pub practice: bool,
    pub person: Uuid,
    pub person_name: String,
    pub centre: Uuid,
    pub centre_name: String,
    pub store: Store,
    pub directory: Directory,
    /// The day on which the directory stands.
    pub today: NaiveDate,
    pub forms: Forms,
    /// The interview on the screen, with its answers at hand.
    pub editing: Option<Editing>,
    pub noted: Noted,
    /// A file from another centre that was opened and waits for the head's word.
    pub incoming: Option<Vec<u8>>,
    /// For how long it may be read; none where there is no office.
    pub leased: Option<Leased>,
    /// The person's own upoważnienia, as last heard.
    pub authorisations: Vec<Authorisation>,
    /// Voice notes that were taken away since the profile was opened.
    pub removed_notes: BTreeMap<Uuid, VoiceNote>,
}

impl App {
    /// A seat whose profiles live under `root`.
    #[must_use]
    pub fn new(root: &Path, clock: Arc<dyn Clock>) -> Self {
        Self {
            root: root.to_owned(),
            clock,
            disk: Arc::new(SystemDisk),
            open: Arc::new(Mutex::new(None)),
            runs: Arc::new(Runs::default()),
            enrolling: Arc::new(Mutex::new(None)),
            press: Arc::new(OnceLock::new()),
            voice: Arc::new(Voice::default()),
        }
    }

    /// The same seat beside another disk.
    #[must_use]
    pub fn beside(mut self, disk: Arc<dyn Disk>) -> Self {
        self.disk = disk;
        self
    }

    /// The same seat with a microphone and a loudspeaker.
    #[must_use]
    pub fn speaking(mut self, sound: Arc<dyn Sound>) -> Self {
        self.voice = Arc::new(Voice::of(sound));
        self
    }

    /// Bytes free on the disk of the profiles; `None` where the system does not say.
    pub(crate) fn free_bytes(&self) -> Option<u64> {
        self.disk.free_bytes(&self.root)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The press that every paper of this seat goes through; warm after the first call.
    pub(crate) fn press(&self) -> Result<&Press, Problem> {
        let press = self.press.get_or_init(|| Press::new().ok());
        press
            .as_ref()
            .ok_or_else(|| Problem::of(ProblemCode::Internal))
    }

    /// Warms the press beside the typing, so that the first paper is there at once.
    pub(crate) fn warm_press(&self) {
        let app = self.clone();
        let warm = move || {
            let _cold_until_it_is_asked_for = app.press();
        };
        let _else_it_is_warmed_when_asked_for =
            thread::Builder::new().name("press".to_owned()).spawn(warm);
    }

    /// The open profile, or [`ProblemCode::Locked`]; [`ProblemCode::LeaseEnded`] or [`ProblemCode::Withdrawn`] where nothing is
    /// read any more.
    pub(crate) fn with<T>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.opened(|open| match open.refused() {
            Some(refused) => Err(refused),
            None => act(open),
        })
    }

    /// The open profile, whatever became of its lease.
    pub(crate) fn opened<T>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let now = tick(&*self.clock);
        let today = local_date(now.wall_ms);
        let mut guard = lock(&self.open);
        let open = guard
            .as_mut()
            .ok_or_else(|| Problem::of(ProblemCode::Locked))?;
        if open.today != today {
            // A version of the structure may take effect with the day.
            open.today = today;
            open.directory.turn_to(today);
            open.end_readings(self.now_ms())?;
        }
        open.count_lease(now)?;
        act(open)
    }
}

impl Open {
    /// The records of a case's own document: header, report, visits, receipts, routes.
    pub(crate) fn case_records(&mut self, case: Uuid) -> Result<Records, Problem> {
        let document = self.store.document(case)?;
        Ok(Records::of(&document, &[], Fields::Case))
    }
}

/// A poisoned lock means that another use case stopped half-way; the store's transactions keep the data whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
