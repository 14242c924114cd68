//! Checks of a ruleset as a whole. Every problem is collected; each says which key is wrong and what would be right.

mod consequences;
mod factors;
mod questions;

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Class, RulesetSource};
use crate::pattern::GateError;

/// Smallest and largest probability that an answer table may hold.
pub(crate) const TABLE_RANGE: (f64, f64) = (0.0005, 0.9995);
/// How far a column of an answer table may miss 1: rounding in people's tables.
const SUM_TOLERANCE: f64 = 1e-6;

/// A problem of a ruleset.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RulesetError {
    /// A value is not allowed where it stands.
    #[error("`{place}`: {what}")]
    Invalid {
        /// Key, e.g. `questions.I7.1.answers.worker.t`.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
    /// A name refers to nothing.
    #[error("`{place}`: unknown {kind} `{name}`{}", there_are(.known))]
    Unknown {
        /// Key.
        place: String,
        /// Kind of thing, e.g. `leaf`.
        kind: &'static str,
        /// Name.
        name: String,
        /// Names that there are: all of few, of many the most alike; empty where they are not listed.
        known: Box<[String]>,
    },
    /// Two things have one id.
    #[error("`{place}`: `{name}` stands twice; give one of them another id")]
    Duplicate {
        /// Key.
        place: String,
        /// Id.
        name: String,
    },
    /// A gate cannot be used.
    #[error("`patterns.{pattern}.gate`: {source}")]
    Gate {
        /// Pattern.
        pattern: String,
        /// Why.
        source: GateError,
    },
}

/// All problems, in the order of the file.
pub(super) fn problems(source: &RulesetSource) -> Vec<RulesetError> {
    let mut check = Check { source, errors: Vec::new() };
    check.ids();
    check.regimes();
    check.sources();
    check.indicators();
    for question in &source.questions {
        check.question(question);
    }
    check.factors();
    check.lists_and_labour();
    check.screening();
    check.recruitment();
    check.severity_and_bands();
    check.floors();
    check.transmission();
    check.common_causes();
    check.measures();
    check.expected_inputs();
    check.errors
}

/// Most names that an error offers.
const OFFERED: usize = 6;

fn there_are(known: &[String]) -> String {
    if known.is_empty() {
        return String::new();
    }
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("; there are {}", known.join(", "))
}

/// All names where they are few, else those most like a name, in their own order.
fn offered(names: Vec<String>, like: &str) -> Vec<String> {
    if names.len() <= OFFERED {
        return names;
    }
    let mut ranked: Vec<(usize, f64)> =
        names.iter().enumerate().map(|(i, name)| (i, strsim::jaro_winkler(name, like))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let near: BTreeSet<usize> = ranked.into_iter().take(OFFERED).map(|(i, _)| i).collect();
    names.into_iter().enumerate().filter(|(i, _)| near.contains(i)).map(|(_, name)| name).collect()
}

struct Check<'a> {
    source: &'a RulesetSource,
    errors: Vec<RulesetError>,
}

impl Check<'_> {
    fn invalid(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.errors.push(RulesetError::Invalid { place: place.into(), what: what.into() });
    }

    fn require(&mut self, holds: bool, place: &str, what: &str) {
        if !holds {
            self.invalid(place, what);
        }
    }

    fn known(&mut self, known: bool, place: impl Into<String>, kind: &'static str, name: &str) {
        if !known {
            let known = offered(self.names(kind), name).into_boxed_slice();
            self.errors.push(RulesetError::Unknown { place: place.into(), kind, name: name.to_owned(), known });
        }
    }

    /// Names of a kind of thing; none where they depend on the place.
    fn names(&self, kind: &str) -> Vec<String> {
        let source = self.source;
        let owned = |ids: &mut dyn Iterator<Item = &str>| ids.map(str::to_owned).collect();
        match kind {
            "indicator" => owned(&mut source.indicators.iter().map(|x| x.id.as_str())),
            "channel" => {
                let indicators = source.indicators.iter().map(|x| x.id.as_str());
                owned(&mut indicators.chain(source.patterns.iter().map(|x| x.id.as_str())))
            }
            "source class" => owned(&mut source.sources.iter().map(|x| x.id.as_str())),
            "question" => owned(&mut source.questions.iter().map(|x| x.id.as_str())),
            "factor" => owned(&mut source.factors.iter().map(|x| x.id.as_str())),
            "list" => owned(&mut source.lists.keys().map(String::as_str)),
            "leaf" => {
                let leaves = source.indicators.iter().flat_map(|indicator| {
                    let leaves = [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)];
                    leaves
                        .into_iter()
                        .filter(|(_, rates)| rates.is_some())
                        .map(|(class, _)| format!("{}.{}", indicator.id, class.as_str()))
                });
                leaves.collect()
            }
            _ => Vec::new(),
        }
    }

    fn unit_interval(&mut self, value: f64, place: &str) {
        self.require((0.0..=1.0).contains(&value), place, "must lie between 0 and 1");
    }

    fn ids(&mut self) {
        let source = self.source;
        let groups: [(&str, Vec<&str>); 8] = [
            ("regimes.classes", source.regimes.classes.iter().map(|x| x.id.as_str()).collect()),
            ("sources", source.sources.iter().map(|x| x.id.as_str()).collect()),
            (
                "indicators and patterns",
                source
                    .indicators
                    .iter()
                    .map(|x| x.id.as_str())
                    .chain(source.patterns.iter().map(|x| x.id.as_str()))
                    .collect(),
            ),
            ("questions", source.questions.iter().map(|x| x.id.as_str()).collect()),
            ("factors", source.factors.iter().map(|x| x.id.as_str()).collect()),
            ("measures", source.measures.iter().map(|x| x.id.as_str()).collect()),
            ("common_causes", source.common_causes.iter().map(|x| x.id.as_str()).collect()),
            ("profiles", source.profiles.iter().map(|x| x.id.as_str()).collect()),
        ];
        for (place, ids) in groups {
            let mut seen = BTreeSet::new();
            for id in ids {
                if !seen.insert(id) {
                    self.errors.push(RulesetError::Duplicate { place: place.to_owned(), name: id.to_owned() });
                }
            }
        }
        let headline = &source.headline;
        self.known(self.is_channel(headline), "headline", "channel", headline);
    }

    fn regimes(&mut self) {
        let rules = &self.source.regimes;
        let classes = &rules.classes;
        self.require(classes.len() >= 2, "regimes.classes", "at least two are needed, ordinary first");
        if let Some(first) = classes.first() {
            let is_reference = first.base == 0.0 && first.factor_weight == 0.0;
            self.require(is_reference, "regimes.classes", "the first has base 0 and factor_weight 0");
        }
        let weights: Vec<f64> = classes.iter().map(|class| class.factor_weight).collect();
        self.rises(&weights, "regimes.classes.factor_weight");
        self.require(classes.iter().all(|c| c.base.is_finite()), "regimes.classes.base", "must be a number");
        for (value, place) in [
            (rules.migrant_workforce_from, "regimes.migrant_workforce_from"),
            (rules.coverage_floor, "regimes.coverage_floor"),
            (rules.full_coverage_at, "regimes.full_coverage_at"),
            (rules.observe_at, "regimes.observe_at"),
            (rules.absence_at, "regimes.absence_at"),
            (rules.closure_at, "regimes.closure_at"),
            (rules.band_perturbation, "regimes.band_perturbation"),
        ] {
            self.unit_interval(value, place);
        }
        self.require(rules.full_coverage_at > 0.0, "regimes.full_coverage_at", "must be above 0");
        for (value, place) in [(rules.judgement, "regimes.judgement"), (rules.blind, "regimes.blind")] {
            self.require(value.is_finite() && value >= 0.0, place, "must not be negative");
        }
    }

    fn sources(&mut self) {
        for class in &self.source.sources {
            let place = format!("sources.{}", class.id);
            self.unit_interval(class.r_for, &format!("{place}.r_for"));
            self.unit_interval(class.r_against, &format!("{place}.r_against"));
            let lasts = class.half_life_days.is_finite() && class.half_life_days > 0.0;
            self.require(lasts, &format!("{place}.half_life_days"), "must be above 0");
            if let Some(visit) = class.visit {
                self.unit_interval(visit.sensitivity, &format!("{place}.visit.sensitivity"));
            }
        }
        let interview = &self.source.interview;
        self.known(self.is_source(&interview.source), "interview.source", "source class", &interview.source);
        self.unit_interval(interview.disclosure, "interview.disclosure");
        self.unit_interval(interview.share_affected, "interview.share_affected");
    }

    fn indicators(&mut self) {
        for indicator in &self.source.indicators {
            let place = format!("indicators.{}", indicator.id);
            let leaves = [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)];
            let has_leaf = leaves.iter().any(|(_, rates)| rates.is_some());
            self.require(has_leaf, &format!("{place}.leaves"), "has neither `inv` nor `coe`");
            for (class, rates) in leaves {
                let Some(rates) = rates else { continue };
                let place = format!("{place}.leaves.{}", class.as_str());
                self.prevalence(&rates.prevalence, &format!("{place}.prevalence"));
                if let Some(migrant) = &rates.prevalence_migrant {
                    self.prevalence(migrant, &format!("{place}.prevalence_migrant"));
                }
            }
            self.weight(indicator.severity.weight, &format!("{place}.severity.weight"));
        }
        for pattern in &self.source.patterns {
            self.weight(pattern.severity.weight, &format!("patterns.{}.severity.weight", pattern.id));
        }
    }

    fn weight(&mut self, weight: f64, place: &str) {
        self.require(weight.is_finite() && weight > 0.0, place, "must be above 0");
    }

    fn prevalence(&mut self, row: &[f64], place: &str) {
        let count = self.source.regimes.classes.len();
        self.require(row.len() == count, place, "needs one number per regime");
        self.require(row.iter().all(|a| (0.0..=1.0).contains(a)), place, "must lie between 0 and 1");
        self.rises(row, place);
    }

    /// A row that falls would let more adverse evidence lower a result.
    fn rises(&mut self, row: &[f64], place: &str) {
        if !rises(row) {
            let row: Vec<String> = row.iter().map(ToString::to_string).collect();
            let what = "must not fall from regime to regime; make each at least as large as the one before, found";
            self.invalid(place, format!("{what} {}", row.join(", ")));
        }
    }

    fn is_source(&self, id: &str) -> bool {
        self.source.sources.iter().any(|class| class.id == id)
    }

    fn is_channel(&self, id: &str) -> bool {
        self.source.indicators.iter().any(|i| i.id == id) || self.source.patterns.iter().any(|p| p.id == id)
    }

    fn is_leaf(&self, id: &str) -> bool {
        self.source.indicators.iter().any(|indicator| {
            id.strip_prefix(indicator.id.as_str()).is_some_and(|class| match class {
                ".inv" => indicator.leaves.inv.is_some(),
                ".coe" => indicator.leaves.coe.is_some(),
                _ => false,
            })
        })
    }
}

/// Whether no number is smaller than the one before; false where one is not a number.
fn rises(row: &[f64]) -> bool {
    row.is_sorted_by(|a, b| a <= b) && row.iter().all(|x| !x.is_nan())
}
