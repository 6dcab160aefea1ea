//! The command line of flowlaw: a switchboard. Results go to standard output, problems with files to standard error.

mod args;
mod commands;
mod law_if;
mod run;
mod terminal;

use args::{Arguments, Command};
use clap::Parser as _;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    terminal::report_internal_errors();
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Compare(arguments) => commands::compare::run(&arguments),
        Command::Timeline(arguments) => commands::timeline::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Decide(arguments) => commands::decide::run(&arguments),
        Command::Sweep(arguments) => commands::sweep::run(&arguments),
        Command::Fix(arguments) => commands::fix::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Report(arguments) => commands::report::run(&arguments),
        Command::Rules(arguments) => commands::rules::run(&arguments),
        Command::Validate(arguments) => commands::validate::run(&arguments),
        Command::Test(arguments) => commands::test::run(&arguments),
        Command::Graph(arguments) => commands::graph::run(&arguments),
        Command::Init(arguments) => commands::init::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Completions(arguments) => commands::completions::run(&arguments),
    };
    outcome.into()
}
