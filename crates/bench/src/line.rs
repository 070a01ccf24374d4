//! A line that counts: every byte between a laptop and its office, as the network carries it.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use teren_sync::{HttpTransport, Transport, TransportError};

use crate::Failure;

/// Bytes seen since the last look.
#[derive(Default)]
pub struct Counted {
    up: AtomicU64,
    down: AtomicU64,
}

impl Counted {
    /// Bytes to the office and back since the last look.
    pub fn take(&self) -> (u64, u64) {
        (
            self.up.swap(0, Ordering::SeqCst),
            self.down.swap(0, Ordering::SeqCst),
        )
    }
}

/// A loopback address that passes everything on to `office`, counted.
pub fn counted(office: SocketAddr) -> Result<(SocketAddr, Arc<Counted>), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let counted = Arc::new(Counted::default());
    let seen = Arc::clone(&counted);
    std::thread::spawn(move || {
        for near in listener.incoming().flatten() {
            // A line that does not come to stand shows at its user.
            let _unanswered = relay(near, office, &seen);
        }
    });
    Ok((address, counted))
}

fn relay(near: TcpStream, office: SocketAddr, seen: &Arc<Counted>) -> std::io::Result<()> {
    let far = TcpStream::connect(office)?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let (near_in, far_in) = (near.try_clone()?, far.try_clone()?);
    let (up, down) = (Arc::clone(seen), Arc::clone(seen));
    std::thread::spawn(move || {
        pump(near_in, far, |count| {
            up.up.fetch_add(count, Ordering::SeqCst)
        })
    });
    std::thread::spawn(move || {
        pump(far_in, near, |count| {
            down.down.fetch_add(count, Ordering::SeqCst)
        })
    });
    Ok(())
}

fn pump(mut from: TcpStream, mut to: TcpStream, count: impl Fn(u64) -> u64) {
    let mut buffer = [0; 64 * 1024];
    while let Ok(read) = from.read(&mut buffer) {
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        count(read as u64);
        if to.write_all(bytes).is_err() {
            break;
        }
    }
    // The other end is told; if it is gone already there is nobody to tell.
    let _gone = to.shutdown(Shutdown::Both);
}

/// A line that weighs what the session hands it: packed messages without the HTTP around them.
pub struct Weighed {
    line: HttpTransport,
    pub bytes: usize,
    pub rounds: u32,
}

impl Weighed {
    pub fn of(line: HttpTransport) -> Self {
        Self {
            line,
            bytes: 0,
            rounds: 0,
        }
    }
}

impl Transport for Weighed {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let answer = self.line.exchange(request)?;
        self.bytes += request.len() + answer.len();
        self.rounds += 1;
        Ok(answer)
    }

    fn rest(&mut self, seconds: u32) {
        self.line.rest(seconds);
    }
}
