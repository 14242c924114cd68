//! Places that wait to be worked out, in the order of the layout, each at most once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Which place comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The lowest: suppliers before buyers.
    Up,
    /// The highest: buyers before suppliers.
    Down,
}

/// The queue.
#[derive(Debug)]
pub(super) struct Queue {
    order: Order,
    last: usize,
    heap: BinaryHeap<Reverse<usize>>,
    waits: Vec<bool>,
}

impl Queue {
    /// An empty queue for so many places.
    pub(super) fn new(places: usize, order: Order) -> Self {
        Self { order, last: places.saturating_sub(1), heap: BinaryHeap::new(), waits: vec![false; places] }
    }

    /// Adds a place, unless it waits already.
    pub(super) fn push(&mut self, place: usize) {
        if let Some(waits) = self.waits.get_mut(place).filter(|waits| !**waits) {
            *waits = true;
            self.heap.push(Reverse(self.rank(place)));
        }
    }

    /// Takes the first place.
    pub(super) fn pop(&mut self) -> Option<usize> {
        let Reverse(rank) = self.heap.pop()?;
        let place = self.rank(rank);
        if let Some(waits) = self.waits.get_mut(place) {
            *waits = false;
        }
        Some(place)
    }

    /// Forgets all that wait.
    pub(super) fn clear(&mut self) {
        while self.pop().is_some() {}
    }

    /// A place's rank, which is also the place of a rank.
    fn rank(&self, place: usize) -> usize {
        match self.order {
            Order::Up => place,
            Order::Down => self.last - place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_in_order_and_once() {
        for (order, expected) in [(Order::Up, [1, 4, 7]), (Order::Down, [7, 4, 1])] {
            let mut queue = Queue::new(8, order);
            for place in [4, 1, 4, 7, 1] {
                queue.push(place);
            }
            let found: Vec<usize> = std::iter::from_fn(|| queue.pop()).collect();
            assert_eq!(found, expected);
            queue.push(1);
            queue.clear();
            queue.push(1);
            assert_eq!((queue.pop(), queue.pop()), (Some(1), None));
        }
    }
}
