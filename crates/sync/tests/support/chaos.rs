//! A bad network between a laptop and its office: a TCP proxy that cuts, stalls, truncates, delays or answers as a hotel would.
//! Std only; included by `#[path]` wherever a journey needs it.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What happens to one connection. Bytes are those on the wire (TLS included), counted per connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Both ways are torn down once this many bytes went to the office.
    CutRequest(usize),
    /// Both ways are torn down once this many bytes came from the office.
    CutResponse(usize),
    /// The answer ends politely after this many bytes, as a lazy proxy would end it.
    TruncateResponse(usize),
    /// Every piece waits this long in both directions.
    Delay(Duration),
    /// A captive portal: any request gets 200 and a login page in plain HTTP.
    Portal,
    /// The connection is accepted and dropped at once.
    Refuse,
    /// Everything the laptop sent is sent to the office a second time on another connection.
    Duplicate,
}

/// The proxy. Faults wait in a queue, one for each new connection; without one the connection passes untouched.
pub struct Chaos {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    office: SocketAddr,
    faults: Mutex<VecDeque<Fault>>,
    open: Mutex<Vec<TcpStream>>,
    to_office: AtomicUsize,
    to_laptop: AtomicUsize,
    closed: AtomicBool,
}

impl Chaos {
    /// Starts a proxy on a free loopback port in front of `office`.
    pub fn before(office: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            office,
            faults: Mutex::default(),
            open: Mutex::default(),
            to_office: AtomicUsize::new(0),
            to_laptop: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for laptop in listener.incoming().flatten() {
                if accepting.closed.load(Ordering::SeqCst) {
                    return;
                }
                let fault = locked(&accepting.faults).pop_front();
                let shared = Arc::clone(&accepting);
                // A connection that breaks is the purpose here.
                thread::spawn(move || drop(shared.carry(laptop, fault)));
            }
        });
        Ok(Self { address, shared })
    }

    /// Where the laptop is to connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next new connection suffers this. Kept-alive ones are hung up, so that the next request opens one.
    pub fn next(&self, fault: Fault) {
        self.hang_up();
        self.queue(fault);
    }

    /// A later new connection suffers this, in its turn.
    pub fn queue(&self, fault: Fault) {
        locked(&self.shared.faults).push_back(fault);
    }

    /// Forgets the faults that still wait.
    pub fn calm(&self) {
        self.hang_up();
        locked(&self.shared.faults).clear();
    }

    /// How many faults no connection has met yet.
    pub fn waiting(&self) -> usize {
        locked(&self.shared.faults).len()
    }

    /// Closes every open connection.
    pub fn hang_up(&self) {
        for stream in locked(&self.shared.open).drain(..) {
            close(&stream);
        }
    }

    /// Bytes carried so far: to the office, and to the laptop.
    pub fn carried(&self) -> (usize, usize) {
        let count = |bytes: &AtomicUsize| bytes.load(Ordering::SeqCst);
        (count(&self.shared.to_office), count(&self.shared.to_laptop))
    }
}

impl Drop for Chaos {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        self.hang_up();
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn carry(self: Arc<Self>, laptop: TcpStream, fault: Option<Fault>) -> std::io::Result<()> {
        match fault {
            Some(Fault::Refuse) => return Ok(()),
            Some(Fault::Portal) => return portal(laptop),
            _ => {}
        }
        let office = TcpStream::connect(self.office)?;
        laptop.set_nodelay(true)?;
        office.set_nodelay(true)?;
        locked(&self.open).extend([laptop.try_clone()?, office.try_clone()?]);
        let echo = match fault {
            Some(Fault::Duplicate) => Some(TcpStream::connect(self.office)?),
            _ => None,
        };
        let (from, to, shared) = (laptop.try_clone()?, office.try_clone()?, Arc::clone(&self));
        thread::spawn(move || {
            let limit = match fault {
                Some(Fault::CutRequest(bytes)) => bytes,
                _ => usize::MAX,
            };
            let cut = pump(&from, &to, echo, limit, delay(fault), &shared.to_office);
            if cut {
                close(&from);
            }
            close(&to);
        });
        let limit = match fault {
            Some(Fault::CutResponse(bytes) | Fault::TruncateResponse(bytes)) => bytes,
            _ => usize::MAX,
        };
        let cut = pump(&office, &laptop, None, limit, delay(fault), &self.to_laptop);
        if cut && !matches!(fault, Some(Fault::TruncateResponse(_))) {
            close(&laptop);
        }
        laptop.shutdown(Shutdown::Write)?;
        office.shutdown(Shutdown::Both)
    }
}

/// Carries bytes until the end or the limit; says whether the limit was met.
fn pump(
    mut from: &TcpStream,
    mut to: &TcpStream,
    mut echo: Option<TcpStream>,
    limit: usize,
    delay: Duration,
    carried: &AtomicUsize,
) -> bool {
    let mut left = limit;
    let mut piece = vec![0; 16 * 1024];
    while left > 0 {
        let Ok(read @ 1..) = from.read(&mut piece) else {
            return false;
        };
        thread::sleep(delay);
        let bytes = piece.get(..read.min(left)).unwrap_or_default();
        left -= bytes.len();
        if to.write_all(bytes).is_err() {
            return false;
        }
        carried.fetch_add(bytes.len(), Ordering::SeqCst);
        if let Some(echo) = &mut echo {
            // The copy may be refused; the original goes on.
            drop(echo.write_all(bytes));
        }
    }
    true
}

fn portal(mut laptop: TcpStream) -> std::io::Result<()> {
    let mut ignored = [0; 4096];
    let _asked = laptop.read(&mut ignored)?;
    let page = "<html><title>Hotel Wi-Fi</title>Zaloguj się</html>";
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        page.len()
    );
    laptop.write_all(head.as_bytes())?;
    laptop.write_all(page.as_bytes())?;
    laptop.shutdown(Shutdown::Write)
}

fn delay(fault: Option<Fault>) -> Duration {
    match fault {
        Some(Fault::Delay(time)) => time,
        _ => Duration::ZERO,
    }
}

fn close(stream: &TcpStream) {
    // It may be closed already.
    drop(stream.shutdown(Shutdown::Both));
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
