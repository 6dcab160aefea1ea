//! Which of the chosen variations can be points of one case, and which need a case of their own.

use crate::diagnostics::{Diagnostic, codes};
use crate::scenario::instantiate::differs_in_structure;
use crate::scenario::patch::written_paths;
use crate::scenario::{Choice, Dispute, Document, Fact, Model, Variation, Version, instantiate};
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// Names of a block, a thing, a key and what is below it.
type Path = Vec<Name>;

/// Variations of which at most one is made.
#[derive(Debug, Clone)]
pub struct Exclusive {
    /// What it is called: the variation, or all of them.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Each possible answer, the first without any variation, with what is applied for it, in order.
    pub answers: Vec<(Name, Vec<usize>)>,
    /// Whether each answer needs a case of its own: it changes the shape of the flows, or what the parties dispute.
    pub is_base: bool,
}

struct Tried {
    variation: usize,
    order: Vec<usize>,
    touched: Vec<Path>,
    is_base: bool,
}

/// Chosen variations as choices. `fixed` are made in every story.
pub fn choices(document: &Document, chosen: &[usize], fixed: &[usize]) -> Vec<Exclusive> {
    let nothing = || vec![None; document.disputes.len()];
    let tell = |versions: Vec<Option<usize>>, variations: Vec<usize>| instantiate(document, &Choice { versions, variations }).model;
    let original = tell(nothing(), fixed.to_vec());
    let mut taken: Vec<Path> = Vec::new();
    for (at, dispute) in document.disputes.iter().enumerate() {
        for (version, told) in dispute.versions.iter().enumerate() {
            let mut versions = nothing();
            if let Some(place) = versions.get_mut(at) {
                *place = Some(version);
            }
            taken.extend(changed(&original, &tell(versions, fixed.to_vec())));
            taken.extend(told.change.iter().flat_map(written_paths).map(|(path, _)| path));
        }
    }
    let written = |at: &usize| document.variations.get(*at).map(|variation| written_paths(&variation.change)).unwrap_or_default();
    taken.extend(fixed.iter().flat_map(written).map(|(path, _)| path));
    let mut groups: Vec<Vec<Tried>> = Vec::new();
    for variation in chosen {
        let Some(known) = document.variations.get(*variation) else { continue };
        let order: Vec<usize> = document.order_of(&known.id).unwrap_or_default().into_iter().filter(|at| !fixed.contains(at)).collect();
        let model = tell(nothing(), [fixed, order.as_slice()].concat());
        let mut touched = changed(&original, &model);
        touched.extend(order.iter().flat_map(written).map(|(path, _)| path));
        let is_base = order.len() > 1
            || differs_in_structure(&original, &model)
            || touched.iter().any(|path| path.first().is_some_and(|block| &**block == "readings"))
            || overlap(&touched, &taken);
        let tried = Tried { variation: *variation, order, touched, is_base };
        let (touching, mut apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| overlap(&other.touched, &tried.touched)));
        let mut group: Vec<Tried> = touching.into_iter().flatten().collect();
        group.push(tried);
        apart.push(group);
        groups = apart;
    }
    groups.iter().map(|group| exclusive(document, group)).collect()
}

fn exclusive(document: &Document, group: &[Tried]) -> Exclusive {
    let variation = |tried: &Tried| document.variations.get(tried.variation);
    let is_base = group.iter().any(|tried| tried.is_base);
    if let [only] = group
        && let Some(known) = variation(only)
    {
        let answers = vec![("without".into(), Vec::new()), ("with".into(), only.order.clone())];
        return Exclusive { id: known.id.clone(), title: known.title.clone(), answers, is_base };
    }
    let ids: Vec<Name> = group.iter().filter_map(variation).map(|variation| variation.id.clone()).collect();
    let id: Name = ids.join("|").into();
    let mut answers = vec![("none".into(), Vec::new())];
    answers.extend(ids.into_iter().zip(group.iter().map(|tried| tried.order.clone())));
    Exclusive { title: Text::same(id.clone()), id, answers, is_base }
}

fn overlap(a: &[Path], b: &[Path]) -> bool {
    a.iter().any(|path| b.iter().any(|other| path.starts_with(other) || other.starts_with(path)))
}

/// The paths of the facts that two stories tell differently.
fn changed(before: &Model, after: &Model) -> Vec<Path> {
    let mut found = Vec::new();
    for block in Block::ALL.into_iter().filter(|block| !before.shares(after, *block)) {
        let known = before.block(block).iter().filter(|entity| after.find(block, &entity.id).is_none());
        found.extend(known.map(|entity| vec![block.key().into(), entity.id.clone()]));
        for entity in after.block(block) {
            let start: Path = vec![block.key().into(), entity.id.clone()];
            let Some(old) = before.find(block, &entity.id) else {
                found.push(start);
                continue;
            };
            for key in entity.facts().iter().chain(old.facts()).map(|(key, _)| *key) {
                differing(&[start.as_slice(), &[key.into()]].concat(), old.fact(key), entity.fact(key), &mut found);
            }
        }
    }
    found
}

fn differing(path: &[Name], before: &Fact, after: &Fact, found: &mut Vec<Path>) {
    if before.says_the_same(after) || found.iter().any(|known| known == path) {
        return;
    }
    if before.map().is_empty() || after.map().is_empty() {
        found.push(path.to_vec());
        return;
    }
    let entry =
        |fact: &Fact, name: &Name| fact.map().iter().find(|(key, _)| key.name == *name).map(|(_, inner)| inner.clone()).unwrap_or_default();
    for (key, _) in before.map().iter().chain(after.map()) {
        let below = [path, std::slice::from_ref(&key.name)].concat();
        differing(&below, &entry(before, &key.name), &entry(after, &key.name), found);
    }
}

/// Variations that only join others which can all be made at once are what those are together.
pub fn without_joins(document: &Document, chosen: &[usize]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let mut push = |at: usize| {
        if !all.contains(&at) {
            all.push(at);
        }
    };
    for at in chosen {
        let is_join = |variation: &&Variation| variation.change.entries().is_empty();
        match document.variations.get(*at).filter(is_join) {
            Some(join) => document.order_of(&join.id).unwrap_or_default().into_iter().filter(|member| member != at).for_each(&mut push),
            None => push(*at),
        }
    }
    all
}

/// A copy of a scenario in which each choice that needs no case of its own is one more dispute.
pub fn with_choices(document: &Document, all: &[Exclusive]) -> Document {
    let mut copy = document.clone();
    for choice in all.iter().filter(|choice| !choice.is_base) {
        let version = |(id, order): &(Name, Vec<usize>)| Version {
            id: id.clone(),
            by: Vec::new(),
            change: order.first().and_then(|at| document.variations.get(*at)).map(|variation| variation.change.clone()),
            evidence: None,
            sources: Vec::new(),
            span: Span::default(),
        };
        copy.disputes.push(Dispute {
            id: format!("variation:{}", choice.id).into(),
            question: choice.title.clone(),
            versions: choice.answers.iter().map(version).collect(),
            impossible: Vec::new(),
            span: Span::default(),
        });
    }
    copy
}

/// Cases that can be open at once.
pub const MOST_BASES: usize = 64;

/// Every combination of answers of the choices that need cases of their own, by their places.
pub fn bases(all: &[Exclusive]) -> Result<Vec<Vec<usize>>, Diagnostic> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for choice in all.iter().filter(|choice| choice.is_base) {
        if found.len() * choice.answers.len() > MOST_BASES {
            let ids: Vec<&str> = all.iter().filter(|choice| choice.is_base).map(|choice| &*choice.id).collect();
            let message = format!("these variations change the flows themselves, and combine to more than {MOST_BASES} different cases");
            let names = ids.join(", ");
            return Err(Diagnostic::without_place(&codes::TOO_MANY_POINTS, message)
                .help(format!("choose fewer with `--variations`, of: {names}; or make some in every story with `--variation`")));
        }
        found = found.iter().flat_map(|start| (0..choice.answers.len()).map(move |at| [start.as_slice(), &[at]].concat())).collect();
    }
    Ok(found)
}
