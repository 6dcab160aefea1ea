//! What a pack says that can never be, without any scenario: exceptions that contradict their rule,
//! and concepts that exclude each other and can still both hold.
//!
//! Conditions are read as formulas over their tests: two tests of one word are the same atom, `leg.kind` has one value at a time,
//! and everything else is free. Day by day, since concepts change with the law.

use super::formula::{Formula, Formulas, PointId};
use super::points::{Point, Points};
use super::truth::Worlds;
use crate::date::Day;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::outcome::PointClass;
use crate::rules::{Concept, ConceptVersion, Condition, ConditionKind, Demand, NamedCondition, Pack, Path, Test};
use crate::text::{Name, Text};
use crate::vocabulary::{BINDINGS, Binding, WordList, is_within, words_of};
use std::collections::BTreeSet;

/// Reports exceptions and grounds that can never apply, and exclusive concepts that can both hold.
pub fn check_pack(pack: &Pack, diagnostics: &mut Diagnostics) {
    let mut reader = Reader { pack, formulas: Formulas::default(), points: Points::default() };
    for rule in &pack.rules {
        for version in &rule.versions {
            let days = days_in(&rule.days, version.in_force.from, version.in_force.until);
            let grounds: &[NamedCondition] = if let Demand::ForbiddenUnless(list) = &version.demand { list } else { &[] };
            for named in grounds.iter().chain(&version.unless) {
                let possible = days.iter().any(|day| {
                    let when = reader.read(&version.when, *day, None);
                    let named = reader.named(named, *day, None);
                    reader.example(&[when, named]).is_some()
                });
                if !possible {
                    let problem = Diagnostic::new(
                        &codes::NEVER_APPLIES,
                        named.span,
                        format!("`{}` can never excuse anybody from `{}`", named.id, rule.id),
                    );
                    diagnostics
                        .push(problem.label("contradicts the rule's `when`").related(version.when.span, "the rule applies only here"));
                }
            }
        }
    }
    for (at, concept) in pack.concepts.iter().enumerate() {
        for other in concept
            .exclusive_with
            .iter()
            .filter_map(|id| pack.concepts.iter().position(|other| other.id == *id))
            .filter(|other| *other != at)
        {
            reader.check_exclusive(at, other, diagnostics);
        }
    }
}

fn days_in(days: &[Day], from: Day, until: Day) -> Vec<Day> {
    let inside = days.iter().copied().filter(|day| *day > from && *day < until);
    std::iter::once(from).chain(inside).collect()
}

struct Reader<'a> {
    pack: &'a Pack,
    formulas: Formulas,
    points: Points,
}

impl<'a> Reader<'a> {
    fn check_exclusive(&mut self, a: usize, b: usize, diagnostics: &mut Diagnostics) {
        let pack = self.pack;
        let (Some(first), Some(second)) = (pack.concepts.get(a), pack.concepts.get(b)) else { return };
        let mut days: BTreeSet<Day> = BTreeSet::from([Day(0)]);
        days.extend(pack.rules.iter().flat_map(|rule| rule.days.iter().copied()));
        for day in days {
            let both = [self.concept(first, day), self.concept(second, day)];
            if let Some(facts) = self.example(&both) {
                let problem = Diagnostic::new(
                    &codes::EXCLUSIVE,
                    first.span,
                    format!("`{}` and `{}` exclude each other, but both hold where {facts}", first.id, second.id),
                );
                diagnostics.push(problem.related(second.span, "the other one"));
                return;
            }
        }
    }

    /// Facts under which all formulas are true, in words; nothing if there are none. Too many tests count as possible.
    fn example(&mut self, formulas: &[Formula]) -> Option<String> {
        let all = self.formulas.and(formulas.to_vec());
        if all == Formula::FALSE {
            return None;
        }
        let Ok(worlds) = Worlds::new(self.formulas.support(all), &self.points, &Vec::new(), &[]) else {
            return Some("many facts come together".to_owned());
        };
        let world = worlds.example(&worlds.table(&self.formulas, all))?;
        let words: Vec<String> = world
            .iter()
            .filter_map(|(point, value)| {
                let point = self.points.get(*point)?;
                Some(format!("{} is {}", point.id, point.values.get(*value as usize)?))
            })
            .collect();
        Some(words.join(", "))
    }

    fn concept(&mut self, concept: &'a Concept, day: Day) -> Formula {
        match concept.versions.iter().find(|version| version.in_force.contains(day)) {
            Some(version) => {
                let holds = self.read(&version.holds_when, day, Some(version));
                let mut exceptions = Vec::new();
                for exception in &version.unless {
                    exceptions.push(self.named(exception, day, Some(version)));
                }
                let excused = self.formulas.or(exceptions);
                let not = self.formulas.not(excused);
                self.formulas.and([holds, not])
            }
            None => Formula::FALSE,
        }
    }

    fn named(&mut self, named: &'a NamedCondition, day: Day, parts: Option<&'a ConceptVersion>) -> Formula {
        let holds = self.read(&named.holds_when, day, parts);
        let mut exceptions = Vec::new();
        for exception in &named.unless {
            exceptions.push(self.named(exception, day, parts));
        }
        let excused = self.formulas.or(exceptions);
        let not = self.formulas.not(excused);
        self.formulas.and([holds, not])
    }

    fn read(&mut self, condition: &'a Condition, day: Day, parts: Option<&'a ConceptVersion>) -> Formula {
        match &condition.kind {
            ConditionKind::All(list) => {
                let all: Vec<Formula> = list.iter().map(|inner| self.read(inner, day, parts)).collect();
                self.formulas.and(all)
            }
            ConditionKind::Any(list) => {
                let any: Vec<Formula> = list.iter().map(|inner| self.read(inner, day, parts)).collect();
                self.formulas.or(any)
            }
            ConditionKind::Not(inner) => {
                let inner = self.read(inner, day, parts);
                self.formulas.not(inner)
            }
            ConditionKind::Concept(at) => {
                let pack = self.pack;
                pack.concepts.get(*at).map_or(Formula::FALSE, |concept| self.concept(concept, day))
            }
            ConditionKind::Part(at) => match parts.and_then(|version| version.parts.get(*at)) {
                Some(part) => self.named(part, day, parts),
                None => Formula::FALSE,
            },
            ConditionKind::Test(path, test) => self.test(path, test),
            ConditionKind::Reading(question, reading) => {
                let question = self.pack.questions.get(*question);
                let values =
                    question.map(|question| question.readings.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()).unwrap_or_default();
                let id = question.map_or_else(Name::default, |question| format!("the reading of {}", question.id).into());
                self.value(&id, values, *reading)
            }
            // An instrument or date is free: whether there is one does not follow from anything else.
            _ => self.bit(&format!("condition {}", condition.id).into()),
        }
    }

    fn test(&mut self, path: &Path, test: &Test) -> Formula {
        let name = shown(path);
        if path.binding == Binding::Leg {
            return self.kind_of_leg(test);
        }
        let list = path.attribute.map_or(WordList::Open, |attribute| super::facts::list_of(attribute.kind));
        match test {
            Test::Meets(words) => self.any_word(&name, list, words),
            Test::Lacks(words) => {
                let any = self.any_word(&name, list, words);
                self.formulas.not(any)
            }
            Test::HasParty(role) => self.bit(&format!("{name} includes {}", word(*role)).into()),
            Test::LacksParty(role) => {
                let bit = self.bit(&format!("{name} includes {}", word(*role)).into());
                self.formulas.not(bit)
            }
            Test::Answer(answer) => self.value(&name.into(), vec!["yes".into(), "no".into(), "not relied on".into()], usize::from(!answer)),
            Test::AtLeast(n) => self.bit(&format!("{name} at least {n}").into()),
            Test::Below(n) => {
                let bit = self.bit(&format!("{name} at least {n}").into());
                self.formulas.not(bit)
            }
            Test::Not(inner) => {
                let inner = self.test(path, inner);
                self.formulas.not(inner)
            }
            Test::HasOtherThan(words) => self.bit(&format!("{name} other than {}", words.join("/")).into()),
            Test::Within(other) => self.bit(&format!("{name} within {}", shown(other)).into()),
            Test::CountAtLeast(n) => self.bit(&format!("number of {name} at least {n}").into()),
            Test::Stated(wanted) => {
                let bit = self.bit(&format!("{name} stated").into());
                if *wanted { bit } else { self.formulas.not(bit) }
            }
        }
    }

    /// A word is met by itself and by what lies below it, so a test of a wider word follows from one of a narrower.
    fn any_word(&mut self, name: &str, list: WordList, words: &[Name]) -> Formula {
        let mut any = Vec::new();
        for word in words {
            let below: Vec<&str> = words_of(list).iter().map(|known| known.name).filter(|known| is_within(list, known, word)).collect();
            if below.is_empty() {
                any.push(self.bit(&format!("{name} has {word}").into()));
            }
            for known in below {
                any.push(self.bit(&format!("{name} has {known}").into()));
            }
        }
        self.formulas.or(any)
    }

    fn kind_of_leg(&mut self, test: &Test) -> Formula {
        let kinds: Vec<Name> = words_of(WordList::LegKind).iter().map(|word| word.name.into()).collect();
        let mut any = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            if super::facts::words_fit(WordList::LegKind, std::slice::from_ref(kind), test, &|_| None) {
                any.push(self.value(&"leg.kind".into(), kinds.clone(), at));
            }
        }
        self.formulas.or(any)
    }

    fn bit(&mut self, id: &Name) -> Formula {
        self.value(id, vec!["so".into(), "not so".into()], 0)
    }

    fn value(&mut self, id: &Name, values: Vec<Name>, at: usize) -> Formula {
        let point: PointId = self.points.intern(id, || Point {
            id: id.clone(),
            class: PointClass::NotStated,
            question: Text::same(id.clone()),
            values,
            leaning: None,
            line_to_add: None,
            span: None,
        });
        self.formulas.atom(point, u16::try_from(at).unwrap_or(0))
    }
}

fn word(binding: Binding) -> &'static str {
    BINDINGS.iter().find(|(_, known)| *known == binding).map_or("", |(word, _)| word)
}

fn shown(path: &Path) -> String {
    let key = path.attribute.map_or("", |attribute| attribute.key);
    let inner = path.inner.as_ref().map_or_else(String::new, |inner| format!(".{inner}"));
    format!("{}.{key}{inner}", word(path.binding))
}
