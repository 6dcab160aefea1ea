//! Tables that contradict themselves: on one day, two rows say different things about one value.

use super::model::{Pack, Table, TableRow};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::text::Name;
use crate::vocabulary::zone_countries;

/// Reports rows that cannot both be so, and rows that say the same twice.
pub(super) fn check_tables(pack: &Pack, diagnostics: &mut Diagnostics) {
    for table in &pack.tables {
        for (at, row) in table.rows.iter().enumerate() {
            if let Some(earlier) = table.rows.iter().take(at).find(|earlier| clash(earlier, row).is_some()) {
                report(table, earlier, row, diagnostics);
            }
        }
    }
}

fn report(table: &Table, earlier: &TableRow, row: &TableRow, diagnostics: &mut Diagnostics) {
    let Some((value, how)) = clash(earlier, row) else { return };
    let (from, until) = (earlier.in_force.from.max(row.in_force.from), earlier.in_force.until.min(row.in_force.until));
    let days = crate::date::Period { from, until, from_written: None, through_written: None };
    let message = match how {
        Clash::Twice => format!("table `{}` says the same of `{value}` twice for {days}", table.id),
        Clash::Conditions => {
            format!("table `{}` contradicts itself about `{value}` for {days}: with a condition and without one", table.id)
        }
        Clash::Answers => format!("table `{}` contradicts itself about `{value}` for {days}: `is` says two things", table.id),
    };
    let problem = Diagnostic::new(&codes::CONTRADICTORY_TABLE, row.span, message).related(earlier.span, "the other row");
    diagnostics.push(problem.help("end the one row with `in_force: ..DAY` where the other begins, or remove one of them"));
}

enum Clash {
    Twice,
    Conditions,
    Answers,
}

/// The value about which two rows of one day clash, and how.
fn clash<'a>(a: &'a TableRow, b: &'a TableRow) -> Option<(&'a Name, Clash)> {
    if !a.in_force.overlaps(&b.in_force) {
        return None;
    }
    let shared = a.keys.iter().find_map(|one| b.keys.iter().find_map(|other| narrower(one, other)))?;
    if a.is != b.is {
        return Some((shared, Clash::Answers));
    }
    let is_free = |row: &TableRow| row.needs_certificate.is_none() && row.unless.is_none();
    match (is_free(a), is_free(b)) {
        (true, true) => Some((shared, Clash::Twice)),
        (true, false) | (false, true) => Some((shared, Clash::Conditions)),
        // Two frameworks may stand side by side, each with its own certificate.
        (false, false) if a.needs_certificate.is_some() && a.needs_certificate == b.needs_certificate => Some((shared, Clash::Twice)),
        (false, false) => None,
    }
}

/// What two values have in common: the same word, or a country within a zone.
fn narrower<'a>(one: &'a Name, other: &'a Name) -> Option<&'a Name> {
    let within = |country: &Name, zone: &Name| zone_countries(zone).is_some_and(|all| all.contains(&&**country));
    if one == other || within(one, other) {
        Some(one)
    } else if within(other, one) {
        Some(other)
    } else {
        None
    }
}
