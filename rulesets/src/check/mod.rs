//! Checks of a ruleset that loads: what is odd in it, and whether it gives what its profiles and cases say.
//!
//! What makes a ruleset unusable is an error of the loader. Here stand warnings: things that work but are hardly meant,
//! such as an answer that tells nothing or a text that is missing.

mod checklists;
mod numbers;
mod structure;
mod words;

pub use checklists::{ChecklistCheck, NEEDED, check_checklist, check_dimensions, missing_question_texts};
pub use words::{missing_texts, needed_texts};

use karvon_engine::assessment::{Mismatch, check_case};
use karvon_engine::ruleset::Case;
use thiserror::Error;

use crate::LoadedRuleset;

/// Something that is hardly meant.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Warning {
    /// As likely where the leaf is present as where it is absent, or equally likely in every regime.
    #[error("`questions.{question}.answers.{answer}` tells nothing: it is as likely either way")]
    TellsNothing {
        /// Question.
        question: String,
        /// Answer.
        answer: String,
    },
    /// Nothing is asked about an indicator.
    #[error("`indicators.{0}` has no questions")]
    IndicatorWithoutQuestions(String),
    /// Nothing is asked about a leaf, so that it is never observed.
    #[error("no answer speaks to the leaf `{0}`")]
    LeafWithoutQuestions(String),
    /// A question that no party can meet.
    #[error("`questions.{question}` can never apply: {reason}")]
    NeverApplies {
        /// Question.
        question: String,
        /// Why.
        reason: String,
    },
    /// A question that no source class is asked.
    #[error("`questions.{0}` is asked of nobody; name source classes in `asked_of`")]
    AskedOfNobody(String),
    /// A range of numbers that earlier answers take away, or that is empty.
    #[error("`questions.{question}.answers.{answer}` is never reached: no number is left for it")]
    NeverReached {
        /// Question.
        question: String,
        /// Answer.
        answer: String,
    },
    /// A number that no answer takes.
    #[error("`questions.{question}`: no answer takes the number {number}")]
    NumberWithoutAnswer {
        /// Question.
        question: String,
        /// Such a number.
        number: String,
    },
    /// A factor group that no factor is in.
    #[error("`factor_groups.{0}` has no factors")]
    EmptyFactorGroup(String),
    /// A factor without any number.
    #[error("`factors.{0}` has neither `table` nor `bins` nor `from_reference`")]
    EmptyFactor(String),
    /// An indicator that nothing can be done about.
    #[error("`indicators.{0}` has no measures")]
    IndicatorWithoutMeasures(String),
    /// A measure that ends nothing.
    #[error("`measures.{0}` closes no question")]
    MeasureClosesNothing(String),
    /// A text that is missing.
    #[error("`texts/{language}.ftl`: no text `{key}`")]
    MissingText {
        /// Language.
        language: String,
        /// Key.
        key: String,
    },
    /// A message file that cannot be used.
    #[error("`texts/{language}.ftl`: {reason}")]
    BrokenTexts {
        /// Language.
        language: String,
        /// Why.
        reason: String,
    },
}

/// What the checks found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Odd things.
    pub warnings: Vec<Warning>,
    /// Reference profiles that came out otherwise than expected.
    pub profile_mismatches: Vec<Mismatch>,
    /// Cases that came out otherwise than expected.
    pub case_mismatches: Vec<Mismatch>,
    /// Number of reference profiles run.
    pub profiles: usize,
    /// Number of cases run.
    pub cases: usize,
}

impl Check {
    /// Whether every profile and case came out as expected; warnings do not count.
    pub fn passes(&self) -> bool {
        self.profile_mismatches.is_empty() && self.case_mismatches.is_empty()
    }
}

/// Looks for odd things and runs reference profiles and cases.
pub fn check(loaded: &LoadedRuleset, cases: &[Case]) -> Check {
    let ruleset = &loaded.ruleset;
    let profiles = &ruleset.source().profiles;
    let run = |cases: &[Case]| cases.iter().flat_map(|case| check_case(ruleset, case)).collect();
    Check {
        warnings: warnings(loaded),
        profile_mismatches: run(profiles),
        case_mismatches: run(cases),
        profiles: profiles.len(),
        cases: cases.len(),
    }
}

/// Odd things only, without running anything.
pub fn warnings(loaded: &LoadedRuleset) -> Vec<Warning> {
    let source = loaded.ruleset.source();
    let mut warnings = structure::warnings(source);
    for language in loaded.own_languages().iter().map(String::as_str) {
        let own = match loaded.texts_in(language) {
            Ok(texts) => texts,
            Err(errors) => {
                let broken = |reason: String| Warning::BrokenTexts { language: language.to_owned(), reason };
                warnings.extend(errors.iter().map(|error| broken(error.to_string())));
                continue;
            }
        };
        let missing = missing_texts(source, &own);
        warnings.extend(missing.into_iter().map(|key| Warning::MissingText { language: language.to_owned(), key }));
    }
    warnings
}

#[cfg(test)]
mod tests;
