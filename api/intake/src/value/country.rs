//! Countries: codes and names in the spellings of a table.
//!
//! A spelling that is not in the table stays unread; the nearest ones are offered, never taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use karvon_engine::network::Country;

use crate::table::key;

/// Codes and names: alpha3, alpha2, numeric, name and more.
const COUNTRIES: &str = include_str!("../../../../rulesets/data/reference/countries.csv");
/// Other spellings: alias, alpha3 and more. A spelling with two codes is a name that two countries share.
const SPELLINGS: &str = include_str!("../../../../rulesets/data/reference/country_spellings.csv");

/// What a text says about a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CountryRead {
    /// One country.
    Known(Country),
    /// A name that several countries share.
    Shared(Vec<Country>),
    /// No spelling that is known.
    Unknown,
}

struct Table {
    /// Codes in capitals, as they come most often and need no folding.
    codes: HashMap<String, Country>,
    by_key: HashMap<String, Vec<Country>>,
    names: BTreeMap<Country, String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_key: HashMap<String, Vec<Country>> = HashMap::new();
    let mut names = BTreeMap::new();
    let mut codes = HashMap::new();
    let mut add = |spelling: &str, country: Country| {
        let of = by_key.entry(key(spelling)).or_default();
        if !of.contains(&country) {
            of.push(country);
        }
    };
    for record in csv::Reader::from_reader(COUNTRIES.as_bytes()).records().flatten() {
        let Some(country) = record.get(0).and_then(Country::from_alpha3) else {
            continue;
        };
        // Kosovo has no numeric code; an empty spelling would match everything that has no letters.
        for spelling in [0, 1, 3].into_iter().filter_map(|column| record.get(column)).filter(|text| !text.is_empty()) {
            add(spelling, country);
        }
        codes.extend([0, 1].into_iter().filter_map(|column| record.get(column)).map(|code| (code.to_owned(), country)));
        names.insert(country, record.get(3).unwrap_or_default().to_owned());
    }
    for record in csv::Reader::from_reader(SPELLINGS.as_bytes()).records().flatten() {
        let (Some(alias), Some(country)) = (record.get(0), record.get(1).and_then(Country::from_alpha3)) else {
            continue;
        };
        add(alias, country);
    }
    Table { codes, by_key, names }
});

/// Reads a country.
pub(crate) fn read(text: &str) -> CountryRead {
    if let Some(country) = TABLE.codes.get(text) {
        return CountryRead::Known(*country);
    }
    match TABLE.by_key.get(&key(text)).map(Vec::as_slice) {
        None | Some([]) => CountryRead::Unknown,
        Some([one]) => CountryRead::Known(*one),
        Some(several) => CountryRead::Shared(several.to_vec()),
    }
}

/// The usual name of a country.
pub(crate) fn name(country: Country) -> &'static str {
    TABLE.names.get(&country).map_or("", String::as_str)
}

/// Most names that are offered.
const OFFERED: usize = 3;

/// Names of the countries with a spelling near to a text: at most a quarter of the letters differ.
pub(crate) fn nearest(text: &str) -> Vec<&'static str> {
    let wanted = key(text);
    let length = wanted.chars().count();
    let allowed = length.div_ceil(4).min(3);
    let mut best = usize::MAX;
    let mut near: BTreeSet<Country> = BTreeSet::new();
    let mut spellings: Vec<(&String, &Vec<Country>)> = TABLE.by_key.iter().collect();
    spellings.sort_by_key(|(spelling, _)| *spelling);
    // Codes are too short to be near to anything.
    for (spelling, countries) in spellings.into_iter().filter(|(spelling, _)| spelling.chars().count() > 3) {
        if spelling.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, spelling);
        if distance > allowed || distance > best {
            continue;
        }
        if distance < best {
            near.clear();
            best = distance;
        }
        near.extend(countries);
    }
    near.into_iter().take(OFFERED).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Option<String> {
        match read(text) {
            CountryRead::Known(country) => Some(country.to_string()),
            CountryRead::Shared(_) | CountryRead::Unknown => None,
        }
    }

    #[test]
    fn codes_and_common_names_are_read() {
        for (text, expected) in [
            ("UZ", "UZB"),
            ("uzb", "UZB"),
            ("Uzbekistan", "UZB"),
            ("Узбекистан", "UZB"),
            ("O‘zbekiston", "UZB"),
            ("VIETNAM", "VNM"),
            ("Viet Nam", "VNM"),
            ("USA", "USA"),
            ("U.S.A.", "USA"),
            ("United States", "USA"),
            ("Türkei", "TUR"),
            ("Turkey", "TUR"),
            ("Côte d'Ivoire", "CIV"),
            ("Kyrgyz Republic", "KGZ"),
            ("Кыргызстан", "KGZ"),
            ("Қазақстан", "KAZ"),
            ("Тоҷикистон", "TJK"),
            ("P.R. China", "CHN"),
            ("Deutschland", "DEU"),
            ("Kosovo", "XKX"),
        ] {
            assert_eq!(known(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_misspelt_name_is_not_read_and_the_nearest_is_offered() {
        assert_eq!(read("Kazakstan"), CountryRead::Unknown);
        assert_eq!(nearest("Kazakstan"), ["Kazakhstan"]);
        assert_eq!(nearest("Uzbekstan"), ["Uzbekistan"]);
        assert!(nearest("Atlantis Prime").is_empty());
    }

    #[test]
    fn a_name_of_two_countries_is_not_settled() {
        assert!(matches!(read("Congo"), CountryRead::Shared(two) if two.len() == 2));
        assert!(matches!(read("Korea"), CountryRead::Shared(two) if two.len() == 2));
    }

    #[test]
    fn every_country_reads_back_by_each_of_its_codes_and_its_name() {
        for record in csv::Reader::from_reader(COUNTRIES.as_bytes()).records() {
            let record = record.unwrap();
            assert_eq!(known(&record[0]).as_deref(), Some(&record[0]));
            assert_eq!(known(&record[1]).as_deref(), Some(&record[0]));
            assert!(known(&record[3]).as_deref() == Some(&record[0]) || &record[3] == "Congo", "{record:?}");
        }
        assert_eq!(TABLE.names.len(), 250);
    }

    #[test]
    fn only_congo_and_korea_are_shared_names() {
        let shared: BTreeSet<&str> =
            TABLE.by_key.iter().filter(|(_, of)| of.len() > 1).map(|(spelling, _)| spelling.as_str()).collect();
        assert_eq!(shared, BTreeSet::from(["congo", "korea"]));
    }
}
