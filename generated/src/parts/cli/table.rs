//! What the generated code says of a command line: every command, its arguments, and what comes of them.

use std::path::PathBuf;

use serde_json::Value;

use crate::runtime::{Api, Blocking, Encode, Error, Fault, Operation, Request, Rules};

use super::output::Sink;

/// A command line: written once as a `static` by the generated code.
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// The version of the crate.
    pub version: &'static str,
    /// What the API is, in a line.
    pub about: &'static str,
    /// The API that it calls.
    pub api: &'static Api,
    /// The options for the API's client parameters, in their order: name and description.
    pub parameters: &'static [(&'static str, &'static str)],
    /// What prints completions for a shell: `completions`, unless a call is named that.
    pub completions: &'static str,
    /// What prints the manual: `man`, unless a call is named that.
    pub manual: &'static str,
    /// What serves a mock of the API, in a build that has one.
    pub mock: Option<Mock>,
    /// Whether there is a command `help`: unless a call is named that.
    pub has_help: bool,
    /// The calls, resource by resource.
    pub calls: &'static [&'static [Call]],
}

impl Program {
    /// All calls in their order.
    pub(super) fn calls(&self) -> impl Iterator<Item = &'static Call> {
        self.calls.iter().copied().flatten()
    }
}

/// A command that serves a mock of the API.
pub struct Mock {
    /// What it is called: `mock`, unless a call is named that.
    pub name: &'static str,
    /// Serves at a port with a script, says where once it does, and goes on until the process ends. The error says why it
    /// cannot.
    pub serve: Serve,
}

/// What serves a mock.
pub type Serve = fn(u16, Option<&str>, &mut dyn FnMut(&str)) -> Result<(), String>;

/// A command that makes a call.
pub struct Call {
    pub(super) path: &'static [&'static str],
    pub(super) operation: &'static Operation,
    pub(super) about: &'static str,
    pub(super) details: &'static str,
    pub(super) arguments: &'static [Argument],
    pub(super) body: Option<Body>,
    pub(super) reply: Reply,
    pub(super) items: Option<&'static [&'static str]>,
    pub(super) hidden: &'static [&'static str],
    pub(super) forms: &'static [Form],
    pub(super) is_confirmed: bool,
}

impl Call {
    /// A command by the words that lead to it.
    pub const fn new(path: &'static [&'static str], operation: &'static Operation) -> Self {
        Self {
            path,
            operation,
            about: "",
            details: "",
            arguments: &[],
            body: None,
            reply: Reply::Value,
            items: None,
            hidden: &[],
            forms: &[],
            is_confirmed: false,
        }
    }

    /// What it does: in a line, and at length.
    #[must_use]
    pub const fn about(mut self, about: &'static str, details: &'static str) -> Self {
        self.about = about;
        self.details = details;
        self
    }

    /// What it takes.
    #[must_use]
    pub const fn arguments(mut self, arguments: &'static [Argument]) -> Self {
        self.arguments = arguments;
        self
    }

    /// That it has a body, and how that is handed over. One that is a list is given item by item, and its options say one.
    #[must_use]
    pub const fn body(mut self, content: Content, is_required: bool, hand: Hand) -> Self {
        self.body = Some(Body {
            content,
            is_required,
            hand,
        });
        self
    }

    /// What it is answered with, unless it is JSON.
    #[must_use]
    pub const fn reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// That the answer is a page of a list, and the members that lead to its items.
    #[must_use]
    pub const fn pages(mut self, items: &'static [&'static str]) -> Self {
        self.items = Some(items);
        self
    }

    /// The members of what it is answered with that must not show in a table.
    #[must_use]
    pub const fn hidden(mut self, members: &'static [&'static str]) -> Self {
        self.hidden = members;
        self
    }

    /// The other forms in which the answer can be asked for.
    #[must_use]
    pub const fn forms(mut self, forms: &'static [Form]) -> Self {
        self.forms = forms;
        self
    }

    /// That somebody has to say yes before it is made.
    #[must_use]
    pub const fn confirmed(mut self) -> Self {
        self.is_confirmed = true;
        self
    }

    /// Whether bytes come of it that can be written to a file.
    pub(super) fn gives_bytes(&self) -> bool {
        let is_bytes =
            |reply: &Reply| matches!(reply, Reply::Bytes | Reply::Any | Reply::Download(_));
        is_bytes(&self.reply) || self.forms.iter().any(|form| is_bytes(&form.reply))
    }
}

/// Another form in which an answer can be asked for, by the flag that asks for it.
pub struct Form {
    /// The flag.
    pub name: &'static str,
    /// The media types.
    pub accept: &'static str,
    /// How the answer is read, unless as JSON.
    pub reads: Option<crate::runtime::ReadBody>,
    /// The member of the body that asks for it as well.
    pub switch: Option<&'static str>,
    /// What it is answered with then.
    pub reply: Reply,
}

/// One argument of a command.
pub struct Argument {
    pub(super) name: &'static str,
    pub(super) alias: Option<&'static str>,
    pub(super) about: &'static str,
    pub(super) kind: Kind,
    pub(super) place: Place,
    pub(super) is_required: bool,
    pub(super) is_positional: bool,
    pub(super) rules: Option<&'static Rules>,
}

impl Argument {
    /// An option for what goes to this place.
    pub const fn new(name: &'static str, kind: Kind, place: Place, about: &'static str) -> Self {
        Self {
            name,
            alias: None,
            about,
            kind,
            place,
            is_required: false,
            is_positional: false,
            rules: None,
        }
    }

    /// Another name for it, which help does not show.
    #[must_use]
    pub const fn alias(mut self, name: &'static str) -> Self {
        self.alias = Some(name);
        self
    }

    /// The call cannot be made without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// The limits of its value, where nothing else holds it to them.
    #[must_use]
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// It is known by its place on the command line, and its name is what stands for it in the help.
    #[must_use]
    pub const fn positional(mut self) -> Self {
        self.is_positional = true;
        self
    }
}

/// Where a value goes.
pub enum Place {
    /// Into the parameter of this index.
    Parameter(usize),
    /// Into a member of the body, by the names that lead to it.
    Member(&'static [&'static str]),
}

/// What a value is.
pub enum Kind {
    /// Any text.
    Text,
    /// A text that is never on the command line.
    Secret,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A point in time.
    Timestamp,
    /// A day.
    Date,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// One of these numbers.
    OneNumberOf(&'static [&'static str]),
    /// Any JSON.
    Json,
    /// JSON with a secret in it, which is never on the command line.
    SecretJson,
    /// A file.
    File(Open),
    /// Several values, each by itself.
    List(&'static Kind),
    /// Several values with a name each.
    Map(&'static Kind),
    /// Always this JSON, so that it is no argument.
    Constant(&'static str),
}

impl Kind {
    /// What an item is, of a list, or a value of a map; itself where it is neither.
    pub(super) const fn item(&self) -> &Self {
        match self {
            Self::List(item) | Self::Map(item) => item,
            kind => kind,
        }
    }

    /// Whether it must not be on the command line.
    pub(super) const fn is_secret(&self) -> bool {
        matches!(self.item(), Self::Secret | Self::SecretJson)
    }
}

/// Where a file is read from: a path, or the standard input.
pub type Open = fn(Option<PathBuf>) -> Box<dyn Encode>;

/// The body of a call.
pub struct Body {
    pub(super) content: Content,
    pub(super) is_required: bool,
    pub(super) hand: Hand,
}

/// What the body of a call is made of.
#[derive(Clone, Copy)]
pub enum Content {
    /// JSON, which the arguments give the members of as far as they are there; `secret` keeps it off the command line.
    Json {
        /// Whether it may hold a secret.
        secret: bool,
        /// Whether it is a list, of which the arguments say one item.
        list: bool,
    },
    /// What the arguments say, and nothing else.
    Members,
    /// A text.
    Text,
    /// A file.
    File(Open),
}

/// Makes the typed body of what was given, and hands it over with its format.
pub type Hand = fn(
    &dyn Encode,
    &mut dyn FnMut(&'static dyn crate::runtime::Format, &dyn Encode),
) -> Result<(), Fault>;

/// What a call is answered with.
pub enum Reply {
    /// Nothing.
    Nothing,
    /// A value, or a page of them.
    Value,
    /// Bytes that are taken at once.
    Bytes,
    /// JSON or bytes, as the answer says.
    Any,
    /// Bytes that are taken in parts.
    Download(Download),
    /// Values that come one after the other.
    Each(Stream),
}

/// Sends a request, and writes the body that comes.
pub type Download = fn(Request<(), Blocking>, &mut Sink) -> Result<(), Error>;

/// Sends a request, and gives the values that come.
pub type Stream = fn(Request<(), Blocking>) -> Result<Values, Error>;

/// Values that come one after the other.
pub type Values = Box<dyn Iterator<Item = Result<Value, Error>>>;
