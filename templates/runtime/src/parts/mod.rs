//! What only some clients need, a module each: the generator copies those that a document asks for.

pub mod tuple;
pub mod union;
