//! karvon-report: an assessment as a document and as tables.
//!
//! Assessment in, bytes out: no files, no clock, no network. Three steps make the PDF, each in its own module: `model` decides what is
//! said, `sections` and `layout` decide where it stands, `pdf` turns that into bytes. `texts` holds every word per language, `theme`
//! every colour and size. [`tables`] writes the CSV files beside the report. The same assessment and texts give the same bytes.

mod font;
mod graphml;
mod imprint;
mod input;
mod layout;
mod model;
mod pdf;
mod sections;
pub mod tables;
mod texts;
mod theme;
pub mod workbook;

#[cfg(test)]
mod sample;

pub use font::FontError;
pub use graphml::graphml;
pub use imprint::Imprint;
pub use input::{IntakeCounts, Issued, LogHead, ReportInput, Sources, Words};
pub use layout::flow::LayoutError;
pub use pdf::PdfError;
pub use texts::{Language, TextError};

use std::collections::BTreeSet;

use thiserror::Error;

use font::Fonts;
use layout::canvas::Canvas;
use layout::decor::{Decor, decorate};
use layout::flow::lay_out;
use model::voice::Voice;
use pdf::Identity;
use texts::Texts;

/// A report that could not be made.
#[derive(Debug, Error)]
pub enum ReportError {
    /// Words are missing.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A bundled font failed.
    #[error(transparent)]
    Font(#[from] FontError),
    /// Something does not fit on a page.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The PDF could not be written.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// The report of an assessment as a PDF: A4, fonts embedded, bookmarks, links, page numbers.
///
/// Letters that the fonts lack are drawn as boxes, keep their true value for copying, and are listed among what is not known.
///
/// # Errors
///
/// Words that the language lacks, and anything that would leave a hole in the document, are errors rather than gaps.
pub fn report_pdf(input: &ReportInput<'_>) -> Result<Vec<u8>, ReportError> {
    let fonts = Fonts::load()?;
    let (pages, identity) = report_pages(input, &fonts)?;
    Ok(pdf::write(pages, &fonts, &identity)?)
}

/// The pages of a report as drawn, and what identifies the document.
fn report_pages(input: &ReportInput<'_>, fonts: &Fonts) -> Result<(Vec<Canvas>, Identity), ReportError> {
    let texts = Texts::load(input.language)?;
    let voice = Voice::new(input, &texts);
    let mut pages = lay_out(sections::compose(&voice, &BTreeSet::new()), fonts)?;
    let lacking = fonts.lacking();
    if !lacking.is_empty() {
        // Which letters cannot be drawn is known only after they were met; then the report says so.
        pages = lay_out(sections::compose(&voice, &lacking), fonts)?;
    }
    let manifest = &input.assessment.manifest;
    let title = match voice.subject() {
        Some(party) => voice.tell("header-title", &[("subject", party.name.as_str().into())]),
        None => voice.say("header-no-subject"),
    };
    let short_hash: String = manifest.result_hash.chars().take(16).collect();
    let page = |page: usize, total: usize| voice.tell("page-of", &[("page", page.into()), ("total", total.into())]);
    let decor = Decor {
        title: title.clone(),
        ruleset: format!("{} {}", manifest.ruleset, manifest.ruleset_version),
        foot: voice.tell("foot", &[("date", voice.date(manifest.as_of).into()), ("hash", short_hash.into())]),
        page: &page,
    };
    decorate(&mut pages, &decor, fonts);
    texts.complete()?;
    let identity = Identity {
        title,
        subject: voice.say("cover-kind"),
        keywords: format!("{} {}", manifest.ruleset, manifest.ruleset_version),
        language: texts.language().tag().to_owned(),
        date: input.issued.map_or(manifest.as_of, |issued| issued.report_date),
        hash: manifest.result_hash.clone(),
        imprint: Some(Imprint::new(input, texts.language().tag())),
        producer: input.program.to_owned(),
    };
    Ok((pages, identity))
}
