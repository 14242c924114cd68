//! What the files of a ruleset say before they are put together: every key optional, factors with their references.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::ruleset::{
    BandRules, Case, CommonCause, ExpectedInput, Factor, FactorBin, FactorGroup, FactorOf, Floor, Indicator,
    InterviewRules, Measure, PatternSource, Question, RecruitmentMap, RegimeRules, RulesetSource, SeverityRules,
    SourceClass, Transmission,
};
use serde::Deserialize;

/// A factor that may take its table from a reference table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactorFile {
    id: String,
    of: FactorOf,
    #[serde(default)]
    group: Option<String>,
    spread: f64,
    #[serde(default)]
    table: BTreeMap<String, f64>,
    #[serde(default)]
    bins: Vec<FactorBin>,
    #[serde(default)]
    other: Option<f64>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    verification: Option<String>,
    #[serde(default)]
    pub(super) from_reference: Option<FromReference>,
}

/// Which reference table a factor takes its keys from, and what each listing weighs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FromReference {
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

/// Declares the keys of a file once: those that must stand somewhere, and those that may be left out.
macro_rules! keys {
    (required { $($must:ident: $must_of:ty,)* } optional { $($may:ident: $may_of:ty,)* }) => {
        /// One file: any of the keys of a ruleset.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct RulesetFile {
            $(#[serde(default)] $must: Option<$must_of>,)*
            $(#[serde(default)] $may: Option<$may_of>,)*
            #[serde(default)]
            pub(super) factors: Option<Vec<FactorFile>>,
        }

        impl RulesetFile {
            /// Takes over the keys of another file; returns the keys that both have.
            pub(super) fn merge(&mut self, other: Self) -> Vec<&'static str> {
                let mut twice = Vec::new();
                $(take(&mut self.$must, other.$must, stringify!($must), &mut twice);)*
                $(take(&mut self.$may, other.$may, stringify!($may), &mut twice);)*
                take(&mut self.factors, other.factors, "factors", &mut twice);
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
