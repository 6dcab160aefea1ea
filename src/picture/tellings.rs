//! Which tellings of the facts a picture is about, and all that there are: the places of things come from all of them,
//! so that they stay where they are whatever is shown.

use super::sketch::{Sketch, sketch};
use crate::outcome::Judgement;
use crate::scenario::instantiate::blocks_written;
use crate::scenario::{Choice, Document, instantiate};
use crate::text::Language;
use crate::vocabulary::Block;

/// Versions by dispute.
type Versions = Vec<Option<usize>>;

/// The tellings of a document.
#[derive(Debug, Clone)]
pub struct Tellings {
    /// Those that the run is about: one, or several where the disputes change what can be seen.
    pub shown: Vec<Sketch>,
    /// Every one of the document, each once: without any change, with each variation, in everybody's version.
    pub all: Vec<Sketch>,
}

impl Tellings {
    /// Tells everything that can be seen.
    pub fn new(document: &Document, judgement: &Judgement, language: Language) -> Tellings {
        let none: Versions = vec![None; document.disputes.len()];
        let tell = |versions: &Versions, variations: &[usize]| {
            sketch(&instantiate(document, &Choice { versions: versions.clone(), variations: variations.to_vec() }).model, language)
        };
        let visible = visible_versions(document, &none, &tell);
        let mut choices = vec![none.clone()];
        let with = |versions: &Versions, dispute: usize, version: usize| {
            let mut versions = versions.clone();
            if let Some(chosen) = versions.get_mut(dispute) {
                *chosen = Some(version);
            }
            versions
        };
        choices.extend(visible.iter().map(|(dispute, version)| with(&none, *dispute, *version)));
        let of_party = |party: &str| {
            let own = visible.iter().filter(|(dispute, version)| document.version_of(*dispute, party) == Some(*version));
            own.fold(none.clone(), |versions, (dispute, version)| with(&versions, *dispute, *version))
        };
        choices.extend(document.speakers().iter().map(|party| of_party(party)));
        keep_once(&mut choices);
        let mut all = Vec::new();
        for variation in std::iter::once(None).chain(document.variations.iter().map(Some)) {
            let order = variation.and_then(|variation| document.order_of(&variation.id)).unwrap_or_default();
            all.extend(choices.iter().map(|versions| tell(versions, &order)));
        }
        let variations: Vec<usize> = judgement.variations.iter().filter_map(|(id, _)| document.variation(id)).collect();
        let party = judgement.as_party.as_deref().filter(|party| *party != "court");
        let own = party.map_or_else(|| none.clone(), of_party);
        let open = visible.iter().filter(|(dispute, _)| own.get(*dispute).copied().flatten().is_none());
        let open: Vec<Versions> = open.map(|(dispute, version)| with(&own, *dispute, *version)).collect();
        // Where a dispute changes what can be seen, the base leaves that out: the versions tell it.
        let chosen = if open.is_empty() { vec![own] } else { open };
        let mut shown: Vec<Sketch> = chosen.iter().map(|versions| tell(versions, &variations)).collect();
        keep_once(&mut shown);
        all.extend(shown.iter().cloned());
        keep_once(&mut all);
        Tellings { shown, all }
    }
}

/// The versions of disputes that change what can be seen.
fn visible_versions(document: &Document, none: &Versions, tell: &dyn Fn(&Versions, &[usize]) -> Sketch) -> Vec<(usize, usize)> {
    let base = tell(none, &[]);
    let mut found = Vec::new();
    for (at, dispute) in document.disputes.iter().enumerate() {
        let told: Vec<Option<Sketch>> = (0..dispute.versions.len())
            .map(|version| {
                let written = blocks_written(dispute.versions.get(version).and_then(|version| version.change.as_ref()));
                written.iter().any(|block| matches!(block, Block::Flows | Block::Parties | Block::People | Block::Data)).then(|| {
                    let mut versions = none.clone();
                    if let Some(chosen) = versions.get_mut(at) {
                        *chosen = Some(version);
                    }
                    tell(&versions, &[])
                })
            })
            .collect();
        if told.iter().flatten().any(|sketch| *sketch != base) {
            found.extend((0..dispute.versions.len()).map(|version| (at, version)));
        }
    }
    found
}

fn keep_once<T: PartialEq>(list: &mut Vec<T>) {
    let mut kept: Vec<T> = Vec::new();
    for item in list.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *list = kept;
}
