//! The schema of the JSON that `check` prints (`flowlaw/report/1`).

use serde_json::{Map, Value, json};

/// The schema.
pub fn report() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "flowlaw report 1",
        "description": "What `flowlaw check -f json` prints: one report, or a list of reports where several scenarios were judged.",
        "anyOf": [{ "$ref": "#/definitions/report" }, { "type": "array", "items": { "$ref": "#/definitions/report" } }],
        "definitions": definitions(),
    })
}

/// A block in which every key is always there, but for those after `?`.
fn block(keys: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = keys.iter().map(|(key, _)| *key).filter(|key| !key.ends_with('?')).collect();
    let properties: Map<String, Value> = keys.iter().map(|(key, value)| (key.trim_end_matches('?').to_owned(), value.clone())).collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn is(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn maybe_text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn definitions() -> Map<String, Value> {
    let day = json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "a day, included; null where it is open" });
    let maybe_number = json!({ "type": ["integer", "null"], "minimum": 0 });
    let entries = vec![
        ("day", day),
        ("verdict", json!({ "enum": ["violation", "disputed", "undetermined", "open_law", "lawful", "not_applicable"] })),
        ("both", block(&[("en", text()), ("ko", text())])),
        ("named", block(&[("id", text()), ("title", is("both"))])),
        ("range", block(&[("min", maybe_number.clone()), ("max", maybe_number)])),
        (
            "location",
            block(&[
                ("file", text()),
                ("line", json!({ "type": "integer", "minimum": 1 })),
                ("column", json!({ "type": "integer", "minimum": 1 })),
            ]),
        ),
        ("maybe_location", json!({ "anyOf": [is("location"), { "type": "null" }] })),
        (
            "leg",
            block(&[
                ("giver", maybe_text()),
                ("receiver", maybe_text()),
                ("holder", maybe_text()),
                ("kind", json!({ "enum": ["", "provide", "entrust", "sub_entrust", "return", "collect"] })),
            ]),
        ),
        (
            "point",
            block(&[
                ("id", text()),
                ("class", json!({ "enum": ["disputed", "not_stated", "law"] })),
                ("question", is("both")),
                ("line_to_add", maybe_text()),
            ]),
        ),
        (
            "reason",
            block(&[
                ("text", is("both")),
                ("holds", json!({ "type": "boolean" })),
                ("location", is("maybe_location")),
                ("because", list(&is("reason"))),
            ]),
        ),
        (
            "tried",
            block(&[
                ("id", text()),
                ("title", is("both")),
                ("cite", maybe_text()),
                ("holds", json!({ "type": "boolean" })),
                ("because", list(&is("reason"))),
            ]),
        ),
        ("finding", finding()),
        ("line", line()),
        ("report", whole()),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn finding() -> Value {
    let view = block(&[("party", text()), ("verdict", is("verdict")), ("grounds", list(&text()))]);
    let sanction =
        block(&[("cite", text()), ("formula", is("both")), ("certain", json!({ "type": "boolean" })), ("by_transition", maybe_text())]);
    block(&[
        ("id", json!({ "type": "string", "description": "rule:who:subject, with :2, :3 … for further rows" })),
        ("rule", text()),
        ("law", text()),
        ("title", is("both")),
        ("article", is("both")),
        ("version", block(&[("from", is("day")), ("through", is("day"))])),
        ("verified", json!({ "enum": ["primary", "secondary", "unverified"] })),
        ("verdict", is("verdict")),
        ("rests_on", list(&is("point"))),
        ("answers", text()),
        ("about", block(&[("block", text()), ("id", text())])),
        ("legs", list(&is("leg"))),
        ("path", list(&text())),
        ("people", list(&text())),
        ("people_count", is("range")),
        ("data", list(&text())),
        ("from", is("day")),
        ("through", is("day")),
        ("from_written?", text()),
        ("through_written?", text()),
        ("grounds", list(&is("named"))),
        ("because", list(&is("reason"))),
        ("excused_because", list(&is("tried"))),
        ("not_excused_because", list(&is("tried"))),
        ("told_for", list(&block(&[("question", is("both")), ("answer", text())]))),
        ("missing", list(&is("point"))),
        ("decided_by", list(&is("point"))),
        ("by_party", list(&view)),
        ("subsumed_by", list(&text())),
        ("sanctions", list(&sanction)),
        ("notes", list(&is("both"))),
        ("sources", list(&text())),
        ("location", is("location")),
        ("too_many_points?", number()),
    ])
}

fn line() -> Value {
    block(&[
        ("rules", list(&text())),
        ("articles", text()),
        ("answers", text()),
        ("verdict", is("verdict")),
        ("rests_on_reading", json!({ "type": "boolean" })),
        ("people", list(&text())),
        ("people_count", is("range")),
        ("from", is("day")),
        ("through", is("day")),
        ("has_gaps", json!({ "type": "boolean" })),
        ("findings", list(&text())),
    ])
}

/// Laws beside each other; empty where there is only one.
fn matrix() -> Value {
    let verdict = json!({ "anyOf": [is("verdict"), { "type": "null", "description": "the law does not reach it" }] });
    let cell = block(&[
        ("law", text()),
        ("column", json!({ "type": "string", "description": "the law, with the country where a party was moved" })),
        ("verdict", verdict),
        ("lines", number()),
        ("strictest", json!({ "type": "boolean", "description": "no other law is stricter about it" })),
    ]);
    list(&block(&[("about", block(&[("block", text()), ("id", text())])), ("cells", list(&cell))]))
}

fn whole() -> Value {
    let level = block(&[("level", text()), ("rules", number())]);
    let law = block(&[("id", text()), ("title", is("both")), ("version", text()), ("origin", text()), ("verified", list(&level))]);
    let counts = ["violation", "disputed", "undetermined", "open_law", "lawful", "subsumed"].map(|key| (key, number()));
    let own = block(&[
        ("party", text()),
        ("findings", number()),
        ("remain", list(&text())),
        ("remain_on_leading_reading", list(&text())),
        ("rest_depends_on", list(&text())),
    ]);
    let question = block(&[("id", text()), ("question", is("both")), ("line_to_add", maybe_text()), ("findings", number())]);
    let warning = block(&[
        ("code", text()),
        ("severity", json!({ "enum": ["error", "warning"] })),
        ("message", text()),
        ("help", list(&text())),
        ("location", is("maybe_location")),
    ]);
    block(&[
        ("schema", json!({ "const": "flowlaw/report/1" })),
        ("scenario", is("named")),
        ("as", maybe_text()),
        ("variations", list(&is("named"))),
        ("laws", list(&law)),
        ("counts", block(&counts)),
        ("matrix", matrix()),
        ("lines", list(&is("line"))),
        ("own_versions", list(&own)),
        ("findings", list(&is("finding"))),
        ("questions", list(&question)),
        ("warnings", list(&warning)),
        ("parties", list(&is("named"))),
        ("speakers", list(&text())),
        ("notice", is("both")),
    ])
}
