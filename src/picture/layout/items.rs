//! What stands in the columns: boxes, and the places where an arrow passes through a column on its way to a farther one.

use super::{BARE, Columns, EdgePlace, EdgePlan, GAP, NodePlan, Rectangle, SHOULDER, TIP, Widths};
use std::collections::BTreeMap;

/// One end of an arrow in a gutter: the place on the left side of it, or on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Behind an item, facing the gutter on its right.
    Behind,
    /// Before an item, facing the gutter on its left.
    Before,
}

/// A box or a passage.
#[derive(Debug, Clone)]
pub struct Item {
    pub band: usize,
    pub column: usize,
    /// The party; nothing for a passage.
    pub node: Option<usize>,
    pub height: i32,
    pub y: i32,
    /// Arrows behind it, from top to bottom, as places in [`Items::hops`], with the end of the hop that is here.
    pub behind: Vec<(usize, End)>,
    /// Arrows before it.
    pub before: Vec<usize>,
}

/// Which end of a hop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    First,
    Second,
}

/// The part of an arrow in one gutter. The first end is behind an item; the second is before an item of the next column,
/// or behind one of the same column.
#[derive(Debug, Clone)]
pub struct Hop {
    pub edge: usize,
    pub gutter: usize,
    pub first: usize,
    pub second: usize,
    pub second_side: Side,
    /// Whether the label stands here, and how high it is above and below the line.
    pub label: Option<(i32, i32)>,
    pub first_y: i32,
    pub second_y: i32,
    pub track: i32,
}

/// Everything that stands in columns.
#[derive(Debug, Clone)]
pub struct Items {
    pub all: Vec<Item>,
    pub hops: Vec<Hop>,
    /// Items by column and band, from top to bottom.
    cells: BTreeMap<(usize, usize), Vec<usize>>,
    columns: usize,
    bands: usize,
    /// Hops of each arrow, from left to right.
    by_edge: Vec<Vec<usize>>,
}

/// How often the order is improved.
const ROUNDS: usize = 6;

impl Items {
    pub fn new(columns: &Columns, bands: usize, nodes: &[NodePlan], edges: &[EdgePlan]) -> Items {
        let mut items =
            Items { all: Vec::new(), hops: Vec::new(), cells: BTreeMap::new(), columns: columns.count, bands, by_edge: Vec::new() };
        for (at, node) in nodes.iter().enumerate() {
            items.add(node.band, columns.of.get(at).copied().unwrap_or(0), Some(at));
        }
        for (at, edge) in edges.iter().enumerate() {
            let hops = items.add_hops(at, edge);
            items.by_edge.push(hops);
        }
        items
    }

    fn add(&mut self, band: usize, column: usize, node: Option<usize>) -> usize {
        let at = self.all.len();
        self.all.push(Item { band, column, node, height: BARE, y: 0, behind: Vec::new(), before: Vec::new() });
        self.cells.entry((column, band)).or_default().push(at);
        at
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    fn column(&self, item: usize) -> usize {
        self.all.get(item).map_or(0, |item| item.column)
    }

    fn add_hops(&mut self, at: usize, edge: &EdgePlan) -> Vec<usize> {
        let (left, right) = if self.column(edge.to) < self.column(edge.from) { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let (first_column, last_column) = (self.column(left), self.column(right));
        let mut label = Some((edge.above, edge.below));
        let mut hop = |gutter, first, second, second_side| Hop {
            edge: at,
            gutter,
            first,
            second,
            second_side,
            label: label.take(),
            first_y: 0,
            second_y: 0,
            track: 0,
        };
        let mut hops = Vec::new();
        if first_column == last_column {
            hops.push(hop(first_column, left, right, Side::Behind));
        } else {
            let band = self.all.get(left).map_or(0, |item| item.band);
            let mut from = left;
            for column in first_column + 1..last_column {
                let passage = self.add(band, column, None);
                hops.push(hop(column - 1, from, passage, Side::Before));
                from = passage;
            }
            hops.push(hop(last_column - 1, from, right, Side::Before));
        }
        let start = self.hops.len();
        self.hops.extend(hops);
        (start..self.hops.len()).collect()
    }

    /// Puts items of each cell into an order in which few arrows cross.
    pub fn order(&mut self) {
        let mut links: Vec<Vec<usize>> = vec![Vec::new(); self.all.len()];
        for hop in &self.hops {
            for (one, other) in [(hop.first, hop.second), (hop.second, hop.first)] {
                if one != other
                    && let Some(list) = links.get_mut(one)
                {
                    list.push(other);
                }
            }
        }
        let mut best = (self.crossings(), self.cells.clone());
        for round in 0..ROUNDS {
            let rightwards = round % 2 == 0;
            let all: Vec<usize> = if rightwards { (0..self.columns).collect() } else { (0..self.columns).rev().collect() };
            for column in all {
                let places = self.places();
                for band in 0..self.bands {
                    let Some(cell) = self.cells.get(&(column, band)) else { continue };
                    let mut keyed: Vec<(i64, usize)> =
                        cell.iter().map(|item| (self.wish(*item, rightwards, &links, &places), *item)).collect();
                    keyed.sort_by_key(|(wish, _)| *wish);
                    self.cells.insert((column, band), keyed.into_iter().map(|(_, item)| item).collect());
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.cells.clone());
            }
        }
        self.cells = best.1;
    }

    /// The rank of each item in its column, in thousandths, so that columns of different length compare.
    fn places(&self) -> Vec<i64> {
        let mut places = vec![0; self.all.len()];
        let mut ranks: BTreeMap<usize, i64> = BTreeMap::new();
        for ((column, band), cell) in &self.cells {
            for item in cell {
                let rank = ranks.entry(*column).or_default();
                *rank += 1;
                if let Some(place) = places.get_mut(*item) {
                    // A band is worth more than any number of items in the bands before it.
                    *place = i64::try_from(*band).unwrap_or(0) * 1_000_000_000 + *rank * 1000;
                }
            }
        }
        places
    }

    /// Where an item would like to stand: at the mean of its neighbours in the column that is settled already.
    fn wish(&self, item: usize, rightwards: bool, links: &[Vec<usize>], places: &[i64]) -> i64 {
        let column = self.column(item);
        let settled = |other: &usize| if rightwards { self.column(*other) < column } else { self.column(*other) > column };
        let known: Vec<i64> =
            links.get(item).into_iter().flatten().filter(|other| settled(other)).filter_map(|other| places.get(*other)).copied().collect();
        let count = i64::try_from(known.len()).unwrap_or(1);
        if known.is_empty() { places.get(item).copied().unwrap_or(0) } else { known.iter().sum::<i64>() / count }
    }

    /// How many pairs of arrows cross between two columns. Very large pictures are not counted: they keep the last order.
    fn crossings(&self) -> usize {
        if self.hops.len() > 400 {
            return 0;
        }
        let places = self.places();
        let place = |item: usize| places.get(item).copied().unwrap_or(0);
        let mut count = 0;
        for (at, one) in self.hops.iter().enumerate() {
            for other in self.hops.iter().skip(at + 1).filter(|other| other.gutter == one.gutter) {
                let (first, second) = (place(one.first) - place(other.first), place(one.second) - place(other.second));
                count += usize::from(first.signum() * second.signum() < 0);
            }
        }
        count
    }

    /// Gives every arrow its place at both of its items, and every item its height.
    pub fn attach(&mut self, nodes: &[NodePlan], edges: &[EdgePlan]) {
        let places = self.places();
        let place = |item: usize| places.get(item).copied().unwrap_or(0);
        let mut behind: Vec<Vec<(i64, usize, End)>> = vec![Vec::new(); self.all.len()];
        for (at, hop) in self.hops.iter().enumerate() {
            // Of an arrow back to the same box, the end with the label stands above the other.
            behind[hop.first].push((place(hop.second), at, End::First));
            match hop.second_side {
                Side::Behind => behind[hop.second].push((place(hop.first), at, End::Second)),
                Side::Before => self.all[hop.second].before.push(at),
            }
        }
        for (item, mut list) in self.all.iter_mut().zip(behind) {
            list.sort_by_key(|(place, hop, end)| {
                (*place, edges.get(self.hops[*hop].edge).map(|edge| (edge.from, edge.to)), *hop, *end == End::Second)
            });
            item.behind = list.into_iter().map(|(_, hop, end)| (hop, end)).collect();
            let slots: i32 = item.behind.iter().map(|(hop, end)| slot(&self.hops[*hop], *end)).sum();
            let before = i32::try_from(item.before.len()).unwrap_or(0) * BARE;
            item.height = match item.node.and_then(|node| nodes.get(node)) {
                Some(node) => node.height.max(slots + 2 * SHOULDER).max(before + 2 * SHOULDER),
                None => BARE,
            };
        }
    }

    /// How high a cell is when nothing is left free in it.
    pub fn height_of_cell(&self, band: usize, column: usize) -> i32 {
        let heights = self.cells.get(&(column, band)).into_iter().flatten().map(|item| self.all[*item].height + GAP);
        heights.sum::<i32>()
    }

    /// Stacks a cell between two heights, each item as near as possible to where its arrows come from.
    pub fn stack(&mut self, band: usize, column: usize, top: i32, bottom: i32) {
        let Some(cell) = self.cells.get(&(column, band)).cloned() else { return };
        let mut left: i32 = cell.iter().map(|item| self.all[*item].height + GAP).sum();
        let mut free = top;
        for item in cell {
            let height = self.all[item].height;
            let ways: Vec<i32> = self.all[item].before.iter().map(|hop| self.hops[*hop].first_y).collect();
            let count = i32::try_from(ways.len()).unwrap_or(1);
            let wish = if ways.is_empty() { free } else { ways.iter().sum::<i32>() / count - height / 2 };
            let y = wish.min(bottom - left).max(free);
            self.all[item].y = y;
            free = y + height + GAP;
            left -= height + GAP;
            self.settle_behind(item);
        }
    }

    /// The heights of the arrows behind a box, in the middle of it. Those of a passage follow from the way before it.
    fn settle_behind(&mut self, item: usize) {
        let Item { y, height, behind, .. } = self.all[item].clone();
        let slots: i32 = behind.iter().map(|(hop, end)| slot(&self.hops[*hop], *end)).sum();
        let mut free = y + (height - slots) / 2;
        for (at, end) in behind {
            let hop = &mut self.hops[at];
            let above = if end == End::First { hop.label.map_or(BARE / 2, |(above, _)| above) } else { BARE / 2 };
            match end {
                End::First => hop.first_y = free + above,
                End::Second => hop.second_y = free + above,
            }
            free += slot(hop, end);
        }
    }

    /// The box of a party.
    pub fn rectangle(&self, node: usize, widths: &Widths) -> Rectangle {
        let item = &self.all[node];
        Rectangle { x: widths.left(item.column), y: item.y, width: widths.node, height: item.height }
    }

    /// The corners and the label of an arrow.
    pub fn edge_place(&self, at: usize, edge: &EdgePlan, widths: &Widths) -> EdgePlace {
        let mut place = EdgePlace::default();
        let hops = self.by_edge.get(at).into_iter().flatten().filter_map(|hop| self.hops.get(*hop));
        for hop in hops {
            let right = widths.right(hop.gutter);
            let end = if hop.second_side == Side::Behind { right } else { widths.left(hop.gutter + 1) };
            place.points.push((right, hop.first_y));
            if hop.first_y != hop.second_y || hop.second_side == Side::Behind {
                place.points.extend([(hop.track, hop.first_y), (hop.track, hop.second_y)]);
            }
            place.points.push((end, hop.second_y));
            if let Some((above, below)) = hop.label {
                let (x, width) = (right + TIP, widths.label - TIP - 4);
                place.text = Rectangle { x, y: hop.first_y - above, width, height: above };
                place.marks = Rectangle { x, y: hop.first_y, width, height: below };
            }
        }
        let starts_here = self.by_edge.get(at).and_then(|hops| hops.first()).is_some_and(|hop| self.hops[*hop].first == edge.from);
        if !starts_here {
            place.points.reverse();
        }
        place
    }
}

fn slot(hop: &Hop, end: End) -> i32 {
    match (hop.label, end) {
        (Some((above, below)), End::First) => above + below,
        _ => BARE,
    }
}
