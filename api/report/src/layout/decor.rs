//! Running header and footer.

use super::canvas::{Canvas, Stroke};
use crate::font::{Fonts, Weight};
use crate::theme::{HAIRLINE, MARGIN_SIDE, MUTED, PAGE_HEIGHT, PAGE_WIDTH, RULE, SMALL, TEXT_WIDTH};

/// What stands at the top and the foot of every page but the cover.
pub(crate) struct Decor<'a> {
    /// Upper left.
    pub(crate) title: String,
    /// Upper right.
    pub(crate) ruleset: String,
    /// Lower left.
    pub(crate) foot: String,
    /// Lower right, from the page's number and the number of pages.
    pub(crate) page: &'a dyn Fn(usize, usize) -> String,
}

const HEADER: f32 = 44.0;
const FOOTER: f32 = PAGE_HEIGHT - 36.0;

/// Adds header and footer to every page; the cover gets the footer alone.
pub(crate) fn decorate(pages: &mut [Canvas], decor: &Decor<'_>, fonts: &Fonts) {
    let total = pages.len();
    let right = PAGE_WIDTH - MARGIN_SIDE;
    for (at, page) in pages.iter_mut().enumerate() {
        if at > 0 {
            let room = TEXT_WIDTH - fonts.width(Weight::Regular, &decor.ruleset, SMALL) - 16.0;
            let title = shortened(&decor.title, room, fonts);
            page.words((MARGIN_SIDE, HEADER), SMALL, MUTED, Weight::Regular, &title, fonts);
            page.words_to((right, HEADER), SMALL, MUTED, Weight::Regular, &decor.ruleset, fonts);
            page.rule(MARGIN_SIDE, HEADER + 6.0, TEXT_WIDTH, Stroke::solid(RULE, HAIRLINE));
        }
        page.rule(MARGIN_SIDE, FOOTER - 12.0, TEXT_WIDTH, Stroke::solid(RULE, HAIRLINE));
        page.words((MARGIN_SIDE, FOOTER), SMALL, MUTED, Weight::Regular, &decor.foot, fonts);
        page.words_to((right, FOOTER), SMALL, MUTED, Weight::Regular, &(decor.page)(at + 1, total), fonts);
    }
}

/// Text cut to a width with an ellipsis where it is longer.
pub(crate) fn shortened(text: &str, width: f32, fonts: &Fonts) -> String {
    shortened_at(text, width, SMALL, fonts)
}

/// Text cut to a width at a text size with an ellipsis where it is longer.
pub(crate) fn shortened_at(text: &str, width: f32, size: f32, fonts: &Fonts) -> String {
    if fonts.width(Weight::Regular, text, size) <= width {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let candidate = format!("{}…", kept.trim_end());
        if fonts.width(Weight::Regular, &candidate, size) <= width {
            return candidate;
        }
    }
    String::new()
}
