//! Tables: head repeated on every page, cells that wrap, numbers at the right, totals in bold.
//!
//! A row stays whole where it can. A row taller than half a page is cut between lines, so that one long cell never ends the document.

use std::rc::Rc;

use super::canvas::{Canvas, Path, Stroke};
use super::rich::Rich;
pub(crate) use super::rows::{Column, Row};
use super::rows::{Laid, RowKind, Width, lines_in};
use super::text::{Align, Line, baseline, break_lines, line_height};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::theme::{ACCENT, GROUND, HAIRLINE, RULE, SMALL, TABLE, TEXT_HEIGHT};

const PAD_X: f32 = 4.0;
const PAD_Y: f32 = 2.6;
/// A row taller than this is cut between lines where it does not fit.
const CUT_ABOVE: f32 = TEXT_HEIGHT / 2.0;
/// The least height that a part of such a row gets.
const LEAST_PART: f32 = TEXT_HEIGHT / 5.0;

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    columns: Rc<[Column]>,
    /// All rows, of which those before `first` stand on earlier pages.
    rows: Rc<[Row]>,
    size: f32,
    shaded: bool,
    first: usize,
    /// Lines of the first of the others that stand there too.
    skip: usize,
}

impl Table {
    /// A table of columns and rows.
    pub(crate) fn new(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { columns: columns.into(), rows: rows.into(), size: TABLE, shaded: true, first: 0, skip: 0 }
    }

    /// With rules between rows rather than a ground under every second one.
    pub(crate) fn ruled(mut self) -> Self {
        self.shaded = false;
        self
    }

    /// At another text size.
    pub(crate) fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    fn widths(&self, total: f32) -> Vec<f32> {
        let fixed: f32 =
            self.columns.iter().map(|column| if let Width::Points(points) = column.width { points } else { 0.0 }).sum();
        let parts: f32 =
            self.columns.iter().map(|column| if let Width::Parts(parts) = column.width { parts } else { 0.0 }).sum();
        let free = (total - fixed).max(20.0);
        self.columns
            .iter()
            .map(|column| match column.width {
                Width::Points(points) => points,
                Width::Parts(share) => free * share / parts.max(0.001),
            })
            .collect()
    }

    fn head(&self, widths: &[f32], fonts: &Fonts) -> (Vec<Vec<Line>>, f32) {
        let cells: Vec<Vec<Line>> = self
            .columns
            .iter()
            .zip(widths)
            .map(|(column, width)| {
                let title = Rich::span(column.title.clone(), Weight::Bold, ACCENT);
                break_lines(&title, SMALL, width - 2.0 * PAD_X, fonts)
            })
            .collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        let untitled = self.columns.iter().all(|column| column.title.is_empty());
        let height = if untitled { 0.0 } else { count(lines) * line_height(SMALL) + 2.0 * PAD_Y };
        (cells, height)
    }

    fn draw_head(&self, area: Area, widths: &[f32], canvas: &mut Canvas, fonts: &Fonts) -> f32 {
        let (cells, height) = self.head(widths, fonts);
        if height == 0.0 {
            return 0.0;
        }
        let mut x = area.x;
        for ((column, lines), width) in self.columns.iter().zip(&cells).zip(widths) {
            // Titles stand at the foot of the head, next to their columns.
            let top = area.y + height - PAD_Y - count(lines.len()) * line_height(SMALL);
            for (at, line) in lines.iter().enumerate() {
                let y = top + count(at) * line_height(SMALL) + baseline(SMALL);
                line.draw((x + PAD_X, y), width - 2.0 * PAD_X, column.align, canvas);
            }
            x += width;
        }
        canvas.rule(area.x, area.y + height, area.width, Stroke::solid(ACCENT, 0.8));
        height
    }

    /// Rows that are still to come, each with its place among all.
    fn coming(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().skip(self.first)
    }

    /// Lines of a row that stand on an earlier page.
    fn skip(&self, at: usize) -> usize {
        if at == self.first { self.skip } else { 0 }
    }

    fn row_cells(&self, (at, row): (usize, &Row), widths: &[f32], total: f32, fonts: &Fonts) -> Vec<Laid> {
        let spanning = [total];
        let widths = if row.kind == RowKind::Group { &spanning[..] } else { widths };
        row.cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| Laid::new(cell, row.kind, self.skip(at), self.size, width - 2.0 * PAD_X, fonts))
            .collect()
    }

    /// The least height in which a row, or a useful part of it, can stand; a group's title stays with the row below it.
    fn stands_in(&self, at: usize, widths: &[f32], total: f32, fonts: &Fonts) -> f32 {
        let Some(row) = self.rows.get(at) else { return 0.0 };
        let height = self.row_height((at, row), widths, total, fonts);
        match row.kind {
            RowKind::Group => height + self.stands_in(at + 1, widths, total, fonts),
            RowKind::Plain | RowKind::Total if height > CUT_ABOVE => LEAST_PART,
            RowKind::Plain | RowKind::Total => height,
        }
    }

    fn row_height(&self, row: (usize, &Row), widths: &[f32], total: f32, fonts: &Fonts) -> f32 {
        let cells = self.row_cells(row, widths, total, fonts);
        cells.iter().map(Laid::height).fold(0.0, f32::max) + 2.0 * PAD_Y
    }

    fn draw_row(&self, row: &Row, laid: &[Laid], place: &RowPlace<'_>, canvas: &mut Canvas, fonts: &Fonts) {
        let RowPlace { area, widths, shaded, goes_on } = *place;
        match row.kind {
            RowKind::Group => canvas.fill(Path::rectangle(area), GROUND),
            RowKind::Total => canvas.rule(area.x, area.y, area.width, Stroke::solid(ACCENT, 0.8)),
            RowKind::Plain if shaded => canvas.fill(Path::rectangle(area), GROUND),
            RowKind::Plain => {}
        }
        if let Some(name) = row.anchor.as_ref().filter(|_| !goes_on) {
            canvas.anchor(name, area.y, None);
        }
        let mut x = area.x;
        let spanning = [area.width];
        let widths = if row.kind == RowKind::Group { &spanning[..] } else { widths };
        for (at, (cell, width)) in laid.iter().zip(widths).enumerate() {
            let align = match (row.kind, self.columns.get(at)) {
                (RowKind::Group, _) | (_, None) => Align::Left,
                (_, Some(column)) => column.align,
            };
            let inner =
                Area { x: x + PAD_X, y: area.y + PAD_Y, width: width - 2.0 * PAD_X, height: area.height - 2.0 * PAD_Y };
            cell.draw(inner, align, self.size, canvas, fonts);
            x += width;
        }
        if !self.shaded || row.kind == RowKind::Total {
            canvas.rule(area.x, area.y + area.height, area.width, Stroke::solid(RULE, HAIRLINE));
        }
    }

    fn rest_from(&self, at: usize, lines: usize) -> Self {
        Self { first: at, skip: self.skip(at) + lines, ..self.clone() }
    }
}

struct RowPlace<'a> {
    area: Area,
    widths: &'a [f32],
    shaded: bool,
    /// Whether it began on an earlier page.
    goes_on: bool,
}

impl Block for Table {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let widths = self.widths(area.width);
        let (_, head_height) = self.head(&widths, fonts);
        if self.least_height(area.width, fonts) > area.height {
            return Placed::nothing(self.clone());
        }
        self.draw_head(area, &widths, canvas, fonts);
        let mut used = head_height;
        for (at, row) in self.coming() {
            let laid = self.row_cells((at, row), &widths, area.width, fonts);
            let height = laid.iter().map(Laid::height).fold(0.0, f32::max) + 2.0 * PAD_Y;
            let free = area.height - used;
            let (shaded, goes_on) = (self.shaded && at % 2 == 1, self.skip(at) > 0);
            let needed = match row.kind {
                RowKind::Group => self.stands_in(at, &widths, area.width, fonts),
                RowKind::Plain | RowKind::Total => height,
            };
            if needed <= free + 0.01 {
                let place = RowPlace { area: Area { height, ..area.below(used) }, widths: &widths, shaded, goes_on };
                self.draw_row(row, &laid, &place, canvas, fonts);
                used += height;
                continue;
            }
            if height > CUT_ABOVE && free + 0.01 >= LEAST_PART {
                let fitting = lines_in(free - 2.0 * PAD_Y, self.size);
                let place =
                    RowPlace { area: Area { height: free, ..area.below(used) }, widths: &widths, shaded, goes_on };
                self.draw_row(row, &laid, &place, canvas, fonts);
                return Placed { used: area.height, rest: Some(Box::new(self.rest_from(at, fitting))) };
            }
            return Placed { used, rest: Some(Box::new(self.rest_from(at, 0))) };
        }
        if self.shaded {
            canvas.rule(area.x, area.y + used, area.width, Stroke::solid(RULE, HAIRLINE));
        }
        Placed::whole(used + 8.0)
    }

    fn least_height(&self, width: f32, fonts: &Fonts) -> f32 {
        let widths = self.widths(width);
        let (_, head) = self.head(&widths, fonts);
        head + self.stands_in(self.first, &widths, width, fonts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::canvas::Item;
    use crate::layout::cell::Cell;

    fn table(rows: usize) -> Table {
        let rows =
            (0..rows).map(|at| Row::new(vec![Cell::from(format!("row {at}")), Cell::from(format!("{at}"))])).collect();
        Table::new(vec![Column::text("Name", 1.0), Column::number("Number", 60.0)], rows)
    }

    fn words(canvas: &Canvas) -> Vec<String> {
        canvas
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text { shaped, .. } => Some(shaped.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()),
                Item::Shape { .. } | Item::Link { .. } | Item::PageOf { .. } => None,
            })
            .collect()
    }

    #[test]
    fn rows_that_do_not_fit_go_on_under_the_same_head() {
        let fonts = Fonts::load().unwrap();
        let area = Area { x: 50.0, y: 50.0, width: 300.0, height: 80.0 };
        let mut first = Canvas::default();
        let placed = table(8).place(area, &mut first, &fonts);
        let rest = placed.rest.expect("eight rows do not fit");
        let mut second = Canvas::default();
        let area = Area { height: 400.0, ..area };
        assert!(rest.place(area, &mut second, &fonts).rest.is_none());
        for page in [&first, &second] {
            assert!(words(page).contains(&"Name".to_owned()));
        }
        let drawn = [words(&first), words(&second)].concat();
        for at in 0..8 {
            assert_eq!(
                drawn.iter().filter(|word| **word == at.to_string()).count(),
                2,
                "row {at}: in its name and as its number"
            );
        }
    }

    #[test]
    fn a_head_never_stands_alone_above_a_tall_row() {
        let fonts = Fonts::load().unwrap();
        // Rows from a few lines to more than half a page, with ever less room.
        for lines in [1, 12, 25, 40] {
            let text = (0..lines).map(|at| at.to_string()).collect::<Vec<_>>().join("\n");
            let table = Table::new(vec![Column::text("Head", 1.0)], vec![Row::new(vec![Cell::from(text)])]);
            let least = table.least_height(300.0, &fonts);
            for height in (10..70).map(|tens| super::count(tens) * 10.0) {
                let mut canvas = Canvas::default();
                let area = Area { x: 0.0, y: 0.0, width: 300.0, height };
                let placed = table.place(area, &mut canvas, &fonts);
                let drawn = words(&canvas);
                assert!(drawn.is_empty() || drawn.contains(&"0".to_owned()), "{lines} lines in {height}");
                assert_eq!(placed.used > 0.0, least <= height, "{lines} lines in {height}");
            }
        }
    }

    #[test]
    fn a_cell_that_is_cut_draws_each_line_once_whatever_the_height() {
        let fonts = Fonts::load().unwrap();
        let lines: Vec<String> = (0..100).map(|at| format!("w{at}")).collect();
        let row = || Row::new(vec![Cell::from(lines.join("\n"))]);
        // More than one line of heights, in steps below what a line may lack.
        for step in 0..240 {
            let height = 500.0 + super::count(step) * 0.05;
            let area = Area { x: 0.0, y: 0.0, width: 300.0, height };
            let mut block: Box<dyn Block> = Box::new(Table::new(vec![Column::text("Text", 1.0)], vec![row()]));
            let mut seen = Vec::new();
            for _ in 0..8 {
                let mut canvas = Canvas::default();
                let placed = block.place(area, &mut canvas, &fonts);
                seen.extend(words(&canvas).into_iter().filter(|word| word != "Text"));
                match placed.rest {
                    Some(rest) => block = rest,
                    None => break,
                }
            }
            assert_eq!(seen, lines, "{height}");
        }
    }

    #[test]
    fn a_cell_longer_than_a_page_is_cut_between_lines_and_loses_nothing() {
        let fonts = Fonts::load().unwrap();
        let text = (0..3_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
        let table = Table::new(vec![Column::text("Text", 1.0)], vec![Row::new(vec![Cell::from(text.clone())])]);
        let area = Area { x: 0.0, y: 0.0, width: 300.0, height: TEXT_HEIGHT };
        let mut block: Box<dyn Block> = Box::new(table);
        let mut seen = Vec::new();
        for _ in 0..20 {
            let mut canvas = Canvas::default();
            let placed = block.place(area, &mut canvas, &fonts);
            seen.extend(words(&canvas).into_iter().filter(|word| word != "Text"));
            match placed.rest {
                Some(rest) => block = rest,
                None => break,
            }
        }
        let seen: String = seen.concat();
        assert_eq!(seen.replace(' ', ""), text.replace(' ', ""));
    }
}
