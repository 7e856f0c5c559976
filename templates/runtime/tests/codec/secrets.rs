//! Texts that must not be seen.

use openapi_client_runtime::runtime::{Encode, Sensitive, Shape, from_json, to_json};
use secrecy::SecretString;

use crate::emitted::{CreateSecret, Scope};

#[test]
fn a_sensitive_text_is_written_and_never_shown() {
    let secret = CreateSecret::new("KEY", "s3cret", [Scope::Workers]);
    assert!(!format!("{secret:?} {secret:#?}").contains("s3cret"));
    assert_eq!(format!("{:?}", secret.value), "[REDACTED]");
    assert!(matches!(secret.value.shape(), Shape::Sensitive("s3cret")));
    assert_eq!(to_json(&secret.value).unwrap(), b"\"s3cret\"");
    assert_eq!(
        from_json::<Sensitive>(b"\"s3\\u0063ret\"")
            .unwrap()
            .expose(),
        "s3cret"
    );
}

#[test]
fn it_is_equal_by_its_text() {
    let secret = Sensitive::from("s3cret");
    assert_eq!(secret, Sensitive::from(String::from("s3cret")));
    assert_eq!(secret, Sensitive::from(SecretString::from("s3cret")));
    assert_eq!(secret, secret.clone());
    for other in ["", "s3cre", "s3crets", "S3cret", "s3creT"] {
        assert_ne!(secret, Sensitive::from(other));
    }
}

#[test]
fn a_long_one_survives_the_moves_of_a_growing_text() {
    let value = "s3cret\"".repeat(if cfg!(miri) { 200 } else { 10_000 });
    let secrets = vec![CreateSecret::new("KEY", value.as_str(), [Scope::Workers]); 3];
    let text = to_json(&secrets).unwrap();
    assert_eq!(text, serde_json::to_vec(&secrets).unwrap());
    assert_eq!(from_json::<Vec<CreateSecret>>(&text).unwrap(), secrets);
}

#[test]
fn a_fault_does_not_tell_it() {
    let fault = from_json::<CreateSecret>(br#"{"name":"KEY","value":["s3cret"]}"#).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "value: expected a string, found an array"
    );
    assert_eq!(
        format!("{fault:?}"),
        "Fault(value: expected a string, found an array)"
    );
}
