//! `contradictions.csv`: who denied what is shown.

use karvon_engine::assessment::Assessment;

use super::{TableError, columns, safe, write_long};

/// Every pair of rows that contradict each other.
pub fn contradictions(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&["party_id", "indicator", "worker_group", "family", "denies", "shows"]);
    write_long("contradictions", &header, &assessment.contradictions, |pair| {
        vec![
            safe(pair.party_id.as_str()),
            pair.indicator.to_string(),
            pair.group.as_str().to_owned(),
            pair.family.clone(),
            pair.denies.to_string(),
            pair.shows.to_string(),
        ]
    })
}
