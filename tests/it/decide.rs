//! `flowlaw decide`: the toy case that can be counted by hand, the Kakao Pay case row by row, and what is typed wrong.

use crate::cli::{flowlaw, run_in, scratch};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TOY: &str = "tests/data/decide/toy";
const CASE: &str = "scenarios/kakaopay-alipay";

type Sets = BTreeSet<BTreeSet<String>>;

/// The findings in the JSON of a run.
fn findings(arguments: &[&str]) -> Vec<Value> {
    let output = flowlaw(&[&["decide"], arguments, &["-f", "json"]].concat());
    assert!(output.code == 0 && output.stderr.is_empty(), "{arguments:?}: {} {}", output.code, output.stderr);
    let value: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(value["schema"], "flowlaw/decide/1");
    value["findings"].as_array().unwrap().clone()
}

fn finding(id: &str, arguments: &[&str]) -> Value {
    let found = findings(&[&[id], arguments].concat());
    found.into_iter().find(|finding| finding["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// Sets of answers as `point=value`, without the kind of the point.
fn sets(settling: &Value) -> Sets {
    assert_eq!(settling["complete"], true);
    let short = |id: &str| id.replace("dispute:", "").replace("reading:", "");
    let answer = |held: &Value| format!("{}={}", short(held["point"].as_str().unwrap()), held["value"].as_str().unwrap());
    settling["sets"].as_array().unwrap().iter().map(|set| set.as_array().unwrap().iter().map(answer).collect()).collect()
}

fn wanted(sets: &[&[&str]]) -> Sets {
    sets.iter().map(|set| set.iter().map(|answer| (*answer).to_owned()).collect()).collect()
}

/// The sets of points by which a party loses, and whether each turns the outcome for certain.
fn lost(finding: &Value, party: &str) -> BTreeSet<(BTreeSet<String>, bool)> {
    let concession = finding["concessions"].as_array().unwrap().iter().find(|said| said["party"] == party).unwrap();
    let points = |lost: &Value| -> BTreeSet<String> {
        lost["points"].as_array().unwrap().iter().map(|point| point.as_str().unwrap().replace("dispute:", "")).collect()
    };
    let changes = concession["changes_by"].as_array().unwrap();
    changes.iter().map(|lost| (points(lost), lost["certain_the_other_way"] == true)).collect()
}

/// How often each point turns the outcome alone: `I 7 of 8`.
fn turns(finding: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().replace("dispute:", "");
    finding["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (text(&point["id"]), text(&point["turns_it_alone"]), text(&point["of"])))
        .collect()
}

#[test]
fn four_disputed_facts_come_out_as_counted_by_hand() {
    let found = finding("toy-1:shop:send", &[TOY]);
    let count = |point: &str, turns: &str| (point.to_owned(), turns.to_owned(), "8".to_owned());
    assert_eq!(turns(&found), [count("identifiable", "7"), count("disclosed", "1"), count("entrusted", "1"), count("necessary", "1")]);
    let violation: &[&[&str]] = &[
        &["identifiable=identifiable", "entrusted=not_entrusted"],
        &["identifiable=identifiable", "necessary=not_necessary"],
        &["identifiable=identifiable", "disclosed=not_disclosed"],
    ];
    assert_eq!(sets(&found["settles_violation"]), wanted(violation));
    let none: &[&[&str]] = &[&["identifiable=not_identifiable"], &["entrusted=entrusted", "necessary=necessary", "disclosed=disclosed"]];
    assert_eq!(sets(&found["settles_no_violation"]), wanted(none));
    let sure = |sets: &[&[&str]]| wanted(sets).into_iter().map(|set| (set, true)).collect::<BTreeSet<_>>();
    let most = lost(&found, "regulator");
    assert_eq!(most.iter().filter(|(points, _)| points.len() == 1).cloned().collect::<BTreeSet<_>>(), sure(&[&["identifiable"]]));
    let rest: &[&[&str]] = &[&["identifiable"], &["entrusted", "necessary", "disclosed"]];
    assert_eq!(most, sure(rest), "or all three of the others together");
    let two: &[&[&str]] = &[&["identifiable", "entrusted"], &["identifiable", "necessary"], &["identifiable", "disclosed"]];
    assert_eq!(lost(&found, "shop"), sure(two));
    assert_eq!((found["worlds"].as_str(), found["violations"].as_str()), (Some("16"), Some("7")));
    assert_eq!((found["verdict"].as_str(), found["court"].as_str()), (Some("disputed"), Some("disputed")));
}

#[test]
fn the_pages_stand_in_both_languages() {
    for (name, arguments) in [
        ("toy", &["decide", "toy-1", TOY] as &[&str]),
        ("toy-ko", &["decide", "toy-1", TOY, "--lang", "ko"]),
        ("toy-case", &["decide", TOY]),
        ("toy-markdown", &["decide", "toy-1", TOY, "-f", "markdown"]),
        ("toy-csv", &["decide", TOY, "-f", "csv"]),
        ("stage-2", &["decide", "kr-cia-32-1", "scenarios/kakaopay-stage-2"]),
        ("case", &["decide", CASE]),
        ("case-ko", &["decide", CASE, "--lang", "ko"]),
    ] {
        let output = flowlaw(arguments);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{arguments:?}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/decide/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &output.stdout).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap_or_default() == output.stdout, "{name} differs; what came out:\n{}", output.stdout);
    }
}

/// The points that a finding turns on.
fn points(finding: &Value) -> BTreeSet<String> {
    turns(finding).into_iter().map(|(point, ..)| point).collect()
}

/// The verdict of every row of a finding with a change, on Kakao Pay's own version or in all.
fn verdicts(rule: &str, arguments: &[&str]) -> BTreeSet<String> {
    findings(&[&[rule, CASE], arguments].concat()).iter().map(|finding| finding["verdict"].as_str().unwrap().to_owned()).collect()
}

fn all(verdict: &str) -> BTreeSet<String> {
    BTreeSet::from([verdict.to_owned()])
}

/// What the work was for, whose it was and who led it decide about giving: all of it must be Kakao Pay's, or there is a consent.
#[test]
fn giving_credit_information_turns_on_whose_work_it_was() {
    for rule in ["kr-cia-32-1:kakaopay:scoring:4", "kr-pipa-17-1:kakaopay:scoring:2"] {
        let found = finding(rule, &[CASE]);
        let role = ["whose_work", "contract_scope", "own_use", "supervision", "tasks.nsf.own_use"];
        assert_eq!(points(&found), role.iter().map(ToString::to_string).collect(), "neither hash nor purpose nor disclosure");
        assert!(sets(&found["settles_violation"]).contains(&BTreeSet::from(["whose_work=apples_work".to_owned()])));
        assert!(sets(&found["settles_no_violation"]).iter().all(|set| set.len() >= 3 && set.contains("whose_work=kakaopays_work")));
        assert_eq!(turns(&found)[0].0, "whose_work");
    }
    // A valid consent to the provision cures it whoever is believed; one to the transfer abroad does not.
    assert_eq!(verdicts("kr-cia-32-1:kakaopay:scoring", &["--variation", "v2_provision_consent_only"]), all("lawful"));
    assert_eq!(verdicts("kr-pipa-17-1:kakaopay:scoring", &["--variation", "v2_provision_consent_only"]), all("lawful"));
    assert_eq!(verdicts("kr-pipa-17-1:kakaopay:scoring", &["--variation", "v1_overseas_consent_only"]), all("disputed"));
    // Disclosure alone changes nothing here.
    let told = findings(&["kr-pipa-17-1:kakaopay:scoring", CASE, "--variation", "v7_policy_discloses"]);
    let before = findings(&["kr-pipa-17-1:kakaopay:scoring", CASE]);
    assert_eq!(told.iter().map(turns).collect::<Vec<_>>(), before.iter().map(turns).collect::<Vec<_>>());
}

/// On Kakao Pay's story nobody was told beforehand, and no other fact of that story helps.
#[test]
fn notice_before_giving_is_missing_in_kakao_pay_s_own_story() {
    let found = finding("kr-cia-32-7:kakaopay:scoring:3", &[CASE]);
    assert!(sets(&found["settles_violation"]).iter().all(|set| set.contains("whose_work=kakaopays_work")));
    assert!(sets(&found["settles_no_violation"]).contains(&BTreeSet::from(["whose_work=apples_work".to_owned()])));
    let own = found["concessions"].as_array().unwrap().iter().find(|said| said["party"] == "kakaopay").unwrap();
    assert_eq!(own["own_verdict"], "violation");
}

/// Sending abroad: broken in every story, so that no disputed fact decides it; only consent or more facts than one would cure it.
#[test]
fn no_disputed_fact_decides_about_the_border() {
    let rules = ["kr-net-63-2:kakaopay:scoring", "kr-pipa-39-12-2:kakaopay:scoring", "kr-pipa-28-8-1:kakaopay:scoring"];
    for rule in rules {
        let found = finding(rule, &[CASE]);
        assert_eq!((found["verdict"].as_str(), found["points"].as_array().unwrap().len()), (Some("violation"), 0), "{rule}");
        assert_eq!(verdicts(rule, &["--variation", "v1_overseas_consent_only"]), all("lawful"), "{rule}");
        assert_eq!(verdicts(rule, &["--variation", "v2_provision_consent_only"]), all("violation"), "{rule}");
        assert_eq!(verdicts(rule, &["--variation", "v9_keyed_hash_no_match"]), all("violation"), "{rule}: the hash alone");
    }
    // With everything disclosed, entrustment is enough until 2023-09-14; since then only for people whose contract needs it.
    let disclosed = ["--variation", "v7_policy_discloses"];
    let earlier = finding(rules[1], &[&[CASE] as &[&str], &disclosed].concat());
    assert!(sets(&earlier["settles_no_violation"]).iter().all(|set| set.contains("whose_work=kakaopays_work")));
    assert!(!points(&earlier).contains("scope_needed"));
    let rows = findings(&[&[rules[2], CASE] as &[&str], &disclosed].concat());
    let of = |group: &str| rows.iter().find(|row| row["people"][0] == group).unwrap();
    assert_eq!(of("other_users")["verdict"], "violation", "nobody's contract with somebody who never linked Apple needed it");
    assert!(sets(&of("apple_users")["settles_no_violation"]).iter().all(|set| set.contains("whose_work=kakaopays_work")));
}

/// What Apple answers for turns on Apple's policy for its own users, and on nothing for the others.
#[test]
fn what_apple_answers_for_turns_on_apple_s_own_policy_and_users() {
    let rule = "kr-pipa-28-8-1:apple:scoring";
    assert_eq!(turns(&finding(rule, &[CASE]))[0].0, "whose_work");
    let rows = findings(&[rule, CASE, "--variation", "v20_apple_discloses", "--as", "pipc"]);
    let verdict = |group: &str| rows.iter().find(|row| row["people"][0] == group).map(|row| row["verdict"].as_str().unwrap());
    assert_eq!((verdict("apple_users"), verdict("other_users")), (Some("lawful"), Some("violation")));
    assert_eq!(
        verdicts(rule, &["--variation", "v7_policy_discloses", "--as", "pipc"]),
        all("violation"),
        "Kakao Pay's policy does not help Apple"
    );
}

/// Fewer people, not more openness, cures what is more than needed; the earlier surcharge law turns on how often data were sent.
#[test]
fn minimisation_turns_on_whose_data_were_needed() {
    let rule = "kr-pipa-3-minimisation:kakaopay:scoring:2";
    let found = finding(rule, &[CASE]);
    assert_eq!(points(&found), BTreeSet::from(["scope_needed".to_owned(), "reading:kr-minimum-measure".to_owned()]));
    let told = finding(rule, &[CASE, "--variation", "v7_policy_discloses"]);
    assert_eq!(turns(&told), turns(&found));
    assert_eq!(verdicts("kr-pipa-3-minimisation:kakaopay:scoring", &["--variation", "v6_only_apple_users"]), all("lawful"));
}

#[test]
fn where_parties_agree_although_a_mixed_story_comes_out_differently_it_says_so() {
    let agreed: Vec<Value> = findings(&[CASE]).into_iter().filter(|finding| !finding["agreed"].is_null()).collect();
    assert!(!agreed.is_empty());
    for finding in &agreed {
        assert!(finding["points"].as_array().unwrap().len() > 1, "one point cannot be split: {finding}");
        let verdicts: BTreeSet<bool> =
            finding["concessions"].as_array().unwrap().iter().map(|said| said["own_verdict"] == "violation").collect();
        assert_eq!(verdicts, BTreeSet::from([finding["agreed"]["violation"] == true]));
    }
}

#[test]
fn what_is_typed_wrong_is_answered() {
    let misspelt = flowlaw(&["decide", "toy-2", TOY]);
    assert_eq!((misspelt.code, misspelt.stdout.as_str()), (2, ""));
    assert!(
        misspelt.stderr.contains("there is no finding `toy-2`") && misspelt.stderr.contains("did you mean `toy-1`?"),
        "{}",
        misspelt.stderr
    );
    let nowhere = flowlaw(&["decide", "toy-1", "tests/data/decide/nowhere"]);
    assert_eq!(nowhere.code, 2);
    let folder = scratch("decide");
    fs::write(folder.join("scenario.yaml"), "scenario: x\nlaw: [kr]\nparties: { shop: { established_in: US }, host: { established_in: US } }\npeople: { users: { of: shop, located_in: US } }\nflows: { send: { from: shop, to: host, data: email, people: users, period: 2021 } }\n").unwrap();
    let nothing = run_in(&folder, &["decide"], "");
    assert!(nothing.code == 3 && nothing.stderr.contains("no rule of the chosen law reaches anything"), "{}", nothing.stderr);
    let into = flowlaw(&["decide", TOY, "-o", "tests/data/nowhere/x.txt"]);
    assert!(into.code == 2 && into.stdout.is_empty());
}

const TOLD: &str = "data, country, time, method, recipient, recipient_contact, purpose, retention, refusal";

/// A case in which nobody says anything about a consent and a notice, under a law with these grounds.
fn silent_case(name: &str, consent: &str, notice: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    let unknown = TOLD.split(", ").map(|word| format!("{word}: unknown")).collect::<Vec<_>>().join(", ");
    let scenario = format!(
        "scenario: many\nlaw: [law]\nparties: {{ shop: {{ established_in: KR }}, host: {{ established_in: US }}, left: {{ established_in: KR }}, right: {{ established_in: KR }} }}
people: {{ users: {{ of: shop }} }}
tasks: {{ work: {{ done_by: host }} }}
flows: {{ send: {{ from: shop, to: host, task: work, people: users, data: [email], period: 2021 }} }}
consents: {{ form: {{ by: users, to: shop, for: overseas, exists: unknown, told: {{ {unknown} }} }} }}
notices: {{ page: {{ by: shop, channel: policy_page, exists: unknown, told: {{ {unknown} }} }} }}
disputes:
  linkable:
    versions:
      a: {{ by: left, change: {{ flows: {{ send: {{ linkable_by: host }} }} }} }}
      b: {{ by: right, change: {{ flows: {{ send: {{ linkable_by: none }} }} }} }}
  needed:
    versions:
      a: {{ by: left, change: {{ flows: {{ send: {{ needed_for: {{ contract: yes }} }} }} }} }}
      b: {{ by: right, change: {{ flows: {{ send: {{ needed_for: {{ contract: no }} }} }} }} }}
"
    );
    let law = fs::read_to_string("tests/data/decide/law/pack.yaml").unwrap();
    let (head, rest) = law.split_once("forbidden_unless:").unwrap();
    let (_, start) = rest.split_once("---\n").unwrap();
    let ground = |id: &str, condition: &str| format!("  {id}: {{ title: {id}, cite: \"1\", holds_when: [ {condition} ] }}\n");
    let example = |id: &str, ground: &str| format!("  {id}: {{ expect: lawful{ground} }}\n");
    let grounds = ground("asked", consent) + &ground("told", notice);
    let examples = example("ask", ", ground: asked") + &example("tell", ", ground: told");
    fs::create_dir_all(folder.join("law")).unwrap();
    let law = format!(
        "{head}forbidden_unless:\n{grounds}examples:\n  start_from: toy-start\n  given: {{ expect: violation }}\n{examples}---\n{start}"
    );
    fs::write(folder.join("law/pack.yaml"), law).unwrap();
    fs::write(folder.join("scenario.yaml"), scenario).unwrap();
    folder
}

/// 21 open points, but a consent and a notice have none in common: each is counted on its own, and joined exactly.
#[test]
fn parts_that_share_no_point_are_counted_one_by_one_and_joined() {
    let consent = format!("{{ consent: {{ for: overseas, told: [ {TOLD} ] }} }}");
    let notice = format!("{{ notice: {{ by: giver, channel: [ policy_page ], told: [ {TOLD} ] }} }}");
    let folder = silent_case("components", &consent, &notice);
    let output = run_in(&folder, &["decide", "toy-1:shop:send", ".", "-f", "json"], "");
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&output.stdout).unwrap();
    let found = &value["findings"][0];
    assert_eq!(found["points"].as_array().unwrap().len(), 21);
    assert_eq!(found["worlds"], (1u64 << 21).to_string());
    assert_eq!(found["violations"], (1023u64 * 1023).to_string(), "linkable, and something missing in both");
    assert_eq!(turns(found)[0], ("linkable".to_owned(), (1023u64 * 1023).to_string(), (1u64 << 20).to_string()));
    // Nobody asks, or tells: one missing word of each, 10 x 10 ways; and three ways out.
    assert_eq!(sets(&found["settles_violation"]).len(), 100);
    assert_eq!(sets(&found["settles_no_violation"]).iter().map(BTreeSet::len).collect::<Vec<_>>().iter().sum::<usize>(), 1 + 10 + 10);
}

/// The same points, tied together by one that both grounds read: that is not counted, and nothing is estimated.
#[test]
fn too_many_points_that_hang_together_are_refused_with_the_reason() {
    let consent = format!("{{ consent: {{ for: overseas, told: [ {TOLD} ] }} }}, {{ flow.needed_for.contract: yes }}");
    let notice = format!("{{ notice: {{ by: giver, channel: [ policy_page ], told: [ {TOLD} ] }} }}, {{ flow.needed_for.contract: no }}");
    let folder = silent_case("too-many", &consent, &notice);
    let output = run_in(&folder, &["decide", "toy-1:shop:send", "."], "");
    assert_eq!(output.code, 1);
    assert!(output.stdout.contains("not worked out") && output.stdout.contains("more than 20 yes/no points"), "{}", output.stdout);
    let value: Value = serde_json::from_str(&run_in(&folder, &["decide", ".", "-f", "json"], "").stdout).unwrap();
    assert!(value["findings"][0]["too_many_points"].as_array().unwrap().len() > 20);
    assert!(value["findings"][0]["worlds"].is_null());
    // Settled on one side, it can be counted again.
    assert_eq!(run_in(&folder, &["decide", "toy-1:shop:send", ".", "--as", "left"], "").code, 0);
}
