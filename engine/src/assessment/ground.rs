//! What an assessment stands on: the network about its subject, the evidence about every party, what recruitment cost.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::evidence::{all_evidence, recruitment};
use super::imputed::Imputed;
use super::{AssessError, Options, outline};
use crate::evidence::Evidence;
use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::likelihood::Corridor;
use crate::network::{Network, NetworkFinding, default_subject, in_scope};
use crate::recruitment::{Cohort, CohortCost};
use crate::ruleset::Ruleset;

/// What likelihoods are worked out from, and what is known beside.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    /// Parties and links, with undisclosed supply where it counts.
    pub(super) network: Network,
    /// Whom it is about, by position.
    pub(super) subject: Option<usize>,
    /// What was found in the network as stated.
    pub(super) findings: Vec<NetworkFinding>,
    /// Cohorts whose employer is in the network.
    pub(super) cohorts: Vec<Cohort>,
    /// What each of them cost.
    pub(super) costs: Vec<CohortCost>,
    /// Supplies that nobody discloses.
    pub(super) undisclosed: Imputed<'a>,
    /// Answers, and what cohorts say.
    pub(super) evidence: Cow<'a, [Evidence]>,
    /// Per party the corridors of its cohorts.
    pub(super) corridors: Vec<Vec<Corridor>>,
}

impl<'a> Ground<'a> {
    /// From canonical inputs, about a subject and within a scope.
    pub(super) fn about(inputs: &'a Inputs, ruleset: &'a Ruleset, options: &Options) -> Result<Self, AssessError> {
        let (whole, findings) = network(inputs, options.as_of)?;
        let subject = find_subject(&whole, options)?;
        let network = match subject {
            Some(subject) => in_scope(&whole, subject, options.scope.as_deref()),
            None => whole,
        };
        let (cohorts, costs) = recruitment(inputs, &network, options.as_of);
        let undisclosed = Imputed::find(&network, ruleset, options.as_of);
        // Parties that join move the others.
        let subject = subject.and_then(|subject| network.parties().get(subject)).map(|party| party.id.clone());
        let network = undisclosed.join(network);
        let subject = subject.and_then(|id| network.index_of(&id));
        let evidence = all_evidence(&network, inputs, &cohorts, &costs, ruleset);
        let corridors = outline::corridors(&network, &cohorts);
        Ok(Self { network, subject, findings, cohorts, costs, undisclosed, evidence, corridors })
    }

    /// From canonical inputs, with every party, about nobody and with nothing imputed.
    pub(super) fn of_all(inputs: &'a Inputs, ruleset: &'a Ruleset, as_of: NaiveDate) -> Result<Self, AssessError> {
        let (network, findings) = network(inputs, as_of)?;
        let (cohorts, costs) = recruitment(inputs, &network, as_of);
        let evidence = all_evidence(&network, inputs, &cohorts, &costs, ruleset);
        let corridors = outline::corridors(&network, &cohorts);
        let undisclosed = Imputed::default();
        Ok(Self { network, subject: None, findings, cohorts, costs, undisclosed, evidence, corridors })
    }
}

fn network(inputs: &Inputs, as_of: NaiveDate) -> Result<(Network, Vec<NetworkFinding>), AssessError> {
    if inputs.parties.is_empty() {
        return Err(AssessError::NoParties);
    }
    Ok(Network::build(&inputs.parties, &inputs.links, &inputs.merges, as_of))
}

/// Position of the subject that is asked for, or of the only one that there can be; it must have the product of the scope.
fn find_subject(network: &Network, options: &Options) -> Result<Option<usize>, AssessError> {
    let subject = match &options.subject {
        Some(id) => Some(network.index_after_merges(id).ok_or_else(|| AssessError::UnknownSubject(id.clone()))?),
        None => default_subject(network),
    };
    let Some(product) = &options.scope else {
        return Ok(subject);
    };
    let subject = subject.ok_or(AssessError::ScopeWithoutSubject)?;
    let named: BTreeSet<&str> = network
        .links()
        .iter()
        .zip(network.ends())
        .filter(|(_, (_, buyer))| *buyer == subject)
        .filter_map(|(link, _)| link.product.as_deref())
        .collect();
    let wanted = product.trim().to_lowercase();
    if named.iter().any(|name| name.trim().to_lowercase() == wanted) {
        return Ok(Some(subject));
    }
    Err(AssessError::UnknownProduct {
        subject: network.parties().get(subject).map_or_else(|| PartyId::new(""), |party| party.id.clone()),
        product: product.clone(),
        named: named.into_iter().collect::<Vec<_>>().join(", "),
    })
}
