//! Every sentence of every report, in English and Korean.
//!
//! Titles of rules, parties and groups come from the packs and the scenario; everything else that a reader sees stands here.

use crate::text::Language;

macro_rules! messages {
    ($($name:ident $en:literal $ko:literal;)*) => {
        /// One sentence of a report; `{0}`, `{1}` … are filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Message {
            $(#[doc = concat!("```text\n", $en, "\n```")] $name,)*
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
    // Several laws
    MatrixTitle "law by law" "법별 비교";
    MatrixSigns "{0} the strictest law for that row; ×n is the number of lines; {1} the law does not reach it" "{0} 그 행에서 가장 엄격한 법, ×n 항목 수, {1} 적용 범위 밖";
    MatrixSilent "reaches nothing here: {0}" "적용될 사실이 없는 법: {0}";
    MovedTo "{0}: {1}" "{0}: {1}";
    MovedNothing "{0} sits in {1} as it is; nothing was moved" "{0}의 설립지가 이미 {1}이므로 바꾼 것이 없음";
    MovedAlone "flowlaw check --law-if {0} {1}" "flowlaw check --law-if {0} {1}";
    CuresTitle "violations / open points that each change of this file leaves" "이 파일의 변경마다 남는 위반 / 미정 항목 수";
    CureSigns "{0} the change that cures most under that law; {1} the law does not reach anything any more" "{0} 그 법에서 가장 효과가 큰 변경, {1} 더는 적용 범위에 없음";
    ColumnChange "CHANGE" "변경";
    AsItIs "as it is" "변경 없음";
    NoCure "none of them leaves fewer" "줄이는 변경 없음";
    MoreLinesHere "and {0} more changes" "그 밖에 변경 {0}개";
    // Agreement with decisions
    AgreementTitle "agreement with what was decided" "실제 결정과의 일치도";
    ColumnMeasure "MEASURE" "측정";
    ColumnRaw "RAW" "사실만";
    ColumnAssessed "ASSESSED" "기관 평가 포함";
    ColumnRawMemory "RAW, FROM MEMORY" "사실만(기억)";
    ColumnAssessedMemory "ASSESSED, FROM MEMORY" "기관 평가 포함(기억)";
    MeasureLabels "rows that were decided" "결정된 항목";
    MeasureDecided "answered one way or the other" "결론을 낸 항목";
    MeasureBalanced "balanced accuracy" "균형 정확도";
    MeasureFound "violations found" "찾은 위반";
    MeasureFalseAlarms "false alarms on what was no violation" "위반 아닌 것에 대한 오경보";
    MeasureCertain "wrong but certain (must be 0)" "확정적 오답(0이어야 함)";
    MeasureUndecided "undecided" "미확정";
    MeasureNotEncoded "article not encoded" "규칙 없음";
    MeasureParty "right party" "책임 주체 일치";
    MeasureOverlap "days in common, of violations found" "찾은 위반의 기간 일치";
    MeasureDecisive "a decisive fact found" "결정적 사실 발견";
    MeasureRemedies "remedies of the authority that help" "기관이 제시한 시정방법의 효과";
    MeasuresExplained "RAW: only what an observer could see, with every dispute open. ASSESSED: on the version of whoever decided, with its own assessments. Balanced accuracy is the mean of the share of violations found and the share of lawful rows left alone, over the rows answered." "사실만: 외부에서 알 수 있는 사실, 다툼은 모두 열어 둠. 기관 평가 포함: 결정한 기관의 주장과 평가 기준. 균형 정확도는 결론을 낸 항목에서 위반 발견율과 적법 유지율의 평균이다.";
    CasesTitle "case by case" "사건별";
    ColumnCase "CASE" "사건";
    ColumnLabels "ROWS" "항목";
    ColumnDecided "DECIDED" "결정";
    ColumnDecision "DECISION" "결정 단계";
    TallyAgrees "{0} agree" "일치 {0}";
    TallyUndecided "{0} undecided" "미확정 {0}";
    TallyWrong "{0} wrong" "불일치 {0}";
    TallyNotEncoded "{0} not encoded" "규칙 없음 {0}";
    DisagreementsTitle "where the answer is another one, or none" "답이 다르거나 없는 항목";
    NoDisagreements "nowhere" "없음";
    AnswerWrong "✗ {0}" "✗ {0}";
    AnswerCertain "✗ {0} (certain)" "✗ {0} (확정)";
    AnswerNotEncoded "not encoded" "규칙 없음";
    Unexplained "the file does not explain it: add `because`" "설명 없음: `because` 추가 필요";
    EarlierTitle "earlier decisions, not counted" "이전 단계의 결정(집계 제외)";
    Unsourced "{0}: facts without a source: {1}" "{0}: 출처 없는 사실: {1}";
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
    AnswerTo "“{0}” is answered {1}" "“{0}”의 답이 {1}";
    NothingOpen "nothing is open: every finding comes out the same in every story" "미정 사항 없음: 모든 항목의 결과가 항상 같다";
    // Sweeping
    ColumnKind "KIND" "종류";
    ColumnIn "IN STORIES" "경우의 수";
    SweepOne "one story: nothing is open that a finding reads" "경우 1가지: 판단에 쓰이는 미정 사항이 없음";
    SweepStories "{0} stories = {1}" "경우 {0}가지 = {1}";
    SweepImpossible "{0} stories: {1}, without the combinations declared impossible" "경우 {0}가지: {1}에서 불가능하다고 적힌 조합 제외";
    SweepMatching "of these, {0} stories match {1}; the counts below are of those" "그중 {1}에 맞는 경우 {0}가지. 아래는 그 경우만 센 것";
    SweepCases "{0} cases were judged, because some variations change the flows themselves or what the parties dispute" "일부 변형이 흐름 자체나 다툼의 대상을 바꾸므로 사건 {0}개를 따로 판단함";
    SweepLeftOut "left out, because no finding reads it: {0}" "어느 항목에도 쓰이지 않아 제외: {0}";
    SweepVariation "variation" "변형";
    SweepLegend "in how many stories" "경우별 판단 수";
    SweepNothingVaries "every finding comes out the same in every story" "모든 항목의 판단이 모든 경우에 같음";
    SweepMore "and {0} more findings that differ: --all" "그 밖에 판단이 달라지는 항목 {0}개: --all";
    SweepCertain "the same in every story: {0}" "모든 경우에 같은 항목: {0}";
    SweepCertainOf "{1} {0}" "{0} {1}개";
    SweepRefused "not counted: it reads {0} open points that hang together, more than {1} yes/no points; choose fewer with --points, or settle some with --as or --reading: {2}" "세지 않음: 서로 얽힌 미정 사항 {0}개를 읽는데, 예/아니요 {1}개를 넘음. --points로 줄이거나 --as, --reading으로 확정할 것: {2}";
    SweepRefusedCount "findings with too many open points to count: {0}; --points disputed, or some names of points, leaves the others open" "미정 사항이 너무 많아 세지 않은 항목: {0}개. --points disputed 또는 사항 이름으로 나머지를 미정으로 둘 수 있음";
    SweepHow "exact: every story is counted, none was sampled; points that were not chosen stay open in each story" "정확한 계산: 모든 경우를 세었으며 표본을 쓰지 않음. 고르지 않은 사항은 각 경우에서 미정으로 남음";
    SweepProgressCases "judging case {0} of {1}" "사건 {1}개 중 {0}번째 판단 중";
    SweepProgressRows "{0} of {1} stories written" "경우 {1}가지 중 {0}가지 기록";
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
    // What is handed in: sections, columns, handouts
    SectionSummary "Summary" "요약";
    SectionPicture "Picture" "그림";
    SectionVersions "Each party's version side by side" "당사자 주장별 판단 비교";
    SectionFindings "Findings and reasons" "항목별 판단과 이유";
    SectionComparison "Comparison" "비교";
    SectionTimeline "Timeline" "타임라인";
    SectionFixes "Smallest fixes" "최소 시정안";
    SectionDecides "What decides" "판단을 좌우하는 사실";
    SectionQuestions "Unanswered questions" "답이 없는 질문";
    SectionFlows "Flows" "데이터 흐름";
    SectionFacts "Facts and their sources" "사실과 출처";
    SectionUnsourced "Facts without a source" "출처가 없는 사실";
    SectionSources "Sources" "출처 목록";
    SectionCoverage "Law coverage" "적용 법령 범위";
    SectionPacks "Law used" "사용한 법령 규칙";
    SectionWarnings "Warnings about the scenario" "시나리오에 대한 경고";
    IntroFindings "One row for each breach (or not) of one duty by one party. The number is that of the line in the summary." "한 당사자의 한 의무에 관한 판단이 한 행이다. 번호는 요약표의 번호와 같다.";
    IntroUnsourced "{0} of {1} facts name a source; these do not:" "사실 {1}개 중 {0}개에 출처가 있다. 출처가 없는 것:";
    IntroUnsourcedNone "all {0} facts name a source" "사실 {0}개 모두 출처가 있다";
    IntroLawful "Rows that are lawful or give way to a stricter rule have no number." "적법하거나 더 무거운 규정에 흡수된 행에는 번호가 없다.";
    NoQuestions "no question is open" "남은 질문 없음";
    ColumnNumber "NO." "번호";
    ColumnAbout "ABOUT" "대상";
    ColumnFrom "FROM" "시작일";
    ColumnThrough "THROUGH" "종료일";
    ColumnDays "DAYS AS WRITTEN" "기간(원문)";
    ColumnPeopleMin "PEOPLE, AT LEAST" "인원(최소)";
    ColumnPeopleMax "PEOPLE, AT MOST" "인원(최대)";
    ColumnDecidedBy "DECIDED BY" "판단을 좌우하는 것";
    ColumnSanctions "WHAT IT CAN COST" "제재";
    ColumnPlace "PLACE" "위치";
    ColumnLaw "LAW" "법";
    ColumnQuestion "QUESTION" "질문";
    ColumnLine "LINE TO ADD" "추가할 줄";
    ColumnFindings "FINDINGS" "항목 수";
    ColumnSender "SENDER" "보내는 자";
    ColumnRecipient "RECIPIENT" "받는 자";
    ColumnTask "WORK" "업무";
    ColumnPurpose "PURPOSE" "목적";
    ColumnCollectedFor "COLLECTED FOR" "수집 목적";
    ColumnTechnique "PROTECTION" "보호 기법";
    ColumnFrequency "HOW OFTEN" "빈도";
    ColumnRecords "RECORDS" "건수";
    ColumnWorst "GRAVEST VERDICT" "가장 무거운 판단";
    ColumnMeaning "MEANING" "뜻";
    ColumnValue "VALUE" "값";
    ColumnStatus "STATUS" "상태";
    ColumnSaidBy "SAID BY" "주장자";
    ColumnEvidence "EVIDENCE" "근거";
    ColumnSource "SOURCE" "출처";
    ColumnDate "DATE" "날짜";
    ColumnPublisher "PUBLISHER" "발행처";
    ColumnPage "PAGE" "쪽·문단";
    ColumnUrl "ADDRESS" "주소";
    ColumnFacts "FACTS" "사실 수";
    ColumnVersion "VERSION" "판";
    ColumnOrigin "FROM WHERE" "출처";
    ColumnRules "RULES" "규칙 수";
    ColumnEntry "ENTRY" "항목";
    ColumnKeys "KEYS" "키";
    ColumnReached "REACHED" "적용 여부";
    StatusStated "stated" "적힌 사실";
    StatusUnknown "unknown" "알 수 없음";
    StatusDisputed "disputed: {0}" "다툼: {0}";
    ReachedYes "exercised" "적용됨";
    ReachedNo "not reached" "해당 사실 없음";
    ReachedNotEncoded "not encoded: {0}" "규칙 없음: {0}";
    DutiesMissing "duties that were not kept" "이행하지 않은 의무";
    ShowReasons "Why" "이유 보기";
    OpenAll "Open all reasons" "이유 모두 펼치기";
    CloseAll "Close all reasons" "이유 모두 접기";
    FilterBy "Filter rows" "행 거르기";
    AnyVerdict "any verdict" "모든 판단";
    RowsShown "rows shown: {0}" "표시된 행: {0}";
    SortBy "Sort by {0}" "{0} 기준으로 정렬";
    Holds "holds" "해당함";
    HoldsNot "does not hold" "해당하지 않음";
    SkipToFindings "Skip to the findings" "판단으로 건너뛰기";
    Contents "Contents" "차례";
    ReportWritten "wrote {0}" "저장함: {0}";
    SheetLines "Lines" "요약표";
    CellCut " … ({0} more characters stand in the other formats)" " … (나머지 {0}자는 다른 형식에 있음)";
    // Handouts
    HandoutIrac "Issue, rule, application, conclusion" "쟁점·규정·적용·결론";
    HandoutIracBlank "Issue, rule, application, conclusion: exercise" "쟁점·규정·적용·결론 연습";
    HandoutBrief "Brief" "변론 요지";
    HandoutIntegrity "Contextual integrity" "맥락적 온전성";
    HandoutRecord "Record of processing and register of transfers" "처리활동 기록·이전 대장";
    IracRule "Rule" "규정";
    IracApplication "Application" "적용";
    IracConclusion "Conclusion" "결론";
    IracIssue "{0}. Issue: did {1} break {2}? {3} ({4})" "{0}. 쟁점: {1} – {2} 위반인가? {3} ({4})";
    IracUnless "{0}: forbidden unless one of these holds: {1}" "{0}: 다음 중 하나가 없으면 금지된다: {1}";
    IracRequires "{0} requires: {1}" "{0}: 다음을 요구한다: {1}";
    IracApplies "It applies: {0}" "적용 요건: {0}";
    BriefAccused "{0} answers for findings. Lines against it that remain violations on its own version: {1}." "{0}: 책임을 추궁당하는 쪽이다. 자신의 주장에 따르더라도 위반으로 남는 항목: {1}개.";
    BriefAccuser "{0} accuses. Lines that are violations by others on its version: {1}." "{0}: 책임을 추궁하는 쪽이다. 그 주장에 따르면 다른 당사자의 위반 항목: {1}개.";
    BriefArgue "What this side must argue" "주장해야 할 것";
    BriefOwn "THIS SIDE" "이쪽의 주장";
    BriefOthers "THE OTHERS" "상대의 주장";
    BriefNoVersion "It has no version of its own on any disputed point." "다툼 있는 사실에 관하여 자신의 주장이 없다.";
    BriefNever "Never concede: the points that carry the case" "절대 인정하면 안 되는 것: 결과를 좌우하는 쟁점";
    BriefCost "{0} – conceding only this costs {1}: {2}" "{0} – 이것만 인정해도 잃는 항목 {1}개: {2}";
    BriefMay "May be conceded alone: no line turns on it" "이것만 인정해도 결과가 바뀌지 않는 쟁점";
    BriefRemains "Lost even on its own version: prepare for these" "자신의 주장에 따르더라도 위반인 것: 대비할 사항";
    BriefOpen "Still open on its own version, and on what it depends" "자신의 주장에 따르더라도 미정인 것과 그 이유";
    FlowWord "FLOW" "흐름";
    ColumnSubject "ABOUT WHOM" "정보주체";
    ColumnType "INFORMATION" "정보 유형";
    ColumnGivenFor "GIVEN FOR" "제공된 맥락";
    ColumnUsedFor "SENT FOR" "전송 원칙";
    IntroIntegrity "A flow keeps its context where sender, recipient, subject, type and principle are those under which people gave the data. Compare the two columns before the verdict." "보내는 자·받는 자·정보주체·정보 유형·전송 원칙이 사람들이 정보를 준 맥락과 같으면 온전성이 지켜진다. 판단 앞의 두 열을 비교하라.";
    AskIntegrity1 "Which of the five changed between the two columns?" "두 열 사이에서 다섯 요소 중 무엇이 달라졌는가?";
    AskIntegrity2 "Would the people have expected this recipient?" "정보주체는 이 받는 자를 예상했겠는가?";
    AskIntegrity3 "Does the law come to the same answer? Where it does not, which is right?" "법의 판단도 같은가? 다르다면 어느 쪽이 옳은가?";
    IntroRecord "What the scenario states about each flow, in the manner of a record under Article 30 GDPR with a register of transfers. What nobody stated is for you to find out." "GDPR 제30조의 처리활동 기록과 국외 이전 대장의 방식으로 정리했다. 적히지 않은 것은 확인할 사항이다.";
    RecordController "Sender" "보내는 자";
    RecordRoles "Roles in law" "법적 지위";
    RecordPurposes "Purposes" "처리 목적";
    RecordSubjects "Data subjects" "정보주체";
    RecordData "Categories of data" "개인정보 항목";
    RecordRecipients "Recipients" "받는 자";
    RecordTransfer "Transfer abroad" "국외 이전";
    RecordNoTransfer "none" "없음";
    RecordInstruments "Consents, contracts, notices" "동의·계약·고지";
    RecordPeriod "From when to when" "기간";
    RecordSecurity "Security measures" "안전조치";
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
    // Comparing
    CompareTitle "compared" "비교";
    CompareColumn "[{0}] {1}" "[{0}] {1}";
    CompareColumnTitle "[{0}] {1}: {2}" "[{0}] {1}: {2}";
    CompareBase "as the file says" "시나리오 그대로";
    CompareLawAsOf "law of {0}" "{0} 당시 법";
    CompareChanged "what is changed" "달라진 사실";
    CompareChangedIn "what is changed in {0}" "{0}에서 달라진 사실";
    CompareNothingChanged "nothing is changed" "달라진 사실 없음";
    CompareAdded "{0}: added {1}" "{0}: 추가 {1}";
    CompareTaken "{0}: taken away (was {1})" "{0}: 삭제 (종전 {1})";
    CompareFrom "{0}: {1} -> {2}" "{0}: {1} -> {2}";
    CompareOpen "open" "미정";
    CompareBurden "the burden of proof" "증명책임";
    CompareLaw "the law" "적용되는 법";
    CompareMoves "moves {0} rows" "항목 {0}개가 달라짐";
    CompareMovesOne "moves 1 row" "항목 1개가 달라짐";
    CompareMovesNone "no effect" "영향 없음";
    CompareNoDifference "every finding comes out the same" "모든 항목의 결과가 같음";
    CompareNone "no such row" "해당 없음";
    CompareSame "as in [1]" "[1]과 같음";
    CompareLegend "= means: as in the first column" "=: 첫째 열과 같음";
    CompareBecause "because of {0}" "원인: {0}";
    CompareTogether "{0} together" "{0} (함께)";
    CompareAnd "{0} and {1}" "{0}, {1}";
    CompareSatisfied "satisfied: {0}" "충족: {0}";
    CompareBroken "no longer satisfied: {0}" "불충족: {0}";
    CompareApplies "applies now: {0}" "새로 해당: {0}";
    CompareAppliesNoMore "applies no more: {0}" "더 이상 해당 안 됨: {0}";
    CompareSettled "no longer depends on: {0}" "더 이상 달려 있지 않음: {0}";
    CompareOpened "depends now on: {0}" "새로 달려 있음: {0}";
    CompareDetails "{0} [{1}]" "{0} [{1}]";
    CompareWhy "why, in {0}" "{0}의 이유";
    CompareRow "{0}, {1}, {2}: {3} -> {4}" "{0}, {1}, {2}: {3} -> {4}";
    CompareWords "{0}; {1}" "{0}; {1}";
    CompareOtherSanction "other sanction" "제재가 다름";
    CompareOtherPoints "depends on other points" "달려 있는 사항이 다름";
    CompareOtherParties "other in a party's own version" "당사자 주장에 따른 판단이 다름";
    CompareOtherLegs "other leg" "법적 이동이 다름";
    CompareOtherPeople "for other people, data or days" "인원·항목·기간의 범위가 다름";
    CompareGivesWay "gives way to a stricter rule" "더 무거운 규정에 흡수";
    CompareItems "{0} data items" "항목 {0}개";
    CompareCosts "can cost: {0} -> {1}" "제재: {0} -> {1}";
    CompareNoCost "nothing" "없음";
    CompareCounts "rows that differ: {0}; the same: {1}" "달라진 항목: {0}; 같은 항목: {1}";
    CompareHidden "and {0} more rows that are lawful, fold into a stricter rule or differ only in what decides them: --all" "그 밖에 적법하거나 더 무거운 규정에 흡수되거나 판단을 좌우하는 사항만 다른 항목 {0}개: --all";
    // Timeline
    TimelineDays "DAYS" "일수";
    TimelineStarts "starts: {0}" "시작: {0}";
    TimelineEnds "ends: {0}" "종료: {0}";
    TimelineGoesOn "still running at the end of what is stated" "적힌 사실의 끝까지 계속됨";
    TimelineLawStarts "{0} as in force from {1}" "{0} 시행({1}부터)";
    TimelineLawEnds "{0} no longer in force from {1}" "{0} 실효({1}부터)";
    TimelineFactStarts "`{0}` from {1}" "`{0}` 시작({1}부터)";
    TimelineFactEnds "`{0}` until {1}" "`{0}` 종료({1}까지)";
    TimelineLimit "a time limit has run out" "기한 경과";
    TimelineInAll "in all: {0}" "합계: {0}";
    TimelineDay "1 day" "1일";
    TimelineDaysCount "{0} days" "{0}일";
    TimelineDaysRange "{0} to {1} days" "{0}일–{1}일";
    TimelineDaysRunning "days: still running" "일수: 계속 중";
    TimelineDaysAtLeast "at least {0} days" "최소 {0}일";
    TimelinePeople "people: {0}" "인원: {0}";
    TimelineRecords "records: {0} ({1})" "기록: {0} ({1})";
    TimelineOneBreach "one breach under {0}: {1} ({2})" "하나의 위반({0}): {1} ({2})";
    TimelineCut "not one breach, by {0}: {1}" "하나의 위반이 아님({0}): {1}";
    TimelineCarriesOn "carries on `{0}`" "`{0}`에서 이어짐";
    TimelineCosts "can cost, {0}: {1} ({2})" "제재, {0}: {1} ({2})";
    TimelineEmpty "nothing is broken, and nothing is open, on any day" "위반이나 미확정인 날이 없음";
    TimelineMore "and {0} more rows: --all" "그 밖에 {0}개 항목: --all";
    TimelineMarks "days on which something changes" "변동일";
    TimelineByLaw "the same facts under the law of each day, as if it had always been so" "같은 사실에 각 시점의 법이 언제나 시행 중이었다고 볼 때";
    TimelineSameByLaw "and {0} more that come out the same under the law of each day: --all" "그 밖에 어느 시점의 법에 따르더라도 같은 항목 {0}개: --all";
    TimelineNoneByLaw "everything comes out the same under the law of each day: --all" "어느 시점의 법에 따르더라도 모두 같음: --all";
    TimelineFacts "FACTS" "사실";
    // What other commands add to a report
    ColumnStarts "STARTS BECAUSE" "시작 이유";
    ColumnEnds "ENDS BECAUSE" "종료 이유";
    ColumnDaysInAll "DAYS IN ALL" "총 일수";
    ColumnSet "SET" "조합";
    ColumnChanges "CHANGES" "변경 사항";
    ColumnCost "COST" "부담";
    ColumnSince "IN PLACE FROM" "갖춰야 할 날";
    ColumnOpens "THEN OPEN" "새로 미정";
    ColumnLeft "STILL BROKEN" "남는 위반";
    LeftOutPicture "The picture is left out: with {0} flows nobody could read it. `flowlaw graph` draws it all the same." "흐름이 {0}개여서 알아보기 어려우므로 그림을 싣지 않음. `flowlaw graph`로 그릴 수 있음.";
    LeftOutFixes "The smallest fixes are left out: `--fixes` works them out." "최소 시정안을 싣지 않음: `--fixes`를 붙이면 계산함.";
    OnlySomeFixes "The {0} cheapest sets of changes are shown; `flowlaw fix` shows more, and writes one into the file." "부담이 적은 변경 {0}개를 표시함. 더 보거나 파일에 반영하려면 `flowlaw fix`.";
    OnlySomeDecided "What decides is shown for {0} of {1} open lines, for the first row of each; `flowlaw decide` tells the rest." "판단을 좌우하는 것은 열린 항목 {1}개 중 {0}개에 대해 첫 행만 표시함. 나머지는 `flowlaw decide`.";
    LeftOutUnknown "“{0}” could not be worked out and is left out." "“{0}” 부분은 계산할 수 없어 싣지 않음.";
    // Pictures
    TimelineOf "Timeline: {0}" "타임라인: {0}";
    TimelineKey "Full bars are broken, outlined ones open. Letters are days on which something changes; they are explained below. Shades are versions of the law. (+N): so many more groups or data on the same days." "채운 막대는 위반, 테두리만 있는 막대는 아직 정해지지 않음. 글자는 변동일이며 아래에 설명함. 바탕색은 법의 개정 시기를 나타냄. (+N): 같은 기간의 다른 집단·항목 수.";
    TimelineRowsLeftOut "and {0} more rows in the table" "그 밖에 {0}개 항목은 표에 있음";
    PictureOf "Data flows: {0}" "데이터 흐름: {0}";
    NoCountry "country not stated" "국가가 적히지 않음";
    LawThatBinds "law: {0}" "적용법: {0}";
    NoLawBinds "law: nobody here answers under the chosen law" "적용법: 선택한 법에 따라 책임을 지는 자 없음";
    AlsoNamed "also named: {0}" "그 밖의 등장인물: {0}";
    DataSubjects "data subjects" "정보주체";
    RoleController "controller" "처리자";
    RoleRecipient "third party" "제3자";
    RoleProcessor "processor" "수탁자";
    RoleSubProcessor "sub-processor" "재수탁자";
    RoleOpen "{0}?" "{0}?";
    RolesUnder "{0}: {1}" "{0}: {1}";
    MovedHere "here: {0}" "현재: {0}";
    Makes "makes {0}" "산출: {0}";
    MadeFrom "{0} from {1}" "{0} ← {1}";
    OnwardOf "carries on {0}" "{0}에서 이어짐";
    AndMore "{0} and {1} more" "{0} 외 {1}개";
    OnlySometimes "in some versions only" "일부 주장에서만";
    NotInThisOne "not here: in another version or variation" "여기에는 없음: 다른 주장이나 변경에서만";
    NumbersAre "The numbers are those of the table: its lines in their order." "번호는 표의 항목 순서와 같다.";
    ColumnWhere "WHERE" "위치";
    KeyNothing "nothing to judge" "심사 대상 아님";
    DescribeFlow "{0}: {1} to {2}, {3}" "{0}: {1} → {2}, {3}";
    // Rules
    RulesTitle "{0}: {1} rules" "{0}: 규칙 {1}개";
    Exercised "exercised by this scenario" "이 시나리오가 다룬 규칙";
    NotExercised "not reached by this scenario" "이 시나리오가 다루지 않은 규칙";
    NotEncoded "known and not encoded" "아직 규칙으로 옮기지 않은 조문";
    UnreadKeys "keys that no rule of the chosen law reads" "선택한 법의 어떤 규칙도 읽지 않는 키";
    Leading "leading" "유력";
    // A whole law
    LawVersion "version {0}; at home in {1}" "판 {0}, 적용 국가 {1}";
    LawCounts "{0} rules, {1} concepts, {2} dated tables; rules checked: {3}" "규칙 {0}개, 개념 {1}개, 시행일 있는 표 {2}개. 규칙 확인 수준: {3}";
    Encoded "what is encoded" "규칙으로 옮긴 조문";
    DatedTables "dated tables" "시행일 있는 표";
    TableLine "{0} ({1}): {2} rows, checked: {3}" "{0} ({1}): {2}행, 확인: {3}";
    WhereOpen "where it is open" "해석이 갈리는 곳";
    Nowhere "nowhere" "없음";
    ColumnExamples "EXAMPLES" "예시";
    ColumnScenarios "SCENARIOS" "시나리오";
    ScenariosCounted "EXAMPLES are those in which the rule applies; SCENARIOS are those that reach it, of {0} judged by this law" "예시: 규칙이 적용되는 예시 수, 시나리오: 이 법으로 판단한 {0}개 중 규칙에 이른 수";
    NeverExercised "exercised by no example and no scenario" "예시도 시나리오도 다루지 않은 규칙";
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
