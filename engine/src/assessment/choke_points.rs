//! Choke points of the subject, with what stands behind each.

use super::propagate::Carrier;
use super::result::{Assessment, ChokePoint};
use crate::explanation::ChokeTree;
use crate::network::Network;

/// Parties that some source has to pass, the subject left out: those with most behind them first, then by id.
pub(super) fn choke_points(
    assessment: &Assessment,
    network: &Network,
    carrier: &Carrier,
    subject: usize,
) -> Vec<ChokePoint> {
    let live = network.ends().enumerate().filter(|(link, _)| carrier.weight(*link) > 0.0).map(|(_, ends)| ends);
    let tree = ChokeTree::new(network.parties().len(), live, subject);
    let contribution = |party: usize| assessment.parties.get(party).and_then(|party| party.contribution);
    let behind = tree.sums_behind(|party| contribution(party).unwrap_or_default());
    let parties = tree.numbers_behind(|_| true);
    let mut points: Vec<ChokePoint> = assessment
        .parties
        .iter()
        .enumerate()
        .zip(behind.into_iter().zip(parties))
        .filter(|((party, _), (_, parties))| *party != subject && *parties > 0)
        .map(|((party, result), (behind, parties))| ChokePoint {
            party_id: result.party_id.clone(),
            behind,
            parties,
            own: contribution(party).unwrap_or_default(),
        })
        .collect();
    points.sort_by(|a, b| b.behind.total_cmp(&a.behind).then_with(|| a.party_id.cmp(&b.party_id)));
    points
}
