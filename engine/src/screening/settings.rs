//! What agreements and disagreements weigh, and from how many bits on a pair is shown.
//!
//! Record linkage by Fellegi and Sunter (1969): for each field and grade of agreement two chances are stated, m that
//! two records of one company agree so, and u that two records of different companies do; log2(m/u) is what the
//! agreement weighs, in bits. Ten bits make a pair about a thousand times likelier to be one company than before.
//! For words u is not stated but counted: how many of all names hold the word.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::lexicon::WordClass;

/// The two chances of one grade of agreement, each above 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chances {
    /// That two records of one company agree so.
    pub m: f64,
    /// That two records of different companies agree so.
    pub u: f64,
}

impl Chances {
    /// The weight of the agreement, in bits.
    pub fn bits(self) -> f64 {
        bits(self.m, self.u)
    }
}

pub(super) const fn chances(m: f64, u: f64) -> Chances {
    Chances { m, u }
}

pub(super) fn bits(m: f64, u: f64) -> f64 {
    libm::log2(m / u)
}

/// The chance m of each grade of agreement between two words of one company's names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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

    fn values(&self) -> [f64; 6] {
        [self.distinctive, self.epithet, self.trade, self.place, self.number, self.connective]
    }
}

/// How names are weighed, word by word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordSettings {
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

/// Equal, or valid and different.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equality {
    /// Both state the same.
    pub same: Chances,
    /// Both state something, and it differs.
    pub different: Chances,
}

/// How countries are weighed; u of an agreement is the counted share of the country.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountrySettings {
    /// m that the countries are the same.
    pub same: f64,
    /// m that they differ.
    pub different: f64,
    /// The two countries are a state and a special administrative region of it.
    pub related: Chances,
    /// Assumed share of records in a country.
    pub assumed: f64,
    /// How many records the assumption counts as.
    pub assumed_records: f64,
}

/// How regions are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSettings {
    /// A region or a place in it stands on both sides.
    pub same: Chances,
    /// Both sides state a region, and they have nothing in common.
    pub different: Chances,
    /// One side states a region that the address of the other does not hold.
    pub unmentioned: Chances,
}

/// How addresses are weighed: by the shared part of their words, each counted by its rarity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressSettings {
    /// At least seven tenths are shared.
    pub same: Chances,
    /// At least four tenths.
    pub mostly: Chances,
    /// At least a sixth.
    pub partly: Chances,
    /// At least one in fifty.
    pub little: Chances,
    /// Less.
    pub nothing: Chances,
}

/// How identifiers are weighed, per register.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifierSettings {
    /// Legal Entity Identifier.
    pub lei: Equality,
    /// Open Supply Hub id.
    pub os_id: Equality,
    /// Global Location Number.
    pub gln: Equality,
    /// D-U-N-S number.
    pub duns: Equality,
    /// Tax number, where both countries are known and the same.
    pub tax_id: Equality,
}

/// From how many bits on a pair is what.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneSettings {
    /// A person has to look, from this many bits on.
    pub review: f64,
    /// It would be a surprise if it were not the same, from this many bits on. A person still decides.
    pub matched: f64,
    /// Without an identifier in common, the names alone must bring this much: a place and a country make no name.
    pub name: f64,
}

/// What a pair is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Too little in common.
    No,
    /// Enough in common for a person to look.
    Review,
    /// Very probably the same.
    Match,
}

/// How pairs are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Search {
    /// Over shared and similar words; pairs that cannot reach the review zone are never looked at.
    #[default]
    Indexed,
    /// Every pair, and every pair of words: quadratic, for checking the other.
    EveryPair,
}

/// All parameters of screening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreeningSettings {
    /// Names.
    pub words: WordSettings,
    /// It is another name of the entry that agrees, not its first.
    pub alias: Chances,
    /// Kinds of legal form.
    pub legal_form: Equality,
    /// Countries.
    pub country: CountrySettings,
    /// Regions.
    pub region: RegionSettings,
    /// Addresses.
    pub address: AddressSettings,
    /// Identifiers.
    pub identifiers: IdentifierSettings,
    /// Thresholds.
    pub zones: ZoneSettings,
    /// How pairs are found.
    pub search: Search,
}

/// Settings with which nothing can be weighed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A chance is not above 0 and at most 1.
    #[error("`{0}` is a chance: it must be above 0 and at most 1")]
    Chance(&'static str),
    /// A count or threshold is not a finite number of its range.
    #[error("`{0}` must be a finite number and not negative")]
    Number(&'static str),
    /// The review zone begins above the match zone.
    #[error("`zones.review` must not be above `zones.matched`")]
    Zones,
}

impl ScreeningSettings {
    /// The zone of a pair with so many bits.
    pub fn zone(&self, bits: f64) -> Zone {
        if bits >= self.zones.matched {
            Zone::Match
        } else if bits >= self.zones.review {
            Zone::Review
        } else {
            Zone::No
        }
    }

    /// Checks that every number is of its range.
    ///
    /// # Errors
    ///
    /// The first number that is not.
    pub fn check(&self) -> Result<(), SettingsError> {
        let chance = |name, value: f64| {
            if value > 0.0 && value <= 1.0 { Ok(()) } else { Err(SettingsError::Chance(name)) }
        };
        let number = |name, value: f64| {
            if value >= 0.0 && value.is_finite() { Ok(()) } else { Err(SettingsError::Number(name)) }
        };
        let words = &self.words;
        for grades in [words.within_script, words.across_scripts] {
            for value in [grades.same, grades.variant, grades.close, grades.near] {
                chance("words: grades", value)?;
            }
        }
        for classes in [words.missing, words.replaced, words.assumed] {
            for value in classes.values() {
                chance("words: missing, replaced, assumed", value)?;
            }
        }
        for value in words.short_words {
            chance("words.short_words", value)?;
        }
        for value in [
            words.homophone,
            words.consonants,
            words.close_by_chance,
            words.near_by_chance,
            words.consonants_by_chance,
            words.rarest,
        ] {
            chance("words", value)?;
        }
        number("words.assumed_names", words.assumed_names)?;
        if !(0.0..=1.0).contains(&words.repeated) {
            return Err(SettingsError::Number("words.repeated"));
        }
        let ids = &self.identifiers;
        let equalities = [self.legal_form, ids.lei, ids.os_id, ids.gln, ids.duns, ids.tax_id];
        let address = &self.address;
        let rest = [
            words.whole,
            self.alias,
            self.country.related,
            self.region.same,
            self.region.different,
            self.region.unmentioned,
            address.same,
            address.mostly,
            address.partly,
            address.little,
            address.nothing,
        ];
        for value in equalities.iter().flat_map(|equality| [equality.same, equality.different]).chain(rest) {
            chance("chances of a field", value.m)?;
            chance("chances of a field", value.u)?;
        }
        for value in [self.country.same, self.country.different, self.country.assumed] {
            chance("country", value)?;
        }
        number("country.assumed_records", self.country.assumed_records)?;
        for value in [self.zones.review, self.zones.matched, self.zones.name] {
            number("zones", value)?;
        }
        if self.zones.review > self.zones.matched {
            return Err(SettingsError::Zones);
        }
        Ok(())
    }
}

impl Default for ScreeningSettings {
    /// Judgement, set so that names of generic words alone stay below the review zone, a rare word in common with the
    /// country brings a pair there, and two rare words, or one with place and trade, make a match.
    fn default() -> Self {
        Self {
            words: WordSettings {
                within_script: Grades { same: 0.8, variant: 0.07, close: 0.06, near: 0.02 },
                across_scripts: Grades { same: 0.5, variant: 0.3, close: 0.1, near: 0.03 },
                homophone: 0.05,
                consonants: 0.5,
                close_by_chance: 0.0015,
                near_by_chance: 0.01,
                consonants_by_chance: 0.003,
                missing: PerClass {
                    distinctive: 0.08,
                    epithet: 0.25,
                    trade: 0.5,
                    place: 0.4,
                    number: 0.3,
                    connective: 0.6,
                },
                replaced: PerClass {
                    distinctive: 0.03,
                    epithet: 0.15,
                    trade: 0.4,
                    place: 0.12,
                    number: 0.02,
                    connective: 0.6,
                },
                assumed: PerClass {
                    distinctive: 0.0002,
                    epithet: 0.02,
                    trade: 0.1,
                    place: 0.01,
                    number: 0.1,
                    connective: 0.3,
                },
                short_words: [0.05, 0.01, 0.003, 0.001, 0.0005],
                assumed_names: 1000.0,
                rarest: 0.00005,
                repeated: 0.5,
                whole: chances(0.6, 0.1),
            },
            alias: chances(0.3, 0.5),
            legal_form: Equality { same: chances(0.75, 0.55), different: chances(0.25, 0.45) },
            country: CountrySettings {
                same: 0.95,
                different: 0.02,
                related: chances(0.03, 0.03),
                assumed: 0.02,
                assumed_records: 50.0,
            },
            region: RegionSettings {
                same: chances(0.8, 0.1),
                different: chances(0.12, 0.8),
                unmentioned: chances(0.4, 0.8),
            },
            address: AddressSettings {
                same: chances(0.35, 0.0002),
                mostly: chances(0.25, 0.002),
                partly: chances(0.2, 0.02),
                little: chances(0.12, 0.2),
                nothing: chances(0.08, 0.78),
            },
            identifiers: IdentifierSettings {
                lei: Equality { same: chances(0.98, 6e-8), different: chances(0.004, 1.0) },
                os_id: Equality { same: chances(0.9, 3e-7), different: chances(0.1, 1.0) },
                gln: Equality { same: chances(0.9, 1e-6), different: chances(0.2, 1.0) },
                duns: Equality { same: chances(0.9, 1e-6), different: chances(0.12, 1.0) },
                tax_id: Equality { same: chances(0.9, 3e-6), different: chances(0.02, 1.0) },
            },
            zones: ZoneSettings { review: 9.0, matched: 18.0, name: 5.0 },
            search: Search::Indexed,
        }
    }
}
