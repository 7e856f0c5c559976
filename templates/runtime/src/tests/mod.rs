//! Tests of several parts at once, which no crate that lacks one of them gets.

mod streams;
