//! Findings about files, as lines.

use karvon_intake::{InputFinding, Severity};
use karvon_report::IntakeCounts;

use crate::services::place::words;
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

fn place_of(finding: &InputFinding, texts: &Texts) -> String {
    words(&finding.file, finding.sheet.as_deref(), finding.row, finding.column.as_deref(), texts)
}
