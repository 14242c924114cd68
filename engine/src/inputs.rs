//! All that an assessment is made from, as values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::ids::PartyId;
use crate::network::{Link, Party};
use crate::recruitment::Cohort;

/// One exchange rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// ISO 4217 code.
    pub currency: String,
    /// Day of the rate.
    pub date: NaiveDate,
    /// Units of the currency for one US dollar, above 0.
    pub per_usd: f64,
    /// Who says so.
    pub source: String,
}

/// A decision that two parties are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The party that goes.
    pub party: PartyId,
    /// The party that stays.
    pub same_as: PartyId,
    /// Why.
    pub reason: Option<String>,
    /// When it was decided.
    pub decided_on: Option<NaiveDate>,
}

/// One name of a watch list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchlistEntry {
    /// Name of the list.
    pub list: String,
    /// Name as listed.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Country as an alpha-3 code.
    pub country: Option<crate::network::Country>,
    /// Address as listed.
    pub address: Option<String>,
    /// Scheme the entry belongs to.
    pub programme: Option<String>,
    /// Day of listing.
    pub listed_on: Option<NaiveDate>,
    /// Where it can be read.
    pub source_url: Option<String>,
}

/// The tables of a user's files as engine values, in any order: an assessment sorts them by stable id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Inputs {
    /// Parties, ids unique.
    pub parties: Vec<Party>,
    /// Links.
    pub links: Vec<Link>,
    /// Answers.
    pub evidence: Vec<Evidence>,
    /// Recruitment cohorts, ids unique.
    pub cohorts: Vec<Cohort>,
    /// Exchange rates.
    pub rates: Vec<Rate>,
    /// Decisions about duplicates.
    pub merges: Vec<Merge>,
    /// Names to screen against.
    pub watchlist: Vec<WatchlistEntry>,
}
