//! Honest samples: how many affected workers a clean round of interviews still allows.
//!
//! Nobody of n interviewed out of N said anything: the number affected is bounded by a hypergeometric sample in which
//! each affected worker speaks only with the ruleset's disclosure rate (binomial thinning), as in freedom-from-disease
//! surveys with an imperfect test (Cameron and Baldock 1998).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, WorkerGroup};
use crate::ids::{EvidenceId, PartyId};
use crate::network::Party;
use crate::ruleset::{ReadAnswer, Ruleset};

/// How likely a clean result may still be for a number of affected workers to count as allowed.
const STILL_LIKELY: f64 = 0.05;

/// A clean interview result, and what it does not rule out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanSample {
    /// Party.
    pub party_id: PartyId,
    /// The interview's row.
    pub evidence: EvidenceId,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Workers asked.
    pub asked: u32,
    /// Workers there are in the group.
    pub population: u32,
    /// Number of affected workers that the result still allows at 95 %.
    pub still_possible: u32,
}

/// The largest number of affected workers among `population` for which `asked` interviews without a finding still have a
/// chance of at least 5 %, where an affected worker who is asked says so with probability `disclosure` (0–1). Everyone,
/// where nobody was asked or nobody would speak.
pub fn affected_still_possible(population: u32, asked: u32, disclosure: f64) -> u32 {
    // The chance of silence falls as more are affected, so that halving finds the last number that is likely enough.
    let (mut allowed, mut ruled_out) = (0, population.saturating_add(1));
    while ruled_out - allowed > 1 {
        let middle = allowed + (ruled_out - allowed) / 2;
        if chance_of_silence(population, middle, asked, disclosure) >= STILL_LIKELY {
            allowed = middle;
        } else {
            ruled_out = middle;
        }
    }
    allowed
}

/// P(nobody says anything): over the affected among those asked, hypergeometric times everyone's silence.
fn chance_of_silence(population: u32, affected: u32, asked: u32, disclosure: f64) -> f64 {
    let asked = asked.min(population);
    let clean = population - affected;
    let fewest = asked.saturating_sub(clean);
    let most = if disclosure >= 1.0 { 0 } else { asked.min(affected) };
    let silence = libm::log1p(-disclosure.clamp(0.0, 1.0));
    let all = ln_choose(population, asked);
    (fewest..=most)
        .map(|met| {
            let silent = if met == 0 { 0.0 } else { f64::from(met) * silence };
            libm::exp(ln_choose(affected, met) + ln_choose(clean, asked - met) - all + silent)
        })
        .sum()
}

fn ln_choose(n: u32, k: u32) -> f64 {
    let ln_factorial = |n: u32| libm::lgamma(f64::from(n) + 1.0);
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// What a row still allows, where it is a clean answer of interviewed workers and says how many were asked out of how
/// many (its own population, else the party's workers where it is about everyone). `still_possible` keeps what was worked out for
/// a population and a number asked, since rounds repeat.
pub fn clean_sample(
    row: &Evidence,
    party: &Party,
    ruleset: &Ruleset,
    still_possible: &mut BTreeMap<(u32, u32), u32>,
) -> Option<CleanSample> {
    let interview = &ruleset.source().interview;
    let everyone = party.workers.filter(|_| row.group == WorkerGroup::All);
    let (asked, population) = (row.asked?, row.population.or(everyone)?);
    if row.source != interview.source || asked == 0 {
        return None;
    }
    let question = ruleset.questions().get(ruleset.question(row.question.as_str())?)?;
    let ReadAnswer::Answer(answer) = ruleset.read_answer(row.question.as_str(), &row.answer).ok()? else {
        return None;
    };
    let clean = question.leaf.is_some() && question.answers.get(answer)?.says.is_reassuring();
    let compute = || affected_still_possible(population, asked, interview.disclosure);
    clean.then(|| CleanSample {
        party_id: party.id.clone(),
        evidence: row.id.clone(),
        group: row.group,
        asked: asked.min(population),
        population,
        still_possible: *still_possible.entry((population, asked)).or_insert_with(compute),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likelihood::tests::builder::{OTHER, Rules, SAID, party, row, with};
    use crate::ruleset::Grade;

    #[test]
    fn none_of_25_in_a_plant_of_400_allows_43_where_everybody_speaks() {
        // C(357, 25) / C(400, 25) = 0.0530, C(356, 25) / C(400, 25) = 0.0493.
        assert_eq!(affected_still_possible(400, 25, 1.0), 43);
    }

    #[test]
    fn silence_of_those_who_are_afraid_allows_more() {
        // By exact integer arithmetic over the hypergeometric sum.
        assert_eq!(affected_still_possible(400, 25, 0.5), 89);
        assert_eq!(affected_still_possible(400, 25, 0.3), 149);
    }

    #[test]
    fn asking_nobody_or_those_who_never_speak_rules_nothing_out() {
        assert_eq!(affected_still_possible(400, 0, 1.0), 400);
        assert_eq!(affected_still_possible(400, 400, 0.0), 400);
        assert_eq!(affected_still_possible(0, 0, 1.0), 0);
    }

    #[test]
    fn asking_everybody_who_speaks_rules_everything_out() {
        assert_eq!(affected_still_possible(400, 400, 1.0), 0);
        assert_eq!(affected_still_possible(400, 500, 1.0), 0);
    }

    #[test]
    fn only_a_clean_interview_with_numbers_is_a_sample() {
        let mut rules = Rules::new();
        rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
        rules.source.interview.disclosure = 1.0;
        let ruleset = rules.build();
        let mut place = party("P");
        place.workers = Some(400);
        let clean = with(row("passports", OTHER, "worker_interview", 30), |row| row.asked = Some(25));
        let sample = clean_sample(&clean, &place, &ruleset, &mut BTreeMap::new()).unwrap();
        assert_eq!((sample.asked, sample.population, sample.still_possible), (25, 400, 43));
        let adverse = row("passports", SAID, "worker_interview", 30);
        let audit = row("passports", OTHER, "audit_unannounced", 30);
        let of_some = with(clean, |row| row.group = WorkerGroup::Migrant);
        for other in [adverse, audit, of_some] {
            assert_eq!(clean_sample(&other, &place, &ruleset, &mut BTreeMap::new()), None);
        }
    }
}
