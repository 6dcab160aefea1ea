//! From flows to legs: who gives to whom in law (language reference P1, with the return of P9 and people who send for themselves, P11).
//!
//! Which legs there are depends on for whom each side works, and that is a concept of the pack.
//! Every leg comes with the formula of the worlds in which it exists.

use super::evaluator::{Bound, Cell, Evaluator, LegKind, Mode};
use super::formula::Formula;
use super::operators::names;
use super::points::Point;
use crate::date::Day;
use crate::outcome::PointClass;
use crate::scenario::Entity;
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// A leg and when it exists.
#[derive(Debug, Clone)]
pub struct Leg {
    /// Who gives what to whom.
    pub bound: Bound,
    /// The items it carries.
    pub items: Vec<Name>,
    /// The worlds in which it exists.
    pub exists: Formula,
}

/// For whom one side of a flow may act, besides itself, and in which worlds.
struct Acting {
    party: Name,
    itself: Formula,
    principals: Vec<(Name, Formula)>,
}

impl Evaluator<'_> {
    /// The legs of a flow to one of its recipients, on the days that begin with `day`.
    pub fn legs(&mut self, at: usize, recipient: &Name, day: Day) -> Vec<Leg> {
        let mut legs = self.unnumbered_legs(at, recipient, day);
        for leg in &mut legs {
            leg.bound = self.numbered(std::mem::take(&mut leg.bound));
        }
        legs
    }

    fn unnumbered_legs(&mut self, at: usize, recipient: &Name, day: Day) -> Vec<Leg> {
        let Some(flow) = self.entity(Block::Flows, Some(at)) else { return Vec::new() };
        let items = names(flow.fact("data"));
        let task = flow.fact("task").word().and_then(|id| self.story.model.position(Block::Tasks, id));
        let cause = flow.fact("caused_by").word().or_else(|| flow.fact("from").word()).cloned();
        let base = Bound { flow: Some(at), task, holder: Some(recipient.clone()), doer: Some(recipient.clone()), ..Bound::default() };
        let sender = cause.filter(|id| self.story.model.find(Block::Parties, id).is_some());
        let Some(sender) = sender else { return self.collecting(flow, &base, recipient, &items, day) };
        if sender == *recipient {
            return if self.story.model.find(Block::People, flow.fact("from").word().map_or("", |from| from)).is_some() {
                self.collecting(flow, &base, recipient, &items, day)
            } else {
                Vec::new()
            };
        }
        let base = self.numbered(Bound { sender: Some(sender.clone()), ..base });
        let giving = self.acting(flow, &base, &sender, None, day);
        let receiving = self.acting(flow, &base, recipient, Some(&sender), day);
        self.combine(&base, &giving, &receiving, &items, day)
    }

    /// The people themselves send: whoever the recipient acts for collects.
    fn collecting(&mut self, flow: &Entity, base: &Bound, recipient: &Name, items: &[Name], day: Day) -> Vec<Leg> {
        let receiving = self.acting(flow, base, recipient, None, day);
        let mut legs = vec![Leg {
            bound: Bound { receiver: Some(recipient.clone()), kind: Some(LegKind::Collect), ..base.clone() },
            items: items.to_vec(),
            exists: receiving.itself,
        }];
        for (principal, exists) in receiving.principals {
            let bound = Bound {
                receiver: Some(principal.clone()),
                principal: Some(principal.clone()),
                kind: Some(LegKind::Collect),
                ..base.clone()
            };
            legs.push(Leg { bound, items: items.to_vec(), exists });
            let bound = Bound {
                giver: Some(principal.clone()),
                receiver: Some(recipient.clone()),
                sender: Some(principal.clone()),
                principal: Some(principal),
                kind: Some(LegKind::Entrust),
                ..base.clone()
            };
            legs.push(Leg { bound, items: items.to_vec(), exists });
        }
        legs.retain(|leg| leg.exists != Formula::FALSE);
        legs
    }

    /// For whom a side acts. A recipient under no task works for the sender or for itself: both are tried.
    fn acting(&mut self, flow: &Entity, base: &Bound, party: &Name, sender: Option<&Name>, day: Day) -> Acting {
        let mut principals = Vec::new();
        match (base.task, sender) {
            (Some(task), _) => {
                if let Some((task, id)) = self.task_done_by(task, party) {
                    let base = Bound { task: Some(task), ..base.clone() };
                    for principal in self.domains.principals(&id) {
                        if principal != *party {
                            let formula = self.works_for(&base, party, &principal, day);
                            if formula != Formula::FALSE {
                                principals.push((principal, formula));
                            }
                        }
                    }
                }
            }
            (None, Some(sender)) => {
                let formula = self.works_without_task(&flow.id, party, sender);
                principals.push((sender.clone(), formula));
            }
            (None, None) => {}
        }
        let any = self.formulas.or(principals.iter().map(|(_, formula)| *formula).collect::<Vec<_>>());
        Acting { party: party.clone(), itself: self.formulas.not(any), principals }
    }

    /// The task, or the larger work that it is part of, that a party does.
    fn task_done_by(&self, task: usize, party: &Name) -> Option<(usize, Name)> {
        let tasks = self.story.model.block(Block::Tasks);
        let mut current = tasks.get(task)?;
        for _ in 0..tasks.len() {
            if current.fact("done_by").words().iter().any(|item| item.name == *party) {
                return Some((self.story.model.position(Block::Tasks, &current.id)?, current.id.clone()));
            }
            current = self.story.model.find(Block::Tasks, current.fact("part_of").word()?)?;
        }
        None
    }

    fn works_for(&mut self, base: &Bound, doer: &Name, principal: &Name, day: Day) -> Formula {
        let Some(concept) = self.pack.legs.works_for.and_then(|at| self.pack.concepts.get(at)) else { return Formula::FALSE };
        let bound = self.numbered(Bound {
            doer: Some(doer.clone()),
            principal: Some(principal.clone()),
            task: base.task,
            flow: base.flow,
            ..Bound::default()
        });
        self.concept(concept, &bound, &Cell { region: 0, item: None, day }, Mode::default())
    }

    fn works_without_task(&mut self, flow: &Name, recipient: &Name, sender: &Name) -> Formula {
        let id: Name = format!("flows.{flow}.task {recipient}").into();
        let point = self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::NotStated,
            question: Text::new(format!("for whom does `{recipient}` work in flow `{flow}`: for `{sender}` or for itself?"), format!("`{flow}`에서 `{recipient}`는 `{sender}`를 위해 일하나, 자신을 위해 일하나?")),
            values: vec![sender.clone(), recipient.clone()],
            leaning: None,
            line_to_add: Some(format!("tasks: {{ {flow}_work: {{ done_by: {recipient}, work_of: {sender}, own_use: no, supervised_by: {sender} }} }}  and  flows.{flow}.task: {flow}_work")),
            span: None,
        });
        self.formulas.atom(point, 0)
    }

    /// The table of language reference P1.
    fn combine(&mut self, base: &Bound, giving: &Acting, receiving: &Acting, items: &[Name], day: Day) -> Vec<Leg> {
        let (sender, recipient) = (&giving.party, &receiving.party);
        let mut legs = Vec::new();
        let mut leg = |giver: &Name, receiver: &Name, principal: Option<&Name>, kind: LegKind, items: &[Name], exists: Formula| {
            if exists != Formula::FALSE && giver != receiver {
                let bound = Bound {
                    giver: Some(giver.clone()),
                    receiver: Some(receiver.clone()),
                    principal: principal.cloned(),
                    kind: Some(kind),
                    ..base.clone()
                };
                legs.push(Leg { bound, items: items.to_vec(), exists });
            }
        };
        let both = self.formulas.and([giving.itself, receiving.itself]);
        leg(sender, recipient, None, LegKind::Provide, items, both);
        for (principal, works) in &receiving.principals {
            let exists = self.formulas.and([giving.itself, *works]);
            if principal == sender {
                leg(sender, recipient, Some(sender), LegKind::Entrust, items, exists);
                continue;
            }
            let in_law = self.recipient_is_principal(base, day);
            let to_principal = self.formulas.and([exists, in_law]);
            leg(sender, principal, Some(principal), LegKind::Provide, items, to_principal);
            leg(principal, recipient, Some(principal), LegKind::Entrust, items, to_principal);
            let not_in_law = self.formulas.not(in_law);
            let to_holder = self.formulas.and([exists, not_in_law]);
            leg(sender, recipient, Some(principal), LegKind::Provide, items, to_holder);
        }
        for (principal, works) in &giving.principals {
            let alone = self.formulas.and([*works, receiving.itself]);
            if principal == recipient {
                let (own, foreign) = self.split_return(base, items, day);
                leg(sender, recipient, Some(principal), LegKind::Return, &own, alone);
                leg(sender, recipient, None, LegKind::Provide, &foreign, alone);
            } else {
                leg(principal, recipient, None, LegKind::Provide, items, alone);
            }
            for (other, works_too) in &receiving.principals {
                let exists = self.formulas.and([*works, *works_too]);
                // Whoever works for the sender on a part of the principal's work is a sub-processor of the principal.
                if other == principal || other == sender {
                    leg(principal, recipient, Some(principal), LegKind::SubEntrust, items, exists);
                } else {
                    leg(principal, other, Some(other), LegKind::Provide, items, exists);
                    leg(other, recipient, Some(other), LegKind::Entrust, items, exists);
                }
            }
        }
        legs
    }

    fn recipient_is_principal(&mut self, base: &Bound, day: Day) -> Formula {
        match &self.pack.legs.recipient_is_principal {
            Some(condition) => self.condition(condition, base, &Cell { region: 0, item: None, day }, Mode::default()),
            None => Formula::TRUE,
        }
    }

    /// What goes back innocently: only items all of whose sources came in under the same task.
    fn split_return(&self, base: &Bound, items: &[Name], day: Day) -> (Vec<Name>, Vec<Name>) {
        items.iter().cloned().partition(|item| self.entered_under_task(base, &Cell { region: 0, item: Some(item.clone()), day }))
    }
}
