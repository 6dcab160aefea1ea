//! `flowlaw init`: writes a first scenario, and never over another file.

use crate::args::Init;
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, codes};
use flowlaw::source::Sources;
use std::path::PathBuf;

/// The first scenario: 14 lines and their comments.
const FIRST: &str = include_str!("first-scenario.yaml");

/// Runs the command.
pub fn run(arguments: &Init) -> Exit {
    match write(arguments) {
        Ok(path) => {
            let folder = arguments.folder.as_ref().map_or_else(String::new, |folder| format!(" {}", folder.display()));
            terminal::remark(&format!("wrote {}; now try: flowlaw check{folder}", path.display()));
            Exit::Fine
        }
        Err(problem) => {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            Exit::BadInput
        }
    }
}

fn write(arguments: &Init) -> Result<PathBuf, Diagnostic> {
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let path = folder.join("scenario.yaml");
    if path.exists() {
        let problem = Diagnostic::without_place(&codes::WRITE, format!("`{}` is there already", path.display()));
        return Err(problem.help("nothing was changed; name another folder: `flowlaw init my-case`"));
    }
    std::fs::create_dir_all(&folder)
        .map_err(|error| Diagnostic::without_place(&codes::WRITE, format!("the folder `{}` cannot be made: {error}", folder.display())))?;
    terminal::write_file(&path, FIRST)?;
    Ok(path)
}
