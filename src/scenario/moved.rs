//! "What if this company sat in another country?": a change of the scenario, made up for a party and a country.
//!
//! The people of the party who are where it sits move along: a company in Germany would have its customers there.
//! Everything else stays as it is: the data, the recipients, the papers.

use super::document::{Document, Variation};
use super::instantiate::{Choice, instantiate};
use super::model::Model;
use crate::source::Span;
use crate::syntax::{Entry, Node};
use crate::text::{Name, Text};
use crate::vocabulary::{Block, is_country, zone_countries};

/// A party that is tried out in another country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The party.
    pub party: Name,
    /// What people read.
    pub name: Text,
    /// Where it sits in the scenario; empty where nobody said.
    pub from: Vec<Name>,
    /// Where it is tried out.
    pub to: Name,
    /// Groups of people that move along.
    pub people: Vec<Name>,
}

/// The parties whose people's data flow, in order of appearance: the controllers, as far as facts can tell.
/// Where nobody said whose people they are, the parties that send.
pub fn controllers(document: &Document, variations: &[usize]) -> Vec<Name> {
    let model = facts(document, variations);
    let flows = model.block(Block::Flows);
    let groups = flows.iter().flat_map(|flow| flow.fact("people").words());
    let owners = groups.flat_map(|group| owners_of(&model, &group.name, 0));
    let known = |name: &Name| model.find(Block::Parties, name).is_some();
    let found = distinct(owners.filter(known));
    if found.is_empty() {
        distinct(flows.iter().flat_map(|flow| flow.fact("from").words()).map(|item| item.name.clone()).filter(known))
    } else {
        found
    }
}

/// The move of a party to a country; nothing where there is no such party.
pub fn move_of(document: &Document, variations: &[usize], party: &str, to: &str) -> Option<Move> {
    let model = facts(document, variations);
    let entity = model.find(Block::Parties, party)?;
    let from: Vec<Name> = entity.fact("established_in").words().iter().map(|item| item.name.clone()).collect();
    let at_home = |country: &Name| from.first() == Some(country);
    let people = document.base.get(Block::People.key()).map(Node::entries).unwrap_or_default().iter().filter(|entry| {
        let places = entry.value.get("located_in").map(Node::items).unwrap_or_default();
        !places.is_empty()
            && places.iter().all(|place| place.as_word().is_some_and(at_home))
            && owners_of(&model, &entry.key, 0).iter().any(|owner| &**owner == party)
    });
    let people = people.map(|entry| entry.key.clone()).collect();
    Some(Move { party: entity.id.clone(), name: entity.title.clone(), from, to: to.into(), people })
}

/// Whether a country is one of some countries and zones.
pub fn is_among(country: &str, places: &[Name]) -> bool {
    is_country(country) && places.iter().any(|place| &**place == country || zone_countries(place).is_some_and(|all| all.contains(&country)))
}

impl Move {
    /// Whether the party sits there anyway.
    pub fn is_at_home(&self) -> bool {
        self.from.first() == Some(&self.to)
    }

    /// The change; it is named as it is typed.
    pub fn variation(&self) -> Variation {
        let span = Span::default();
        let entry = |key: &str, value: Node| Entry { key: key.into(), key_span: span, value };
        let one =
            |key: &str, id: &Name| entry(id, Node::map(vec![entry(key, Node::list(vec![Node::word(self.to.clone(), span)], span))], span));
        let mut blocks = vec![entry(Block::Parties.key(), Node::map(vec![one("established_in", &self.party)], span))];
        if !self.people.is_empty() {
            let groups = self.people.iter().map(|group| one("located_in", group)).collect();
            blocks.push(entry(Block::People.key(), Node::map(groups, span)));
        }
        Variation {
            id: format!("law-if:{}={}", self.party, self.to).into(),
            title: self.title(),
            builds_on: Vec::new(),
            change: Node::map(blocks, span),
            cost: None,
            span,
        }
    }

    fn title(&self) -> Text {
        let from = self.from.join(", ");
        let (instead_en, instead_ko) =
            if from.is_empty() { (String::new(), String::new()) } else { (format!(" instead of {from}"), format!("{from} 대신 ")) };
        let (along_en, along_ko) = if self.people.is_empty() {
            (String::new(), String::new())
        } else {
            let people = self.people.join(", ");
            (format!(", and its people there moved along: {people}"), format!(" (그곳의 정보주체도 함께: {people})"))
        };
        let (name, to) = (&self.name, &self.to);
        Text::new(
            format!("what if {} sat in {to}{instead_en}{along_en}", name.en),
            format!("{} 설립지를 {instead_ko}{to}로 바꾼 경우{along_ko}", name.ko),
        )
    }
}

fn facts(document: &Document, variations: &[usize]) -> Model {
    let choice = Choice { versions: vec![None; document.disputes.len()], variations: variations.to_vec() };
    instantiate(document, &choice).model
}

/// Whose people a group is, or the group it is part of.
fn owners_of(model: &Model, group: &str, depth: usize) -> Vec<Name> {
    let Some(entity) = model.find(Block::People, group).filter(|_| depth < 32) else { return Vec::new() };
    let own = entity.fact("of").words();
    if !own.is_empty() {
        return own.iter().map(|item| item.name.clone()).collect();
    }
    entity.fact("part_of").words().iter().flat_map(|above| owners_of(model, &above.name, depth + 1)).collect()
}

fn distinct(names: impl Iterator<Item = Name>) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
