//! Other centres: the head gets to know them, passes a case to one as a file, and gives her word on a case that one sent.
//! The office makes and opens every file; this seat carries it and keeps it where the person says.

use std::fs;
use std::path::Path;

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::partner::{
    AnswerHeard, Inside, InsideStanding, Partner, PartnerAsk, PartnerRefusal, PartnerTold, Sending,
    passed_categories,
};
use teren_ledger::CentreCard;
use teren_store::courier::MAX_FILE;
use teren_store::{packet, platform as files};
use teren_sync::{HttpTransport, PARTNER_BYTES, Transport as _, TransportError};
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{
    IncomingInterview, IncomingStanding, IncomingView, OwnCardView, PartnerFileView, PartnerView,
    PartnersView, PassableInput, PassableInterview, PassableView, Problem, ProblemCode, WordView,
};
use crate::problem::of_io;
use crate::session::Open;

/// First characters of a card as text; anything else is a file for the office.
const CARD: &[u8] = b"TERENK1";

impl App {
    /// Other centres known here, and this one's own card and digits.
    pub fn partners(&self) -> Result<PartnersView, Problem> {
        self.with(|open| {
            let own = open.own_card().map(|card| card_view(&card)).transpose()?;
            let known = &open.directory.partners;
            let mut partners: Vec<PartnerView> =
                known.iter().map(|known| open.partner_view(known)).collect();
            partners.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(PartnersView {
                own,
                partners,
                may_manage: open.has_role(Role::Head),
            })
        })
    }

    /// Keeps this centre's card where the person chose.
    pub fn save_own_card(&self, path: &Path) -> Result<(), Problem> {
        let text = self.with(|open| {
            let card = open.own_card();
            let card = card.ok_or_else(|| Problem::of(ProblemCode::NeedsOffice))?;
            Ok(card_view(&card)?.text)
        })?;
        let line = format!("{text}\n");
        files::replace_file(path, line.as_bytes()).map_err(|error| of_io(&error))
    }

    /// Takes another centre's card. Nothing goes there before its digits are compared by phone.
    pub fn add_partner(&self, card: &str) -> Result<PartnerView, Problem> {
        let card = card.to_owned();
        let told = self.ask_partner(&PartnerAsk::Add { card })?;
        self.known_partner(told)
    }

    /// The digits that somebody read from the other centre's screen, as they were heard.
    pub fn confirm_partner(&self, centre: Uuid, heard: &str) -> Result<PartnerView, Problem> {
        let heard = heard.to_owned();
        let told = self.ask_partner(&PartnerAsk::Confirm { centre, heard })?;
        self.known_partner(told)
    }

    /// What of a case may go to another centre, and to which ones.
    pub fn passable(&self, case: Uuid) -> Result<PassableView, Problem> {
        self.with(|open| {
            if !open.has_role(Role::Head) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let card = open.card(case)?;
            let goes = passed_categories();
            let names = |passed: bool| {
                let all = Category::ALL.into_iter();
                let these = all.filter(|category| goes.contains(category) == passed);
                these
                    .map(|category| category.name_pl().to_owned())
                    .collect()
            };
            let known = open.directory.partners.iter();
            let confirmed = known.filter(|known| known.confirmed.is_some());
            Ok(PassableView {
                case,
                partners: confirmed.map(|known| open.partner_view(known)).collect(),
                interviews: open.passable_of(&card),
                goes: names(true),
                stays: names(false),
                name: card.name,
            })
        })
    }

    /// Writes a file that only the other centre can open, where the person chose. The case says that it went.
    pub fn send_to_partner(&self, input: &PassableInput, path: &Path) -> Result<(), Problem> {
        if input.reason.trim().is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        try_place(path)?;
        let ask = PartnerAsk::Send(Sending {
            case: input.case,
            interviews: input.interviews.clone(),
            centre: input.centre,
            reason: input.reason.clone(),
        });
        self.keep_file(&ask, path)
    }

    /// Opens a file from another centre: its card, a case, or its word on one of ours. A case is only looked at.
    pub fn open_partner_file(&self, path: &Path) -> Result<PartnerFileView, Problem> {
        let size = fs::metadata(path).map_err(|error| of_io(&error))?.len();
        if usize::try_from(size).unwrap_or(usize::MAX) > MAX_FILE {
            return Err(Problem::of(ProblemCode::PartnerFileUnreadable));
        }
        let file = fs::read(path).map_err(|error| of_io(&error))?;
        if file
            .trim_ascii_start()
            .to_ascii_uppercase()
            .starts_with(CARD)
        {
            let text = String::from_utf8_lossy(&file);
            return Ok(PartnerFileView::Card {
                partner: self.add_partner(&text)?,
            });
        }
        let told = self.ask_partner(&PartnerAsk::Open { file: file.clone() })?;
        self.with(|open| match told {
            PartnerTold::Inside(inside) => {
                open.incoming = Some(file);
                Ok(PartnerFileView::Case {
                    incoming: open.incoming_view(inside),
                })
            }
            PartnerTold::Heard(heard) => Ok(PartnerFileView::Word {
                word: open.word_view(heard)?,
            }),
            PartnerTold::Known(_) | PartnerTold::File(_) => Err(not_the_office()),
        })
    }

    /// The head's word on the case in the file opened last; keeps the file that tells it to the other centre.
    pub fn answer_partner_file(
        &self,
        accepted: bool,
        reason: &str,
        path: &Path,
    ) -> Result<(), Problem> {
        let file = self.with(|open| {
            let file = open.incoming.clone();
            file.ok_or_else(|| Problem::of(ProblemCode::NotFound))
        })?;
        if !accepted && reason.trim().is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        try_place(path)?;
        let ask = PartnerAsk::Answer {
            file,
            accepted,
            reason: reason.to_owned(),
        };
        self.keep_file(&ask, path)
    }

    /// Keeps the file that the office makes, and brings what it wrote of that here.
    fn keep_file(&self, ask: &PartnerAsk, path: &Path) -> Result<(), Problem> {
        let PartnerTold::File(file) = self.ask_partner(ask)? else {
            return Err(not_the_office());
        };
        files::replace_file(path, &file).map_err(|error| of_io(&error))
    }

    fn known_partner(&self, told: PartnerTold) -> Result<PartnerView, Problem> {
        let PartnerTold::Known(partner) = told else {
            return Err(not_the_office());
        };
        self.with(|open| Ok(open.partner_view(&partner)))
    }

    /// Asks the office, which must be at hand; then what it wrote of that comes here.
    fn ask_partner(&self, ask: &PartnerAsk) -> Result<PartnerTold, Problem> {
        let office = self.with(|open| {
            let identity = open.store.identity();
            let office = identity.and_then(|identity| identity.office.clone());
            let office = office.filter(|_| !open.practice);
            office.ok_or_else(|| Problem::of(ProblemCode::NeedsOffice))
        })?;
        let mut line =
            HttpTransport::to_partners(&office.address, office.fingerprint, &office.token)?;
        let message = packet::pack(ask).map_err(|_| Problem::of(ProblemCode::PartnerTooLarge))?;
        let answer = line.exchange(&message)?;
        let told: Result<PartnerTold, PartnerRefusal> =
            packet::unpack(&answer, PARTNER_BYTES).map_err(|_| not_the_office())?;
        let told = told?;
        // Its records come with the next exchange at the latest.
        let _unreachable = self.exchange_and_wait();
        Ok(told)
    }
}

fn not_the_office() -> Problem {
    TransportError::NotTheOffice.into()
}

/// Whether a file can be kept there: a case must not be written down as sent when its file is nowhere.
fn try_place(path: &Path) -> Result<(), Problem> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let probe = Path::new(&name);
    fs::write(probe, b"").map_err(|error| of_io(&error))?;
    fs::remove_file(probe).map_err(|error| of_io(&error))
}

fn card_view(card: &CentreCard) -> Result<OwnCardView, Problem> {
    let text = card.text();
    let digits = card.fingerprint();
    Ok(OwnCardView {
        name: card.name.clone(),
        text: text.map_err(|_| Problem::of(ProblemCode::Internal))?,
        digits: digits.split(' ').map(str::to_owned).collect(),
    })
}

impl Open {
    fn own_card(&self) -> Option<CentreCard> {
        let office = self.store.identity()?.office.as_ref()?;
        Some(CentreCard {
            centre: office.centre,
            name: office.centre_name.clone(),
            key: office.office_key,
        })
    }

    fn partner_view(&self, known: &Partner) -> PartnerView {
        let confirmed = known.confirmed.as_ref();
        PartnerView {
            centre: known.centre,
            name: known.name.clone(),
            confirmed_at: confirmed.map(|told| local_text(told.at_ms)),
            confirmed_by: confirmed.map(|told| self.directory.name(told.by)),
            replaced: known.replaced,
        }
    }

    /// Interviews with a receipt of the office, the newest first.
    fn passable_of(&self, card: &Card) -> Vec<PassableInterview> {
        let approved = card.interviews.iter().rev().filter_map(|interview| {
            let sealed = interview.sealed.as_ref()?;
            interview.receipt.as_ref()?;
            let corrected = |other: &&crate::card::InterviewCard| {
                other.version_of == Some(interview.document) && other.receipt.is_some()
            };
            Some(PassableInterview {
                document: interview.document,
                form_title: self.forms.short_title(&interview.form),
                approved_at: local_text(sealed.approved_ms),
                sygnatura: sealed.sygnatura.clone(),
                current: card.interviews.iter().find(corrected).is_none(),
            })
        });
        approved.collect()
    }

    fn incoming_view(&self, inside: Inside) -> IncomingView {
        let interviews = inside.interviews.into_iter();
        let (standing, number) = match inside.standing {
            InsideStanding::New => (IncomingStanding::New, None),
            InsideStanding::Accepted { number } => (IncomingStanding::Accepted, Some(number)),
            InsideStanding::Refused => (IncomingStanding::Refused, None),
        };
        IncomingView {
            from: inside.name,
            made_at: local_text(inside.at_ms),
            name: format!("{} {}", inside.last_name, inside.first_name)
                .trim()
                .to_owned(),
            reason: inside.reason,
            interviews: interviews
                .map(|interview| IncomingInterview {
                    document: interview.document,
                    form_title: self.forms.short_title(&interview.form),
                    sygnatura: interview.sygnatura,
                    approved_at: local_text(interview.approved_ms),
                    by: interview.by,
                })
                .collect(),
            attachments: inside.attachments,
            bytes: inside.bytes,
            standing,
            number,
        }
    }

    fn word_view(&mut self, heard: AnswerHeard) -> Result<WordView, Problem> {
        let card = self.card(heard.case)?;
        Ok(WordView {
            case: heard.case,
            from: heard.name,
            name: card.name,
            accepted: heard.accepted,
            number: heard.number,
            reason: heard.reason,
            again: heard.again,
        })
    }
}

impl From<PartnerRefusal> for Problem {
    fn from(refusal: PartnerRefusal) -> Self {
        Self::of(match refusal {
            PartnerRefusal::NotAllowed => ProblemCode::NotAllowed,
            PartnerRefusal::NotACard => ProblemCode::PartnerCard,
            PartnerRefusal::OwnCard => ProblemCode::PartnerOwnCard,
            PartnerRefusal::Unknown => ProblemCode::NotFound,
            PartnerRefusal::Unconfirmed => ProblemCode::PartnerUnconfirmed,
            PartnerRefusal::WrongDigits => ProblemCode::PartnerDigits,
            PartnerRefusal::NoReason | PartnerRefusal::NotApproved => ProblemCode::InvalidInput,
            PartnerRefusal::TooLarge => ProblemCode::PartnerTooLarge,
            PartnerRefusal::NotAFile | PartnerRefusal::Damaged => {
                ProblemCode::PartnerFileUnreadable
            }
            PartnerRefusal::ForAnother => ProblemCode::CourierForAnother,
            PartnerRefusal::UnknownSender => ProblemCode::PartnerUnknownSender,
            PartnerRefusal::Newer => ProblemCode::VersionsDiffer,
            PartnerRefusal::Tampered => ProblemCode::PartnerTampered,
            PartnerRefusal::NotTheirs => ProblemCode::PartnerNotTheirs,
            PartnerRefusal::AlreadyAnswered => ProblemCode::PartnerAnswered,
        })
    }
}
