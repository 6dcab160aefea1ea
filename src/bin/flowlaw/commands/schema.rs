//! `flowlaw schema`: JSON Schemas for editors and other tools.

use crate::args::{Schema, SchemaOf};
use crate::terminal::{self, Exit};
use flowlaw::schema;

/// Runs the command.
pub fn run(arguments: &Schema) -> Exit {
    let schema = match arguments.of {
        SchemaOf::Scenario => schema::scenario(),
        SchemaOf::Rule => schema::rule(),
        SchemaOf::Report => schema::report(),
    };
    match terminal::print(&schema::as_text(&schema)) {
        Ok(()) => Exit::Fine,
        Err(problem) => {
            terminal::remark(&problem.message);
            Exit::BadInput
        }
    }
}
