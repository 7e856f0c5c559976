//! The commands for `secrets_store().stores().secrets()`. Generated: do not edit, the next run overwrites it.

use crate::{parts::cli::given::typed, parts::cli::table::{Argument, Call, Content, Kind, Place, Reply}, types};

use crate::resources::secrets_store::stores::secrets as calls;

pub static CALLS: &[Call] = &[
    Call::new(&["secrets", "list"], &calls::LIST)
        .about(
            "Lists the secrets of a store",
            "Returns one page of secrets, the newest first unless told otherwise. `search` and `scopes`\nnarrow the list down.\n\nValues are never part of the answer.\n\nThe credentials need one of the permissions `Secrets Store Write` or `Secrets Store Read`.\n\nGET /accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                    "direction",
                    Kind::OneOf(&["asc", "desc"]),
                    Place::Parameter(2),
                    "Which end of the list comes first. Default: `desc`.",
                ),
                Argument::new(
                    "order",
                    Kind::OneOf(&["name", "comment", "created", "modified", "status"]),
                    Place::Parameter(3),
                    "Which field to sort the secrets by. Default: `created`.",
                ),
                Argument::new(
                    "page",
                    Kind::Integer,
                    Place::Parameter(4),
                    "Which page to return. The first page is 1. Limits: at least 0.",
                ),
                Argument::new(
                    "per-page",
                    Kind::Integer,
                    Place::Parameter(5),
                    "How many entries a page holds, 100 at most. The last page may hold fewer. Limits: at least 0 and at most 100.",
                ),
                Argument::new(
                    "search",
                    Kind::Text,
                    Place::Parameter(6),
                    "Keeps only the secrets that have this text in their name or comment.",
                ),
                Argument::new(
                        "scope",
                        Kind::List(
                            &Kind::OneOf(
                                &[
                                    "workers",
                                    "ai_gateway",
                                    "dex",
                                    "access",
                                    "containers",
                                    "websearch",
                                ],
                            ),
                        ),
                        Place::Parameter(7),
                        "Keeps only the secrets that have these scopes. Sent as one comma-separated value, such as `scopes=workers,ai_gateway`.",
                    )
                    .alias("scopes"),
            ],
        )
        .pages(&[]),
    Call::new(&["secrets", "create"], &calls::CREATE)
        .about(
            "Adds secrets to a store",
            "Creates one secret for every element of the array in the body and returns them without\ntheir values. Keep a value elsewhere if you will need to read it: it cannot be fetched\nagain.\n\nNames are unique within a store. A name that is taken fails with\n`secret_name_already_exists` (1003); to change the secret that has it, edit that secret.\n\nThe credentials need the permission `Secrets Store Write`.\n\nPOST /accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "name",
                        Kind::Text,
                        Place::Member(&["name"]),
                        "What the secret is called. No two secrets of a store have the same name, and it cannot be changed later.",
                    )
                    .required(),
                Argument::new(
                        "value",
                        Kind::Secret,
                        Place::Member(&["value"]),
                        "What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer contains it. Limits: at most 65536 characters.",
                    )
                    .required(),
                Argument::new(
                        "scope",
                        Kind::List(
                            &Kind::OneOf(
                                &[
                                    "workers",
                                    "ai_gateway",
                                    "dex",
                                    "access",
                                    "containers",
                                    "websearch",
                                ],
                            ),
                        ),
                        Place::Member(&["scopes"]),
                        "The services that may use the secret, one at least. Others cannot see its value.",
                    )
                    .alias("scopes")
                    .required(),
                Argument::new(
                    "comment",
                    Kind::Text,
                    Place::Member(&["comment"]),
                    "A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.",
                ),
            ],
        )
        .body(
            Content::Json {
                secret: true,
                list: true,
            },
            true,
            |given, hand| typed::<
                Vec<types::CreateSecret>,
            >(given, const { &crate::runtime::Json("application/json") }, hand),
        ),
    Call::new(&["secrets", "bulk-delete"], &calls::BULK_DELETE)
        .about(
            "Deletes several secrets",
            "Asks for the secrets named in the body to be removed from the store. The service accepts\nthe request with status 202 and a null result, and removes the secrets afterwards.\n\nA deleted value cannot be recovered, and each service that uses one of the secrets loses\nit. The identifiers travel in the body of a `DELETE` request, which some proxies strip.\n\nThe credentials need the permission `Secrets Store Write`.\n\nDELETE /accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "id",
                        Kind::List(&Kind::Text),
                        Place::Member(&["ids"]),
                        "The identifiers of the secrets to delete. Limits: each at most 32 characters.",
                    )
                    .alias("ids")
                    .required(),
            ],
        )
        .body(
            Content::Json {
                secret: false,
                list: false,
            },
            true,
            |given, hand| typed::<
                types::BulkDeleteSecrets,
            >(given, const { &crate::runtime::Json("application/json") }, hand),
        )
        .reply(Reply::Nothing)
        .confirmed(),
    Call::new(&["secrets", "get"], &calls::GET)
        .about(
            "Fetches one secret, without its value",
            "Returns what is known about a secret: its name, scopes, comment, status and timestamps. Its\nvalue is not part of the answer and cannot be had from any other operation.\n\nPoll this to learn when a new secret has become `active`.\n\nThe credentials need one of the permissions `Secrets Store Write` or `Secrets Store Read`.\n\nGET /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "SECRET",
                        Kind::Text,
                        Place::Parameter(2),
                        "The secret to work on. This is its identifier, not its name. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
            ],
        ),
    Call::new(&["secrets", "delete"], &calls::DELETE)
        .about(
            "Deletes one secret",
            "Asks for a secret to be removed from the store. The service accepts the request with status\n202 and a null result, and removes the secret afterwards.\n\nA deleted value cannot be recovered, and each service that uses the secret loses it.\n\nThe credentials need the permission `Secrets Store Write`.\n\nDELETE /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "SECRET",
                        Kind::Text,
                        Place::Parameter(2),
                        "The secret to work on. This is its identifier, not its name. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
            ],
        )
        .reply(Reply::Nothing)
        .confirmed(),
    Call::new(&["secrets", "edit"], &calls::EDIT)
        .about(
            "Changes the value, scopes or comment of a secret",
            "Replaces the parts that are in the body and keeps the others. Use it to rotate a value\nwithout touching the services that use the secret. `scopes` replaces the whole list, so a\nservice that is left out of it loses the secret.\n\nA secret cannot be renamed. To get the same value under another name, duplicate the secret\nand delete the original.\n\nThe credentials need the permission `Secrets Store Write`.\n\nPATCH /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "SECRET",
                        Kind::Text,
                        Place::Parameter(2),
                        "The secret to work on. This is its identifier, not its name. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                    "value",
                    Kind::Secret,
                    Place::Member(&["value"]),
                    "What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer contains it. Limits: at most 65536 characters.",
                ),
                Argument::new(
                        "scope",
                        Kind::List(
                            &Kind::OneOf(
                                &[
                                    "workers",
                                    "ai_gateway",
                                    "dex",
                                    "access",
                                    "containers",
                                    "websearch",
                                ],
                            ),
                        ),
                        Place::Member(&["scopes"]),
                        "The services that may use the secret, one at least. Others cannot see its value.",
                    )
                    .alias("scopes"),
                Argument::new(
                    "comment",
                    Kind::Text,
                    Place::Member(&["comment"]),
                    "A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.",
                ),
            ],
        )
        .body(
            Content::Json {
                secret: true,
                list: false,
            },
            true,
            |given, hand| typed::<
                types::EditSecret,
            >(given, const { &crate::runtime::Json("application/json") }, hand),
        ),
    Call::new(&["secrets", "duplicate"], &calls::DUPLICATE)
        .about(
            "Copies a secret under a new name",
            "Creates a second secret in the same store with the same value. The value is copied by the\nservice and is in neither the request nor the answer, so this works without knowing it.\n\nThe copy has the name and scopes given in the body. From then on the two are independent:\nediting or deleting one does not touch the other. The original is not changed.\n\nA secret cannot be renamed; copy it, then delete the original. A name that is taken fails\nwith `secret_name_already_exists` (1003).\n\nThe credentials need the permission `Secrets Store Write`.\n\nPOST /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}/duplicate",
        )
        .arguments(
            &[
                Argument::new(
                        "STORE",
                        Kind::Text,
                        Place::Parameter(1),
                        "The store to work in. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "SECRET",
                        Kind::Text,
                        Place::Parameter(2),
                        "The secret to work on. This is its identifier, not its name. Limits: at most 32 characters.",
                    )
                    .required()
                    .positional(),
                Argument::new(
                        "name",
                        Kind::Text,
                        Place::Member(&["name"]),
                        "What the secret is called. No two secrets of a store have the same name, and it cannot be changed later.",
                    )
                    .required(),
                Argument::new(
                        "scope",
                        Kind::List(
                            &Kind::OneOf(
                                &[
                                    "workers",
                                    "ai_gateway",
                                    "dex",
                                    "access",
                                    "containers",
                                    "websearch",
                                ],
                            ),
                        ),
                        Place::Member(&["scopes"]),
                        "The services that may use the secret, one at least. Others cannot see its value.",
                    )
                    .alias("scopes")
                    .required(),
                Argument::new(
                    "comment",
                    Kind::Text,
                    Place::Member(&["comment"]),
                    "A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.",
                ),
            ],
        )
        .body(
            Content::Json {
                secret: false,
                list: false,
            },
            true,
            |given, hand| typed::<
                types::DuplicateSecret,
            >(given, const { &crate::runtime::Json("application/json") }, hand),
        ),
];
