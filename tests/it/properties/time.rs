//! Time: a row says of each of its days what that day alone comes to.

use super::support::asking::{Place, Questions, answer, cells, compared, judged, starts, try_document};
use super::support::law::{TOY, pack};
use super::support::scenarios::{Scenario, scenarios, undisputed};
use super::support::{cases, document};
use flowlaw::date::{Day, VagueDate};
use flowlaw::judge::case::Options;
use flowlaw::judge::reference::Query;
use flowlaw::outcome::{Finding, Verdict};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn every_day(questions: &Questions) -> BTreeSet<Day> {
    let (first, last) = (questions.cuts[0], questions.cuts[questions.cuts.len() - 1]);
    (0..(last.0 - first.0).min(120)).map(|days| first.plus(days)).collect()
}

/// Moves every day in a text; months and years become days first.
fn moved(text: &str, days: i32) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() || c == '-' {
            word.push(c);
            continue;
        }
        let date = VagueDate::parse(&word).ok().filter(|_| word.len() >= 7);
        out.push_str(&date.map_or_else(|| word.clone(), |date| date.first.plus(days).to_string()));
        word.clear();
        out.push(c);
    }
    out.trim_end_matches('\0').to_owned()
}

/// Only what has dates of its own: stocks and events.
fn only_dated(scenario: &Scenario) -> Scenario {
    let mut dated = scenario.clone();
    dated.blocks.retain(|(block, _)| matches!(*block, "parties" | "people" | "data" | "holdings" | "events"));
    dated
}

/// Whether two rows of one duty could be one.
fn are_one(one: &Finding, other: &Finding) -> bool {
    let neighbours = one.period.until == other.period.from;
    let same = Finding {
        id: one.id.clone(),
        period: one.period,
        sanctions: one.sanctions.clone(),
        explanation: one.explanation.clone(),
        ..other.clone()
    };
    neighbours && same == *one
}

proptest! {
    #![proptest_config(cases(16))]

    /// 27. Pointwise = sweep.
    #[test]
    fn the_timeline_on_every_day_is_the_answer_of_that_day_alone(scenario in undisputed()) {
        let dated = only_dated(&scenario);
        prop_assume!(dated.blocks.iter().any(|(block, entries)| matches!(*block, "holdings" | "events") && !entries.is_empty()));
        let found = compared(&document(&dated)?, &pack(TOY), &Options::default(), &every_day);
        prop_assert!(found.differences.is_empty(), "{}", found.differences.join("\n"));
    }

    /// 29. Translation.
    #[test]
    fn moving_all_days_of_facts_and_law_moves_the_answers_with_them(scenario in scenarios(), days in -400..400i32) {
        let exact = moved(&scenario.text(), 0);
        let Ok(before) = try_document(&exact) else { return Err(TestCaseError::reject("does not load")) };
        let after = try_document(&moved(&exact, days)).map_err(|problems| TestCaseError::fail(problems.join("\n")))?;
        let before = cells(&before, &pack(&moved(TOY, 0)), &Options::default(), &starts).answers;
        let after = cells(&after, &pack(&moved(TOY, days)), &Options::default(), &starts).answers;
        let before: Vec<_> = before.into_iter().map(|(place, answer)| ((place.0, place.1, place.2, place.3, place.4, place.5, place.6.plus(days)), answer)).collect();
        prop_assert_eq!(before, after.into_iter().collect::<Vec<_>>());
    }

    /// 30. Coalescing.
    #[test]
    fn rows_lose_no_day_say_nothing_twice_and_leave_nothing_to_join(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let findings = judged(&document, &[&law], &Options::default()).findings;
        let questions = Questions::new(&document, &[&law], &Options::default());
        let all = cells(&document, &law, &Options::default(), &Questions::edges).answers;
        let mut queries: BTreeMap<Place, Query> = BTreeMap::new();
        for (place, said) in &all {
            if !queries.contains_key(place) {
                for query in questions.on(&law, place.6) {
                    queries.insert(questions.place(&law, &place.1, &query), query);
                }
            }
            let rows = questions.rows(&findings, &place.0, &place.1, &queries[place]);
            prop_assert!(rows.iter().any(|row| answer(Some(row)) == *said), "{place:?} {said:?}");
            prop_assert!(place.4.len() > 1 || rows.len() == 1, "{place:?} stands in {:?}", rows.iter().map(|row| &row.id).collect::<Vec<_>>());
        }
        // A row of `g` that means only those of `g` who are in no other group looks like one of all of them.
        let whole = |row: &Finding| {
            let on_first_day = |day: Day| queries.iter().filter(move |(place, _)| place.6 == day && place.0 == row.rule && place.1 == row.answers && place.3 == row.subject);
            let meant = on_first_day(row.period.from).filter(|(_, query)| !questions.rows(std::slice::from_ref(row), &row.rule, &row.answers, query).is_empty());
            meant.into_iter().all(|(place, query)| {
                all.get(place) == Some(&answer(Some(row))) && questions.rows(&findings, &row.rule, &row.answers, query).len() == 1
            })
        };
        for one in &findings {
            prop_assert!(one.period.from < one.period.until && one.verdict != Verdict::NotApplicable);
            let next = findings.iter().find(|other| are_one(one, other) && whole(one) && whole(other));
            prop_assert!(next.is_none(), "{} goes on in another row\n{one:?}\n{next:?}", one.id);
        }
    }
}

/// Two rows that are lawful in the same worlds may rest on different grounds.
#[test]
fn a_row_shows_the_ground_of_its_own_days() {
    let text = "scenario: grounds
parties: { a: { established_in: KR }, b: { established_in: SG } }
people: { g: { of: a, located_in: KR } }
flows: { f: { from: a, to: b, people: g, data: [email], purpose: delivery, period: 2020-07-11..2020-07-31 } }
certificates: { z: { of: b, scheme: iso, designated_by: KR, measures_taken: yes, period: 2020-07-11..2020-07-20 } }
assessments: { s: { kind: tia, by: a, about: f, result: fine, measures_close_gap: yes, period: 2020-07-21..2020-07-31 } }
";
    let document = try_document(text).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    let findings = judged(&document, &[&pack(TOY)], &Options::default()).findings;
    let rows: Vec<String> = findings
        .iter()
        .filter(|finding| &*finding.rule == "r-abroad")
        .map(|finding| format!("{} {:?}", finding.period.from, finding.grounds.iter().map(|(id, _)| &**id).collect::<Vec<_>>()))
        .collect();
    assert_eq!(rows, ["2020-07-11 [\"certified\"]", "2020-07-21 [\"assessed\"]"]);
}

/// 27. Three days to tell: the fourth day after is the first one too late.
#[test]
fn a_deadline_is_missed_from_the_day_after_its_last() {
    let text = "scenario: leak
parties: { a: { established_in: KR } }
people: { g: { of: a, located_in: KR } }
events: { e: { kind: leak, of: a, people: g, data: [email], date: 2020-07-01, known: 2020-07-02, told_people: none, reported: none } }
";
    let document = try_document(text).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    let findings = judged(&document, &[&pack(TOY)], &Options::default()).findings;
    let rows = findings.iter().filter(|finding| &*finding.rule == "r-leak");
    assert_eq!(rows.map(|row| format!("{} {:?}", row.period.from, row.verdict)).collect::<Vec<_>>(), ["2020-07-06 Violation"]);
}
