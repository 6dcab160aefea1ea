//! The commands, one file each.

pub mod check;
pub mod columns;
pub mod compare;
pub mod completions;
pub mod decide;
pub mod explain;
pub mod export;
pub mod fix;
mod fix_write;
pub mod graph;
pub mod init;
pub mod report;
mod report_inserts;
pub mod rules;
pub mod schema;
pub mod sweep;
pub mod test;
pub mod timeline;
pub mod validate;
