//! Facts as formulas: what is stated is true or false, what is disputed depends on the version, what nobody said is an open point.

use super::domains::{NONE, OTHER};
use super::evaluator::{Bound, Cell, Evaluator, Mode};
use super::formula::Formula;
use super::questions::Aspect;
use crate::graph::Token;
use crate::rules::{Path, Test};
use crate::scenario::{CountRange, Entity, Fact, Item, Value};
use crate::text::{Name, Text};
use crate::vocabulary::{Attribute, Binding, Block, Kind, Open, Silence, WordList, is_within, order_of};

static ABSENT: Fact = Fact::Absent;

/// Which judgment is asked about.
struct Need<'n> {
    flow: &'n Name,
    attribute: &'static Attribute,
    aspect: Aspect<'n>,
}

/// What is known about a key once disputes are taken apart.
pub(super) enum Known<'f> {
    /// A value.
    Value(&'f Value),
    /// Nobody said.
    Open,
    /// Not there.
    Nothing,
}

impl<'a> Evaluator<'a> {
    /// Takes a fact apart: each version of a dispute counts where it is true.
    pub(super) fn on_fact(&mut self, fact: &Fact, absent_is_open: bool, then: &mut dyn FnMut(&mut Self, Known<'_>) -> Formula) -> Formula {
        match fact {
            Fact::Stated(value, _) => then(self, Known::Value(value)),
            Fact::Unknown(_) => then(self, Known::Open),
            Fact::Absent if absent_is_open => then(self, Known::Open),
            Fact::Absent => then(self, Known::Nothing),
            Fact::Disputed(dispute, versions) => {
                let point = self.dispute(dispute.0);
                let mut inner = Vec::with_capacity(versions.len());
                for fact in versions {
                    inner.push(self.on_fact(fact, absent_is_open, then));
                }
                // Where every version comes to the same, the dispute does not matter.
                if let Some(first) = inner.first().copied()
                    && inner.iter().all(|formula| *formula == first)
                {
                    return first;
                }
                let mut any = Vec::new();
                for (version, inner) in inner.into_iter().enumerate() {
                    let atom = self.formulas.atom(point, u16::try_from(version).unwrap_or(u16::MAX));
                    any.push(self.formulas.and([atom, inner]));
                }
                self.formulas.or(any)
            }
        }
    }

    /// A test of a path.
    pub(super) fn test(&mut self, path: &Path, test: &Test, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        if let Test::Not(inner) = test {
            let formula = self.test(path, inner, bound, cell, mode);
            return self.formulas.not(formula);
        }
        let Some(attribute) = path.attribute else {
            return if path.binding == Binding::Leg {
                let kinds: Vec<Name> = bound.kind.map(|kind| kind.word().into()).into_iter().collect();
                let formula = Formula::constant(words_fit(WordList::LegKind, &kinds, test, &|_| None));
                self.note(formula, None, || {
                    Text::same(format!("leg.kind: {}", bound.kind.map_or("none", super::evaluator::LegKind::word)))
                });
                formula
            } else {
                Formula::constant(self.test_party(path, test, bound))
            };
        };
        let formula = match (path.binding, attribute.key) {
            (Binding::People, _) => self.test_people(attribute, test, bound, cell),
            (Binding::Data, "kind") => self.test_categories(test, bound, cell),
            (Binding::Data, "about_people") => self.test_about_people(test, cell),
            (Binding::Flow, "needed_for") => self.test_need(path, test, bound, cell, mode),
            (Binding::Flow, "technique") => self.test_by_item(path, attribute, test, bound, cell),
            (Binding::Flow, "data") => self.test_flow_data(test, bound, cell),
            (_, "told") if path.inner.is_some() => self.test_told(path, test, bound, cell),
            _ => self.test_key(path, attribute, test, bound, cell),
        };
        self.note_test(path, attribute, bound, cell, formula);
        formula
    }

    fn note_test(&mut self, path: &Path, attribute: &'static Attribute, bound: &Bound, cell: &Cell, formula: Formula) {
        if self.record.is_none() {
            return;
        }
        let story = self.story;
        let subject = match path.binding {
            Binding::People => {
                let groups = self.stories.people.groups_of(cell.region);
                let mut known = groups.iter().filter_map(|id| story.model.find(Block::People, id));
                known.find(|group| !group.fact(attribute.key).is_absent()).map(|group| (Block::People, group))
            }
            _ => self.subject(path, bound, cell),
        };
        let Some((block, entity)) = subject else {
            let what = if path.binding == Binding::Data { cell.item.clone().unwrap_or_default() } else { attribute.key.into() };
            self.note(formula, None, || Text::same(what));
            return;
        };
        let fact = entity.fact(attribute.key);
        match &path.inner {
            Some(inner) => {
                let own = fact.map().iter().find(|(item, _)| item.name == *inner).map_or(&ABSENT, |(_, fact)| fact);
                self.note_fact(formula, own, entity.span, || format!("{}.{}.{}.{inner}", block.key(), entity.id, attribute.key));
            }
            None => self.note_fact(formula, fact, entity.span, || format!("{}.{}.{}", block.key(), entity.id, attribute.key)),
        }
    }

    /// What was told, as `consent.told.data`: the words that were said, `yes`, or `no` where it was not told.
    fn test_told(&mut self, path: &Path, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let (Some((block, entity)), Some(attribute), Some(key)) = (self.subject(path, bound, cell), path.attribute, &path.inner) else {
            return Formula::FALSE;
        };
        let list = match &**key {
            "data" => WordList::Category,
            "purpose" => WordList::Purpose,
            "country" => WordList::Country,
            _ => WordList::Open,
        };
        let fact = entity.fact(attribute.key).map().iter().find(|(item, _)| item.name == *key).map_or(&ABSENT, |(_, fact)| fact);
        self.on_fact(fact, false, &mut |this, known| match known {
            Known::Value(Value::Words(items)) if items.is_empty() => {
                Formula::constant(words_fit(WordList::Open, &["no".into()], test, &|_| None))
            }
            Known::Value(value) => Formula::constant(this.value_fits(list, value, test, bound, cell)),
            Known::Nothing => Formula::constant(matches!(test, Test::Lacks(_) | Test::Stated(false))),
            Known::Open => {
                let point = this.yes_no(block, &entity.id, attribute, Aspect::Part(key));
                this.formulas.atom(point, u16::from(matches!(test, Test::Meets(words) if words.iter().any(|word| &**word == "no"))))
            }
        })
    }

    fn test_key(&mut self, path: &Path, attribute: &'static Attribute, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let Some((block, entity)) = self.subject(path, bound, cell) else {
            // A role that nobody has: only the absence of something can be true of it.
            return Formula::constant(matches!(test, Test::Lacks(_) | Test::LacksParty(_)));
        };
        self.test_fact(block, entity, attribute, entity.fact(attribute.key), test, bound, cell)
    }

    #[expect(clippy::too_many_arguments, reason = "a fact is read in the full light of its cell")]
    pub(super) fn test_fact(
        &mut self,
        block: Block,
        entity: &'a Entity,
        attribute: &'static Attribute,
        fact: &Fact,
        test: &Test,
        bound: &Bound,
        cell: &Cell,
    ) -> Formula {
        if let Test::Stated(wanted) = test {
            let wanted = *wanted;
            return self.on_fact(fact, false, &mut |_, known| Formula::constant(matches!(known, Known::Value(_)) == wanted));
        }
        // Silence has the same meaning in every version of a dispute.
        let silent = default_fact(block, entity, attribute);
        let open_if_silent = silent.is_absent() && matches!(attribute.silence, Silence::NotStated | Silence::Required | Silence::Derived);
        if let Test::Within(other) = test {
            return self.within(block, entity, attribute, if fact.is_absent() { &silent } else { fact }, other, bound, cell);
        }
        let list = list_of(attribute.kind);
        self.on_fact(fact, open_if_silent, &mut |this, known| match known {
            Known::Value(value) => Formula::constant(this.value_fits(list, value, test, bound, cell)),
            Known::Nothing => match silent.stated() {
                Some(value) => Formula::constant(this.value_fits(list, value, test, bound, cell)),
                None => Formula::constant(this.value_fits(list, &nothing(attribute.kind), test, bound, cell)),
            },
            Known::Open => this.open(block, &entity.id, attribute, test, bound),
        })
    }

    fn value_fits(&self, list: WordList, value: &Value, test: &Test, bound: &Bound, cell: &Cell) -> bool {
        match (value, test) {
            (Value::Answer(answer), Test::Answer(wanted)) => answer == wanted,
            (Value::Count(range), Test::AtLeast(n)) => range.min.is_some_and(|min| min >= *n),
            (Value::Count(range), Test::Below(n)) => range.max.is_some_and(|max| max < *n),
            (Value::Words(items), Test::HasParty(Binding::People)) => {
                let groups: Vec<Name> = items.iter().map(|item| item.name.clone()).collect();
                self.stories.people.is_in(cell.region, &groups)
            }
            (Value::Words(items), _) => {
                let mut names: Vec<Name> = items.iter().map(|item| item.name.clone()).collect();
                if list == WordList::Category {
                    let model = &self.story.model;
                    names.extend(items.iter().flat_map(|item| crate::graph::categories_of(model, &item.name)));
                }
                words_fit(list, &names, test, &|role| self.party_of(role, bound))
            }
            _ => false,
        }
    }

    /// The open point behind a key that nobody stated, as seen by one test.
    pub(super) fn open(&mut self, block: Block, entity: &Name, attribute: &'static Attribute, test: &Test, bound: &Bound) -> Formula {
        let list = list_of(attribute.kind);
        match (attribute.open, test) {
            (_, Test::Answer(wanted)) => {
                let point = self.yes_no(block, entity, attribute, Aspect::Whole);
                self.formulas.atom(point, u16::from(!*wanted))
            }
            (_, Test::AtLeast(n)) if list != WordList::Form => {
                let point = self.yes_no(block, entity, attribute, Aspect::AtLeast(*n));
                self.formulas.atom(point, 0)
            }
            (_, Test::Below(n)) => {
                let point = self.yes_no(block, entity, attribute, Aspect::AtLeast(*n));
                self.formulas.atom(point, 1)
            }
            (Open::Members, _) => self.open_members(block, entity, attribute, test, bound),
            (Open::Choice | Open::Bit, _) => {
                let (point, values) = self.choice(block, entity, attribute);
                let fitting: Vec<u16> = (0u16..)
                    .zip(&values)
                    .filter(|(_, value)| {
                        let words: &[Name] = if &***value == NONE { &[] } else { std::slice::from_ref(*value) };
                        words_fit(list, words, test, &|role| self.party_of(role, bound))
                    })
                    .map(|(at, _)| at)
                    .collect();
                let atoms: Vec<Formula> = fitting.into_iter().map(|at| self.formulas.atom(point, at)).collect();
                self.formulas.or(atoms)
            }
        }
    }

    /// A set of which each tested member is in or out on its own.
    fn open_members(&mut self, block: Block, entity: &Name, attribute: &'static Attribute, test: &Test, bound: &Bound) -> Formula {
        let (names, wanted): (Vec<Name>, bool) = match test {
            Test::HasParty(role) => (self.party_of(*role, bound).into_iter().collect(), true),
            Test::LacksParty(role) => (self.party_of(*role, bound).into_iter().collect(), false),
            Test::Meets(names) => (names.clone(), true),
            Test::Lacks(names) => (names.clone(), false),
            _ => (vec![OTHER.into()], true),
        };
        let mut atoms = Vec::new();
        for name in names {
            let point = self.yes_no(block, entity, attribute, Aspect::Includes(&name));
            atoms.push(self.formulas.atom(point, 0));
        }
        let any = self.formulas.or(atoms);
        if wanted { any } else { self.formulas.not(any) }
    }

    #[expect(clippy::too_many_arguments, reason = "two facts are read in the full light of their cell")]
    fn within(
        &mut self,
        block: Block,
        entity: &'a Entity,
        attribute: &'static Attribute,
        fact: &Fact,
        other: &Path,
        bound: &Bound,
        cell: &Cell,
    ) -> Formula {
        let Some(other_attribute) = other.attribute else { return Formula::FALSE };
        let Some((other_block, other_entity)) = self.subject(other, bound, cell) else { return Formula::FALSE };
        let other_fact = other_entity.fact(other_attribute.key);
        let list = list_of(attribute.kind);
        let formula = self.on_fact(fact, true, &mut |this, known| {
            let value = match known {
                Known::Value(value) => Some(value.clone()),
                Known::Open | Known::Nothing => None,
            };
            this.on_fact(other_fact, true, &mut |this, known| match (&value, known) {
                (Some(Value::Words(own)), Known::Value(Value::Words(allowed))) => {
                    let all = own.iter().all(|word| allowed.iter().any(|above| is_within(list, &word.name, &above.name)));
                    Formula::constant(all && !own.is_empty())
                }
                (Some(_), Known::Value(_)) => Formula::FALSE,
                _ => {
                    let silent = if value.is_none() { attribute } else { other_attribute };
                    let point = this.yes_no(block, &entity.id, silent, Aspect::Within(attribute.key, other_attribute.key));
                    this.formulas.atom(point, 0)
                }
            })
        });
        // The first fact is noted as that of the whole test.
        self.note_fact(formula, other_fact, other_entity.span, || {
            format!("{}.{}.{}", other_block.key(), other_entity.id, other_attribute.key)
        });
        formula
    }

    fn test_people(&mut self, attribute: &'static Attribute, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let stories = self.stories;
        let story = self.story;
        let groups = stories.people.groups_of(cell.region);
        let stated =
            groups.iter().filter_map(|id| story.model.find(Block::People, id)).find(|group| !group.fact(attribute.key).is_absent());
        if let Test::Stated(wanted) = test {
            let is_stated = stated.is_some_and(|group| matches!(group.fact(attribute.key), Fact::Stated(..)));
            return Formula::constant(is_stated == *wanted);
        }
        match (stated, groups.last().and_then(|id| story.model.find(Block::People, id))) {
            (Some(group), _) | (None, Some(group)) => {
                let list = list_of(attribute.kind);
                self.on_fact(group.fact(attribute.key), true, &mut |this, known| match known {
                    Known::Value(value) => Formula::constant(this.value_fits(list, value, test, bound, cell)),
                    Known::Open | Known::Nothing => this.open(Block::People, &group.id, attribute, test, bound),
                })
            }
            (None, None) => Formula::FALSE,
        }
    }

    /// Categories of the item, with those of whatever it was made from.
    pub(super) fn categories(&self, bound: &Bound, cell: &Cell) -> Vec<Name> {
        let Some(item) = &cell.item else { return Vec::new() };
        let mut found = crate::graph::categories_of(&self.story.model, item);
        let holder = bound.sender.as_ref().or(bound.holder.as_ref());
        if let Some(holder) = holder {
            for token in self.story.labels.on(&self.story.graph, holder, item, cell.day) {
                if let Token::Category(category) = token
                    && !found.contains(category)
                {
                    found.push(category.clone());
                }
            }
        }
        found
    }

    fn test_categories(&mut self, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let categories = self.categories(bound, cell);
        Formula::constant(words_fit(WordList::Category, &categories, test, &|_| None))
    }

    fn test_flow_data(&mut self, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let Some(flow) = self.entity(Block::Flows, bound.flow) else { return Formula::FALSE };
        let mut categories = Vec::new();
        for item in flow.fact("data").words() {
            categories.extend(self.categories(bound, &Cell { item: Some(item.name.clone()), ..cell.clone() }));
        }
        Formula::constant(words_fit(WordList::Category, &categories, test, &|_| None))
    }

    fn test_about_people(&mut self, test: &Test, cell: &Cell) -> Formula {
        let story = self.story;
        let Some(entity) = cell.item.as_ref().and_then(|item| story.model.find(Block::Data, item)) else {
            return Formula::constant(matches!(test, Test::Answer(true)));
        };
        let Some(attribute) = crate::vocabulary::attribute(Block::Data, "about_people") else { return Formula::FALSE };
        self.test_fact(Block::Data, entity, attribute, entity.fact("about_people"), test, &Bound::default(), cell)
    }

    /// A judgment that may be given by group and item: of several that match, `no` wins, then `unknown`.
    fn test_need(&mut self, path: &Path, test: &Test, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        let (Some(flow), Some(attribute)) = (self.entity(Block::Flows, bound.flow), path.attribute) else { return Formula::FALSE };
        let (Some(need), Test::Answer(wanted)) = (&path.inner, test) else { return Formula::FALSE };
        let fact = flow.fact("needed_for").map().iter().find(|(key, _)| key.name == *need).map_or(&ABSENT, |(_, fact)| fact);
        let question = Need { flow: &flow.id, attribute, aspect: Aspect::Part(need) };
        self.need_is(fact, *wanted, &question, bound, cell, mode)
    }

    /// The worlds in which a judgment is answered so for the cell.
    fn need_is(&mut self, fact: &Fact, wanted: bool, need: &Need<'_>, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        match fact {
            Fact::Disputed(dispute, versions) => {
                let point = self.dispute(dispute.0);
                let mut any = Vec::new();
                for (version, fact) in versions.iter().enumerate() {
                    let inner = self.need_is(fact, wanted, need, bound, cell, mode);
                    let atom = self.formulas.atom(point, u16::try_from(version).unwrap_or(u16::MAX));
                    any.push(self.formulas.and([atom, inner]));
                }
                self.formulas.or(any)
            }
            Fact::Stated(Value::Map(entries), _) => {
                let matching = entries.iter().filter(|(key, fact)| !fact.is_absent() && self.key_matches(&key.name, bound, cell));
                let matching: Vec<&Fact> = matching.map(|(_, fact)| fact).collect();
                if matching.is_empty() {
                    return self.need_is(&ABSENT, wanted, need, bound, cell, mode);
                }
                let each: Vec<Formula> = matching.into_iter().map(|fact| self.need_is(fact, wanted, need, bound, cell, mode)).collect();
                if wanted { self.formulas.and(each) } else { self.formulas.or(each) }
            }
            Fact::Stated(Value::Answer(answer), _) => Formula::constant(*answer == wanted),
            Fact::Absent if !mode.ask => Formula::FALSE,
            Fact::Absent | Fact::Unknown(_) => {
                let point = self.yes_no(Block::Flows, need.flow, need.attribute, need.aspect);
                self.formulas.atom(point, u16::from(!wanted))
            }
            Fact::Stated(..) => Formula::FALSE,
        }
    }

    /// Whether a key of a judgment map (a group or an item) covers the cell.
    fn key_matches(&self, key: &Name, bound: &Bound, cell: &Cell) -> bool {
        if let Some(bit) = self.stories.people.bit(key) {
            return cell.region & bit != 0;
        }
        let categories = self.categories(bound, cell);
        cell.item.as_ref() == Some(key) || categories.iter().any(|category| is_within(WordList::Category, category, key))
    }

    fn test_by_item(&mut self, path: &Path, attribute: &'static Attribute, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let Some((block, entity)) = self.subject(path, bound, cell) else { return Formula::FALSE };
        let fact = self.for_item(entity.fact(attribute.key), bound, cell);
        self.test_fact(block, entity, attribute, &fact, test, bound, cell)
    }

    /// What a fact says about the item of the cell, where it may be a map by item, in each version.
    pub(super) fn for_item(&self, fact: &Fact, bound: &Bound, cell: &Cell) -> Fact {
        match fact {
            Fact::Stated(Value::Map(entries), _) => {
                let own = entries.iter().find(|(key, _)| self.key_matches(&key.name, bound, cell));
                own.map(|(_, fact)| fact.clone()).unwrap_or_default()
            }
            Fact::Disputed(dispute, versions) => {
                Fact::Disputed(*dispute, versions.iter().map(|fact| self.for_item(fact, bound, cell)).collect())
            }
            other => other.clone(),
        }
    }
}

/// What silence means for keys with a default.
fn default_fact(block: Block, entity: &Entity, attribute: &Attribute) -> Fact {
    let words = |names: Vec<Name>| {
        Fact::Stated(Value::Words(names.into_iter().map(|name| Item { name, span: entity.span }).collect()), entity.span)
    };
    match (block, attribute.key, attribute.silence) {
        (_, _, Silence::Default("yes")) => Fact::Stated(Value::Answer(true), entity.span),
        (_, _, Silence::Default(word)) => words(vec![word.into()]),
        // Whoever sends the originals can tell who it is; nobody else is known to (language reference P13).
        (Block::Flows, "linkable_by", _) => words(entity.fact("from").word().cloned().into_iter().collect()),
        (Block::Flows, "caused_by", _) => entity.fact("from").clone(),
        _ => Fact::Absent,
    }
}

/// The word list of a kind of value.
pub(super) fn list_of(kind: Kind) -> WordList {
    match kind {
        Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list) => list,
        Kind::Frequency => WordList::Frequency,
        Kind::DataItems => WordList::Category,
        _ => WordList::Open,
    }
}

fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Judgment => Value::Answer(false),
        Kind::Count => Value::Count(CountRange::default()),
        _ => Value::Words(Vec::new()),
    }
}

/// Whether a set of words passes a test. `none` is met by the empty set.
pub(super) fn words_fit(list: WordList, words: &[Name], test: &Test, role: &dyn Fn(Binding) -> Option<Name>) -> bool {
    let meets = |wanted: &[Name]| {
        words.iter().any(|word| wanted.iter().any(|above| is_within(list, word, above)))
            || (words.is_empty() && wanted.iter().any(|word| &**word == NONE))
    };
    match test {
        Test::Meets(wanted) => meets(wanted),
        Test::Lacks(wanted) => !meets(wanted),
        Test::HasOtherThan(allowed) => words.iter().any(|word| !allowed.iter().any(|above| is_within(list, word, above))),
        Test::HasParty(binding) => role(*binding).is_some_and(|party| words.contains(&party)),
        Test::LacksParty(binding) => !role(*binding).is_some_and(|party| words.contains(&party)),
        Test::AtLeast(n) => words.iter().any(|word| order_of(list, word).is_some_and(|at| at as u64 >= *n)),
        Test::CountAtLeast(n) => words.len() >= *n,
        Test::Not(inner) => !words_fit(list, words, inner, role),
        Test::Stated(wanted) => *wanted,
        Test::Within(_) | Test::Answer(_) | Test::Below(_) => false,
    }
}
