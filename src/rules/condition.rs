//! Conditions: from the tree to something that can be judged.

use super::keys::{Keys, words_of};
use super::model::{Condition, ConditionKind, ConsentTest, NoticeTest, Path, Reads, Test};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::Name;
use crate::vocabulary::{
    BINDINGS, Binding, Block, Kind, OPERATORS, WordList, attribute, attributes_of, is_country, operator, order_of, words_of as list_words,
    zone_names,
};

/// What names mean while the conditions of a pack are read.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) concepts: Vec<Name>,
    pub(super) tables: Vec<Name>,
    pub(super) questions: Vec<(Name, Vec<Name>)>,
    /// Parts of the concept that is being read.
    pub(super) parts: Vec<Name>,
    pub(super) next: u32,
}

const EVERYTHING: Reads = Reads { people: true, item: true, day: true, leg: true };
const LEG: Reads = Reads { people: false, item: false, day: false, leg: true };

/// A condition that always holds.
pub(super) fn always(names: &mut Names, span: Span) -> Condition {
    build(ConditionKind::All(Vec::new()), Reads::default(), span, names)
}

fn build(kind: ConditionKind, reads: Reads, span: Span, names: &mut Names) -> Condition {
    names.next += 1;
    Condition { kind, span, id: names.next - 1, reads }
}

/// Reads a condition. What cannot be understood is reported and left out.
pub(super) fn condition(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Condition {
    match &node.content {
        Content::Scalar { text, .. } => named(text, node.span, names, diagnostics),
        Content::List(items) => {
            let all: Vec<Condition> = items.iter().map(|item| condition(item, names, diagnostics)).collect();
            group(ConditionKind::All, all, node.span, names)
        }
        Content::Map(entries) => {
            let mut all: Vec<Condition> = entries.iter().filter_map(|entry| keyed(entry, names, diagnostics)).collect();
            match (all.len(), all.pop()) {
                (1, Some(only)) => only,
                (_, last) => {
                    all.extend(last);
                    group(ConditionKind::All, all, node.span, names)
                }
            }
        }
        Content::Null => {
            diagnostics.push(Diagnostic::new(&codes::EMPTY_VALUE, node.span, "a condition is missing here"));
            always(names, node.span)
        }
    }
}

fn group(kind: fn(Vec<Condition>) -> ConditionKind, members: Vec<Condition>, span: Span, names: &mut Names) -> Condition {
    let reads = members.iter().fold(Reads::default(), |reads, member| reads.and(member.reads));
    build(kind(members), reads, span, names)
}

fn named(word: &Name, span: Span, names: &mut Names, diagnostics: &mut Diagnostics) -> Condition {
    if let Some(part) = names.parts.iter().position(|part| part == word) {
        return build(ConditionKind::Part(part), EVERYTHING, span, names);
    }
    if let Some(concept) = names.concepts.iter().position(|concept| concept == word) {
        return build(ConditionKind::Concept(concept), EVERYTHING, span, names);
    }
    let known = names.parts.iter().chain(&names.concepts).map(|name| &**name).collect::<Vec<_>>();
    let problem = Diagnostic::new(&codes::DANGLING, span, format!("there is no concept `{word}`"));
    diagnostics.push(match nearest(word, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the concepts are {}", listed(known, 12))),
    });
    always(names, span)
}

fn keyed(entry: &Entry, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Condition> {
    let (key, node, span) = (&*entry.key, &entry.value, entry.key_span);
    match key {
        "all" => Some(condition(&Node::list(node.items().to_vec(), node.span), names, diagnostics)),
        "any" => {
            let any: Vec<Condition> = node.items().iter().map(|item| condition(item, names, diagnostics)).collect();
            Some(group(ConditionKind::Any, any, span, names))
        }
        "not" => {
            let inner = condition(node, names, diagnostics);
            let reads = inner.reads;
            Some(build(ConditionKind::Not(Box::new(inner)), reads, span, names))
        }
        _ if operator(key).is_some() => operator_condition(key, node, span, names, diagnostics),
        _ => {
            let path = path(&entry.key, span, diagnostics)?;
            let test = test(&path, node, diagnostics)?;
            let reads = reads_of(&path).and(reads_of_test(&test));
            Some(build(ConditionKind::Test(path, test), reads, span, names))
        }
    }
}

fn reads_of(path: &Path) -> Reads {
    let key = path.attribute.map_or("", |attribute| attribute.key);
    match path.binding {
        Binding::People => Reads { people: true, ..Reads::default() },
        Binding::Data => Reads { item: true, day: true, ..Reads::default() },
        Binding::Flow => match key {
            "needed_for" => Reads { people: true, item: true, day: true, ..Reads::default() },
            "technique" => Reads { item: true, day: true, ..Reads::default() },
            "collected_for" => Reads { item: true, day: true, ..Reads::default() },
            "data" => Reads { day: true, ..Reads::default() },
            _ => Reads::default(),
        },
        Binding::Task | Binding::Consent | Binding::Party | Binding::Holding | Binding::Event | Binding::Doer => Reads::default(),
        Binding::Giver | Binding::Receiver | Binding::Holder | Binding::Sender | Binding::Principal | Binding::Leg => LEG,
    }
}

fn reads_of_test(test: &Test) -> Reads {
    match test {
        Test::Not(inner) => reads_of_test(inner),
        Test::Within(other) => reads_of(other),
        Test::HasParty(role) | Test::LacksParty(role) => Reads { people: *role == Binding::People, ..LEG },
        _ => Reads::default(),
    }
}

/// The block whose keys a binding has.
pub(super) fn block_of(binding: Binding) -> Option<Block> {
    match binding {
        Binding::Giver | Binding::Receiver | Binding::Holder | Binding::Sender | Binding::Principal | Binding::Doer | Binding::Party => {
            Some(Block::Parties)
        }
        Binding::Leg => None,
        Binding::Flow => Some(Block::Flows),
        Binding::People => Some(Block::People),
        Binding::Data => Some(Block::Data),
        Binding::Task => Some(Block::Tasks),
        Binding::Consent => Some(Block::Consents),
        Binding::Holding => Some(Block::Holdings),
        Binding::Event => Some(Block::Events),
    }
}

/// A binding by its word.
pub(super) fn binding(word: &str) -> Option<Binding> {
    BINDINGS.iter().find(|(name, _)| *name == word).map(|(_, binding)| *binding)
}

/// Reads `giver.sector`.
pub(super) fn path(text: &Name, span: Span, diagnostics: &mut Diagnostics) -> Option<Path> {
    let mut parts = text.splitn(3, '.');
    let (first, key, inner) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let Some(binding) = binding(first) else {
        let words =
            BINDINGS.iter().map(|(name, _)| *name).chain(OPERATORS.iter().map(|operator| operator.name)).chain(["all", "any", "not"]);
        let problem = Diagnostic::new(&codes::UNKNOWN_KEY, span, format!("a condition cannot start with `{first}`"));
        diagnostics.push(match nearest(first, words.clone()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("it starts with {}", listed(words, 40))),
        });
        return None;
    };
    let attribute = match (block_of(binding), key) {
        (None, Some("kind")) | (_, None) => None,
        (Some(block), Some(key)) => match attribute(block, key) {
            Some(attribute) => Some(attribute),
            None => {
                let known = || attributes_of(block).map(|attribute| attribute.key);
                let problem =
                    Diagnostic::new(&codes::UNKNOWN_KEY, span, format!("nobody can state `{text}`: a {} has no key `{key}`", block.one()));
                diagnostics.push(match nearest(key, known()) {
                    Some(near) => problem.help(format!("did you mean `{first}.{near}`?")),
                    None => problem.help(format!("a {} has {}", block.one(), listed(known(), 24))),
                });
                return None;
            }
        },
        (None, Some(key)) => {
            diagnostics.push(
                Diagnostic::new(&codes::UNKNOWN_KEY, span, format!("a leg has no `{key}`"))
                    .help("it has `leg.kind`; who gives and receives are `giver` and `receiver`"),
            );
            return None;
        }
    };
    Some(Path { binding, attribute, inner: inner.map(Into::into), span })
}

/// The words that the values of a path are.
pub(super) fn list_of(path: &Path) -> WordList {
    match (path.binding, path.attribute.map(|attribute| attribute.kind)) {
        (Binding::Leg, _) => WordList::LegKind,
        (_, Some(Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list))) => list,
        (_, Some(Kind::DataItems)) => WordList::Category,
        (_, Some(Kind::Frequency)) => WordList::Frequency,
        _ => WordList::Open,
    }
}

fn test(path: &Path, node: &Node, diagnostics: &mut Diagnostics) -> Option<Test> {
    let Content::Map(entries) = &node.content else { return value_test(path, node, Test::Meets, Test::HasParty, diagnostics) };
    let [entry] = entries.as_slice() else {
        diagnostics.push(Diagnostic::new(&codes::WRONG_TYPE, node.span, "a test has exactly one key").help("use `all:` with two tests"));
        return None;
    };
    let node = &entry.value;
    match &*entry.key {
        "has" => value_test(path, node, Test::Meets, Test::HasParty, diagnostics),
        "lacks" => value_test(path, node, Test::Lacks, Test::LacksParty, diagnostics),
        "has_other_than" => value_test(path, node, Test::HasOtherThan, Test::LacksParty, diagnostics),
        "not" => Some(Test::Not(Box::new(test(path, node, diagnostics)?))),
        "within" => self::path(node.as_word()?, node.span, diagnostics).map(Test::Within),
        "at_least" => match (list_of(path), node.as_word()) {
            (WordList::Form, Some(word)) => order_of(WordList::Form, word).map(|at| Test::AtLeast(at as u64)),
            _ => number(node, diagnostics).map(Test::AtLeast),
        },
        "below" => number(node, diagnostics).map(Test::Below),
        "count_at_least" => number(node, diagnostics).and_then(|n| usize::try_from(n).ok()).map(Test::CountAtLeast),
        "stated" => Some(Test::Stated(!node.is_word("no"))),
        other => {
            let known = ["has", "lacks", "has_other_than", "within", "not", "at_least", "below", "count_at_least", "stated"];
            let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("there is no test `{other}`"));
            diagnostics.push(match nearest(other, known) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the tests are {}", listed(known, 12))),
            });
            None
        }
    }
}

pub(super) fn number(node: &Node, diagnostics: &mut Diagnostics) -> Option<u64> {
    let plain = node.as_word()?.replace('_', "");
    let parsed = plain.parse().ok();
    if parsed.is_none() {
        diagnostics.push(Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{plain}` is not a whole number")));
    }
    parsed
}

fn value_test(
    path: &Path,
    node: &Node,
    words: fn(Vec<Name>) -> Test,
    party: fn(Binding) -> Test,
    diagnostics: &mut Diagnostics,
) -> Option<Test> {
    let kind = path.attribute.map(|attribute| attribute.kind);
    let is_judgment = matches!(kind, Some(Kind::Judgment | Kind::Needs));
    if is_judgment {
        return match node.as_word().map(|word| &**word) {
            Some("yes" | "true") => Some(Test::Answer(true)),
            Some("no" | "false") => Some(Test::Answer(false)),
            _ => {
                diagnostics.push(Diagnostic::new(&codes::UNKNOWN_WORD, node.span, "a judgment is tested with `yes` or `no`"));
                None
            }
        };
    }
    let is_party =
        path.attribute.is_none() && path.binding != Binding::Leg || matches!(kind, Some(Kind::Parties | Kind::PartyOrGroup | Kind::Groups));
    if is_party && let Some(role) = node.as_word().and_then(|word| binding(word)) {
        return Some(party(role));
    }
    let list = list_of(path);
    let values = words_of(node);
    for item in node.items() {
        check_test_word(list, item, diagnostics);
    }
    if values.is_empty() {
        diagnostics.push(Diagnostic::new(&codes::EMPTY_VALUE, node.span, "a test needs a word"));
        return None;
    }
    Some(words(values))
}

fn check_test_word(list: WordList, node: &Node, diagnostics: &mut Diagnostics) {
    let Some(word) = node.as_word() else {
        diagnostics.push(Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("a test takes words, not {}", node.kind_in_words())));
        return;
    };
    let fits = match list {
        WordList::Open => true,
        WordList::Country => is_country(word) || zone_names().any(|zone| zone == &**word),
        _ => list_words(list).iter().any(|known| known.name == &**word),
    };
    if !fits && &**word != "none" {
        let known = || list_words(list).iter().map(|known| known.name);
        let problem = Diagnostic::new(&codes::UNKNOWN_WORD, node.span, format!("nobody can state `{word}` here"));
        diagnostics.push(match nearest(word, known()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("the words are {}", listed(known(), 40))),
        });
    }
}

fn operator_condition(name: &str, node: &Node, span: Span, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Condition> {
    let mut keys = Keys::new(node, format!("`{name}`"), diagnostics);
    let (kind, reads) = match name {
        "consent" => (consent(&mut keys, diagnostics), EVERYTHING),
        "notice" => (notice(&mut keys, diagnostics), EVERYTHING),
        "contract" => {
            let kind = ConditionKind::Contract {
                between: roles(&mut keys, "between", diagnostics),
                kind: keys.words("kind"),
                covers_task: keys.word("covers", diagnostics).is_some(),
                clauses: keys.words("clauses"),
                in_writing: keys.answer("in_writing", diagnostics),
                filed: keys.answer("filed", diagnostics),
            };
            (kind, Reads { day: true, leg: true, ..Reads::default() })
        }
        "certificate" => {
            let kind = ConditionKind::Certificate {
                of: roles(&mut keys, "of", diagnostics),
                scheme: keys.words("scheme"),
                designated_by: keys.words("designated_by"),
                measures_taken: keys.answer("measures_taken", diagnostics),
            };
            (kind, Reads { day: true, leg: true, ..Reads::default() })
        }
        "assessment" => {
            let kind = ConditionKind::Assessment {
                kind: keys.words("kind"),
                by: roles(&mut keys, "by", diagnostics).first().copied(),
                about_flow: keys.word("about", diagnostics).is_some(),
                result: keys.words("result"),
                measures_close_gap: keys.answer("measures_close_gap", diagnostics),
            };
            (kind, Reads { day: true, leg: true, ..Reads::default() })
        }
        "table" => (table(&mut keys, names, diagnostics)?, EVERYTHING),
        "reading" => return reading(node, span, names, diagnostics),
        "lineage" => {
            let countries = keys.words("from_country");
            let under_task = keys.word("all_entered_under", diagnostics).is_some();
            let permits = keys.word("permits", diagnostics).is_some();
            let guaranteed = keys.words("guaranteed");
            let kind = match (under_task, permits, guaranteed.is_empty()) {
                (true, ..) => ConditionKind::AllEnteredUnderTask,
                (_, true, _) => ConditionKind::PurposePermitted,
                (.., false) => ConditionKind::Guaranteed(guaranteed),
                (.., true) => ConditionKind::FromCountry(countries),
            };
            (kind, Reads { item: true, day: true, leg: true, ..Reads::default() })
        }
        _ => (date(name, &mut keys, diagnostics)?, Reads { day: true, ..Reads::default() }),
    };
    keys.finish(diagnostics);
    Some(build(kind, reads, span, names))
}

fn roles(keys: &mut Keys<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Binding> {
    let Some(node) = keys.get(key) else { return Vec::new() };
    let mut found = Vec::new();
    for item in node.items() {
        match item.as_word().and_then(|word| binding(word)) {
            Some(role) => found.push(role),
            None => {
                let known = BINDINGS.iter().map(|(name, _)| *name);
                diagnostics.push(
                    Diagnostic::new(&codes::UNKNOWN_WORD, item.span, format!("`{key}` takes roles"))
                        .help(format!("the roles are {}", listed(known, 8))),
                );
            }
        }
    }
    found
}

fn told(keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> Vec<Name> {
    if let Some(node) = keys.get("told") {
        node.items().iter().for_each(|item| check_test_word(WordList::Told, item, diagnostics));
    }
    keys.words("told")
}

fn consent(keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> ConditionKind {
    if let Some(node) = keys.get("for") {
        node.items().iter().for_each(|item| check_test_word(WordList::Act, item, diagnostics));
    }
    let form = keys.get("form");
    let at_least = form.and_then(|node| node.get("at_least")).and_then(Node::as_word).cloned();
    ConditionKind::Consent(ConsentTest {
        acts: keys.words("for"),
        told: told(keys, diagnostics),
        separate: keys.answer("separate", diagnostics).unwrap_or(false),
        form: if at_least.is_some() { Vec::new() } else { form.map(words_of).unwrap_or_default() },
        form_at_least: at_least,
        freely: keys.answer("freely", diagnostics).unwrap_or(false),
        to: roles(keys, "to", diagnostics).first().copied(),
        required: keys.answer("required", diagnostics),
        needed: keys.answer("needed", diagnostics),
    })
}

fn notice(keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> ConditionKind {
    if let Some(node) = keys.get("channel") {
        node.items().iter().for_each(|item| check_test_word(WordList::Channel, item, diagnostics));
    }
    ConditionKind::Notice(NoticeTest {
        by: roles(keys, "by", diagnostics).first().copied(),
        channels: keys.words("channel"),
        told: told(keys, diagnostics),
        entrusted_task: keys.word("entrusted", diagnostics).is_some(),
    })
}

fn table(keys: &mut Keys<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Option<ConditionKind> {
    let node = keys.required("name", diagnostics)?;
    let word = node.as_word()?;
    let table = names.tables.iter().position(|table| table == word);
    if table.is_none() {
        let known = names.tables.iter().map(|table| &**table).collect::<Vec<_>>();
        diagnostics.push(
            Diagnostic::new(&codes::DANGLING, node.span, format!("there is no table `{word}`"))
                .help(format!("the tables are {}", listed(known, 9))),
        );
    }
    let every = keys
        .get("every")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| path(item.as_word()?, item.span, diagnostics))
        .collect();
    Some(ConditionKind::Table { table: table?, every, is: keys.word("is", diagnostics) })
}

fn reading(node: &Node, span: Span, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Condition> {
    let entry = node.entries().first()?;
    let Some(question) = names.questions.iter().position(|(id, _)| *id == entry.key) else {
        let known = names.questions.iter().map(|(id, _)| &**id).collect::<Vec<_>>();
        let problem = Diagnostic::new(&codes::DANGLING, entry.key_span, format!("there is no open question `{}`", entry.key));
        diagnostics.push(match nearest(&entry.key, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("the open questions are {}", listed(known, 12))),
        });
        return None;
    };
    let readings = names.questions.get(question).map(|(_, readings)| readings.clone()).unwrap_or_default();
    let word = entry.value.as_word()?;
    let Some(at) = readings.iter().position(|reading| reading == word) else {
        let problem = Diagnostic::new(&codes::DANGLING, entry.value.span, format!("`{}` has no reading `{word}`", entry.key));
        diagnostics.push(problem.help(format!("its readings are {}", listed(readings.iter().map(|reading| &**reading), 9))));
        return None;
    };
    Some(build(ConditionKind::Reading(question, at), Reads::default(), span, names))
}

fn date(name: &str, keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> Option<ConditionKind> {
    let node = keys.required("of", diagnostics)?;
    let path = path(node.as_word()?, node.span, diagnostics)?;
    if name == "done_by" {
        return Some(ConditionKind::DoneBy(path));
    }
    let days = keys.get("more_than").and_then(|node| number(node, diagnostics)).unwrap_or(0);
    let years = keys.get("more_than_years").and_then(|node| number(node, diagnostics)).unwrap_or(0);
    let total = days + years * 365 + years / 4;
    Some(ConditionKind::DaysSince(path, i32::try_from(total).unwrap_or(i32::MAX)))
}
