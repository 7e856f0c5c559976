//! The program that makes the calls from a command line, and what of a body its arguments can say.

use super::{
    Additional, Api, Body, ChoiceVariant, Format, FormatKind, Object, OperationId, Slot, TypeId,
    TypeKind, TypeRef,
};

/// How many objects inside of each other are taken apart.
const DEPTH: usize = 3;

/// The most members that a body is taken apart into; of one with more, only the first level is.
const MOST: usize = 60;

/// The program that makes the calls of an API from a command line.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it is called.
    pub name: String,
    /// The operations that somebody has to say yes to.
    pub confirmed: Vec<OperationId>,
}

/// A member of a body that can be said by itself.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The names that lead to it.
    pub path: Vec<&'a str>,
    /// Whether the body is wrong without it.
    pub required: bool,
    /// Whether it has one known value.
    pub is_constant: bool,
    /// What it is.
    pub slot: &'a Slot,
}

/// The form of a body that a program sends: of several media types, the one that says most on a command line.
#[derive(Clone, Copy, Debug)]
pub struct BodyForm<'a> {
    /// What it holds.
    pub slot: &'a Slot,
    /// How it is written.
    pub format: &'a Format,
}

impl<'a> BodyForm<'a> {
    /// The form of a body.
    pub fn of(body: &'a Body, api: &'a Api) -> Option<Self> {
        if let Some(format) = &body.format {
            let slot = &body.slot;
            return Some(Self { slot, format });
        }
        let TypeRef::Named(id) = body.slot.ty else {
            return None;
        };
        let TypeKind::Choice(variants) = &api.definition(id)?.kind else {
            return None;
        };
        let rank = |variant: &&ChoiceVariant| match variant.format.kind {
            FormatKind::Json => 0,
            FormatKind::Multipart => 1,
            FormatKind::Form => 2,
            FormatKind::Lines => 3,
            FormatKind::Text => 4,
            FormatKind::Binary => 5,
        };
        let variant = variants.iter().min_by_key(rank)?;
        Some(Self {
            slot: &variant.slot,
            format: &variant.format,
        })
    }

    /// Whether it is a list of objects, so that the members are those of an item.
    pub fn is_list(self) -> bool {
        matches!(self.slot.ty, TypeRef::List(_))
    }

    /// The members that can be said by themselves: none of a body that is no object.
    pub fn members(self, api: &'a Api) -> Vec<Member<'a>> {
        let is_object = matches!(
            self.format.kind,
            FormatKind::Json | FormatKind::Form | FormatKind::Multipart
        );
        let ty = match &self.slot.ty {
            TypeRef::List(item) if self.format.kind == FormatKind::Json => item,
            ty => ty,
        };
        let Some((id, object)) = api.object(ty).filter(|_| is_object) else {
            return Vec::new();
        };
        let mut members = Vec::new();
        // Only JSON has objects in objects; the other formats have rules of their own for them.
        let depth = if self.format.kind == FormatKind::Json {
            DEPTH
        } else {
            1
        };
        for depth in [depth, 1] {
            members.clear();
            let mut open = Open {
                api,
                depth,
                types: vec![id],
                path: Vec::new(),
            };
            open.take(object, true, &mut members);
            if members.len() <= MOST {
                break;
            }
        }
        members
    }
}

impl Api {
    /// The object that a type is, by whatever name.
    fn object<'a>(&'a self, ty: &'a TypeRef) -> Option<(TypeId, &'a Object)> {
        let mut ty = ty;
        // A wrapper may hold itself.
        for _ in 0..DEPTH {
            let TypeRef::Named(id) = ty else {
                return None;
            };
            match &self.definition(*id)?.kind {
                TypeKind::Object(object) => return Some((self.home(*id), object)),
                TypeKind::Wrapper(slot) => ty = &slot.ty,
                _ => return None,
            }
        }
        None
    }

    /// Whether a value of a type may hold a secret.
    pub fn holds_secret(&self, ty: &TypeRef) -> bool {
        self.may_hold_secret(ty, &mut Vec::new())
    }

    fn may_hold_secret(&self, ty: &TypeRef, seen: &mut Vec<TypeId>) -> bool {
        let mut named = Vec::new();
        let mut found = false;
        ty.visit(&mut |ty| match ty {
            TypeRef::Sensitive => found = true,
            TypeRef::Named(id) => named.push(self.home(*id)),
            _ => {}
        });
        found
            || named.into_iter().any(|id| {
                if seen.contains(&id) {
                    return false;
                }
                seen.push(id);
                self.type_def(id)
                    .is_some_and(|definition| self.kind_may_hold_secret(&definition.kind, seen))
            })
    }

    fn kind_may_hold_secret(&self, kind: &TypeKind, seen: &mut Vec<TypeId>) -> bool {
        match kind {
            TypeKind::Object(object) => {
                let additional = match &object.additional {
                    Additional::Typed(slot) => Some(&**slot),
                    _ => None,
                };
                let mut fields = object
                    .fields
                    .iter()
                    .map(|field| &field.slot)
                    .chain(additional);
                fields.any(|slot| self.may_hold_secret(&slot.ty, seen))
            }
            TypeKind::Union(union) => {
                let mut variants = union.variants.iter();
                variants.any(|variant| self.may_hold_secret(&variant.slot.ty, seen))
            }
            TypeKind::Choice(variants) => {
                let mut variants = variants.iter();
                variants.any(|variant| self.may_hold_secret(&variant.slot.ty, seen))
            }
            TypeKind::Wrapper(slot) => self.may_hold_secret(&slot.ty, seen),
            TypeKind::Enumeration(_) | TypeKind::Alias(_) => false,
        }
    }
}

/// An object that is being taken apart.
struct Open<'a> {
    api: &'a Api,
    depth: usize,
    /// What it is inside of, and itself.
    types: Vec<TypeId>,
    path: Vec<&'a str>,
}

impl<'a> Open<'a> {
    fn take(&mut self, object: &'a Object, required: bool, members: &mut Vec<Member<'a>>) {
        for field in object.fields.iter().filter(|field| !field.slot.read_only) {
            self.path.push(&field.name);
            let required = required && field.required;
            let inner = self.api.object(&field.slot.ty).filter(|(id, inner)| {
                self.path.len() < self.depth && !self.types.contains(id) && is_closed(inner)
            });
            if let Some((id, inner)) = inner {
                self.types.push(id);
                self.take(inner, required, members);
                self.types.pop();
            } else {
                members.push(Member {
                    path: self.path.clone(),
                    required,
                    is_constant: field.is_constant,
                    slot: &field.slot,
                });
            }
            self.path.pop();
        }
    }
}

/// Whether its members are all there is to an object.
fn is_closed(object: &Object) -> bool {
    !object.fields.is_empty() && !matches!(object.additional, Additional::Typed(_))
}
