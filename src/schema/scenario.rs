//! The schema of scenarios and of the files they include.

use super::parts::{definitions, described, named, object, one_or_list, reference, value, value_definitions};
use crate::vocabulary::{Block, Kind, Level, attributes_of};
use serde_json::{Map, Value, json};

/// The schema.
pub fn scenario() -> Value {
    let mut all = definitions();
    all.extend(value_definitions());
    for block in Block::ALL {
        all.insert(entity_name(block, false), entity(block, false));
        all.insert(entity_name(block, true), entity(block, true));
    }
    all.insert("change".to_owned(), change());
    all.insert("dispute".to_owned(), dispute());
    all.insert("variation".to_owned(), variation());
    all.insert("decision".to_owned(), decision());
    all.insert("expected".to_owned(), expected());
    let mut properties = Map::new();
    let mut add = |key: &str, value: Value, description: &str| properties.insert(key.to_owned(), described(&value, description));
    add("scenario", json!({ "type": "string" }), "a short name of the scenario");
    add("title", reference("text"), "what people read");
    add("law", one_or_list(&json!({ "type": "string" })), "the law to judge by: a built-in pack, or a folder with a pack.yaml");
    add("include", one_or_list(&json!({ "type": "string" })), "files next to the scenario that hold more blocks");
    add("note", reference("text"), "for people only");
    for block in Block::ALL {
        let mut forms = vec![named(&reference(&entity_name(block, false)))];
        if block.is_instrument() {
            forms.push(json!({ "const": "none" }));
        }
        add(block.key(), json!({ "anyOf": forms }), block.one());
    }
    add("readings", readings(), "how open questions of law are read");
    add("disputes", named(&reference("dispute")), "points on which the parties differ");
    add("variations", named(&reference("variation")), "changes to try");
    add(
        "decisions",
        named(&reference("decision")),
        "decisions of authorities and courts about these facts, in order of time; the last one counts",
    );
    add("expect", json!({ "type": "array", "items": reference("expected") }), "what `flowlaw test` compares with");
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "flowlaw scenario",
        "description": "Who sent whose data to whom, and what the parties say about it.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "definitions": all,
    })
}

fn entity_name(block: Block, patch: bool) -> String {
    if patch { format!("{}_changed", block.key()) } else { block.key().to_owned() }
}

fn entity(block: Block, patch: bool) -> Value {
    let mut properties = Map::new();
    let common = [
        ("title", Kind::Text, "what people read"),
        ("note", Kind::Text, "for people only"),
        ("source", Kind::SourceReferences, "where it is said"),
        ("like", Kind::Word(crate::vocabulary::WordList::Open), "everything as there, unless said otherwise"),
    ];
    for (key, kind, description) in common {
        properties.insert(key.to_owned(), described(&value(kind, patch), description));
    }
    for attribute in attributes_of(block) {
        let level = match attribute.level {
            Level::Start => "",
            Level::Case => " (for real cases)",
            Level::Expert => " (rarely)",
        };
        properties.insert(
            attribute.key.to_owned(),
            described(&value(attribute.kind, patch), &format!("{} · {}{level}", attribute.en, attribute.ko)),
        );
    }
    object(properties)
}

fn readings() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } })
}

fn change() -> Value {
    let mut properties = Map::new();
    for block in Block::ALL {
        let thing = json!({ "anyOf": [{ "type": "null" }, reference(&entity_name(block, true))] });
        properties.insert(block.key().to_owned(), json!({ "anyOf": [{ "enum": ["none", null] }, named(&thing)] }));
    }
    properties.insert("readings".to_owned(), readings());
    object(properties)
}

fn dispute() -> Value {
    let version = json!({ "type": "object", "additionalProperties": false, "required": ["change"], "properties": {
        "by": described(&one_or_list(&json!({ "type": "string" })), "who says so"),
        "change": described(&json!({ "anyOf": [{ "const": "none" }, reference("change")] }), "what is different from the base, in the shape of a scenario; `none` if nothing is"),
        "source": reference("sources_of"),
        "evidence": reference("evidence"),
        "note": reference("text"),
    } });
    let impossible = json!({ "type": "array", "items": { "type": "object", "required": ["because"], "properties": { "because": { "$ref": "#/definitions/text" } }, "additionalProperties": { "type": "string" } } });
    json!({ "type": "object", "additionalProperties": false, "required": ["versions"], "properties": {
        "question": described(&reference("text"), "the question, as people ask it"),
        "about": one_or_list(&json!({ "type": "string" })),
        "note": reference("text"),
        "source": reference("sources_of"),
        "versions": described(&named(&version), "what the parties say, at least two"),
        "impossible": described(&impossible, "combinations with other disputes that make no sense, each with its reason"),
    } })
}

fn variation() -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": {
        "title": reference("text"),
        "builds_on": described(&one_or_list(&json!({ "type": "string" })), "variations that come first"),
        "change": described(&reference("change"), "what is different, in the shape of a scenario"),
        "cost": described(&super::parts::cost(), "how hard it is to do; `flowlaw fix` then offers it as a remedy"),
        "note": reference("text"),
    } })
}

fn decision() -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": ["by", "date"], "properties": {
        "title": reference("text"),
        "by": described(&json!({ "type": "string" }), "whose decision it is: a party"),
        "date": reference("date"),
        "assessed": described(&json!({ "type": "string" }), "the variation that holds its own assessments"),
        "source": one_or_list(&json!({ "type": "string" })),
        "note": reference("text"),
    } })
}

/// A row that must come out, or a label: a row with `confidence`, which says what was decided.
fn expected() -> Value {
    let verdicts = ["violation", "disputed", "undetermined", "open_law", "lawful", "not_applicable"];
    let ids = one_or_list(&json!({ "type": "string" }));
    json!({ "type": "object", "additionalProperties": false, "required": ["rule", "verdict"], "properties": {
        "as": described(&json!({ "type": "string" }), "in whose version; all stories at once if nothing is said"),
        "variation": { "type": "string" },
        "rule": described(&ids, "one rule; in a decided row also several, or `none` where no pack has encoded the article"),
        "party": described(&json!({ "type": "string" }), "who answers"),
        "flow": ids,
        "people": ids,
        "data": ids,
        "period": reference("period"),
        "verdict": { "enum": verdicts },
        "ground": { "type": "string" },
        "readings": readings(),
        "note": reference("text"),
        "confidence": described(&reference("confidence"), "makes it a decided row: how surely it is known what was decided"),
        "decision": described(&json!({ "type": "string" }), "the decision; the last one, if not written"),
        "article": described(&json!({ "type": "string" }), "the article as the authority cites it"),
        "decisive": described(&ids, "facts that decided, as paths: tasks.mailing.work_of, disputes.whose_work"),
        "lawful_if": described(&ids, "variations that are the authority's remedies"),
        "because": described(&reference("text"), "why the engine answers something else, in law"),
        "source": ids,
    } })
}
