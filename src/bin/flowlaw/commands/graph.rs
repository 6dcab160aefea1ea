//! `flowlaw graph`: draws a scenario.

use crate::args::{Judging, Printing};
use crate::law_if;
use crate::run::{Opened, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::picture::{self, Look, Scene};
use flowlaw::report::lines::Report;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// `flowlaw graph`.
#[derive(Debug, Args)]
pub struct Graph {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Write the picture to a file: .svg, .mmd or .dot; may be repeated
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Vec<PathBuf>,
    /// Format of the picture, if the name of the file does not tell [default: svg]
    #[arg(short, long, value_enum)]
    pub format: Option<PictureFormat>,
    #[command(flatten)]
    pub judging: Judging,
    /// Mark only rules whose id starts so
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    #[command(flatten)]
    pub printing: Printing,
}

/// Formats of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PictureFormat {
    /// A picture that every browser shows
    Svg,
    /// Mermaid, for documents that draw it themselves
    Mermaid,
    /// The language of Graphviz
    Dot,
}

/// Runs the command.
pub fn run(arguments: &Graph) -> Exit {
    let opened = law_if::open(&path_or_here(arguments.path.as_ref()), &arguments.judging);
    let mut problems = opened.problems.clone();
    let formats: Vec<Option<PictureFormat>> =
        arguments.output.iter().map(|path| format_of(path, arguments.format, &mut problems)).collect();
    check_rule(arguments, &opened, &mut problems);
    let options = Options { detail: Detail::Verdicts, ..opened.options(&arguments.judging, &mut problems) };
    let judgement = opened.judge(&options, &mut problems);
    let (Some(document), Some(judgement)) = (&opened.document, judgement) else {
        terminal::complain(&opened.sources, &problems.sorted(), &arguments.printing);
        return Exit::BadInput;
    };
    let report = Report::new(document, &judgement, &opened.pack_list(), terminal::language(&arguments.printing));
    let scene = Scene::new(document, &report, arguments.rule.as_deref());
    let mut written = Diagnostics::default();
    if arguments.output.is_empty() {
        let format = arguments.format.unwrap_or(PictureFormat::Svg);
        if let Err(problem) = terminal::print(&drawn(&scene, format)) {
            written.push(problem);
        } else if format == PictureFormat::Svg && std::io::stdout().is_terminal() {
            terminal::remark("to look at the picture, write it to a file and open that: flowlaw graph -o picture.svg");
        }
    }
    // Each file on its own: one that cannot be written takes no other with it.
    for (path, format) in arguments.output.iter().zip(formats) {
        match terminal::write_file(path, drawn(&scene, format.unwrap_or(PictureFormat::Svg))) {
            Ok(()) => terminal::remark(&format!("wrote {}", path.display())),
            Err(problem) => written.push(problem),
        }
    }
    terminal::complain(&opened.sources, &written.sorted(), &arguments.printing);
    if written.has_errors() { Exit::BadInput } else { Exit::Fine }
}

fn drawn(scene: &Scene, format: PictureFormat) -> String {
    match format {
        PictureFormat::Svg => picture::graph(scene, &Look { id: "flowlaw", table: true, style: true }),
        PictureFormat::Mermaid => picture::mermaid(scene),
        PictureFormat::Dot => picture::dot(scene),
    }
}

/// The format of a file: as asked for, or by the end of its name.
fn format_of(path: &Path, asked: Option<PictureFormat>, problems: &mut Diagnostics) -> Option<PictureFormat> {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = match end.as_str() {
        "svg" => Some(PictureFormat::Svg),
        "mmd" | "mermaid" => Some(PictureFormat::Mermaid),
        "dot" | "gv" => Some(PictureFormat::Dot),
        _ => None,
    };
    if asked.or(known).is_none() {
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("no kind of picture ends in `{}`", path.display()));
        problems.push(problem.help("write a name that ends in `.svg`, `.mmd` or `.dot`, or say `--format`"));
    }
    asked.or(known)
}

/// A rule that is to be marked must exist.
fn check_rule(arguments: &Graph, opened: &Opened, problems: &mut Diagnostics) {
    let Some(wanted) = &arguments.rule else { return };
    let packs = opened.pack_list();
    let rules = || packs.iter().flat_map(|pack| &pack.rules).map(|rule| &*rule.id);
    if packs.is_empty() || rules().any(|rule| rule.starts_with(wanted)) {
        return;
    }
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no rule `{wanted}`"));
    problems.push(match nearest(wanted, rules()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`flowlaw rules` lists all rules"),
    });
}
