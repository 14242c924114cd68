//! Bullet lists.

use super::canvas::Canvas;
use super::paragraph::Paragraph;
use super::rich::Rich;
use super::text::{baseline, line_height};
use super::{Area, Block, Placed};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, BODY, TEXT_HEIGHT};

/// What stands before every item.
const MARK: &str = "•";

/// A list.
#[derive(Debug, Clone)]
pub(crate) struct List {
    items: Vec<Rich>,
    size: f32,
    /// The rest of an item that began on an earlier page, before the others.
    begun: Option<Paragraph>,
}

impl List {
    /// A list.
    pub(crate) fn bullets(items: impl IntoIterator<Item = Rich>) -> Self {
        Self { items: items.into_iter().collect(), size: BODY, begun: None }
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

    /// The least height in which an item can stand. Items move whole: they are short, and half an item under another item's
    /// mark misleads. Only one that is taller than a page is cut between lines, so that it never ends the document.
    fn stands_in(item: &Paragraph, width: f32, fonts: &Fonts) -> f32 {
        let height = item.full_height(width, fonts);
        if height > TEXT_HEIGHT { item.least_height(width, fonts) } else { height }
    }
}

impl Block for List {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let mut used = 0.0;
        if let Some(begun) = &self.begun {
            let (taken, rest) = begun.place_part(area.inset(self.indent(), 0.0), canvas, fonts);
            used += taken;
            if rest.is_some() {
                return self.from(0, used, rest);
            }
        }
        for (at, text) in self.items.iter().enumerate() {
            let free = area.below(used).inset(self.indent(), 0.0);
            let item = self.item(text);
            if Self::stands_in(&item, free.width, fonts) > free.height {
                return self.from(at, used, None);
            }
            canvas.words((area.x + 2.0, free.y + baseline(self.size)), self.size, ACCENT, Weight::Regular, MARK, fonts);
            let (taken, rest) = item.place_part(free, canvas, fonts);
            used += taken;
            if rest.is_some() {
                return self.from(at + 1, used, rest);
            }
        }
        Placed::whole(used + 4.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        let width = width - self.indent();
        let first = match &self.begun {
            Some(begun) => begun.least_height(width, fonts),
            None => self.items.first().map_or(0.0, |text| Self::stands_in(&self.item(text), width, fonts)),
        };
        first.max(line_height(self.size))
    }
}

impl List {
    fn from(&self, at: usize, used: f32, begun: Option<Paragraph>) -> Placed {
        let rest = Self { items: self.items.iter().skip(at).cloned().collect(), size: self.size, begun };
        let is_empty = rest.items.is_empty() && rest.begun.is_none();
        let rest: Option<Box<dyn Block>> = if is_empty { None } else { Some(Box::new(rest)) };
        Placed { used, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::canvas::Item;
    use crate::layout::flow::{Piece, lay_out};

    fn text_of(pages: &[Canvas]) -> String {
        let items = pages.iter().flat_map(|page| &page.items);
        items
            .filter_map(|item| match item {
                Item::Text { shaped, .. } => Some(shaped.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()),
                Item::Shape { .. } | Item::Link { .. } | Item::PageOf { .. } => None,
            })
            .collect::<Vec<String>>()
            .concat()
    }

    #[test]
    fn an_item_taller_than_a_page_goes_on_overleaf_under_one_mark_and_loses_nothing() {
        let fonts = Fonts::load().unwrap();
        let long = (0..4_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
        let items = ["first", long.as_str(), "last"];
        let list = List::bullets(items.map(|text| Rich::plain(text.to_owned())));
        let pages = lay_out(vec![Piece::of(list)], &fonts).unwrap();
        assert!(pages.len() > 2, "{} pages", pages.len());
        assert_eq!(text_of(&pages).replace(' ', ""), format!("•first•{}•last", long.replace(' ', "")));
    }

    #[test]
    fn an_item_that_fits_on_a_page_is_never_cut() {
        let fonts = Fonts::load().unwrap();
        let tall = (0..40).map(|at| at.to_string()).collect::<Vec<_>>().join("\n");
        let list = List::bullets([Rich::plain(tall.clone()), Rich::plain(tall)]);
        let pages = lay_out(vec![Piece::of(list)], &fonts).unwrap();
        let marks: Vec<usize> =
            pages.iter().map(|page| text_of(std::slice::from_ref(page)).matches(MARK).count()).collect();
        assert_eq!(marks, [1, 1]);
    }
}
