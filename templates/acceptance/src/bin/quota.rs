//! Prints the quota of the account that the environment names, or why there is none.

use cloudflare_secrets_store::blocking::Client;

fn main() {
    let quota = Client::from_env().and_then(|client| client.secrets_store().quota().get().send());
    match quota {
        Ok(usage) => println!("{}", usage.secrets.quota),
        Err(error) => println!("{error}"),
    }
}
