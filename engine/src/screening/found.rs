//! What screening finds: a pair, what it has in common field by field, and what that weighs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::identifier::{Identifier, IdentifierFault, Scheme};
use super::lexicon::WordClass;
use super::settings::Zone;
use crate::ids::PartyId;
use crate::inputs::WatchlistEntry;
use crate::network::Country;

/// One entry of a list of names, from any source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedEntity {
    /// The list.
    pub list: String,
    /// The entry's id in its list; entries of one list with one id are one entry for decisions.
    pub id: String,
    /// Name as listed.
    pub name: String,
    /// Other names as listed.
    pub aliases: Vec<String>,
    /// Country, where stated.
    pub country: Option<Country>,
    /// Region inside the country, as listed.
    pub region: Option<String>,
    /// Address as listed.
    pub address: Option<String>,
    /// Identifiers as listed.
    pub identifiers: Vec<Identifier>,
    /// Scheme the entry belongs to; not compared.
    pub programme: Option<String>,
    /// Day of listing; not compared.
    #[serde(default)]
    pub listed_on: Option<NaiveDate>,
    /// Who says so, or where it can be read; not compared.
    #[serde(default)]
    pub source: Option<String>,
}

impl From<&WatchlistEntry> for ListedEntity {
    /// A row of a watch list; its name stands for its id.
    fn from(entry: &WatchlistEntry) -> Self {
        Self {
            list: entry.list.clone(),
            id: entry.name.clone(),
            name: entry.name.clone(),
            aliases: entry.aliases.clone(),
            country: entry.country,
            region: None,
            address: entry.address.clone(),
            identifiers: Vec::new(),
            programme: entry.programme.clone(),
            listed_on: entry.listed_on,
            source: entry.source_url.clone(),
        }
    }
}

/// What a party is compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Counterpart {
    /// An entry of a list.
    Listed {
        /// The list.
        list: String,
        /// The entry's id.
        entry: String,
    },
    /// Another party.
    Party {
        /// Its id.
        id: PartyId,
    },
}

/// A pair that looks alike. It says no more than that, never that a party is listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The party; of two parties the one whose id comes first.
    pub party: PartyId,
    /// What it looks like.
    pub other: Counterpart,
    /// Sum of the bits of the fields.
    pub bits: f64,
    /// Review or match; `no` only for a pair that was asked for.
    pub zone: Zone,
    /// Every field that either side states, in fixed order.
    pub fields: Vec<FieldComparison>,
}

/// A field of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The names that agree best; see the words.
    Name,
    /// That a further name of the entry agrees best, not its first.
    Alias,
    /// Kind of legal form.
    LegalForm,
    /// Country.
    Country,
    /// Region.
    Region,
    /// Address.
    Address,
    /// An identifier.
    Identifier(Scheme),
}

/// How the two values of a field agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// See the words.
    ByWord,
    /// The same.
    Same,
    /// A state and a special administrative region of it.
    Related,
    /// Most of it is shared.
    Mostly,
    /// Some of it is shared.
    Partly,
    /// Little of it is shared.
    Little,
    /// Nothing is shared, or the values differ.
    Different,
    /// One side's region does not stand in the other's address.
    Unmentioned,
    /// One side states nothing, or the two cannot be compared; weighs nothing.
    Unknown,
    /// Ours is no identifier; weighs nothing.
    OursInvalid(IdentifierFault),
    /// Theirs is no identifier; weighs nothing.
    TheirsInvalid(IdentifierFault),
}

/// One field of a pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldComparison {
    /// Which.
    pub field: Field,
    /// What the party states, as written; empty if nothing.
    pub ours: String,
    /// What the other side states, as written; empty if nothing.
    pub theirs: String,
    /// How they agree.
    pub agreement: Agreement,
    /// What it weighs; the field's words add up to it.
    pub bits: f64,
    /// The words of the names; empty for other fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordComparison>,
}

/// How two words agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordAgreement {
    /// The same word, in whatever language or script it has one Latin form.
    Same,
    /// One word that the other name writes in two or three.
    Joined,
    /// The same Latin form, from Chinese characters on one side.
    Transliterated,
    /// Chinese characters that differ and sound the same.
    Homophone,
    /// Two usual transliterations of one word.
    Variant,
    /// The same consonants, where one script writes no vowels.
    Consonants,
    /// One letter apart.
    Close,
    /// Alike at large.
    Near,
    /// In the party's name only.
    OursOnly,
    /// In the other name only.
    TheirsOnly,
    /// No word of either name is left over.
    Whole,
}

/// One step of comparing two names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordComparison {
    /// Our word or words, small letters; empty if none.
    pub ours: String,
    /// Their word or words, small letters; empty if none.
    pub theirs: String,
    /// How they agree.
    pub agreement: WordAgreement,
    /// What kind of word it is.
    pub class: WordClass,
    /// What it weighs.
    pub bits: f64,
}
