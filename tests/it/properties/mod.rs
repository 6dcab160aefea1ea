//! The laws that the engine obeys, as properties.

pub mod support;

mod formulas;
