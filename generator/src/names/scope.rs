//! A scope in which no two names are the same.

use std::collections::HashMap;

/// The names of one scope, with the next number to try for each.
pub struct Scope {
    taken: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken already.
    pub fn new(reserved: &[&str]) -> Self {
        Self {
            taken: reserved
                .iter()
                .map(|name| ((*name).to_owned(), 2))
                .collect(),
        }
    }

    /// The wanted name, or the first free one with a number behind it.
    pub fn claim(&mut self, wanted: &str) -> String {
        let Some(next) = self.taken.get(wanted).copied() else {
            self.taken.insert(wanted.to_owned(), 2);
            return wanted.to_owned();
        };
        let base = wanted.trim_start_matches("r#");
        let separator = if base.starts_with(char::is_uppercase) {
            ""
        } else {
            "_"
        };
        let mut number = next;
        loop {
            let candidate = format!("{base}{separator}{number}");
            number += 1;
            if !self.taken.contains_key(&candidate) {
                self.taken.insert(wanted.to_owned(), number);
                self.taken.insert(candidate.clone(), 2);
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn clashes_are_numbered_and_reserved_names_avoided() {
        let mut scope = Scope::new(&["send"]);
        let claimed = ["page", "page", "page_2", "page", "send", "r#type", "r#type"]
            .map(|name| scope.claim(name));
        assert_eq!(
            claimed,
            [
                "page", "page_2", "page_2_2", "page_3", "send_2", "r#type", "type_2"
            ]
        );
    }
}
