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
/// `page of Item as Answer` is a page of an answer that has the items inside. What stands in brackets is the method that starts it, for its documentation. After `->` comes the type of the answer, or
/// `page of` and the type of an item; then the `static` that describes the operation. A line of the table is a parameter,
/// after the setter for it if it is optional: `setter(into T) => 0: Parameter::query("name")`, with its index. `(each Item)`
/// takes a list, `(plain T)` a value as it is. What follows the table sets the body: `json setter(into T)`, or
/// `body [format] setter(into T)`, or `choice setter(into T)` for a type that [`choice!`](crate::choice) declares.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($type:ident [$method:literal] -> page of $item:ty; $($rest:tt)*) => {
        $crate::request!($type [$method] -> page of $item as ::std::vec::Vec<$item>; $($rest)*);
    };
    ($type:ident [$method:literal] -> page of $item:ty as $whole:ty; $($rest:tt)*) => {
        $crate::request!(@builder $type [$method] ($crate::runtime::Page<$item, M, $whole>) $($rest)*);
        $crate::request!(@async $type, $crate::runtime::Page<$item, $crate::runtime::Async, $whole>);
        #[cfg(feature = "blocking")]
        $crate::request!(@blocking $type, $crate::runtime::Page<$item, $crate::runtime::Blocking, $whole>);
        $crate::request!(@list $type, $item, $whole);
    };
    ($type:ident [$method:literal] -> by mode ($output:ty, $async:ty, $blocking:ty); $($rest:tt)*) => {
        $crate::request!(@builder $type [$method] ($output) $($rest)*);
        $crate::request!(@async $type, $async);
        #[cfg(feature = "blocking")]
        $crate::request!(@blocking $type, $blocking);
    };
    ($type:ident [$method:literal] -> $output:ty; $($rest:tt)*) => {
        $crate::request!(@builder $type [$method] ($output) $($rest)*);
        $crate::request!(@async $type, $output);
        #[cfg(feature = "blocking")]
        $crate::request!(@blocking $type, $output);
    };
    (@builder $type:ident [$method:literal] ($output:ty) static $name:ident = $operation:expr, {$(
        $($(#[doc = $doc:literal])* $setter:ident($($how:tt)*) =>)? $index:literal: $parameter:expr
    ),* $(,)?} $($(#[doc = $body_doc:literal])* $kind:ident $([$format:expr])? $body:ident($($body_how:tt)*))?) => {
        #[doc = concat!(" The request of [`", $method, "`]: set what is optional, then `.await` it")]
        #[must_use = "a request does nothing until it is sent"]
        pub struct $type<M: $crate::runtime::Mode = $crate::runtime::Async> {
            request: $crate::runtime::Request<$output, M>,
        }

        pub(crate) static $name: $crate::runtime::Operation = $operation.parameters(&[$($parameter),*]);

        impl<M: $crate::runtime::Mode> $type<M> {
            $($($crate::setter!($setter ($($how)*) {
                #[doc = concat!(" Sets `", stringify!($setter), "`.")]
                #[doc = ""]
                $(#[doc = $doc])*
            } |this, value| this.request.parameter($index, &value));)?)*
            $($crate::setter!($body ($($body_how)*) {
                #[doc = " Sets the body."]
                #[doc = ""]
                $(#[doc = $body_doc])*
            } |this, value| $crate::hand_over!(this.request, &value, $kind $($format)?));)?
        }

        $crate::request!(@options $type);
    };
    (@async $type:ident, $output:ty) => {
        impl $type<$crate::runtime::Async> {
            /// Sends the request, and reads the answer.
            ///
            /// Awaiting the request itself does the same.
            pub fn send(self) -> $crate::runtime::ResponseFuture<$output> {
                self.request.send()
            }

            /// Sends the request, reads the answer, and keeps what came along with it, such as the headers.
            pub fn send_with_response(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::Response<$output>> {
                self.request.send_with_response()
            }
        }

        impl ::std::future::IntoFuture for $type<$crate::runtime::Async> {
            type Output = ::std::result::Result<$output, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::ResponseFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.request.send()
            }
        }
    };
    (@blocking $type:ident, $output:ty) => {
        impl $type<$crate::runtime::Blocking> {
            /// Sends the request, and reads the answer.
            pub fn send(self) -> ::std::result::Result<$output, $crate::runtime::Error> {
                self.request.send()
            }

            /// Sends the request, reads the answer, and keeps what came along with it, such as the headers.
            pub fn send_with_response(
                self,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error>
            {
                self.request.send_with_response()
            }
        }
    };
    (@options $type:ident) => {
        impl<M: $crate::runtime::Mode> $type<M> {
            /// Limits the call as a whole, with all its attempts, the pauses between them and the bodies, in place of the
            /// client's limit.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.request.timeout(timeout);
                self
            }

            /// Limits each attempt, in place of the client's limit.
            pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.request.attempt_timeout(timeout);
                self
            }

            /// How often the call is made again if it fails for a reason that may pass, in place of the client's setting.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.request.max_retries(retries);
                self
            }

            /// Whether making the call twice has the effect of making it once, in place of what HTTP says of its method.
            /// A call that is idempotent is made again even if the server may have acted on it.
            pub fn idempotent(mut self, idempotent: bool) -> Self {
                self.request.idempotent(idempotent);
                self
            }

            /// Sends a header, in place of the client's header of that name.
            pub fn header(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.request.header(&name, &value);
                self
            }

            /// Appends a pair to the query, escaped, for parameters that are not documented.
            pub fn query(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.request.query(&name, &value);
                self
            }
        }

        impl<M: $crate::runtime::Mode> ::std::clone::Clone for $type<M> {
            fn clone(&self) -> Self {
                Self { request: self.request.clone() }
            }
        }

        impl<M: $crate::runtime::Mode> ::std::fmt::Debug for $type<M> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.request.describe(f)
            }
        }
    };
    (@list $type:ident, $item:ty, $whole:ty) => {
        impl<M: $crate::runtime::Mode> $type<M> {
            /// All pages from the one that is asked for on, one after the other. An error is the last thing that comes.
            ///
            /// The limits of the request are those of each page.
            pub fn pages(self) -> $crate::runtime::Pages<$item, M, $whole> {
                self.request.pages()
            }

            /// All items from the page that is asked for on, one after the other. An error is the last thing that comes.
            ///
            /// The limits of the request are those of each page.
            pub fn items(self) -> $crate::runtime::Items<$item, M, $whole> {
                self.request.items()
            }
        }

        impl $type<$crate::runtime::Async> {
            /// All items from the page that is asked for on, or the first error.
            ///
            /// The limits of the request are those of each page.
            pub async fn all(
                self,
            ) -> ::std::result::Result<::std::vec::Vec<$item>, $crate::runtime::Error> {
                self.request.items().all().await
            }
        }

        #[cfg(feature = "blocking")]
        impl $type<$crate::runtime::Blocking> {
            /// All items from the page that is asked for on, or the first error.
            ///
            /// The limits of the request are those of each page.
            pub fn all(
                self,
            ) -> ::std::result::Result<::std::vec::Vec<$item>, $crate::runtime::Error> {
                self.request.items().all()
            }
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
