//! What workers paid for their jobs: cost in months of earnings, debts, what is owed, and the evidence that cohort rows
//! give about their employer.

mod as_evidence;
mod cohort;
mod convert;
mod cost;
mod owed;

pub use as_evidence::{corridor, evidence_of};
pub use cohort::{Cohort, Fee, FeeBasis, FeeCategory, Holder, Lender, Payer};
pub use convert::{Converter, RateUsed};
pub use cost::{CohortCost, GroupCost, Payback, SUPPRESSED_BELOW, cost_of, payback_months, summarise};
pub use owed::{LoanInterest, Owed, Repayment};
