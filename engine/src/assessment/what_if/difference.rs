//! What is different between two assessments of the same network.

use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, PartyResult, Summary};
use crate::ids::{ChannelId, PartyId};
use crate::ruleset::Band;

/// So many parties to look at first are named.
const NAMED: usize = 10;

/// The difference that changes make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Without the changes.
    pub before: Standing,
    /// With them.
    pub after: Standing,
    /// Parties of which any number or the band is another, ordered by id.
    pub parties: Vec<PartyDifference>,
}

/// The whole at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The numbers of the subject; `None` without a subject.
    pub summary: Option<Summary>,
    /// The first ten parties to look at.
    pub look_here_first: Vec<PartyId>,
}

/// One party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyDifference {
    /// Id.
    pub party_id: PartyId,
    /// Name as written.
    pub name: String,
    /// Without the changes.
    pub before: PartyStanding,
    /// With them.
    pub after: PartyStanding,
}

/// The numbers of one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyStanding {
    /// Band of its own likelihoods.
    pub band: Band,
    /// Channel that set it.
    pub band_channel: ChannelId,
    /// Whether coverage is enough to print it as it is.
    pub scored: bool,
    /// Floors that hold.
    pub floors: Vec<String>,
    /// Own likelihood, headline channel.
    pub likelihood: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range.
    pub p_high: f64,
    /// Coverage, 0–1.
    pub coverage: f64,
    /// ρ.
    pub reach_to_subject: Option<f64>,
    /// The same with verified links only.
    pub reach_verified: Option<f64>,
    /// p·ρ.
    pub contribution: Option<f64>,
    /// Channels of which any number is another, in the order of the manifest.
    pub channels: Vec<ChannelStanding>,
}

/// One channel of one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelStanding {
    /// The channel.
    pub channel: ChannelId,
    /// Own likelihood.
    pub own: f64,
    /// Share of worlds in which another source reaches the party.
    pub inherited: f64,
    /// Share of worlds in which any source reaches it.
    pub total: f64,
    /// The same with verified links only.
    pub total_verified: f64,
}

impl Difference {
    /// Between two assessments of the same parties.
    pub(super) fn between(before: &Assessment, after: &Assessment) -> Self {
        let channels = &before.manifest.channels;
        let pairs = before.parties.iter().zip(&after.parties);
        let parties = pairs.filter_map(|(before, after)| {
            let differs = PartyStanding::of(before, channels) != PartyStanding::of(after, channels);
            differs.then(|| PartyDifference::between(before, after, channels))
        });
        Self { before: Standing::of(before), after: Standing::of(after), parties: parties.collect() }
    }
}

impl Standing {
    fn of(assessment: &Assessment) -> Self {
        let look_here_first = assessment.look_here_first.iter().take(NAMED).cloned().collect();
        Self { summary: assessment.summary.clone(), look_here_first }
    }
}

impl PartyDifference {
    fn between(before: &PartyResult, after: &PartyResult, channels: &[ChannelId]) -> Self {
        let (mut then, mut now) = (PartyStanding::of(before, channels), PartyStanding::of(after, channels));
        let differs: Vec<bool> = then.channels.iter().zip(&now.channels).map(|(then, now)| then != now).collect();
        for standing in [&mut then, &mut now] {
            let mut differs = differs.iter();
            standing.channels.retain(|_| differs.next().copied().unwrap_or_default());
        }
        Self { party_id: before.party_id.clone(), name: before.name.clone(), before: then, after: now }
    }
}

impl PartyStanding {
    /// All numbers of a party, with every channel.
    pub fn of(party: &PartyResult, channels: &[ChannelId]) -> Self {
        let of_channels = channels.iter().zip(&party.channels).map(|(channel, numbers)| ChannelStanding {
            channel: channel.clone(),
            own: numbers.own,
            inherited: numbers.inherited,
            total: numbers.total,
            total_verified: numbers.total_verified,
        });
        Self {
            band: party.band,
            band_channel: party.band_channel.clone(),
            scored: party.scored,
            floors: party.floors.clone(),
            likelihood: party.likelihood,
            p_low: party.p_low,
            p_high: party.p_high,
            coverage: party.coverage,
            reach_to_subject: party.reach_to_subject,
            reach_verified: party.reach_verified,
            contribution: party.contribution,
            channels: of_channels.collect(),
        }
    }
}
