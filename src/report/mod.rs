//! Reports: plain results become text. Every format shows the same rows; nothing here can judge.

pub mod check;
pub mod csv;
pub mod grid;
pub mod json;
pub mod lines;
pub mod messages;
pub mod own;
pub mod page;
pub mod reason;
pub mod rows;
pub mod words;
pub mod wrap;
