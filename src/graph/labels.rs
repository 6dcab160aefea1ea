//! What may have come along with the data in each holding: a least fixpoint over the graph.
//!
//! Every token carries the first day on which it can be there. Tokens only ever arrive earlier, so the fixpoint exists,
//! is unique, and does not depend on the order of work; cycles are no problem.
//! Once received, data count as held (semantics: carry-over).

use super::{Edge, FlowGraph, start};
use crate::date::Day;
use crate::scenario::Model;
use crate::text::Name;
use crate::vocabulary::Block;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, VecDeque};

/// Something that travels with data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// A category of data.
    Category(Name),
    /// A country in which the people are.
    Country(Name),
    /// A flow that brought it into this holding, or brought what it was made from.
    CameBy(usize),
    /// Made from something that the maker did not get by any flow.
    Own,
    /// A party that has had it.
    HeldBy(Name),
}

/// What may be in a holding, with the first day of each.
pub type Label = BTreeMap<Token, Day>;

/// The labels of every holding of a story.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    labels: Vec<Label>,
}

impl Labels {
    /// Computes the labels of a graph.
    pub fn new(graph: &FlowGraph, model: &Model) -> Labels {
        let mut labels = Labels { labels: vec![Label::new(); graph.graph.node_count()] };
        let mut work: VecDeque<NodeIndex> = graph.graph.node_indices().collect();
        for node in graph.graph.node_indices() {
            labels.seed(graph, model, node);
        }
        while let Some(node) = work.pop_front() {
            let label = labels.of(node).cloned().unwrap_or_default();
            for edge in graph.graph.edges_directed(node, Direction::Outgoing) {
                let arriving = carried(edge.weight(), &label);
                if labels.add(edge.target(), arriving) && !work.contains(&edge.target()) {
                    work.push_back(edge.target());
                }
            }
        }
        labels
    }

    /// The label of a node.
    pub fn of(&self, node: NodeIndex) -> Option<&Label> {
        self.labels.get(node.index())
    }

    /// The tokens that may be in a holding on a day.
    pub fn on<'a>(&'a self, graph: &FlowGraph, holder: &str, item: &str, day: Day) -> impl Iterator<Item = &'a Token> + use<'a> {
        let label = graph.find(holder, item).and_then(|node| self.labels.get(node.index()));
        label.into_iter().flatten().filter(move |(_, first)| **first <= day).map(|(token, _)| token)
    }

    fn seed(&mut self, graph: &FlowGraph, model: &Model, node: NodeIndex) {
        let Some(holding) = graph.graph.node_weight(node) else { return };
        let mut seeds = Label::new();
        for category in categories_of(model, &holding.item) {
            seeds.insert(Token::Category(category), Day::BEGINNING);
        }
        seeds.insert(Token::HeldBy(holding.holder.clone()), Day::BEGINNING);
        let mut came_in = false;
        for edge in graph.graph.edges_directed(node, Direction::Incoming) {
            match edge.weight() {
                Edge::Flow { flow, period } => {
                    came_in = true;
                    keep_earliest(&mut seeds, Token::CameBy(*flow), start(period));
                    for country in countries_of(model, *flow) {
                        keep_earliest(&mut seeds, Token::Country(country), start(period));
                    }
                }
                Edge::Derivation { .. } => came_in = true,
            }
        }
        for edge in graph.graph.edges_directed(node, Direction::Outgoing) {
            match edge.weight() {
                Edge::Flow { flow, .. } => {
                    for country in countries_of(model, *flow) {
                        keep_earliest(&mut seeds, Token::Country(country), Day::BEGINNING);
                    }
                }
                // What was neither received nor made is the maker's own.
                Edge::Derivation { .. } if !came_in => {
                    seeds.insert(Token::Own, Day::BEGINNING);
                }
                Edge::Derivation { .. } => {}
            }
        }
        self.add(node, seeds);
    }

    fn add(&mut self, node: NodeIndex, arriving: Label) -> bool {
        let Some(label) = self.labels.get_mut(node.index()) else { return false };
        let mut changed = false;
        for (token, day) in arriving {
            changed |= keep_earliest(label, token, day);
        }
        changed
    }
}

fn keep_earliest(label: &mut Label, token: Token, day: Day) -> bool {
    match label.get_mut(&token) {
        Some(known) if *known <= day => false,
        Some(known) => {
            *known = day;
            true
        }
        None => {
            label.insert(token, day);
            true
        }
    }
}

/// What an edge passes on.
fn carried(edge: &Edge, label: &Label) -> Label {
    let mut arriving = Label::new();
    for (token, day) in label {
        match (edge, token) {
            (Edge::Flow { .. }, Token::CameBy(_) | Token::Own) => {}
            (Edge::Flow { period, .. }, _) => {
                if *day < period.until {
                    arriving.insert(token.clone(), (*day).max(period.from));
                }
            }
            // A tool is not a source: what it was built from says nothing about the item.
            (Edge::Derivation { keeps_categories: false, .. }, Token::Category(_) | Token::CameBy(_) | Token::Country(_) | Token::Own) => {}
            (Edge::Derivation { only_flow: Some(flow), .. }, Token::CameBy(other)) if flow != other => {}
            (Edge::Derivation { .. }, _) => {
                arriving.insert(token.clone(), *day);
            }
        }
    }
    arriving
}

/// The categories of an item as declared: its kind, or itself where it is a word of the category tree.
pub fn categories_of(model: &Model, item: &Name) -> Vec<Name> {
    match model.find(Block::Data, item) {
        Some(entity) => entity.fact("kind").words().iter().map(|item| item.name.clone()).collect(),
        None => vec![item.clone()],
    }
}

fn countries_of(model: &Model, flow: usize) -> Vec<Name> {
    let groups = model.block(Block::Flows).get(flow).map(|flow| flow.fact("people").words()).unwrap_or_default();
    let mut found = Vec::new();
    for group in groups {
        let mut current = Some(group.name.clone());
        for _ in 0..model.block(Block::People).len() {
            let Some(entity) = current.as_ref().and_then(|id| model.find(Block::People, id)) else { break };
            let located = entity.fact("located_in").words();
            if !located.is_empty() {
                found.extend(located.iter().map(|item| item.name.clone()));
                break;
            }
            current = entity.fact("part_of").word().cloned();
        }
    }
    found
}
