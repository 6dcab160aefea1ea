//! Checks dates and periods, and says what was probably meant.

use super::shape::{Place, known_key, map, single, value};
use crate::date::{Period, Precision, VagueDate};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::{Span, clamp};
use crate::syntax::{Content, Entry, Node};
use crate::vocabulary::Kind;

/// Whether a date can be read; says so if not.
pub(super) fn check_date(node: &Node, diagnostics: &mut Diagnostics) -> bool {
    let Some(word) = node.as_word() else { return false };
    match VagueDate::parse(word) {
        Ok(_) => true,
        Err(problem) => {
            diagnostics.push(bad_date(node.span, word, problem));
            false
        }
    }
}

fn bad_date(span: Span, word: &str, problem: String) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::BAD_DATE, span, problem);
    match repaired_date(word).or_else(|| last_day(word)) {
        Some(date) => diagnostic.help(format!("did you mean `{date}`?")),
        None => diagnostic,
    }
}

/// The place of one date in a period.
fn part_of(period: &Node, part: &str) -> Span {
    let at = match &period.content {
        Content::Scalar { text, quoted: false } if period.span.end - period.span.start == clamp(text.len()) => text.find(part),
        _ => None,
    };
    at.map_or(period.span, |at| {
        let start = period.span.start + clamp(at);
        Span { start, end: start + clamp(part.len()), ..period.span }
    })
}

/// `2024-02-30` is mostly meant as the end of that month.
fn last_day(word: &str) -> Option<String> {
    let (month, day) = word.rsplit_once('-')?;
    let last = VagueDate::parse(month).ok().filter(|date| date.precision == Precision::Month)?.last;
    matches!(day.parse(), Ok(29..=31_u8)).then(|| last.to_string())
}

/// `2024.3.5`, `2024/03/05`, `20240305` and `2024-3-5` are all written by somebody.
fn repaired_date(word: &str) -> Option<String> {
    let digits_only = word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    let candidate = if digits_only {
        format!("{}-{}-{}", word.get(..4)?, word.get(4..6)?, word.get(6..)?)
    } else {
        let parts: Vec<&str> = word.trim_end_matches('.').split(['.', '/', '-']).map(str::trim).collect();
        let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
        match numbers?.as_slice() {
            [day, month, year] if *year > 1900 => format!("{year:04}-{month:02}-{day:02}"),
            [year, month, day] => format!("{year:04}-{month:02}-{day:02}"),
            [year, month] => format!("{year:04}-{month:02}"),
            _ => return None,
        }
    };
    VagueDate::parse(&candidate).ok().map(|_| candidate)
}

/// Checks a period and expands it to `{ from, through }`; nothing comes back where it cannot be used.
pub(super) fn period(key: &str, node: &Node, place: Place, diagnostics: &mut Diagnostics) -> Option<Node> {
    if let Content::Map(_) = &node.content {
        let checked = map(node, key, diagnostics, &mut |entry, diagnostics| {
            if !known_key(entry, &["from", "through"], diagnostics) {
                return None;
            }
            value(Kind::Date, &entry.key, &entry.value, place, diagnostics)
        })?;
        check_order(&checked, diagnostics);
        return Some(checked);
    }
    let node = single(node, key, diagnostics)?;
    let word = node.as_word()?.clone();
    let (from, through) = match word.split_once("..") {
        Some((from, through)) => (from.trim().trim_end_matches('.').to_owned(), through.trim().trim_start_matches('.').to_owned()),
        None => (word.to_string(), word.to_string()),
    };
    let mut broken = false;
    for part in [&from, &through] {
        if !part.is_empty()
            && let Err(problem) = VagueDate::parse(part)
        {
            let diagnostic = bad_date(part_of(&node, part), part, problem);
            let dash = word.contains(" - ") || word.contains('~') || word.contains(" to ");
            diagnostics.push(if dash { diagnostic.help("write a period with two dots: `2024-01-01..2024-03-31`") } else { diagnostic });
            broken = true;
            break;
        }
    }
    if broken {
        return None;
    }
    let part = |name: &str, text: &str| {
        let content = if text.is_empty() { Content::Null } else { Content::Scalar { text: text.into(), quoted: false } };
        Entry { key: name.into(), key_span: node.span, value: Node { content, span: node.span } }
    };
    let whole = Node::map(vec![part("from", &from), part("through", &through)], node.span);
    check_order(&whole, diagnostics);
    Some(whole)
}

fn check_order(period: &Node, diagnostics: &mut Diagnostics) {
    let date = |key: &str| period.get(key).and_then(Node::as_word).and_then(|word| VagueDate::parse(word).ok());
    if let Err(problem) = Period::new(date("from"), date("through")) {
        diagnostics
            .push(Diagnostic::new(&codes::BAD_DATE, period.span, problem).help("both ends are included; the earlier date stands first"));
    }
}
