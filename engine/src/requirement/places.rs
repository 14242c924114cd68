//! Which places a check looks at.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::point::{Point, What};
use crate::assessment::PartyResult;
use crate::ids::PartyId;
use crate::network::{Country, PartyKind, PartyOrigin};
use crate::ruleset::Band;

/// Which places a check looks at; all conditions together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Places {
    /// How far from the subject.
    pub within: Within,
    /// Lowest band.
    pub min_band: Option<Band>,
    /// Countries; empty: any.
    pub countries: Vec<Country>,
    /// HS prefixes, of which a place must have one; empty: any.
    pub commodities: Vec<String>,
    /// Kinds; empty: any.
    pub kinds: Vec<PartyKind>,
}

/// How far from the subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The subject and everything from which a chain of links leads to it.
    #[default]
    Chain,
    /// The subject alone.
    Subject,
    /// Tier 1: those whose links end at the subject.
    Direct,
    /// Tier 2 and beyond.
    Indirect,
    /// Everything upstream, without the subject.
    Upstream,
    /// Those for whom cohorts were recruited.
    Employers,
}

impl Places {
    /// The places, in the order of the assessment. Without a subject every party counts as upstream of nobody in
    /// particular: `chain` and `upstream` then hold all, the others none.
    pub(super) fn of<'f>(&'f self, facts: &'f Facts<'_>) -> impl Iterator<Item = &'f PartyResult> {
        self.near(facts).filter(|party| self.belongs(party, facts) == Belongs::Yes)
    }

    /// What is not known of places that may be among them as well: without it a rule cannot be said to hold for all.
    pub(super) fn doubts(&self, facts: &Facts<'_>) -> Vec<Point> {
        let mut doubts: BTreeMap<What, Vec<PartyId>> = BTreeMap::new();
        for party in self.near(facts) {
            if let Belongs::Unknown(what) = self.belongs(party, facts) {
                doubts.entry(what).or_default().push(party.party_id.clone());
            }
        }
        doubts.into_iter().map(|(what, parties)| Point::new(what).at(parties)).collect()
    }

    /// Places that are near enough and of the kinds.
    fn near<'f>(&'f self, facts: &'f Facts<'_>) -> impl Iterator<Item = &'f PartyResult> {
        let subject = facts.assessment.manifest.subject.is_some();
        facts.assessment.parties.iter().filter(move |party| {
            let near = match (self.within, party.tier) {
                (Within::Chain | Within::Upstream, _) if !subject => true,
                (Within::Chain, Some(_)) => true,
                (Within::Subject, tier) => tier == Some(0),
                (Within::Direct, tier) => tier == Some(1),
                (Within::Indirect, Some(tier)) => tier > 1,
                (Within::Upstream, Some(tier)) => tier > 0,
                (Within::Employers, _) => facts.has_cohort(&party.party_id),
                (Within::Chain | Within::Indirect | Within::Upstream, None) => false,
            };
            // What stands for undisclosed supply is no place; the input that is missing is named instead.
            near && party.origin != PartyOrigin::Imputed
                && (self.kinds.is_empty() || party.kind.is_some_and(|kind| self.kinds.contains(&kind)))
        })
    }

    /// Whether a place is one of them by country, goods and band. A single condition that is known not to hold settles it.
    fn belongs(&self, party: &PartyResult, facts: &Facts<'_>) -> Belongs {
        let country = match party.country {
            _ if self.countries.is_empty() => Belongs::Yes,
            Some(country) if self.countries.contains(&country) => Belongs::Yes,
            // Records that were merged and disagree settle nothing.
            Some(_) if self.countries.iter().any(|one| facts.is_said_to_be_in(&party.party_id, *one)) => {
                Belongs::Unknown(What::CountryUnknown)
            }
            Some(_) => Belongs::No,
            None => Belongs::Unknown(What::CountryUnknown),
        };
        let goods = match has_goods(&facts.goods(&party.party_id), &self.commodities) {
            _ if self.commodities.is_empty() => Belongs::Yes,
            Some(true) => Belongs::Yes,
            Some(false) => Belongs::No,
            None => Belongs::Unknown(What::GoodsUnstated),
        };
        let band = match self.min_band {
            Some(band) if party.band >= band => Belongs::Yes,
            Some(band) if !party.scored && party.band_at_high >= band => Belongs::Unknown(What::NotScored),
            Some(_) => Belongs::No,
            None => Belongs::Yes,
        };
        let all = [country, goods, band];
        let unknown = all.into_iter().find(|one| matches!(one, Belongs::Unknown(_)));
        if all.contains(&Belongs::No) { Belongs::No } else { unknown.unwrap_or(Belongs::Yes) }
    }

    /// Whether it can be said which places these are.
    pub(super) fn needs_subject(&self) -> bool {
        match self.within {
            Within::Chain | Within::Upstream | Within::Employers => false,
            Within::Subject | Within::Direct | Within::Indirect => true,
        }
    }
}

/// Whether a place is one that a check looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    Yes,
    No,
    /// It may be; the point says what is not known.
    Unknown(What),
}

/// Whether goods with one of the prefixes are among the stated codes; `None` where no code is stated or one is too coarse to
/// tell, such as `28` under the prefix `280461`.
pub(super) fn has_goods(codes: &[&str], prefixes: &[String]) -> Option<bool> {
    let any = |holds: &dyn Fn(&str, &str) -> bool| {
        codes.iter().any(|code| prefixes.iter().any(|prefix| holds(code, prefix.as_str())))
    };
    if any(&|code, prefix| code.starts_with(prefix)) {
        return Some(true);
    }
    (!codes.is_empty() && !any(&|code, prefix| prefix.starts_with(code))).then_some(false)
}
