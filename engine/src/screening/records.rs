//! Both sides of a screening in the form in which they are compared: words as numbers, everything read once.

use std::collections::BTreeMap;

use super::found::ListedEntity;
use super::identifier::{IdentifierFault, Scheme, canonical};
use super::letters::Script;
use super::lexicon::{LegalKind, WordClass};
use super::name::Name;
use super::settings::ScreeningSettings;
use super::vocabulary::{Gatherer, Side, Vocabulary, WordId};
use crate::network::{Country, Party};

/// A record as its owner wrote it.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    pub(super) names: Vec<&'a str>,
    pub(super) country: Option<Country>,
    pub(super) region: Option<&'a str>,
    pub(super) address: Option<&'a str>,
    pub(super) identifiers: Vec<(Scheme, &'a str)>,
}

impl<'a> From<&'a Party> for Source<'a> {
    fn from(party: &'a Party) -> Self {
        let identifiers = [
            (Scheme::Lei, &party.lei),
            (Scheme::OsId, &party.os_id),
            (Scheme::Duns, &party.duns),
            (Scheme::TaxId, &party.tax_id),
        ];
        Self {
            names: vec![&party.name],
            country: party.country,
            region: party.subdivision.as_deref(),
            address: party.address.as_deref(),
            identifiers: identifiers
                .into_iter()
                .filter_map(|(scheme, value)| Some((scheme, value.as_deref()?)))
                .collect(),
        }
    }
}

impl<'a> From<&'a ListedEntity> for Source<'a> {
    fn from(entry: &'a ListedEntity) -> Self {
        Self {
            names: std::iter::once(entry.name.as_str()).chain(entry.aliases.iter().map(String::as_str)).collect(),
            country: entry.country,
            region: entry.region.as_deref(),
            address: entry.address.as_deref(),
            identifiers: entry
                .identifiers
                .iter()
                .map(|identifier| (identifier.scheme, identifier.value.as_str()))
                .collect(),
        }
    }
}

/// Two or three neighbouring words that are one word elsewhere (`Jiang Su`, `Ga rment`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct JoinedWords {
    pub(super) start: u8,
    pub(super) end: u8,
    pub(super) word: WordId,
}

/// A name as numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NameKey {
    pub(super) words: Vec<WordId>,
    pub(super) joined: Vec<JoinedWords>,
    pub(super) script: Script,
    /// Kinds of legal form, sorted, without the unspecified.
    pub(super) legal: Vec<LegalKind>,
}

/// Distinct words of an address or region by number, ascending.
pub(super) type PlaceWords = Vec<u32>;

/// A record as numbers.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) names: Vec<NameKey>,
    pub(super) country: Option<Country>,
    pub(super) region: PlaceWords,
    pub(super) address: PlaceWords,
    /// The least Latin of the scripts of the address.
    pub(super) address_script: Script,
    pub(super) identifiers: Vec<(Scheme, Result<String, IdentifierFault>)>,
}

/// Both sides, and what is counted over both.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) first: Vec<Record>,
    /// Empty where one side is compared with itself.
    pub(super) second: Vec<Record>,
    pub(super) vocabulary: Vocabulary,
    /// What a word of an address counts, bits, by its number.
    pub(super) place_bits: Vec<f64>,
    /// Share of the records that state a country, by country.
    pub(super) countries: BTreeMap<Country, f64>,
}

impl Records {
    /// Reads both sides; `second` is `None` where the first is compared with itself.
    pub(super) fn read(first: &[Source<'_>], second: Option<&[Source<'_>]>, settings: &ScreeningSettings) -> Self {
        let mut reader = Reader::default();
        let first_side = if second.is_some() { Side::First } else { Side::Both };
        let first_drafts: Vec<Draft> = first.iter().map(|source| reader.read(source, first_side)).collect();
        let second_drafts: Vec<Draft> =
            second.unwrap_or_default().iter().map(|source| reader.read(source, Side::Second)).collect();
        let (vocabulary, finals) = reader.names.finish(&settings.words);
        // Place words are numbered by their text, so that sums over them do not depend on the order of records.
        let mut place_finals = vec![0; reader.place_records.len()];
        let mut place_bits = Vec::with_capacity(place_finals.len());
        for (id, &at) in (0..).zip(reader.places.values()) {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            if let (Some(place), Some(&held)) = (place_finals.get_mut(at), reader.place_records.get(at)) {
                *place = id;
                place_bits.push(libm::log2(f64::from(reader.records + 1) / f64::from(held.max(1))));
            }
        }
        let finals = Finals { words: finals, places: place_finals };
        let finish = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| draft.finish(&finals, &vocabulary)).collect();
        let (first, second) = (finish(first_drafts), finish(second_drafts));
        let stated: u32 = reader.countries.values().sum();
        let assumed = settings.country.assumed_records;
        let countries = reader
            .countries
            .iter()
            .map(|(&country, &held)| {
                let share = (f64::from(held) + assumed * settings.country.assumed) / (f64::from(stated) + assumed);
                (country, share.clamp(settings.words.rarest, 1.0))
            })
            .collect();
        Self { first, second, vocabulary, place_bits, countries }
    }
}

/// A name whose words have provisional numbers, and whose joined words are texts still.
#[derive(Debug)]
struct NameDraft {
    words: Vec<usize>,
    joined: Vec<(u8, u8, String)>,
    script: Script,
    legal: Vec<LegalKind>,
}

/// A record whose words have provisional numbers.
#[derive(Debug)]
struct Draft {
    names: Vec<NameDraft>,
    record: Record,
}

/// Final numbers by provisional ones.
#[derive(Debug)]
struct Finals {
    words: Vec<WordId>,
    places: Vec<u32>,
}

impl Finals {
    fn places(&self, words: &[u32]) -> PlaceWords {
        let numbers = words.iter().filter_map(|&word| self.places.get(usize::try_from(word).ok()?).copied());
        let mut words: PlaceWords = numbers.collect();
        words.sort_unstable();
        words
    }
}

impl Draft {
    fn finish(self, finals: &Finals, vocabulary: &Vocabulary) -> Record {
        let joined =
            |(start, end, text): (u8, u8, String)| vocabulary.find(&text).map(|word| JoinedWords { start, end, word });
        let names = self.names.into_iter().map(|name| NameKey {
            words: name.words.iter().filter_map(|&word| finals.words.get(word).copied()).collect(),
            joined: name.joined.into_iter().filter_map(joined).collect(),
            script: name.script,
            legal: name.legal,
        });
        let (region, address) = (finals.places(&self.record.region), finals.places(&self.record.address));
        Record { names: names.collect(), region, address, ..self.record }
    }
}

#[derive(Debug, Default)]
struct Reader {
    names: Gatherer,
    places: BTreeMap<String, u32>,
    /// How many records hold a place word, by its number.
    place_records: Vec<u32>,
    records: u32,
    countries: BTreeMap<Country, u32>,
}

impl Reader {
    fn read(&mut self, source: &Source<'_>, side: Side) -> Draft {
        let names: Vec<Name> = source.names.iter().map(|name| Name::read(name)).collect();
        let numbers = self.names.add(&names, side);
        let names = names
            .iter()
            .zip(numbers)
            .map(|(name, words)| NameDraft { words, joined: joins(name), script: name.script(), legal: legal(name) })
            .collect();
        self.records += 1;
        if let Some(country) = source.country {
            *self.countries.entry(country).or_default() += 1;
        }
        let (region, _) = self.place_words(source.region);
        let (address, address_script) = self.place_words(source.address);
        let mut held: Vec<u32> = region.iter().chain(&address).copied().collect();
        held.sort_unstable();
        held.dedup();
        for word in held {
            if let Some(records) = usize::try_from(word).ok().and_then(|at| self.place_records.get_mut(at)) {
                *records += 1;
            }
        }
        let identifiers = source.identifiers.iter().map(|&(scheme, text)| (scheme, canonical(scheme, text))).collect();
        Draft {
            names,
            record: Record { names: Vec::new(), country: source.country, region, address, address_script, identifiers },
        }
    }

    /// Distinct words of a text about a place, without words such as `province`.
    fn place_words(&mut self, text: Option<&str>) -> (PlaceWords, Script) {
        let name = text.map(Name::read).unwrap_or_default();
        let mut words: PlaceWords = name
            .words
            .iter()
            .filter(|word| !matches!(word.class, WordClass::Trade | WordClass::Connective))
            .filter_map(|word| {
                // Chinese characters meet Latin ones by their sound.
                let text = if word.class == WordClass::Distinctive { &word.folded } else { &word.text };
                let next = u32::try_from(self.places.len()).ok()?;
                let id = *self.places.entry(text.clone()).or_insert(next);
                if id == next {
                    self.place_records.push(0);
                }
                Some(id)
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        (words, name.script())
    }
}

/// Neighbouring words written as one, if both are spelt in letters.
fn joins(name: &Name) -> Vec<(u8, u8, String)> {
    let mut joins = Vec::new();
    for length in 2..=3_usize {
        for (start, span) in name.words.windows(length).enumerate() {
            let spelt = span.iter().all(|word| word.class != WordClass::Number && word.script != Script::Han);
            if spelt && let (Ok(start), Ok(end)) = (u8::try_from(start), u8::try_from(start + length)) {
                joins.push((start, end, span.iter().map(|word| word.folded.as_str()).collect()));
            }
        }
    }
    joins
}

fn legal(name: &Name) -> Vec<LegalKind> {
    let mut kinds: Vec<LegalKind> =
        name.legal.iter().map(|&(kind, _)| kind).filter(|&kind| kind != LegalKind::Unspecified).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
