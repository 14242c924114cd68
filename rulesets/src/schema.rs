//! The JSON Schema of the files of a ruleset, for editors and other programs.
//!
//! It is made from the very types that read the files, so that what it allows is what the loader reads; what holds only
//! for a ruleset as a whole (sums of columns, order of regimes, names that must exist) is checked by the loader. The
//! schema is published in the folder `schema` of this crate; a test keeps the two in step.

use karvon_engine::calibration::LabelledCase;
use karvon_engine::ruleset::{Case, RulesetSource};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::load::RulesetFile;

/// Schema files by name.
pub fn schemas() -> Vec<(String, String)> {
    let named = |name: &str, schema: &Schema| (format!("{name}.schema.json"), written(schema));
    vec![
        named("ruleset", &ruleset()),
        named("cases", &generated::<Vec<Case>>()),
        named("labelled", &generated::<Vec<LabelledCase>>()),
    ]
}

/// One YAML file directly in the folder of a ruleset. Keys are explained as the ruleset as a whole explains them.
fn ruleset() -> Schema {
    let mut schema = generated::<RulesetFile>();
    let whole = generated::<RulesetSource>();
    if let Some(Value::Object(keys)) = schema.get_mut("properties") {
        for (key, entry) in keys.iter_mut() {
            let described = whole.get("properties").and_then(|all| all.get(key)?.get("description")).cloned();
            if let (Value::Object(entry), Some(described)) = (entry, described) {
                entry.entry("description").or_insert(described);
            }
        }
    }
    schema
}

fn generated<T: schemars::JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

fn written(schema: &Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_published_schema_is_the_one_that_the_types_give() {
        for (name, text) in schemas() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(&name);
            let published = std::fs::read_to_string(path).unwrap_or_default();
            assert!(
                published == text,
                "{name} is out of step; run `cargo run --release -p karvon-rulesets --example documents`"
            );
        }
    }

    #[test]
    fn every_key_of_a_ruleset_is_explained() {
        let schema = ruleset();
        let keys = schema.get("properties").and_then(Value::as_object).unwrap();
        let silent: Vec<&String> =
            keys.iter().filter(|(_, entry)| entry.get("description").is_none()).map(|(key, _)| key).collect();
        assert!(silent.is_empty(), "{silent:?}");
        assert!(keys.contains_key("questions") && keys.contains_key("extends"));
    }

    #[test]
    fn keys_that_do_not_exist_are_not_allowed() {
        assert_eq!(ruleset().get("additionalProperties"), Some(&Value::Bool(false)));
    }
}
