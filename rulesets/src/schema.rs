//! The JSON Schema of the files of a ruleset, for editors and other programs.
//!
//! It is made from the very types that read the files, so that what it allows is what the loader reads; what holds only
//! for a ruleset as a whole (sums of columns, order of regimes, names that must exist) is checked by the loader. The
//! schema is published in the folder `schema` of this crate; a test keeps the two in step.

use karvon_engine::calibration::LabelledCase;
use karvon_engine::dimension::{DimensionCase, DimensionsSource};
use karvon_engine::requirement::{RequirementCase, RequirementSource};
use karvon_engine::ruleset::{Case, RulesetSource};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::Kind;
use crate::load::{QuestionsFile, RulesetFile};

/// Schema files by name.
pub fn schemas() -> Vec<(String, String)> {
    let named = |name: &str, schema: &Schema| (format!("{name}.schema.json"), written(schema));
    vec![
        named("ruleset", &ruleset()),
        named("cases", &generated::<Vec<Case>>()),
        named("labelled", &generated::<Vec<LabelledCase>>()),
        named("requirement", &of_kind::<RequirementSource>(Kind::Requirement)),
        named("requirement-cases", &generated::<Vec<RequirementCase>>()),
        named("dimensions", &of_kind::<DimensionsSource>(Kind::Dimensions)),
        named("dimension-cases", &generated::<Vec<DimensionCase>>()),
        named("questions", &of_kind::<QuestionsFile>(Kind::Questions)),
    ]
}

/// The main file of a kind that has to be named: the key `kind` belongs to the file and not to what it holds.
fn of_kind<T: schemars::JsonSchema>(kind: Kind) -> Schema {
    let mut schema = generated::<T>();
    let stated = json!({"const": kind.as_str(), "description": "What the ruleset holds."});
    match schema.get_mut("properties") {
        Some(Value::Object(keys)) => {
            keys.insert("kind".to_owned(), stated);
        }
        Some(_) | None => {
            schema.insert("properties".to_owned(), Value::Object(Map::from_iter([("kind".to_owned(), stated)])));
        }
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|key| key != "kind");
        required.insert(0, Value::from("kind"));
    }
    schema
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
        for (name, schema) in [
            ("ruleset", ruleset()),
            ("requirement", of_kind::<RequirementSource>(Kind::Requirement)),
            ("dimensions", of_kind::<DimensionsSource>(Kind::Dimensions)),
            ("questions", of_kind::<QuestionsFile>(Kind::Questions)),
        ] {
            assert_eq!(schema.get("additionalProperties"), Some(&Value::Bool(false)), "{name}");
        }
    }

    #[test]
    fn the_schema_of_a_checklist_knows_its_kind_and_every_check() {
        let schema = of_kind::<RequirementSource>(Kind::Requirement);
        assert_eq!(schema.pointer("/properties/kind/const"), Some(&Value::from("requirement")));
        assert_eq!(schema.pointer("/required/0"), Some(&Value::from("kind")));
        let checks = schema.pointer("/$defs/Check/oneOf").and_then(Value::as_array).unwrap();
        let named: Vec<&str> =
            checks.iter().filter_map(|check| check.pointer("/required/0").and_then(Value::as_str)).collect();
        assert_eq!(named, karvon_engine::requirement::Check::NAMES);
    }
}
