//! Random stories of a centre: people come, change their work, go and come back; families are visited, passed on, given away; somebody
//! always tries to write what is not hers. After each day no laptop holds a record outside its cell of the table, none came to it over
//! the line, and nothing outside a cell was taken in.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_office::storage::Person;
use uuid::Uuid;

use crate::hand_over::{SERVICES, pass_on};
use crate::routing::interview_of;
use crate::support::{BENEFITS, House, NOW, SOCIAL_WORK, Seat, fates, house};
use laptop::{Laptop, Place};
use model::{Colleague, Matter, Model};
use story::{Day, HELP, NAMES, POSTS, Step, days};

mod laptop;
mod model;
mod story;

/// The centre while a story goes on.
struct Centre {
    house: House,
    model: Model,
    laptops: Vec<Laptop>,
    /// A second laptop of each, with a program of somebody's own.
    hands: Vec<Seat>,
    /// Reads everything, and so tells what the centre's papers say.
    head: Seat,
    told: Vec<String>,
}

fn chosen<T>(all: &[T], number: usize) -> Option<&T> {
    all.get(number.checked_rem(all.len())?)
}

impl Centre {
    fn of(posts: &[usize]) -> Self {
        let house = house();
        let head = house.seat(house.person("Kierownik", &[Role::Head], &[]));
        let structure = house.office.structure(NOW).unwrap();
        let leading = Colleague {
            person: head.person,
            name: "Kierownik".to_owned(),
            roles: vec![Role::Head],
            teams: Vec::new(),
            active: true,
        };
        let mut centre = Self {
            model: Model::of(structure, leading),
            laptops: Vec::new(),
            hands: Vec::new(),
            head,
            told: Vec::new(),
            house,
        };
        for (name, post) in NAMES.iter().zip(posts) {
            let (roles, teams) = POSTS[*post];
            let person = centre.house.person(name, roles, teams);
            centre.told.push(format!("{name}: {roles:?} {teams:?}"));
            centre.model.people.push(Colleague {
                person,
                name: (*name).to_owned(),
                roles: roles.to_vec(),
                teams: teams.iter().map(|team| (*team).to_owned()).collect(),
                active: true,
            });
            centre.laptops.push(Laptop::enrol(&centre.house, person));
            centre.hands.push(centre.house.seat(person));
        }
        centre
    }

    fn person(&self, number: usize) -> &Colleague {
        chosen(&self.model.people, number).unwrap()
    }

    /// An installation that nobody heard of, on a laptop that asks for nothing.
    fn hand(&self, number: usize) -> Seat {
        let mut hand = chosen(&self.hands, number).unwrap().clone();
        (hand.actor, hand.cursor) = (Uuid::now_v7(), u64::MAX);
        hand
    }

    /// What became of all that a hand wrote; nothing where its person left.
    fn sends(&mut self, hand: &Seat) -> Vec<String> {
        let answer = hand.send(&self.house.office, &hand.request());
        let became = answer.map_or_else(|_| Vec::new(), |answer| fates(&answer));
        self.observe();
        became
    }

    fn asks(&mut self, number: usize, act: &Value) -> bool {
        let hand = self.hand(number);
        self.asks_as(&hand, act)
    }

    /// What the head asks, or somebody who may not.
    fn leads(&mut self, number: usize, act: &Value) -> bool {
        let hand = if number.is_multiple_of(4) {
            self.hand(number / 4)
        } else {
            let mut head = self.head.clone();
            (head.actor, head.cursor) = (Uuid::now_v7(), u64::MAX);
            head
        };
        self.asks_as(&hand, act)
    }

    fn asks_as(&mut self, hand: &Seat, act: &Value) -> bool {
        let mut request = hand.request();
        request.acts.push(teren_ledger::wire::Act {
            id: Uuid::now_v7(),
            body: serde_json::to_vec(act).unwrap(),
        });
        let answer = hand.send(&self.house.office, &request);
        answer.is_ok_and(|answer| answer.acts.iter().any(|act| act.accepted))
    }

    /// Reads what the office wrote into the cases: routes, and where hand-overs stand.
    fn observe(&mut self) {
        self.head.exchange(&self.house.office);
        for case in self.model.cases.clone() {
            let kinds = self.head.values(case, "@");
            let of = |kind: &str| -> BTreeSet<Uuid> {
                let records = kinds.iter().filter(|(_, place)| place["kind"] == kind);
                records.map(|(record, _)| *record).collect()
            };
            let (routes, passes) = (of("route"), of("hand_over"));
            let rows = self.head.values(case, "row");
            for (record, row) in rows.iter().filter(|(record, _)| routes.contains(record)) {
                self.model.routed(*record, case, row);
            }
            let standing = self.head.values(case, "standing");
            for (record, row) in rows.iter().filter(|(record, _)| passes.contains(record)) {
                let steps = standing.iter().find(|(of, _)| of == record);
                let steps = steps.and_then(|(_, steps)| steps.as_array());
                let steps = steps.map(Vec::as_slice).unwrap_or_default();
                self.model.stepped(*record, case, row, steps);
            }
        }
    }

    /// Every document of every case.
    fn places(&self) -> Vec<(Uuid, Uuid)> {
        let cases = self.model.cases.iter().map(|case| (*case, *case));
        cases.chain(self.model.interviews.iter().copied()).collect()
    }

    fn matters(&self) -> Vec<Matter> {
        self.model.teams.iter().cloned().collect()
    }

    fn step(&mut self, step: &Step) {
        self.told.push(format!("{step:?}"));
        match *step {
            Step::Open { who } => self.open(who),
            Step::Write {
                who,
                place,
                category,
            } => self.write(who, place, category),
            Step::Type {
                who,
                case,
                category,
                private,
            } => self.types((who, case), category, private),
            Step::Interview {
                case,
                help,
                violence,
                approved,
            } => {
                self.interview(case, help, violence, approved);
            }
            Step::Visit { by, case, to } => self.visit(by, case, to),
            Step::Take { who, matter } => self.take(who, matter),
            Step::Finish { who, matter } => {
                if let Some((team, case, document)) = chosen(&self.matters(), matter) {
                    self.asks(
                        who,
                        &json!({"act": "finish", "case": case, "document": document, "team": team}),
                    );
                }
            }
            Step::Pass {
                who,
                matter,
                re_route,
                taken,
                to,
            } => {
                self.pass((who, matter), re_route, taken, to);
            }
            Step::Say { who, pass, state } => self.say(who, pass, state),
            Step::Caseload { by, from, to } => self.caseload(by, from, to),
            Step::Asystent { case, to } => self.asystent(case, to),
            Step::Coordinate { family, to, ends } => self.coordinate(family, to, ends),
            Step::Post { who, post } => {
                let (roles, teams) = POSTS[post % POSTS.len()];
                self.change(who, |person| {
                    person.roles = roles.to_vec();
                    person.teams = teams.iter().map(|team| (*team).to_owned()).collect();
                });
            }
            Step::Goes { who } => self.change(who, |person| person.employed = false),
            Step::Comes { who } => self.change(who, |person| person.employed = true),
            Step::Join { one, other } => {
                let cases = &self.model.cases;
                if let (Some(one), Some(other)) = (chosen(cases, one), chosen(cases, other)) {
                    let act = json!({"act": "link_files", "one": one, "other": other, "reason": "jedna", "choices": []});
                    self.leads(1, &act);
                }
            }
            Step::Break { who, case } => self.breaks(who, case),
        }
        self.observe();
    }

    fn open(&mut self, who: usize) {
        let mut hand = self.hand(who);
        let case = hand.open_case("Wymyślony");
        let became = self.sends(&hand);
        if became.first().is_some_and(|fate| fate == "accepted") {
            self.model.opened(case, hand.person);
            self.fills(who, case, case);
        }
    }

    /// All that she may write of a document.
    fn fills(&mut self, who: usize, case: Uuid, document: Uuid) {
        let mut hand = self.hand(who);
        for category in self.model.may_write(hand.person, case, document) {
            let name = format!("of_tomorrow_{category:?}");
            hand.write(case, document, category, &[(document, &name, json!(true))]);
        }
        self.sends(&hand);
    }

    /// Somebody writes somewhere, whether she may or not.
    fn write(&mut self, who: usize, place: usize, category: usize) {
        let Some((case, document)) = chosen(&self.places(), place).copied() else {
            return;
        };
        let category = *chosen(&Category::ALL, category).unwrap();
        let mut hand = self.hand(who);
        let name = format!("of_tomorrow_{category:?}");
        hand.write(case, document, category, &[(document, &name, json!(true))]);
        let may = self.model.may_write(hand.person, case, document);
        let became = self.sends(&hand);
        let entered = became
            .iter()
            .any(|fate| fate == "accepted" || fate == "late");
        if entered && !may.contains(&category) {
            self.fails(
                who,
                &format!("wrote {category:?} into {}", of(case, document)),
            );
        }
    }

    /// On her own laptop, in an interview that nobody else has seen.
    fn types(&mut self, (who, case): (usize, usize), category: usize, private: bool) {
        let (Some(case), number) = (chosen(&self.model.cases, case).copied(), who % NAMES.len())
        else {
            return;
        };
        let document = Uuid::now_v7();
        let may = self
            .model
            .may_write(self.person(who).person, case, document);
        let may: Vec<Category> = may.into_iter().collect();
        if !may.contains(&Category::Diagnosis) || !self.laptops[number].knows(case) {
            return;
        }
        let category = *chosen(&may, category).unwrap();
        self.laptops[number].types(case, document, category, private);
        self.model.interviews.push((case, document));
    }

    /// Of somebody whose case it is.
    fn interview(&mut self, case: usize, help: usize, violence: bool, approved: bool) {
        let Some(case) = chosen(&self.model.cases, case).copied() else {
            return;
        };
        let writes = |who: &usize| {
            let person = self.person(*who).person;
            let may = self.model.may_write(person, case, Uuid::nil());
            may.contains(&Category::Diagnosis)
        };
        let Some(who) = (0..NAMES.len()).find(writes) else {
            return;
        };
        let mut hand = self.hand(who);
        let help = *chosen(&HELP, help).unwrap();
        let made = interview_of(&mut hand, case, &[help], violence);
        self.model.interviews.push((case, made.document));
        self.fills(who, case, made.document);
        if approved {
            made.approve(&mut hand);
            self.model.sealed.insert(made.document);
        }
        self.sends(&hand);
    }

    fn visit(&mut self, by: usize, case: usize, to: usize) {
        let worker = self.person(to).person;
        if let Some(case) = chosen(&self.model.cases, case).copied()
            && self.leads(
                by,
                &json!({"act": "assign_visit", "case": case, "worker": worker}),
            )
        {
            self.model.own.insert((worker, case));
        }
    }

    fn take(&mut self, who: usize, matter: usize) {
        let Some(matter) = chosen(&self.matters(), matter).cloned() else {
            return;
        };
        let (team, case, document) = &matter;
        let act = json!({"act": "take", "case": case, "document": document, "team": team});
        let known = (self.person(who).person, matter.clone());
        if self.asks(who, &act) && !self.model.taken.contains(&known) {
            if document == case {
                self.model.own.insert((known.0, *case));
            }
            self.model.taken.push(known);
        }
    }

    /// A matter goes from a team, or from who took it, to another team or a person.
    fn pass(&mut self, (who, matter): (usize, usize), re_route: bool, taken: bool, to: usize) {
        let Some((team, case, document)) = chosen(&self.matters(), matter).cloned() else {
            return;
        };
        if document == case {
            return;
        }
        let mut takers = self.model.taken.iter();
        let taker = takers.find(|(_, matter)| (&matter.0, matter.2) == (&team, document));
        let from = match taker.filter(|_| taken) {
            Some((person, _)) => json!({"person": person}),
            None => json!({"team": team}),
        };
        let teams = [BENEFITS, SOCIAL_WORK, SERVICES];
        let to = match teams.get(to % (teams.len() + NAMES.len())) {
            Some(team) => json!({"team": team}),
            None => json!({"person": self.person(to).person}),
        };
        let kind = if re_route { "re_route" } else { "hand_over" };
        let row = json!({"kind": kind, "document": document, "from": from, "to": to});
        let mut hand = self.hand(who);
        pass_on(&mut hand, case, row, "Bo tak.");
        self.sends(&hand);
    }

    fn say(&mut self, who: usize, pass: usize, state: usize) {
        let passes: Vec<(Uuid, Uuid)> = (self.model.passes.iter())
            .map(|(record, pass)| (pass.case, *record))
            .collect();
        if let Some((case, record)) = chosen(&passes, pass).copied() {
            let state = ["accepted", "refused", "revoked"][state];
            let mut hand = self.hand(who);
            let said = [(record, "state", json!(state))];
            hand.write(case, case, Category::Workflow, &said);
            self.sends(&hand);
        }
    }

    fn caseload(&mut self, by: usize, from: usize, to: usize) {
        let (from, to) = (self.person(from).person, self.person(to).person);
        let hers = self.model.own.iter().filter(|(who, _)| *who == from);
        let shares: Vec<Value> = hers
            .map(|(_, case)| json!({"case": case, "to": to}))
            .collect();
        let act = json!({"act": "hand_over_caseload", "person": from, "shares": shares, "reason": "Choroba."});
        self.leads(by, &act);
    }

    /// A request of who works with the family, and the assignment by the head.
    fn asystent(&mut self, case: usize, to: usize) {
        let Some(case) = chosen(&self.model.cases, case).copied() else {
            return;
        };
        let writes = |who: &usize| {
            let person = self.person(*who).person;
            (self.model.may_write(person, case, case)).contains(&Category::SocialWork)
        };
        let Some(who) = (0..NAMES.len()).find(writes) else {
            return;
        };
        let mut hand = self.hand(who);
        let record = Uuid::now_v7();
        let place = json!({"kind": "assistance", "parent": case, "order": 0});
        let row = json!({"obligatory": true, "by": hand.person, "at_ms": NOW});
        let answers = [(record, "@", place), (record, "row", row)];
        hand.write(case, case, Category::FamilyPlan, &answers);
        self.sends(&hand);
        let assistant = self.person(to).person;
        let act = json!({"act": "assign_assistant", "case": case, "assistance": record, "assistant": assistant});
        if self
            .head
            .ask(&self.house.office, Uuid::now_v7(), &act)
            .accepted
        {
            self.model.own.insert((assistant, case));
            self.model.families.push((case, record, None));
        }
    }

    fn coordinate(&mut self, family: usize, to: usize, ends: bool) {
        let Some(number) = family.checked_rem(self.model.families.len()) else {
            return;
        };
        let (case, record, _) = self.model.families[number];
        let coordinator = (!ends).then(|| self.person(to).person);
        let act = json!({"act": "assign_coordinator", "case": case, "assistance": record, "coordinator": coordinator});
        if self.leads(to, &act) {
            self.model.coordinated(number, coordinator);
        }
    }

    /// Reads in an emergency what she does not hold.
    fn breaks(&mut self, who: usize, case: usize) {
        let Some(case) = chosen(&self.model.cases, case).copied() else {
            return;
        };
        let adopted = self.head.values(case, "adopted");
        let Some((_, adopted)) = adopted.first() else {
            return;
        };
        let number = &adopted["number"];
        let act = json!({"act": "break_glass", "number": number, "reason": "Policja wezwała."});
        if self.asks(who, &act) {
            self.model.glass.insert((self.person(who).person, case));
        }
    }

    fn change(&mut self, who: usize, change: impl Fn(&mut Person)) {
        let number = who % NAMES.len();
        let known = &mut self.model.people[number];
        let mut person = Person {
            person: known.person,
            name: known.name.clone(),
            roles: known.roles.clone(),
            teams: known.teams.clone(),
            authorisations: vec![Authorisation::lasting(
                "1/2026",
                chrono::NaiveDate::default(),
            )],
            employed: known.active,
            active: known.active,
        };
        change(&mut person);
        (known.roles, known.teams, known.active) =
            (person.roles.clone(), person.teams.clone(), person.employed);
        self.house.office.change_person(person, NOW).unwrap();
    }

    fn day(&mut self, day: &Day) {
        for step in &day.steps {
            self.step(step);
        }
        self.told.push(format!("evening, away: {:?}", day.away));
        self.evening(&day.away);
    }

    /// Laptops with a line exchange; what they got and what they hold is held against the table.
    fn evening(&mut self, away: &BTreeSet<usize>) {
        let here = (0..NAMES.len()).filter(|number| !away.contains(number));
        for number in here {
            let came = self.laptops[number].exchange(&self.house.office);
            self.looked_at(number, "got", &came);
            let held = self.laptops[number].holds(&self.model.cases);
            self.looked_at(number, "holds", &held);
            let person = &self.model.people[number];
            if person.active {
                self.lacks_nothing(number, &held);
            }
            let person = self.model.people[number].person;
            self.model.former.retain(|(of, _), _| *of != person);
        }
    }

    fn looked_at(&self, number: usize, how: &str, places: &BTreeSet<Place>) {
        for (case, document, category) in places {
            if !self.model.cases.contains(case) {
                continue;
            }
            let person = self.model.people[number].person;
            let may = self.model.may_hold(person, *case, *document);
            if !may.contains(category) {
                let of = of(*case, *document);
                self.fails(number, &format!("{how} {category:?} of {of}"));
            }
        }
    }

    /// What a new laptop of hers would get lies on this one, too.
    fn lacks_nothing(&self, number: usize, held: &BTreeSet<Place>) {
        let mut fresh = self.house.seat(self.model.people[number].person);
        fresh.exchange(&self.house.office);
        for stream in fresh.streams.keys() {
            let category = Category::from_number(stream.category).unwrap();
            let place = (stream.case, stream.document, category);
            let known = self.model.cases.contains(&stream.case);
            if known && !held.contains(&place) {
                let of = of(stream.case, stream.document);
                self.fails(number, &format!("lacks {category:?} of {of}"));
            }
        }
    }

    fn fails(&self, number: usize, what: &str) {
        let person = self.person(number);
        let post = format!("{:?} {:?}", person.roles, person.teams);
        panic!("{} ({post}) {what}\n{}", person.name, self.told.join("\n"));
    }
}

fn of(case: Uuid, document: Uuid) -> &'static str {
    if case == document {
        "a case"
    } else {
        "an interview"
    }
}

/// Stories told where `PROPTEST_CASES` does not say how many: as many as a few seconds allow.
const STORIES: u32 = 16;

fn told() -> ProptestConfig {
    let named = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: named
            .and_then(|named| named.parse().ok())
            .unwrap_or(STORIES),
        max_shrink_iters: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(told())]

    #[test]
    fn whatever_happens_no_seat_holds_or_writes_a_record_outside_its_cell((posts, days) in days()) {
        let mut centre = Centre::of(&posts);
        for day in &days {
            centre.day(day);
        }
        centre.evening(&BTreeSet::new());
    }
}
