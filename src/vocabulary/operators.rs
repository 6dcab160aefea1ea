//! What conditions can ask beyond a simple test, and the things a path can start from.

/// What a path in a condition starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binding {
    /// Who gives in law.
    Giver,
    /// Who receives in law.
    Receiver,
    /// Who physically gets the data.
    Holder,
    /// Who physically sends the data.
    Sender,
    /// For whom the holder works.
    Principal,
    /// Who does the work.
    Doer,
    /// The leg: who gives to whom in law.
    Leg,
    /// The flow.
    Flow,
    /// The people of the cell.
    People,
    /// The data item of the cell.
    Data,
    /// The work.
    Task,
    /// The consent that is judged.
    Consent,
    /// The party that is judged.
    Party,
    /// The stock of data that is judged.
    Holding,
    /// The event that is judged.
    Event,
}

/// Every binding with its word.
pub static BINDINGS: &[(&str, Binding)] = &[
    ("giver", Binding::Giver),
    ("receiver", Binding::Receiver),
    ("holder", Binding::Holder),
    ("sender", Binding::Sender),
    ("principal", Binding::Principal),
    ("doer", Binding::Doer),
    ("leg", Binding::Leg),
    ("flow", Binding::Flow),
    ("people", Binding::People),
    ("data", Binding::Data),
    ("task", Binding::Task),
    ("consent", Binding::Consent),
    ("party", Binding::Party),
    ("holding", Binding::Holding),
    ("event", Binding::Event),
];

/// One argument of an operator.
#[derive(Debug, Clone, Copy)]
pub struct OperatorArgument {
    /// The key.
    pub key: &'static str,
    /// What it says.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

/// A condition with arguments of its own; the coverage rule (language reference P8) is built in.
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    /// The key in a condition.
    pub name: &'static str,
    /// What it asks.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
    /// Its arguments.
    pub arguments: &'static [OperatorArgument],
}

const fn a(key: &'static str, en: &'static str, ko: &'static str) -> OperatorArgument {
    OperatorArgument { key, en, ko }
}

/// All operators.
pub static OPERATORS: &[Operator] = &[
    Operator {
        name: "consent",
        en: "a consent covers this cell: asked by the giver, by these people, on this day, for the act, telling the items",
        ko: "동의가 이 셀을 포함한다",
        arguments: &[
            a("for", "the acts of which one is asked", "동의 대상 행위"),
            a("told", "what the people must have been told", "고지 항목"),
            a("separate", "asked on its own, not bundled", "별도 동의"),
            a("form", "how it was given, or { at_least: form }", "동의 방식"),
            a("freely", "not a condition of something it is not needed for", "자유로운 동의"),
            a("to", "who asked: giver (default), receiver, holder, principal", "동의를 받은 자"),
            a("required", "whether it was asked as a condition of the service", "필수 여부"),
            a("needed", "whether the service is impossible without it", "불가결 여부"),
        ],
    },
    Operator {
        name: "notice",
        en: "a notice covers this cell: by the party, to these people, on this day, through a channel, telling the items",
        ko: "고지·공개가 이 셀을 포함한다",
        arguments: &[
            a("by", "who told: giver (default), receiver, holder, principal", "고지한 자"),
            a("channel", "the channels of which one was used", "고지 방법"),
            a("told", "what must be told", "고지 항목"),
            a("entrusted", "the task that must be listed as entrusted", "위탁업무 공개"),
        ],
    },
    Operator {
        name: "contract",
        en: "a contract is in force between the parties",
        ko: "계약이 있다",
        arguments: &[
            a("between", "the parties", "당사자"),
            a("kind", "the kind of contract", "계약 종류"),
            a("covers", "the task it must cover", "대상 업무"),
            a("clauses", "the clauses it must hold", "조항"),
            a("in_writing", "whether it is in writing", "서면 여부"),
            a("filed", "whether it was filed", "신고 여부"),
        ],
    },
    Operator {
        name: "certificate",
        en: "a certificate is in force",
        ko: "인증이 있다",
        arguments: &[
            a("of", "who holds it", "인증받은 자"),
            a("scheme", "the scheme", "인증 제도"),
            a("designated_by", "the country that recognises the scheme", "지정 국가"),
            a("measures_taken", "whether the measures that go with it were taken", "보호조치 여부"),
        ],
    },
    Operator {
        name: "assessment",
        en: "an assessment was made",
        ko: "평가가 있다",
        arguments: &[
            a("kind", "the kind", "종류"),
            a("by", "who made it", "수행한 자"),
            a("about", "what it is about: flow", "대상"),
            a("result", "its result", "결과"),
            a("measures_close_gap", "whether the measures close the gap", "보완조치"),
        ],
    },
    Operator {
        name: "table",
        en: "every value is in a dated table on this day",
        ko: "표에 있다",
        arguments: &[
            a("name", "the table", "표"),
            a("every", "the paths whose values are looked up", "값"),
            a("is", "the word the row must say", "값의 내용"),
        ],
    },
    Operator { name: "reading", en: "an open question of law is read this way", ko: "법률해석", arguments: &[] },
    Operator {
        name: "lineage",
        en: "where the item, or what it was made from, came from",
        ko: "데이터의 유래",
        arguments: &[
            a("from_country", "it came to the sender from a flow about people in this country", "정보주체 소재국"),
            a("all_entered_under", "every source came in under this work: task", "같은 업무로 수령"),
            a("permits", "every way by which it came allowed this flow's purpose: flow.purpose", "목적 범위"),
            a("guaranteed", "on every way one of these was done to it first", "보호조치"),
        ],
    },
    Operator {
        name: "days_since",
        en: "more days have passed since a date",
        ko: "기간 경과",
        arguments: &[
            a("of", "the date: a path", "기준일"),
            a("more_than", "days", "일수"),
            a("more_than_years", "years of 365 days and their leap days", "년수"),
        ],
    },
    Operator { name: "done_by", en: "a date has come", ko: "완료", arguments: &[a("of", "the date: a path", "기준일")] },
];

/// The operator of a name.
pub fn operator(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.name == name)
}
