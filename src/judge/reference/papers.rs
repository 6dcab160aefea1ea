//! Consents, notices, contracts, certificates, assessments and tables in one world (coverage: language reference P8).

use super::conditions::At;
use super::{Truth, World, every, lasts, names, some};
use crate::judge::evaluator::{Bound, Cell, Mode};
use crate::outcome::PointClass;
use crate::rules::{ConditionKind, ConsentTest, NoticeTest, Path, Table, Test};
use crate::scenario::{Entity, Fact, Value};
use crate::text::Name;
use crate::vocabulary::{Binding, Block, WordList, attribute, is_within, order_of};

/// Keys with the words of which one must be met; no words mean that nothing is asked.
type Words<'a> = [(&'a str, &'a Vec<Name>)];
/// Keys with the answer that is wanted; nothing where none is asked.
type Answers<'a> = [(&'a str, Option<bool>)];

impl World<'_> {
    /// Some paper of a block is in force on the day, exists, and is as wanted.
    pub(super) fn some_paper(self, block: Block, at: At<'_>, wanted: impl Fn(&Entity) -> Truth) -> Truth {
        some(self.model.block(block), |paper| Ok(lasts(paper).contains(at.cell.day) && wanted(paper)? && self.exists(block, paper)?))
    }

    pub(super) fn exists(self, block: Block, paper: &Entity) -> Truth {
        let (roles, cell) = (Bound::default(), Cell { region: 0, item: None, day: crate::date::Day::BEGINNING });
        self.key(block, paper, "exists", &Test::Answer(true), At { roles: &roles, cell: &cell, mode: Mode::default(), parts: &[] })
    }

    fn key(self, block: Block, paper: &Entity, key: &str, test: &Test, at: At<'_>) -> Truth {
        some(attribute(block, key), |attribute| self.test_fact(block, paper, attribute, paper.fact(key), test, at))
    }

    pub(super) fn says(self, block: Block, paper: &Entity, words: &Words<'_>, answers: &Answers<'_>, at: At<'_>) -> Truth {
        Ok(every(
            words,
            |(key, wanted)| if wanted.is_empty() { Ok(true) } else { self.key(block, paper, key, &Test::Meets((*wanted).clone()), at) },
        )? && every(answers, |(key, wanted)| every(wanted, |wanted| self.key(block, paper, key, &Test::Answer(*wanted), at)))?)
    }

    pub(super) fn consent(self, test: &ConsentTest, at: At<'_>) -> Truth {
        let Some(asker) = self.party(test.to.unwrap_or(Binding::Giver), at.roles) else { return Ok(false) };
        self.some_paper(Block::Consents, at, |consent| {
            let acts = names(consent, "for");
            let withdrawn = matches!(consent.fact("withdrawn"), Fact::Stated(Value::Date(Some(date)), _) if date.first <= at.cell.day);
            let covers = names(consent, "to").contains(&asker)
                && self.told.people.is_in(at.cell.region, &names(consent, "by"))
                && !withdrawn
                && self.is_about_flow(consent, at)
                && (test.acts.is_empty() || acts.iter().any(|act| test.acts.contains(act)))
                && (!test.separate || acts.len() == 1);
            if !covers || !self.tells(Block::Consents, consent, &test.told, at)? {
                return Ok(false);
            }
            let alone = |(): &()| self.key(Block::Consents, consent, "bundled_with", &Test::Meets(vec!["none".into()]), at);
            let answer = |key: &str, wanted: bool| self.key(Block::Consents, consent, key, &Test::Answer(wanted), at);
            let least = test.form_at_least.iter().map(|form| Test::AtLeast(order_of(WordList::Form, form).unwrap_or(0) as u64));
            Ok(every((test.separate || test.freely).then_some(&()), alone)?
                && (!test.freely || !answer("service_refused", true)? || answer("needed", true)?)
                && every(least, |least| self.key(Block::Consents, consent, "form", &least, at))?
                && self.says(
                    Block::Consents,
                    consent,
                    &[("form", &test.form)],
                    &[("required", test.required), ("needed", test.needed)],
                    at,
                )?)
        })
    }

    pub(super) fn notice(self, test: &NoticeTest, at: At<'_>) -> Truth {
        let Some(teller) = self.party(test.by.unwrap_or(Binding::Giver), at.roles) else { return Ok(false) };
        let entrusted: &[Name] = if test.entrusted_task { &["entrusted".into()] } else { &[] };
        let covered = self.some_paper(Block::Notices, at, |notice| {
            let to = names(notice, "to");
            let covers = names(notice, "by").contains(&teller)
                && self.is_about_flow(notice, at)
                && (to.is_empty() || self.told.people.is_in(at.cell.region, &to));
            Ok(covers
                && self.says(Block::Notices, notice, &[("channel", &test.channels)], &[], at)?
                && self.tells(Block::Notices, notice, &test.told, at)?
                && self.tells(Block::Notices, notice, entrusted, at)?)
        })?;
        let aspect = [test.channels.join("/"), test.told.join(", "), entrusted.join("")].join(" ");
        Ok(covered
            || (at.mode.duty
                && self.is_silent_about(Block::Notices, |notice| names(notice, "by").contains(&teller))?
                && self.yes(format!("notices of {teller} {}", aspect.trim()))?))
    }

    fn is_about_flow(self, paper: &Entity, at: At<'_>) -> bool {
        let (about, flow) = (names(paper, "about"), at.roles.flow.and_then(|flow| self.model.block(Block::Flows).get(flow)));
        about.is_empty() || flow.is_some_and(|flow| about.contains(&flow.id))
    }

    /// Everything wanted was told, and told truly: `yes`, or words that cover what is so.
    fn tells(self, block: Block, paper: &Entity, wanted: &[Name], at: At<'_>) -> Truth {
        every(wanted, |key| {
            let said = paper.fact("told").map().iter().find(|(told, _)| told.name == *key).map(|(_, fact)| fact);
            match said {
                Some(Fact::Stated(Value::Words(words), _)) => {
                    let words: Vec<Name> = words.iter().map(|word| word.name.clone()).collect();
                    Ok(words.iter().any(|word| &**word == "yes") || (!words.is_empty() && self.is_true(key, &words, at)?))
                }
                Some(Fact::Unknown(_)) => self.yes(format!("{}.{}.told.{key}", block.key(), paper.id)),
                _ => Ok(false),
            }
        })
    }

    fn is_true(self, key: &str, said: &[Name], at: At<'_>) -> Truth {
        let of_flow = |key: &'static str| {
            let flow = at.roles.flow.and_then(|flow| self.model.block(Block::Flows).get(flow));
            some(flow.zip(attribute(Block::Flows, key)), |(flow, attribute)| match flow.fact(key) {
                Fact::Stated(Value::Words(words), _) => {
                    let list = if key == "reaches" { WordList::Country } else { WordList::Purpose };
                    Ok(!words.is_empty() && words.iter().all(|word| said.iter().any(|above| is_within(list, &word.name, above))))
                }
                Fact::Stated(..) => Ok(false),
                _ => self.open(Block::Flows, &flow.id, attribute, &Test::Meets(said.to_vec()), at.roles),
            })
        };
        match key {
            "recipient" => Ok([&at.roles.receiver, &at.roles.holder].into_iter().flatten().all(|party| said.contains(party))),
            "country" => of_flow("reaches"),
            "purpose" => of_flow("purpose"),
            "data" => Ok(at
                .cell
                .item
                .iter()
                .chain(&self.categories(at.cell.item.as_ref(), at))
                .any(|word| said.iter().any(|above| is_within(WordList::Category, word, above)))),
            "entrusted" => {
                Ok(at.roles.task.and_then(|task| self.model.block(Block::Tasks).get(task)).is_some_and(|task| said.contains(&task.id)))
            }
            _ => Ok(true),
        }
    }

    pub(super) fn contract(self, condition: &ConditionKind, at: At<'_>) -> Truth {
        let ConditionKind::Contract { between, kind, covers_task, clauses, in_writing, filed } = condition else { return Ok(false) };
        let Some(parties) = between.iter().map(|role| self.party(*role, at.roles)).collect::<Option<Vec<Name>>>() else { return Ok(false) };
        let task = at.roles.task.and_then(|task| self.model.block(Block::Tasks).get(task)).filter(|_| *covers_task).map(|task| &task.id);
        let covered = self.some_paper(Block::Contracts, at, |contract| {
            let (between, covers) = (names(contract, "between"), names(contract, "covers"));
            let fits =
                parties.iter().all(|party| between.contains(party)) && (covers.is_empty() || task.is_none_or(|task| covers.contains(task)));
            Ok(fits
                && self.says(Block::Contracts, contract, &[("kind", kind)], &[("in_writing", *in_writing), ("filed", *filed)], at)?
                && self.has_clauses(contract, clauses)?)
        })?;
        let first = parties.first().cloned().unwrap_or_default();
        if covered || !at.mode.duty || !self.is_silent_about(Block::Contracts, |contract| names(contract, "between").contains(&first))? {
            return Ok(covered);
        }
        let others = parties.iter().skip(1).map(|party| format!("`{party}`")).collect::<Vec<_>>().join(", ");
        let aspect = format!("with {others}{} {}", task.map_or_else(String::new, |task| format!(" {task}")), clauses.join(", "));
        self.yes(format!("contracts of {first} {}", aspect.trim()))
    }

    fn has_clauses(self, contract: &Entity, wanted: &[Name]) -> Truth {
        match contract.fact("clauses") {
            _ if wanted.is_empty() => Ok(true),
            Fact::Stated(..) => {
                let there = names(contract, "clauses");
                Ok(there.iter().any(|clause| &**clause == "all") || wanted.iter().all(|clause| there.contains(clause)))
            }
            _ => self.yes(format!("contracts.{}.clauses include {}", contract.id, wanted.join(", "))),
        }
    }

    pub(super) fn assessment(self, condition: &ConditionKind, at: At<'_>) -> Truth {
        let ConditionKind::Assessment { kind, by, about_flow, result, measures_close_gap } = condition else { return Ok(false) };
        let maker = by.and_then(|role| self.party(role, at.roles));
        let flow = at.roles.flow.and_then(|flow| self.model.block(Block::Flows).get(flow)).map(|flow| &flow.id);
        let fits = |paper: &Entity| {
            let about = names(paper, "about");
            names(paper, "kind").iter().any(|word| kind.contains(word))
                && maker.as_ref().is_none_or(|maker| names(paper, "by").contains(maker))
                && (!about_flow || about.is_empty() || flow.is_some_and(|flow| about.contains(flow)))
        };
        let covered = self.some_paper(Block::Assessments, at, |paper| {
            Ok(fits(paper)
                && self.says(Block::Assessments, paper, &[("result", result)], &[("measures_close_gap", *measures_close_gap)], at)?)
        })?;
        let aspect = format!("{} {}", kind.join("/"), flow.map_or("", |flow| flow));
        Ok(covered
            || (at.mode.duty
                && self.is_silent_about(Block::Assessments, fits)?
                && self.yes(format!("assessments of {} {}", maker.unwrap_or_default(), aspect.trim()))?))
    }

    /// Whether no such paper is listed (or only ones that do not exist), so that the list may be incomplete (language reference P3).
    fn is_silent_about(self, block: Block, listed: impl Fn(&Entity) -> bool) -> Truth {
        let papers = self.model.block(block).iter().filter(|paper| listed(paper));
        Ok(!self.model.declared_none.contains(&block) && !some(papers, |paper| self.exists(block, paper))?)
    }

    /// Every value of a path is in a table on the day.
    pub(super) fn in_table(self, table: &Table, path: &Path, is: Option<&Name>, at: At<'_>) -> Truth {
        let (Some((block, entity)), Some(attribute)) = (self.subject(path, at), path.attribute) else { return Ok(false) };
        match entity.fact(attribute.key) {
            Fact::Stated(Value::Words(values), _) => {
                Ok(!values.is_empty() && every(values, |value| self.has_row(table, &value.name, is, at))?)
            }
            Fact::Stated(..) => Ok(false),
            _ => self.yes(format!("{}.{}.{} in {}", block.key(), entity.id, attribute.key, table.id)),
        }
    }

    fn has_row(self, table: &Table, value: &Name, is: Option<&Name>, at: At<'_>) -> Truth {
        let rows: Vec<_> = table
            .rows
            .iter()
            .filter(|row| {
                let legacy = row.legacy_until.is_some_and(|until| row.in_force.from <= at.cell.day && at.cell.day <= until);
                row.keys.iter().any(|key| is_within(table.list, value, key))
                    && (legacy || row.in_force.contains(at.cell.day))
                    && is.is_none_or(|is| row.is.as_ref() == Some(is))
            })
            .collect();
        if rows.is_empty() && table.otherwise_unknown {
            return Ok(self.read(format!("table:{}:{value}", table.id), PointClass::Law, 2)? == 0);
        }
        let receiver = self.party(Binding::Receiver, at.roles);
        let certified = |scheme: &Name| {
            self.some_paper(Block::Certificates, at, |paper| {
                Ok(receiver.as_ref().is_some_and(|receiver| names(paper, "of").contains(receiver))
                    && self.says(Block::Certificates, paper, &[("scheme", &vec![scheme.clone()])], &[], at)?)
            })
        };
        some(rows, |row| {
            Ok(!some(&row.unless, |excluded| self.holds(excluded, At { mode: Mode::default(), ..at }))?
                && every(&row.needs_certificate, certified)?)
        })
    }
}
