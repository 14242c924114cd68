//! Transmission weights as the sweeps need them: numbers for the recursions, thresholds for coins,
//! and which channels travel alike.

#![expect(clippy::indexing_slicing, reason = "rows and channels were checked when the network was prepared")]

use super::coin::threshold;
use super::input::Weights;

/// The distinct rows of weights that links refer to.
#[derive(Clone, Debug)]
pub(super) struct WeightTable {
    channels: usize,
    weights: Weights,
    /// Distinct coin thresholds, those of one row together.
    thresholds: Vec<u64>,
    /// Where in `thresholds` each row starts. Empty where every row has exactly one.
    starts: Vec<u32>,
    /// Per row and channel the place of its threshold within the row. Empty likewise.
    slots: Vec<u16>,
    /// Per channel the number of its class: channels of one class have equal columns.
    classes: Vec<usize>,
    /// Per class one channel that stands for it.
    representatives: Vec<usize>,
}

impl WeightTable {
    /// Builds the table from checked weights. Rows that are the same in all channels throughout are
    /// stored once.
    pub(super) fn new(weights: Weights, channels: usize) -> Self {
        let weights = match weights {
            Weights::PerChannel(values) if values.chunks(channels).all(is_constant) => {
                Weights::Same(values.iter().copied().step_by(channels).collect())
            }
            other @ (Weights::Same(_) | Weights::PerChannel(_)) => other,
        };
        match weights {
            Weights::Same(values) => Self {
                channels,
                thresholds: values.iter().map(|&weight| threshold(weight)).collect(),
                weights: Weights::Same(values),
                starts: Vec::new(),
                slots: Vec::new(),
                classes: vec![0; channels],
                representatives: vec![0],
            },
            Weights::PerChannel(values) => Self::per_channel(&values, channels),
        }
    }

    fn per_channel(values: &[f64], channels: usize) -> Self {
        let mut table = Self {
            channels,
            weights: Weights::PerChannel(Vec::with_capacity(values.len())),
            thresholds: Vec::new(),
            starts: vec![0],
            slots: Vec::with_capacity(values.len()),
            classes: vec![0; channels],
            representatives: vec![0],
        };
        values.chunks(channels).for_each(|row| table.push_per_channel(row));
        table
    }

    /// Adds a row to a table whose rows have one weight a channel.
    fn push_per_channel(&mut self, row: &[f64]) {
        let first = self.thresholds.len();
        for &weight in row {
            let sought = threshold(weight);
            let slot = self.thresholds[first..].iter().position(|&known| known == sought);
            self.slots.push(u16::try_from(slot.unwrap_or(self.thresholds.len() - first)).unwrap_or(u16::MAX));
            if slot.is_none() {
                self.thresholds.push(sought);
            }
        }
        self.starts.push(u32::try_from(self.thresholds.len()).unwrap_or(u32::MAX));
        if let Weights::PerChannel(values) = &mut self.weights {
            values.extend_from_slice(row);
        }
        self.tell_apart(row);
    }

    /// Divides the classes in which a row makes a difference.
    fn tell_apart(&mut self, row: &[f64]) {
        let bits = |channel: usize| row[channel].to_bits();
        let alike = |(channel, &class): (usize, &usize)| bits(channel) == bits(self.representatives[class]);
        if self.classes.iter().enumerate().all(alike) {
            return;
        }
        let mut classes = Vec::with_capacity(self.channels);
        let mut representatives: Vec<usize> = Vec::new();
        for (channel, old) in self.classes.iter().enumerate() {
            let same = |&other: &usize| self.classes[other] == *old && bits(other) == bits(channel);
            let class = representatives.iter().position(same);
            classes.push(class.unwrap_or(representatives.len()));
            if class.is_none() {
                representatives.push(channel);
            }
        }
        (self.classes, self.representatives) = (classes, representatives);
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        match &self.weights {
            Weights::Same(values) => values.len(),
            Weights::PerChannel(values) => values.len() / self.channels.max(1),
        }
    }

    /// Adds a row, one weight a channel, and returns its number.
    pub(super) fn push(&mut self, row: &[f64]) -> u32 {
        let added = u32::try_from(self.rows()).unwrap_or(u32::MAX);
        if let (Weights::Same(values), true, Some(&weight)) = (&mut self.weights, is_constant(row), row.first()) {
            values.push(weight);
            self.thresholds.push(threshold(weight));
            return added;
        }
        if let Weights::Same(values) = &self.weights {
            let spread: Vec<f64> =
                values.iter().flat_map(|&weight| std::iter::repeat_n(weight, self.channels)).collect();
            *self = Self::per_channel(&spread, self.channels);
        }
        self.push_per_channel(row);
        added
    }

    /// Forgets the rows from `rows` on.
    pub(super) fn truncate(&mut self, rows: usize) {
        match &mut self.weights {
            Weights::Same(values) => {
                values.truncate(rows);
                self.thresholds.truncate(rows);
            }
            Weights::PerChannel(values) => {
                values.truncate(rows * self.channels);
                self.slots.truncate(rows * self.channels);
                self.starts.truncate(rows + 1);
                self.thresholds.truncate(self.starts.last().copied().unwrap_or_default() as usize);
            }
        }
    }

    /// The weight of a row in a channel.
    #[inline]
    pub(super) fn get(&self, row: u32, channel: usize) -> f64 {
        match &self.weights {
            Weights::Same(values) => values[row as usize],
            Weights::PerChannel(values) => values[row as usize * self.channels + channel],
        }
    }

    /// A whole row.
    #[inline]
    pub(super) fn row(&self, row: u32) -> Row<'_> {
        match &self.weights {
            Weights::Same(values) => Row::Same(values[row as usize]),
            Weights::PerChannel(values) => {
                let start = row as usize * self.channels;
                Row::PerChannel(&values[start..start + self.channels])
            }
        }
    }

    /// The distinct coin thresholds of a row.
    #[inline]
    pub(super) fn thresholds(&self, row: u32) -> &[u64] {
        let row = row as usize;
        if self.starts.is_empty() {
            &self.thresholds[row..=row]
        } else {
            &self.thresholds[self.starts[row] as usize..self.starts[row + 1] as usize]
        }
    }

    /// Which threshold of its row each channel uses; `None` where all use the only one.
    #[inline]
    pub(super) fn slots(&self, row: u32) -> Option<&[u16]> {
        if self.slots.is_empty() {
            return None;
        }
        let start = row as usize * self.channels;
        Some(&self.slots[start..start + self.channels])
    }

    /// Whether a row transmits nothing in any channel.
    pub(super) fn is_dead(&self, row: u32) -> bool {
        match self.row(row) {
            Row::Same(weight) => weight == 0.0,
            Row::PerChannel(weights) => weights.iter().all(|&weight| weight == 0.0),
        }
    }

    /// The class of a channel: channels of one class have the same weight on every link.
    pub(super) fn class_of(&self, channel: usize) -> usize {
        self.classes[channel]
    }

    /// One channel of each class.
    pub(super) fn representatives(&self) -> &[usize] {
        &self.representatives
    }
}

/// One row of weights.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    /// The same in all channels.
    Same(f64),
    /// One weight a channel.
    PerChannel(&'a [f64]),
}

fn is_constant(row: &[f64]) -> bool {
    row.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_with_equal_columns_share_a_class() {
        let table = WeightTable::new(Weights::PerChannel(vec![0.5, 0.2, 0.5, 1.0, 0.0, 1.0]), 3);
        assert_eq!([0, 1, 2].map(|channel| table.class_of(channel)), [0, 1, 0]);
        assert_eq!(table.representatives(), [0, 1]);
    }

    #[test]
    fn equal_weights_of_a_row_share_a_threshold() {
        let table = WeightTable::new(Weights::PerChannel(vec![0.5, 0.0, 0.5]), 3);
        assert_eq!(table.thresholds(0), [1 << 31, 0]);
        assert_eq!(table.slots(0), Some(&[0, 1, 0][..]));
    }

    #[test]
    fn rows_can_be_added_and_taken_away_again() {
        for values in [vec![0.5, 0.5, 0.25, 0.25], vec![0.5, 0.2, 1.0, 0.0]] {
            let mut table = WeightTable::new(Weights::PerChannel(values.clone()), 2);
            assert_eq!((table.push(&[0.75, 0.75]), table.push(&[0.125, 1.0])), (2, 3));
            assert_eq!(
                [table.get(2, 1), table.get(3, 0), table.get(3, 1)].map(f64::to_bits),
                [0.75, 0.125, 1.0].map(f64::to_bits)
            );
            assert_ne!(table.class_of(0), table.class_of(1));
            table.truncate(2);
            assert_eq!(table.rows(), 2);
            assert_eq!((table.push(&[0.5, 0.5]), table.thresholds(2)), (2, &[1 << 31][..]));
            let kept = [table.get(0, 0), table.get(0, 1), table.get(1, 0), table.get(1, 1)];
            assert_eq!(kept.map(f64::to_bits).to_vec(), values.iter().map(|value| value.to_bits()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn rows_constant_throughout_are_stored_once() {
        let table = WeightTable::new(Weights::PerChannel(vec![0.5, 0.5, 0.25, 0.25]), 2);
        assert_eq!(table.slots(0), None);
        assert_eq!(table.thresholds(1), [1 << 30]);
        assert!((table.get(1, 1) - 0.25).abs() < f64::EPSILON);
    }
}
