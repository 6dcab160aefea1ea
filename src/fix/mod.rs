//! The least that would have made it lawful: sets of changes that remove chosen findings and bring in no others.
//!
//! Input: a scenario, its law, and which findings are to go. Output: every minimal set of changes that was found, cheapest first,
//! each as a patch in the scenario's own shape, judged again in full before it is shown.
//!
//! `candidates` reads from the conditions of the broken rules what somebody could do; `search` finds the minimal sets;
//! `trial` judges them: new papers for all sets at once, since each is a point of its own, other changes set by set.
//! [`edit`] writes a set into the text it came from.

mod candidates;
pub mod change;
pub mod edit;
mod finding;
mod papers;
mod patch;
pub mod search;
mod shapes;
pub mod snippet;
mod trial;

pub use change::{Change, Cost, Deed};
pub use finding::{Fix, Fixes, Request, fix};
pub use patch::joined;
