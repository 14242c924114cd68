//! The strip of indicators: one cell per indicator, filled by likelihood, marked where it is in the register.

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count, length};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, ACCENT_SOFT, GROUND, INK, MUTED, RULE, SMALL};

/// What the register says of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Observed.
    Yes,
    /// Not observed.
    No,
    /// Not known.
    Unknown,
}

/// One indicator.
#[derive(Debug, Clone)]
pub(crate) struct IndicatorCell {
    /// Its name.
    pub(crate) name: String,
    /// Its likelihood, 0 to 1.
    pub(crate) likelihood: f64,
    /// The likelihood as written.
    pub(crate) text: String,
    /// The register.
    pub(crate) seen: Seen,
}

/// All indicators of a party.
#[derive(Debug, Clone)]
pub(crate) struct Strip {
    /// In the ruleset's order.
    pub(crate) cells: Vec<IndicatorCell>,
}

const PER_ROW: usize = 6;
const BAR: f32 = 26.0;

impl Strip {
    fn row_height(row: &[IndicatorCell], column: f32, fonts: &Fonts) -> f32 {
        let names =
            row.iter().map(|cell| break_lines(&Rich::plain(cell.name.clone()), SMALL, column - 6.0, fonts).len());
        BAR + count(names.max().unwrap_or(1)) * line_height(SMALL) + 6.0
    }

    fn column(&self, width: f32) -> f32 {
        width / count(self.cells.len().clamp(1, PER_ROW))
    }

    fn height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.cells.chunks(PER_ROW).map(|row| Self::row_height(row, self.column(width), fonts)).sum()
    }
}

impl Block for Strip {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let height = self.height(area.width, fonts);
        if height > area.height {
            return Placed::nothing(self.clone());
        }
        let column = self.column(area.width);
        let mut y = area.y;
        for row in self.cells.chunks(PER_ROW) {
            for (at, cell) in row.iter().enumerate() {
                let area = Area { x: area.x + count(at) * column, y, width: column - 5.0, height: BAR - 4.0 };
                let observed = cell.seen == Seen::Yes;
                canvas.fill(Path::rectangle(area), GROUND);
                let filled = area.height * length(cell.likelihood.clamp(0.0, 1.0));
                let fill = Area { y: area.y + area.height - filled, height: filled.max(0.4), ..area };
                canvas.fill(Path::rectangle(fill), ACCENT_SOFT);
                let edge = if observed { Stroke::solid(ACCENT, 1.6) } else { Stroke::solid(RULE, 0.6) };
                canvas.shape(Path::rectangle(area), None, Some(edge));
                canvas.words((area.x + 4.0, area.y + 14.0), SMALL + 1.2, INK, Weight::Bold, &cell.text, fonts);
                let sign = Path::circle((area.x + area.width - 8.0, area.y + 11.0), 3.2);
                match cell.seen {
                    Seen::Yes => canvas.fill(sign, ACCENT),
                    Seen::No => canvas.stroke(sign, Stroke::solid(ACCENT, 0.9)),
                    Seen::Unknown => {}
                }
                let colour = if observed { INK } else { MUTED };
                let weight = if observed { Weight::Bold } else { Weight::Regular };
                for (line_at, line) in
                    break_lines(&Rich::span(cell.name.clone(), weight, colour), SMALL, column - 6.0, fonts)
                        .iter()
                        .enumerate()
                {
                    let top = y + BAR - 2.0 + count(line_at) * line_height(SMALL);
                    line.draw((area.x, top + baseline(SMALL)), column - 6.0, Align::Left, canvas);
                }
            }
            y += Self::row_height(row, column, fonts);
        }
        Placed::whole(height + 4.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.height(width, fonts)
    }
}
