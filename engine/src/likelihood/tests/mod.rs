//! Tests of own likelihoods as a whole: against values of an independent program, against Bayes' rule by enumeration,
//! and for the properties that must hold whatever the numbers are.

#![expect(clippy::float_cmp, reason = "what must be the same number is the same to the last bit")]
#![expect(clippy::disallowed_methods, reason = "an independent check uses the standard library's functions")]

pub(crate) mod builder;

mod cases;
mod enumeration;
mod groups;
mod hypotheses;
mod lists_and_recruiters;
mod priors;
mod properties;
mod traces;
