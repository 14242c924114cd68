//! All words of all names, numbered by their text, with how rare they are.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::{Script, skeleton, sound};
use super::lexicon::WordClass;
use super::name::{Name, Word};
use super::settings::{WordSettings, bits};

/// Number of a word: its place in the order of texts, so that it depends on the set of words only.
pub(super) type WordId = u32;

/// One word of the vocabulary.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) folded: String,
    /// How it sounds: one or two ways.
    pub(super) sounds: Vec<String>,
    /// Consonants of the first sound.
    pub(super) skeleton: String,
    pub(super) script: Script,
    pub(super) class: WordClass,
    /// In how many distinct names it stands.
    pub(super) names: u32,
    /// Share of other names that hold it.
    pub(super) share: f64,
    /// What the same word on both sides weighs, bits, at least 0.
    pub(super) bits: f64,
    /// What it weighs that only one of two names holds it, the other having no such word of its own, bits, at most 0.
    pub(super) missing: f64,
    /// The same where the other name has a word of this class that is lacking here.
    pub(super) replaced: f64,
    /// Stands in names of the first side.
    pub(super) first_side: bool,
    /// Stands in names of the second side.
    pub(super) second_side: bool,
}

impl Term {
    /// Assumed share of names that hold such a word.
    pub(super) fn assumed(&self, settings: &WordSettings) -> f64 {
        let short = match self.class {
            WordClass::Distinctive => {
                self.text.chars().count().max(if self.script == Script::Han { self.folded.len() } else { 0 })
            }
            WordClass::Epithet | WordClass::Trade | WordClass::Place | WordClass::Number | WordClass::Connective => {
                usize::MAX
            }
        };
        short
            .checked_sub(1)
            .and_then(|at| settings.short_words.get(at))
            .copied()
            .unwrap_or_else(|| settings.assumed.of(self.class))
    }
}

/// The words, sorted by text.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) terms: Vec<Term>,
    /// Number of distinct names.
    pub(super) names: u32,
}

impl Vocabulary {
    /// The number of a text.
    pub(super) fn find(&self, text: &str) -> Option<WordId> {
        self.terms.binary_search_by(|term| term.text.as_str().cmp(text)).ok().and_then(|at| WordId::try_from(at).ok())
    }

    /// The word of a number.
    pub(super) fn term(&self, id: WordId) -> Option<&Term> {
        self.terms.get(usize::try_from(id).ok()?)
    }
}

/// Share of the other names that hold a word: counted, drawn towards the assumption, less the two names of the pair.
pub(super) fn share(counted: u32, names: u32, assumed: f64, settings: &WordSettings) -> f64 {
    let others = f64::from(counted.saturating_sub(2));
    let shared = (others + settings.assumed_names * assumed) / (f64::from(names) + settings.assumed_names).max(1.0);
    shared.clamp(settings.rarest, 1.0)
}

/// Gathers words name by name, in any order.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    numbers: BTreeMap<String, usize>,
    terms: Vec<Term>,
    /// Per distinct first name, as a set of words, the words of all names beside it: a company that stands on several
    /// lists, or in several rows, makes no word commoner.
    companies: BTreeMap<BTreeSet<usize>, BTreeSet<usize>>,
}

/// Which of the two sides a record is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    First,
    Second,
    Both,
}

impl Gatherer {
    /// Takes the names of one record; returns per name its words by provisional number.
    pub(super) fn add(&mut self, names: &[Name], side: Side) -> Vec<Vec<usize>> {
        let ids: Vec<Vec<usize>> =
            names.iter().map(|name| name.words.iter().map(|word| self.number(word, side)).collect()).collect();
        let first: BTreeSet<usize> = ids.first().into_iter().flatten().copied().collect();
        if !first.is_empty() {
            self.companies.entry(first).or_default().extend(ids.iter().flatten());
        }
        ids
    }

    fn number(&mut self, word: &Word, side: Side) -> usize {
        let at = if let Some(&at) = self.numbers.get(&word.text) {
            at
        } else {
            let at = self.terms.len();
            self.numbers.insert(word.text.clone(), at);
            let first = sound(&word.folded);
            self.terms.push(Term {
                text: word.text.clone(),
                folded: word.folded.clone(),
                skeleton: skeleton(&first),
                sounds: vec![first],
                script: word.script,
                class: word.class,
                names: 0,
                share: 1.0,
                bits: 0.0,
                missing: 0.0,
                replaced: 0.0,
                first_side: false,
                second_side: false,
            });
            at
        };
        if let Some(term) = self.terms.get_mut(at) {
            term.first_side |= side != Side::Second;
            term.second_side |= side != Side::First;
            // One text may be written in two scripts; which counts must not depend on the order of names.
            term.script = term.script.max(word.script);
            term.class = term.class.max(word.class);
            if let Some(other) = word.other.as_deref().map(sound)
                && let Err(at) = term.sounds.get(1..).unwrap_or_default().binary_search(&other)
                && term.sounds.first() != Some(&other)
            {
                term.sounds.insert(at + 1, other);
            }
        }
        at
    }

    /// Numbers the words by their text; returns the vocabulary and the final number of each provisional one.
    pub(super) fn finish(mut self, settings: &WordSettings) -> (Vocabulary, Vec<WordId>) {
        for &word in self.companies.values().flatten() {
            if let Some(term) = self.terms.get_mut(word) {
                term.names += 1;
            }
        }
        let names = u32::try_from(self.companies.len()).unwrap_or(u32::MAX);
        let mut finals = vec![0; self.terms.len()];
        let mut terms: Vec<Option<Term>> = self.terms.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(terms.len());
        for (id, &at) in (0..).zip(self.numbers.values()) {
            if let (Some(place), Some(mut term)) = (finals.get_mut(at), terms.get_mut(at).and_then(Option::take)) {
                *place = id;
                let assumed = term.assumed(settings);
                term.share = share(term.names, names, assumed, settings);
                if term.class == WordClass::Connective {
                    // Rare or not, it tells at most of what language a name is.
                    term.share = term.share.max(assumed);
                }
                term.bits = bits(settings.within_script.same, term.share).max(0.0);
                let absent = |m: f64| bits(m, (1.0 - term.share).max(m));
                (term.missing, term.replaced) =
                    (absent(settings.missing.of(term.class)), absent(settings.replaced.of(term.class)));
                sorted.push(term);
            }
        }
        (Vocabulary { terms: sorted, names }, finals)
    }
}
