//! The drawing of a network by tier: tiers from top to bottom, groups of parties as boxes with a mark for each, links as curves.
//!
//! Marks shrink until everything fits one page; a group too large even then shows its parties as a bar by band with their number.
//! A network of more tiers than a page holds goes on over the page; links between the two pages are then not drawn.

use super::canvas::{Canvas, Path, Step, Stroke};
use super::decor::shortened_at;
use super::glyphs::{Look, draw_mark};
use super::{Area, Block, Placed, count};
use crate::font::{Fonts, Weight};
use crate::model::network::{Flow, Group, TierMap};
use crate::theme::{ACCENT, GROUND, INK, MUTED, RULE, SMALL, TEXT_HEIGHT, Tone, WHITE, band_fill};

const LABEL_WIDTH: f32 = 62.0;
const HEAD: f32 = 11.0;
const BETWEEN_ROWS: f32 = 30.0;
const BETWEEN_GROUPS: f32 = 7.0;
const PAD: f32 = 4.0;
/// Fewer rows than these do not stand alone at the foot of a page.
const LEAST_ROWS: usize = 3;
/// Space under a row for the marks of undisclosed inputs.
const GAP_MARK: f32 = 12.0;

/// A map ready for drawing.
#[derive(Debug, Clone)]
pub(crate) struct Tiers {
    map: TierMap,
    marks: Marks,
}

/// How large the marks are.
#[derive(Debug, Clone, Copy)]
enum Marks {
    /// As large as fits.
    Fitting,
    /// As on the page before; without a size groups are summed up.
    Settled(Option<f32>),
}

/// A group's box.
#[derive(Debug, Clone, Copy)]
struct Seat {
    area: Area,
}

impl Tiers {
    /// A drawing of a map.
    pub(crate) fn new(map: TierMap) -> Self {
        Self { map, marks: Marks::Fitting }
    }

    /// Sizes of marks that are tried, largest first.
    const CELLS: [f32; 6] = [11.0, 10.0, 9.0, 8.0, 7.0, 6.0];

    fn height_at(&self, cell: f32, width: f32) -> f32 {
        total(&self.row_heights(Some(cell), width))
    }

    /// The largest marks with which the map is no taller than a height; `None` where groups must be summed up.
    fn cell(&self, width: f32, height: f32) -> Option<f32> {
        if let Marks::Settled(cell) = self.marks {
            return cell;
        }
        let fits = Self::CELLS.into_iter().find(|cell| self.height_at(*cell, width) <= height);
        // Many small tiers go on over the page rather than being summed up.
        let smallest = Self::CELLS.into_iter().next_back();
        let is_low = |cell: &f32| self.map.rows.iter().all(|row| row_height(&row.groups, *cell, width) <= height / 4.0);
        fits.or_else(|| smallest.filter(is_low))
    }

    /// The height of each row.
    fn row_heights(&self, cell: Option<f32>, width: f32) -> Vec<f32> {
        let height = |groups: &[Group]| cell.map_or(HEAD + 24.0, |cell| row_height(groups, cell, width));
        self.map.rows.iter().map(|row| height(&row.groups)).collect()
    }

    /// The first rows, and the others.
    fn split(&self, at: usize) -> (Self, Self) {
        let rows = |kept: &dyn Fn(usize) -> bool| {
            let rows = self.map.rows.iter().enumerate().filter(|(row, _)| kept(*row));
            rows.map(|(_, row)| row.clone()).collect()
        };
        let (mut first, mut rest) = (self.clone(), self.clone());
        first.map.rows = rows(&|row| row < at);
        first.map.flows.retain(|flow| flow.from.0 < at && flow.to.0 < at);
        rest.map.rows = rows(&|row| row >= at);
        rest.map.flows.retain(|flow| flow.from.0 >= at && flow.to.0 >= at);
        for flow in &mut rest.map.flows {
            flow.from.0 -= at;
            flow.to.0 -= at;
        }
        (first, rest)
    }

    fn tallest() -> f32 {
        TEXT_HEIGHT - 150.0
    }
}

fn drawn_width(width: f32) -> f32 {
    width - LABEL_WIDTH
}

/// Widths of a row's groups: by number of parties, none too small for its head.
fn group_widths(groups: &[Group], width: f32) -> Vec<f32> {
    let free = width - BETWEEN_GROUPS * count(groups.len().saturating_sub(1));
    let least = (free / count(groups.len().max(1))).min(30.0);
    let weights: Vec<f32> = groups.iter().map(|group| count(group.marks.len()).sqrt()).collect();
    let total: f32 = weights.iter().sum::<f32>().max(1.0);
    let spare = (free - least * count(groups.len())).max(0.0);
    // A single small group does not need the whole width.
    weights
        .iter()
        .zip(groups)
        .map(|(weight, group)| {
            (least + spare * weight / total).min((count(group.marks.len()) * 13.0 + 2.0 * PAD).max(44.0))
        })
        .collect()
}

fn per_line(width: f32, cell: f32) -> usize {
    let mut fitting = 1;
    while count(fitting + 1) * cell <= width - 2.0 * PAD {
        fitting += 1;
    }
    fitting
}

fn group_height(group: &Group, width: f32, cell: f32) -> f32 {
    HEAD + count(group.marks.len().div_ceil(per_line(width, cell))) * cell + PAD
}

fn row_height(groups: &[Group], cell: f32, width: f32) -> f32 {
    groups
        .iter()
        .zip(group_widths(groups, drawn_width(width)))
        .map(|(group, group_width)| group_height(group, group_width, cell))
        .fold(HEAD + cell + PAD, f32::max)
}

/// The height of rows with what stands between and below them.
fn total(heights: &[f32]) -> f32 {
    heights.iter().map(|tall| tall + BETWEEN_ROWS).sum::<f32>() - BETWEEN_ROWS + GAP_MARK
}

/// How many rows fit into a height.
fn fitting(heights: &[f32], height: f32) -> usize {
    let mut used = 0.0;
    let fits = |tall: &&f32| {
        used += **tall + BETWEEN_ROWS;
        used <= height
    };
    heights.iter().take_while(fits).count()
}

impl Block for Tiers {
    fn place(&self, area: Area, canvas: &mut Canvas, fonts: &Fonts) -> Placed {
        let cell = self.cell(area.width, Self::tallest());
        let heights = self.row_heights(cell, area.width);
        let height = total(&heights);
        if height <= area.height {
            self.draw(cell, area, canvas, fonts);
            return Placed::whole(height + 8.0);
        }
        let fit = fitting(&heights, area.height);
        if height <= Self::tallest() || fit < LEAST_ROWS {
            return Placed::nothing(self.clone());
        }
        let (first, mut rest) = self.split(fit);
        rest.marks = Marks::Settled(cell);
        first.draw(cell, area, canvas, fonts);
        Placed { used: area.height, rest: Some(Box::new(rest)) }
    }

    fn least_height(&self, width: f32, _fonts: &Fonts) -> f32 {
        let heights = self.row_heights(self.cell(width, Self::tallest()), width);
        let height = total(&heights);
        let first = heights.get(..LEAST_ROWS.min(heights.len())).unwrap_or_default();
        if height <= Self::tallest() { height } else { total(first) }
    }
}

impl Tiers {
    fn draw(&self, cell: Option<f32>, area: Area, canvas: &mut Canvas, fonts: &Fonts) {
        let mut seats: Vec<Vec<Seat>> = Vec::new();
        let mut y = area.y;
        for row in &self.map.rows {
            let tall = cell.map_or(HEAD + 24.0, |cell| row_height(&row.groups, cell, area.width));
            let widths = group_widths(&row.groups, drawn_width(area.width));
            let mut x = area.x + LABEL_WIDTH;
            let mut row_seats = Vec::new();
            for (group, width) in row.groups.iter().zip(widths) {
                let height = cell.map_or(HEAD + 24.0, |cell| group_height(group, width, cell));
                row_seats.push(Seat { area: Area { x, y, width, height } });
                x += width + BETWEEN_GROUPS;
            }
            seats.push(row_seats);
            y += tall + BETWEEN_ROWS;
        }
        for flow in
            self.map.flows.iter().filter(|flow| !flow.leading).chain(self.map.flows.iter().filter(|flow| flow.leading))
        {
            draw_flow(flow, &seats, canvas);
        }
        for (row, row_seats) in self.map.rows.iter().zip(&seats) {
            if let Some(first) = row_seats.first() {
                canvas.words((area.x, first.area.y + 8.0), SMALL, ACCENT, Weight::Bold, &row.label, fonts);
                let number = row.groups.iter().map(|group| group.marks.len()).sum::<usize>().to_string();
                canvas.words((area.x, first.area.y + 18.0), SMALL, MUTED, Weight::Regular, &number, fonts);
            }
            for (group, seat) in row.groups.iter().zip(row_seats) {
                draw_group(group, *seat, cell, canvas, fonts);
            }
        }
    }
}

fn draw_group(group: &Group, seat: Seat, cell: Option<f32>, canvas: &mut Canvas, fonts: &Fonts) {
    let Area { x, y, width, .. } = seat.area;
    canvas.shape(Path::rectangle(seat.area), Some(WHITE), Some(Stroke::solid(RULE, 0.6)));
    canvas.fill(Path::rectangle(Area { height: HEAD - 1.0, ..seat.area }), GROUND);
    let number = group.marks.len().to_string();
    let room = width - 2.0 * PAD - fonts.width(Weight::Regular, &number, SMALL - 0.8) - 3.0;
    let label = shortened_at(&group.label, room, SMALL - 0.8, fonts);
    canvas.words((x + PAD, y + 7.4), SMALL - 0.8, INK, Weight::Bold, &label, fonts);
    canvas.words_to((x + width - PAD, y + 7.4), SMALL - 0.8, MUTED, Weight::Regular, &number, fonts);
    match cell {
        Some(cell) => {
            let line = per_line(width, cell);
            for (at, mark) in group.marks.iter().enumerate() {
                let column = count(at % line);
                let row = count(at / line);
                let centre = (x + PAD + (column + 0.5) * cell, y + HEAD + (row + 0.5) * cell);
                let look = Look { tone: mark.tone, scored: mark.scored, mentioned: mark.mentioned };
                draw_mark(mark.kind, look, centre, cell * 0.36, canvas);
            }
        }
        None => draw_summary(group, seat, canvas),
    }
    let gaps = group.marks.iter().filter(|mark| mark.gap).count();
    if gaps > 0 {
        draw_gap(gaps, seat, canvas, fonts);
    }
}

/// Too many parties for a mark each: one bar by band.
fn draw_summary(group: &Group, seat: Seat, canvas: &mut Canvas) {
    let bar = seat.area.inset(PAD, PAD).below(HEAD + 4.0);
    let mut x = bar.x;
    for tone in Tone::ALL.into_iter().rev() {
        let members = group.marks.iter().filter(|mark| mark.tone == tone).count();
        let width = bar.width * count(members) / count(group.marks.len().max(1));
        if members > 0 {
            canvas.shape(
                Path::rectangle(Area { x, y: bar.y, width, height: 12.0 }),
                Some(band_fill(tone)),
                Some(Stroke::solid(MUTED, 0.3)),
            );
        }
        x += width;
    }
}

/// Inputs that must exist and that nobody discloses: a dashed stub into an empty dashed box.
fn draw_gap(gaps: usize, seat: Seat, canvas: &mut Canvas, fonts: &Fonts) {
    let x = seat.area.x + 9.0;
    let bottom = seat.area.y + seat.area.height;
    canvas.stroke(Path::line(&[(x, bottom), (x, bottom + 4.0)]), Stroke::dashed(INK, 0.8));
    let size = Area {
        x: x - 6.0,
        y: bottom + 4.0,
        width: 12.0 + fonts.width(Weight::Bold, &gaps.to_string(), SMALL - 1.2),
        height: 8.0,
    };
    canvas.shape(Path::rectangle(size), Some(WHITE), Some(Stroke::dashed(INK, 0.7)));
    canvas.words_at(
        (size.x + size.width / 2.0, size.y + 6.2),
        SMALL - 1.2,
        INK,
        Weight::Bold,
        &format!("?\u{a0}{gaps}"),
        fonts,
    );
}

fn draw_flow(flow: &Flow, seats: &[Vec<Seat>], canvas: &mut Canvas) {
    let seat = |(row, group): (usize, usize)| seats.get(row).and_then(|row| row.get(group));
    let Some((from, to)) = seat(flow.from).zip(seat(flow.to)) else {
        return;
    };
    let stroke = {
        let width = (0.35 + 0.32 * count(flow.links).sqrt()).min(2.2);
        let colour = if flow.leading { ACCENT } else { crate::theme::ACCENT_SOFT };
        let width = if flow.leading { width.max(1.2) } else { width };
        if flow.labour { Stroke::dashed(colour, width.max(0.6)) } else { Stroke::solid(colour, width) }
    };
    let middle = |area: Area| area.x + area.width / 2.0;
    let (a, b) = (from.area, to.area);
    let path = match flow.from.0.cmp(&flow.to.0) {
        std::cmp::Ordering::Greater => {
            let (start, end) = ((middle(a), a.y), (middle(b), b.y + b.height));
            let half = (start.1 - end.1) / 2.0;
            Path {
                start,
                steps: vec![Step::Curve((start.0, start.1 - half), (end.0, end.1 + half), end)],
                closed: false,
            }
        }
        std::cmp::Ordering::Less => {
            let (start, end) = ((middle(a) + 3.0, a.y + a.height), (middle(b) + 3.0, b.y));
            let half = (end.1 - start.1) / 2.0;
            Path {
                start,
                steps: vec![Step::Curve((start.0, start.1 + half), (end.0, end.1 - half), end)],
                closed: false,
            }
        }
        std::cmp::Ordering::Equal if flow.from == flow.to => {
            let (x, y) = (a.x + a.width - 8.0, a.y);
            Path {
                start: (x - 5.0, y),
                steps: vec![Step::Curve((x - 5.0, y - 9.0), (x + 5.0, y - 9.0), (x + 5.0, y))],
                closed: false,
            }
        }
        std::cmp::Ordering::Equal => {
            let (start, end) = ((middle(a), a.y), (middle(b), b.y));
            Path {
                start,
                steps: vec![Step::Curve((start.0, start.1 - 14.0), (end.0, end.1 - 14.0), end)],
                closed: false,
            }
        }
    };
    canvas.stroke(path, stroke);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::canvas::Item;
    use crate::layout::flow::{Piece, lay_out};
    use crate::model::network::{Mark, TierRow};

    fn map(tiers: usize) -> TierMap {
        let mark = Mark { kind: None, tone: Tone::Low, scored: true, mentioned: false, gap: false };
        let group = || Group { label: "UZB".to_owned(), marks: vec![mark.clone()] };
        let rows = (0..tiers).map(|tier| TierRow { label: format!("Tier{tier}."), groups: vec![group()] });
        let flow = |tier| Flow { from: (tier, 0), to: (tier - 1, 0), links: 1, labour: false, leading: false };
        TierMap { rows: rows.collect(), flows: (1..tiers).map(flow).collect() }
    }

    /// The words of each page, one after the other.
    fn words(pages: &[Canvas]) -> Vec<String> {
        let of_page = |page: &Canvas| {
            let words = page.items.iter().filter_map(|item| match item {
                Item::Text { shaped, .. } => Some(shaped.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()),
                Item::Shape { .. } | Item::Link { .. } | Item::PageOf { .. } => None,
            });
            words.collect::<Vec<String>>().concat()
        };
        pages.iter().map(of_page).collect()
    }

    #[test]
    fn more_tiers_than_a_page_holds_go_on_overleaf_each_once() {
        let fonts = Fonts::load().unwrap();
        let pages = lay_out(vec![Piece::of(Tiers::new(map(40)))], &fonts).unwrap();
        assert!(pages.len() > 2, "{} pages", pages.len());
        let all = words(&pages).concat();
        for tier in 0..40 {
            assert_eq!(all.matches(&format!("Tier{tier}.")).count(), 1, "tier {tier}");
        }
    }

    #[test]
    fn a_network_that_fits_on_a_page_is_never_cut() {
        let fonts = Fonts::load().unwrap();
        let pages = lay_out(vec![Piece::of(Tiers::new(map(8))), Piece::of(Tiers::new(map(8)))], &fonts).unwrap();
        let whole: Vec<bool> =
            words(&pages).iter().map(|text| text.contains("Tier0.") && text.contains("Tier7.")).collect();
        assert_eq!(whole, [true, true]);
    }
}
