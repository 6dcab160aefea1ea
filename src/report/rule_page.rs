//! Pages about law: one rule, the list of rules, and what a scenario exercises.

use super::explain::citation;
use super::grid::{Cell, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use crate::rules::{Citation, Condition, ConditionKind, Demand, Examples, NamedCondition, Pack, Rule, RuleVersion};
use crate::source::Sources;
use crate::text::{Language, Name};
use std::collections::BTreeSet;

/// The page about one rule.
pub fn rule(pack: &Pack, rule: &Rule, sources: &Sources, language: Language, page: &mut Page) {
    page.heading(&format!("{} {}: {}", rule.cite.law, rule.cite.article, rule.title.get(language)));
    page.line(&format!("{} ({})", rule.id, pack.title.get(language)));
    page.line(&citation(rule));
    page.line(&Message::CheckedLevel.fill(language, &[rule.verified.word()]));
    page.line(&sources.line_reference(rule.span));
    for before in &rule.continues {
        page.line(&Message::Continues.fill(language, &[before]));
    }
    for (stricter, _) in &rule.subsumed_by {
        page.line(&Message::GivesWay.fill(language, &[stricter]));
    }
    page.blank();
    for version in &rule.versions {
        version_of(pack, version, language, page);
    }
    if !rule.burden.is_empty() {
        page.heading(&Message::Burden.say(language));
        rule.burden.iter().for_each(|(role, cite)| page.indented(1, &format!("{role} ({cite})")));
        page.blank();
    }
    if !rule.notes.is_empty() {
        page.heading(&Message::Notes.say(language));
        rule.notes.iter().for_each(|(note, _)| page.indented(1, note.get(language)));
        page.blank();
    }
    readings(pack, rule, language, page);
    if let Some(examples) = &rule.examples {
        self::examples(examples, language, page);
    }
}

fn version_of(pack: &Pack, version: &RuleVersion, language: Language, page: &mut Page) {
    page.heading(&Message::Version.fill(language, &[&version.in_force.to_string()]));
    match &version.demand {
        Demand::ForbiddenUnless(grounds) => named(&Message::Grounds.say(language), grounds, language, page),
        Demand::Required(duties) => named(&Message::Requires.say(language), duties, language, page),
        Demand::ForbiddenIf(condition) => {
            page.indented(1, &format!("{}: {}", Message::Forbids.say(language), concepts_of(pack, condition, language)));
        }
        Demand::Exempts(rules) => {
            let names: Vec<&str> = rules.iter().map(|name| &**name).collect();
            page.indented(1, &format!("{}: {}", Message::Exempts.say(language), names.join(", ")));
        }
    }
    if !version.unless.is_empty() {
        named(&Message::Exceptions.say(language), &version.unless, language, page);
    }
    if !version.sanctions.is_empty() {
        page.indented(1, &Message::Sanctions.say(language));
        for sanction in &version.sanctions {
            let title = sanction.title.as_ref().map_or_else(String::new, |title| format!(": {}", title.get(language)));
            page.indented(2, &format!("{}{title}{}", sanction.cite, amounts(sanction)));
        }
    }
    page.blank();
}

fn amounts(sanction: &crate::rules::Sanction) -> String {
    let mut parts = Vec::new();
    if let Some(surcharge) = &sanction.surcharge {
        parts.push(format!("{} % of {}", surcharge.percent, surcharge.of.replace('_', " ")));
    }
    parts.extend(sanction.fine.map(|fine| format!("KRW {}", super::words::grouped(fine))));
    parts.extend(sanction.criminal.map(|(years, fine)| format!("{years} years or KRW {}", super::words::grouped(fine))));
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn named(heading: &str, list: &[NamedCondition], language: Language, page: &mut Page) {
    page.indented(1, heading);
    for condition in list {
        let cite = condition.cite.as_ref().map_or_else(String::new, |cite| format!(" ({cite})"));
        let ask = if condition.ask { format!(" - {}", Message::Asked.say(language)) } else { String::new() };
        page.indented(2, &format!("{}: {}{cite}{ask}", condition.id, condition.title.get(language)));
        for exception in &condition.unless {
            page.indented(3, &format!("{}: {}", Message::Exceptions.say(language), exception.title.get(language)));
        }
    }
}

/// The concepts that a condition names, or where it stands in the pack.
fn concepts_of(pack: &Pack, condition: &Condition, language: Language) -> String {
    let mut found: Vec<String> = Vec::new();
    collect(condition, &mut |inner| match &inner.kind {
        ConditionKind::Concept(at) => found.extend(pack.concepts.get(*at).map(|concept| concept.title.get(language).to_owned())),
        ConditionKind::Test(path, _) => {
            let attribute = path.attribute.map(|attribute| if language == Language::Korean { attribute.ko } else { attribute.en });
            found.extend(attribute.map(ToOwned::to_owned));
        }
        _ => {}
    });
    found.join("; ")
}

fn collect(condition: &Condition, visit: &mut dyn FnMut(&Condition)) {
    visit(condition);
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| collect(inner, visit)),
        ConditionKind::Not(inner) => collect(inner, visit),
        _ => {}
    }
}

fn all_conditions(rule: &Rule) -> Vec<&Condition> {
    fn inside<'a>(list: &'a [NamedCondition], found: &mut Vec<&'a Condition>) {
        for condition in list {
            found.push(&condition.holds_when);
            inside(&condition.unless, found);
        }
    }
    let mut found = Vec::new();
    for version in &rule.versions {
        found.push(&version.when);
        match &version.demand {
            Demand::ForbiddenUnless(list) | Demand::Required(list) => inside(list, &mut found),
            Demand::ForbiddenIf(condition) => found.push(condition),
            Demand::Exempts(_) => {}
        }
        inside(&version.unless, &mut found);
    }
    found
}

/// Open questions of law that the rule reads itself.
fn readings(pack: &Pack, rule: &Rule, language: Language, page: &mut Page) {
    let mut asked: BTreeSet<usize> = BTreeSet::new();
    for condition in all_conditions(rule) {
        collect(condition, &mut |inner| {
            if let ConditionKind::Reading(question, _) = inner.kind {
                asked.insert(question);
            }
        });
    }
    if asked.is_empty() {
        return;
    }
    page.heading(&Message::ClassLaw.say(language));
    for question in asked.iter().filter_map(|at| pack.questions.get(*at)) {
        page.indented(1, &format!("{}: {}", question.id, question.question.get(language)));
        for (at, (id, text)) in question.readings.iter().enumerate() {
            let leading = if question.leaning == Some(at) { format!(" ({})", Message::Leading.say(language)) } else { String::new() };
            page.indented(2, &format!("{id}: {}{leading}", text.get(language)));
        }
    }
    page.blank();
}

fn examples(examples: &Examples, language: Language, page: &mut Page) {
    page.heading(&Message::Examples.say(language));
    for case in &examples.cases {
        let ground = case.ground.as_ref().map_or_else(String::new, |ground| format!(" ({ground})"));
        page.indented(1, &format!("{}: {}{ground}", case.id, case.expect));
    }
    page.blank();
}

/// The list of rules of some packs.
pub fn list(packs: &[&Pack], language: Language, page: &mut Page) {
    for pack in packs {
        page.heading(
            &Message::RulesTitle
                .fill(language, &[&format!("{} {}", pack.title.get(language), pack.version), &pack.rules.len().to_string()]),
        );
        let header = [Message::ColumnRule, Message::ColumnArticle, Message::ColumnTitle, Message::ColumnInForce, Message::ColumnVerified]
            .map(|message| message.say(language));
        let rows: Vec<Row> = pack
            .rules
            .iter()
            .map(|rule| {
                let in_force = match (rule.versions.first(), rule.versions.last()) {
                    (Some(first), Some(last)) => super::words::period(&crate::date::Period {
                        from: first.in_force.from,
                        until: last.in_force.until,
                        ..first.in_force
                    }),
                    _ => String::new(),
                };
                let cells: Vec<Cell> = [
                    rule.id.to_string(),
                    article(&rule.cite),
                    rule.title.get(language).to_owned(),
                    in_force,
                    rule.verified.word().to_owned(),
                ]
                .into_iter()
                .map(Cell::from)
                .collect();
                Row { cells, below: None }
            })
            .collect();
        page.table(&header, &rows);
    }
}

fn article(cite: &Citation) -> String {
    format!("{} {}", cite.law, cite.article)
}

/// Which articles a scenario exercises.
pub fn coverage(report: &Report<'_>, unread_keys: &[String], page: &mut Page) {
    let language = report.language;
    let exercised: BTreeSet<&Name> = report.judgement.findings.iter().map(|finding| &finding.rule).collect();
    for pack in &report.packs {
        page.heading(&format!("{} {}", pack.title.get(language), pack.version));
        let (reached, others): (Vec<&Rule>, Vec<&Rule>) = pack.rules.iter().partition(|rule| exercised.contains(&rule.id));
        for (heading, rules) in [(Message::Exercised, reached), (Message::NotExercised, others)] {
            page.line(&format!("{} ({})", heading.say(language), rules.len()));
            for rule in rules {
                page.indented(1, &format!("{}  {}: {}", rule.id, article(&rule.cite), rule.title.get(language)));
            }
            page.blank();
        }
        page.line(&format!("{} ({})", Message::NotEncoded.say(language), pack.not_encoded.len()));
        for missing in &pack.not_encoded {
            page.indented(1, &format!("{} {}: {}", missing.law, missing.article, missing.because.get(language)));
        }
        page.blank();
    }
    page.line(&format!("{} ({})", Message::UnreadKeys.say(language), unread_keys.len()));
    if !unread_keys.is_empty() {
        page.indented(1, &unread_keys.join(", "));
    }
    page.line(&Message::NotAdvice.say(language));
}
