//! Bytes to text: which encoding a file is in.
//!
//! A byte order mark decides; then zero bytes show UTF-16, valid UTF-8 is taken as such, and for the rest the letters
//! themselves are weighed by `chardetng`. What is not UTF-8 is named in a notice, so that a wrong guess is seen.

use std::borrow::Cow;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::finding::{Draft, Findings, Rule, Spot};

/// How many bytes are looked at before an encoding is named.
const SAMPLE: usize = 1 << 18;

/// The text of a file; `None`, with a finding, where it is no text.
pub(super) fn decode<'a>(file: &Arc<str>, bytes: &'a [u8], findings: &mut Findings) -> Option<Cow<'a, str>> {
    // Plain UTF-8, as most files are, needs no search.
    let encoding = if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) { UTF_8 } else { detect(bytes) };
    let (text, encoding, broken) = encoding.decode(bytes);
    if is_junk(&text) {
        findings.add(Draft::new(Rule::BinaryFile, Spot::file(file)));
        return None;
    }
    if encoding != UTF_8 {
        findings.add(Draft::new(Rule::EncodingTaken, Spot::file(file)).with("encoding", encoding.name()));
    }
    if broken {
        let count = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        let draft = Draft::new(Rule::BrokenText, Spot::file(file)).with("encoding", encoding.name());
        findings.add(draft.with("count", count));
    }
    Some(text)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if let Some(encoding) = utf16_without_mark(sample) {
        return encoding;
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 shows itself by zero bytes that nearly all stand on even or on odd places.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A line of Cyrillic has few zero bytes: its commas, digits and line ends.
    if even + odd < sample.len() / 40 + 1 {
        None
    } else if odd > 8 * even {
        Some(UTF_16LE)
    } else if even > 8 * odd {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8, but for a few broken places as a careless export makes them.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 10 <= good
}

/// A text hardly holds control characters, and never a zero.
fn is_junk(text: &str) -> bool {
    let mut count = 0_usize;
    let mut controls = 0_usize;
    for c in text.chars().take(SAMPLE) {
        count += 1;
        let odd = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        controls += usize::from(odd || c == char::REPLACEMENT_CHARACTER);
        if c == '\0' {
            controls += 100;
        }
    }
    controls * 50 > count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{file_rules, read_one};

    const TABLE: &str = "supplier_id,name,country,address\ns1,Ткацкая фабрика Заря,Узбекистан,улица Навои 5\ns2,Хлопок Плюс,Казахстан,проспект Абая 10\n";

    fn names(bytes: &[u8]) -> Vec<String> {
        read_one("suppliers.csv", bytes).inputs.parties.into_iter().map(|party| party.name).collect()
    }

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn the_usual_encodings_give_the_same_names() {
        let plain = names(TABLE.as_bytes());
        assert_eq!(plain, ["Ткацкая фабрика Заря", "Хлопок Плюс"]);
        let marked = [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat();
        let cyrillic = encoding_rs::WINDOWS_1251.encode(TABLE).0.into_owned();
        let mut files = vec![marked, cyrillic];
        for big in [false, true] {
            for mark in [false, true] {
                files.push(utf16(TABLE, big, mark));
            }
        }
        for file in files {
            assert_eq!(names(&file), plain);
        }
    }

    #[test]
    fn latin_letters_are_read_from_windows_1252() {
        let table = "Name;Land\nNäherei Weiß GmbH;Österreich\nFärberei Müller;Türkei\nAteliê São João;Portugal\n";
        let bytes = encoding_rs::WINDOWS_1252.encode(table).0.into_owned();
        let mut read = names(&bytes);
        read.sort();
        assert_eq!(read, ["Ateliê São João", "Färberei Müller", "Näherei Weiß GmbH"]);
    }

    #[test]
    fn an_encoding_other_than_utf8_is_named_in_a_notice() {
        let bytes = encoding_rs::WINDOWS_1251.encode(TABLE).0.into_owned();
        let intake = read_one("suppliers.csv", &bytes);
        let notice = intake.findings.iter().find(|finding| finding.rule == Rule::EncodingTaken).unwrap();
        assert_eq!(notice.details["encoding"], "windows-1251");
        assert!(!file_rules("suppliers.csv", TABLE.as_bytes()).contains(&"encoding-taken".to_owned()));
    }

    #[test]
    fn a_single_broken_byte_does_not_turn_utf8_into_another_encoding() {
        let mut bytes = TABLE.as_bytes().to_vec();
        bytes.extend(b"s3,\xD0,KGZ,\n");
        let intake = read_one("suppliers.csv", &bytes);
        assert_eq!(intake.inputs.parties[0].name, "Ткацкая фабрика Заря");
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::BrokenText));
    }
}
