//! Reads interview records, round by round, and says which dimensions are positive.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::checked::Dimensions;
use super::rule::{Counts, Known, status};
use super::source::{ClassRule, DimensionIndicator};
use crate::assessment::Assessment;
use crate::evidence::{Evidence, WorkerGroup};
use crate::ids::{EvidenceId, PartyId};
use crate::inputs::Inputs;
use crate::ruleset::{ReadAnswer, Ruleset, yes_or_no};

/// What one round of interviews shows about one group of workers at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundResult {
    /// Scheme by name.
    pub scheme: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its canonical form.
    pub hash: String,
    /// Place.
    pub party_id: PartyId,
    /// Group of workers.
    pub group: WorkerGroup,
    /// The round.
    pub source_id: String,
    /// Last day of the round.
    pub observed_on: Option<NaiveDate>,
    /// Largest number of workers asked.
    pub asked: Option<u32>,
    /// Whether the scheme fits the round.
    pub applied: Applied,
    /// Dimensions in order; empty where the scheme does not fit.
    pub dimensions: Vec<DimensionResult>,
    /// The class that the dimensions make, where what is known settles it.
    pub class: Option<String>,
}

/// Whether the scheme fits a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applied {
    /// One person, or one named group of workers.
    Yes,
    /// Answers about all workers of a place: several groups cannot be told apart.
    MixedGroup,
    /// Workers under 18: for children the means need not be shown, and another list applies.
    Children,
}

/// One dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionResult {
    /// Dimension.
    pub dimension: String,
    /// Whether it is positive.
    pub status: DimensionStatus,
    /// Indicators present.
    pub present: Vec<String>,
    /// Evidence of those.
    pub evidence: Vec<EvidenceId>,
}

/// Whether a dimension is positive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum DimensionStatus {
    /// Positive.
    Positive,
    /// Not positive, whatever was not asked.
    Negative,
    /// It depends on what was not asked.
    Unknown {
        /// Indicators without an answer.
        missing: Vec<String>,
    },
}

impl DimensionStatus {
    /// The word used in files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Unknown { .. } => "unknown",
        }
    }

    fn known(&self) -> Known {
        match self {
            Self::Positive => Known::Yes,
            Self::Negative => Known::No,
            Self::Unknown { .. } => Known::Unknown,
        }
    }
}

/// Adds what interviews show by schemes, in their order; the hash is then to be made anew. `inputs` and `ruleset` are
/// those that the assessment was made from.
#[must_use]
pub fn with_dimensions(
    mut assessment: Assessment,
    inputs: &Inputs,
    ruleset: &Ruleset,
    schemes: &[&Dimensions],
) -> Assessment {
    let as_of = assessment.manifest.as_of;
    let merged = assessment.merged_into();
    let interviews = schemes.iter().flat_map(|scheme| rounds(scheme, inputs, ruleset, as_of, &merged)).collect();
    assessment.interviews = interviews;
    assessment.manifest.checklists.extend(schemes.iter().map(|scheme| scheme.source().name.clone()));
    assessment
}

/// One result per place, group and round with an answer to an indicator, ordered by those. `merged` names records that stand
/// for another party.
pub fn rounds(
    scheme: &Dimensions,
    inputs: &Inputs,
    ruleset: &Ruleset,
    as_of: NaiveDate,
    merged: &BTreeMap<&PartyId, &PartyId>,
) -> Vec<RoundResult> {
    let source = scheme.source();
    let rows = inputs.evidence.iter().chain(&inputs.statements);
    let interviews = rows
        .filter(|row| source.sources.contains(&row.source))
        .filter(|row| row.observed_on.is_none_or(|day| day <= as_of));
    let mut by_round: BTreeMap<(&PartyId, WorkerGroup, &str), Vec<&Evidence>> = BTreeMap::new();
    for row in interviews {
        let party = merged.get(&row.party).copied().unwrap_or(&row.party);
        by_round.entry((party, row.group, row.source_id.as_str())).or_default().push(row);
    }
    let made = by_round.into_iter().filter_map(|((party, group, round), mut rows)| {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let indicators = source.dimensions.iter().flat_map(|dimension| &dimension.indicators);
        let said: BTreeMap<&str, Said<'_>> = indicators
            .filter_map(|indicator| Some((indicator.id.as_str(), said(indicator, &rows, ruleset)?)))
            .collect();
        if said.is_empty() {
            return None;
        }
        let asked = rows.iter().filter_map(|row| row.asked).max();
        let applied = fits(group, asked);
        let dimensions = if applied == Applied::Yes { dimensions(scheme, &said) } else { Vec::new() };
        Some(RoundResult {
            scheme: source.name.clone(),
            version: source.version.clone(),
            hash: scheme.hash().to_owned(),
            party_id: party.clone(),
            group,
            source_id: round.to_owned(),
            observed_on: rows.iter().filter_map(|row| row.observed_on).max(),
            asked,
            applied,
            class: class(&source.classes, &dimensions),
            dimensions,
        })
    });
    made.collect()
}

/// Whether an indicator is present, and the rows that say so.
struct Said<'a> {
    present: bool,
    rows: BTreeSet<&'a EvidenceId>,
}

/// What the rows say about an indicator; one that says it is present outweighs others. `None` where nothing is said.
fn said<'a>(indicator: &DimensionIndicator, rows: &[&'a Evidence], ruleset: &Ruleset) -> Option<Said<'a>> {
    let mut yes = BTreeSet::new();
    let mut no = BTreeSet::new();
    for row in rows {
        let present = if row.question.as_str() == indicator.id {
            yes_or_no(&row.answer).map(|word| word == "yes")
        } else {
            read(indicator, row, ruleset)
        };
        match present {
            Some(true) => yes.insert(&row.id),
            Some(false) => no.insert(&row.id),
            None => false,
        };
    }
    if !yes.is_empty() {
        Some(Said { present: true, rows: yes })
    } else if !no.is_empty() {
        Some(Said { present: false, rows: no })
    } else {
        None
    }
}

/// What the answer to another question says about an indicator.
fn read(indicator: &DimensionIndicator, row: &Evidence, ruleset: &Ruleset) -> Option<bool> {
    let reading = indicator.reads.iter().find(|reading| reading.question == row.question.as_str())?;
    let question = ruleset.source().questions.get(ruleset.question(&reading.question)?)?;
    let Ok(ReadAnswer::Answer(answer)) = ruleset.read_answer(&reading.question, &row.answer) else { return None };
    let answer = &question.answers.get(answer)?.id;
    if reading.yes.contains(answer) {
        Some(true)
    } else if reading.no.contains(answer) {
        Some(false)
    } else {
        None
    }
}

fn fits(group: WorkerGroup, asked: Option<u32>) -> Applied {
    match group {
        WorkerGroup::Young => Applied::Children,
        WorkerGroup::All if asked != Some(1) => Applied::MixedGroup,
        WorkerGroup::All
        | WorkerGroup::Migrant
        | WorkerGroup::InternalMigrant
        | WorkerGroup::Agency
        | WorkerGroup::Women
        | WorkerGroup::Seasonal
        | WorkerGroup::Domestic
        | WorkerGroup::Irregular
        | WorkerGroup::Mobilised => Applied::Yes,
    }
}

fn dimensions(scheme: &Dimensions, said: &BTreeMap<&str, Said<'_>>) -> Vec<DimensionResult> {
    let source = scheme.source();
    let of = |dimension: &super::source::Dimension| {
        let (mut present, mut open) = (Counts::default(), Counts::default());
        let (mut named, mut missing, mut evidence) = (Vec::new(), Vec::new(), BTreeSet::new());
        for indicator in &dimension.indicators {
            match said.get(indicator.id.as_str()) {
                Some(said) if said.present => {
                    present = present.with(indicator.strength);
                    named.push(indicator.id.clone());
                    evidence.extend(said.rows.iter().copied().cloned());
                }
                Some(_) => {}
                None => {
                    open = open.with(indicator.strength);
                    missing.push(indicator.id.clone());
                }
            }
        }
        let status = match status(&source.positive_when, present, open) {
            Known::Yes => DimensionStatus::Positive,
            Known::No => DimensionStatus::Negative,
            Known::Unknown => DimensionStatus::Unknown { missing },
        };
        DimensionResult {
            dimension: dimension.id.clone(),
            status,
            present: named,
            evidence: evidence.into_iter().collect(),
        }
    };
    source.dimensions.iter().map(of).collect()
}

/// The first class that holds; `None` where an earlier one may.
fn class(classes: &[ClassRule], dimensions: &[DimensionResult]) -> Option<String> {
    let known = |name: &String| {
        let found = dimensions.iter().find(|result| result.dimension == *name);
        found.map_or(Known::Unknown, |result| result.status.known())
    };
    for rule in classes {
        let all = rule.all.iter().map(known).fold(Known::Yes, Known::and);
        let none = rule.none.iter().map(|name| known(name).negated()).fold(Known::Yes, Known::and);
        let any = if rule.any.is_empty() {
            Known::Yes
        } else {
            // One of several is the contrary of none of them.
            rule.any.iter().map(|name| known(name).negated()).fold(Known::Yes, Known::and).negated()
        };
        match all.and(none).and(any) {
            Known::Yes => return Some(rule.id.clone()),
            Known::Unknown => return None,
            Known::No => {}
        }
    }
    None
}
