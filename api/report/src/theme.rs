//! Colours, sizes and margins of the printed report, in one place.
//!
//! The look is restrained: black text on white paper, one dark blue for structure, and five band colours whose lightness falls step by
//! step, so that a black-and-white print still shows the order. A band is never told by colour alone: its name stands in or beside it.

/// A colour as red, green and blue, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour {
    /// Red, 0 to 1.
    pub(crate) red: f32,
    /// Green, 0 to 1.
    pub(crate) green: f32,
    /// Blue, 0 to 1.
    pub(crate) blue: f32,
}

impl Colour {
    /// From three bytes, as web colours are written.
    pub(crate) const fn bytes(red: u8, green: u8, blue: u8) -> Self {
        Self { red: red as f32 / 255.0, green: green as f32 / 255.0, blue: blue as f32 / 255.0 }
    }
}

/// One of the five steps of concern, as the eye meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// The lightest step.
    Low,
    /// The second.
    Moderate,
    /// The third.
    Elevated,
    /// The fourth.
    High,
    /// The darkest step.
    Critical,
}

impl Tone {
    /// All steps, lightest first.
    pub(crate) const ALL: [Self; 5] = [Self::Low, Self::Moderate, Self::Elevated, Self::High, Self::Critical];
}

/// Page width of A4 in points.
pub(crate) const PAGE_WIDTH: f32 = 595.28;
/// Page height of A4 in points.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Left and right margin in points (about 20 mm).
pub(crate) const MARGIN_SIDE: f32 = 57.0;
/// Space above the text, holding the running header.
pub(crate) const MARGIN_TOP: f32 = 72.0;
/// Space below the text, holding the running footer.
pub(crate) const MARGIN_BOTTOM: f32 = 62.0;
/// Width of the text in points.
pub(crate) const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN_SIDE;
/// Height of the text in points.
pub(crate) const TEXT_HEIGHT: f32 = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM;

/// Text.
pub(crate) const INK: Colour = Colour::bytes(0x1b, 0x20, 0x27);
/// Text of lesser weight: notes, headers, units.
pub(crate) const MUTED: Colour = Colour::bytes(0x59, 0x63, 0x6e);
/// Structure: headings, rules under table heads, bars.
pub(crate) const ACCENT: Colour = Colour::bytes(0x1d, 0x3b, 0x5c);
/// A lighter relative of [`ACCENT`] for second bars and ranges.
pub(crate) const ACCENT_SOFT: Colour = Colour::bytes(0x9f, 0xb3, 0xc8);
/// Thin rules.
pub(crate) const RULE: Colour = Colour::bytes(0xc6, 0xcd, 0xd4);
/// Ground of boxes and of every second table row.
pub(crate) const GROUND: Colour = Colour::bytes(0xf3, 0xf5, 0xf8);
/// Paper.
pub(crate) const WHITE: Colour = Colour::bytes(0xff, 0xff, 0xff);

/// Text size of the body in points.
pub(crate) const BODY: f32 = 9.5;
/// Text size inside tables.
pub(crate) const TABLE: f32 = 8.0;
/// Text size of notes, axis labels, running header and footer.
pub(crate) const SMALL: f32 = 7.2;
/// Line height as a multiple of the text size.
pub(crate) const LEADING: f32 = 1.38;
/// Text sizes of headings by level, first the section's.
pub(crate) const HEADINGS: [f32; 3] = [17.0, 12.0, 9.8];
/// Thickness of thin rules in points.
pub(crate) const HAIRLINE: f32 = 0.5;

/// The fill of a band. Lightness falls from `low` to `critical`.
pub(crate) const fn band_fill(tone: Tone) -> Colour {
    match tone {
        Tone::Low => Colour::bytes(0xe9, 0xee, 0xf2),
        Tone::Moderate => Colour::bytes(0xf6, 0xdf, 0xa4),
        Tone::Elevated => Colour::bytes(0xe8, 0xa8, 0x4c),
        Tone::High => Colour::bytes(0xbf, 0x50, 0x2a),
        Tone::Critical => Colour::bytes(0x6b, 0x12, 0x1e),
    }
}

/// The colour of text on a band's fill.
pub(crate) const fn band_text(tone: Tone) -> Colour {
    match tone {
        Tone::Low | Tone::Moderate | Tone::Elevated => INK,
        Tone::High | Tone::Critical => WHITE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How light a colour looks, 0 (black) to 1 (white), by the usual weights for red, green and blue.
    fn lightness(colour: Colour) -> f32 {
        0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
    }

    #[test]
    fn band_colours_keep_their_order_in_a_black_and_white_print() {
        for pair in Tone::ALL.windows(2) {
            let step = lightness(band_fill(pair[0])) - lightness(band_fill(pair[1]));
            assert!(step > 0.05, "{pair:?}: {step}");
        }
    }

    #[test]
    fn text_on_a_band_stands_out_from_its_fill() {
        for tone in Tone::ALL {
            let (fill, text) = (lightness(band_fill(tone)), lightness(band_text(tone)));
            assert!((fill - text).abs() > 0.4, "{tone:?}");
        }
    }
}
