//! Voice notes of a visit: spoken without any line, kept like a photograph, heard by whoever carries the plan and by nobody else.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use data_encoding::HEXLOWER;
use serde_json::json;
use teren_app::App;
use teren_app::clock::Clock as _;
use teren_app::contract::{
    AttachmentPlace, FamilyPlanView, FamilyVisitInput, LineNoteInput, TimelineWhat, VoiceNoteView,
};
use teren_app::voice::{RATE, Reel, Running, Sound, SoundFault, Take};
use teren_domain::Category;
use teren_domain::voice_note::VoiceNote;
use teren_domain::workflow::kind;
use teren_ledger::{RECORD_FIELD, ROW_FIELD, Write};
use teren_store::{AttachmentKey, Edit};
use teren_sync::{AttachmentLine as _, HttpTransport};
use uuid::Uuid;

use crate::attachments::held_by_the_office;
use crate::family_plan::{action, at_work, group, plan, write_line};
use crate::world::{Laptop, World, refusal};

/// A machine whose microphone hears what it is given, and whose loudspeaker remembers what it played.
#[derive(Default)]
struct Tape {
    said: Mutex<Vec<i16>>,
    heard: Mutex<Vec<i16>>,
    fault: Mutex<Option<SoundFault>>,
}

fn held<T: Clone>(of: &Mutex<T>) -> T {
    of.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

impl Sound for Tape {
    fn listen(&self, take: Arc<Take>) -> Result<Running, SoundFault> {
        match held(&self.fault) {
            Some(fault) => Err(fault),
            None => {
                take.hear(&held(&self.said));
                Ok(Box::new(take))
            }
        }
    }

    fn play(&self, reel: Arc<Reel>) -> Result<Running, SoundFault> {
        let mut heard = Vec::new();
        while let Some(sample) = reel.next() {
            heard.push(sample);
        }
        *self.heard.lock().unwrap() = heard;
        Ok(Box::new(reel))
    }
}

/// So many seconds of a voice; another one by its pitch.
fn words(seconds: u32, pitch: u32) -> Vec<i16> {
    let samples = (0..seconds * RATE).map(|place| {
        let swing = i32::try_from(place * pitch % 800).unwrap() - 400;
        i16::try_from(swing * 20).unwrap()
    });
    samples.collect()
}

/// The person's seat with a microphone that hears these words.
fn with_tape(laptop: &Laptop, said: &[i16]) -> (App, Arc<Tape>) {
    let tape = Arc::new(Tape::default());
    *tape.said.lock().unwrap() = said.to_vec();
    (laptop.app.clone().speaking(tape.clone()), tape)
}

/// A family whose plan Beata and Ewa carry, and an action of it.
fn with_plan(world: &mut World) -> (Uuid, Uuid) {
    let case = at_work(world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let line = write_line(beata, begun, "family_action", action("wspólne śniadania"));
    beata.exchange();
    world.laptop("Ewa").exchange();
    (case, line)
}

fn visit(visit: Option<Uuid>, line: Uuid) -> FamilyVisitInput {
    FamilyVisitInput {
        visit,
        on: "2026-11-02".to_owned(),
        note: String::new(),
        lines: vec![LineNoteInput {
            line,
            state: "partly".to_owned(),
            note: String::new(),
        }],
    }
}

/// Says it on a line, and writes the visit down.
fn spoken(app: &App, case: Uuid, line: Uuid) -> VoiceNoteView {
    let begun = app.start_recording(case, None, Some(line)).unwrap();
    let begun = begun.recording.unwrap();
    let view = app.stop_recording(case).unwrap();
    assert_eq!(view.unwritten.unwrap().visit, begun.visit);
    let view = app
        .note_family_visit(case, &visit(Some(begun.visit), line))
        .unwrap();
    assert!(view.unwritten.is_none());
    note(&view)
}

fn note(view: &FamilyPlanView) -> VoiceNoteView {
    view.visits[0].voice[0].clone()
}

#[test]
fn what_an_asystent_says_on_a_visit_is_heard_by_the_social_worker_and_by_nobody_without_the_plan() {
    let mut world = World::konstancin();
    let (case, line) = with_plan(&mut world);
    let said = words(65, 3);
    let (app, _) = with_tape(world.laptop("Beata"), &said);
    let begun = app.start_recording(case, None, Some(line)).unwrap();
    let recording = begun.recording.unwrap();
    assert_eq!((recording.seconds_left, recording.line), (55, Some(line)));
    let visited = recording.visit;
    app.stop_recording(case).unwrap();
    world.pass(Duration::from_mins(1));
    let whole = app.start_recording(case, Some(visited), None).unwrap();
    assert_eq!(whole.recording.unwrap().visit, visited, "the same visit");
    let view = app.stop_recording(case).unwrap();
    let mine = view.unwritten.unwrap();
    assert_eq!(mine.voice.len(), 2);
    app.note_family_visit(case, &visit(Some(visited), line))
        .unwrap();
    let beata = world.laptop("Beata");
    beata.exchange();
    assert_eq!(held_by_the_office(&world), 1, "the same words twice");

    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let (app, tape) = with_tape(ewa, &[]);
    let view = plan(ewa, case);
    let note = note(&view);
    assert_eq!(
        (note.line, note.seconds, note.by.as_str(), note.own),
        (Some(line), 65, "Beata", false)
    );
    assert_eq!(note.title, "wspólne śniadania");
    assert_eq!(note.place, AttachmentPlace::InOffice);
    app.play_voice_note(case, note.record).unwrap();
    assert_eq!(held(&tape.heard), said, "every sample of it");
    assert_eq!(
        refusal(app.remove_voice_note(case, note.record)),
        "not-allowed"
    );
    let foreign = app.start_recording(case, Some(visited), Some(line));
    assert_eq!(refusal(foreign), "not-allowed", "her visit is hers");
    let timeline = ewa.app.timeline(case).unwrap();
    let told = timeline.entries.iter();
    let told: Vec<_> = told
        .filter(|moment| moment.what == TimelineWhat::FamilySpoken)
        .collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].detail.as_deref(), Some("1:05"));
    ewa.exchange();
    assert!(
        world
            .logged("read", Some(case))
            .contains(&world.person("Ewa"))
    );

    // Halina registered the family and Paweł works in proceedings: neither holds the plan, nor a byte that was said.
    let halina = world.laptop("Halina");
    halina.exchange();
    assert!(halina.app.family_plan(case).unwrap().visits.is_empty());
    let hers = refusal(halina.app.play_voice_note(case, note.record));
    assert_eq!(hers, "not-found");
    halina.look(|store| assert_eq!(store.attachments().unwrap(), []));
    let ewa = world.laptop("Ewa");
    let sha256 = ewa.look(|store| store.attachments_of(case).unwrap()[0].key.sha256);
    let key = AttachmentKey {
        case,
        document: case,
        sha256,
    };
    assert!(brought(ewa, &key).is_some_and(|bytes| bytes.starts_with(b"fLaC")));
    let halina = world.laptop("Halina");
    assert_eq!(brought(halina, &key), None, "asked for by its hash");
}

/// What the office gives a laptop that asks for bytes past every use case.
fn brought(laptop: &Laptop, key: &AttachmentKey) -> Option<Vec<u8>> {
    laptop.look(|store| {
        let link = store.identity().unwrap().office.clone().unwrap();
        let line = HttpTransport::to_exchange(&link.address, link.fingerprint, &link.token);
        line.unwrap().part(key, 0).ok().flatten()
    })
}

#[test]
fn a_recording_is_kept_when_the_screen_locks_and_outlives_a_kill_right_after() {
    let mut world = World::konstancin();
    let (case, line) = with_plan(&mut world);
    let beata = world.laptop("Beata");
    let (app, _) = with_tape(beata, &words(3, 5));
    app.start_recording(case, None, Some(line)).unwrap();
    app.lock().unwrap();
    assert!(app.voice().recording.is_none(), "nobody listens any more");
    world.kill_and_restart("Beata");
    let beata = world.laptop("Beata");
    let kept = plan(beata, case).unwritten.unwrap();
    assert_eq!((kept.voice.len(), kept.voice[0].seconds), (1, 3));
    let (app, tape) = with_tape(beata, &words(2, 7));
    app.play_voice_note(case, kept.voice[0].record).unwrap();
    assert_eq!(held(&tape.heard), words(3, 5));

    // Another visit's id, a line of no plan, and a note too short to say anything are refused.
    let begun = app.start_recording(case, None, Some(Uuid::from_u128(7)));
    assert_eq!(refusal(begun), "not-allowed");
    let other = visit(Some(Uuid::from_u128(9)), line);
    assert_eq!(refusal(app.note_family_visit(case, &other)), "not-allowed");
    *tape.said.lock().unwrap() = vec![9; 100];
    app.start_recording(case, Some(kept.visit), None).unwrap();
    assert_eq!(refusal(app.stop_recording(case)), "voice-nothing");
    for (fault, code) in [
        (SoundFault::Missing, "no-microphone"),
        (SoundFault::Busy, "microphone-busy"),
        (SoundFault::Refused, "microphone-refused"),
        (SoundFault::Failed, "microphone-failed"),
    ] {
        *tape.fault.lock().unwrap() = Some(fault);
        let refused = app.start_recording(case, Some(kept.visit), None);
        assert_eq!(refusal(refused), code);
    }
    // The text note needs no microphone.
    app.note_family_visit(case, &visit(Some(kept.visit), line))
        .unwrap();
    world.laptop("Beata").exchange();
}

#[test]
fn a_voice_note_goes_by_courier_file_and_a_removed_one_comes_back_or_goes_for_good() {
    let mut world = World::konstancin();
    let (case, line) = with_plan(&mut world);
    let beata = world.laptop("Beata");
    let (app, tape) = with_tape(beata, &words(4, 3));
    let note = spoken(&app, case, line);
    let (there, back) = (
        world.folder().join("tam"),
        world.folder().join("z powrotem"),
    );
    world.laptop("Beata").app.courier_write(&there).unwrap();
    let file = std::fs::read(&there).unwrap();
    let now_ms = world.centre.clock.now_ms();
    let answer = world.centre.office.courier(&file, now_ms).unwrap();
    std::fs::write(&back, answer.file).unwrap();
    let beata = world.laptop("Beata");
    beata.app.courier_read(&back).unwrap();
    assert_eq!(held_by_the_office(&world), 1);

    let beata = world.laptop("Beata");
    taken_away(beata, &app, case, note.record);
    let restored = app.restore_voice_note(case, note.record).unwrap();
    assert_eq!(restored.visits[0].voice.len(), 1);
    beata.exchange();
    app.play_voice_note(case, note.record).unwrap();
    assert_eq!(held(&tape.heard), words(4, 3), "it came back whole");

    let beata = world.laptop("Beata");
    taken_away(beata, &app, case, note.record);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert!(plan(ewa, case).visits[0].voice.is_empty());
    ewa.look(|store| assert_eq!(store.attachments_of(case).unwrap(), []));
    for _ in 0..8 {
        world.pass(Duration::from_hours(24 * 13));
        for name in ["Beata", "Ewa"] {
            world.laptop(name).exchange();
        }
    }
    assert_eq!(held_by_the_office(&world), 0, "90 days are over");
    world.laptop("Ewa").app.start_family_plan(case).unwrap();
}

fn taken_away(beata: &Laptop, app: &App, case: Uuid, record: Uuid) {
    let view = app.remove_voice_note(case, record).unwrap();
    assert!(view.visits[0].voice.is_empty());
    beata.exchange();
}

#[test]
fn an_evaluation_begins_with_the_word_that_there_is_something_to_listen_to() {
    let mut world = World::konstancin();
    let (case, line) = with_plan(&mut world);
    let beata = world.laptop("Beata");
    let document = plan(beata, case).document.unwrap();
    crate::family_plan::complete(beata, document);
    crate::family_plan::agree(beata, document);
    let (app, _) = with_tape(beata, &words(42, 3));
    spoken(&app, case, line);
    let evaluation = app.start_family_evaluation(case).unwrap().document;
    let opened = world.laptop("Beata").interview(evaluation);
    let mut records = opened.records.iter();
    let row = records.find(|record| record.id == line).unwrap();
    assert_eq!(
        row.answers["row"]["assessment"],
        json!("2.11.2026: notatka głosowa (0:42)")
    );
    world.laptop("Beata").exchange();
    let view = plan(world.laptop("Beata"), case);
    assert_eq!(group(&view, "family_action").lines.len(), 1);
}

#[test]
fn words_in_somebody_elses_name_are_held_back_and_bytes_that_are_no_sound_are_not_played() {
    let mut world = World::konstancin();
    let (case, line) = with_plan(&mut world);
    let ewa = world.person("Ewa");
    let beata = world.person("Beata");
    let laptop = world.laptop("Beata");
    let (app, _) = with_tape(laptop, &words(2, 3));
    let true_one = spoken(&app, case, line);
    // A changed program of hers gives bytes of anything out as her words, and as Ewa's.
    let hers = forged(laptop, case, line, beata);
    laptop.exchange();
    forged(laptop, case, line, ewa);
    let held_back = laptop.try_exchange().quarantined;
    assert_eq!(held_back.len(), 1, "{held_back:?}");

    let (app, tape) = with_tape(world.laptop("Ewa"), &[]);
    world.laptop("Ewa").exchange();
    let known = world.laptop("Ewa").look(|store| {
        let state = store.document(case).unwrap();
        let rows = state.answers().filter(|answer| answer.field == ROW_FIELD);
        let notes = rows.filter(|answer| {
            let mut values = answer.values.iter();
            values.any(|value| serde_json::from_slice::<VoiceNote>(&value.value.value).is_ok())
        });
        notes.count()
    });
    assert_eq!(known, 2, "what was given out as hers has not come");
    let played = app.play_voice_note(case, hers);
    assert_eq!(refusal(played), "voice-damaged");
    app.play_voice_note(case, true_one.record).unwrap();
    assert_eq!(held(&tape.heard), words(2, 3));
    world.laptop("Ewa").exchange();
}

/// Writes past every use case that somebody said something, with bytes that are no sound.
fn forged(laptop: &Laptop, case: Uuid, line: Uuid, by: Uuid) -> Uuid {
    let record = Uuid::from_u128(by.as_u128() ^ 1);
    let at_ms = laptop.clock.now_ms();
    laptop.look(|store| {
        let category = Category::FamilyPlan.number();
        let junk = [b"fLaC".as_slice(), &by.as_bytes().repeat(500)].concat();
        let named = store.add_attachment(case, category, &junk).unwrap();
        let note = VoiceNote {
            visit: Uuid::from_u128(4),
            line: Some(line),
            ms: 2000,
            bytes: named.size,
            sha256: HEXLOWER.encode(&named.sha256),
            by,
            at_ms,
        };
        let place = json!({"kind": kind::VOICE_NOTE, "order": 0, "parent": case});
        let write = |field: &str, value: serde_json::Value| Write {
            record,
            field: field.to_owned(),
            value: serde_json::to_vec(&value).unwrap(),
        };
        let edit = Edit {
            document: case,
            category,
            writes: vec![
                write(RECORD_FIELD, place),
                write(ROW_FIELD, serde_json::to_value(&note).unwrap()),
            ],
        };
        store.write(&[edit], at_ms).unwrap();
    });
    record
}
