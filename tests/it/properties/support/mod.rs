//! What the property tests share.

pub mod asking;

use proptest::test_runner::Config;

/// So many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(n: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(n);
    Config { cases, max_shrink_iters: 400, failure_persistence: None, max_global_rejects: 65_536, ..Config::default() }
}
