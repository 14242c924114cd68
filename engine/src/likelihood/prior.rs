//! What is known about a place before anyone looks: its risk factors.
//!
//! A value that is missing or not in its table adds nothing, is a gap and widens the range; it is never read as safe.

use std::collections::BTreeMap;

use super::prepared::Corridor;
use crate::network::{Country, Network, Party};
use crate::ruleset::{Factor, FactorBin, FactorOf, Ruleset};

/// Factors of all parties.
#[derive(Debug)]
pub(crate) struct Factors {
    count: usize,
    /// Effective log-ratios, parties × factors, caps applied.
    terms: Vec<f64>,
    gaps: Vec<Vec<usize>>,
    spreads: Vec<f64>,
}

impl Factors {
    pub(crate) fn new(network: &Network, corridors: &[Vec<Corridor>], ruleset: &Ruleset) -> Self {
        let factors = &ruleset.source().factors;
        let compiled: Vec<Compiled<'_>> = factors.iter().map(Compiled::new).collect();
        let groups: Vec<Option<(usize, f64)>> = factors
            .iter()
            .map(|factor| {
                let position =
                    ruleset.source().factor_groups.iter().position(|g| Some(&g.id) == factor.group.as_ref())?;
                ruleset.source().factor_groups.get(position).map(|group| (position, group.cap))
            })
            .collect();
        let supplied = commodities(network);
        let mut terms = Vec::with_capacity(network.parties().len() * factors.len());
        let mut gaps = Vec::with_capacity(network.parties().len());
        let mut sums = vec![0.0; ruleset.source().factor_groups.len()];
        for (i, party) in network.parties().iter().enumerate() {
            let facts = Facts {
                party,
                supplied: supplied.get(i).map_or(&[], Vec::as_slice),
                corridors: corridors.get(i).map_or(&[], Vec::as_slice),
            };
            let mut unknown = Vec::new();
            sums.fill(0.0);
            for (f, (factor, group)) in compiled.iter().zip(&groups).enumerate() {
                let stated = match factor.look_up(&facts) {
                    Found::Value(ln_lr) => ln_lr,
                    Found::NotApplicable => 0.0,
                    Found::Gap => {
                        unknown.push(f);
                        0.0
                    }
                };
                terms.push(match group {
                    Some((group, cap)) => sums.get_mut(*group).map_or(stated, |sum| capped(sum, stated, *cap)),
                    None => stated,
                });
            }
            gaps.push(unknown);
        }
        Self { count: factors.len(), terms, gaps, spreads: factors.iter().map(|factor| factor.spread).collect() }
    }

    /// Effective log-ratios of a party, one per factor.
    pub(crate) fn terms(&self, party: usize) -> &[f64] {
        self.terms.get(party * self.count..(party + 1) * self.count).unwrap_or_default()
    }

    /// Indices of the factors whose value is unknown.
    pub(crate) fn gaps(&self, party: usize) -> &[usize] {
        self.gaps.get(party).map_or(&[], Vec::as_slice)
    }

    /// Variance of the log-odds that the unknown factors of a party leave open.
    pub(crate) fn unknown_variance(&self, party: usize) -> f64 {
        self.gaps(party).iter().filter_map(|&f| self.spreads.get(f)).map(|spread| spread * spread).sum()
    }
}

/// What a further log-ratio adds to a group whose sum stays within ± cap.
fn capped(sum: &mut f64, ln_lr: f64, cap: f64) -> f64 {
    let before = sum.clamp(-cap, cap);
    *sum += ln_lr;
    sum.clamp(-cap, cap) - before
}

/// HS codes that each party supplies over its links.
fn commodities(network: &Network) -> Vec<Vec<&str>> {
    let mut supplied = vec![Vec::new(); network.parties().len()];
    for (link, (supplier, _)) in network.links().iter().zip(network.ends()) {
        if let (Some(commodity), Some(of)) = (link.commodity.as_deref(), supplied.get_mut(supplier)) {
            of.push(commodity);
        }
    }
    supplied
}

struct Facts<'a> {
    party: &'a Party,
    supplied: &'a [&'a str],
    corridors: &'a [Corridor],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    Value(f64),
    NotApplicable,
    Gap,
}

/// A factor with its goods table split by country.
struct Compiled<'a> {
    factor: &'a Factor,
    goods: BTreeMap<&'a str, Vec<(&'a str, f64)>>,
}

impl<'a> Compiled<'a> {
    fn new(factor: &'a Factor) -> Self {
        let mut goods: BTreeMap<&str, Vec<(&str, f64)>> = BTreeMap::new();
        if factor.of == FactorOf::CommodityCountry {
            for (key, &ln_lr) in &factor.table {
                if let Some((prefix, country)) = key.split_once('@') {
                    goods.entry(country).or_default().push((prefix, ln_lr));
                }
            }
        }
        Self { factor, goods }
    }

    fn look_up(&self, facts: &Facts<'_>) -> Found {
        let party = facts.party;
        match self.factor.of {
            FactorOf::Country => self.known(party.country.map(|country| self.in_table(country.as_str()))),
            FactorOf::Sector => self.known(party.sector.as_deref().filter(|s| is_isic(s)).map(|s| self.by_prefix(s))),
            FactorOf::CommodityCountry => self.goods_from(party, facts.supplied),
            FactorOf::MigrantShare => self.known(party.migrant_share.map(|share| in_bins(&self.factor.bins, share))),
            FactorOf::AgencyShare => self.known(party.agency_share.map(|share| in_bins(&self.factor.bins, share))),
            FactorOf::YoungShare => self.known(party.young_share.map(|share| in_bins(&self.factor.bins, share))),
            FactorOf::Kind => self.known(party.kind.map(|kind| self.in_table(kind.as_str()))),
            FactorOf::Corridor => self.along_corridors(party, facts.corridors),
            FactorOf::Programme => match party.programme.as_deref().map(str::trim) {
                None | Some("") => Found::NotApplicable,
                Some(_) => self.known(Some(self.in_table("*"))),
            },
        }
    }

    /// Outer `None`: the value is unknown. Inner `None`: it is known and not in the table.
    #[expect(
        clippy::option_option,
        reason = "unknown values and known ones without an entry are different things here"
    )]
    fn known(&self, value: Option<Option<f64>>) -> Found {
        match value {
            None => Found::Gap,
            Some(entry) => entry.or(self.factor.other).map_or(Found::Gap, Found::Value),
        }
    }

    fn in_table(&self, key: &str) -> Option<f64> {
        self.factor.table.get(key).copied()
    }

    fn by_prefix(&self, code: &str) -> Option<f64> {
        (1..=code.len()).rev().filter_map(|end| code.get(..end)).find_map(|prefix| self.in_table(prefix))
    }

    fn goods_from(&self, party: &Party, supplied: &[&str]) -> Found {
        let Some(country) = party.country else {
            return Found::Gap;
        };
        let table = self.goods.get(country.as_str()).map_or(&[][..], Vec::as_slice);
        let of_code = |code: &str| {
            let matching = table.iter().filter(|(prefix, _)| code.starts_with(prefix));
            matching.max_by_key(|(prefix, _)| prefix.len()).map(|(_, ln_lr)| *ln_lr).or(self.factor.other)
        };
        let codes = party.products.iter().map(String::as_str).chain(supplied.iter().copied());
        strongest(codes.filter_map(of_code))
    }

    fn along_corridors(&self, party: &Party, corridors: &[Corridor]) -> Found {
        if corridors.is_empty() && party.migrant_share == Some(0.0) {
            return Found::NotApplicable;
        }
        strongest(corridors.iter().filter_map(|corridor| {
            let code = |country: Option<Country>| country.map(|country| country.as_str().to_owned());
            let (origin, destination) = (code(corridor.origin), code(corridor.destination));
            let exact = match (&origin, &destination) {
                (Some(origin), Some(destination)) => self.in_table(&format!("{origin}>{destination}")),
                _ => None,
            };
            let either = [
                origin.as_ref().and_then(|origin| self.in_table(&format!("{origin}>*"))),
                destination.as_ref().and_then(|destination| self.in_table(&format!("*>{destination}"))),
            ];
            let is_known = origin.is_some() && destination.is_some();
            exact.or_else(|| either.into_iter().flatten().reduce(f64::max)).or(self.factor.other.filter(|_| is_known))
        }))
    }
}

fn strongest(values: impl Iterator<Item = f64>) -> Found {
    values.reduce(f64::max).map_or(Found::Gap, Found::Value)
}

fn in_bins(bins: &[FactorBin], share: f64) -> Option<f64> {
    bins.iter().find(|bin| share <= bin.up_to).map(|bin| bin.ln_lr)
}

/// Whether a sector is an ISIC Rev. 4 code (a section letter or two to four digits) and not a text that nobody could read.
fn is_isic(sector: &str) -> bool {
    let bytes = sector.as_bytes();
    match bytes {
        [letter] => (b'A'..=b'U').contains(letter),
        _ => (2..=4).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit),
    }
}
