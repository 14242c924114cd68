//! What changed between two assessments, as a table.

use karvon_engine::assessment::Comparison;
use karvon_engine::explanation::Moved;
use karvon_engine::ruleset::Band;

use super::{TableError, columns, maybe, number, safe, write};

/// One row a number: first those of the subject, then likelihood and contribution of every party that changed, in the order of
/// the comparison. The five causes add up to `to` minus `from`.
pub fn comparison(comparison: &Comparison) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "party_id",
        "name",
        "number",
        "band_from",
        "band_to",
        "from",
        "to",
        "data",
        "evidence",
        "lists",
        "ruleset",
        "engine",
    ]);
    let of_subject = comparison.numbers.iter().map(|change| row(["", "", &change.number], [None, None], &change.moved));
    let of_parties = comparison.changes.iter().flat_map(|party| {
        let (id, bands) = (party.party_id.as_str(), [party.band_from, party.band_to]);
        let likelihood = row([id, &party.name, "likelihood"], bands, &party.likelihood);
        let contribution =
            party.contribution.as_ref().map(|moved| row([id, &party.name, "contribution"], bands, moved));
        std::iter::once(likelihood).chain(contribution)
    });
    write("comparison", &header, of_subject.chain(of_parties))
}

fn row(names: [&str; 3], bands: [Option<Band>; 2], moved: &Moved) -> Vec<String> {
    let band = |band: Option<Band>| band.map(|band| band.as_str().to_owned()).unwrap_or_default();
    let causes = [moved.data, moved.evidence, moved.lists, moved.ruleset, moved.engine];
    let cells = names.map(safe).into_iter().chain(bands.map(band)).chain([maybe(moved.from), maybe(moved.to)]);
    cells.chain(causes.map(number)).collect()
}
