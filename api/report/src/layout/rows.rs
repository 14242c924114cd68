//! The parts of a table: columns, rows, and cells measured for their column.

use super::canvas::Canvas;
use super::cell::Cell;
use super::rich::Rich;
use super::text::{Align, Line, baseline, break_lines, line_height};
use super::{Area, count};
use crate::font::{Fonts, Weight};

/// How wide a column is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Width {
    /// In points.
    Points(f32),
    /// A part of what the fixed columns leave.
    Parts(f32),
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(super) title: String,
    pub(super) width: Width,
    pub(super) align: Align,
}

impl Column {
    /// A column of text.
    pub(crate) fn text(title: impl Into<String>, parts: f32) -> Self {
        Self { title: title.into(), width: Width::Parts(parts), align: Align::Left }
    }

    /// A column of numbers.
    pub(crate) fn number(title: impl Into<String>, points: f32) -> Self {
        Self { title: title.into(), width: Width::Points(points), align: Align::Right }
    }

    /// A column of small figures or short words.
    pub(crate) fn fixed(title: impl Into<String>, points: f32) -> Self {
        Self { title: title.into(), width: Width::Points(points), align: Align::Left }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A row like the others.
    Plain,
    /// The title of the rows below it, over the whole width.
    Group,
    /// A sum.
    Total,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) kind: RowKind,
    pub(super) anchor: Option<String>,
}

impl Row {
    /// A plain row.
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { cells, kind: RowKind::Plain, anchor: None }
    }

    /// A title over the rows below it.
    pub(crate) fn group(title: impl Into<Rich>) -> Self {
        Self { cells: vec![Cell::Text(title.into())], kind: RowKind::Group, anchor: None }
    }

    /// A sum.
    pub(crate) fn total(cells: Vec<Cell>) -> Self {
        Self { cells, kind: RowKind::Total, anchor: None }
    }

    /// The same row as a place that links lead to.
    pub(crate) fn anchored(mut self, name: impl Into<String>) -> Self {
        self.anchor = Some(name.into());
        self
    }
}

/// By how many points something may be taller than its place and still stand in it: sums of lengths are not exact.
const SLACK: f32 = 0.1;

/// Lines of a text size that stand in a height. What is drawn and what goes on overleaf are both counted by it, so that no line
/// is drawn twice or lost.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page holds far fewer lines than a usize"
)]
pub(super) fn lines_in(height: f32, size: f32) -> usize {
    ((height + SLACK) / line_height(size)).max(0.0).floor() as usize
}

/// A cell measured for its column.
pub(super) struct Laid {
    lines: Vec<Line>,
    graphic: Option<(std::rc::Rc<dyn super::Graphic>, f32)>,
    size: f32,
}

impl Laid {
    /// `skip` lines stand on an earlier page.
    pub(super) fn new(cell: &Cell, kind: RowKind, skip: usize, size: f32, width: f32, fonts: &Fonts) -> Self {
        let (text, graphic) = match cell {
            Cell::Text(text) => (Some(text), None),
            Cell::Graphic(graphic) => (None, Some(graphic)),
            Cell::Both(text, graphic) => (Some(text), Some(graphic)),
        };
        let mut lines = match text {
            Some(text) if !text.is_empty() => {
                let mut text = text.clone();
                if kind != RowKind::Plain {
                    for span in &mut text.spans {
                        span.weight = Weight::Bold;
                    }
                }
                break_lines(&text, size, width, fonts)
            }
            _ => Vec::new(),
        };
        lines.drain(..skip.min(lines.len()));
        let graphic =
            graphic.filter(|_| skip == 0).map(|graphic| (std::rc::Rc::clone(graphic), graphic.height(width, fonts)));
        Self { lines, graphic, size }
    }

    pub(super) fn height(&self) -> f32 {
        count(self.lines.len()) * line_height(self.size) + self.graphic.as_ref().map_or(0.0, |(_, height)| *height)
    }

    pub(super) fn draw(&self, area: Area, align: Align, size: f32, canvas: &mut Canvas, fonts: &Fonts) {
        for (at, line) in self.lines.iter().enumerate().take(lines_in(area.height, size)) {
            line.draw((area.x, area.y + count(at) * line_height(size) + baseline(size)), area.width, align, canvas);
        }
        if let Some((graphic, height)) = &self.graphic {
            let below = area.below(count(self.lines.len()) * line_height(size));
            if *height <= below.height + SLACK {
                graphic.draw(below, canvas, fonts);
            }
        }
    }
}
