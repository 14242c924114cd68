//! What each factor, and the evidence on each indicator, contributes: how much worse the scores are without it.

use serde::Serialize;

use super::labelled::Labelled;
use super::scores::{Forecast, scores};
use crate::evidence::Evidence;
use crate::likelihood::Strength;
use crate::ruleset::{Factor, Ruleset};

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContributionOf {
    /// A risk factor.
    Factor,
    /// All evidence on one indicator.
    Indicator,
}

/// What one thing contributes. Positive numbers: it helps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// What kind of thing.
    pub of: ContributionOf,
    /// Its id.
    pub id: String,
    /// In how many cases leaving it out changes the likelihood.
    pub cases: usize,
    /// Log loss without it minus log loss with it.
    pub log_loss: f64,
    /// Brier score without it minus Brier score with it.
    pub brier: f64,
    /// Area under the curve with it minus area without it; `None` where there is none.
    pub auc: Option<f64>,
}

/// Leaves out one thing after another; the most helpful first.
pub(super) fn contributions(ruleset: &Ruleset, labelled: &Labelled, with: &[Forecast]) -> Vec<Contribution> {
    let mut found = Vec::new();
    for (i, factor) in ruleset.source().factors.iter().enumerate() {
        let mut source = ruleset.source().clone();
        if let Some(silenced) = source.factors.get_mut(i) {
            *silenced = without_weight(factor);
        }
        // A table of zeros breaks no rule that the table of numbers keeps.
        let Ok(without) = Ruleset::new(source) else { continue };
        found.push(contribution(ContributionOf::Factor, &factor.id, with, &labelled.forecasts(&without)));
    }
    for (i, indicator) in ruleset.source().indicators.iter().enumerate() {
        let about = |row: &&Evidence| {
            let question = ruleset.question(row.question.as_str()).and_then(|q| ruleset.questions().get(q));
            question.is_none_or(|question| question.indicator != i)
        };
        let evidence: Vec<Evidence> = labelled.evidence().iter().filter(about).cloned().collect();
        let own = labelled.prepared_with(ruleset, &evidence).assess(Strength::AS_STATED);
        let without = labelled.forecasts_of(ruleset, &own);
        found.push(contribution(ContributionOf::Indicator, &indicator.id, with, &without));
    }
    found.retain(|contribution| contribution.cases > 0);
    found.sort_by(|a, b| b.log_loss.total_cmp(&a.log_loss).then_with(|| a.id.cmp(&b.id)));
    found
}

/// The factor with every weight 0, so that known values say nothing.
fn without_weight(factor: &Factor) -> Factor {
    let mut silenced = factor.clone();
    silenced.table.values_mut().for_each(|weight| *weight = 0.0);
    silenced.bins.iter_mut().for_each(|bin| bin.ln_lr = 0.0);
    silenced.other = silenced.other.map(|_| 0.0);
    silenced
}

fn contribution(of: ContributionOf, id: &str, with: &[Forecast], without: &[Forecast]) -> Contribution {
    let (a, b) = (scores(with), scores(without));
    let moved = with.iter().zip(without).filter(|(a, b)| a.likelihood.total_cmp(&b.likelihood).is_ne()).count();
    Contribution {
        of,
        id: id.to_owned(),
        cases: moved,
        log_loss: b.log_loss.value - a.log_loss.value,
        brier: b.brier.value - a.brier.value,
        auc: a.auc.zip(b.auc).map(|(a, b)| a.value - b.value),
    }
}
