//! „Terminy i przypomnienia”: what an asystent is reminded of over all her families, and what the head sees of it.

use std::time::Duration;

use serde_json::json;
use teren_app::contract::{
    AgendaLine, AgendaView, AssistanceEndInput, FamilyVisitInput, LineNoteInput, TermClock,
};
use uuid::Uuid;

use crate::family_plan::{action, agree, assistance, at_work, complete, write_line};
use crate::world::{Laptop, World, refusal};

const DAY: Duration = Duration::from_hours(24);

fn agenda(laptop: &Laptop) -> AgendaView {
    laptop.app.agenda(false).unwrap()
}

/// What a line is for and how far it is.
fn told(lines: &[AgendaLine]) -> Vec<(TermClock, i64)> {
    let lines = lines.iter();
    lines
        .map(|line| (line.term.clock, line.term.days_left))
        .collect()
}

/// Lets days pass with an exchange each ten, so that no lease ends.
fn pass_days(world: &mut World, days: u32) {
    for part in [10; 30].iter().scan(days, |left, part| {
        let now = (*left).min(*part);
        *left -= now;
        (now > 0).then_some(now)
    }) {
        world.pass(DAY * part);
        for name in ["Beata", "Anna", "Ewa"] {
            world.laptop(name).exchange();
        }
    }
}

/// A family with a plan agreed on 2 November 2026: until 1 November 2027, evaluated on 30 April 2027, one action until a day.
fn agreed(world: &mut World, until: &str) -> (Uuid, Uuid) {
    let case = at_work(world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    complete(beata, begun);
    let mut columns = action("zapisy do świetlicy");
    columns["until"] = json!(until);
    let line = write_line(beata, begun, "family_action", columns);
    agree(beata, begun);
    (case, line)
}

#[test]
fn an_action_is_told_of_seven_days_before_and_while_it_is_late_until_somebody_says_that_it_is_done()
{
    let mut world = World::konstancin();
    let (case, line) = agreed(&mut world, "2026-11-20");
    let beata = world.laptop("Beata");
    let view = agenda(beata);
    assert!(view.late.is_empty() && view.soon.is_empty() && view.later.is_empty());
    assert_eq!(view.month, None, "nobody worked with the family in October");
    pass_days(&mut world, 11);
    let view = agenda(world.laptop("Beata"));
    assert_eq!(told(&view.soon), [(TermClock::FamilyAction, 7)]);
    assert_eq!(view.soon[0].action.as_deref(), Some("zapisy do świetlicy"));
    pass_days(&mut world, 10);
    let beata = world.laptop("Beata");
    let view = agenda(beata);
    assert_eq!(told(&view.late), [(TermClock::FamilyAction, -3)]);
    let visit = FamilyVisitInput {
        visit: None,
        on: "2026-11-22".to_owned(),
        note: String::new(),
        lines: vec![LineNoteInput {
            line,
            state: "done".to_owned(),
            note: String::new(),
        }],
    };
    beata.app.note_family_visit(case, &visit).unwrap();
    assert!(agenda(beata).late.is_empty());
    beata.exchange();
    pass_days(&mut world, 10);
    let view = agenda(world.laptop("Beata"));
    assert_eq!(
        view.month.as_deref(),
        Some("2026-11"),
        "in the first days of December"
    );
}

#[test]
fn the_evaluation_is_called_for_a_month_before_and_the_head_sees_what_is_late_by_count() {
    let mut world = World::konstancin();
    let (case, _) = agreed(&mut world, "2027-11-01");
    pass_days(&mut world, 150);
    let view = agenda(world.laptop("Beata"));
    assert_eq!(told(&view.later), [(TermClock::FamilyEvaluation, 29)]);
    pass_days(&mut world, 30);
    let beata = world.laptop("Beata");
    let view = agenda(beata);
    assert_eq!(told(&view.late), [(TermClock::FamilyEvaluation, -1)]);
    assert_eq!(refusal(beata.app.agenda(true)), "not-allowed");
    let anna = world.laptop("Anna");
    let whole = anna.app.agenda(true).unwrap();
    let counted: Vec<_> = (whole.assistants.iter())
        .map(|one| (one.name.as_str(), one.late, one.near))
        .collect();
    assert_eq!(counted, [("Beata", 1, 0)]);
    // Ewa asked for the asystent; the asystent's terms are not hers.
    let ewa = agenda(world.laptop("Ewa"));
    let of_ewa = ewa.late.iter().chain(&ewa.soon).chain(&ewa.later);
    assert!(
        of_ewa
            .clone()
            .all(|line| line.term.clock != TermClock::FamilyEvaluation)
    );

    let beata = world.laptop("Beata");
    let evaluation = beata.app.start_family_evaluation(case).unwrap().document;
    beata.answer(evaluation, "family_evaluation_conclusion", "kontynuacja");
    beata.answer(evaluation, "family_evaluation_next_date", "2027-10-01");
    beata.answer(evaluation, "family_evaluation_handed_to", "Burmistrz");
    agree(beata, evaluation);
    assert!(agenda(beata).late.is_empty());
}

#[test]
fn the_end_of_the_work_leaves_only_the_end_of_the_monitoring_and_then_nothing() {
    let mut world = World::konstancin();
    let (case, _) = agreed(&mut world, "2026-11-05");
    let beata = world.laptop("Beata");
    assert_eq!(told(&agenda(beata).soon), [(TermClock::FamilyAction, 3)]);
    let end = AssistanceEndInput {
        on: "2026-11-02".to_owned(),
        reason: "goals_reached".to_owned(),
        monitored_until: Some("2026-11-20".to_owned()),
    };
    beata
        .app
        .end_assistance(case, assistance(beata, case), &end)
        .unwrap();
    let view = agenda(beata);
    assert!(view.soon.is_empty());
    assert_eq!(told(&view.later), [(TermClock::FamilyMonitoring, 18)]);
    beata.exchange();
    pass_days(&mut world, 19);
    let view = agenda(world.laptop("Beata"));
    assert!(view.late.is_empty() && view.today.is_empty() && view.later.is_empty());
}
