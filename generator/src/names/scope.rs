//! A scope in which no two names are the same: all that want a name in it are named at once.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// What wants a name in a scope.
pub struct Wish {
    /// The names it would have, the best first; never empty.
    pub choices: Vec<String>,
    /// Who wins where two want the same: the lower one. It must not depend on the order of the document.
    pub rank: (u8, String),
}

impl Wish {
    /// A wish for one name; it goes to whoever is called so in the document already.
    pub fn of(choice: String, wire: &str) -> Self {
        let is_same = choice.trim_start_matches("r#") == wire;
        Self {
            choices: vec![choice],
            rank: (u8::from(!is_same), wire.to_owned()),
        }
    }

    /// The same with another name to try before a number is put behind the first.
    pub fn or(mut self, choice: String) -> Self {
        self.choices.push(choice);
        self
    }
}

/// A name for each wish, in their order; none is reserved, and no two are the same.
///
/// The time is linear in the number of wishes but for sorting those that clash.
pub fn settle(reserved: &[&str], wishes: &[Wish]) -> Vec<String> {
    let mut names: Vec<Option<String>> = vec![None; wishes.len()];
    let mut taken: HashSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let mut open: Vec<usize> = (0..wishes.len()).collect();
    open.sort_by(|left, right| by_rank(wishes, *left, *right));
    let rounds = wishes
        .iter()
        .map(|wish| wish.choices.len())
        .max()
        .unwrap_or_default();
    for round in 0..rounds {
        open.retain(|index| {
            let choice = wishes.get(*index).and_then(|wish| wish.choices.get(round));
            let Some(choice) = choice.filter(|choice| !taken.contains(*choice)) else {
                return true;
            };
            taken.insert(choice.clone());
            if let Some(name) = names.get_mut(*index) {
                *name = Some(choice.clone());
            }
            false
        });
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for index in open {
        let base = wishes
            .get(index)
            .and_then(|wish| wish.choices.first())
            .map_or("", |choice| choice.trim_start_matches("r#"))
            // What makes `Self_` no reserved word, a number does as well.
            .trim_end_matches('_');
        let number = numbers.entry(base).or_insert(2);
        if let Some(name) = names.get_mut(index) {
            *name = Some(numbered(base, number, &mut taken));
        }
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}

fn by_rank(wishes: &[Wish], left: usize, right: usize) -> Ordering {
    let rank = |index: usize| wishes.get(index).map(|wish| &wish.rank);
    rank(left).cmp(&rank(right))
}

/// The first free name with a number behind it. Numbers only grow, so that each candidate is looked at once.
fn numbered(base: &str, number: &mut usize, taken: &mut HashSet<String>) -> String {
    let separator = if base.starts_with(char::is_uppercase) && !base.contains('_') {
        ""
    } else {
        "_"
    };
    loop {
        let candidate = format!("{base}{separator}{number}");
        *number += 1;
        if taken.insert(candidate.clone()) {
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wish, settle};

    fn settled(reserved: &[&str], wishes: &[(&str, &str)]) -> Vec<String> {
        let wishes: Vec<Wish> = wishes
            .iter()
            .map(|(choice, wire)| Wish::of((*choice).to_owned(), wire))
            .collect();
        settle(reserved, &wishes)
    }

    #[test]
    fn clashes_are_numbered_and_reserved_names_avoided() {
        let wishes = [
            ("page", "Page"),
            ("page", "page"),
            ("page_2", "page2"),
            ("page", "PAGE"),
            ("send", "send"),
            ("r#type", "type"),
            ("r#type", "Type"),
        ];
        assert_eq!(
            settled(&["send"], &wishes),
            [
                "page_4", "page", "page_2", "page_3", "send_2", "r#type", "type_2"
            ]
        );
    }

    #[test]
    fn the_order_does_not_matter() {
        let mut wishes = [("a", "A"), ("a", "a"), ("a", "-a"), ("a_2", "a_2")];
        let named = |wishes: &[(&str, &str)]| {
            let mut pairs: Vec<(String, String)> = settled(&[], wishes)
                .into_iter()
                .zip(wishes)
                .map(|(name, (_, wire))| ((*wire).to_owned(), name))
                .collect();
            pairs.sort();
            pairs
        };
        let first = named(&wishes);
        wishes.reverse();
        assert_eq!(named(&wishes), first);
        wishes.swap(0, 2);
        assert_eq!(named(&wishes), first);
    }

    #[test]
    fn another_choice_comes_before_a_number() {
        let wish = |wire: &str| Wish::of("get".to_owned(), wire).or(format!("get_{wire}"));
        let wishes = [wish("pet"), wish("get"), wish("owner"), wish("owner")];
        assert_eq!(
            settle(&[], &wishes),
            ["get_pet", "get", "get_owner", "get_2"]
        );
    }

    #[test]
    fn many_clashes_take_little_time() {
        let many = |count: usize| {
            let start = std::time::Instant::now();
            let same = (0..count).map(|index| Wish::of("same".to_owned(), &index.to_string()));
            let numbered = (0..count).map(|index| Wish::of(format!("same_{index}"), "x"));
            let names = settle(&[], &same.chain(numbered).collect::<Vec<_>>());
            let different: std::collections::HashSet<&String> = names.iter().collect();
            assert_eq!(different.len(), 2 * count);
            start.elapsed()
        };
        // Were it quadratic, 20,000 names would take minutes in a debug build.
        assert!(many(10_000) < std::time::Duration::from_secs(5));
    }
}
