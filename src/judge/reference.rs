//! The slow, obvious evaluator: one person, one item, one day, and one story after the other.
//!
//! In a whole world everything is plainly true or false: every dispute has its version, applied as a patch, and every other
//! open point a value. Which points there are comes out on the way: a world that does not settle what is read says so, and
//! the driver tries every value. No formulas, no tables, no memory, no grid. The real evaluator must say the same, always.

mod cells;
mod conditions;
mod papers;

pub use cells::real;

use super::case::Options;
use super::domains::Domains;
use super::evaluator::{Bound, Cell, LegKind, Mode};
use super::stories::stories;
use crate::date::{Day, Period};
use crate::diagnostics::Diagnostics;
use crate::graph::{FlowGraph, Labels};
use crate::outcome::{PointClass, Verdict};
use crate::rules::{Demand, Judged, Pack, Rule};
use crate::scenario::{Choice, Document, Entity, Fact, Model, PeopleAlgebra, Region, Value, instantiate};
use crate::text::Name;
use crate::vocabulary::Block;
use conditions::At;
use std::collections::{BTreeMap, BTreeSet};

/// At most so many worlds for one answer: whoever needs more asks the real evaluator.
const MAX_WORLDS: usize = 1 << 12;

/// What is asked: may this rule be broken by this deed, as to this person and item, on this day?
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The rule, by its place in the pack.
    pub rule: usize,
    /// The block of what is judged: flows, consents, holdings, events or parties.
    pub block: Block,
    /// Its id.
    pub subject: Name,
    /// The groups that the person belongs to, all of them.
    pub region: Region,
    /// The data item, where one is in question.
    pub item: Option<Name>,
    /// The day.
    pub day: Day,
}

/// What comes out for one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// The ids of the points that decide, where it is not certain.
    pub decided_by: BTreeSet<Name>,
}

/// A point that a world does not settle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Unsettled {
    id: Name,
    class: PointClass,
    values: usize,
}

type Truth = Result<bool, Unsettled>;
/// The chosen value of each point.
type Choices = BTreeMap<Name, (PointClass, usize)>;
/// Who has broken the rule (true), or kept it although it applies (false).
type Deeds = BTreeMap<Name, bool>;

/// One choice of versions, with what follows from it.
#[derive(Debug)]
struct Told {
    choices: Choices,
    possible: bool,
    model: Model,
    graph: FlowGraph,
    labels: Labels,
    people: PeopleAlgebra,
}

/// The evaluator of one scenario under one pack.
#[derive(Debug)]
pub struct Reference<'a> {
    pack: &'a Pack,
    domains: Domains,
    settled: BTreeMap<Name, usize>,
    told: Vec<Told>,
}

impl<'a> Reference<'a> {
    /// Tells every story of a document. `packs` are all the packs of the run, of which `pack` judges. Nothing where the scenario has errors.
    pub fn new(document: &Document, packs: &[&Pack], pack: &'a Pack, options: &Options) -> Option<Reference<'a>> {
        let mut diagnostics = Diagnostics::default();
        let domains = Domains::new(&stories(document, &options.variations, &mut diagnostics)?, packs);
        let settled = settled(document, pack, options);
        let about_law = |at: usize| {
            document.disputes[at]
                .versions
                .iter()
                .any(|version| version.change.as_ref().is_some_and(|change| change.get("readings").is_some()))
        };
        let mut all: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for (at, dispute) in document.disputes.iter().enumerate() {
            let chosen = settled.get(&*format!("dispute:{}", dispute.id)).copied();
            let versions: Vec<Option<usize>> = if about_law(at) {
                vec![None]
            } else {
                (0..dispute.versions.len()).filter(|version| chosen.is_none_or(|chosen| chosen == *version)).map(Some).collect()
            };
            all = all
                .iter()
                .flat_map(|before| versions.iter().map(move |version| before.iter().copied().chain([*version]).collect()))
                .collect();
        }
        let told = all.into_iter().map(|versions| Told::new(document, &versions, options)).collect();
        (!diagnostics.has_errors()).then_some(Reference { pack, domains, settled, told })
    }

    /// The verdict on every party that a rule reaches in some world; whoever is missing has nothing to do with it.
    /// Nothing where there are too many worlds, or none.
    pub fn verdicts(&self, query: &Query) -> Option<BTreeMap<Name, Answer>> {
        let mut worlds: Vec<(Choices, Deeds)> = Vec::new();
        for told in self.told.iter().filter(|told| told.possible) {
            self.explore(told, query, told.choices.clone(), &mut worlds)?;
        }
        let answering: BTreeSet<&Name> = worlds.iter().flat_map(|(_, deeds)| deeds.keys()).collect();
        (!worlds.is_empty()).then(|| answering.into_iter().map(|party| (party.clone(), fold(&worlds, party))).collect())
    }

    /// Tries every value of every point that turns out to be read.
    fn explore(&self, told: &Told, query: &Query, choices: Choices, worlds: &mut Vec<(Choices, Deeds)>) -> Option<()> {
        let world = World { reference: self, told, choices: &choices, model: &told.model };
        match world.deeds(query) {
            Ok(deeds) => {
                worlds.push((choices, deeds));
                (worlds.len() <= MAX_WORLDS).then_some(())
            }
            Err(point) => (0..point.values).try_for_each(|value| {
                let mut more = choices.clone();
                more.insert(point.id.clone(), (point.class, value));
                self.explore(told, query, more, worlds)
            }),
        }
    }
}

impl Told {
    fn new(document: &Document, versions: &[Option<usize>], options: &Options) -> Told {
        let chosen: BTreeMap<&Name, usize> =
            document.disputes.iter().zip(versions).filter_map(|(dispute, version)| Some((&dispute.id, (*version)?))).collect();
        let is_so = |(dispute, version): &(Name, Name)| {
            let known = document.disputes.iter().find(|known| known.id == *dispute);
            chosen.get(dispute).zip(known).is_some_and(|(chosen, known)| known.versions[*chosen].id == *version)
        };
        let possible = document.disputes.iter().flat_map(|dispute| &dispute.impossible).all(|row| row.is_empty() || !row.iter().all(is_so));
        let choices = chosen.iter().map(|(id, version)| (format!("dispute:{id}").into(), (PointClass::Disputed, *version))).collect();
        let model = instantiate(document, &Choice { versions: versions.to_vec(), variations: options.variations.clone() }).model;
        let graph = FlowGraph::new(&model);
        Told { choices, possible, labels: Labels::new(&graph, &model), people: PeopleAlgebra::new(&model), graph, model }
    }
}

/// What the reader takes as settled: chosen readings, those of the scenario, then what a party says, then the leading ones.
fn settled(document: &Document, pack: &Pack, options: &Options) -> BTreeMap<Name, usize> {
    let plain =
        instantiate(document, &Choice { versions: vec![None; document.disputes.len()], variations: options.variations.clone() }).model;
    let mut readings: Vec<(Name, Name)> = options.readings.clone();
    readings.extend(plain.readings.iter().filter_map(|(question, fact)| Some((question.name.clone(), fact.word()?.clone()))));
    let mut settled = BTreeMap::new();
    for (at, dispute) in document.disputes.iter().enumerate() {
        let Some(version) = options.as_party.as_ref().filter(|_| !options.court).and_then(|party| document.version_of(at, party)) else {
            continue;
        };
        settled.insert(format!("dispute:{}", dispute.id).into(), version);
        let read = dispute.versions[version].change.as_ref().and_then(|change| change.get("readings"));
        readings.extend(
            read.into_iter()
                .flat_map(crate::syntax::Node::entries)
                .filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone()))),
        );
    }
    for question in &pack.questions {
        let named = readings.iter().find(|(known, _)| *known == question.id);
        let chosen = named.and_then(|(_, reading)| question.readings.iter().position(|(id, _)| id == reading));
        if let Some(chosen) = chosen.or(question.leaning.filter(|_| !options.all_readings)) {
            settled.insert(format!("reading:{}", question.id).into(), chosen);
        }
    }
    settled
}

/// From what happens in each world to a verdict.
fn fold(worlds: &[(Choices, Deeds)], party: &Name) -> Answer {
    let broken = |deeds: &Deeds| deeds.get(party) == Some(&true);
    let certain = |verdict| Answer { verdict, decided_by: BTreeSet::new() };
    if worlds.iter().all(|(_, deeds)| broken(deeds)) {
        return certain(Verdict::Violation);
    }
    if !worlds.iter().any(|(_, deeds)| broken(deeds)) {
        return certain(Verdict::Lawful);
    }
    // The fewest changes that make the difference: one, unless impossible combinations let no single change stand.
    let mut fewest = usize::MAX;
    let mut deciding: BTreeMap<Name, PointClass> = BTreeMap::new();
    for (one, _) in worlds.iter().filter(|(_, deeds)| broken(deeds)) {
        for (other, _) in worlds.iter().filter(|(_, deeds)| !broken(deeds)) {
            let different = || one.iter().filter(|(id, (_, value))| other.get(*id).is_some_and(|(_, there)| there != value));
            let changes = different().take(fewest.saturating_add(1)).count();
            if changes < fewest {
                deciding.clear();
            }
            if changes <= fewest {
                fewest = changes;
                deciding.extend(different().map(|(id, (class, _))| (id.clone(), *class)));
            }
        }
    }
    let has = |class: PointClass| deciding.values().any(|known| *known == class);
    let verdict = if has(PointClass::Disputed) {
        Verdict::Disputed
    } else if has(PointClass::NotStated) {
        Verdict::Undetermined
    } else {
        Verdict::OpenLaw
    };
    Answer { verdict, decided_by: deciding.into_keys().collect() }
}

/// A world that may not settle everything yet.
#[derive(Clone, Copy)]
struct World<'w> {
    reference: &'w Reference<'w>,
    told: &'w Told,
    choices: &'w Choices,
    model: &'w Model,
}

impl World<'_> {
    /// The value of a point: settled, chosen, or not settled in this world.
    fn read(self, id: String, class: PointClass, values: usize) -> Result<usize, Unsettled> {
        let known = self.reference.settled.get(&*id).copied().or_else(|| self.choices.get(&*id).map(|(_, value)| *value));
        known.ok_or_else(|| Unsettled { id: id.into(), class, values })
    }

    fn yes(self, id: String) -> Truth {
        Ok(self.read(id, PointClass::NotStated, 2)? == 0)
    }

    /// Who breaks and who keeps the rule in this world, as to this person, item and day.
    fn deeds(self, query: &Query) -> Result<Deeds, Unsettled> {
        let pack = self.reference.pack;
        let rule = &pack.rules[query.rule];
        let mut deeds = Deeds::new();
        let cell = Cell { region: query.region, item: query.item.clone(), day: query.day };
        for roles in self.subjects(query, rule.judges, &cell)? {
            let at = At { roles: &roles, cell: &cell, mode: Mode::default(), parts: &[] };
            let answering: Vec<Name> = rule.answers.iter().filter_map(|role| self.party(*role, &roles)).collect();
            if answering.is_empty() {
                continue;
            }
            if let Some(broken) = self.breaks(rule, at)? {
                for party in answering {
                    *deeds.entry(party).or_default() |= broken;
                }
            }
        }
        Ok(deeds)
    }

    /// Whether the rule is broken; nothing where it does not apply.
    fn breaks(self, rule: &Rule, at: At<'_>) -> Result<Option<bool>, Unsettled> {
        let pack = self.reference.pack;
        let in_force = |rule: &'_ Rule| rule.versions.iter().position(|version| version.in_force.contains(at.cell.day));
        let Some(version) =
            in_force(rule).map(|found| &rule.versions[found]).filter(|version| !matches!(version.demand, Demand::Exempts(_)))
        else {
            return Ok(None);
        };
        let others = || pack.rules.iter().filter_map(|other| Some((other, &other.versions[in_force(other)?])));
        let scope = pack.scope.map(|scope| &pack.concepts[scope]);
        let applies = self.holds(&version.when, at)?
            && every(scope, |scope| self.concept(scope, at))?
            && !some(others(), |(other, text)| Ok(other.overrides.contains(&rule.id) && self.holds(&text.when, at)?))?;
        if !applies {
            return Ok(None);
        }
        let asking = At { mode: Mode { ask: true, duty: false }, ..at };
        let kept = match &version.demand {
            Demand::ForbiddenUnless(grounds) => some(grounds, |ground| self.named(ground, at))?,
            Demand::Required(duties) => every(duties, |duty| self.named(duty, At { mode: Mode { ask: true, duty: true }, ..at }))?,
            Demand::ForbiddenIf(condition) => !self.holds(condition, asking)?,
            Demand::Exempts(_) => true,
        };
        let excused = kept
            || some(&version.unless, |exception| self.named(exception, at))?
            || some(others(), |(_, text)| {
                Ok(matches!(&text.demand, Demand::Exempts(rules) if rules.contains(&rule.id)) && self.holds(&text.when, at)?)
            })?;
        Ok(Some(!excused))
    }

    /// Everything of the queried kind that has to do with this person, item and day, with its roles.
    fn subjects(self, query: &Query, judged: Judged, cell: &Cell) -> Result<Vec<Bound>, Unsettled> {
        let place = self.model.position(query.block, &query.subject);
        let concerns = |entity: &Entity, people: &str| {
            let about = names(entity, people);
            let data = query.item.is_none() || names(entity, "data").iter().any(|item| Some(item) == query.item.as_ref());
            (about.is_empty() || self.told.people.is_in(cell.region, &about)) && data && lasts(entity).contains(cell.day)
        };
        let Some(entity) = place.and_then(|place| self.model.block(query.block).get(place)) else { return Ok(Vec::new()) };
        match (query.block, judged) {
            (Block::Flows, Judged::Leg) if concerns(entity, "people") => {
                let mut legs = Vec::new();
                for recipient in names(entity, "to") {
                    legs.extend(self.legs(entity, place, &recipient, cell)?);
                }
                Ok(legs)
            }
            (Block::Consents, Judged::Consent) if concerns(entity, "by") && self.exists(Block::Consents, entity)? => {
                Ok(names(entity, "to")
                    .into_iter()
                    .map(|asker| Bound { consent: place, giver: Some(asker.clone()), party: Some(asker), ..Bound::default() })
                    .collect())
            }
            (Block::Holdings, Judged::Holding) | (Block::Events, Judged::Event) if concerns(entity, "people") => {
                let (holding, event, role) = if query.block == Block::Holdings { (place, None, "by") } else { (None, place, "of") };
                let party = names(entity, role).into_iter().next();
                Ok(vec![Bound { holding, event, giver: party.clone(), party: party.clone(), holder: party, ..Bound::default() }])
            }
            (Block::Parties, Judged::Party) => {
                let acts = self
                    .model
                    .block(Block::Flows)
                    .iter()
                    .any(|flow| ["from", "to", "caused_by"].iter().any(|key| names(flow, key).contains(&entity.id)));
                Ok(acts
                    .then(|| Bound { party: Some(entity.id.clone()), giver: Some(entity.id.clone()), ..Bound::default() })
                    .into_iter()
                    .collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Who gives to whom in law (the table of language reference P1).
    fn legs(self, flow: &Entity, place: Option<usize>, recipient: &Name, cell: &Cell) -> Result<Vec<Bound>, Unsettled> {
        let task = names(flow, "task").first().and_then(|task| self.model.position(Block::Tasks, task));
        let base = Bound { flow: place, task, holder: Some(recipient.clone()), doer: Some(recipient.clone()), ..Bound::default() };
        let from = names(flow, "from").into_iter().next();
        let cause = names(flow, "caused_by").into_iter().next().or_else(|| from.clone());
        match cause.filter(|cause| self.model.find(Block::Parties, cause).is_some()) {
            Some(sender) if sender != *recipient => {
                self.giving(flow, &Bound { sender: Some(sender.clone()), ..base }, &sender, recipient, cell)
            }
            Some(_) if from.is_none_or(|from| self.model.find(Block::People, &from).is_none()) => Ok(Vec::new()),
            _ => self.collecting(flow, &base, recipient, cell),
        }
    }

    /// The people send, or the recipient fetches from them.
    fn collecting(self, flow: &Entity, base: &Bound, recipient: &Name, cell: &Cell) -> Result<Vec<Bound>, Unsettled> {
        let principals = self.acts_for(flow, base, recipient, None, cell.day)?;
        if principals.is_empty() {
            return Ok(vec![leg(base, None, recipient, None, LegKind::Collect)]);
        }
        let both = |principal: &Name| {
            let entrusting = Bound { sender: Some(principal.clone()), ..base.clone() };
            [
                leg(base, None, principal, Some(principal), LegKind::Collect),
                leg(&entrusting, Some(principal), recipient, Some(principal), LegKind::Entrust),
            ]
        };
        Ok(principals.iter().flat_map(both).collect())
    }

    fn giving(self, flow: &Entity, base: &Bound, sender: &Name, recipient: &Name, cell: &Cell) -> Result<Vec<Bound>, Unsettled> {
        let sending = self.acts_for(flow, base, sender, None, cell.day)?;
        let receiving = self.acts_for(flow, base, recipient, Some(sender), cell.day)?;
        let nowhere = Cell { region: 0, item: None, day: cell.day };
        let mut legs = Vec::new();
        let mut push =
            |giver: &Name, receiver: &Name, principal: Option<&Name>, kind| legs.push(leg(base, Some(giver), receiver, principal, kind));
        match (sending.as_slice(), receiving.as_slice()) {
            ([], []) => push(sender, recipient, None, LegKind::Provide),
            ([], principals) => {
                for z in principals {
                    let in_law = |condition| self.holds(condition, At { roles: base, cell: &nowhere, mode: Mode::default(), parts: &[] });
                    if z == sender {
                        push(sender, recipient, Some(z), LegKind::Entrust);
                    } else if every(&self.reference.pack.legs.recipient_is_principal, in_law)? {
                        push(sender, z, Some(z), LegKind::Provide);
                        push(z, recipient, Some(z), LegKind::Entrust);
                    } else {
                        push(sender, recipient, Some(z), LegKind::Provide);
                    }
                }
            }
            (senders, []) => {
                for z in senders {
                    match z == recipient {
                        true if self.entered_under_task(base, cell) => push(sender, recipient, Some(z), LegKind::Return),
                        true => push(sender, recipient, None, LegKind::Provide),
                        false => push(z, recipient, None, LegKind::Provide),
                    }
                }
            }
            (senders, receivers) => {
                for (z, w) in senders.iter().flat_map(|z| receivers.iter().map(move |w| (z, w))) {
                    if w == z {
                        push(z, recipient, Some(z), LegKind::SubEntrust);
                    } else {
                        push(z, w, Some(w), LegKind::Provide);
                        push(w, recipient, Some(w), LegKind::Entrust);
                    }
                }
            }
        }
        legs.retain(|leg| leg.giver != leg.receiver);
        Ok(legs)
    }

    /// For whom somebody acts in a flow; nobody where for itself.
    fn acts_for(self, flow: &Entity, base: &Bound, party: &Name, sender: Option<&Name>, day: Day) -> Result<Vec<Name>, Unsettled> {
        let task = base.task.and_then(|task| self.model.block(Block::Tasks).get(task));
        let (Some(task), works_for) = (task, self.reference.pack.legs.works_for) else {
            // Under no task a recipient works for the sender or for itself: nobody said.
            return match sender {
                Some(sender) if self.yes(format!("flows.{}.task {party}", flow.id))? => Ok(vec![sender.clone()]),
                _ => Ok(Vec::new()),
            };
        };
        let mut found = Vec::new();
        let Some(works_for) = works_for.map(|at| &self.reference.pack.concepts[at]).filter(|_| names(task, "done_by").contains(party))
        else {
            return Ok(found);
        };
        for principal in self.reference.domains.principals(&task.id).into_iter().filter(|principal| principal != party) {
            let roles = Bound {
                doer: Some(party.clone()),
                principal: Some(principal.clone()),
                task: base.task,
                flow: base.flow,
                ..Bound::default()
            };
            let cell = Cell { region: 0, item: None, day };
            if self.concept(works_for, At { roles: &roles, cell: &cell, mode: Mode::default(), parts: &[] })? {
                found.push(principal);
            }
        }
        Ok(found)
    }
}

fn leg(base: &Bound, giver: Option<&Name>, receiver: &Name, principal: Option<&Name>, kind: LegKind) -> Bound {
    Bound { giver: giver.cloned(), receiver: Some(receiver.clone()), principal: principal.cloned(), kind: Some(kind), ..base.clone() }
}

/// The words of a plain fact.
fn names(entity: &Entity, key: &str) -> Vec<Name> {
    entity.fact(key).words().iter().map(|item| item.name.clone()).collect()
}

/// The days of a thing: its period, from its date on, or always.
fn lasts(entity: &Entity) -> Period {
    match (entity.fact("period").period(), entity.fact("date")) {
        (Some(period), _) => period,
        (None, Fact::Stated(Value::Date(Some(date)), _)) => Period { from: date.first, ..Period::ALWAYS },
        (None, _) => Period::ALWAYS,
    }
}

fn every<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(T) -> Truth) -> Truth {
    for one in all {
        if !holds(one)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn some<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(T) -> Truth) -> Truth {
    Ok(!every(all, |one| Ok(!holds(one)?))?)
}
