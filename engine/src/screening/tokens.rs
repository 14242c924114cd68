//! Splits a text into words as they are written, each with its Latin form.

use unicode_normalization::UnicodeNormalization;

use super::letters::{Script, fold, is_mute};

/// A word as it stands in a text, small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// As written, but in small letters.
    pub(super) native: String,
    /// In small Latin letters and digits.
    pub(super) folded: String,
    /// The same with every letter in its second usual form, where there is one.
    pub(super) other: Option<String>,
    pub(super) script: Script,
}

/// The words of a text, in order. Compatibility forms (full width, ligatures, №) are made plain; a run of Chinese
/// characters is one word here.
pub(super) fn split(text: &str) -> Vec<Raw> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).nfc().collect();
    let mut words = Vec::new();
    for chunk in plain
        .split(|letter: char| !(letter.is_alphanumeric() || is_mark(letter) || is_mute(letter) || is_joint(letter)))
    {
        let pieces: Vec<&str> = chunk.split(is_joint).filter(|piece| !piece.is_empty()).collect();
        let initials = pieces.len() > 1 && pieces.iter().all(|piece| piece.chars().count() == 1);
        if initials {
            push(&pieces.concat(), &mut words);
        } else {
            for piece in pieces {
                push(piece, &mut words);
            }
        }
    }
    words
}

/// Signs that join initials (`S.A.`, `G&G`) and part words.
fn is_joint(letter: char) -> bool {
    matches!(letter, '.' | '&')
}

/// Marks over and under letters that have no composed form.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}')
}

/// Adds a piece, parted where Chinese characters meet other letters.
fn push(piece: &str, words: &mut Vec<Raw>) {
    let mut word = Raw::default();
    let mut is_han = false;
    for letter in piece.chars() {
        let script = Script::of(letter);
        if (script == Script::Han) != is_han && !word.native.is_empty() {
            finish(std::mem::take(&mut word), words);
        }
        is_han = script == Script::Han;
        word.native.push(letter);
        word.script = word.script.max(script);
    }
    finish(word, words);
}

fn finish(mut word: Raw, words: &mut Vec<Raw>) {
    let mut first = String::with_capacity(word.native.len());
    let mut second = String::with_capacity(word.native.len());
    let mut differs = false;
    for letter in word.native.chars().filter(|&letter| !is_mute(letter)) {
        let (usual, other) = fold(letter);
        // The x of Xinjiang is no `ks`; the one of Maxim is.
        let other = other.filter(|_| letter != 'x' || !first.is_empty());
        differs |= other.is_some();
        first.extend(plain_letters(usual));
        second.extend(plain_letters(other.unwrap_or(usual)));
    }
    if first.is_empty() {
        return;
    }
    word.folded = first;
    if differs {
        word.other = Some(second);
    }
    words.push(word);
}

/// Small letters and digits of a Latin form.
fn plain_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        split(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn letters_of_the_region_become_latin_ones() {
        assert_eq!(folded("Қызылорда Өнеркәсіп"), ["qyzylorda", "onerkasip"]);
        assert_eq!(folded("Ҷомӣ Хуҷанд"), ["jomi", "khujand"]);
        assert_eq!(folded("Ўзбекистон Ғалла"), ["ozbekiston", "galla"]);
        assert_eq!(folded("Oʻzbekiston O'zbekiston O’zbekiston"), ["ozbekiston"; 3]);
        assert_eq!(folded("IŞIK ışık İŞİK"), ["isik"; 3]);
        assert_eq!(folded("Çyňar Şaý"), ["cynar", "say"]);
    }

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        assert_eq!(folded("S\u{327}ims\u{327}ek"), folded("Şimşek"));
        assert_eq!(split("S\u{327}ims\u{327}ek"), split("Şimşek"));
    }

    #[test]
    fn initials_are_joined_and_words_are_parted_at_dots() {
        assert_eq!(folded("Foo S.A. de C.V."), ["foo", "sa", "de", "cv"]);
        assert_eq!(folded("HANGZHOU IND.CO.LTD"), ["hangzhou", "ind", "co", "ltd"]);
        assert_eq!(folded("G&G Shoes&Hats"), ["gg", "shoes", "hats"]);
    }

    #[test]
    fn chinese_stays_in_one_run_and_full_width_is_plain() {
        assert_eq!(folded("新疆ＡＢＣ纺织"), ["xinjiang", "abc", "fangzhi"]);
    }
}
