//! The best chain of every source: by which links its risk most likely arrives.

use super::AssessError;
use super::outline::Outline;
use super::propagate::Carrier;
use super::result::Chain;
use crate::evidence::WorkerGroup;
use crate::ids::LeafId;
use crate::likelihood::GroupLikelihood;
use crate::network::{LinkStatus, Network};
use crate::propagation::{self, WorldSettings};
use crate::ruleset::Ruleset;

/// Chains ordered by p·Πw, then fewer links, then ids. Sources from which nothing can arrive have none; nor has the
/// subject, whose own part needs no chain.
pub(super) fn chains(
    network: &Network,
    outline: &Outline<'_>,
    carrier: &Carrier,
    ruleset: &Ruleset,
    subject: usize,
    settings: WorldSettings,
) -> Result<Vec<Chain>, AssessError> {
    let headline = carrier.headline();
    let best = propagation::best_chains(&carrier.all, subject, headline).map_err(AssessError::Propagation)?;
    let sources: Vec<(usize, Vec<usize>)> = (0..network.parties().len())
        .filter(|&party| party != subject)
        .filter_map(|party| Some((party, best.links(party)?)))
        .collect();
    let links: Vec<Vec<usize>> = sources.iter().map(|(_, links)| links.clone()).collect();
    let live =
        propagation::chain_frequencies(&carrier.all, headline, &links, settings).map_err(AssessError::Propagation)?;
    let ends: Vec<(usize, usize)> = network.ends().collect();
    let mut chains: Vec<Chain> = sources
        .into_iter()
        .zip(live)
        .filter_map(|((source, links), live)| {
            let own = outline.own.parties.get(source)?;
            let group = own.groups.iter().find(|group| group.group == own.headline_group)?;
            let likelihood = own.channels.get(headline)?.p;
            let weights: Vec<f64> = links.iter().map(|&link| carrier.weight(link)).collect();
            let (regime, regime_probability) = leading_regime(ruleset, group);
            let (leaf, leaf_probability) = leading_leaf(ruleset, group);
            let id = |party: usize| network.parties().get(party).map(|party| party.id.clone());
            let mut parties = vec![id(source)?];
            for &link in &links {
                parties.push(id(ends.get(link)?.1)?);
            }
            let supported =
                |link: &&usize| network.links().get(**link).is_some_and(|link| link.status == LinkStatus::Verified);
            Some(Chain {
                source: id(source)?,
                probability: weights.iter().fold(likelihood, |product, weight| product * weight),
                unsupported_links: links.len() - links.iter().filter(supported).count(),
                parties,
                links,
                weights,
                live,
                regime,
                regime_probability,
                leaf,
                leaf_probability,
            })
        })
        .collect();
    chains.sort_by(|a, b| {
        b.probability
            .total_cmp(&a.probability)
            .then(a.links.len().cmp(&b.links.len()))
            .then_with(|| a.parties.cmp(&b.parties))
    });
    Ok(chains)
}

/// The likeliest regime beside the first.
fn leading_regime(ruleset: &Ruleset, group: &GroupLikelihood) -> (String, f64) {
    let classes = &ruleset.source().regimes.classes;
    let beside_ordinary = classes.iter().zip(&group.regimes).skip(1);
    beside_ordinary
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map_or_else(|| (String::new(), 0.0), |(class, p)| (class.id.clone(), *p))
}

/// The leaf that stands out most against an ordinary place: largest log-odds above its prevalence there. The largest
/// probability alone would name what is common everywhere, such as overtime.
fn leading_leaf(ruleset: &Ruleset, group: &GroupLikelihood) -> (LeafId, f64) {
    let migrant = matches!(group.group, WorkerGroup::Migrant | WorkerGroup::Agency);
    let logit = |p: f64| {
        let p = p.clamp(1e-9, 1.0 - 1e-9);
        libm::log(p / (1.0 - p))
    };
    ruleset
        .leaves()
        .iter()
        .zip(&group.leaves)
        .map(|(leaf, &p)| {
            let rates = if migrant { &leaf.prevalence_migrant } else { &leaf.prevalence };
            (leaf, p, logit(p) - logit(rates.first().copied().unwrap_or_default()))
        })
        .max_by(|a, b| a.2.total_cmp(&b.2))
        .map_or_else(|| (LeafId::new(""), 0.0), |(leaf, p, _)| (leaf.id.clone(), p))
}
