//! The commands of `teren-office`.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use serde_json::{Value, json};
use teren_domain::access::Role;
use teren_domain::authorisation::{Authorisation, with};
use teren_office::storage::StorageError;
use teren_office::{
    NewPerson, Office, OfficeError, Rescue, TornAttachment, local_date, now_ms, salvage, serve,
};
use uuid::Uuid;

use crate::demo;

mod backups;

use backups::{BackupCommand, Daily, WriteBackup};

/// Ośrodek: serwer wymiany z laptopami i narzędzie administratora.
#[derive(Debug, Parser)]
#[command(name = "teren-office", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Zakłada ośrodek w pustym folderze.
    Init {
        #[arg(long)]
        dir: PathBuf,
        /// Układ zespołów, np. konstancin albo bez-podzialu.
        #[arg(long)]
        structure: String,
        /// Nazwa ośrodka, jeśli inna niż w układzie.
        #[arg(long)]
        name: Option<String>,
    },
    /// Przyjmuje wymianę z laptopami.
    Serve {
        #[command(flatten)]
        place: Place,
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: String,
        #[command(flatten)]
        daily: Daily,
    },
    /// Mówi, jak stoją codzienne kopie i ile czego jest w ośrodku.
    Status {
        #[command(flatten)]
        place: Place,
    },
    /// Pracownicy.
    Person {
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Laptopy.
    Laptop {
        #[command(subcommand)]
        command: LaptopCommand,
    },
    /// Odpowiada na plik kurierski laptopa.
    Courier {
        #[command(flatten)]
        place: Place,
        #[arg(long = "in")]
        input: PathBuf,
        #[arg(long = "out")]
        output: PathBuf,
    },
    /// Zapisuje zaszyfrowaną kopię; otwiera ją tylko klucz odzyskiwania. Z „check” sprawdza kopię tym kluczem.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Backup {
        #[command(subcommand)]
        check: Option<BackupCommand>,
        #[command(flatten)]
        write: WriteBackup,
    },
    /// Odtwarza ośrodek z kopii w pustym folderze.
    Restore {
        #[arg(long)]
        dir: PathBuf,
        #[arg(long = "in")]
        input: PathBuf,
        /// Plik z kluczem odzyskiwania, który przechowuje kierownik.
        #[arg(long)]
        recovery_key: PathBuf,
    },
    /// Ratuje pracę z laptopa: z uszkodzonej bazy, albo z tego, co laptop przechował po przyjęciu przez ośrodek.
    /// Zapisuje pliki kurierskie, które przyjmuje polecenie courier; folderu laptopa nie zmienia.
    Salvage {
        /// Folder profilu z laptopa.
        #[arg(long)]
        profile: PathBuf,
        /// Odłożona na bok uszkodzona baza (folder damaged-…), jeśli nie ta w profilu.
        #[arg(long)]
        damaged: Option<PathBuf>,
        /// Plik z kluczem odzyskiwania, który przechowuje kierownik.
        #[arg(long)]
        recovery_key: PathBuf,
        #[arg(long = "out")]
        output: PathBuf,
    },
    /// Sprawdza bazę, łańcuchy zmian i dziennik dostępu.
    Verify {
        #[command(flatten)]
        place: Place,
    },
    /// Zakłada ośrodek ćwiczebny z wymyślonymi osobami i przyjmuje wymianę.
    Demo {
        #[arg(long)]
        dir: PathBuf,
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: String,
    },
}

#[derive(Debug, clap::Args)]
struct Place {
    /// Folder ośrodka.
    #[arg(long)]
    dir: PathBuf,
    /// Plik klucza bazy, jeśli leży poza folderem.
    #[arg(long)]
    key: Option<PathBuf>,
}

/// Upoważnienie do przetwarzania danych i oświadczenie o zachowaniu poufności (art. 100 ust. 6).
#[derive(Debug, clap::Args)]
struct Authorised {
    /// Numer upoważnienia.
    #[arg(long)]
    authorisation: String,
    /// Pierwszy dzień upoważnienia, np. 2026-02-01; bez niego dzień dzisiejszy.
    #[arg(long)]
    authorised_from: Option<NaiveDate>,
    /// Ostatni dzień upoważnienia; bez niego upoważnienie nie ma końca.
    #[arg(long)]
    authorised_until: Option<NaiveDate>,
    /// Dzień podpisania oświadczenia o zachowaniu poufności.
    #[arg(long)]
    secrecy: Option<NaiveDate>,
}

impl From<Authorised> for Authorisation {
    fn from(given: Authorised) -> Self {
        Self {
            number: given.authorisation,
            from: given
                .authorised_from
                .unwrap_or_else(|| local_date(now_ms())),
            until: given.authorised_until,
            secrecy: given.secrecy,
        }
    }
}

#[derive(Debug, Subcommand)]
enum PersonCommand {
    /// Dodaje pracownika.
    Add {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        name: String,
        /// Rola: first_contact, field_worker, benefits_team, social_work_team, services_team, coordinator, head, merger, administrator.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        #[arg(long = "team")]
        teams: Vec<String>,
        #[command(flatten)]
        authorised: Authorised,
    },
    /// Zapisuje upoważnienie pracownika; o tym samym numerze zastępuje poprzednie.
    Authorise {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        person: Uuid,
        #[command(flatten)]
        authorised: Authorised,
    },
    /// Zmienia role i zespoły.
    Change {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        person: Uuid,
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        #[arg(long = "team")]
        teams: Vec<String>,
    },
    /// Pracownik odchodzi: jego laptopy oddają sprawy przy następnej wymianie.
    Leave {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        person: Uuid,
    },
    /// Wypisuje pracowników.
    List {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
enum LaptopCommand {
    /// Wydaje jednorazowy kod dla nowego laptopa, ważny siedem dni.
    Code {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        person: Uuid,
        /// Adres ośrodka, pod którym zgłosi się laptop.
        #[arg(long)]
        address: String,
    },
    /// Wycofuje laptop: niczego już nie dostanie.
    Withdraw {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        replica: Uuid,
    },
    /// Pomaga osobie, która zapomniała hasła: z prośby laptopa robi odpowiedź i kod jednorazowy. Kod podaje się
    /// ustnie, po sprawdzeniu, kto pyta; nigdy razem z plikiem.
    Passphrase {
        #[command(flatten)]
        place: Place,
        /// Prośba zapisana na laptopie.
        #[arg(long = "in")]
        input: PathBuf,
        /// Plik z kluczem odzyskiwania, który przechowuje kierownik.
        #[arg(long)]
        recovery_key: PathBuf,
        #[arg(long = "out")]
        output: PathBuf,
    },
    /// Wypisuje szkice prywatne, których zaszyfrowane kopie laptopy zostawiły w ośrodku.
    Drafts {
        #[command(flatten)]
        place: Place,
    },
    /// Otwiera szkice z utraconego laptopa kluczem odzyskiwania. Trafiają do „Odłożonych”, gdzie kierownik o nich decyduje.
    OpenDrafts {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        replica: Uuid,
        /// Plik z kluczem odzyskiwania, który przechowuje kierownik.
        #[arg(long)]
        recovery_key: PathBuf,
    },
    /// Wypisuje laptopy.
    List {
        #[command(flatten)]
        place: Place,
    },
}

/// What the administrator reads when a command did not work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}", told(.0))]
    Office(#[from] OfficeError),
    #[error(
        "Nie ma takiej roli. Role: first_contact, field_worker, benefits_team, social_work_team, services_team, family_assistant, foster_coordinator, coordinator, head, administrator, inspector, other_centre."
    )]
    Role,
    #[error("Nie można odczytać albo zapisać pliku. Sprawdź ścieżkę i uprawnienia.")]
    File(#[from] std::io::Error),
}

/// The Polish sentence of an error: what happened and what to do.
fn told(error: &OfficeError) -> String {
    let text = match error {
        OfficeError::Exists => "W tym folderze jest już ośrodek. Wybierz pusty folder.",
        OfficeError::NotAnOffice => "W tym folderze nie ma ośrodka. Załóż go poleceniem init.",
        OfficeError::Structure => {
            "Nie ma takiego układu zespołów. Dostępne: konstancin, ochota, piaseczno, gorlice, praga-poludnie, bez-podzialu."
        }
        OfficeError::Unknown => "Nie ma takiej osoby, zespołu lub laptopa. Nic nie zmieniono.",
        OfficeError::Sealed => {
            "Pliku nie da się otworzyć tym kluczem albo jest uszkodzony. Nic nie zmieniono."
        }
        OfficeError::Address => "Adres musi mieć postać nazwa:port, np. teren.ops.example.pl:8443.",
        OfficeError::Storage(StorageError::WrongKey) => {
            "Klucz nie pasuje do bazy albo baza jest uszkodzona. Nic nie zmieniono."
        }
        OfficeError::Storage(StorageError::Newer { .. }) => {
            "Bazę zapisał nowszy program. Zaktualizuj program ośrodka."
        }
        OfficeError::Storage(StorageError::Full) => {
            "Brak miejsca na dysku. Zwolnij miejsce i powtórz polecenie."
        }
        _ => return format!("Polecenie się nie powiodło ({error})."),
    };
    text.to_owned()
}

/// One JSON line on standard output.
pub fn say(value: &Value) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}")?;
    Ok(out.flush()?)
}

pub fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Init {
            dir,
            structure,
            name,
        } => {
            let office = Office::init(&dir, &structure, name.as_deref(), now_ms())?;
            eprintln!(
                "Ośrodek założony. Przenieś plik recovery.key w bezpieczne miejsce poza tym komputerem: bez niego nie da się otworzyć kopii zapasowej."
            );
            say(&json!({"centre": office.centre(), "fingerprint": hex(&office.fingerprint())}))
        }
        Command::Serve {
            place,
            listen,
            daily,
        } => {
            let office = Arc::new(place.open()?);
            let _keeper = daily.keep(&office, &place.dir)?;
            serve_on(&office, &listen, |address| {
                say(&json!({"address": address, "fingerprint": hex(&office.fingerprint())}))
            })
        }
        Command::Person { command } => person(command),
        Command::Laptop { command } => laptop(command),
        Command::Courier {
            place,
            input,
            output,
        } => courier(&place.open()?, &input, &output),
        Command::Status { place } => backups::status(&place.open()?),
        Command::Backup { check, write } => backups::run(check, write),
        Command::Restore {
            dir,
            input,
            recovery_key,
        } => {
            let office = Office::restore(&dir, &input, &recovery_key, now_ms())?;
            say(&json!({"centre": office.centre(), "fingerprint": hex(&office.fingerprint())}))
        }
        Command::Salvage {
            profile,
            damaged,
            recovery_key,
            output,
        } => {
            let saved = salvage(&profile, damaged.as_deref(), &recovery_key, &output)?;
            rescued(&saved)
        }
        Command::Verify { place } => say(&backups::verified(&place.open()?.verify(now_ms())?)),
        Command::Demo { dir, listen } => {
            let prepared = demo::prepare(&dir)?;
            let office = Arc::clone(&prepared.office);
            serve_on(&office, &listen, |address| {
                say(&prepared.announcement(address)?)
            })
        }
    }
}

/// Answers a courier file; says how the attachments in it stand in the office then.
fn courier(office: &Office, input: &Path, output: &Path) -> Result<(), Failure> {
    let answer = office.courier(&std::fs::read(input)?, now_ms())?;
    std::fs::write(output, &answer.file)?;
    let count = |complete: Option<bool>| {
        let standing = answer.attachments.iter().map(|arrived| arrived.held);
        let found = standing.filter(|held| held.map(|held| held.complete) == complete);
        found.count()
    };
    say(&json!({
        "written": output, "attachments": count(Some(true)),
        "attachments_in_part": count(Some(false)), "attachments_without_row": count(None),
    }))
}

fn rescued(saved: &Rescue) -> Result<(), Failure> {
    let lost = saved
        .lost_attachments
        .iter()
        .map(|TornAttachment { key, readable }| {
            json!({
                "case": key.case, "document": key.document, "sha256": hex(&key.sha256),
                "readable_bytes": readable,
            })
        });
    say(&json!({
        "person": saved.person, "written": saved.files, "changes": saved.changes, "lost": saved.lost,
        "attachments": saved.attachments, "lost_attachments": lost.collect::<Vec<_>>(),
    }))
}

/// Serves until the process ends, after telling where.
fn serve_on(
    office: &Arc<Office>,
    listen: &str,
    ready: impl FnOnce(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let serving = serve(Arc::clone(office), TcpListener::bind(listen)?)?;
    ready(&serving.address().to_string())?;
    serving.wait();
    Ok(())
}

impl Place {
    fn open(&self) -> Result<Office, OfficeError> {
        Office::open(&self.dir, self.key.as_deref().map(Path::new))
    }
}

fn person(command: PersonCommand) -> Result<(), Failure> {
    match command {
        PersonCommand::Add {
            place,
            name,
            roles,
            teams,
            authorised,
        } => {
            let person = NewPerson {
                name,
                roles: roles_of(&roles)?,
                teams,
                authorisation: authorised.into(),
            };
            let id = place.open()?.add_person(person, now_ms())?;
            say(&json!({"person": id}))
        }
        PersonCommand::Change {
            place,
            person,
            roles,
            teams,
        } => {
            let office = place.open()?;
            let mut known = find(&office, person)?;
            known.roles = roles_of(&roles)?;
            known.teams = teams;
            office.change_person(known, now_ms())?;
            say(&json!({"person": person}))
        }
        PersonCommand::Authorise {
            place,
            person,
            authorised,
        } => {
            let office = place.open()?;
            let mut known = find(&office, person)?;
            known.authorisations = with(&known.authorisations, authorised.into());
            office.change_person(known, now_ms())?;
            say(&json!({"person": person}))
        }
        PersonCommand::Leave { place, person } => {
            let office = place.open()?;
            let mut known = find(&office, person)?;
            known.employed = false;
            office.change_person(known, now_ms())?;
            say(&json!({"person": person}))
        }
        PersonCommand::List { place } => {
            for person in place.open()?.persons()? {
                say(&json!({
                    "person": person.person, "name": person.name, "roles": person.roles, "teams": person.teams,
                    "authorisations": person.authorisations, "employed": person.employed, "active": person.active,
                }))?;
            }
            Ok(())
        }
    }
}

fn laptop(command: LaptopCommand) -> Result<(), Failure> {
    match command {
        LaptopCommand::Code {
            place,
            person,
            address,
        } => {
            let code = place.open()?.enrolment_code(person, &address, now_ms())?;
            say(&json!({"code": code}))
        }
        LaptopCommand::Withdraw { place, replica } => {
            place.open()?.withdraw_laptop(replica, now_ms())?;
            say(&json!({"replica": replica}))
        }
        LaptopCommand::Passphrase {
            place,
            input,
            recovery_key,
            output,
        } => {
            let office = place.open()?;
            let request = std::fs::read(&input)?;
            let (answer, person) = office.answer_recovery(&request, &recovery_key, now_ms())?;
            std::fs::write(&output, &answer.file)?;
            say(&json!({"person": person.name, "written": output, "code": answer.code}))
        }
        LaptopCommand::Drafts { place } => {
            for draft in place.open()?.kept_drafts()? {
                say(&json!({
                    "replica": draft.replica, "person": draft.person, "case": draft.case_number,
                    "document": draft.document, "bytes": draft.bytes, "kept_ms": draft.kept_ms,
                }))?;
            }
            Ok(())
        }
        LaptopCommand::OpenDrafts {
            place,
            replica,
            recovery_key,
        } => {
            let opened = place
                .open()?
                .open_drafts(replica, &recovery_key, now_ms())?;
            say(&json!({
                "documents": opened.documents, "changes": opened.changes,
                "attachments": opened.attachments, "unreadable": opened.unreadable,
            }))
        }
        LaptopCommand::List { place } => {
            for laptop in place.open()?.laptops()? {
                say(&json!({
                    "replica": laptop.replica, "person": laptop.person, "enrolled_ms": laptop.enrolled_ms,
                    "withdrawn_ms": laptop.withdrawn_ms,
                }))?;
            }
            Ok(())
        }
    }
}

fn find(office: &Office, person: Uuid) -> Result<teren_office::storage::Person, Failure> {
    let known = office.persons()?;
    let found = known.into_iter().find(|known| known.person == person);
    Ok(found.ok_or(OfficeError::Unknown)?)
}

fn roles_of(words: &[String]) -> Result<Vec<Role>, Failure> {
    let role = |word: &String| serde_json::from_value(Value::from(word.as_str()));
    let roles: Result<Vec<Role>, _> = words.iter().map(role).collect();
    roles.map_err(|_| Failure::Role)
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
