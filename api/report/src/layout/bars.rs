//! Horizontal bars that share one scale, with an optional range over each.

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count, length};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, ACCENT_SOFT, HAIRLINE, INK, MUTED, RULE, TABLE, WHITE};

/// One bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// What it stands for.
    pub(crate) label: Rich,
    /// Its length on the common scale; a part below zero goes left.
    pub(crate) value: f64,
    /// Lower and upper end of its range, where there is one.
    pub(crate) range: Option<(f64, f64)>,
    /// What is written at its end.
    pub(crate) text: String,
    /// Whether it is a rest or a sum, drawn paler.
    pub(crate) pale: bool,
}

/// Bars under each other.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    bars: Vec<Bar>,
    scale: f64,
    label_share: f32,
}

const ROW: f32 = 14.0;

impl Bars {
    /// Bars on a scale that holds them all.
    pub(crate) fn new(bars: Vec<Bar>) -> Self {
        let scale = bars.iter().map(|bar| bar.range.map_or(bar.value, |(_, high)| high.max(bar.value))).fold(1e-9, f64::max);
        Self { bars, scale, label_share: 0.42 }
    }

    fn row_height(&self, bar: &Bar, width: f32, fonts: &Fonts) -> f32 {
        let lines = break_lines(&bar.label, TABLE, width * self.label_share - 6.0, fonts).len();
        (count(lines) * line_height(TABLE) + 3.0).max(ROW)
    }

    fn text_width(&self, fonts: &Fonts) -> f32 {
        self.bars.iter().map(|bar| fonts.width(Weight::Regular, &bar.text, TABLE)).fold(20.0, f32::max)
    }
}

impl Block for Bars {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let label_width = area.width * self.label_share;
        let text_width = self.text_width(fonts);
        let track = (area.width - label_width - text_width - 8.0).max(20.0);
        let left = area.x + label_width;
        let mut used = 0.0;
        for (at, bar) in self.bars.iter().enumerate() {
            let height = self.row_height(bar, area.width, fonts);
            if used + height > area.height {
                let rest = Self { bars: self.bars.iter().skip(at).cloned().collect(), ..self.clone() };
                return Placed { used, rest: Some(Box::new(rest)) };
            }
            let top = area.y + used + 1.5;
            for (line_at, line) in break_lines(&bar.label, TABLE, label_width - 6.0, fonts).iter().enumerate() {
                line.draw((area.x, top + count(line_at) * line_height(TABLE) + baseline(TABLE)), label_width - 6.0, Align::Left, canvas);
            }
            let scaled = |value: f64| track * length((value / self.scale).clamp(0.0, 1.0));
            let middle = top + line_height(TABLE) / 2.0;
            let body = Area { x: left, y: middle - 3.6, width: scaled(bar.value).max(0.4), height: 7.2 };
            canvas.shape(Path::rectangle(body), Some(if bar.pale { ACCENT_SOFT } else { ACCENT }), None);
            if let Some((low, high)) = bar.range {
                let (from, to) = (left + scaled(low), left + scaled(high));
                // Over the bar itself the range is drawn in white, beyond it in grey.
                let end = body.x + body.width;
                let on_bar = if bar.pale { MUTED } else { WHITE };
                canvas.stroke(Path::line(&[(from, middle), (end.min(to), middle)]), Stroke::solid(on_bar, 0.9));
                canvas.stroke(Path::line(&[(end.max(from), middle), (to, middle)]), Stroke::solid(MUTED, 0.9));
                for edge in [from, to] {
                    let colour = if edge < end - 0.5 { on_bar } else { MUTED };
                    canvas.stroke(Path::line(&[(edge, middle - 2.4), (edge, middle + 2.4)]), Stroke::solid(colour, 0.9));
                }
            }
            canvas.words_to((area.x + area.width, top + baseline(TABLE)), TABLE, INK, Weight::Regular, &bar.text, fonts);
            used += height;
        }
        canvas.stroke(Path::line(&[(left, area.y), (left, area.y + used)]), Stroke::solid(RULE, HAIRLINE));
        Placed::whole(used + 8.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.bars.iter().take(3).map(|bar| self.row_height(bar, width, fonts)).sum()
    }
}
