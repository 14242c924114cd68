//! The formats of tables, told by the ending of a file's name.

use std::io::{self, Write};
use std::path::Path;

use super::PropagateError;
use super::fault::Faults;
use super::links::{self, Links};
#[cfg(feature = "parquet")]
use super::parquet;
use super::parties::{self, Index, Parties};
use crate::services::progress::Progress;

/// How a table is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Text, and whatever has another ending.
    Csv,
    /// `.parquet` or `.pq`.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The format of a file.
    #[cfg_attr(
        feature = "parquet",
        expect(clippy::unnecessary_wraps, reason = "without Parquet such files are refused")
    )]
    pub(super) fn of(path: &Path) -> Result<Self, PropagateError> {
        let is_parquet = path
            .extension()
            .is_some_and(|ending| ["parquet", "pq"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
        if !is_parquet {
            return Ok(Self::Csv);
        }
        #[cfg(feature = "parquet")]
        return Ok(Self::Parquet);
        #[cfg(not(feature = "parquet"))]
        return Err(PropagateError::NoParquet(path.to_owned()));
    }

    /// Reads the table of parties.
    pub(super) fn parties(self, path: &Path, progress: &dyn Progress, faults: &mut Faults) -> Option<Parties> {
        match self {
            Self::Csv => parties::read(path, progress, faults),
            #[cfg(feature = "parquet")]
            Self::Parquet => parquet::parties(path, progress, faults),
        }
    }

    /// Reads the table of links.
    pub(super) fn links(
        self,
        path: &Path,
        parties: &Index<'_>,
        progress: &dyn Progress,
        faults: &mut Faults,
    ) -> Option<Links> {
        match self {
            Self::Csv => links::read(path, parties, progress, faults),
            #[cfg(feature = "parquet")]
            Self::Parquet => parquet::links(path, parties, progress, faults),
        }
    }

    /// Writes `id` and the channels, values party-major.
    pub(super) fn write(self, out: &mut (dyn Write + Send), parties: &Parties, values: &[f64]) -> io::Result<()> {
        match self {
            Self::Csv => write_csv(out, parties, values),
            #[cfg(feature = "parquet")]
            Self::Parquet => parquet::write_rows(out, parties, values),
        }
    }
}

/// `id` and the channels, with decimals that read back to the same number.
fn write_csv(out: &mut dyn Write, parties: &Parties, values: &[f64]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_writer(out);
    let channels = parties.channels.iter().map(String::as_str);
    writer.write_record(std::iter::once("id").chain(channels))?;
    let mut digits = Vec::with_capacity(32);
    let mut room = zmij::Buffer::new();
    for (id, row) in parties.ids().zip(values.chunks_exact(parties.channels.len())) {
        writer.write_field(id)?;
        for value in row {
            if let Some(decimals) = decimals(*value, &mut room) {
                writer.write_field(decimals)?;
                continue;
            }
            digits.clear();
            write!(digits, "{value}")?;
            writer.write_field(&digits)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// What `Display` gives for a number, many times faster; `None` for those that are written otherwise.
fn decimals(value: f64, room: &mut zmij::Buffer) -> Option<&str> {
    let shortest = room.format(value);
    let shortest = shortest.strip_suffix(".0").unwrap_or(shortest);
    (!shortest.contains('e')).then_some(shortest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_without_an_exponent_or_left_to_display() {
        let mut room = zmij::Buffer::new();
        for (value, expected) in [(0.0, Some("0")), (1.0, Some("1")), (0.25, Some("0.25")), (1e-300, None)] {
            assert_eq!(decimals(value, &mut room), expected);
        }
    }

    proptest! {
        #[test]
        fn likelihoods_are_written_as_display_does(value in 0.0..=1.0_f64, by in 0..40_i32) {
            let value = value * 0.5_f64.powi(by);
            if let Some(decimals) = decimals(value, &mut zmij::Buffer::new()) {
                prop_assert_eq!(decimals, value.to_string());
            }
        }
    }
}
