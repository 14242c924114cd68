//! Why a number changed: what a change is made of, from replaying one cause after the other.
//!
//! Between two assessments the data are exchanged first, then evidence, lists and the ruleset; whatever is left is the engine's
//! doing. Each cause gets the step that its exchange makes, so the parts add up to the whole change. The order is fixed, since
//! with another one the parts would be others.

use serde::{Deserialize, Serialize};

/// One number along a replay; `None` where it does not exist.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Replay {
    /// As it was first stored.
    pub first: Option<f64>,
    /// From the same inputs and ruleset, by the engine of today.
    pub again: Option<f64>,
    /// With the second data.
    pub data: Option<f64>,
    /// With the second evidence too.
    pub evidence: Option<f64>,
    /// With the second lists too.
    pub lists: Option<f64>,
    /// With the second ruleset too.
    pub ruleset: Option<f64>,
    /// As it was stored the second time.
    pub last: Option<f64>,
}

/// A change and its parts, which add up to it. A number that does not exist counts as 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// In the first assessment.
    pub from: Option<f64>,
    /// In the second.
    pub to: Option<f64>,
    /// Parties, links, recruitment rows, exchange rates, merges, the day and the settings.
    pub data: f64,
    /// Answers.
    pub evidence: f64,
    /// Published lists, watch lists, and decisions about matches with them.
    pub lists: f64,
    /// The ruleset.
    pub ruleset: f64,
    /// The engine.
    pub engine: f64,
}

impl Moved {
    /// The whole change.
    pub fn change(&self) -> f64 {
        self.to.unwrap_or_default() - self.from.unwrap_or_default()
    }
}

/// Splits a change by its causes.
pub fn split_change(replay: &Replay) -> Moved {
    let step = |from: Option<f64>, to: Option<f64>| to.unwrap_or_default() - from.unwrap_or_default();
    Moved {
        from: replay.first,
        to: replay.last,
        data: step(replay.again, replay.data),
        evidence: step(replay.data, replay.evidence),
        lists: step(replay.evidence, replay.lists),
        ruleset: step(replay.lists, replay.ruleset),
        engine: step(replay.first, replay.again) + step(replay.ruleset, replay.last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_gets_the_step_of_its_exchange() {
        let replay = Replay {
            first: Some(0.5),
            again: Some(0.75),
            data: Some(0.25),
            evidence: Some(0.5),
            lists: Some(0.5),
            ruleset: Some(1.0),
            last: Some(0.875),
        };
        let moved = split_change(&replay);
        let parts = [moved.data, moved.evidence, moved.lists, moved.ruleset, moved.engine];
        assert_eq!(parts.map(f64::to_bits), [-0.5, 0.25, 0.0, 0.5, 0.125].map(f64::to_bits));
        assert_eq!(parts.iter().sum::<f64>().to_bits(), moved.change().to_bits());
    }

    #[test]
    fn what_comes_with_the_data_is_their_doing() {
        let new = Some(0.25);
        let replay = Replay { data: new, evidence: new, lists: new, ruleset: new, last: new, ..Replay::default() };
        let moved = split_change(&replay);
        assert_eq!((moved.from, moved.data.to_bits(), moved.engine.to_bits()), (None, 0.25_f64.to_bits(), 0));
    }
}
