//! The smallest sets of changes that end the violations, in rows.

use super::{Cell, Table};
use crate::date::VagueDate;
use crate::fix::{Fix, Fixes};
use crate::report::fix::deed;
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::words;

/// One row for each set, the cheapest first.
pub fn fixes(report: &Report<'_>, fixes: &Fixes) -> Table {
    let columns = [
        ("set", Message::ColumnSet, 6),
        ("changes", Message::ColumnChanges, 80),
        ("cost", Message::ColumnCost, 10),
        ("since", Message::ColumnSince, 14),
        ("opens", Message::ColumnOpens, 40),
        ("left", Message::ColumnLeft, 14),
    ];
    let mut table = Table::new("fixes", Message::SectionFixes, report.language, &columns);
    table.rows = fixes.fixes.iter().zip(1..).map(|(fix, number)| cells(report, fix, number)).collect();
    table
}

fn cells(report: &Report<'_>, fix: &Fix, number: u64) -> Vec<Cell> {
    let language = report.language;
    let mut changes: Vec<String> = fix.changes.iter().map(|change| deed(report, change)).collect();
    if fix.is_stop() {
        changes.insert(0, format!("({})", Message::FixStop.say(language)));
    }
    let mut opens: Vec<String> =
        fix.opens.iter().map(|row| format!("{} ({})", report.text(&row.article), words::verdict(row.verdict, language))).collect();
    opens.dedup();
    vec![
        Cell::Number(Some(number)),
        Cell::text(changes.join("\n")),
        Cell::Number(Some(u64::from(fix.cost.total()))),
        Cell::date(VagueDate::exact(fix.since)),
        Cell::text(opens.join("; ")),
        Cell::Number(u64::try_from(fix.left).ok()),
    ]
}
