//! Which texts a ruleset needs.

use karvon_engine::evidence::WorkerGroup;
use karvon_engine::ruleset::{Band, Class, RulesetSource};

use crate::texts::{Texts, answer_key, key};

/// Keys of all texts that a ruleset needs, in the order of its file.
pub fn needed_texts(source: &RulesetSource) -> Vec<String> {
    let mut keys = vec!["ruleset-title".to_owned(), "ruleset-description".to_owned()];
    let mut add = |kind: &str, ids: &mut dyn Iterator<Item = &str>| keys.extend(ids.map(|id| key(kind, id)));
    add("regime", &mut source.regimes.classes.iter().map(|x| x.id.as_str()));
    add("source", &mut source.sources.iter().map(|x| x.id.as_str()));
    let mut families: Vec<&str> = source.sources.iter().filter_map(|x| x.family.as_deref()).collect();
    families.sort_unstable();
    families.dedup();
    families.retain(|family| !source.sources.iter().any(|class| class.id == *family));
    add("family", &mut families.into_iter());
    add("indicator", &mut source.indicators.iter().map(|x| x.id.as_str()));
    for indicator in &source.indicators {
        for (class, rates) in [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)] {
            if rates.is_some() {
                let leaf = format!("{}.{}", indicator.id, class.as_str());
                add("leaf", &mut std::iter::once(leaf.as_str()));
            }
        }
    }
    add("pattern", &mut source.patterns.iter().map(|x| x.id.as_str()));
    add("factor", &mut source.factors.iter().map(|x| x.id.as_str()));
    add("list", &mut source.lists.keys().map(String::as_str));
    add("floor", &mut source.floors.iter().map(|x| x.id.as_str()));
    add("cause", &mut source.common_causes.iter().map(|x| x.id.as_str()));
    add("input", &mut source.expected_inputs.iter().map(|x| x.id.as_str()));
    add("measure", &mut source.measures.iter().map(|x| x.id.as_str()));
    add("band", &mut Band::ALL.into_iter().map(Band::as_str));
    add("group", &mut WorkerGroup::ALL.into_iter().map(WorkerGroup::as_str));
    let mut whole: Option<&str> = None;
    for question in &source.questions {
        // A question with parts has a text of its own, before its first part.
        if let Some(of) = question.part_of.as_deref().filter(|of| whole != Some(*of)) {
            keys.push(key("question", of));
            whole = Some(of);
        }
        keys.push(key("question", &question.id));
        keys.extend(question.answers.iter().map(|answer| answer_key(&question.id, &answer.id)));
    }
    keys
}

/// Needed texts that a language itself does not have.
pub fn missing_texts(source: &RulesetSource, texts: &Texts) -> Vec<String> {
    let mut missing = needed_texts(source);
    missing.retain(|key| !texts.has(key));
    missing
}
