//! Which members of a cyclic component are reached by a source other than themselves.
//!
//! Outside cycles this is simply what flows in. Inside one, a party's own event may travel around
//! and come back, which must not count. Where a member has no event of its own, whatever reaches it
//! is another's. Where it has one, it is asked whether events flow in from outside, whether a direct
//! supplier is a source, and only in the worlds that are still open a search runs upstream over live
//! links until it meets another source. Such a search ends after about as many steps as it takes to
//! meet one source, and there are as many searches as sources, so together they stay near one sweep.

#![expect(clippy::indexing_slicing, reason = "cells and links belong to one component")]

use std::ops::Range;

use super::coin::{Lanes, NONE, add, any, both, without};
use super::flow::{DrawnLinks, Flow};

/// A cyclic component in one batch of worlds. Cells are members × columns, member-major.
pub(super) struct Component<'a> {
    pub(super) flow: &'a Flow<'a>,
    pub(super) places: &'a Range<usize>,
    pub(super) drawn: &'a DrawnLinks,
    /// Own events.
    pub(super) own: &'a [Lanes],
    /// What flows in from outside the component.
    pub(super) outside: &'a [Lanes],
}

/// Calls `report` with each cell and the worlds in which a source other than the member reaches it.
/// `state` holds the worlds in which any source does, itself included.
pub(super) fn inherited(component: &Component<'_>, state: &[Lanes], mut report: impl FnMut(usize, &Lanes)) {
    let width = component.flow.width();
    let mut search = Search { visited: vec![NONE; component.places.len()], touched: Vec::new() };
    for member in 0..component.places.len() {
        for column in 0..width {
            let cell = member * width + column;
            let (own, outside) = (&component.own[cell], &component.outside[cell]);
            let mut found = without(&state[cell], own);
            add(&mut found, &both(own, outside));
            let mut open = NONE;
            for (supplier, live) in component.suppliers(member, column) {
                let arrives = both(live, &both(&state[supplier * width + column], own));
                add(&mut found, &both(&arrives, &component.sources(supplier, column)));
                add(&mut open, &arrives);
            }
            open = without(&open, &found);
            if any(&open) {
                add(&mut found, &search.run(component, member, column, open));
            }
            report(cell, &found);
        }
    }
}

impl Component<'_> {
    /// Suppliers of a member within the component, with the worlds in which the link is live.
    fn suppliers(&self, member: usize, column: usize) -> impl Iterator<Item = (usize, &Lanes)> {
        self.flow.layout.incoming_range(self.places.start + member).filter_map(move |edge| {
            let supplier = self.flow.layout.edges[edge].supplier as usize;
            let inside = self.places.contains(&supplier);
            inside.then(|| (supplier - self.places.start, self.flow.drawn(self.drawn, edge, column)))
        })
    }

    /// The worlds in which a member is a source or takes in one from outside.
    fn sources(&self, member: usize, column: usize) -> Lanes {
        let cell = member * self.flow.width() + column;
        let mut lanes = self.own[cell];
        add(&mut lanes, &self.outside[cell]);
        lanes
    }
}

/// A walk upstream in many worlds at once.
struct Search {
    visited: Vec<Lanes>,
    touched: Vec<usize>,
}

impl Search {
    /// The worlds among `open` in which a member other than `start` is a source (or takes one in)
    /// and reaches `start`.
    fn run(&mut self, component: &Component<'_>, start: usize, column: usize, mut open: Lanes) -> Lanes {
        let mut found = NONE;
        let mut todo = vec![start];
        self.visited[start] = open;
        self.touched.push(start);
        while let Some(member) = todo.pop() {
            let here = both(&self.visited[member], &open);
            for (supplier, live) in component.suppliers(member, column) {
                let new = without(&both(&both(&here, live), &open), &self.visited[supplier]);
                if supplier == start || !any(&new) {
                    continue;
                }
                add(&mut self.visited[supplier], &new);
                self.touched.push(supplier);
                let hit = both(&new, &component.sources(supplier, column));
                add(&mut found, &hit);
                open = without(&open, &hit);
                todo.push(supplier);
            }
            if !any(&open) {
                break;
            }
        }
        for member in self.touched.drain(..) {
            self.visited[member] = NONE;
        }
        found
    }
}
