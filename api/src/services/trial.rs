//! A portfolio under a changed ruleset: who moves between bands, and why.
//!
//! Both rulesets read the same files and assess as of the same day with the same worlds, so that every difference comes
//! from the rules.

use std::collections::BTreeMap;

use karvon_engine::assessment::{AssessError, Assessment, Driver, DriverKind, Options, PartyResult, assess};
use karvon_engine::calibration::rank_correlation;
use karvon_engine::ruleset::Band;
use karvon_intake::{Intake, ReadOptions};
use karvon_rulesets::{LoadedRuleset, NotYetEffective};
use serde::Serialize;
use thiserror::Error;

use super::assess::check;
use super::data::DataFile;
use super::progress::{Progress, Stage};

/// How many reasons are given for one party.
const REASONS: usize = 3;
/// Changes of log-odds that are no reason.
const NOTHING: f64 = 0.005;

/// What a changed ruleset changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    /// The ruleset before.
    pub before: RulesetUsed,
    /// The ruleset after.
    pub after: RulesetUsed,
    /// Expected places behind the subject before; `None` without a subject.
    pub expected_before: Option<f64>,
    /// Expected places behind the subject after.
    pub expected_after: Option<f64>,
    /// Spearman's rank correlation of the likelihoods; `None` where all are equal.
    pub rank_correlation: Option<f64>,
    /// Every party, in the order of ids.
    pub parties: Vec<TrialParty>,
}

/// A ruleset that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulesetUsed {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// SHA-256 of its resolved form.
    pub hash: String,
}

/// One party before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrialParty {
    /// Id.
    pub party_id: String,
    /// Name as written.
    pub name: String,
    /// Band before.
    pub band_before: Band,
    /// Band after.
    pub band_after: Band,
    /// Whether it is scored before.
    pub scored_before: bool,
    /// Whether it is scored after.
    pub scored_after: bool,
    /// The band at the upper end of the range before; this is what is printed where it is not scored.
    pub could_be_before: Band,
    /// The band at the upper end of the range after.
    pub could_be_after: Band,
    /// Likelihood before.
    pub likelihood_before: f64,
    /// Likelihood after.
    pub likelihood_after: f64,
    /// What moved it, the strongest first.
    pub reasons: Vec<Reason>,
}

impl TrialParty {
    /// What is printed of it before.
    pub fn printed_before(&self) -> Printed {
        Printed::new(self.scored_before, self.band_before, self.could_be_before)
    }

    /// What is printed of it after.
    pub fn printed_after(&self) -> Printed {
        Printed::new(self.scored_after, self.band_after, self.could_be_after)
    }

    /// Whether something else is printed of it: another band, a band instead of "not scored", or the other way round.
    pub fn moves(&self) -> bool {
        self.printed_before() != self.printed_after()
    }
}

/// What is printed of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// Its band.
    Scored(Band),
    /// That it is not scored, and what it could be.
    NotScored(Band),
}

impl Printed {
    fn new(scored: bool, band: Band, could_be: Band) -> Self {
        if scored { Self::Scored(band) } else { Self::NotScored(could_be) }
    }
}

/// Why a party moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Something moves the log-odds of the headline otherwise than before.
    Driver {
        /// What kind of thing.
        kind: DriverKind,
        /// Which: a factor, question, list or family of sources.
        id: String,
        /// For answers: which answer.
        answer: Option<String>,
        /// How much more it moves the log-odds than before.
        change: f64,
    },
    /// A minimum band holds that did not hold before.
    FloorHolds(String),
    /// A minimum band held before and does not hold any more.
    FloorGone(String),
    /// Another channel sets the band.
    OtherChannel(String),
    /// It is scored and was not, or the other way round.
    Coverage {
        /// Coverage of the headline before, 0–1.
        before: f64,
        /// Coverage after; where it is the same, another one is asked for.
        after: f64,
    },
    /// The bounds of bands or the severity of the channel are others.
    Bounds,
}

/// Why there is no trial.
#[derive(Debug, Error)]
pub enum TrialFailure {
    /// A ruleset is of a later day.
    #[error(transparent)]
    NotYetEffective(#[from] NotYetEffective),
    /// The engine refuses.
    #[error("{error}")]
    Refused {
        /// Why.
        error: AssessError,
        /// What was read and found.
        intake: Box<Intake>,
    },
}

/// A trial with what was read under the changed ruleset.
#[derive(Debug)]
pub struct Tried {
    /// What changes.
    pub trial: Trial,
    /// What the changed ruleset could read of the files.
    pub intake: Intake,
}

/// Assesses files under two rulesets.
///
/// # Errors
/// Whatever stands in the way of either assessment.
pub fn run(
    files: &[DataFile],
    before: &LoadedRuleset,
    after: &LoadedRuleset,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Tried, TrialFailure> {
    let done = attempt(files, before, after, options, progress);
    progress.end();
    done
}

fn attempt(
    files: &[DataFile],
    before: &LoadedRuleset,
    after: &LoadedRuleset,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Tried, TrialFailure> {
    let one = |rules: &LoadedRuleset| -> Result<(Assessment, Intake), TrialFailure> {
        rules.check_effective(options.as_of)?;
        let mut intake = check(files, rules, &ReadOptions::new(options.as_of), progress);
        intake.inputs.published.clone_from(&rules.published);
        progress.begin(Stage::Assess, None);
        match assess(&intake.inputs, &rules.ruleset, options) {
            Ok(assessment) => Ok((assessment, intake)),
            Err(error) => Err(TrialFailure::Refused { error, intake: Box::new(intake) }),
        }
    };
    let (first, _) = one(before)?;
    let (second, intake) = one(after)?;
    Ok(Tried { trial: between(&first, &second), intake })
}

/// What differs between two assessments of the same inputs under two rulesets.
pub fn between(before: &Assessment, after: &Assessment) -> Trial {
    let later: BTreeMap<&str, &PartyResult> =
        after.parties.iter().map(|party| (party.party_id.as_str(), party)).collect();
    let pairs: Vec<(&PartyResult, &PartyResult)> =
        before.parties.iter().filter_map(|party| Some((party, *later.get(party.party_id.as_str())?))).collect();
    let likelihoods = |side: fn(&(&PartyResult, &PartyResult)) -> f64| pairs.iter().map(side).collect::<Vec<f64>>();
    let expected = |assessment: &Assessment| assessment.summary.as_ref().map(|s| s.all_links.expected_sources);
    let mut parties: Vec<TrialParty> = pairs.iter().map(|(a, b)| party(a, b)).collect();
    parties.sort_by(|a, b| a.party_id.cmp(&b.party_id));
    Trial {
        before: used(before),
        after: used(after),
        expected_before: expected(before),
        expected_after: expected(after),
        rank_correlation: rank_correlation(&likelihoods(|(a, _)| a.likelihood), &likelihoods(|(_, b)| b.likelihood)),
        parties,
    }
}

fn used(assessment: &Assessment) -> RulesetUsed {
    let manifest = &assessment.manifest;
    RulesetUsed {
        name: manifest.ruleset.clone(),
        version: manifest.ruleset_version.clone(),
        hash: manifest.ruleset_hash.clone(),
    }
}

fn party(before: &PartyResult, after: &PartyResult) -> TrialParty {
    TrialParty {
        party_id: before.party_id.to_string(),
        name: before.name.clone(),
        band_before: before.band,
        band_after: after.band,
        scored_before: before.scored,
        scored_after: after.scored,
        could_be_before: before.band_at_high,
        could_be_after: after.band_at_high,
        likelihood_before: before.likelihood,
        likelihood_after: after.likelihood,
        reasons: reasons(before, after),
    }
}

/// What floors say comes first, since they outrank likelihoods.
fn reasons(before: &PartyResult, after: &PartyResult) -> Vec<Reason> {
    let new = after.floors.iter().filter(|floor| !before.floors.contains(floor));
    let gone = before.floors.iter().filter(|floor| !after.floors.contains(floor));
    let mut reasons: Vec<Reason> =
        new.cloned().map(Reason::FloorHolds).chain(gone.cloned().map(Reason::FloorGone)).collect();
    if before.scored != after.scored {
        reasons.push(Reason::Coverage { before: before.coverage, after: after.coverage });
    }
    if before.band_channel != after.band_channel {
        reasons.push(Reason::OtherChannel(after.band_channel.to_string()));
    }
    let mut moved: BTreeMap<(DriverKind, &str, Option<&str>), f64> = BTreeMap::new();
    // One thing may drive several times, once a row of evidence.
    for driver in &before.drivers {
        *moved.entry(key(driver)).or_default() -= driver.change;
    }
    for driver in &after.drivers {
        *moved.entry(key(driver)).or_default() += driver.change;
    }
    let mut moved: Vec<_> = moved.into_iter().filter(|(_, change)| change.abs() >= NOTHING).collect();
    moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    reasons.extend(moved.into_iter().take(REASONS).map(|((kind, id, answer), change)| Reason::Driver {
        kind,
        id: id.to_owned(),
        answer: answer.map(str::to_owned),
        change,
    }));
    if reasons.is_empty() && before.band != after.band {
        reasons.push(Reason::Bounds);
    }
    reasons
}

fn key(driver: &Driver) -> (DriverKind, &str, Option<&str>) {
    (driver.kind, driver.id.as_str(), driver.answer.as_deref())
}
