//! What other parts of the program draw or work out has a place in the page; what is missing has no section.

use super::read_back;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::load;
use flowlaw::report::html;
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::sheet::{Cell, Inserts, Sheet, Table};
use flowlaw::source::Sources;
use flowlaw::text::Language;
use std::path::Path;

/// The page of the student's scenario with something inserted.
fn page(inserts: Inserts) -> String {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(Path::new("scenarios/student"), &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let judgement = judge(&document, &law, &Options::default(), &mut problems).unwrap();
    let packs: Vec<_> = packs.iter().map(|loaded| &loaded.pack).collect();
    let report = Report::new(&document, &judgement, &packs, Language::English);
    html::page(&Sheet::new(&report, &document, &[], &[], &sources, inserts)).unwrap()
}

#[test]
fn a_picture_stands_in_the_page_and_its_style_is_let_in() {
    let svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><style>.a{fill:red}</style><title>who</title></svg>";
    let html = page(Inserts { picture: Some(svg.to_owned()), ..Inserts::default() });
    let page = read_back::page(&html);
    let section = page.descendants().find(|node| node.attribute("id") == Some("picture")).unwrap();
    assert!(section.descendants().any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title"))));
    // printf '.a{fill:red}' | openssl dgst -sha256 -binary | base64
    let policy = page.descendants().find_map(|node| node.attribute("content").filter(|policy| policy.starts_with("default-src"))).unwrap();
    assert!(policy.contains("'sha256-uvOLMGCNdRaXZ7D5FE4GjwpOKlBgbEDdYi7feZQnIeM='"));
}

#[test]
fn tables_of_other_parts_have_sections_and_missing_ones_have_none() {
    let columns = [("change", Message::ColumnTitle, 20), ("findings", Message::ColumnFindings, 10)];
    let mut fixes = Table::new("fixes", Message::SectionFixes, Language::English, &columns);
    fixes.rows.push(vec![Cell::text("ask the users"), Cell::Number(Some(3))]);
    let html = page(Inserts { fixes: Some(fixes), ..Inserts::default() });
    let page = read_back::page(&html);
    let has = |id: &str| page.descendants().any(|node| node.has_tag_name("section") && node.attribute("id") == Some(id));
    assert!(has("fixes") && !has("comparison") && !has("timeline") && !has("picture") && !has("versions"));
    let cells = page.descendants().find(|node| node.attribute("data-table") == Some("fixes")).map(read_back::text_of).unwrap();
    assert!(cells.contains("ask the users") && cells.contains('3'));
}
