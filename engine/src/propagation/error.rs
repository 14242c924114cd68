//! What can go wrong while computing on a network that was accepted.

use thiserror::Error;

/// A computation that could not give a number it can stand behind.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PropagationError {
    /// A party position that the network does not have.
    #[error("there is no party at position {position}; the network has {parties} parties")]
    UnknownParty {
        /// The position asked for.
        position: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// A channel position that the network does not have.
    #[error("there is no channel at position {position}; the network has {channels} channels")]
    UnknownChannel {
        /// The position asked for.
        position: usize,
        /// How many channels there are.
        channels: usize,
    },
    /// A link position that the network does not have.
    #[error("there is no link at position {position}; the network has {links} links")]
    UnknownLink {
        /// The position asked for.
        position: usize,
        /// How many links there are.
        links: usize,
    },
    /// A changed likelihood or weight outside 0 to 1, or not a number.
    #[error("`{value}` is no probability; it must lie between 0 and 1")]
    NoProbability {
        /// The value as given.
        value: f64,
    },
    /// A list that must have one entry per party or link has another length.
    #[error("{what} has {found} entries where the network needs {expected}")]
    WrongLength {
        /// The list, in the user's words.
        what: &'static str,
        /// Entries needed.
        expected: usize,
        /// Entries given.
        found: usize,
    },
    /// A share of input outside 0 to 1, or not a number.
    #[error("the share of `{supplier}` in the input of `{buyer}` is `{value}`; it must lie between 0 and 1")]
    ShareOutOfRange {
        /// Who supplies.
        supplier: String,
        /// Who buys.
        buyer: String,
        /// The share as given.
        value: f64,
    },
    /// The shares of one party's suppliers add up to more than its whole input.
    #[error("the shares of the suppliers of `{party}` add up to {sum}; they may add up to 1 at most")]
    SharesAboveOne {
        /// The buyer.
        party: String,
        /// Their sum.
        sum: f64,
    },
    /// A cycle whose values could not be pinned down to the promised error.
    #[error(
        "the cycle of {} in channel `{channel}` does not settle to within {promised:e}; one of its weights or likelihoods is so near its limit that the sum over the cycle cannot be told from rounding",
        list(parties)
    )]
    DoesNotClose {
        /// Ids of the parties on the cycle.
        parties: Vec<String>,
        /// The channel.
        channel: String,
        /// The error that was promised.
        promised: f64,
    },
    /// The worlds contradict an exact bound by more than chance allows: a defect, not bad luck.
    #[error(
        "internal error: {reached} of {worlds} worlds reach the subject, which the exact bounds {lower} to {upper} rule out"
    )]
    BracketBroken {
        /// Worlds in which a source reaches.
        reached: u32,
        /// Worlds drawn.
        worlds: u32,
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
}

/// The first few ids, and how many more there are.
fn list(parties: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = parties.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    let rest = parties.len().saturating_sub(SHOWN);
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_that_does_not_settle_is_named_by_its_parties() {
        let parties = ["mill", "plant"].map(str::to_owned).to_vec();
        let error = PropagationError::DoesNotClose { parties, channel: "forced_labour".to_owned(), promised: 1e-9 };
        let text = error.to_string();
        for words in ["the cycle of `mill`, `plant`", "channel `forced_labour`", "1e-9"] {
            assert!(text.contains(words), "{text}");
        }
    }

    #[test]
    fn of_a_large_cycle_eight_parties_are_named_and_the_rest_counted() {
        let parties: Vec<String> = (0..11).map(|i| format!("p{i}")).collect();
        assert!(list(&parties).ends_with("`p7` and 3 more"), "{}", list(&parties));
    }
}
