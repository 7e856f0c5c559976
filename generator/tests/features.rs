//! The cargo features of a large API: how they are named, and which types go with them. That each compiles alone is for
//! `cargo xtask corpus --each-feature`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use openapi_client_generator::{Files, Source, generate};

fn shop() -> Files {
    let document = Source::new("shop.yaml", include_str!("cases/features/shop.yaml"));
    let (files, diagnostics) = generate(&document, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    files
}

fn file<'f>(files: &'f Files, path: &str) -> &'f str {
    files.get(path).map(String::as_str).unwrap()
}

#[test]
fn each_resource_is_a_feature_by_a_name_that_is_free() {
    let files = shop();
    let manifest = file(&files, "Cargo.toml");
    assert!(
        manifest.contains("default = [\"rustls\", \"all\"]"),
        "{manifest}"
    );
    for feature in ["customers", "orders", "type", "tracing_calls", "all_calls"] {
        assert!(
            manifest.contains(&format!("\n{feature} = []\n")),
            "{feature}"
        );
        assert!(manifest.contains(&format!("\"{feature}\"")), "{feature}");
    }
    let resources = file(&files, "src/resources/mod.rs");
    assert!(resources.contains("#[cfg(feature = \"tracing_calls\")]\npub mod tracing;"));
    assert!(file(&files, "README.md").contains("`tracing_calls`"));
}

#[test]
fn a_type_is_in_the_builds_of_the_features_that_reach_it() {
    let files = shop();
    // One resource's own, one that two share, and one that nearly all have.
    assert!(files.contains_key("src/types/customers/customer.rs"));
    assert!(files.contains_key("src/types/shipments_and_tracing/carrier.rs"));
    assert!(files.contains_key("src/types/problem.rs"));
    let types = file(&files, "src/types/mod.rs");
    assert!(
        types.contains("#[cfg(feature = \"customers\")]\nmod customers;"),
        "{types}"
    );
}

#[test]
fn webhooks_are_a_feature_beside_the_resources() {
    let files = shop();
    let manifest = file(&files, "Cargo.toml");
    assert!(manifest.contains("\nwebhooks = []\n"), "{manifest}");
    assert!(manifest.contains("\"webhooks\"]"), "{manifest}");
    let root = file(&files, "src/lib.rs");
    assert!(
        root.contains("#[cfg(feature = \"webhooks\")]\npub mod webhooks;"),
        "{root}"
    );
    assert!(files.contains_key("src/types/webhooks/stock_counted_payload.rs"));
    let guide = file(&files, "src/guide/mod.rs");
    assert!(
        guide.contains("#[cfg_attr(feature = \"webhooks\", doc = include_str!(\"webhooks.md\"))]"),
        "{guide}"
    );
    assert!(file(&files, "src/webhooks.rs").contains("With the feature `webhooks`."));
}

#[test]
fn a_small_api_has_no_features_of_its_own() {
    let document = Source::new("maps.yaml", include_str!("cases/ok/maps.yaml"));
    let (files, _) = generate(&document, None);
    assert!(file(&files, "Cargo.toml").contains("default = [\"rustls\"]\n"));
    assert!(!file(&files, "src/lib.rs").contains("feature = \"all\""));
}
