//! Tests of own likelihoods as a whole: against values of an independent program, against Bayes' rule by enumeration,
//! and for the properties that must hold whatever the numbers are.

pub(crate) mod builder;

mod cases;
mod enumeration;
mod groups;
mod hypotheses;
mod lists_and_recruiters;
mod priors;
mod properties;
mod traces;
