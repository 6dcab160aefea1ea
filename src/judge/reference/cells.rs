//! What the real evaluator says of single cells, before they are joined into rows: for comparing the two.

use super::{Answer, Query};
use crate::diagnostics::Diagnostics;
use crate::judge::case::{Options, Run};
use crate::judge::cells::Subject;
use crate::judge::domains::Domains;
use crate::judge::grid::Grid;
use crate::judge::stories::stories;
use crate::judge::verdict::Judge;
use crate::outcome::Verdict;
use crate::rules::Pack;
use crate::scenario::Document;
use crate::text::Name;
use std::collections::BTreeMap;

/// The answers of the real evaluator for each party, of each query in turn; none where the rule does not reach the cell, or where
/// there were too many points. Several answers for one party would be a contradiction. Nothing where the scenario has errors.
pub fn real(
    document: &Document,
    packs: &[&Pack],
    pack: &Pack,
    options: &Options,
    queries: &[Query],
) -> Option<Vec<BTreeMap<Name, Vec<Option<Answer>>>>> {
    let stories = stories(document, &options.variations, &mut Diagnostics::default())?;
    let (domains, grid) = (Domains::new(&stories, packs), Grid::new(&stories, packs));
    let mut run = Run::new(document, stories, domains, grid, options);
    let duties = run.duties(pack);
    let (own, impossible) = (run.accounts().own, run.impossible());
    let mut judge = Judge::new(&mut run.formulas, &run.points, &impossible);
    let mut found = Vec::new();
    for query in queries {
        let segment = run.grid.cuts.partition_point(|cut| *cut <= query.day).checked_sub(1);
        let mut answers: BTreeMap<Name, Vec<Option<Answer>>> = BTreeMap::new();
        let about = |subject: &Subject| subject.place() == (query.block, &query.subject);
        for (duty, cells) in duties.iter().filter(|(duty, _)| duty.rule == query.rule && about(&duty.subject)) {
            for (place, outcome) in &cells.outcomes {
                let class = &cells.classes[place.class];
                let here = Some(place.segment) == segment && cells.regions[place.region] == query.region;
                if !here || query.item.as_ref().is_some_and(|item| !class.members.contains(item)) {
                    continue;
                }
                let violation = outcome.violation(judge.formulas);
                let applies = outcome.applies(judge.formulas);
                let judged = judge.verdict(violation, applies, &own);
                if judged.verdict == Verdict::NotApplicable {
                    continue;
                }
                let decided_by = judged.decided_by.iter().filter_map(|point| Some(run.points.get(*point)?.id.clone())).collect();
                let answer = Answer { verdict: judged.verdict, decided_by };
                answers.entry(duty.answers.clone()).or_default().push(judged.too_many.is_none().then_some(answer));
            }
        }
        found.push(answers);
    }
    Some(found)
}
