//! Files of one family: which are joined, their interviews in one list, and from which of them a new one goes on.
//! Joining opens nothing: of a file that this seat does not hold only the number is told.

use serde::{Deserialize, Serialize};
use teren_domain::likeness::{FileLink, Unlinked};
use teren_domain::workflow::{field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard};
use crate::clock::local_text;
use crate::contract::{
    ChosenView, JoinedFamilyView, JoinedFileView, JoinedInterviewView, LinkView, Problem,
};
use crate::session::Open;
use crate::values::Records;

/// Another file that was joined with this one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LinkCard {
    pub record: Uuid,
    pub link: FileLink,
    pub undone: Option<Unlinked>,
}

/// Every link of a file, those that were undone among them.
pub(crate) fn links_of(records: &Records) -> Vec<LinkCard> {
    let rows = records.rows::<FileLink>(kind::LINK, ROW_FIELD);
    rows.map(|(record, link)| LinkCard {
        record,
        link,
        undone: records.read(record, field::UNLINKED),
    })
    .collect()
}

impl Card {
    /// Links that stand.
    pub fn joined(&self) -> impl Iterator<Item = &FileLink> {
        let standing = self.links.iter().filter(|link| link.undone.is_none());
        standing.map(|link| &link.link)
    }

    /// Numbers of the files it is joined with.
    pub fn joined_numbers(&self) -> Vec<String> {
        self.joined().map(|link| link.number.clone()).collect()
    }
}

/// A file with those joined to it that this seat holds. What is joined to those in turn is another family until somebody says so.
pub(crate) struct Family {
    pub own: Card,
    others: Vec<Card>,
}

impl Family {
    /// A file that nothing is joined to.
    pub fn alone(own: Card) -> Self {
        Self {
            own,
            others: Vec::new(),
        }
    }

    /// Its files, the own one first.
    pub fn files(&self) -> impl Iterator<Item = &Card> {
        std::iter::once(&self.own).chain(&self.others)
    }

    /// Its interviews with the file each stands in.
    pub fn interviews(&self) -> impl Iterator<Item = (&Card, &InterviewCard)> {
        self.files()
            .flat_map(|file| file.interviews.iter().map(move |one| (file, one)))
    }

    /// The file of another family member's interview; `None` for one of the own file.
    pub fn other_file_of(&self, document: Uuid) -> Option<&Card> {
        let mut others = self.others.iter();
        others.find(|file| file.interview(document).is_some())
    }

    /// The version of an interview that counts.
    fn valid(&self, document: Uuid) -> Option<Uuid> {
        let file = self.files().find(|file| file.interview(document).is_some());
        file.unwrap_or(&self.own).valid(document)
    }

    /// Whether this is the version that counts.
    pub fn counts(&self, interview: &InterviewCard) -> bool {
        interview.sealed.is_some() && self.valid(interview.document) == Some(interview.document)
    }

    /// Whether an interview starts from this one, or from another version of it.
    pub fn continues(&self, interview: &InterviewCard, earlier: Uuid) -> bool {
        let based_on = interview.based_on.and_then(|of| self.valid(of));
        based_on == Some(earlier)
    }
}

impl App {
    /// The files of a family and their interviews, newest first; empty where nothing is joined.
    pub fn joined_family(&self, case: Uuid) -> Result<JoinedFamilyView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.note_reading_case(case, now_ms)?;
            let family = open.family(case)?;
            let mut files: Vec<JoinedFileView> = Vec::new();
            for link in family.own.joined() {
                let here = family.others.iter().find(|file| file.case == link.other);
                let chosen = open.chosen_views(&family.own, here, link)?;
                files.push(JoinedFileView {
                    case: link.other,
                    number: link.number.clone(),
                    name: here.map(|file| file.name.clone()).unwrap_or_default(),
                    address: here.map(|file| file.address.clone()).unwrap_or_default(),
                    here: here.is_some(),
                    link: open.link_view(link),
                    chosen,
                });
            }
            let interviews = match files.is_empty() {
                true => Vec::new(),
                false => open.joined_interviews(&family)?,
            };
            Ok(JoinedFamilyView {
                number: family.own.number.clone().unwrap_or_default(),
                files,
                interviews,
            })
        })
    }
}

impl Open {
    /// A case with those joined to it that are held here.
    pub(crate) fn family(&mut self, case: Uuid) -> Result<Family, Problem> {
        let mut family = Family::alone(self.card(case)?);
        let joined: Vec<Uuid> = family.own.joined().map(|link| link.other).collect();
        for other in joined {
            if self.store.card(other)?.is_some() {
                family.others.push(self.card(other)?);
            }
        }
        Ok(family)
    }

    pub(crate) fn link_view(&self, link: &FileLink) -> LinkView {
        LinkView {
            by: self.directory.name(link.by),
            at: local_text(link.at_ms),
            reason: link.reason.clone(),
        }
    }

    /// What was chosen of two descriptions that differ, as far as the file that says so is held here.
    fn chosen_views(
        &mut self,
        own: &Card,
        other: Option<&Card>,
        link: &FileLink,
    ) -> Result<Vec<ChosenView>, Problem> {
        let mut views = Vec::new();
        for choice in &link.choices {
            let Some(file) = (if choice.own { Some(own) } else { other }) else {
                continue;
            };
            let mut pairs = link.persons.iter();
            let pair = pairs.find(|(first, _)| choice.person == Some(*first));
            let (person, value) = match (choice.person, pair) {
                (None, _) => (String::new(), file.address.clone()),
                (Some(_), Some((first, second))) => {
                    let told = self.told(file, if choice.own { *first } else { *second })?;
                    let value = told.value(&choice.field);
                    (told.name, value)
                }
                (Some(_), None) => continue,
            };
            views.push(ChosenView {
                person,
                field: choice.field.clone(),
                value,
                number: file.number.clone().unwrap_or_default(),
            });
        }
        Ok(views)
    }

    fn joined_interviews(&mut self, family: &Family) -> Result<Vec<JoinedInterviewView>, Problem> {
        let mut dated = Vec::new();
        for (file, interview) in family.interviews() {
            let sealed = interview.sealed.as_ref();
            let by = sealed.map(|sealed| sealed.by).or(interview.author);
            let view = JoinedInterviewView {
                case: file.case,
                document: interview.document,
                number: file.number.clone().unwrap_or_default(),
                other: file.case != family.own.case,
                form_title: self.forms.short_title(&interview.form),
                name: self.person_in(interview.document)?,
                approved_at: sealed.map(|sealed| local_text(sealed.approved_ms)),
                by: by.map(|by| self.directory.name(by)).unwrap_or_default(),
                version: file.number(interview.document),
                superseded: sealed.is_some() && !family.counts(interview),
                mine: sealed.is_none() && self.is_mine(file, interview),
            };
            dated.push((sealed.map(|sealed| sealed.approved_ms), view));
        }
        // What is in work stands first, then the newest.
        dated.sort_by_key(|(approved, _)| std::cmp::Reverse(approved.unwrap_or(i64::MAX)));
        Ok(dated.into_iter().map(|(_, view)| view).collect())
    }
}
