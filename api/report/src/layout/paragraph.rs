//! Running text.

use super::canvas::Canvas;
use super::rich::Rich;
use super::text::{Align, Line, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::Fonts;
use crate::theme::{BODY, MUTED, SMALL};

/// A paragraph. Not fewer than two of its lines stand alone at the end or the start of a page.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    text: Rich,
    size: f32,
    align: Align,
    after: f32,
    indent: f32,
    lines: Option<Vec<Line>>,
    keeps: bool,
}

impl Paragraph {
    /// Body text.
    pub(crate) fn new(text: impl Into<Rich>) -> Self {
        Self { text: text.into(), size: BODY, align: Align::Left, after: 5.0, indent: 0.0, lines: None, keeps: false }
    }

    /// A note: smaller and paler.
    pub(crate) fn note(text: impl Into<Rich>) -> Self {
        let mut note = Self::new(text.into().coloured(MUTED));
        note.size = SMALL + 0.3;
        note
    }

    /// At another text size.
    pub(crate) fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    /// With another space below.
    pub(crate) fn after(mut self, after: f32) -> Self {
        self.after = after;
        self
    }

    /// Moved to the right.
    pub(crate) fn indented(mut self, indent: f32) -> Self {
        self.indent = indent;
        self
    }

    /// On one page with the start of what follows.
    pub(crate) fn kept(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// Height of all lines at a width.
    pub(crate) fn full_height(&self, width: f32, fonts: &Fonts) -> f32 {
        count(self.lines(width, fonts).len()) * line_height(self.size)
    }

    fn lines(&self, width: f32, fonts: &Fonts) -> Vec<Line> {
        self.lines.clone().unwrap_or_else(|| break_lines(&self.text, self.size, width - self.indent, fonts))
    }

    /// Draws as much as fits; the height it took, and what did not fit.
    pub(crate) fn place_part(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> (f32, Option<Self>) {
        let lines = self.lines(area.width, fonts);
        let height = line_height(self.size);
        let mut fitting = lines.len();
        while fitting > 0 && count(fitting) * height > area.height + 0.01 {
            fitting -= 1;
        }
        if fitting < lines.len() {
            // No single line is left behind or sent ahead.
            if lines.len() - fitting < 2 {
                fitting = fitting.saturating_sub(1);
            }
            if fitting < 2 {
                return (0.0, Some(self.clone()));
            }
        }
        let inner = area.inset(self.indent, 0.0);
        for (at, line) in lines.iter().take(fitting).enumerate() {
            let y = area.y + count(at) * height + baseline(self.size);
            line.draw((inner.x, y), inner.width, self.align, canvas);
        }
        let used = count(fitting) * height;
        if fitting == lines.len() {
            return (used + self.after, None);
        }
        (used, Some(Self { lines: Some(lines.into_iter().skip(fitting).collect()), ..self.clone() }))
    }
}

impl Block for Paragraph {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let (used, rest) = self.place_part(area, canvas, fonts);
        Placed { used, rest: rest.map(|rest| -> Box<dyn Block> { Box::new(rest) }) }
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        if self.keeps {
            // What follows stands below the whole of it and the space after it.
            return self.full_height(width, fonts) + self.after;
        }
        let lines = self.lines(width, fonts).len();
        let least = if lines <= 3 { lines } else { 2 };
        count(least) * line_height(self.size)
    }

    fn keeps_with_next(&self) -> bool {
        self.keeps
    }
}
