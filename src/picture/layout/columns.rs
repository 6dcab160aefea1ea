//! Which party stands in which column: the order in which data travel, from left to right.

use super::{EdgePlan, MARGIN, PADDING, WIDTH};
use petgraph::algo::greedy_feedback_arc_set;
use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef as _;
use std::collections::BTreeSet;

/// At most so many columns: with more, labels become too narrow to read.
const MOST_COLUMNS: usize = 3;
/// The narrowest box.
const NARROW_BOX: i32 = 164;
/// The widest box.
const WIDE_BOX: i32 = 250;
/// The widest label.
const WIDE_LABEL: i32 = 330;

/// The column of every party.
#[derive(Debug, Clone)]
pub struct Columns {
    /// By party.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// How many gutters there are: one more than between columns where an arrow of the last column leads back to it.
    pub gutters: usize,
}

/// How wide everything is, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Widths {
    /// A box.
    pub node: i32,
    /// A label.
    pub label: i32,
    /// All tracks of a gutter.
    pub tracks: i32,
}

/// Assigns columns. Cycles are cut where that costs least; a way longer than the page is folded back and forth.
pub fn columns(nodes: usize, edges: &[EdgePlan]) -> Columns {
    let depths = depths(nodes, edges);
    let deepest = depths.iter().max().copied().unwrap_or(0);
    let count = (deepest + 1).min(MOST_COLUMNS);
    let of: Vec<usize> = depths.iter().map(|depth| folded(*depth, count)).collect();
    let last = count - 1;
    let leads_back = edges.iter().any(|edge| of.get(edge.from) == Some(&last) && of.get(edge.to) == Some(&last));
    Columns { of, count, gutters: last + usize::from(leads_back) }
}

/// 0 1 2 1 0 1 2 …
fn folded(depth: usize, count: usize) -> usize {
    if count <= 1 {
        return 0;
    }
    let round = 2 * (count - 1);
    let at = depth % round;
    if at < count { at } else { round - at }
}

/// How many steps lie before each party.
fn depths(nodes: usize, edges: &[EdgePlan]) -> Vec<usize> {
    let mut pairs: BTreeSet<(usize, usize)> = edges.iter().map(|edge| (edge.from, edge.to)).filter(|(from, to)| from != to).collect();
    let mut graph = DiGraph::<usize, ()>::new();
    let ids: Vec<_> = (0..nodes).map(|node| graph.add_node(node)).collect();
    for (from, to) in &pairs {
        if let (Some(from), Some(to)) = (ids.get(*from), ids.get(*to)) {
            graph.add_edge(*from, *to, ());
        }
    }
    for back in greedy_feedback_arc_set(&graph) {
        pairs.remove(&(back.source().index(), back.target().index()));
    }
    let mut depths: Vec<usize> = vec![0; nodes];
    // Without cycles this ends after as many rounds as the longest way has steps.
    for _ in 0..nodes {
        let mut changed = false;
        for (from, to) in &pairs {
            let least = depths.get(*from).map_or(0, |depth| depth + 1);
            if let Some(depth) = depths.get_mut(*to).filter(|depth| **depth < least) {
                *depth = least;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Whoever only sends stands next to whoever gets it first.
    for node in 0..nodes {
        let receives = pairs.iter().any(|(_, to)| *to == node);
        let nearest = pairs.iter().filter(|(from, _)| *from == node).filter_map(|(_, to)| depths.get(*to)).min().copied();
        if let (false, Some(nearest), Some(depth)) = (receives, nearest, depths.get_mut(node)) {
            *depth = nearest.saturating_sub(1);
        }
    }
    depths
}

/// Shares the width of the page out.
pub fn widths(columns: &Columns, edges: usize) -> Widths {
    let inner = WIDTH - 2 * (MARGIN + PADDING);
    let count = i32::try_from(columns.count).unwrap_or(1);
    let gutters = i32::try_from(columns.gutters).unwrap_or(1);
    let busy = i32::try_from(edges / columns.gutters.max(1)).unwrap_or(i32::MAX).min(40);
    let tracks = (16 + 4 * busy).clamp(34, 90);
    let node = ((inner - gutters * (WIDE_LABEL + tracks)) / count).clamp(NARROW_BOX, WIDE_BOX);
    if gutters == 0 {
        return Widths { node, label: WIDE_LABEL, tracks };
    }
    let gutter = (inner - count * node) / gutters;
    let label = (gutter - tracks).min(WIDE_LABEL);
    Widths { node, label, tracks: gutter - label }
}

impl Widths {
    /// The left edge of a column.
    pub fn left(&self, column: usize) -> i32 {
        let column = i32::try_from(column).unwrap_or(0);
        MARGIN + PADDING + column * (self.node + self.label + self.tracks)
    }

    /// The right edge of a column.
    pub fn right(&self, column: usize) -> i32 {
        self.left(column) + self.node
    }

    /// Where the tracks behind a column begin.
    pub fn track(&self, column: usize) -> i32 {
        self.right(column) + self.label
    }
}

#[cfg(test)]
mod tests {
    use super::{EdgePlan, columns};

    fn edges(pairs: &[(usize, usize)]) -> Vec<EdgePlan> {
        pairs.iter().map(|(from, to)| EdgePlan { from: *from, to: *to, above: 0, below: 0 }).collect()
    }

    #[test]
    fn data_travel_from_left_to_right() {
        assert_eq!(columns(3, &edges(&[(0, 1), (1, 2)])).of, [0, 1, 2]);
        assert_eq!(columns(3, &edges(&[(0, 2), (1, 2)])).of, [0, 0, 1]);
    }

    #[test]
    fn a_way_back_does_not_turn_the_picture_round() {
        assert_eq!(columns(2, &edges(&[(0, 1), (1, 0)])).count, 2);
        assert_eq!(columns(5, &edges(&[(0, 1), (1, 2), (2, 3), (3, 4)])).of, [0, 1, 2, 1, 0]);
    }

    #[test]
    fn whoever_only_sends_to_the_last_stands_near_it() {
        assert_eq!(columns(4, &edges(&[(0, 1), (1, 2), (3, 2)])).of, [0, 1, 2, 1]);
    }
}
