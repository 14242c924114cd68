//! Refitting base odds, prevalences and answer tables to labelled cases.
//!
//! The model is the one that assesses; hidden are the regime, the leaves, what each family of sources sees and whether an
//! answer that is believed in part speaks at all. Expectation–maximisation (Dempster, Laird and Rubin 1977) climbs the
//! likelihood of evidence and outcomes together. The expert's numbers count as so and so many further cases (a Dirichlet
//! prior around them), so that few cases move little. Prevalences never fall from regime to regime: where the climb would
//! make them, neighbours are pooled (isotonic regression). Context tables, factor weights and reliabilities of sources stay
//! as they are: they and the base odds cannot be told apart by a few dozen cases.

mod expect;
mod isotonic;
mod maximise;

use serde::Serialize;

use super::labelled::Labelled;
use super::{CalibrationError, Forecast, LabelledCase, Scores, scores};
use crate::ruleset::{Ruleset, RulesetSource};
use expect::{Counts, expect};
use maximise::maximise;

/// How a refit is done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RefitSettings {
    /// For how many cases the expert's numbers count, in every row of numbers; above 0.
    pub prior_cases: f64,
    /// Most rounds.
    pub rounds: u32,
    /// Parts that the cases are divided into to score a refit on cases that it did not see; below 2 for none.
    pub folds: u32,
}

impl Default for RefitSettings {
    fn default() -> Self {
        Self { prior_cases: 50.0, rounds: 200, folds: 5 }
    }
}

/// Relative rise of the objective below which a refit has come to its end.
const END: f64 = 1e-9;

/// A refit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refit {
    /// The refitted ruleset: name, version and everything that was not refitted as before.
    pub source: RulesetSource,
    /// Rounds that it took.
    pub rounds: u32,
    /// Log-likelihood of evidence and outcomes with the expert's weight, before the first round and after each.
    pub objective: Vec<f64>,
    /// Questions whose tables stay the expert's, because the cases would turn an adverse answer into a reassuring one or
    /// the other way round.
    pub kept: Vec<String>,
    /// Scores before.
    pub before: Scores,
    /// Scores on the cases that it learned from: better than it will be on others.
    pub after: Scores,
    /// Scores of each case under a refit to the other parts; `None` where that was not asked for.
    pub unseen: Option<Scores>,
}

/// Refits a ruleset to labelled cases.
///
/// # Errors
/// Cases that cannot be used.
pub fn refit(ruleset: &Ruleset, cases: &[LabelledCase], settings: RefitSettings) -> Result<Refit, CalibrationError> {
    let labelled = Labelled::new(ruleset, cases)?;
    let climbed = climb(ruleset, &labelled, settings)?;
    let before = scores(&labelled.forecasts(ruleset));
    let after = scores(&labelled.forecasts(&climbed.ruleset));
    let unseen = unseen(ruleset, cases, settings)?.map(|forecasts| scores(&forecasts));
    Ok(Refit {
        source: climbed.ruleset.source().clone(),
        rounds: u32::try_from(climbed.objective.len().saturating_sub(1)).unwrap_or(u32::MAX),
        objective: climbed.objective,
        kept: climbed.kept,
        before,
        after,
        unseen,
    })
}

struct Climbed {
    ruleset: Ruleset,
    objective: Vec<f64>,
    kept: Vec<String>,
}

fn climb(expert: &Ruleset, labelled: &Labelled, settings: RefitSettings) -> Result<Climbed, CalibrationError> {
    let mut climbed = Climbed { ruleset: expert.clone(), objective: Vec::new(), kept: Vec::new() };
    let mut next = (expert.clone(), Vec::new());
    for _ in 0..=settings.rounds {
        let counts: Counts = expect(&next.0, labelled);
        let objective = counts.log_likelihood + maximise::prior(expert, &next.0, settings.prior_cases);
        let rise = climbed.objective.last().map(|last| (objective - last) / last.abs().max(1.0));
        // Going back to an expert's table may cost more than a round brings; then the round before was the best.
        if rise.is_some_and(|rise| rise < 0.0) {
            break;
        }
        climbed.objective.push(objective);
        (climbed.ruleset, climbed.kept) = next;
        if rise.is_some_and(|rise| rise < END) {
            break;
        }
        let (source, kept) = maximise(expert, &climbed.ruleset, &counts, settings.prior_cases);
        let ruleset = Ruleset::new(source).map_err(|errors| {
            CalibrationError::Refit(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        next = (ruleset, kept);
    }
    Ok(climbed)
}

/// Every case foreseen by a refit to the parts that it is not in; parts by turns, so that their make-up is alike.
fn unseen(
    expert: &Ruleset,
    cases: &[LabelledCase],
    settings: RefitSettings,
) -> Result<Option<Vec<Forecast>>, CalibrationError> {
    let folds = settings.folds as usize;
    if folds < 2 || cases.len() < 2 * folds {
        return Ok(None);
    }
    let mut forecasts = Vec::new();
    for fold in 0..folds {
        let part = |held_out: bool| -> Vec<LabelledCase> {
            let cases = cases.iter().enumerate().filter(|(i, _)| (i % folds == fold) == held_out);
            cases.map(|(_, case)| case.clone()).collect()
        };
        let climbed = climb(expert, &Labelled::new(expert, &part(false))?, settings)?;
        forecasts.extend(Labelled::new(expert, &part(true))?.forecasts(&climbed.ruleset));
    }
    Ok(Some(forecasts))
}
