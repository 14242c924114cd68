//! `interviews.csv`: which dimensions rounds of interviews show.

use karvon_engine::assessment::Assessment;
use karvon_engine::dimension::{Applied, DimensionResult, DimensionStatus, RoundResult};

use super::{TableError, columns, joined, safe, write};
use crate::model::suppression::group_beside;

/// One row per round and dimension; a round that the scheme does not fit has one row without a dimension. The group is left
/// empty where fewer than five workers were asked. The result is a hint for a specialist, never a finding about a person.
pub fn interviews(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "scheme",
        "version",
        "party_id",
        "worker_group",
        "source_id",
        "applied",
        "dimension",
        "status",
        "present",
        "missing",
        "class",
        "evidence",
    ]);
    let rows = assessment.interviews.iter().flat_map(|round| {
        if round.dimensions.is_empty() {
            vec![row(round, None)]
        } else {
            round.dimensions.iter().map(|dimension| row(round, Some(dimension))).collect()
        }
    });
    write("interviews", &header, rows)
}

fn row(round: &RoundResult, dimension: Option<&DimensionResult>) -> Vec<String> {
    let missing: &[String] = match dimension.map(|dimension| &dimension.status) {
        Some(DimensionStatus::Unknown { missing }) => missing,
        Some(DimensionStatus::Positive | DimensionStatus::Negative) | None => &[],
    };
    let applied = match round.applied {
        Applied::Yes => "yes",
        Applied::MixedGroup => "mixed_group",
        Applied::Children => "children",
    };
    vec![
        round.scheme.clone(),
        round.version.clone(),
        safe(round.party_id.as_str()),
        group_beside(round.group, round.asked).map(|group| group.as_str().to_owned()).unwrap_or_default(),
        safe(&round.source_id),
        applied.to_owned(),
        dimension.map(|dimension| dimension.dimension.clone()).unwrap_or_default(),
        dimension.map(|dimension| dimension.status.as_str().to_owned()).unwrap_or_default(),
        joined(dimension.into_iter().flat_map(|dimension| dimension.present.iter().cloned())),
        joined(missing.iter().cloned()),
        round.class.clone().unwrap_or_default(),
        joined(dimension.into_iter().flat_map(|dimension| dimension.evidence.iter().map(ToString::to_string))),
    ]
}
