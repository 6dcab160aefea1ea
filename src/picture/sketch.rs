//! What a picture needs of one telling of the facts.

use crate::date::Day;
use crate::graph::{FlowGraph, Labels, Token};
use crate::report::words;
use crate::scenario::{Entity, Model, PeopleAlgebra, Value};
use crate::text::{Language, Name};
use crate::vocabulary::{Block, Kind, WordList, attributes_of, word_title};

/// One telling, as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Parties, and groups of people that send something themselves.
    pub holders: Vec<Holder>,
    /// What flows.
    pub flows: Vec<Flow>,
    /// What somebody made.
    pub made: Vec<Made>,
}

/// Who has data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: String,
    /// Where it is.
    pub country: Option<Name>,
    /// Whether these are data subjects.
    pub is_group: bool,
    /// Whether it has data, people or work: others are only mentioned at the edge.
    pub takes_part: bool,
}

/// One flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: String,
    /// Who sends.
    pub from: Vec<Name>,
    /// Who gets it.
    pub to: Vec<Name>,
    /// Which data.
    pub data: Vec<String>,
    /// Whose data, and how many people.
    pub people: String,
    /// From when to when; empty where nobody says.
    pub days: String,
    /// Flows that brought what is sent on here, or what it was made from.
    pub onward_of: Vec<Name>,
}

/// An item that somebody made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: String,
    /// Who made it.
    pub by: Name,
    /// Flows that brought what it was made from.
    pub flows: Vec<Name>,
    /// Items that it was made from.
    pub items: Vec<String>,
}

/// The sketch of a telling.
pub fn sketch(model: &Model, language: Language) -> Sketch {
    let graph = FlowGraph::new(model);
    let labels = Labels::new(&graph, model);
    let people = PeopleAlgebra::new(model);
    let flows: Vec<Flow> = model
        .block(Block::Flows)
        .iter()
        .map(|entity| flow(entity, model, &people, &|sender, item| came_by(&graph, &labels, entity, sender, item), language))
        .collect();
    Sketch { holders: holders(model, &flows, language), made: made(model, language), flows }
}

fn names(entity: &Entity, key: &str) -> Vec<Name> {
    entity.fact(key).words().iter().map(|item| item.name.clone()).collect()
}

fn flow(entity: &Entity, model: &Model, people: &PeopleAlgebra, came_by: &dyn Fn(&Name, &Name) -> Vec<usize>, language: Language) -> Flow {
    let (from, data, groups) = (names(entity, "from"), names(entity, "data"), names(entity, "people"));
    let mut onward: Vec<usize> = from.iter().flat_map(|sender| data.iter().flat_map(move |item| came_by(sender, item))).collect();
    onward.sort_unstable();
    onward.dedup();
    let who: Vec<String> = groups.iter().map(|id| title(model, Block::People, id, language)).collect();
    let count = if groups.is_empty() { None } else { words::count(people.count(&groups), language) };
    Flow {
        id: entity.id.clone(),
        title: entity.title.get(language).to_owned(),
        to: names(entity, "to"),
        data: data.iter().map(|item| item_title(model, item, language)).collect(),
        people: match count {
            // How many comes first: it must not be lost where room is short.
            Some(count) => format!("{count}: {}", who.join(", ")),
            None => who.join(", "),
        },
        days: entity.fact("period").period().map(|period| words::period(&period)).unwrap_or_default(),
        onward_of: onward.iter().filter_map(|at| model.block(Block::Flows).get(*at)).map(|flow| flow.id.clone()).collect(),
        from,
    }
}

/// The flows by which an item, or what it was made from, came to a sender by the last day of a flow.
fn came_by(graph: &FlowGraph, labels: &Labels, flow: &Entity, sender: &Name, item: &Name) -> Vec<usize> {
    let last =
        flow.fact("period").period().map_or(Day::END, |period| if period.until == Day::END { Day::END } else { period.until.plus(-1) });
    let tokens = labels.on(graph, sender, item, last);
    tokens.filter_map(|token| if let Token::CameBy(flow) = token { Some(*flow) } else { None }).collect()
}

fn title(model: &Model, block: Block, id: &str, language: Language) -> String {
    model.find(block, id).map_or_else(|| id.to_owned(), |entity| entity.title.get(language).to_owned())
}

/// A data item as people call it: its title, or its word in the tree of categories.
fn item_title(model: &Model, item: &str, language: Language) -> String {
    match model.find(Block::Data, item) {
        Some(entity) => entity.title.get(language).to_owned(),
        None => word_title(WordList::Category, item).map_or_else(|| item.to_owned(), |text| text.get(language).to_owned()),
    }
}

fn holders(model: &Model, flows: &[Flow], language: Language) -> Vec<Holder> {
    let mut taking_part: Vec<Name> = flows.iter().flat_map(|flow| flow.from.iter().chain(&flow.to)).cloned().collect();
    for block in [Block::People, Block::Data, Block::Tasks, Block::Holdings, Block::Events] {
        let keys: Vec<&str> = attributes_of(block)
            .filter(|attribute| matches!(attribute.kind, Kind::Parties | Kind::PartyOrGroup))
            .map(|attribute| attribute.key)
            .collect();
        taking_part.extend(model.block(block).iter().flat_map(|entity| keys.iter().flat_map(|key| names(entity, key))));
    }
    let parties = model.block(Block::Parties).iter().map(|party| Holder {
        id: party.id.clone(),
        title: party.title.get(language).to_owned(),
        country: party.fact("established_in").word().cloned(),
        is_group: false,
        takes_part: taking_part.contains(&party.id),
    });
    let sends = |group: &&Entity| flows.iter().any(|flow| flow.from.contains(&group.id));
    let groups = model.block(Block::People).iter().filter(sends).map(|group| {
        let count = match group.fact("count").stated() {
            Some(Value::Count(range)) => words::count(*range, language),
            _ => None,
        };
        let title = group.title.get(language);
        Holder {
            id: group.id.clone(),
            title: count.map_or_else(|| title.to_owned(), |count| format!("{title} ({count})")),
            country: located(model, group),
            is_group: true,
            takes_part: true,
        }
    });
    groups.chain(parties).collect()
}

/// Where a group is: as stated for it, or for a larger group.
fn located(model: &Model, group: &Entity) -> Option<Name> {
    let mut current = Some(group);
    for _ in 0..=model.block(Block::People).len() {
        let entity = current?;
        if let Some(country) = entity.fact("located_in").word() {
            return Some(country.clone());
        }
        current = entity.fact("part_of").word().and_then(|id| model.find(Block::People, id));
    }
    None
}

fn made(model: &Model, language: Language) -> Vec<Made> {
    let mut found = Vec::new();
    for item in model.block(Block::Data) {
        let sources: Vec<Name> = names(item, "from").into_iter().chain(names(item, "using")).collect();
        for by in names(item, "derived_by") {
            found.push(Made {
                id: item.id.clone(),
                title: item.title.get(language).to_owned(),
                by,
                flows: sources.iter().filter_map(|source| source.strip_prefix("flows.")).map(Name::from).collect(),
                items: sources
                    .iter()
                    .filter(|source| !source.starts_with("flows."))
                    .map(|source| item_title(model, source, language))
                    .collect(),
            });
        }
    }
    found
}
