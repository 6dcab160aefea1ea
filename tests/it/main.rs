//! One integration binary: text in, text out, laid out like the source.

mod architecture;
mod mistakes;
mod vocabulary;
