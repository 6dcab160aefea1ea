//! Facts with their values and places. Generic over the registry: what keys there are is not decided here.

use crate::date::{Period, VagueDate};
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::Block;
use std::fmt;
use std::sync::Arc;

/// A dispute of the scenario, by its place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisputeId(pub usize);

/// A word with its place.
#[derive(Debug, Clone)]
pub struct Item {
    /// The word or id.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// At least and at most how many; `None` where nobody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CountRange {
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
}

impl CountRange {
    /// An exact number.
    pub fn exactly(n: u64) -> CountRange {
        CountRange { min: Some(n), max: Some(n) }
    }
}

/// What a key says.
#[derive(Debug, Clone)]
pub enum Value {
    /// Words or ids; empty for `none`.
    Words(Vec<Item>),
    /// Yes or no.
    Answer(bool),
    /// Facts by need, by group or item, by what was told.
    Map(Vec<(Item, Fact)>),
    /// From when to when.
    Period(Period),
    /// A date; nothing for `none`.
    Date(Option<VagueDate>),
    /// A number or a range.
    Count(CountRange),
    /// A text.
    Text(Text),
}

/// What is known about one key of one thing.
#[derive(Debug, Clone, Default)]
pub enum Fact {
    /// The key is not written; what that means is for the registry and the rule.
    #[default]
    Absent,
    /// Somebody wrote `unknown`.
    Unknown(Span),
    /// Stated, at a place.
    Stated(Value, Span),
    /// It depends on which version of a dispute is true, in the order of the versions.
    Disputed(DisputeId, Vec<Fact>),
}

impl Fact {
    /// Whether two facts say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Fact) -> bool {
        match (self, other) {
            (Fact::Absent, Fact::Absent) | (Fact::Unknown(_), Fact::Unknown(_)) => true,
            (Fact::Stated(a, _), Fact::Stated(b, _)) => a.says_the_same(b),
            (Fact::Disputed(a, x), Fact::Disputed(b, y)) => {
                a == b && x.len() == y.len() && x.iter().zip(y).all(|(x, y)| x.says_the_same(y))
            }
            _ => false,
        }
    }

    /// The value, where it is stated and not disputed.
    pub fn stated(&self) -> Option<&Value> {
        match self {
            Fact::Stated(value, _) => Some(value),
            Fact::Absent | Fact::Unknown(_) | Fact::Disputed(..) => None,
        }
    }

    /// The words, where words are stated.
    pub fn words(&self) -> &[Item] {
        match self {
            Fact::Stated(Value::Words(items), _) => items,
            _ => &[],
        }
    }

    /// The first word.
    pub fn word(&self) -> Option<&Name> {
        self.words().first().map(|item| &item.name)
    }

    /// The entries of a map.
    pub fn map(&self) -> &[(Item, Fact)] {
        match self {
            Fact::Stated(Value::Map(entries), _) => entries,
            _ => &[],
        }
    }

    /// The period, where one is stated.
    pub fn period(&self) -> Option<Period> {
        match self {
            Fact::Stated(Value::Period(period), _) => Some(*period),
            _ => None,
        }
    }

    /// The place, where there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Fact::Stated(_, span) | Fact::Unknown(span) => Some(*span),
            Fact::Absent => None,
            Fact::Disputed(_, versions) => versions.iter().find_map(Fact::span),
        }
    }

    /// Whether nothing is written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Fact::Absent)
    }
}

impl Value {
    /// Whether two values say the same, wherever they stand. The order of words does not matter.
    pub fn says_the_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Words(a), Value::Words(b)) => a.len() == b.len() && a.iter().all(|item| b.iter().any(|other| other.name == item.name)),
            (Value::Answer(a), Value::Answer(b)) => a == b,
            (Value::Map(a), Value::Map(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(key, fact)| b.iter().any(|(other, value)| other.name == key.name && value.says_the_same(fact)))
            }
            (Value::Period(a), Value::Period(b)) => a == b,
            (Value::Date(a), Value::Date(b)) => a == b,
            (Value::Count(a), Value::Count(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    /// As a file would write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Words(items) if items.is_empty() => write!(f, "none"),
            Value::Words(items) => {
                let names: Vec<&str> = items.iter().map(|item| &*item.name).collect();
                write!(f, "{}", names.join(", "))
            }
            Value::Answer(answer) => write!(f, "{}", if *answer { "yes" } else { "no" }),
            Value::Map(entries) => {
                let parts: Vec<String> = entries.iter().map(|(key, fact)| format!("{}: {fact}", key.name)).collect();
                write!(f, "{{ {} }}", parts.join(", "))
            }
            Value::Period(period) => write!(f, "{period}"),
            Value::Date(None) => write!(f, "none"),
            Value::Date(Some(date)) => write!(f, "{date}"),
            Value::Count(range) => match (range.min, range.max) {
                (Some(a), Some(b)) if a == b => write!(f, "{a}"),
                (Some(a), Some(b)) => write!(f, "{a} to {b}"),
                (Some(a), None) => write!(f, "at least {a}"),
                (None, Some(b)) => write!(f, "at most {b}"),
                (None, None) => write!(f, "unknown"),
            },
            Value::Text(text) => write!(f, "{}", text.en),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fact::Absent => write!(f, "not stated"),
            Fact::Unknown(_) => write!(f, "unknown"),
            Fact::Stated(value, _) => write!(f, "{value}"),
            Fact::Disputed(_, versions) => {
                let parts: Vec<String> = versions.iter().map(ToString::to_string).collect();
                write!(f, "disputed ({})", parts.join(" / "))
            }
        }
    }
}

/// One entry of one block.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its id.
    pub id: Name,
    /// Where the id stands.
    pub span: Span,
    /// What people read: `name` or `title`, else the id.
    pub title: Text,
    /// The keys that are written.
    facts: Vec<(&'static str, Fact)>,
    /// Sources by fact; `all` for every fact of the entry.
    pub sources: Vec<(Name, Vec<Name>)>,
}

static ABSENT: Fact = Fact::Absent;

impl Entity {
    /// A new entry.
    pub fn new(id: Name, span: Span, title: Text, facts: Vec<(&'static str, Fact)>, sources: Vec<(Name, Vec<Name>)>) -> Entity {
        Entity { id, span, title, facts, sources }
    }

    /// What is known about a key.
    pub fn fact(&self, key: &str) -> &Fact {
        self.facts.iter().find(|(name, _)| *name == key).map_or(&ABSENT, |(_, fact)| fact)
    }

    /// Everything that is written.
    pub fn facts(&self) -> &[(&'static str, Fact)] {
        &self.facts
    }

    /// Replaces what is known about a key.
    pub fn set(&mut self, key: &'static str, fact: Fact) {
        match self.facts.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = fact,
            None => self.facts.push((key, fact)),
        }
    }
}

/// All facts of one story (or of all stories at once, where facts are [`Fact::Disputed`]).
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Shared between stories that say the same here.
    blocks: Vec<(Block, Arc<Vec<Entity>>)>,
    /// Blocks that were declared empty (`contracts: none`): the list is complete.
    pub declared_none: Vec<Block>,
    /// Blocks of which a part could not be read: what they do not hold may have stood there.
    pub unreadable: Vec<Block>,
    /// Readings of open questions that the scenario or a version chooses.
    pub readings: Vec<(Item, Fact)>,
}

impl Model {
    /// The entries of a block, in the order of the file.
    pub fn block(&self, block: Block) -> &[Entity] {
        self.blocks.iter().find(|(name, _)| *name == block).map_or(&[], |(_, entities)| entities.as_slice())
    }

    /// The entries of a block, to change them.
    pub fn block_mut(&mut self, block: Block) -> &mut Vec<Entity> {
        if !self.blocks.iter().any(|(name, _)| *name == block) {
            self.blocks.push((block, Arc::default()));
        }
        let at = self.blocks.iter().position(|(name, _)| *name == block).unwrap_or(0);
        Arc::make_mut(&mut self.blocks[at].1)
    }

    /// Puts other entries into a block.
    pub fn replace(&mut self, block: Block, entities: Vec<Entity>) {
        match self.blocks.iter_mut().find(|(name, _)| *name == block) {
            Some((_, known)) => *known = Arc::new(entities),
            None => self.blocks.push((block, Arc::new(entities))),
        }
    }

    /// Whether two stories share a block, so that it says the same in both.
    pub fn shares(&self, other: &Model, block: Block) -> bool {
        let own = self.blocks.iter().find(|(name, _)| *name == block);
        let theirs = other.blocks.iter().find(|(name, _)| *name == block);
        matches!((own, theirs), (Some((_, own)), Some((_, theirs))) if Arc::ptr_eq(own, theirs))
    }

    /// One entry by its id.
    pub fn find(&self, block: Block, id: &str) -> Option<&Entity> {
        self.block(block).iter().find(|entity| &*entity.id == id)
    }

    /// Whether an entry is there, or may stand in what could not be read.
    pub fn may_have(&self, block: Block, id: &str) -> bool {
        self.find(block, id).is_some() || self.unreadable.contains(&block)
    }

    /// The place of an entry in its block.
    pub fn position(&self, block: Block, id: &str) -> Option<usize> {
        self.block(block).iter().position(|entity| &*entity.id == id)
    }
}
