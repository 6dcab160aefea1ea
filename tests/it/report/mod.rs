//! What is handed in, read back by other readers than those that wrote it.

mod formats;
mod handouts;
mod hostile;
mod inserts;
mod read_back;
