//! `flowlaw timeline`: when each breach starts and ends, and why then; or the same facts under the law of several days.

use crate::args::{Judging, Printing, Selection};
use crate::law_if;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::date::{Day, VagueDate};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes};
use flowlaw::judge::case::{Detail, Law, Options, judge};
use flowlaw::outcome::Judgement;
use flowlaw::picture::{self, Look};
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::{timeline as report, timeline_data};
use flowlaw::rules::Pack;
use flowlaw::scenario::Document;
use flowlaw::timeline::timeline;
use std::path::PathBuf;

/// `flowlaw timeline`.
#[derive(Debug, Args)]
pub struct Timeline {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    /// The same facts under the law of each of these days, side by side; of a month or year, its last day
    #[arg(long, value_name = "DATE,…", value_delimiter = ',')]
    pub by_law: Vec<String>,
    #[command(flatten)]
    pub rules: Selection,
    /// Also what is lawful or gives way to a stricter rule
    #[arg(long)]
    pub all: bool,
    /// Format of the result [default: table; svg for a file that ends in `.svg`]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write the result to a file: `-o timeline.svg` draws it
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
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
    /// A picture that every browser shows
    Svg,
}

impl Timeline {
    /// As asked for, or by the end of the file's name.
    fn format(&self) -> Format {
        let ending = self.output.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_lowercase());
        let drawn = ending.as_deref() == Some("svg");
        self.format.unwrap_or(if drawn { Format::Svg } else { Format::Table })
    }
}

/// Runs the command. A timeline tells and does not judge: it ends with 0 also where something is broken.
pub fn run(arguments: &Timeline) -> Exit {
    let opened = law_if::open(&path_or_here(arguments.path.as_ref()), &arguments.judging);
    let mut problems = opened.problems.clone();
    let exit = told(arguments, &opened, &mut problems);
    let errors: Vec<&Diagnostic> =
        problems.sorted().into_iter().filter(|problem| problem.severity() == flowlaw::diagnostics::Severity::Error).collect();
    terminal::complain(&opened.sources, &errors, &arguments.printing);
    if let (Some(path), None) = (&arguments.output, exit) {
        terminal::remark(&format!("nothing was written to {}", path.display()));
    }
    exit.unwrap_or(Exit::BadInput)
}

fn told(arguments: &Timeline, opened: &Opened, problems: &mut Diagnostics) -> Option<Exit> {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        problems.push(problem);
        return None;
    }
    let options = Options {
        only: names(&arguments.rules.only),
        skip: names(&arguments.rules.skip),
        detail: Detail::Consequences,
        ..opened.options(&arguments.judging, problems)
    };
    let days = days(&arguments.by_law, problems);
    if !days.is_empty() && arguments.format() == Format::Svg {
        let problem = Diagnostic::without_place(&codes::WRITE, "a picture shows one law: `--by-law` has several");
        problems.push(problem.help("draw without `--by-law`, or write the laws side by side as a table, `csv` or `json`"));
    }
    let document = opened.document.as_ref().filter(|_| !problems.has_errors());
    let Some(document) = document else {
        // What else is wrong with the scenario is told as well.
        opened.judge(&options, problems);
        return None;
    };
    let (text, nothing) = if days.is_empty() {
        one(arguments, opened, document, &options, problems)?
    } else {
        by_law(arguments, opened, document, &options, &days, problems)?
    };
    let delivered = terminal::deliver(&text, arguments.output.as_ref());
    match delivered {
        Ok(()) => Some(if nothing { Exit::Nothing } else { Exit::Fine }),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn days(texts: &[String], problems: &mut Diagnostics) -> Vec<Day> {
    let mut days = Vec::new();
    for text in texts {
        match VagueDate::parse(text) {
            Ok(date) => days.push(date.last),
            Err(problem) => problems.push(Diagnostic::without_place(&codes::BAD_DATE, problem)),
        }
    }
    days
}

fn one(
    arguments: &Timeline,
    opened: &Opened,
    document: &Document,
    options: &Options,
    problems: &mut Diagnostics,
) -> Option<(String, bool)> {
    let judgement = judge(document, &opened.law(), options, problems)?;
    let packs = opened.pack_list();
    let report = Report::new(document, &judgement, &packs, terminal::language(&arguments.printing));
    let timeline = timeline(document, &judgement, &packs);
    let text = match arguments.format() {
        Format::Table | Format::Markdown => report::page(&report, &timeline, arguments.all, look(arguments)),
        Format::Csv => timeline_data::csv(&report, &timeline),
        Format::Json => timeline_data::json(&report, &timeline, &opened.sources),
        Format::Svg => match picture::timeline(&report, &timeline, &Look { id: "timeline", table: false, style: true }) {
            Some(drawn) => drawn,
            None => {
                let nothing = Message::TimelineEmpty.say(report.language);
                problems.push(Diagnostic::without_place(&codes::WRITE, format!("there is nothing to draw: {nothing}")));
                return None;
            }
        },
    };
    Some((text, judgement.findings.is_empty()))
}

fn by_law(
    arguments: &Timeline,
    opened: &Opened,
    document: &Document,
    options: &Options,
    days: &[Day],
    problems: &mut Diagnostics,
) -> Option<(String, bool)> {
    let language = terminal::language(&arguments.printing);
    let mut judged: Vec<(Day, Vec<Pack>, Judgement)> = Vec::new();
    for day in days {
        let packs: Vec<Pack> = opened.packs.iter().map(|loaded| loaded.pack.as_of(*day)).collect();
        let law: Vec<Law<'_>> = packs.iter().zip(&opened.packs).map(|(pack, loaded)| Law { pack, origin: &loaded.origin }).collect();
        let judgement = judge(document, &law, options, problems)?;
        judged.push((*day, packs, judgement));
    }
    let told: Vec<(String, Report<'_>, flowlaw::timeline::Timeline)> = judged
        .iter()
        .map(|(day, packs, judgement)| {
            let packs: Vec<&Pack> = packs.iter().collect();
            let label = Message::CompareLawAsOf.fill(language, &[&day.to_string()]);
            (label, Report::new(document, judgement, &packs, language), timeline(document, judgement, &packs))
        })
        .collect();
    let text = match arguments.format() {
        Format::Table | Format::Markdown => report::by_law(&told, arguments.all, look(arguments)),
        Format::Csv => timeline_data::by_law_csv(&told),
        Format::Json => timeline_data::by_law_json(&told, &opened.sources),
        // Refused above.
        Format::Svg => return None,
    };
    Some((text, judged.iter().all(|(.., judgement)| judgement.findings.is_empty())))
}

fn look(arguments: &Timeline) -> flowlaw::report::grid::Look {
    let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
    look.markdown = arguments.format() == Format::Markdown;
    look
}
