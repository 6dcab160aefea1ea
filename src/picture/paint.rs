//! Colours, line styles and shapes. Every verdict has a colour, a shape and a kind of line, so that grey paper tells them apart.

use super::svg::{Paint, Svg};
use crate::outcome::Verdict;

/// What a dark page changes. Programs that know no style sheets show the light colours.
pub const DARK: &str = "@media (prefers-color-scheme:dark){\
.fl-page{fill:#16181d}.fl-text{fill:#ececec}.fl-muted{fill:#b4b8c0}.fl-box{fill:#242933}.fl-rule{stroke:#4a5060}\
.fl-band0{fill:#1d2838;stroke:#7fa8e0}.fl-band1{fill:#33281b;stroke:#e0a865}.fl-band2{fill:#1c2e20;stroke:#7cc78a}\
.fl-band3{fill:#2a2338;stroke:#b99ae6}.fl-band4{fill:#1a2f30;stroke:#6cc4c8}.fl-band5{fill:#35202a;stroke:#e68bb0}\
.fl-band6{fill:#2d2d19;stroke:#c6c66a}.fl-band7{fill:#26282c;stroke:#a8a8a8}\
.fl-edge0{stroke:#7fa8e0}.fl-edge1{stroke:#e0a865}.fl-edge2{stroke:#7cc78a}.fl-edge3{stroke:#b99ae6}\
.fl-edge4{stroke:#6cc4c8}.fl-edge5{stroke:#e68bb0}.fl-edge6{stroke:#c6c66a}.fl-edge7{stroke:#a8a8a8}\
.fl-violation{stroke:#ff7a88}.fl-violation-full{fill:#ff7a88}.fl-disputed{stroke:#ffab5c}.fl-disputed-full{fill:#ffab5c}\
.fl-undetermined{stroke:#a9b8cc}.fl-undetermined-full{fill:#a9b8cc}.fl-open{stroke:#c9a6ff}.fl-open-full{fill:#c9a6ff}\
.fl-lawful{stroke:#6fd08c}.fl-lawful-full{fill:#6fd08c}.fl-none{stroke:#9a9a9a}.fl-none-full{fill:#9a9a9a}}";

const fn paint(class: &'static str, fill: &'static str, stroke: &'static str) -> Paint {
    Paint { class, fill, stroke, dashes: "" }
}

/// The page.
pub const PAGE: Paint = paint("fl-page", "#ffffff", "none");
/// Text.
pub const TEXT: Paint = paint("fl-text", "#1a1a1a", "none");
/// Less important text.
pub const MUTED: Paint = paint("fl-muted", "#54585f", "none");
/// A thin line between rows.
pub const RULE: Paint = paint("fl-rule", "none", "#c9ccd1");

/// Countries take turns.
const BANDS: [(Paint, Paint, Paint); 8] = [
    band("fl-band0", "fl-box fl-edge0", "fl-edge0", "#eaf1fb", "#2f5d9b"),
    band("fl-band1", "fl-box fl-edge1", "fl-edge1", "#fdf1e3", "#9a5713"),
    band("fl-band2", "fl-box fl-edge2", "fl-edge2", "#e8f5e9", "#2c7338"),
    band("fl-band3", "fl-box fl-edge3", "fl-edge3", "#f2ebfa", "#6b3fa0"),
    band("fl-band4", "fl-box fl-edge4", "fl-edge4", "#e3f4f5", "#136a6f"),
    band("fl-band5", "fl-box fl-edge5", "fl-edge5", "#fbe9f0", "#9c2f5a"),
    band("fl-band6", "fl-box fl-edge6", "fl-edge6", "#f4f4de", "#666612"),
    band("fl-band7", "fl-box fl-edge7", "fl-edge7", "#f0f0f0", "#4d4d4d"),
];

const fn band(
    band: &'static str,
    node: &'static str,
    edge: &'static str,
    fill: &'static str,
    stroke: &'static str,
) -> (Paint, Paint, Paint) {
    (paint(band, fill, stroke), paint(node, "#ffffff", stroke), paint(edge, "none", stroke))
}

/// The looks of a country's band, of a box in it, and of a line in its colour.
pub fn of_country(at: usize) -> (Paint, Paint, Paint) {
    BANDS[at % BANDS.len()]
}

/// A look that is filled, and one that is drawn, with the width of the line.
struct VerdictPaint {
    full: Paint,
    line: Paint,
    width: &'static str,
}

fn verdict_paint(verdict: Option<Verdict>) -> VerdictPaint {
    let (full, drawn, color, dashes, width) = match verdict {
        Some(Verdict::Violation) => ("fl-violation-full", "fl-violation", "#b3001b", "", "3.2"),
        Some(Verdict::Disputed) => ("fl-disputed-full", "fl-disputed", "#a84a00", "9 5", "2.6"),
        Some(Verdict::Undetermined) => ("fl-undetermined-full", "fl-undetermined", "#46556b", "2 4", "2.2"),
        Some(Verdict::OpenLaw) => ("fl-open-full", "fl-open", "#6b3fa0", "11 4 2 4", "2.2"),
        Some(Verdict::Lawful) => ("fl-lawful-full", "fl-lawful", "#1d7a3a", "", "1.7"),
        Some(Verdict::NotApplicable) | None => ("fl-none-full", "fl-none", "#7a7a7a", "", "1.2"),
    };
    VerdictPaint { full: paint(full, color, "none"), line: Paint { dashes, ..paint(drawn, "none", color) }, width }
}

/// How an arrow is drawn: its line with its width, and its point.
pub fn arrow(verdict: Option<Verdict>) -> (Paint, &'static str, Paint) {
    let paint = verdict_paint(verdict);
    (paint.line, paint.width, paint.full)
}

/// The look of a number.
pub fn number(verdict: Verdict) -> Paint {
    verdict_paint(Some(verdict)).full
}

/// How wide the sign of a verdict is, in pixels.
pub const SIGN: i32 = 14;

/// Draws the sign of a verdict; `x` is its left edge and `y` its middle.
pub fn sign(svg: &mut Svg, x: i32, y: i32, verdict: Verdict) {
    let VerdictPaint { full, line, .. } = verdict_paint(Some(verdict));
    let line = Paint { dashes: "", ..line };
    let middle = x + SIGN / 2;
    match verdict {
        // A full diamond.
        Verdict::Violation => svg.path(&format!("M{middle} {} l7 7 l-7 7 l-7 -7z", y - 7), "0", &full),
        // A circle of which one half is full.
        Verdict::Disputed => {
            svg.path(&format!("M{middle} {} a6 6 0 0 0 0 12z", y - 6), "0", &full);
            svg.path(&format!("M{middle} {} a6 6 0 0 1 0 12 a6 6 0 0 1 0 -12z", y - 6), "1.6", &line);
        }
        // An empty square with a question mark.
        Verdict::Undetermined => {
            svg.path(&format!("M{} {} h12 v12 h-12z", x + 1, y - 6), "1.6", &line);
            svg.path(&format!("M{} {} q0 -2.5 2.5 -2.5 q2.5 0 2.5 2 q0 1.5 -2.5 2.2 v1.2 m0 1.4 v1", middle - 2, y - 1), "1.5", &line);
        }
        // An empty triangle.
        Verdict::OpenLaw => svg.path(&format!("M{middle} {} l6.5 11.5 h-13z", y - 6), "1.6", &line),
        // A tick.
        Verdict::Lawful | Verdict::NotApplicable => svg.path(&format!("M{} {y} l4 4 l7 -9", x + 1), "2.2", &line),
    }
}
