//! What holds for any names.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::*;
use super::support::*;

const SYLLABLES: [&str; 16] =
    ["zar", "bek", "tex", "qum", "nur", "shah", "khan", "jin", "rui", "feng", "mao", "oz", "gul", "dor", "li", "ong"];
const COMMON: [&str; 14] = [
    "Textile",
    "Trading",
    "Garment Factory",
    "Cotton",
    "No. 2",
    "No. 7",
    "Tashkent",
    "Bukhara",
    "Jiang Su",
    "International",
    "Group",
    "завод",
    "纺织",
    "Fergana",
];
const LEGAL: [&str; 6] = ["LLC", "Co., Ltd.", "MChJ", "JSC", "A.Ş.", ""];

/// A name of one to three own words, each whole, misspelt, capital or parted, with common words and a legal form.
fn name() -> impl Strategy<Value = String> {
    let own =
        (prop::collection::vec(prop::sample::select(&SYLLABLES[..]), 2..=3), 0..8_u8, any::<prop::sample::Index>())
            .prop_map(|(syllables, change, at)| {
                let mut word: Vec<char> = syllables.concat().chars().collect();
                let at = at.index(word.len());
                match change {
                    0 => drop(word.remove(at)),
                    1 => word.insert(at, 'e'),
                    2 if at + 1 < word.len() => word.swap(at, at + 1),
                    3 => return word.into_iter().collect::<String>().to_uppercase(),
                    4 => return syllables.join(" "),
                    _ => {}
                }
                word.into_iter().collect()
            });
    let common = prop::collection::vec(prop::sample::select(&COMMON[..]), 0..=3);
    (prop::collection::vec(own, 0..=2), common, prop::sample::select(&LEGAL[..]))
        .prop_map(|(own, common, legal)| format!("{} {} {legal}", own.join(" "), common.join(" ")))
}

fn country() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["UZB", "CHN", "TUR", ""][..])
}

fn address() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(
        &["1 Mill Street, Tashkent", "Mill Street 1 Tashkent", "9 Canal Road, Bukhara", "浙江省"][..],
    ))
    .prop_map(|address| address.map(str::to_owned))
}

fn parties(most: usize) -> impl Strategy<Value = Vec<Party>> {
    prop::collection::vec((name(), country(), address()), 0..most).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(at, (name, country, address))| Party { address, ..party(&format!("p{at:03}"), &name, country) })
            .collect()
    })
}

fn entries(most: usize) -> impl Strategy<Value = Vec<ListedEntity>> {
    let region = prop::option::of(Just("Fergana".to_owned()));
    let row = (name(), prop::collection::vec(name(), 0..=2), country(), address(), region).prop_map(
        |(name, aliases, country, address, region)| ListedEntity {
            aliases,
            region,
            address,
            ..entry("", &name, country)
        },
    );
    prop::collection::vec(row, 0..most).prop_map(|mut rows| {
        for (at, row) in rows.iter_mut().enumerate() {
            row.id = format!("e{at:03}");
        }
        rows
    })
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn the_index_finds_what_comparing_every_pair_finds(parties in parties(14), entries in entries(14)) {
        let indexed = screen(&parties, &entries, &settings(), Search::Indexed).unwrap();
        let every = screen(&parties, &entries, &settings(), Search::EveryPair).unwrap();
        prop_assert_eq!(indexed, every);
    }

    #[test]
    fn the_index_finds_the_duplicates_that_comparing_every_pair_finds(parties in parties(16)) {
        let indexed = duplicates(&parties, &settings(), Search::Indexed, &BTreeSet::new()).unwrap();
        let every = duplicates(&parties, &settings(), Search::EveryPair, &BTreeSet::new()).unwrap();
        prop_assert_eq!(indexed, every);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(rows in parties(12), entries in entries(12), turn in 0..12_usize) {
        let found = screen(&rows, &entries, &settings(), Search::Indexed).unwrap();
        let repeats = duplicates(&rows, &settings(), Search::Indexed, &BTreeSet::new()).unwrap();
        let (mut turned, mut turned_entries) = (rows, entries);
        turned.reverse();
        turned_entries.reverse();
        let at = turn.min(turned_entries.len());
        turned_entries.rotate_left(at);
        prop_assert_eq!(screen(&turned, &turned_entries, &settings(), Search::Indexed).unwrap(), found);
        prop_assert_eq!(duplicates(&turned, &settings(), Search::Indexed, &BTreeSet::new()).unwrap(), repeats);
    }

    /// A party as an entry and an entry as a party weigh the same.
    #[test]
    fn it_does_not_matter_which_of_two_is_the_party(a in name(), b in name(), from in country(), to in country()) {
        let forth = screen(&[party("x", &a, from)], &[entry("x", &b, to)], &settings(), Search::Indexed).unwrap();
        let back = screen(&[party("x", &b, to)], &[entry("x", &a, from)], &settings(), Search::Indexed).unwrap();
        let bits = |found: &Screened| found.matches.iter().map(|found| found.bits.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&forth), bits(&back));
    }

    /// Agreement in one more field never lowers a pair, disagreement never raises it.
    #[test]
    fn a_country_in_common_raises_and_another_lowers(name in name(), alias in name()) {
        let bits = |ours: &str, theirs: &str| {
            let entry = ListedEntity { aliases: vec![alias.clone()], ..entry("e", &name, theirs) };
            screen(&[party("p", &name, ours)], &[entry], &settings(), Search::Indexed).unwrap().matches.first().map(|found| found.bits)
        };
        let (same, unknown, other) = (bits("UZB", "UZB"), bits("", "UZB"), bits("PER", "UZB"));
        prop_assert!(same >= unknown && unknown >= other, "{same:?} {unknown:?} {other:?}");
    }

    #[test]
    fn any_text_can_be_screened(text in "\\PC{0,40}", other in "\\PC{0,40}") {
        let found = screen(&[party("p", &text, "UZB")], &[entry("e", &other, "UZB")], &settings(), Search::Indexed);
        prop_assert!(found.is_ok());
    }
}
