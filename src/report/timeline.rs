//! The page of `timeline`: when each breach starts and ends and why then, how many days, whom it exposes, what it can cost.

use super::check::tint;
use super::grid::{Cell, Look, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::date::Period;
use crate::outcome::Verdict;
use crate::text::Language;
use crate::timeline::{Bar, Change, ChangeKind, DayRange, Timeline, TimelineRow};

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
pub fn is_open(row: &TimelineRow) -> bool {
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
                Message::TimelineStarts.fill(language, &[&starts(report, bar)]),
                if bar.ends.is_empty() {
                    Message::TimelineGoesOn.say(language)
                } else {
                    Message::TimelineEnds.fill(language, &[&ends(report, bar)])
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
        for (id, title) in &stretch.cut_by {
            lines.push(Message::TimelineCut.fill(language, &[id, report.text(title)]));
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

pub(super) fn days(range: DayRange, language: Language) -> String {
    let said = words::grouped;
    match range.max {
        None if range.min == 0 => Message::TimelineDaysRunning.say(language),
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

/// Why a bar starts, in words.
pub(super) fn starts(report: &Report<'_>, bar: &Bar) -> String {
    let vague = bar.period.from_written.map(|date| date.to_string());
    changes(report, &bar.starts, ChangeKind::FactStarts, vague.as_deref())
}

/// Why a bar ends, in words.
pub(super) fn ends(report: &Report<'_>, bar: &Bar) -> String {
    let vague = bar.period.through_written.map(|date| date.to_string());
    changes(report, &bar.ends, ChangeKind::FactEnds, vague.as_deref())
}

/// Changes in words; a fact's end that was written vaguely stays vague.
fn changes(report: &Report<'_>, changes: &[Change], edge: ChangeKind, vague: Option<&str>) -> String {
    let day = |change: &Change| vague.filter(|_| change.kind == edge).map_or_else(|| day(change), str::to_owned);
    let all: Vec<String> = changes.iter().map(|change| said(report, change, &day(change))).collect();
    words::first_of(&all, 3, report.language)
}

/// The day that is named with a change: of an end, the last day.
fn day(change: &Change) -> String {
    if change.kind == ChangeKind::FactEnds { change.day.plus(-1).to_string() } else { change.day.to_string() }
}

/// One change in words.
pub fn said(report: &Report<'_>, change: &Change, day: &str) -> String {
    let message = match change.kind {
        ChangeKind::LawStarts => Message::TimelineLawStarts,
        ChangeKind::LawEnds => Message::TimelineLawEnds,
        ChangeKind::FactStarts => Message::TimelineFactStarts,
        ChangeKind::FactEnds => Message::TimelineFactEnds,
        ChangeKind::TimeLimit => Message::TimelineLimit,
    };
    message.fill(report.language, &[report.text(&change.what), day])
}

/// The days on which something changes, in order.
fn marks(report: &Report<'_>, timeline: &Timeline, page: &mut Page) {
    page.heading(&Message::TimelineMarks.say(report.language));
    for change in &timeline.marks {
        page.indented(1, &format!("{}  {}", change.day, said(report, change, &day(change))));
    }
}

/// One judgement by the law of one day: what the day is called, names and titles, and what came out.
pub type OfDay<'a> = (String, Report<'a>, Timeline);

/// The same facts under the law of several days: one row for each duty that comes out differently (all, with `all`), one column for each
/// day.
pub fn by_law(days: &[OfDay<'_>], all: bool, look: Look) -> String {
    let mut page = Page::new(look);
    let Some((_, first, _)) = days.first() else { return String::new() };
    let language = first.language;
    super::check::header(first, &mut page);
    let rows = duties(days);
    let (shown, same): (Vec<_>, Vec<_>) = rows
        .iter()
        .partition(|row| all || !row.windows(2).all(|pair| says_the_same(pair.first().copied().flatten(), pair.last().copied().flatten())));
    match (shown.is_empty(), same.is_empty()) {
        (true, true) => page.line(&Message::TimelineEmpty.say(language)),
        (true, false) => page.line(&Message::TimelineNoneByLaw.say(language)),
        (false, _) => {
            page.line(&Message::TimelineByLaw.say(language));
            page.blank();
            let mut header = [Message::ColumnArticle, Message::ColumnWho, Message::TimelineFacts].map(|name| name.say(language)).to_vec();
            header.extend(days.iter().map(|(label, ..)| label.clone()));
            let rows: Vec<Row> = shown.iter().map(|row| by_law_row(days, row)).collect();
            page.table(&header, &rows);
            if !same.is_empty() {
                page.line(&Message::TimelineSameByLaw.fill(language, &[&same.len().to_string()]));
            }
        }
    }
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

/// The rows of each duty, one for each day; nothing where its law reaches nothing.
fn duties<'t>(days: &'t [OfDay<'_>]) -> Vec<Vec<Option<&'t TimelineRow>>> {
    let key = |row: &'t TimelineRow| (&row.family, &row.answers, row.block, &row.subject);
    let mut keys = Vec::new();
    for row in days.iter().flat_map(|(.., timeline)| &timeline.rows).filter(|row| is_open(row)) {
        if !keys.contains(&key(row)) {
            keys.push(key(row));
        }
    }
    let of = |wanted, timeline: &'t Timeline| timeline.rows.iter().find(|row| key(row) == wanted);
    keys.into_iter().map(|wanted| days.iter().map(|(.., timeline)| of(wanted, timeline)).collect()).collect()
}

fn says_the_same(one: Option<&TimelineRow>, other: Option<&TimelineRow>) -> bool {
    let said = |row: &TimelineRow| (row.articles.clone(), row.verdict, row.people, whole(row).map(|period| (period.from, period.until)));
    one.map(said) == other.map(said)
}

/// From the first to the last day on which something is not lawful.
fn whole(row: &TimelineRow) -> Option<Period> {
    let (first, last) = row.stretches.first().zip(row.stretches.last())?;
    Some(Period { until: last.period.until, through_written: last.period.through_written, ..first.period })
}

fn by_law_row(days: &[OfDay<'_>], row: &[Option<&TimelineRow>]) -> Row {
    let Some(((_, first, _), any)) = days.first().zip(row.iter().flatten().next()) else { return Row::default() };
    let language = first.language;
    let mut articles: Vec<&str> = Vec::new();
    for article in row.iter().flatten().flat_map(|row| &row.articles).map(|article| first.text(article)) {
        if !articles.contains(&article) {
            articles.push(article);
        }
    }
    let one_article = row.iter().flatten().all(|other| other.articles == any.articles);
    let one_period = row.iter().flatten().all(|other| whole(other) == whole(any));
    let mut facts = vec![any.subject.to_string()];
    facts.extend(whole(any).filter(|_| one_period).map(|period| words::period(&period)));
    let mut cells: Vec<Cell> = vec![articles.join(", ").into(), any.answers.to_string().into(), facts.join(" ").into()];
    let one_count = row.iter().flatten().all(|other| other.people == any.people);
    cells.extend(row.iter().map(|cell| match cell {
        None => Message::CompareNone.say(language).into(),
        Some(row) => {
            let own: Vec<&str> = row.articles.iter().map(|article| first.text(article)).collect();
            let mut parts = vec![words::verdict(row.verdict, language)];
            parts.extend(Some(own.join(", ")).filter(|_| !one_article));
            parts.extend(whole(row).filter(|_| !one_period).map(|period| words::period(&period)));
            parts.extend(words::count(row.people, language).filter(|_| !one_count));
            Cell::tinted(parts.join("; "), tint(row.verdict))
        }
    }));
    Row { cells, below: None }
}
