//! Compares the fields beside the name: legal form, country, region, address, identifiers.

use super::found::Agreement;
use super::identifier::{IdentifierFault, Scheme};
use super::letters::Script;
use super::records::{NameKey, PlaceWords, Record, Records};
use super::settings::{Chances, Equality, IdentifierSettings, ScreeningSettings, bits};
use crate::network::Country;

/// How a field agrees, and what that weighs.
pub(super) type Weighed = (Agreement, f64);

const UNKNOWN: Weighed = (Agreement::Unknown, 0.0);

fn weighed(agreement: Agreement, chances: Chances) -> Weighed {
    (agreement, chances.bits())
}

/// Kinds of legal form of the two names compared. "Co." alone tells nothing.
pub(super) fn legal_form(ours: &NameKey, theirs: &NameKey, settings: &ScreeningSettings) -> Weighed {
    if ours.legal.is_empty() || theirs.legal.is_empty() {
        return UNKNOWN;
    }
    if ours.legal.iter().any(|kind| theirs.legal.contains(kind)) {
        weighed(Agreement::Same, settings.legal_form.same)
    } else {
        weighed(Agreement::Different, settings.legal_form.different)
    }
}

/// Countries; a common country tells less than a rare one.
pub(super) fn country(ours: &Record, theirs: &Record, records: &Records, settings: &ScreeningSettings) -> Weighed {
    let (Some(ours), Some(theirs)) = (ours.country, theirs.country) else {
        return UNKNOWN;
    };
    if ours == theirs {
        return (Agreement::Same, country_bits(ours, records, settings));
    }
    if related(ours, theirs) {
        return weighed(Agreement::Related, settings.country.related);
    }
    let share = |country| records.countries.get(&country).copied().unwrap_or(settings.country.assumed);
    let differ = (1.0 - share(ours) * share(theirs)).max(settings.country.different);
    (Agreement::Different, bits(settings.country.different, differ))
}

/// What agreement in a country weighs.
pub(super) fn country_bits(country: Country, records: &Records, settings: &ScreeningSettings) -> f64 {
    let share = records.countries.get(&country).copied().unwrap_or(settings.country.assumed);
    bits(settings.country.same, share.max(settings.words.rarest))
}

/// Companies of Hong Kong and Macau have their plants in the mainland; lists give the one or the other.
fn related(one: Country, other: Country) -> bool {
    let regions = |country: Country| matches!(country.as_str(), "HKG" | "MAC");
    let mainland = |country: Country| country.as_str() == "CHN";
    (regions(one) && mainland(other)) || (mainland(one) && regions(other))
}

/// Regions, by words in common; where one side states none, its address is looked into.
pub(super) fn region(ours: &Record, theirs: &Record, settings: &ScreeningSettings) -> Weighed {
    let settings = &settings.region;
    let stated = (!ours.region.is_empty(), !theirs.region.is_empty());
    if stated == (false, false) {
        return UNKNOWN;
    }
    let shared = share_a_word(&ours.region, &theirs.region)
        || share_a_word(&ours.region, &theirs.address)
        || share_a_word(&ours.address, &theirs.region);
    let addressed = !(if stated.0 { &theirs.address } else { &ours.address }).is_empty();
    match stated {
        _ if shared => weighed(Agreement::Same, settings.same),
        (true, true) => weighed(Agreement::Different, settings.different),
        _ if addressed => weighed(Agreement::Unmentioned, settings.unmentioned),
        _ => UNKNOWN,
    }
}

/// Addresses, by the shared part of their words, each counted by its rarity.
pub(super) fn address(ours: &Record, theirs: &Record, records: &Records, settings: &ScreeningSettings) -> Weighed {
    if ours.address.is_empty() || theirs.address.is_empty() {
        return UNKNOWN;
    }
    let settings = &settings.address;
    let bits = |words: &mut dyn Iterator<Item = u32>| -> f64 {
        words.filter_map(|word| records.place_bits.get(usize::try_from(word).ok()?)).sum()
    };
    let shared = bits(&mut ours.address.iter().copied().filter(|word| theirs.address.binary_search(word).is_ok()));
    let all = bits(&mut ours.address.iter().copied()) + bits(&mut theirs.address.iter().copied()) - shared;
    let part = if all > 0.0 { shared / all } else { 1.0 };
    // Signs for whole words, or without vowels, seldom meet an address spelt in letters: that tells nothing.
    let spelt = |record: &Record| record.address_script <= Script::Cyrillic;
    if part >= settings.same_from {
        weighed(Agreement::Same, settings.same)
    } else if part >= settings.mostly_from {
        weighed(Agreement::Mostly, settings.mostly)
    } else if part >= settings.partly_from {
        weighed(Agreement::Partly, settings.partly)
    } else if spelt(ours) != spelt(theirs)
        || (ours.address_script != theirs.address_script && part < settings.little_from)
    {
        UNKNOWN
    } else if part >= settings.little_from {
        weighed(Agreement::Little, settings.little)
    } else {
        weighed(Agreement::Different, settings.nothing)
    }
}

/// The identifiers of one register; `None` where neither side states one.
pub(super) fn identifier(
    scheme: Scheme,
    ours: &Record,
    theirs: &Record,
    settings: &ScreeningSettings,
) -> Option<Weighed> {
    let of = |record: &Record| -> Vec<Result<String, IdentifierFault>> {
        let stated = record.identifiers.iter().filter(|(other, _)| *other == scheme);
        stated.map(|(_, value)| value.clone()).collect()
    };
    let (our_values, their_values) = (of(ours), of(theirs));
    if our_values.is_empty() && their_values.is_empty() {
        return None;
    }
    let fault = |values: &[Result<String, IdentifierFault>]| values.iter().find_map(|value| value.clone().err());
    let valid =
        |values: Vec<Result<String, IdentifierFault>>| values.into_iter().filter_map(Result::ok).collect::<Vec<_>>();
    let (our_fault, their_fault) = (fault(&our_values), fault(&their_values));
    let (our_values, their_values) = (valid(our_values), valid(their_values));
    if our_values.is_empty() || their_values.is_empty() {
        let invalid = match (our_fault, their_fault) {
            (Some(fault), _) if our_values.is_empty() => Agreement::OursInvalid(fault),
            (_, Some(fault)) => Agreement::TheirsInvalid(fault),
            _ => Agreement::Unknown,
        };
        return Some((invalid, 0.0));
    }
    if scheme == Scheme::TaxId && (ours.country.is_none() || ours.country != theirs.country) {
        return Some(UNKNOWN);
    }
    let equality = of_scheme(scheme, &settings.identifiers);
    Some(if our_values.iter().any(|value| their_values.contains(value)) {
        weighed(Agreement::Same, equality.same)
    } else {
        weighed(Agreement::Different, equality.different)
    })
}

/// Every register, in the order in which their fields stand.
pub(super) const SCHEMES: [Scheme; 5] = [Scheme::Lei, Scheme::OsId, Scheme::Gln, Scheme::Duns, Scheme::TaxId];

fn of_scheme(scheme: Scheme, settings: &IdentifierSettings) -> Equality {
    match scheme {
        Scheme::Lei => settings.lei,
        Scheme::OsId => settings.os_id,
        Scheme::Gln => settings.gln,
        Scheme::Duns => settings.duns,
        Scheme::TaxId => settings.tax_id,
    }
}

/// Whether two sorted lists share a word.
fn share_a_word(one: &PlaceWords, other: &PlaceWords) -> bool {
    one.iter().any(|word| other.binary_search(word).is_ok())
}
