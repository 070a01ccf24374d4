//! What other rules would do with a hundred thousand interviews: the head's question as her seat asks it, against reading the same
//! rows and doing nothing.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_domain::condition::{Known, RoutingValue, RoutingValues};
use teren_domain::entry::AskedFor;
use teren_domain::facts::Part;
use teren_domain::replay::Replay;
use teren_domain::routing::RoutingFacts;
use teren_domain::workflow::Act;
use teren_ledger::EnrolmentCode;
use teren_ledger::wire::{
    self, Deposits, EnrolRequest, EnrolResponse, PROTOCOL, Request, Response,
};
use teren_office::storage::sqlite::SqliteStorage;
use teren_office::storage::{Log as _, Transactions as _};
use teren_office::{NewPerson, Office};
use teren_store::packet;
use uuid::Uuid;

use crate::Failure;
use crate::measure::{RUNS, Series, compare, headline, tell, timed};
use crate::product::NOW_MS;

const INTERVIEWS: usize = 100_000;
/// Closed answers of one interview, as many as a filled part I has.
const ANSWERS: usize = 60;
const MESSAGE: usize = 16 * 1024 * 1024;

pub fn measure() -> Result<(), Failure> {
    headline("replay of other rules over 100,000 interviews, asked in an exchange");
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("office");
    let office = Office::init(&place, "konstancin", None, NOW_MS)?;
    let head = NewPerson {
        name: "Anna".to_owned(),
        roles: vec![Role::Head],
        teams: Vec::new(),
        authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
    };
    let head = office.add_person(head, NOW_MS)?;
    let mut seat = Asking::enrol(&office, head)?;
    drop(office);
    let mut storage = open(&place)?;
    fill(&mut storage)?;
    let mut floor = Series::default();
    for _ in 0..RUNS {
        let mut rows = 0_usize;
        let (took, outcome) = timed(|| {
            storage.each_routing_facts(&mut |row| rows += row.facts.len() + row.answers.len())
        });
        outcome?;
        floor.add(took);
    }
    drop(storage);
    let office = Office::open(&place, None)?;
    let mut organisation = office.structure(NOW_MS)?.organisation();
    let rule = organisation.routing.get_mut(3).ok_or("no fourth rule")?;
    let condition = json!({"field": "violence", "label_pl": "Przemoc", "test": {"is": "no"}});
    rule.all = vec![serde_json::from_value(condition)?];
    let act = Act::ReplayRouting { organisation };
    let mut product = Series::default();
    for _ in 0..RUNS {
        let (took, found) = timed(|| seat.ask(&office, &act));
        let found = found?;
        if usize::try_from(found.interviews)? != INTERVIEWS || found.elsewhere == 0 {
            return Err("the replay did not see what it should".into());
        }
        product.add(took);
    }
    tell("replay of 100,000", "ms", &product, "goal 2000 ms");
    compare("replay against reading alone", "ms", &product, &floor, None);
    Ok(())
}

fn open(place: &Path) -> Result<SqliteStorage, Failure> {
    let text = std::fs::read_to_string(place.join("office.key"))?;
    let key = data_encoding::HEXLOWER.decode(text.trim().as_bytes())?;
    let key: [u8; 32] = key.try_into().map_err(|_| "no key")?;
    Ok(SqliteStorage::open(&place.join("office.db"), &key, 1)?)
}

/// Interviews of many kinds: every plan, some with minors, some with violence.
fn fill(storage: &mut SqliteStorage) -> Result<(), Failure> {
    let plans = [
        "zasiłek celowy",
        "praca socjalna",
        "usługi sąsiedzkie",
        "posiłek",
        "bilet kredytowany",
    ];
    let mut answers: RoutingValues = BTreeMap::new();
    for number in 0..ANSWERS {
        let value = match number % 3 {
            0 => RoutingValue::YesNo(number % 2 == 0),
            1 => RoutingValue::Number(i64::try_from(number)?),
            _ => RoutingValue::Words([format!("odpowiedź numer {number}")].into()),
        };
        let known = Known {
            value,
            category: Category::Situation,
        };
        answers.insert(format!("closed_field_{number}"), known);
    }
    storage.begin()?;
    for number in 0..INTERVIEWS {
        let case = storage.add_case(
            Uuid::now_v7(),
            &format!("T-2026-{number:06}"),
            Uuid::nil(),
            NOW_MS,
        )?;
        let plan = plans.iter().cycle().skip(number % plans.len()).take(2);
        let facts = RoutingFacts {
            part: Part::I,
            plan: plan.map(|word| (*word).to_owned()).collect(),
            violence: number % 17 == 0,
            child_safety_concern: false,
            homeless_from: (number % 31 == 0).then(|| "Inna".to_owned()),
            helpless_with_minor: number % 13 == 0,
            relatives: Vec::new(),
            asked: Some(AskedFor {
                help: vec!["zasiłek celowy".to_owned()],
                violence: number % 17 == 0,
            }),
            values: RoutingValues::new(),
        };
        let known = Known {
            value: RoutingValue::YesNo(facts.violence),
            category: Category::Violence,
        };
        answers.insert("violence".to_owned(), known);
        // The shape in which the office keeps them: field, value, category.
        let kept: Vec<(&String, &RoutingValue, Category)> = (answers.iter())
            .map(|(field, known)| (field, &known.value, known.category))
            .collect();
        let (facts, kept) = (postcard::to_stdvec(&facts)?, postcard::to_stdvec(&kept)?);
        storage.keep_routing_facts(case.row, Uuid::now_v7(), NOW_MS, &facts, &kept)?;
    }
    Ok(storage.commit()?)
}

/// A seat that only asks.
struct Asking {
    replica: Uuid,
    token: [u8; 32],
    epoch: u64,
    cursor: u64,
}

impl Asking {
    fn enrol(office: &Office, person: Uuid) -> Result<Self, Failure> {
        let code = office.enrolment_code(person, "pomiar.example.pl:8443", NOW_MS)?;
        let request = EnrolRequest {
            protocol: PROTOCOL,
            secret: EnrolmentCode::parse(&code)?.secret,
            replica: Uuid::now_v7(),
            public_key: [7; 32],
        };
        let answer = office.enrol(&packet::pack(&request)?, NOW_MS)?;
        let answer: EnrolResponse = packet::unpack(&answer, MESSAGE)?;
        Ok(Self {
            replica: request.replica,
            token: answer.token,
            epoch: answer.epoch,
            cursor: 0,
        })
    }

    fn ask(&mut self, office: &Office, act: &Act) -> Result<Replay, Failure> {
        let request = Request {
            protocol: PROTOCOL,
            replica: self.replica,
            epoch: self.epoch,
            cursor: self.cursor,
            backfill: None,
            changes: Vec::new(),
            private: Vec::new(),
            acts: vec![wire::Act {
                id: Uuid::now_v7(),
                body: serde_json::to_vec(act)?,
            }],
            released: Vec::new(),
            accesses: Vec::new(),
            evidence: Vec::new(),
            deposits: Deposits::default(),
            wanted_bytes: 1_048_576,
        };
        let answer = office.exchange(&self.token, &packet::pack(&request)?, NOW_MS)?;
        let response: Response = packet::unpack(&answer, MESSAGE)?;
        self.cursor = response.cursor;
        let answer = response.acts.first().ok_or("no answer")?;
        if !answer.accepted {
            return Err("the office refused".into());
        }
        Ok(serde_json::from_slice(&answer.body)?)
    }
}
