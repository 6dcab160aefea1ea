//! The tests: everything that looks at the program from outside, in one binary.

mod architecture;
mod cli;
mod editing;
mod law;
mod mistakes;
mod pages;
mod schema;
mod vocabulary;
