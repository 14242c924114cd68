//! `chains.csv`: the best chain of each source.

use karvon_engine::assessment::{Assessment, Chain};

use super::{TableError, columns, joined, number, safe, write};

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
    write("chains", &header, assessment.chains.iter().enumerate().map(|(at, chain)| row(assessment, at + 1, chain)))
}

fn row(assessment: &Assessment, rank: usize, chain: &Chain) -> Vec<String> {
    let name = assessment
        .parties
        .iter()
        .find(|party| party.party_id == chain.source)
        .map(|party| party.name.as_str())
        .unwrap_or_default();
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
