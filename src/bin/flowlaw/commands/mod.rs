//! The commands, one file each.

pub mod check;
pub mod completions;
pub mod decide;
pub mod explain;
pub mod init;
pub mod rules;
pub mod schema;
pub mod test;
pub mod validate;
