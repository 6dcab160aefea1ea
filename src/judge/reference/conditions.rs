//! Conditions in one world: yes or no, or a point that the world does not settle.

use super::{Told, Truth, World, every, names, some};
use crate::date::{Day, VagueDate};
use crate::graph::{Edge, Token, categories_of};
use crate::judge::domains::{NONE, OTHER};
use crate::judge::evaluator::{Bound, Cell, Mode};
use crate::outcome::PointClass;
use crate::rules::{Concept, Condition, ConditionKind, NamedCondition, Path, Test};
use crate::scenario::{Entity, Fact, Value};
use crate::text::Name;
use crate::vocabulary::{Attribute, Binding, Block, Kind, Open, Silence, WordList, attribute, is_within, order_of};
use petgraph::{Direction, visit::EdgeRef};
use std::collections::BTreeSet;

/// Where a condition is asked: the roles, the cell, what silence means there, and the parts of the concept around it.
#[derive(Clone, Copy)]
pub(super) struct At<'w> {
    pub(super) roles: &'w Bound,
    pub(super) cell: &'w Cell,
    pub(super) mode: Mode,
    pub(super) parts: &'w [NamedCondition],
}

impl<'w> World<'w> {
    pub(super) fn holds(self, condition: &Condition, at: At<'_>) -> Truth {
        match &condition.kind {
            ConditionKind::All(list) => every(list, |inner| self.holds(inner, at)),
            ConditionKind::Any(list) => some(list, |inner| self.holds(inner, at)),
            ConditionKind::Not(inner) => Ok(!self.holds(inner, at)?),
            ConditionKind::Concept(concept) => self.concept(&self.reference.pack.concepts[*concept], at),
            ConditionKind::Part(part) => some(at.parts.get(*part), |part| self.named(part, at)),
            ConditionKind::Test(path, test) => self.test(path, test, at),
            ConditionKind::Consent(test) => self.consent(test, at),
            ConditionKind::Notice(test) => self.notice(test, at),
            ConditionKind::Contract { .. } => self.contract(&condition.kind, at),
            ConditionKind::Certificate { of, scheme, designated_by, measures_taken } => every(of, |role| {
                let facts = [("scheme", scheme), ("designated_by", designated_by)];
                self.some_paper(Block::Certificates, at, |paper| {
                    Ok(self.party(*role, at.roles).is_some_and(|party| names(paper, "of").contains(&party))
                        && self.says(Block::Certificates, paper, &facts, &[("measures_taken", *measures_taken)], at)?)
                })
            }),
            ConditionKind::Assessment { .. } => self.assessment(&condition.kind, at),
            ConditionKind::Table { table, every: paths, is } => {
                every(paths, |path| self.in_table(&self.reference.pack.tables[*table], path, is.as_ref(), at))
            }
            ConditionKind::Reading(question, reading) => {
                let question = &self.reference.pack.questions[*question];
                Ok(self.read(format!("reading:{}", question.id), PointClass::Law, question.readings.len())? == *reading)
            }
            ConditionKind::FromCountry(countries) => Ok(self.came_from(countries, at)),
            ConditionKind::AllEnteredUnderTask => Ok(self.entered_under_task(at.roles, at.cell)),
            ConditionKind::PurposePermitted => self.permits_purpose(at),
            ConditionKind::Guaranteed(techniques) => self.on_every_way(at, "technique", techniques),
            ConditionKind::DaysSince(path, days) => self.dated(path, at, |date| date.last.plus(*days) < at.cell.day),
            ConditionKind::DoneBy(path) => self.dated(path, at, |date| date.first <= at.cell.day),
        }
    }

    pub(super) fn concept(self, concept: &Concept, at: At<'_>) -> Truth {
        some(concept.versions.iter().find(|version| version.in_force.contains(at.cell.day)), |version| {
            let at = At { parts: &version.parts, ..at };
            Ok(self.holds(&version.holds_when, at)? && !some(&version.unless, |exception| self.named(exception, at))?)
        })
    }

    pub(super) fn named(self, named: &NamedCondition, at: At<'_>) -> Truth {
        let at = At { mode: Mode { ask: at.mode.ask || named.ask, ..at.mode }, ..at };
        Ok(self.holds(&named.holds_when, at)? && !some(&named.unless, |exception| self.named(exception, at))?)
    }

    pub(super) fn party(self, role: Binding, roles: &Bound) -> Option<Name> {
        let of = |block: Block, place: Option<usize>, key: &str| names(self.model.block(block).get(place?)?, key).into_iter().next();
        match role {
            Binding::Giver => roles.giver.clone(),
            Binding::Receiver => roles.receiver.clone(),
            Binding::Holder => roles.holder.clone(),
            Binding::Sender => roles.sender.clone(),
            Binding::Principal => roles.principal.clone(),
            Binding::Doer => roles.doer.clone(),
            Binding::Party => roles.party.clone(),
            Binding::Consent => of(Block::Consents, roles.consent, "to"),
            Binding::Holding => of(Block::Holdings, roles.holding, "by"),
            Binding::Event => of(Block::Events, roles.event, "of"),
            Binding::Leg | Binding::Flow | Binding::People | Binding::Data | Binding::Task => None,
        }
    }

    /// The thing whose keys a path reads.
    pub(super) fn subject(self, path: &Path, at: At<'_>) -> Option<(Block, &'w Entity)> {
        let place = |block: Block, place: Option<usize>| Some((block, self.model.block(block).get(place?)?));
        match path.binding {
            Binding::Flow => place(Block::Flows, at.roles.flow),
            Binding::Task => place(Block::Tasks, at.roles.task),
            Binding::Consent => place(Block::Consents, at.roles.consent),
            Binding::Holding => place(Block::Holdings, at.roles.holding),
            Binding::Event => place(Block::Events, at.roles.event),
            Binding::Data => Some((Block::Data, self.model.find(Block::Data, at.cell.item.as_ref()?)?)),
            Binding::Leg | Binding::People => None,
            _ => Some((Block::Parties, self.model.find(Block::Parties, &self.party(path.binding, at.roles)?)?)),
        }
    }

    fn test(self, path: &Path, test: &Test, at: At<'_>) -> Truth {
        if let Test::Not(inner) = test {
            return Ok(!self.test(path, inner, at)?);
        }
        let Some(attribute) = path.attribute else {
            return Ok(match path.binding {
                Binding::Leg => self.fits(
                    WordList::LegKind,
                    &at.roles.kind.map(|kind| kind.word().into()).into_iter().collect::<Vec<_>>(),
                    test,
                    at.roles,
                ),
                _ => self.is_party(self.party(path.binding, at.roles).as_ref(), test, at.roles),
            });
        };
        let flow = at.roles.flow.and_then(|flow| self.model.block(Block::Flows).get(flow));
        match (path.binding, attribute.key) {
            (Binding::People, _) => self.test_people(attribute, test, at),
            (Binding::Data, "kind") => Ok(self.fits(WordList::Category, &self.categories(at.cell.item.as_ref(), at), test, at.roles)),
            (Binding::Flow, "data") => {
                let items = flow.map(|flow| names(flow, "data")).unwrap_or_default();
                let categories: Vec<Name> = items.iter().flat_map(|item| self.categories(Some(item), at)).collect();
                Ok(flow.is_some() && self.fits(WordList::Category, &categories, test, at.roles))
            }
            (Binding::Flow, "needed_for") => match (flow, &path.inner, test) {
                (Some(flow), Some(need), Test::Answer(wanted)) => self.needed(flow, need, *wanted, at),
                _ => Ok(false),
            },
            (_, "told") if path.inner.is_some() => self.test_told(path, test, at),
            _ => match self.subject(path, at) {
                Some((block, entity)) => {
                    let fact = entity.fact(attribute.key);
                    let by_item = fact.map().iter().find(|(key, _)| self.is_about(&key.name, at)).map_or(&Fact::Absent, |(_, fact)| fact);
                    let fact = if attribute.key == "technique" && matches!(fact, Fact::Stated(Value::Map(_), _)) { by_item } else { fact };
                    self.test_fact(block, entity, attribute, fact, test, at)
                }
                // A word of the category tree is about people; of a role that nobody has, only an absence is true.
                None if path.binding == Binding::Data && attribute.key == "about_people" => Ok(matches!(test, Test::Answer(true))),
                None => Ok(matches!(test, Test::Lacks(_) | Test::LacksParty(_))),
            },
        }
    }

    fn is_party(self, own: Option<&Name>, test: &Test, roles: &Bound) -> bool {
        match test {
            Test::HasParty(role) => own.is_some() && own == self.party(*role, roles).as_ref(),
            Test::LacksParty(role) => own != self.party(*role, roles).as_ref(),
            Test::Meets(wanted) => own.is_some_and(|own| wanted.contains(own)),
            Test::Lacks(wanted) => own.is_none_or(|own| !wanted.contains(own)),
            Test::Stated(wanted) => own.is_some() == *wanted,
            _ => false,
        }
    }

    /// Whether words pass a test; `none` is met by having no words.
    fn fits(self, list: WordList, words: &[Name], test: &Test, roles: &Bound) -> bool {
        let within = |word: &Name, wanted: &[Name]| wanted.iter().any(|above| is_within(list, word, above));
        let meets = |wanted: &[Name]| {
            words.iter().any(|word| within(word, wanted)) || (words.is_empty() && wanted.iter().any(|word| &**word == NONE))
        };
        let has = |role: Binding| self.party(role, roles).is_some_and(|party| words.contains(&party));
        match test {
            Test::Meets(wanted) => meets(wanted),
            Test::Lacks(wanted) => !meets(wanted),
            Test::HasOtherThan(wanted) => words.iter().any(|word| !within(word, wanted)),
            Test::HasParty(role) => has(*role),
            Test::LacksParty(role) => !has(*role),
            Test::AtLeast(least) => words.iter().filter_map(|word| order_of(list, word)).any(|place| place as u64 >= *least),
            Test::CountAtLeast(least) => words.len() >= *least,
            Test::Not(inner) => !self.fits(list, words, inner, roles),
            Test::Stated(wanted) => *wanted,
            Test::Within(_) | Test::Answer(_) | Test::Below(_) => false,
        }
    }

    fn value_fits(self, list: WordList, value: &Value, test: &Test, at: At<'_>) -> bool {
        match (value, test) {
            (Value::Answer(given), Test::Answer(wanted)) => given == wanted,
            (Value::Count(range), Test::AtLeast(least)) => range.min.is_some_and(|min| min >= *least),
            (Value::Count(range), Test::Below(limit)) => range.max.is_some_and(|max| max < *limit),
            (Value::Words(words), Test::HasParty(Binding::People)) => {
                words.iter().any(|group| self.told.people.is_in(at.cell.region, std::slice::from_ref(&group.name)))
            }
            (Value::Words(words), _) => {
                let named = words.iter().map(|word| word.name.clone());
                let kinds = words.iter().filter(|_| list == WordList::Category).flat_map(|item| categories_of(self.model, &item.name));
                self.fits(list, &named.chain(kinds).collect::<Vec<_>>(), test, at.roles)
            }
            _ => false,
        }
    }

    pub(super) fn test_fact(
        self,
        block: Block,
        entity: &Entity,
        attribute: &'static Attribute,
        fact: &Fact,
        test: &Test,
        at: At<'_>,
    ) -> Truth {
        if let Test::Stated(wanted) = test {
            return Ok(matches!(fact, Fact::Stated(..)) == *wanted);
        }
        let words = |names: &[Name]| self.fits(list_of(attribute.kind), names, test, at.roles);
        match (fact, attribute.silence, test) {
            (fact, _, Test::Within(other)) => self.within(block, entity, attribute, fact, other, at),
            (Fact::Stated(value, _), ..) => Ok(self.value_fits(list_of(attribute.kind), value, test, at)),
            (Fact::Unknown(_) | Fact::Disputed(..), ..) => self.open(block, &entity.id, attribute, test, at.roles),
            (Fact::Absent, Silence::Default("yes"), _) => Ok(matches!(test, Test::Answer(true))),
            (Fact::Absent, Silence::Default(word), _) => Ok(words(&[word.into()])),
            // Whoever sends the originals can tell who it is and causes the flow, unless somebody says otherwise.
            (Fact::Absent, ..) if matches!(attribute.key, "linkable_by" | "caused_by") => Ok(words(&names(entity, "from"))),
            (Fact::Absent, Silence::NotStated | Silence::Required | Silence::Derived, _) => {
                self.open(block, &entity.id, attribute, test, at.roles)
            }
            (Fact::Absent, ..) => Ok(match attribute.kind {
                Kind::Judgment => matches!(test, Test::Answer(false)),
                Kind::Count => false,
                _ => words(&[]),
            }),
        }
    }

    /// The open point behind a key that nobody stated, as one test sees it.
    pub(super) fn open(self, block: Block, entity: &str, attribute: &'static Attribute, test: &Test, roles: &Bound) -> Truth {
        let path = format!("{}.{entity}.{}", block.key(), attribute.key);
        match test {
            Test::Answer(wanted) => Ok(self.yes(path)? == *wanted),
            Test::AtLeast(least) if list_of(attribute.kind) != WordList::Form => self.yes(format!("{path} at least {least}")),
            Test::Below(limit) => Ok(!self.yes(format!("{path} at least {limit}"))?),
            _ if attribute.open == Open::Members => {
                let (members, wanted): (Vec<Name>, bool) = match test {
                    Test::HasParty(role) => (self.party(*role, roles).into_iter().collect(), true),
                    Test::LacksParty(role) => (self.party(*role, roles).into_iter().collect(), false),
                    Test::Meets(words) => (words.clone(), true),
                    Test::Lacks(words) => (words.clone(), false),
                    _ => (vec![OTHER.into()], true),
                };
                Ok(some(&members, |member| self.yes(format!("{path} includes {member}")))? == wanted)
            }
            _ => {
                let domains = &self.reference.domains;
                let values = if matches!(attribute.kind, Kind::Parties | Kind::PartyOrGroup) {
                    domains.parties(block, entity)
                } else {
                    domains.words(block, attribute.key)
                };
                let value = &values[self.read(path, PointClass::NotStated, values.len())?];
                let words: &[Name] = if &**value == NONE { &[] } else { std::slice::from_ref(value) };
                Ok(self.fits(list_of(attribute.kind), words, test, roles))
            }
        }
    }

    fn within(self, block: Block, entity: &Entity, attribute: &Attribute, fact: &Fact, other: &Path, at: At<'_>) -> Truth {
        let (Some(above), Some((_, outer))) = (other.attribute, self.subject(other, at)) else { return Ok(false) };
        match (fact, outer.fact(above.key)) {
            (Fact::Stated(Value::Words(own), _), Fact::Stated(Value::Words(allowed), _)) => Ok(!own.is_empty()
                && own.iter().all(|word| allowed.iter().any(|above| is_within(list_of(attribute.kind), &word.name, &above.name)))),
            (Fact::Stated(..), Fact::Stated(..)) => Ok(false),
            (fact, _) => {
                let silent = if matches!(fact, Fact::Stated(..)) { above.key } else { attribute.key };
                self.yes(format!("{}.{}.{silent} ({} within {})", block.key(), entity.id, attribute.key, above.key))
            }
        }
    }

    /// What was told, as `consent.told.data`: the words that were said, `yes`, or `no` where it was not told.
    fn test_told(self, path: &Path, test: &Test, at: At<'_>) -> Truth {
        let (Some((block, entity)), Some(key)) = (self.subject(path, at), &path.inner) else { return Ok(false) };
        let list = match &**key {
            "data" => WordList::Category,
            "purpose" => WordList::Purpose,
            "country" => WordList::Country,
            _ => WordList::Open,
        };
        match entity.fact("told").map().iter().find(|(told, _)| told.name == *key).map(|(_, fact)| fact) {
            Some(Fact::Stated(Value::Words(words), _)) if words.is_empty() => Ok(self.fits(WordList::Open, &["no".into()], test, at.roles)),
            Some(Fact::Stated(value, _)) => Ok(self.value_fits(list, value, test, at)),
            Some(Fact::Unknown(_)) => {
                let denied = matches!(test, Test::Meets(words) if words.iter().any(|word| &**word == "no"));
                Ok(self.yes(format!("{}.{}.told.{key}", block.key(), entity.id))? != denied)
            }
            _ => Ok(matches!(test, Test::Lacks(_) | Test::Stated(false))),
        }
    }

    /// The most special group of the person that says something, else the largest one.
    fn test_people(self, attribute: &'static Attribute, test: &Test, at: At<'_>) -> Truth {
        let groups: Vec<&Entity> =
            self.told.people.groups_of(at.cell.region).iter().filter_map(|id| self.model.find(Block::People, id)).collect();
        let group = groups.iter().find(|group| !group.fact(attribute.key).is_absent()).or(groups.last());
        match (group.map(|group| (&group.id, group.fact(attribute.key))), test) {
            (found, Test::Stated(wanted)) => Ok(found.is_some_and(|(_, fact)| matches!(fact, Fact::Stated(..))) == *wanted),
            (None, _) => Ok(false),
            (Some((_, Fact::Stated(value, _))), _) => Ok(self.value_fits(list_of(attribute.kind), value, test, at)),
            (Some((group, _)), _) => self.open(Block::People, group, attribute, test, at.roles),
        }
    }

    /// The categories of an item, with those of whatever it was made from.
    pub(super) fn categories(self, item: Option<&Name>, at: At<'_>) -> Vec<Name> {
        let Some(item) = item else { return Vec::new() };
        let mut found = categories_of(self.model, item);
        if let Some(holder) = at.roles.sender.as_ref().or(at.roles.holder.as_ref()) {
            found.extend(
                self.tokens(holder, item, at.cell)
                    .filter_map(|token| if let Token::Category(category) = token { Some(category.clone()) } else { None }),
            );
        }
        found
    }

    fn tokens(self, holder: &str, item: &str, cell: &Cell) -> impl Iterator<Item = &'w Token> + use<'w> {
        let Told { labels, graph, .. } = self.told;
        labels.on(graph, holder, item, cell.day)
    }

    /// Whether a key of a map (a group, an item or a category) is about this cell.
    fn is_about(self, key: &Name, at: At<'_>) -> bool {
        match self.told.people.bit(key) {
            Some(bit) => at.cell.region & bit != 0,
            None => {
                at.cell.item.as_ref() == Some(key)
                    || self.categories(at.cell.item.as_ref(), at).iter().any(|category| is_within(WordList::Category, category, key))
            }
        }
    }

    /// A judgment by group and item: of several that match, `no` wins, then `unknown`. Silence is no, except for what is asked anyway.
    fn needed(self, flow: &Entity, need: &Name, wanted: bool, at: At<'_>) -> Truth {
        let point = || Ok(self.yes(format!("flows.{}.needed_for.{need}", flow.id))? == wanted);
        let said = flow.fact("needed_for").map().iter().find(|(key, _)| key.name == *need).map(|(_, fact)| fact);
        let matching: Vec<&Fact> = match said {
            Some(Fact::Stated(Value::Map(entries), _)) => {
                entries.iter().filter(|(key, _)| self.is_about(&key.name, at)).map(|(_, fact)| fact).collect()
            }
            other => other.into_iter().collect(),
        };
        let says = |answer: bool| matching.iter().any(|fact| matches!(fact, Fact::Stated(Value::Answer(given), _) if *given == answer));
        match (says(false), matching.iter().any(|fact| matches!(fact, Fact::Unknown(_))), says(true)) {
            (true, ..) => Ok(!wanted),
            (_, true, _) => point(),
            (.., true) => Ok(wanted),
            _ if at.mode.ask => point(),
            _ => Ok(false),
        }
    }

    fn dated(self, path: &Path, at: At<'_>, holds: impl Fn(VagueDate) -> bool) -> Truth {
        let (Some((block, entity)), Some(attribute)) = (self.subject(path, at), path.attribute) else { return Ok(false) };
        match entity.fact(attribute.key) {
            Fact::Stated(Value::Date(date), _) => Ok(date.is_some_and(holds)),
            Fact::Stated(..) => Ok(false),
            _ => self.yes(format!("{}.{}.{} in time", block.key(), entity.id, attribute.key)),
        }
    }

    fn came_from(self, countries: &[Name], at: At<'_>) -> bool {
        let (Some(sender), Some(item)) = (&at.roles.sender, &at.cell.item) else { return false };
        let received = self.tokens(sender, item, at.cell).any(|token| matches!(token, Token::CameBy(_)));
        received && self.tokens(sender, item, at.cell).any(|token| matches!(token, Token::Country(country) if countries.iter().any(|wanted| is_within(WordList::Country, country, wanted))))
    }

    fn permits_purpose(self, at: At<'_>) -> Truth {
        let Some(flow) = at.roles.flow.and_then(|flow| self.model.block(Block::Flows).get(flow)) else { return Ok(false) };
        match flow.fact("purpose") {
            Fact::Stated(Value::Words(_), _) => self.on_every_way(at, "purpose", &names(flow, "purpose")),
            Fact::Stated(..) => Ok(false),
            _ => self.yes(format!("flows.{}.purpose (allowed by every way the data came)", flow.id)),
        }
    }

    /// Whether every flow by which the item, or anything it was made from, came to the sender allowed these purposes, or used one of these techniques.
    fn on_every_way(self, at: At<'_>, key: &'static str, wanted: &[Name]) -> Truth {
        let graph = &self.told.graph;
        let start = at.roles.sender.as_ref().zip(at.cell.item.as_ref()).and_then(|(sender, item)| graph.find(sender, item));
        let mut ways: Vec<_> = start.into_iter().map(|node| (node, None)).collect();
        let mut seen = BTreeSet::new();
        while let Some((node, only)) = ways.pop() {
            for edge in graph.graph.edges_directed(node, Direction::Incoming) {
                let next = match edge.weight() {
                    Edge::Derivation { only_flow, .. } => (edge.source(), *only_flow),
                    Edge::Flow { flow, period } if period.from <= at.cell.day && only.is_none_or(|only| only == *flow) => {
                        if !self.flow_meets(*flow, key, wanted, &graph.graph[node].item)? {
                            return Ok(false);
                        }
                        (edge.source(), None)
                    }
                    Edge::Flow { .. } => continue,
                };
                if seen.insert(next) {
                    ways.push(next);
                }
            }
        }
        Ok(true)
    }

    fn flow_meets(self, flow: usize, key: &'static str, wanted: &[Name], item: &Name) -> Truth {
        let (Some(flow), Some(attribute)) = (self.model.block(Block::Flows).get(flow), attribute(Block::Flows, key)) else {
            return Ok(false);
        };
        let about =
            |key: &Name| key == item || categories_of(self.model, item).iter().any(|category| is_within(WordList::Category, category, key));
        let by_item = flow.fact(key).map().iter().find(|(key, _)| about(&key.name)).map_or(&Fact::Absent, |(_, fact)| fact);
        let fact = if matches!(flow.fact(key), Fact::Stated(Value::Map(_), _)) { by_item } else { flow.fact(key) };
        match fact {
            Fact::Stated(Value::Words(words), _) if key == "purpose" => {
                Ok(wanted.iter().all(|word| words.iter().any(|above| is_within(WordList::Purpose, word, &above.name))))
            }
            _ => {
                let (roles, cell) = (Bound::default(), Cell { region: 0, item: None, day: Day::BEGINNING });
                let at = At { roles: &roles, cell: &cell, mode: Mode::default(), parts: &[] };
                self.test_fact(Block::Flows, flow, attribute, fact, &Test::Meets(wanted.to_vec()), at)
            }
        }
    }

    /// Whether everything that the item was made from came to the sender under the flow's task.
    pub(super) fn entered_under_task(self, roles: &Bound, cell: &Cell) -> bool {
        let (Some(sender), Some(item)) = (&roles.sender, &cell.item) else { return false };
        let task_of = |flow: usize| self.model.block(Block::Flows).get(flow).and_then(|flow| names(flow, "task").into_iter().next());
        let task = roles.flow.and_then(task_of);
        self.tokens(sender, item, cell).all(|token| match token {
            Token::Own => false,
            Token::CameBy(flow) => task_of(*flow) == task,
            _ => true,
        })
    }
}

/// The words that a kind of value takes.
fn list_of(kind: Kind) -> WordList {
    match kind {
        Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list) => list,
        Kind::Frequency => WordList::Frequency,
        Kind::DataItems => WordList::Category,
        _ => WordList::Open,
    }
}
