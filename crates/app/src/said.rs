//! What people said of a case's interviews after their approval.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teren_domain::correction::{ClientStatement, PlanApproval, Return, TakenBack, ValidSeal};
use teren_domain::version::{Version, first};
use teren_domain::workflow::{field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::values::Records;

/// What people said of the interviews of a case after their approval, each with its record.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Said {
    pub returns: Vec<(Uuid, Return)>,
    /// Documents whose return was taken back.
    pub returned_no_more: BTreeSet<Uuid>,
    pub pins: Vec<PinCard>,
    /// In order of time.
    pub named: Vec<(Uuid, ValidSeal)>,
    pub plans: Vec<(Uuid, PlanApproval)>,
    /// In order of time.
    pub statements: Vec<(Uuid, ClientStatement)>,
}

/// A question without its words: also who may not read them knows that it waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PinCard {
    pub pin: Uuid,
    /// Record of the return.
    pub of: Uuid,
    /// Version that answered it.
    pub settled: Option<Uuid>,
}

/// Rows of a kind that nobody took back, and those that somebody did.
fn rows_of<T: DeserializeOwned>(records: &Records, record_kind: &str) -> [Vec<(Uuid, T)>; 2] {
    let taken_back = records.rows::<TakenBack>(kind::TAKEN_BACK, ROW_FIELD);
    let taken_back: BTreeSet<Uuid> = taken_back.map(|(_, row)| row.of).collect();
    let rows = records.rows::<T>(record_kind, ROW_FIELD);
    let (standing, gone) = rows.partition(|(id, _)| !taken_back.contains(id));
    [standing, gone]
}

fn standing<T: DeserializeOwned>(records: &Records, record_kind: &str) -> Vec<(Uuid, T)> {
    let [standing, _] = rows_of(records, record_kind);
    standing
}

impl Said {
    /// A question is answered by an approved version of what was sent back, whatever else a laptop names.
    pub fn answered_by(mut self, versions: &[Version]) -> Self {
        let approved = |document| {
            let mut known = versions.iter();
            known.any(|one| one.document == document && one.approved_ms.is_some())
        };
        for pin in &mut self.pins {
            let mut returns = self.returns.iter();
            let sent_back = returns
                .find(|(id, _)| *id == pin.of)
                .map(|(_, row)| row.document);
            pin.settled = pin.settled.filter(|settled| {
                sent_back.is_none_or(|document| {
                    let same = first(versions, *settled) == first(versions, document);
                    same && *settled != document && approved(*settled)
                })
            });
        }
        self
    }

    /// Whether a correction answered a question of this return.
    pub fn is_settled(&self, returned: Uuid) -> bool {
        let mut pins = self.pins.iter();
        pins.any(|pin| pin.of == returned && pin.settled.is_some())
    }

    /// Whether a question of this return waits for an answer.
    pub fn waits(&self, returned: Uuid) -> bool {
        let mut pins = self.pins.iter();
        pins.any(|pin| pin.of == returned && pin.settled.is_none())
    }

    /// How many questions there are in a return, also those that may not be read here.
    pub fn questions(&self, returned: Uuid) -> u32 {
        let pins = self.pins.iter().filter(|pin| pin.of == returned);
        u32::try_from(pins.count()).unwrap_or(u32::MAX)
    }

    /// Whether a version answered this question.
    pub fn answered(&self, pin: Uuid) -> bool {
        let mut pins = self.pins.iter();
        pins.any(|known| known.pin == pin && known.settled.is_some())
    }

    pub fn of(records: &Records) -> Self {
        let pins = records.of_kind(kind::PIN).filter_map(|record| {
            Some(PinCard {
                settled: records.read(record.id, field::SETTLED),
                pin: record.id,
                of: record.parent?,
            })
        });
        let [returns, gone] = rows_of::<Return>(records, kind::RETURN);
        let mut said = Self {
            returns,
            returned_no_more: gone.into_iter().map(|(_, row)| row.document).collect(),
            pins: pins.collect(),
            named: standing(records, kind::VALID_SEAL),
            plans: standing(records, kind::PLAN_APPROVAL),
            statements: records.rows(kind::STATEMENT, ROW_FIELD).collect(),
        };
        said.returns.sort_by_key(|(id, row)| (row.at_ms, *id));
        said.named.sort_by_key(|(id, row)| (row.at_ms, *id));
        said.statements.sort_by_key(|(id, row)| (row.at_ms, *id));
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_by_an_approved_version_of_what_was_sent_back_and_by_nothing_else() {
        let [interview, newer, in_work, another] = [1, 2, 3, 4].map(Uuid::from_u128);
        let version = |document, of, approved_ms| Version {
            document,
            of,
            approved_ms,
        };
        let versions = [
            version(interview, None, Some(1)),
            version(newer, Some(interview), Some(2)),
            version(in_work, Some(newer), None),
            version(another, None, Some(3)),
        ];
        let returned = Uuid::from_u128(10);
        let nothing = Uuid::from_u128(11);
        let table = [
            (newer, true),
            (interview, false),
            (in_work, false),
            (another, false),
            (nothing, false),
        ];
        for (settled, counts) in table {
            let row = Return {
                document: interview,
                team: "zespol".to_owned(),
                by: Uuid::nil(),
                at_ms: 0,
            };
            let pin = PinCard {
                pin: Uuid::from_u128(12),
                of: returned,
                settled: Some(settled),
            };
            let said = Said {
                returns: vec![(returned, row)],
                pins: vec![pin],
                ..Said::default()
            };
            let said = said.answered_by(&versions);
            assert_eq!(said.is_settled(returned), counts, "{settled}");
            assert_eq!(said.waits(returned), !counts, "{settled}");
        }
    }
}
