//! What the columns of a comparison are: `FILE`, `FILE#variation`, `FILE@party`, and what the options add.

use crate::run::no_variation;
use flowlaw::date::{Day, VagueDate};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes};
use flowlaw::report::messages::Message;
use flowlaw::scenario::Document;
use flowlaw::text::{Language, Name};
use std::path::{Path, PathBuf};

/// A column as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The file or folder.
    pub path: PathBuf,
    /// Variations, in the order in which they were typed.
    pub variations: Vec<String>,
    /// In whose version.
    pub party: Option<String>,
}

/// A column as it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What people call it.
    pub label: String,
    /// The file or folder.
    pub path: PathBuf,
    /// Variations.
    pub variations: Vec<String>,
    /// In whose version.
    pub party: Option<String>,
    /// The day whose law is taken.
    pub law_as_of: Option<Day>,
}

/// What the options add.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// `--variations`
    pub variations: &'a [String],
    /// `--as`
    pub parties: &'a [String],
    /// `--law-as-of`
    pub days: &'a [String],
    /// For labels.
    pub language: Language,
}

impl Ask {
    /// Reads `FILE`, `FILE#variation`, `FILE#a+b`, `FILE@party` or both; without a file, that of the first column is meant.
    pub fn parse(text: &str, first: Option<&String>, problems: &mut Diagnostics) -> Option<Ask> {
        if Path::new(text).exists() {
            return Some(Ask { path: text.into(), variations: Vec::new(), party: None });
        }
        let end = text.find(['#', '@']).unwrap_or(text.len());
        let (mut path, mut rest) = text.split_at(end);
        let (mut variations, mut party) = (Vec::new(), None);
        while let Some(mark) = rest.chars().next() {
            let tail = rest.get(1..).unwrap_or_default();
            let end = tail.find(['#', '@']).unwrap_or(tail.len());
            let (name, after) = tail.split_at(end);
            if name.is_empty() || name.split('+').any(str::is_empty) {
                let what = if mark == '#' { "variation" } else { "party" };
                let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("`{text}` names no {what} after `{mark}`"));
                problems.push(problem.help("write `FILE#VARIATION`, `FILE#ONE+OTHER` or `FILE@PARTY`"));
                return None;
            }
            match mark {
                '#' => variations.extend(name.split('+').map(str::to_owned)),
                _ => party = Some(name.to_owned()),
            }
            rest = after;
        }
        if path.is_empty() {
            let first = first.map(String::as_str).unwrap_or_default();
            path = if Path::new(first).exists() { first } else { first.split(['#', '@']).next().unwrap_or_default() };
        }
        let path = if path.is_empty() { "scenario.yaml" } else { path };
        Some(Ask { path: path.into(), variations, party })
    }
}

/// The columns: each one that was typed, once for every variation, party and day that the options name.
/// `document` finds the scenario of a path; nothing comes back where something does not exist, and then the problems say what.
pub fn asked<'d>(
    asks: &[Ask],
    wish: &Wish<'_>,
    document: impl Fn(&Path) -> Option<&'d Document>,
    problems: &mut Diagnostics,
) -> Option<Vec<Asked>> {
    let days: Vec<Day> = wish.days.iter().map(|text| day(text, problems)).collect::<Option<_>>()?;
    let mut columns: Vec<Asked> = Vec::new();
    for ask in asks {
        let Some(document) = document(&ask.path) else { continue };
        for variations in variation_sets(ask, wish, document, problems) {
            check_clash(document, &variations, problems);
            for party in accounts(ask, wish, document, asks.len() > 1 || !wish.variations.is_empty() || wish.days.len() > 1) {
                for law_as_of in law_days(&days, asks.len() > 1 || !wish.variations.is_empty() || wish.parties.len() > 1) {
                    let column = Asked {
                        label: String::new(),
                        path: ask.path.clone(),
                        variations: variations.clone(),
                        party: party.clone(),
                        law_as_of,
                    };
                    if !columns.contains(&column) {
                        columns.push(column);
                    }
                }
            }
        }
    }
    if problems.has_errors() {
        return None;
    }
    if columns.len() < 2 {
        problems.push(crate::commands::compare::too_few());
        return None;
    }
    let several_files = columns.iter().any(|column| columns.first().is_some_and(|first| first.path != column.path));
    let labels: Vec<String> = columns.iter().map(|column| label(column, &columns, several_files, wish.language)).collect();
    columns.iter_mut().zip(labels).for_each(|(column, label)| column.label = label);
    Some(columns)
}

fn day(text: &str, problems: &mut Diagnostics) -> Option<Day> {
    match VagueDate::parse(text) {
        Ok(date) => Some(date.last),
        Err(problem) => {
            problems.push(Diagnostic::without_place(&codes::BAD_DATE, problem));
            None
        }
    }
}

/// The file as it is comes first, then each variation.
fn variation_sets(ask: &Ask, wish: &Wish<'_>, document: &Document, problems: &mut Diagnostics) -> Vec<Vec<String>> {
    for name in ask.variations.iter().chain(wish.variations.iter().filter(|name| *name != "all")) {
        if document.variation(name).is_none() {
            problems.push(no_variation(document, name));
        }
    }
    let mut sets = vec![ask.variations.clone()];
    let all = wish.variations.iter().any(|name| name == "all");
    if all && document.variations.is_empty() {
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, "this scenario has no variations");
        problems.push(problem.help("write some under `variations:`, each with a `title` and a `change`"));
    }
    let named: Vec<String> =
        if all { document.variations.iter().map(|variation| variation.id.to_string()).collect() } else { wish.variations.to_vec() };
    sets.extend(named.into_iter().map(|name| ask.variations.iter().cloned().chain([name]).collect()));
    sets
}

/// Two variations that are tried together must not contradict each other.
fn check_clash(document: &Document, variations: &[String], problems: &mut Diagnostics) {
    let chosen: Vec<Name> = variations.iter().map(|name| name.as_str().into()).collect();
    if let Some(problem) = document.clash(&chosen) {
        problems.push(problem);
    }
}

/// On whose account: what the column says itself, else each of the parties that the options name.
fn accounts(ask: &Ask, wish: &Wish<'_>, document: &Document, compares_otherwise: bool) -> Vec<Option<String>> {
    if ask.party.is_some() || wish.parties.is_empty() {
        return vec![ask.party.clone()];
    }
    let mut parties: Vec<Option<String>> = Vec::new();
    for name in wish.parties {
        if name == "all" {
            parties.extend(document.speakers().iter().map(|party| Some(party.to_string())));
        } else {
            parties.push(Some(name.clone()));
        }
    }
    // One party alone is compared with nobody's side, unless there is something else to compare.
    if parties.len() == 1 && !compares_otherwise {
        parties.insert(0, None);
    }
    parties
}

/// One day alone is compared with the law as it changed in time, unless there is something else to compare.
fn law_days(days: &[Day], compares_otherwise: bool) -> Vec<Option<Day>> {
    let mut all: Vec<Option<Day>> = days.iter().copied().map(Some).collect();
    if all.is_empty() || (all.len() == 1 && !compares_otherwise) {
        all.insert(0, None);
    }
    all
}

/// Whatever tells a column from the others.
fn label(column: &Asked, all: &[Asked], several_files: bool, language: Language) -> String {
    let differs = |of: &dyn Fn(&Asked) -> String| all.first().is_some_and(|first| all.iter().any(|other| of(other) != of(first)));
    let mut parts = Vec::new();
    if several_files {
        parts.push(column.path.display().to_string());
    }
    if differs(&|column| column.variations.join("+")) && !column.variations.is_empty() {
        parts.push(column.variations.join(" + "));
    }
    if differs(&|column| column.party.clone().unwrap_or_default())
        && let Some(party) = &column.party
    {
        parts.push(if parts.is_empty() { party.clone() } else { format!("@{party}") });
    }
    if differs(&|column| format!("{:?}", column.law_as_of))
        && let Some(day) = column.law_as_of
    {
        parts.push(Message::CompareLawAsOf.fill(language, &[&day.to_string()]));
    }
    if parts.is_empty() { Message::CompareBase.say(language) } else { parts.join(" ") }
}
