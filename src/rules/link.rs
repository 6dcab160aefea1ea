//! What can only be seen with the whole pack at hand: cycles, dangling rules, missing examples, and what each condition looks at.

use super::days;
use super::model::{Condition, ConditionKind, Demand, Judged, NamedCondition, Pack, Reads, Rule};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::source::Span;
use crate::text::Name;

/// Checks a pack and completes what its conditions look at.
pub(super) fn link(pack: &mut Pack, diagnostics: &mut Diagnostics) {
    check_concept_cycles(pack, diagnostics);
    check_rule_references(pack, diagnostics);
    check_relation_cycles(pack, diagnostics);
    check_examples(pack, diagnostics);
    super::tables::check_tables(pack, diagnostics);
    if diagnostics.has_errors() {
        return;
    }
    complete_reads(pack);
    complete_relations(pack);
    days::complete_days(pack);
}

/// Writes relations down on the side that is asked for them.
fn complete_relations(pack: &mut Pack) {
    let places =
        |wanted: &dyn Fn(&Rule) -> bool| (0..).zip(&pack.rules).filter(|(_, rule)| wanted(rule)).map(|(at, _)| at).collect::<Vec<usize>>();
    let exempts = |rule: &Rule, id: &Name| {
        rule.versions.iter().any(|version| matches!(&version.demand, Demand::Exempts(rules) if rules.contains(id)))
    };
    let found: Vec<(Vec<usize>, Vec<usize>)> = pack
        .rules
        .iter()
        .map(|rule| (places(&|other| other.overrides.contains(&rule.id)), places(&|other| exempts(other, &rule.id))))
        .collect();
    for (rule, (displaced_by, exempted_by)) in pack.rules.iter_mut().zip(found) {
        rule.displaced_by = displaced_by;
        rule.exempted_by = exempted_by;
    }
}

fn collect_named<'a>(named: &'a NamedCondition, found: &mut Vec<&'a Condition>) {
    found.push(&named.holds_when);
    named.unless.iter().for_each(|inner| collect_named(inner, found));
}

fn concepts_in(condition: &Condition, found: &mut Vec<(usize, Span)>) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| concepts_in(inner, found)),
        ConditionKind::Not(inner) => concepts_in(inner, found),
        ConditionKind::Concept(at) => found.push((*at, condition.span)),
        _ => {}
    }
}

fn check_concept_cycles(pack: &Pack, diagnostics: &mut Diagnostics) {
    let uses: Vec<Vec<(usize, Span)>> = pack
        .concepts
        .iter()
        .map(|concept| {
            let mut found = Vec::new();
            for version in &concept.versions {
                concepts_in(&version.holds_when, &mut found);
                let mut named = Vec::new();
                version.parts.iter().chain(&version.unless).for_each(|inner| collect_named(inner, &mut named));
                named.iter().for_each(|condition| concepts_in(condition, &mut found));
            }
            found
        })
        .collect();
    let mut done = vec![false; uses.len()];
    for start in 0..uses.len() {
        let mut path = Vec::new();
        find_cycle(start, &uses, &mut path, &mut done, pack, diagnostics);
    }
}

fn find_cycle(
    at: usize,
    uses: &[Vec<(usize, Span)>],
    path: &mut Vec<usize>,
    done: &mut [bool],
    pack: &Pack,
    diagnostics: &mut Diagnostics,
) {
    if done.get(at).copied().unwrap_or(true) {
        return;
    }
    path.push(at);
    for (next, span) in uses.get(at).map(Vec::as_slice).unwrap_or_default() {
        if let Some(start) = path.iter().position(|open| open == next) {
            let name = |at: &usize| pack.concepts.get(*at).map_or("", |concept| &*concept.id);
            let circle: Vec<String> = path.iter().skip(start).chain([next]).map(|at| format!("`{}`", name(at))).collect();
            diagnostics.push(Diagnostic::new(&codes::CYCLE, *span, format!("concepts are defined in a circle: {}", circle.join(" → "))));
        } else {
            find_cycle(*next, uses, path, done, pack, diagnostics);
        }
    }
    path.pop();
    if let Some(flag) = done.get_mut(at) {
        *flag = true;
    }
}

fn check_rule_references(pack: &Pack, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).collect();
    let mut check = |name: &Name, span: Span| {
        if !known.contains(&&**name) {
            let problem = Diagnostic::new(&codes::DANGLING, span, format!("there is no rule `{name}`"));
            diagnostics.push(match nearest(name, known.iter().copied()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the rules are {}", listed(known.iter().copied(), 12))),
            });
        }
    };
    for rule in &pack.rules {
        let named = rule.continues.iter().chain(&rule.overrides).chain(rule.subsumed_by.iter().map(|(name, _)| name));
        named.for_each(|name| check(name, rule.span));
        for version in &rule.versions {
            if let Demand::Exempts(rules) = &version.demand {
                rules.iter().for_each(|name| check(name, version.span));
            }
        }
    }
    for transition in &pack.transitions {
        transition.chain.iter().for_each(|name| check(name, transition.span));
    }
}

/// `overrides`, `exempts` and `continues` must not go in circles.
fn check_relation_cycles(pack: &Pack, diagnostics: &mut Diagnostics) {
    for relation in ["overrides", "continues", "subsumed_by"] {
        let edges = |rule: &Rule| -> Vec<Name> {
            match relation {
                "overrides" => rule
                    .overrides
                    .iter()
                    .cloned()
                    .chain(
                        rule.versions
                            .iter()
                            .flat_map(|version| if let Demand::Exempts(rules) = &version.demand { rules.clone() } else { Vec::new() }),
                    )
                    .collect(),
                "continues" => rule.continues.clone(),
                _ => rule.subsumed_by.iter().map(|(name, _)| name.clone()).collect(),
            }
        };
        for start in &pack.rules {
            let mut path: Vec<Name> = vec![start.id.clone()];
            if let Some(circle) = cycle_from(&start.id, &start.id, pack, &edges, &mut path) {
                let smallest = circle.iter().min() == Some(&start.id);
                if smallest {
                    let words: Vec<String> = circle.iter().chain([&start.id]).map(|name| format!("`{name}`")).collect();
                    diagnostics.push(Diagnostic::new(
                        &codes::CYCLE,
                        start.span,
                        format!("`{relation}` goes in a circle: {}", words.join(" → ")),
                    ));
                }
            }
        }
    }
}

fn cycle_from(at: &Name, goal: &Name, pack: &Pack, edges: &dyn Fn(&Rule) -> Vec<Name>, path: &mut Vec<Name>) -> Option<Vec<Name>> {
    let rule = pack.rules.iter().find(|rule| rule.id == *at)?;
    for next in edges(rule) {
        if next == *goal {
            return Some(path.clone());
        }
        if !path.contains(&next) {
            path.push(next.clone());
            if let Some(found) = cycle_from(&next, goal, pack, edges, path) {
                return Some(found);
            }
            path.pop();
        }
    }
    None
}

fn check_examples(pack: &Pack, diagnostics: &mut Diagnostics) {
    for rule in &pack.rules {
        let Some(examples) = &rule.examples else {
            diagnostics.push(
                Diagnostic::new(&codes::EXAMPLES, rule.span, format!("rule `{}` has no examples", rule.id))
                    .help("show at least one violation, one lawful case, and one case for each ground"),
            );
            continue;
        };
        if !pack.example_scenarios.iter().any(|(id, _)| *id == examples.start_from) {
            let known = pack.example_scenarios.iter().map(|(id, _)| &**id);
            let problem = Diagnostic::new(&codes::DANGLING, examples.span, format!("there is no tiny scenario `{}`", examples.start_from));
            diagnostics.push(problem.help(format!("the pack has {}", listed(known, 9))));
        }
        let shows = |verdicts: &[&str]| examples.cases.iter().any(|case| verdicts.contains(&&*case.expect));
        let is_exemption = rule.versions.iter().all(|version| matches!(version.demand, Demand::Exempts(_)));
        if !is_exemption && !shows(&["violation", "open_law"]) {
            diagnostics.push(Diagnostic::new(&codes::EXAMPLES, examples.span, format!("rule `{}` has no example of a violation", rule.id)));
        }
        if !is_exemption && !shows(&["lawful", "not_applicable"]) {
            diagnostics.push(Diagnostic::new(&codes::EXAMPLES, examples.span, format!("rule `{}` has no lawful example", rule.id)));
        }
        for ground in grounds_of(rule) {
            let shown = examples.cases.iter().any(|case| case.ground.as_ref() == Some(&ground.id));
            if !shown {
                diagnostics.push(
                    Diagnostic::new(&codes::EXAMPLES, ground.span, format!("no example of `{}` shows the ground `{}`", rule.id, ground.id))
                        .help(format!("add an example with `expect: lawful, ground: {}`", ground.id)),
                );
            }
        }
    }
    for concept in pack.concepts.iter().filter(|concept| concept.judges == Judged::Task && concept.examples.is_none()) {
        diagnostics.push(Diagnostic::new(&codes::EXAMPLES, concept.span, format!("concept `{}` has no examples", concept.id)));
    }
}

/// Grounds and exceptions that make a case lawful, each once.
fn grounds_of(rule: &Rule) -> Vec<&NamedCondition> {
    let mut found: Vec<&NamedCondition> = Vec::new();
    for version in &rule.versions {
        let grounds = if let Demand::ForbiddenUnless(grounds) = &version.demand { grounds.as_slice() } else { &[] };
        for named in grounds.iter().chain(&version.unless) {
            if !found.iter().any(|other| other.id == named.id) {
                found.push(named);
            }
        }
    }
    found
}

/// Concepts and parts look at whatever their definitions look at.
fn complete_reads(pack: &mut Pack) {
    let mut known: Vec<Option<Reads>> = vec![None; pack.concepts.len()];
    for _ in 0..pack.concepts.len() {
        let before = known.iter().filter(|reads| reads.is_some()).count();
        for at in 0..pack.concepts.len() {
            if known.get(at).is_some_and(Option::is_none)
                && let Some(concept) = pack.concepts.get(at)
            {
                let dated =
                    concept.versions.len() > 1 || concept.versions.iter().any(|version| version.in_force != crate::date::Period::ALWAYS);
                let mut reads = Some(Reads { day: dated, ..Reads::default() });
                for version in &concept.versions {
                    let mut all = vec![&version.holds_when];
                    version.parts.iter().chain(&version.unless).for_each(|named| collect_named(named, &mut all));
                    for condition in all {
                        reads = reads.and_then(|reads| Some(reads.and(resolved(condition, &known)?)));
                    }
                }
                if let Some(slot) = known.get_mut(at) {
                    *slot = reads;
                }
            }
        }
        if known.iter().filter(|reads| reads.is_some()).count() == before {
            break;
        }
    }
    let known: Vec<Reads> =
        known.into_iter().map(|reads| reads.unwrap_or(Reads { people: true, item: true, day: true, leg: true })).collect();
    for rule in &mut pack.rules {
        for version in &mut rule.versions {
            update(&mut version.when, &known);
            match &mut version.demand {
                Demand::ForbiddenUnless(named) | Demand::Required(named) => named.iter_mut().for_each(|named| update_named(named, &known)),
                Demand::ForbiddenIf(condition) => {
                    update(condition, &known);
                }
                Demand::Exempts(_) => {}
            }
            version.unless.iter_mut().for_each(|named| update_named(named, &known));
        }
    }
    for concept in &mut pack.concepts {
        for version in &mut concept.versions {
            update(&mut version.holds_when, &known);
            version.parts.iter_mut().chain(&mut version.unless).for_each(|named| update_named(named, &known));
        }
    }
}

/// What a condition looks at, or nothing while a concept in it is not known yet. A part looks at no more than its concept.
fn resolved(condition: &Condition, known: &[Option<Reads>]) -> Option<Reads> {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().try_fold(Reads::default(), |reads, inner| Some(reads.and(resolved(inner, known)?)))
        }
        ConditionKind::Not(inner) => resolved(inner, known),
        ConditionKind::Concept(at) => known.get(*at).copied().flatten(),
        ConditionKind::Part(_) => Some(Reads::default()),
        _ => Some(condition.reads),
    }
}

fn update(condition: &mut Condition, known: &[Reads]) -> Reads {
    let reads = match &mut condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter_mut().fold(Reads::default(), |reads, inner| reads.and(update(inner, known)))
        }
        ConditionKind::Not(inner) => update(inner, known),
        ConditionKind::Concept(at) => known.get(*at).copied().unwrap_or_default(),
        _ => condition.reads,
    };
    condition.reads = reads;
    reads
}

fn update_named(named: &mut NamedCondition, known: &[Reads]) {
    update(&mut named.holds_when, known);
    named.unless.iter_mut().for_each(|inner| update_named(inner, known));
}
