//! Sectors: ISIC Rev. 4 codes, and the words that stand for one in supplier lists.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::key;

/// Sector words and their ISIC code.
const WORDS: &str = include_str!("../../data/sector_words.csv");

/// Divisions of ISIC Rev. 4, first and last of each unbroken run.
const DIVISIONS: [(u32, u32); 18] = [
    (1, 3),
    (5, 9),
    (10, 33),
    (35, 39),
    (41, 43),
    (45, 47),
    (49, 53),
    (55, 56),
    (58, 63),
    (64, 66),
    (68, 75),
    (77, 82),
    (84, 84),
    (85, 88),
    (90, 93),
    (94, 96),
    (97, 98),
    (99, 99),
];

/// A reading of a sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SectorRead {
    /// A code: section letter, or two to four digits.
    Code(String),
    /// A word that stands for a code.
    Word(&'static str),
    /// Neither.
    Unreadable,
}

static BY_WORD: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let records = csv::Reader::from_reader(WORDS.as_bytes()).into_records().flatten();
    records.filter_map(|record| Some((key(record.get(0)?), record.get(1)?.to_owned()))).collect()
});

/// Reads a sector: `1410`, `14.10`, `C14`, `C`, `ISIC 1410`, or a word such as `Apparel`.
pub(crate) fn read(text: &str) -> SectorRead {
    if let Some(code) = code(text) {
        return SectorRead::Code(code);
    }
    match BY_WORD.get(&key(text)) {
        Some(code) => SectorRead::Word(code),
        None => SectorRead::Unreadable,
    }
}

fn code(text: &str) -> Option<String> {
    let text = text.trim();
    if is_code(text) {
        return Some(text.to_owned());
    }
    let text = ["ISIC", "isic", "NACE"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start();
    let (letter, rest) = match text.chars().next() {
        Some(c @ ('A'..='U' | 'a'..='u')) => (Some(c.to_ascii_uppercase()), text.get(1..).unwrap_or_default()),
        _ => (None, text),
    };
    let digits: String = rest.chars().filter(|c| *c != '.' && *c != ' ').collect();
    if digits.is_empty() {
        return letter.filter(|_| rest.is_empty()).map(String::from);
    }
    is_code(&digits).then_some(digits)
}

/// Two to four digits that begin with a division.
fn is_code(digits: &str) -> bool {
    let plain = (2..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let division: Option<u32> = digits.get(..2).filter(|_| plain).and_then(|division| division.parse().ok());
    division.is_some_and(|division| DIVISIONS.iter().any(|(first, last)| (*first..=*last).contains(&division)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_their_spellings() {
        for (text, expected) in
            [("1410", "1410"), ("14.10", "1410"), ("C14", "14"), ("c", "C"), ("ISIC 0116", "0116"), ("01", "01")]
        {
            assert_eq!(read(text), SectorRead::Code(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn words_stand_for_codes() {
        assert_eq!(read("Apparel"), SectorRead::Word("14"));
        assert_eq!(read("COTTON GINNING"), SectorRead::Word("0163"));
        assert_eq!(read("Швейное производство"), SectorRead::Word("14"));
    }

    #[test]
    fn what_is_neither_is_not_guessed() {
        for text in ["34", "14105", "1", "general business", "Z"] {
            assert_eq!(read(text), SectorRead::Unreadable, "{text}");
        }
    }

    #[test]
    fn every_sector_word_has_a_readable_code() {
        assert!(BY_WORD.values().all(|code| read(code) == SectorRead::Code(code.clone())));
    }
}
