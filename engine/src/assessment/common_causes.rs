//! Groups of parties whose risks come true together, from the ruleset's families (beta-factor model).

use std::collections::BTreeMap;

use crate::network::{LinkKind, Network, Party};
use crate::ruleset::{CommonCauseBy, Ruleset};

/// Digits of an ISIC code that name a division.
const DIVISION: usize = 2;

/// One group with the β of each member, already divided where a party is in several groups of one family.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CauseGroup {
    /// Family and what the members share, e.g. `programme:harvest`.
    pub(super) id: String,
    /// Party indices with their β.
    pub(super) members: Vec<(usize, f64)>,
}

/// Every group with at least two members, ordered by id.
pub(super) fn groups(network: &Network, ruleset: &Ruleset) -> Vec<CauseGroup> {
    let mut groups = Vec::new();
    for family in &ruleset.source().common_causes {
        let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut count = vec![0_u32; network.parties().len()];
        for (party, key) in memberships(network, family.by) {
            let group = members.entry(key).or_default();
            if !group.contains(&party) {
                group.push(party);
                if let Some(count) = count.get_mut(party) {
                    *count += 1;
                }
            }
        }
        let beta = |party: &usize| family.beta / f64::from(count.get(*party).copied().unwrap_or(1).max(1));
        groups.extend(members.into_iter().filter(|(_, parties)| parties.len() > 1).map(|(key, mut parties)| {
            parties.sort_unstable();
            CauseGroup {
                id: format!("{}:{key}", family.id),
                members: parties.iter().map(|party| (*party, beta(party))).collect(),
            }
        }));
    }
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

fn memberships(network: &Network, by: CommonCauseBy) -> Vec<(usize, String)> {
    match by {
        CommonCauseBy::CountryAndSector => {
            let each = network.parties().iter().enumerate();
            each.filter_map(|(i, party)| Some((i, country_and_sector(party)?))).collect()
        }
        CommonCauseBy::Programme => {
            let each = network.parties().iter().enumerate();
            each.filter_map(|(i, party)| Some((i, crate::ruleset::normalised(party.programme.as_deref()?)))).collect()
        }
        CommonCauseBy::Recruiter => {
            let links = network.links().iter().zip(network.ends());
            links
                .filter(|(link, _)| link.kind == LinkKind::Labour)
                .map(|(link, (_, employer))| (employer, link.supplier.to_string()))
                .collect()
        }
    }
}

/// An unknown country or sector joins no group.
fn country_and_sector(party: &Party) -> Option<String> {
    let sector = party.sector.as_deref()?;
    let division = sector.get(..DIVISION).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    Some(format!("{}-{division}", party.country?))
}
