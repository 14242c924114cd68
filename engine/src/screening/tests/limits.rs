//! Many rows with one name: what is cut off, and that it is said.

use std::collections::BTreeSet;

use super::super::*;
use super::support::*;

fn alike(count: usize) -> Vec<Party> {
    (0..count).map(|at| party(&format!("p{at:05}"), "Zarafteks Invest LLC", "UZB")).collect()
}

fn limited(weighed: u32, shown: u32) -> ScreeningSettings {
    ScreeningSettings { limits: LimitSettings { weighed, shown }, ..settings() }
}

#[test]
fn a_party_shows_no_more_pairs_than_the_limit_and_is_named() {
    for search in [Search::Indexed, Search::EveryPair] {
        let found = duplicates(&alike(6), &limited(100, 2), search, &BTreeSet::new()).unwrap();
        let pairs = |id: &str| found.matches.iter().filter(|pair| pair.party.as_str() == id).count();
        // The first is like five others, the fourth like two that come later.
        assert_eq!((pairs("p00000"), pairs("p00002"), pairs("p00003"), pairs("p00004")), (2, 2, 2, 1));
        assert_eq!(found.cut, ["p00000", "p00001", "p00002"].map(crate::ids::PartyId::from));
    }
}

#[test]
fn whoever_shares_an_identifier_is_weighed_before_those_who_share_words() {
    let mut parties = alike(50);
    let duns = Some("150483782".to_owned());
    parties[0].duns.clone_from(&duns);
    parties[49].duns.clone_from(&duns);
    let found = duplicates(&parties, &limited(3, 20), Search::Indexed, &BTreeSet::new()).unwrap();
    let first = found.matches.iter().find(|pair| pair.party.as_str() == "p00000").unwrap();
    assert_eq!(first.other, Counterpart::Party { id: "p00049".into() });
}

#[test]
fn below_the_limits_nothing_is_cut_off() {
    let found = duplicates(&alike(5), &limited(4, 4), Search::Indexed, &BTreeSet::new()).unwrap();
    assert_eq!((found.matches.len(), found.cut.len()), (10, 0));
}
