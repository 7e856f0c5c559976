//! What a mock makes of requests, from a small description.
