//! Findings as SARIF 2.1.0: code hosts and editors show them on the lines of the YAML.
//!
//! Rows that are lawful are no result. Rows that give way to a stricter rule are results that are suppressed.
//! Code hosts ask for more than the schema: each result has a place, snippets and messages are objects, rules explain themselves.

use super::explain::rule_of;
use super::lines::Report;
use super::messages::Message;
use super::sheet::proof::Proof;
use super::sheet::{Cell, Sheet, clean};
use crate::diagnostics::{Diagnostic, Severity};
use crate::outcome::{Finding, Reason, Verdict};
use crate::source::{Sources, Span};
use crate::text::Language;
use crate::vocabulary::Block;
use serde_json::{Value, json};

/// At most so many facts are named beside a result.
const RELATED: usize = 20;

/// The log of one run.
pub fn log(report: &Report<'_>, sheet: &Sheet, warnings: &[&Diagnostic], sources: &Sources) -> Value {
    let judged = super::sheet::findings::ordered(report).into_iter().zip(&sheet.findings.rows).zip(&sheet.proofs);
    let open: Vec<((&Finding, &Vec<Cell>), &Proof)> = judged.filter(|((finding, _), _)| finding.verdict != Verdict::Lawful).collect();
    let mut used: Vec<&Finding> = Vec::new();
    for ((finding, _), _) in &open {
        if !used.iter().any(|known| known.rule == finding.rule) {
            used.push(finding);
        }
    }
    let index = |finding: &Finding| used.iter().position(|known| known.rule == finding.rule).unwrap_or_default();
    let results: Vec<Value> =
        open.iter().map(|((finding, row), proof)| result(report, sheet, finding, row, proof, index(finding), sources)).collect();
    let notifications: Vec<Value> = warnings.iter().map(|problem| notification(problem, sources)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "flowlaw",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "fullDescription": { "text": sheet.notice },
                "rules": used.iter().map(|finding| rule(report, finding)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": format!("flowlaw/{}/", clean(&sheet.scenario)) },
            "language": match sheet.language { Language::English => "en-US", Language::Korean => "ko-KR" },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
            "results": results,
        }],
    })
}

fn rule(report: &Report<'_>, finding: &Finding) -> Value {
    let title = clean(report.text(&finding.title));
    let article = clean(report.text(&finding.article));
    let rule = rule_of(report, finding);
    let level = Message::CheckedLevel.fill(report.language, &[finding.verified.word()]);
    let notice = Message::NotAdvice.say(report.language);
    let notes: Vec<String> = rule.map_or_else(Vec::new, |rule| rule.notes.iter().map(|(note, _)| clean(report.text(note))).collect());
    let help = [vec![format!("{article}: {title}"), level.clone()], notes.clone(), vec![notice.clone()]].concat();
    let marked = [
        vec![format!("**{}** {}", escaped(&article), escaped(&title)), escaped(&level)],
        notes.iter().map(|note| escaped(note)).collect(),
        vec![escaped(&notice)],
    ]
    .concat();
    let mut value = json!({
        "id": &*finding.rule,
        "shortDescription": { "text": title },
        "fullDescription": { "text": format!("{article}: {title}") },
        "help": { "text": help.join("\n\n"), "markdown": marked.join("\n\n") },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": ["privacy", &*finding.law], "verified": finding.verified.word() },
    });
    let address = rule.and_then(|rule| rule.cite.url.as_deref()).and_then(super::sheet::facts::web_address);
    if let (Some(address), Some(object)) = (address, value.as_object_mut()) {
        object.insert("helpUri".to_owned(), Value::String(percent_encoded(&address)));
    }
    value
}

fn escaped(text: &str) -> String {
    super::grid::escape(text)
}

/// Open verdicts are warnings and notes: somebody has to look, nothing is broken for certain.
fn level(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Violation => "error",
        Verdict::Disputed => "warning",
        Verdict::Undetermined | Verdict::OpenLaw => "note",
        Verdict::Lawful | Verdict::NotApplicable => "none",
    }
}

fn result(report: &Report<'_>, sheet: &Sheet, finding: &Finding, row: &[Cell], proof: &Proof, index: usize, sources: &Sources) -> Value {
    let cell = |key: &str| sheet.findings.cell(row, key).map(Cell::shown).unwrap_or_default();
    let parts = [cell("answers"), cell("verdict"), cell("people"), cell("days")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let why: Vec<String> = proof.deciding.iter().map(|point| format!("{}: {}", point.class_name, point.question)).collect();
    let why = if why.is_empty() { String::new() } else { format!(". {}", why.join("; ")) };
    let message = format!("{} {}: {}{why}", cell("article"), cell("title"), parts.join(", "));
    let day = |key: &str| match sheet.findings.cell(row, key) {
        Some(Cell::Date(Some(day), _)) => Value::String(day.to_string()),
        _ => Value::Null,
    };
    let mut value = json!({
        "ruleId": &*finding.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": level(finding.verdict),
        "message": { "text": message },
        "locations": [location(finding.span, None, sources)],
        "partialFingerprints": { "flowlaw/finding/v1": finding.id },
        "properties": {
            "id": finding.id,
            "verdict": finding.verdict.word(),
            "answers": &*finding.answers,
            "peopleMin": finding.people_count.min,
            "peopleMax": finding.people_count.max,
            "from": day("from"),
            "through": day("through"),
        },
    });
    let Some(object) = value.as_object_mut() else { return value };
    let related = related(report, finding, sources);
    if !related.is_empty() {
        object.insert("relatedLocations".to_owned(), Value::Array(related));
    }
    let path: Vec<Value> = path(report, finding, sources);
    if path.len() > 1 {
        object.insert("codeFlows".to_owned(), json!([{ "threadFlows": [{ "locations": path }] }]));
    }
    if let Some(stricter) = finding.subsumed_by.first() {
        let justification = Message::GivesWay.fill(report.language, &[stricter]);
        object.insert("suppressions".to_owned(), json!([{ "kind": "external", "justification": justification }]));
    }
    value
}

/// The facts that the reasons name, each place once.
fn related(report: &Report<'_>, finding: &Finding, sources: &Sources) -> Vec<Value> {
    fn collect<'a>(reasons: &'a [Reason], found: &mut Vec<(Span, &'a Reason)>) {
        for reason in reasons {
            if let Some(span) = reason.span.filter(|span| !found.iter().any(|(known, _)| known == span)) {
                found.push((span, reason));
            }
            collect(&reason.children, found);
        }
    }
    let mut found = Vec::new();
    collect(&finding.explanation.because, &mut found);
    for tried in &finding.explanation.tried {
        collect(&tried.reasons, &mut found);
    }
    found
        .into_iter()
        .take(RELATED)
        .zip(0_usize..)
        .map(|((span, reason), id)| {
            let mut place = location(span, Some(report.text(&reason.text)), sources);
            if let Some(object) = place.as_object_mut() {
                object.insert("id".to_owned(), json!(id));
            }
            place
        })
        .collect()
}

/// The way of the data as steps, where the finding has one.
fn path(report: &Report<'_>, finding: &Finding, sources: &Sources) -> Vec<Value> {
    let step = |name: &crate::text::Name| {
        let blocks = [Block::Parties, Block::People];
        let entity = blocks.into_iter().find_map(|block| report.facts.find(block, name))?;
        Some(json!({ "location": location(entity.span, Some(entity.title.get(report.language)), sources) }))
    };
    finding.explanation.path.iter().filter_map(step).collect()
}

fn location(span: Span, message: Option<&str>, sources: &Sources) -> Value {
    let start = sources.location(span);
    let end = sources.location(Span { start: span.end, ..span });
    let mut region = json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column });
    let snippet = sources.text(span);
    if let (false, Some(object)) = (snippet.is_empty(), region.as_object_mut()) {
        object.insert("snippet".to_owned(), json!({ "text": snippet }));
    }
    let mut value = json!({ "physicalLocation": { "artifactLocation": { "uri": address(&start.file) }, "region": region } });
    if let (Some(message), Some(object)) = (message, value.as_object_mut()) {
        object.insert("message".to_owned(), json!({ "text": clean(message) }));
    }
    value
}

fn notification(problem: &Diagnostic, sources: &Sources) -> Value {
    let level = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let text = std::iter::once(&problem.message).chain(&problem.help).map(|line| clean(line)).collect::<Vec<_>>().join("\n");
    let mut value = json!({ "descriptor": { "id": problem.code.id }, "level": level, "message": { "text": text } });
    if let (Some(span), Some(object)) = (problem.span, value.as_object_mut()) {
        object.insert("locations".to_owned(), json!([location(span, None, sources)]));
    }
    value
}

/// A file's name as an address: slashes, and everything else that an address may not hold as `%xx`.
fn address(file: &str) -> String {
    let file = file.replace('\\', "/");
    let drive = file.as_bytes().get(1) == Some(&b':');
    let start = match (drive, file.starts_with('/')) {
        (true, _) => "file:///",
        (_, true) => "file://",
        _ => "",
    };
    let file = file.trim_start_matches("./");
    let mut address = String::from(start);
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => address.push(char::from(byte)),
            b':' if drive => address.push(':'),
            byte => push_encoded(&mut address, byte),
        }
    }
    address
}

fn push_encoded(address: &mut String, byte: u8) {
    address.push('%');
    for digit in [byte >> 4, byte & 15] {
        address.push(char::from_digit(u32::from(digit), 16).unwrap_or_default().to_ascii_uppercase());
    }
}

/// An address with everything beyond ASCII, and what an address may not hold, as `%xx`.
fn percent_encoded(address: &str) -> String {
    let mut encoded = String::new();
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' if !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') => encoded.push(char::from(byte)),
            byte => push_encoded(&mut encoded, byte),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn names_of_files_become_addresses() {
        assert_eq!(address("scenarios/a b/시.yaml"), "scenarios/a%20b/%EC%8B%9C.yaml");
        assert_eq!(address("./x.yaml"), "x.yaml");
        assert_eq!(address("/home/a/x.yaml"), "file:///home/a/x.yaml");
        assert_eq!(address("C:\\a\\x.yaml"), "file:///C:/a/x.yaml");
        assert_eq!(address("a#b?.yaml"), "a%23b%3F.yaml");
    }
}
