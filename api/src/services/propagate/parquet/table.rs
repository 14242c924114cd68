//! One Parquet file, column by column, cell by cell.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::super::fault::{Faults, Problem, shown};
use super::super::sheet;
use crate::services::progress::{Progress, Stage};

/// So many values are decoded at a time.
const BATCH: usize = 1 << 14;

/// A Parquet file with its columns known.
pub(super) struct Table<'a> {
    reader: SerializedFileReader<File>,
    progress: &'a dyn Progress,
    read: u64,
    /// Name and kind of each column.
    pub(super) columns: Vec<(String, Kind)>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// What the file is called in faults.
    pub(super) file: String,
}

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole {
        signed: bool,
    },
    Real,
    Decimal {
        scale: i32,
    },
    /// Nothing that can be read as an id or a likelihood.
    Other,
}

impl Kind {
    /// Whether an id can stand in it.
    pub(super) fn holds_ids(self) -> bool {
        matches!(self, Self::Text | Self::Whole { .. })
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(&'a [u8]),
    Whole(i128),
    Real(f64),
}

impl Cell<'_> {
    /// The cell as a probability.
    #[expect(clippy::cast_precision_loss, reason = "only 0 and 1 are right, and they are exact")]
    pub(super) fn probability(&self, column: &str) -> Result<f64, Problem> {
        let within = |value: f64, written: String| {
            let column = column.to_owned();
            match value {
                _ if (0.0..=1.0).contains(&value) => Ok(value),
                _ if value.is_nan() => Err(Problem::NoNumber { column, value: written }),
                _ => Err(Problem::OutOfRange { column, value: written }),
            }
        };
        match *self {
            Cell::Empty => sheet::probability(b"", column),
            Cell::Text(text) => sheet::probability(text.trim_ascii(), column),
            Cell::Whole(value) => within(value as f64, value.to_string()),
            Cell::Real(value) => within(value, value.to_string()),
        }
    }

    /// The cell as an id, for `use_it`.
    pub(super) fn id<R>(&self, column: &'static str, use_it: impl FnOnce(&str) -> R) -> Result<R, Problem> {
        match *self {
            Cell::Empty | Cell::Real(_) => Err(Problem::NoId(column)),
            Cell::Whole(value) => Ok(use_it(&value.to_string())),
            Cell::Text(text) => match std::str::from_utf8(text.trim_ascii()) {
                Ok("") => Err(Problem::NoId(column)),
                Ok(id) => Ok(use_it(id)),
                Err(_) => Err(Problem::NotText(column.to_owned())),
            },
        }
    }
}

impl<'a> Table<'a> {
    /// Opens a file and reads what its columns are.
    pub(super) fn open(path: &Path, stage: Stage, progress: &'a dyn Progress, faults: &mut Faults) -> Option<Self> {
        let file = path.display().to_string();
        let opened = File::open(path).map_err(|error| error.to_string()).and_then(|opened| {
            progress.begin(stage, opened.metadata().ok().map(|metadata| metadata.len()));
            SerializedFileReader::new(opened).map_err(|error| told(&error))
        });
        let reader = match opened {
            Ok(reader) => reader,
            Err(reason) => {
                faults.add(&file, None, Problem::Unreadable(reason));
                return None;
            }
        };
        let metadata = reader.metadata().file_metadata();
        let columns: Vec<(String, Kind)> =
            metadata.schema_descr().columns().iter().map(|column| (column.path().string(), kind(column))).collect();
        for (place, (name, _)) in columns.iter().enumerate() {
            if columns.iter().take(place).any(|(known, _)| known == name) {
                faults.add(&file, None, Problem::RepeatedColumn(shown(name.as_bytes())));
            }
        }
        let rows = usize::try_from(metadata.num_rows()).unwrap_or_default();
        Some(Self { reader, progress, read: 0, columns, rows, file })
    }

    /// The place of a column by its name, whose case does not matter.
    pub(super) fn column(&self, name: &'static str, header: &'static str, faults: &mut Faults) -> Option<usize> {
        let place = self.columns.iter().position(|(column, _)| column.eq_ignore_ascii_case(name));
        if place.is_none() {
            faults.add(&self.file, None, Problem::NoColumn { column: name, header });
        }
        place
    }

    /// The same for a column of ids, which must be text or whole numbers.
    pub(super) fn id_column(&self, name: &'static str, header: &'static str, faults: &mut Faults) -> Option<usize> {
        let place = self.column(name, header, faults)?;
        let (_, kind) = self.columns.get(place)?;
        if kind.holds_ids() {
            return Some(place);
        }
        faults.add(&self.file, None, Problem::IdsOfOtherType(name));
        None
    }

    /// The first cell of a column that is not empty, as a number or not; `None` where there is none.
    pub(super) fn begins_with_number(&mut self, column: usize, faults: &mut Faults) -> Option<bool> {
        let mut found = None;
        self.visit(column, faults, |_, cell| {
            found = match cell {
                Cell::Empty => return ControlFlow::Continue(()),
                Cell::Text(text) if text.trim_ascii().is_empty() => return ControlFlow::Continue(()),
                Cell::Text(text) => Some(sheet::number(text.trim_ascii()).is_some()),
                Cell::Whole(_) | Cell::Real(_) => Some(true),
            };
            ControlFlow::Break(())
        })?;
        found
    }

    /// Shows every cell of a column with its row, counted from 0, until told to stop; `None` where the file breaks off.
    pub(super) fn visit(
        &mut self,
        column: usize,
        faults: &mut Faults,
        each: impl FnMut(usize, Cell<'_>) -> ControlFlow<()>,
    ) -> Option<()> {
        let seen = self.try_visit(column, each);
        if let Err(error) = &seen {
            faults.add(&self.file, None, Problem::Unreadable(told(error)));
        }
        seen.ok()
    }

    fn try_visit(
        &mut self,
        column: usize,
        mut each: impl FnMut(usize, Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), ParquetError> {
        let Some(&(_, kind)) = self.columns.get(column) else {
            return Ok(());
        };
        let (signed, scale) = match kind {
            Kind::Whole { signed } => (signed, None),
            Kind::Decimal { scale } => (true, Some(scale)),
            Kind::Text | Kind::Real => (true, None),
            Kind::Other => return Ok(()),
        };
        let whole = |value: i128| scale.map_or(Cell::Whole(value), |scale| Cell::Real(scaled(value, scale)));
        let mut row = 0;
        for group in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(group)?;
            let end = row + usize::try_from(group.metadata().num_rows()).unwrap_or_default();
            let bytes = group.metadata().column(column).compressed_size();
            let flow = match group.get_column_reader(column)? {
                ColumnReader::Int32ColumnReader(cells) => {
                    let wide = |value: &i32| if signed { (*value).into() } else { value.cast_unsigned().into() };
                    cells_of(cells, row, end, |value| whole(wide(value)), &mut each)?
                }
                ColumnReader::Int64ColumnReader(cells) => {
                    let wide = |value: &i64| if signed { (*value).into() } else { value.cast_unsigned().into() };
                    cells_of(cells, row, end, |value| whole(wide(value)), &mut each)?
                }
                ColumnReader::FloatColumnReader(cells) => {
                    cells_of(cells, row, end, |value| Cell::Real((*value).into()), &mut each)?
                }
                ColumnReader::DoubleColumnReader(cells) => {
                    cells_of(cells, row, end, |value| Cell::Real(*value), &mut each)?
                }
                ColumnReader::ByteArrayColumnReader(cells) => {
                    cells_of(cells, row, end, |value| text_or(value.data(), scale, &whole), &mut each)?
                }
                ColumnReader::FixedLenByteArrayColumnReader(cells) => {
                    cells_of(cells, row, end, |value| whole(big_endian(value.data())), &mut each)?
                }
                ColumnReader::BoolColumnReader(_) | ColumnReader::Int96ColumnReader(_) => return Ok(()),
            };
            if flow.is_break() {
                return Ok(());
            }
            row = end;
            self.read = self.read.saturating_add(u64::try_from(bytes).unwrap_or_default());
            self.progress.at(self.read);
        }
        Ok(())
    }
}

/// Decodes one column of one row group, whose rows are `row..end`.
fn cells_of<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    mut row: usize,
    end: usize,
    as_cell: impl Fn(&T::T) -> Cell<'_>,
    each: &mut impl FnMut(usize, Cell<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    while row < end {
        levels.clear();
        values.clear();
        let (rows, present, _) = reader.read_records(BATCH, Some(&mut levels), None, &mut values)?;
        if rows == 0 {
            return Err(ParquetError::EOF("a column has fewer cells than there are rows".to_owned()));
        }
        // Where every cell must be filled there are no levels.
        let is_filled = levels.iter().map(|level| *level > 0).chain(std::iter::repeat(present == rows)).take(rows);
        let mut filled = values.iter();
        for is_filled in is_filled {
            let value = if is_filled { filled.next() } else { None };
            if each(row, value.map_or(Cell::Empty, &as_cell)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            row += 1;
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn kind(column: &ColumnDescriptor) -> Kind {
    // Lists and fields of groups are no cells of a flat table.
    if column.max_rep_level() > 0 || column.max_def_level() > 1 || column.path().parts().len() > 1 {
        return Kind::Other;
    }
    let (logical, converted) = (column.logical_type_ref(), column.converted_type());
    let decimal = match logical {
        Some(LogicalType::Decimal(decimal)) => Some(decimal.scale),
        _ if converted == ConvertedType::DECIMAL => Some(column.type_scale()),
        _ => None,
    };
    let of_numbers = decimal.map_or(Kind::Other, |scale| Kind::Decimal { scale });
    match column.physical_type() {
        Physical::FLOAT | Physical::DOUBLE => Kind::Real,
        Physical::INT32 | Physical::INT64 => match (logical, converted) {
            (Some(LogicalType::Integer(integer)), _) => Kind::Whole { signed: integer.is_signed },
            (
                None,
                ConvertedType::NONE
                | ConvertedType::INT_8
                | ConvertedType::INT_16
                | ConvertedType::INT_32
                | ConvertedType::INT_64,
            ) => Kind::Whole { signed: true },
            (
                None,
                ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64,
            ) => Kind::Whole { signed: false },
            _ => of_numbers,
        },
        Physical::BYTE_ARRAY if decimal.is_none() => Kind::Text,
        Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY => of_numbers,
        Physical::BOOLEAN | Physical::INT96 => Kind::Other,
    }
}

/// Bytes of a column of text, or of decimals.
fn text_or<'c>(bytes: &'c [u8], scale: Option<i32>, whole: &impl Fn(i128) -> Cell<'static>) -> Cell<'c> {
    if scale.is_some() { whole(big_endian(bytes)) } else { Cell::Text(bytes) }
}

/// The double nearest to `value`·10^−`scale`; parsing rounds right where dividing might not.
fn scaled(value: i128, scale: i32) -> f64 {
    format!("{value}e{}", -i64::from(scale)).parse().unwrap_or(f64::NAN)
}

/// A whole number from its bytes, most significant first, in two's complement; such decimals have at most 38 digits.
fn big_endian(bytes: &[u8]) -> i128 {
    let negative = bytes.first().is_some_and(|byte| byte >> 7 == 1);
    bytes.iter().fold(if negative { -1 } else { 0 }, |value, &byte| (value << 8) | i128::from(byte))
}

/// What the library says.
fn told(error: &ParquetError) -> String {
    let text = error.to_string();
    text.strip_prefix("Parquet error: ").unwrap_or(&text).to_owned()
}
