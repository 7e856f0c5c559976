//! Documents made at random: the same for the same seed, and such that the generator has nothing to put right.

use std::collections::BTreeSet;

use openapi_client_generator::{Source, calls};
use xtask::invent::invent;

const OPERATIONS: usize = 30;

/// What no valid document is spared: webhooks that nothing tells apart.
const SPARED: [&str; 1] = ["not-told-apart"];

#[test]
fn every_operation_is_emitted_without_a_word() {
    for seed in 1..=40 {
        let document = invent(seed, OPERATIONS);
        assert_eq!(document, invent(seed, OPERATIONS), "{seed}");
        let source = Source::new("invented.json", document.to_string());
        let (calls, diagnostics) = calls(&source, None, None);
        let said: BTreeSet<String> = diagnostics
            .iter()
            .filter(|diagnostic| !SPARED.contains(&diagnostic.code))
            .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message))
            .collect();
        assert_eq!(said, BTreeSet::new(), "{seed}");
        assert!(calls.calls.len() >= OPERATIONS, "{seed}");
    }
}

#[test]
fn seeds_make_documents_of_every_version() {
    let versions: BTreeSet<String> = (1..=20)
        .map(|seed| invent(seed, 1)["openapi"].to_string())
        .collect();
    assert_eq!(versions.len(), 3, "{versions:?}");
}
