//! How much bands and order depend on numbers that nobody knows exactly.
//!
//! All log-ratios (of factors, answers and lists) and all prevalences are made smaller and larger together, each way
//! with each; what is asked is how many parties change band and how far their order moves.

use chrono::NaiveDate;
use serde::Serialize;

use super::ground::Ground;
use super::outline::Outline;
use super::{AssessError, PartyResult, canonical_inputs};
use crate::calibration::rank_correlation;
use crate::evidence::ScreenedLists;
use crate::inputs::Inputs;
use crate::likelihood::Strength;
use crate::ruleset::{Ruleset, RulesetSource};

/// What other numbers would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    /// What all log-ratios were multiplied with.
    pub log_ratios: f64,
    /// What all prevalences were multiplied with; none goes above 1.
    pub prevalences: f64,
    /// Number of parties.
    pub parties: usize,
    /// How many have another band.
    pub other_band: usize,
    /// How many bands lie between at most, for one party.
    pub most_bands: usize,
    /// Spearman's rank correlation of the headline likelihoods with those of the ruleset as it is; `None` where all are
    /// equal.
    pub rank_correlation: Option<f64>,
    /// How many of the ten largest likelihoods stay among the ten largest.
    pub top_ten: usize,
}

/// Runs the likelihoods with log-ratios and prevalences smaller and larger by a part, alone and together.
///
/// # Errors
/// No parties.
pub fn sensitivity(
    inputs: &Inputs,
    ruleset: &Ruleset,
    as_of: NaiveDate,
    by: f64,
) -> Result<Vec<Sensitivity>, AssessError> {
    let inputs = canonical_inputs(inputs);
    let Ground { network, evidence, corridors, .. } = Ground::of_all(&inputs, ruleset, as_of)?;
    let run = |ruleset: &Ruleset, log_ratios: f64| {
        let mut outline = Outline::draw(&network, &evidence, &corridors, ScreenedLists::none(), ruleset, as_of);
        if log_ratios.total_cmp(&1.0).is_ne() {
            outline.own = outline.prepared.assess(Strength::scaled(log_ratios));
        }
        outline.parties(&network, ruleset)
    };
    let stated = run(ruleset, 1.0);
    let (less, more) = (1.0 - by, 1.0 + by);
    let mut found = Vec::new();
    for prevalences in [1.0, less, more] {
        // A row of prevalences that does not fall does not fall either when all of it is multiplied and cut at 1.
        let Ok(scaled) = Ruleset::new(with_prevalences(ruleset.source(), prevalences)) else { continue };
        for log_ratios in [1.0, less, more] {
            if log_ratios.total_cmp(&1.0).is_ne() || prevalences.total_cmp(&1.0).is_ne() {
                found.push(compared(&stated, &run(&scaled, log_ratios), log_ratios, prevalences));
            }
        }
    }
    Ok(found)
}

fn with_prevalences(source: &RulesetSource, factor: f64) -> RulesetSource {
    let mut scaled = source.clone();
    for indicator in &mut scaled.indicators {
        for rates in [&mut indicator.leaves.inv, &mut indicator.leaves.coe].into_iter().flatten() {
            for p in rates.prevalence.iter_mut().chain(rates.prevalence_migrant.iter_mut().flatten()) {
                *p = (*p * factor).min(1.0);
            }
        }
    }
    scaled
}

fn compared(stated: &[PartyResult], found: &[PartyResult], log_ratios: f64, prevalences: f64) -> Sensitivity {
    let likelihoods = |parties: &[PartyResult]| parties.iter().map(|party| party.likelihood).collect::<Vec<f64>>();
    let steps = stated.iter().zip(found).map(|(a, b)| (a.band as usize).abs_diff(b.band as usize));
    let top = top_ten(stated);
    Sensitivity {
        log_ratios,
        prevalences,
        parties: stated.len(),
        other_band: steps.clone().filter(|steps| *steps > 0).count(),
        most_bands: steps.max().unwrap_or_default(),
        rank_correlation: rank_correlation(&likelihoods(stated), &likelihoods(found)),
        top_ten: top_ten(found).iter().filter(|party| top.contains(party)).count(),
    }
}

/// Places of the ten largest likelihoods; of equal ones the first.
fn top_ten(parties: &[PartyResult]) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = parties.iter().enumerate().map(|(i, party)| (party.likelihood, i)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().take(10).map(|(_, i)| i).collect()
}
