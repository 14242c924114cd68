//! Risk factors: what is looked up, what counts as unknown, and how caps act.

use std::collections::BTreeMap;

use super::builder::{PLACE, Rules, assess_as, inputs, network, party};
use crate::ids::PartyId;
use crate::likelihood::{Corridor, LikelihoodInputs, PartyLikelihood, Prepared, Strength, TermSource};
use crate::network::{Country, Link, LinkKind, Party};
use crate::ruleset::{Factor, FactorBin, FactorGroup, FactorOf, Ruleset};

fn factor(id: &str, of: FactorOf, table: &[(&str, f64)]) -> Factor {
    Factor {
        id: id.to_owned(),
        of,
        group: None,
        spread: 0.4,
        table: table.iter().map(|(key, ln_lr)| ((*key).to_owned(), *ln_lr)).collect::<BTreeMap<_, _>>(),
        bins: Vec::new(),
        other: None,
        source: None,
        verification: None,
    }
}

fn with_factors(factors: Vec<Factor>) -> Ruleset {
    let mut rules = Rules::new();
    rules.source.factors = factors;
    rules.build()
}

/// The log-ratios that count for a party, one per factor, read off the regime with factor weight 1.
fn effective(place: Party, links: &[Link], corridors: &[Corridor], ruleset: &Ruleset) -> (Vec<f64>, PartyLikelihood) {
    let network = network(&[place, party("buyer")], links);
    let index = network.index_of(&PartyId::new(PLACE)).unwrap();
    let mut of_party = vec![Vec::new(); 2];
    of_party[index] = corridors.to_vec();
    let inputs = LikelihoodInputs { corridors: &of_party, ..inputs(&network, &[], ruleset) };
    let prepared = Prepared::new(inputs);
    let own = prepared.assess(Strength::AS_STATED);
    let trace = prepared.trace(&own, index).unwrap();
    let mut found = vec![0.0; ruleset.source().factors.len()];
    for term in trace.terms {
        if let TermSource::Factor(f) = term.source {
            found[f] = term.by_regime[2];
        }
    }
    (found, own.parties[index].clone())
}

fn country(code: &str) -> Option<Country> {
    Country::from_alpha3(code)
}

#[test]
fn a_missing_or_unlisted_value_adds_nothing_and_widens_the_range() {
    let ruleset = with_factors(vec![factor("country", FactorOf::Country, &[("UZB", 0.7)])]);
    let of = |code: Option<Country>| {
        let mut place = party(PLACE);
        place.country = code;
        effective(place, &[], &[], &ruleset)
    };
    let (listed, known) = of(country("UZB"));
    assert_eq!(listed, [0.7]);
    assert!(known.gaps.is_empty());
    for code in [None, country("KAZ")] {
        let (unlisted, unknown) = of(code);
        assert_eq!(unlisted, [0.0]);
        assert_eq!(unknown.gaps, [0]);
        let (narrow, wide) = (known.channels[0].sigma, unknown.channels[0].sigma);
        assert!((wide * wide - narrow * narrow - 0.16).abs() < 1e-12);
    }
}

#[test]
fn a_complete_table_says_what_holds_for_the_rest() {
    let mut complete = factor("country", FactorOf::Country, &[("UZB", 0.7)]);
    complete.other = Some(-0.2);
    let ruleset = with_factors(vec![complete]);
    let mut place = party(PLACE);
    place.country = country("KAZ");
    let (found, party) = effective(place, &[], &[], &ruleset);
    assert_eq!(found, [-0.2]);
    assert!(party.gaps.is_empty());
}

#[test]
fn the_longest_prefix_of_a_sector_counts_and_a_text_is_no_sector() {
    let mut sector = factor("sector", FactorOf::Sector, &[("1", 0.1), ("14", 0.2), ("141", 0.3)]);
    sector.other = Some(0.0);
    let ruleset = with_factors(vec![sector]);
    let of = |code: &str| {
        let mut place = party(PLACE);
        place.sector = Some(code.to_owned());
        let (found, party) = effective(place, &[], &[], &ruleset);
        (found[0], party.gaps)
    };
    assert_eq!(of("1410"), (0.3, vec![]));
    assert_eq!(of("1430"), (0.2, vec![]));
    assert_eq!(of("1399"), (0.1, vec![]));
    assert_eq!(of("62"), (0.0, vec![]));
    assert_eq!(of("14 garments"), (0.0, vec![0]));
}

#[test]
fn goods_count_by_longest_prefix_and_the_strongest_of_several() {
    let goods = factor("goods", FactorOf::CommodityCountry, &[("52@UZB", 0.5), ("5201@UZB", 0.9), ("52@IND", 2.0)]);
    let ruleset = with_factors(vec![goods]);
    let mut place = party(PLACE);
    place.country = country("UZB");
    place.products = vec!["520411".to_owned(), "0702".to_owned()];
    assert_eq!(effective(place.clone(), &[], &[], &ruleset).0, [0.5]);
    let mut link = Link::new(PartyId::new(PLACE), PartyId::new("buyer"), LinkKind::Goods);
    link.commodity = Some("520100".to_owned());
    assert_eq!(effective(place.clone(), &[link], &[], &ruleset).0, [0.9]);
    place.products = vec!["0702".to_owned()];
    assert_eq!(effective(place, &[], &[], &ruleset).1.gaps, [0]);
}

#[test]
fn shares_fall_into_the_first_bin_that_holds_them() {
    let mut share = factor("migrants", FactorOf::MigrantShare, &[]);
    share.bins = [(0.1, -0.3), (0.5, 0.2), (1.0, 0.8)].map(|(up_to, ln_lr)| FactorBin { up_to, ln_lr }).to_vec();
    let ruleset = with_factors(vec![share]);
    let of = |share: f64| {
        let mut place = party(PLACE);
        place.migrant_share = Some(share);
        effective(place, &[], &[], &ruleset).0[0]
    };
    assert_eq!([of(0.0), of(0.1), of(0.11), of(1.0)], [-0.3, -0.3, 0.2, 0.8]);
}

#[test]
fn corridors_are_looked_up_exactly_then_by_one_end() {
    let table = [("NPL>ARE", 0.9), ("NPL>*", 0.4), ("*>ARE", 0.6)];
    let ruleset = with_factors(vec![factor("corridor", FactorOf::Corridor, &table)]);
    let of = |origin: &str, destination: &str| {
        let corridor = Corridor { origin: country(origin), destination: country(destination) };
        effective(party(PLACE), &[], &[corridor], &ruleset).0[0]
    };
    assert_eq!([of("NPL", "ARE"), of("NPL", "QAT"), of("BGD", "ARE"), of("BGD", "QAT")], [0.9, 0.4, 0.6, 0.0]);
    assert_eq!(effective(party(PLACE), &[], &[], &ruleset).1.gaps, [0]);
    let mut none = party(PLACE);
    none.migrant_share = Some(0.0);
    assert!(effective(none, &[], &[], &ruleset).1.gaps.is_empty());
}

#[test]
fn a_blank_programme_is_neither_a_value_nor_a_gap() {
    let ruleset = with_factors(vec![factor("programme", FactorOf::Programme, &[("*", 1.5)])]);
    let (found, unnamed) = effective(party(PLACE), &[], &[], &ruleset);
    assert_eq!((found, unnamed.gaps), (vec![0.0], vec![]));
    let mut named = party(PLACE);
    named.programme = Some("invented scheme".to_owned());
    assert_eq!(effective(named, &[], &[], &ruleset).0, [1.5]);
}

#[test]
fn factors_of_one_group_add_up_to_no_more_than_its_cap() {
    let mut rules = Rules::new();
    rules.source.factor_groups = vec![FactorGroup { id: "place".to_owned(), cap: 1.0 }];
    rules.source.factors = vec![
        factor("country", FactorOf::Country, &[("UZB", 0.7)]),
        factor("sector", FactorOf::Sector, &[("01", 0.6)]),
        factor("kind", FactorOf::Kind, &[("farm", -0.5)]),
    ];
    for factor in &mut rules.source.factors {
        factor.group = Some("place".to_owned());
    }
    let ruleset = rules.build();
    let mut place = party(PLACE);
    place.country = country("UZB");
    place.sector = Some("0116".to_owned());
    let (found, _) = effective(place.clone(), &[], &[], &ruleset);
    assert!((found[0] - 0.7).abs() < 1e-12 && (found[1] - 0.3).abs() < 1e-12);
    // 0.7 + 0.6 − 0.5 = 0.8 lies within the cap again.
    place.kind = Some(crate::network::PartyKind::Farm);
    let (found, _) = effective(place, &[], &[], &ruleset);
    assert!((found.iter().sum::<f64>() - 0.8).abs() < 1e-12);
}

#[test]
fn strength_scales_factors_but_not_base_odds() {
    let ruleset = with_factors(vec![factor("country", FactorOf::Country, &[("UZB", 0.8)])]);
    let stronger = with_factors(vec![factor("country", FactorOf::Country, &[("UZB", 1.0)])]);
    let mut place = party(PLACE);
    place.country = country("UZB");
    let network = network(std::slice::from_ref(&place), &[]);
    let prepared = Prepared::new(inputs(&network, &[], &ruleset));
    let scaled = prepared.perturbed().stronger(0, ruleset.headline()).unwrap();
    let stated = assess_as(place, &[], &stronger).channels[ruleset.headline()].p;
    assert!((scaled - stated).abs() < 1e-15);
}
