//! What links carry: transmission weights for the worlds, and shares of input for exposure.

use std::collections::BTreeMap;

use crate::network::{Link, LinkKind, LinkStatus, Network, Traceability};
use crate::ruleset::{Policy, Ruleset};

/// Transmission of every link in every channel, `links × channels`, link-major, each 0–1. Labour links carry nothing
/// here: recruiters act on their employers before propagation.
pub(super) fn weights(network: &Network, ruleset: &Ruleset) -> Vec<f64> {
    let channels = ruleset.channels();
    let rules = &ruleset.source().transmission;
    let mut by_kind: BTreeMap<LinkKind, Vec<f64>> = BTreeMap::new();
    for kind in LinkKind::ALL {
        let general = rules.by_kind.get(&kind).copied().unwrap_or(0.0);
        let own = rules.by_kind_and_channel.get(&kind);
        let row = channels
            .iter()
            .map(|channel| own.and_then(|own| own.get(channel.as_str())).copied().unwrap_or(general))
            .collect();
        by_kind.insert(kind, row);
    }
    let mut weights = Vec::with_capacity(network.links().len() * channels.len());
    for link in network.links() {
        let a = carried(link, ruleset);
        weights.extend(by_kind.get(&link.kind).into_iter().flatten().map(|b| a * b));
    }
    weights
}

/// The part `a` that a link carries under the ruleset's policy.
fn carried(link: &Link, ruleset: &Ruleset) -> f64 {
    let rules = &ruleset.source().transmission;
    if is_segregated(link) {
        return rules.segregation_leak;
    }
    match rules.policy {
        Policy::AnyPart => 1.0,
        Policy::ShareWeighted => {
            let share = link.share.unwrap_or(1.0).clamp(0.0, 1.0);
            rules.share_floor + (1.0 - rules.share_floor) * share
        }
    }
}

/// Only goods or subcontracted work that is shown to be kept apart lowers what a link carries.
fn is_segregated(link: &Link) -> bool {
    let kept_apart = link.traceability == Traceability::Segregated && link.status == LinkStatus::Verified;
    kept_apart
        && match link.kind {
            LinkKind::Goods | LinkKind::Subcontract => true,
            LinkKind::Services | LinkKind::Labour | LinkKind::Ownership => false,
        }
}

/// Share of its buyer's input that each link brings, 0–1; 0 for links that bring none. Stated shares count as stated
/// (scaled to 1 where they sum to more); without any, values in one currency are divided; what is left unexplained is
/// split equally among the links without a share.
pub(super) fn shares(network: &Network) -> Vec<f64> {
    let mut incoming: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, (link, (_, buyer))) in network.links().iter().zip(network.ends()).enumerate() {
        if link.kind.is_trade() {
            incoming.entry(buyer).or_default().push(i);
        }
    }
    let mut shares = vec![0.0; network.links().len()];
    for links in incoming.values() {
        let rows: Vec<(usize, &Link)> = links.iter().filter_map(|&i| Some((i, network.links().get(i)?))).collect();
        for (i, share) in shares_of_one_buyer(&rows) {
            if let Some(slot) = shares.get_mut(i) {
                *slot = share;
            }
        }
    }
    shares
}

fn shares_of_one_buyer(rows: &[(usize, &Link)]) -> Vec<(usize, f64)> {
    let stated: f64 = rows.iter().filter_map(|(_, link)| link.share).sum();
    let any_stated = rows.iter().any(|(_, link)| link.share.is_some());
    if !any_stated && let Some(by_value) = by_value(rows) {
        return by_value;
    }
    let scale = if stated > 1.0 { 1.0 / stated } else { 1.0 };
    let silent = rows.iter().filter(|(_, link)| link.share.is_none()).count();
    let rest = (1.0 - stated).max(0.0);
    #[expect(clippy::cast_precision_loss, reason = "a buyer has far fewer than 2^52 links")]
    let each = if silent == 0 { 0.0 } else { rest / silent as f64 };
    rows.iter().map(|&(i, link)| (i, link.share.map_or(each, |share| share * scale))).collect()
}

/// Divides by annual value where every link has one in the same currency.
fn by_value(rows: &[(usize, &Link)]) -> Option<Vec<(usize, f64)>> {
    let values: Vec<(usize, f64)> =
        rows.iter().map(|&(i, link)| Some((i, link.annual_value?))).collect::<Option<_>>()?;
    let (_, first) = rows.first()?;
    let one_currency = first.currency.is_some() && rows.iter().all(|(_, link)| link.currency == first.currency);
    let total: f64 = values.iter().map(|(_, value)| value).sum();
    (one_currency && total > 0.0).then(|| values.into_iter().map(|(i, value)| (i, value / total)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(share: Option<f64>, value: Option<f64>) -> Link {
        let mut link = Link::new("s".into(), "b".into(), LinkKind::Goods);
        link.share = share;
        link.annual_value = value;
        link.currency = value.map(|_| "EUR".to_owned());
        link
    }

    fn check(links: &[Link], expected: &[f64]) {
        let rows: Vec<(usize, &Link)> = links.iter().enumerate().collect();
        let shares: Vec<f64> = shares_of_one_buyer(&rows).into_iter().map(|(_, share)| share).collect();
        assert_eq!(shares, expected);
    }

    #[test]
    fn the_unexplained_rest_is_split_equally_among_silent_links() {
        check(&[link(Some(0.5), None), link(None, None), link(None, None)], &[0.5, 0.25, 0.25]);
    }

    #[test]
    fn without_stated_shares_values_in_one_currency_are_divided() {
        check(&[link(None, Some(300.0)), link(None, Some(100.0))], &[0.75, 0.25]);
    }

    #[test]
    fn shares_over_one_are_scaled_to_one() {
        check(&[link(Some(1.5), None), link(Some(0.5), None)], &[0.75, 0.25]);
    }

    #[test]
    fn a_stated_share_below_one_leaves_the_rest_undisclosed() {
        check(&[link(Some(0.25), None), link(Some(0.5), None)], &[0.25, 0.5]);
    }
}
