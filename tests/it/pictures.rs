//! Pictures of the shipped scenarios, and of one that means harm.
//!
//! `docs/pictures/` holds pictures that a reader sees: `UPDATE=1 cargo test pictures` draws them anew.

use crate::cli::{flowlaw, run_in, scratch};
use crate::properties::collisions;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Detail, Law, Options, judge};
use flowlaw::load;
use flowlaw::picture::layout::WIDTH;
use flowlaw::picture::{Drawing, Look, Scene, TimelineDrawing, graph};
use flowlaw::report::lines::Report;
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::text::Language;
use std::fs;
use std::path::{Path, PathBuf};

const LOOK: Look<'_> = Look { id: "flowlaw", table: true, style: true };

fn shipped() -> Vec<PathBuf> {
    let inside = |folder: &str| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let all = [inside("scenarios"), inside("scenarios/decisions")].concat();
    let mut found: Vec<PathBuf> = all.into_iter().filter(|path| path.join("scenario.yaml").is_file()).collect();
    found.sort();
    found
}

/// Judges a scenario and hands the report on it to a test.
fn with_report<T>(document: &Document, options: &Options, language: Language, then: impl FnOnce(&Report<'_>) -> T) -> T {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let packs = load::packs(&[], Some(document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let judgement = judge(document, &law, &Options { detail: Detail::Verdicts, ..options.clone() }, &mut problems).unwrap();
    let packs: Vec<_> = packs.iter().map(|loaded| &loaded.pack).collect();
    then(&Report::new(document, &judgement, &packs, language))
}

fn opened(path: &Path) -> Document {
    load::scenario(path, &mut Sources::default(), &mut Diagnostics::default()).unwrap()
}

#[test]
fn nothing_in_a_shipped_picture_covers_anything() {
    for path in shipped() {
        let document = opened(&path);
        for language in [Language::English, Language::Korean] {
            let wrong = with_report(&document, &Options::default(), language, |report| {
                collisions(&Drawing::new(&Scene::new(&document, report, None)).layout)
            });
            assert!(wrong.is_empty(), "{}:\n{}", path.display(), wrong.join("\n"));
        }
    }
}

#[test]
fn who_is_believed_and_what_is_tried_moves_nothing() {
    for name in ["scenarios/kakaopay-alipay", "scenarios/kakaopay-stage-3", "scenarios/lawful-shop"] {
        let document = opened(Path::new(name));
        let layout = |options: &Options, rule: Option<&str>| {
            with_report(&document, options, Language::English, |report| {
                let layout = Drawing::new(&Scene::new(&document, report, rule)).layout;
                // Each version and change is told in a line of its own above the picture: only that may push the whole down.
                let top = layout.bands.first().map_or(0, |band| band.y);
                let places = layout.bands.iter().chain(&layout.nodes).map(|place| (place.x, place.y - top, place.width, place.height));
                let ways = layout.edges.iter().map(|edge| edge.points.iter().map(|(x, y)| (*x, y - top)).collect::<Vec<_>>());
                (places.collect::<Vec<_>>(), ways.collect::<Vec<_>>())
            })
        };
        let first = layout(&Options::default(), None);
        assert_eq!(layout(&Options::default(), Some("kr-pipa-28-8")), first, "{name} with one rule");
        for party in document.speakers() {
            let options = Options { as_party: Some(party.clone()), ..Options::default() };
            assert_eq!(layout(&options, None), first, "{name} as {party}");
        }
        for variation in &document.variations {
            let variations = document.order_of(&variation.id).unwrap();
            assert_eq!(layout(&Options { variations, ..Options::default() }, None), first, "{name} with {}", variation.id);
        }
    }
}

/// Text of the elements of a kind, with the marks of escaping undone.
fn texts(svg: &str) -> Vec<String> {
    let inside = svg.split("<text ").skip(1).filter_map(|part| part.split_once('>')?.1.split_once("</text>"));
    let plain = |(text, _): (&str, &str)| {
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
    };
    inside.map(plain).collect()
}

#[test]
fn the_numbers_are_those_of_the_table() {
    let document = opened(Path::new("scenarios/kakaopay-stage-3"));
    for rule in [None, Some("kr-pipa")] {
        with_report(&document, &Options::default(), Language::English, |report| {
            let scene = Scene::new(&document, report, rule);
            let wanted: Vec<(usize, String)> = report
                .open_lines()
                .enumerate()
                .filter(|(_, line)| line.rows().any(|row| rule.is_none_or(|rule| row.rule.starts_with(rule))))
                .map(|(at, line)| (at + 1, report.articles(line)))
                .collect();
            let shown: Vec<(usize, String)> = scene.rows.iter().map(|row| (row.number, row.cells[0].clone())).collect();
            assert_eq!(shown, wanted);
            let texts = texts(&graph(&scene, &LOOK));
            assert!(wanted.iter().all(|(number, _)| texts.contains(&number.to_string())), "{texts:?}");
        });
    }
}

#[test]
fn both_languages_show_the_same_numbers() {
    let document = opened(Path::new("scenarios/kakaopay-stage-3"));
    let [english, korean] = [Language::English, Language::Korean].map(|language| {
        with_report(&document, &Options::default(), language, |report| {
            let scene = Scene::new(&document, report, None);
            let rows: Vec<_> = scene.rows.iter().map(|row| (row.number, row.verdict, row.cells[4].clone())).collect();
            let arrows: Vec<_> = scene.arrows.iter().map(|arrow| (arrow.letter.clone(), arrow.marks.clone(), arrow.verdict)).collect();
            (rows, arrows)
        })
    });
    assert_eq!(english, korean);
}

/// Opening and closing tags answer one another, and every `&` begins a known name.
fn is_well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or_else(|| format!("`{part}` is never closed"))?;
        if text.contains('>') && !open.contains(&"style") {
            return Err(format!("a bare `>` in `{text}`"));
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("`{name}` closes something else"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    let bare = xml.split('&').skip(1).find(|part| !["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| part.starts_with(known)));
    if let Some(bare) = bare {
        return Err(format!("a bare `&` before `{bare}`"));
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

const HOSTILE: &str = r#"
scenario: hostile
title: "</title><script>alert(1)</script> & \" ' ]]> \u202Ereversed"
law: [kr]
parties:
  a: { name: "<img src=x onerror=alert(1)>\"] --> x; click a href \"javascript:alert(1)\"", established_in: KR, sector: online_service }
  b: { name: "\\\"; }\nedge [label=\"x\"] }", established_in: SG }
people: { p: { title: "=HYPERLINK(\"x\")&amp;<b>", of: a, located_in: KR, count: 5 } }
flows:
  f: { title: "<svg/onload=alert(1)>|end\"|", from: a, to: b, people: p, data: [email], purpose: marketing, period: 2024-01-01..2024-03-31 }
"#;

#[test]
fn nothing_that_somebody_wrote_becomes_markup() {
    let output = run_in(Path::new("."), &["graph", "-"], HOSTILE);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    is_well_formed(&output.stdout).unwrap();
    for forbidden in ["<script", "<img", "<svg/", "\u{202e}", "href=", "url(", "http://"] {
        let found = output.stdout.replace("http://www.w3.org/2000/svg", "");
        assert!(!found.contains(forbidden), "{forbidden}");
    }
    let mermaid = run_in(Path::new("."), &["graph", "-", "-f", "mermaid"], HOSTILE).stdout;
    // Each label is one pair of quotes.
    assert!(mermaid.lines().all(|line| line.matches('"').count() % 2 == 0 && line.matches('"').count() <= 2), "{mermaid}");
    assert!(!mermaid.contains("<script") && !mermaid.contains("<img"), "{mermaid}");
    let dot = run_in(Path::new("."), &["graph", "-", "-f", "dot"], HOSTILE).stdout;
    // Four lines before, four for each country, one arrow, one bracket.
    assert_eq!(dot.lines().count(), 14, "{dot}");
}

#[test]
fn every_shipped_picture_is_whole_and_needs_nothing_from_elsewhere() {
    for path in shipped() {
        let output = flowlaw(&["graph", path.to_str().unwrap(), "--lang", "ko"]);
        is_well_formed(&output.stdout).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert!(output.stdout.contains("role=\"img\"") && output.stdout.contains("<desc ") && output.stdout.contains("<title "));
        assert!(!output.stdout.contains("href=") && !output.stdout.contains("@import") && !output.stdout.contains("url("));
    }
}

#[test]
fn each_file_is_written_on_its_own() {
    let folder = scratch("pictures");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (svg, lost, dot) = (path("a.svg"), path("nowhere/a.mmd"), path("a.dot"));
    let output = flowlaw(&["graph", "scenarios/lawful-shop", "-o", &svg, "-o", &lost, "-o", &dot]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("there is no folder"), "{}", output.stderr);
    assert!(fs::read_to_string(&svg).unwrap().starts_with("<svg ") && fs::read_to_string(&dot).unwrap().starts_with("digraph "));
}

#[test]
fn a_misspelt_end_or_rule_is_said_before_anything_is_written() {
    let folder = scratch("picture-names");
    let path = folder.join("a.png").to_str().unwrap().to_owned();
    let output = flowlaw(&["graph", "scenarios/lawful-shop", "-o", &path]);
    assert_eq!(output.code, 2);
    assert!(
        output.stderr.contains("no kind of picture ends in") && output.stderr.contains("`.svg`, `.mmd` or `.dot`"),
        "{}",
        output.stderr
    );
    let output = flowlaw(&["graph", "scenarios/lawful-shop", "--rule", "kr-pipa-28-9"]);
    assert_eq!(output.code, 2);
    assert!(
        output.stderr.contains("there is no rule `kr-pipa-28-9`") && output.stderr.contains("did you mean `kr-pipa-29`?"),
        "{}",
        output.stderr
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

/// The pictures of `docs/pictures.md`: file, and what draws it.
const KEPT: &[(&str, &[&str])] = &[
    ("lawful-shop.svg", &["graph", "scenarios/lawful-shop"]),
    ("stage-3-pipc.svg", &["graph", "scenarios/kakaopay-stage-3", "--as", "pipc"]),
    ("stage-3-kakaopay.svg", &["graph", "scenarios/kakaopay-stage-3", "--as", "kakaopay"]),
    ("kakaopay-alipay.svg", &["graph", "scenarios/kakaopay-alipay"]),
    ("kakaopay-alipay-ko.svg", &["graph", "scenarios/kakaopay-alipay", "--lang", "ko"]),
];

#[test]
fn the_pictures_of_the_page_are_those_that_the_commands_draw() {
    let page = fs::read_to_string("docs/pictures.md").unwrap();
    for (name, command) in KEPT {
        let path = Path::new("docs/pictures").join(name);
        let drawn = flowlaw(command).stdout;
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all("docs/pictures").unwrap();
            fs::write(&path, &drawn).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap_or_default() == drawn,
            "{name} is another picture now: run `UPDATE=1 cargo test pictures`"
        );
        assert!(
            page.contains(&format!("flowlaw {} -o docs/pictures/{name}", command.join(" "))),
            "the page does not show how {name} is drawn"
        );
        assert!(page.contains(&format!("](pictures/{name})")), "the page does not show {name}");
    }
}

#[test]
fn nothing_in_a_timeline_covers_anything() {
    let mut drawn = 0;
    for path in shipped() {
        let document = opened(&path);
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
        let packs: Vec<_> = packs.iter().map(|loaded| &loaded.pack).collect();
        for language in [Language::English, Language::Korean] {
            with_report(&document, &Options::default(), language, |report| {
                let told = flowlaw::timeline::timeline(&document, report.judgement, &packs);
                let Some(drawing) = TimelineDrawing::new(report, &told) else { return };
                drawn += 1;
                for (at, label) in drawing.labels.iter().enumerate() {
                    let place = label.place;
                    let inside = place.x >= 0 && place.x + place.width <= WIDTH && place.y + place.height <= drawing.height;
                    assert!(inside, "{}: {:?} is cut off", path.display(), label.text);
                    let other = drawing.labels.iter().skip(at + 1).find(|other| other.place.overlaps(&place));
                    assert!(other.is_none(), "{}: {:?} covers {other:?}", path.display(), label.text);
                    let bar = drawing.bars.iter().find(|bar| bar.place.overlaps(&place));
                    assert!(bar.is_none(), "{}: {:?} lies on {bar:?}", path.display(), label.text);
                }
            });
        }
    }
    assert!(drawn >= 10, "only {drawn} timelines were drawn");
}

#[test]
fn a_timeline_is_drawn_where_the_name_of_the_file_says_so() {
    let folder = scratch("timeline-svg");
    let file = folder.join("timeline.svg");
    let output = flowlaw(&["timeline", "scenarios/kakaopay-stage-1", "-o", file.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let texts = texts(&fs::read_to_string(&file).unwrap());
    let table = flowlaw(&["timeline", "scenarios/kakaopay-stage-1", "--lang", "en"]).stdout;
    assert!(texts.iter().any(|text| text == "PIPA 28-8(1)") && table.contains("PIPA 28-8(1)"), "{texts:?}");
    let refused = flowlaw(&["timeline", "scenarios/kakaopay-stage-1", "--by-law", "2020,2024", "-f", "svg", "--lang", "en"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("a picture shows one law"), "{}", refused.stderr);
}
