//! Every stated fact with where it stands, who says it and where that can be read.

use super::{Cell, Table, clean};
use crate::outcome::Reason;
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::scenario::{Choice, Dispute, Document, Entity, Fact, Model, Value, Version, instantiate};
use crate::source::{Sources, Span};
use crate::text::{Language, Name};
use crate::vocabulary::{Block, attribute};
use std::collections::BTreeMap;

/// Where the facts of a run come from.
#[derive(Debug)]
pub struct Provenance {
    facts: Vec<Stated>,
    sources: Vec<Source>,
    by_place: BTreeMap<Span, Vec<Name>>,
}

/// One fact as a row.
#[derive(Debug)]
struct Stated {
    /// The dispute and the version that tells it, by their places; nothing where nobody disputes it.
    told_in: Option<(usize, usize)>,
    block: Block,
    entry: Name,
    key: &'static str,
    title: String,
    value: String,
    status: String,
    said_by: Vec<Name>,
    evidence: String,
    sources: Vec<Name>,
    place: String,
}

/// Something that can be read.
#[derive(Debug, Clone)]
struct Source {
    id: Name,
    title: String,
    by: Vec<Name>,
    date: Option<crate::date::VagueDate>,
    publisher: String,
    page: String,
    url: String,
}

impl Provenance {
    /// Collects the facts of a run: first what nobody disputes, then what each version adds.
    pub fn new(report: &Report<'_>, document: &Document, files: &Sources) -> Provenance {
        let sources: Vec<Source> = report.facts.block(Block::Sources).iter().map(|entity| source(report, entity)).collect();
        let mut provenance = Provenance { facts: Vec::new(), sources, by_place: BTreeMap::new() };
        for block in Block::ALL.into_iter().filter(|block| *block != Block::Sources) {
            for entity in report.facts.block(block) {
                provenance.undisputed(report, block, entity, files);
            }
        }
        let variations: Vec<usize> = report.judgement.variations.iter().filter_map(|(id, _)| document.variation(id)).collect();
        for (at, dispute) in document.disputes.iter().enumerate() {
            for (version_at, version) in dispute.versions.iter().enumerate() {
                let mut versions = vec![None; document.disputes.len()];
                if let Some(chosen) = versions.get_mut(at) {
                    *chosen = Some(version_at);
                }
                let model = instantiate(document, &Choice { versions, variations: variations.clone() }).model;
                provenance.told(report, (at, version_at), (dispute, version), &model, files);
            }
        }
        provenance
    }

    fn undisputed(&mut self, report: &Report<'_>, block: Block, entity: &Entity, files: &Sources) {
        for (key, fact) in entity.facts().iter().filter(|(key, _)| is_a_fact(key)) {
            let sources = sources_of(entity, key);
            if let Some(span) = fact.span() {
                self.by_place.insert(span, sources.clone());
            }
            let said_by = self.said_by(&sources);
            self.facts.push(Stated {
                told_in: None,
                block,
                entry: entity.id.clone(),
                key,
                title: clean(entity.title.get(report.language)),
                value: clean(&value(fact, report.language)),
                status: status(fact).say(report.language),
                said_by,
                evidence: String::new(),
                sources,
                place: files.line_reference(fact.span().unwrap_or(entity.span)),
            });
        }
    }

    /// What is different where a version is true.
    fn told(
        &mut self,
        report: &Report<'_>,
        place: (usize, usize),
        (dispute, version): (&Dispute, &Version),
        model: &Model,
        files: &Sources,
    ) {
        let status = clean(&Message::StatusDisputed.fill(report.language, &[report.text(&dispute.question)]));
        for block in Block::ALL.into_iter().filter(|block| !model.shares(&report.facts, *block)) {
            let before: BTreeMap<&str, &Entity> = report.facts.block(block).iter().map(|entity| (&*entity.id, entity)).collect();
            for entity in model.block(block) {
                let old = before.get(&*entity.id);
                let differs = |key: &str, fact: &Fact| old.is_none_or(|old| !old.fact(key).says_the_same(fact));
                for (key, fact) in entity.facts().iter().filter(|(key, fact)| is_a_fact(key) && differs(key, fact)) {
                    if let Some(span) = fact.span() {
                        self.by_place.insert(span, version.sources.clone());
                    }
                    self.facts.push(Stated {
                        told_in: Some(place),
                        block,
                        entry: entity.id.clone(),
                        key,
                        title: clean(entity.title.get(report.language)),
                        value: clean(&value(fact, report.language)),
                        status: status.clone(),
                        said_by: version.by.iter().map(|item| item.name.clone()).collect(),
                        evidence: version.evidence.as_ref().map_or_else(String::new, ToString::to_string),
                        sources: version.sources.clone(),
                        place: files.line_reference(fact.span().unwrap_or(version.span)),
                    });
                }
            }
        }
    }

    fn said_by(&self, sources: &[Name]) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        for name in self.sources.iter().filter(|source| sources.contains(&source.id)).flat_map(|source| &source.by) {
            if !found.contains(name) {
                found.push(name.clone());
            }
        }
        found
    }

    /// The sources of the fact that a reason names.
    pub fn of_reason(&self, reason: &Reason) -> &[Name] {
        reason.span.and_then(|span| self.by_place.get(&span)).map_or(&[], Vec::as_slice)
    }

    /// A source as people read it, and its address where it is one that a browser may open.
    pub fn citation(&self, id: &str) -> (String, Option<String>) {
        let Some(source) = self.sources.iter().find(|source| &*source.id == id) else { return (clean(id), None) };
        let by = joined(&source.by);
        let date = source.date.map_or_else(String::new, |date| date.to_string());
        let parts = [source.title.as_str(), &source.publisher, &by, &date, &source.page];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (clean(&format!("{id}: {}", parts.join(", "))), web_address(&source.url))
    }

    /// What a version of a dispute tells, both by their places: `tasks.scoring.work_of: shop`.
    pub fn told_in(&self, dispute: usize, version: usize) -> Vec<String> {
        let told = self.facts.iter().filter(|fact| fact.told_in == Some((dispute, version)));
        told.map(|fact| format!("{}.{}.{}: {}", fact.block.key(), fact.entry, fact.key, fact.value)).collect()
    }

    /// How many facts name a source, of how many.
    pub fn sourced(&self) -> (usize, usize) {
        (self.facts.iter().filter(|fact| !fact.sources.is_empty()).count(), self.facts.len())
    }

    /// Every fact.
    pub fn table(&self, language: Language) -> Table {
        let mut table = Table::new(
            "facts",
            Message::SectionFacts,
            language,
            &[
                ("fact", Message::ColumnFact, 36),
                ("title", Message::ColumnTitle, 0),
                ("meaning", Message::ColumnMeaning, 32),
                ("value", Message::ColumnValue, 44),
                ("status", Message::ColumnStatus, 30),
                ("said_by", Message::ColumnSaidBy, 18),
                ("evidence", Message::ColumnEvidence, 0),
                ("source", Message::ColumnSource, 24),
                ("place", Message::ColumnPlace, 34),
            ],
        );
        for fact in &self.facts {
            let meaning = attribute(fact.block, fact.key)
                .map_or("", |attribute| if language == Language::Korean { attribute.ko } else { attribute.en });
            table.rows.push(vec![
                Cell::text(format!("{}.{}.{}", fact.block.key(), fact.entry, fact.key)),
                Cell::text(&fact.title),
                Cell::text(meaning),
                Cell::text(&fact.value),
                Cell::text(&fact.status),
                Cell::text(joined(&fact.said_by)),
                Cell::text(&fact.evidence),
                Cell::text(joined(&fact.sources)),
                Cell::text(&fact.place),
            ]);
        }
        table
    }

    /// Entries with the keys for which nobody names a source.
    pub fn unsourced(&self, language: Language) -> Table {
        let mut table = Table::new(
            "unsourced",
            Message::SectionUnsourced,
            language,
            &[
                ("entry", Message::ColumnEntry, 34),
                ("title", Message::ColumnTitle, 40),
                ("keys", Message::ColumnKeys, 50),
                ("place", Message::ColumnPlace, 34),
            ],
        );
        let mut entries: Vec<(Block, &Name, &Stated, Vec<&str>)> = Vec::new();
        for fact in self.facts.iter().filter(|fact| fact.sources.is_empty()) {
            match entries.last_mut() {
                Some((block, entry, _, keys)) if *block == fact.block && **entry == fact.entry => keys.push(fact.key),
                _ => entries.push((fact.block, &fact.entry, fact, vec![fact.key])),
            }
        }
        for (block, entry, first, keys) in entries {
            table.rows.push(vec![
                Cell::text(format!("{}.{entry}", block.key())),
                Cell::text(&first.title),
                Cell::text(keys.join(", ")),
                Cell::text(&first.place),
            ]);
        }
        table
    }

    /// The sources, with how many facts each one carries.
    pub fn sources(&self, report: &Report<'_>) -> Table {
        let mut table = Table::new(
            "sources",
            Message::SectionSources,
            report.language,
            &[
                ("id", Message::ColumnId, 18),
                ("title", Message::ColumnTitle, 60),
                ("by", Message::ColumnSaidBy, 22),
                ("date", Message::ColumnDate, 12),
                ("publisher", Message::ColumnPublisher, 22),
                ("page", Message::ColumnPage, 0),
                ("url", Message::ColumnUrl, 50),
                ("facts", Message::ColumnFacts, 10),
            ],
        );
        for source in &self.sources {
            let facts = self.facts.iter().filter(|fact| fact.sources.contains(&source.id)).count();
            let by: Vec<String> = source.by.iter().map(|party| report.party(party)).collect();
            table.rows.push(vec![
                Cell::text(&source.id),
                Cell::text(&source.title),
                Cell::text(by.join(", ")),
                source.date.map_or_else(|| Cell::Date(None, String::new()), Cell::date),
                Cell::text(&source.publisher),
                Cell::text(&source.page),
                Cell::text(&source.url),
                Cell::Number(u64::try_from(facts).ok()),
            ]);
        }
        table
    }
}

/// An address that a browser may open from a page: never a script, never a file.
pub fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && !url.contains(char::is_whitespace)).then(|| clean(url))
}

/// What an entry is called is no fact about it.
fn is_a_fact(key: &str) -> bool {
    !matches!(key, "name" | "title" | "note")
}

fn status(fact: &Fact) -> Message {
    match fact {
        Fact::Unknown(_) => Message::StatusUnknown,
        Fact::Absent => Message::NotStated,
        Fact::Stated(..) | Fact::Disputed(..) => Message::StatusStated,
    }
}

fn value(fact: &Fact, language: Language) -> String {
    match fact {
        Fact::Stated(Value::Text(text), _) => text.get(language).to_owned(),
        fact => fact.to_string(),
    }
}

/// What is said about the key itself goes before what is said about the whole entry.
fn sources_of(entity: &Entity, key: &str) -> Vec<Name> {
    let of = |wanted: &str| entity.sources.iter().find(|(fact, _)| &**fact == wanted).map(|(_, names)| names.clone());
    of(key).or_else(|| of("all")).unwrap_or_default()
}

fn source(report: &Report<'_>, entity: &Entity) -> Source {
    let text = |key: &str| match entity.fact(key).stated() {
        Some(Value::Text(text)) => clean(report.text(text)),
        _ => String::new(),
    };
    let date = match entity.fact("date").stated() {
        Some(Value::Date(date)) => *date,
        _ => None,
    };
    Source {
        id: entity.id.clone(),
        title: clean(entity.title.get(report.language)),
        by: entity.fact("by").words().iter().map(|item| item.name.clone()).collect(),
        date,
        publisher: text("publisher"),
        page: text("place"),
        url: text("url"),
    }
}

fn joined(names: &[Name]) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join(", ")
}
