//! The words that values are made of, with their trees.

use super::zones;

/// A closed list of words, or a tree of them. A test for an inner word is met by everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordList {
    /// Business sectors of a party.
    Sector,
    /// What a consent is for.
    Act,
    /// How data travel in a flow.
    FlowAct,
    /// Purposes (a tree).
    Purpose,
    /// Categories of data (a tree).
    Category,
    /// What was done to data before they were sent.
    Technique,
    /// How often.
    Frequency,
    /// How people were told.
    Channel,
    /// How a consent was given, in rising order.
    Form,
    /// What people are to the party.
    Relation,
    /// What a notice or consent tells.
    Told,
    /// What something was needed for.
    Need,
    /// Kinds of events.
    EventKind,
    /// Blame.
    Fault,
    /// How well a version is supported, in rising order.
    Evidence,
    /// How surely it is known what was decided, the surest first.
    Confidence,
    /// Kinds of legs.
    LegKind,
    /// Countries and zones.
    Country,
    /// Any word: the packs and the parties bring them (kinds of contracts, clauses, schemes …).
    Open,
}

/// One word of a list.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// As files write it.
    pub name: &'static str,
    /// The word above it in the tree, or empty.
    pub parent: &'static str,
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

const fn w(name: &'static str, parent: &'static str, en: &'static str, ko: &'static str) -> Word {
    Word { name, parent, en, ko }
}

static SECTORS: &[Word] = &[
    w("payment", "", "electronic payment", "전자금융"),
    w("credit_info", "", "provider or user of credit information", "신용정보제공·이용자"),
    w("online_service", "", "online service provider", "정보통신서비스 제공자"),
    w("mydata", "", "MyData operator", "본인신용정보관리회사"),
    w("bank", "", "bank", "은행"),
    w("insurer", "", "insurer", "보험사"),
    w("public_authority", "", "public authority", "공공기관"),
    w("private", "", "private business", "민간 사업자"),
    w("cloud", "", "cloud provider", "클라우드"),
    w("health", "", "health care", "의료"),
    w("academic", "", "research and education", "학술"),
    w("religious", "", "religious body", "종교단체"),
    w("political", "", "political party", "정당"),
    w("press", "", "press", "언론"),
    w("judicial", "", "court", "사법기관"),
    w("telecom", "", "telecommunications", "전기통신"),
    w("other", "", "other", "기타"),
];
static ACTS: &[Word] = &[
    w("collection", "", "collection", "수집"),
    w("use", "", "use", "이용"),
    w("provision", "", "third-party provision", "제3자 제공"),
    w("overseas", "", "transfer abroad", "국외 이전"),
    w("sensitive", "", "sensitive data", "민감정보"),
    w("unique_id", "", "unique identifiers", "고유식별정보"),
    w("marketing", "", "marketing", "마케팅"),
    w("delegation", "", "entrustment", "처리위탁"),
];
static FLOW_ACTS: &[Word] = &[
    w("transmit", "", "transmission", "전송"),
    w("remote_access", "", "remote access", "원격 접근"),
    w("view", "", "viewing", "조회"),
    w("store", "", "storage", "보관"),
    w("direct_collection", "", "direct collection", "직접 수집"),
    w("publish", "", "publication", "공개"),
    w("physical", "", "physical handover", "물리적 전달"),
    w("transit", "", "transit", "경유"),
];
static PURPOSES: &[Word] = &[
    w("service_delivery", "", "providing the service", "서비스 제공"),
    w("payment_processing", "service_delivery", "payment processing", "결제 처리"),
    w("delivery", "service_delivery", "delivery", "배송"),
    w("booking", "service_delivery", "booking", "예약"),
    w("sign_in", "service_delivery", "sign-in", "로그인"),
    w("support", "service_delivery", "support", "고객지원"),
    w("security", "", "security", "보안"),
    w("fraud_prevention", "security", "fraud prevention", "부정거래 방지"),
    w("risk_scoring", "", "risk scoring", "위험 평가"),
    w("credit_scoring", "risk_scoring", "credit scoring", "신용평가"),
    w("nsf_scoring", "risk_scoring", "scoring for insufficient funds", "NSF 점수 산출"),
    w("profiling", "", "profiling", "프로파일링"),
    w("model_training", "", "model building", "모형 구축"),
    w("marketing", "", "marketing", "마케팅"),
    w("targeted_ads", "marketing", "targeted advertising", "맞춤형 광고"),
    w("analytics", "", "analytics", "분석"),
    w("statistics", "", "statistics", "통계작성"),
    w("research", "", "scientific research", "과학적 연구"),
    w("archiving", "", "archiving in the public interest", "공익적 기록보존"),
    w("legal_compliance", "", "legal compliance", "법령 준수"),
    w("recruiting", "", "recruiting", "채용"),
    w("job_search", "", "job search", "구직"),
    w("storage_hosting", "", "storage and hosting", "보관·호스팅"),
    w("other", "", "another purpose", "그 밖의 목적"),
];
static CATEGORIES: &[Word] = &[
    w("identifier", "", "identifiers", "식별정보"),
    w("name", "identifier", "name", "이름"),
    w("phone", "identifier", "phone number", "전화번호"),
    w("email", "identifier", "e-mail address", "이메일"),
    w("account_id", "identifier", "account ID", "계정 ID"),
    w("device_or_check_id", "identifier", "number from an identity check", "본인인증 생성번호"),
    w("address", "identifier", "address", "주소"),
    w("photo", "identifier", "photo", "사진"),
    w("nationality", "identifier", "nationality", "국적"),
    w("device_id", "identifier", "device ID", "기기 식별자"),
    w("ip_cookie", "identifier", "IP address and cookies", "IP·쿠키"),
    w("account_profile", "identifier", "account details", "가입 정보"),
    w("national_id", "", "national identification numbers", "고유식별정보"),
    w("resident_number", "national_id", "resident registration number", "주민등록번호"),
    w("passport", "national_id", "passport number", "여권번호"),
    w("driving_licence", "national_id", "driving licence number", "운전면허번호"),
    w("alien_number", "national_id", "alien registration number", "외국인등록번호"),
    w("financial", "", "financial data", "금융정보"),
    w("balance", "financial", "balance", "잔액"),
    w("transaction_history", "financial", "transaction history", "거래내역"),
    w("payment_info", "financial", "payment details", "결제정보"),
    w("order_info", "financial", "order details", "주문정보"),
    w("card", "financial", "card number", "카드번호"),
    w("financial_account", "financial", "bank account", "금융계좌"),
    w("credit", "", "credit data", "신용정보"),
    w("credit_score", "credit", "credit score", "신용점수"),
    w("derived_score", "credit", "score derived from other data", "산출 점수"),
    w("sensitive", "", "sensitive data", "민감정보"),
    w("health", "sensitive", "health", "건강"),
    w("genetic", "sensitive", "genetic data", "유전정보"),
    w("biometric_id", "sensitive", "biometric identification", "생체인식정보"),
    w("religion", "sensitive", "religion", "종교"),
    w("union", "sensitive", "union membership", "노동조합"),
    w("politics", "sensitive", "political views", "정치적 견해"),
    w("sex_life", "sensitive", "sex life", "성생활"),
    w("race", "sensitive", "race", "인종"),
    w("criminal", "sensitive", "criminal record", "범죄경력"),
    w("behaviour", "", "behaviour", "행태정보"),
    w("telemetry", "behaviour", "telemetry", "기기 사용정보"),
    w("precise_location", "behaviour", "precise location", "위치정보"),
    w("content_comm", "behaviour", "content of communications", "통신 내용"),
    w("browsing", "behaviour", "browsing history", "열람 기록"),
    w("order", "", "goods ordered", "주문 상품"),
    w("appointment", "", "appointment", "예약 일정"),
    w("model", "", "statistical model", "통계 모형"),
];
static TECHNIQUES: &[Word] = &[
    w("plain", "", "plain", "평문"),
    w("encrypted", "", "encrypted", "암호화"),
    w("masked", "", "masked", "마스킹"),
    w("hashed_unsalted", "", "hashed without salt", "솔트 없는 해시"),
    w("hashed_salted", "", "hashed with salt", "솔트 해시"),
    w("hashed_random", "", "random one-way code", "무작위 일방향 코드"),
    w("tokenised", "", "tokenised", "토큰화"),
    w("pseudonymised", "", "pseudonymised", "가명처리"),
    w("aggregated", "", "aggregated", "총계처리"),
    w("anonymised", "", "said to be anonymised", "익명처리"),
];
static FREQUENCIES: &[Word] = &[
    w("once", "", "once", "1회"),
    w("occasional", "", "occasionally", "간헐적"),
    w("systematic", "", "systematically", "상시"),
    w("daily", "", "daily", "매일"),
];
static CHANNELS: &[Word] = &[
    w("policy_page", "", "privacy policy", "개인정보 처리방침"),
    w("direct", "", "told directly", "개별 통지"),
    w("layered", "", "layered notice", "단계별 고지"),
    w("at_collection", "", "at collection", "수집 시 고지"),
];
static FORMS: &[Word] = &[
    w("implied", "", "implied", "묵시적"),
    w("deemed", "", "deemed", "간주"),
    w("opt_out", "", "opt-out", "옵트아웃"),
    w("express", "", "express", "명시적"),
    w("explicit", "", "explicit", "명백한 명시적"),
    w("written", "", "in writing", "서면"),
];
static RELATIONS: &[Word] = &[
    w("customer", "", "customers", "고객"),
    w("user", "", "users", "이용자"),
    w("non_user", "", "people who are no users", "비이용자"),
    w("employee", "", "employees", "근로자"),
    w("applicant", "", "applicants", "지원자"),
    w("worker", "", "workers", "노무제공자"),
    w("patient", "", "patients", "환자"),
    w("child", "", "children", "아동"),
    w("merchant", "", "merchants", "판매자"),
    w("visitor", "", "visitors", "방문자"),
    w("former_customer", "", "former customers", "탈퇴 고객"),
];
static TOLD: &[Word] = &[
    w("data", "", "the data", "항목"),
    w("purpose", "", "the purpose", "목적"),
    w("recipient", "", "the recipient", "제공받는 자"),
    w("recipient_contact", "", "the recipient's contact", "연락처"),
    w("country", "", "the country", "국가"),
    w("method", "", "the method", "방법"),
    w("time", "", "the time", "시기"),
    w("retention", "", "the retention period", "보유·이용 기간"),
    w("refusal", "", "the right to refuse", "거부권과 불이익"),
    w("rights", "", "the people's rights", "정보주체의 권리"),
    w("safeguard", "", "the safeguards", "보호조치"),
    w("risk", "", "the risks", "위험"),
    w("entrusted", "", "the entrusted work", "위탁업무"),
    w("act", "", "the kind of processing", "처리 유형"),
    w("controller", "", "the controller", "개인정보처리자"),
    w("legal_basis", "", "the legal basis", "처리 근거"),
    w("complaint", "", "the right to complain", "불만처리"),
    w("withdrawal", "", "the right to withdraw", "철회권"),
    w("separate_optional", "", "that it is optional", "선택사항임"),
];
static NEEDS: &[Word] = &[
    w("contract", "", "the contract with these people", "정보주체와의 계약"),
    w("purpose", "", "the purpose of the flow", "처리 목적"),
    w("law", "", "a duty or power under law", "법령"),
    w("vital", "", "somebody's life, body or property", "급박한 이익"),
    w("public_task", "", "a public task", "공공업무"),
    w("public_safety", "", "public safety", "공공의 안전"),
    w("legitimate_interest", "", "a legitimate interest", "정당한 이익"),
    w("compatible_use", "", "a compatible further use", "양립가능한 목적"),
    w("hr", "", "managing staff", "인사관리"),
    w("legal_claims", "", "legal claims", "소송 수행"),
];
static EVENT_KINDS: &[Word] = &[
    w("leak", "", "leak", "유출"),
    w("loss", "", "loss", "분실"),
    w("theft", "", "theft", "도난"),
    w("alteration", "", "alteration", "변조"),
];
static FAULTS: &[Word] = &[
    w("intent", "", "intent", "고의"),
    w("gross_negligence", "", "gross negligence", "중과실"),
    w("negligence", "", "negligence", "과실"),
    w("none", "", "none", "없음"),
];
static EVIDENCE: &[Word] = &[
    w("asserted", "", "asserted", "주장"),
    w("documented", "", "documented", "문서로 뒷받침"),
    w("found_by_authority", "", "found by an authority", "기관이 인정"),
];
static CONFIDENCES: &[Word] = &[
    w("P", "", "primary: the decision's own words were read", "결정문 직접 확인"),
    w("S", "", "secondary: a summary was read", "요약 자료 확인"),
    w("M", "", "from memory: nothing was read", "기억에 의존"),
];
static LEG_KINDS: &[Word] = &[
    w("provide", "", "provision", "제공"),
    w("entrust", "", "entrustment", "위탁"),
    w("sub_entrust", "", "sub-entrustment", "재위탁"),
    w("return", "", "return", "반환"),
    w("collect", "", "collection", "수집"),
];

/// The words of a list; empty for countries and open lists.
pub fn words_of(list: WordList) -> &'static [Word] {
    match list {
        WordList::Sector => SECTORS,
        WordList::Act => ACTS,
        WordList::FlowAct => FLOW_ACTS,
        WordList::Purpose => PURPOSES,
        WordList::Category => CATEGORIES,
        WordList::Technique => TECHNIQUES,
        WordList::Frequency => FREQUENCIES,
        WordList::Channel => CHANNELS,
        WordList::Form => FORMS,
        WordList::Relation => RELATIONS,
        WordList::Told => TOLD,
        WordList::Need => NEEDS,
        WordList::EventKind => EVENT_KINDS,
        WordList::Fault => FAULTS,
        WordList::Evidence => EVIDENCE,
        WordList::Confidence => CONFIDENCES,
        WordList::LegKind => LEG_KINDS,
        WordList::Country | WordList::Open => &[],
    }
}

/// Whether `word` is `above` or stands below it: in the tree of the list, or in the zone.
pub fn is_within(list: WordList, word: &str, above: &str) -> bool {
    if word == above {
        return true;
    }
    if list == WordList::Country {
        return match (zones::zone_countries(above), zones::zone_countries(word)) {
            (Some(outer), Some(inner)) => inner.iter().all(|country| outer.contains(country)),
            (Some(outer), None) => outer.contains(&word),
            (None, _) => false,
        };
    }
    let parent = words_of(list).iter().find(|candidate| candidate.name == word).map_or("", |found| found.parent);
    !parent.is_empty() && is_within(list, parent, above)
}

/// The place of a word in a list whose order means something (forms of consent, evidence).
pub fn order_of(list: WordList, word: &str) -> Option<usize> {
    words_of(list).iter().position(|candidate| candidate.name == word)
}

/// The word in a reader's language, if the list knows it.
pub fn word_title(list: WordList, word: &str) -> Option<crate::text::Text> {
    words_of(list).iter().find(|candidate| candidate.name == word).map(|found| crate::text::Text::new(found.en, found.ko))
}
