//! A centre for one story: an office on loopback with real TLS in a temporary folder, and seats enrolled with real codes.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use teren_app::App;
use teren_app::clock::Clock;
use teren_app::contract::{ExchangeState, ExchangeView};
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_domain::structure::{HEAD, Structure, shipped_by_id};
use teren_office::{NewPerson, Office, Patience, Serving, serve_by};
use uuid::Uuid;

use crate::PlayError;
use crate::clock::StoryClock;
use crate::error::Step;

/// Opens every profile of a story; the profiles go with their folder.
pub const PASSPHRASE: &str = "hasło tylko na czas opowieści";
/// How often a running exchange is looked at.
const GLANCE: Duration = Duration::from_millis(2);

/// An office and the clock that it and its seats go by.
pub struct Centre {
    pub office: Arc<Office>,
    pub clock: Arc<StoryClock>,
    address: SocketAddr,
    // Dropped before the folder it works in; absent only while the office is away.
    serving: Option<Serving>,
    folder: TempDir,
}

/// A person's laptop, unlocked.
pub struct Seat {
    pub app: App,
    pub person: Uuid,
}

/// A structure that the program ships, by id.
///
/// # Errors
/// [`PlayError::Bad`] at `office`.
pub fn shipped(id: &str) -> Result<&'static Structure, PlayError> {
    let found = shipped_by_id(id).ok().flatten();
    found.ok_or_else(|| PlayError::bad("office", "no structure of this id is shipped"))
}

impl Centre {
    /// A centre of one of the shipped structures, at a moment.
    ///
    /// # Errors
    /// No such structure ([`PlayError::Bad`] at `office`), or this machine could not start an office.
    pub fn open(structure: &str, now_ms: i64) -> Result<Self, PlayError> {
        Self::open_as(shipped(structure)?, now_ms)
    }

    /// As [`Centre::open`], with a structure of the centre's own.
    ///
    /// # Errors
    /// This machine could not start an office.
    pub fn open_as(structure: &Structure, now_ms: i64) -> Result<Self, PlayError> {
        let folder = tempfile::tempdir().step("make a folder")?;
        let office = Office::init_as(&folder.path().join("office"), structure, None, now_ms);
        let office = Arc::new(office.step("start the office")?);
        let clock = Arc::new(StoryClock::default());
        clock.set(now_ms);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).step("listen on loopback")?;
        let mut centre = Self {
            address: listener.local_addr().step("listen on loopback")?,
            office,
            clock,
            serving: None,
            folder,
        };
        centre.serve(listener)?;
        Ok(centre)
    }

    fn serve(&mut self, listener: TcpListener) -> Result<(), PlayError> {
        let told = Arc::clone(&self.clock);
        let clock = Arc::new(move || told.now_ms());
        let serving = serve_by(
            Arc::clone(&self.office),
            listener,
            clock,
            Patience::default(),
        );
        self.serving = Some(serving.step("serve the office")?);
        Ok(())
    }

    /// A path in the centre's folder that nothing has yet.
    fn unused(&self, name: &str) -> PathBuf {
        let folder = self.folder.path();
        let mut number = 1;
        loop {
            let path = folder.join(format!("{name}-{number}"));
            if !path.exists() {
                return path;
            }
            number += 1;
        }
    }

    /// Writes a backup of the office as it is now.
    ///
    /// # Errors
    /// The backup could not be written.
    pub fn backup(&self) -> Result<PathBuf, PlayError> {
        let file = self.unused("backup");
        let written = self.office.backup(&file, self.clock.now_ms());
        written.step("write a backup")?;
        Ok(file)
    }

    /// The office's machine is lost; a backup takes its place at the same address.
    ///
    /// # Errors
    /// The backup could not be restored or served.
    pub fn restore(&mut self, backup: &Path) -> Result<(), PlayError> {
        self.serving = None;
        let recovery = self.folder.path().join("office").join("recovery.key");
        let folder = self.unused("office");
        let restored = Office::restore(&folder, backup, &recovery, self.clock.now_ms());
        self.office = Arc::new(restored.step("restore the office")?);
        let listener = TcpListener::bind(self.address).step("listen on loopback")?;
        self.serve(listener)
    }

    /// Where the office listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes a person on.
    ///
    /// # Errors
    /// The office refused.
    pub fn person(
        &self,
        name: &str,
        roles: Vec<Role>,
        teams: Vec<String>,
    ) -> Result<Uuid, PlayError> {
        let new = NewPerson {
            name: name.to_owned(),
            roles,
            teams,
            authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
        };
        self.office
            .add_person(new, self.clock.now_ms())
            .step("take a person on")
    }

    /// The structure in force.
    ///
    /// # Errors
    /// The office could not read its own records.
    pub fn structure(&self) -> Result<Arc<Structure>, PlayError> {
        let structure = self.office.structure(self.clock.now_ms());
        structure.step("read the structure")
    }

    /// Gives the person a laptop: a fresh profile, enrolled with a code of the office.
    ///
    /// # Errors
    /// The office gave no code, or it was not taken.
    pub fn enrol(&self, person: Uuid) -> Result<Seat, PlayError> {
        self.enrol_with(person, self.clock.clone())
    }

    /// The same with a clock of the laptop's own.
    ///
    /// # Errors
    /// As [`Centre::enrol`].
    pub fn enrol_with(&self, person: Uuid, clock: Arc<dyn Clock>) -> Result<Seat, PlayError> {
        let address = self.address().to_string();
        let code = self
            .office
            .enrolment_code(person, &address, self.clock.now_ms())
            .step("make an enrolment code")?;
        let app = App::new(&self.folder.path().join(person.to_string()), clock);
        app.enrol(&code, PASSPHRASE).step("enrol a laptop")?;
        Ok(Seat { app, person })
    }

    /// A fresh seat of somebody who takes reports.
    ///
    /// # Errors
    /// As [`Centre::enrol`].
    pub fn first_contact(&self) -> Result<Seat, PlayError> {
        self.enrol(self.person("Pierwszy Kontakt", vec![Role::FirstContact], Vec::new())?)
    }

    /// A fresh seat of a member of a team, or of the head.
    ///
    /// # Errors
    /// As [`Centre::enrol`].
    pub fn member_of(&self, team: &str) -> Result<Seat, PlayError> {
        let person = match team {
            HEAD => self.person("Kierownik", vec![Role::Head], Vec::new())?,
            team => self.person("Członek Zespołu", Vec::new(), vec![team.to_owned()])?,
        };
        self.enrol(person)
    }
}

impl Seat {
    /// Exchanges and waits for the end.
    ///
    /// # Errors
    /// The exchange failed, or the office put something aside.
    pub fn exchange(&self) -> Result<ExchangeView, PlayError> {
        let mut view = self.app.exchange().step("exchange")?;
        while view.state == ExchangeState::Running {
            thread::sleep(GLANCE);
            view = self.app.exchange_status().step("exchange")?;
        }
        if let Some(problem) = view.problem {
            return Err(PlayError::failed("exchange", problem.to_string()));
        }
        if let Some(held) = view.quarantined.first() {
            return Err(PlayError::failed(
                "exchange",
                format!("the office put work aside: {}", held.reason),
            ));
        }
        Ok(view)
    }
}
