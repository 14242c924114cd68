//! Columns that are not read: what identifies a worker is refused, contacts of a supplier are skipped.
//!
//! No file of karvon holds a worker's name, document or phone number. Such a column is an error, so that whoever sent it
//! removes it at the source; nothing of it is kept or shown.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::{TableKind, key};

/// Headers by class.
const HEADERS: &str = include_str!("../data/private_headers.csv");

/// Why a column is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Private {
    /// It identifies workers.
    Worker,
    /// It says whom to call at the supplier.
    Contact,
}

static KNOWN: LazyLock<HashMap<String, Private>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for record in csv::Reader::from_reader(HEADERS.as_bytes()).records().flatten() {
        let class = if record.get(0) == Some("worker") { Private::Worker } else { Private::Contact };
        known.insert(key(record.get(1).unwrap_or_default()), class);
    }
    known
});

/// Words that make any header one of workers' data.
const TELLING: [&str; 4] = ["passport", "паспорт", "reisepass", "workername"];

/// Whether the rows of a table are about workers, so that a name or phone number in it is a worker's.
fn is_about_workers(table: TableKind) -> bool {
    match table {
        TableKind::Recruitment | TableKind::Answers => true,
        TableKind::Suppliers | TableKind::Links | TableKind::Watchlist | TableKind::Merges | TableKind::Rates => false,
    }
}

/// What a header says about the privacy of its column.
pub(crate) fn private_header(table: TableKind, header: &str) -> Option<Private> {
    let key = key(header);
    if TELLING.iter().any(|word| key.contains(word)) {
        return Some(Private::Worker);
    }
    let known = KNOWN.get(&key).copied();
    if is_about_workers(table)
        && (known == Some(Private::Contact) || matches!(key.as_str(), "name" | "names" | "fullname"))
    {
        return Some(Private::Worker);
    }
    known
}

/// How many values of a column are looked at.
const SAMPLE: usize = 200;

/// What the values of a column without a known header say: most of them look like document numbers, phone numbers or
/// e-mail addresses.
pub(crate) fn private_values<'a>(table: TableKind, values: impl Iterator<Item = &'a str>) -> Option<Private> {
    let (mut count, mut identifying, mut reaching) = (0_usize, 0_usize, 0_usize);
    for value in values.take(SAMPLE) {
        count += 1;
        identifying += usize::from(is_document_number(value));
        reaching += usize::from(is_phone_number(value) || is_mail_address(value));
    }
    let most = |some: usize| some > 0 && some * 2 > count;
    if is_about_workers(table) {
        most(identifying + reaching).then_some(Private::Worker)
    } else {
        most(reaching).then_some(Private::Contact)
    }
}

/// What a text may tell about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalData {
    /// Something like the number of a passport or identity card.
    DocumentNumber,
    /// Something like a phone number.
    PhoneNumber,
    /// Something like an e-mail address.
    MailAddress,
}

impl PersonalData {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DocumentNumber => "document_number",
            Self::PhoneNumber => "phone_number",
            Self::MailAddress => "mail_address",
        }
    }
}

/// What a free text looks like telling about a person, by the same signs as columns are known by; `None`: nothing.
pub fn personal_data(text: &str) -> Option<PersonalData> {
    if parts_of(text).any(has_document_number) {
        Some(PersonalData::DocumentNumber)
    } else if text.split([',', ';', ':']).any(is_phone_number) {
        Some(PersonalData::PhoneNumber)
    } else {
        parts_of(text).flat_map(words_of).any(is_mail_address).then_some(PersonalData::MailAddress)
    }
}

/// Marks that no number runs across.
const BETWEEN: [char; 22] =
    [',', ';', ':', '/', '|', '(', ')', '<', '>', '[', ']', '{', '}', '"', '\'', '«', '»', '“', '”', '„', '‘', '’'];

/// The pieces of a text between such marks.
fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN)
}

/// The words of a piece, without the marks that end a sentence or stand before a number.
fn words_of(part: &str) -> impl Iterator<Item = &str> {
    let words = part.split(|c: char| c.is_whitespace() || c == '№');
    words.map(|word| word.trim_matches(['.', '!', '?', '…', '-', '–', '—'])).filter(|word| !word.is_empty())
}

/// Whether a piece of a text holds a document number, in one word or with its letters apart.
fn has_document_number(part: &str) -> bool {
    let words: Vec<&str> = words_of(part).collect();
    words.iter().any(|word| is_document_number(word))
        || words.windows(2).any(|pair| is_document_number(&pair.join(" ")))
}

/// Whether a free text holds what looks like a document or phone number.
pub(crate) fn has_worker_data(text: &str) -> bool {
    matches!(personal_data(text), Some(PersonalData::DocumentNumber | PersonalData::PhoneNumber))
}

/// What stands before the codes of goods, which have eight digits too.
const GOODS: [&str; 2] = ["HS", "CN"];

/// One or two letters and seven or eight digits, as passports and identity cards of the region have.
fn is_document_number(text: &str) -> bool {
    let text = text.trim();
    let rest = text.trim_start_matches(|c: char| c.is_alphabetic() && c.is_uppercase());
    let letters = text.strip_suffix(rest).unwrap_or_default();
    let digits = rest.trim_start_matches([' ', '-', '№']);
    (1..=2).contains(&letters.chars().count())
        && (7..=8).contains(&digits.len())
        && !(GOODS.contains(&letters) && digits.len() == 8)
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A plus sign and ten to fifteen digits, with the usual spaces, hyphens and brackets.
fn is_phone_number(text: &str) -> bool {
    let Some(start) = text.find('+') else {
        return false;
    };
    let rest = text.get(start + 1..).unwrap_or_default();
    let number: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.')).collect();
    (10..=15).contains(&number.chars().filter(char::is_ascii_digit).count())
}

fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Rule, Severity};
    use crate::test_support::read_one;

    #[test]
    fn a_column_of_passport_numbers_is_an_error_and_its_values_are_never_shown() {
        let bytes =
            b"cohort_id,employer_id,origin_country,destination_country,workers,Passport No\nc1,s1,UZ,KZ,10,AB1234567\n";
        let intake = read_one("recruitment.csv", bytes);
        let error = intake.findings.iter().find(|finding| finding.rule == Rule::WorkerDataColumn).unwrap();
        assert_eq!((error.severity, error.column.as_deref()), (Severity::Error, Some("Passport No")));
        assert!(!format!("{:?}", intake.findings).contains("AB1234567"));
    }

    #[test]
    fn a_name_column_is_a_workers_where_rows_are_about_workers() {
        assert_eq!(private_header(TableKind::Recruitment, "Name"), Some(Private::Worker));
        assert_eq!(private_header(TableKind::Recruitment, "Phone"), Some(Private::Worker));
        assert_eq!(private_header(TableKind::Suppliers, "ФИО"), Some(Private::Worker));
    }

    #[test]
    fn contacts_of_a_supplier_are_skipped_with_a_notice() {
        let bytes = b"supplier_id,name,country,Contact e-mail,Phone\ns1,Mill,UZ,a@example.org,+998 71 123 45 67\n";
        let intake = read_one("a.csv", bytes);
        let skipped = intake.findings.iter().filter(|finding| finding.rule == Rule::ContactColumn).count();
        assert_eq!((skipped, intake.inputs.parties.len()), (2, 1));
        assert!(!format!("{:?}", intake.findings).contains("example.org"));
    }

    #[test]
    fn a_column_under_another_header_is_known_by_its_values() {
        let values = ["AA1234567", "AB7654321", "N 12345678"];
        assert_eq!(private_values(TableKind::Recruitment, values.into_iter()), Some(Private::Worker));
        assert_eq!(private_values(TableKind::Suppliers, ["+998711234567"].into_iter()), Some(Private::Contact));
        assert_eq!(private_values(TableKind::Recruitment, ["12", "cotton"].into_iter()), None);
    }

    #[test]
    fn references_and_amounts_are_no_worker_data() {
        for text in ["AUD-2025-0012", "80;200", "ISO 9001", "2025-04-03", "own locker 24 h", "T1/2"] {
            assert!(!has_worker_data(text), "{text}");
        }
        assert!(!has_worker_data("write to mill@example.org"));
        assert!(has_worker_data("held for AA1234567"));
        assert!(has_worker_data("call +996 (555) 12-34-56"));
    }

    #[test]
    fn a_document_number_is_found_however_it_is_written() {
        for text in [
            "Holds AA1234567.",
            "AA1234567",
            "the passport \"AA1234567\"",
            "the passport 'AA1234567'",
            "паспорт «AA1234567»",
            "„AA1234567“ was kept",
            "[AA1234567]",
            "{AA1234567}",
            "паспорт №AA1234567",
            "паспорт № АА1234567 у работодателя",
            "AA№1234567",
            "AA № 1234567",
            "AA 1234567",
            "Passport AA 1234567.",
            "(AA 1234567)",
            "card N 12345678!",
            "AA-1234567",
            "AA - 1234567",
            "see AA1234567…",
        ] {
            assert_eq!(personal_data(text), Some(PersonalData::DocumentNumber), "{text}");
        }
    }

    #[test]
    fn codes_of_goods_are_no_document_numbers() {
        for text in
            ["HS85414200", "HS 85414200", "CN 85414200", "CN85414200.", "cells (HS 85414200)", "Shed A, 1234567 kg"]
        {
            assert_eq!(personal_data(text), None, "{text}");
        }
        assert_eq!(private_values(TableKind::Recruitment, ["HS 85414200", "CN 85414200"].into_iter()), None);
    }

    #[test]
    fn a_text_says_what_it_may_tell_about_a_person() {
        for (text, found) in [
            ("Mill (AA1234567)", Some(PersonalData::DocumentNumber)),
            ("Mill, +998 71 123 45 67", Some(PersonalData::PhoneNumber)),
            ("Mill <office@mill.example.org>", Some(PersonalData::MailAddress)),
            ("Mill No. 7, 12345678", None),
            ("Mill @ Tashkent", None),
        ] {
            assert_eq!(personal_data(text), found, "{text}");
        }
    }
}
