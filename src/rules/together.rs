//! Several packs at once: each may say what it likes, but no name may mean two things.

use super::model::Pack;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::Span;
use crate::text::Name;

/// At most so many clashes of two packs are told one by one: a copy of a pack clashes everywhere.
const SHOWN: usize = 3;

/// Reports packs with the same id, and rules, concepts, tables and open questions that two packs define.
/// Each pack comes with its origin: `built in`, or a path.
pub fn check_together(packs: &[(&Pack, &str)], diagnostics: &mut Diagnostics) {
    for (at, (pack, origin)) in packs.iter().enumerate() {
        for (earlier, its_origin) in packs.iter().take(at) {
            if earlier.id == pack.id {
                let message = format!("two packs are called `{}`: {its_origin} and {origin}", pack.id);
                let problem = Diagnostic::without_place(&codes::DUPLICATE_DEFINITION, message);
                diagnostics.push(problem.help("judge by one of them, or give one another name after `pack:` in its pack.yaml"));
            } else {
                check_pair(earlier, pack, diagnostics);
            }
        }
    }
}

fn check_pair(first: &Pack, second: &Pack, diagnostics: &mut Diagnostics) {
    let earlier = definitions(first);
    let clashes: Vec<(&'static str, &Name, Span, Span)> = definitions(second)
        .into_iter()
        .filter_map(|(what, id, span)| {
            let (_, _, before) = earlier.iter().find(|(other, known, _)| *other == what && *known == id)?;
            Some((what, id, span, *before))
        })
        .collect();
    for (at, (what, id, span, before)) in clashes.iter().take(SHOWN).enumerate() {
        let message = format!("{what} `{id}` is defined by two packs, `{}` and `{}`", first.id, second.id);
        let mut problem = Diagnostic::new(&codes::DUPLICATE_DEFINITION, *span, message).related(*before, "first here");
        if at + 1 == SHOWN.min(clashes.len()) {
            if clashes.len() > SHOWN {
                problem = problem.help(format!("and {} more names are defined by both", clashes.len() - SHOWN));
            }
            problem = problem.help(format!("judge by one of the two packs, or start the names of one with its own id: `{}-…`", second.id));
        }
        diagnostics.push(problem);
    }
}

fn definitions(pack: &Pack) -> Vec<(&'static str, &Name, Span)> {
    let rules = pack.rules.iter().map(|rule| ("rule", &rule.id, rule.span));
    let concepts = pack.concepts.iter().map(|concept| ("concept", &concept.id, concept.span));
    let tables = pack.tables.iter().map(|table| ("table", &table.id, table.span));
    let questions = pack.questions.iter().map(|question| ("open question", &question.id, question.span));
    rules.chain(concepts).chain(tables).chain(questions).collect()
}
