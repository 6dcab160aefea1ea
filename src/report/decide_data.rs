//! What decides, for spreadsheets and programs: complete, in a stable order.

use super::csv::guarded;
use super::decide::sentence;
use super::lines::Report;
use super::words;
use crate::decide::{Answer, Concessions, Decision, Settling, Weighed};
use crate::text::Language;
use serde::Serialize;

/// The name of the JSON format.
pub const FORMAT: &str = "flowlaw/decide/1";

const HEADER: &[&str] = &[
    "scenario",
    "as",
    "variations",
    "finding",
    "article",
    "answers",
    "verdict",
    "from",
    "through",
    "point",
    "why_open",
    "question",
    "possible_answers",
    "turns_it_alone",
    "of",
    "violations",
    "worlds",
    "in_a_settling_set",
];

/// One row for each finding and point; a finding that nothing decides has one row without a point.
pub fn csv(report: &Report<'_>, decisions: &[Decision]) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut complete = writer.write_record(HEADER).is_ok();
    for decision in decisions {
        for record in records(report, decision) {
            complete &= writer.write_record(record.iter().map(|cell| guarded(cell))).is_ok();
        }
    }
    debug_assert!(complete, "writing into memory does not fail");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn records(report: &Report<'_>, decision: &Decision) -> Vec<Vec<String>> {
    let (finding, judgement) = (&decision.finding, report.judgement);
    let start = vec![
        judgement.scenario.to_string(),
        judgement.as_party.as_ref().map_or_else(String::new, ToString::to_string),
        judgement.variations.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join("; "),
        finding.id.clone(),
        report.text(&finding.article).to_owned(),
        finding.answers.to_string(),
        finding.verdict.word().to_owned(),
        words::from(&finding.period),
        words::through(&finding.period).unwrap_or_default(),
    ];
    let row = |rest: [String; 9]| start.iter().cloned().chain(rest).collect::<Vec<String>>();
    match &decision.decided {
        Err(points) => points
            .iter()
            .map(|point| {
                row([
                    point.to_string(),
                    "too_many".into(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                ])
            })
            .collect(),
        Ok(decided) => {
            let totals = [decided.violations.to_string(), decided.worlds.to_string()];
            let [violations, worlds] = totals;
            if decided.points.is_empty() {
                let empty = String::new;
                return vec![row([empty(), empty(), empty(), empty(), empty(), empty(), violations, worlds, empty()])];
            }
            let settles = |point: &Weighed| {
                let all = decided.violation.sets.iter().chain(&decided.no_violation.sets);
                all.flatten().any(|answer| answer.point == point.id)
            };
            let record = |point: &Weighed| {
                let answers: Vec<String> = point
                    .answers
                    .iter()
                    .map(|(value, by)| if by.is_empty() { value.to_string() } else { format!("{value} ({})", by.join(", ")) })
                    .collect();
                row([
                    point.id.to_string(),
                    point.class.word().to_owned(),
                    report.text(&point.question).to_owned(),
                    answers.join("; "),
                    point.pivot.turns.to_string(),
                    point.pivot.of.to_string(),
                    violations.clone(),
                    worlds.clone(),
                    if settles(point) { "yes" } else { "no" }.to_owned(),
                ])
            };
            decided.points.iter().map(record).collect()
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    scenario: &'a str,
    #[serde(rename = "as")]
    as_party: Option<&'a str>,
    variations: Vec<&'a str>,
    findings: Vec<FindingDto<'a>>,
}

#[derive(Serialize)]
struct FindingDto<'a> {
    id: &'a str,
    article: Both<'a>,
    answers: &'a str,
    verdict: &'static str,
    people: Vec<&'a str>,
    from: String,
    through: Option<String>,
    sentence: Said,
    /// Nothing where it was worked out.
    too_many_points: Option<Vec<&'a str>>,
    differs_within: bool,
    worlds: Option<String>,
    violations: Option<String>,
    points: Vec<PointDto<'a>>,
    settles_violation: Option<SettlingDto<'a>>,
    settles_no_violation: Option<SettlingDto<'a>>,
    concessions: Vec<ConcessionDto<'a>>,
    agreed: Option<AgreedDto<'a>>,
    court: &'static str,
    burden: Vec<BurdenDto<'a>>,
}

#[derive(Serialize)]
struct Both<'a> {
    en: &'a str,
    ko: &'a str,
}

#[derive(Serialize)]
struct Said {
    en: String,
    ko: String,
}

#[derive(Serialize)]
struct PointDto<'a> {
    id: &'a str,
    why_open: &'static str,
    question: Both<'a>,
    answers: Vec<AnswerDto<'a>>,
    turns_it_alone: String,
    of: String,
}

#[derive(Serialize)]
struct AnswerDto<'a> {
    value: &'a str,
    by: Vec<&'a str>,
}

#[derive(Serialize)]
struct SettlingDto<'a> {
    complete: bool,
    sets: Vec<Vec<Held<'a>>>,
}

#[derive(Serialize)]
struct Held<'a> {
    point: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct ConcessionDto<'a> {
    party: &'a str,
    says: Vec<Held<'a>>,
    own_verdict: &'static str,
    too_many_points: bool,
    changes_by: Option<Vec<LostDto<'a>>>,
}

#[derive(Serialize)]
struct LostDto<'a> {
    points: Vec<&'a str>,
    certain_the_other_way: bool,
}

#[derive(Serialize)]
struct AgreedDto<'a> {
    parties: Vec<&'a str>,
    violation: bool,
}

#[derive(Serialize)]
struct BurdenDto<'a> {
    role: &'a str,
    cite: &'a str,
}

/// Everything as JSON. Counts are texts: they can be larger than what JSON readers keep exactly.
pub fn json(english: &Report<'_>, korean: &Report<'_>, decisions: &[Decision]) -> String {
    debug_assert!(english.language == Language::English && korean.language == Language::Korean, "each in its language");
    let judgement = english.judgement;
    let document = Document {
        schema: FORMAT,
        scenario: &judgement.scenario,
        as_party: judgement.as_party.as_deref(),
        variations: judgement.variations.iter().map(|(id, _)| &**id).collect(),
        findings: decisions.iter().map(|decision| finding(english, korean, decision)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn finding<'a>(english: &Report<'_>, korean: &Report<'_>, decision: &'a Decision) -> FindingDto<'a> {
    let finding = &decision.finding;
    let decided = decision.decided.as_ref();
    FindingDto {
        id: &finding.id,
        article: Both { en: &finding.article.en, ko: finding.article.get(Language::Korean) },
        answers: &finding.answers,
        verdict: finding.verdict.word(),
        people: finding.people.iter().map(|name| &**name).collect(),
        from: words::from(&finding.period),
        through: words::through(&finding.period),
        sentence: Said { en: sentence(english, decision), ko: sentence(korean, decision) },
        too_many_points: decided.err().map(|points| points.iter().map(|point| &**point).collect()),
        differs_within: decision.mixed,
        worlds: decided.ok().map(|decided| decided.worlds.to_string()),
        violations: decided.ok().map(|decided| decided.violations.to_string()),
        points: decided.ok().map(|decided| decided.points.iter().map(point).collect()).unwrap_or_default(),
        settles_violation: decided.ok().map(|decided| settling(&decided.violation)),
        settles_no_violation: decided.ok().map(|decided| settling(&decided.no_violation)),
        concessions: decided.ok().map(|decided| decided.concessions.iter().map(concession).collect()).unwrap_or_default(),
        agreed: decision
            .agreed
            .as_ref()
            .map(|(parties, violation)| AgreedDto { parties: parties.iter().map(|party| &**party).collect(), violation: *violation }),
        court: decision.court.word(),
        burden: decision.burden.iter().map(|(role, cite)| BurdenDto { role, cite }).collect(),
    }
}

fn point(point: &Weighed) -> PointDto<'_> {
    PointDto {
        id: &point.id,
        why_open: point.class.word(),
        question: Both { en: &point.question.en, ko: point.question.get(Language::Korean) },
        answers: point.answers.iter().map(|(value, by)| AnswerDto { value, by: by.iter().map(|party| &**party).collect() }).collect(),
        turns_it_alone: point.pivot.turns.to_string(),
        of: point.pivot.of.to_string(),
    }
}

fn settling(settling: &Settling) -> SettlingDto<'_> {
    SettlingDto { complete: !settling.too_many, sets: settling.sets.iter().map(|set| held(set)).collect() }
}

fn held(set: &[Answer]) -> Vec<Held<'_>> {
    set.iter().map(|answer| Held { point: &answer.point, value: &answer.value }).collect()
}

fn concession(concession: &Concessions) -> ConcessionDto<'_> {
    ConcessionDto {
        party: &concession.party,
        says: held(&concession.positions),
        own_verdict: concession.verdict.word(),
        too_many_points: concession.too_many,
        changes_by: concession.lost.as_ref().map(|lost| {
            lost.iter()
                .map(|lost| LostDto { points: lost.points.iter().map(|point| &**point).collect(), certain_the_other_way: lost.turned })
                .collect()
        }),
    }
}
