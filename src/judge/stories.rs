//! All stories of a scenario at once: what the versions of the disputes change, split into shape and judgment.
//!
//! A dispute that only changes judgments and instruments becomes [`crate::scenario::Fact::Disputed`] facts in one model.
//! A dispute that changes the shape (ends, people, items, periods) multiplies models: one [`Story`] for each combination of its versions.
//! A dispute that only reads the law sets nothing: it says how its speakers read an open question.

use crate::date::Day;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::graph::{FlowGraph, Labels, Token};
use crate::scenario::instantiate::{blocks_written, differs_in_structure, instantiate_near, new_instruments_differ};
use crate::scenario::{Choice, DisputeId, Document, Entity, Fact, Model, PeopleAlgebra, Variation, Version, instantiate, merge_versions};
use crate::text::Name;
use crate::vocabulary::Block;

/// At most so many combinations of versions that change the shape.
const MAX_SHAPES: usize = 256;

/// One shape of the facts; judgments in it may still be disputed.
#[derive(Debug, Clone)]
pub struct Story {
    /// The versions that give it its shape.
    pub versions: Vec<(DisputeId, usize)>,
    /// The facts.
    pub model: Model,
    /// The data-flow graph.
    pub graph: FlowGraph,
    /// What may be where.
    pub labels: Labels,
}

/// Everything a scenario can have been.
#[derive(Debug, Clone)]
pub struct Stories {
    /// The shapes, at least one.
    pub stories: Vec<Story>,
    /// The groups of people.
    pub people: PeopleAlgebra,
    /// Readings that the scenario itself settles.
    pub settled_readings: Vec<(Name, Name)>,
    /// Disputes that only read the law.
    pub about_law: Vec<DisputeId>,
    /// Versions and variations that change nothing.
    pub without_effect: Vec<Diagnostic>,
}

/// Works out all stories of a document under some variations.
pub fn stories(document: &Document, variations: &[usize], diagnostics: &mut Diagnostics) -> Option<Stories> {
    let count = document.disputes.len();
    let choose = |chosen: &[(usize, usize)]| Choice {
        versions: (0..count).map(|at| chosen.iter().find(|(dispute, _)| *dispute == at).map(|(_, version)| *version)).collect(),
        variations: variations.to_vec(),
    };
    let original = instantiate(document, &choose(&[]));
    let alone: Vec<Vec<Model>> = document
        .disputes
        .iter()
        .enumerate()
        .map(|(at, dispute)| {
            (0..dispute.versions.len())
                .map(|version| {
                    let written = blocks_written(dispute.versions.get(version).and_then(|version| version.change.as_ref()));
                    let instance = instantiate_near(document, &choose(&[(at, version)]), &original.model, &written);
                    diagnostics.extend(relevant(&instance.diagnostics, &original.diagnostics));
                    instance.model
                })
                .collect()
        })
        .collect();
    let about_law = disputes_about_law(document);
    let structural: Vec<usize> =
        (0..count).filter(|at| alone.get(*at).is_some_and(|versions| change_shape(&original.model, versions))).collect();
    let shapes: usize = structural.iter().map(|at| document.disputes.get(*at).map_or(1, |dispute| dispute.versions.len())).product();
    if shapes > MAX_SHAPES {
        let span = structural.last().and_then(|at| document.disputes.get(*at)).map_or(document.span, |dispute| dispute.span);
        let message =
            format!("the disputes over who sent what to whom, and when, combine to {shapes} different graphs, more than {MAX_SHAPES}");
        diagnostics
            .push(Diagnostic::new(&codes::TOO_MANY_POINTS, span, message).help("settle some of them with `--as`, or by stating the facts"));
        return None;
    }
    if structural.is_empty() {
        diagnostics.extend(original.diagnostics.clone());
    }
    let mut all = Vec::new();
    for shape in combinations(
        &structural.iter().map(|at| (*at, document.disputes.get(*at).map_or(1, |dispute| dispute.versions.len()))).collect::<Vec<_>>(),
    ) {
        let base = if shape.is_empty() { original.clone() } else { instantiate(document, &choose(&shape)) };
        diagnostics.extend(base.diagnostics);
        let mut model = base.model.clone();
        for (at, versions) in alone.iter().enumerate().filter(|(at, _)| !structural.contains(at) && !about_law.contains(&DisputeId(*at))) {
            let together: Vec<Model> = if shape.is_empty() {
                versions.clone()
            } else {
                (0..versions.len())
                    .map(|version| {
                        let written = document
                            .disputes
                            .get(at)
                            .and_then(|dispute| dispute.versions.get(version))
                            .map(|version| blocks_written(version.change.as_ref()))
                            .unwrap_or_default();
                        instantiate_near(document, &choose(&[shape.as_slice(), &[(at, version)]].concat()), &base.model, &written).model
                    })
                    .collect()
            };
            merge_versions(&mut model, DisputeId(at), &together.iter().collect::<Vec<_>>(), &base.model);
        }
        model.readings.clear();
        let graph = FlowGraph::new(&model);
        let labels = Labels::new(&graph, &model);
        all.push(Story {
            versions: shape.iter().map(|(dispute, version)| (DisputeId(*dispute), *version)).collect(),
            model,
            graph,
            labels,
        });
    }
    let people = PeopleAlgebra::new(&all.first()?.model);
    let settled_readings =
        original.model.readings.iter().filter_map(|(question, fact)| Some((question.name.clone(), fact.word()?.clone()))).collect();
    let without_effect = effectless(document, variations, &original.model, &alone);
    Some(Stories { stories: all, people, settled_readings, about_law, without_effect })
}

/// Whether the versions of a dispute change the graph, or each bring in an instrument of their own under one id.
fn change_shape(original: &Model, versions: &[Model]) -> bool {
    versions.iter().any(|model| differs_in_structure(original, model))
        || versions
            .iter()
            .enumerate()
            .any(|(at, one)| versions.iter().skip(at + 1).any(|other| new_instruments_differ(original, one, other)))
}

/// Problems of one version that the base does not have already.
fn relevant(found: &Diagnostics, already: &Diagnostics) -> Diagnostics {
    let mut new = Diagnostics::default();
    for problem in found.sorted() {
        // What the base lacks, a version may bring: only problems of the version itself count here.
        if !already.sorted().contains(&problem) && problem.code != &codes::MISSING_KEY {
            new.push(problem.clone());
        }
    }
    new
}

/// The disputes that only read the law.
fn disputes_about_law(document: &Document) -> Vec<DisputeId> {
    let reads = |at: &usize| {
        document.disputes.get(*at).is_some_and(|dispute| dispute.versions.iter().any(|version| !readings_in(version).is_empty()))
    };
    (0..document.disputes.len()).filter(reads).map(DisputeId).collect()
}

/// How a version reads open questions: question and reading.
pub fn readings_in(version: &Version) -> Vec<(Name, Name)> {
    let read = version.change.as_ref().and_then(|change| change.get("readings")).map(crate::syntax::Node::entries).unwrap_or_default();
    read.iter().filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone()))).collect()
}

fn combinations(disputes: &[(usize, usize)]) -> Vec<Vec<(usize, usize)>> {
    let mut all = vec![Vec::new()];
    for (dispute, versions) in disputes {
        all = all
            .iter()
            .flat_map(|chosen: &Vec<(usize, usize)>| {
                (0..*versions).map(move |version| [chosen.as_slice(), &[(*dispute, version)]].concat())
            })
            .collect();
    }
    all
}

fn effectless(document: &Document, variations: &[usize], original: &Model, alone: &[Vec<Model>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A variation may well write what a dispute is about: that says nothing about the dispute.
    let undisturbed = document.disputes.iter().zip(alone).filter(|_| variations.is_empty());
    for (dispute, models) in undisturbed {
        for (version, model) in dispute.versions.iter().zip(models) {
            if version.change.is_some() && says_the_same(original, model) {
                found.push(
                    Diagnostic::new(
                        &codes::NO_EFFECT,
                        version.span,
                        format!("version `{}` of `{}` changes nothing", version.id, dispute.id),
                    )
                    .help("what it writes is already so; write `change: none` if that is meant"),
                );
            }
        }
    }
    for (at, chosen) in variations.iter().enumerate() {
        let choice = |variations: &[usize]| Choice { versions: vec![None; document.disputes.len()], variations: variations.to_vec() };
        let before = instantiate(document, &choice(variations.get(..at).unwrap_or_default())).model;
        let after = instantiate(document, &choice(variations.get(..=at).unwrap_or_default())).model;
        // A variation that only joins others says nothing of its own.
        let own = |variation: &&Variation| !variation.change.entries().is_empty() && says_the_same(&before, &after);
        if let Some(variation) = document.variations.get(*chosen).filter(own) {
            found.push(
                Diagnostic::new(&codes::NO_EFFECT, variation.span, format!("variation `{}` changes nothing", variation.id))
                    .help("what it writes is already so"),
            );
        }
    }
    found
}

fn says_the_same(a: &Model, b: &Model) -> bool {
    let readings = |model: &Model| model.readings.iter().map(|(key, fact)| (key.name.clone(), fact.to_string())).collect::<Vec<_>>();
    readings(a) == readings(b)
        && a.declared_none == b.declared_none
        && Block::ALL.into_iter().filter(|block| !a.shares(b, *block)).all(|block| blocks_say_the_same(a, b, block))
}

impl Stories {
    /// For each story the first one that says the same about a flow and everything that is judged with it.
    pub fn same_about(&self, flow: &str) -> Vec<usize> {
        let mut first: Vec<usize> = Vec::new();
        for (at, story) in self.stories.iter().enumerate() {
            let earlier = (0..at).find(|other| {
                first.get(*other) == Some(other) && self.stories.get(*other).is_some_and(|other| other.says_the_same_about(story, flow))
            });
            first.push(earlier.unwrap_or(at));
        }
        first
    }

    /// Facts of every shape, to look for something anywhere.
    pub fn models(&self) -> impl Iterator<Item = &Model> {
        self.stories.iter().map(|story| &story.model)
    }
}

impl Story {
    fn says_the_same_about(&self, other: &Story, flow: &str) -> bool {
        let (Some(own), Some(theirs)) = (self.model.find(Block::Flows, flow), other.model.find(Block::Flows, flow)) else { return false };
        // What a flow carries on matters for sanctions only, and those look at all stories.
        let keys = own.facts().iter().chain(theirs.facts()).map(|(key, _)| *key).filter(|key| *key != "continues");
        keys.into_iter().all(|key| own.fact(key).says_the_same(theirs.fact(key)))
            && self.elsewhere_same(other)
            && self.same_origin(other, own)
    }

    /// All blocks but the flows say the same.
    fn elsewhere_same(&self, other: &Story) -> bool {
        self.model.declared_none == other.model.declared_none
            && Block::ALL
                .into_iter()
                .filter(|block| *block != Block::Flows && !self.model.shares(&other.model, *block))
                .all(|block| blocks_say_the_same(&self.model, &other.model, block))
    }

    /// What is sent may have come along in the same ways. Flows are compared by id, since their places may differ.
    fn same_origin(&self, other: &Story, flow: &Entity) -> bool {
        let named: Vec<Name> =
            flow.fact("from").words().iter().chain(flow.fact("caused_by").words()).map(|item| item.name.clone()).collect();
        let parties = || self.model.block(Block::Parties).iter().map(|party| party.id.clone());
        // Where the people themselves send, whoever the recipient works for hands the data to it in law.
        let senders: Vec<Name> = if parties().any(|party| named.contains(&party)) { named } else { parties().collect() };
        let came = |story: &Story| -> Vec<(Name, Vec<(Token, Day)>)> {
            let mut found = Vec::new();
            for sender in &senders {
                for item in flow.fact("data").words() {
                    let label = story.graph.find(sender, &item.name).and_then(|node| story.labels.of(node));
                    found.push((item.name.clone(), label.into_iter().flatten().map(|(token, day)| (token.clone(), *day)).collect()));
                }
            }
            found
        };
        let ids = |story: &Story| story.model.block(Block::Flows).iter().map(|flow| flow.id.clone()).collect::<Vec<_>>();
        ids(self) == ids(other) && came(self) == came(other)
    }
}

fn blocks_say_the_same(a: &Model, b: &Model, block: Block) -> bool {
    let (before, after) = (a.block(block), b.block(block));
    before.len() == after.len()
        && before.iter().all(|entity| {
            b.find(block, &entity.id).is_some_and(|other| {
                let mut keys = entity.facts().iter().chain(other.facts()).map(|(key, _)| *key);
                keys.all(|key| entity.fact(key).says_the_same(other.fact(key)))
            })
        })
}

/// Every plain value inside a fact, in whichever version.
pub(crate) fn values_in(fact: &Fact) -> Vec<&crate::scenario::Value> {
    match fact {
        Fact::Stated(value, _) => vec![value],
        Fact::Disputed(_, versions) => versions.iter().flat_map(values_in).collect(),
        Fact::Absent | Fact::Unknown(_) => Vec::new(),
    }
}
