//! Every cell with its formulas, to be read again and again under other assumptions: what a search over changes needs.
//!
//! Much less than rows: nothing is merged or explained, and only the reader's own account is asked for.

use super::case::{Case, Options};
use super::cells::{Duty, Place, Way};
use super::evaluator::Bound;
use super::formula::{Formula, PointId};
use super::rows::on_account;
use super::truth::{Assumptions, Impossible};
use crate::date::{Day, Period};
use crate::outcome::Verdict;
use crate::scenario::{Entity, Region};
use crate::text::Name;
use crate::vocabulary::{Binding, Block};
use std::collections::BTreeMap;

/// One cell: one duty of one party, for some people, items and days that nothing can tell apart.
#[derive(Debug, Clone)]
pub struct Surveyed {
    /// The pack, by its place.
    pub pack: usize,
    /// The rule, by its place in the pack.
    pub rule: usize,
    /// The version of the rule, by its place.
    pub version: usize,
    /// Who answers.
    pub answers: Name,
    /// The block of what it is about.
    pub block: Block,
    /// What it is about.
    pub subject: Name,
    /// The days, half-open.
    pub period: Period,
    /// The people.
    pub region: Region,
    /// The items; empty where no data are in question.
    pub items: Vec<Name>,
    violation: Formula,
    applies: Formula,
    unproven: Vec<Formula>,
    duty: Duty,
    place: Place,
}

/// Cells with the same key come out the same, whatever is assumed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SameFate(Formula, Formula, Vec<Formula>);

/// What the names in a rule stand for, for one leg of one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    parties: Vec<(Binding, Name)>,
    /// The flow.
    pub flow: Option<Name>,
    /// The task.
    pub task: Option<Name>,
    /// The consent.
    pub consent: Option<Name>,
    /// The stock of data.
    pub holding: Option<Name>,
}

impl Names {
    /// The party a role stands for.
    pub fn party(&self, role: Binding) -> Option<&Name> {
        self.parties.iter().find(|(known, _)| *known == role).map(|(_, party)| party)
    }
}

/// How the reader's account settles open points, to read many cells by.
#[derive(Debug, Clone)]
pub struct Account {
    own: Assumptions,
    impossible: Impossible,
    court: bool,
}

impl Surveyed {
    /// What decides how the cell comes out.
    pub fn fate(&self) -> SameFate {
        SameFate(self.violation, self.applies, self.unproven.clone())
    }
}

impl Case<'_> {
    /// Every cell, in the order of the packs, rules and days.
    pub fn survey(&mut self) -> Vec<Surveyed> {
        let mut found = Vec::new();
        for (pack, duties) in self.duties.iter().enumerate() {
            for (duty, cells) in duties {
                let (block, subject) = duty.subject.place();
                for (place, outcome) in &cells.outcomes {
                    let formulas = &mut self.run.formulas;
                    found.push(Surveyed {
                        pack,
                        rule: duty.rule,
                        version: outcome.version,
                        answers: duty.answers.clone(),
                        block,
                        subject: subject.clone(),
                        period: Period {
                            from: self.run.grid.day(place.segment),
                            until: self.run.grid.end(place.segment),
                            ..Period::ALWAYS
                        },
                        region: cells.regions.get(place.region).copied().unwrap_or(0),
                        items: cells.classes.get(place.class).map(|class| class.members.clone()).unwrap_or_default(),
                        violation: outcome.violation(formulas),
                        applies: outcome.applies(formulas),
                        unproven: outcome.ways.iter().map(|way| way.unproven).collect(),
                        duty: duty.clone(),
                        place: *place,
                    });
                }
            }
        }
        found
    }

    /// The reader's account.
    pub fn account(&mut self, options: &Options) -> Account {
        self.run.options = options.clone();
        Account { own: self.run.accounts().own, impossible: self.run.impossible(), court: options.court }
    }

    /// An account on which some versions of disputes are true besides: dispute and version, by their places.
    pub fn assuming(&self, account: &Account, settled: &[(usize, usize)]) -> Account {
        let mut own: Assumptions = settled.iter().filter_map(|(dispute, version)| self.choice(*dispute, *version)).collect();
        own.extend(account.own.iter().filter(|(point, _)| !own.iter().any(|(known, _)| known == point)).copied().collect::<Vec<_>>());
        Account { own, ..account.clone() }
    }

    fn choice(&self, dispute: usize, version: usize) -> Option<(PointId, u16)> {
        let dispute = self.run.document.disputes.get(dispute)?;
        Some((self.run.points.find(&format!("dispute:{}", dispute.id))?, u16::try_from(version).ok()?))
    }

    /// How cells come out on an account.
    pub fn verdicts<'c>(&mut self, fates: impl IntoIterator<Item = &'c SameFate>, account: &Account) -> Vec<Verdict> {
        self.run.asking(&account.impossible, |judge| {
            fates.into_iter().map(|fate| on_account(fate.0, fate.1, &fate.2, &account.own, account.court, judge).verdict).collect()
        })
    }

    /// The disputes, by their places from `first` on, whose versions matter for how cells come out.
    pub fn disputes_read(&self, fate: &SameFate, first: usize) -> Vec<usize> {
        let mut read: Vec<PointId> = Vec::new();
        for formula in [fate.0, fate.1].iter().chain(&fate.2) {
            read.extend(self.run.formulas.support(*formula));
        }
        let disputes = self.run.document.disputes.iter().enumerate().skip(first);
        let by_id: BTreeMap<usize, Option<PointId>> =
            disputes.map(|(at, dispute)| (at, self.run.points.find(&format!("dispute:{}", dispute.id)))).collect();
        by_id.into_iter().filter(|(_, point)| point.is_some_and(|point| read.contains(&point))).map(|(at, _)| at).collect()
    }

    /// What the names stand for in each leg on which the cell may be broken.
    pub fn names(&mut self, cell: &Surveyed, account: &Account) -> Vec<Names> {
        let Some(outcome) = self.duties.get(cell.pack).and_then(|duties| duties.get(&cell.duty)?.outcomes.get(&cell.place)) else {
            return Vec::new();
        };
        let broken: Vec<&Way> = self.run.asking(&account.impossible, |judge| {
            let may_be_broken = |way: &&Way| {
                let broken = if account.court { way.unproven } else { way.violation };
                judge.summary(broken, &account.own).map_or(true, |summary| summary.can_hold)
            };
            outcome.ways.iter().filter(may_be_broken).collect()
        });
        let mut found: Vec<Names> = Vec::new();
        for way in broken {
            let Some(story) = self.run.stories.stories.get(way.story) else { continue };
            let names = names_of(&way.bound, &|block, at| story.model.block(block).get(at?));
            if !found.contains(&names) {
                found.push(names);
            }
        }
        found
    }

    /// The facts of every shape.
    pub fn models(&self) -> impl Iterator<Item = &crate::scenario::Model> {
        self.run.stories.models()
    }
}

fn names_of<'m>(bound: &Bound, entity: &dyn Fn(Block, Option<usize>) -> Option<&'m Entity>) -> Names {
    let id = |block: Block, at: Option<usize>| entity(block, at).map(|entity| entity.id.clone());
    let word = |block: Block, at: Option<usize>, key: &str| entity(block, at).and_then(|entity| entity.fact(key).word().cloned());
    let roles = [
        (Binding::Giver, bound.giver.clone()),
        (Binding::Receiver, bound.receiver.clone()),
        (Binding::Holder, bound.holder.clone()),
        (Binding::Sender, bound.sender.clone()),
        (Binding::Principal, bound.principal.clone()),
        (Binding::Doer, bound.doer.clone()),
        (Binding::Party, bound.party.clone()),
        (Binding::Consent, word(Block::Consents, bound.consent, "to")),
        (Binding::Holding, word(Block::Holdings, bound.holding, "by")),
        (Binding::Event, word(Block::Events, bound.event, "of")),
    ];
    Names {
        parties: roles.into_iter().filter_map(|(role, party)| Some((role, party?))).collect(),
        flow: id(Block::Flows, bound.flow),
        task: id(Block::Tasks, bound.task),
        consent: id(Block::Consents, bound.consent),
        holding: id(Block::Holdings, bound.holding),
    }
}

/// Whether some day lies in both, as half-open spans.
pub fn overlap(a: &Period, from: Day, until: Day) -> bool {
    a.from < until && from < a.until
}
