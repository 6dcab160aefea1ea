//! Open points: how a fact that nobody stated is asked for, and the line that would state it.

use super::domains::OTHER;
use super::evaluator::Evaluator;
use super::formula::PointId;
use super::points::Point;
use crate::outcome::PointClass;
use crate::rules::NoticeTest;
use crate::text::{Name, Text};
use crate::vocabulary::{Attribute, Block, Kind, WordList, word_title};

/// What a yes/no point asks about a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aspect<'w> {
    /// The key itself is a yes or no.
    Whole,
    /// One entry of a map, as `told.purpose`.
    Part(&'w str),
    /// A number reaches this.
    AtLeast(u64),
    /// A member of a set.
    Includes(&'w str),
    /// All of these stand in a list.
    Holds(&'w [Name]),
    /// The first key is within the second.
    Within(&'w str, &'w str),
    /// The value stands in a table of the law.
    InTable(&'w str),
    /// A date is early enough.
    InTime,
    /// Every way by which the data came allows it.
    EveryWay,
}

impl Aspect<'_> {
    /// The end of the point's id.
    fn id(&self) -> String {
        match self {
            Aspect::Whole => String::new(),
            Aspect::Part(part) => format!(".{part}"),
            Aspect::AtLeast(number) => format!(" at least {number}"),
            Aspect::Includes(member) => format!(" includes {member}"),
            Aspect::Holds(all) => format!(" include {}", all.join(", ")),
            Aspect::Within(inner, outer) => format!(" ({inner} within {outer})"),
            Aspect::InTable(table) => format!(" in {table}"),
            Aspect::InTime => " in time".into(),
            Aspect::EveryWay => " (allowed by every way the data came)".into(),
        }
    }

    /// What stands after the key in the question; nothing where the key is the question.
    fn asked(&self) -> Option<Text> {
        Some(match self {
            Aspect::Whole => return None,
            Aspect::Part(part) => Text::new(format!("is `{part}` part of it?"), format!("`{part}` 포함 여부")),
            Aspect::AtLeast(number) => Text::new(format!("at least {number}?"), format!("{number} 이상인지")),
            Aspect::Includes(member) if *member == OTHER => Text::new("is anybody among them?", "누구라도 포함되는지"),
            Aspect::Includes(member) => Text::new(format!("is `{member}` among them?"), format!("`{member}` 포함 여부")),
            Aspect::Holds(all) => Text::new(format!("{}?", all.join(", ")), format!("{} 포함 여부", all.join(", "))),
            Aspect::Within(inner, outer) => {
                Text::new(format!("does `{outer}` cover `{inner}`?"), format!("`{inner}` 항목이 `{outer}` 범위 안인지"))
            }
            Aspect::InTable(table) => Text::new(format!("in the table `{table}`?"), format!("표 `{table}`에 있는지")),
            Aspect::InTime => Text::new("early enough?", "제때인지"),
            Aspect::EveryWay => Text::new("allowed by every way the data came?", "정보가 들어온 모든 경로에서 허용되는지"),
        })
    }

    /// The line that states it.
    fn line(&self, key: &str) -> String {
        match self {
            Aspect::Whole => format!("{key}: yes | no"),
            Aspect::Part(part) => format!("{key}.{part}: yes | no"),
            Aspect::AtLeast(_) => format!("{key}: <number>"),
            Aspect::Includes(member) if *member == OTHER => format!("{key}: [<name>] | none"),
            Aspect::Includes(member) => format!("{key}: [{member}] | none"),
            Aspect::Holds(all) => format!("{key}: [{}]", all.join(", ")),
            Aspect::InTime => format!("{key}: <date>"),
            Aspect::Within(..) | Aspect::InTable(_) | Aspect::EveryWay => format!("{key}: <word>"),
        }
    }
}

impl Evaluator<'_> {
    /// A yes/no point about a key, or about one aspect of it.
    pub(super) fn yes_no(&mut self, block: Block, entity: &Name, attribute: &'static Attribute, aspect: Aspect<'_>) -> PointId {
        let key = format!("{}.{entity}.{}", block.key(), attribute.key);
        let id: Name = format!("{key}{}", aspect.id()).into();
        self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::NotStated,
            question: question(block, entity, attribute, aspect.asked()),
            values: vec!["yes".into(), "no".into()],
            leaning: None,
            line_to_add: Some(aspect.line(&key)),
            span: None,
        })
    }

    /// A point whose values are the words that some rule can tell apart.
    pub(super) fn choice(&mut self, block: Block, entity: &Name, attribute: &'static Attribute) -> (PointId, Vec<Name>) {
        let values = match attribute.kind {
            Kind::Parties | Kind::PartyOrGroup => self.domains.parties(block, entity),
            _ => self.domains.words(block, attribute.key),
        };
        let id: Name = format!("{}.{entity}.{}", block.key(), attribute.key).into();
        let point = self.points.intern(&id, || Point {
            id: id.clone(),
            class: PointClass::NotStated,
            question: question(block, entity, attribute, None),
            values: values.clone(),
            leaning: None,
            line_to_add: Some(format!("{id}: {}", choices(&values))),
            span: None,
        });
        (point, values)
    }
}

fn question(block: Block, entity: &Name, attribute: &Attribute, asked: Option<Text>) -> Text {
    let (one, en, ko) = (block.one(), attribute.en, attribute.ko);
    match asked {
        None => Text::new(format!("{one} `{entity}`: {en}"), format!("`{entity}`: {ko}")),
        Some(asked) => Text::new(format!("{one} `{entity}`, {en}: {}", asked.en), format!("`{entity}`, {ko}: {}", asked.ko)),
    }
}

/// A few words to choose from, or the room for one.
fn choices(values: &[Name]) -> String {
    const FEW: usize = 6;
    let mut words: Vec<&str> = values.iter().map(|value| &**value).filter(|word| *word != OTHER).collect();
    if words.len() > FEW || words.is_empty() {
        return "<word>".into();
    }
    if words.len() < values.len() {
        words.push("<word>");
    }
    words.join(" | ")
}

/// Whether somebody told people what the law wants told, in words for people.
pub(super) fn asked_about_notice(test: &NoticeTest, teller: &str) -> Text {
    let titles = |list: WordList, words: &mut dyn Iterator<Item = &Name>| -> Text {
        let (en, ko): (Vec<_>, Vec<_>) = words
            .map(|word| word_title(list, word).unwrap_or_else(|| Text::same(word.clone())))
            .map(|title| (title.en.to_string(), title.ko.to_string()))
            .unzip();
        Text::new(en.join(", "), ko.join(", "))
    };
    let entrusted: Option<Name> = test.entrusted_task.then(|| "entrusted".into());
    let told = titles(WordList::Told, &mut test.told.iter().chain(&entrusted));
    let channel = titles(WordList::Channel, &mut test.channels.iter());
    let join = |teller: String, channel: &str, told: &str| {
        let channel = if channel.is_empty() { String::new() } else { format!(" ({channel})") };
        let told = if told.is_empty() { String::new() } else { format!(": {told}") };
        format!("{teller}{channel}{told}?")
    };
    Text::new(
        join(format!("did `{teller}` tell people"), &channel.en, &told.en),
        join(format!("`{teller}`의 고지·공개가 있었나"), &channel.ko, &told.ko),
    )
}

/// The line that would say that it was told.
pub(super) fn line_for_notice(test: &NoticeTest, teller: &str) -> String {
    let channel = test.channels.first().map_or("policy_page", |channel| channel);
    let told: Vec<String> =
        test.told.iter().map(|word| &**word).chain(test.entrusted_task.then_some("entrusted")).map(|word| format!("{word}: yes")).collect();
    let told = if told.is_empty() { "all".to_owned() } else { format!("{{ {} }}", told.join(", ")) };
    format!("notices: {{ notice: {{ by: {teller}, channel: {channel}, told: {told} }} }}")
}
