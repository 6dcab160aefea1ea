//! What a breach can cost, and which law's sanctions govern a breach that runs over a change of law.
//!
//! Families (language reference H2): rows of rules that one transition chains, of one party, on one flow or flows that
//! the facts declare to be continued; a gap ends a family.

use super::case::Run;
use super::cells::{Cells, Duty};
use super::evaluator::{Cell, Mode};
use super::formula::Formula;
use super::rows::{Accounts, Row};
use super::truth::Impossible;
use crate::date::Day;
use crate::outcome::{Finding, SanctionView, Verdict};
use crate::rules::{Pack, Sanction, TransitionEffect};
use crate::text::{Name, Text};
use crate::vocabulary::Block;

type Found<'b> = [(Row, &'b Duty, &'b Cells)];

impl Run<'_> {
    /// The sanctions of a row by its own law. Lawful rows have none.
    pub(super) fn sanctions(
        &mut self,
        pack: &Pack,
        row: &Row,
        duty: &Duty,
        cells: &Cells,
        accounts: &Accounts,
        impossible: &Impossible,
    ) -> Vec<SanctionView> {
        let rule = &pack.rules[duty.rule];
        self.applicable(pack, &rule.versions[row.signature.version].sanctions, None, row, cells, accounts, impossible)
    }

    #[expect(clippy::too_many_arguments, reason = "sanctions are judged in the full light of their row")]
    fn applicable(
        &mut self,
        pack: &Pack,
        sanctions: &[Sanction],
        transition: Option<&Name>,
        row: &Row,
        cells: &Cells,
        accounts: &Accounts,
        impossible: &Impossible,
    ) -> Vec<SanctionView> {
        if row.signature.judged.verdict == Verdict::Lawful {
            return Vec::new();
        }
        let Some(outcome) = cells.outcomes.get(&row.sample) else { return Vec::new() };
        let cell = self.cell(row, cells);
        let mut views: Vec<SanctionView> = Vec::new();
        for sanction in sanctions {
            let mut covered = Vec::new();
            for way in &outcome.ways {
                let Some(mut evaluator) = self.evaluator(pack, way.story) else { continue };
                let here = match &sanction.when {
                    Some(condition) => evaluator.condition(condition, &way.bound.unnumbered(), &cell, Mode::default()),
                    None => Formula::TRUE,
                };
                covered.push(self.formulas.and([way.violation, here]));
            }
            let covered = self.formulas.or(covered);
            let broken = outcome.violation(&mut self.formulas);
            let not_covered = self.formulas.not(covered);
            let escapes = self.formulas.and([broken, not_covered]);
            let (can, always) = self.asking(impossible, |judge| {
                let can = judge.summary(covered, &accounts.own).is_ok_and(|summary| summary.can_hold);
                (can, !judge.summary(escapes, &accounts.own).map_or(true, |summary| summary.can_hold))
            });
            if can {
                views.push(SanctionView {
                    cite: sanction.cite.clone(),
                    formula: formula(sanction),
                    certain: always && !sanction.uncertain,
                    by_transition: transition.cloned(),
                });
            }
        }
        views
    }

    /// Lets the transition rules of a pack choose whose sanctions govern.
    pub(super) fn apply_transitions(
        &mut self,
        pack: &Pack,
        findings: &mut [Finding],
        found: &Found<'_>,
        accounts: &Accounts,
        impossible: &Impossible,
    ) {
        let continuations = self.continuations(accounts);
        for at in 0..findings.len() {
            let Some(finding) = findings.get(at) else { continue };
            if finding.verdict == Verdict::Lawful || finding.block != Block::Flows {
                continue;
            }
            let rule = finding.rule.clone();
            let mut chosen: Option<(Day, Vec<SanctionView>)> = None;
            for transition in pack.transitions.iter().filter(|transition| transition.chain.contains(&rule)) {
                let (family, certain) = Self::family(findings, at, &transition.chain, &continuations);
                let Some((row, _, cells)) = found.get(at) else { continue };
                let Some(always) = self.transition_applies(pack, transition.when.as_ref(), row, cells, accounts, impossible) else {
                    continue;
                };
                match &transition.effect {
                    TransitionEffect::IfRunningOn(day, rule, own) => {
                        let running = family.iter().filter_map(|member| findings.get(*member)).any(|member| member.period.contains(*day));
                        if !running || chosen.as_ref().is_some_and(|(known, _)| known > day) {
                            continue;
                        }
                        let named = rule.as_ref().and_then(|id| pack.rules.iter().find(|rule| rule.id == *id));
                        let of_rule = named
                            .and_then(|rule| rule.versions.iter().find(|version| version.in_force.contains(*day)))
                            .map_or(&[][..], |version| &version.sanctions);
                        let mut views = self.applicable(pack, of_rule, Some(&transition.id), row, cells, accounts, impossible);
                        views.extend(self.applicable(pack, own, Some(&transition.id), row, cells, accounts, impossible));
                        views.iter_mut().for_each(|view| view.certain &= certain && always);
                        // Two rules about one day stand side by side: which of them applies depends on what is open.
                        match &mut chosen {
                            _ if views.is_empty() => {}
                            Some((known, already)) if known == day => already.extend(views),
                            _ => chosen = Some((*day, views)),
                        }
                    }
                    TransitionEffect::CutAt(day) => {
                        let before = findings.get(at).is_some_and(|finding| finding.period.until <= *day);
                        let later = family.iter().filter_map(|member| findings.get(*member)).any(|member| member.period.until > *day);
                        if before
                            && later
                            && let Some(finding) = findings.get_mut(at)
                        {
                            finding.sanctions.iter_mut().for_each(|view| view.by_transition = Some(transition.id.clone()));
                        }
                    }
                }
            }
            if let (Some((_, views)), Some(finding)) = (chosen, findings.get_mut(at)) {
                // Where the family may end earlier in another story, its own law's sanctions stay possible.
                let certain = views.iter().all(|view| view.certain);
                let own = std::mem::replace(&mut finding.sanctions, views);
                if !certain {
                    let other = own
                        .into_iter()
                        .filter(|own| !finding.sanctions.iter().any(|view| view.cite == own.cite))
                        .map(|view| SanctionView { certain: false, ..view })
                        .collect::<Vec<_>>();
                    finding.sanctions.extend(other);
                }
            }
        }
    }

    /// Whether a transition rule applies to a breach on this account: in some world for some of its people (and then, whether in every
    /// world in which it is broken).
    fn transition_applies(
        &mut self,
        pack: &Pack,
        when: Option<&crate::rules::Condition>,
        row: &Row,
        cells: &Cells,
        accounts: &Accounts,
        impossible: &Impossible,
    ) -> Option<bool> {
        let Some(condition) = when else { return Some(true) };
        let outcome = cells.outcomes.get(&row.sample)?;
        let sample = self.cell(row, cells);
        let (mut covered, mut broken) = (Vec::new(), Vec::new());
        for way in &outcome.ways {
            let mut here = Vec::new();
            for region in row.regions.iter().filter_map(|at| cells.regions.get(*at)) {
                let cell = Cell { region: *region, ..sample.clone() };
                let Some(mut evaluator) = self.evaluator(pack, way.story) else { continue };
                here.push(evaluator.condition(condition, &way.bound.unnumbered(), &cell, Mode::default()));
            }
            let here = self.formulas.or(here);
            covered.push(self.formulas.and([way.violation, here]));
            broken.push(way.violation);
        }
        let (covered, broken) = (self.formulas.or(covered), self.formulas.or(broken));
        let not_covered = self.formulas.not(covered);
        let escapes = self.formulas.and([broken, not_covered]);
        // Where there are too many points for an exact answer, it may apply.
        let (can, always) = self.asking(impossible, |judge| {
            let can = judge.summary(covered, &accounts.own).map_or(true, |summary| summary.can_hold);
            (can, !judge.summary(escapes, &accounts.own).map_or(true, |summary| summary.can_hold))
        });
        can.then_some(always)
    }

    /// The rows that belong to the same continuing breach, and whether that is so in every story.
    fn family(findings: &[Finding], at: usize, chain: &[Name], continuations: &[Vec<(Name, Name)>]) -> (Vec<usize>, bool) {
        let Some(start) = findings.get(at) else { return (Vec::new(), true) };
        let members: Vec<usize> = (0..findings.len())
            .filter(|other| {
                findings.get(*other).is_some_and(|finding| {
                    finding.answers == start.answers && chain.contains(&finding.rule) && finding.verdict != Verdict::Lawful
                })
            })
            .collect();
        let mut family = vec![at];
        let mut certain = true;
        let mut next = 0;
        while let Some(current) = family.get(next).and_then(|member| findings.get(*member)) {
            for other in &members {
                let Some(candidate) = findings.get(*other).filter(|_| !family.contains(other)) else { continue };
                let touches = current.period.from <= candidate.period.until && candidate.period.from <= current.period.until;
                if candidate.subject == current.subject && touches {
                    family.push(*other);
                } else if let Some(always) = continued(continuations, &current.subject, &candidate.subject) {
                    certain &= always;
                    family.push(*other);
                }
            }
            next += 1;
        }
        (family, certain)
    }

    /// Which flows carry on which: later and earlier one, in each story that fits the account.
    fn continuations(&self, accounts: &Accounts) -> Vec<Vec<(Name, Name)>> {
        let settled = |dispute: &crate::scenario::DisputeId| {
            let point = self.document.disputes.get(dispute.0).and_then(|dispute| self.points.find(&format!("dispute:{}", dispute.id)))?;
            accounts.own.iter().find(|(known, _)| *known == point).map(|(_, value)| usize::from(*value))
        };
        let fits = |story: &&super::stories::Story| {
            story.versions.iter().all(|(dispute, version)| settled(dispute).is_none_or(|settled| settled == *version))
        };
        let carries_on = |flow: &crate::scenario::Entity| Some((flow.id.clone(), flow.fact("continues").word()?.clone()));
        self.stories
            .stories
            .iter()
            .filter(fits)
            .map(|story| story.model.block(Block::Flows).iter().filter_map(carries_on).collect())
            .collect()
    }
}

/// Whether one flow carries on the other: in every story, in some, or in none.
fn continued(continuations: &[Vec<(Name, Name)>], a: &Name, b: &Name) -> Option<bool> {
    let linked = |pairs: &Vec<(Name, Name)>| pairs.iter().any(|(later, earlier)| (later, earlier) == (a, b) || (later, earlier) == (b, a));
    continuations.iter().any(linked).then(|| continuations.iter().all(linked))
}

/// The formula of a sanction, for people.
fn formula(sanction: &Sanction) -> Text {
    let mut en = Vec::new();
    let mut ko = Vec::new();
    if let Some(title) = &sanction.title {
        en.push(title.en.to_string());
        ko.push(title.ko.to_string());
    }
    if let Some(surcharge) = &sanction.surcharge {
        let words = |word: &str| word.replace('_', " ");
        let less = surcharge.less.as_ref().map_or_else(String::new, |less| format!(" less {}", words(less)));
        let cap = surcharge.cap.map_or_else(String::new, |cap| format!("; KRW {} where turnover cannot be set", grouped(cap)));
        en.push(format!("surcharge of at most {} % of {}{less}{cap}", surcharge.percent, words(&surcharge.of)));
        let cap = surcharge.cap.map_or_else(String::new, |cap| format!(" (매출액 산정 곤란 시 {}원)", grouped(cap)));
        ko.push(format!("과징금 {}의 {} % 이하{cap}", turnover_ko(&surcharge.of), surcharge.percent));
    }
    if let Some(fine) = sanction.fine {
        en.push(format!("administrative fine of at most KRW {}", grouped(fine)));
        ko.push(format!("과태료 {}원 이하", grouped(fine)));
    }
    if let Some((years, fine)) = sanction.criminal {
        en.push(format!("criminal: up to {years} years or KRW {}", grouped(fine)));
        ko.push(format!("형사처벌 {years}년 이하 또는 벌금 {}원 이하", grouped(fine)));
    }
    if sanction.uncertain {
        en.push("amount uncertain".to_owned());
        ko.push("금액 불확실".to_owned());
    }
    Text::new(en.join(", "), ko.join(", "))
}

fn turnover_ko(word: &str) -> &str {
    match word {
        "total_turnover" => "전체 매출액",
        "related_turnover" => "위반행위 관련 매출액",
        other => other,
    }
}

/// `1_000_000` as `1,000,000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
