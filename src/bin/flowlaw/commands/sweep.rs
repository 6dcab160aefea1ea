//! `flowlaw sweep`: all combinations of versions, variations and open points, and how many end in which verdict.

use crate::args::{Format, Judging, Printing, Selection};
use crate::law_if;
use crate::run::{names, no_variation, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueHint};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::outcome::Verdict;
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::sweep as pages;
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::sweep::{Request, Swept, Where, sweep};
use flowlaw::text::Language;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

/// Stories that are written one by one: a file of more could not be opened by anything.
const MOST_ROWS: u128 = 1 << 24;
/// Bytes that are gathered before they are written, whole lines at a time.
const GATHERED: usize = 1 << 16;

/// `flowlaw sweep`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  flowlaw sweep scenario.yaml\n  flowlaw sweep scenario.yaml --variations all\n  \
flowlaw sweep scenario.yaml --points role,disputed --where kr-pipa-17-1=violation\n  \
flowlaw sweep scenario.yaml --rows -f csv -o stories.csv")]
pub struct Sweep {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    /// Only these open points, by name, or `disputed`, `not_stated`, `law`, `all` [default: all that a finding reads]
    #[arg(long, value_name = "POINT", value_delimiter = ',')]
    pub points: Vec<String>,
    /// With and without each of these variations, or `all` of them
    #[arg(long, value_name = "NAME|all", value_delimiter = ',')]
    pub variations: Vec<String>,
    #[command(flatten)]
    pub rules: Selection,
    /// Only stories in which a finding has this verdict; may be repeated
    #[arg(long = "where", value_name = "FINDING=VERDICT", value_parser = filter)]
    pub filters: Vec<(String, String)>,
    /// So many of the findings that differ from story to story
    #[arg(long, value_name = "N", default_value_t = pages::FEW, conflicts_with = "all")]
    pub top: usize,
    /// Every finding, also those that come out the same in every story
    #[arg(long)]
    pub all: bool,
    /// A row for each story instead of counts: its answers and the verdict of each finding (with `-f csv` or `-f json`)
    #[arg(long)]
    pub rows: bool,
    /// Format of the result; with `--rows`, `json` is one object a line
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
}

fn filter(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((finding, verdict)) if !finding.is_empty() && !verdict.is_empty() => Ok((finding.to_owned(), verdict.to_owned())),
        _ => Err("write FINDING=VERDICT, such as `kr-pipa-17-1=violation`".to_owned()),
    }
}

/// Runs the command.
pub fn run(arguments: &Sweep) -> Exit {
    let printing = &arguments.printing;
    let early = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err());
    if let Some(problem) = early.or_else(|| misused(arguments)) {
        terminal::complain(&Sources::default(), &[&problem], printing);
        return Exit::BadInput;
    }
    let opened = law_if::open(&path_or_here(arguments.path.as_ref()), &arguments.judging);
    let mut problems = opened.problems.clone();
    let options = opened.options(&arguments.judging, &mut problems);
    let options = Options { detail: Detail::Verdicts, only: names(&arguments.rules.only), skip: names(&arguments.rules.skip), ..options };
    let request = opened.document.as_ref().map(|document| request(arguments, document, &options, &mut problems)).unwrap_or_default();
    let law = opened.law();
    let Some(document) = opened.sound_document(&options, &mut problems) else {
        terminal::complain(&opened.sources, &problems.sorted(), printing);
        return Exit::BadInput;
    };
    let language = terminal::language(printing);
    let swept = sweep(document, &law, &options, &request, &mut |at, of| {
        if of > 1 {
            progress(&Message::SweepProgressCases.fill(language, &[&at.to_string(), &of.to_string()]), at == of);
        }
    });
    let swept = match swept {
        Ok(swept) => swept,
        Err(more) => {
            terminal::complain(&opened.sources, &more.sorted(), printing);
            return Exit::BadInput;
        }
    };
    terminal::complain(&opened.sources, &problems.sorted(), printing);
    if swept.tallies.is_empty() {
        terminal::remark(&Message::NothingToJudge.say(language));
        return Exit::Nothing;
    }
    let printed = if arguments.rows {
        rows(arguments, &swept, language)
    } else {
        let packs = opened.pack_list();
        let own = Report::new(document, &swept.judgement, &packs, language);
        let text = text(arguments, &own, &swept);
        terminal::deliver(&text, arguments.output.as_ref())
    };
    if let Err(problem) = printed {
        terminal::complain(&Sources::default(), &[&problem], printing);
        return Exit::BadInput;
    }
    // Whoever asks for counts and gets none should notice.
    if swept.tallies.iter().all(|tally| tally.counts.is_err()) { Exit::Findings } else { Exit::Fine }
}

fn misused(arguments: &Sweep) -> Option<Diagnostic> {
    let problem = |message: &str| Diagnostic::without_place(&codes::UNKNOWN_SELECTION, message);
    if arguments.judging.as_party.as_deref() == Some("court") {
        let court = problem("a court settles what stays open, but in a sweep every story settles it in its own way");
        return Some(court.help("leave out `--as court`; `flowlaw check --as court` says what the burden of proof does"));
    }
    if arguments.rows && !matches!(arguments.format, Format::Csv | Format::Json) {
        return Some(problem("`--rows` writes a row for each story").help("add `-f csv` for a spreadsheet, or `-f json` for a program"));
    }
    None
}

/// What was asked; names that do not exist are reported.
fn request(arguments: &Sweep, document: &Document, options: &Options, problems: &mut Diagnostics) -> Request {
    let mut variations: Vec<usize> = Vec::new();
    for name in &arguments.variations {
        match document.variation(name) {
            Some(at) => variations.push(at),
            None if name == "all" && !document.variations.is_empty() => variations.extend(0..document.variations.len()),
            None => problems.push(no_variation(document, name)),
        }
    }
    variations.retain(|at| !options.variations.contains(at));
    let mut filters = Vec::new();
    for (finding, verdict) in &arguments.filters {
        match Verdict::of(verdict) {
            Some(known) => filters.push(Where { finding: finding.as_str().into(), verdict: known }),
            None => {
                let words = || Verdict::ALL.map(Verdict::word);
                let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no verdict `{verdict}`"));
                problems.push(match nearest(verdict, words()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!("the verdicts are {}", words().join(", "))),
                });
            }
        }
    }
    Request { points: names(&arguments.points), variations, filters }
}

fn text(arguments: &Sweep, report: &Report<'_>, swept: &Swept) -> String {
    match arguments.format {
        Format::Csv => pages::csv(report, swept),
        Format::Json => pages::json(report, swept),
        Format::Table | Format::Markdown => {
            let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
            look.markdown = arguments.format == Format::Markdown;
            let filters: Vec<String> = arguments.filters.iter().map(|(finding, verdict)| format!("{finding}={verdict}")).collect();
            pages::page(report, swept, &filters.join(", "), (!arguments.all).then_some(arguments.top), look)
        }
    }
}

/// Writes stories as they are told: whoever stops it keeps what is there, though the system may cut the last line.
fn rows(arguments: &Sweep, swept: &Swept, language: Language) -> Result<(), Diagnostic> {
    if swept.stories > MOST_ROWS {
        let message = format!("{} stories are too many to write one by one; at most {MOST_ROWS} are", swept.stories);
        let problem = Diagnostic::without_place(&codes::TOO_MANY_POINTS, message);
        return Err(problem.help("choose fewer with `--points` and `--variations`, or leave out `--rows`: counts have no such limit"));
    }
    let failed = |error: &io::Error| Diagnostic::without_place(&codes::WRITE, format!("the stories cannot be written: {error}"));
    let mut to: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(File::create(path).map_err(|error| failed(&error))?),
        None => Box::new(io::stdout().lock()),
    };
    let csv = arguments.format == Format::Csv;
    let mut gathered = if csv { pages::rows_header(swept) } else { String::new() };
    let mut told = 0u64;
    let written = swept.tell(|story| {
        gathered.push_str(&if csv { pages::row_csv(swept, story) } else { pages::row_json(swept, story) });
        told += 1;
        if gathered.len() >= GATHERED {
            to.write_all(gathered.as_bytes())?;
            gathered.clear();
            progress(&Message::SweepProgressRows.fill(language, &[&told.to_string(), &swept.matching.to_string()]), false);
        }
        Ok(())
    });
    progress("", true);
    match written.and_then(|()| to.write_all(gathered.as_bytes())).and_then(|()| to.flush()) {
        // Nobody listening any more is no error.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(&error)),
        _ => Ok(()),
    }
}

/// One line on standard error that is written over and over; only where somebody watches.
fn progress(line: &str, done: bool) {
    let stderr = io::stderr();
    if stderr.is_terminal() {
        let line = if done { "" } else { line };
        let _ = write!(stderr.lock(), "\r\u{1b}[K{line}");
    }
}
