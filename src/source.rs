//! The texts a user gave us, and places in them.
//!
//! Input: file names and texts. Output: [`Span`]s that every later stage carries along, and [`Location`]s for people.
//! Not here: reading files from disk (see `load`).

use std::sync::{Arc, OnceLock};

/// One file among the [`Sources`] of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(u32);

/// A range of bytes in one file; `start` is included, `end` is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// A place as people name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as the user named it.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// A text with its name.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The file as the user named it.
    pub name: String,
    /// The whole text, without a byte order mark.
    pub text: Arc<str>,
    /// Found when the first place is asked for: most texts of the law are never pointed at.
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(newlines.map(|(at, _)| clamp(at + 1))).collect()
        })
    }
}

/// All texts of one run. Spans stay valid for as long as it lives.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile { name: name.into(), text: text.into(), line_starts: OnceLock::new() });
        FileId(clamp(self.files.len() - 1))
    }

    /// The file behind an id. Ids only come from [`Sources::add`], so it exists unless two runs were mixed up.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Line and column of the start of `span`.
    pub fn location(&self, span: Span) -> Location {
        let Some(file) = self.file(span.file) else {
            return Location { file: String::new(), line: 1, column: 1 };
        };
        let starts = file.line_starts();
        let line = starts.partition_point(|start| *start <= span.start).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0) as usize;
        let column = file.text.get(start..span.start as usize).map_or(0, |before| before.chars().count()) + 1;
        Location { file: file.name.clone(), line, column }
    }

    /// The text of a span, or nothing where the span is not one of ours.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).and_then(|file| file.text.get(span.start as usize..span.end as usize)).unwrap_or_default()
    }

    /// A short `file:line` for reports.
    pub fn line_reference(&self, span: Span) -> String {
        let location = self.location(span);
        format!("{}:{}", location.file, location.line)
    }
}

/// Sizes are bounded when files are read, so this never loses anything.
pub(crate) fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
