//! The one registry of the two languages: every key with its type and default, every word, every operator.
//!
//! Scenarios and rules share it, the JSON Schemas, `flowlaw rules`, suggestions and the docs come from it, so nothing can drift.
//! No law lives here: which words matter, and what follows from them, is for the packs.

mod attributes;
mod countries;
mod operators;
mod page;
mod remedies;
mod words;
mod zones;

pub use attributes::{ATTRIBUTES, Attribute, Block, Kind, Level, Open, Silence, attribute, attributes_of};
pub use countries::country_title;
pub use operators::{BINDINGS, Binding, OPERATORS, Operator, OperatorArgument, operator};
pub use page::{keys_page, lists};
pub use remedies::{REMEDIES, Remedy};
pub use words::{Word, WordList, is_within, order_of, word_title, words_of};
pub use zones::{is_country, zone_countries, zone_names};
