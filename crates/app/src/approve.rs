//! Review, sharing, approval (Zatwierdź) and the check of a sygnatura copied from paper.

use teren_domain::access::Role;
use teren_domain::routing::{Further, RoutingFacts};
use teren_domain::sygnatura::Sygnatura;
use teren_domain::workflow::field;
use teren_domain::{Category, routing};
use teren_ledger::{Seal, SealPart, seal_root};
use teren_questionnaire::INTERVIEW;
use teren_store::{DocumentState, SealContent};
use uuid::Uuid;

use crate::App;
use crate::clock::local_text;
use crate::contract::{
    PinView, Problem, ProblemCode, ReviewView, RoutePreview, SealView, StatusView, SygnaturaCheck,
    SygnaturaVerdict,
};
use crate::desk;
use crate::evaluation;
use crate::interview::Editing;
use crate::overview::status_view;
use crate::session::Open;
use crate::values::Records;
use crate::writing::Writing;

/// The sygnatura of a sealed interview: as text, four groups of five.
pub(crate) fn sygnatura_of(document: Uuid, seal: &Seal) -> Sygnatura {
    Sygnatura::of(&seal_root(document, seal))
}

impl App {
    /// Everything that stands between this interview and its approval, and where it would go.
    pub fn review(&self, document: Uuid) -> Result<ReviewView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            let answers = editing.answers();
            let spoken = editing.speak(&answers, now_ms);
            let view = evaluation::view(&spoken, &editing.form, &editing.records);
            let routes = open.route_preview(&editing)?;
            let conflicts = desk::disputes(&state).len();
            let questions = waiting(&open.open_pins(&editing)?);
            open.editing = Some(editing);
            Ok(ReviewView {
                complete: view.complete && conflicts == 0 && questions == 0,
                findings: view.findings,
                sections: view.sections,
                conflicts: u32::try_from(conflicts).unwrap_or(u32::MAX),
                questions: u32::try_from(questions).unwrap_or(u32::MAX),
                routes,
            })
        })
    }

    /// Freezes a complete interview. It can never be opened again; a correction is a new version.
    pub fn approve(&self, document: Uuid) -> Result<SealView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            if !state.seals.is_empty() {
                return Err(Problem::of(ProblemCode::AlreadySealed));
            }
            if !desk::disputes(&state).is_empty() {
                return Err(Problem::of(ProblemCode::OpenConflicts));
            }
            let editing = Editing::load(open, &state)?;
            // The office takes a seal only from those who answer for what the form is about.
            let answers = editing.takes(editing.form.answers_for());
            if !answers || open.only_merges(&state)? || open.only_coordinates(state.case)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let answers = editing.answers();
            if !editing.speak(&answers, now_ms).complete {
                return Err(Problem::of(ProblemCode::Incomplete));
            }
            let pins = open.open_pins(&editing)?;
            if waiting(&pins) > 0 {
                return Err(Problem::of(ProblemCode::OpenQuestions));
            }
            open.keep_figures(&editing, now_ms)?;
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            let answers = editing.answers();
            let parts: Vec<(u8, Vec<u8>)> = Category::ALL
                .into_iter()
                .filter(|category| *category != Category::Workflow)
                .filter(|category| state.streams.contains_key(&category.number()))
                .map(|category| {
                    (
                        category.number(),
                        editing.form.canonical(&answers, category),
                    )
                })
                .collect();
            let content = SealContent {
                document,
                seal: Uuid::now_v7(),
                form: editing.form_name,
                category: Category::Workflow.number(),
                parts,
            };
            open.store.write_seal(&content, now_ms)?;
            open.settle_pins((state.case, document), &pins, now_ms)?;
            open.editing = None;
            let state = open.store.document(document)?;
            seal_view(open, &state)?.ok_or_else(|| Problem::of(ProblemCode::Internal))
        })
    }

    /// Lets others who may hold the case see the draft; from now on it is exchanged like everything else.
    pub fn share(&self, document: Uuid) -> Result<StatusView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            if state.private {
                let mut writing = Writing::new(state.case, document, &state.form);
                writing.add(INTERVIEW, document, field::SHARED, &true);
                writing.commit(open, now_ms)?;
                open.store.set_shared(document)?;
            }
            let card = open.card(state.case)?;
            let own = card.interview(document);
            Ok(own.map_or_else(StatusView::default, status_view))
        })
    }

    /// Checks a sygnatura copied by hand against the sealed interviews this seat holds.
    pub fn verify_sygnatura(&self, text: &str) -> Result<SygnaturaCheck, Problem> {
        let Ok(sygnatura) = text.parse::<Sygnatura>() else {
            return Ok(verdict(SygnaturaVerdict::Mistyped));
        };
        self.with(|open| {
            let sealed = open
                .cards()?
                .into_iter()
                .flat_map(|card| card.interviews.into_iter().chain(card.family_papers))
                .filter(|interview| interview.sealed.is_some());
            for document in sealed
                .map(|interview| interview.document)
                .collect::<Vec<_>>()
            {
                let state = open.store.document(document)?;
                for held in &state.seals {
                    if sygnatura.matches(&seal_root(document, &held.seal)) {
                        let (content, unverified) = verify(open, &state, &held.seal)?;
                        let records = open.case_records(state.case)?;
                        return Ok(SygnaturaCheck {
                            verdict: content,
                            case: Some(state.case),
                            name: Some(crate::card::name_of(&records, state.case)),
                            approved_at: Some(local_text(held.written.stamp.wall_ms)),
                            unverified_categories: unverified,
                        });
                    }
                }
            }
            Ok(verdict(SygnaturaVerdict::Unknown))
        })
    }
}

fn verdict(verdict: SygnaturaVerdict) -> SygnaturaCheck {
    SygnaturaCheck {
        verdict,
        case: None,
        name: None,
        approved_at: None,
        unverified_categories: Vec::new(),
    }
}

/// Recomputes the digest of every category held here; names those that are not.
fn verify(
    open: &mut Open,
    state: &DocumentState,
    seal: &Seal,
) -> Result<(SygnaturaVerdict, Vec<String>), Problem> {
    let form = open.forms.get(&seal.form)?;
    // Each seal answers for what it froze, whatever other seals the document has.
    let frozen = open.store.document_at(state.document, seal)?;
    let answers = Records::of_interview(&frozen, &[], &form).answers();
    let mut unverified = Vec::new();
    let mut verdict = SygnaturaVerdict::Matches;
    for sealed in &seal.categories {
        let part = state
            .seal_parts
            .iter()
            .find(|(number, part)| *number == sealed.category && part.seal == seal.seal);
        match (part, Category::from_number(sealed.category)) {
            (Some((_, part)), Some(category)) => {
                let digest = SealPart::digest_of(&part.salt, &form.canonical(&answers, category));
                if digest != sealed.digest || part.digest != sealed.digest {
                    verdict = SygnaturaVerdict::ContentDiffers;
                }
            }
            (_, category) => unverified.push(category.map_or_else(
                || sealed.category.to_string(),
                |category| category.name_pl().to_owned(),
            )),
        }
    }
    Ok((verdict, unverified))
}

/// Questions that were neither answered nor made void by a changed answer.
fn waiting(pins: &[PinView]) -> usize {
    let waits = |pin: &&PinView| pin.answer.is_empty() && !pin.changed;
    pins.iter().filter(waits).count()
}

/// The approval of a document that counts, as the screen shows it.
pub(crate) fn seal_view(
    open: &mut Open,
    state: &DocumentState,
) -> Result<Option<SealView>, Problem> {
    let Some(held) = open.standing_seal(state)? else {
        return Ok(None);
    };
    let root = seal_root(state.document, &held.seal);
    Ok(Some(SealView {
        sygnatura: sygnatura_of(state.document, &held.seal).to_string(),
        sha256: data_encoding::HEXLOWER.encode(&root),
        approved_at: local_text(held.written.stamp.wall_ms),
        by: open.directory.name(held.written.author),
    }))
}

impl Open {
    /// Where the interview would go: the same function that the office runs on arrival.
    fn route_preview(&mut self, editing: &Editing) -> Result<Vec<RoutePreview>, Problem> {
        let Some(structure) = &self.directory.structure else {
            return Ok(Vec::new());
        };
        let answers = editing.answers();
        let facts = editing.facts(&answers);
        let facts = RoutingFacts::of(&facts, editing.form.routing_values(&answers));
        let routes = routing::route(structure, &facts).into_iter();
        // Who approves the interview may know every reason.
        Ok(routes
            .map(|route| {
                let told = |first: String, more: &dyn Fn(&Further) -> String, between: &str| {
                    let more = route.further.iter().map(more);
                    let all = std::iter::once(first).chain(more);
                    let all: Vec<String> = all.filter(|text| !text.is_empty()).collect();
                    all.join(between)
                };
                RoutePreview {
                    basis: told(route.basis_pl(), &Further::basis_pl, "; "),
                    why: told(route.because.clone(), &|one| one.because.clone(), " "),
                    team_name: self.directory.team_name(&route.team),
                    team: route.team,
                }
            })
            .collect())
    }

    /// Whether this person has the interview only to decide between answers that met in it.
    fn only_merges(&mut self, state: &DocumentState) -> Result<bool, Problem> {
        if !self.has_role(Role::Merger) {
            return Ok(false);
        }
        let person = self.person;
        let card = self.card(state.case)?;
        let visits = card.visits.iter().any(|visit| visit.worker == person);
        let mut interviews = card.documents();
        let wrote =
            interviews.any(|one| one.document == state.document && one.author == Some(person));
        Ok(!visits && !wrote)
    }

    /// Whether this person has the role in the centre.
    pub(crate) fn has_role(&self, role: Role) -> bool {
        self.directory
            .member(self.person)
            .is_some_and(|member| member.roles.contains(&role))
    }
}
