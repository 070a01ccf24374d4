//! How long a laptop may be read after the office last answered.

use proptest::prelude::*;
use teren_domain::lease::{LEASE_DAYS, Lease, LeaseState, Run, Tick};
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// 2 November 2026.
const OFFICE: i64 = 1_793_577_600_000;

const fn at(wall_ms: i64, boot: u128, ms: i64) -> Tick {
    Tick {
        wall_ms,
        run: Run {
            boot: Uuid::from_u128(boot),
            ms,
        },
    }
}

fn lease() -> Lease {
    Lease::new(OFFICE, at(OFFICE, 1, 0))
}

#[test]
fn it_is_spent_by_time_that_runs_and_not_by_what_a_clock_says() {
    for (story, ticks, left) in [
        (
            "ten days, running",
            vec![at(OFFICE + 10 * DAY, 1, 10 * DAY)],
            4,
        ),
        ("ten days in a drawer", vec![at(OFFICE + 10 * DAY, 2, 0)], 4),
        (
            "fifteen days in a drawer",
            vec![at(OFFICE + 15 * DAY, 2, 0)],
            0,
        ),
        (
            "a century ahead in a kitchen",
            vec![at(OFFICE + 36_500 * DAY, 1, DAY / 24)],
            14,
        ),
        (
            "a century ahead after a start",
            vec![at(OFFICE + 36_500 * DAY, 2, DAY / 24)],
            14,
        ),
        (
            "set back each morning",
            (2..16).map(|boot| at(OFFICE, boot, DAY)).collect(),
            0,
        ),
        (
            "set back while it runs",
            vec![at(OFFICE - 40 * DAY, 1, 14 * DAY)],
            0,
        ),
        (
            "put right again after a jump ahead",
            vec![at(OFFICE + 300 * DAY, 1, 1), at(OFFICE + DAY, 2, 1)],
            14,
        ),
    ] {
        let mut lease = lease();
        for tick in ticks {
            lease.tick(tick);
        }
        assert_eq!(lease.days_left(LEASE_DAYS), left, "{story}");
    }
}

#[test]
fn it_is_spoken_of_three_days_before_it_ends() {
    let mut lease = lease();
    for (day, state) in [
        (10, LeaseState::Running),
        (11, LeaseState::Warned),
        (13, LeaseState::Warned),
        (14, LeaseState::Ended),
    ] {
        lease.tick(at(OFFICE, 1, day * DAY));
        assert_eq!(lease.state(LEASE_DAYS), state, "day {day}");
    }
}

#[test]
fn an_answer_that_came_by_file_counts_from_the_day_it_was_given() {
    let mut lease = lease();
    lease.tick(at(OFFICE, 1, 12 * DAY));
    lease.renew_by_file(OFFICE - DAY);
    assert_eq!(lease.days_left(LEASE_DAYS), 2, "an older answer");
    lease.renew_by_file(OFFICE + 9 * DAY);
    assert_eq!(lease.days_left(LEASE_DAYS), 11, "three days on its way");
}

proptest! {
    #[test]
    fn no_clock_makes_it_longer_than_the_time_that_ran(
        steps in proptest::collection::vec((any::<bool>(), -40_000i64..40_000, 0i64..30), 1..40),
    ) {
        let mut lease = lease();
        let (mut boot, mut ran, mut all) = (1, 0, 0);
        for (restart, wall_days, run_days) in steps {
            if restart {
                (boot, ran) = (boot + 1, 0);
            }
            ran += run_days * DAY;
            all += run_days;
            lease.tick(at(OFFICE + wall_days * DAY, boot, ran));
            let left = i64::from(LEASE_DAYS) - all;
            prop_assert!(lease.days_left(LEASE_DAYS) <= left.max(0));
        }
    }
}
