//! The graph in the language of Graphviz.

use super::mermaid::{color, label};
use super::scene::{Presence, Scene};
use super::svg::is_forbidden;
use crate::outcome::Verdict;
use std::fmt::Write as _;

/// The graph as DOT. What is not there in this telling is left out.
pub fn dot(scene: &Scene) -> String {
    let mut text = format!("digraph {} {{\n", quoted(&[scene.id.to_string()]));
    text.push_str("  rankdir=LR\n  node [shape=box, fontname=\"sans-serif\"]\n  edge [fontname=\"sans-serif\", fontsize=10]\n");
    for (at, country) in scene.countries.iter().enumerate() {
        let here: Vec<usize> =
            (0..scene.parties.len()).filter(|party| scene.parties[*party].country == at && scene.parties[*party].is_there).collect();
        if here.is_empty() {
            continue;
        }
        let _ = writeln!(text, "  subgraph cluster_{at} {{\n    label={}", quoted(&[country.name.clone(), country.law.clone()]));
        for party in here {
            let known = &scene.parties[party];
            let lines: Vec<String> = std::iter::once(&known.title).chain(&known.roles).chain(&known.makes).cloned().collect();
            let shape = if known.is_group { ", style=rounded" } else { "" };
            let _ = writeln!(text, "    party{party} [label={}{shape}]", quoted(&lines));
        }
        text.push_str("  }\n");
    }
    for arrow in scene.arrows.iter().filter(|arrow| arrow.presence != Presence::Never) {
        let style = match arrow.verdict {
            Some(Verdict::Violation) => ", penwidth=3",
            Some(Verdict::Disputed) => ", style=dashed, penwidth=2",
            Some(Verdict::Undetermined | Verdict::OpenLaw) => ", style=dotted, penwidth=2",
            Some(Verdict::Lawful | Verdict::NotApplicable) | None => "",
        };
        let color = color(arrow.verdict).map_or_else(String::new, |color| format!(", color=\"{color}\""));
        let _ = writeln!(text, "  party{} -> party{} [label={}{color}{style}]", arrow.from, arrow.to, quoted(&label(scene, arrow)));
    }
    text + "}\n"
}

/// Lines as one quoted string.
fn quoted(lines: &[String]) -> String {
    let safe = |line: &String| {
        let visible: String = line.chars().filter(|c| !is_forbidden(*c)).collect();
        visible.replace('\\', "\\\\").replace('"', "\\\"")
    };
    format!("\"{}\"", lines.iter().map(safe).collect::<Vec<_>>().join("\\n"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_that_somebody_wrote_can_end_a_string() {
        assert_eq!(quoted(&["a\"b\\".to_owned(), "c".to_owned()]), "\"a\\\"b\\\\\\nc\"");
    }
}
