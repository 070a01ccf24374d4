//! The office makes its daily copy by itself, and those who must act hear when there is none.

use std::fs;
use std::time::Duration;

use teren_app::clock::Clock as _;
use teren_app::contract::{BackupCause, BackupTroubleView};
use teren_domain::access::Role;
use teren_office::BackupPlan;

use crate::world::{Laptop, World};

const HOUR: Duration = Duration::from_secs(3600);

impl World {
    /// The office's try of the night, into a folder of this name.
    fn copies_to(&self, name: &str) {
        let office = &self.centre.office;
        let plan = BackupPlan {
            folder: office.folder().join(name),
            spare_bytes: 0,
            ..BackupPlan::beside(office.folder())
        };
        let tried = office.keep_backup(&plan, self.centre.clock.now_ms());
        tried.unwrap();
    }

    fn told(&mut self, name: &'static str) -> Option<BackupTroubleView> {
        self.laptop(name).exchange();
        shown(self.laptop(name))
    }
}

fn shown(laptop: &Laptop) -> Option<BackupTroubleView> {
    laptop.app.exchange_status().unwrap().backup
}

#[test]
fn the_head_and_the_administrator_are_told_since_when_there_is_no_copy_and_nobody_else() {
    let mut world = World::konstancin();
    world.hire("Adam", &[Role::Administrator]);
    assert!(world.told("Anna").is_none());
    world.copies_to("copies");
    assert!(world.told("Anna").is_none());
    // Nobody made one since; nothing failed that the office knows of.
    world.pass(27 * HOUR);
    let late = world.told("Anna").unwrap();
    assert_eq!(
        (late.cause, late.since.as_str()),
        (BackupCause::Late, "2026-11-02T08:00")
    );
    // Where the copies go there is a file.
    fs::write(world.centre.office.folder().join("disk"), b"").unwrap();
    world.copies_to("disk");
    world.pass(HOUR);
    world.copies_to("disk");
    for name in ["Anna", "Adam"] {
        let told = world.told(name).unwrap();
        assert_eq!(
            (told.cause, told.since.as_str()),
            (BackupCause::Folder, "2026-11-03T11:00")
        );
        assert_eq!(told.tested.as_deref(), Some("2026-11-02T08:00"));
    }
    for name in ["Ewa", "Halina", "Grażyna"] {
        assert!(world.told(name).is_none(), "{name}");
    }
    // A laptop that was away does not take its own absence for the office's.
    world.copies_to("copies");
    assert!(world.told("Anna").is_none());
    world.pass(100 * HOUR);
    assert!(shown(world.laptop("Anna")).is_none());
}
