//! Reading YAML with errors for people: which key, what it says, what would be right.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::UserMessageFormatter;

use super::kind::Kind;
use super::position::{Outline, Position};

/// Keys whose values are dates: the date type itself says only that some character is wrong.
const DATES: [&str; 3] = ["effective_from", "as_of", "recheck_after"];

/// The keys of a ruleset that a list shows.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) effective_from: NaiveDate,
    #[serde(default)]
    pub(super) kind: Kind,
}

impl Head {
    /// Reads only the lines that state these keys: a list should not have to read every number. Where they are written
    /// otherwise, the whole document is read.
    pub(super) fn parse(text: &str) -> Parsed<Self> {
        let stated = |line: &&str| {
            let key = line.split(':').next().unwrap_or_default();
            ["name", "version", "effective_from", "kind"].contains(&key)
        };
        let lines: Vec<&str> = text.lines().filter(stated).collect();
        match parse::<Self>(&lines.join("\n")) {
            Ok(head) => Ok(head),
            Err(_) => parse(text),
        }
    }
}

/// What a ruleset holds, read from the line that says so.
pub(super) fn kind_of(text: &str) -> Parsed<Kind> {
    // Without the word there is nothing to read, and most of what is loaded has no such line.
    let may_say = text.lines().any(|line| line.trim_start_matches(['{', '"', '\'', ' ', '?']).starts_with("kind"));
    if may_say { Head::parse(text).map(|head| head.kind) } else { Ok(Kind::Likelihood) }
}

/// A document, or the place and what is wrong.
pub(super) type Parsed<T> = Result<T, (Option<Position>, String)>;

/// Reads a document.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Parsed<T> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let at = error.location().and_then(|location| Position::new(location.line(), location.column()));
        let message = error.without_snippet().render_with_formatter(&UserMessageFormatter);
        // The place stands beside the message already.
        let message = message.split(" at line ").next().unwrap_or_default();
        explain(text, at, message)
    })
}

/// Adds the key and its value to what the reader says.
fn explain(text: &str, at: Option<Position>, message: &str) -> (Option<Position>, String) {
    let (Some(outline), Some(place)) = (Outline::new(text), at) else { return (at, message.to_owned()) };
    if let Some(missing) = message.strip_prefix("missing field ") {
        let Some(within) = outline.holding(place) else { return (at, format!("the key {missing} is missing")) };
        return (within.at.or(at), format!("`{}`: the key {missing} is missing", within.path));
    }
    let Some(named) = outline.at(place) else { return (at, message.to_owned()) };
    let last = named.path.rsplit('.').next().unwrap_or_default();
    let what = match &named.scalar {
        Some(value) if DATES.contains(&last) => format!("`{value}` is no date; write it like 2026-09-29"),
        Some(value) if message == "invalid floating point" => format!("`{value}` is no number"),
        Some(value) if !says_it_all(message, value) => format!("`{value}`: {message}"),
        Some(_) | None => message.to_owned(),
    };
    (at, if named.path.is_empty() { what } else { format!("`{}`: {what}", named.path) })
}

/// Whether a message needs no value beside it: it names the value, or it is about the key.
fn says_it_all(message: &str, value: &str) -> bool {
    message.contains(&format!("`{value}`"))
        || message.starts_with("unknown field")
        || message.starts_with("duplicate mapping key")
}
