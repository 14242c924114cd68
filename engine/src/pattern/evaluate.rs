//! How likely a gate holds, exactly.
//!
//! Inputs that stand in one branch only are independent, so OR and AND are products and voting and points are
//! Poisson-binomial recursions. A leaf that stands in several branches is conditioned on: once as present, once as
//! absent (Shannon expansion), after which what is left is independent again.

#![expect(
    clippy::indexing_slicing,
    reason = "leaf indices are checked when the gate is resolved; counts are sized before use"
)]

use super::Gate;
use super::gate::Node;

/// Room for evaluating gates, kept between calls so that a sum over many cells allocates once.
#[derive(Debug, Default)]
pub(crate) struct GateWorkspace {
    leaves: Vec<f64>,
    counts: Vec<f64>,
}

impl Gate {
    /// P(the gate holds), where leaf k is present with probability `leaves[k]` independently of the others.
    /// `leaves` holds one number in [0, 1] per leaf of the ruleset; the result lies in [0, 1] and never falls where one
    /// of them rises. (Fault-tree analysis: exact top-event probability.)
    pub fn probability(&self, leaves: &[f64]) -> f64 {
        self.probability_in(leaves, &mut GateWorkspace::default())
    }

    /// The same with room that the caller keeps.
    pub(crate) fn probability_in(&self, leaves: &[f64], room: &mut GateWorkspace) -> f64 {
        if self.repeated.is_empty() {
            return evaluate(&self.root, leaves, &mut room.counts);
        }
        room.leaves.clear();
        room.leaves.extend_from_slice(leaves);
        let GateWorkspace { leaves, counts } = room;
        condition(&self.root, &self.repeated, leaves, counts).min(1.0)
    }
}

/// Splits on the first of the repeated leaves and weighs both halves.
fn condition(root: &Node, repeated: &[usize], leaves: &mut [f64], counts: &mut Vec<f64>) -> f64 {
    let Some((&leaf, rest)) = repeated.split_first() else {
        return evaluate(root, leaves, counts);
    };
    let present = leaves[leaf];
    let mut sum = 0.0;
    for (state, weight) in [(1.0, present), (0.0, 1.0 - present)] {
        if weight > 0.0 {
            leaves[leaf] = state;
            sum += weight * condition(root, rest, leaves, counts);
        }
    }
    leaves[leaf] = present;
    sum
}

fn evaluate(node: &Node, leaves: &[f64], counts: &mut Vec<f64>) -> f64 {
    match node {
        Node::Leaf(leaf) => leaves[*leaf],
        Node::Any(of) => 1.0 - of.iter().fold(1.0, |none, input| none * (1.0 - evaluate(input, leaves, counts))),
        Node::All(of) => of.iter().fold(1.0, |all, input| all * evaluate(input, leaves, counts)),
        Node::Points(threshold, of) => points(*threshold, of, leaves, counts),
    }
}

/// Distribution of the points reached so far, the last place collecting all that reached the threshold.
fn points(threshold: usize, of: &[(usize, Node)], leaves: &[f64], counts: &mut Vec<f64>) -> f64 {
    let start = counts.len();
    counts.resize(start + threshold + 1, 0.0);
    counts[start] = 1.0;
    for (value, input) in of {
        // INVARIANT: a nested gate leaves `counts` as long as it found it.
        let p = evaluate(input, leaves, counts);
        let reached = &mut counts[start..];
        let crossing: f64 = reached[threshold.saturating_sub(*value)..threshold].iter().sum();
        reached[threshold] += p * crossing;
        for place in (0..threshold).rev() {
            let arriving = if place >= *value { reached[place - value] * p } else { 0.0 };
            reached[place] = reached[place] * (1.0 - p) + arriving;
        }
    }
    let holds = counts[start + threshold];
    counts.truncate(start);
    holds.min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pattern::{GateError, GateSource, PointsInput};
    use crate::ruleset::Class;

    const NAMES: [&str; 6] = ["a.inv", "a.coe", "b.inv", "b.coe", "c.inv", "c.coe"];

    fn leaf_names() -> Vec<(&'static str, Class)> {
        NAMES.iter().map(|name| (*name, if name.ends_with("inv") { Class::Inv } else { Class::Coe })).collect()
    }

    /// Truth of a gate for one state of the leaves, read straight off the source.
    fn truth(gate: &GateSource, on: &[bool]) -> bool {
        match gate {
            GateSource::Leaf(id) => on[NAMES.iter().position(|name| name == id).unwrap()],
            GateSource::AnyLeaf(class) => leaf_names().iter().zip(on).any(|((_, of), on)| of == class && *on),
            GateSource::Any(of) => of.iter().any(|gate| truth(gate, on)),
            GateSource::All(of) => of.iter().all(|gate| truth(gate, on)),
            GateSource::AtLeast { n, of } => of.iter().filter(|gate| truth(gate, on)).count() >= *n as usize,
            GateSource::Points { threshold, of } => {
                of.iter().filter(|input| truth(&input.gate, on)).map(|input| input.points).sum::<u32>() >= *threshold
            }
        }
    }

    fn by_enumeration(gate: &GateSource, p: &[f64]) -> f64 {
        (0..1_u32 << p.len())
            .map(|state| {
                let on: Vec<bool> = (0..p.len()).map(|k| state >> k & 1 == 1).collect();
                let weight: f64 = on.iter().zip(p).map(|(on, p)| if *on { *p } else { 1.0 - p }).product();
                if truth(gate, &on) { weight } else { 0.0 }
            })
            .sum()
    }

    fn gates() -> impl Strategy<Value = GateSource> {
        let leaf = prop_oneof![
            (0..NAMES.len()).prop_map(|k| GateSource::Leaf(NAMES[k].to_owned())),
            prop_oneof![Just(Class::Inv), Just(Class::Coe)].prop_map(GateSource::AnyLeaf),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let inputs = prop::collection::vec(inner, 1..4);
            prop_oneof![
                inputs.clone().prop_map(GateSource::Any),
                inputs.clone().prop_map(GateSource::All),
                (inputs.clone(), 1_u32..4)
                    .prop_map(|(of, n)| GateSource::AtLeast { n: n.min(u32::try_from(of.len()).unwrap()), of }),
                (inputs, prop::collection::vec(1_u32..4, 4), 1_u32..8).prop_map(|(gates, points, threshold)| {
                    let of: Vec<PointsInput> =
                        gates.into_iter().zip(points).map(|(gate, points)| PointsInput { points, gate }).collect();
                    let sum = of.iter().map(|input| input.points).sum();
                    GateSource::Points { threshold: threshold.min(sum), of }
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(crate::test_cases::cases(1_000))]

        #[test]
        fn a_gate_equals_the_enumeration_of_its_leaves(gate in gates(), p in prop::collection::vec(0.0..=1.0_f64, 6)) {
            let resolved = Gate::resolve(&gate, &leaf_names()).unwrap();
            let exact = by_enumeration(&gate, &p);
            let got = resolved.probability(&p);
            prop_assert!((got - exact).abs() < 1e-12, "{got} is not {exact}");
        }

        #[test]
        fn a_likelier_leaf_never_makes_a_gate_less_likely(
            gate in gates(),
            p in prop::collection::vec(0.0..=1.0_f64, 6),
            leaf in 0..6_usize,
            part in 0.0..=1.0_f64,
        ) {
            let resolved = Gate::resolve(&gate, &leaf_names()).unwrap();
            let mut raised = p.clone();
            raised[leaf] += (1.0 - p[leaf]) * part;
            prop_assert!(resolved.probability(&raised) >= resolved.probability(&p) - 1e-12);
        }
    }

    #[test]
    fn a_leaf_in_two_branches_is_counted_once() {
        let leaf = |id: &str| GateSource::Leaf(id.to_owned());
        let both = GateSource::All(vec![
            GateSource::Any(vec![leaf("a.inv"), leaf("b.inv")]),
            GateSource::Any(vec![leaf("a.inv"), leaf("c.inv")]),
        ]);
        let gate = Gate::resolve(&both, &leaf_names()).unwrap();
        // a, or else b and c: 0.5 + 0.5 · 0.5 · 0.5
        assert!((gate.probability(&[0.5; 6]) - 0.625).abs() < 1e-15);
        assert_eq!(gate.leaves(), [0, 2, 4]);
    }

    #[test]
    fn seventeen_repeated_leaves_are_refused_and_sixteen_are_not() {
        let names: Vec<String> = (0..17).map(|i| format!("i{i}.inv")).collect();
        let leaves: Vec<(&str, Class)> = names.iter().map(|name| (name.as_str(), Class::Inv)).collect();
        let twice = |count: usize| {
            let any = GateSource::Any(names.iter().take(count).map(|name| GateSource::Leaf(name.clone())).collect());
            GateSource::All(vec![any.clone(), any])
        };
        assert_eq!(Gate::resolve(&twice(17), &leaves), Err(GateError::TooManyRepeated(17)));
        let sixteen = Gate::resolve(&twice(16), &leaves).unwrap();
        // 1 − 2⁻¹⁶
        assert!((sixteen.probability(&[0.5; 17]) - 65_535.0 / 65_536.0).abs() < 1e-12);
    }

    #[test]
    fn a_gate_that_asks_for_more_than_it_has_is_refused() {
        let one = vec![GateSource::Leaf("a.inv".to_owned())];
        let asks = |n| Gate::resolve(&GateSource::AtLeast { n, of: one.clone() }, &leaf_names());
        assert_eq!(asks(2), Err(GateError::Unreachable { asked: 2, inputs: 1 }));
        assert_eq!(asks(0), Err(GateError::Unreachable { asked: 0, inputs: 1 }));
        assert_eq!(
            Gate::resolve(&GateSource::Leaf("z.inv".to_owned()), &leaf_names()),
            Err(GateError::UnknownLeaf("z.inv".to_owned()))
        );
    }
}
