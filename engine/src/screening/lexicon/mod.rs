//! Words that screening knows: words of the trade, epithets, places and legal forms, each with its spellings.
//!
//! The tables are plain lists of spellings in their own scripts; here they are brought to the form in which names are
//! compared and sorted for lookup. How much a known word weighs is not said here but by the data and the settings.

mod legal;

use std::sync::LazyLock;

pub use legal::LegalKind;
pub(super) use legal::Position;

use super::tokens::{Raw, split};

/// What kind of word it is, by what it tells about who a company is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// A word of its own: what tells one company from another.
    Distinctive,
    /// What everyone calls himself: star, new, global, plus.
    Epithet,
    /// A word of the trade.
    Trade,
    /// A place.
    Place,
    /// A number.
    Number,
    /// A small word that joins others.
    Connective,
}

/// A word that a table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) class: WordClass,
    /// What is compared.
    pub(super) meaning: &'static str,
}

/// The most words that one entry of a table has.
pub(super) const LONGEST_PHRASE: usize = 5;

/// A word may be this many letters longer than its stem.
const LONGEST_ENDING: usize = 4;

const TRADE: &str = include_str!("trade.txt");
const EPITHETS: &str = include_str!("epithets.txt");
const PLACES: &str = include_str!("places.txt");
const LEGAL: &str = include_str!("legal.txt");

/// Heads of the rows of the legal table that hold no legal forms.
const CONNECTIVE: &str = "connective";
const NUMBER_SIGN: &str = "number_sign";

/// The tables in the form for lookup.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Folded phrase (words joined by a blank), sorted.
    words: Vec<(String, Known)>,
    /// Folded stems, sorted.
    stems: Vec<(String, Known)>,
    /// Phrases of Chinese characters as they are written, sorted.
    han: Vec<(String, Known)>,
    legal: Vec<(String, LegalKind, Position)>,
    han_legal: Vec<(String, LegalKind)>,
    connectives: Vec<String>,
    number_signs: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// The lexicon, built once.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn build() -> Self {
        let mut lexicon = Self::default();
        for (class, table) in [(WordClass::Trade, TRADE), (WordClass::Epithet, EPITHETS), (WordClass::Place, PLACES)] {
            for (meaning, spellings) in rows(table) {
                lexicon.add_word(Known { class, meaning }, spellings);
            }
        }
        for (head, spellings) in rows(LEGAL) {
            lexicon.add_small_words(head, spellings);
        }
        // Where two rows claim a spelling, the first one keeps it.
        for table in [&mut lexicon.words, &mut lexicon.stems, &mut lexicon.han] {
            table.sort_by(|one, other| one.0.cmp(&other.0));
            table.dedup_by(|later, first| later.0 == first.0);
        }
        lexicon.legal.sort_by(|one, other| one.0.cmp(&other.0));
        lexicon.legal.dedup_by(|later, first| later.0 == first.0);
        lexicon.han_legal.sort();
        lexicon.connectives.sort();
        lexicon.number_signs.sort();
        lexicon
    }

    fn add_word(&mut self, known: Known, spellings: impl Iterator<Item = &'static str>) {
        for spelling in std::iter::once(known.meaning).chain(spellings) {
            if let Some(stem) = spelling.strip_suffix('*') {
                self.stems.push((phrase(stem), known));
            } else if is_han(spelling) {
                self.han.push((spelling.to_owned(), known));
            } else {
                self.words.push((phrase(spelling), known));
            }
        }
    }

    fn add_small_words(&mut self, head: &str, spellings: impl Iterator<Item = &'static str>) {
        let legal = legal::read(head);
        for spelling in spellings {
            match legal {
                Some((kind, _)) if is_han(spelling) => self.han_legal.push((spelling.to_owned(), kind)),
                Some((kind, position)) => self.legal.push((phrase(spelling), kind, position)),
                None if head == NUMBER_SIGN => self.number_signs.push(phrase(spelling)),
                None if head == CONNECTIVE => self.connectives.push(phrase(spelling)),
                // A test refuses such rows.
                None => {}
            }
        }
    }

    /// What a folded word or phrase means, by its spelling or by its stem.
    pub(super) fn word(&self, folded: &str) -> Option<Known> {
        if let Some(known) = find(&self.words, folded) {
            return Some(known);
        }
        let endings = folded.char_indices().rev().map(|(at, _)| at).take(LONGEST_ENDING);
        std::iter::once(folded.len())
            .chain(endings)
            .filter_map(|end| folded.get(..end))
            .find_map(|stem| find(&self.stems, stem))
    }

    /// A place whose name is written apart where it is usually one word (`Jiang Su`).
    pub(super) fn place(&self, folded: &str) -> Option<Known> {
        self.word(folded).filter(|known| known.class == WordClass::Place)
    }

    /// The legal form that a folded phrase is.
    pub(super) fn legal(&self, folded: &str) -> Option<(LegalKind, Position)> {
        let at = self.legal.binary_search_by(|(form, ..)| form.as_str().cmp(folded)).ok()?;
        self.legal.get(at).map(|&(_, kind, position)| (kind, position))
    }

    /// The longest known piece at the start of a run of Chinese characters: its length in bytes and what it is.
    pub(super) fn han_piece(&self, run: &str) -> Option<(usize, HanPiece)> {
        let ends: Vec<usize> = run.char_indices().skip(1).map(|(at, _)| at).chain([run.len()]).take(12).collect();
        ends.iter().rev().find_map(|&end| {
            let piece = run.get(..end)?;
            if let Ok(at) = self.han_legal.binary_search_by(|(form, _)| form.as_str().cmp(piece)) {
                return self.han_legal.get(at).map(|&(_, kind)| (end, HanPiece::Legal(kind)));
            }
            if let Some(number) = han_number(piece) {
                return Some((end, HanPiece::Number(number)));
            }
            find(&self.han, piece).map(|known| (end, HanPiece::Word(known)))
        })
    }

    /// Whether a folded word only joins others.
    pub(super) fn is_connective(&self, folded: &str) -> bool {
        self.connectives.binary_search_by(|word| word.as_str().cmp(folded)).is_ok()
    }

    /// Whether a folded word says that a number stands beside it.
    pub(super) fn is_number_sign(&self, folded: &str) -> bool {
        self.number_signs.binary_search_by(|word| word.as_str().cmp(folded)).is_ok()
    }
}

/// The rows of a table: what stands before the colon, and the spellings behind it.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(':')).map(|(head, spellings)| {
        (head.trim(), spellings.split(',').map(str::trim).filter(|spelling| !spelling.is_empty()))
    })
}

/// A known piece of a Chinese name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HanPiece {
    Word(Known),
    Legal(LegalKind),
    Number(&'static str),
}

/// Ordinals that stand in the names of factories and farms.
fn han_number(piece: &str) -> Option<&'static str> {
    const ORDINALS: [(&str, &str); 10] = [
        ("第一", "1"),
        ("第二", "2"),
        ("第三", "3"),
        ("第四", "4"),
        ("第五", "5"),
        ("第六", "6"),
        ("第七", "7"),
        ("第八", "8"),
        ("第九", "9"),
        ("第十", "10"),
    ];
    ORDINALS.iter().find(|(ordinal, _)| *ordinal == piece).map(|&(_, number)| number)
}

fn find(table: &[(String, Known)], folded: &str) -> Option<Known> {
    let at = table.binary_search_by(|(spelling, _)| spelling.as_str().cmp(folded)).ok()?;
    table.get(at).map(|&(_, known)| known)
}

fn is_han(spelling: &str) -> bool {
    spelling.chars().any(|letter| super::letters::Script::of(letter) == super::letters::Script::Han)
}

/// A spelling of a table in the form of a name's words.
fn phrase(spelling: &str) -> String {
    let words: Vec<String> = split(spelling).into_iter().map(|Raw { folded, .. }| folded).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_in_four_scripts_mean_the_same() {
        for spelling in ["завод", "zavod", "plants", "зауыты", "مصنع"] {
            assert_eq!(lexicon().word(&phrase(spelling)).map(|known| known.meaning), Some("factory"), "{spelling}");
        }
        assert_eq!(lexicon().han_piece("工厂甲").map(|(end, _)| end), Some("工厂".len()));
    }

    #[test]
    fn endings_of_a_stem_are_short() {
        assert_eq!(lexicon().word(&phrase("текстильная")).map(|known| known.meaning), Some("textile"));
        assert_eq!(lexicon().word(&phrase("текстильщиковский")), None);
    }

    #[test]
    fn every_line_of_the_tables_is_a_row() {
        for table in [TRADE, EPITHETS, PLACES, LEGAL] {
            let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            assert_eq!(rows(table).count(), lines.count());
        }
        for (head, _) in rows(LEGAL) {
            assert!(legal::read(head).is_some() || [CONNECTIVE, NUMBER_SIGN].contains(&head), "{head}");
        }
    }

    #[test]
    fn no_entry_is_longer_than_a_lookup_reaches() {
        let lexicon = lexicon();
        let phrases = lexicon.words.iter().map(|(text, _)| text).chain(lexicon.legal.iter().map(|(text, ..)| text));
        for text in phrases {
            assert!((1..=LONGEST_PHRASE).contains(&text.split(' ').count()) && !text.is_empty(), "{text}");
        }
    }

    #[test]
    fn every_chinese_spelling_is_all_chinese() {
        for (spelling, _) in &lexicon().han {
            assert!(
                spelling.chars().all(|c| super::super::letters::Script::of(c) == super::super::letters::Script::Han),
                "{spelling}"
            );
        }
    }
}
