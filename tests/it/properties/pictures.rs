//! Pictures: on whatever scenario, nothing covers anything, and what is marked never moves anything.

use super::support::asking::{document as read, judged};
use super::support::cases;
use super::support::law::{TOY, pack};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::picture::layout::{Layout, MARGIN, Rectangle, WIDTH};
use flowlaw::picture::{Drawing, Look, Scene, graph};
use flowlaw::report::lines::Report;
use flowlaw::text::Language;
use proptest::prelude::*;

const COUNTRIES: &[&str] = &["KR", "SG", "IE", "US", "JP"];
const NAMES: &[&str] = &[
    "Shop",
    "Very Long Company Name Holding International (Asia Pacific) Limited",
    "서울클라우드 주식회사 데이터사업본부",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "B & <C>",
];
const DATA: &[&str] = &["email", "phone", "balance", "transaction_history", "account_id", "address"];

/// A scenario by the places of its parties in the lists above.
#[derive(Debug, Clone)]
struct Net {
    parties: Vec<(usize, usize)>,
    flows: Vec<(usize, usize, usize)>,
}

impl Net {
    fn text(&self) -> String {
        let mut text = "scenario: net\nparties:\n".to_owned();
        for (at, (country, name)) in self.parties.iter().enumerate() {
            let (country, name) = (COUNTRIES[*country], NAMES[*name]);
            text.push_str(&format!("  p{at}: {{ name: \"{name} {at}\", established_in: {country} }}\n"));
        }
        text.push_str("people: { users: { of: p0, located_in: KR, count: 40_450_000 } }\nflows:\n");
        for (at, (from, to, data)) in self.flows.iter().enumerate() {
            let data = DATA.get(..=*data).unwrap_or(DATA).join(", ");
            text.push_str(&format!(
                "  f{at}: {{ title: \"Flow {at} {}\", from: p{from}, to: p{to}, people: users, data: [{data}], purpose: marketing, period: 2024-01-01..2024-03-31 }}\n",
                NAMES[at % NAMES.len()]
            ));
        }
        text
    }
}

fn nets() -> impl Strategy<Value = Net> {
    (2..12usize).prop_flat_map(|count| {
        let parties = prop::collection::vec((0..COUNTRIES.len(), 0..NAMES.len()), count);
        let flows = prop::collection::vec((0..count, 0..count - 1, 0..DATA.len()), 1..=40);
        let apart = |(from, to, data): (usize, usize, usize)| (from, if to >= from { to + 1 } else { to }, data);
        (parties, flows).prop_map(move |(parties, flows)| Net { parties, flows: flows.into_iter().map(apart).collect() })
    })
}

/// The level and upright parts of an arrow as flat rectangles.
fn parts(points: &[(i32, i32)]) -> Vec<Rectangle> {
    let part = |pair: &[(i32, i32)]| {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        assert!(x == to_x || y == to_y, "an arrow runs askew: {pair:?}");
        Rectangle { x: x.min(to_x), y: y.min(to_y), width: (to_x - x).abs(), height: (to_y - y).abs() }
    };
    points.windows(2).map(part).filter(|part| part.width + part.height > 0).collect()
}

/// Whether a flat part runs through the inside of a rectangle.
fn runs_through(part: &Rectangle, place: &Rectangle) -> bool {
    let thick = Rectangle { x: part.x, y: part.y, width: part.width.max(1), height: part.height.max(1) };
    let inside = Rectangle { x: place.x + 1, y: place.y + 1, width: place.width - 2, height: place.height - 2 };
    thick.overlaps(&inside)
}

/// Everything that must not be covered, and everything that could cover it. Returns what is wrong.
pub fn collisions(layout: &Layout) -> Vec<String> {
    let mut places: Vec<(String, Rectangle)> = Vec::new();
    places.extend(layout.headings.iter().enumerate().map(|(at, place)| (format!("heading {at}"), *place)));
    places.extend(layout.nodes.iter().enumerate().map(|(at, place)| (format!("box {at}"), *place)));
    for (at, edge) in layout.edges.iter().enumerate() {
        places.push((format!("text {at}"), edge.text));
        places.push((format!("marks {at}"), edge.marks));
    }
    let mut wrong = Vec::new();
    for (at, (name, place)) in places.iter().enumerate() {
        let fits = place.x >= MARGIN && place.y >= 0 && place.x + place.width <= WIDTH - MARGIN && place.y + place.height <= layout.height;
        if !fits {
            wrong.push(format!("{name} leaves the page"));
        }
        for (other, rectangle) in places.iter().skip(at + 1) {
            if place.overlaps(rectangle) {
                wrong.push(format!("{name} and {other} overlap"));
            }
        }
        for (edge, part) in
            layout.edges.iter().enumerate().flat_map(|(edge, place)| parts(&place.points).into_iter().map(move |part| (edge, part)))
        {
            if runs_through(&part, place) {
                wrong.push(format!("arrow {edge} runs through {name}"));
            }
        }
    }
    let all: Vec<(usize, Rectangle)> =
        layout.edges.iter().enumerate().flat_map(|(edge, place)| parts(&place.points).into_iter().map(move |part| (edge, part))).collect();
    for (at, (edge, part)) in all.iter().enumerate() {
        for (other, next) in all.iter().skip(at + 1).filter(|(other, _)| other != edge) {
            let level =
                part.height == 0 && next.height == 0 && part.y == next.y && part.x < next.x + next.width && next.x < part.x + part.width;
            let upright =
                part.width == 0 && next.width == 0 && part.x == next.x && part.y < next.y + next.height && next.y < part.y + part.height;
            if level || upright {
                wrong.push(format!("arrows {edge} and {other} lie on one another"));
            }
        }
    }
    wrong
}

proptest! {
    #![proptest_config(cases(24))]

    /// Nothing in a picture covers anything else, with up to forty flows, in both languages.
    #[test]
    fn nothing_in_a_picture_covers_anything(net in nets()) {
        let (law, document) = (pack(TOY), read(&net.text()));
        let judgement = judged(&document, &[&law], &Options { detail: Detail::Verdicts, ..Options::default() });
        for language in [Language::English, Language::Korean] {
            let report = Report::new(&document, &judgement, &[&law], language);
            let scene = Scene::new(&document, &report, None);
            prop_assert_eq!(scene.arrows.len(), net.flows.len());
            let wrong = collisions(&Drawing::new(&scene).layout);
            prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            let look = Look { id: "a", table: true, style: true };
            prop_assert_eq!(graph(&scene, &look), graph(&scene, &look));
        }
    }
}
