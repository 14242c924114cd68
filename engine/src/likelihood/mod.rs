//! A party's own likelihood: how likely each indicator and pattern is at the place itself.
//!
//! A latent-class model, as it is used for imperfect diagnostic tests. Evidence speaks about leaves, leaves about what
//! kind of workplace it is (its regime), which nobody sees directly. Adverse answers are weighed one by one; reassuring
//! ones of one source hang together, since a source that was coached, announced or paid for sees nothing and then all
//! its reassurance is empty. The sums over what each source sees and over the regimes are exact (Bayes' rule).
//!
//! Which rows count is decided in `evidence`, what leaves together amount to in `pattern`, and what reaches a buyer in
//! `propagation`.

mod assess;
mod coverage;
mod hypothesis;
mod posterior;
mod prepared;
mod prior;
mod problem;
mod range;
mod recruiters;
mod result;
mod tables;
#[cfg(test)]
pub(crate) mod tests;
mod trace;
mod trace_tables;

pub(crate) use problem::{is_mostly_migrant, item_factor};

pub use hypothesis::{Hypothesis, Rerun};
pub use prepared::{Corridor, LikelihoodInputs, Prepared, assess_parties};
pub use range::{PROBABILITY_RANGE, clamped};
pub(crate) use range::{around, expit, logit};
pub use result::{
    ChannelLikelihood, ClosedItem, GroupLikelihood, OwnLikelihoods, PartyLikelihood, Perturbed, RecruiterPart,
};
pub use tables::Strength;
pub use trace_tables::{
    ClassTerm, Driver, DriverSource, ItemTerm, LeafTrace, PartyTrace, RegimeTerm, SeeingCell, SeeingRow, TermSource,
};
