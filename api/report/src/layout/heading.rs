//! Headings: three levels, each with a bookmark and an anchor, never alone at the end of a page.

use super::canvas::{Canvas, Stroke};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, HEADINGS, INK};

/// A heading.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    level: usize,
    text: String,
    anchor: String,
    marked: bool,
}

impl Heading {
    /// A heading of level 0 (section), 1 or 2 with the anchor that links lead to.
    pub(crate) fn new(level: usize, text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self { level, text: text.into(), anchor: anchor.into(), marked: true }
    }

    /// Without an entry in the bookmark tree.
    pub(crate) fn unmarked(mut self) -> Self {
        self.marked = false;
        self
    }

    fn size(&self) -> f32 {
        HEADINGS.get(self.level).copied().unwrap_or(9.8)
    }

    fn before(&self) -> f32 {
        match self.level {
            0 => 0.0,
            1 => 10.0,
            _ => 6.0,
        }
    }

    fn after(&self) -> f32 {
        match self.level {
            0 => 12.0,
            1 => 4.0,
            _ => 2.0,
        }
    }

    fn rich(&self) -> Rich {
        Rich::span(self.text.clone(), Weight::Bold, if self.level == 2 { INK } else { ACCENT })
    }
}

impl Block for Heading {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let size = self.size();
        let lines = break_lines(&self.rich(), size, area.width, fonts);
        let height = size * 1.22;
        let used = self.before() + count(lines.len()) * height + self.after();
        if used - self.after() > area.height {
            return Placed::nothing(self.clone());
        }
        let top = area.y + self.before();
        let bookmark = self.marked.then(|| (self.level, self.text.clone()));
        canvas.anchor(&self.anchor, area.y.max(top - 4.0), bookmark);
        for (at, line) in lines.iter().enumerate() {
            let y = top + count(at) * height + baseline(size) - (line_height(size) - height) / 2.0;
            line.draw((area.x, y), area.width, Align::Left, canvas);
        }
        if self.level == 0 {
            canvas.rule(area.x, top + count(lines.len()) * height + 4.0, area.width, Stroke::solid(ACCENT, 1.0));
        }
        Placed::whole(used)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        let lines = break_lines(&self.rich(), self.size(), width, fonts).len();
        self.before() + count(lines) * self.size() * 1.22 + self.after()
    }

    fn keeps_with_next(&self) -> bool {
        true
    }
}
