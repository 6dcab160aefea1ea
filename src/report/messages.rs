//! Every sentence of every report, in English and Korean.
//!
//! Titles of rules, parties and groups come from the packs and the scenario; everything else that a reader sees stands here.

use crate::text::Language;

macro_rules! messages {
    ($($name:ident $en:literal $ko:literal;)*) => {
        /// One sentence of a report; `{0}`, `{1}` … are filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Message {
            $(#[doc = $en] $name,)*
        }

        impl Message {
            /// All of them.
            pub const ALL: &'static [Message] = &[$(Message::$name),*];

            /// The sentence in a language, with its places for values.
            pub fn pattern(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Message::$name, Language::English) => $en, (Message::$name, Language::Korean) => $ko,)*
                }
            }
        }
    };
}

messages! {
    // Verdicts
    Violation "violation" "위반";
    Disputed "disputed" "다툼 있음";
    Undetermined "undetermined" "미확정";
    OpenLaw "open law" "법률해석 미정";
    Lawful "lawful" "적법";
    NotApplicable "does not apply" "적용 안 됨";
    InEveryVersion "violation in every version" "모든 주장에서 위반";
    EachOwnVersion "{0}; violation in each party's own version" "{0}; 각자의 주장만으로는 모두 위반";
    RestIs "{0}; rest {1}" "{0}; 나머지 {1}";
    // Columns
    ColumnArticle "ARTICLE" "조문";
    ColumnWho "WHO ANSWERS" "책임 주체";
    ColumnVerdict "VERDICT" "판단";
    ColumnPeople "PEOPLE" "인원";
    ColumnPeriod "FROM..TO" "기간";
    ColumnReason "WHY" "이유";
    ColumnWhat "WHAT" "대상";
    ColumnLegs "LEG" "법적 이동";
    ColumnData "DATA" "항목";
    ColumnId "ID" "식별자";
    ColumnFact "FACT" "사실";
    ColumnBase "UNDISPUTED" "다툼 없음";
    ColumnRule "RULE" "규칙";
    ColumnTitle "TITLE" "제목";
    ColumnVerified "CHECKED" "확인";
    ColumnInForce "IN FORCE" "시행 기간";
    // Header
    HeaderAll "nobody's side taken: what holds in every version, and what depends on whom one believes" "어느 편도 들지 않음: 모든 주장에서 성립하는 것과 주장에 따라 달라지는 것";
    HeaderPlain "on the facts of the file" "시나리오에 적힌 사실 기준";
    HeaderAs "on the version of {0} (--as {1})" "{0}의 주장 기준 (--as {1})";
    HeaderCourt "as a court would settle it, by the burden of proof (--as court)" "증명책임에 따른 법원의 판단 (--as court)";
    HeaderVariation "with the change: {0} ({1})" "변경: {0} ({1})";
    HeaderLaw "law: {0} {1} ({2})" "법: {0} {1} ({2})";
    BuiltIn "built in" "내장";
    // Counts
    CountViolations "violations {0}" "위반 {0}";
    CountDisputed "disputed {0}" "다툼 있음 {0}";
    CountUndetermined "undetermined {0}" "미확정 {0}";
    CountOpenLaw "open law {0}" "법률해석 미정 {0}";
    CountLawful "lawful {0}" "적법 {0}";
    CountSubsumed "folded into a stricter rule {0}" "더 무거운 규정에 흡수 {0}";
    CountsAre "lines: {0}" "항목 수: {0}";
    MoreLines "and {0} more lines: --all" "그 밖에 {0}개 항목: --all";
    MoreInDisputes "and {0} more lines" "그 밖에 {0}개 항목";
    NothingBroken "nothing is broken, and nothing is open" "위반도 미확정도 없음";
    NothingToJudge "no rule of the chosen law reaches anything in this scenario" "선택한 법이 적용될 사실이 없음";
    LeadingMark "◊ rests on a leading reading of an open question of law: {0}" "◊ 유력한 해석에 따른 판단: {0}";
    // Disputes
    DisputesTitle "in each party's own version" "각 당사자의 주장에 따른 판단";
    PartlyMark "* for some people, data or days only" "* 일부 인원·항목·기간만";
    SameInEvery "lines that come out the same in every version: {0}" "모든 주장에서 같은 항목: {0}개";
    OwnVersion "On {0}'s own version {1} of {2} findings against it remain violations{3}{4}{5}." "{0} 자신의 주장에 따르더라도 그에 대한 {2}개 항목 중 {1}개는 위반이다{3}{4}{5}.";
    OwnVersionOne "On {0}'s own version 1 of {2} findings against it remains a violation{3}{4}{5}." "{0} 자신의 주장에 따르더라도 그에 대한 {2}개 항목 중 1개는 위반이다{3}{4}{5}.";
    OwnVersionNone "On {0}'s own version none of {1} findings against it remains a violation{2}{3}." "{0} 자신의 주장에 따르면 그에 대한 {1}개 항목 중 위반으로 남는 것은 없다{2}{3}.";
    OwnMoreReading " ({0} more rest on a leading reading)" " (유력한 해석에 따르면 {0}개 더)";
    OwnWhich ": {0}" ": {0}";
    OwnRest "; the rest depend on {0}" "; 나머지는 다음에 달려 있다: {0}";
    // Reasons
    ReasonNoGround "missing: {0}" "{0} 없음";
    ReasonNoGroundOf "missing: {1}, or another of {0} grounds" "{1} 등 {0}개 근거 모두 없음";
    ReasonQuestion "depends on question {0}" "질문 {0}에 달려 있음";
    ReasonQuestionMore "depends on question {0} (and {1} more)" "질문 {0} 외 {1}건에 달려 있음";
    TitleAndReason "{0} - {1}" "{0} - {1}";
    ReasonMissing "missing: {0}" "미이행: {0}";
    ReasonMore "{0} (and {1} more)" "{0} (외 {1}건)";
    ReasonDepends "depends on: {0}" "달려 있음: {0}";
    ReasonTooMany "{0} open points are too many for an exact answer" "미정 사항이 {0}개라 정확히 판단할 수 없음";
    // Questions
    QuestionsTitle "questions that decide most, with the line to add:" "가장 결정적인 질문과 추가할 줄:";
    QuestionLine "{0} ({1} findings)" "{0} (항목 {1}개)";
    QuestionLineOne "{0} (1 finding)" "{0} (항목 1개)";
    QuestionAdd "add: {0}" "추가: {0}";
    MoreQuestions "and {0} more questions: --questions" "그 밖에 질문 {0}개: --questions";
    SectorHint "{0} has no `sector`: rules for payment, credit information and online services were not judged; add `parties.{1}.sector: [online_service]`, for instance" "{0}의 `sector`가 없어 전자금융·신용정보·온라인서비스 규정은 심사하지 않았다. 예: `parties.{1}.sector: [online_service]`";
    // Deciding
    ColumnPoint "OPEN POINT" "미정 사항";
    ColumnClass "WHY OPEN" "미정인 이유";
    ColumnAnswers "ANSWERS" "가능한 답";
    ColumnPivotal "TURNS IT ALONE" "단독으로 결과를 바꾸는 경우";
    ColumnDecidesMost "DECIDES MOST" "가장 결정적인 사항";
    ColumnWorlds "VIOLATION IN" "위반이 되는 경우";
    ColumnBearsOn "BEARS ON" "관련 항목";
    ColumnMostIn "DECIDES MOST IN" "가장 결정적인 항목";
    ColumnParty "PARTY" "당사자";
    ColumnSays "SAYS" "주장";
    ColumnOwnOutcome "ON ITS OWN VERSION" "자기 주장에 따르면";
    ColumnConcedes "CHANGES IF IT CONCEDES" "양보하면 결과가 바뀌는 사항";
    ColumnSentence "IN A SENTENCE" "한 문장으로";
    OfAll "{0} of {1}" "{1}가지 중 {0}가지";
    CountOfFindings "{0} findings" "{0}개";
    CountOfOneFinding "1 finding" "1개";
    NoViolation "no violation" "위반 아님";
    AnswerSaidBy "{0} ({1})" "{0} ({1})";
    SetsAnd " and " " + ";
    DecideOne "{0}, {1}: one open point decides. It is a violation if {2}, and none if {3}." "{0}, {1}: 미정 사항 하나가 결정한다. {2}이면 위반이고 {3}이면 위반이 아니다.";
    DecideMany "{0}, {1}: of {2} open points “{3}” decides most; its answer alone turns the outcome in {4} of {5} combinations of the others. It is a violation as soon as {6}{7}; it is none as soon as {8}{9}." "{0}, {1}: 미정 사항 {2}개 중 “{3}”이(가) 가장 결정적이다. 나머지 답의 조합 {5}가지 중 {4}가지에서 그 답만으로 결과가 바뀐다. {6}이면 바로 위반이 된다{7}. {8}이면 위반이 아니다{9}.";
    DecideEqual "{0}, {1}: of {2} open points {10} decide equally, among them “{3}”; the answer to one of them alone turns the outcome in {4} of {5} combinations of the others. It is a violation as soon as {6}{7}; it is none as soon as {8}{9}." "{0}, {1}: 미정 사항 {2}개 중 “{3}” 등 {10}개가 똑같이 결정적이다. 나머지 답의 조합 {5}가지 중 {4}가지에서 그 답 하나만으로 결과가 바뀐다. {6}이면 바로 위반이 된다{7}. {8}이면 위반이 아니다{9}.";
    MoreWays " (or {0} other ways)" " (다른 방법 {0}가지)";
    MoreWay " (or 1 other way)" " (다른 방법 1가지)";
    DecideCertain "{0}, {1}: {2} whatever the open points come to; nothing decides it." "{0}, {1}: 미정 사항이 어떻게 정해지든 {2}. 결과를 좌우하는 것이 없다.";
    DecideRefused "{0}, {1}: not worked out. It reads {2} open points that hang together, more than {3} yes/no points; an estimate would not be an answer. Settle some with --as, --reading or --variation, or by stating facts: {4}" "{0}, {1}: 계산하지 않음. 서로 얽힌 미정 사항 {2}개를 읽는데, 예/아니요 {3}개를 넘어 정확히 계산할 수 없고 추정은 답이 아니다. --as, --reading, --variation 또는 사실 기재로 일부를 확정할 것: {4}";
    DecideMixed "The finding counts as broken where it is for any of its people, items or days; they do not all turn on the same answers." "인원·항목·기간 중 하나라도 위반이면 위반으로 본다. 모두가 같은 답에 달려 있지는 않다.";
    SettlesViolation "settles that it is a violation, each line alone" "각 줄만으로 위반이 확정되는 답";
    SettlesNone "settles that it is none, each line alone" "각 줄만으로 위반 아님이 확정되는 답";
    SettlesMore "and {0} more: --format json" "그 밖에 {0}가지: --format json";
    SettlesTooMany "and more than can be listed" "그 밖에 다 적을 수 없을 만큼 많음";
    ConcedesTitle "what each party can concede" "당사자별로 양보할 수 있는 것";
    ConcedesNothing "nothing it could lose changes it" "무엇을 양보해도 바뀌지 않음";
    ConcedesOpen "it is open already" "이미 미정";
    ConcedesTooMany "too many own points to say" "자기 주장이 너무 많아 계산하지 않음";
    ConcedesTurned "{0} (then {1})" "{0} (그러면 {1})";
    ConcedesUnsure "{0} (then no longer certain)" "{0} (그러면 확실하지 않음)";
    AgreeNotCertain "{0} come to {1} on their own versions, and yet it is not certain: it would be {2} as soon as {3}." "{0}은(는) 각자의 주장에 따르면 모두 {1}에 이르지만 확실하지는 않다. {3}이면 {2}이(가) 된다.";
    BurdenMoves "burden of proof: before a court it is {0}, because {1} must prove the grounds" "증명책임: {1}이(가) 근거를 증명해야 하므로 법원에서는 {0}";
    BurdenStays "burden of proof: {0} must prove the grounds, and it stays open all the same: {1}" "증명책임: {0}이(가) 근거를 증명해야 하지만 여전히 미정: {1}";
    BurdenNone "burden of proof: the encoded article says nothing about it, so a court is not predicted" "증명책임: 규칙으로 옮긴 조문에 정함이 없어 법원의 판단을 예측하지 않음";
    DecideHow "exact: all combinations of answers were counted, none was sampled" "정확한 계산: 답의 모든 조합을 세었으며 표본을 쓰지 않았음";
    DecideLegend "what decides, finding by finding" "항목별로 결정적인 것";
    DecidePoints "open points over all findings" "전체 항목에 걸친 미정 사항";
    DecideGroups "open points fall into {0} groups that share no finding: {1}" "미정 사항은 서로 관련 없는 {0}개 묶음으로 나뉜다: {1}";
    DecideGroup "{0} points with {1} findings" "미정 {0}개·항목 {1}개";
    DecideCertainCount "findings that come out the same whatever is answered: {0}" "무엇으로 정해지든 결과가 같은 항목: {0}개";
    DecideAgreedCount "findings on which the parties agree although they are not certain: {0}" "당사자들이 같은 결론이지만 확실하지 않은 항목: {0}개";
    DecideRefusedCount "findings with too many open points to work out: {0}" "미정 사항이 너무 많아 계산하지 않은 항목: {0}개";
    DecideMore "and {0} more: --all" "그 밖에 {0}개: --all";
    DecideAlike "The same decides: {0}" "다음도 같음: {0}";
    DecideMoreFindings "and {0} more findings: --all, or flowlaw decide RULE" "그 밖에 항목 {0}개: --all 또는 flowlaw decide RULE";
    AnswerIs "{0} is {1}" "‘{0}’의 답이 {1}";
    NothingOpen "nothing is open: every finding comes out the same in every story" "미정 사항 없음: 모든 항목의 결과가 항상 같다";
    // Footer
    VerifiedIs "rules checked: {0}" "규칙 확인 수준: {0}";
    Primary "{0} against the text of the law" "법령 원문 {0}";
    Secondary "{0} against summaries" "요약 자료 {0}";
    Unverified "{0} not yet" "미확인 {0}";
    NotAdvice "This is about the encoded law only and is not legal advice." "규칙으로 옮긴 법에 관한 결과일 뿐 법률 자문이 아니다.";
    WithGaps "{0} with gaps" "{0} (중간에 공백)";
    AtLeast "at least {0}" "최소 {0}";
    AtMost "at most {0}" "최대 {0}";
    Million "{0} million" "{0} million";
    SummaryLine "{0}: violations {1}, disputed {2}, undetermined {3}, lawful {4}" "{0}: 위반 {1}, 다툼 있음 {2}, 미확정 {3}, 적법 {4}";
    // Explaining
    Why "why" "이유";
    WhyNotExcused "not excused because" "면책되지 않는 이유";
    ExcusedBy "lawful because of" "적법 근거";
    Duties "duties" "의무";
    WhatDecides "what decides it" "판단을 좌우하는 것";
    DecidedNothing "nothing: it comes out the same in every story" "없음: 어떤 경우에도 결과가 같다";
    ClassDisputed "disputed" "다툼 있는 사실";
    ClassNotStated "nobody says" "적히지 않은 사실";
    ClassLaw "question of law" "법률해석";
    PerParty "by each party's version" "당사자별 판단";
    Sanctions "what it can cost" "제재";
    Possibly "possibly" "가능";
    ByTransition "by transition rule {0}" "경과규정 {0}";
    Notes "notes" "참고";
    SourcesAre "sources" "출처";
    TheRule "the rule" "규칙";
    CheckedLevel "checked: {0}" "확인: {0}";
    ToldFor "told for the story in which" "다음 경우를 기준으로";
    AsAbove "… as above" "… 위와 같음";
    LegIs "leg" "법적 이동";
    PathIs "path of the data" "데이터 경로";
    GivesWay "gives way to {0}" "{0}에 흡수";
    Continues "continues {0}" "{0}에서 이어짐";
    Version "version {0}" "시행 {0}";
    Grounds "lawful with any of these grounds" "다음 근거 중 하나가 있으면 적법";
    Requires "requires all of these" "다음을 모두 요구";
    Forbids "forbidden if" "다음이면 금지";
    Exempts "makes these rules lawful" "다음 규칙의 적용 제외";
    Exceptions "unless" "예외";
    Asked "asked even if nobody relies on it" "주장이 없어도 심사";
    Examples "examples" "예시";
    Burden "who must prove a ground" "증명책임";
    FlowFrom "{0} sends to {1}" "{0} → {1}";
    FlowLegs "legs in law" "법적 이동";
    FlowFactors "facts about the work" "업무에 관한 사실";
    FlowFindings "findings about it" "관련 항목";
    EveryStory "all stories" "모든 경우";
    NotStated "not stated" "적히지 않음";
    // Rules
    RulesTitle "{0}: {1} rules" "{0}: 규칙 {1}개";
    Exercised "exercised by this scenario" "이 시나리오가 다룬 규칙";
    NotExercised "not reached by this scenario" "이 시나리오가 다루지 않은 규칙";
    NotEncoded "known and not encoded" "아직 규칙으로 옮기지 않은 조문";
    UnreadKeys "keys that no rule of the chosen law reads" "선택한 법의 어떤 규칙도 읽지 않는 키";
    Leading "leading" "유력";
}

impl Message {
    /// The sentence with its values filled in.
    pub fn fill(self, language: Language, values: &[&str]) -> String {
        let mut text = String::new();
        let mut rest = self.pattern(language);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((number, tail)) = after.split_once('}') else { break };
            text.push_str(number.parse::<usize>().ok().and_then(|at| values.get(at)).copied().unwrap_or_default());
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    /// The sentence without values.
    pub fn say(self, language: Language) -> String {
        self.pattern(language).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::text::Language;

    fn places(pattern: &str) -> Vec<&str> {
        let mut found: Vec<&str> = pattern.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn every_sentence_stands_in_both_languages_with_the_same_places() {
        for message in Message::ALL {
            let (en, ko) = (message.pattern(Language::English), message.pattern(Language::Korean));
            assert!(!en.is_empty() && !ko.is_empty(), "{message:?} is missing in a language");
            assert_eq!(places(en), places(ko), "{message:?}");
        }
    }

    #[test]
    fn values_go_to_their_places() {
        assert_eq!(Message::HeaderLaw.fill(Language::English, &["Korea", "2026.11", "built in"]), "law: Korea 2026.11 (built in)");
        assert_eq!(Message::Lawful.fill(Language::Korean, &[]), "적법");
    }
}
