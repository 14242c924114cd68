//! Moving blocks over pages.
//!
//! Blocks follow each other down a page; what does not fit goes on overleaf. Headings wait for the block after them, so that none stands
//! alone at the foot of a page.

use thiserror::Error;

use super::canvas::Canvas;
use super::{Area, Block};
use crate::font::Fonts;
use crate::theme::{MARGIN_SIDE, MARGIN_TOP, TEXT_HEIGHT, TEXT_WIDTH};

/// A document that cannot be laid out.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum LayoutError {
    /// A block does not fit on a page of its own.
    #[error("something on page {page} is taller than a page and cannot be divided")]
    TooTall {
        /// The page that it should have stood on, counted from one.
        page: usize,
    },
}

/// What follows on a page.
pub(crate) enum Piece {
    /// A block.
    Block(Box<dyn Block>),
    /// A block that says that there is nothing to say: alone in its section it takes no page of its own.
    Remark(Box<dyn Block>),
    /// Free height, dropped at the top of a page.
    Gap(f32),
    /// The next block starts a page, unless so much height at most is taken of this one.
    NewPage(f32),
}

impl Piece {
    /// A block.
    pub(crate) fn of(block: impl Block + 'static) -> Self {
        Self::Block(Box::new(block))
    }

    /// A block that says that there is nothing to say.
    pub(crate) fn remark(block: impl Block + 'static) -> Self {
        Self::Remark(Box::new(block))
    }
}

/// Lays pieces out on pages.
pub(crate) fn lay_out(pieces: Vec<Piece>, fonts: &Fonts) -> Result<Vec<Canvas>, LayoutError> {
    let mut flow = Flow { pages: vec![Canvas::default()], y: 0.0, waiting: Vec::new(), fonts };
    for piece in pieces {
        match piece {
            Piece::Block(block) if block.keeps_with_next() => flow.waiting.push(block),
            Piece::Block(block) | Piece::Remark(block) => flow.put(block)?,
            Piece::Gap(height) => {
                if flow.y > 0.0 && flow.waiting.is_empty() {
                    flow.y += height;
                }
            }
            Piece::NewPage(taken) => {
                flow.release()?;
                if flow.y > taken {
                    flow.turn();
                }
            }
        }
    }
    flow.release()?;
    Ok(flow.pages)
}

struct Flow<'a> {
    pages: Vec<Canvas>,
    y: f32,
    waiting: Vec<Box<dyn Block>>,
    fonts: &'a Fonts,
}

impl Flow<'_> {
    fn area(&self) -> Area {
        Area { x: MARGIN_SIDE, y: MARGIN_TOP + self.y, width: TEXT_WIDTH, height: (TEXT_HEIGHT - self.y).max(0.0) }
    }

    /// Starts a page unless this one is still empty.
    fn turn(&mut self) {
        if self.y > 0.0 {
            self.pages.push(Canvas::default());
            self.y = 0.0;
        }
    }

    fn put(&mut self, block: Box<dyn Block>) -> Result<(), LayoutError> {
        let heads: f32 = self.waiting.iter().map(|head| head.least_height(TEXT_WIDTH, self.fonts)).sum();
        let needed = heads + block.least_height(TEXT_WIDTH, self.fonts);
        if needed > self.area().height {
            self.turn();
        }
        self.release()?;
        self.place(block)
    }

    fn release(&mut self) -> Result<(), LayoutError> {
        for head in std::mem::take(&mut self.waiting) {
            self.place(head)?;
        }
        Ok(())
    }

    fn place(&mut self, block: Box<dyn Block>) -> Result<(), LayoutError> {
        let mut block = block;
        loop {
            let fresh = self.y <= 0.0;
            let area = self.area();
            let page = self.pages.len();
            let Some(canvas) = self.pages.last_mut() else {
                return Ok(());
            };
            let placed = block.place(area, canvas, self.fonts);
            self.y += placed.used;
            let Some(rest) = placed.rest else {
                return Ok(());
            };
            if placed.used <= 0.0 && fresh {
                return Err(LayoutError::TooTall { page });
            }
            block = rest;
            self.pages.push(Canvas::default());
            self.y = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::cell::Cell;
    use crate::layout::heading::Heading;
    use crate::layout::paragraph::Paragraph;
    use crate::layout::table::{Column, Row, Table};

    fn filler(lines: usize) -> Piece {
        Piece::of(Paragraph::new((0..lines).map(|at| at.to_string()).collect::<Vec<_>>().join("\n")))
    }

    #[test]
    fn a_heading_goes_over_with_the_text_below_it() {
        let fonts = Fonts::load().unwrap();
        let lines = 51;
        let pages =
            lay_out(vec![filler(lines), Piece::of(Heading::new(1, "Title", "here")), filler(3)], &fonts).unwrap();
        assert_eq!(pages.len(), 2);
        assert!(pages[0].anchors.is_empty());
        assert_eq!(pages[1].anchors[0].name, "here");
    }

    #[test]
    fn a_heading_with_a_note_goes_over_with_the_table_below_it() {
        let fonts = Fonts::load().unwrap();
        for lines in 30..52 {
            let row = Row::new(vec![Cell::from("cell".to_owned())]);
            let table = Table::new(vec![Column::text("Column".to_owned(), 1.0)], vec![row]);
            let note = Paragraph::note("a note".to_owned()).kept();
            let heading = Piece::of(Heading::new(1, "Title", "here"));
            let pages = lay_out(vec![filler(lines), heading, Piece::of(note), Piece::of(table)], &fonts).unwrap();
            let anchors: Vec<&str> = pages.last().unwrap().anchors.iter().map(|anchor| anchor.name.as_str()).collect();
            assert_eq!(anchors, ["here"], "{lines}");
        }
    }

    #[test]
    fn a_new_page_on_an_empty_page_changes_nothing() {
        let fonts = Fonts::load().unwrap();
        let pages =
            lay_out(vec![Piece::NewPage(0.0), filler(2), Piece::NewPage(0.0), Piece::NewPage(0.0), filler(1)], &fonts)
                .unwrap();
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn a_new_page_waits_until_enough_of_this_one_is_taken() {
        let fonts = Fonts::load().unwrap();
        let pages =
            lay_out(vec![filler(2), Piece::NewPage(200.0), filler(30), Piece::NewPage(200.0), filler(1)], &fonts);
        assert_eq!(pages.unwrap().len(), 2);
    }

    #[test]
    fn long_text_goes_over_several_pages() {
        let fonts = Fonts::load().unwrap();
        let pages = lay_out(vec![filler(200)], &fonts).unwrap();
        assert_eq!(pages.len(), 4);
    }
}
