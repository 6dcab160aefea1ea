//! Where everything stands: countries are bands across the page, parties are boxes in columns in the order in which data travel,
//! and between two columns lies a gutter with room for labels and, apart from it, tracks for the vertical parts of arrows.
//!
//! Every arrow leaves the box on the left of a gutter at a height of its own, and its label stands at that height. Vertical parts run
//! in the tracks only, so nothing can ever cross a label: that holds by construction, not by luck. Plain whole pixels.

mod columns;
mod items;
mod ports;
mod tracks;

pub use columns::{Columns, Widths, columns, widths};

use items::Items;

/// The width of every picture in pixels.
pub const WIDTH: i32 = 1024;
/// Free space around everything.
pub const MARGIN: i32 = 8;
/// From the edge of a band to its first column.
const PADDING: i32 = 12;
/// Between boxes above one another.
const GAP: i32 = 14;
/// Height of an arrow without a label.
const BARE: i32 = 14;
/// From the top of a box to its first arrow.
const SHOULDER: i32 = 6;
/// Between a box and the label of its arrow: room for the point of an arrow.
const TIP: i32 = 14;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rectangle {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Rectangle {
    /// Whether two rectangles share any area.
    pub fn overlaps(&self, other: &Rectangle) -> bool {
        self.x < other.x + other.width && other.x < self.x + self.width && self.y < other.y + other.height && other.y < self.y + self.height
    }
}

/// A party to be placed.
#[derive(Debug, Clone, Copy)]
pub struct NodePlan {
    /// Its country, by place.
    pub band: usize,
    /// Height of what stands in its box.
    pub height: i32,
}

/// An arrow to be placed.
#[derive(Debug, Clone, Copy)]
pub struct EdgePlan {
    /// From which party, by place.
    pub from: usize,
    /// To which party, by place.
    pub to: usize,
    /// Height of the text above the line.
    pub above: i32,
    /// Height of the marks below it.
    pub below: i32,
}

/// Where an arrow runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EdgePlace {
    /// Its corners, from the sender to the recipient.
    pub points: Vec<(i32, i32)>,
    /// The text above the line.
    pub text: Rectangle,
    /// The marks below it.
    pub marks: Rectangle,
}

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The height of the whole.
    pub height: i32,
    /// The bands of the countries.
    pub bands: Vec<Rectangle>,
    /// The room for their headings.
    pub headings: Vec<Rectangle>,
    /// The boxes of the parties.
    pub nodes: Vec<Rectangle>,
    /// The arrows.
    pub edges: Vec<EdgePlace>,
}

/// Places everything from `top` downwards. `headers` are the heights of the bands' headings.
pub fn place(columns: &Columns, widths: &Widths, headers: &[i32], nodes: &[NodePlan], edges: &[EdgePlan], top: i32) -> Layout {
    let mut items = Items::new(columns, headers.len(), nodes, edges);
    items.order();
    items.attach(nodes, edges);
    let mut layout = Layout { edges: vec![EdgePlace::default(); edges.len()], ..Layout::default() };
    let mut y = top;
    for (band, header) in headers.iter().enumerate() {
        let tallest = (0..columns.count).map(|column| items.height_of_cell(band, column)).max().unwrap_or(0);
        let height = header + tallest.max(BARE) + PADDING;
        layout.bands.push(Rectangle { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height });
        let room = if columns.count > 1 { widths.track(0) } else { widths.right(0) } - MARGIN - PADDING;
        layout.headings.push(Rectangle { x: MARGIN + PADDING, y, width: room, height: *header });
        y += height + MARGIN;
    }
    layout.height = y;
    for column in 0..columns.count {
        for (band, rectangle) in layout.bands.iter().enumerate() {
            let from = rectangle.y + headers.get(band).copied().unwrap_or(0);
            items.stack(band, column, from, rectangle.y + rectangle.height - PADDING);
        }
        items.connect_left(column);
        tracks::lay(&mut items, column, widths);
    }
    layout.nodes = (0..nodes.len()).map(|node| items.rectangle(node, widths)).collect();
    for (at, edge) in edges.iter().enumerate() {
        if let Some(place) = layout.edges.get_mut(at) {
            *place = items.edge_place(at, edge, widths);
        }
    }
    layout
}
