//! A check in words: what it asks, and with which parameters.

use karvon_engine::requirement::Check;
use serde_json::{Map, Value};

use super::super::{Align, Block, Column, Table};
use super::Voice;
use crate::diff::plain;

/// Parameters that hold further checks.
const NESTED: [&str; 1] = ["of"];

/// What a check asks; a check of checks is followed by those.
pub(crate) fn blocks(voice: &Voice<'_>, check: &Check) -> Vec<Block> {
    let mut blocks = Vec::new();
    push(voice, check, 0, &mut blocks);
    blocks
}

fn push(voice: &Voice<'_>, check: &Check, depth: usize, blocks: &mut Vec<Block>) {
    let words = voice.word(&format!("check-{}", check.name()));
    let parameters = match serde_json::to_value(check) {
        Ok(Value::Object(one)) => one.into_iter().next().map(|(_, parameters)| parameters).unwrap_or_default(),
        Ok(_) | Err(_) => Value::Null,
    };
    let empty = Map::new();
    let parameters = parameters.as_object().unwrap_or(&empty);
    let (mut told, mut tables) = (Vec::new(), Vec::new());
    for (key, value) in parameters {
        if NESTED.contains(&key.as_str()) || is_empty(value) {
            continue;
        }
        match table(voice, value) {
            Some(table) => tables.push(Block::Table(table)),
            None => told.push(format!("{} {}", voice.word(&format!("parameter-{key}")), value_told(voice, value))),
        }
    }
    let with = if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) };
    blocks.push(Block::Line(format!("{}{words}{with}", "– ".repeat(depth))));
    blocks.extend(tables);
    let below: &[Check] = match check {
        Check::AllOf(all) => &all.0,
        Check::AtLeast(some) => &some.of,
        Check::Stated(_)
        | Check::StatedNumber(_)
        | Check::RegionClear(_)
        | Check::GoodsClear(_)
        | Check::Unlisted(_)
        | Check::UpstreamTraced(_)
        | Check::LinksVerified(_)
        | Check::ValuesKnown(_)
        | Check::ExposedShareKnown(_)
        | Check::IndicatorsAnswered(_)
        | Check::AnsweredAt(_)
        | Check::FindingsEnded(_)
        | Check::Examined(_)
        | Check::Assessed(_)
        | Check::Ranked(_)
        | Check::Planned(_)
        | Check::FeesNotBorne(_)
        | Check::FeesRepaid(_)
        | Check::CostBelow(_)
        | Check::CostPlausible(_)
        | Check::CohortTerms(_) => &[],
    };
    for one in below {
        push(voice, one, depth + 1, blocks);
    }
}

/// A value on one line; the keys of what it is made of in words.
fn value_told(voice: &Voice<'_>, value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let told = entries.iter().filter(|(_, value)| !is_empty(value)).map(|(key, value)| {
                let key = voice.known(&format!("parameter-{key}")).unwrap_or_else(|| key.clone());
                format!("{key} {}", value_told(voice, value))
            });
            told.collect::<Vec<_>>().join(", ")
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => plain(value),
    }
}

/// A list of things with keys as a table; `None` for anything else.
fn table(voice: &Voice<'_>, value: &Value) -> Option<Table> {
    let rows: Vec<&Map<String, Value>> = value.as_array()?.iter().map(Value::as_object).collect::<Option<_>>()?;
    let keys: Vec<&String> = rows.first()?.keys().collect();
    let columns =
        keys.iter().map(|key| Column { title: voice.word(&format!("parameter-{key}")), align: Align::Left }).collect();
    let cell = |value: Option<&Value>| value.filter(|value| !is_empty(value)).map(plain).unwrap_or_default();
    let rows = rows.iter().map(|row| keys.iter().map(|key| cell(row.get(*key))).collect()).collect();
    Some(Table { columns, rows })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;

    fn told(check: &str) -> Vec<String> {
        let check: Check = serde_json::from_str(check).unwrap();
        let texts = Texts::default();
        let lines = blocks(&Voice::new(&texts), &check).into_iter().filter_map(|block| match block {
            Block::Line(line) => Some(line),
            Block::Heading(_) | Block::Item { .. } | Block::Table(_) | Block::Markdown(_) => None,
        });
        lines.collect()
    }

    #[test]
    fn a_check_is_told_with_its_parameters_and_without_what_is_left_open() {
        let lines = told(r#"{"examined": {"by": ["authority"], "within_days": 730, "places": {"min_band": "high"}}}"#);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].contains("authority") && lines[0].contains("730") && lines[0].contains("high"), "{lines:?}");
        assert!(!lines[0].contains("null") && !lines[0].contains("countries"), "{lines:?}");
    }

    #[test]
    fn a_check_of_checks_is_followed_by_those_one_step_in() {
        let lines = told(r#"{"at_least": {"count": 1, "of": [{"ranked": {}}, {"all_of": [{"values_known": {}}]}]}}"#);
        let depths: Vec<usize> = lines.iter().map(|line| line.matches("– ").count()).collect();
        assert_eq!(depths, [0, 1, 1, 2]);
    }

    #[test]
    fn every_check_has_words() {
        let texts = Texts::default();
        let voice = Voice::new(&texts);
        let silent: Vec<&&str> =
            Check::NAMES.iter().filter(|name| voice.known(&format!("check-{name}")).is_none()).collect();
        assert!(silent.is_empty(), "{silent:?}");
    }
}
