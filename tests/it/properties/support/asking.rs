//! Asks both evaluators the same question.

use super::law::shown;
use flowlaw::date::Day;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::judge::grid::Grid;
use flowlaw::judge::reference::{Answer, Query, Reference, real};
use flowlaw::judge::stories::{Stories, stories};
use flowlaw::load;
use flowlaw::outcome::{Finding, Judgement, Verdict};
use flowlaw::rules::{Judged, Pack};
use flowlaw::scenario::{Document, PeopleAlgebra, Region};
use flowlaw::source::Sources;
use flowlaw::text::Name;
use flowlaw::vocabulary::Block;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a scenario, or says what is wrong with it.
pub fn try_document(text: &str) -> Result<Document, Vec<String>> {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario_text("scenario.yaml", text, &mut sources, &mut problems);
    let mut found = problems.clone();
    if let Some(document) = &document {
        stories(document, &[], &mut found);
    }
    document.filter(|_| !found.has_errors()).ok_or_else(|| shown(&sources, &found))
}

/// Reads a scenario; panics with the problems where there are some.
pub fn document(text: &str) -> Document {
    try_document(text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.join("\n")))
}

/// Judges by the real evaluator.
pub fn judged(document: &Document, packs: &[&Pack], options: &Options) -> Judgement {
    let law: Vec<Law<'_>> = packs.iter().map(|pack| Law { pack, origin: "test" }).collect();
    let mut problems = Diagnostics::default();
    judge(document, &law, options, &mut problems).unwrap_or_else(|| panic!("{:?}", problems.sorted()))
}

/// Everything that can be asked about a scenario: who, what, and on which days something changes.
pub struct Questions {
    pub stories: Stories,
    pub people: PeopleAlgebra,
    pub cuts: Vec<Day>,
    grid: Grid,
}

impl Questions {
    pub fn new(document: &Document, packs: &[&Pack], options: &Options) -> Questions {
        let stories = stories(document, &options.variations, &mut Diagnostics::default()).expect("stories");
        let people = stories.people.clone();
        let grid = Grid::new(&stories, packs);
        Questions { people, cuts: grid.cuts.clone(), grid, stories }
    }

    /// First and last day of every segment.
    pub fn edges(&self) -> BTreeSet<Day> {
        self.cuts.windows(2).flat_map(|pair| [pair[0], pair[1].plus(-1)]).collect()
    }

    fn subjects(&self, judged: Judged) -> (Block, BTreeSet<Name>) {
        let block = match judged {
            Judged::Leg | Judged::Task => Block::Flows,
            Judged::Consent => Block::Consents,
            Judged::Party => Block::Parties,
            Judged::Holding => Block::Holdings,
            Judged::Event => Block::Events,
        };
        (block, self.stories.models().flat_map(|model| model.block(block)).map(|entity| entity.id.clone()).collect())
    }

    /// Every question about a day.
    pub fn on(&self, pack: &Pack, day: Day) -> Vec<Query> {
        let mut found = Vec::new();
        for (rule, statement) in pack.rules.iter().enumerate() {
            let (block, subjects) = self.subjects(statement.judges);
            for subject in subjects {
                let named = |key: &str| -> BTreeSet<Name> {
                    let told = self.stories.models().filter_map(|model| model.find(block, &subject));
                    told.flat_map(|entity| entity.fact(key).words()).map(|item| item.name.clone()).collect()
                };
                let items = named("data");
                let items: Vec<Option<Name>> = if items.is_empty() { vec![None] } else { items.into_iter().map(Some).collect() };
                let groups: Vec<Name> = named(if block == Block::Consents { "by" } else { "people" }).into_iter().collect();
                let regions: Vec<Region> =
                    if block == Block::Parties { vec![0] } else { self.grid.regions(&self.stories, &subject, &groups) };
                for region in regions {
                    found.extend(items.iter().map(|item| Query { rule, block, subject: subject.clone(), region, item: item.clone(), day }));
                }
            }
        }
        found
    }

    /// Cells on the first day of a row that this row and no other of its duty can mean.
    pub fn clear_cells(&self, finding: &Finding, all: &[Finding], pack: &Pack) -> Vec<(Place, Query)> {
        let queries = self.on(pack, finding.period.from).into_iter().filter(|query| pack.rules[query.rule].id == finding.rule);
        let clear = queries.filter(|query| {
            let rows = self.rows(all, &finding.rule, &finding.answers, query);
            matches!(rows.as_slice(), [only] if std::ptr::eq(*only, finding)) && self.people.groups_of(query.region).len() <= 1
        });
        clear.map(|query| (self.place(pack, &finding.answers, &query), query)).collect()
    }

    pub fn place(&self, pack: &Pack, party: &Name, query: &Query) -> Place {
        let mut groups: Vec<Name> = self.people.groups_of(query.region).into_iter().cloned().collect();
        groups.sort();
        (pack.rules[query.rule].id.clone(), party.clone(), query.block, query.subject.clone(), groups, query.item.clone(), query.day)
    }

    /// The rows that may cover a cell: a row of `g` may mean those of `g` who are in no other group.
    pub fn rows<'f>(&self, findings: &'f [Finding], rule: &str, answers: &str, query: &Query) -> Vec<&'f Finding> {
        let groups = self.people.groups_of(query.region);
        let covers = |name: &Name| name.split(" and ").all(|part| groups.iter().any(|group| &***group == part));
        let fits = |finding: &&Finding| {
            &*finding.rule == rule
                && &*finding.answers == answers
                && finding.block == query.block
                && finding.subject == query.subject
                && finding.period.contains(query.day)
                && query.item.as_ref().is_none_or(|item| finding.data.contains(item))
                && (finding.people.is_empty() || finding.people.iter().any(covers))
        };
        findings.iter().filter(fits).collect()
    }
}

/// What the rows say, in the reference's terms.
pub fn answer(finding: Option<&Finding>) -> Answer {
    match finding {
        Some(finding) => Answer { verdict: finding.verdict, decided_by: finding.decided_by.iter().map(|point| point.id.clone()).collect() },
        None => Answer { verdict: Verdict::NotApplicable, decided_by: BTreeSet::new() },
    }
}

/// Where a verdict stands: rule, who answers, what is judged, the person's groups, the item, and the day.
pub type Place = (Name, Name, Block, Name, Vec<Name>, Option<Name>, Day);

/// What the real evaluator says of cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// The verdicts; cells that no rule reaches are left out.
    pub answers: BTreeMap<Place, Answer>,
    /// Cells with too many open points.
    pub too_many: BTreeSet<Place>,
}

/// What the real evaluator says of every cell on some days.
pub fn cells(document: &Document, pack: &Pack, options: &Options, days: &dyn Fn(&Questions) -> BTreeSet<Day>) -> Cells {
    let questions = Questions::new(document, &[pack], options);
    let queries: Vec<Query> = days(&questions).into_iter().flat_map(|day| questions.on(pack, day)).collect();
    let real = real(document, &[pack], pack, options, &queries).expect("real answers");
    let mut found = Cells::default();
    for (query, answers) in queries.into_iter().zip(real) {
        for (party, mut said) in answers {
            let place = questions.place(pack, &party, &query);
            assert!(said.len() == 1, "one cell, several answers: {place:?} {said:?}");
            match said.remove(0) {
                Some(answer) => _ = found.answers.insert(place, answer),
                None => _ = found.too_many.insert(place),
            }
        }
    }
    found
}

/// First days of all segments.
pub fn starts(questions: &Questions) -> BTreeSet<Day> {
    questions.cuts.iter().rev().skip(1).copied().collect()
}

/// Whether a verdict stands in every world.
pub fn is_certain(answer: &Answer) -> bool {
    matches!(answer.verdict, Verdict::Violation | Verdict::Lawful | Verdict::NotApplicable)
}

/// What came of comparing the two evaluators.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Where they differ; at most a few.
    pub differences: Vec<String>,
    /// How many cells a rule reached.
    pub reached: usize,
    /// How many cells have more worlds than the reference can tell one by one.
    pub too_many: usize,
}

/// Compares the two evaluators on some days.
pub fn compared(document: &Document, pack: &Pack, options: &Options, days: &dyn Fn(&Questions) -> BTreeSet<Day>) -> Comparison {
    let questions = Questions::new(document, &[pack], options);
    let reference = Reference::new(document, &[pack], pack, options).expect("a reference");
    let queries: Vec<Query> = days(&questions).into_iter().flat_map(|day| questions.on(pack, day)).collect();
    let real = real(document, &[pack], pack, options, &queries).expect("real answers");
    let mut found = Comparison::default();
    for (query, got) in queries.iter().zip(&real) {
        let Some(wanted) = reference.verdicts(query) else {
            found.too_many += 1;
            continue;
        };
        let parties: BTreeSet<&Name> = wanted.keys().chain(got.keys()).collect();
        for party in parties {
            found.reached += 1;
            let (wanted, got) = (wanted.get(party), got.get(party).map(Vec::as_slice).unwrap_or_default());
            let equal = match (wanted, got) {
                (Some(wanted), [Some(got)]) => wanted == got,
                (wanted, got) => wanted.is_none() && got.is_empty() || matches!(got, [None]),
            };
            if !equal && found.differences.len() < 5 {
                let (rule, groups) = (&pack.rules[query.rule].id, questions.people.groups_of(query.region));
                let place = format!("{rule} {party} {} {groups:?} {:?} {}", query.subject, query.item, query.day);
                found.differences.push(format!("{place}:\n  reference {wanted:?}\n  real      {got:?}"));
            }
        }
    }
    found
}
