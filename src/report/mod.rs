//! Reports: plain results become text. Every format shows the same rows; nothing here can judge.

pub mod check;
pub mod csv;
pub mod explain;
pub mod fix;
pub mod flow_page;
pub mod grid;
pub mod json;
pub mod lines;
pub mod messages;
pub mod own;
pub mod page;
pub mod reason;
pub mod rows;
pub mod rule_page;
pub mod words;
pub mod wrap;
