//! `region_clear`: no place lies in a region.
//!
//! *What it asks*: that no place of the chain lies in one of the `regions` of a country, by its subdivision or address as
//! written. *Why*: some laws presume that goods from a region were made with forced labour, whoever made them.
//! *Unknown when* the country of a place is unknown or its merged records disagree about it, or the country is the one and
//! its file names no region.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;
use crate::network::Country;
use crate::ruleset::normalised;

/// No place lies in a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionClear {
    /// Country of the region.
    pub country: Country,
    /// Spellings of the region, the one to print first; found anywhere in the subdivision or address.
    pub regions: Vec<String>,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

impl Ask for RegionClear {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let spellings: Vec<String> = self.regions.iter().map(|region| normalised(region)).collect();
        let region = self.regions.first().cloned().unwrap_or_default();
        let (mut inside, mut no_country, mut no_region, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for place in self.places.of(facts) {
            let id = place.party_id.clone();
            let records = facts.records(&place.party_id).iter();
            let subdivisions: Vec<String> =
                records.clone().filter_map(|record| record.subdivision.as_deref()).map(normalised).collect();
            let addresses = records.filter_map(|record| record.address.as_deref()).map(normalised);
            let written: Vec<String> = subdivisions.iter().cloned().chain(addresses).collect();
            let named = spellings.iter().any(|s| !s.is_empty() && written.iter().any(|text| text.contains(s)));
            match place.country {
                None if named => inside.push(id),
                None => no_country.push(id),
                // Records that were merged and disagree settle nothing.
                Some(country) if country != self.country && facts.is_said_to_be_in(&place.party_id, self.country) => {
                    no_country.push(id);
                }
                Some(country) if country != self.country => elsewhere += 1,
                Some(_) if named => inside.push(id),
                Some(_) if subdivisions.iter().all(String::is_empty) => no_region.push(id),
                Some(_) => elsewhere += 1,
            }
        }
        let mut tally = Tally::default();
        if !inside.is_empty() {
            tally.against.push(Point::new(What::Located).named(region).at(inside));
        }
        if !no_country.is_empty() {
            tally.missing.push(Point::new(What::CountryUnknown).at(no_country));
        }
        if !no_region.is_empty() {
            tally.missing.push(Point::new(What::RegionUnknown).named(self.country.as_str()).at(no_region));
        }
        if elsewhere > 0 {
            tally.shown.push(Point::new(What::LocatedElsewhere).counted(elsewhere));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        let empty = self.regions.iter().all(|region| normalised(region).is_empty());
        empty.then(|| "`regions` needs at least one spelling".to_owned()).into_iter().collect()
    }
}
