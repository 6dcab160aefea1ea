//! Writes a set of changes into the scenario it was found for: into its facts, or as one more variation.
//!
//! The new text is read and judged again before it takes the place of the old one, and nothing is written where anything else moved.

use crate::run::Opened;
use crate::terminal;
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes};
use flowlaw::fix::Fix;
use flowlaw::fix::edit::{Edited, edited};
use flowlaw::judge::case::{Detail, Options, judge};
use flowlaw::load;
use flowlaw::outcome::Finding;
use flowlaw::scenario::document::checked_change;
use flowlaw::scenario::patch::merge;
use flowlaw::scenario::{Document, Included};
use flowlaw::source::{Sources, Span};
use flowlaw::syntax::{Content, Entry, Limits, Node, read};
use flowlaw::text::Name;
use std::fs;
use std::path::Path;

/// Where a set goes.
#[derive(Debug, Clone)]
pub enum Target {
    /// Into the facts.
    Facts,
    /// Into the variations, with a title in English and Korean.
    Variation(String, String),
}

/// A problem that leaves the file as it was.
fn refused(message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::without_place(&codes::WRITE, message).help(help)
}

/// Writes a set and says what was written.
pub fn write(path: &Path, opened: &Opened, options: &Options, fix: &Fix, target: &Target) -> Result<String, Diagnostic> {
    if path == Path::new("-") {
        return Err(refused("standard input cannot be written to", "save the scenario to a file first"));
    }
    let Some(document) = &opened.document else { return Err(refused("there is no scenario", "name its file")) };
    if matches!(target, Target::Facts) && !options.variations.is_empty() {
        return Err(refused("a set that was found for a variation is no change of the facts", "keep it as a variation: `--save N`"));
    }
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let Some((main, included)) = load::trees(path, &mut sources, &mut problems) else { return Err(changed_meanwhile(path)) };
    let same = |tree: &Node| {
        let (now, then) = (sources.file(tree.span.file), opened.sources.file(tree.span.file));
        now.zip(then).is_some_and(|(now, then)| now.name == then.name && now.text == then.text)
    };
    if !same(&main) || !included.trees.iter().all(same) {
        return Err(changed_meanwhile(path));
    }
    let (change, id, levels) = match target {
        Target::Facts => (fix.patch.clone(), None, 2),
        Target::Variation(en, ko) => {
            let id = fresh(document);
            (block("variations", block(&id, variation(document, options, fix, en, ko))), Some(id), 5)
        }
    };
    let trees: Vec<&Node> = std::iter::once(&main).chain(&included.trees).collect();
    let files = edited(&sources, &trees, &change, levels)?;
    let [file] = files.as_slice() else {
        return Err(refused("the set touches several files, which cannot be changed in one step", "keep it as a variation: `--save N`"));
    };
    check(opened, document, options, fix, id.as_ref(), file, (&sources, &main, &included))?;
    let name = sources.file(file.file).map(|file| file.name.clone()).unwrap_or_default();
    put(Path::new(&name), file)?;
    Ok(match id {
        None => format!("wrote the set into {name}; now try: flowlaw check {}", path.display()),
        Some(id) => {
            format!("wrote the set into {name} as variation `{id}`; now try: flowlaw check {} --variation {id}", path.display())
        }
    })
}

fn changed_meanwhile(path: &Path) -> Diagnostic {
    refused(format!("`{}` was changed while the sets were searched", path.display()), "nothing was written; run `flowlaw fix` again")
}

fn block(key: &str, value: Node) -> Node {
    Node::map(vec![Entry { key: key.into(), key_span: Span::default(), value }], Span::default())
}

/// The set as a variation.
fn variation(document: &Document, options: &Options, fix: &Fix, en: &str, ko: &str) -> Node {
    let quoted = |text: &str| Node { content: Content::Scalar { text: text.into(), quoted: true }, span: Span::default() };
    let mut title = block("en", quoted(en));
    title.set("ko".into(), Span::default(), quoted(ko));
    let mut own = block("title", title);
    let before: Vec<Node> = options
        .variations
        .iter()
        .filter_map(|at| document.variations.get(*at))
        .map(|variation| Node::word(variation.id.clone(), Span::default()))
        .collect();
    if !before.is_empty() {
        own.set("builds_on".into(), Span::default(), Node::list(before, Span::default()));
    }
    own.set("change".into(), Span::default(), fix.patch.clone());
    own
}

fn fresh(document: &Document) -> Name {
    let mut number = 1;
    while document.variation(&format!("fix_{number}")).is_some() {
        number += 1;
    }
    format!("fix_{number}").into()
}

/// Reads and judges the new text: it must say what was said before and the change, and nothing else, and come out as was found.
fn check(
    opened: &Opened,
    document: &Document,
    options: &Options,
    fix: &Fix,
    id: Option<&Name>,
    file: &Edited,
    (sources, main, included): (&Sources, &Node, &Included),
) -> Result<(), Diagnostic> {
    let moved = || {
        refused(
            "the change cannot be written into the file without changing what else it says",
            "nothing was written; keep it as a variation with `--save N`, or paste the lines yourself",
        )
    };
    let mut texts = sources.clone();
    let fresh = texts.add("the new text", file.new.as_str());
    let now = |tree: &Node| -> Option<Node> {
        if tree.span.file != file.file {
            return Some(tree.clone());
        }
        let (documents, problems) = read(&texts, fresh, Limits::default());
        let [only] = documents.as_slice() else { return None };
        (!problems.has_errors()).then(|| only.clone())
    };
    let new_main = now(main).ok_or_else(moved)?;
    let mut new_included = Included { missing: included.missing, trees: Vec::new() };
    for tree in &included.trees {
        let mut tree = now(tree).ok_or_else(moved)?;
        tree.remove("include");
        new_included.trees.push(tree);
    }
    let mut problems = Diagnostics::default();
    let written = Document::read(&new_main, &new_included, &mut problems);
    if problems.has_errors() || !says_what_it_should(document, &written, fix, id, &mut problems) {
        return Err(moved());
    }
    let mut options = Options { detail: Detail::Verdicts, ..options.clone() };
    if let Some(id) = id {
        options.variations = written.order_of(id).unwrap_or_default();
    }
    let after = judge(&written, &opened.law(), &options, &mut problems).ok_or_else(moved)?;
    let told = |rows: &[Finding]| -> Vec<_> {
        rows.iter().map(|row| (row.id.clone(), row.verdict, row.period, row.people.clone(), row.data.clone())).collect()
    };
    if told(&after.findings) == told(&fix.after) {
        return Ok(());
    }
    Err(refused(
        "written into the facts the set would not come out as it was judged: the parties dispute what it changes",
        "nothing was written; keep it as a variation: `--save N`",
    ))
}

fn says_what_it_should(before: &Document, written: &Document, fix: &Fix, id: Option<&Name>, problems: &mut Diagnostics) -> bool {
    let mut base = before.base.clone();
    if id.is_none() {
        let change = checked_change(&fix.patch, problems);
        for entry in change.entries() {
            // `contracts: none` gives way to the first contract.
            if let Some(existing) = base.get_mut(&entry.key).filter(|existing| existing.is_word("none")) {
                *existing = Node::map(Vec::new(), Span::default());
            }
        }
        merge(&mut base, &change);
    }
    let same_change = |a: Option<&Node>, b: Option<&Node>| match (a, b) {
        (Some(a), Some(b)) => a.says_the_same(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let old: Vec<_> = before.variations.iter().collect();
    let kept: Vec<_> = written.variations.iter().filter(|variation| Some(&variation.id) != id).collect();
    let disputes = |document: &Document| -> Vec<_> {
        document.disputes.iter().flat_map(|dispute| dispute.versions.iter().map(|version| version.change.clone())).collect::<Vec<_>>()
    };
    let (disputed, disputed_now) = (disputes(before), disputes(written));
    without_nothing(&written.base).says_the_same(&without_nothing(&base))
        && old.len() == kept.len()
        && old.iter().zip(kept).all(|(old, kept)| old.id == kept.id && old.change.says_the_same(&kept.change))
        && disputed.len() == disputed_now.len()
        && disputed.iter().zip(&disputed_now).all(|(old, now)| same_change(old.as_ref(), now.as_ref()))
        && before.expect.len() == written.expect.len()
}

/// A tree without keys that say nothing: an open end of a period is written as nothing, and merged by leaving it out.
fn without_nothing(node: &Node) -> Node {
    let kept = node.entries().iter().filter(|entry| !matches!(entry.value.content, Content::Null));
    match &node.content {
        Content::Map(_) => {
            let entries = kept.map(|entry| Entry { value: without_nothing(&entry.value), ..entry.clone() });
            Node::map(entries.collect(), node.span)
        }
        _ => node.clone(),
    }
}

/// Puts the new text in place of the old one, if that is still there.
fn put(path: &Path, file: &Edited) -> Result<(), Diagnostic> {
    let on_disk = fs::read_to_string(path).map_err(|_| changed_meanwhile(path))?;
    let (mark, text) = on_disk.strip_prefix('\u{feff}').map_or(("", on_disk.as_str()), |text| ("\u{feff}", text));
    if text != file.old {
        return Err(changed_meanwhile(path));
    }
    terminal::write_file(path, format!("{mark}{}", file.new))
}
