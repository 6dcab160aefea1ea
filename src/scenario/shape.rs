//! Checks what stands in a block against the registry, and expands the shorthands.
//!
//! After this, lists are lists, periods are `{ from, through }`, judgments are `yes`, `no` or `unknown`.
//! The same check serves the base and the patches of versions and variations, where lists may be `{ add, drop }` and `null` deletes.

use super::dates::{check_date, period};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::Name;
use crate::vocabulary::{Block, Kind, WordList, attribute, attributes_of, is_country, words_of, zone_names};

/// The keys that every entry takes.
pub(super) const COMMON_KEYS: &[&str] = &["title", "note", "source", "like"];

/// Where the checked text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the scenario itself.
    Base,
    /// In the change of a version or variation.
    Patch,
}

/// Checks a whole block (`flows: …`) and returns it with its shorthands expanded.
pub(super) fn block(block: Block, node: &Node, place: Place, diagnostics: &mut Diagnostics) -> Node {
    if node.is_word("none") && (block.is_instrument() || place == Place::Patch) {
        return node.clone();
    }
    if matches!(node.content, Content::Null) {
        let message = format!("`{}` is empty", block.key());
        diagnostics.push(
            Diagnostic::new(&codes::EMPTY_VALUE, node.span, message)
                .help(format!("name each {} on a line of its own, or remove the line", block.one())),
        );
        return Node::map(Vec::new(), node.span);
    }
    let Content::Map(entries) = &node.content else {
        let problem =
            Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{}` is {}, but should be a block", block.key(), node.kind_in_words()));
        diagnostics.push(problem.help(format!(
            "give each {} an id: `{}:` and, indented below it, `its_id: {{ … }}`",
            block.one(),
            block.key()
        )));
        return Node::map(Vec::new(), node.span);
    };
    let checked = entries.iter().filter_map(|item| {
        check_id(item, diagnostics);
        let value = entity(block, item, place, diagnostics)?;
        Some(Entry { key: item.key.clone(), key_span: item.key_span, value })
    });
    Node::map(checked.collect(), node.span)
}

fn check_id(item: &Entry, diagnostics: &mut Diagnostics) {
    let id = &item.key;
    let fits =
        id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !fits {
        let suggestion: String =
            id.to_lowercase().chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }).collect();
        let problem = Diagnostic::new(&codes::BAD_ID, item.key_span, format!("`{id}` cannot be an id"));
        let problem = problem.label("small letters, digits and `_`, starting with a letter");
        let usable = suggestion.starts_with(|c: char| c.is_ascii_lowercase());
        diagnostics.push(if usable {
            problem.help(format!("write `{suggestion}` here, and the name people read into `name` or `title`"))
        } else {
            problem.help("choose a short English id, and write the name people read into `name` or `title`")
        });
    } else if matches!(&**id, "court" | "none" | "unknown" | "yes" | "no" | "all") {
        diagnostics.push(Diagnostic::new(&codes::BAD_ID, item.key_span, format!("`{id}` has a meaning of its own and cannot be an id")));
    }
}

fn entity(block: Block, item: &Entry, place: Place, diagnostics: &mut Diagnostics) -> Option<Node> {
    let entries = match &item.value.content {
        Content::Map(entries) => entries,
        Content::Null if place == Place::Patch => return Some(item.value.clone()),
        Content::Null => {
            let problem =
                Diagnostic::new(&codes::EMPTY_VALUE, item.key_span, format!("nothing is said about {} `{}`", block.one(), item.key));
            diagnostics.push(problem.help("write its keys, indented, on the lines below"));
            return None;
        }
        Content::Scalar { .. } | Content::List(_) => {
            let problem = Diagnostic::new(
                &codes::WRONG_TYPE,
                item.value.span,
                format!("{} `{}` is {}, but should be a block of keys", block.one(), item.key, item.value.kind_in_words()),
            );
            let key = attributes_of(block).next().map_or("title", |attribute| attribute.key);
            diagnostics.push(problem.help(format!("write keys with their values, as in `{}: {{ {key}: … }}`", item.key)));
            return None;
        }
    };
    let checked = entries.iter().filter_map(|entry| attribute_entry(block, entry, place, diagnostics));
    Some(Node::map(checked.collect(), item.value.span))
}

fn attribute_entry(block: Block, entry: &Entry, place: Place, diagnostics: &mut Diagnostics) -> Option<Entry> {
    let kind = match (&*entry.key, attribute(block, &entry.key)) {
        (_, Some(attribute)) => attribute.kind,
        ("title" | "note", None) => Kind::Text,
        ("source", None) => Kind::SourceReferences,
        ("like", None) => Kind::Word(WordList::Open),
        (_, None) => {
            diagnostics.push(unknown_key(block, entry));
            return None;
        }
    };
    // What cannot be used counts as unknown from here on, so that nothing else is said about it.
    let value = value(kind, &entry.key, &entry.value, place, diagnostics).unwrap_or_else(|| unknown(entry.key_span));
    Some(Entry { key: entry.key.clone(), key_span: entry.key_span, value })
}

/// A value that nobody knows.
pub(super) fn unknown(span: Span) -> Node {
    Node::word("unknown", span)
}

fn unknown_key(block: Block, entry: &Entry) -> Diagnostic {
    let known = attributes_of(block).map(|attribute| attribute.key).chain(COMMON_KEYS.iter().copied());
    let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("a {} has no key `{}`", block.one(), entry.key));
    if let Some(key) = nearest(&entry.key, known) {
        return problem.help(format!("did you mean `{key}`?"));
    }
    if let Some(other) = Block::ALL.into_iter().find(|other| attribute(*other, &entry.key).is_some()) {
        return problem.help(format!("`{}` is a key of a {}", entry.key, other.one()));
    }
    if let Some(advice) = conclusion(&entry.key) {
        return problem.help(advice);
    }
    problem.help(format!("a {} can have {}", block.one(), listed(attributes_of(block).map(|attribute| attribute.key), 14)))
}

/// Conclusions of law that people try to type as facts, and the facts they follow from.
fn conclusion(key: &str) -> Option<&'static str> {
    match key {
        "mode" | "relation_claimed" | "processor_of" | "recipient_acts_for" | "role" | "recipient_role" | "controller" | "processor" => {
            Some(
                "this is a conclusion of law: state the facts of the work under `tasks` (done_by, work_of, benefits, instructed_by, supervised_by, own_use)",
            )
        }
        "legal_recipient" | "recipient" => {
            Some("who receives in law is a conclusion: state who physically gets the data (`to`) and for whom they work (`tasks`)")
        }
        "basis" | "legal_basis" | "mechanism" => Some(
            "a legal basis is a conclusion: state the consents, notices, contracts and certificates there are, and `needed_for` what the flow is needed",
        ),
        "separate" => Some("whether a consent is separate follows from `for` (one word) and `bundled_with`"),
        "valid" | "lawful" | "violation" => Some("this is for the law to say: state what was done and told"),
        _ => None,
    }
}

/// Checks one value and expands its shorthands; nothing comes back where it cannot be used.
pub(super) fn value(kind: Kind, key: &str, node: &Node, place: Place, diagnostics: &mut Diagnostics) -> Option<Node> {
    match &node.content {
        Content::Null if place == Place::Patch && !is_blank(node) => return Some(node.clone()),
        Content::Null => {
            let problem = Diagnostic::new(&codes::EMPTY_VALUE, node.span, format!("nothing stands after `{key}:`"));
            diagnostics.push(problem.help("write the value, or `unknown`, or remove the line"));
            return None;
        }
        Content::Scalar { text, quoted: false } if &**text == "unknown" && !matches!(kind, Kind::Text | Kind::SourceReferences) => {
            return Some(node.clone());
        }
        Content::Scalar { .. } | Content::List(_) | Content::Map(_) => {}
    }
    match kind {
        Kind::Text => text(key, node, diagnostics),
        Kind::Word(list) => single(node, key, diagnostics).filter(|node| check_word(list, key, node, diagnostics)),
        Kind::Words(list) => {
            words(key, node, place, diagnostics, &|node, diagnostics| node.is_word("none") || check_word(list, key, node, diagnostics))
        }
        Kind::Parties | Kind::Groups | Kind::DataOrFlows | Kind::Tasks | Kind::Contracts | Kind::Flows | Kind::DataItems => {
            words(key, node, place, diagnostics, &|_, _| true)
        }
        Kind::PartyOrGroup => single(node, key, diagnostics),
        Kind::WordByItem(list) => match &node.content {
            Content::Map(_) => {
                map(node, key, diagnostics, &mut |entry, diagnostics| value(Kind::Word(list), &entry.key, &entry.value, place, diagnostics))
            }
            Content::Null | Content::Scalar { .. } | Content::List(_) => {
                single(node, key, diagnostics).filter(|node| check_word(list, key, node, diagnostics))
            }
        },
        Kind::Judgment => judgment(key, node, diagnostics),
        Kind::Needs => map(node, key, diagnostics, &mut |entry, diagnostics| {
            check_word(WordList::Need, key, &Node::word(entry.key.clone(), entry.key_span), diagnostics);
            need(entry, place, diagnostics)
        }),
        Kind::Told => told(key, node, place, diagnostics),
        Kind::Period => period(key, node, place, diagnostics),
        Kind::Date => single(node, key, diagnostics).filter(|node| node.is_word("none") || check_date(node, diagnostics)),
        Kind::Count => count(key, node, diagnostics),
        Kind::Frequency => match &node.content {
            Content::Map(_) => map(node, key, diagnostics, &mut |entry, diagnostics| {
                known_key(entry, &["times"], diagnostics).then(|| entry.value.clone())
            }),
            Content::Null | Content::Scalar { .. } | Content::List(_) => {
                single(node, key, diagnostics).filter(|node| check_word(WordList::Frequency, key, node, diagnostics))
            }
        },
        Kind::Records => map(node, key, diagnostics, &mut |entry, diagnostics| {
            known_key(entry, &["count", "unit"], diagnostics).then(|| entry.value.clone())
        }),
        Kind::Money => map(node, key, diagnostics, &mut |entry, diagnostics| {
            known_key(entry, &["amount", "currency", "scope", "year"], diagnostics).then(|| entry.value.clone())
        }),
        Kind::Shares => map(node, key, diagnostics, &mut |entry, _| Some(entry.value.clone())),
        Kind::SourceReferences => Some(node.clone()),
    }
}

/// `key:` with nothing behind it, as opposed to the word `null` that deletes in a patch.
fn is_blank(node: &Node) -> bool {
    node.span.start == node.span.end
}

pub(super) fn known_key(entry: &Entry, known: &[&str], diagnostics: &mut Diagnostics) -> bool {
    let fits = known.contains(&&*entry.key);
    if !fits {
        let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("there is no key `{}` here", entry.key));
        diagnostics.push(problem.help(format!("the keys are {}", listed(known.iter().copied(), 9))));
    }
    fits
}

pub(super) fn map(
    node: &Node,
    key: &str,
    diagnostics: &mut Diagnostics,
    check: &mut dyn FnMut(&Entry, &mut Diagnostics) -> Option<Node>,
) -> Option<Node> {
    let Content::Map(entries) = &node.content else {
        diagnostics.push(Diagnostic::new(
            &codes::WRONG_TYPE,
            node.span,
            format!("`{key}` is {}, but should be a block of keys", node.kind_in_words()),
        ));
        return None;
    };
    let checked = entries
        .iter()
        .filter_map(|entry| Some(Entry { value: check(entry, diagnostics)?, key: entry.key.clone(), key_span: entry.key_span }));
    Some(Node::map(checked.collect(), node.span))
}

fn text(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Node> {
    match &node.content {
        Content::Scalar { .. } => Some(node.clone()),
        Content::Map(entries) if entries.iter().all(|entry| matches!(&*entry.key, "en" | "ko") && entry.value.as_word().is_some()) => {
            Some(node.clone())
        }
        Content::Null | Content::List(_) | Content::Map(_) => {
            diagnostics.push(
                Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{key}` should be a text, or `{{ en: …, ko: … }}`"))
                    .help("put a text with `: ` or `, ` in quotes"),
            );
            None
        }
    }
}

pub(super) fn single(node: &Node, key: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    match &node.content {
        Content::Scalar { .. } => Some(node.clone()),
        Content::List(items) => match items.as_slice() {
            [item] if item.as_word().is_some() => Some(item.clone()),
            _ => {
                let problem = Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{key}` is a list, but takes one word"));
                diagnostics.push(problem.help("keep one of them, without brackets"));
                None
            }
        },
        Content::Null | Content::Map(_) => {
            diagnostics.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                node.span,
                format!("`{key}` is {}, but takes one word", node.kind_in_words()),
            ));
            None
        }
    }
}

type WordCheck<'a> = &'a dyn Fn(&Node, &mut Diagnostics) -> bool;

fn words(key: &str, node: &Node, place: Place, diagnostics: &mut Diagnostics, check: WordCheck<'_>) -> Option<Node> {
    if let Content::Map(entries) = &node.content {
        if place == Place::Patch && entries.iter().all(|entry| matches!(&*entry.key, "add" | "drop")) {
            let changed = entries.iter().filter_map(|entry| {
                let value = words(key, &entry.value, Place::Base, diagnostics, check)?;
                Some(Entry { key: entry.key.clone(), key_span: entry.key_span, value })
            });
            return Some(Node::map(changed.collect(), node.span));
        }
        diagnostics.push(
            Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{key}` is a block of keys, but takes a word or a list"))
                .help("write `[a, b]` for several"),
        );
        return None;
    }
    let mut kept = Vec::new();
    for item in node.items() {
        if let Some(word) = item.as_word().filter(|word| word.starts_with('-')) {
            let problem = Diagnostic::new(&codes::NOT_YAML, item.span, format!("there is no space after the dash in `{word}`"));
            diagnostics.push(problem.help("write `- item`, with a space after the dash"));
        } else if item.as_word().is_none() {
            let problem = Diagnostic::new(
                &codes::WRONG_TYPE,
                item.span,
                format!("an item of `{key}` is {}, but should be a word", item.kind_in_words()),
            );
            diagnostics.push(problem);
        } else if check(item, diagnostics) {
            kept.push(item.clone());
        }
    }
    Some(Node::list(kept, node.span))
}

/// Whether the word is in the list; says so if not.
pub(super) fn check_word(list: WordList, key: &str, node: &Node, diagnostics: &mut Diagnostics) -> bool {
    let Some(word) = node.as_word() else { return false };
    if list == WordList::Open || words_of(list).iter().any(|known| known.name == &**word) {
        return true;
    }
    if list == WordList::Country {
        return check_country(word, node.span, diagnostics);
    }
    let problem = Diagnostic::new(&codes::UNKNOWN_WORD, node.span, format!("`{word}` is no word for `{key}`"));
    diagnostics.push(match nearest(word, words_of(list).iter().map(|known| known.name)) {
        Some(known) => problem.help(format!("did you mean `{known}`?")),
        None => problem.help(format!("the words are {}", listed(words_of(list).iter().map(|known| known.name), 24))),
    });
    false
}

fn check_country(word: &Name, span: Span, diagnostics: &mut Diagnostics) -> bool {
    if is_country(word) || zone_names().any(|zone| zone == &**word) || word.contains("-FTZ") {
        return true;
    }
    let problem = Diagnostic::new(&codes::UNKNOWN_WORD, span, format!("`{word}` is no country"));
    let upper = word.to_uppercase();
    diagnostics.push(if matches!(&*upper, "FALSE" | "OFF") {
        problem.help("for Norway write `\"NO\"` in quotes")
    } else if is_country(&upper) {
        problem.help(format!("write it in capitals: `{upper}`"))
    } else {
        match common_country_name(word) {
            Some(code) => problem.help(format!("write the two-letter code: `{code}`")),
            None => problem.help("countries are two-letter codes such as `KR`, `SG`, `IE`, `US`; zones are `EU27` and `EEA`"),
        }
    });
    false
}

fn common_country_name(word: &str) -> Option<&'static str> {
    let names = [
        ("korea", "KR"),
        ("south korea", "KR"),
        ("한국", "KR"),
        ("대한민국", "KR"),
        ("singapore", "SG"),
        ("싱가포르", "SG"),
        ("china", "CN"),
        ("중국", "CN"),
        ("ireland", "IE"),
        ("아일랜드", "IE"),
        ("usa", "US"),
        ("united states", "US"),
        ("미국", "US"),
        ("japan", "JP"),
        ("일본", "JP"),
        ("germany", "DE"),
        ("france", "FR"),
        ("uk", "GB"),
        ("united kingdom", "GB"),
        ("norway", "NO"),
        ("eu", "EU27"),
        ("europe", "EEA"),
        ("sgp", "SG"),
        ("kor", "KR"),
        ("chn", "CN"),
    ];
    names.iter().find(|(name, _)| *name == word.to_lowercase()).map(|(_, code)| *code)
}

fn judgment(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Node> {
    let node = single(node, key, diagnostics)?;
    let word = node.as_word()?.to_lowercase();
    match &*word {
        "yes" | "true" => Some(Node::word("yes", node.span)),
        "no" | "false" => Some(Node::word("no", node.span)),
        "unknown" => Some(Node::word("unknown", node.span)),
        _ => {
            let problem =
                Diagnostic::new(&codes::UNKNOWN_WORD, node.span, format!("`{key}` is answered by `yes`, `no` or `unknown`, not `{word}`"));
            diagnostics.push(match nearest(&word, ["yes", "no", "unknown"]) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            });
            None
        }
    }
}

fn need(entry: &Entry, place: Place, diagnostics: &mut Diagnostics) -> Option<Node> {
    match &entry.value.content {
        Content::Map(_) => map(&entry.value, &entry.key, diagnostics, &mut |inner, diagnostics| {
            value(Kind::Judgment, &inner.key, &inner.value, place, diagnostics)
        }),
        Content::Null | Content::Scalar { .. } | Content::List(_) => value(Kind::Judgment, &entry.key, &entry.value, place, diagnostics),
    }
}

fn told(key: &str, node: &Node, place: Place, diagnostics: &mut Diagnostics) -> Option<Node> {
    let yes = |word: &str, span: Span| Entry { key: word.into(), key_span: span, value: Node::word("yes", span) };
    if node.is_word("all") {
        return Some(Node::map(words_of(WordList::Told).iter().map(|word| yes(word.name, node.span)).collect(), node.span));
    }
    if node.is_word("none") {
        return Some(Node::map(Vec::new(), node.span));
    }
    if !matches!(node.content, Content::Map(_)) {
        let list = words(key, node, Place::Base, diagnostics, &|item, diagnostics| check_word(WordList::Told, key, item, diagnostics))?;
        let entries = list.items().iter().filter_map(|item| item.as_word().map(|word| yes(word, item.span)));
        return Some(Node::map(entries.collect(), node.span));
    }
    map(node, key, diagnostics, &mut |entry, diagnostics| {
        if !check_word(WordList::Told, key, &Node::word(entry.key.clone(), entry.key_span), diagnostics) {
            return None;
        }
        let list = match &*entry.key {
            "purpose" => WordList::Purpose,
            "country" => WordList::Country,
            _ => WordList::Open,
        };
        let said = answer_words(&entry.value);
        if said.items().iter().all(|item| item.is_word("yes")) && !said.items().is_empty() {
            return Some(said);
        }
        value(Kind::Words(list), &entry.key, &said, place, diagnostics)
    })
}

/// `true` and `false` are what some editors make of `yes` and `no`.
fn answer_words(node: &Node) -> Node {
    match node.as_word().map(|word| word.to_lowercase()).as_deref() {
        Some("yes" | "true") => Node::list(vec![Node::word("yes", node.span)], node.span),
        Some("no" | "false") => Node::list(vec![Node::word("none", node.span)], node.span),
        _ => node.clone(),
    }
}

fn count(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Node> {
    let number = |node: &Node, diagnostics: &mut Diagnostics| {
        let word = node.as_word()?;
        let plain: String = word.chars().filter(|c| !matches!(c, '_' | ',')).collect();
        if plain.parse::<u64>().is_ok() {
            return Some(Node::word(plain, node.span));
        }
        let problem = Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{word}` is not a whole number"));
        diagnostics.push(problem.help("write `40_450_000`, or `{ at_least: 100, at_most: 200 }`, or `unknown`"));
        None
    };
    match &node.content {
        Content::Map(_) => map(node, key, diagnostics, &mut |entry, diagnostics| {
            if known_key(entry, &["at_least", "at_most"], diagnostics) { number(&entry.value, diagnostics) } else { None }
        }),
        Content::Null | Content::Scalar { .. } | Content::List(_) => number(&single(node, key, diagnostics)?, diagnostics),
    }
}
