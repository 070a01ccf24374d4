//! Papers of an interview: seen as pictures, printed, saved as a file. What leaves the program is written down with its digest;
//! what cannot be written down does not leave.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};
use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::facts::{Assessed, InterviewFacts};
use teren_domain::sygnatura::Sygnatura;
use teren_domain::workflow::{Printed, field, kind};
use teren_ledger::{DELETED_FIELD, ROW_FIELD};
use teren_print::{
    Calculation, ChangesList, Content, ElectronicStatement, FormPaper, Head, Mark,
    MissingDocuments, MissingRow, Paper, Since,
};
use teren_questionnaire::{Answers, INTERVIEW};
use teren_store::{DocumentState, platform as files};
use uuid::Uuid;

use crate::App;
use crate::approve::sygnatura_of;
use crate::card::number_of;
use crate::clock::{local_date, local_text};
use crate::contract::{
    BlankView, PaperKey, PaperKind, PaperObstacle, PaperView, PictureView, PrintedView, Problem,
    ProblemCode, SheetView,
};
use crate::interview::Editing;
use crate::law::word;
use crate::platform;
use crate::problem::of_io;
use crate::session::Open;
use crate::values::Records;
use crate::writing::Writing;

/// The number of the case, where a form asks for it.
const CASE_NUMBER: &str = "case_number";
/// Pictures finer than this only take memory, pixels per point.
const FINEST: f64 = 4.0;
const PAPERS: [PaperKind; 7] = [
    PaperKind::Interview,
    PaperKind::Statement,
    PaperKind::MissingDocuments,
    PaperKind::Documents,
    PaperKind::Calculation,
    PaperKind::Changes,
    PaperKind::Corrections,
];

impl App {
    /// The papers of an interview, and the copies of each that left the program.
    pub fn papers(&self, document: Uuid) -> Result<Vec<PaperView>, Problem> {
        self.with(|open| {
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            let case = open.case_records(state.case)?;
            let there = PAPERS.into_iter().filter(|paper| editing.offers(*paper));
            let form = &editing.form;
            let own = Some(form.title.clone()).filter(|_| form.kind.part().is_none());
            let views = there.map(|paper| PaperView {
                paper,
                title: own.clone().filter(|_| paper == PaperKind::Interview),
                obstacle: obstacle(paper, &editing),
                printed: open.copies(&case, document, paper),
            });
            Ok(views.collect())
        })
    }

    /// The forms to fill in by hand, in the versions in force.
    pub fn blank_forms(&self) -> Result<Vec<BlankView>, Problem> {
        let today = local_date(self.now_ms());
        self.with(|open| {
            let forms = open.forms.all_in_force(today)?.into_iter();
            let views = forms.map(|(name, form)| BlankView {
                form: name,
                title: form.title.clone(),
            });
            Ok(views.collect())
        })
    }

    /// The pages as pictures in memory; `pixels` for each point of the paper (1/72 inch).
    pub fn paper_pictures(
        &self,
        paper: &PaperKey,
        pixels: f64,
    ) -> Result<Vec<PictureView>, Problem> {
        let paper = self.paper(paper)?;
        let pages = self.press()?.pictures(&paper, pixels.clamp(0.25, FINEST));
        let pages = pages.map_err(|_| Problem::of(ProblemCode::Internal))?;
        let views = pages.into_iter().map(|page| PictureView {
            png: BASE64.encode(&page.png),
            width: page.width,
            height: page.height,
        });
        Ok(views.collect())
    }

    /// Hands the paper to the system's spooler.
    pub fn print_paper(&self, paper: &PaperKey) -> Result<(), Problem> {
        self.leave(paper, false, |pdf| {
            platform::print(pdf).map_err(|_| Problem::of(ProblemCode::PrinterUnavailable))
        })
    }

    /// Saves the paper where the person chose; the file is not protected any more.
    pub fn save_paper(&self, paper: &PaperKey, path: &Path) -> Result<(), Problem> {
        self.leave(paper, true, |pdf| {
            files::replace_file(path, pdf).map_err(|error| of_io(&error))
        })
    }

    /// The interview as its official paper, to look into on screen.
    pub fn sheet(&self, document: Uuid) -> Result<SheetView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let mut editing = Editing::load(open, &state)?;
            open.lay_words_of_office(&mut editing)?;
            Ok(crate::sheet::view(editing.paper()))
        })
    }

    /// Sets a paper, lets it out through `way`, and writes down that it left.
    fn leave(
        &self,
        paper: &PaperKey,
        saved: bool,
        way: impl FnOnce(&[u8]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        if let PaperKey::Interview { document, .. } = paper {
            self.with(|open| open.may_note_copy(*document))?;
        }
        let set = self.press()?.pdf(&self.paper(paper)?);
        let pdf = set.map_err(|_| Problem::of(ProblemCode::Internal))?;
        match paper {
            PaperKey::Blank { .. } => way(&pdf),
            PaperKey::Interview { document, paper } => {
                let sha256 = HEXLOWER.encode(&Sha256::digest(&pdf));
                self.leave_noted(*document, word(paper), sha256, saved, || way(&pdf))
            }
        }
    }

    /// Writes down that a copy leaves, and lets it out then: no copy is outside that nobody knows of. A copy that did not
    /// leave takes its note back.
    pub(crate) fn leave_noted(
        &self,
        document: Uuid,
        paper: String,
        sha256: String,
        saved: bool,
        way: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        let note = self.with(|open| {
            let copy = Printed {
                document,
                paper,
                sha256,
                at_ms: now_ms,
                by: open.person,
                saved,
            };
            let event = match saved {
                true => Event::Exported,
                false => Event::Printed,
            };
            open.note_access(event, document, now_ms)?;
            open.note_copy(&copy, now_ms)
        })?;
        let left = way();
        if left.is_err() {
            let now_ms = self.now_ms();
            self.with(|open| open.withdraw_copy(document, note, now_ms))?;
        }
        left
    }

    /// The values that stand on a paper. The press works after this, without holding the profile.
    fn paper(&self, paper: &PaperKey) -> Result<Paper, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        self.with(|open| match paper {
            PaperKey::Blank { form } => {
                let document = open.forms.get(form)?;
                let document = document.paper(&Answers::new(Vec::new()), &BTreeSet::new());
                let blank = FormPaper {
                    document,
                    blank: true,
                };
                Ok(Paper {
                    head: open.head(String::new(), today),
                    content: Content::Form(blank),
                })
            }
            PaperKey::Interview { document, paper } => {
                open.commit_drafts(now_ms)?;
                let state = open.store.document(*document)?;
                open.note_reading(&state, now_ms)?;
                let mut editing = Editing::load(open, &state)?;
                open.lay_words_of_office(&mut editing)?;
                open.paper_of(&editing, &state, *paper, today)
            }
        })
    }
}

impl Editing {
    /// Whether this form has that paper at all: of what the law does not work out there is none.
    fn offers(&self, paper: PaperKind) -> bool {
        let assessed = self.form.kind.assessed();
        match paper {
            PaperKind::Interview => true,
            // The client's word on an interview; a family's plan is signed itself.
            PaperKind::Statement => self.form.answers_for() == Category::Diagnosis,
            PaperKind::Changes => self.earlier.is_some(),
            PaperKind::Corrections => self.corrects().is_some(),
            PaperKind::MissingDocuments => assessed.documents(),
            PaperKind::Documents => self.notes_documents(),
            PaperKind::Calculation => assessed != Assessed::Nothing,
        }
    }

    fn paper(&self) -> teren_questionnaire::Document {
        let withheld = self.withheld.iter().copied().collect();
        self.form.paper(&self.answers(), &withheld)
    }
}

impl Open {
    /// Lays over the answers what the office said after them and would write into the form by hand.
    pub(crate) fn lay_words_of_office(&mut self, editing: &mut Editing) -> Result<(), Problem> {
        let document = editing.document;
        let asked = editing.form.field(INTERVIEW, CASE_NUMBER).is_some();
        if asked && editing.records.text(document, CASE_NUMBER).is_empty() {
            let case = self.case_records(editing.case)?;
            if let Some(number) = number_of(&case, editing.case) {
                editing.records.put(document, CASE_NUMBER, number.into());
            }
        }
        self.lay_plan_approval(editing)
    }

    fn head(&self, case_number: String, today: NaiveDate) -> Head {
        Head {
            unit: self.centre_name.clone(),
            case_number,
            printed_on: today,
            sygnatura: None,
            marks: if self.practice {
                vec![Mark::Practice]
            } else {
                Vec::new()
            },
        }
    }

    fn paper_of(
        &mut self,
        editing: &Editing,
        state: &DocumentState,
        paper: PaperKind,
        today: NaiveDate,
    ) -> Result<Paper, Problem> {
        if !editing.offers(paper) {
            return Err(Problem::of(ProblemCode::NotFound));
        }
        match obstacle(paper, editing) {
            Some(PaperObstacle::Withheld) => return Err(Problem::of(ProblemCode::NotAllowed)),
            Some(PaperObstacle::NotApproved) => return Err(Problem::of(ProblemCode::Incomplete)),
            None => {}
        }
        let case = self.case_records(editing.case)?;
        let facts = editing.known_facts(today);
        let content = match paper {
            PaperKind::Interview => Content::Form(FormPaper {
                document: editing.paper(),
                blank: false,
            }),
            PaperKind::Statement => {
                Content::Statement(self.statement(editing, state, &case, &facts)?)
            }
            PaperKind::MissingDocuments => {
                Content::MissingDocuments(self.missing(editing, &case, &facts))
            }
            PaperKind::Documents => {
                let client = client(editing, &case, &facts);
                Content::Documents(self.noted(editing, state, &facts, client, today))
            }
            PaperKind::Changes => Content::Changes(changes(editing, &facts)?),
            PaperKind::Corrections => Content::Changes(self.corrections_list(editing)?),
            PaperKind::Calculation => Content::Calculation(Box::new(Calculation {
                assessment: editing.grounds.assess(&facts),
                warnings: editing.warnings(&facts),
                persons: facts.persons,
            })),
        };
        let number = editing.records.text(editing.document, CASE_NUMBER);
        let number = Some(number).filter(|number| !number.is_empty());
        let number = number.or_else(|| number_of(&case, editing.case));
        let mut head = self.head(number.unwrap_or_default(), today);
        head.sygnatura = self.sygnatura(state)?;
        if !editing.sealed {
            head.marks.push(Mark::Draft);
        }
        Ok(Paper { head, content })
    }

    fn corrections_list(&mut self, editing: &Editing) -> Result<ChangesList, Problem> {
        let found = self.differences(editing)?;
        let (before, changes) = found.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let state = self.store.document(editing.document)?;
        let sealed = self.standing_seal(&state)?;
        Ok(ChangesList {
            since: Since::Version,
            before: Some(local_date(before.approved_ms)),
            after: sealed.map(|sealed| local_date(sealed.written.stamp.wall_ms)),
            changes,
        })
    }

    fn statement(
        &mut self,
        editing: &Editing,
        state: &DocumentState,
        case: &Records,
        facts: &InterviewFacts,
    ) -> Result<ElectronicStatement, Problem> {
        let sealed = self.standing_seal(state)?;
        let sealed = sealed.ok_or_else(|| Problem::of(ProblemCode::Incomplete))?;
        let address = case.read(editing.case, field::ADDRESS);
        Ok(ElectronicStatement {
            person: client(editing, case, facts),
            address: address
                .map(|address| crate::card::address_text(&address))
                .unwrap_or_default(),
            form_title: self.forms.short_title(&editing.form_name),
            interviewed_on: facts.interview_date,
            sygnatura: sygnatura_of(editing.document, &sealed.seal),
            worker: self.directory.name(sealed.written.author),
            locality: String::new(),
        })
    }

    fn sygnatura(&mut self, state: &DocumentState) -> Result<Option<Sygnatura>, Problem> {
        let sealed = self.standing_seal(state)?;
        Ok(sealed.map(|sealed| sygnatura_of(state.document, &sealed.seal)))
    }

    fn missing(
        &self,
        editing: &Editing,
        case: &Records,
        facts: &InterviewFacts,
    ) -> MissingDocuments {
        let missing = editing.grounds.assess(facts).missing_documents;
        let whose = |id: Uuid| {
            let person = facts.persons.iter().find(|person| person.id == id);
            person.map(crate::law::name).unwrap_or_default()
        };
        let rows = missing.into_iter().map(|missing| MissingRow {
            person: whose(missing.person),
            document: missing.ask.to_owned(),
            reason: missing.because,
        });
        MissingDocuments {
            client: client(editing, case, facts),
            rows: rows.collect(),
            worker: self.person_name.clone(),
        }
    }

    /// Copies of one paper that left this seat or another one's, the last first.
    fn copies(&self, case: &Records, document: Uuid, paper: PaperKind) -> Vec<PrintedView> {
        let name = word(&paper);
        let mut copies: Vec<Printed> = case
            .rows::<Printed>(kind::PRINTED, ROW_FIELD)
            .map(|(_, copy)| copy)
            .filter(|copy| copy.document == document && copy.paper == name)
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

    /// Refuses where the office would not take the note from this seat.
    pub(crate) fn may_note_copy(&mut self, document: Uuid) -> Result<(), Problem> {
        let case = self.store.document(document)?.case;
        let opened = self.opens(case, case)?;
        let workflow = Category::Workflow.number();
        if opened.is_none_or(|opened| opened.writable.contains(&workflow)) {
            Ok(())
        } else {
            Err(Problem::of(ProblemCode::NotAllowed))
        }
    }

    /// Writes down that a copy leaves; gives the record of the note.
    fn note_copy(&mut self, copy: &Printed, now_ms: i64) -> Result<Uuid, Problem> {
        let case = self.store.document(copy.document)?.case;
        let record = Uuid::now_v7();
        let mut writing = Writing::new(case, case, "");
        writing.open(record, kind::PRINTED, Some(case), 0);
        writing.add(kind::PRINTED, record, ROW_FIELD, copy);
        writing.commit(self, now_ms)?;
        Ok(record)
    }

    /// The copy did not leave: its note is taken back.
    fn withdraw_copy(&mut self, document: Uuid, note: Uuid, now_ms: i64) -> Result<(), Problem> {
        let case = self.store.document(document)?.case;
        let mut writing = Writing::new(case, case, "");
        writing.add(kind::PRINTED, note, DELETED_FIELD, &true);
        writing.commit(self, now_ms)
    }
}

fn obstacle(paper: PaperKind, editing: &Editing) -> Option<PaperObstacle> {
    let of_the_law = matches!(
        paper,
        PaperKind::MissingDocuments | PaperKind::Documents | PaperKind::Calculation
    );
    if of_the_law && crate::law::hidden(editing).next().is_some() {
        return Some(PaperObstacle::Withheld);
    }
    (paper == PaperKind::Statement && !editing.sealed).then_some(PaperObstacle::NotApproved)
}

fn changes(editing: &Editing, facts: &InterviewFacts) -> Result<ChangesList, Problem> {
    let earlier = editing.earlier.as_ref();
    let earlier = earlier.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
    Ok(ChangesList {
        since: Since::Interview,
        before: earlier.form.facts(&earlier.answers).interview_date,
        after: facts.interview_date,
        changes: editing.changes(),
    })
}

/// Whom the interview was held with: the first person it names, else the one of the case.
fn client(editing: &Editing, case: &Records, facts: &InterviewFacts) -> String {
    let named = facts.persons.first().map(crate::law::name);
    let named = named.filter(|name| !name.is_empty());
    named.unwrap_or_else(|| crate::card::name_of(case, editing.case))
}
