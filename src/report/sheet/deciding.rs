//! What decides the open lines, in rows.

use super::timeline::line_number;
use super::{Cell, Table};
use crate::decide::Decision;
use crate::report::decide::{class, named, of_all, sentence};
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::words;

/// One row for each finding that something decides.
pub fn deciding(report: &Report<'_>, decisions: &[Decision]) -> Table {
    let language = report.language;
    let mut table = Table::new(
        "deciding",
        Message::SectionDecides,
        language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("article", Message::ColumnArticle, 30),
            ("answers", Message::ColumnWho, 22),
            ("verdict", Message::ColumnVerdict, 18),
            ("point", Message::ColumnDecidesMost, 40),
            ("class", Message::ColumnClass, 18),
            ("pivotal", Message::ColumnPivotal, 20),
            ("worlds", Message::ColumnWorlds, 16),
            ("sentence", Message::ColumnSentence, 80),
            ("id", Message::ColumnId, 0),
        ],
    );
    for decision in decisions.iter().filter(|decision| decision.is_open()) {
        let finding = &decision.finding;
        let most = decision.decided.as_ref().ok().and_then(|decided| Some((decided, decided.points.first()?)));
        let cell = |text: Option<String>| Cell::text(text.unwrap_or_default());
        table.rows.push(vec![
            Cell::Number(line_number(report, &finding.id)),
            Cell::text(report.text(&finding.article)),
            Cell::text(report.party(&finding.answers)),
            Cell::Verdict(finding.verdict, words::verdict(finding.verdict, language)),
            cell(most.map(|(_, point)| named(report, point))),
            cell(most.map(|(_, point)| class(point.class, language))),
            cell(most.map(|(_, point)| of_all(point.pivot.turns, point.pivot.of, language))),
            cell(most.map(|(decided, _)| of_all(decided.violations, decided.worlds, language))),
            Cell::text(sentence(report, decision)),
            Cell::text(&finding.id),
        ]);
    }
    table
}
