//! A scheme of dimensions: when a dimension is positive, its indicators, what dimensions together amount to, cases.

use karvon_engine::dimension::{ClassRule, Dimension, DimensionCase, DimensionIndicator, PositiveWhen, Strength};

use super::super::{Block, Page, Section};
use super::{Voice, notes};
use crate::LoadedDimensions;
use crate::texts::Texts;

/// The page of a scheme with its texts in a language; headings stay English.
pub fn dimensions_page(loaded: &LoadedDimensions, texts: &Texts) -> Page {
    let voice = Voice::new(texts);
    let source = loaded.dimensions.source();
    let mut lead = voice.lead(&source.name, &source.version);
    lead.push(voice.fact("instrument", &source.instrument));
    lead.push(voice.fact("in-force-from", &source.effective_from.to_string()));
    lead.push(voice.fact("scheme-sources", &source.sources.join(", ")));
    lead.push(voice.fact("hash", loaded.dimensions.hash()));
    let rules = source.positive_when.iter().map(|rule| Block::Line(positive(&voice, *rule))).collect();
    let mut sections = vec![voice.section("section-positive-when", rules)];
    sections.extend(source.dimensions.iter().map(|dimension| section(&voice, dimension)));
    sections.push(classes(&voice, source.classes.iter()));
    Page { title: voice.title(&source.name), lead, sections }
}

/// The documentation of a scheme: its page with its cases and its notes.
pub fn dimensions_document(loaded: &LoadedDimensions, texts: &Texts, cases: &[DimensionCase]) -> Page {
    let voice = Voice::new(texts);
    let mut page = dimensions_page(loaded, texts);
    page.sections.push(voice.section("section-cases", case_blocks(&voice, cases)));
    page.sections.extend(notes(&voice, &loaded.notes));
    page
}

/// One way in which a dimension is positive, e.g. `2 medium + 1 weak`.
fn positive(voice: &Voice<'_>, rule: PositiveWhen) -> String {
    let parts = [
        (rule.strong, "strength-strong"),
        (rule.medium, "strength-medium"),
        (rule.weak, "strength-weak"),
        (rule.medium_or_weak, "strength-medium-or-weak"),
    ];
    let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, key)| format!("{count} {}", voice.word(key)));
    told.collect::<Vec<_>>().join(" + ")
}

/// The indicators of one dimension.
pub(crate) fn section(voice: &Voice<'_>, dimension: &Dimension) -> Section {
    let rows = dimension.indicators.iter().map(|one| indicator_row(voice, one)).collect();
    let table = voice.table(["column-code", "column-name", "column-strength", "column-reads"], rows);
    Section { title: voice.texts.name("dimension", &dimension.id), blocks: vec![table] }
}

/// What there is to say of one indicator.
pub(crate) fn indicator_row(voice: &Voice<'_>, one: &DimensionIndicator) -> Vec<String> {
    let strength = match one.strength {
        Strength::Strong => "strength-strong",
        Strength::Medium => "strength-medium",
        Strength::Weak => "strength-weak",
    };
    let reads = one.reads.iter().map(|read| {
        let absent = if read.no.is_empty() { String::new() } else { format!(" / {}", read.no.join(", ")) };
        format!("{}: {}{absent}", read.question, read.yes.join(", "))
    });
    let reads: Vec<String> = reads.collect();
    vec![one.id.clone(), voice.texts.name("question", &one.id), voice.word(strength), reads.join("; ")]
}

/// Classes with the dimensions that they need.
pub(crate) fn classes<'a>(voice: &Voice<'_>, classes: impl Iterator<Item = &'a ClassRule>) -> Section {
    let columns = ["column-code", "column-name", "column-all", "column-any", "column-none"];
    let rows = classes.map(|class| class_row(voice, class)).collect();
    voice.section("section-classes", vec![voice.table(columns, rows)])
}

fn class_row(voice: &Voice<'_>, class: &ClassRule) -> Vec<String> {
    let named = |ids: &[String]| ids.iter().map(|id| voice.texts.name("dimension", id)).collect::<Vec<_>>().join("; ");
    let name = voice.texts.name("class", &class.id);
    vec![class.id.clone(), name, named(&class.all), named(&class.any), named(&class.none)]
}

/// Cases in a table, with their number above.
pub(crate) fn case_blocks(voice: &Voice<'_>, cases: &[DimensionCase]) -> Vec<Block> {
    if cases.is_empty() {
        return vec![Block::Line(voice.word("cases-none"))];
    }
    let pairs = |map: &std::collections::BTreeMap<String, String>, between: &str| {
        map.iter().map(|(key, value)| format!("{key}{between}{value}")).collect::<Vec<_>>().join("; ")
    };
    let row = |case: &DimensionCase| {
        let group = format!("{}{}", case.group.as_str(), case.asked.map(|n| format!(" ({n})")).unwrap_or_default());
        let mut out = vec![pairs(&case.dimensions, ": ")];
        out.extend(case.class.as_ref().map(|class| voice.fact("case-class", class)));
        out.extend(case.applied.as_ref().map(|applied| voice.fact("case-applied", applied)));
        out.retain(|part| !part.is_empty());
        let answers = pairs(&case.answers, " = ");
        vec![case.id.clone(), case.shows.clone(), group, case.source.clone(), answers, out.join("; ")]
    };
    let columns =
        ["column-case", "column-shows", "column-group", "column-said-by", "column-answers", "column-expected"];
    let rows = cases.iter().map(row).collect();
    vec![Block::Line(voice.fact("cases-count", &cases.len().to_string())), voice.table(columns, rows)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checklists, load_dimension_cases};

    #[test]
    fn a_scheme_shows_strengths_the_rule_classes_and_cases() {
        let lists = Checklists::load(Some(&["ilo-delphi-2009".to_owned()])).unwrap();
        let loaded = &lists.dimensions[0];
        let cases = load_dimension_cases("ilo-delphi-2009").unwrap();
        let text = dimensions_document(loaded, &loaded.texts, &cases).to_text();
        for part in ["2 medium + 1 weak", "D5.04", "deception_and_exploitation", "I7.1: employer_or_agent"] {
            assert!(text.contains(part), "{part}");
        }
        for key in ["column-", "section-", "strength-", "case-"] {
            assert!(!text.contains(key), "`{key}` shows");
        }
        assert!(cases.iter().all(|case| text.contains(&case.id)));
    }
}
