//! Headers without case, spaces and punctuation, and the spellings that mean the same field.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{Field, TableKind};

/// The spellings of each field beside its own name: table, field, spelling.
const SPELLINGS: &str = include_str!("../../data/headers.csv");

/// A text without case, spaces, punctuation and the marks on Latin letters.
pub(crate) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        for c in c.to_lowercase() {
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None if c.is_alphanumeric() => out.push(c),
                None => {}
            }
        }
    }
    out
}

/// Latin letters with marks as the plain letters that people type instead; Cyrillic ё as е.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => "i",
        'ķ' => "k",
        'ļ' | 'ł' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ё' => "е",
        // The turned comma of Uzbek, and the mark that lower-casing İ leaves behind.
        'ʻ' | 'ʼ' | '\u{307}' => "",
        _ => return None,
    })
}

/// For each table the fields by header key.
static HEADERS: LazyLock<HashMap<TableKind, HashMap<String, Field>>> = LazyLock::new(|| {
    let mut headers: HashMap<TableKind, HashMap<String, Field>> = HashMap::new();
    for table in TableKind::ALL {
        let own = headers.entry(table).or_default();
        own.extend(table.fields().iter().map(|field| (key(field.name), *field)));
    }
    let mut reader = csv::Reader::from_reader(SPELLINGS.as_bytes());
    for record in reader.records().flatten() {
        let (Some(table), Some(name), Some(spelling)) = (record.get(0), record.get(1), record.get(2)) else {
            continue;
        };
        let Some(table) = TableKind::ALL.into_iter().find(|kind| kind.as_str() == table) else {
            continue;
        };
        let Some(field) = table.fields().iter().find(|field| field.name == name) else {
            continue;
        };
        headers.entry(table).or_default().entry(key(spelling)).or_insert(*field);
    }
    headers
});

/// How sure it is that a header means its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is one of the known spellings.
    Synonym,
    /// It is the field's own name.
    Own,
    /// The user says so.
    Said,
}

/// What a header means in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) field: Field,
    /// How sure that is.
    pub(super) rank: Rank,
    /// The header says that numbers below it are percent.
    pub(super) percent: bool,
}

/// Words for percent in headers.
const PERCENT: [&str; 6] = ["percentage", "percent", "pct", "prozent", "процент", "процентов"];

/// Whether a header says that the numbers below it are percent.
pub(super) fn says_percent(header: &str) -> bool {
    let whole = key(header);
    header.contains('%') || PERCENT.iter().any(|word| whole.starts_with(word) || whole.ends_with(word))
}

/// What a header means in a table; `None` if nothing.
pub(super) fn meaning(table: TableKind, header: &str) -> Option<Meaning> {
    let fields = HEADERS.get(&table)?;
    let whole = key(header);
    let mut percent = header.contains('%');
    let mut found = fields.get(&whole);
    if found.is_none() {
        for word in PERCENT {
            let bare = whole.strip_suffix(word).or_else(|| whole.strip_prefix(word));
            if let Some(field) = bare.and_then(|bare| fields.get(bare)) {
                percent = true;
                found = Some(field);
                break;
            }
        }
    }
    let field = *found?;
    let rank = if key(field.name) == whole { Rank::Own } else { Rank::Synonym };
    Some(Meaning { field, rank, percent })
}

/// The largest number of these headers that one table knows.
pub(crate) fn known_headers(headers: &[&str]) -> usize {
    TableKind::ALL
        .into_iter()
        .map(|table| headers.iter().filter(|header| meaning(table, header).is_some()).count())
        .max()
        .unwrap_or_default()
}

/// The field whose spelling is nearest to an unknown header, if one is near.
pub(super) fn nearest_field(table: TableKind, header: &str) -> Option<&'static str> {
    let wanted = key(header);
    let allowed = wanted.chars().count() / 4;
    let fields = HEADERS.get(&table)?;
    let mut spellings: Vec<(&String, &Field)> = fields.iter().collect();
    spellings.sort_by_key(|(spelling, _)| *spelling);
    spellings
        .into_iter()
        .map(|(spelling, field)| (strsim::osa_distance(&wanted, spelling), field.name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::suppliers;

    #[test]
    fn headers_are_matched_without_case_spaces_and_punctuation() {
        for header in ["supplier_id", "Supplier ID", " SUPPLIER-ID* ", "supplierId", "Lieferanten-Nr."] {
            assert_eq!(
                meaning(TableKind::Suppliers, header).map(|m| m.field),
                Some(suppliers::SUPPLIER_ID),
                "{header}"
            );
        }
        assert_eq!(meaning(TableKind::Suppliers, "Страна").map(|m| m.field), Some(suppliers::COUNTRY));
        assert_eq!(meaning(TableKind::Suppliers, "colour"), None);
    }

    #[test]
    fn a_percent_sign_in_the_header_is_a_unit() {
        let of = |header| meaning(TableKind::Suppliers, header).map(|m| (m.field.name, m.percent));
        assert_eq!(of("Migrant share (%)"), Some(("migrant_share", true)));
        assert_eq!(of("migrant_share_pct"), Some(("migrant_share", true)));
        assert_eq!(of("migrant share"), Some(("migrant_share", false)));
    }

    #[test]
    fn every_spelling_belongs_to_a_field_and_means_one_thing() {
        let mut seen: HashMap<(String, String), String> = HashMap::new();
        for record in csv::Reader::from_reader(SPELLINGS.as_bytes()).records() {
            let record = record.unwrap();
            let table = TableKind::ALL.into_iter().find(|kind| kind.as_str() == &record[0]).unwrap();
            assert!(table.fields().iter().any(|field| field.name == &record[1]), "{record:?}");
            let before = seen.insert((record[0].to_owned(), key(&record[2])), record[1].to_owned());
            assert!(before.is_none_or(|field| field == record[1]), "{record:?}");
            assert_eq!(meaning(table, &record[2]).unwrap().field.name, &record[1], "{record:?}");
        }
    }

    #[test]
    fn a_misspelt_header_has_a_nearest_field() {
        assert_eq!(nearest_field(TableKind::Suppliers, "contry"), Some("country"));
        assert_eq!(nearest_field(TableKind::Suppliers, "favourite colour"), None);
    }
}
