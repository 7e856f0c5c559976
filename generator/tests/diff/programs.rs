//! What is said to break nothing breaks nothing: the examples of the old crate compile with the new one.

use std::fmt::Write as _;

use openapi_client_generator::compare::Step;

use super::cases;
use super::crates::Crates;

#[test]
fn examples_of_the_old_crate_compile_with_the_new_one() {
    let mut crates = Crates::new("programs");
    let mut names = Vec::new();
    for case in cases() {
        if case.comparison().step == Step::Major {
            continue;
        }
        let (files, _) = case.files(false);
        let mut program = String::from(
            "#![allow(unused, deprecated, reason = \"examples show calls, and are never run\")]\n",
        );
        let own = files
            .iter()
            .filter(|(path, _)| path.starts_with("src/resources/") || *path == "src/lib.rs");
        let examples = own.flat_map(|(_, text)| examples(text));
        for (index, example) in examples.enumerate() {
            let _ = writeln!(program, "mod example_{index} {{\n{example}}}");
        }
        assert!(program.contains(".await"), "{} has no examples", case.name);
        let index = crates.add(&case, true);
        let name = format!("program_of_{}", case.name);
        crates.add_program(&name, index, &program);
        names.push(name);
    }
    assert!(names.len() > 25, "{} programs", names.len());
    let mut cargo = crates.cargo("check");
    cargo.arg("--keep-going");
    for name in &names {
        cargo.args(["-p", name]);
    }
    assert!(
        cargo.status().unwrap().success(),
        "a change is said to break nothing and does"
    );
}

/// The examples in the documentation of a file that compile and do not run.
fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        let line = line.trim_start();
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        let comment = comment.map(|comment| comment.strip_prefix(' ').unwrap_or(comment));
        match (comment, &mut open) {
            (Some(fence), None) if fence.starts_with("```no_run") => open = Some(String::new()),
            (Some("```"), Some(_)) => examples.extend(open.take()),
            (Some(code), Some(example)) => {
                example.push_str(code.strip_prefix("# ").unwrap_or(code));
                example.push('\n');
            }
            _ => {}
        }
    }
    examples
}
