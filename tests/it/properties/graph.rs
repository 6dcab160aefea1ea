//! The data-flow graph: what may have come along, and by which way.

use super::support::asking::{cells, document as read, judged, starts};
use super::support::cases;
use super::support::law::pack;
use flowlaw::date::Day;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::graph::{FlowGraph, Labels, Token};
use flowlaw::judge::case::Options;
use flowlaw::judge::stories::stories;
use flowlaw::outcome::Verdict;
use flowlaw::scenario::Document;
use flowlaw::vocabulary::Block;
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use std::collections::{BTreeMap, BTreeSet};

const PARTIES: &[&str] = &["p0", "p1", "p2", "p3", "p4"];
const ITEMS: &[&str] = &["email", "phone", "balance", "made", "mixed"];
const PURPOSES: &[&str] = &["marketing", "delivery", "service_delivery", "[delivery, analytics]"];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Wire {
    id: String,
    from: &'static str,
    to: &'static str,
    data: Vec<&'static str>,
    people: &'static str,
    purpose: &'static str,
    start: u32,
}

/// Flows among a few parties, and things made from what they carry.
#[derive(Debug, Clone)]
struct Net {
    wires: Vec<Wire>,
    /// By whom and from what `made` and `mixed` are made.
    makers: [(&'static str, Vec<&'static str>); 2],
    reverse: bool,
}

impl Net {
    fn text(&self) -> String {
        let mut text = "scenario: net\nparties:\n".to_owned();
        PARTIES.iter().chain(&["relay"]).for_each(|party| text.push_str(&format!("  {party}: {{ established_in: KR }}\n")));
        text.push_str("people: { here: { of: p0, located_in: KR }, there: { of: p0, located_in: SG } }\ndata:\n");
        let mut made: Vec<String> = ["made", "mixed"]
            .iter()
            .zip(&self.makers)
            .map(|(id, (maker, from))| format!("  {id}: {{ kind: derived_score, derived_by: {maker}, from: [{}] }}\n", from.join(", ")))
            .collect();
        if self.reverse {
            made.reverse();
        }
        text.push_str(&made.concat());
        text.push_str("flows:\n");
        for wire in &self.wires {
            let Wire { id, from, to, data, people, purpose, start } = wire;
            text.push_str(&format!("  {id}: {{ from: {from}, to: {to}, people: {people}, data: [{}], purpose: {purpose}, period: 2024-01-{start:02}..2024-03-31 }}\n", data.join(", ")));
        }
        text
    }

    fn document(&self) -> Document {
        read(&self.text())
    }
}

fn wire() -> BoxedStrategy<Wire> {
    let some = prop::sample::subsequence(ITEMS, 1..=3);
    let ends = (0..PARTIES.len(), 1..PARTIES.len()).prop_map(|(from, step)| (PARTIES[from], PARTIES[(from + step) % PARTIES.len()]));
    (ends, some, prop::sample::select(vec!["here", "there"]), prop::sample::select(PURPOSES), 1..20u32)
        .prop_map(|((from, to), data, people, purpose, start)| Wire { id: String::new(), from, to, data, people, purpose, start })
        .boxed()
}

fn nets() -> BoxedStrategy<Net> {
    let sources = |pool: &'static [&'static str]| (prop::sample::select(PARTIES), prop::sample::subsequence(pool, 1..=2));
    (prop::collection::vec(wire(), 1..7), sources(&ITEMS[..3]), sources(&ITEMS[..4]))
        .prop_map(|(mut wires, made, mixed)| {
            wires.iter_mut().enumerate().for_each(|(at, wire)| wire.id = format!("w{at}"));
            Net { wires, makers: [made, mixed], reverse: false }
        })
        .boxed()
}

/// What may be where, and since when; flows by their ids.
type Known = BTreeMap<(String, String), BTreeMap<String, Day>>;

fn labels(document: &Document) -> Known {
    let stories = stories(document, &[], &mut Diagnostics::default()).expect("stories");
    let model = stories.models().next().expect("a story");
    let graph = FlowGraph::new(model);
    let labels = Labels::new(&graph, model);
    let mut found = Known::new();
    for holder in PARTIES.iter().chain(&["relay"]) {
        for item in ITEMS {
            let Some(label) = graph.find(holder, item).and_then(|node| labels.of(node)) else { continue };
            let name = |token: &Token| match token {
                Token::CameBy(flow) => format!("came by {}", model.block(Block::Flows)[*flow].id),
                other => format!("{other:?}"),
            };
            found.insert(((*holder).to_owned(), (*item).to_owned()), label.iter().map(|(token, day)| (name(token), *day)).collect());
        }
    }
    found
}

const LINEAGE: &str = "
pack: p
title: t
version: '1'
---
scenario: tiny
---
rule: r-permitted
answers: sender
in_force: 2020-01-01..
forbidden_unless: { permitted: { holds_when: { lineage: { permits: purpose } } } }
---
rule: r-from-korea
answers: sender
in_force: 2020-01-01..
forbidden_if: { lineage: { from_country: KR } }
";

proptest! {
    #![proptest_config(cases(64))]

    /// 21. Order independence.
    #[test]
    fn labels_do_not_depend_on_the_order_of_flows_and_data(net in nets(), turn in 0..7usize) {
        let mut other = net.clone();
        other.wires.reverse();
        let turn = turn % other.wires.len();
        other.wires.rotate_left(turn);
        other.reverse = true;
        prop_assert_eq!(labels(&net.document()), labels(&other.document()));
    }

    /// 22. Edge monotonicity.
    #[test]
    fn one_more_flow_takes_nothing_away_from_what_may_be_somewhere(net in nets(), more in wire()) {
        let mut larger = net.clone();
        larger.wires.push(Wire { id: "more".to_owned(), ..more });
        let after = labels(&larger.document());
        for (place, tokens) in labels(&net.document()) {
            for (token, day) in tokens.into_iter().filter(|(token, _)| token != "Own") {
                let now = after.get(&place).and_then(|tokens| tokens.get(&token));
                prop_assert!(now.is_some_and(|now| *now <= day), "{place:?} {token}: {day}, then {now:?}");
            }
        }
    }

    /// 24. Subdivision.
    #[test]
    fn a_relay_in_the_middle_of_a_flow_changes_nothing_elsewhere(net in nets(), pick in 0..7usize) {
        let mut longer = net.clone();
        let at = pick % net.wires.len();
        let second = Wire { id: "onward".to_owned(), from: "relay", ..net.wires[at].clone() };
        longer.wires[at].to = "relay";
        longer.wires.push(second);
        let plain = |known: Known| -> Known {
            let about = |token: &String| !token.starts_with("came by") && !token.contains("relay");
            known.into_iter().filter(|(place, _)| place.0 != "relay").map(|(place, tokens)| (place, tokens.into_iter().filter(|(token, _)| about(token)).collect())).collect()
        };
        prop_assert_eq!(plain(labels(&net.document())), plain(labels(&longer.document())));
    }

    /// 25. Witness validity.
    #[test]
    fn the_way_that_an_explanation_shows_is_enough_for_the_data_to_have_come(net in nets()) {
        let law = pack(LINEAGE);
        let document = net.document();
        let judgement = judged(&document, &[&law], &Options { detail: flowlaw::judge::case::Detail::EveryReason, ..Options::default() });
        for finding in judgement.findings.iter().filter(|finding| finding.explanation.path.len() > 2) {
            let path = &finding.explanation.path;
            let on_path = |wire: &Wire| path.windows(2).any(|pair| *pair[0] == *wire.from && *pair[1] == *wire.to);
            let alone = Net { wires: net.wires.iter().filter(|wire| on_path(wire) || *finding.subject == *wire.id).cloned().collect(), ..net.clone() };
            let known = labels(&alone.document());
            let sender = &path[path.len() - 2];
            let came = finding.data.iter().any(|item| {
                let label = known.get(&(sender.to_string(), item.to_string()));
                label.and_then(|tokens| tokens.get(&format!("HeldBy({:?})", path[0]))).is_some_and(|day| *day < finding.period.until)
            });
            prop_assert!(came, "{} {path:?} {:?} does not lead from {}\n{}", finding.id, finding.data, path[0], net.text());
        }
    }

    /// 26. No laundering.
    #[test]
    fn what_is_made_from_data_may_be_used_for_no_more_than_the_data(net in nets(), purpose in prop::sample::select(PURPOSES)) {
        let law = pack(LINEAGE);
        for ((maker, sources), made) in net.makers.iter().zip(["made", "mixed"]) {
            let mut asked = net.clone();
            let to = PARTIES.iter().find(|party| *party != maker).expect("another party");
            let data = sources.iter().copied().chain([made]).collect();
            asked.wires.push(Wire { id: "asked".to_owned(), from: maker, to, data, people: "here", purpose, start: 25 });
            let found = cells(&asked.document(), &law, &Options::default(), &starts).answers;
            let verdict = |item: &str| found.iter().filter(|(place, _)| &*place.0 == "r-permitted" && &*place.3 == "asked" && place.5.as_deref() == Some(item)).map(|(_, answer)| answer.verdict).collect::<BTreeSet<Verdict>>();
            if !verdict(made).contains(&Verdict::Violation) {
                for source in sources {
                    prop_assert!(!verdict(source).contains(&Verdict::Violation), "{source} for {made}\n{}", asked.text());
                }
            }
        }
    }
}

/// 26. A score from data for marketing and data for delivery is good for neither alone.
#[test]
fn a_score_may_be_used_for_no_more_than_each_thing_it_was_made_from() {
    let text = "scenario: score
parties: { shop: { established_in: KR }, lab: { established_in: KR }, advertiser: { established_in: KR } }
people: { g: { of: shop, located_in: KR } }
data: { score: { kind: derived_score, derived_by: lab, from: [email, phone] } }
flows:
  one: { from: shop, to: lab, people: g, data: [email], purpose: marketing, period: 2024-01-01..2024-03-31 }
  two: { from: shop, to: lab, people: g, data: [phone], purpose: delivery, period: 2024-01-01..2024-03-31 }
  asked: { from: lab, to: advertiser, people: g, data: [score], purpose: marketing, period: 2024-02-01..2024-03-31 }
";
    let findings = judged(&read(text), &[&pack(LINEAGE)], &Options::default()).findings;
    let asked = findings.iter().filter(|row| &*row.rule == "r-permitted" && &*row.subject == "asked");
    assert_eq!(asked.map(|row| row.verdict).collect::<Vec<_>>(), [Verdict::Violation]);
}
