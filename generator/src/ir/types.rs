//! Types: what a schema means for the values that it describes.

use super::{Format, Limits, ResourceId, TypeId};

/// A JSON value of the document: a default, an example, a constant.
pub type Value = serde_json::Value;

/// Where in the document something comes from: a JSON pointer into the file that `source` names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as the user named it.
    pub source: String,
    /// The pointer, RFC 6901.
    pub pointer: String,
}

/// The prose of the document about one thing, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// Where more is written.
    pub external: Option<String>,
}

impl Docs {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.description.is_none() && self.external.is_none()
    }
}

/// A type of its own name in the emitted crate.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The words its name is made of: a component's key, or the way to an inline schema.
    pub name: Vec<String>,
    /// Where the document says so.
    pub origin: Origin,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// A sample value.
    pub example: Option<Value>,
    /// What it is.
    pub kind: TypeKind,
    /// In which directions it travels.
    pub usage: Usage,
    /// The resources whose features it belongs to, any of which brings it into a build; empty if every build has it.
    pub features: Vec<ResourceId>,
}

impl TypeDef {
    /// Whether some request or answer holds it.
    pub fn is_used(&self) -> bool {
        self.usage.request || self.usage.response
    }
}

/// In which directions a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Some request holds it.
    pub request: bool,
    /// Some answer holds it.
    pub response: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An object with known members.
    Object(Object),
    /// A scalar with known values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A body in one of several media types.
    Choice(Vec<ChoiceVariant>),
    /// A type that is another one by a name of its own, since it holds itself.
    Wrapper(Box<Slot>),
    /// Another name for a type that says the same.
    Alias(TypeId),
}

/// An object with known members.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The members, in the order of the document.
    pub fields: Vec<Field>,
    /// What other members may hold.
    pub additional: Additional,
}

impl Object {
    /// The members that a constructor asks for, in the order of the document's `required` list, with their index.
    pub fn required(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.required)
    }
}

/// How many values samples of a type hold; the most that can be said where they have no end.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Without an item in any list.
    pub least: u32,
    /// With one in each.
    pub whole: u32,
}

/// What the members that an object does not name may hold.
#[derive(Clone, Debug, Default)]
pub enum Additional {
    /// The document is silent: they are kept, but not part of the interface.
    #[default]
    Unmentioned,
    /// The document allows none.
    Forbidden,
    /// Values of one type.
    Typed(Box<Slot>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// Whether an object without it is wrong.
    pub required: bool,
    /// Whether its type has one known value, so that a constructor need not ask for it.
    pub is_constant: bool,
    /// Its type, limits, docs and default.
    pub slot: Slot,
}

/// A place that holds a value: the value's type and all that is said of it at this place.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The type, without `null`.
    pub ty: TypeRef,
    /// Whether `null` is a value.
    pub nullable: bool,
    /// What values are allowed.
    pub limits: Limits,
    /// What the document says of it.
    pub docs: Docs,
    /// What a missing value means.
    pub default: Option<Value>,
    /// A sample value.
    pub example: Option<Value>,
    /// Whether only answers hold it.
    pub read_only: bool,
    /// Whether only requests hold it.
    pub write_only: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Whether the value stands behind a pointer, since its type holds itself.
    pub boxed: bool,
}

impl Slot {
    /// A slot of a type of which nothing more is said.
    pub fn of(ty: TypeRef) -> Self {
        Self {
            ty,
            nullable: false,
            limits: Limits::default(),
            docs: Docs::default(),
            default: None,
            example: None,
            read_only: false,
            write_only: false,
            deprecated: false,
            boxed: false,
        }
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeRef {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number of 32 bits with a fraction.
    Float,
    /// A number of 64 bits with a fraction.
    Double,
    /// Text.
    Text,
    /// Text that must not be shown.
    Sensitive,
    /// A point in time.
    Timestamp,
    /// A day.
    Date,
    /// Bytes, as Base64 text.
    Base64,
    /// Bytes that are sent as they are, as a body or as a part of one.
    Binary {
        /// Whether JSON has them as Base64, and not as text of which nothing is known.
        encoded: bool,
    },
    /// Any JSON.
    Json,
    /// A list of values.
    List(Box<Self>),
    /// An object whose members are all of one type.
    Map(Box<Self>),
    /// A list of fixed length, each item with a type of its own.
    Tuple(Vec<Self>),
    /// A value or `null`.
    Nullable(Box<Self>),
    /// A type of its own name.
    Named(TypeId),
}

/// The width and sign of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// 8 bits, signed.
    I8,
    /// 16 bits, signed.
    I16,
    /// 8 bits, unsigned.
    U8,
    /// 16 bits, unsigned.
    U16,
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed.
    I64,
    /// 32 bits, unsigned.
    U32,
    /// 64 bits, unsigned.
    U64,
}

/// A scalar with known values; others are kept as they come.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// What the values have in common.
    pub base: EnumerationBase,
    /// The values, in the order of the document.
    pub values: Vec<Variant>,
    /// Whether the document allows any other text, too.
    pub is_open: bool,
}

/// What the values of an enumeration have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationBase {
    /// All are text.
    Text,
    /// All are whole numbers.
    Integer,
    /// Nothing: they are JSON values.
    Mixed,
}

/// A known value of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value on the wire.
    pub value: Value,
    /// The name that the document suggests, where it does.
    pub name: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// The member that says which one a value is; without it, the best match counts.
    pub tag: Option<String>,
    /// The variant that values are whose tag is missing or means none, by its place.
    pub default: Option<usize>,
    /// The types, in the order of the document.
    pub variants: Vec<UnionVariant>,
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The words its name is made of.
    pub name: String,
    /// The values of the tag that mean it, of those that several have perhaps another.
    pub tags: Vec<String>,
    /// Whether its values may be without the tag.
    pub can_lack_tag: bool,
    /// The type, with what the document says of it.
    pub slot: Slot,
}

/// A body in one of several media types.
#[derive(Clone, Debug)]
pub struct ChoiceVariant {
    /// The words its name is made of.
    pub name: String,
    /// The value, with what the document says of it.
    pub slot: Slot,
    /// How it is written.
    pub format: Format,
}
