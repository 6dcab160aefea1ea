//! The laws that the engine obeys, as properties: `docs/properties.md` lists them.

pub mod support;

mod certificate;
mod compare;
mod formulas;
mod graph;
mod law;
mod reports;
mod symmetry;
mod time;
mod worlds;
