//! `contributions.csv`: how the expected number of places splits.

use karvon_engine::assessment::{Assessment, SplitBy};

use super::{TableError, columns, number, safe, write};

/// Every part of every split; the header alone without a subject. The values of one axis sum to the expected number of places.
pub fn contributions(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let total = assessment.summary.as_ref().map_or(0.0, |summary| summary.all_links.expected_sources);
    let header = columns(&["by", "key", "value", "share", "parties"]);
    let rows = assessment.splits.iter().flat_map(|split| {
        split.parts.iter().map(move |part| {
            let share = if total > 0.0 { part.value / total } else { 0.0 };
            vec![
                axis(split.by).to_owned(),
                safe(&part.key),
                number(part.value),
                number(share),
                part.parties.to_string(),
            ]
        })
    });
    write("contributions", &header, rows)
}

const fn axis(by: SplitBy) -> &'static str {
    match by {
        SplitBy::Country => "country",
        SplitBy::Tier => "tier",
        SplitBy::Kind => "kind",
        SplitBy::Commodity => "commodity",
        SplitBy::LinkKind => "link_kind",
        SplitBy::Recruiter => "recruiter",
    }
}
