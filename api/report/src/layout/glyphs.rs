//! The marks of parties in drawings: a shape for the kind, a fill for the band.
//!
//! Shapes differ as much as the fills, so that kinds can be told apart in any print.

use karvon_engine::network::PartyKind;

use super::canvas::{Canvas, Path, Spot, Stroke};
use crate::theme::{INK, MUTED, Tone, WHITE, band_fill};

/// How a mark looks beside its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    /// The band.
    pub(crate) tone: Tone,
    /// Whether the band is given or only possible.
    pub(crate) scored: bool,
    /// Whether the party is only named by others.
    pub(crate) mentioned: bool,
}

/// Draws a party's mark around a point.
pub(crate) fn draw_mark(kind: Option<PartyKind>, look: Look, centre: Spot, radius: f32, canvas: &mut Canvas) {
    let fill = if look.scored { band_fill(look.tone) } else { WHITE };
    let stroke = if look.mentioned {
        Stroke { dashes: vec![1.2, 0.9], ..Stroke::solid(MUTED, 0.6) }
    } else {
        Stroke::solid(INK, 0.5)
    };
    let path = shape(kind, centre, radius);
    canvas.shape(path, Some(fill), Some(stroke));
    if !look.scored {
        // What it could be shows as a dot inside.
        canvas.shape(Path::circle(centre, radius * 0.4), Some(band_fill(look.tone)), Some(Stroke::solid(MUTED, 0.3)));
    }
}

fn shape(kind: Option<PartyKind>, (x, y): Spot, r: f32) -> Path {
    match kind {
        Some(PartyKind::Facility) => Path::circle((x, y), r),
        Some(PartyKind::Farm) => Path::polygon(&[(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)]),
        Some(PartyKind::Mine) => Path::polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]),
        Some(PartyKind::Vessel) => Path::polygon(&[
            (x - r, y - r * 0.5),
            (x + r, y - r * 0.5),
            (x + r * 0.5, y + r * 0.7),
            (x - r * 0.5, y + r * 0.7),
        ]),
        Some(PartyKind::Trader) => Path::polygon(&[
            (x - r, y - r * 0.6),
            (x + r * 0.3, y - r * 0.6),
            (x + r, y),
            (x + r * 0.3, y + r * 0.6),
            (x - r, y + r * 0.6),
        ]),
        Some(PartyKind::Recruiter) => {
            let (half, tall) = (r * 0.5, r * 0.87);
            Path::polygon(&[
                (x + r, y),
                (x + half, y + tall),
                (x - half, y + tall),
                (x - r, y),
                (x - half, y - tall),
                (x + half, y - tall),
            ])
        }
        Some(PartyKind::Company) | None => {
            let s = r * 0.85;
            Path::polygon(&[(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)])
        }
    }
}
