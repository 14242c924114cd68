//! Links as used, and how E splits by country, tier, kind, commodity, kind of link and recruiter.

use super::AssessError;
use super::outline::Outline;
use super::propagate::Carrier;
use super::result::{Assessment, LinkResult, Split, SplitBy, SplitPart};
use crate::explanation::{Apportioned, apportion};
use crate::network::{LinkKind, Network};
use crate::propagation::{self, SubjectReach, WorldSettings};

/// Key of the subject's own part in splits by link.
const OWN_OPERATIONS: &str = "own_operations";
/// Digits of an HS heading.
const HEADING: usize = 4;

/// Every link as used, before anything is known about a subject.
pub(super) fn links(network: &Network, carrier: &Carrier) -> Vec<LinkResult> {
    network
        .links()
        .iter()
        .zip(network.short_link_ids())
        .enumerate()
        .map(|(i, (link, link_id))| LinkResult {
            link_id,
            supplier_id: link.supplier.clone(),
            buyer_id: link.buyer.clone(),
            kind: link.kind,
            status: link.status,
            commodity: link.commodity.clone(),
            product: link.product.clone(),
            traceability: link.traceability,
            share: link.kind.is_trade().then(|| carrier.share(i)),
            weight: (link.kind != LinkKind::Labour).then(|| carrier.weight(i)),
            upstream: false,
        })
        .collect()
}

/// Marks the links over which something can reach the subject.
pub(super) fn mark_upstream(links: &mut [LinkResult], network: &Network, reach: &SubjectReach, headline: usize) {
    for (link, (_, buyer)) in links.iter_mut().zip(network.ends()) {
        link.upstream = link.weight.is_some_and(|weight| weight > 0.0) && reach.rho(buyer, headline) > 0.0;
    }
}

/// Every split of E. The parts of each sum to E.
pub(super) fn splits(
    assessment: &Assessment,
    network: &Network,
    outline: &Outline<'_>,
    carrier: &Carrier,
    subject: usize,
    settings: WorldSettings,
) -> Result<Vec<Split>, AssessError> {
    let parties = &assessment.parties;
    let value = |i: usize| parties.get(i).and_then(|party| party.contribution).unwrap_or_default();
    let by_source = |key: &dyn Fn(usize) -> String| {
        let keys: Vec<String> = (0..parties.len()).map(key).collect();
        apportion(keys.iter().enumerate().map(|(i, key)| (value(i), key.as_str())))
    };
    let country = by_source(&|i| {
        parties.get(i).and_then(|party| party.country).map(|country| country.to_string()).unwrap_or_default()
    });
    let tier =
        by_source(&|i| parties.get(i).and_then(|party| party.tier).map(|tier| tier.to_string()).unwrap_or_default());
    let kind = by_source(&|i| {
        parties.get(i).and_then(|party| party.kind).map(|kind| kind.as_str().to_owned()).unwrap_or_default()
    });

    let outflow =
        propagation::outflow(&carrier.all, subject, carrier.headline(), settings).map_err(AssessError::Propagation)?;
    let mut commodity = Apportioned::default();
    let mut link_kind = Apportioned::default();
    for ((link, (supplier, _)), rho) in network.links().iter().zip(network.ends()).zip(&outflow) {
        let part = parties.get(supplier).map_or(0.0, |party| party.likelihood) * rho;
        if part > 0.0 && supplier != subject {
            let heading = link.commodity.as_deref().map_or("", |code| code.get(..HEADING).unwrap_or(code));
            commodity.add(heading, part);
            link_kind.add(link.kind.as_str(), part);
        }
    }
    if value(subject) > 0.0 {
        commodity.add(OWN_OPERATIONS, value(subject));
        link_kind.add(OWN_OPERATIONS, value(subject));
    }
    Ok(vec![
        split(SplitBy::Country, country),
        split(SplitBy::Tier, tier),
        split(SplitBy::Kind, kind),
        over_links(SplitBy::Commodity, commodity),
        over_links(SplitBy::LinkKind, link_kind),
        over_links(SplitBy::Recruiter, by_recruiter(assessment, network, outline, carrier.headline())),
    ])
}

/// What recruiters add: p with them minus p without them, among several in proportion to −Σ ln(1 − w·p).
fn by_recruiter(assessment: &Assessment, network: &Network, outline: &Outline<'_>, headline: usize) -> Apportioned {
    let mut parts = Apportioned::default();
    for (i, (party, own)) in assessment.parties.iter().zip(&outline.own.parties).enumerate() {
        let rho = party.reach_to_subject.unwrap_or_default();
        if party.contribution.unwrap_or_default() == 0.0 {
            continue;
        }
        let weight: f64 = own.recruiters.iter().map(crate::likelihood::RecruiterPart::weight).sum();
        let added = if weight > 0.0 {
            let without = outline.prepared.without_recruiters(i);
            (party.likelihood - without.get(headline).copied().unwrap_or(party.likelihood)).max(0.0)
        } else {
            0.0
        };
        for part in own.recruiters.iter().filter(|_| added > 0.0) {
            if let Some(recruiter) = network.parties().get(part.recruiter) {
                parts.add(recruiter.id.as_str(), added * rho * part.weight() / weight);
            }
        }
        parts.add("", (party.likelihood - added) * rho);
    }
    parts
}

/// A split in which one source may stand behind several parts, so that a number of sources would mislead.
fn over_links(by: SplitBy, parts: Apportioned) -> Split {
    let Split { by, mut parts } = split(by, parts);
    for part in &mut parts {
        part.parties = 0;
    }
    Split { by, parts }
}

fn split(by: SplitBy, parts: Apportioned) -> Split {
    let parts =
        parts.largest_first().into_iter().map(|(key, value, parties)| SplitPart { key, value, parties }).collect();
    Split { by, parts }
}
