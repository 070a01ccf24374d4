//! Sent back with questions, put right as a new version, sent on: nothing approved is ever opened again.

use std::time::Duration;

use serde_json::json;
use teren_app::contract::TimelineWhat::{
    self, CorrectionStarted, PlanApprovalTakenBack, PlanApproved, ReturnTakenBack, Returned,
    Started,
};
use teren_app::contract::{
    ActOutcome, ChangedHow, FieldKey, InterviewBox, PinInput, StandingView, StatementInput,
    StatementOutcome, SygnaturaVerdict, VersionCause,
};
use teren_domain::Category;
use teren_domain::structure::HEAD;
use teren_ledger::Envelope;
use uuid::Uuid;

use crate::world::{BENEFITS, Laptop, SOCIAL_WORK, World, documents, refusal};

fn pin(document: Uuid, field: &str, question: &str) -> PinInput {
    PinInput {
        at: FieldKey {
            record: document,
            field: field.to_owned(),
        },
        question: question.to_owned(),
    }
}

/// Ewa's approved interview, accepted by the office; with violence in it where the story needs a second team.
fn accepted(world: &mut World, violence: bool) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    if violence {
        ewa.answer(document, "violence", true);
        ewa.answer(document, "violence_by", "zięć, po alkoholu");
    }
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    (case, document)
}

/// Paweł of the benefits team sends it back with one question at the telephone number.
fn sent_back(world: &mut World, document: Uuid) -> StandingView {
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = pin(document, "phone", "Czy ten numer jest aktualny?");
    let standing = pawel.app.return_interview(document, BENEFITS, &[question]);
    pawel.exchange();
    standing.unwrap()
}

fn verdict(laptop: &Laptop, sygnatura: &str) -> SygnaturaVerdict {
    laptop.app.verify_sygnatura(sygnatura).unwrap().verdict
}

type Told = (TimelineWhat, String, Option<String>);

/// What the history of a case tells of these, newest first: what, who, and the words with it.
fn told(laptop: &Laptop, case: Uuid, of: impl Fn(TimelineWhat) -> bool) -> Vec<Told> {
    let entries = laptop.app.timeline(case).unwrap().entries.into_iter();
    let entries = entries.filter(|entry| of(entry.what));
    entries
        .map(|entry| (entry.what, entry.by, entry.detail))
        .collect()
}

fn owned((what, by, words): (TimelineWhat, &str, Option<&str>)) -> Told {
    (what, by.to_owned(), words.map(str::to_owned))
}

/// Sygnatura, number, and whether it counts, of every version that a laptop knows.
fn versions(laptop: &Laptop, document: Uuid) -> Vec<(u32, bool)> {
    let standing = laptop.app.standing(document).unwrap();
    let versions = standing.versions.into_iter();
    versions.map(|one| (one.number, one.valid)).collect()
}

#[test]
fn a_question_is_answered_in_a_new_version_and_the_team_sees_just_the_differences() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let first = world.laptop("Ewa").interview(document).seal.unwrap();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    let questions = [
        pin(document, "phone", "Czy ten numer jest aktualny?"),
        pin(document, "diagnosis", "Skąd wiadomo o rodzinie za granicą?"),
    ];
    let standing = pawel.app.return_interview(document, BENEFITS, &questions);
    assert!(standing.unwrap().may_return.is_empty(), "once is enough");
    pawel.exchange();
    assert!(pawel.app.inbox().unwrap()[0].returned);

    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let item = ewa.app.overview().unwrap().interviews.remove(0);
    assert_eq!(item.r#box, Some(InterviewBox::Returned));
    let note = item.returned.unwrap();
    assert_eq!((note.round, note.questions), (1, 2));
    let view = ewa.app.start_correction(document, "").unwrap();
    let correction = view.document;
    assert_eq!(view.correction.unwrap().number, 1);
    assert_eq!(view.pins.len(), 2);
    assert!(!view.read_only && view.evaluation.complete);
    assert_eq!(
        ewa.app.start_correction(document, "").unwrap().document,
        correction,
        "the one in work is opened, no second one begun"
    );
    let boxes: Vec<_> = ewa.app.overview().unwrap().interviews;
    let in_box = |wanted: Uuid| {
        let mut found = boxes.iter().filter(|one| one.document == Some(wanted));
        found.next().unwrap().r#box
    };
    assert_eq!(in_box(correction), Some(InterviewBox::Returned));
    assert_eq!(in_box(document), Some(InterviewBox::Sent));
    assert_eq!(refusal(ewa.app.approve(correction)), "open-questions");
    let about_family = &view.pins[1];
    assert_eq!(about_family.section, "I");
    let told = ewa
        .app
        .answer_pin(correction, about_family.pin, "Z rozmowy z córką.");
    assert_eq!(told.unwrap()[1].answer, "Z rozmowy z córką.");
    assert_eq!(ewa.app.review(correction).unwrap().questions, 1);
    ewa.answer(correction, "phone", "600700800");
    assert_eq!(ewa.app.review(correction).unwrap().questions, 0);
    let second = ewa.app.approve(correction).unwrap();
    assert_ne!(first.sygnatura, second.sygnatura);
    ewa.exchange();
    ewa.exchange();
    let sent = ewa.app.overview().unwrap().interviews;
    assert!(sent.iter().all(|one| one.r#box == Some(InterviewBox::Sent)));
    assert_eq!(sent.iter().filter(|one| one.superseded).count(), 1);

    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let inbox = pawel.app.inbox().unwrap();
    assert_eq!(inbox.len(), 1, "the newer version in place of the older");
    assert_eq!((inbox[0].document, inbox[0].version), (correction, 2));
    assert!(!inbox[0].returned);
    assert_eq!(inbox[0].taken_by.as_deref(), Some("Paweł"), "still his");
    let changes = pawel.app.corrections(correction).unwrap();
    let changed: Vec<_> = changes
        .iter()
        .map(|one| (one.kind, one.field.as_str(), one.after.as_str()))
        .collect();
    assert_eq!(changed, [(ChangedHow::Answer, "phone", "600700800")]);
    let standing = pawel.app.standing(correction).unwrap();
    assert!(standing.returns[0].settled);
    assert_eq!(standing.returns[0].pins[1].answer, "Z rozmowy z córką.");
    assert_eq!(standing.versions[1].cause, VersionCause::Returned);
    for name in ["Ewa", "Paweł"] {
        let laptop = world.laptop(name);
        assert_eq!(versions(laptop, document), [(1, false), (2, true)]);
        for sygnatura in [&first.sygnatura, &second.sygnatura] {
            assert_eq!(verdict(laptop, sygnatura), SygnaturaVerdict::Matches);
        }
    }
}

#[test]
fn a_return_leaves_the_laptop_before_its_questions() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, false);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = pin(document, "phone", "Czy ten numer jest aktualny?");
    let returned = pawel.app.return_interview(document, BENEFITS, &[question]);
    assert!(returned.is_ok());
    let leaving = pawel.look(|store| store.unsent(usize::MAX).unwrap());
    let categories = leaving.into_iter().map(|change| {
        let stream = Envelope::open(change.bytes).unwrap().change.stream;
        Category::from_number(stream.category).unwrap()
    });
    let categories: Vec<Category> = categories.collect();
    assert_eq!(categories, [Category::Workflow, Category::Identity]);
    pawel.exchange();
}

#[test]
fn a_return_finds_the_worker_after_days_without_a_network() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, false);
    let ewa = world.laptop("Ewa");
    let own = ewa.app.start_correction(document, "Zły numer telefonu.");
    let correction = own.unwrap().document;
    ewa.answer(correction, "phone", "500600700");
    sent_back(&mut world, document);
    world.pass(Duration::from_secs(5 * 24 * 3600));
    let ewa = world.laptop("Ewa");
    let sealed = ewa.app.approve(correction).unwrap();
    ewa.exchange();
    let standing = ewa.app.standing(correction).unwrap();
    assert!(!standing.returns[0].settled, "she has not read it");
    assert_eq!(standing.versions[1].cause, VersionCause::OwnMistake);
    assert_eq!(standing.versions[1].reason, "Zły numer telefonu.");
    let boxes = ewa.app.overview().unwrap().interviews;
    let returned = boxes
        .iter()
        .find(|one| one.r#box == Some(InterviewBox::Returned));
    assert_eq!(returned.unwrap().document, Some(correction));
    let third = ewa.app.start_correction(correction, "").unwrap();
    assert!(third.pins[0].changed, "already put right in the second");
    ewa.app.approve(third.document).unwrap();
    ewa.exchange();
    assert_eq!(versions(ewa, document), [(1, false), (2, false), (3, true)]);
    assert_eq!(verdict(ewa, &sealed.sygnatura), SygnaturaVerdict::Matches);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(pawel.app.inbox().unwrap()[0].document, third.document);
}

#[test]
fn two_who_answer_one_question_apart_are_both_read_and_the_next_word_replaces_both() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    ewa.fill(document);
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    sent_back(&mut world, document);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "").unwrap().document;
    ewa.exchange();
    for (name, words) in [("Ewa", "Numer córki."), ("Marek", "Numer sąsiadki.")] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let asked = laptop.interview(correction).pins[0].pin;
        let pins = laptop.app.answer_pin(correction, asked, words).unwrap();
        assert!(pins[0].answers.is_empty(), "one answer is no dispute");
    }
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    let ewa = world.laptop("Ewa");
    let told = ewa.interview(correction).pins.remove(0);
    let mut words: Vec<_> = (told.answers.iter())
        .map(|one| (one.by.as_str(), one.text.as_str()))
        .collect();
    words.sort_unstable();
    assert_eq!(
        words,
        [("Ewa", "Numer córki."), ("Marek", "Numer sąsiadki.")]
    );
    let last = ewa
        .app
        .answer_pin(correction, told.pin, "Numer córki, sprawdzony.");
    assert!(last.unwrap()[0].answers.is_empty());
    ewa.exchange();
}

#[test]
fn the_head_approves_what_a_team_sends_back_at_the_same_time() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let anna = world.laptop("Anna");
    anna.exchange();
    assert_eq!(anna.app.plans().unwrap()[0].document, document);
    let plan = anna.app.approve_plan(document).unwrap().plan.unwrap();
    let a_minute = Duration::from_mins(1);
    assert_eq!(plan.approved_by.as_deref(), Some("Anna"));
    assert!(anna.app.plans().unwrap().is_empty());
    sent_back(&mut world, document);
    world.laptop("Anna").exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let standing = ewa.app.standing(document).unwrap();
    assert!(standing.plan.unwrap().approved_by.is_some(), "both stand");
    assert_eq!(standing.returns.len(), 1);
    let printed = ewa.app.sheet(document).unwrap();
    let printed = format!("{:?}", printed.sections);
    assert!(printed.contains("Plan pomocy zatwierdzony. Anna"));
    world.pass(a_minute);
    let ewa = world.laptop("Ewa");
    let view = ewa.app.start_correction(document, "").unwrap();
    let answer = ewa
        .app
        .answer_pin(view.document, view.pins[0].pin, "Tak, sprawdzony.");
    answer.unwrap();
    ewa.app.approve(view.document).unwrap();
    ewa.exchange();
    world.pass(a_minute);
    let anna = world.laptop("Anna");
    anna.exchange();
    let waiting = anna.app.plans().unwrap();
    assert_eq!(waiting.len(), 1, "a corrected plan is approved anew");
    assert_eq!((waiting[0].version, waiting[0].earlier), (2, Some(1)));
    anna.app.approve_plan(view.document).unwrap();
    world.pass(a_minute);
    let anna = world.laptop("Anna");
    let without_a_reason = anna.app.withdraw_plan_approval(view.document, " ");
    assert_eq!(refusal(without_a_reason), "invalid-input");
    let said = "Brak kwoty zasiłku w planie.";
    let taken_back = anna.app.withdraw_plan_approval(view.document, said);
    assert_eq!(taken_back.unwrap().plan.unwrap().approved_by, None);
    assert_eq!(anna.app.plans().unwrap().len(), 1);
    anna.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let told = told(ewa, case, |what: TimelineWhat| {
        matches!(
            what,
            CorrectionStarted | PlanApprovalTakenBack | PlanApproved | Started
        )
    });
    let expected = [
        (PlanApprovalTakenBack, "Anna", Some(said)),
        (PlanApproved, "Anna", None),
        (CorrectionStarted, "Ewa", None),
        (PlanApproved, "Anna", None),
        (Started, "Ewa", None),
    ];
    assert_eq!(told, expected.map(owned));
}

#[test]
fn the_head_sends_a_plan_back_like_any_team() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, false);
    let anna = world.laptop("Anna");
    anna.exchange();
    let standing = anna.app.standing(document).unwrap();
    assert!(standing.may_return.iter().any(|team| team.id == HEAD));
    let question = pin(document, "plan_place", "Proszę uzupełnić zakres pomocy.");
    anna.app
        .return_interview(document, HEAD, &[question])
        .unwrap();
    assert!(anna.app.plans().unwrap().is_empty(), "it waits for Ewa");
    anna.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let note = ewa.app.overview().unwrap().interviews.remove(0).returned;
    assert_eq!(note.unwrap().questions, 1);
    assert_eq!(refusal(ewa.app.approve_plan(document)), "not-allowed");
}

#[test]
fn of_two_approvals_made_apart_a_person_names_the_valid_one_and_takes_her_word_back() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    world.laptop("Ewa").fill(document);
    world.laptop("Ewa").exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    marek.answer(document, "phone", "222222222");
    let by_marek = marek.app.approve(document).unwrap();
    let ewa = world.laptop("Ewa");
    let by_ewa = ewa.app.approve(document).unwrap();
    let phone = ewa.reads(document, "phone");
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        let view = laptop.interview(document);
        assert_eq!(view.seal.unwrap().sygnatura, by_ewa.sygnatura, "{name}");
        assert!(view.conflicts.is_empty(), "{name}");
        assert_eq!(laptop.reads(document, "phone"), phone, "{name}");
    }
    let anna = world.laptop("Anna");
    anna.exchange();
    let standing = anna.app.standing(document).unwrap();
    assert!(standing.may_name);
    let approvals = &standing.versions[0].approvals;
    let of_marek = approvals
        .iter()
        .find(|one| one.sygnatura == by_marek.sygnatura);
    let of_marek = of_marek.unwrap().seal;
    assert_eq!(
        refusal(anna.app.name_valid(document, of_marek, " ")),
        "invalid-input"
    );
    let named = anna
        .app
        .name_valid(document, of_marek, "Marek był w domu później.")
        .unwrap();
    let word = named.named[0].id;
    for name in ["Anna", "Ewa", "Marek"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek", "Anna"] {
        let laptop = world.laptop(name);
        let view = laptop.interview(document);
        assert_eq!(view.seal.unwrap().sygnatura, by_marek.sygnatura, "{name}");
        assert!(view.status.accepted.is_some(), "{name}: it has its receipt");
        assert_eq!(laptop.reads(document, "phone"), "222222222", "{name}");
        for sygnatura in [&by_ewa.sygnatura, &by_marek.sygnatura] {
            assert_eq!(verdict(laptop, sygnatura), SygnaturaVerdict::Matches);
        }
    }
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(pawel.app.inbox().unwrap().len(), 1);
    let anna = world.laptop("Anna");
    anna.app
        .withdraw_valid(document, word, "Ewa była w domu ostatnia.")
        .unwrap();
    for name in ["Anna", "Ewa", "Marek"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek", "Anna"] {
        let laptop = world.laptop(name);
        let view = laptop.interview(document);
        assert_eq!(view.seal.unwrap().sygnatura, by_ewa.sygnatura, "{name}");
        assert_eq!(laptop.reads(document, "phone"), phone, "{name}");
    }
}

#[test]
fn an_update_starts_from_the_version_that_counts() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let ewa = world.laptop("Ewa");
    let reason = ewa.app.start_correction(document, "");
    assert_eq!(refusal(reason), "invalid-input", "without a return: why?");
    let correction = ewa.app.start_correction(document, "Zły numer telefonu.");
    let correction = correction.unwrap().document;
    ewa.answer(correction, "phone", "600700800");
    ewa.app.approve(correction).unwrap();
    let again = ewa.app.start_correction(document, "I zła poczta.").unwrap();
    assert_eq!(again.correction.unwrap().document, correction);
    ewa.app.approve(again.document).unwrap();
    let update = ewa.app.start_interview(case, Some("update")).unwrap();
    assert_eq!(update.update.unwrap().based_on, again.document);
    assert_eq!(ewa.reads(update.document, "phone"), "600700800");
    ewa.exchange();
}

#[test]
fn a_question_reaches_only_those_who_may_read_its_answer() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, true);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let questions = [
        pin(document, "violence_by", "Od kiedy zięć mieszka z rodziną?"),
        pin(document, "health_problems", "Czy jest karta leczenia?"),
        pin(document, "diagnosis", "Czy była rozmowa z sąsiadką?"),
    ];
    zofia
        .app
        .return_interview(document, SOCIAL_WORK, &questions)
        .unwrap();
    zofia.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let seen = pawel.app.standing(document).unwrap();
    let asked: Vec<&str> = seen.returns[0]
        .pins
        .iter()
        .map(|pin| pin.question.as_str())
        .collect();
    assert_eq!(asked, ["Czy była rozmowa z sąsiadką?"]);
    let (categories, text) = pawel.look(|store| {
        let (mut categories, mut text) = (Vec::new(), String::new());
        for document in documents(store) {
            let state = store.document(document).unwrap();
            categories.extend(state.streams.keys().copied());
            for answer in state.answers() {
                let values = answer.values.iter();
                text.extend(
                    values.map(|value| String::from_utf8_lossy(&value.value.value).into_owned()),
                );
            }
        }
        (categories, text)
    });
    assert!(!categories.contains(&Category::Health.number()));
    assert!(!text.contains("zięć") && !text.contains("karta leczenia"));
    let out_of_reach = pin(document, "health_problems", "A co z lekami?");
    assert_eq!(
        refusal(
            world
                .laptop("Paweł")
                .app
                .return_interview(document, BENEFITS, &[out_of_reach])
        ),
        "not-allowed"
    );
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.start_correction(document, "").unwrap();
    assert_eq!(view.pins.len(), 3, "the worker sees each");
    ewa.exchange();
}

#[test]
fn who_does_not_have_it_in_the_inbox_sends_nothing_back_and_a_return_can_be_taken_back() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let question = || [pin(document, "phone", "Czy aktualny?")];
    let ewa = world.laptop("Ewa");
    assert_eq!(
        refusal(ewa.app.return_interview(document, BENEFITS, &question())),
        "not-allowed"
    );
    let returned = sent_back(&mut world, document).returns[0].id;
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let said = "Numer jest w aktach.";
    assert_eq!(
        refusal(ewa.app.withdraw_return(document, returned, said)),
        "not-allowed"
    );
    world.pass(Duration::from_mins(1));
    let piotr = world.laptop("Piotr");
    piotr.exchange();
    assert!(piotr.app.inbox().unwrap()[0].returned);
    assert_eq!(
        refusal(piotr.app.withdraw_return(document, returned, " ")),
        "invalid-input"
    );
    let standing = piotr.app.withdraw_return(document, returned, said).unwrap();
    assert!(!standing.returned && !standing.returns[0].may_withdraw);
    piotr.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let kept = ewa.app.standing(document).unwrap().returns.remove(0);
    assert_eq!(kept.pins[0].question, "Czy ten numer jest aktualny?");
    let taken_back = kept.taken_back.unwrap();
    assert_eq!(
        (taken_back.by.as_str(), taken_back.reason.as_str()),
        ("Piotr", said)
    );
    let of_returns = |what| matches!(what, ReturnTakenBack | Returned);
    let expected = [
        (ReturnTakenBack, "Piotr", Some(said)),
        (Returned, "Paweł", None),
    ];
    assert_eq!(told(ewa, case, of_returns), expected.map(owned));
    assert_eq!(
        ewa.app.overview().unwrap().interviews[0].r#box,
        Some(InterviewBox::Sent)
    );
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert!(!pawel.app.inbox().unwrap()[0].returned);
}

#[test]
fn who_wrote_the_interview_does_not_take_back_her_colleagues_questions_to_it() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, true);
    let ewa = world.person("Ewa");
    let anna = world.laptop("Anna");
    anna.exchange();
    let said = anna.app.place_member(ewa, &[SOCIAL_WORK.to_owned()]);
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let question = pin(document, "diagnosis", "Czy była rozmowa z sąsiadką?");
    let sent = zofia
        .app
        .return_interview(document, SOCIAL_WORK, &[question]);
    let returned = sent.unwrap().returns[0].id;
    zofia.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let inbox = ewa.app.inbox().unwrap();
    assert_eq!(inbox.len(), 1, "she sits in the team herself");
    let seen = ewa.app.standing(document).unwrap().returns.remove(0);
    assert!(!seen.may_withdraw);
    let refused = ewa.app.withdraw_return(document, returned, "Nie trzeba.");
    assert_eq!(refusal(refused), "not-allowed");
    let anna = world.laptop("Anna");
    anna.exchange();
    let by_the_head = anna.app.withdraw_return(document, returned, "Wyjaśnione.");
    assert!(by_the_head.unwrap().returns[0].taken_back.is_some());
    anna.exchange();
}

#[test]
fn what_became_of_the_clients_statement_is_written_down_for_each_version() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, false);
    let ewa = world.laptop("Ewa");
    let missing = |laptop: &Laptop| laptop.app.overview().unwrap().interviews[0].statement_missing;
    assert!(missing(ewa));
    let given = |outcome, note: &str| StatementInput {
        outcome,
        on: "2026-11-02".to_owned(),
        note: note.to_owned(),
    };
    let refused = given(StatementOutcome::Refused, "Córka odradziła podpis.");
    ewa.app.record_statement(document, &refused).unwrap();
    let noted = given(StatementOutcome::HealthForbids, "Złamana ręka.");
    let standing = ewa.app.record_statement(document, &noted).unwrap();
    let statement = standing.statement.unwrap();
    assert_eq!(statement.outcome, StatementOutcome::HealthForbids);
    assert!(!missing(ewa));
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let seen = pawel.app.standing(document).unwrap().statement.unwrap();
    assert_eq!(
        (seen.outcome, seen.note.as_str()),
        (StatementOutcome::HealthForbids, ""),
        "the team learns what became of it, not the worker's words"
    );
    assert_eq!(
        refusal(pawel.app.record_statement(document, &refused)),
        "not-allowed"
    );
    let ewa = world.laptop("Ewa");
    let again = ewa.app.start_correction(document, "Zły telefon.").unwrap();
    assert!(!missing(ewa));
    ewa.app.approve(again.document).unwrap();
    let standing = ewa.app.standing(again.document).unwrap();
    assert!(standing.statement_missing, "a new sygnatura, a new paper");
    assert_eq!(json!(standing.statement), json!(null));
    ewa.exchange();
}
