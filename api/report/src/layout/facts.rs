//! Pairs of a label and a value, in one or two columns.

use super::canvas::{Canvas, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::theme::{HAIRLINE, MUTED, RULE, TABLE};

/// Labels with their values.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pairs: Vec<(String, Rich)>,
    label_width: f32,
    size: f32,
}

impl Facts {
    /// Labels and values under each other.
    pub(crate) fn new(pairs: Vec<(String, Rich)>) -> Self {
        Self { pairs, label_width: 128.0, size: TABLE + 0.8 }
    }

    /// With another width of the labels.
    pub(crate) fn labels(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// At another text size.
    pub(crate) fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    fn pair_height(&self, pair: &(String, Rich), width: f32, fonts: &Fonts) -> f32 {
        let label = break_lines(&Rich::plain(pair.0.clone()), self.size, self.label_width - 8.0, fonts).len();
        let value = break_lines(&pair.1, self.size, width - self.label_width, fonts).len();
        count(label.max(value)) * line_height(self.size) + 4.6
    }
}

impl Block for Facts {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let mut used = 0.0;
        for (at, pair) in self.pairs.iter().enumerate() {
            let height = self.pair_height(pair, area.width, fonts);
            if used + height > area.height {
                let rest = Self { pairs: self.pairs.iter().skip(at).cloned().collect(), ..self.clone() };
                return Placed { used, rest: Some(Box::new(rest)) };
            }
            let top = area.y + used + 2.3;
            let label = break_lines(
                &Rich::span(pair.0.clone(), Weight::Regular, MUTED),
                self.size,
                self.label_width - 8.0,
                fonts,
            );
            for (line_at, line) in label.iter().enumerate() {
                let y = top + count(line_at) * line_height(self.size) + baseline(self.size);
                line.draw((area.x, y), self.label_width - 8.0, Align::Left, canvas);
            }
            let width = area.width - self.label_width;
            for (line_at, line) in break_lines(&pair.1, self.size, width, fonts).iter().enumerate() {
                let y = top + count(line_at) * line_height(self.size) + baseline(self.size);
                line.draw((area.x + self.label_width, y), width, Align::Left, canvas);
            }
            used += height;
            canvas.rule(area.x, area.y + used, area.width, Stroke::solid(RULE, HAIRLINE));
        }
        Placed::whole(used + 8.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.pairs.first().map_or(0.0, |pair| self.pair_height(pair, width, fonts))
    }
}
