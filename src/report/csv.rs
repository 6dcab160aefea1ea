//! Every row as CSV for spreadsheets, complete and guarded: no cell can start a formula.

use super::lines::Report;
use super::rows::leg;
use super::words;
use crate::outcome::{DecidingPoint, Finding};
use crate::source::Sources;
use crate::text::Name;

const HEADER: &[&str] = &[
    "scenario",
    "as",
    "variations",
    "id",
    "law",
    "rule",
    "article",
    "title",
    "answers",
    "verdict",
    "rests_on",
    "about",
    "legs",
    "people",
    "people_min",
    "people_max",
    "data",
    "from",
    "through",
    "grounds",
    "decided_by",
    "by_party",
    "subsumed_by",
    "sanctions",
    "verified",
    "file",
    "line",
    "strictest_law",
];

/// The rows of several runs under one header.
pub fn rows(reports: &[(&Report<'_>, &Sources)]) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut complete = writer.write_record(HEADER).is_ok();
    for (report, sources) in reports {
        for finding in &report.judgement.findings {
            complete &= writer.write_record(record(report, sources, finding).iter().map(|cell| guarded(cell))).is_ok();
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    debug_assert!(complete, "writing into memory does not fail");
    String::from_utf8(bytes).unwrap_or_default()
}

fn record(report: &Report<'_>, sources: &Sources, finding: &Finding) -> Vec<String> {
    let judgement = report.judgement;
    let place = sources.location(finding.span);
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    vec![
        judgement.scenario.to_string(),
        judgement.as_party.as_ref().map_or_else(String::new, ToString::to_string),
        judgement.variations.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join("; "),
        finding.id.clone(),
        finding.law.to_string(),
        finding.rule.to_string(),
        report.text(&finding.article).to_owned(),
        report.text(&finding.title).to_owned(),
        finding.answers.to_string(),
        finding.verdict.word().to_owned(),
        points(&finding.rests_on),
        format!("{}.{}", finding.block.key(), finding.subject),
        finding.legs.iter().map(leg).filter(|leg| !leg.is_empty()).collect::<Vec<_>>().join("; "),
        joined(&finding.people),
        number(finding.people_count.min),
        number(finding.people_count.max),
        joined(&finding.data),
        words::from(&finding.period),
        words::through(&finding.period).unwrap_or_default(),
        finding.grounds.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join("; "),
        points(&finding.decided_by),
        finding.by_party.iter().map(|view| format!("{}: {}", view.party, view.verdict.word())).collect::<Vec<_>>().join("; "),
        joined(&finding.subsumed_by),
        finding
            .sanctions
            .iter()
            .map(|sanction| format!("{}: {}", sanction.cite, report.text(&sanction.formula)))
            .collect::<Vec<_>>()
            .join("; "),
        finding.verified.word().to_owned(),
        place.file,
        place.line.to_string(),
        report.matrix.strictest(finding.block, &finding.subject).iter().map(|law| &***law).collect::<Vec<_>>().join("; "),
    ]
}

fn joined(names: &[Name]) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join("; ")
}

fn points(points: &[DecidingPoint]) -> String {
    points.iter().map(|point| &*point.id).collect::<Vec<_>>().join("; ")
}

/// Spreadsheets run cells that start like a formula.
pub(super) fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_cell_starts_a_formula() {
        assert_eq!(super::guarded("=1+1"), "'=1+1");
        assert_eq!(super::guarded("@x"), "'@x");
        assert_eq!(super::guarded("2024-01-01"), "2024-01-01");
    }
}
