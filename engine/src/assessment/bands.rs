//! The band of a party: the highest cell of likelihood × severity over its channels, lifted by floors.

use super::severity::{band_of, severity_class};
use crate::evidence::WorkerGroup;
use crate::network::Party;
use crate::ruleset::{Band, Floor, Ruleset};

/// A band and what set it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Banded {
    pub(super) band: Band,
    pub(super) channel: usize,
    pub(super) severity: u8,
}

/// Highest cell over the channels, each with its likelihood and the group of workers that it comes from; ties go to the
/// graver channel, then the likelier, then the later one (patterns stand after indicators). Floors then lift it.
pub(super) fn band(
    ruleset: &Ruleset,
    party: &Party,
    channels: impl Iterator<Item = (f64, WorkerGroup)>,
    floors: &[&Floor],
) -> Banded {
    let mut best: Option<(Banded, f64)> = None;
    for (channel, (likelihood, group)) in channels.enumerate() {
        let severity = severity_class(ruleset, channel, party, group);
        let band = band_of(ruleset, likelihood, severity);
        let higher = best.is_none_or(|(so_far, p)| {
            (band, severity).cmp(&(so_far.band, so_far.severity)).then(likelihood.total_cmp(&p)).is_ge()
        });
        if higher {
            best = Some((Banded { band, channel, severity }, likelihood));
        }
    }
    let (mut banded, _) = best.unwrap_or((Banded { band: Band::Low, channel: ruleset.headline(), severity: 1 }, 0.0));
    for floor in floors {
        if floor.band > banded.band {
            let channel = ruleset.channel(&floor.channel).unwrap_or(banded.channel);
            let severity = severity_class(ruleset, channel, party, WorkerGroup::All);
            banded = Banded { band: floor.band, channel, severity };
        }
    }
    banded
}
