//! Cutting a font down to the glyphs that the pages use.
//!
//! Glyphs are gathered over all pages, numbered anew in the order of their old numbers and cut out with their widths and the text that
//! each stands for. The tag before the font's name in the PDF follows from that set, so equal reports get equal names.

use std::collections::BTreeMap;

use printpdf::{FontMetrics, ParsedFont};
use rustybuzz::ttf_parser::GlyphId;
use subsetter::GlyphRemapper;

use super::{FaceId, FontError, Fonts};

/// The glyphs in use of one face with the text that each stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Used {
    glyphs: BTreeMap<u16, String>,
}

impl Used {
    /// Notes a glyph. One glyph keeps one text: where a space and a no-break space share a glyph, the lesser one is kept.
    pub(crate) fn note(&mut self, id: u16, text: &str) {
        let known = self.glyphs.entry(id).or_insert_with(|| text.to_owned());
        if known.is_empty() || (!text.is_empty() && text < known.as_str()) {
            text.clone_into(known);
        }
    }

    /// Whether nothing of the face is used.
    pub(crate) fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }
}

/// A face cut down for one document.
#[derive(Debug, Clone)]
pub(crate) struct Subset {
    /// The font program and widths as printpdf takes them.
    pub(crate) font: ParsedFont,
    remapper: GlyphRemapper,
    texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f32>,
}

impl Subset {
    /// The new number of a glyph; 0, the box, for one that was not noted.
    pub(crate) fn id(&self, old: u16) -> u16 {
        self.remapper.get(old).unwrap_or(0)
    }

    /// The text that a glyph stands for throughout the document.
    pub(crate) fn text(&self, old: u16) -> &str {
        self.texts.get(&old).map_or("", String::as_str)
    }

    /// The advance that a viewer takes for a glyph, in thousandths of the text size.
    pub(crate) fn nominal(&self, old: u16) -> f32 {
        self.widths.get(&old).copied().unwrap_or(0.0)
    }
}

/// Cuts a face down to the glyphs in use.
pub(crate) fn subset(fonts: &Fonts, id: FaceId, used: &Used) -> Result<Subset, FontError> {
    let face = fonts.face(id);
    let mut remapper = GlyphRemapper::new();
    let mut new_widths = BTreeMap::from([(0, face.glyph_hor_advance(GlyphId(0)).unwrap_or(600))]);
    let mut widths = BTreeMap::new();
    for old in used.glyphs.keys() {
        let advance = face.glyph_hor_advance(GlyphId(*old)).unwrap_or(0);
        new_widths.insert(remapper.remap(*old), advance);
        widths.insert(*old, f32::from(advance));
    }
    let bytes = subsetter::subset(id.bytes(), 0, &remapper)
        .map_err(|error| FontError::Subset { name: id.name(), reason: error.to_string() })?;
    let units_per_em = u16::try_from(face.units_per_em()).unwrap_or(1000);
    let mut font = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(format!("{}+{}", tag(used), id.name())),
        BTreeMap::new(),
        new_widths,
        units_per_em,
        FontMetrics { ascent: face.ascender(), descent: face.descender() },
    );
    let bounds = face.global_bounding_box();
    font.pdf_font_metrics.x_min = bounds.x_min;
    font.pdf_font_metrics.y_min = bounds.y_min;
    font.pdf_font_metrics.x_max = bounds.x_max;
    font.pdf_font_metrics.y_max = bounds.y_max;
    font.pdf_font_metrics.us_weight_class = face.weight().to_number();
    Ok(Subset { font, remapper, texts: used.glyphs.clone(), widths })
}

/// Six capitals that follow from the glyphs in use, as the PDF format asks before the name of a cut-down font.
fn tag(used: &Used) -> String {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for id in used.glyphs.keys() {
        for byte in id.to_be_bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    let mut letters = String::new();
    for _ in 0..6 {
        letters.push(char::from(b'A' + u8::try_from(state % 26).unwrap_or(0)));
        state /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subset_is_small_and_knows_its_glyphs() {
        let fonts = Fonts::load().unwrap();
        let mut used = Used::default();
        let shaped = fonts.shape(crate::font::Weight::Regular, "abc");
        for glyph in &shaped.glyphs {
            used.note(glyph.id, &glyph.text);
        }
        let subset = subset(&fonts, FaceId::Regular, &used).unwrap();
        assert!(subset.font.original_bytes.len() < 8_000, "{}", subset.font.original_bytes.len());
        assert_eq!(subset.text(shaped.glyphs[1].id), "b");
        assert_ne!(subset.id(shaped.glyphs[1].id), 0);
        assert_eq!(subset.id(9_999), 0);
    }

    #[test]
    fn a_glyph_shared_by_two_texts_keeps_the_lesser() {
        let mut used = Used::default();
        used.note(3, "\u{a0}");
        used.note(3, " ");
        used.note(3, "");
        assert_eq!(used.glyphs.get(&3).map(String::as_str), Some(" "));
    }
}
