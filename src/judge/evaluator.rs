//! Conditions judged for one cell in all worlds at once: the result is a formula over the open points.

use super::cells::{Breach, BreachKey};
use super::domains::Domains;
use super::formula::{Formula, Formulas, PointId};
use super::points::{Point, Points};
use super::stories::{Stories, Story};
use crate::date::Day;
use crate::outcome::PointClass;
use crate::rules::{Concept, ConceptVersion, Condition, ConditionKind, NamedCondition, Pack, Path, Reads, Test};
use crate::scenario::{Document, Entity, Fact, Region};
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::{Binding, Block};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Who gives to whom, in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegKind {
    /// For the receiver's own work.
    Provide,
    /// For the giver's work.
    Entrust,
    /// By somebody who was entrusted, for the same work.
    SubEntrust,
    /// Back to whoever it came from.
    Return,
    /// From the people themselves.
    Collect,
}

impl LegKind {
    /// The word in rules and reports.
    pub fn word(self) -> &'static str {
        match self {
            LegKind::Provide => "provide",
            LegKind::Entrust => "entrust",
            LegKind::SubEntrust => "sub_entrust",
            LegKind::Return => "return",
            LegKind::Collect => "collect",
        }
    }
}

/// What the names in a condition stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Who gives; nobody where the people themselves do.
    pub giver: Option<Name>,
    /// Who receives in law.
    pub receiver: Option<Name>,
    /// Who physically gets the data.
    pub holder: Option<Name>,
    /// Who physically sends them.
    pub sender: Option<Name>,
    /// For whom the holder works.
    pub principal: Option<Name>,
    /// Who does the work.
    pub doer: Option<Name>,
    /// What kind of leg.
    pub kind: Option<LegKind>,
    /// The flow, by its place.
    pub flow: Option<usize>,
    /// The task, by its place.
    pub task: Option<usize>,
    /// The consent that is judged.
    pub consent: Option<usize>,
    /// The party that is judged.
    pub party: Option<Name>,
    /// The stock that is judged.
    pub holding: Option<usize>,
    /// The event that is judged.
    pub event: Option<usize>,
    /// Its number among those this evaluator has seen, from 1; 0 where it has none yet.
    pub number: u32,
}

impl Bound {
    /// The same names for another evaluator, which gives them a number of its own.
    #[must_use]
    pub fn unnumbered(&self) -> Bound {
        Bound { number: 0, ..self.clone() }
    }
}

/// The smallest thing that is judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The people.
    pub region: Region,
    /// The data item; nothing where none is in question.
    pub item: Option<Name>,
    /// The day (the first of its segment).
    pub day: Day,
}

/// In which part of a rule a condition stands: decides what silence means (language reference P3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Mode {
    /// A main ground: asked even if nobody relied on it.
    pub ask: bool,
    /// A paper duty: an instrument that is not listed is a question.
    pub duty: bool,
}

/// A fact that an answer rests on.
#[derive(Debug, Clone)]
pub struct Used {
    /// What is said, for people; for a fact only where it stands, as `flows.scoring.purpose`.
    pub text: Text,
    /// The fact, to be read in the story that is told.
    pub fact: Option<Fact>,
    /// Where it is said.
    pub span: Option<Span>,
    /// When it counts for the answer.
    pub formula: Formula,
}

/// Judges conditions of one pack on one story.
#[derive(Debug)]
pub struct Evaluator<'a> {
    /// The law.
    pub pack: &'a Pack,
    /// The scenario.
    pub document: &'a Document,
    /// All stories.
    pub stories: &'a Stories,
    /// The story that is judged.
    pub story: &'a Story,
    /// What unknowns can be.
    pub domains: &'a Domains,
    /// Formulas, shared by all stories and packs.
    pub formulas: &'a mut Formulas,
    /// Open points, shared likewise.
    pub points: &'a mut Points,
    /// What is being recorded for an explanation.
    pub record: Option<Vec<Used>>,
    pub(super) breaches: FxHashMap<BreachKey, Option<(Arc<Breach>, Formula)>>,
    memo: FxHashMap<MemoKey, Formula>,
    bounds: FxHashMap<Bound, u32>,
    items: FxHashMap<Name, u32>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct MemoKey {
    condition: u32,
    bound: u32,
    region: Region,
    item: u32,
    day: Day,
    mode: Mode,
}

impl<'a> Evaluator<'a> {
    /// A judge for one pack and one story.
    pub fn new(
        pack: &'a Pack,
        document: &'a Document,
        stories: &'a Stories,
        story: &'a Story,
        domains: &'a Domains,
        formulas: &'a mut Formulas,
        points: &'a mut Points,
    ) -> Evaluator<'a> {
        Evaluator {
            pack,
            document,
            stories,
            story,
            domains,
            formulas,
            points,
            record: None,
            breaches: FxHashMap::default(),
            memo: FxHashMap::default(),
            bounds: FxHashMap::default(),
            items: FxHashMap::default(),
        }
    }

    /// The truth of a condition in a cell.
    pub fn condition(&mut self, condition: &Condition, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        self.condition_in(condition, bound, cell, mode, None)
    }

    fn condition_in(
        &mut self,
        condition: &Condition,
        bound: &Bound,
        cell: &Cell,
        mode: Mode,
        parts: Option<&'a ConceptVersion>,
    ) -> Formula {
        let cheap = matches!(condition.kind, ConditionKind::Part(_));
        if self.record.is_some() || cheap {
            return self.judge(condition, bound, cell, mode, parts);
        }
        let key = self.memo_key(condition.id, condition.reads, bound, cell, mode);
        if let Some(known) = self.memo.get(&key) {
            return *known;
        }
        let formula = self.judge(condition, bound, cell, mode, parts);
        self.memo.insert(key, formula);
        formula
    }

    fn memo_key(&mut self, condition: u32, reads: Reads, bound: &Bound, cell: &Cell, mode: Mode) -> MemoKey {
        let bound = if bound.number == 0 { self.number(bound) } else { bound.number };
        let item = match (&cell.item, reads.item) {
            (Some(item), true) => {
                let next = u32::try_from(self.items.len()).unwrap_or(u32::MAX) + 1;
                *self.items.entry(item.clone()).or_insert(next)
            }
            _ => 0,
        };
        MemoKey {
            condition,
            bound,
            region: if reads.people { cell.region } else { 0 },
            item,
            day: if reads.day { cell.day } else { Day::BEGINNING },
            mode,
        }
    }

    /// The number of a set of names, so that it need not be looked at again.
    fn number(&mut self, bound: &Bound) -> u32 {
        if let Some(known) = self.bounds.get(bound) {
            return *known;
        }
        let number = u32::try_from(self.bounds.len()).unwrap_or(u32::MAX - 1) + 1;
        self.bounds.insert(bound.clone(), number);
        number
    }

    /// A set of names with its number.
    pub fn numbered(&mut self, bound: Bound) -> Bound {
        let plain = Bound { number: 0, ..bound };
        let number = self.number(&plain);
        Bound { number, ..plain }
    }

    fn judge(&mut self, condition: &Condition, bound: &Bound, cell: &Cell, mode: Mode, parts: Option<&'a ConceptVersion>) -> Formula {
        match &condition.kind {
            ConditionKind::All(list) => {
                let mut found = Vec::with_capacity(list.len());
                for inner in list {
                    let formula = self.condition_in(inner, bound, cell, mode, parts);
                    if formula == Formula::FALSE && self.record.is_none() {
                        return Formula::FALSE;
                    }
                    found.push(formula);
                }
                self.formulas.and(found)
            }
            ConditionKind::Any(list) => {
                let mut found = Vec::with_capacity(list.len());
                for inner in list {
                    let formula = self.condition_in(inner, bound, cell, mode, parts);
                    if formula == Formula::TRUE && self.record.is_none() {
                        return Formula::TRUE;
                    }
                    found.push(formula);
                }
                self.formulas.or(found)
            }
            ConditionKind::Not(inner) => {
                let formula = self.condition_in(inner, bound, cell, mode, parts);
                self.formulas.not(formula)
            }
            ConditionKind::Concept(at) => match self.pack_concept(*at) {
                Some(concept) => self.concept(concept, bound, cell, mode),
                None => Formula::FALSE,
            },
            ConditionKind::Part(at) => match parts.and_then(|version| version.parts.get(*at)) {
                Some(part) => self.named(part, bound, cell, mode, parts),
                None => Formula::FALSE,
            },
            ConditionKind::Test(path, test) => self.test(path, test, bound, cell, mode),
            ConditionKind::Consent(test) => self.consent(test, bound, cell),
            ConditionKind::Notice(test) => self.notice(test, bound, cell, mode),
            ConditionKind::Contract { .. } => self.contract(condition, bound, cell, mode),
            ConditionKind::Certificate { .. } => self.certificate(condition, bound, cell),
            ConditionKind::Assessment { .. } => self.assessment(condition, bound, cell, mode),
            ConditionKind::Table { table, every, is } => self.table(*table, every, is.as_ref(), bound, cell),
            ConditionKind::Reading(question, reading) => self.reading(*question, *reading),
            ConditionKind::FromCountry(countries) => self.came_from_country(countries, bound, cell),
            ConditionKind::AllEnteredUnderTask => Formula::constant(self.entered_under_task(bound, cell)),
            ConditionKind::PurposePermitted => self.permits_purpose(bound, cell),
            ConditionKind::Guaranteed(techniques) => self.guaranteed(techniques, bound, cell),
            ConditionKind::DaysSince(path, days) => self.days_since(path, *days, bound, cell),
            ConditionKind::DoneBy(path) => self.done_by(path, bound, cell),
        }
    }

    fn pack_concept(&self, at: usize) -> Option<&'a Concept> {
        self.pack.concepts.get(at)
    }

    /// The truth of a concept in a cell: false on days on which no version of it is in force.
    pub fn concept(&mut self, concept: &'a Concept, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        let Some(version) = concept.versions.iter().find(|version| version.in_force.contains(cell.day)) else { return Formula::FALSE };
        let holds = self.condition_in(&version.holds_when, bound, cell, mode, Some(version));
        if holds == Formula::FALSE && self.record.is_none() {
            return holds;
        }
        let mut exceptions = Vec::new();
        for exception in &version.unless {
            exceptions.push(self.named(exception, bound, cell, mode, Some(version)));
        }
        let excused = self.formulas.or(exceptions);
        let not = self.formulas.not(excused);
        self.formulas.and([holds, not])
    }

    /// The truth of a ground, duty, exception or part.
    pub fn named_condition(&mut self, named: &'a NamedCondition, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        self.named(named, bound, cell, Mode { ask: mode.ask || named.ask, ..mode }, None)
    }

    fn named(&mut self, named: &'a NamedCondition, bound: &Bound, cell: &Cell, mode: Mode, parts: Option<&'a ConceptVersion>) -> Formula {
        let holds = self.condition_in(&named.holds_when, bound, cell, mode, parts);
        let mut exceptions = Vec::new();
        for exception in &named.unless {
            exceptions.push(self.named(exception, bound, cell, mode, parts));
        }
        let excused = self.formulas.or(exceptions);
        let not = self.formulas.not(excused);
        self.formulas.and([holds, not])
    }

    fn reading(&mut self, question: usize, reading: usize) -> Formula {
        let point = self.question(question);
        self.formulas.atom(point, u16::try_from(reading).unwrap_or(u16::MAX))
    }

    /// The point of an open question.
    pub fn question(&mut self, at: usize) -> PointId {
        let Some(question) = self.pack.questions.get(at) else { return PointId(u32::MAX) };
        let id: Name = format!("reading:{}", question.id).into();
        self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::Law,
            question: question.question.clone(),
            values: question.readings.iter().map(|(id, _)| id.clone()).collect(),
            leaning: question.leaning.and_then(|at| u16::try_from(at).ok()),
            line_to_add: None,
            span: None,
        })
    }

    /// The point of a dispute.
    pub fn dispute(&mut self, at: usize) -> PointId {
        let Some(dispute) = self.document.disputes.get(at) else { return PointId(u32::MAX) };
        let id: Name = format!("dispute:{}", dispute.id).into();
        self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::Disputed,
            question: dispute.question.clone(),
            values: dispute.versions.iter().map(|version| version.id.clone()).collect(),
            leaning: None,
            line_to_add: None,
            span: Some(dispute.span),
        })
    }

    /// When one of these stories is the one that happened, as far as its shape goes.
    pub fn guard_of(&mut self, stories: &[usize]) -> Formula {
        if stories.len() == self.stories.stories.len() {
            return Formula::TRUE;
        }
        let all = self.stories;
        let mut any = Vec::new();
        for story in stories.iter().filter_map(|at| all.stories.get(*at)) {
            let mut atoms = Vec::new();
            for (dispute, version) in &story.versions {
                let point = self.dispute(dispute.0);
                atoms.push(self.formulas.atom(point, u16::try_from(*version).unwrap_or(u16::MAX)));
            }
            any.push(self.formulas.and(atoms));
        }
        self.formulas.or(any)
    }

    /// The party a role stands for.
    pub fn party_of(&self, role: Binding, bound: &Bound) -> Option<Name> {
        match role {
            Binding::Giver => bound.giver.clone(),
            Binding::Receiver => bound.receiver.clone(),
            Binding::Holder => bound.holder.clone(),
            Binding::Sender => bound.sender.clone(),
            Binding::Principal => bound.principal.clone(),
            Binding::Doer => bound.doer.clone(),
            Binding::Party => bound.party.clone(),
            Binding::Consent => self.entity(Block::Consents, bound.consent)?.fact("to").word().cloned(),
            Binding::Holding => self.entity(Block::Holdings, bound.holding)?.fact("by").word().cloned(),
            Binding::Event => self.entity(Block::Events, bound.event)?.fact("of").word().cloned(),
            Binding::Leg | Binding::Flow | Binding::People | Binding::Data | Binding::Task => None,
        }
    }

    /// An entry of a block of the story, by its place.
    pub fn entity(&self, block: Block, at: Option<usize>) -> Option<&'a Entity> {
        self.story.model.block(block).get(at?)
    }

    /// The thing whose keys a path reads.
    pub fn subject(&self, path: &Path, bound: &Bound, cell: &Cell) -> Option<(Block, &'a Entity)> {
        let model = &self.story.model;
        match path.binding {
            Binding::Flow => Some((Block::Flows, self.entity(Block::Flows, bound.flow)?)),
            Binding::Task => Some((Block::Tasks, self.entity(Block::Tasks, bound.task)?)),
            Binding::Consent => Some((Block::Consents, self.entity(Block::Consents, bound.consent)?)),
            Binding::Holding => Some((Block::Holdings, self.entity(Block::Holdings, bound.holding)?)),
            Binding::Event => Some((Block::Events, self.entity(Block::Events, bound.event)?)),
            Binding::Data => Some((Block::Data, model.find(Block::Data, cell.item.as_ref()?)?)),
            Binding::Leg | Binding::People => None,
            Binding::Giver
            | Binding::Receiver
            | Binding::Holder
            | Binding::Sender
            | Binding::Principal
            | Binding::Doer
            | Binding::Party => Some((Block::Parties, model.find(Block::Parties, &self.party_of(path.binding, bound)?)?)),
        }
    }

    /// Notes a fact for the explanation that is being recorded.
    pub fn note(&mut self, formula: Formula, span: Option<Span>, text: impl FnOnce() -> Text) {
        if let Some(record) = &mut self.record {
            record.push(Used { text: text(), fact: None, span, formula });
        }
    }

    /// Notes a fact for the explanation; which version of it is shown depends on the story that is told.
    pub fn note_fact(&mut self, formula: Formula, fact: &Fact, otherwise: Span, place: impl FnOnce() -> String) {
        if let Some(record) = &mut self.record {
            record.push(Used { text: Text::same(place()), fact: Some(fact.clone()), span: fact.span().or(Some(otherwise)), formula });
        }
    }

    /// Whether a test on who does what names the same party.
    pub(super) fn test_party(&self, path: &Path, test: &Test, bound: &Bound) -> bool {
        let own = self.party_of(path.binding, bound);
        match test {
            Test::HasParty(other) => own.is_some() && own == self.party_of(*other, bound),
            Test::LacksParty(other) => own != self.party_of(*other, bound),
            Test::Meets(names) => own.is_some_and(|own| names.contains(&own)),
            Test::Lacks(names) => !own.is_some_and(|own| names.contains(&own)),
            Test::Stated(wanted) => own.is_some() == *wanted,
            Test::Not(inner) => !self.test_party(path, inner, bound),
            Test::HasOtherThan(_) | Test::Within(_) | Test::Answer(_) | Test::AtLeast(_) | Test::Below(_) | Test::CountAtLeast(_) => false,
        }
    }
}
