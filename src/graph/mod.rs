//! The data-flow graph: who holds which data, what flows and derivations lead there, and what may have come along.
//!
//! Input: the facts of one story. Output: a petgraph of holdings and [`Labels`] on it, a least fixpoint.
//! What the labels mean in law is for the packs.

mod labels;

pub use labels::{Label, Labels, Token, categories_of};

use crate::date::{Day, Period};
use crate::scenario::{Entity, Model};
use crate::text::Name;
use crate::vocabulary::Block;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// A party (or group of people) with one data item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holding {
    /// Who holds it.
    pub holder: Name,
    /// What is held.
    pub item: Name,
}

/// How data get from one holding to another.
#[derive(Debug, Clone)]
pub enum Edge {
    /// By a flow, by its place in the block.
    Flow {
        /// The flow.
        flow: usize,
        /// When it runs.
        period: Period,
    },
    /// By making something new out of it.
    Derivation {
        /// Whether it is a source, whose categories and ways survive; a model that is only used is a tool and passes on neither.
        keeps_categories: bool,
        /// Only what came in by this flow counts.
        only_flow: Option<usize>,
    },
}

/// The graph of one story.
#[derive(Debug, Clone, Default)]
pub struct FlowGraph {
    /// Holdings and what leads from one to the other.
    pub graph: DiGraph<Holding, Edge>,
    index: BTreeMap<Holding, NodeIndex>,
}

impl FlowGraph {
    /// Builds the graph of a story. The shape of the story must be settled: no disputed ends, items or periods.
    pub fn new(model: &Model) -> FlowGraph {
        let mut graph = FlowGraph::default();
        for (at, flow) in model.block(Block::Flows).iter().enumerate() {
            let Some(period) = flow.fact("period").period() else { continue };
            for from in flow.fact("from").words() {
                for to in flow.fact("to").words() {
                    for item in flow.fact("data").words() {
                        let (source, target) = (graph.node(&from.name, &item.name), graph.node(&to.name, &item.name));
                        graph.graph.add_edge(source, target, Edge::Flow { flow: at, period });
                    }
                }
            }
        }
        for item in model.block(Block::Data) {
            graph.add_derivations(model, item);
        }
        graph
    }

    /// The node of a holding, if the story has it.
    pub fn find(&self, holder: &str, item: &str) -> Option<NodeIndex> {
        self.index.get(&Holding { holder: holder.into(), item: item.into() }).copied()
    }

    /// The days on which something may newly come along with these items at their holder: the first days of all flows that lead
    /// there, over however many others.
    pub fn arrivals(&self, holder: &Name, items: &[Name]) -> Vec<Day> {
        let mut days = BTreeSet::new();
        let mut open: Vec<NodeIndex> = items.iter().filter_map(|item| self.find(holder, item)).collect();
        let mut seen: BTreeSet<NodeIndex> = open.iter().copied().collect();
        while let Some(node) = open.pop() {
            for edge in self.graph.edges_directed(node, Direction::Incoming) {
                if let Edge::Flow { period, .. } = edge.weight() {
                    days.insert(period.from);
                }
                if seen.insert(edge.source()) {
                    open.push(edge.source());
                }
            }
        }
        days.into_iter().collect()
    }

    /// A way by which an item came to its holder until a day (inclusive), as the holders in order, from one that got it from nobody
    /// to the holder; only the holder where it came by no flow. Of several ways the one over the earliest flows of the file.
    pub fn way_to(&self, holder: &Name, item: &Name, day: Day) -> Vec<Name> {
        let mut way = vec![holder.clone()];
        let mut next = self.find(holder, item).map(|node| (node, None, day));
        let mut seen = BTreeSet::new();
        while let Some((node, only, day)) = next.take() {
            seen.insert(node);
            let mut incoming: Vec<_> = self.graph.edges_directed(node, Direction::Incoming).collect();
            incoming.sort_by_key(EdgeRef::id);
            next = incoming.into_iter().find_map(|edge| match edge.weight() {
                _ if seen.contains(&edge.source()) => None,
                Edge::Flow { flow, period } => {
                    let counts = period.from <= day && only.is_none_or(|only| only == *flow);
                    counts.then(|| (edge.source(), None, day.min(period.until.plus(-1))))
                }
                Edge::Derivation { keeps_categories, only_flow } => keeps_categories.then_some((edge.source(), *only_flow, day)),
            });
            if let Some(holding) = next.and_then(|(node, ..)| self.graph.node_weight(node))
                && way.first() != Some(&holding.holder)
            {
                way.insert(0, holding.holder.clone());
            }
        }
        way
    }

    fn node(&mut self, holder: &Name, item: &Name) -> NodeIndex {
        let holding = Holding { holder: holder.clone(), item: item.clone() };
        if let Some(node) = self.index.get(&holding) {
            return *node;
        }
        let node = self.graph.add_node(holding.clone());
        self.index.insert(holding, node);
        node
    }

    fn add_derivations(&mut self, model: &Model, item: &Entity) {
        for maker in item.fact("derived_by").words() {
            let target = self.node(&maker.name, &item.id);
            for source in item.fact("from").words() {
                match source.name.strip_prefix("flows.").and_then(|flow| model.position(Block::Flows, flow)) {
                    None => self.derive(&maker.name, &source.name, target, true, None),
                    Some(flow) => {
                        let data: Vec<Name> = model
                            .block(Block::Flows)
                            .get(flow)
                            .map(|flow| flow.fact("data").words().iter().map(|item| item.name.clone()).collect())
                            .unwrap_or_default();
                        for part in data {
                            self.derive(&maker.name, &part, target, true, Some(flow));
                        }
                    }
                }
            }
            for tool in item.fact("using").words() {
                self.derive(&maker.name, &tool.name, target, false, None);
            }
        }
    }

    fn derive(&mut self, maker: &Name, source: &Name, target: NodeIndex, keeps_categories: bool, only_flow: Option<usize>) {
        let source = self.node(maker, source);
        if source != target {
            self.graph.add_edge(source, target, Edge::Derivation { keeps_categories, only_flow });
        }
    }
}

/// The first day of a period, for sorting.
pub(crate) fn start(period: &Period) -> Day {
    period.from
}
