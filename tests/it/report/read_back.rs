//! Readers for every format: each gives the same plain rows, so that formats can be compared.

use calamine::{Data, Reader, Xlsx};
use flowlaw::date::Day;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::io::Cursor;

/// One finding as any format tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub id: String,
    pub verdict: String,
    pub people: (String, String),
    pub from: String,
    pub through: String,
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    rows
}

/// The rows of `check -f json`, which the others are compared with.
pub fn json(text: &str) -> Vec<Row> {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let row = |finding: &serde_json::Value| Row {
        id: text(&finding["id"]),
        verdict: text(&finding["verdict"]),
        people: (text(&finding["people_count"]["min"]), text(&finding["people_count"]["max"])),
        from: text(&finding["from"]),
        through: text(&finding["through"]),
    };
    sorted(value["findings"].as_array().unwrap().iter().map(row).collect())
}

/// A page as the XML that it is as well.
pub fn page(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("the page is not well-formed: {error}"))
}

/// Everything that is written inside an element.
pub fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The rows of the table of findings on a page.
pub fn html(text: &str) -> Vec<Row> {
    let page = page(text);
    let table = page.descendants().find(|node| node.attribute("data-table") == Some("findings")).unwrap();
    let keys: Vec<&str> = table.descendants().filter_map(|node| node.attribute("data-key")).collect();
    let bodies = table.children().filter(|node| node.has_tag_name("tbody"));
    let row = |body: Node<'_, '_>| {
        let first = body.children().find(|node| node.has_tag_name("tr")).unwrap();
        let cells: Vec<Node<'_, '_>> = first.children().filter(|node| node.has_tag_name("td")).collect();
        assert_eq!(cells.len(), keys.len(), "a row has another number of cells than the head");
        let cell = |key: &str| cells[keys.iter().position(|known| *known == key).unwrap()];
        let day = |key: &str| {
            let time = cell(key).children().find(|node| node.has_tag_name("time"));
            time.and_then(|time| time.attribute("datetime")).unwrap_or_default().to_owned()
        };
        let number = |name: &str| cell("people").attribute(name).unwrap().to_owned();
        Row {
            id: body.descendants().find_map(|node| node.attribute("data-finding")).unwrap().to_owned(),
            verdict: cell("verdict").attribute("data-verdict").unwrap().to_owned(),
            people: (number("data-min"), number("data-max")),
            from: day("from"),
            through: day("through"),
        }
    };
    sorted(bodies.map(row).collect())
}

/// Every sheet of a workbook, as rows of cells.
pub fn sheets(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect()
}

/// A cell as text: dates as days, numbers without a fraction.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        // Spreadsheets count days so that 25,569 is 1970-01-01.
        #[expect(clippy::cast_possible_truncation, reason = "days of this century are small")]
        Data::DateTime(date) => Day(date.as_f64() as i32 - 25_569).to_string(),
        other => other.to_string(),
    }
}

/// The rows of the sheet of findings: the one whose columns have the labels of verdicts, ids and people.
pub fn xlsx(bytes: &[u8], labels: [&str; 6], verdicts: &BTreeMap<String, String>) -> Vec<Row> {
    let sheets = sheets(bytes);
    // The timeline has these columns too, and fewer others.
    let found = sheets
        .values()
        .filter(|rows| rows.first().is_some_and(|head| labels.iter().all(|label| head.iter().any(|data| cell(data) == *label))))
        .max_by_key(|rows| rows[0].len());
    let rows = found.unwrap_or_else(|| panic!("no sheet has the columns {labels:?}"));
    let at = |label: &str| rows[0].iter().position(|data| cell(data) == label).unwrap();
    let row = |row: &Vec<Data>| {
        let text = |label: &str| cell(&row[at(label)]);
        assert!(matches!(row[at(labels[4])], Data::DateTime(_)), "{} is no date", text(labels[4]));
        Row {
            id: text(labels[0]),
            verdict: verdict(&text(labels[1]), verdicts),
            people: (text(labels[2]), text(labels[3])),
            from: text(labels[4]),
            through: text(labels[5]),
        }
    };
    sorted(rows[1..].iter().map(row).collect())
}

/// The word for programs of a verdict as people read it, with or without grounds and marks.
fn verdict(shown: &str, verdicts: &BTreeMap<String, String>) -> String {
    let found = verdicts.iter().filter(|(text, _)| shown.starts_with(text.as_str())).max_by_key(|(text, _)| text.len());
    found.unwrap_or_else(|| panic!("`{shown}` is no verdict")).1.clone()
}

/// The rows of the CSV.
pub fn csv(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let text = |name: &str| record[at(name)].to_owned();
        Row {
            id: text("id"),
            verdict: text("verdict"),
            people: (text("people_min"), text("people_max")),
            from: text("from"),
            through: text("through"),
        }
    });
    sorted(rows.collect())
}

/// The cells of the Markdown table that has a column of this name, the head first. Escapes are undone.
pub fn markdown(text: &str, column: &str) -> Vec<Vec<String>> {
    let tables = text.split("\n\n").filter(|part| part.starts_with('|'));
    let all = tables.map(|table| table.lines().map(cells).collect::<Vec<_>>());
    let mut table = all.into_iter().find(|table| table[0].iter().any(|cell| cell == column)).unwrap();
    table.remove(1);
    table
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut chars = line.trim().trim_start_matches('|').chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => cell.extend(chars.next()),
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
    }
    cells
}

/// The rows of the results of a SARIF log.
pub fn sarif(text: &str) -> Vec<Row> {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let row = |result: &serde_json::Value| {
        let known = &result["properties"];
        assert_eq!(known["id"], result["partialFingerprints"]["flowlaw/finding/v1"]);
        Row {
            id: text(&known["id"]),
            verdict: text(&known["verdict"]),
            people: (text(&known["peopleMin"]), text(&known["peopleMax"])),
            from: text(&known["from"]),
            through: text(&known["through"]),
        }
    };
    sorted(value["runs"][0]["results"].as_array().unwrap().iter().map(row).collect())
}
