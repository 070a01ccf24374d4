//! The terms of a case: what runs for whom, what ended it, and what comes up in the nearest days.

use std::time::Duration;

use teren_app::contract::{
    AddressInput, AgendaView, CaseTermsView, HelpEndInput, ReminderView, ReportInput, RulingInput,
    RunningHelpView, TermClock, TimelineWhat,
};
use uuid::Uuid;

use crate::world::{Laptop, World, refusal, report};

/// A man without income, found unable to work; his plan holds zasiłek stały.
const FAMILY: &str = include_str!("../fixtures/cases/02-zasilek-staly.json");
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

type Line<'a> = (TermClock, &'a str, i64);

fn lines(reminders: &[ReminderView]) -> Vec<Line<'_>> {
    (reminders.iter())
        .map(|one| (one.clock, one.due.as_str(), one.days_left))
        .collect()
}

fn running(laptop: &Laptop, case: Uuid) -> CaseTermsView {
    laptop.app.case_terms(case).unwrap()
}

/// Ewa's interview with a man who waits for a ruling since October, approved on 12 November.
fn waiting_for_a_ruling(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    world.pass(10 * DAY);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_with(document, FAMILY);
    ewa.answer(document, "report_date", "2026-11-02");
    ewa.answer(document, "interview_date", "2026-11-12");
    ewa.answer(document, "ruling_awaited", true);
    ewa.answer(document, "ruling_applied_on", "2026-10-05");
    ewa.app.approve(document).unwrap();
    (case, document)
}

fn ruling(received: Option<&str>, delivered: Option<&str>) -> RulingInput {
    RulingInput {
        received_on: received.map(str::to_owned),
        delivered_on: delivered.map(str::to_owned),
    }
}

fn named(agenda: &AgendaView) -> [Vec<(TermClock, i64)>; 3] {
    [&agenda.late, &agenda.today, &agenda.soon].map(|lines| {
        let lines = lines.iter();
        lines
            .map(|line| (line.term.clock, line.term.days_left))
            .collect()
    })
}

#[test]
fn a_worker_sees_the_term_of_her_visit_come_nearer_and_pass_and_nobody_else_does() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let clock = TermClock::Interview;
    let table = [
        (13, [vec![], vec![], vec![]]),
        (1, [vec![], vec![], vec![(clock, 7)]]),
        (7, [vec![], vec![(clock, 0)], vec![]]),
        (2, [vec![(clock, -2)], vec![], vec![]]),
    ];
    for (days, expected) in table {
        world.pass(days * DAY);
        let ewa = world.laptop("Ewa");
        ewa.exchange();
        assert_eq!(named(&ewa.app.agenda(false).unwrap()), expected);
        let visit = &ewa.app.overview().unwrap().visits[0];
        let soonest = visit.soonest.as_ref().unwrap();
        assert_eq!(soonest.due, "2026-11-23", "the law's day does not move");
    }
    let ewa = world.laptop("Ewa");
    assert_eq!(
        lines(&running(ewa, case).running),
        [(clock, "2026-11-23", -2)]
    );
    let anna = world.laptop("Anna");
    anna.exchange();
    assert_eq!(
        anna.app.agenda(true).unwrap().late[0].name,
        "Nibylska Leokadia"
    );
    let none = [vec![], vec![], vec![]];
    let own = anna.app.agenda(false).unwrap();
    assert_eq!(named(&own), none, "nothing lies in the head's own inbox");
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(named(&marek.app.agenda(false).unwrap()), none);
    assert_eq!(refusal(marek.app.agenda(true)), "not-allowed");
}

#[test]
fn an_approved_interview_ends_its_term_and_starts_those_that_follow_from_it() {
    let mut world = World::konstancin();
    let (case, _) = waiting_for_a_ruling(&mut world);
    let ewa = world.laptop("Ewa");
    let terms = running(ewa, case);
    assert_eq!(
        lines(&terms.running),
        [
            (TermClock::Update, "2027-05-12", 181),
            (TermClock::RulingLimit, "2029-11-02", 1086),
        ]
    );
    let ended = &terms.ended[0];
    let end = ended.ended.as_ref().unwrap();
    assert_eq!(
        (ended.clock, end.on.as_str(), end.kept),
        (TermClock::Interview, "2026-11-12", Some(true))
    );
    assert_eq!(end.by, "Wywiad przeprowadzono 12.11.2026.");
    assert_eq!(terms.withheld, Vec::<String>::new());
    let overview = ewa.app.overview().unwrap();
    let soonest = overview.interviews[0].soonest.as_ref().unwrap();
    assert_eq!(
        (soonest.clock, soonest.due.as_str()),
        (TermClock::Update, "2027-05-12")
    );
    ewa.exchange();
}

#[test]
fn a_ruling_brought_to_the_team_ends_its_terms_on_every_seat_that_may_know() {
    let mut world = World::konstancin();
    let (case, _) = waiting_for_a_ruling(&mut world);
    world.laptop("Ewa").exchange();
    world.pass(3 * DAY);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert!(running(pawel, case).may_record_ruling);
    assert_eq!(
        pawel.app.inbox().unwrap()[0]
            .soonest
            .as_ref()
            .unwrap()
            .clock,
        TermClock::Update
    );
    let record = |given| pawel.app.record_ruling(case, &given);
    assert_eq!(
        refusal(record(ruling(Some("2026-12-01"), None))),
        "invalid-input",
        "a day to come"
    );
    assert_eq!(
        refusal(record(ruling(Some("2026-11-14"), Some("2026-11-13")))),
        "invalid-input",
        "brought before it was there"
    );
    let received = record(ruling(Some("2026-11-13"), None)).unwrap();
    assert_eq!(
        lines(&received.running)[0],
        (TermClock::RulingDelivery, "2027-01-12", 58)
    );
    assert_eq!(received.ended[0].clock, TermClock::RulingLimit);
    let brought = record(ruling(Some("2026-11-13"), Some("2026-11-15"))).unwrap();
    assert!(
        (brought.running.iter()).all(|one| one.clock == TermClock::Update),
        "{brought:?}"
    );
    pawel.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let seen = running(ewa, case);
    let delivery = (seen.ended.iter()).find(|one| one.clock == TermClock::RulingDelivery);
    let end = delivery.unwrap().ended.as_ref().unwrap();
    assert_eq!(
        (end.by.as_str(), end.kept),
        ("Orzeczenie doręczono do ośrodka 15.11.2026.", Some(true))
    );
    assert_eq!(seen.ruling.unwrap().by, "Paweł");
    // Taken back, it runs again.
    ewa.app.record_ruling(case, &ruling(None, None)).unwrap();
    let told = ewa.app.timeline(case).unwrap().entries.into_iter();
    let told = told.filter(|entry| {
        use TimelineWhat::{RulingRecorded, RulingTakenBack};
        matches!(entry.what, RulingRecorded | RulingTakenBack)
    });
    let told: Vec<_> = told
        .map(|entry| (entry.what, entry.by, entry.detail))
        .collect();
    let days = "osoba otrzymała je 13.11.2026, ośrodek dostał je 15.11.2026";
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.contains(&(TimelineWhat::RulingTakenBack, "Ewa".to_owned(), None)));
    let recorded = (
        TimelineWhat::RulingRecorded,
        "Paweł".to_owned(),
        Some(days.to_owned()),
    );
    assert!(told.contains(&recorded), "{told:?}");
    let again = running(ewa, case);
    assert!(again.ruling.is_none());
    assert!((again.running.iter()).any(|one| one.clock == TermClock::RulingLimit));
    ewa.exchange();
}

#[test]
fn a_seat_without_the_interview_knows_by_its_receipt_that_it_was_held_and_is_told_what_it_cannot_see()
 {
    let mut world = World::konstancin();
    let (case, document) = waiting_for_a_ruling(&mut world);
    let halina = world.laptop("Halina");
    halina.exchange();
    let before = running(halina, case);
    assert_eq!(before.running[0].clock, TermClock::Interview);
    world.laptop("Ewa").exchange();
    let halina = world.laptop("Halina");
    halina.exchange();
    assert!(halina.app.open_interview(document).is_err());
    let terms = running(halina, case);
    assert_eq!(lines(&terms.running), []);
    assert_eq!(
        lines(&terms.ended),
        [(TermClock::Interview, "2026-11-23", 11)]
    );
    let on = &terms.ended[0].ended.as_ref().unwrap().on;
    assert_eq!(on, "2026-11-12");
    assert!(
        terms.withheld.contains(&"plan pomocy".to_owned()),
        "{:?}",
        terms.withheld
    );
    let found = halina.app.overview().unwrap();
    let all = found.visits.iter().chain(&found.interviews);
    let mut hers = all.filter(|one| one.case == case);
    assert!(hers.all(|one| one.soonest.is_none() && one.terms_withheld));
}

#[test]
fn who_takes_no_part_in_the_proceeding_learns_nothing_of_the_ruling_and_is_told_so() {
    let mut world = World::konstancin();
    let (case, _) = waiting_for_a_ruling(&mut world);
    world.laptop("Ewa").exchange();
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let terms = running(zofia, case);
    assert_eq!(
        lines(&terms.running),
        [(TermClock::Update, "2027-05-12", 181)]
    );
    assert!(
        terms
            .withheld
            .contains(&"postępowanie i decyzje".to_owned())
    );
    assert!(!terms.may_record_ruling);
    assert_eq!(
        refusal(
            zofia
                .app
                .record_ruling(case, &ruling(Some("2026-11-10"), None))
        ),
        "not-allowed"
    );
}

/// The end of help planned on 12 November.
fn ended(help: &[&str], on: Option<&str>, reason: Option<&str>) -> HelpEndInput {
    let spell = |help: &&str| RunningHelpView {
        help: (*help).to_owned(),
        since: "2026-11-12".to_owned(),
    };
    HelpEndInput {
        help: help.iter().map(spell).collect(),
        on: on.map(str::to_owned),
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn help_that_ended_reminds_nobody_any_more_until_that_is_taken_back() {
    const STALY: &str = "zasiłek stały";
    let mut world = World::konstancin();
    let (case, document) = waiting_for_a_ruling(&mut world);
    world.laptop("Ewa").exchange();
    world.pass(10 * DAY);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let terms = running(pawel, case);
    let offered: Vec<&str> = terms.help.iter().map(|one| one.help.as_str()).collect();
    assert_eq!(offered, [STALY]);
    assert_eq!(terms.help[0].since, "2026-11-12");
    let reasons: Vec<&str> = (terms.end_reasons.iter())
        .map(|one| one.id.as_str())
        .collect();
    assert!(reasons.contains(&"revoked"), "{reasons:?}");

    let end = |given| pawel.app.end_help(case, &given);
    let died = Some("died");
    let table = [
        (
            "nobody's death is told ahead",
            ended(&[STALY], Some("2026-11-23"), died),
        ),
        (
            "help of another plan",
            HelpEndInput {
                help: vec![RunningHelpView {
                    help: STALY.to_owned(),
                    since: "2026-11-11".to_owned(),
                }],
                ..ended(&[], Some("2026-11-20"), died)
            },
        ),
        (
            "before it was planned",
            ended(&[STALY], Some("2026-11-11"), died),
        ),
        (
            "no such reason",
            ended(&[STALY], Some("2026-11-20"), Some("nuda")),
        ),
        ("no reason", ended(&[STALY], Some("2026-11-20"), None)),
        ("no help", ended(&[], Some("2026-11-20"), died)),
        (
            "help that nobody has",
            ended(&["usługi sąsiedzkie"], Some("2026-11-20"), died),
        ),
        ("taken back before it was said", ended(&[STALY], None, None)),
    ];
    for (story, given) in table {
        assert_eq!(refusal(end(given)), "invalid-input", "{story}");
    }
    let told = end(ended(&[STALY], Some("2026-11-20"), Some("revoked"))).unwrap();
    assert!(told.help.is_empty());
    assert!(
        (told.running.iter()).all(|one| one.clock != TermClock::Update),
        "{told:?}"
    );
    pawel.exchange();

    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let seen = running(ewa, case);
    let update = (seen.ended.iter()).find(|one| one.clock == TermClock::Update);
    let end = update.unwrap().ended.as_ref().unwrap();
    assert_eq!(
        (end.on.as_str(), end.by.as_str(), end.kept),
        (
            "2026-11-20",
            "Pomoc zakończono 20.11.2026 (decyzja uchylona).",
            Some(true),
        )
    );
    let said = &seen.ended_help[0];
    assert_eq!(
        (
            said.help.as_str(),
            said.on.as_str(),
            said.reason.as_str(),
            said.by.as_str()
        ),
        (STALY, "2026-11-20", "decyzja uchylona", "Paweł")
    );
    let on_its_page = |laptop: &Laptop| {
        let page = laptop.app.assessment(document).unwrap();
        let mut reminders = page.reminders.iter();
        reminders.any(|one| one.clock == TermClock::Update)
    };
    assert!(!on_its_page(ewa), "the interview's own page agrees");
    let soonest = ewa.app.overview().unwrap().interviews[0].soonest.clone();
    assert_eq!(
        soonest.unwrap().clock,
        TermClock::RulingLimit,
        "lists follow"
    );

    world.pass(DAY);
    let ewa = world.laptop("Ewa");
    let back = ended(&[STALY], None, None);
    let again = ewa.app.end_help(case, &back).unwrap();
    assert!(again.ended_help.is_empty() && on_its_page(ewa));
    assert_eq!(lines(&again.running)[0].1, "2027-05-12");
    ewa.exchange();
    let timeline = ewa.app.timeline(case).unwrap().entries;
    let told = timeline.into_iter().filter_map(|entry| {
        use TimelineWhat::{HelpEndTakenBack, HelpEnded};
        let of_help = matches!(entry.what, HelpEnded | HelpEndTakenBack);
        of_help.then_some((entry.what, entry.by, entry.detail.unwrap_or_default()))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (
                TimelineWhat::HelpEndTakenBack,
                "Ewa".to_owned(),
                STALY.to_owned()
            ),
            (
                TimelineWhat::HelpEnded,
                "Paweł".to_owned(),
                "zasiłek stały, od 20.11.2026: decyzja uchylona".to_owned()
            ),
        ]
    );
}

#[test]
fn an_end_known_ahead_spares_the_update_or_leaves_it_due_until_the_help_ends() {
    const STALY: &str = "zasiłek stały";
    let mut world = World::konstancin();
    let (case, _) = waiting_for_a_ruling(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let update_in = |terms: &[ReminderView]| {
        let mut terms = terms.iter();
        let update = terms.find(|one| one.clock == TermClock::Update);
        update.map(|one| (one.due.clone(), one.why.clone()))
    };
    let until = |on| ended(&[STALY], Some(on), Some("expired"));
    // The decision runs out before the six months are over.
    let told = ewa.app.end_help(case, &until("2027-01-01")).unwrap();
    assert_eq!(update_in(&told.running), None);
    let (_, why) = update_in(&told.ended).unwrap();
    assert!(why.contains("12.05.2027"), "{why}");
    let by = &told.ended[0].ended.as_ref().unwrap().by;
    assert!(by.starts_with("Pomoc kończy się 1.01.2027"), "{by}");
    let said = &told.ended_help[0];
    assert_eq!(
        (said.since.as_str(), said.on.as_str()),
        ("2026-11-12", "2027-01-01")
    );
    assert!(told.help.is_empty(), "its end is known");

    // After them: the update is due all the same, until the help is gone.
    ewa.app
        .end_help(case, &ended(&[STALY], None, None))
        .unwrap();
    let told = ewa.app.end_help(case, &until("2027-08-01")).unwrap();
    let (due, why) = update_in(&told.running).unwrap();
    assert_eq!(due, "2027-05-12");
    assert!(
        why.ends_with("Pomoc kończy się dopiero 1.08.2027."),
        "{why}"
    );
    ewa.exchange();
    let listed = |laptop: &Laptop| {
        laptop.exchange();
        let agenda = laptop.app.agenda(false).unwrap();
        let mut lines = agenda.late.into_iter().map(|line| line.term.clock);
        lines.any(|clock| clock == TermClock::Update)
    };
    world.pass(200 * DAY);
    assert!(listed(world.laptop("Ewa")), "late in May");
    world.pass(70 * DAY);
    assert!(!listed(world.laptop("Ewa")), "gone with the help in August");
}

#[test]
fn who_holds_nothing_of_the_plan_is_offered_no_end_of_help() {
    let mut world = World::konstancin();
    let (case, _) = waiting_for_a_ruling(&mut world);
    world.laptop("Ewa").exchange();
    let halina = world.laptop("Halina");
    halina.exchange();
    let terms = running(halina, case);
    assert!(terms.help.is_empty() && !terms.may_end_help, "{terms:?}");
    for on in [Some("2026-11-12"), None] {
        let given = ended(&["zasiłek stały"], on, Some("other"));
        assert_eq!(refusal(halina.app.end_help(case, &given)), "not-allowed");
    }
}

#[test]
fn an_interview_answers_the_report_whose_term_counts_and_takes_the_rest_from_the_newest_that_says_it()
 {
    let table = [
        // Urgent first: the later ordinary one, which asks for services, moves no term.
        (
            ("2026-11-02T08:00", true),
            ("2026-11-03T09:00", false),
            "2026-11-02",
        ),
        // Ordinary first: the urgent one comes due before it.
        (
            ("2026-11-02T08:00", false),
            ("2026-11-03T09:00", true),
            "2026-11-03",
        ),
    ];
    for (first, second, counts) in table {
        for second_asks in [true, false] {
            let mut world = World::konstancin();
            let ewa = world.person("Ewa");
            let halina = world.laptop("Halina");
            let earlier = ReportInput {
                received: first.0.to_owned(),
                urgent: first.1,
                ..report()
            };
            let case = halina.app.register_report(&earlier).unwrap().case;
            halina.exchange();
            world.pass(2 * DAY);
            let halina = world.laptop("Halina");
            let help = match second_asks {
                true => vec!["usługi sąsiedzkie".to_owned()],
                false => Vec::new(),
            };
            let later = ReportInput {
                case: Some(case),
                received: second.0.to_owned(),
                urgent: second.1,
                requested_help: help,
                phone: "000000202".to_owned(),
                address: AddressInput::default(),
                ..report()
            };
            halina.app.register_report(&later).unwrap();
            halina.exchange();
            halina.app.assign_visit(case, ewa).unwrap();
            let ewa = world.laptop("Ewa");
            ewa.exchange();
            let story = format!("{first:?} {second:?} {second_asks}");
            let visit = &ewa.app.overview().unwrap().visits[0];
            let asked = match second_asks {
                true => "usługi sąsiedzkie",
                false => "zasiłek celowy",
            };
            assert_eq!(visit.subject, asked, "{story}");
            assert!(visit.term.as_ref().unwrap().urgent, "{story}");
            let document = ewa.app.start_interview(case, None).unwrap().document;
            assert_eq!(ewa.reads(document, "report_date"), counts, "{story}");
            assert_eq!(ewa.reads(document, "phone"), "000000202", "{story}");
            assert_eq!(ewa.reads(document, "street"), "Atrapowa", "{story}");
            ewa.exchange();
        }
    }
}
