//! What workers paid for their jobs.

mod cohort;

pub use cohort::{Cohort, Fee, FeeBasis, FeeCategory, Holder, Lender, Payer};
