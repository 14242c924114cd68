//! A table of numbers, one row a party and one column a channel.

/// Numbers of every party and channel, in the caller's order of parties and channels.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyTable {
    channels: usize,
    values: Vec<f64>,
}

impl PartyTable {
    /// A table from party-major values, `channels` to a row.
    pub(super) fn new(channels: usize, values: Vec<f64>) -> Self {
        Self { channels, values }
    }

    /// The number of one party and channel.
    ///
    /// # Panics
    /// If `party` or `channel` lies outside the table.
    #[expect(clippy::indexing_slicing, reason = "documented like slice indexing")]
    pub fn get(&self, party: usize, channel: usize) -> f64 {
        self.row(party)[channel]
    }

    /// All channels of one party.
    ///
    /// # Panics
    /// If `party` lies outside the table.
    #[expect(clippy::indexing_slicing, reason = "documented like slice indexing")]
    pub fn row(&self, party: usize) -> &[f64] {
        &self.values[party * self.channels..(party + 1) * self.channels]
    }

    /// All values, party-major.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All values, party-major, without a copy.
    pub fn into_values(self) -> Vec<f64> {
        self.values
    }

    /// How many channels a row has.
    pub fn channels(&self) -> usize {
        self.channels
    }
}
