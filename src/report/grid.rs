//! Tables for the terminal and for Markdown: they fit the width, wrap Hangul by its width and never drop text.

use super::wrap::{fitted, width_of, wrapped};
use tabled::builder::Builder;
use tabled::settings::object::Rows;
use tabled::settings::{Alignment, Padding, Style};

/// How text may look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// With colours.
    pub color: bool,
    /// As Markdown.
    pub markdown: bool,
}

/// The colour of a verdict; never the only sign of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// A breach.
    Red,
    /// Open.
    Yellow,
    /// Kept.
    Green,
    /// A heading.
    Bold,
}

impl Look {
    /// A text in a colour, where there are colours.
    pub fn tint(&self, tint: Tint, text: &str) -> String {
        if !self.color || self.markdown {
            return text.to_owned();
        }
        let code = match tint {
            Tint::Red => "1;31",
            Tint::Yellow => "33",
            Tint::Green => "32",
            Tint::Bold => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tint: Option<Tint>,
}

impl Cell {
    /// A cell in a colour.
    pub fn tinted(text: String, tint: Option<Tint>) -> Cell {
        Cell { text, tint }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, tint: None }
    }
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What stands below it over the whole width; a last column in Markdown.
    pub below: Option<String>,
}

/// A table as text, with a line break at its end. The header has one name more than there are columns where rows have something below.
pub fn table(look: &Look, header: &[String], rows: &[Row]) -> String {
    if look.markdown {
        return markdown(header, rows);
    }
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(header.len());
    let header: Vec<Cell> = header.iter().take(columns).map(|name| Cell::tinted(name.clone(), Some(Tint::Bold))).collect();
    let all: Vec<&[Cell]> = std::iter::once(header.as_slice()).chain(rows.iter().map(|row| row.cells.as_slice())).collect();
    let widths = widths(&all, columns, look.width);
    let mut builder = Builder::default();
    let mut heights = Vec::new();
    let mut used = vec![0; columns];
    for cells in &all {
        let parts: Vec<Vec<String>> = cells.iter().zip(&widths).map(|(cell, width)| wrapped(&plain(&cell.text), *width)).collect();
        for (used, lines) in used.iter_mut().zip(&parts) {
            *used = lines.iter().map(|line| width_of(line)).max().unwrap_or(0).max(*used);
        }
        heights.push(parts.iter().map(Vec::len).max().unwrap_or(1));
        builder.push_record(parts.iter().zip(*cells).map(|(lines, cell)| {
            let lines: Vec<String> =
                lines.iter().map(|line| cell.tint.map_or_else(|| line.clone(), |tint| look.tint(tint, line))).collect();
            lines.join("\n")
        }));
    }
    let mut drawn = builder.build();
    drawn.with(Style::empty().vertical(' '));
    drawn.with(Padding::new(0, 1, 0, 0));
    drawn.modify(Rows::new(0..), Alignment::left());
    let drawn = drawn.to_string();
    let mut lines = drawn.lines();
    let mut text = String::new();
    for (at, height) in heights.iter().enumerate() {
        for line in lines.by_ref().take(*height) {
            push(&mut text, line);
        }
        if at == 0 {
            let rules: Vec<String> = used.iter().map(|width| "-".repeat(*width)).collect();
            push(&mut text, &rules.join("  "));
        } else if let Some(below) = rows.get(at - 1).and_then(|row| row.below.as_ref()) {
            for line in wrapped(&plain(below), look.width.saturating_sub(BELOW.len())) {
                push(&mut text, &format!("{BELOW}{line}"));
            }
        }
    }
    text
}

/// How far what stands below a row is indented.
const BELOW: &str = "    ";

fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Two columns lie between two cells.
fn widths(rows: &[&[Cell]], columns: usize, room: usize) -> Vec<usize> {
    let of_column = |at: usize| rows.iter().filter_map(move |cells| cells.get(at));
    let widest = |cell: &Cell| cell.text.split('\n').map(width_of).max().unwrap_or(0);
    let longest = |cell: &Cell| cell.text.split([' ', '\n']).map(width_of).max().unwrap_or(0);
    let natural: Vec<usize> = (0..columns).map(|at| of_column(at).map(widest).max().unwrap_or(0)).collect();
    let words: Vec<usize> = (0..columns).map(|at| of_column(at).map(longest).max().unwrap_or(0)).collect();
    fitted(&natural, &words, room.saturating_sub(2 * columns.saturating_sub(1)))
}

/// Line breaks stay, other control characters do not: a file may not steer the reader's terminal.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn markdown(header: &[String], rows: &[Row]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header.iter().map(|cell| escape(cell)).collect());
    text.push_str(&line(header.iter().map(|_| "---".to_owned()).collect()));
    for row in rows {
        text.push_str(&line(row.cells.iter().map(|cell| escape(&cell.text)).chain(row.below.iter().map(|below| escape(below))).collect()));
    }
    text
}

/// A text inside a Markdown cell: what would end the cell or start a tag is escaped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("<br>"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
