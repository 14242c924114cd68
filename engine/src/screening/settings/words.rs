//! What agreements between the words of two names weigh, and when different words are alike.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Chances;
use crate::screening::lexicon::WordClass;

/// The chance m of each grade of agreement between two words of one company's names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// The same word, or the same word in another script.
    pub same: f64,
    /// Two usual transliterations of one word.
    pub variant: f64,
    /// One letter more, less, exchanged or in another place.
    pub close: f64,
    /// Alike at large.
    pub near: f64,
}

/// A number per class of words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerClass {
    /// Words of its own.
    pub distinctive: f64,
    /// What everyone calls himself.
    pub epithet: f64,
    /// Words of the trade.
    pub trade: f64,
    /// Places.
    pub place: f64,
    /// Numbers.
    pub number: f64,
    /// Small words that join others.
    pub connective: f64,
}

impl PerClass {
    /// The number for a class.
    pub fn of(&self, class: WordClass) -> f64 {
        match class {
            WordClass::Distinctive => self.distinctive,
            WordClass::Epithet => self.epithet,
            WordClass::Trade => self.trade,
            WordClass::Place => self.place,
            WordClass::Number => self.number,
            WordClass::Connective => self.connective,
        }
    }
}

/// When two different words are alike. Lengths in letters of the Latin form.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlikeSettings {
    /// Shorter words are not one letter apart: they are different words.
    pub shortest_close: usize,
    /// Shorter words are not alike at large.
    pub shortest_near: usize,
    /// Two letters apart counts from this length on.
    pub shortest_two_apart: usize,
    /// Jaro–Winkler similarity from which words are alike at large, 0–1.
    pub near: f64,
    /// Words alike at large share as many letters at the beginning or at the end.
    pub end_letters: usize,
    /// Consonants that a word needs for them to tell anything.
    pub fewest_consonants: usize,
}

/// How names are weighed, word by word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordSettings {
    /// When two different words are alike.
    pub alike: AlikeSettings,
    /// m per grade, both names in one script.
    pub within_script: Grades,
    /// m per grade, names in two scripts: transliteration makes variants common.
    pub across_scripts: Grades,
    /// m that Chinese names of one company differ in characters of the same sound.
    pub homophone: f64,
    /// m that a word written without vowels agrees in its consonants.
    pub consonants: f64,
    /// u beyond the word's own frequency: that a name holds some other word within one letter.
    pub close_by_chance: f64,
    /// The same for words alike at large.
    pub near_by_chance: f64,
    /// The same for words with equal consonants.
    pub consonants_by_chance: f64,
    /// m that a word stands in one name only, the other name having no such word of its own.
    pub missing: PerClass,
    /// m that each of two names has a word of this class that the other lacks.
    pub replaced: PerClass,
    /// Assumed share of names that hold a word, before any name is counted. For words of their own this is the share
    /// for six letters and more; shorter ones see `short_words`.
    pub assumed: PerClass,
    /// Assumed share for words of one to five letters.
    pub short_words: [f64; 5],
    /// How many names the assumption counts as.
    pub assumed_names: f64,
    /// No word counts as rarer than this.
    pub rarest: f64,
    /// Words of one class beyond the distinctive come in set phrases: each further one weighs this share of the one
    /// before it, 0–1.
    pub repeated: f64,
    /// Nothing is left over on either side, and an epithet or a word of its own agrees; set phrases of the other classes
    /// are often whole names.
    pub whole: Chances,
}
