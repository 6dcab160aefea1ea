//! Puts the built-in law into the program: every YAML file under `rules/` becomes its path, its text (for excerpts) and its
//! tree, read here once with the program's own reader, so that it need not be parsed at every start.

#![allow(dead_code, unused_imports, reason = "the build script uses only a part of the modules that it shares with the program")]

#[path = "src/diagnostics/mod.rs"]
mod diagnostics;
#[path = "src/source.rs"]
mod source;
#[path = "src/syntax/mod.rs"]
mod syntax;
#[path = "src/text.rs"]
mod text;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("rules"), &mut files)?;
    files.sort();
    let mut text = String::from(
        "/// Every file of the built-in law: path below `rules/`, text, and its tree (empty where the text is not YAML).\npub const BUILT_IN_FILES: &[(&str, &str, &[u8])] = &[\n",
    );
    for (at, file) in files.iter().enumerate() {
        let name = file.strip_prefix(root.join("rules")).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let tree = out.join(format!("tree-{at}"));
        fs::write(&tree, tree_of(&fs::read_to_string(file)?))?;
        let _ = writeln!(
            text,
            "    ({name:?}, include_str!({:?}), include_bytes!({:?})),",
            file.display().to_string(),
            tree.display().to_string()
        );
    }
    text.push_str("];\n");
    fs::write(out.join("built_in.rs"), text)
}

fn tree_of(text: &str) -> Vec<u8> {
    let mut sources = source::Sources::default();
    let file = sources.add("law", text);
    let (documents, problems) = syntax::read(&sources, file, syntax::Limits::default());
    if problems.is_empty() { syntax::compact::encode(&documents) } else { Vec::new() }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
