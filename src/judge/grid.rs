//! The grid of a run: days cut wherever anything changes, people split into regions, items grouped where nothing can tell them apart.

use super::domains::{concept_conditions, rule_conditions};
use super::stories::{Stories, Story, values_in};
use crate::date::{Day, Period};
use crate::rules::{Condition, ConditionKind, Pack, Path, Test, TransitionEffect};
use crate::scenario::{Entity, Fact, Model, Region, Value};
use crate::text::Name;
use crate::vocabulary::{Block, WordList, is_within};
use std::collections::BTreeSet;

/// Items that no rule and no fact can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemClass {
    /// The one that is judged.
    pub representative: Name,
    /// All of them, in the order of the flow.
    pub members: Vec<Name>,
}

/// A group or item that an instrument or a judgment names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    name: Name,
    /// The flows it can matter for; every flow where empty.
    flows: Vec<Name>,
}

impl Named {
    fn matters_for(&self, flow: &str) -> bool {
        self.flows.is_empty() || self.flows.iter().any(|named| &**named == flow)
    }
}

/// The grid.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// First days of the segments, in order; the last one only ends the one before.
    pub cuts: Vec<Day>,
    /// Days on which a fact with a date of its own changes, or a deadline runs out.
    fact_days: Vec<Day>,
    /// Days on which a flow begins or ends.
    flow_days: Vec<Day>,
    refiners: BTreeSet<Named>,
    items: BTreeSet<Named>,
    tested_words: BTreeSet<Name>,
}

impl Grid {
    /// The grid of a scenario under some packs.
    pub fn new(stories: &Stories, packs: &[&Pack]) -> Grid {
        let (mut days, mut flow_days) = (BTreeSet::new(), BTreeSet::new());
        let mut grid = Grid::default();
        let (mut first, mut last) = (Day::END, Day::BEGINNING);
        for model in stories.models() {
            for entity in [Block::Flows, Block::Holdings].iter().flat_map(|block| model.block(*block)) {
                if let Some(period) = entity.fact("period").period() {
                    first = first.min(period.from);
                    last = last.max(period.until);
                }
            }
            for consent in model
                .block(Block::Consents)
                .iter()
                .filter_map(|consent| consent.fact("period").period())
                .filter(|period| period.from != Day::BEGINNING && period.until != Day::END)
            {
                first = first.min(consent.from);
                last = last.max(consent.until);
            }
            for event in model.block(Block::Events) {
                if let Fact::Stated(Value::Date(Some(date)), _) = event.fact("date") {
                    first = first.min(date.first);
                    last = last.max(date.last.plus(400));
                }
            }
            fact_days(model, &mut days, &mut flow_days);
            grid.collect_names(model);
        }
        for pack in packs {
            grid.collect_tested(pack);
            deadline_days(pack, stories, &mut days);
        }
        grid.fact_days = days.iter().copied().collect();
        grid.flow_days = flow_days.iter().copied().collect();
        days.extend(flow_days);
        for pack in packs {
            law_days(pack, &mut days);
        }
        days.insert(first);
        days.insert(last);
        grid.cuts = days.into_iter().filter(|day| first <= *day && *day <= last).collect();
        grid
    }

    /// The segments that lie inside a period, as places in [`Grid::cuts`].
    pub fn segments(&self, period: &Period) -> impl Iterator<Item = usize> + use<'_> {
        let (from, until) = (period.from, period.until);
        self.cuts
            .windows(2)
            .enumerate()
            .filter(move |(_, pair)| pair.first().is_some_and(|day| *day >= from) && pair.last().is_some_and(|day| *day <= until))
            .map(|(at, _)| at)
    }

    /// The first day of a segment.
    pub fn day(&self, segment: usize) -> Day {
        self.cuts.get(segment).copied().unwrap_or(Day::END)
    }

    /// The day after the last one of a segment.
    pub fn end(&self, segment: usize) -> Day {
        self.cuts.get(segment + 1).copied().unwrap_or(Day::END)
    }

    /// Days on which any flow begins or ends.
    pub fn flow_days(&self) -> &[Day] {
        &self.flow_days
    }

    /// The first day from which on nothing has changed until `day`: neither the facts, nor the flows that matter, nor a part of the law,
    /// the last two with their own days.
    pub fn unchanged_since(&self, law: &[Day], flows: &[Day], day: Day) -> Day {
        let latest =
            |days: &[Day]| days.get(days.partition_point(|other| *other <= day).wrapping_sub(1)).copied().unwrap_or(Day::BEGINNING);
        latest(law).max(latest(flows)).max(latest(&self.fact_days))
    }

    /// The regions of the groups of a flow (or another thing, by its id), refined by every group that an instrument or a judgment
    /// names that can matter for it.
    pub fn regions(&self, stories: &Stories, subject: &str, groups: &[Name]) -> Vec<Region> {
        let refiners: Vec<Name> = self.refiners.iter().filter(|named| named.matters_for(subject)).map(|named| named.name.clone()).collect();
        // Every story splits people in the same way, so that the same person stands in the same region in all of them.
        let mut anywhere = groups.to_vec();
        for model in stories.models() {
            for (block, key) in [(Block::Flows, "people"), (Block::Holdings, "people"), (Block::Events, "people"), (Block::Consents, "by")]
            {
                let named = model.find(block, subject).map(|thing| words(thing, key)).unwrap_or_default();
                anywhere.extend(named.into_iter().filter(|group| !groups.contains(group)));
            }
        }
        let mut regions = stories.people.regions(&anywhere, &refiners);
        regions.retain(|region| stories.people.is_in(*region, groups));
        regions
    }

    /// The classes of the items of a thing with `data`. Items that a thing has in some stories only are kept apart, and so are
    /// items that came to the sender of a flow in different ways.
    pub fn classes(&self, stories: &Stories, block: Block, thing: &Entity, story: &Story) -> Vec<ItemClass> {
        let (id, items) = (&*thing.id, words(thing, "data"));
        let senders: Vec<Name> = ["from", "caused_by"].iter().flat_map(|key| words(thing, key)).collect();
        let mut found: Vec<(Vec<Name>, ItemClass)> = Vec::new();
        for item in &items {
            let mut signature = self.signature(id, &story.model, item);
            for label in senders.iter().filter_map(|sender| story.labels.of(story.graph.find(sender, item)?)) {
                signature.extend(label.iter().map(|(token, since)| format!("{token:?} {since}").into()));
            }
            let carries =
                |model: &Model| model.find(block, id).is_some_and(|thing| thing.fact("data").words().iter().any(|word| word.name == *item));
            signature.extend(
                stories.models().enumerate().filter(|(_, model)| !carries(model)).map(|(at, _)| format!("not in story {at}").into()),
            );
            match found.iter_mut().find(|(known, _)| *known == signature) {
                Some((_, class)) => class.members.push(item.clone()),
                None => found.push((signature, ItemClass { representative: item.clone(), members: vec![item.clone()] })),
            }
        }
        found.into_iter().map(|(_, class)| class).collect()
    }

    fn signature(&self, subject: &str, model: &Model, item: &Name) -> Vec<Name> {
        let entity = model.find(Block::Data, item);
        let special = entity.is_some_and(|entity| entity.facts().iter().any(|(key, _)| *key != "kind"));
        let categories = crate::graph::categories_of(model, item);
        let named: Vec<&Name> = self.items.iter().filter(|named| named.matters_for(subject)).map(|named| &named.name).collect();
        let words = self.tested_words.iter().chain(named.iter().copied());
        let mut signature: Vec<Name> =
            words.filter(|word| categories.iter().any(|category| is_within(WordList::Category, category, word))).cloned().collect();
        if special || named.contains(&item) {
            signature.push(format!("item {item}").into());
        }
        signature
    }

    fn collect_names(&mut self, model: &Model) {
        let people: BTreeSet<&Name> = model.block(Block::People).iter().map(|group| &group.id).collect();
        let mut found: Vec<(Vec<Name>, Vec<Name>)> = Vec::new();
        for entity in [Block::Consents, Block::Notices].iter().flat_map(|block| model.block(*block)) {
            let told = entity.fact("told").map().iter().filter(|(key, _)| &*key.name == "data").flat_map(|(_, fact)| words_in(fact));
            let named = words(entity, "by").into_iter().chain(words(entity, "to")).chain(told).collect();
            found.push((words(entity, "about"), named));
        }
        for flow in model.block(Block::Flows) {
            let mut named = Vec::new();
            flow.fact("needed_for").map().iter().for_each(|(_, need)| keys_in(need, &mut named));
            named.extend(words(flow, "requested_by"));
            keys_in(flow.fact("technique"), &mut named);
            found.push((vec![flow.id.clone()], named));
        }
        for (flows, named) in found {
            for name in named {
                let is_group = people.contains(&name);
                let named = Named { name, flows: flows.clone() };
                let into = if is_group { &mut self.refiners } else { &mut self.items };
                into.insert(named);
            }
        }
    }

    fn collect_tested(&mut self, pack: &Pack) {
        for_each_condition(pack, &mut |condition| {
            if let ConditionKind::Test(path, test) = &condition.kind
                && path
                    .attribute
                    .is_some_and(|attribute| matches!((attribute.block, attribute.key), (Block::Data, "kind") | (Block::Flows, "data")))
            {
                collect_words(test, &mut self.tested_words);
            }
        });
    }
}

/// The keys of a map, in whichever version.
fn keys_in(fact: &Fact, named: &mut Vec<Name>) {
    match fact {
        Fact::Stated(Value::Map(entries), _) => named.extend(entries.iter().map(|(key, _)| key.name.clone())),
        Fact::Disputed(_, versions) => versions.iter().for_each(|fact| keys_in(fact, named)),
        Fact::Absent | Fact::Unknown(_) | Fact::Stated(..) => {}
    }
}

fn collect_words(test: &Test, into: &mut BTreeSet<Name>) {
    match test {
        Test::Meets(words) | Test::Lacks(words) | Test::HasOtherThan(words) => into.extend(words.iter().cloned()),
        Test::Not(inner) => collect_words(inner, into),
        _ => {}
    }
}

fn words(entity: &Entity, key: &str) -> Vec<Name> {
    words_in(entity.fact(key))
}

/// The words of a fact, in whichever version.
fn words_in(fact: &Fact) -> Vec<Name> {
    let values = values_in(fact).into_iter().filter_map(|value| if let Value::Words(items) = value { Some(items) } else { None });
    values.flatten().map(|item| item.name.clone()).collect()
}

/// What a flow's period changes matters only for what it leads to: its days are kept apart.
fn fact_days(model: &Model, days: &mut BTreeSet<Day>, flow_days: &mut BTreeSet<Day>) {
    for (block, entity) in Block::ALL.into_iter().flat_map(|block| model.block(block).iter().map(move |entity| (block, entity))) {
        for (key, fact) in entity.facts() {
            let days = if (block, *key) == (Block::Flows, "period") { &mut *flow_days } else { &mut *days };
            for value in values_in(fact) {
                match value {
                    Value::Period(period) => days.extend([period.from, period.until]),
                    Value::Date(Some(date)) => days.extend([date.first, date.last.plus(1)]),
                    _ => {}
                }
            }
        }
    }
}

fn law_days(pack: &Pack, days: &mut BTreeSet<Day>) {
    let rules = pack.rules.iter().flat_map(|rule| &rule.versions).map(|version| version.in_force);
    let concepts = pack.concepts.iter().flat_map(|concept| &concept.versions).map(|version| version.in_force);
    let rows = pack.tables.iter().flat_map(|table| &table.rows);
    for period in rules.chain(concepts).chain(rows.clone().map(|row| row.in_force)) {
        days.extend([period.from, period.until]);
    }
    days.extend(rows.filter_map(|row| row.legacy_until).map(|until| until.plus(1)));
    for transition in &pack.transitions {
        match transition.effect {
            TransitionEffect::CutAt(day) => {
                days.insert(day);
            }
            TransitionEffect::IfRunningOn(..) => {}
        }
    }
}

/// Days on which a deadline runs out: dates of the facts, moved by the durations of the rules.
fn deadline_days(pack: &Pack, stories: &Stories, days: &mut BTreeSet<Day>) {
    let mut deadlines: Vec<(Path, i32)> = Vec::new();
    for_each_condition(pack, &mut |condition| {
        if let ConditionKind::DaysSince(path, length) = &condition.kind {
            deadlines.push((path.clone(), *length));
        }
    });
    for (path, length) in deadlines {
        let Some(attribute) = path.attribute else { continue };
        for entity in stories.models().flat_map(|model| model.block(attribute.block)) {
            for value in values_in(entity.fact(attribute.key)) {
                if let Value::Date(Some(date)) = value {
                    days.insert(date.last.plus(length).plus(1));
                }
            }
        }
    }
}

fn for_each_condition(pack: &Pack, visit: &mut dyn FnMut(&Condition)) {
    let roots = pack.rules.iter().flat_map(rule_conditions).chain(pack.concepts.iter().flat_map(concept_conditions));
    for root in roots {
        for_each_inside(root, visit);
    }
}

fn for_each_inside(condition: &Condition, visit: &mut dyn FnMut(&Condition)) {
    visit(condition);
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| for_each_inside(inner, visit)),
        ConditionKind::Not(inner) => for_each_inside(inner, visit),
        _ => {}
    }
}

/// The periods of every story's flow of a name, for the vague ends of a finding.
pub fn periods_of<'a>(stories: &'a [Story], block: Block, id: &'a str) -> impl Iterator<Item = Period> + 'a {
    stories.iter().filter_map(move |story| story.model.find(block, id)?.fact("period").period())
}
