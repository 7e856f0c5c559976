//! The client of a made-up API in the form in which the generator writes one, for the tests of the calls.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a request takes its body, secrets and all"
)]

use http::Method;

use crate::parts::upload::Upload;
use crate::parts::upload::binary::Binary;
use crate::runtime::{
    Api, Async, ClientParameter, Credential, CredentialPart, Envelope, Mode, Operation, Pagination,
    Parameter, Raw, Request, Rules, Security, Sensitive, Session, Style, UnknownFields,
};

static API: Api = Api::new("Notes", "https://api.notes.example/v4")
    .user_agent("notes/0.1.0")
    .base_url_environment("NOTES_BASE_URL")
    .request_id_header("x-request-id")
    .client_parameters(&[ClientParameter::new("account_id").environment("NOTES_ACCOUNT_ID")])
    .credentials(&[
        Credential::new(
            "api_token",
            &[CredentialPart::bearer("api_token").environment("NOTES_API_TOKEN")],
        ),
        Credential::new(
            "api_key",
            &[
                CredentialPart::header("api_key", "X-Auth-Key").environment("NOTES_API_KEY"),
                CredentialPart::header("api_email", "X-Auth-Email").environment("NOTES_EMAIL"),
            ],
        ),
    ])
    .envelope(&Envelope {
        result: "result",
        success: "success",
        errors: "errors",
        messages: "messages",
        result_info: "result_info",
    });

const ID: Rules = Rules::ANY.max_length(32);

/// A client of the API.
pub struct Client {
    session: Session<Async>,
}

crate::client_methods!(
    ///
    /// It takes `NOTES_API_TOKEN`, or `NOTES_API_KEY` and `NOTES_EMAIL`; and `NOTES_ACCOUNT_ID` and `NOTES_BASE_URL`.
    Client, Async, API
);

impl Client {
    /// The notes of an account.
    pub fn notes(&self) -> Notes {
        Notes {
            session: self.session.clone(),
        }
    }

    /// Whether the service is well.
    pub fn status(&self) -> GetStatus {
        GetStatus {
            request: Request::new(&self.session, &STATUS),
        }
    }
}

impl<M: Mode> crate::runtime::ClientBuilder<M> {
    /// Authenticates with a token.
    pub fn api_token(self, api_token: impl Into<Sensitive>) -> Self {
        self.credential(0, vec![api_token.into()])
    }

    /// Authenticates with a key and an e-mail address.
    pub fn api_key(self, api_key: impl Into<Sensitive>, api_email: impl Into<Sensitive>) -> Self {
        self.credential(1, vec![api_key.into(), api_email.into()])
    }

    /// The account, for all calls that do not name another one.
    pub fn account_id(self, account_id: impl Into<String>) -> Self {
        self.client_parameter(0, account_id)
    }
}

/// The same calls without `async`.
#[cfg(feature = "blocking")]
pub mod blocking {
    use super::{API, GetStatus, Notes, Request, STATUS, Session};
    use crate::runtime::Blocking;

    /// A client of the API whose calls block.
    pub struct Client {
        session: Session<Blocking>,
    }

    crate::client_methods!(Client, Blocking, API);

    impl Client {
        /// The notes of an account.
        pub fn notes(&self) -> Notes<Blocking> {
            Notes {
                session: self.session.clone(),
            }
        }

        /// Whether the service is well.
        pub fn status(&self) -> GetStatus<Blocking> {
            GetStatus {
                request: Request::new(&self.session, &STATUS),
            }
        }
    }
}

/// The notes of an account.
#[derive(Clone, Debug)]
pub struct Notes<M: Mode = Async> {
    session: Session<M>,
}

impl<M: Mode> Notes<M> {
    /// Lists the notes.
    pub fn list(&self) -> ListNotes<M> {
        ListNotes {
            request: Request::new(&self.session, &LIST),
        }
    }

    /// Creates a note.
    pub fn create(&self, body: CreateNote) -> CreateNoteRequest<M> {
        let mut request = Request::new(&self.session, &CREATE);
        request.json(&body);
        CreateNoteRequest { request }
    }

    /// Gets a note.
    pub fn get(&self, note_id: impl Into<String>) -> GetNote<M> {
        let mut request = Request::new(&self.session, &GET);
        request.text(1, note_id);
        GetNote { request }
    }

    /// Deletes a note.
    pub fn delete(&self, note_id: impl Into<String>) -> DeleteNote<M> {
        let mut request = Request::new(&self.session, &DELETE);
        request.text(1, note_id);
        DeleteNote { request }
    }

    /// Puts a note away.
    pub fn archive(&self, note_id: impl Into<String>) -> ArchiveNote<M> {
        let mut request = Request::new(&self.session, &ARCHIVE);
        request.text(1, note_id);
        ArchiveNote { request }
    }

    /// Deletes some notes.
    pub fn bulk_delete(
        &self,
        body: impl IntoIterator<Item = impl Into<String>>,
    ) -> BulkDeleteNotes<M> {
        let body: Vec<String> = body.into_iter().map(Into::into).collect();
        let mut request = Request::new(&self.session, &BULK_DELETE);
        request.json(&body);
        BulkDeleteNotes { request }
    }

    /// Sends the file of a note.
    pub fn upload(&self, note_id: impl Into<String>, body: impl Into<Upload>) -> UploadNote<M> {
        let body: Upload = body.into();
        let mut request = Request::new(&self.session, &UPLOAD);
        request.text(1, note_id);
        request.body(const { &Binary("application/octet-stream") }, &body);
        UploadNote { request }
    }

    /// Downloads the file of a note.
    pub fn download(&self, note_id: impl Into<String>) -> DownloadNote<M> {
        let mut request = Request::new(&self.session, &DOWNLOAD);
        request.text(1, note_id);
        DownloadNote { request }
    }
}

crate::request!(ListNotes ["Notes::list"] -> page of Note; static LIST = Operation::new("notes.list", Method::GET, "/accounts/{account_id}/notes").pagination(&Pagination::page("page", "per_page", 1)), {
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(ID),
    page(into i64) => 1: Parameter::query("page"),
    per_page(into i64) => 2: Parameter::query("per_page").rules(Rules::ANY.maximum(crate::runtime::Bound::Integer(100))),
    tags(each String) => 3: Parameter::query("tags").style(Style::Form, false),
});

crate::request!(CreateNoteRequest ["Notes::create"] -> Note; static CREATE = Operation::new("notes.create", Method::POST, "/accounts/{account_id}/notes"), {
    0: Parameter::path("account_id").client(0).rules(ID),
});

crate::request!(GetNote ["Notes::get"] -> Note; static GET = Operation::new("notes.get",Method::GET,"/accounts/{account_id}/notes/{note_id}"), {
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(ID),
    1: Parameter::path("note_id").rules(ID),
});

crate::request!(DeleteNote ["Notes::delete"] -> (); static DELETE = Operation::new("notes.delete",Method::DELETE,"/accounts/{account_id}/notes/{note_id}"), {
    0: Parameter::path("account_id").client(0).rules(ID),
    1: Parameter::path("note_id").rules(ID),
});

crate::request!(ArchiveNote ["Notes::archive"] -> (); static ARCHIVE = Operation::new("notes.archive",Method::POST,"/accounts/{account_id}/notes/{note_id}/archive"), {
    0: Parameter::path("account_id").client(0).rules(ID),
    1: Parameter::path("note_id").rules(ID),
});

crate::request!(BulkDeleteNotes ["Notes::bulk_delete"] -> (); static BULK_DELETE = Operation::new("notes.bulk_delete",Method::DELETE,"/accounts/{account_id}/notes"), {
    0: Parameter::path("account_id").client(0).rules(ID),
});

crate::request!(UploadNote ["Notes::upload"] -> (); static UPLOAD = Operation::new("notes.upload",Method::PUT,"/accounts/{account_id}/notes/{note_id}/file"), {
    0: Parameter::path("account_id").client(0).rules(ID),
    1: Parameter::path("note_id").rules(ID),
});

crate::request!(DownloadNote ["Notes::download"] -> Raw; static DOWNLOAD = Operation::new("notes.download",Method::GET,"/accounts/{account_id}/notes/{note_id}/file").accept("application/octet-stream").no_envelope(), {
    0: Parameter::path("account_id").client(0),
    1: Parameter::path("note_id"),
});

crate::request!(GetStatus ["Client::status"] -> String; static STATUS = Operation::new("status", Method::GET, "/status").security(Security::None).no_envelope(), {
});

/// A note.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// What tells it from others.
    pub id: String,
    /// What it is called.
    pub title: Option<String>,
    unknown_fields: UnknownFields,
}

crate::object!(Note { "id" => id: required, "title" => title: optional });

/// What a note is created from.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateNote {
    title: String,
    password: Sensitive,
    unknown_fields: UnknownFields,
}

impl CreateNote {
    /// A note with what it has to have.
    pub fn new(title: impl Into<String>, password: impl Into<Sensitive>) -> Self {
        Self {
            title: title.into(),
            password: password.into(),
            unknown_fields: UnknownFields::default(),
        }
    }
}

crate::object!(CreateNote {
    "title" => title: required where Rules::ANY.min_length(1).max_length(20),
    "password" => password: required where Rules::ANY.max_length(64),
});
