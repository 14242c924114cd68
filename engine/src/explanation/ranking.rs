//! How sure the ranking is: seeded draws of every likelihood around its value, with the part of the doubt that is common
//! to all parties (a ruleset that is off is off everywhere) kept common.

use rayon::prelude::*;

use crate::propagation::stable_key_of;

/// Number of draws.
const DRAWS: usize = 200;
/// How many parties the first places are.
const PLACES: usize = 10;
/// Largest difference between the mean of a party's draws and its likelihood.
const MEAN_TOLERANCE: f64 = 1e-13;
/// Rounds after which the search for that mean stops: halving alone reaches the tolerance in fewer.
const MAX_ROUNDS: usize = 200;

/// One party of the ranking.
#[derive(Clone, Copy, Debug)]
pub struct RankingInput<'a> {
    /// Stable id.
    pub id: &'a str,
    /// Own likelihood, above 0 and below 1.
    pub likelihood: f64,
    /// Standard deviation of its log-odds, at least `judgement`.
    pub sigma: f64,
    /// ρ, 0–1.
    pub reach: f64,
    /// ρ over a part of the links, 0–1.
    pub reach_part: f64,
}

/// What the draws say.
#[derive(Clone, Debug, PartialEq)]
pub struct RankingRange {
    /// 5 % and 95 % of each party's contribution.
    pub contributions: Vec<[f64; 2]>,
    /// Chance of each party to be among the ten largest contributions.
    pub top_ten: Vec<f64>,
    /// 5 % and 95 % of E.
    pub expected_sources: [f64; 2],
    /// The same over a part of the links.
    pub expected_part: [f64; 2],
}

/// Draws logit p = m + judgement·ζ + √(σ² − judgement²)·ζ′ for every party, ζ common to all and ζ′ its own, with m such that the
/// party's draws average its likelihood; ρ stays fixed. Draws are keyed by seed and id, so order does not matter.
pub fn ranking_range(parties: &[RankingInput<'_>], judgement: f64, seed: u64) -> RankingRange {
    let seed = seed.to_string();
    let common = normals(&["ranking", &seed, "common"]);
    let draws: Vec<[f64; DRAWS]> =
        parties.par_iter().map(|party| likelihoods(party, judgement, &seed, &common)).collect();

    // Row by row, so that memory is read in order: sums and the ten largest of every draw grow as parties come.
    let (mut sums, mut sums_part) = ([0.0; DRAWS], [0.0; DRAWS]);
    let mut first = vec![Places::default(); DRAWS];
    for (at, (party, row)) in parties.iter().zip(&draws).enumerate() {
        for (((likelihood, sum), sum_part), places) in row.iter().zip(&mut sums).zip(&mut sums_part).zip(&mut first) {
            let value = party.reach * likelihood;
            *sum += value;
            *sum_part += party.reach_part * likelihood;
            places.offer(value, at);
        }
    }
    let mut in_first = vec![0_u32; parties.len()];
    for &(_, party) in first.iter().flat_map(|places| &places.held) {
        if let Some(count) = in_first.get_mut(party) {
            *count += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "there are few draws")]
    let share = |count: &u32| f64::from(*count) / DRAWS as f64;
    RankingRange {
        contributions: parties
            .par_iter()
            .zip(&draws)
            .map(|(party, draws)| interval(*draws).map(|likelihood| party.reach * likelihood))
            .collect(),
        top_ten: in_first.iter().map(share).collect(),
        expected_sources: interval(sums),
        expected_part: interval(sums_part),
    }
}

/// The largest values of one draw, largest first; of equal ones the earlier party stands first.
#[derive(Clone, Debug, Default)]
struct Places {
    held: Vec<(f64, usize)>,
}

impl Places {
    fn offer(&mut self, value: f64, party: usize) {
        let full = self.held.len() == PLACES;
        if full && self.held.last().is_some_and(|(least, _)| value <= *least) {
            return;
        }
        let at = self.held.partition_point(|(held, _)| *held >= value);
        self.held.insert(at, (value, party));
        self.held.truncate(PLACES);
    }
}

/// Draws of a party's likelihood; none are made where they bring nothing.
fn likelihoods(party: &RankingInput<'_>, judgement: f64, seed: &str, common: &[f64; DRAWS]) -> [f64; DRAWS] {
    if party.reach == 0.0 && party.reach_part == 0.0 {
        return [0.0; DRAWS];
    }
    let own_part = libm::sqrt((party.sigma * party.sigma - judgement * judgement).max(0.0));
    let own = normals(&["ranking", seed, "party", party.id]);
    let mut shifts = [0.0; DRAWS];
    for ((shift, common), own) in shifts.iter_mut().zip(common).zip(own) {
        *shift = judgement * common + own_part * own;
    }
    let middle = centre(party.likelihood, &shifts);
    shifts.map(|shift| logistic(middle + shift))
}

/// The log-odds around which draws with these shifts average a likelihood: Newton steps inside a shrinking bracket.
fn centre(likelihood: f64, shifts: &[f64; DRAWS]) -> f64 {
    let widest = shifts.iter().fold(0.0_f64, |widest, shift| widest.max(shift.abs()));
    let logit = libm::log(likelihood / (1.0 - likelihood));
    let (mut low, mut high) = (logit - widest, logit + widest);
    let mut middle = logit;
    for _ in 0..MAX_ROUNDS {
        let (mut mean, mut slope) = (0.0, 0.0);
        for shift in shifts {
            let p = logistic(middle + shift);
            mean += p;
            slope += p * (1.0 - p);
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few draws")]
        let miss = mean / DRAWS as f64 - likelihood;
        if miss.abs() < MEAN_TOLERANCE {
            break;
        }
        if miss > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few draws")]
        let step = middle - miss * DRAWS as f64 / slope;
        middle = if low < step && step < high { step } else { f64::midpoint(low, high) };
    }
    middle
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// 5 % and 95 % of the draws: the smallest value with at least that part at or below.
fn interval(mut draws: [f64; DRAWS]) -> [f64; 2] {
    draws.sort_unstable_by(f64::total_cmp);
    [DRAWS / 20 - 1, DRAWS * 19 / 20 - 1].map(|i| draws.get(i).copied().unwrap_or_default())
}

/// Standard normal numbers from a key: a counter through a bijective mixer (Steele, Lea and Flood, 2014), then the
/// transform of Box and Muller (1958).
fn normals(key: &[&str]) -> [f64; DRAWS] {
    let mut state = stable_key_of(key);
    let mut uniform = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^= word >> 31;
        // 53 random bits, shifted by half a step so that neither 0 nor 1 occurs.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
        let number = ((word >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0;
        number
    };
    let mut draws = [0.0; DRAWS];
    for pair in draws.chunks_mut(2) {
        let radius = libm::sqrt(-2.0 * libm::log(uniform()));
        let angle = 2.0 * std::f64::consts::PI * uniform();
        for (draw, part) in pair.iter_mut().zip([libm::cos(angle), libm::sin(angle)]) {
            *draw = radius * part;
        }
    }
    draws
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what must be the same number is the same to the last bit")]
mod tests {
    use super::*;

    fn party(id: &str, likelihood: f64, sigma: f64, reach: f64) -> RankingInput<'_> {
        RankingInput { id, likelihood, sigma, reach, reach_part: reach / 2.0 }
    }

    #[test]
    fn the_draws_of_a_party_average_its_likelihood() {
        let common = normals(&["ranking", "1", "common"]);
        for (p, sigma) in [(0.02, 1.8), (0.5, 0.5), (0.97, 1.1), (1e-6, 2.0)] {
            let draws = likelihoods(&party("x", p, sigma, 1.0), 0.5, "1", &common);
            let mean = draws.iter().sum::<f64>() / 200.0;
            assert!((mean - p).abs() < 1e-12, "{mean} for {p}");
        }
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let all: Vec<f64> = (0..200).flat_map(|i: u32| normals(&["test", &i.to_string()])).collect();
        let mean = all.iter().sum::<f64>() / 40_000.0;
        let variance = all.iter().map(|x| x * x).sum::<f64>() / 40_000.0 - mean * mean;
        // Four standard errors: 4/200 and 4·√2/200.
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn the_order_of_parties_changes_nothing() {
        let a = [party("a", 0.1, 1.0, 0.5), party("b", 0.2, 1.5, 1.0)];
        let b = [a[1], a[0]];
        let (one, other) = (ranking_range(&a, 0.5, 7), ranking_range(&b, 0.5, 7));
        assert_eq!(one.contributions[0], other.contributions[1]);
        assert_eq!(one.contributions[1], other.contributions[0]);
    }

    #[test]
    fn half_of_every_reach_gives_half_of_the_expected_sources() {
        let range = ranking_range(&[party("a", 0.1, 1.0, 0.5), party("b", 0.2, 1.5, 1.0)], 0.5, 7);
        for (all, part) in range.expected_sources.iter().zip(range.expected_part) {
            assert!((all / 2.0 - part).abs() < 1e-15);
        }
    }

    #[test]
    fn a_party_far_above_eleven_others_is_surely_among_the_first_ten() {
        let ids: Vec<String> = (0..12).map(|i| format!("p{i:02}")).collect();
        let mut parties: Vec<_> = ids.iter().map(|id| party(id, 0.01, 0.6, 1.0)).collect();
        parties[3].likelihood = 0.9;
        let range = ranking_range(&parties, 0.5, 1);
        assert_eq!(range.top_ten[3], 1.0);
        assert!((range.top_ten.iter().sum::<f64>() - 10.0).abs() < 1e-9, "ten places are given in every draw");
    }
}
