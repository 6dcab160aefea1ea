//! Tables about the law that was used.

use super::{Cell, Table};
use crate::report::lines::Report;
use crate::report::messages::Message;
use std::collections::BTreeSet;

/// Which articles were exercised, which the facts do not reach, which are known and not encoded.
pub fn coverage(report: &Report<'_>) -> Table {
    let language = report.language;
    let mut table = Table::new(
        "coverage",
        Message::SectionCoverage,
        language,
        &[
            ("law", Message::ColumnLaw, 10),
            ("article", Message::ColumnArticle, 28),
            ("title", Message::ColumnTitle, 50),
            ("reached", Message::ColumnReached, 30),
            ("verified", Message::ColumnVerified, 12),
            ("rule", Message::ColumnRule, 26),
        ],
    );
    let exercised: BTreeSet<&str> = report.judgement.findings.iter().map(|finding| &*finding.rule).collect();
    for pack in &report.packs {
        let (reached, others): (Vec<_>, Vec<_>) = pack.rules.iter().partition(|rule| exercised.contains(&*rule.id));
        for rule in reached.into_iter().chain(others) {
            let reached = if exercised.contains(&*rule.id) { Message::ReachedYes } else { Message::ReachedNo };
            table.rows.push(vec![
                Cell::text(&pack.id),
                Cell::text(format!("{} {}", rule.cite.law, rule.cite.article)),
                Cell::text(report.text(&rule.title)),
                Cell::text(reached.say(language)),
                Cell::text(rule.verified.word()),
                Cell::text(&rule.id),
            ]);
        }
        for missing in &pack.not_encoded {
            let why = Message::ReachedNotEncoded.fill(language, &[report.text(&missing.because)]);
            table.rows.push(vec![
                Cell::text(&pack.id),
                Cell::text(format!("{} {}", missing.law, missing.article)),
                Cell::text(""),
                Cell::text(why),
                Cell::text(""),
                Cell::text(""),
            ]);
        }
    }
    table
}

/// The packs with their versions and how far they were checked.
pub fn packs(report: &Report<'_>) -> Table {
    let language = report.language;
    let mut table = Table::new(
        "packs",
        Message::SectionPacks,
        language,
        &[
            ("law", Message::ColumnLaw, 12),
            ("title", Message::ColumnTitle, 50),
            ("version", Message::ColumnVersion, 12),
            ("origin", Message::ColumnOrigin, 24),
            ("rules", Message::ColumnRules, 10),
            ("verified", Message::ColumnVerified, 40),
        ],
    );
    for pack in &report.judgement.packs {
        let rules: usize = pack.verified.iter().map(|(_, count)| count).sum();
        let verified: Vec<String> = pack.verified.iter().map(|(level, count)| format!("{} {count}", level.word())).collect();
        let origin = if pack.origin == "built in" { Message::BuiltIn.say(language) } else { pack.origin.clone() };
        table.rows.push(vec![
            Cell::text(&pack.id),
            Cell::text(report.text(&pack.title)),
            Cell::text(&pack.version),
            Cell::text(origin),
            Cell::Number(u64::try_from(rules).ok()),
            Cell::text(verified.join(", ")),
        ]);
    }
    table
}
