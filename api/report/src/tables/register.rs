//! `register.csv`: the indicator register.

use karvon_engine::assessment::{Assessment, RegisterEntry, RegisterStatus};

use super::{TableError, columns, joined, safe, write_long};
use crate::model::suppression::{Headcount, group_beside, headcount};

/// Every entry, ordered by party, leaf and group.
pub fn register(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "register_id",
        "party_id",
        "indicator",
        "leaf",
        "class",
        "worker_group",
        "period_from",
        "period_to",
        "status",
        "affected",
        "evidence",
        "missing",
    ]);
    write_long("register", &header, &assessment.register, row)
}

fn row(entry: &RegisterEntry) -> Vec<String> {
    let status = match entry.status {
        RegisterStatus::Observed => "observed",
        RegisterStatus::NotObserved => "not_observed",
        RegisterStatus::Unknown => "unknown",
    };
    let affected = match headcount(entry.affected) {
        Headcount::Shown(workers) => workers.to_string(),
        Headcount::Small => "<5".to_owned(),
        Headcount::Unknown => String::new(),
    };
    vec![
        entry.register_id.clone(),
        safe(entry.party_id.as_str()),
        entry.indicator.to_string(),
        entry.leaf.to_string(),
        entry.class.as_str().to_owned(),
        group_beside(entry.group, entry.affected).map(|group| group.as_str().to_owned()).unwrap_or_default(),
        entry.period.map(|period| period.from.to_string()).unwrap_or_default(),
        entry.period.map(|period| period.to.to_string()).unwrap_or_default(),
        status.to_owned(),
        affected,
        joined(entry.evidence.iter().map(ToString::to_string)),
        joined(entry.missing.iter().map(ToString::to_string)),
    ]
}
