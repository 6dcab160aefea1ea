//! Rules, concepts, tables and transitions: from the tree to the model.

use super::condition::{self, Names};
use super::keys::{Keys, entries_of, text_of, words_of};
use super::model::{
    Citation, Concept, ConceptVersion, Condition, Demand, Example, Examples, Judged, NamedCondition, Rule, RuleVersion, Sanction,
    Surcharge, Table, TableRow, Transition, TransitionEffect, Verified,
};
use crate::date::{Day, Period, VagueDate};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::{Name, Text};
use crate::vocabulary::{Binding, WordList};

/// Reads a rule.
pub(super) fn rule(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Rule> {
    let mut keys = Keys::new(node, "a rule", diagnostics);
    let id_node = keys.required("rule", diagnostics)?;
    let id = id_node.as_word()?.clone();
    let title = keys.title(diagnostics);
    let cite = citation(keys.required("cite", diagnostics), diagnostics);
    let verified = verified(&mut keys, diagnostics);
    let judges = judged(&mut keys, diagnostics);
    let answers = answers(keys.get("answers"), judges, diagnostics);
    let versions = match keys.get("versions") {
        Some(list) => list
            .items()
            .iter()
            .map(|item| {
                let mut keys = Keys::new(item, format!("a version of `{id}`"), diagnostics);
                let version = rule_version(&mut keys, names, diagnostics);
                keys.finish(diagnostics);
                version
            })
            .collect(),
        None => vec![rule_version(&mut keys, names, diagnostics)],
    };
    let gaps: Vec<bool> = node
        .get("versions")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .map(|item| item.get("gap").is_some_and(|gap| gap.is_word("declared")))
        .collect();
    check_versions(&id, &versions.iter().map(|version| (version.in_force, version.span)).collect::<Vec<_>>(), &gaps, diagnostics);
    let burden = keys
        .get("burden")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone())))
        .collect();
    let notes = keys
        .get("notes")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .map(|note| (text_of(note), note.get("when").map(|when| condition::condition(when, names, diagnostics))))
        .collect();
    let subsumed_by = keys
        .get("subsumed_by")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| {
            let rule = item.get("rule").and_then(Node::as_word).or_else(|| item.as_word())?.clone();
            Some((rule, item.get("when").map(|when| condition::condition(when, names, diagnostics))))
        })
        .collect();
    let rule = Rule {
        continues: keys.words("continues"),
        overrides: keys.words("overrides"),
        displaced_by: Vec::new(),
        exempted_by: Vec::new(),
        days: Vec::new(),
        examples: keys.get("examples").map(|node| examples(node, diagnostics)),
        span: id_node.span,
        id,
        title,
        cite,
        verified,
        judges,
        answers,
        subsumed_by,
        burden,
        notes,
        versions,
    };
    keys.finish(diagnostics);
    Some(rule)
}

fn rule_version(keys: &mut Keys<'_>, names: &mut Names, diagnostics: &mut Diagnostics) -> RuleVersion {
    let span = keys.span();
    let in_force = period(keys.required("in_force", diagnostics), diagnostics);
    keys.get("gap");
    let when = match keys.get("when") {
        Some(node) => condition::condition(node, names, diagnostics),
        None => condition::always(names, span),
    };
    let forbidden_unless = keys.get("forbidden_unless");
    let required = keys.get("required");
    let forbidden_if = keys.get("forbidden_if");
    let exempts = keys.get("exempts");
    let given =
        [forbidden_unless.is_some(), required.is_some(), forbidden_if.is_some(), exempts.is_some()].iter().filter(|given| **given).count();
    if given != 1 {
        let message = if given == 0 { "the rule demands nothing" } else { "the rule demands several things at once" };
        diagnostics.push(
            Diagnostic::new(&codes::RULE_SHAPE, span, message)
                .help("write exactly one of `forbidden_unless`, `required`, `forbidden_if`, `exempts`"),
        );
    }
    let demand = if let Some(node) = forbidden_unless {
        Demand::ForbiddenUnless(named_conditions(Some(node), "forbidden_unless", names, diagnostics))
    } else if let Some(node) = required {
        Demand::Required(named_conditions(Some(node), "required", names, diagnostics))
    } else if let Some(node) = forbidden_if {
        Demand::ForbiddenIf(condition::condition(node, names, diagnostics))
    } else {
        Demand::Exempts(exempts.map(words_of).unwrap_or_default())
    };
    RuleVersion {
        in_force,
        when,
        demand,
        unless: named_conditions(keys.get("unless"), "unless", names, diagnostics),
        sanctions: sanctions(keys.get("sanctions"), names, diagnostics),
        span,
    }
}

fn named_conditions(node: Option<&Node>, what: &str, names: &mut Names, diagnostics: &mut Diagnostics) -> Vec<NamedCondition> {
    let mut found = Vec::new();
    for entry in entries_of(node, what, diagnostics) {
        let mut keys = Keys::new(&entry.value, format!("`{}`", entry.key), diagnostics);
        let title = keys.title(diagnostics);
        let cite = keys.word("cite", diagnostics);
        let holds_when = match keys.required("holds_when", diagnostics) {
            Some(node) => condition::condition(node, names, diagnostics),
            None => condition::always(names, entry.key_span),
        };
        let ask = keys.answer("ask", diagnostics).unwrap_or(false);
        let unless = named_conditions(keys.get("unless"), "unless", names, diagnostics);
        if cite.is_none() && what != "parts" {
            diagnostics.push(
                Diagnostic::new(&codes::RULE_SHAPE, entry.key_span, format!("`{}` has no citation", entry.key))
                    .help("add `cite: \"…\"` with the article"),
            );
        }
        keys.finish(diagnostics);
        found.push(NamedCondition { id: entry.key.clone(), title, cite, holds_when, ask, unless, span: entry.key_span });
    }
    found
}

/// Reads a concept. `names.parts` is set while its conditions are read.
pub(super) fn concept(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Concept> {
    let mut keys = Keys::new(node, "a concept", diagnostics);
    let id_node = keys.required("concept", diagnostics)?;
    let id = id_node.as_word()?.clone();
    let title = keys.title(diagnostics);
    let cite = citation(keys.required("cite", diagnostics), diagnostics);
    let verified = verified(&mut keys, diagnostics);
    let judges = judged(&mut keys, diagnostics);
    let mut periods = Vec::new();
    let mut gaps = Vec::new();
    let versions = match keys.get("versions") {
        Some(list) => list
            .items()
            .iter()
            .map(|item| {
                let mut keys = Keys::new(item, format!("a version of `{id}`"), diagnostics);
                let version = concept_version(&mut keys, names, diagnostics);
                periods.push((version.in_force, item.entries().first().map_or(item.span, |entry| entry.key_span)));
                gaps.push(keys.get("gap").is_some());
                keys.finish(diagnostics);
                version
            })
            .collect(),
        None => vec![concept_version(&mut keys, names, diagnostics)],
    };
    check_versions(&id, &periods, &gaps, diagnostics);
    let concept = Concept {
        exclusive_with: keys.words("exclusive_with"),
        examples: keys.get("examples").map(|node| examples(node, diagnostics)),
        span: id_node.span,
        id,
        title,
        cite,
        verified,
        judges,
        versions,
    };
    keys.finish(diagnostics);
    Some(concept)
}

fn concept_version(keys: &mut Keys<'_>, names: &mut Names, diagnostics: &mut Diagnostics) -> ConceptVersion {
    let in_force = match keys.get("in_force") {
        Some(node) => period(Some(node), diagnostics),
        None => Period::ALWAYS,
    };
    let parts = named_conditions(keys.get("parts"), "parts", names, diagnostics);
    names.parts = parts.iter().map(|part| part.id.clone()).collect();
    let holds_when = match keys.required("holds_when", diagnostics) {
        Some(node) => condition::condition(node, names, diagnostics),
        None => condition::always(names, keys.span()),
    };
    let unless = named_conditions(keys.get("unless"), "unless", names, diagnostics);
    names.parts.clear();
    ConceptVersion { in_force, parts, holds_when, unless }
}

/// Reads a table.
pub(super) fn table(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Table> {
    let mut keys = Keys::new(node, "a table", diagnostics);
    let id_node = keys.required("table", diagnostics)?;
    let id = id_node.as_word()?.clone();
    let title = keys.title(diagnostics);
    let cite = citation(keys.required("cite", diagnostics), diagnostics);
    let verified = verified(&mut keys, diagnostics);
    let key = keys.required("key", diagnostics).and_then(Node::as_word).cloned().unwrap_or_default();
    let list = if &*key == "country" { WordList::Country } else { WordList::Open };
    let otherwise_unknown = keys.word("otherwise", diagnostics).is_some_and(|word| &*word == "unknown");
    let rows = keys
        .required("rows", diagnostics)
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .map(|row| table_row(row, &key, names, diagnostics))
        .collect();
    keys.finish(diagnostics);
    Some(Table { id, title, cite, verified, list, otherwise_unknown, rows, span: id_node.span })
}

fn table_row(node: &Node, key: &str, names: &mut Names, diagnostics: &mut Diagnostics) -> TableRow {
    let mut keys = Keys::new(node, "a row", diagnostics);
    for known in ["title", "ended"] {
        keys.get(known);
    }
    let values = if key == "country" { keys.words("country") } else { keys.words("kind") };
    if values.is_empty() {
        diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, keys.span(), format!("the row has no `{key}`")));
    }
    let row = TableRow {
        keys: values,
        in_force: keys.get("in_force").map_or(Period::ALWAYS, |node| period(Some(node), diagnostics)),
        legacy_until: keys.get("legacy_until").and_then(|node| day(node, diagnostics)),
        needs_certificate: keys.word("needs_certificate", diagnostics),
        unless: keys.get("unless").map(|node| condition::condition(node, names, diagnostics)),
        is: keys.word("is", diagnostics),
        span: node.span,
    };
    keys.finish(diagnostics);
    row
}

/// Reads a transition.
pub(super) fn transition(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Option<Transition> {
    let mut keys = Keys::new(node, "a transition", diagnostics);
    let id_node = keys.required("transition", diagnostics)?;
    let id = id_node.as_word()?.clone();
    let title = keys.title(diagnostics);
    let cite = citation(keys.required("cite", diagnostics), diagnostics);
    let verified = verified(&mut keys, diagnostics);
    let chain = keys.words("chain");
    let when = keys.get("when").map(|node| condition::condition(node, names, diagnostics));
    let running = keys.get("if_running_on").and_then(|node| day(node, diagnostics));
    let cut = keys.get("cut_at").and_then(|node| day(node, diagnostics));
    let sanction_of = keys.word("sanction_of", diagnostics);
    let own = sanctions(keys.get("sanctions"), names, diagnostics);
    let effect = match (running, cut) {
        (Some(day), None) => TransitionEffect::IfRunningOn(day, sanction_of, own),
        (None, Some(day)) => TransitionEffect::CutAt(day),
        _ => {
            diagnostics.push(Diagnostic::new(&codes::RULE_SHAPE, id_node.span, "a transition has either `if_running_on` or `cut_at`"));
            return None;
        }
    };
    keys.finish(diagnostics);
    Some(Transition { id, title, cite, verified, chain, when, effect, span: id_node.span })
}

fn sanctions(node: Option<&Node>, names: &mut Names, diagnostics: &mut Diagnostics) -> Vec<Sanction> {
    let mut found = Vec::new();
    for item in node.map(Node::items).unwrap_or_default() {
        let mut keys = Keys::new(item, "a sanction", diagnostics);
        let cite = keys.required("cite", diagnostics).and_then(Node::as_word).cloned().unwrap_or_default();
        let when: Option<Condition> = keys.get("when").map(|node| condition::condition(node, names, diagnostics));
        let surcharge = keys.get("surcharge").map(|node| surcharge(node, diagnostics));
        let fine = keys.get("fine").and_then(|node| {
            let mut keys = Keys::new(node, "a fine", diagnostics);
            let at_most = keys.required("at_most", diagnostics).and_then(|node| condition::number(node, diagnostics));
            keys.finish(diagnostics);
            at_most
        });
        let criminal = keys.get("criminal").map(|node| {
            let mut keys = Keys::new(node, "a criminal sanction", diagnostics);
            let mut number = |key: &'static str, diagnostics: &mut Diagnostics| {
                keys.get(key).and_then(|node| condition::number(node, diagnostics)).unwrap_or(0)
            };
            let found = (number("years", diagnostics), number("fine", diagnostics));
            keys.finish(diagnostics);
            found
        });
        let uncertain = keys.word("amount", diagnostics).is_some_and(|word| &*word == "uncertain");
        let title = keys.get("title").map(text_of);
        keys.finish(diagnostics);
        found.push(Sanction { cite, when, surcharge, fine, criminal, uncertain, title });
    }
    found
}

fn surcharge(node: &Node, diagnostics: &mut Diagnostics) -> Surcharge {
    let mut keys = Keys::new(node, "a surcharge", diagnostics);
    let surcharge = Surcharge {
        percent: keys.required("percent", diagnostics).and_then(Node::as_word).cloned().unwrap_or_default(),
        of: keys.required("of", diagnostics).and_then(Node::as_word).cloned().unwrap_or_default(),
        less: keys.word("less", diagnostics),
        cap: keys.get("cap").and_then(|node| condition::number(node, diagnostics)),
    };
    keys.finish(diagnostics);
    surcharge
}

fn examples(node: &Node, diagnostics: &mut Diagnostics) -> Examples {
    let start = node.get("start_from");
    let start_from = start.and_then(|node| node.as_word().or_else(|| node.get("scenario").and_then(Node::as_word))).cloned();
    if start_from.is_none() {
        diagnostics.push(Diagnostic::new(&codes::EXAMPLES, node.span, "examples need `start_from`, the tiny scenario they change"));
    }
    let cases = node.entries().iter().filter(|entry| &*entry.key != "start_from").map(|entry| {
        let mut keys = Keys::new(&entry.value, format!("example `{}`", entry.key), diagnostics);
        let readings = keys.get("readings").map(Node::entries).unwrap_or_default();
        keys.get("title");
        keys.get("note");
        let example = Example {
            id: entry.key.clone(),
            change: keys.get("change").cloned(),
            expect: keys.required("expect", diagnostics).and_then(Node::as_word).cloned().unwrap_or_default(),
            ground: keys.word("ground", diagnostics),
            flow: keys.word("flow", diagnostics),
            party: keys.word("party", diagnostics),
            readings: readings.iter().filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone()))).collect(),
            as_party: keys.word("as", diagnostics),
            span: entry.key_span,
        };
        keys.finish(diagnostics);
        example
    });
    Examples {
        start_from: start_from.unwrap_or_default(),
        change: start.and_then(|node| node.get("change")).cloned(),
        cases: cases.collect(),
        span: node.span,
    }
}

fn citation(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Citation {
    let Some(node) = node else { return Citation::default() };
    let mut keys = Keys::new(node, "a citation", diagnostics);
    let cite = Citation {
        law: keys.word("law", diagnostics).unwrap_or_default(),
        article: keys.word("article", diagnostics).unwrap_or_default(),
        url: keys.word("url", diagnostics),
        case: keys.word("case", diagnostics),
    };
    keys.finish(diagnostics);
    cite
}

fn verified(keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> Verified {
    let Some(node) = keys.required("verified", diagnostics) else { return Verified::Unverified };
    match node.as_word().map(|word| &**word) {
        Some("primary") => Verified::Primary,
        Some("secondary") => Verified::Secondary,
        Some("unverified") => Verified::Unverified,
        _ => {
            diagnostics.push(Diagnostic::new(&codes::UNKNOWN_WORD, node.span, "`verified` is `primary`, `secondary` or `unverified`"));
            Verified::Unverified
        }
    }
}

fn judged(keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> Judged {
    let Some(node) = keys.get("judges") else { return Judged::Leg };
    match node.as_word().map(|word| &**word) {
        Some("leg") => Judged::Leg,
        Some("task") => Judged::Task,
        Some("consent") => Judged::Consent,
        Some("party") => Judged::Party,
        Some("holding") => Judged::Holding,
        Some("event") => Judged::Event,
        _ => {
            let known = ["leg", "task", "consent", "party", "holding", "event"];
            diagnostics.push(
                Diagnostic::new(&codes::UNKNOWN_WORD, node.span, "no rule can judge this")
                    .help(format!("it can judge a {}", listed(known, 9))),
            );
            Judged::Leg
        }
    }
}

fn answers(node: Option<&Node>, judges: Judged, diagnostics: &mut Diagnostics) -> Vec<Binding> {
    let Some(node) = node else {
        return vec![match judges {
            Judged::Leg | Judged::Task => Binding::Giver,
            Judged::Consent => Binding::Consent,
            Judged::Party => Binding::Party,
            Judged::Holding => Binding::Holding,
            Judged::Event => Binding::Event,
        }];
    };
    let mut found = Vec::new();
    for item in node.items() {
        let word = item.as_word().cloned().unwrap_or_default();
        let role = word.split('.').next().unwrap_or_default();
        match condition::binding(role) {
            Some(binding) => found.push(binding),
            None => {
                let known = ["giver", "receiver", "holder", "sender", "principal", "consent.to", "party", "holding.by", "event.of"];
                let problem = Diagnostic::new(&codes::UNKNOWN_WORD, item.span, format!("nobody is called `{word}` here"));
                diagnostics.push(match nearest(&word, known) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!("who can answer: {}", listed(known, 12))),
                });
            }
        }
    }
    found
}

fn period(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Period {
    let Some(node) = node else { return Period::ALWAYS };
    let parsed = match node.as_word() {
        Some(word) => Period::parse(word),
        None => Err("a period in law is written `2023-09-15..` or `2020-08-05..2023-09-14`".to_owned()),
    };
    parsed.unwrap_or_else(|problem| {
        diagnostics.push(Diagnostic::new(&codes::BAD_DATE, node.span, problem));
        Period::ALWAYS
    })
}

fn day(node: &Node, diagnostics: &mut Diagnostics) -> Option<Day> {
    match VagueDate::parse(node.as_word()?) {
        Ok(date) => Some(date.first),
        Err(problem) => {
            diagnostics.push(Diagnostic::new(&codes::BAD_DATE, node.span, problem));
            None
        }
    }
}

fn check_versions(id: &Name, versions: &[(Period, Span)], gaps: &[bool], diagnostics: &mut Diagnostics) {
    for (at, pair) in versions.windows(2).enumerate() {
        let [(before, first), (after, second)] = pair else { continue };
        let declared = gaps.get(at + 1).copied().unwrap_or(false);
        let problem = if after.from < before.until {
            format!("two versions of `{id}` overlap: {before} and {after}")
        } else if after.from > before.until && !declared {
            format!("between {before} and {after} no version of `{id}` is in force")
        } else {
            continue;
        };
        let help = if after.from < before.until {
            "let the earlier one end the day before"
        } else {
            "mend the dates, or write `gap: declared` in the later version"
        };
        diagnostics.push(Diagnostic::new(&codes::VERSION_GAP, *second, problem).related(*first, "the earlier version").help(help));
    }
}

/// A text, for places that only need one.
pub(super) fn text(node: &Node) -> Text {
    text_of(node)
}
