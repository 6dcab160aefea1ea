//! Changes of who sends what of whom: people and items left out, flows stopped, and variations that the scenario offers.

use super::change::{Change, Cost, Deed};
use super::patch::{at, joined, map, nothing, one_or_more, words};
use crate::judge::survey::Surveyed;
use crate::scenario::{Document, Entity, Model, PeopleAlgebra};
use crate::syntax::Node;
use crate::text::Name;
use crate::vocabulary::Block;
use std::collections::BTreeSet;

/// So many kinds of items of one flow at most: more would be no choice but a list.
const MOST_KINDS: usize = 4;

/// Leaving out people or items of the flows of some cells.
pub fn narrower(document: &Document, model: &Model, cells: &[&Surveyed], costs: &dyn Fn(&Deed) -> Cost) -> Vec<Change> {
    let algebra = PeopleAlgebra::new(model);
    let mut found: Vec<Change> = Vec::new();
    for flow in flows_of(cells).into_iter().filter_map(|id| model.find(Block::Flows, &id)) {
        let own: Vec<&&Surveyed> = cells.iter().filter(|cell| cell.block == Block::Flows && cell.subject == flow.id).collect();
        if follows(document, flow, "people", cells) {
            // What is said of the flow that it is like holds for it too.
        } else {
            found.extend(fewer_people(document, model, flow, &own, &algebra));
        }
        if !follows(document, flow, "data", cells) {
            found.extend(fewer_items(document, flow, &own));
        }
    }
    found.into_iter().map(|change| Change { cost: costs(&change.deed), ..change }).collect()
}

/// The flows that cells are about.
pub fn flows_of(cells: &[&Surveyed]) -> Vec<Name> {
    let flows: BTreeSet<&Name> = cells.iter().filter(|cell| cell.block == Block::Flows).map(|cell| &cell.subject).collect();
    flows.into_iter().cloned().collect()
}

/// Whether a flow takes a key from another flow that cells are about as well.
fn follows(document: &Document, flow: &Entity, key: &str, cells: &[&Surveyed]) -> bool {
    let Some(written) = document.base.get("flows").and_then(|flows| flows.get(&flow.id)) else { return false };
    let other = written.get("like").and_then(Node::as_word);
    written.get(key).is_none() && other.is_some_and(|other| cells.iter().any(|cell| cell.subject == *other))
}

fn ids(entity: &Entity, key: &str) -> Vec<Name> {
    entity.fact(key).words().iter().map(|item| item.name.clone()).collect()
}

/// A list without some members: as a change of the list where it is written, else as the list that is left.
fn without(document: &Document, flow: &Entity, key: &str, gone: &[Name]) -> Node {
    let written = document.base.get("flows").and_then(|flows| flows.get(&flow.id)).and_then(|flow| flow.get(key)).is_some();
    if written {
        return map(vec![("drop".into(), words(gone))]);
    }
    let left: Vec<Name> = ids(flow, key).into_iter().filter(|id| !gone.contains(id)).collect();
    words(&left)
}

fn fewer_people(document: &Document, model: &Model, flow: &Entity, cells: &[&&Surveyed], algebra: &PeopleAlgebra) -> Vec<Change> {
    let groups = ids(flow, "people");
    let change =
        |deed: Deed, value: Node| Change { deed, patch: at(&["flows", &flow.id, "people"], value), since: None, cost: Cost::default() };
    let touched = |group: &Name| cells.iter().any(|cell| algebra.is_in(cell.region, std::slice::from_ref(group)));
    if groups.len() > 1 {
        return groups
            .iter()
            .filter(|group| touched(group))
            .map(|group| {
                let gone = vec![group.clone()];
                let value = without(document, flow, "people", &gone);
                change(Deed::LeaveOutPeople { flow: flow.id.clone(), people: gone }, value)
            })
            .collect();
    }
    let parts = model.block(Block::People).iter().filter(|group| {
        let parents = ids(group, "part_of");
        groups.iter().any(|group| parents.contains(group))
    });
    parts
        .map(|part| {
            let kept = vec![part.id.clone()];
            change(Deed::OnlyPeople { flow: flow.id.clone(), people: kept.clone() }, words(&kept))
        })
        .collect()
}

/// Items that the broken cells can tell apart are left out together.
fn fewer_items(document: &Document, flow: &Entity, cells: &[&&Surveyed]) -> Vec<Change> {
    let items = ids(flow, "data");
    let homes =
        |item: &Name| -> Vec<usize> { cells.iter().enumerate().filter(|(_, cell)| cell.items.contains(item)).map(|(at, _)| at).collect() };
    let mut kinds: Vec<(Vec<usize>, Vec<Name>)> = Vec::new();
    for item in &items {
        let homes = homes(item);
        match kinds.iter_mut().find(|(known, _)| *known == homes) {
            Some((_, members)) => members.push(item.clone()),
            None => kinds.push((homes, vec![item.clone()])),
        }
    }
    kinds.retain(|(homes, _)| !homes.is_empty());
    if kinds.len() > MOST_KINDS {
        return Vec::new();
    }
    kinds
        .into_iter()
        .filter(|(_, members)| members.len() < items.len())
        .map(|(_, gone)| Change {
            patch: at(&["flows", &flow.id, "data"], without(document, flow, "data", &gone)),
            deed: Deed::LeaveOutData { flow: flow.id.clone(), data: gone },
            since: None,
            cost: Cost::default(),
        })
        .collect()
}

/// Whether a set of changes leaves a flow without anybody or anything: that would be stopping it under another name.
pub fn empties(model: &Model, changes: &[&Change]) -> bool {
    let left_out = |flow: &Entity, key: &str| -> Vec<Name> {
        let gone = changes.iter().filter_map(|change| match &change.deed {
            Deed::LeaveOutPeople { flow: id, people } if key == "people" && *id == flow.id => Some(people),
            Deed::LeaveOutData { flow: id, data } if key == "data" && *id == flow.id => Some(data),
            _ => None,
        });
        gone.flatten().cloned().collect()
    };
    model.block(Block::Flows).iter().any(|flow| {
        ["people", "data"].iter().any(|key| {
            let (own, gone) = (ids(flow, key), left_out(flow, key));
            !gone.is_empty() && own.iter().all(|id| gone.contains(id))
        })
    })
}

/// The variations that the scenario offers as remedies, but for those that are tried already.
pub fn declared(document: &Document, tried: &[usize], costs: &dyn Fn(&Deed) -> Cost) -> Vec<Change> {
    let offered = document.variations.iter().enumerate().filter(|(at, variation)| variation.cost.is_some() && !tried.contains(at));
    offered
        .filter_map(|(_, variation)| {
            let order = document.order_of(&variation.id)?;
            let parts = order.into_iter().filter_map(|at| document.variations.get(at)).map(|part| &part.change);
            let deed = Deed::Declared { id: variation.id.clone(), title: variation.title.clone() };
            Some(Change { cost: costs(&deed), patch: joined(parts)?, deed, since: None })
        })
        .collect()
}

/// Stopping flows, with everything that cannot be without them; nothing where an essential flow would have to stop.
pub fn stop(document: &Document, model: &Model, flows: &[Name], costs: &dyn Fn(&Deed) -> Cost) -> Option<Change> {
    let mut stopped: Vec<Name> = flows.to_vec();
    let mut items: Vec<Name> = Vec::new();
    loop {
        let before = (stopped.len(), items.len());
        for item in model.block(Block::Data) {
            let from_stopped = ids(item, "from").iter().any(|from| stopped.iter().any(|flow| **from == *format!("flows.{flow}")));
            if from_stopped && !items.contains(&item.id) {
                items.push(item.id.clone());
            }
        }
        for flow in model.block(Block::Flows).iter().filter(|flow| !stopped.contains(&flow.id)).collect::<Vec<_>>() {
            let like = document.base.get("flows").and_then(|flows| flows.get(&flow.id)?.get("like")?.as_word().cloned());
            let carried = ids(flow, "data");
            let nothing_left = !carried.is_empty() && carried.iter().all(|item| items.contains(item));
            if like.is_some_and(|like| stopped.contains(&like)) || nothing_left {
                stopped.push(flow.id.clone());
            }
        }
        if before == (stopped.len(), items.len()) {
            break;
        }
    }
    if stopped.iter().any(|flow| is_essential(model, flow)) {
        return None;
    }
    let mut patches: Vec<Node> = stopped.iter().map(|flow| at(&["flows", flow], nothing())).collect();
    patches.extend(items.iter().map(|item| at(&["data", item], nothing())));
    for block in [Block::Consents, Block::Notices, Block::Assessments] {
        for entity in model.block(block) {
            let about = ids(entity, "about");
            let left: Vec<Name> = about.iter().filter(|flow| !stopped.contains(flow)).cloned().collect();
            if left.len() < about.len() {
                // A paper about nothing else would otherwise be about everything.
                let value = if left.is_empty() { nothing() } else { map(vec![("about".into(), one_or_more(&left))]) };
                patches.push(at(&[block.key(), &entity.id], value));
            }
        }
    }
    for flow in model.block(Block::Flows).iter().filter(|flow| !stopped.contains(&flow.id)) {
        if ids(flow, "continues").iter().any(|before| stopped.contains(before)) {
            patches.push(at(&["flows", &flow.id, "continues"], nothing()));
        }
    }
    let deed = Deed::Stop { flows: stopped };
    Some(Change { cost: costs(&deed), patch: joined(&patches)?, deed, since: None })
}

/// Whether the scenario says that it cannot do without a flow.
pub fn is_essential(model: &Model, flow: &str) -> bool {
    let fact = model.find(Block::Flows, flow).map(|flow| flow.fact("essential"));
    matches!(fact.and_then(crate::scenario::Fact::stated), Some(crate::scenario::Value::Answer(true)))
}
