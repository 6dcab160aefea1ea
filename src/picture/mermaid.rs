//! The graph in Mermaid, for documents and slides that draw it themselves.

use super::scene::{Arrow, Presence, Scene};
use super::svg::is_forbidden;
use crate::outcome::Verdict;
use crate::report::words;
use std::fmt::Write as _;

/// The graph as a Mermaid flowchart. What is not there in this telling is left out.
pub fn mermaid(scene: &Scene) -> String {
    let mut text = String::from("flowchart LR\n");
    for (at, country) in scene.countries.iter().enumerate() {
        let here: Vec<usize> =
            (0..scene.parties.len()).filter(|party| scene.parties[*party].country == at && scene.parties[*party].is_there).collect();
        if here.is_empty() {
            continue;
        }
        let heading = [country.name.as_str(), country.law.as_str()].map(safe).join("<br/>");
        let _ = writeln!(text, "  subgraph country{at}[\"{heading}\"]");
        for party in here {
            let known = &scene.parties[party];
            let lines: Vec<String> = std::iter::once(&known.title).chain(&known.roles).chain(&known.makes).map(|line| safe(line)).collect();
            let (open, close) = if known.is_group { ("([", "])") } else { ("[", "]") };
            let _ = writeln!(text, "    party{party}{open}\"{}\"{close}", lines.join("<br/>"));
        }
        text.push_str("  end\n");
    }
    let mut styles = String::new();
    let shown = scene.arrows.iter().filter(|arrow| arrow.presence != Presence::Never);
    for (at, arrow) in shown.enumerate() {
        let line = match arrow.verdict {
            Some(Verdict::Violation) => "==>",
            Some(Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw) => "-.->",
            Some(Verdict::Lawful | Verdict::NotApplicable) | None => "-->",
        };
        let label: Vec<String> = label(scene, arrow).iter().map(|line| safe(line)).collect();
        let _ = writeln!(text, "  party{} {line}|\"{}\"| party{}", arrow.from, label.join("<br/>"), arrow.to);
        if let Some(color) = color(arrow.verdict) {
            let _ = writeln!(styles, "  linkStyle {at} stroke:{color}");
        }
    }
    text + &styles
}

/// The lines at an arrow, with the marks in words.
pub fn label(scene: &Scene, arrow: &Arrow) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", arrow.letter, arrow.text.title)];
    let more = [&arrow.text.data.join(", "), &arrow.text.people, &arrow.text.days, &arrow.text.onward];
    lines.extend(more.into_iter().filter(|line| !line.is_empty()).cloned());
    lines.extend(
        arrow.marks.groups().map(|(verdict, numbers)| format!("{} {}", words::verdict(verdict, scene.language), numbers.join(", "))),
    );
    lines
}

/// The colour of a verdict.
pub fn color(verdict: Option<Verdict>) -> Option<&'static str> {
    match verdict? {
        Verdict::Violation => Some("#b3001b"),
        Verdict::Disputed => Some("#a84a00"),
        Verdict::Undetermined => Some("#46556b"),
        Verdict::OpenLaw => Some("#6b3fa0"),
        Verdict::Lawful => Some("#1d7a3a"),
        Verdict::NotApplicable => None,
    }
}

/// Everything that could mean something to Mermaid is written by its number.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars().filter(|c| !is_forbidden(*c)) {
        if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '_' | '(' | ')' | '?' | '→' | '←' | '–' | '·' | '/') {
            safe.push(c);
        } else {
            let _ = write!(safe, "#{};", u32::from(c));
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_that_somebody_wrote_can_end_a_label() {
        assert_eq!(safe("a\"] --> b<b>#;"), "a#34;#93; --#62; b#60;b#62;#35;#59;");
        assert_eq!(safe("카카오페이 (4,045만 명)"), "카카오페이 (4,045만 명)");
    }
}
