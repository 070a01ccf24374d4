//! Why the next interview of a case is held: what may be begun now, what is missing for the rest, and the form that follows.

use serde_json::Value;
use teren_domain::Category;
use teren_domain::purpose::{self, Purpose, Standing};
use teren_domain::structure::Matter;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard};
use crate::clock::{local_date, local_text};
use crate::contract::{BegunView, ContinuedView, Problem, ProblemCode, PurposeView};
use crate::joined::Family;
use crate::session::Open;
use crate::update::{Earlier, bases_of};

/// Begun when nothing earlier can be updated.
const FIRST: &str = "first_application";
/// Begun when an earlier interview can.
const UPDATE: &str = "update";

impl App {
    /// Purposes of an interview in this case, the suggested one first.
    pub fn purposes(&self, case: Uuid) -> Result<Vec<PurposeView>, Problem> {
        let today = local_date(self.now_ms());
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let family = open.family(case)?;
            let card = &family.own;
            let suggested = open.suggested(&family);
            let mut views = Vec::new();
            for offer in purpose::offered(open.standing(&family), open.today) {
                let (_, form) = open.forms.in_force(&offer.purpose.form, today)?;
                let bases = bases_of(&family, offer.purpose);
                let elsewhere = |base: &Uuid| family.other_file_of(*base).is_some();
                let continues = match bases.as_slice() {
                    // The only one there is, of this very file, is no choice.
                    [] => Vec::new(),
                    [only] if !elsewhere(only) => Vec::new(),
                    _ => open.continued_views(&family, offer.purpose, &bases)?,
                };
                views.push(PurposeView {
                    id: offer.purpose.id.clone(),
                    name: offer.purpose.name.clone(),
                    form_title: form.title.clone(),
                    why: offer.purpose.why.clone(),
                    basis: offer.purpose.basis.clone(),
                    missing: offer.missing.map(|need| need.missing_pl().to_owned()),
                    suggested: offer.purpose.id == suggested,
                    in_work: open.in_work(&family, offer.purpose)?,
                    begun: open.begun_views(card, offer.purpose)?,
                    continues,
                });
            }
            views.sort_by_key(|view| (!view.suggested, view.missing.is_some()));
            Ok(views)
        })
    }
}

/// Interviews of this purpose's form that are in work, corrections aside.
fn begun<'a>(card: &'a Card, purpose: &'a Purpose) -> impl Iterator<Item = &'a InterviewCard> {
    card.interviews.iter().filter(|interview| {
        let begun = interview.sealed.is_none() && interview.version_of.is_none();
        begun && interview.is_of(&[purpose.form.as_str()])
    })
}

impl Open {
    /// What the family and its centre have. A part II lies in the case of the person who applied, so the applicant is always known.
    pub(crate) fn standing(&self, family: &Family) -> Standing {
        let approved = |forms: &[&str]| {
            let mut interviews = family.interviews();
            interviews.any(|(_, interview)| interview.sealed.is_some() && interview.is_of(forms))
        };
        let structure = self.directory.structure.as_ref();
        Standing {
            earlier_interview: approved(&["part-i", "part-iv"]),
            applicant: true,
            earlier_relative: approved(&["part-ii", "part-iii"]),
            powiat: structure.is_some_and(|structure| structure.does_itself(Matter::Powiat)),
        }
    }

    /// Blocks of the forms that the centre does without.
    pub(crate) fn switched_off(&self) -> Vec<String> {
        let structure = self.directory.structure.as_ref();
        structure.map_or_else(Vec::new, |structure| structure.parameters.without.clone())
    }

    /// The purpose a worker most likely comes for.
    pub(crate) fn suggested(&self, family: &Family) -> &'static str {
        if self.standing(family).earlier_interview {
            UPDATE
        } else {
            FIRST
        }
    }

    /// The interview of this purpose that is in work already: of this very file, else the one that continues, in another file of the
    /// family, what would be continued here. Where each person has her own, one that names nobody yet.
    pub(crate) fn in_work(
        &mut self,
        family: &Family,
        purpose: &Purpose,
    ) -> Result<Option<Uuid>, Problem> {
        let card = &family.own;
        let ours = begun(card, purpose).filter(|interview| self.is_ours(card, interview));
        let mut documents = ours
            .map(|interview| interview.document)
            .collect::<Vec<_>>()
            .into_iter();
        if !purpose.of_each_person {
            let last = bases_of(family, purpose).first().copied();
            let continuing = || self.in_work_from(family, purpose, last?);
            return Ok(documents.next().or_else(continuing));
        }
        for document in documents {
            if self.person_in(document)?.is_empty() {
                return Ok(Some(document));
            }
        }
        Ok(None)
    }

    fn begun_views(&mut self, card: &Card, purpose: &Purpose) -> Result<Vec<BegunView>, Problem> {
        let mut views = Vec::new();
        for interview in begun(card, purpose).filter(|_| purpose.of_each_person) {
            if !self.is_ours(card, interview) {
                continue;
            }
            views.push(BegunView {
                document: interview.document,
                name: self.person_in(interview.document)?,
            });
        }
        Ok(views)
    }

    /// Surname and first name of the person with whom an interview is held.
    pub(crate) fn person_in(&mut self, document: Uuid) -> Result<String, Problem> {
        let state = self.store.document(document)?;
        let text = |name: &str| {
            let values = state.values(Category::Identity.number(), document, name);
            let value = values.first();
            let text =
                value.and_then(|value| serde_json::from_slice::<String>(&value.value.value).ok());
            text.unwrap_or_default()
        };
        let name = format!("{} {}", text("last_name"), text("first_name"));
        Ok(name.trim().to_owned())
    }

    /// The one of them, in whichever file of the family, that continues this earlier interview.
    pub(crate) fn in_work_from(
        &self,
        family: &Family,
        purpose: &Purpose,
        earlier: Uuid,
    ) -> Option<Uuid> {
        let mut begun = family.files().flat_map(|file| begun(file, purpose));
        let continuing = begun.find(|interview| family.continues(interview, earlier));
        continuing.map(|interview| interview.document)
    }

    /// Earlier interviews to choose from, as the worker tells them apart.
    fn continued_views(
        &mut self,
        family: &Family,
        purpose: &Purpose,
        bases: &[Uuid],
    ) -> Result<Vec<ContinuedView>, Problem> {
        let mut views = Vec::new();
        for base in bases {
            let Some(earlier) = Earlier::load(self, *base)? else {
                continue;
            };
            let text = |name: &str| {
                let answer = earlier.answers.root().and_then(|root| root.answer(name));
                answer.and_then(Value::as_str).unwrap_or_default()
            };
            let name = format!("{} {}", text("last_name"), text("first_name"));
            let mut held = family.interviews().map(|(_, one)| one);
            let held = held.find(|one| one.document == *base);
            views.push(ContinuedView {
                document: *base,
                name: name.trim().to_owned(),
                form_title: held.map_or_else(String::new, |one| self.forms.short_title(&one.form)),
                approved_at: local_text(earlier.approved_ms),
                in_work: self.in_work_from(family, purpose, *base),
                of_file: family
                    .other_file_of(*base)
                    .map(|file| file.number.clone().unwrap_or_default()),
            });
        }
        Ok(views)
    }

    /// The purpose of that id, if it may be begun now.
    pub(crate) fn purpose(&self, family: &Family, id: &str) -> Result<&'static Purpose, Problem> {
        let mut offered = purpose::offered(self.standing(family), self.today).into_iter();
        let offer = offered
            .find(|offer| offer.purpose.id == id)
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        match offer.missing {
            None => Ok(offer.purpose),
            Some(_) => Err(Problem::of(ProblemCode::NotAllowed)),
        }
    }
}
