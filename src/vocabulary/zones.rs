//! Countries and zones. Countries are ISO 3166-1 codes of two capital letters; `KR` or `"NO"`.

const EU27: &[&str] = &[
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT",
    "RO", "SK", "SI", "ES", "SE",
];
const EEA: &[&str] = &[
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT",
    "RO", "SK", "SI", "ES", "SE", "NO", "IS", "LI",
];
const ZONES: &[(&str, &[&str])] = &[("EU27", EU27), ("EEA", EEA)];

/// All codes of ISO 3166-1, in one string of two letters each.
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Whether the word is a country code.
pub fn is_country(word: &str) -> bool {
    word.len() == 2 && COUNTRIES.as_bytes().chunks(2).any(|code| code == word.as_bytes())
}

/// The countries of a zone, or nothing for any other word.
pub fn zone_countries(word: &str) -> Option<&'static [&'static str]> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, countries)| *countries)
}

/// The names of all zones.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|(name, _)| *name)
}
