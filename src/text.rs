//! Texts in English and Korean.

use std::sync::Arc;

/// A word, an id or a code as it stands in a file. Cheap to clone.
pub type Name = Arc<str>;

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

/// The same text in English and Korean. A text that a user wrote without a language stands in both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text {
    /// English.
    pub en: Name,
    /// Korean.
    pub ko: Name,
}

impl Text {
    /// A text in both languages.
    pub fn new(en: impl Into<Name>, ko: impl Into<Name>) -> Text {
        Text { en: en.into(), ko: ko.into() }
    }

    /// The same text in both languages, for names and numbers.
    pub fn same(text: impl Into<Name>) -> Text {
        let text = text.into();
        Text { en: text.clone(), ko: text }
    }

    /// The text in one language; English where the Korean one is empty.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Korean if !self.ko.is_empty() => &self.ko,
            Language::Korean | Language::English => &self.en,
        }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ko.is_empty()
    }
}
