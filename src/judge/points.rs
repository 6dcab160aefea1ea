//! Open points: facts in dispute, facts nobody stated, and open questions of law.

use super::formula::PointId;
use crate::outcome::PointClass;
use crate::source::Span;
use crate::text::{Name, Text};
use rustc_hash::FxHashMap;

/// One open point with its possible values, of which exactly one is true.
#[derive(Debug, Clone)]
pub struct Point {
    /// A stable id: the dispute, the path of the fact, or the question.
    pub id: Name,
    /// Why it is open.
    pub class: PointClass,
    /// The question, as people ask it.
    pub question: Text,
    /// The possible values, at least two.
    pub values: Vec<Name>,
    /// The leading reading of a question of law, by its place.
    pub leaning: Option<u16>,
    /// The line that would answer it, for facts nobody stated.
    pub line_to_add: Option<String>,
    /// Where it would stand, or where the dispute stands.
    pub span: Option<Span>,
}

/// All open points of a run.
#[derive(Debug, Clone, Default)]
pub struct Points {
    points: Vec<Point>,
    index: FxHashMap<Name, PointId>,
}

impl Points {
    /// The point of an id, which is made the first time.
    pub fn intern(&mut self, id: &Name, make: impl FnOnce() -> Point) -> PointId {
        if let Some(point) = self.index.get(id) {
            return *point;
        }
        let point = PointId(u32::try_from(self.points.len()).unwrap_or(u32::MAX));
        self.points.push(make());
        self.index.insert(id.clone(), point);
        point
    }

    /// The point of an id, if it was ever read.
    pub fn find(&self, id: &str) -> Option<PointId> {
        self.index.get(id).copied()
    }

    /// A point.
    pub fn get(&self, point: PointId) -> Option<&Point> {
        self.points.get(point.0 as usize)
    }

    /// All points.
    pub fn iter(&self) -> impl Iterator<Item = (PointId, &Point)> {
        self.points.iter().enumerate().map(|(at, point)| (PointId(u32::try_from(at).unwrap_or(u32::MAX)), point))
    }

    /// How many values a point has.
    pub fn arity(&self, point: PointId) -> usize {
        self.get(point).map_or(2, |point| point.values.len())
    }
}
