//! Security schemes of every kind, and requirements of some of them.

use serde_json::{Value, json};

use super::{Inventor, Version};

impl Inventor {
    /// The security schemes.
    pub(super) fn schemes(&mut self) -> Value {
        let all = json!({
            "bearer": { "type": "http", "scheme": "bearer" },
            "basic": { "type": "http", "scheme": "Basic" },
            "key-header": { "type": "apiKey", "in": "header", "name": "X-API-Key" },
            "key_query": { "type": "apiKey", "in": "query", "name": "api key" },
            "KeyCookie": { "type": "apiKey", "in": "cookie", "name": "session" },
            "oidc": { "type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known/openid-configuration" },
            "oauth": { "type": "oauth2", "flows": { "authorizationCode": {
                "authorizationUrl": "https://example.com/authorize", "tokenUrl": "https://example.com/token",
                "scopes": { "read": "Reads.", "write": "" },
            } } },
        });
        let Value::Object(mut all) = all else {
            return all;
        };
        all.retain(|_, _| self.random.chance(50));
        if self.version > Version::V30 && self.random.chance(10) {
            all.insert("mutual".to_owned(), json!({ "type": "mutualTLS" }));
        }
        Value::Object(all)
    }

    /// What of it has to be sent: nothing, one, one of two, two together.
    pub(super) fn security(&mut self, schemes: &Value) -> Value {
        let names: Vec<&String> = schemes
            .as_object()
            .into_iter()
            .flat_map(|all| all.keys())
            .collect();
        let mut one = || {
            self.random
                .pick(&names)
                .map_or(json!({}), |name| json!({ name.as_str(): [] }))
        };
        let (first, second) = (one(), one());
        match self.random.below(5) {
            0 => json!([]),
            1 | 2 => json!([first]),
            3 => json!([first, second]),
            _ => {
                let mut both = first;
                if let (Some(both), Value::Object(more)) = (both.as_object_mut(), second) {
                    both.extend(more);
                }
                json!([both])
            }
        }
    }
}
