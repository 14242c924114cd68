//! How risk travels along a supply network: possible worlds and the recursions that bound them.
//!
//! A *world* is one draw of everything uncertain: whether each party has an event of its own, and
//! whether each link transmits. What the network means is defined over worlds; the recursions give
//! exact lower and upper bounds of the same numbers at a fraction of the cost.
//!
//! Everything here works on plain data: a matrix of own likelihoods and a list of weighted links.
//! Rulesets, evidence and kinds of party are unknown in this folder. [`Prepared`] is the network
//! laid out for sweeping; every function takes it by reference and changes nothing.
//!
//! | file | what it holds |
//! |---|---|
//! | `input` | what a caller hands over, and every way it can be wrong |
//! | `key` | the mixer behind stable ids and coins |
//! | `names`, `prepared` | checked ids, and the network ready for computing |
//! | `components`, `layout` | strongly connected components and the rows that sweeps run over |
//! | `coin`, `worlds` | coins of 64 worlds a word, and how blocks of worlds are shared out |
//! | `events` | a party's own events, with common causes |
//! | `totals`, `inherited` | forward worlds: total and inherited of every party |
//! | `subject` | backward worlds: reach, counts and paths to one subject |
//! | `outflow` | splits by link and how often a chain is live |
//! | `interval` | Wilson interval, bracket and the rule that an estimate may not leave it |
//! | `worst_chain`, `best_chain` | the single most likely chain |
//! | `noisy_or`, `upper`, `falling`, `component` | upper bounds, with a certified error inside cycles |
//! | `sum` | sums in pairs, of which one term is quickly exchanged |
//! | `incremental` | results kept up to date under small changes |
//! | `linear` | the solvers behind Newton steps, certificates and exposure |

mod best_chain;
mod coin;
mod component;
mod components;
mod error;
mod events;
mod exposure;
mod falling;
mod flow;
mod incremental;
mod inherited;
mod input;
mod interval;
mod key;
mod layout;
mod leaky;
mod linear;
mod names;
mod noisy_or;
mod outflow;
mod prepared;
mod shares;
mod subject;
mod sum;
mod table;
#[cfg(test)]
mod tests;
mod totals;
mod upper;

mod weights;
mod worlds;
mod worst_chain;

pub use best_chain::{BestChains, best_chains};
pub use error::PropagationError;
pub use exposure::{Exposure, ExposureInput, ExposureParts, exposure, exposure_parts};
pub use incremental::{Change, Kept, KeptSubject, Live};
pub use input::{GroupInput, GroupMember, InputProblem, LinkInput, PropagationInput, Weights};
pub(crate) use interval::wilson;
pub use interval::{Bracket, CountPercentiles, Interval, ReachEstimate};
pub use key::{stable_key, stable_key_of};
pub use noisy_or::noisy_or;
pub use outflow::{chain_frequencies, outflow};
pub use prepared::Prepared;
pub use subject::{SubjectReach, paths_to, reach_to, reach_to_within};
pub use table::PartyTable;
pub use totals::{Totals, totals, totals_and_part};
pub use upper::upper;
pub use worlds::WorldSettings;
pub use worst_chain::worst_chain;
