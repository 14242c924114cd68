//! `values_known`: direct supplies have a value.
//!
//! *What it asks*: that every goods or subcontract link into the subject states a yearly value. *Why*: quantity or volume is
//! a criterion by which authorities choose whom to look at.
//! *Unknown when* a link has no value, or nothing is known of what the subject buys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::Ask;
use crate::network::LinkKind;

/// Direct supplies have a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValuesKnown {}

impl Ask for ValuesKnown {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let Some(subject) = &facts.assessment.manifest.subject else {
            return Tally::missing(Point::new(What::NoSubject));
        };
        let as_of = facts.as_of();
        let (mut without, mut open, mut with) = (Vec::new(), 0, 0);
        let goods = |kind| matches!(kind, LinkKind::Goods | LinkKind::Subcontract);
        let valid = |from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>| {
            from.is_none_or(|day| day <= as_of) && to.is_none_or(|day| day >= as_of)
        };
        for link in
            facts.inputs.links.iter().filter(|link| facts.after_merges(&link.buyer) == subject && goods(link.kind))
        {
            if !valid(link.valid_from, link.valid_to) {
                continue;
            }
            if link.annual_value.is_some() && link.currency.is_some() {
                with += 1;
            } else {
                open += 1;
                without.push(facts.after_merges(&link.supplier).clone());
            }
        }
        without.sort();
        without.dedup();
        let mut tally = Tally::default();
        if open > 0 {
            tally.missing.push(Point::new(What::ValuesUnknown).at(without).counted(open));
        }
        if with > 0 {
            tally.shown.push(Point::new(What::ValuesKnown).counted(with));
        }
        if open + with == 0 {
            tally.missing.push(Point::new(What::UpstreamUnknown).at(vec![subject.clone()]));
        }
        tally
    }
}
