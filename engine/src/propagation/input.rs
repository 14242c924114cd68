//! What a caller hands to propagation, and every way in which it can be wrong.
//!
//! All problems of an input are returned at once, each with the ids it is about.

use thiserror::Error;

/// Sums of β and of shares may pass 1 by this much, which is rounding and no mistake.
pub(super) const SUM_TOLERANCE: f64 = 1e-9;

/// A network as plain data. Positions in `parties` and `links` are how results are addressed.
#[derive(Clone, Debug, Default)]
pub struct PropagationInput<'a> {
    /// The stable id of each party, unique.
    pub parties: Vec<&'a str>,
    /// The name of each channel, unique. Names, not positions, decide the coins of a channel.
    pub channels: Vec<&'a str>,
    /// Own likelihood of each party and channel, party-major, each within [0, 1].
    pub own: Vec<f64>,
    /// The distinct rows of transmission weights that links refer to.
    pub weights: Weights,
    /// Links from supplier to buyer.
    pub links: Vec<LinkInput>,
    /// Common causes: parties that one event can set off together.
    pub groups: Vec<GroupInput<'a>>,
}

/// Transmission weights, each within [0, 1]; a link names its row.
#[derive(Clone, Debug, PartialEq)]
pub enum Weights {
    /// One number a row, for all channels.
    Same(Vec<f64>),
    /// Rows × channels, row-major.
    PerChannel(Vec<f64>),
}

impl Default for Weights {
    fn default() -> Self {
        Self::Same(Vec::new())
    }
}

/// A link from a supplier to a buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkInput {
    /// Position of the supplier.
    pub supplier: u32,
    /// Position of the buyer.
    pub buyer: u32,
    /// Row in the table of weights.
    pub weight: u32,
    /// Tells links between the same two parties apart: the key of kind, commodity, product and
    /// rank (see [`stable_key_of`](super::stable_key_of)). Supplier and buyer need not be in it.
    pub label: u64,
}

/// A common cause: with each member's likelihood split by its β-factor, as in probabilistic safety
/// assessment, one event sets off every member whose share of likelihood is large enough.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupInput<'a> {
    /// The stable id of the group, unique.
    pub id: &'a str,
    /// Its members, each party at most once.
    pub members: Vec<GroupMember>,
}

/// One party in a common cause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupMember {
    /// Position of the party.
    pub party: u32,
    /// The part of the party's likelihood that comes from this cause, within [0, 1]. All β of one
    /// party add up to 1 at most.
    pub beta: f64,
}

/// One thing that is wrong with a [`PropagationInput`].
#[derive(Clone, Debug, PartialEq, Error)]
pub enum InputProblem {
    /// More rows than positions can count.
    #[error("there are {count} {what}; at most {limit} are possible")]
    TooMany {
        /// Parties or links.
        what: &'static str,
        /// How many were given.
        count: usize,
        /// How many are possible.
        limit: usize,
    },
    /// A list whose length does not fit the others.
    #[error("{what} has {found} numbers where {expected} are needed")]
    WrongLength {
        /// The list.
        what: &'static str,
        /// Numbers needed.
        expected: usize,
        /// Numbers given.
        found: usize,
    },
    /// Two parties with one id.
    #[error("party `{party}` stands there more than once; each id must be unique")]
    DuplicateParty {
        /// The id.
        party: String,
    },
    /// Two ids that happen to have the same key.
    #[error("parties `{first}` and `{second}` cannot be told apart by their keys; rename one of them")]
    KeyCollision {
        /// One id.
        first: String,
        /// The other.
        second: String,
    },
    /// Two channels with one name.
    #[error("channel `{channel}` stands there more than once; each name must be unique")]
    DuplicateChannel {
        /// The name.
        channel: String,
    },
    /// An own likelihood that is not a number or lies outside [0, 1].
    #[error("the likelihood of `{party}` in channel `{channel}` is `{value}`; it must lie between 0 and 1")]
    OwnOutOfRange {
        /// The party.
        party: String,
        /// The channel.
        channel: String,
        /// The value as given.
        value: f64,
    },
    /// A transmission weight that is not a number or lies outside [0, 1].
    #[error("weight `{value}` in row {row} lies outside 0 to 1")]
    WeightOutOfRange {
        /// Row in the table of weights.
        row: usize,
        /// The value as given.
        value: f64,
    },
    /// A link end that is no party.
    #[error("link {link} names party number {party}, but there are only {parties} parties")]
    LinkPartyMissing {
        /// Position of the link.
        link: usize,
        /// The position it names.
        party: u32,
        /// How many parties there are.
        parties: usize,
    },
    /// A link whose row of weights does not exist.
    #[error("link {link} names weight row {row}, but there are only {rows} rows")]
    LinkWeightMissing {
        /// Position of the link.
        link: usize,
        /// The row it names.
        row: u32,
        /// How many rows there are.
        rows: usize,
    },
    /// A link from a party to itself.
    #[error("link {link} leads from `{party}` to itself; remove it, since a party needs no link to carry its own risk")]
    SelfLink {
        /// Position of the link.
        link: usize,
        /// The party.
        party: String,
    },
    /// Two links that nothing tells apart.
    #[error("links {first} and {second} from `{supplier}` to `{buyer}` carry the same label; give each its own")]
    DuplicateLink {
        /// Position of one link.
        first: usize,
        /// Position of the other.
        second: usize,
        /// Who supplies.
        supplier: String,
        /// Who buys.
        buyer: String,
    },
    /// Two groups with one id.
    #[error("common cause `{group}` stands there more than once; each id must be unique")]
    DuplicateGroup {
        /// The id.
        group: String,
    },
    /// A group member that is no party.
    #[error("common cause `{group}` names party number {party}, but there are only {parties} parties")]
    GroupPartyMissing {
        /// The group.
        group: String,
        /// The position it names.
        party: u32,
        /// How many parties there are.
        parties: usize,
    },
    /// A party that a group lists twice.
    #[error("common cause `{group}` lists `{party}` more than once")]
    GroupMemberTwice {
        /// The group.
        group: String,
        /// The party.
        party: String,
    },
    /// A β-factor that is not a number or lies outside [0, 1].
    #[error("the common-cause factor of `{party}` in `{group}` is `{value}`; it must lie between 0 and 1")]
    BetaOutOfRange {
        /// The group.
        group: String,
        /// The party.
        party: String,
        /// The value as given.
        value: f64,
    },
    /// β-factors of one party that claim more than its whole likelihood.
    #[error("the common-cause factors of `{party}` add up to {sum}; they may add up to 1 at most")]
    BetaAboveOne {
        /// The party.
        party: String,
        /// Their sum.
        sum: f64,
    },
}

/// Whether a number is a probability. `NaN` is none.
pub(super) fn is_probability(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}
