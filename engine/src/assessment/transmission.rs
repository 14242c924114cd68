//! What links carry: transmission weights for the worlds, and shares of input for exposure.

use std::collections::{BTreeMap, BTreeSet};

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

/// Transmission in the headline channel of a goods link of which nothing is known but that it is there.
pub(super) fn weight_of_unknown_goods(ruleset: &Ruleset) -> f64 {
    let rules = &ruleset.source().transmission;
    let own = rules.by_kind_and_channel.get(&LinkKind::Goods).and_then(|own| own.get(&ruleset.source().headline));
    let b = own.or_else(|| rules.by_kind.get(&LinkKind::Goods)).copied().unwrap_or_default();
    b * carried(&Link::new("".into(), "".into(), LinkKind::Goods), ruleset)
}

/// Sets what a link transmits in the headline channel. The other channels keep their proportion to it, up to 1; where the
/// headline had nothing there is none to keep, and all channels get the same. 0 takes the link away.
pub(super) fn set(row: &mut [f64], headline: usize, weight: f64) {
    let before = row.get(headline).copied().unwrap_or_default();
    for (channel, slot) in row.iter_mut().enumerate() {
        *slot = if channel == headline || before == 0.0 { weight } else { (*slot / before * weight).min(1.0) };
    }
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
/// split equally among the links without a share. Links of `taken` are taken away: they bring nothing, and the others share
/// out what there is as if these had never been.
pub(super) fn shares(network: &Network, taken: &BTreeSet<usize>) -> Vec<f64> {
    let mut incoming: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, (link, (_, buyer))) in network.links().iter().zip(network.ends()).enumerate() {
        // What is imputed is the undisclosed rest, not a part of what is disclosed.
        if link.kind.is_trade() && link.status != LinkStatus::Imputed && !taken.contains(&i) {
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
    use crate::likelihood::tests::builder::{Rules, network, party};

    /// Transmission in every channel of one goods link under a policy, with a floor of 0.1 and a leak of 0.05.
    fn carried_under(policy: Policy, change: impl FnOnce(&mut Link)) -> Option<f64> {
        let mut rules = Rules::new();
        let transmission = &mut rules.source.transmission;
        transmission.policy = policy;
        (transmission.share_floor, transmission.segregation_leak) = (0.1, 0.05);
        transmission.by_kind.insert(LinkKind::Goods, 1.0);
        transmission.by_kind_and_channel.clear();
        let mut link = Link::new("s".into(), "b".into(), LinkKind::Goods);
        change(&mut link);
        let weights = weights(&network(&[party("s"), party("b")], &[link]), &rules.build());
        assert!(weights.windows(2).all(|pair| pair[..1] == pair[1..]), "{weights:?}");
        weights.first().copied()
    }

    #[test]
    fn in_whole_or_in_part_a_link_carries_fully_whatever_its_share() {
        assert_eq!(carried_under(Policy::AnyPart, |link| link.share = Some(0.01)), Some(1.0));
        assert_eq!(carried_under(Policy::AnyPart, |link| link.traceability = Traceability::MassBalance), Some(1.0));
    }

    #[test]
    fn by_share_a_link_carries_the_floor_and_its_part_of_the_rest() {
        // 0.1 + 0.9·0.25
        assert!((carried_under(Policy::ShareWeighted, |link| link.share = Some(0.25)).unwrap() - 0.325).abs() < 1e-15);
        assert!((carried_under(Policy::ShareWeighted, |link| link.share = Some(0.0)).unwrap() - 0.1).abs() < 1e-15);
        assert_eq!(carried_under(Policy::ShareWeighted, |_| ()), Some(1.0), "an unknown share counts as 1");
    }

    #[test]
    fn only_goods_kept_apart_on_a_verified_link_leak() {
        for policy in [Policy::AnyPart, Policy::ShareWeighted] {
            let apart = |status: LinkStatus| {
                move |link: &mut Link| (link.traceability, link.status) = (Traceability::Segregated, status)
            };
            assert_eq!(carried_under(policy, apart(LinkStatus::Verified)), Some(0.05));
            assert_eq!(carried_under(policy, apart(LinkStatus::Declared)), Some(1.0));
        }
    }

    #[test]
    fn kinds_of_link_carry_what_the_ruleset_says_and_labour_carries_nothing_here() {
        let mut rules = Rules::new();
        rules.source.transmission.by_kind = BTreeMap::from([
            (LinkKind::Goods, 1.0),
            (LinkKind::Services, 0.5),
            (LinkKind::Subcontract, 0.75),
            (LinkKind::Ownership, 0.25),
        ]);
        let headline = rules.source.headline.clone();
        rules.source.transmission.by_kind_and_channel =
            BTreeMap::from([(LinkKind::Services, BTreeMap::from([(headline, 0.125)]))]);
        let ruleset = rules.build();
        let links = LinkKind::ALL.map(|kind| Link::new("s".into(), "b".into(), kind));
        let network = network(&[party("s"), party("b")], &links);
        let weights = weights(&network, &ruleset);
        let row = |kind: LinkKind| {
            let at = network.links().iter().position(|link| link.kind == kind).unwrap();
            weights[at * ruleset.channels().len()..][..ruleset.channels().len()].to_vec()
        };
        let channels = ruleset.channels().len();
        assert_eq!(row(LinkKind::Ownership), vec![0.25; channels]);
        assert_eq!(row(LinkKind::Labour), vec![0.0; channels]);
        let mut services = vec![0.5; channels];
        services[ruleset.headline()] = 0.125;
        assert_eq!(row(LinkKind::Services), services);
    }

    #[test]
    fn what_is_imputed_takes_no_share_from_what_is_disclosed() {
        let mut links = [link(Some(0.5), None), link(None, None)];
        links[1].status = LinkStatus::Imputed;
        let shares = shares(&network(&[party("s"), party("b")], &links), &BTreeSet::new());
        let mut sorted = shares.clone();
        sorted.sort_by(f64::total_cmp);
        assert_eq!(sorted, [0.0, 0.5]);
    }

    #[test]
    fn a_link_taken_away_brings_nothing_and_leaves_its_part_to_those_that_state_none() {
        let network = network(
            &[party("s"), party("r"), party("q"), party("b")],
            &["q", "r", "s"].map(|supplier| {
                let mut link = link(None, None);
                link.supplier = supplier.into();
                link.share = (supplier == "q").then_some(0.5);
                link
            }),
        );
        let of = |supplier: &str| network.links().iter().position(|link| link.supplier.as_str() == supplier).unwrap();
        let shares_without = |taken: &[usize]| {
            let found = shares(&network, &taken.iter().copied().collect());
            ["q", "r", "s"].map(|supplier| found[of(supplier)]).to_vec()
        };
        assert_eq!(shares_without(&[]), [0.5, 0.25, 0.25]);
        assert_eq!(shares_without(&[of("r")]), [0.5, 0.0, 0.5]);
        assert_eq!(shares_without(&[of("q")]), [0.0, 0.5, 0.5]);
    }

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
    fn a_set_weight_keeps_the_proportion_of_channels_up_to_certainty() {
        let mut row = [0.5, 0.25, 1.0, 0.0];
        set(&mut row, 0, 0.75);
        assert_eq!(row.map(f64::to_bits), [0.75, 0.375, 1.0, 0.0].map(f64::to_bits));
        set(&mut row, 0, 0.0);
        assert_eq!(row.map(f64::to_bits), [0.0_f64; 4].map(f64::to_bits));
        set(&mut row, 0, 0.5);
        assert_eq!(row.map(f64::to_bits), [0.5; 4].map(f64::to_bits));
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
