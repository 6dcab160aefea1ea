//! Sets of changes on trial: what they leave broken and what they would newly break.

use super::candidates::{Candidates, Site};
use super::change::{Change, Cost, Deed};
use super::patch::joined;
use super::search::{Answer, Found, minimal_sets};
use crate::date::{Day, Period};
use crate::diagnostics::Diagnostics;
use crate::judge::case::{Case, Detail, Law, Options};
use crate::judge::survey::{Account, SameFate, Surveyed};
use crate::outcome::{Finding, Judgement, Verdict};
use crate::rules::Pack;
use crate::scenario::document::checked_change;
use crate::scenario::{Dispute, Document, Model, Region, Variation, Version};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::{Name, Text};
use std::collections::{BTreeMap, BTreeSet};

/// How often it is asked again what new papers would newly break.
const ROUNDS: usize = 3;
/// Sets of papers that are asked about under one shape of the flows.
const MOST_ASKED: usize = 4000;

/// What may come out for the chosen findings, and for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The chosen findings are lawful for certain, and nothing else becomes broken or open.
    NothingOpen,
    /// The chosen findings are lawful for certain, and nothing else becomes broken.
    Lawful,
    /// No chosen finding is broken for certain, and nothing else becomes so.
    NotBroken,
}

/// How a cell came out before any change, as far as it binds what may come out after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// Open: it may stay so.
    Open,
    /// Lawful, or out of reach of the law: it must stay so.
    Clean,
    /// To be removed.
    Chosen,
}

impl Role {
    fn allows(self, verdict: Verdict, goal: Goal, disputed_too: bool) -> bool {
        match (self, goal) {
            (Role::Chosen, Goal::NothingOpen | Goal::Lawful) | (Role::Clean, Goal::NothingOpen) => {
                matches!(verdict, Verdict::Lawful | Verdict::NotApplicable | Verdict::OpenLaw)
            }
            (Role::Chosen, Goal::NotBroken) => verdict != Verdict::Violation && !(disputed_too && verdict == Verdict::Disputed),
            (Role::Open | Role::Clean, _) => verdict != Verdict::Violation,
        }
    }
}

/// What was asked for besides the findings themselves.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Whether disputed findings are to go as well.
    pub disputed_too: bool,
    /// The first day that still can be repaired.
    pub from: Day,
}

type Subject = (usize, usize, Name, Name);

#[derive(Debug)]
struct Before {
    period: Period,
    region: Region,
    items: Vec<Name>,
    role: Option<Role>,
}

/// Everything that a set of changes is tried on.
pub struct Court<'a> {
    /// The scenario.
    pub document: &'a Document,
    /// The law.
    pub law: &'a [Law<'a>],
    /// On which account, with which variations.
    pub options: &'a Options,
    /// What must come out.
    pub goal: Goal,
    /// What was asked for besides.
    pub asked: Asked,
    /// How hard things are.
    pub costs: &'a dyn Fn(&Deed) -> Cost,
    before: BTreeMap<Subject, Vec<Before>>,
}

impl std::fmt::Debug for Court<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Court").field("goal", &self.goal).finish_non_exhaustive()
    }
}

/// What was found under one shape of the flows.
#[derive(Debug, Clone, Default)]
pub struct Explored {
    /// Minimal sets of papers.
    pub sets: Vec<Vec<Change>>,
    /// Whether there may be others.
    pub cut_off: bool,
    /// What else could be done about what is there.
    pub reforms: Vec<Change>,
}

/// One requirement, with the papers that matter for it.
struct Requirement {
    fate: SameFate,
    role: Role,
    papers: Vec<usize>,
}

impl<'a> Court<'a> {
    /// Remembers how everything comes out before any change. `chosen` tells the cells that are to be lawful.
    pub fn open(
        document: &'a Document,
        law: &'a [Law<'a>],
        options: &'a Options,
        asked: Asked,
        costs: &'a dyn Fn(&Deed) -> Cost,
        case: &mut Case<'_>,
        chosen: &dyn Fn(&Surveyed) -> bool,
    ) -> (Court<'a>, Vec<Surveyed>) {
        let account = case.account(options);
        let cells = case.survey();
        let fates: Vec<SameFate> = cells.iter().map(Surveyed::fate).collect();
        let verdicts = case.verdicts(&fates, &account);
        let mut before: BTreeMap<Subject, Vec<Before>> = BTreeMap::new();
        let mut targets = Vec::new();
        for (cell, verdict) in cells.into_iter().zip(verdicts) {
            let broken = verdict == Verdict::Violation || asked.disputed_too && verdict == Verdict::Disputed;
            let role = match verdict {
                _ if broken && cell.period.until > asked.from && chosen(&cell) => Some(Role::Chosen),
                Verdict::Violation => None,
                Verdict::Disputed | Verdict::Undetermined => Some(Role::Open),
                Verdict::Lawful | Verdict::NotApplicable | Verdict::OpenLaw => Some(Role::Clean),
            };
            before.entry(subject(&cell)).or_default().push(Before {
                period: cell.period,
                region: cell.region,
                items: cell.items.clone(),
                role,
            });
            if role == Some(Role::Chosen) {
                targets.push(cell);
            }
        }
        let court = Court { document, law, options, goal: Goal::Lawful, asked, costs, before };
        (court, targets)
    }

    fn packs(&self) -> Vec<&'a Pack> {
        self.law.iter().map(|law| law.pack).collect()
    }

    /// Opens the case with a change, and with papers each of which may or may not be there.
    fn on_trial<R>(&self, change: &Node, papers: &[Change], work: impl FnOnce(&mut Case<'_>, usize) -> R) -> Option<R> {
        let (document, options, mut problems) = self.changed(change, papers);
        if problems.has_errors() {
            return None;
        }
        let first = self.document.disputes.len();
        Case::open(&document, self.law, &options, &mut problems).map(|mut case| work(&mut case, first))
    }

    /// The scenario with a change as one more variation, and papers as one more dispute each.
    fn changed(&self, change: &Node, papers: &[Change]) -> (Document, Options, Diagnostics) {
        let mut problems = Diagnostics::default();
        let (mut document, mut options) = (self.document.clone(), self.options.clone());
        if !change.entries().is_empty() {
            options.variations.push(document.variations.len());
            document.variations.push(Variation {
                id: "fix:".into(),
                title: Text::default(),
                builds_on: Vec::new(),
                change: checked_change(change, &mut problems),
                cost: None,
                span: Span::default(),
            });
        }
        for (at, paper) in papers.iter().enumerate() {
            let version = |id: &str, change: Option<Node>| Version {
                id: id.into(),
                by: Vec::new(),
                change,
                evidence: None,
                sources: Vec::new(),
                span: Span::default(),
            };
            let with = checked_change(&paper.patch, &mut problems);
            document.disputes.push(Dispute {
                id: format!("fix:{at}").into(),
                question: Text::default(),
                versions: vec![version("without", None), version("with", Some(with))],
                impossible: Vec::new(),
                span: Span::default(),
            });
        }
        (document, options, problems)
    }

    /// What a cell must come to; nothing where it was broken before and nobody chose it.
    fn role(&self, cell: &Surveyed) -> Option<Role> {
        let Some(known) = self.before.get(&subject(cell)) else { return Some(Role::Clean) };
        let same: Vec<&Before> = known
            .iter()
            .filter(|before| {
                let common = before.region & cell.region;
                let people = common == before.region || common == cell.region;
                let items = before.items.is_empty() && cell.items.is_empty() || before.items.iter().any(|item| cell.items.contains(item));
                people && items && before.period.overlaps(&cell.period)
            })
            .collect();
        let covered = same.iter().map(|before| before.period.from).min().is_some_and(|from| from <= cell.period.from)
            && same.iter().map(|before| before.period.until).max().is_some_and(|until| until >= cell.period.until);
        // Days that have passed cannot be repaired any more, and were broken anyway.
        let passed = |before: &Before| before.role == Some(Role::Chosen) && cell.period.until <= self.asked.from;
        let worst = same.iter().filter(|before| !passed(before)).filter_map(|before| before.role).max();
        if covered { worst } else { worst.max(Some(Role::Clean)) }
    }

    fn requirements(&self, case: &Case<'_>, cells: &[Surveyed], first: usize) -> Vec<Requirement> {
        let known: BTreeSet<(SameFate, Role)> = cells.iter().filter_map(|cell| Some((cell.fate(), self.role(cell)?))).collect();
        known
            .into_iter()
            .map(|(fate, role)| {
                let papers = case.disputes_read(&fate, first).into_iter().map(|dispute| dispute - first).collect();
                Requirement { fate, role, papers }
            })
            .collect()
    }

    /// The requirements that are not met, by their places.
    fn unmet(&self, case: &mut Case<'_>, all: &[Requirement], account: &Account) -> Vec<usize> {
        let verdicts = case.verdicts(all.iter().map(|requirement| &requirement.fate), account);
        let met = |requirement: &Requirement, verdict| requirement.role.allows(verdict, self.goal, self.asked.disputed_too);
        all.iter().zip(verdicts).enumerate().filter(|(_, (one, verdict))| !met(one, *verdict)).map(|(at, _)| at).collect()
    }

    /// All minimal sets of papers that reach the goal once the flows are changed.
    pub fn explore(&self, shape: &[&Change]) -> Option<Explored> {
        let change = joined(shape.iter().map(|change| &change.patch))?;
        let mut candidates = Candidates::default();
        let mut papers: Vec<Change> = Vec::new();
        let mut plain: Option<Model> = None;
        for round in 0..=ROUNDS {
            let known = candidates.clone();
            let step = self.on_trial(&change, &papers, |case, first| {
                self.learn(case, first, papers.len(), &mut candidates);
                // The first time nothing is tried yet: ids are taken from what is there then.
                let model = plain.get_or_insert_with(|| case.models().next().cloned().unwrap_or_default());
                if candidates != known && round < ROUNDS {
                    return Err(candidates.papers(&self.packs(), model, self.costs));
                }
                let found = self.search(case, first, papers.len());
                Ok((found, candidates.reforms(model, self.costs)))
            })?;
            match step {
                Err(more) => papers = more,
                Ok((found, reforms)) => {
                    let sets = found.sets.iter().map(|set| set.iter().filter_map(|at| papers.get(*at).cloned()).collect()).collect();
                    return Some(Explored { sets, cut_off: found.complete_below.is_some(), reforms });
                }
            }
        }
        None
    }

    /// Learns what would help the requirements that are not met without papers, with each of them, and with all of them.
    fn learn(&self, case: &mut Case<'_>, first: usize, count: usize, candidates: &mut Candidates) {
        let base = case.account(self.options);
        let cells = case.survey();
        let all = self.requirements(case, &cells, first);
        let model: Model = case.models().next().cloned().unwrap_or_default();
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        sets.extend((0..count).map(|at| vec![at]));
        if count > 1 {
            sets.push((0..count).collect());
        }
        for set in sets {
            let account = case.assuming(&base, &settled(first, count, &set));
            for at in self.unmet(case, &all, &account) {
                let Some(requirement) = all.get(at) else { continue };
                // Cells that come out the same may differ in whom they are about.
                for cell in cells.iter().filter(|cell| cell.fate() == requirement.fate) {
                    let Some(law) = self.law.get(cell.pack) else { continue };
                    for names in case.names(cell, &account) {
                        candidates.learn(&Site { pack: law.pack, cell, names: &names, model: &model, from: self.asked.from });
                    }
                }
            }
        }
    }

    fn search(&self, case: &mut Case<'_>, first: usize, count: usize) -> Found {
        let base = case.account(self.options);
        let cells = case.survey();
        let all = self.requirements(case, &cells, first);
        minimal_sets(MOST_ASKED, |set| {
            let account = case.assuming(&base, &settled(first, count, set));
            let unmet = self.unmet(case, &all, &account);
            let choices = unmet
                .iter()
                .filter_map(|at| all.get(*at))
                .map(|requirement| requirement.papers.iter().copied().filter(|paper| !set.contains(paper)).collect::<Vec<_>>());
            choices.min_by_key(Vec::len).map_or(Answer::Reached, Answer::NeedsOneOf)
        })
    }

    /// Judges a set of changes in full: what comes out, where it reaches the goal.
    pub fn confirm(&self, change: &Node) -> Option<Judgement> {
        self.on_trial(change, &[], |case, first| {
            let account = case.account(self.options);
            let cells = case.survey();
            let all = self.requirements(case, &cells, first);
            let unmet = self.unmet(case, &all, &account);
            let options = Options { detail: Detail::Verdicts, ..self.options.clone() };
            unmet.is_empty().then(|| case.judgement(&options))
        })?
    }
}

fn settled(first: usize, count: usize, set: &[usize]) -> Vec<(usize, usize)> {
    (0..count).map(|at| (first + at, usize::from(set.contains(&at)))).collect()
}

fn subject(cell: &Surveyed) -> Subject {
    (cell.pack, cell.rule, cell.answers.clone(), cell.subject.clone())
}

/// Whether a cell belongs to a row.
pub fn belongs(cell: &Surveyed, finding: &Finding, packs: &[&Pack]) -> bool {
    let rule = packs.get(cell.pack).and_then(|pack| pack.rules.get(cell.rule));
    rule.is_some_and(|rule| rule.id == finding.rule)
        && cell.answers == finding.answers
        && cell.block == finding.block
        && cell.subject == finding.subject
        && cell.period.overlaps(&finding.period)
        && (finding.data.is_empty() || cell.items.is_empty() || cell.items.iter().any(|item| finding.data.contains(item)))
}
