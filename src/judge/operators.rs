//! Consents, notices, contracts, certificates, assessments, tables, lineage and deadlines.
//!
//! An instrument covers a cell by one stated rule (language reference P8): the right party asked or told, these people,
//! this day, the act, and every item that the rule lists was told; each failing line is a reason.

use super::evaluator::{Bound, Cell, Evaluator, Mode};
use super::facts::Known;
use super::formula::{Formula, PointId};
use super::points::Point;
use super::questions::{Aspect, asked_about_notice, line_for_notice};
use crate::outcome::PointClass;
use crate::rules::{Condition, ConditionKind, ConsentTest, NoticeTest, Path, Test};
use crate::scenario::{Entity, Fact, Value};
use crate::text::{Name, Text};
use crate::vocabulary::{Binding, Block, WordList, attribute, is_within, order_of};

impl<'a> Evaluator<'a> {
    /// Some consent covers the cell.
    pub(super) fn consent(&mut self, test: &ConsentTest, bound: &Bound, cell: &Cell) -> Formula {
        let Some(asker) = self.party_of(test.to.unwrap_or(Binding::Giver), bound) else { return Formula::FALSE };
        let mut any = Vec::new();
        for consent in self.story.model.block(Block::Consents) {
            any.push(self.one_consent(consent, test, &asker, bound, cell));
        }
        if any.is_empty() {
            self.note(Formula::FALSE, None, || Text::new("no consent is listed", "동의가 없음"));
        }
        self.formulas.or(any)
    }

    fn one_consent(&mut self, consent: &'a Entity, test: &ConsentTest, asker: &Name, bound: &Bound, cell: &Cell) -> Formula {
        let fixed = has(consent.fact("to"), asker)
            && self.stories.people.is_in(cell.region, &names(consent.fact("by")))
            && in_period(consent, cell)
            && before_withdrawal(consent, cell)
            && self.is_about(consent, bound)
            && (test.acts.is_empty() || names(consent.fact("for")).iter().any(|act| test.acts.contains(act)));
        if !fixed {
            return Formula::FALSE;
        }
        let exists = self.exists(Block::Consents, consent);
        if exists == Formula::FALSE {
            return exists;
        }
        let mut all = vec![exists];
        all.extend(self.told(Block::Consents, consent, &test.told, bound, cell));
        if test.separate || test.freely {
            let bundled = self.word_test(Block::Consents, consent, "bundled_with", &Test::Meets(vec!["none".into()]), bound, cell);
            all.push(self.reason(bundled, consent, || Text::new("it was bundled with something else", "다른 동의와 함께 받음")));
        }
        if test.separate {
            let one = Formula::constant(names(consent.fact("for")).len() == 1);
            all.push(self.reason(one, consent, || Text::new("one tick stood for two things", "하나의 동의로 여러 가지를 받음")));
        }
        if test.freely {
            let not_refused = self.service_not_refused(consent, bound, cell);
            let needed = self.word_test(Block::Consents, consent, "needed", &Test::Answer(true), bound, cell);
            all.push(self.formulas.or([not_refused, needed]));
        }
        for (key, wanted) in [("required", test.required), ("needed", test.needed)] {
            if let Some(wanted) = wanted {
                all.push(self.word_test(Block::Consents, consent, key, &Test::Answer(wanted), bound, cell));
            }
        }
        if let Some(form) = &test.form_at_least {
            let least = order_of(WordList::Form, form).unwrap_or(0) as u64;
            all.push(self.word_test(Block::Consents, consent, "form", &Test::AtLeast(least), bound, cell));
        }
        if !test.form.is_empty() {
            all.push(self.word_test(Block::Consents, consent, "form", &Test::Meets(test.form.clone()), bound, cell));
        }
        self.formulas.and(all)
    }

    /// A consent about which nothing is said was not made a condition of the service.
    fn service_not_refused(&mut self, consent: &'a Entity, bound: &Bound, cell: &Cell) -> Formula {
        let Some(attribute) = attribute(Block::Consents, "service_refused") else { return Formula::FALSE };
        let fact = consent.fact("service_refused");
        let refused = self.test_fact(Block::Consents, consent, attribute, fact, &Test::Answer(true), bound, cell);
        let formula = self.formulas.not(refused);
        self.note_fact(formula, fact, consent.span, || format!("consents.{}.service_refused", consent.id));
        formula
    }

    /// Whether an instrument that names flows names this one.
    fn is_about(&self, instrument: &Entity, bound: &Bound) -> bool {
        let about = names(instrument.fact("about"));
        about.is_empty() || self.entity(Block::Flows, bound.flow).is_some_and(|flow| about.contains(&flow.id))
    }

    /// Some notice covers the cell; as a duty, a notice that is not listed is a question until the party lists one.
    pub(super) fn notice(&mut self, test: &NoticeTest, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        let Some(teller) = self.party_of(test.by.unwrap_or(Binding::Giver), bound) else { return Formula::FALSE };
        let mut any = Vec::new();
        for notice in self.story.model.block(Block::Notices) {
            any.push(self.one_notice(notice, test, &teller, bound, cell));
        }
        let listed = if mode.duty { self.listed(Block::Notices, "by", &teller) } else { Formula::TRUE };
        if listed != Formula::TRUE {
            let aspect =
                [test.channels.join("/"), test.told.join(", "), if test.entrusted_task { "entrusted".to_owned() } else { String::new() }]
                    .join(" ");
            let unlisted = self.unlisted(
                Block::Notices,
                &teller,
                aspect.trim(),
                || asked_about_notice(test, &teller),
                &line_for_notice(test, &teller),
            );
            any.push(self.or_unlisted(listed, unlisted));
        } else if any.iter().all(|formula| *formula == Formula::FALSE) {
            self.note(Formula::FALSE, None, || Text::new(format!("no notice by {teller} tells this"), format!("{teller}의 고지에 없음")));
        }
        self.formulas.or(any)
    }

    fn one_notice(&mut self, notice: &'a Entity, test: &NoticeTest, teller: &Name, bound: &Bound, cell: &Cell) -> Formula {
        let to = names(notice.fact("to"));
        let fixed = has(notice.fact("by"), teller)
            && (to.is_empty() || self.stories.people.is_in(cell.region, &to))
            && in_period(notice, cell)
            && self.is_about(notice, bound);
        if !fixed {
            return Formula::FALSE;
        }
        let exists = self.exists(Block::Notices, notice);
        if exists == Formula::FALSE {
            return exists;
        }
        let mut all = vec![exists];
        if !test.channels.is_empty() {
            all.push(self.word_test(Block::Notices, notice, "channel", &Test::Meets(test.channels.clone()), bound, cell));
        }
        all.extend(self.told(Block::Notices, notice, &test.told, bound, cell));
        if test.entrusted_task {
            all.extend(self.told(Block::Notices, notice, &["entrusted".into()], bound, cell));
        }
        self.formulas.and(all)
    }

    fn exists(&mut self, block: Block, entity: &'a Entity) -> Formula {
        self.word_test(
            block,
            entity,
            "exists",
            &Test::Answer(true),
            &Bound::default(),
            &Cell { region: 0, item: None, day: crate::date::Day::BEGINNING },
        )
    }

    pub(super) fn word_test(&mut self, block: Block, entity: &'a Entity, key: &str, test: &Test, bound: &Bound, cell: &Cell) -> Formula {
        let Some(attribute) = attribute(block, key) else { return Formula::FALSE };
        let formula = self.test_fact(block, entity, attribute, entity.fact(key), test, bound, cell);
        let fact = entity.fact(key);
        self.note_fact(formula, fact, entity.span, || format!("{}.{}.{key}", block.key(), entity.id));
        formula
    }

    /// Notes why something fails.
    fn reason(&mut self, formula: Formula, entity: &Entity, text: impl FnOnce() -> Text) -> Formula {
        self.note(formula, Some(entity.span), || {
            let text = text();
            Text::new(format!("`{}`: {}", entity.id, text.en), format!("`{}`: {}", entity.id, text.ko))
        });
        formula
    }

    /// Everything in `wanted` was told, and told truly.
    fn told(&mut self, block: Block, entity: &'a Entity, wanted: &[Name], bound: &Bound, cell: &Cell) -> Vec<Formula> {
        let told = entity.fact("told").map();
        let mut all = Vec::new();
        for key in wanted {
            let fact = told.iter().find(|(item, _)| item.name == *key).map_or(&ABSENT, |(_, fact)| fact);
            let formula = self.on_fact(fact, false, &mut |this, known| match known {
                Known::Nothing => Formula::FALSE,
                Known::Open => {
                    let Some(attribute) = attribute(block, "told") else { return Formula::FALSE };
                    let point = this.yes_no(block, &entity.id, attribute, Aspect::Part(key));
                    this.formulas.atom(point, 0)
                }
                Known::Value(Value::Words(items)) if items.iter().any(|item| &*item.name == "yes") => Formula::TRUE,
                Known::Value(Value::Words(items)) => {
                    let said: Vec<Name> = items.iter().map(|item| item.name.clone()).collect();
                    this.told_truly(key, &said, bound, cell)
                }
                Known::Value(_) => Formula::FALSE,
            });
            let span = fact.span().unwrap_or(entity.span);
            self.note(formula, Some(span), || {
                let word = crate::vocabulary::word_title(WordList::Told, key).unwrap_or_else(|| Text::same(key.clone()));
                if fact.is_absent() {
                    Text::new(format!("`{}` does not tell {}", entity.id, word.en), format!("`{}`: {} 고지 없음", entity.id, word.ko))
                } else {
                    Text::new(format!("`{}` tells {}: {fact}", entity.id, word.en), format!("`{}`: {} 고지 {fact}", entity.id, word.ko))
                }
            });
            all.push(formula);
        }
        all
    }

    /// What was said covers what is so: both the receiver in law and the holder, every country, every purpose, the item.
    fn told_truly(&mut self, key: &str, said: &[Name], bound: &Bound, cell: &Cell) -> Formula {
        if said.is_empty() {
            return Formula::FALSE;
        }
        match key {
            "recipient" => {
                let all = [&bound.receiver, &bound.holder].into_iter().flatten().all(|party| said.contains(party));
                Formula::constant(all)
            }
            "country" => self.all_within(bound, "reaches", WordList::Country, said),
            "purpose" => self.all_within(bound, "purpose", WordList::Purpose, said),
            "data" => {
                let categories = self.categories(bound, cell);
                let item =
                    cell.item.iter().chain(&categories).any(|word| said.iter().any(|above| is_within(WordList::Category, word, above)));
                Formula::constant(item)
            }
            "entrusted" => {
                let task = self.entity(Block::Tasks, bound.task).map(|task| task.id.clone());
                Formula::constant(task.is_some_and(|task| said.contains(&task)))
            }
            _ => Formula::TRUE,
        }
    }

    /// Every value of a key of the flow is one of the words, or below one.
    fn all_within(&mut self, bound: &Bound, key: &'static str, list: WordList, said: &[Name]) -> Formula {
        let (Some(flow), Some(attribute)) = (self.entity(Block::Flows, bound.flow), attribute(Block::Flows, key)) else {
            return Formula::FALSE;
        };
        self.on_fact(flow.fact(key), true, &mut |this, known| match known {
            Known::Value(Value::Words(items)) => {
                Formula::constant(!items.is_empty() && items.iter().all(|item| said.iter().any(|above| is_within(list, &item.name, above))))
            }
            Known::Value(_) | Known::Nothing => Formula::FALSE,
            Known::Open => this.open(Block::Flows, &flow.id, attribute, &Test::Meets(said.to_vec()), bound),
        })
    }

    /// Some contract is in force between the parties.
    pub(super) fn contract(&mut self, condition: &Condition, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        let ConditionKind::Contract { between, kind, covers_task, clauses, in_writing, filed } = &condition.kind else {
            return Formula::FALSE;
        };
        let parties: Vec<Name> = between.iter().filter_map(|role| self.party_of(*role, bound)).collect();
        if parties.len() < between.len() {
            return Formula::FALSE;
        }
        let task = self.entity(Block::Tasks, bound.task).map(|task| task.id.clone());
        let mut any = Vec::new();
        for contract in self.story.model.block(Block::Contracts) {
            let covers = names(contract.fact("covers"));
            let fits = parties.iter().all(|party| has(contract.fact("between"), party))
                && in_period(contract, cell)
                && (!covers_task || covers.is_empty() || task.as_ref().is_none_or(|task| covers.contains(task)));
            if !fits {
                continue;
            }
            let mut all = vec![self.exists(Block::Contracts, contract)];
            if !kind.is_empty() {
                all.push(self.word_test(Block::Contracts, contract, "kind", &Test::Meets(kind.clone()), bound, cell));
            }
            for (key, wanted) in [("in_writing", in_writing), ("filed", filed)] {
                if let Some(wanted) = wanted {
                    all.push(self.word_test(Block::Contracts, contract, key, &Test::Answer(*wanted), bound, cell));
                }
            }
            if !clauses.is_empty() {
                all.push(self.clauses(contract, clauses));
            }
            any.push(self.formulas.and(all));
        }
        let first = parties.first().cloned().unwrap_or_default();
        let listed = if mode.duty { self.listed(Block::Contracts, "between", &first) } else { Formula::TRUE };
        if listed != Formula::TRUE {
            let others = parties.iter().skip(1).map(|party| format!("`{party}`")).collect::<Vec<_>>().join(", ");
            let covering = task.as_ref().filter(|_| *covers_task).map_or_else(String::new, |task| format!(" {task}"));
            let aspect = format!("with {others}{covering} {}", clauses.join(", "));
            let line = format!(
                "contracts: {{ terms: {{ between: [{}], in_writing: yes, clauses: [{}] }} }}",
                parties.join(", "),
                clauses.join(", ")
            );
            let unlisted = self.unlisted(
                Block::Contracts,
                &first,
                aspect.trim(),
                || {
                    Text::new(
                        format!("is there a written contract of `{first}` with {others}?"),
                        format!("`{first}`와 {others} 사이에 문서로 된 계약이 있나?"),
                    )
                },
                &line,
            );
            any.push(self.or_unlisted(listed, unlisted));
        } else if any.iter().all(|formula| *formula == Formula::FALSE) {
            self.note(Formula::FALSE, None, || {
                Text::new(
                    format!("no contract between {} covers this", parties.join(" and ")),
                    format!("{} 사이의 계약 없음", parties.join("·")),
                )
            });
        }
        self.formulas.or(any)
    }

    fn clauses(&mut self, contract: &'a Entity, wanted: &[Name]) -> Formula {
        let fact = contract.fact("clauses");
        let formula = self.on_fact(fact, true, &mut |this, known| match known {
            Known::Value(Value::Words(items)) => Formula::constant(
                items.iter().any(|item| &*item.name == "all") || wanted.iter().all(|clause| items.iter().any(|item| item.name == *clause)),
            ),
            Known::Value(_) | Known::Nothing => Formula::FALSE,
            Known::Open => {
                let Some(attribute) = attribute(Block::Contracts, "clauses") else { return Formula::FALSE };
                let point = this.yes_no(Block::Contracts, &contract.id, attribute, Aspect::Holds(wanted));
                this.formulas.atom(point, 0)
            }
        });
        self.note_fact(formula, fact, contract.span, || format!("contracts.{}.clauses", contract.id));
        formula
    }

    /// Some certificate is in force.
    pub(super) fn certificate(&mut self, condition: &Condition, bound: &Bound, cell: &Cell) -> Formula {
        let ConditionKind::Certificate { of, scheme, designated_by, measures_taken } = &condition.kind else { return Formula::FALSE };
        let mut all_roles = Vec::new();
        for role in of {
            let Some(party) = self.party_of(*role, bound) else { return Formula::FALSE };
            let mut any = Vec::new();
            for certificate in self.story.model.block(Block::Certificates) {
                if !(has(certificate.fact("of"), &party) && in_period(certificate, cell)) {
                    continue;
                }
                let mut all = vec![self.exists(Block::Certificates, certificate)];
                if !scheme.is_empty() {
                    all.push(self.word_test(Block::Certificates, certificate, "scheme", &Test::Meets(scheme.clone()), bound, cell));
                }
                if !designated_by.is_empty() {
                    all.push(self.word_test(
                        Block::Certificates,
                        certificate,
                        "designated_by",
                        &Test::Meets(designated_by.clone()),
                        bound,
                        cell,
                    ));
                }
                if let Some(wanted) = measures_taken {
                    all.push(self.word_test(Block::Certificates, certificate, "measures_taken", &Test::Answer(*wanted), bound, cell));
                }
                any.push(self.formulas.and(all));
            }
            if any.is_empty() {
                self.note(Formula::FALSE, None, || {
                    Text::new(format!("no certificate of {party} is listed"), format!("{party}의 인증 없음"))
                });
            }
            all_roles.push(self.formulas.or(any));
        }
        self.formulas.and(all_roles)
    }

    /// Some assessment was made.
    pub(super) fn assessment(&mut self, condition: &Condition, bound: &Bound, cell: &Cell, mode: Mode) -> Formula {
        let ConditionKind::Assessment { kind, by, about_flow, result, measures_close_gap } = &condition.kind else { return Formula::FALSE };
        let maker = by.and_then(|role| self.party_of(role, bound));
        let flow = self.entity(Block::Flows, bound.flow).map(|flow| flow.id.clone());
        let mut any = Vec::new();
        let mut listed = Vec::new();
        for assessment in self.story.model.block(Block::Assessments) {
            let about = names(assessment.fact("about"));
            let fits = kind.iter().any(|kind| has(assessment.fact("kind"), kind))
                && maker.as_ref().is_none_or(|maker| has(assessment.fact("by"), maker))
                && (!about_flow || about.is_empty() || flow.as_ref().is_some_and(|flow| about.contains(flow)));
            if !fits {
                continue;
            }
            let exists = self.exists(Block::Assessments, assessment);
            listed.push(exists);
            if !in_period(assessment, cell) {
                continue;
            }
            let mut all = vec![exists];
            if !result.is_empty() {
                all.push(self.word_test(Block::Assessments, assessment, "result", &Test::Meets(result.clone()), bound, cell));
            }
            if let Some(wanted) = measures_close_gap {
                all.push(self.word_test(Block::Assessments, assessment, "measures_close_gap", &Test::Answer(*wanted), bound, cell));
            }
            any.push(self.formulas.and(all));
        }
        let listed = self.formulas.or(listed);
        if mode.duty && listed != Formula::TRUE && !self.story.model.declared_none.contains(&Block::Assessments) {
            let maker = maker.unwrap_or_default();
            let aspect = format!("{} {}", kind.join("/"), flow.clone().unwrap_or_default());
            let line = format!("assessments: {{ check: {{ kind: {}, by: {maker}, result: {} }} }}", kind.join("/"), result.join("/"));
            let unlisted = self.unlisted(
                Block::Assessments,
                &maker,
                aspect.trim(),
                || {
                    Text::new(
                        format!("did `{maker}` do this: {}?", kind.join("/")),
                        format!("`{maker}`의 점검({})이 있었나?", kind.join("/")),
                    )
                },
                &line,
            );
            any.push(self.or_unlisted(listed, unlisted));
        }
        self.formulas.or(any)
    }

    /// The worlds in which a party has listed an instrument of this kind, so that its list is complete.
    fn listed(&mut self, block: Block, key: &str, party: &Name) -> Formula {
        if self.story.model.declared_none.contains(&block) {
            return Formula::TRUE;
        }
        let mut any = Vec::new();
        for entity in self.story.model.block(block).iter().filter(|entity| has(entity.fact(key), party)) {
            any.push(self.exists(block, entity));
        }
        self.formulas.or(any)
    }

    /// Where the list of a party is not complete, there may be one that nobody listed.
    fn or_unlisted(&mut self, listed: Formula, unlisted: Formula) -> Formula {
        let not = self.formulas.not(listed);
        self.formulas.and([not, unlisted])
    }

    /// The open point of an instrument that a party may have and did not list.
    fn unlisted(&mut self, block: Block, party: &Name, aspect: &str, question: impl FnOnce() -> Text, line: &str) -> Formula {
        let id: Name = format!("{} of {party} {aspect}", block.key()).into();
        let point = self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::NotStated,
            question: question(),
            values: vec!["yes".into(), "no".into()],
            leaning: None,
            line_to_add: Some(line.to_owned()),
            span: None,
        });
        let formula = self.formulas.atom(point, 0);
        self.note(formula, None, || Text::new(format!("nobody said: {id}"), format!("진술 없음: {id}")));
        formula
    }

    /// Every value of every path is in the table on this day.
    pub(super) fn table(&mut self, table: usize, every: &[Path], is: Option<&Name>, bound: &Bound, cell: &Cell) -> Formula {
        let Some(table) = self.pack.tables.get(table) else { return Formula::FALSE };
        let mut all = Vec::new();
        for path in every {
            let (Some((block, entity)), Some(attribute)) = (self.subject(path, bound, cell), path.attribute) else { return Formula::FALSE };
            let fact = entity.fact(attribute.key);
            let formula = self.on_fact(fact, true, &mut |this, known| match known {
                Known::Value(Value::Words(items)) => {
                    let mut each = Vec::new();
                    for item in items {
                        each.push(this.in_table(table, &item.name, is, bound, cell));
                    }
                    if each.is_empty() { Formula::FALSE } else { this.formulas.and(each) }
                }
                Known::Value(_) | Known::Nothing => Formula::FALSE,
                Known::Open => {
                    let point = this.yes_no(block, &entity.id, attribute, Aspect::InTable(&table.id));
                    this.formulas.atom(point, 0)
                }
            });
            self.note(formula, fact.span(), || {
                Text::new(format!("{fact} in the table `{}` on this day", table.id), format!("{fact}: 표 `{}`", table.id))
            });
            all.push(formula);
        }
        self.formulas.and(all)
    }

    fn in_table(&mut self, table: &'a crate::rules::Table, value: &Name, is: Option<&Name>, bound: &Bound, cell: &Cell) -> Formula {
        let mut any = Vec::new();
        for row in &table.rows {
            let named = row.keys.iter().any(|key| is_within(table.list, value, key));
            let in_time =
                row.in_force.contains(cell.day) || row.legacy_until.is_some_and(|until| row.in_force.from <= cell.day && cell.day <= until);
            if !named || !in_time || is.is_some_and(|wanted| row.is.as_ref() != Some(wanted)) {
                continue;
            }
            let mut all = Vec::new();
            if let Some(condition) = &row.unless {
                let excluded = self.condition(condition, bound, cell, Mode::default());
                all.push(self.formulas.not(excluded));
            }
            if let Some(scheme) = &row.needs_certificate {
                let certificate = Condition {
                    kind: ConditionKind::Certificate {
                        of: vec![Binding::Receiver],
                        scheme: vec![scheme.clone()],
                        designated_by: Vec::new(),
                        measures_taken: None,
                    },
                    span: row.span,
                    id: 0,
                    reads: crate::rules::Reads::default(),
                };
                all.push(self.certificate(&certificate, bound, cell));
            }
            any.push(self.formulas.and(all));
        }
        if any.is_empty() && table.otherwise_unknown {
            let id: Name = format!("table:{}:{value}", table.id).into();
            let title = table.title.clone();
            let point = self.points.intern(&id, || Point {
                id: id.clone(),
                class: PointClass::Law,
                question: Text::new(format!("{}: {value}?", title.en), format!("{}: {value}?", title.ko)),
                values: vec!["yes".into(), "no".into()],
                leaning: None,
                line_to_add: None,
                span: None,
            });
            return self.formulas.atom(point, 0);
        }
        self.formulas.or(any)
    }

    /// More than so many days have passed since the last possible day of a date.
    pub(super) fn days_since(&mut self, path: &Path, days: i32, bound: &Bound, cell: &Cell) -> Formula {
        self.on_date(path, bound, cell, &|date| date.last.plus(days) < cell.day)
    }

    /// A date has come.
    pub(super) fn done_by(&mut self, path: &Path, bound: &Bound, cell: &Cell) -> Formula {
        self.on_date(path, bound, cell, &|date| date.first <= cell.day)
    }

    fn on_date(&mut self, path: &Path, bound: &Bound, cell: &Cell, holds: &dyn Fn(crate::date::VagueDate) -> bool) -> Formula {
        let (Some((block, entity)), Some(attribute)) = (self.subject(path, bound, cell), path.attribute) else { return Formula::FALSE };
        let fact = entity.fact(attribute.key);
        let formula = self.on_fact(fact, true, &mut |this, known| match known {
            Known::Value(Value::Date(date)) => Formula::constant(date.is_some_and(holds)),
            Known::Value(_) | Known::Nothing => Formula::FALSE,
            Known::Open => {
                let point: PointId = this.yes_no(block, &entity.id, attribute, Aspect::InTime);
                this.formulas.atom(point, 0)
            }
        });
        self.note_fact(formula, fact, entity.span, || format!("{}.{}.{}", block.key(), entity.id, attribute.key));
        formula
    }
}

static ABSENT: Fact = Fact::Absent;

/// The words of a plain fact.
pub(super) fn names(fact: &Fact) -> Vec<Name> {
    fact.words().iter().map(|item| item.name.clone()).collect()
}

fn has(fact: &Fact, name: &Name) -> bool {
    fact.words().iter().any(|item| item.name == *name)
}

fn in_period(entity: &Entity, cell: &Cell) -> bool {
    entity.fact("period").period().is_none_or(|period| period.contains(cell.day))
}

fn before_withdrawal(entity: &Entity, cell: &Cell) -> bool {
    match entity.fact("withdrawn") {
        Fact::Stated(Value::Date(Some(date)), _) => cell.day < date.first,
        _ => true,
    }
}
