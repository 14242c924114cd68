//! Severity and bands: gravity of a channel times how many workers it could touch, then likelihood × severity.
//! Severity leads (UNGP 24); the two are kept apart until the band.

use crate::evidence::WorkerGroup;
use crate::network::Party;
use crate::ruleset::{Band, Ruleset, SeverityRules, SeverityWeight};

/// Severity class 1–5 of a channel at a party, for a group of its workers.
pub(super) fn severity_class(ruleset: &Ruleset, channel: usize, party: &Party, group: WorkerGroup) -> u8 {
    let rules = &ruleset.source().severity;
    let severity = weight_of(ruleset, channel) * scope_term(rules, exposed_workers(party, group));
    class_of(&rules.classes, severity)
}

/// Band of a likelihood at a severity class.
pub(super) fn band_of(ruleset: &Ruleset, likelihood: f64, severity: u8) -> Band {
    let rules = &ruleset.source().bands;
    let row = usize::from(class_of(&rules.likelihood, likelihood)) - 1;
    let column = usize::from(severity.clamp(1, 5)) - 1;
    rules.matrix.get(row).and_then(|row| row.get(column)).copied().unwrap_or(Band::Critical)
}

fn weight_of(ruleset: &Ruleset, channel: usize) -> f64 {
    let source = ruleset.source();
    let weights = source.indicators.iter().map(|i| &i.severity).chain(source.patterns.iter().map(|p| &p.severity));
    weights.map(|severity: &SeverityWeight| severity.weight).nth(channel).unwrap_or(1.0)
}

fn scope_term(rules: &SeverityRules, workers: Option<u32>) -> f64 {
    let Some(workers) = workers else {
        return rules.scope_unknown;
    };
    rules
        .scope
        .iter()
        .find(|row| row.up_to.is_none_or(|up_to| workers <= up_to))
        .map_or(rules.scope_unknown, |row| row.term)
}

/// Workers of the group, as far as the party's row says; `None` where it does not.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u32 is a u32")]
fn exposed_workers(party: &Party, group: WorkerGroup) -> Option<u32> {
    let share = match group {
        WorkerGroup::All => Some(1.0),
        WorkerGroup::Migrant => party.migrant_share,
        WorkerGroup::Agency => party.agency_share,
        WorkerGroup::Women => party.women_share,
        WorkerGroup::Young => party.young_share,
        WorkerGroup::InternalMigrant
        | WorkerGroup::Seasonal
        | WorkerGroup::Domestic
        | WorkerGroup::Irregular
        | WorkerGroup::Mobilised => None,
    }?;
    Some((f64::from(party.workers?) * share).ceil() as u32)
}

/// 1 below the first bound, one more from each bound on.
fn class_of(bounds: &[f64; 4], value: f64) -> u8 {
    bounds.iter().fold(1, |class, &bound| if value >= bound { class + 1 } else { class })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_a_bound_belongs_to_the_class_above() {
        let bounds = [0.02, 0.1, 0.3, 0.6];
        let classes = [0.0, 0.02, 0.0999, 0.1, 0.3, 0.6, 1.0].map(|p| class_of(&bounds, p));
        assert_eq!(classes, [1, 2, 2, 3, 4, 5, 5]);
    }
}
