//! Whether every name in a story belongs to something, and what follows from the rest (people of a flow, countries it reaches).

use super::document::{Document, no_such};
use super::model::{Entity, Fact, Item, Model, Value};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::text::Name;
use crate::vocabulary::{Block, Kind, Silence, WordList, attribute, attributes_of, words_of};

/// Writes down what silence means for keys that follow from others: the people of a flow, the countries it reaches.
pub(super) fn complete(model: &mut Model) {
    let groups: Vec<(Name, Vec<Name>)> = model
        .block(Block::People)
        .iter()
        .map(|group| (group.id.clone(), group.fact("of").words().iter().map(|item| item.name.clone()).collect()))
        .collect();
    let homes: Vec<(Name, Fact)> =
        model.block(Block::Parties).iter().map(|party| (party.id.clone(), first_country(party.fact("established_in")))).collect();
    let incomplete = |flow: &Entity| flow.fact("people").is_absent() || flow.fact("reaches").is_absent();
    if !model.block(Block::Flows).iter().any(incomplete) {
        return;
    }
    for flow in model.block_mut(Block::Flows) {
        complete_people(flow, &groups);
        if flow.fact("reaches").is_absent()
            && let [only] = flow.fact("to").words()
            && let Some((_, home)) = homes.iter().find(|(id, _)| *id == only.name)
        {
            let home = home.clone();
            flow.set("reaches", home);
        }
    }
}

fn first_country(fact: &Fact) -> Fact {
    match fact {
        Fact::Stated(Value::Words(items), span) => Fact::Stated(Value::Words(items.iter().take(1).cloned().collect()), *span),
        other => other.clone(),
    }
}

fn complete_people(flow: &mut Entity, groups: &[(Name, Vec<Name>)]) {
    let written = flow.fact("people").words().to_vec();
    let from = flow.fact("from").words().first().cloned();
    let Some(from) = from.filter(|_| written.is_empty()) else { return };
    if groups.iter().any(|(id, _)| *id == from.name) {
        flow.set("people", Fact::Stated(Value::Words(vec![from.clone()]), from.span));
        return;
    }
    let owned: Vec<&Name> = groups.iter().filter(|(_, of)| of.contains(&from.name)).map(|(id, _)| id).collect();
    let value = match owned.as_slice() {
        [only] => Fact::Stated(Value::Words(vec![Item { name: (*only).clone(), span: from.span }]), from.span),
        _ => Fact::Absent,
    };
    flow.set("people", value);
}

/// Reports dangling names, missing keys and ids that two things share, in the given blocks.
pub(super) fn check(model: &Model, document: &Document, blocks: &[Block], diagnostics: &mut Diagnostics) {
    check_unique(model, diagnostics);
    for block in blocks.iter().copied() {
        for entity in model.block(block) {
            for attribute in attributes_of(block) {
                let fact = entity.fact(attribute.key);
                if attribute.silence == Silence::Required && fact.is_absent() {
                    missing(block, entity, attribute.key, diagnostics);
                }
                check_fact(model, attribute.kind, fact, diagnostics);
            }
            for source in entity.sources.iter().flat_map(|(_, names)| names) {
                if !model.may_have(Block::Sources, source) {
                    diagnostics.push(no_such("source", &Item { name: source.clone(), span: entity.span }, ids(model, Block::Sources)));
                }
            }
        }
    }
    if blocks.contains(&Block::People) {
        check_group_circles(model, diagnostics);
    }
    for flow in model.block(Block::Flows).iter().filter(|_| blocks.contains(&Block::Flows)) {
        check_flow(model, flow, diagnostics);
    }
    if blocks.len() < Block::ALL.len() {
        return;
    }
    for by in document.disputes.iter().flat_map(|dispute| &dispute.versions).flat_map(|version| &version.by) {
        if !model.may_have(Block::Parties, &by.name) {
            diagnostics.push(no_such("party", by, ids(model, Block::Parties)));
        }
    }
}

fn ids(model: &Model, block: Block) -> impl Iterator<Item = &str> + Clone {
    model.block(block).iter().map(|entity| &*entity.id)
}

fn missing(block: Block, entity: &Entity, key: &str, diagnostics: &mut Diagnostics) {
    let example = match key {
        "period" => "period: 2024-01-01..2024-03-31".to_owned(),
        "from" | "to" => format!("{key}: a_party"),
        "data" => "data: [email]".to_owned(),
        "kind" => "kind: phone".to_owned(),
        _ => format!("{key}: …"),
    };
    let problem = Diagnostic::new(&codes::MISSING_KEY, entity.span, format!("{} `{}` has no `{key}`", block.one(), entity.id));
    diagnostics.push(problem.help(format!("add a line such as `{example}`")));
}

fn check_unique(model: &Model, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<(&Name, Block, crate::source::Span)> = Vec::new();
    for block in [Block::Parties, Block::People, Block::Data, Block::Tasks] {
        for entity in model.block(block) {
            if let Some((_, other, first)) = seen.iter().find(|(id, _, _)| **id == entity.id) {
                let message = format!("`{}` is both a {} and a {}", entity.id, other.one(), block.one());
                diagnostics.push(
                    Diagnostic::new(&codes::BAD_ID, entity.span, message).related(*first, "first here").help("give one of them another id"),
                );
            }
            seen.push((&entity.id, block, entity.span));
        }
    }
}

fn check_fact(model: &Model, kind: Kind, fact: &Fact, diagnostics: &mut Diagnostics) {
    if let Fact::Disputed(_, versions) = fact {
        for version in versions {
            check_fact(model, kind, version, diagnostics);
        }
        return;
    }
    let mut names = |what: &str, blocks: &[Block], items: &[Item]| {
        for item in items {
            let known = blocks.iter().any(|block| model.may_have(*block, &item.name));
            if !known && !is_misspelt_id(model, blocks, &item.name) {
                let known = blocks.iter().flat_map(|block| ids(model, *block)).collect::<Vec<_>>();
                diagnostics.push(no_such(what, item, known.iter().copied()));
            }
        }
    };
    match kind {
        Kind::Parties => names("party", &[Block::Parties], fact.words()),
        Kind::PartyOrGroup => names("party or group of people", &[Block::Parties, Block::People], fact.words()),
        Kind::Groups => names("group of people", &[Block::People], fact.words()),
        Kind::Tasks => names("task", &[Block::Tasks], fact.words()),
        Kind::Contracts => names("contract", &[Block::Contracts], fact.words()),
        Kind::Flows => names("flow", &[Block::Flows], fact.words()),
        Kind::DataItems => fact.words().iter().for_each(|item| check_item(model, item, diagnostics)),
        Kind::DataOrFlows => fact.words().iter().for_each(|item| match item.name.strip_prefix("flows.") {
            Some(flow) if !model.may_have(Block::Flows, flow) => {
                diagnostics.push(no_such("flow", &Item { name: flow.into(), span: item.span }, ids(model, Block::Flows)));
            }
            Some(_) => {}
            None => check_item(model, item, diagnostics),
        }),
        Kind::Needs => fact.map().iter().flat_map(|(_, inner)| inner.map()).for_each(|(key, _)| check_key(model, key, diagnostics)),
        Kind::WordByItem(_) => fact.map().iter().for_each(|(key, _)| check_item(model, key, diagnostics)),
        Kind::Told => fact.map().iter().for_each(|(key, inner)| check_told(model, &key.name, inner, diagnostics)),
        Kind::Shares => fact.map().iter().for_each(|(key, _)| {
            if !model.may_have(Block::Parties, &key.name) {
                diagnostics.push(no_such("party", key, ids(model, Block::Parties)));
            }
        }),
        Kind::Text
        | Kind::Word(_)
        | Kind::Words(_)
        | Kind::Judgment
        | Kind::Period
        | Kind::Date
        | Kind::Count
        | Kind::Frequency
        | Kind::Records
        | Kind::Money
        | Kind::SourceReferences => {}
    }
}

/// A thing whose id cannot be one (capitals, spaces) and was reported for that.
fn is_misspelt_id(model: &Model, blocks: &[Block], name: &str) -> bool {
    let plain = |id: &str| id.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    blocks.iter().flat_map(|block| ids(model, *block)).any(|id| id != name && plain(id) == name)
}

fn categories<'a>() -> impl Iterator<Item = &'a str> + Clone {
    words_of(WordList::Category).iter().map(|word| word.name)
}

fn check_item(model: &Model, item: &Item, diagnostics: &mut Diagnostics) {
    if !model.may_have(Block::Data, &item.name) && !categories().any(|word| word == &*item.name) {
        let known: Vec<&str> = ids(model, Block::Data).chain(categories()).collect();
        let problem = no_such("data item", item, known.iter().copied());
        diagnostics.push(problem.help(format!("to use a name of your own, declare it: `data: {{ {}: {{ kind: … }} }}`", item.name)));
    }
}

/// Judgments may be given by group and by item.
fn check_key(model: &Model, key: &Item, diagnostics: &mut Diagnostics) {
    if !model.may_have(Block::People, &key.name) && !model.may_have(Block::Data, &key.name) && !categories().any(|word| word == &*key.name)
    {
        let known: Vec<&str> = ids(model, Block::People).chain(ids(model, Block::Data)).chain(categories()).collect();
        diagnostics.push(no_such("group or data item", key, known.iter().copied()));
    }
}

fn check_told(model: &Model, key: &str, fact: &Fact, diagnostics: &mut Diagnostics) {
    let blocks: &[Block] = match key {
        "recipient" | "controller" => &[Block::Parties],
        "entrusted" => &[Block::Tasks],
        "data" => {
            fact.words().iter().filter(|item| &*item.name != "yes").for_each(|item| check_item(model, item, diagnostics));
            return;
        }
        _ => return,
    };
    for item in fact.words().iter().filter(|item| !matches!(&*item.name, "yes" | "category")) {
        if !blocks.iter().any(|block| model.may_have(*block, &item.name)) {
            let known: Vec<&str> = blocks.iter().flat_map(|block| ids(model, *block)).collect();
            let what = if key == "entrusted" { "task" } else { "party" };
            diagnostics.push(no_such(what, item, known.iter().copied()).help("write `yes` if it was told correctly and completely"));
        }
    }
}

/// A group may not be part of itself.
fn check_group_circles(model: &Model, diagnostics: &mut Diagnostics) {
    let groups = model.block(Block::People);
    for group in groups {
        let mut way: Vec<&Name> = vec![&group.id];
        let mut current = group.fact("part_of").word();
        while let Some(next) = current.filter(|next| !way.contains(next)) {
            way.push(next);
            current = model.find(Block::People, next).and_then(|group| group.fact("part_of").word());
        }
        if current == Some(&group.id) && way.iter().min() == Some(&&group.id) {
            let circle: Vec<String> = way.iter().chain([&&group.id]).map(|id| format!("`{id}`")).collect();
            let span = group.fact("part_of").span().unwrap_or(group.span);
            diagnostics.push(Diagnostic::new(&codes::LIKE_CYCLE, span, format!("`part_of` goes in a circle: {}", circle.join(" → "))));
        }
    }
}

fn check_flow(model: &Model, flow: &Entity, diagnostics: &mut Diagnostics) {
    // Whose data they are would follow from whoever sends them, once that name is put right.
    let from_nobody = flow
        .fact("from")
        .words()
        .iter()
        .any(|from| !model.may_have(Block::Parties, &from.name) && !model.may_have(Block::People, &from.name));
    if flow.fact("people").words().is_empty() && !matches!(flow.fact("people"), Fact::Unknown(_)) && !from_nobody {
        let groups: Vec<&str> = ids(model, Block::People).collect();
        let problem = Diagnostic::new(&codes::MISSING_KEY, flow.span, format!("whose data does flow `{}` carry?", flow.id));
        diagnostics.push(match groups.as_slice() {
            [] => problem.help("declare a group under `people:` and name it in the flow, as in `people: customers`"),
            _ => problem.help(format!("add a line such as `people: {}`", groups.first().copied().unwrap_or_default())),
        });
    }
    let ends = flow.fact("from").words().iter().chain(flow.fact("to").words());
    for party in ends.filter_map(|item| model.find(Block::Parties, &item.name)) {
        if party.fact("established_in").is_absent() {
            let problem = Diagnostic::new(
                &codes::MISSING_KEY,
                party.span,
                format!("party `{}` sends or receives data, but has no `established_in`", party.id),
            );
            diagnostics.push(problem.help("add the country of its seat: `established_in: KR`; write `unknown` if nobody knows"));
        }
    }
    if attribute(Block::Flows, "period").is_some()
        && let Some(period) = flow.fact("period").period()
        && period.from >= period.until
    {
        diagnostics.push(Diagnostic::new(
            &codes::BAD_DATE,
            flow.fact("period").span().unwrap_or(flow.span),
            format!("flow `{}` ends before it starts", flow.id),
        ));
    }
}
