//! Numbers as the page prints them.

use karvon_engine::ruleset::Bound;

use super::Source;

/// A number of the ruleset as its file holds it.
pub(crate) fn plain(number: f64) -> String {
    number.to_string()
}

/// A log-ratio with its sign and two decimals.
pub(crate) fn signed(number: f64) -> String {
    let text = format!("{number:+.2}");
    if text == "-0.00" { "+0.00".to_owned() } else { text }
}

/// A range in words.
pub(crate) fn bound(source: &Source<'_>, bound: Bound) -> String {
    let parts = [
        ("bound-above", bound.above),
        ("bound-at-least", bound.at_least),
        ("bound-below", bound.below),
        ("bound-at-most", bound.at_most),
    ];
    let words: Vec<String> =
        parts.into_iter().filter_map(|(key, end)| Some(format!("{} {}", source.word(key), plain(end?)))).collect();
    words.join(", ")
}
