//! One interview written on several laptops apart: edits, exchanges, approvals, and decisions at the desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use teren_app::contract::{AnswerStanding, ConflictView, DecisionInput};
use teren_domain::access::Role;
use uuid::Uuid;

use crate::PlayError;
use crate::case_file::{Report, ReportedBy};
use crate::centre::{Centre, Seat};
use crate::clock::{StoryClock, moment, morning};
use crate::error::Step;
use crate::fill::{Editor, Refs, fill};
use crate::merge_file::{Edit, Event, MergeFile, Resolution, SeatAct};
use crate::story::report_input;

/// An answer of the interview: record and field.
type Answer = (Uuid, String);

/// Plays concurrent edits and gives the line of output.
///
/// # Errors
/// The file is at fault, or the program could not do a step.
pub fn play_merge(file: &MergeFile, note: &mut dyn FnMut(String)) -> Result<Value, PlayError> {
    let mut play = Play::begin(file, note)?;
    for (number, event) in file.timeline.iter().enumerate() {
        play.event(event, &format!("timeline[{number}]"))?;
    }
    play.exchange_all()?;
    let mut line = play.account()?;
    let conflicts = play.conflicts(&mut line)?;
    for (number, resolution) in file.resolutions.iter().enumerate() {
        play.resolve(resolution, &conflicts, &format!("resolutions[{number}]"))?;
    }
    play.exchange_all()?;
    line.insert("final".to_owned(), play.last_values()?);
    line.insert("id".to_owned(), json!(file.id));
    Ok(Value::Object(line))
}

/// A laptop with a clock of its own.
struct Laptop {
    seat: Seat,
    clock: Arc<StoryClock>,
}

/// An edit of the file as it stands in the program.
struct Made<'a> {
    number: u32,
    edit: &'a Edit,
    author: &'a str,
    answer: Answer,
    /// The value's own id in the history of its answer.
    id: String,
}

impl Made<'_> {
    fn is_of(&self, conflict: &ConflictView) -> bool {
        (self.answer.0, self.answer.1.as_str()) == (conflict.record, conflict.field.as_str())
    }
}

struct Play<'a> {
    file: &'a MergeFile,
    centre: Centre,
    laptops: BTreeMap<&'a str, Laptop>,
    document: Uuid,
    refs: Refs,
    made: Vec<Made<'a>>,
}

impl<'a> Play<'a> {
    /// The author fills the interview and shares it; everybody holds it.
    fn begin(file: &'a MergeFile, note: &mut dyn FnMut(String)) -> Result<Self, PlayError> {
        let start = morning(&file.base.date)
            .ok_or_else(|| PlayError::bad("base.date", "expected a date YYYY-MM-DD"))?;
        let centre = Centre::open(&file.office, start)?;
        let mut laptops = BTreeMap::new();
        for seat in &file.seats {
            let team = vec![file.base.worker.team.clone()];
            let person = centre.person(&seat.user, vec![Role::FieldWorker], team)?;
            let clock = Arc::new(StoryClock::default());
            clock.set(start);
            let seat_of = centre.enrol_with(person, clock.clone())?;
            let laptop = Laptop {
                seat: seat_of,
                clock,
            };
            laptops.insert(seat.id.as_str(), laptop);
        }
        let mut play = Self {
            file,
            centre,
            laptops,
            document: Uuid::nil(),
            refs: Refs::new(),
            made: Vec::new(),
        };
        play.write_base(note)?;
        Ok(play)
    }

    fn write_base(&mut self, note: &mut dyn FnMut(String)) -> Result<(), PlayError> {
        let base = &self.file.base;
        let case = self.register()?;
        let author = self
            .file
            .seats
            .iter()
            .find(|seat| seat.user == base.worker.name);
        let author = author.ok_or_else(|| {
            PlayError::bad("base.worker.name", "expected the user of one of the seats")
        })?;
        let author = self.laptop(&author.id, "seats")?;
        author.seat.exchange()?;
        let app = &author.seat.app;
        let view = app
            .start_interview(case, None)
            .step("start the interview")?;
        let filled = fill(app, &view, base, "base")?;
        for left in filled.left_out {
            note(format!(
                "{left}: the form does not ask for it; it is left out"
            ));
        }
        self.document = view.document;
        self.refs = filled.refs;
        self.exchange_all()
    }

    /// First contact registers the family; all seats have the visit.
    fn register(&self) -> Result<Uuid, PlayError> {
        let base = &self.file.base;
        let report = Report {
            received: format!("{}T08:00", base.date),
            application_date: None,
            channel: "telefon".to_owned(),
            urgent: false,
            flags: Vec::new(),
            reported_by: ReportedBy {
                kind: String::new(),
                name: String::new(),
                contact: String::new(),
                consent_to_disclose: false,
            },
            first_contact_notes: String::new(),
            requested_help: Vec::new(),
        };
        let first_contact = self.centre.first_contact()?;
        let input = report_input(None, &report, base, "base")?;
        let registered = first_contact.app.register_report(&input);
        let case = registered.step("register the report")?.case;
        first_contact.exchange()?;
        for laptop in self.laptops.values() {
            let given = first_contact.app.assign_visit(case, laptop.seat.person);
            given.step("assign the visit")?;
        }
        Ok(case)
    }

    fn laptop(&self, seat: &str, path: &str) -> Result<&Laptop, PlayError> {
        let known = self.laptops.get(seat);
        known.ok_or_else(|| PlayError::bad(path, "no seat of this id"))
    }

    /// Everybody exchanges until everybody knows everything.
    fn exchange_all(&self) -> Result<(), PlayError> {
        for _ in 0..2 {
            for laptop in self.laptops.values() {
                laptop.seat.exchange()?;
            }
        }
        Ok(())
    }

    fn event(&mut self, event: &'a Event, path: &str) -> Result<(), PlayError> {
        let laptop = self.laptop(&event.seat, &format!("{path}.seat"))?;
        let at = moment(&event.time).ok_or_else(|| {
            let path = format!("{path}.time");
            PlayError::bad(&path, "expected a local time YYYY-MM-DDTHH:MM")
        })?;
        laptop.clock.set(at);
        self.centre.clock.forward_to(at);
        match &event.act {
            SeatAct::Sync => laptop.seat.exchange().map(drop),
            SeatAct::Approve => {
                let approved = laptop.seat.app.approve(self.document);
                approved.step("approve the interview").map(drop)
            }
            SeatAct::Edit(edit) => self.edit(event, edit, path),
        }
    }

    fn edit(&mut self, event: &'a Event, edit: &'a Edit, path: &str) -> Result<(), PlayError> {
        let laptop = self.laptop(&event.seat, path)?;
        let app = &laptop.seat.app;
        let view = app
            .open_interview(self.document)
            .step("open the interview")?;
        let editor = Editor::new(app, &view, &self.file.base)?;
        let row = edit.row.as_deref().map(|row| (row, self.named(row)));
        let (answer, short) = editor.write(edit, row, &self.refs, path)?;
        app.leave_field(self.document).step("leave the field")?;
        let history = app.answer_history(self.document, answer.0, &answer.1);
        let history = history.step("read the history of an answer")?;
        let id = history.into_iter().next_back().map(|version| version.id);
        let author = self.file.seats.iter().find(|seat| seat.id == event.seat);
        self.refs.extend(short.map(|short| (answer.0, short)));
        self.made.push(Made {
            number: event.n,
            edit,
            author: author.map_or("", |seat| seat.user.as_str()),
            answer,
            id: id.ok_or_else(|| PlayError::failed("write an answer", "it left no value"))?,
        });
        Ok(())
    }

    /// The record that an earlier step made for a row of the file.
    fn named(&self, row: &str) -> Option<Uuid> {
        let short = row.rsplit('/').next().unwrap_or_default();
        let mut refs = self.refs.iter();
        refs.find(|(_, known)| *known == short)
            .map(|(record, _)| *record)
    }

    /// What became of every edit, as any one seat tells it.
    fn account(&self) -> Result<Map<String, Value>, PlayError> {
        let teller = self.laptops.values().next();
        let teller = teller.ok_or_else(|| PlayError::bad("seats", "expected at least one"))?;
        let (mut merged, mut late, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        let mut same: BTreeMap<&Answer, Vec<&Made<'_>>> = BTreeMap::new();
        for made in &self.made {
            let history = (teller.seat.app)
                .answer_history(self.document, made.answer.0, &made.answer.1)
                .step("read the history of an answer")?;
            let version = history.iter().find(|version| version.id == made.id);
            let stands = json!({"edit": made.number, "field": made.edit.field()});
            match version.map(|version| version.standing) {
                Some(AnswerStanding::Current) => merged.push(stands),
                Some(AnswerStanding::Same) => same.entry(&made.answer).or_default().push(made),
                Some(AnswerStanding::Late) => late.push(stands),
                Some(AnswerStanding::Replaced) => kept.push(json!(made.number)),
                Some(AnswerStanding::Disputed) => {}
                None => return Err(PlayError::failed("exchange", "an edit did not arrive")),
            }
        }
        let mut groups: Vec<(u32, Value)> = same
            .into_values()
            .map(|group| (first(&group), same_value(&group)))
            .collect();
        groups.sort_by_key(|(first, _)| *first);
        let same: Vec<Value> = groups.into_iter().map(|(_, group)| group).collect();
        let lists = [
            ("merged", json!(merged)),
            ("same_value", json!(same)),
            ("late_edits", json!(late)),
            ("kept_in_history", json!(kept)),
        ];
        Ok(lists
            .map(|(key, list)| (key.to_owned(), list))
            .into_iter()
            .collect())
    }

    /// Conflicts in the order of their first edits, c1, c2 …, as the desk shows them.
    fn conflicts(
        &self,
        line: &mut Map<String, Value>,
    ) -> Result<BTreeMap<String, ConflictView>, PlayError> {
        let teller = self.laptops.values().next();
        let teller = teller.ok_or_else(|| PlayError::bad("seats", "expected at least one"))?;
        let mut open: Vec<(u32, ConflictView, Vec<&Made<'_>>)> = Vec::new();
        let desk = teller.seat.app.merge_desk(self.document);
        for conflict in desk.step("open the merge desk")?.conflicts {
            let ids: Vec<&str> = conflict.values.iter().map(|one| one.id.as_str()).collect();
            // A value's id is its own within its answer only: counters run per stream.
            let made = self.made.iter().filter(|made| made.is_of(&conflict));
            let of: Vec<&Made<'_>> = made
                .filter(|made| ids.contains(&made.id.as_str()))
                .collect();
            open.push((first(&of), conflict, of));
        }
        open.sort_by_key(|(first, ..)| *first);
        let (mut listed, mut by_id) = (Vec::new(), BTreeMap::new());
        for (place, (_, conflict, of)) in open.into_iter().enumerate() {
            let id = format!("c{}", place + 1);
            listed.push(self.conflict(&id, &conflict, &of));
            by_id.insert(id, conflict);
        }
        line.insert("conflicts".to_owned(), json!(listed));
        Ok(by_id)
    }

    fn conflict(&self, id: &str, conflict: &ConflictView, of: &[&Made<'_>]) -> Value {
        let values = of.iter().map(
            |made| json!({"value": made.edit.value, "author": made.author, "edit": made.number}),
        );
        let edits: Vec<u32> = of.iter().map(|made| made.number).collect();
        let row = of.first().and_then(|made| made.edit.row.as_deref());
        let base = conflict.base.as_ref().map(|base| match row {
            Some(row) => self.row_of_base(row),
            None => base.value.clone(),
        });
        json!({
            "id": id,
            "edits": edits,
            "field": of.first().map(|made| made.edit.field()),
            "base": base,
            "values": values.collect::<Vec<_>>(),
        })
    }

    /// A row as the file has it.
    fn row_of_base(&self, row: &str) -> Value {
        let mut path = row.split('/');
        let (person, table, id) = (path.next(), path.next(), path.next());
        let mut persons = self.file.base.persons.iter();
        let person = persons.find(|known| Some(known.short.as_str()) == person);
        let tables = person.into_iter().flat_map(|person| person.tables());
        let rows = tables.filter(|(kind, _)| Some(*kind) == table);
        let mut rows = rows.flat_map(|(_, rows)| rows);
        let found = rows.find(|known| known.get("id").and_then(Value::as_str) == id);
        found.map_or(Value::Null, |row| Value::Object(row.clone()))
    }

    fn resolve(
        &self,
        resolution: &Resolution,
        conflicts: &BTreeMap<String, ConflictView>,
        path: &str,
    ) -> Result<(), PlayError> {
        let conflict = conflicts.get(&resolution.conflict);
        let conflict = conflict
            .ok_or_else(|| PlayError::bad(&format!("{path}.conflict"), "no conflict of this id"))?;
        let mut seats = self.file.seats.iter();
        let seat = seats.find(|seat| resolution.by.starts_with(&seat.user));
        let seat = seat
            .ok_or_else(|| PlayError::bad(&format!("{path}.by"), "expected a seat's user first"))?;
        let laptop = self.laptop(&seat.id, path)?;
        let at = moment(&resolution.time).ok_or_else(|| {
            let path = format!("{path}.time");
            PlayError::bad(&path, "expected a local time YYYY-MM-DDTHH:MM")
        })?;
        laptop.clock.set(at);
        self.centre.clock.forward_to(at);
        let app = &laptop.seat.app;
        let edit = self.made.iter().find(|made| made.is_of(conflict));
        let edit = edit.map(|made| made.edit);
        let edit =
            edit.ok_or_else(|| PlayError::failed("open the merge desk", "a strange conflict"))?;
        let view = app
            .open_interview(self.document)
            .step("open the interview")?;
        let editor = Editor::new(app, &view, &self.file.base)?;
        let value = editor.value_of(edit, &resolution.value, &self.refs, path)?;
        let decision = DecisionInput {
            document: self.document,
            record: conflict.record,
            field: conflict.field.clone(),
            category: conflict.category,
            value,
            seen: conflict
                .values
                .iter()
                .map(|value| value.id.clone())
                .collect(),
            reason: resolution.reason.clone(),
        };
        app.decide(&decision)
            .step("decide at the merge desk")
            .map(drop)
    }

    /// Every touched field at the end, the same on every seat, in the words of the file.
    fn last_values(&self) -> Result<Value, PlayError> {
        let mut last = Map::new();
        for made in &self.made {
            let mut read: Option<Value> = None;
            for laptop in self.laptops.values() {
                let view = laptop.seat.app.open_interview(self.document);
                let view = view.step("open the interview")?;
                let record = view
                    .records
                    .iter()
                    .find(|record| record.id == made.answer.0);
                let value = record.and_then(|record| record.answers.get(&made.answer.1));
                let value = value.cloned().unwrap_or_default();
                if read.as_ref().is_some_and(|known| *known != value) {
                    return Err(PlayError::failed("exchange", "two seats read differently"));
                }
                read = Some(value);
            }
            let value = self.in_words_of_the_file(made, read.unwrap_or_default())?;
            last.insert(made.edit.field(), value);
        }
        Ok(Value::Object(last))
    }

    /// A row is given as the edit or the resolution wrote it that it stands for.
    fn in_words_of_the_file(&self, made: &Made<'_>, read: Value) -> Result<Value, PlayError> {
        if made.edit.row.is_none() || read.is_null() {
            return Ok(read);
        }
        let laptop = self.laptops.values().next();
        let laptop = laptop.ok_or_else(|| PlayError::bad("seats", "expected at least one"))?;
        let app = &laptop.seat.app;
        let view = app
            .open_interview(self.document)
            .step("open the interview")?;
        let editor = Editor::new(app, &view, &self.file.base)?;
        let written = self.made.iter().filter(|other| other.answer == made.answer);
        let written = written.map(|other| &other.edit.value);
        let resolved = self
            .file
            .resolutions
            .iter()
            .map(|resolution| &resolution.value);
        for value in written.chain(resolved) {
            if let Ok(row) = editor.value_of(made.edit, value, &self.refs, "timeline")
                && row == read
            {
                return Ok(value.clone());
            }
        }
        Ok(read)
    }
}

fn first(group: &[&Made<'_>]) -> u32 {
    group
        .iter()
        .map(|made| made.number)
        .min()
        .unwrap_or(u32::MAX)
}

fn same_value(group: &[&Made<'_>]) -> Value {
    let edits: Vec<u32> = group.iter().map(|made| made.number).collect();
    json!({"edits": edits, "field": group.first().map(|made| made.edit.field())})
}
