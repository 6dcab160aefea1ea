//! The sets of changes that would make it lawful, as a page and as JSON.

use super::check::{footer, header};
use super::grid::Look;
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::fix::snippet;
use crate::fix::{Change, Deed, Fix, Fixes};
use crate::outcome::Finding;
use crate::text::Name;
use crate::vocabulary::{Block, WordList, word_title};
use serde_json::{Value, json};

/// The name of the JSON format.
pub const FORMAT: &str = "flowlaw/fix/1";

/// The page.
pub fn page(report: &Report<'_>, fixes: &Fixes, look: Look) -> String {
    let mut page = Page::new(look);
    let language = report.language;
    header(report, &mut page);
    if fixes.targets.is_empty() {
        page.line(&Message::FixNothing.say(language));
        page.blank();
        footer(report, &mut page);
        return page.finish();
    }
    match fixes.targets.len() {
        1 => page.line(&Message::FixTargetsOne.say(language)),
        many => page.line(&Message::FixTargets.fill(language, &[&many.to_string()])),
    }
    fixes.targets.iter().for_each(|row| page.indented(1, &named(report, row)));
    page.blank();
    let ways = fixes.fixes.iter().filter(|fix| !fix.is_stop()).count();
    let title = if fixes.only_opens { Message::FixOnlyOpens } else { Message::FixWays };
    if ways == 0 {
        page.line(&Message::FixImpossible.say(language));
        page.line(&Message::FixTryFewer.say(language));
    } else {
        page.line(&title.fill(language, &[&ways.to_string()]));
    }
    page.blank();
    for (at, fix) in fixes.fixes.iter().enumerate() {
        if fix.is_stop() {
            page.line(&Message::FixStop.say(language));
        }
        one(report, at + 1, fix, &mut page);
    }
    if fixes.more > 0 {
        page.line(&Message::FixMore.fill(language, &[&fixes.more.to_string(), &(ways + fixes.more).to_string()]));
    }
    if !fixes.essential.is_empty() {
        let titles: Vec<String> = fixes.essential.iter().map(|flow| report.title_of(Block::Flows, flow)).collect();
        page.line(&Message::FixEssential.fill(language, &[&titles.join(", ")]));
    }
    if fixes.fixes.iter().any(|fix| !fix.is_stop() && !fix.opens.is_empty()) {
        page.line(&Message::FixNothingOpen.say(language));
    }
    if fixes.cut_off {
        page.line(&Message::FixCutOff.say(language));
    }
    if !fixes.fixes.is_empty() {
        page.line(&Message::FixApply.say(language));
    }
    page.blank();
    footer(report, &mut page);
    page.finish()
}

fn one(report: &Report<'_>, number: usize, fix: &Fix, page: &mut Page) {
    let language = report.language;
    let cost = [fix.cost.total(), fix.cost.money, fix.cost.time, fix.cost.friction].map(|part| part.to_string());
    page.heading(&Message::FixSet.fill(language, &[&number.to_string(), &cost[0], &cost[1], &cost[2], &cost[3]]));
    fix.changes.iter().for_each(|change| page.indented(1, &deed(report, change)));
    page.indented(1, &Message::FixSince.fill(language, &[&fix.since.to_string()]));
    if !fix.opens.is_empty() {
        let mut rows: Vec<String> =
            fix.opens.iter().map(|row| format!("{} ({})", report.text(&row.article), words::verdict(row.verdict, language))).collect();
        rows.dedup();
        page.indented(1, &Message::FixOpens.fill(language, &[&rows.join("; ")]));
    }
    if fix.left > 0 {
        page.indented(1, &Message::FixLeft.fill(language, &[&fix.left.to_string()]));
    }
    page.indented(1, &Message::FixPatch.say(language));
    for line in snippet::lines(&fix.patch, 0, 3) {
        page.verbatim(2, &line);
    }
    page.blank();
}

fn named(report: &Report<'_>, row: &Finding) -> String {
    Message::FixRow.fill(
        report.language,
        &[
            report.text(&row.article),
            report.text(&row.title),
            &format!("{} / {}", report.party(&row.answers), row.subject),
            &words::period(&row.period),
        ],
    )
}

/// What is done, as a sentence.
pub fn deed(report: &Report<'_>, change: &Change) -> String {
    let language = report.language;
    let groups = |ids: &[Name]| ids.iter().map(|id| report.title_of(Block::People, id)).collect::<Vec<_>>().join(", ");
    let flow = |id: &Name| report.title_of(Block::Flows, id);
    let word = |list: WordList, id: &Name| word_title(list, id).map_or_else(|| id.to_string(), |title| report.text(&title).to_owned());
    let told = |ids: &[Name]| ids.iter().map(|id| word(WordList::Told, id)).collect::<Vec<_>>().join(", ");
    match &change.deed {
        Deed::AskConsent { asker, people, act, told: list } => {
            Message::FixAskConsent.fill(language, &[&report.party(asker), &groups(people), &word(WordList::Act, act), &told(list)])
        }
        Deed::Tell { teller, channel, told: list } => {
            Message::FixTell.fill(language, &[&report.party(teller), &word(WordList::Channel, channel), &told(list)])
        }
        Deed::SignContract { parties: both, kind, clauses } => {
            let paper = contract(report, both, kind.as_ref());
            if clauses.is_empty() { paper } else { Message::FixContract.fill(language, &[&paper, &clauses.join(", ")]) }
        }
        Deed::Certify { of, scheme } => Message::FixCertify.fill(language, &[&report.party(of), scheme]),
        Deed::Assess { by, kind, result } => {
            Message::FixAssess.fill(language, &[&report.party(by), kind, result.as_deref().unwrap_or("yes")])
        }
        Deed::Protect { flow: id, technique, unlinkable } => {
            let message = if *unlinkable { Message::FixUnlinkable } else { Message::FixProtect };
            message.fill(language, &[&flow(id), &word(WordList::Technique, technique)])
        }
        Deed::Entrust { principal, doer, task } => {
            Message::FixEntrust.fill(language, &[&report.party(principal), &report.party(doer), task])
        }
        Deed::Correct { block, id, key, value } => Message::FixCorrect.fill(language, &[&format!("{}.{id}.{key}", block.key()), value]),
        Deed::LeaveOutPeople { flow: id, people } => Message::FixLeaveOutPeople.fill(language, &[&flow(id), &groups(people)]),
        Deed::OnlyPeople { flow: id, people } => Message::FixOnlyPeople.fill(language, &[&flow(id), &groups(people)]),
        Deed::LeaveOutData { flow: id, data } => {
            let items: Vec<String> = data.iter().map(|item| report.title_of(Block::Data, item)).collect();
            Message::FixLeaveOutData.fill(language, &[&flow(id), &items.join(", ")])
        }
        Deed::Stop { flows } => Message::FixStopFlows.fill(language, &[&flows.iter().map(flow).collect::<Vec<_>>().join(", ")]),
        Deed::Declared { title, .. } => report.text(title).to_owned(),
    }
}

fn contract(report: &Report<'_>, parties: &[Name], kind: Option<&Name>) -> String {
    let names = parties.iter().map(|id| report.party(id)).collect::<Vec<_>>().join(", ");
    match kind {
        Some(kind) => Message::FixContractOfKind.fill(report.language, &[&names, kind]),
        None => Message::FixContractShort.fill(report.language, &[&names]),
    }
}

/// What is done, in a few words.
pub fn deed_in_short(report: &Report<'_>, change: &Change) -> String {
    let language = report.language;
    let title = |list: WordList, id: &Name| word_title(list, id).map_or_else(|| id.to_string(), |title| report.text(&title).to_owned());
    match &change.deed {
        Deed::AskConsent { asker, people, act, .. } => {
            let groups: Vec<String> = people.iter().map(|id| report.title_of(Block::People, id)).collect();
            Message::FixAskConsentShort.fill(language, &[&report.party(asker), &groups.join(", "), &title(WordList::Act, act)])
        }
        Deed::Tell { teller, channel, .. } => {
            Message::FixTellShort.fill(language, &[&report.party(teller), &title(WordList::Channel, channel)])
        }
        Deed::SignContract { parties, kind, .. } => contract(report, parties, kind.as_ref()),
        _ => deed(report, change),
    }
}

/// The result as JSON, in a stable order.
pub fn value(report: &Report<'_>, fixes: &Fixes) -> Value {
    let row = |row: &Finding| {
        json!({
            "id": row.id,
            "rule": &*row.rule,
            "answers": &*row.answers,
            "subject": &*row.subject,
            "verdict": row.verdict.word(),
            "from": words::from(&row.period),
            "through": words::through(&row.period),
        })
    };
    let sets: Vec<Value> = fixes
        .fixes
        .iter()
        .map(|fix| {
            json!({
                "cost": { "money": fix.cost.money, "time": fix.cost.time, "friction": fix.cost.friction, "total": fix.cost.total() },
                "stops": fix.is_stop(),
                "since": fix.since.to_string(),
                "changes": fix.changes.iter().map(|change| json!({ "kind": change.deed.kind(), "text": deed(report, change) })).collect::<Vec<_>>(),
                "patch": as_json(&fix.patch),
                "then_open": fix.opens.iter().map(row).collect::<Vec<_>>(),
                "violations_left": fix.left,
            })
        })
        .collect();
    json!({
        "schema": FORMAT,
        "scenario": &*fixes.judgement.scenario,
        "as": fixes.judgement.as_party.as_deref(),
        "targets": fixes.targets.iter().map(row).collect::<Vec<_>>(),
        "sets": sets,
        "more": fixes.more,
        "only_opens": fixes.only_opens,
        "cut_off": fixes.cut_off,
        "essential": fixes.essential.iter().map(|flow| &**flow).collect::<Vec<_>>(),
    })
}

fn as_json(node: &crate::syntax::Node) -> Value {
    use crate::syntax::Content;
    match &node.content {
        Content::Null => Value::Null,
        Content::Scalar { text, .. } => Value::String(text.to_string()),
        Content::List(items) => Value::Array(items.iter().map(as_json).collect()),
        Content::Map(entries) => Value::Object(entries.iter().map(|entry| (entry.key.to_string(), as_json(&entry.value))).collect()),
    }
}
