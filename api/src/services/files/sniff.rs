//! What a file is, by its content.
//!
//! Seven kinds are taken as evidence. A workbook or document with macros is none of them, and neither is a text with signs that
//! texts do not have.

use std::io::Cursor;

use zip::ZipArchive;

/// Kinds of files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// Excel workbook without macros.
    Xlsx,
    /// Word document without macros.
    Docx,
    /// Table as text.
    Csv,
    /// Text.
    Text,
    /// JSON, as uploads may be.
    Json,
    /// Archive, as rulesets and exports are.
    Zip,
    /// Network, as reports may be.
    GraphMl,
    /// Anything else, which only an upload keeps: what is wrong with it is said by its check.
    Unknown,
}

impl MediaType {
    /// The name that HTTP has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
            Self::Json => "application/json",
            Self::Zip => "application/zip",
            Self::GraphMl => "application/graphml+xml",
            Self::Unknown => "application/octet-stream",
        }
    }
}

/// Parts that a workbook or document has when it can run something.
const RUNNABLE: [&str; 3] = ["vbaproject", "activex/", "oleobject"];
/// Longest look at a text.
const LOOK: usize = 64 << 10;

/// What a file of evidence is; `None`: nothing that is taken. The name tells only a table from other text.
pub fn sniff(bytes: &[u8], name: &str) -> Option<MediaType> {
    if bytes.starts_with(b"%PDF-") {
        return Some(MediaType::Pdf);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(MediaType::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(MediaType::Png);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    is_text(bytes).then(|| if is_table(name) { MediaType::Csv } else { MediaType::Text })
}

/// What a file of an upload is. Everything is taken, so that what is wrong with it can be told as a finding.
pub fn sniff_data(bytes: &[u8], name: &str) -> MediaType {
    match sniff(bytes, name) {
        Some(MediaType::Csv | MediaType::Text) if is_json(bytes) => MediaType::Json,
        Some(MediaType::Text) => MediaType::Csv,
        Some(kind) => kind,
        None => MediaType::Unknown,
    }
}

fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

/// A workbook or document, by the names of its parts; their content is not unpacked.
fn office(bytes: &[u8]) -> Option<MediaType> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(|name| name.to_lowercase())).collect();
    let names = names.ok()?;
    if names.iter().any(|name| RUNNABLE.iter().any(|part| name.contains(part))) {
        return None;
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if !has("[content_types].xml") {
        return None;
    }
    match (has("xl/workbook.xml"), has("word/document.xml")) {
        (true, false) => Some(MediaType::Xlsx),
        (false, true) => Some(MediaType::Docx),
        (true, true) | (false, false) => None,
    }
}

fn is_table(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ending == "csv" || ending == "tsv")
}

/// Text in UTF-8, in UTF-16 with its mark, or in an eight-bit code of the past: no control characters but line ends and tabs.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let order = if bytes.starts_with(&[0xff, 0xfe]) { u16::from_le_bytes } else { u16::from_be_bytes };
        let units = bytes.as_chunks().0.iter().map(|pair| order(*pair));
        return char::decode_utf16(units).all(|letter| letter.is_ok_and(is_printed));
    }
    let look = bytes.get(..LOOK).unwrap_or(bytes);
    !bytes.is_empty() && look.iter().all(|byte| is_printed(char::from(*byte)) || *byte >= 0x80)
}

fn is_printed(letter: char) -> bool {
    !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"x").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_file_is_what_it_holds_and_not_what_it_is_called() {
        assert_eq!(sniff(b"%PDF-1.7\n", "a.txt"), Some(MediaType::Pdf));
        assert_eq!(sniff(&[0xff, 0xd8, 0xff, 0xe0], "a.png"), Some(MediaType::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\0\0", "a.csv"), Some(MediaType::Png));
        assert_eq!(sniff(b"<svg onload=x>", "a.png"), Some(MediaType::Text));
    }

    #[test]
    fn workbooks_and_documents_are_told_apart_by_their_parts() {
        let workbook = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
        assert_eq!(sniff(&workbook, "a.docx"), Some(MediaType::Xlsx));
        let document = archive(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(sniff(&document, "a"), Some(MediaType::Docx));
        assert_eq!(sniff(&archive(&["a.txt"]), "a.xlsx"), None);
        assert_eq!(sniff(b"PK\x03\x04broken", "a.xlsx"), None);
    }

    #[test]
    fn data_is_told_apart_by_its_content_and_never_refused() {
        assert_eq!(sniff_data(b"\xef\xbb\xbf {\"suppliers\": []}", "a.csv"), MediaType::Json);
        assert_eq!(sniff_data(b"a,b\n1,2\n", "a.txt"), MediaType::Csv);
        assert_eq!(sniff_data(b"PK\x03\x04broken", "a.xlsx"), MediaType::Unknown);
    }

    #[test]
    fn what_can_run_something_is_not_taken() {
        let macros = archive(&["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]);
        assert_eq!(sniff(&macros, "a.xlsx"), None);
        assert_eq!(sniff(b"MZ\x90\0\x03", "a.pdf"), None);
        assert_eq!(sniff(b"\x7fELF\x02\x01", "a.txt"), None);
        assert_eq!(sniff(b"", "a.txt"), None);
    }

    #[test]
    fn texts_of_all_codes_are_texts() {
        assert_eq!(sniff("завод,ўзбек\n".as_bytes(), "a.CSV"), Some(MediaType::Csv));
        assert_eq!(sniff(&[0xcf, 0xf0, 0xe8, b'\n'], "a.txt"), Some(MediaType::Text));
        let wide: Vec<u8> = "завод\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&[&[0xff, 0xfe], wide.as_slice()].concat(), "a.txt"), Some(MediaType::Text));
    }
}
