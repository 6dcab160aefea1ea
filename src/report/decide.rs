//! What decides a finding, or a case: tables, and a sentence for each finding that can be read aloud.

use super::grid::{Cell, Look, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::decide::{Answer, Concessions, Decided, Decision, MAX_BITS, Settling, Weighed};
use crate::outcome::{PointClass, Verdict};
use crate::text::{Language, Name};

/// Findings of the short page about a case.
const FEW: usize = 8;
/// Points of the short page about a case.
const FEW_POINTS: usize = 10;
/// Settling sets of a page about a finding.
const SETS: usize = 20;
/// Sets of concessions of one party.
const LOST: usize = 5;

/// Findings of one rule and party that the same points decide in the same way.
#[derive(Debug)]
pub struct Alike<'a> {
    /// The first of them.
    pub first: &'a Decision,
    /// The others.
    pub more: Vec<&'a Decision>,
}

/// Findings that the same points decide in the same way stand together; what parties come to different outcomes on comes first, then what concerns
/// most people.
pub fn alike(decisions: &[Decision]) -> Vec<Alike<'_>> {
    let mut groups: Vec<Alike<'_>> = Vec::new();
    for decision in decisions {
        let same = |group: &&mut Alike<'_>| {
            let (a, b) = (&group.first.finding, &decision.finding);
            a.rule == b.rule && a.answers == b.answers && a.verdict == b.verdict && group.first.decided == decision.decided
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.more.push(decision),
            None => groups.push(Alike { first: decision, more: Vec::new() }),
        }
    }
    let people = |group: &Alike<'_>| group.first.finding.people_count.min.or(group.first.finding.people_count.max).unwrap_or(0);
    groups.sort_by_key(|group| {
        let decided = group.first.decided.as_ref();
        let points = decided.map_or(0, |decided| decided.points.len());
        (decided.is_err(), group.first.finding.verdict, !is_contested(group.first), std::cmp::Reverse(people(group)), points)
    });
    groups
}

/// Whether one party's own version is a violation and another's is none.
fn is_contested(decision: &Decision) -> bool {
    let verdicts = || decision.decided.iter().flat_map(|decided| &decided.concessions).map(|concession| concession.verdict);
    verdicts().any(|verdict| verdict == Verdict::Violation)
        && verdicts().any(|verdict| matches!(verdict, Verdict::Lawful | Verdict::NotApplicable))
}

/// Of each rule and party, what most of its findings have in common.
fn largest(groups: Vec<Alike<'_>>) -> Vec<Alike<'_>> {
    let mut kept: Vec<Alike<'_>> = Vec::new();
    for group in groups {
        let same = |known: &&mut Alike<'_>| {
            known.first.finding.rule == group.first.finding.rule && known.first.finding.answers == group.first.finding.answers
        };
        match kept.iter_mut().find(same) {
            Some(known) if known.more.len() < group.more.len() => *known = group,
            Some(_) => {}
            None => kept.push(group),
        }
    }
    kept
}

/// The page about a whole case.
pub fn case_page(report: &Report<'_>, decisions: &[Decision], all: bool, look: Look) -> String {
    let language = report.language;
    let mut page = Page::new(look);
    super::check::header(report, &mut page);
    let (open, certain): (Vec<Decision>, Vec<Decision>) = decisions.iter().cloned().partition(Decision::is_open);
    if open.is_empty() {
        page.line(&Message::NothingOpen.say(language));
        return page.finish();
    }
    let groups = if all { alike(&open) } else { largest(alike(&open)) };
    let shown = if all { groups.len() } else { FEW };
    let left: usize = open.len() - groups.iter().take(shown).map(|group| 1 + group.more.len()).sum::<usize>();
    page.heading(&Message::DecideLegend.say(language));
    let header = [
        Message::ColumnArticle,
        Message::ColumnWho,
        Message::ColumnDecidesMost,
        Message::ColumnPivotal,
        Message::ColumnWorlds,
        Message::ColumnSentence,
    ]
    .map(|column| column.say(language));
    let rows: Vec<Row> = groups.iter().take(shown).map(|group| row(report, group)).collect();
    page.table(&header, &rows);
    if left > 0 {
        page.line(&Message::DecideMoreFindings.fill(language, &[&left.to_string()]));
        page.blank();
    }
    points(report, &open, all, &mut page);
    page.line(&Message::DecideHow.say(language));
    let count = |message: Message, number: usize, page: &mut Page| {
        if number > 0 {
            page.line(&message.fill(language, &[&number.to_string()]));
        }
    };
    count(Message::DecideAgreedCount, open.iter().filter(|decision| decision.agreed.is_some()).count(), &mut page);
    count(Message::DecideRefusedCount, open.iter().filter(|decision| decision.decided.is_err()).count(), &mut page);
    count(Message::DecideCertainCount, certain.len(), &mut page);
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

fn row(report: &Report<'_>, group: &Alike<'_>) -> Row {
    let language = report.language;
    let finding = &group.first.finding;
    let mut cells: Vec<Cell> = vec![report.text(&finding.article).to_owned().into(), report.party(&finding.answers).into()];
    let most = group.first.decided.as_ref().ok().and_then(|decided| Some((decided, decided.points.first()?)));
    match most {
        Some((decided, most)) => cells.extend([
            Cell::from(called(report, most)),
            of_all(most.pivot.turns, most.pivot.of, language).into(),
            of_all(decided.violations, decided.worlds, language).into(),
        ]),
        None => cells.extend([Cell::from(String::new()), Cell::from(String::new()), Cell::from(String::new())]),
    }
    let mut below = format!("{}: {}", finding.id, sentence(report, group.first));
    if !group.more.is_empty() {
        let ids: Vec<&str> = group.more.iter().map(|decision| decision.finding.id.as_str()).collect();
        below = format!("{below} {}", Message::DecideAlike.fill(language, &[&ids.join(", ")]));
    }
    Row { cells, below: Some(below) }
}

/// All points with the findings that they bear on, and groups of points that have no finding in common.
fn points(report: &Report<'_>, open: &[Decision], all: bool, page: &mut Page) {
    let language = report.language;
    let mut counts: Vec<(&Weighed, usize, usize)> = Vec::new();
    for decided in open.iter().filter_map(|decision| decision.decided.as_ref().ok()) {
        let most = decided.points.first().map(|point| point.pivot);
        for point in &decided.points {
            let leads = usize::from(Some(point.pivot) == most);
            match counts.iter_mut().find(|(known, ..)| known.id == point.id) {
                Some((_, bears, most_in)) => (*bears, *most_in) = (*bears + 1, *most_in + leads),
                None => counts.push((point, 1, leads)),
            }
        }
    }
    counts.sort_by(|a, b| (b.2, b.1, &a.0.id).cmp(&(a.2, a.1, &b.0.id)));
    page.heading(&Message::DecidePoints.say(language));
    let header =
        [Message::ColumnPoint, Message::ColumnClass, Message::ColumnBearsOn, Message::ColumnMostIn].map(|column| column.say(language));
    let shown = if all { counts.len() } else { FEW_POINTS };
    let findings = |count: usize| match count {
        1 => Message::CountOfOneFinding.say(language),
        _ => Message::CountOfFindings.fill(language, &[&count.to_string()]),
    };
    let rows: Vec<Row> = counts
        .iter()
        .take(shown)
        .map(|(point, bears, most)| Row {
            cells: vec![
                named(report, point).into(),
                class(point.class, language).into(),
                findings(*bears).into(),
                (if *most == 0 { "-".to_owned() } else { findings(*most) }).into(),
            ],
            below: None,
        })
        .collect();
    page.table(&header, &rows);
    if counts.len() > shown {
        page.line(&Message::DecideMore.fill(language, &[&(counts.len() - shown).to_string()]));
        page.blank();
    }
    let groups = independent(open);
    if groups.len() > 1 {
        let sizes: Vec<String> = groups
            .iter()
            .map(|(points, findings)| Message::DecideGroup.fill(language, &[&points.len().to_string(), &findings.to_string()]))
            .collect();
        page.line(&Message::DecideGroups.fill(language, &[&groups.len().to_string(), &sizes.join("; ")]));
        page.blank();
    }
}

/// Groups of points that share no finding, with the number of their findings.
fn independent(open: &[Decision]) -> Vec<(Vec<&Name>, usize)> {
    let mut groups: Vec<(Vec<&Name>, usize)> = Vec::new();
    for decision in open {
        let mut points: Vec<&Name> = match &decision.decided {
            Ok(decided) => decided.points.iter().map(|point| &point.id).collect(),
            Err(points) => points.iter().collect(),
        };
        let mut count = 1;
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(known, _)| known.iter().any(|point| points.contains(point)));
        for (known, findings) in touching {
            points.extend(known);
            count += findings;
        }
        points.sort_unstable();
        points.dedup();
        groups = apart;
        groups.push((points, count));
    }
    groups.sort_by_key(|(points, findings)| std::cmp::Reverse((*findings, points.len())));
    groups
}

/// The page about one finding, or several.
pub fn finding_page(report: &Report<'_>, decisions: &[Decision], look: Look) -> String {
    let language = report.language;
    let mut page = Page::new(look);
    for group in alike(decisions) {
        one(report, &group, &mut page);
        page.blank();
    }
    page.line(&Message::DecideHow.say(language));
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

fn one(report: &Report<'_>, group: &Alike<'_>, page: &mut Page) {
    let language = report.language;
    let (decision, finding) = (group.first, &group.first.finding);
    page.heading(&format!("{} {}", report.text(&finding.article), report.text(&finding.title)));
    let facts = [
        finding.id.clone(),
        words::verdict(finding.verdict, language),
        report.party(&finding.answers),
        report.people_of(&finding.people, finding.people_count),
        words::period(&finding.period),
    ];
    page.line(&facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "));
    if !group.more.is_empty() {
        let ids: Vec<&str> = group.more.iter().map(|decision| decision.finding.id.as_str()).collect();
        page.line(&Message::DecideAlike.fill(language, &[&ids.join(", ")]));
    }
    page.blank();
    page.line(&sentence(report, decision));
    let Ok(decided) = &decision.decided else { return };
    if !decision.is_open() {
        return;
    }
    if decision.mixed {
        page.line(&Message::DecideMixed.say(language));
    }
    page.blank();
    weights(report, decided, page);
    settling(report, &decided.violation, Message::SettlesViolation, page);
    settling(report, &decided.no_violation, Message::SettlesNone, page);
    concessions(report, decided, page);
    if let Some(line) = agreement(report, decision) {
        page.line(&line);
    }
    page.line(&burden(report, decision));
}

fn weights(report: &Report<'_>, decided: &Decided, page: &mut Page) {
    let language = report.language;
    let header =
        [Message::ColumnPoint, Message::ColumnClass, Message::ColumnAnswers, Message::ColumnPivotal].map(|column| column.say(language));
    let rows: Vec<Row> = decided
        .points
        .iter()
        .map(|point| {
            let answers: Vec<String> = point.answers.iter().map(|(value, by)| said_by(value, by, language)).collect();
            Row {
                cells: vec![
                    named(report, point).into(),
                    class(point.class, language).into(),
                    answers.join("\n").into(),
                    of_all(point.pivot.turns, point.pivot.of, language).into(),
                ],
                below: None,
            }
        })
        .collect();
    page.table(&header, &rows);
}

fn said_by(value: &str, by: &[Name], language: Language) -> String {
    let parties = by.iter().map(|party| &**party).collect::<Vec<_>>().join(", ");
    if by.is_empty() { value.to_owned() } else { Message::AnswerSaidBy.fill(language, &[value, &parties]) }
}

fn settling(report: &Report<'_>, settling: &Settling, title: Message, page: &mut Page) {
    let language = report.language;
    page.heading(&title.say(language));
    for set in settling.sets.iter().take(SETS) {
        // A list in Markdown has its own marks.
        let mark = if page.look.markdown { "" } else { "- " };
        page.indented(1, &format!("{mark}{}", answers(set, language)));
    }
    if settling.sets.len() > SETS {
        page.indented(1, &Message::SettlesMore.fill(language, &[&(settling.sets.len() - SETS).to_string()]));
    }
    if settling.too_many {
        page.indented(1, &Message::SettlesTooMany.say(language));
    }
    page.blank();
}

fn concessions(report: &Report<'_>, decided: &Decided, page: &mut Page) {
    if decided.concessions.is_empty() {
        return;
    }
    let language = report.language;
    page.heading(&Message::ConcedesTitle.say(language));
    let header =
        [Message::ColumnParty, Message::ColumnSays, Message::ColumnOwnOutcome, Message::ColumnConcedes].map(|column| column.say(language));
    let rows: Vec<Row> = decided
        .concessions
        .iter()
        .map(|concession| {
            let says: Vec<String> = concession.positions.iter().map(answered).collect();
            Row {
                cells: vec![
                    report.party(&concession.party).into(),
                    says.join("\n").into(),
                    Cell::tinted(words::verdict(concession.verdict, language), super::check::tint(concession.verdict)),
                    lost(concession, language).into(),
                ],
                below: None,
            }
        })
        .collect();
    page.table(&header, &rows);
}

/// What a party loses by, in words.
fn lost(concession: &Concessions, language: Language) -> String {
    if concession.too_many {
        return Message::ConcedesTooMany.say(language);
    }
    let Some(sets) = &concession.lost else { return Message::ConcedesOpen.say(language) };
    if sets.is_empty() {
        return Message::ConcedesNothing.say(language);
    }
    let after = outcome(concession.verdict != Verdict::Violation, language);
    let mut lines: Vec<String> = sets
        .iter()
        .take(LOST)
        .map(|lost| {
            let points: Vec<String> = lost.points.iter().map(|point| short(point)).collect();
            let points = points.join(&Message::SetsAnd.say(language));
            if lost.turned {
                Message::ConcedesTurned.fill(language, &[&points, &after])
            } else {
                Message::ConcedesUnsure.fill(language, &[&points])
            }
        })
        .collect();
    if sets.len() > LOST {
        lines.push(Message::SettlesMore.fill(language, &[&(sets.len() - LOST).to_string()]));
    }
    lines.join("\n")
}

fn agreement(report: &Report<'_>, decision: &Decision) -> Option<String> {
    let language = report.language;
    let (parties, broken) = decision.agreed.as_ref()?;
    let decided = decision.decided.as_ref().ok()?;
    let against = if *broken { &decided.no_violation } else { &decided.violation };
    let names: Vec<String> = parties.iter().map(|party| report.party(party)).collect();
    let set = against.sets.first().map(|set| said(report, set, &decided.points))?;
    Some(Message::AgreeNotCertain.fill(language, &[&names.join(", "), &outcome(*broken, language), &outcome(!*broken, language), &set]))
}

fn burden(report: &Report<'_>, decision: &Decision) -> String {
    let language = report.language;
    let who: Vec<String> = decision.burden.iter().map(|(role, cite)| format!("{role} ({cite})")).collect();
    let who = who.join(", ");
    let verdict = words::verdict(decision.court, language);
    if who.is_empty() {
        Message::BurdenNone.say(language)
    } else if decision.court == decision.finding.verdict {
        Message::BurdenStays.fill(language, &[&who, &verdict])
    } else {
        Message::BurdenMoves.fill(language, &[&verdict, &who])
    }
}

/// One sentence about a finding, to be read aloud.
pub fn sentence(report: &Report<'_>, decision: &Decision) -> String {
    let language = report.language;
    let (article, who) = (report.text(&decision.finding.article), report.party(&decision.finding.answers));
    let decided = match &decision.decided {
        Ok(decided) => decided,
        Err(points) => {
            let ids: Vec<String> = points.iter().map(|point| short(point)).collect();
            let values = [article, &who, &points.len().to_string(), &MAX_BITS.to_string(), &ids.join(", ")];
            return Message::DecideRefused.fill(language, &values);
        }
    };
    let Some(most) = decided.points.first().filter(|_| decision.is_open()) else {
        let verdict = words::verdict(decision.finding.verdict, language);
        return Message::DecideCertain.fill(language, &[article, &who, &verdict]);
    };
    let first = |settling: &Settling| settling.sets.first().map_or_else(String::new, |set| said(report, set, &decided.points));
    let (broken, kept) = (first(&decided.violation), first(&decided.no_violation));
    if decided.points.len() == 1 {
        return Message::DecideOne.fill(language, &[article, &who, &broken, &kept]);
    }
    let more = |settling: &Settling| match settling.sets.len() {
        0 | 1 => String::new(),
        2 => Message::MoreWay.say(language),
        n => Message::MoreWays.fill(language, &[&(n - 1).to_string()]),
    };
    let equal = decided.points.iter().filter(|point| point.pivot == most.pivot).count();
    let values = [
        article,
        &who,
        &decided.points.len().to_string(),
        report.text(&most.question),
        &most.pivot.turns.to_string(),
        &most.pivot.of.to_string(),
        &broken,
        &more(&decided.violation),
        &kept,
        &more(&decided.no_violation),
        &equal.to_string(),
    ];
    if equal > 1 { Message::DecideEqual.fill(language, &values) } else { Message::DecideMany.fill(language, &values) }
}

fn outcome(broken: bool, language: Language) -> String {
    if broken { Message::Violation.say(language) } else { Message::NoViolation.say(language) }
}

pub(super) fn named(report: &Report<'_>, point: &Weighed) -> String {
    format!("{} ({})", report.text(&point.question), short(&point.id))
}

pub(super) fn of_all(part: u128, all: u128, language: Language) -> String {
    let number = |n: u128| u64::try_from(n).map_or_else(|_| n.to_string(), words::grouped);
    Message::OfAll.fill(language, &[&number(part), &number(all)])
}

/// The id of a point as a reader knows it: the dispute, the question of law, or the path of the fact.
pub fn short(id: &str) -> String {
    id.strip_prefix("dispute:").or_else(|| id.strip_prefix("reading:")).unwrap_or(id).to_owned()
}

fn answered(answer: &Answer) -> String {
    format!("{}: {}", short(&answer.point), answer.value)
}

fn answers(set: &[Answer], language: Language) -> String {
    set.iter().map(answered).collect::<Vec<_>>().join(&Message::SetsAnd.say(language))
}

/// The same, as somebody says it: the path of a fact is no name, so its question stands for it.
fn said(report: &Report<'_>, set: &[Answer], points: &[Weighed]) -> String {
    let language = report.language;
    let one = |answer: &Answer| match points.iter().find(|point| point.id == answer.point) {
        Some(point) if point.class == PointClass::NotStated => {
            Message::AnswerTo.fill(language, &[report.text(&point.question), &answer.value])
        }
        _ => Message::AnswerIs.fill(language, &[&short(&answer.point), &answer.value]),
    };
    set.iter().map(one).collect::<Vec<_>>().join(&Message::SetsAnd.say(language))
}

/// A point by its name where it has one, else by its question.
fn called(report: &Report<'_>, point: &Weighed) -> String {
    if point.class == PointClass::NotStated { report.text(&point.question).to_owned() } else { short(&point.id) }
}

/// Why a point is open, in words.
pub fn class(class: PointClass, language: Language) -> String {
    match class {
        PointClass::Disputed => Message::ClassDisputed,
        PointClass::NotStated => Message::ClassNotStated,
        PointClass::Law => Message::ClassLaw,
    }
    .say(language)
}
