//! `provenance.csv`: where each piece of evidence stands in the input files.

use super::{TableError, columns, safe, write_long};

/// One place of one piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvenanceRow<'a> {
    /// Evidence id.
    pub evidence_id: &'a str,
    /// File.
    pub file: &'a str,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Row, counted from one.
    pub row: u32,
    /// Column as headed, where the evidence is one cell.
    pub column: Option<&'a str>,
}

/// Every place, in the order given.
pub fn provenance(rows: &[ProvenanceRow<'_>]) -> Result<Vec<u8>, TableError> {
    let header = columns(&["evidence_id", "file", "sheet", "row", "column"]);
    write_long("provenance", &header, rows, |place| {
        vec![
            place.evidence_id.to_owned(),
            safe(place.file),
            safe(place.sheet.unwrap_or_default()),
            place.row.to_string(),
            safe(place.column.unwrap_or_default()),
        ]
    })
}
