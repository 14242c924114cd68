//! `findings.csv`: what was found in the input files.

use super::{TableError, columns, safe, write};

/// One input finding, borrowed from whoever read the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingRow<'a> {
    /// File; empty for all files together.
    pub file: &'a str,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Row, counted from one.
    pub row: Option<u32>,
    /// Column as headed.
    pub column: Option<&'a str>,
    /// The value, shortened.
    pub value: Option<&'a str>,
    /// Id of the rule.
    pub rule: &'a str,
    /// `error`, `warning` or `notice`.
    pub severity: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// What would be right.
    pub fix: &'a str,
}

/// Every finding, in the order given.
pub fn findings<'a>(rows: impl IntoIterator<Item = FindingRow<'a>>) -> Result<Vec<u8>, TableError> {
    let header = columns(&["file", "sheet", "row", "column", "value", "rule", "severity", "message", "fix"]);
    write(
        "findings",
        &header,
        rows.into_iter().map(|finding| {
            vec![
                safe(finding.file),
                safe(finding.sheet.unwrap_or_default()),
                finding.row.map(|row| row.to_string()).unwrap_or_default(),
                safe(finding.column.unwrap_or_default()),
                safe(finding.value.unwrap_or_default()),
                finding.rule.to_owned(),
                finding.severity.to_owned(),
                safe(finding.message),
                safe(finding.fix),
            ]
        }),
    )
}
