//! Which different words are alike: worked out once for the vocabulary, not again for every pair of names.
//!
//! Words meet under keys that alike words share: the Latin form, the sound, the sound with one letter left out (two in
//! long words), the consonants, and the first and last letters. What meets is then compared in earnest. Every pair of
//! words that counts as alike shares a key, so meeting loses none against comparing every word with every other.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::found::WordAgreement;
use super::letters::Script;
use super::lexicon::WordClass;
use super::settings::{AlikeSettings, WordSettings, bits};
use super::vocabulary::{Term, Vocabulary, WordId, share};

/// Another word that is alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alike {
    pub(super) word: WordId,
    pub(super) agreement: WordAgreement,
    /// What it weighs between names of one script, bits.
    pub(super) within: f64,
    /// What it weighs between names of two scripts, bits.
    pub(super) across: f64,
}

impl Alike {
    /// What it weighs, by whether both names are of one script.
    pub(super) fn bits(&self, same_script: bool) -> f64 {
        if same_script { self.within } else { self.across }
    }

    /// The most it can weigh, at least 0.
    pub(super) fn most(&self) -> f64 {
        self.within.max(self.across).max(0.0)
    }
}

/// For each word the words alike, sorted by number.
#[derive(Debug, Default)]
pub(super) struct Similar {
    lists: Vec<Vec<Alike>>,
}

impl Similar {
    /// Compares the words that meet under a key.
    pub(super) fn by_keys(vocabulary: &Vocabulary, settings: &WordSettings) -> Self {
        let mut keyed = gather(&vocabulary.terms, &settings.alike);
        keyed.par_sort_unstable();
        keyed.dedup();
        let mut pairs = by_consonants(&vocabulary.terms, &settings.alike);
        for bucket in keyed.chunk_by(|one, other| one.0 == other.0) {
            for (at, &(_, one)) in bucket.iter().enumerate() {
                let Some(term) = vocabulary.term(one) else { continue };
                let others = bucket.iter().skip(at + 1).map(|&(_, other)| other);
                let opposite =
                    others.filter(|&other| vocabulary.term(other).is_some_and(|other| may_meet(term, other)));
                pairs.extend(opposite.map(|other| (one, other)));
            }
        }
        Self::compare(vocabulary, settings, pairs)
    }

    /// Compares every word with every other.
    pub(super) fn exhaustively(vocabulary: &Vocabulary, settings: &WordSettings) -> Self {
        let count = WordId::try_from(vocabulary.terms.len()).unwrap_or(WordId::MAX);
        let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))).collect();
        Self::compare(vocabulary, settings, pairs)
    }

    fn compare(vocabulary: &Vocabulary, settings: &WordSettings, mut pairs: Vec<(WordId, WordId)>) -> Self {
        pairs.par_sort_unstable();
        pairs.dedup();
        let weigh = Weigher::new(vocabulary, settings);
        let alike = |&(one, other): &(WordId, WordId)| {
            let (a, b) = (vocabulary.term(one)?, vocabulary.term(other)?);
            let agreement = may_meet(a, b).then(|| agreement(a, b, &settings.alike))??;
            let (within, across) = weigh.bits(a, b, agreement);
            Some((one, Alike { word: other, agreement, within, across }))
        };
        let found: Vec<(WordId, Alike)> = pairs.par_iter().filter_map(alike).collect();
        let mut lists = vec![Vec::new(); vocabulary.terms.len()];
        for (one, alike) in found {
            for (word, alike) in [(one, alike), (alike.word, Alike { word: one, ..alike })] {
                if let Some(list) = usize::try_from(word).ok().and_then(|at| lists.get_mut(at)) {
                    list.push(alike);
                }
            }
        }
        for list in &mut lists {
            list.sort_unstable_by_key(|alike: &Alike| alike.word);
        }
        Self { lists }
    }

    /// The words alike to a word, sorted by number.
    pub(super) fn of(&self, word: WordId) -> &[Alike] {
        usize::try_from(word).ok().and_then(|at| self.lists.get(at)).map_or(&[], Vec::as_slice)
    }

    /// How two different words are alike.
    pub(super) fn between(&self, one: WordId, other: WordId) -> Option<&Alike> {
        let list = self.of(one);
        list.binary_search_by_key(&other, |alike| alike.word).ok().and_then(|at| list.get(at))
    }
}

/// Only words of opposite sides are ever compared.
fn may_meet(a: &Term, b: &Term) -> bool {
    (a.first_side && b.second_side) || (a.second_side && b.first_side)
}

/// How two different words are alike, if at all.
pub(super) fn agreement(a: &Term, b: &Term, settings: &AlikeSettings) -> Option<WordAgreement> {
    if has_digit(a) || has_digit(b) {
        return None;
    }
    // Hebei is not Hubei, however close.
    let known = |term: &Term| term.class != WordClass::Distinctive;
    if (known(a) && known(b)) || a.class == WordClass::Connective || b.class == WordClass::Connective {
        return None;
    }
    let both_han = a.script == Script::Han && b.script == Script::Han;
    if a.folded == b.folded {
        return Some(if both_han { WordAgreement::Homophone } else { WordAgreement::Transliterated });
    }
    if both_han {
        return None;
    }
    let sounds = || a.sounds.iter().flat_map(|one| b.sounds.iter().map(move |other| (one.as_str(), other.as_str())));
    if sounds().any(|(one, other)| one == other) {
        return Some(WordAgreement::Variant);
    }
    let unwritten_vowels = (a.script == Script::Abjad) != (b.script == Script::Abjad);
    if unwritten_vowels && a.skeleton == b.skeleton && a.skeleton.len() >= settings.fewest_consonants {
        return Some(WordAgreement::Consonants);
    }
    let shorter = a.folded.len().min(b.folded.len());
    if shorter < settings.shortest_close {
        return None;
    }
    let apart = sounds().map(|(one, other)| distance(one, other)).min().unwrap_or(usize::MAX);
    if apart <= 1 {
        return Some(WordAgreement::Close);
    }
    let at_large = |(one, other): (&str, &str)| {
        let letters = settings.end_letters;
        (start(one, letters) == start(other, letters) || end(one, letters) == end(other, letters))
            && strsim::jaro_winkler(one, other) >= settings.near
    };
    let near = (shorter >= settings.shortest_two_apart && apart == 2)
        || (shorter >= settings.shortest_near && sounds().any(at_large));
    near.then_some(WordAgreement::Near)
}

/// Letters added, left out, exchanged or swapped with their neighbour; 3 stands for more than 2.
fn distance(one: &str, other: &str) -> usize {
    if one.len().abs_diff(other.len()) > 2 { 3 } else { strsim::osa_distance(one, other).min(3) }
}

fn has_digit(term: &Term) -> bool {
    term.text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Bits of the filter below; a power of two.
const FILTER: u64 = 1 << 25;

/// The keys of all words. Those of the side with more words are left out where no word of the other side can have them.
fn gather(terms: &[Term], settings: &AlikeSettings) -> Vec<(u64, WordId)> {
    let only_first = |term: &Term| term.first_side && !term.second_side;
    let only_second = |term: &Term| term.second_side && !term.first_side;
    let count = |only: &dyn Fn(&Term) -> bool| terms.iter().filter(|term| only(term)).count();
    let first_is_larger = count(&only_first) > count(&only_second);
    let is_filtered = |term: &Term| if first_is_larger { only_first(term) } else { only_second(term) };
    let mut keyed: Vec<(u64, WordId)> = Vec::new();
    let numbered = || (0..).zip(terms);
    for (id, term) in numbered().filter(|&(_, term)| !is_filtered(term)) {
        keys(term, settings, |key| keyed.push((key, id)));
    }
    // One bit per key, by its last digits: a bit that is not set says that the key is not there.
    let place = |key: u64| usize::try_from((key % FILTER) / 64).map(|word| (word, 1_u64 << (key % 64)));
    let mut filter = vec![0_u64; usize::try_from(FILTER / 64).unwrap_or_default()];
    for &(key, _) in &keyed {
        if let Ok((word, bit)) = place(key)
            && let Some(word) = filter.get_mut(word)
        {
            *word |= bit;
        }
    }
    let is_set = |key| place(key).is_ok_and(|(word, bit)| filter.get(word).is_some_and(|word| word & bit != 0));
    for (id, term) in numbered().filter(|&(_, term)| is_filtered(term)) {
        keys(term, settings, |key| {
            if is_set(key) {
                keyed.push((key, id));
            }
        });
    }
    keyed
}

/// Kinds of key, so that a beginning does not meet a whole.
const FORM: u8 = 1;
const SOUND: u8 = 2;
const BEGINNING: u8 = 3;
const ENDING: u8 = 4;

/// The keys under which a word may meet words alike, consonants apart.
fn keys(term: &Term, settings: &AlikeSettings, mut emit: impl FnMut(u64)) {
    if has_digit(term) {
        return;
    }
    emit(hash(FORM, term.folded.bytes()));
    for sound in &term.sounds {
        let without = |left_out: [usize; 2]| {
            hash(SOUND, sound.bytes().enumerate().filter(|(at, _)| !left_out.contains(at)).map(|(_, letter)| letter))
        };
        let letters = sound.len();
        emit(hash(SOUND, sound.bytes()));
        if term.folded.len() >= settings.shortest_close {
            (0..letters).for_each(|one| emit(without([one, one])));
        }
        if term.folded.len() >= settings.shortest_two_apart {
            (0..letters)
                .flat_map(|one| (one + 1..letters).map(move |two| [one, two]))
                .for_each(|two| emit(without(two)));
        }
        if term.folded.len() >= settings.shortest_near {
            emit(hash(BEGINNING, start(sound, settings.end_letters).bytes()));
            emit(hash(ENDING, end(sound, settings.end_letters).bytes()));
        }
    }
}

/// Words without written vowels, each with the words of other scripts that have its consonants; lower number first.
fn by_consonants(terms: &[Term], settings: &AlikeSettings) -> Vec<(WordId, WordId)> {
    let told = |term: &Term| term.skeleton.len() >= settings.fewest_consonants;
    let numbered = || (0..).zip(terms).filter(|&(_, term)| told(term));
    let mut unvowelled: Vec<(&str, WordId)> = numbered()
        .filter(|(_, term)| term.script == Script::Abjad)
        .map(|(id, term)| (term.skeleton.as_str(), id))
        .collect();
    unvowelled.sort_unstable();
    let mut pairs = Vec::new();
    for (id, term) in numbered().filter(|(_, term)| term.script != Script::Abjad) {
        let start = unvowelled.partition_point(|&(consonants, _)| consonants < term.skeleton.as_str());
        let same = unvowelled.iter().skip(start).take_while(|&&(consonants, _)| consonants == term.skeleton);
        pairs.extend(same.map(|&(_, other)| (id.min(other), id.max(other))));
    }
    pairs
}

fn start(sound: &str, letters: usize) -> &str {
    sound.get(..letters).unwrap_or(sound)
}

fn end(sound: &str, letters: usize) -> &str {
    sound.len().checked_sub(letters).and_then(|at| sound.get(at..)).unwrap_or(sound)
}

/// FNV-1a. Two keys of one hash only make a pair of words be looked at in vain.
fn hash(kind: u8, text: impl Iterator<Item = u8>) -> u64 {
    let bytes = std::iter::once(kind).chain(text);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

struct Weigher<'a> {
    settings: &'a WordSettings,
    names: u32,
    by_sound: BTreeMap<&'a str, u32>,
    by_form: BTreeMap<&'a str, u32>,
}

impl<'a> Weigher<'a> {
    fn new(vocabulary: &'a Vocabulary, settings: &'a WordSettings) -> Self {
        let mut by_sound: BTreeMap<&str, u32> = BTreeMap::new();
        let mut by_form: BTreeMap<&str, u32> = BTreeMap::new();
        for term in &vocabulary.terms {
            *by_form.entry(&term.folded).or_default() += term.names;
            for sound in &term.sounds {
                *by_sound.entry(sound).or_default() += term.names;
            }
        }
        Self { settings, names: vocabulary.names, by_sound, by_form }
    }

    /// Bits within one script and across two. Alike never weighs more than the same word would.
    fn bits(&self, a: &Term, b: &Term, agreement: WordAgreement) -> (f64, f64) {
        let settings = self.settings;
        let assumed = a.assumed(settings).max(b.assumed(settings));
        let counted = |counted: u32| share(counted, self.names, assumed, settings);
        let either = a.share.max(b.share);
        let (within, across) = (&settings.within_script, &settings.across_scripts);
        // A slip of the pen may also hit a common word.
        let slip = within.close * either;
        let (m_within, m_across, u) = match agreement {
            WordAgreement::Transliterated => {
                (within.same, across.same, counted(self.by_form.get(a.folded.as_str()).copied().unwrap_or_default()))
            }
            WordAgreement::Homophone => (
                settings.homophone,
                settings.homophone,
                counted(self.by_form.get(a.folded.as_str()).copied().unwrap_or_default()),
            ),
            WordAgreement::Variant => {
                let shared = a.sounds.iter().filter(|sound| b.sounds.contains(sound));
                let commonest = shared.filter_map(|sound| self.by_sound.get(sound.as_str())).max();
                (within.variant, across.variant, counted(commonest.copied().unwrap_or_default()))
            }
            WordAgreement::Consonants => {
                (settings.consonants, settings.consonants, settings.consonants_by_chance + either)
            }
            WordAgreement::Close => (within.close, across.close, settings.close_by_chance + slip),
            WordAgreement::Near
            | WordAgreement::Same
            | WordAgreement::Joined
            | WordAgreement::OursOnly
            | WordAgreement::TheirsOnly
            | WordAgreement::Whole => (within.near, across.near, settings.near_by_chance + slip),
        };
        let most = a.bits.min(b.bits);
        (bits(m_within, u.min(1.0)).min(most), bits(m_across, u.min(1.0)).min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::super::name::Name;
    use super::super::tests::settings;
    use super::super::vocabulary::{Gatherer, Side};
    use super::*;

    const SYLLABLES: [&str; 24] = [
        "al", "an", "bek", "chi", "dor", "en", "feng", "gul", "hai", "ir", "jin", "kan", "lo", "mur", "nur", "oz",
        "pul", "qi", "rus", "shan", "tay", "um", "vel", "zar",
    ];

    /// 1,200 words of two to four syllables by a fixed rule, a third of them once more with one or two slips.
    fn vocabulary() -> Vocabulary {
        let mut state = 7_u64;
        let mut draw = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % bound
        };
        let mut gatherer = Gatherer::default();
        for at in 0..1200 {
            let word: String = (0..2 + at % 3).map(|_| SYLLABLES[draw(SYLLABLES.len())]).collect();
            gatherer.add(&[Name::read(&word)], Side::Both);
            if at % 3 == 0 {
                let mut slipped: Vec<char> = word.chars().collect();
                for _ in 0..=draw(2) {
                    let place = draw(slipped.len());
                    match draw(3) {
                        0 => drop(slipped.remove(place)),
                        1 => slipped.insert(place, 'o'),
                        _ => slipped[place] = 'k',
                    }
                }
                gatherer.add(&[Name::read(&slipped.into_iter().collect::<String>())], Side::Both);
            }
        }
        gatherer.finish(&settings().words).0
    }

    #[test]
    fn every_pair_of_words_alike_shares_a_key() {
        let vocabulary = vocabulary();
        let settings = settings().words;
        let every = Similar::exhaustively(&vocabulary, &settings);
        for agreement in [WordAgreement::Variant, WordAgreement::Close, WordAgreement::Near] {
            let count = every.lists.iter().flatten().filter(|alike| alike.agreement == agreement).count();
            assert!(count > 40, "{count} {agreement:?}");
        }
        assert_eq!(Similar::by_keys(&vocabulary, &settings).lists, every.lists);
    }

    #[test]
    fn places_that_look_alike_are_different_words() {
        let mut gatherer = Gatherer::default();
        gatherer
            .add(&[Name::read("Hebei"), Name::read("Hubei"), Name::read("Jiangsu"), Name::read("Jiangxi")], Side::Both);
        let settings = settings().words;
        let (vocabulary, _) = gatherer.finish(&settings);
        assert!(Similar::exhaustively(&vocabulary, &settings).lists.iter().all(Vec::is_empty));
    }
}
