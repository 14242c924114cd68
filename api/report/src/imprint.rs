//! What a report was made from, written into the file so that a second person can make it again.
//!
//! The imprint stands among the information of the PDF as JSON. It holds hashes and settings, nothing about anybody.

use chrono::NaiveDate;
use karvon_engine::planning::PlanKind;
use lopdf::{Document, Object, decode_text_string, text_string};
use serde::{Deserialize, Serialize};

use crate::input::{Issued, ReportInput};

/// The name under which it stands.
pub(crate) const NAME: &str = "KarvonImprint";

/// What a report was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imprint {
    /// Version of the engine.
    pub engine_version: String,
    /// Ruleset by name.
    pub ruleset: String,
    /// Its version.
    pub ruleset_version: String,
    /// SHA-256 of its canonical form.
    pub ruleset_hash: String,
    /// Checklists and interview schemes that were asked for, by name.
    pub checklists: Vec<String>,
    /// SHA-256 of the canonical inputs.
    pub inputs_hash: String,
    /// SHA-256 of the results.
    pub result_hash: String,
    /// Day of the assessment.
    pub as_of: NaiveDate,
    /// Whom it is about.
    pub subject: Option<String>,
    /// Product that it is narrowed to.
    pub scope: Option<String>,
    /// Number of worlds.
    pub worlds: u32,
    /// Half-width asked for, if any.
    pub half_width: Option<f64>,
    /// Seed of the worlds.
    pub seed: u64,
    /// The plan in it, by kind and budget.
    pub plan: Option<(PlanKind, u32)>,
    /// Language tag.
    pub language: String,
    /// How a service gave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Issued>,
}

impl Imprint {
    /// The imprint of a report in a language.
    pub(crate) fn new(input: &ReportInput<'_>, language: &str) -> Self {
        let (manifest, plan) = (&input.assessment.manifest, input.assessment.plan.as_ref());
        Self {
            engine_version: manifest.engine_version.clone(),
            ruleset: manifest.ruleset.clone(),
            ruleset_version: manifest.ruleset_version.clone(),
            ruleset_hash: manifest.ruleset_hash.clone(),
            checklists: manifest.checklists.clone(),
            inputs_hash: manifest.inputs_hash.clone(),
            result_hash: manifest.result_hash.clone(),
            as_of: manifest.as_of,
            subject: manifest.subject.as_ref().map(ToString::to_string),
            scope: manifest.scope.clone(),
            worlds: manifest.worlds,
            half_width: manifest.half_width,
            seed: manifest.seed,
            plan: plan.map(|plan| (plan.kind, plan.budget)),
            language: language.to_owned(),
            issued: input.issued.cloned(),
        }
    }

    /// As a string of a PDF.
    pub(crate) fn object(&self) -> Object {
        text_string(&serde_json::to_string(self).unwrap_or_default())
    }

    /// The imprint of a report, as bytes of a PDF; `None` where it has none that can be read.
    pub fn read(pdf: &[u8]) -> Option<Self> {
        let document = Document::load_mem(pdf).ok()?;
        let information = document.trailer.get(b"Info").ok()?.as_reference().ok()?;
        let information = document.get_dictionary(information).ok()?;
        let text = decode_text_string(information.get(NAME.as_bytes()).ok()?).ok()?;
        serde_json::from_str(&text).ok()
    }
}
