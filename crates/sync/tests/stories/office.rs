//! A stand-in office on loopback: TLS and just enough HTTP to answer as a test wants.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::{ServerConfig, ServerConnection, StreamOwned, sign};
use teren_sync::{Fingerprint, fingerprint_of};

/// What the stand-in was asked.
pub struct Asked {
    pub path: String,
    /// Header lines in lower case.
    pub headers: String,
    pub body: Vec<u8>,
}

/// What it answers.
pub struct Answer {
    pub status: &'static str,
    /// Header lines, each with its line end.
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn ours(status: &'static str, body: Vec<u8>) -> Self {
        Self::of(status, teren_sync::MEDIA_TYPE, body)
    }

    pub fn of(status: &'static str, media_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: format!("content-type: {media_type}\r\n"),
            body,
        }
    }
}

/// A certificate and a key that need not belong together.
pub struct Identity {
    pub certificate: Vec<u8>,
    pub key: Vec<u8>,
}

impl Identity {
    pub fn new() -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["teren.example".to_owned()]).unwrap();
        Self {
            certificate: cert.der().to_vec(),
            key: signing_key.serialize_der(),
        }
    }

    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(&self.certificate)
    }
}

#[derive(Debug)]
struct Fixed(Arc<sign::CertifiedKey>);

impl ResolvesServerCert for Fixed {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<sign::CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

pub struct StandIn {
    pub address: SocketAddr,
    pub connections: Arc<AtomicUsize>,
}

/// Serves on a free loopback port for as long as the test runs.
pub fn serve(
    identity: &Identity,
    answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
) -> StandIn {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(identity.key.clone()));
    let certified = sign::CertifiedKey::new(
        vec![identity.certificate.clone().into()],
        ring::sign::any_supported_type(&key).unwrap(),
    );
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Fixed(Arc::new(certified))));
    let (config, answer) = (Arc::new(config), Arc::new(answer));
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let (config, answer) = (Arc::clone(&config), Arc::clone(&answer));
            // A connection that breaks is the client's affair.
            thread::spawn(move || drop(converse(stream, config, &*answer)));
        }
    });
    StandIn {
        address,
        connections,
    }
}

fn converse(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    answer: &(dyn Fn(&Asked) -> Answer + Send + Sync),
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let tls = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut line = BufReader::new(StreamOwned::new(tls, stream));
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if line.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let headers = head.to_lowercase();
        let length = headers
            .lines()
            .find_map(|header| header.strip_prefix("content-length: "))
            .and_then(|length| length.trim().parse().ok())
            .unwrap_or(0);
        let mut body = vec![0; length];
        line.read_exact(&mut body)?;
        let answer = answer(&Asked {
            path,
            headers,
            body,
        });
        let out = line.get_mut();
        write!(
            out,
            "HTTP/1.1 {}\r\n{}content-length: {}\r\n\r\n",
            answer.status,
            answer.headers,
            answer.body.len()
        )?;
        out.write_all(&answer.body)?;
        out.flush()?;
    }
}
