//! Bytes to sheets: what kind of file it is, by its content, and the cells in it.

mod delimited;
mod encoding;
mod json;
mod sheet;
mod workbook;

use std::sync::Arc;

use crate::SourceFile;
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::limits::Limits;

pub(crate) use sheet::{Cell, Full, Kind, Sheet};

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Zip,
    /// Something that is no table, by the name that people know it by.
    Other(&'static str),
    Text,
}

/// First bytes of formats that are mistaken for tables.
const SIGNATURES: [(&[u8], Content); 12] = [
    (b"PK\x03\x04", Content::Zip),
    (b"PK\x05\x06", Content::Zip),
    (b"%PDF-", Content::Other("PDF")),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::Other("XLS")),
    (b"\x89PNG", Content::Other("PNG")),
    (b"\xFF\xD8\xFF", Content::Other("JPEG")),
    (b"GIF8", Content::Other("GIF")),
    (b"\x1F\x8B", Content::Other("GZIP")),
    (b"Rar!", Content::Other("RAR")),
    (b"7z\xBC\xAF\x27\x1C", Content::Other("7Z")),
    (b"{\\rtf", Content::Other("RTF")),
    (b"PAR1", Content::Other("Parquet")),
];

fn content_of(bytes: &[u8]) -> Content {
    if let Some((_, content)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return *content;
    }
    let start: Vec<u8> = bytes
        .iter()
        .copied()
        .skip_while(|byte| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte))
        .take(16)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    for (tag, name) in [(&b"<!doctype html"[..], "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML")] {
        if start.starts_with(tag) {
            return Content::Other(name);
        }
    }
    Content::Text
}

/// Reads every sheet of a file. What cannot be read is said once and gives no sheet.
pub(crate) fn read_file(file: &SourceFile<'_>, limits: &Limits, findings: &mut Findings) -> Vec<Sheet> {
    let name: Arc<str> = file.name.into();
    let refuse = |findings: &mut Findings, draft: Draft| {
        findings.add(draft);
        Vec::new()
    };
    if file.bytes.iter().all(u8::is_ascii_whitespace) {
        return refuse(findings, Draft::new(Rule::EmptyFile, Spot::file(&name)));
    }
    if file.bytes.len() > limits.file_bytes {
        let draft =
            Draft::new(Rule::FileTooLarge, Spot::file(&name)).with("limit", megabytes(limits.file_bytes as u64));
        return refuse(findings, draft);
    }
    match content_of(file.bytes) {
        Content::Zip => workbook::read(&name, file.bytes, limits, findings),
        Content::Other(format) => {
            refuse(findings, Draft::new(Rule::WrongFormat, Spot::file(&name)).with("format", format))
        }
        Content::Text => {
            let Some(text) = encoding::decode(&name, file.bytes, findings) else {
                return Vec::new();
            };
            match text.trim_start().bytes().next() {
                None => refuse(findings, Draft::new(Rule::EmptyFile, Spot::file(&name))),
                Some(b'{' | b'[') => json::read(&name, &text, limits, findings),
                Some(_) => delimited::read(&name, &text, limits, findings).into_iter().collect(),
            }
        }
    }
}

/// A number of bytes as whole mebibytes, at least 1.
fn megabytes(bytes: u64) -> u64 {
    (bytes >> 20).max(1)
}

/// The finding for a sheet that holds more than is read.
fn too_much(full: Full, spot: Spot, limits: &Limits) -> Draft {
    match full {
        Full::Rows => Draft::new(Rule::TooManyRows, spot).with("limit", limits.rows),
        Full::Columns => Draft::new(Rule::TooManyColumns, spot).with("limit", limits.columns),
        Full::Cells => Draft::new(Rule::TooManyRows, spot).with("limit", limits.cells),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::limits::Limits;
    use crate::test_support::{file_rules, read_with, rules, small_workbook};

    #[test]
    fn an_empty_file_is_one_error() {
        assert_eq!(file_rules("a.csv", b""), ["empty-file"]);
        assert_eq!(file_rules("a.csv", b" \n\n"), ["empty-file"]);
        assert_eq!(file_rules("a.csv", b"\xEF\xBB\xBF"), ["empty-file"]);
    }

    #[test]
    fn content_decides_and_not_the_ending() {
        assert_eq!(file_rules("suppliers.csv", b"%PDF-1.7\n\x80\x81"), ["wrong-format"]);
        assert_eq!(file_rules("suppliers.xlsx", b"supplier_id,name,country\ns1,Loom,UZB\n"), Vec::<String>::new());
        assert_eq!(file_rules("suppliers.csv", &small_workbook()), Vec::<String>::new());
        assert_eq!(file_rules("export.xls", b"<html><table></table></html>"), ["wrong-format"]);
    }

    #[test]
    fn binary_junk_is_one_error() {
        let junk: Vec<u8> = (0..4_000_u32).map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
        assert_eq!(file_rules("a.csv", &junk), ["binary-file"]);
    }

    #[test]
    fn a_truncated_workbook_is_one_error() {
        let bytes = small_workbook();
        assert_eq!(file_rules("a.xlsx", &bytes[..bytes.len() / 2]), ["broken-workbook"]);
    }

    #[test]
    fn one_line_of_ten_megabytes_is_one_error() {
        assert_eq!(file_rules("a.csv", &vec![b'x'; 10 << 20]), ["cell-too-long"]);
        assert_eq!(file_rules("a.csv", &b"x,".repeat(5 << 20)), ["too-many-columns"]);
    }

    #[test]
    fn more_rows_than_are_read_are_one_error() {
        let limits = Limits { rows: 2, ..Limits::default() };
        let table = b"supplier_id,name,country\ns1,Mill,UZ\ns2,Loom,UZ\n";
        assert_eq!(rules(&read_with("a.csv", table, limits)), ["too-many-rows"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            file_rules("a.csv", &bytes);
        }

        #[test]
        fn arbitrary_text_never_panics(text in "[a-z,;\"\n\r\t {}\\[\\]:0-9=ё\u{a0}]{0,300}") {
            file_rules("a.csv", text.as_bytes());
        }

        #[test]
        fn a_damaged_workbook_never_panics(at in 0_usize..6_000, by in 1_u8.., cut in 0_usize..6_000) {
            let mut bytes = small_workbook();
            let length = bytes.len();
            bytes[at % length] ^= by;
            bytes.truncate(length - cut % length / 8);
            file_rules("a.xlsx", &bytes);
        }
    }
}
