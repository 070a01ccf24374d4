//! Speaking, listening to and taking away a voice note of a visit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use teren_domain::Category;
use teren_domain::family_plan::FamilyVisit;
use teren_domain::voice_note::{LEAST_MS, RATE, VoiceNote};
use teren_domain::workflow::kind;
use teren_ledger::ROW_FIELD;
use teren_store::AttachmentState;
use uuid::Uuid;

use super::{Playing, Recording, Reel, SoundFault, Take, flac};
use crate::App;
use crate::attachment_room::limits;
use crate::attachments::{hash_of, place_of};
use crate::clock::{local_date, local_text};
use crate::contract::{
    FamilyPlanView, PlayingView, Problem, ProblemCode, RecordingView, VoiceNoteView, VoiceView,
};
use crate::session::{Open, lock};
use crate::values::Records;
use crate::writing::Writing;

/// Samples take two bytes, and a file without loss is not larger than they are by more than its headers.
const MOST_BYTES_A_SECOND: u64 = 2 * RATE as u64 + 1024;

impl App {
    /// Begins a voice note on a line of the plan, or on a visit as a whole; the one being spoken is kept first. A visit that is not
    /// written down yet gets its id here.
    pub fn start_recording(
        &self,
        case: Uuid,
        visit: Option<Uuid>,
        line: Option<Uuid>,
    ) -> Result<VoiceView, Problem> {
        let now_ms = self.now_ms();
        let limits = limits(local_date(now_ms))?;
        let free = self.free_bytes();
        self.with(|open| {
            self.keep_recording(open, now_ms)?;
            self.voice.hush();
            let visit = open.speakable(case, visit, line, now_ms)?;
            // What was said is kept: room for all of it is made sure of before it is said.
            let most = MOST_BYTES_A_SECOND * u64::from(limits.voice_seconds);
            open.hindered(case, (most, None), limits, free)?;
            let take = Arc::new(Take::new(limits.voice_seconds));
            let sound = self.voice.sound().map_err(of_microphone)?;
            let running = sound.listen(Arc::clone(&take)).map_err(of_microphone)?;
            *lock(&self.voice.recorded) = Some(Recording {
                case,
                visit,
                line,
                take,
                running,
            });
            Ok(())
        })?;
        Ok(self.voice())
    }

    /// What is being recorded or played now.
    pub fn voice(&self) -> VoiceView {
        let recorded = lock(&self.voice.recorded);
        let recording = recorded.as_ref().map(|spoken| RecordingView {
            visit: spoken.visit,
            line: spoken.line,
            seconds_left: spoken.take.seconds_left(),
            level: spoken.take.level(),
            silent: spoken.take.is_silent(),
            lost: spoken.take.is_lost(),
        });
        let mut played = lock(&self.voice.played);
        played.take_if(|playing| playing.reel.is_over());
        VoiceView {
            recording,
            playing: played.as_ref().map(|playing| PlayingView {
                record: playing.record,
                seconds_left: playing.reel.seconds_left(),
            }),
        }
    }

    /// Ends the recording and keeps what was said.
    pub fn stop_recording(&self, case: Uuid) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.opened(|open| self.keep_recording(open, now_ms))?;
        self.with(|open| open.family_plan_view(case, now_ms))
    }

    /// Keeps what is being recorded, if anything is: the profile is locked, or its person ends it.
    pub(crate) fn keep_recording(&self, open: &mut Open, now_ms: i64) -> Result<(), Problem> {
        let spoken = lock(&self.voice.recorded).take();
        match spoken {
            Some(spoken) => open.keep_spoken(spoken, now_ms),
            None => Ok(()),
        }
    }

    /// Plays a voice note from memory; listening is reading.
    pub fn play_voice_note(&self, case: Uuid, record: Uuid) -> Result<VoiceView, Problem> {
        let now_ms = self.now_ms();
        if lock(&self.voice.recorded).is_some() {
            return Err(Problem::of(ProblemCode::MicrophoneBusy));
        }
        self.with(|open| {
            open.note_reading_case(case, now_ms)?;
            let bytes = open.sound_of(case, record)?;
            let samples = flac::decode(&bytes);
            let samples = samples.ok_or_else(|| Problem::of(ProblemCode::VoiceDamaged))?;
            self.voice.hush();
            let reel = Arc::new(Reel::new(samples));
            let unheard = |_| Problem::of(ProblemCode::NoLoudspeaker);
            let sound = self.voice.sound().map_err(unheard)?;
            let running = sound.play(Arc::clone(&reel)).map_err(unheard)?;
            *lock(&self.voice.played) = Some(Playing {
                record,
                reel,
                _running: running,
            });
            Ok(())
        })?;
        Ok(self.voice())
    }

    pub fn stop_voice_note(&self) -> VoiceView {
        self.voice.hush();
        self.voice()
    }

    /// Takes an own voice note away; its sound goes as that of a removed attachment does.
    pub fn remove_voice_note(&self, case: Uuid, record: Uuid) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.voice.hush();
        self.with(|open| {
            let note = open.voice_note(case, record)?;
            if note.by != open.person {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            open.write_voice_note(case, record, None, now_ms)?;
            open.removed_notes.insert(record, note);
            open.family_plan_view(case, now_ms)
        })
    }

    /// Takes that back, as long as the profile stays open.
    pub fn restore_voice_note(&self, case: Uuid, record: Uuid) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let note = open.removed_notes.get(&record).cloned();
            let note = note.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            open.write_voice_note(case, record, Some(&note), now_ms)?;
            open.removed_notes.remove(&record);
            open.family_plan_view(case, now_ms)
        })
    }
}

impl Open {
    /// The visit on which this person may speak now, about this line.
    fn speakable(
        &mut self,
        case: Uuid,
        visit: Option<Uuid>,
        line: Option<Uuid>,
        now_ms: i64,
    ) -> Result<Uuid, Problem> {
        let view = self.family_plan_view(case, now_ms)?;
        let records = self.case_records(case)?;
        let written = visit.and_then(|visit| records.read::<FamilyVisit>(visit, ROW_FIELD));
        let known: BTreeSet<Uuid> = view
            .acted_lines()
            .chain(told_of(written.as_ref()))
            .collect();
        let foreign = written.is_some_and(|written| written.by != self.person);
        let unfinished = |visit: Uuid| {
            let mut notes = notes_of(&records).into_iter();
            notes.all(|(_, note)| note.visit != visit || note.by == self.person)
        };
        let may = view.may_visit
            && !foreign
            && visit.is_none_or(unfinished)
            && line.is_none_or(|line| known.contains(&line));
        match may {
            true => Ok(visit.unwrap_or_else(Uuid::now_v7)),
            false => Err(Problem::of(ProblemCode::NotAllowed)),
        }
    }

    /// Keeps what was said beside the log, and writes down that it was.
    fn keep_spoken(&mut self, spoken: Recording, now_ms: i64) -> Result<(), Problem> {
        let Recording {
            case,
            visit,
            line,
            take,
            running,
        } = spoken;
        drop(running);
        let samples = take.finish();
        let ms = u64::try_from(samples.len()).unwrap_or(u64::MAX) * 1000 / u64::from(RATE);
        let ms = u32::try_from(ms).unwrap_or(u32::MAX);
        if ms < LEAST_MS {
            return Err(Problem::of(ProblemCode::VoiceNothing));
        }
        let file = flac::encode(&samples);
        let file = file.ok_or_else(|| Problem::of(ProblemCode::Internal))?;
        drop(samples);
        let category = Category::FamilyPlan.number();
        let added = self.store.add_attachment(case, category, &file)?;
        let note = VoiceNote {
            visit,
            line,
            ms,
            bytes: added.size,
            sha256: HEXLOWER.encode(&added.sha256),
            by: self.person,
            at_ms: now_ms,
        };
        self.write_voice_note(case, Uuid::now_v7(), Some(&note), now_ms)
    }

    fn write_voice_note(
        &mut self,
        case: Uuid,
        record: Uuid,
        note: Option<&VoiceNote>,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let mut writing = Writing::new(case, case, "");
        if note.is_some() {
            writing.open(record, kind::VOICE_NOTE, Some(case), 0);
        }
        writing.add(kind::VOICE_NOTE, record, ROW_FIELD, &note);
        writing.commit(self, now_ms)?;
        self.card(case)?;
        Ok(())
    }

    fn voice_note(&mut self, case: Uuid, record: Uuid) -> Result<VoiceNote, Problem> {
        let mut notes = notes_of(&self.case_records(case)?).into_iter();
        let found = notes.find(|(known, _)| *known == record);
        found
            .map(|(_, note)| note)
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))
    }

    /// The file of a voice note that is whole here.
    fn sound_of(&mut self, case: Uuid, record: Uuid) -> Result<Vec<u8>, Problem> {
        let note = self.voice_note(case, record)?;
        let missing = || Problem::of(ProblemCode::AttachmentMissing);
        let sha256 = hash_of(&note.sha256).ok_or_else(missing)?;
        let held = self.store.attachment(case, &sha256)?;
        let held = held.filter(AttachmentState::is_complete);
        let held = held.ok_or_else(missing)?;
        let size = usize::try_from(held.size).unwrap_or(usize::MAX);
        Ok(self.store.attachment_bytes(&held.key, 0, size)?)
    }

    /// Notes as they are shown; `titles` are the lines of the plan in words.
    pub(crate) fn voice_views(
        &mut self,
        case: Uuid,
        notes: &[&(Uuid, VoiceNote)],
        titles: &BTreeMap<Uuid, String>,
    ) -> Result<Vec<VoiceNoteView>, Problem> {
        let mut views = Vec::new();
        for (record, note) in notes {
            let held = match hash_of(&note.sha256) {
                Some(sha256) => self.store.attachment(case, &sha256)?,
                None => None,
            };
            let title = note.line.and_then(|line| titles.get(&line));
            views.push(VoiceNoteView {
                record: *record,
                line: note.line,
                title: title.cloned().unwrap_or_default(),
                seconds: note.ms.div_ceil(1000),
                by: self.directory.name(note.by),
                at: local_text(note.at_ms),
                place: place_of(held),
                own: note.by == self.person,
            });
        }
        Ok(views)
    }
}

/// The voice notes of a case that this seat holds, the oldest first.
pub(crate) fn notes_of(records: &Records) -> Vec<(Uuid, VoiceNote)> {
    let notes = records.rows::<VoiceNote>(kind::VOICE_NOTE, ROW_FIELD);
    let mut notes: Vec<_> = notes.collect();
    notes.sort_by_key(|(record, note)| (note.at_ms, *record));
    notes
}

fn told_of(visit: Option<&FamilyVisit>) -> impl Iterator<Item = Uuid> {
    let lines = visit.into_iter().flat_map(|visit| &visit.lines);
    lines.map(|note| note.line)
}

fn of_microphone(fault: SoundFault) -> Problem {
    Problem::of(match fault {
        SoundFault::Missing => ProblemCode::NoMicrophone,
        SoundFault::Busy => ProblemCode::MicrophoneBusy,
        SoundFault::Refused => ProblemCode::MicrophoneRefused,
        SoundFault::Failed => ProblemCode::MicrophoneFailed,
    })
}
