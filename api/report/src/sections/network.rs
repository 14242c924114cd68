//! The network by tier, drawn.

use karvon_engine::network::PartyKind;

use super::{CHAINS, note, nothing, paragraph};
use crate::font::Fonts;
use crate::layout::canvas::{Canvas, Path, Stroke};
use crate::layout::flow::Piece;
use crate::layout::glyphs::{Look, draw_mark};
use crate::layout::tiers::Tiers;
use crate::layout::{Area, Block, Placed, count};
use crate::model::network::tier_map;
use crate::model::voice::Voice;
use crate::theme::{ACCENT, ACCENT_SOFT, INK, MUTED, SMALL, Tone, band_fill};

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let map = tier_map(voice, CHAINS);
    if map.rows.iter().all(|row| row.groups.is_empty()) {
        return nothing(voice, "network-empty");
    }
    let key = if voice.subject().is_some() { "network-intro" } else { "network-intro-no-subject" };
    let mut pieces = vec![
        paragraph(voice, key),
        Piece::of(Legend::new(voice)),
        Piece::of(Tiers::new(map)),
        note(voice, "network-note"),
    ];
    pieces.extend(super::undisclosed::compose(voice));
    pieces
}

/// What the marks and lines mean.
#[derive(Debug, Clone)]
struct Legend {
    kinds: Vec<(Option<PartyKind>, String)>,
    bands: Vec<(Tone, String)>,
    unscored: String,
    mentioned: String,
    gap: String,
    lines: [String; 3],
}

impl Legend {
    fn new(voice: &Voice<'_>) -> Self {
        let bands = karvon_engine::ruleset::Band::ALL;
        Self {
            kinds: PartyKind::ALL.into_iter().map(|kind| (Some(kind), voice.kind(Some(kind)))).collect(),
            bands: bands.into_iter().map(|band| (crate::model::voice::tone(band), voice.band(band))).collect(),
            unscored: voice.say("legend-unscored"),
            mentioned: voice.say("legend-mentioned"),
            gap: voice.say("legend-gap"),
            lines: ["legend-link", "legend-labour", "legend-leading"].map(|key| voice.say(key)),
        }
    }
}

const LINE: f32 = 13.0;

impl Block for Legend {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        if area.height < 3.0 * LINE {
            return Placed::nothing(self.clone());
        }
        let plain = Look { tone: Tone::Low, scored: true, mentioned: false };
        let mut pen = Pen { x: area.x, y: area.y, canvas, fonts };
        for (kind, words) in &self.kinds {
            pen.entry(words, |spot, canvas| {
                draw_mark(*kind, plain, spot, 4.0, canvas);
            });
        }
        pen = Pen { x: area.x, y: area.y + LINE, canvas: pen.canvas, fonts };
        for (tone, words) in &self.bands {
            pen.entry(words, |(x, y), canvas| {
                let area = Area { x: x - 4.0, y: y - 4.0, width: 8.0, height: 8.0 };
                canvas.shape(Path::rectangle(area), Some(band_fill(*tone)), Some(Stroke::solid(MUTED, 0.4)));
            });
        }
        pen.entry(&self.unscored, |spot, canvas| {
            draw_mark(
                Some(PartyKind::Facility),
                Look { tone: Tone::High, scored: false, mentioned: false },
                spot,
                4.0,
                canvas,
            );
        });
        pen.entry(&self.mentioned, |spot, canvas| {
            draw_mark(Some(PartyKind::Facility), Look { mentioned: true, ..plain }, spot, 4.0, canvas);
        });
        pen = Pen { x: area.x, y: area.y + 2.0 * LINE, canvas: pen.canvas, fonts };
        let strokes = [Stroke::solid(ACCENT_SOFT, 1.2), Stroke::dashed(ACCENT_SOFT, 1.2), Stroke::solid(ACCENT, 1.4)];
        for (words, stroke) in self.lines.iter().zip(strokes) {
            pen.entry(words, |(x, y), canvas| {
                canvas.stroke(Path::line(&[(x - 5.0, y), (x + 6.0, y)]), stroke);
            });
        }
        pen.entry(&self.gap, |(x, y), canvas| {
            let area = Area { x: x - 5.0, y: y - 4.0, width: 10.0, height: 8.0 };
            canvas.shape(Path::rectangle(area), None, Some(Stroke::dashed(INK, 0.7)));
            canvas.words_at((x, y + 2.4), SMALL - 1.0, INK, crate::font::Weight::Bold, "?", fonts);
        });
        Placed::whole(count(3) * LINE + 10.0)
    }

    fn least_height(&self, _width: f32, _fonts: &Fonts) -> f32 {
        3.0 * LINE + 200.0
    }
}

struct Pen<'a> {
    x: f32,
    y: f32,
    canvas: &'a mut Canvas,
    fonts: &'a Fonts,
}

impl Pen<'_> {
    fn entry(&mut self, words: &str, draw: impl FnOnce((f32, f32), &mut Canvas)) {
        draw((self.x + 5.0, self.y + 5.0), self.canvas);
        let width = self.canvas.words(
            (self.x + 14.0, self.y + 7.6),
            SMALL,
            INK,
            crate::font::Weight::Regular,
            words,
            self.fonts,
        );
        self.x += width + 26.0;
    }
}
