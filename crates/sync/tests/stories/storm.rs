//! The whole way: store, session, TLS and a network that cuts where it likes.

use std::sync::{Arc, Mutex};

use teren_store::packet;
use teren_sync::{HttpTransport, Transport, TransportError};

use crate::chaos::{Chaos, Fault};
use crate::desk::Desk;
use crate::office::{Answer, Identity, serve};
use crate::seat::{FAMILY, INTERVIEW, NOW, Seat};

/// The real line, without the rests between tries.
struct Restless(HttpTransport);

impl Transport for Restless {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.0.exchange(request)
    }

    fn rest(&mut self, _: u32) {}
}

#[test]
fn a_network_that_cuts_anywhere_loses_and_doubles_nothing() {
    let identity = Identity::new();
    let desk = Arc::new(Mutex::new(Desk::new(1, NOW)));
    let shared = Arc::clone(&desk);
    let office = serve(&identity, move |asked| {
        let request = packet::unpack(&asked.body, usize::MAX).unwrap();
        let response = shared.lock().unwrap().round(request);
        Answer::ours("200 OK", packet::pack(&response).unwrap())
    });
    let chaos = Chaos::before(office.address).unwrap();
    let mut ewa = Seat::of(1);
    ewa.open(FAMILY, INTERVIEW, false);
    desk.lock().unwrap().grant(ewa.replica, FAMILY);
    // A fixed walk over places that are neither round nor near one another.
    let mut seed = 7_usize;
    let mut place = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    };
    let (mut cut, mut through) = (0, 0);
    for visit in 0..60 {
        let field = format!("answer_{}", visit % 7);
        ewa.write(INTERVIEW, &field, &format!("{visit}"));
        let fault = match visit % 5 {
            0 | 1 => Fault::CutRequest(place(2500)),
            2 => Fault::CutResponse(place(2500)),
            3 => Fault::TruncateResponse(place(2500)),
            _ => Fault::Duplicate,
        };
        let address = chaos.address().to_string();
        let line = HttpTransport::to_exchange(&address, identity.fingerprint(), &[1; 32]).unwrap();
        chaos.next(fault);
        chaos.queue(fault);
        match ewa.exchange(&mut Restless(line)) {
            Ok(_) => through += 1,
            Err(_) => cut += 1,
        }
        chaos.calm();
    }
    assert!(cut > 5 && through > 5, "{cut} cut, {through} through");
    let address = chaos.address().to_string();
    let line = HttpTransport::to_exchange(&address, identity.fingerprint(), &[1; 32]).unwrap();
    let outcome = ewa.exchange(&mut Restless(line)).unwrap();
    assert_eq!((outcome.to_send, outcome.received.mismatched.len()), (0, 0));
    assert_eq!(desk.lock().unwrap().changes(), 60);
}
