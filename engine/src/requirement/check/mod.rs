//! The checks: one file each, all pure, none of them knowing a law.

mod all_of;
mod answered_at;
mod assessed;
mod at_least;
mod cohort_terms;
mod cost_below;
mod cost_plausible;
mod examined;
mod exposed_share_known;
mod fees_not_borne;
mod fees_repaid;
mod findings_ended;
mod goods_clear;
mod indicators_answered;
mod links_verified;
mod planned;
mod ranked;
mod region_clear;
mod stated;
mod stated_number;
mod unlisted;
mod upstream_traced;
mod values_known;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::outcome::Tally;
use super::places::Places;
use super::statement::Catalogue;
use crate::ruleset::Ruleset;

pub use all_of::AllOf;
pub use answered_at::AnsweredAt;
pub use assessed::Assessed;
pub use at_least::AtLeast;
pub use cohort_terms::{CohortTerm, CohortTerms};
pub use cost_below::CostBelow;
pub use cost_plausible::{CorridorPrior, CostPlausible};
pub use examined::Examined;
pub use exposed_share_known::ExposedShareKnown;
pub use fees_not_borne::FeesNotBorne;
pub use fees_repaid::FeesRepaid;
pub use findings_ended::FindingsEnded;
pub use goods_clear::GoodsClear;
pub use indicators_answered::{BreachedBy, IndicatorsAnswered};
pub use links_verified::LinksVerified;
pub use planned::Planned;
pub use ranked::Ranked;
pub use region_clear::RegionClear;
pub use stated::Stated;
pub use stated_number::StatedNumber;
pub use unlisted::Unlisted;
pub use upstream_traced::UpstreamTraced;
pub use values_known::ValuesKnown;

/// What every check can do.
trait Ask {
    /// Looks, and says what is shown, what speaks against it, what is missing.
    fn ask(&self, facts: &Facts<'_>) -> Tally;

    /// The places that it looks at, where it asks about places.
    fn places(&self) -> Option<&Places> {
        None
    }

    /// What is wrong with the parameters.
    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        Vec::new()
    }

    /// Names in the parameters that a ruleset does not have.
    fn unknown_to(&self, _ruleset: &Ruleset) -> Vec<String> {
        Vec::new()
    }
}

macro_rules! checks {
    ($($(#[$meta:meta])* $name:ident = $code:literal,)*) => {
        /// A check with its parameters, as a rule names it.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Check {
            $($(#[$meta])* $name($name),)*
        }

        impl Check {
            /// Names of all checks.
            pub const NAMES: &[&str] = &[$($code,)*];

            /// The name that rules use.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $code,)*
                }
            }

            fn parameters(&self) -> &dyn Ask {
                match self {
                    $(Self::$name(check) => check,)*
                }
            }
        }
    };
}

checks! {
    /// Several checks, all of which must hold.
    AllOf = "all_of",
    /// Several checks, of which so many must hold.
    AtLeast = "at_least",
    /// The subject states something and can show it.
    Stated = "stated",
    /// A number that the subject states lies within bounds.
    StatedNumber = "stated_number",
    /// No place lies in a region.
    RegionClear = "region_clear",
    /// No place has certain goods from a country.
    GoodsClear = "goods_clear",
    /// No place is on a list.
    Unlisted = "unlisted",
    /// Chains reach back to where raw materials begin.
    UpstreamTraced = "upstream_traced",
    /// Links are verified.
    LinksVerified = "links_verified",
    /// Direct supplies have a value.
    ValuesKnown = "values_known",
    /// The exposed share is known closely enough.
    ExposedShareKnown = "exposed_share_known",
    /// Indicators are answered and none is observed.
    IndicatorsAnswered = "indicators_answered",
    /// A question is answered as it should be at places.
    AnsweredAt = "answered_at",
    /// What was observed was ended.
    FindingsEnded = "findings_ended",
    /// Somebody of certain sources looked.
    Examined = "examined",
    /// Places are assessed with enough coverage.
    Assessed = "assessed",
    /// Places are ranked by severity and likelihood.
    Ranked = "ranked",
    /// A plan of measures covers the places.
    Planned = "planned",
    /// Workers bear no fees of some categories.
    FeesNotBorne = "fees_not_borne",
    /// What workers paid was paid back.
    FeesRepaid = "fees_repaid",
    /// Recruitment cost lies below a number of months of earnings.
    CostBelow = "cost_below",
    /// Stated recruitment cost agrees with what is published for the corridor.
    CostPlausible = "cost_plausible",
    /// Terms of recruitment are kept.
    CohortTerms = "cohort_terms",
}

impl Check {
    /// The check and its parameters as compact JSON, for people who want to see what exactly is looked at.
    pub fn told(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether evidence can speak against it at all. What is only not yet known (a chain not traced, a place not examined)
    /// is unknown and never breached.
    pub fn can_be_breached(&self) -> bool {
        match self {
            Self::AllOf(AllOf(checks)) => checks.iter().any(Self::can_be_breached),
            Self::AtLeast(check) => check.of.iter().any(Self::can_be_breached),
            Self::UpstreamTraced(_)
            | Self::LinksVerified(_)
            | Self::ValuesKnown(_)
            | Self::ExposedShareKnown(_)
            | Self::Examined(_)
            | Self::Assessed(_)
            | Self::Ranked(_)
            | Self::Planned(_)
            | Self::CostPlausible(_) => false,
            Self::Stated(_)
            | Self::StatedNumber(_)
            | Self::RegionClear(_)
            | Self::GoodsClear(_)
            | Self::Unlisted(_)
            | Self::IndicatorsAnswered(_)
            | Self::AnsweredAt(_)
            | Self::FindingsEnded(_)
            | Self::FeesNotBorne(_)
            | Self::FeesRepaid(_)
            | Self::CostBelow(_)
            | Self::CohortTerms(_) => true,
        }
    }

    pub(super) fn ask(&self, facts: &Facts<'_>) -> Tally {
        let parameters = self.parameters();
        let mut tally = parameters.ask(facts);
        tally.missing.extend(parameters.places().map(|places| places.doubts(facts)).unwrap_or_default());
        tally
    }

    pub(super) fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        self.parameters().problems(catalogue)
    }

    pub(super) fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        self.parameters().unknown_to(ruleset)
    }
}

/// Says when a question is not among those that checklists ask.
fn unknown_question(question: &str, catalogue: &Catalogue) -> Option<String> {
    catalogue.form(question).is_none().then(|| format!("unknown question `{question}`"))
}

/// Source classes that a ruleset does not have.
fn unknown_sources(sources: &[String], ruleset: &Ruleset) -> Vec<String> {
    sources.iter().filter(|source| ruleset.source_class(source).is_none()).cloned().collect()
}
