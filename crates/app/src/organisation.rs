//! „Organizacja i reguły”: the head edits units and rules, reads them as sentences, tries them on old interviews and decides
//! from which day they hold. What is said of a draft here is said by the same functions that the office decides by.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use teren_domain::access::{Role, UnitKind};
use teren_domain::calendar::date_pl;
use teren_domain::condition::{Catalogue, RoutableField, RoutableKind, Unit};
use teren_domain::criteria::{self, Criteria, SWITCHED_BLOCKS, SpanError};
use teren_domain::lease::MOST_LEASE_DAYS;
use teren_domain::replay::Replay;
use teren_domain::revision::{StructureVersion, differences_pl, in_force, unit_kind_pl};
use teren_domain::rules::{RulePlace, findings, known_fields};
use teren_domain::structure::{Matter, Organisation, Structure, StructureError};
use teren_domain::workflow::{Act, ActRefusal};
use uuid::Uuid;

use crate::App;
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, ComparedKind, DecisionView, ExaminedView, LabelView, MemberView, NumberUnit,
    OrganisationDraft, OrganisationView, Problem, ProblemCode, ReplayLineView, ReplayView,
    ReplayedTeamView, RuleFieldView, RuleFindingView, RulePart, StatutoryView,
    StructureVersionView, TeamView,
};
use crate::session::Open;

/// One shape on both sides: what is edited is what is kept.
fn same<T: DeserializeOwned>(value: &impl Serialize) -> Result<T, Problem> {
    let value = serde_json::to_value(value).map_err(|_| Problem::of(ProblemCode::Internal))?;
    serde_json::from_value(value).map_err(|_| Problem::of(ProblemCode::InvalidInput))
}

/// Word of an enum as it is kept.
fn word(of: &impl Serialize) -> String {
    let value = serde_json::to_value(of).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

const UNIT_KINDS: [UnitKind; 5] = [
    UnitKind::FirstContact,
    UnitKind::Decisions,
    UnitKind::SocialWork,
    UnitKind::Services,
    UnitKind::All,
];

impl App {
    /// The organisation decided last, with everything it is edited with.
    pub fn organisation(&self) -> Result<OrganisationView, Problem> {
        self.with(|open| {
            let last = open.last_version()?.clone();
            let structure = &last.structure;
            let waiting = open.waits_for_organisation()?;
            let catalogue = open.catalogue(structure)?;
            let staff = (open.directory.staff.iter()).filter(|member| member.active);
            let externals = structure.externals.iter();
            Ok(OrganisationView {
                version: structure.version.clone(),
                draft: same(&structure.organisation())?,
                may_edit: open.has_role(Role::Head),
                waiting,
                today: open.today.to_string(),
                staff: staff
                    .map(|member| MemberView {
                        person: member.person,
                        name: member.name.clone(),
                        teams: member.teams.clone(),
                    })
                    .collect(),
                authorised: match open.has_role(Role::Head) {
                    true => open.authorised_views(),
                    false => Vec::new(),
                },
                externals: externals
                    .map(|(id, external)| TeamView {
                        id: id.clone(),
                        name: external.name.clone(),
                    })
                    .collect(),
                matters: named(&Matter::ALL, |matter| matter.when_pl()),
                unit_kinds: named(&UNIT_KINDS, |kind| unit_kind_pl(*kind)),
                fields: catalogue.into_values().map(field_view).collect(),
                blocks: SWITCHED_BLOCKS.map(block_view).to_vec(),
                statutory: criteria::on(open.today).map(statutory_view),
                history: open.history(),
            })
        })
    }

    /// A draft read back: sentences, findings, differences; ids and labels filled in.
    pub fn examine_rules(&self, draft: &OrganisationDraft) -> Result<ExaminedView, Problem> {
        self.with(|open| {
            let last = open.last_version()?.structure.clone();
            let organisation = open.completed(draft, &last)?;
            let proposed = last.organised(organisation.clone(), last.version.clone());
            let catalogue = open.catalogue(&proposed)?;
            let mut found: Vec<RuleFindingView> = Vec::new();
            if let Err(error) = proposed.check() {
                found.push(RuleFindingView {
                    part: part_of(&error),
                    place: 0,
                    error: true,
                    text: obstacle(&error),
                });
            }
            found.extend(findings(&proposed, &catalogue).into_iter().map(|one| {
                let (part, place) = place_of(&one.place);
                RuleFindingView {
                    part,
                    place,
                    error: one.error,
                    text: one.text_pl,
                }
            }));
            let changes = differences_pl(&last, &proposed);
            let routing = proposed.routing.iter();
            let entry = proposed.entry.iter();
            Ok(ExaminedView {
                draft: same(&organisation)?,
                routing: routing.map(|rule| rule.sentence_pl(&proposed)).collect(),
                entry: entry.map(|rule| rule.sentence_pl(&proposed)).collect(),
                may_be_saved: organisation != last.organisation()
                    && !found.iter().any(|one| one.error),
                findings: found,
                changes,
            })
        })
    }

    /// Asks the office what the draft would have done with the interviews it has.
    pub fn replay_rules(&self, draft: &OrganisationDraft) -> Result<ReplayView, Problem> {
        let organisation = self.with(|open| {
            let last = open.last_version()?.structure.clone();
            open.completed(draft, &last)
        })?;
        let act = Act::ReplayRouting { organisation };
        let (decision, body) =
            self.ask_and_wait(&act, |other| matches!(other, Act::ReplayRouting { .. }))?;
        let replay: Replay = body
            .and_then(|body| serde_json::from_slice(&body).ok())
            .unwrap_or_default();
        self.with(|open| {
            let name = |team: &String| open.directory.team_name(team);
            let names = |teams: &[String]| teams.iter().map(name).collect();
            let teams = replay.teams.iter();
            let lines = replay.listed.iter();
            Ok(ReplayView {
                decision,
                interviews: replay.interviews,
                elsewhere: replay.elsewhere,
                otherwise: replay.otherwise,
                uncaught: replay.uncaught,
                teams: teams
                    .map(|(team, (lost, gained))| ReplayedTeamView {
                        name: name(team),
                        lost: *lost,
                        gained: *gained,
                    })
                    .collect(),
                lines: lines
                    .map(|line| ReplayLineView {
                        number: line.number.clone(),
                        before: names(&line.before),
                        after: names(&line.after),
                        why: line.why_pl.clone(),
                        uncaught: line.uncaught,
                    })
                    .collect(),
            })
        })
    }

    /// Proposes the draft to the office; it holds from the day given.
    pub fn propose_structure(
        &self,
        draft: &OrganisationDraft,
        based_on: &str,
        valid_from: &str,
        reason: &str,
    ) -> Result<DecisionView, Problem> {
        let invalid = |field| Problem::of(ProblemCode::InvalidInput).with("field", field);
        let valid_from = (valid_from.parse()).map_err(|_| invalid("valid_from"))?;
        if reason.trim().is_empty() {
            return Err(invalid("reason"));
        }
        let organisation = self.with(|open| {
            if !open.has_role(Role::Head) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let last = open.last_version()?.structure.clone();
            open.completed(draft, &last)
        })?;
        let act = Act::ProposeStructure {
            based_on: based_on.to_owned(),
            valid_from,
            reason: reason.trim().to_owned(),
            organisation,
        };
        let void = |other: &Act| matches!(other, Act::ProposeStructure { .. });
        Ok(self.ask_and_wait(&act, void)?.0)
    }

    /// Puts a person into teams and takes her out of the others.
    pub fn place_member(&self, person: Uuid, teams: &[String]) -> Result<DecisionView, Problem> {
        let act = Act::PlaceMember {
            person,
            teams: teams.to_vec(),
        };
        let void =
            |other: &Act| matches!(other, Act::PlaceMember { person: of, .. } if *of == person);
        Ok(self.ask_and_wait(&act, void)?.0)
    }

    /// Asks, exchanges, and hears what the office said, in the words of the organisation.
    fn ask_and_wait(
        &self,
        act: &Act,
        voids: impl Fn(&Act) -> bool,
    ) -> Result<(DecisionView, Option<Vec<u8>>), Problem> {
        self.ask_in_words(act, voids, refusal_pl)
    }

    /// The same in words that fit what was asked.
    pub(crate) fn ask_in_words(
        &self,
        act: &Act,
        voids: impl Fn(&Act) -> bool,
        words: fn(ActRefusal) -> &'static str,
    ) -> Result<(DecisionView, Option<Vec<u8>>), Problem> {
        let (outcome, body) = self.ask_and_hear(act, voids)?;
        let refused = outcome == ActOutcome::Refused;
        let refusal = body
            .as_ref()
            .filter(|_| refused)
            .and_then(|body| serde_json::from_slice::<ActRefusal>(body).ok());
        let decision = DecisionView {
            outcome,
            refusal: refusal.map(|refusal| words(refusal).to_owned()),
        };
        Ok((decision, body.filter(|_| !refused)))
    }

    /// Asks, exchanges, and gives the answer, or the reason of a refusal, as it came.
    pub(crate) fn ask_and_hear(
        &self,
        act: &Act,
        voids: impl Fn(&Act) -> bool,
    ) -> Result<(ActOutcome, Option<Vec<u8>>), Problem> {
        let now_ms = self.now_ms();
        let id = self.with(|open| open.ask(act, voids, now_ms))?;
        // Without the office the act waits.
        let _unreachable = self.exchange_and_wait();
        // The answer may have written what this seat shows: a second exchange brings it.
        let (outcome, body) = self.with(|open| open.settled(id))?;
        if outcome == ActOutcome::Accepted {
            let _unreachable = self.exchange_and_wait();
        }
        Ok((outcome, body))
    }
}

impl Open {
    fn last_version(&self) -> Result<&StructureVersion, Problem> {
        let versions = self.directory.versions.iter();
        versions
            .max_by_key(|version| version.number)
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))
    }

    fn catalogue(&self, structure: &Structure) -> Result<Catalogue, Problem> {
        let forms = self.forms.all_in_force(self.today)?;
        let mut known = known_fields(structure);
        let forms = forms.iter().map(|(_, form)| form.as_ref());
        known.extend(teren_questionnaire::catalogue(forms));
        Ok(known)
    }

    fn waits_for_organisation(&mut self) -> Result<bool, Problem> {
        let mut acts = self.store.acts()?.into_iter();
        Ok(acts.any(|asked| {
            let act = serde_json::from_slice(&asked.body);
            asked.answer.is_none()
                && matches!(
                    act,
                    Ok(Act::ProposeStructure { .. } | Act::PlaceMember { .. })
                )
        }))
    }

    /// A draft with everything that the core makes of it.
    fn completed(
        &self,
        draft: &OrganisationDraft,
        last: &Structure,
    ) -> Result<Organisation, Problem> {
        let mut draft = draft.clone();
        let taken: BTreeSet<String> = draft.routing.iter().map(|rule| rule.id.clone()).collect();
        let mut free = (1..).map(|number| format!("w{number}"));
        for rule in draft.routing.iter_mut().filter(|rule| rule.id.is_empty()) {
            let known =
                |id: &String| taken.contains(id) || last.routing.iter().any(|old| old.id == *id);
            rule.id = free.by_ref().find(|id| !known(id)).unwrap_or_default();
        }
        let taken: BTreeSet<String> = draft.units.iter().map(|unit| unit.id.clone()).collect();
        let mut free = (1..).map(|number| format!("zespol-{number}"));
        for unit in draft.units.iter_mut().filter(|unit| unit.id.is_empty()) {
            let known = |id: &String| taken.contains(id) || last.team_name(id).is_some();
            unit.id = free.by_ref().find(|id| !known(id)).unwrap_or_default();
        }
        let mut organisation: Organisation = same(&draft)?;
        let catalogue = self.catalogue(last)?;
        for rule in &mut organisation.routing {
            for condition in rule.all.iter_mut().chain(&mut rule.any) {
                if let Some(field) = catalogue.get(&condition.field) {
                    field.label_pl.clone_into(&mut condition.label_pl);
                }
            }
            let old = last.routing.iter().find(|old| old.id == rule.id);
            let as_before = |old: &&teren_domain::structure::RoutingRule| {
                (&old.when, &old.all, &old.any) == (&rule.when, &rule.all, &rule.any)
            };
            rule.when_pl = match old.filter(as_before) {
                Some(old) => old.when_pl.clone(),
                None => rule.condition_pl(),
            };
        }
        Ok(organisation)
    }

    /// All versions, newest first, each with what it changed.
    fn history(&self) -> Vec<StructureVersionView> {
        let mut versions: Vec<&StructureVersion> = self.directory.versions.iter().collect();
        versions.sort_by_key(|version| version.number);
        let current = in_force(&self.directory.versions, self.today);
        let earlier = std::iter::once(None).chain(versions.iter().map(|version| Some(*version)));
        let mut views: Vec<StructureVersionView> = (versions.iter().zip(earlier))
            .map(|(version, before)| StructureVersionView {
                version: version.structure.version.clone(),
                valid_from: version.valid_from.to_string(),
                decided_at: local_text(version.at_ms),
                by: self.directory.name(version.by),
                reason: version.reason.clone(),
                in_force: current.is_some_and(|current| current == *version),
                changes: before.map_or_else(Vec::new, |before| {
                    differences_pl(&before.structure, &version.structure)
                }),
            })
            .collect();
        views.reverse();
        views
    }
}

fn named<T: Serialize>(all: &[T], name: impl Fn(&T) -> &'static str) -> Vec<LabelView> {
    let view = |one: &T| LabelView {
        id: word(one),
        name: name(one).to_owned(),
    };
    all.iter().map(view).collect()
}

fn block_view((id, name): (&str, &str)) -> LabelView {
    LabelView {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn statutory_view(law: &Criteria) -> StatutoryView {
    StatutoryView {
        single: law.single.0,
        family: law.family.0,
        since: law.valid_from.to_string(),
        source: law.source.clone(),
        periodic_percent: law.benefits.map(|limits| limits.periodic_percent),
    }
}

fn field_view(field: RoutableField) -> RuleFieldView {
    let (kind, words, unit) = match field.kind {
        RoutableKind::YesNo => (ComparedKind::YesNo, Vec::new(), Unit::Count),
        RoutableKind::Choice(words) => (ComparedKind::Choice, words, Unit::Count),
        RoutableKind::MultiChoice(words) => (ComparedKind::MultiChoice, words, Unit::Count),
        RoutableKind::Number(unit) => (ComparedKind::Number, Vec::new(), unit),
        RoutableKind::Date => (ComparedKind::Date, Vec::new(), Unit::Count),
    };
    RuleFieldView {
        id: field.id,
        label: field.label_pl,
        place: field.place_pl,
        kind,
        words,
        unit: match unit {
            Unit::Count => NumberUnit::Count,
            Unit::Grosze => NumberUnit::Grosze,
            Unit::TenThousandths => NumberUnit::TenThousandths,
        },
    }
}

fn place_of(place: &RulePlace) -> (RulePart, u32) {
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    match place {
        RulePlace::Routing(place) => (RulePart::Routing, number(*place)),
        RulePlace::Entry(place) => (RulePart::Entry, number(*place)),
        RulePlace::Unit(place) => (RulePart::Unit, number(*place)),
        RulePlace::Whole => (RulePart::Whole, 0),
    }
}

fn part_of(error: &StructureError) -> RulePart {
    match error {
        StructureError::RaisedTooLow { .. }
        | StructureError::PeriodicOutOfBounds { .. }
        | StructureError::NoResolution
        | StructureError::Span(_)
        | StructureError::LeaseDays
        | StructureError::UnknownBlock => RulePart::Parameters,
        _ => RulePart::Whole,
    }
}

/// Why the draft cannot be kept, in Polish.
fn obstacle(error: &StructureError) -> String {
    match error {
        StructureError::Malformed { .. } | StructureError::Terc => {
            "Układu nie da się odczytać.".to_owned()
        }
        StructureError::LeaseDays => format!(
            "Bez połączenia z ośrodkiem laptop można czytać najwyżej {MOST_LEASE_DAYS} dni, a co najmniej jeden dzień."
        ),
        StructureError::NamelessUnit => "Każdy zespół musi mieć nazwę.".to_owned(),
        StructureError::UnitTwice(_) => "Dwa zespoły mają to samo oznaczenie.".to_owned(),
        StructureError::RuleTwice(id) => format!("Dwie reguły mają oznaczenie {id}."),
        StructureError::UnknownTeam { place, .. } if place == "first_contact" => {
            "Wskaż zespół, który przyjmuje zgłoszenia.".to_owned()
        }
        StructureError::UnknownTeam { .. } => {
            "Reguła kieruje do zespołu, którego nie ma w ośrodku.".to_owned()
        }
        StructureError::EmptyRule(id) => {
            format!("Reguła {id} nie ma warunku albo nie wskazuje zespołu.")
        }
        StructureError::EmptyCondition(id) => {
            format!("Warunek w regule {id} nie wskazuje żadnej odpowiedzi.")
        }
        StructureError::EntryCondition { place } => {
            format!("Reguła przyjmowania zgłoszeń nr {place} musi mieć dokładnie jeden rodzaj warunku.")
        }
        StructureError::RaisedTooLow { since, single, family } => format!(
            "Podwyższone kryterium nie może być niższe od ustawowego: na {} to {single} dla osoby samotnie gospodarującej i {family} na osobę w rodzinie.",
            date_pl(*since)
        ),
        StructureError::PeriodicOutOfBounds { above, to } => format!(
            "Podwyższony najniższy zasiłek okresowy musi być wyższy niż {above} % i nie wyższy niż {to} % różnicy między kryterium a dochodem."
        ),
        StructureError::NoResolution => {
            "Wpisz numer i dzień uchwały rady gminy.".to_owned()
        }
        StructureError::Span(SpanError::Backwards) => {
            "Ostatni dzień ustalenia nie może być wcześniejszy niż pierwszy.".to_owned()
        }
        StructureError::Span(SpanError::TwoBegin(since)) => format!(
            "Dwa ustalenia zaczynają się {}. Popraw jedno z nich albo je usuń.",
            date_pl(*since)
        ),
        StructureError::UnknownBlock => {
            "Wyłączono blok, którego nie ma żaden formularz.".to_owned()
        }
        StructureError::EntryDefault => {
            "Ostatnia reguła przyjmowania zgłoszeń, i tylko ostatnia, musi obejmować wszystkie pozostałe zgłoszenia."
                .to_owned()
        }
    }
}

pub(crate) fn refusal_pl(refusal: ActRefusal) -> &'static str {
    match refusal {
        ActRefusal::NotAllowed => "Organizację ośrodka zmienia tylko kierownik.",
        ActRefusal::Outdated => {
            "W międzyczasie ktoś zmienił organizację. Wczytaj ją na nowo i powtórz swoje zmiany."
        }
        ActRefusal::UnitInUse => {
            "Usuwany zespół ma członków albo prowadził sprawy. Zostaw go na liście i usuń z reguł."
        }
        ActRefusal::Unknown => "Ośrodek nie zna tej osoby albo zespołu.",
        _ => "Ośrodek nie przyjął tych reguł: są niepełne, sprzeczne albo wsteczne.",
    }
}
