//! All combinations of chosen points at once: in how many stories each duty comes to which verdict.
//!
//! Versions of disputes, facts nobody stated, readings of the law and most variations are bits of one case, counted on truth tables,
//! never one by one. Variations that change the shape of the flows, or what the parties dispute, open a case of their own, and those
//! multiply. Nothing is sampled: what cannot be counted exactly is refused, with the points that are too many.

mod choices;
mod count;
mod rows;

pub use crate::judge::truth::MAX_BITS;
pub use choices::{Exclusive, MOST_BASES};
pub use count::{Dimension, Kind, Request, Swept, Tally, Where, sweep};
pub use rows::Story;
