//! Changes that cannot both be made: two variations that write the same fact differently.

use super::document::Document;
use super::patch::written_paths;
use crate::diagnostics::{Diagnostic, codes};
use crate::text::Name;

impl Document {
    /// The first fact that two of these variations write differently although neither builds on the other. Variations are named
    /// by their ids; whatever they build on belongs to them.
    pub fn clash(&self, chosen: &[Name]) -> Option<Diagnostic> {
        let orders: Vec<Vec<usize>> = chosen.iter().map(|id| self.order_of(id).unwrap_or_default()).collect();
        for (at, own) in orders.iter().enumerate() {
            for other in orders.iter().skip(at + 1) {
                for first in own.iter().filter(|first| !other.contains(first)) {
                    for second in other.iter().filter(|second| !own.contains(second)) {
                        if let Some(problem) = self.clash_of(*first, *second) {
                            return Some(problem);
                        }
                    }
                }
            }
        }
        None
    }

    fn clash_of(&self, first: usize, second: usize) -> Option<Diagnostic> {
        let (first, second) = (self.variations.get(first)?, self.variations.get(second)?);
        let earlier = written_paths(&first.change);
        let value = |change: &crate::syntax::Node, path: &[Name]| path.iter().try_fold(change, |node, key| node.get(key)).cloned();
        for (path, span) in written_paths(&second.change) {
            let Some((other, first_span)) = earlier.iter().find(|(other, _)| path.starts_with(other) || other.starts_with(&path)) else {
                continue;
            };
            let (own, theirs) = (value(&second.change, &path), value(&first.change, other));
            if path == *other && matches!((&own, &theirs), (Some(own), Some(theirs)) if own.says_the_same(theirs)) {
                continue;
            }
            let message = format!("the variations `{}` and `{}` write `{}` differently", first.id, second.id, path.join("."));
            let problem = Diagnostic::new(&codes::SAME_PATH, span, message).label("also here").related(*first_span, "first here");
            return Some(problem.help(format!(
                "try them in two columns, or let one say `builds_on: {}` if it is meant to change what the other wrote",
                first.id
            )));
        }
        None
    }
}
