//! karvon: the command line, and the use cases behind it.
//!
//! Everything that touches the world is here: files, the clock, the terminal. The engine, the reading of files and the
//! writing of reports are libraries of their own that take values and give values.

pub mod cli;
pub mod services;
pub mod texts;
