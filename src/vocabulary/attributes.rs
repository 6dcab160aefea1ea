//! Every key of a scenario.

use super::words::WordList;

/// The blocks whose entries have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// Where facts come from.
    Sources,
    /// Companies, authorities, speakers.
    Parties,
    /// Groups of data subjects.
    People,
    /// Data items.
    Data,
    /// Pieces of work (업무).
    Tasks,
    /// Who sends what to whom.
    Flows,
    /// Consents.
    Consents,
    /// Notices and policies.
    Notices,
    /// Contracts.
    Contracts,
    /// Certificates.
    Certificates,
    /// Assessments.
    Assessments,
    /// Stocks of data.
    Holdings,
    /// Things that happened.
    Events,
}

impl Block {
    /// All blocks, in the order in which a scenario reads best.
    pub const ALL: [Block; 13] = [
        Block::Sources,
        Block::Parties,
        Block::People,
        Block::Data,
        Block::Tasks,
        Block::Flows,
        Block::Consents,
        Block::Notices,
        Block::Contracts,
        Block::Certificates,
        Block::Assessments,
        Block::Holdings,
        Block::Events,
    ];

    /// The key of the block.
    pub fn key(self) -> &'static str {
        match self {
            Block::Sources => "sources",
            Block::Parties => "parties",
            Block::People => "people",
            Block::Data => "data",
            Block::Tasks => "tasks",
            Block::Flows => "flows",
            Block::Consents => "consents",
            Block::Notices => "notices",
            Block::Contracts => "contracts",
            Block::Certificates => "certificates",
            Block::Assessments => "assessments",
            Block::Holdings => "holdings",
            Block::Events => "events",
        }
    }

    /// One entry of the block, in words.
    pub fn one(self) -> &'static str {
        match self {
            Block::Sources => "source",
            Block::Parties => "party",
            Block::People => "group of people",
            Block::Data => "data item",
            Block::Tasks => "task",
            Block::Flows => "flow",
            Block::Consents => "consent",
            Block::Notices => "notice",
            Block::Contracts => "contract",
            Block::Certificates => "certificate",
            Block::Assessments => "assessment",
            Block::Holdings => "holding",
            Block::Events => "event",
        }
    }

    /// Whether an entry is an instrument: something on paper that exists or does not.
    pub fn is_instrument(self) -> bool {
        matches!(self, Block::Consents | Block::Notices | Block::Contracts | Block::Certificates | Block::Assessments)
    }

    /// The block of a key.
    pub fn of(key: &str) -> Option<Block> {
        Block::ALL.into_iter().find(|block| block.key() == key)
    }
}

/// What may stand after the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, or `{ en, ko }`.
    Text,
    /// One word of a list.
    Word(WordList),
    /// One or more words of a list; `none` where that makes sense.
    Words(WordList),
    /// One word, or a map from data items to words.
    WordByItem(WordList),
    /// Ids of parties; `none` for nobody.
    Parties,
    /// The id of one party or group.
    PartyOrGroup,
    /// Ids of groups of people.
    Groups,
    /// Data items, or words of the category tree.
    DataItems,
    /// Data items, or flows as `flows.ID`.
    DataOrFlows,
    /// Ids of tasks.
    Tasks,
    /// Ids of contracts.
    Contracts,
    /// Ids of flows.
    Flows,
    /// `yes`, `no` or `unknown`.
    Judgment,
    /// A map from needs to judgments, each of which may be a map by group or item.
    Needs,
    /// A map from what was told to what was said.
    Told,
    /// `A..B`.
    Period,
    /// A date, or `none`.
    Date,
    /// A number, or `{ at_least, at_most }`.
    Count,
    /// A word, or `{ times: n }`.
    Frequency,
    /// `{ count, unit }`.
    Records,
    /// `{ amount, currency, scope, year }`.
    Money,
    /// A map from parties to per cent.
    Shares,
    /// Sources: a word, a list, or a map from facts to sources.
    SourceReferences,
}

/// What it means that a key is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nobody said: an open point where a rule asks.
    NotStated,
    /// It is not there.
    No,
    /// As if this word were written.
    Default(&'static str),
    /// The key must be written.
    Required,
    /// Taken from the group that this one is part of.
    Inherited,
    /// Worked out from the rest of the scenario.
    Derived,
    /// Nobody relies on it, except for grounds that a pack marks `ask`.
    NotReliedOn,
}

/// What an open point about this key looks like (language reference H1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Yes or no.
    Bit,
    /// Exactly one of the values that some rule can tell apart, or another one.
    Choice,
    /// Each tested value is in or out on its own.
    Members,
}

/// Who meets the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A first scenario.
    Start,
    /// A real case.
    Case,
    /// Rarely.
    Expert,
}

/// One key of one block.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// The block it belongs to.
    pub block: Block,
    /// The key.
    pub key: &'static str,
    /// What may stand after the colon.
    pub kind: Kind,
    /// What silence means.
    pub silence: Silence,
    /// What an open point about it looks like.
    pub open: Open,
    /// Who meets it.
    pub level: Level,
    /// What it says.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

use Block as B;
use Kind as K;
use Level::{Case, Expert, Start};
use Silence as S;
use WordList as W;

const fn key(block: Block, key: &'static str, kind: Kind, silence: Silence, level: Level, en: &'static str, ko: &'static str) -> Attribute {
    let open = match kind {
        Kind::Judgment | Kind::Needs => Open::Bit,
        _ => Open::Choice,
    };
    Attribute { block, key, kind, silence, open, level, en, ko }
}

const fn members(attribute: Attribute) -> Attribute {
    Attribute { open: Open::Members, ..attribute }
}

/// Every key of every block, except `title`, `note`, `source` and `like`, which all entries take.
pub static ATTRIBUTES: &[Attribute] = &[
    key(B::Sources, "title", K::Text, S::No, Case, "what the source is called", "제목"),
    key(B::Sources, "by", K::Words(W::Open), S::No, Case, "who says it", "작성자"),
    key(B::Sources, "date", K::Date, S::No, Case, "when it was published", "날짜"),
    key(B::Sources, "url", K::Text, S::No, Case, "where it can be read", "주소"),
    key(B::Sources, "publisher", K::Text, S::No, Case, "who published it", "발행처"),
    key(B::Sources, "place", K::Text, S::No, Expert, "page or paragraph", "쪽·문단"),
    key(B::Parties, "name", K::Text, S::No, Start, "the party's name", "이름"),
    key(
        B::Parties,
        "established_in",
        K::Words(W::Country),
        S::NotStated,
        Start,
        "country of its seat; the first is the main one",
        "설립 국가",
    ),
    key(
        B::Parties,
        "targets",
        K::Words(W::Country),
        S::No,
        Case,
        "countries whose people it offers goods or services to",
        "서비스 대상 국가",
    ),
    key(B::Parties, "monitors", K::Words(W::Country), S::No, Expert, "countries whose people's behaviour it watches", "행태 관찰 국가"),
    key(B::Parties, "sector", K::Words(W::Sector), S::No, Start, "what business it is in", "업종"),
    key(B::Parties, "group", K::Word(W::Open), S::No, Case, "the group of companies it belongs to", "기업집단"),
    key(B::Parties, "owned_by", K::Shares, S::No, Expert, "its owners and their shares in per cent", "지분 보유자"),
    key(B::Parties, "regulated_by", K::Parties, S::No, Expert, "the authority that supervises it", "감독기관"),
    key(B::Parties, "number", K::Count, S::No, Expert, "how many parties this entry stands for", "당사자 수"),
    key(B::Parties, "turnover", K::Money, S::NotStated, Expert, "yearly turnover, for the ceilings of sanctions", "매출액"),
    key(B::Parties, "designated", K::Words(W::Open), S::No, Expert, "special status under a law", "지정"),
    key(B::Parties, "agent", K::Parties, S::NotStated, Expert, "its domestic agent", "국내대리인"),
    key(B::Parties, "daily_users", K::Count, S::NotStated, Expert, "people in the country per day, on average", "일일평균 이용자 수"),
    key(B::Parties, "capital", K::Count, S::NotStated, Expert, "capital or net assets, in won", "자본금"),
    key(B::Parties, "privacy_officer", K::Judgment, S::NotStated, Expert, "whether it has a privacy officer", "보호책임자 지정"),
    key(B::People, "of", K::Parties, S::NotStated, Start, "whose people they are", "소속"),
    key(B::People, "located_in", K::Words(W::Country), S::Inherited, Start, "where they are", "소재 국가"),
    key(B::People, "relation", K::Words(W::Relation), S::Inherited, Case, "what they are to the party", "관계"),
    key(B::People, "min_age", K::Count, S::Inherited, Expert, "the youngest age", "최저 연령"),
    key(B::People, "part_of", K::Groups, S::No, Case, "the larger group", "상위 집단"),
    key(B::People, "excludes", K::Groups, S::No, Case, "groups that share nobody with this one", "겹치지 않는 집단"),
    key(B::People, "except", K::Groups, S::No, Case, "everybody in `part_of` except these groups", "제외 집단"),
    key(B::People, "count", K::Count, S::NotStated, Start, "how many people", "인원"),
    key(B::Data, "kind", K::Words(W::Category), S::Required, Case, "what kind of data it is", "정보 종류"),
    key(B::Data, "about_people", K::Judgment, S::Default("yes"), Expert, "whether it is about living people", "개인에 관한 정보 여부"),
    key(B::Data, "derived_by", K::Parties, S::No, Case, "who made it", "산출한 자"),
    key(B::Data, "from", K::DataOrFlows, S::No, Case, "what it was made from: items, or flows as flows.ID", "산출 원천"),
    key(B::Data, "using", K::DataItems, S::No, Expert, "the model it was made with", "산출 도구"),
    key(B::Tasks, "done_by", K::Parties, S::Required, Case, "who does the work", "수행자"),
    key(B::Tasks, "work_of", K::Parties, S::NotStated, Case, "whose work it is", "누구의 업무인가"),
    members(key(B::Tasks, "benefits", K::Parties, S::NotStated, Case, "who benefits", "누구의 이익인가")),
    key(B::Tasks, "asked_by", K::Parties, S::NotStated, Case, "who asked for it", "요청한 자"),
    members(key(B::Tasks, "instructed_by", K::Parties, S::NotStated, Case, "who gives instructions", "지시한 자")),
    members(key(B::Tasks, "supervised_by", K::Parties, S::NotStated, Case, "who supervises it", "감독한 자")),
    key(B::Tasks, "paid_by", K::Parties, S::NotStated, Expert, "who pays", "대가를 준 자"),
    key(B::Tasks, "own_use", K::Judgment, S::NotStated, Case, "whether the doer uses the data for itself", "독자적 이용"),
    key(B::Tasks, "matched_to", K::Words(W::Open), S::NotStated, Expert, "what the data are matched to", "결합 대상"),
    key(B::Tasks, "part_of", K::Tasks, S::No, Expert, "the larger work", "상위 업무"),
    key(B::Tasks, "contract", K::Contracts, S::No, Expert, "the contract it is done under", "계약"),
    key(B::Flows, "from", K::PartyOrGroup, S::Required, Start, "who sends: a party, or the people themselves", "보내는 자"),
    key(B::Flows, "to", K::Parties, S::Required, Start, "who gets it", "받는 자"),
    key(B::Flows, "caused_by", K::PartyOrGroup, S::Derived, Expert, "who makes the data travel, if not the sender", "전송을 일으킨 자"),
    key(B::Flows, "task", K::Tasks, S::NotStated, Case, "the work it serves", "업무"),
    key(B::Flows, "people", K::Groups, S::Derived, Start, "whose data", "정보주체"),
    key(B::Flows, "data", K::DataItems, S::Required, Start, "which data", "항목"),
    key(B::Flows, "purpose", K::Words(W::Purpose), S::NotStated, Start, "what for", "목적"),
    key(B::Flows, "collected_for", K::Words(W::Purpose), S::NotStated, Case, "what the data were collected for", "수집 목적"),
    key(B::Flows, "needed_for", K::Needs, S::NotReliedOn, Case, "what it is needed for", "필요성"),
    key(B::Flows, "act", K::Word(W::FlowAct), S::Default("transmit"), Expert, "how the data travel", "행위"),
    key(B::Flows, "reaches", K::Words(W::Country), S::Derived, Case, "every country where the data are stored or can be read", "도달 국가"),
    key(B::Flows, "technique", K::WordByItem(W::Technique), S::Default("plain"), Case, "what was done to the data first", "보호 기법"),
    members(key(B::Flows, "keys_with", K::Parties, S::NotStated, Expert, "who holds the keys", "키 보유자")),
    members(key(B::Flows, "linkable_by", K::Parties, S::Derived, Case, "who can tell who it is", "식별 가능한 자")),
    key(B::Flows, "frequency", K::Frequency, S::NotStated, Case, "how often", "빈도"),
    key(B::Flows, "period", K::Period, S::Required, Start, "from when to when", "기간"),
    key(B::Flows, "records", K::Records, S::NotStated, Case, "how many records; never changes a verdict", "건수"),
    key(B::Flows, "stored_in", K::Words(W::Country), S::NotStated, Expert, "where copies are kept", "보관 국가"),
    key(B::Flows, "continues", K::Flows, S::No, Expert, "the earlier flow that this one carries on", "이어지는 흐름"),
    key(B::Flows, "fault", K::Word(W::Fault), S::NotStated, Expert, "intent or negligence", "고의·과실"),
    key(
        B::Flows,
        "essential",
        K::Judgment,
        S::No,
        Expert,
        "whether the business cannot do without it; `fix` never stops it",
        "필수 흐름 여부",
    ),
    key(B::Flows, "requested_by", K::Groups, S::No, Expert, "people who asked for this transfer themselves", "전송을 요구한 정보주체"),
    key(B::Consents, "by", K::Groups, S::Required, Start, "who agreed", "동의한 사람"),
    key(B::Consents, "to", K::Parties, S::Required, Start, "who asked", "동의를 받은 자"),
    key(B::Consents, "for", K::Words(W::Act), S::Required, Start, "what for; two words are one tick for two things", "동의 대상"),
    key(B::Consents, "told", K::Told, S::No, Start, "what the people were told", "고지한 내용"),
    key(B::Consents, "period", K::Period, S::Derived, Start, "from when to when it counts", "기간"),
    key(B::Consents, "about", K::Flows, S::Derived, Case, "the flows it is about; any that fits, if not written", "대상 흐름"),
    key(B::Consents, "bundled_with", K::Words(W::Open), S::No, Case, "what it was bundled with", "함께 받은 동의"),
    key(B::Consents, "required", K::Judgment, S::NotStated, Case, "whether it was asked as a condition of the service", "필수 동의 여부"),
    key(B::Consents, "needed", K::Judgment, S::NotStated, Case, "whether the service is impossible without it", "불가결 여부"),
    key(B::Consents, "service_refused", K::Judgment, S::NotStated, Case, "whether somebody who said no was refused", "거부 시 서비스 거절"),
    key(B::Consents, "form", K::Word(W::Form), S::Default("express"), Expert, "how it was given", "동의 방식"),
    key(B::Consents, "withdrawn", K::Date, S::No, Expert, "when it was withdrawn", "철회일"),
    key(B::Consents, "exists", K::Judgment, S::Default("yes"), Case, "whether it exists at all", "존재 여부"),
    key(B::Notices, "by", K::Parties, S::Required, Start, "who told", "고지한 자"),
    key(B::Notices, "to", K::Groups, S::Derived, Case, "whom; everybody if not written", "상대"),
    key(B::Notices, "about", K::Flows, S::Derived, Case, "the flows it is about; any that fits, if not written", "대상 흐름"),
    key(B::Notices, "channel", K::Words(W::Channel), S::NotStated, Start, "how", "방법"),
    key(B::Notices, "told", K::Told, S::No, Start, "what was told", "내용"),
    key(B::Notices, "period", K::Period, S::Derived, Start, "from when to when", "기간"),
    key(B::Notices, "exists", K::Judgment, S::Default("yes"), Expert, "whether it exists at all", "존재 여부"),
    key(B::Contracts, "between", K::Parties, S::Required, Case, "the parties", "당사자"),
    key(B::Contracts, "kind", K::Word(W::Open), S::NotStated, Case, "the kind of contract", "종류"),
    key(B::Contracts, "covers", K::Tasks, S::Derived, Case, "the work it covers", "대상 업무"),
    key(B::Contracts, "clauses", K::Words(W::Open), S::NotStated, Case, "the clauses it holds", "조항"),
    key(B::Contracts, "in_writing", K::Judgment, S::NotStated, Case, "whether it is in writing", "서면 여부"),
    key(B::Contracts, "filed", K::Judgment, S::NotStated, Expert, "whether it was filed", "신고 여부"),
    key(B::Contracts, "period", K::Period, S::Derived, Case, "from when to when", "기간"),
    key(B::Contracts, "exists", K::Judgment, S::Default("yes"), Case, "whether it exists at all", "존재 여부"),
    key(B::Contracts, "count", K::Count, S::No, Expert, "how many papers this entry stands for", "계약 수"),
    key(B::Certificates, "of", K::Parties, S::Required, Case, "who holds it", "인증받은 자"),
    key(B::Certificates, "scheme", K::Word(W::Open), S::Required, Case, "the scheme", "인증 제도"),
    key(B::Certificates, "scope", K::Words(W::Open), S::No, Expert, "what it covers", "범위"),
    key(
        B::Certificates,
        "designated_by",
        K::Words(W::Country),
        S::NotStated,
        Expert,
        "the country that recognises the scheme",
        "지정 국가",
    ),
    key(
        B::Certificates,
        "measures_taken",
        K::Judgment,
        S::NotStated,
        Expert,
        "whether the measures that go with it were taken",
        "보호조치 이행",
    ),
    key(B::Certificates, "period", K::Period, S::Derived, Case, "from when to when", "기간"),
    key(B::Certificates, "exists", K::Judgment, S::Default("yes"), Expert, "whether it exists at all", "존재 여부"),
    key(B::Assessments, "kind", K::Word(W::Open), S::Required, Case, "the kind of assessment", "종류"),
    key(B::Assessments, "by", K::Parties, S::Required, Case, "who made it", "수행한 자"),
    key(B::Assessments, "about", K::Flows, S::Derived, Case, "the flows it is about", "대상 흐름"),
    key(B::Assessments, "result", K::Word(W::Open), S::NotStated, Case, "its result", "결과"),
    key(
        B::Assessments,
        "measures_close_gap",
        K::Judgment,
        S::NotStated,
        Expert,
        "whether the measures close the gap",
        "보완조치 충분 여부",
    ),
    key(B::Assessments, "period", K::Period, S::Derived, Case, "from when to when it counts", "기간"),
    key(B::Assessments, "exists", K::Judgment, S::Default("yes"), Expert, "whether it exists at all", "존재 여부"),
    key(B::Holdings, "by", K::Parties, S::Required, Expert, "who keeps the data", "보유자"),
    key(B::Holdings, "people", K::Groups, S::Required, Expert, "whose data", "정보주체"),
    key(B::Holdings, "data", K::DataItems, S::Required, Expert, "which data", "항목"),
    key(B::Holdings, "period", K::Period, S::Required, Expert, "from when to when they are kept", "보유 기간"),
    key(B::Holdings, "purpose_ended", K::Date, S::NotStated, Expert, "when the purpose was achieved", "목적 달성일"),
    key(B::Holdings, "relation_ended", K::Date, S::NotStated, Expert, "when the business relation ended", "거래 종료일"),
    key(B::Holdings, "stored_apart", K::Judgment, S::NotStated, Expert, "whether they are kept apart", "분리 보관"),
    key(B::Events, "kind", K::Word(W::EventKind), S::Required, Expert, "what happened", "종류"),
    key(B::Events, "of", K::Parties, S::Required, Expert, "to whom it happened", "당사자"),
    key(B::Events, "people", K::Groups, S::Required, Expert, "whose data", "정보주체"),
    key(B::Events, "data", K::DataItems, S::Required, Expert, "which data", "항목"),
    key(B::Events, "date", K::Date, S::Required, Expert, "when", "일자"),
    key(B::Events, "known", K::Date, S::NotStated, Expert, "when the party came to know", "인지일"),
    key(B::Events, "told_people", K::Date, S::NotStated, Expert, "when the people were told", "통지일"),
    key(B::Events, "reported", K::Date, S::NotStated, Expert, "when the authority was told", "신고일"),
];

/// The keys of one block, in order.
pub fn attributes_of(block: Block) -> impl Iterator<Item = &'static Attribute> {
    ATTRIBUTES.iter().filter(move |attribute| attribute.block == block)
}

/// One key of one block.
pub fn attribute(block: Block, key: &str) -> Option<&'static Attribute> {
    attributes_of(block).find(|attribute| attribute.key == key)
}
