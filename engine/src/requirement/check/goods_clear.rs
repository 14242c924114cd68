//! `goods_clear`: no place has certain goods from a country.
//!
//! *What it asks*: that no place in the country makes or supplies goods under the HS prefixes. *Why*: an import order may
//! stand against all goods of a kind from a country, in whole or in part.
//! *Unknown when* the country of a place is unknown or its merged records disagree about it, or a place in the country states
//! no goods or too coarse a code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::{Places, has_goods};
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;
use crate::network::Country;

/// No place has certain goods from a country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsClear {
    /// Country.
    pub country: Country,
    /// HS prefixes.
    pub commodities: Vec<String>,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

impl Ask for GoodsClear {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let (mut with, mut no_country, mut no_goods, mut without) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for place in self.places.of(facts) {
            let id = place.party_id.clone();
            let has = has_goods(&facts.goods(&place.party_id), &self.commodities);
            match (place.country, has) {
                (None, Some(true) | None) => no_country.push(id),
                (Some(country), Some(true)) if country == self.country => with.push(id),
                (Some(country), None) if country == self.country => no_goods.push(id),
                // Records that were merged and disagree settle nothing.
                (Some(_), Some(true) | None) if facts.is_said_to_be_in(&place.party_id, self.country) => {
                    no_country.push(id);
                }
                (None | Some(_), _) => without += 1,
            }
        }
        let mut tally = Tally::default();
        if !with.is_empty() {
            let codes = self.commodities.join(", ");
            tally.against.push(Point::new(What::GoodsFrom).named(self.country.as_str()).valued(codes).at(with));
        }
        if !no_country.is_empty() {
            tally.missing.push(Point::new(What::CountryUnknown).at(no_country));
        }
        if !no_goods.is_empty() {
            tally.missing.push(Point::new(What::GoodsUnknown).named(self.country.as_str()).at(no_goods));
        }
        if without > 0 {
            tally.shown.push(Point::new(What::GoodsElsewhere).named(self.country.as_str()).counted(without));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        let digits = |code: &&String| code.is_empty() || !code.chars().all(|c| c.is_ascii_digit());
        let wrong = self.commodities.iter().filter(digits).map(|code| format!("`{code}` is no HS prefix: digits only"));
        let empty = self.commodities.is_empty().then(|| "`commodities` needs at least one HS prefix".to_owned());
        wrong.chain(empty).collect()
    }
}
