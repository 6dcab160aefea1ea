//! The mistakes people make in YAML, in their own words.
//!
//! The parser's messages speak of tokens and simple keys; this file looks at the text around the place and says what a beginner did.

use crate::diagnostics::{Diagnostic, codes};
use crate::source::{FileId, Span, clamp};

/// Problems that would only confuse the parser.
pub(super) fn before_parsing(text: &str, file: FileId) -> Option<Diagnostic> {
    if text.trim_start().starts_with('<') {
        let at = text.len() - text.trim_start().len();
        return Some(
            Diagnostic::new(&codes::NOT_YAML, mark(file, at, 1), "this is a web page or another file with `<…>`, not YAML")
                .help("if it was downloaded, download the plain text (`raw`) instead of the page around it"),
        );
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let before = line.get(..indent).unwrap_or_default();
        if let Some(tab) = before.find('\t')
            && !line.trim().is_empty()
            && !line.trim_start().starts_with('#')
        {
            let span = mark(file, start + tab, 1);
            return Some(
                Diagnostic::new(&codes::NOT_YAML, span, "a tab is used to indent this line")
                    .label("a tab stands here")
                    .help("YAML indents with spaces only: replace the tab by two spaces (most editors have `convert tabs to spaces`)"),
            );
        }
        start += line.len();
    }
    text.find('\0').map(|at| {
        Diagnostic::new(&codes::NOT_TEXT, mark(file, at, 1), "the file holds a byte that never stands in text")
            .help("this is probably not a text file")
    })
}

/// What the parser stumbled over, in a user's words.
pub(super) fn parse_error(text: &str, file: FileId, at: u32, info: &str) -> Diagnostic {
    let at = (at as usize).min(text.len());
    if let Some(problem) = typographic(text, file).into_iter().next() {
        return problem;
    }
    let (line_start, line) = line_around(text, at);
    let previous = text.get(..line_start.saturating_sub(1)).map_or("", |before| before.rsplit('\n').next().unwrap_or(""));
    // The mark covers one whole character, which may be several bytes.
    let here = text.get(at..line_start + line.trim_end().len()).and_then(|rest| rest.chars().next());
    let span = mark(file, at, here.map_or(0, char::len_utf8));
    if !info.contains("recursion limit")
        && let Some(problem) = unclosed(text, file)
    {
        return problem;
    }
    if let Some(problem) = above(text, file, line_start) {
        return problem;
    }
    let lower = info.to_lowercase();
    let (message, help) = if lower.contains("recursion limit") {
        (
            "too many brackets are open at once",
            "a scenario never needs more than a handful of levels: look for a bracket that is not closed",
        )
    } else if lower.contains("mapping values are not allowed") {
        ("there is a second `:` where no key may stand", "put a text that holds `: ` in quotes, or start a new line for the new key")
    } else if lower.contains("anchor") || lower.contains("alias") {
        ("`*` and `&` have a special meaning at the start of a value", "put the value in quotes")
    } else if lower.contains("tag") {
        ("`!` has a special meaning at the start of a value", "put the value in quotes")
    } else if line.trim_start().starts_with(['@', '`', '%']) || value_of(line).starts_with(['@', '`', '%']) {
        ("this sign cannot start a value", "put the value in quotes")
    } else if lower.contains("simple key") || lower.contains("expected ':'") {
        (
            "this line is neither `key: value` nor `- item`",
            "a `:` with a space after it is missing, or a text runs over several lines and needs quotes",
        )
    } else if lower.contains("indent")
        || lower.contains("block mapping")
        || lower.contains("block collection")
        || lower.contains("expected <document start>")
    {
        (
            "this line does not start in the column of the lines it belongs to",
            "lines of one block start in the same column; use two spaces for each level",
        )
    } else {
        (
            "the text cannot be read as YAML from here on",
            "look at this line and the one before: indentation, dashes, colons, quotes and brackets",
        )
    };
    let mut problem = Diagnostic::new(&codes::NOT_YAML, span, message).help(help);
    if previous.trim_end().ends_with(',') {
        problem = problem.help("the line before ends with a comma");
    }
    problem
}

/// Characters that look right and are not.
pub(super) fn after_parsing(text: &str, file: FileId) -> Vec<Diagnostic> {
    typographic(text, file)
}

/// Smart quotes around a value, a full-width colon after a key, a full-width space or a no-break space as indentation.
fn typographic(text: &str, file: FileId) -> Vec<Diagnostic> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split(" #").next().unwrap_or(line);
        let body = code.trim_start_matches([' ', '-', '{', '[']);
        if body.trim_start().starts_with('#') {
            start += line.len();
            continue;
        }
        if let Some(at) = code.find('：').filter(|at| is_key(code.get(..*at).unwrap_or_default())) {
            found.push(
                Diagnostic::new(&codes::NOT_YAML, mark(file, start + at, '：'.len_utf8()), "a full-width colon `：` is used after a key")
                    .help("write the ordinary colon `:` and a space: switch the keyboard to English for the signs"),
            );
        }
        let value = value_of(code).trim_start_matches(['[', '{', ' ']);
        if let Some(quote) = value.chars().next().filter(|first| matches!(first, '“' | '”' | '‘' | '’' | '「' | '„' | '«')) {
            let at = code.find(quote).unwrap_or(0);
            found.push(
                Diagnostic::new(
                    &codes::NOT_YAML,
                    mark(file, start + at, quote.len_utf8()),
                    format!("the curly quote `{quote}` is not a quotation mark here"),
                )
                .help("write straight quotes `\"…\"`: word processors change them, a text editor does not"),
            );
        }
        let indent = code.len() - code.trim_start().len();
        if let Some((at, space)) = code.get(..indent).unwrap_or_default().char_indices().find(|(_, c)| matches!(c, '\u{a0}' | '\u{3000}')) {
            found.push(
                Diagnostic::new(&codes::NOT_YAML, mark(file, start + at, space.len_utf8()), "a special space is used to indent this line")
                    .help("replace it by ordinary spaces: it often comes with text copied from a web page"),
            );
        }
        start += line.len();
    }
    found
}

fn is_key(text: &str) -> bool {
    let key = text.trim_start_matches([' ', '-', '{', '[']).trim_end();
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

fn value_of(line: &str) -> &str {
    line.split_once(": ").map_or_else(|| line.trim_start().strip_prefix("- ").unwrap_or(""), |(_, value)| value).trim()
}

/// A bracket, brace or quote that is opened and never closed.
fn unclosed(text: &str, file: FileId) -> Option<Diagnostic> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut quote: Option<(char, usize)> = None;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (Some((mark, _)), c) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '#') if before == ' ' => break,
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => quote = Some((c, start + at)),
                (None, '[' | '{') => open.push((c, start + at)),
                (None, ']' | '}') => {
                    let wanted = if c == ']' { '[' } else { '{' };
                    match open.pop() {
                        Some((bracket, _)) if bracket == wanted => {}
                        Some((bracket, place)) => {
                            let message = format!("`{bracket}` is closed by `{c}`");
                            return Some(
                                Diagnostic::new(&codes::NOT_YAML, mark(file, start + at, 1), message)
                                    .related(mark(file, place, 1), "opened here"),
                            );
                        }
                        None => {
                            return Some(Diagnostic::new(
                                &codes::NOT_YAML,
                                mark(file, start + at, 1),
                                format!("`{c}` closes nothing that was opened"),
                            ));
                        }
                    }
                }
                (None, _) => {}
            }
            before = c;
        }
        if let Some((sign, place)) = quote {
            return Some(
                Diagnostic::new(
                    &codes::NOT_YAML,
                    mark(file, place, 1),
                    format!("the quote `{sign}` is opened and not closed on this line"),
                )
                .help("add the closing quote"),
            );
        }
        start += line.len();
    }
    let (bracket, place) = open.last().copied()?;
    let closing = if bracket == '[' { ']' } else { '}' };
    Some(
        Diagnostic::new(&codes::NOT_YAML, mark(file, place, 1), format!("`{bracket}` is opened and never closed"))
            .help(format!("add `{closing}` where it ends")),
    )
}

/// The parser often stumbles a line or two after the mistake.
fn above(text: &str, file: FileId, at: usize) -> Option<Diagnostic> {
    let mut starts = vec![at];
    while let Some(start) = starts.last().copied().filter(|start| *start > 0 && starts.len() < 3) {
        let (before, _) = line_around(text, start - 1);
        starts.push(before);
    }
    starts.iter().find_map(|start| {
        let (_, line) = line_around(text, *start);
        missing_space(file, *start, line).or_else(|| missing_dash(text, file, *start, line))
    })
}

/// A bare word below an item of a list, in the column of the items.
fn missing_dash(text: &str, file: FileId, start: usize, line: &str) -> Option<Diagnostic> {
    let body = line.trim();
    let indent = line.len() - line.trim_start().len();
    let (_, before) = line_around(text, start.checked_sub(1)?);
    let beside_item = before.trim_start().starts_with("- ") && before.len() - before.trim_start().len() == indent;
    let bare = !body.is_empty() && !body.starts_with(['-', '#']) && !body.contains(": ") && !body.ends_with(':');
    (beside_item && bare).then(|| {
        Diagnostic::new(&codes::NOT_YAML, mark(file, start + indent, body.len()), "a dash is missing before this item")
            .help(format!("write `- {body}`"))
    })
}

/// `key:value` and `-item` without their space.
fn missing_space(file: FileId, line_start: usize, line: &str) -> Option<Diagnostic> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    if let Some(rest) = body.strip_prefix('-')
        && rest.chars().next().is_some_and(char::is_alphanumeric)
    {
        return Some(
            Diagnostic::new(&codes::NOT_YAML, mark(file, line_start + indent, 1), "there is no space after the dash")
                .help("write `- item` with a space after the dash"),
        );
    }
    let colon = body.find(':')?;
    let after = body.get(colon + 1..)?.chars().next()?;
    if !after.is_whitespace() && is_key(body.get(..colon)?) && after != '/' {
        let span = mark(file, line_start + indent + colon, 1);
        return Some(
            Diagnostic::new(&codes::NOT_YAML, span, "there is no space after the colon")
                .help("write `key: value` with a space after the colon"),
        );
    }
    None
}

fn line_around(text: &str, at: usize) -> (usize, &str) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
    (start, line)
}

fn mark(file: FileId, start: usize, length: usize) -> Span {
    Span { file, start: clamp(start), end: clamp(start + length) }
}
