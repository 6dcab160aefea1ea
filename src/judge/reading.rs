//! What a finding reads: its open points, the worlds in which it is broken, and who holds what.
//!
//! Nothing is decided here: this is what `decide` and whoever else asks "what if" start from.

use super::case::{Case, Options, Run, number, wanted};
use super::cells::{Cells, Outcome, Place};
use super::formula::{Formula, PointId, Shape};
use super::points::Points;
use super::rows::{Accounts, Row, rows};
use super::truth::{Assumptions, Impossible, Program, Table, TooMany, Worlds};
use super::verdict::Judge;
use crate::outcome::{Finding, PointClass, Verdict};
use crate::text::Name;

/// Some open points, with the worlds over them in which a finding is broken.
#[derive(Debug, Clone)]
pub struct Part {
    /// The worlds.
    pub worlds: Worlds,
    /// Those in which it is broken.
    pub violation: Table,
}

/// How parts that share no point make a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// It is broken where any of them is.
    Any,
    /// It is broken where all of them are.
    All,
}

/// When a finding is broken. Only points that can matter are in it.
#[derive(Debug, Clone)]
pub struct Parts {
    /// How they make the finding.
    pub join: Join,
    /// At least one; more only where there are too many points for one table.
    pub parts: Vec<Part>,
}

/// What a party says, of a finding's open points.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The party.
    pub party: Name,
    /// Its answers, whether or not they can matter.
    pub positions: Assumptions,
    /// When the finding is broken, with everything open on which the party takes a position.
    pub parts: Result<Parts, TooMany>,
    /// What its account alone comes to.
    pub verdict: Verdict,
}

/// A finding with everything that it leaves open.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The finding.
    pub finding: Finding,
    /// When it is broken for anybody, any item, or on any day of the row.
    pub parts: Result<Parts, TooMany>,
    /// Whether that differs within the row.
    pub mixed: bool,
    /// The parties that say something about a point that it reads.
    pub stands: Vec<Stand>,
    /// What it comes to where open points are settled against whoever must prove a ground.
    pub court: Verdict,
    /// Who must prove that a ground holds, and where that is written.
    pub burden: Vec<(Name, Name)>,
}

impl Case<'_> {
    /// All open points.
    pub fn points(&self) -> &Points {
        &self.run.points
    }

    /// The findings of an account with what each reads, in the order and under the ids of [`Case::judgement`].
    /// What is not chosen by `chosen` is left out.
    pub fn readings(&mut self, options: &Options, chosen: &dyn Fn(&Finding) -> bool) -> Vec<Reading> {
        let run = &mut self.run;
        run.options = options.clone();
        let accounts = run.accounts();
        let impossible = run.impossible();
        let mut readings = Vec::new();
        for (law, duties) in self.law.iter().zip(&self.duties) {
            let mut found: Vec<(Finding, Row, &Cells)> = Vec::new();
            for (duty, cells) in duties {
                let merged = run.asking(&impossible, |judge| rows(cells, &accounts, judge));
                found.extend(merged.into_iter().map(|row| (run.finding(law.pack, &row, duty, cells), row, cells)));
            }
            let mut findings: Vec<Finding> = found.iter().map(|(finding, ..)| finding.clone()).collect();
            number(&mut findings);
            for (finding, (_, row, cells)) in findings.into_iter().zip(found) {
                if wanted(options, &finding) && chosen(&finding) {
                    let burden = law.pack.rules.iter().find(|rule| rule.id == finding.rule).map(|rule| rule.burden.clone());
                    readings.push(run.reading(finding, &row, cells, burden.unwrap_or_default(), &accounts, &impossible));
                }
            }
        }
        readings
    }
}

impl Run<'_> {
    fn reading(
        &mut self,
        finding: Finding,
        row: &Row,
        cells: &Cells,
        burden: Vec<(Name, Name)>,
        accounts: &Accounts,
        impossible: &Impossible,
    ) -> Reading {
        let outcomes: Vec<&Outcome> = of_row(row, cells).collect();
        let ways = || outcomes.iter().flat_map(|outcome| &outcome.ways);
        let mut by_cell: Vec<Formula> = Vec::new();
        for outcome in &outcomes {
            let here = outcome.violation(&mut self.formulas);
            if !by_cell.contains(&here) {
                by_cell.push(here);
            }
        }
        let mixed = by_cell.len() > 1;
        let violation = self.formulas.or(by_cell);
        let applies = self.formulas.or(ways().map(|way| way.applies).collect::<Vec<_>>());
        let unproven = self.formulas.or(ways().map(|way| way.unproven).collect::<Vec<_>>());
        let parts = self.parts(violation, &accounts.own, impossible);
        let mut stands = Vec::new();
        for (party, account) in &accounts.speakers {
            let support = self.formulas.support(violation);
            let positions: Assumptions = self.positions(party, accounts).into_iter().filter(|(point, _)| support.contains(point)).collect();
            if positions.is_empty() {
                continue;
            }
            let open: Assumptions =
                accounts.own.iter().copied().filter(|(point, _)| !positions.iter().any(|(own, _)| own == point)).collect();
            let parts = if open == accounts.own { parts.clone() } else { self.parts(violation, &open, impossible) };
            let verdict = self.judged(violation, applies, account, impossible);
            stands.push(Stand { party: party.clone(), positions, parts, verdict });
        }
        let plain = self.judged(violation, applies, &accounts.own, impossible);
        let court = if matches!(plain, Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw) {
            self.judged(unproven, applies, &accounts.own, impossible)
        } else {
            plain
        };
        Reading { finding, parts, mixed, stands, court, burden }
    }

    fn judged(&mut self, violation: Formula, applies: Formula, account: &Assumptions, impossible: &Impossible) -> Verdict {
        self.asking(impossible, |judge| judge.verdict(violation, applies, account).verdict)
    }

    /// What a party says itself: its versions of disputes, and its readings of the law. Leading readings are not its own,
    /// and what the reader has settled is no longer anybody's.
    fn positions(&self, party: &Name, accounts: &Accounts) -> Assumptions {
        let own = self.settled_for(party);
        let by_leaning = |point: PointId, value: u16| {
            self.points.get(point).is_some_and(|known| known.class == PointClass::Law && known.leaning == Some(value))
        };
        own.into_iter()
            .filter(|(point, value)| self.takes_position(party, *point, *value))
            .filter(|(point, _)| accounts.own.iter().all(|(settled, value)| settled != point || by_leaning(*settled, *value)))
            .collect()
    }

    fn takes_position(&self, party: &Name, point: PointId, value: u16) -> bool {
        let Some(known) = self.points.get(point) else { return false };
        match known.class {
            PointClass::Disputed => true,
            PointClass::NotStated => false,
            PointClass::Law => self.document.disputes.iter().enumerate().any(|(at, dispute)| {
                let told = self.document.version_of(at, party).and_then(|version| dispute.versions.get(version));
                told.map(super::stories::readings_in).unwrap_or_default().iter().any(|(question, reading)| {
                    *known.id == *format!("reading:{question}") && known.values.get(usize::from(value)) == Some(reading)
                })
            }),
        }
    }

    /// When a formula is true: one table where that is possible, else independent parts.
    fn parts(&mut self, formula: Formula, settled: &Assumptions, impossible: &Impossible) -> Result<Parts, TooMany> {
        let too_many = match self.part(formula, settled, impossible) {
            Ok(part) => return Ok(Parts { join: Join::Any, parts: vec![part] }),
            Err(too_many) => too_many,
        };
        for join in [Join::All, Join::Any] {
            let mut members = Vec::new();
            self.members(formula, join == Join::All, &mut members);
            let groups = Judge::new(&mut self.formulas, &self.points, impossible).independent(&members, settled);
            if groups.len() < 2 {
                continue;
            }
            let mut parts = Vec::new();
            for group in groups {
                let joined = if join == Join::All { self.formulas.and(group) } else { self.formulas.or(group) };
                parts.push(self.part(joined, settled, impossible)?);
            }
            return Ok(Parts { join, parts });
        }
        Err(too_many)
    }

    /// The members of a conjunction (or disjunction), also of one that is written as the denial of its opposite.
    fn members(&mut self, formula: Formula, is_and: bool, found: &mut Vec<Formula>) {
        let inner = match self.formulas.shape(formula).clone() {
            Shape::And(parts) if is_and => parts,
            Shape::Or(parts) if !is_and => parts,
            Shape::Not(inner) => match self.formulas.shape(inner).clone() {
                Shape::Or(parts) if is_and => parts.into_iter().map(|part| self.formulas.not(part)).collect(),
                Shape::And(parts) if !is_and => parts.into_iter().map(|part| self.formulas.not(part)).collect(),
                _ => return found.push(formula),
            },
            _ => return found.push(formula),
        };
        for part in inner {
            self.members(part, is_and, found);
        }
    }

    fn part(&self, formula: Formula, settled: &Assumptions, impossible: &Impossible) -> Result<Part, TooMany> {
        let program = Program::new(&self.formulas, formula, settled);
        let tied = |point: PointId| impossible.iter().any(|row| row.iter().any(|(tied, _)| *tied == point));
        let support: Vec<PointId> =
            self.formulas.support(formula).iter().copied().filter(|point| program.reads(*point) || tied(*point)).collect();
        let worlds = Worlds::new(&support, &self.points, impossible, settled)?;
        let violation = worlds.run(&program);
        let deciding = worlds.deciding(&violation);
        // Where combinations are impossible, a point that decides nothing alone may still do so with others.
        if worlds.placed().len() == deciding.len() || worlds.points().any(tied) {
            return Ok(Part { worlds, violation });
        }
        let idle = worlds.points().filter(|point| !deciding.contains(point)).map(|point| (point, 0));
        let settled: Assumptions = settled.iter().copied().chain(idle).collect();
        let worlds = Worlds::new(&deciding, &self.points, impossible, &settled)?;
        let violation = worlds.run(&Program::new(&self.formulas, formula, &settled));
        Ok(Part { worlds, violation })
    }
}

/// The cells of a row.
fn of_row<'c>(row: &'c Row, cells: &'c Cells) -> impl Iterator<Item = &'c Outcome> {
    (row.first..=row.last).flat_map(move |segment| {
        row.classes.iter().flat_map(move |class| {
            row.regions.iter().filter_map(move |region| cells.outcomes.get(&Place { segment, region: *region, class: *class }))
        })
    })
}
