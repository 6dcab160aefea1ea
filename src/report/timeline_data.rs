//! A timeline for programs and spreadsheets: every bar, complete.

use super::compare_data::{both, location};
use super::csv::guarded;
use super::lines::Report;
use super::timeline::{ends, starts};
use super::words;
use crate::source::Sources;
use crate::text::{Name, Text};
use crate::timeline::{Bar, Change, Stretch, Timeline, TimelineRow};
use serde_json::{Value, json};

/// The name of the format.
pub const FORMAT: &str = "flowlaw/timeline/1";

const HEADER: &[&str] = &[
    "law_as_of",
    "finding",
    "law_family",
    "rule",
    "article",
    "answers",
    "about",
    "verdict",
    "from",
    "through",
    "starts",
    "ends",
    "people",
    "people_min",
    "people_max",
    "data",
    "folded",
    "row_days_min",
    "row_days_max",
    "row_people_min",
    "row_people_max",
    "row_records_min",
    "row_records_max",
    "records_unit",
    "sanctions",
];

/// One line for every bar.
pub fn csv(report: &Report<'_>, timeline: &Timeline) -> String {
    lines_of(&[("", report, timeline)])
}

/// One line for every bar under the law of every day.
pub fn by_law_csv(days: &[(String, Report<'_>, Timeline)]) -> String {
    lines_of(&days.iter().map(|(label, report, timeline)| (label.as_str(), report, timeline)).collect::<Vec<_>>())
}

fn lines_of(all: &[(&str, &Report<'_>, &Timeline)]) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut complete = writer.write_record(HEADER).is_ok();
    for (label, report, timeline) in all {
        complete &= bars(label, report, timeline, &mut writer);
    }
    debug_assert!(complete, "writing into memory does not fail");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn bars(label: &str, report: &Report<'_>, timeline: &Timeline, writer: &mut ::csv::Writer<Vec<u8>>) -> bool {
    let mut complete = true;
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    for row in &timeline.rows {
        for bar in &row.bars {
            let records = row.records.as_ref();
            let sanctions = row
                .sanctions
                .iter()
                .map(|(view, period)| format!("{}: {}: {}", words::period(period), view.cite, report.text(&view.formula)));
            let record = [
                label.to_owned(),
                bar.finding.clone(),
                row.family.to_string(),
                bar.rule.to_string(),
                report.text(&bar.article).to_owned(),
                row.answers.to_string(),
                format!("{}.{}", row.block.key(), row.subject),
                bar.verdict.word().to_owned(),
                words::from(&bar.period),
                words::through(&bar.period).unwrap_or_default(),
                starts(report, bar),
                ends(report, bar),
                joined(&bar.people),
                number(bar.people_count.min),
                number(bar.people_count.max),
                joined(&bar.data),
                if bar.folded { "yes" } else { "no" }.to_owned(),
                row.days.min.to_string(),
                number(row.days.max),
                number(row.people.min),
                number(row.people.max),
                number(records.and_then(|records| records.count.min)),
                number(records.and_then(|records| records.count.max)),
                records.map_or_else(String::new, |records| records.unit.to_string()),
                sanctions.collect::<Vec<_>>().join("; "),
            ];
            complete &= writer.write_record(record.iter().map(|cell| guarded(cell))).is_ok();
        }
    }
    complete
}

fn joined(names: &[Name]) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join("; ")
}

/// Everything as JSON, in a stable order.
pub fn json(report: &Report<'_>, timeline: &Timeline, sources: &Sources) -> String {
    as_text(&value(report, timeline, sources))
}

/// The same facts under the law of several days as JSON.
pub fn by_law_json(days: &[(String, Report<'_>, Timeline)], sources: &Sources) -> String {
    let all = days.iter().map(|(label, report, timeline)| json!({ "label": label, "timeline": value(report, timeline, sources) }));
    as_text(&json!({ "schema": FORMAT, "by_law": all.collect::<Vec<_>>() }))
}

fn as_text(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn value(report: &Report<'_>, timeline: &Timeline, sources: &Sources) -> Value {
    let judgement = report.judgement;
    json!({
        "schema": FORMAT,
        "scenario": { "id": &*judgement.scenario, "title": both(&judgement.title) },
        "as": judgement.as_party.as_deref(),
        "variations": judgement.variations.iter().map(|(id, _)| &**id).collect::<Vec<_>>(),
        "rows": timeline.rows.iter().map(|row| row_value(row, sources)).collect::<Vec<_>>(),
        "marks": timeline.marks.iter().map(|change| change_value(change, sources)).collect::<Vec<_>>(),
    })
}

fn change_value(change: &Change, sources: &Sources) -> Value {
    json!({
        "day": change.day.to_string(),
        "kind": change.kind.word(),
        "what": both(&change.what),
        "location": change.span.map(|span| location(span, sources)),
    })
}

fn bar_value(bar: &Bar, sources: &Sources) -> Value {
    let names = |list: &[Name]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "finding": bar.finding,
        "rule": &*bar.rule,
        "article": both(&bar.article),
        "verdict": bar.verdict.word(),
        "from": words::from(&bar.period),
        "through": words::through(&bar.period),
        "people": names(&bar.people),
        "people_count": { "min": bar.people_count.min, "max": bar.people_count.max },
        "data": names(&bar.data),
        "folded": bar.folded,
        "starts": bar.starts.iter().map(|change| change_value(change, sources)).collect::<Vec<_>>(),
        "ends": bar.ends.iter().map(|change| change_value(change, sources)).collect::<Vec<_>>(),
    })
}

fn transitions(list: &[(Name, Text)]) -> Vec<Value> {
    list.iter().map(|(id, title)| json!({ "id": &**id, "title": both(title) })).collect()
}

fn stretch_value(stretch: &Stretch) -> Value {
    json!({
        "from": words::from(&stretch.period),
        "through": words::through(&stretch.period),
        "bars": stretch.bars,
        "joined_by": transitions(&stretch.joined_by),
        "cut_by": transitions(&stretch.cut_by),
        "carries_on": stretch.carries_on.as_deref(),
    })
}

fn row_value(row: &TimelineRow, sources: &Sources) -> Value {
    let sanctions = row.sanctions.iter().map(|(view, period)| {
        json!({
            "cite": &*view.cite,
            "formula": both(&view.formula),
            "certain": view.certain,
            "by_transition": view.by_transition.as_deref(),
            "from": words::from(period),
            "through": words::through(period),
        })
    });
    json!({
        "family": &*row.family,
        "title": both(&row.title),
        "answers": &*row.answers,
        "about": { "block": row.block.key(), "id": &*row.subject },
        "verdict": row.verdict.word(),
        "days": { "min": row.days.min, "max": row.days.max },
        "people": { "min": row.people.min, "max": row.people.max },
        "records": row.records.as_ref().map(|records| json!({
            "min": records.count.min, "max": records.count.max, "unit": &*records.unit,
        })),
        "bars": row.bars.iter().map(|bar| bar_value(bar, sources)).collect::<Vec<_>>(),
        "stretches": row.stretches.iter().map(stretch_value).collect::<Vec<_>>(),
        "sanctions": sanctions.collect::<Vec<_>>(),
    })
}
