//! Upoważnienia: the person's own, without which nothing is read here, and those of the centre, which the head gives.

use chrono::NaiveDate;
use teren_domain::access::Role;
use teren_domain::authorisation::{
    Authorisation, AuthorisationStanding, current, holds_on, standing,
};
use teren_domain::staff::StaffMember;
use teren_domain::workflow::Act;
use uuid::Uuid;

use crate::App;
use crate::clock::local_date;
use crate::contract::{
    AuthorisationInput, AuthorisationStand, AuthorisationView, AuthorisedView, DecisionView,
    OwnAuthorisation, Problem, ProblemCode,
};
use crate::organisation::refusal_pl;
use crate::session::Open;

/// Setting that keeps the person's own, so that she is told why nothing is read here after the directory has left.
const OWN: &str = "authorisations";

impl App {
    /// The head gives a person an upoważnienie beside those she has, or puts right the one of the same number; the office answers at
    /// once or with the next exchange.
    pub fn authorise(
        &self,
        person: Uuid,
        given: &AuthorisationInput,
    ) -> Result<DecisionView, Problem> {
        let authorisation = Authorisation {
            number: given.number.trim().to_owned(),
            from: given.from,
            until: given.until,
            secrecy: given.secrecy,
        };
        if !authorisation.is_well_formed() {
            let field = match authorisation.number.is_empty() {
                true => "number",
                false => "until",
            };
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", field));
        }
        let act = Act::Authorise {
            person,
            authorisation,
        };
        let void =
            |other: &Act| matches!(other, Act::Authorise { person: of, .. } if *of == person);
        Ok(self.ask_in_words(&act, void, refusal_pl)?.0)
    }
}

const fn stand(standing: AuthorisationStanding) -> AuthorisationStand {
    match standing {
        AuthorisationStanding::NotYet => AuthorisationStand::NotYet,
        AuthorisationStanding::Holds => AuthorisationStand::Holds,
        AuthorisationStanding::Ends(_) => AuthorisationStand::Ends,
        AuthorisationStanding::Ended => AuthorisationStand::Ended,
    }
}

fn authorisation_view(one: &Authorisation) -> AuthorisationView {
    AuthorisationView {
        number: one.number.clone(),
        from: one.from,
        until: one.until,
        secrecy: one.secrecy,
    }
}

impl Open {
    /// The directory has come, or come anew.
    pub fn remember_authorisations(&mut self) -> Result<(), Problem> {
        let own = self.directory.authorisations(self.person);
        if own.is_empty() {
            return Ok(());
        }
        let kept = serde_json::to_vec(own).map_err(|_| Problem::of(ProblemCode::Internal))?;
        self.authorisations = own.to_vec();
        self.store.put_setting(OWN, Some(&kept))?;
        Ok(())
    }

    /// What was remembered of them.
    pub fn kept_authorisations(
        store: &mut teren_store::Store,
    ) -> Result<Vec<Authorisation>, Problem> {
        let kept = store.setting(OWN)?;
        let kept = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(kept.unwrap_or_default())
    }

    /// The day by the office's clock, as far as this machine knows it: a wrong clock of its own ends nothing.
    fn office_day(&self) -> Option<NaiveDate> {
        self.office_now_ms().map(local_date)
    }

    /// Whether none of the person's own holds on this laptop. Where none is known the office decides.
    pub fn is_unauthorised(&self) -> bool {
        let own = &self.authorisations;
        let ended = |day| !own.is_empty() && !holds_on(own, day);
        self.office_day().is_some_and(ended)
    }

    /// What she is told of it; nothing while it holds for long.
    pub fn own_authorisation_view(&self) -> Option<OwnAuthorisation> {
        let day = self.office_day()?;
        let own = current(&self.authorisations, day)?;
        let standing = standing(&self.authorisations, day)?;
        let days_left = match standing {
            AuthorisationStanding::Holds => return None,
            AuthorisationStanding::Ends(days) => u32::try_from(days).unwrap_or(0),
            AuthorisationStanding::NotYet | AuthorisationStanding::Ended => 0,
        };
        Some(OwnAuthorisation {
            number: own.number.clone(),
            from: own.from,
            until: own.until,
            stand: stand(standing),
            days_left,
        })
    }

    /// Who works here, with what she is authorised by; whose needs the head first.
    pub fn authorised_views(&self) -> Vec<AuthorisedView> {
        let employed = self.directory.staff.iter().filter(|member| member.employed);
        let view = |member: &StaffMember| {
            let all = self.directory.authorisations(member.person);
            let now = current(all, self.today);
            let later = all.iter().filter(|one| self.today < one.from);
            let mut later = later.filter(|one| now.is_none_or(|now| now.number != one.number));
            AuthorisedView {
                person: member.person,
                name: member.name.clone(),
                stand: standing(all, self.today).map(stand),
                authorisation: now.map(authorisation_view),
                next: later.next().map(authorisation_view),
            }
        };
        let mut views: Vec<AuthorisedView> = employed.map(view).collect();
        views.sort_by_key(|one| {
            let fine = one.stand == Some(AuthorisationStand::Holds);
            let signed = one
                .authorisation
                .as_ref()
                .is_some_and(|one| one.secrecy.is_some());
            (fine && signed, one.name.clone())
        });
        views
    }

    /// The head's notice: whose ends soon, has ended, or is missing.
    pub fn expiring(&self) -> Vec<AuthorisedView> {
        if !self.has_role(Role::Head) {
            return Vec::new();
        }
        let mut views = self.authorised_views();
        views.retain(|one| one.stand != Some(AuthorisationStand::Holds));
        views
    }
}
