//! What stands below a picture: what its signs mean, and the numbered lines of the table.

use super::layout::{MARGIN, WIDTH};
use super::measure::{Font, width, wrapped};
use super::paint::{self, MUTED, RULE, SIGN, TEXT};
use super::scene::{Row, Scene};
use super::svg::Svg;
use crate::outcome::Verdict;
use crate::report::messages::Message;
use crate::report::words;

const HEAD: Font = Font::bold(11);
const CELL: Font = Font::plain(12);
const SMALL: Font = Font::plain(11);
/// The left edges of the columns: number, article, who, verdict, people, days, where.
const COLUMNS: [i32; 7] = [0, 46, 236, 400, 570, 716, 886];
/// Height of the key.
const KEY: i32 = 46;

/// The height of what stands below.
pub fn height(scene: &Scene, with_table: bool) -> i32 {
    let rows: i32 = if with_table { scene.rows.iter().map(row_height).sum() } else { 0 };
    let head = if with_table && !scene.rows.is_empty() { 24 } else { 0 };
    KEY + head + rows + MARGIN
}

/// Draws it from `top` downwards.
pub fn draw(svg: &mut Svg, scene: &Scene, top: i32, with_table: bool) {
    key(svg, scene, top);
    if !with_table || scene.rows.is_empty() {
        return;
    }
    let mut y = top + KEY;
    let heads = [
        Message::ColumnNumber,
        Message::ColumnArticle,
        Message::ColumnWho,
        Message::ColumnVerdict,
        Message::ColumnPeople,
        Message::ColumnPeriod,
        Message::ColumnWhere,
    ];
    for (head, column) in heads.into_iter().zip(COLUMNS) {
        svg.line(MARGIN + column, y + 12, HEAD, &MUTED, &head.say(scene.language));
    }
    y += 24;
    for row in &scene.rows {
        draw_row(svg, row, y);
        y += row_height(row);
    }
}

/// The room of the cell behind the number, by place.
fn room(cell: usize) -> i32 {
    let left = COLUMNS.get(cell + 1).copied().unwrap_or(0);
    let right = COLUMNS.get(cell + 2).copied().unwrap_or(WIDTH - 2 * MARGIN);
    right - left - 10
}

fn cells(row: &Row) -> Vec<Vec<String>> {
    row.cells.iter().enumerate().map(|(at, text)| wrapped(text, room(at), CELL)).collect()
}

fn title(row: &Row) -> Vec<String> {
    wrapped(&row.title, WIDTH - 2 * MARGIN - COLUMNS[1], SMALL)
}

fn row_height(row: &Row) -> i32 {
    let lines = cells(row).iter().map(Vec::len).max().unwrap_or(1);
    let lines = i32::try_from(lines).unwrap_or(1) * CELL.line();
    lines + i32::try_from(title(row).len()).unwrap_or(1) * SMALL.line() + 8
}

fn draw_row(svg: &mut Svg, row: &Row, top: i32) {
    svg.path(&format!("M{MARGIN} {} h{}", top - 3, WIDTH - 2 * MARGIN), "1", &RULE);
    paint::sign(svg, MARGIN, top + 8, row.verdict);
    svg.line(MARGIN + SIGN + 5, top + CELL.size, Font::bold(12), &paint::number(row.verdict), &row.number.to_string());
    let mut bottom = top;
    for (lines, column) in cells(row).iter().zip(COLUMNS.iter().skip(1)) {
        bottom = bottom.max(svg.lines(MARGIN + column, top, CELL, &TEXT, lines));
    }
    svg.lines(MARGIN + COLUMNS[1], bottom, SMALL, &MUTED, &title(row));
}

/// What signs and lines mean.
fn key(svg: &mut Svg, scene: &Scene, top: i32) {
    let language = scene.language;
    let verdicts = [Verdict::Violation, Verdict::Disputed, Verdict::Undetermined, Verdict::OpenLaw, Verdict::Lawful];
    let mut x = MARGIN;
    for verdict in verdicts.into_iter().map(Some).chain([None]) {
        let (line, thick, _) = paint::arrow(verdict);
        if let Some(verdict) = verdict {
            paint::sign(svg, x, top + 12, verdict);
            x += SIGN + 5;
        }
        svg.path(&format!("M{x} {} h34", top + 12), thick, &line);
        x += 40;
        let word = verdict.map_or_else(|| Message::KeyNothing.say(language), |verdict| words::verdict(verdict, language));
        svg.line(x, top + 16, SMALL, &TEXT, &word);
        x += width(&word, SMALL) + 16;
    }
    svg.line(MARGIN, top + 36, SMALL, &MUTED, &Message::NumbersAre.say(language));
}
