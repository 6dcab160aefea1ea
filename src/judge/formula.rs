//! Truth as a function of the open points: shared formulas over atoms `point = value`.

use rustc_hash::FxHashMap;

/// An open point, by its place in [`super::points::Points`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub u32);

/// A formula in a [`Formulas`] store. Equal formulas of the same shape have equal ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Formula(u32);

impl Formula {
    /// Never true.
    pub const FALSE: Formula = Formula(0);
    /// Always true.
    pub const TRUE: Formula = Formula(1);

    /// A constant.
    pub fn constant(value: bool) -> Formula {
        if value { Formula::TRUE } else { Formula::FALSE }
    }

    /// Its place in the store.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a formula is built.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Always or never true.
    Constant(bool),
    /// A point has this value.
    Atom(PointId, u16),
    /// Not.
    Not(Formula),
    /// All of at least two.
    And(Vec<Formula>),
    /// Any of at least two.
    Or(Vec<Formula>),
}

/// A store in which equal formulas are kept once.
#[derive(Debug, Clone)]
pub struct Formulas {
    shapes: Vec<Shape>,
    supports: Vec<Vec<PointId>>,
    known: FxHashMap<Shape, Formula>,
}

impl Default for Formulas {
    fn default() -> Formulas {
        let shapes = vec![Shape::Constant(false), Shape::Constant(true)];
        let known = FxHashMap::from_iter([(Shape::Constant(false), Formula::FALSE), (Shape::Constant(true), Formula::TRUE)]);
        Formulas { shapes, supports: vec![Vec::new(), Vec::new()], known }
    }
}

impl Formulas {
    /// How a formula is built.
    pub fn shape(&self, formula: Formula) -> &Shape {
        self.shapes.get(formula.index()).unwrap_or(&Shape::Constant(false))
    }

    /// The points a formula reads, in order.
    pub fn support(&self, formula: Formula) -> &[PointId] {
        self.supports.get(formula.index()).map_or(&[], Vec::as_slice)
    }

    /// How many formulas there are.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Never: the constants are always there.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    fn intern(&mut self, shape: Shape) -> Formula {
        if let Some(formula) = self.known.get(&shape) {
            return *formula;
        }
        let mut support: Vec<PointId> = match &shape {
            Shape::Constant(_) => Vec::new(),
            Shape::Atom(point, _) => vec![*point],
            Shape::Not(inner) => self.support(*inner).to_vec(),
            Shape::And(parts) | Shape::Or(parts) => parts.iter().flat_map(|part| self.support(*part)).copied().collect(),
        };
        support.sort_unstable();
        support.dedup();
        let formula = Formula(u32::try_from(self.shapes.len()).unwrap_or(u32::MAX));
        self.shapes.push(shape.clone());
        self.supports.push(support);
        self.known.insert(shape, formula);
        formula
    }

    /// A point has this value.
    pub fn atom(&mut self, point: PointId, value: u16) -> Formula {
        self.intern(Shape::Atom(point, value))
    }

    /// Not.
    pub fn not(&mut self, formula: Formula) -> Formula {
        match self.shape(formula) {
            Shape::Constant(value) => Formula::constant(!value),
            Shape::Not(inner) => *inner,
            Shape::Atom(..) | Shape::And(_) | Shape::Or(_) => self.intern(Shape::Not(formula)),
        }
    }

    /// All of these.
    pub fn and(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        self.combine(parts, Formula::TRUE, Formula::FALSE, true)
    }

    /// Any of these.
    pub fn or(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        self.combine(parts, Formula::FALSE, Formula::TRUE, false)
    }

    fn combine(&mut self, parts: impl IntoIterator<Item = Formula>, neutral: Formula, absorbing: Formula, is_and: bool) -> Formula {
        let mut flat: Vec<Formula> = Vec::new();
        let mut only = neutral;
        for part in parts {
            if part == absorbing {
                return absorbing;
            }
            if part == neutral || part == only {
                continue;
            }
            // Most of the time all but one are constant.
            if only == neutral && flat.is_empty() {
                only = part;
                continue;
            }
            if flat.is_empty() {
                self.flatten(only, is_and, &mut flat);
            }
            self.flatten(part, is_and, &mut flat);
        }
        if flat.is_empty() {
            return only;
        }
        self.finish(flat, neutral, absorbing, is_and)
    }

    fn flatten(&self, part: Formula, is_and: bool, flat: &mut Vec<Formula>) {
        match self.shape(part) {
            Shape::And(inner) if is_and => flat.extend(inner),
            Shape::Or(inner) if !is_and => flat.extend(inner),
            _ => flat.push(part),
        }
    }

    fn finish(&mut self, mut flat: Vec<Formula>, neutral: Formula, absorbing: Formula, is_and: bool) -> Formula {
        flat.sort_unstable();
        flat.dedup();
        if flat.iter().any(|part| matches!(self.shape(*part), Shape::Not(inner) if flat.binary_search(inner).is_ok())) {
            return absorbing;
        }
        match flat.as_slice() {
            [] => neutral,
            [only] => *only,
            _ if is_and => self.intern(Shape::And(flat)),
            _ => self.intern(Shape::Or(flat)),
        }
    }

    /// The truth of a formula in one world. `value` gives the value of each point.
    pub fn holds(&self, formula: Formula, value: &dyn Fn(PointId) -> u16) -> bool {
        match self.shape(formula) {
            Shape::Constant(constant) => *constant,
            Shape::Atom(point, wanted) => value(*point) == *wanted,
            Shape::Not(inner) => !self.holds(*inner, value),
            Shape::And(parts) => parts.iter().all(|part| self.holds(*part, value)),
            Shape::Or(parts) => parts.iter().any(|part| self.holds(*part, value)),
        }
    }
}
