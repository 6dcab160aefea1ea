//! `flowlaw completions`: completions for a shell, from the same definition as the command line itself.

use crate::args::{Arguments, Completions};
use crate::terminal::{self, Exit};
use clap::CommandFactory as _;

/// Runs the command.
pub fn run(arguments: &Completions) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "flowlaw", &mut text);
    match terminal::print(&String::from_utf8_lossy(&text)) {
        Ok(()) => Exit::Fine,
        Err(problem) => {
            terminal::remark(&problem.message);
            Exit::BadInput
        }
    }
}
