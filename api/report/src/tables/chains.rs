//! `chains.csv`: the best chain of each source.

use std::collections::BTreeMap;

use karvon_engine::assessment::{Assessment, Chain};
use karvon_engine::ids::PartyId;

use super::{TableError, columns, joined, number, safe, write_long};

/// One chain per source, best first; the header alone without a subject.
pub fn chains(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "rank",
        "source_id",
        "source_name",
        "parties",
        "link_kinds",
        "link_statuses",
        "weights",
        "probability",
        "live",
        "unsupported_links",
        "regime",
        "regime_probability",
        "leaf",
        "leaf_probability",
    ]);
    let names: BTreeMap<&PartyId, &str> =
        assessment.parties.iter().map(|party| (&party.party_id, party.name.as_str())).collect();
    let ranked: Vec<(usize, &Chain)> = (1..).zip(&assessment.chains).collect();
    write_long("chains", &header, &ranked, |(rank, chain)| row(assessment, &names, *rank, chain))
}

fn row(assessment: &Assessment, names: &BTreeMap<&PartyId, &str>, rank: usize, chain: &Chain) -> Vec<String> {
    let name = names.get(&chain.source).copied().unwrap_or_default();
    let links: Vec<_> = chain.links.iter().filter_map(|link| assessment.links.get(*link)).collect();
    vec![
        rank.to_string(),
        safe(chain.source.as_str()),
        safe(name),
        safe(&chain.parties.iter().map(ToString::to_string).collect::<Vec<_>>().join(" > ")),
        joined(links.iter().map(|link| link.kind.as_str().to_owned())),
        joined(links.iter().map(|link| link.status.as_str().to_owned())),
        joined(chain.weights.iter().map(|weight| number(*weight))),
        number(chain.probability),
        number(chain.live),
        chain.unsupported_links.to_string(),
        chain.regime.clone(),
        number(chain.regime_probability),
        chain.leaf.to_string(),
        number(chain.leaf_probability),
    ]
}
