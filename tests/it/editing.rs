//! What a class does: copy a case, change one thing, look at what changes, as the law says.

use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::load;
use flowlaw::outcome::{Finding, Judgement};
use flowlaw::source::Sources;

/// A wallet in Korea sends its users' balances to a scorer in Singapore, which works for itself.
const CASE: &str = "
scenario: wallet
law: [kr]
parties:
  wallet: { established_in: KR, sector: [online_service, credit_info, payment] }
  scorer: { established_in: SG }
people:
  users:    { of: wallet, located_in: KR, count: 1_000_000 }
  linked:   { part_of: users, count: { at_most: 200_000 } }
  unlinked: { part_of: users, except: linked }
tasks:
  scoring: { done_by: scorer, work_of: scorer, own_use: yes }
flows:
  daily:
    from: wallet
    to: scorer
    task: scoring
    people: [linked, unlinked]
    data: [phone, balance]
    purpose: risk_scoring
    collected_for: payment_processing
    period: 2023-01-01..2024-05-21
";

const CONSENT_TO_PROVISION: &str = "
consents:
  giving: { by: users, to: wallet, for: provision, told: all, period: 2023-01-01.. }
";

const BOTH_CONSENTS: &str = "
consents:
  giving: { by: users, to: wallet, for: provision, told: all, period: 2023-01-01.. }
  abroad: { by: users, to: wallet, for: overseas, told: all, period: 2023-01-01.. }
";

fn judged(text: &str) -> (Judgement, String) {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario_text("wallet.yaml", text, &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let judgement = judge(&document, &law, &Options::default(), &mut problems);
    let messages: String = problems.sorted().iter().map(|problem| render(&sources, problem, false)).collect();
    let warnings: String =
        judgement.iter().flat_map(|judgement| &judgement.warnings).map(|warning| render(&sources, warning, false)).collect();
    (judgement.unwrap_or_else(|| panic!("{messages}")), warnings)
}

/// `verdict people from..through` of every row of one rule, in order.
fn rows(text: &str, rule: &str) -> Vec<String> {
    let row = |finding: &Finding| format!("{} {} {}", finding.verdict.word(), finding.people.join("+"), finding.period);
    judged(text).0.findings.iter().filter(|finding| &*finding.rule == rule).map(row).collect()
}

#[test]
fn nothing_asked_breaks_both_locks() {
    assert_eq!(rows(CASE, "kr-cia-32-1"), ["violation users 2023-01-01..2024-05-21"]);
    assert_eq!(rows(CASE, "kr-pipa-39-12-2"), ["violation users 2023-01-01..2023-09-14"]);
    assert_eq!(rows(CASE, "kr-pipa-28-8-1"), ["violation users 2023-09-15..2024-05-21"]);
}

#[test]
fn one_consent_opens_one_lock() {
    let text = format!("{CASE}{CONSENT_TO_PROVISION}");
    assert_eq!(rows(&text, "kr-cia-32-1"), ["lawful users 2023-01-01..2024-05-21"]);
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), ["violation users 2023-09-15..2024-05-21"]);
}

#[test]
fn both_consents_open_both() {
    let text = format!("{CASE}{BOTH_CONSENTS}");
    assert_eq!(rows(&text, "kr-cia-32-1"), ["lawful users 2023-01-01..2024-05-21"]);
    assert_eq!(rows(&text, "kr-pipa-39-12-2"), ["lawful users 2023-01-01..2023-09-14"]);
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), ["lawful users 2023-09-15..2024-05-21"]);
}

#[test]
fn a_consent_of_some_covers_some_and_the_count_says_how_many_are_left() {
    let text = format!("{CASE}{}", BOTH_CONSENTS.replace("by: users", "by: linked"));
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), ["lawful linked 2023-09-15..2024-05-21", "violation unlinked 2023-09-15..2024-05-21"]);
    let (judgement, _) = judged(&text);
    let left =
        judgement.findings.iter().find(|finding| &*finding.rule == "kr-pipa-28-8-1" && finding.people == ["unlinked".into()]).unwrap();
    assert_eq!((left.people_count.min, left.people_count.max), (Some(800_000), Some(1_000_000)));
}

#[test]
fn a_consent_that_comes_late_leaves_the_days_before() {
    let text = format!("{CASE}{}", BOTH_CONSENTS.replace("2023-01-01..", "2024-01-01.."));
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), ["violation users 2023-09-15..2023-12-31", "lawful users 2024-01-01..2024-05-21"]);
}

#[test]
fn fewer_people_are_fewer_people_and_no_less_a_breach() {
    let text = CASE.replace("people: [linked, unlinked]", "people: linked");
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), ["violation linked 2023-09-15..2024-05-21"]);
}

#[test]
fn publishing_saves_an_entrustment_and_no_provision() {
    let notice = "
notices:
  policy: { by: wallet, channel: policy_page, told: all }
";
    assert_eq!(rows(&format!("{CASE}{notice}"), "kr-pipa-39-12-2"), ["violation users 2023-01-01..2023-09-14"]);
    let entrusted = CASE.replace("work_of: scorer, own_use: yes", "work_of: wallet, own_use: no, supervised_by: wallet");
    assert_eq!(rows(&entrusted, "kr-pipa-39-12-2"), ["violation users 2023-01-01..2023-09-14"]);
    assert_eq!(rows(&format!("{entrusted}{notice}"), "kr-pipa-39-12-2"), ["lawful users 2023-01-01..2023-09-14"]);
    // Since 2023-09-15 the contract with these very people must need it as well.
    let needed = format!("{entrusted}{notice}")
        .replace("    purpose: risk_scoring", "    needed_for: { contract: { linked: yes, unlinked: no } }\n    purpose: risk_scoring");
    assert_eq!(rows(&needed, "kr-pipa-28-8-1"), ["lawful linked 2023-09-15..2024-05-21", "violation unlinked 2023-09-15..2024-05-21"]);
}

#[test]
fn an_earlier_end_takes_the_later_law_away() {
    let text = CASE.replace("2024-05-21", "2023-09-14");
    assert_eq!(rows(&text, "kr-pipa-28-8-1"), Vec::<String>::new());
    assert_eq!(rows(&text, "kr-pipa-39-12-2"), ["violation users 2023-01-01..2023-09-14"]);
}

#[test]
fn the_surcharge_law_follows_the_transition_rules() {
    let sanctions = |text: &str| -> Vec<String> {
        let (judgement, _) = judged(text);
        let finding = judgement.findings.iter().find(|finding| &*finding.rule == "kr-pipa-39-12-2").unwrap();
        finding
            .sanctions
            .iter()
            .map(|sanction| format!("{} {}", sanction.cite, sanction.by_transition.clone().unwrap_or_default()))
            .collect()
    };
    let still_running = sanctions(CASE);
    assert!(still_running.iter().any(|line| line.starts_with("64-2(1)7 act-19234")), "{still_running:?}");
    let ended_before = sanctions(&CASE.replace("2024-05-21", "2023-09-14"));
    assert!(ended_before.iter().any(|line| line.starts_with("39-15(1)7")), "{ended_before:?}");
    assert!(!ended_before.iter().any(|line| line.starts_with("64-2")), "{ended_before:?}");
}

#[test]
fn a_change_without_effect_is_reported() {
    let text = format!(
        "{CASE}
variations:
  same: {{ title: Nothing new, change: {{ tasks: {{ scoring: {{ own_use: yes }} }} }} }}
"
    );
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario_text("wallet.yaml", &text, &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let options = Options { variations: vec![0], ..Options::default() };
    let judgement = judge(&document, &law, &options, &mut problems).unwrap();
    assert!(judgement.warnings.iter().any(|warning| warning.message == "variation `same` changes nothing"), "{:?}", judgement.warnings);
}

#[test]
fn an_instrument_that_covers_nothing_is_reported() {
    let (_, warnings) = judged(&format!(
        "{CASE}{}",
        CONSENT_TO_PROVISION.replace("to: wallet", "to: scorer").replace("2023-01-01..", "2020-01-01..2020-12-31")
    ));
    assert!(warnings.contains("consent `giving` covers no flow"), "{warnings}");
}

#[test]
fn counting_in_other_units_changes_no_verdict() {
    let counted = |unit: &str| {
        CASE.replace(
            "    purpose: risk_scoring",
            &format!("    records: {{ count: 54_200_000_000, unit: {unit} }}\n    purpose: risk_scoring"),
        )
    };
    let verdicts = |text: &str| judged(text).0.findings.iter().map(|finding| (finding.id.clone(), finding.verdict)).collect::<Vec<_>>();
    assert_eq!(verdicts(&counted("person_day")), verdicts(&counted("item")));
    assert_eq!(verdicts(&counted("person_day")), verdicts(CASE));
}
