//! `flowlaw decide`: which open point decides a finding, or a whole case.

use crate::args::{Format, Judging, Printing};
use crate::law_if;
use crate::run::{Opened, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueHint};
use flowlaw::decide::{Decision, decide};
use flowlaw::diagnostics::{Diagnostic, codes, nearest};
use flowlaw::judge::case::{Case, Detail, Options};
use flowlaw::outcome::{Finding, Judgement};
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::{decide as pages, decide_data};
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::text::Language;
use std::path::{Path, PathBuf};

/// `flowlaw decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// A finding (`check --all` shows their ids), or the beginning of its id: a rule, `rule:party`; and the scenario.
    /// With one of them: a path, if there is such a file or folder, else a finding in ./scenario.yaml
    #[arg(num_args = 0..=2, value_names = ["FINDING", "PATH"], value_hint = ValueHint::AnyPath)]
    pub what: Vec<String>,
    #[command(flatten)]
    pub judging: Judging,
    /// Every finding and every open point of the case
    #[arg(long)]
    pub all: bool,
    /// Format of the result
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
}

/// Runs the command.
pub fn run(arguments: &Decide) -> Exit {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    let (wanted, path) = finding_and_path(&arguments.what);
    let opened = law_if::open(&path, &arguments.judging);
    let mut problems = opened.problems.clone();
    let options = Options { detail: Detail::Verdicts, ..opened.options(&arguments.judging, &mut problems) };
    let law = opened.law();
    let case = opened.case(&law, &options, &mut problems);
    terminal::complain(&opened.sources, &problems.sorted(), &arguments.printing);
    let (Some(document), Some(mut case)) = (&opened.document, case) else { return Exit::BadInput };
    let judgement = case.judgement(&options);
    if judgement.findings.is_empty() {
        terminal::remark(&Message::NothingToJudge.say(terminal::language(&arguments.printing)));
        return Exit::Nothing;
    }
    let decisions = decisions(&mut case, &options, wanted);
    if decisions.is_empty() {
        terminal::complain(&opened.sources, &[&unknown(wanted.unwrap_or_default(), &judgement)], &arguments.printing);
        return Exit::BadInput;
    }
    let text = text(arguments, &opened, document, &judgement, &decisions, wanted.is_some());
    let printed = terminal::deliver(&text, arguments.output.as_ref());
    if let Err(problem) = printed {
        terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    // Whoever asks for a finding and gets no answer should notice.
    if wanted.is_some() && decisions.iter().all(|decision| decision.decided.is_err()) { Exit::Findings } else { Exit::Fine }
}

/// What to decide, and where the scenario is.
fn finding_and_path(what: &[String]) -> (Option<&str>, PathBuf) {
    match what {
        [] => (None, path_or_here(None)),
        [only] if only == "-" || Path::new(only).exists() || only.contains(['/', '\\']) => (None, PathBuf::from(only)),
        [only] => (Some(only), path_or_here(None)),
        [finding, path, ..] => (Some(finding), PathBuf::from(path)),
    }
}

/// Whether a finding is meant: by its id, or by the beginning of it up to a colon.
fn is_meant(finding: &Finding, wanted: &str) -> bool {
    finding.id == wanted || finding.id.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
}

fn decisions(case: &mut Case<'_>, options: &Options, wanted: Option<&str>) -> Vec<Decision> {
    let readings = case.readings(options, &|finding| wanted.is_none_or(|wanted| is_meant(finding, wanted)));
    readings.into_iter().map(|reading| decide(case.points(), reading)).collect()
}

fn text(
    arguments: &Decide,
    opened: &Opened,
    document: &Document,
    judgement: &Judgement,
    decisions: &[Decision],
    of_finding: bool,
) -> String {
    let packs = opened.pack_list();
    let report = |language: Language| Report::new(document, judgement, &packs, language);
    let own = report(terminal::language(&arguments.printing));
    match arguments.format {
        Format::Csv => decide_data::csv(&own, decisions),
        Format::Json => decide_data::json(&report(Language::English), &report(Language::Korean), decisions),
        Format::Table | Format::Markdown => {
            let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
            look.markdown = arguments.format == Format::Markdown;
            if of_finding { pages::finding_page(&own, decisions, look) } else { pages::case_page(&own, decisions, arguments.all, look) }
        }
    }
}

fn unknown(what: &str, judgement: &Judgement) -> Diagnostic {
    let ids = || judgement.findings.iter().map(|finding| finding.id.as_str());
    let starts = || judgement.findings.iter().flat_map(|finding| [&*finding.rule, finding.id.as_str()]);
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no finding `{what}` in this scenario"));
    match nearest(what, starts()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("`flowlaw check --all` shows all ids, such as `{}`", ids().next().unwrap_or_default())),
    }
}
