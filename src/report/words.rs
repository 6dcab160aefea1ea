//! Numbers, days and verdicts as people write them.

use super::messages::Message;
use crate::date::{Day, Period};
use crate::outcome::Verdict;
use crate::scenario::CountRange;
use crate::text::Language;

/// A verdict in a language.
pub fn verdict(verdict: Verdict, language: Language) -> String {
    let message = match verdict {
        Verdict::Violation => Message::Violation,
        Verdict::Disputed => Message::Disputed,
        Verdict::Undetermined => Message::Undetermined,
        Verdict::OpenLaw => Message::OpenLaw,
        Verdict::Lawful => Message::Lawful,
        Verdict::NotApplicable => Message::NotApplicable,
    };
    message.say(language)
}

/// How many people: `32.36–40.45 million`, `at least 300`; nothing where nobody said.
pub fn count(range: CountRange, language: Language) -> Option<String> {
    Some(match (range.min, range.max) {
        (Some(min), Some(max)) if min == max => one_count(min, language),
        (Some(min), Some(max)) if language == Language::English && in_millions(min) && in_millions(max) => {
            Message::Million.fill(language, &[&format!("{}–{}", millions(min), millions(max))])
        }
        (Some(min), Some(max)) => format!("{}–{}", one_count(min, language), one_count(max, language)),
        (Some(min), None) => Message::AtLeast.fill(language, &[&one_count(min, language)]),
        (None, Some(max)) => Message::AtMost.fill(language, &[&one_count(max, language)]),
        (None, None) => return None,
    })
}

fn in_millions(n: u64) -> bool {
    n >= 1_000_000 && n.is_multiple_of(10_000)
}

fn millions(n: u64) -> String {
    let hundredths = n / 10_000;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn one_count(n: u64, language: Language) -> String {
    match language {
        Language::English if in_millions(n) => Message::Million.fill(language, &[&millions(n)]),
        Language::English => grouped(n),
        Language::Korean if n >= 10_000 && n.is_multiple_of(10_000) => {
            let (eok, man) = (n / 100_000_000, n / 10_000 % 10_000);
            let eok = if eok == 0 { String::new() } else { format!("{}억", grouped(eok)) };
            let man = if man == 0 { String::new() } else { format!("{}만", grouped(man)) };
            format!("{eok}{man} 명")
        }
        Language::Korean => format!("{} 명", grouped(n)),
    }
}

/// `1000000` as `1,000,000`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The first day, as vaguely as it was written.
pub fn from(period: &Period) -> String {
    match period.from_written {
        Some(date) => date.to_string(),
        None => period.from.to_string(),
    }
}

/// The last day, as vaguely as it was written; nothing where it is still running.
pub fn through(period: &Period) -> Option<String> {
    match period.through_written {
        Some(date) => Some(date.to_string()),
        None if period.until == Day::END => None,
        None => Some(period.until.plus(-1).to_string()),
    }
}

/// As files write it: `2018-04..2024-05-21`, `2023-09-15..`.
pub fn period(period: &Period) -> String {
    let through = through(period);
    let from = from(period);
    match through {
        Some(through) if through == from => from,
        Some(through) => format!("{from}..{through}"),
        None => format!("{from}.."),
    }
}

/// The first few of a list, and how many more there are.
pub fn first_of(items: &[String], limit: usize, language: Language) -> String {
    let shown: Vec<&str> = items.iter().take(limit).map(String::as_str).collect();
    let text = shown.join("; ");
    if items.len() > limit { Message::ReasonMore.fill(language, &[&text, &(items.len() - limit).to_string()]) } else { text }
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::scenario::CountRange;
    use crate::text::Language;

    fn said(min: Option<u64>, max: Option<u64>, language: Language) -> String {
        count(CountRange { min, max }, language).unwrap_or_default()
    }

    #[test]
    fn counts_are_said_in_words() {
        assert_eq!(said(Some(32_360_000), Some(40_450_000), Language::English), "32.36–40.45 million");
        assert_eq!(said(Some(32_360_000), None, Language::English), "at least 32.36 million");
        assert_eq!(said(Some(40_000_000), Some(40_000_000), Language::English), "40 million");
        assert_eq!(said(None, Some(12_345), Language::English), "at most 12,345");
        assert_eq!(said(Some(32_360_000), Some(40_450_000), Language::Korean), "3,236만 명–4,045만 명");
        assert_eq!(said(Some(120_000_000), None, Language::Korean), "최소 1억2,000만 명");
        assert_eq!(said(None, None, Language::Korean), "");
    }
}
