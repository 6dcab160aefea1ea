//! What each law makes of each party: it follows from the legs of the rows, never from the file.

use crate::outcome::{Judgement, LegView};
use crate::report::messages::Message;
use crate::text::{Language, Name};
use std::collections::{BTreeMap, BTreeSet};

/// What a party is in law, as to one flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It decides itself.
    Controller,
    /// It gets data for itself.
    Recipient,
    /// It works for another.
    Processor,
    /// It works for another's processor.
    SubProcessor,
}

impl Role {
    /// What people read.
    pub fn title(self, language: Language) -> String {
        let message = match self {
            Role::Controller => Message::RoleController,
            Role::Recipient => Message::RoleRecipient,
            Role::Processor => Message::RoleProcessor,
            Role::SubProcessor => Message::RoleSubProcessor,
        };
        message.say(language)
    }
}

/// The roles of every party under every law; true where no version or reading makes it something else.
pub type Roles = BTreeMap<(Name, Name), BTreeMap<Role, bool>>;

/// Derives the roles by party and law.
pub fn roles(judgement: &Judgement) -> Roles {
    let mut by_flow: BTreeMap<(&Name, &Name), BTreeMap<&Name, BTreeSet<Role>>> = BTreeMap::new();
    for row in &judgement.findings {
        for (party, role) in row.legs.iter().flat_map(of_leg) {
            by_flow.entry((party, &row.law)).or_default().entry(&row.subject).or_default().insert(role);
        }
    }
    let mut all = Roles::new();
    for ((party, law), flows) in by_flow {
        let known = all.entry((party.clone(), law.clone())).or_default();
        for roles in flows.values() {
            for role in roles {
                let certain = roles.len() == 1;
                *known.entry(*role).or_default() |= certain;
            }
        }
    }
    all
}

fn of_leg(leg: &LegView) -> Vec<(&Name, Role)> {
    let (giver, receiver) = match leg.kind {
        "provide" => (Some(Role::Controller), Some(Role::Recipient)),
        "entrust" => (Some(Role::Controller), Some(Role::Processor)),
        "sub_entrust" => (Some(Role::Controller), Some(Role::SubProcessor)),
        "collect" => (None, Some(Role::Controller)),
        _ => (None, None),
    };
    let known = [leg.giver.as_ref().zip(giver), leg.receiver.as_ref().zip(receiver)];
    known.into_iter().flatten().collect()
}
