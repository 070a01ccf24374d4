//! „Podobne teczki”: what the office proposes as one family, side by side, and what a person says to it.

use std::cmp::Reverse;

use teren_domain::likeness::{
    FieldChoice, FileLink, KeptApart, LikePair, Likeness, LookedAgain, Unlinked,
};
use teren_domain::routing::AssignmentState;
use teren_domain::same_family::Band;
use teren_domain::same_family::decision::{DecisionKind, of_addresses, of_texts};
use teren_domain::structure::{COORDINATORS, HEAD, MERGERS};
use teren_domain::workflow::{Act, ActRefusal, Address, field, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::MEMBER;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, RouteCard, address_text};
use crate::contract::{
    AlikeFieldView, AlikeFileView, AlikeFilesView, AlikePersonsView, AlikeView, DecisionView,
    FieldChoiceInput, LinkedFilesView, LookedAgainView, LookedView, Problem, ProblemCode,
};
use crate::session::Open;
use crate::values::{Fields, Records};

/// Fields of a person that are set side by side.
const COMPARED: [&str; 5] = ["first_name", "last_name", "born", "sex", "pesel"];

impl App {
    /// Proposals and links of the files held here.
    pub fn alike(&self) -> Result<AlikeView, Problem> {
        self.with(|open| {
            let cards = open.cards()?;
            let mut view = AlikeView {
                proposals: Vec::new(),
                linked: Vec::new(),
            };
            for card in &cards {
                let records = open.case_records(card.case)?;
                for (record, row) in records.rows::<Likeness>(kind::LIKENESS, ROW_FIELD) {
                    let held = cards.iter().find(|other| other.case == row.other);
                    // A pair held on both sides stands once.
                    if held.is_none() || card.case < row.other {
                        let apart = records.read::<KeptApart>(record, field::APART);
                        view.proposals
                            .push(open.alike_files(card, held, &row, apart)?);
                    }
                }
                for (record, row) in records.rows::<FileLink>(kind::LINK, ROW_FIELD) {
                    let held = cards.iter().find(|other| other.case == row.other);
                    if held.is_none() || card.case < row.other {
                        let undone = records.read::<Unlinked>(record, field::UNLINKED);
                        view.linked.push(LinkedFilesView {
                            link: record,
                            made: open.link_view(&row),
                            one: open.file_view(card),
                            other: AlikeFileView {
                                number: row.number.clone(),
                                ..open.file_view_of(row.other, held)
                            },
                            unlinked: undone.map(|undone| undone.reason),
                        });
                    }
                }
            }
            view.proposals.sort_by_key(|one| {
                let chances = one.pairs.iter().map(|pair| pair.chance_permille);
                let unlikely = Reverse(chances.max());
                (one.apart.is_some(), !one.surely, !one.family, unlikely)
            });
            Ok(view)
        })
    }

    /// Joins two files; the office writes it into both.
    pub fn link_files(
        &self,
        one: Uuid,
        other: Uuid,
        reason: &str,
        choices: &[FieldChoiceInput],
    ) -> Result<DecisionView, Problem> {
        let choices = choices.iter().map(choice).collect::<Result<_, _>>()?;
        let act = Act::LinkFiles {
            one,
            other,
            reason: said(reason)?,
            choices,
        };
        Ok(self.ask_in_words(&act, |_| false, refusal_pl)?.0)
    }

    /// Parts two files that were joined by mistake.
    pub fn unlink_files(
        &self,
        one: Uuid,
        other: Uuid,
        reason: &str,
    ) -> Result<DecisionView, Problem> {
        let act = Act::UnlinkFiles {
            one,
            other,
            reason: said(reason)?,
        };
        Ok(self.ask_in_words(&act, |_| false, refusal_pl)?.0)
    }

    /// Says that a proposal is of different people.
    pub fn keep_apart(
        &self,
        one: Uuid,
        other: Uuid,
        reason: &str,
    ) -> Result<DecisionView, Problem> {
        let act = Act::KeepApart {
            one,
            other,
            reason: said(reason)?,
        };
        Ok(self.ask_in_words(&act, |_| false, refusal_pl)?.0)
    }

    /// Asks the office to look again: for one file, or for all of the centre.
    pub fn look_for_alike(&self, case: Option<Uuid>) -> Result<LookedAgainView, Problem> {
        let (decision, body) =
            self.ask_in_words(&Act::LookAgain { case }, |_| false, refusal_pl)?;
        let outcome = body.and_then(|body| serde_json::from_slice::<LookedAgain>(&body).ok());
        Ok(LookedAgainView {
            decision,
            looked: outcome.map(|outcome| LookedView {
                files: outcome.files,
                proposed: outcome.proposed,
                fresh: outcome.fresh,
            }),
        })
    }
}

/// Why the office did not do what was asked of two files.
fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => {
            "O podobnych teczkach rozstrzyga pierwszy kontakt, kierownik albo koordynator, i tylko ten, kto ma obie teczki."
        }
        ActRefusal::Unknown => "Ośrodek nie zna jednej z tych teczek.",
        _ => {
            "Ośrodek nie przyjął tej prośby. Odśwież listę podobnych teczek i spróbuj jeszcze raz."
        }
    }
}

/// A reason somebody will read.
fn said(reason: &str) -> Result<String, Problem> {
    match reason.trim() {
        "" => Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason")),
        reason => Ok(reason.to_owned()),
    }
}

fn choice(input: &FieldChoiceInput) -> Result<FieldChoice, Problem> {
    let kind = serde_json::from_value(input.kind.clone().into());
    Ok(FieldChoice {
        person: input.person,
        field: input.field.clone(),
        kind: kind.map_err(|_| Problem::of(ProblemCode::InvalidInput).with("field", "kind"))?,
        own: input.own,
    })
}

fn unheld(case: Uuid) -> AlikeFileView {
    AlikeFileView {
        case,
        number: String::new(),
        team: String::new(),
        name: String::new(),
        address: String::new(),
        interviews: 0,
    }
}

/// A person as a file held here describes her.
#[derive(Default)]
pub(crate) struct Told {
    pub name: String,
    /// Something that is held here describes her.
    held: bool,
    values: Vec<String>,
}

impl Told {
    /// What stands in one of the fields that are set side by side.
    pub fn value(&self, name: &str) -> String {
        let place = COMPARED.iter().position(|known| *known == name);
        let value = place.and_then(|place| self.values.get(place));
        value.cloned().unwrap_or_default()
    }
}

impl Open {
    fn file_view(&self, card: &Card) -> AlikeFileView {
        AlikeFileView {
            case: card.case,
            number: card.number.clone().unwrap_or_default(),
            team: self.leading_team(card),
            name: card.name.clone(),
            address: card.address.clone(),
            interviews: u32::try_from(card.interviews.len()).unwrap_or(u32::MAX),
        }
    }

    fn file_view_of(&self, case: Uuid, held: Option<&Card>) -> AlikeFileView {
        held.map_or_else(|| unheld(case), |card| self.file_view(card))
    }

    /// The team in whose inbox its newest matter is open, else the one that receives reports.
    fn leading_team(&self, card: &Card) -> String {
        let leads = |item: &&RouteCard| {
            let team = item.route.team.as_str();
            let open = matches!(item.state(), AssignmentState::Sent | AssignmentState::Taken);
            let outside = self.directory.leaves_the_centre(team);
            open && !outside && ![HEAD, MERGERS, COORDINATORS].contains(&team)
        };
        let newest = (card.routes.iter())
            .filter(leads)
            .max_by_key(|item| item.route.at_ms);
        let structure = self.directory.structure.as_ref();
        let first_contact = structure.map(|structure| structure.first_contact.as_str());
        let team = newest
            .map(|item| item.route.team.as_str())
            .or(first_contact);
        team.map(|team| self.directory.team_name(team))
            .unwrap_or_default()
    }

    fn alike_files(
        &mut self,
        card: &Card,
        held: Option<&Card>,
        row: &Likeness,
        apart: Option<KeptApart>,
    ) -> Result<AlikeFilesView, Problem> {
        let (mut pairs, mut fields) = (Vec::new(), Vec::new());
        for pair in &row.pairs {
            let one = self.told(card, pair.own)?;
            let other = match held {
                Some(held) => self.told(held, pair.other)?,
                None => Told::default(),
            };
            // Of whom only one is described here nothing differs as far as this seat can tell.
            if one.held && other.held && pair.band == Band::Surely {
                fields.extend(differing(pair, &one, &other));
            }
            pairs.push(AlikePersonsView {
                one: one.name,
                other: other.name,
                surely: pair.band == Band::Surely,
                chance_permille: pair.chance_permille(),
                speaks_for: pair.speaks_for.clone(),
                speaks_against: pair.speaks_against.clone(),
            });
        }
        if let Some(held) = held {
            let address = |open: &mut Self, case| -> Result<String, Problem> {
                let address = open
                    .case_records(case)?
                    .read::<Address>(case, field::ADDRESS);
                Ok(address
                    .map(|address| address_text(&address))
                    .unwrap_or_default())
            };
            let (one, other) = (address(self, card.case)?, address(self, held.case)?);
            fields.extend(
                of_addresses(&one, &other).map(|kind| {
                    field_view(None, field::ADDRESS, kind, (String::new(), one, other))
                }),
            );
        }
        let mut other = self.file_view_of(row.other, held);
        other.number.clone_from(&row.number);
        other.team = self.directory.team_name(&row.team);
        Ok(AlikeFilesView {
            one: self.file_view(card),
            other,
            surely: row.band == Band::Surely,
            family: row.family,
            pairs,
            fields,
            apart: apart
                .filter(|apart| apart.compared == row.compared)
                .map(|apart| apart.reason),
            both_here: held.is_some(),
        })
    }

    /// The person behind a record: of the header, or of an interview's household.
    pub(crate) fn told(&mut self, card: &Card, record: Uuid) -> Result<Told, Problem> {
        let interviews = card.interviews.iter();
        let mut documents: Vec<(Uuid, &str)> = interviews
            .map(|interview| (interview.document, interview.form.as_str()))
            .collect();
        documents.push((card.case, ""));
        for (document, form) in documents {
            let content = self.store.document(document)?;
            let form = if document == card.case {
                None
            } else {
                Some(self.forms.get(form)?)
            };
            let fields = form.as_deref().map_or(Fields::Case, Fields::Interview);
            let records = Records::of(&content, &[], fields);
            if let Some(found) = records.get(record) {
                let prefix = if found.kind == MEMBER { "member_" } else { "" };
                let values = COMPARED.map(|name| records.text(record, &format!("{prefix}{name}")));
                let name = values
                    .iter()
                    .take(2)
                    .filter(|part| !part.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ");
                return Ok(Told {
                    name,
                    held: true,
                    values: values.to_vec(),
                });
            }
        }
        Ok(Told::default())
    }
}

/// The fields in which two descriptions of one person differ.
fn differing(pair: &LikePair, one: &Told, other: &Told) -> Vec<AlikeFieldView> {
    let values = one.values.iter().zip(&other.values);
    COMPARED
        .iter()
        .zip(values)
        .filter_map(|(name, (first, second))| {
            let kind = of_texts(first, second)?;
            let said = (one.name.clone(), first.clone(), second.clone());
            Some(field_view(Some(pair.own), name, kind, said))
        })
        .collect()
}

fn field_view(
    person: Option<Uuid>,
    name: &str,
    kind: DecisionKind,
    (who, one, other): (String, String, String),
) -> AlikeFieldView {
    let word = serde_json::to_value(kind)
        .ok()
        .and_then(|word| word.as_str().map(str::to_owned));
    let choice = FieldChoiceInput {
        person,
        field: name.to_owned(),
        kind: word.unwrap_or_default(),
        own: !one.is_empty(),
    };
    AlikeFieldView {
        choice,
        person: who,
        one,
        other,
        conflict: kind == DecisionKind::Conflict,
    }
}
