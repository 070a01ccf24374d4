//! What somebody did with a case, in a sentence for each kind of record: as far as the row itself says it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_domain::assistance::{AssistanceEnd, AssistanceRequest, FamilyConsent};
use teren_domain::calendar::date_pl;
use teren_domain::correction::{
    ClientStatement, Pin, PlanApproval, Return, StatementOutcome, TakenBack, ValidSeal,
};
use teren_domain::family_plan::{FamilyVisit, Suggestion, SuggestionSettled};
use teren_domain::hand_over::{HandOver, HandOverKind, HandOverState};
use teren_domain::reminder::HelpEnded;
use teren_domain::routing::AssignmentState;
use teren_domain::voice_note::VoiceNote;
use teren_domain::workflow::{
    Attempt, AttemptKind, Printed, Receipt, RefusedSeal, Route, RouteStanding, Taken, Visit, field,
    kind,
};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::clock::local_date;
use crate::directory::Directory;
use crate::timeline::{help_ended_words, ruling_words};

/// What stands in place of a row that says nothing to a reader.
const KEPT: &str = "wpis zachowany w całości, bez treści do pokazania tutaj";

/// The answer of a record of the case in words; nothing where the value says all itself.
pub(super) fn case_words(
    directory: &Directory,
    record_kind: &str,
    name: &str,
    value: &Value,
) -> Option<String> {
    let said = Said { directory, value };
    match (record_kind, name) {
        (kind::NOTE, ROW_FIELD) => None,
        (kind::HAND_OVER, field::STATE) => Some(said.state_of_hand_over()),
        (kind::ROUTE, field::STATE) => Some(said.state_of_route()),
        (kind::PIN, field::SETTLED) => Some("tak".to_owned()),
        (kind::VISIT, field::VISIT) => said.words(|visit: Visit| {
            let worker = directory.name(visit.worker);
            format!("{worker}, termin: {}", day_words(&visit.due))
        }),
        (kind::ASSISTANCE, field::CONSENT) => said.words(|consent: FamilyConsent| {
            let given = if consent.given { "wyrażona" } else { "odmowa" };
            format!("{given}, {}", date_pl(consent.on))
        }),
        (kind::ASSISTANCE, field::ENDED) => said.words(|end: AssistanceEnd| {
            format!("od {}: {}", date_pl(end.on), end.reason.name_pl())
        }),
        (kind::SUGGESTION, field::SETTLED) => said.words(|settled: SuggestionSettled| {
            let answer = if settled.accepted {
                "przyjęta"
            } else {
                "odrzucona"
            };
            format!("{answer}; {}", said.signed(settled.by, settled.at_ms))
        }),
        (kind::ROUTE, field::TAKEN) => {
            said.words(|taken: Taken| said.signed(taken.by, taken.at_ms))
        }
        (_, field::RECEIVED | field::APPLICATION_DATE | field::BORN) => {
            value.as_str().map(day_words)
        }
        (_, ROW_FIELD) => Some(said.row(record_kind).unwrap_or_else(|| KEPT.to_owned())),
        _ => None,
    }
}

/// A day, or a day with its hour, as people write it; what is neither stands as it is.
fn day_words(text: &str) -> String {
    let minutes = text.get(..16).unwrap_or(text);
    match (
        text.parse::<NaiveDate>(),
        NaiveDateTime::parse_from_str(minutes, "%Y-%m-%dT%H:%M"),
    ) {
        (Ok(day), _) => date_pl(day),
        (_, Ok(at)) => format!("{}, {}", date_pl(at.date()), at.format("%-H:%M")),
        _ => text.to_owned(),
    }
}

struct Said<'a> {
    directory: &'a Directory,
    value: &'a Value,
}

impl Said<'_> {
    fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(self.value.clone()).ok()
    }

    fn words<T: DeserializeOwned>(&self, words: impl Fn(T) -> String) -> Option<String> {
        self.read().map(words)
    }

    /// „Ewa Terenowska, 22.11.2026”.
    fn signed(&self, by: Uuid, at_ms: i64) -> String {
        format!(
            "{}, {}",
            self.directory.name(by),
            date_pl(local_date(at_ms))
        )
    }

    fn row(&self, record_kind: &str) -> Option<String> {
        match record_kind {
            kind::HAND_OVER => self.words(|row: HandOver| self.hand_over(&row)),
            kind::RETURN => self.words(|row: Return| {
                let team = self.directory.team_name(&row.team);
                format!(
                    "zwrot do poprawy: {team}; {}",
                    self.signed(row.by, row.at_ms)
                )
            }),
            kind::PIN => self.words(|row: Pin| row.question),
            kind::VALID_SEAL => self.words(|row: ValidSeal| {
                format!(
                    "jedno z zatwierdzeń wskazano jako ważne; {}",
                    self.signed(row.by, row.at_ms)
                )
            }),
            kind::PLAN_APPROVAL => self.words(|row: PlanApproval| {
                format!(
                    "plan pomocy zatwierdzony; {}",
                    self.signed(row.by, row.at_ms)
                )
            }),
            kind::TAKEN_BACK => self.words(|row: TakenBack| self.signed(row.by, row.at_ms)),
            kind::ASSISTANCE => self.words(|row: AssistanceRequest| self.signed(row.by, row.at_ms)),
            kind::SUGGESTION => self.words(|row: Suggestion| self.signed(row.by, row.at_ms)),
            kind::FAMILY_VISIT => self.words(|row: FamilyVisit| {
                let note = if row.note.is_empty() {
                    "bez notatki"
                } else {
                    &row.note
                };
                format!("{}: {note}", date_pl(row.on))
            }),
            kind::VOICE_NOTE => self.words(|row: VoiceNote| {
                format!(
                    "długość {}; {}",
                    row.length_pl(),
                    self.signed(row.by, row.at_ms)
                )
            }),
            kind::STATEMENT => self.words(|row: ClientStatement| self.statement(&row)),
            kind::RULING_BROUGHT => self.read().map(|row| {
                ruling_words(&row).unwrap_or_else(|| "wpis o orzeczeniu cofnięto".to_owned())
            }),
            kind::HELP_ENDED => self.words(|row: HelpEnded| match row.end {
                Some(_) => help_ended_words(&row),
                None => format!("cofnięto wpis o końcu pomocy: {}", help_ended_words(&row)),
            }),
            kind::ATTEMPT => self.words(|row: Attempt| attempt(&row)),
            kind::RECEIPT => self.words(|row: Receipt| {
                let day = date_pl(local_date(row.at_ms));
                format!("wywiad przyjęty w ośrodku, nr {}, {day}", row.number)
            }),
            kind::REFUSED_SEAL => self.words(|row: RefusedSeal| {
                let by = self.signed(row.author, row.at_ms);
                format!("zatwierdzenie nieprzyjęte; zatwierdził(a): {by}")
            }),
            kind::ROUTE => self.words(|row: Route| {
                let team = self.directory.team_name(&row.team);
                format!("do zespołu: {team}. {}", row.because)
                    .trim()
                    .to_owned()
            }),
            kind::PRINTED => self.words(|row: Printed| self.signed(row.by, row.at_ms)),
            _ => None,
        }
    }

    fn hand_over(&self, row: &HandOver) -> String {
        let what = match row.kind {
            HandOverKind::ReRoute => "zmiana drogi",
            HandOverKind::HandOver => "przekazanie",
            HandOverKind::ServicesFound => "potrzebne usługi",
            HandOverKind::Caseload => "przejęcie spraw",
        };
        let of = match row.document {
            Some(_) => "jeden wywiad",
            None => "cała sprawa",
        };
        let from = self.directory.party_name(&row.from);
        let to = self.directory.party_name(&row.to);
        format!("{what}, {of}; od: {from}; do: {to}")
    }

    fn statement(&self, row: &ClientStatement) -> String {
        let outcome = match row.outcome {
            StatementOutcome::Signed => "podpisane",
            StatementOutcome::Refused => "odmowa podpisu",
            StatementOutcome::HealthForbids => "bez podpisu z powodu stanu zdrowia (§ 6)",
        };
        let by = self.directory.name(row.by);
        format!("{outcome}, {}; zapisał(a): {by}", day_words(&row.on))
    }

    fn state_of_hand_over(&self) -> String {
        let said = match self.read() {
            Some(HandOverState::Sent) => "wysłane",
            Some(HandOverState::Accepted) => "przyjęte",
            Some(HandOverState::Refused) => "odmowa",
            Some(HandOverState::Done) => "zakończone",
            Some(HandOverState::Revoked) => "cofnięte",
            None => KEPT,
        };
        said.to_owned()
    }

    fn state_of_route(&self) -> String {
        let said = match self.read::<RouteStanding>().map(|standing| standing.state) {
            Some(AssignmentState::Sent) => "czeka w zespole",
            Some(AssignmentState::Taken) => "w pracy",
            Some(AssignmentState::Returned) => "zwrócone do poprawy",
            Some(AssignmentState::Done) => "zakończone",
            Some(AssignmentState::Revoked) => "cofnięte",
            None => KEPT,
        };
        said.to_owned()
    }
}

fn attempt(row: &Attempt) -> String {
    let what = match row.kind {
        AttemptKind::NobodyHome => "nikogo nie zastano",
        AttemptKind::Refused => "odmowa przeprowadzenia wywiadu (art. 107 ust. 4a)",
        AttemptKind::Moved => "rodzina się wyprowadziła",
        AttemptKind::Died => "osoba nie żyje",
    };
    match row.note.trim() {
        "" => what.to_owned(),
        note => format!("{what}: {note}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use teren_domain::workflow::{field, kind};
    use teren_ledger::ROW_FIELD;

    use super::{KEPT, case_words};
    use crate::directory::Directory;

    #[test]
    fn every_row_that_somebody_may_have_to_decide_on_is_said_in_a_sentence() {
        let nobody = uuid::Uuid::nil();
        let row = |more: Value| {
            let mut row = json!({"document": nobody, "by": nobody, "at_ms": 1_795_420_800_000_i64});
            if let (Some(row), Some(more)) = (row.as_object_mut(), more.as_object()) {
                row.extend(more.clone());
            }
            row
        };
        let passed = json!({"kind": "re_route", "document": nobody, "from": {"team": "uslugi"}, "to": {"person": nobody}});
        let asked = json!({"of": nobody, "document": nobody, "record": nobody, "field": "needs", "question": "Od kiedy?"});
        let ended = row(
            json!({"help": [{"help": "zasiłek stały", "since": "2026-05-04"}], "end": {"on": "2026-11-02", "reason": "resigned"}}),
        );
        let rows = [
            (
                kind::HAND_OVER,
                ROW_FIELD,
                passed,
                "zmiana drogi, jeden wywiad; od: uslugi; do: ośrodek",
            ),
            (kind::HAND_OVER, field::STATE, json!("refused"), "odmowa"),
            (
                kind::RETURN,
                ROW_FIELD,
                row(json!({"team": "uslugi"})),
                "zwrot do poprawy: uslugi; ośrodek, 23.11.2026",
            ),
            (kind::PIN, ROW_FIELD, asked, "Od kiedy?"),
            (kind::PIN, field::SETTLED, json!(nobody), "tak"),
            (
                kind::HELP_ENDED,
                ROW_FIELD,
                ended,
                "zasiłek stały, od 2.11.2026: rezygnacja",
            ),
            (
                kind::HELP_ENDED,
                ROW_FIELD,
                row(
                    json!({"help": [{"help": "zasiłek stały", "since": "2026-05-04"}], "end": null}),
                ),
                "cofnięto wpis o końcu pomocy: zasiłek stały",
            ),
            (
                kind::RULING_BROUGHT,
                ROW_FIELD,
                row(json!({"received_on": "2026-11-02", "delivered_on": null})),
                "osoba otrzymała je 2.11.2026",
            ),
            (
                kind::RULING_BROUGHT,
                ROW_FIELD,
                row(json!({"received_on": null, "delivered_on": null})),
                "wpis o orzeczeniu cofnięto",
            ),
            (
                kind::RECEIPT,
                ROW_FIELD,
                row(json!({"number": "W-2026-000007", "sha256": ""})),
                "wywiad przyjęty w ośrodku, nr W-2026-000007, 23.11.2026",
            ),
            (
                kind::VALID_SEAL,
                ROW_FIELD,
                row(json!({"seal": nobody})),
                "jedno z zatwierdzeń wskazano jako ważne; ośrodek, 23.11.2026",
            ),
            (
                kind::PLAN_APPROVAL,
                ROW_FIELD,
                row(json!({"sha256": ""})),
                "plan pomocy zatwierdzony; ośrodek, 23.11.2026",
            ),
            (
                kind::TAKEN_BACK,
                ROW_FIELD,
                row(json!({"of": nobody})),
                "ośrodek, 23.11.2026",
            ),
            (
                kind::FAMILY_VISIT,
                ROW_FIELD,
                row(json!({"on": "2026-11-20", "note": "Rozmowa o szkole.", "lines": []})),
                "20.11.2026: Rozmowa o szkole.",
            ),
            (
                kind::VOICE_NOTE,
                ROW_FIELD,
                row(json!({"visit": nobody, "line": null, "ms": 64_200, "bytes": 1, "sha256": ""})),
                "długość 1:05; ośrodek, 23.11.2026",
            ),
            (
                kind::SUGGESTION,
                field::SETTLED,
                row(json!({"accepted": false})),
                "odrzucona; ośrodek, 23.11.2026",
            ),
            (
                kind::ASSISTANCE,
                ROW_FIELD,
                row(json!({"obligatory": false})),
                "ośrodek, 23.11.2026",
            ),
            (
                kind::ASSISTANCE,
                field::CONSENT,
                row(json!({"given": true, "on": "2026-11-20"})),
                "wyrażona, 20.11.2026",
            ),
            (
                kind::ASSISTANCE,
                field::ENDED,
                row(
                    json!({"on": "2026-11-20", "reason": "goals_reached", "monitored_until": null}),
                ),
                "od 20.11.2026: cele osiągnięte",
            ),
            (
                kind::STATEMENT,
                ROW_FIELD,
                row(json!({"outcome": "refused", "on": "2026-11-02"})),
                "odmowa podpisu, 2.11.2026; zapisał(a): ośrodek",
            ),
            (
                kind::ATTEMPT,
                ROW_FIELD,
                row(json!({"kind": "nobody_home", "note": "Wyjechała."})),
                "nikogo nie zastano: Wyjechała.",
            ),
            (
                kind::REPORT,
                field::RECEIVED,
                json!("2026-11-02T08:05"),
                "2.11.2026, 8:05",
            ),
            (kind::CASE, field::BORN, json!("1950"), "1950"),
            (kind::LIKENESS, ROW_FIELD, json!({}), KEPT),
        ];
        let directory = Directory::default();
        for (record_kind, name, value, words) in rows {
            let said = case_words(&directory, record_kind, name, &value);
            assert_eq!(said.as_deref(), Some(words), "{record_kind} {name}");
        }
        assert_eq!(
            case_words(&directory, kind::NOTE, ROW_FIELD, &json!("Pies.")),
            None
        );
    }
}
