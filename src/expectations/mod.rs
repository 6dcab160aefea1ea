//! What must come out: the examples inside rules and concepts, and the `expect` rows of scenarios, compared with what does;
//! and what authorities and courts decided, compared with what comes out.
//!
//! Input: packs and scenarios that are loaded already. Output: plain results; nothing is printed here.

mod agreement;
mod examples;
mod expected;

pub use agreement::{Agreement, Answer, LabelResult, Scored, score};
pub use examples::{ExampleResult, run_examples};
pub use expected::{Actual, RowResult, run_expected};
