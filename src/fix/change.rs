//! One change that somebody can make.

use crate::date::Day;
use crate::syntax::Node;
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// People are asked for a consent.
    AskConsent {
        /// Who asks.
        asker: Name,
        /// Who is asked.
        people: Vec<Name>,
        /// For what.
        act: Name,
        /// What they are told.
        told: Vec<Name>,
    },
    /// Something is published or told.
    Tell {
        /// Who tells.
        teller: Name,
        /// By which channel.
        channel: Name,
        /// What is told.
        told: Vec<Name>,
    },
    /// A contract is signed.
    SignContract {
        /// Its parties.
        parties: Vec<Name>,
        /// Its kind, where the law names one.
        kind: Option<Name>,
        /// Clauses it holds.
        clauses: Vec<Name>,
    },
    /// A certificate is obtained.
    Certify {
        /// Who gets it.
        of: Name,
        /// Under which scheme.
        scheme: Name,
    },
    /// An assessment is made.
    Assess {
        /// Who makes it.
        by: Name,
        /// Of which kind.
        kind: Name,
        /// With which result.
        result: Option<Name>,
    },
    /// The data are changed before they are sent.
    Protect {
        /// The flow.
        flow: Name,
        /// By which technique.
        technique: Name,
        /// Whether nobody can tell any more who it is.
        unlinkable: bool,
    },
    /// The work is arranged as work for somebody.
    Entrust {
        /// For whom.
        principal: Name,
        /// Who does it.
        doer: Name,
        /// The task.
        task: Name,
    },
    /// A key of a thing that exists is put right.
    Correct {
        /// The block of the thing.
        block: Block,
        /// Its id.
        id: Name,
        /// The key, with dots.
        key: Name,
        /// What it says then.
        value: Name,
    },
    /// Some people are left out.
    LeaveOutPeople {
        /// The flow.
        flow: Name,
        /// Who is left out.
        people: Vec<Name>,
    },
    /// Only some people stay.
    OnlyPeople {
        /// The flow.
        flow: Name,
        /// Who stays.
        people: Vec<Name>,
    },
    /// Some items are left out.
    LeaveOutData {
        /// The flow.
        flow: Name,
        /// The items.
        data: Vec<Name>,
    },
    /// Flows do not happen.
    Stop {
        /// The flows.
        flows: Vec<Name>,
    },
    /// A variation that the scenario offers as a remedy.
    Declared {
        /// The variation.
        id: Name,
        /// What people read.
        title: Text,
    },
}

impl Deed {
    /// What it costs, as packs name it; nothing for what brings its own cost.
    pub fn kind(&self) -> &'static str {
        match self {
            Deed::AskConsent { .. } => "consent",
            Deed::Tell { .. } => "notice",
            Deed::SignContract { .. } => "contract",
            Deed::Certify { .. } => "certificate",
            Deed::Assess { .. } => "assessment",
            Deed::Protect { unlinkable: true, .. } => "anonymisation",
            Deed::Protect { .. } => "technique",
            Deed::Entrust { .. } => "entrustment",
            Deed::Correct { .. } => "correction",
            Deed::LeaveOutPeople { .. } | Deed::OnlyPeople { .. } => "people",
            Deed::LeaveOutData { .. } => "data",
            Deed::Stop { .. } => "stop",
            Deed::Declared { .. } => "declared",
        }
    }
}

/// How hard something is, from 0 to 5 in each respect. Only the order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cost {
    /// Money.
    pub money: u32,
    /// Time.
    pub time: u32,
    /// Trouble for people and business.
    pub friction: u32,
}

impl Cost {
    /// All of it together.
    pub fn total(self) -> u32 {
        self.money + self.time + self.friction
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Cost) -> Cost {
        Cost { money: self.money + other.money, time: self.time + other.time, friction: self.friction + other.friction }
    }
}

/// A change with its patch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is done.
    pub deed: Deed,
    /// The change in the scenario's own shape, as a file would write it.
    pub patch: Node,
    /// From which day on it has to be so; nothing where it holds for the whole flow.
    pub since: Option<Day>,
    /// How hard it is.
    pub cost: Cost,
}
