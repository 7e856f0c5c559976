//! The output folder: what is in it, what should be, and the way from one to the other.
//!
//! A folder is ours when it holds [`MANIFEST`], the list of the files made and their checksums. Only listed files are
//! ever replaced or removed. Symbolic links inside the folder are not followed; a folder that is itself one is resolved
//! once, at the start, since the user named it.

mod disk;
mod folder;
mod made;
mod manifest;
mod plan;
mod write;

use std::collections::BTreeMap;

pub use folder::{Surroundings, resolve};
pub use made::{Made, Sources, source_checksum};
pub use plan::{Entry, Plan, State};

/// What the generator made: the path of each file, relative and with `/`, and its content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The list of the files made, in the output folder.
pub const MANIFEST: &str = ".generated.json";

/// The folder in the output folder that holds new files until all of them are written.
const STAGE: &str = ".generating";
