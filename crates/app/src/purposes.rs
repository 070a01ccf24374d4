//! Why the next interview of a case is held: what may be begun now, what is missing for the rest, and the form that follows.

use teren_domain::purpose::{self, Purpose, Standing};
use teren_domain::structure::Matter;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard};
use crate::clock::local_date;
use crate::contract::{Problem, ProblemCode, PurposeView};
use crate::session::Open;

/// Begun when nothing earlier can be updated.
const FIRST: &str = "first_application";
/// Begun when an earlier interview can.
const UPDATE: &str = "update";

impl App {
    /// Purposes of an interview in this case, the suggested one first.
    pub fn purposes(&self, case: Uuid) -> Result<Vec<PurposeView>, Problem> {
        let today = local_date(self.now_ms());
        self.with(|open| {
            let card = open.card(case)?;
            let suggested = open.suggested(&card);
            let mut views = Vec::new();
            for offer in purpose::offered(open.standing(&card), open.today) {
                let (_, form) = open.forms.in_force(&offer.purpose.form, today)?;
                views.push(PurposeView {
                    id: offer.purpose.id.clone(),
                    name: offer.purpose.name.clone(),
                    form_title: form.title.clone(),
                    why: offer.purpose.why.clone(),
                    basis: offer.purpose.basis.clone(),
                    missing: offer.missing.map(|need| need.missing_pl().to_owned()),
                    suggested: offer.purpose.id == suggested,
                    in_work: open.in_work(&card, offer.purpose),
                });
            }
            views.sort_by_key(|view| (!view.suggested, view.missing.is_some()));
            Ok(views)
        })
    }
}

impl Open {
    /// What the case and its centre have. A part II lies in the case of the person who applied, so the applicant is always known.
    pub(crate) fn standing(&self, card: &Card) -> Standing {
        let approved = |forms: &[&str]| {
            card.interviews
                .iter()
                .any(|interview| interview.sealed.is_some() && interview.is_of(forms))
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
    pub(crate) fn suggested(&self, card: &Card) -> &'static str {
        if self.standing(card).earlier_interview {
            UPDATE
        } else {
            FIRST
        }
    }

    /// The interview of this purpose's form that is in work already.
    pub(crate) fn in_work(&self, card: &Card, purpose: &Purpose) -> Option<Uuid> {
        let in_work = |interview: &&InterviewCard| {
            let begun = interview.sealed.is_none() && interview.version_of.is_none();
            begun && interview.is_of(&[purpose.form.as_str()])
        };
        let found = card.interviews.iter().find(in_work);
        found.map(|interview| interview.document)
    }

    /// The purpose of that id, if it may be begun now.
    pub(crate) fn purpose(&self, card: &Card, id: &str) -> Result<&'static Purpose, Problem> {
        let mut offered = purpose::offered(self.standing(card), self.today).into_iter();
        let offer = offered
            .find(|offer| offer.purpose.id == id)
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        match offer.missing {
            None => Ok(offer.purpose),
            Some(_) => Err(Problem::of(ProblemCode::NotAllowed)),
        }
    }
}
