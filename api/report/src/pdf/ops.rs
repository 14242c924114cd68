//! One drawn page as page operations.
//!
//! Neighbouring glyphs of one line and look are written as one run with whole-number kerns, which keeps the file small and lets a reader
//! copy whole lines. A box for a letter that no font holds carries that letter as its replacement text.

use std::collections::BTreeMap;

use printpdf::{
    Actions, BorderArray, Codepoint, Color, ColorArray, Destination, DictItem, FontId, HighlightingMode, Line,
    LineDashPattern, LinePoint, LinkAnnotation, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rect,
    Rgb, TextItem, WindingOrder,
};

use super::{PdfError, Places, place};
use crate::font::embed::Subset;
use crate::font::{FaceId, Glyph};
use crate::layout::canvas::{Canvas, Item, Path, Spot, Step, Stroke};
use crate::theme::{Colour, PAGE_HEIGHT};

/// The operations of a page.
pub(super) fn page_ops(
    page: &Canvas,
    subsets: &BTreeMap<FaceId, Subset>,
    places: &Places,
) -> Result<Vec<Op>, PdfError> {
    let mut writer = Writer { ops: Vec::new(), subsets, run: None, fill: None, line: None };
    for item in &page.items {
        match item {
            Item::Text { at, size, colour, shaped } => {
                let mut x = at.0;
                for glyph in &shaped.glyphs {
                    let spot = (x + glyph.dx * size / 1000.0, at.1 - glyph.dy * size / 1000.0);
                    writer.glyph(glyph, spot, *size, *colour);
                    x += glyph.advance * size / 1000.0;
                }
            }
            Item::Shape { path, fill, stroke } => writer.shape(path, *fill, stroke.as_ref()),
            Item::Link { area, target } => {
                let (number, y) = place(places, target)?;
                let bottom = PAGE_HEIGHT - area.y - area.height;
                let rect = Rect::from_xywh(pt(area.x), pt(bottom), pt(area.width), pt(area.height));
                let goal = Destination::Xyz {
                    page: number + 1,
                    left: None,
                    top: Some(hundredths(PAGE_HEIGHT - y)),
                    zoom: None,
                };
                let border = Some(BorderArray::Solid([0.0, 0.0, 0.0]));
                let link = LinkAnnotation::new(
                    rect,
                    Actions::Goto(goal),
                    border,
                    Some(ColorArray::Transparent),
                    Some(HighlightingMode::Invert),
                );
                writer.ops.push(Op::LinkAnnotation { link });
            }
            Item::PageOf { target, .. } => {
                return Err(PdfError::DanglingTarget { target: target.clone() });
            }
        }
    }
    writer.close_run();
    Ok(writer.ops)
}

/// Glyphs of one line that are written together.
struct Run {
    face: FaceId,
    size: f32,
    colour: Colour,
    start: Spot,
    /// Where the viewer's pen stands, in thousandths of the text size from the start.
    pen: f32,
    codes: Vec<Codepoint>,
    /// The letter that a box stands for.
    boxed: Option<String>,
}

struct Writer<'a> {
    ops: Vec<Op>,
    subsets: &'a BTreeMap<FaceId, Subset>,
    run: Option<Run>,
    fill: Option<Colour>,
    line: Option<Stroke>,
}

impl Writer<'_> {
    fn glyph(&mut self, glyph: &Glyph, spot: Spot, size: f32, colour: Colour) {
        let Some(subset) = self.subsets.get(&glyph.face) else {
            return;
        };
        let boxed = (glyph.id == 0).then(|| glyph.text.clone());
        let code = Codepoint::with_cid(subset.id(glyph.id), 0.0, subset.text(glyph.id).to_owned());
        let nominal = subset.nominal(glyph.id);
        if let Some(run) = &mut self.run {
            let alike =
                run.face == glyph.face && same(run.size, size) && run.colour == colour && same(run.start.1, spot.1);
            let wanted = (spot.0 - run.start.0) * 1000.0 / run.size;
            let kern = (run.pen - wanted).round();
            if alike && run.boxed.is_none() && boxed.is_none() && (-1200.0..600.0).contains(&kern) {
                if kern.abs() >= 1.0 {
                    if let Some(last) = run.codes.last_mut() {
                        last.offset += kern;
                    }
                    run.pen -= kern;
                }
                run.codes.push(code);
                run.pen += nominal;
                return;
            }
        }
        self.close_run();
        self.run = Some(Run { face: glyph.face, size, colour, start: spot, pen: nominal, codes: vec![code], boxed });
    }

    fn close_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        self.set_fill(run.colour);
        let boxed = run.boxed.is_some();
        if let Some(letters) = run.boxed {
            let map =
                BTreeMap::from([("ActualText".to_owned(), DictItem::String { data: utf16(&letters), literal: false })]);
            let properties = DictItem::Dict { map };
            self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
        }
        self.ops.push(Op::StartTextSection);
        let font = PdfFontHandle::External(FontId(run.face.resource().to_owned()));
        self.ops.push(Op::SetFont { font, size: Pt(hundredths(run.size)) });
        self.ops.push(Op::SetTextCursor { pos: point(run.start) });
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(run.codes)] });
        self.ops.push(Op::EndTextSection);
        if boxed {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn set_fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.ops.push(Op::SetFillColor { col: colour_of(colour) });
            self.fill = Some(colour);
        }
    }

    fn set_line(&mut self, stroke: &Stroke) {
        if self.line.as_ref() == Some(stroke) {
            return;
        }
        self.ops.push(Op::SetOutlineColor { col: colour_of(stroke.colour) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(hundredths(stroke.width)) });
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &stroke.dashes) });
        self.line = Some(stroke.clone());
    }

    fn shape(&mut self, path: &Path, fill: Option<Colour>, stroke: Option<&Stroke>) {
        self.close_run();
        if let Some(colour) = fill {
            self.set_fill(colour);
        }
        if let Some(stroke) = stroke {
            self.set_line(stroke);
        }
        let points = points(path);
        if !path.closed && fill.is_none() {
            self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            return;
        }
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (None, Some(_)) => PaintMode::Stroke,
            (Some(_), None) => PaintMode::Fill,
            (None, None) => return,
        };
        let rings = vec![PolygonRing { points }];
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }
}

fn points(path: &Path) -> Vec<LinePoint> {
    let plain = |spot: Spot| LinePoint { p: point(spot), bezier: false };
    let guide = |spot: Spot| LinePoint { p: point(spot), bezier: true };
    let mut points = vec![plain(path.start)];
    for step in &path.steps {
        match *step {
            Step::Line(to) => points.push(plain(to)),
            Step::Curve(first, second, to) => {
                points.extend([guide(first), guide(second), plain(to)]);
            }
        }
    }
    points
}

fn point(spot: Spot) -> Point {
    Point { x: pt(spot.0), y: pt(PAGE_HEIGHT - spot.1) }
}

fn pt(length: f32) -> Pt {
    Pt(hundredths(length))
}

/// Rounds to hundredths of a point, finer than any printer, so that numbers stay short.
fn hundredths(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn same(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.005
}

fn colour_of(colour: Colour) -> Color {
    let short = |part: f32| (part * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: short(colour.red), g: short(colour.green), b: short(colour.blue), icc_profile: None })
}

/// Text as UTF-16 with its byte order mark, as PDF strings outside ASCII are written.
fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}
