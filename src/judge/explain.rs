//! Why: the condition tree of a rule, told for one story.
//!
//! The same leaf judgments as everywhere are recorded while the tree is walked, and read off in one world.

use super::evaluator::{Bound, Cell, Evaluator, Mode, Used};
use super::formula::{Formula, PointId};
use crate::outcome::{Explanation, LegView, Reason, Tried};
use crate::rules::{ConceptVersion, Condition, ConditionKind, Demand, NamedCondition, Rule, RuleVersion};
use crate::scenario::Fact;
use crate::text::{Name, Text};

/// One world: the value of each point that matters; the first value for all others.
pub type World = Vec<(PointId, u16)>;

/// Reads the value of a point in a world.
pub(super) fn value_in(world: &World, point: PointId) -> u16 {
    world.iter().find(|(known, _)| *known == point).map_or(0, |(_, value)| *value)
}

impl<'a> Evaluator<'a> {
    /// Explains what comes out for a rule in one cell, on one leg, in one world.
    pub fn explain(&mut self, rule: &'a Rule, version: &'a RuleVersion, bound: &Bound, cell: &Cell, world: &World) -> Explanation {
        let mut because = Vec::new();
        if let ConditionKind::All(list) = &version.when.kind {
            for condition in list {
                because.push(self.tell(condition, bound, cell, Mode::default(), None, world));
            }
        } else {
            because.push(self.tell(&version.when, bound, cell, Mode::default(), None, world));
        }
        let mut tried = Vec::new();
        match &version.demand {
            Demand::ForbiddenUnless(list) => {
                list.iter().for_each(|ground| tried.push(self.tell_named(ground, bound, cell, Mode::default(), world)));
            }
            Demand::Required(list) => {
                list.iter().for_each(|duty| tried.push(self.tell_named(duty, bound, cell, Mode { ask: true, duty: true }, world)));
            }
            Demand::ForbiddenIf(condition) => because.push(self.tell(condition, bound, cell, Mode { ask: true, duty: false }, None, world)),
            Demand::Exempts(_) => {}
        }
        for exception in &version.unless {
            tried.push(self.tell_named(exception, bound, cell, Mode::default(), world));
        }
        let _ = rule;
        Explanation { story: Vec::new(), leg: Some(leg_view(bound)), because, tried, path: self.path(bound, cell) }
    }

    fn tell_named(&mut self, named: &'a NamedCondition, bound: &Bound, cell: &Cell, mode: Mode, world: &World) -> Tried {
        let mode = Mode { ask: mode.ask || named.ask, ..mode };
        let holds = self.named_condition(named, bound, cell, mode);
        let mut reasons = match &named.holds_when.kind {
            ConditionKind::All(list) => list.iter().map(|inner| self.tell(inner, bound, cell, mode, None, world)).collect(),
            _ => vec![self.tell(&named.holds_when, bound, cell, mode, None, world)],
        };
        for exception in &named.unless {
            let mut reason = self.tell(&exception.holds_when, bound, cell, mode, None, world);
            reason.text = exception.title.clone();
            reasons.push(reason);
        }
        let holds = self.formulas.holds(holds, &|point| value_in(world, point));
        Tried { id: named.id.clone(), title: named.title.clone(), cite: named.cite.clone(), holds, reasons }
    }

    fn truth(&self, formula: Formula, world: &World) -> bool {
        self.formulas.holds(formula, &|point| value_in(world, point))
    }

    fn tell(
        &mut self,
        condition: &'a Condition,
        bound: &Bound,
        cell: &Cell,
        mode: Mode,
        parts: Option<&'a ConceptVersion>,
        world: &World,
    ) -> Reason {
        match &condition.kind {
            ConditionKind::All(list) => self.tell_group(list, true, bound, cell, mode, parts, world),
            ConditionKind::Any(list) => self.tell_group(list, false, bound, cell, mode, parts, world),
            ConditionKind::Not(inner) => {
                let inner = self.tell(inner, bound, cell, mode, parts, world);
                let text = Text::new(format!("not: {}", inner.text.en), format!("아님: {}", inner.text.ko));
                Reason { text, holds: !inner.holds, span: inner.span, children: inner.children }
            }
            ConditionKind::Concept(at) => self.tell_concept(*at, bound, cell, mode, world),
            ConditionKind::Part(at) => match parts.and_then(|version| version.parts.get(*at)) {
                Some(part) => {
                    let inner = self.tell(&part.holds_when, bound, cell, mode, parts, world);
                    Reason { text: part.title.clone(), holds: inner.holds, span: None, children: flattened(inner) }
                }
                None => Reason { text: Text::default(), holds: false, span: None, children: Vec::new() },
            },
            _ => self.tell_leaf(condition, bound, cell, mode, world),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a group is told in the full light of its cell")]
    fn tell_group(
        &mut self,
        list: &'a [Condition],
        all: bool,
        bound: &Bound,
        cell: &Cell,
        mode: Mode,
        parts: Option<&'a ConceptVersion>,
        world: &World,
    ) -> Reason {
        let children: Vec<Reason> = list.iter().map(|inner| self.tell(inner, bound, cell, mode, parts, world)).collect();
        let holds = if all { children.iter().all(|child| child.holds) } else { children.iter().any(|child| child.holds) };
        Reason { text: group_title(all), holds, span: None, children }
    }

    fn tell_concept(&mut self, at: usize, bound: &Bound, cell: &Cell, mode: Mode, world: &World) -> Reason {
        let pack = self.pack;
        let Some(concept) = pack.concepts.get(at) else {
            return Reason { text: Text::default(), holds: false, span: None, children: Vec::new() };
        };
        let formula = self.concept(concept, bound, cell, mode);
        let holds = self.truth(formula, world);
        let mut children = Vec::new();
        if let Some(version) = concept.versions.iter().find(|version| version.in_force.contains(cell.day)) {
            if version.parts.is_empty() {
                children = flattened(self.tell(&version.holds_when, bound, cell, mode, Some(version), world));
            } else {
                for part in &version.parts {
                    let inner = self.tell(&part.holds_when, bound, cell, mode, Some(version), world);
                    children.push(Reason { text: part.title.clone(), holds: inner.holds, span: None, children: flattened(inner) });
                }
            }
            for exception in &version.unless {
                let inner = self.tell(&exception.holds_when, bound, cell, mode, Some(version), world);
                let title = Text::new(format!("exception: {}", exception.title.en), format!("예외: {}", exception.title.ko));
                children.push(Reason { text: title, holds: inner.holds, span: None, children: flattened(inner) });
            }
        }
        // For a kind of leg the factors of the work are what people want to see.
        let is_kind_of_leg = concept.versions.iter().any(
            |version| matches!(&version.holds_when.kind, ConditionKind::Test(path, _) if path.binding == crate::vocabulary::Binding::Leg),
        );
        if is_kind_of_leg && bound.kind.is_some() {
            children = self.factors(bound, cell, world);
        }
        Reason { text: concept.title.clone(), holds, span: None, children }
    }

    /// The factor table behind a leg: for whom the holder works, and why.
    pub fn factors(&mut self, bound: &Bound, cell: &Cell, world: &World) -> Vec<Reason> {
        let pack = self.pack;
        let Some(concept) = pack.legs.works_for.and_then(|at| pack.concepts.get(at)) else { return Vec::new() };
        let (Some(doer), Some(principal), Some(task)) = (&bound.holder, bound.principal.as_ref().or(bound.giver.as_ref()), bound.task)
        else {
            return Vec::new();
        };
        let Some(version) = concept.versions.iter().find(|version| version.in_force.contains(cell.day)) else { return Vec::new() };
        let work =
            Bound { doer: Some(doer.clone()), principal: Some(principal.clone()), task: Some(task), flow: bound.flow, ..Bound::default() };
        let cell = Cell { region: 0, item: None, day: cell.day };
        version
            .parts
            .iter()
            .map(|part| {
                let inner = self.tell(&part.holds_when, &work, &cell, Mode::default(), Some(version), world);
                let text =
                    Text::new(format!("{doer} for {principal}: {}", part.title.en), format!("{principal} 업무({doer}): {}", part.title.ko));
                Reason { text, holds: inner.holds, span: None, children: flattened(inner) }
            })
            .collect()
    }

    fn tell_leaf(&mut self, condition: &'a Condition, bound: &Bound, cell: &Cell, mode: Mode, world: &World) -> Reason {
        let outer = self.record.replace(Vec::new());
        let formula = self.condition(condition, bound, cell, mode);
        let used: Vec<Used> = std::mem::replace(&mut self.record, outer).unwrap_or_default();
        let holds = self.truth(formula, world);
        // Of everything that was looked at, what points the same way as the answer is its reason.
        let mut supporting: Vec<Reason> = Vec::new();
        for used in &used {
            let holds_here = self.truth(used.formula, world);
            let reason = match &used.fact {
                None => Reason { text: used.text.clone(), holds: holds_here, span: used.span, children: Vec::new() },
                Some(fact) => {
                    let told = self.told_in(fact, world);
                    let text = Text::same(format!("{}: {told}", used.text.en));
                    Reason { text, holds: holds_here, span: told.span().or(used.span), children: Vec::new() }
                }
            };
            if reason.holds == holds && !supporting.contains(&reason) {
                supporting.push(reason);
            }
        }
        match (supporting.len(), supporting.pop()) {
            (1, Some(only)) => only,
            (0, _) | (_, None) => Reason { text: self.leaf_title(condition, holds), holds, span: None, children: Vec::new() },
            (_, Some(last)) => {
                supporting.push(last);
                Reason { text: self.leaf_title(condition, holds), holds, span: None, children: supporting }
            }
        }
    }

    /// What a fact says in one story.
    fn told_in<'f>(&mut self, fact: &'f Fact, world: &World) -> &'f Fact {
        match fact {
            Fact::Disputed(dispute, versions) => {
                let point = self.dispute(dispute.0);
                match versions.get(value_in(world, point) as usize) {
                    Some(version) => self.told_in(version, world),
                    None => fact,
                }
            }
            other => other,
        }
    }

    fn leaf_title(&self, condition: &Condition, holds: bool) -> Text {
        match &condition.kind {
            ConditionKind::Consent(_) if !holds => Text::new("no consent covers this", "포함하는 동의 없음"),
            ConditionKind::Notice(_) if !holds => Text::new("no notice covers this", "포함하는 고지·공개 없음"),
            ConditionKind::Contract { .. } if !holds => Text::new("no contract covers this", "포함하는 계약 없음"),
            ConditionKind::Certificate { .. } if !holds => Text::new("no certificate is in force", "유효한 인증 없음"),
            ConditionKind::Assessment { .. } if !holds => Text::new("no such assessment was made", "해당 평가 없음"),
            ConditionKind::Table { .. } if !holds => Text::new("not in the table", "표에 없음"),
            ConditionKind::Consent(_) => Text::new("a consent covers this", "동의가 포함함"),
            ConditionKind::Notice(_) => Text::new("a notice covers this", "고지·공개가 포함함"),
            ConditionKind::Contract { .. } => Text::new("a contract covers this", "계약이 포함함"),
            ConditionKind::Certificate { .. } => Text::new("a certificate is in force", "인증이 유효함"),
            ConditionKind::Assessment { .. } => Text::new("an assessment was made", "평가가 있음"),
            ConditionKind::Table { .. } => Text::new("in the table", "표에 있음"),
            ConditionKind::Reading(question, reading) => {
                let question = self.pack.questions.get(*question);
                let reading = question.and_then(|question| question.readings.get(*reading));
                match (question, reading) {
                    (Some(question), Some((_, text))) => {
                        Text::new(format!("{} {}", question.question.en, text.en), format!("{} {}", question.question.ko, text.ko))
                    }
                    _ => Text::default(),
                }
            }
            ConditionKind::FromCountry(countries) => {
                Text::new(format!("the data came from {}", countries.join(", ")), format!("데이터 유래: {}", countries.join(", ")))
            }
            ConditionKind::AllEnteredUnderTask => Text::new("all of it came in for the same work", "모두 같은 업무로 받은 정보"),
            _ => Text::new("as the law asks", "법정 요건"),
        }
    }

    /// The way of the data to the holder: over earlier flows, where it came from somewhere else.
    fn path(&self, bound: &Bound, cell: &Cell) -> Vec<Name> {
        let (Some(sender), Some(holder), Some(item)) = (&bound.sender, &bound.holder, &cell.item) else { return Vec::new() };
        let mut path = self.story.graph.way_to(sender, item, cell.day);
        path.push(holder.clone());
        if path.len() > 2 { path } else { Vec::new() }
    }
}

/// What a group of conditions without a title of its own is called.
fn group_title(all: bool) -> Text {
    if all { Text::new("all of these", "모두 충족") } else { Text::new("one of these", "하나 이상 충족") }
}

/// Whether a step only groups others and has no title of its own.
pub fn is_group(reason: &Reason) -> bool {
    !reason.children.is_empty() && [true, false].into_iter().any(|all| reason.text == group_title(all))
}

/// The leg as reports show it.
pub(super) fn leg_view(bound: &Bound) -> LegView {
    LegView {
        giver: bound.giver.clone(),
        receiver: bound.receiver.clone(),
        holder: bound.holder.clone(),
        kind: bound.kind.map_or("", super::evaluator::LegKind::word),
    }
}

/// A group without a title of its own gives way to its members.
fn flattened(reason: Reason) -> Vec<Reason> {
    if reason.children.is_empty() { vec![reason] } else { reason.children }
}
