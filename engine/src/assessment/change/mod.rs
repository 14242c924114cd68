//! Two assessments side by side: what changed, and through which cause.
//!
//! The second is reached from the first by exchanging one cause at a time and assessing again, so both must be there with what
//! they were made from.

mod basis;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use basis::{Basis, BasisError};

use super::before::Before;
use super::what_if::Hypothetical;
use super::{AssessError, Assessment, Extent, Manifest, Options, PartyResult, SubjectNumbers, run};
use crate::evidence::{Evidence, LIST_PREFIX};
use crate::explanation::{Moved, Replay, split_change};
use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::ruleset::{Band, Ruleset};

/// Likelihoods and contributions that differ by less are not said to have changed: half of the last digit that people see of
/// them.
const NOTHING: f64 = 0.000_5;

/// What changed between two assessments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first.
    pub from: Side,
    /// The second.
    pub to: Side,
    /// Whether they were made by different versions of the engine. What that made different is a part of every change.
    pub engine_differs: bool,
    /// Numbers of the subject, with every link; empty where neither has a subject.
    pub numbers: Vec<NumberChange>,
    /// Parties whose band changed, or whose likelihood or contribution did by so much that people would see it: largest change of the contribution first (of the likelihood
    /// where neither assessment has a subject), then by id.
    pub changes: Vec<PartyChange>,
}

/// What one of the two was made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Day of the assessment.
    pub as_of: NaiveDate,
    /// Whom it is about.
    pub subject: Option<PartyId>,
    /// Ruleset by name.
    pub ruleset: String,
    /// Its version.
    pub ruleset_version: String,
    /// Its hash.
    pub ruleset_hash: String,
    /// Version of the engine.
    pub engine_version: String,
    /// Hash of the inputs.
    pub inputs_hash: String,
    /// Hash of the result.
    pub result_hash: String,
}

/// A number of the subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberChange {
    /// Which, as the summary names it.
    pub number: String,
    /// Its change.
    #[serde(flatten)]
    pub moved: Moved,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyChange {
    /// Id.
    pub party_id: PartyId,
    /// Name as written, the later one.
    pub name: String,
    /// Band in the first assessment; `None` where it is not in it.
    pub band_from: Option<Band>,
    /// Band in the second.
    pub band_to: Option<Band>,
    /// Change of the own likelihood, headline channel.
    #[serde(flatten)]
    pub likelihood: Moved,
    /// Change of the contribution, where there is a subject.
    pub contribution: Option<Moved>,
}

/// Compares two assessments, each with what it was made from.
///
/// # Errors
/// A basis that is not that of its assessment, and whatever stands in the way of assessing again.
pub fn compare(first: (&Assessment, &Basis), second: (&Assessment, &Basis)) -> Result<Comparison, BasisError> {
    let rules = [first.1.ruleset_of(first.0, 1)?, second.1.ruleset_of(second.0, 2)?];
    let steps = replay(first, second, &rules)?;
    let along: [&Assessment; 7] =
        [first.0, &steps.again, &steps.data, &steps.evidence, &steps.lists, &steps.ruleset, second.0];
    Ok(Comparison {
        from: Side::of(&first.0.manifest),
        to: Side::of(&second.0.manifest),
        engine_differs: first.0.manifest.engine_version != second.0.manifest.engine_version,
        numbers: numbers(along),
        changes: parties(along),
    })
}

/// The assessments on the way from the first to the second.
struct Steps {
    again: Assessment,
    data: Assessment,
    evidence: Assessment,
    lists: Assessment,
    ruleset: Assessment,
}

fn replay(
    first: (&Assessment, &Basis),
    second: (&Assessment, &Basis),
    rules: &[Ruleset; 2],
) -> Result<Steps, AssessError> {
    let [old_rules, new_rules] = rules;
    let (old, new) = (&first.1.all_inputs(), &second.1.all_inputs());
    let options = [options(&first.0.manifest), options(&second.0.manifest)];
    let [then, now] = &options;
    let numbers = |inputs: &Inputs, rules: &Ruleset, options: &Options| {
        run(inputs, rules, options, &Hypothetical::default(), &mut Before::nothing(), Extent::Numbers)
    };
    // An exchange that exchanges nothing leaves everything as it was.
    let step = |before: &Assessment, is_same: bool, inputs: &Inputs, rules: &Ruleset, options: &Options| {
        if is_same { Ok(before.clone()) } else { numbers(inputs, rules, options) }
    };
    let of_lists = |row: &Evidence| row.question.as_str().starts_with(LIST_PREFIX);
    let rows = |of: &Inputs, lists: bool| -> Vec<Evidence> {
        of.evidence.iter().filter(|row| of_lists(row) == lists).cloned().collect()
    };
    let (old_lists, new_answers) = (rows(old, true), rows(new, false));
    let mut inputs = Inputs {
        evidence: old.evidence.clone(),
        watchlist: old.watchlist.clone(),
        published: old.published.clone(),
        ..new.clone()
    };
    let again = numbers(old, old_rules, then)?;
    let data = step(&again, inputs == *old && then == now, &inputs, old_rules, now)?;
    let answers = inputs.evidence.clone();
    inputs.evidence = new_answers;
    inputs.evidence.extend(old_lists);
    inputs = super::canonical_inputs(&inputs).into_owned();
    let evidence = step(&data, inputs.evidence == answers, &inputs, old_rules, now)?;
    let lists = step(&evidence, inputs == *new, new, old_rules, now)?;
    let ruleset = step(&lists, old_rules.hash() == new_rules.hash(), new, new_rules, now)?;
    Ok(Steps { again, data, evidence, lists, ruleset })
}

/// What was asked of an assessment.
fn options(manifest: &Manifest) -> Options {
    Options {
        as_of: manifest.as_of,
        subject: manifest.subject.clone(),
        scope: manifest.scope.clone(),
        worlds: manifest.worlds,
        half_width: manifest.half_width,
        seed: manifest.seed,
        plan: None,
    }
}

fn numbers(along: [&Assessment; 7]) -> Vec<NumberChange> {
    type Number = fn(&SubjectNumbers) -> f64;
    let of: [(&str, Number); 7] = [
        ("expected_sources", |numbers| numbers.expected_sources),
        ("background", |numbers| numbers.background),
        ("evidence_raised", |numbers| numbers.evidence_raised),
        ("evidence_lowered", |numbers| numbers.evidence_lowered),
        ("reach", |numbers| numbers.reach),
        ("exposed_share_low", |numbers| numbers.exposed_share[0]),
        ("exposed_share_high", |numbers| numbers.exposed_share[1]),
    ];
    if along.iter().all(|assessment| assessment.summary.is_none()) {
        return Vec::new();
    }
    let change = |(number, of): (&str, fn(&SubjectNumbers) -> f64)| {
        let values = along.map(|assessment| assessment.summary.as_ref().map(|summary| of(&summary.all_links)));
        NumberChange { number: number.to_owned(), moved: moved(values) }
    };
    of.into_iter().map(change).collect()
}

fn parties(along: [&Assessment; 7]) -> Vec<PartyChange> {
    let by_id = along.map(|assessment| {
        let parties = assessment.parties.iter().map(|party| (&party.party_id, party));
        parties.collect::<BTreeMap<&PartyId, &PartyResult>>()
    });
    let [first, .., last] = &by_id;
    let ids: BTreeSet<&PartyId> = first.keys().chain(last.keys()).copied().collect();
    let has_subject = along.iter().any(|assessment| assessment.summary.is_some());
    let mut changes: Vec<PartyChange> = ids
        .into_iter()
        .filter_map(|id| {
            let of = |number: fn(&PartyResult) -> Option<f64>| {
                moved(by_id.each_ref().map(|parties| parties.get(id).and_then(|party| number(party))))
            };
            let (then, now) = (first.get(id), last.get(id));
            let change = PartyChange {
                party_id: id.clone(),
                name: now.or(then).map(|party| party.name.clone()).unwrap_or_default(),
                band_from: then.map(|party| party.band),
                band_to: now.map(|party| party.band),
                likelihood: of(|party| Some(party.likelihood)),
                contribution: has_subject.then(|| of(|party| party.contribution)),
            };
            let differs = |moved: &Moved| moved.from.is_some() != moved.to.is_some() || moved.change().abs() >= NOTHING;
            let changed = differs(&change.likelihood)
                || change.contribution.as_ref().is_some_and(differs)
                || change.band_from != change.band_to;
            changed.then_some(change)
        })
        .collect();
    let size = |change: &PartyChange| change.contribution.unwrap_or(change.likelihood).change().abs();
    changes.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.party_id.cmp(&b.party_id)));
    changes
}

fn moved(values: [Option<f64>; 7]) -> Moved {
    let [first, again, data, evidence, lists, ruleset, last] = values;
    split_change(&Replay { first, again, data, evidence, lists, ruleset, last })
}

impl Side {
    fn of(manifest: &Manifest) -> Self {
        Self {
            as_of: manifest.as_of,
            subject: manifest.subject.clone(),
            ruleset: manifest.ruleset.clone(),
            ruleset_version: manifest.ruleset_version.clone(),
            ruleset_hash: manifest.ruleset_hash.clone(),
            engine_version: manifest.engine_version.clone(),
            inputs_hash: manifest.inputs_hash.clone(),
            result_hash: manifest.result_hash.clone(),
        }
    }
}
