//! Verifying an assessment or a report: by what it says about itself, and by making it again from the data.

use karvon_engine::assessment::{Assessment, ENGINE_VERSION, Options, result_hash};
use karvon_engine::planning::PlanRequest;
use karvon_intake::Place;
use karvon_report::{Imprint, Issued, Language, LogHead};
use karvon_rulesets::LoadedRuleset;
use thiserror::Error;

use super::assess::{self, Finished, REPORT_FILE, Request};
use super::data::DataFile;
use super::lists::Carried;
use super::progress::Silent;
use super::rules;
use crate::audit::{Head, SignedHead};

/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";

/// What was found about an assessment or a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Hash of the results that it names.
    pub result_hash: String,
    /// Whether an assessment is what its own hash says; `None`: a report, which only making it again can prove.
    pub is_whole: Option<bool>,
    /// The ruleset it names, as this program has it.
    pub ruleset: Same,
    /// The engine it was made with, beside this one.
    pub engine: Same,
    /// Whether the data are those it was made from; `None`: no data, or no such ruleset here.
    pub inputs: Option<Same>,
    /// Whether making it again gives the same results.
    pub result: Option<Same>,
    /// Whether making it again gives the same report, byte for byte.
    pub report: Option<Same>,
    /// The head of the audit log that a report of a service names, and whether its signature is genuine.
    pub log_head: Option<(SignedHead, bool)>,
}

impl Examined {
    /// Whether nothing speaks against it. Another engine may compute otherwise and is no fault.
    pub fn holds(&self) -> bool {
        let again = [self.result, self.report];
        let is_other_engine = self.engine == Same::Differs;
        self.is_whole != Some(false)
            && self.log_head.as_ref().is_none_or(|(_, is_genuine)| *is_genuine)
            && self.ruleset != Same::Differs
            && self.inputs != Some(Same::Differs)
            && (is_other_engine || !again.contains(&Some(Same::Differs)))
    }
}

/// How something stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// The same.
    Same,
    /// Another one.
    Differs,
    /// There is none here to compare with.
    Unknown,
}

impl Same {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Unknown => "unknown",
        }
    }

    fn of(is_same: bool) -> Self {
        if is_same { Self::Same } else { Self::Differs }
    }
}

/// What cannot be examined.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// Not an assessment.
    #[error("this is no assessment of karvon: {0}; name an `assessment.json` or a `report.pdf`")]
    NoAssessment(String),
    /// Not a report, or one that says nothing about itself.
    #[error("this PDF does not say what it was made from; name a report of karvon")]
    NoReport,
    /// It cannot be made again.
    #[error("it cannot be made again from these data: {0}")]
    NotAgain(String),
}

/// What an assessment or report says it was made from.
struct Claim {
    engine_version: String,
    ruleset: String,
    ruleset_version: String,
    ruleset_hash: String,
    checklists: Vec<String>,
    inputs_hash: String,
    result_hash: String,
    options: Options,
    language: Language,
    issued: Option<Issued>,
}

/// Examines the bytes of an `assessment.json` or a `report.pdf`; with data it is made again. `told` says in words where something
/// stands, as it did when the report was made.
///
/// # Errors
/// [`VerifyError`].
pub fn examine(
    bytes: &[u8],
    data: &[DataFile],
    told: &(dyn Fn(&Place) -> String + Sync),
) -> Result<Examined, VerifyError> {
    let is_report = bytes.starts_with(PDF);
    let (claim, is_whole) = if is_report { (of_report(bytes)?, None) } else { of_assessment(bytes)? };
    let lists = Carried::of(data).and_then(|carried| carried.tables());
    let lists = lists.map_err(|error| VerifyError::NotAgain(error.to_string()))?;
    let loaded = rules::get_with(&claim.ruleset, &lists).ok();
    let ruleset = loaded.as_ref().map_or(Same::Unknown, |loaded| same_ruleset(loaded, &claim));
    let mut examined = Examined {
        result_hash: claim.result_hash.clone(),
        is_whole,
        ruleset,
        engine: Same::of(claim.engine_version == ENGINE_VERSION),
        inputs: None,
        result: None,
        report: None,
        log_head: claim.issued.as_ref().and_then(|issued| issued.log_head.as_ref()).map(signed_head),
    };
    if let Some(rules) = loaded.filter(|_| !data.is_empty() && ruleset == Same::Same) {
        let Claim { inputs_hash, result_hash, options, language, checklists, issued, .. } = claim;
        let checklists = rules::checklists(Some(&checklists)).map_err(|errors| {
            VerifyError::NotAgain(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        let request = Request { files: data, rules: &rules, checklists: &checklists, options, language, what_if: None };
        let made = assess::run_issued(&request, issued.as_ref(), told, &Silent);
        let made = made.map_err(|error| VerifyError::NotAgain(error.to_string()))?;
        examined.inputs = Some(Same::of(made.assessment.manifest.inputs_hash == inputs_hash));
        examined.result = Some(Same::of(made.assessment.manifest.result_hash == result_hash));
        examined.report = is_report.then(|| Same::of(report(&made) == Some(bytes)));
    }
    Ok(examined)
}

/// The head that a report prints, and whether its signature is genuine.
fn signed_head(head: &LogHead) -> (SignedHead, bool) {
    let LogHead { organisation_id, seq, hash, public_key, signature } = head.clone();
    // What is no id was signed by nobody.
    let organisation_id = organisation_id.parse().unwrap_or_default();
    let head = SignedHead { head: Head { organisation_id, seq, hash }, signature, public_key };
    let is_genuine = head.is_genuine();
    (head, is_genuine)
}

fn same_ruleset(loaded: &LoadedRuleset, claim: &Claim) -> Same {
    if loaded.ruleset.hash() == claim.ruleset_hash {
        Same::Same
    } else if loaded.ruleset.source().version == claim.ruleset_version {
        Same::Differs
    } else {
        // Another version is not this one changed.
        Same::Unknown
    }
}

fn report(made: &Finished) -> Option<&[u8]> {
    made.results.iter().find(|(name, _)| *name == REPORT_FILE).map(|(_, bytes)| bytes.as_slice())
}

fn of_assessment(bytes: &[u8]) -> Result<(Claim, Option<bool>), VerifyError> {
    let assessment: Assessment =
        serde_json::from_slice(bytes).map_err(|error| VerifyError::NoAssessment(error.to_string()))?;
    // Written again it must give the same bytes: whatever reading would pass over shows here.
    let again = serde_json::to_vec(&assessment).map_err(|error| VerifyError::NoAssessment(error.to_string()))?;
    let is_whole = again == bytes && result_hash(&assessment) == assessment.manifest.result_hash;
    let Assessment { manifest, plan, .. } = assessment;
    let options = Options {
        as_of: manifest.as_of,
        subject: manifest.subject,
        scope: manifest.scope,
        worlds: manifest.worlds,
        half_width: manifest.half_width,
        seed: manifest.seed,
        plan: plan.map(|plan| PlanRequest { kind: plan.kind, budget: plan.budget }),
    };
    let claim = Claim {
        engine_version: manifest.engine_version,
        ruleset: manifest.ruleset,
        ruleset_version: manifest.ruleset_version,
        ruleset_hash: manifest.ruleset_hash,
        checklists: manifest.checklists,
        inputs_hash: manifest.inputs_hash,
        result_hash: manifest.result_hash,
        options,
        language: Language::default(),
        issued: None,
    };
    Ok((claim, Some(is_whole)))
}

fn of_report(bytes: &[u8]) -> Result<Claim, VerifyError> {
    let imprint = Imprint::read(bytes).ok_or(VerifyError::NoReport)?;
    let options = Options {
        as_of: imprint.as_of,
        subject: imprint.subject.as_deref().map(Into::into),
        scope: imprint.scope,
        worlds: imprint.worlds,
        half_width: imprint.half_width,
        seed: imprint.seed,
        plan: imprint.plan.map(|(kind, budget)| PlanRequest { kind, budget }),
    };
    Ok(Claim {
        engine_version: imprint.engine_version,
        ruleset: imprint.ruleset,
        ruleset_version: imprint.ruleset_version,
        ruleset_hash: imprint.ruleset_hash,
        checklists: imprint.checklists,
        inputs_hash: imprint.inputs_hash,
        result_hash: imprint.result_hash,
        options,
        language: imprint.language.parse().map_err(|_| VerifyError::NoReport)?,
        issued: imprint.issued,
    })
}
