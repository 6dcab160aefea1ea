//! Pictures: who sends whose data where, and what the law says of it, as SVG, Mermaid and DOT.
//!
//! Input: a document and a report on it. Output: text, the same for the same input. Nothing here can judge.
//! [`scene`] gathers what is shown, [`layout`] finds places for it, [`draw`] writes it down.

mod dot;
pub mod draw;
pub mod layout;
mod marks;
mod measure;
mod mermaid;
mod paint;
mod roles;
pub mod scene;
mod sketch;
mod svg;
mod table;
mod tellings;
mod timeline;

pub use dot::dot;
pub use draw::{Drawing, Look};
pub use mermaid::mermaid;
pub use paint::DARK as STYLE;
pub use scene::Scene;
pub use timeline::{TimelineDrawing, timeline};

/// The data-flow graph as one SVG element that needs nothing from anywhere else. It can stand in a file of its own or inside a page.
///
/// Same scenario and language: same places, whatever party, variation or rule is shown.
pub fn graph(scene: &Scene, look: &Look<'_>) -> String {
    Drawing::new(scene).svg(look)
}
