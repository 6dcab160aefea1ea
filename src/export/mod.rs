//! A scenario in the words of other vocabularies. Facts only: what follows from them in law is for reports.

pub mod dpv;
pub mod mapping;
