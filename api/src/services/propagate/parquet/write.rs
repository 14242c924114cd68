//! The result as a Parquet file.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::super::parties::Parties;

/// Rows of a row group: what data tools read at a time.
const GROUP: usize = 1 << 20;

/// Writes `id` and the channels, values party-major.
pub(in super::super) fn write_rows(out: &mut (dyn Write + Send), parties: &Parties, values: &[f64]) -> io::Result<()> {
    write(out, parties, values).map_err(|error| {
        if let ParquetError::External(inner) = error {
            return inner.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error);
        }
        io::Error::other(error)
    })
}

fn write(out: &mut (dyn Write + Send), parties: &Parties, values: &[f64]) -> Result<(), ParquetError> {
    let id = Type::primitive_type_builder("id", Physical::BYTE_ARRAY)
        .with_logical_type(Some(LogicalType::String))
        .with_repetition(Repetition::REQUIRED)
        .build()?;
    let mut fields = vec![Arc::new(id)];
    for channel in &parties.channels {
        let column = Type::primitive_type_builder(channel, Physical::DOUBLE).with_repetition(Repetition::REQUIRED);
        fields.push(Arc::new(column.build()?));
    }
    let schema = Type::group_type_builder("parties").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_created_by(concat!("karvon ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    let channels = parties.channels.len();
    for first in (0..parties.len()).step_by(GROUP) {
        let rows = first..parties.len().min(first + GROUP);
        let ids: Vec<ByteArray> = rows.clone().map(|party| ByteArray::from(parties.id(party))).collect();
        let mut group = file.next_row_group()?;
        next::<ByteArrayType, _>(&mut group, &ids)?;
        let cells = values.get(rows.start * channels..rows.end * channels).unwrap_or_default();
        for channel in 0..channels {
            let column: Vec<f64> = cells.iter().copied().skip(channel).step_by(channels).collect();
            next::<DoubleType, _>(&mut group, &column)?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// Writes the next column of a row group.
fn next<T: parquet::data_type::DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: &[T::T],
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(cells, None, None)?;
        column.close()?;
    }
    Ok(())
}
