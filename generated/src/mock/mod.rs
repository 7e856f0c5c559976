//! A server of the API for tests, in memory or on a socket of this machine. Generated: do not edit, the next run overwrites it.

use crate::parts::mock::Description;
use crate::{Client, ClientBuilder, Error, Mode};
pub use crate::parts::mock::{
    Call, Mock, MockServer, Place, Recorded, Refusal, Reply, ScriptError, State,
};

static API: Description = Description::new(include_str!("api.json"));

impl Mock {
    /// The API as it is for somebody who comes to it first.
    #[must_use]
    pub fn new() -> Self {
        Self::with(crate::extensions::mock_state::MockState::default())
    }

    /// The API as a state of your own makes it: what that does not answer is answered with samples.
    #[must_use]
    pub fn with(state: impl State) -> Self {
        Self::of(&API, Box::new(state))
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

/// Gives a client all that calls need, with values that the mock takes.
fn ready<M: Mode>(builder: ClientBuilder<M>) -> ClientBuilder<M> {
    builder.api_token("token").account_id("985e105f4ecef8ad9ca31a8372d0c353")
}

impl Mock {
    /// Sets up a client that is answered from memory, with values that every call takes.
    pub fn builder(&self) -> ClientBuilder {
        ready(Client::builder()).base_url("http://localhost").transport(self.clone())
    }

    /// A client that is answered from memory.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) where the build has no client of this kind.
    pub fn client(&self) -> Result<Client, Error> {
        self.builder().build()
    }

    /// The same for a blocking client.
    #[cfg(feature = "blocking")]
    pub fn blocking_builder(&self) -> ClientBuilder<crate::Blocking> {
        ready(crate::blocking::Client::builder())
            .base_url("http://localhost")
            .transport(self.clone())
    }

    /// A blocking client that is answered from memory.
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client).
    #[cfg(feature = "blocking")]
    pub fn blocking_client(&self) -> Result<crate::blocking::Client, Error> {
        self.blocking_builder().build()
    }
}

impl MockServer {
    /// Sets up a client that is answered over a socket, with values that every call takes.
    pub fn builder(&self) -> ClientBuilder {
        ready(Client::builder()).base_url(self.url())
    }

    /// A client that is answered over a socket.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) where the build has no client of this kind.
    pub fn client(&self) -> Result<Client, Error> {
        self.builder().build()
    }

    /// The same for a blocking client.
    #[cfg(feature = "blocking")]
    pub fn blocking_builder(&self) -> ClientBuilder<crate::Blocking> {
        ready(crate::blocking::Client::builder()).base_url(self.url())
    }

    /// A blocking client that is answered over a socket.
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client).
    #[cfg(feature = "blocking")]
    pub fn blocking_client(&self) -> Result<crate::blocking::Client, Error> {
        self.blocking_builder().build()
    }
}
