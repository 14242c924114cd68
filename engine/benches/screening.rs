//! How long screening takes, beside comparing every pair.
//!
//! `cargo bench -p karvon-engine --bench screening`. Names are made of words of invented syllables, and of places, words of
//! the trade and legal forms, some far commoner than others; one entry in fifty is the misspelt or otherwise
//! transliterated name of a party. The quadratic comparison runs on a smaller sample of the same names.

#![expect(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark may stop where it stands, and its numbers are not results"
)]

use std::collections::BTreeSet;

use divan::{Bencher, black_box};
use karvon_engine::ids::PartyId;
use karvon_engine::network::{Country, Party, PartyOrigin};
use karvon_engine::screening::{ListedEntity, ScreeningSettings, Search, duplicates, screen};

fn main() {
    divan::main();
}

const SYLLABLES: [&str; 60] = [
    "an", "ar", "bai", "bek", "bo", "chen", "da", "di", "dong", "el", "fa", "feng", "fu", "gul", "hai", "han", "hong",
    "hua", "ik", "jia", "jin", "ka", "kai", "kan", "li", "lin", "long", "ma", "mei", "min", "mur", "na", "nur", "oz",
    "pu", "qing", "ra", "rui", "sa", "shan", "sheng", "shi", "sul", "ta", "tai", "tian", "to", "tur", "um", "vel",
    "wan", "wei", "xin", "ya", "yuan", "yun", "za", "zhen", "zhi", "zhong",
];
const TRADE: [&str; 16] = [
    "Textile",
    "Garment",
    "Trading",
    "Factory",
    "Group",
    "Technology",
    "Industry",
    "Cotton",
    "Food",
    "Knitting",
    "International",
    "Import Export",
    "Electronics",
    "Shoes",
    "Development",
    "Plastic",
];
const PLACES: [&str; 16] = [
    "Jiangsu",
    "Shandong",
    "Dhaka",
    "Tashkent",
    "Guangdong",
    "Almaty",
    "Bursa",
    "Xinjiang",
    "Fergana",
    "Hefei",
    "Karachi",
    "Tirupur",
    "Bishkek",
    "Hanoi",
    "Andijan",
    "Suzhou",
];
const LEGAL: [&str; 6] = ["Co., Ltd.", "LLC", "Ltd", "MChJ", "JSC", "A.Ş."];
const COUNTRIES: [&str; 6] = ["CHN", "UZB", "BGD", "TUR", "KAZ", "IND"];

/// A counter hashed by a fixed mixer.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Small numbers far oftener than large ones.
    fn skewed(&mut self, bound: usize) -> usize {
        let one = self.below(bound);
        let other = self.below(bound);
        one * other / bound
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.skewed(words.len())]
    }
}

fn name(random: &mut Random) -> String {
    let mut words = Vec::new();
    if random.below(2) == 0 {
        words.push(random.of(&PLACES).to_owned());
    }
    // About three pairs in a hundred thousand share such a word, as in real supplier lists.
    for _ in 0..=random.below(2) {
        let syllables = [2, 3, 3, 3, 4, 4][random.below(6)];
        words.push((0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect());
    }
    for _ in 0..=random.below(2) {
        words.push(random.of(&TRADE).to_owned());
    }
    words.push(random.of(&LEGAL).to_owned());
    words.join(" ")
}

fn country(random: &mut Random) -> Option<Country> {
    Country::from_alpha3(random.of(&COUNTRIES))
}

fn parties(count: usize) -> Vec<Party> {
    let mut random = Random(1);
    let party = |at: usize, random: &mut Random| Party {
        country: country(random),
        ..Party::unknown(PartyId::new(format!("p{at:06}")), name(random), PartyOrigin::Listed)
    };
    (0..count).map(|at| party(at, &mut random)).collect()
}

fn entries(count: usize, parties: &[Party]) -> Vec<ListedEntity> {
    let mut random = Random(2);
    let mut entry = |at: usize| {
        let known = &parties[random.below(parties.len())];
        let (name, country) = if at.is_multiple_of(50) {
            // A letter less in the middle, and another transliteration.
            let middle = known.name.len() / 2;
            let cut = (middle..known.name.len())
                .find(|&at| known.name.is_char_boundary(at) && known.name.is_char_boundary(at + 1));
            let mut name = known.name.replace("zh", "j");
            if let Some(cut) = cut.filter(|&cut| cut < name.len() && name.is_char_boundary(cut)) {
                name.remove(cut);
            }
            (name, known.country)
        } else {
            (name(&mut random), country(&mut random))
        };
        let aliases = (0..random.below(3)).map(|_| self::name(&mut random)).collect();
        ListedEntity {
            list: "list".to_owned(),
            id: format!("e{at:05}"),
            name,
            aliases,
            country,
            region: None,
            address: None,
            identifiers: Vec::new(),
            programme: None,
            listed_on: None,
            source: None,
        }
    };
    (0..count).map(&mut entry).collect()
}

fn settings() -> ScreeningSettings {
    serde_json::from_str(include_str!("../src/screening/tests/settings.json")).expect("settings are sound")
}

fn against(bencher: Bencher, count: usize, search: Search) {
    let parties = parties(count);
    let entries = entries(count / 10, &parties);
    let settings = settings();
    bencher
        .bench(|| black_box(screen(&parties, &entries, &settings, search).expect("settings are sound").matches.len()));
}

fn among(bencher: Bencher, parties: &[Party], search: Search) {
    let settings = settings();
    let found = || duplicates(parties, &settings, search, &BTreeSet::new()).expect("settings are sound");
    bencher.bench(|| black_box(found().matches.len()));
}

/// Parties against a tenth as many entries.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn against_a_list(bencher: Bencher, count: usize) {
    against(bencher, count, Search::Indexed);
}

#[divan::bench(args = [1_000, 3_000], sample_count = 3, sample_size = 1)]
fn against_a_list_every_pair(bencher: Bencher, count: usize) {
    against(bencher, count, Search::EveryPair);
}

/// Parties against each other.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn each_other(bencher: Bencher, count: usize) {
    among(bencher, &parties(count), Search::Indexed);
}

#[divan::bench(args = [1_000], sample_count = 3, sample_size = 1)]
fn each_other_every_pair(bencher: Bencher, count: usize) {
    among(bencher, &parties(count), Search::EveryPair);
}

/// Rows that all have one name, as when a list repeats a buyer's own plants: the limits keep it from being quadratic.
#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn each_other_all_alike(bencher: Bencher, count: usize) {
    let mut parties = parties(count);
    for party in &mut parties {
        "Zarafteks Invest LLC".clone_into(&mut party.name);
    }
    among(bencher, &parties, Search::Indexed);
}
