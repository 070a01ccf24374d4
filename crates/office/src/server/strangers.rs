//! First messages with a wrong code, counted by the address they come from, so that nobody keeps others from enrolling.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

/// Wrong first messages taken from one address in a minute: a secret of 128 bits cannot be guessed, a queue can be filled.
const WRONG_A_MINUTE: u32 = 60;
/// Addresses counted at the most. Beyond, all are forgotten: better a few messages more than a centre locked out.
const ADDRESSES: usize = 4096;

#[derive(Default)]
pub(super) struct Strangers {
    minute: i64,
    wrong: HashMap<IpAddr, u32>,
}

/// Who has one address of IPv6 has the whole network of it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let mut octets = address.octets();
            octets[8..].fill(0);
            Ipv6Addr::from(octets).into()
        }
        address => address,
    }
}

impl Strangers {
    /// Whether a first message from there is looked at.
    pub fn admits(&mut self, address: IpAddr, now_ms: i64) -> bool {
        let minute = now_ms.div_euclid(60_000);
        if minute != self.minute {
            self.minute = minute;
            self.wrong.clear();
        }
        let wrong = self.wrong.get(&network(address)).copied();
        wrong.unwrap_or(0) < WRONG_A_MINUTE
    }

    pub fn was_wrong(&mut self, address: IpAddr) {
        let address = network(address);
        if self.wrong.len() >= ADDRESSES && !self.wrong.contains_key(&address) {
            self.wrong.clear();
        }
        *self.wrong.entry(address).or_default() += 1;
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    fn guesses(strangers: &mut Strangers, address: IpAddr) -> u32 {
        let mut taken = 0;
        while strangers.admits(address, NOW) {
            strangers.was_wrong(address);
            taken += 1;
        }
        taken
    }

    #[test]
    fn who_guesses_waits_until_the_minute_ends_and_others_do_not() {
        let mut strangers = Strangers::default();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert_eq!(guesses(&mut strangers, one), WRONG_A_MINUTE);
        assert!(strangers.admits(other, NOW));
        assert!(strangers.admits(one, NOW + 60_000));
    }

    #[test]
    fn one_network_of_ipv6_counts_as_one_address() {
        let mut strangers = Strangers::default();
        let (one, other) = ("2001:db8::1", "2001:db8::ffff:2");
        let (one, other): (IpAddr, IpAddr) = (one.parse().unwrap(), other.parse().unwrap());
        guesses(&mut strangers, one);
        assert!(!strangers.admits(other, NOW));
        let mapped: IpAddr = "::ffff:192.0.2.1".parse().unwrap();
        guesses(&mut strangers, mapped);
        assert!(!strangers.admits(IpAddr::from([192, 0, 2, 1]), NOW));
        assert!(strangers.admits(IpAddr::from([192, 0, 2, 2]), NOW));
    }

    #[test]
    fn a_crowd_of_addresses_fills_no_memory_and_locks_nobody_out() {
        let mut strangers = Strangers::default();
        assert!(strangers.admits(IpAddr::from([10, 0, 0, 0]), NOW));
        for number in 0..10_000_u32 {
            strangers.was_wrong(IpAddr::from(number.to_be_bytes()));
            assert!(strangers.wrong.len() <= ADDRESSES);
        }
        assert!(strangers.admits(IpAddr::from([192, 0, 2, 2]), NOW));
    }
}
