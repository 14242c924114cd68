//! Which questions apply to a party: what is unknown about it counts as holding.

use crate::network::{Housing, Party, PartyKind};
use crate::ruleset::{Condition, Ruleset};

/// Whether a question that needs all of these conditions applies to a party.
pub(crate) fn applies(needs: &[Condition], party: &Party, ruleset: &Ruleset) -> bool {
    needs.iter().all(|condition| may_hold(condition, party, ruleset))
}

/// Everything about a party that decides which questions apply to it; parties alike in this share their counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Traits {
    holds: [bool; 6],
    kind: Option<PartyKind>,
}

impl Traits {
    pub(crate) fn of(party: &Party, ruleset: &Ruleset) -> Self {
        let holds = [
            Condition::Migrants,
            Condition::Agency,
            Condition::Women,
            Condition::Young,
            Condition::Housing,
            Condition::StateProgramme,
        ]
        .map(|condition| may_hold(&condition, party, ruleset));
        Self { holds, kind: party.kind }
    }
}

fn may_hold(condition: &Condition, party: &Party, ruleset: &Ruleset) -> bool {
    let some = |share: Option<f64>| share.is_none_or(|share| share > 0.0);
    match condition {
        Condition::Migrants => some(party.migrant_share),
        Condition::Agency => some(party.agency_share),
        Condition::Women => some(party.women_share),
        Condition::Young => some(party.young_share),
        Condition::Housing => party.housing != Some(Housing::None),
        Condition::StateProgramme => {
            let named = party.programme.as_ref().is_some_and(|name| !name.trim().is_empty());
            let known_for_one = party.country.is_none_or(|country| {
                ruleset.source().state_programme_countries.iter().any(|code| code == country.as_str())
            });
            named || known_for_one
        }
        Condition::Kind(kinds) => party.kind.is_none_or(|kind| kinds.contains(&kind)),
    }
}
