//! The gates, as files state them and resolved to leaf indices.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ruleset::Class;

/// A gate as a ruleset states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsInput {
    /// Points, at least 1.
    pub points: u32,
    /// Input.
    pub gate: GateSource,
}

/// A gate whose inputs are leaf indices, ready to be evaluated.
///
/// INVARIANT: `leaves` holds every leaf of the tree once, rising; `repeated` those of them that stand in it more than
/// once, at most `MAX_REPEATED`.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    pub(super) root: Node,
    leaves: Vec<usize>,
    pub(super) repeated: Vec<usize>,
}

/// One node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A leaf by its index.
    Leaf(usize),
    /// OR.
    Any(Vec<Node>),
    /// AND.
    All(Vec<Node>),
    /// Inputs with points, and the threshold; voting is one point each.
    Points(usize, Vec<(usize, Node)>),
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
    #[error("{0} leaves stand in several branches of one gate; at most {max} can be handled: name each in one branch only", max = MAX_REPEATED)]
    TooManyRepeated(usize),
    /// A points gate counts further than is worth computing.
    #[error("a points gate asks for {0} points; at most {max} can be handled", max = MAX_POINTS)]
    TooManyPoints(u32),
}

/// How many leaves may stand in several branches: each doubles the work.
pub(super) const MAX_REPEATED: usize = 16;

/// How far a points gate may count: the work grows with it.
pub(super) const MAX_POINTS: u32 = 10_000;

impl Gate {
    /// Resolves leaf names. `leaves` gives the id and class of each leaf, in their order.
    pub fn resolve(source: &GateSource, leaves: &[(&str, Class)]) -> Result<Self, GateError> {
        let root = resolve_node(source, leaves)?;
        let mut named = Vec::new();
        root.collect_leaves(&mut named);
        named.sort_unstable();
        let mut repeated: Vec<usize> = named
            .windows(2)
            .filter(|pair| pair.first() == pair.last())
            .filter_map(|pair| pair.first().copied())
            .collect();
        repeated.dedup();
        named.dedup();
        if repeated.len() > MAX_REPEATED {
            return Err(GateError::TooManyRepeated(repeated.len()));
        }
        Ok(Self { root, leaves: named, repeated })
    }

    /// Indices of the leaves that it looks at, rising, each once.
    pub fn leaves(&self) -> &[usize] {
        &self.leaves
    }
}

impl Node {
    fn collect_leaves(&self, into: &mut Vec<usize>) {
        match self {
            Self::Leaf(leaf) => into.push(*leaf),
            Self::Any(of) | Self::All(of) => of.iter().for_each(|input| input.collect_leaves(into)),
            Self::Points(_, of) => of.iter().for_each(|(_, input)| input.collect_leaves(into)),
        }
    }
}

fn resolve_node(source: &GateSource, leaves: &[(&str, Class)]) -> Result<Node, GateError> {
    let each = |of: &[GateSource]| of.iter().map(|gate| resolve_node(gate, leaves)).collect::<Result<Vec<_>, _>>();
    let count = |inputs: &[Node]| u32::try_from(inputs.len()).unwrap_or(u32::MAX);
    match source {
        GateSource::Leaf(id) => leaves
            .iter()
            .position(|(leaf, _)| leaf == id)
            .map(Node::Leaf)
            .ok_or_else(|| GateError::UnknownLeaf(id.clone())),
        GateSource::AnyLeaf(class) => {
            let of: Vec<Node> =
                leaves.iter().enumerate().filter(|(_, (_, of))| of == class).map(|(k, _)| Node::Leaf(k)).collect();
            reachable(1, count(&of))?;
            Ok(Node::Any(of))
        }
        GateSource::Any(of) => {
            let of = each(of)?;
            reachable(1, count(&of))?;
            Ok(Node::Any(of))
        }
        GateSource::All(of) => {
            let of = each(of)?;
            reachable(count(&of), count(&of))?;
            Ok(Node::All(of))
        }
        GateSource::AtLeast { n, of } => {
            let of = each(of)?;
            reachable(*n, count(&of))?;
            Ok(Node::Points(threshold(*n)?, of.into_iter().map(|input| (1, input)).collect()))
        }
        GateSource::Points { threshold: asked, of } => {
            let sum = of.iter().fold(0_u32, |sum, input| sum.saturating_add(input.points));
            reachable(*asked, sum)?;
            let top = threshold(*asked)?;
            let inputs = of
                .iter()
                .map(|input| {
                    Ok((usize::try_from(input.points).unwrap_or(top).min(top), resolve_node(&input.gate, leaves)?))
                })
                .collect::<Result<Vec<_>, GateError>>()?;
            Ok(Node::Points(top, inputs))
        }
    }
}

fn reachable(asked: u32, inputs: u32) -> Result<(), GateError> {
    if asked == 0 || asked > inputs { Err(GateError::Unreachable { asked, inputs }) } else { Ok(()) }
}

fn threshold(asked: u32) -> Result<usize, GateError> {
    match usize::try_from(asked) {
        Ok(threshold) if asked <= MAX_POINTS => Ok(threshold),
        Ok(_) | Err(_) => Err(GateError::TooManyPoints(asked)),
    }
}
