//! Cases of a checklist: the rule, the situation, what must come out.

use karvon_engine::requirement::RequirementCase;
use serde_json::Value;

use super::super::Block;
use super::Voice;
use crate::diff::plain;

/// Keys of a case that have a column of their own.
const SHOWN_APART: [&str; 5] = ["id", "shows", "rule", "outcome", "missing"];

/// Cases in a table, with their number above.
pub(super) fn blocks(voice: &Voice<'_>, cases: &[RequirementCase]) -> Vec<Block> {
    if cases.is_empty() {
        return vec![Block::Line(voice.word("cases-none"))];
    }
    let columns = ["column-case", "column-rule", "column-shows", "column-situation", "column-expected"];
    let rows = cases.iter().map(|case| row(voice, case)).collect();
    vec![Block::Line(voice.fact("cases-count", &cases.len().to_string())), voice.table(columns, rows)]
}

fn row(voice: &Voice<'_>, case: &RequirementCase) -> Vec<String> {
    let missing = case.missing.as_deref().unwrap_or_default().join(", ");
    let outcome = voice.word(&format!("outcome-{}", case.outcome));
    let expected = if missing.is_empty() { outcome } else { format!("{outcome}: {missing}") };
    vec![case.id.clone(), case.rule.clone(), case.shows.clone(), situation(voice, case), expected]
}

/// What is known in a case, key by key; what is not said is left out.
fn situation(voice: &Voice<'_>, case: &RequirementCase) -> String {
    let Ok(Value::Object(keys)) = serde_json::to_value(case) else { return String::new() };
    let told = keys.iter().filter(|(key, _)| !SHOWN_APART.contains(&key.as_str()));
    let told = told.filter_map(|(key, value)| {
        let value = said(value)?;
        Some(format!("{}: {}", voice.word(&format!("case-{key}")), plain(&value)))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { voice.word("nothing-known") } else { told.join("; ") }
}

/// Whether an entry says what holds where it is left out.
fn is_usual(key: &str, value: &Value) -> bool {
    match key {
        "age_days" => value.as_u64() == Some(0),
        "group" => value.as_str() == Some("all"),
        "place" => value.as_str() == Some("buyer"),
        _ => false,
    }
}

/// The value without what says nothing; `None` where nothing is left.
fn said(value: &Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(said).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(entries) => {
            let told = entries.iter().filter(|(key, value)| !is_usual(key, value));
            let entries: serde_json::Map<String, Value> =
                told.filter_map(|(key, value)| Some((key.clone(), said(value)?))).collect();
            (!entries.is_empty()).then_some(Value::Object(entries))
        }
        Value::String(text) if text.is_empty() => None,
        Value::Bool(true) | Value::Number(_) | Value::String(_) => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;

    #[test]
    fn a_case_says_what_is_known_and_nothing_else() {
        let case: RequirementCase = serde_json::from_str(
            r#"{"id": "a", "rule": "policy", "places": [{"id": "mill", "country": "CHN"}], "stated": {"company.policy": "yes"}, "statements": [{"question": "company.turnover_eur", "answer": "5", "age_days": 3}], "outcome": "unknown", "missing": ["needs_proof"]}"#,
        )
        .unwrap();
        let texts = Texts::default();
        let voice = Voice::new(&texts);
        assert_eq!(
            situation(&voice, &case),
            "places: country CHN, id mill; stated by a document: company.policy yes; \
             stated otherwise: age_days 3, answer 5, question company.turnover_eur, source document"
        );
        assert_eq!(row(&voice, &case).last().map(String::as_str), Some("unknown: needs_proof"));
    }
}
