//! The schema of law packs: one schema for every document in a pack's files.

use super::parts::{definitions, described, object, one_or_list, reference, words};
use crate::vocabulary::{BINDINGS, Binding, Block, Kind, OPERATORS, WordList, attributes_of};
use serde_json::{Map, Value, json};

/// The schema.
pub fn rule() -> Value {
    let mut all = definitions();
    let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
    add(
        "title",
        json!({ "type": "object", "required": ["en", "ko"], "properties": { "en": { "type": "string" }, "ko": { "type": "string" } }, "additionalProperties": false }),
    );
    add(
        "cite",
        json!({ "type": "object", "required": ["law", "article"], "additionalProperties": false, "properties": {
        "law": { "type": "string" }, "article": { "type": "string" }, "url": { "type": "string" }, "case": { "type": "string" },
    } }),
    );
    add(
        "verified",
        described(
            &json!({ "enum": ["primary", "secondary", "unverified"] }),
            "primary: checked against the text of the law; secondary: against a summary",
        ),
    );
    add("condition", condition());
    add("test", test());
    add("test_with_key", test_with_key());
    add("named", named());
    add("named_conditions", json!({ "type": "object", "additionalProperties": { "$ref": "#/definitions/named" } }));
    add("sanctions", json!({ "type": "array", "items": sanction() }));
    add("examples", examples());
    add("version_of_rule", object(rule_version()));
    add("version_of_concept", object(concept_version()));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "flowlaw law pack",
        "description": "One document of a law pack: the pack itself, a rule, a concept, a table, a transition rule or open questions.",
        "type": "object",
        "oneOf": [pack(), rule_document(), concept(), table(), transition(), open_questions()],
        "definitions": all,
    })
}

fn properties(entries: Vec<(&str, Value)>) -> Map<String, Value> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn document(required: &[&str], properties: Map<String, Value>) -> Value {
    let properties = Value::Object(properties);
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn ids() -> Value {
    one_or_list(&json!({ "type": "string" }))
}

fn pack() -> Value {
    let not_encoded = json!({ "type": "array", "items": { "type": "object", "required": ["law", "article", "because"], "additionalProperties": false, "properties": {
        "law": { "type": "string" }, "article": { "type": "string" }, "because": { "$ref": "#/definitions/title" },
    } } });
    let kinds = crate::vocabulary::REMEDIES.iter().map(|remedy| (remedy.name, super::parts::cost()));
    let costs = json!({ "type": "object", "additionalProperties": false, "properties": properties(kinds.collect()) });
    let legs = json!({ "type": "object", "additionalProperties": false, "properties": {
        "works_for": described(&json!({ "type": "string" }), "the concept that says whether somebody works for somebody"),
        "recipient_is_principal": described(&reference("condition"), "where it holds, whoever the holder works for is the recipient in law"),
    } });
    document(
        &["pack", "title", "version"],
        properties(vec![
            ("pack", json!({ "type": "string" })),
            ("title", reference("title")),
            ("version", json!({ "type": "string" })),
            (
                "home",
                described(
                    &one_or_list(&json!({ "type": "string" })),
                    "countries and zones whose law this is, the first a country; the country that the pack's id is, if not written",
                ),
            ),
            ("scope", described(&json!({ "type": "string" }), "the concept that says where the law applies at all")),
            ("legs", legs),
            ("open_questions", questions()),
            ("costs", described(&costs, "how hard kinds of changes are to do, for `flowlaw fix`")),
            ("not_encoded", described(&not_encoded, "articles that are known and not judged")),
            ("note", reference("text")),
        ]),
    )
}

fn questions() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": "object", "required": ["question", "readings"], "additionalProperties": false, "properties": {
        "question": { "$ref": "#/definitions/title" },
        "readings": { "type": "object", "minProperties": 2, "additionalProperties": { "$ref": "#/definitions/title" } },
        "leaning": { "type": "string", "description": "the leading reading; left out where there is none" },
        "cite": { "type": "string" },
        "note": { "$ref": "#/definitions/text" },
    } } })
}

fn open_questions() -> Value {
    document(&["open_questions"], properties(vec![("open_questions", questions())]))
}

fn judges(of: &[&str]) -> Value {
    json!({ "enum": of })
}

fn rule_document() -> Value {
    let subsumed = json!({ "type": "array", "items": { "anyOf": [
        { "type": "string" },
        { "type": "object", "required": ["rule"], "properties": { "rule": { "type": "string" }, "when": { "$ref": "#/definitions/condition" } }, "additionalProperties": false },
    ] } });
    let notes = json!({ "type": "array", "items": { "type": "object", "required": ["en", "ko"], "properties": {
        "en": { "type": "string" }, "ko": { "type": "string" }, "when": { "$ref": "#/definitions/condition" },
    }, "additionalProperties": false } });
    let mut keys = properties(vec![
        ("rule", json!({ "type": "string" })),
        ("title", described(&reference("title"), "names the breach")),
        ("cite", reference("cite")),
        ("verified", reference("verified")),
        ("judges", judges(&["leg", "consent", "party", "holding", "event"])),
        (
            "answers",
            described(&ids(), "who is responsible: giver, receiver, holder, sender, principal, consent.to, party, holding.by, event.of"),
        ),
        ("continues", described(&ids(), "earlier rules that this one carries on")),
        ("subsumed_by", described(&subsumed, "rules that take its place")),
        ("overrides", described(&ids(), "rules that it displaces where it applies")),
        (
            "burden",
            json!({ "type": "object", "description": "who must prove that a ground holds, and where that is written", "additionalProperties": { "type": "string" } }),
        ),
        ("notes", notes),
        ("versions", json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/version_of_rule" } })),
        ("examples", reference("examples")),
    ]);
    keys.extend(rule_version());
    document(&["rule", "title", "cite", "verified", "examples"], keys)
}

fn rule_version() -> Map<String, Value> {
    let several = reference("named_conditions");
    properties(vec![
        ("in_force", reference("period")),
        ("gap", json!({ "const": "declared" })),
        ("when", described(&reference("condition"), "to what the rule applies")),
        ("forbidden_unless", described(&several, "forbidden unless one of these grounds holds")),
        ("required", described(&several, "all of these duties")),
        ("forbidden_if", reference("condition")),
        ("exempts", described(&ids(), "makes these rules lawful")),
        ("unless", described(&several, "exceptions")),
        ("sanctions", reference("sanctions")),
    ])
}

fn concept() -> Value {
    let mut keys = properties(vec![
        ("concept", json!({ "type": "string" })),
        ("title", reference("title")),
        ("cite", reference("cite")),
        ("verified", reference("verified")),
        ("judges", judges(&["leg", "task", "consent", "party", "holding", "event"])),
        ("exclusive_with", described(&ids(), "concepts that cannot hold with it")),
        ("versions", json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/version_of_concept" } })),
        ("examples", reference("examples")),
    ]);
    keys.extend(concept_version());
    document(&["concept", "title", "cite", "verified"], keys)
}

fn concept_version() -> Map<String, Value> {
    properties(vec![
        ("in_force", reference("period")),
        ("gap", json!({ "const": "declared" })),
        ("parts", described(&reference("named_conditions"), "named factors")),
        ("holds_when", reference("condition")),
        ("unless", described(&reference("named_conditions"), "exceptions")),
    ])
}

fn table() -> Value {
    let row = object(properties(vec![
        ("country", one_or_list(&reference("country"))),
        ("kind", one_or_list(&reference("word"))),
        ("in_force", reference("period")),
        ("ended", json!({ "enum": ["invalidated", "expired", "repealed"] })),
        ("legacy_until", reference("date")),
        ("needs_certificate", json!({ "type": "string" })),
        ("unless", reference("condition")),
        ("is", json!({ "type": "string" })),
        ("title", reference("title")),
    ]));
    document(
        &["table", "title", "cite", "verified", "key", "rows"],
        properties(vec![
            ("table", json!({ "type": "string" })),
            ("title", reference("title")),
            ("cite", reference("cite")),
            ("verified", reference("verified")),
            ("key", json!({ "enum": ["country", "kind"] })),
            ("otherwise", json!({ "enum": ["no", "unknown", false] })),
            ("rows", json!({ "type": "array", "items": row })),
        ]),
    )
}

fn transition() -> Value {
    document(
        &["transition", "title", "cite", "verified", "chain"],
        properties(vec![
            ("transition", json!({ "type": "string" })),
            ("title", reference("title")),
            ("cite", reference("cite")),
            ("verified", reference("verified")),
            ("chain", ids()),
            ("when", reference("condition")),
            ("if_running_on", reference("date")),
            ("cut_at", reference("date")),
            ("sanction_of", json!({ "type": "string" })),
            ("sanctions", reference("sanctions")),
        ]),
    )
}

fn named() -> Value {
    document(
        &["title", "holds_when"],
        properties(vec![
            ("title", reference("title")),
            ("cite", json!({ "type": "string" })),
            ("holds_when", reference("condition")),
            ("ask", described(&reference("answer"), "asked even if nobody relies on it")),
            ("unless", reference("named_conditions")),
        ]),
    )
}

fn sanction() -> Value {
    let number = reference("number");
    document(
        &["cite"],
        properties(vec![
            ("cite", json!({ "type": "string" })),
            ("title", reference("title")),
            ("when", reference("condition")),
            (
                "surcharge",
                document(
                    &["percent", "of"],
                    properties(vec![
                        ("percent", json!({ "type": ["string", "number"] })),
                        ("of", json!({ "type": "string" })),
                        ("less", json!({ "type": "string" })),
                        ("cap", number.clone()),
                    ]),
                ),
            ),
            ("fine", document(&["at_most"], properties(vec![("at_most", number.clone())]))),
            ("criminal", object(properties(vec![("years", number.clone()), ("fine", number)]))),
            ("amount", json!({ "const": "uncertain" })),
        ]),
    )
}

fn examples() -> Value {
    let expectations = ["violation", "disputed", "undetermined", "open_law", "lawful", "not_applicable", "holds", "fails"];
    let start = json!({ "anyOf": [{ "type": "string" }, { "type": "object", "required": ["scenario"], "additionalProperties": false, "properties": { "scenario": { "type": "string" }, "change": { "type": "object" } } }] });
    let case = document(
        &["expect"],
        properties(vec![
            ("change", described(&json!({ "type": "object" }), "what is different, in the shape of a scenario")),
            ("expect", json!({ "enum": expectations })),
            ("ground", json!({ "type": "string" })),
            ("flow", json!({ "type": "string" })),
            ("party", json!({ "type": "string" })),
            ("as", json!({ "type": "string" })),
            ("readings", json!({ "type": "object", "additionalProperties": { "type": "string" } })),
            ("title", reference("text")),
            ("note", reference("text")),
        ]),
    );
    json!({ "type": "object", "required": ["start_from"], "properties": { "start_from": start }, "additionalProperties": case })
}

/// A condition: the name of a concept, a list of conditions, or a block of paths and operators.
fn condition() -> Value {
    let own = reference("condition");
    let mut keys = properties(vec![
        ("all", json!({ "type": "array", "items": own })),
        ("any", json!({ "type": "array", "items": own })),
        ("not", own.clone()),
    ]);
    for operator in OPERATORS {
        let arguments: Map<String, Value> = operator
            .arguments
            .iter()
            .map(|argument| (argument.key.to_owned(), json!({ "description": format!("{} · {}", argument.en, argument.ko) })))
            .collect();
        let block = if arguments.is_empty() {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        } else {
            object(arguments)
        };
        keys.insert(operator.name.to_owned(), described(&block, &format!("{} · {}", operator.en, operator.ko)));
    }
    for (name, binding) in BINDINGS {
        if *binding == Binding::Leg {
            keys.insert("leg.kind".to_owned(), tested(WordList::LegKind));
            continue;
        }
        // `consent` is an operator and something to start a path from: the operator is meant where it stands alone.
        if !keys.contains_key(*name) {
            keys.insert((*name).to_owned(), reference("test"));
        }
        for attribute in block_of(*binding).into_iter().flat_map(attributes_of) {
            let list = match attribute.kind {
                Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list) => list,
                Kind::DataItems => WordList::Category,
                _ => WordList::Open,
            };
            keys.insert(format!("{name}.{}", attribute.key), described(&tested(list), &format!("{} · {}", attribute.en, attribute.ko)));
        }
    }
    let inner = "^(flow|consent|task|giver|receiver|holder|sender|principal|doer|people|data|party|holding|event)\\.[a-z_]+\\..+$";
    json!({ "anyOf": [
        { "type": "string", "description": "the name of a concept, or of a part of this one" },
        { "type": "array", "items": own },
        { "type": "object", "minProperties": 1, "properties": keys, "patternProperties": { (inner): { "$ref": "#/definitions/test" } }, "additionalProperties": false },
    ] })
}

fn block_of(binding: Binding) -> Option<Block> {
    match binding {
        Binding::Giver | Binding::Receiver | Binding::Holder | Binding::Sender | Binding::Principal | Binding::Doer | Binding::Party => {
            Some(Block::Parties)
        }
        Binding::Leg => None,
        Binding::Flow => Some(Block::Flows),
        Binding::People => Some(Block::People),
        Binding::Data => Some(Block::Data),
        Binding::Task => Some(Block::Tasks),
        Binding::Consent => Some(Block::Consents),
        Binding::Holding => Some(Block::Holdings),
        Binding::Event => Some(Block::Events),
    }
}

/// A test on words of a list: one of them, several, or a test with a key.
fn tested(list: WordList) -> Value {
    if list == WordList::Open {
        return reference("test");
    }
    let roles: Vec<&str> = BINDINGS.iter().map(|(name, _)| *name).chain(["none"]).collect();
    let item = json!({ "anyOf": [words(list), { "enum": roles }] });
    json!({ "anyOf": [one_or_list(&item), { "$ref": "#/definitions/test_with_key" }] })
}

/// A test on anything.
fn test() -> Value {
    json!({ "anyOf": [one_or_list(&json!({ "type": ["string", "integer", "boolean"] })), { "$ref": "#/definitions/test_with_key" }] })
}

/// A test with a key, such as `{ lacks: payment }`.
fn test_with_key() -> Value {
    let word = one_or_list(&json!({ "type": ["string", "integer"] }));
    json!({ "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false, "properties": {
        "has": described(&word, "some value is one of these, or below one"),
        "lacks": described(&word, "no value is"),
        "has_other_than": described(&word, "some value is none of these"),
        "within": { "type": "string", "description": "every value is one of the other path's" },
        "at_least": { "type": ["string", "integer"] },
        "below": { "$ref": "#/definitions/number" },
        "count_at_least": { "$ref": "#/definitions/number" },
        "stated": { "$ref": "#/definitions/answer" },
        "not": { "$ref": "#/definitions/test" },
    } })
}
