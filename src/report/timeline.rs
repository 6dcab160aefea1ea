//! The page of `timeline`: when each breach starts and ends and why then, how many days, whom it exposes, what it can cost.

use super::check::tint;
use super::grid::{Cell, Look, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::outcome::Verdict;
use crate::text::{Language, Name};
use crate::timeline::{Bar, Change, ChangeKind, DayRange, Timeline, TimelineRow};
use crate::vocabulary::Block;

/// Rows of the short table.
const ROWS: usize = 12;

/// The whole page. With `all`, also what is lawful or folded into a stricter rule.
pub fn page(report: &Report<'_>, timeline: &Timeline, all: bool, look: Look) -> String {
    let mut page = Page::new(look);
    let language = report.language;
    super::check::header(report, &mut page);
    let mut rows: Vec<&TimelineRow> = timeline.rows.iter().filter(|row| all || is_open(row)).collect();
    // A party's gravest breaches first, the longest of them first.
    rows.sort_by_key(|row| (row.verdict, std::cmp::Reverse(row.days.min), std::cmp::Reverse(row.days.max)));
    if rows.is_empty() {
        page.line(&Message::TimelineEmpty.say(language));
    } else {
        let shown = if all { rows.len() } else { ROWS.min(rows.len()) };
        table(report, rows.get(..shown).unwrap_or_default(), all, &mut page);
        if rows.len() > shown {
            page.line(&Message::TimelineMore.fill(language, &[&(rows.len() - shown).to_string()]));
        }
        marks(report, timeline, &mut page);
    }
    page.blank();
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

/// Whether something in a row is, or may be, a breach of its own.
fn is_open(row: &TimelineRow) -> bool {
    row.bars.iter().any(|bar| bar.verdict != Verdict::Lawful && !bar.folded)
}

fn table(report: &Report<'_>, rows: &[&TimelineRow], all: bool, page: &mut Page) {
    let language = report.language;
    let mut header = [
        Message::ColumnArticle,
        Message::ColumnWho,
        Message::ColumnWhat,
        Message::ColumnVerdict,
        Message::ColumnPeriod,
        Message::TimelineDays,
        Message::ColumnPeople,
    ]
    .map(|message| message.say(language))
    .to_vec();
    let mut lines = Vec::new();
    for row in rows {
        let bars: Vec<&Bar> = row.bars.iter().filter(|bar| all || (bar.verdict != Verdict::Lawful && !bar.folded)).collect();
        for (at, bar) in bars.iter().enumerate() {
            let first = at == 0;
            let text = |text: String| if first { text } else { String::new() };
            let cells: Vec<Cell> = vec![
                report.text(&bar.article).to_owned().into(),
                text(report.party(&row.answers)).into(),
                text(row.subject.to_string()).into(),
                Cell::tinted(words::verdict(bar.verdict, language), tint(bar.verdict)),
                words::period(&bar.period).into(),
                length(bar).into(),
                report.people_of(&bar.people, bar.people_count).into(),
            ];
            let mut below = vec![
                Message::TimelineStarts.fill(language, &[&changes(report, &bar.starts)]),
                if bar.ends.is_empty() {
                    Message::TimelineGoesOn.say(language)
                } else {
                    Message::TimelineEnds.fill(language, &[&changes(report, &bar.ends)])
                },
            ];
            if at + 1 == bars.len() {
                below.extend(summary(report, row));
            }
            lines.push(Row { cells, below: Some(below.join("\n")) });
        }
    }
    if page.look.markdown {
        header.push(Message::ColumnReason.say(language));
    }
    page.table(&header, &lines);
}

/// How many days a bar has.
fn length(bar: &Bar) -> String {
    let (from, until) = (bar.period.from, bar.period.until);
    if until == crate::date::Day::END || from == crate::date::Day::BEGINNING {
        return String::new();
    }
    words::grouped(u64::from(until.0.abs_diff(from.0)))
}

/// What is said of a row as a whole.
fn summary(report: &Report<'_>, row: &TimelineRow) -> Vec<String> {
    let language = report.language;
    let mut total = vec![days(row.days, language)];
    total.extend(words::count(row.people, language).map(|count| Message::TimelinePeople.fill(language, &[&count])));
    total.extend(row.records.as_ref().and_then(|records| {
        let count = records_count(records.count, language)?;
        Some(Message::TimelineRecords.fill(language, &[&count, &records.unit]))
    }));
    let mut lines = vec![Message::TimelineInAll.fill(language, &[&total.join("; ")])];
    for stretch in &row.stretches {
        for (id, title) in &stretch.joined_by {
            lines.push(Message::TimelineOneBreach.fill(language, &[id, report.text(title), &words::period(&stretch.period)]));
        }
        if let Some(flow) = &stretch.carries_on {
            lines.push(Message::TimelineCarriesOn.fill(language, &[flow]));
        }
    }
    for (sanction, period) in &row.sanctions {
        let text = report.text(&sanction.formula);
        let text = if sanction.certain { text.to_owned() } else { format!("{}: {text}", Message::Possibly.say(language)) };
        lines.push(Message::TimelineCosts.fill(language, &[&words::period(period), &text, &sanction.cite]));
    }
    lines
}

fn days(range: DayRange, language: Language) -> String {
    let said = words::grouped;
    match range.max {
        None => Message::TimelineDaysAtLeast.fill(language, &[&said(range.min)]),
        Some(1) if range.min == 1 => Message::TimelineDay.say(language),
        Some(max) if max == range.min => Message::TimelineDaysCount.fill(language, &[&said(max)]),
        Some(max) => Message::TimelineDaysRange.fill(language, &[&said(range.min), &said(max)]),
    }
}

/// Records are no people: their number has no word for people behind it.
fn records_count(range: crate::scenario::CountRange, language: Language) -> Option<String> {
    match (range.min, range.max) {
        (Some(min), Some(max)) if min == max => Some(words::grouped(min)),
        (_, Some(max)) => Some(Message::AtMost.fill(language, &[&words::grouped(max)])),
        (_, None) => None,
    }
}

/// What changes on a day, in words.
pub(super) fn changes(report: &Report<'_>, changes: &[Change]) -> String {
    let all: Vec<String> = changes.iter().map(|change| said(report, change)).collect();
    words::first_of(&all, 3, report.language)
}

/// One change in words.
fn said(report: &Report<'_>, change: &Change) -> String {
    let (message, day) = match change.kind {
        ChangeKind::LawStarts => (Message::TimelineLawStarts, change.day),
        ChangeKind::LawEnds => (Message::TimelineLawEnds, change.day),
        ChangeKind::FactStarts => (Message::TimelineFactStarts, change.day),
        ChangeKind::FactEnds => (Message::TimelineFactEnds, change.day.plus(-1)),
        ChangeKind::TimeLimit => (Message::TimelineLimit, change.day),
    };
    message.fill(report.language, &[report.text(&change.what), &day.to_string()])
}

/// The days on which something changes, in order.
fn marks(report: &Report<'_>, timeline: &Timeline, page: &mut Page) {
    page.heading(&Message::TimelineMarks.say(report.language));
    for change in &timeline.marks {
        page.indented(1, &format!("{}  {}", change.day, said(report, change)));
    }
}

/// The same facts under the law of several days: one row for each duty, one column for each day.
pub fn by_law(days: &[(String, Report<'_>, Timeline)], look: Look) -> String {
    let mut page = Page::new(look);
    let Some((_, first, _)) = days.first() else { return String::new() };
    let language = first.language;
    super::check::header(first, &mut page);
    let mut keys: Vec<(Name, Name, Block, Name)> = Vec::new();
    for row in days.iter().flat_map(|(.., timeline)| &timeline.rows).filter(|row| is_open(row)) {
        let key = (row.family.clone(), row.answers.clone(), row.block, row.subject.clone());
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        page.line(&Message::TimelineEmpty.say(language));
    } else {
        let mut header = vec![Message::ColumnWho.say(language), Message::TimelineFacts.say(language)];
        header.extend(days.iter().map(|(label, ..)| label.clone()));
        let rows: Vec<Row> =
            keys.iter()
                .map(|(family, answers, block, subject)| {
                    let of = |timeline: &'_ Timeline| {
                        timeline.rows.iter().position(|row| {
                            row.family == *family && row.answers == *answers && row.block == *block && row.subject == *subject
                        })
                    };
                    let mut cells: Vec<Cell> = vec![first.party(answers).into(), subject.to_string().into()];
                    cells.extend(days.iter().map(|(_, report, timeline)| match of(timeline).and_then(|at| timeline.rows.get(at)) {
                        Some(row) => by_law_cell(report, row),
                        None => Message::CompareNone.say(language).into(),
                    }));
                    Row { cells, below: None }
                })
                .collect();
        page.line(&Message::TimelineByLaw.say(language));
        page.table(&header, &rows);
    }
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

fn by_law_cell(report: &Report<'_>, row: &TimelineRow) -> Cell {
    let language = report.language;
    let articles: Vec<&str> = row.articles.iter().map(|article| report.text(article)).collect();
    let whole = row.stretches.first().map(|first| {
        let last = row.stretches.last().map_or(first.period, |last| last.period);
        words::period(&crate::date::Period { until: last.until, through_written: last.through_written, ..first.period })
    });
    let mut parts = vec![format!("{}: {}", articles.join(", "), words::verdict(row.verdict, language))];
    parts.extend(whole);
    parts.extend(words::count(row.people, language));
    Cell::tinted(parts.join("; "), tint(row.verdict))
}
