//! From chosen findings to the sets of changes that remove them.

use super::change::{Change, Cost, Deed};
use super::patch::joined;
use super::search::is_within;
use super::shapes;
use super::trial::{Asked, Court, Explored, Goal, belongs};
use crate::date::Day;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::judge::case::{Case, Detail, Law, Options};
use crate::judge::survey::Surveyed;
use crate::outcome::{Finding, Judgement, Verdict};
use crate::rules::Pack;
use crate::scenario::{Document, Model};
use crate::syntax::Node;
use crate::text::Name;
use crate::vocabulary::REMEDIES;
use std::collections::BTreeMap;

/// At most so many changes of the flows themselves in one set.
const MOST_REFORMS: usize = 3;
/// At most so many shapes of the flows are tried.
const MOST_SHAPES: usize = 80;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Findings, rules (by the start of their id), parties or flows; all findings where empty.
    pub wanted: Vec<Name>,
    /// Only findings against this party.
    pub party: Option<Name>,
    /// Only findings about this flow.
    pub flow: Option<Name>,
    /// Also findings that only some versions of the facts break.
    pub all_versions: bool,
    /// Leave nothing open that was not open before.
    pub nothing_open: bool,
    /// Only days from this one on: those before cannot be repaired any more.
    pub from: Option<Day>,
    /// At most so many sets.
    pub limit: usize,
}

/// A set of changes that removes the chosen findings and brings in no others.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What is done.
    pub changes: Vec<Change>,
    /// All of it as one change in the scenario's own shape, as a file would write it.
    pub patch: Node,
    /// How hard it is, all together.
    pub cost: Cost,
    /// From which day on it has to be so.
    pub since: Day,
    /// Rows that are open then and were not before, or were broken.
    pub opens: Vec<Finding>,
    /// How many violations are left that nobody chose.
    pub left: usize,
    /// Every row as it comes out then.
    pub after: Vec<Finding>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Fixes {
    /// How it stands without any change.
    pub judgement: Judgement,
    /// The chosen rows.
    pub targets: Vec<Finding>,
    /// Minimal sets, cheapest first; stopping the flows last.
    pub fixes: Vec<Fix>,
    /// How many more there are.
    pub more: usize,
    /// Whether the sets only make it depend on open facts.
    pub only_opens: bool,
    /// Whether there may be minimal sets that the search did not reach.
    pub cut_off: bool,
    /// Flows that would have to stop, and that the scenario cannot do without.
    pub essential: Vec<Name>,
}

impl Fix {
    /// Whether it only stops flows.
    pub fn is_stop(&self) -> bool {
        self.changes.iter().any(|change| matches!(change.deed, Deed::Stop { .. }))
    }
}

/// Searches. Nothing comes back where something is wrong; the diagnostics then say what.
pub fn fix(document: &Document, law: &[Law<'_>], options: &Options, request: &Request, diagnostics: &mut Diagnostics) -> Option<Fixes> {
    let mut case = Case::open(document, law, options, diagnostics)?;
    let judgement = case.judgement(&Options { detail: Detail::Reasons, ..options.clone() });
    let targets = chosen(&judgement, request, diagnostics)?;
    let packs: Vec<&Pack> = law.iter().map(|law| law.pack).collect();
    let costs = |deed: &Deed| cost_of(deed, document, &packs);
    let is_target = |cell: &Surveyed| targets.iter().any(|finding| belongs(cell, finding, &packs));
    let asked = Asked { disputed_too: request.all_versions, from: request.from.unwrap_or(Day::BEGINNING) };
    let (mut court, cells) = Court::open(document, law, options, asked, &costs, &mut case, &is_target);
    let model = case.models().next().cloned().unwrap_or_default();
    let mut found = Fixes { judgement, targets, fixes: Vec::new(), more: 0, only_opens: false, cut_off: false, essential: Vec::new() };
    if found.targets.is_empty() {
        return Some(found);
    }
    let first = found.targets.iter().map(|finding| finding.period.from).min().unwrap_or(Day::BEGINNING).max(court.asked.from);
    let cells: Vec<&Surveyed> = cells.iter().collect();
    let wanted = if request.nothing_open { Goal::NothingOpen } else { Goal::Lawful };
    for goal in [wanted, Goal::NotBroken] {
        court.goal = goal;
        let (sets, cut_off) = all_sets(&court, document, &model, &cells, &costs);
        found.cut_off |= cut_off;
        found.only_opens = goal == Goal::NotBroken;
        show(&court, sets, first, request.limit, &mut found);
        if !found.fixes.is_empty() {
            break;
        }
    }
    if found.fixes.is_empty() {
        found.only_opens = false;
    }
    court.goal = Goal::Lawful;
    add_stop(&court, document, &model, &cells, first, &mut found);
    Some(found)
}

/// Stopping the flows, as the last resort and the measure of all others.
fn add_stop(court: &Court<'_>, document: &Document, model: &Model, cells: &[&Surveyed], first: Day, found: &mut Fixes) {
    let flows = shapes::flows_of(cells);
    if flows.is_empty() {
        return;
    }
    match shapes::stop(document, model, &flows, court.costs) {
        None => found.essential = flows.into_iter().filter(|flow| shapes::is_essential(model, flow)).collect(),
        Some(stop) => found.fixes.extend(confirmed(court, vec![stop], first, found)),
    }
}

/// The rows that are to go.
fn chosen(judgement: &Judgement, request: &Request, diagnostics: &mut Diagnostics) -> Option<Vec<Finding>> {
    let names = |finding: &Finding, wanted: &str| {
        finding.id == wanted
            || finding.id.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
            || finding.rule.starts_with(wanted)
            || *finding.answers == *wanted
            || *finding.subject == *wanted.strip_prefix("flows.").unwrap_or(wanted)
    };
    let mut known: Vec<&str> = Vec::new();
    for finding in &judgement.findings {
        for word in [finding.id.as_str(), &finding.rule, &finding.answers, &finding.subject] {
            if !known.contains(&word) {
                known.push(word);
            }
        }
    }
    let asked = request.wanted.iter().chain(&request.party).chain(&request.flow);
    for wanted in asked {
        if !judgement.findings.iter().any(|finding| names(finding, wanted)) {
            let problem =
                Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no finding, rule, party or flow `{wanted}`"));
            diagnostics.push(match nearest(wanted, known.iter().copied()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("there are {}", listed(known.iter().copied(), 12))),
            });
        }
    }
    if diagnostics.has_errors() {
        return None;
    }
    let broken = |verdict: Verdict| verdict == Verdict::Violation || request.all_versions && verdict == Verdict::Disputed;
    let rows = judgement.findings.iter().filter(|finding| {
        broken(finding.verdict)
            && request.from.is_none_or(|from| finding.period.until > from)
            && (request.wanted.is_empty() || request.wanted.iter().any(|wanted| names(finding, wanted)))
            && request.party.as_ref().is_none_or(|party| finding.answers == *party)
            && request.flow.as_ref().is_none_or(|flow| finding.subject == *flow)
    });
    Some(rows.cloned().collect())
}

/// Every minimal set over all shapes of the flows, as far as the search goes, and whether it was cut off.
fn all_sets(
    court: &Court<'_>,
    document: &Document,
    model: &Model,
    cells: &[&Surveyed],
    costs: &dyn Fn(&Deed) -> Cost,
) -> (Vec<Vec<Change>>, bool) {
    let Some(plain) = court.explore(&[]) else { return (Vec::new(), false) };
    let mut reforms = plain.reforms.clone();
    reforms.extend(shapes::narrower(document, model, cells, costs));
    reforms.extend(shapes::declared(document, &court.options.variations, costs));
    let mut explored: BTreeMap<Vec<usize>, Explored> = BTreeMap::from([(Vec::new(), plain)]);
    let mut cut_off = false;
    let mut level: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..MOST_REFORMS {
        let mut next = Vec::new();
        for smaller in &level {
            // Where nothing more is needed, more changes make no minimal set.
            if explored.get(smaller).is_some_and(|known| known.sets.iter().any(Vec::is_empty)) {
                continue;
            }
            for reform in smaller.last().map_or(0, |last| last + 1)..reforms.len() {
                let mut larger = smaller.clone();
                larger.push(reform);
                if explored.len() >= MOST_SHAPES {
                    cut_off = true;
                    break;
                }
                let shape: Vec<&Change> = larger.iter().filter_map(|at| reforms.get(*at)).collect();
                if shapes::empties(model, &shape) {
                    continue;
                }
                if let Some(result) = court.explore(&shape) {
                    cut_off |= result.cut_off;
                    explored.insert(larger.clone(), result);
                    next.push(larger);
                }
            }
        }
        level = next;
    }
    let mut all: Vec<Vec<Change>> = Vec::new();
    for (shape, result) in &explored {
        let own: Vec<Change> = shape.iter().filter_map(|at| reforms.get(*at).cloned()).collect();
        all.extend(result.sets.iter().map(|papers| [own.as_slice(), papers].concat()));
    }
    (minimal(all), cut_off)
}

/// What each change does, whatever it has to say in this set: papers ask for different things under different shapes.
fn essence(change: &Change) -> String {
    match &change.deed {
        Deed::AskConsent { asker, act, .. } => format!("consent {asker} {act}"),
        Deed::Tell { teller, channel, .. } => format!("notice {teller} {channel}"),
        Deed::SignContract { parties, kind, .. } => format!("contract {} {kind:?}", parties.join(" ")),
        other => format!("{other:?}"),
    }
}

fn minimal(sets: Vec<Vec<Change>>) -> Vec<Vec<Change>> {
    let keyed: Vec<(Vec<String>, Vec<Change>)> = sets
        .into_iter()
        .map(|set| {
            let mut key: Vec<String> = set.iter().map(essence).collect();
            key.sort();
            (key, set)
        })
        .collect();
    let smaller = |key: &[String]| keyed.iter().any(|(other, _)| other.len() < key.len() && is_within(other, key));
    let mut kept: Vec<Vec<Change>> = keyed.iter().filter(|(key, _)| !smaller(key)).map(|(_, set)| set.clone()).collect();
    kept.sort_by_key(|set| (price(set).total(), set.len(), set.iter().map(essence).collect::<Vec<_>>()));
    kept
}

fn price(changes: &[Change]) -> Cost {
    changes.iter().fold(Cost::default(), |sum, change| sum.and(change.cost))
}

/// Judges the cheapest sets again in full, until there are enough.
fn show(court: &Court<'_>, sets: Vec<Vec<Change>>, first: Day, limit: usize, found: &mut Fixes) {
    for set in sets {
        if found.fixes.len() >= limit {
            found.more += 1;
        } else if let Some(fix) = confirmed(court, set, first, found) {
            found.fixes.push(fix);
        }
    }
}

fn confirmed(court: &Court<'_>, changes: Vec<Change>, first: Day, found: &Fixes) -> Option<Fix> {
    let patch = joined(changes.iter().map(|change| &change.patch))?;
    let after = court.confirm(&patch)?;
    let open = |finding: &Finding| matches!(finding.verdict, Verdict::Undetermined | Verdict::Disputed | Verdict::OpenLaw);
    let same = |a: &Finding, b: &Finding| a.rule == b.rule && a.answers == b.answers && a.subject == b.subject;
    let opens = after
        .findings
        .iter()
        .filter(|row| open(row) && !found.judgement.findings.iter().any(|before| same(before, row) && open(before)))
        .cloned()
        .collect();
    let left = after.findings.iter().filter(|row| row.verdict == Verdict::Violation).count();
    let since = changes.iter().filter_map(|change| change.since).min().unwrap_or(first);
    Some(Fix { cost: price(&changes), changes, patch, since, opens, left, after: after.findings })
}

/// How hard a change is: as the scenario, the first pack that says so, or usage has it.
fn cost_of(deed: &Deed, document: &Document, packs: &[&Pack]) -> Cost {
    let kind = deed.kind();
    let declared = match deed {
        Deed::Declared { id, .. } => document.variation(id).and_then(|at| document.variations.get(at)?.cost),
        _ => packs.iter().flat_map(|pack| &pack.costs).find(|(known, _)| **known == *kind).map(|(_, cost)| *cost),
    };
    let usual = || REMEDIES.iter().find(|remedy| remedy.name == kind).map_or([5, 5, 5], |remedy| remedy.cost);
    let [money, time, friction] = declared.unwrap_or_else(usual);
    Cost { money, time, friction }
}
