//! The commands for `secrets_store().quota()`. Generated: do not edit, the next run overwrites it.

use crate::parts::cli::table::Call;

use crate::resources::secrets_store::quota as calls;

pub static CALLS: &[Call] = &[
    Call::new(&["quota", "get"], &calls::GET)
        .about(
            "Reports how many secrets the account holds and may hold",
            "Counts the secrets of the whole account and says how many it is entitled to. Check it\nbefore adding many secrets at once.\n\nNothing is changed. The count is a snapshot: other clients may add or delete secrets at any\nmoment.\n\nThe credentials need one of the permissions `Secrets Store Write` or `Secrets Store Read`.\n\nGET /accounts/{account_id}/secrets_store/quota",
        ),
];
