//! Stable 64-bit keys and the mixer behind them.
//!
//! Coins must follow the user's own ids, never a position in a file, so that the same party or
//! link draws the same coins whatever stands around it. Ids are hashed to 64 bits here; the same
//! mixer turns keys and counters into the words that coins are made of (see `coin`).

/// 2⁶⁴ divided by the golden ratio, odd: spreads consecutive counters over the whole range.
pub(super) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A bijection of 64-bit words in which every input bit moves about half of the output bits.
///
/// The constants are those of the published mixer *moremur*, chosen to survive inputs that differ in
/// few bits, such as counters and neighbouring seeds.
#[inline]
pub(super) const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 27)).wrapping_mul(0x3C79_AC49_2BA7_B653);
    let word = (word ^ (word >> 33)).wrapping_mul(0x1C69_B3F7_4AC4_AE35);
    word ^ (word >> 27)
}

/// Folds one more word into a key.
#[inline]
pub(super) const fn fold(key: u64, word: u64) -> u64 {
    mix(key ^ word).wrapping_add(GOLDEN)
}

/// The 64-bit key of an id: its bytes, eight at a time, little end first, folded after its length.
///
/// The key is the same on every machine and in every version that keeps its results.
pub fn stable_key(text: &str) -> u64 {
    fold_text(GOLDEN, text)
}

/// The 64-bit key of several fields. Where one field ends matters: `["ab", "c"]` and
/// `["a", "bc"]` have different keys.
pub fn stable_key_of(parts: &[&str]) -> u64 {
    let count = u64::try_from(parts.len()).unwrap_or(u64::MAX);
    parts.iter().fold(fold(GOLDEN, count), |key, part| fold_text(key, part))
}

fn fold_text(start: u64, text: &str) -> u64 {
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let (words, rest) = text.as_bytes().as_chunks();
    let key = words.iter().fold(fold(start, length), |key, word| fold(key, u64::from_le_bytes(*word)));
    if rest.is_empty() {
        return key;
    }
    fold(key, rest.iter().rev().fold(0_u64, |word, &byte| (word << 8) | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_flipped_bit_moves_about_half_of_the_output() {
        let mut moved = 0;
        for sample in 0..1_000_u64 {
            for bit in 0..64 {
                moved += (mix(sample) ^ mix(sample ^ (1 << bit))).count_ones();
            }
        }
        let mean = f64::from(moved) / 64_000.0;
        assert!((mean - 32.0).abs() < 0.1, "{mean}");
    }

    #[test]
    fn field_borders_matter() {
        assert_ne!(stable_key_of(&["ab", "c"]), stable_key_of(&["a", "bc"]));
        assert_ne!(stable_key_of(&["a"]), stable_key_of(&["a", ""]));
    }

    #[test]
    fn trailing_zero_bytes_matter() {
        assert_ne!(stable_key("a"), stable_key("a\0"));
        assert_ne!(stable_key(""), stable_key("\0"));
    }
}
