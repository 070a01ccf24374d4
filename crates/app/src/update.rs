//! An update (part IV, part III): it starts from the last approved interview, and every carried answer is „nadal aktualne”,
//! „zmienione” or „do zapytania”.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::assess::Assessment;
use teren_domain::purpose::{Need, Purpose};
use teren_questionnaire::{
    Answers, CONFIRMED, Change, ChangeKind, FieldState, Form, Update, UpdateState,
};
use teren_store::{DocumentState, Opened};
use uuid::Uuid;

use crate::App;
use crate::card::InterviewCard;
use crate::clock::local_text;
use crate::contract::{
    CarriedState, CarriedView, ChangeView, ChangedHow, FieldKey, Problem, SavedView,
    UpdateProgressView, UpdateView, UpdatedView,
};
use crate::interview::Editing;
use crate::joined::Family;
use crate::session::Open;
use crate::values::Records;
use crate::writing::json as bytes;

/// The approved interview that another one is based on.
#[derive(Debug)]
pub(crate) struct Earlier {
    pub document: Uuid,
    pub form: Arc<Form>,
    pub answers: Answers,
    pub approved_ms: i64,
    by: Uuid,
    /// Categories this seat may not hold of it.
    withheld: Vec<Category>,
}

impl Earlier {
    /// The interview as the approval that counts froze it; `None` when this seat does not hold it.
    pub fn load(open: &mut Open, document: Uuid) -> Result<Option<Self>, Problem> {
        let Ok(state) = open.store.document(document) else {
            return Ok(None);
        };
        let Some(sealed) = open.standing_seal(&state)? else {
            return Ok(None);
        };
        let (seal, approved_ms, by) = (
            sealed.seal.clone(),
            sealed.written.stamp.wall_ms,
            sealed.written.author,
        );
        let form = open.forms.get(&seal.form)?;
        let opened = open.opens(state.case, document)?;
        let frozen: DocumentState = open.store.document_at(document, &seal)?;
        let answers = Records::of_interview(&frozen, &[], &form).answers();
        Ok(Some(Self {
            document,
            form,
            answers,
            approved_ms,
            by,
            withheld: withheld_of(opened.as_ref()),
        }))
    }

    /// What the law said of it, with the report it followed.
    pub fn assessment(&self, editing: &Editing) -> Assessment {
        let facts = crate::report::facts(&self.form, &self.answers, &editing.grounds.reports);
        let grounds = editing.grounds.of_approved(self.approved_ms);
        grounds.assess(&facts)
    }
}

/// The interviews that a new one of this purpose may continue, the one approved last first: those of all files of the family that
/// count and that no other of them continues already. Each of two relatives has her own.
pub(crate) fn bases_of(family: &Family, purpose: &Purpose) -> Vec<Uuid> {
    let forms: &[&str] = if purpose.needs.contains(&Need::EarlierInterview) {
        &["part-i", "part-iv"]
    } else if purpose.needs.contains(&Need::EarlierRelative) {
        &["part-ii", "part-iii"]
    } else {
        return Vec::new();
    };
    let interviews = family.interviews().map(|(_, interview)| interview);
    let counting: Vec<&InterviewCard> = interviews
        .filter(|interview| interview.is_of(forms) && family.counts(interview))
        .collect();
    let continued = |document| {
        let mut others = counting.iter();
        others.any(|other| family.continues(other, document))
    };
    let mut ends = counting.clone();
    ends.retain(|interview| !continued(interview.document));
    ends.sort_by_key(|interview| {
        let sealed = interview.sealed.as_ref();
        Reverse((sealed.map(|sealed| sealed.approved_ms), interview.document))
    });
    ends.iter().map(|interview| interview.document).collect()
}

impl App {
    /// Says of carried answers that they still hold, or that they are to be asked after all.
    pub fn confirm_carried(
        &self,
        document: Uuid,
        answers: &[FieldKey],
        current: bool,
    ) -> Result<SavedView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let editing = open.editing(document)?;
            let word = if current {
                json!(UpdateState::Current.word())
            } else {
                Value::Null
            };
            let mut writing = editing.writing();
            let registers = answers.iter();
            let registers: Vec<(Uuid, String)> = registers
                .map(|answer| (answer.record, format!("{}{CONFIRMED}", answer.field)))
                .collect();
            for (record, register) in &registers {
                let category = editing.writable(*record, register)?;
                writing.put(category, *record, register, bytes(&word));
            }
            writing.commit(open, now_ms)?;
            let editing = open.editing(document)?;
            for (record, register) in &registers {
                editing.records.put(*record, register, word.clone());
            }
            Ok(SavedView {
                saved_at: local_text(now_ms),
                evaluation: editing.evaluate(now_ms),
                update: editing.updated(),
            })
        })
    }

    /// What changed since the interview this one is based on, in the order of the form.
    pub fn changes(&self, document: Uuid) -> Result<Vec<ChangeView>, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            Ok(editing.changes().into_iter().map(change_view).collect())
        })
    }
}

impl Editing {
    /// Differences from the earlier interview; none where this seat does not hold it.
    pub(crate) fn changes(&self) -> Vec<Change> {
        self.earlier.as_ref().map_or_else(Vec::new, |earlier| {
            let (before, now) = self.known_of_both(earlier);
            self.form.changes(&earlier.form, &before, &now)
        })
    }

    fn update(&self) -> Option<Update> {
        let earlier = self.earlier.as_ref()?;
        let (before, now) = self.known_of_both(earlier);
        Some(self.form.update(&earlier.form, &before, &now))
    }

    /// The earlier answers and these without the categories withheld of either interview: what this seat holds of one alone
    /// would be told as come or gone.
    pub(crate) fn known_of_both<'a>(&self, earlier: &'a Earlier) -> (Cow<'a, Answers>, Answers) {
        let now = self.answers();
        let withheld: BTreeSet<Category> = (self.withheld.iter().chain(&earlier.withheld))
            .copied()
            .collect();
        if withheld.is_empty() {
            return (Cow::Borrowed(&earlier.answers), now);
        }
        // A question may have changed its category from one version to the next: both say what is left out.
        let known = |answers: &Answers| {
            let known = earlier.form.without(answers, &withheld);
            self.form.without(&known, &withheld)
        };
        (Cow::Owned(known(&earlier.answers)), known(&now))
    }

    /// The update as the screen opens it.
    pub(crate) fn update_view(&mut self, open: &Open) -> Option<UpdateView> {
        let update = self.update()?;
        let earlier = self.earlier.as_ref()?;
        let view = UpdateView {
            based_on: earlier.document,
            approved_at: local_text(earlier.approved_ms),
            by: open.directory.name(earlier.by),
            carried: update
                .states
                .iter()
                .map(|state| self.carried(state))
                .collect(),
            sections: update.sections.iter().map(progress_view).collect(),
        };
        self.told = update.states;
        Some(view)
    }

    /// What became different of the update since the screen was last told.
    pub(crate) fn updated(&mut self) -> Option<UpdatedView> {
        let update = self.update()?;
        let fresh = update
            .states
            .iter()
            .filter(|state| !self.told.contains(state));
        let gone = self
            .told
            .iter()
            .filter(|told| !update.states.iter().any(|state| state.at == told.at));
        let view = UpdatedView {
            carried: fresh.map(|state| self.carried(state)).collect(),
            gone: gone
                .map(|told| FieldKey {
                    record: told.at.record,
                    field: told.at.field.clone(),
                })
                .collect(),
            sections: update.sections.iter().map(progress_view).collect(),
        };
        self.told = update.states;
        Some(view)
    }

    fn carried(&self, state: &FieldState) -> CarriedView {
        CarriedView {
            record: state.at.record,
            field: state.at.field.clone(),
            section: state.section.clone(),
            single: state.single,
            state: match state.state {
                UpdateState::Current => CarriedState::Current,
                UpdateState::Changed => CarriedState::Changed,
                UpdateState::ToAsk => CarriedState::ToAsk,
            },
            before: self.before(state).unwrap_or_default(),
        }
    }

    /// The earlier answer as a person reads it.
    fn before(&self, state: &FieldState) -> Option<String> {
        let earlier = self.earlier.as_ref()?;
        let record = self.records.get(state.at.record)?;
        let origin = record.from.or(record.based_on)?;
        let before = earlier
            .answers
            .records()
            .iter()
            .find(|known| known.id == origin)?;
        let value = before.answer(&state.at.field)?;
        Some(
            earlier
                .form
                .value_text(&before.kind, &state.at.field, value),
        )
    }
}

/// Categories this seat may not hold of a document. A case opened here, or one in practice, has no grant: its author holds all
/// of it.
pub(crate) fn withheld_of(opened: Option<&Opened>) -> Vec<Category> {
    let Some(opened) = opened else {
        return Vec::new();
    };
    let all = Category::ALL.into_iter();
    all.filter(|category| !opened.categories.contains(&category.number()))
        .collect()
}

fn progress_view(progress: &teren_questionnaire::UpdateProgress) -> UpdateProgressView {
    UpdateProgressView {
        section: progress.section.clone(),
        current: progress.current,
        changed: progress.changed,
        to_ask: progress.to_ask,
    }
}

pub(crate) fn change_view(change: Change) -> ChangeView {
    ChangeView {
        kind: match change.kind {
            ChangeKind::Answer => ChangedHow::Answer,
            ChangeKind::Added => ChangedHow::Added,
            ChangeKind::Removed => ChangedHow::Removed,
        },
        record: change.record,
        field: change.field,
        section: change.section,
        block: change.block,
        label: change.label,
        whose: change.whose,
        before: change.before_text,
        after: change.after_text,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use teren_ledger::RECORD_FIELD;

    use super::*;
    use crate::card::Card;
    use crate::figures::Grounds;
    use crate::forms::Forms;

    const BEFORE: Uuid = Uuid::from_u128(1);
    const NOW: Uuid = Uuid::from_u128(2);

    /// An interview with a phone, a housing title and a member.
    fn records(
        form: &str,
        root: Uuid,
        based_on: Option<Uuid>,
        phone: &str,
        title: &str,
    ) -> Records {
        let mut records = Records::default();
        let structure = json!({"kind": "interview", "form": form, "based_on": based_on});
        records.put(root, RECORD_FIELD, structure);
        records.put(root, "phone", json!(phone));
        records.put(root, "housing_title", json!(title));
        let member = Uuid::from_u128(root.as_u128() + 100);
        let from = based_on.map(|_| Uuid::from_u128(BEFORE.as_u128() + 100));
        let structure = json!({"kind": "member", "parent": root, "order": 0, "from": from});
        records.put(member, RECORD_FIELD, structure);
        records.put(member, "member_first_name", json!("Atrapa"));
        records
    }

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    /// A case with these approved interviews: part, the one it continues, the one it corrects; each later than the one before.
    fn family(approved: &[(&str, Option<u128>, Option<u128>)]) -> Card {
        let numbered = || (1_u128..).zip(approved);
        let interviews = numbered().map(|(number, (form, based_on, version_of))| {
            json!({
                "document": id(number), "form": format!("{form}/2021-11-15"),
                "based_on": based_on.map(id), "version_of": version_of.map(id),
                "sealed": {"sygnatura": "", "approved_ms": number, "by": id(100)},
                "private": false, "conflicts": 0, "unsent": 0,
            })
        });
        let versions = numbered().map(|(number, (_, _, version_of))| {
            json!({"document": id(number), "of": version_of.map(id), "approved_ms": number})
        });
        let [interviews, versions]: [Vec<Value>; 2] = [interviews.collect(), versions.collect()];
        serde_json::from_value(json!({
            "case": id(200), "name": "", "address": "", "phone": "", "subject": "", "urgent": false,
            "visits": [], "attempts": [], "unregistered": false, "routes": [],
            "interviews": interviews, "versions": versions,
        }))
        .unwrap()
    }

    #[test]
    fn a_new_interview_may_continue_each_one_that_nothing_continues_yet() {
        let (i, ii, iii, iv) = ("part-i", "part-ii", "part-iii", "part-iv");
        let first = |form| (form, None, None);
        let on = |form, earlier| (form, Some(earlier), None);
        let corrects = |form, wrong| (form, None, Some(wrong));
        for (purpose, approved, bases) in [
            ("first_application", vec![first(i)], vec![]),
            ("update", vec![first(i), on(iv, 1)], vec![2]),
            ("update", vec![first(i), on(iv, 1), on(iv, 2)], vec![3]),
            ("update", vec![first(i), first(ii)], vec![1]),
            ("relative_update", vec![first(i), first(ii)], vec![2]),
            ("relative_update", vec![first(ii), first(ii)], vec![2, 1]),
            (
                "relative_update",
                vec![first(ii), first(ii), on(iii, 1)],
                vec![3, 2],
            ),
            ("update", vec![first(i), corrects(i, 1)], vec![2]),
            // A correction of what was continued already takes nothing back.
            ("update", vec![first(i), on(iv, 1), corrects(i, 1)], vec![2]),
        ] {
            let purpose = teren_domain::purpose::by_id(purpose).unwrap();
            let bases: Vec<Uuid> = bases.into_iter().map(id).collect();
            let family = Family::alone(family(&approved));
            assert_eq!(bases_of(&family, purpose), bases, "{approved:?}");
        }
    }

    /// The update of a seat that may not hold these categories now, and those of the earlier interview.
    fn seen(withheld: &[Category], earlier: &[Category]) -> Editing {
        let forms = Forms::default();
        let old = forms.get("part-i/2021-11-15").unwrap();
        let form = forms.get("part-iv/2021-11-15").unwrap();
        // What is withheld never came: it is not among the answers.
        let held = |form: &Form, mut all: Records, hidden: &[Category]| {
            for record in all.0.values_mut() {
                let kind = record.kind.clone();
                record.answers.retain(|field, _| {
                    form.category_of(&kind, field)
                        .is_none_or(|category| !hidden.contains(&category))
                });
            }
            all
        };
        let before = records("part-i/2021-11-15", BEFORE, None, "100", "własność");
        let now = records("part-iv/2021-11-15", NOW, Some(BEFORE), "200", "najem");
        Editing {
            case: Uuid::from_u128(9),
            document: NOW,
            form_name: "part-iv/2021-11-15".to_owned(),
            records: held(&form, now, withheld),
            form,
            sealed: true,
            withheld: withheld.to_vec(),
            writable: Some(Vec::new()),
            grounds: Grounds::default(),
            earlier: Some(Earlier {
                document: BEFORE,
                answers: held(&old, before, earlier).answers(),
                form: old,
                approved_ms: 0,
                by: Uuid::nil(),
                withheld: earlier.to_vec(),
            }),
            told: Vec::new(),
        }
    }

    #[test]
    fn what_a_seat_may_not_hold_of_one_interview_is_told_neither_as_come_nor_as_gone() {
        let form = Forms::default().get("part-iv/2021-11-15").unwrap();
        let housing = form.category_of("interview", "housing_title").unwrap();
        let phone = form.category_of("interview", "phone").unwrap();
        assert_ne!(housing, phone);
        for (withheld, earlier, told) in [
            (vec![], vec![], vec!["phone", "housing_title"]),
            (vec![housing], vec![], vec!["phone"]),
            (vec![], vec![housing], vec!["phone"]),
            (vec![housing], vec![phone], vec![]),
            (vec![phone], vec![], vec!["housing_title"]),
        ] {
            let editing = seen(&withheld, &earlier);
            let changes = editing.changes().into_iter();
            let fields: Vec<String> = changes.map(|change| change.field).collect();
            assert_eq!(fields, told, "{withheld:?} {earlier:?}");
            let states = editing.update().unwrap().states.into_iter();
            let mut asked = states.map(|state| state.at.field);
            assert_eq!(
                asked.any(|field| field == "housing_title"),
                told.contains(&"housing_title"),
                "{withheld:?} {earlier:?}"
            );
        }
    }
}
