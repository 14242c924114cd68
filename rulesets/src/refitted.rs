//! A refit as the files of a new ruleset: one that extends the old one and states every number that the cases moved.
//!
//! The old ruleset stays as it is, and what the new one differs in can be read line by line.

use std::fmt::Write;

use chrono::NaiveDate;
use karvon_engine::calibration::Refit;
use serde_json::Value;

use crate::LoadedRuleset;
use crate::diff::{What, compare_values};
use crate::skeleton::{SkeletonError, check_name};

const NOTES: &str = include_str!("../skeleton/refitted/NOTES.md");
const TEXTS: &str = include_str!("../skeleton/refitted/texts/en.ftl");

/// What the new ruleset is called, and what it learned from.
#[derive(Clone, Copy, Debug)]
pub struct NewRuleset<'a> {
    /// Its name.
    pub name: &'a str,
    /// First day on which it may be used.
    pub today: NaiveDate,
    /// Number of labelled cases.
    pub cases: usize,
    /// For how many cases the expert's numbers counted.
    pub prior_cases: f64,
}

/// Files of the new ruleset by path.
///
/// # Errors
/// A name that no ruleset can have.
pub fn files(
    base: &LoadedRuleset,
    refit: &Refit,
    new: &NewRuleset<'_>,
) -> Result<Vec<(String, String)>, SkeletonError> {
    check_name(new.name)?;
    let head = base.ruleset.source();
    let mut main = format!(
        "name: {}\nversion: 0.1.0\neffective_from: {}\nbasis: calibrated\nextends: {}@{}\n\n",
        new.name, new.today, head.name, head.version
    );
    let value = |source| serde_json::to_value(source).unwrap_or_default();
    let changes = compare_values(&value(head), &value(&refit.source));
    if !changes.is_empty() {
        main.push_str("change:\n");
    }
    for change in &changes {
        // A refit moves numbers and rows of numbers; it adds and removes nothing.
        if let What::Changed { to, .. } = &change.what {
            let path = Value::String(change.path.join("."));
            let _ = writeln!(main, "  {path}: {to}");
        }
    }
    let number = |number: f64| format!("{number:.4}");
    let unseen = |of: fn(&karvon_engine::calibration::Scores) -> f64| {
        refit.unseen.as_ref().map_or_else(|| "–".to_owned(), |scores| number(of(scores)))
    };
    let kept = if refit.kept.is_empty() { "–".to_owned() } else { refit.kept.join(", ") };
    let words = [
        ("name", new.name.to_owned()),
        ("base", head.name.clone()),
        ("base_version", head.version.clone()),
        ("cases", new.cases.to_string()),
        ("prior_cases", new.prior_cases.to_string()),
        ("brier_before", number(refit.before.brier.value)),
        ("brier_after", number(refit.after.brier.value)),
        ("brier_unseen", unseen(|scores| scores.brier.value)),
        ("log_loss_before", number(refit.before.log_loss.value)),
        ("log_loss_after", number(refit.after.log_loss.value)),
        ("log_loss_unseen", unseen(|scores| scores.log_loss.value)),
        ("rounds", refit.rounds.to_string()),
        ("kept", kept),
    ];
    let filled = |text: &str| {
        words.iter().fold(text.to_owned(), |text, (key, word)| text.replace(&format!("{{{{{key}}}}}"), word))
    };
    Ok(vec![
        ("ruleset.yaml".to_owned(), main),
        ("texts/en.ftl".to_owned(), filled(TEXTS)),
        ("NOTES.md".to_owned(), filled(NOTES)),
    ])
}

#[cfg(test)]
mod tests {
    use karvon_engine::calibration::{RefitSettings, refit};

    use super::*;
    use crate::example::{RULESET, files as example};
    use crate::reference::Tables;
    use crate::{load_from, read_labelled};

    #[test]
    fn the_files_of_a_refit_load_to_the_refitted_numbers() {
        let mut tree = example(RULESET);
        let base = load_from(&tree, "small", Tables::embedded()).unwrap();
        let case = |id: usize, answer: &str, there: bool| {
            format!(
                "- {{id: c{id}, evidence: [{{question: I7.1, answer: {answer}, source: worker_interview, asked: 20}}], \
                 outcome: {{headline: {there}}}}}\n"
            )
        };
        let text: String =
            (0..12).map(|i| if i % 3 == 0 { case(i, "employer", true) } else { case(i, "worker", false) }).collect();
        let cases = read_labelled("cases.yaml", &text).unwrap();
        let found = refit(&base.ruleset, &cases, RefitSettings::default()).unwrap();
        let today = "2026-11-24".parse().unwrap();
        let new = NewRuleset { name: "small-refitted", today, cases: cases.len(), prior_cases: 50.0 };
        for (path, text) in files(&base, &found, &new).unwrap() {
            assert!(!text.contains("{{"), "{text}");
            tree.0.insert(format!("small-refitted/{path}"), text.into_bytes());
        }
        let own = load_from(&tree, "small-refitted", Tables::embedded()).unwrap_or_else(|errors| panic!("{errors:?}"));
        let (made, loaded) = (&found.source, own.ruleset.source());
        assert_ne!(made.regimes, base.ruleset.source().regimes);
        assert_eq!(
            (&made.regimes, &made.indicators, &made.questions),
            (&loaded.regimes, &loaded.indicators, &loaded.questions)
        );
        assert_eq!(loaded.basis, "calibrated");
    }
}
