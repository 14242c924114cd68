//! How worlds flow over links: one link at a time, and inside a cyclic component until nothing moves.

#![expect(clippy::indexing_slicing, reason = "places, links and columns come from one layout")]

use std::collections::VecDeque;
use std::ops::Range;

use super::coin::{ALWAYS, Coins, Lanes, NONE, add, any, both, without};
use super::layout::{Edge, Layout};
use super::weights::WeightTable;

/// The layout, its weights, and which channels stand for the columns of a sweep.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow<'a> {
    pub(super) layout: &'a Layout,
    pub(super) weights: &'a WeightTable,
    /// The channel of each column.
    pub(super) columns: &'a [usize],
    /// Columns in which only a part of the links carries.
    pub(super) part: Option<Part<'a>>,
}

/// A part of the links, and the columns for it: so that two networks that differ in their links alone share their coins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    /// Whether each link, by its position in the input, belongs to it.
    pub(super) kept: &'a [bool],
    /// The first of these columns; the others stand behind it.
    pub(super) first: usize,
}

/// Which way events or paths are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From suppliers to buyers.
    Downstream,
    /// From buyers to suppliers.
    Upstream,
}

impl Flow<'_> {
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// How many columns, from the first, a link carries.
    #[inline]
    fn width_of(&self, edge: &Edge) -> usize {
        match self.part {
            Some(part) if !part.kept[edge.link as usize] => part.first,
            Some(_) | None => self.width(),
        }
    }

    /// Adds to `into` the worlds of `from` in which the link is live. The link's coin is drawn only
    /// where it can matter.
    #[inline]
    pub(super) fn carry(&self, coins: &Coins, edge: &Edge, from: &[Lanes], into: &mut [Lanes]) {
        let width = self.width_of(edge);
        let (from, into) = (&from[..width], &mut into[..width]);
        let thresholds = self.weights.thresholds(edge.row);
        let Some(slots) = self.weights.slots(edge.row) else {
            if thresholds[0] >= ALWAYS {
                from.iter().zip(into).for_each(|(from, into)| add(into, from));
            } else if from.iter().zip(into.iter()).any(|(from, into)| any(&without(from, into))) {
                let live = coins.link(edge.key, thresholds[0]);
                from.iter().zip(into).for_each(|(from, into)| add(into, &both(from, &live)));
            }
            return;
        };
        for (slot, &threshold) in (0_u16..).zip(thresholds) {
            let mut live = None;
            for (column, &channel) in self.columns[..width].iter().enumerate() {
                if slots[channel] == slot && any(&without(&from[column], &into[column])) {
                    let live = live.get_or_insert_with(|| coins.link(edge.key, threshold));
                    add(&mut into[column], &both(&from[column], live));
                }
            }
        }
    }

    /// The worlds in which a link is live in one column.
    pub(super) fn live(&self, coins: &Coins, edge: &Edge, column: usize) -> Lanes {
        let thresholds = self.weights.thresholds(edge.row);
        let slot = self.weights.slots(edge.row).map_or(0, |slots| usize::from(slots[self.columns[column]]));
        coins.link(edge.key, thresholds[slot])
    }

    /// Draws the coins of every link into a member of a component.
    pub(super) fn draw_component(&self, coins: &Coins, component: &Range<usize>, drawn: &mut DrawnLinks) {
        let layout = self.layout;
        drawn.first = layout.incoming_range(component.start).start;
        drawn.starts.clear();
        drawn.lanes.clear();
        for edge in component.clone().flat_map(|place| layout.incoming(place)) {
            drawn.starts.push(drawn.lanes.len());
            let inside = component.contains(&(edge.supplier as usize));
            let thresholds = self.weights.thresholds(edge.row).iter();
            drawn.lanes.extend(thresholds.map(
                |&threshold| {
                    if inside { coins.link(edge.key, threshold) } else { NONE }
                },
            ));
        }
    }

    /// The worlds in which a drawn link is live in one column.
    #[inline]
    pub(super) fn drawn<'d>(&self, drawn: &'d DrawnLinks, edge: usize, column: usize) -> &'d Lanes {
        if column >= self.width_of(&self.layout.edges[edge]) {
            return &NONE;
        }
        let row = self.layout.edges[edge].row;
        let slot = self.weights.slots(row).map_or(0, |slots| usize::from(slots[self.columns[column]]));
        &drawn.lanes[drawn.starts[edge - drawn.first] + slot]
    }

    /// Carries worlds over the drawn links inside a component until nothing changes any more.
    /// `state` holds one row of columns a place; a place equal to `fixed` takes nothing in.
    pub(super) fn close_component(
        &self,
        direction: Direction,
        component: &Range<usize>,
        drawn: &DrawnLinks,
        state: &mut [Lanes],
        fixed: Option<usize>,
    ) {
        let width = self.width();
        let mut queue: VecDeque<usize> = match direction {
            Direction::Downstream => component.clone().collect(),
            Direction::Upstream => component.clone().rev().collect(),
        };
        let mut queued = vec![true; component.len()];
        let mut from = vec![NONE; width];
        while let Some(place) = queue.pop_front() {
            queued[place - component.start] = false;
            from.copy_from_slice(&state[place * width..(place + 1) * width]);
            if !from.iter().any(any) {
                continue;
            }
            let mut pass = |edge: usize, next: usize| {
                if !component.contains(&next) || Some(next) == fixed {
                    return;
                }
                let mut moved = false;
                for (column, (from, into)) in from.iter().zip(&mut state[next * width..(next + 1) * width]).enumerate()
                {
                    let new = without(&both(from, self.drawn(drawn, edge, column)), into);
                    moved |= any(&new);
                    add(into, &new);
                }
                if moved && !queued[next - component.start] {
                    queued[next - component.start] = true;
                    queue.push_back(next);
                }
            };
            match direction {
                Direction::Downstream => {
                    for &edge in self.layout.outgoing(place) {
                        pass(edge as usize, self.layout.edges[edge as usize].buyer as usize);
                    }
                }
                Direction::Upstream => {
                    for edge in self.layout.incoming_range(place) {
                        pass(edge, self.layout.edges[edge].supplier as usize);
                    }
                }
            }
        }
    }
}

/// Coins of the links inside one component, held while worlds go round in it.
#[derive(Debug, Default)]
pub(super) struct DrawnLinks {
    /// Position of the first link into the component.
    first: usize,
    /// Where the lanes of each link start.
    starts: Vec<usize>,
    /// One set of lanes for each distinct threshold of each link.
    lanes: Vec<Lanes>,
}
