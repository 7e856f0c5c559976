//! The hand-written files of the output, built into the generator so that generating touches no disk.

macro_rules! files {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $folder, "/", $path)))),*]
    };
}

/// The runtime, copied as it is to `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files!(
    "runtime/src/runtime":
    "api.rs",
    "assemble.rs",
    "base64.rs",
    "blocking.rs",
    "builder.rs",
    "builder/tests.rs",
    "call.rs",
    "call/tests.rs",
    "call/tests/once.rs",
    "codec/base64_text.rs",
    "codec/decimal.rs",
    "codec/decode.rs",
    "codec/encode.rs",
    "codec/enum_macros.rs",
    "codec/fault.rs",
    "codec/impls.rs",
    "codec/macros.rs",
    "codec/member.rs",
    "codec/mod.rs",
    "codec/object_macro.rs",
    "codec/read.rs",
    "codec/rules.rs",
    "codec/sensitive.rs",
    "codec/serde_bridge.rs",
    "codec/source.rs",
    "codec/timestamp.rs",
    "codec/unknown.rs",
    "codec/value.rs",
    "codec/violation.rs",
    "codec/want.rs",
    "codec/write.rs",
    "content.rs",
    "credentials.rs",
    "credentials/tests.rs",
    "cursor.rs",
    "cursor/tests.rs",
    "draft.rs",
    "draft/tests.rs",
    "driver.rs",
    "envelope.rs",
    "error.rs",
    "fetched.rs",
    "headers.rs",
    "kept.rs",
    "links.rs",
    "macros.rs",
    "message.rs",
    "mod.rs",
    "mode.rs",
    "operation.rs",
    "page.rs",
    "pagination.rs",
    "redirect.rs",
    "request.rs",
    "response.rs",
    "response/tests.rs",
    "retry.rs",
    "scrub.rs",
    "scrub/tests.rs",
    "server.rs",
    "session.rs",
    "settings.rs",
    "stream.rs",
    "style.rs",
    "style/tests.rs",
    "trace.rs",
    "transport/body.rs",
    "transport/mod.rs",
    "transport/nowhere.rs",
    "transport/reader.rs",
    "transport/reqwest.rs",
    "transport/tower.rs",
    "transport/ureq.rs",
    "url.rs",
    "url/tests.rs",
);

/// What only some clients need of it, copied as it is to `src/parts`; `emit::parts` says when.
pub const PARTS: &[(&str, &str)] = files!("runtime/src/parts":
    "by_status.rs",
    "choice.rs",
    "download.rs",
    "download/file.rs",
    "download/name.rs",
    "events.rs",
    "events/grammar.rs",
    "fields.rs",
    "fields/tests.rs",
    "form.rs",
    "header.rs",
    "incoming.rs",
    "incoming/tests.rs",
    "incoming/tests/blocking.rs",
    "lines.rs",
    "multipart.rs",
    "multipart/tests.rs",
    "multipart/writer.rs",
    "oauth.rs",
    "oauth/tests.rs",
    "plain.rs",
    "switch.rs",
    "text.rs",
    "tuple.rs",
    "union.rs",
    "upload.rs",
    "upload/binary.rs",
    "upload/pieces.rs",
    "upload/source.rs",
    "upload/tests.rs",
    "webhooks.rs",
    "webhooks/sign.rs",
    "webhooks/tests.rs",
);

/// The files around the code, with names in double braces to be filled in.
pub const CRATE: &[(&str, &str)] = files!("crate": "Cargo.toml", "README.md", "rustfmt.toml");

/// The guide: `NAME.md` is a chapter; `NAME.call.md`, `NAME.list.md`, `NAME.upload.md` and `NAME.server.md` are the parts that show
/// a call, a list, an upload and the choice of a server, for an API that has one; other words in that place are the parts that an API needs. In double braces stands what `emit::guide` fills in.
pub const GUIDE: &[(&str, &str)] = files!(
    "crate/guide":
    "errors.md",
    "errors.call.md",
    "extending.call.md",
    "oauth.oauth.md",
    "pagination.list.md",
    "retries.md",
    "retries.call.md",
    "secrets.md",
    "servers.server.md",
    "streams.incoming.md",
    "streams.download.md",
    "streams.events.md",
    "streams.lines.md",
    "testing.md",
    "testing.call.md",
    "transport.md",
    "uploads.upload.md",
    "webhooks.webhooks.md",
);

/// A transport for the guide's examples, which keep it out of sight.
pub const MEMORY: &str = include_str!("../../templates/crate/guide/memory.rs");

/// The licences, which the output shares with this project.
pub const LICENCES: &[(&str, &str)] = files!("..": "LICENSE-APACHE", "LICENSE-MIT");
