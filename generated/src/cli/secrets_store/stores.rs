//! The commands for `secrets_store().stores()`. Generated: do not edit, the next run overwrites it.

pub mod secrets;

use crate::{parts::cli::given::typed, parts::cli::table::{Argument, Call, Content, Kind, Place, Reply}, types};

use crate::resources::secrets_store::stores as calls;

pub static CALLS: &[Call] = &[
    Call::new(&["stores", "list"], &calls::LIST)
        .about(
            "Lists the stores of the account",
            "Returns one page of stores, the newest first unless told otherwise. An account that has no\nstore yet gets an empty page, not an error.\n\nThe secrets inside a store are not part of the answer; list them store by store.\n\nThe credentials need one of the permissions `Secrets Store Write` or `Secrets Store Read`.\n\nGET /accounts/{account_id}/secrets_store/stores",
        )
        .arguments(
            &[
                Argument::new(
                    "direction",
                    Kind::OneOf(&["asc", "desc"]),
                    Place::Parameter(1),
                    "Which end of the list comes first. Default: `desc`.",
                ),
                Argument::new(
                    "order",
                    Kind::OneOf(&["name", "created", "modified"]),
                    Place::Parameter(2),
                    "Which field to sort the stores by. Default: `created`.",
                ),
                Argument::new(
                    "page",
                    Kind::Integer,
                    Place::Parameter(3),
                    "Which page to return. The first page is 1. Limits: at least 0.",
                ),
                Argument::new(
                    "per-page",
                    Kind::Integer,
                    Place::Parameter(4),
                    "How many entries a page holds, 100 at most. The last page may hold fewer. Limits: at least 0 and at most 100.",
                ),
            ],
        )
        .pages(&[]),
    Call::new(&["stores", "create"], &calls::CREATE)
        .about(
            "Adds a store to the account",
            "Creates an empty store and returns it with its new identifier.\n\nAn account has a limit on stores, and for a new account that limit is one. Once it is\nreached the call fails with `maximum_stores_exceeded` (1003). Since the account may have\nbeen given a store already, list the stores first and use the one you find.\n\nThe credentials need the permission `Secrets Store Write`.\n\nPOST /accounts/{account_id}/secrets_store/stores",
        )
        .arguments(
            &[
                Argument::new(
                        "name",
                        Kind::Text,
                        Place::Member(&["name"]),
                        "What the store is called.",
                    )
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
                types::CreateStore,
            >(given, const { &crate::runtime::Json("application/json") }, hand),
        ),
    Call::new(&["stores", "get"], &calls::GET)
        .about(
            "Fetches one store",
            "Returns the name and the timestamps of a store. Its secrets are not part of the answer;\nlist them separately.\n\nThe credentials need one of the permissions `Secrets Store Write` or `Secrets Store Read`.\n\nGET /accounts/{account_id}/secrets_store/stores/{store_id}",
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
            ],
        ),
    Call::new(&["stores", "delete"], &calls::DELETE)
        .about(
            "Deletes a store",
            "Removes a store for good. An empty store is removed at once. A store that still holds\nsecrets is left alone: the call fails with status 409 and `store_not_empty`, unless `force`\nis set.\n\n**With `force=true` every secret in the store is destroyed along with it.** Their values\ncannot be recovered, and each service that uses one of them loses it.\n\nA store created later under the same name gets a new identifier.\n\nThe credentials need the permission `Secrets Store Write`.\n\nDELETE /accounts/{account_id}/secrets_store/stores/{store_id}",
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
                    "force",
                    Kind::Boolean,
                    Place::Parameter(2),
                    "Set to `true` to delete the store together with every secret it still holds. An empty store is deleted either way. Default: `false`.",
                ),
            ],
        )
        .reply(Reply::Nothing)
        .confirmed(),
];
