//! Findings as marks: the number of a line in the table, by verdict.

use crate::outcome::{Finding, Verdict};
use crate::report::lines::{Line, Report};
use crate::vocabulary::Block;
use std::collections::BTreeMap;

/// The numbers that stand at one thing, by verdict, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    numbers: BTreeMap<Verdict, Vec<usize>>,
}

impl Marks {
    /// Numbers come in rising order; of several verdicts the first one stays.
    fn add(&mut self, verdict: Verdict, number: usize) {
        if !self.numbers.values().any(|numbers| numbers.last() == Some(&number)) {
            self.numbers.entry(verdict).or_default().push(number);
        }
    }

    /// Verdicts with their numbers, neighbours joined: `1–3`, `5`.
    pub fn groups(&self) -> impl Iterator<Item = (Verdict, Vec<String>)> {
        self.numbers.iter().map(|(verdict, numbers)| (*verdict, ranges(numbers)))
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

/// Rising numbers with neighbours joined.
fn ranges(numbers: &[usize]) -> Vec<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let texts = |(first, last): &(usize, usize)| match last - first {
        0 => vec![first.to_string()],
        1 => vec![first.to_string(), last.to_string()],
        _ => vec![format!("{first}–{last}")],
    };
    runs.iter().flat_map(texts).collect()
}

/// The lines of a run with their numbers, as far as they are marked, and what stands where.
#[derive(Debug, Clone)]
pub struct Numbered<'r, 'a> {
    /// Number and line, in the order of the table.
    pub lines: Vec<(usize, &'r Line<'a>)>,
    rule: Option<&'r str>,
    flows: BTreeMap<&'a str, Marks>,
    parties: BTreeMap<&'a str, Marks>,
    verdicts: BTreeMap<&'a str, Verdict>,
}

impl<'r, 'a> Numbered<'r, 'a> {
    /// Numbers the lines. Only rules whose id starts with `rule` are marked; the numbers stay those of the whole table.
    pub fn new(report: &'r Report<'a>, rule: Option<&'r str>) -> Numbered<'r, 'a> {
        let is_wanted = |row: &&'a Finding| rule.is_none_or(|rule| row.rule.starts_with(rule));
        let all = report.open_lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines: Vec<_> = all.filter(|(_, line)| line.rows().any(|row| is_wanted(&row))).collect();
        let mut numbered = Numbered { lines, rule, flows: BTreeMap::new(), parties: BTreeMap::new(), verdicts: BTreeMap::new() };
        for (number, line) in numbered.lines.clone() {
            // The gravest row of a line decides how its number is marked.
            let mut rows: Vec<&'a Finding> = line.rows().filter(is_wanted).collect();
            rows.sort_by_key(|row| row.verdict);
            for row in rows {
                numbered.parties.entry(&row.answers).or_default().add(row.verdict, number);
                if row.block == Block::Flows {
                    numbered.flows.entry(&row.subject).or_default().add(row.verdict, number);
                }
            }
        }
        let lines = report.lines.iter().filter(|line| !line.is_folded());
        let rows = lines.flat_map(|line| line.rows().chain(line.lawful.iter().copied()));
        for row in rows.filter(is_wanted).filter(|row| row.block == Block::Flows) {
            let known = numbered.verdicts.entry(&row.subject).or_insert(row.verdict);
            *known = row.verdict.min(*known);
        }
        numbered
    }

    /// What stands at a flow.
    pub fn at_flow(&self, flow: &str) -> Marks {
        self.flows.get(flow).cloned().unwrap_or_default()
    }

    /// What a party answers for.
    pub fn at_party(&self, party: &str) -> Marks {
        self.parties.get(party).cloned().unwrap_or_default()
    }

    /// The gravest verdict on a flow, lawful rows included; nothing where no rule reaches it.
    pub fn verdict_of_flow(&self, flow: &str) -> Option<Verdict> {
        self.verdicts.get(flow).copied()
    }

    /// The flows that a line is about, and whether it is about anything else.
    pub fn places(&self, line: &Line<'a>) -> (Vec<&'a str>, bool) {
        let mut flows: Vec<&str> = Vec::new();
        let mut elsewhere = false;
        for row in line.rows().filter(|row| self.rule.is_none_or(|rule| row.rule.starts_with(rule))) {
            if row.block != Block::Flows {
                elsewhere = true;
            } else if !flows.contains(&&*row.subject) {
                flows.push(&row.subject);
            }
        }
        (flows, elsewhere)
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbouring_numbers_are_joined() {
        assert_eq!(ranges(&[1, 2, 3, 5, 7, 8]), ["1–3", "5", "7", "8"]);
        assert_eq!(ranges(&[]), Vec::<String>::new());
    }
}
