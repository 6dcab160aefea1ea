//! The commands, one file each.

pub mod check;
pub mod completions;
pub mod explain;
pub mod fix;
mod fix_write;
pub mod init;
pub mod rules;
pub mod schema;
pub mod test;
pub mod validate;
