//! Comparing: whatever differs has a cause, and the law of one day is the law in force on it.

use super::support::asking::{Questions, cells, starts};
use super::support::law::{TOY, pack};
use super::support::scenarios::{scenarios, undisputed};
use super::support::{cases, document};
use flowlaw::compare::{Comparison, Difference, Side, compare};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Law, Options};
use flowlaw::rules::Pack;
use flowlaw::scenario::Document;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn compared(first: &Document, second: &Document, pack: &Pack) -> Comparison {
    let side = |document| Side {
        label: String::new(),
        document,
        law: vec![Law { pack, origin: "test" }],
        law_as_of: None,
        options: Options::default(),
    };
    compare(&[side(first), side(second)], &mut Diagnostics::default()).expect("both can be judged")
}

proptest! {
    #![proptest_config(cases(12))]

    /// 18. What differs between two scenarios follows from facts that differ; nothing differs from itself; and there is no direction.
    #[test]
    fn every_difference_has_a_cause_and_nothing_differs_from_itself(first in scenarios(), second in scenarios()) {
        let pack = pack(TOY);
        let (first, second) = (document(&first)?, document(&second)?);
        let there = compared(&first, &second, &pack);
        for row in &there.rows {
            let entry = &row.entries[1];
            prop_assert!(!entry.differences.is_empty() && !entry.causes.is_empty(), "{row:?}");
            prop_assert!(entry.causes.iter().flatten().all(|cause| *cause < there.columns[1].changed.len()));
        }
        let moved: BTreeSet<usize> = there.rows.iter().flat_map(|row| row.entries[1].causes.iter().flatten().copied()).collect();
        for (at, fact) in there.columns[1].changed.iter().enumerate() {
            prop_assert_eq!(fact.rows > 0, moved.contains(&at), "{:?}", fact);
        }
        let back = compared(&second, &first, &pack);
        let places = |comparison: &Comparison, new: Difference| -> BTreeSet<(String, bool)> {
            let of = |row: &flowlaw::compare::ComparedRow| {
                (format!("{} {} {}.{}", row.rule, row.answers, row.block.key(), row.subject), row.entries[1].differences == [new])
            };
            comparison.rows.iter().map(of).collect()
        };
        prop_assert_eq!(places(&there, Difference::New), places(&back, Difference::Gone));
        let itself = compared(&first, &first.clone(), &pack);
        prop_assert!(itself.rows.is_empty() && itself.columns[1].changed.is_empty(), "{:?}", itself.rows);
    }

    /// 28. Law slicing: what holds on a day by all the law holds by the law of that day alone.
    #[test]
    fn on_each_day_the_law_of_that_day_says_what_all_the_law_says(scenario in undisputed()) {
        let pack = pack(TOY);
        let told = document(&scenario)?;
        let days = starts(&Questions::new(&told, &[&pack], &Options::default()));
        for day in days.into_iter().step_by(3) {
            let wanted = cells(&told, &pack, &Options::default(), &|_| BTreeSet::from([day]));
            let got = cells(&told, &pack.as_of(day), &Options::default(), &|_| BTreeSet::from([day]));
            prop_assert_eq!(got, wanted, "on {}", day);
        }
    }
}
