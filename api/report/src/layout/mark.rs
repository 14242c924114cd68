//! Small figures that stand in table cells: band labels, bars, ranges, strips.

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Graphic, count};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, ACCENT_SOFT, GROUND, HAIRLINE, INK, MUTED, RULE, SMALL, TABLE, Tone, band_fill, band_text};

/// A band's name on its colour; hatched edge and no fill where a party is not scored.
#[derive(Debug, Clone)]
pub(crate) struct BandLabel {
    /// The band; for a party that is not scored, what it could be.
    pub(crate) tone: Tone,
    /// The words.
    pub(crate) text: String,
    /// Whether the band is given, not only possible.
    pub(crate) scored: bool,
}

impl Graphic for BandLabel {
    fn height(&self, width: f32, fonts: &Fonts) -> f32 {
        let lines = break_lines(&Rich::bold(self.text.clone()), SMALL, width - 8.0, fonts).len();
        count(lines) * line_height(SMALL) + 2.0
    }

    fn draw(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) {
        let (fill, ink, weight) = if self.scored {
            (Some(band_fill(self.tone)), band_text(self.tone), Weight::Bold)
        } else {
            (None, INK, Weight::Regular)
        };
        let lines = break_lines(&Rich::span(self.text.clone(), weight, ink), SMALL, area.width - 8.0, fonts);
        let height = count(lines.len()) * line_height(SMALL) + 2.0;
        let wide = lines.iter().map(|line| line.width).fold(0.0, f32::max) + 8.0;
        let pill = Area { width: wide.min(area.width), height, ..area };
        let edge = if self.scored { Stroke::solid(band_fill(self.tone), HAIRLINE) } else { Stroke::dashed(MUTED, 0.6) };
        canvas.shape(Path::rectangle(pill), fill, Some(edge));
        for (at, line) in lines.iter().enumerate() {
            let y = area.y + 1.0 + count(at) * line_height(SMALL) + baseline(SMALL);
            line.draw((area.x + 4.0, y), pill.width - 8.0, Align::Centre, canvas);
        }
    }
}

/// A value with its range on a scale from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RangeBar {
    /// Lower end, 0 to 1.
    pub(crate) low: f64,
    /// The value, 0 to 1.
    pub(crate) value: f64,
    /// Upper end, 0 to 1.
    pub(crate) high: f64,
}

impl Graphic for RangeBar {
    fn height(&self, _width: f32, _fonts: &Fonts) -> f32 {
        line_height(TABLE)
    }

    fn draw(&self, area: Area, canvas: &mut Canvas, _fonts: &Fonts) {
        let middle = area.y + line_height(TABLE) / 2.0;
        let at = |value: f64| area.x + super::length(value.clamp(0.0, 1.0)) * area.width;
        canvas.rule(area.x, middle, area.width, Stroke::solid(RULE, HAIRLINE));
        for edge in [area.x, area.x + area.width] {
            canvas.stroke(Path::line(&[(edge, middle - 2.0), (edge, middle + 2.0)]), Stroke::solid(RULE, HAIRLINE));
        }
        let span =
            Area { x: at(self.low), y: middle - 1.6, width: (at(self.high) - at(self.low)).max(0.6), height: 3.2 };
        canvas.fill(Path::rectangle(span), ACCENT_SOFT);
        canvas
            .fill(Path::rectangle(Area { x: at(self.value) - 0.9, y: middle - 3.6, width: 1.8, height: 7.2 }), ACCENT);
    }
}

/// A share of a whole as a bar with a value beside it.
#[derive(Debug, Clone)]
pub(crate) struct ShareBar {
    /// The share, 0 to 1.
    pub(crate) share: f64,
    /// What is written beside the bar.
    pub(crate) label: String,
}

impl Graphic for ShareBar {
    fn height(&self, _width: f32, _fonts: &Fonts) -> f32 {
        line_height(TABLE)
    }

    fn draw(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) {
        let label_width = fonts.width(Weight::Regular, &self.label, TABLE).max(24.0);
        let bar = Area {
            y: area.y + 3.2,
            width: (area.width - label_width - 5.0).max(4.0),
            height: line_height(TABLE) - 6.4,
            ..area
        };
        canvas.fill(Path::rectangle(bar), GROUND);
        let filled = Area { width: bar.width * super::length(self.share.clamp(0.0, 1.0)), ..bar };
        if filled.width > 0.0 {
            canvas.fill(Path::rectangle(filled), ACCENT_SOFT);
        }
        canvas.shape(Path::rectangle(bar), None, Some(Stroke::solid(RULE, 0.4)));
        let right = (area.x + area.width, area.y + baseline(TABLE));
        canvas.words_to(right, TABLE, INK, Weight::Regular, &self.label, fonts);
    }
}

/// Several shares of one whole side by side, for the kind of place.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    /// Each part's share, its tone and its words.
    pub(crate) parts: Vec<(f64, Tone, String)>,
}

impl Graphic for Stack {
    fn height(&self, _width: f32, _fonts: &Fonts) -> f32 {
        26.0
    }

    fn draw(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) {
        let total: f64 = self.parts.iter().map(|(share, _, _)| share).sum();
        let mut x = area.x;
        let mut label_end = area.x;
        for (share, tone, words) in &self.parts {
            let width = if total > 0.0 { area.width * super::length(share / total) } else { 0.0 };
            let part = Area { x, y: area.y, width, height: 11.0 };
            canvas.shape(Path::rectangle(part), Some(band_fill(*tone)), Some(Stroke::solid(MUTED, 0.4)));
            let shaped_width = fonts.width(Weight::Regular, words, SMALL);
            // Labels stand under the start of their part, pushed right by the one before and kept inside the area.
            let start = x.max(label_end).min(area.x + area.width - shaped_width - 8.0);
            canvas
                .fill(Path::rectangle(Area { x: start, y: area.y + 15.2, width: 5.0, height: 5.0 }), band_fill(*tone));
            canvas.shape(
                Path::rectangle(Area { x: start, y: area.y + 15.2, width: 5.0, height: 5.0 }),
                None,
                Some(Stroke::solid(MUTED, 0.4)),
            );
            canvas.words((start + 8.0, area.y + 20.5), SMALL, INK, Weight::Regular, words, fonts);
            label_end = start + shaped_width + 18.0;
            x += width;
        }
    }
}
