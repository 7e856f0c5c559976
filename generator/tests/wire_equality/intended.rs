//! The differences between our document and the published one that are meant to be there.

use crate::compare::Intended;

pub(crate) const INTENDED: &[Intended] = &[
    Intended {
        path: "operations > * > security > api_token",
        ours: Some(r#"{"api_token":[]}"#),
        theirs: None,
        places: 12,
        reason: "the service accepts API tokens, and the published default for all operations \
                 says so; its operations forget them",
    },
    Intended {
        path: "operations > * > security > user_service_key",
        ours: Some(r#"{"user_service_key":[]}"#),
        theirs: None,
        places: 12,
        reason: "the published default for all operations lists it; its operations forget it",
    },
    Intended {
        path: "** > result_info > properties > * > type",
        ours: Some(r#""integer""#),
        theirs: Some(r#""number""#),
        places: 30,
        reason: "pages and entries are counted in whole numbers",
    },
    Intended {
        path: "** > secrets > properties > * > type",
        ours: Some(r#""integer""#),
        theirs: Some(r#""number""#),
        places: 2,
        reason: "secrets are counted in whole numbers",
    },
    Intended {
        path: "operations > * > parameters > * > schema > multipleOf",
        ours: None,
        theirs: Some("1"),
        places: 4,
        reason: "every integer is a multiple of 1",
    },
    Intended {
        path: "** > schema > type",
        ours: Some(r#""object""#),
        theirs: None,
        places: 3,
        reason: "a request body that has properties is an object, and ours says so",
    },
    Intended {
        path: "** > items > type",
        ours: Some(r#""object""#),
        theirs: None,
        places: 4,
        reason: "an element of a list that has properties is an object, and ours says so",
    },
    Intended {
        path: "** > properties > * > type",
        ours: Some(r#""object""#),
        theirs: None,
        places: 7,
        reason: "a property that has properties is an object, and ours says so",
    },
    Intended {
        path: "** > properties > * > items > uniqueItems",
        ours: None,
        theirs: Some("true"),
        places: 50,
        reason: "it stands on the messages themselves, which are objects; it constrains only lists",
    },
    Intended {
        path: "** > properties > errors > minLength",
        ours: None,
        theirs: Some("1"),
        places: 13,
        reason: "it stands on a list; it constrains only strings",
    },
    Intended {
        path: "** > requestBody > ** > ids > items > readOnly",
        ours: None,
        theirs: Some("true"),
        places: 1,
        reason: "the identifiers to delete are sent, not received",
    },
];
