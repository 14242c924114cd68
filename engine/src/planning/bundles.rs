//! Bundles of measures at one party: every set of adverse answers that its measures can end, at the least cost.
//!
//! What a bundle does depends only on what it ends, so that of bundles that end the same only the cheapest is kept. There
//! are at most 4,096 of them: where more are possible, the measures of one indicator are looked at together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::ruleset::Measure;

/// Most bundles per party; twelve measures that all end something else make as many.
const MOST_BUNDLES: usize = 4096;
/// Most packages of measures that are put together freely: 2¹² bundles.
const MOST_PACKAGES: usize = 12;

/// Measures that are taken together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bundle<'a> {
    /// The measures, sorted by id.
    pub measures: Vec<&'a Measure>,
    /// Questions whose open adverse answers they end, by index.
    pub closes: BTreeSet<usize>,
    /// Sum of the costs.
    pub cost: u32,
}

impl<'a> Bundle<'a> {
    /// One measure.
    pub(super) fn of(measure: &'a Measure, closes: BTreeSet<usize>) -> Self {
        Self { measures: vec![measure], closes, cost: measure.cost }
    }

    /// Both together. They must not share a measure.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut measures: Vec<&Measure> = self.measures.iter().chain(&other.measures).copied().collect();
        measures.sort_by(|a, b| a.id.cmp(&b.id));
        let closes = self.closes.union(&other.closes).copied().collect();
        Self { measures, closes, cost: self.cost.saturating_add(other.cost) }
    }

    /// By cost, then by the sorted list of ids.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.cost.cmp(&other.cost).then_with(|| self.ids().cmp(other.ids()))
    }

    /// Ids of the measures, sorted.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.measures.iter().map(|measure| measure.id.as_str())
    }
}

/// Bundles at one party.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bundles<'a> {
    /// Each with other answers ended; sorted by the lists of ids.
    pub all: Vec<Bundle<'a>>,
    /// Whether the measures of one indicator were only looked at together.
    pub taken_together: bool,
}

/// Every bundle of `offers`, single measures, on top of `base` that costs no more than `limit`, `base` included; among
/// those that end the same, the cheapest, then the one with the smallest sorted list of ids.
pub(super) fn bundles<'a>(base: &Bundle<'a>, offers: &[Bundle<'a>], limit: u32) -> Bundles<'a> {
    let offers = useful(base, offers);
    let (found, taken_together) = match combined(base, &offers, limit) {
        Some(found) => (found, false),
        None => (combined(base, &packages(&offers), limit).unwrap_or_default(), true),
    };
    let mut all: Vec<Bundle<'a>> = found.into_values().collect();
    all.sort_by(|a, b| a.ids().cmp(b.ids()));
    Bundles { all, taken_together }
}

/// Offers that end something beyond the base, with what they end of it, and without those beside which another one ends as
/// much for as little.
fn useful<'a>(base: &Bundle<'a>, offers: &[Bundle<'a>]) -> Vec<Bundle<'a>> {
    let mut order: Vec<Bundle<'a>> = offers
        .iter()
        .map(|offer| Bundle { closes: offer.closes.difference(&base.closes).copied().collect(), ..offer.clone() })
        .filter(|offer| !offer.closes.is_empty())
        .collect();
    order.sort_by(|a, b| a.compare(b).then(b.closes.len().cmp(&a.closes.len())));
    let is_dominated = |offer: &Bundle<'a>| {
        order.iter().any(|other| {
            let at_least = offer.closes.is_subset(&other.closes) && other.cost <= offer.cost;
            let same = other.closes == offer.closes && other.cost == offer.cost;
            at_least && (!same || other.ids().lt(offer.ids()))
        })
    };
    order.iter().filter(|offer| !is_dominated(offer)).cloned().collect()
}

/// Every combination, by what it ends; `None` where there are too many.
fn combined<'a>(base: &Bundle<'a>, offers: &[Bundle<'a>], limit: u32) -> Option<BTreeMap<BTreeSet<usize>, Bundle<'a>>> {
    let mut found = BTreeMap::from([(base.closes.clone(), base.clone())]);
    for offer in offers {
        let further: Vec<Bundle<'a>> =
            found.values().map(|known| known.with(offer)).filter(|bundle| bundle.cost <= limit).collect();
        for bundle in further {
            let better = found.get(&bundle.closes).is_none_or(|known| bundle.compare(known) == Ordering::Less);
            if better {
                found.insert(bundle.closes.clone(), bundle);
            }
        }
        if found.len() > MOST_BUNDLES {
            return None;
        }
    }
    Some(found)
}

/// One package per indicator that ends all that its measures can, at the least cost; the last ones together where there
/// are too many indicators.
fn packages<'a>(offers: &[Bundle<'a>]) -> Vec<Bundle<'a>> {
    let mut by_indicator: BTreeMap<&str, Vec<Bundle<'a>>> = BTreeMap::new();
    for offer in offers {
        let indicator = offer.measures.first().map_or("", |measure| measure.indicator.as_str());
        by_indicator.entry(indicator).or_default().push(offer.clone());
    }
    let together = |offers: &[Bundle<'a>]| offers.iter().fold(Bundle::default(), |sum, offer| sum.with(offer));
    let mut packages: Vec<Bundle<'a>> = by_indicator
        .into_values()
        .map(|offers| {
            let everything = together(&offers);
            let cheapest = combined(&Bundle::default(), &offers, u32::MAX);
            cheapest.and_then(|mut found| found.remove(&everything.closes)).unwrap_or(everything)
        })
        .collect();
    if packages.len() > MOST_PACKAGES {
        let rest = packages.split_off(MOST_PACKAGES - 1);
        packages.push(together(&rest));
    }
    packages
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ruleset::{Horizon, MeasureEffect, MeasureKind};

    fn measure(id: usize, indicator: usize, cost: u32) -> Measure {
        Measure {
            id: format!("m{id:02}"),
            indicator: format!("i{indicator:02}"),
            kind: MeasureKind::End,
            horizon: Horizon::Immediate,
            days: 7,
            cost,
            closes: Vec::new(),
            effect: MeasureEffect::ClosesAnswers,
        }
    }

    fn offers<'a>(measures: &'a [Measure], closes: &[BTreeSet<usize>]) -> Vec<Bundle<'a>> {
        measures.iter().zip(closes).map(|(measure, closes)| Bundle::of(measure, closes.clone())).collect()
    }

    /// The cheapest set of measures for every set of answers that can be ended, by trying all sets.
    fn brute_force(measures: &[Measure], closes: &[BTreeSet<usize>]) -> BTreeMap<BTreeSet<usize>, u32> {
        let mut cheapest: BTreeMap<BTreeSet<usize>, u32> = BTreeMap::new();
        for set in 0..1_usize << measures.len() {
            let members = || (0..measures.len()).filter(move |i| set >> i & 1 == 1);
            let ended: BTreeSet<usize> = members().flat_map(|i| closes[i].clone()).collect();
            let cost = members().map(|i| measures[i].cost).sum();
            let known = cheapest.entry(ended).or_insert(cost);
            *known = cost.min(*known);
        }
        cheapest
    }

    proptest! {
        #![proptest_config(crate::test_cases::cases(1_000))]

        #[test]
        fn no_set_of_measures_beats_the_bundles(
            made in prop::collection::vec((1..5_u32, prop::collection::btree_set(0..6_usize, 1..4)), 0..8),
        ) {
            let measures: Vec<Measure> = made.iter().enumerate().map(|(i, (cost, _))| measure(i, 0, *cost)).collect();
            let closes: Vec<BTreeSet<usize>> = made.into_iter().map(|(_, closes)| closes).collect();
            let offers = offers(&measures, &closes);
            let found = bundles(&Bundle::default(), &offers, u32::MAX);
            prop_assert!(!found.taken_together);
            for bundle in &found.all {
                let ended: BTreeSet<usize> =
                    bundle.measures.iter().flat_map(|m| closes[m.id.trim_start_matches('m').parse::<usize>().unwrap()].clone()).collect();
                prop_assert_eq!(&ended, &bundle.closes);
            }
            for (ended, cost) in brute_force(&measures, &closes) {
                prop_assert!(found.all.iter().any(|b| b.cost <= cost && ended.is_subset(&b.closes)), "{ended:?} {cost}");
            }
        }
    }

    #[test]
    fn thirteen_measures_for_thirteen_answers_are_looked_at_by_indicator() {
        let measures: Vec<Measure> = (0..13).map(|i| measure(i, i / 3, 1)).collect();
        let closes: Vec<BTreeSet<usize>> = (0..13).map(|i| BTreeSet::from([i])).collect();
        let found = bundles(&Bundle::default(), &offers(&measures, &closes), u32::MAX);
        assert!(found.taken_together);
        assert_eq!(found.all.len(), 1 << 5, "five indicators");
        assert!(found.all.iter().any(|bundle| bundle.measures.len() == 13));
    }

    #[test]
    fn the_base_is_part_of_every_bundle_and_its_answers_are_not_ended_twice() {
        let measures = [measure(0, 0, 1), measure(1, 0, 2), measure(2, 0, 3)];
        let closes = [BTreeSet::from([0, 1]), BTreeSet::from([1]), BTreeSet::from([1, 2])];
        let offers = offers(&measures, &closes);
        let found = bundles(&offers[0], &offers[1..], 4);
        let ids: Vec<Vec<&str>> = found.all.iter().map(|bundle| bundle.ids().collect()).collect();
        assert_eq!(ids, [vec!["m00"], vec!["m00", "m02"]]);
    }
}
