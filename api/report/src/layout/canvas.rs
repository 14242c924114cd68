//! What was drawn on one page: glyphs, shapes, links, and the places that links, bookmarks and page references point to.

use std::rc::Rc;

use super::Area;
use crate::font::{Fonts, Shaped, Weight};
use crate::theme::Colour;

/// A point on the page.
pub(crate) type Spot = (f32, f32);

/// A line's colour, thickness and dashes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stroke {
    /// Colour.
    pub(crate) colour: Colour,
    /// Thickness in points.
    pub(crate) width: f32,
    /// Lengths of dash and gap in points; empty for an unbroken line.
    pub(crate) dashes: Vec<f32>,
}

impl Stroke {
    /// An unbroken line.
    pub(crate) fn solid(colour: Colour, width: f32) -> Self {
        Self { colour, width, dashes: Vec::new() }
    }

    /// A dashed line.
    pub(crate) fn dashed(colour: Colour, width: f32) -> Self {
        Self { colour, width, dashes: vec![2.4, 1.8] }
    }
}

/// One step of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    /// A straight line to a point.
    Line(Spot),
    /// A curve over two guiding points to a point.
    Curve(Spot, Spot, Spot),
}

/// An outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    /// Where it starts.
    pub(crate) start: Spot,
    /// How it goes on.
    pub(crate) steps: Vec<Step>,
    /// Whether it returns to its start.
    pub(crate) closed: bool,
}

impl Path {
    /// A line over points.
    pub(crate) fn line(points: &[Spot]) -> Self {
        Self::over(points, false)
    }

    /// A closed shape over points.
    pub(crate) fn polygon(points: &[Spot]) -> Self {
        Self::over(points, true)
    }

    fn over(points: &[Spot], closed: bool) -> Self {
        let start = points.first().copied().unwrap_or_default();
        Self { start, steps: points.iter().skip(1).map(|spot| Step::Line(*spot)).collect(), closed }
    }

    /// A rectangle.
    pub(crate) fn rectangle(area: Area) -> Self {
        let Area { x, y, width, height } = area;
        Self::polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    }

    /// A circle, as four curves.
    pub(crate) fn circle(centre: Spot, radius: f32) -> Self {
        let (x, y) = centre;
        let k = radius * 0.552_284_8;
        Self {
            start: (x + radius, y),
            steps: vec![
                Step::Curve((x + radius, y + k), (x + k, y + radius), (x, y + radius)),
                Step::Curve((x - k, y + radius), (x - radius, y + k), (x - radius, y)),
                Step::Curve((x - radius, y - k), (x - k, y - radius), (x, y - radius)),
                Step::Curve((x + k, y - radius), (x + radius, y - k), (x + radius, y)),
            ],
            closed: true,
        }
    }
}

/// One drawn thing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// Shaped text.
    Text {
        /// Start of the baseline.
        at: Spot,
        /// Text size in points.
        size: f32,
        /// Colour.
        colour: Colour,
        /// The glyphs.
        shaped: Rc<Shaped>,
    },
    /// A filled or stroked outline.
    Shape {
        /// The outline.
        path: Path,
        /// Fill, if any.
        fill: Option<Colour>,
        /// Stroke, if any.
        stroke: Option<Stroke>,
    },
    /// A place to click that leads to an anchor.
    Link {
        /// The place.
        area: Area,
        /// The anchor's name.
        target: String,
    },
    /// The number of the page on which an anchor stands, known only once all pages are laid out.
    PageOf {
        /// The anchor's name.
        target: String,
        /// Right end of the baseline.
        right: Spot,
        /// Text size in points.
        size: f32,
        /// Colour.
        colour: Colour,
    },
}

/// A place that links and bookmarks lead to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Anchor {
    /// Its name, unique in the document.
    pub(crate) name: String,
    /// Distance from the top of the page.
    pub(crate) y: f32,
    /// Title and depth in the bookmark tree, where it has a bookmark.
    pub(crate) bookmark: Option<(usize, String)>,
}

/// One page as it is being drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Canvas {
    /// What was drawn, in order.
    pub(crate) items: Vec<Item>,
    /// Places on this page that can be pointed to.
    pub(crate) anchors: Vec<Anchor>,
}

impl Canvas {
    /// Draws shaped text from a point on its baseline.
    pub(crate) fn glyphs(&mut self, at: Spot, size: f32, colour: Colour, shaped: Rc<Shaped>) {
        if !shaped.glyphs.is_empty() {
            self.items.push(Item::Text { at, size, colour, shaped });
        }
    }

    /// Draws plain text from a point on its baseline and returns its width.
    pub(crate) fn words(
        &mut self,
        at: Spot,
        size: f32,
        colour: Colour,
        weight: Weight,
        text: &str,
        fonts: &Fonts,
    ) -> f32 {
        let shaped = fonts.shape(weight, text);
        let width = shaped.width_at(size);
        self.glyphs(at, size, colour, shaped);
        width
    }

    /// Draws plain text that ends at a point on its baseline.
    pub(crate) fn words_to(
        &mut self,
        right: Spot,
        size: f32,
        colour: Colour,
        weight: Weight,
        text: &str,
        fonts: &Fonts,
    ) {
        let width = fonts.width(weight, text, size);
        self.words((right.0 - width, right.1), size, colour, weight, text, fonts);
    }

    /// Draws plain text with a point in the middle of its baseline.
    pub(crate) fn words_at(
        &mut self,
        middle: Spot,
        size: f32,
        colour: Colour,
        weight: Weight,
        text: &str,
        fonts: &Fonts,
    ) {
        let width = fonts.width(weight, text, size);
        self.words((middle.0 - width / 2.0, middle.1), size, colour, weight, text, fonts);
    }

    /// Fills an outline.
    pub(crate) fn fill(&mut self, path: Path, colour: Colour) {
        self.items.push(Item::Shape { path, fill: Some(colour), stroke: None });
    }

    /// Strokes an outline.
    pub(crate) fn stroke(&mut self, path: Path, stroke: Stroke) {
        self.items.push(Item::Shape { path, fill: None, stroke: Some(stroke) });
    }

    /// Fills and strokes an outline.
    pub(crate) fn shape(&mut self, path: Path, fill: Option<Colour>, stroke: Option<Stroke>) {
        if fill.is_some() || stroke.is_some() {
            self.items.push(Item::Shape { path, fill, stroke });
        }
    }

    /// Draws a horizontal rule.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32, stroke: Stroke) {
        self.stroke(Path::line(&[(x, y), (x + width, y)]), stroke);
    }

    /// Makes an area lead to an anchor.
    pub(crate) fn link(&mut self, area: Area, target: &str) {
        self.items.push(Item::Link { area, target: target.to_owned() });
    }

    /// Names a place on the page.
    pub(crate) fn anchor(&mut self, name: &str, y: f32, bookmark: Option<(usize, String)>) {
        self.anchors.push(Anchor { name: name.to_owned(), y, bookmark });
    }
}
