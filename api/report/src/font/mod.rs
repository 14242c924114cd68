//! The fonts of the report and the shaping of text.
//!
//! Three faces travel inside the program: Noto Sans regular and bold, and a handful of mathematical signs. Text is shaped once per word
//! (kerning, marks, composition) and measured by the same advances that are printed, so a line never runs out of its box.
//!
//! A letter that no face holds (a Chinese supplier name, say) is drawn as a box of its own, keeps its true value for copying and
//! searching, and is remembered, so that the report can list which letters it could not draw. It is never turned into `?`.
//! Which glyphs are embedded is decided by [`embed`]; where text stands is the matter of `layout`.

pub(crate) mod embed;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Face, Feature, UnicodeBuffer};
use thiserror::Error;

const REGULAR: &[u8] = include_bytes!("../../../../fixtures/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../fixtures/fonts/NotoSans-Bold.ttf");
const SIGNS: &[u8] = include_bytes!("../../../../fixtures/fonts/NotoSansMath-Regular.ttf");

/// A bundled font that cannot be used.
#[derive(Debug, Error)]
pub enum FontError {
    /// The bytes do not parse as a font.
    #[error("the bundled font `{name}` cannot be read")]
    Unreadable {
        /// The font's name.
        name: &'static str,
    },
    /// The glyphs in use cannot be cut out of the font.
    #[error("the bundled font `{name}` cannot be cut down to the letters in use: {reason}")]
    Subset {
        /// The font's name.
        name: &'static str,
        /// What the cutting tool said.
        reason: String,
    },
}

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The weight of running text.
    Regular,
    /// The weight of headings and of what matters.
    Bold,
}

/// One of the bundled faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FaceId {
    /// Noto Sans.
    Regular,
    /// Noto Sans Bold.
    Bold,
    /// Arrows and mathematical signs, in one weight.
    Signs,
}

impl FaceId {
    /// Every face.
    pub(crate) const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Signs];

    /// The font program.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
            Self::Signs => SIGNS,
        }
    }

    /// The `PostScript` name, as it stands in the PDF.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans-Regular",
            Self::Bold => "NotoSans-Bold",
            Self::Signs => "NotoSansMath-Regular",
        }
    }

    /// The short name by which pages refer to the face.
    pub(crate) const fn resource(self) -> &'static str {
        match self {
            Self::Regular => "R",
            Self::Bold => "B",
            Self::Signs => "S",
        }
    }
}

/// One glyph of shaped text. Distances are in thousandths of the text size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// The face that it stands in.
    pub(crate) face: FaceId,
    /// Its number in that face; 0 is the box for a letter that no face holds.
    pub(crate) id: u16,
    /// How far the next glyph stands.
    pub(crate) advance: f32,
    /// Shift to the right of the drawn shape alone.
    pub(crate) dx: f32,
    /// Shift upwards of the drawn shape alone.
    pub(crate) dy: f32,
    /// The text that it stands for; empty for a further glyph of the same letter.
    pub(crate) text: String,
}

/// Text turned into glyphs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shaped {
    /// The glyphs, left to right.
    pub(crate) glyphs: Vec<Glyph>,
    /// The sum of the advances, in thousandths of the text size.
    pub(crate) width: f32,
}

impl Shaped {
    /// Width in points at a text size.
    pub(crate) fn width_at(&self, size: f32) -> f32 {
        self.width * size / 1000.0
    }
}

/// The faces, a memory of words already shaped, and the letters that no face holds.
pub(crate) struct Fonts {
    regular: Face<'static>,
    bold: Face<'static>,
    signs: Face<'static>,
    /// Words shaped before, regular and bold. Only looked up, never walked, so its order shows nowhere.
    shaped: [RefCell<HashMap<String, Rc<Shaped>>>; 2],
    lacking: RefCell<BTreeSet<char>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fonts").field("lacking", &self.lacking).finish_non_exhaustive()
    }
}

impl Fonts {
    /// Reads the bundled faces.
    pub(crate) fn load() -> Result<Self, FontError> {
        let face = |id: FaceId| Face::from_slice(id.bytes(), 0).ok_or(FontError::Unreadable { name: id.name() });
        Ok(Self {
            regular: face(FaceId::Regular)?,
            bold: face(FaceId::Bold)?,
            signs: face(FaceId::Signs)?,
            shaped: [RefCell::default(), RefCell::default()],
            lacking: RefCell::default(),
        })
    }

    /// Shapes text of one weight, which should hold no line break.
    pub(crate) fn shape(&self, weight: Weight, text: &str) -> Rc<Shaped> {
        let [regular, bold] = &self.shaped;
        let memory = match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        };
        if let Some(known) = memory.borrow().get(text) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(weight, text));
        memory.borrow_mut().insert(text.to_owned(), Rc::clone(&shaped));
        shaped
    }

    /// Width in points of text at a size.
    pub(crate) fn width(&self, weight: Weight, text: &str, size: f32) -> f32 {
        self.shape(weight, text).width_at(size)
    }

    /// The letters met so far that no face holds.
    pub(crate) fn lacking(&self) -> BTreeSet<char> {
        self.lacking.borrow().clone()
    }

    fn shape_anew(&self, weight: Weight, text: &str) -> Shaped {
        let text: String = text.chars().filter(|letter| !invisible(*letter)).collect();
        let mut glyphs = Vec::with_capacity(text.len());
        for (source, run) in self.runs(weight, &text) {
            match source {
                Some(id) => shape_run(self.face(id), id, &run, &mut glyphs),
                None => self.box_run(weight, &run, &mut glyphs),
            }
        }
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        Shaped { glyphs, width }
    }

    /// Cuts text into stretches that one face can draw; `None` where no face can.
    fn runs(&self, weight: Weight, text: &str) -> Vec<(Option<FaceId>, String)> {
        let main = match weight {
            Weight::Regular => FaceId::Regular,
            Weight::Bold => FaceId::Bold,
        };
        let mut runs: Vec<(Option<FaceId>, String)> = Vec::new();
        for letter in text.chars() {
            let source = [main, FaceId::Signs].into_iter().find(|id| self.face(*id).glyph_index(letter).is_some());
            match runs.last_mut() {
                Some((last, run)) if *last == source => run.push(letter),
                _ => runs.push((source, letter.to_string())),
            }
        }
        runs
    }

    fn box_run(&self, weight: Weight, run: &str, glyphs: &mut Vec<Glyph>) {
        let face = match weight {
            Weight::Regular => FaceId::Regular,
            Weight::Bold => FaceId::Bold,
        };
        let advance = f32::from(self.face(face).glyph_hor_advance(GlyphId(0)).unwrap_or(600));
        let mut lacking = self.lacking.borrow_mut();
        for letter in run.chars() {
            lacking.insert(letter);
            glyphs.push(Glyph { face, id: 0, advance, dx: 0.0, dy: 0.0, text: letter.to_string() });
        }
    }

    /// The parsed face.
    pub(crate) fn face(&self, id: FaceId) -> &Face<'static> {
        match id {
            FaceId::Regular => &self.regular,
            FaceId::Bold => &self.bold,
            FaceId::Signs => &self.signs,
        }
    }
}

/// Characters that steer text and have no shape of their own.
fn invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Shapes a stretch that one face can draw. Ligatures stay off, so that every glyph stands for letters of its own.
fn shape_run(face: &Face<'static>, id: FaceId, run: &str, glyphs: &mut Vec<Glyph>) {
    let scale = 1000.0 / thousandths(face.units_per_em());
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(run);
    buffer.guess_segment_properties();
    let output = rustybuzz::shape(face, &[Feature::new(Tag::from_bytes(b"liga"), 0, ..)], buffer);
    let starts: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    for (at, (info, position)) in output.glyph_infos().iter().zip(output.glyph_positions()).enumerate() {
        let start = info.cluster as usize;
        let end = starts.iter().copied().filter(|other| *other > start).min().unwrap_or(run.len());
        let letters: Vec<char> = run.get(start..end).unwrap_or_default().chars().collect();
        let before = starts.iter().take(at).filter(|other| **other == start).count();
        let members = starts.iter().filter(|other| **other == start).count();
        // A letter and its mark make one cluster; where there are as many glyphs as letters, each glyph gets its own letter.
        let text = if members == letters.len() {
            letters.get(before).map(char::to_string).unwrap_or_default()
        } else if before == 0 {
            letters.into_iter().collect()
        } else {
            String::new()
        };
        glyphs.push(Glyph {
            face: id,
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: thousandths(position.x_advance) * scale,
            dx: thousandths(position.x_offset) * scale,
            dy: thousandths(position.y_offset) * scale,
            text,
        });
    }
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below the point where f32 loses whole numbers")]
const fn thousandths(units: i32) -> f32 {
    units as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(shaped: &Shaped) -> String {
        shaped.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn kerning_draws_a_pair_together() {
        let fonts = Fonts::load().unwrap();
        let pair = fonts.width(Weight::Regular, "AV", 10.0);
        let apart = fonts.width(Weight::Regular, "A", 10.0) + fonts.width(Weight::Regular, "V", 10.0);
        assert!(pair < apart - 0.1, "{pair} {apart}");
    }

    #[test]
    fn letters_of_the_region_are_all_drawn() {
        let fonts = Fonts::load().unwrap();
        let samples = "Қазақша: әғқңөұүһі ӘҒҚҢӨҰҮҺІ · Кыргызча: ңөү · Тоҷикӣ: ғӣқӯҳҷ · Ўзбекча: ўқғҳ · Oʻzbekcha gʻ · Türkmençe: çäžňöşüý · Ёъыэ";
        fonts.shape(Weight::Regular, samples);
        fonts.shape(Weight::Bold, samples);
        assert_eq!(fonts.lacking(), BTreeSet::new());
    }

    #[test]
    fn signs_that_formulas_need_are_all_drawn() {
        let fonts = Fonts::load().unwrap();
        fonts.shape(Weight::Regular, "Σ Π ρ Λ λ φ π σ ≤ ≥ − · × → ∈ ½ ² ₀ ₁ √ ≈ ≠ ∞");
        assert_eq!(fonts.lacking(), BTreeSet::new());
    }

    #[test]
    fn a_letter_that_no_face_holds_becomes_a_box_and_is_remembered() {
        let fonts = Fonts::load().unwrap();
        let shaped = fonts.shape(Weight::Regular, "供 Co");
        assert_eq!(shaped.glyphs[0].id, 0);
        assert!(shaped.glyphs[0].advance > 0.0);
        assert_eq!(text_of(&shaped), "供 Co");
        assert_eq!(fonts.lacking(), BTreeSet::from(['供']));
    }

    #[test]
    fn a_letter_with_a_combining_mark_keeps_both_letters_apart() {
        let fonts = Fonts::load().unwrap();
        let shaped = fonts.shape(Weight::Regular, "ве\u{301}ра");
        assert_eq!(text_of(&shaped), "ве\u{301}ра");
        let plain = fonts.shape(Weight::Regular, "е");
        let in_word = shaped.glyphs.iter().find(|glyph| glyph.id == plain.glyphs[0].id).unwrap();
        assert_eq!(in_word.text, "е");
    }
}
