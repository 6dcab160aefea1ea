//! The page of `check --law-if kr,eu,uk`: one scenario, one company, several countries.

use super::{Judged, heads};
use crate::args::{Check, Format};
use crate::terminal;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Detail, Options};
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::moves::{Burden, Cure, Tried, page};
use flowlaw::report::own::OwnVersion;
use flowlaw::report::page::Page;
use flowlaw::text::Language;

/// The pages, one for each scenario.
pub(super) fn pages(arguments: &Check, judged: &[Judged], reports: &[(Report<'_>, Vec<OwnVersion>)]) -> String {
    let language = terminal::language(&arguments.printing);
    let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
    look.markdown = arguments.format == Format::Markdown;
    let mut texts: Vec<String> = Vec::new();
    let mut rest = reports.iter();
    for group in judged.chunk_by(|a, b| a.path == b.path) {
        let tried: Vec<Tried<'_>> =
            group.iter().zip(rest.by_ref().take(group.len())).map(|(one, (report, _))| tried(arguments, one, report, language)).collect();
        let mut text = Page::new(look);
        let path = group.first().map_or_else(String::new, |one| one.path.display().to_string());
        if let Some(first) = tried.first() {
            page(&tried, &first.report.matrix, &path, language, &mut text);
        }
        texts.push(text.finish());
    }
    texts.join("\n")
}

fn tried<'a>(arguments: &Check, one: &Judged, report: &'a Report<'a>, language: Language) -> Tried<'a> {
    let question = one.opened.question.as_ref();
    let moved = match (question, one.opened.moved_by.and_then(|at| one.opened.document.as_ref()?.variations.get(at))) {
        (_, Some(variation)) => variation.title.get(language).to_owned(),
        (Some(question), None) => Message::MovedNothing.fill(language, &[question.moved.name.get(language), &question.moved.to]),
        (None, None) => String::new(),
    };
    Tried {
        law_if: question.map_or_else(String::new, |question| question.typed.clone()),
        head: heads(one).join(", "),
        report,
        moved,
        cures: cures(arguments, one, language),
    }
}

/// What each variation of the file leaves in this country.
fn cures(arguments: &Check, one: &Judged, language: Language) -> Vec<Cure> {
    let Some(document) = &one.opened.document else { return Vec::new() };
    let packs = one.opened.pack_list();
    let mut cures = Vec::new();
    for variation in document.variations.iter().filter(|variation| document.variation(&variation.id) != one.opened.moved_by) {
        let mut problems = Diagnostics::default();
        let mut options = Options { detail: Detail::Verdicts, ..one.opened.options(&arguments.judging, &mut problems) };
        // The move comes last, so that no variation puts the party elsewhere again.
        options.variations.retain(|at| Some(*at) != one.opened.moved_by);
        let tried = document.order_of(&variation.id).unwrap_or_default().into_iter().filter(|at| !options.variations.contains(at));
        options.variations = options.variations.iter().copied().chain(tried).chain(one.opened.moved_by).collect();
        // A change that cannot be judged, or that leads out of the law's reach, leaves nothing to compare.
        let judgement = one.opened.judge(&options, &mut problems).filter(|judgement| !judgement.findings.is_empty());
        let left = judgement.map(|judgement| Burden::of(&Report::new(document, &judgement, &packs, language)));
        cures.push(Cure { variation: (variation.id.clone(), variation.title.clone()), left });
    }
    cures
}
