//! The members that an emitted object declares: a table that says how they are read, written and checked.

use std::collections::BTreeMap;

use super::{Decode, Fault, Input, Rules, UnknownFields};

/// What an object says of one of its members.
#[derive(Debug)]
pub struct Member {
    pub(super) name: &'static str,
    pub(super) presence: Presence,
    pub(super) rules: Option<&'static Rules>,
}

/// Whether a member may be missing, and what null means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    OptionalOrNull,
}

impl Member {
    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            presence,
            rules: None,
        }
    }

    /// A member that is always there, by its name in the document.
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A member that may be missing; null says the same.
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A member of any JSON that may be missing; null is a value of it like any other.
    pub const fn any(name: &'static str) -> Self {
        Self::new(name, Presence::OptionalOrNull)
    }

    /// A member that may be missing, and for which null is a value.
    pub const fn nullable(name: &'static str) -> Self {
        Self::new(name, Presence::OptionalOrNull)
    }

    /// The limits of its value.
    #[must_use]
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }
}

/// Where the value of a member is kept while its object is read; of a member that comes twice, the last one counts.
pub trait MemberSlot {
    /// Reads the value.
    fn read(&mut self, input: &mut dyn Input) -> Result<(), Fault>;

    /// Forgets the value.
    fn clear(&mut self);

    /// Whether there is a value.
    fn is_filled(&self) -> bool;
}

impl<T: Decode> MemberSlot for Option<T> {
    fn read(&mut self, input: &mut dyn Input) -> Result<(), Fault> {
        *self = Some(T::decode(input)?);
        Ok(())
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }
}

/// Where the members go that an object does not declare.
pub trait Undeclared {
    /// Reads and keeps one.
    fn read(&mut self, name: &str, input: &mut dyn Input) -> Result<(), Fault>;
}

impl Undeclared for UnknownFields {
    fn read(&mut self, name: &str, input: &mut dyn Input) -> Result<(), Fault> {
        Self::read(self, name, input)
    }
}

impl<T: Decode> Undeclared for BTreeMap<String, T> {
    fn read(&mut self, name: &str, input: &mut dyn Input) -> Result<(), Fault> {
        self.insert(name.to_owned(), T::decode(input)?);
        Ok(())
    }
}

/// Reads an object: the values of the members into the slots, which stand in the same order, all others into `rest`.
pub fn read_members(
    input: &mut dyn Input,
    members: &'static [Member],
    slots: &mut [&mut dyn MemberSlot],
    rest: &mut dyn Undeclared,
) -> Result<(), Fault> {
    // A document has its members in the order of its type more often than not.
    let mut expected = 0;
    input.object(&mut |name, input| {
        let found = match members.get(expected) {
            Some(member) if member.name == name => Some(expected),
            _ => members.iter().position(|member| member.name == name),
        };
        let Some(index) = found else {
            return rest.read(name, input);
        };
        expected = index + 1;
        match (members.get(index), slots.get_mut(index)) {
            (Some(member), Some(slot)) if member.presence == Presence::Optional => {
                slot.clear();
                input.optional(&mut |input| slot.read(input))
            }
            (_, Some(slot)) => slot.read(input),
            _ => input.skip(),
        }
    })?;
    let missing = members
        .iter()
        .zip(slots.iter())
        .find(|(member, slot)| member.presence == Presence::Required && !slot.is_filled());
    match missing {
        Some((member, _)) => Err(Fault::missing(member.name)),
        None => Ok(()),
    }
}
