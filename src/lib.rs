//! A flight simulator for privacy law.
//!
//! A scenario (YAML) states who sent whose data to whom; a pack (YAML) states law; [`judge::case::judge`] says who broke
//! which article, for whose data, from when to when, and why.
//!
//! ```
//! use flowlaw::{diagnostics::Diagnostics, judge::case::{Law, Options, judge}, load, source::Sources};
//!
//! let text = "
//! scenario: my-first
//! law: [kr]
//! parties:
//!   shop:   { established_in: KR }
//!   mailer: { established_in: US }
//! people:
//!   customers: { of: shop, located_in: KR }
//! flows:
//!   newsletter: { from: shop, to: mailer, data: [email], purpose: marketing, period: 2024-01-01..2024-03-31 }
//! ";
//! let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
//! let document = load::scenario_text("my-first.yaml", text, &mut sources, &mut problems).expect("a scenario");
//! let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
//! let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
//! let judgement = judge(&document, &law, &Options::default(), &mut problems).expect("nothing is wrong with it");
//! assert!(judgement.findings.iter().any(|finding| &*finding.rule == "kr-pipa-28-8-1"));
//! ```

pub mod compare;
pub mod date;
pub mod decide;
pub mod diagnostics;
pub mod expectations;
pub mod export;
pub mod fix;
pub mod graph;
pub mod judge;
pub mod load;
pub mod outcome;
pub mod picture;
pub mod report;
pub mod rules;
pub mod scenario;
pub mod schema;
pub mod source;
pub mod sweep;
pub mod syntax;
pub mod text;
pub mod timeline;
pub mod vocabulary;
