//! All that an assessment is made from, as values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::ids::PartyId;
use crate::network::{Link, Party};
use crate::recruitment::Cohort;
use crate::screening::ListedEntity;

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

/// What was decided about two parties that look alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeDecision {
    /// They are one.
    #[default]
    Same,
    /// They are two and stay apart.
    Different,
}

impl MergeDecision {
    /// Every decision, in the order of the file format.
    pub const ALL: [Self; 2] = [Self::Same, Self::Different];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
        }
    }
}

/// A decision about two parties that look alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The party that goes, if they are one.
    pub party: PartyId,
    /// The party that stays.
    pub same_as: PartyId,
    /// What was decided.
    #[serde(default)]
    pub decision: MergeDecision,
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

/// Whether a table holds all that its source lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// All rows of the stated edition.
    Complete,
    /// Known to lack rows: a name that is not in it may still be listed.
    Incomplete,
}

impl Completeness {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
        }
    }
}

/// A published table in the state in which it was at hand: an official list of names, or one that factors rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedTable {
    /// Name, e.g. `uflpa_entities`.
    pub table: String,
    /// Edition in words.
    pub edition: String,
    /// Newest day that a row speaks of; `None` where no row says.
    pub as_of: Option<NaiveDate>,
    /// SHA-256 of its file, 64 hexadecimal digits.
    pub sha256: String,
    /// Number of rows.
    pub rows: usize,
    /// Whether rows are missing.
    pub completeness: Completeness,
    /// Days after which it is stale.
    pub stale_after_days: u32,
    /// The names to screen against; empty for a table that holds none.
    pub entries: Vec<ListedEntity>,
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
    /// Answers to questions of checklists, which no likelihood is made from.
    pub statements: Vec<Evidence>,
    /// Names to screen against.
    pub watchlist: Vec<WatchlistEntry>,
    /// Published tables that were at hand. They are no part of a user's files: an assessment names each with its hash, and
    /// the hash of the inputs does not hold them.
    #[serde(skip)]
    pub published: Vec<PublishedTable>,
}
