//! A whole run: a scenario, its law, and everything that comes out.

use super::cells::{Cells, Duty, Subject};
use super::domains::Domains;
use super::evaluator::{Cell, Evaluator};
use super::explain::World;
use super::formula::{Formula, Formulas, PointId};
use super::grid::Grid;
use super::points::Points;
use super::rows::{Accounts, Row, rows};
use super::stories::{Stories, stories};
use super::truth::{Assumptions, Impossible, Worlds};
use super::verdict::{Judge, Memory};
use crate::date::Period;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::outcome::{DecidingPoint, Explanation, Finding, Judgement, PartyView, PointClass, UsedPack, Verdict};
use crate::rules::{Pack, Verified};
use crate::scenario::{CountRange, Document};
use crate::text::{Name, Text};
use crate::vocabulary::Block;
use std::collections::BTreeMap;

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// In whose version.
    pub as_party: Option<Name>,
    /// As a court would, by the burden of proof.
    pub court: bool,
    /// Dispute and version that are taken as settled, instead of those that `as_party` asserts.
    pub versions: Option<Vec<(Name, Name)>>,
    /// Variations to apply, in order of the document.
    pub variations: Vec<usize>,
    /// Readings of open questions that the reader chooses.
    pub readings: Vec<(Name, Name)>,
    /// Leave every question of law open, whatever its leading reading.
    pub all_readings: bool,
    /// Only these rules; all where empty.
    pub only: Vec<Name>,
    /// Not these rules.
    pub skip: Vec<Name>,
    /// How much is told about the rows.
    pub detail: Detail,
}

/// How much is told about rows: whoever shows less need not wait for more. Each level includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Detail {
    /// Verdicts, and what decides them.
    Verdicts,
    /// The reasons for the first row of each line.
    Reasons,
    /// Sanctions and notes.
    #[default]
    Consequences,
    /// The reasons for every row.
    EveryReason,
}

/// A pack and where it came from.
#[derive(Debug, Clone, Copy)]
pub struct Law<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// `built in`, or a path.
    pub origin: &'a str,
}

/// Judges a scenario. Errors in the scenario are in the diagnostics; with errors, nothing comes back.
pub fn judge(document: &Document, law: &[Law<'_>], options: &Options, diagnostics: &mut Diagnostics) -> Option<Judgement> {
    Case::open(document, law, options, diagnostics).map(|mut case| case.judgement(options))
}

/// A scenario under some law, with every cell judged for all worlds: each account of it is then a cheap reading.
#[derive(Debug)]
pub struct Case<'a> {
    pub(super) law: Vec<Law<'a>>,
    pub(super) run: Run<'a>,
    pub(super) duties: Vec<BTreeMap<Duty, Cells>>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Case<'a> {
    /// Judges every cell. Only the variations of the options matter here; what else they name is checked.
    pub fn open(document: &'a Document, law: &[Law<'a>], options: &Options, diagnostics: &mut Diagnostics) -> Option<Case<'a>> {
        check_options(document, law, options, diagnostics);
        let stories = stories(document, &options.variations, diagnostics)?;
        if diagnostics.has_errors() {
            return None;
        }
        let packs: Vec<&Pack> = law.iter().map(|law| law.pack).collect();
        let warnings = stories.without_effect.iter().cloned().chain(super::lints::lints(&stories, &packs)).collect();
        let (domains, grid) = (Domains::new(&stories, &packs), Grid::new(&stories, &packs));
        let mut run = Run::new(document, stories, domains, grid, options);
        let duties = packs.iter().map(|pack| run.duties(pack)).collect();
        Some(Case { law: law.to_vec(), run, duties, warnings })
    }

    /// What comes out on one account.
    pub fn judgement(&mut self, options: &Options) -> Judgement {
        let document = self.run.document;
        let run = &mut self.run;
        run.options = options.clone();
        let mut findings = Vec::new();
        for (law, duties) in self.law.iter().zip(&self.duties) {
            findings.extend(run.findings(law.pack, duties));
        }
        findings.retain(|finding| wanted(options, finding));
        let variations = options.variations.iter().filter_map(|at| document.variations.get(*at));
        let parties = run.stories.models().flat_map(|model| model.block(Block::Parties));
        Judgement {
            scenario: document.id.clone(),
            title: document.title.clone(),
            packs: self.law.iter().map(used_pack).collect(),
            as_party: if options.court { Some("court".into()) } else { options.as_party.clone() },
            variations: variations.map(|variation| (variation.id.clone(), variation.title.clone())).collect(),
            speakers: document.speakers(),
            questions: questions(&findings),
            findings,
            warnings: self.warnings.clone(),
            names: parties.map(|party| (party.id.clone(), party.title.clone())).collect(),
        }
    }
}

pub(super) fn wanted(options: &Options, finding: &Finding) -> bool {
    wanted_rule(options, &finding.rule)
}

pub(super) fn wanted_rule(options: &Options, rule: &Name) -> bool {
    let named = |list: &[Name]| list.iter().any(|name| rule.starts_with(&**name));
    (options.only.is_empty() || named(&options.only)) && !named(&options.skip)
}

fn used_pack(law: &Law<'_>) -> UsedPack {
    let count = |level: Verified| law.pack.rules.iter().filter(|rule| rule.verified == level).count();
    let verified = [Verified::Primary, Verified::Secondary, Verified::Unverified].map(|level| (level, count(level)));
    UsedPack {
        id: law.pack.id.clone(),
        title: law.pack.title.clone(),
        version: law.pack.version.clone(),
        origin: law.origin.to_owned(),
        verified: verified.into_iter().filter(|(_, n)| *n > 0).collect(),
    }
}

/// Whatever was named on the command line must exist.
fn check_options(document: &Document, law: &[Law<'_>], options: &Options, diagnostics: &mut Diagnostics) {
    let mut unknown = |what: &str, name: &str, known: Vec<&str>| {
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no {what} `{name}`"));
        diagnostics.push(match nearest(name, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if known.is_empty() => problem.help(format!("this scenario has no {what}")),
            None => problem.help(format!("there are {}", listed(known, 12))),
        });
    };
    let speakers = document.speakers();
    if let Some(party) = options.as_party.as_ref().filter(|party| !speakers.contains(party)) {
        unknown("party with a version", party, speakers.iter().map(|name| &**name).chain(["court"]).collect());
    }
    let rules: Vec<&str> = law.iter().flat_map(|law| &law.pack.rules).map(|rule| &*rule.id).collect();
    for name in options.only.iter().chain(&options.skip) {
        if !rules.iter().any(|rule| rule.starts_with(&**name)) {
            unknown("rule", name, rules.clone());
        }
    }
    let questions = || law.iter().flat_map(|law| &law.pack.questions);
    for (question, reading) in &options.readings {
        match questions().find(|known| known.id == *question) {
            None => unknown("open question", question, questions().map(|known| &*known.id).collect()),
            Some(known) if !known.readings.iter().any(|(id, _)| id == reading) => {
                unknown("reading", reading, known.readings.iter().map(|(id, _)| &**id).collect());
            }
            Some(_) => {}
        }
    }
}

/// Facts nobody stated, the most decisive first.
fn questions(findings: &[Finding]) -> Vec<(DecidingPoint, usize)> {
    let mut counts: Vec<(DecidingPoint, Vec<(Name, Name)>)> = Vec::new();
    for finding in findings {
        for point in finding.decided_by.iter().filter(|point| point.class == PointClass::NotStated) {
            let line = (finding.rule.clone(), finding.answers.clone());
            match counts.iter_mut().find(|(known, _)| known.id == point.id) {
                Some((_, lines)) if lines.contains(&line) => {}
                Some((_, lines)) => lines.push(line),
                None => counts.push((point.clone(), vec![line])),
            }
        }
    }
    let mut counts: Vec<(DecidingPoint, usize)> = counts.into_iter().map(|(point, lines)| (point, lines.len())).collect();
    counts.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    counts
}

/// What the stages of a run share.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub(super) document: &'a Document,
    pub(super) stories: Stories,
    pub(super) domains: Domains,
    pub(super) grid: Grid,
    pub(super) formulas: Formulas,
    pub(super) points: Points,
    pub(super) options: Options,
    pub(super) memory: Memory,
}

impl<'a> Run<'a> {
    /// Nothing is judged yet.
    pub(super) fn new(document: &'a Document, stories: Stories, domains: Domains, grid: Grid, options: &Options) -> Run<'a> {
        Run {
            document,
            stories,
            domains,
            grid,
            formulas: Formulas::default(),
            points: Points::default(),
            options: options.clone(),
            memory: Memory::default(),
        }
    }
}

impl Run<'_> {
    /// An evaluator for one story.
    pub(super) fn evaluator<'b>(&'b mut self, pack: &'b Pack, story: usize) -> Option<Evaluator<'b>> {
        let told = self.stories.stories.get(story)?;
        Some(Evaluator::new(pack, self.document, &self.stories, told, &self.domains, &mut self.formulas, &mut self.points))
    }

    /// Every cell of every duty of a pack.
    pub(super) fn duties(&mut self, pack: &Pack) -> BTreeMap<Duty, Cells> {
        let mut duties = BTreeMap::new();
        for story in 0..self.stories.stories.len() {
            let grid = std::mem::take(&mut self.grid);
            if let Some(mut evaluator) = self.evaluator(pack, story) {
                evaluator.judge_story(story, &grid, &mut duties);
            }
            self.grid = grid;
        }
        for cells in duties.values_mut() {
            cells.part_classes(&mut self.formulas);
        }
        self.open_questions(pack);
        duties
    }

    /// Every question of the pack is a point, so that accounts can settle it.
    fn open_questions(&mut self, pack: &Pack) {
        if let Some(mut evaluator) = self.evaluator(pack, 0) {
            for question in 0..pack.questions.len() {
                evaluator.question(question);
            }
        }
    }

    pub(super) fn impossible(&self) -> Impossible {
        let rows = self.document.disputes.iter().flat_map(|dispute| dispute.impossible.iter().map(move |row| (dispute, row)));
        rows.filter_map(|(own, row)| {
            let mut members = Vec::new();
            for (dispute, version) in row {
                let dispute = if *dispute == own.id { own } else { self.document.disputes.iter().find(|other| other.id == *dispute)? };
                let at = dispute.versions.iter().position(|known| known.id == *version)?;
                members.push((self.points.find(&format!("dispute:{}", dispute.id))?, u16::try_from(at).ok()?));
            }
            Some(members)
        })
        .collect()
    }

    /// How the reader and the speakers settle what is open.
    pub(super) fn accounts(&self) -> Accounts {
        let own = match (&self.options.versions, &self.options.as_party) {
            (Some(chosen), _) => self.settled(&self.places_of(chosen)),
            (None, Some(party)) if !self.options.court => self.settled_for(party),
            (None, _) => self.settled(&[]),
        };
        let speakers = self.document.speakers().into_iter().map(|party| {
            let assumptions = self.settled_for(&party);
            (party, assumptions)
        });
        Accounts { own, speakers: speakers.collect(), court: self.options.court }
    }

    pub(super) fn settled_for(&self, party: &Name) -> Assumptions {
        let versions = (0..self.document.disputes.len()).filter_map(|at| Some((at, self.document.version_of(at, party)?)));
        self.settled(&versions.collect::<Vec<_>>())
    }

    /// Disputes and versions by their places; what does not exist is left out.
    fn places_of(&self, chosen: &[(Name, Name)]) -> Vec<(usize, usize)> {
        let place = |(dispute, version): &(Name, Name)| {
            let at = self.document.disputes.iter().position(|known| known.id == *dispute)?;
            Some((at, self.document.disputes.get(at)?.versions.iter().position(|known| known.id == *version)?))
        };
        chosen.iter().filter_map(place).collect()
    }

    fn settled(&self, versions: &[(usize, usize)]) -> Assumptions {
        let mut settled: Assumptions = Vec::new();
        let reading = |question: &Name, reading: &Name| -> Option<(PointId, u16)> {
            let point = self.points.find(&format!("reading:{question}"))?;
            let at = self.points.get(point)?.values.iter().position(|value| value == reading)?;
            Some((point, u16::try_from(at).ok()?))
        };
        let mut settle = |choice: Option<(PointId, u16)>| {
            if let Some((point, value)) = choice
                && !settled.iter().any(|(known, _)| *known == point)
            {
                settled.push((point, value));
            }
        };
        for (question, chosen) in self.options.readings.iter().chain(&self.stories.settled_readings) {
            settle(reading(question, chosen));
        }
        for (at, version) in versions {
            let told = self.document.disputes.get(*at).and_then(|dispute| dispute.versions.get(*version));
            for (question, chosen) in told.map(super::stories::readings_in).unwrap_or_default() {
                settle(reading(&question, &chosen));
            }
        }
        for (at, version) in versions {
            let point = self.document.disputes.get(*at).and_then(|dispute| self.points.find(&format!("dispute:{}", dispute.id)));
            if let (Some(point), Ok(version)) = (point, u16::try_from(*version)) {
                settle(Some((point, version)));
            }
        }
        if !self.options.all_readings {
            for (point, known) in self.points.iter() {
                settle(known.leaning.map(|leaning| (point, leaning)));
            }
        }
        settled
    }

    /// Asks with what was found out before, and remembers what is found out now.
    pub(super) fn asking<T>(&mut self, impossible: &Impossible, ask: impl FnOnce(&mut Judge<'_>) -> T) -> T {
        let memory = std::mem::take(&mut self.memory);
        let mut judge = Judge::recalling(&mut self.formulas, &self.points, impossible, memory);
        let answer = ask(&mut judge);
        self.memory = judge.memory;
        answer
    }

    /// The rows of all duties of a pack.
    pub(super) fn findings(&mut self, pack: &Pack, duties: &BTreeMap<Duty, Cells>) -> Vec<Finding> {
        let accounts = self.accounts();
        let impossible = self.impossible();
        let detail = self.options.detail;
        let mut found: Vec<(Row, &Duty, &Cells)> = Vec::new();
        self.asking(&impossible, |judge| {
            for (duty, cells) in duties {
                found.extend(rows(cells, &accounts, judge).into_iter().map(|row| (row, duty, cells)));
            }
        });
        let mut findings: Vec<Finding> = Vec::new();
        let mut told: Vec<(Name, Name)> = Vec::new();
        for (row, duty, cells) in &found {
            let mut finding = self.finding(pack, row, duty, cells);
            let line = (finding.rule.clone(), finding.answers.clone());
            let first = !told.contains(&line) && finding.verdict != Verdict::Lawful;
            if detail == Detail::EveryReason || first && detail >= Detail::Reasons {
                told.push(line);
                finding.explanation = self.explanation(pack, row, duty, cells, &accounts, &impossible);
            }
            if detail >= Detail::Consequences {
                finding.sanctions = self.sanctions(pack, row, duty, cells, &accounts, &impossible);
                finding.notes = self.notes(pack, row, duty, cells);
            }
            findings.push(finding);
        }
        number(&mut findings);
        if detail >= Detail::Consequences {
            self.apply_transitions(pack, &mut findings, &found, &accounts, &impossible);
        }
        findings
    }

    pub(super) fn finding(&self, pack: &Pack, row: &Row, duty: &Duty, cells: &Cells) -> Finding {
        let rule = &pack.rules[duty.rule];
        let version = &rule.versions[row.signature.version];
        let regions: Vec<u64> = row.regions.iter().filter_map(|at| cells.regions.get(*at)).copied().collect();
        let people = if matches!(duty.subject, Subject::Party(_)) {
            Vec::new()
        } else {
            self.stories.people.describe(&regions, &cells.regions, &self.people_of(duty))
        };
        let data: Vec<Name> = self.in_order_of_flow(
            duty,
            row.classes.iter().filter_map(|at| cells.classes.get(*at)).flat_map(|class| class.members.iter().cloned()).collect(),
        );
        let (block, subject) = duty.subject.place();
        let entity = self.stories.models().find_map(|model| model.find(block, subject));
        let deciding = |point: &PointId| self.deciding(*point);
        Finding {
            id: format!("{}:{}:{subject}", rule.id, duty.answers),
            law: pack.id.clone(),
            rule: rule.id.clone(),
            title: rule.title.clone(),
            article: article(pack, duty.rule),
            version: version.in_force,
            verified: rule.verified,
            verdict: row.signature.judged.verdict,
            rests_on: row.signature.rests_on.iter().filter_map(deciding).collect(),
            answers: duty.answers.clone(),
            block,
            subject: subject.clone(),
            legs: row.signature.legs.clone(),
            people_count: if people.is_empty() { CountRange::default() } else { self.stories.people.count(&people) },
            people,
            data,
            period: self.period(row, block, subject),
            grounds: row.signature.grounds.iter().map(|id| (id.clone(), ground_title(pack, version, id))).collect(),
            decided_by: row.signature.judged.decided_by.iter().filter_map(deciding).collect(),
            by_party: row
                .signature
                .by_party
                .iter()
                .map(|(party, verdict, grounds)| PartyView { party: party.clone(), verdict: *verdict, grounds: grounds.clone() })
                .collect(),
            subsumed_by: if row.signature.subsumed { rule.subsumed_by.iter().map(|(id, _)| id.clone()).collect() } else { Vec::new() },
            sanctions: Vec::new(),
            notes: Vec::new(),
            explanation: Explanation::default(),
            sources: entity.map(all_sources).unwrap_or_default(),
            span: entity.map_or(self.document.span, |entity| entity.span),
            too_many_points: row.signature.judged.too_many,
        }
    }

    /// The groups that the subject names, in whichever story.
    fn people_of(&self, duty: &Duty) -> Vec<Name> {
        let (block, subject) = duty.subject.place();
        let key = if block == Block::Consents { "by" } else { "people" };
        let mut found: Vec<Name> = Vec::new();
        for item in self.stories.models().filter_map(|model| model.find(block, subject)).flat_map(|entity| entity.fact(key).words()) {
            if !found.contains(&item.name) {
                found.push(item.name.clone());
            }
        }
        found
    }

    fn in_order_of_flow(&self, duty: &Duty, mut items: Vec<Name>) -> Vec<Name> {
        let (block, subject) = duty.subject.place();
        let order: Vec<Name> = self
            .stories
            .models()
            .filter_map(|model| model.find(block, subject))
            .flat_map(|entity| entity.fact("data").words())
            .map(|item| item.name.clone())
            .collect();
        items.sort_by_key(|item| order.iter().position(|known| known == item).unwrap_or(usize::MAX));
        items
    }

    pub(super) fn deciding(&self, point: PointId) -> Option<DecidingPoint> {
        let point = self.points.get(point)?;
        Some(DecidingPoint {
            id: point.id.clone(),
            class: point.class,
            question: point.question.clone(),
            line_to_add: point.line_to_add.clone(),
        })
    }

    /// The days of a row; an end that a flow states vaguely stays vague.
    fn period(&self, row: &Row, block: Block, subject: &str) -> Period {
        let (from, until) = (self.grid.day(row.first), self.grid.end(row.last));
        let mut period = Period { from, until, from_written: None, through_written: None };
        for written in super::grid::periods_of(&self.stories.stories, block, subject) {
            if written.from == from && period.from_written.is_none() {
                period.from_written = written.from_written;
            }
            if written.until == until && period.through_written.is_none() {
                period.through_written = written.through_written;
            }
        }
        period
    }

    /// A leg of a row's sample cell and a world in which it comes out as the row says.
    pub(super) fn sample(&mut self, row: &Row, cells: &Cells, accounts: &Accounts, impossible: &Impossible) -> Option<(usize, World)> {
        let outcome = cells.outcomes.get(&row.sample)?;
        let lawful = row.signature.judged.verdict == Verdict::Lawful;
        let mut fallback = None;
        for (at, way) in outcome.ways.iter().enumerate() {
            let shown = if lawful {
                let kept = self.formulas.not(way.violation);
                self.formulas.and([way.applies, kept])
            } else {
                way.violation
            };
            if let Some(world) = self.world(shown, way.applies, accounts, impossible) {
                return Some((at, world));
            }
            if fallback.is_none() {
                fallback = self.world(way.applies, way.violation, accounts, impossible).map(|world| (at, world));
            }
        }
        fallback
    }

    /// A world in which a formula is true, with the points of another one settled too.
    fn world(&self, formula: Formula, also: Formula, accounts: &Accounts, impossible: &Impossible) -> Option<World> {
        if formula == Formula::FALSE {
            return None;
        }
        let mut support = self.formulas.support(formula).to_vec();
        let worlds = match Worlds::new(&[support.as_slice(), self.formulas.support(also)].concat(), &self.points, impossible, &accounts.own)
        {
            Ok(worlds) => worlds,
            Err(_) => {
                support.dedup();
                Worlds::new(&support, &self.points, impossible, &accounts.own).ok()?
            }
        };
        let mut world = worlds.example(&worlds.table(&self.formulas, formula))?;
        for (point, value) in &accounts.own {
            if !world.iter().any(|(known, _)| known == point) {
                world.push((*point, *value));
            }
        }
        Some(world)
    }

    fn explanation(
        &mut self,
        pack: &Pack,
        row: &Row,
        duty: &Duty,
        cells: &Cells,
        accounts: &Accounts,
        impossible: &Impossible,
    ) -> Explanation {
        let Some((way, world)) = self.sample(row, cells, accounts, impossible) else { return Explanation::default() };
        let Some(way) = cells.outcomes.get(&row.sample).and_then(|outcome| outcome.ways.get(way)) else { return Explanation::default() };
        let cell = self.cell(row, cells);
        let rule = &pack.rules[duty.rule];
        let version = &rule.versions[row.signature.version];
        let bound = way.bound.unnumbered();
        let Some(mut evaluator) = self.evaluator(pack, way.story) else { return Explanation::default() };
        let mut explanation = evaluator.explain(rule, version, &bound, &cell, &world);
        explanation.story = world
            .iter()
            .filter_map(|(point, value)| {
                let point = self.points.get(*point)?;
                (point.class != PointClass::Law)
                    .then(|| (point.question.clone(), point.values.get(*value as usize).cloned().unwrap_or_default()))
            })
            .collect();
        explanation
    }

    /// The sample cell of a row.
    pub(super) fn cell(&self, row: &Row, cells: &Cells) -> Cell {
        let item = cells.classes.get(row.sample.class).map(|class| class.representative.clone()).filter(|item| !item.is_empty());
        Cell { region: cells.regions.get(row.sample.region).copied().unwrap_or(0), item, day: self.grid.day(row.sample.segment) }
    }

    fn notes(&mut self, pack: &Pack, row: &Row, duty: &Duty, cells: &Cells) -> Vec<Text> {
        let rule = &pack.rules[duty.rule];
        let cell = self.cell(row, cells);
        let Some(way) = cells.outcomes.get(&row.sample).and_then(|outcome| outcome.ways.first()) else { return Vec::new() };
        let bound = way.bound.unnumbered();
        let Some(mut evaluator) = self.evaluator(pack, way.story) else { return Vec::new() };
        let shown = rule.notes.iter().filter(|(_, condition)| {
            condition
                .as_ref()
                .is_none_or(|condition| evaluator.condition(condition, &bound, &cell, super::evaluator::Mode::default()) != Formula::FALSE)
        });
        shown.map(|(text, _)| text.clone()).collect()
    }
}

fn all_sources(entity: &crate::scenario::Entity) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for source in entity.sources.iter().flat_map(|(_, names)| names) {
        if !found.contains(source) {
            found.push(source.clone());
        }
    }
    found
}

/// Law and article of a rule, as reports print it.
pub(super) fn article(pack: &Pack, rule: usize) -> Text {
    let cite = &pack.rules[rule].cite;
    Text::same(format!("{} {}", cite.law, cite.article).trim().to_owned())
}

fn ground_title(pack: &Pack, version: &crate::rules::RuleVersion, id: &Name) -> Text {
    let named = Evaluator::ground_of(version, id).map(|named| named.title.clone());
    named.or_else(|| pack.rules.iter().find(|rule| rule.id == *id).map(|rule| rule.title.clone())).unwrap_or_else(|| Text::same(id.clone()))
}

/// Rows of the same rule, party and subject are numbered from the second on.
pub(super) fn number(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}:{count}", finding.id);
        }
    }
}
