//! Results kept up to date are those of a run from scratch, bit for bit.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::support::{Net, Shape, cases, likelihood, network, weight, worlds};
use crate::propagation::{
    Change, Kept, KeptSubject, Live, Prepared, PropagationError, noisy_or, reach_to, totals, upper, worst_chain,
};

/// More than one batch, and not a whole number of them.
const WORLDS: u32 = 300;

fn kept(subject: usize) -> Kept {
    Kept {
        noisy_or: true,
        worst_chain: true,
        upper: true,
        totals: Some(worlds(WORLDS, 5)),
        subject: Some(KeptSubject { subject, channels: vec![1, 0], settings: worlds(WORLDS, 5) }),
    }
}

/// A change as it is drawn: of which cell or link, to what.
#[derive(Clone, Debug)]
enum Drawn {
    Own(Index, f64),
    Link(Index, Vec<f64>),
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let row = prop_oneof![
        2 => prop::collection::vec(weight(), 2),
        2 => weight().prop_map(|weight| vec![weight]),
        1 => Just(vec![0.0]),
    ];
    prop_oneof![
        (any::<Index>(), likelihood()).prop_map(|(cell, p)| Drawn::Own(cell, p)),
        (any::<Index>(), row).prop_map(|(link, row)| Drawn::Link(link, row)),
    ]
}

/// The change, carried out on the network as written down too.
fn change(net: &mut Net, drawn: &Drawn) -> Option<Change> {
    match drawn {
        Drawn::Own(cell, likelihood) => {
            let cell = cell.index(net.own.len());
            net.own[cell] = *likelihood;
            Some(Change::Own { party: cell / net.channels, channel: cell % net.channels, likelihood: *likelihood })
        }
        Drawn::Link(..) if net.links.is_empty() => None,
        Drawn::Link(link, row) => {
            let link = link.index(net.links.len());
            net.links[link].2 = row.iter().copied().cycle().take(net.channels).collect();
            Some(Change::Weights { link, weights: row.clone() })
        }
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn assert_same(live: &Live, fresh: &Prepared, subject: usize) {
    assert_eq!(bits(live.noisy_or_table().unwrap().values()), bits(noisy_or(fresh).unwrap().values()));
    assert_eq!(bits(live.worst_chain_table().unwrap().values()), bits(worst_chain(fresh).values()));
    assert_eq!(bits(live.upper_table().unwrap().values()), bits(upper(fresh).values()));
    assert_eq!(live.totals().unwrap(), &totals(fresh, worlds(WORLDS, 5)));
    let (found, expected) = (live.reach().unwrap(), reach_to(fresh, subject, &[0, 1], worlds(WORLDS, 5)).unwrap());
    for channel in 0..fresh.channels() {
        assert_eq!(found.estimate(channel), expected.estimate(channel));
        assert_eq!(bits(&found.contributions(channel)), bits(&expected.contributions(channel)));
        let sums = [live.expected_sources(channel).unwrap(), found.expected_sources(channel)];
        assert_eq!(sums.map(f64::to_bits), [expected.expected_sources(channel).to_bits(); 2]);
        for party in 0..fresh.parties() {
            assert_eq!(found.rho(party, channel).to_bits(), expected.rho(party, channel).to_bits());
        }
    }
}

fn check(mut net: Net, subject: usize, rounds: &[Vec<Drawn>]) {
    let start = net.prepare();
    let Ok(mut live) = Live::new(net.prepare(), kept(subject)) else {
        assert!(noisy_or(&start).is_err());
        return;
    };
    let mut undo = Vec::new();
    for round in rounds {
        let mut next = net.clone();
        let changes: Vec<Change> = round.iter().filter_map(|drawn| change(&mut next, drawn)).collect();
        match live.apply(&changes) {
            Ok(back) => {
                net = next;
                undo.push(back);
            }
            Err(PropagationError::DoesNotClose { .. }) => assert!(noisy_or(&next.prepare()).is_err()),
            Err(other) => panic!("{other}"),
        }
        assert_same(&live, &net.prepare(), subject);
    }
    for back in undo.iter().rev() {
        live.apply(back).unwrap();
    }
    assert_same(&live, &start, subject);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn changes_give_what_a_run_from_scratch_gives(
        net in network(Shape::Digraph, 9, 22, 2, 2),
        subject in any::<Index>(),
        rounds in prop::collection::vec(prop::collection::vec(drawn(), 1..4), 1..4),
    ) {
        let subject = subject.index(net.parties.len());
        check(net, subject, &rounds);
    }

    #[test]
    fn changes_in_sparse_networks_give_what_a_run_from_scratch_gives(
        net in network(Shape::Digraph, 24, 26, 2, 1),
        subject in any::<Index>(),
        rounds in prop::collection::vec(prop::collection::vec(drawn(), 1..3), 1..5),
    ) {
        let subject = subject.index(net.parties.len());
        check(net, subject, &rounds);
    }

    #[test]
    fn expected_sources_move_by_the_changed_likelihood_times_paths(
        net in network(Shape::Digraph, 9, 22, 2, 1),
        cell in any::<Index>(),
        other in likelihood(),
    ) {
        let cell = cell.index(net.own.len());
        let (party, channel) = (cell / net.channels, cell % net.channels);
        let Ok(mut live) = Live::new(net.prepare(), Kept { noisy_or: false, ..kept(0) }) else { return Ok(()) };
        let before = live.expected_sources(channel).unwrap();
        let foreseen = live.expected_sources_if(party, channel, other).unwrap();
        let by = (other - net.own(party, channel)) * live.reach().unwrap().rho(party, channel);
        prop_assert!((foreseen - before - by).abs() < 1e-12);
        live.apply(&[Change::Own { party, channel, likelihood: other }]).unwrap();
        prop_assert_eq!(live.expected_sources(channel).unwrap().to_bits(), foreseen.to_bits());
    }
}

#[test]
fn a_link_that_is_taken_away_opens_the_ring() {
    // a → b → a with b's link back taken away: U(b) = 1 − 0.9·(1 − 0.5·0.2), U(a) = 0.2.
    let net = Net::one(&[("a", 0.2), ("b", 0.1)], &[("a", "b", 0.5), ("b", "a", 0.8)], &[]);
    let mut live = Live::new(net.prepare(), Kept { noisy_or: true, ..Kept::default() }).unwrap();
    assert!(live.noisy_or(0, 0).unwrap() > 0.2);
    let undo = live.apply(&[Change::Weights { link: 1, weights: vec![0.0] }]).unwrap();
    assert_eq!(live.noisy_or(0, 0), Some(0.2));
    assert!((live.noisy_or(1, 0).unwrap() - 0.19).abs() < 1e-15);
    assert_eq!(undo, [Change::Weights { link: 1, weights: vec![0.8] }]);
}

#[test]
fn a_change_that_cannot_be_is_refused_and_changes_nothing() {
    let net = Net::one(&[("a", 0.2), ("b", 0.1)], &[("a", "b", 0.5)], &[]);
    let mut live = Live::new(net.prepare(), Kept { noisy_or: true, ..Kept::default() }).unwrap();
    let fine = Change::Own { party: 0, channel: 0, likelihood: 0.9 };
    for wrong in [
        Change::Own { party: 2, channel: 0, likelihood: 0.5 },
        Change::Own { party: 0, channel: 1, likelihood: 0.5 },
        Change::Own { party: 0, channel: 0, likelihood: f64::NAN },
        Change::Weights { link: 1, weights: vec![0.5] },
        Change::Weights { link: 0, weights: vec![0.5, 0.5] },
        Change::Weights { link: 0, weights: vec![1.5] },
    ] {
        assert!(live.apply(&[fine.clone(), wrong]).is_err());
        assert_eq!(live.noisy_or(0, 0), Some(0.2));
    }
}

#[test]
fn a_change_of_a_link_that_was_left_out_moves_nothing_and_draws_nothing_anew() {
    let net = Net::one(&[("a", 0.2), ("b", 0.1), ("c", 0.3)], &[("a", "b", 0.5), ("c", "b", 0.4)], &[]);
    let part = net.prepare().keeping_links(|link| link == 0);
    let kept = Kept { totals: Some(worlds(WORLDS, 5)), noisy_or: true, ..Kept::default() };
    let mut live = Live::new(part.clone(), kept).unwrap();
    // Something changed before, so that the layout is this one's own.
    live.apply(&[Change::Weights { link: 0, weights: vec![0.6] }]).unwrap();
    let laid_out = Arc::as_ptr(&live.prepared().layout);
    live.apply(&[Change::Weights { link: 1, weights: vec![0.9] }]).unwrap();
    assert_eq!(Arc::as_ptr(&live.prepared().layout), laid_out, "it was laid out anew");
    // U(b) = 1 − 0.9·(1 − 0.6·0.2): c supplies nobody here.
    assert!((live.noisy_or(1, 0).unwrap() - 0.208).abs() < 1e-15);
    live.apply(&[Change::Weights { link: 0, weights: vec![0.5] }]).unwrap();
    assert_eq!(live.totals().unwrap(), &totals(&part, worlds(WORLDS, 5)));
}
