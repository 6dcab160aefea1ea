//! The timeline as SVG: one row for each duty that is broken or open, the versions of the law behind it, and bars with people.
//!
//! The bars, days and people are those of [`crate::timeline`]; nothing here counts anew.

use super::draw::Look;
use super::layout::{MARGIN, Rectangle, WIDTH};
use super::measure::{Font, capped, width, wrapped};
use super::paint::{self, MUTED, PAGE, RULE, SIGN, TEXT};
use super::svg::{Paint, Svg};
use crate::date::{Day, Period, VagueDate};
use crate::outcome::Verdict;
use crate::report::check::header_lines;
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::timeline::{is_open, said};
use crate::report::words;
use crate::timeline::{Bar, ChangeKind, Timeline, TimelineRow};
use std::collections::BTreeMap;

const HEADING: Font = Font::bold(18);
const ARTICLE: Font = Font::bold(11);
const SMALL: Font = Font::plain(11);
const LETTER: Font = Font::bold(10);
/// The left edge of the days.
const LEFT: i32 = 300;
/// The right edge of the days.
const RIGHT: i32 = WIDTH - MARGIN - 6;
/// Height of a bar.
const BAR: i32 = 10;
/// From one lane of bars to the next: a bar and the line that says whom it concerns.
const LANE: i32 = BAR + 20;
/// From one lane of letters to the next.
const LETTERS: i32 = 15;
/// More rows than this nobody can follow; the rest is counted.
const ROWS: usize = 40;
/// The stretch of a version of the law, every other one.
const LAW: Paint = Paint { class: "fl-box", fill: "#eef1f5", stroke: "none", dashes: "" };

/// A text with its place.
#[derive(Debug, Clone)]
pub struct Label {
    /// Where it stands.
    pub place: Rectangle,
    /// What it says.
    pub text: String,
    font: Font,
    paint: Paint,
}

/// A bar with its place.
#[derive(Debug, Clone)]
pub struct BarPlace {
    /// Where it stands.
    pub place: Rectangle,
    /// The verdict that it shows.
    pub verdict: Verdict,
    title: String,
}

/// A timeline with its places.
#[derive(Debug, Clone)]
pub struct TimelineDrawing {
    title: String,
    /// Everything that is written.
    pub labels: Vec<Label>,
    /// The bars.
    pub bars: Vec<BarPlace>,
    /// Signs of verdicts: left edge, middle, verdict.
    signs: Vec<(i32, i32, Verdict)>,
    stretches: Vec<Rectangle>,
    /// Upright lines where something changes, and whether that is the law.
    marks: Vec<(i32, bool)>,
    rules: Vec<i32>,
    /// Upper and lower edge of the days.
    days: (i32, i32),
    /// The height of the picture.
    pub height: i32,
}

/// The timeline as one SVG element; nothing where nothing is broken or open on any known day.
pub fn timeline(report: &Report<'_>, told: &Timeline, look: &Look<'_>) -> Option<String> {
    TimelineDrawing::new(report, told).map(|drawing| drawing.svg(look))
}

/// The days of the picture.
struct Axis {
    first: i32,
    last: i32,
}

impl Axis {
    fn new(rows: &[&TimelineRow]) -> Option<Axis> {
        let bars = || rows.iter().flat_map(|row| bars_of(row));
        let known = |day: &Day| *day != Day::BEGINNING && *day != Day::END;
        let days = || bars().flat_map(|bar| [bar.period.from, bar.period.until]).filter(known);
        let (first, last) = (days().min()?.0, days().max()?.0);
        // What has no end runs on beyond the last day that is known.
        let more = ((last - first) / 20).max(30);
        let first = if bars().any(|bar| bar.period.from == Day::BEGINNING) { first - more } else { first };
        let last = if bars().any(|bar| bar.period.until == Day::END) { last + more } else { last };
        Some(Axis { first, last: last.max(first + 1) })
    }

    fn x(&self, day: Day) -> i32 {
        let day = i64::from(day.0.clamp(self.first, self.last) - self.first);
        let across = day * i64::from(RIGHT - LEFT) / i64::from(self.last - self.first);
        LEFT + i32::try_from(across).unwrap_or(0)
    }
}

fn bars_of(row: &TimelineRow) -> impl Iterator<Item = &Bar> {
    row.bars.iter().filter(|bar| bar.verdict != Verdict::Lawful && !bar.folded)
}

impl TimelineDrawing {
    /// Finds the places; nothing where there is nothing to show.
    pub fn new(report: &Report<'_>, told: &Timeline) -> Option<TimelineDrawing> {
        let language = report.language;
        let mut rows: Vec<&TimelineRow> = told.rows.iter().filter(|row| is_open(row)).collect();
        rows.sort_by_key(|row| (row.verdict, std::cmp::Reverse(row.days.min), std::cmp::Reverse(row.days.max)));
        let left_out = rows.len().saturating_sub(ROWS);
        rows.truncate(ROWS);
        let axis = Axis::new(&rows)?;
        let title = Message::TimelineOf.fill(language, &[report.text(&report.judgement.title)]);
        let mut drawing = TimelineDrawing {
            title: title.clone(),
            labels: Vec::new(),
            bars: Vec::new(),
            signs: Vec::new(),
            stretches: Vec::new(),
            marks: Vec::new(),
            rules: Vec::new(),
            days: (0, 0),
            height: 0,
        };
        let room = WIDTH - 2 * MARGIN;
        let mut y = drawing.lines(MARGIN, MARGIN, HEADING, &TEXT, &capped(wrapped(&title, room, HEADING), 2, room, HEADING)) + 4;
        for line in header_lines(report) {
            y = drawing.lines(MARGIN, y, SMALL, &MUTED, &wrapped(&line, room, SMALL));
        }
        y = drawing.key(report, y + 6);
        let changes = changes(&rows);
        let top = drawing.letters(&axis, &changes, y + 6);
        let mut bottom = top;
        for row in &rows {
            bottom = drawing.row(report, &axis, row, bottom);
        }
        drawing.days = (top, bottom);
        drawing.stretches(&axis, &changes);
        y = drawing.years(&axis, bottom + 4);
        if left_out > 0 {
            y = drawing.lines(MARGIN, y, SMALL, &MUTED, &[Message::TimelineRowsLeftOut.fill(language, &[&left_out.to_string()])]) + 6;
        }
        for (at, (day, told)) in changes.iter().enumerate() {
            drawing.write(MARGIN, y, LETTER, &TEXT, &letter(at));
            let sentences: Vec<String> = told.iter().map(|change| said(report, change, &shown_day(change.kind, *day))).collect();
            let text = format!("{day}  {}", words::first_of(&sentences, 4, language));
            y = drawing.lines(MARGIN + 30, y, SMALL, &TEXT, &wrapped(&text, room - 30, SMALL)) + 2;
        }
        drawing.height = y + MARGIN;
        Some(drawing)
    }

    fn write(&mut self, x: i32, top: i32, font: Font, paint: &Paint, text: &str) {
        let place = Rectangle { x, y: top, width: width(text, font), height: font.line() };
        self.labels.push(Label { place, text: text.to_owned(), font, paint: *paint });
    }

    fn lines(&mut self, x: i32, top: i32, font: Font, paint: &Paint, lines: &[String]) -> i32 {
        let mut y = top;
        for line in lines {
            self.write(x, y, font, paint, line);
            y += font.line();
        }
        y
    }

    /// What the signs mean.
    fn key(&mut self, report: &Report<'_>, top: i32) -> i32 {
        let mut x = MARGIN;
        for verdict in [Verdict::Violation, Verdict::Disputed, Verdict::Undetermined, Verdict::OpenLaw] {
            let word = words::verdict(verdict, report.language);
            self.signs.push((x, top + 8, verdict));
            self.write(x + SIGN + 5, top, SMALL, &TEXT, &word);
            x += SIGN + 5 + width(&word, SMALL) + 18;
        }
        let explained = Message::TimelineKey.say(report.language);
        self.lines(MARGIN, top + SMALL.line() + 4, SMALL, &MUTED, &wrapped(&explained, WIDTH - 2 * MARGIN, SMALL))
    }

    /// A letter for each day on which something changes, in as many lanes as they need. Returns the lower edge.
    fn letters(&mut self, axis: &Axis, changes: &Changes<'_>, top: i32) -> i32 {
        let mut lanes: Vec<i32> = Vec::new();
        for (at, (day, told)) in changes.iter().enumerate() {
            let (text, x) = (letter(at), axis.x(*day));
            let wide = width(&text, LETTER);
            let left = (x - wide / 2).clamp(LEFT, RIGHT - wide);
            let lane = lanes.iter().position(|end| *end + 3 < left).unwrap_or(lanes.len());
            match lanes.get_mut(lane) {
                Some(end) => *end = left + wide,
                None => lanes.push(left + wide),
            }
            self.write(left, top + count(lane) * LETTERS, LETTER, &TEXT, &text);
            self.marks.push((x, told.iter().any(|change| is_law(change.kind))));
        }
        top + count(lanes.len()) * LETTERS + 4
    }

    /// A row: what is broken and who answers, and the bars beside it. Returns the lower edge.
    fn row(&mut self, report: &Report<'_>, axis: &Axis, row: &TimelineRow, top: i32) -> i32 {
        self.rules.push(top);
        let room = LEFT - MARGIN - 34;
        let mut articles: Vec<&str> = row.articles.iter().map(|article| report.text(article)).collect();
        articles.dedup();
        let x = MARGIN + 26;
        if let Some(number) = row.bars.iter().find_map(|bar| report.number_of(&bar.finding)) {
            self.write(MARGIN, top + 4, ARTICLE, &TEXT, &number.to_string());
        }
        let mut left = self.lines(x, top + 4, ARTICLE, &TEXT, &capped(wrapped(&articles.join("; "), room, ARTICLE), 2, room, ARTICLE));
        left = self.lines(x, left, SMALL, &TEXT, &capped(wrapped(report.text(&row.title), room, SMALL), 2, room, SMALL));
        let who = format!("{} · {}", report.party(&row.answers), row.subject);
        left = self.lines(x, left, SMALL, &MUTED, &capped(wrapped(&who, room, SMALL), 2, room, SMALL));
        let mut lanes: Vec<i32> = Vec::new();
        for (first, alike) in joined(row) {
            let (from, until) = (axis.x(first.period.from), axis.x(first.period.until));
            let from = from.min(RIGHT - 2);
            let until = until.max(from + 2);
            let text = said_of(report, first, alike.len());
            let wide = SIGN + 4 + width(&text, SMALL);
            let start = from.min(RIGHT - wide).max(LEFT);
            let lane = lanes.iter().position(|end| *end + 6 < start).unwrap_or(lanes.len());
            let end = until.max(start + wide);
            match lanes.get_mut(lane) {
                Some(known) => *known = end,
                None => lanes.push(end),
            }
            let y = top + 5 + count(lane) * LANE;
            let title = alike.iter().map(|bar| tooltip(report, bar)).collect::<Vec<_>>().join("\n");
            let place = Rectangle { x: from, y, width: until - from, height: BAR };
            self.bars.push(BarPlace { place, verdict: first.verdict, title });
            self.signs.push((start, y + BAR + 9, first.verdict));
            self.write(start + SIGN + 4, y + BAR + 2, SMALL, &TEXT, &text);
        }
        (top + 8 + count(lanes.len()) * LANE).max(left + 5)
    }

    /// The time between two changes of the law, every other one shaded.
    fn stretches(&mut self, axis: &Axis, changes: &Changes<'_>) {
        let (top, bottom) = self.days;
        let law = changes.iter().filter(|(_, told)| told.iter().any(|change| is_law(change.kind))).map(|(day, _)| axis.x(*day));
        let edges: Vec<i32> = law.chain([RIGHT]).collect();
        for pair in edges.chunks_exact(2) {
            if let [from, until] = pair {
                self.stretches.push(Rectangle { x: *from, y: top, width: until - from, height: bottom - top });
            }
        }
    }

    /// The years below the bars, as many as there is room for.
    fn years(&mut self, axis: &Axis, top: i32) -> i32 {
        let mut end = LEFT - 8;
        for year in 1900..2200 {
            let Ok(date) = VagueDate::parse(&year.to_string()) else { continue };
            if date.first.0 < axis.first || date.first.0 > axis.last {
                continue;
            }
            let (text, x) = (year.to_string(), axis.x(date.first));
            let wide = width(&text, SMALL);
            if x > end + 8 && x + wide <= WIDTH - MARGIN {
                self.write(x, top, SMALL, &MUTED, &text);
                end = x + wide;
            }
        }
        top + SMALL.line() + 8
    }

    /// The picture.
    pub fn svg(&self, look: &Look<'_>) -> String {
        let mut svg = Svg::new(look.id, WIDTH, self.height, &self.title, &self.title, look.style.then_some(paint::DARK));
        svg.rectangle(Rectangle { x: 0, y: 0, width: WIDTH, height: self.height }, 0, "0", &PAGE);
        for place in &self.stretches {
            svg.rectangle(*place, 0, "0", &LAW);
        }
        let (top, bottom) = self.days;
        for y in self.rules.iter().chain([&bottom]) {
            svg.path(&format!("M{MARGIN} {y} H{RIGHT}"), "1", &RULE);
        }
        for (x, is_law) in &self.marks {
            let paint = if *is_law { RULE } else { Paint { dashes: "2 4", ..RULE } };
            svg.path(&format!("M{x} {} V{bottom}", top - 4), "1", &paint);
        }
        for bar in &self.bars {
            let (line, _, full) = paint::arrow(Some(bar.verdict));
            svg.open(&bar.title, false);
            // Full is broken; everything that is open is only an outline.
            svg.rectangle(bar.place, 1, "1.8", if bar.verdict == Verdict::Violation { &full } else { &line });
            svg.close();
        }
        for (x, y, verdict) in &self.signs {
            paint::sign(&mut svg, *x, *y, *verdict);
        }
        for label in &self.labels {
            svg.line(label.place.x, label.place.y + label.font.size, label.font, &label.paint, &label.text);
        }
        svg.finish()
    }
}

/// Days on which something changes, with what changes.
type Changes<'t> = BTreeMap<Day, Vec<&'t crate::timeline::Change>>;

fn changes<'t>(rows: &[&'t TimelineRow]) -> Changes<'t> {
    let mut changes: Changes<'t> = BTreeMap::new();
    for change in rows.iter().flat_map(|row| bars_of(row)).flat_map(|bar| bar.starts.iter().chain(&bar.ends)) {
        let known = changes.entry(change.day).or_default();
        if !known.iter().any(|other| other.kind == change.kind && other.what == change.what) {
            known.push(change);
        }
    }
    changes
}

/// Bars of a row with the same days and verdict, as one.
fn joined(row: &TimelineRow) -> Vec<(&Bar, Vec<&Bar>)> {
    let mut groups: Vec<(&Bar, Vec<&Bar>)> = Vec::new();
    let days = |period: &Period| (period.from, period.until);
    for bar in bars_of(row) {
        match groups.iter_mut().find(|(first, _)| first.verdict == bar.verdict && days(&first.period) == days(&bar.period)) {
            Some((_, alike)) => alike.push(bar),
            None => groups.push((bar, vec![bar])),
        }
    }
    groups
}

/// How many people a bar concerns; of several bars the first one, and how many more there are.
fn said_of(report: &Report<'_>, bar: &Bar, alike: usize) -> String {
    let people = words::count(bar.people_count, report.language).unwrap_or_default();
    if alike > 1 { format!("{people} (+{})", alike - 1) } else { people }
}

fn tooltip(report: &Report<'_>, bar: &Bar) -> String {
    let parts = [
        report.text(&bar.article).to_owned(),
        words::verdict(bar.verdict, report.language),
        words::period(&bar.period),
        report.people_of(&bar.people, bar.people_count),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn is_law(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::LawStarts | ChangeKind::LawEnds)
}

/// The day that is named with a change: of an end, the last day.
fn shown_day(kind: ChangeKind, day: Day) -> String {
    if kind == ChangeKind::FactEnds { day.plus(-1).to_string() } else { day.to_string() }
}

/// a, b … z, aa, ab …
fn letter(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { last.to_string() } else { format!("{}{last}", letter(at / 26 - 1)) }
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["a", "z", "aa", "az", "ba"]);
    }
}
