//! Where in which file each value of the engine comes from.

use std::collections::BTreeMap;
use std::sync::Arc;

use karvon_engine::ids::{CohortId, EvidenceId, PartyId};
use serde::Serialize;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// File as named by the caller.
    #[serde(serialize_with = "as_text")]
    pub file: Arc<str>,
    /// Sheet of a workbook, or table of a JSON file.
    #[serde(serialize_with = "as_optional_text")]
    pub sheet: Option<Arc<str>>,
    /// Row as the user sees it, see [`InputFinding::row`](crate::InputFinding::row).
    pub row: u32,
    /// Header as written, where one cell is meant.
    #[serde(serialize_with = "as_optional_text")]
    pub column: Option<Arc<str>>,
}

/// The places of all that was read, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Rows of each piece of evidence; several where the same statement stands more than once.
    pub evidence: BTreeMap<EvidenceId, Vec<Place>>,
    /// Rows that list or mention each party.
    pub parties: BTreeMap<PartyId, Vec<Place>>,
    /// Rows of each cohort.
    pub cohorts: BTreeMap<CohortId, Vec<Place>>,
    /// Rows of each link, in the order of [`Inputs::links`](karvon_engine::inputs::Inputs::links).
    pub links: Vec<Vec<Place>>,
}

#[expect(clippy::ref_option, reason = "the signature that serde asks for")]
fn as_optional_text<S: serde::Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => serializer.serialize_some(text.as_ref()),
        None => serializer.serialize_none(),
    }
}

fn as_text<S: serde::Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}
