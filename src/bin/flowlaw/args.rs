//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Judges who broke which privacy law, from facts and law written as YAML.
#[derive(Debug, Parser)]
#[command(name = "flowlaw", version, about, long_about = None, arg_required_else_help = true, propagate_version = true)]
#[command(after_help = "Start with `flowlaw init`, then `flowlaw check`.\n\
Exit codes: 0 nothing at the fail level, 1 findings, 2 wrong usage or bad input, 3 nothing to judge, 4 internal error.\n\
Results concern the encoded law only and are not legal advice.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge scenarios: who broke which article, for whose data, from when to when, and why
    Check(Check),
    /// Compare versions and variations side by side: what differs, and which changed fact makes the difference
    Compare(crate::commands::compare::Compare),
    /// Tell when each breach starts and ends, and at which change of law or fact
    Timeline(crate::commands::timeline::Timeline),
    /// Explain a finding, a rule, a flow or an error code
    Explain(Explain),
    /// Write a report to hand in: HTML, spreadsheet, Markdown, CSV, JSON, SARIF
    Report(crate::commands::report::Report),
    /// Which open point decides a finding, or the whole case
    Decide(crate::commands::decide::Decide),
    /// Count all combinations of versions, variations and open points: in how many stories each finding is a violation
    Sweep(crate::commands::sweep::Sweep),
    /// Search the least that would have made it lawful
    Fix(crate::commands::fix::Fix),
    /// List rules, show one, or tell what a scenario exercises
    Rules(Rules),
    /// Look for mistakes in scenarios and law packs, all at once
    Validate(Validate),
    /// Run the examples inside rules and the expected rows of scenarios
    Test(Test),
    /// Draw who sends whose data where, with what the law says of it
    Graph(crate::commands::graph::Graph),
    /// Write a first scenario to start from
    Init(Init),
    /// Write a scenario in the words of another vocabulary
    Export(crate::commands::export::Export),
    /// Print a JSON Schema for editors and other tools
    Schema(Schema),
    /// Print completions for a shell
    Completions(Completions),
}

/// Options of every command that prints a result.
#[derive(Debug, Clone, Args)]
pub struct Printing {
    /// Language of the report
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// When to use colours (`NO_COLOR` is respected)
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// Options that choose how a scenario is told and judged.
#[derive(Debug, Clone, Args)]
pub struct Judging {
    /// In whose version: a party that says something in a dispute, or `court`
    #[arg(long = "as", value_name = "PARTY|court")]
    pub as_party: Option<String>,
    /// A variation of the scenario to try; may be repeated
    #[arg(long, value_name = "NAME")]
    pub variation: Vec<String>,
    /// A built-in law or a folder with a `pack.yaml`, instead of the scenario's `law`; several as `kr,eu`, or repeated
    #[arg(long, value_name = "PACK", value_delimiter = ',')]
    pub law: Vec<String>,
    /// What if the company sat where this law is at home: `eu`, or `shop=DE` to say who moves; several as `kr,eu,uk` to compare
    #[arg(long, value_name = "LAW|PARTY=COUNTRY", value_delimiter = ',')]
    pub law_if: Vec<String>,
    /// How to read an open question of law; may be repeated
    #[arg(long, value_name = "QUESTION=READING", value_parser = reading)]
    pub reading: Vec<(String, String)>,
    /// Take the leading readings of open questions of law, or leave all open
    #[arg(long, value_enum, default_value_t = Readings::Leading)]
    pub readings: Readings,
}

/// Options that choose rules.
#[derive(Debug, Clone, Args)]
pub struct Selection {
    /// Only rules whose id starts so; may be repeated
    #[arg(long, value_name = "RULE")]
    pub only: Vec<String>,
    /// Not the rules whose id starts so; may be repeated
    #[arg(long, value_name = "RULE")]
    pub skip: Vec<String>,
}

/// `flowlaw check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
pub struct Check {
    /// Scenario files, folders with a `scenario.yaml`, or `-` [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub rules: Selection,
    /// Every row with flow, legs, people, data and days
    #[arg(long)]
    pub all: bool,
    /// Every open question, not only the three that decide most
    #[arg(long)]
    pub questions: bool,
    /// Format of the result
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// From which verdict on to exit with 1
    #[arg(long, value_enum, default_value_t = FailOn::Violation)]
    pub fail_on: FailOn,
    /// Exit with 0 even where there are findings
    #[arg(long)]
    pub no_exit_codes: bool,
    /// Judge again whenever a file is saved
    #[arg(long, conflicts_with = "output")]
    pub watch: bool,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A finding (`check --all` shows their ids), a rule, a flow (`scoring` or `flows.scoring`) or a code (`E0101`)
    pub what: String,
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw rules`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rules {
    #[command(subcommand)]
    pub what: Option<RulesCommand>,
    /// Which articles are encoded, how they were checked, and which nothing exercises; the same as `rules coverage --law …`
    #[arg(long)]
    pub coverage: bool,
    #[command(flatten)]
    pub list: RulesList,
}

/// What to tell about rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List the rules of the built-in packs, or of `--law`
    List(RulesList),
    /// Show one rule
    Show(RulesShow),
    /// Tell about a law: what is encoded, where it is open, what is not encoded
    About(RulesAbout),
    /// Which articles a scenario exercises; without one or with `--law`, what examples and scenarios exercise of a law
    Coverage(RulesCoverage),
}

/// `flowlaw rules list`.
#[derive(Debug, Clone, Args)]
pub struct RulesList {
    /// A built-in law or a folder with a `pack.yaml`; several as `kr,eu`, or repeated
    #[arg(long, value_name = "PACK", value_delimiter = ',')]
    pub law: Vec<String>,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw rules show`.
#[derive(Debug, Args)]
pub struct RulesShow {
    /// The rule's id
    pub rule: String,
    #[command(flatten)]
    pub list: RulesList,
}

/// `flowlaw rules about`.
#[derive(Debug, Args)]
pub struct RulesAbout {
    /// A built-in law or a folder with a `pack.yaml`
    pub law: String,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw rules coverage`.
#[derive(Debug, Args)]
pub struct RulesCoverage {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw validate`.
#[derive(Debug, Args)]
pub struct Validate {
    /// Scenarios and folders of law packs [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Vec<PathBuf>,
    /// A built-in law or a folder with a `pack.yaml`, instead of the scenario's `law`; several as `kr,eu`, or repeated
    #[arg(long, value_name = "PACK", value_delimiter = ',')]
    pub law: Vec<String>,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw test`.
#[derive(Debug, Args)]
pub struct Test {
    /// Scenarios and folders of law packs [default: the built-in packs and ./scenarios]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Vec<PathBuf>,
    /// Compare with what authorities and courts decided: rows with `confidence`, on raw facts and with their assessments
    #[arg(long)]
    pub agreement: bool,
    /// A built-in law or a folder with a `pack.yaml`, instead of the scenario's `law`; several as `kr,eu`, or repeated
    #[arg(long, value_name = "PACK", value_delimiter = ',')]
    pub law: Vec<String>,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to write `scenario.yaml` to [default: this one]
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
}

/// `flowlaw schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Of which files
    #[arg(value_enum)]
    pub of: SchemaOf,
}

/// `flowlaw completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Korean
    Ko,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// A table for a document
    Markdown,
    /// Every row, for spreadsheets
    Csv,
    /// Everything, for programs
    Json,
}

/// When to exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum FailOn {
    /// A violation
    Violation,
    /// Or something disputed
    Disputed,
    /// Or something undetermined or open in law
    Undetermined,
    /// Or a warning about the scenario
    Warning,
    /// Never
    Never,
}

/// Readings of open questions of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Readings {
    /// Leave every question open
    All,
    /// Take the leading reading where there is one
    Leading,
}

/// Which schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Scenarios
    Scenario,
    /// Law packs
    Rule,
    /// The JSON of `check`
    Report,
}

fn reading(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((question, reading)) if !question.is_empty() && !reading.is_empty() => Ok((question.to_owned(), reading.to_owned())),
        _ => Err("write QUESTION=READING, such as `kr-recipient-in-law=principal`".to_owned()),
    }
}
