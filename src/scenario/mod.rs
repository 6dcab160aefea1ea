//! Facts: who sent whose data to whom, and what the parties say about it.
//!
//! text → [`document`] (checked tree, disputes, variations) → [`mod@instantiate`] (patches applied, `like` expanded) → [`model`] (typed facts).
//! Conclusions of law have no place here: a scenario cannot say "this was entrustment".

mod clash;
mod dates;
pub mod document;
mod expect;
pub mod instantiate;
mod lower;
pub mod model;
mod moved;
pub mod patch;
pub mod people;
mod references;
mod shape;

pub use document::{Dispute, Document, Included, Variation, Version};
pub use expect::{Decision, Expectation, Label, VERDICTS};
pub use instantiate::{Choice, Instance, instantiate, merge_versions};
pub use model::{CountRange, DisputeId, Entity, Fact, Item, Model, Value};
pub use moved::{Move, controllers, is_among, move_of};
pub use people::{PeopleAlgebra, Region};
