//! What `fix` proposes: it reaches its goal, it is the least that does, and it goes into the file without harm.

use crate::cli::{flowlaw, run_in, scratch};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::fix::search::{Answer, is_within, minimal_sets};
use flowlaw::fix::{Change, Fixes, Request, fix, joined};
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::load;
use flowlaw::outcome::{Finding, Verdict};
use flowlaw::scenario::document::checked_change;
use flowlaw::scenario::{Document, Variation};
use flowlaw::source::{Sources, Span};
use flowlaw::text::{Name, Text};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// The kinds of changes of every set.
fn kinds(arguments: &[&str]) -> Vec<Vec<String>> {
    let output = flowlaw(&[arguments, &["-f", "json", "--limit", "9"]].concat());
    let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let sets = value["sets"].as_array().unwrap().iter();
    sets.map(|set| {
        let mut kinds: Vec<String> =
            set["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds
    })
    .collect()
}

#[test]
fn a_first_scenario_gets_a_useful_fix() {
    let output = flowlaw(&["fix", "scenarios/student"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert!(output.stdout.contains("shop asks customers for consent to: transfer abroad"), "{}", output.stdout);
    assert_eq!(kinds(&["fix", "scenarios/student"]), [["consent"], ["anonymisation"], ["stop"]]);
    let korean = flowlaw(&["fix", "scenarios/student", "--lang", "ko"]).stdout;
    assert!(korean.contains("shop: customers의 국외 이전 동의를 받음"), "{korean}");
    let markdown = flowlaw(&["fix", "scenarios/student", "-f", "markdown"]).stdout;
    assert!(markdown.contains("## 1. cost 8") && markdown.contains("        consents:\n"), "{markdown}");
}

#[test]
fn the_ways_out_of_the_kakaopay_case_are_among_the_minimal_sets() {
    let case = ["fix", "scenarios/kakaopay-alipay", "--party", "kakaopay", "--flow", "scoring"];
    let alleged = kinds(&[&case[..], &["--as", "fss"]].concat());
    // Fewer people, asked twice, and told in the policy.
    assert!(alleged.contains(&["consent", "consent", "notice", "people"].map(String::from).to_vec()), "{alleged:?}");
    // Only the score leaves the country: it needs consents of its own.
    assert!(alleged.iter().any(|set| set.contains(&"declared".into()) && set.contains(&"consent".into())), "{alleged:?}");
    assert_eq!(alleged.last().unwrap(), &["stop"]);
    // On the facts of the company it is entrustment already: fewer people, told beforehand and in the policy.
    let own = kinds(&[&case[..], &["--as", "kakaopay"]].concat());
    assert!(own.contains(&["notice", "notice", "people"].map(String::from).to_vec()), "{own:?}");
}

#[test]
fn a_contract_that_is_missing_is_proposed_and_a_lawful_case_needs_nothing() {
    let sets = kinds(&["fix", "scenarios/lawful-shop", "--variation", "no_contract"]);
    assert!(sets.first().unwrap().contains(&"contract".into()), "{sets:?}");
    let output = flowlaw(&["fix", "scenarios/lawful-shop"]);
    assert_eq!(output.code, 0);
    assert!(output.stdout.contains("there is nothing to fix"), "{}", output.stdout);
}

/// A shop in Europe (or Britain) whose mail service sits in the United States.
fn abroad(name: &str, law: &str, country: &str) -> String {
    let folder = scratch(name);
    let scenario = format!(
        "scenario: abroad\nlaw: [{law}]\nparties: {{ shop: {{ established_in: {country} }}, mailer: {{ established_in: US }} }}\n\
         people: {{ customers: {{ of: shop, located_in: {country} }} }}\n\
         tasks: {{ mailing: {{ done_by: mailer, work_of: shop, own_use: no, supervised_by: shop, instructed_by: shop, benefits: shop }} }}\n\
         flows: {{ news: {{ from: shop, to: mailer, task: mailing, data: [email], purpose: marketing, period: 2021-04-01..2021-06-30 }} }}\n\
         contracts: none\nnotices: none\n"
    );
    fs::write(folder.join("scenario.yaml"), scenario).unwrap();
    let output = run_in(&folder, &["fix"], "");
    assert_eq!(output.code, 0, "{}{}", output.stdout, output.stderr);
    output.stdout
}

#[test]
fn other_law_is_fixed_by_its_own_papers() {
    let eu = abroad("fix-eu", "eu", "DE");
    assert!(eu.contains("to remove: 5 rows") && eu.contains("shop tells by privacy policy: the recipient, the country"), "{eu}");
    assert!(eu.contains("a written contract between shop, mailer of the kind "), "{eu}");
    let uk = abroad("fix-uk", "uk", "GB");
    assert!(uk.contains("a written contract between shop, mailer, with the clauses "), "{uk}");
}

#[test]
fn leaving_everything_out_is_no_fix() {
    for set in kinds(&["fix", "scenarios/hospital-cloud"]) {
        assert_ne!(set, ["data", "data"], "the pictures without any data are no pictures");
    }
}

#[test]
fn days_that_have_passed_are_left_alone() {
    let output = flowlaw(&["fix", "scenarios/student", "--from", "2024-02-01"]);
    assert!(output.stdout.contains("in place from 2024-02-01") && output.stdout.contains("period: 2024-02-01.."), "{}", output.stdout);
    let output = flowlaw(&["fix", "scenarios/student", "--from", "2025"]);
    assert!(output.stdout.contains("there is nothing to fix"), "{}", output.stdout);
}

#[test]
fn what_only_some_versions_break_can_go_as_well() {
    let case = ["fix", "tests/data/cli/case", "mini-1:shop"];
    let targets = |more: &[&str]| -> usize {
        let output = flowlaw(&[&case[..], &["-f", "json"], more].concat());
        let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        value["targets"].as_array().unwrap().len()
    };
    assert!(targets(&["--all-versions"]) > targets(&[]));
    assert_eq!(flowlaw(&["fix", "tests/data/cli/case", "--all-versions", "--as", "shop"]).code, 2);
}

/// A law by which marketing is forbidden, whatever is done.
fn hopeless(name: &str, flow: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("law")).unwrap();
    fs::write(folder.join("law/pack.yaml"), "pack: harsh\ntitle: Harsh\nversion: \"1\"\n").unwrap();
    let rule = "rule: harsh-1\ntitle: Marketing\ncite: { law: Harsh, article: \"1\" }\nverified: unverified\njudges: leg\nanswers: giver\n\
                in_force: 2000-01-01..\nwhen: { flow.data: personal }\nforbidden_if: { flow.purpose: marketing }\nexamples:\n  start_from: tiny\n  \
                ads: { expect: violation }\n  post: { change: { flows: { f: { purpose: delivery } } }, expect: lawful }\n";
    let tiny = "scenario: tiny\nparties: { a: { established_in: KR }, b: { established_in: KR } }\npeople: { p: { of: a, located_in: KR } }\n\
                flows: { f: { from: a, to: b, data: [email], purpose: marketing, period: 2024 } }\n";
    fs::write(folder.join("law/rule.yaml"), rule.replace("when: { flow.data: personal }\n", "")).unwrap();
    fs::write(folder.join("law/tiny.yaml"), tiny).unwrap();
    let scenario = format!(
        "scenario: ads\nlaw: [law]\nparties: {{ a: {{ established_in: KR }}, b: {{ established_in: KR }} }}\n\
         people: {{ p: {{ of: a, located_in: KR }} }}\nflows:\n  f: {{ from: a, to: b, data: [email], purpose: marketing, period: 2024{flow} }}\n  \
         other: {{ from: a, to: b, data: [email], purpose: delivery, period: 2024 }}\n"
    );
    fs::write(folder.join("scenario.yaml"), scenario).unwrap();
    folder
}

#[test]
fn where_the_law_knows_no_way_out_only_stopping_is_left_and_not_for_an_essential_flow() {
    let output = run_in(&hopeless("fix-hopeless", ""), &["fix"], "");
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(output.stdout.contains("no change that the law names removes all of this"), "{}", output.stdout);
    assert!(output.stdout.contains("stop f\n"), "{}", output.stdout);
    let output = run_in(&hopeless("fix-essential", ", essential: yes"), &["fix"], "");
    assert_eq!(output.code, 1);
    assert!(output.stdout.contains("the scenario cannot do without f"), "{}", output.stdout);
    assert!(!output.stdout.contains("stop f\n"), "{}", output.stdout);
}

#[test]
fn a_wrong_selection_is_told_with_the_nearest() {
    let output = flowlaw(&["fix", "scenarios/student", "kr-pipa-28-8-1:shop:newsleter"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("there is no finding, rule, party or flow `kr-pipa-28-8-1:shop:newsleter`"), "{}", output.stderr);
    assert!(output.stderr.contains("did you mean"), "{}", output.stderr);
    let output = flowlaw(&["fix", "scenarios/student", "--apply", "9"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("there are sets 1 to 3"), "{}", output.stderr);
    assert_eq!(flowlaw(&["fix", "scenarios/student", "--from", "soon"]).code, 2);
}

fn first_scenario(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    assert_eq!(run_in(&folder, &["init"], "").code, 0);
    folder
}

#[test]
fn applying_keeps_every_line_and_removes_the_finding() {
    let folder = first_scenario("fix-apply");
    let before = fs::read_to_string(folder.join("scenario.yaml")).unwrap();
    let output = run_in(&folder, &["fix", "--apply", "1"], "");
    assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{}", output.stderr);
    let after = fs::read_to_string(folder.join("scenario.yaml")).unwrap();
    assert!(after.starts_with(&before) && after.contains("consents:\n  overseas_by_shop:\n    by: customers\n"), "{after}");
    assert_eq!(run_in(&folder, &["check", "--only", "kr-pipa-28-8-1"], "").code, 0);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn a_change_in_the_middle_of_a_file_touches_only_its_lines() {
    let folder = first_scenario("fix-middle");
    let before = fs::read_to_string(folder.join("scenario.yaml")).unwrap();
    let before = before.replace("    purpose: marketing\n", "    technique: plain   # as it is\n    purpose: marketing\n");
    fs::write(folder.join("scenario.yaml"), &before).unwrap();
    assert_eq!(run_in(&folder, &["fix", "--apply", "2"], "").code, 0);
    let after = fs::read_to_string(folder.join("scenario.yaml")).unwrap();
    let expected = before
        .replace("technique: plain   # as it is", "technique: anonymised   # as it is")
        .replace("is still running\n", "is still running\n    linkable_by: none\n");
    assert_eq!(after, expected);
}

#[test]
fn saving_adds_a_variation_that_comes_out_as_it_was_judged() {
    let folder = first_scenario("fix-save");
    for number in ["1", "2"] {
        let output = run_in(&folder, &["fix", "--save", number], "");
        assert_eq!(output.code, 0, "{}", output.stderr);
    }
    let file = fs::read_to_string(folder.join("scenario.yaml")).unwrap();
    assert!(
        file.contains("  fix_1:\n") && file.contains("  fix_2:\n") && file.contains("ko: \"shop: customers의 국외 이전 동의를 받음\""),
        "{file}"
    );
    assert_eq!(run_in(&folder, &["check", "--variation", "fix_1"], "").code, 0);
    assert_eq!(run_in(&folder, &["check"], "").code, 1, "the facts stay as they are");
}

#[test]
fn a_file_that_changes_meanwhile_is_left_alone() {
    let folder = scratch("fix-meanwhile");
    for name in ["scenario", "sources", "disputes", "variations", "expect"] {
        fs::copy(format!("scenarios/kakaopay-alipay/{name}.yaml"), folder.join(format!("{name}.yaml"))).unwrap();
    }
    let path = folder.join("variations.yaml");
    let done = std::sync::atomic::AtomicBool::new(false);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                number += 1;
                let text = fs::read_to_string(&path).unwrap();
                let beside = folder.join("beside");
                fs::write(&beside, format!("{text}# {number}\n")).unwrap();
                fs::rename(&beside, &path).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        });
        let output = run_in(&folder, &["fix", "kr-pipa-28-8-1:kakaopay:scoring", "--as", "fss", "--save", "1"], "");
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        output
    });
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("was changed while the sets were searched"), "{}", output.stderr);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("# 1\n") && !text.contains("fix_1"), "nothing of the other hand is lost");
}

/// A scenario with its law, as the library takes it.
struct Opened {
    document: Document,
    packs: Vec<load::LoadedPack>,
}

fn opened(path: &str) -> Opened {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(Path::new(path), &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    Opened { document, packs }
}

impl Opened {
    fn law(&self) -> Vec<Law<'_>> {
        self.packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect()
    }

    fn fixes(&self, variation: Option<&str>) -> Fixes {
        let request = Request { limit: 5, ..Request::default() };
        fix(&self.document, &self.law(), &self.options(variation), &request, &mut Diagnostics::default()).unwrap()
    }

    fn options(&self, variation: Option<&str>) -> Options {
        Options { variations: variation.and_then(|id| self.document.order_of(id)).unwrap_or_default(), ..Options::default() }
    }

    /// The rows with some changes, judged as if somebody had typed them; nothing where they make no scenario.
    fn rows(&self, changes: &[&Change], variation: Option<&str>) -> Option<Vec<Finding>> {
        let (mut document, mut problems) = (self.document.clone(), Diagnostics::default());
        let mut options = self.options(variation);
        options.variations.push(document.variations.len());
        document.variations.push(Variation {
            id: "tried".into(),
            title: Text::default(),
            builds_on: Vec::new(),
            change: checked_change(&joined(changes.iter().map(|change| &change.patch))?, &mut problems),
            cost: None,
            span: Span::default(),
        });
        judge(&document, &self.law(), &options, &mut problems).map(|judgement| judgement.findings)
    }
}

type Key = (Name, Name, Name);

fn key(row: &Finding) -> Key {
    (row.rule.clone(), row.answers.clone(), row.subject.clone())
}

fn broken(rows: &[Finding]) -> Vec<Key> {
    let mut keys: Vec<Key> = rows.iter().filter(|row| row.verdict == Verdict::Violation).map(key).collect();
    keys.sort();
    keys.dedup();
    keys
}

#[test]
fn every_set_reaches_the_goal_and_no_part_of_it_does() {
    let cases = [
        ("scenarios/student", None),
        ("scenarios/lawful-shop", Some("no_contract")),
        ("scenarios/lawful-shop", Some("one_tick")),
        ("scenarios/hospital-cloud", None),
        ("scenarios/domestic-entrustment", None),
    ];
    let mut sets = 0;
    for (path, variation) in cases {
        let case = opened(path);
        let found = case.fixes(variation);
        let targets: Vec<Key> = found.targets.iter().map(key).collect();
        let before = broken(&found.judgement.findings);
        for fix in &found.fixes {
            sets += 1;
            for part in 0..1_u32 << fix.changes.len() {
                let changes: Vec<&Change> =
                    fix.changes.iter().enumerate().filter(|(at, _)| part >> at & 1 == 1).map(|(_, change)| change).collect();
                let Some(rows) = case.rows(&changes, variation) else { continue };
                let settled = rows
                    .iter()
                    .filter(|row| targets.contains(&key(row)))
                    .all(|row| matches!(row.verdict, Verdict::Lawful | Verdict::NotApplicable | Verdict::OpenLaw));
                let reached = settled && broken(&rows).iter().all(|row| before.contains(row) && !targets.contains(row));
                let whole = changes.len() == fix.changes.len();
                if whole {
                    assert!(broken(&rows).iter().all(|row| before.contains(row) && !targets.contains(row)), "{path}: {:?}", fix.patch);
                } else {
                    assert!(!reached, "{path}: a part of this is enough: {:?}", fix.patch);
                }
            }
        }
    }
    assert!(sets >= 8, "only {sets} sets were looked at");
}

/// A requirement: one of the first or none of the second at least must be so.
type Requirement = (Vec<usize>, Vec<usize>);

fn met(requirement: &Requirement, set: &[usize]) -> bool {
    requirement.0.iter().any(|thing| set.contains(thing)) || requirement.1.iter().any(|thing| !set.contains(thing))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_exactly_the_minimal_sets(
        requirements in prop::collection::vec((prop::collection::vec(0_usize..7, 0..4), prop::collection::vec(0_usize..7, 0..3)), 0..9)
    ) {
        let found = minimal_sets(usize::MAX, |set| {
            let unmet = requirements.iter().find(|requirement| !met(requirement, set));
            unmet.map_or(Answer::Reached, |requirement| Answer::NeedsOneOf(requirement.0.clone()))
        });
        let all: Vec<Vec<usize>> = (0..1_u32 << 7).map(|bits| (0..7).filter(|at| bits >> at & 1 == 1).collect()).collect();
        let good: Vec<&Vec<usize>> = all.iter().filter(|set| requirements.iter().all(|requirement| met(requirement, set))).collect();
        let mut minimal: Vec<Vec<usize>> =
            good.iter().filter(|set| !good.iter().any(|other| other.len() < set.len() && is_within(other, set))).map(|set| (*set).clone()).collect();
        let mut sets = found.sets;
        sets.sort();
        minimal.sort();
        prop_assert_eq!(sets, minimal);
        prop_assert_eq!(found.complete_below, None);
    }
}

#[test]
fn a_search_that_is_cut_off_says_how_far_it_came() {
    let found = minimal_sets(4, |set| if set.len() == 3 { Answer::Reached } else { Answer::NeedsOneOf((0..5).collect()) });
    assert_eq!((found.sets.len(), found.complete_below), (0, Some(1)));
}
