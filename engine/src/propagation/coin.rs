//! Coins of many worlds at once.
//!
//! A coin shows heads where u < t, with u a uniform 32-bit number of its own in every world and
//! t = round(probability · 2³²). Worlds stand side by side in the bits of machine words, 64 to a
//! *block*; the numbers are drawn bit by bit from the top, one word a bit and block, and drawing
//! stops as soon as every world is decided (after about seven bits).
//!
//! Nothing is drawn from a shared stream. The word of bit i in block b is `mix(key ^ c(b, i))`, where
//! `key` folds together the seed, what kind of coin it is, the stable id it belongs to and, for
//! events, the channel, and c(b, i) is `mix` of a counter. So a coin depends on nothing but its
//! name, a higher probability can only turn further worlds on, and more worlds extend the sequence.

use super::key::{GOLDEN, fold, mix};

/// Blocks of 64 worlds that one sweep carries along.
pub(super) const BLOCKS: usize = 4;

/// Worlds that one sweep carries along.
#[expect(clippy::cast_possible_truncation, reason = "a handful of blocks")]
pub(super) const BATCH: u32 = 64 * BLOCKS as u32;

/// One bit for each world of a batch.
pub(super) type Lanes = [u64; BLOCKS];

/// No world.
pub(super) const NONE: Lanes = [0; BLOCKS];

/// Every world.
pub(super) const ALL: Lanes = [u64::MAX; BLOCKS];

/// Bits of a uniform number.
const BITS: usize = 32;

/// The threshold that is always on.
pub(super) const ALWAYS: u64 = 1 << BITS;

/// Kinds of coin; each has its own coins even where ids are equal.
const PARTY: u64 = 1;
const GROUP: u64 = 2;
const LINK: u64 = 3;

/// The threshold of a probability: t = round(probability · 2³²).
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a probability times 2^32 fits; conversion to an integer rounds down"
)]
pub(super) fn threshold(probability: f64) -> u64 {
    (probability * ALWAYS as f64 + 0.5) as u64
}

/// The coins of one batch of worlds.
#[derive(Debug)]
pub(super) struct Coins {
    party: u64,
    group: u64,
    link: u64,
    /// Per bit from the top and per block the mixed counter.
    counters: [Lanes; BITS],
    /// The worlds of this batch that are asked for.
    pub(super) mask: Lanes,
}

impl Coins {
    /// The coins of batch number `batch`, of which worlds from `worlds` on are masked out.
    pub(super) fn new(seed: u64, batch: u32, worlds: u32) -> Self {
        let mut counters = [NONE; BITS];
        let mut mask = NONE;
        for (block, number) in (u64::from(batch) * BLOCKS as u64..).take(BLOCKS).enumerate() {
            for (bit, row) in (1..).zip(&mut counters) {
                if let Some(word) = row.get_mut(block) {
                    *word = mix((number * BITS as u64 + bit).wrapping_mul(GOLDEN));
                }
            }
            if let Some(word) = mask.get_mut(block) {
                let asked = u64::from(worlds).saturating_sub(number * 64);
                *word = if asked >= 64 { u64::MAX } else { (1 << asked) - 1 };
            }
        }
        let kind = |kind| fold(fold(GOLDEN, seed), kind);
        Self { party: kind(PARTY), group: kind(GROUP), link: kind(LINK), counters, mask }
    }

    /// The worlds among `open` in which a party's own coin of a channel shows heads.
    #[inline]
    pub(super) fn party(&self, party_key: u64, channel_key: u64, threshold: u64, open: &Lanes) -> Lanes {
        let key = fold(fold(self.party, party_key), channel_key);
        below(threshold, open, |bit| self.word(key, bit))
    }

    /// The key of a common cause's uniform number in a channel.
    #[inline]
    pub(super) fn group_key(&self, group_key: u64, channel_key: u64) -> u64 {
        fold(fold(self.group, group_key), channel_key)
    }

    /// The worlds in which a link is live. One number for all channels: only thresholds differ.
    #[inline]
    pub(super) fn link(&self, link_key: u64, threshold: u64) -> Lanes {
        let key = fold(self.link, link_key);
        below(threshold, &ALL, |bit| self.word(key, bit))
    }

    /// One bit, counted from the top, of the uniform numbers of a coin: one lane a world.
    #[inline]
    pub(super) fn word(&self, key: u64, bit: usize) -> Lanes {
        let mut words = NONE;
        if let Some(counters) = self.counters.get(bit) {
            for (word, counter) in words.iter_mut().zip(counters) {
                *word = mix(key ^ counter);
            }
        }
        words
    }
}

/// The worlds among `open` in which u < t, with the bits of u taken from the top until every open world is decided.
#[inline]
pub(super) fn below(threshold: u64, open: &Lanes, mut bit_of_u: impl FnMut(usize) -> Lanes) -> Lanes {
    if threshold >= ALWAYS {
        return *open;
    }
    let mut below = NONE;
    let mut tied = *open;
    let mut rest = threshold << (64 - BITS);
    for bit in 0..BITS {
        // Once only zeros are left in t, a world that still ties can no longer fall below it.
        if rest == 0 || !any(&tied) {
            break;
        }
        let wanted = if rest >> 63 == 1 { u64::MAX } else { 0 };
        rest <<= 1;
        let words = bit_of_u(bit);
        for ((below, tied), word) in below.iter_mut().zip(&mut tied).zip(words) {
            *below |= *tied & wanted & !word;
            *tied &= !(word ^ wanted);
        }
    }
    below
}

/// Whether any world is set.
#[inline]
pub(super) fn any(lanes: &Lanes) -> bool {
    lanes.iter().fold(0, |all, word| all | word) != 0
}

/// Adds worlds.
#[inline]
pub(super) fn add(into: &mut Lanes, lanes: &Lanes) {
    for (into, word) in into.iter_mut().zip(lanes) {
        *into |= word;
    }
}

/// Worlds set in both.
#[inline]
pub(super) fn both(a: &Lanes, b: &Lanes) -> Lanes {
    let mut result = *a;
    for (into, word) in result.iter_mut().zip(b) {
        *into &= word;
    }
    result
}

/// Worlds set in `a` and not in `b`.
#[inline]
pub(super) fn without(a: &Lanes, b: &Lanes) -> Lanes {
    let mut result = *a;
    for (into, word) in result.iter_mut().zip(b) {
        *into &= !word;
    }
    result
}

/// How many worlds are set.
#[inline]
pub(super) fn count(lanes: &Lanes) -> u32 {
    lanes.iter().map(|word| word.count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(coins: &Coins, key: u64, threshold: u64) -> Lanes {
        below(threshold, &ALL, |bit| coins.word(key, bit))
    }

    /// The same coin, one world after the other and all 32 bits of it.
    fn plainly(coins: &Coins, key: u64, threshold: u64) -> Lanes {
        let mut result = NONE;
        for (block, word) in result.iter_mut().enumerate() {
            for lane in 0..64 {
                let uniform = (0..BITS)
                    .fold(0_u64, |number, bit| (number << 1) | (mix(key ^ coins.counters[bit][block]) >> lane & 1));
                *word |= u64::from(uniform < threshold) << lane;
            }
        }
        result
    }

    #[test]
    fn drawing_bit_by_bit_equals_comparing_whole_numbers() {
        for batch in 0..20 {
            let coins = Coins::new(7, batch, u32::MAX);
            for threshold in [0, 1, 2, 3 << 20, 1 << 31, (1 << 31) + 1, ALWAYS - 1, ALWAYS, 0x1234_5678] {
                let key = u64::from(batch) * 1_000 + threshold;
                assert_eq!(drawn(&coins, key, threshold), plainly(&coins, key, threshold), "{threshold:x}");
            }
        }
    }

    #[test]
    fn only_open_worlds_are_drawn_and_they_draw_what_they_would() {
        let coins = Coins::new(7, 3, u32::MAX);
        let open = [0x00ff_00ff_1234_5678, 0, u64::MAX, 1];
        for key in 0..500 {
            let whole = drawn(&coins, key, threshold(0.4));
            let part = below(threshold(0.4), &open, |bit| coins.word(key, bit));
            assert_eq!(part, both(&whole, &open));
        }
    }

    #[test]
    fn a_raised_threshold_keeps_every_world_that_was_on() {
        let coins = Coins::new(1, 0, u32::MAX);
        for key in 0..2_000_u64 {
            let low = drawn(&coins, key, threshold(0.3));
            let high = drawn(&coins, key, threshold(0.31));
            assert!(!any(&without(&low, &high)));
        }
    }

    #[test]
    fn worlds_past_the_number_asked_for_are_masked() {
        assert_eq!(Coins::new(1, 0, 70).mask, [u64::MAX, 0b11_1111, 0, 0]);
        assert_eq!(Coins::new(1, 1, 256).mask, NONE);
        assert_eq!(Coins::new(1, 1, 320).mask, [u64::MAX, 0, 0, 0]);
    }

    #[test]
    fn thresholds_round_and_reach_always() {
        assert_eq!(threshold(0.0), 0);
        assert_eq!(threshold(1.0), ALWAYS);
        assert_eq!(threshold(0.5), 1 << 31);
        assert_eq!(threshold(1.0 - 1e-12), ALWAYS);
    }

    #[test]
    fn the_share_of_heads_is_the_probability() {
        // 512,000 worlds a probability: five standard errors are 0.0035 at 0.5.
        for probability in [0.001, 0.05, 0.5, 0.93] {
            let coins: Vec<Coins> = (0..20).map(|batch| Coins::new(3, batch, u32::MAX)).collect();
            let heads: u32 = coins
                .iter()
                .flat_map(|coins| {
                    (0..100).map(move |party| count(&coins.party(party, 5, threshold(probability), &ALL)))
                })
                .sum();
            let worlds = 20.0 * 100.0 * f64::from(BATCH);
            let error = 5.0 * (probability * (1.0 - probability) / worlds).sqrt();
            assert!((f64::from(heads) / worlds - probability).abs() < error, "{probability}");
        }
    }

    #[test]
    fn neighbouring_seeds_kinds_and_keys_give_unrelated_coins() {
        let one = Coins::new(1, 0, u32::MAX);
        let two = Coins::new(2, 0, u32::MAX);
        let half = threshold(0.5);
        let agreeing = |draw: &dyn Fn(u64) -> (Lanes, Lanes)| -> f64 {
            let same: u32 = (0..400)
                .map(|key| {
                    let (a, b) = draw(key);
                    BATCH - count(&without(&a, &b)) - count(&without(&b, &a))
                })
                .sum();
            f64::from(same) / (400.0 * f64::from(BATCH))
        };
        // 102,400 comparisons: five standard errors are 0.008.
        for share in [
            agreeing(&|key| (one.party(key, 0, half, &ALL), two.party(key, 0, half, &ALL))),
            agreeing(&|key| (one.party(key, 0, half, &ALL), one.party(key + 1, 0, half, &ALL))),
            agreeing(&|key| (one.party(key, 0, half, &ALL), one.party(key, 1, half, &ALL))),
            agreeing(&|key| (one.party(key, 0, half, &ALL), one.link(key, half))),
            agreeing(&|key| (one.party(key, 3, half, &ALL), drawn(&one, one.group_key(key, 3), half))),
        ] {
            assert!((share - 0.5).abs() < 0.008, "{share}");
        }
    }
}
