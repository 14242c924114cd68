//! The knapsack behind every plan: at most one choice per group, whole units of cost, the most value within a budget.
//!
//! It is exact. Values are counted in whole units of 2⁻⁴⁰, so that sums do not depend on their order and a tie is a tie.
//! Before the dynamic programme runs, choices that no best selection can hold are taken out: by dominance, by exchange
//! between groups that offer the same, and by the Lagrangian bound (Sinha and Zoltners 1979; Kellerer, Pferschy and
//! Pisinger, Knapsack Problems, 2004, chapter 11), all in whole numbers, so that nothing is lost to rounding.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Largest budget of a plan, in whole units of cost.
pub const MOST_BUDGET: u32 = 10_000;

/// Units of value in 1.
const UNITS: f64 = 1_099_511_627_776.0;

/// One thing to spend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    /// Whole units of cost.
    pub cost: u32,
    /// Value in units, see [`units`].
    pub value: u64,
}

/// The best selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// Per group: the position of what is taken, if anything is.
    pub taken: Vec<Option<usize>>,
    /// Sum of the values.
    pub value: u64,
    /// Sum of the costs.
    pub cost: u32,
}

/// A value as whole units of 2⁻⁴⁰; what is not above 0 is 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and a float cast saturates")]
pub(super) fn units(value: f64) -> u64 {
    libm::round(value * UNITS) as u64
}

/// A number of units as a value.
#[expect(clippy::cast_precision_loss, reason = "what is printed has no need of the last bits")]
pub(super) fn value_of(units: u64) -> f64 {
    units as f64 / UNITS
}

/// The selection of at most one choice per group with the most value within the budget; ties: the lower cost, then the
/// smallest sorted list of what is taken, a list being compared group by group and, within a group, choice by choice.
/// Memory: 2 bytes × groups that stay in question × (budget + 1).
pub(super) fn select(groups: &[Vec<Choice>], budget: u32) -> Selection {
    let offers = reduced(groups, budget);
    let width = budget as usize + 1;
    // From the last group to the first: the most value, and the least cost for it, that the groups from here on give
    // within each budget. `taken` keeps what was decided, 0 for nothing.
    let mut best = vec![(0_u64, 0_u32); width];
    let mut taken = vec![0_u16; offers.len() * width];
    for (offer, row) in offers.iter().zip(taken.chunks_mut(width)).rev() {
        // Falling budgets: what a choice leaves is looked up among the groups behind this one.
        for left in (0..width).rev() {
            let without = best.get(left).copied().unwrap_or_default();
            let mut found: Option<((u64, u32), u16)> = None;
            for (number, (_, choice)) in (1_u16..).zip(&offer.choices) {
                let Some(rest) = left.checked_sub(choice.cost as usize).and_then(|rest| best.get(rest)) else {
                    continue;
                };
                let with = (rest.0 + choice.value, rest.1 + choice.cost);
                if found.is_none_or(|(known, _)| better(with, known) == Ordering::Greater) {
                    found = Some((with, number));
                }
            }
            // Where taking something is no worse, a list with this group in it comes first.
            if let Some((with, number)) = found.filter(|(with, _)| better(*with, without) != Ordering::Less)
                && let (Some(best), Some(cell)) = (best.get_mut(left), row.get_mut(left))
            {
                *best = with;
                *cell = number;
            }
        }
    }
    let mut selection = Selection { taken: vec![None; groups.len()], ..Selection::default() };
    let mut left = budget as usize;
    for (offer, row) in offers.iter().zip(taken.chunks(width)) {
        let number = row.get(left).copied().unwrap_or_default();
        let Some(&(position, choice)) = usize::from(number).checked_sub(1).and_then(|n| offer.choices.get(n)) else {
            continue;
        };
        left = left.saturating_sub(choice.cost as usize);
        selection.value += choice.value;
        selection.cost += choice.cost;
        if let Some(taken) = selection.taken.get_mut(offer.group) {
            *taken = Some(position);
        }
    }
    selection
}

/// More value, then less cost.
fn better(a: (u64, u32), b: (u64, u32)) -> Ordering {
    a.0.cmp(&b.0).then(b.1.cmp(&a.1))
}

/// A group with the choices that are still in question, each with its position in the group.
struct Offer {
    group: usize,
    choices: Vec<(usize, Choice)>,
}

/// Takes out what no best selection holds.
fn reduced(groups: &[Vec<Choice>], budget: u32) -> Vec<Offer> {
    let mut offers: Vec<Offer> = groups
        .iter()
        .enumerate()
        .map(|(group, choices)| Offer { group, choices: undominated(choices, budget) })
        .filter(|offer| !offer.choices.is_empty())
        .collect();
    // Among groups that offer the same only so many of the first can be paid: any other one could be exchanged for an
    // earlier one that is left out.
    let mut seen: BTreeMap<Vec<Choice>, u32> = BTreeMap::new();
    offers.retain(|offer| {
        let same: Vec<Choice> = offer.choices.iter().map(|(_, choice)| *choice).collect();
        let cheapest = same.iter().map(|choice| choice.cost).min().unwrap_or_default();
        let so_far = seen.entry(same).or_default();
        *so_far = so_far.saturating_add(1);
        cheapest == 0 || *so_far <= budget / cheapest
    });
    bounded(&mut offers, budget);
    offers.retain(|offer| !offer.choices.is_empty());
    offers
}

/// The choices that are worth something, can be paid, and have no other beside them that is worth as much for as little;
/// of equal ones the first.
fn undominated(choices: &[Choice], budget: u32) -> Vec<(usize, Choice)> {
    let payable = || choices.iter().copied().enumerate().filter(|(_, c)| c.value > 0 && c.cost <= budget);
    let mut order: Vec<(usize, Choice)> = payable().collect();
    order.sort_by(|(i, a), (j, b)| a.cost.cmp(&b.cost).then(b.value.cmp(&a.value)).then(i.cmp(j)));
    let mut most = 0;
    order.retain(|(_, choice)| {
        let more = choice.value > most;
        most = most.max(choice.value);
        more
    });
    order.sort_by_key(|(position, _)| *position);
    order
}

/// One step on the upper hull of a group: more for more.
struct Step {
    offer: usize,
    cost: u32,
    value: u64,
}

/// Takes out choices that cannot be part of a selection as good as one that is known: with λ as the price of a unit of
/// cost, Σ max(v − λc, 0) + λ·budget bounds every selection from above, for any λ ≥ 0.
fn bounded(offers: &mut [Offer], budget: u32) {
    let mut steps: Vec<Step> = offers.iter().enumerate().flat_map(|(i, offer)| hull(i, &offer.choices)).collect();
    steps.sort_by(|a, b| steeper(b, a).then(a.offer.cmp(&b.offer)));
    // A good selection: the steepest steps as far as the money goes, leaving out groups with a step that did not fit.
    let (mut left, mut known) = (budget, 0_u64);
    let mut stopped = vec![false; offers.len()];
    let mut price = (0_u64, 1_u32);
    for step in &steps {
        let Some(stopped) = stopped.get_mut(step.offer).filter(|stopped| !**stopped) else { continue };
        if step.cost <= left {
            left -= step.cost;
            known += step.value;
        } else {
            *stopped = true;
            if price.0 == 0 {
                price = (step.value, step.cost);
            }
        }
    }
    // Everything times the cost of the step that did not fit, so that λ is a whole number.
    let gain = |choice: &Choice| {
        i128::from(choice.value) * i128::from(price.1) - i128::from(price.0) * i128::from(choice.cost)
    };
    let most = |offer: &Offer| offer.choices.iter().map(|(_, choice)| gain(choice)).max().unwrap_or_default().max(0);
    let bound = i128::from(price.0) * i128::from(budget) + offers.iter().map(most).sum::<i128>();
    let known = i128::from(known) * i128::from(price.1);
    for offer in offers {
        let most = most(offer);
        offer.choices.retain(|(_, choice)| bound - most + gain(choice) >= known);
    }
}

/// The upper hull of the choices of a group, from nothing on, as steps of falling steepness.
fn hull(offer: usize, choices: &[(usize, Choice)]) -> Vec<Step> {
    let mut order: Vec<Choice> = choices.iter().map(|(_, choice)| *choice).collect();
    order.sort_unstable();
    let mut corners = vec![Choice { cost: 0, value: 0 }];
    for choice in order {
        while let [.., before, last] = corners.as_slice() {
            let (first, second) = (step(offer, *before, *last), step(offer, *last, choice));
            if steeper(&second, &first) == Ordering::Less {
                break;
            }
            corners.pop();
        }
        corners.push(choice);
    }
    corners.windows(2).filter_map(|pair| if let [a, b] = pair { Some(step(offer, *a, *b)) } else { None }).collect()
}

fn step(offer: usize, from: Choice, to: Choice) -> Step {
    Step { offer, cost: to.cost.saturating_sub(from.cost), value: to.value.saturating_sub(from.value) }
}

/// Compares value per cost; a step without cost is the steepest.
fn steeper(a: &Step, b: &Step) -> Ordering {
    (u128::from(a.value) * u128::from(b.cost)).cmp(&(u128::from(b.value) * u128::from(a.cost)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every selection, one after another.
    fn brute_force(groups: &[Vec<Choice>], budget: u32) -> Selection {
        fn go(groups: &[Vec<Choice>], left: u32, so_far: &mut Selection, best: &mut Option<Selection>) {
            let Some((first, rest)) = groups.split_first() else {
                let list = |s: &Selection| -> Vec<(usize, usize)> {
                    s.taken.iter().enumerate().filter_map(|(i, taken)| Some((i, (*taken)?))).collect()
                };
                let is_better = best
                    .as_ref()
                    .is_none_or(|best| (so_far.value, best.cost, list(best)) > (best.value, so_far.cost, list(so_far)));
                if is_better {
                    *best = Some(so_far.clone());
                }
                return;
            };
            so_far.taken.push(None);
            go(rest, left, so_far, best);
            for (position, choice) in first.iter().enumerate().filter(|(_, c)| c.cost <= left && c.value > 0) {
                *so_far.taken.last_mut().unwrap() = Some(position);
                so_far.value += choice.value;
                so_far.cost += choice.cost;
                go(rest, left - choice.cost, so_far, best);
                so_far.value -= choice.value;
                so_far.cost -= choice.cost;
            }
            so_far.taken.pop();
        }
        let mut best = None;
        go(groups, budget, &mut Selection::default(), &mut best);
        best.unwrap()
    }

    /// Few values and costs, so that ties are common.
    fn any_groups() -> impl Strategy<Value = Vec<Vec<Choice>>> {
        let choice = || (0..6_u32, 0..7_u64).prop_map(|(cost, value)| Choice { cost, value });
        prop_oneof![
            prop::collection::vec(prop::collection::vec(choice(), 0..=1), 0..=12),
            prop::collection::vec(prop::collection::vec(choice(), 0..=3), 0..=6),
        ]
    }

    proptest! {
        #![proptest_config(crate::test_cases::cases(2_000))]

        #[test]
        fn the_selection_is_the_one_that_trying_them_all_finds(groups in any_groups(), budget in 0..30_u32) {
            prop_assert_eq!(select(&groups, budget), brute_force(&groups, budget));
        }

        #[test]
        fn more_budget_never_brings_less(groups in any_groups(), budget in 0..30_u32) {
            prop_assert!(select(&groups, budget + 1).value >= select(&groups, budget).value);
        }
    }

    #[test]
    fn equal_groups_are_taken_in_order() {
        let groups = vec![vec![Choice { cost: 3, value: 5 }]; 4];
        let selection = select(&groups, 7);
        assert_eq!(selection.taken, [Some(0), Some(0), None, None]);
        assert_eq!((selection.value, selection.cost), (10, 6));
    }

    #[test]
    fn a_cheaper_way_to_the_same_value_wins() {
        let groups = [
            vec![Choice { cost: 4, value: 5 }],
            vec![Choice { cost: 2, value: 2 }],
            vec![Choice { cost: 1, value: 3 }],
        ];
        let selection = select(&groups, 4);
        assert_eq!((selection.taken, selection.cost), (vec![None, Some(0), Some(0)], 3));
    }

    #[test]
    fn the_largest_budget_over_many_equal_groups_is_bearable() {
        let groups: Vec<Vec<Choice>> = (0..50_000)
            .map(|i| vec![Choice { cost: 3, value: 350 + i % 700 }, Choice { cost: 6, value: 800 + i % 700 }])
            .collect();
        let selection = select(&groups, MOST_BUDGET);
        assert!(selection.cost <= MOST_BUDGET && selection.taken.len() == 50_000);
    }

    #[test]
    fn values_survive_the_way_into_units_to_a_trillionth() {
        for value in [0.0, 1e-6, 0.123_456_789_012, 1.0, 37.5] {
            assert!((value_of(units(value)) - value).abs() < 1e-12);
        }
        assert_eq!(units(-0.1), 0);
    }
}
