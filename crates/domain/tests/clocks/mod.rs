//! What runs when, from what, what moves it, and what ends it.
use chrono::NaiveDate;
use teren_domain::facts::{DocumentSeen, InterviewFacts, Part, ReportFacts};
use teren_domain::reminder::{
    self, Clock, Contract, ContractKind, HelpEnd, HelpEndReason, HelpEnded, HelpSpell, Occasion,
    Reminder, Renews, RulingAwaited, RulingBrought, Service, Told, report_that_counts, ruling_seen,
};
use uuid::Uuid;

use crate::family::{application, single};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An approved part I of a day with lasting help of these kinds.
fn interview(held: &str, lasting: &[&str]) -> Told {
    Told {
        approved: true,
        held_on: Some(day(held)),
        renews: Renews::Whole,
        lasting: lasting.iter().map(|kind| (*kind).to_owned()).collect(),
        ..Told::default()
    }
}

/// An approved part IV of a day with lasting help of these kinds.
fn update(held: &str, lasting: &[&str]) -> Told {
    Told {
        renews: Renews::Update,
        ..interview(held, lasting)
    }
}

/// An approved part V to IX of a day, as its answers tell it.
fn other_part(part: Part, held: &str) -> Told {
    let facts = InterviewFacts {
        part,
        interview_date: Some(day(held)),
        ..application(vec![single()])
    };
    Told::of(&facts, true)
}

fn waiting(applied: &str, received: Option<&str>) -> Told {
    Told {
        applied: Some(day(applied)),
        ruling: RulingAwaited {
            awaited: true,
            applied_on: None,
            received_on: received.map(day),
        },
        ..interview("2026-08-10", &[])
    }
}

fn brought(received: Option<&str>, delivered: Option<&str>) -> RulingBrought {
    RulingBrought {
        received_on: received.map(day),
        delivered_on: delivered.map(day),
        by: Uuid::nil(),
        at_ms: 0,
    }
}

fn contract(made: &str, assessment: &str, assessed: Option<&str>, next: Option<&str>) -> Told {
    Told {
        approved: true,
        contract: Contract {
            made_on: Some(day(made)),
            assessment: Some(day(assessment)),
            assessed_on: assessed.map(day),
            next: next.map(day),
            ..Contract::default()
        },
        ..Told::default()
    }
}

fn with(person: &str, mut told: Told) -> Told {
    told.contract.with.insert(person.to_owned());
    told
}

fn unemployed(mut told: Told) -> Told {
    told.contract.kind = ContractKind::Unemployed;
    told
}

/// The same in an interview of another day.
fn held(on: &str, told: Told) -> Told {
    Told {
        held_on: Some(day(on)),
        ..told
    }
}

fn applied_for(ruling: &str, mut told: Told) -> Told {
    told.ruling.applied_on = Some(day(ruling));
    told
}

fn papers(papers: impl IntoIterator<Item = Told>) -> Occasion {
    Occasion {
        today: day("2027-12-31"),
        papers: papers.into_iter().collect(),
        ..Occasion::default()
    }
}

fn reported(urgent: bool, told: impl IntoIterator<Item = Told>) -> Occasion {
    Occasion {
        received: Some(day("2026-08-13")),
        urgent,
        ..papers(told)
    }
}

fn service(held_on: Option<&str>, follows: Option<&str>) -> Service {
    Service {
        held_on: held_on.map(day),
        follows: follows.map(day),
        check: false,
    }
}

/// The same of a report that asks for help.
fn asking(told: impl IntoIterator<Item = Told>) -> Occasion {
    Occasion {
        asks_for_help: true,
        ..reported(true, told)
    }
}

/// The clocks of one kind: first day, last day, and the day it ended.
type Line = (&'static str, &'static str, Option<&'static str>);

/// The end of help planned on 2 March.
fn ended(help: &[&str], on: Option<&str>) -> HelpEnded {
    ended_since("2026-03-02", help, on)
}

fn ended_since(since: &str, help: &[&str], on: Option<&str>) -> HelpEnded {
    let spell = |help: &&str| HelpSpell {
        help: (*help).to_owned(),
        since: day(since),
    };
    HelpEnded {
        help: help.iter().map(spell).collect(),
        end: on.map(|on| HelpEnd {
            on: day(on),
            reason: HelpEndReason::Revoked,
        }),
        by: Uuid::nil(),
        at_ms: 0,
    }
}

/// First day, last day, and the day on which it ended.
type UpdateLine = (String, String, Option<String>);

/// Lines of the update clocks, and the help that runs.
fn updates(occasion: &Occasion) -> (Vec<UpdateLine>, Vec<String>) {
    let clocks = reminder::all(occasion).into_iter();
    let clocks = clocks.filter(|one| one.clock == Clock::Update);
    let lines = clocks.map(|one| {
        let ended = one.ended.map(|end| end.on.to_string());
        (one.from.to_string(), one.due.to_string(), ended)
    });
    let help = reminder::running_help(occasion).into_iter();
    (
        lines.collect(),
        help.map(|one| one.help.to_owned()).collect(),
    )
}

#[test]
fn help_that_ended_ends_its_own_clock_until_it_is_planned_anew() {
    let (staly, home) = ("zasiłek stały", "pobyt i usługi w domu pomocy społecznej");
    let both = [staly, home];
    let table = [
        (
            "nothing was said",
            vec![interview("2026-03-02", &[staly])],
            vec![],
            vec![("2026-03-02", "2026-09-02", None)],
            vec![staly],
        ),
        (
            "it ended",
            vec![interview("2026-03-02", &[staly])],
            vec![ended(&[staly], Some("2026-05-01"))],
            vec![("2026-03-02", "2026-09-02", Some("2026-05-01"))],
            vec![],
        ),
        (
            "taken back, it runs",
            vec![interview("2026-03-02", &[staly])],
            vec![ended(&[staly], Some("2026-05-01")), ended(&[staly], None)],
            vec![("2026-03-02", "2026-09-02", None)],
            vec![staly],
        ),
        (
            "the rest runs by its own length",
            vec![interview("2026-03-02", &both)],
            vec![ended(&[staly], Some("2026-05-01"))],
            vec![("2026-03-02", "2027-03-02", None)],
            vec![home],
        ),
        (
            "ended one after the other, the last day ends the clock",
            vec![interview("2026-03-02", &both)],
            vec![
                ended(&[home], Some("2026-06-01")),
                ended(&[staly], Some("2026-05-01")),
            ],
            vec![("2026-03-02", "2026-09-02", Some("2026-06-01"))],
            vec![],
        ),
        (
            "an update that does not name it begins no new count",
            vec![interview("2026-03-02", &[staly]), update("2026-06-01", &[])],
            vec![ended(&[staly], Some("2026-05-01"))],
            vec![("2026-03-02", "2026-09-02", Some("2026-05-01"))],
            vec![],
        ),
        (
            "ended after the update, it ends the count of the update",
            vec![interview("2026-03-02", &[staly]), update("2026-06-01", &[])],
            vec![ended(&[staly], Some("2026-07-01"))],
            vec![
                ("2026-06-01", "2026-12-01", Some("2026-07-01")),
                ("2026-03-02", "2026-09-02", Some("2026-06-01")),
            ],
            vec![],
        ),
        (
            "planned anew, it runs again",
            vec![
                interview("2026-03-02", &[staly]),
                interview("2026-06-01", &[staly]),
            ],
            vec![ended(&[staly], Some("2026-05-01"))],
            vec![
                ("2026-06-01", "2026-12-01", None),
                ("2026-03-02", "2026-09-02", Some("2026-05-01")),
            ],
            vec![staly],
        ),
        (
            "ended a second time, the first end stays",
            vec![
                interview("2026-03-02", &[staly]),
                interview("2026-06-01", &[staly]),
            ],
            vec![
                ended(&[staly], Some("2026-05-01")),
                ended_since("2026-06-01", &[staly], Some("2026-08-01")),
            ],
            vec![
                ("2026-06-01", "2026-12-01", Some("2026-08-01")),
                ("2026-03-02", "2026-09-02", Some("2026-05-01")),
            ],
            vec![],
        ),
        (
            "the second end taken back, the first stays",
            vec![
                interview("2026-03-02", &[staly]),
                interview("2026-06-01", &[staly, staly]),
            ],
            vec![
                ended(&[staly], Some("2026-05-01")),
                ended_since("2026-06-01", &[staly], Some("2026-08-01")),
                ended_since("2026-06-01", &[staly], None),
            ],
            vec![
                ("2026-06-01", "2026-12-01", None),
                ("2026-03-02", "2026-09-02", Some("2026-05-01")),
            ],
            vec![staly],
        ),
    ];
    for (story, told, help_ended, clocks, help) in table {
        let occasion = Occasion {
            help_ended,
            ..papers(told)
        };
        let text = str::to_owned;
        let clocks = clocks
            .into_iter()
            .map(|(from, due, on)| (text(from), text(due), on.map(text)));
        let help = help.into_iter().map(text);
        let expected = (clocks.collect::<Vec<_>>(), help.collect::<Vec<_>>());
        assert_eq!(updates(&occasion), expected, "{story}");
    }
}

#[test]
fn an_update_held_in_a_joined_file_ends_the_clock_of_this_one() {
    let table: [(&[&str], Option<&str>); 4] = [
        (&[], None),
        (&["2026-03-02"], None),
        (&["2026-01-15"], None),
        (&["2026-12-01", "2026-08-20"], Some("2026-08-20")),
    ];
    for (joined, expected) in table {
        let occasion = Occasion {
            taken_up: joined.iter().map(|on| day(on)).collect(),
            ..papers([interview("2026-03-02", &["zasiłek stały"])])
        };
        let found = reminder::all(&occasion);
        let update = found.iter().find(|one| one.clock == Clock::Update).unwrap();
        let ended = update.ended.as_ref().map(|end| end.on);
        assert_eq!(
            (update.due, ended),
            (day("2026-09-02"), expected.map(day)),
            "{joined:?}"
        );
    }
}

#[test]
fn an_end_known_ahead_spares_the_update_it_comes_before_and_no_other() {
    let (staly, home) = ("zasiłek stały", "pobyt i usługi w domu pomocy społecznej");
    let running = |due: &'static str, until: Option<&str>| (due, None, until.map(day));
    let table = [
        // Before the term: no update is needed, said ahead and after.
        (
            &[staly][..],
            "2026-08-15",
            "2026-05-01",
            ("2026-09-02", Some(("2026-08-15", "kończy się")), None),
        ),
        (
            &[staly],
            "2026-09-02",
            "2026-05-01",
            ("2026-09-02", Some(("2026-09-02", "kończy się")), None),
        ),
        (
            &[staly],
            "2026-08-15",
            "2026-08-15",
            ("2026-09-02", Some(("2026-08-15", "zakończono")), None),
        ),
        // After it: the update is due while the help runs.
        (
            &[staly],
            "2026-12-31",
            "2026-05-01",
            running("2026-09-02", Some("2026-12-31")),
        ),
        (
            &[staly],
            "2026-12-31",
            "2026-12-30",
            running("2026-09-02", Some("2026-12-31")),
        ),
        (
            &[staly],
            "2026-12-31",
            "2026-12-31",
            ("2026-09-02", Some(("2026-12-31", "zakończono")), None),
        ),
        // The rest goes by its own length, but not before.
        (
            &[staly, home],
            "2026-12-31",
            "2026-05-01",
            running("2026-09-02", Some("2026-12-31")),
        ),
        (
            &[staly, home],
            "2026-12-31",
            "2026-12-31",
            running("2027-03-02", None),
        ),
        (
            &[staly, home],
            "2026-08-15",
            "2026-05-01",
            running("2027-03-02", None),
        ),
    ];
    for (help, end, today, expected) in table {
        let occasion = Occasion {
            today: day(today),
            help_ended: vec![ended(&[staly], Some(end))],
            ..papers([interview("2026-03-02", help)])
        };
        let found = reminder::all(&occasion);
        assert_eq!(found.len(), 1);
        let (due, over, until) = expected;
        assert_eq!(
            (found[0].due, found[0].until),
            (day(due), until),
            "{help:?} {end} {today}"
        );
        let told = found[0].ended.as_ref();
        assert_eq!(
            told.map(|end| end.on),
            over.map(|(on, _)| day(on)),
            "{end} {today}"
        );
        assert!(
            over.is_none_or(|(_, words)| told.unwrap().by.contains(words)),
            "{told:?}"
        );
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one table: start, movers and end of every clock"
)]
fn every_clock_has_its_start_its_movers_and_its_end() {
    let half = ["zasiłek stały"];
    let year = ["pobyt i usługi w domu pomocy społecznej"];
    let both = ["pobyt i usługi w domu pomocy społecznej", "zasiłek stały"];
    let draft = Told {
        approved: false,
        ..interview("2026-08-17", &[])
    };
    let with_ruling = |told: Told, ruling: RulingBrought| Occasion {
        ruling: Some(ruling),
        ..papers([told])
    };
    let by_worker = Occasion {
        learned: Some(day("2026-08-13")),
        ..Occasion::default()
    };
    let table: Vec<(&str, Occasion, Clock, Vec<Line>)> = vec![
        // 14 / 2 working days
        (
            "counted from the report, 15 August a holiday on a Saturday",
            reported(false, []),
            Clock::Interview,
            vec![("2026-08-13", "2026-09-02", None)],
        ),
        (
            "urgency shortens it",
            reported(true, []),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", None)],
        ),
        (
            "without a report from the day the worker knew",
            by_worker.clone(),
            Clock::Interview,
            vec![("2026-08-13", "2026-09-02", None)],
        ),
        (
            "the receipt of an interview held elsewhere ends it",
            Occasion {
                served: vec![
                    service(Some("2026-08-10"), None),
                    service(Some("2026-08-14"), None),
                ],
                ..reported(true, [])
            },
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-14"))],
        ),
        (
            "an interview that names the report ends it, though held before",
            Occasion {
                served: vec![service(Some("2026-08-10"), Some("2026-08-13"))],
                ..reported(true, [])
            },
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-10"))],
        ),
        (
            "the receipt of a contract ends no visit",
            Occasion {
                served: vec![service(None, Some("2026-08-13"))],
                ..reported(true, [])
            },
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", None)],
        ),
        (
            "a draft does not end it",
            reported(true, [draft.clone()]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", None)],
        ),
        (
            "an approved interview ends it",
            reported(true, [interview("2026-08-17", &[])]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-17"))],
        ),
        (
            "one of another kind, too",
            asking([other_part(Part::VII, "2026-08-17")]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-17"))],
        ),
        (
            "a check for another office answers nobody who asks for help",
            asking([
                other_part(Part::VIII, "2026-08-17"),
                other_part(Part::IX, "2026-08-17"),
            ]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", None)],
        ),
        (
            "it ends the term of what was reported for it",
            reported(true, [other_part(Part::IX, "2026-08-17")]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-17"))],
        ),
        (
            "one of before the report does not",
            reported(true, [interview("2026-08-12", &[])]),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", None)],
        ),
        (
            "one of before it that names this report does",
            reported(
                true,
                [Told {
                    follows: Some(day("2026-08-13")),
                    ..interview("2026-08-12", &[])
                }],
            ),
            Clock::Interview,
            vec![("2026-08-13", "2026-08-17", Some("2026-08-12"))],
        ),
        (
            "where nobody reported, any interview does",
            Occasion {
                papers: vec![interview("2026-08-12", &[])],
                ..by_worker
            },
            Clock::Interview,
            vec![("2026-08-13", "2026-09-02", Some("2026-08-12"))],
        ),
        (
            "nothing reported, nothing runs",
            papers([]),
            Clock::Interview,
            vec![],
        ),
        // 6 / 12 months
        (
            "six months",
            papers([interview("2026-08-31", &half)]),
            Clock::Update,
            vec![("2026-08-31", "2027-02-28", None)],
        ),
        (
            "twelve months",
            papers([interview("2026-08-10", &year)]),
            Clock::Update,
            vec![("2026-08-10", "2027-08-10", None)],
        ),
        (
            "the shorter of two",
            papers([interview("2026-08-10", &both)]),
            Clock::Update,
            vec![("2026-08-10", "2027-02-10", None)],
        ),
        (
            "no lasting help",
            papers([interview("2026-08-10", &["zasiłek celowy"])]),
            Clock::Update,
            vec![],
        ),
        (
            "the next interview ends it and starts it anew",
            papers([
                interview("2027-02-01", &half),
                interview("2026-08-10", &half),
            ]),
            Clock::Update,
            vec![
                ("2027-02-01", "2027-08-01", None),
                ("2026-08-10", "2027-02-10", Some("2027-02-01")),
            ],
        ),
        (
            "the next one without lasting help ends it",
            papers([interview("2026-08-10", &half), interview("2027-03-01", &[])]),
            Clock::Update,
            vec![("2026-08-10", "2027-02-10", Some("2027-03-01"))],
        ),
        (
            "a visit of another kind does not, and starts none",
            papers([
                interview("2026-08-10", &half),
                other_part(Part::VII, "2026-10-01"),
            ]),
            Clock::Update,
            vec![("2026-08-10", "2027-02-10", None)],
        ),
        (
            "an update that names other help leaves the lasting one running",
            papers([interview("2026-08-10", &half), update("2026-11-02", &[])]),
            Clock::Update,
            vec![
                ("2026-11-02", "2027-05-02", None),
                ("2026-08-10", "2027-02-10", Some("2026-11-02")),
            ],
        ),
        (
            "an update names its own lasting help in place of the earlier",
            papers([
                interview("2026-08-10", &half),
                update("2026-11-02", &year),
                update("2027-03-01", &[]),
            ]),
            Clock::Update,
            vec![
                ("2027-03-01", "2028-03-01", None),
                ("2026-11-02", "2027-11-02", Some("2027-03-01")),
                ("2026-08-10", "2027-02-10", Some("2026-11-02")),
            ],
        ),
        (
            "a draft of the next one does not end it",
            papers([
                interview("2026-08-10", &half),
                Told {
                    approved: false,
                    ..interview("2027-02-01", &[])
                },
            ]),
            Clock::Update,
            vec![("2026-08-10", "2027-02-10", None)],
        ),
        // 60 days of art. 106
        (
            "not received, not running",
            papers([waiting("2026-08-03", None)]),
            Clock::RulingDelivery,
            vec![],
        ),
        (
            "from the day the person received it",
            papers([waiting("2026-08-03", Some("2026-12-20"))]),
            Clock::RulingDelivery,
            vec![("2026-12-20", "2027-02-18", None)],
        ),
        (
            "received after the interview, as noted since",
            with_ruling(
                waiting("2026-08-03", None),
                brought(Some("2026-12-20"), None),
            ),
            Clock::RulingDelivery,
            vec![("2026-12-20", "2027-02-18", None)],
        ),
        (
            "the day put right moves it",
            with_ruling(
                waiting("2026-08-03", Some("2026-12-20")),
                brought(Some("2026-12-18"), None),
            ),
            Clock::RulingDelivery,
            vec![("2026-12-18", "2027-02-16", None)],
        ),
        (
            "brought to the centre, it ends",
            with_ruling(
                waiting("2026-08-03", Some("2026-12-20")),
                brought(None, Some("2027-01-04")),
            ),
            Clock::RulingDelivery,
            vec![("2026-12-20", "2027-02-18", Some("2027-01-04"))],
        ),
        (
            "seen at the interview, it ends",
            papers([Told {
                ruling_seen: true,
                ..waiting("2026-02-03", Some("2026-08-01"))
            }]),
            Clock::RulingDelivery,
            vec![("2026-08-01", "2026-09-30", Some("2026-08-10"))],
        ),
        (
            "a ruling brought before this one was asked for is another",
            with_ruling(
                waiting("2026-08-03", Some("2026-12-20")),
                brought(None, Some("2025-01-04")),
            ),
            Clock::RulingDelivery,
            vec![("2026-12-20", "2027-02-18", None)],
        ),
        // 3 years of art. 106
        (
            "from the application",
            papers([waiting("2026-08-03", None)]),
            Clock::RulingLimit,
            vec![("2026-08-03", "2029-08-03", None)],
        ),
        (
            "without an application from the day the ruling was asked for",
            papers([Told {
                applied: None,
                ruling: RulingAwaited {
                    awaited: true,
                    applied_on: Some(day("2026-07-01")),
                    received_on: None,
                },
                ..waiting("2026-08-03", None)
            }]),
            Clock::RulingLimit,
            vec![("2026-07-01", "2029-07-01", None)],
        ),
        (
            "nobody waits",
            papers([interview("2026-08-10", &[])]),
            Clock::RulingLimit,
            vec![],
        ),
        (
            "received, it ends",
            papers([waiting("2026-02-02", Some("2026-12-20"))]),
            Clock::RulingLimit,
            vec![("2026-02-02", "2029-02-02", Some("2026-12-20"))],
        ),
        (
            "brought, it ends",
            with_ruling(
                waiting("2026-02-02", None),
                brought(None, Some("2026-12-28")),
            ),
            Clock::RulingLimit,
            vec![("2026-02-02", "2029-02-02", Some("2026-12-28"))],
        ),
        (
            "a visit of another kind does not say that nobody waits",
            papers([
                waiting("2026-02-02", None),
                other_part(Part::VII, "2026-10-01"),
            ]),
            Clock::RulingLimit,
            vec![("2026-02-02", "2029-02-02", None)],
        ),
        (
            "nor does it end the days of delivery",
            papers([
                waiting("2026-08-03", Some("2026-12-20")),
                other_part(Part::IX, "2027-01-08"),
            ]),
            Clock::RulingDelivery,
            vec![("2026-12-20", "2027-02-18", None)],
        ),
        (
            "a later interview says that nobody waits any more",
            papers([waiting("2026-02-02", None), interview("2026-11-02", &[])]),
            Clock::RulingLimit,
            vec![("2026-02-02", "2029-02-02", Some("2026-11-02"))],
        ),
        (
            "updates that still wait, whatever they are applied for, are one wait",
            papers([
                waiting("2026-02-02", None),
                held("2026-09-14", waiting("2026-09-01", None)),
                held("2027-03-15", waiting("2027-03-01", None)),
            ]),
            Clock::RulingLimit,
            vec![("2026-02-02", "2029-02-02", None)],
        ),
        (
            "another ruling asked for is another wait",
            papers([
                applied_for("2026-01-15", waiting("2026-02-02", None)),
                applied_for(
                    "2027-02-20",
                    held("2027-03-15", waiting("2027-03-01", None)),
                ),
            ]),
            Clock::RulingLimit,
            vec![("2027-03-01", "2030-03-01", None)],
        ),
        (
            "received and not yet delivered: that nobody waits any more ends nothing",
            papers([
                waiting("2026-02-02", Some("2026-10-20")),
                interview("2026-11-02", &[]),
            ]),
            Clock::RulingDelivery,
            vec![("2026-10-20", "2026-12-19", None)],
        ),
        // the contract
        (
            "the day agreed",
            papers([contract("2026-08-20", "2026-11-30", None, None)]),
            Clock::ContractAssessment,
            vec![("2026-08-20", "2026-11-30", None)],
        ),
        (
            "assessed, it ends",
            papers([contract(
                "2026-08-20",
                "2026-11-30",
                Some("2026-12-02"),
                None,
            )]),
            Clock::ContractAssessment,
            vec![("2026-08-20", "2026-11-30", Some("2026-12-02"))],
        ),
        (
            "the next day agreed runs",
            papers([contract(
                "2026-08-20",
                "2026-11-30",
                Some("2026-11-30"),
                Some("2027-02-26"),
            )]),
            Clock::ContractAssessment,
            vec![
                ("2026-11-30", "2027-02-26", None),
                ("2026-08-20", "2026-11-30", Some("2026-11-30")),
            ],
        ),
        (
            "a contract of the other kind, or with somebody else, runs beside it",
            papers([
                with("Teresa", contract("2026-03-10", "2026-12-15", None, None)),
                unemployed(with(
                    "Teresa",
                    contract("2026-04-10", "2027-01-15", None, None),
                )),
                with("Marian", contract("2026-05-11", "2027-02-15", None, None)),
                with("Teresa", contract("2026-06-12", "2027-03-15", None, None)),
            ]),
            Clock::ContractAssessment,
            vec![
                ("2026-04-10", "2027-01-15", None),
                ("2026-05-11", "2027-02-15", None),
                ("2026-06-12", "2027-03-15", None),
                ("2026-03-10", "2026-12-15", Some("2026-06-12")),
            ],
        ),
        (
            "a newer contract takes its place",
            papers([
                contract("2026-08-20", "2026-11-30", None, None),
                contract("2026-10-01", "2027-01-15", None, None),
            ]),
            Clock::ContractAssessment,
            vec![
                ("2026-10-01", "2027-01-15", None),
                ("2026-08-20", "2026-11-30", Some("2026-10-01")),
            ],
        ),
    ];
    let mut met = std::collections::BTreeSet::new();
    for (story, occasion, clock, expected) in table {
        let found = reminder::all(&occasion);
        let of_kind: Vec<&Reminder> = found.iter().filter(|one| one.clock == clock).collect();
        let lines: Vec<_> = (of_kind.iter())
            .map(|one| (one.from, one.due, one.ended.as_ref().map(|end| end.on)))
            .collect();
        let wanted: Vec<_> = (expected.iter())
            .map(|(from, due, ended)| (day(from), day(due), ended.map(day)))
            .collect();
        assert_eq!(lines, wanted, "{clock:?}: {story}");
        for one in of_kind {
            assert!(
                !one.moved_by.is_empty() && !one.basis.is_empty() && one.why.ends_with('.'),
                "{one:?}"
            );
            let ended = one.ended.as_ref();
            assert!(ended.is_none_or(|end| end.by.ends_with('.')), "{one:?}");
            met.insert((clock, ended.is_some()));
        }
    }
    assert_eq!(
        met.len(),
        10,
        "every clock runs once and ends once: {met:?}"
    );
}

#[test]
fn running_clocks_stand_first_by_their_day_and_ended_ones_after_them() {
    let occasion = Occasion {
        received: Some(day("2026-08-03")),
        ..papers([
            Told {
                lasting: vec!["zasiłek stały".to_owned()],
                ..waiting("2026-08-03", None)
            },
            contract("2026-08-20", "2026-11-30", None, None),
        ])
    };
    let found: Vec<(Clock, bool)> = (reminder::all(&occasion).iter())
        .map(|one| (one.clock, one.ended.is_some()))
        .collect();
    assert_eq!(
        found,
        [
            (Clock::ContractAssessment, false),
            (Clock::Update, false),
            (Clock::RulingLimit, false),
            (Clock::Interview, true),
        ]
    );
    let running = reminder::running(&occasion);
    assert_eq!(running.len(), 3);
    assert_eq!(running[0].due, day("2026-11-30"));
}

#[test]
fn a_clock_says_whether_it_was_kept() {
    let kept = |held: &str| reminder::all(&reported(true, [interview(held, &[])]))[0].kept();
    assert_eq!(kept("2026-08-17"), Some(true));
    assert_eq!(kept("2026-08-18"), Some(false));
    assert_eq!(reminder::all(&reported(true, []))[0].kept(), None);
}

#[test]
fn the_counts_of_art_106_say_that_their_beginning_was_not_read_in_the_act() {
    let found = reminder::all(&papers([waiting("2026-02-02", Some("2026-12-20"))]));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|one| !one.confirmed), "{found:?}");
}

#[test]
fn a_ruling_seen_counts_when_it_is_dated_since_it_was_asked_for() {
    for (date, seen) in [
        (Some("2026-12-15"), true),
        (Some("2025-03-01"), false),
        (None, false),
    ] {
        let document = DocumentSeen {
            point: "5".to_owned(),
            date: date.map(day),
            ..DocumentSeen::default()
        };
        let facts = InterviewFacts {
            documents: vec![document],
            ruling: RulingAwaited {
                awaited: true,
                applied_on: Some(day("2026-10-01")),
                received_on: Some(day("2026-12-20")),
            },
            ..application(vec![single()])
        };
        assert_eq!(ruling_seen(&facts), seen, "{date:?}");
        assert_eq!(Told::of(&facts, true).ruling_seen, seen, "{date:?}");
    }
}

#[test]
fn a_later_report_never_moves_the_term_of_an_open_one() {
    let report = |received: &str, urgent| ReportFacts {
        received: day(received).and_hms_opt(9, 0, 0),
        urgent,
        requested_help: vec!["zasiłek okresowy".to_owned()],
        ..ReportFacts::default()
    };
    let urgent = report("2026-11-16", true);
    let ordinary = report("2026-11-17", false);
    let held = |on: &str| interview(on, &[]).service();
    let early = Service {
        follows: Some(day("2026-11-16")),
        ..held("2026-11-15")
    };
    let table = [
        ("the urgent one stays", vec![], "2026-11-16"),
        (
            "a contract that names it is no visit",
            vec![service(None, Some("2026-11-16"))],
            "2026-11-16",
        ),
        (
            "held before, it serves none",
            vec![held("2026-11-15")],
            "2026-11-16",
        ),
        (
            "served on its day, the other one counts",
            vec![held("2026-11-16")],
            "2026-11-17",
        ),
        ("named, the other one counts", vec![early], "2026-11-17"),
        (
            "a check for another office serves none that asks for help",
            vec![other_part(Part::IX, "2026-11-18").service()],
            "2026-11-16",
        ),
        (
            "all served, the last",
            vec![held("2026-11-18")],
            "2026-11-17",
        ),
    ];
    for (story, served, expected) in table {
        for reports in [
            [urgent.clone(), ordinary.clone()],
            [ordinary.clone(), urgent.clone()],
        ] {
            let place = report_that_counts(&reports, &served).unwrap();
            let received = reports[place].received.map(|at| at.date());
            assert_eq!(received, Some(day(expected)), "{story}");
        }
    }
    // An urgent one of later that is due first counts, too.
    let later = [report("2026-11-16", false), report("2026-11-17", true)];
    assert_eq!(report_that_counts(&later, &[]), Some(1));
    assert_eq!(report_that_counts(&[], &[]), None);
    let relative = InterviewFacts {
        part: Part::II,
        ..application(vec![single()])
    };
    assert_eq!(Service::of(&relative), None);
    assert_eq!(Service::of_another_centre(&relative), None);
    let elsewhere = Service::of_another_centre(&application(vec![single()])).unwrap();
    let here = Service::of(&application(vec![single()])).unwrap();
    assert_eq!((elsewhere.held_on, elsewhere.follows), (here.held_on, None));
}
