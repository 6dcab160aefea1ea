//! Diagnostics as text with an excerpt, in the manner of rustc.

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;

/// The whole message for one problem, ending with a line break. `color` adds terminal colours.
pub fn render(sources: &Sources, diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id).elements(None::<Level<'_>>.map(|level| level.message("")));
    if let Some(span) = diagnostic.span {
        for file in files_of(diagnostic, span) {
            let Some(source) = sources.file(file) else { continue };
            let mut snippet = Snippet::source(&*source.text).path(source.name.as_str()).line_start(1);
            if span.file == file {
                let mark = AnnotationKind::Primary.span(visible(&source.text, span));
                snippet = snippet.annotation(if diagnostic.label.is_empty() { mark } else { mark.label(diagnostic.label.as_str()) });
            }
            for (place, words) in diagnostic.related.iter().filter(|(place, _)| place.file == file) {
                snippet = snippet.annotation(AnnotationKind::Context.span(visible(&source.text, *place)).label(words.as_str()));
            }
            group = group.element(snippet);
        }
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

fn files_of(diagnostic: &Diagnostic, span: Span) -> Vec<crate::source::FileId> {
    let mut files = vec![span.file];
    for (place, _) in &diagnostic.related {
        if !files.contains(&place.file) {
            files.push(place.file);
        }
    }
    files
}

/// A span that covers several lines is marked on its first line only: excerpts stay short.
fn visible(text: &str, span: Span) -> Range<usize> {
    let start = (span.start as usize).min(text.len());
    let end = (span.end as usize).clamp(start, text.len());
    let line_end = text.get(start..end).and_then(|part| part.find('\n')).map_or(end, |at| start + at);
    let trimmed = text.get(start..line_end).map_or(line_end, |part| start + part.trim_end().len());
    start..trimmed.max(start)
}
