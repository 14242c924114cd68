//! The sections of the report, one file each, in the order in which they stand.
//!
//! A section takes what [`Voice`] knows and returns pieces to be laid out. It says when it has nothing to show rather than being left out.

mod chains;
mod choke;
mod contents;
mod contradictions;
mod contributions;
mod cover;
mod evidence;
mod interviews;
mod matches;
mod method;
mod network;
mod plan;
mod profile_facts;
mod profiles;
mod proof;
mod questions;
mod recruitment;
mod register;
mod requirements;
mod suppliers;
mod undisclosed;
mod unknowns;
mod verdict;
mod worked;

use std::collections::BTreeSet;

use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::mark::BandLabel;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::model::voice::{Voice, party_anchor};
use crate::theme::TEXT_HEIGHT;
use karvon_engine::assessment::PartyResult;
use karvon_engine::ids::{EvidenceId, PartyId};

/// Parties that get a profile of their own.
pub(crate) const OWN_PAGES: usize = 10;
/// Rows of the ranked list; all parties stand in the table of parties beside the report.
pub(crate) const RANKED_ROWS: usize = 60;
/// Chains told in words and drawn.
pub(crate) const CHAINS: usize = 8;
/// Bars of contributions before the rest is summed up.
pub(crate) const BARS: usize = 15;
/// Rows of a split before the rest is summed up.
pub(crate) const SPLIT_ROWS: usize = 8;

/// Height between a section and one that has nothing to say.
const BETWEEN_SECTIONS: f32 = 26.0;

/// Everything between the first page and the last, with the letters that the fonts lack.
pub(crate) fn compose(voice: &Voice<'_>, lacking: &BTreeSet<char>) -> Vec<Piece> {
    let mut pieces = cover::compose(voice);
    let body: [(&str, Vec<Piece>); 21] = [
        ("verdict", verdict::compose(voice)),
        ("network", network::compose(voice)),
        ("suppliers", suppliers::compose(voice)),
        ("chains", chains::compose(voice)),
        ("contributions", contributions::compose(voice)),
        ("choke", choke::compose(voice)),
        ("profiles", profiles::compose(voice)),
        ("questions", questions::compose(voice)),
        ("proof", proof::compose(voice)),
        ("plan", plan::compose(voice)),
        ("worked", worked::compose(voice)),
        ("register", register::compose(voice)),
        ("contradictions", contradictions::compose(voice)),
        ("matches", matches::compose(voice)),
        ("recruitment", recruitment::compose(voice)),
        ("interviews", interviews::compose(voice)),
        ("requirements", requirements::compose(voice)),
        ("unknowns", unknowns::compose(voice, lacking)),
        ("evidence", evidence::compose(voice)),
        ("method", method::compose(voice)),
        ("glossary", method::glossary(voice)),
    ];
    let titles = body.iter().map(|(name, _)| (voice.say(&format!("{name}-title")), (*name).to_owned())).collect();
    pieces.extend(contents::compose(voice, titles));
    let mut taken = 0.0;
    for (name, section) in body {
        // A section that has nothing to say follows the one before it, and the next one follows it while there is room.
        let is_remark = section.iter().all(|piece| matches!(piece, Piece::Remark(_)));
        pieces.push(if is_remark { Piece::Gap(BETWEEN_SECTIONS) } else { Piece::NewPage(taken) });
        taken = if is_remark { TEXT_HEIGHT / 3.0 } else { 0.0 };
        pieces.push(Piece::of(Heading::new(0, voice.say(&format!("{name}-title")), name)));
        pieces.extend(section);
    }
    pieces
}

/// A paragraph from a message without values.
fn paragraph(voice: &Voice<'_>, key: &str) -> Piece {
    Piece::of(Paragraph::new(voice.rich(key, &[])))
}

/// What a section says that has nothing to show.
fn nothing(voice: &Voice<'_>, key: &str) -> Vec<Piece> {
    vec![Piece::remark(Paragraph::new(voice.rich(key, &[])))]
}

/// A note from a message without values.
fn note(voice: &Voice<'_>, key: &str) -> Piece {
    Piece::of(Paragraph::note(voice.rich(key, &[])).after(8.0))
}

/// A note where not all findings are told one by one.
fn shortened(voice: &Voice<'_>, file: &str) -> Option<Piece> {
    voice.shortened(file).map(|text| Piece::of(Paragraph::note(text).after(8.0)))
}

/// A heading inside a section.
fn heading(voice: &Voice<'_>, level: usize, key: &str) -> Piece {
    Piece::of(Heading::new(level, voice.say(key), key))
}

/// The band of a party as a label.
fn band_cell(voice: &Voice<'_>, party: &PartyResult) -> Cell {
    let (tone, text, scored) = voice.band_of(party);
    Cell::graphic(BandLabel { tone, text, scored })
}

/// The number of a row of evidence in the index, leading to it.
pub(crate) fn evidence_mark(voice: &Voice<'_>, id: &EvidenceId) -> Rich {
    voice.evidence_number(id).map_or_else(Rich::default, |number| {
        let mark = Rich::plain(format!("[{number}]")).coloured(crate::theme::ACCENT).linked(&evidence::anchor(id));
        Rich::plain(" ").then(mark)
    })
}

/// The name of a party, leading to its own page where it has one.
fn party_name(voice: &Voice<'_>, id: &PartyId, own_pages: &[&PartyResult]) -> Rich {
    let name = Rich::plain(voice.name(id));
    if own_pages.iter().any(|party| party.party_id == *id) {
        name.linked(&party_anchor(id)).coloured(crate::theme::ACCENT)
    } else {
        name
    }
}
