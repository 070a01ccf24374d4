//! Two centres that are nothing to each other but a key read by phone, and a third one that means no good.

use serde::{Deserialize, Serialize};
use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::partner::{
    AnswerHeard, Inside, InsideStanding, PartnerAsk, PartnerRefusal, PartnerTold, Sending,
};
use teren_ledger::{CentreCard, fingerprint};
use teren_store::courier::{open, public_key, seal};
use teren_store::packet;
use uuid::Uuid;

use crate::routing::{Interview, interview};
use crate::support::{House, NOW, Seat, house, house_of};

const WHY: &str = "Rodzina przeprowadziła się do Państwa gminy.";

/// A centre and its head's laptop.
struct Side {
    house: House,
    head: Seat,
    card: CentreCard,
}

fn side(house: House, name: &str) -> Side {
    let head = house.person(name, &[Role::Head], &[]);
    let mut head = house.seat(head);
    head.exchange(&house.office);
    let card = CentreCard {
        centre: house.office.centre(),
        name: format!("Ośrodek, który prowadzi {name}"),
        key: head.office_key,
    };
    Side { house, head, card }
}

fn both() -> (Side, Side) {
    (side(house(), "Anna"), side(house_of("ochota"), "Maria"))
}

impl Side {
    fn asks(&self, ask: &PartnerAsk) -> Result<PartnerTold, PartnerRefusal> {
        ask_as(&self.house, &self.head, ask)
    }

    fn knows(&self, other: &CentreCard) {
        let card = other.text().unwrap();
        let told = self.asks(&PartnerAsk::Add { card }).unwrap();
        let PartnerTold::Known(known) = told else {
            panic!("a centre");
        };
        assert_eq!(known.confirmed, None, "not before somebody has phoned");
        let heard = other.fingerprint();
        let centre = other.centre;
        self.asks(&PartnerAsk::Confirm { centre, heard }).unwrap();
    }

    fn sends(&self, told: &Interview, to: &CentreCard) -> Result<Vec<u8>, PartnerRefusal> {
        self.sends_all(told.case, vec![told.document], to)
    }

    fn sends_all(
        &self,
        case: Uuid,
        interviews: Vec<Uuid>,
        to: &CentreCard,
    ) -> Result<Vec<u8>, PartnerRefusal> {
        let sending = Sending {
            case,
            interviews,
            centre: to.centre,
            reason: WHY.to_owned(),
        };
        self.asks(&PartnerAsk::Send(sending)).map(file)
    }

    fn looks_into(&self, file: &[u8]) -> Result<Inside, PartnerRefusal> {
        let file = file.to_vec();
        match self.asks(&PartnerAsk::Open { file })? {
            PartnerTold::Inside(inside) => Ok(inside),
            other => panic!("{other:?}"),
        }
    }

    fn hears(&self, file: &[u8]) -> Result<AnswerHeard, PartnerRefusal> {
        let file = file.to_vec();
        match self.asks(&PartnerAsk::Open { file })? {
            PartnerTold::Heard(heard) => Ok(heard),
            other => panic!("{other:?}"),
        }
    }

    fn answers(
        &self,
        bytes: &[u8],
        accepted: bool,
        reason: &str,
    ) -> Result<Vec<u8>, PartnerRefusal> {
        let ask = PartnerAsk::Answer {
            file: bytes.to_vec(),
            accepted,
            reason: reason.to_owned(),
        };
        self.asks(&ask).map(file)
    }
}

fn ask_as(house: &House, seat: &Seat, ask: &PartnerAsk) -> Result<PartnerTold, PartnerRefusal> {
    let message = packet::pack(ask).unwrap();
    let told = (house.office).ask_partner(&seat.token, &message, NOW);
    packet::unpack(&told.unwrap(), 64 * 1024 * 1024).unwrap()
}

fn file(told: PartnerTold) -> Vec<u8> {
    match told {
        PartnerTold::File(file) => file,
        other => panic!("{other:?}"),
    }
}

fn worker_of(side: &Side, name: &str) -> Seat {
    let person = side.house.person(name, &[Role::FieldWorker], &[]);
    side.house.seat(person)
}

fn approved(house: &House) -> (Seat, Interview) {
    let mut ewa = house.worker("Ewa Terenowska");
    let told = interview(&mut ewa, &[("help_money", "zasiłek celowy")], true);
    let health = [(
        told.document,
        "health_problems",
        json!("padaczka lekooporna"),
    )];
    ewa.write(told.case, told.document, Category::Health, &health);
    ewa.exchange(&house.office);
    (ewa, told)
}

fn sealed(house: &House) -> (Seat, Interview) {
    let mut ewa = house.worker("Ewa Terenowska");
    let told = interview(&mut ewa, &[("help_money", "zasiłek celowy")], true);
    told.approve(&mut ewa);
    ewa.exchange(&house.office);
    (ewa, told)
}

/// The states of the only hand-over of a case.
fn steps(seat: &Seat, case: Uuid) -> Vec<String> {
    let standing = seat.values(case, "standing").remove(0).1;
    let steps = standing.as_array().unwrap().iter();
    steps
        .map(|step| step["state"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_case_goes_to_another_centre_with_what_it_may_hold_and_the_word_comes_back() {
    let (mut here, mut there) = both();
    here.knows(&there.card);
    there.knows(&here.card);
    let (_, told) = sealed(&here.house);
    let sent = here.sends(&told, &there.card).unwrap();
    let readable = String::from_utf8_lossy(&sent);
    assert!(!readable.contains("Wymyślony") && !readable.contains("przeprowadziła"));

    let inside = there.looks_into(&sent).unwrap();
    assert_eq!(inside.name, here.card.name);
    assert_eq!(
        (inside.last_name.as_str(), inside.reason.as_str()),
        ("Wymyślony", WHY)
    );
    assert_eq!(inside.interviews[0].document, told.document);
    assert_eq!(inside.interviews[0].by, "Ewa Terenowska");
    assert_eq!(inside.standing, InsideStanding::New);
    there.head.exchange(&there.house.office);
    assert!(
        !there.head.granted.contains_key(&told.case),
        "looking takes nothing in"
    );

    let word = there.answers(&sent, true, "").unwrap();
    there.head.exchange(&there.house.office);
    let maria = &there.head;
    assert_eq!(maria.values(told.case, "last_name")[0].1, "Wymyślony");
    let routes = maria.rows(told.case, "route");
    assert_eq!((routes.len(), &routes[0]["team"]), (1, &json!("kierownik")));
    assert!(routes[0]["because"].as_str().unwrap().contains(WHY));
    assert_eq!(
        maria.rows(told.case, "origin")[0]["centre"],
        json!(here.card.centre)
    );
    let receipts = maria.rows(told.case, "receipt");
    assert_eq!(receipts.len(), 1, "what came has a receipt of this centre");
    assert!(
        maria.seals.contains_key(&told.document),
        "the seal came along"
    );
    let outsiders = maria.rows(there.card.centre, "outsider");
    assert_eq!(outsiders[0]["name"], "Ewa Terenowska");
    let held = maria.categories_here(told.case);
    assert!(held.contains(&Category::Identity.number()));
    let of_interview = |category: Category| {
        let mut streams = maria.streams.iter();
        streams.any(|(stream, state)| {
            stream.document == told.document
                && stream.category == category.number()
                && !state.vector().is_empty()
        })
    };
    for category in [Category::Violence, Category::Situation, Category::Diagnosis] {
        assert!(!of_interview(category), "{category:?}");
    }
    assert!(of_interview(Category::HelpPlan));

    here.head.exchange(&here.house.office);
    assert_eq!(steps(&here.head, told.case), ["sent"]);
    let heard = here.hears(&word).unwrap();
    let number = receipts_number(&there.looks_into(&sent).unwrap());
    assert_eq!(
        (heard.accepted, heard.again, heard.number),
        (true, false, number)
    );
    here.head.exchange(&here.house.office);
    assert_eq!(steps(&here.head, told.case), ["sent", "accepted", "done"]);
}

fn receipts_number(inside: &Inside) -> String {
    match &inside.standing {
        InsideStanding::Accepted { number } => number.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn files_read_twice_change_nothing() {
    let (mut here, mut there) = both();
    here.knows(&there.card);
    there.knows(&here.card);
    let (_, told) = sealed(&here.house);
    let sent = here.sends(&told, &there.card).unwrap();
    let first = there.answers(&sent, true, "").unwrap();
    let again = there.answers(&sent, true, "").unwrap();
    there.head.exchange(&there.house.office);
    assert_eq!(there.head.rows(told.case, "origin").len(), 1);
    assert_eq!(there.head.rows(told.case, "route").len(), 1);
    let late = there.answers(&sent, false, "Jednak nie.");
    assert_eq!(late.unwrap_err(), PartnerRefusal::AlreadyAnswered);
    assert!(!here.hears(&first).unwrap().again);
    assert!(here.hears(&again).unwrap().again);
    here.head.exchange(&here.house.office);
    assert_eq!(steps(&here.head, told.case), ["sent", "accepted", "done"]);
}

#[test]
fn a_refusal_goes_back_with_its_reason_and_leaves_nothing_there() {
    let (mut here, mut there) = both();
    here.knows(&there.card);
    there.knows(&here.card);
    let (_, told) = sealed(&here.house);
    let sent = here.sends(&told, &there.card).unwrap();
    let wordless = there.answers(&sent, false, "  ");
    assert_eq!(wordless.unwrap_err(), PartnerRefusal::NoReason);
    let word = there
        .answers(&sent, false, "Mieszkają w gminie obok.")
        .unwrap();
    let standing = there.looks_into(&sent).unwrap().standing;
    assert_eq!(standing, InsideStanding::Refused);
    let late = there.answers(&sent, true, "");
    assert_eq!(late.unwrap_err(), PartnerRefusal::AlreadyAnswered);
    there.head.exchange(&there.house.office);
    assert!(!there.head.granted.contains_key(&told.case));
    let heard = here.hears(&word).unwrap();
    assert_eq!(heard.reason, "Mieszkają w gminie obok.");
    here.head.exchange(&here.house.office);
    assert_eq!(steps(&here.head, told.case), ["sent", "refused"]);
    assert_eq!(
        here.head.values(told.case, "reply")[0].1,
        "Mieszkają w gminie obok."
    );
    // It may be sent anew, and the old word says nothing of the new file.
    let anew = here.sends(&told, &there.card).unwrap();
    let word = there.answers(&anew, true, "").unwrap();
    assert!(here.hears(&word).unwrap().accepted);
}

#[test]
fn nothing_goes_to_or_comes_from_a_key_whose_digits_nobody_confirmed() {
    let (here, there) = both();
    let stranger = side(house_of("piaseczno"), "Zenon");
    let (ewa, told) = sealed(&here.house);
    let refused = here.sends(&told, &there.card);
    assert_eq!(refused.unwrap_err(), PartnerRefusal::Unknown);
    let card = there.card.text().unwrap();
    here.asks(&PartnerAsk::Add { card }).unwrap();
    let refused = here.sends(&told, &there.card);
    assert_eq!(refused.unwrap_err(), PartnerRefusal::Unconfirmed);
    let wrong = PartnerAsk::Confirm {
        centre: there.card.centre,
        heard: stranger.card.fingerprint(),
    };
    assert_eq!(here.asks(&wrong).unwrap_err(), PartnerRefusal::WrongDigits);
    here.knows(&there.card);
    let sent = here.sends(&told, &there.card).unwrap();
    let unknown = there.looks_into(&sent);
    assert_eq!(unknown.unwrap_err(), PartnerRefusal::UnknownSender);
    there.knows(&here.card);
    let not_theirs = stranger.looks_into(&sent);
    assert_eq!(not_theirs.unwrap_err(), PartnerRefusal::ForAnother);
    let mut torn = sent.clone();
    let middle = torn.len() / 2;
    torn[middle] ^= 1;
    assert_eq!(
        there.looks_into(&torn).unwrap_err(),
        PartnerRefusal::Damaged
    );
    let cut = there.answers(&sent[..sent.len() - 20], true, "");
    assert_eq!(cut.unwrap_err(), PartnerRefusal::Damaged);
    let letter = there.looks_into(b"Szanowna Pani Kierownik");
    assert_eq!(letter.unwrap_err(), PartnerRefusal::NotAFile);
    let own = there.asks(&PartnerAsk::Add {
        card: there.card.text().unwrap(),
    });
    assert_eq!(own.unwrap_err(), PartnerRefusal::OwnCard);
    let not_head = ask_as(&here.house, &ewa, &PartnerAsk::Open { file: sent });
    assert_eq!(not_head.unwrap_err(), PartnerRefusal::NotAllowed);
}

#[test]
fn another_key_of_a_known_centre_counts_only_after_another_call() {
    let (here, there) = both();
    here.knows(&there.card);
    let (_, told) = sealed(&here.house);
    let forged = CentreCard {
        key: public_key(&[77; 32]),
        ..there.card.clone()
    };
    let card = forged.text().unwrap();
    let told_of = here.asks(&PartnerAsk::Add { card }).unwrap();
    let PartnerTold::Known(known) = told_of else {
        panic!("a centre");
    };
    assert!(known.replaced && known.confirmed.is_none());
    let refused = here.sends(&told, &there.card);
    assert_eq!(refused.unwrap_err(), PartnerRefusal::Unconfirmed);
}

#[test]
fn an_interview_that_nobody_approved_does_not_leave_and_a_request_alone_does() {
    let (here, mut there) = both();
    here.knows(&there.card);
    there.knows(&here.card);
    let (_, told) = approved(&here.house);
    let refused = here.sends(&told, &there.card);
    assert_eq!(refused.unwrap_err(), PartnerRefusal::NotApproved);
    let sent = here.sends_all(told.case, Vec::new(), &there.card).unwrap();
    there.answers(&sent, true, "").unwrap();
    there.head.exchange(&there.house.office);
    let routes = there.head.rows(told.case, "route");
    assert_eq!(routes[0]["document"], json!(told.case));
    let mut streams = there.head.streams.keys();
    assert!(!streams.any(|stream| stream.document == told.document));
}

#[test]
fn what_was_asked_comes_back_into_its_case_and_into_no_other() {
    let (mut here, there) = both();
    here.knows(&there.card);
    there.knows(&here.card);
    let (_, told) = sealed(&here.house);
    let (_, secret) = sealed(&here.house);
    let asked = here.sends(&told, &there.card).unwrap();
    there.answers(&asked, true, "").unwrap();
    let back = there.sends(&told, &here.card).unwrap();
    here.answers(&back, true, "").unwrap();
    here.head.exchange(&here.house.office);
    assert_eq!(here.head.rows(told.case, "origin").len(), 1);
    assert_eq!(
        here.head.rows(told.case, "receipt").len(),
        1,
        "its own receipt stands"
    );
    // A case of the same id that was never shared is not theirs to write into.
    let mut karol = worker_of(&there, "Karol Obcy");
    let place = json!({"kind": "case", "parent": null, "order": 0});
    karol.write(
        secret.case,
        secret.case,
        Category::Workflow,
        &[(secret.case, "@", place)],
    );
    karol.exchange(&there.house.office);
    let forged = there
        .sends_all(secret.case, Vec::new(), &here.card)
        .unwrap();
    let refused = here.answers(&forged, true, "");
    assert_eq!(refused.unwrap_err(), PartnerRefusal::NotTheirs);
}

/// What a file holds, as one who has its key reads it.
#[derive(Clone, Serialize, Deserialize)]
enum Content {
    Case(Passed),
}

#[derive(Clone, Serialize, Deserialize)]
struct Passed {
    centre: Uuid,
    hand_over: Uuid,
    at_ms: i64,
    case: Uuid,
    reason: String,
    header: Vec<(String, Vec<u8>)>,
    interviews: Vec<PassedInterview>,
    people: Vec<(Uuid, String)>,
}

#[derive(Clone, Serialize, Deserialize)]
struct PassedInterview {
    document: Uuid,
    changes: Vec<Vec<u8>>,
    attachments: Vec<Vec<u8>>,
}

#[test]
fn a_confirmed_centre_that_changes_what_it_passes_on_is_found_out_and_nothing_is_half_taken_in() {
    let (here, mut there) = both();
    let secret = [5; 32];
    let rogue = CentreCard {
        centre: Uuid::now_v7(),
        name: "Ośrodek pośredni".to_owned(),
        key: public_key(&secret),
    };
    assert_eq!(rogue.fingerprint(), fingerprint(rogue.centre, &rogue.key));
    here.knows(&rogue);
    there.knows(&rogue);
    let (mut ewa, told) = sealed(&here.house);
    let sent = here.sends(&told, &rogue).unwrap();
    let plain = open(&secret, &sent).unwrap().bytes;
    let Content::Case(mut passed) = packet::unpack(&plain, 64 * 1024 * 1024).unwrap();
    let claims_to_be_here = packed(&secret, &there.card, &passed);
    assert_eq!(
        there.answers(&claims_to_be_here, true, "").unwrap_err(),
        PartnerRefusal::UnknownSender
    );
    passed.centre = rogue.centre;
    let of_seal = |bytes: &Vec<u8>| {
        let opened = teren_ledger::Envelope::open(bytes.clone()).unwrap();
        opened.change.seal().unwrap().is_some()
    };
    let violence = [(told.document, "violence", json!(false))];
    let violence = ewa.write(told.case, told.document, Category::Violence, &violence);
    let late = [(told.document, "first_name", json!("Ktoś inny"))];
    let mut karol = worker_of(&there, "Karol Miejscowy");
    let in_his_name = karol.write(told.case, told.document, Category::Identity, &late);
    let other = |change: &dyn Fn(&mut PassedInterview)| {
        let mut passed = passed.clone();
        change(&mut passed.interviews[0]);
        packed(&secret, &there.card, &passed)
    };
    let tampered = [
        other(&|one| drop(one.changes.remove(1))),
        other(&|one| one.changes.retain(|bytes| !of_seal(bytes))),
        other(&|one| one.changes.push(violence.bytes.clone())),
        other(&|one| one.changes.push(in_his_name.bytes.clone())),
        other(&|one| one.attachments.push(b"%PDF-1.7 nienazwany".to_vec())),
        other(&|one| one.changes.push(b"to nie jest zmiana".to_vec())),
    ];
    for (number, file) in tampered.iter().enumerate() {
        let refused = there.answers(file, true, "");
        assert_eq!(refused.unwrap_err(), PartnerRefusal::Tampered, "{number}");
    }
    there.head.exchange(&there.house.office);
    assert!(
        !there.head.granted.contains_key(&told.case),
        "nothing is half taken in"
    );
    let whole = packed(&secret, &there.card, &passed);
    there.answers(&whole, true, "").unwrap();
    there.head.exchange(&there.house.office);
    assert!(there.head.granted.contains_key(&told.case));
}

fn packed(secret: &[u8; 32], to: &CentreCard, passed: &Passed) -> Vec<u8> {
    let plain = packet::pack(&Content::Case(passed.clone())).unwrap();
    seal(secret, &to.key, &plain).unwrap()
}
