//! `links_verified`: links are verified.
//!
//! *What it asks*: that documents or a visit stand behind every link over which goods or work flow to the subject.
//! *Why*: authorities ask for the papers of each step: orders, invoices, transport, payment.
//! *Unknown when* a link is declared, inferred or imputed only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::Ask;
use crate::network::LinkStatus;

/// Links are verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinksVerified {}

impl Ask for LinksVerified {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let (mut suppliers, mut open, mut verified) = (Vec::new(), 0, 0);
        for link in facts.goods_links() {
            if link.status == LinkStatus::Verified {
                verified += 1;
            } else {
                open += 1;
                suppliers.push(link.supplier_id.clone());
            }
        }
        suppliers.sort();
        suppliers.dedup();
        let mut tally = Tally::default();
        if open > 0 {
            tally.missing.push(Point::new(What::LinksUnverified).at(suppliers).counted(open));
        }
        if verified > 0 {
            tally.shown.push(Point::new(What::LinksVerified).counted(verified));
        }
        if open + verified == 0 {
            tally.missing.push(
                Point::new(What::UpstreamUnknown).at(facts.assessment.manifest.subject.clone().into_iter().collect()),
            );
        }
        tally
    }
}
