//! JSON Schemas (draft-07) of the languages, made from the registry, so that editors complete and check what people type.
//!
//! The committed copies in `docs/schema/` are kept current by a test. A schema cannot know everything that `flowlaw validate` knows
//! (ids that must exist, days that must follow each other): what it refuses is wrong, what it accepts may still be.

mod parts;
mod report;
mod rule;
mod scenario;

pub use report::report;
pub use rule::rule;
pub use scenario::scenario;

use serde_json::Value;

/// A schema as a file: indented, with a line break at its end.
pub fn as_text(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}
