//! `flowlaw validate`: every problem of scenarios and law packs at once.

use crate::args::Validate;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, Severity};
use flowlaw::judge::case::Options;
use flowlaw::load;
use flowlaw::source::Sources;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(arguments: &Validate) -> Exit {
    let paths: Vec<PathBuf> = if arguments.path.is_empty() { vec![path_or_here(None)] } else { arguments.path.clone() };
    let mut exit = Exit::Fine;
    for path in &paths {
        let named = path.to_string_lossy();
        let is_pack = path.join("pack.yaml").is_file() || (!path.exists() && load::built_in_packs().contains(&&*named));
        let (sources, problems) = if is_pack { pack(&named) } else { scenario(path, &arguments.law) };
        let sorted = problems.sorted();
        terminal::complain(&sources, &sorted, &arguments.printing);
        let errors = count(&sorted, Severity::Error);
        let line = match (errors, count(&sorted, Severity::Warning)) {
            (0, 0) => format!("{}: fine\n", path.display()),
            (errors, warnings) => format!("{}: {errors} errors, {warnings} warnings\n", path.display()),
        };
        if let Err(problem) = terminal::print(&line) {
            terminal::complain(&sources, &[&problem], &arguments.printing);
        }
        if errors > 0 {
            exit = Exit::BadInput;
        }
    }
    exit
}

fn count(problems: &[&Diagnostic], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == severity).count()
}

fn pack(name: &str) -> (Sources, Diagnostics) {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    load::packs(&names(&[name.to_owned()]), None, &mut sources, &mut problems);
    (sources, problems)
}

/// A scenario is judged as well: some problems show only then.
fn scenario(path: &Path, law: &[String]) -> (Sources, Diagnostics) {
    let opened = Opened::new(path, law);
    let mut problems = opened.problems.clone();
    if let Some(document) = &opened.document {
        let variations =
            std::iter::once(Vec::new()).chain(document.variations.iter().filter_map(|variation| document.order_of(&variation.id)));
        for variations in variations {
            let judged = opened.judge(&Options { variations, ..Options::default() }, &mut problems);
            judged.iter().flat_map(|judgement| &judgement.warnings).for_each(|warning| problems.push(warning.clone()));
        }
    }
    (opened.sources, problems)
}
