//! Undisclosed supply: where a sector must have an input and no link brings it, somebody supplies it all the same.
//!
//! Such a supply is a party of which nothing is known but the goods and, by the ruleset, the countries that such goods come
//! from. Its likelihood is the mean over these countries. Whether it counts is the ruleset's to say; drawn and listed it is
//! in any case, with what it would add.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::outline::Outline;
use super::result::{Assessment, UndisclosedSupply};
use super::transmission;
use super::unknowns::undisclosed;
use crate::evidence::ScreenedLists;
use crate::ids::PartyId;
use crate::likelihood::{LikelihoodInputs, PartyLikelihood, Prepared, Strength, around, clamped};
use crate::network::{Country, Link, LinkKind, LinkStatus, Network, Party, PartyOrigin};
use crate::ruleset::{ExpectedInput, ImputedSupply, Ruleset};

/// Supplies that must exist and that nobody discloses.
#[derive(Debug, Default)]
pub(super) struct Imputed<'a> {
    supplies: Vec<Supply<'a>>,
    /// By input: what such a supply is like.
    likelihoods: BTreeMap<&'a str, Mixed>,
    counted: bool,
}

/// What a supply of several countries is like.
#[derive(Debug)]
struct Mixed {
    own: PartyLikelihood,
    /// Per channel with every log-ratio weaker, and stronger.
    perturbed: Vec<[f64; 2]>,
}

/// One of them.
#[derive(Debug)]
struct Supply<'a> {
    id: PartyId,
    input: &'a ExpectedInput,
    buyer: PartyId,
}

impl<'a> Imputed<'a> {
    /// Looks for inputs that nobody discloses.
    pub(super) fn find(network: &Network, ruleset: &'a Ruleset, as_of: NaiveDate) -> Self {
        let mut supplies = Vec::new();
        let mut likelihoods = BTreeMap::new();
        for (id, buyers) in undisclosed(network, ruleset) {
            let Some(input) = ruleset.source().expected_inputs.iter().find(|input| input.id == id) else { continue };
            if let Some(likelihood) = likelihood(input, ruleset, as_of) {
                likelihoods.insert(input.id.as_str(), likelihood);
            }
            supplies.extend(buyers.into_iter().filter_map(|buyer| {
                let buyer = network.parties().get(buyer)?.id.clone();
                Some(Supply { id: PartyId::new(format!("undisclosed:{}:{buyer}", input.id)), input, buyer })
            }));
        }
        let counted = ruleset.source().transmission.imputed == ImputedSupply::Counted;
        Self { supplies, likelihoods, counted }
    }

    /// The network with these supplies as parties, where they count.
    pub(super) fn join(&self, network: Network) -> Network {
        if !self.counted || self.supplies.is_empty() {
            return network;
        }
        let parties = self.supplies.iter().map(|supply| stated(supply.id.clone(), supply.input, None));
        let links = self.supplies.iter().map(|supply| {
            let mut link = Link::new(supply.id.clone(), supply.buyer.clone(), LinkKind::Goods);
            link.status = LinkStatus::Imputed;
            link.commodity = supply.input.commodities.first().cloned();
            link
        });
        network.with_more(parties, links)
    }

    /// Gives those that count the likelihood of their countries.
    pub(super) fn settle(&self, network: &Network, outline: &mut Outline<'_>) {
        for supply in self.supplies.iter().filter(|_| self.counted) {
            let mixed = self.likelihoods.get(supply.input.id.as_str());
            let (Some(index), Some(mixed)) = (network.index_of(&supply.id), mixed) else { continue };
            if let Some(own) = outline.own.parties.get_mut(index) {
                own.clone_from(&mixed.own);
            }
            for (channel, &perturbed) in mixed.perturbed.iter().enumerate() {
                outline.perturbed.set(index, channel, perturbed);
            }
        }
    }

    /// Lists them all, by input and buyer.
    pub(super) fn list(&self, assessment: &Assessment, network: &Network, ruleset: &Ruleset) -> Vec<UndisclosedSupply> {
        let headline = ruleset.headline();
        let weight = transmission::weight_of_unknown_goods(ruleset);
        let reach = |id: &PartyId| {
            let index = network.index_of(id)?;
            assessment.parties.get(index)?.reach_to_subject
        };
        self.supplies
            .iter()
            .filter_map(|supply| {
                let channel = self.likelihoods.get(supply.input.id.as_str())?.own.channels.get(headline)?;
                let reach_to_subject =
                    if self.counted { reach(&supply.id) } else { reach(&supply.buyer).map(|rho| rho * weight) };
                Some(UndisclosedSupply {
                    party_id: supply.id.clone(),
                    input: supply.input.id.clone(),
                    buyer_id: supply.buyer.clone(),
                    countries: supply.input.countries.clone(),
                    likelihood: channel.p,
                    p_low: channel.p_low,
                    p_high: channel.p_high,
                    counted: self.counted,
                    reach_to_subject,
                    contribution: reach_to_subject.map(|rho| rho * channel.p),
                })
            })
            .collect()
    }
}

/// What is known of a supplier of these goods in a country.
fn stated(id: PartyId, input: &ExpectedInput, country: Option<Country>) -> Party {
    let mut party = Party::unknown(id, input.id.clone(), PartyOrigin::Imputed);
    party.country = country;
    party.products.clone_from(&input.commodities);
    party
}

/// The likelihood of a supply: the mean over its countries, where the rest of the shares is of unknown country. The range is
/// that of a place of unknown country, which it is.
fn likelihood(input: &ExpectedInput, ruleset: &Ruleset, as_of: NaiveDate) -> Option<Mixed> {
    let unknown = (None, 1.0 - input.countries.values().sum::<f64>());
    let known = input.countries.iter().map(|(code, share)| (Country::from_alpha3(code), *share));
    let mix: Vec<(Option<Country>, f64)> = std::iter::once(unknown).chain(known).collect();
    let parties: Vec<Party> = mix
        .iter()
        .enumerate()
        .map(|(i, (country, _))| stated(PartyId::new(format!("{i:04}")), input, *country))
        .collect();
    let (network, _) = Network::build(&parties, &[], &[], as_of);
    let screened = ScreenedLists::none();
    let inputs = LikelihoodInputs { network: &network, evidence: &[], corridors: &[], screened, ruleset, as_of };
    let prepared = Prepared::new(inputs);
    let own = prepared.assess(Strength::AS_STATED).parties;
    let perturbed = prepared.perturbed();
    let mean = |of: &dyn Fn(&PartyLikelihood) -> Option<f64>| -> f64 {
        own.iter().zip(&mix).map(|(own, (_, share))| share.max(0.0) * of(own).unwrap_or_default()).sum()
    };
    let mut mixed = own.first()?.clone();
    for (k, channel) in mixed.channels.iter_mut().enumerate() {
        channel.p = clamped(mean(&|own| Some(own.channels.get(k)?.p)));
        (channel.p_low, channel.p_high) = around(channel.p, channel.sigma);
        channel.p_high_decided = channel.p_high;
    }
    for (k, before) in mixed.background.iter_mut().enumerate() {
        *before = mean(&|own| own.background.get(k).copied());
    }
    for (g, group) in mixed.groups.iter_mut().enumerate() {
        for (z, p) in group.regimes.iter_mut().enumerate() {
            *p = mean(&|own| own.groups.get(g)?.regimes.get(z).copied());
        }
        for (k, p) in group.leaves.iter_mut().enumerate() {
            *p = mean(&|own| own.groups.get(g)?.leaves.get(k).copied());
        }
        for (k, p) in group.channels.iter_mut().enumerate() {
            *p = mean(&|own| own.groups.get(g)?.channels.get(k).copied());
        }
    }
    let over_countries = |of: &dyn Fn(usize) -> Option<f64>| -> f64 {
        mix.iter().enumerate().map(|(i, (_, share))| share.max(0.0) * of(i).unwrap_or_default()).sum()
    };
    let perturbed = (0..mixed.channels.len())
        .map(|k| [over_countries(&|i| perturbed.weaker(i, k)), over_countries(&|i| perturbed.stronger(i, k))])
        .collect();
    Some(Mixed { own: mixed, perturbed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Opened, Options, Summary, Trace, assess, trace_of};
    use crate::inputs::Inputs;
    use crate::likelihood::logit;
    use crate::likelihood::tests::builder::{Rules, as_of, party};
    use crate::ruleset::{Factor, FactorOf};

    /// Garments need fabric, of which half comes from a country three times as likely to be exploitative, a quarter from
    /// one that is less, the rest from wherever.
    fn rules(imputed: ImputedSupply) -> Rules {
        let mut rules = Rules::new();
        rules.source.factors = vec![Factor {
            id: "country".to_owned(),
            of: FactorOf::Country,
            group: None,
            spread: 0.6,
            table: BTreeMap::from([("UZB".to_owned(), 1.1), ("DEU".to_owned(), -1.0)]),
            bins: Vec::new(),
            other: None,
            source: None,
            verification: None,
        }];
        rules.source.transmission.imputed = imputed;
        rules.source.expected_inputs = vec![ExpectedInput {
            id: "fabric".to_owned(),
            sectors: vec!["1410".to_owned()],
            commodities: vec!["5208".to_owned()],
            countries: BTreeMap::from([("UZB".to_owned(), 0.5), ("DEU".to_owned(), 0.25)]),
        }];
        rules
    }

    fn inputs() -> Inputs {
        let mut maker = party("maker");
        maker.sector = Some("1410".to_owned());
        let links = vec![Link::new("maker".into(), "buyer".into(), LinkKind::Goods)];
        Inputs { parties: vec![party("buyer"), maker], links, ..Inputs::default() }
    }

    fn assessed(inputs: &Inputs, imputed: ImputedSupply) -> Assessment {
        assess(inputs, &rules(imputed).build(), &Options { worlds: 256, ..Options::as_of(as_of()) }).unwrap()
    }

    /// Likelihood of a party of which only the country is known.
    fn alone(country: Option<&str>) -> f64 {
        let mut place = party("P");
        place.country = country.and_then(Country::from_alpha3);
        let inputs = Inputs { parties: vec![place], ..Inputs::default() };
        assessed(&inputs, ImputedSupply::Drawn).parties[0].likelihood
    }

    #[test]
    fn an_input_that_nobody_discloses_is_listed_with_the_mean_over_its_countries() {
        let assessment = assessed(&inputs(), ImputedSupply::Drawn);
        let [supply] = assessment.undisclosed.as_slice() else { panic!("{:?}", assessment.undisclosed) };
        let mean = 0.5 * alone(Some("UZB")) + 0.25 * alone(Some("DEU")) + 0.25 * alone(None);
        assert!((supply.likelihood - mean).abs() < 1e-12, "{} {mean}", supply.likelihood);
        assert!(supply.p_low < mean && mean < supply.p_high);
        assert_eq!((supply.buyer_id.as_str(), supply.counted), ("maker", false));
        assert_eq!(supply.contribution, Some(mean), "every link here is certain");
        assert_eq!(assessment.parties.len(), 2, "it counts nowhere");
    }

    #[test]
    fn it_adds_to_the_expected_places_where_the_ruleset_counts_it_and_to_none_over_verified_links() {
        let (drawn, counted) = (assessed(&inputs(), ImputedSupply::Drawn), assessed(&inputs(), ImputedSupply::Counted));
        let numbers = |of: &Assessment| of.summary.clone().unwrap();
        let (before, after) = (numbers(&drawn), numbers(&counted));
        let added = after.all_links.expected_sources - before.all_links.expected_sources;
        assert!((added - drawn.undisclosed[0].contribution.unwrap()).abs() < 1e-12, "{added}");
        let verified = |of: &Summary| Some(of.verified_links.expected_sources);
        assert_eq!(verified(&after), verified(&before));
        let least = |of: &Summary| Some(of.all_links.exposed_share[0]);
        assert_eq!(least(&after), least(&before), "it is no disclosed input");
        let imputed = counted.parties.iter().find(|party| party.origin == PartyOrigin::Imputed).unwrap();
        let log_odds = logit(imputed.likelihood);
        let drivers: f64 = imputed.drivers.iter().map(|driver| driver.change).sum();
        assert!((drivers - log_odds).abs() < 1e-9, "{drivers} {log_odds}");
        assert!(counted.questions.iter().all(|question| question.party_id != imputed.party_id), "nobody to ask");
        assert_eq!(counted.manifest.counts.parties, 2, "it is no party that anybody listed");
    }

    /// The calculation of the one undisclosed supply, where it counts.
    fn opened() -> Trace {
        let ruleset = rules(ImputedSupply::Counted).build();
        let options = Options { worlds: 256, ..Options::as_of(as_of()) };
        let id = PartyId::new("undisclosed:fabric:maker");
        let Opened::Trace(trace) = trace_of(&inputs(), &ruleset, &options, &id, None).unwrap() else {
            panic!("it does not open")
        };
        *trace
    }

    #[test]
    fn all_three_tables_of_an_undisclosed_supply_come_to_its_own_numbers() {
        let trace = opened();
        let mean = 0.5 * alone(Some("UZB")) + 0.25 * alone(Some("DEU")) + 0.25 * alone(None);
        assert!((trace.likelihood - mean).abs() < 1e-12, "{} {mean}", trace.likelihood);
        for (z, log_odds) in trace.log_odds.iter().enumerate() {
            let sum: f64 = trace.terms.iter().map(|term| term.by_regime[z]).sum();
            assert!((sum - log_odds).abs() < 1e-9, "{sum} {log_odds}");
            let odds = trace.regimes[z] / trace.regimes[0];
            assert!((libm::exp(*log_odds) - odds).abs() < 1e-9, "{log_odds} {odds}");
        }
        let drivers: f64 = trace.drivers.iter().map(|driver| driver.change).sum();
        assert!((drivers - logit(mean)).abs() < 1e-9 && (trace.logit - logit(mean)).abs() < 1e-9, "{drivers}");
        let rows = trace.rows.unwrap();
        let cells = || rows.iter().flat_map(|row| &row.regimes);
        let headline: f64 = cells().map(|cell| cell.probability * cell.headline).sum();
        assert!((headline - mean).abs() < 1e-9, "{headline} {mean}");
        // Weights and probabilities say the same.
        let weights: f64 = cells().map(|cell| libm::exp(cell.ln_weight)).sum();
        assert!(cells().all(|cell| (libm::exp(cell.ln_weight) / weights - cell.probability).abs() < 1e-9));
    }

    #[test]
    fn the_band_of_an_undisclosed_supply_is_held_against_its_own_numbers() {
        // With log-ratios that are not perturbed every band is stable, also one that follows from the mix of countries.
        let mut rules = rules(ImputedSupply::Counted);
        rules.source.regimes.band_perturbation = 0.0;
        if let Some(factor) = rules.source.factors.first_mut() {
            factor.table.insert("UZB".to_owned(), 4.0);
        }
        let assessment =
            assess(&inputs(), &rules.build(), &Options { worlds: 256, ..Options::as_of(as_of()) }).unwrap();
        let of = |origin: PartyOrigin| assessment.parties.iter().find(|party| party.origin == origin).unwrap();
        let (imputed, listed) = (of(PartyOrigin::Imputed), of(PartyOrigin::Listed));
        assert_ne!(imputed.band, listed.band, "the mix does not show");
        assert!(imputed.band_stable && listed.band_stable);
    }

    #[test]
    fn a_link_that_brings_the_input_leaves_nothing_to_impute() {
        let mut inputs = inputs();
        inputs.parties.push(party("mill"));
        let mut link = Link::new("mill".into(), "maker".into(), LinkKind::Goods);
        link.commodity = Some("520811".to_owned());
        inputs.links.push(link.clone());
        assert_eq!(assessed(&inputs, ImputedSupply::Counted).undisclosed, []);
        inputs.links.pop();
        link.status = LinkStatus::Imputed;
        inputs.links.push(link);
        assert_eq!(assessed(&inputs, ImputedSupply::Drawn).undisclosed.len(), 1, "an imputed link discloses nothing");
    }
}
