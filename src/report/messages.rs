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
    // Fixing
    FixTargets "to remove: {0} rows" "없앨 항목: {0}개";
    FixTargetsOne "to remove: 1 row" "없앨 항목: 1개";
    FixNothing "nothing of what was chosen is broken: there is nothing to fix" "고른 항목 중 위반이 없어 고칠 것이 없음";
    FixWays "what would have made it lawful, cheapest first ({0} shown):" "적법하게 하는 최소 변경, 부담이 적은 순 ({0}개 표시):";
    FixOnlyOpens "nothing makes it lawful for certain; these sets make it depend on open facts ({0} shown):" "확실히 적법해지는 변경은 없음. 다음 변경을 하면 미정 사실에 달려 있게 됨 ({0}개 표시):";
    FixMore "and {0} more sets: --limit {1}" "그 밖에 {0}개 조합: --limit {1}";
    FixImpossible "no change that the law names removes all of this and brings in nothing new" "새로운 위반 없이 이 항목을 모두 없애는, 법이 정한 변경이 없음";
    FixTryFewer "choose fewer findings: `flowlaw fix PATH FINDING`, --party or --flow" "항목을 줄여 볼 것: `flowlaw fix PATH FINDING`, --party 또는 --flow";
    FixEssential "stopping is no way out: the scenario cannot do without {0}" "필수 흐름이라 중단할 수 없음: {0}";
    FixCutOff "the search was cut off: there may be more minimal sets" "탐색을 줄였음: 다른 최소 조합이 더 있을 수 있음";
    FixStop "last resort" "최후 수단";
    FixSet "{0}. cost {1}: money {2}, time {3}, friction {4}" "{0}. 부담 {1}: 비용 {2}, 시간 {3}, 불편 {4}";
    FixSince "in place from {0}: a later change does not repair the days before" "{0}부터 되어 있어야 함: 나중의 조치로 그 전 날은 고쳐지지 않음";
    FixOpens "then open, and not before: {0}" "그 뒤 새로 미정: {0}";
    FixLeft "not chosen and still broken: {0} rows" "고르지 않아 남는 위반: {0}개";
    FixPatch "as a change:" "변경:";
    FixNothingOpen "sets that leave nothing new open: --nothing-open" "새로 미정인 항목이 없는 조합: --nothing-open";
    FixApply "write set N into the file: --apply N; keep it as a variation: --save N" "N번을 파일에 반영: --apply N, 변형으로 저장: --save N";
    FixRow "{0} - {1}: {2}, {3}" "{0} - {1}: {2}, {3}";
    FixAskConsent "{0} asks {1} for consent to: {2}; tells them {3}" "{0}: {1}의 {2} 동의를 받음; 알릴 것: {3}";
    FixAskConsentShort "{0} asks {1} for consent to: {2}" "{0}: {1}의 {2} 동의를 받음";
    FixTellShort "{0} tells more by {1}" "{0}의 고지·공개 보완({1})";
    FixContractShort "a written contract between {0}" "{0} 사이의 문서 계약";
    FixTell "{0} tells by {1}: {2}" "{0}의 고지·공개({1}): {2}";
    FixContract "{0}, with the clauses {1}" "{0}, 조항: {1}";
    FixContractOfKind "a written contract between {0} of the kind {1}" "{0} 사이의 문서 계약(종류: {1})";
    FixCertify "{0} is certified under {1}" "{0}의 인증 취득: {1}";
    FixAssess "{0} makes the assessment {1}, with the result {2}" "{0}의 평가 {1}, 결과: {2}";
    FixProtect "the data of {0} are {1} before they are sent" "{0}: 보내기 전에 {1}";
    FixUnlinkable "make the data of {0} anonymous before they are sent: nobody can link them to people any more" "{0}: 보내기 전에 익명처리, 누구도 식별할 수 없게 함";
    FixEntrust "{1} does the work `{2}` for {0} only: its work, its supervision, no use of {1}'s own" "{1}: `{2}` 업무를 {0}만을 위해 수행({0}의 업무·감독, 독자적 이용 없음)";
    FixCorrect "`{0}` is {1}" "`{0}`: {1}";
    FixLeaveOutPeople "leave {1} out of {0}" "{0}에서 {1} 제외";
    FixOnlyPeople "only {1} stay in {0}" "{0}의 대상 한정: {1}";
    FixLeaveOutData "leave {1} out of {0}" "{0}에서 {1} 항목 제외";
    FixStopFlows "stop {0}" "{0} 중단";
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
