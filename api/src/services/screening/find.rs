//! What a screening finds, in the form in which it is kept.

use chrono::NaiveDate;
use karvon_engine::assessment::{FoundMatch, ListUse, MatchKind, Unknown, screened};
use karvon_engine::screening::{Agreement, Field, FieldComparison};
use karvon_intake::ReadOptions;
use karvon_rulesets::LoadedRuleset;
use serde_json::{Value, json};

use super::{DUPLICATE, LIST};
use crate::digest::sha256;
use crate::jobs::Problem;
use crate::services::assess;
use crate::services::data::DataFile;
use crate::services::progress::Silent;

/// Divides the parts of what is hashed; no id or name holds it.
const BETWEEN: &str = "\u{1f}";

/// A pair that looks alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alike {
    pub(super) kind: &'static str,
    pub(super) party_id: String,
    /// The id under which the matching record stands, where it was merged into the party.
    pub(super) record: Option<String>,
    pub(super) other: String,
    pub(super) list: Option<String>,
    pub(super) list_version: Option<String>,
    pub(super) bits: f64,
    pub(super) zone: &'static str,
    pub(super) fields: Value,
    pub(super) pair_key: String,
    pub(super) fields_sha256: String,
    /// What rows of the data other than decisions about matches say: `undecided`, `confirmed` or `rejected`.
    pub(super) state: &'static str,
    /// The reason that stands with those.
    pub(super) reason: Option<String>,
}

/// What a screening found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The pairs; `None` where the ruleset has no screening.
    pub(super) pairs: Option<Vec<Alike>>,
    /// Parties that were screened.
    pub(super) parties: usize,
    /// What it was made with, and for whom it does not tell all.
    pub(super) used: Value,
}

/// Screens what stands in frozen rows.
///
/// # Errors
/// The ruleset cannot screen.
pub(super) fn search(frozen: DataFile, rules: &LoadedRuleset, as_of: NaiveDate) -> Result<Found, Problem> {
    let mut intake = assess::check(&[frozen], rules, &ReadOptions::new(as_of), &Silent);
    intake.inputs.published.clone_from(&rules.published);
    let found = screened(&intake.inputs, &rules.ruleset, as_of).map_err(|error| Problem::Defect(error.to_string()))?;
    let is_screened = !found.unknowns.iter().any(|unknown| matches!(unknown, Unknown::NotScreened));
    let missing = found
        .unknowns
        .iter()
        .filter_map(|unknown| if let Unknown::ListMissing { list } = unknown { Some(list.clone()) } else { None });
    let used = json!({
        "lists": found.lists.iter().map(list).collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
        "cut": found.screening.cut,
        "nameless": found.screening.nameless,
    });
    let pairs = found.screening.matches.iter().map(|one| pair(one, &found.lists)).collect();
    Ok(Found { pairs: is_screened.then_some(pairs), parties: found.parties, used })
}

fn list(used: &ListUse) -> Value {
    json!({
        "name": used.list, "own": used.own, "edition": used.edition, "as_of": used.as_of, "sha256": used.sha256,
        "rows": used.rows, "screened": used.screened, "stale": used.stale,
        "completeness": used.completeness.map(karvon_engine::inputs::Completeness::as_str),
    })
}

fn pair(found: &FoundMatch, lists: &[ListUse]) -> Alike {
    let party = found.party_id.as_str();
    let list = found.listed.as_ref().map(|listed| listed.list.clone());
    let (kind, pair_key) = match found.kind {
        MatchKind::List => {
            let country = found.listed.as_ref().and_then(|listed| listed.country);
            let country = country.as_ref().map(karvon_engine::network::Country::as_str).unwrap_or_default();
            (LIST, [LIST, party, list.as_deref().unwrap_or_default(), &found.other, country].join(BETWEEN))
        }
        // Which of the two stays may change; the pair is the same one.
        MatchKind::Duplicate => {
            let other = found.other.as_str();
            (DUPLICATE, [DUPLICATE, party.min(other), party.max(other)].join(BETWEEN))
        }
    };
    // What a name weighs depends on all other names; what was compared does not.
    let mut compared: Vec<[String; 3]> =
        found.fields.iter().map(|field| [name(field.field), field.ours.clone(), field.theirs.clone()]).collect();
    if found.kind == MatchKind::Duplicate && party > found.other.as_str() {
        for [_, ours, theirs] in &mut compared {
            std::mem::swap(ours, theirs);
        }
    }
    compared.sort();
    let version = lists.iter().find(|used| Some(&used.list) == list.as_ref()).map(|used| used.sha256.clone());
    Alike {
        kind,
        party_id: party.to_owned(),
        record: found.record.as_ref().map(ToString::to_string),
        other: found.other.clone(),
        list,
        list_version: version,
        bits: found.bits,
        zone: found.zone.as_str(),
        fields: found.fields.iter().map(field).collect(),
        pair_key: sha256(pair_key),
        fields_sha256: sha256(json!(compared).to_string()),
        state: found.state.as_str(),
        reason: found.reason.clone(),
    }
}

/// A field as it is shown.
fn field(compared: &FieldComparison) -> Value {
    let FieldComparison { field, ours, theirs, agreement, bits, words } = compared;
    json!({
        "field": name(*field), "ours": ours, "theirs": theirs, "bits": bits, "agreement": agreed(*agreement),
        "words": words,
    })
}

/// The word for a field: of an identifier that of its column.
fn name(field: Field) -> String {
    match field {
        Field::Identifier(scheme) => word(&json!(scheme)),
        Field::Name | Field::Alias | Field::LegalForm | Field::Country | Field::Region | Field::Address => {
            word(&json!(field))
        }
    }
}

fn agreed(agreement: Agreement) -> String {
    match agreement {
        Agreement::OursInvalid(_) => "ours_invalid".to_owned(),
        Agreement::TheirsInvalid(_) => "theirs_invalid".to_owned(),
        Agreement::ByWord
        | Agreement::Same
        | Agreement::Related
        | Agreement::Mostly
        | Agreement::Partly
        | Agreement::Little
        | Agreement::Different
        | Agreement::Unmentioned
        | Agreement::Unknown => word(&json!(agreement)),
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
