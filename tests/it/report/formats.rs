//! `flowlaw report`: all formats tell the same findings, numbers and dates; one that fails does not take the others with it.

use super::read_back::{self, Row};
use crate::cli::{flowlaw, run_in, scratch};
use base64::Engine as _;
use flowlaw::outcome::Verdict;
use flowlaw::report::words;
use flowlaw::text::Language;
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

const CASES: [&str; 3] = ["scenarios/kakaopay-stage-2", "scenarios/student", "tests/data/cli/case"];
const FORMATS: [&str; 6] = ["html", "xlsx", "md", "csv", "json", "sarif"];
const ENGLISH: [&str; 6] = ["ID", "VERDICT", "PEOPLE, AT LEAST", "PEOPLE, AT MOST", "FROM", "THROUGH"];
const KOREAN: [&str; 6] = ["식별자", "판단", "인원(최소)", "인원(최대)", "시작일", "종료일"];

/// Tests run beside each other: each run has a folder of its own.
static RUNS: AtomicUsize = AtomicUsize::new(0);

/// Every format of a scenario, as bytes by ending.
fn all_formats(case: &str, lang: &str) -> BTreeMap<&'static str, Vec<u8>> {
    let number = RUNS.fetch_add(1, Ordering::Relaxed);
    let folder = scratch(&format!("report-{}-{number}", case.replace('/', "-")));
    let path = |format: &str| folder.join(format!("out.{format}")).display().to_string();
    let mut arguments = vec!["report".to_owned(), case.to_owned(), "--lang".to_owned(), lang.to_owned()];
    for format in FORMATS {
        arguments.extend(["-o".to_owned(), path(format)]);
    }
    let output = flowlaw(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert_eq!(output.stdout.lines().count(), FORMATS.len(), "{}", output.stdout);
    FORMATS.into_iter().map(|format| (format, fs::read(path(format)).unwrap())).collect()
}

fn text<'a>(formats: &'a BTreeMap<&'static str, Vec<u8>>, format: &str) -> &'a str {
    std::str::from_utf8(&formats[format]).unwrap()
}

/// Verdicts as people read them, with the word for programs.
fn verdicts(language: Language) -> BTreeMap<String, String> {
    Verdict::ALL.into_iter().map(|verdict| (words::verdict(verdict, language), verdict.word().to_owned())).collect()
}

#[test]
fn every_format_tells_the_same_findings_numbers_and_dates() {
    for case in CASES {
        for (lang, language, labels) in [("en", Language::English, ENGLISH), ("ko", Language::Korean, KOREAN)] {
            let formats = all_formats(case, lang);
            let rows = read_back::json(text(&formats, "json"));
            assert!(!rows.is_empty());
            assert_eq!(read_back::html(text(&formats, "html")), rows, "{case} html {lang}");
            assert_eq!(read_back::xlsx(&formats["xlsx"], labels, &verdicts(language)), rows, "{case} xlsx {lang}");
            let open: Vec<Row> = rows.iter().filter(|row| row.verdict != "lawful").cloned().collect();
            assert_eq!(read_back::sarif(text(&formats, "sarif")), open, "{case} sarif {lang}");
            written_dates(&formats, labels, &rows);
        }
    }
}

/// CSV and Markdown write dates as vaguely as the scenario does: `2018-03` for a day of that month.
fn written_dates(formats: &BTreeMap<&'static str, Vec<u8>>, labels: [&str; 6], rows: &[Row]) {
    let fits = |written: &str, day: &str| day.starts_with(written) && written.is_empty() == day.is_empty();
    let table = read_back::markdown(text(formats, "md"), labels[0]);
    let at = |label: &str| table[0].iter().position(|cell| cell == label).unwrap();
    let csv = read_back::csv(text(formats, "csv"));
    assert_eq!((table.len() - 1, csv.len()), (rows.len(), rows.len()));
    for row in rows {
        let told = csv.iter().find(|told| told.id == row.id).unwrap();
        assert_eq!((&told.verdict, &told.people), (&row.verdict, &row.people));
        assert!(fits(&told.from, &row.from) && fits(&told.through, &row.through), "{told:?} {row:?}");
        let cells = table.iter().find(|cells| cells[at(labels[0])] == row.id).unwrap_or_else(|| panic!("{} is missing", row.id));
        assert_eq!(cells.len(), table[0].len());
        assert!(fits(&cells[at(labels[4])], &row.from) && fits(&cells[at(labels[5])], &row.through), "{cells:?} {row:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(all_formats(CASES[2], "en"), all_formats(CASES[2], "en"));
}

#[test]
fn a_format_that_fails_does_not_take_the_others_with_it() {
    let folder = scratch("report-partly");
    let path = |name: &str| folder.join(name).display().to_string();
    let output = flowlaw(&["report", CASES[2], "-o", &path("a.html"), "-o", &path("nowhere/b.xlsx"), "-o", &path("c.md")]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("there is no folder") && output.stderr.contains("b.xlsx"), "{}", output.stderr);
    assert!(Path::new(&path("a.html")).is_file() && Path::new(&path("c.md")).is_file());
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 2, "something half-written is left");
}

#[test]
fn where_the_scenario_is_wrong_nothing_is_written() {
    let folder = scratch("report-wrong");
    fs::write(folder.join("scenario.yaml"), "scenario: wrong\nparties: { a: { established_in: KR } }\nflow: {}\n").unwrap();
    let output = run_in(&folder, &["report", "-o", "a.html"], "");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("flow"), "{}", output.stderr);
    assert!(!folder.join("a.html").exists());
}

#[test]
fn formats_without_files_go_to_files_named_after_the_scenario_and_one_text_is_printed() {
    let folder = scratch("report-names");
    fs::copy("scenarios/student/scenario.yaml", folder.join("scenario.yaml")).unwrap();
    let names = |folder: &Path| {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let output = run_in(&folder, &["report"], "");
    assert_eq!((output.code, output.stdout.as_str()), (0, "wrote my-first.html\n"));
    run_in(&folder, &["report", "--format", "md,sarif"], "");
    assert_eq!(names(&folder), ["my-first.html", "my-first.md", "my-first.sarif", "scenario.yaml"]);
    let printed = run_in(&folder, &["report", "--format", "md"], "");
    assert_eq!(printed.stdout, fs::read_to_string(folder.join("my-first.md")).unwrap());
    fs::create_dir(folder.join("out")).unwrap();
    run_in(&folder, &["report", "--format", "html,csv", "-o", "out"], "");
    assert_eq!(names(&folder.join("out")), ["my-first.csv", "my-first.html"]);
}

#[test]
fn a_name_that_says_no_format_is_explained() {
    let output = flowlaw(&["report", CASES[2], "-o", "report.doc"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("`report.doc` does not end in the name of a format") && output.stderr.contains("`.html`"));
}

#[test]
fn csv_and_json_are_those_of_check() {
    let formats = all_formats(CASES[2], "en");
    for format in ["csv", "json"] {
        assert_eq!(text(&formats, format), flowlaw(&["check", CASES[2], "-f", format, "--fail-on", "never"]).stdout);
    }
}

#[test]
fn every_column_of_the_csv_is_explained() {
    let formats = all_formats(CASES[2], "en");
    let header = text(&formats, "csv").lines().next().unwrap();
    let page = fs::read_to_string("docs/handing-in.md").unwrap();
    let page = page.split_once("## Columns of the CSV").unwrap().1;
    let listed: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(name, _)| name).collect();
    assert_eq!(listed.join(","), header, "the column list in docs/handing-in.md");
}

#[test]
fn the_page_runs_only_its_own_script_and_loads_nothing() {
    let formats = all_formats(CASES[0], "en");
    let html = text(&formats, "html");
    let page = read_back::page(html);
    let hash = |tag: &str| {
        let nodes: Vec<_> = page.descendants().filter(|node| node.has_tag_name(tag)).collect();
        assert_eq!(nodes.len(), 1, "more than one {tag}");
        let digest = sha2::Sha256::digest(nodes[0].text().unwrap().as_bytes());
        format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
    };
    let policy = page.descendants().find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy")).unwrap();
    assert_eq!(
        policy.attribute("content").unwrap(),
        format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            hash("style"),
            hash("script")
        )
    );
    for node in page.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on") && !matches!(name, "style" | "src" | "srcset"), "{name} on {:?}", node.tag_name());
            let outside = name == "href" && !attribute.value().starts_with('#');
            assert!(!outside || attribute.value().starts_with("https://"), "{}", attribute.value());
        }
        assert!(!["link", "iframe", "object", "embed", "img", "base"].contains(&node.tag_name().name()));
    }
}

#[test]
fn every_row_can_show_its_reasons_with_lines_and_sources() {
    let html = flowlaw(&["report", "scenarios/kakaopay-alipay", "--format", "html", "--only", "kr-cia-32-1"]).stdout;
    let page = read_back::page(&html);
    let proofs: Vec<String> = page.descendants().filter(|node| node.attribute("data-finding").is_some()).map(read_back::text_of).collect();
    let scoring = proofs.iter().find(|proof| proof.contains("kr-cia-32-1:kakaopay:scoring")).unwrap();
    // A fact with its line and its source, and the source itself.
    assert!(scoring.lines().any(|line| line.contains("scenario.yaml:") && line.contains(" [pipc_2025]")), "{scoring}");
    assert!(scoring.contains("pipc_2025: PIPC decision of 22 January 2025 (press release)"), "{scoring}");
}

#[test]
fn a_report_tells_which_facts_have_no_source() {
    let markdown = flowlaw(&["report", "tests/data/cli/case", "--format", "md"]).stdout;
    let table = read_back::markdown(&markdown, "KEYS");
    let entries: Vec<&str> = table[1..].iter().map(|cells| cells[0].as_str()).collect();
    assert!(entries.contains(&"flows.ads") && !entries.contains(&"flows.backup"), "{entries:?}");
}
