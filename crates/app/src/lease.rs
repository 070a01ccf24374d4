//! Whether this laptop may still be read: the lease that the office's answers renew, and the office's word that it was withdrawn.

use teren_domain::lease::{LEASE_DAYS, Lease, LeaseState, Tick};
use uuid::Uuid;

use crate::App;
use crate::clock::Clock;
use crate::contract::{LeaseView, Problem, ProblemCode};
use crate::session::Open;

const LEASE: &str = "lease";
const WITHDRAWN: &str = "withdrawn";
/// What is counted is written down at the latest after this time, ms: no more is lost when the process dies.
const KEPT_EVERY_MS: i64 = 10 * 60 * 1000;

/// What is left of the lease of an open profile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leased {
    lease: Lease,
    /// Counted since it was last written down.
    unkept_ms: i64,
    /// The office said that this laptop is no longer the person's.
    withdrawn: bool,
}

impl Leased {
    /// Only for a profile that has an office.
    pub fn open(store: &mut teren_store::Store, now: Tick) -> Result<Self, Problem> {
        let kept = store.setting(LEASE)?;
        let kept = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let lease = match kept {
            Some(lease) => lease,
            None => Lease::new(store.office_ms()?, now),
        };
        Ok(Self {
            lease,
            unkept_ms: KEPT_EVERY_MS,
            withdrawn: store.setting(WITHDRAWN)?.is_some(),
        })
    }
}

pub(crate) fn tick(clock: &dyn Clock) -> Tick {
    Tick {
        wall_ms: clock.now_ms(),
        run: clock.run(),
    }
}

impl App {
    /// The open profile whose lease may be over: for what sends, takes in, locks and tells how things stand. Nothing is read by it.
    pub(crate) fn beyond_lease<T>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.opened(act)
    }

    /// The open profile for work on one document: after the lease the open visit stays writable, and nothing else is read.
    pub(crate) fn with_document<T>(
        &self,
        document: Uuid,
        act: impl FnOnce(&mut Open) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.opened(|open| match open.refused() {
            Some(refused) if open.open_visit()? != Some(document) => Err(refused),
            _ => act(open),
        })
    }
}

impl Open {
    /// Counts the time that passed.
    pub fn count_lease(&mut self, now: Tick) -> Result<(), Problem> {
        let Some(leased) = self.leased.as_mut() else {
            return Ok(());
        };
        leased.unkept_ms += leased.lease.tick(now);
        match leased.unkept_ms >= KEPT_EVERY_MS {
            true => self.keep_lease(),
            false => Ok(()),
        }
    }

    pub fn keep_lease(&mut self) -> Result<(), Problem> {
        let Some(leased) = self.leased.as_mut() else {
            return Ok(());
        };
        let kept =
            serde_json::to_vec(&leased.lease).map_err(|_| Problem::of(ProblemCode::Internal))?;
        self.store.put_setting(LEASE, Some(&kept))?;
        leased.unkept_ms = 0;
        Ok(())
    }

    /// The office answered now: a new lease, also for who was withdrawn and is not any more.
    pub fn renew_lease(&mut self, now: Tick) -> Result<(), Problem> {
        let office_ms = self.store.office_ms()?;
        if let Some(leased) = self.leased.as_mut() {
            leased.lease = Lease::new(office_ms, now);
            if std::mem::take(&mut leased.withdrawn) {
                self.store.put_setting(WITHDRAWN, None)?;
            }
        }
        self.keep_lease()
    }

    /// An answer of the office came by file.
    pub fn renew_lease_by_file(&mut self) -> Result<(), Problem> {
        let office_ms = self.store.office_ms()?;
        if let Some(leased) = self.leased.as_mut() {
            leased.lease.renew_by_file(office_ms);
        }
        self.keep_lease()
    }

    /// The office said that this laptop was withdrawn, or that its person left.
    pub fn withdraw(&mut self) -> Result<(), Problem> {
        if let Some(leased) = self.leased.as_mut() {
            leased.withdrawn = true;
            self.store.put_setting(WITHDRAWN, Some(b"1"))?;
        }
        Ok(())
    }

    /// The least that the time can be by the office's clock.
    pub fn office_now_ms(&self) -> Option<i64> {
        self.leased.map(|leased| leased.lease.now_ms())
    }

    pub fn is_withdrawn(&self) -> bool {
        self.leased.is_some_and(|leased| leased.withdrawn)
    }

    /// Why nothing may be read here now.
    pub fn refused(&self) -> Option<Problem> {
        let leased = self.leased.as_ref()?;
        if leased.withdrawn {
            return Some(Problem::of(ProblemCode::Withdrawn));
        }
        if self.is_unauthorised() {
            return Some(Problem::of(ProblemCode::Unauthorised));
        }
        let ended = leased.lease.state(self.lease_days()) == LeaseState::Ended;
        ended.then(|| Problem::of(ProblemCode::LeaseEnded))
    }

    /// The interview that was written last, while it is not approved: the visit that somebody sits in.
    pub fn open_visit(&mut self) -> Result<Option<Uuid>, Problem> {
        if self.is_withdrawn() {
            return Ok(None);
        }
        let Some(last) = self.store.last_document()? else {
            return Ok(None);
        };
        match self.store.document(last) {
            Ok(state) => Ok(state.seals.is_empty().then_some(last)),
            // Its case has left this laptop.
            Err(teren_store::Error::UnknownDocument) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// How it stands; none where there is no office.
    pub fn lease_view(&mut self) -> Result<Option<LeaseView>, Problem> {
        let Some(leased) = self.leased else {
            return Ok(None);
        };
        let days = self.lease_days();
        let open_visit = match self.refused() {
            Some(_) => self.open_visit()?,
            None => None,
        };
        Ok(Some(LeaseView {
            state: leased.lease.state(days).into(),
            withdrawn: leased.withdrawn,
            days,
            days_left: u32::try_from(leased.lease.days_left(days)).unwrap_or(u32::MAX),
            open_visit,
            authorisation: self.own_authorisation_view(),
        }))
    }

    fn lease_days(&self) -> u32 {
        self.directory.lease_days().unwrap_or(LEASE_DAYS)
    }
}
