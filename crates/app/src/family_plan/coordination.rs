//! The koordynator rodzinnej pieczy zastępczej of a plan (art. 15 ust. 1 pkt 2 u.w.r.), who has it and nothing else of the family.

use chrono::NaiveDate;
use serde_json::Value;
use teren_domain::Category;
use teren_domain::assistance::may_coordinate;
use teren_domain::workflow::{Act, ActRefusal};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::Record;
use uuid::Uuid;

use super::Papers;
use crate::App;
use crate::card::Card;
use crate::contract::{AssignedAnswer, LabelView, Problem};
use crate::interview::Editing;
use crate::session::Open;
use crate::values::Records;

/// Whom the plan names: also one who sits elsewhere and has no seat here.
pub(super) const NAMED: &str = "family_plan_foster_coordinator";
/// The family, as the plan calls it.
const FAMILY: &str = "family_plan_family";
/// Where a child is for whom the plan is made with a koordynator.
const FOSTER_CARE: [&str; 2] = [
    "rodzinna piecza zastępcza",
    "instytucjonalna piecza zastępcza",
];

impl App {
    /// The head gives the plan to a koordynator beside the asystent, or to nobody.
    pub fn assign_coordinator(
        &self,
        case: Uuid,
        record: Uuid,
        coordinator: Option<Uuid>,
    ) -> Result<AssignedAnswer, Problem> {
        let act = Act::AssignCoordinator {
            case,
            assistance: record,
            coordinator,
        };
        let voids = |asked: &Act| matches!(asked, Act::AssignCoordinator { assistance, .. } if *assistance == record);
        let (decision, _) = self.ask_in_words(&act, voids, refusal_pl)?;
        let view = self.case_assistance(case)?;
        Ok(AssignedAnswer { decision, view })
    }
}

impl Card {
    /// The koordynator of the plan on a day.
    pub(super) fn coordinator(&self, today: NaiveDate) -> Option<Uuid> {
        let mut known = self.assistances.iter().rev();
        known.find_map(|one| {
            one.assistance.assistant(today)?;
            one.assistance.coordinator()
        })
    }
}

impl Open {
    /// Whether this person has of the case nothing but the plan that she coordinates: who has more of a family knows who it is.
    pub(crate) fn only_coordinates(&mut self, case: Uuid) -> Result<bool, Problem> {
        let plan = self.knows_of(case, Category::FamilyPlan)?;
        Ok(plan && !self.knows_of(case, Category::Identity)?)
    }

    /// Whether this person begins, changes and evaluates the plan. The koordynator works on its lines; the plan itself is the asystent's
    /// and the social worker's.
    pub(super) fn carries_plan(&mut self, case: Uuid) -> Result<bool, Problem> {
        Ok(self.may_write(case, Category::FamilyPlan)? && !self.only_coordinates(case)?)
    }

    /// Who has only the plan knows the family by what the plan calls it, before that by the number of its case.
    pub(crate) fn name_by_plan(&mut self, card: &mut Card) -> Result<(), Problem> {
        if !card.name.is_empty() || !self.only_coordinates(card.case)? {
            return Ok(());
        }
        let mut name = String::new();
        if let Some(document) = Papers::of(card).shown() {
            let state = self.store.document(document)?;
            name = Editing::load(self, &state)?.records.text(document, FAMILY);
        }
        card.name = match name.is_empty() {
            true => card.number.clone().unwrap_or_default(),
            false => name,
        };
        Ok(())
    }

    /// Whom the head may give a plan to.
    pub(crate) fn coordinators(&self) -> Vec<LabelView> {
        let staff = self.directory.staff.iter();
        let mut found: Vec<LabelView> = staff
            .filter(|member| member.active && may_coordinate(&member.roles))
            .map(|member| LabelView {
                id: member.person.to_string(),
                name: member.name.clone(),
            })
            .collect();
        found.sort_by(|one, other| one.name.cmp(&other.name));
        found
    }
}

/// Whether a child of the plan is in piecza zastępcza.
pub(super) fn in_foster_care(records: &Records) -> bool {
    let stay = |child: &Record| {
        let row = child.answer(ROW_FIELD)?;
        row.get("stay").and_then(Value::as_str).map(str::to_owned)
    };
    let mut children = records.of_kind("family_child");
    children.any(|child| stay(child).is_some_and(|stay| FOSTER_CARE.contains(&stay.as_str())))
}

/// Why the office did not give her the plan.
fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => "Koordynatora przydziela tylko kierownik.",
        ActRefusal::Outdated => "Z tą rodziną nikt teraz nie pracuje.",
        ActRefusal::Contradictory => {
            "Ta osoba pracuje z rodziną jako asystent. Wybierz kogoś innego."
        }
        _ => "Ośrodek nie zna tego koordynatora. Wymień dane i spróbuj jeszcze raz.",
    }
}
