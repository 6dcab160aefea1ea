//! Where data came from, and what may be done with them on the way.
//!
//! What *may* have come along is a union over all ways (see [`crate::graph::Labels`]). What is *permitted* or *guaranteed* is an
//! intersection: it must hold on every way by which an item, or anything it was made from, came to its holder, so that nothing is
//! laundered by passing it on or by deriving something from it. The second kind is worked out here, because the facts of a
//! flow (its purpose, what was done to the data first) may be disputed; cycles count as permitting (greatest fixpoint).

use super::evaluator::{Bound, Cell, Evaluator};
use super::facts::Known;
use super::formula::Formula;
use super::questions::Aspect;
use crate::date::Day;
use crate::graph::{Edge, Token};
use crate::rules::Test;
use crate::scenario::{Entity, Value};
use crate::text::Name;
use crate::vocabulary::{Block, WordList, attribute, is_within};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// What must hold of every flow on the way.
#[derive(Clone, Copy)]
enum Demand<'a> {
    /// Its purpose covers these purposes.
    Purpose(&'a [Name]),
    /// One of these was done to the item first.
    Technique(&'a [Name]),
}

impl<'a> Evaluator<'a> {
    /// The sender got the item, or what it was made from, by a flow about people in one of the countries.
    pub(super) fn came_from_country(&mut self, countries: &[Name], bound: &Bound, cell: &Cell) -> Formula {
        let (Some(sender), Some(item)) = (&bound.sender, &cell.item) else { return Formula::FALSE };
        let tokens: Vec<&Token> = self.story.labels.on(&self.story.graph, sender, item, cell.day).collect();
        let received = tokens.iter().any(|token| matches!(token, Token::CameBy(_)));
        let from = tokens.iter().any(|token| matches!(token, Token::Country(country) if countries.iter().any(|wanted| is_within(WordList::Country, country, wanted))));
        Formula::constant(received && from)
    }

    /// Every source of the item came to the sender under the flow's task.
    pub(super) fn entered_under_task(&self, bound: &Bound, cell: &Cell) -> bool {
        let (Some(sender), Some(item)) = (&bound.sender, &cell.item) else { return false };
        let task = self.entity(Block::Flows, bound.flow).and_then(|flow| flow.fact("task").word().cloned());
        let flows = self.story.model.block(Block::Flows);
        self.story.labels.on(&self.story.graph, sender, item, cell.day).all(|token| match token {
            Token::Own => false,
            Token::CameBy(flow) => flows.get(*flow).and_then(|flow| flow.fact("task").word().cloned()) == task,
            Token::Category(_) | Token::Country(_) | Token::HeldBy(_) => true,
        })
    }

    /// Every way by which the item came to the sender allowed all purposes of this flow. Data that came by no way are the sender's own.
    pub(super) fn permits_purpose(&mut self, bound: &Bound, cell: &Cell) -> Formula {
        let Some(flow) = self.entity(Block::Flows, bound.flow) else { return Formula::FALSE };
        let Some(attribute) = attribute(Block::Flows, "purpose") else { return Formula::FALSE };
        let fact = flow.fact("purpose");
        let formula = self.on_fact(fact, true, &mut |this, known| match known {
            Known::Value(Value::Words(items)) => {
                let wanted: Vec<Name> = items.iter().map(|item| item.name.clone()).collect();
                this.on_every_way(Demand::Purpose(&wanted), bound, cell)
            }
            Known::Value(_) | Known::Nothing => Formula::FALSE,
            Known::Open => {
                let point = this.yes_no(Block::Flows, &flow.id, attribute, Aspect::EveryWay);
                this.formulas.atom(point, 0)
            }
        });
        self.note_fact(formula, fact, flow.span, || format!("flows.{}.purpose", flow.id));
        formula
    }

    /// On every way by which the item came to the sender one of these was done to it first.
    pub(super) fn guaranteed(&mut self, techniques: &[Name], bound: &Bound, cell: &Cell) -> Formula {
        self.on_every_way(Demand::Technique(techniques), bound, cell)
    }

    fn on_every_way(&mut self, demand: Demand<'_>, bound: &Bound, cell: &Cell) -> Formula {
        let (Some(sender), Some(item)) = (&bound.sender, &cell.item) else { return Formula::TRUE };
        let Some(node) = self.story.graph.find(sender, item) else { return Formula::TRUE };
        self.ways_to(node, demand, cell, None, &mut Vec::new())
    }

    fn ways_to(&mut self, node: NodeIndex, demand: Demand<'_>, cell: &Cell, only: Option<usize>, open: &mut Vec<NodeIndex>) -> Formula {
        if open.contains(&node) {
            return Formula::TRUE;
        }
        open.push(node);
        let story = self.story;
        let mut all = Vec::new();
        for edge in story.graph.graph.edges_directed(node, Direction::Incoming) {
            match edge.weight() {
                Edge::Flow { flow, period } => {
                    let counts = period.from <= cell.day && only.is_none_or(|only| only == *flow);
                    let (true, Some(entity)) = (counts, story.model.block(Block::Flows).get(*flow)) else { continue };
                    let item = story.graph.graph.node_weight(node).map(|holding| holding.item.clone()).unwrap_or_default();
                    all.push(self.flow_meets(entity, demand, &item));
                    all.push(self.ways_to(edge.source(), demand, cell, None, open));
                }
                Edge::Derivation { only_flow, .. } => all.push(self.ways_to(edge.source(), demand, cell, *only_flow, open)),
            }
        }
        open.pop();
        self.formulas.and(all)
    }

    fn flow_meets(&mut self, flow: &'a Entity, demand: Demand<'_>, item: &Name) -> Formula {
        let (key, list) = match demand {
            Demand::Purpose(_) => ("purpose", WordList::Purpose),
            Demand::Technique(_) => ("technique", WordList::Technique),
        };
        let Some(attribute) = attribute(Block::Flows, key) else { return Formula::FALSE };
        let about_item = Cell { region: 0, item: Some(item.clone()), day: Day::BEGINNING };
        let fact = &self.for_item(flow.fact(key), &Bound::default(), &about_item);
        // Of a purpose that nobody stated one asks; a technique that nobody stated was not used.
        let silence_is_open = matches!(demand, Demand::Purpose(_));
        let formula = self.on_fact(fact, silence_is_open, &mut |this, known| match (known, demand) {
            (Known::Value(Value::Words(items)), Demand::Purpose(wanted)) => {
                Formula::constant(wanted.iter().all(|word| items.iter().any(|above| is_within(list, word, &above.name))))
            }
            (Known::Value(Value::Words(items)), Demand::Technique(wanted)) => {
                Formula::constant(items.iter().any(|word| wanted.contains(&word.name)))
            }
            (Known::Open, Demand::Purpose(wanted)) => {
                this.open(Block::Flows, &flow.id, attribute, &Test::Meets(wanted.to_vec()), &Bound::default())
            }
            (Known::Open, Demand::Technique(wanted)) => {
                this.open(Block::Flows, &flow.id, attribute, &Test::Meets(wanted.to_vec()), &Bound::default())
            }
            _ => Formula::FALSE,
        });
        self.note_fact(formula, fact, flow.span, || format!("flows.{}.{key}", flow.id));
        formula
    }
}
