//! Where things stand: blocks that fill an area and hand back what did not fit, and the pages that they flow over.
//!
//! Lengths are points; `x` grows to the right, `y` downwards from the top of the page. A block is asked to place itself into an area
//! and says how much height it took and what is left for the next page. [`flow`] moves blocks over pages, [`canvas`] keeps what was
//! drawn, `pdf` turns that into bytes. Nothing here knows an assessment.

pub(crate) mod bars;
pub(crate) mod callout;
pub(crate) mod canvas;
pub(crate) mod cell;
pub(crate) mod chain;
pub(crate) mod contents;
pub(crate) mod decor;
pub(crate) mod facts;
pub(crate) mod flow;
pub(crate) mod glyphs;
pub(crate) mod heading;
pub(crate) mod list;
pub(crate) mod mark;
pub(crate) mod paragraph;
pub(crate) mod rich;
mod rows;
pub(crate) mod strip;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod tiers;

use crate::font::Fonts;
use canvas::Canvas;

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    /// Distance of the left edge from the left edge of the page.
    pub(crate) x: f32,
    /// Distance of the upper edge from the top of the page.
    pub(crate) y: f32,
    /// Width.
    pub(crate) width: f32,
    /// Height.
    pub(crate) height: f32,
}

impl Area {
    /// The area without a stretch at its left and right.
    pub(crate) fn inset(self, left: f32, right: f32) -> Self {
        Self { x: self.x + left, width: (self.width - left - right).max(1.0), ..self }
    }

    /// The area without a stretch at its top.
    pub(crate) fn below(self, used: f32) -> Self {
        Self { y: self.y + used, height: (self.height - used).max(0.0), ..self }
    }
}

/// What a block did with an area.
pub(crate) struct Placed {
    /// The height it took.
    pub(crate) used: f32,
    /// What did not fit.
    pub(crate) rest: Option<Box<dyn Block>>,
}

impl Placed {
    /// All of it fitted.
    pub(crate) fn whole(used: f32) -> Self {
        Self { used, rest: None }
    }

    /// Nothing of it fitted.
    pub(crate) fn nothing(block: impl Block + 'static) -> Self {
        Self { used: 0.0, rest: Some(Box::new(block)) }
    }
}

/// Something that can be placed on pages.
pub(crate) trait Block {
    /// Draws as much as fits into the area.
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed;

    /// The least height in which a useful part of the block can stand at a width.
    fn least_height(&self, width: f32, fonts: &Fonts) -> f32;

    /// Whether the block must stand on the same page as the start of the next one.
    fn keeps_with_next(&self) -> bool {
        false
    }
}

/// Something of fixed height that is drawn inside a table cell or a figure.
pub(crate) trait Graphic {
    /// Height in points at a width.
    fn height(&self, width: f32, fonts: &Fonts) -> f32;
    /// Draws into the area, whose height is at least [`Graphic::height`].
    fn draw(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts);
}

/// A whole number as a length or a share.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts on a page are far below the point where f32 loses whole numbers"
)]
pub(crate) const fn count(number: usize) -> f32 {
    number as f32
}

/// A number of the assessment as a length on the page.
#[expect(clippy::cast_possible_truncation, reason = "what is drawn needs less than a thousandth of a point")]
pub(crate) const fn length(number: f64) -> f32 {
    number as f32
}
