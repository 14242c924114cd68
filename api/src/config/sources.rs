//! Where settings come from: the built-in file, a file of the user's, the environment.

use std::collections::BTreeMap;
use std::path::Path;

use config::{Config, ConfigError, Environment, File, FileFormat, Map, Value, ValueKind};

use super::SettingError;

/// What every variable begins with.
const PREFIX: &str = "KARVON_";
/// What stands between the parts of a name in a variable.
const SEPARATOR: &str = "__";
/// How like a known name an unknown one must be to be put beside it, 0–1.
const ALIKE: f64 = 0.7;

/// All settings by name with dots, as text or lists of text, none of them unknown.
pub(super) type Raw = BTreeMap<String, RawValue>;

/// A value before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawValue {
    /// One value, as text.
    One(String),
    /// Several, as text.
    Several(Vec<String>),
    /// Something that is neither.
    Other,
}

/// The variables of this process; what is no text is left out.
pub fn from_environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Lays the sources over each other.
pub(super) fn read(
    built_in: &str,
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Raw, Vec<SettingError>> {
    let built_in = File::from_str(built_in, FileFormat::Toml);
    let mut raw =
        flat(Config::builder().add_source(built_in)).map_err(|error| vec![malformed(Path::new(""), "", &error)])?;
    let known: Vec<String> = raw.keys().cloned().collect();
    let mut errors = Vec::new();
    let mut lay = |layer: Raw, place: &dyn Fn(&str) -> String, errors: &mut Vec<SettingError>| {
        for (name, value) in layer {
            if known.contains(&name) {
                raw.insert(name, value);
            } else {
                errors.push(unknown(&name, place(&name), &known));
            }
        }
    };
    if let Some(path) = file {
        match file_layer(path) {
            Ok(layer) => lay(layer, &|_| format!("`{}`", path.display()), &mut errors),
            Err(error) => errors.push(error),
        }
    }
    let ours: Map<String, String> = environment
        .into_iter()
        .filter(|(name, _)| name.strip_prefix(PREFIX).is_some_and(|rest| rest.contains(SEPARATOR)))
        .collect();
    // Values are not parsed: a token made of digits is a text.
    let source = Environment::with_prefix(PREFIX.trim_end_matches('_'))
        .prefix_separator("_")
        .separator(SEPARATOR)
        .source(Some(ours));
    let variable = |name: &str| format!("the variable `{PREFIX}{}`", name.to_uppercase().replace('.', SEPARATOR));
    match flat(Config::builder().add_source(source)) {
        Ok(layer) => lay(layer, &variable, &mut errors),
        // Two variables of which one is part of the other's name, such as `KARVON_A__B` and `KARVON_A__B__C`.
        Err(_) => errors.push(unknown("", "the environment".to_owned(), &known)),
    }
    if errors.is_empty() { Ok(raw) } else { Err(errors) }
}

fn file_layer(path: &Path) -> Result<Raw, SettingError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| SettingError::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
    let source = File::from_str(&text, FileFormat::Toml);
    flat(Config::builder().add_source(source)).map_err(|error| malformed(path, &text, &error))
}

/// The line of a mistake, and nothing of what stands there: it may be a secret.
fn malformed(path: &Path, text: &str, error: &ConfigError) -> SettingError {
    let said = error.to_string();
    let numbers = |after: &str| {
        let rest = said.split(after).nth(1)?;
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().ok()
    };
    let line = numbers("at line ").unwrap_or_else(|| text.lines().count().max(1));
    SettingError::Malformed { path: path.to_owned(), line }
}

fn flat(builder: config::ConfigBuilder<config::builder::DefaultState>) -> Result<Raw, ConfigError> {
    let mut raw = Raw::new();
    flatten("", &builder.build()?.cache, &mut raw);
    Ok(raw)
}

fn flatten(name: &str, value: &Value, into: &mut Raw) {
    if let ValueKind::Table(fields) = &value.kind {
        for (key, value) in fields.iter().collect::<BTreeMap<_, _>>() {
            let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
            flatten(&name, value, into);
        }
        return;
    }
    into.insert(name.to_owned(), raw_value(value));
}

fn raw_value(value: &Value) -> RawValue {
    match &value.kind {
        ValueKind::String(text) => RawValue::One(text.clone()),
        ValueKind::Boolean(_)
        | ValueKind::I64(_)
        | ValueKind::I128(_)
        | ValueKind::U64(_)
        | ValueKind::U128(_)
        | ValueKind::Float(_) => RawValue::One(value.to_string()),
        ValueKind::Array(values) => {
            let texts = values.iter().map(|value| match raw_value(value) {
                RawValue::One(text) => Some(text),
                RawValue::Several(_) | RawValue::Other => None,
            });
            texts.collect::<Option<Vec<String>>>().map_or(RawValue::Other, RawValue::Several)
        }
        ValueKind::Nil | ValueKind::Table(_) => RawValue::Other,
    }
}

fn unknown(name: &str, place: String, known: &[String]) -> SettingError {
    let likeness = |other: &String| strsim::normalized_damerau_levenshtein(name, other);
    let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let nearest = nearest.filter(|other| likeness(other) >= ALIKE).cloned();
    SettingError::Unknown { name: name.to_owned(), place, nearest }
}
