//! Asks both evaluators the same question.

use flowlaw::date::Day;
use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::judge::case::Options;
use flowlaw::judge::grid::Grid;
use flowlaw::judge::reference::{Query, Reference, real};
use flowlaw::judge::stories::{Stories, stories};
use flowlaw::rules::{Judged, Pack};
use flowlaw::scenario::{Document, PeopleAlgebra, Region};
use flowlaw::source::Sources;
use flowlaw::text::Name;
use flowlaw::vocabulary::Block;
use std::collections::BTreeSet;

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

/// Problems as a user sees them.
pub fn shown(sources: &Sources, problems: &Diagnostics) -> Vec<String> {
    problems.sorted().into_iter().map(|problem| render(sources, problem, false)).collect()
}
