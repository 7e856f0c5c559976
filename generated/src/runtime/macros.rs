//! The request builders and clients that the emitted code declares, as macros that make the code of them.

/// Other names for types that say the same.
#[doc(hidden)]
#[macro_export]
macro_rules! aliases {
    (pub { $($name:ident = $home:path),* $(,)? }) => {
        $(
            #[doc = concat!(" The same as [`", stringify!($home), "`].")]
            pub type $name = $home;
        )*
    };
}

/// The handle that the calls of a resource hang on, after its documentation.
#[doc(hidden)]
#[macro_export]
macro_rules! handle {
    ($(#[$meta:meta])* $type:ident) => {
        $(#[$meta])*
        pub struct $type<M: $crate::runtime::Mode = $crate::runtime::Async> {
            session: $crate::runtime::Session<M>,
        }

        impl<M: $crate::runtime::Mode> ::std::clone::Clone for $type<M> {
            fn clone(&self) -> Self {
                Self { session: self.session.clone() }
            }
        }

        impl<M: $crate::runtime::Mode> ::std::fmt::Debug for $type<M> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.session.describe(stringify!($type), f)
            }
        }

        impl<M: $crate::runtime::Mode> $type<M> {
            pub(crate) fn new(session: $crate::runtime::Session<M>) -> Self {
                Self { session }
            }
        }
    };
}

/// The builder of a request and the description of its operation, from a table of the parameters.
///
/// What stands in brackets is the method that starts it, for its documentation. After `->` comes the type of the answer, or
/// `page of` and the type of an item, with `as` and the answer that has the items inside; then the `static` that describes
/// the operation. A line of the table is a parameter, after the setter for it if it is optional:
/// `setter(into T) => 0: Parameter::query("name")`, with its index. `(each Item)` takes a list, `(plain T)` a value as it
/// is. What follows the table sets the body: `json setter(into T)`, or `body [format] setter(into T)`, or
/// `choice setter(into T)` for a type that [`choice!`](crate::choice) declares.
///
/// The name of the request is another one for [`Builder`](crate::runtime::Builder) with the operation as a type, which has
/// the name of the `static`. What all requests can do is compiled once then, not once for each. rustdoc would put the setters
/// of all operations on one page; so for rustdoc alone, each request is a type of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($type:ident [$method:literal] -> page of $item:ty; $($rest:tt)*) => {
        $crate::request!($type [$method] -> page of $item as ::std::vec::Vec<$item>; $($rest)*);
    };
    ($type:ident [$method:literal] -> page of $item:ty as $whole:ty; $($rest:tt)*) => {
        $crate::request!(@builder $type [$method] ($crate::runtime::Page<$item, M, $whole>) $($rest)*);
        $crate::request!(@shown $type, $crate::runtime::Page<$item, $crate::runtime::Async, $whole>,
            $crate::runtime::Page<$item, $crate::runtime::Blocking, $whole>);
        #[cfg(doc)]
        $crate::can!(list [M: $crate::runtime::Mode] $type<M> => $item, M, $whole);
        #[cfg(doc)]
        $crate::can!(all async [] $type<$crate::runtime::Async> => $item);
        #[cfg(all(doc, feature = "blocking"))]
        $crate::can!(all blocking [] $type<$crate::runtime::Blocking> => $item);
    };
    ($type:ident [$method:literal] -> by mode ($output:ty, $async:ty, $blocking:ty); $($rest:tt)*) => {
        $crate::request!(@builder $type [$method] ($output) $($rest)*);
        $crate::request!(@shown $type, $async, $blocking);
    };
    ($type:ident [$method:literal] -> $output:ty; $($rest:tt)*) => {
        $crate::request!($type [$method] -> by mode ($output, $output, $output); $($rest)*);
    };
    (@builder $type:ident [$method:literal] ($output:ty) static $name:ident = $operation:expr, {$(
        $($(#[doc = $doc:literal])* $setter:ident($($how:tt)*) =>)? $index:literal: $parameter:expr
    ),* $(,)?} $($(#[doc = $body_doc:literal])* $kind:ident $([$format:expr])? $body:ident($($body_how:tt)*))?) => {
        #[cfg(not(doc))]
        #[doc = concat!(" The request of [`", $method, "`]: set what is optional, then `.await` it")]
        pub type $type<M = $crate::runtime::Async> = $crate::runtime::Builder<$name, M>;

        #[cfg(doc)]
        #[doc = concat!(" The request of [`", $method, "`]: set what is optional, then `.await` it")]
        pub struct $type<M: $crate::runtime::Mode = $crate::runtime::Async> {
            request: $crate::runtime::Request<$name, M>,
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, reason = "it goes by the name of the static")]
        pub enum $name {}

        impl<M: $crate::runtime::Mode> $crate::runtime::Answered<M> for $name {
            type Output = $output;
        }

        pub(crate) static $name: $crate::runtime::Operation = $operation.parameters(&[$($parameter),*]);

        impl<M: $crate::runtime::Mode> $type<M> {
            $($($crate::parameter!($index $setter ($($how)*) {
                #[doc = concat!(" Sets `", stringify!($setter), "`.")]
                #[doc = ""]
                $(#[doc = $doc])*
            });)?)*
            $($crate::setter!($body ($($body_how)*) {
                #[doc = " Sets the body."]
                #[doc = ""]
                $(#[doc = $body_doc])*
            } |this, value| $crate::hand_over!(this.request, &value, $kind $($format)?));)?
        }
    };
    (@shown $type:ident, $async:ty, $blocking:ty) => {
        #[cfg(doc)]
        $crate::can!(any [M: $crate::runtime::Mode] $type<M>);
        #[cfg(doc)]
        $crate::can!(async [] $type<$crate::runtime::Async> => $async);
        #[cfg(all(doc, feature = "blocking"))]
        $crate::can!(blocking [] $type<$crate::runtime::Blocking> => $blocking);
    };
}

/// The setter of a parameter, which is all in the runtime: with a local or a reference here, it takes the compiler longer.
#[doc(hidden)]
#[macro_export]
macro_rules! parameter {
    ($index:literal $setter:ident (into $type:ty) { $($docs:tt)* }) => {
        $($docs)*
        pub fn $setter(self, $setter: impl ::std::convert::Into<$type>) -> Self {
            Self { request: self.request.set::<$type>($index, $setter) }
        }
    };
    ($index:literal $setter:ident (each $item:ty) { $($docs:tt)* }) => {
        $($docs)*
        pub fn $setter(
            self,
            $setter: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$item>>,
        ) -> Self {
            Self { request: self.request.set_each::<$item>($index, $setter) }
        }
    };
    ($index:literal $setter:ident (plain $type:ty) { $($docs:tt)* }) => {
        $($docs)*
        pub fn $setter(self, $setter: $type) -> Self {
            Self { request: self.request.set::<$type>($index, $setter) }
        }
    };
}

/// Hands a body over to a request.
#[doc(hidden)]
#[macro_export]
macro_rules! hand_over {
    ($request:expr, $value:expr, json) => {
        $request.json($value)
    };
    ($request:expr, $value:expr, body $format:expr) => {
        $request.body(const { &$format }, $value)
    };
    ($request:expr, $value:expr, choice) => {{
        let (format, value) = $value.chosen();
        $request.body(format, value)
    }};
}

/// Says where an emitted object keeps the items of a page: `paged!(PetList => Pet: data(option))`, with as many steps as it
/// takes, and a word in parentheses for each `Option` around a field.
#[doc(hidden)]
#[macro_export]
macro_rules! paged {
    ($type:ty => $item:ty: $($field:ident $(($($option:ident)+))?).+) => {
        impl $crate::runtime::Whole for $type {
            type Item = $item;

            fn find(&self) -> ::std::option::Option<&::std::vec::Vec<$item>> {
                let found = self;
                $(let found = &found.$field; $($(let $option = found.as_ref()?; let found = $option;)+)?)+
                ::std::option::Option::Some(found)
            }

            fn take(self) -> ::std::option::Option<::std::vec::Vec<$item>> {
                let found = self;
                $(let found = found.$field; $($(let $option = found?; let found = $option;)+)?)+
                ::std::option::Option::Some(found)
            }
        }
    };
}

/// The client of an API: everything of an emitted `pub struct Client { session: Session<Mode> }` but its resources. What
/// comes first is put into the documentation of `from_env`.
#[doc(hidden)]
#[macro_export]
macro_rules! client_methods {
    ($(#[$environment:meta])* $type:ident, $mode:ty, $api:expr) => {
        impl $type {
            /// Starts to set up a client.
            pub fn builder() -> $crate::runtime::ClientBuilder<$mode> {
                $crate::runtime::ClientBuilder::new(&$api)
            }

            /// A client with everything from the environment.
            $(#[$environment])*
            pub fn from_env() -> ::std::result::Result<Self, $crate::runtime::Error> {
                Self::builder().environment().build()
            }
        }

        impl $crate::runtime::ClientBuilder<$mode> {
            /// Checks what is set, and makes a client of it.
            pub fn build(self) -> ::std::result::Result<$type, $crate::runtime::Error> {
                self.session().map(|session| $type { session })
            }
        }

        impl ::std::clone::Clone for $type {
            /// A second handle to the same client, which shares its connections.
            fn clone(&self) -> Self {
                Self {
                    session: self.session.clone(),
                }
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($type))
                    .field(&self.session)
                    .finish()
            }
        }
    };
}
