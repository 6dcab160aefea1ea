//! Small scenarios made up at random: parties, groups, tasks, flows, papers, and disputes over any of it.

use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;

/// A scenario in pieces, so that a test can change one of them.
#[derive(Clone)]
pub struct Scenario {
    /// Blocks with their entries: `("parties", [("a", "established_in: KR, sector: bank")])`.
    pub blocks: Vec<(&'static str, Vec<(String, String)>)>,
    /// The text of `disputes:`, empty where there are none.
    pub disputes: String,
}

impl std::fmt::Debug for Scenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", self.text())
    }
}

impl Scenario {
    pub fn text(&self) -> String {
        let mut text = "scenario: made-up\n".to_owned();
        for (block, entries) in self.blocks.iter().filter(|(_, entries)| !entries.is_empty()) {
            text.push_str(&format!("{block}:\n"));
            entries.iter().for_each(|(id, facts)| text.push_str(&format!("  {id}: {{ {facts} }}\n")));
        }
        text.push_str(&self.disputes);
        text
    }
}

/// Keys with what may stand there; each key is written or not.
type Keys = &'static [(&'static str, &'static [&'static str])];

const JUDGMENT: &[&str] = &["yes", "no", "unknown"];
const NEED: &[&str] = &["yes", "no", "unknown", "{ g: yes, h: no }", "{ email: yes, h: unknown }", "{ o: no, balance: yes }"];
const PERIODS: &[&str] = &["2020-06-25..2020-08-20", "2020-07-01..2020-07-31", "..2020-07-12", "2020-07-20..", "2020-07"];

const PARTY: Keys = &[
    ("established_in", &["KR", "SG", "[IE, KR]", "JP", "unknown"]),
    ("sector", &["bank", "public_authority", "[payment, credit_info]", "private", "unknown"]),
    ("daily_users", &["50", "500", "{ at_least: 100 }", "unknown"]),
    ("privacy_officer", JUDGMENT),
    ("agent", &["a", "none", "unknown"]),
];
const GROUP: Keys = &[
    ("located_in", &["KR", "SG", "unknown"]),
    ("relation", &["customer", "child", "employee", "unknown"]),
    ("min_age", &["10", "20", "unknown"]),
];
const TASK: Keys = &[
    ("work_of", &["a", "b", "c", "[a, c]", "none", "unknown"]),
    ("benefits", &["a", "c", "none", "unknown"]),
    ("instructed_by", &["a", "c", "none", "unknown"]),
    ("supervised_by", &["a", "b", "c", "none", "unknown"]),
    ("own_use", JUDGMENT),
];
const FLOW: Keys = &[
    ("purpose", &["marketing", "delivery", "[delivery, risk_scoring]", "service_delivery", "unknown"]),
    ("collected_for", &["service_delivery", "[marketing, risk_scoring]", "unknown"]),
    ("reaches", &["KR", "SG", "[KR, IE]", "JP", "unknown"]),
    ("technique", &["plain", "masked", "encrypted", "{ email: masked }", "{ identifier: encrypted, balance: plain }", "unknown"]),
    ("keys_with", &["a", "b", "none", "unknown"]),
    ("linkable_by", &["[a, b]", "c", "none", "unknown"]),
    ("frequency", &["daily", "once", "{ times: 3 }", "unknown"]),
    ("act", &["publish", "store"]),
    ("requested_by", &["g"]),
];
const NEEDS: Keys = &[("contract", NEED), ("law", NEED), ("vital", NEED), ("compatible_use", NEED)];
const PLAIN_NEEDS: Keys = &[("contract", JUDGMENT), ("law", JUDGMENT), ("vital", JUDGMENT), ("compatible_use", JUDGMENT)];
const TOLD: Keys = &[
    ("data", &["yes", "email", "identifier", "unknown"]),
    ("recipient", &["yes", "b", "[b, c]", "unknown"]),
    ("purpose", &["yes", "marketing", "[service_delivery, risk_scoring]", "no"]),
    ("country", &["yes", "[KR, SG]", "EU27", "unknown"]),
    ("entrusted", &["yes", "t", "u", "unknown"]),
];
const CONSENT: Keys = &[
    ("bundled_with", &["terms", "none", "unknown"]),
    ("required", JUDGMENT),
    ("needed", JUDGMENT),
    ("service_refused", JUDGMENT),
    ("form", &["implied", "express", "written", "unknown"]),
    ("withdrawn", &["2020-07-10", "2020-07"]),
    ("exists", JUDGMENT),
    ("period", PERIODS),
    ("about", &["f1", "[f2, f3]"]),
];
const CONTRACT: Keys = &[
    ("kind", &["dpa", "scc", "unknown"]),
    ("covers", &["t", "u"]),
    ("clauses", &["[security, task_only]", "security", "all", "unknown"]),
    ("in_writing", JUDGMENT),
    ("filed", JUDGMENT),
    ("period", PERIODS),
    ("exists", JUDGMENT),
];
const CERTIFICATE: Keys =
    &[("designated_by", &["KR", "SG", "unknown"]), ("measures_taken", JUDGMENT), ("period", PERIODS), ("exists", JUDGMENT)];
const ASSESSMENT: Keys = &[
    ("about", &["f1", "f2"]),
    ("result", &["fine", "bad", "unknown"]),
    ("measures_close_gap", JUDGMENT),
    ("period", PERIODS),
    ("exists", JUDGMENT),
];
const NOTICE: Keys = &[("period", PERIODS), ("exists", JUDGMENT), ("about", &["f1", "f2"])];
const HOLDING: Keys = &[("purpose_ended", &["2020-06-20", "2020-07", "unknown"]), ("stored_apart", JUDGMENT)];
const EVENT: Keys = &[
    ("known", &["2020-07-02", "unknown"]),
    ("told_people", &["2020-07-04", "2020-07-20", "none", "unknown"]),
    ("reported", &["2020-07", "none", "unknown"]),
];

/// Some of the keys; where they are asked for always, all of them, with something known.
fn facts(keys: Keys, often: f64) -> BoxedStrategy<String> {
    if often >= ALWAYS {
        let known = |values: &[&'static str]| {
            values.iter().copied().filter(|value| !value.contains("unknown") && *value != "bank").collect::<Vec<_>>()
        };
        let one = |(key, values): &(&'static str, &'static [&'static str])| {
            let key = *key;
            prop::sample::select(known(values)).prop_map(move |value| format!("{key}: {value}"))
        };
        return keys.iter().filter(|(key, _)| *key != "exists").map(one).collect::<Vec<_>>().prop_map(|found| found.join(", ")).boxed();
    }
    let one = |(key, values): &(&'static str, &'static [&'static str])| {
        let key = *key;
        prop::option::weighted(often, prop::sample::select(*values)).prop_map(move |value| value.map(|value| format!("{key}: {value}")))
    };
    keys.iter().map(one).collect::<Vec<_>>().prop_map(|found| found.into_iter().flatten().collect::<Vec<_>>().join(", ")).boxed()
}

/// How often a key is written where everything is stated.
const ALWAYS: f64 = 1.0;

/// Facts that must be there, then some others.
fn entry(required: &'static [&'static str], keys: Keys, often: f64) -> BoxedStrategy<String> {
    (prop::sample::select(required), facts(keys, often))
        .prop_map(|(required, more)| [required, &more].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", "))
        .boxed()
}

fn named(id: &'static str, facts: BoxedStrategy<String>) -> BoxedStrategy<(String, String)> {
    facts.prop_map(move |facts| (id.to_owned(), facts)).boxed()
}

fn maybe(often: f64, entry: BoxedStrategy<(String, String)>) -> BoxedStrategy<Vec<(String, String)>> {
    prop::option::weighted(often, entry).prop_map(|found| found.into_iter().collect()).boxed()
}

fn always(entry: BoxedStrategy<(String, String)>) -> BoxedStrategy<Vec<(String, String)>> {
    entry.prop_map(|found| vec![found]).boxed()
}

fn block(key: &'static str, entries: Vec<BoxedStrategy<Vec<(String, String)>>>) -> BoxedStrategy<(&'static str, Vec<(String, String)>)> {
    entries.prop_map(move |entries| (key, entries.concat())).boxed()
}

fn with_map(facts: BoxedStrategy<String>, key: &'static str, inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (facts, inner).prop_map(move |(facts, inner)| if inner.is_empty() { facts } else { format!("{facts}, {key}: {{ {inner} }}") }).boxed()
}

fn party(full: bool) -> BoxedStrategy<String> {
    let seats = &["established_in: KR", "established_in: SG", "established_in: [IE, KR]", "established_in: unknown"];
    entry(if full { &seats[..3] } else { seats }, &PARTY[1..], if full { ALWAYS } else { 0.35 })
}

fn flow(required: &'static [&'static str], full: bool) -> BoxedStrategy<String> {
    let often = |often| if full { ALWAYS } else { often };
    with_map(entry(required, FLOW, often(0.5)), "needed_for", facts(if full { PLAIN_NEEDS } else { NEEDS }, often(0.35)))
}

const F1: &[&str] = &[
    "from: a, to: b, people: g, data: [email, balance], task: t, period: 2020-06-28..2020-08-10",
    "from: a, to: [b, c], people: g, data: [score, email], task: t, period: 2020-06-28..2020-08-10",
    "from: a, to: b, people: [h, o], data: [email], period: 2020-07-01..2020-07-31",
];
const F2: &[&str] = &[
    "from: b, to: c, people: h, data: [score, email, phone], task: u, period: 2020-07-03..2020-08-05",
    "from: b, to: a, people: g, data: [score, health], task: t, period: 2020-07-03..2020-08-05",
    "from: c, to: b, caused_by: a, people: [g, o], data: [health], task: u, period: 2020-07-03..2020-08-05",
];
const F3: &[&str] = &[
    "from: g, to: a, data: [email, balance], period: 2020-06-28..2020-08-10",
    "from: h, to: b, people: h, data: [health, email], task: t, period: 2020-07-01..2020-08-10",
];

/// The blocks of facts; where `full`, every key is written and says something.
/// A block with its entries, each an id and its text.
type Entries = (&'static str, Vec<(String, String)>);

fn blocks(full: bool) -> BoxedStrategy<Vec<Entries>> {
    let often = |often| if full { ALWAYS } else { often };
    let told = |facts| with_map(facts, "told", self::facts(TOLD, often(0.7)));
    let perhaps = |likely: f64, entry| if full { always(entry) } else { maybe(likely, entry) };
    let last = |list: &'static [&'static str]| if full { &list[list.len() - 1..] } else { list };
    let party = |id| always(named(id, party(full)));
    let speaker = |id| always(named(id, entry(&[""], &[], 0.0)));
    let group = |id, required, likely| always(named(id, entry(required, GROUP, often(likely))));
    let flows = vec![
        always(named("f1", flow(if full { &F1[..2] } else { F1 }, full))),
        perhaps(0.6, named("f2", flow(F2, full))),
        perhaps(0.5, named("f3", flow(F3, full))),
    ];
    let people = vec![
        group("g", &["of: a"], 0.6),
        group("h", &["part_of: g"], 0.3),
        group("k", &["part_of: g, except: h"], 0.3),
        group("o", &["of: b", "of: b, excludes: g", "part_of: g"], 0.5),
    ];
    let score = named("score", entry(SCORE, &[("about_people", JUDGMENT)], often(0.2)));
    let task = |id, required| always(named(id, entry(required, TASK, often(0.6))));
    let consent = |id, likely| perhaps(likely, named(id, told(entry(CONSENTS, CONSENT, often(0.25)))));
    vec![
        block("parties", vec![party("a"), party("b"), party("c"), speaker("x"), speaker("y")]),
        block("people", people),
        block("data", vec![always(score)]),
        block("tasks", vec![task("t", &["done_by: b", "done_by: [b, c]"]), task("u", &["done_by: c", "done_by: b"])]),
        block("flows", flows),
        block("consents", vec![consent("c1", 0.6), consent("c2", 0.3)]),
        block("notices", vec![perhaps(0.5, named("n1", told(entry(last(NOTICES), NOTICE, often(0.2)))))]),
        block("contracts", vec![perhaps(0.5, named("k1", entry(last(CONTRACTS), CONTRACT, often(0.4))))]),
        block(
            "certificates",
            vec![perhaps(0.4, named("z1", entry(&["of: b, scheme: iso", "of: [b, c], scheme: shield"], CERTIFICATE, often(0.4))))],
        ),
        block(
            "assessments",
            vec![perhaps(0.4, named("s1", entry(last(ASSESSMENTS), if full { &ASSESSMENT[1..] } else { ASSESSMENT }, often(0.4))))],
        ),
        block("holdings", vec![perhaps(0.4, named("p1", entry(HOLDINGS, HOLDING, often(0.6))))]),
        block("events", vec![perhaps(0.4, named("e1", entry(EVENTS, EVENT, often(0.6))))]),
    ]
    .boxed()
}

const SCORE: &[&str] = &[
    "kind: derived_score, derived_by: b, from: [email, balance]",
    "kind: derived_score, derived_by: b, from: [flows.f1], using: [model]",
    "kind: [derived_score, health]",
];
const CONSENTS: &[&str] = &[
    "by: g, to: a, for: provision",
    "by: h, to: a, for: [provision, overseas]",
    "by: o, to: b, for: overseas",
    "by: g, to: a, for: overseas",
    "by: k, to: b, for: collection",
];
const NOTICES: &[&str] = &[
    "by: a, channel: policy_page",
    "by: a",
    "by: [a, b], to: h, channel: direct",
    "by: c, channel: unknown",
    "by: [a, b, c], channel: policy_page",
];
const CONTRACTS: &[&str] = &["between: [a, b]", "between: [b, c]", "between: [a, b, c]"];
const ASSESSMENTS: &[&str] = &["kind: tia, by: a", "kind: pia, by: b", "kind: pia, by: [b, c]", "kind: pia, by: [a, b, c]"];
const HOLDINGS: &[&str] = &[
    "by: a, people: g, data: [email, balance], period: 2020-06-28..2020-08-10",
    "by: b, people: [h, o], data: [score], period: 2020-07-01..",
];
const EVENTS: &[&str] = &[
    "kind: leak, of: b, people: g, data: [email, balance], date: 2020-07-01",
    "kind: loss, of: a, people: h, data: [health], date: 2020-07",
];

/// Points that parties can dispute, each writing its own paths; `none` stands for no change.
const DISPUTES: &[(&str, &[&str])] = &[
    (
        "work",
        &[
            "none",
            "{ tasks: { t: { work_of: a, supervised_by: a, own_use: no } } }",
            "{ tasks: { t: { work_of: c, own_use: no } } }",
            "{ tasks: { t: { own_use: yes } } }",
        ],
    ),
    (
        "need",
        &[
            "none",
            "{ flows: { f1: { needed_for: { contract: yes } } } }",
            "{ flows: { f1: { needed_for: { contract: { h: yes, email: no } } } } }",
            "{ flows: { f1: { needed_for: { contract: no, law: yes } } } }",
        ],
    ),
    (
        "aim",
        &[
            "none",
            "{ flows: { f1: { purpose: marketing } } }",
            "{ flows: { f1: { purpose: [delivery], technique: { email: encrypted } } } }",
            "{ flows: { f1: { linkable_by: none, purpose: unknown } } }",
        ],
    ),
    (
        "asked",
        &[
            "none",
            "{ consents: { c3: { by: g, to: a, for: provision, told: all } } }",
            "{ consents: { c3: { by: g, to: a, for: overseas, told: [country, data] } } }",
        ],
    ),
    (
        "paper",
        &[
            "none",
            "{ contracts: { k2: { between: [a, b], in_writing: yes, clauses: all } } }",
            "{ contracts: none }",
            "{ notices: { n2: { by: a, channel: policy_page, told: { entrusted: t } } } }",
        ],
    ),
    (
        "whose",
        &[
            "none",
            "{ flows: { f1: { people: h } } }",
            "{ flows: { f1: { people: { add: [o] } } } }",
            "{ flows: { f1: { data: { add: [phone] } } } }",
        ],
    ),
    ("when", &["none", "{ flows: { f1: { period: 2020-07-05..2020-07-25 } } }", "{ flows: { f1: { period: { through: 2020-07-15 } } } }"]),
    (
        "whom",
        &[
            "none",
            "{ flows: { f1: { to: c, reaches: SG } } }",
            "{ flows: { f4: { like: f1, to: c } } }",
            "{ flows: { f1: { caused_by: g } } }",
        ],
    ),
    ("seat", &["none", "{ parties: { a: { sector: bank } } }", "{ parties: { b: { targets: KR, sector: private } } }"]),
    ("who", &["none", "{ people: { h: { relation: child } } }", "{ people: { g: { located_in: SG } } }"]),
    ("thing", &["none", "{ data: { score: { about_people: no } } }", "{ data: { score: { kind: balance } } }"]),
    ("reading", &["none", "{ readings: { q-open: strict } }", "{ readings: { q-open: mild } }"]),
    ("recipient", &["{ readings: { q-recipient: holder } }", "{ readings: { q-recipient: principal } }"]),
];

/// Up to two disputes, with combinations that may be impossible.
fn disputes(pool: &'static [(&'static str, &'static [&'static str])], most: usize) -> BoxedStrategy<String> {
    let versions = |(id, changes): (&'static str, &'static [&'static str])| {
        (Just(id), prop::sample::subsequence(changes.to_vec(), 2..=changes.len().min(3)))
    };
    prop::sample::subsequence(pool.to_vec(), 0..=most)
        .prop_flat_map(move |chosen| {
            (chosen.into_iter().map(versions).collect::<Vec<_>>(), prop::collection::vec((0..3usize, 0..3usize), 0..3))
        })
        .prop_map(|(chosen, impossible)| {
            let mut text = if chosen.is_empty() { String::new() } else { "disputes:\n".to_owned() };
            for (at, (id, changes)) in chosen.iter().enumerate() {
                text.push_str(&format!("  {id}:\n    versions:\n"));
                for (version, change) in changes.iter().enumerate() {
                    let by = ["x", "y", "[]"][version];
                    text.push_str(&format!("      v{version}: {{ by: {by}, change: {change} }}\n"));
                }
                let Some((before, earlier)) = at.checked_sub(1).map(|before| chosen[before].clone()) else { continue };
                let rows: Vec<String> = impossible
                    .iter()
                    .filter(|(own, other)| *own < changes.len() && *other < earlier.len())
                    .map(|(own, other)| format!("{{ {id}: v{own}, {before}: v{other}, because: so }}"))
                    .collect();
                text.push_str(&format!("    impossible: [{}]\n", rows.join(", ")));
            }
            text
        })
        .boxed()
}

/// Any scenario.
pub fn scenarios() -> BoxedStrategy<Scenario> {
    (blocks(false), disputes(DISPUTES, 2)).prop_map(|(blocks, disputes)| Scenario { blocks, disputes }).boxed()
}

/// Scenarios in which nothing is in dispute.
pub fn undisputed() -> BoxedStrategy<Scenario> {
    blocks(false).prop_map(|blocks| Scenario { blocks, disputes: String::new() }).boxed()
}

/// Scenarios in which every fact that a rule of the toy law can ask for is stated.
pub fn stated() -> BoxedStrategy<Scenario> {
    blocks(true).prop_map(|blocks| Scenario { blocks, disputes: String::new() }).boxed()
}

/// The keys that are `unknown`, as the place of the block, of the entry, and of the word in the text, with values that would settle each.
pub fn unknowns(scenario: &Scenario) -> Vec<(usize, usize, usize, Vec<&'static str>)> {
    let tables = [PARTY, GROUP, TASK, FLOW, CONSENT, CONTRACT, CERTIFICATE, ASSESSMENT, HOLDING, EVENT];
    let mut found = Vec::new();
    for (block, (_, entries)) in scenario.blocks.iter().enumerate() {
        for (entry, (_, facts)) in entries.iter().enumerate() {
            for (at, _) in facts.match_indices(": unknown") {
                let key = facts[..at].rsplit([' ', '{']).next().unwrap_or_default();
                let known = tables
                    .iter()
                    .flat_map(|table| table.iter())
                    .find(|(name, _)| *name == key)
                    .map_or(&["yes", "no"][..], |(_, values)| *values);
                // One word at a time: an open word is taken for one word (language reference H1). Whether an agent is stated has no truth
                // behind it, and the lineage of data does not ask where people are whose place nobody knows (docs/properties.md).
                let single = known.iter().copied().filter(|value| !value.contains(['[', '{']) && *value != "unknown");
                if !matches!(key, "agent" | "located_in") {
                    found.push((block, entry, at + 2, single.collect()));
                }
            }
        }
    }
    found
}

/// The scenario with one unknown settled.
pub fn with_settled(scenario: &Scenario, (block, entry, at, _): &(usize, usize, usize, Vec<&'static str>), value: &str) -> Scenario {
    let mut settled = scenario.clone();
    settled.blocks[*block].1[*entry].1.replace_range(*at..*at + "unknown".len(), value);
    settled
}
