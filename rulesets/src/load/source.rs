//! What the files of a ruleset say before they are put together: every key optional, factors with their references,
//! and for a ruleset that extends another one what it leaves out and changes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::ruleset::{
    BandRules, Case, CommonCause, ExpectedInput, Factor, FactorBin, FactorGroup, FactorOf, Floor, Indicator,
    InterviewRules, Measure, PatternSource, Question, RecruitmentMap, RegimeRules, RulesetSource, ScreeningRules,
    SeverityRules, SourceClass, Transmission,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// A factor that may take its table from a reference table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Factor")]
pub(crate) struct FactorFile {
    /// E.g. `country`.
    pub(super) id: String,
    /// Which property of a party is looked up.
    of: FactorOf,
    /// Group that it shares a cap with.
    #[serde(default)]
    group: Option<String>,
    /// Standard deviation of the log-odds where the value is unknown; not negative.
    spread: f64,
    /// Natural log likelihood ratios by key; a key here outranks the reference table.
    #[serde(default)]
    table: BTreeMap<String, f64>,
    /// By number, for shares: the first range that holds.
    #[serde(default)]
    bins: Vec<FactorBin>,
    /// For a value that is known and not in the table, where the table is complete.
    #[serde(default)]
    other: Option<f64>,
    /// Edition and date of the table.
    #[serde(default)]
    source: Option<String>,
    /// How well the table is verified.
    #[serde(default)]
    verification: Option<String>,
    /// Takes the keys of its table from a reference table of the program.
    #[serde(default)]
    pub(super) from_reference: Option<FromReference>,
}

/// Which reference table a factor takes its keys from, and what each listing weighs.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FromReference {
    /// Table, e.g. `tip_tiers`.
    pub(super) table: String,
    /// Natural log likelihood ratio of each listing, e.g. `tier_3: 0.9`.
    pub(super) values: BTreeMap<String, f64>,
}

impl FactorFile {
    pub(super) fn into_factor(self) -> (Factor, Option<FromReference>) {
        let factor = Factor {
            id: self.id,
            of: self.of,
            group: self.group,
            spread: self.spread,
            table: self.table,
            bins: self.bins,
            other: self.other,
            source: self.source,
            verification: self.verification,
        };
        (factor, self.from_reference)
    }
}

/// What a ruleset that extends another one leaves out of it, by id.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Removals {
    /// Source classes.
    pub(super) sources: Vec<String>,
    /// Indicators.
    pub(super) indicators: Vec<String>,
    /// Patterns.
    pub(super) patterns: Vec<String>,
    /// Questions and parts of questions.
    pub(super) questions: Vec<String>,
    /// Groups of factors.
    pub(super) factor_groups: Vec<String>,
    /// Factors.
    pub(super) factors: Vec<String>,
    /// Countries where state schemes are known.
    pub(super) state_programme_countries: Vec<String>,
    /// Official lists.
    pub(super) lists: Vec<String>,
    /// Leaves that labour links carry.
    pub(super) labour_links_carry: Vec<String>,
    /// Minimum bands.
    pub(super) floors: Vec<String>,
    /// Common causes.
    pub(super) common_causes: Vec<String>,
    /// Expected inputs.
    pub(super) expected_inputs: Vec<String>,
    /// Measures.
    pub(super) measures: Vec<String>,
    /// Reference profiles.
    pub(super) profiles: Vec<String>,
}

/// Declares the keys of a file once: those that must stand somewhere, and those that may be left out.
macro_rules! keys {
    (required { $($must:ident: $must_of:ty,)* } optional { $($may:ident: $may_of:ty,)* }) => {
        /// A YAML file of a ruleset: any of its keys. All files of the folder together must hold every key that a ruleset
        /// needs, each once; one that extends another ruleset needs only `name`, `version` and `effective_from`.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = "RulesetFile")]
        pub(crate) struct RulesetFile {
            $(#[serde(default)] pub(super) $must: Option<$must_of>,)*
            $(#[serde(default)] pub(super) $may: Option<$may_of>,)*
            #[serde(default)]
            pub(super) factors: Option<Vec<FactorFile>>,
            /// The ruleset that this one extends, as `name@version`: one of the program, or the folder beside this one.
            /// Entries with an `id` take the place of those of the same id or are added; other keys replace the key whole.
            #[serde(default)]
            pub(super) extends: Option<String>,
            /// What is left out of the ruleset that is extended.
            #[serde(default)]
            pub(super) remove: Option<Removals>,
            /// Single values that differ from the ruleset that is extended, by their dotted path, e.g.
            /// `questions.I7.1.answers.worker.t` or `regimes.judgement`.
            #[serde(default)]
            pub(super) change: Option<BTreeMap<String, Value>>,
        }

        impl RulesetFile {
            /// Takes over the keys of another file; returns the keys that both have.
            pub(super) fn merge(&mut self, other: Self) -> Vec<&'static str> {
                let mut twice = Vec::new();
                $(take(&mut self.$must, other.$must, stringify!($must), &mut twice);)*
                $(take(&mut self.$may, other.$may, stringify!($may), &mut twice);)*
                take(&mut self.factors, other.factors, "factors", &mut twice);
                take(&mut self.extends, other.extends, "extends", &mut twice);
                take(&mut self.remove, other.remove, "remove", &mut twice);
                take(&mut self.change, other.change, "change", &mut twice);
                twice
            }

            /// Keys that must stand in a ruleset and do not.
            pub(super) fn missing(&self) -> Vec<&'static str> {
                let mut missing = Vec::new();
                $(if self.$must.is_none() { missing.push(stringify!($must)); })*
                if self.factors.is_none() { missing.push("factors"); }
                missing
            }

            /// The ruleset with these factors; `None` where a key is missing.
            pub(super) fn into_source(self, factors: Vec<Factor>) -> Option<RulesetSource> {
                Some(RulesetSource {
                    $($must: self.$must?,)*
                    $($may: self.$may.unwrap_or_default(),)*
                    factors,
                })
            }
        }
    };
}

keys! {
    required {
        name: String,
        version: String,
        effective_from: NaiveDate,
        basis: String,
        headline: String,
        regimes: RegimeRules,
        sources: Vec<SourceClass>,
        interview: InterviewRules,
        indicators: Vec<Indicator>,
        patterns: Vec<PatternSource>,
        questions: Vec<Question>,
        recruitment: RecruitmentMap,
        severity: SeverityRules,
        bands: BandRules,
        transmission: Transmission,
    }
    optional {
        factor_groups: Vec<FactorGroup>,
        state_programme_countries: Vec<String>,
        lists: BTreeMap<String, Vec<f64>>,
        screening: Option<ScreeningRules>,
        labour_links_carry: BTreeMap<String, f64>,
        floors: Vec<Floor>,
        common_causes: Vec<CommonCause>,
        expected_inputs: Vec<ExpectedInput>,
        measures: Vec<Measure>,
        profiles: Vec<Case>,
    }
}

fn take<T>(mine: &mut Option<T>, other: Option<T>, key: &'static str, twice: &mut Vec<&'static str>) {
    if other.is_none() {
        return;
    }
    if mine.is_some() {
        twice.push(key);
    } else {
        *mine = other;
    }
}
