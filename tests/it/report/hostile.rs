//! A scenario that wants to break out of every format: nothing runs, nothing is lost.

use super::read_back;
use crate::cli::{run_in, scratch};
use calamine::Data;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Texts that mean something to a browser, a spreadsheet, Markdown or a terminal.
const NASTY: [&str; 8] = [
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "a|b\\`c`*d*_e_[f](javascript:alert(1))",
    "]]> --> </style></title> & &amp; \"' onload=alert(1)",
    "\u{202e}txt.exe\u{202c} \u{2066}x",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "# heading {{ 7*7 }} ${x} %0d%0a",
    "긴 이름 🙂 \u{200d}\u{feff}",
];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// So many flows, each with one of the titles, and a party whose name is very long.
fn scenario(flows: usize) -> String {
    let mut text = String::from("scenario: hostile\nlaw: [kr]\n");
    let _ = writeln!(text, "title: {}", quoted(NASTY[0]));
    let _ = writeln!(text, "parties:\n  shop: {{ name: {}, established_in: KR }}", quoted(NASTY[1]));
    let _ = writeln!(text, "  mailer: {{ name: {}, established_in: US }}", quoted(&long_name()));
    let _ = writeln!(text, "sources:\n  letter: {{ title: \"\\u0007{}\", url: \"javascript:alert(1)\" }}", NASTY[0]);
    text.push_str("people:\n  users: { of: shop, located_in: KR, count: 5 }\nflows:\n");
    for flow in 0..flows {
        let title = quoted(NASTY[flow % NASTY.len()]);
        let _ = writeln!(
            text,
            "  f{flow}: {{ title: {title}, from: shop, to: mailer, data: [email], people: users, purpose: marketing, period: 2024-01-01..2024-03-31, source: letter }}"
        );
    }
    text
}

fn long_name() -> String {
    "a very long name ".repeat(2_500)
}

fn reported(name: &str, flows: usize) -> std::path::PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("scenario.yaml"), scenario(flows)).unwrap();
    let output = run_in(&folder, &["report", "--format", "html,xlsx,md,csv,json,sarif"], "");
    assert_eq!(output.code, 0, "{}", output.stderr);
    folder
}

fn read(folder: &Path, ending: &str) -> String {
    fs::read_to_string(folder.join(format!("hostile.{ending}"))).unwrap()
}

#[test]
fn nothing_breaks_out_of_a_page() {
    let folder = reported("hostile-page", 16);
    let html = read(&folder, "html");
    let page = read_back::page(&html);
    // Pictures have titles of their own.
    let is_drawn = |node: &roxmltree::Node<'_, '_>| node.tag_name().namespace().is_some();
    let count = |tag: &str| page.descendants().filter(|node| node.has_tag_name(tag) && !is_drawn(node)).count();
    assert_eq!((count("script"), count("style"), count("title")), (1, 1, 1));
    for node in page.descendants().filter(|node| node.has_tag_name("a")) {
        assert!(node.attribute("href").unwrap().starts_with(['#', 'h']), "{node:?}");
    }
    let whole = read_back::text_of(page.root_element());
    for nasty in NASTY {
        assert!(whole.contains(nasty), "{nasty:?} is missing or changed");
    }
    assert!(whole.contains(long_name().trim()), "the long name is cut");
    assert!(!whole.contains('\u{7}'));
}

#[test]
fn text_stays_text_in_spreadsheets() {
    let folder = reported("hostile-sheets", 16);
    let sheets = read_back::sheets(&fs::read(folder.join("hostile.xlsx")).unwrap());
    let cells: Vec<String> = sheets
        .values()
        .flatten()
        .flatten()
        .filter_map(|data| match data {
            Data::String(text) => Some(text.clone()),
            Data::Error(error) => panic!("{error:?}"),
            _ => None,
        })
        .collect();
    for nasty in NASTY {
        assert!(cells.iter().any(|cell| cell == nasty), "{nasty:?} is missing or changed");
    }
    assert!(cells.iter().any(|cell| cell.ends_with("more characters stand in the other formats)")), "what is cut is counted");
    let csv = read(&folder, "csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for record in reader.records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
    }
}

#[test]
fn markdown_keeps_its_tables_and_sarif_its_shape() {
    let folder = reported("hostile-text", 16);
    let table = read_back::markdown(&read(&folder, "md"), "ID");
    assert!(table.iter().all(|cells| cells.len() == table[0].len()));
    let shown = read_back::json(&read(&folder, "json"));
    assert_eq!(table.len() - 1, shown.len());
    assert_eq!(read_back::sarif(&read(&folder, "sarif")).len(), shown.iter().filter(|row| row.verdict != "lawful").count());
}

#[test]
fn many_flows_are_told_completely() {
    let folder = reported("hostile-many", 400);
    let rows = read_back::json(&read(&folder, "json"));
    assert!(rows.len() > 400, "{}", rows.len());
    assert_eq!(read_back::html(&read(&folder, "html")), rows);
    let sheets = read_back::sheets(&fs::read(folder.join("hostile.xlsx")).unwrap());
    assert_eq!(sheets["Flows"].len(), 401);
}
