//! Symmetry: the order of a file, the names in it, and what has nothing to do with a flow change nothing about it.

use super::support::asking::{Place, Questions, cells, judged, starts, try_document};
use super::support::law::{TOY, pack};
use super::support::scenarios::{Scenario, scenarios};
use super::support::{cases, document};
use flowlaw::judge::case::Options;
use flowlaw::judge::reference::Answer;
use flowlaw::outcome::Finding;
use flowlaw::rules::Pack;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A row as a line, whatever the order of the file it came from.
fn line(finding: &Finding) -> String {
    let sorted = |words: Vec<String>| words.into_iter().collect::<BTreeSet<_>>();
    let names = |list: &[flowlaw::text::Name]| sorted(list.iter().map(ToString::to_string).collect());
    let legs = sorted(finding.legs.iter().map(|leg| format!("{:?}>{:?} {:?} {}", leg.giver, leg.receiver, leg.holder, leg.kind)).collect());
    let by_party =
        sorted(finding.by_party.iter().map(|view| format!("{} {:?} {:?}", view.party, view.verdict, names(&view.grounds))).collect());
    let decided = sorted(finding.decided_by.iter().map(|point| point.id.to_string()).collect());
    let grounds = sorted(finding.grounds.iter().map(|(id, _)| id.to_string()).collect());
    let (people, data) = (names(&finding.people), names(&finding.data));
    format!(
        "{} {} {} {:?} {} {people:?} {data:?} {legs:?} {grounds:?} {decided:?} {by_party:?} {:?}",
        finding.rule, finding.answers, finding.subject, finding.verdict, finding.period, finding.subsumed_by
    )
}

fn lines(scenario: &Scenario, law: &Pack) -> Result<Vec<String>, TestCaseError> {
    let mut found: Vec<String> = judged(&document(scenario)?, &[law], &Options::default()).findings.iter().map(line).collect();
    found.sort();
    Ok(found)
}

/// The same file with its blocks and their entries in another order; groups stay, since rows name the first of several that fit.
fn shuffled(scenario: &Scenario, seed: u64) -> Scenario {
    let mut other = scenario.clone();
    let key = |text: &str, salt: u64| {
        text.bytes().fold(seed ^ salt, |hash, byte| hash.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(byte))
    };
    other.blocks.sort_by_key(|(block, _)| key(block, 1));
    other.blocks.iter_mut().filter(|(block, _)| *block != "people").for_each(|(_, entries)| entries.sort_by_key(|(id, _)| key(id, 2)));
    other
}

fn shuffled_law(seed: u64) -> Pack {
    let mut documents: Vec<&str> = TOY.split("---\n").collect();
    let turn = usize::try_from(seed % documents.len() as u64).unwrap();
    documents.rotate_left(turn);
    documents.reverse();
    pack(&documents.join("\n---\n"))
}

const IDS: &[(&str, &str)] = &[
    ("a", "zebra"),
    ("b", "yak"),
    ("c", "apple"),
    ("x", "left_side"),
    ("y", "right_side"),
    ("g", "walkers"),
    ("h", "runners"),
    ("k", "sitters"),
    ("o", "swimmers"),
    ("score", "mark"),
    ("t", "job"),
    ("u", "chore"),
    ("f1", "third"),
    ("f2", "second"),
    ("f3", "first"),
    ("f4", "zeroth"),
    ("c1", "yes_1"),
    ("c2", "yes_2"),
    ("c3", "yes_3"),
    ("n1", "page"),
    ("n2", "sheet"),
    ("k1", "deal"),
    ("k2", "pact"),
    ("z1", "seal"),
    ("s1", "check"),
    ("p1", "stock"),
    ("e1", "mishap"),
];

/// Renames every id that stands as a word of its own.
fn renamed(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if is_part(c) {
            word.push(c);
            continue;
        }
        out.push_str(IDS.iter().find(|(old, _)| *old == word).map_or(&word, |(_, new)| new));
        word.clear();
        out.push(c);
    }
    out.trim_end_matches('\0').to_owned()
}

/// People, parties and papers that have nothing to do with the others, though the data are of the same kind.
const STRANGERS: &[(&str, &str, &str)] = &[
    ("parties", "away", "established_in: SG"),
    ("people", "strangers", "of: far, located_in: KR"),
    ("tasks", "far_work", "done_by: away, work_of: far"),
    (
        "flows",
        "elsewhere",
        "from: far, to: away, people: strangers, data: [photo, email, score], task: far_work, period: 2020-07-02..2020-07-30",
    ),
    ("consents", "far_yes", "by: strangers, to: far, for: provision"),
    ("notices", "far_page", "by: far, channel: policy_page"),
    ("contracts", "far_deal", "between: [far, away], covers: far_work"),
    ("certificates", "far_seal", "of: away, scheme: iso"),
    ("assessments", "far_check", "kind: pia, by: far"),
];

proptest! {
    #![proptest_config(cases(24))]

    /// 2. Determinism.
    #[test]
    fn the_same_file_gives_the_same_rows_in_the_same_order(scenario in scenarios()) {
        let law = pack(TOY);
        let (one, other) = (document(&scenario)?, document(&scenario)?);
        prop_assert_eq!(judged(&one, &[&law], &Options::default()).findings, judged(&other, &[&law], &Options::default()).findings);
    }

    /// 2. Confluence.
    #[test]
    fn the_order_of_blocks_entries_and_rules_changes_no_row(scenario in scenarios(), seed in any::<u64>()) {
        let rows = lines(&scenario, &pack(TOY))?;
        prop_assert_eq!(&rows, &lines(&shuffled(&scenario, seed), &pack(TOY))?, "facts");
        prop_assert_eq!(&rows, &lines(&scenario, &shuffled_law(seed))?, "law");
    }

    /// 15. Frame.
    #[test]
    fn what_is_not_connected_with_a_flow_changes_nothing_about_it(scenario in scenarios(), sector in prop::sample::select(vec!["bank", "private", "unknown"])) {
        let law = pack(TOY);
        let sector = format!("established_in: KR, sector: {sector}");
        let mut more = scenario.clone();
        for (block, id, facts) in [("parties", "far", &*sector)].iter().chain(STRANGERS) {
            let own = more.blocks.iter_mut().filter(|(known, _)| known == block);
            own.for_each(|(_, entries)| entries.push(((*id).to_owned(), (*facts).to_owned())));
        }
        let (before, after) = (document(&scenario)?, document(&more)?);
        let days = starts(&Questions::new(&before, &[&law], &Options::default()));
        let before = cells(&before, &law, &Options::default(), &|_| days.clone());
        let mut after = cells(&after, &law, &Options::default(), &|_| days.clone());
        after.answers.retain(|place, _| !matches!(&*place.3, "elsewhere" | "far" | "away" | "far_yes"));
        prop_assert_eq!(before, after);
    }

    /// 16. Renaming.
    #[test]
    fn other_names_give_the_same_answers_under_the_other_names(scenario in scenarios()) {
        let law = pack(TOY);
        let text = scenario.text();
        let before = document(&scenario)?;
        let after = try_document(&renamed(&text)).map_err(|problems| TestCaseError::fail(problems.join("\n")))?;
        let said = |found: BTreeMap<Place, Answer>| -> Vec<String> {
            let rename = |name: &str| renamed(name);
            let mut lines: Vec<String> = found.into_iter().map(|((rule, party, block, subject, groups, item, day), answer)| {
                let groups: BTreeSet<String> = groups.iter().map(|group| rename(group)).collect();
                let decided: BTreeSet<String> = answer.decided_by.iter().map(|point| rename(point)).collect();
                format!("{rule} {} {block:?} {} {groups:?} {:?} {day} {:?} {decided:?}", rename(&party), rename(&subject), item.map(|item| rename(&item)), answer.verdict)
            }).collect();
            lines.sort();
            lines
        };
        let [before, after] = [before, after].map(|document| said(cells(&document, &law, &Options::default(), &starts).answers));
        prop_assert_eq!(before, after);
    }
}

/// 15. That strangers have listed a contract does not make anybody else's list complete.
#[test]
fn a_contract_of_strangers_closes_no_question_about_another_one() {
    let text = "scenario: papers
parties: { shop: { established_in: KR }, mill: { established_in: KR }, far: { established_in: KR }, away: { established_in: KR } }
people: { g: { of: shop, located_in: KR } }
tasks: { t: { done_by: mill, work_of: shop, benefits: shop, own_use: no } }
flows: { f: { from: shop, to: mill, people: g, data: [email], task: t, purpose: delivery, period: 2020-09 } }
";
    for papers in ["", "contracts: { deal: { between: [far, away], in_writing: yes } }\nnotices: { page: { by: far } }\n"] {
        let document = try_document(&format!("{text}{papers}")).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
        let findings = judged(&document, &[&pack(TOY)], &Options::default()).findings;
        let rows = findings.iter().filter(|row| &*row.rule == "r-paper" && &*row.answers == "shop");
        assert_eq!(rows.map(|row| row.verdict).collect::<Vec<_>>(), [flowlaw::outcome::Verdict::Undetermined], "{papers}");
    }
}
