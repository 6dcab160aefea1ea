//! Law: packs of rules, concepts and dated tables, checked and compiled without any scenario.
//!
//! text → tree → [`Pack`]. Nothing here knows a scenario; both lanes meet in `judge`.

mod as_of;
mod condition;
mod days;
mod families;
mod keys;
mod link;
pub mod model;
mod read;
mod statement;
mod tables;
mod together;

pub use families::families;
pub use model::{
    Citation, Concept, ConceptVersion, Condition, ConditionKind, ConsentTest, Demand, Example, Examples, Judged, LegRules, NamedCondition,
    NotEncoded, NoticeTest, OpenQuestion, Pack, Path, Reads, Rule, RuleVersion, Sanction, Surcharge, Table, TableRow, Test, Transition,
    TransitionEffect, Verified,
};
pub use read::read_pack;
pub use together::check_together;
