//! The timeline in rows: what is not lawful, when it starts and ends, and why then.

use super::{Cell, Table};
use crate::outcome::Verdict;
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::timeline::{days, ends, starts};
use crate::report::words;
use crate::timeline::{Bar, Timeline, TimelineRow};

/// One row for each bar that is a breach of its own, or may be one.
pub fn timeline(report: &Report<'_>, timeline: &Timeline) -> Table {
    let mut table = Table::new(
        "timeline",
        Message::SectionTimeline,
        report.language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("article", Message::ColumnArticle, 30),
            ("answers", Message::ColumnWho, 22),
            ("about", Message::ColumnAbout, 24),
            ("verdict", Message::ColumnVerdict, 18),
            ("people", Message::ColumnPeople, 24),
            ("from", Message::ColumnFrom, 12),
            ("through", Message::ColumnThrough, 12),
            ("starts", Message::ColumnStarts, 40),
            ("ends", Message::ColumnEnds, 40),
            ("days", Message::ColumnDaysInAll, 16),
            ("id", Message::ColumnId, 0),
        ],
    );
    for row in &timeline.rows {
        let bars = row.bars.iter().filter(|bar| bar.verdict != Verdict::Lawful && !bar.folded);
        table.rows.extend(bars.map(|bar| cells(report, row, bar)));
    }
    table
}

fn cells(report: &Report<'_>, row: &TimelineRow, bar: &Bar) -> Vec<Cell> {
    let language = report.language;
    let ends = if bar.ends.is_empty() { Message::TimelineGoesOn.say(language) } else { ends(report, bar) };
    vec![
        Cell::Number(line_number(report, &bar.finding)),
        Cell::text(report.text(&bar.article)),
        Cell::text(report.party(&row.answers)),
        Cell::text(format!("{}.{}", row.block.key(), row.subject)),
        Cell::Verdict(bar.verdict, words::verdict(bar.verdict, language)),
        Cell::Count(super::clean(&report.people_of(&bar.people, bar.people_count)), bar.people_count),
        Cell::from(&bar.period),
        Cell::through(&bar.period),
        Cell::text(starts(report, bar)),
        Cell::text(ends),
        Cell::text(days(row.days, language)),
        Cell::text(&bar.finding),
    ]
}

/// The number of the line in which a finding stands, in the table of lines.
pub(super) fn line_number(report: &Report<'_>, finding: &str) -> Option<u64> {
    report.number_of(finding).and_then(|number| u64::try_from(number).ok())
}
