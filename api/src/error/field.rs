//! One thing that is wrong in a request: a place in its body, or in a file that it brought.

use karvon_intake::InputFinding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that is wrong, with its place: `pointer` into the body, or `file` with sheet, row and column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Place in the body (RFC 6901), or the name of a query field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// File as it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook, or table of a JSON file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row as the user sees it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Header as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stands there, shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The rule that it breaks.
    pub rule: String,
    /// `error`, `warning` or `notice`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub fix: String,
}

impl FieldError {
    /// An error at a place in the body or at a query field.
    pub fn at(pointer: impl Into<String>, rule: &str, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            rule: rule.to_owned(),
            severity: "error".to_owned(),
            message: message.into(),
            fix: fix.into(),
            ..Self::default()
        }
    }

    /// A finding about a row that came in a body: its column becomes the place.
    pub fn in_body(finding: &InputFinding) -> Self {
        let column = finding.column.as_deref().unwrap_or_default();
        let pointer = if column.is_empty() { String::new() } else { format!("/{}", escaped(column)) };
        Self {
            pointer: Some(pointer),
            value: finding.value.clone(),
            rule: finding.rule.as_str().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            message: finding.message.clone(),
            fix: finding.fix.clone(),
            ..Self::default()
        }
    }

    /// A finding about a file.
    pub fn in_file(finding: &InputFinding) -> Self {
        Self {
            pointer: None,
            file: Some(finding.file.clone()),
            sheet: finding.sheet.clone(),
            row: finding.row,
            column: finding.column.clone(),
            ..Self::in_body(finding)
        }
    }
}

/// A name as part of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_in_pointers() {
        assert_eq!(escaped("a/b~c"), "a~1b~0c");
    }
}
