//! `flowlaw export`: a scenario in the words of another vocabulary.

use crate::args::Printing;
use crate::run::{Opened, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, Subcommand, ValueHint};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::export::dpv;
use flowlaw::export::mapping::Mapping;
use flowlaw::judge::stories::stories;
use flowlaw::scenario::{Choice, instantiate};
use flowlaw::source::Sources;
use std::path::PathBuf;

/// `flowlaw export`.
#[derive(Debug, Args)]
pub struct Export {
    #[command(subcommand)]
    pub to: Vocabulary,
}

/// To which vocabulary.
#[derive(Debug, Subcommand)]
pub enum Vocabulary {
    /// The undisputed facts as JSON-LD in the words of the W3C Data Privacy Vocabulary
    Dpv(Dpv),
}

/// `flowlaw export dpv`.
#[derive(Debug, Args)]
pub struct Dpv {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// A variation of the scenario to export; may be repeated
    #[arg(long, value_name = "NAME")]
    pub variation: Vec<String>,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
}

/// Runs the command.
pub fn run(arguments: &Export) -> Exit {
    let Vocabulary::Dpv(arguments) = &arguments.to;
    match text(arguments) {
        Ok(text) => {
            let written = terminal::deliver(&text, arguments.output.as_ref());
            match written {
                Ok(()) => Exit::Fine,
                Err(problem) => {
                    terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
                    Exit::BadInput
                }
            }
        }
        Err(exit) => exit,
    }
}

fn text(arguments: &Dpv) -> Result<String, Exit> {
    let opened = Opened::without_law(&path_or_here(arguments.path.as_ref()));
    let mut problems = opened.problems;
    let mut text = None;
    if let Some(document) = &opened.document {
        let variations = variations(arguments, document, &mut problems);
        // Names are looked up as for judging: a scenario that cannot be judged is not exported either.
        stories(document, &variations, &mut problems);
        let choice = Choice { versions: vec![None; document.disputes.len()], variations };
        let value = dpv::document(document, &instantiate(document, &choice).model, &Mapping::default());
        text = serde_json::to_string_pretty(&value).ok().map(|text| text + "\n");
    }
    terminal::complain(&opened.sources, &problems.sorted(), &arguments.printing);
    text.filter(|_| !problems.has_errors()).ok_or(Exit::BadInput)
}

fn variations(arguments: &Dpv, document: &flowlaw::scenario::Document, problems: &mut Diagnostics) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for name in &arguments.variation {
        match document.order_of(name).filter(|_| document.variation(name).is_some()) {
            Some(order) => found.extend(order.into_iter().filter(|at| !found.contains(at)).collect::<Vec<_>>()),
            None => {
                let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no variation `{name}`"));
                let known = document.variations.iter().map(|variation| &*variation.id);
                problems.push(match nearest(name, known) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem,
                });
            }
        }
    }
    found
}
