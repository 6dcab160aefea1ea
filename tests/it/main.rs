//! The tests: everything that looks at the program from outside, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]
#![allow(clippy::format_push_string, clippy::string_slice, reason = "tests build and cut texts of their own")]

mod agreement;
mod architecture;
mod cli;
mod compare;
mod decide;
mod differential;
mod editing;
mod export;
mod files;
mod fixing;
mod law;
mod laws;
mod mistakes;
mod pages;
mod pictures;
mod properties;
mod report;
mod schema;
mod sweep;
mod timeline;
mod vocabulary;
mod yaml_oracle;
