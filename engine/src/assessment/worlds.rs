//! Where worlds come from: drawn anew for one assessment, or held from the one before and brought up to date.
//!
//! Held worlds make a what-if cost what it touches. What they give is the same to the last bit.

use std::num::NonZeroU32;

use super::AssessError;
use super::propagate::{Carrier, Settings};
use crate::propagation::{Change, Kept, KeptSubject, Live, Prepared, SubjectReach, Totals, WorldSettings};

/// Worlds that need more bytes than this are drawn anew each time.
const MOST_BYTES: usize = 512 << 20;

/// Worlds, with every link and with verified links only.
#[derive(Debug)]
pub(super) struct Worlds {
    held: Option<Held>,
}

#[derive(Debug, Default)]
struct Held {
    all: Option<Live>,
    verified: Option<Live>,
    /// What is held.
    kept: Kept,
    /// Transmission as it was, links × channels.
    weights: Vec<f64>,
}

impl Worlds {
    /// Drawn anew.
    pub(super) fn drawn() -> Self {
        Self { held: None }
    }

    /// Held from the next assessment on.
    pub(super) fn held() -> Self {
        Self { held: Some(Held::default()) }
    }

    /// Brings what is held up to date with a network.
    pub(super) fn follow(
        &mut self,
        carrier: &Carrier,
        subject: Option<usize>,
        settings: Settings,
    ) -> Result<(), AssessError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        let kept = kept(carrier, subject, settings);
        let weights = carrier.weights();
        let comparable = held.kept == kept && held.weights.len() == weights.len();
        let moved = if comparable { moved_links(&held.weights, weights, carrier.all.channels()) } else { Vec::new() };
        for (live, prepared) in [(&mut held.all, &carrier.all), (&mut held.verified, &carrier.verified)] {
            let followed = live.as_mut().is_some_and(|live| comparable && follow(live, prepared, &moved));
            if !followed {
                *live = Some(Live::new(prepared.clone(), kept.clone()).map_err(AssessError::Propagation)?);
            }
        }
        held.kept = kept;
        held.weights = weights.to_vec();
        Ok(())
    }

    /// Totals of every party and channel.
    pub(super) fn totals(&self, carrier: &Carrier, settings: Settings) -> (Totals, Totals) {
        self.both(Live::totals).unwrap_or_else(|| carrier.totals(settings))
    }

    /// What reaches the subject, headline channel. The verified run uses as many worlds as the other, so that the two are
    /// told apart by the links alone.
    pub(super) fn reach(
        &self,
        carrier: &Carrier,
        subject: usize,
        settings: Settings,
    ) -> Result<(SubjectReach, SubjectReach), AssessError> {
        if let Some(held) = self.both(Live::reach) {
            return Ok(held);
        }
        let reach = carrier.reach(&carrier.all, subject, settings)?;
        let worlds = NonZeroU32::new(reach.worlds()).ok_or(AssessError::NoWorlds)?;
        let same_worlds = Settings { worlds, half_width: None, ..settings };
        let verified = carrier.reach(&carrier.verified, subject, same_worlds)?;
        Ok((reach, verified))
    }

    fn both<T: Clone>(&self, of: impl Fn(&Live) -> Option<&T>) -> Option<(T, T)> {
        let held = self.held.as_ref()?;
        Some((of(held.all.as_ref()?)?.clone(), of(held.verified.as_ref()?)?.clone()))
    }
}

/// What is worth holding of a network: as much as has room. A half-width asked for may need other worlds each time.
fn kept(carrier: &Carrier, subject: Option<usize>, settings: Settings) -> Kept {
    let worlds = WorldSettings { worlds: settings.worlds, seed: settings.seed };
    let (parties, channels) = (carrier.all.parties(), carrier.all.channels());
    let subject = subject.filter(|_| settings.half_width.is_none());
    let kept_subject =
        subject.map(|subject| KeptSubject { subject, channels: vec![carrier.headline()], settings: worlds });
    let wished = [
        Kept { totals: Some(worlds), subject: kept_subject.clone(), ..Kept::default() },
        Kept { subject: kept_subject, ..Kept::default() },
    ];
    let has_room = |kept: &Kept| kept.bytes(parties, channels) <= MOST_BYTES / 2;
    wished.into_iter().find(has_room).unwrap_or_default()
}

/// Links whose transmission is another, with their rows.
fn moved_links(before: &[f64], after: &[f64], channels: usize) -> Vec<(usize, Vec<f64>)> {
    let rows = before.chunks(channels.max(1)).zip(after.chunks(channels.max(1))).enumerate();
    rows.filter(|(_, (before, after))| before != after).map(|(link, (_, after))| (link, after.to_vec())).collect()
}

/// Brings one network up to date; tells whether that could be done.
fn follow(live: &mut Live, prepared: &Prepared, moved: &[(usize, Vec<f64>)]) -> bool {
    let before = live.prepared();
    let is_same = before.parties() == prepared.parties()
        && before.links() == prepared.links()
        && before.channels() == prepared.channels()
        && (0..prepared.parties()).all(|party| before.party_id(party) == prepared.party_id(party));
    if !is_same {
        return false;
    }
    let mut changes: Vec<Change> =
        moved.iter().map(|(link, weights)| Change::Weights { link: *link, weights: weights.clone() }).collect();
    for party in 0..prepared.parties() {
        for channel in 0..prepared.channels() {
            let likelihood = prepared.own(party, channel);
            if before.own(party, channel).to_bits() != likelihood.to_bits() {
                changes.push(Change::Own { party, channel, likelihood });
            }
        }
    }
    live.apply(&changes).is_ok()
}
