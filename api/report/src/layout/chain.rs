//! The drawing of one chain: from the source at the left to the subject at the right, a mark and a name for each party, the transmission
//! over each link. Longer chains go on in a second line.

use karvon_engine::network::PartyKind;

use super::canvas::{Canvas, Path, Stroke};
use super::glyphs::{Look, draw_mark};
use super::rich::Rich;
use super::text::{Align, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::theme::{INK, MUTED, SMALL};

/// One party of a chain.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    /// Its name.
    pub(crate) name: String,
    /// Place, kind or another line under the name.
    pub(crate) note: String,
    /// Its kind.
    pub(crate) kind: Option<PartyKind>,
    /// Its look.
    pub(crate) look: Look,
    /// What stands over the link to the next party, and whether that link is verified.
    pub(crate) link: Option<(String, bool)>,
    /// Whether this is the likeliest source on the chain.
    pub(crate) source: bool,
}

/// A chain ready for drawing.
#[derive(Debug, Clone)]
pub(crate) struct ChainFigure {
    /// From the source to the subject.
    pub(crate) stops: Vec<Stop>,
}

/// Most parties in a line.
const PER_LINE: usize = 6;
const MARK_ROW: f32 = 22.0;

impl ChainFigure {
    fn lines(&self) -> Vec<&[Stop]> {
        self.stops.chunks(PER_LINE).collect()
    }

    fn column(&self, width: f32) -> f32 {
        width / count(self.stops.len().clamp(3, PER_LINE))
    }

    fn line_height(line: &[Stop], column: f32, fonts: &Fonts) -> f32 {
        let words = line
            .iter()
            .map(|stop| count(name_lines(stop, column, fonts) + note_lines(stop, column, fonts)) * line_height(SMALL));
        MARK_ROW + words.fold(0.0, f32::max) + 6.0
    }

    fn height(&self, width: f32, fonts: &Fonts) -> f32 {
        let column = self.column(width);
        self.lines().into_iter().map(|line| Self::line_height(line, column, fonts)).sum()
    }
}

fn name_lines(stop: &Stop, column: f32, fonts: &Fonts) -> usize {
    break_lines(&Rich::bold(stop.name.clone()), SMALL, column - 8.0, fonts).len()
}

fn note_lines(stop: &Stop, column: f32, fonts: &Fonts) -> usize {
    if stop.note.is_empty() {
        0
    } else {
        break_lines(&Rich::plain(stop.note.clone()), SMALL, column - 8.0, fonts).len()
    }
}

impl Block for ChainFigure {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let height = self.height(area.width, fonts);
        if height > area.height {
            return Placed::nothing(self.clone());
        }
        let column = self.column(area.width);
        let mut y = area.y;
        for line in self.lines() {
            let middle = y + 13.0;
            for (at, stop) in line.iter().enumerate() {
                let x = area.x + count(at) * column;
                let centre = (x + 7.0, middle);
                if let Some((words, verified)) = &stop.link {
                    let (from, to) = (centre.0 + 8.0, x + column - 2.0);
                    let stroke = if *verified { Stroke::solid(INK, 0.8) } else { Stroke::dashed(MUTED, 0.8) };
                    canvas.stroke(Path::line(&[(from, middle), (to - 3.0, middle)]), stroke);
                    canvas.fill(
                        Path::polygon(&[(to - 4.5, middle - 2.2), (to, middle), (to - 4.5, middle + 2.2)]),
                        if *verified { INK } else { MUTED },
                    );
                    let room = to - from - 6.0;
                    let words = super::decor::shortened_at(words, room, SMALL - 0.8, fonts);
                    canvas.words_at(
                        (f32::midpoint(from, to), middle - 3.6),
                        SMALL - 0.8,
                        MUTED,
                        Weight::Regular,
                        &words,
                        fonts,
                    );
                }
                draw_mark(stop.kind, stop.look, centre, if stop.source { 6.2 } else { 4.8 }, canvas);
                let mut line_y = y + MARK_ROW;
                for name_line in break_lines(&Rich::bold(stop.name.clone()), SMALL, column - 8.0, fonts) {
                    name_line.draw((x, line_y + baseline(SMALL)), column - 8.0, Align::Left, canvas);
                    line_y += line_height(SMALL);
                }
                if !stop.note.is_empty() {
                    for note_line in
                        break_lines(&Rich::span(stop.note.clone(), Weight::Regular, MUTED), SMALL, column - 8.0, fonts)
                    {
                        note_line.draw((x, line_y + baseline(SMALL)), column - 8.0, Align::Left, canvas);
                        line_y += line_height(SMALL);
                    }
                }
            }
            y += Self::line_height(line, column, fonts);
        }
        Placed::whole(height + 4.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        self.height(width, fonts)
    }
}
