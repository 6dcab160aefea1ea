//! What the property tests share: a toy law, scenarios made up at random, and questions to both evaluators.

pub mod asking;
pub mod law;
pub mod scenarios;

use flowlaw::judge::case::Options;
use flowlaw::scenario::Document;
use flowlaw::text::Name;
use proptest::test_runner::{Config, TestCaseError};

/// So many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(n: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(n);
    Config { cases, max_shrink_iters: 400, failure_persistence: None, max_global_rejects: 65_536, ..Config::default() }
}

/// The document of a made-up scenario; one that does not load is no case.
pub fn document(scenario: &scenarios::Scenario) -> Result<Document, TestCaseError> {
    asking::try_document(&scenario.text()).map_err(|problems| TestCaseError::reject(problems.first().cloned().unwrap_or_default()))
}

/// In the version of a party.
pub fn options_as(party: &Name) -> Options {
    Options { as_party: Some(party.clone()), ..Options::default() }
}
