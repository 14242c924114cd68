//! Texts of cells to values: numbers, dates, countries, codes, words. Nothing is guessed: a reading in doubt says so.

pub(crate) mod code;
pub(crate) mod country;
pub(crate) mod date;
pub(crate) mod number;
pub(crate) mod sector;
pub(crate) mod text;
pub(crate) mod word;
