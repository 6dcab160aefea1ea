//! Papers for a class, made from the same rows as every report: each fits on two pages for the teaching stages.

pub mod brief;
pub mod integrity;
pub mod irac;
pub mod paper;
pub mod record;
