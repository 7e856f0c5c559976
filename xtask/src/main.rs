//! The task runner of this workspace.
fn main() {}
