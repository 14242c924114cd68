//! Contents, and how to read what follows.

use crate::layout::contents::Contents;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::list::List;
use crate::model::voice::Voice;

pub(super) fn compose(voice: &Voice<'_>, lines: Vec<(String, String)>) -> Vec<Piece> {
    let points = [
        "reading-two-outputs",
        "reading-likelihood",
        "reading-range",
        "reading-coverage",
        "reading-band",
        "reading-background",
        "reading-unknown",
        "reading-files",
    ];
    vec![
        Piece::NewPage(0.0),
        Piece::of(Heading::new(0, voice.say("contents-title"), "contents").unmarked()),
        Piece::of(Contents { lines }),
        Piece::of(Heading::new(1, voice.say("reading-title"), "reading").unmarked()),
        Piece::of(List::bullets(points.map(|key| voice.rich(key, &[])))),
    ]
}
