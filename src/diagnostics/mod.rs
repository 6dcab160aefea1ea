//! What is wrong with a file, in the user's words, with the place, an excerpt and a way to mend it.
//!
//! A [`Diagnostic`] is about a *file* somebody wrote; a finding (see `outcome`) is about a *deed* somebody did.
//! Messages are lower case without a full stop; advice stands in `help`; every code has a page in [`codes`].

pub mod codes;
mod render;

pub use codes::Code;
pub use render::render;

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but something in it is probably not meant.
    Warning,
}

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem; `flowlaw explain CODE` tells more.
    pub code: &'static Code,
    /// What is wrong, in the user's words.
    pub message: String,
    /// Where; none for problems with a whole file.
    pub span: Option<Span>,
    /// A few words beside the mark.
    pub label: String,
    /// Other places that matter, each with its own words.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { span: Some(span), ..Diagnostic::without_place(code, message) }
    }

    /// A problem with a whole file or with what was asked.
    pub fn without_place(code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, message: message.into(), span: None, label: String::new(), related: Vec::new(), help: Vec::new() }
    }

    /// Words beside the mark.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }

    /// A way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// At most so many problems are kept of one run: nobody reads more, and a hostile file could hold a million.
const MOST: usize = 200;

/// Collects problems instead of stopping at the first.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one. Of several problems of one kind at one place the first is kept: the others follow from it,
    /// as does whatever is said about a value with a sign in it that YAML does not know.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.is_full() && (diagnostic.severity() == Severity::Warning || self.has_errors()) {
            return;
        }
        let follows = |known: &Diagnostic| match (known.span, diagnostic.span) {
            (Some(sign), Some(value)) => {
                known.code == &codes::NOT_YAML && sign.file == value.file && (value.start..value.end).contains(&sign.start)
            }
            _ => false,
        };
        let same = |known: &Diagnostic| match diagnostic.span {
            Some(span) if diagnostic.code != &codes::MISSING_KEY && diagnostic.code != &codes::EXAMPLES => {
                known.code == diagnostic.code && known.span == Some(span)
            }
            _ => *known == diagnostic,
        };
        if !self.list.iter().any(|known| same(known) || follows(known)) {
            self.list.push(diagnostic);
        }
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Diagnostics) {
        for diagnostic in other.list {
            self.push(diagnostic);
        }
    }

    /// Whether something makes the input unusable.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether so much is wrong that further problems are not kept.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many problems there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them: errors first, then by place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.severity(), diagnostic.span));
        sorted
    }
}

/// The candidate nearest to a mistyped word, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' ', '_'], "");
    let target = plain(word);
    let allowed = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&target, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

/// `a, b and c` in backticks, at most `limit` of them.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    let mut shown: Vec<String> = words.iter().take(limit).map(|word| format!("`{word}`")).collect();
    if words.len() > limit {
        shown.push(format!("{} more", words.len() - limit));
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
