//! Boxes that stand out: a statement that the reader must not miss, or figures that lead.

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, BODY, GROUND, HAIRLINE, INK, MUTED, RULE, SMALL};

/// A boxed statement with an optional title.
#[derive(Debug, Clone)]
pub(crate) struct Callout {
    title: Option<String>,
    text: Vec<Rich>,
}

impl Callout {
    /// A box with paragraphs.
    pub(crate) fn new(text: Vec<Rich>) -> Self {
        Self { title: None, text }
    }

    /// With a title.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    fn height(&self, width: f32, fonts: &Fonts) -> f32 {
        let title = if self.title.is_some() { line_height(BODY) + 1.0 } else { 0.0 };
        let lines: usize = self.text.iter().map(|text| break_lines(text, BODY, width - 26.0, fonts).len()).sum();
        title + count(lines) * line_height(BODY) + count(self.text.len().saturating_sub(1)) * 3.0 + 14.0
    }
}

impl Block for Callout {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let height = self.height(area.width, fonts);
        if height > area.height {
            return Placed::nothing(self.clone());
        }
        canvas.fill(Path::rectangle(Area { height, ..area }), GROUND);
        canvas.fill(Path::rectangle(Area { height, width: 3.0, ..area }), ACCENT);
        let inner = area.inset(14.0, 12.0).below(7.0);
        let mut y = inner.y;
        if let Some(title) = &self.title {
            canvas.words((inner.x, y + baseline(BODY)), BODY, ACCENT, Weight::Bold, title, fonts);
            y += line_height(BODY) + 1.0;
        }
        for text in &self.text {
            for line in break_lines(text, BODY, inner.width, fonts) {
                line.draw((inner.x, y + baseline(BODY)), inner.width, Align::Left, canvas);
                y += line_height(BODY);
            }
            y += 3.0;
        }
        Placed::whole(height + 8.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.height(width, fonts)
    }
}

/// One leading figure: a large number, what it is, and a line that qualifies it.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// The number.
    pub(crate) value: String,
    /// What it counts.
    pub(crate) label: String,
    /// Range, origin or limits.
    pub(crate) note: String,
}

/// Leading figures side by side.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    /// Two to four figures.
    pub(crate) figures: Vec<Figure>,
}

const VALUE: f32 = 19.0;

impl Figures {
    fn column(&self, width: f32) -> f32 {
        width / count(self.figures.len().max(1))
    }

    fn height(&self, width: f32, fonts: &Fonts) -> f32 {
        let inner = self.column(width) - 16.0;
        let tallest = self.figures.iter().map(|figure| {
            let label = break_lines(&Rich::bold(figure.label.clone()), SMALL + 0.8, inner, fonts).len();
            let note = break_lines(&Rich::plain(figure.note.clone()), SMALL, inner, fonts).len();
            count(label) * line_height(SMALL + 0.8) + count(note) * line_height(SMALL)
        });
        VALUE * 1.35 + tallest.fold(0.0, f32::max) + 12.0
    }
}

impl Block for Figures {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let height = self.height(area.width, fonts);
        if height > area.height {
            return Placed::nothing(self.clone());
        }
        canvas.rule(area.x, area.y, area.width, Stroke::solid(ACCENT, 0.8));
        canvas.rule(area.x, area.y + height, area.width, Stroke::solid(RULE, HAIRLINE));
        let column = self.column(area.width);
        for (at, figure) in self.figures.iter().enumerate() {
            let x = area.x + count(at) * column;
            let inner = column - 16.0;
            if at > 0 {
                canvas.stroke(
                    Path::line(&[(x, area.y + 8.0), (x, area.y + height - 8.0)]),
                    Stroke::solid(RULE, HAIRLINE),
                );
            }
            let left = if at == 0 { x } else { x + 10.0 };
            let mut size = VALUE;
            while size > 9.0 && fonts.width(Weight::Bold, &figure.value, size) > inner {
                size -= 0.5;
            }
            canvas.words((left, area.y + 6.0 + VALUE), size, ACCENT, Weight::Bold, &figure.value, fonts);
            let mut y = area.y + VALUE * 1.35 + 6.0;
            for line in break_lines(&Rich::span(figure.label.clone(), Weight::Bold, INK), SMALL + 0.8, inner, fonts) {
                line.draw((left, y + baseline(SMALL + 0.8)), inner, Align::Left, canvas);
                y += line_height(SMALL + 0.8);
            }
            for line in break_lines(&Rich::span(figure.note.clone(), Weight::Regular, MUTED), SMALL, inner, fonts) {
                line.draw((left, y + baseline(SMALL)), inner, Align::Left, canvas);
                y += line_height(SMALL);
            }
        }
        Placed::whole(height + 10.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.height(width, fonts)
    }
}
