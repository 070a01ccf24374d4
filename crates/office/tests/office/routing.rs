//! From the seal to the team's inbox.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::{Relation, Role, categories};
use teren_questionnaire::{Answers, Form, Record};
use uuid::Uuid;

use crate::support::{BENEFITS, House, SOCIAL_WORK, Seat, fates, house};

const FORM: &str = "part-i/2021-11-15";

pub struct Interview {
    pub case: Uuid,
    pub document: Uuid,
    form: Form,
    records: Vec<Record>,
}

/// A small interview whose plan of help has these words, in the tables they belong to.
pub fn interview(seat: &mut Seat, help: &[(&str, &str)], violence: bool) -> Interview {
    let case = seat.open_case("Wymyślony");
    interview_of(seat, case, help, violence)
}

/// The same of a case that is there already.
pub fn interview_of(
    seat: &mut Seat,
    case: Uuid,
    help: &[(&str, &str)],
    violence: bool,
) -> Interview {
    let document = Uuid::now_v7();
    let form = Form::part_i("2021-11-15").unwrap();
    let mut records = vec![Record::new(document, "interview", None, 0)];
    records[0].answers.insert("first_name".into(), json!("Jan"));
    records[0]
        .answers
        .insert("violence".into(), json!(violence));
    for (place, (kind, word)) in help.iter().enumerate() {
        let order = i32::try_from(place).unwrap();
        let mut row = Record::new(Uuid::now_v7(), kind, Some(document), order);
        row.answers.insert("row".into(), json!({"kind": word}));
        records.push(row);
    }
    for record in &records {
        let place = json!({"kind": record.kind, "parent": record.parent, "order": record.order});
        let structural = form.category_of(&record.kind, "@").unwrap();
        seat.write(case, document, structural, &[(record.id, "@", place)]);
        for (field, value) in &record.answers {
            let category = form.category_of(&record.kind, field).unwrap();
            seat.write(
                case,
                document,
                category,
                &[(record.id, field, value.clone())],
            );
        }
    }
    Interview {
        case,
        document,
        form,
        records,
    }
}

impl Interview {
    fn contents(&self, seat: &Seat) -> Vec<(Category, Vec<u8>)> {
        let answers = Answers::new(self.records.clone());
        let held = seat
            .streams
            .keys()
            .filter(|stream| stream.document == self.document);
        held.filter_map(|stream| Category::from_number(stream.category))
            .filter(|category| *category != Category::Workflow)
            .map(|category| (category, self.form.canonical(&answers, category)))
            .collect()
    }

    pub fn approve(&self, seat: &mut Seat) {
        let contents = self.contents(seat);
        seat.seal(self.case, self.document, FORM, &contents);
    }
}

pub fn teams(seat: &Seat, case: Uuid) -> Vec<String> {
    let routes = seat.rows(case, "route").into_iter();
    let mut teams: Vec<String> = routes
        .map(|route| route["team"].as_str().unwrap().to_owned())
        .collect();
    teams.sort();
    teams
}

pub fn member(house: &House, name: &str, role: Role, team: &str) -> Seat {
    let person = house.person(name, &[role], &[team]);
    house.seat(person)
}

/// An interview with one benefit in its plan, approved by its worker and accepted: case and document.
pub fn approved(house: &House, seat: &mut Seat) -> (Uuid, Uuid) {
    let interview = interview(seat, &[("help_money", "zasiłek celowy")], false);
    interview.approve(seat);
    seat.exchange(&house.office);
    (interview.case, interview.document)
}

#[test]
fn an_approved_interview_gets_a_receipt_and_comes_to_the_teams_with_a_reason() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut zofia = member(&house, "Zofia Rozmowna", Role::SocialWorkTeam, SOCIAL_WORK);
    let interview = interview(
        &mut ewa,
        &[
            ("help_money", "zasiłek celowy"),
            ("help_social_work", "praca socjalna"),
        ],
        false,
    );
    let case = interview.case;
    ewa.exchange(&house.office);
    pawel.exchange(&house.office);
    assert!(
        !pawel.granted.contains_key(&case),
        "not before it is approved"
    );
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    let receipts = ewa.rows(case, "receipt");
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0]["number"], "W-2026-000001");
    assert_eq!(receipts[0]["document"], json!(interview.document));
    assert_eq!(teams(&ewa, case), [SOCIAL_WORK, BENEFITS]);
    pawel.exchange(&house.office);
    let held: Vec<u8> = categories(Role::BenefitsTeam, Relation::Team)
        .into_iter()
        .map(Category::number)
        .collect();
    assert_eq!(pawel.granted[&case], held);
    assert!(teams(&pawel, case).contains(&BENEFITS.to_owned()));
    for route in pawel.rows(case, "route") {
        assert!(!route["because"].as_str().unwrap().is_empty());
        assert!(!route["basis"].as_str().unwrap().contains("seed"));
    }
    zofia.exchange(&house.office);
    assert!(zofia.granted.contains_key(&case));
}

#[test]
fn a_reason_that_speaks_of_violence_stays_with_those_who_may_know() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut zofia = member(&house, "Zofia Rozmowna", Role::SocialWorkTeam, SOCIAL_WORK);
    let anna = house.person("Anna Kierownicka", &[Role::Head], &[]);
    let mut anna = house.seat(anna);
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], true);
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    let case = interview.case;
    for seat in [&mut pawel, &mut zofia, &mut anna] {
        seat.exchange(&house.office);
    }
    assert_eq!(teams(&pawel, case), [BENEFITS]);
    let all = ["kierownik", SOCIAL_WORK, BENEFITS];
    assert_eq!(teams(&zofia, case), all);
    assert_eq!(teams(&anna, case), all);
    let text = serde_json::to_string(&pawel.rows(case, "route")).unwrap();
    assert!(!text.contains("przemoc"), "{text}");
}

#[test]
fn a_seal_sent_again_gives_no_second_receipt() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    let request = ewa.request();
    for _ in 0..3 {
        ewa.send(&house.office, &request).unwrap();
    }
    ewa.exchange(&house.office);
    assert_eq!(ewa.rows(interview.case, "receipt").len(), 1);
    assert_eq!(ewa.rows(interview.case, "route").len(), 1);
}

#[test]
fn a_seal_over_other_content_gives_no_receipt() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    let mut contents = interview.contents(&ewa);
    contents[0].1.push(b' ');
    ewa.seal(interview.case, interview.document, FORM, &contents);
    let responses = ewa.exchange(&house.office);
    assert!(fates(&responses[0]).iter().all(|fate| fate == "accepted"));
    assert!(ewa.rows(interview.case, "receipt").is_empty());
    assert!(ewa.rows(interview.case, "route").is_empty());
    let refused = ewa.rows(interview.case, "refused_seal");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["fault"], "mismatch");
    assert_eq!(refused[0]["author"], json!(ewa.person));
}

#[test]
fn a_second_seal_gets_no_second_receipt_and_its_author_hears_of_it() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    ewa.exchange(&house.office);
    assert_eq!(ewa.rows(interview.case, "receipt").len(), 1);
    assert_eq!(ewa.rows(interview.case, "route").len(), 1);
    let refused = ewa.rows(interview.case, "refused_seal");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["fault"], "second");
}

#[test]
fn an_act_that_comes_before_its_case_waits_for_it() {
    let house = house();
    let ewa = house.worker("Ewa Terenowska");
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    let case = halina.open_case("Wymyślony");
    let assign = json!({"act": "assign_visit", "case": case, "worker": ewa.person});
    let asked = teren_ledger::wire::Act {
        id: Uuid::now_v7(),
        body: serde_json::to_vec(&assign).unwrap(),
    };
    let early = teren_ledger::wire::Request {
        acts: vec![asked.clone()],
        changes: Vec::new(),
        ..halina.request()
    };
    let heard = halina.send(&house.office, &early).unwrap();
    assert!(heard.acts.is_empty());
    assert_eq!(heard.waiting, [asked.id], "she is told what it waits for");
    assert!(halina.ask(&house.office, asked.id, &assign).accepted);
}

#[test]
fn a_seal_whose_content_comes_in_pieces_waits_for_the_last_one() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    // The seal and everything but the plan of help first: the other streams do not wait for it.
    let help = Category::HelpPlan.number();
    let (plan, others): (Vec<Vec<u8>>, Vec<Vec<u8>>) = std::mem::take(&mut ewa.unsent)
        .into_iter()
        .partition(|bytes| {
            let envelope = teren_ledger::Envelope::open(bytes.clone()).unwrap();
            envelope.change.stream.category == help
        });
    assert!(!plan.is_empty());
    ewa.unsent = others;
    ewa.exchange(&house.office);
    assert!(ewa.rows(interview.case, "receipt").is_empty());
    ewa.unsent = plan;
    ewa.exchange(&house.office);
    assert_eq!(ewa.rows(interview.case, "receipt").len(), 1);
}

#[test]
fn an_edit_after_the_seal_is_kept_beside_it_whichever_comes_first() {
    for edit_first in [true, false] {
        let house = house();
        let mut ewa = house.worker("Ewa Terenowska");
        let mut marek = house.worker("Marek Obchodowicz");
        let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
        let mut halina = house.seat(halina);
        let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
        ewa.exchange(&house.office);
        halina.exchange(&house.office);
        let assign = json!({"act": "assign_visit", "case": interview.case, "worker": marek.person});
        assert!(halina.ask(&house.office, Uuid::now_v7(), &assign).accepted);
        marek.exchange(&house.office);
        let answer: (Uuid, &str, Value) = (interview.document, "first_name", json!("Piotr"));
        marek.write(
            interview.case,
            interview.document,
            Category::Identity,
            &[answer],
        );
        interview.approve(&mut ewa);
        let fate = if edit_first {
            let fate = fates(&marek.exchange(&house.office)[0]);
            ewa.exchange(&house.office);
            fate
        } else {
            ewa.exchange(&house.office);
            fates(&marek.exchange(&house.office)[0])
        };
        assert_eq!(fate, [if edit_first { "accepted" } else { "late" }]);
        ewa.exchange(&house.office);
        assert_eq!(ewa.rows(interview.case, "receipt").len(), 1, "{edit_first}");
        house.office.verify(crate::support::NOW).unwrap();
    }
}

#[test]
fn only_who_answers_for_the_diagnosis_approves() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    pawel.exchange(&house.office);
    pawel.seal(interview.case, interview.document, FORM, &[]);
    assert_eq!(fates(&pawel.round(&house.office)), ["NoRight"]);
}

/// A document in a form, with one answer of the family's plan.
fn begun(seat: &mut Seat, case: Uuid, form: &str) -> Uuid {
    let document = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0, "form": form});
    seat.write(case, document, Category::Workflow, &[(document, "@", root)]);
    let goal = (document, "family_plan_main_goal", json!("spokojny dom"));
    seat.write(case, document, Category::FamilyPlan, &[goal]);
    document
}

#[test]
fn an_asystent_approves_the_familys_plan_and_no_interview_not_even_by_calling_it_a_plan() {
    const PLAN: &str = "family-plan/2021-11-15";
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let beata = house.person("Beata Wspierająca", &[Role::FamilyAssistant], &[]);
    let mut beata = house.seat(beata);
    let anna = house.person("Anna Kierująca", &[Role::Head], &[]);
    let mut anna = house.seat(anna);
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    let case = interview.case;
    let assistance = Uuid::now_v7();
    let place = json!({"kind": "assistance", "parent": case, "order": 0});
    let asked = json!({"obligatory": false, "by": ewa.person, "at_ms": 1});
    let consent = json!({"given": true, "on": "2026-11-02", "by": ewa.person, "at_ms": 1});
    ewa.write(
        case,
        case,
        Category::FamilyPlan,
        &[
            (assistance, "@", place),
            (assistance, "row", asked),
            (assistance, "consent", consent),
        ],
    );
    ewa.exchange(&house.office);
    anna.exchange(&house.office);
    let assign = json!({"act": "assign_assistant", "case": case, "assistance": assistance, "assistant": beata.person});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &assign).accepted);
    beata.exchange(&house.office);

    let plan = begun(&mut beata, case, PLAN);
    let form = teren_questionnaire::forms::load("family-plan", "2021-11-15").unwrap();
    let mut root = Record::new(plan, "interview", None, 0);
    let goal = json!("spokojny dom");
    root.answers.insert("family_plan_main_goal".into(), goal);
    let content = form.canonical(&Answers::new(vec![root]), Category::FamilyPlan);
    beata.seal(case, plan, PLAN, &[(Category::FamilyPlan, content)]);
    beata.exchange(&house.office);
    assert_eq!(beata.rows(case, "receipt").len(), 1, "hers to approve");
    assert!(beata.rows(case, "route").is_empty(), "it goes to no team");

    // An interview that she may not approve: as it is, said to be a plan, and made one first.
    let others = begun(&mut ewa, case, FORM);
    ewa.exchange(&house.office);
    beata.exchange(&house.office);
    for form in [FORM, PLAN] {
        beata.seal(case, others, form, &[]);
        assert_eq!(fates(&beata.round(&house.office)), ["NoRight"], "{form}");
        beata.unsent.clear();
    }
    let root = json!({"kind": "interview", "parent": null, "order": 0, "form": PLAN});
    beata.write(case, others, Category::Workflow, &[(others, "@", root)]);
    assert_eq!(fates(&beata.round(&house.office)), ["WrongCategory"]);
}

#[test]
fn the_first_member_who_takes_an_interview_has_it() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut iga = member(&house, "Iga Biurowska", Role::BenefitsTeam, BENEFITS);
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    let take = |team: &str, document: Uuid| json!({"act": "take", "case": interview.case, "document": document, "team": team});
    let first = Uuid::now_v7();
    let table = [
        (true, first, take(BENEFITS, interview.document), true, "by"),
        (true, first, take(BENEFITS, interview.document), true, "by"),
        (
            false,
            Uuid::now_v7(),
            take(BENEFITS, interview.document),
            false,
            "already_taken",
        ),
        (
            true,
            Uuid::now_v7(),
            take(BENEFITS, interview.document),
            true,
            "by",
        ),
        (
            true,
            Uuid::now_v7(),
            take(SOCIAL_WORK, interview.document),
            false,
            "not_allowed",
        ),
        (
            true,
            Uuid::now_v7(),
            take(BENEFITS, Uuid::now_v7()),
            false,
            "unknown",
        ),
        (
            true,
            Uuid::now_v7(),
            json!({"act": "dance"}),
            false,
            "malformed",
        ),
    ];
    for (by_pawel, id, act, accepted, word) in table {
        let seat = if by_pawel { &mut pawel } else { &mut iga };
        let answer = seat.ask(&house.office, id, &act);
        let body = String::from_utf8(answer.body).unwrap();
        assert!(
            answer.accepted == accepted && body.contains(word),
            "{act} {body}"
        );
    }
    ewa.exchange(&house.office);
    let taken = ewa.values(interview.case, "taken");
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].1["by"], json!(pawel.person));
}

#[test]
fn a_visit_is_given_by_who_may_give_it_and_has_its_term() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    let case = halina.open_case("Wymyślony");
    let report = Uuid::now_v7();
    let place = json!({"kind": "report", "parent": case, "order": 0});
    halina.write(
        case,
        case,
        Category::Workflow,
        &[
            (report, "@", place),
            (report, "received", json!("2026-12-21T10:00")),
            (report, "urgent", json!(true)),
        ],
    );
    let assign = |worker: Uuid| json!({"act": "assign_visit", "case": case, "worker": worker});
    halina.exchange(&house.office);
    let own = halina.person;
    for (worker, accepted) in [
        (ewa.person, true),
        (ewa.person, true),
        (own, false),
        (Uuid::now_v7(), false),
    ] {
        let answer = halina.ask(&house.office, Uuid::now_v7(), &assign(worker));
        assert_eq!(answer.accepted, accepted);
    }
    assert!(
        !ewa.ask(&house.office, Uuid::now_v7(), &assign(ewa.person))
            .accepted
    );
    ewa.exchange(&house.office);
    let visits = ewa.rows(case, "visit");
    assert_eq!(visits.len(), 1);
    // Two working days from Monday 21 December.
    assert_eq!(visits[0]["due"], "2026-12-23");
}

#[test]
fn a_team_gets_the_interview_routed_to_it_and_no_other_of_the_family() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let first = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    let case = first.case;
    first.approve(&mut ewa);
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    let other = Uuid::now_v7();
    ewa.write(case, other, Category::Workflow, &[(other, "@", root)]);
    let name = [(other, "first_name", json!("Jan"))];
    ewa.write(case, other, Category::Identity, &name);
    ewa.exchange(&house.office);
    pawel.exchange(&house.office);
    let documents = |seat: &Seat| -> std::collections::BTreeSet<Uuid> {
        let streams = seat.streams.keys().filter(|stream| stream.case == case);
        streams.map(|stream| stream.document).collect()
    };
    assert_eq!(documents(&pawel), [case, first.document].into());
    // Nor may he write into it, in a category he may write in the other.
    pawel.write(case, other, Category::Income, &[(other, "x", json!(1))]);
    assert_eq!(fates(&pawel.round(&house.office)), ["NoRight"]);
    pawel.streams.retain(|stream, _| stream.document != other);
    let take = json!({"act": "take", "case": case, "document": first.document, "team": BENEFITS});
    assert!(pawel.ask(&house.office, Uuid::now_v7(), &take).accepted);
    let phone = [(other, "first_name", json!("Piotr"))];
    ewa.write(case, other, Category::Identity, &phone);
    ewa.exchange(&house.office);
    pawel.exchange(&house.office);
    assert_eq!(documents(&pawel), [case, first.document].into());
}
