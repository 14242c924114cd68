//! Which questions apply to a party: what is unknown about it counts as holding.

use crate::network::{Housing, Party, PartyKind};
use crate::ruleset::{Condition, Ruleset};

/// Whether a question that needs all of these conditions applies to a party.
pub(crate) fn applies(needs: &[Condition], party: &Party, ruleset: &Ruleset) -> bool {
    needs.iter().all(|condition| may_hold(condition, party, ruleset))
}

/// Conditions of a ruleset that name countries, sectors or numbers of workers, each once.
pub(crate) fn with_parameters(ruleset: &Ruleset) -> Vec<&Condition> {
    let mut found: Vec<&Condition> = Vec::new();
    for condition in ruleset.source().questions.iter().flat_map(|question| &question.needs) {
        let has_parameters = match condition {
            Condition::Country(_) | Condition::Sector(_) | Condition::WorkersAtLeast(_) => true,
            Condition::Migrants
            | Condition::Agency
            | Condition::Women
            | Condition::Young
            | Condition::Housing
            | Condition::StateProgramme
            | Condition::Kind(_) => false,
        };
        if has_parameters && !found.contains(&condition) {
            found.push(condition);
        }
    }
    found
}

/// Everything about a party that decides which questions apply to it; parties alike in this share their counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Traits {
    holds: [bool; 6],
    kind: Option<PartyKind>,
    /// Per condition with parameters.
    others: Vec<bool>,
}

impl Traits {
    /// `others` are the conditions of the ruleset with parameters.
    pub(crate) fn of(party: &Party, others: &[&Condition], ruleset: &Ruleset) -> Self {
        let holds = [
            Condition::Migrants,
            Condition::Agency,
            Condition::Women,
            Condition::Young,
            Condition::Housing,
            Condition::StateProgramme,
        ]
        .map(|condition| may_hold(&condition, party, ruleset));
        let others = others.iter().map(|condition| may_hold(condition, party, ruleset)).collect();
        Self { holds, kind: party.kind, others }
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
        Condition::Country(countries) => party.country.is_none_or(|country| countries.contains(&country)),
        Condition::Sector(prefixes) => {
            let begins = |code: &String| prefixes.iter().any(|prefix| code.trim().starts_with(prefix.as_str()));
            party.sector.as_ref().is_none_or(begins)
        }
        Condition::WorkersAtLeast(least) => party.workers.is_none_or(|workers| workers >= *least),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likelihood::tests::builder::{Rules, party};
    use crate::network::Country;

    #[test]
    fn conditions_with_parameters_hold_where_they_are_met_or_nothing_is_known() {
        let ruleset = Rules::new().build();
        let uzbek = Country::from_alpha3("UZB").unwrap();
        let conditions = [
            Condition::Country(vec![uzbek]),
            Condition::Sector(vec!["01".to_owned(), "13".to_owned()]),
            Condition::WorkersAtLeast(50),
        ];
        let mut place = party("P");
        assert!(applies(&conditions, &place, &ruleset), "nothing is known of it");
        (place.country, place.sector, place.workers) = (Some(uzbek), Some("1311".to_owned()), Some(50));
        assert!(applies(&conditions, &place, &ruleset));
        for change in [
            |place: &mut Party| place.country = Country::from_alpha3("DEU"),
            |place: &mut Party| place.sector = Some("2011".to_owned()),
            |place: &mut Party| place.workers = Some(49),
        ] {
            let mut other = place.clone();
            change(&mut other);
            assert!(!applies(&conditions, &other, &ruleset));
        }
    }

    #[test]
    fn parties_that_differ_in_a_condition_are_told_apart() {
        let mut rules = Rules::new();
        let question = rules.source.questions.first().unwrap().id.clone();
        rules.question(&question).needs = vec![Condition::WorkersAtLeast(50)];
        let ruleset = rules.build();
        let others = with_parameters(&ruleset);
        let (mut small, mut large) = (party("A"), party("B"));
        (small.workers, large.workers) = (Some(10), Some(100));
        assert_ne!(Traits::of(&small, &others, &ruleset), Traits::of(&large, &others, &ruleset));
        assert_eq!(Traits::of(&large, &others, &ruleset), Traits::of(&party("C"), &others, &ruleset));
    }
}
