//! A storm: two or three seats and an office, and what befalls them, all from one seed.

use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_domain::workflow::Act;
use teren_ledger::{Envelope, wire};
use teren_office::{NewPerson, Office};
use teren_questionnaire::Form;
use teren_store::DocumentState;
use uuid::Uuid;

use crate::chance::Chance;
use crate::seat::Seat;

/// 22 November 2026, morning.
const MORNING_MS: i64 = 1_795_334_400_000;
const STEP_MS: i64 = 60_000;
const TEAM: &str = "konstancin-swiadczenia";

pub struct Storm {
    pub office: Option<Office>,
    pub seats: Vec<Seat>,
    /// First contact, whose line is good: assigns the visits.
    desk: Seat,
    pub cases: Vec<Uuid>,
    chance: Chance,
    now_ms: i64,
    folder: TempDir,
    form: Arc<Form>,
}

/// What a witness with every right heard from the office after the storm.
pub struct Witness {
    pub seat: Seat,
    pub heard: Vec<Envelope>,
}

impl Storm {
    /// An office, first contact, and as many field workers who all hold one case.
    pub fn gather(seed: u64, seats: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::init(
            &folder.path().join("office"),
            "konstancin",
            None,
            MORNING_MS,
        )
        .unwrap();
        let form = Arc::new(Form::part_i("2021-11-15").unwrap());
        let desk = seat(&folder, &office, "Halina", Role::FirstContact, &form);
        let names = ["Ewa", "Marek", "Beata"].into_iter().take(seats);
        let seats = names
            .map(|name| seat(&folder, &office, name, Role::FieldWorker, &form))
            .collect();
        let mut storm = Self {
            office: Some(office),
            seats,
            desk,
            cases: Vec::new(),
            chance: Chance::of(seed),
            now_ms: MORNING_MS,
            folder,
            form,
        };
        let case = storm.desk.open_case(&mut storm.chance, MORNING_MS);
        storm.cases.push(case);
        for person in storm
            .seats
            .iter()
            .map(|seat| seat.person)
            .collect::<Vec<_>>()
        {
            storm.assign(case, person);
        }
        storm.calm();
        storm
    }

    fn office(&self) -> &Office {
        self.office.as_ref().unwrap()
    }

    /// First contact gives a case to a worker.
    fn assign(&mut self, case: Uuid, worker: Uuid) {
        let act = wire::Act {
            id: self.chance.id(),
            body: serde_json::to_vec(&json!(Act::AssignVisit { case, worker })).unwrap(),
        };
        self.desk.store().put_act(&act, self.now_ms).unwrap();
        let office = self.office.as_ref().unwrap();
        self.desk
            .exchange(office, &mut self.chance, false, self.now_ms, None)
            .unwrap();
        let answered = self.desk.store().act(act.id).unwrap().unwrap().answer;
        assert!(
            answered.as_ref().is_some_and(|(accepted, _)| *accepted),
            "the visit is refused: {answered:?}"
        );
    }

    pub fn blow(&mut self, steps: usize) {
        for _ in 0..steps {
            self.now_ms += STEP_MS;
            self.step();
        }
    }

    fn step(&mut self) {
        let now = self.now_ms;
        let number = self.chance.below(self.seats.len());
        let seat = &mut self.seats[number];
        let chance = &mut self.chance;
        match chance.below(100) {
            0..38 => seat.type_answer(chance, now),
            38..52 => seat.leave(chance, now),
            52..58 => seat.add(chance, now),
            58..65 => seat.change_or_remove(chance, now),
            65..69 => seat.resolve(chance, now),
            69..72 => seat.share(chance),
            72..74 => seat.approve(chance, now),
            74..78 => seat.start_interview(chance, now),
            78..79 => {
                let case = seat.open_case(chance, now);
                self.cases.push(case);
            }
            79..93 => {
                let bad = chance.one_in(2);
                let outcome = seat.exchange(self.office.as_ref().unwrap(), chance, bad, now, None);
                assert!(
                    bad || outcome.is_ok(),
                    "{}: a good line fails: {outcome:?}",
                    seat.name
                );
            }
            93..96 => seat.kill(now),
            96..99 => seat.turn_clock(chance),
            _ => self.restart_office(),
        }
    }

    fn restart_office(&mut self) {
        drop(self.office.take());
        self.office = Some(Office::open(&self.folder.path().join("office"), None).unwrap());
    }

    /// The lines are good again and everybody exchanges until nothing moves.
    pub fn calm(&mut self) {
        for seat in &mut self.seats {
            seat.settle(self.now_ms);
        }
        for _ in 0..3 {
            for seat in self.seats.iter_mut().chain([&mut self.desk]) {
                let office = self.office.as_ref().unwrap();
                let outcome = seat
                    .exchange(office, &mut self.chance, false, self.now_ms, None)
                    .unwrap();
                assert_eq!(
                    outcome.received.mismatched,
                    [],
                    "{}: digests differ",
                    seat.name
                );
                assert_eq!(outcome.to_send, 0, "{}: something stays behind", seat.name);
            }
        }
    }

    /// A new worker who is given every case hears everything the office holds of them.
    pub fn witness(&mut self) -> Witness {
        let office = self.office.as_ref().unwrap();
        let mut witness = seat(&self.folder, office, "Olga", Role::FieldWorker, &self.form);
        for case in self.cases.clone() {
            self.assign(case, witness.person);
        }
        let mut heard = Vec::new();
        let office = self.office.as_ref().unwrap();
        let outcome = witness
            .exchange(
                office,
                &mut self.chance,
                false,
                self.now_ms,
                Some(&mut heard),
            )
            .unwrap();
        assert_eq!(
            outcome.received.mismatched,
            [],
            "the witness differs from the office"
        );
        Witness {
            seat: witness,
            heard,
        }
    }

    /// Bytes that wait in the office for a person.
    pub fn quarantined(&self) -> Vec<Vec<u8>> {
        self.office()
            .quarantined()
            .unwrap()
            .into_iter()
            .map(|held| held.body)
            .collect()
    }
}

fn seat(
    folder: &TempDir,
    office: &Office,
    name: &'static str,
    role: Role,
    form: &Arc<Form>,
) -> Seat {
    let teams = if role == Role::FieldWorker {
        vec![TEAM.to_owned()]
    } else {
        Vec::new()
    };
    let person = NewPerson {
        name: name.to_owned(),
        roles: vec![role],
        teams,
        authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
    };
    let person = office.add_person(person, MORNING_MS).unwrap();
    Seat::enrol(
        &folder.path().join(name),
        name,
        office,
        person,
        form,
        MORNING_MS,
    )
}

/// State of one document as seats must agree on it.
pub type Snapshot = Vec<(u8, Vec<(Uuid, u64)>, Vec<(Uuid, String, Vec<Vec<u8>>)>)>;

pub fn snapshot(state: &DocumentState) -> Snapshot {
    let streams = state.streams.iter().map(|(category, stream)| {
        let mut answers: Vec<_> = stream
            .answers()
            .map(|(record, field, values)| {
                let mut values: Vec<Vec<u8>> =
                    values.iter().map(|value| value.value.to_vec()).collect();
                values.sort();
                (record, field.to_owned(), values)
            })
            .collect();
        answers.sort();
        (*category, stream.vector().iter().collect(), answers)
    });
    streams
        .filter(|(_, vector, _): &(u8, Vec<_>, Vec<_>)| !vector.is_empty())
        .collect()
}
