//! Links as used, and best chains.

use serde::{Deserialize, Serialize};

use crate::ids::{LeafId, LinkId, PartyId};
use crate::network::{LinkKind, LinkStatus, Traceability};

/// One link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkResult {
    /// Id: a hash of supplier, buyer, kind, commodity, product and rank among equals.
    pub link_id: LinkId,
    /// Supplier.
    pub supplier_id: PartyId,
    /// Buyer.
    pub buyer_id: PartyId,
    /// Kind.
    pub kind: LinkKind,
    /// Status.
    pub status: LinkStatus,
    /// HS code.
    pub commodity: Option<String>,
    /// Product as written.
    pub product: Option<String>,
    /// Traceability.
    pub traceability: Traceability,
    /// Share of the buyer's input as used, 0–1, where known.
    pub share: Option<f64>,
    /// Transmission in the headline channel; `None` for labour links, which act before propagation.
    pub weight: Option<f64>,
    /// Whether a path leads from it to the subject.
    pub upstream: bool,
}

/// The best chain of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Source.
    pub source: PartyId,
    /// Parties from the source to the subject.
    pub parties: Vec<PartyId>,
    /// Indices into `links`, one fewer than parties.
    pub links: Vec<usize>,
    /// Transmission of each.
    pub weights: Vec<f64>,
    /// p of the source times the weights.
    pub probability: f64,
    /// Share of worlds in which every link of it is live.
    pub live: f64,
    /// Number of its links that are not verified.
    pub unsupported_links: usize,
    /// Regime beside `ordinary` that is likeliest at the source.
    pub regime: String,
    /// Its probability.
    pub regime_probability: f64,
    /// Leaf that is likeliest at the source beyond its background.
    pub leaf: LeafId,
    /// Its probability.
    pub leaf_probability: f64,
}
