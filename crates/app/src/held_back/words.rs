//! Answers that are held back, in words: by the form they were written in, or by the vocabulary of the case.

use serde_json::Value;
use teren_domain::Category;
use teren_domain::held_back::{HeldAnswer, KeptNote};
use teren_domain::workflow::{Address, field, kind};
use teren_ledger::{DELETED_FIELD, ROW_FIELD};
use teren_questionnaire::Form;
use uuid::Uuid;

use super::rows::case_words;
use crate::card::address_text;
use crate::clock::local_text;
use crate::contract::{HeldAnswerView, HeldPartView, Problem};
use crate::directory::Directory;
use crate::interview::Editing;
use crate::session::Open;

impl Open {
    /// What is held back of one category. The interview is looked into where it is here: it says whose answer it is.
    pub(super) fn part_view(
        &mut self,
        case: Uuid,
        document: Option<Uuid>,
        category: Category,
        note: &KeptNote,
    ) -> Result<HeldPartView, Problem> {
        let document = document.filter(|document| *document != case);
        let held = document.filter(|document| {
            let card = self.card(case);
            card.is_ok_and(|card| card.interview(*document).is_some())
        });
        let editing = match held {
            Some(document) => {
                let state = self.store.document(document)?;
                Editing::load(self, &state).ok()
            }
            None => None,
        };
        let form = match &editing {
            Some(editing) => Some(editing.form.clone()),
            None => self.forms.get(&note.form).ok(),
        };
        let answers = note.answers.iter().map(|answer| {
            let whose = editing.as_ref().and_then(|held| held.whose(answer.record));
            view(&self.directory, answer, form.as_deref(), whose)
        });
        Ok(HeldPartView {
            category: category.name_pl().to_owned(),
            answers: answers.collect(),
        })
    }
}

/// One answer in words; `form` and `whose` where they are known.
pub(crate) fn view(
    directory: &Directory,
    answer: &HeldAnswer,
    form: Option<&Form>,
    whose: Option<String>,
) -> HeldAnswerView {
    let asked = form.and_then(|form| {
        let kind = kind_in(answer, form)?;
        Some((form, kind))
    });
    let (section, label, text) = match asked {
        Some((form, kind)) => (
            form.section_letter(kind, &answer.field).unwrap_or_default(),
            form.label(kind, &answer.field).unwrap_or_default(),
            form.value_text(kind, &answer.field, &answer.value),
        ),
        None => (
            "",
            case_label(answer).to_owned(),
            case_text(directory, answer),
        ),
    };
    HeldAnswerView {
        section: section.to_owned(),
        whose: whose.unwrap_or_default(),
        label,
        text,
        removed: answer.value.is_null(),
        at: local_text(answer.at_ms),
    }
}

/// Kind of the record in this form: as the office knows it, else the only one that asks for the field.
fn kind_in<'a>(answer: &'a HeldAnswer, form: &'a Form) -> Option<&'a str> {
    if answer.field == DELETED_FIELD {
        return None;
    }
    let known = answer.kind.as_deref();
    let known = known.filter(|kind| form.field(kind, &answer.field).is_some());
    let unique = answer.field != ROW_FIELD;
    known.or_else(|| {
        let mut kinds = form.record_kinds().filter(|_| unique);
        kinds.find(|kind| form.field(kind, &answer.field).is_some())
    })
}

/// Answers that no form asks for: who the family is, what was reported, what a worker wrote beside.
fn case_label(answer: &HeldAnswer) -> &'static str {
    match answer.field.as_str() {
        DELETED_FIELD => "Usunięcie wpisu",
        field::FIRST_NAME => "Imię",
        field::LAST_NAME => "Nazwisko",
        field::PESEL => "PESEL",
        field::BORN => "Data urodzenia",
        field::ADDRESS => "Adres",
        field::PHONE => "Telefon",
        field::REQUESTED_HELP => "Pomoc, o którą poproszono",
        field::NOTES | field::NOTE => "Uwagi",
        field::REASON => "Powód",
        field::REPLY | field::ANSWER => "Odpowiedź",
        field::RECEIVED => "Data zgłoszenia",
        field::APPLICATION_DATE => "Data wniosku",
        field::CHANNEL => "Sposób zgłoszenia",
        field::URGENT => "Pilne",
        field::FLAGS => "Okoliczności zgłoszenia",
        field::REPORTER => "Osoba zgłaszająca",
        field::SETTLED => match answer.kind.as_deref() {
            Some(kind::SUGGESTION) => "Odpowiedź na propozycję do planu",
            _ => "Pytanie wyjaśnione w korekcie",
        },
        field::VISIT => "Wizyta do odbycia",
        field::TAKEN => "Przyjęcie do pracy",
        field::SHARED => "Udostępnienie wywiadu",
        field::CORRECTION_REASON | field::CHANGE_REASON => "Powód korekty",
        field::ANALYSIS => "Analiza sytuacji rodziny",
        field::CONSENT => "Zgoda rodziny na asystenta",
        field::ENDED => "Koniec pracy asystenta z rodziną",
        field::STATE => match answer.kind.as_deref() {
            Some(kind::ROUTE) => "Stan przydziału do zespołu",
            _ => "Odpowiedź na przekazanie",
        },
        ROW_FIELD => match answer.kind.as_deref() {
            Some(kind::ATTEMPT) => "Nieudana wizyta",
            Some(kind::NOTE) => "Notatka",
            Some(kind::RETURN) => "Zwrot do poprawy",
            Some(kind::PIN) => "Pytanie do odpowiedzi",
            Some(kind::VALID_SEAL) => "Wskazanie ważnego zatwierdzenia",
            Some(kind::PLAN_APPROVAL) => "Zatwierdzenie planu pomocy",
            Some(kind::TAKEN_BACK) => "Cofnięcie tego, co zapisano wcześniej",
            Some(kind::STATEMENT) => "Oświadczenie klienta",
            Some(kind::RULING_BROUGHT) => "Wpis o orzeczeniu",
            Some(kind::HAND_OVER) => "Przekazanie sprawy",
            Some(kind::HELP_ENDED) => "Wpis o końcu pomocy",
            Some(kind::ASSISTANCE) => "Wniosek o asystenta rodziny",
            Some(kind::SUGGESTION) => "Propozycja do planu pracy z rodziną",
            Some(kind::FAMILY_VISIT) => "Wizyta asystenta rodziny",
            Some(kind::VOICE_NOTE) => "Notatka głosowa z wizyty asystenta rodziny",
            Some(kind::RECEIPT) => "Przyjęcie wywiadu w ośrodku",
            Some(kind::REFUSED_SEAL) => "Odmowa przyjęcia zatwierdzenia",
            Some(kind::ROUTE) => "Przydział do zespołu",
            Some(kind::PRINTED) => "Wydruk",
            _ => "",
        },
        _ => "",
    }
}

/// What such an answer says to a reader.
fn case_text(directory: &Directory, answer: &HeldAnswer) -> String {
    if answer.value.is_null() {
        return String::new();
    }
    let kind = answer.kind.as_deref().unwrap_or_default();
    let words = case_words(directory, kind, &answer.field, &answer.value);
    words.unwrap_or_else(|| plain(&answer.value))
}

/// A value as it stands, for a reader: no form says how it is put into words.
fn plain(value: &Value) -> String {
    if let Ok(address) = serde_json::from_value::<Address>(value.clone()) {
        return address_text(&address);
    }
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "tak".to_owned(),
        Value::Bool(false) => "nie".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join(", ")
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields.values().map(plain).collect();
            let said = fields.into_iter().filter(|text| !text.is_empty());
            said.collect::<Vec<_>>().join("; ")
        }
    }
}
