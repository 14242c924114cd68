//! The service asked as a client asks it, on every database that is there.

mod access;
mod ask;
mod assessments;
mod data;
mod files;
mod gate;
mod idempotency;
mod lists;
mod matches;
mod oidc;
mod open;
mod organisation;
mod oversight;
mod people;
mod questionnaires;
mod reports;
mod rulesets;
mod second_factor;
mod session;
mod support;
mod tenants;
mod uploads;
