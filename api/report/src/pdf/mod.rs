//! From drawn pages to the bytes of a PDF.
//!
//! [`ops`] turns what was drawn into page operations of printpdf; printpdf makes objects of them; [`finish`] gives the document its
//! bookmark tree, dates, language and identity, and packs it. The same pages and the same identity give the same bytes. Every warning of
//! printpdf is an error here: a report with a missing letter or a bad colour must not leave the house.

mod finish;
mod ops;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use printpdf::{FontId, Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};
use thiserror::Error;

use crate::font::embed::{Subset, Used, subset};
use crate::font::{FaceId, FontError, Fonts, Weight};
use crate::imprint::Imprint;
use crate::layout::canvas::{Canvas, Item};

/// A PDF that could not be made.
#[derive(Debug, Error)]
pub enum PdfError {
    /// A bundled font failed.
    #[error(transparent)]
    Font(#[from] FontError),
    /// A link or a page number points nowhere.
    #[error("the report points to `{target}`, which stands on no page")]
    DanglingTarget {
        /// The missing place.
        target: String,
    },
    /// Two places of one name.
    #[error("the report has two places of the name `{name}`")]
    RepeatedPlace {
        /// The name.
        name: String,
    },
    /// The writer complained.
    #[error("the PDF writer complained: {message}")]
    Warning {
        /// Its words.
        message: String,
    },
    /// The objects could not be packed.
    #[error("the PDF could not be packed: {reason}")]
    Packing {
        /// What went wrong.
        reason: String,
    },
}

/// What identifies a document beside its pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    /// Title.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) subject: String,
    /// Words to find it by.
    pub(crate) keywords: String,
    /// Language tag, e.g. `en`.
    pub(crate) language: String,
    /// The date that all its dates are set to.
    pub(crate) date: NaiveDate,
    /// Hexadecimal hash of what it reports; the file's identity follows from it.
    pub(crate) hash: String,
    /// What it was made from.
    pub(crate) imprint: Option<Imprint>,
    /// The program with its version.
    pub(crate) producer: String,
}

/// Where an anchor stands: page counted from zero, and distance from the top.
type Places = BTreeMap<String, (usize, f32)>;

/// Writes pages as a PDF.
pub(crate) fn write(mut pages: Vec<Canvas>, fonts: &Fonts, identity: &Identity) -> Result<Vec<u8>, PdfError> {
    let places = places(&pages)?;
    resolve_page_numbers(&mut pages, &places, fonts)?;
    let subsets = subsets(&pages, fonts)?;
    let mut document = PdfDocument::new(&identity.title);
    for (face, subset) in &subsets {
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(subset.font.clone()));
    }
    for page in &pages {
        document.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops::page_ops(page, &subsets, &places)?));
    }
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
    let objects = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError::Warning { message: warning.msg.clone() });
    }
    finish::finish(objects, &pages, identity)
}

fn places(pages: &[Canvas]) -> Result<Places, PdfError> {
    let mut places = Places::new();
    for (number, page) in pages.iter().enumerate() {
        for anchor in &page.anchors {
            if places.insert(anchor.name.clone(), (number, anchor.y)).is_some() {
                return Err(PdfError::RepeatedPlace { name: anchor.name.clone() });
            }
        }
    }
    Ok(places)
}

fn resolve_page_numbers(pages: &mut [Canvas], places: &Places, fonts: &Fonts) -> Result<(), PdfError> {
    for page in pages {
        for item in &mut page.items {
            if let Item::PageOf { target, right, size, colour } = item {
                let (number, _) = place(places, target)?;
                let shaped = fonts.shape(Weight::Regular, &(number + 1).to_string());
                let at = (right.0 - shaped.width_at(*size), right.1);
                *item = Item::Text { at, size: *size, colour: *colour, shaped };
            }
        }
    }
    Ok(())
}

fn place(places: &Places, target: &str) -> Result<(usize, f32), PdfError> {
    places.get(target).copied().ok_or_else(|| PdfError::DanglingTarget { target: target.to_owned() })
}

fn subsets(pages: &[Canvas], fonts: &Fonts) -> Result<BTreeMap<FaceId, Subset>, PdfError> {
    let mut used: BTreeMap<FaceId, Used> = FaceId::ALL.into_iter().map(|id| (id, Used::default())).collect();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text { shaped, .. } = item {
            for glyph in &shaped.glyphs {
                let text = if glyph.id == 0 { "\u{fffd}" } else { glyph.text.as_str() };
                used.entry(glyph.face).or_default().note(glyph.id, text);
            }
        }
    }
    let mut subsets = BTreeMap::new();
    for (id, used) in used {
        if !used.is_empty() {
            subsets.insert(id, subset(fonts, id, &used)?);
        }
    }
    Ok(subsets)
}
