//! The only reader of files: scenarios, what they include, and law.

use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::rules::{Pack, check_together, read_pack};
use crate::scenario::{Document, Included, Item};
use crate::source::{FileId, Sources, Span};
use crate::syntax::compact::decode;
use crate::syntax::{Limits, Node, read};
use crate::text::Name;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// A pack with its origin.
#[derive(Debug, Clone)]
pub struct LoadedPack {
    /// The pack.
    pub pack: Pack,
    /// `built in`, or the path it was read from.
    pub origin: String,
}

/// The ids of the packs inside the program.
pub fn built_in_packs() -> Vec<&'static str> {
    let mut ids: Vec<&str> = BUILT_IN_FILES.iter().filter_map(|(path, ..)| path.strip_suffix("/pack.yaml")).collect();
    ids.sort_unstable();
    ids
}

/// The scenario file behind a path: the file itself, or `scenario.yaml` in a folder.
pub fn scenario_file(path: &Path) -> Result<PathBuf, Diagnostic> {
    let has_a_file_name = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml" || extension == "json");
    if !path.is_dir() || has_a_file_name {
        return Ok(path.to_path_buf());
    }
    for name in ["scenario.yaml", "scenario.yml", "scenario.json"] {
        if path.join(name).is_file() {
            return Ok(path.join(name));
        }
    }
    let below: Vec<String> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("scenario.yaml").is_file())
        .map(|entry| entry.path().display().to_string())
        .collect();
    let problem = Diagnostic::without_place(&codes::CANNOT_READ, format!("the folder `{}` has no `scenario.yaml`", path.display()));
    let mut below = below;
    below.sort();
    Err(if below.is_empty() {
        problem.help("name a file, or a folder with a `scenario.yaml`; `flowlaw init` writes one")
    } else {
        problem.help(format!("there are scenarios in {}", listed(below.iter().map(String::as_str), 9)))
    })
}

/// Reads a scenario with everything it includes. `-` reads standard input.
pub fn scenario(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let (main, included) = trees(path, sources, diagnostics)?;
    Some(Document::read(&main, &included, diagnostics))
}

/// The tree of a scenario and those of the files it includes, as they stand there.
pub fn trees(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<(Node, Included)> {
    let (file, name) = if path == Path::new("-") {
        (standard_input(sources, diagnostics)?, PathBuf::from("."))
    } else {
        let path = match scenario_file(path) {
            Ok(path) => path,
            Err(problem) => {
                diagnostics.push(problem);
                return None;
            }
        };
        (text_file(&path, sources, None, diagnostics)?, path)
    };
    let main = document(sources, file, None, diagnostics)?;
    let folder = name.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut included = Included::default();
    let mut open = vec![name];
    let before = diagnostics.len();
    includes(&main, &folder, &mut open, sources, &mut included.trees, diagnostics);
    included.missing = diagnostics.len() > before;
    Some((main, included))
}

/// Reads a scenario from a text.
pub fn scenario_text(name: &str, text: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let file = sources.add(name, without_mark(text));
    let main = document(sources, file, None, diagnostics)?;
    if let Some(include) = main.get("include") {
        diagnostics.push(Diagnostic::new(&codes::INCLUDE, include.span, "a text without a file cannot include others"));
    }
    Some(Document::read(&main, &Included::default(), diagnostics))
}

fn standard_input(sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let mut bytes = Vec::new();
    let limit = Limits::default().bytes as u64 + 1;
    if let Err(error) = std::io::stdin().lock().take(limit).read_to_end(&mut bytes) {
        diagnostics.push(Diagnostic::without_place(&codes::CANNOT_READ, format!("standard input cannot be read: {error}")));
        return None;
    }
    add_text("standard input", bytes, sources, diagnostics)
}

fn text_file(path: &Path, sources: &mut Sources, at: Option<Span>, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let shown = path.display().to_string().replace('\\', "/");
    let mut report = |code, message: String, help: &str| {
        let mut problem = Diagnostic::without_place(code, message);
        problem.span = at;
        diagnostics.push(if help.is_empty() { problem } else { problem.help(help) });
    };
    let size = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            report(&codes::CANNOT_READ, format!("`{shown}` is a folder, not a file"), "name a file inside it");
            return None;
        }
        Ok(metadata) => metadata.len(),
        Err(error) => {
            let (message, help) = match error.kind() {
                std::io::ErrorKind::NotFound => (format!("there is no file `{shown}`"), similar_file(path)),
                std::io::ErrorKind::PermissionDenied => (format!("`{shown}` may not be read"), String::new()),
                _ => (format!("`{shown}` cannot be read: {error}"), String::new()),
            };
            report(&codes::CANNOT_READ, message, &help);
            return None;
        }
    };
    let limit = Limits::default().bytes as u64;
    if size > limit {
        let message = format!("`{shown}` has {size} bytes, more than the {limit} that are read");
        report(&codes::TOO_LARGE, message, "a scenario has a few kilobytes: this is probably another file");
        return None;
    }
    // A device or a pipe has no size and may never end.
    let mut bytes = Vec::new();
    match fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)) {
        Ok(_) => add_text(&shown, bytes, sources, diagnostics),
        Err(error) => {
            report(&codes::CANNOT_READ, format!("`{shown}` cannot be read: {error}"), "");
            None
        }
    }
}

fn similar_file(path: &Path) -> String {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}`?", folder.join(near).display().to_string().trim_start_matches("./")),
        None => "check the name and the folder you are in".to_owned(),
    }
}

fn add_text(name: &str, bytes: Vec<u8>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let limit = Limits::default().bytes;
    if bytes.len() > limit {
        let problem = Diagnostic::without_place(&codes::TOO_LARGE, format!("`{name}` has more than the {limit} bytes that are read"));
        diagnostics.push(problem.help("a scenario has a few kilobytes: this is probably another file"));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(name, without_mark(&text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes().get(..at).map_or(1, |before| before.split(|byte| *byte == b'\n').count());
            let problem = Diagnostic::without_place(&codes::NOT_TEXT, format!("`{name}` is not text in UTF-8 (line {line})"));
            diagnostics.push(problem.help("save it as plain text with the encoding UTF-8"));
            None
        }
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn document(sources: &Sources, file: FileId, included_at: Option<Span>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let (mut documents, found) = read(sources, file, Limits::default());
    let broken = found.has_errors();
    diagnostics.extend(found);
    let name = sources.file(file).map(|file| file.name.clone()).unwrap_or_default();
    match documents.as_slice() {
        _ if broken && documents.is_empty() => None,
        [only] if !matches!(only.content, crate::syntax::Content::Null) => documents.pop(),
        [] | [_] => {
            let mut problem = Diagnostic::without_place(&codes::EMPTY, format!("there is nothing in `{name}`"));
            problem.span = included_at;
            diagnostics.push(problem.help(match included_at {
                None => "`flowlaw init` writes a first scenario to start from",
                Some(_) => "write blocks such as `flows:` into it, or remove it from `include`",
            }));
            None
        }
        [_, second, ..] => {
            diagnostics.push(
                Diagnostic::new(&codes::SEVERAL_DOCUMENTS, second.span, "a second document starts here")
                    .help("remove the line `---`, or put the second document into its own file"),
            );
            None
        }
    }
}

fn includes(
    node: &Node,
    folder: &Path,
    open: &mut Vec<PathBuf>,
    sources: &mut Sources,
    included: &mut Vec<Node>,
    diagnostics: &mut Diagnostics,
) {
    for item in node.get("include").map(Node::items).unwrap_or_default() {
        let Some(word) = item.as_word() else {
            let problem = Diagnostic::new(&codes::INCLUDE, item.span, "`include` takes names of files");
            diagnostics.push(problem.help("write `include: [disputes.yaml]`"));
            continue;
        };
        let relative = Path::new(&**word);
        let escapes = relative.is_absolute()
            || relative.components().any(|part| matches!(part, Component::ParentDir | Component::Prefix(_) | Component::RootDir));
        if escapes {
            let problem = Diagnostic::new(&codes::INCLUDE, item.span, format!("`{word}` lies outside the scenario's folder"));
            diagnostics.push(problem.help("put the file next to the scenario, or below it"));
            continue;
        }
        let path = folder.join(relative);
        if lies_outside(folder, &path) {
            let problem = Diagnostic::new(&codes::INCLUDE, item.span, format!("`{word}` leads outside the scenario's folder"));
            diagnostics.push(problem.help("put the file itself there instead of a link"));
            continue;
        }
        if open.iter().any(|before| same_file(before, &path)) {
            diagnostics.push(
                Diagnostic::new(&codes::INCLUDE, item.span, format!("`{word}` includes itself, directly or by way of others"))
                    .help("remove one of the includes"),
            );
            continue;
        }
        let Some(file) = text_file(&path, sources, Some(item.span), diagnostics) else { continue };
        let Some(child) = document(sources, file, Some(item.span), diagnostics) else { continue };
        open.push(path);
        includes(&child, folder, open, sources, included, diagnostics);
        open.pop();
        included.push(without_include(child));
    }
}

fn without_include(mut node: Node) -> Node {
    node.remove("include");
    node
}

/// Whether a link leads out of the folder.
fn lies_outside(folder: &Path, path: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    matches!((fs::canonicalize(folder), fs::canonicalize(path)), (Ok(folder), Ok(path)) if !path.starts_with(&folder))
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Loads the packs of a scenario, or those that were asked for; all built-in ones where nothing was said.
pub fn packs(asked: &[Name], document: Option<&Document>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<LoadedPack> {
    let wanted: Vec<Item> = if !asked.is_empty() {
        asked.iter().map(|name| Item { name: name.clone(), span: Span::default() }).collect()
    } else if let Some(document) = document.filter(|document| !document.law.is_empty()) {
        document.law.clone()
    } else {
        built_in_packs().into_iter().map(|name| Item { name: name.into(), span: Span::default() }).collect()
    };
    let written = asked.is_empty();
    let mut loaded: Vec<LoadedPack> = Vec::new();
    let mut named: Vec<Name> = Vec::new();
    for item in wanted {
        if named.contains(&item.name) {
            continue;
        }
        named.push(item.name.clone());
        let at = (written && item.span != Span::default()).then_some(item.span);
        if let Some(pack) = pack(&item.name, at, sources, diagnostics) {
            loaded.push(pack);
        }
    }
    check_together(&loaded.iter().map(|loaded| (&loaded.pack, loaded.origin.as_str())).collect::<Vec<_>>(), diagnostics);
    loaded
}

/// Loads one pack: built in, or a folder with a `pack.yaml`.
pub fn pack(name: &str, at: Option<Span>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<LoadedPack> {
    let path = Path::new(name);
    let mut found = Diagnostics::default();
    let (documents, origin) = if built_in_packs().contains(&name) && !path.join("pack.yaml").is_file() {
        (built_in(name, sources, &mut found), "built in".to_owned())
    } else if path.join("pack.yaml").is_file() {
        (folder(path, sources, &mut found), name.to_owned())
    } else {
        let known = built_in_packs();
        let mut problem = Diagnostic::without_place(&codes::NO_LAW, format!("there is no law `{name}`"));
        problem.span = at;
        diagnostics.push(match nearest(name, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("built in: {}; or name a folder with a `pack.yaml`", listed(known, 12))),
        });
        return None;
    };
    let pack = read_pack(&documents, &mut found);
    let broken = found.has_errors();
    diagnostics.extend(found);
    pack.filter(|_| !broken).map(|pack| LoadedPack { pack, origin })
}

fn built_in(name: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let prefix = format!("{name}/");
    let mut documents = Vec::new();
    for (path, text, tree) in BUILT_IN_FILES.iter().filter(|(path, ..)| path.starts_with(&prefix)) {
        let file = sources.add(format!("rules/{path}"), *text);
        match decode(tree, file) {
            Some(read) => documents.extend(read),
            None => documents.extend(documents_of(sources, file, diagnostics)),
        }
    }
    documents
}

fn documents_of(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let (documents, problems) = read(sources, file, Limits::default());
    diagnostics.extend(problems);
    documents
}

fn folder(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let mut paths = Vec::new();
    collect(path, &mut paths, 0);
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        if let Some(file) = text_file(&path, sources, None, diagnostics) {
            documents.extend(documents_of(sources, file, diagnostics));
        }
    }
    documents
}

fn collect(path: &Path, paths: &mut Vec<PathBuf>, depth: usize) {
    if depth > 8 {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths, depth + 1);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            paths.push(path);
        }
    }
}
