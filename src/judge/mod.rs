//! Judging: facts and law meet, and findings come out.
//!
//! Two evaluators, always equal: [`mod@reference`] goes day by day and world by world and is slow and obvious;
//! the real one judges every cell once for all worlds, as formulas over the open points (see [`formula`] and [`truth`]).

pub mod case;
mod cells;
pub mod contradictions;
pub mod domains;
mod evaluator;
mod explain;
mod facts;
pub mod formula;
pub mod grid;
mod legs;
mod lineage;
pub mod lints;
mod operators;
pub mod points;
mod questions;
pub mod reading;
pub mod reference;
mod rows;
mod sanctions;
pub mod stories;
pub mod survey;
pub mod tally;
pub mod truth;
pub mod verdict;

pub use explain::is_group;
