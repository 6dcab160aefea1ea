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

const SVG: &str = "http://www.w3.org/2000/svg";

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

/// The page that the program itself writes for a shipped scenario.
fn reported(case: &str, more: &[&str]) -> String {
    let output = crate::cli::flowlaw(&[&["report", case, "--format", "html", "--lang", "en"][..], more].concat());
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

#[test]
fn a_report_holds_the_picture_and_the_timeline_and_what_decides() {
    let html = reported("scenarios/kakaopay-stage-3", &[]);
    let page = read_back::page(&html);
    let section = |id: &str| page.descendants().find(|node| node.has_tag_name("section") && node.attribute("id") == Some(id));
    let drawn = |id: &str| section(id).and_then(|node| node.descendants().find(|node| node.has_tag_name((SVG, "svg"))));
    let parties = drawn("picture").map(read_back::text_of).expect("a picture");
    assert!(parties.contains("Kakao Pay") && parties.contains("Alipay") && parties.contains("Apple"), "{parties}");
    // The page brings the style for dark pages: pictures bring none, so the policy knows one style only.
    assert!(!html.split("<svg").skip(1).any(|svg| svg.split("</svg>").next().is_some_and(|svg| svg.contains("<style"))));
    assert!(html.contains(".fl-violation{"), "the page's style colours the picture");
    let numbers = |id: &str| {
        let table = section(id).and_then(|node| node.descendants().find(|node| node.has_tag_name("tbody"))).expect(id);
        table
            .descendants()
            .filter(|node| node.has_tag_name("a"))
            .filter_map(|node| node.attribute("href"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for id in ["timeline", "deciding"] {
        let links = numbers(id);
        assert!(!links.is_empty(), "{id} leads to no line");
        for link in links {
            let target = link.trim_start_matches('#').to_owned();
            assert!(page.descendants().any(|node| node.attribute("id") == Some(target.as_str())), "{link} in {id} leads nowhere");
        }
    }
    let mut ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "two things bear one id");
}

#[test]
fn fixes_stand_in_a_report_where_they_are_asked_for_and_else_it_says_how() {
    let plain = reported("scenarios/kakaopay-stage-1", &[]);
    assert!(!plain.contains("id=\"fixes\"") && plain.contains("`--fixes` works them out"));
    let asked = reported("scenarios/kakaopay-stage-1", &["--fixes"]);
    let page = read_back::page(&asked);
    let fixes = page.descendants().find(|node| node.attribute("data-table") == Some("fixes")).map(read_back::text_of).expect("fixes");
    assert!(fixes.contains("asks users for consent to"), "{fixes}");
    assert!(!asked.contains("`--fixes` works them out"));
}

#[test]
fn more_flows_than_anybody_can_read_are_no_picture_but_a_remark() {
    let folder = crate::cli::scratch("report-many-flows");
    let flow = |at: usize| {
        format!("  f{at}: {{ from: a, to: b, people: users, data: [email], purpose: marketing, period: 2024-01-01..2024-03-31 }}\n")
    };
    let flows: String = (0..61).map(flow).collect();
    let head = "scenario: many\nlaw: [kr]\nparties: { a: { established_in: KR }, b: { established_in: KR } }\npeople: { users: { of: a, located_in: KR, count: 5 } }\n";
    std::fs::write(folder.join("scenario.yaml"), format!("{head}flows:\n{flows}")).unwrap();
    let output = crate::cli::run_in(&folder, &["report", "--format", "html", "--lang", "en"], "");
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(output.stdout.contains("with 61 flows nobody could read it") && !output.stdout.contains("id=\"picture\""));
    assert!(output.stdout.contains("id=\"timeline\""));
}
