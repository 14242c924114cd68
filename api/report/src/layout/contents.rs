//! The table of contents: titles that lead to their sections, with page numbers that are known only at the end.

use super::canvas::{Canvas, Item, Stroke};
use super::text::{baseline, line_height};
use super::{Area, Block, Placed};
use crate::font::{Fonts, Weight};
use crate::theme::{BODY, HAIRLINE, INK, MUTED, RULE};

/// Titles with the anchors they lead to.
#[derive(Debug, Clone)]
pub(crate) struct Contents {
    /// Title and anchor of each line.
    pub(crate) lines: Vec<(String, String)>,
}

impl Block for Contents {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let height = line_height(BODY) + 3.6;
        let mut used = 0.0;
        for (at, (title, anchor)) in self.lines.iter().enumerate() {
            if used + height > area.height {
                let rest = Self { lines: self.lines.iter().skip(at).cloned().collect() };
                return Placed { used, rest: Some(Box::new(rest)) };
            }
            let y = area.y + used;
            canvas.words((area.x, y + baseline(BODY)), BODY, INK, Weight::Regular, title, fonts);
            let right = (area.x + area.width, y + baseline(BODY));
            canvas.items.push(Item::PageOf { target: anchor.clone(), right, size: BODY, colour: MUTED });
            canvas.link(Area { y, height: height - 2.0, ..area }, anchor);
            canvas.rule(area.x, y + height - 2.0, area.width, Stroke::solid(RULE, HAIRLINE));
            used += height;
        }
        Placed::whole(used + 8.0)
    }

    fn least_height(&self, _width: f32, _fonts: &Fonts) -> f32 {
        line_height(BODY) + 3.6
    }
}
