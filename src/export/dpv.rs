//! A scenario as JSON-LD in the words of the W3C Data Privacy Vocabulary.
//!
//! Every fact is there. Where the vocabulary has a term for a key or a word, that term stands; everything else keeps our word
//! under `flowlaw:`. What parties dispute is not a fact and is left out, as are conclusions of law.

use super::mapping::Mapping;
use crate::date::{Day, Period};
use crate::scenario::{CountRange, Document, Entity, Fact, Item, Model, Value as Stated};
use crate::text::Text;
use crate::vocabulary::{Attribute, Block, Kind, WordList, attribute, is_country};
use serde_json::{Map, Value, json};

/// Where our own words live.
const OWN: &str = "urn:flowlaw:";

/// The facts of a model of this document as a JSON-LD document. The model is what is undisputed, with variations applied.
pub fn document(document: &Document, model: &Model, mapping: &Mapping) -> Value {
    let mut context = Map::new();
    for (prefix, address) in mapping.prefixes() {
        context.insert(prefix.to_string(), Value::String(address.to_string()));
    }
    context.insert("flowlaw".to_owned(), json!(OWN));
    context.insert("scenario".to_owned(), json!(format!("{OWN}scenario:{}:", document.id)));
    let exporter = Exporter { model, mapping };
    let mut graph = Vec::new();
    for block in Block::ALL.into_iter().filter(|block| *block != Block::Sources) {
        graph.extend(model.block(block).iter().map(|entity| exporter.entity(block, entity)));
    }
    let version = mapping.about("dpv", "version").map_or("", |version| &**version);
    json!({
        "@context": context,
        "@id": format!("{OWN}scenario:{}", document.id),
        "dct:title": titles(&document.title),
        "dct:conformsTo": format!("https://w3id.org/dpv/{version}/dpv"),
        "flowlaw:disputes_left_out": document.disputes.len(),
        "@graph": graph,
    })
}

struct Exporter<'a> {
    model: &'a Model,
    mapping: &'a Mapping,
}

impl Exporter<'_> {
    fn entity(&self, block: Block, entity: &Entity) -> Value {
        let mut node = Map::new();
        node.insert("@id".to_owned(), json!(id(block, &entity.id)));
        let class = self.mapping.class(block).map_or_else(|| format!("flowlaw:{}", block.one().replace(' ', "_")), ToString::to_string);
        node.insert("@type".to_owned(), json!(class));
        node.insert("dct:title".to_owned(), titles(&entity.title));
        for (key, fact) in entity.facts() {
            let Some(attribute) = attribute(block, key) else { continue };
            if let Some(value) = self.fact(attribute, fact) {
                let property = self.mapping.property(block, key).map_or_else(|| format!("flowlaw:{key}"), ToString::to_string);
                add(&mut node, property, value);
            }
        }
        Value::Object(node)
    }

    /// A stated fact; nothing for what nobody said or parties dispute.
    fn fact(&self, attribute: &Attribute, fact: &Fact) -> Option<Value> {
        match fact {
            Fact::Absent | Fact::Disputed(..) => None,
            Fact::Unknown(_) => Some(json!("unknown")),
            Fact::Stated(value, _) => Some(match value {
                Stated::Words(items) => one_or_list(items.iter().map(|item| self.word(attribute, item)).collect()),
                Stated::Answer(yes) => json!(yes),
                Stated::Map(entries) => self.map(attribute, entries),
                Stated::Period(period) => period_node(period),
                Stated::Date(date) => date.map_or(json!("none"), |date| json!(date.to_string())),
                Stated::Count(count) => count_node(*count),
                Stated::Text(text) => titles(text),
            }),
        }
    }

    fn map(&self, attribute: &Attribute, entries: &[(Item, Fact)]) -> Value {
        let mut node = Map::new();
        for (key, fact) in entries {
            if let Some(value) = self.fact(attribute, fact) {
                add(&mut node, format!("flowlaw:{}", key.name), value);
            }
        }
        Value::Object(node)
    }

    /// A word of a list as its term, the id of a thing as a reference, anything else as it is written.
    fn word(&self, attribute: &Attribute, item: &Item) -> Value {
        let list = match attribute.kind {
            Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list) => Some(list),
            Kind::Frequency => Some(WordList::Frequency),
            Kind::DataItems | Kind::DataOrFlows => Some(WordList::Category),
            _ => None,
        };
        if let Some((block, name)) = self.referred(attribute.kind, &item.name) {
            return json!({ "@id": id(block, name) });
        }
        match list {
            Some(WordList::Country) if is_country(&item.name) || &*item.name == "EEA" => json!({ "@id": format!("loc:{}", item.name) }),
            Some(list) => match self.mapping.word(list, &item.name) {
                Some(term) => json!({ "@id": &**term }),
                None if list == WordList::Open => json!(&*item.name),
                None => json!({ "@id": format!("flowlaw:{}", item.name) }),
            },
            None => json!(&*item.name),
        }
    }

    /// The thing of the scenario that an id names.
    fn referred<'b>(&self, kind: Kind, name: &'b str) -> Option<(Block, &'b str)> {
        if let Some(flow) = name.strip_prefix("flows.") {
            return self.model.find(Block::Flows, flow).map(|_| (Block::Flows, flow));
        }
        let blocks: &[Block] = match kind {
            Kind::Parties => &[Block::Parties],
            Kind::PartyOrGroup => &[Block::Parties, Block::People],
            Kind::Groups => &[Block::People],
            Kind::DataItems | Kind::DataOrFlows => &[Block::Data],
            Kind::Tasks => &[Block::Tasks],
            Kind::Contracts => &[Block::Contracts],
            Kind::Flows => &[Block::Flows],
            Kind::Told | Kind::Shares => &[Block::Parties, Block::Data, Block::Tasks],
            _ => &[],
        };
        blocks.iter().find(|block| self.model.find(**block, name).is_some()).map(|block| (*block, name))
    }
}

fn id(block: Block, name: &str) -> String {
    format!("scenario:{}:{name}", block.key())
}

/// Two keys may have the same property: then it has both values.
fn add(node: &mut Map<String, Value>, property: String, value: Value) {
    let before = node.remove(&property);
    let values = match (before, value) {
        (None, only) => only,
        (Some(before), value) => {
            let list = |value: Value| if let Value::Array(items) = value { items } else { vec![value] };
            Value::Array(list(before).into_iter().chain(list(value)).collect())
        }
    };
    node.insert(property, values);
}

fn one_or_list(mut values: Vec<Value>) -> Value {
    match values.len() {
        0 => json!("none"),
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}

fn titles(text: &Text) -> Value {
    if text.en == text.ko {
        return json!(&*text.en);
    }
    json!([{ "@value": &*text.en, "@language": "en" }, { "@value": &*text.ko, "@language": "ko" }])
}

/// Both ends included; an end that is open or vague is written so.
fn period_node(period: &Period) -> Value {
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!("dct:PeriodOfTime"));
    let mut end = |key: &str, day: Day, written: Option<String>| {
        if let Some(written) = written {
            let kind = if written.len() == 4 { "xsd:gYear" } else { "xsd:gYearMonth" };
            node.insert(key.to_owned(), json!({ "@value": written, "@type": kind }));
        } else if day != Day::BEGINNING && day != Day::END {
            node.insert(key.to_owned(), json!({ "@value": day.to_string(), "@type": "xsd:date" }));
        }
    };
    end("dcat:startDate", period.from, period.from_written.map(|date| date.to_string()));
    end("dcat:endDate", period.until.plus(-1), period.through_written.map(|date| date.to_string()));
    Value::Object(node)
}

fn count_node(count: CountRange) -> Value {
    match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => json!(min),
        (min, max) => {
            let mut node = Map::new();
            let mut bound = |key: &str, value: Option<u64>| {
                if let Some(value) = value {
                    node.insert(key.to_owned(), json!(value));
                }
            };
            bound("flowlaw:at_least", min);
            bound("flowlaw:at_most", max);
            Value::Object(node)
        }
    }
}
