//! Numbers of the command line: reading them, and writing them for people.

/// A half-width of an interval of probabilities: above 0 and below 1.
pub(super) fn half_width(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value > 0.0 && *value < 1.0);
    value.ok_or_else(|| "write a number above 0 and below 1, such as 0.005".to_owned())
}

/// A share in whole percent; below one percent with a digit more, and never 0 % or 100 % where that is not quite so.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if (99.5..100.0).contains(&percent) {
        ">99\u{a0}%".to_owned()
    } else if percent > 0.0 && percent < 0.05 {
        "<0.1\u{a0}%".to_owned()
    } else if percent < 0.95 {
        format!("{percent:.1}\u{a0}%")
    } else {
        format!("{percent:.0}\u{a0}%")
    }
}

/// Parts of a total, each with one decimal, so that the printed parts add up to the printed total: every part is cut off
/// downwards, and those with the largest remainder are raised by a tenth.
pub(super) fn parts_that_add_up<const N: usize>(total: f64, parts: [f64; N]) -> [String; N] {
    let tenths = (total * 10.0).round();
    let floors = parts.map(|part| (part * 10.0).floor());
    let mut order: Vec<(usize, f64)> =
        parts.iter().zip(floors).map(|(part, floor)| part * 10.0 - floor).enumerate().collect();
    order.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let mut missing = tenths - floors.iter().sum::<f64>();
    let mut rounded = floors;
    for (place, _) in order {
        if let Some(part) = rounded.get_mut(place).filter(|_| missing >= 1.0) {
            *part += 1.0;
            missing -= 1.0;
        }
    }
    // Adding 0 turns a negative zero into a plain one.
    rounded.map(|part| format!("{:.1}", part / 10.0 + 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_width_lies_between_0_and_1() {
        assert_eq!(half_width("0.005"), Ok(0.005));
        for wrong in ["0", "1", "-0.1", "NaN", "inf", "x", ""] {
            assert!(half_width(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn printed_parts_add_up_to_the_printed_total() {
        assert_eq!(parts_that_add_up(4.3, [2.13, 2.47, -0.3]), ["2.1", "2.5", "-0.3"]);
        assert_eq!(parts_that_add_up(0.0, [0.0, 0.0, -0.0]), ["0.0", "0.0", "0.0"]);
    }

    #[test]
    fn shares_near_the_ends_do_not_round_to_certainty() {
        for (share, words) in [
            (0.0, "0.0\u{a0}%"),
            (0.000_1, "<0.1\u{a0}%"),
            (0.004, "0.4\u{a0}%"),
            (0.009_9, "1\u{a0}%"),
            (0.336, "34\u{a0}%"),
            (0.999_9, ">99\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ] {
            assert_eq!(percent(share), words);
        }
    }
}
