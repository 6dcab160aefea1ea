//! The registry as a page for people: `docs/keys.md`.

use super::{ATTRIBUTES, BINDINGS, Block, Kind, Level, OPERATORS, Silence, WordList, attributes_of, words_of};
use std::fmt::Write as _;

/// The page, in Markdown.
pub fn keys_page() -> String {
    let mut page = String::from("# Every key, word and operator\n\n");
    page.push_str("This page is written from the registry in `src/vocabulary/`; a test keeps it current.\n\n");
    page.push_str("Every entry of every block also takes `title`, `note`, `source` and `like`.\n\n");
    for block in Block::ALL {
        let _ = writeln!(
            page,
            "## `{}`\n\n| key | value | if not written | first met in | meaning | 한국어 |\n|---|---|---|---|---|---|",
            block.key()
        );
        for attribute in attributes_of(block) {
            let (key, value, silence, level) = (attribute.key, kind(attribute.kind), silence(attribute.silence), level(attribute.level));
            let _ = writeln!(page, "| `{key}` | {value} | {silence} | {level} | {} | {} |", attribute.en, attribute.ko);
        }
        page.push('\n');
    }
    page.push_str("## Words\n\n");
    for (name, list) in lists() {
        let words: Vec<String> = words_of(list)
            .iter()
            .map(|word| {
                if word.parent.is_empty() {
                    format!("`{}` ({})", word.name, word.ko)
                } else {
                    format!("`{}` ({}, below `{}`)", word.name, word.ko, word.parent)
                }
            })
            .collect();
        let _ = writeln!(page, "**{name}**: {}.\n", words.join(", "));
    }
    page.push_str("## What a path in a condition starts from\n\n");
    let bindings: Vec<String> = BINDINGS.iter().map(|(word, _)| format!("`{word}`")).collect();
    let _ = writeln!(page, "{}.\n", bindings.join(", "));
    page.push_str("## Operators\n\n");
    for operator in OPERATORS {
        let _ = writeln!(page, "**`{}`** ({}): {}.\n", operator.name, operator.ko, operator.en);
        for argument in operator.arguments {
            let _ = writeln!(page, "- `{}`: {}", argument.key, argument.en);
        }
        page.push('\n');
    }
    let _ = writeln!(page, "There are {} keys.", ATTRIBUTES.len());
    page
}

/// The closed word lists with the names that people use for them.
pub fn lists() -> [(&'static str, WordList); 17] {
    [
        ("sector", WordList::Sector),
        ("consents.for", WordList::Act),
        ("flows.act", WordList::FlowAct),
        ("purpose", WordList::Purpose),
        ("data categories", WordList::Category),
        ("technique", WordList::Technique),
        ("frequency", WordList::Frequency),
        ("channel", WordList::Channel),
        ("form of consent, weakest first", WordList::Form),
        ("relation", WordList::Relation),
        ("told", WordList::Told),
        ("needed_for", WordList::Need),
        ("events.kind", WordList::EventKind),
        ("fault", WordList::Fault),
        ("evidence, weakest first", WordList::Evidence),
        ("confidence of a decided row, surest first", WordList::Confidence),
        ("leg.kind", WordList::LegKind),
    ]
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text, or `{ en, ko }`",
        Kind::Word(WordList::Country) | Kind::Words(WordList::Country) => "countries",
        Kind::Word(_) => "word",
        Kind::Words(_) => "words",
        Kind::WordByItem(_) => "word, or word by item",
        Kind::Parties => "parties, or `none`",
        Kind::PartyOrGroup => "party or group of people",
        Kind::Groups => "groups of people",
        Kind::DataItems => "data items or categories",
        Kind::DataOrFlows => "data items, or `flows.ID`",
        Kind::Tasks => "tasks",
        Kind::Contracts => "contract",
        Kind::Flows => "flows",
        Kind::Judgment => "`yes`, `no`, `unknown`",
        Kind::Needs => "needs with judgments, each also by group or item",
        Kind::Told => "what was told, with what was said",
        Kind::Period => "period",
        Kind::Date => "date, or `none`",
        Kind::Count => "number, or `{ at_least, at_most }`",
        Kind::Frequency => "word, or `{ times: n }`",
        Kind::Records => "`{ count, unit }`",
        Kind::Money => "`{ amount, currency, scope, year }`",
        Kind::Shares => "parties with per cent",
        Kind::SourceReferences => "sources",
    }
}

fn silence(silence: Silence) -> String {
    match silence {
        Silence::NotStated => "nobody said".to_owned(),
        Silence::No => "none".to_owned(),
        Silence::Default(word) => format!("`{word}`"),
        Silence::Required => "must be written".to_owned(),
        Silence::Inherited => "as in `part_of`".to_owned(),
        Silence::Derived => "follows from the rest".to_owned(),
        Silence::NotReliedOn => "nobody relies on it".to_owned(),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Start => "a first file",
        Level::Case => "a real case",
        Level::Expert => "special cases",
    }
}
