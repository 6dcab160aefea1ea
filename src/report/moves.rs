//! One company in several countries: what moved, law by law, and what each change of the scenario leaves under each law.

use super::grid::Row;
use super::lines::Report;
use super::matrix::{Matrix, OUT_OF_REACH};
use super::messages::Message;
use super::page::Page;
use crate::outcome::Verdict;
use crate::text::{Language, Name, Text};

/// How many lines of a report are broken, and how many are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Burden {
    /// Lines with a violation.
    pub violations: usize,
    /// Lines that depend on something.
    pub open: usize,
}

impl Burden {
    /// Of a run.
    pub fn of(report: &Report<'_>) -> Burden {
        let violations = report.open_lines().filter(|line| line.verdict == Verdict::Violation).count();
        Burden { violations, open: report.open_lines().count() - violations }
    }
}

/// What a variation leaves under one law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cure {
    /// The variation.
    pub variation: (Name, Text),
    /// What is left of violations and open points; nothing where the law does not reach anything any more, which mends nothing.
    pub left: Option<Burden>,
}

/// What is left by the variation that leaves least; nothing where none leaves less than there was.
pub fn best(before: Burden, tried: &[Cure]) -> Option<Burden> {
    tried.iter().filter_map(|cure| cure.left).filter(|left| *left < before).min()
}

/// The sign of the change that cures most.
pub const CURES_MOST: &str = "▼";
/// At most so many changes are shown.
const SHOWN: usize = 12;

/// One law with the run in its country.
#[derive(Debug)]
pub struct Tried<'a> {
    /// What is typed to see the run alone.
    pub law_if: String,
    /// Above its column.
    pub head: String,
    /// The run.
    pub report: &'a Report<'a>,
    /// What was moved.
    pub moved: String,
    /// What each variation of the scenario leaves.
    pub cures: Vec<Cure>,
}

/// The page for one scenario under several laws, each at home.
pub fn page(tried: &[Tried<'_>], matrix: &Matrix, path: &str, language: Language, page: &mut Page) {
    let Some(first) = tried.first() else { return };
    page.heading(&format!("{} ({})", first.report.text(&first.report.judgement.title), first.report.judgement.scenario));
    for one in tried {
        page.line(&Message::MovedTo.fill(language, &[&one.head, &one.moved]));
    }
    page.blank();
    matrix.print(language, page);
    if tried.iter().any(|one| !one.cures.is_empty()) {
        cures(tried, language, page);
    }
    for one in tried {
        page.code(1, &Message::MovedAlone.fill(language, &[&one.law_if, path]));
    }
    page.blank();
    page.line(&Message::NotAdvice.say(language));
}

/// A change with what it leaves under each law.
struct Change<'a> {
    id: &'a Name,
    title: &'a Text,
    left: Vec<Option<Burden>>,
    /// Violations that it mends, under all laws together.
    mended: usize,
}

/// The changes that leave less under some law, the most helpful first.
fn helpful<'a>(tried: &'a [Tried<'_>], before: &[Burden]) -> Vec<Change<'a>> {
    let variations = tried.first().map(|one| one.cures.as_slice()).unwrap_or_default().iter().map(|cure| &cure.variation);
    let mut changes: Vec<Change<'_>> = Vec::new();
    for (at, (id, title)) in variations.enumerate() {
        let left: Vec<Option<Burden>> = tried.iter().map(|one| one.cures.get(at).and_then(|cure| cure.left)).collect();
        let pairs = || left.iter().zip(before).filter_map(|(left, before)| Some(((*left)?, *before)));
        if pairs().any(|(left, before)| left < before) {
            let mended = pairs().map(|(left, before)| before.violations.saturating_sub(left.violations)).sum();
            changes.push(Change { id, title, left, mended });
        }
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.mended));
    changes
}

fn cures(tried: &[Tried<'_>], language: Language, page: &mut Page) {
    let before: Vec<Burden> = tried.iter().map(|one| Burden::of(one.report)).collect();
    let best: Vec<Option<Burden>> = tried.iter().zip(&before).map(|(one, before)| best(*before, &one.cures)).collect();
    let changes = helpful(tried, &before);
    page.heading(&Message::CuresTitle.say(language));
    if changes.is_empty() {
        page.line(&Message::NoCure.say(language));
        page.blank();
        return;
    }
    let header: Vec<String> =
        std::iter::once(Message::ColumnChange.say(language)).chain(tried.iter().map(|one| one.head.clone())).collect();
    let as_it_is = std::iter::once(Message::AsItIs.say(language)).chain(before.iter().map(|before| counted(*before, language)));
    let mut rows = vec![Row { cells: as_it_is.map(Into::into).collect(), below: None }];
    for change in changes.iter().take(SHOWN) {
        let cells = change.left.iter().zip(&best).map(|(left, best)| match left {
            None => OUT_OF_REACH.to_owned(),
            Some(left) if Some(*left) == *best => format!("{CURES_MOST} {}", counted(*left, language)),
            Some(left) => counted(*left, language),
        });
        let cells = std::iter::once(format!("{} ({})", change.title.get(language), change.id)).chain(cells);
        rows.push(Row { cells: cells.map(Into::into).collect(), below: None });
    }
    page.table(&header, &rows);
    page.line(&Message::CureSigns.fill(language, &[CURES_MOST, OUT_OF_REACH]));
    if changes.len() > SHOWN {
        page.line(&Message::MoreLinesHere.fill(language, &[&(changes.len() - SHOWN).to_string()]));
    }
    page.blank();
}

fn counted(burden: Burden, language: Language) -> String {
    if burden.open == 0 {
        burden.violations.to_string()
    } else {
        Message::AndOpen.fill(language, &[&burden.violations.to_string(), &burden.open.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::{Burden, Cure, best};
    use crate::text::Text;

    fn cure(left: Option<(usize, usize)>) -> Cure {
        let left = left.map(|(violations, open)| Burden { violations, open });
        Cure { variation: ("change".into(), Text::same("change")), left }
    }

    #[test]
    fn the_change_that_leaves_fewest_violations_cures_most() {
        let before = Burden { violations: 3, open: 1 };
        let tried = [cure(Some((3, 1))), cure(Some((2, 4))), cure(Some((1, 9)))];
        assert_eq!(best(before, &tried), Some(Burden { violations: 1, open: 9 }));
        assert_eq!(best(before, &tried[..1]), None, "no change leaves less");
    }

    #[test]
    fn escaping_a_law_mends_nothing() {
        assert_eq!(best(Burden { violations: 3, open: 0 }, &[cure(None)]), None);
    }
}
