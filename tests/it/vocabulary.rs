//! The registry, the pages made from it, and the packs never drift apart.

use flowlaw::diagnostics::codes;
use flowlaw::vocabulary::{ATTRIBUTES, keys_page};
use std::fs;

#[test]
fn the_page_of_keys_is_current() {
    if std::env::var_os("UPDATE").is_some() {
        fs::write("docs/keys.md", keys_page()).unwrap();
    }
    assert!(fs::read_to_string("docs/keys.md").unwrap() == keys_page(), "run `UPDATE=1 cargo test vocabulary` to write docs/keys.md anew");
}

#[test]
fn no_key_of_a_block_stands_twice() {
    for (at, attribute) in ATTRIBUTES.iter().enumerate() {
        assert!(
            !ATTRIBUTES[at + 1..].iter().any(|other| other.block == attribute.block && other.key == attribute.key),
            "{}",
            attribute.key
        );
        assert!(!attribute.en.is_empty() && !attribute.ko.is_empty(), "{} is described in both languages", attribute.key);
    }
}

#[test]
fn every_code_has_a_page_and_its_own_number() {
    for (at, code) in codes::ALL.iter().enumerate() {
        assert!(code.explanation.len() > 40, "{}", code.id);
        assert!(!codes::ALL[at + 1..].iter().any(|other| other.id == code.id), "{} is used twice", code.id);
    }
}
