//! Reports: plain results become text. Every format shows the same rows; nothing here can judge.

pub mod agreement;
pub mod check;
pub mod compare;
pub mod compare_data;
pub mod csv;
pub mod explain;
pub mod fix;
pub mod flow_page;
pub mod grid;
pub mod json;
pub mod law_page;
pub mod lines;
pub mod matrix;
pub mod messages;
pub mod moves;
pub mod own;
pub mod page;
pub mod reason;
pub mod rows;
pub mod rule_page;
pub mod timeline;
pub mod timeline_data;
pub mod words;
pub mod wrap;
