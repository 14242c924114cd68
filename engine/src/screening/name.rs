//! The normal form of a name: its words, each known or distinctive, with the legal form set apart.

use super::letters::Script;
use super::lexicon::{HanPiece, LONGEST_PHRASE, LegalKind, Position, WordClass, lexicon};
use super::tokens::{Raw, split};

/// A name longer than this is a sentence; what follows is not compared.
const MOST_WORDS: usize = 24;

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// What is compared: the meaning of a known word, Chinese characters as they are, else the Latin form.
    pub(super) text: String,
    pub(super) folded: String,
    /// The Latin form with letters read in the second usual way.
    pub(super) other: Option<String>,
    /// As written, small letters.
    pub(super) native: String,
    pub(super) script: Script,
    pub(super) class: WordClass,
}

/// A name in the form in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) words: Vec<Word>,
    /// Legal forms found, with their text in small letters, in order.
    pub(super) legal: Vec<(LegalKind, String)>,
}

impl Name {
    /// Reads a name as written. A text without letters and digits has no words.
    pub(super) fn read(text: &str) -> Self {
        let mut items = pieces(text);
        mark_legal(&mut items);
        let mut name = Self::default();
        let mut at = 0;
        while let Some(item) = items.get(at) {
            at += match &item.found {
                Found::Legal(kind) => {
                    name.legal.push((*kind, item.raw.native.clone()));
                    1
                }
                Found::Word(class, text) => {
                    name.words.push(word(&item.raw, *class, text.clone()));
                    1
                }
                Found::Open => read_open(&items, at, &mut name.words),
            };
        }
        if name.words.iter().all(|word| word.class == WordClass::Connective) {
            // Nothing but a legal form, or small words: then that is the name.
            name.legal.clear();
            name.words = split(text).iter().map(|raw| word(raw, WordClass::Distinctive, raw.folded.clone())).collect();
        }
        name.words.truncate(MOST_WORDS);
        name
    }

    /// The least Latin of the scripts of its words.
    pub(super) fn script(&self) -> Script {
        self.words.iter().map(|word| word.script).max().unwrap_or_default()
    }
}

/// What is known of a piece of a name so far.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Open,
    Legal(LegalKind),
    Word(WordClass, String),
}

#[derive(Clone, Debug)]
struct Piece {
    raw: Raw,
    found: Found,
}

/// Words as written; runs of Chinese characters are parted into known pieces and what lies between.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for raw in split(text) {
        if raw.script == Script::Han {
            part_han(&raw.native, &mut pieces);
        } else {
            pieces.push(Piece { raw, found: Found::Open });
        }
    }
    pieces
}

fn part_han(run: &str, pieces: &mut Vec<Piece>) {
    let mut unknown = String::new();
    let mut rest = run;
    let flush = |unknown: &mut String, pieces: &mut Vec<Piece>| {
        if !unknown.is_empty() {
            let text = std::mem::take(unknown);
            pieces.push(han_piece(&text, Found::Word(WordClass::Distinctive, text.clone())));
        }
    };
    while let Some(letter) = rest.chars().next() {
        let (length, found) = match lexicon().han_piece(rest) {
            Some((length, HanPiece::Legal(kind))) => (length, Some(Found::Legal(kind))),
            Some((length, HanPiece::Number(number))) => {
                (length, Some(Found::Word(WordClass::Number, number.to_owned())))
            }
            Some((length, HanPiece::Word(known))) => (length, Some(Found::Word(known.class, known.meaning.to_owned()))),
            None => (letter.len_utf8(), None),
        };
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match found {
            Some(found) => {
                flush(&mut unknown, pieces);
                pieces.push(han_piece(piece, found));
            }
            // The sign behind a number is no word.
            None if matches!(letter, '第' | '号' | '號') => flush(&mut unknown, pieces),
            None => unknown.push_str(piece),
        }
        rest = after;
    }
    flush(&mut unknown, pieces);
}

fn han_piece(text: &str, found: Found) -> Piece {
    let folded = split(text).into_iter().map(|raw| raw.folded).collect();
    Piece { raw: Raw { native: text.to_owned(), folded, other: None, script: Script::Han }, found }
}

/// Finds the legal forms and joins the words of each into one piece. A name keeps at least one word that is none.
fn mark_legal(items: &mut Vec<Piece>) {
    let before = items.clone();
    let mut at = 0;
    while at < items.len() {
        if let Some((length, kind)) = legal_at(items, at, |position| position == Position::Anywhere) {
            join(items, at, length, Found::Legal(kind));
        }
        at += 1;
    }
    let any = items.iter().any(|item| matches!(item.found, Found::Legal(_)));
    if !any {
        let last = items.len().saturating_sub(1);
        let at_end = legal_at(items, last, |position| position != Position::Anywhere);
        let at_start = || legal_at(items, 0, |position| position == Position::Edge);
        if let Some((length, kind)) = at_end {
            join(items, last, length, Found::Legal(kind));
        } else if let Some((length, kind)) = at_start() {
            join(items, 0, length, Found::Legal(kind));
        }
    }
    if items.iter().all(|item| matches!(item.found, Found::Legal(_))) {
        *items = before;
    }
}

/// The longest legal form that begins at a place: its number of words and kind.
fn legal_at(items: &[Piece], at: usize, fits: impl Fn(Position) -> bool) -> Option<(usize, LegalKind)> {
    (1..=LONGEST_PHRASE).rev().find_map(|length| {
        let phrase = open_phrase(items, at, length, " ")?;
        let (kind, position) = lexicon().legal(&phrase)?;
        fits(position).then_some((length, kind))
    })
}

/// The folded words of a run of pieces that nothing is known of yet.
fn open_phrase(items: &[Piece], at: usize, length: usize, between: &str) -> Option<String> {
    let span = items.get(at..at.checked_add(length)?)?;
    if span.iter().any(|item| item.found != Found::Open) {
        return None;
    }
    let words: Vec<&str> = span.iter().map(|item| item.raw.folded.as_str()).collect();
    Some(words.join(between))
}

fn join(items: &mut Vec<Piece>, at: usize, length: usize, found: Found) {
    let span: Vec<Piece> = items.drain(at..at + length).collect();
    let joined = |part: fn(&Raw) -> &str| span.iter().map(|item| part(&item.raw)).collect::<Vec<_>>().join(" ");
    let raw = Raw {
        native: joined(|raw| &raw.native),
        folded: joined(|raw| &raw.folded),
        other: None,
        script: span.iter().map(|item| item.raw.script).max().unwrap_or_default(),
    };
    items.insert(at, Piece { raw, found });
}

/// Reads the longest known phrase at a place, or one word; returns how many pieces that took.
fn read_open(items: &[Piece], at: usize, words: &mut Vec<Word>) -> usize {
    for length in (2..=LONGEST_PHRASE).rev() {
        let known = open_phrase(items, at, length, " ")
            .and_then(|phrase| lexicon().word(&phrase))
            .or_else(|| open_phrase(items, at, length, "").and_then(|phrase| lexicon().place(&phrase)));
        if let Some(known) = known {
            let mut span = items.get(at..at + length).unwrap_or_default().to_vec();
            join(&mut span, 0, length, Found::Open);
            words.extend(span.first().map(|item| word(&item.raw, known.class, known.meaning.to_owned())));
            return length;
        }
    }
    let Some(Piece { raw, .. }) = items.get(at) else {
        return 1;
    };
    let folded = raw.folded.as_str();
    let next_is_number = items.get(at + 1).is_some_and(|next| is_number(&next.raw.folded));
    let previous_is_number =
        at.checked_sub(1).and_then(|at| items.get(at)).is_some_and(|item| is_number(&item.raw.folded));
    if lexicon().is_number_sign(folded) && (next_is_number || previous_is_number) {
        return 1;
    }
    // `№2` is one word when it is made plain.
    let bare = folded.strip_prefix("no").or_else(|| folded.strip_prefix('n')).filter(|rest| is_number(rest));
    let digits = bare.unwrap_or(folded);
    if is_number(digits) {
        let number = digits.trim_start_matches('0');
        words.push(word(raw, WordClass::Number, if number.is_empty() { "0" } else { number }.to_owned()));
    } else if lexicon().is_connective(folded) {
        // Carries next to nothing, but may be a syllable of a word written apart.
        words.push(word(raw, WordClass::Connective, raw.folded.clone()));
    } else if let Some(known) = lexicon().word(folded) {
        words.push(word(raw, known.class, known.meaning.to_owned()));
    } else if let Some(bare) = bare_arabic(raw) {
        let class = lexicon().word(&bare);
        let text = class.map_or_else(|| bare.clone(), |known| known.meaning.to_owned());
        words.push(word(raw, class.map_or(WordClass::Distinctive, |known| known.class), text));
    } else {
        words.push(word(raw, WordClass::Distinctive, raw.folded.clone()));
    }
    1
}

/// An Arabic word without its article.
fn bare_arabic(raw: &Raw) -> Option<String> {
    let without = raw.folded.strip_prefix("al").filter(|rest| rest.len() >= 3)?;
    (raw.script == Script::Abjad).then(|| without.to_owned())
}

fn is_number(folded: &str) -> bool {
    !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn word(raw: &Raw, class: WordClass, text: String) -> Word {
    // The spelling of a known word says nothing more; that of an unknown one is compared.
    let folded = match (class, raw.script) {
        (WordClass::Distinctive, Script::Han) => raw.folded.clone(),
        _ => text.clone(),
    };
    let other = raw.other.clone().filter(|_| class == WordClass::Distinctive);
    Word { text, folded, other, native: raw.native.clone(), script: raw.script, class }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str], legal: &[LegalKind]) {
        let name = Name::read(text);
        let found: Vec<&str> = name.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(found, words, "words of {text}");
        let kinds: Vec<LegalKind> = name.legal.iter().map(|&(kind, _)| kind).collect();
        assert_eq!(kinds, legal, "legal forms of {text}");
    }

    #[test]
    fn legal_forms_of_many_countries_are_set_apart() {
        use LegalKind::{JointStock, Limited, SoleTrader, Unspecified};
        for text in [
            "ООО «Ромашка»",
            "Romashka LLC",
            "ТОО Ромашка",
            "Romashka MChJ",
            "«Ромашка» ОсОО",
            "Romashka Sdn. Bhd.",
            "Romashka S.r.l.",
            "Romashka Co., Ltd.",
            "Romashka (P) Ltd",
        ] {
            check(text, &["romashka"], &[Limited]);
        }
        for text in ["АО Ромашка", "Romashka A.Ş.", "Romashka S.A. de C.V.", "Romashka Inc."] {
            check(text, &["romashka"], &[JointStock]);
        }
        check("XK Romashka", &["romashka"], &[SoleTrader]);
        check("Ромашка ХК", &["romashka"], &[SoleTrader]);
        check("Romashka Co", &["romashka"], &[Unspecified]);
    }

    #[test]
    fn a_short_form_is_a_word_where_another_form_stands() {
        check("Jiangyin Dong AO Co Ltd", &["jiangyin", "dong", "ao"], &[LegalKind::Limited]);
    }

    #[test]
    fn a_name_that_is_a_legal_form_keeps_it_as_its_word() {
        check("OOO", &["ooo"], &[]);
    }

    #[test]
    fn chinese_names_are_parted_at_known_words() {
        check("新疆美佳纺织有限公司", &["xinjiang", "美佳", "textile"], &[LegalKind::Limited]);
        check("第二纺织厂", &["2", "textile", "factory"], &[]);
    }

    #[test]
    fn numbers_lose_their_signs() {
        for text in ["Textile Factory No. 2", "Textile Factory №2", "Textile Factory N 02", "Текстильная фабрика № 2"]
        {
            check(text, &["textile", "factory", "2"], &[]);
        }
    }

    #[test]
    fn a_place_in_two_words_is_one() {
        check("Jiang Su Foo", &["jiangsu", "foo"], &[]);
        check("Foo El Salvador", &["foo", "el salvador"], &[]);
    }

    #[test]
    fn small_words_stay_but_are_known_as_such() {
        let name = Name::read("Jin Rui Da of the West");
        let small: Vec<&str> = name
            .words
            .iter()
            .filter(|word| word.class == WordClass::Connective)
            .map(|word| word.text.as_str())
            .collect();
        assert_eq!(small, ["da", "of", "the"]);
    }

    #[test]
    fn a_text_without_letters_has_no_words() {
        check("—", &[], &[]);
    }
}
