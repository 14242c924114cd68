//! The gates, as files state them and resolved to leaf indices.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ruleset::Class;

/// A gate as a ruleset states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateSource {
    /// One leaf by its id.
    Leaf(String),
    /// Any leaf of a class (OR).
    AnyLeaf(Class),
    /// OR.
    Any(Vec<GateSource>),
    /// AND.
    All(Vec<GateSource>),
    /// Voting: at least `n` of the inputs.
    AtLeast {
        /// How many, at least 1.
        n: u32,
        /// Inputs.
        of: Vec<GateSource>,
    },
    /// Points: the points of the inputs that hold reach the threshold.
    Points {
        /// Threshold, at least 1.
        threshold: u32,
        /// Inputs with their points.
        of: Vec<PointsInput>,
    },
}

/// An input of a points gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsInput {
    /// Points, at least 1.
    pub points: u32,
    /// Input.
    pub gate: GateSource,
}

/// A gate whose inputs are leaf indices.
#[derive(Clone, Debug, PartialEq)]
pub enum Gate {
    /// A leaf by its index.
    Leaf(usize),
    /// OR.
    Any(Vec<Gate>),
    /// AND.
    All(Vec<Gate>),
    /// At least `n` of the inputs.
    AtLeast(u32, Vec<Gate>),
    /// Inputs with points, and the threshold.
    Points(u32, Vec<(u32, Gate)>),
}

/// Why a gate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GateError {
    /// A leaf that no indicator has.
    #[error("unknown leaf `{0}`")]
    UnknownLeaf(String),
    /// A gate without inputs, or one that asks for none or for more than it has.
    #[error("a gate asks for {asked} of {inputs} inputs")]
    Unreachable {
        /// What it asks for.
        asked: u32,
        /// What its inputs can give.
        inputs: u32,
    },
    /// More inputs stand in several branches than can be conditioned on.
    #[error("{0} leaves stand in several branches of one gate; at most {max} can be handled", max = MAX_REPEATED)]
    TooManyRepeated(usize),
}

/// How many leaves may stand in several branches: each doubles the work.
pub const MAX_REPEATED: usize = 16;

impl Gate {
    /// Resolves leaf names. `leaves` gives the id and class of each leaf, in their order.
    pub fn resolve(source: &GateSource, leaves: &[(&str, Class)]) -> Result<Self, GateError> {
        let each = |of: &[GateSource]| of.iter().map(|g| Self::resolve(g, leaves)).collect::<Result<Vec<_>, _>>();
        let gate = match source {
            GateSource::Leaf(id) => Self::Leaf(
                leaves.iter().position(|(leaf, _)| leaf == id).ok_or_else(|| GateError::UnknownLeaf(id.clone()))?,
            ),
            GateSource::AnyLeaf(class) => Self::Any(
                leaves.iter().enumerate().filter(|(_, (_, of))| of == class).map(|(k, _)| Self::Leaf(k)).collect(),
            ),
            GateSource::Any(of) => Self::Any(each(of)?),
            GateSource::All(of) => Self::All(each(of)?),
            GateSource::AtLeast { n, of } => Self::AtLeast(*n, each(of)?),
            GateSource::Points { threshold, of } => Self::Points(
                *threshold,
                of.iter()
                    .map(|input| Ok((input.points, Self::resolve(&input.gate, leaves)?)))
                    .collect::<Result<Vec<_>, GateError>>()?,
            ),
        };
        let (asked, inputs) = gate.asks();
        if asked == 0 || asked > inputs {
            return Err(GateError::Unreachable { asked, inputs });
        }
        Ok(gate)
    }

    /// How many inputs (or points) the gate asks for, and how many it has.
    fn asks(&self) -> (u32, u32) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        match self {
            Self::Leaf(_) => (1, 1),
            Self::Any(of) => (1, count(of.len())),
            Self::All(of) => (count(of.len()), count(of.len())),
            Self::AtLeast(n, of) => (*n, count(of.len())),
            Self::Points(threshold, of) => (*threshold, of.iter().map(|(points, _)| points).sum()),
        }
    }
}
