//! The merge desk of an interview in which thirty answers met.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::json;
use teren_app::App;
use teren_app::clock::Clock;
use teren_app::contract::{AnswerKind, ExchangeState, InterviewView};
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_office::NewPerson;
use uuid::Uuid;

use crate::Failure;
use crate::measure::{RUNS, Series, compare, headline, tell, timed};
use crate::product::{NOW_MS, Running};

const MET: usize = 30;
const PASSPHRASE: &str = "hasło tylko do pomiaru";

struct Still;

impl Clock for Still {
    fn now_ms(&self) -> i64 {
        NOW_MS
    }
}

pub fn measure() -> Result<(), Failure> {
    headline("merge desk, 30 answers that met");
    let folder = tempfile::tempdir()?;
    let (running, _) = Running::found(&folder.path().join("office"), &[])?;
    let mut people = Vec::new();
    for name in ["Ewa Pomiarowa", "Marek Pomiarowy"] {
        let person = NewPerson {
            name: name.to_owned(),
            roles: vec![Role::FieldWorker, Role::Head],
            teams: Vec::new(),
            authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
        };
        people.push(running.office.add_person(person, NOW_MS)?);
    }
    let &[ewa, marek] = people.as_slice() else {
        return Err("two people".into());
    };
    let case = running.register(ewa, 1, Some(ewa))?;
    let ewas = seat(folder.path(), &running, ewa)?;
    ewas.assign_visit(case, marek)?;
    let document = ewas.start_interview(case, None)?.document;
    exchange(&ewas)?;
    let mareks = seat(folder.path(), &running, marek)?;
    for (app, said) in [(&ewas, "Ewa"), (&mareks, "Marek")] {
        let view = app.open_interview(document)?;
        for field in texts(&view) {
            let text = format!("{said} zapisała odpowiedź na pytanie {field}, dość długą.");
            app.save_answer(document, document, &field, json!(text))?;
        }
        app.leave_field(document)?;
    }
    for app in [&ewas, &mareks, &ewas] {
        exchange(app)?;
    }
    tell_desk(&ewas, document)
}

/// The desk beside the interview itself, which is what a screen asks for anyway.
fn tell_desk(app: &App, document: Uuid) -> Result<(), Failure> {
    let (mut desks, mut interviews) = (Series::default(), Series::default());
    for _ in 0..RUNS {
        let (took, view) = timed(|| app.open_interview(document));
        interviews.add(took);
        drop(black_box(view?));
        let (took, desk) = timed(|| app.merge_desk(document));
        desks.add(took);
        let met = black_box(desk?).conflicts.len();
        if met != MET {
            return Err(format!("{met} answers met").into());
        }
    }
    tell("open the desk", "ms", &desks, "goal 100 ms");
    compare("desk to interview", "ms", &desks, &interviews, None);
    Ok(())
}

fn texts(view: &InterviewView) -> Vec<String> {
    let blocks = view
        .form
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let own = blocks.filter(|block| block.record_kind.is_none());
    let fields = own.flat_map(|block| &block.fields).filter(|field| {
        let text = matches!(field.kind, AnswerKind::Text | AnswerKind::LongText);
        text && !field.computed
    });
    fields.map(|field| field.id.clone()).take(MET).collect()
}

fn seat(folder: &Path, running: &Running, person: Uuid) -> Result<App, Failure> {
    let address = running.address().to_string();
    let code = running.office.enrolment_code(person, &address, NOW_MS)?;
    let app = App::new(&folder.join(person.to_string()), Arc::new(Still));
    app.enrol(&code, PASSPHRASE)?;
    exchange(&app)?;
    Ok(app)
}

fn exchange(app: &App) -> Result<(), Failure> {
    let mut view = app.exchange()?;
    while view.state == ExchangeState::Running {
        thread::sleep(Duration::from_millis(1));
        view = app.exchange_status()?;
    }
    match view.problem {
        Some(problem) => Err(problem.to_string().into()),
        None => Ok(()),
    }
}
