//! Where something stands in a file, in words. What is printed in a report is said by the same words wherever it is made.

use karvon_intake::Place;

use crate::texts::Texts;

/// A place in a file.
pub fn place(place: &Place, texts: &Texts) -> String {
    words(&place.file, place.sheet.as_deref(), Some(place.row), None, texts)
}

/// A place by its parts, as far as they are known.
pub fn words(file: &str, sheet: Option<&str>, row: Option<u32>, column: Option<&str>, texts: &Texts) -> String {
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
