//! Every cell of the grid, judged by every rule, for all worlds at once.

use super::evaluator::{Bound, Cell, Evaluator, Mode};
use super::formula::{Formula, Formulas};
use super::grid::{Grid, ItemClass};
use super::legs::Leg;
use super::operators::names;
use crate::date::{Day, Period};
use crate::rules::{Demand, Judged, NamedCondition, Rule, RuleVersion};
use crate::scenario::{Entity, Fact, Region, Value};
use crate::text::Name;
use crate::vocabulary::Block;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A flow.
    Flow(Name),
    /// A consent.
    Consent(Name),
    /// A stock of data.
    Holding(Name),
    /// An event.
    Event(Name),
    /// A party.
    Party(Name),
}

impl Subject {
    /// Its block and id.
    pub fn place(&self) -> (Block, &Name) {
        match self {
            Subject::Flow(id) => (Block::Flows, id),
            Subject::Consent(id) => (Block::Consents, id),
            Subject::Holding(id) => (Block::Holdings, id),
            Subject::Event(id) => (Block::Events, id),
            Subject::Party(id) => (Block::Parties, id),
        }
    }
}

/// One breach of one duty by one party: what identifies a finding, but for people, data and days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duty {
    /// The rule, by its place in the pack.
    pub rule: usize,
    /// Who answers.
    pub answers: Name,
    /// What it is about.
    pub subject: Subject,
}

/// Where in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The segment.
    pub segment: usize,
    /// The region, by its place among those of the subject.
    pub region: usize,
    /// The class of items, by its place among those of the subject.
    pub class: usize,
}

/// How one leg (or consent, holding …) fares in one cell.
#[derive(Debug, Clone)]
pub struct Way {
    /// The story.
    pub story: usize,
    /// What the names stand for.
    pub bound: Arc<Bound>,
    /// The worlds in which the rule applies.
    pub applies: Formula,
    /// The worlds in which it is broken.
    pub violation: Formula,
    /// The worlds in which it is broken if no ground that somebody must prove is proven.
    pub unproven: Formula,
    /// The worlds in which another rule takes its place.
    pub subsumed: Formula,
}

/// What comes out for one cell.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The version of the rule, by its place.
    pub version: usize,
    /// Each leg on its own.
    pub ways: Vec<Way>,
    /// Grounds and exceptions by id, with the worlds in which they excuse.
    pub grounds: Vec<(Name, Formula)>,
}

/// All cells of one duty.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// The regions.
    pub regions: Vec<Region>,
    /// The classes of items; one without members where no data are in question.
    pub classes: Vec<ItemClass>,
    /// What comes out.
    pub outcomes: BTreeMap<Place, Outcome>,
}

impl Outcome {
    /// The worlds in which it is broken on some leg.
    pub fn violation(&self, formulas: &mut Formulas) -> Formula {
        formulas.or(self.ways.iter().map(|way| way.violation))
    }

    /// The worlds in which it applies on some leg.
    pub fn applies(&self, formulas: &mut Formulas) -> Formula {
        formulas.or(self.ways.iter().map(|way| way.applies))
    }

    /// Takes in what another outcome of the same cell found.
    fn join(&mut self, other: &Outcome, formulas: &mut Formulas) {
        self.version = other.version;
        self.ways.extend(other.ways.iter().cloned());
        self.add_grounds(&other.grounds, formulas);
    }

    fn add_grounds(&mut self, grounds: &[(Name, Formula)], formulas: &mut Formulas) {
        for (id, formula) in grounds {
            match self.grounds.iter_mut().find(|(known, _)| known == id) {
                Some((_, known)) => *known = formulas.or([*known, *formula]),
                None => self.grounds.push((id.clone(), *formula)),
            }
        }
    }
}

impl Cells {
    /// Classes that different legs and stories formed differently are split until no item is in two of them:
    /// every cell then has one outcome, whoever found it.
    pub fn part_classes(&mut self, formulas: &mut Formulas) {
        let homes = |item: &Name| -> Vec<usize> {
            self.classes.iter().enumerate().filter(|(_, class)| class.members.contains(item)).map(|(at, _)| at).collect()
        };
        let mut parts: Vec<(Vec<usize>, ItemClass)> = Vec::new();
        for item in self.classes.iter().flat_map(|class| &class.members) {
            let homes = homes(item);
            match parts.iter_mut().find(|(known, _)| *known == homes) {
                Some((_, part)) if part.members.contains(item) => {}
                Some((_, part)) => part.members.push(item.clone()),
                None => parts.push((homes, ItemClass { representative: item.clone(), members: vec![item.clone()] })),
            }
        }
        if parts.iter().all(|(homes, _)| homes.len() == 1) {
            return;
        }
        let mut outcomes: BTreeMap<Place, Outcome> = BTreeMap::new();
        for (place, outcome) in &self.outcomes {
            for (class, _) in parts.iter().enumerate().filter(|(_, (homes, _))| homes.contains(&place.class)) {
                outcomes.entry(Place { class, ..*place }).or_default().join(outcome, formulas);
            }
        }
        self.outcomes = outcomes;
        self.classes = parts.into_iter().map(|(_, part)| part).collect();
    }
}

/// What comes out for a rule in a cell on one leg.
#[derive(Debug, Clone)]
pub struct Breach {
    /// The worlds in which the rule applies.
    pub applies: Formula,
    /// The worlds in which it is broken.
    pub violation: Formula,
    /// See [`Way::unproven`].
    pub unproven: Formula,
    /// Grounds and exceptions.
    pub grounds: Vec<(Name, Formula)>,
}

/// What a breach depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct BreachKey {
    rule: usize,
    bound: u32,
    exists: Formula,
    cell: Cell,
}

type All = BTreeMap<Duty, Cells>;

impl<'a> Evaluator<'a> {
    /// Judges everything in this story by this pack.
    pub fn judge_story(&mut self, story: usize, grid: &Grid, all: &mut All) {
        let guard = self.guard_of(std::slice::from_ref(&story));
        for (at, flow) in self.story.model.block(Block::Flows).iter().enumerate() {
            let Some(period) = flow.fact("period").period() else { continue };
            // Stories that say the same about a flow are judged once, for all of them.
            let first = self.stories.same_about(&flow.id);
            if first.get(story) != Some(&story) {
                continue;
            }
            let same: Vec<usize> = (0..first.len()).filter(|other| first.get(*other) == Some(&story)).collect();
            let guard = self.guard_of(&same);
            let regions = grid.regions(self.stories, &flow.id, &names(flow.fact("people")));
            let classes = grid.classes(self.stories, Block::Flows, flow, self.story);
            for recipient in names(flow.fact("to")) {
                let mut known: Option<(Day, Vec<Leg>)> = None;
                for segment in grid.segments(&period) {
                    let since = grid.unchanged_since(&self.pack.legs.days, grid.flow_days(), grid.day(segment));
                    let legs = match known.take() {
                        Some((day, legs)) if day == since => legs,
                        _ => self.legs(at, &recipient, grid.day(segment)),
                    };
                    known = Some((since, legs.clone()));
                    for leg in legs {
                        let exists = self.formulas.and([guard, leg.exists]);
                        self.judge_leg(story, &Leg { exists, ..leg }, &flow.id, &regions, &classes, segment, grid, all);
                    }
                }
            }
        }
        self.judge_others(story, guard, grid, all);
    }

    #[expect(clippy::too_many_arguments, reason = "the whole place of a leg in the grid")]
    fn judge_leg(
        &mut self,
        story: usize,
        leg: &Leg,
        flow: &Name,
        regions: &[Region],
        classes: &[ItemClass],
        segment: usize,
        grid: &Grid,
        all: &mut All,
    ) {
        // A leg carries whole classes: what splits a flow into legs is where the items came from.
        let carried: Vec<ItemClass> = classes.iter().filter(|class| leg.items.contains(&class.representative)).cloned().collect();
        // Of the other flows, conditions see what came along with the data at their sender (at whoever gets them, where people send).
        let items = self.entity(Block::Flows, leg.bound.flow).map(|flow| names(flow.fact("data"))).unwrap_or_default();
        let holder = leg.bound.sender.as_ref().or(leg.bound.holder.as_ref());
        let arrivals = holder.map(|holder| self.story.graph.arrivals(holder, &items)).unwrap_or_default();
        for (rule, statement) in self.pack.rules.iter().enumerate().filter(|(_, rule)| rule.judges == Judged::Leg) {
            self.judge_subject(
                story,
                rule,
                statement,
                &leg.bound,
                leg.exists,
                &Subject::Flow(flow.clone()),
                regions,
                &carried,
                segment,
                &arrivals,
                grid,
                all,
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the whole place of a subject in the grid")]
    fn judge_subject(
        &mut self,
        story: usize,
        rule: usize,
        statement: &'a Rule,
        bound: &Bound,
        exists: Formula,
        subject: &Subject,
        regions: &[Region],
        classes: &[ItemClass],
        segment: usize,
        flows: &[Day],
        grid: &Grid,
        all: &mut All,
    ) {
        let day = grid.day(segment);
        let Some((version, text)) = statement.versions.iter().enumerate().find(|(_, version)| version.in_force.contains(day)) else {
            return;
        };
        if exists == Formula::FALSE || matches!(text.demand, Demand::Exempts(_)) {
            return;
        }
        // Whatever has not changed since an earlier day is judged as on that day, and known already.
        let day = grid.unchanged_since(&statement.days, flows, day);
        let mut answering: Vec<Name> = Vec::new();
        for party in statement.answers.iter().filter_map(|role| self.party_of(*role, bound)) {
            if !answering.contains(&party) {
                answering.push(party);
            }
        }
        if answering.is_empty() || !self.may_apply(text, bound, day) {
            return;
        }
        let shared = Arc::new(bound.clone());
        for region in regions {
            for class in classes {
                let cell = Cell { region: *region, item: Some(class.representative.clone()).filter(|item| !item.is_empty()), day };
                let Some((breach, subsumed)) = self.known_breach(rule, statement, text, bound, exists, &cell) else { continue };
                for party in &answering {
                    let duty = Duty { rule, answers: party.clone(), subject: subject.clone() };
                    let cells = all.entry(duty).or_default();
                    // People whom the rule does not reach count too: a row of some must not be called after all.
                    regions.iter().for_each(|other| _ = place_of(&mut cells.regions, *other));
                    let region = place_of(&mut cells.regions, *region);
                    let class = class_place(&mut cells.classes, class);
                    let outcome = cells.outcomes.entry(Place { segment, region, class }).or_default();
                    outcome.version = version;
                    outcome.ways.push(Way {
                        story,
                        bound: shared.clone(),
                        applies: breach.applies,
                        violation: breach.violation,
                        unproven: breach.unproven,
                        subsumed,
                    });
                    outcome.add_grounds(&breach.grounds, self.formulas);
                }
            }
        }
    }

    /// A breach with what takes its place, remembered for later segments in which nothing has changed.
    fn known_breach(
        &mut self,
        at: usize,
        rule: &'a Rule,
        version: &'a RuleVersion,
        bound: &Bound,
        exists: Formula,
        cell: &Cell,
    ) -> Option<(Arc<Breach>, Formula)> {
        let key = BreachKey { rule: at, bound: bound.number, exists, cell: cell.clone() };
        if let Some(known) = self.breaches.get(&key) {
            return known.clone();
        }
        let found = self.breach(rule, version, bound, exists, cell).map(|breach| {
            let subsumed = self.subsumed(rule, bound, exists, cell);
            (Arc::new(breach), subsumed)
        });
        self.breaches.insert(key, found.clone());
        found
    }

    /// A quick look at what does not depend on people and items.
    fn may_apply(&mut self, version: &'a RuleVersion, bound: &Bound, day: Day) -> bool {
        let cell = Cell { region: 0, item: None, day };
        let conditions: &'a [crate::rules::Condition] = match &version.when.kind {
            crate::rules::ConditionKind::All(list) => list,
            _ => std::slice::from_ref(&version.when),
        };
        conditions
            .iter()
            .filter(|condition| !condition.reads.people && !condition.reads.item)
            .all(|condition| self.condition(condition, bound, &cell, Mode::default()) != Formula::FALSE)
    }

    /// Judges one rule in one cell on one leg; nothing where it cannot apply.
    pub fn breach(&mut self, rule: &'a Rule, version: &'a RuleVersion, bound: &Bound, exists: Formula, cell: &Cell) -> Option<Breach> {
        let when = self.condition(&version.when, bound, cell, Mode::default());
        if when == Formula::FALSE {
            return None;
        }
        let scope = match self.pack.scope.and_then(|at| self.pack.concepts.get(at)) {
            Some(concept) => self.concept(concept, bound, cell, Mode::default()),
            None => Formula::TRUE,
        };
        if scope == Formula::FALSE {
            return None;
        }
        let displaced = self.displaced(rule, bound, cell);
        let not_displaced = self.formulas.not(displaced);
        let applies = self.formulas.and([exists, scope, when, not_displaced]);
        if applies == Formula::FALSE {
            return None;
        }
        let mut grounds: Vec<(Name, Formula)> = Vec::new();
        let kept = match &version.demand {
            Demand::ForbiddenUnless(list) => {
                for ground in list {
                    grounds.push((ground.id.clone(), self.named_condition(ground, bound, cell, Mode::default())));
                }
                Formula::FALSE
            }
            Demand::Required(duties) => {
                let mut all = Vec::new();
                for duty in duties {
                    all.push(self.named_condition(duty, bound, cell, Mode { ask: true, duty: true }));
                }
                self.formulas.and(all)
            }
            Demand::ForbiddenIf(condition) => {
                let broken = self.condition(condition, bound, cell, Mode { ask: true, duty: false });
                self.formulas.not(broken)
            }
            Demand::Exempts(_) => Formula::TRUE,
        };
        for exception in &version.unless {
            grounds.push((exception.id.clone(), self.named_condition(exception, bound, cell, Mode::default())));
        }
        grounds.extend(self.exemptions(rule, bound, cell));
        let excused = self.formulas.or(grounds.iter().map(|(_, formula)| *formula).chain([kept]).collect::<Vec<_>>());
        let not_excused = self.formulas.not(excused);
        let violation = self.formulas.and([applies, not_excused]);
        let unproven = self.unproven(rule, version, applies, kept, &grounds);
        grounds.retain(|(_, formula)| *formula != Formula::FALSE);
        Some(Breach { applies, violation, unproven, grounds })
    }

    /// As if no ground that somebody must prove were proven. Only asked for where the answer is not certain: there is then a
    /// story in which none of them holds. That the leg itself is disputed does not prove the ground that goes with it.
    fn unproven(&mut self, rule: &Rule, version: &RuleVersion, applies: Formula, kept: Formula, grounds: &[(Name, Formula)]) -> Formula {
        let must_be_proven = |id: &Name| {
            let listed = if let Demand::ForbiddenUnless(list) = &version.demand { list.as_slice() } else { &[] };
            !rule.burden.is_empty() && listed.iter().chain(&version.unless).any(|named: &NamedCondition| named.id == *id)
        };
        let free: Vec<Formula> = grounds.iter().filter(|(id, _)| !must_be_proven(id)).map(|(_, formula)| *formula).collect();
        let kept = if rule.burden.is_empty() { kept } else { Formula::FALSE };
        let excused = self.formulas.or(free.into_iter().chain([kept]).collect::<Vec<_>>());
        let not = self.formulas.not(excused);
        self.formulas.and([applies, not])
    }

    /// The worlds in which a rule that overrides this one applies.
    fn displaced(&mut self, rule: &Rule, bound: &Bound, cell: &Cell) -> Formula {
        let mut any = Vec::new();
        let pack = self.pack;
        for other in rule.displaced_by.iter().filter_map(|at| pack.rules.get(*at)) {
            if let Some(version) = other.versions.iter().find(|version| version.in_force.contains(cell.day)) {
                any.push(self.condition(&version.when, bound, cell, Mode::default()));
            }
        }
        self.formulas.or(any)
    }

    /// Rules that make this one lawful where they apply.
    fn exemptions(&mut self, rule: &Rule, bound: &Bound, cell: &Cell) -> Vec<(Name, Formula)> {
        let mut found = Vec::new();
        let pack = self.pack;
        for other in rule.exempted_by.iter().filter_map(|at| pack.rules.get(*at)) {
            if let Some(version) = other.versions.iter().find(|version| version.in_force.contains(cell.day)) {
                found.push((other.id.clone(), self.condition(&version.when, bound, cell, Mode::default())));
            }
        }
        found
    }

    /// The worlds in which another rule is broken by the same deed and takes this one's place.
    fn subsumed(&mut self, rule: &'a Rule, bound: &Bound, exists: Formula, cell: &Cell) -> Formula {
        let mut any = Vec::new();
        for (id, condition) in &rule.subsumed_by {
            let other = self.pack.rules.iter().find(|other| other.id == *id);
            let Some((other, version)) =
                other.and_then(|other| Some((other, other.versions.iter().find(|version| version.in_force.contains(cell.day))?)))
            else {
                continue;
            };
            let here = match condition {
                Some(condition) => self.condition(condition, bound, cell, Mode::default()),
                None => Formula::TRUE,
            };
            if here != Formula::FALSE
                && let Some(breach) = self.breach(other, version, bound, exists, cell)
            {
                any.push(self.formulas.and([here, breach.violation]));
            }
        }
        self.formulas.or(any)
    }

    /// Consents, parties, stocks and events.
    fn judge_others(&mut self, story: usize, guard: Formula, grid: &Grid, all: &mut All) {
        let nothing = vec![ItemClass { representative: "".into(), members: Vec::new() }];
        for (at, consent) in self.story.model.block(Block::Consents).iter().enumerate() {
            let exists = self.word_test(
                Block::Consents,
                consent,
                "exists",
                &crate::rules::Test::Answer(true),
                &Bound::default(),
                &Cell { region: 0, item: None, day: Day::BEGINNING },
            );
            let exists = self.formulas.and([guard, exists]);
            for asker in names(consent.fact("to")) {
                let bound = Bound { consent: Some(at), giver: Some(asker.clone()), party: Some(asker), ..Bound::default() };
                let period = consent.fact("period").period().unwrap_or(Period::ALWAYS);
                let bound = self.numbered(bound);
                self.judge_thing(
                    story,
                    Judged::Consent,
                    &bound,
                    exists,
                    &Subject::Consent(consent.id.clone()),
                    &names(consent.fact("by")),
                    &nothing,
                    &period,
                    grid,
                    all,
                );
            }
        }
        for (block, judged) in [(Block::Holdings, Judged::Holding), (Block::Events, Judged::Event)] {
            for (at, thing) in self.story.model.block(block).iter().enumerate() {
                let (role, subject) = if block == Block::Holdings {
                    ("by", Subject::Holding(thing.id.clone()))
                } else {
                    ("of", Subject::Event(thing.id.clone()))
                };
                let place = |wanted: Block| (wanted == block).then_some(at);
                let holder = thing.fact(role).word().cloned();
                let bound = Bound {
                    holding: place(Block::Holdings),
                    event: place(Block::Events),
                    giver: holder.clone(),
                    party: holder.clone(),
                    holder,
                    ..Bound::default()
                };
                let classes = grid.classes(self.stories, block, thing, self.story);
                let bound = self.numbered(bound);
                self.judge_thing(
                    story,
                    judged,
                    &bound,
                    guard,
                    &subject,
                    &names(thing.fact("people")),
                    &classes,
                    &days_of(thing),
                    grid,
                    all,
                );
            }
        }
        for party in self.active_parties() {
            let bound = Bound { party: Some(party.clone()), giver: Some(party.clone()), ..Bound::default() };
            let period = Period::ALWAYS;
            let bound = self.numbered(bound);
            self.judge_thing(story, Judged::Party, &bound, guard, &Subject::Party(party), &[], &nothing, &period, grid, all);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the whole place of a thing in the grid")]
    fn judge_thing(
        &mut self,
        story: usize,
        judged: Judged,
        bound: &Bound,
        exists: Formula,
        subject: &Subject,
        people: &[Name],
        classes: &[ItemClass],
        period: &Period,
        grid: &Grid,
        all: &mut All,
    ) {
        let regions = if people.is_empty() { vec![0] } else { grid.regions(self.stories, subject.place().1, people) };
        for (rule, statement) in self.pack.rules.iter().enumerate().filter(|(_, rule)| rule.judges == judged) {
            for segment in grid.segments(period) {
                self.judge_subject(story, rule, statement, bound, exists, subject, &regions, classes, segment, grid.flow_days(), grid, all);
            }
        }
    }

    /// Parties that send, receive or cause flows.
    fn active_parties(&self) -> Vec<Name> {
        let mut found = Vec::new();
        for flow in self.story.model.block(Block::Flows) {
            for name in ["from", "to", "caused_by"].iter().flat_map(|key| names(flow.fact(key))) {
                if self.story.model.find(Block::Parties, &name).is_some() && !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// A ground, duty or exception of a rule version by its id.
    pub fn ground_of(version: &'a RuleVersion, id: &str) -> Option<&'a NamedCondition> {
        let list: &[NamedCondition] = match &version.demand {
            Demand::ForbiddenUnless(list) | Demand::Required(list) => list,
            Demand::ForbiddenIf(_) | Demand::Exempts(_) => &[],
        };
        list.iter().chain(&version.unless).find(|named| &*named.id == id)
    }
}

fn days_of(thing: &Entity) -> Period {
    if let Some(period) = thing.fact("period").period() {
        return period;
    }
    match thing.fact("date") {
        Fact::Stated(Value::Date(Some(date)), _) => Period { from: date.first, until: Day::END, from_written: None, through_written: None },
        _ => Period::ALWAYS,
    }
}

fn place_of(regions: &mut Vec<Region>, region: Region) -> usize {
    regions.iter().position(|known| *known == region).unwrap_or_else(|| {
        regions.push(region);
        regions.len() - 1
    })
}

fn class_place(classes: &mut Vec<ItemClass>, class: &ItemClass) -> usize {
    classes.iter().position(|known| known == class).unwrap_or_else(|| {
        classes.push(class.clone());
        classes.len() - 1
    })
}
