//! Which places a check looks at.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use crate::assessment::PartyResult;
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
                && self.min_band.is_none_or(|band| party.band >= band)
                && (self.countries.is_empty() || party.country.is_some_and(|c| self.countries.contains(&c)))
                && (self.kinds.is_empty() || party.kind.is_some_and(|kind| self.kinds.contains(&kind)))
                && (self.commodities.is_empty()
                    || facts.goods(&party.party_id).iter().any(|code| self.has_commodity(code)))
        })
    }

    fn has_commodity(&self, code: &str) -> bool {
        self.commodities.iter().any(|prefix| code.starts_with(prefix.as_str()))
    }

    /// Whether it can be said which places these are.
    pub(super) fn needs_subject(&self) -> bool {
        match self.within {
            Within::Chain | Within::Upstream | Within::Employers => false,
            Within::Subject | Within::Direct | Within::Indirect => true,
        }
    }
}
