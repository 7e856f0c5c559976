//! What the runtime is told of the API as a whole. Generated: do not edit, the next run overwrites it.

use crate::runtime::{Api, ClientParameter, Credential, CredentialPart, Envelope};

pub(crate) static API: Api = Api::new(
        "Cloudflare Secrets Store",
        "https://api.cloudflare.com/client/v4",
    )
    .user_agent("cloudflare-secrets-store/0.1.0")
    .base_url_environment("CLOUDFLARE_BASE_URL")
    .request_id_header("cf-ray")
    .client_parameters(
        &[ClientParameter::new("account_id").environment("CLOUDFLARE_ACCOUNT_ID")],
    )
    .credentials(
        &[
            Credential::new(
                "api_token",
                &[CredentialPart::bearer("token").environment("CLOUDFLARE_API_TOKEN")],
            ),
            Credential::new(
                "api_key",
                &[
                    CredentialPart::header("key", "x-auth-key")
                        .environment("CLOUDFLARE_API_KEY"),
                    CredentialPart::header("email", "x-auth-email")
                        .environment("CLOUDFLARE_EMAIL"),
                ],
            ),
            Credential::new(
                "user_service_key",
                &[
                    CredentialPart::header("key", "x-auth-user-service-key")
                        .environment("CLOUDFLARE_API_USER_SERVICE_KEY"),
                ],
            ),
        ],
    )
    .envelope(
        &Envelope {
            result: "result",
            success: "success",
            errors: "errors",
            messages: "messages",
            result_info: "result_info",
        },
    );
