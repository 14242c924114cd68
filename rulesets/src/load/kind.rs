//! What a ruleset holds.

use serde::Deserialize;

/// What a ruleset holds, by the key `kind` of its main file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Likelihoods of indicators and patterns; also where nothing is said.
    #[default]
    Likelihood,
    /// A checklist of a law or standard.
    Requirement,
    /// Questions that checklists share.
    Questions,
    /// A scheme of dimensions for interview records.
    Dimensions,
}

impl Kind {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Requirement => "requirement",
            Self::Questions => "questions",
            Self::Dimensions => "dimensions",
        }
    }
}
