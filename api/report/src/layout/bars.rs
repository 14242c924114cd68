//! Horizontal bars that share one scale, with an optional range over each.

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count, length};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, HAIRLINE, INK, MUTED, RULE, TABLE, WHITE};

/// One bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// What it stands for.
    pub(crate) label: Rich,
    /// Its length on the common scale; `None` for a sum or a rest, which would dwarf the others.
    pub(crate) value: Option<f64>,
    /// Lower and upper end of its range, where there is one.
    pub(crate) range: Option<(f64, f64)>,
    /// What is written at its end.
    pub(crate) text: String,
    /// Whether it is a sum, under a rule.
    pub(crate) sum: bool,
}

/// Bars under each other.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    rows: Vec<Bar>,
    scale: f64,
    label_share: f32,
}

const ROW: f32 = 14.0;

impl Bars {
    /// Bars on a scale that holds them all.
    pub(crate) fn new(bars: Vec<Bar>) -> Self {
        let scale = bars
            .iter()
            .map(|bar| bar.range.map_or(0.0, |(_, high)| high).max(bar.value.unwrap_or(0.0)))
            .fold(1e-9, f64::max);
        Self { rows: bars, scale, label_share: 0.42 }
    }

    fn row_height(&self, bar: &Bar, width: f32, fonts: &Fonts) -> f32 {
        let lines = break_lines(&bar.label, TABLE, width * self.label_share - 6.0, fonts).len();
        (count(lines) * line_height(TABLE) + 3.0).max(ROW)
    }

    fn text_width(&self, fonts: &Fonts) -> f32 {
        self.rows.iter().map(|bar| fonts.width(Weight::Regular, &bar.text, TABLE)).fold(20.0, f32::max)
    }
}

/// Draws a bar around a middle line with its range: white over the bar itself, grey beyond it.
fn draw_bar(place: Area, range: Option<(f32, f32)>, canvas: &mut Canvas) {
    let Area { x: left, y: middle, width, .. } = place;
    canvas.fill(Path::rectangle(Area { x: left, y: middle - 3.6, width, height: 7.2 }), ACCENT);
    let Some((low, high)) = range else { return };
    let (from, to, end) = (left + low, left + high, left + width);
    canvas.stroke(Path::line(&[(from, middle), (end.min(to), middle)]), Stroke::solid(WHITE, 0.9));
    canvas.stroke(Path::line(&[(end.max(from), middle), (to, middle)]), Stroke::solid(MUTED, 0.9));
    for edge in [from, to] {
        let colour = if edge < end - 0.5 { WHITE } else { MUTED };
        canvas.stroke(Path::line(&[(edge, middle - 2.4), (edge, middle + 2.4)]), Stroke::solid(colour, 0.9));
    }
}

impl Block for Bars {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let label_width = area.width * self.label_share;
        let text_width = self.text_width(fonts);
        let track = (area.width - label_width - text_width - 8.0).max(20.0);
        let left = area.x + label_width;
        let mut used = 0.0;
        for (at, bar) in self.rows.iter().enumerate() {
            let height = self.row_height(bar, area.width, fonts);
            if used + height > area.height {
                let rest = Self { rows: self.rows.iter().skip(at).cloned().collect(), ..self.clone() };
                return Placed { used, rest: Some(Box::new(rest)) };
            }
            let top = area.y + used + 1.5;
            for (line_at, line) in break_lines(&bar.label, TABLE, label_width - 6.0, fonts).iter().enumerate() {
                line.draw(
                    (area.x, top + count(line_at) * line_height(TABLE) + baseline(TABLE)),
                    label_width - 6.0,
                    Align::Left,
                    canvas,
                );
            }
            let scaled = |value: f64| track * length((value / self.scale).clamp(0.0, 1.0));
            let middle = top + line_height(TABLE) / 2.0;
            if let Some(value) = bar.value {
                draw_bar(
                    Area { x: left, y: middle, width: scaled(value).max(0.4), height: 0.0 },
                    bar.range.map(|(low, high)| (scaled(low), scaled(high))),
                    canvas,
                );
            }
            if bar.sum {
                canvas.rule(area.x, area.y + used, area.width, Stroke::solid(ACCENT, 0.8));
            }
            let weight = if bar.sum { Weight::Bold } else { Weight::Regular };
            canvas.words_to((area.x + area.width, top + baseline(TABLE)), TABLE, INK, weight, &bar.text, fonts);
            used += height;
        }
        canvas.stroke(Path::line(&[(left, area.y), (left, area.y + used)]), Stroke::solid(RULE, HAIRLINE));
        Placed::whole(used + 8.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.rows.iter().take(3).map(|bar| self.row_height(bar, width, fonts)).sum()
    }
}
