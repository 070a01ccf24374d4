//! One interview under the hand: evaluating the whole form, keeping what is typed, opening a full case.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, params};
use serde_json::json;
use teren_app::App;
use teren_app::clock::{SystemClock, local_date};
use teren_app::dispatch;
use teren_questionnaire::Form;
use teren_store::{Draft, Identity, KeyCost, Profile};
use uuid::Uuid;

use crate::Failure;
use crate::filled;
use crate::measure::{RUNS, Series, compare, headline, tell, timed};
use crate::product::{FORM, NOW_MS};

/// Opens the practice profile of the measurement.
pub const PASSPHRASE: &str = "hasło tylko do pomiaru";
const EVALUATIONS: usize = 200;
const SAVES: usize = 400;
/// The family whose interview is full.
pub const MEMBERS: usize = 8;

pub fn measure() -> Result<(), Failure> {
    headline("one interview of part I");
    let form = Form::part_i("2021-11-15")?;
    for members in [MEMBERS, 15] {
        evaluate(&form, members);
    }
    save()?;
    let folder = tempfile::tempdir()?;
    open(folder.path(), &form)
}

fn evaluate(form: &Form, members: usize) {
    let answers = filled::answers(form, members);
    let today = local_date(NOW_MS);
    let mut times = Series::default();
    for _ in 0..EVALUATIONS {
        let (took, spoken) = timed(|| form.evaluate(black_box(&answers), today));
        drop(black_box(spoken));
        times.add(took);
    }
    tell(
        &format!("evaluate the form, {members} members"),
        "ms",
        &times,
        "goal 1 ms",
    );
}

/// The product's durable save against one bare statement on the same kind of database, in turns.
fn save() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let cost = KeyCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    let mut store = Profile::at(&folder.path().join("seat"))
        .with_cost(cost)
        .create(PASSPHRASE, NOW_MS)?;
    store.put_identity(Identity::fresh(Uuid::from_u128(1), "Pomiar", false)?)?;
    let document = Uuid::from_u128(2);
    store.open_document(Uuid::from_u128(3), document, true, FORM)?;
    let bare = Bare::open(&folder.path().join("bare.db"))?;
    let mut text = String::from("\"Rodzina mieszka w dwóch pokojach, ");
    let (mut product, mut floor) = (Series::default(), Series::default());
    for place in 0..RUNS * SAVES {
        text.push(if place % 7 == 6 { ' ' } else { 'a' });
        if text.len() > 300 {
            text.truncate(100);
        }
        let draft = Draft {
            record: document,
            field: format!("field_{}", place / 60 % 5),
            category: 2,
            value: format!("{text}\"").into_bytes(),
            saved_ms: NOW_MS,
        };
        let (took, saved) = timed(|| bare.save(document, &draft));
        saved?;
        floor.add(took);
        let (took, saved) = timed(|| store.draft(document, &draft));
        saved?;
        product.add(took);
    }
    compare(
        "durable save while typing",
        "ms",
        &product,
        &floor,
        Some(1.3),
    );
    Ok(())
}

/// A bare database in the settings of the store, with one table.
struct Bare(Connection);

impl Bare {
    fn open(file: &Path) -> Result<Self, Failure> {
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "key", format!("x'{}'", "5a".repeat(32)))?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON;
             CREATE TABLE drafts (
                 document BLOB NOT NULL, record BLOB NOT NULL, field TEXT NOT NULL, category INTEGER NOT NULL,
                 value BLOB NOT NULL, saved_ms INTEGER NOT NULL, PRIMARY KEY (document, record, field)
             ) STRICT, WITHOUT ROWID",
        )?;
        Ok(Self(connection))
    }

    fn save(&self, document: Uuid, draft: &Draft) -> Result<(), Failure> {
        self.0
            .prepare_cached(
                "INSERT INTO drafts (document, record, field, category, value, saved_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (document, record, field) DO UPDATE SET value = excluded.value, saved_ms = excluded.saved_ms",
            )?
            .execute(params![
                document.as_bytes(),
                draft.record.as_bytes(),
                draft.field,
                draft.category,
                draft.value,
                draft.saved_ms,
            ])?;
        Ok(())
    }
}

/// Makes a practice profile under `folder` with one full interview; says which.
pub fn practice(folder: &Path, form: &Form) -> Result<(App, Uuid), Failure> {
    let app = App::new(folder, Arc::new(SystemClock));
    app.start_practice(PASSPHRASE)?;
    let visits = app.overview()?.visits;
    let visit = visits.first().ok_or("practice without a visit")?;
    let view = app.start_interview(visit.case, None)?;
    filled::fill(&app, &view, form, MEMBERS)?;
    Ok((app, view.document))
}

/// Opening a full case through the use case, to the JSON the page gets.
fn open(folder: &Path, form: &Form) -> Result<(), Failure> {
    let (app, document) = practice(folder, form)?;
    let (mut fresh, mut again, mut saves) =
        (Series::default(), Series::default(), Series::default());
    let mut size = 0;
    for _ in 0..RUNS {
        app.lock()?;
        app.start_practice(PASSPHRASE)?;
        for series in [&mut fresh, &mut again] {
            let (took, opened) = timed(|| {
                dispatch::call(&app, "open_interview", json!({ "document": document }))
                    .map(|view| view.to_string())
            });
            size = opened?.len();
            series.add(took);
        }
    }
    let field = form
        .find("A", "Imię")
        .map(|field| field.id.clone())
        .ok_or("no first name in the form")?;
    for place in 0..EVALUATIONS {
        let arguments = json!({
            "document": document, "record": document, "field": field, "value": format!("Żaneta {place}"),
        });
        let (took, saved) =
            timed(|| dispatch::call(&app, "save_answer", arguments).map(|view| view.to_string()));
        saved?;
        saves.add(took);
    }
    let about = format!("{} members, {} kB of JSON", MEMBERS, size / 1000);
    tell("open a full case after unlocking", "ms", &fresh, &about);
    tell("open it again", "ms", &again, "");
    tell("save an answer, rules included", "ms", &saves, "");
    Ok(())
}
