//! The bare engine on raw likelihoods: two tables in, one out, each CSV or Parquet by its file's ending.
//!
//! It is the thin door to propagation: no ruleset, no evidence, no party kinds. Both files are checked to the end and every
//! fault is told with its row; where there is one, nothing is computed and nothing is written.

mod compute;
mod fault;
mod format;
mod links;
#[cfg(feature = "parquet")]
mod parquet;
mod parties;
mod records;
mod set;
mod sheet;

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use karvon_engine::propagation::PropagationError;
use thiserror::Error;

pub use fault::{Fault, Faults, Problem};
pub use set::Set;

use self::compute::Computed;
use self::format::Format;
use self::links::{Links, labels};
use self::parties::Parties;
use self::set::Changed;
use super::progress::{Progress, Stage};
use super::write::{WriteError, write_file};

/// What is computed for each party and channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metric {
    /// The chance that at least one source reaches the party, over possible worlds.
    #[default]
    Reach,
    /// The same as if branches were independent: an upper bound.
    NoisyOr,
    /// The single most likely chain: a lower bound.
    WorstChain,
    /// The part of the party's product that is exposed; weights are then shares of its input.
    Exposure,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// Table of parties: `id` and one column for each channel.
    pub parties: PathBuf,
    /// Table of links: `supplier`, `buyer`, `weight`.
    pub links: PathBuf,
    /// Where the result goes.
    pub out: PathBuf,
    /// What is computed.
    pub metric: Metric,
    /// With a subject, each row says what the party contributes to it.
    pub subject: Option<String>,
    /// How many worlds to draw.
    pub worlds: NonZeroU32,
    /// Draw as many worlds as it takes for this half-width of the 95 % intervals instead.
    pub half_width: Option<f64>,
    /// Where all randomness comes from.
    pub seed: u64,
    /// Changes to be made, and told what they make different.
    pub set: Vec<Set>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Parties written.
    pub parties: usize,
    /// Links used.
    pub links: usize,
    /// Channels, with the subject's number in each where one sum of the contributions is meant: the expected sources of
    /// reach, and the exposed part.
    pub channels: Vec<(String, Option<f64>)>,
    /// Worlds drawn; `None` for metrics without dice.
    pub worlds: Option<u32>,
    /// Columns of the parties that hold text and were not read.
    pub text_columns: Vec<String>,
    /// Columns of the links that were not read.
    pub other_columns: Vec<String>,
    /// What the changes make different; `None` where none was asked for.
    pub difference: Option<Difference>,
}

/// What changes make different.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The values that are others: largest change first, then in the order of the file.
    pub values: Vec<ChangedValue>,
    /// For each channel with a number of the subject, that number without the changes.
    pub sums_before: Vec<Option<f64>>,
}

/// One value that is another.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedValue {
    /// The party.
    pub id: String,
    /// The channel.
    pub channel: String,
    /// Without the changes.
    pub before: f64,
    /// With them.
    pub after: f64,
}

/// Why there is no result.
#[derive(Debug, Error)]
pub enum PropagateError {
    /// A file that is not there.
    #[error("there is no file `{}`; check the path", .0.display())]
    Missing(PathBuf),
    /// A Parquet file, and a program that was built without the means to read or write it.
    #[error("`{}` is a Parquet file, and this karvon was built without Parquet; use CSV", .0.display())]
    NoParquet(PathBuf),
    /// The result would replace what it is made from.
    #[error("`{}` is an input; choose another file with --out", .0.display())]
    OverInput(PathBuf),
    /// Noisy-or is not a sum over sources.
    #[error("noisy-or has no contributions of single parties; leave --subject out or take another --metric")]
    NoContributions,
    /// The files have faults.
    #[error("{} faults in the input", .0.count())]
    Faulty(Faults),
    /// The numbers of a cycle do not settle.
    #[error("{0}")]
    Unsettled(PropagationError),
    /// The program contradicts itself.
    #[error("{0}")]
    Defect(PropagationError),
    /// The result cannot be written.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
}

/// Reads, computes and writes.
///
/// # Errors
/// Whatever stands in the way of a complete and right result; then nothing is written.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<Outcome, PropagateError> {
    let done = attempt(request, progress);
    progress.end();
    done
}

fn attempt(request: &Request, progress: &dyn Progress) -> Result<Outcome, PropagateError> {
    if request.metric == Metric::NoisyOr && request.subject.is_some() {
        return Err(PropagateError::NoContributions);
    }
    for path in [&request.parties, &request.links] {
        if !path.exists() {
            return Err(PropagateError::Missing(path.clone()));
        }
        if is_same(path, &request.out) {
            return Err(PropagateError::OverInput(path.clone()));
        }
    }
    let out_format = Format::of(&request.out)?;
    let (mut parties, mut links, subject, changed) = read(request, progress)?;
    progress.begin(Stage::Propagate, None);
    // Coins stay with their links, whatever their weights become.
    let labels = labels(&links.links);
    let mut own = std::mem::take(&mut parties.own);
    let before = match changed {
        None => None,
        Some(changed) => {
            let before = compute::compute(request, &parties, own, &links.links, &labels, subject)?;
            (own, links.links) = (changed.own, changed.links);
            Some(before)
        }
    };
    let computed = compute::compute(request, &parties, own, &links.links, &labels, subject)?;
    let difference = before.map(|before| difference(&parties, &before, &computed));
    progress.begin(Stage::Write, None);
    write_file(&request.out, |out| out_format.write(out, &parties, &computed.values))?;
    let sums = computed.sums.unwrap_or_default().into_iter().map(Some).chain(std::iter::repeat(None));
    Ok(Outcome {
        parties: parties.len(),
        links: links.links.len(),
        channels: parties.channels.iter().cloned().zip(sums).collect(),
        worlds: computed.worlds,
        text_columns: parties.text_columns,
        other_columns: links.other_columns,
        difference,
    })
}

fn difference(parties: &Parties, before: &Computed, after: &Computed) -> Difference {
    let channels = parties.channels.len();
    let pairs = before.values.iter().zip(&after.values).enumerate();
    let mut values: Vec<ChangedValue> = pairs
        .filter(|(_, (before, after))| before.to_bits() != after.to_bits())
        .map(|(cell, (before, after))| ChangedValue {
            id: parties.id(cell / channels).to_owned(),
            channel: parties.channels.get(cell % channels).cloned().unwrap_or_default(),
            before: *before,
            after: *after,
        })
        .collect();
    values.sort_by(|a, b| (b.after - b.before).abs().total_cmp(&(a.after - a.before).abs()));
    let sums = before.sums.iter().flatten().copied().map(Some).chain(std::iter::repeat(None));
    Difference { values, sums_before: sums.take(channels).collect() }
}

/// Everything read, and the changed network where changes are asked for.
type Read = (Parties, Links, Option<usize>, Option<Changed>);

fn read(request: &Request, progress: &dyn Progress) -> Result<Read, PropagateError> {
    let mut faults = Faults::default();
    let (of_parties, of_links) = (Format::of(&request.parties)?, Format::of(&request.links)?);
    let parties = of_parties.parties(&request.parties, progress, &mut faults);
    let file = request.parties.display().to_string();
    let index = parties.as_ref().map(|parties| parties.index(&file, &mut faults));
    // Without ids every link would be a fault; the parties come first.
    let links = index.as_ref().and_then(|index| of_links.links(&request.links, index, progress, &mut faults));
    let subject = match (&request.subject, &index) {
        (Some(subject), Some(index)) => {
            let known = index.get(subject.as_str()).map(|&party| party as usize);
            if known.is_none() {
                faults.add(&file, None, Problem::UnknownSubject(subject.clone()));
            }
            known
        }
        (Some(_), None) | (None, _) => None,
    };
    let changed = match (&parties, &index, &links) {
        (Some(parties), Some(index), Some(links)) if !request.set.is_empty() => {
            Some(set::change(&request.set, index, parties, &links.links, &mut faults))
        }
        _ => None,
    };
    if let (Metric::Exposure, Some(parties), Some(links)) = (request.metric, &parties, &links) {
        let file = request.links.display().to_string();
        let changed = changed.as_ref().map_or(&[][..], |changed| &changed.links);
        let overfull = [links::overfull(&links.links, parties.len()), links::overfull(changed, parties.len())].concat();
        for (party, sum) in overfull {
            let buyer = parties.id(party).to_owned();
            faults.add(&file, None, Problem::SharesAboveOne { buyer, sum });
        }
    }
    match (parties, links) {
        (Some(parties), Some(links)) if faults.is_empty() => Ok((parties, links, subject, changed)),
        _ => Err(PropagateError::Faulty(faults)),
    }
}

/// Whether two paths are one file.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
