//! Attachments of an interview: taken in from a file the person chose, looked at in memory, removed while it is open.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};
use teren_domain::Category;
use teren_domain::attachment::{
    self, Attachment, Limits, MOST_BYTES, Media, NAMING_KINDS, NamedBytes, RECORD_KINDS, kind_of,
    kinds, names_identity_document,
};
use teren_domain::documents;
use teren_domain::workflow::{Printed, kind};
use teren_ledger::ROW_FIELD;
use teren_print::ForeignFault;
use teren_store::{AttachmentState, DocumentState, NamedAttachment, platform as files};
use uuid::Uuid;

use crate::App;
use crate::attachment_room::{limits, room_view, too_large};
use crate::clock::{local_date, local_text};
use crate::contract::{
    AttachmentContent, AttachmentInput, AttachmentKindView, AttachmentMedia, AttachmentPerson,
    AttachmentPlace, AttachmentView, AttachmentsView, CopyFormView, PictureView, PrintedView,
    Problem, ProblemCode,
};
use crate::interview::Editing;
use crate::picture::cleaned;
use crate::problem::of_io;
use crate::session::Open;
use crate::values::Records;
use crate::writing::Writing;

/// Under which name a saved copy is written down.
const PAPER: &str = "attachment";
/// Pixels for each point of a page that is looked at.
const PIXELS: f32 = 1.5;

impl App {
    /// What is attached to an interview and what may be.
    pub fn attachments(&self, document: Uuid) -> Result<AttachmentsView, Problem> {
        let today = local_date(self.now_ms());
        let free = self.free_bytes();
        self.with_document(document, |open| open.attachments(document, today, free))
    }

    /// Attaches a file the person chose. What it is follows from its bytes; of a photograph only the picture is kept.
    pub fn add_attachment(
        &self,
        document: Uuid,
        input: &AttachmentInput,
        path: &Path,
    ) -> Result<AttachmentsView, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        let refused = Problem::of(ProblemCode::AttachmentIdentity);
        let wanted = kind_of(&input.point, today);
        let wanted = wanted.ok_or_else(|| Problem::of(ProblemCode::InvalidInput))?;
        if let Some(form) = &input.form {
            let form = documents::form_of(form, today).filter(|form| form.copy);
            form.ok_or_else(|| Problem::of(ProblemCode::InvalidInput))?;
        }
        let named = names_identity_document(&input.title);
        if wanted.refused.is_some() || named || !input.no_identity_document {
            return Err(refused);
        }
        let limits = limits(today)?;
        let free = self.free_bytes();
        let (media, bytes) = read(path, limits)?;
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let sha256 = Some(Sha256::digest(&bytes).into());
            open.hindered(state.case, (size, sha256), limits, free)?;
            open.commit_drafts(now_ms)?;
            let editing = Editing::load(open, &state)?;
            let record_kind = wanted.record_kind();
            let record_kind = record_kind.ok_or_else(|| Problem::of(ProblemCode::Internal))?;
            let category = open.attachable(&editing, record_kind)?;
            refuse_twice(&editing.records, &bytes, today)?;
            let added = (open.store).add_attachment(document, category.number(), &bytes)?;
            let title = Some(input.title.trim()).filter(|title| !title.is_empty());
            let row = Attachment {
                title: title.unwrap_or(&wanted.name).to_owned(),
                document_point: input.point.clone(),
                person: input.person,
                form: input.form.clone(),
                media_type: media,
                bytes: added.size,
                sha256: HEXLOWER.encode(&added.sha256),
                added_on: today.to_string(),
            };
            let record = Uuid::now_v7();
            let order = i32::try_from(of(&editing.records).count()).unwrap_or(i32::MAX);
            let mut writing = editing.writing();
            writing.open(record, record_kind, Some(document), order);
            writing.add(record_kind, record, ROW_FIELD, &row);
            writing.commit(open, now_ms)?;
            open.card(state.case)?;
            open.attachments(document, today, free)
        })
    }

    /// Removes an attachment of an interview that is not approved. Its bytes go from here once the office holds them, and from
    /// there after the time in which a removal can be taken back.
    pub fn remove_attachment(
        &self,
        document: Uuid,
        record: Uuid,
    ) -> Result<AttachmentsView, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        let free = self.free_bytes();
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            let (record_kind, _) = found(&editing.records, record)?;
            open.attachable(&editing, record_kind)?;
            let mut writing = editing.writing();
            writing.add(record_kind, record, ROW_FIELD, &serde_json::Value::Null);
            writing.commit(open, now_ms)?;
            open.card(state.case)?;
            open.attachments(document, today, free)
        })
    }

    /// An attachment to look at, in memory alone.
    pub fn read_attachment(
        &self,
        document: Uuid,
        record: Uuid,
    ) -> Result<AttachmentContent, Problem> {
        let (row, bytes) = self.attachment(document, record)?;
        if row.media_type != Media::Pdf {
            return Ok(AttachmentContent::Photograph {
                media: row.media_type.name().to_owned(),
                base64: BASE64.encode(&bytes),
            });
        }
        let Ok(drawn) = teren_print::pictures_of(bytes, PIXELS) else {
            return Ok(AttachmentContent::Unshown);
        };
        let of = u32::try_from(drawn.of).unwrap_or(u32::MAX);
        let pages = drawn.pictures.into_iter().map(|page| PictureView {
            png: BASE64.encode(&page.png),
            width: page.width,
            height: page.height,
        });
        Ok(AttachmentContent::Pages {
            pages: pages.collect(),
            of,
        })
    }

    /// The ending a saved copy gets; the name before it says nothing of anybody.
    pub fn attachment_ending(&self, document: Uuid, record: Uuid) -> Result<&'static str, Problem> {
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            let (_, row) = found(&Editing::load(open, &state)?.records, record)?;
            Ok(match row.media_type {
                Media::Jpeg => "jpg",
                Media::Png => "png",
                Media::Pdf => "pdf",
            })
        })
    }

    /// Saves a copy where the person chose, and writes that down; the file is not protected any more.
    pub fn save_attachment(
        &self,
        document: Uuid,
        record: Uuid,
        path: &Path,
    ) -> Result<(), Problem> {
        self.with(|open| open.may_note_copy(document))?;
        let (row, bytes) = self.attachment(document, record)?;
        self.leave_noted(document, PAPER.to_owned(), row.sha256, true, || {
            files::replace_file(path, &bytes).map_err(|error| of_io(&error))
        })
    }

    /// The row and the bytes of an attachment that is whole here.
    fn attachment(&self, document: Uuid, record: Uuid) -> Result<(Attachment, Vec<u8>), Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            let (_, row) = found(&editing.records, record)?;
            let missing = || Problem::of(ProblemCode::AttachmentMissing);
            let sha256 = named_by(&row).ok_or_else(missing)?;
            let held = open.store.attachment(document, &sha256)?;
            let held = held.filter(AttachmentState::is_complete);
            let held = held.ok_or_else(missing)?;
            let size = usize::try_from(held.size).unwrap_or(usize::MAX);
            let bytes = open.store.attachment_bytes(&held.key, 0, size)?;
            Ok((row, bytes))
        })
    }
}

impl Open {
    fn attachments(
        &mut self,
        document: Uuid,
        today: NaiveDate,
        free: Option<u64>,
    ) -> Result<AttachmentsView, Problem> {
        let state = self.store.document(document)?;
        let editing = Editing::load(self, &state)?;
        let case = self.case_records(state.case)?;
        let facts = editing.form.facts(&editing.answers());
        let persons = facts.persons.iter().map(|person| AttachmentPerson {
            person: person.id,
            name: crate::law::name(person),
        });
        let persons: Vec<AttachmentPerson> = persons.collect();
        let mut attachments = Vec::new();
        for (record, record_kind, row) in of(&editing.records) {
            let held = match named_by(&row) {
                Some(sha256) => self.store.attachment(document, &sha256)?,
                None => None,
            };
            attachments.push(AttachmentView {
                record,
                kind: name_of_kind(&row),
                person: row.person.and_then(|id| {
                    let person = persons.iter().find(|person| person.person == id);
                    person.map(|person| person.name.clone())
                }),
                form: form_told(&row),
                media: media_view(row.media_type),
                kilobytes: u32::try_from(row.bytes.div_ceil(1024)).unwrap_or(u32::MAX),
                by: self.author_of(&state, record_kind, record),
                place: place_of(held),
                saved: self.saved_copies(&case, document, &row.sha256),
                title: row.title,
                point: row.document_point,
                added_on: row.added_on,
            });
        }
        let used = self.attached_to_case(state.case)?;
        let open = kinds(today).filter(|kind| {
            let may = |record_kind| self.attachable(&editing, record_kind).is_ok();
            kind.refused.is_none() && kind.record_kind().is_some_and(may)
        });
        Ok(AttachmentsView {
            room: room_view(limits(today)?, used, free),
            open: open.map(|kind| kind.point.clone()).collect(),
            kinds: kinds(today).map(kind_view).collect(),
            forms: copy_forms(today),
            persons,
            attachments,
        })
    }

    /// A new version names the attachments of the one it corrects. Bytes that are still on their way to this laptop
    /// would be nobody's to send: without them there is no new version yet.
    pub(crate) fn carry_attachments(
        &mut self,
        from: &Editing,
        into: Uuid,
        writing: &mut Writing,
    ) -> Result<(), Problem> {
        for (order, (record, record_kind, row)) in of(&from.records).enumerate() {
            let held = match named_by(&row) {
                Some(sha256) => self.store.attachment(from.document, &sha256)?,
                None => None,
            };
            if !held.is_some_and(|held| held.is_complete()) {
                return Err(Problem::of(ProblemCode::AttachmentMissing));
            }
            let order = i32::try_from(order).unwrap_or(i32::MAX);
            writing.open(record, record_kind, Some(into), order);
            writing.add(record_kind, record, ROW_FIELD, &row);
        }
        Ok(())
    }

    /// Category of an attachment that may be written now.
    fn attachable(&self, editing: &Editing, record_kind: &str) -> Result<Category, Problem> {
        if editing.sealed {
            return Err(Problem::of(ProblemCode::AlreadySealed));
        }
        let category = attachment::category_of(record_kind);
        let category = category.filter(|category| editing.takes(*category));
        category.ok_or_else(|| Problem::of(ProblemCode::NotAllowed))
    }

    pub(crate) fn author_of(
        &self,
        state: &DocumentState,
        record_kind: &str,
        record: Uuid,
    ) -> String {
        let category = attachment::category_of(record_kind).map_or(0, Category::number);
        let values = state.values(category, record, ROW_FIELD);
        let written = values.first().and_then(|value| value.written);
        written.map_or_else(String::new, |written| self.directory.name(written.author))
    }

    fn saved_copies(&self, case: &Records, document: Uuid, sha256: &str) -> Vec<PrintedView> {
        let copies = case.rows::<Printed>(kind::PRINTED, ROW_FIELD);
        let mut copies: Vec<Printed> = copies
            .map(|(_, copy)| copy)
            .filter(|copy| (copy.document, copy.sha256.as_str()) == (document, sha256))
            .collect();
        copies.sort_by_key(|copy| std::cmp::Reverse(copy.at_ms));
        let views = copies.into_iter().map(|copy| PrintedView {
            at: local_text(copy.at_ms),
            by: self.directory.name(copy.by),
            sha256: copy.sha256,
            saved: copy.saved,
        });
        views.collect()
    }
}

/// What the rows of a document name, whatever stands beside them.
pub(crate) fn named_in(state: &DocumentState) -> Vec<NamedAttachment> {
    let categories: Vec<u8> = (NAMING_KINDS.into_iter())
        .filter_map(attachment::category_of)
        .map(Category::number)
        .collect();
    let rows = state
        .answers()
        .filter(|answer| answer.field == ROW_FIELD && categories.contains(&answer.category));
    let mut named: Vec<NamedAttachment> = Vec::new();
    for answer in rows {
        for value in &answer.values {
            let Ok(row) = serde_json::from_slice::<NamedBytes>(&value.value.value) else {
                continue;
            };
            if let Some(sha256) = hash_of(&row.sha256).filter(|_| row.bytes <= MOST_BYTES)
                && !named.iter().any(|known| known.sha256 == sha256)
            {
                named.push(NamedAttachment {
                    sha256,
                    size: row.bytes,
                    category: answer.category,
                });
            }
        }
    }
    named
}

/// Attachments among the records, in the order of their coming.
pub(crate) fn of(records: &Records) -> impl Iterator<Item = (Uuid, &'static str, Attachment)> + '_ {
    RECORD_KINDS.into_iter().flat_map(|record_kind| {
        let rows = records.rows::<Attachment>(record_kind, ROW_FIELD);
        rows.map(move |(record, row)| (record, record_kind, row))
    })
}

fn found(records: &Records, record: Uuid) -> Result<(&'static str, Attachment), Problem> {
    let mut all = of(records);
    let found = all.find(|(known, _, _)| *known == record);
    found
        .map(|(_, record_kind, row)| (record_kind, row))
        .ok_or_else(|| Problem::of(ProblemCode::NotFound))
}

/// Refuses a file that a row names already: kept once more under another kind, it would stay readable to whom the first kind lets.
fn refuse_twice(records: &Records, bytes: &[u8], today: NaiveDate) -> Result<(), Problem> {
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    let Some((_, _, row)) = of(records).find(|(_, _, row)| named_by(row) == Some(sha256)) else {
        return Ok(());
    };
    let kind = kind_of(&row.document_point, today).map_or("", |kind| kind.name.as_str());
    Err(Problem::of(ProblemCode::AttachmentTwice).with("kind", kind))
}

fn named_by(row: &Attachment) -> Option<[u8; 32]> {
    hash_of(&row.sha256)
}

pub(crate) fn hash_of(hex: &str) -> Option<[u8; 32]> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// The file's bytes as they are kept, and what they are.
fn read(path: &Path, limits: &Limits) -> Result<(Media, Vec<u8>), Problem> {
    let file = File::open(path).map_err(|error| of_io(&error))?;
    let mut bytes = Vec::new();
    let most = limits.file_bytes;
    (file.take(most + 1).read_to_end(&mut bytes)).map_err(|error| of_io(&error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err(too_large(limits));
    }
    let media = Media::of(&bytes).ok_or_else(|| Problem::of(ProblemCode::AttachmentOfNoKind))?;
    if media == Media::Pdf {
        return match teren_print::examine(bytes.clone()) {
            Ok(()) => Ok((media, bytes)),
            Err(ForeignFault::Locked) => Err(Problem::of(ProblemCode::AttachmentPdfLocked)),
            Err(ForeignFault::TooMuch) => Err(Problem::of(ProblemCode::AttachmentPdfTooMuch)),
            Err(ForeignFault::Broken) => Err(Problem::of(ProblemCode::AttachmentPdfDamaged)),
        };
    }
    let clean = cleaned(media, &bytes);
    let clean = clean.ok_or_else(|| Problem::of(ProblemCode::AttachmentDamaged))?;
    Ok((media, clean))
}

fn media_view(media: Media) -> AttachmentMedia {
    match media {
        Media::Jpeg => AttachmentMedia::Jpeg,
        Media::Png => AttachmentMedia::Png,
        Media::Pdf => AttachmentMedia::Pdf,
    }
}

/// What the table called it on the day it was added.
fn name_of_kind(row: &Attachment) -> String {
    let kind = row.added_on.parse().ok();
    let kind = kind.and_then(|day| kind_of(&row.document_point, day));
    kind.map_or_else(String::new, |kind| kind.name.clone())
}

/// In what form the copy was taken in, in the words of that day; a form unknown here by its name.
pub(crate) fn form_told(row: &Attachment) -> Option<String> {
    let name = row.form.as_ref()?;
    let day: Option<NaiveDate> = row.added_on.parse().ok();
    let known = day.and_then(|day| documents::form_of(name, day));
    Some(known.map_or_else(|| name.clone(), |form| form.says.clone()))
}

fn copy_forms(today: NaiveDate) -> Vec<CopyFormView> {
    let copies = documents::forms(today).filter(|form| form.copy);
    let views = copies.map(|form| CopyFormView {
        name: form.name.clone(),
        says: form.says.clone(),
    });
    views.collect()
}

fn kind_view(kind: &attachment::AttachmentKind) -> AttachmentKindView {
    AttachmentKindView {
        point: kind.point.clone(),
        name: kind.name.clone(),
        refused: kind.refused.clone(),
    }
}

pub(crate) fn place_of(held: Option<AttachmentState>) -> AttachmentPlace {
    match held {
        Some(held) if held.waits() => AttachmentPlace::Here,
        Some(held) if held.is_complete() => AttachmentPlace::InOffice,
        _ => AttachmentPlace::Missing,
    }
}
