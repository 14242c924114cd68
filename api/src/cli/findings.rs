//! Findings about files, as lines.

use karvon_intake::{InputFinding, Place, Severity};
use karvon_report::IntakeCounts;

use crate::texts::Texts;

/// A finding on one line: how grave, where, what is wrong, what would be right.
pub(super) fn line(finding: &InputFinding, texts: &Texts) -> String {
    let place = place_of(finding, texts);
    let values = [
        ("place", place.as_str().into()),
        ("message", finding.message.as_str().into()),
        ("fix", finding.fix.as_str().into()),
    ];
    match (finding.severity, place.is_empty()) {
        (Severity::Error, false) => texts.tell("finding-error", values),
        (Severity::Warning, false) => texts.tell("finding-warning", values),
        (Severity::Notice, false) => texts.tell("finding-notice", values),
        (Severity::Error, true) => texts.tell("finding-error-general", values),
        (Severity::Warning, true) => texts.tell("finding-warning-general", values),
        (Severity::Notice, true) => texts.tell("finding-notice-general", values),
    }
}

/// How many there are of each severity.
pub(super) fn tally(counts: IntakeCounts, texts: &Texts) -> String {
    texts.tell(
        "findings-tally",
        [("errors", counts.errors.into()), ("warnings", counts.warnings.into()), ("notices", counts.notices.into())],
    )
}

/// A place in a file, in words.
pub(super) fn place(place: &Place, texts: &Texts) -> String {
    words(&place.file, place.sheet.as_deref(), Some(place.row), None, texts)
}

fn place_of(finding: &InputFinding, texts: &Texts) -> String {
    words(&finding.file, finding.sheet.as_deref(), finding.row, finding.column.as_deref(), texts)
}

fn words(file: &str, sheet: Option<&str>, row: Option<u32>, column: Option<&str>, texts: &Texts) -> String {
    let mut parts = Vec::new();
    if !file.is_empty() {
        parts.push(file.to_owned());
    }
    if let Some(sheet) = sheet {
        parts.push(texts.tell("place-sheet", [("sheet", sheet.into())]));
    }
    if let Some(row) = row {
        parts.push(texts.tell("place-row", [("row", row.to_string().into())]));
    }
    if let Some(column) = column {
        parts.push(texts.tell("place-column", [("column", column.into())]));
    }
    parts.join(", ")
}
