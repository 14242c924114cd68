//! Tables as other tools may write them: cells that may be empty, several row groups, ids as numbers, decimals.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::super::fault::Faults;
use super::super::parties::{Index, Parties};
use crate::services::progress::Silent;

/// The cells of one column of one row group; `None` is an empty cell.
enum Cells {
    Text(Vec<Option<&'static str>>),
    Bytes(Vec<Option<Vec<u8>>>),
    Double(Vec<Option<f64>>),
    Float(Vec<Option<f32>>),
    Int(Vec<Option<i32>>),
    Long(Vec<Option<i64>>),
    Flag(Vec<Option<bool>>),
}

fn parts<T: Clone>(cells: &[Option<T>]) -> (Vec<T>, Vec<i16>) {
    (cells.iter().flatten().cloned().collect(), cells.iter().map(|cell| i16::from(cell.is_some())).collect())
}

fn put(path: &Path, schema: &str, compression: Compression, groups: &[Vec<Cells>]) {
    let schema = Arc::new(parse_message_type(&format!("message m {{ {schema} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    for columns in groups {
        let mut group = file.next_row_group().unwrap();
        for cells in columns {
            let mut column = group.next_column().unwrap().unwrap();
            match (cells, column.untyped()) {
                (Cells::Text(cells), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    let values: Vec<ByteArray> = values.into_iter().map(ByteArray::from).collect();
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Bytes(cells), ColumnWriter::FixedLenByteArrayColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    let values: Vec<_> = values.into_iter().map(|bytes| ByteArray::from(bytes).into()).collect();
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Double(cells), ColumnWriter::DoubleColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Float(cells), ColumnWriter::FloatColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Int(cells), ColumnWriter::Int32ColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Long(cells), ColumnWriter::Int64ColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                (Cells::Flag(cells), ColumnWriter::BoolColumnWriter(writer)) => {
                    let (values, levels) = parts(cells);
                    writer.write_batch(&values, Some(&levels), None).unwrap();
                }
                _ => panic!("cells of another type than the schema"),
            }
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    file.close().unwrap();
}

fn told(faults: &Faults, path: &Path) -> Vec<String> {
    let file = path.display().to_string();
    faults.kept().iter().map(|fault| fault.to_string().replace(&file, "t.parquet")).collect()
}

fn parties(schema: &str, groups: &[Vec<Cells>]) -> (Parties, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    put(&path, schema, Compression::SNAPPY, groups);
    let mut faults = Faults::default();
    let parties = super::parties(&path, &Silent, &mut faults).unwrap_or_default();
    parties.index(&path.display().to_string(), &mut faults);
    (parties, told(&faults, &path))
}

#[test]
fn every_type_that_holds_a_number_is_read_and_other_columns_are_left_aside() {
    let schema = "optional binary name (UTF8); optional binary id (UTF8); optional double a; optional float b;
        optional int32 c (DECIMAL(4, 3)); optional fixed_len_byte_array(3) d (DECIMAL(6, 2)); optional int64 e;
        optional binary f (UTF8); optional boolean flag; optional int32 day (DATE);";
    let group = || {
        vec![
            Cells::Text(vec![Some("Mill"), None]),
            Cells::Text(vec![Some("M"), Some(" G ")]),
            Cells::Double(vec![Some(0.1), Some(1e-3)]),
            Cells::Float(vec![Some(0.5), Some(0.25)]),
            Cells::Int(vec![Some(300), Some(125)]),
            Cells::Bytes(vec![Some(vec![0, 0, 70]), Some(vec![0, 0, 1])]),
            Cells::Long(vec![Some(1), Some(0)]),
            Cells::Text(vec![Some("0.7"), Some(".25")]),
            Cells::Flag(vec![Some(true), Some(false)]),
            Cells::Int(vec![Some(20_000), Some(20_001)]),
        ]
    };
    let (parties, faults) = parties(schema, &[group()]);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(parties.ids().collect::<Vec<_>>(), ["M", "G"]);
    assert_eq!(parties.channels, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(parties.own, [0.1, 0.5, 0.3, 0.7, 1.0, 0.7, 1e-3, 0.25, 0.125, 0.01, 0.0, 0.25]);
    assert_eq!(parties.text_columns, ["name", "flag", "day"]);
}

#[test]
fn row_groups_follow_each_other_and_whole_numbers_are_ids() {
    let groups = [(7, 0.5), (-1, 0.25)];
    let groups = groups.map(|(id, p)| vec![Cells::Long(vec![Some(id)]), Cells::Double(vec![Some(p)])]);
    let (parties, faults) = parties("optional int64 id; optional double p;", &groups);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(parties.ids().collect::<Vec<_>>(), ["7", "-1"]);
    assert_eq!(parties.own, [0.5, 0.25]);
}

#[test]
fn faults_are_told_by_row_from_one() {
    let (_, faults) = parties(
        "optional binary id (UTF8); optional double p;",
        &[vec![
            Cells::Text(vec![Some("a"), None, Some("a"), Some("b")]),
            Cells::Double(vec![Some(2.0), Some(0.5), None, Some(f64::NAN)]),
        ]],
    );
    let rows: Vec<&str> =
        faults.iter().filter_map(|fault| fault.strip_prefix("`t.parquet`, row ")?.split(':').next()).collect();
    assert_eq!(rows, ["1", "2", "3", "4", "3"], "{faults:?}");
}

#[test]
fn ids_that_are_fractions_are_refused() {
    let (_, faults) = parties(
        "optional double id; optional double p;",
        &[vec![Cells::Double(vec![Some(1.0)]), Cells::Double(vec![Some(0.5)])]],
    );
    assert_eq!(faults, ["`t.parquet`: column `id` holds neither text nor whole numbers; ids must be one or the other"]);
}

/// Links, columns not read, faults.
type Read = (Vec<(u32, u32, f64)>, Vec<String>, Vec<String>);

fn links(group: Vec<Cells>) -> Read {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    let schema =
        "optional binary note (UTF8); optional int64 supplier; optional binary buyer (UTF8); optional double weight;";
    put(&path, schema, Compression::ZSTD(parquet::basic::ZstdLevel::default()), &[group]);
    let mut faults = Faults::default();
    let parties = Index::from_iter([("1", 0), ("2", 1)]);
    let read = super::links(&path, &parties, &Silent, &mut faults).unwrap_or_default();
    let links = read.links.iter().map(|link| (link.supplier, link.buyer, link.weight)).collect();
    (links, read.other_columns, told(&faults, &path))
}

#[test]
fn links_are_read_whatever_the_type_of_their_ids() {
    let (links, other, faults) = links(vec![
        Cells::Text(vec![None, None]),
        Cells::Long(vec![Some(1), Some(2)]),
        Cells::Text(vec![Some("2"), Some("1")]),
        Cells::Double(vec![Some(0.5), Some(1.0)]),
    ]);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(links, [(0, 1, 0.5), (1, 0, 1.0)]);
    assert_eq!(other, ["note"]);
}

#[test]
fn links_with_unknown_ends_to_themselves_or_without_a_weight_are_faults() {
    let (links, _, faults) = links(vec![
        Cells::Text(vec![None; 4]),
        Cells::Long(vec![Some(3), Some(1), Some(1), None]),
        Cells::Text(vec![Some("2"), Some("1"), Some("2"), Some("2")]),
        Cells::Double(vec![Some(0.5), Some(0.5), None, Some(0.5)]),
    ]);
    assert!(links.is_empty());
    let rows: Vec<&str> =
        faults.iter().filter_map(|fault| fault.strip_prefix("`t.parquet`, row ")?.split(':').next()).collect();
    assert_eq!(rows, ["1", "2", "3", "4"], "{faults:?}");
}

#[test]
fn a_file_that_is_no_parquet_or_breaks_off_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    let columns = vec![Cells::Text(vec![Some("a")]), Cells::Double(vec![Some(0.5)])];
    put(&path, "optional binary id (UTF8); optional double p;", Compression::SNAPPY, &[columns]);
    let whole = std::fs::read(&path).unwrap();
    for bytes in [&b"id,p\na,0.5\n"[..], &b""[..], &whole[..whole.len() / 2], &whole[whole.len() / 2..]] {
        std::fs::write(&path, bytes).unwrap();
        let mut faults = Faults::default();
        assert!(super::parties(&path, &Silent, &mut faults).is_none());
        let told = told(&faults, &path);
        assert!(told.len() == 1 && told[0].starts_with("`t.parquet`: cannot be read"), "{told:?}");
    }
}
