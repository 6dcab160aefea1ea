//! The data-flow graph as SVG.

use super::layout::{self, EdgePlan, Layout, MARGIN, NodePlan, Rectangle, WIDTH, Widths};
use super::marks::Marks;
use super::measure::{Font, capped, width, wrapped};
use super::paint::{self, MUTED, PAGE, SIGN, TEXT};
use super::scene::{Arrow, FlowText, Party, Presence, Scene};
use super::svg::Svg;
use super::table;
use crate::outcome::Verdict;
use crate::report::messages::Message;
use crate::report::words;
use crate::text::Language;
use std::fmt::Write as _;

/// The title of the picture.
const HEADING: Font = Font::bold(18);
/// A country.
const COUNTRY: Font = Font::bold(14);
/// A party.
const PARTY: Font = Font::bold(13);
/// A flow.
const FLOW: Font = Font::bold(12);
/// Everything else.
const SMALL: Font = Font::plain(11);
/// A row of marks.
const MARK_ROW: i32 = 17;
/// So many rows of marks have room everywhere.
const MARK_ROWS: i32 = 2;
/// From the edge of a band to its heading.
const INSET: i32 = 10;
/// From the left edge of a box to its text: between them stand the letters of arrows that end there.
const BOX_LEFT: i32 = 24;
/// From the right edge of a box to its text.
const BOX_RIGHT: i32 = 8;
/// The letter of an arrow at the end that has no label.
const LETTER: Font = Font::bold(9);
/// With more arrows than this, each says less.
const MANY: usize = 14;

/// What else a picture is to hold.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Keeps several pictures of one page apart.
    pub id: &'a str,
    /// The table of numbers below it.
    pub table: bool,
    /// A style of its own for dark pages; a page that brings [`super::STYLE`] needs none.
    pub style: bool,
}

/// A scene with its places.
#[derive(Debug, Clone)]
pub struct Drawing<'s> {
    scene: &'s Scene,
    widths: Widths,
    /// Countries from top to bottom.
    order: Vec<usize>,
    headings: Vec<Vec<String>>,
    /// Where everything stands.
    pub layout: Layout,
}

impl<'s> Drawing<'s> {
    /// Finds the places. They follow from what there is in any telling, never from verdicts.
    pub fn new(scene: &'s Scene) -> Drawing<'s> {
        let mut edges: Vec<EdgePlan> =
            scene.arrows.iter().map(|arrow| EdgePlan { from: arrow.from, to: arrow.to, above: 0, below: 0 }).collect();
        let columns = layout::columns(scene.parties.len(), &edges);
        let widths = layout::widths(&columns, edges.len());
        let room = widths.label - 22;
        for (edge, arrow) in edges.iter_mut().zip(&scene.arrows) {
            let lines = arrow.other_texts.iter().map(|text| arrow_lines(scene, &arrow.letter, text, room).height()).max().unwrap_or(0);
            (edge.above, edge.below) = (lines + 6, MARK_ROWS * MARK_ROW + 10);
        }
        let column_of = |country: usize| {
            let here = scene.parties.iter().zip(&columns.of).filter(|(party, _)| party.country == country);
            here.map(|(_, column)| *column).min().unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..scene.countries.len()).collect();
        order.sort_by_key(|country| column_of(*country));
        let rank = |country: usize| order.iter().position(|known| *known == country).unwrap_or(0);
        let nodes: Vec<NodePlan> =
            scene.parties.iter().map(|party| NodePlan { band: rank(party.country), height: party_height(scene, party, &widths) }).collect();
        let heading_room = if columns.count > 1 { widths.track(0) } else { widths.right(0) } - MARGIN - 2 * INSET;
        let headings: Vec<Vec<String>> = order.iter().map(|country| heading(scene, *country, heading_room)).collect();
        let headers: Vec<i32> = headings.iter().map(|lines| COUNTRY.line() + count(lines) * SMALL.line() + 16).collect();
        let told: i32 = scene.told.iter().map(|line| count(&wrapped(line, WIDTH - 2 * MARGIN, SMALL))).sum();
        let top = MARGIN + HEADING.line() + 6 + told * SMALL.line() + 8;
        let layout = layout::place(&columns, &widths, &headers, &nodes, &edges, top);
        Drawing { scene, widths, order, headings, layout }
    }

    /// The picture.
    pub fn svg(&self, look: &Look<'_>) -> String {
        let scene = self.scene;
        let below = table::height(scene, look.table);
        let height = self.layout.height + below;
        let title = Message::PictureOf.fill(scene.language, &[&scene.title]);
        let mut svg = Svg::new(look.id, WIDTH, height, &title, &description(scene), look.style.then_some(paint::DARK));
        svg.rectangle(Rectangle { x: 0, y: 0, width: WIDTH, height }, 0, "0", &PAGE);
        let mut y = svg.lines(MARGIN, MARGIN, HEADING, &TEXT, std::slice::from_ref(&title)) + 6;
        for line in &scene.told {
            y = svg.lines(MARGIN, y, SMALL, &MUTED, &wrapped(line, WIDTH - 2 * MARGIN, SMALL));
        }
        self.bands(&mut svg);
        // What is not there lies below, the gravest on top.
        let mut arrows: Vec<usize> = (0..scene.arrows.len()).collect();
        let rank = |arrow: &Arrow| {
            (
                arrow.presence != Presence::Never,
                arrow.verdict.map_or(0, |verdict| 10 - i32::from(u8::try_from(verdict as usize).unwrap_or(9))),
            )
        };
        arrows.sort_by_key(|at| rank(&scene.arrows[*at]));
        for at in &arrows {
            self.arrow(&mut svg, *at);
        }
        for (at, party) in scene.parties.iter().enumerate() {
            self.party(&mut svg, party, self.layout.nodes[at]);
        }
        for at in arrows {
            self.letter(&mut svg, at);
        }
        table::draw(&mut svg, scene, self.layout.height, look.table);
        svg.finish()
    }

    fn bands(&self, svg: &mut Svg) {
        for ((country, place), lines) in self.order.iter().zip(&self.layout.bands).zip(&self.headings) {
            let (band, _, edge) = paint::of_country(*country);
            svg.rectangle(*place, 8, "1", &band);
            let bar = super::svg::Paint { class: edge.class, fill: "none", ..edge };
            svg.path(&format!("M{} {} v{}", place.x + 2, place.y + 8, place.height - 16), "4", &bar);
            let known = &self.scene.countries[*country];
            let name = known.code.as_ref().map_or_else(|| known.name.clone(), |code| format!("{} ({code})", known.name));
            let y = svg.lines(place.x + INSET + 2, place.y + 6, COUNTRY, &TEXT, &[name]);
            svg.lines(place.x + INSET + 2, y, SMALL, &MUTED, lines);
        }
    }

    fn party(&self, svg: &mut Svg, party: &Party, place: Rectangle) {
        let (_, node, edge) = paint::of_country(party.country);
        let text = PartyLines::new(self.scene, party, &self.widths);
        let mut full = vec![party.title.clone()];
        full.extend(party.roles.iter().chain(&party.makes).cloned());
        svg.open(&full.join("\n"), !party.is_there);
        let radius = if party.is_group { 22 } else { 5 };
        svg.rectangle(place, radius, "1.6", &node);
        let x = place.x + BOX_LEFT;
        let mut y = svg.lines(x, place.y + 7, PARTY, &TEXT, &text.title);
        y = svg.lines(x, y, SMALL, &TEXT, &text.moved);
        y = svg.lines(x, y, SMALL, &MUTED, &text.roles);
        for lines in &text.makes {
            // A sheet of paper with a folded corner: something made here.
            svg.path(&format!("M{x} {} h6 l3 3 v8 h-9z m6 0 v3 h3", y + 1), "1.2", &edge);
            y = svg.lines(x + 14, y, SMALL, &TEXT, lines);
        }
        let rows = (place.y + place.height - y - 6) / MARK_ROW;
        draw_marks(svg, &party.marks, (x, y + 3), place.width - BOX_LEFT - BOX_RIGHT, rows);
        svg.close();
    }

    fn arrow(&self, svg: &mut Svg, at: usize) {
        let (arrow, place) = (&self.scene.arrows[at], &self.layout.edges[at]);
        let is_there = arrow.presence != Presence::Never;
        let verdict = if is_there { arrow.verdict } else { None };
        let (mut line, width, point) = paint::arrow(verdict);
        if !is_there {
            line.dashes = "1 4";
        }
        svg.open(&self.full_text(arrow), !is_there);
        svg.path(&rounded(&place.points), width, &line);
        svg.path(&head(&place.points), "0", &point);
        let lines = arrow_lines(self.scene, &arrow.letter, &arrow.text, self.widths.label - 22);
        let mut y = place.text.y + place.text.height - 5 - lines.height();
        y = svg.lines(place.text.x, y, FLOW, &TEXT, &lines.title);
        svg.lines(place.text.x, y, SMALL, &MUTED, &lines.rest);
        let note = match arrow.presence {
            Presence::Always => None,
            Presence::Sometimes => Some(Message::OnlySometimes),
            Presence::Never => Some(Message::NotInThisOne),
        };
        let mut top = place.marks.y + 5;
        if let Some(note) = note {
            top = svg.lines(place.marks.x, top, SMALL, &MUTED, &[note.say(self.scene.language)]);
        }
        let rows = (place.marks.y + place.marks.height - top) / MARK_ROW;
        if is_there && !draw_marks(svg, &arrow.marks, (place.marks.x, top), place.marks.width, rows) && verdict == Some(Verdict::Lawful) {
            paint::sign(svg, place.marks.x, top + 8, Verdict::Lawful);
        }
        svg.close();
    }

    /// The letter of an arrow inside the box at its far end: among many arrows, nobody has to follow a line back to its label.
    fn letter(&self, svg: &mut Svg, at: usize) {
        let (arrow, place) = (&self.scene.arrows[at], &self.layout.edges[at]);
        let label_left = place.text.x;
        let far = [place.points.first(), place.points.last()]
            .into_iter()
            .flatten()
            .max_by_key(|(x, y)| ((x - label_left).abs(), (y - place.marks.y).abs()));
        if let (Some((x, y)), true) = (far, arrow.presence != Presence::Never) {
            // At the left side of a box the letter stands in the strip before the text, at the right side it would meet the text.
            let is_left = self.layout.nodes.iter().any(|node| node.x == *x);
            if is_left {
                let (_, _, point) = paint::arrow(arrow.verdict);
                svg.line(x + 4, y + 3, LETTER, &point, &arrow.letter);
            }
        }
    }

    /// What shows when somebody points at an arrow: nothing is left out.
    fn full_text(&self, arrow: &Arrow) -> String {
        let name = |at: usize| self.scene.parties.get(at).map_or("", |party| &party.title);
        let mut parts = vec![format!("{}: {}: {} → {}", arrow.letter, arrow.text.title, name(arrow.from), name(arrow.to))];
        parts.push(arrow.text.data.join(", "));
        parts.extend([&arrow.text.people, &arrow.text.days, &arrow.text.onward].into_iter().cloned());
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }
}

/// The picture in words, for readers who do not see it.
fn description(scene: &Scene) -> String {
    let name = |at: usize| scene.parties.get(at).map_or("", |party| &party.title);
    let mut parts: Vec<String> = scene.told.clone();
    for arrow in scene.arrows.iter().filter(|arrow| arrow.presence != Presence::Never) {
        let what = [&arrow.text.title, &arrow.text.data.join(", "), &arrow.text.people].map(String::as_str).join(", ");
        let mut text = Message::DescribeFlow.fill(scene.language, &[&arrow.letter, name(arrow.from), name(arrow.to), &what]);
        for (verdict, numbers) in arrow.marks.groups() {
            let _ = write!(text, "; {} {}", words::verdict(verdict, scene.language), numbers.join(", "));
        }
        parts.push(text);
    }
    format!("{}.", parts.join(". "))
}

fn count(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX / 100)
}

fn heading(scene: &Scene, country: usize, room: i32) -> Vec<String> {
    let Some(country) = scene.countries.get(country) else { return Vec::new() };
    let mut lines = capped(wrapped(&country.law, room, SMALL), 2, room, SMALL);
    // Verdicts decide which law is named: room is kept for two lines of it.
    lines.resize(2, String::new());
    if lines.get(1).is_some_and(String::is_empty) && scene.laws < 2 && width(&country.law, SMALL) * 2 < room * 3 {
        lines.truncate(1);
    }
    if !country.also.is_empty() {
        lines.extend(wrapped(&Message::AlsoNamed.fill(scene.language, &[&country.also.join(", ")]), room, SMALL));
    }
    lines
}

/// The text in a box.
struct PartyLines {
    title: Vec<String>,
    moved: Vec<String>,
    roles: Vec<String>,
    makes: Vec<Vec<String>>,
}

impl PartyLines {
    fn new(scene: &Scene, party: &Party, widths: &Widths) -> PartyLines {
        let room = widths.node - BOX_LEFT - BOX_RIGHT;
        let most = role_room(scene);
        let mut roles: Vec<String> = if party.is_group { vec![Message::DataSubjects.say(scene.language)] } else { Vec::new() };
        roles.extend(party.roles.iter().flat_map(|text| capped(wrapped(text, room, SMALL), most, room, SMALL)));
        PartyLines {
            title: capped(wrapped(&party.title, room, PARTY), 5, room, PARTY),
            moved: party
                .moved
                .iter()
                .flat_map(|country| capped(wrapped(&Message::MovedHere.fill(scene.language, &[country]), room, SMALL), 1, room, SMALL))
                .collect(),
            roles,
            makes: party.makes.iter().map(|text| capped(wrapped(text, room - 14, SMALL), 4, room - 14, SMALL)).collect(),
        }
    }
}

/// Lines for what one law makes of a party.
fn role_room(scene: &Scene) -> usize {
    if scene.laws > 1 { 2 } else { 3 }
}

/// The height of a box. Room for roles and marks is kept whatever they are.
fn party_height(scene: &Scene, party: &Party, widths: &Widths) -> i32 {
    let lines = PartyLines::new(scene, party, widths);
    let makes: i32 = lines.makes.iter().map(|lines| count(lines)).sum();
    let roles = if party.is_group { 1 } else { i32::try_from(scene.laws * role_room(scene)).unwrap_or(3) };
    let small = roles + makes + i32::from(party.can_move);
    14 + count(&lines.title) * PARTY.line() + small * SMALL.line() + if party.is_group { 0 } else { MARK_ROWS * MARK_ROW + 4 }
}

/// The text above an arrow.
struct ArrowLines {
    title: Vec<String>,
    rest: Vec<String>,
}

impl ArrowLines {
    fn height(&self) -> i32 {
        count(&self.title) * FLOW.line() + count(&self.rest) * SMALL.line()
    }
}

fn arrow_lines(scene: &Scene, letter: &str, text: &FlowText, room: i32) -> ArrowLines {
    let (titles, data, people) = if scene.arrows.len() > MANY { (2, 2, 1) } else { (3, 3, 2) };
    let mut rest = data_lines(&text.data, data, room, scene.language);
    rest.extend(capped(wrapped(&text.people, room, SMALL), people, room, SMALL));
    let both = [text.days.as_str(), text.onward.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if width(&both, SMALL) <= room {
        rest.push(both);
    } else {
        rest.extend(wrapped(&text.days, room, SMALL));
        rest.extend(wrapped(&text.onward, room, SMALL));
    }
    rest.retain(|line| !line.is_empty());
    ArrowLines { title: capped(wrapped(&format!("{letter}: {}", text.title), room, FLOW), titles, room, FLOW), rest }
}

/// As many items as have room, and how many more there are.
fn data_lines(items: &[String], most: usize, room: i32, language: Language) -> Vec<String> {
    let upper = items.len().min(24);
    for shown in (1..=upper).rev() {
        let text = items.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
        let more = items.len() - shown;
        let text = if more == 0 { text } else { Message::AndMore.fill(language, &[&text, &more.to_string()]) };
        let lines = wrapped(&text, room, SMALL);
        if lines.len() <= most || shown == 1 {
            return capped(lines, most.max(2), room, SMALL);
        }
    }
    Vec::new()
}

/// Draws the marks in at most so many rows; what has no room is counted. Returns whether there were any.
fn draw_marks(svg: &mut Svg, marks: &Marks, (left, top): (i32, i32), room: i32, rows: i32) -> bool {
    const NUMBER: Font = Font::bold(12);
    /// Room for how many more there are.
    const MORE: i32 = 30;
    let tokens: Vec<(Verdict, bool, String)> = marks
        .groups()
        .flat_map(|(verdict, numbers)| {
            let last = numbers.len() - 1;
            numbers.into_iter().enumerate().map(move |(at, text)| (verdict, at == 0, if at == last { text } else { format!("{text},") }))
        })
        .collect();
    let (mut x, mut row) = (left, 0);
    for (at, (verdict, is_first, text)) in tokens.iter().enumerate() {
        let wide = width(text, NUMBER) + if *is_first { SIGN + 4 } else { 0 };
        if x > left && x + wide > left + room && row + 1 < rows {
            (x, row) = (if *is_first { left } else { left + SIGN + 4 }, row + 1);
        }
        let is_last = at + 1 == tokens.len();
        if row + 1 >= rows && x + wide > left + room - if is_last { 0 } else { MORE } {
            svg.line(x, top + row * MARK_ROW + 12, NUMBER, &MUTED, &format!("+{}", tokens.len() - at));
            break;
        }
        if *is_first {
            paint::sign(svg, x, top + row * MARK_ROW + 8, *verdict);
        }
        let text_x = if *is_first { x + SIGN + 4 } else { x };
        svg.line(text_x, top + row * MARK_ROW + 12, NUMBER, &paint::number(*verdict), text);
        x += wide + 4;
    }
    !tokens.is_empty()
}

/// A way with rounded corners, as path data.
fn rounded(points: &[(i32, i32)]) -> String {
    let mut data = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at));
        let after = points.get(at + 1);
        match (before, after) {
            (None, _) => {
                let _ = write!(data, "M{x} {y}");
            }
            (Some(before), Some(after)) if before.0 != after.0 && before.1 != after.1 => {
                let (from, to) = (toward((*x, *y), *before), toward((*x, *y), *after));
                let _ = write!(data, " L{} {} Q{x} {y} {} {}", from.0, from.1, to.0, to.1);
            }
            _ => {
                let _ = write!(data, " L{x} {y}");
            }
        }
    }
    data
}

/// A point near a corner on the way to another one.
fn toward(corner: (i32, i32), other: (i32, i32)) -> (i32, i32) {
    let step = |from: i32, to: i32| (to - from).signum() * ((to - from).abs() / 2).min(6);
    (corner.0 + step(corner.0, other.0), corner.1 + step(corner.1, other.1))
}

/// The point of an arrow.
fn head(points: &[(i32, i32)]) -> String {
    let Some([before, end]) = points.last_chunk::<2>() else { return String::new() };
    let back = if before.0 <= end.0 { -10 } else { 10 };
    format!("M{} {} l{back} -5 v10z", end.0, end.1)
}
