//! Breaking text into lines.
//!
//! Lines break at spaces and after hyphens, slashes and similar marks; a word wider than the line (a hash, a long address) is cut
//! between letters, so text never leaves its box. Widths are those of the shaped glyphs.

use std::rc::Rc;

use super::Area;
use super::canvas::{Canvas, Spot};
use super::rich::{Rich, Rise};
use crate::font::{Fonts, Shaped, Weight};
use crate::theme::{Colour, LEADING};

/// Where a line stands in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// At the left edge.
    Left,
    /// At the right edge: numbers.
    Right,
    /// In the middle.
    Centre,
}

/// A stretch of one line.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    shaped: Rc<Shaped>,
    x: f32,
    lift: f32,
    size: f32,
    colour: Colour,
    link: Option<String>,
}

impl Piece {
    fn width(&self) -> f32 {
        self.shaped.width_at(self.size)
    }
}

/// One line of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pieces: Vec<Piece>,
    /// Width in points, without the space at its end.
    pub(crate) width: f32,
}

impl Line {
    /// Draws the line into a box of a width, from a point on the baseline at the left edge of the box.
    pub(crate) fn draw(&self, at: Spot, width: f32, align: Align, canvas: &mut Canvas) {
        let shift = match align {
            Align::Left => 0.0,
            Align::Right => width - self.width,
            Align::Centre => (width - self.width) / 2.0,
        };
        for piece in &self.pieces {
            let (x, y) = (at.0 + shift + piece.x, at.1);
            if let Some(target) = &piece.link {
                let area = Area { x, y: y - piece.size, width: piece.width(), height: piece.size * 1.3 };
                canvas.link(area, target);
            }
            canvas.glyphs((x, y - piece.lift), piece.size, piece.colour, Rc::clone(&piece.shaped));
        }
    }
}

/// Height of a line in points at a text size.
pub(crate) fn line_height(size: f32) -> f32 {
    size * LEADING
}

/// Distance of the baseline from the top of its line in points at a text size.
pub(crate) fn baseline(size: f32) -> f32 {
    size * (LEADING * 0.5 + 0.36)
}

/// A stretch between two places where a line may break.
struct Word {
    pieces: Vec<Piece>,
    width: f32,
    space: f32,
    ends_line: bool,
}

/// Breaks text into lines no wider than a width.
pub(crate) fn break_lines(rich: &Rich, size: f32, width: f32, fonts: &Fonts) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut pending_space = 0.0;
    for word in words(rich, size, fonts) {
        let joined = line.width + pending_space + word.width;
        if joined > width + 0.01 && !line.pieces.is_empty() {
            lines.push(std::mem::take(&mut line));
            pending_space = 0.0;
        }
        if word.width > width + 0.01 {
            cut(&word, width, &mut line, &mut lines);
        } else {
            append(&mut line, pending_space, &word, fonts);
        }
        pending_space = word.space;
        if word.ends_line {
            lines.push(std::mem::take(&mut line));
            pending_space = 0.0;
        }
    }
    if !line.pieces.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

fn append(line: &mut Line, space: f32, word: &Word, fonts: &Fonts) {
    let start = if line.pieces.is_empty() { 0.0 } else { line.width + space };
    if space > 0.0
        && let Some(last) = line.pieces.last()
    {
        // The space is drawn too, so that copied text keeps its words apart.
        let shaped = fonts.shape(Weight::Regular, " ");
        line.pieces.push(Piece { shaped, x: line.width, lift: 0.0, link: None, ..last.clone() });
    }
    for piece in &word.pieces {
        let mut piece = piece.clone();
        piece.x += start;
        line.pieces.push(piece);
    }
    line.width = start + word.width;
}

/// Cuts a word that is wider than a line between its letters.
fn cut(word: &Word, width: f32, line: &mut Line, lines: &mut Vec<Line>) {
    for piece in &word.pieces {
        let mut part = Shaped { glyphs: Vec::new(), width: 0.0 };
        for glyph in &piece.shaped.glyphs {
            let would_be = line.width + (part.width + glyph.advance) * piece.size / 1000.0;
            if would_be > width && (!part.glyphs.is_empty() || !line.pieces.is_empty()) && !glyph.text.is_empty() {
                close_part(&mut part, piece, line);
                lines.push(std::mem::take(line));
            }
            part.width += glyph.advance;
            part.glyphs.push(glyph.clone());
        }
        close_part(&mut part, piece, line);
    }
}

fn close_part(part: &mut Shaped, piece: &Piece, line: &mut Line) {
    if part.glyphs.is_empty() {
        return;
    }
    let shaped = Rc::new(std::mem::replace(part, Shaped { glyphs: Vec::new(), width: 0.0 }));
    let x = line.width;
    line.width += shaped.width_at(piece.size);
    line.pieces.push(Piece { shaped, x, ..piece.clone() });
}

fn words(rich: &Rich, size: f32, fonts: &Fonts) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word { pieces: Vec::new(), width: 0.0, space: 0.0, ends_line: false };
    for span in &rich.spans {
        let (piece_size, lift) = match span.rise {
            Rise::Level => (size, 0.0),
            Rise::Above => (size * 0.68, size * 0.34),
            Rise::Below => (size * 0.68, -size * 0.16),
        };
        let space_width = fonts.width(span.weight, " ", size);
        for token in tokens(&span.text) {
            match token {
                Token::Stretch(text, may_break) => {
                    let shaped = fonts.shape(span.weight, text);
                    let x = word.width;
                    word.width += shaped.width_at(piece_size);
                    let link = span.link.clone();
                    word.pieces.push(Piece { shaped, x, lift, size: piece_size, colour: span.colour, link });
                    if may_break {
                        words.push(take(&mut word));
                    }
                }
                Token::Space => {
                    word.space = space_width;
                    if word.pieces.is_empty() {
                        if let Some(last) = words.last_mut() {
                            last.space = space_width;
                        }
                        word.space = 0.0;
                    } else {
                        words.push(take(&mut word));
                    }
                }
                Token::NewLine => {
                    word.ends_line = true;
                    words.push(take(&mut word));
                }
            }
        }
    }
    if !word.pieces.is_empty() {
        words.push(word);
    }
    words
}

fn take(word: &mut Word) -> Word {
    std::mem::replace(word, Word { pieces: Vec::new(), width: 0.0, space: 0.0, ends_line: false })
}

enum Token<'a> {
    /// Letters, and whether the line may break after them.
    Stretch(&'a str, bool),
    Space,
    NewLine,
}

/// Cuts text at spaces and after marks where a line may break.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '\n' {
            tokens.push(Token::NewLine);
            rest = rest.get(1..).unwrap_or_default();
        } else if is_space(first) {
            tokens.push(Token::Space);
            rest = rest.trim_start_matches(is_space);
        } else {
            let end = stretch_end(rest);
            let (stretch, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let followed = after.chars().next().is_some_and(|next| !is_space(next) && next != '\n');
            tokens.push(Token::Stretch(stretch, followed));
            rest = after;
        }
    }
    tokens
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r')
}

/// The end of the letters up to the next space or the next mark after which a line may break.
fn stretch_end(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut before = 0;
    while let Some((at, letter)) = letters.next() {
        if is_space(letter) || letter == '\n' {
            return at;
        }
        let breaks = matches!(letter, '-' | '/' | '‐' | '–' | '—' | ';' | '_' | '|' | '@' | '→');
        let next_is_letter =
            letters.peek().is_some_and(|(_, next)| next.is_alphabetic() || matches!(letter, ';' | '_' | '—' | '→'));
        // Not so close to either end that `A/S` or `B-2` comes apart.
        let long_enough = before >= 2 && letters.clone().take(3).filter(|(_, next)| !is_space(*next)).count() == 3;
        if breaks && next_is_letter && long_enough {
            return at + letter.len_utf8();
        }
        before += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        break_lines(&Rich::plain(text), 10.0, width, &fonts)
            .iter()
            .map(|line| {
                assert!(line.width <= width + 0.02, "{} > {width}", line.width);
                line.pieces
                    .iter()
                    .flat_map(|piece| piece.shaped.glyphs.iter())
                    .map(|glyph| glyph.text.as_str())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn lines_break_at_spaces_and_stay_inside_their_box() {
        assert_eq!(lines("Tashkent Cotton Gin", 60.0), vec!["Tashkent", "Cotton Gin"]);
    }

    #[test]
    fn a_long_word_is_cut_between_letters() {
        let cut = lines("0123456789abcdef0123456789abcdef", 50.0);
        assert!(cut.len() > 2);
        assert_eq!(cut.concat(), "0123456789abcdef0123456789abcdef");
    }

    #[test]
    fn a_hyphen_allows_a_break_and_a_minus_before_a_number_does_not() {
        assert_eq!(lines("ready-made", 32.0), vec!["ready-", "made"]);
        assert_eq!(lines("a -12", 20.0), vec!["a", "-12"]);
        assert_eq!(lines("Workwear A/S", 56.0), vec!["Workwear", "A/S"]);
    }

    #[test]
    fn a_no_break_space_holds_number_and_unit_together() {
        assert_eq!(lines("about 68\u{a0}%", 45.0), vec!["about", "68\u{a0}%"]);
    }

    #[test]
    fn empty_text_is_one_empty_line() {
        assert_eq!(lines("", 45.0), vec![String::new()]);
    }
}
