//! Differences as sentences.

use serde_json::Value;

use super::{Change, Comparable, TEXTS, What};
use crate::show::words;
use crate::texts::Texts;

/// What each difference says, one sentence each, in English; names of things come from the ruleset that has them.
pub fn sentences<T: Comparable>(changes: &[Change], from: &T, to: &T) -> Vec<String> {
    let words = words();
    let writer = Writer { words: &words, from: from.english(), to: to.english() };
    changes.iter().map(|change| writer.sentence(change)).collect()
}

struct Writer<'a> {
    words: &'a Texts,
    from: &'a Texts,
    to: &'a Texts,
}

impl Writer<'_> {
    fn sentence(&self, change: &Change) -> String {
        if let [first, language, key] = change.path.as_slice()
            && first == TEXTS
        {
            let place = format!("{} {language} {key}", self.word("thing-text"));
            return match &change.what {
                What::Added(text) => format!("{place}: {} {}", self.word("diff-added"), quoted(text)),
                What::Removed(text) => format!("{place}: {} {}", self.word("diff-removed"), quoted(text)),
                What::Changed { from, to } => format!("{place}: {} → {}", quoted(from), quoted(to)),
                What::Reordered => place,
            };
        }
        let (place, field) = self.place(&change.path);
        match &change.what {
            // A thing of its own is named; a value that was not stated is told.
            What::Added(Value::Object(_)) => format!("{place}: {}", self.word("diff-added")),
            What::Removed(Value::Object(_)) => format!("{place}: {}", self.word("diff-removed")),
            What::Added(value) => {
                told(&place, field.as_deref(), &format!("{} {}", self.word("diff-added"), plain(value)))
            }
            What::Removed(value) => {
                told(&place, field.as_deref(), &format!("{} {}", self.word("diff-removed"), plain(value)))
            }
            What::Changed { from, to } => told(&place, field.as_deref(), &format!("{} → {}", plain(from), plain(to))),
            What::Reordered => {
                let is_top = change.path.len() == 1;
                let all = change.path.last().map(|key| self.things(kind_of(key, is_top))).unwrap_or_default();
                let place = match change.path.split_last() {
                    Some((_, above)) if !above.is_empty() => format!("{}, {all}", self.place(above).0),
                    Some(_) | None => all,
                };
                format!("{place}: {}", self.word("diff-reordered"))
            }
        }
    }

    /// What a path leads to, and the field of it that is meant, if it is one.
    fn place(&self, path: &[String]) -> (String, Option<String>) {
        let mut parts: Vec<String> = Vec::new();
        let mut question = "";
        let mut rest = path;
        while let [key, below @ ..] = rest {
            let kind = kind_of(key, rest.len() == path.len());
            let thing = self.words.get(&format!("thing-{kind}"));
            match (thing, below) {
                (Some(thing), [id, deeper @ ..]) => {
                    let name = match kind {
                        "questions" => {
                            question = id;
                            self.name("question", id)
                        }
                        "answers" => self.answer(question, id),
                        // Indicators of a scheme of dimensions are questions of their own.
                        "indicators" => self.name("indicator", id).or_else(|| self.name("question", id)),
                        "patterns" | "measures" | "factors" | "sources" | "floors" | "rules" | "dimensions" => {
                            self.name(kind.trim_end_matches('s'), id)
                        }
                        "scheme_classes" => self.name("class", id),
                        _ => None,
                    };
                    parts.push(match name {
                        Some(name) => format!("{thing} {id} ({name})"),
                        None => format!("{thing} {id}"),
                    });
                    rest = deeper;
                }
                (_, []) if !parts.is_empty() => return (parts.join(", "), Some(self.field(key))),
                (_, _) => {
                    parts.push(self.field(key));
                    rest = below;
                }
            }
        }
        (parts.join(", "), None)
    }

    fn name(&self, kind: &str, id: &str) -> Option<String> {
        let key = crate::texts::key(kind, id);
        self.to.get(&key).or_else(|| self.from.get(&key))
    }

    fn answer(&self, question: &str, id: &str) -> Option<String> {
        let key = crate::texts::answer_key(question, id);
        self.to.get(&key).or_else(|| self.from.get(&key))
    }

    fn field(&self, key: &str) -> String {
        self.words.get(&format!("field-{key}")).unwrap_or_else(|| key.replace('_', " "))
    }

    fn things(&self, key: &str) -> String {
        self.words.get(&format!("things-{key}")).unwrap_or_else(|| key.replace('_', " "))
    }

    fn word(&self, key: &str) -> String {
        self.words.get(key).unwrap_or_else(|| key.to_owned())
    }
}

/// The kind of things under a key: classes at the top are those of an interview scheme, classes of workplaces stand deeper.
fn kind_of(key: &str, is_top: bool) -> &str {
    if is_top && key == "classes" { "scheme_classes" } else { key }
}

fn told(place: &str, field: Option<&str>, what: &str) -> String {
    match field {
        Some(field) => format!("{place}: {field} {what}"),
        None => format!("{place}: {what}"),
    }
}

fn quoted(value: &Value) -> String {
    format!("“{}”", value.as_str().unwrap_or_default())
}

/// A value on one line: rows with strokes between, tables as `key value`.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "–".to_owned(),
        Value::Array(items) => {
            let between = if items.iter().any(Value::is_array) { " | " } else { " / " };
            items.iter().map(plain).collect::<Vec<_>>().join(between)
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{key} {}", plain(value));
            entries.iter().filter(|(_, value)| !value.is_null()).map(entry).collect::<Vec<_>>().join(", ")
        }
        // A number that happens to be whole is not told with a point.
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}
