//! What can be printed: plain values, given by whoever asks for the paper.

use chrono::NaiveDate;
use teren_domain::sygnatura::Sygnatura;

use crate::calculation::Calculation;
use crate::changes::ChangesList;
use crate::checklist::MissingDocuments;
use crate::form::FormPaper;
use crate::noted::NotedDocuments;
use crate::statement::ElectronicStatement;

/// A paper and what stands on every page of it.
#[derive(Debug, Clone)]
pub struct Paper {
    pub head: Head,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub struct Head {
    /// Name of the centre; empty leaves a line to write on.
    pub unit: String,
    pub case_number: String,
    pub printed_on: NaiveDate,
    /// Of the approved interview the paper shows.
    pub sygnatura: Option<Sygnatura>,
    /// Watermarks.
    pub marks: Vec<Mark>,
}

/// Written across every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not approved yet.
    Draft,
    /// Practice mode: no real people.
    Practice,
}

impl Mark {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "SZKIC",
            Self::Practice => "ĆWICZENIA",
        }
    }
}

#[derive(Debug, Clone)]
pub enum Content {
    Form(FormPaper),
    Statement(ElectronicStatement),
    MissingDocuments(MissingDocuments),
    Documents(NotedDocuments),
    Changes(ChangesList),
    Calculation(Box<Calculation>),
}

impl Content {
    /// Title of the paper, which is also its title as a file.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Form(paper) => paper.document.title.clone(),
            Self::Statement(_) => crate::statement::TITLE.to_owned(),
            Self::MissingDocuments(_) => crate::checklist::TITLE.to_owned(),
            Self::Documents(_) => crate::noted::TITLE.to_owned(),
            Self::Changes(list) => list.since.title().to_owned(),
            Self::Calculation(_) => crate::calculation::TITLE.to_owned(),
        }
    }
}
