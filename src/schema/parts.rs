//! What several schemas share: words, texts, dates, values by kind.

use crate::vocabulary::{Kind, WordList, words_of, zone_names};
use serde_json::{Map, Value, json};

/// Lists of words that have a definition of their own.
pub const LISTS: &[(WordList, &str)] = &[
    (WordList::Sector, "sector"),
    (WordList::Act, "act"),
    (WordList::FlowAct, "flow_act"),
    (WordList::Purpose, "purpose"),
    (WordList::Category, "category"),
    (WordList::Technique, "technique"),
    (WordList::Frequency, "frequency"),
    (WordList::Channel, "channel"),
    (WordList::Form, "form"),
    (WordList::Relation, "relation"),
    (WordList::EventKind, "event_kind"),
    (WordList::Fault, "fault"),
    (WordList::Evidence, "evidence"),
    (WordList::Confidence, "confidence"),
    (WordList::LegKind, "leg_kind"),
    (WordList::Country, "country"),
];

/// A block of keys.
pub fn object(properties: Map<String, Value>) -> Value {
    let properties = Value::Object(properties);
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A block whose keys people choose.
pub fn named(value: &Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": "^[a-z][a-z0-9_]*$" }, "additionalProperties": value })
}

/// A definition elsewhere in the schema.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A reference with words beside it; draft-07 ignores what stands next to `$ref`.
pub fn described(value: &Value, description: &str) -> Value {
    json!({ "description": description, "allOf": [value] })
}

/// One value, or a list of such.
pub fn one_or_list(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

/// Definitions of texts, dates, judgments and all lists of words.
pub fn definitions() -> Map<String, Value> {
    let mut all = Map::new();
    let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
    add(
        "text",
        json!({ "anyOf": [
        { "type": "string" },
        { "type": "object", "properties": { "en": { "type": "string" }, "ko": { "type": "string" } }, "additionalProperties": false },
    ] }),
    );
    add("id", json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }));
    add("word", json!({ "type": ["string", "integer"] }));
    add("unknown", json!({ "enum": ["unknown"] }));
    add("judgment", json!({ "enum": ["yes", "no", "unknown", "true", "false", true, false] }));
    add("answer", json!({ "enum": ["yes", "no", "true", "false", true, false] }));
    let date = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";
    add("date", json!({ "anyOf": [{ "type": "string", "pattern": format!("^({date}|none|unknown)$") }, { "type": "integer" }] }));
    add(
        "period",
        json!({ "anyOf": [
        { "type": "string", "pattern": format!("^({date})?(\\.\\.({date})?)?$|^unknown$"), "description": "2024-01-01..2024-03-31, both included; 2023-09-15.. is still running" },
        { "type": "integer" },
        { "type": "object", "properties": { "from": { "$ref": "#/definitions/date" }, "through": { "$ref": "#/definitions/date" } }, "additionalProperties": false },
    ] }),
    );
    add("number", json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^[0-9][0-9_,]*$" }] }));
    add(
        "count",
        json!({ "anyOf": [
        { "$ref": "#/definitions/number" },
        { "$ref": "#/definitions/unknown" },
        { "type": "object", "properties": { "at_least": { "$ref": "#/definitions/number" }, "at_most": { "$ref": "#/definitions/number" } }, "additionalProperties": false },
    ] }),
    );
    add(
        "sources_of",
        json!({ "anyOf": [one_or_list(&json!({ "type": "string" })), { "type": "object", "additionalProperties": one_or_list(&json!({ "type": "string" })) }] }),
    );
    for (list, name) in LISTS {
        add(name, word_list(*list));
    }
    all
}

fn word_list(list: WordList) -> Value {
    if list == WordList::Country {
        let zones: Vec<&str> = zone_names().collect();
        return json!({ "anyOf": [{ "type": "string", "pattern": "^[A-Z]{2}$" }, { "enum": zones }] });
    }
    let words: Vec<Value> =
        words_of(list).iter().map(|word| json!({ "const": word.name, "description": format!("{} · {}", word.en, word.ko) })).collect();
    json!({ "oneOf": words })
}

/// The definition of the words of a list; any word where it is open.
pub fn words(list: WordList) -> Value {
    LISTS.iter().find(|(known, _)| *known == list).map_or_else(|| reference("word"), |(_, name)| reference(name))
}

/// What may stand after a key of a kind; in a change also nothing, and lists to add to and drop from.
pub fn value(kind: Kind, change: bool) -> Value {
    let several = |name: &str| reference(&if change { format!("{name}_list_changed") } else { format!("{name}_list") });
    let value = match kind {
        Kind::Text => reference("text"),
        Kind::Word(list) => reference(&format!("{}_or_none", name_of(list))),
        Kind::Words(list) => several(name_of(list)),
        Kind::WordByItem(list) => {
            let word = reference(&format!("{}_or_none", name_of(list)));
            json!({ "anyOf": [word, { "type": "object", "additionalProperties": word }] })
        }
        Kind::Parties
        | Kind::PartyOrGroup
        | Kind::Groups
        | Kind::DataItems
        | Kind::DataOrFlows
        | Kind::Tasks
        | Kind::Contracts
        | Kind::Flows => several("name"),
        Kind::Judgment => reference("judgment"),
        Kind::Needs => reference("needs"),
        Kind::Told => reference("told"),
        Kind::Period => reference("period"),
        Kind::Date => reference("date"),
        Kind::Count => reference("count"),
        Kind::Frequency => {
            json!({ "anyOf": [reference("frequency_or_none"), { "type": "object", "properties": { "times": reference("number") }, "additionalProperties": false }] })
        }
        Kind::Records => {
            json!({ "type": "object", "properties": { "count": reference("count"), "unit": { "type": "string" } }, "additionalProperties": false })
        }
        Kind::Money => {
            json!({ "type": "object", "properties": { "amount": reference("word"), "currency": { "type": "string" }, "scope": { "type": "string" }, "year": reference("word") }, "additionalProperties": false })
        }
        Kind::Shares => json!({ "type": "object", "additionalProperties": { "type": ["string", "number"] } }),
        Kind::SourceReferences => reference("sources_of"),
    };
    if change { json!({ "anyOf": [{ "type": "null" }, value] }) } else { value }
}

fn name_of(list: WordList) -> &'static str {
    LISTS.iter().find(|(known, _)| *known == list).map_or("word", |(_, name)| name)
}

/// Definitions that only scenarios need: one word or several, in the base and in a change.
pub fn value_definitions() -> Map<String, Value> {
    let mut all = Map::new();
    let special = json!({ "enum": ["none", "unknown"] });
    all.insert("name".to_owned(), json!({ "type": "string" }));
    for name in LISTS.iter().map(|(_, name)| *name).chain(["word", "name"]) {
        let item = reference(name);
        let list = one_or_list(&item);
        all.insert(format!("{name}_or_none"), json!({ "anyOf": [special, item] }));
        all.insert(format!("{name}_list"), json!({ "anyOf": [special, list] }));
        let change = json!({ "type": "object", "properties": { "add": list, "drop": list }, "additionalProperties": false });
        all.insert(format!("{name}_list_changed"), json!({ "anyOf": [reference(&format!("{name}_list")), change] }));
    }
    all.insert("needs".to_owned(), needs());
    all.insert("need".to_owned(), json!({ "anyOf": [reference("judgment"), { "type": "object", "additionalProperties": reference("judgment") }, { "type": "null" }] }));
    all.insert("told".to_owned(), told());
    all.insert("said".to_owned(), json!({ "anyOf": [reference("judgment"), reference("word_list_changed"), { "type": "null" }] }));
    all
}

fn needs() -> Value {
    let properties = words_of(WordList::Need)
        .iter()
        .map(|need| (need.name.to_owned(), described(&reference("need"), &format!("{} · {}", need.en, need.ko))))
        .collect();
    json!({ "anyOf": [reference("unknown"), object(properties)] })
}

fn told() -> Value {
    let properties = words_of(WordList::Told)
        .iter()
        .map(|word| (word.name.to_owned(), described(&reference("said"), &format!("{} · {}", word.en, word.ko))))
        .collect();
    let names: Vec<&str> = words_of(WordList::Told).iter().map(|word| word.name).chain(["all", "none", "unknown"]).collect();
    json!({ "anyOf": [one_or_list(&json!({ "enum": names })), object(properties)] })
}

/// How hard something is to do, in three respects.
pub(super) fn cost() -> Value {
    let level = json!({ "type": ["integer", "string"], "minimum": 0, "maximum": 5, "pattern": "^[0-5]$" });
    json!({ "type": "object", "additionalProperties": false, "properties": { "money": level, "time": level, "friction": level } })
}
