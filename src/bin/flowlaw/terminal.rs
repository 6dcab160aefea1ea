//! What the program knows about the world outside: the terminal, colours, files for results, exit codes.

use crate::args::{Color, Lang, Printing};
use flowlaw::diagnostics::{Diagnostic, codes, render};
use flowlaw::report::grid::Look;
use flowlaw::source::Sources;
use flowlaw::text::Language;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 110;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at the fail level.
    Fine,
    /// There is nothing to judge.
    Nothing,
    /// Findings, or a mismatch.
    Findings,
    /// Wrong usage or bad input.
    BadInput,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::BadInput => 2,
            Exit::Nothing => 3,
        })
    }
}

/// A panic is a mistake of ours: it says so and ends with 4.
pub fn report_internal_errors() {
    std::panic::set_hook(Box::new(|panic| {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "internal error: {panic}");
        let _ = writeln!(stderr, "This is a mistake in flowlaw, not in your file; please report it together with the file.");
        std::process::exit(4);
    }));
}

/// The language that was asked for.
pub fn language(printing: &Printing) -> Language {
    match printing.lang {
        Lang::En => Language::English,
        Lang::Ko => Language::Korean,
    }
}

/// How results look: colours only where they are wanted and can be seen.
pub fn look(printing: &Printing, to_file: bool) -> Look {
    let stdout = io::stdout();
    let color = wants_color(printing.color, stdout.is_terminal() && !to_file);
    Look { width: width(), color, markdown: false }
}

fn wants_color(choice: Color, terminal: bool) -> bool {
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            terminal
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let terminal = if io::stdout().is_terminal() { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    terminal.or(asked).unwrap_or(COLUMNS).clamp(40, 200)
}

/// Prints problems with files to standard error.
pub fn complain(sources: &Sources, problems: &[&Diagnostic], printing: &Printing) {
    let color = wants_color(printing.color, io::stderr().is_terminal());
    let mut stderr = io::stderr().lock();
    for problem in problems {
        let _ = write!(stderr, "{}", render(sources, problem, color));
    }
}

/// Says something to standard error.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints a result to standard output. Nobody listening any more (`| head`) is no error.
pub fn print(text: &str) -> Result<(), Diagnostic> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Diagnostic::without_place(&codes::WRITE, format!("the result cannot be printed: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a result to the file that was asked for, or else prints it.
pub fn deliver(text: &str, output: Option<&PathBuf>) -> Result<(), Diagnostic> {
    match output {
        Some(path) => write_file(path, text),
        None => print(text),
    }
}

/// Whether a result could be written to a file, before any work is done.
pub fn check_output(path: &Path) -> Result<(), Diagnostic> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        let problem =
            Diagnostic::without_place(&codes::WRITE, format!("there is no folder `{}` to write `{}` to", folder.display(), path.display()));
        return Err(problem.help("make the folder first, or choose another place with `-o`"));
    }
    if path.is_dir() {
        return Err(
            Diagnostic::without_place(&codes::WRITE, format!("`{}` is a folder, not a file", path.display())).help("name a file inside it")
        );
    }
    Ok(())
}

/// Writes a result to a file: first beside it, then in its place, so that nobody ever sees half of it.
pub fn write_file(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Diagnostic> {
    check_output(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder_of(path).join(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, content).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Diagnostic::without_place(&codes::WRITE, format!("`{}` cannot be written: {error}", path.display()))
    })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
