//! Bullet lists.

use super::canvas::Canvas;
use super::paragraph::Paragraph;
use super::rich::Rich;
use super::text::{baseline, line_height};
use super::{Area, Block, Placed};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, BODY};

/// What stands before every item.
const MARK: &str = "•";

/// A list.
#[derive(Debug, Clone)]
pub(crate) struct List {
    items: Vec<Rich>,
    size: f32,
}

impl List {
    /// A list.
    pub(crate) fn bullets(items: impl IntoIterator<Item = Rich>) -> Self {
        Self { items: items.into_iter().collect(), size: BODY }
    }

    /// At another text size.
    pub(crate) fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    fn indent(&self) -> f32 {
        self.size * 1.7
    }

    fn item(&self, text: &Rich) -> Paragraph {
        Paragraph::new(text.clone()).sized(self.size).after(self.size * 0.28)
    }
}

impl Block for List {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let mut used = 0.0;
        for (at, text) in self.items.iter().enumerate() {
            let free = area.below(used).inset(self.indent(), 0.0);
            let item = self.item(text);
            // Items move whole: they are short, and half an item under another item's mark misleads.
            if item.full_height(free.width, fonts) > free.height {
                return self.from(at, used);
            }
            canvas.words((area.x + 2.0, free.y + baseline(self.size)), self.size, ACCENT, Weight::Regular, MARK, fonts);
            used += item.place(free, canvas, fonts).used;
        }
        Placed::whole(used + 4.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.items
            .first()
            .map_or(0.0, |text| self.item(text).full_height(width - self.indent(), fonts))
            .max(line_height(self.size))
    }
}

impl List {
    fn from(&self, at: usize, used: f32) -> Placed {
        let rest = Self { items: self.items.iter().skip(at).cloned().collect(), size: self.size };
        let rest: Option<Box<dyn Block>> = if rest.items.is_empty() { None } else { Some(Box::new(rest)) };
        Placed { used, rest }
    }
}
