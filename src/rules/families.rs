//! Rules that carry each other on through changes of law, as one family.

use super::model::Pack;
use crate::text::Name;
use std::collections::BTreeMap;

/// The family of each rule: the id of the earliest rule that it continues, directly or not.
pub fn families(packs: &[&Pack]) -> BTreeMap<Name, Name> {
    let mut family: BTreeMap<Name, Name> = BTreeMap::new();
    for rule in packs.iter().flat_map(|pack| &pack.rules) {
        let own = family.get(&rule.id).cloned().unwrap_or_else(|| rule.id.clone());
        family.insert(rule.id.clone(), own.clone());
        for before in &rule.continues {
            let other = family.get(before).cloned().unwrap_or_else(|| before.clone());
            family.insert(before.clone(), own.clone());
            for value in family.values_mut().filter(|value| **value == other) {
                *value = own.clone();
            }
        }
    }
    family
}
