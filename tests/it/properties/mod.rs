//! The laws that the engine obeys, as properties: `docs/properties.md` lists them.

pub mod support;

mod certificate;
mod compare;
mod deciding;
mod formulas;
mod graph;
mod law;
mod pictures;
mod reports;
mod symmetry;
mod time;
mod worlds;

pub use pictures::collisions;
