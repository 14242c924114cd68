//! The bare engine on raw likelihoods: two CSV files in, one out.
//!
//! It is the thin door to propagation: no ruleset, no evidence, no party kinds. Both files are checked to the end and every
//! fault is told with its row; where there is one, nothing is computed and nothing is written.

mod compute;
mod fault;
mod links;
mod parties;
mod sheet;

use std::io::Write;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use karvon_engine::propagation::PropagationError;
use thiserror::Error;

pub use fault::{Fault, Faults, Problem};

use self::compute::Computed;
use self::parties::Parties;
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
    /// CSV of parties: `id` and one column for each channel.
    pub parties: PathBuf,
    /// CSV of links: `supplier`, `buyer`, `weight`.
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
}

/// Why there is no result.
#[derive(Debug, Error)]
pub enum PropagateError {
    /// A file that is not there.
    #[error("there is no file `{}`; check the path", .0.display())]
    Missing(PathBuf),
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
    let (parties, links, subject) = read(request, progress)?;
    progress.begin(Stage::Propagate, None);
    let computed = compute::compute(request, &parties, &links.links, subject)?;
    progress.begin(Stage::Write, None);
    write_file(&request.out, |out| write_rows(out, &parties, &computed))?;
    let sums = computed.sums.unwrap_or_default().into_iter().map(Some).chain(std::iter::repeat(None));
    Ok(Outcome {
        parties: parties.len(),
        links: links.links.len(),
        channels: parties.channels.iter().cloned().zip(sums).collect(),
        worlds: computed.worlds,
        text_columns: parties.text_columns,
        other_columns: links.other_columns,
    })
}

fn read(request: &Request, progress: &dyn Progress) -> Result<(Parties, links::Links, Option<usize>), PropagateError> {
    let mut faults = Faults::default();
    let parties = parties::read(&request.parties, progress, &mut faults);
    let file = request.parties.display().to_string();
    let index = parties.as_ref().map(|parties| parties.index(&file, &mut faults));
    // Without ids every link would be a fault; the parties come first.
    let links = index.as_ref().and_then(|index| links::read(&request.links, index, progress, &mut faults));
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
    if let (Metric::Exposure, Some(parties), Some(links)) = (request.metric, &parties, &links) {
        let file = request.links.display().to_string();
        for (party, sum) in links::overfull(&links.links, parties.len()) {
            let buyer = parties.id(party).to_owned();
            faults.add(&file, None, Problem::SharesAboveOne { buyer, sum });
        }
    }
    match (parties, links) {
        (Some(parties), Some(links)) if faults.is_empty() => Ok((parties, links, subject)),
        _ => Err(PropagateError::Faulty(faults)),
    }
}

/// `id` and the channels, with decimals that read back to the same number.
fn write_rows(out: &mut dyn Write, parties: &Parties, computed: &Computed) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_writer(out);
    let channels = parties.channels.iter().map(String::as_str);
    writer.write_record(std::iter::once("id").chain(channels))?;
    let mut digits = Vec::with_capacity(32);
    for (id, row) in parties.ids().zip(computed.values.chunks_exact(parties.channels.len())) {
        writer.write_field(id)?;
        for value in row {
            digits.clear();
            write!(digits, "{value}")?;
            writer.write_field(&digits)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Whether two paths are one file.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
