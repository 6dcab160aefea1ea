//! Kinds of changes that somebody can make to become lawful, with how hard each is where a pack does not say.

/// One kind of change.
#[derive(Debug, Clone, Copy)]
pub struct Remedy {
    /// As packs name it under `costs`.
    pub name: &'static str,
    /// What it is.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
    /// Money, time and friction, each from 0 to 5.
    pub cost: [u32; 3],
}

const fn r(name: &'static str, en: &'static str, ko: &'static str, cost: [u32; 3]) -> Remedy {
    Remedy { name, en, ko, cost }
}

/// All kinds. Only the order of the costs counts: papers are easier than consents, those are easier than another way of working.
pub static REMEDIES: &[Remedy] = &[
    r("notice", "telling or publishing something", "고지·공개", [1, 1, 0]),
    r("correction", "putting right what a paper or party says", "정정", [1, 1, 1]),
    r("people", "leaving people out", "대상자 제외", [1, 1, 1]),
    r("data", "leaving items out", "항목 제외", [1, 1, 1]),
    r("contract", "signing a contract", "계약 체결", [1, 2, 1]),
    r("assessment", "making an assessment", "평가·점검", [2, 2, 0]),
    r("consent", "asking people for a consent", "동의 획득", [2, 2, 4]),
    r("technique", "changing the data before they are sent", "보호 기법 적용", [3, 2, 1]),
    r("entrustment", "arranging the work as work for the giver", "처리위탁으로 전환", [3, 3, 2]),
    r("anonymisation", "cutting every link to people", "익명처리", [3, 2, 5]),
    r("certificate", "obtaining a certificate", "인증 취득", [4, 5, 1]),
    r("stop", "stopping flows", "흐름 중단", [5, 1, 5]),
];
