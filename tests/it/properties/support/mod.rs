//! What the property tests share: a toy law, scenarios made up at random, and questions to both evaluators.

pub mod asking;
pub mod law;
pub mod scenarios;

use flowlaw::judge::case::Options;
use flowlaw::scenario::Document;
use flowlaw::text::Name;
use proptest::test_runner::{Config, RngSeed, TestCaseError};

/// So many cases, the same ones on every run; where `PROPTEST_CASES` says how many, others on each.
pub fn cases(n: u32) -> Config {
    let wanted: Option<u32> = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    let rng_seed = if wanted.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_241_122) };
    let cases = wanted.unwrap_or(n);
    Config { cases, rng_seed, max_shrink_iters: 400, failure_persistence: None, max_global_rejects: 65_536, ..Config::default() }
}

/// The document of a made-up scenario; one that does not load is no case.
pub fn document(scenario: &scenarios::Scenario) -> Result<Document, TestCaseError> {
    asking::try_document(&scenario.text()).map_err(|problems| TestCaseError::reject(problems.first().cloned().unwrap_or_default()))
}

/// In the version of a party.
pub fn options_as(party: &Name) -> Options {
    Options { as_party: Some(party.clone()), ..Options::default() }
}
