//! Law: what one rule or exception more can do, and what it cannot.

use super::support::asking::{Cells, Place, cells, judged, starts};
use super::support::law::{TOY, pack, shown, try_pack};
use super::support::scenarios::{scenarios, undisputed};
use super::support::{cases, document};
use flowlaw::date::Day;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::Options;
use flowlaw::judge::contradictions::check_pack;
use flowlaw::outcome::Verdict;
use flowlaw::rules::Pack;
use flowlaw::source::Sources;
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use std::collections::BTreeSet;

const HEAD: &str = "pack: p\ntitle: t\nversion: '1'\n---\nscenario: tiny\n";

/// Conditions of all kinds, some true, some false, some open.
const CONDITIONS: &[&str] = &[
    "{ giver.sector: bank }",
    "{ receiver.privacy_officer: yes }",
    "{ flow.purpose: marketing }",
    "{ flow.needed_for.contract: yes }",
    "{ consent: { for: [provision, overseas], told: [data] } }",
    "{ notice: { by: giver, told: [purpose] } }",
    "{ contract: { between: [giver, receiver] } }",
    "{ people.relation: [customer, child] }",
    "{ data.kind: identifier }",
    "{ flow.reaches: { has_other_than: KR } }",
    "{ leg.kind: entrust }",
];

/// Conditions that reach much.
const REACHES: &[&str] = &["{ not: { data.kind: genetic } }", "{ leg.kind: [provide, entrust, sub_entrust] }", "{ data.kind: identifier }"];

fn condition() -> BoxedStrategy<String> {
    let leaf = prop::sample::select(CONDITIONS).prop_map(str::to_owned);
    leaf.prop_recursive(2, 6, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            inner.prop_map(|inner| format!("{{ not: {inner} }}")),
            two.clone().prop_map(|(a, b)| format!("{{ any: [ {a}, {b} ] }}")),
            two.prop_map(|(a, b)| format!("{{ all: [ {a}, {b} ] }}")),
        ]
    })
    .boxed()
}

/// Named conditions with exceptions below them.
#[derive(Debug, Clone)]
struct Named(String, Vec<Named>);

impl Named {
    fn text(list: &[Named], prefix: &str) -> String {
        let one = |(at, Named(condition, unless)): (usize, &Named)| {
            let id = format!("{prefix}{at}");
            let below =
                if unless.is_empty() { String::new() } else { format!(", unless: {{ {} }}", Named::text(unless, &format!("{id}_"))) };
            format!("{id}: {{ holds_when: {condition}{below} }}")
        };
        list.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn named(depth: u32) -> BoxedStrategy<Vec<Named>> {
    let below = if depth == 0 { Just(Vec::new()).boxed() } else { named(depth - 1) };
    prop::collection::vec((condition(), below).prop_map(|(condition, unless)| Named(condition, unless)), 0..3).boxed()
}

fn rule(when: &str, grounds: &[Named], unless: &[Named]) -> Pack {
    let grounds = format!("forbidden_unless: {{ {} }}", Named::text(grounds, "g"));
    let unless = if unless.is_empty() { String::new() } else { format!("unless: {{ {} }}\n", Named::text(unless, "e")) };
    pack(&format!("{HEAD}---\nrule: r\nin_force: 2020-01-01..\nwhen: {when}\n{grounds}\n{unless}"))
}

fn verdict(cells: &Cells, place: &Place) -> Verdict {
    cells.answers.get(place).map_or(Verdict::NotApplicable, |answer| answer.verdict)
}

/// Where a breach is surer, or more possible, in `more` than in `less`.
fn worse(less: &Cells, more: &Cells) -> Vec<String> {
    let must = |verdict| verdict == Verdict::Violation;
    let may = |verdict| !matches!(verdict, Verdict::Lawful | Verdict::NotApplicable);
    let places =
        less.answers.keys().chain(more.answers.keys()).filter(|place| !less.too_many.contains(*place) && !more.too_many.contains(*place));
    let found = places.filter(|place| {
        let (before, after) = (verdict(less, place), verdict(more, place));
        (must(after) && !must(before)) || (may(after) && !may(before))
    });
    found.map(|place| format!("{place:?}: {:?} then {:?}", less.answers.get(place), more.answers.get(place))).collect()
}

fn circles(edges: &BTreeSet<(usize, usize)>) -> bool {
    let reach = |from: usize| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            open.extend(edges.iter().filter(|(one, _)| *one == at).map(|(_, other)| *other).filter(|other| seen.insert(*other)));
        }
        seen
    };
    (0..6).any(|at| reach(at).contains(&at))
}

/// Only what is in force on a day.
fn sliced(law: &Pack, day: Day) -> Pack {
    let mut law = law.clone();
    law.rules.iter_mut().for_each(|rule| rule.versions.retain(|version| version.in_force.contains(day)));
    law.concepts.iter_mut().for_each(|concept| concept.versions.retain(|version| version.in_force.contains(day)));
    law.tables.iter_mut().for_each(|table| {
        table
            .rows
            .retain(|row| row.in_force.contains(day) || row.legacy_until.is_some_and(|until| row.in_force.from <= day && day <= until));
    });
    law
}

proptest! {
    #![proptest_config(cases(24))]

    /// 10. Exception monotonicity.
    #[test]
    fn one_more_ground_or_exception_never_makes_a_breach(scenario in undisputed(), when in condition(), grounds in named(1), unless in named(1), more in (condition(), any::<bool>())) {
        let document = document(&scenario)?;
        let before = rule(&when, &grounds, &unless);
        let (mut grounds, mut unless) = (grounds, unless);
        if more.1 { grounds.push(Named(more.0, Vec::new())) } else { unless.push(Named(more.0, Vec::new())) }
        let after = rule(&when, &grounds, &unless);
        let found = worse(&cells(&document, &before, &Options::default(), &starts), &cells(&document, &after, &Options::default(), &starts));
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// 10. Exception monotonicity, one level down.
    #[test]
    fn one_more_exception_to_an_exception_never_takes_a_breach_away(scenario in undisputed(), when in prop::sample::select(REACHES), excuse in condition(), below in prop::collection::vec(condition(), 0..3), more in condition()) {
        let document = document(&scenario)?;
        let with = |below: &[String]| {
            let below = below.iter().map(|condition| Named(condition.clone(), Vec::new())).collect();
            cells(&document, &rule(when, &[], &[Named(excuse.clone(), below)]), &Options::default(), &starts)
        };
        let found = worse(&with(&[below.as_slice(), &[more]].concat()), &with(&below));
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// 11. Rule monotonicity.
    #[test]
    fn one_more_rule_changes_nothing_about_the_others(scenario in scenarios(), when in condition(), grounds in named(1)) {
        let document = document(&scenario)?;
        let law = pack(TOY);
        let more = pack(&format!("{TOY}\n---\nrule: r-more\nin_force: 2020-01-01..\nwhen: {when}\nforbidden_unless: {{ {} }}", Named::text(&grounds, "g")));
        let before = cells(&document, &law, &Options::default(), &starts);
        let mut after = cells(&document, &more, &Options::default(), &starts);
        after.answers.retain(|place, _| &*place.0 != "r-more");
        prop_assert_eq!(before.answers, after.answers);
    }

    /// 17. Irrelevant law.
    #[test]
    fn a_rule_that_reaches_nothing_changes_nothing(scenario in scenarios(), grounds in named(1)) {
        let document = document(&scenario)?;
        let law = pack(TOY);
        let more = pack(&format!("{TOY}\n---\nrule: r-idle\nin_force: 2020-01-01..\nwhen: {{ data.kind: genetic }}\nforbidden_unless: {{ {} }}", Named::text(&grounds, "g")));
        let rows = |law: &Pack| judged(&document, &[law], &Options::default()).findings;
        prop_assert_eq!(rows(&law), rows(&more));
    }

    /// 28. Law slicing.
    #[test]
    fn the_answer_of_a_day_is_that_of_the_law_of_the_day(scenario in scenarios(), pick in 0..1000usize) {
        let document = document(&scenario)?;
        let law = pack(TOY);
        let days: Vec<Day> = starts(&super::support::asking::Questions::new(&document, &[&law], &Options::default())).into_iter().collect();
        let day = days[pick % days.len()];
        let on = |law: &Pack| cells(&document, law, &Options::default(), &|_| BTreeSet::from([day]));
        let (whole, sliced) = (on(&law).answers, on(&sliced(&law, day)).answers);
        let differing = whole.iter().find(|(place, answer)| sliced.get(place) != Some(answer)).map(|(place, answer)| (place, answer, sliced.get(place)));
        prop_assert!(differing.is_none(), "{differing:?}\n{}", scenario.text());
        prop_assert_eq!(whole.len(), sliced.len());
    }
}

proptest! {
    #![proptest_config(cases(100))]

    /// 13. Override acyclicity.
    #[test]
    fn a_pack_loads_exactly_if_its_overrides_go_in_no_circle(edges in prop::collection::btree_set((0..6usize, 0..6usize), 0..9), relation in prop::sample::select(vec!["overrides", "continues"])) {
        let mut text = HEAD.to_owned();
        for rule in 0..6 {
            let others: Vec<String> = edges.iter().filter(|(one, _)| *one == rule).map(|(_, other)| format!("r{other}")).collect();
            text.push_str(&format!("---\nrule: r{rule}\nin_force: 2020-01-01..\n{relation}: [ {} ]\nforbidden_if: {{ giver.sector: bank }}\n", others.join(", ")));
        }
        match try_pack(&text) {
            Ok(_) => prop_assert!(!circles(&edges)),
            Err(problems) => {
                prop_assert!(circles(&edges), "{}", problems.join("\n"));
                let shown = problems.iter().find(|problem| problem.contains("goes in a circle")).expect("a circle");
                let line = shown.lines().find(|line| line.contains("goes in a circle")).expect("a line");
                let circle: Vec<usize> = line.split('`').filter_map(|word| word.strip_prefix('r')?.parse().ok()).collect();
                prop_assert!(circle.len() > 1 && circle.first() == circle.last(), "{line}");
                prop_assert!(circle.windows(2).all(|pair| edges.contains(&(pair[0], pair[1]))), "{line}");
            }
        }
    }

    /// 14. Conflict detection is complete.
    #[test]
    fn exclusive_concepts_are_reported_exactly_if_both_can_hold(one in atoms(), other in atoms()) {
        let text = format!("{HEAD}---\nconcept: one\nexclusive_with: other\nholds_when: {}\n---\nconcept: other\nholds_when: {}\n", one.text(), other.text());
        let law = pack(&text);
        let mut problems = Diagnostics::default();
        check_pack(&law, &mut problems);
        let reported = shown(&Sources::default(), &problems).iter().any(|problem| problem.contains("E0306"));
        let kinds = ["provide", "entrust", "sub_entrust", "return", "collect"];
        let both = [true, false].into_iter().any(|bank| [true, false].into_iter().any(|officer| kinds.iter().any(|kind| one.holds(bank, officer, kind) && other.holds(bank, officer, kind))));
        prop_assert_eq!(reported, both);
    }
}

/// A condition over three things that a fact can be.
#[derive(Debug, Clone)]
enum Atoms {
    Bank,
    Officer,
    Kind(&'static str),
    Not(Box<Atoms>),
    All(Box<Atoms>, Box<Atoms>),
    Any(Box<Atoms>, Box<Atoms>),
}

impl Atoms {
    fn text(&self) -> String {
        match self {
            Atoms::Bank => "{ giver.sector: bank }".to_owned(),
            Atoms::Officer => "{ receiver.privacy_officer: yes }".to_owned(),
            Atoms::Kind(kind) => format!("{{ leg.kind: {kind} }}"),
            Atoms::Not(inner) => format!("{{ not: {} }}", inner.text()),
            Atoms::All(one, other) => format!("{{ all: [ {}, {} ] }}", one.text(), other.text()),
            Atoms::Any(one, other) => format!("{{ any: [ {}, {} ] }}", one.text(), other.text()),
        }
    }

    fn holds(&self, bank: bool, officer: bool, kind: &str) -> bool {
        match self {
            Atoms::Bank => bank,
            Atoms::Officer => officer,
            Atoms::Kind(wanted) => *wanted == kind,
            Atoms::Not(inner) => !inner.holds(bank, officer, kind),
            Atoms::All(one, other) => one.holds(bank, officer, kind) && other.holds(bank, officer, kind),
            Atoms::Any(one, other) => one.holds(bank, officer, kind) || other.holds(bank, officer, kind),
        }
    }
}

fn atoms() -> BoxedStrategy<Atoms> {
    let leaf = prop_oneof![
        Just(Atoms::Bank),
        Just(Atoms::Officer),
        prop::sample::select(vec!["provide", "entrust", "collect"]).prop_map(Atoms::Kind)
    ];
    leaf.prop_recursive(3, 10, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            inner.prop_map(|inner| Atoms::Not(Box::new(inner))),
            two.clone().prop_map(|(one, other)| Atoms::All(Box::new(one), Box::new(other))),
            two.prop_map(|(one, other)| Atoms::Any(Box::new(one), Box::new(other))),
        ]
    })
    .boxed()
}

const ONE_FLOW: &str = "scenario: one
parties: { shop: { established_in: KR }, mill: { established_in: KR } }
people: { g: { of: shop, located_in: KR } }
flows: { f: { from: shop, to: mill, people: g, data: [email], purpose: marketing, period: 2024-01-01..2024-03-31 } }
";

fn rows(law: &Pack) -> Vec<String> {
    let document = super::support::asking::document(ONE_FLOW);
    let findings = judged(&document, &[law], &Options::default()).findings;
    findings.iter().map(|row| format!("{} {} {:?}", row.rule, row.period, row.verdict)).collect()
}

/// 10. One exception to an exception is enough to take it away.
#[test]
fn of_several_exceptions_to_an_exception_one_is_enough() {
    let is = |purpose: &str| Named(format!("{{ flow.purpose: {purpose} }}"), Vec::new());
    let excuse = Named("{ flow.purpose: marketing }".to_owned(), vec![is("marketing"), is("delivery")]);
    assert_eq!(rows(&rule("{ leg.kind: [provide, entrust] }", &[], &[excuse])), ["r 2024-01-01..2024-03-31 Violation"]);
}

/// 13. The smallest circle.
#[test]
fn a_rule_that_overrides_itself_goes_in_a_circle() {
    let law = format!("{HEAD}---\nrule: r\nin_force: 2020-01-01..\noverrides: [ r ]\nforbidden_if: {{ giver.sector: bank }}\n");
    let problems = try_pack(&law).expect_err("a circle");
    assert!(problems.iter().any(|problem| problem.contains("`overrides` goes in a circle: `r` → `r`")), "{}", problems.join("\n"));
}

/// 28. What exempts from a rule does so on the days on which it is law itself.
#[test]
fn an_exemption_helps_on_its_own_days_only() {
    let law = "---\nrule: r\nin_force: 2020-01-01..\nforbidden_if: { flow.purpose: marketing }
---\nrule: relief\nin_force: 2024-02-01..2024-02-29\nwhen: { flow.purpose: marketing }\nexempts: [ r ]\n";
    let wanted = ["r 2024-01-01..2024-01-31 Violation", "r 2024-02-01..2024-02-29 Lawful", "r 2024-03-01..2024-03-31 Violation"];
    assert_eq!(rows(&pack(&format!("{HEAD}{law}"))), wanted);
}
