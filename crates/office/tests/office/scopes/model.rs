//! Who stands how to which case, as the law and the centre's papers say it, and what follows from the table. Nothing here asks the
//! office what it granted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use teren_domain::Category;
use teren_domain::access::{Relation, Role, categories, may_write};
use teren_domain::structure::{COORDINATORS, HEAD, MERGERS, Side, Structure};
use uuid::Uuid;

pub struct Colleague {
    pub person: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    pub teams: Vec<String>,
    pub active: bool,
}

/// A matter that lies with a team: the case's own document, or an interview.
pub type Matter = (String, Uuid, Uuid);

/// Relations that somebody had before her work went to another, as long as her laptop has not let go.
type Former = Vec<(Vec<Role>, Relation, bool, Uuid)>;

pub struct Model {
    pub structure: Arc<Structure>,
    /// To whom things happen in the stories.
    pub people: Vec<Colleague>,
    /// Who stays what she is, and does what only the head may.
    pub head: Colleague,
    pub cases: Vec<Uuid>,
    pub interviews: Vec<(Uuid, Uuid)>,
    pub sealed: BTreeSet<Uuid>,
    pub own: BTreeSet<(Uuid, Uuid)>,
    /// Families that an asystent works with: case, record, and the koordynator of the plan.
    pub families: Vec<(Uuid, Uuid, Option<Uuid>)>,
    pub teams: BTreeSet<Matter>,
    /// In the order of taking.
    pub taken: Vec<(Uuid, Matter)>,
    pub former: BTreeMap<(Uuid, Uuid), Former>,
    /// Who reads which case in an emergency.
    pub glass: BTreeSet<(Uuid, Uuid)>,
    /// Hand-overs with how many of their steps are known here, and whether they brought the matter to their team.
    pub passes: BTreeMap<Uuid, Pass>,
    routes: BTreeSet<Uuid>,
}

pub struct Pass {
    pub case: Uuid,
    steps: usize,
    brought: bool,
}

impl Colleague {
    pub fn sits_in(&self, team: &str) -> bool {
        let by_role = [
            (HEAD, Role::Head),
            (MERGERS, Role::Merger),
            (COORDINATORS, Role::Coordinator),
        ];
        let seat = by_role
            .iter()
            .any(|(of, role)| *of == team && self.roles.contains(role));
        self.active && (seat || self.teams.iter().any(|known| known == team))
    }
}

impl Model {
    pub fn of(structure: Arc<Structure>, head: Colleague) -> Self {
        Self {
            structure,
            people: Vec::new(),
            head,
            cases: Vec::new(),
            interviews: Vec::new(),
            sealed: BTreeSet::new(),
            own: BTreeSet::new(),
            families: Vec::new(),
            teams: BTreeSet::new(),
            taken: Vec::new(),
            former: BTreeMap::new(),
            glass: BTreeSet::new(),
            passes: BTreeMap::new(),
            routes: BTreeSet::new(),
        }
    }

    /// Who brings a family in has it as her own; it is reported to first contact, the head answers for it.
    pub fn opened(&mut self, case: Uuid, by: Uuid) {
        self.cases.push(case);
        self.own.insert((by, case));
        for team in [
            self.structure.first_contact.clone(),
            COORDINATORS.to_owned(),
        ] {
            self.teams.insert((team, case, case));
        }
    }

    /// Everything of a person's own in a case ends; until her laptop has let go, what she writes still belongs to the case.
    pub fn handed_over(&mut self, person: Uuid, case: Uuid) {
        let former: Former = self
            .relations(person, case)
            .into_iter()
            .filter(|(_, relation, ..)| *relation == Relation::Own)
            .collect();
        self.former
            .entry((person, case))
            .or_default()
            .extend(former);
        self.own.remove(&(person, case));
        self.taken
            .retain(|(who, matter)| (*who, matter.1) != (person, case));
    }

    /// The plan of a family goes to another koordynator; what the last one writes until her laptop has let go still belongs to it.
    pub fn coordinated(&mut self, family: usize, by: Option<Uuid>) {
        let (case, _, before) = self.families[family];
        self.families[family].2 = by;
        let still = |(of, _, by): &(Uuid, Uuid, Option<Uuid>)| (*of, *by) == (case, before);
        if let Some(before) = before.filter(|_| !self.families.iter().any(still)) {
            let ended = (vec![Role::FosterCoordinator], Relation::Own, true, case);
            self.former.entry((before, case)).or_default().push(ended);
        }
    }

    fn colleague(&self, person: Uuid) -> &Colleague {
        let mut people = self.people.iter().chain([&self.head]);
        people.find(|known| known.person == person).unwrap()
    }

    /// In which roles and relation, in the whole case or in one document, a person stands to a case.
    fn relations(&self, person: Uuid, case: Uuid) -> Former {
        let who = self.colleague(person);
        let mut found: Former = Vec::new();
        if !who.active {
            return found;
        }
        let of_team = |team: &str| self.structure.team_roles(team).to_vec();
        if self.own.contains(&(person, case)) {
            let mut roles = who.roles.clone();
            roles.extend(who.teams.iter().flat_map(|team| of_team(team)));
            found.push((roles, Relation::Own, true, case));
        }
        if who.sits_in(HEAD) {
            found.push((vec![Role::Head], Relation::Team, true, case));
        }
        if who.sits_in(MERGERS) {
            let unsealed =
                |(of, document): &&(Uuid, Uuid)| *of == case && !self.sealed.contains(document);
            for (_, document) in self.interviews.iter().filter(unsealed) {
                found.push((vec![Role::Merger], Relation::Team, false, *document));
            }
        }
        for (team, of, place) in &self.teams {
            if *of == case && who.sits_in(team) {
                let (mut roles, mut relation) = (of_team(team), Relation::Team);
                if team == COORDINATORS {
                    (roles, relation) = (vec![Role::Coordinator], Relation::Centre);
                } else if who.roles.contains(&Role::Coordinator) {
                    roles.push(Role::Coordinator);
                }
                found.push((roles, relation, false, *place));
            }
        }
        for (by, (team, of, place)) in &self.taken {
            if (*by, *of) == (person, case) && who.sits_in(team) {
                found.push((of_team(team), Relation::Own, false, *place));
            }
        }
        if self.glass.contains(&(person, case)) {
            let mut roles = who.roles.clone();
            roles.extend(who.teams.iter().flat_map(|team| of_team(team)));
            found.push((roles, Relation::BreakGlass, true, case));
        }
        for (roles, ..) in &mut found {
            // Art. 16 u.w.r. is a closed list, whatever else she is.
            if who.roles.contains(&Role::FamilyAssistant) {
                *roles = vec![Role::FamilyAssistant];
            }
        }
        let coordinates =
            |(of, _, by): &(Uuid, Uuid, Option<Uuid>)| (*of, *by) == (case, Some(person));
        if self.families.iter().any(coordinates) {
            found.push(coordination(who, case));
        }
        found
    }

    /// What art. 110a closes to her in this case.
    fn closed(&self, person: Uuid, case: Uuid) -> Option<Category> {
        let who = self.colleague(person);
        let of_case = |(by, matter): &&(Uuid, Matter)| (*by, matter.1) == (person, case);
        let mut taken = self.taken.iter().filter(of_case);
        let first = taken.find_map(|(_, matter)| self.structure.side(&matter.0));
        let social = Some(Side::SocialWork);
        let mut teams = who.teams.iter();
        let own = self.own.contains(&(person, case))
            && teams.any(|team| self.structure.side(team) == social);
        first.or(if own { social } else { None }).map(Side::closed)
    }

    fn opened_by(
        &self,
        relations: &Former,
        (case, place): (Uuid, Uuid),
        opens: impl Fn(Role, Relation) -> BTreeSet<Category>,
    ) -> BTreeSet<Category> {
        let interview = place != case;
        let reaches = |whole: bool, named: Uuid| !interview || whole || named == place;
        let relations = relations
            .iter()
            .filter(|(_, _, whole, named)| reaches(*whole, *named));
        relations
            .flat_map(|(roles, relation, ..)| roles.iter().map(|role| (*role, *relation)))
            .filter(|(role, _)| !interview || role.reads_interviews())
            .flat_map(|(role, relation)| opens(role, relation))
            .collect()
    }

    /// What the table lets a person hold of a document.
    pub fn may_hold(&self, person: Uuid, case: Uuid, place: Uuid) -> BTreeSet<Category> {
        let relations = self.relations(person, case);
        let mut held = self.opened_by(&relations, (case, place), categories);
        held.retain(|category| Some(*category) != self.closed(person, case));
        held
    }

    /// What it lets her write.
    pub fn may_write(&self, person: Uuid, case: Uuid, place: Uuid) -> BTreeSet<Category> {
        let writes = |role: Role, relation: Relation| {
            let all = Category::ALL.into_iter();
            all.filter(|category| may_write(role, *category, relation))
                .collect()
        };
        let relations = self.relations(person, case);
        let mut written = self.opened_by(&relations, (case, place), writes);
        written.retain(|category| Some(*category) != self.closed(person, case));
        if let Some(former) = self.former.get(&(person, case)) {
            written.extend(self.opened_by(former, (case, place), writes));
        }
        written
    }

    /// A new route brings its interview to its team.
    pub fn routed(&mut self, record: Uuid, case: Uuid, row: &Value) {
        if !self.routes.insert(record) {
            return;
        }
        let team = row["team"].as_str().unwrap().to_owned();
        let place = id(&row["document"]).unwrap();
        let new = self.teams.insert((team, case, place));
        if let Some(pass) = id(&row["hand_over"]) {
            self.pass(pass, case).brought |= new;
        }
    }

    fn pass(&mut self, record: Uuid, case: Uuid) -> &mut Pass {
        self.passes.entry(record).or_insert(Pass {
            case,
            steps: 0,
            brought: false,
        })
    }

    /// What the office says became of a hand-over since it was looked at last.
    pub fn stepped(&mut self, record: Uuid, case: Uuid, row: &Value, steps: &[Value]) {
        let known = std::mem::replace(&mut self.pass(record, case).steps, steps.len());
        if steps.iter().any(|step| step["why"] == "not_permitted") {
            return;
        }
        for step in steps.iter().skip(known) {
            match step["state"].as_str().unwrap() {
                "sent" => self.sent(case, row, id(&step["by"]).unwrap()),
                "accepted" => self.accepted(case, row),
                "refused" | "revoked" => self.called_back(record, case, row),
                _ => {}
            }
        }
    }

    /// Nobody passes on what she or her team does not have.
    fn sent(&mut self, case: Uuid, row: &Value, by: Uuid) {
        let place = id(&row["document"]).unwrap_or(case);
        let who = self.colleague(by);
        if let Some(team) = row["from"]["team"].as_str() {
            let mut held = self.teams.iter();
            let has = team == HEAD
                || held.any(|(of, known, at)| {
                    of == team && *known == case && (*at == place || place == case)
                });
            assert!(has, "{team} passes on what it does not have: {row}");
            assert!(
                who.sits_in(team) || who.roles.contains(&Role::Head),
                "{} passes on what is {team}'s: {row}",
                who.name
            );
        }
        if row["kind"] == "caseload" {
            let (from, to) = (id(&row["from"]["person"]), id(&row["to"]["person"]));
            let (from, to) = (from.unwrap(), to.unwrap());
            let hers: Vec<Matter> = (self.taken.iter())
                .filter(|(who, matter)| (*who, matter.1) == (from, case))
                .map(|(_, matter)| matter.clone())
                .collect();
            self.handed_over(from, case);
            self.own.insert((to, case));
            for matter in hers {
                if self.colleague(to).sits_in(&matter.0) {
                    self.taken.push((to, matter));
                }
            }
        }
    }

    fn accepted(&mut self, case: Uuid, row: &Value) {
        let place = id(&row["document"]).unwrap_or(case);
        let of = |matter: &Matter| (matter.1, matter.2) == (case, place);
        match (&row["from"], &row["to"]) {
            (from, to) if to["team"].is_string() => {
                let giver = from["team"].as_str();
                if let Some(person) = id(&from["person"]) {
                    let team = to["team"].as_str().unwrap();
                    let back = |matter: &Matter| of(matter) && matter.0 == team;
                    self.taken
                        .retain(|(who, matter)| *who != person || !back(matter));
                } else if row["kind"] == "re_route" && giver != Some(HEAD) {
                    let gone = |matter: &Matter| of(matter) && Some(matter.0.as_str()) == giver;
                    self.teams.retain(|matter| !gone(matter));
                    self.taken.retain(|(_, matter)| !gone(matter));
                }
            }
            (from, to) if row["kind"] != "caseload" => {
                let to = id(&to["person"]).unwrap();
                let team = from["team"].as_str();
                let giver = id(&from["person"]);
                let moves = |(who, matter): &(Uuid, Matter)| {
                    of(matter) && (team == Some(matter.0.as_str()) || giver == Some(*who))
                };
                let mut lying: Vec<Matter> = (self.taken.iter())
                    .filter(|taken| moves(taken))
                    .map(|(_, matter)| matter.clone())
                    .collect();
                self.taken.retain(|taken| !moves(taken));
                lying.extend(team.map(|team| (team.to_owned(), case, place)));
                lying.dedup();
                self.taken
                    .extend(lying.into_iter().map(|matter| (to, matter)));
            }
            _ => {}
        }
    }

    fn called_back(&mut self, record: Uuid, case: Uuid, row: &Value) {
        let Some(team) = row["to"]["team"].as_str() else {
            return;
        };
        let place = id(&row["document"]).unwrap_or(case);
        if std::mem::take(&mut self.pass(record, case).brought) {
            self.teams.remove(&(team.to_owned(), case, place));
        }
    }
}

/// A koordynator has the plan of the family, and nothing by what else she is.
fn coordination(who: &Colleague, case: Uuid) -> (Vec<Role>, Relation, bool, Uuid) {
    let mut roles = who.roles.clone();
    roles.retain(|role| *role == Role::FosterCoordinator);
    (roles, Relation::Own, true, case)
}

pub fn id(value: &Value) -> Option<Uuid> {
    value.as_str()?.parse().ok()
}
