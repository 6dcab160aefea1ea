//! The law of one day, for all time: the same facts can then be judged as if it had always read so.

use super::model::Pack;
use crate::date::{Day, Period};

impl Pack {
    /// The pack as it read on a day. Every text, concept and table row in force on that day is in force always, everything else
    /// never; nothing is left for transition rules to join. Rules without a text on that day stay in the list and reach nothing.
    #[must_use]
    pub fn as_of(&self, day: Day) -> Pack {
        let mut pack = self.clone();
        for rule in &mut pack.rules {
            rule.versions.retain(|version| version.in_force.contains(day));
            rule.versions.iter_mut().for_each(|version| version.in_force = Period::ALWAYS);
        }
        for concept in &mut pack.concepts {
            concept.versions.retain(|version| version.in_force.contains(day));
            concept.versions.iter_mut().for_each(|version| version.in_force = Period::ALWAYS);
        }
        for table in &mut pack.tables {
            table
                .rows
                .retain(|row| row.in_force.contains(day) || row.legacy_until.is_some_and(|until| row.in_force.from <= day && day <= until));
            for row in &mut table.rows {
                (row.in_force, row.legacy_until) = (Period::ALWAYS, None);
            }
        }
        pack.transitions.clear();
        super::days::complete_days(&mut pack);
        pack
    }
}
