//! Transmission weights as the sweeps need them: numbers for the recursions, thresholds for coins,
//! and which channels travel alike.

#![expect(clippy::indexing_slicing, reason = "rows and channels were checked when the network was prepared")]

use super::coin::threshold;
use super::input::Weights;

/// The distinct rows of weights that links refer to.
#[derive(Debug)]
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
            Weights::PerChannel(values) => Self::per_channel(values, channels),
        }
    }

    fn per_channel(values: Vec<f64>, channels: usize) -> Self {
        let mut thresholds = Vec::new();
        let mut starts = vec![0];
        let mut slots = Vec::with_capacity(values.len());
        for row in values.chunks(channels) {
            let first = thresholds.len();
            for &weight in row {
                let sought = threshold(weight);
                let slot = thresholds[first..].iter().position(|&known| known == sought);
                slots.push(u16::try_from(slot.unwrap_or(thresholds.len() - first)).unwrap_or(u16::MAX));
                if slot.is_none() {
                    thresholds.push(sought);
                }
            }
            starts.push(u32::try_from(thresholds.len()).unwrap_or(u32::MAX));
        }
        let mut classes = Vec::with_capacity(channels);
        let mut representatives: Vec<usize> = Vec::new();
        for channel in 0..channels {
            let alike =
                |&other: &usize| values.chunks(channels).all(|row| row[channel].to_bits() == row[other].to_bits());
            let class = representatives.iter().position(alike);
            classes.push(class.unwrap_or(representatives.len()));
            if class.is_none() {
                representatives.push(channel);
            }
        }
        Self { channels, weights: Weights::PerChannel(values), thresholds, starts, slots, classes, representatives }
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
    fn rows_constant_throughout_are_stored_once() {
        let table = WeightTable::new(Weights::PerChannel(vec![0.5, 0.5, 0.25, 0.25]), 2);
        assert_eq!(table.slots(0), None);
        assert_eq!(table.thresholds(1), [1 << 30]);
        assert!((table.get(1, 1) - 0.25).abs() < f64::EPSILON);
    }
}
