//! What the server proves itself with over TLS.

use std::net::TcpStream;
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::case::Proof;
use crate::server::{Wire, Wrap};

/// How a server speaks TLS, and what a client has to trust.
pub fn speak(proof: Proof) -> (Wrap, Option<Vec<u8>>) {
    let name = if proof == Proof::WrongName {
        "other.example"
    } else {
        "127.0.0.1"
    };
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new([name.to_owned()]).unwrap();
    if proof == Proof::Expired {
        parameters.not_before = date_time_ymd(2019, 1, 1);
        parameters.not_after = date_time_ymd(2020, 1, 1);
    }
    let certificate = parameters.self_signed(&key).unwrap();
    let der = certificate.der().clone();
    let root = (proof != Proof::SelfSigned).then(|| der.to_vec());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![der], key)
        .unwrap();
    let config = Arc::new(config);
    let wrap = move |stream: TcpStream| -> Option<Box<dyn Wire>> {
        let connection = ServerConnection::new(Arc::clone(&config)).ok()?;
        Some(Box::new(StreamOwned::new(connection, stream)))
    };
    (Arc::new(wrap), root)
}
