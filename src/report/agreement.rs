//! The page of `test --agreement`: the measures, each case, and a row for every disagreement with its reason.

use super::grid::Row;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::expectations::{Agreement, Answer, LabelResult, Scored};
use crate::outcome::Verdict;
use crate::text::Language;

/// Labels of one kind of confidence in one kind of run, counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// All of them.
    pub labels: usize,
    /// Where a violation was decided, and the engine finds one.
    pub violations_found: usize,
    /// Where a violation was decided, and the engine finds none.
    pub violations_missed: usize,
    /// Where no violation was decided, and the engine finds none.
    pub negatives_kept: usize,
    /// Where no violation was decided, and the engine finds one.
    pub false_alarms: usize,
    /// Wrong whatever the law is read to say.
    pub wrong_and_certain: usize,
    /// Neither.
    pub undecided: usize,
    /// Articles that no pack has.
    pub not_encoded: usize,
    /// Right party, of those where somebody is found to break the rule.
    pub right_party: (usize, usize),
    /// Days with a violation, of the days of the labels, in parts of a thousand summed over labels, and how many labels.
    pub overlap: (i64, usize),
    /// Decisive facts found, of labels that name one.
    pub decisive: (usize, usize),
    /// Remedies that help, of those tried.
    pub remedies: (usize, usize),
}

impl Measures {
    /// Counts labels of some confidence; `read` chooses the run.
    pub fn of<'a>(labels: impl Iterator<Item = &'a LabelResult>, read: impl Fn(&LabelResult) -> &Scored) -> Measures {
        let mut found = Measures::default();
        for label in labels {
            found.add(label, read(label));
        }
        found
    }

    fn add(&mut self, label: &LabelResult, scored: &Scored) {
        self.labels += 1;
        match (scored.answer, label.is_positive()) {
            (Answer::Agrees, true) => self.violations_found += 1,
            (Answer::Wrong, true) => self.violations_missed += 1,
            (Answer::Agrees, false) => self.negatives_kept += 1,
            (Answer::Wrong, false) => self.false_alarms += 1,
            (Answer::Undecided, _) => self.undecided += 1,
            (Answer::NotEncoded, _) => self.not_encoded += 1,
        }
        self.wrong_and_certain += usize::from(scored.answer == Answer::Wrong && scored.certain);
        let count = |(met, all): &mut (usize, usize), value: Option<bool>| {
            *met += usize::from(value == Some(true));
            *all += usize::from(value.is_some());
        };
        count(&mut self.right_party, scored.right_party);
        count(&mut self.decisive, scored.decisive);
        if let Some((met, all)) = scored.overlap.filter(|(_, all)| *all > 0 && scored.answer == Answer::Agrees) {
            self.overlap = (self.overlap.0 + met * 1000 / all, self.overlap.1 + 1);
        }
        if let Some((met, all)) = scored.remedies {
            self.remedies = (self.remedies.0 + met, self.remedies.1 + all);
        }
    }

    /// Labels that the engine answers one way or the other.
    pub fn decided(&self) -> usize {
        self.violations_found + self.violations_missed + self.negatives_kept + self.false_alarms
    }

    /// The mean of the share of violations found and the share of negatives kept, in thousandths, over decided labels.
    /// Nothing where there are no decided labels of one of the two kinds.
    pub fn balanced_accuracy(&self) -> Option<usize> {
        let share = |right: usize, wrong: usize| (right * 1000).checked_div(right + wrong);
        let (found, kept) = (share(self.violations_found, self.violations_missed)?, share(self.negatives_kept, self.false_alarms)?);
        Some(found.midpoint(kept))
    }
}

/// Everything about all scenarios that hold decisions.
pub fn page(all: &[Agreement], language: Language, page: &mut Page) {
    page.heading(&Message::AgreementTitle.say(language));
    measures(all, language, page);
    cases(all, language, page);
    disagreements(all, language, page);
    earlier(all, language, page);
    unsourced(all, language, page);
    page.line(&Message::NotAdvice.say(language));
}

/// The labels that are scored: those of the last decision of each case.
fn counting(all: &[Agreement]) -> impl Iterator<Item = (&Agreement, &LabelResult)> {
    all.iter()
        .flat_map(|case| case.labels.iter().filter(|label| label.counts && !label.problems.has_errors()).map(move |label| (case, label)))
}

/// How a measure is shown.
type Told<'a> = &'a dyn Fn(&Measures) -> String;

fn measures(all: &[Agreement], language: Language, page: &mut Page) {
    let labels = |from_memory: bool| counting(all).map(|(_, label)| label).filter(move |label| (&*label.confidence == "M") == from_memory);
    let columns: Vec<(Message, Measures)> = vec![
        (Message::ColumnRaw, Measures::of(labels(false), |label| &label.raw)),
        (Message::ColumnAssessed, Measures::of(labels(false), |label| &label.assessed)),
        (Message::ColumnRawMemory, Measures::of(labels(true), |label| &label.raw)),
        (Message::ColumnAssessedMemory, Measures::of(labels(true), |label| &label.assessed)),
    ];
    let header: Vec<String> =
        std::iter::once(Message::ColumnMeasure).chain(columns.iter().map(|(head, _)| *head)).map(|head| head.say(language)).collect();
    let of = |(met, all): (usize, usize)| if all == 0 { "–".to_owned() } else { format!("{met}/{all}") };
    let percent =
        |thousandths: Option<usize>| thousandths.map_or_else(|| "–".to_owned(), |share| format!("{}.{} %", share / 10, share % 10));
    let rows: [(Message, Told<'_>); 11] = [
        (Message::MeasureLabels, &|found| found.labels.to_string()),
        (Message::MeasureDecided, &|found| of((found.decided(), found.labels))),
        (Message::MeasureBalanced, &|found| percent(found.balanced_accuracy())),
        (Message::MeasureFound, &|found| of((found.violations_found, found.violations_found + found.violations_missed))),
        (Message::MeasureFalseAlarms, &|found| of((found.false_alarms, found.false_alarms + found.negatives_kept))),
        (Message::MeasureCertain, &|found| found.wrong_and_certain.to_string()),
        (Message::MeasureUndecided, &|found| of((found.undecided, found.labels))),
        (Message::MeasureNotEncoded, &|found| of((found.not_encoded, found.labels))),
        (Message::MeasureParty, &|found| of(found.right_party)),
        (Message::MeasureOverlap, &|found| percent(usize::try_from(found.overlap.0).ok().and_then(|sum| sum.checked_div(found.overlap.1)))),
        (Message::MeasureDecisive, &|found| of(found.decisive)),
    ];
    let mut table: Vec<Row> = rows
        .iter()
        .map(|(name, read)| {
            let cells = std::iter::once(name.say(language)).chain(columns.iter().map(|(_, found)| read(found)));
            Row { cells: cells.map(Into::into).collect(), below: None }
        })
        .collect();
    let remedies = std::iter::once(Message::MeasureRemedies.say(language)).chain(columns.iter().map(|(_, found)| of(found.remedies)));
    table.push(Row { cells: remedies.map(Into::into).collect(), below: None });
    page.table(&header, &table);
    page.line(&Message::MeasuresExplained.say(language));
    page.blank();
}

fn cases(all: &[Agreement], language: Language, page: &mut Page) {
    let header = [Message::ColumnCase, Message::ColumnLabels, Message::ColumnRaw, Message::ColumnAssessed].map(|head| head.say(language));
    let rows = all.iter().map(|case| {
        let labels: Vec<&LabelResult> = case.labels.iter().filter(|label| label.counts).collect();
        let tally = |read: &dyn Fn(&LabelResult) -> &Scored| {
            let count = |answer: Answer| labels.iter().filter(|label| read(label).answer == answer).count();
            let parts = [
                (Message::TallyAgrees, Answer::Agrees),
                (Message::TallyUndecided, Answer::Undecided),
                (Message::TallyWrong, Answer::Wrong),
                (Message::TallyNotEncoded, Answer::NotEncoded),
            ];
            let shown: Vec<String> = parts
                .into_iter()
                .map(|(message, answer)| (message, count(answer)))
                .filter(|(_, count)| *count > 0)
                .map(|(message, count)| message.fill(language, &[&count.to_string()]))
                .collect();
            shown.join(", ")
        };
        let cells = [case.scenario.to_string(), labels.len().to_string(), tally(&|label| &label.raw), tally(&|label| &label.assessed)];
        Row { cells: cells.map(Into::into).to_vec(), below: None }
    });
    page.heading(&Message::CasesTitle.say(language));
    page.table(&header, &rows.collect::<Vec<_>>());
}

fn disagreements(all: &[Agreement], language: Language, page: &mut Page) {
    let differs = |label: &LabelResult| label.raw.answer == Answer::Wrong || label.assessed.answer != Answer::Agrees;
    let rows: Vec<Row> =
        counting(all).filter(|(_, label)| differs(label)).map(|(case, label)| disagreement(case, label, language)).collect();
    page.heading(&Message::DisagreementsTitle.say(language));
    if rows.is_empty() {
        page.line(&Message::NoDisagreements.say(language));
        page.blank();
        return;
    }
    let header = [
        Message::ColumnCase,
        Message::ColumnArticle,
        Message::ColumnWho,
        Message::ColumnDecided,
        Message::ColumnRaw,
        Message::ColumnAssessed,
        Message::ColumnReason,
    ]
    .map(|head| head.say(language));
    page.table(&header, &rows);
}

fn disagreement(case: &Agreement, label: &LabelResult, language: Language) -> Row {
    let subjects = if label.subjects.is_empty() {
        String::new()
    } else {
        format!(" · {}", label.subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
    };
    let cells = vec![
        case.scenario.to_string().into(),
        label.article.to_string().into(),
        format!("{}{subjects}", label.party).into(),
        format!("{} ({})", words::verdict(label.expected, language), label.confidence).into(),
        answered(&label.raw, language).into(),
        answered(&label.assessed, language).into(),
    ];
    Row { cells, below: Some(reason(label, language)) }
}

/// What came out, with a mark where it is wrong.
fn answered(scored: &Scored, language: Language) -> String {
    let verdicts = || scored.verdicts.iter().map(|verdict| words::verdict(*verdict, language)).collect::<Vec<_>>().join(", ");
    match scored.answer {
        Answer::Agrees => words::verdict(scored.verdicts.first().copied().unwrap_or(Verdict::NotApplicable), language),
        Answer::Undecided => verdicts(),
        Answer::Wrong if scored.certain => Message::AnswerCertain.fill(language, &[&verdicts()]),
        Answer::Wrong => Message::AnswerWrong.fill(language, &[&verdicts()]),
        Answer::NotEncoded => Message::AnswerNotEncoded.say(language),
    }
}

/// As the file explains it, or what decides.
fn reason(label: &LabelResult, language: Language) -> String {
    if let Some(because) = &label.because {
        return because.get(language).to_owned();
    }
    let deciding = if label.assessed.decided_by.is_empty() { &label.raw.decided_by } else { &label.assessed.decided_by };
    if deciding.is_empty() {
        return Message::Unexplained.say(language);
    }
    let questions: Vec<String> = deciding.iter().map(|question| question.get(language).to_owned()).collect();
    Message::ReasonDepends.fill(language, &[&words::first_of(&questions, 3, language)])
}

/// Decisions that a later one replaced.
fn earlier(all: &[Agreement], language: Language, page: &mut Page) {
    let labels: Vec<(&Agreement, &LabelResult)> =
        all.iter().flat_map(|case| case.labels.iter().filter(|label| !label.counts).map(move |label| (case, label))).collect();
    if labels.is_empty() {
        return;
    }
    page.heading(&Message::EarlierTitle.say(language));
    let header = [Message::ColumnCase, Message::ColumnDecision, Message::ColumnArticle, Message::ColumnDecided, Message::ColumnAssessed]
        .map(|head| head.say(language));
    let rows: Vec<Row> = labels
        .iter()
        .map(|(case, label)| {
            let cells = [
                case.scenario.to_string(),
                label.decision.to_string(),
                label.article.to_string(),
                words::verdict(label.expected, language),
                answered(&label.assessed, language),
            ];
            Row { cells: cells.map(Into::into).to_vec(), below: None }
        })
        .collect();
    page.table(&header, &rows);
}

fn unsourced(all: &[Agreement], language: Language, page: &mut Page) {
    for case in all.iter().filter(|case| !case.unsourced.is_empty()) {
        page.line(&Message::Unsourced.fill(language, &[&case.scenario, &words::first_of(&case.unsourced, 8, language)]));
    }
}

#[cfg(test)]
mod tests {
    use super::Measures;

    #[test]
    fn balanced_accuracy_needs_both_kinds_and_counts_them_alike() {
        let found = Measures { violations_found: 9, violations_missed: 1, negatives_kept: 1, false_alarms: 1, ..Measures::default() };
        assert_eq!(found.balanced_accuracy(), Some(700));
        assert_eq!(Measures { violations_found: 9, ..Measures::default() }.balanced_accuracy(), None);
    }

    #[test]
    fn an_engine_that_flags_everything_gets_half() {
        let found = Measures { violations_found: 40, false_alarms: 4, ..Measures::default() };
        assert_eq!(found.balanced_accuracy(), Some(500));
    }
}
