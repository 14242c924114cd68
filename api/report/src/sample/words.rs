//! Tests of the message files against the code that uses them.

use std::collections::BTreeSet;
use std::path::Path;

/// Keys that the code puts together from a prefix and an id.
const PREFIXES: [&str; 27] = [
    "match-field-",
    "match-list-",
    "match-duplicate-",
    "zone-",
    "kind-",
    "link-",
    "band-",
    "group-",
    "class-",
    "month-",
    "fee-",
    "basis-",
    "notice-",
    "verification-",
    "regime-meaning-",
    "term-",
    "term-name-",
    "term-meaning-",
    "split-",
    "column-",
    "worked-step-",
    "reading-",
    "method-limit-",
    "tier-",
    "point-",
    "outcome-",
    "requirements-applies-",
];

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "sample") {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

fn code() -> String {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

fn keys(language: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(format!("{language}.ftl"));
    let messages = std::fs::read_to_string(path).unwrap();
    messages
        .lines()
        .filter(|line| !line.starts_with([' ', '#', '}']))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Texts between quotes that stand where a message key is expected.
fn asked_for(code: &str) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for call in [".say(\"", ".tell(\"", ".rich(\"", "paragraph(voice, \"", "note(voice, \"", "sub(\""] {
        for after in code.split(call).skip(1) {
            asked.extend(after.split_once('"').map(|(key, _)| key.to_owned()));
        }
    }
    asked
}

#[test]
fn every_message_that_the_code_asks_for_exists_in_every_language() {
    let asked = asked_for(&code());
    assert!(asked.len() > 150, "{}", asked.len());
    for language in crate::Language::ALL {
        let keys = keys(language.tag());
        let missing: Vec<&String> = asked.iter().filter(|key| !keys.contains(*key) && *key != "no-such-key").collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.tag());
    }
}

#[test]
fn no_message_is_left_that_nobody_asks_for() {
    let code = code();
    let unused: Vec<String> = keys("en")
        .into_iter()
        .filter(|key| !code.contains(&format!("\"{key}\"")))
        .filter(|key| !PREFIXES.iter().any(|prefix| key.starts_with(prefix)))
        .filter(|key| !key.ends_with("-title"))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nobody_is_called_a_victim_and_nothing_is_called_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/en.ftl");
    let messages = std::fs::read_to_string(path).unwrap().to_lowercase();
    for word in ["victim", "forced labour found", "guilty", "slave", "labor "] {
        assert!(!messages.contains(word), "{word}");
    }
}

#[test]
fn every_point_of_a_check_has_words() {
    let keys = keys("en");
    let all = karvon_engine::requirement::What::ALL.iter().map(|what| format!("point-{}", what.as_str()));
    let missing: Vec<String> = all.filter(|key| !keys.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
